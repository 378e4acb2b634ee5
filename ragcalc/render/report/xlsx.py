"""A report as a workbook: the counts, the indicators, and every reading behind them.

Words and signs are the grid's; numbers stand in full, in the format of the decimals shown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell
from ragcalc.render.common.history import METHOD_CHANGED, NO_FIGURE, PastReading
from ragcalc.render.common.labels import (
    ACHIEVING,
    DELIVERING,
    GETTING_BETTER,
    LETTERS,
    YEAR_END,
)
from ragcalc.render.common.symbols import UNICODE
from ragcalc.render.media.style import Style
from ragcalc.render.media.workbook import (
    MOST_ROWS,
    Book,
    Chip,
    Entry,
    Heading,
    Number,
    SheetWriter,
    number,
)
from ragcalc.render.report.tallies import Tally
from ragcalc.render.report.view import IndicatorRow, OutcomeBlock, Report, ReportGrid, grid
from ragcalc.vocabulary import Status

_HISTORY = "History"
MOST_CHARTS = 2_000
"""So many indicators have a small chart each; beyond them a program is slow to open the file."""


def render(report: Report, style: Style) -> bytes:
    """Return the report as the bytes of an .xlsx file; the style has no say in it."""
    laid_out = grid(report)
    book = Book(f"{laid_out.organisation}, {laid_out.period}")
    acted = [one for one in laid_out.outcomes if one.delivery]
    names = ("Summary", "Indicators", *(["Actions"] if acted else []), _HISTORY)
    summary, indicators, *actions, history = map(book.sheet, names)
    _summary(summary, laid_out)
    for sheet in actions:
        _actions(sheet, acted)
    cells = _history(history, laid_out.rows)
    _indicators(indicators, laid_out, cells)
    return book.content()


# ── The counts ───────────────────────────────────────────────────────────────────────────────────


def _summary(sheet: SheetWriter, laid_out: ReportGrid) -> None:
    sheet.columns([60, *[14] * 8])
    sheet.line(Heading(laid_out.organisation))
    sheet.line(f"{laid_out.period}. {laid_out.completeness}.")
    everything = laid_out.everything
    measured = [one for one in laid_out.outcomes if one.achieving]
    achieving = [(one.name, one.achieving) for one in measured]
    _counted(sheet, ACHIEVING, everything.achieving, achieving)
    travels = [(one.name, one.getting_better) for one in measured]
    _counted(sheet, GETTING_BETTER, everything.getting_better, travels)
    if delivery := everything.delivery:
        actions = [(one.name, one.delivery.tallies) for one in laid_out.outcomes if one.delivery]
        _counted(sheet, DELIVERING, delivery.tallies, actions, "All actions")
        sheet.line(delivery.share)
    _of_outcomes(sheet, laid_out.outcomes)
    _key(sheet, laid_out, everything.achieving)
    sheet.finish()


def _of_outcomes(sheet: SheetWriter, outcomes: tuple[OutcomeBlock, ...]) -> None:
    """Write each outcome's own colour with what it rests on, and its note."""
    sheet.line()
    for one in outcomes:
        if one.status:
            sheet.row(f"{one.name}: {one.why}", Chip(_signed(one.status), one.status.tone))
        if one.note:
            sheet.line(f"{one.name}: {one.note}")


def _counted(
    sheet: SheetWriter,
    question: str,
    total: tuple[Tally, ...],
    outcomes: Sequence[tuple[str, tuple[Tally, ...]]],
    everything: str = "All indicators",
) -> None:
    """Write one question as a table: a row for each outcome, and all of them together."""
    sheet.line()
    sheet.row(Heading(question), *(_chip(one) for one in total))
    for name, tallies in (*outcomes, (everything, total)):
        found = {one.sign: one.number for one in tallies}
        shown = (Number(Fraction(found.get(one.sign, 0)), "#,##0") for one in total)
        if name:
            sheet.row(name, *shown)


def _chip(tally: Tally) -> Chip:
    return Chip(f"{UNICODE[tally.sign]} {tally.word}", tally.tone)


def _key(sheet: SheetWriter, laid_out: ReportGrid, achieving: tuple[Tally, ...]) -> None:
    sheet.line()
    sheet.line(Heading("Key"))
    for tally in achieving:
        if isinstance(tally.sign, Status):
            detail = f": {tally.detail}" if tally.detail else ""
            sheet.line(f"{LETTERS[tally.sign]}  {UNICODE[tally.sign]} {tally.word}{detail}")
    for mark, meaning in laid_out.marks:
        sheet.line(f"{UNICODE[mark]}  {meaning}")
    for remark in laid_out.remarks:
        sheet.line(remark)


