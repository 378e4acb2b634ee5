"""A report as Markdown: tables that a paper, a wiki or a pull request shows."""

from collections.abc import Iterator

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell
from ragcalc.render.common.labels import (
    ACHIEVING,
    DELIVERING,
    GETTING_BETTER,
    LAST_TIME,
    STATUSES,
    YEAR_END,
)
from ragcalc.render.common.symbols import SymbolSet, symbol_set
from ragcalc.render.media.markdown import anchor, escaped, row
from ragcalc.render.media.style import Style
from ragcalc.render.report.front import COLOURS, Share
from ragcalc.render.report.tallies import DeliveryBlock, Tally
from ragcalc.render.report.view import (
    IndicatorRow,
    OutcomeBlock,
    Report,
    ReportGrid,
    TierBlock,
    grid,
)


def render(report: Report, style: Style) -> str:
    """Return the report as Markdown with GitHub's tables."""
    letters = symbol_set(style)
    return style.to_encoding("\n".join(_lines(grid(report), letters)) + "\n")


def _lines(laid_out: ReportGrid, letters: SymbolSet) -> Iterator[str]:
    yield f"# {escaped(_title(laid_out))}"
    if laid_out.scope:
        yield ""
        yield f"**{escaped(laid_out.scope)}.**"
    yield ""
    yield f"{laid_out.completeness}."
    yield from _front(laid_out, letters)
    yield from _contents(laid_out)
    for outcome in laid_out.outcomes:
        yield from _outcome(laid_out, outcome, letters)
    yield ""
    yield from (f"- {escaped(letters[mark])} {escaped(words)}" for mark, words in laid_out.marks)
    yield from (f"- {escaped(remark)}" for remark in laid_out.remarks)


def _front(laid_out: ReportGrid, letters: SymbolSet) -> Iterator[str]:
    """Yield the counts and shares of each outcome, and the exceptions."""
    front = laid_out.front
    yield from ("", f"## {_SUMMARY}", "")
    yield f"{front.rows[0].sentence}."
    yield ""
    questions = list(_questions(laid_out.everything, letters))
    yield from [*questions, ""] if questions else []
    statuses = (f"{letters[one]} {STATUSES[one]}" for one in COLOURS)
    yield row([escaped(laid_out.laid_out_by), "Period", *statuses, "Rated"])
    yield row(["---", "---", *["--:"] * 4])
    for one in front.rows:
        yield row(
            [escaped(one.name), laid_out.period, *_shares(one.shares, letters), f"{one.rated:,}"]
        )
        if front.previous_period:
            then = _shares(one.previous_shares, letters)
            yield row([escaped(one.name), front.previous_period, *then, f"{one.previous_rated:,}"])
    if front.exceptions_heading:
        yield from ("", f"**{front.exceptions_heading}**", "")
    if front.exceptions:
        yield from _exceptions(laid_out, letters)


def _exceptions(laid_out: ReportGrid, letters: SymbolSet) -> Iterator[str]:
    """Yield the exceptions as a table; what is said of none has no column."""
    exceptions, has_last_time = laid_out.front.exceptions, bool(laid_out.front.previous_period)
    said = {
        "Comment": [row.comment for row in exceptions],
        "Action": [row.action for row in exceptions],
        "Owner": [row.owner for row in exceptions],
    }
    labels = [label for label, texts in said.items() if any(texts)]
    last_time = [LAST_TIME] if has_last_time else []
    headings = ["Indicator", "Status", *last_time, "Actual", "Target", "Direction", *labels]
    yield row(headings)
    yield row(["--:" if one in ("Actual", "Target") else "---" for one in headings])
    for number, one in enumerate(exceptions):
        texts = (escaped(said[label][number]) or letters.none for label in labels)
        yield row([*_exception(laid_out, one, letters), *texts])


_SUMMARY, _ACTIONS, _NEXT_STEPS = "Summary", "Actions", "Next steps"
"""Headings that the catalogue does not name."""


def _title(laid_out: ReportGrid) -> str:
    return f"{laid_out.organisation}, {laid_out.period}"


def _contents(laid_out: ReportGrid) -> Iterator[str]:
    """Yield links to the outcomes, where there are several."""
    if not laid_out.total:
        return
    yield ""
    yield "**Contents**"
    yield ""
    headings = [_title(laid_out), _SUMMARY]
    for outcome in laid_out.outcomes:
        headings.append(outcome.name)
        yield f"- [{escaped(outcome.name)}](#{anchor(headings)})"
        headings += [tier.name for tier in outcome.tiers]
        delivery = outcome.delivery
        headings += [_ACTIONS] if delivery and delivery.rows else []
        headings += [_NEXT_STEPS] if delivery and delivery.milestones else []


def _shares(shares: tuple[Share, ...], letters: SymbolSet) -> list[str]:
    return [f"{one.number:,} ({one.text})" for one in shares] or [letters.none] * len(COLOURS)


def _exception(laid_out: ReportGrid, row: IndicatorRow, letters: SymbolSet) -> Iterator[str]:
    yield escaped(row.name)
    yield _signed(row.status, row.status.word, letters)
    if laid_out.front.previous_period:
        yield _last_time(laid_out, row, letters)
    yield _cell(row.actual, letters, laid_out.period)
    yield _cell(row.target, letters)
    yield _signed(row.travel, row.travel.word, letters)


