"""Is there a recent trend? Over the last five points, as the public health profiles judge it.

Office for Health Improvement and Disparities, Fingertips technical guidance, "Recent trends": the
chi-squared test for trend for proportions, a regression weighted by the inverse of the variance for
others, at 99.8% confidence; and the slope must keep its sign with any one point left out.
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from ragcalc.scoring.evidence.reasons import NoAnswer
from ragcalc.scoring.evidence.series import Point
from ragcalc.vocabulary import IntervalMethod, Polarity

METHOD = "fingertips-recent-trend"
POINTS = 5
CRITICAL = Fraction("9.5495")
"""The point of the chi-squared distribution with one degree of freedom at 99.8%."""


class Trend(StrEnum):
    """Which way the last five points lead."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    RISING = "rising"
    FALLING = "falling"
    NO_CHANGE = "no-significant-change"


class Recent(NamedTuple):
    """A recent trend, and what decided it."""

    trend: Trend
    statistic: Fraction
    """Compared with `CRITICAL`."""
    slope: Fraction
    """In the indicator's unit for each step from point to point."""
    steady: bool
    """Whether the slope keeps its sign with any one point left out."""
    points: tuple[Point, ...]
    test: str
    """`chi-squared-for-trend` or `weighted-regression`."""
    method: str = METHOD


class _Seen(NamedTuple):
    """A point as the tests see it."""

    at: int
    value: Fraction
    cases: Fraction
    of: Fraction
    weight: Fraction


def recent(
    points: Sequence[Point],
    polarity: Polarity,
    method: IntervalMethod,
    scale: int,
    *,
    rolling: bool = False,
    accumulates: bool = False,
) -> Recent | NoAnswer:
    """Return the trend of the last five points, or why it cannot be told.

    `points` are in the order of time; the last five must lie equally far apart. The method of the
    interval says how much each value may vary: `wilson` as a proportion, `byar` as a count.
    """
    if method is IntervalMethod.NONE:
        return NoAnswer.NO_METHOD
    if rolling or accumulates:
        return NoAnswer.ROLLING if rolling else NoAnswer.ACCUMULATES
    last = points[-POINTS:]
    if refusal := _refusal(last):
        return refusal
    seen = _seen(last, method, scale)
    if isinstance(seen, NoAnswer):
        return seen
    proportions = method is IntervalMethod.WILSON
    slope = _slope(seen)
    statistic = _chi_squared(seen) if proportions else _regression(seen, slope)
    kept = (_slope([other for other in seen if other is not one]) for one in seen)
    steady = all(one * slope > 0 for one in kept)
    return Recent(
        _trend(slope, polarity) if steady and statistic > CRITICAL else Trend.NO_CHANGE,
        statistic,
        slope,
        steady,
        tuple(last),
        "chi-squared-for-trend" if proportions else "weighted-regression",
    )


def _refusal(last: Sequence[Point]) -> NoAnswer | None:
    if len(last) < POINTS:
        return NoAnswer.TOO_FEW
    if any(point.breaks for point in last[1:]):
        return NoAnswer.BREAK
    steps = {b.period.start - a.period.start for a, b in pairwise(last)}
    if len(steps) > 1 or any(point.value is None for point in last):
        return NoAnswer.GAP
    return None


def _seen(last: Sequence[Point], method: IntervalMethod, scale: int) -> list[_Seen] | NoAnswer:
    """Return each point with its weight, the inverse of its variance by chance."""
    found = []
    for at, point in enumerate(last):
        assert point.value is not None
        if point.numerator is None or (point.denominator is None and scale != 1):
            return NoAnswer.NO_COUNTS
        cases, of = Fraction(point.numerator), Fraction(point.denominator or 1)
        proportions = method is IntervalMethod.WILSON
        if cases < 0 or (proportions and (cases > of or point.denominator is None)):
            return NoAnswer.NOT_CASES
        spread = cases / of * (1 - cases / of) / of if proportions else cases / of**2
        if not spread:
            return NoAnswer.ZERO_WIDTH
        found.append(_Seen(at, point.value, cases, of, 1 / (spread * scale**2)))
    return found


def _slope(seen: Sequence[_Seen]) -> Fraction:
    """Return the slope of the regression of values on places, each weighted."""
    middle = _middle(seen)
    both = sum((one.weight * (one.at - middle) * one.value for one in seen), Fraction(0))
    return both / _reach(seen, middle)


def _middle(seen: Sequence[_Seen]) -> Fraction:
    """Return the mean place, each weighted."""
    total = sum((one.weight for one in seen), Fraction(0))
    return sum((one.weight * one.at for one in seen), Fraction(0)) / total


def _reach(seen: Sequence[_Seen], middle: Fraction) -> Fraction:
    return sum((one.weight * (one.at - middle) ** 2 for one in seen), Fraction(0))


def _regression(seen: Sequence[_Seen], slope: Fraction) -> Fraction:
    """Return the square of the slope over its variance."""
    return slope**2 * _reach(seen, _middle(seen))


def _chi_squared(seen: Sequence[_Seen]) -> Fraction:
    """Return the chi-squared statistic for a trend in proportions.

    Armitage, "Tests for linear trends in proportions and frequencies", Biometrics 11, 1955.
    """
    of = sum((one.of for one in seen), Fraction(0))
    share = sum((one.cases for one in seen), Fraction(0)) / of
    both = sum((one.at * (one.cases - one.of * share) for one in seen), Fraction(0))
    first = sum((one.of * one.at for one in seen), Fraction(0))
    second = sum((one.of * one.at**2 for one in seen), Fraction(0))
    return both**2 / (share * (1 - share) * (second - first**2 / of))


def _trend(slope: Fraction, polarity: Polarity) -> Trend:
    match polarity:
        case Polarity.HIGH:
            return Trend.IMPROVING if slope > 0 else Trend.WORSENING
        case Polarity.LOW:
            return Trend.WORSENING if slope > 0 else Trend.IMPROVING
        case _:
            return Trend.RISING if slope > 0 else Trend.FALLING
