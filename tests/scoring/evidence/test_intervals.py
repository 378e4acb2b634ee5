"""Confidence intervals: published limits, an independent library, and what lies beyond."""

import sys
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from ragcalc.scoring.evidence.intervals import (
    ConfidenceLevel,
    Difference,
    Interval,
    against,
    interval,
    significance,
)
from ragcalc.vocabulary import IntervalMethod, NoAnswer, Polarity

WILSON, BYAR = IntervalMethod.WILSON, IntervalMethod.BYAR
P95, P998 = ConfidenceLevel.P95, ConfidenceLevel.P998


def found(
    method: IntervalMethod,
    numerator: int,
    denominator: int | None = None,
    scale: int = 1,
    level: ConfidenceLevel = P95,
) -> Interval:
    of = None if denominator is None else Decimal(denominator)
    made = interval(method, Decimal(numerator), of, scale, level)
    assert isinstance(made, Interval)
    return made


def ends(made: Interval, places: int) -> tuple[float, float]:
    return round(float(made.low), places), round(float(made.high), places)


@pytest.mark.parametrize(
    ("cases", "of", "expected"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_gives_the_limits_of_the_literature(
    cases: int, of: int, expected: tuple[float, float]
) -> None:
    """Newcombe, Statistics in Medicine 17, 1998, table I, method 3."""
    assert ends(found(WILSON, cases, of), 4) == expected


@pytest.mark.parametrize(("method", "cases"), [(WILSON, 81), (BYAR, 81), (BYAR, 2)])
def test_limits_have_the_digits_of_the_method_not_of_whoever_asks(
    method: IntervalMethod, cases: int
) -> None:
    alone = found(method, cases, 263)
    with localcontext(prec=3):
        assert found(method, cases, 263) == alone


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        (0, (0.0, 3.6889)),
        (1, (0.0253, 5.5716)),
        (2, (0.2422, 7.2247)),
        (5, (1.6235, 11.6683)),
        (9, (4.1154, 17.0848)),
    ],
)
def test_fewer_than_ten_cases_have_the_exact_limits_of_the_literature(
    cases: int, expected: tuple[float, float]
) -> None:
    """Garwood, Biometrika 28, 1936, as tabled since in every handbook of epidemiology."""
    made = found(BYAR, cases)
    assert (ends(made, 4), made.method) == (expected, "exact-poisson")


@pytest.mark.parametrize("level", ConfidenceLevel)
@pytest.mark.parametrize("cases", [10, 11, 25, 100, 482, 10_000])
def test_byar_is_close_to_the_exact_limits_from_ten_cases_on(
    cases: int, level: ConfidenceLevel
) -> None:
    made = found(BYAR, cases, level=level)
    beyond = {P95: 0.025, P998: 0.001}[level]
    exact = chi2.ppf(beyond, 2 * cases) / 2, chi2.isf(beyond, 2 * cases + 2) / 2
    assert (float(made.low), float(made.high)) == pytest.approx(
        exact, rel=0.002 if level is P95 else 0.02
    )
    assert made.method == "byar"


def test_a_rate_is_the_count_over_its_population() -> None:
    count, rate = found(BYAR, 482), found(BYAR, 482, 66_000, 10_000)
    assert (rate.low, rate.high) == (
        count.low * 10_000 / 66_000,
        count.high * 10_000 / 66_000,
    )


def test_a_percentage_is_a_hundred_times_the_share() -> None:
    share, percent = found(WILSON, 88, 482), found(WILSON, 88, 482, 100)
    assert (percent.low, percent.high) == (share.low * 100, share.high * 100)


def test_no_case_and_every_case_are_ends_exactly() -> None:
    assert found(WILSON, 0, 20).low == 0
    assert found(WILSON, 20, 20).high == 1
    assert found(BYAR, 0).low == 0


@pytest.mark.parametrize(
    ("method", "numerator", "denominator", "reason"),
    [
        (WILSON, None, None, NoAnswer.NO_COUNTS),
        (WILSON, "5", None, NoAnswer.NO_COUNTS),
        (BYAR, None, "20", NoAnswer.NO_COUNTS),
        (BYAR, "5", None, NoAnswer.NO_COUNTS),
        (WILSON, "2.5", "20", NoAnswer.NOT_CASES),
        (WILSON, "2", "20.5", NoAnswer.NOT_CASES),
        (WILSON, "21", "20", NoAnswer.NOT_CASES),
        (BYAR, "-1", "20", NoAnswer.NOT_CASES),
        (IntervalMethod.NONE, "5", "20", NoAnswer.NO_METHOD),
    ],
)
def test_what_is_no_cases_has_no_interval(
    method: IntervalMethod, numerator: str | None, denominator: str | None, reason: NoAnswer
) -> None:
    cases = None if numerator is None else Decimal(numerator)
    of = None if denominator is None else Decimal(denominator)
    assert interval(method, cases, of, 100, P95) is reason


