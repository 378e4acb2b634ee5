"""Submitted tables to readings: what each row says of which indicator, and where it stands.

A row becomes what the same words in indicators.yaml would become, by the same models, so that no
rule is written twice. Long form: a row is one figure. Wide form: a row is an indicator, and each
column whose name is a period holds its figures.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from ragcalc import numbers, periods
from ragcalc.catalogue.model.columns import INTERVAL_COLUMNS, RETURN_COLUMNS
from ragcalc.catalogue.model.fields import Hints, nearest, quoted
from ragcalc.catalogue.model.figures import ComparatorFigure, Reading, Reported, Target
from ragcalc.catalogue.model.indicators import Catalogue, Indicator, SubmittedTables
from ragcalc.catalogue.returns import (
    cells,
    figures,
    headings,
    layouts,
    sheets,
    targets,
    texts,
    words,
)
from ragcalc.catalogue.returns.cells import SubmittedCell
from ragcalc.catalogue.returns.headers import HEADER_ROWS, plain
from ragcalc.catalogue.returns.layouts import Layout, PeriodColumns
from ragcalc.catalogue.returns.refusals import CellRefused, record, refused_by
from ragcalc.catalogue.returns.series import SeriesRows
from ragcalc.catalogue.returns.submissions import (
    COLUMN_OF,
    FIGURES,
    MADE_OF,
    Path,
    Submission,
    differ,
    duplicate_value,
    own_period,
)
from ragcalc.catalogue.returns.tables import Table
from ragcalc.periods import Kind, Period, SplitYear
from ragcalc.problems import Place, Problem, Severity

_NOT_COMPARED = ("numerator", "denominator", "target", "status", "direction")
"""The columns that say nothing of a comparator's figure, which is one figure."""
_IN_UNIT = ("value", "target", *INTERVAL_COLUMNS)
"""The columns of figures in the unit of the indicator."""
_LEAVE_OUT = "leave it out, and write the figure into the column value"

_Made = tuple[Path, Period, Any]
"""A record, and the series and the period that it is for."""
Row = tuple[int, list[str]]
"""A row's cells, behind its number."""
_Add = tuple[Callable[[Period], None], Callable[[Reading], None], Callable[[int], None]]
"""Takes the period, the figure and the row into a series."""
_Words = tuple[_Add, dict[str, Period], dict[str, Reading]]
"""Of an indicator the way into its series, and what its periods and its figures say."""


class Known(NamedTuple):
    """What the rows of any table may be about."""

    catalogue: Catalogue
    indicators: Mapping[str, str]
    """The id for each way to name an indicator."""
    comparators: Mapping[str, str]
    left_out: frozenset[str]
    """The ways to name an indicator that has errors of its own; rows of it are passed over."""
    names: tuple[str, ...]
    """The ids, the names and the short names of the indicators, as they are written."""


def known(catalogue: Catalogue, left_out: Iterable[str] = ()) -> Known:
    """Return what tables may be about, worked out once for all of them.

    `left_out` are the ids, names and short names of the indicators that have errors.
    """
    indicators, comparators = texts.ids(catalogue.indicators), texts.ids(catalogue.comparators)
    every = catalogue.indicators.values()
    names = (name for one in every for name in (one.name, one.short) if name)
    return Known(
        catalogue,
        indicators,
        comparators,
        frozenset(" ".join(one.split()).casefold() for one in left_out),
        tuple(dict.fromkeys((*catalogue.indicators, *names))),
    )


