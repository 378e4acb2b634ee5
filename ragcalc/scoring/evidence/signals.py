"""Is the change a signal? Process behaviour (XmR) charts, read by a named set of rules.

`mdc-2024` are the rules of NHS England's Making Data Count ("Strengthening your decisions", as its
Excel tools have them since the end of 2023), `plotthedots` those of NHSRplotthedots 0.2.2 (2025),
which departs from the tools; the chart is Wheeler's ("Understanding Variation", 1993). Every figure
is exact.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, assert_never

from ragcalc.catalogue.model.thresholds import FEWEST_IN_LIMITS, SignalRules
from ragcalc.periods import Period
from ragcalc.scoring.evidence.series import Point, unbroken
from ragcalc.vocabulary import NoAnswer, Polarity

_THREE_SIGMA = Fraction("2.66")
"""Mean moving ranges from the mean to a limit: 3 / 1.128."""
_OUTLYING_RANGE = Fraction("3.267")
"""Mean moving ranges from which a moving range is an outlier."""


class _RuleSet(NamedTuple):
    """What a set of rules asks."""

    run: int
    """How many points on one side of the mean, or rising, or falling, make a signal."""
    screens: bool
    """Whether outlying moving ranges are left out of their mean."""
    three_counts_as_two: bool
    """Whether a point beyond three sigma is one of two beyond two sigma."""
    improvement_first: bool
    """Whether a point that is improvement and concern is an improvement whatever it is part of."""


_RULE_SETS = {
    SignalRules.MDC_2024: _RuleSet(7, False, True, True),
    SignalRules.MDC_2024_SIX_POINTS: _RuleSet(6, False, True, True),
    SignalRules.PLOTTHEDOTS: _RuleSet(7, True, False, False),
}


class Signal(StrEnum):
    """What a point is part of, what speaks first for it first."""

    BEYOND = "beyond-limits"
    TREND = "trend"
    """So many points rising or falling."""
    TWO_OF_THREE = "two-of-three"
    """Two of three points beyond two sigma, and all three on that side of the mean."""
    SHIFT = "shift"
    """So many points on one side of the mean."""


class Variation(StrEnum):
    """What the latest point says."""

    IMPROVING = "improving"
    CONCERNING = "concerning"
    HIGHER = "special-cause-higher"
    LOWER = "special-cause-lower"
    COMMON_CAUSE = "common-cause"


class Assurance(StrEnum):
    """Whether the process, unchanged, will meet its target."""

    MEETS = "consistently-meets"
    MISSES = "consistently-misses"
    HIT_AND_MISS = "hit-and-miss"


class Baseline(NamedTuple):
    """From which readings on, and up to which, the mean and the limits of a chart are fixed."""

    first: Period
    last: Period

    @property
    def length(self) -> int:
        """How many readings it has, where none is missing."""
        return (self.last.end - self.first.start) // self.first.months

    def covers(self, period: Period) -> bool:
        """Return whether a period is one of them."""
        return self.first.start <= period.start and period.end <= self.last.end


class StretchLimits(NamedTuple):
    """The mean and the limits of an unbroken stretch of readings."""

    points: tuple[Point, ...]
    mean: Fraction
    lower: Fraction
    upper: Fraction
    """The limits, three sigma from the mean."""
    screened: int = 0
    """How many moving ranges were left out of their mean as outliers."""
    baseline: Baseline | None = None
    """None where all points make the limits."""
    step: Period | None = None
    """The step with which the points begin, if one does."""


class ProcessBehaviourChart(NamedTuple):
    """A process behaviour chart, read."""

    points: tuple[Point, ...]
    mean: Fraction
    """Of all points, or of those of the baseline; so are the limits."""
    lower: Fraction
    upper: Fraction
    """The limits, three sigma from the mean."""
    lower_two: Fraction
    upper_two: Fraction
    """Two sigma from the mean."""
    screened: int
    """How many moving ranges were left out of their mean as outliers."""
    signals: tuple[tuple[tuple[Signal, bool], ...], ...]
    """For each point what it is part of, and whether that is on the high side, or rising."""
    variation: Variation
    assurance: Assurance | None
    """None without a target of one number, or without a better side."""
    rules: SignalRules
    baseline: Baseline | None = None
    """None where all points make the limits."""
    step: Period | None = None
    """The step with which the points begin, if one does."""
    earlier: tuple[StretchLimits, ...] = ()
    """The limits of the stretches before that step, the earliest first."""

    @property
    def stretches(self) -> tuple[StretchLimits, ...]:
        """Return the limits of every stretch, its own last."""
        own = StretchLimits(
            *(self.points, self.mean, self.lower, self.upper, self.screened),
            self.baseline,
            self.step,
        )
        return (*self.earlier, own)


def chart(
    points: Sequence[Point],
    polarity: Polarity,
    target: Fraction | None = None,
    rules: SignalRules = SignalRules.MDC_2024,
    *,
    baseline: Baseline | None = None,
    steps: Sequence[Period] = (),
    rolling: bool = False,
    accumulates: bool = False,
) -> ProcessBehaviourChart | NoAnswer:
    """Return the chart of the latest unbroken stretch of a history; `points` are in time order.

    The stretch begins with the latest of the `steps` that has come by then, and the points of the
    `baseline`, once it is over, fix its limits.
    """
    if rolling or accumulates:
        return NoAnswer.ROLLING if rolling else NoAnswer.ACCUMULATES
    *before, (step, own) = _between_steps(points, steps)
    asked = _RULE_SETS[rules]
    found = _stretch(own, step, baseline, asked)
    if isinstance(found, NoAnswer):
        return found
    mean, reach = found.mean, found.upper - found.mean
    two = reach * 2 / 3
    values = [one.value for one in found.points if one.value is not None]
    signals = _signals([one - mean for one in values], reach, asked)
    earlier = [_stretch(part, begun, baseline, asked) for begun, part in before]
    return ProcessBehaviourChart(
        found.points,
        mean,
        found.lower,
        found.upper,
        mean - two,
        mean + two,
        found.screened,
        signals,
        _variation(signals[-1], polarity, asked),
        None if target is None else _assurance(found.lower, found.upper, target, polarity),
        rules,
        found.baseline,
        step,
        tuple(one for one in earlier if isinstance(one, StretchLimits)),
    )


def _between_steps(
    points: Sequence[Point], steps: Sequence[Period]
) -> list[tuple[Period | None, Sequence[Point]]]:
    """Return the points from each step that has come to the next, in time order.

    With them comes their step; the points before the first have none. The last has the latest
    points, or no points where there are none at all.
    """
    starts = [one.period.start for one in points]
    begins: dict[int, Period | None] = {0: None}
    for step in sorted(steps, key=lambda one: one.start):
        if points and step.start <= starts[-1]:
            begins[bisect_left(starts, step.start)] = step
    ends = [*list(begins)[1:], len(points)]
    return [
        (step, points[first:end]) for (first, step), end in zip(begins.items(), ends, strict=True)
    ]


def _stretch(
    points: Sequence[Point], step: Period | None, baseline: Baseline | None, asked: _RuleSet
) -> StretchLimits | NoAnswer:
    """Return the limits of the latest unbroken stretch of points that begin with a step."""
    stretch, why = unbroken(points)
    fixed = baseline if baseline and _holds(baseline, points, step) else None
    based = _based(fixed, points) if fixed else stretch
    if isinstance(based, NoAnswer):
        return based
    if not stretch or len(based) < FEWEST_IN_LIMITS:
        return NoAnswer.STEP if step and why is NoAnswer.TOO_FEW else why
    mean, reach, screened = _limits(based, asked)
    if not reach:
        return NoAnswer.NO_SPREAD
    return StretchLimits(stretch, mean, mean - reach, mean + reach, screened, fixed, step)


def _holds(baseline: Baseline, points: Sequence[Point], step: Period | None) -> bool:
    """Return whether a baseline is over by the latest point, and no step came after it began."""
    over = bool(points) and baseline.last.end <= points[-1].period.end
    return over and (step is None or step.start <= baseline.first.start)


def _based(baseline: Baseline, points: Sequence[Point]) -> tuple[Point, ...] | NoAnswer:
    """Return the points that fix the limits, or why they cannot."""
    since = [one for one in points if one.period.start >= baseline.first.start]
    found = [one for one in since if baseline.covers(one.period) and one.value is not None]
    if len(found) < baseline.length:
        return NoAnswer.BASELINE
    if any(one.breaks for one in since[1:]):
        return NoAnswer.BREAK
    return tuple(found)


def _limits(based: Sequence[Point], asked: _RuleSet) -> tuple[Fraction, Fraction, int]:
    """Return the mean, how far three sigma reach from it, and how many ranges were left out."""
    values = [one.value for one in based if one.value is not None]
    range_, screened = _mean_range([abs(b - a) for a, b in pairwise(values)], asked.screens)
    return sum(values, Fraction(0)) / len(values), _THREE_SIGMA * range_, screened


def _mean_range(ranges: list[Fraction], screens: bool) -> tuple[Fraction, int]:
    """Return the mean moving range, without its outliers where they are screened, and their number.

    A moving range of 3.267 times the mean of all is one; it is looked for once.
    """
    mean = sum(ranges, Fraction(0)) / len(ranges)
    if not screens or not mean:
        return mean, 0
    kept = [one for one in ranges if one < _OUTLYING_RANGE * mean]
    return sum(kept, Fraction(0)) / len(kept), len(ranges) - len(kept)


def _signals(
    from_mean: list[Fraction], reach: Fraction, asked: _RuleSet
) -> tuple[tuple[tuple[Signal, bool], ...], ...]:
    """Return what each point is part of, from how far it lies above or below the mean."""
    found: list[list[tuple[Signal, bool]]] = [[] for _ in from_mean]
    for high in (True, False):
        away = from_mean if high else [-one for one in from_mean]
        parts = (
            (Signal.BEYOND, [at for at, one in enumerate(away) if one > reach]),
            (Signal.TREND, _in_trends([b > a for a, b in pairwise(away)], asked.run)),
            (Signal.TWO_OF_THREE, _two_of_three(away, reach, asked.three_counts_as_two)),
            (Signal.SHIFT, _in_runs([one > 0 for one in away], asked.run)),
        )
        for signal, members in parts:
            for at in members:
                found[at].append((signal, high))
    order = list(Signal)
    return tuple(tuple(sorted(one, key=lambda part: order.index(part[0]))) for one in found)


def _in_runs(members: Sequence[bool], length: int) -> Iterator[int]:
    """Yield every place in a run of at least so many true ones."""
    begin = 0
    for at in range(len(members) + 1):
        if at == len(members) or not members[at]:
            if at - begin >= length:
                yield from range(begin, at)
            begin = at + 1


def _in_trends(steps: Sequence[bool], length: int) -> set[int]:
    """Return every place that a run of steps leads from or to; seven points are six steps."""
    within = set(_in_runs(steps, length - 1))
    return within | {step + 1 for step in within}


def _two_of_three(away: Sequence[Fraction], reach: Fraction, three_counts: bool) -> set[int]:
    """Return every place beyond two sigma among three on one side of which two are beyond it."""
    two = reach * 2 / 3
    beyond = [one > two and (three_counts or one <= reach) for one in away]
    found: set[int] = set()
    for begin in range(len(away) - 2):
        three = range(begin, begin + 3)
        if sum(beyond[at] for at in three) > 1 and all(away[at] > 0 for at in three):
            found.update(at for at in three if beyond[at])
    return found


def _variation(
    signals: Sequence[tuple[Signal, bool]], polarity: Polarity, asked: _RuleSet
) -> Variation:
    """Say what a point's signals mean; without a rule for both sides the first one speaks."""
    if not signals:
        return Variation.COMMON_CAUSE
    match polarity:
        case Polarity.ON_TARGET | Polarity.NEUTRAL:
            return Variation.HIGHER if signals[0][1] else Variation.LOWER
        case Polarity.HIGH | Polarity.LOW:
            good = [high is (polarity is Polarity.HIGH) for _, high in signals]
            improves = any(good) if asked.improvement_first else good[0]
            return Variation.IMPROVING if improves else Variation.CONCERNING
        case _:
            assert_never(polarity)


def _assurance(
    lower: Fraction, upper: Fraction, target: Fraction, polarity: Polarity
) -> Assurance | None:
    if polarity not in (Polarity.HIGH, Polarity.LOW):
        return None
    if lower <= target <= upper:
        return Assurance.HIT_AND_MISS
    return Assurance.MEETS if (target < lower) is (polarity is Polarity.HIGH) else Assurance.MISSES
