"""Funnel limits around the national figure, against Public Health England's and scipy's."""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, norm, poisson

from ragcalc.catalogue.model.peers import Counts, Peers
from ragcalc.periods import parse
from ragcalc.scoring.evidence.funnels import (
    Beyond,
    Funnel,
    FunnelLimits,
    FunnelPoint,
    in_funnel,
    limits,
)
from ragcalc.scoring.evidence.intervals import ConfidenceLevel
from ragcalc.vocabulary import IntervalMethod, NoAnswer
from tests import build

WILSON, BYAR = IntervalMethod.WILSON, IntervalMethod.BYAR


def point(numerator: str | int, denominator: str | int, scale: int) -> FunnelPoint:
    cases, of = Decimal(numerator), Decimal(denominator)
    return FunnelPoint(Fraction(cases) / Fraction(of) * scale, of, cases)


def found(
    method: IntervalMethod, own: FunnelPoint, national: str, scale: int
) -> tuple[FunnelLimits, ...]:
    answer = limits(method, own, Fraction(national), scale)
    assert not isinstance(answer, NoAnswer)
    return answer


def word(both: tuple[FunnelLimits, ...]) -> str:
    """Return where a point lies, in the words of PHEindicatormethods."""
    for chance, one in (("0.001", both[1]), ("0.025", both[0])):
        if one.side:
            return f"{'High' if one.side > 0 else 'Low'} ({chance})"
    return "Not significant"


# ── Public Health England ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        ("1", (3.204264, 100, 0, 100)),
        ("5", (46.011039, 100, 26.039864, 100)),
        ("10", (56.154344, 100, 42.03259, 100)),
        ("598", (77.475765, 83.809131, 75.649608, 85.635287)),
        ("7312", (79.736846, 81.548049, 79.214606, 82.07029)),
        ("110000", (80.408963, 80.875933, 80.274317, 81.010578)),
    ],
)
def test_limits_of_a_proportion_are_those_of_phe(
    population: str, expected: tuple[float, ...]
) -> None:
    """The test data of `calculate_funnel_limits`: 80.642448% on average."""
    own = FunnelPoint(Fraction(80), Decimal(population))
    ends = [
        end for one in found(WILSON, own, "80.64244785714955", 100) for end in (one.low, one.high)
    ]
    assert [float(end or 0) for end in ends] == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        ("35078.4880", 41980, "High (0.001)"),
        ("24803.6256", 31824, "Low (0.001)"),
        ("50050.7443", 61921, "Not significant"),
        ("29561.6517", 36627, "Not significant"),
        ("26789.2380", 33012, "High (0.025)"),
        ("17321.4088", 21587, "Not significant"),
        ("36850.0492", 45449, "High (0.025)"),
        ("34502.0685", 42485, "High (0.025)"),
        ("23910.2469", 29457, "High (0.025)"),
        ("30277.5312", 37828, "Low (0.025)"),
        ("21139.2936", 25992, "High (0.025)"),
        ("20759.6500", 25750, "Not significant"),
    ],
)
def test_proportions_lie_where_phe_finds_them(
    numerator: str, denominator: int, expected: str
) -> None:
    """Twelve of the 303 rows of test data of `assign_funnel_significance`, all of which agree."""
    own = point(numerator, denominator, 100)
    assert word(found(WILSON, own, "80.64244785714955", 100)) == expected


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (1, (20.85059119, 4588.535848, 12.58170943, 116108.569)),
        (5, (49.78092521, 357.7858395, 35.30048174, 785.6132963)),
        (9, (61.19760093, 254.0592274, 46.14605812, 426.3325728)),
    ],
)
def test_limits_of_a_rate_of_few_cases_are_those_of_phe(
    events: int, expected: tuple[float, ...]
) -> None:
    """Which are found by halving an interval down to 1e-7; 116.1720835 per 100,000 on average."""
    both = found(BYAR, point(events, 100_000, 100_000), "116.1720835", 100_000)
    ends = [float(end or 0) for one in both for end in (one.low, one.high)]
    assert ends == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    ("events", "within", "expected"),
    [
        (10, 0.016, (63.17010446, 242.2579623, 48.13632908, 392.4043292)),
        (32, 0.002, (82.29223416, 169.8424328, 69.31902848, 214.6822599)),
        (159, 2e-4, (99.45547842, 136.5758874, 91.46344314, 150.3405066)),
        (1360, 1e-5, (110.158048, 122.6021934, 106.9073359, 126.5084525)),
    ],
)
def test_limits_of_a_rate_of_ten_cases_or_more_are_those_of_byar(
    events: int, within: float, expected: tuple[float, ...]
) -> None:
    """Where PHE draws exact ones, and finds by Byar's method which authorities lie beyond."""
    both = found(BYAR, point(events, 100_000, 100_000), "116.1720835", 100_000)
    ends = [float(end or 0) for one in both for end in (one.low, one.high)]
    assert ends == pytest.approx(expected, rel=within)


