"""Recent trends: against an independent library, at the edges, and what cannot be told."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from ragcalc.periods import Kind, Period
from ragcalc.scoring.evidence.reasons import NoAnswer
from ragcalc.scoring.evidence.series import Point
from ragcalc.scoring.evidence.trends import CRITICAL, Recent, Trend, recent
from ragcalc.vocabulary import IntervalMethod, Polarity

WILSON, BYAR = IntervalMethod.WILSON, IntervalMethod.BYAR
HIGH, LOW, NEUTRAL = Polarity.HIGH, Polarity.LOW, Polarity.NEUTRAL


def point(at: int, cases: int, of: int | None, scale: int = 100) -> Point:
    value = Fraction(cases) if of is None else Fraction(cases, of) * scale
    denominator = None if of is None else Decimal(of)
    return Point(Period(Kind.FINANCIAL, 24_003 + 12 * at), value, Decimal(cases), denominator)


def history(cases: Sequence[int], of: int | None = 1000, scale: int = 100) -> list[Point]:
    return [point(at, one, of, scale) for at, one in enumerate(cases)]


def told(
    points: Sequence[Point],
    polarity: Polarity = HIGH,
    method: IntervalMethod = WILSON,
    scale: int = 100,
) -> Recent:
    found = recent(points, polarity, method, scale)
    assert isinstance(found, Recent)
    return found


def test_the_critical_value_is_the_point_at_99_8_percent() -> None:
    assert round(chi2.isf(0.002, 1), 4) == float(CRITICAL)


@pytest.mark.parametrize(
    ("polarity", "rising", "falling"),
    [
        (HIGH, Trend.IMPROVING, Trend.WORSENING),
        (LOW, Trend.WORSENING, Trend.IMPROVING),
        (NEUTRAL, Trend.RISING, Trend.FALLING),
    ],
)
def test_what_a_trend_means_follows_from_the_polarity(
    polarity: Polarity, rising: Trend, falling: Trend
) -> None:
    cases = [100, 120, 140, 160, 180]
    assert told(history(cases), polarity).trend is rising
    assert told(history(cases[::-1]), polarity).trend is falling
    assert told(history(cases), polarity, BYAR).trend is rising


@pytest.mark.parametrize(
    ("polarity", "rising", "falling"),
    [
        (HIGH, Trend.IMPROVING, Trend.WORSENING),
        (LOW, Trend.WORSENING, Trend.IMPROVING),
        (NEUTRAL, Trend.RISING, Trend.FALLING),
    ],
)
def test_a_slope_may_be_a_part_of_a_unit(polarity: Polarity, rising: Trend, falling: Trend) -> None:
    cases = [10_000, 10_500, 11_000, 11_500, 12_000]
    up, down = (told(history(order, 100_000), polarity) for order in (cases, cases[::-1]))
    assert (up.trend, down.trend) == (rising, falling)
    assert 0 < up.slope < 1


def test_only_the_last_five_points_count() -> None:
    made = told(history([900, 10, 100, 120, 140, 160, 180]))
    assert [one.numerator for one in made.points] == [100, 120, 140, 160, 180]


def test_small_differences_are_no_change() -> None:
    made = told(history([100, 102, 104, 106, 108]))
    assert (made.trend, made.steady) == (Trend.NO_CHANGE, True)
    assert made.statistic < CRITICAL


def test_a_slope_that_rests_on_one_point_is_no_trend() -> None:
    made = told(history([100, 100, 99, 98, 300]))
    assert made.statistic > CRITICAL
    assert (made.trend, made.steady) == (Trend.NO_CHANGE, False)
    level = told(history([100, 100, 100, 100, 300]))
    assert level.statistic > CRITICAL
    assert (level.trend, level.steady) == (Trend.NO_CHANGE, False)


def test_no_slope_at_all_is_no_change() -> None:
    made = told(history([100, 100, 100, 100, 100]))
    assert (made.trend, made.steady) == (Trend.NO_CHANGE, False)
    assert made.slope == 0


@given(st.lists(st.integers(1, 999), min_size=5, max_size=5))
def test_proportions_are_tested_as_armitage_has_it(cases: list[int]) -> None:
    """The statistic is N r^2, r the correlation of place and outcome over all cases."""
    of = 1000
    made = told(history(cases, of))
    at = np.repeat(np.arange(5), of)
    outcome = np.concatenate([np.r_[np.ones(one), np.zeros(of - one)] for one in cases])
    correlation = np.corrcoef(at, outcome)[0, 1]
    assert float(made.statistic) == pytest.approx(5 * of * correlation**2, rel=1e-9, abs=1e-9)


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(600, 9000)), min_size=5, max_size=5))
def test_rates_are_tested_by_a_weighted_regression(figures: list[tuple[int, int]]) -> None:
    points = [point(at, cases, of, 10_000) for at, (cases, of) in enumerate(figures)]
    made = told(points, HIGH, BYAR, 10_000)
    values = np.array([float(one.value or 0) for one in points])
    spread = np.array([(cases**0.5) / of * 10_000 for cases, of in figures])
    slope, covariance = np.polyfit(np.arange(5), values, 1, w=1 / spread, cov="unscaled")
    assert float(made.slope) == pytest.approx(slope[0], rel=1e-6, abs=1e-9)
    statistic = slope[0] ** 2 / covariance[0][0]
    assert float(made.statistic) == pytest.approx(statistic, rel=1e-6, abs=1e-6)


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(600, 9000)), min_size=5, max_size=5))
def test_the_slope_of_proportions_weighs_each_by_what_chance_leaves_it(
    figures: list[tuple[int, int]],
) -> None:
    made = told([point(at, cases, of) for at, (cases, of) in enumerate(figures)])
    shares = np.array([cases / of for cases, of in figures])
    spread = (shares * (1 - shares) / np.array([of for _, of in figures])) ** 0.5
    slope, _ = np.polyfit(np.arange(5), 100 * shares, 1, w=1 / spread)
    assert float(made.slope) == pytest.approx(slope, rel=1e-6, abs=1e-9)
    assert made.test == "chi-squared-for-trend"


def test_a_count_needs_no_denominator() -> None:
    made = told(history([100, 130, 160, 190, 220], None), HIGH, BYAR, 1)
    assert (made.trend, made.test) == (Trend.IMPROVING, "weighted-regression")
    assert made == told(history([100, 130, 160, 190, 220], 1, 1), HIGH, BYAR, 1)._replace(
        points=made.points
    )


# ── What cannot be told ──────────────────────────────────────────────────────────────────────────

FIVE = history([100, 120, 140, 160, 180])


@pytest.mark.parametrize(
    ("points", "method", "reason"),
    [
        (FIVE[1:], WILSON, NoAnswer.TOO_FEW),
        ([], WILSON, NoAnswer.TOO_FEW),
        ([*FIVE[:4], point(5, 180, 1000)], WILSON, NoAnswer.GAP),
        ([*FIVE[:4], FIVE[4]._replace(value=None)], WILSON, NoAnswer.GAP),
        ([*FIVE[:4], FIVE[4]._replace(breaks=True)], WILSON, NoAnswer.BREAK),
        ([FIVE[0], FIVE[1]._replace(breaks=True), *FIVE[2:]], WILSON, NoAnswer.BREAK),
        ([*FIVE[:4], FIVE[4]._replace(numerator=None)], WILSON, NoAnswer.NO_COUNTS),
        ([*FIVE[:4], FIVE[4]._replace(denominator=None)], WILSON, NoAnswer.NO_COUNTS),
        ([*FIVE[:4], FIVE[4]._replace(numerator=Decimal(-1))], BYAR, NoAnswer.NOT_CASES),
        (history([100, 120, 140, 160, 1001]), WILSON, NoAnswer.NOT_CASES),
        (history([0, 120, 140, 160, 180]), WILSON, NoAnswer.ZERO_WIDTH),
        (history([0, 120, 140, 160, 180]), BYAR, NoAnswer.ZERO_WIDTH),
        (history([100, 120, 140, 160, 1000]), WILSON, NoAnswer.ZERO_WIDTH),
        (FIVE, IntervalMethod.NONE, NoAnswer.NO_METHOD),
    ],
)
def test_what_a_trend_needs(points: list[Point], method: IntervalMethod, reason: NoAnswer) -> None:
    assert recent(points, HIGH, method, 100) is reason


def test_a_break_at_the_first_of_the_five_points_is_before_them() -> None:
    assert isinstance(recent([FIVE[0]._replace(breaks=True), *FIVE[1:]], HIGH, WILSON, 100), Recent)


def test_values_that_overlap_would_cry_trend_at_noise() -> None:
    assert recent(FIVE, HIGH, WILSON, 100, rolling=True) is NoAnswer.ROLLING
    assert recent(FIVE, HIGH, WILSON, 100, accumulates=True) is NoAnswer.ACCUMULATES
