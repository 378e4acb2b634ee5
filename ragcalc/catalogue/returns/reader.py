"""Submitted tables to readings: what each row says of which indicator, and where it stands.

A row becomes what the same words in indicators.yaml would become, by the same models, so that no
rule is written twice. Long form: a row is one figure. Wide form: a row is an indicator, and each
column whose name is a period holds its figures.
"""

from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from ragcalc import numbers
from ragcalc.catalogue.model.columns import COMMENTARY, INTERVAL_COLUMNS, RETURN_COLUMNS
from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.model.figures import (
    ComparatorFigure,
    Forecast,
    Reading,
    Reported,
    Target,
)
from ragcalc.catalogue.model.hints import Hints
from ragcalc.catalogue.model.indicators import Indicator, SubmittedTables
from ragcalc.catalogue.returns import (
    cells,
    figures,
    headings,
    layouts,
    surroundings,
    targets,
    texts,
    words,
)
from ragcalc.catalogue.returns.cells import SubmittedCell
from ragcalc.catalogue.returns.further import TableRows
from ragcalc.catalogue.returns.groups import SubmittedGroup
from ragcalc.catalogue.returns.headers import HEADER_ROWS
from ragcalc.catalogue.returns.layouts import Layout, PeriodColumns
from ragcalc.catalogue.returns.naming import Known, RowNames
from ragcalc.catalogue.returns.refusals import CellRefused, record, refused_by
from ragcalc.catalogue.returns.series import FigureColumns, SeriesRows
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
from ragcalc.catalogue.returns.tables import Row, Table
from ragcalc.periods import Kind, Period, SplitYear
from ragcalc.problems import Problem, Severity

_NOT_COMPARED = ("numerator", "denominator", "target", "status", "direction", "forecast")
"""The columns that say nothing of a comparator's figure, which is one figure."""
_IN_UNIT = ("value", "target", "forecast", *INTERVAL_COLUMNS)
"""The columns of figures in the unit of the indicator."""
_REASONED = (*MADE_OF, "forecast")
"""The columns in which a symbol may stand for the reason of having no figure."""
_SAY_ALONE = (
    "write the figure, or why there is none: c, z, u or in-measurement; or put the text into a "
    "column comment, which needs no figure"
)
"""What to do with a note that has no figure."""
_LEAVE_OUT = "leave it out, and write the figure into the column value"

_Made = tuple[Path, Period, Any]
"""A record, and the series and the period that it is for."""
_Words = tuple["array[int]", dict[str, Period], dict[str, Reading]]
"""Of an indicator which figures are its own, and what the texts of periods and figures say."""


def read(table: Table, known: Known, own_cells: SubmittedTables) -> list[Submission]:
    """Return a sheet's figures of the indicators, and everything that is wrong with it.

    There is a submission for each of its tables, which stand one below the other. `own_cells`
    says of the sheet what it does not say itself; else its name may say the period.
    """
    own = {
        name: (*own_cells.columns.get(name, ()), *known.catalogue.columns.get(name, ()))
        for name in RETURN_COLUMNS
    }
    period = own_cells.period or headings.read(table.sheet).period
    is_dated = period is not None
    find = partial(
        layouts.layout,
        own=own,
        said=period,
        merged=table.merged,
        comparators=known.comparators,
        groupings=known.groupings,
    )
    rows = table.rows()
    first = list(islice(rows, HEADER_ROWS))
    found = Submission(table, find(first))
    if found.layout is None:
        found.faults += found.damage or [surroundings.no_header(table, first, own, is_dated)]
        return [found]
    if table.is_hidden:
        found.faults.append(surroundings.hidden_sheet(table, found.layout))
    found.remarks += surroundings.above(found, first, period)
    found.remarks += surroundings.hidden_cells(table, found.layout)
    body = TableRows(chain(first, rows), table.merged, find, own["indicator"])
    return [*_tables(found, known, own, period, body)]


def _tables(
    found: Submission,
    known: Known,
    own: Mapping[str, tuple[str, ...]],
    period: Period | SplitYear | None,
    body: TableRows,
) -> Iterator[Submission]:
    """Read and yield the first table of a sheet and those below it."""
    while found.layout:
        surroundings.judge_columns(found, found.layout, own, known.catalogue.groups)
        if found.faults:  # any figure may stand in the wrong one of two columns
            yield found
            return
        body.begin(found.layout)
        _TableReader(found, found.layout, known, period, body).read()
        if body.following:
            found.end_at(body.following.first)
        _explain_by_damage(found)
        yield found
        following = body.following
        found = Submission(found.table, following, following.first if following else 0)


