"""A report in paragraphs, as an officer would write them for a paper: a fixed grammar.

Every figure is the report's, in the grid's decimals and units, and nothing is said that the report
does not hold. Of comparators it says better, worse, higher or lower, never above or below: sources
use those words both ways.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.render.common import dates
from ragcalc.render.common.because import HIDDEN_TARGET, because
from ragcalc.render.common.cells import Cell, revision
from ragcalc.render.common.labels import DIRECTIONS, STATUSES, counted
from ragcalc.render.common.lists import listed
from ragcalc.render.common.phrases import amount, dated, difference, target_amount
from ragcalc.render.common.rolled_up import lacking, made_of
from ragcalc.render.common.symbols import Absence, Mark, Sign
from ragcalc.render.report.tallies import ActionRow, DeliveryBlock, Tally
from ragcalc.render.report.view import OutcomeBlock, ReportGrid, grid
from ragcalc.render.report.view import Report as Report
from ragcalc.scoring import precision
from ragcalc.scoring.inputs import PercentileOf, ResolvedTarget, SourcedValue, TargetComparator
from ragcalc.scoring.results import Comparison, IndicatorResult
from ragcalc.scoring.status import is_target_hidden
from ragcalc.vocabulary import (
    ActionStatus,
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


class NarrativeSection(NamedTuple):
    """An outcome or a tier, or what stands before them."""

    heading: str
    """Empty where there is none."""
    depth: int
    """1 for an outcome, 2 for a tier."""
    opening: tuple[str, ...]
    """Sentences that come first."""
    paragraphs: tuple[Paragraph, ...]


class Narrative(NamedTuple):
    """A report in words."""

    title: str
    sections: tuple[NarrativeSection, ...]
    remarks: tuple[str, ...]


def narrative(report: Report) -> Narrative:
    """Return a report in sentences, outcome by outcome, a paragraph for each indicator."""
    laid_out = grid(report)
    return Narrative(
        title=f"{laid_out.organisation}, {laid_out.period}",
        sections=tuple(_sections(report, laid_out)),
        remarks=tuple(f"{remark}." for remark in laid_out.remarks),
    )


def _sections(report: Report, laid_out: ReportGrid) -> Iterator[NarrativeSection]:
    complete = f"{laid_out.completeness}."
    yield NarrativeSection("", 0, (complete, *_counted(laid_out.total)), ())
    for outcome, block in zip(report.outcomes, laid_out.outcomes, strict=True):
        opening = tuple(_counted(block)) or ("There is nothing to report here yet.",)
        yield NarrativeSection(block.name, 1, opening, ())
        for tier in outcome.tiers:
            if tier.indicators:
                is_given = tuple(paragraph(report, one) for one in tier.indicators)
                yield NarrativeSection(tier.name, 2, (), is_given)
        if block.delivery:
            yield from _actions(block.delivery)


# ── Counts ───────────────────────────────────────────────────────────────────────────────────────


def _counted(block: OutcomeBlock | None) -> Iterator[str]:
    """Yield the counts of the questions, and what else is said of an outcome."""
    if block is None:
        return
    if block.status:
        yield _outcome(block.status, block.why)
    if block.achieving:
        yield f"{_of_all(block.achieving, 'indicator')}."
        yield f"Of these, {listed(_travelled(block.getting_better))}."
    if block.delivery and block.delivery.tallies:
        yield f"{_of_all(block.delivery.tallies, 'action')}: {block.delivery.share}."
    if block.note:
        yield _quoted(block.note)


def _outcome(status: Cell, why: str) -> str:
    """Say an outcome's own status and what it rests on."""
    if status.sign in (Status.MISSING, Status.UNRATED):
        return f"The outcome is not rated: {why}."
    return f"The outcome is rated {status.word}: {why}."


def _of_all(tallies: Sequence[Tally], one: str) -> str:
    """Say how many are of each kind: Of 8 indicators, 1 is rated Green and 7 are not rated."""
    total = counted(sum(tally.number for tally in tallies), one)
    return f"Of {total}, {listed([_is(tally) for tally in tallies if tally.number])}"


def _is(tally: Tally) -> str:
    match tally.sign:
        case Status.MISSING if tally.word == STATUSES[Status.MISSING]:
            return _verb(tally.number, "is not rated", "are not rated")
        case Status.MISSING:
            return _verb(tally.number, "has no status", "have no status")
        case Status():
            return _verb(tally.number, f"is {_rated(tally)}", f"are {_rated(tally)}")
        case Absence():
            return _verb(tally.number, "is not due", "are not due")
        case Direction() | ComparisonResult() | ActionStatus() | Mark():
            return _verb(tally.number, f"is {tally.word.lower()}", f"are {tally.word.lower()}")


def _rated(tally: Tally) -> str:
    return "unrated by design" if tally.sign is Status.UNRATED else f"rated {tally.word}"


