"""A report as a Word document: a paper that an officer finishes and does not rebuild.

Words and signs are the grid's; looks are those of Word's own styles.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell
from ragcalc.render.common.chart_layout import WIDTH
from ragcalc.render.common.history import (
    ChartComparator,
    chart_content,
    chart_key,
    describe_chart,
)
from ragcalc.render.common.labels import (
    ACHIEVING,
    DELIVERING,
    GETTING_BETTER,
    LETTERS,
    YEAR_END,
)
from ragcalc.render.common.symbols import UNICODE
from ragcalc.render.media.document import Paper, Stretch, TableCell, TableColumn
from ragcalc.render.media.style import Style
from ragcalc.render.report.tallies import DeliveryBlock, Tally
from ragcalc.render.report.view import (
    IndicatorRow,
    OutcomeBlock,
    Report,
    ReportGrid,
    grid,
)
from ragcalc.vocabulary import Status

if TYPE_CHECKING:
    from ragcalc.render.common.charts import ChartRenderer

_SOFTWARE = "ragcalc"
_DOTS = 200
"""Of a chart, to the inch: enough for a printed paper, and a third of what 300 take."""


def render(report: Report, style: Style) -> bytes:
    """Return the report as the bytes of a .docx file; the style has no say in it."""
    laid_out = grid(report)
    title = f"{laid_out.organisation}: performance report"
    paper = Paper(title, laid_out.period, laid_out.organisation)
    paper.title(title, laid_out.period)
    _summary(paper, laid_out)
    _results(paper, laid_out)
    _indicators(paper, laid_out)
    _key(paper, laid_out)
    return paper.content()


# ── The summary ──────────────────────────────────────────────────────────────────────────────────


def _summary(paper: Paper, laid_out: ReportGrid) -> None:
    paper.heading("Summary", 1)
    paper.paragraph(f"{laid_out.completeness}.")
    _counts(paper, ACHIEVING, laid_out, lambda one: one.achieving)
    _counts(paper, GETTING_BETTER, laid_out, lambda one: one.getting_better)
    _counts(paper, DELIVERING, laid_out, _of_actions, "All actions")
    if laid_out.everything.delivery and laid_out.everything.delivery.share:
        paper.paragraph(f"Of all actions, {laid_out.everything.delivery.share}.")


def _of_actions(block: OutcomeBlock) -> tuple[Tally, ...]:
    return block.delivery.tallies if block.delivery else ()


def _counts(
    paper: Paper,
    question: str,
    laid_out: ReportGrid,
    counted: Callable[[OutcomeBlock], tuple[Tally, ...]],
    everything: str = "All indicators",
) -> None:
    """Write the answers to a question as a table: a row for each outcome, and all together."""
    total = counted(laid_out.everything)
    if not total:
        return
    columns = [TableColumn("Outcome", 30)]
    columns += [TableColumn(f"{UNICODE[one.sign]} {one.word}", 12, right=True) for one in total]
    blocks = [(one.name, counted(one)) for one in laid_out.outcomes if one.name and counted(one)]
    rows = []
    for name, tallies in (*blocks, (everything, total)):
        found = {one.sign: one.number for one in tallies}
        rows.append([TableCell(name), *(TableCell(f"{found.get(one.sign, 0):,}") for one in total)])
    paper.table(question, columns, rows)


# ── The results ──────────────────────────────────────────────────────────────────────────────────


def _results(paper: Paper, laid_out: ReportGrid) -> None:
    """Write a table for each outcome and tier, and what is done."""
    paper.heading("Results", 1)
    for outcome in laid_out.outcomes:
        name = outcome.name or _ALL
        paper.heading(name, 2)
        if outcome.status:
            said = f"{_rated(outcome.status)}: {outcome.why}."
            paper.paragraph([Stretch(said)])
        if outcome.note:
            paper.paragraph(outcome.note)
        for tier in outcome.tiers:
            columns = [*_columns(laid_out)]
            rows = [[*_row(laid_out, row)] for row in tier.rows]
            paper.table(f"{name}: {tier.name}", columns, rows)
        if outcome.delivery:
            _actions(paper, name, outcome.delivery)


_ALL = "All indicators"


def _columns(laid_out: ReportGrid) -> Iterator[TableColumn]:
    yield TableColumn("Indicator", 30)
    yield TableColumn("Status", 14)
    yield TableColumn("Actual", 13, right=True)
    yield TableColumn("Target", 12, right=True)
    yield TableColumn("Previous", 14, right=True)
    yield TableColumn("Direction", 16)
    if laid_out.has_forecasts:
        yield TableColumn(YEAR_END, 14, right=True)
    yield from (TableColumn(one.name, 14, right=True) for one in laid_out.comparators)
    yield from (TableColumn(one.name, 16) for one in laid_out.evidence)


def _row(laid_out: ReportGrid, row: IndicatorRow) -> Iterator[TableCell]:
    yield TableCell(row.name)
    reason = f": {row.reason}" if row.reason else ""
    yield TableCell(f"{_rated(row.status)}{reason}", row.status.tone)
    yield TableCell(_figure(row.actual, laid_out.period))
    yield TableCell(_figure(row.target))
    yield TableCell(_figure(row.previous))
    yield TableCell(_signed(row.travel))
    if laid_out.has_forecasts:
        yield TableCell(_expected(row.forecast), row.forecast.tone)
    for figure, gap in zip(row.comparators, row.gaps, strict=True):
        words = f", {_signed(gap._replace(marks=()))} {gap.text}" if gap.sign else ""
        yield TableCell(f"{_figure(figure)}{words}")
    yield from (TableCell(cell.text or UNICODE.none) for cell in row.evidence)


def _actions(paper: Paper, outcome: str, delivery: DeliveryBlock) -> None:
    if delivery.rows:
        columns = [
            TableColumn("Action", 40),
            TableColumn("Status", 16),
            TableColumn("Due", 16),
            TableColumn("Note", 30),
        ]
        rows = [
            [
                TableCell(one.name),
                TableCell(f"{_signed(one.status)}{_period(one.status)}", one.status.tone),
                TableCell(one.due.text or UNICODE.none),
                TableCell(one.note or UNICODE.none),
            ]
            for one in delivery.rows
        ]
        paper.table(f"{outcome}: actions", columns, rows)
    for milestone in delivery.milestones:
        words = f"{milestone.action}: {milestone.name}"
        paper.bullet(f"{dates.heading(milestone.period)}: {words}")


# ── The indicators ───────────────────────────────────────────────────────────────────────────────


def _indicators(paper: Paper, laid_out: ReportGrid) -> None:
    """Write each indicator with its chart, and what is said of it."""
    from ragcalc.render.common.charts import PRINTED, ChartRenderer

    renderer = ChartRenderer(PRINTED)
    comparators = [ChartComparator(*one) for one in laid_out.comparators]
    outcomes = [one for one in laid_out.outcomes if one.tiers]
    if outcomes:
        paper.heading("Indicators", 1)
    for outcome in outcomes:
        paper.heading(outcome.name or _ALL, 2)
        for tier in outcome.tiers:
            for row in tier.rows:
                _indicator(paper, row, comparators, renderer)


def _indicator(
    paper: Paper,
    row: IndicatorRow,
    comparators: Sequence[ChartComparator],
    renderer: "ChartRenderer",
) -> None:
    paper.heading(row.name, 3)
    content = chart_content(row.history.result, comparators)
    words = describe_chart(content.history)
    reason = f" ({row.reason})" if row.reason else ""
    said = f"{_rated(row.status)}{reason}, {_signed(row.travel)}. Unit: {row.unit}."
    paper.paragraph(said, stays_with_next=bool(words))
    if words:
        key = chart_key(content, row.history.result)
        picture = renderer.png(content, _SOFTWARE, _DOTS)
        paper.picture(picture, WIDTH, f"Chart of {words}.", f"{row.name}. {key}")
    for heading, text in (
        ("Comment", row.comment),
        ("Action", row.action),
        *(("Note", note) for note in row.notes),
        ("Year-end forecast", row.forecast_note),
        ("Source", row.source),
        ("Owner", row.owner),
    ):
        if text:
            paper.paragraph([Stretch(f"{heading}: ", bold=True), text])


# ── The key ──────────────────────────────────────────────────────────────────────────────────────


def _key(paper: Paper, laid_out: ReportGrid) -> None:
    paper.heading("Key", 1)
    for tally in laid_out.everything.achieving:
        if isinstance(tally.sign, Status):
            paper.bullet(f"{UNICODE[tally.sign]} {LETTERS[tally.sign]}: {tally.word}")
    for mark, meaning in laid_out.marks:
        paper.bullet(f"{UNICODE[mark]} {meaning}")
    if laid_out.compared:
        paper.paragraph(f"Comparator figures are for {', '.join(laid_out.compared)}.")
    for remark in laid_out.remarks:
        paper.paragraph(remark)


# ── Cells ────────────────────────────────────────────────────────────────────────────────────────


def _figure(cell: Cell, plain: str = "") -> str:
    period = _period(cell)
    period = "" if period == f" ({plain})" else period
    return f"{cell.text or UNICODE.none}{_marks(cell)}{period}"


def _rated(cell: Cell) -> str:
    """Return a status with its letter and its word."""
    return f"{' '.join(dict.fromkeys((cell.text, cell.word)))}{_marks(cell)}"


def _expected(cell: Cell) -> str:
    """Return a forecast, its status and its year."""
    if not cell.sign:
        return UNICODE.none
    return f"{cell.text or UNICODE.none} {cell.word}{_marks(cell)}{_period(cell)}"


def _signed(cell: Cell) -> str:
    sign = f"{UNICODE[cell.sign]} " if cell.sign else ""
    return f"{sign}{cell.word}{_marks(cell)}"


def _marks(cell: Cell) -> str:
    marks = "".join(UNICODE[mark] for mark in cell.marks)
    return f" {marks}" if marks else ""


def _period(cell: Cell) -> str:
    return f" ({dates.heading(cell.period)})" if cell.period else ""
