"""Whether a target is sensible: five questions, each answered with what the answer was seen in."""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import Literal, NamedTuple, assert_never

from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period, latest_ending
from ragcalc.problems import Place
from ragcalc.scoring import timetable
from ragcalc.scoring.inputs import Benchmark, Inputs, ResolvedTarget, SourcedValue
from ragcalc.scoring.readings import reading_at
from ragcalc.scoring.results import StatusVerdict
from ragcalc.scoring.status import meets, shortfall
from ragcalc.scoring.targets.needs import is_share, planned, year_of
from ragcalc.scoring.targets.pace import (
    LEAST_POINTS,
    MOST_POINTS,
    PaceMethod,
    StraightLine,
    run_rate,
    theil_sen,
)
from ragcalc.scoring.targets.under_review import TargetUnderReview, whole
from ragcalc.vocabulary import Frequency, NoAnswer, Polarity, Status, StatusBasis

GREEN_FOR = {Frequency.MONTHLY: 12, Frequency.QUARTERLY: 8, Frequency.ANNUAL: 4}
"""For how many periods a status must have been green to be called always green."""
MOST_MONTHS_AHEAD = 120
"""So many months ahead it is looked when a line will meet a target."""


class TargetRule(StrEnum):
    """A question about a target."""

    STRICTER = "stricter-than-comparators"
    MET_BEFORE = "met-before-it-began"
    ALWAYS_GREEN = "always-green"
    WEAKER = "weaker-than-comparators"
    OUT_OF_REACH = "out-of-reach"


class PeriodComparison(NamedTuple):
    """One period of the history, under the catalogue's targets and under this one."""

    period: Period
    reading: SourcedValue | None
    now: StatusVerdict
    under: StatusVerdict

    @property
    def value(self) -> Fraction | None:
        """The reading's value, in the indicator's unit; None without a reading."""
        return self.reading.value if self.reading else None


class AgainstComparators(NamedTuple):
    """A target compared with the comparators' figures."""

    goal: ResolvedTarget
    figures: tuple[Benchmark, ...]


class PriorReadings(NamedTuple):
    """The readings of the year before a target began."""

    goal: ResolvedTarget
    last: SourcedValue
    met: int
    of: int


class Streak(NamedTuple):
    """How long the status has been green under a target, as far as the rule computes it."""

    green: int
    """In a row, up to the latest one."""
    since: Period | None
    """The first of them."""
    of: int
    """How many periods have a computed status."""
    least: int


class Pace(NamedTuple):
    """Where the series gets to if it goes on as it went."""

    method: PaceMethod
    goal: ResolvedTarget
    points: int
    first: Period
    last: Period
    slope: Fraction | None
    """From one period to the next; None for a run rate."""
    by: Period
    """The period in which the target shall be met."""
    then: Fraction
    """The value that it leads to."""
    away: bool
    """Whether the target is not met and the line leads away from it: it will not reach it."""
    reached: Period | None
    """The first period, within ten years, in which the line meets the target."""


Finding = AgainstComparators | PriorReadings | Streak | Pace


class Answer(NamedTuple):
    """One rule's answer."""

    rule: TargetRule
    found: bool | NoAnswer
    """Whether it is so."""
    finding: Finding | None
    """The figures that show it; None where there is no answer."""


class TrendLine(NamedTuple):
    """The line of an indicator's latest readings; under every target the same."""

    line: StraightLine
    points: tuple[Period, ...]


class RuleContext(NamedTuple):
    """All that the rules look at."""

    reviewed: TargetUnderReview
    inputs: Inputs
    """With the target in its place."""
    latest: SourcedValue | None
    """The latest reading there is."""
    history: tuple[PeriodComparison, ...]
    """In the order of time."""
    place: Place
    """The indicator's."""
    trend_line: TrendLine | None
    """Where the readings lead to; None where they are too few, or add up."""

    @property
    def full(self) -> ResolvedTarget | NoAnswer:
        """The target as it asks of a whole year, where the indicator accumulates over it."""
        found = self.inputs.goal
        if self.reviewed.indicator.accumulates:
            year = year_of(self.reviewed, self.latest, self.inputs)
            if year is None:
                return NoAnswer.NO_VALUE
            found = whole(self.reviewed, year, self.inputs, self.place)
        return found if isinstance(found, ResolvedTarget) else NoAnswer.NO_FIGURE