def read(table: Table, known: Known, own_cells: SubmittedTables) -> Submission:
    """Return a table's figures of the indicators, and everything that is wrong with it.

    What is `said` of the table is what it does not say itself.
    """
    catalogue = known.catalogue
    found = Submission(table)
    rows = table.rows()
    first = list(islice(rows, HEADER_ROWS))
    own = {
        name: (*own_cells.columns.get(name, ()), *catalogue.columns.get(name, ()))
        for name in RETURN_COLUMNS
    }
    is_dated = own_cells.period is not None
    found.layout = layouts.layout(first, own, is_dated, table.merged, known.comparators)
    if found.layout is None:
        found.faults += found.damage or [_no_header(table, first, own, is_dated)]
        return found
    if table.is_hidden:
        found.faults.append(_hidden(table, found.layout))
    found.remarks += _above(found, first, own_cells.period)
    found.remarks += _hidden_cells(table, found.layout)
    _judge_columns(found, found.layout, own)
    if found.faults:  # any figure may stand in the wrong one of two columns
        return found
    body: Iterable[Row] = chain((row for row in first if row[0] > found.layout.row), rows)
    body = _filled_down(body, table.merged) if table.merged else body
    _TableReader(found, found.layout, known, own_cells.period).read(body)
    damage = {one.place.span: one for one in found.damage}  # which explains what it brings about
    found.faults = [one for one in found.faults if one.place.span not in damage]
    found.faults += damage.values()
    return found


def _filled_down(rows: Iterable[Row], merged: Iterable[str]) -> Iterator[Row]:
    """Yield the rows with the text of each merged cell in every row that it covers."""
    texts_ = dict(rows)
    covered: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (at, column), (above, left) in sheets.covered(merged, [*texts_]).items():
        if column == left:
            covered[at].append((column, above))
    for number, row in texts_.items():
        filled = [*row]
        for column, above in covered.get(number, ()):
            filled += [""] * (column + 1 - len(filled))
            filled[column] = filled[column] or "".join(texts_[above][column : column + 1])
        yield number, filled


def _above(
    found: Submission, first: Iterable[Row], said: Period | SplitYear | None
) -> Iterator[Problem]:
    """Yield what stands above the names of the columns, and what a title says of the period."""
    assert found.layout
    for number, row in first:
        for column, text in enumerate(row if number < found.layout.first else ()):
            title = " ".join(text.split())
            named = headings.read(title).period
            if named and said:
                if not _meet(named, said):
                    yield _title_differs(found, number, column, title, f"{named} and not {said}")
            elif title:
                yield unread(found, number, column, title, "above the names of the columns")


def is_figure(text: str) -> bool:
    """Return whether a cell holds a figure."""
    try:
        numbers.parse(cells.figure(text).value or "")
    except (ValueError, PydanticCustomError):
        return False
    return True


def _meet(one: Period | SplitYear, other: Period | SplitYear) -> bool:
    """Return whether two periods have a time in common, years being financial ones."""
    first, second = (periods.in_years(period, Kind.FINANCIAL) for period in (one, other))
    return first.meets(second)


def _title_differs(
    found: Submission, number: int, column: int, title: str, differs: str
) -> Problem:
    message = f"the title {quoted(title)} is of {differs}, as is said of the table"
    hint = "correct the title, or what --data-period or period: under data: says"
    place = found.at(number, column)
    return Problem("table-title-period", message, place, hint, Severity.WARNING)


def _hidden_cells(table: Table, layout: Layout) -> Iterator[Problem]:
    """Yield that rows or columns are hidden, whose cells are read like all others."""
    if hidden := table.hidden:
        more = f" and {len(hidden) - _SHOWN} more" if len(hidden) > _SHOWN else ""
        are = "are hidden, and read" if len(hidden) > 1 else "is hidden, and read"
        message = f"{', '.join(hidden[:_SHOWN])}{more} {are} like the rest"
        hint = "unhide them and check their figures, or delete them"
        place = Place(table.name, ("returns",), span=table.stretch(layout.row))
        yield Problem("table-cells-hidden", message, place, hint, Severity.NOTE)


_SHOWN = 10
"""So many hidden rows and columns are named."""


def _hidden(table: Table, layout: Layout) -> Problem:
    """Say that a hidden sheet has figures, which whoever opens the workbook does not see."""
    place = Place(table.name, ("returns",), span=table.stretch(layout.row))
    hint = "unhide it and check its figures, delete it, or name the sheet to read with --sheet"
    return Problem("table-hidden", f"{table.title} is hidden, and has figures", place, hint)


