"""Every reading of every indicator, and the cells of its small chart."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell
from ragcalc.render.common.history import METHOD_CHANGED, NO_FIGURE, PastReading
from ragcalc.render.media.sheet_table import SheetColumn, SheetText, write
from ragcalc.render.media.workbook import MOST_ROWS, Entry, SheetWriter
from ragcalc.render.report.sheets.figures import end, figure, worded
from ragcalc.render.report.sheets.parts import HISTORY, MOST_ABOVE
from ragcalc.render.report.view import IndicatorRow
from ragcalc.vocabulary import Reason


class _ReadingRow(NamedTuple):
    """One period of an indicator."""

    row: IndicatorRow
    then: PastReading


def write_readings(
    sheet: SheetWriter, text: SheetText, rows: Sequence[IndicatorRow]
) -> dict[str, str]:
    """Write every period, indicator by indicator; return the cells of each small chart.

    A small chart begins where the method changed last, since its line could not break there.
    """
    firsts, lasts = dict[str, int](), dict[str, int]()

    def place(one: _ReadingRow) -> None:
        lasts[one.row.id] = sheet.next + 1
        if one.then.breaks or one.row.id not in firsts:
            firsts[one.row.id] = sheet.next + 1

    readings = (_ReadingRow(row, then) for row in rows for then in row.history.readings())
    ranges = any(map(_has_range, rows))
    columns = [one for one in _COLUMNS if ranges or one is not _TARGET_TO]
    write(sheet, text, columns, islice(readings, MOST_ROWS - MOST_ABOVE), place)
    return {
        name: f"{HISTORY}!$C${first}:$C${lasts[name]}"
        for name, first in firsts.items()
        if first < lasts[name]
    }


def _has_range(row: IndicatorRow) -> bool:
    goals = (past.inputs.goal for past in row.history.result.history)
    return any(not isinstance(goal, Reason) and goal.is_range for goal in goals)


def _actual(one: _ReadingRow) -> Entry:
    return figure(one.then.actual if one.then.has_figure else Cell(), one.then.no_figure)


def _note(one: _ReadingRow) -> str:
    return "; ".join(_notes(one.then))


def _notes(then: PastReading) -> Iterator[str]:
    if not then.has_figure:
        yield NO_FIGURE
    if then.breaks:
        yield METHOD_CHANGED


_TARGET_TO = SheetColumn[_ReadingRow]("Target to", lambda one: end(one.then.target), right=True)
_COLUMNS: Sequence[SheetColumn[_ReadingRow]] = (
    SheetColumn("Indicator", lambda one: one.row.name, 74),
    SheetColumn("Period", lambda one: dates.heading(one.then.period), 14),
    SheetColumn("Actual", _actual, right=True),
    SheetColumn("Target", lambda one: figure(one.then.target, one.then.no_target), right=True),
    _TARGET_TO,
    SheetColumn("Status", lambda one: worded(one.then.status), 14),
    SheetColumn("Note", _note, 26),
    SheetColumn("Id", lambda one: one.row.id, 36),
)