def test_only_fewer_than_ten_cases_need_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    assert interval(BYAR, Decimal(9), None, 1, P95) is NoAnswer.NEEDS_PACKAGE
    assert found(BYAR, 10).method == "byar"
    assert found(WILSON, 9, 20).method == "wilson"


# ── What lies beyond ─────────────────────────────────────────────────────────────────────────────

FIVE_TO_SEVEN = Interval(Fraction(5), Fraction(7), P95, "byar")
HIGH, LOW, ON_TARGET, NEUTRAL = Polarity


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (4, ("better", "worse", "worse", "higher")),
        (5, ("not-distinguishable",) * 4),
        (6, ("not-distinguishable",) * 4),
        (7, ("not-distinguishable",) * 4),
        (8, ("worse", "better", "worse", "lower")),
    ],
)
def test_a_fixed_value_on_an_end_is_not_distinguishable(
    value: int, expected: tuple[str, ...]
) -> None:
    fixed = Fraction(value)
    assert tuple(against(FIVE_TO_SEVEN, fixed, fixed, one) for one in Polarity) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1, 5, "not-distinguishable"),
        (7, 9, "not-distinguishable"),
        (1, 4, "worse"),
        (8, 9, "worse"),
    ],
)
def test_a_range_that_the_interval_touches_may_hold_it(low: int, high: int, expected: str) -> None:
    assert against(FIVE_TO_SEVEN, Fraction(low), Fraction(high), ON_TARGET) == expected


@pytest.mark.parametrize(
    ("polarity", "lower", "upper", "benchmark", "expected"),
    [
        (HIGH, 6, 8, 5, "better"),
        (HIGH, 2, 4, 5, "worse"),
        (HIGH, 4, 6, 5, "similar"),
        (LOW, 6, 8, 5, "worse"),
        (LOW, 2, 4, 5, "better"),
        (LOW, 4, 6, 5, "similar"),
        (NEUTRAL, 6, 8, 5, "higher"),
        (NEUTRAL, 2, 4, 5, "lower"),
        (NEUTRAL, 4, 6, 5, "similar"),
        (HIGH, 5, 8, 5, "similar"),
        (HIGH, 2, 5, 5, "similar"),
    ],
)
def test_a_benchmark_is_compared_as_fingertips_compares_it(
    polarity: Polarity, lower: int, upper: int, benchmark: int, expected: str
) -> None:
    """FingertipsNext, 2025: lower where the upper end is below the benchmark, higher where the
    lower end is above it, and better or worse by the polarity.
    """
    found = Interval(Fraction(lower), Fraction(upper), P95, "published")
    fixed = Fraction(benchmark)
    assert significance(against(found, fixed, fixed, polarity), None) == expected


@pytest.mark.parametrize(
    ("at_95", "at_998", "expected"),
    [
        (Difference.BETTER, Difference.BETTER, "best"),
        (Difference.BETTER, Difference.NOT_DISTINGUISHABLE, "better"),
        (Difference.BETTER, None, "better"),
        (Difference.WORSE, Difference.WORSE, "worst"),
        (Difference.HIGHER, Difference.HIGHER, "highest"),
        (Difference.LOWER, Difference.LOWER, "lowest"),
        (Difference.LOWER, None, "lower"),
        (Difference.NOT_DISTINGUISHABLE, Difference.NOT_DISTINGUISHABLE, "similar"),
    ],
)
def test_both_levels_make_one_answer(
    at_95: Difference, at_998: Difference | None, expected: str
) -> None:
    assert significance(at_95, at_998) == expected


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────

SHARES = st.integers(1, 5_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(SHARES)
def test_wilson_is_what_scipy_gives(share: tuple[int, int]) -> None:
    cases, of = share
    theirs = binomtest(cases, of).proportion_ci(0.95, "wilson")
    made = found(WILSON, cases, of)
    assert (float(made.low), float(made.high)) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(SHARES, st.sampled_from(ConfidenceLevel), st.sampled_from([WILSON, BYAR]))
def test_an_interval_holds_its_estimate(
    share: tuple[int, int], level: ConfidenceLevel, method: IntervalMethod
) -> None:
    cases, of = share
    made = found(method, cases, of, 100, level)
    assert made.low <= Fraction(cases, of) * 100 <= made.high


@given(SHARES, st.sampled_from([WILSON, BYAR]))
def test_more_confidence_makes_it_wider(share: tuple[int, int], method: IntervalMethod) -> None:
    narrow, wide = (found(method, *share, level=level) for level in (P95, P998))
    assert wide.low <= narrow.low
    assert narrow.high < wide.high or narrow.high == wide.high == 1


@given(SHARES, st.fractions(0, 1))
def test_the_opposite_polarity_gives_the_opposite_answer(
    share: tuple[int, int], value: Fraction
) -> None:
    made = found(WILSON, *share)
    mirrored = {Difference.BETTER: Difference.WORSE, Difference.WORSE: Difference.BETTER}
    high, low = (against(made, value, value, one) for one in (HIGH, LOW))
    assert mirrored.get(high, high) is low