def answers(case: RuleContext) -> Iterator[Answer]:
    """Yield the answer of every rule, in the order of the rules."""
    for rule in TargetRule:
        yield _answer(rule, case)


def _answer(rule: TargetRule, case: RuleContext) -> Answer:
    if rule is TargetRule.ALWAYS_GREEN:
        return _always_green(case)
    goal = case.full
    found = goal if isinstance(goal, NoAnswer) else _found(rule, case, goal)
    return Answer(rule, found, None) if isinstance(found, NoAnswer) else Answer(rule, *found)


_OfTargets = Literal[
    TargetRule.STRICTER, TargetRule.MET_BEFORE, TargetRule.WEAKER, TargetRule.OUT_OF_REACH
]
"""The rules that need a number to be met; the other one looks at statuses alone."""


def _found(
    rule: _OfTargets, case: RuleContext, goal: ResolvedTarget
) -> tuple[bool, AgainstComparators | PriorReadings | Pace] | NoAnswer:
    match rule:
        case TargetRule.MET_BEFORE:
            return _met_before(case, goal)
        case TargetRule.OUT_OF_REACH:
            return _out_of_reach(case, goal)
        case TargetRule.STRICTER | TargetRule.WEAKER:
            return _compared(rule, case, goal)
        case _:
            assert_never(rule)


# ── Against the comparators ──────────────────────────────────────────────────────────────────────


def _compared(
    rule: TargetRule, case: RuleContext, goal: ResolvedTarget
) -> tuple[bool, AgainstComparators] | NoAnswer:
    """Hold the target against the comparators' figures, whatever the tolerances.

    It is stricter than a figure that would not meet it, and weaker than one that would beat it.
    """
    polarity = case.inputs.polarity
    if polarity is Polarity.ON_TARGET:
        return NoAnswer.NO_SIDE
    inputs = case.inputs
    figures = inputs.of_years if case.reviewed.indicator.accumulates else inputs.benchmarks
    if not figures:
        return NoAnswer.NO_COMPARATORS
    values = [one.figure.value for one in figures]
    if rule is TargetRule.STRICTER:
        found = not any(meets(polarity, goal, value) for value in values)
    else:
        found = all(shortfall(polarity, goal, value)[0] < 0 for value in values)
    return found, AgainstComparators(goal, figures)


# ── Over time ────────────────────────────────────────────────────────────────────────────────────


def _met_before(case: RuleContext, goal: ResolvedTarget) -> tuple[bool, PriorReadings] | NoAnswer:
    """Look at the readings of the year before the target began; the latest of them decides."""
    begins, indicator = case.reviewed.begins, case.reviewed.indicator
    if begins is None:
        return NoAnswer.NO_BEGINNING
    before = [
        reading_at(indicator, period, case.place)
        for period in readings(indicator, begins)
        if period.end > begins - 12 and _whole_year(indicator, period)
    ]
    if not before or _breaks(indicator, begins):
        return NoAnswer.NO_PREVIOUS
    met = [meets(case.inputs.polarity, goal, one.value) for one in before]
    return met[-1], PriorReadings(goal, before[-1], sum(met), len(met))


def readings(indicator: Indicator, until: int) -> list[Period]:
    """Return the periods with a figure by one method that have ended by then, in order of time."""
    own = sorted(one for one in indicator.values if one.kind is indicator.kind)
    broken = (one.start for one in own if indicator.values[one].break_ and one.start < until)
    since = max(broken, default=0)
    return [
        one
        for one in own
        if since <= one.start and one.end <= until and timetable.has_figure(indicator, one)
    ]


def _breaks(indicator: Indicator, begins: int) -> bool:
    """Return whether the method changed when a target began, so that it is of another one."""
    reading = indicator.values.get(Period(indicator.kind, begins))
    return reading is not None and reading.break_


def _whole_year(indicator: Indicator, period: Period) -> bool:
    """Return whether a reading is of all that its target asks; a part of a year is not."""
    return not indicator.accumulates or period.end == period.year(indicator.year).end