RATES = [
    (2419, 264102, "High (0.001)"),
    (2130, 286718, "High (0.001)"),
    (2111, 307381, "Not significant"),
    (2083, 297424, "High (0.025)"),
    (2061, 294692, "High (0.025)"),
    (2010, 285516, "High (0.025)"),
    (1809, 288384, "Low (0.025)"),
    (1798, 287072, "Low (0.025)"),
    (1754, 282744, "Low (0.001)"),
    (1746, 289208, "Low (0.001)"),
]


@pytest.mark.parametrize(("count", "population", "expected"), RATES)
def test_rates_lie_where_phe_finds_them(count: int, population: int, expected: str) -> None:
    """The test data of `assign_funnel_significance`: crude rates per 100,000, none of them 0."""
    own = point(count, population, 100_000)
    assert word(found(BYAR, own, "668.5089282681704", 100_000)) == expected


# ── An independent library ───────────────────────────────────────────────────────────────────────

counts = st.integers(1, 3000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(counts, st.integers(1, 999))
def test_a_proportion_lies_beyond_where_scipys_wilson_interval_leaves_the_national_one(
    numbers: tuple[int, int], thousandths: int
) -> None:
    cases, of = numbers
    both = found(WILSON, point(cases, of, 100), f"{thousandths}/10", 100)
    for one, confidence in zip(both, (0.95, 0.998), strict=True):
        ends = binomtest(cases, of).proportion_ci(confidence, "wilson")
        share = thousandths / 1000
        if min(abs(ends.low - share), abs(ends.high - share)) > 1e-9:
            assert one.side == int(ends.low > share) - int(ends.high < share)


@given(st.integers(1, 3000), st.integers(1, 999))
def test_limits_of_a_proportion_are_normal_ones(of: int, thousandths: int) -> None:
    both = found(WILSON, FunnelPoint(Fraction(0), Decimal(of)), f"{thousandths}/10", 100)
    share = thousandths / 1000
    for one, tail in zip(both, (0.975, 0.999), strict=True):
        reach = norm.ppf(tail) * sqrt(share * (1 - share) / of)
        assert float(one.low or 0) == pytest.approx(max(0, share - reach) * 100, abs=1e-9)
        assert float(one.high or 0) == pytest.approx(min(1, share + reach) * 100, abs=1e-9)


@given(st.integers(0, 9), st.integers(1, 4000))
def test_few_cases_lie_beyond_where_so_many_are_unlikely(cases: int, hundredths: int) -> None:
    """By the tails of the Poisson distribution, 2.5% and 0.1% on either side."""
    expected = hundredths / 100
    both = found(BYAR, point(cases, 100, 100), f"{hundredths}/100", 100)
    for one, tail in zip(both, (0.025, 0.001), strict=True):
        above, below = poisson.sf(cases - 1, expected), poisson.cdf(cases, expected)
        assert one.side == int(above < tail) - int(below < tail)


@given(st.integers(1, 400), st.integers(1, 50_000), st.integers(1, 5000))
def test_a_rate_lies_beyond_its_limits_and_within_between_them(
    cases: int, population: int, tenths: int
) -> None:
    own = point(cases, population, 10_000)
    for one in found(BYAR, own, f"{tenths}/10", 10_000):
        assert one.low is not None
        assert one.high is not None
        assert one.low < Fraction(tenths, 10) < one.high
        assert one.side == (own.value > one.high) - (own.value < one.low)


# ── Edges and refusals ───────────────────────────────────────────────────────────────────────────


def test_a_value_on_a_limit_lies_within() -> None:
    """The limits are 50 -+ 100 z/2√n: of 4 z² people exactly 25 and 75."""
    with localcontext(prec=60):
        of = 4 * ConfidenceLevel.P95.z * ConfidenceLevel.P95.z
    assert Fraction(of) == 4 * Fraction(ConfidenceLevel.P95.z) ** 2
    for value, side in (("75", 0), ("75.0000000001", 1), ("25", 0), ("24.9999999999", -1)):
        one = found(WILSON, FunnelPoint(Fraction(value), of), "50", 100)[0]
        assert one.side == side
        assert [float(end or 0) for end in (one.low, one.high)] == [25, 75]


def test_no_cases_lie_below_and_have_no_limits() -> None:
    both = found(BYAR, point(0, 1000, 1000), "4", 1000)
    assert both == (
        FunnelLimits(ConfidenceLevel.P95, None, None, -1),
        FunnelLimits(ConfidenceLevel.P998, None, None, 0),
    )


@pytest.mark.parametrize(
    ("method", "own", "national", "reason"),
    [
        (WILSON, point(5, 10, 100), "0", NoAnswer.ZERO_WIDTH),
        (WILSON, point(5, 10, 100), "100", NoAnswer.ZERO_WIDTH),
        (WILSON, point(5, 10, 100), "100.1", NoAnswer.NOT_CASES),
        (WILSON, point(5, 10, 100), "-1", NoAnswer.NOT_CASES),
        (BYAR, point(5, 10, 100), "0", NoAnswer.ZERO_WIDTH),
        (BYAR, point("5.5", 10, 100), "20", NoAnswer.NOT_CASES),
        (BYAR, FunnelPoint(Fraction(50), Decimal(10)), "20", NoAnswer.NO_COUNTS),
    ],
)
def test_why_there_are_no_limits(
    method: IntervalMethod, own: FunnelPoint, national: str, reason: NoAnswer
) -> None:
    assert limits(method, own, Fraction(national), 100) is reason


# ── The funnel of a dataset ──────────────────────────────────────────────────────────────────────

YEAR = parse("2017-18")
FIGURES = {"1": ("21", 21, 100), "2": ("90", 90, 100), "3": ("5", 5, 100), "4": ("50", None, 100)}


def peers(
    figures: Mapping[str, tuple[str, int | None, int | None]] = FIGURES, **changes: object
) -> Peers:
    found = Peers(
        "M",
        "LAIT",
        "1",
        {YEAR: {area: Decimal(value) for area, (value, _, _) in figures.items()}},
        counts={
            YEAR: {
                area: Counts(None if cases is None else Decimal(cases), Decimal(of))
                for area, (_, cases, of) in figures.items()
                if of
            }
        },
        national={YEAR: Decimal(20)},
    )
    return found._replace(**changes)  # type: ignore[arg-type]


def seen(
    own: Peers, lines: str = "unit: percent, interval: wilson", lag: int = 12
) -> Funnel | NoAnswer:
    entries = f"{lines}, values: {{2018-19 Q4: 21}}"
    result = build.result(entries)
    return in_funnel(own, build.indicator(entries), result.inputs, lag)


def test_an_authority_lies_in_the_funnel_of_all_of_its_year() -> None:
    funnel = seen(peers())
    assert isinstance(funnel, Funnel)
    assert (funnel.period, funnel.national, funnel.authorities) == (YEAR, Fraction(20), 4)
    assert funnel.own == FunnelPoint(Fraction(21), Decimal(100), Decimal(21))
    assert funnel.outermost is None
    assert funnel.beyond == (Beyond(ConfidenceLevel.P95, 1, 2), Beyond(ConfidenceLevel.P998, 1, 2))


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("27", None),
        ("28", ConfidenceLevel.P95),
        ("32", ConfidenceLevel.P95),
        ("33", ConfidenceLevel.P998),
        ("12", ConfidenceLevel.P95),
    ],
)
def test_the_widest_limits_that_it_lies_beyond_are_named(
    value: str, level: ConfidenceLevel | None
) -> None:
    """Of 100 at 20% the limits are 12.16 to 27.84, and 7.64 to 32.36."""
    funnel = seen(peers({"1": (value, int(value), 100)}))
    assert isinstance(funnel, Funnel)
    assert (funnel.outermost and funnel.outermost.level) == level