def _last_time(laid_out: ReportGrid, row: IndicatorRow, letters: SymbolSet) -> str:
    period = _period(row.last_time)
    shown = "" if period == f" ({laid_out.front.previous_period})" else period
    return f"{row.last_time.word or letters.none}{shown}"


def _outcome(laid_out: ReportGrid, outcome: OutcomeBlock, letters: SymbolSet) -> Iterator[str]:
    if outcome.name:
        yield ""
        yield f"## {escaped(outcome.name)}"
    yield ""
    if outcome.status:
        yield f"- {_signed(outcome.status, outcome.status.word, letters)}: {outcome.why}"
    if laid_out.total:
        yield from _questions(outcome, letters)
    if outcome.note:
        yield f"- Note: {escaped(outcome.note)}"
    for tier in outcome.tiers:
        yield ""
        yield f"### {escaped(tier.name)}"
        yield ""
        yield from _table(laid_out, tier, letters)
    if outcome.delivery:
        yield from _actions(outcome.delivery, letters)


def _questions(outcome: OutcomeBlock, letters: SymbolSet) -> Iterator[str]:
    """Yield each question that has an answer, with its counts."""
    if outcome.achieving:
        yield f"- **{ACHIEVING}** {_tallies(outcome.achieving, letters)}"
        yield f"- **{GETTING_BETTER}** {_tallies(outcome.getting_better, letters)}"
    delivery = outcome.delivery
    if delivery and delivery.tallies:
        yield f"- **{DELIVERING}** {_tallies(delivery.tallies, letters)}; {delivery.share}"


def _actions(delivery: DeliveryBlock, letters: SymbolSet) -> Iterator[str]:
    if delivery.rows:
        yield from ("", f"### {_ACTIONS}", "")
        yield row(["Action", "Status", "Due", "Note"])
        yield row(["---"] * 4)
        for one in delivery.rows:
            status = f"{_signed(one.status, one.status.word, letters)}{_period(one.status)}"
            due, note = (escaped(text) or letters.none for text in (one.due.text, one.note))
            yield row([escaped(one.name), status, due, note])
    if delivery.milestones:
        yield from ("", f"### {_NEXT_STEPS}", "")
        for milestone in delivery.milestones:
            words = f"{milestone.action}: {milestone.name}"
            yield f"- {dates.heading(milestone.period)}: {escaped(words)}"


def _tallies(tallies: tuple[Tally, ...], letters: SymbolSet) -> str:
    return "; ".join(f"{letters[one.sign]} {one.text}" for one in tallies)


def _table(laid_out: ReportGrid, tier: TierBlock, letters: SymbolSet) -> Iterator[str]:
    comparators = [escaped(one.name) for one in laid_out.comparators]
    evidence = [escaped(one.name) for one in laid_out.evidence]
    headings = ["Indicator", "Actual", "Target", "Status", "Previous", "Direction"]
    headings[4:4] = [LAST_TIME] if laid_out.front.previous_period else []
    usual = len(headings)
    headings += [YEAR_END] if laid_out.has_forecasts else []
    yield row([*headings, *comparators, *evidence])
    figures = len(headings) - usual + len(comparators)
    lines = ["---", "--:", "--:", "---", *["---"] * (usual - 6), "--:", "---", *["--:"] * figures]
    yield row([*lines, *["---"] * len(evidence)])
    for one in tier.rows:
        yield row(list(_row(laid_out, one, letters)))


def _row(laid_out: ReportGrid, row: IndicatorRow, letters: SymbolSet) -> Iterator[str]:
    yield escaped(row.name)
    yield _cell(row.actual, letters, laid_out.period)
    yield _cell(row.target, letters)
    reason = f", {row.reason}" if row.reason else ""
    yield _signed(row.status, row.status.word + reason, letters)
    if laid_out.front.previous_period:
        yield _last_time(laid_out, row, letters)
    yield _cell(row.previous, letters)
    yield _signed(row.travel, row.travel.word, letters)
    if laid_out.has_forecasts:
        yield _expected(row.forecast, letters)
    for figure, gap in zip(row.comparators, row.gaps, strict=True):
        words = f", {_signed(gap._replace(marks=()), gap.word, letters)} {gap.text}"
        yield f"{_cell(figure, letters)}{words if gap.sign else ''}"
    yield from (escaped(cell.text) or letters.none for cell in row.evidence)


def _expected(cell: Cell, letters: SymbolSet) -> str:
    """Return a forecast, its status and its year."""
    if not cell.sign:
        return letters.none
    figure = escaped(cell.text) or letters.none
    return f"{figure} {_signed(cell, cell.word, letters)}{_period(cell)}"


def _cell(cell: Cell, letters: SymbolSet, plain: str = "") -> str:
    period = _period(cell)
    period = "" if period == f" ({plain})" else period
    return f"{escaped(cell.text) or letters.none}{_marks(cell, letters)}{period}"


def _signed(cell: Cell, words: str, letters: SymbolSet) -> str:
    sign = f"{escaped(letters[cell.sign])} " if cell.sign else ""
    return f"{sign}{words}{_marks(cell, letters)}"


def _marks(cell: Cell, letters: SymbolSet) -> str:
    marks = "".join(escaped(letters[mark]) for mark in cell.marks)
    return f" {marks}" if marks else ""


def _period(cell: Cell) -> str:
    return f" ({dates.heading(cell.period)})" if cell.period else ""