_SAY_COLUMNS = "rename the columns, or say under columns: in indicators.yaml what they are called"
_SAY_PERIOD = (
    f"{_SAY_COLUMNS}; where none has the period, say it with --data-period, or as "
    "{path: …, period: …} under data:"
)
"""What to do where no row has the names of the columns, and where that of the period alone."""


def _no_header(
    table: Table, first: list[Row], own: Mapping[str, tuple[str, ...]], is_dated: bool
) -> Problem:
    needed = ("indicator", "value") if is_dated else ("indicator", "period", "value")
    wanted = [next(iter(own[name]), name) for name in needed]
    there = {plain(text) for _, row in first for text in row}
    found = [any(plain(one) in there for one in (name, *own[name])) for name in needed]
    missing = [name for name, is_there in zip(wanted, found, strict=True) if not is_there] or wanted
    place = Place(table.name, ("returns",), span=table.stretch(first[0][0]) if first else None)
    none = f": {', '.join(missing)} not found" if missing != wanted else ""
    message = f"no row has the columns {', '.join(wanted)}{none}"
    hint = _say_period(first) if missing == wanted[1:2] and not is_dated else _SAY_COLUMNS
    if not first:
        return Problem("table-empty", f"{table.title} has no rows", place, "add them")
    return Problem("table-columns-missing", message, place, hint)


def _say_period(first: Iterable[Row]) -> str:
    """Return how to say the period that no column has, with that of a title where one names it."""
    titles = (" ".join(text.split()) for _, row in first for text in row)
    for title in titles:
        if period := headings.read(title).period:
            return f'{_SAY_PERIOD}; the title {quoted(title)} says "{period}"'
    return _SAY_PERIOD


def _judge_columns(found: Submission, layout: Layout, own: Mapping[str, tuple[str, ...]]) -> None:
    known = [*RETURN_COLUMNS, *chain(*own.values())]
    for column, name in layout.duplicates:
        place = found.at(layout.row_of(column), column, "columns", name)
        message = f"duplicate column {quoted(name)}"
        found.faults.append(Problem("table-column-twice", message, place, "delete one of them"))
    for column, name in layout.unknown:
        place = found.at(layout.row_of(column), column, "columns", name)
        message = f"nothing is read from the column {quoted(name)}"
        found.remarks.append(
            Problem("table-column-unknown", message, place, nearest(name, known), Severity.NOTE)
        )
    for column, name in layout.unread:
        place = found.at(layout.row_of(column), column, "columns", name)
        message = f"nothing is read from the column {quoted(name)}, as each period has a column"
        found.remarks.append(
            Problem("table-column-unknown", message, place, _ONE_A_ROW, Severity.NOTE)
        )
    for column, name in layout.described:
        place = found.at(layout.row_of(column), column, "columns", name)
        message = f"nothing is read from the column {quoted(name)}, which describes indicators"
        hint = "what describes an indicator is changed in indicators.yaml"
        found.remarks.append(Problem("table-column-unknown", message, place, hint, Severity.NOTE))


_ONE_A_ROW = (
    "write one figure a row, with the columns indicator, period and value, to say more of it"
)


_UNNAMED = (
    "give the column a name, or delete the cells to the right of the last one that has a name"
)
_UNQUOTED = "put a text with the sign between cells into quotation marks, or delete the rest"
"""What to do where a row has more cells than the columns have names, in a workbook and in CSV."""
_HEADED_TWICE = (
    "one row of headings is read: write one figure a row, with the columns indicator, period and "
    "value, and target where there is one"
)


_BARE_QUARTERS = ("1 ", "2 ", "3 ", "4 ")


def unread(found: Submission, row: int, column: int, text: str, why: str) -> Problem:
    """Return the note that nothing is read from a cell."""
    message = f"nothing is read from {quoted(text)}, {why}"
    place = found.at(row, column)
    return Problem("table-cell-unread", message, place, "", Severity.NOTE)