def _verb(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _travelled(tallies: Sequence[Tally]) -> list[str]:
    """Say how many moved in each way; ways that are said in the same words are one."""
    numbers: dict[tuple[str, str], int] = {}
    for tally in tallies:
        verbs = _TRAVELLED[tally.sign]
        numbers[verbs] = numbers.get(verbs, 0) + tally.number
    return [_verb(number, *verbs) for verbs, number in numbers.items() if number]


_TRAVELLED: dict[Sign, tuple[str, str]] = {
    Direction.IMPROVED: ("improved", "improved"),
    Direction.MAINTAINED: ("stayed the same", "stayed the same"),
    Direction.DECLINED: ("declined", "declined"),
    Direction.HIGHER: ("rose", "rose"),
    Direction.SAME: ("stayed the same", "stayed the same"),
    Direction.LOWER: ("fell", "fell"),
    Direction.UNAVAILABLE: ("has no direction of travel", "have no direction of travel"),
}


# ── An indicator ─────────────────────────────────────────────────────────────────────────────────


def paragraph(report: Report, result: IndicatorResult) -> Paragraph:
    """Return one indicator in sentences: value, status, direction, comparators, notes."""
    sentences = (
        _value(report, result),
        _status(result),
        _direction(result),
        *_forecast(result),
        _standings(result),
        *(_proposal(result, goal) for goal in result.proposed),
        *_texts(result),
        *map(_quoted, result.notes),
    )
    return Paragraph(result.name, tuple(filter(None, sentences)))


def _value(report: Report, result: IndicatorResult) -> str:
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
    figure = f"{amount(result, reading)}{_counts(reading)}{revised}"
    against = _against(result)
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


def _counts(figure: SourcedValue) -> str:
    """Say the counts that make a value."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    return f" ({figure.numerator:,f} of {figure.denominator:,f})"


def _against(result: IndicatorResult) -> str:
    """Say the value against the target: , 2.0 percentage points above the target of 14.0% (worse).

    A value on the wrong side of a range, or of a target to be close to, can only be worse.
    """
    goal, short, gap = result.inputs.goal, result.verdict.status.shortfall, result.verdict.gap
    if isinstance(goal, Reason) or short is None or gap is None:
        return ""
    target, origin = _named(result, goal), _origin(result, goal)
    if not gap:
        whose = f" ({origin})" if origin else ""
        return f", {'within' if goal.is_range else 'level with'} {target}{whose}{_tie(goal)}"
    size = _size(result, goal, gap)
    side = "above" if gap > 0 else "below"
    sense = "worse" if short > 0 else "better"
    said = [origin] if result.inputs.polarity is Polarity.ON_TARGET else [sense, origin]
    aside = "; ".join(filter(None, said))
    return f", {size} {side} {target}{f' ({aside})' if aside else ''}"


def _named(result: IndicatorResult, goal: ResolvedTarget) -> str:
    kind = "target range" if goal.is_range else "target"
    provisional = "provisional " if goal.provisional else ""
    return f"the {provisional}{kind} of {target_amount(result, goal)}"


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


def _status(result: IndicatorResult, subject: str = "It") -> str:
    status = result.verdict.status
    word = STATUSES[status.status]
    clause = _CLAUSES.get(status.reason, "")
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


_CLAUSES = {
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


def _direction(result: IndicatorResult) -> str:
    travel, reading = result.verdict.direction, result.inputs.reading
    why = _CLAUSES.get(travel.reason, "") if travel.reason else ""
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


def _forecast(result: IndicatorResult) -> Iterator[str]:
    """Say what the service expects, how that would be rated, and what it rests on."""
    expected, end = result.at_year_end, result.forecast
    if expected is None or end is None:
        return
    reading, year = end.inputs.reading, dates.in_words(end.year)
    if isinstance(reading, Reason):
        yield f"There is no forecast for {year}, as {_CLAUSES[reading]}."
    else:
        yield f"The forecast for {year} is {amount(expected, reading)}{_against(expected)}."
        yield _status(expected, "The forecast")
    if end.note:
        yield _quoted(end.note)


# ── Comparators, proposals and notes ─────────────────────────────────────────────────────────────


def _standings(result: IndicatorResult) -> str:
    """Say how the value stands against each comparator, those of one standing together."""
    groups: dict[str, list[str]] = {}
    for one in result.verdict.comparisons:
        if one.standing is not None:
            groups.setdefault(_stands(one), []).append(_compared(result, one))
    if not groups:
        return ""
    *others, last = (f"{standing} {listed(names)}" for standing, names in groups.items())
    return f"It was {', '.join(others)}{', and ' if others else ''}{last}."


def _stands(comparison: Comparison) -> str:
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


# ── Actions ──────────────────────────────────────────────────────────────────────────────────────


def _actions(delivery: DeliveryBlock) -> Iterator[NarrativeSection]:
    """Yield what is done towards an outcome, and what is to be done next."""
    if delivery.rows:
        yield NarrativeSection("Actions", 2, (), tuple(map(_action, delivery.rows)))
    if delivery.milestones:
        steps = (
            Paragraph(dates.in_words(one.period), (f"{one.action}: {one.name}.",))
            for one in delivery.milestones
        )
        yield NarrativeSection("Next steps", 2, (), tuple(steps))


def _action(row: ActionRow) -> Paragraph:
    """Tell one action: its status, by when it is due, its note."""
    status = "has no status" if row.status.sign is Status.MISSING else f"is {row.status.word}"
    when = f" in {dates.in_words(row.status.period)}" if row.status.period else ""
    due = f"; due {row.due_in_words}" if row.due_in_words else ""
    sentences = [f"It {status}{when}{due}."]
    if row.note:
        sentences.append(_quoted(row.note))
    return Paragraph(row.name, tuple(sentences))


def _texts(result: IndicatorResult) -> Iterator[str]:
    """Yield what the service writes of the period, and what is done about it."""
    for word, text in (("Comment", result.comment), ("Action", result.action)):
        if text:
            yield _quoted(text, word)


def _quoted(note: str, word: str = "Note") -> str:
    return f"{word}: “{' '.join(note.split())}”."
