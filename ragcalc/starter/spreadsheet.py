"""A table of indicators to what a catalogue would say of each; what is not told is guessed.

Reads the words of people's own spreadsheets. Every guess and everything that found no place is
kept, to be shown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from ragcalc import periods
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.fields import LONGEST_ID, UNITS, quoted
from ragcalc.catalogue.returns import cells
from ragcalc.catalogue.returns import dates as days
from ragcalc.catalogue.returns.headers import HEADER_ROWS, plain
from ragcalc.catalogue.returns.tables import Table
from ragcalc.periods import Kind, NotAPeriod, Period
from ragcalc.vocabulary import Frequency, Polarity

NAMES = {
    "name": (
        *("name", "indicator", "indicator name", "measure", "measure name", "kpi", "title"),
        *("performance indicator", "performance measure", "description"),
    ),
    "id": (
        "id",
        "ref",
        "reference",
        "code",
        "pi ref",
        "indicator id",
        "indicator ref",
        "measure id",
    ),
    "short": ("short", "short name"),
    "outcome": ("outcome", "priority", "theme", "objective", "goal"),
    "tier": ("tier", "level"),
    "unit": ("unit", "units", "unit of measure", "measured in", "format"),
    "polarity": (
        *("polarity", "good is", "good performance", "good performance is", "desired direction"),
        *("direction of good", "aim", "bigger or smaller is better", "high or low is good"),
    ),
    "frequency": ("frequency", "reporting frequency", "how often"),
    "decimals": ("decimals", "decimal places", "dp"),
    "owner": ("owner", "lead", "lead officer", "responsible officer", "service"),
    "source": ("source", "data source"),
    "note": ("note", "notes", "comment", "comments", "commentary"),
    "target": ("target", "current target"),
    "period": ("period", "quarter", "reporting period"),
    "value": ("value", "actual", "figure", "result", "outturn"),
}
"""What the columns are called, in the words of a catalogue."""
_UNITS = {
    "percent": ("%", "percent", "percentage", "per cent", "proportion"),
    "count": ("number", "count", "no", "#", "volume", "whole number"),
    "currency": ("£", "currency", "gbp", "pounds", "money", "cost"),
    "days": ("day", "days"),
    "ratio": ("ratio",),
    "rate-per-1000": ("per 1,000", "rate per 1,000", "per 1000"),
    "rate-per-10000": ("per 10,000", "rate per 10,000", "per 10000"),
    "rate-per-100000": ("per 100,000", "rate per 100,000", "per 100000"),
}
_POLARITIES = {
    Polarity.HIGH: ("high", "higher", "higher is better", "bigger is better", "up", "increase",
                    "max", "maximise", "high is good", "bigger"),
    Polarity.LOW: ("low", "lower", "lower is better", "smaller is better", "down", "decrease",
                   "min", "minimise", "low is good", "smaller", "reduce"),
    Polarity.ON_TARGET: ("on-target", "on target", "range", "in range", "within range", "plan"),
    Polarity.NEUTRAL: ("neutral", "none", "n/a", "contextual", "context", "no polarity"),
}  # fmt: skip
_FREQUENCIES = {
    Frequency.MONTHLY: ("monthly", "month", "m"),
    Frequency.QUARTERLY: ("quarterly", "quarter", "q"),
    Frequency.ANNUAL: ("annual", "annually", "yearly", "year", "a"),
}
_KINDS = {Kind.MONTH: Frequency.MONTHLY, Kind.QUARTER: Frequency.QUARTERLY}
_COMPARATORS = {
    "national": ("england", "national", "uk", "wales", "scotland", "great britain"),
    "statistical-neighbours": ("neighbour", "neighbours", "nearest neighbours", "statistical"),
    "regional": ("region", "regional", "north", "south", "east", "west", "midlands", "london",
                 "yorkshire", "humber"),
    "other": ("average", "benchmark", "comparator", "family", "similar"),
}  # fmt: skip
_NOT_TOLD = ("", "n/a", "na", "none", "-", "–", "no target", "not set")
_MORE, _LESS = (
    re.compile(r"(?:>|above|over|more than) *(.+)"),
    re.compile(r"(?:<|below|under|less than) *(.+)"),
)
_AT = re.compile(r"(?:>=|=>|≥|<=|=<|≤|at least|at most|min\.?|max\.?) *(.+)")
_RANGE = re.compile(r"(.+?)(?: to | and | ?[-–] ?)(.+)")
_EXTRA_WORDS = ("actual", "value", "result", "outturn", "performance", "figure")


class NoTable(ValueError):
    """Nothing in the file looks like a table of indicators; says what was looked for."""


class Word(NamedTuple):
    """What a key of the catalogue shall say, and why it was guessed if it was."""

    text: str
    guessed: str = ""
    label: bool = False
    """Whether it is a unit in the table's own words."""


