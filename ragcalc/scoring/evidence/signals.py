"""Is the change a signal? Process behaviour (XmR) charts by the rule set `mdc-2024`.

The rules are those of NHS England's Making Data Count ("Strengthening your decisions", as taught in
2024) and its package NHSRplotthedots; the chart is Wheeler's ("Understanding Variation", 1993).
Every figure is exact.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from ragcalc.scoring.evidence.reasons import NoAnswer
from ragcalc.scoring.evidence.series import Point, unbroken
from ragcalc.vocabulary import Polarity

RULES = "mdc-2024"
FEWEST = 12
"""Points without which limits mean little."""
RUN = 7
"""Points on one side of the mean, or rising, or falling."""
_THREE_SIGMA = Fraction("2.66")
"""Mean moving ranges from the mean to a limit: 3 / 1.128."""
_LARGEST_RANGE = Fraction("3.267")
"""Mean moving ranges up to which a moving range is no outlier."""


class Signal(StrEnum):
    """What a point is part of, what speaks first for it first."""

    BEYOND = "beyond-limits"
    TREND = "trend"
    """Seven or more points rising or falling."""
    TWO_OF_THREE = "two-of-three"
    """Two of three points beyond two sigma, and all three on that side of the mean."""
    SHIFT = "shift"
    """Seven or more points on one side of the mean."""


class Variation(StrEnum):
    """What the latest point says."""

    IMPROVING = "improving"
    CONCERNING = "concerning"
    HIGHER = "special-cause-higher"
    LOWER = "special-cause-lower"
    COMMON_CAUSE = "common-cause"


class Assurance(StrEnum):
    """Whether the process as it is will meet its target."""

    MEETS = "consistently-meets"
    MISSES = "consistently-misses"
    HIT_AND_MISS = "hit-and-miss"


class Chart(NamedTuple):
    """A process behaviour chart, read."""

    points: tuple[Point, ...]
    mean: Fraction
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
    rules: str = RULES


def chart(
    points: Sequence[Point],
    polarity: Polarity,
    target: Fraction | None = None,
    *,
    rolling: bool = False,
    accumulates: bool = False,
) -> Chart | NoAnswer:
    """Read the latest unbroken stretch of a history; `points` are in the order of time."""
    if rolling or accumulates:
        return NoAnswer.ROLLING if rolling else NoAnswer.ACCUMULATES
    stretch, why = unbroken(points)
    if len(stretch) < FEWEST:
        return why
    values = [point.value for point in stretch if point.value is not None]
    mean = sum(values, Fraction(0)) / len(values)
    range_, screened = _mean_range([abs(b - a) for a, b in pairwise(values)])
    if not range_:
        return NoAnswer.NO_SPREAD
    reach = _THREE_SIGMA * range_
    two = reach * 2 / 3
    signals = _signals(values, mean, reach, two)
    return Chart(
        stretch,
        mean,
        mean - reach,
        mean + reach,
        mean - two,
        mean + two,
        screened,
        signals,
        _variation(signals[-1], polarity),
        None if target is None else _assurance(mean - reach, mean + reach, target, polarity),
    )


def _mean_range(ranges: list[Fraction]) -> tuple[Fraction, int]:
    """Return the mean moving range without its outliers, and how many these are.

    A moving range above 3.267 times the mean of all is one; it is looked for once.
    """
    first = sum(ranges, Fraction(0)) / len(ranges)
    kept = [one for one in ranges if one <= _LARGEST_RANGE * first]
    return sum(kept, Fraction(0)) / len(kept), len(ranges) - len(kept)


def _signals(
    values: list[Fraction], mean: Fraction, reach: Fraction, two: Fraction
) -> tuple[tuple[tuple[Signal, bool], ...], ...]:
    found: list[list[tuple[Signal, bool]]] = [[] for _ in values]
    for high in (True, False):
        away = [value - mean if high else mean - value for value in values]
        steps = [(b - a if high else a - b) > 0 for a, b in pairwise(values)]
        parts = (
            (Signal.BEYOND, [at for at, one in enumerate(away) if one > reach]),
            (Signal.SHIFT, _in_runs([one > 0 for one in away], RUN)),
            (Signal.TWO_OF_THREE, _two_of_three(away, two)),
            (Signal.TREND, _in_trends(steps)),
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


def _in_trends(steps: Sequence[bool]) -> set[int]:
    """Return every place that a run of steps leads from or to; seven points are six steps."""
    within = set(_in_runs(steps, RUN - 1))
    return within | {step + 1 for step in within}


def _two_of_three(away: Sequence[Fraction], two: Fraction) -> set[int]:
    """Return every place beyond two sigma among three on one side of which two are beyond it."""
    found: set[int] = set()
    for begin in range(len(away) - 2):
        three = range(begin, begin + 3)
        beyond = {at for at in three if away[at] > two}
        if len(beyond) > 1 and all(away[at] > 0 for at in three):
            found |= beyond
    return found


def _variation(signals: Sequence[tuple[Signal, bool]], polarity: Polarity) -> Variation:
    """Say what a point's signals mean; one that is improvement and concern is an improvement."""
    if not signals:
        return Variation.COMMON_CAUSE
    sides = [high for _, high in signals]
    match polarity:
        case Polarity.HIGH:
            return Variation.IMPROVING if True in sides else Variation.CONCERNING
        case Polarity.LOW:
            return Variation.IMPROVING if False in sides else Variation.CONCERNING
        case _:
            return Variation.HIGHER if sides[0] else Variation.LOWER


def _assurance(
    lower: Fraction, upper: Fraction, target: Fraction, polarity: Polarity
) -> Assurance | None:
    if polarity not in (Polarity.HIGH, Polarity.LOW):
        return None
    if lower <= target <= upper:
        return Assurance.HIT_AND_MISS
    return Assurance.MEETS if (target < lower) is (polarity is Polarity.HIGH) else Assurance.MISSES
