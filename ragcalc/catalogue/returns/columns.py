"""The row, or the two rows, with the names of the columns: which column holds what."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf
from typing import NamedTuple

from ragcalc import periods
from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.returns import dates as days
from ragcalc.catalogue.returns import heading_rows, headings, words
from ragcalc.catalogue.returns.headers import HEADER_ROWS, plain
from ragcalc.catalogue.returns.sheets import SheetCells
from ragcalc.periods import Kind, Period


class What(StrEnum):
    """What the figures of a column are."""

    VALUE = "value"
    TARGET = "target"
    STATUS = "status"
    DIRECTION = "direction"
    COMPARATOR = "comparator"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    LOWER = "lower"
    UPPER = "upper"
    NOTE = "note"
    COMMENT = "comment"
    ACTION = "action"
    FORECAST = "forecast"


COMMENTARY = (What.COMMENT, What.ACTION)
"""What the service writes of a period, whether it has a reading or not."""
BESIDE_VALUES = (
    *(What.NUMERATOR, What.DENOMINATOR, What.LOWER, What.UPPER, What.NOTE),
    *COMMENTARY,
)
"""What stands beside a reading and belongs to it, or to its period."""
_JUDGED = (What.TARGET, What.STATUS, What.DIRECTION)


class FigureColumn(NamedTuple):
    """What a column of figures holds, and for which period."""

    what: What
    period: Period | None
    name: str = ""
    """The name of a comparator."""
    provisional: bool = False
    lone: bool = False
    """Whether it names no period, and is taken to be of the latest one."""


class NamedColumn(NamedTuple):
    """A column that --columns names."""

    key: str
    typed: str
    """The key as it was typed, such as indicator for name."""
    name: str


@dataclass
class Header:
    """Which column holds what."""

    rows: tuple[int, ...]
    """One row, or two that are read together."""
    keys: dict[str, int] = field(default_factory=dict)
    series: dict[int, FigureColumn] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    """The columns of which nothing is read, and their names."""
    parts: dict[int, str] = field(default_factory=dict)
    """The columns such as Q1 whose year stands in each row, and their names."""
    texts: dict[int, str] = field(default_factory=dict)
    """The name of each column."""
    repeats: set[int] = field(default_factory=set)
    """The rows below that say the same names once more."""
    end: int | None = None
    """The row at which another table begins."""

    @property
    def has_values(self) -> bool:
        """Whether there are columns of readings, so that a row is an indicator."""
        return any(one.what in (What.VALUE, What.NUMERATOR) for one in self.series.values())

    @property
    def is_dated(self) -> bool:
        """Whether a column says the period of a row."""
        return bool({"period", "year", "quarter", "month"} & self.keys.keys())

    @property
    def is_long(self) -> bool:
        """Whether each row is the figure of one period."""
        counts = {"numerator", "denominator"} <= self.keys.keys()
        figures = "value" in self.keys or counts or bool(self.parts)
        return not self.has_values and self.is_dated and figures

    @property
    def lacks(self) -> str:
        """What it has too little of to be read; empty where it can be."""
        if "name" not in self.keys:
            return "a column for the indicator"
        if without := [text for text in self.unknown.values() if lacks_year(text)]:
            return f"the year of {quoted(without[0])}: add --period, such as --period 2024-25"
        if self.has_values or self.is_long:
            return ""
        if "value" in self.keys:
            name = quoted(self.texts[self.keys["value"]])
            return f'the period of {name}: add --period, such as --period "2024-25 Q4"'
        if self.is_dated:
            return "a column for the value"
        targets = any(one.what is What.TARGET for one in self.series.values())
        return "" if targets or "target" in self.keys else "a column for each period"

    @property
    def known(self) -> int:
        """How many columns are known."""
        return len(self.keys) + len(self.series) + len(self.parts)


class NoHeader(ValueError):
    """No row has the names of the columns; says which came nearest, and what it lacks."""


def headers(
    sheet: SheetCells, own: Mapping[str, NamedColumn], period: Period | None
) -> list[Header]:
    """Return the names of the columns of each table of a sheet, from the top. Raises NoHeader.

    `own` gives what --columns names by its plain name; `period` is that of a column that names
    none, such as Actual or This period, or the year of Q1.
    """
    first = header(sheet, own, period)
    found = [first] if first else []
    for row in _further(sheet, own) if first else ():
        if row <= max(found[-1].rows):
            continue
        for rows in _around(sheet, row, max(found[-1].rows)):
            one = _header(sheet, rows, own, period)
            if one.lacks:
                continue
            if one.texts == found[-1].texts:
                found[-1].repeats.update(rows)
            else:
                found[-1].end = rows[0]
                found.append(one)
            break
    return found


def header(
    sheet: SheetCells,
    own: Mapping[str, NamedColumn],
    period: Period | None,
    *,
    year: Period | None = None,
    is_complete: bool = False,
) -> Header | None:
    """Return the uppermost names of columns, None where no row has any. Raises NoHeader.

    The parameters are those of `headers`; `year` is that of Q1 where there is no `period`, and
    `is_complete` whether each column of figures has a name, so that none stands over others.
    """
    nearest: Header | None = None
    for rows in heading_rows.candidates(sheet, [*sheet.rows][:HEADER_ROWS]):
        lowest = _header(sheet, rows[-1:], own, period, year=year) if len(rows) > 1 else None
        if lowest and lowest.is_long and not lowest.lacks:
            continue  # a title above a table whose rows say their periods
        found = _header(sheet, rows, own, period, year=year, is_complete=is_complete)
        if not found.lacks:
            return found
        if found.keys and (not nearest or found.known > nearest.known):
            nearest = found
    if nearest:
        named = ", ".join(quoted(text) for text in nearest.texts.values())
        where = " and ".join(map(str, nearest.rows))
        if len(nearest.rows) > 1:
            raise NoHeader(
                f"rows {where} come nearest, and lack {nearest.lacks}; they have {named}"
            )
        raise NoHeader(f"row {where} comes nearest, and lacks {nearest.lacks}; it has {named}")
    return None


def _further(sheet: SheetCells, own: Mapping[str, NamedColumn]) -> Iterator[int]:
    """Yield the rows that have what people call the column of the indicator."""
    names = {name for name, one in own.items() if one.key == "name"}
    names = names or {name for name, key in words.BY_PLAIN.items() if key == "name"}
    longest = max(map(len, names)) + 9
    for row, texts in sheet.rows.items():
        if any(len(text) < longest and plain(text) in names for text in texts):
            yield row


def _around(sheet: SheetCells, row: int, after: int) -> Iterator[tuple[int, ...]]:
    """Yield the rows, one of them given, that may name the columns of a further table."""
    numbers = [*sheet.rows]
    at = numbers.index(row)
    near = [one for one in numbers[max(0, at - 2) : at + 3] if one > after]
    return (rows for rows in heading_rows.candidates(sheet, near) if row in rows)


def _header(
    sheet: SheetCells,
    rows: tuple[int, ...],
    own: Mapping[str, NamedColumn],
    period: Period | None,
    *,
    year: Period | None = None,
    is_complete: bool = False,
) -> Header:
    found = Header(rows, texts=heading_rows.texts(sheet, rows))
    by_day = dict(_by_days(found.texts))
    bare: dict[int, str] = {}
    repeat = _beside(found, own)
    has_year = any(_usual(text, own) == "year" for text in found.texts.values())
    for column, text in found.texts.items():
        key = _key(sheet, rows, column, text, own)
        if column > repeat:
            found.unknown[column] = text
        elif column in by_day:
            found.series[column] = FigureColumn(What.VALUE, by_day[column])
        elif key:
            bare[column] = key
            _add_key(found, column, key)
        elif (dated := own.get(plain(headings.read(text).words))) and dated.key in _DATED:
            period_of_name = headings.read(text).period
            assert period_of_name  # as the words alone are no name of a column
            when = periods.in_years(period_of_name, Kind.FINANCIAL)
            found.series[column] = FigureColumn(What(dated.key), when)
        elif has_year and part_of(text, SOME_YEAR):
            found.parts[column] = text
        elif series := _series(heading_rows.with_year(text, period or year)):
            found.series[column] = series
        else:
            found.unknown[column] = text
    for column in () if is_complete else [*found.series]:
        if heading_rows.stands_over_figures(sheet, rows, column):
            del found.series[column]
            found.unknown[column] = found.texts[column]
    _leave_units(found)
    _take_share(found)
    _place_below_years(sheet, found)
    has_cells = {column for row, column in sheet.cells if row > max(rows)}
    _place_undated(found, period, bare, lambda at: is_complete or at in has_cells)
    return found


_DATED = frozenset(("value", "target", "status", "direction"))
"""What --columns may say of words that stand beside periods, as in value=Anytown."""


def _key(
    sheet: SheetCells,
    rows: tuple[int, ...],
    column: int,
    text: str,
    own: Mapping[str, NamedColumn],
) -> str:
    """Return the key of a column; of one called Direction by what stands below the name."""
    if named := own.get(plain(text)):
        return named.key
    below = (sheet.cells.get((rows[-1] + at, column), "") for at in range(1, HEADER_ROWS))
    if plain(text) == "direction" and words.travels(below):
        return "direction"
    return _usual(text, own)


def _leave_units(found: Header) -> None:
    """Let columns of readings whose names give other units than the rest be ones not read."""
    units = {
        column: words.unit_of_heading(found.texts[column])
        for column, one in found.series.items()
        if _is_value(one)
    }
    for column, unit in units.items() if len({*units.values()}) > 1 else ():
        if unit:
            del found.series[column]
            found.unknown[column] = found.texts[column]


def _take_share(found: Header) -> None:
    """Let a column such as Percentage be the value beside counts where no other column is."""
    if "value" in found.keys or not {"numerator", "denominator"} <= found.keys.keys():
        return
    names = {column: plain(text) or text for column, text in found.unknown.items()}
    shares = [column for column, name in names.items() if name in words.SHARES]
    if len(shares) == 1:
        found.keys["value"] = shares[0]
        del found.unknown[shares[0]]


def _beside(found: Header, own: Mapping[str, NamedColumn]) -> float:
    """Return the column before which another table begins, beside the first; else infinity.

    It has the same name for its indicator's column.
    """
    seen: set[str] = set()
    for column, text in found.texts.items():
        is_name = (own[plain(text)].key if plain(text) in own else _usual(text, own)) == "name"
        if is_name and plain(text) in seen:
            return column - 1
        seen |= {plain(text)} if is_name else set()
    return inf


def _usual(text: str, own: Mapping[str, NamedColumn]) -> str:
    """Return the key of a column by its usual names, unless another column was given for it."""
    key = words.BY_PLAIN.get(plain(text), "")
    return "" if any(key == one.key for one in own.values()) else key


def named_columns(text: str) -> dict[str, NamedColumn]:
    """Return the key of each column by its plain name: `indicator=Metric_Name,value=Reading`.

    Raises ValueError for what is not of that form, and for a key that is not known.
    """
    found: dict[str, NamedColumn] = {}
    for part in re.split(r",(?=[^,=]*=)", text):
        key, sign, name = part.partition("=")
        known = {"indicator": "name"}.get(key.strip(), key.strip())
        if not sign or not plain(name):
            raise ValueError(f"{quoted(part)} is not of the form indicator=Metric_Name")
        if known not in words.COLUMNS:
            every = ", ".join(["indicator", *list(words.COLUMNS)[1:]])
            raise ValueError(f"{quoted(key.strip())} is not known; known: {every}")
        found[plain(name)] = NamedColumn(known, key.strip(), name.strip())
    return found


def _add_key(found: Header, column: int, key: str) -> None:
    if key == "name" and "name" in found.keys and "id" not in found.keys:
        first = found.keys["name"]
        ids_first = plain(found.texts[first]) == "indicator"
        found.keys["id" if ids_first else "name"] = first
        found.keys["name" if ids_first else "id"] = column
    elif key == "polarity" and plain(found.texts[column]) == "direction" and key in found.keys:
        found.keys.setdefault("direction", column)
    elif key in found.keys:
        found.unknown[column] = found.texts[column]
    else:
        found.keys[key] = column


def _by_days(texts: Mapping[int, str]) -> Iterator[tuple[int, Period]]:
    """Yield the columns that have a day for their name, with the period that has it."""
    found = {column: day for column, text in texts.items() if (day := days.read(text))}
    only_months = all(not text[0].isdigit() for column, text in texts.items() if column in found)
    kind = headings.by_days(found.values())
    if only_months and kind is Kind.QUARTER and any(day.month % 3 for day in found.values()):
        kind = Kind.MONTH  # Apr-25 is no quarter's last month
    for column, day in found.items():
        yield column, headings.period_with(day, kind)


def lacks_year(text: str) -> bool:
    """Return whether a column such as Q1 or April would be of readings if it named a year."""
    found = part_of(text, SOME_YEAR)
    return found is not None and _is_value(found)


def part_of(text: str, year: Period) -> FigureColumn | None:
    """Return what a column such as Q1 or April holds in a year; None where it is no such one."""
    dated = heading_rows.with_year(text, year)
    return _series(dated) if dated != text else None


SOME_YEAR = Period(Kind.FINANCIAL, 12 * 2024 + Kind.FINANCIAL.first)
"""A year, whichever: by it a name is known that lacks none but a year."""


def _series(text: str) -> FigureColumn | None:
    """Return what a column of figures holds, by its period and the words beside it."""
    named, said = headings.read(text)
    said = words.without_unit(said)
    period = periods.in_years(named, Kind.FINANCIAL) if named else None
    parts = [one for one in re.findall(r"[\w-]+", said.casefold()) if one != words.PROVISIONAL]
    provisional = words.PROVISIONAL in said.casefold()
    if period and all(one in words.VALUE_WORDS for one in parts):
        return FigureColumn(What.VALUE, period, provisional=provisional)
    if not period and not parts:
        return None
    if set(parts) & {"target", "targets"}:
        plainly = all(one in (*words.TARGET_WORDS, *words.VALUE_WORDS) for one in parts)
        return FigureColumn(What.TARGET, period) if period and plainly else None
    if period and all(one in words.STATUS_WORDS for one in parts):
        return FigureColumn(What.STATUS, period)
    if period and all(one in words.DIRECTION_WORDS for one in parts):
        return FigureColumn(What.DIRECTION, period)
    if period and period.months == 12 and plain(said) in words.FORECASTS:
        return FigureColumn(What.FORECAST, period)
    if period and (key := words.BY_PLAIN.get(plain(said))) in _BESIDE:
        return FigureColumn(What(key), period, provisional=provisional)
    if words.comparator_kind(said) and not words.NO_COMPARATOR & {*parts}:
        own = [one for one in said.split() if one.casefold() not in ("actual", words.PROVISIONAL)]
        return FigureColumn(What.COMPARATOR, period, " ".join(own), provisional)
    return None


_BESIDE = frozenset(one.value for one in BESIDE_VALUES)


def _place_undated(
    found: Header,
    period: Period | None,
    bare: Mapping[int, str],
    filled: Callable[[int], bool],
) -> None:
    """Put the columns that name no period at the one that they are for, or at none.

    `bare` gives the keys of the columns that are known by their names alone, `filled` whether a
    column has any figures.
    """
    if period and not found.is_dated:
        for key, when in (("value", period), ("last", period.previous())):
            if key in found.keys:
                found.series[found.keys.pop(key)] = FigureColumn(What.VALUE, when)
    if found.has_values:
        _forget(found, ("value", "period", "year", "quarter", "month", *map(str, _OF_ONE)))
    _forget(found, ("last",))
    every = {at: one.period for at, one in found.series.items() if _is_value(one) and one.period}
    own = [one for at, one in every.items() if filled(at)] or [*every.values()]
    if own:
        latest = period if period in own else max(own, key=_order)
        _place_repeated(found, bare)
        for key in ("status", "direction"):
            dated = any(one.what is What(key) for one in found.series.values())
            repeated = any(bare.get(column) == key for column in found.unknown)
            if dated or repeated or _has_later(found, latest):
                _forget(found, (key,))
            elif key in found.keys:
                found.series[found.keys.pop(key)] = FigureColumn(What(key), latest, lone=True)


def _has_later(found: Header, latest: Period) -> bool:
    """Return whether a column that is not read may have a reading after the latest one."""
    for text in found.unknown.values():
        named, said = headings.read(text)
        later = named and periods.in_years(named, Kind.FINANCIAL).end > latest.end
        if later and not words.NO_READING & {*re.findall(r"[\w-]+", said.casefold())}:
            return True
    return False


def _place_below_years(sheet: SheetCells, found: Header) -> None:
    """Put RAG and the like below a year, beside its quarters, at the quarter to their left.

    Where they do not stand behind each quarter nothing is read of them. One alone below a year with
    several columns of readings is of the year, and so is what stands before the first of these.
    """
    if len(found.rows) == 1:
        return
    below = {at: sheet.rows[found.rows[-1]][at] for at in sheet.filled(found.rows[-1])}
    years: dict[str, list[int]] = {}
    for column, text in found.texts.items():
        years.setdefault(text.removesuffix(below.get(column, "")).strip(), []).append(column)
    for what in (*_JUDGED, *BESIDE_VALUES):
        groups = [
            (
                [one for one in year if one in found.series and found.series[one].what is what],
                [one for one in year if one in found.series and _is_value(found.series[one])],
            )
            for year in years.values()
        ]
        groups = [
            ([one for one in own if one in below and not headings.read(below[one]).period], values)
            for own, values in groups
            if values
        ]
        repeat = any(len(own) > 1 for own, _ in groups)
        for own, values in groups:
            after = [one for one in own if one > min(values)]
            alone = len(values) == 1 and what is not What.TARGET
            if not after or not (repeat or alone):
                continue
            left = _left(own, values)
            for column in own if not left else ():
                del found.series[column]
                found.unknown[column] = found.texts[column]
            for column, value in left.items():
                period = found.series[value].period
                found.series[column] = found.series[column]._replace(period=period)


def _is_value(one: FigureColumn) -> bool:
    return one.what is What.VALUE


def _place_repeated(found: Header, bare: Mapping[int, str]) -> None:
    """Put columns that repeat after each period, such as RAG, at the period to their left.

    Where they do not stand behind each period nothing is read of them.
    """
    values = {at: one.period for at, one in found.series.items() if one.what is What.VALUE}
    for what in (*_JUDGED, *BESIDE_VALUES):
        own = [column for column, key in bare.items() if key == what.value]
        if what is What.DIRECTION:
            own += _travels(found, bare, min(values))
        one_of_one = len(own) == len(values) == 1 and what in (*_OF_ONE, *COMMENTARY)
        if not own or (len(own) < 2 and not one_of_one) or max(own) < min(values):
            continue
        left = _left(own, [*values])
        for column in left or own:
            found.keys = {key: at for key, at in found.keys.items() if at != column}
            found.unknown[column] = found.texts[column]
        for column, value in left.items():
            del found.unknown[column]
            found.series[column] = FigureColumn(what, values[value])
    for column in [one for one in found.unknown if bare.get(one) == "polarity"]:
        if "polarity" not in found.keys and plain(found.texts[column]) != "direction":
            found.keys["polarity"] = column
            del found.unknown[column]


_OF_ONE = (What.NUMERATOR, What.DENOMINATOR, What.LOWER, What.UPPER)
"""What belongs to the only column of readings, without being repeated."""


def _travels(found: Header, bare: Mapping[int, str], first: int) -> list[int]:
    """Return the columns called Direction that are of travel: several, or one beside a polarity."""
    columns = [
        column
        for column, key in bare.items()
        if key == "polarity" and column > first and plain(found.texts[column]) == "direction"
    ]
    return columns if len(columns) > 1 or found.keys.get("polarity") not in columns else []


def _left(columns: list[int], values: list[int]) -> dict[int, int]:
    """Return the column of readings at the left of each; none unless each has one behind it.

    What stands before the first column of readings is no part of it.
    """
    behind = [one for one in columns if one > min(values)]
    found = {one: max(value for value in values if value < one) for one in behind}
    return found if sorted(found.values()) == sorted(values) else {}


def _forget(found: Header, keys: tuple[str, ...]) -> None:
    """Let the columns of some keys be ones of which nothing is read."""
    for key in keys:
        if key in found.keys:
            column = found.keys.pop(key)
            found.unknown[column] = found.texts[column]


def _order(period: Period) -> tuple[int, int]:
    return period.end, -period.months