# ── The actions ──────────────────────────────────────────────────────────────────────────────────


def _actions(sheet: SheetWriter, outcomes: list[OutcomeBlock]) -> None:
    """Write the actions, outcome by outcome, and after them what is to be done next."""
    sheet.columns([60, 16, 14, 22, 60, 40, 60, 24, 36])
    headings = ("Action", "Status", "Status in", "Due", "Note", "Outcome", "Source", "Owner", "Id")
    sheet.row(*map(Heading, headings))
    for outcome in outcomes:
        for row in outcome.delivery.rows if outcome.delivery else ():
            status = Chip(_signed(row.status), row.status.tone)
            status_period = _period(row.status)
            sheet.row(
                *(row.name, status, status_period, row.due.text, row.note),
                *(outcome.name, row.source, row.owner, row.id),
            )
    for outcome in outcomes:
        for one in outcome.delivery.milestones if outcome.delivery else ():
            sheet.row(one.action, "Next", dates.heading(one.period), "", one.name, outcome.name)
    sheet.finish(5)


# ── The indicators ───────────────────────────────────────────────────────────────────────────────


class _ReportedIndicator(NamedTuple):
    """One indicator, and where it stands in the report."""

    row: IndicatorRow
    block: str
    tier: str


class _WorkbookColumn(NamedTuple):
    heading: str
    entry: Callable[[_ReportedIndicator], Entry]
    widest: int = 14


def _indicators(sheet: SheetWriter, laid_out: ReportGrid, history: Mapping[str, str]) -> None:
    """Write the indicators; `history` has the cells of each small chart."""
    places = [
        _ReportedIndicator(row, outcome.name, tier.name)
        for outcome in laid_out.outcomes
        for tier in outcome.tiers
        for row in tier.rows
    ]
    charted = len(places) <= MOST_CHARTS
    charts = [_WorkbookColumn(_HISTORY, lambda one: None, 14)] if charted else []
    printed = [*_printed(laid_out, places), *charts]
    columns = [*printed, *_lookup_columns(laid_out)]
    rows = [[one.entry(place) for one in columns] for place in places]
    sheet.columns([one.widest for one in columns])
    sheet.row(*(_heading(one.heading, at, rows) for at, one in enumerate(columns)))
    for place, entries in zip(places, rows, strict=True):
        if charted and place.row.id in history:
            sheet.small_chart(len(printed) - 1, history[place.row.id])
        sheet.row(*entries)
    sheet.finish(len(printed))


def _heading(text: str, at: int, rows: Sequence[Sequence[Entry]]) -> Heading:
    """Return a column's heading, on the side where its entries stand."""
    return Heading(text, right=any(isinstance(row[at], Number) for row in rows))


def _printed(laid_out: ReportGrid, places: list[_ReportedIndicator]) -> Iterator[_WorkbookColumn]:
    """Yield the columns that a printed page has room for."""
    yield _WorkbookColumn("Indicator", lambda one: one.row.name, 36)
    yield _WorkbookColumn("RAG", lambda one: Chip(one.row.status.text, one.row.status.tone), 7)
    yield _WorkbookColumn("Status", lambda one: Chip(_signed(one.row.status), one.row.status.tone))
    yield _WorkbookColumn("Why", lambda one: one.row.reason, 22)
    yield _WorkbookColumn("Unit", lambda one: one.row.unit)
    yield _WorkbookColumn("Period", lambda one: _period(one.row.actual))
    yield _WorkbookColumn("Actual", lambda one: _figure(one.row.actual))
    yield _WorkbookColumn("Target", lambda one: _figure(one.row.target))
    if any(isinstance(_end(one.row.target), Number) for one in places):
        yield _WorkbookColumn("Target to", lambda one: _end(one.row.target))
    yield _WorkbookColumn("Direction", lambda one: _signed(one.row.travel), 16)
    yield _WorkbookColumn("Previous", lambda one: _figure(one.row.previous))
    yield _WorkbookColumn("Previous period", lambda one: _period(one.row.previous))
    if laid_out.has_forecasts:
        yield _WorkbookColumn(YEAR_END, lambda one: _figure(one.row.forecast._replace(marks=())))
        yield _WorkbookColumn(
            f"{YEAR_END} status",
            lambda one: Chip(_signed(one.row.forecast), one.row.forecast.tone),
        )
        yield _WorkbookColumn(f"{YEAR_END} of", lambda one: _period(one.row.forecast))
    for at, heading in enumerate(laid_out.comparators):
        yield _WorkbookColumn(heading.short, _compared(at))
        yield _WorkbookColumn(f"Against {heading.short}", _standing(at))
    for at, heading in enumerate(laid_out.evidence):
        yield _WorkbookColumn(heading.name, _evidence(at), 20)


