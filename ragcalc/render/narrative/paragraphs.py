"""One indicator in sentences, as an officer would write them for a paper: a fixed grammar.

Every figure is the report's, in the grid's decimals and units, and nothing is said that the report
does not hold. Of comparators it says better, worse, higher or lower, never above or below: sources
use those words both ways.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.render.common import dates
from ragcalc.render.common.because import HIDDEN_TARGET, because
from ragcalc.render.common.cells import revision
from ragcalc.render.common.labels import DIRECTIONS, STATUSES
from ragcalc.render.common.lists import listed
from ragcalc.render.common.phrases import amount, dated, difference, target_amount
from ragcalc.render.common.rolled_up import lacking, made_of
from ragcalc.scoring import precision
from ragcalc.scoring.inputs import PercentileOf, ResolvedTarget, SourcedValue, TargetComparator
from ragcalc.scoring.results import Comparison, IndicatorResult, Report
from ragcalc.scoring.status import is_target_hidden
from ragcalc.vocabulary import (
    ComparisonResult,
    Direction,
    Polarity,
    Reason,
    Status,
    StatusBasis,
    TargetBasis,
)


class Paragraph(NamedTuple):
    """One indicator."""

    name: str
    sentences: tuple[str, ...]


def paragraph(report: Report, result: IndicatorResult) -> Paragraph:
    """Return one indicator in sentences: value, status, direction, comparators, notes."""
    sentences = (
        value_sentence(report, result),
        status_sentence(result),
        direction_sentence(result),
        *forecast_sentences(result),
        _standings(result),
        *(_proposal(result, goal) for goal in result.proposed),
        *commentary_sentences(result),
        *map(quoted, result.notes),
    )
    return Paragraph(result.name, tuple(filter(None, sentences)))


def value_sentence(report: Report, result: IndicatorResult) -> str:
    """Return the figure, held against its target, or why there is none."""
    reading, due = result.inputs.reading, result.inputs.due
    if reading is Reason.NOT_DUE:
        return f"No figure is due for {dates.in_words(report.period)}."
    if isinstance(reading, Reason) and (words := lacking(result.inputs)):
        return f"There is {words}."
    if isinstance(reading, Reason):
        return _NO_FIGURE[reading].format(dates.in_words(due or report.period))
    provisional = "provisional " if reading.provisional else ""
    carried = ", carried forward," if result.inputs.carried else ""
    revised = f" ({words})" if (words := revision(result, reading)) else ""
    figure = f"{amount(result, reading)}{counts_behind(reading)}{revised}"
    against = f", {words}" if (words := _against(result)) else ""
    when = dates.in_words(reading.period) if reading.period else "every period"
    made = f" ({words})" if (words := made_of(result.inputs)) else ""
    return f"The {provisional}figure for {when}{made}{carried} was {figure}{against}."


_NO_FIGURE = {
    Reason.NO_VALUE: "No figure is available yet for {}.",
    Reason.YEAR_INCOMPLETE: (
        "The total for {} cannot be calculated, as an earlier figure of the year is missing."
    ),
    Reason.SUPPRESSED: "The figure for {} is suppressed because of small numbers.",
    Reason.UNRELIABLE: "The figure for {} is not given, as it is unreliable.",
    Reason.METHOD_CHANGED: "There is no figure for {}, as the method changed within it.",
    Reason.NOT_APPLICABLE: "A figure for {} is not applicable.",
    Reason.IN_MEASUREMENT: "No figure is available for {}, as its method or data are not ready.",
}
"""Why there is no figure for a period that one is due for."""


def counts_behind(figure: SourcedValue) -> str:
    """Say the counts that make a value."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    return f" ({figure.numerator:,f} of {figure.denominator:,f})"


def _against(result: IndicatorResult) -> str:
    """Say the value against the target: 2.0 percentage points above the target of 14.0% (worse).

    Empty without a target. A value on the wrong side of a range, or of a target to be close to,
    can only be worse.
    """
    goal, short, gap = result.inputs.goal, result.verdict.status.shortfall, result.verdict.gap
    if isinstance(goal, Reason) or short is None or gap is None:
        return ""
    target, origin = _named(result, goal), _origin(result, goal)
    if not gap:
        whose = f" ({origin})" if origin else ""
        return f"{'within' if goal.is_range else 'level with'} {target}{whose}{_tie(goal)}"
    size = _size(result, goal, gap)
    side = "above" if gap > 0 else "below"
    sense = "worse" if short > 0 else "better"
    said = [origin] if result.inputs.polarity is Polarity.ON_TARGET else [sense, origin]
    aside = "; ".join(filter(None, said))
    return f"{size} {side} {target}{f' ({aside})' if aside else ''}"


def target_words(result: IndicatorResult) -> str:
    """Return the target that a status rests on: target of 14.0% (revised from Q3 2018-19)."""
    goal = result.inputs.goal
    if isinstance(goal, Reason) or result.verdict.gap is None:
        return ""
    origin = _origin(result, goal)
    return f"{_target_of(result, goal)}{f' ({origin})' if origin else ''}"


