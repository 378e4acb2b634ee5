"""The columns of an indicator, and those of an exception."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from ragcalc.render.common.labels import LAST_TIME, YEAR_END
from ragcalc.render.media.sheet_table import SheetColumn, SheetText, write
from ragcalc.render.media.workbook import Entry, Number, SheetWriter
from ragcalc.render.report.sheets.figures import (
    COLOURS,
    capital,
    end,
    figure,
    marks,
    period,
    worded,
)
from ragcalc.render.report.sheets.parts import ReportedIndicator, WorkbookParts
from ragcalc.vocabulary import Reason

MOST_CHARTS = 2_000
"""So many indicators have a small chart each; beyond them a program is slow to open the file."""
_CHART = "Chart"
_MINUS = "\N{MINUS SIGN}"
"""Behind which no line breaks."""
_Column: TypeAlias = SheetColumn[ReportedIndicator]
_Entry: TypeAlias = Callable[[ReportedIndicator], Entry]


def write_indicators(
    sheet: SheetWriter, text: SheetText, of: WorkbookParts, charts: Mapping[str, str]
) -> None:
    """Write the indicators; `charts` has the cells of each small chart."""
    columns = [*_indicator_columns(of)]
    drawn = [at for at, one in enumerate(columns) if one.heading == _CHART]

    def draw(one: ReportedIndicator) -> None:
        for at in drawn:
            if one.row.id in charts:
                sheet.small_chart(at, charts[one.row.id])

    write(sheet, text, columns, of.indicators, draw)


def write_exceptions(sheet: SheetWriter, text: SheetText, of: WorkbookParts) -> None:
    """Write what is red or newly worse, with what is said of it and done about it."""
    write(sheet, text, [*_exception_columns(of)], of.exceptions)


def _exception_columns(of: WorkbookParts) -> Iterator[_Column]:
    words = 17 if _has_ranges(of) else 20
    yield SheetColumn("Indicator", lambda one: one.row.name, 22)
    if _has_outcomes(of):
        yield SheetColumn("Outcome", lambda one: one.outcome, 14)
    yield from _judged(of)
    yield SheetColumn("Comment", lambda one: one.row.comment, words)
    yield SheetColumn("Action", lambda one: one.row.action, words)
    yield SheetColumn("Owner", lambda one: one.row.owner, 11)
    yield SheetColumn("Id", lambda one: one.row.id, 36)


def _indicator_columns(of: WorkbookParts) -> Iterator[_Column]:
    """Yield the columns, those first that are printed."""
    yield SheetColumn("Indicator", lambda one: one.row.name, 31)
    if _has_outcomes(of):
        yield SheetColumn("Outcome", lambda one: one.outcome, 16)
    yield from _judged(of)
    yield _figures("Previous", lambda one: figure(one.row.previous), copied=True)
    for at, heading in enumerate(of.grid.comparators):
        yield SheetColumn(heading.short, _compared(at), 13)
    if len(of.indicators) <= MOST_CHARTS and any(len(one.row.history) > 1 for one in of.indicators):
        yield SheetColumn(_CHART, lambda one: None, 14)
    yield from _looked_up(of)


def _judged(of: WorkbookParts) -> Iterator[_Column]:
    """Yield the status, what it rests on, and where it has moved."""
    rows = [one.row for one in of.indicators]
    yield SheetColumn("Status", _status, 12, copied=True, tones=COLOURS)
    if any(row.last_time.text for row in rows):
        yield SheetColumn(LAST_TIME, lambda one: capital(one.row.last_time.word), 11)
    yield _figures("Actual", lambda one: figure(one.row.actual, _no_figure(one)), copied=True)
    yield _figures("Target", lambda one: figure(one.row.target, _no_target(one)), copied=True)
    if _has_ranges(of):
        yield _figures("Target to", lambda one: end(one.row.target), copied=True)
    yield SheetColumn("Direction", lambda one: worded(one.row.travel), 13, copied=True)


def _has_ranges(of: WorkbookParts) -> bool:
    """Return whether any target has two ends."""
    return any(isinstance(end(one.row.target), Number) for one in of.indicators)


def _has_outcomes(of: WorkbookParts) -> bool:
    return any(one.outcome for one in of.indicators)


def _looked_up(of: WorkbookParts) -> Iterator[_Column]:
    """Yield the columns to filter by and to look up, to the right of the printed page."""
    for at, comparator in enumerate(of.grid.comparators):
        yield _figures(f"{comparator.short}: figure", _comparator(at))
        yield _figures(f"{comparator.short}: gap", _gap(at))
    for at, evidence in enumerate(of.grid.evidence):
        yield SheetColumn(evidence.name, _evidence(at), 20)
    if of.grid.has_forecasts:
        yield from _forecasts()
    yield SheetColumn("Period", lambda one: period(one.row.actual), 14)
    yield SheetColumn("Previous period", lambda one: period(one.row.previous), 14)
    yield SheetColumn("Unit", lambda one: one.row.unit, 20)
    yield SheetColumn("Tier", lambda one: one.tier, 24)
    for grouping, name in of.grid.groupings:
        yield SheetColumn(name, _group(grouping), 24)
    if any(one.row.comment for one in of.indicators):
        yield SheetColumn("Comment", lambda one: one.row.comment, 60)
    if any(one.row.action for one in of.indicators):
        yield SheetColumn("Action", lambda one: one.row.action, 60)
    yield SheetColumn("Notes", lambda one: "; ".join(one.row.notes), 60)
    yield SheetColumn("Source", lambda one: one.row.source, 60)
    yield SheetColumn("Owner", lambda one: one.row.owner, 24)
    yield SheetColumn("Id", lambda one: one.row.id, 36)


def _forecasts() -> Iterator[_Column]:
    none = Reason.NOT_APPLICABLE
    yield _figures(YEAR_END, lambda one: figure(one.row.forecast._replace(marks=()), none))
    yield SheetColumn(f"{YEAR_END} status", lambda one: worded(one.row.forecast), 14)
    yield SheetColumn(f"{YEAR_END} of", lambda one: period(one.row.forecast))
    yield SheetColumn(f"{YEAR_END} note", lambda one: one.row.forecast_note, 60)


def _figures(heading: str, entry: _Entry, *, copied: bool = False) -> _Column:
    return SheetColumn(heading, entry, right=True, copied=copied)


def _status(one: ReportedIndicator) -> str:
    """Return the status, and why there is none."""
    words = worded(one.row.status)
    return f"{words} [{one.row.reason}]" if one.row.reason else words


def _no_figure(one: ReportedIndicator) -> Reason | None:
    reading = one.row.history.result.inputs.reading
    return reading if isinstance(reading, Reason) else None


def _no_target(one: ReportedIndicator) -> Reason | None:
    goal = one.row.history.result.inputs.goal
    return goal if isinstance(goal, Reason) else None


def _compared(at: int) -> _Entry:
    """Return a comparator's figure and the gap, as every output shows them."""

    def entry(one: ReportedIndicator) -> Entry:
        theirs, gap = one.row.comparators[at], one.row.gaps[at]
        if not theirs.quantity:
            return "[x]"
        behind = f", {gap.word} {gap.text}".replace("-", _MINUS) if gap.sign else ""
        return f"{theirs.text}{marks(theirs)}{behind}"

    return entry


def _comparator(at: int) -> _Entry:
    return lambda one: figure(one.row.comparators[at])


def _gap(at: int) -> _Entry:
    return lambda one: figure(one.row.gaps[at]._replace(marks=()))


def _evidence(at: int) -> _Entry:
    return lambda one: one.row.evidence[at].text


def _group(grouping: str) -> _Entry:
    return lambda one: dict(one.row.groups).get(grouping, "")
