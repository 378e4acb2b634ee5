"""Is there a recent trend? Over the last five years, as the public health profiles judge it.

Office for Health Improvement and Disparities, Fingertips technical guidance, "Recent trends", as
its own program computes it (FingertipsNext, 2025, and ukhsa-collaboration/fingertips-open): for
proportions the chi-squared test for trend, for rates a regression weighted by the published
intervals, at 99.8% confidence; and the slope must keep its sign with any one point left out.
"""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import lcm, prod
from typing import NamedTuple, TypeVar, assert_never

from ragcalc import numbers
from ragcalc.scoring.evidence.intervals import ConfidenceLevel, interval
from ragcalc.scoring.evidence.series import Point
from ragcalc.vocabulary import IntervalMethod, NoAnswer, Polarity

POINTS = 5
CRITICAL = Fraction("9.5495")
"""The point of the chi-squared distribution with one degree of freedom at 99.8%."""
_ERRORS = Fraction("3.92")
"""Standard errors from one end of an interval at 95% to the other."""
_YEAR = 12
_SQUARES = 10
"""The sum of the squares of five places, each from the middle one."""
_DIGITS = 50
"""Of logarithms, which do not end."""


class TrendTest(StrEnum):
    """Whose test it is."""

    FINGERTIPS = "fingertips-recent-trend"
    COUNTS = "recent-trend-of-counts"
    """The same of plain counts, of which Fingertips tests none."""


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
    """For each step from point to point: of proportions in logits, else in the indicator's unit."""
    steady: bool
    """Whether the slope keeps its sign with any one point left out."""
    points: tuple[Point, ...]
    test: str
    """`chi-squared-for-trend` or `weighted-regression`."""
    method: TrendTest


class _Tested(NamedTuple):
    """What a test found."""

    statistic: Fraction
    slope: Fraction
    signs: frozenset[int]
    """Of the slope of all points, and of each slope with one left out: -1, 0 or 1."""


class _Weighted(NamedTuple):
    """A point as the regression sees it."""

    at: int
    value: Fraction
    weight: Fraction
    """The inverse of its squared standard error."""


class _Whole(NamedTuple):
    """The same, its value and its weight as whole numbers."""

    at: int
    value: int
    weight: int


class _Line(NamedTuple):
    """A regression: its slope is rise / run, and the slope's variance weight / run."""

    rise: int
    run: int
    weight: int
    """Of all points together."""


class _Proportion(NamedTuple):
    """A point as the test for proportions sees it."""

    at: int
    cases: Fraction
    of: Fraction

    @property
    def odds(self) -> Fraction:
        """The cases for each other one, of which a logit is the logarithm."""
        return self.cases / (self.of - self.cases)


_TrendPoint = TypeVar("_TrendPoint")


def recent(
    points: Sequence[Point],
    polarity: Polarity,
    method: IntervalMethod,
    scale: int,
    *,
    rolling: bool = False,
    accumulates: bool = False,
) -> Recent | NoAnswer:
    """Return the trend of the last five points, or why it cannot be calculated.

    `points` are in the order of time; the last five must be of years and equally far apart. The
    method of the interval says how they are tested: `wilson` as proportions, `byar` as rates. What
    has published intervals is tested as rates are, unless it is a proportion with counts.
    """
    last = points[-POINTS:]
    if method is IntervalMethod.NONE and not _are_published(last):
        return NoAnswer.NO_METHOD
    if rolling or accumulates:
        return NoAnswer.ROLLING if rolling else NoAnswer.ACCUMULATES
    if refusal := _refusal(last):
        return refusal
    proportions = method is IntervalMethod.WILSON and not all(map(_is_published_alone, last))
    tested = _test_proportions(last) if proportions else _test_rates(last, scale)
    if isinstance(tested, NoAnswer):
        return tested
    steady = tested.signs in ({1}, {-1})
    counts = not proportions and all(map(_is_plain_count, last))
    return Recent(
        _trend(1 in tested.signs, polarity)
        if steady and tested.statistic > CRITICAL
        else Trend.NO_CHANGE,
        tested.statistic,
        tested.slope,
        steady,
        tuple(last),
        "chi-squared-for-trend" if proportions else "weighted-regression",
        TrendTest.COUNTS if counts else TrendTest.FINGERTIPS,
    )


def _are_published(points: Sequence[Point]) -> bool:
    """Return whether every point that has a value has a published interval."""
    values = [one for one in points if one.value is not None]
    return bool(values) and all(one.published for one in values)


def _is_published_alone(point: Point) -> bool:
    """Return whether a point has a published interval and not the counts of a proportion."""
    return point.published is not None and None in (point.numerator, point.denominator)


def _is_plain_count(point: Point) -> bool:
    return point.denominator is None and point.published is None


def _refusal(last: Sequence[Point]) -> NoAnswer | None:
    if any(point.period.months != _YEAR for point in last):
        return NoAnswer.NOT_ANNUAL
    if len(last) < POINTS:
        return NoAnswer.TOO_FEW
    if any(point.breaks for point in last[1:]):
        return NoAnswer.BREAK
    steps = {b.period.start - a.period.start for a, b in pairwise(last)}
    if len(steps) > 1 or any(point.value is None for point in last):
        return NoAnswer.GAP
    return None


# ── Rates ────────────────────────────────────────────────────────────────────────────────────────