class Figure(NamedTuple):
    """A figure, or a target, in the words of its record; `value` alone stands bare."""

    entries: tuple[tuple[str, str], ...]


@dataclass
class Entry:
    """One indicator."""

    id: str
    words: dict[str, Word]
    target: Figure | None = None
    targets: dict[Period, Figure] = field(default_factory=dict)
    values: dict[Period, Figure] = field(default_factory=dict)
    comparators: dict[str, dict[Period | None, Figure]] = field(default_factory=dict)
    """By the comparator's name; without a period a figure holds for every one."""
    left_out: list[str] = field(default_factory=list)


@dataclass
class Draft:
    """What a table says of indicators."""

    entries: list[Entry] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """The columns and rows of which nothing was taken."""

    @property
    def comparators(self) -> list[str]:
        """The names of all comparators, in the order of their columns."""
        return list(dict.fromkeys(name for entry in self.entries for name in entry.comparators))

    def named(self, key: str) -> list[str]:
        """Return every outcome, or every tier, in the order of the rows."""
        found = (entry.words[key].text for entry in self.entries if key in entry.words)
        return list(dict.fromkeys(found))


class _Header(NamedTuple):
    """Which column holds what."""

    row: int
    columns: dict[str, int]
    values: dict[int, Period]
    targets: dict[int, Period]
    comparators: dict[int, tuple[str, Period | None]]
    unknown: dict[int, str]

    @property
    def fits(self) -> bool:
        figures = self.values or {"period", "value"} <= self.columns.keys()
        return "name" in self.columns and bool(figures or "target" in self.columns or self.targets)


def drafted(tables: Iterable[Table]) -> Draft:
    """Read the first table that looks like one of indicators; raises NoTable."""
    for table in tables:
        rows = list(table.rows())
        headers = (_header(number, row) for number, row in rows[:HEADER_ROWS])
        header = next((one for one in headers if one.fits), None)
        if header:
            return _draft(header, [(n, row) for n, row in rows if n > header.row])
    raise NoTable(
        "a row of column names is needed: one for the indicator (name, measure "
        "or indicator), and a column for each period, such as 2018-19 Q4, or the columns period "
        "and value"
    )


# ── The names of the columns ─────────────────────────────────────────────────────────────────────

_PLAIN = {plain(name): key for key, names in NAMES.items() for name in names}


def _header(number: int, row: list[str]) -> _Header:
    found = _Header(number, {}, dict(_days(row)), {}, {}, {})
    for column, text in enumerate(" ".join(cell.split()) for cell in row):
        key = _PLAIN.get(plain(text))
        if key == "name" and "name" in found.columns and "id" not in found.columns:
            first = found.columns["name"]
            ids_first = plain(row[first]) == "indicator"
            found.columns["id" if ids_first else "name"] = first
            found.columns["name" if ids_first else "id"] = column
        elif key and key not in found.columns:
            found.columns[key] = column
        elif text and column not in found.values:
            _file(found, column, text)
    return found


def _days(row: list[str]) -> Iterator[tuple[int, Period]]:
    """Yield the columns that have a day for their name, with the period that has it.

    How far apart they stand says whether these are months, quarters or years.
    """
    found = {column: day for column, text in enumerate(row) if (day := days.read(text))}
    months = sorted({day.year * 12 + day.month for day in found.values()})
    apart = min((after - before for before, after in pairwise(months)), default=3)
    kind = Kind.MONTH if apart < 3 else Kind.QUARTER if apart < 12 else Kind.FINANCIAL
    if kind is Kind.FINANCIAL and all(day.month in (12, 1) for day in found.values()):
        kind = Kind.CALENDAR
    for column, day in found.items():
        yield column, _with(day, kind)


