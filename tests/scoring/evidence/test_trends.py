"""Recent trends: against an independent library, at the edges, and what has no answer."""

import sys
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import logit
from scipy.stats import chi2, linregress, norm

from ragcalc import numbers
from ragcalc.catalogue.model.figures import Bounds
from ragcalc.periods import Kind, Period
from ragcalc.scoring.evidence.series import Point
from ragcalc.scoring.evidence.trends import CRITICAL, Recent, Trend, recent
from ragcalc.vocabulary import IntervalMethod, NoAnswer, Polarity

WILSON, BYAR = IntervalMethod.WILSON, IntervalMethod.BYAR
HIGH, LOW, NEUTRAL = Polarity.HIGH, Polarity.LOW, Polarity.NEUTRAL


def point(at: int, cases: int, of: int | None, scale: int = 100) -> Point:
    value = Fraction(cases) if of is None else Fraction(cases, of) * scale
    denominator = None if of is None else Decimal(of)
    return Point(Period(Kind.FINANCIAL, 24_003 + 12 * at), value, Decimal(cases), denominator)


def history(cases: Sequence[int], of: int | None = 1000, scale: int = 100) -> list[Point]:
    return [point(at, one, of, scale) for at, one in enumerate(cases)]


def recent_trend(
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


def two_places(statistic: Fraction) -> float:
    return float(numbers.rounded(statistic, 2))


# ── As Fingertips has it ─────────────────────────────────────────────────────────────────────────

EYE = [(1416, 48246126), (935, 48440507), (1344, 48753376), (1415, 49300918), (1502, 49866388)]
ONE = [(994, 40299), (1023, 41527), (1199, 42811), (1332, 44064), (1367, 44701)]
TWO = [(209, 1017), (213, 1087), (213, 1119), (239, 1117), (210, 1139)]
DIABETES = [
    (3455176, 48783947),
    (3491868, 49122259),
    (3625401, 49956777),
    (3774801, 50649129),
    (3938080, 51441896),
]
MMR = [(57274, 61834), (55865, 60511), (53681, 59074), (51767, 57508), (53185, 59028)]
Figures = Sequence[tuple[int, int]]


def figures(pairs: Figures, scale: int) -> list[Point]:
    return [point(at, cases, of, scale) for at, (cases, of) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("pairs", "scale", "statistic", "trend"),
    [
        ([(one, 10_000) for one in (6, 9, 9, 5, 1)], 10_000, 6.45, Trend.NO_CHANGE),
        ([(one, 10_000) for one in (0, 0, 0, 0, 0)], 10_000, 0.0, Trend.NO_CHANGE),
        ([(one, 10_000) for one in (12, 9, 5, 1, 0)], 10_000, 16.09, Trend.FALLING),
        # FingertipsNext, IndicatorTestData.cs, 2025: diabetic eye disease, England, 2020 to 2024
        (EYE, 100_000, 33.49, Trend.RISING),
        # fingertips-open, TrendMarkerCalculatorTest.cs, 2020
        (ONE, 1_000, 46.59, Trend.RISING),
        (TWO, 100, 0.37, Trend.NO_CHANGE),
    ],
)
def test_rates_are_weighted_by_their_interval(
    pairs: Figures, scale: int, statistic: float, trend: Trend
) -> None:
    """An interval is 3.92 standard errors wide, also that of no case at all: 0 to 3.69."""
    made = recent_trend(figures(pairs, scale), NEUTRAL, BYAR, scale)
    assert (two_places(made.statistic), made.trend) == (statistic, trend)
    assert (made.test, made.method) == ("weighted-regression", "fingertips-recent-trend")


PUBLISHED_ONE = """\
24.67 23.16 26.25
24.6 23.15 26.19
28 26.44 29.64
30.2 28.63 31.9
30.6 28.98 32.25"""
PUBLISHED_EYE = """\
2.935 2.7841 3.0919
1.93028 1.8085 2.058
2.7567 2.6113 2.9082
2.8701 2.7225 3.0237
3.0121 2.8616 3.1683"""
PUBLISHED_MMR = """\
92.6254 92.4168 92.8288
92.3221 92.1072 92.5315
90.8708 90.6358 91.1004
90.017 89.7694 90.2594
90.1013 89.8578 90.3396"""
"""A row for each year: the value, and the ends of its interval."""


@pytest.mark.parametrize(
    ("rows", "statistic", "trend"),
    [
        (PUBLISHED_ONE, 46.77, Trend.RISING),
        (PUBLISHED_EYE, 33.49, Trend.RISING),
        (PUBLISHED_MMR, 418.54, Trend.FALLING),
    ],
)
def test_published_intervals_give_the_statistic_that_was_published(
    rows: str, statistic: float, trend: Trend
) -> None:
    """The first stands in fingertips-open, TrendMarkerCalculatorTest.cs, 2020; of the others
    FingertipsNext, 2025, has the trend: increasing, and decreasing.
    """
    points = []
    for at, row in enumerate(rows.splitlines()):
        value, *ends = map(Decimal, row.split())
        year = point(at, 1, None)._replace(value=Fraction(value), numerator=None)
        points.append(year._replace(published=Bounds(*ends)))
    made = recent_trend(points, NEUTRAL, IntervalMethod.NONE)
    assert (two_places(made.statistic), made.trend, made.steady) == (statistic, trend, True)


@pytest.mark.parametrize(
    ("pairs", "statistic", "trend"),
    [
        ([(one, 100) for one in (82, 87, 99, 94, 96)], 15.92, Trend.RISING),
        ([(100 - one, 100) for one in (82, 87, 99, 94, 96)], 15.92, Trend.FALLING),
        # FingertipsNext, IndicatorTestData.cs, 2025: diabetes in England, MMR in Yorkshire
        (DIABETES, 16494.76, Trend.RISING),
        (MMR, 405.05, Trend.FALLING),
        # fingertips-open, TrendMarkerCalculatorTest.cs, 2020: 47.9
        (ONE, 47.9, Trend.RISING),
        (TWO, 0.4, Trend.NO_CHANGE),
    ],
)
def test_proportions_keep_the_sign_of_the_slope_of_their_logits(
    pairs: Figures, statistic: float, trend: Trend
) -> None:
    made = recent_trend(figures(pairs, 100), NEUTRAL)
    assert (two_places(made.statistic), made.trend) == (statistic, trend)
    assert (made.test, made.method) == ("chi-squared-for-trend", "fingertips-recent-trend")


def test_a_plain_count_is_tested_as_a_rate_and_does_not_bear_the_name_of_fingertips() -> None:
    """Fingertips tests proportions and rates alone: fingertips-open, TrendRequestTest.cs, 2020."""
    made = recent_trend(history([6, 9, 9, 5, 1], None), NEUTRAL, BYAR, 1)
    assert (two_places(made.statistic), made.trend) == (6.45, Trend.NO_CHANGE)
    assert made.method == "recent-trend-of-counts"


# ── What is computed ─────────────────────────────────────────────────────────────────────────────


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
    assert recent_trend(history(cases), polarity).trend is rising
    assert recent_trend(history(cases[::-1]), polarity).trend is falling
    assert recent_trend(history(cases), polarity, BYAR).trend is rising


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
    up, down = (recent_trend(history(order, 100_000), polarity) for order in (cases, cases[::-1]))
    assert (up.trend, down.trend) == (rising, falling)
    assert 0 < up.slope < 1


def test_only_the_last_five_points_count() -> None:
    made = recent_trend(history([900, 10, 100, 120, 140, 160, 180]))
    assert [one.numerator for one in made.points] == [100, 120, 140, 160, 180]


def test_small_differences_are_no_change() -> None:
    made = recent_trend(history([100, 102, 104, 106, 108]))
    assert (made.trend, made.steady) == (Trend.NO_CHANGE, True)
    assert made.statistic < CRITICAL


def test_a_slope_that_rests_on_one_point_is_no_trend() -> None:
    made = recent_trend(history([100, 100, 99, 98, 300]))
    assert made.statistic > CRITICAL
    assert (made.trend, made.steady) == (Trend.NO_CHANGE, False)
    level = recent_trend(history([100, 100, 100, 100, 300]))
    assert level.statistic > CRITICAL
    assert (level.trend, level.steady) == (Trend.NO_CHANGE, False)


def test_no_slope_at_all_is_no_change() -> None:
    made = recent_trend(history([100, 100, 100, 100, 100]))
    assert (made.trend, made.steady) == (Trend.NO_CHANGE, False)
    assert made.slope == 0


@given(st.lists(st.integers(1, 999), min_size=5, max_size=5))
def test_proportions_are_tested_as_armitage_has_it(cases: list[int]) -> None:
    """The statistic is N r^2, r the correlation of place and outcome over all cases."""
    of = 1000
    made = recent_trend(history(cases, of))
    at = np.repeat(np.arange(5), of)
    outcome = np.concatenate([np.r_[np.ones(one), np.zeros(of - one)] for one in cases])
    correlation = np.corrcoef(at, outcome)[0, 1]
    assert float(made.statistic) == pytest.approx(5 * of * correlation**2, rel=1e-9, abs=1e-9)


def poisson(cases: int) -> tuple[float, float]:
    """Return the limits of a count as R's PHEindicatormethods has them: exact below ten."""
    if cases < 10:
        return chi2.ppf(0.025, 2 * cases) / 2 if cases else 0.0, chi2.isf(0.025, 2 * cases + 2) / 2
    z = float(norm.isf(0.025))
    lower = cases * (1 - 1 / (9 * cases) - z / (3 * cases**0.5)) ** 3
    more = cases + 1
    return lower, more * (1 - 1 / (9 * more) + z / (3 * more**0.5)) ** 3


PAIRS = st.lists(st.tuples(st.integers(0, 500), st.integers(600, 9000)), min_size=5, max_size=5)


def without_each(numbers_: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    return [numbers_, *(np.delete(numbers_, at) for at in range(5))]


@given(PAIRS)
@example([(6, 9000), (9, 9000), (9, 9000), (5, 9000), (1, 9000)])
def test_rates_are_tested_by_a_weighted_regression(pairs: list[tuple[int, int]]) -> None:
    made = recent_trend(figures(pairs, 10_000), HIGH, BYAR, 10_000)
    values = np.array([10_000 * cases / of for cases, of in pairs])
    limits = np.array([poisson(cases) for cases, _ in pairs])
    populations = np.array([of for _, of in pairs])
    weights = 3.92 / (10_000 * (limits[:, 1] - limits[:, 0]) / populations)
    slopes = []
    for at, y, w in zip(*map(without_each, (np.arange(5.0), values, weights)), strict=True):
        (slope, _), covariance = np.polyfit(at, y, 1, w=w, cov="unscaled")
        slopes.append((slope, slope**2 / covariance[0][0]))
    assert float(made.slope) == pytest.approx(slopes[0][0], rel=1e-6, abs=1e-9)
    assert float(made.statistic) == pytest.approx(slopes[0][1], rel=1e-6, abs=1e-6)
    signs = np.array([slope for slope, _ in slopes])
    assume(np.abs(signs).min() > 1e-9)
    assert made.steady == bool((signs > 0).all() or (signs < 0).all())


@given(
    st.lists(
        st.integers(10, 9000).flatmap(lambda of: st.tuples(st.integers(1, of - 1), st.just(of))),
        min_size=5,
        max_size=5,
    )
)
@example([(82, 100), (87, 100), (99, 100), (94, 100), (96, 100)])
def test_the_slope_of_proportions_is_that_of_the_logits(pairs: list[tuple[int, int]]) -> None:
    made = recent_trend(figures(pairs, 100))
    logits = logit(np.array([cases / of for cases, of in pairs]))
    slopes = np.array(
        [
            linregress(at, y).slope
            for at, y in zip(*map(without_each, (np.arange(5.0), logits)), strict=True)
        ]
    )
    assert float(made.slope) == pytest.approx(slopes[0], rel=1e-9, abs=1e-9)
    assume(np.abs(slopes).min() > 1e-9)
    assert made.steady == bool((slopes > 0).all() or (slopes < 0).all())


def test_the_sign_of_a_slope_is_exact_where_its_logarithm_ends_in_nothing() -> None:
    """Odds that differ in their sixteenth digit, of which floats know nothing."""
    of = 2 * 10**16
    rising = [(10**16 + at, of) for at in range(5)]
    assert recent_trend(figures(rising, 100)).steady
    level = [(10**16, of)] * 5
    assert not recent_trend(figures(level, 100)).steady


def test_a_count_needs_no_denominator() -> None:
    made = recent_trend(history([100, 130, 160, 190, 220], None), HIGH, BYAR, 1)
    assert (made.trend, made.test) == (Trend.IMPROVING, "weighted-regression")
    of_one = recent_trend(history([100, 130, 160, 190, 220], 1, 1), HIGH, BYAR, 1)
    assert made[:4] == of_one[:4]


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────

BETWEEN = st.lists(
    st.integers(10, 900).flatmap(lambda of: st.tuples(st.integers(1, of - 1), st.just(of))),
    min_size=5,
    max_size=5,
)
OPPOSITE = {Trend.RISING: Trend.FALLING, Trend.FALLING: Trend.RISING}


def turned(trend: Trend) -> Trend:
    return OPPOSITE.get(trend, trend)


@given(BETWEEN, st.sampled_from([WILSON, BYAR]))
def test_backwards_a_trend_leads_the_other_way(
    pairs: list[tuple[int, int]], method: IntervalMethod
) -> None:
    there, back = (
        recent_trend(figures(order, 100), NEUTRAL, method) for order in (pairs, [*reversed(pairs)])
    )
    assert (back.trend, back.steady) == (turned(there.trend), there.steady)
    assert back.statistic == there.statistic


@given(BETWEEN)
def test_of_the_others_a_share_leads_the_other_way(pairs: list[tuple[int, int]]) -> None:
    seen = recent_trend(figures(pairs, 100), NEUTRAL)
    unseen = recent_trend(figures([(of - cases, of) for cases, of in pairs], 100), NEUTRAL)
    assert (unseen.trend, unseen.steady) == (turned(seen.trend), seen.steady)
    assert unseen.statistic == seen.statistic


@given(PAIRS, st.sampled_from([1000, 100_000]))
def test_a_rate_in_another_unit_has_the_same_trend(
    pairs: list[tuple[int, int]], scale: int
) -> None:
    one, other = (recent_trend(figures(pairs, by), HIGH, BYAR, by) for by in (100, scale))
    assert (one.trend, one.statistic, one.steady) == (other.trend, other.statistic, other.steady)


# ── Published intervals ──────────────────────────────────────────────────────────────────────────


def published(at: int, value: int, below: int, above: int) -> Point:
    """Return a point without counts, in tenths, with an interval that reaches so far."""
    ends = Bounds(Decimal(value - below) / 10, Decimal(value + above) / 10)
    own = point(at, value, 10, 1)
    return own._replace(numerator=None, denominator=None, published=ends)


REACH = st.integers(1, 40)


@given(st.lists(st.tuples(st.integers(500, 900), REACH, REACH), min_size=5, max_size=5))
def test_published_intervals_weigh_a_regression_as_fingertips_has_it(
    figures: list[tuple[int, int, int]],
) -> None:
    """Each value has the standard error (upper - lower) / 3.92, whatever the method is."""
    points = [published(at, *one) for at, one in enumerate(figures)]
    made = [recent_trend(points, HIGH, method, 1) for method in IntervalMethod]
    assert made[1:] == made[:-1]
    values = np.array([one[0] / 10 for one in figures])
    errors = np.array([(below + above) / 10 / 3.92 for _, below, above in figures])
    slope, covariance = np.polyfit(np.arange(5), values, 1, w=1 / errors, cov="unscaled")
    assert float(made[0].slope) == pytest.approx(slope[0], rel=1e-6, abs=1e-9)
    statistic = slope[0] ** 2 / covariance[0][0]
    assert float(made[0].statistic) == pytest.approx(statistic, rel=1e-6, abs=1e-6)
    assert (made[0].test, made[0].method) == ("weighted-regression", "fingertips-recent-trend")


def test_proportions_with_counts_keep_their_own_test() -> None:
    ends = Bounds(Decimal(1), Decimal(99))
    points = [one._replace(published=ends) for one in FIVE]
    assert recent_trend(points).test == "chi-squared-for-trend"
    assert recent_trend(points).statistic == recent_trend(FIVE).statistic
    assert recent_trend(points, HIGH, BYAR).statistic < recent_trend(FIVE, HIGH, BYAR).statistic


def test_of_rates_a_published_interval_and_computed_ones_go_together() -> None:
    ends = Bounds(Decimal("9.99"), Decimal("10.01"))
    points = [FIVE[0]._replace(published=ends, numerator=None), *FIVE[1:]]
    assert recent_trend(points, HIGH, BYAR).statistic > recent_trend(FIVE, HIGH, BYAR).statistic


# ── What has no answer ──────────────────────────────────────────────────────────────────────────

FIVE = history([100, 120, 140, 160, 180])
SMALL = figures([(5, 5), (3, 5), (1, 5), (1, 4), (2, 4)], 100)
"""fingertips-open, TrendMarkerCalculatorTest.cs, 2020: cannot be calculated for 5 of 5."""
LIVES = [published(at, 800 + 4 * at, 12, 9) for at in range(5)]


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
        ([*FIVE[:4], FIVE[4]._replace(numerator=None)], BYAR, NoAnswer.NO_COUNTS),
        ([*FIVE[:4], FIVE[4]._replace(numerator=Decimal("1.5"))], BYAR, NoAnswer.NOT_CASES),
        (history([100, 120, 140, 160, 1000]), WILSON, NoAnswer.ZERO_WIDTH),
        (SMALL, WILSON, NoAnswer.ZERO_WIDTH),
        (FIVE, IntervalMethod.NONE, NoAnswer.NO_METHOD),
        ([], IntervalMethod.NONE, NoAnswer.NO_METHOD),
        ([*LIVES[:4], FIVE[4]], IntervalMethod.NONE, NoAnswer.NO_METHOD),
        ([*LIVES[:4], LIVES[4]._replace(value=None)], IntervalMethod.NONE, NoAnswer.GAP),
        (LIVES[1:], IntervalMethod.NONE, NoAnswer.TOO_FEW),
        ([*LIVES[:4], published(4, 812, 0, 0)], IntervalMethod.NONE, NoAnswer.ZERO_WIDTH),
    ],
)
def test_what_a_trend_needs(points: list[Point], method: IntervalMethod, reason: NoAnswer) -> None:
    assert recent(points, HIGH, method, 100) is reason