def _test_rates(last: Sequence[Point], scale: int) -> _Tested | NoAnswer:
    """Test the values, each weighted by its interval at 95%."""
    trend_points = []
    for at, point in enumerate(last):
        assert point.value is not None
        ends = _ends(point, scale)
        if isinstance(ends, NoAnswer):
            return ends
        low, high = ends
        if low == high:
            return NoAnswer.ZERO_WIDTH
        trend_points.append(_Weighted(at, point.value, (_ERRORS / (high - low)) ** 2))
    return _regression(trend_points)


def _ends(point: Point, scale: int) -> tuple[Fraction, Fraction] | NoAnswer:
    """Return the interval at 95% of a point: the published one, else that of its cases."""
    if point.published:
        return numbers.to_fraction(point.published.lower), numbers.to_fraction(
            point.published.upper
        )
    found = interval(
        IntervalMethod.BYAR, point.numerator, point.denominator, scale, ConfidenceLevel.P95
    )
    return found if isinstance(found, NoAnswer) else (found.low, found.high)


def _regression(trend_points: Sequence[_Weighted]) -> _Tested:
    """Return the square of the slope over its variance, and the slopes, each point weighted.

    Weights and values are made whole numbers first: sums of long fractions take their time.
    """
    weights = lcm(*(one.weight.denominator for one in trend_points))
    values = lcm(*(one.value.denominator for one in trend_points))
    whole = [
        _Whole(one.at, int(one.value * values), int(one.weight * weights)) for one in trend_points
    ]
    lines = [_line(kept) for kept in _all_and_without_each(whole)]
    line = lines[0]
    slope = Fraction(line.rise, line.run * values)
    statistic = slope**2 * Fraction(line.run, line.weight * weights)
    return _Tested(statistic, slope, frozenset(_sign(one.rise) for one in lines))


def _line(trend_points: Sequence[_Whole]) -> _Line:
    """Return the regression of values on places, each weighted."""
    weight = sum(one.weight for one in trend_points)
    places = sum(one.weight * one.at for one in trend_points)
    squares = sum(one.weight * one.at**2 for one in trend_points)
    values = sum(one.weight * one.value for one in trend_points)
    products = sum(one.weight * one.at * one.value for one in trend_points)
    return _Line(weight * products - places * values, weight * squares - places**2, weight)


# ── Proportions ──────────────────────────────────────────────────────────────────────────────────


def _test_proportions(last: Sequence[Point]) -> _Tested | NoAnswer:
    """Return the chi-squared statistic for a trend, and the slopes of the logits, none weighted."""
    trend_points = []
    for at, point in enumerate(last):
        if point.numerator is None or point.denominator is None:
            return NoAnswer.NO_COUNTS
        cases, of = Fraction(point.numerator), Fraction(point.denominator)
        if not 0 <= cases <= of:
            return NoAnswer.NOT_CASES
        if cases in (0, of):
            return NoAnswer.ZERO_WIDTH
        trend_points.append(_Proportion(at, cases, of))
    leans = [_lean(kept) for kept in _all_and_without_each(trend_points)]
    slope = _logarithm(leans[0]) / (POINTS * _SQUARES)
    return _Tested(_chi_squared(trend_points), slope, frozenset(_sign(one - 1) for one in leans))


def _chi_squared(trend_points: Sequence[_Proportion]) -> Fraction:
    """Return the chi-squared statistic for a trend in proportions.

    Armitage, "Tests for linear trends in proportions and frequencies", Biometrics 11, 1955.
    """
    of = sum((one.of for one in trend_points), Fraction(0))
    share = sum((one.cases for one in trend_points), Fraction(0)) / of
    both = sum((one.at * (one.cases - one.of * share) for one in trend_points), Fraction(0))
    first = sum((one.of * one.at for one in trend_points), Fraction(0))
    second = sum((one.of * one.at**2 for one in trend_points), Fraction(0))
    return both**2 / (share * (1 - share) * (second - first**2 / of))


def _lean(trend_points: Sequence[_Proportion]) -> Fraction:
    """Return what has the slope of the logits for its logarithm, but for a positive factor.

    The slope is the sum of (n t - the sum of t) ln(odds) over n times the sum of squares. The
    factors are whole numbers, so that the product of powers of odds tells its sign exactly: above
    1 it rises, below 1 it falls.
    """
    total = sum(one.at for one in trend_points)
    return prod(
        (one.odds ** (len(trend_points) * one.at - total) for one in trend_points),
        start=Fraction(1),
    )


def _logarithm(number: Fraction) -> Fraction:
    with localcontext(prec=_DIGITS):
        return Fraction((Decimal(number.numerator) / Decimal(number.denominator)).ln())


# ── Both ─────────────────────────────────────────────────────────────────────────────────────────


def _all_and_without_each(trend_points: Sequence[_TrendPoint]) -> list[Sequence[_TrendPoint]]:
    """Return all points, then all but the first, all but the second, and so on."""
    return [
        trend_points,
        *([*trend_points[:at], *trend_points[at + 1 :]] for at in range(len(trend_points))),
    ]


def _sign(number: Fraction | int) -> int:
    return (number > 0) - (number < 0)


def _trend(rises: bool, polarity: Polarity) -> Trend:
    match polarity:
        case Polarity.HIGH:
            return Trend.IMPROVING if rises else Trend.WORSENING
        case Polarity.LOW:
            return Trend.WORSENING if rises else Trend.IMPROVING
        case Polarity.ON_TARGET | Polarity.NEUTRAL:
            return Trend.RISING if rises else Trend.FALLING
        case _:
            assert_never(polarity)