def _explain_by_damage(found: Submission) -> None:
    """Let what is wrong with the table itself stand for what it brings about."""
    damage = {one.place.span: one for one in found.damage}
    found.faults = [one for one in found.faults if one.place.span not in damage]
    found.faults += damage.values()


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
        self,
        found: Submission,
        layout: Layout,
        known: Known,
        period: Period | SplitYear | None,
        rows: TableRows,
    ) -> None:
        self.found, self.layout, self.period, self.rows = found, layout, period, rows
        self.catalogue = known.catalogue
        self.names = RowNames(found, layout, known)
        self.ids, self.comparators = known.indicators, known.comparators
        self.every = FigureColumns()
        self.given: dict[Path, SeriesRows] = {}
        self.words: dict[str, _Words] = {}
        """What was read before, by how a row names its indicator."""
        self.periods: dict[tuple[Kind, Kind], dict[str, Period]] = defaultdict(dict)
        self.figures: dict[bool, dict[str, Reading]] = defaultdict(dict)
        self.bare = set(layout.columns) == {"indicator", "period", "value"} and (
            len(layout.when) == 1
        )
        self.is_fast = self.bare and not layout.belonging
        self.groups: set[tuple[str, str, str]] = set()
        """The groups that were read, each with its indicator and its grouping."""
        self.hints = Hints()
        self.is_sheet = bool(found.table.sheet)
        self.is_headed_twice = False
        """Whether the row below the names of the columns is one of headings too."""
        self.unnamed = [one for one in range(layout.width) if one not in layout.taken]
        """The columns between the others that have no name, and of which nothing was remarked."""
        self.width, self.last = layout.width, max(layout.read)

    def read(self) -> None:
        """Read every row of the table."""
        rows = self._with_named_cells(self.rows) if self.unnamed else self.rows
        one = self._wide if self.layout.is_wide else self._long
        above: deque[Row] = deque(maxlen=2)
        is_empty = True
        for number, row in self._unread(rows) if self.is_fast else rows:
            faults = len(self.found.faults)
            one(number, row)
            if len(self.found.faults) > faults and self.rows.has_names(number, row, above):
                del self.found.faults[faults:]
                if self.rows.following:
                    break
                above.clear()
            else:
                is_empty = is_empty and not any(map(str.strip, row))
                above.append((number, row))
        if is_empty:
            self.found.remarks.append(surroundings.no_rows(self.found, self.layout))
        self._forget_telling()
        self.found.remarks += self.names.without_meaning()
        self.found.series = {path: one.series for path, one in self.given.items()}
        for path, rows_of_series in self.given.items():
            if rows_of_series.has_several:
                self._refuse_others(path, rows_of_series)

    def _forget_telling(self) -> None:
        """Leave out that nothing is read from a column that tells rows of one name apart."""
        row_of, at = self.layout.row_of, self.found.at
        telling = {at(row_of(column), column).span for column in self.names.telling}
        unknown = "table-column-unknown"
        self.found.remarks = [
            one
            for one in self.found.remarks
            if one.code != unknown or one.place.span not in telling
        ]

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
        columns, width, words, every = self.layout.columns, self.width, self.words, self.every
        periods, figures, row_numbers = every.periods, every.figures, every.rows
        who, when, what = (columns[name] for name in ("indicator", "period", "value"))
        for number, row in rows:
            try:
                own, of_period, of_figure = words[row[who]]
                period, figure = of_period[row[when]], of_figure[row[what]]
            except (KeyError, IndexError):
                yield number, row
                continue
            if len(row) > width:
                yield number, row
            else:  # as `SeriesRows.add` does, without a further call for each of a million rows
                own.append(len(periods))
                periods.append(period)
                figures.append(figure)
                row_numbers.append(number)

    def _remember(self, name: str, period: Period, reading: Reading, texts_: list[str]) -> None:
        """Remember what the texts of a row said, of which nothing is to be remarked."""
        who, when, what = texts_
        indicator = self.catalogue.indicators[name]
        of_period = self.periods[indicator.kind, indicator.year]
        of_figure = self.figures[indicator.unit == texts.PERCENT]
        of_period[when], of_figure[what] = period, reading
        self.words[who] = self.given[name, "values"].own, of_period, of_figure

    def _long(self, number: int, row: list[str]) -> None:
        columns = self.layout.columns
        if len(row) <= self.last:  # Excel leaves out the empty cells at a row's end
            row = [*row, *[""] * (self.last + 1 - len(row))]
        elif self._too_long(row):
            self._ragged(number, row)
            return
        name = self.names.id_of(number, row)
        if name is None:
            return
        indicator = self.catalogue.indicators[name]
        self._belongs(number, name, row)
        for column, part in self.layout.parts:
            self._part(number, name, indicator, row, column, part)
        if self.layout.parts:
            return
        period = self._period(number, name, indicator, row)
        if period is None:
            return
        if self.bare:
            reading = self._reading(number, name, indicator, period, row[columns["value"]])
            if reading and not self.names.is_shared(row[columns["indicator"]]):
                own_cells = [row[columns[key]] for key in ("indicator", "period", "value")]
                self._remember(name, period, reading, own_cells)
            return
        values = {key: row[column].strip() for key, column in columns.items()}
        self._record(_SubmittedRow(number, name, indicator, period, values, columns))

    def _belongs(self, number: int, name: str, row: list[str]) -> None:
        """Keep which groups a row says its indicator belongs to, each once."""
        for column, grouping in self.layout.belonging.items():
            group = texts.one_line(row[column])
            if group in words.NOTHING_SAID or (name, grouping, group) in self.groups:
                continue
            self.groups.add((name, grouping, group))
            place = self.found.at(number, column, name, "", grouping)
            self.found.groups.append(SubmittedGroup(name, grouping, group, place))

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

    def _part(
        self,
        number: int,
        name: str,
        indicator: Indicator,
        row: list[str],
        column: int,
        part: str,
    ) -> None:
        """Read the figure of a column such as Q1, of the year that the row says."""
        if row[column].strip().lower() in cells.NOTHING:
            return
        text = f"{part} {row[self.layout.columns['period']].strip()}"
        try:
            period = texts.period(indicator.kind, indicator.year, text)
        except PydanticCustomError as error:
            self._refuse(number, column, (name, text, "period"), refused_by("period", error))
            return
        self._reading(number, name, indicator, period, row[column], column)

    def _wide(self, number: int, row: list[str]) -> None:
        if self._too_long(row):
            self._ragged(number, row)
            return
        columns = self.layout.columns
        row = [*row, *[""] * (self.last + 1 - len(row))]
        name = self.names.id_of(number, row)
        if name is None:
            return
        indicator = self.catalogue.indicators[name]
        self._belongs(number, name, row)
        whose = row[columns["comparator"]].strip() if "comparator" in columns else ""
        if whose and texts.named(self.comparators, whose) is None:
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
                self.found.remarks.append(self.found.unread(number, places[key], text, why))
        if group.is_provisional and given:
            own_cells["provisional"] = "yes"
        if named := group.comparator or whose:
            own_cells["comparator"] = named
            places["comparator"] = self.layout.columns.get("comparator", places["value"])
        self._record(_SubmittedRow(number, name, indicator, period, own_cells, places, True))

    def _too_long(self, row: list[str]) -> bool:
        return len(row) > self.width and any(map(str.strip, row[self.width :]))

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
        for part in self._parts_of(row):
            try:
                if made := part(row):
                    self._keep(*made, row.number, row.column_of(made[0]))
            except* CellRefused as several:
                for one in several.exceptions:
                    assert isinstance(one, CellRefused)
                    column = row.columns.get(one.column)
                    key = (row.name, str(row.period), one.column)
                    self._refuse(row.number, column, key, one)

    def _parts_of(self, row: _SubmittedRow) -> Iterator[Callable[[_SubmittedRow], _Made | None]]:
        """Yield what reads the parts of a row, each a record of its own."""
        if row.cells.get("comparator"):
            yield self._compared
            return
        yield from (self._submitted, self._target, self._reported, self._forecast)
        yield from (partial(self._text, column) for column in COMMENTARY)

    def _submitted(self, row: _SubmittedRow) -> _Made | None:
        entries, refused = self._figures(row, FIGURES)
        if not refused and entries.keys().isdisjoint(FIGURES):
            self._remark_without_figure(row)
            return None
        return (row.name, "values"), row.period, record(Reading, entries, refused)

    def _remark_without_figure(self, row: _SubmittedRow) -> None:
        """Say that what belongs to a figure has none."""
        for column, text in self._notes(row):
            message = f"the {column} {quoted(text)} has no figure with it and is not kept"
            hint = _SAY_ALONE if column == "note" else "write the figure of the comparator"
            at = (row.number, row.columns[column], row.name, str(row.period), column)
            place, warning = self.found.at(*at), Severity.WARNING
            self.found.remarks.append(Problem("value-note-alone", message, place, hint, warning))
        key = "provisional"
        if (said := row.cells.get(key)) and key in row.columns:
            why = f"without a figure for {row.period}"
            self.found.remarks.append(self.found.unread(row.number, row.columns[key], said, why))

    def _notes(self, row: _SubmittedRow) -> Iterator[tuple[str, str]]:
        """Yield each text of a row that is a note of its figure, with its column.

        A comparator has no comment of its own: what is said of its figure is a note.
        """
        is_compared = bool(row.cells.get("comparator"))
        for column in ("note", *COMMENTARY) if is_compared else ("note",):
            if text := row.cells.get(column):
                yield column, text

    def _compared(self, row: _SubmittedRow) -> _Made | None:
        entries, refused = self._figures(row, ("value", *INTERVAL_COLUMNS))
        if entries.pop("break", None):  # a comparator is followed over no break
            self._remark_unread(row, "value", "a comparator's figure has no break")
        if entries.pop("revised", None):
            entries["note"] = "; ".join(filter(None, (entries.get("note"), "revised")))
        for column in _NOT_COMPARED:
            if row.cells.get(column, "").lower() not in cells.NOTHING:
                message = f"a comparator's figure has no {column}"
                refused.append(CellRefused(column, "key-unknown", message, _LEAVE_OUT))
        name = texts.named(self.comparators, row.cells["comparator"])
        if name is None:
            refused.append(self._no_comparator(row.cells["comparator"]))
        if not refused and entries.keys().isdisjoint(FIGURES):
            self._remark_without_figure(row)
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
            if cell.remarks:
                self._remark_unread(row, "target", "a target has no mark")
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

    def _forecast(self, row: _SubmittedRow) -> _Made | None:
        """Return what is expected of the end of the year in which the row's period lies."""
        if not row.cells.get("forecast"):
            return None
        cell = self._cell(row, "forecast")
        if cell.value is None:
            return None
        if cell.remarks.keys() - {"note"}:
            self._remark_unread(row, "forecast", "a forecast has no mark")
        notes = {key: said for key, said in cell.remarks.items() if key == "note"}
        made = record(Forecast, {"value": cell.value, **notes}, column="forecast")
        return (row.name, "forecast"), row.period, made

    def _text(self, column: str, row: _SubmittedRow) -> _Made | None:
        """Return what a row says in words of its period, with a figure or without one."""
        text = row.cells.get(column, "")
        return None if text in words.NOTHING_SAID else ((row.name, column), row.period, text)

    def _reported(self, row: _SubmittedRow) -> _Made | None:
        verdict: dict[str, str] = {}
        for key, meaning in (("status", words.status), ("direction", words.direction)):
            text = row.cells.get(key, "")
            if key == "direction" and text and not set(text) - words.ARROWS:
                why = "which may be of the figure or of its rating"
                at = row.columns[key]
                self.found.remarks.append(self.found.unread(row.number, at, text, why))
            elif text.casefold() not in words.NO_STATUS:
                verdict[key] = meaning(text) or text
        return ((row.name, "reported"), row.period, record(Reported, verdict)) if verdict else None

    def _figures(
        self, row: _SubmittedRow, columns: Iterable[str]
    ) -> tuple[dict[str, str], list[CellRefused]]:
        """Return what makes a figure, as a record would hold it, and the cells that are refused."""
        entries = {key: row.cells[key] for key in ("provisional",) if row.cells.get(key)}
        notes = [text for _, text in self._notes(row)]
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
        if cell.reasoned and (column not in _REASONED or row.cells.get("comparator")):
            if column == "value" or row.cells[column] != row.cells.get("value"):
                why = "as only a reading has a reason for its absence"
                at, shown = row.columns[column], row.cells[column]
                self.found.remarks.append(self.found.unread(row.number, at, shown, why))
            return cell._replace(value=None)
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
            self.given[path] = SeriesRows(self.every, partial(self.found.cell, path))
        self.given[path].add(period, made, number, at)

    def _refuse_others(self, path: Path, rows: SeriesRows) -> None:
        """Refuse the rows that give another figure for a period than the first one.

        Where one is marked as revised, `corrections` says which of them stands.
        """
        column = COLUMN_OF.get(path[1], "value")
        corrected = {
            period for period, made, _ in rows.records() if getattr(made, "revised", False)
        }
        for period, made, where in rows.records():
            first = rows.series[period]
            if period not in corrected and differ(first, made):
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
        name = texts.named(self.ids, word) or ""
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