def _with(day: date, kind: Kind) -> Period:
    month = periods.month_ending(day.year * 12 + day.month)
    return periods.latest_ending(kind, month.end + kind.months - 1)


def _file(found: _Header, column: int, text: str) -> None:
    """Take a column whose name has a period in it, or a comparator's."""
    words = [word for word in text.split() if word.lower() not in _EXTRA_WORDS]
    bare = [word for word in words if word.lower() not in ("target", "targets")]
    name, period = _split(bare)
    if period and not name and len(bare) < len(words):
        found.targets[column] = period
    elif period and not name:
        found.values[column] = period
    elif len(bare) == len(words) and (period or _kind_of(text)):
        found.comparators[column] = (name or text, period)
    else:
        found.unknown[column] = text


def _split(words: list[str]) -> tuple[str, Period | None]:
    """Return a name, and the period before or behind it."""
    for cut in range(max(0, len(words) - _MOST_WORDS), len(words)):
        for named, dated in ((words[:cut], words[cut:]), (words[len(words) - cut :], words[:-cut])):
            if period := _period(" ".join(dated)):
                return " ".join(named), period
    return " ".join(words), None


_MOST_WORDS = (periods.LONGEST + 1) // 2
"""A period has no more: with the blanks between them they would be too long."""
_SHORT_YEAR = re.compile(r"(?<![0-9])([0-9]{2})([/-])([0-9]{2})(?![0-9])")


def _period(text: str) -> Period | None:
    """Read a period, whose year may be as short as in `Q1 24/25`."""
    if len(text) > periods.LONGEST:
        return None
    try:
        return periods.parse(_SHORT_YEAR.sub(r"20\1\2\3", text))
    except NotAPeriod:
        return None


def _kind_of(name: str) -> str:
    """Guess what kind of comparator it is by its name; empty where it sounds like none."""
    words = set(re.findall(r"\w+", name.casefold()))
    return next((kind for kind, signs in _COMPARATORS.items() if words & set(signs)), "")


def comparator_kind(name: str) -> str:
    """Return the kind of a comparator, by its name."""
    return _kind_of(name) or "other"


# ── The rows ─────────────────────────────────────────────────────────────────────────────────────


def _draft(header: _Header, rows: Iterable[tuple[int, list[str]]]) -> Draft:
    draft = Draft()
    if header.unknown:
        draft.left_out.append(f"columns: {', '.join(header.unknown.values())}")
    long = not header.values and "period" in header.columns
    groups: dict[str, list[list[str]]] = {}
    for number, row in rows:
        name = _cell(header, row, "name")
        filled = sum(bool(cell.strip()) for cell in row)
        if not name or filled == 1:
            if filled:
                told = next(cell for cell in row if cell.strip())
                draft.left_out.append(f"row {number}: nothing but {quoted(told.strip())}")
            continue
        key = name.casefold() if long else f"{number}"
        groups.setdefault(key, []).append(row)
    taken: dict[str, int] = {}
    for group in groups.values():
        draft.entries.append(_entry(header, group, taken))
    if not draft.entries:
        raise NoTable("there are column names, but no indicators below them")
    return draft


def _cell(header: _Header, row: list[str], key: str) -> str:
    column = header.columns.get(key)
    return "" if column is None else _at(row, column)


def _at(row: list[str], column: int) -> str:
    return " ".join(row[column].split()) if column < len(row) else ""


def _entry(header: _Header, rows: list[list[str]], taken: dict[str, int]) -> Entry:
    first = rows[0]
    name = _cell(header, first, "name")
    id_ = new_id(_cell(header, first, "id") or name.casefold(), taken)
    entry = Entry(id_, {"name": Word(name)})
    for key in ("short", "outcome", "tier", "owner", "source"):
        if text := _cell(header, first, key):
            entry.words[key] = Word(text)
    raw = _figures(header, rows)
    given = [text for by_period in raw.values() for text in by_period.values()]
    targets = dict(_targets(header, rows))
    entry.words["unit"] = _unit(_cell(header, first, "unit"), name, [*given, *targets.values()])
    entry.words["polarity"] = _polarity(_cell(header, first, "polarity"), targets.values())
    _take(entry, raw, targets)
    _note(entry, header, rows)
    _settle(entry, _cell(header, first, "frequency"), _cell(header, first, "decimals"))
    return entry