class _SubmittedRow(NamedTuple):
    """What a row says of one period, each cell by its column's name."""

    number: int
    name: str
    indicator: Indicator
    period: Period
    cells: Mapping[str, str]
    columns: Mapping[str, int]
    """Where each of the cells stands."""
    is_wide: bool = False

    def column_of(self, path: Path) -> int | None:
        """Return where the figure of a series stands, in the wide form."""
        if not self.is_wide:
            return None
        found = (self.columns.get(key) for key in (COLUMN_OF.get(path[1], "value"), *self.columns))
        return next(column for column in found if column is not None)


class _TableReader:
    """Reads the rows of one table into its submission."""

    def __init__(
        self, found: Submission, layout: Layout, known: Known, period: Period | SplitYear | None
    ) -> None:
        self.found, self.layout, self.period = found, layout, period
        self.catalogue, self.left_out = known.catalogue, known.left_out
        self.names = known.names
        self.ids, self.comparators = known.indicators, known.comparators
        self.given: dict[Path, SeriesRows] = {}
        self.words: dict[str, _Words] = {}
        """What was read before, by how a row names its indicator."""
        self.periods: dict[tuple[Kind, Kind], dict[str, Period]] = defaultdict(dict)
        self.figures: dict[bool, dict[str, Reading]] = defaultdict(dict)
        self.bare = set(layout.columns) == {"indicator", "period", "value"} and (
            len(layout.when) == 1
        )
        self.hints = Hints()
        self.is_sheet = bool(found.table.sheet)
        self.is_headed_twice = False
        """Whether the row below the names of the columns is one of headings too."""
        self.unnamed = [one for one in range(layout.width) if one not in layout.taken]
        """The columns between the others that have no name, and of which nothing was remarked."""
        self.width, self.last = layout.width, max(layout.read)

    def read(self, rows: Iterable[Row]) -> None:
        """Read every row."""
        rows = self._with_named_cells(rows) if self.unnamed else rows
        one = self._wide if self.layout.is_wide else self._long
        for number, row in self._unread(rows) if self.bare else rows:
            one(number, row)
        self.found.series = {path: one.series for path, one in self.given.items()}
        for path, rows_of_series in self.given.items():
            if rows_of_series.has_several:
                self._refuse_others(path, rows_of_series)

    def _with_named_cells(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows, and remark on the first text in each column without a name."""
        for number, row in rows:
            for column in [one for one in self.unnamed if one < len(row) and row[one].strip()]:
                self.unnamed.remove(column)
                place = self.found.at(number, column, "columns", "")
                text = quoted(row[column].strip())
                message = f"nothing is read from {text}, which has no column name above it"
                hint = "give the column a name, or clear its cells"
                self.found.remarks.append(
                    Problem("table-column-unknown", message, place, hint, Severity.NOTE)
                )
            yield number, row

    def _unread(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Take each row whose texts were all read before, as nearly all are; yield the others."""
        columns, width, words = self.layout.columns, self.width, self.words
        who, when, what = (columns[name] for name in ("indicator", "period", "value"))
        for number, row in rows:
            try:
                (add_period, add_figure, add_row), periods, figures = words[row[who]]
                period, figure = periods[row[when]], figures[row[what]]
            except (KeyError, IndexError):
                yield number, row
                continue
            if len(row) > width:
                yield number, row
            else:  # as `SeriesRows.add` does, without a further call for each of a million rows
                add_period(period)
                add_figure(figure)
                add_row(number)

    def _remember(self, name: str, period: Period, reading: Reading, texts_: list[str]) -> None:
        """Remember what the texts of a row said, of which nothing is to be remarked."""
        who, when, what = texts_
        indicator = self.catalogue.indicators[name]
        periods = self.periods[indicator.kind, indicator.year]
        figures = self.figures[indicator.unit == texts.PERCENT]
        periods[when], figures[what] = period, reading
        given = self.given[name, "values"]
        added = given.periods.append, given.given.append, given.rows.append
        self.words[who] = added, periods, figures

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
        period = self._period(number, name, indicator, row)
        if period is None:
            return
        if self.bare:
            reading = self._reading(number, name, indicator, period, row[columns["value"]])
            if reading:
                own_cells = [row[columns[key]] for key in ("indicator", "period", "value")]
                self._remember(name, period, reading, own_cells)
            return
        values = {key: row[column].strip() for key, column in columns.items()}
        self._record(_SubmittedRow(number, name, indicator, period, values, columns))

    def _period(
        self, number: int, name: str, indicator: Indicator, row: list[str]
    ) -> Period | None:
        """Return the period of a row, or the one that is said of the table; None with a fault."""
        column = self.layout.columns.get("period")
        if column is None:
            assert self.period
            return own_period(self.period, indicator.kind, indicator.year)
        text = " ".join(filter(None, (row[one].strip() for one in self.layout.when)))
        if len(self.layout.when) > 1 and text[:2] in _BARE_QUARTERS:
            text = f"Q{text}"
        try:
            return texts.period(indicator.kind, indicator.year, text)
        except PydanticCustomError as error:
            self._refuse(
                number, column, (name, text.strip(), "period"), refused_by("period", error)
            )
            return None

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
        whose = row[columns["comparator"]].strip() if "comparator" in columns else ""
        if whose and whose.casefold() not in self.comparators:
            refused = self._no_comparator(whose)
            self._refuse(number, columns["comparator"], (name, "", "comparator"), refused)
            return
        for group in self.layout.groups:
            self._group(number, name, indicator, group, row, whose)
        for column, named in () if self.layout.groups else self.layout.periods.items():
            own = own_period(named, indicator.kind, indicator.year)
            if whose:
                own_cells = {"comparator": whose, "value": row[column].strip()}
                places = {**columns, "value": column}
                self._record(_SubmittedRow(number, name, indicator, own, own_cells, places, True))
            else:
                self._reading(number, name, indicator, own, row[column], column)

    def _group(
        self,
        number: int,
        name: str,
        indicator: Indicator,
        group: PeriodColumns,
        row: list[str],
        whose: str,
    ) -> None:
        """Read what a wide row says of one period."""
        period = own_period(group.period, indicator.kind, indicator.year)
        own_cells = {key: row[column].strip() for key, column in group.columns.items()}
        places = dict(group.columns)
        given = own_cells.get("value", "").lower() not in cells.NOTHING
        for key in () if given else group.undated:
            if text := own_cells.pop(key):
                why = f"without a figure for {period}, the latest period"
                self.found.remarks.append(unread(self.found, number, places[key], text, why))
        if group.is_provisional and given:
            own_cells["provisional"] = "yes"
        if named := group.comparator or whose:
            own_cells["comparator"] = named
            places["comparator"] = self.layout.columns.get("comparator", places["value"])
        self._record(_SubmittedRow(number, name, indicator, period, own_cells, places, True))

    def _too_long(self, row: list[str]) -> bool:
        return len(row) > self.width and any(map(str.strip, row[self.width :]))

    def _indicator(self, number: int, text: str, row: list[str]) -> str | None:
        """Return the id that a cell names; None, with a fault, where it names none."""
        name = texts.named(self.ids, text)
        if name and "id" in self.layout.columns:
            self._compare_id(number, name, row)
        if name or not any(map(str.strip, row)):
            return name
        word = text.strip()
        if "id" in self.layout.columns and (name := self._by_id(row)):
            return name
        if word.casefold() in self.left_out:
            return None
        alone = [column for column, one in enumerate(row) if one.strip()]
        if len(alone) == 1 and not is_figure(row[alone[0]]):
            title = row[alone[0]].strip()
            why = "which stands alone in its row"
            self.found.remarks.append(unread(self.found, number, alone[0], title, why))
            return None
        place = self.found.at(number, self.layout.columns["indicator"], word, "", "indicator")
        if not word:
            message, hint = "the row has no indicator", "write its id; ragcalc list shows them"
            self.found.faults.append(Problem("reference-indicator", message, place, hint))
            return None
        message = f"there is no indicator {quoted(word)}"
        hint = self.hints.nearest(word, self.names, "ragcalc list shows all")
        self.found.faults.append(Problem("reference-indicator", message, place, hint))
        return None

    def _compare_id(self, number: int, name: str, row: list[str]) -> None:
        """Find fault with a row whose two columns name two indicators."""
        other = self._by_id(row)
        if other not in (None, name):
            column = self.layout.columns["id"]
            text = quoted(row[column].strip())
            message = f"{text} is {other}, and the row is of {name}"
            place = self.found.at(number, column, name, "", "indicator")
            hint = "correct the one that is wrong"
            self.found.faults.append(Problem("reference-indicator", message, place, hint))

    def _by_id(self, row: list[str]) -> str | None:
        """Return the id that a further column names; a draft spells 1.1.2.PI as 1-1-2-pi."""
        text = "".join(row[self.layout.columns["id"] :][:1])
        return texts.named(self.ids, text) or texts.named(self.ids, texts.slug(text))

    def _reading(
        self,
        number: int,
        name: str,
        indicator: Indicator,
        period: Period,
        text: str,
        column: int | None = None,
    ) -> Reading | None:
        """Keep a figure that stands alone, and say what is to be said of it.

        Return it where nothing is.
        """
        try:
            reading, cell = texts.bare(text, indicator.unit.name)
        except (PydanticCustomError, ValidationError) as error:
            at = self.layout.columns["value"] if column is None else column
            self._refuse(number, at, (name, str(period), "value"), refused_by("value", error))
            return None
        if reading is None:
            return None
        remarkable = texts.is_remarkable(cell, indicator.unit == texts.PERCENT)
        if remarkable:
            at = self.layout.columns["value"] if column is None else column
            try:
                self._remark(number, at, name, indicator, period, cell, text)
            except CellRefused as refused:
                self._refuse(number, at, (name, str(period), "value"), refused)
                return None
        self._keep((name, "values"), period, reading, number, column)
        return None if remarkable else reading

    def _record(self, row: _SubmittedRow) -> None:
        """Keep all that a row with further columns says, and show every mistake in it."""
        own = (self._submitted, self._target, self._reported)
        for part in (self._compared,) if row.cells.get("comparator") else own:
            try:
                if made := part(row):
                    self._keep(*made, row.number, row.column_of(made[0]))
            except* CellRefused as several:
                for one in several.exceptions:
                    assert isinstance(one, CellRefused)
                    column = row.columns.get(one.column)
                    key = (row.name, str(row.period), one.column)
                    self._refuse(row.number, column, key, one)

    def _submitted(self, row: _SubmittedRow) -> _Made | None:
        entries, refused = self._figures(row, FIGURES)
        if not refused and entries.keys().isdisjoint(FIGURES):
            self._remark_without_figure(row)
            return None
        return (row.name, "values"), row.period, record(Reading, entries, refused)

    def _remark_without_figure(self, row: _SubmittedRow) -> None:
        """Say that what belongs to a figure has none."""
        for key in filter(row.cells.get, ("note", "provisional")):
            at, why = row.columns[key], f"without a figure for {row.period}"
            self.found.remarks.append(unread(self.found, row.number, at, row.cells[key], why))

    def _compared(self, row: _SubmittedRow) -> _Made | None:
        entries, refused = self._figures(row, ("value", *INTERVAL_COLUMNS))
        if entries.pop("break", None):  # a comparator is followed over no break
            self._remark_unread(row, "value", "a comparator's figure has no break")
        for column in _NOT_COMPARED:
            if row.cells.get(column, "").lower() not in cells.NOTHING:
                message = f"a comparator's figure has no {column}"
                refused.append(CellRefused(column, "key-unknown", message, _LEAVE_OUT))
        name = self.comparators.get(row.cells["comparator"].casefold())
        if name is None:
            refused.append(self._no_comparator(row.cells["comparator"]))
        if not refused and entries.keys().isdisjoint(FIGURES):
            return None
        made = record(ComparatorFigure, entries, refused)
        return (row.name, "comparators", str(name)), row.period, made

    def _target(self, row: _SubmittedRow) -> _Made | None:
        if not row.cells.get("target"):
            return None
        own_cells = targets.written(row.cells["target"], row.indicator.unit.name)
        self._judge_polarity(row, own_cells)
        entries: dict[str, str] = {}
        for key, text in own_cells.entries.items():
            cell = SubmittedCell(text) if text == "none" else self._cell(row, "target", text)
            if cell.value is not None:
                entries[key] = cell.value
            if cell.remarks or (cell.value is None and text.lower() not in cells.NOTHING):
                self._remark_unread(row, "target", "a target has no mark and no reason")
        if not entries:
            return None
        return (row.name, "targets"), row.period, record(Target, entries, column="target")

    def _remark_unread(self, row: _SubmittedRow, column: str, why: str) -> None:
        """Say that what stands beside a figure, or in its place, has no meaning there."""
        message = f"of {quoted(row.cells[column])} the figure alone is read: {why}"
        place = self.found.at(row.number, row.columns[column], row.name, str(row.period), column)
        note = Severity.NOTE
        self.found.remarks.append(Problem("table-cell-unread", message, place, "", note))

    def _judge_polarity(self, row: _SubmittedRow, own_cells: targets.Written) -> None:
        """Refuse a target whose sign says that another way is good than the indicator's."""
        own = row.indicator.polarity
        if own_cells.polarity in (None, own):
            return
        text = quoted(row.cells["target"])
        message = (
            f"target {text} is for polarity {own_cells.polarity}, and this indicator's is {own}"
        )
        hint = "correct one of the two: whether high or low is good decides the rating"
        raise CellRefused("target", "target-form-polarity", message, hint)

    def _reported(self, row: _SubmittedRow) -> _Made | None:
        verdict: dict[str, str] = {}
        for key, meaning in (("status", words.status), ("direction", words.direction)):
            text = row.cells.get(key, "")
            if key == "direction" and text and not set(text) - words.ARROWS:
                why = "which may be of the figure or of its rating"
                at = row.columns[key]
                self.found.remarks.append(unread(self.found, row.number, at, text, why))
            elif text.casefold() not in words.NO_STATUS:
                verdict[key] = meaning(text) or text
        return ((row.name, "reported"), row.period, record(Reported, verdict)) if verdict else None

    def _figures(
        self, row: _SubmittedRow, columns: Iterable[str]
    ) -> tuple[dict[str, str], list[CellRefused]]:
        """Return what makes a figure, as a record would hold it, and the cells that are refused."""
        entries = {key: row.cells[key] for key in ("provisional",) if row.cells.get(key)}
        notes = [row.cells["note"]] if row.cells.get("note") else []
        refused: list[CellRefused] = []
        for key in filter(row.cells.get, columns):
            try:
                cell = self._cell(row, key)
            except CellRefused as one:
                refused.append(one)
                continue
            if cell.value is not None:
                entries |= {key: cell.value, **cell.remarks}
                notes += [cell.remarks["note"]] if "note" in cell.remarks else []
        return {**entries, **({"note": "; ".join(notes)} if notes else {})}, refused

    def _cell(self, row: _SubmittedRow, column: str, text: str | None = None) -> SubmittedCell:
        """Read the figure of a cell, or of the part of its text that is given."""
        text = row.cells[column] if text is None else text
        try:
            cell = figures.read(text, row.indicator.unit.name)
        except PydanticCustomError as error:
            refused = refused_by(column, error)
            refused.hint = (column == "target" and targets.hint(text)) or refused.hint
            raise refused from None
        self._remark(
            row.number, row.columns[column], row.name, row.indicator, row.period, cell,
            text, column,
        )  # fmt: skip
        if cell.reasoned and (column not in MADE_OF or row.cells.get("comparator")):
            return cell._replace(value=None)  # only a reading has a reason for its absence
        return cell

    def _no_comparator(self, word: str) -> CellRefused:
        otherwise = "add it under comparators: in indicators.yaml"
        hint = self.hints.nearest(word, self.catalogue.comparators, otherwise)
        message = f"there is no comparator {quoted(word)}"
        return CellRefused("comparator", "reference-comparator", message, hint)

    def _remark(
        self,
        number: int,
        at: int,
        name: str,
        indicator: Indicator,
        period: Period,
        cell: SubmittedCell,
        text: str,
        column: str = "value",
    ) -> None:
        """Say what was read otherwise than it is written; refuse a percentage of what is none."""
        percentages = indicator.unit == texts.PERCENT and column in _IN_UNIT
        if cell.percent and not percentages:
            message = f"{column} must be in {indicator.unit.name}, not {quoted(text.strip())}"
            raise CellRefused(column, "value-not-a-number", message, self._plain())
        if cell.currency and indicator.unit.scale > 1:
            message = f"{column} must be in {indicator.unit.name}, not {quoted(text.strip())}"
            raise CellRefused(column, "value-not-a-number", message, "is it another indicator's?")
        place = partial(self.found.at, number, at, name, str(period), column)
        if cell.noise:
            message = f"{column} {text.strip()} is read as {cell.value}"
            hint = "digits past the fifteenth are a spreadsheet's rounding; round it in the table"
            note = Severity.NOTE
            self.found.remarks.append(Problem("value-noise", message, place(), hint, note))
        share = texts.share(cell) if percentages and column == "value" else None
        if share is not None:
            shown = f"{numbers.to_text(numbers.shortest(numbers.to_fraction(share) * 100))}%"
            message = f"value {cell.value} in a column of percentages is read as {cell.value}%"
            way = "give the cell a format of percentages" if self.is_sheet else f"write {shown}"
            meant = f"{shown} is meant" if self.is_sheet else "that is meant"
            hint = f"{way} if {meant}, or write {cell.value}% to be plain"
            warning = Severity.WARNING
            self.found.remarks.append(Problem("value-bare-share", message, place(), hint, warning))

    def _plain(self) -> str:
        where = ", in a cell without a format of percentages" if self.is_sheet else ""
        return f"write the figure without a %{where}"

    def _keep(
        self, path: Path, period: Period, made: Any, number: int, at: int | None = None
    ) -> None:
        """Keep what a row says, or a column of a wide one."""
        if path not in self.given:
            self.given[path] = SeriesRows(partial(self.found.cell, path))
        self.given[path].add(period, made, number, at)

    def _refuse_others(self, path: Path, rows: SeriesRows) -> None:
        """Refuse the rows that give another figure for a period than the first one."""
        column = COLUMN_OF.get(path[1], "value")
        for period, made, where in rows.records():
            first = rows.series[period]
            if differ(first, made):
                there = rows.place(period, column)
                assert there
                assert there.span
                here = rows.cell(where, period, column)
                line = self.found.table.point(there.span)
                self.found.faults.append(duplicate_value(period, here, made, first, line))

    def _ragged(self, number: int, row: list[str]) -> None:
        word = row[self.layout.columns["indicator"]].strip()
        if number == self.layout.row + 1 and not word:
            self.is_headed_twice = True
        name = self.ids.get(word.casefold(), "")
        place = self.found.at(number, self.layout.width, name, "", "")
        message = f"the row has {len(row)} cells for {self.layout.width} columns"
        hint = _UNNAMED if self.is_sheet else _UNQUOTED
        if self.is_headed_twice:
            hint = _HEADED_TWICE
        self.found.faults.append(Problem("table-ragged", message, place, hint))

    def _refuse(
        self, number: int, column: int | None, key: tuple[str, ...], refused: CellRefused
    ) -> None:
        place = self.found.at(number, column, *key)
        self.found.faults.append(Problem(refused.code, refused.message, place, refused.hint))