def _always_green(case: RuleContext) -> Answer:
    """Look back from the latest period whose status the rule computes; others are passed over."""
    least = GREEN_FOR[case.reviewed.indicator.frequency]
    computed = [one for one in case.history if one.under.basis is StatusBasis.COMPUTED]
    green: list[PeriodComparison] = []
    for one in reversed(computed):
        if one.under.status is not Status.GREEN:
            break
        green.append(one)
    since = green[-1].period if green else None
    finding = Streak(len(green), since, len(computed), least)
    if len(green) == len(computed) < least:
        return Answer(TargetRule.ALWAYS_GREEN, NoAnswer.TOO_FEW, finding)
    return Answer(TargetRule.ALWAYS_GREEN, len(green) >= least, finding)


# ── Ahead ────────────────────────────────────────────────────────────────────────────────────────


def _out_of_reach(case: RuleContext, goal: ResolvedTarget) -> tuple[bool, Pace] | NoAnswer:
    latest = case.latest
    if latest is None or latest.period is None:
        return NoAnswer.NO_VALUE
    if case.reviewed.indicator.accumulates:
        return _run_rate(case, goal, latest.period, latest.value)
    return _line(case, goal, latest.period, latest.value)


def _line(
    case: RuleContext, goal: ResolvedTarget, now: Period, value: Fraction
) -> tuple[bool, Pace] | NoAnswer:
    """Lead a straight line on to the end of the target, or a year on where it has ended or none.

    What is met now is not out of reach. What is not, and moves away, is, wherever the line lies: a
    bad last reading may be far from it.
    """
    if case.trend_line is None:
        return NoAnswer.TOO_FEW
    polarity, (line, own) = case.inputs.polarity, case.trend_line
    ends = case.reviewed.ends
    by = latest_ending(now.kind, ends if ends and ends > now.end else now.end + 12)
    ahead = (Period(now.kind, at) for at in range(now.end, now.end + MOST_MONTHS_AHEAD, now.months))
    is_met, then = meets(polarity, goal, value), line.height(by)
    away = not is_met and _leads_away(polarity, goal, value, line.slope)
    met = (one for one in ahead if not away and meets(polarity, goal, line.height(one)))
    found = not is_met and (away or not meets(polarity, goal, then))
    first, last = own[0], own[-1]
    pace = Pace(
        *(PaceMethod.THEIL_SEN, goal, len(own), first, last, line.slope, by, then),
        away=away,
        reached=next(met, None),
    )
    return found, pace


def _leads_away(polarity: Polarity, goal: ResolvedTarget, value: Fraction, slope: Fraction) -> bool:
    """Return whether a slope leads away from a target that the value does not meet."""
    match polarity:
        case Polarity.HIGH:
            return slope < 0
        case Polarity.LOW:
            return slope > 0
        case Polarity.ON_TARGET | Polarity.NEUTRAL:
            _, nearer = shortfall(polarity, goal, value)
            return (nearer - value) * slope < 0
        case _:
            assert_never(polarity)


def trend_line(indicator: Indicator, until: int) -> TrendLine | None:
    """Return the line through the latest readings by one method that have ended by then."""
    own = readings(indicator, until)[-MOST_POINTS:]
    if indicator.accumulates or len(own) < LEAST_POINTS:
        return None
    amounts = [(one, indicator.values[one].amount(indicator.unit)) for one in own]
    return TrendLine(theil_sen(amounts), tuple(own))


def _run_rate(
    case: RuleContext, goal: ResolvedTarget, now: Period, value: Fraction
) -> tuple[bool, Pace] | NoAnswer:
    """Raise the total so far in proportion to the share of the year that was due by now."""
    indicator = case.reviewed.indicator
    year = year_of(case.reviewed, case.latest, case.inputs)
    if is_share(indicator, case.latest):
        return NoAnswer.SHARES
    if year is None or not year.covers(now):
        return NoAnswer.NOT_BEGUN
    if now.end == year.end:
        return NoAnswer.ENDED
    share = planned(case.reviewed, case.inputs, year, case.place)[now]
    if not share:
        return NoAnswer.NOTHING_DUE
    then = run_rate(value, share)
    points = sum(year.covers(one) for one in timetable.figures(indicator) if one.end <= now.end)
    by = latest_ending(indicator.kind, year.end)
    first = Period(indicator.kind, year.start)
    met = meets(case.inputs.polarity, goal, then)
    pace = Pace(
        *(PaceMethod.RUN_RATE, goal, points, first, now, None, by, then),
        away=False,
        reached=by if met else None,
    )
    return not met, pace