def test_a_break_at_the_first_of_the_five_points_is_before_them() -> None:
    assert isinstance(recent([FIVE[0]._replace(breaks=True), *FIVE[1:]], HIGH, WILSON, 100), Recent)


def test_values_that_overlap_would_cry_trend_at_noise() -> None:
    assert recent(FIVE, HIGH, WILSON, 100, rolling=True) is NoAnswer.ROLLING
    assert recent(FIVE, HIGH, WILSON, 100, accumulates=True) is NoAnswer.ACCUMULATES


@pytest.mark.parametrize("kind", [Kind.MONTH, Kind.QUARTER])
@pytest.mark.parametrize("method", [WILSON, BYAR])
def test_months_and_quarters_have_no_trend_as_they_have_none_in_fingertips(
    kind: Kind, method: IntervalMethod
) -> None:
    shorter = [
        one._replace(period=Period(kind, 24_000 + kind.months * at)) for at, one in enumerate(FIVE)
    ]
    assert recent(shorter, HIGH, method, 100) is NoAnswer.NOT_ANNUAL
    assert recent(shorter[:2], HIGH, method, 100) is NoAnswer.NOT_ANNUAL


@pytest.mark.parametrize("kind", [Kind.ACADEMIC, Kind.CALENDAR])
def test_any_kind_of_year_may_have_a_trend(kind: Kind) -> None:
    years = [one._replace(period=Period(kind, 24_000 + 12 * at)) for at, one in enumerate(FIVE)]
    assert recent_trend(years).trend is Trend.IMPROVING


def test_small_counts_need_the_package_of_their_exact_limits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    assert recent(history([100, 90, 80, 70, 9]), HIGH, BYAR, 100) is NoAnswer.NEEDS_PACKAGE
    assert isinstance(recent(history([100, 90, 80, 70, 10]), HIGH, BYAR, 100), Recent)
    assert isinstance(recent(history([100, 90, 80, 70, 9]), HIGH, WILSON, 100), Recent)