def _named(result: IndicatorResult, goal: ResolvedTarget) -> str:
    return f"the {_target_of(result, goal)}"


def _target_of(result: IndicatorResult, goal: ResolvedTarget) -> str:
    kind = "target range" if goal.is_range else "target"
    provisional = "provisional " if goal.provisional else ""
    return f"{provisional}{kind} of {target_amount(result, goal)}"


def _tie(goal: ResolvedTarget) -> str:
    return ", which is not enough to meet it" if goal.strict else ""


def _origin(result: IndicatorResult, goal: ResolvedTarget) -> str:
    """Say where a target comes from, where it is not simply given."""
    match goal.basis:
        case TargetBasis.REVISED:
            return f"revised from {_when(goal)}"
        case TargetBasis.SUM:
            return f"the sum of the targets within {_when(goal)}"
        case TargetBasis.COMPARATOR if goal.comparator:
            return _of_comparator(result, goal.comparator)
        case TargetBasis.PERCENTILE if goal.percentile:
            return _percentile(goal.percentile)
        case TargetBasis.PROFILE if goal.full_year is not None:
            whole = goal._replace(low=goal.full_year, high=goal.full_year)
            year = "the range" if goal.is_range else target_amount(result, whole)
            drawn = f", {_percentile(goal.percentile)}" if goal.percentile else ""
            drawn += f", {_of_comparator(result, goal.comparator)}" if goal.comparator else ""
            return f"the part due by then of {year} for {_when(goal, 'each year')}{drawn}"
        case TargetBasis.PERIOD | TargetBasis.YEAR | TargetBasis.STANDING:
            return ""
        case TargetBasis.COMPARATOR | TargetBasis.PERCENTILE | TargetBasis.PROFILE:
            return ""  # without what it was found by


def _of_comparator(result: IndicatorResult, of: TargetComparator) -> str:
    period = f" in {dates.in_words(of.period)}" if of.period else ""
    return f"the figure for {result.inputs.comparator_name(of.id)}{period}"


def _percentile(of: PercentileOf) -> str:
    number, year = numbers.to_text(of.percentile), dates.in_words(of.period)
    return f"percentile {number} of {of.authorities} authorities in {year}"


def _when(goal: ResolvedTarget, standing: str = "every period") -> str:
    return dates.in_words(goal.period) if goal.period else standing


def _size(result: IndicatorResult, goal: ResolvedTarget, gap: Fraction) -> str:
    """Say how far a value is from its target; what rounding hides has no figure."""
    reading = result.inputs.reading
    figures = (goal,) if isinstance(reading, Reason) else (goal, reading)
    decimals = precision.decimals_of(result, *figures)
    hidden = not numbers.rounded(gap, decimals)
    return "slightly" if hidden else difference(result, gap, decimals)


# ── Status and direction ─────────────────────────────────────────────────────────────────────────


def status_sentence(result: IndicatorResult, subject: str = "It") -> str:
    """Return the rating and what it rests on, or why there is none."""
    status = result.verdict.status
    word = STATUSES[status.status]
    clause = CLAUSES.get(status.reason, "")
    if is_target_hidden(result.inputs, status.reason):
        clause = f"its {HIDDEN_TARGET}"
    match status.basis:
        case StatusBasis.REPORTED:
            why = f"{clause}, so it could not be calculated"
            return f"Its published rating is {word}; {why}."
        case StatusBasis.OVERRIDE:
            return f"{subject} is rated {word} by judgement; {_without_judgement(status.computed)}."
        case StatusBasis.COMPUTED:
            return f"{subject} is rated {word}, as {because(result)}."
        case None if status.status is Status.UNRATED:
            return f"{subject} is unrated by design, as {clause}."
        case None:
            is_given = status.reason == result.inputs.reading
            return f"{subject} is not rated{'' if is_given else f', as {clause}'}."


def _without_judgement(computed: Status | None) -> str:
    if computed in (None, Status.MISSING, Status.UNRATED):
        return "without it, it would not be rated"
    return f"the calculated rating would be {STATUSES[computed]}"


CLAUSES = {
    Reason.NOT_DUE: "no figure is due",
    Reason.NO_VALUE: "no figure is available yet",
    Reason.YEAR_INCOMPLETE: "an earlier figure of the year is missing",
    Reason.NO_TARGET: "no target is set",
    Reason.NO_PROFILE: "no profile says how much of the year's target is due by now",
    Reason.NO_PERCENTILE: "the dataset has no figures for the target",
    Reason.IN_MEASUREMENT: "its method or data are not ready",
    Reason.SUPPRESSED: "its figure is suppressed because of small numbers",
    Reason.NOT_APPLICABLE: "a figure is not applicable",
    Reason.UNRELIABLE: "its figure is unreliable",
    Reason.METHOD_CHANGED: "the method changed within the period",
    Reason.NO_PREVIOUS: "there is no previous reading to compare it with",
    Reason.NOT_COMPARABLE: "the method has changed since the previous reading",
    Reason.TARGET_NONE: "it has no target",
    Reason.NEUTRAL: "neither high nor low is good",
}
"""Why a status or a direction is not calculated, as a clause."""


