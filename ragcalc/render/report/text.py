"""A report as sentences, one for each indicator: for a screen reader, an e-mail, a paper."""

from collections.abc import Iterator

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell
from ragcalc.render.common.labels import ACHIEVING, DELIVERING, GETTING_BETTER
from ragcalc.render.media.style import Style
from ragcalc.render.report.sentences import ended
from ragcalc.render.report.tallies import DeliveryBlock, Tally
from ragcalc.render.report.view import OutcomeBlock, Report, ReportGrid, grid


def render(report: Report, style: Style) -> str:
    """Return the report as plain sentences; no signs, no box drawing."""
    return style.to_encoding("\n".join(_lines(grid(report))) + "\n")


def _lines(laid_out: ReportGrid) -> Iterator[str]:
    title = f"{laid_out.organisation}, {laid_out.period}"
    yield " ".join(f"{one}." for one in (title, laid_out.scope, laid_out.completeness) if one)
    yield ""
    yield from _front(laid_out)
    for block in laid_out.outcomes:
        heads = [*_heads(block, has_counts=laid_out.total is not None)]
        yield from ("", *heads) if heads else ()
        yield from _outcome(block)
    if laid_out.remarks:
        yield ""
        yield from (f"{remark}." for remark in laid_out.remarks)


def _front(laid_out: ReportGrid) -> Iterator[str]:
    """Yield the counts and shares of each outcome, and the exceptions."""
    front, (every, *others) = laid_out.front, laid_out.front.rows
    yield "Summary."
    if every.tallies:
        yield f"{ACHIEVING} {_counts(every.tallies)}; {every.sentence}."
    yield from _getting_better(laid_out.everything)
    yield from (
        f"{one.name}: {_counts(one.tallies)}; {one.sentence}." for one in others if one.tallies
    )
    if front.exceptions_heading:
        yield ""
        yield f"{front.exceptions_heading}."
    yield from (row.sentence.of_exception for row in front.exceptions)


def _in_period(cell: Cell) -> str:
    return f" in {dates.in_words(cell.period)}" if cell.period else ""


def _getting_better(block: OutcomeBlock) -> Iterator[str]:
    """Yield the answers to the second and the third question."""
    if block.getting_better:
        yield f"{GETTING_BETTER} {_counts(block.getting_better)}."
    if block.delivery and block.delivery.tallies:
        yield f"{DELIVERING} {_counts(block.delivery.tallies)}; {block.delivery.share}."


def _heads(block: OutcomeBlock, *, has_counts: bool) -> Iterator[str]:
    """Yield what is said of an outcome itself; the summary has the counts of a single one."""
    if block.name:
        yield f"{block.name}."
    if block.status:
        yield f"{block.status.word}: {block.why}."
    if has_counts:
        yield from _getting_better(block)
    if block.note:
        yield ended(f"Note: {block.note}")


def _outcome(block: OutcomeBlock) -> Iterator[str]:
    """Yield the indicators and the actions of an outcome."""
    for tier in block.tiers:
        yield ""
        yield f"{tier.name}."
        yield from (row.sentence.text for row in tier.rows)
    if block.delivery:
        yield from _actions(block.delivery)


def _counts(tallies: tuple[Tally, ...]) -> str:
    return "; ".join(one.text for one in tallies)


def _actions(delivery: DeliveryBlock) -> Iterator[str]:
    if delivery.rows:
        yield ""
        yield "Actions."
        for row in delivery.rows:
            due = f"; due {row.due_in_words}" if row.due_in_words else ""
            note = f"; note: {row.note}" if row.note else ""
            yield ended(f"{row.name}: {row.status.word}{_in_period(row.status)}{due}{note}")
    if delivery.milestones:
        yield ""
        yield "Next steps."
        yield from (
            f"{dates.in_words(one.period)}: {one.action}: {one.name}."
            for one in delivery.milestones
        )