def _note(entry: Entry, header: _Header, rows: list[list[str]]) -> None:
    """Take the note of an indicator; where each row is a figure its note belongs to that."""
    for row in rows:
        text = _cell(header, row, "note")
        if text and header.values:
            entry.words["note"] = Word(text)
        elif text and (period := _dated(_cell(header, row, "period"))) in entry.values:
            own = (one for one in entry.values[period].entries if one[0] != "note")
            entry.values[period] = Figure((*own, ("note", text)))


def new_id(text: str, taken: dict[str, int]) -> str:
    """Return an id for a text, and note it as taken.

    Beside each id stands the number from which the next one like it is looked for.
    """
    base = found = _slug(text)
    number = taken.get(base, 1)
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    taken[base] = number
    taken.setdefault(found, 1)
    return found


def _slug(text: str) -> str:
    """Return a text as letters, digits and hyphens."""
    whole = text if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", text) else ""
    base = whole or re.sub(r"[^a-z0-9]+", "-", text.casefold().replace("'", "")).strip("-")
    return base[: LONGEST_ID - 5].rstrip("-") or "indicator"


_Series = Mapping[Period | None, str]


def _figures(header: _Header, rows: list[list[str]]) -> dict[str, dict[Period | None, str]]:
    """Return the cells of the readings, under no name, and of each comparator."""
    readings: dict[Period | None, str] = {}
    found = {"": readings}
    for row in rows:
        for column, named in header.values.items():
            readings.setdefault(named, _at(row, column))
        if not header.values and (dated := _dated(_cell(header, row, "period"))):
            readings.setdefault(dated, _cell(header, row, "value"))
        for column, (name, period) in header.comparators.items():
            if text := _at(row, column):
                found.setdefault(name, {}).setdefault(period, text)
    return found


def _dated(text: str) -> Period | None:
    """Read a period, or the quarter in which a day lies."""
    if day := days.read(text):
        return _with(day, Kind.QUARTER)
    return _period(text)


def _targets(header: _Header, rows: list[list[str]]) -> Iterator[tuple[Period | None, str]]:
    """Yield the cells of the targets; under None the one of every period."""
    for column, period in header.targets.items():
        if text := _at(rows[0], column):
            yield period, text
    given = {_dated(_cell(header, row, "period")): _cell(header, row, "target") for row in rows}
    if len(set(given.values())) == 1:
        yield None, next(iter(given.values()))
    else:
        yield from ((period, text) for period, text in given.items() if period and text)


# ── What the words mean ──────────────────────────────────────────────────────────────────────────


def _unit(told: str, name: str, figures: list[str]) -> Word:
    percent = any(text.strip().endswith("%") for text in figures)
    word = told.casefold()
    known = next((unit for unit, names in _UNITS.items() if word in (unit, *names)), "")
    if percent and known != "percent":
        why = "its figures have a % sign" + (
            f", though the table says {quoted(told)}" if told else ""
        )
        return Word("percent", why)
    if known:
        return Word(known)
    if told:
        return Word(told, label=True)
    if any(text.strip()[:1] in ("£", "€", "$") for text in figures):
        return Word("currency", "its figures have a currency sign")
    lower = name.casefold()
    for unit, names in _UNITS.items():
        if unit != "count" and any(sign in lower for sign in names if len(sign) > 3 or sign == "%"):
            return Word(unit, "by its name")
    return Word("count", "the table does not give its unit")


def _polarity(told: str, targets: Iterable[str]) -> Word:
    word = told.casefold()
    known = next((one for one, names in _POLARITIES.items() if word in names), None)
    if known:
        return Word(known.value)
    why = (
        f"{quoted(told)} says neither high nor low"
        if told
        else "the table does not say which way is good"
    )
    if any(_range(text) for text in targets):
        return Word("on-target", "its target is a range")
    return Word("high", why)


