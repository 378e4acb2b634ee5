"""What each period that is left must bring for a target to be met when it ends."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from ragcalc.catalogue.derived.running_totals import IN_PERIOD, SHARES
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period, month_ending
from ragcalc.problems import Place
from ragcalc.scoring.inputs import Inputs, ResolvedTarget, SourcedValue
from ragcalc.scoring.status import meets, shortfall
from ragcalc.scoring.targets.under_review import TargetUnderReview, goal_at, whole
from ragcalc.vocabulary import NoAnswer, Polarity


class Step(NamedTuple):
    """One period that is left."""

    period: Period
    amount: Fraction
    """What it must add; of what does not accumulate, how far it must move. Signed."""
    reaches: Fraction
    """The value, or the total of the year, by then."""


class Needs(NamedTuple):
    """The way from the latest reading to a target."""

    since: Period | None
    """The period of the reading that it starts from; None where a year starts from nothing."""
    start: Fraction
    end: Fraction
    """The target, or the nearer end of its range."""
    strict: bool
    """Whether to come to the end is not enough: a tie does not meet the target."""
    steps: tuple[Step, ...]

    @property
    def total(self) -> Fraction:
        """What is left to be done in all."""
        return self.end - self.start


def needs(
    reviewed: TargetUnderReview, inputs: Inputs, latest: SourcedValue | None, place: Place
) -> Needs | NoAnswer:
    """Return what each remaining period needs; `latest` is the latest reading there is."""
    if reviewed.indicator.accumulates:
        return _adding_up(reviewed, inputs, latest, place)
    if latest is None or latest.period is None:
        return NoAnswer.NO_VALUE
    left = list(_periods(reviewed.indicator, latest.period.end, reviewed.ends))
    if not left:
        return NoAnswer.NO_END if reviewed.ends is None else NoAnswer.ENDED
    goal = goal_at(reviewed, left[-1], inputs, place)
    if not isinstance(goal, ResolvedTarget):
        return NoAnswer.NO_FIGURE
    if meets(inputs.polarity, goal, latest.value):
        return NoAnswer.MET
    even = [Fraction(number) for number in range(len(left) + 1)]
    return _way(inputs, goal, latest, left, even)


def _adding_up(
    reviewed: TargetUnderReview, inputs: Inputs, latest: SourcedValue | None, place: Place
) -> Needs | NoAnswer:
    """Share what is left of the year's target over its periods as the target itself is shared."""
    if is_share(reviewed.indicator, latest):
        return NoAnswer.SHARES
    year = year_of(reviewed, latest, inputs)
    if year is None:
        return NoAnswer.NO_VALUE
    goal = whole(reviewed, year, inputs, place)
    if not isinstance(goal, ResolvedTarget):
        return NoAnswer.NO_FIGURE
    begun = latest is not None and latest.period is not None and year.covers(latest.period)
    if not begun and inputs.due is not None and year.covers(inputs.due):
        return NoAnswer.NO_VALUE
    start = latest if begun else None
    left = list(_periods(reviewed.indicator, _end(start, year), year.end))
    if not left:
        return NoAnswer.ENDED
    return _rest(reviewed, inputs, goal, start, left, place)


def _rest(
    reviewed: TargetUnderReview,
    inputs: Inputs,
    goal: ResolvedTarget,
    start: SourcedValue | None,
    left: list[Period],
    place: Place,
) -> Needs | NoAnswer:
    value = start.value if start else Fraction(0)
    low = inputs.polarity is Polarity.LOW
    if value > goal.high and inputs.polarity is not Polarity.HIGH:
        return NoAnswer.PASSED
    if low and goal.strict and value == goal.high:
        return NoAnswer.PASSED
    if not low and meets(inputs.polarity, goal, value):
        return NoAnswer.MET
    plan = planned(reviewed, inputs, left[-1].year(reviewed.indicator.year), place)
    done = plan[start.period] if start and start.period else Fraction(0)
    shares = [done, *(plan[period] for period in left)]
    if done == 1:  # all of it was due by now, so that nothing says how the rest is shared
        shares = [Fraction(number) for number in range(len(left) + 1)]
    return _way(inputs, goal, start, left, shares)


def _way(
    inputs: Inputs,
    goal: ResolvedTarget,
    start: SourcedValue | None,
    left: list[Period],
    shares: list[Fraction],
) -> Needs:
    """Lay out the steps; `shares` are cumulative, of any whole: the first is by the start."""
    value = start.value if start else Fraction(0)
    end = shortfall(inputs.polarity, goal, value)[1]
    total, span = end - value, shares[-1] - shares[0]
    reached = [value + total * (share - shares[0]) / span for share in shares]
    steps = (
        Step(period, now - before, now)
        for period, (before, now) in zip(left, pairwise(reached), strict=True)
    )
    return Needs(start.period if start else None, value, end, goal.strict, tuple(steps))


def planned(
    reviewed: TargetUnderReview, inputs: Inputs, year: Period, place: Place
) -> dict[Period, Fraction]:
    """Return the share of a year's target that is due by the end of each of its periods.

    As the profile or the targets of the periods say; evenly where they do not, or not sensibly.
    """
    periods = list(_periods(reviewed.indicator, year.start, year.end))
    dues = [goal_at(reviewed, period, inputs, place) for period in periods]
    last = dues[-1]
    if isinstance(last, ResolvedTarget) and last.high > 0:
        shares = [one.high / last.high for one in dues if isinstance(one, ResolvedTarget)]
        rising = all(before <= now for before, now in pairwise((Fraction(0), *shares)))
        if len(shares) == len(periods) and rising and shares[0] < 1:
            return dict(zip(periods, shares, strict=True))
    return {one: Fraction(at, len(periods)) for at, one in enumerate(periods, start=1)}


def year_of(
    reviewed: TargetUnderReview, latest: SourcedValue | None, inputs: Inputs
) -> Period | None:
    """Return the year over which a target adds up: its own, else that of what is due or there."""
    last = (
        month_ending(reviewed.ends)
        if reviewed.ends
        else inputs.due or (latest.period if latest else None)
    )
    return last.year(reviewed.indicator.year) if last else None


def is_share(indicator: Indicator, latest: SourcedValue | None) -> bool:
    """Return whether a year's figure is made of counts that are added up, and no sum itself."""
    counted = latest is not None and latest.counted
    return indicator.accumulates == IN_PERIOD and (indicator.unit in SHARES or counted)


def _end(start: SourcedValue | None, year: Period) -> int:
    return start.period.end if start and start.period else year.start


def _periods(indicator: Indicator, start: int, end: int | None) -> Iterator[Period]:
    """Yield the indicator's own periods that lie between two months."""
    kind = indicator.kind
    at = start
    while end is not None and at + kind.months <= end:
        yield Period(kind, at)
        at += kind.months