def direction_sentence(result: IndicatorResult) -> str:
    """Return the direction of travel with both readings; empty where there is no figure."""
    travel, reading = result.verdict.direction, result.inputs.reading
    why = CLAUSES.get(travel.reason, "") if travel.reason else ""
    word = DIRECTIONS[travel.direction]
    match travel.basis:
        case None if isinstance(reading, Reason):
            return ""  # that there is no figure is said already
        case None:
            return f"No direction of travel is given, as {why}."
        case StatusBasis.REPORTED:
            published = f"Its published direction of travel is {word}"
            return f"{published}; {why}, so it could not be calculated."
        case StatusBasis.OVERRIDE:
            return f"Its direction of travel is {word} by judgement; {_judged(result)}."
        case StatusBasis.COMPUTED:
            return f"{_MOVES[travel.direction]}{_moved(result, ' ')}."


def _judged(result: IndicatorResult) -> str:
    """Say what the direction would be without the judgement, and both readings."""
    computed = result.verdict.direction.computed
    if computed in (None, Direction.UNAVAILABLE):
        return "it could not be calculated"
    return f"it would be calculated as {DIRECTIONS[computed]}{_moved(result, ', ')}"


_MOVES = {
    Direction.IMPROVED: "Performance improved,",
    Direction.MAINTAINED: "Performance was maintained,",
    Direction.DECLINED: "Performance declined,",
    Direction.HIGHER: "The figure rose",
    Direction.SAME: "The figure stayed about the same,",
    Direction.LOWER: "The figure fell",
}
"""What is said of a direction: where low is good performance declines when the figure rises."""


def _moved(result: IndicatorResult, joint: str) -> str:
    """Say both readings and their periods; empty where there is no earlier one."""
    now, then = result.inputs.reading, result.verdict.direction.previous
    if then is None or isinstance(now, Reason):
        return ""
    before, after = amount(result, then), amount(result, now)
    if before != after:
        return f"{joint}from {before}{dated(then, revision(result, then))} to {after}{dated(now)}"
    both = f"both{dated(then, revision(result, then))} and{dated(now)}"
    if now.value == then.value:
        return f"{joint}unchanged at {after} {both}"
    return f"{joint}at {after} (rounded) {both}"


# ── What is expected of the year's end ───────────────────────────────────────────────────────────


def forecast_sentences(result: IndicatorResult) -> Iterator[str]:
    """Say what the service expects, how that would be rated, and what it rests on."""
    expected, end = result.at_year_end, result.forecast
    if expected is None or end is None:
        return
    reading, year = end.inputs.reading, dates.in_words(end.year)
    if isinstance(reading, Reason):
        yield f"There is no forecast for {year}, as {CLAUSES[reading]}."
    else:
        against = f", {words}" if (words := _against(expected)) else ""
        yield f"The forecast for {year} is {amount(expected, reading)}{against}."
        yield status_sentence(expected, "The forecast")
    if end.note:
        yield quoted(end.note)


# ── Comparators, proposals and notes ─────────────────────────────────────────────────────────────


def _standings(result: IndicatorResult) -> str:
    """Say how the value stands against each comparator, those of one standing together."""
    groups: dict[str, list[str]] = {}
    for one in result.verdict.comparisons:
        if one.standing is not None:
            groups.setdefault(stands(one), []).append(_compared(result, one))
    if not groups:
        return ""
    *others, last = (f"{standing} {listed(names)}" for standing, names in groups.items())
    return f"It was {', '.join(others)}{', and ' if others else ''}{last}."


def stands(comparison: Comparison) -> str:
    """Return how a figure stands to a comparator's: better than, level with."""
    if comparison.gap == 0:
        return "level with"
    similar = comparison.standing is ComparisonResult.SIMILAR
    return "similar to" if similar else f"{comparison.standing} than"


def _compared(result: IndicatorResult, comparison: Comparison) -> str:
    figure = comparison.benchmark.figure
    period = f" in {dates.in_words(figure.period)}" if figure.period else ""
    provisional = ", provisional" if figure.provisional else ""
    return f"{comparison.benchmark.name} ({amount(result, figure)}{period}{provisional})"


def _proposal(result: IndicatorResult, goal: ResolvedTarget) -> str:
    kind = "target range" if goal.is_range else "target"
    when = f"{'from' if goal.basis is TargetBasis.REVISED else 'for'} {_when(goal)}"
    return f"A {kind} of {target_amount(result, goal)} is proposed {when}."


def commentary_sentences(result: IndicatorResult) -> Iterator[str]:
    """Yield what the service writes of the period, and what is done about it."""
    for word, text in (("Comment", result.comment), ("Action", result.action)):
        if text:
            yield quoted(text, word)


def quoted(note: str, word: str = "Note") -> str:
    """Return a text of the catalogue on one line, as a quotation with one full stop."""
    text = " ".join(note.split())
    return f"{word}: “{text}”{'' if text.endswith(('.', '!', '?', '…')) else '.'}"
