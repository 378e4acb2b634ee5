"""A report as a Word document: a paper that an officer finishes and does not rebuild.

Words and signs are the grid's; looks are those of Word's own styles.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell, Tone
from ragcalc.render.common.chart_layout import WIDTH
from ragcalc.render.common.history import (
    ChartComparator,
    ChartContent,
    chart_content,
    chart_key,
    describe_chart,
)
from ragcalc.render.common.labels import (
    DELIVERING,
    GETTING_BETTER,
    LAST_TIME,
    LETTERS,
    STANDINGS,
    YEAR_END,
    counted,
)
from ragcalc.render.common.sparklines import HEIGHT as SKETCH_HEIGHT
from ragcalc.render.common.sparklines import WIDTH as SKETCH_WIDTH
from ragcalc.render.common.sparklines import strokes
from ragcalc.render.common.symbols import UNICODE, Sign
from ragcalc.render.media.document import (
    About,
    Paper,
    Sketch,
    Stretch,
    TableCell,
    TableColumn,
    measured,
)
from ragcalc.render.media.style import Style
from ragcalc.render.report.front import FrontRow, Share
from ragcalc.render.report.tallies import ActionRow, DeliveryBlock, Tally
from ragcalc.render.report.view import (
    Front,
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
_DOTS = 160
"""Of a chart, to the inch: enough for a printed paper, in a third of the room of 300."""
_CHART = 1.15
"""How much larger a chart is than on a page: two of them, with comments, fill a page."""
_UPRIGHT = 134
"""Widths of columns that an upright page has room for."""
_ALL = "All indicators"
_METHOD = (
    "A status is green where the target is met, amber where it is missed by no more than the "
    "tolerance, and red where it is missed by more. The direction of travel says whether a figure "
    "is better or worse than the previous one; what has no target or no figure is not rated, and "
    "its reason is given."
)


def render(report: Report, style: Style, template: bytes | None = None) -> bytes:
    """Return the report as the bytes of a .docx file; the style has no say in it.

    Raises TemplateRefused where the template is no Word document.
    """
    laid_out = grid(report)
    comparators = [ChartComparator(*one) for one in laid_out.comparators]
    contents = {row.id: chart_content(row.history.result, comparators) for row in laid_out.rows}
    title = f"{laid_out.organisation}: performance report"
    about = About(title, laid_out.period_in_full, laid_out.organisation)
    paper = Paper(about, template)
    paper.title(title, laid_out.period_in_full)
    if laid_out.scope:
        paper.paragraph([Stretch(f"{laid_out.scope}.", bold=True)])
    _summary(paper, laid_out)
    _exceptions(paper, laid_out)
    _results(paper, laid_out, contents)
    _indicators(paper, laid_out, contents)
    _notes(paper, laid_out)
    return paper.content()


# ── The summary ──────────────────────────────────────────────────────────────────────────────────


def _summary(paper: Paper, laid_out: ReportGrid) -> None:
    paper.heading("Summary", 1)
    paper.paragraph(f"{laid_out.completeness}.")
    for row in laid_out.front.rows:
        name = [Stretch(f"{row.name}: ", bold=True)] if row.name else []
        paper.bullet([*name, f"{row.sentence}."])
    _statuses(paper, laid_out)
    _counts(paper, GETTING_BETTER, laid_out, lambda one: one.getting_better, _ALL)
    _counts(paper, DELIVERING, laid_out, _of_actions, "All actions")
    delivery = laid_out.everything.delivery
    if delivery and delivery.share:
        paper.paragraph(f"Of all actions, {delivery.share}.")


def _statuses(paper: Paper, laid_out: ReportGrid) -> None:
    """Write the counts and shares of each outcome, and below them those of the period before."""
    front, statuses = laid_out.front, laid_out.everything.achieving
    columns = [TableColumn(laid_out.laid_out_by, 30)]
    columns += [TableColumn(_tally_heading(one), 12, right=True) for one in statuses]
    columns.append(TableColumn("Rated", 9, right=True))
    rows = [cells for row in front.rows for cells in _status_rows(front, row, statuses)]
    paper.table(f"Counts and shares, {laid_out.period}", columns, rows)
    for one in statuses:
        if one.detail:
            paper.paragraph(f"Not rated ({one.word}): {one.detail}.")


def _status_rows(
    front: Front, row: FrontRow, statuses: Sequence[Tally]
) -> Iterator[list[TableCell]]:
    now = {one.sign: f"{one.number:,}" for one in row.tallies}
    yield _status_row(row.name or _ALL, now, row.shares, row.rated, statuses)
    if front.previous_period:
        name = f"in {front.previous_period}"
        then: dict[Sign, str] = {one.sign: f"{one.number:,}" for one in row.previous_shares}
        yield _status_row(name, then, row.previous_shares, row.previous_rated, statuses)


def _status_row(
    name: str,
    numbers: Mapping[Sign, str],
    shares: Sequence[Share],
    rated: int,
    statuses: Sequence[Tally],
) -> list[TableCell]:
    texts: dict[Sign, str] = {one.sign: one.text for one in shares}
    cells = [TableCell(name)]
    for one in statuses:
        share = f" ({texts[one.sign]})" if one.sign in texts else ""
        cells.append(TableCell(f"{numbers.get(one.sign, UNICODE.none)}{share}"))
    return [*cells, TableCell(f"{rated:,}")]


def _tally_heading(tally: Tally) -> str:
    """Return the letter of a status, or the sign of another answer, and its word."""
    letter = LETTERS[tally.sign] if isinstance(tally.sign, Status) else UNICODE[tally.sign]
    return letter if letter == tally.word else f"{letter} {tally.word}"


def _of_actions(block: OutcomeBlock) -> tuple[Tally, ...]:
    return block.delivery.tallies if block.delivery else ()


def _counts(
    paper: Paper,
    question: str,
    laid_out: ReportGrid,
    tallies_of: Callable[[OutcomeBlock], tuple[Tally, ...]],
    everything: str,
) -> None:
    """Write the answers to a question as a table: all together, and a row for each outcome."""
    total = tallies_of(laid_out.everything)
    if not total:
        return
    columns = [TableColumn(laid_out.laid_out_by, 30)]
    columns += [TableColumn(f"{UNICODE[one.sign]} {one.word}", 13, right=True) for one in total]
    blocks = [(one.name, tallies_of(one)) for one in laid_out.outcomes if tallies_of(one)]
    rows = []
    for name, tallies in ((everything, total), *(blocks if len(blocks) > 1 else ())):
        found = {one.sign: one.number for one in tallies}
        rows.append([TableCell(name), *(TableCell(f"{found.get(one.sign, 0):,}") for one in total)])
    paper.table(question, columns, rows)


# ── The exceptions ───────────────────────────────────────────────────────────────────────────────


def _exceptions(paper: Paper, laid_out: ReportGrid) -> None:
    """Write what is red or newly worse: its figures in a table, then what is said of it."""
    front = laid_out.front
    if not front.exceptions_heading:
        return
    paper.heading("Exceptions", 1)
    paper.paragraph(f"{front.exceptions_heading}.", stays_with_next=bool(front.exceptions))
    if not front.exceptions:
        return
    rows = [[*_row(laid_out, row)] for row in front.exceptions]
    columns = measured([*_columns(laid_out)], rows)
    paper.table(f"Exceptions, {laid_out.period}", columns, rows)
    for row in front.exceptions:
        said = [*_said(("Comment", row.comment), ("Action", row.action), ("Owner", row.owner))]
        if said:
            paper.paragraph([Stretch(f"{row.name}\n", bold=True), *said])


def _said(*texts: tuple[str, str]) -> Iterator[str | Stretch]:
    """Yield each text with its label, a line each; nothing for those that are empty."""
    shown = [(label, text) for label, text in texts if text]
    for number, (label, text) in enumerate(shown, 1):
        yield Stretch(f"{label}: ", bold=True)
        yield text if number == len(shown) else f"{text}\n"


# ── The results ──────────────────────────────────────────────────────────────────────────────────


def _results(paper: Paper, laid_out: ReportGrid, contents: Mapping[str, ChartContent]) -> None:
    """Write a table for each outcome and tier, and what is done."""
    columns = [*_columns(laid_out), TableColumn("History", 11), *_more_columns(laid_out)]
    rows = {
        row.id: [*_row(laid_out, row), _history(contents[row.id]), *_more(laid_out, row)]
        for row in laid_out.rows
    }
    paper.widen(wide=sum(one.width for one in columns) > _UPRIGHT)
    paper.heading("Results", 1)
    columns = measured(columns, [*rows.values()])
    for outcome in laid_out.outcomes:
        name = outcome.name or _ALL
        paper.heading(name, 2)
        if outcome.status:
            rating = Stretch(outcome.status.word, bold=True)
            paper.paragraph([rating, f": {outcome.why}."], stays_with_next=True)
        if outcome.note:
            paper.paragraph(outcome.note, stays_with_next=True)
        for tier in outcome.tiers:
            paper.table(f"{name}: {tier.name}", columns, [rows[row.id] for row in tier.rows])
        if outcome.delivery:
            _actions(paper, name, outcome.delivery)
    paper.widen(wide=False)


def _columns(laid_out: ReportGrid) -> Iterator[TableColumn]:
    yield TableColumn("Indicator", 34)
    yield TableColumn("Status", 14)
    if laid_out.front.previous_period:
        yield TableColumn(LAST_TIME, 14)
    yield TableColumn("Actual", 14, right=True)
    yield TableColumn("Target", 12, right=True)
    previous = f" ({dates.heading(laid_out.previous)})" if laid_out.previous else ""
    yield TableColumn(f"Previous{previous}", 16, right=True)
    yield TableColumn("Direction", 16)


def _row(laid_out: ReportGrid, row: IndicatorRow) -> Iterator[TableCell]:
    yield TableCell(row.name)
    reason = f": {row.reason}" if row.reason else ""
    yield TableCell(f"{_rated(row.status)}{reason}", row.status.tone)
    if laid_out.front.previous_period:
        period = _period(row.last_time, laid_out.front.previous_period)
        yield TableCell(f"{row.last_time.text or UNICODE.none}{period}")
    yield TableCell(_figure(row.actual, laid_out.period))
    yield TableCell(_figure(row.target))
    plain = dates.heading(laid_out.previous) if laid_out.previous else ""
    yield TableCell(_figure(row.previous, plain))
    yield TableCell(_signed(row.travel))


def _history(content: ChartContent) -> TableCell:
    """Return the readings as a line, which says what the chart of the indicator says."""
    runs, changes = strokes(content.history)
    if not runs:
        return TableCell(UNICODE.none)
    scaled = [[(across * _SKETCH, up * _SKETCH) for across, up in run] for run in runs]
    uprights = [one * _SKETCH for one in changes]
    return TableCell(Sketch(SKETCH_WIDTH * _SKETCH, SKETCH_HEIGHT * _SKETCH, scaled, uprights))


_SKETCH = 0.42
"""Points of a small drawing for each of its own."""


def _more_columns(laid_out: ReportGrid) -> Iterator[TableColumn]:
    """Yield the columns that the results alone have."""
    if laid_out.has_forecasts:
        yield TableColumn(YEAR_END, 14, right=True)
    yield from (TableColumn(one.name, 18, right=True) for one in laid_out.comparators)
    yield from (TableColumn(one.name, 18) for one in laid_out.evidence)


def _more(laid_out: ReportGrid, row: IndicatorRow) -> Iterator[TableCell]:
    if laid_out.has_forecasts:
        yield TableCell(_expected(row.forecast), row.forecast.tone)
    plain = laid_out.compared[0] if len(laid_out.compared) == 1 else ""
    for figure, gap in zip(row.comparators, row.gaps, strict=True):
        words = f"\n{_signed(gap._replace(marks=()))} {gap.text}" if gap.sign else ""
        yield TableCell(f"{_figure(figure, plain)}{words}")
    yield from (TableCell(cell.text or UNICODE.none) for cell in row.evidence)


def _actions(paper: Paper, outcome: str, delivery: DeliveryBlock) -> None:
    if delivery.rows:
        columns = [
            *(TableColumn("Action", 40), TableColumn("Status", 16), TableColumn("Due", 20)),
            *(TableColumn("Note", 40), TableColumn("Owner", 24)),
        ]
        rows = [[*_action(one)] for one in delivery.rows]
        shown = len(columns) if any(one.owner for one in delivery.rows) else -1
        rows = [row[:shown] for row in rows]
        paper.table(f"{outcome}: actions", measured(columns[:shown], rows), rows)
    if delivery.milestones:
        paper.paragraph(Stretch("Next steps", bold=True), stays_with_next=True)
    for milestone in delivery.milestones:
        words = f"{milestone.action}: {milestone.name}"
        paper.bullet(f"{dates.heading(milestone.period)}: {words}")


def _action(one: ActionRow) -> Iterator[TableCell]:
    yield TableCell(one.name)
    yield TableCell(f"{_signed(one.status)}{_period(one.status)}", one.status.tone)
    yield from (TableCell(text or UNICODE.none) for text in (one.due.text, one.note, one.owner))


# ── The indicators ───────────────────────────────────────────────────────────────────────────────


def _indicators(paper: Paper, laid_out: ReportGrid, contents: Mapping[str, ChartContent]) -> None:
    """Write each indicator with its chart, and what is said of it."""
    from ragcalc.render.common.charts import PRINTED, ChartRenderer

    renderer = ChartRenderer(PRINTED)
    outcomes = [one for one in laid_out.outcomes if one.tiers]
    if outcomes:
        paper.heading("Indicators", 1)
    for outcome in outcomes:
        paper.heading(outcome.name or _ALL, 2)
        for tier in outcome.tiers:
            for row in tier.rows:
                _indicator(paper, row, contents[row.id], renderer)


def _indicator(
    paper: Paper,
    row: IndicatorRow,
    content: ChartContent,
    renderer: "ChartRenderer",
) -> None:
    paper.heading(row.name, 3)
    words = describe_chart(content.history)
    said = f"{row.sentence.standing} Unit: {row.unit}."
    paper.paragraph(said, stays_with_next=bool(words))
    if words:
        key = chart_key(content, row.history.result)
        picture = renderer.png(content, _SOFTWARE, _DOTS)
        caption = f"{row.name}. {key}" if key else row.name
        paper.picture(picture, WIDTH * _CHART, f"Chart of {words}.", caption)
    for label, text in (
        *(("Comment", row.comment), ("Action", row.action)),
        *(("Note", note) for note in row.notes),
        *(("Year-end forecast", row.forecast_note), ("Source", row.source)),
    ):
        if text:
            paper.paragraph([Stretch(f"{label}: ", bold=True), text])


# ── How it was made ──────────────────────────────────────────────────────────────────────────────


def _notes(paper: Paper, laid_out: ReportGrid) -> None:
    paper.heading("How the figures are rated", 1)
    paper.paragraph(_METHOD)
    for remark in laid_out.remarks:
        paper.bullet(remark)
    if laid_out.compared:
        paper.bullet(f"Comparator figures are for {', '.join(laid_out.compared)}.")
    _sources(paper, [*laid_out.rows])
    _key(paper, laid_out)


def _sources(paper: Paper, rows: list[IndicatorRow]) -> None:
    """Write each source once, with the number of indicators that it is of."""
    numbers = Counter(row.source for row in rows if row.source)
    if numbers:
        paper.heading("Sources", 1)
    for source, number in sorted(numbers.items()):
        of = _ALL.lower() if number == len(rows) else counted(number, "indicator")
        paper.bullet([Stretch(source, is_link=True), f": {of}"])


def _key(paper: Paper, laid_out: ReportGrid) -> None:
    columns = [TableColumn("Sign", 16), TableColumn("Meaning", 60)]
    rows = [[TableCell(sign, tone), TableCell(words)] for sign, words, tone in _signs(laid_out)]
    if rows:
        paper.heading("Key", 1)
        paper.table("Letters and signs", columns, rows)


def _signs(laid_out: ReportGrid) -> Iterator[tuple[str, str, Tone]]:
    """Yield what stands in a table for a status, a direction and so on, and its meaning."""
    rows = [*laid_out.rows] or laid_out.front.exceptions
    statuses = {one.sign for row in rows for one in (row.status, row.last_time, row.forecast)}
    directions = {row.travel.sign for row in rows}
    standings = {gap.sign for row in rows for gap in row.gaps}
    for tally in laid_out.everything.achieving:
        if tally.sign not in statuses:
            continue
        if isinstance(tally.sign, Status):
            yield _tally_heading(tally), _STATUS_MEANINGS[tally.sign], tally.tone
        else:
            yield tally.word, "no figure is due in this period", tally.tone
    for tally in laid_out.everything.getting_better:
        if tally.sign in directions:
            yield UNICODE[tally.sign], f"direction of travel: {tally.word.lower()}", Tone.PLAIN
    for standing, word in STANDINGS.items():
        if standing in standings:
            beside = "to the comparator" if word == "similar" else "than the comparator"
            yield UNICODE[standing], f"{word} {beside}", Tone.PLAIN
    for mark, meaning in laid_out.marks:
        yield UNICODE[mark], meaning, Tone.PLAIN


_STATUS_MEANINGS = {
    Status.GREEN: "the target is met",
    Status.AMBER: "short of the target, within the tolerance",
    Status.RED: "short of the target by more than the tolerance",
    Status.MISSING: "in measurement: no rating is possible yet, for the reason given",
    Status.UNRATED: "not meant to be rated",
}


# ── Cells ────────────────────────────────────────────────────────────────────────────────────────


def _figure(cell: Cell, plain: str = "") -> str:
    """Return a figure with its marks, and below it its period where it is not the plain one."""
    return f"{cell.text or UNICODE.none}{_marks(cell)}{_period(cell, plain)}"


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


def _period(cell: Cell, plain: str = "") -> str:
    """Return the period of a cell on a line of its own, unless it is the plain one."""
    period = dates.heading(cell.period) if cell.period else ""
    return f"\n({period})" if period and period != plain else ""