def _take(entry: Entry, raw: Mapping[str, _Series], targets: Mapping[Period | None, str]) -> None:
    for name, series in raw.items():
        for period, text in series.items():
            figure = _figure(entry, text, period, name)
            if figure and name:
                entry.comparators.setdefault(name, {})[period] = figure
            elif figure and period:
                entry.values[period] = figure
    for since, text in targets.items():
        if text.casefold() in _NOT_TOLD:
            continue
        target = _target(text, entry.words["polarity"].text)
        if target is None:
            entry.left_out.append(f"target {quoted(text)}")
        elif since:
            entry.targets[since] = target
        else:
            entry.target = target


def _figure(entry: Entry, text: str, period: Period | None, comparator: str) -> Figure | None:
    """Read a cell; what is no figure is left out, and said so."""
    where = " ".join(filter(None, (comparator, str(period or ""))))
    try:
        cell = cells.figure(text)
        if cell.value is None:
            return None
        read = fields.number if comparator else fields.number_or_reason
        read(str(cell.value))
    except PydanticCustomError:
        entry.left_out.append(f"{where} {quoted(' '.join(text.split()))}")
        return None
    remarks = (
        (key, said) for key, said in cell.remarks.items() if key != "break" or not comparator
    )
    return Figure((("value", str(cell.value)), *remarks))


def _target(text: str, polarity: str) -> Figure | None:
    lower = text.casefold().strip()
    if found := _AT.fullmatch(lower):
        lower = found[1]
    strict = {"above": (_MORE, "high"), "below": (_LESS, "low")}
    for key, (sign, way) in strict.items():
        if found := sign.fullmatch(lower):
            bound = _number(found[1])
            return Figure(((key, bound),)) if bound and polarity == way else None
    if number := _number(lower):
        return Figure((("value", number),))
    ends = _range(lower)
    return (
        Figure((("from", ends[0]), ("to", ends[1]))) if ends and polarity == "on-target" else None
    )


def _range(text: str) -> tuple[str, str] | None:
    found = _RANGE.fullmatch(text.casefold().removeprefix("between "))
    ends = found and (_number(found[1]), _number(found[2]))
    if not ends or not ends[0] or not ends[1]:
        return None
    low, high = (fields.number(end) for end in ends)
    return (ends[0], ends[1]) if low <= high else None


def _number(text: str) -> str:
    """Return the digits of a figure; empty where it is none."""
    try:
        value = cells.figure(text).value
        return "" if value is None else (fields.number(str(value)) is not None and str(value)) or ""
    except PydanticCustomError:
        return ""


def _settle(entry: Entry, frequency: str, decimals: str) -> None:
    """Say how often it is measured; figures of other periods have no place."""
    words = entry.words
    told = next((one for one, names in _FREQUENCIES.items() if frequency.casefold() in names), None)
    kinds = {period.kind for period in entry.values}
    finest = min(kinds, key=lambda kind: kind.months, default=Kind.QUARTER)
    often = told or _KINDS.get(finest, Frequency.ANNUAL)
    why = "by its periods" if kinds else "the table does not say how often it is measured"
    words["frequency"] = Word(often.value, "" if told else why)
    kind = {one: kind for kind, one in _KINDS.items()}.get(often)
    if kind is None:
        kind = next(
            (one for one in (Kind.CALENDAR, Kind.ACADEMIC) if kinds == {one}), Kind.FINANCIAL
        )
        if kind is not Kind.FINANCIAL:
            words["year"] = Word(kind.value, "by its periods")
    for period in [one for one in entry.values if one.kind is not kind]:
        entry.left_out.append(f"{period} {entry.values.pop(period).entries[0][1]}: not {often}")
    if decimals in map(str, range(fields.MOST_DECIMALS + 1)):
        words["decimals"] = Word(decimals)
    if words["unit"].text == UNITS["percent"].name and any(map(_beyond, entry.values.values())):
        words["may-exceed-100"] = Word("true", "a figure is outside 0 to 100")


def _beyond(figure: Figure) -> bool:
    text = dict(figure.entries)["value"]
    try:
        return not 0 <= fields.number(text) <= 100
    except PydanticCustomError:
        return False
