"""A report as sentences, one for each indicator: for a screen reader, an e-mail, a paper."""

from collections.abc import Iterator

from ragcalc.render.common.cells import gap_decimals, spoken, target_text
from ragcalc.render.common.labels import ACHIEVING, DELIVERING, DIRECTIONS, GETTING_BETTER, REASONS
from ragcalc.render.common.phrases import amount, dated, difference
from ragcalc.render.media.style import Style
from ragcalc.render.report.tallies import DeliveryBlock, Tally
from ragcalc.render.report.view import OutcomeBlock, grid
from ragcalc.scoring.results import Comparison, IndicatorResult, OutcomeResult, Report
from ragcalc.vocabulary import ComparisonResult, Direction, Reason, Status, StatusBasis


def render(report: Report, style: Style) -> str:
    """Return the report as plain sentences; no signs, no box drawing."""
    return style.to_encoding("\n".join(_lines(report)) + "\n")


def _lines(report: Report) -> Iterator[str]:
    laid_out = grid(report)
    yield f"{laid_out.organisation}, {laid_out.period}: {laid_out.completeness}."
    if laid_out.total:
        yield ""
        yield from _questions(laid_out.total)
    for outcome, block in zip(report.outcomes, laid_out.outcomes, strict=True):
        yield ""
        yield from _outcome(outcome, block)
    if laid_out.remarks:
        yield ""
        yield from (f"{remark}." for remark in laid_out.remarks)


def _questions(block: OutcomeBlock) -> Iterator[str]:
    """Yield an outcome's name, its own colour, and the answers to the questions."""
    if block.name:
        yield f"{block.name}."
    if block.status:
        yield f"{block.status.word}: {block.why}."
    for question, tallies in (
        (ACHIEVING, block.achieving),
        (GETTING_BETTER, block.getting_better),
    ):
        if tallies:
            yield f"{question} {_counts(tallies)}."
    if block.delivery and block.delivery.tallies:
        yield f"{DELIVERING} {_counts(block.delivery.tallies)}; {block.delivery.share}."
    if block.note:
        yield _ended(f"Note: {block.note}")


def _ended(sentence: str) -> str:
    """Return a sentence its full stop, unless the catalogue's words bring their own."""
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _outcome(outcome: OutcomeResult, block: OutcomeBlock) -> Iterator[str]:
    yield from _questions(block)
    for tier in outcome.tiers:
        if tier.indicators:
            yield ""
            yield f"{tier.name}."
            yield from (sentence(result) for result in tier.indicators)
    if block.delivery:
        yield from _actions(block.delivery)


def _counts(tallies: tuple[Tally, ...]) -> str:
    return ", ".join(f"{one.word} {one.number:,}" for one in tallies)


def _actions(delivery: DeliveryBlock) -> Iterator[str]:
    if delivery.rows:
        yield ""
        yield "Actions."
        for row in delivery.rows:
            when = f" in {row.status.period}" if row.status.period else ""
            due = f"; due {row.due.text}" if row.due.text else ""
            note = f"; note: {row.note}" if row.note else ""
            yield _ended(f"{row.name}: {row.status.word}{when}{due}{note}")
    if delivery.milestones:
        yield ""
        yield "Next."
        yield from (f"{one.period}: {one.action}: {one.name}." for one in delivery.milestones)


def sentence(result: IndicatorResult) -> str:
    """Return all that is said of one indicator, in one sentence."""
    parts = [_actual(result), _status(result), _direction(result)]
    parts += [_gap(result, one) for one in result.verdict.comparisons if one.gap is not None]
    parts += [f"{name} {words}" for name, words in _evidence(result)]
    return f"{result.name}: {'; '.join(filter(None, parts))}."


def _evidence(result: IndicatorResult) -> Iterator[tuple[str, str]]:
    if result.evidence:
        from ragcalc.render.common.evidence import sentences

        yield from sentences(result)


def _actual(result: IndicatorResult) -> str:
    reading = result.inputs.reading
    if isinstance(reading, Reason):
        told = result.verdict.status.reason is reading
        return "no figure" if told else f"no figure, {REASONS[reading]}"
    carried = " (carried forward)" if result.inputs.carried else ""
    return f"{amount(result, reading)}{dated(reading)}{carried}{_against(result)}"


def _against(result: IndicatorResult) -> str:
    goal = result.inputs.goal
    if isinstance(goal, Reason):
        return ""
    words = spoken(target_text(result, goal))
    return f" against a target of {words}{' (provisional)' if goal.provisional else ''}"


def _status(result: IndicatorResult) -> str:
    status = result.verdict.status
    match status.basis:
        case StatusBasis.REPORTED:
            return f"{status.status} as reported by the source, not computed"
        case StatusBasis.OVERRIDE:
            return f"{status.status} by a judgement in place of the computed {status.computed}"
        case StatusBasis.COMPUTED:
            return str(status.status)
        case None:
            return f"{_NO_STATUS[status.status]}, {REASONS[status.reason]}"


_NO_STATUS = {Status.MISSING: "in measurement", Status.UNRATED: "not rated"}


def _direction(result: IndicatorResult) -> str:
    travel = result.verdict.direction
    if isinstance(result.inputs.reading, Reason) and travel.basis is None:
        return ""
    if travel.direction is Direction.UNAVAILABLE:
        why = REASONS[travel.reason] if travel.reason else ""
        return f"direction of travel unavailable, {why}"
    since = ""
    if travel.earlier:
        word = "against" if travel.direction in _STILL else "from"
        since = f" {word} {amount(result, travel.earlier)}{dated(travel.earlier)}"
    return f"{_TRAVEL[travel.direction]}{since}{_REPORTED[travel.basis]}"


_REPORTED = {
    StatusBasis.COMPUTED: "",
    StatusBasis.REPORTED: " as reported by the source",
    StatusBasis.OVERRIDE: " by a judgement in place of the computed direction",
    None: "",
}
_STILL = (Direction.MAINTAINED, Direction.SAME)
_TRAVEL = {**DIRECTIONS, Direction.SAME: "the same"}


def _gap(result: IndicatorResult, comparison: Comparison) -> str:
    name, figure = comparison.benchmark.name, comparison.benchmark.figure
    if comparison.gap is None or comparison.standing is ComparisonResult.SIMILAR:
        return f"similar to {name}{dated(figure)}"
    size = difference(result, comparison.gap, gap_decimals(result, comparison))
    return f"{size} {comparison.standing} than {name}{dated(figure)}"