def _lookup_columns(laid_out: ReportGrid) -> Iterator[_WorkbookColumn]:
    """Yield the columns to filter by and to look up, to the right of the printed page."""
    names = dict(laid_out.outcome_names)
    yield _WorkbookColumn(
        "Outcome", lambda one: names.get(one.row.outcome, "") if names else one.block, 40
    )
    for id_, name in laid_out.groupings:
        yield _WorkbookColumn(name, _group(id_), 40)
    yield _WorkbookColumn("Tier", lambda one: one.tier, 24)
    if any(row.comment for row in laid_out.rows):
        yield _WorkbookColumn("Comment", lambda one: one.row.comment, 60)
    if any(row.action for row in laid_out.rows):
        yield _WorkbookColumn("Action", lambda one: one.row.action, 60)
    yield _WorkbookColumn("Notes", lambda one: "; ".join(one.row.notes), 60)
    if laid_out.has_forecasts:
        yield _WorkbookColumn(f"{YEAR_END} note", lambda one: one.row.forecast_note, 60)
    yield _WorkbookColumn("Source", lambda one: one.row.source, 60)
    yield _WorkbookColumn("Owner", lambda one: one.row.owner, 24)
    yield _WorkbookColumn("Id", lambda one: one.row.id, 36)


def _group(grouping: str) -> Callable[[_ReportedIndicator], Entry]:
    return lambda one: dict(one.row.groups).get(grouping, "")


def _signed(cell: Cell) -> str:
    return f"{UNICODE[cell.sign]} {cell.word}{_marks(cell)}" if cell.sign else ""


def _standing(at: int) -> Callable[[_ReportedIndicator], Entry]:
    return lambda one: _signed(one.row.gaps[at]._replace(marks=()))


def _evidence(at: int) -> Callable[[_ReportedIndicator], Entry]:
    return lambda one: one.row.evidence[at].text


def _period(cell: Cell) -> str:
    return dates.heading(cell.period) if cell.period else ""


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────


def _figure(cell: Cell) -> Entry:
    """Return the number of a cell in full, its marks behind it; of a range the lower end."""
    return number(cell.quantity, _marks(cell)) if cell.quantity else None


def _end(cell: Cell) -> Entry:
    """Return the upper end of a range in full."""
    quantity = cell.quantity
    return number(quantity.ends[1]) if quantity and quantity.high is not None else None


def _marks(cell: Cell) -> str:
    return "".join([f" {UNICODE[mark]}" for mark in cell.marks]) if cell.marks else ""


def _compared(at: int) -> Callable[[_ReportedIndicator], Entry]:
    return lambda one: _figure(one.row.comparators[at])


# ── Every reading ────────────────────────────────────────────────────────────────────────────────


def _history(sheet: SheetWriter, rows: Iterable[IndicatorRow]) -> dict[str, str]:
    """Write every period, indicator by indicator; return the cells of each small chart.

    A small chart begins where the method changed last, since its line could not break there.
    """
    cells: dict[str, str] = {}
    numbers = (Heading(text, right=True) for text in ("Actual", "Target", "Target to"))
    words = (Heading(text) for text in ("Status", "Note", "Id"))
    headings = (Heading("Indicator"), Heading("Period"), *numbers, *words)
    sheet.columns([60, 14, 14, 14, 14, 14, 26, 36])
    sheet.row(*headings)
    for row in rows:
        first = sheet.next + 1
        if sheet.next + len(row.history) >= MOST_ROWS:
            sheet.line("There are more readings than a sheet can hold; the rest are left out.")
            break
        for one in row.history.readings():
            if one.breaks:
                first = sheet.next + 1
            sheet.row(*_past(row, one))
        if sheet.next > first:
            cells[row.id] = f"{_HISTORY}!$C${first}:$C${sheet.next}"
    sheet.finish(len(headings))
    return cells


def _past(row: IndicatorRow, then: PastReading) -> Iterator[Entry]:
    yield row.name
    yield dates.heading(then.period)
    yield _figure(then.actual) if then.has_figure else None
    yield _figure(then.target)
    yield _end(then.target)
    yield Chip(_signed(then.status), then.status.tone)
    notes = ["" if then.has_figure else NO_FIGURE, METHOD_CHANGED if then.breaks else ""]
    yield "; ".join(filter(None, notes))
    yield row.id