def test_rates_without_cases_of_their_own_are_not_counted() -> None:
    funnel = seen(peers(), "unit: rate-per-1000, interval: byar")
    assert funnel is NoAnswer.COUNTS_DIFFER
    rates = {"1": ("210", 21, 100), "2": ("900", 90, 100), "3": ("500", None, 100)}
    funnel = seen(
        peers(rates, national={YEAR: Decimal(200)}), "unit: rate-per-1000, interval: byar"
    )
    assert isinstance(funnel, Funnel)
    assert (funnel.authorities, funnel.beyond[1]) == (2, Beyond(ConfidenceLevel.P998, 0, 1))


@pytest.mark.parametrize(
    ("changes", "lines", "reason"),
    [
        ({}, "unit: percent", NoAnswer.NO_METHOD),
        ({"figures": {}}, "unit: percent, interval: wilson", NoAnswer.NO_DATASET),
        ({"hidden": frozenset({YEAR})}, "unit: percent, interval: wilson", NoAnswer.SUPPRESSED),
        ({"area": "9"}, "unit: percent, interval: wilson", NoAnswer.NO_VALUE),
        ({"national": {}}, "unit: percent, interval: wilson", NoAnswer.NO_NATIONAL),
        ({"counts": {}}, "unit: percent, interval: wilson", NoAnswer.NO_DENOMINATOR),
        ({"national": {YEAR: Decimal(0)}}, "unit: percent, interval: wilson", NoAnswer.ZERO_WIDTH),
    ],
)
def test_why_an_authority_is_not_in_the_funnel(
    changes: dict[str, object], lines: str, reason: NoAnswer
) -> None:
    assert seen(peers(**changes), lines) is reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "agrees"),
    [
        ("18.3", 88, 482, True),
        ("18.26", 88, 482, True),
        ("18.4", 88, 482, False),
        ("18", 88, 482, True),
        ("18.3", None, 482, True),
    ],
)
def test_counts_that_do_not_make_the_value_are_refused(
    value: str, numerator: int | None, denominator: int, agrees: bool
) -> None:
    funnel = seen(peers({"1": (value, numerator, denominator)}))
    assert isinstance(funnel, Funnel) is agrees
    assert agrees or funnel is NoAnswer.COUNTS_DIFFER
