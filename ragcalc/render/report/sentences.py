"""The sentence that says all of one indicator: for a screen reader, an e-mail, a paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from ragcalc.render.common import dates
from ragcalc.render.common.because import reason_words
from ragcalc.render.common.cells import gap_decimals, revision, spoken, target_text
from ragcalc.render.common.labels import DIRECTIONS, REASONS
from ragcalc.render.common.phrases import amount, dated, difference
from ragcalc.render.common.rolled_up import made_of
from ragcalc.scoring.inputs import SourcedValue
from ragcalc.scoring.moves import Moved
from ragcalc.scoring.results import Comparison, IndicatorResult, LastTime
from ragcalc.vocabulary import ComparisonResult, Direction, Reason, Status, StatusBasis


@dataclass(frozen=True)
class IndicatorSentence:
    """All that is said of one indicator, in one sentence, which is made when it is asked for."""

    result: IndicatorResult

    @property
    def text(self) -> str:
        """Return the sentence, with its full stop."""
        return sentence(self.result)

    @property
    def standing(self) -> str:
        """Return its status and its direction, with their full stop."""
        said = "; ".join(filter(None, (_status(self.result), _direction(self.result))))
        return f"{said[0].upper()}{said[1:]}."

    @property
    def of_exception(self) -> str:
        """Return what a reader must know of an exception, with its full stop."""
        result = self.result
        labelled = {"comment": result.comment, "action": result.action, "owner": result.owner}
        said = [f"{label}: {_clause(text)}" for label, text in labelled.items() if text]
        parts = (_status(result), _actual(result), _direction(result), *said)
        return ended(f"{result.name}: {'; '.join(filter(None, parts))}")


def ended(sentence: str) -> str:
    """Return a sentence with its full stop, unless the catalogue's words bring their own."""
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _clause(text: str) -> str:
    """Return what a service writes on one line, without the full stop at its end."""
    return " ".join(text.split()).removesuffix(".")


def sentence(result: IndicatorResult) -> str:
    """Return all that is said of one indicator, in one sentence."""
    parts = [_actual(result), _status(result), _direction(result), _forecast(result)]
    parts += [_gap(result, one) for one in result.verdict.comparisons if one.gap is not None]
    parts += [f"{name}: {words}" for name, words in _evidence(result)]
    return f"{result.name}: {'; '.join(filter(None, parts))}."


def _evidence(result: IndicatorResult) -> Iterator[tuple[str, str]]:
    if result.evidence:
        from ragcalc.render.common.evidence.columns import changes
        from ragcalc.render.common.evidence.sentences import sentences

        yield from sentences(result)
        yield from changes(result)


def _actual(result: IndicatorResult) -> str:
    reading = result.inputs.reading
    if isinstance(reading, Reason):
        is_given = result.verdict.status.reason == reading
        return "no figure" if is_given else f"no figure, {reason_words(result.inputs, reading)}"
    carried = " (carried forward)" if result.inputs.carried else ""
    made = f" ({words})" if (words := made_of(result.inputs)) else ""
    when = dated(reading, revision(result, reading))
    return f"{amount(result, reading)}{when}{made}{carried}{_against(result)}"


def _against(result: IndicatorResult) -> str:
    goal = result.inputs.goal
    if isinstance(goal, Reason):
        return ""
    words = spoken(target_text(result, goal))
    return f" against a target of {words}{' (provisional)' if goal.provisional else ''}"


def _status(result: IndicatorResult) -> str:
    """Say the status, and what it was last time: red (was amber in Q3 2018-19, worse)."""
    last = result.last_time
    return f"{_rated(result)} ({_last_time(result, last)})" if last else _rated(result)


def _last_time(result: IndicatorResult, last: LastTime) -> str:
    status, when = last.verdict.status, dates.in_words(last.period)
    if last.moved is Moved.SAME and not result.verdict.status.is_not_due:
        return f"as in {when}"
    since = f", {last.moved}" if last.moved in (Moved.WORSE, Moved.BETTER) else ""
    return f"was {_NO_STATUS.get(status.status, status.status)} in {when}{since}"


def _rated(result: IndicatorResult) -> str:
    status = result.verdict.status
    match status.basis:
        case StatusBasis.REPORTED:
            return f"{status.status}, as published, not calculated"
        case StatusBasis.OVERRIDE:
            return f"{status.status} by judgement, {_otherwise(status.computed)}"
        case StatusBasis.COMPUTED:
            return str(status.status)
        case None if status.is_not_due:
            return REASONS[Reason.NOT_DUE]
        case None:
            return f"{_NO_STATUS[status.status]}: {reason_words(result.inputs, status.reason)}"


_NO_STATUS = {Status.MISSING: "not rated", Status.UNRATED: "unrated"}


def _otherwise(computed: Status | None) -> str:
    """Say what a status would be without the judgement that stands in for it."""
    rated = computed not in (None, *_NO_STATUS)
    return f"calculated as {computed}" if rated else "not rated without it"


def _direction(result: IndicatorResult) -> str:
    travel = result.verdict.direction
    if isinstance(result.inputs.reading, Reason) and travel.basis is None:
        return ""
    if travel.direction is Direction.UNAVAILABLE:
        why = REASONS[travel.reason] if travel.reason else ""
        return f"direction of travel unavailable: {why}"
    since = ""
    if travel.previous:
        word = (
            "compared with"
            if travel.direction in _STILL
            else "than"
            if travel.direction in _MOVED
            else "from"
        )
        since = f" {word} {_previous(result, travel.previous)}"
    return f"{_TRAVEL[travel.direction]}{since}{_REPORTED[travel.basis]}"


_REPORTED = {
    StatusBasis.COMPUTED: "",
    StatusBasis.REPORTED: ", as published, not calculated",
    StatusBasis.OVERRIDE: ", by judgement",
    None: "",
}
_STILL = (Direction.MAINTAINED, Direction.SAME)
_MOVED = (Direction.HIGHER, Direction.LOWER)
_TRAVEL = {**DIRECTIONS, Direction.SAME: "the same"}


def _forecast(result: IndicatorResult) -> str:
    """Say the forecast: forecast for 2025-26: 88%, amber against a target of 90%."""
    expected, end = result.at_year_end, result.forecast
    if expected is None or end is None:
        return ""
    reading, year = expected.inputs.reading, dates.in_words(end.year)
    if isinstance(reading, Reason):
        return f"no forecast for {year}, {REASONS[reading]}"
    rated = f"{_rated(expected)}{_against(expected)}"
    return f"forecast for {year}: {amount(expected, reading)}, {rated}"


def _gap(result: IndicatorResult, comparison: Comparison) -> str:
    """Say the gap, and where evidence is shown whether it is more than chance."""
    found = result.significance(comparison.benchmark.id)
    if found is None:
        return _plain_gap(result, comparison)
    from ragcalc.render.common.evidence.words import significance_words

    return f"{_plain_gap(result, comparison)} ({significance_words(found)})"


def _plain_gap(result: IndicatorResult, comparison: Comparison) -> str:
    name, figure = comparison.benchmark.name, comparison.benchmark.figure
    if comparison.gap is None or comparison.standing is ComparisonResult.SIMILAR:
        return f"similar to {name}{dated(figure)}"
    size = difference(result, comparison.gap, gap_decimals(result, comparison))
    return f"{size} {comparison.standing} than {name}{dated(figure)}"


def _previous(result: IndicatorResult, figure: SourcedValue) -> str:
    return f"{amount(result, figure)}{dated(figure, revision(result, figure))}"
