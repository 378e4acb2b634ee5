"""Submitted tables to readings: what each row says of which indicator, and where it stands.

A row becomes what the same words in indicators.yaml would become, by the same models, so that no
rule is written twice. Long form: a row is one figure. Wide form: a row is an indicator, and each
column whose name is a period holds its figures.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain, islice
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from ragcalc import numbers, periods
from ragcalc.catalogue import cells, days, fields, headers
from ragcalc.catalogue.cells import Cell
from ragcalc.catalogue.fields import UNITS, nearest, quoted
from ragcalc.catalogue.headers import HEADER_ROWS, Layout
from ragcalc.catalogue.models import Catalogue, Figure, Indicator, Reading, Reported, Target
from ragcalc.catalogue.tables import Table
from ragcalc.periods import Period
from ragcalc.problems import At, Place, Problem, Severity

_MADE_OF = ("value", "numerator", "denominator")
_PERCENT = UNITS["percent"]

Path = tuple[str, ...]
"""A series of an indicator: ("edge-of-care", "values")."""


@dataclass
class Submission:
    """What one table gave."""

    table: Table
    layout: Layout | None = None
    figures: dict[Path, dict[Period, Any]] = field(default_factory=lambda: defaultdict(dict))
    """Readings, targets, reported verdicts and comparators' figures by series and period."""
    rows: dict[Path, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The rows that they stand in, series by series in the same order."""
    faults: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    """What may be a mistake, or was read otherwise than it is written."""

    def place(self, path: Path, period: Period, column: str) -> Place | None:
        """Give the cell that a figure came from; None where it is from elsewhere."""
        row = self.row(path, period)
        return None if row is None else self.cell(row, path, period, column)

    def row(self, path: Path, period: Period) -> int | None:
        """Give the row that a figure stands in; None where it is from elsewhere."""
        rows = zip(self.figures.get(path, ()), self.rows.get(path, ()), strict=True)
        return next((row for one, row in rows if one == period), None)

    def cell(self, row: int, path: Path, period: Period, column: str) -> Place:
        """Give the cell of a row that holds a figure, or what it is made of."""
        assert self.layout is not None
        named = self.layout.periods.items()
        wide = (number for number, one in named if _own(one, period.kind) == period)
        long = (self.layout.columns.get(name) for name in (column, *_MADE_OF))
        number = next(chain(wide, (one for one in long if one is not None)))
        return self.at(row, number, path[0], str(period), column)

    def origin(self, place: Place) -> Place | None:
        """Give the cell that a place of the catalogue was filled from, if this table filled it."""
        _, name, series, *steps = map(str, place.path)
        deeper = 1 if series == "comparators" else 0
        path = (name, series, *steps[:deeper])
        period, *inner = steps[deeper:] or ("",)
        named = next((one for one in self.figures.get(path, ()) if str(one) == period), None)
        column = inner[0] if inner else COLUMN_OF.get(path[1], "value")
        if place.at is At.KEY:
            column = "period"
        return self.place(path, named, column) if named else None

    def at(self, row: int, column: int | None, *key: str) -> Place:
        """Give the place of a cell, or of a row; `key` is indicator, period and column's name."""
        return Place(self.table.name, ("returns", *key), span=self.table.stretch(row, column))


def _own(named: Period | date, kind: periods.Kind) -> Period:
    """Give an indicator's period by its name, or by a day in it."""
    if isinstance(named, Period):
        return named.in_years(kind)
    month = periods.month_ending(named.year * 12 + named.month)
    return periods.latest_ending(kind, month.end + kind.months - 1)


def read(table: Table, catalogue: Catalogue, left_out: Iterable[str] = ()) -> Submission:
    """Read a table's figures of the catalogue's indicators, and everything that is wrong with it.

    Rows of an indicator that is `left_out` for its own errors are passed over.
    """
    found = Submission(table)
    rows = table.rows()
    first = list(islice(rows, HEADER_ROWS))
    found.layout = headers.layout(first, catalogue.columns)
    if found.layout is None:
        found.faults += table.problems or [_no_header(table, first, catalogue.columns)]
        return found
    _judge_columns(found, found.layout, catalogue.columns)
    if found.faults:  # any figure may stand in the wrong one of two columns
        return found
    body = chain((row for row in first if row[0] > found.layout.row), rows)
    _Reader(found, found.layout, catalogue, frozenset(left_out)).read(body)
    found.faults += table.problems
    return found


def _no_header(table: Table, first: list[tuple[int, list[str]]], own: Mapping[str, str]) -> Problem:
    wanted = [own.get(name, name) for name in ("indicator", "period", "value")]
    there = {headers.plain(text) for _, row in first for text in row}
    missing = [name for name in wanted if headers.plain(name) not in there] or wanted
    place = Place(table.name, ("returns",), span=table.stretch(first[0][0]) if first else None)
    none = f": {', '.join(missing)} not found" if missing != wanted else ""
    message = f"no row has the columns {', '.join(wanted)}{none}"
    hint = "name the columns so, or say under columns: in indicators.yaml what they are called"
    if not first:
        return Problem("table-empty", f"{table.title} holds no rows", place, "add them")
    return Problem("table-columns-missing", message, place, hint)


def _judge_columns(found: Submission, layout: Layout, own: Mapping[str, str]) -> None:
    known = [*headers.COLUMNS, *own.values()]
    for column, name in layout.twice:
        place = found.at(layout.row, column, "columns", name)
        message = f"the column {quoted(name)} stands twice"
        found.faults.append(Problem("table-column-twice", message, place, "delete one of them"))
    for column, name in layout.unknown:
        place = found.at(layout.row, column, "columns", name)
        message = f"nothing is read from the column {quoted(name)}"
        found.remarks.append(
            Problem("table-column-unknown", message, place, nearest(name, known), Severity.NOTE)
        )


class _Refused(Exception):
    """A cell that cannot be read: its column, and what is wrong."""

    def __init__(self, column: str, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.column, self.code, self.message, self.hint = column, code, message, hint


class _Row(NamedTuple):
    """A row with the cells that the long form knows, each by its column's name."""

    number: int
    name: str
    indicator: Indicator
    period: Period
    cells: Mapping[str, str]


class _Known(NamedTuple):
    """What is known of a word for an indicator: how its texts read, and where figures go."""

    periods: dict[str, Period]
    """Those of the indicator's kind, by their texts."""
    readings: dict[str, Reading]
    """Those of which nothing is to be said in the indicator's unit, by their texts."""
    figures: dict[Period, Any]
    rows: list[int]


class _Reader:
    """Reads the rows of one table into its submission."""

    def __init__(
        self, found: Submission, layout: Layout, catalogue: Catalogue, left_out: frozenset[str]
    ) -> None:
        self.found, self.layout, self.catalogue, self.left_out = found, layout, catalogue, left_out
        self.ids = _ids(catalogue)
        self.bare = set(layout.columns) == {"indicator", "period", "value"}
        self.known: dict[str, _Known] = {}
        self.periods: dict[periods.Kind, dict[str, Period]] = defaultdict(dict)
        self.readings: dict[bool, dict[str, Reading]] = defaultdict(dict)
        self.period = lru_cache(maxsize=None)(_period)
        self.kinds = {name: one.kind for name, one in catalogue.indicators.items()}
        self.width, self.last = layout.width, max([*layout.columns.values(), *layout.periods])

    def read(self, rows: Iterable[tuple[int, list[str]]]) -> None:
        """Read every row."""
        if self.bare:
            rows = self._unknown(rows)
        one = self._wide if self.layout.periods else self._long
        for number, row in rows:
            one(number, row)

    def _unknown(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        """Keep the figures of rows of three texts that were read before; yield all other rows."""
        who, when, what = map(self.layout.columns.__getitem__, ("indicator", "period", "value"))
        known, width = self.known, self.layout.width
        for number, row in rows:
            try:
                periods, readings, figures, lines = known[row[who]]
                period, reading = periods[row[when]], readings[row[what]]
            except (KeyError, IndexError):
                yield number, row
                continue
            if len(row) > width or period in figures:
                yield number, row
            else:
                figures[period] = reading
                lines.append(number)

    def _learn(self, row: list[str], name: str, period: Period, reading: Reading) -> None:
        """Remember what the three texts of a row say."""
        columns, path = self.layout.columns, (name, "values")
        indicator = self.catalogue.indicators[name]
        known = self.known[row[columns["indicator"]]] = _Known(
            self.periods[indicator.kind],
            self.readings[indicator.unit == _PERCENT],
            self.found.figures[path],
            self.found.rows[path],
        )
        known.periods[row[columns["period"]]] = period
        known.readings[row[columns["value"]]] = reading

    def _long(self, number: int, row: list[str]) -> None:
        columns = self.layout.columns
        if len(row) <= self.last:  # Excel leaves out the empty cells at a row's end
            row = [*row, *[""] * (self.last + 1 - len(row))]
        elif self._too_long(row):
            self._ragged(number, row)
            return
        name = self._indicator(number, row[columns["indicator"]], row)
        if name is None:
            return
        indicator = self.catalogue.indicators[name]
        text = row[columns["period"]]
        try:
            period = self.period(text, self.kinds[name])
        except PydanticCustomError as error:
            key = (name, text.strip(), "period")
            self._refuse(number, columns["period"], key, _words("period", error))
            return
        if self.bare:
            reading = self._reading(number, name, indicator, period, row[columns["value"]])
            if reading:
                self._learn(row, name, period, reading)
            return
        values = {key: row[column].strip() for key, column in columns.items()}
        self._record(_Row(number, name, indicator, period, values))

    def _wide(self, number: int, row: list[str]) -> None:
        if self._too_long(row):
            self._ragged(number, row)
            return
        columns = self.layout.columns
        row = [*row, *[""] * (self.last + 1 - len(row))]
        name = self._indicator(number, row[columns["indicator"]], row)
        if name is None:
            return
        indicator = self.catalogue.indicators[name]
        for column, named in self.layout.periods.items():
            own = _own(named, indicator.kind)
            self._reading(number, name, indicator, own, row[column], column)

    def _too_long(self, row: list[str]) -> bool:
        return len(row) > self.width and any(map(str.strip, row[self.width :]))

    def _indicator(self, number: int, text: str, row: list[str]) -> str | None:
        """Give the id that a cell names; None, with a fault, where it names none."""
        name = self.ids.get(text) or self.ids.get(text.strip().casefold())
        if name or not any(map(str.strip, row)):
            return name
        word = text.strip()
        if word.casefold() in self.left_out:
            return None
        place = self.found.at(number, self.layout.columns["indicator"], word, "", "indicator")
        if not word:
            message, hint = "the row names no indicator", "write its id; ragcalc list shows them"
            self.found.faults.append(Problem("reference-indicator", message, place, hint))
            return None
        message = f"there is no indicator {quoted(word)}"
        hint = nearest(word, [*self.catalogue.indicators])
        self.found.faults.append(Problem("reference-indicator", message, place, hint))
        return None

    def _reading(
        self,
        number: int,
        name: str,
        indicator: Indicator,
        period: Period,
        text: str,
        column: int | None = None,
    ) -> Reading | None:
        """Keep a figure that stands alone; give it where nothing is to be said of it."""
        try:
            reading, cell = _bare(text)
        except (PydanticCustomError, ValidationError) as error:
            at = self.layout.columns["value"] if column is None else column
            self._refuse(number, at, (name, str(period), "value"), _words("value", error))
            return None
        if reading is None:
            return None
        percent = indicator.unit == _PERCENT
        remarkable = cell.noise or (_share(cell) if percent else cell.percent)
        if remarkable:
            at = self.layout.columns["value"] if column is None else column
            try:
                self._remark(number, at, name, indicator, period, cell, text)
            except _Refused as refused:
                self._refuse(number, at, (name, str(period), "value"), refused)
                return None
        self._keep((name, "values"), period, reading, number, column)
        return None if remarkable else reading

    def _record(self, row: _Row) -> None:
        """Keep all that a row with further columns says."""
        try:
            for path, made in self._made(row):
                self._keep(path, row.period, made, row.number)
        except _Refused as refused:
            column = self.layout.columns.get(refused.column)
            key = (row.name, str(row.period), refused.column)
            self._refuse(row.number, column, key, refused)

    def _made(self, row: _Row) -> Iterator[tuple[Path, Any]]:
        given = row.cells
        kept = {key: given[key] for key in ("provisional", "note") if given.get(key)}
        figures = dict(self._figures(row))
        has_figure = not figures.keys().isdisjoint(_MADE_OF)
        if comparator := given.get("comparator"):
            path = (row.name, "comparators", self._comparator(comparator))
            if has_figure:
                yield path, _model(Figure, _for_comparator({**kept, **figures}))
            return
        if has_figure:
            yield (row.name, "values"), _model(Reading, {**kept, **figures})
        if given.get("target"):
            value = self._cell(row, "target").value
            if value is not None:
                yield (row.name, "targets"), _model(Target, {"value": value}, "target")
        verdict = {key: given[key] for key in ("status", "direction") if given.get(key)}
        if verdict:
            yield (row.name, "reported"), _model(Reported, verdict)

    def _figures(self, row: _Row) -> Iterator[tuple[str, str]]:
        """Yield what makes the reading, as a record would hold it."""
        notes = [row.cells["note"]] if row.cells.get("note") else []
        for key in _MADE_OF:
            if not row.cells.get(key):
                continue
            cell = self._cell(row, key)
            if cell.value is None:
                continue
            yield key, cell.value
            notes += [cell.remarks["note"]] if "note" in cell.remarks else []
            yield from ((k, v) for k, v in cell.remarks.items() if k != "note")
        if notes:
            yield "note", "; ".join(notes)

    def _cell(self, row: _Row, column: str) -> Cell:
        text = row.cells[column]
        try:
            cell = cells.figure(text)
        except PydanticCustomError as error:
            raise _words(column, error) from None
        self._remark(
            row.number, self.layout.columns[column], row.name, row.indicator, row.period, cell,
            text, column,
        )  # fmt: skip
        if cell.reasoned and (column == "target" or row.cells.get("comparator")):
            return cell._replace(value=None)  # only a reading has a reason for its absence
        return cell

    def _comparator(self, word: str) -> str:
        if word in self.catalogue.comparators:
            return word
        hint = nearest(word, [*self.catalogue.comparators])
        hint = hint or "add it under comparators: in indicators.yaml"
        message = f"there is no comparator {quoted(word)}"
        raise _Refused("comparator", "reference-comparator", message, hint)

    def _remark(
        self,
        number: int,
        at: int,
        name: str,
        indicator: Indicator,
        period: Period,
        cell: Cell,
        text: str,
        column: str = "value",
    ) -> None:
        """Say what was read otherwise than it is written; refuse a percentage of what is none."""
        percentages = indicator.unit == _PERCENT and column in ("value", "target")
        if cell.percent and not percentages:
            message = f"{column} must be in {indicator.unit.name}, not {quoted(text.strip())}"
            raise _Refused(column, "value-not-a-number", message, "write the figure without a %")
        place = partial(self.found.at, number, at, name, str(period), column)
        if cell.noise:
            message = f"{column} {text.strip()} is read as {cell.value}"
            hint = "digits behind the fifteenth are a spreadsheet's noise; round it in the table"
            note = Severity.NOTE
            self.found.remarks.append(Problem("value-noise", message, place(), hint, note))
        share = _share(cell) if percentages and column == "value" else None
        if share is not None:
            shown = f"{numbers.plain(numbers.shortest(numbers.exact(share) * 100))}%"
            message = f"value {cell.value} in a column of percentages is read as {cell.value}%"
            hint = f"write {shown} if that is meant, or {cell.value}% to be plain"
            warning = Severity.WARNING
            self.found.remarks.append(Problem("value-bare-share", message, place(), hint, warning))

    def _keep(
        self, path: Path, period: Period, made: Any, number: int, at: int | None = None
    ) -> None:
        """Keep what a row says, unless an earlier row of the table says otherwise."""
        figures = self.found.figures[path]
        if period not in figures:
            figures[period] = made
            self.found.rows[path].append(number)
        elif differ(first := figures[period], made):
            column = COLUMN_OF.get(path[1], "value")
            here = self.found.cell(number, path, period, column)
            if at is not None:  # two columns of one row may be for one period
                here = self.found.at(number, at, path[0], str(period), column)
            there = self.found.place(path, period, column)
            assert there
            assert there.span
            line = self.found.table.point(there.span)
            self.found.faults.append(given_twice(period, here, made, first, line))

    def _ragged(self, number: int, row: list[str]) -> None:
        name = self.ids.get(row[self.layout.columns["indicator"]].strip().casefold(), "")
        place = self.found.at(number, self.layout.width, name, "", "")
        message = f"the row has {len(row)} cells, and the names of columns are {self.layout.width}"
        hint = "put a text with the sign between cells into quotation marks, or delete the rest"
        self.found.faults.append(Problem("table-ragged", message, place, hint))

    def _refuse(
        self, number: int, column: int | None, key: tuple[str, ...], refused: _Refused
    ) -> None:
        place = self.found.at(number, column, *key)
        self.found.faults.append(Problem(refused.code, refused.message, place, refused.hint))


COLUMN_OF = {"values": "value", "targets": "target", "reported": "status"}


def differ(one: Any, other: Any) -> bool:
    """Say whether two records give different figures or verdicts; a note is neither."""
    return any(
        getattr(one, key, None) != getattr(other, key, None)
        for key in (*_MADE_OF, "status", "direction")
    )


def given_twice(period: Period, here: Place, made: Any, first: Any, there: str) -> Problem:
    """Say that two rows, or a row and the catalogue, give one figure differently."""
    message = f"{period} is given twice: {_said(made)} here, {_said(first)} in {there}"
    return Problem("value-given-twice", message, here, "keep the one that is right")


def _said(made: Any) -> str:
    counts = [getattr(made, "numerator", None), getattr(made, "denominator", None)]
    words = [getattr(made, key, None) for key in ("value", "status", "direction")]
    if all(count is not None for count in counts):
        return f"{counts[0]} of {counts[1]}"
    return " ".join(str(word) for word in words if word is not None)


def _ids(catalogue: Catalogue) -> dict[str, str]:
    """Give the id for each way to name an indicator: its id, name or short name."""
    found: dict[str, str] = {}
    ambiguous: set[str] = set()
    for name, indicator in catalogue.indicators.items():
        for text in {indicator.name.casefold(), (indicator.short or name).casefold()}:
            if found.setdefault(text, name) != name:
                ambiguous.add(text)
    found = {text: name for text, name in found.items() if text not in ambiguous}
    for name in catalogue.indicators:
        found[name] = found[name.casefold()] = name
    return found


def _period(text: str, kind: periods.Kind) -> Period:
    """Read a period's cell; a date is in the period of the indicator's kind that has its day."""
    return _own(days.read(text) or fields.period(text.strip()), kind)


@lru_cache(maxsize=65536)
def _bare(text: str) -> tuple[Reading | None, Cell]:
    """Read a figure that stands alone; many of a table are alike."""
    cell = cells.figure(text)
    if cell.value is None:
        return None, cell
    return Reading.model_validate({"value": cell.value, **cell.remarks}), cell


def _share(cell: Cell) -> Decimal | None:
    """Give a figure that may be a share of 1 and was meant as a percentage."""
    value = cell.value or ""
    if cell.percent or value[:1] not in ("0", "1", "."):
        return None
    try:
        number = numbers.parse(value)
    except ValueError:
        return None
    return number if 0 < number <= 1 else None


def _for_comparator(entries: Mapping[str, str]) -> Mapping[str, str]:
    """Give what a comparator's figure may say; it is one figure, and is followed over no break."""
    counts = [key for key in ("numerator", "denominator") if key in entries]
    if counts:
        hint = "leave the counts out, and write the figure into the column value"
        raise _Refused(counts[0], "key-unknown", "a comparator's figure has no counts", hint)
    return {key: text for key, text in entries.items() if key != "break"}


def _model(model: type[BaseModel], entries: Mapping[str, str], column: str = "") -> Any:
    try:
        return model.model_validate(entries)
    except ValidationError as error:
        detail = error.errors(include_url=False, include_input=False)[0]
        where = detail.get("ctx", {}).get("key") or (detail["loc"] or ("value",))[0]
        raise _words(column or str(where), error) from None


def _words(column: str, error: PydanticCustomError | ValidationError) -> _Refused:
    """Say what a model refused, of the column that it stands in."""
    if isinstance(error, ValidationError):
        detail = error.errors(include_url=False, include_input=False)[0]
        code, context = detail["type"], detail.get("ctx", {})
    else:
        code, context = error.type, error.context or {}
    words = str(context.get("message", ""))
    message = words if code == "period-unknown" else f"{column} {words}"
    if code == "value-missing":
        message = f"there is no {column}"
    return _Refused(column, code, message, str(context.get("hint", "")))
