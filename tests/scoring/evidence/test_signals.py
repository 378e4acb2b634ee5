"""XmR charts: worked examples, every rule at its edge, and what has no answer."""

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from ragcalc import numbers
from ragcalc.catalogue.model.thresholds import SignalRules
from ragcalc.periods import Kind, Period
from ragcalc.scoring.evidence import signals
from ragcalc.scoring.evidence.series import Point
from ragcalc.scoring.evidence.signals import (
    Assurance,
    Baseline,
    ProcessBehaviourChart,
    Signal,
    Variation,
    chart,
)
from ragcalc.vocabulary import NoAnswer, Polarity

MDC, PLOTTHEDOTS = SignalRules.MDC_2024, SignalRules.PLOTTHEDOTS
SIX = SignalRules.MDC_2024_SIX_POINTS
HIGH, LOW, NEUTRAL = Polarity.HIGH, Polarity.LOW, Polarity.NEUTRAL


def points(values: Sequence[int | str | Fraction]) -> list[Point]:
    return [
        Point(Period(Kind.MONTH, 24_000 + at), Fraction(value)) for at, value in enumerate(values)
    ]


def read(
    values: Sequence[int | str | Fraction],
    polarity: Polarity = HIGH,
    target: int | None = None,
    rules: SignalRules = MDC,
) -> ProcessBehaviourChart:
    found = chart(points(values), polarity, None if target is None else Fraction(target), rules)
    assert isinstance(found, ProcessBehaviourChart)
    return found


def marks(made: ProcessBehaviourChart, signal: Signal) -> list[int]:
    return [at for at, own in enumerate(made.signals) if signal in {one for one, _ in own}]


CALM = [10, 12] * 6
"""Mean 11, mean moving range 2, limits 11 -+ 5.32, two sigma 11 -+ 3.5466..."""


def test_the_limits_are_the_mean_and_mean_moving_ranges() -> None:
    made = read(CALM)
    assert (made.mean, made.lower, made.upper) == (
        Fraction(11),
        Fraction("5.68"),
        Fraction("16.32"),
    )
    two = Fraction("5.32") * 2 / 3
    assert (made.lower_two, made.upper_two) == (11 - two, 11 + two)
    assert (made.variation, made.screened, made.rules) == ("common-cause", 0, "mdc-2024")


def test_a_worked_example_of_the_literature() -> None:
    """Wheeler, Understanding Variation, 1993: limits at 2.66 mean moving ranges from the mean."""
    values = [39, 41, 41, 41, 43, 44, 41, 42, 40, 41, 44, 40]
    made = read(values)
    ranges = [2, 0, 0, 2, 1, 3, 1, 2, 1, 3, 4]
    mean_range = Fraction(sum(ranges), 11)
    assert made.mean == Fraction(497, 12)
    assert made.upper == Fraction(497, 12) + Fraction("2.66") * mean_range


DEVIATIONS = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]
"""NHSRplotthedots, vignette on deviations from the Excel tools, 2025."""


@pytest.mark.parametrize(
    ("rules", "lower", "upper", "screened", "assurance"),
    [
        (MDC, "-3.06", "6.95", 0, Assurance.HIT_AND_MISS),
        (SIX, "-3.06", "6.95", 0, Assurance.HIT_AND_MISS),
        (PLOTTHEDOTS, "-0.72", "4.60", 2, Assurance.MISSES),
    ],
)
def test_moving_ranges_are_screened_where_the_rules_say_so(
    rules: SignalRules, lower: str, upper: str, screened: int, assurance: Assurance
) -> None:
    made = read(DEVIATIONS, HIGH, 5, rules)
    limits = [str(numbers.rounded(one, 2)) for one in (made.lower, made.mean, made.upper)]
    assert limits == [lower, "1.94", upper]
    assert (made.screened, made.assurance, made.rules) == (screened, assurance, rules)
    assert marks(made, Signal.BEYOND) == [4]
    assert made.variation is Variation.COMMON_CAUSE


def test_a_moving_range_of_just_so_many_means_is_an_outlier() -> None:
    """Eleven ranges, ten of 1 and one of x: at x = 3.267 (10 + x) / 11 it just is."""
    largest = Fraction("32.67") / (11 - Fraction("3.267"))
    steps = [Fraction(1), Fraction(-1)] * 5 + [largest]
    values = [Fraction(0)]
    for step in steps:
        values.append(values[-1] + step)
    assert read(values, rules=PLOTTHEDOTS).screened == 1
    assert read(values).screened == 0
    values[-1] -= Fraction(1, 10**9)
    assert read(values, rules=PLOTTHEDOTS).screened == 0


@pytest.mark.parametrize(
    ("rules", "shift", "trend"),
    [(MDC, 7, 7), (SIX, 6, 6), (PLOTTHEDOTS, 7, 7)],
)
def test_how_many_points_in_a_row_make_a_signal(rules: SignalRules, shift: int, trend: int) -> None:
    """Six or seven, as Making Data Count's tool lets users choose: NHSRplotthedots, issue 202."""
    for run in range(5, 9):
        row = [12, 11, 12, 11, 12, 11, 12, 11][:run]
        made = read([*[9, 8] * 5, *row, 8, 9, 8], rules=rules)
        assert marks(made, Signal.SHIFT)[10:] == (list(range(10, 10 + run)) if run >= shift else [])
        made = read([*[10, 30] * 6, *range(10, 10 + run), *[10, 30] * 3], rules=rules)
        assert marks(made, Signal.TREND) == (list(range(12, 12 + run)) if run >= trend else [])


@pytest.mark.parametrize(("rules", "marked"), [(MDC, [40, 42]), (PLOTTHEDOTS, [])])
def test_a_point_beyond_three_sigma_counts_among_two_of_three_by_the_tools(
    rules: SignalRules, marked: list[int]
) -> None:
    """The tools since issue 194 of NHSRplotthedots, where the package still counts it out."""
    made = read([*[10, 12] * 20, 16, 12, 19], rules=rules)
    assert marks(made, Signal.BEYOND) == [42]
    assert marks(made, Signal.TWO_OF_THREE) == marked


@pytest.mark.parametrize(
    ("values", "mdc", "plotthedots"),
    [
        ([20, 22, 21, 23, 20, 22, 21, 23, *range(10, 17)], "improving", "improving"),
        ([*[30, 32] * 12, *range(5, 12)], "improving", "concerning"),
        ([*[12, 30] * 6, *range(37, 30, -1)], "improving", "concerning"),
        ([*[30, 12] * 6, *range(5, 12)], "improving", "improving"),
    ],
)
def test_what_speaks_for_a_point_that_is_both(
    values: list[int], mdc: str, plotthedots: str
) -> None:
    """By the tools improvement; by NHSRplotthedots since its pull request 180 what comes first of a
    limit, a trend, two of three, a shift.
    """
    assert read(values, rules=MDC).variation == mdc
    assert read(values, rules=PLOTTHEDOTS).variation == plotthedots


def test_a_point_on_a_limit_is_within_it() -> None:
    """The last of twelve points, x, is on it where x - (5 + x) / 12 = 2.66 (10 + x) / 11."""
    calm, last = [0, 1] * 5 + [0], Fraction(9355, 2227)
    made = read([*calm, last])
    assert (made.upper, marks(made, Signal.BEYOND)) == (last, [])
    assert marks(read([*calm, last + Fraction(1, 10**6)]), Signal.BEYOND) == [11]


def test_a_point_on_two_sigma_is_within_it() -> None:
    """The last two, x, are on it where x - (5 + 2x) / 12 = 2/3 of 2.66 (8 + x) / 11."""
    calm, last = [0, 1] * 5, Fraction(5631, 2218)
    made = read([*calm, last, last])
    assert marks(made, Signal.TWO_OF_THREE) == []
    above = last + Fraction(1, 10**6)
    assert marks(read([*calm, above, above]), Signal.TWO_OF_THREE) == [10, 11]


@pytest.mark.parametrize(
    ("values", "signal", "marked"),
    [
        ([*[12, 11] * 3, 12, *[9, 10] * 3], Signal.SHIFT, [0, 1, 2, 3, 4, 5, 6]),
        ([10, 11, 12, 13, 14, 15, 16, 10, 14, 10, 14, 10], Signal.TREND, [0, 1, 2, 3, 4, 5, 6]),
        ([16, 12, 16, *[10, 12] * 10], Signal.TWO_OF_THREE, [0, 2]),
    ],
)
def test_a_signal_may_begin_at_the_first_point(
    values: list[int], signal: Signal, marked: list[int]
) -> None:
    assert marks(read(values), signal) == marked


@pytest.mark.parametrize(
    ("run", "marked"),
    [
        ([12, 11, 12, 11, 12, 11, 12], [7, 8, 9, 10, 11, 12, 13]),
        ([12, 11, 12, 11, 12, 11], []),
    ],
)
def test_seven_points_on_one_side_of_the_mean_are_a_shift(
    run: list[int], marked: list[int]
) -> None:
    low = [9, 8] * 3 + [9]
    made = read([*low, *run, *([9, 8, 9] if not marked else [])])
    assert [at for at in marks(made, Signal.SHIFT) if at > 6] == marked


def test_a_point_on_the_mean_breaks_a_run() -> None:
    values = [9, 8, 9, 8, 9, 8, 10, 12, 11, 12, 11, 12, 11, 10]
    made = read([*values])
    assert made.mean == 10
    assert marks(made, Signal.SHIFT) == []


def test_seven_points_rising_or_falling_are_a_trend() -> None:
    rising = [10, 14, 9, 13, 8, 9, 10, 11, 12, 13, 14, 10, 14]
    made = read(rising)
    assert marks(made, Signal.TREND) == [4, 5, 6, 7, 8, 9, 10]
    falling = [24 - one for one in rising]
    assert marks(read(falling), Signal.TREND) == [4, 5, 6, 7, 8, 9, 10]
    assert marks(read([10, 14, 9, 13, 8, 9, 10, 11, 12, 13, 9, 13, 9]), Signal.TREND) == []


def test_a_tie_breaks_a_trend() -> None:
    assert marks(read([10, 14, 9, 13, 8, 9, 10, 10, 12, 13, 14, 15, 10]), Signal.TREND) == []


MDC_194 = [5, 5, 5, 5, 4, 5, 5, 5, 5, 7, 5, 7]
"""The 7s lie beyond two sigma, and the 5 between them below the mean of 5.25."""


@pytest.mark.parametrize(
    ("values", "marked"),
    [
        (MDC_194, []),
        ([*[10, 12] * 10, 16, 12, 16, 11, 11], [20, 22]),
        ([*[10, 12] * 10, 16, 16, 12, 11], [20, 21]),
        ([*[10, 12] * 9, 10, 12, 16, 16], [20, 21]),
        ([*[10, 12] * 9, 10, 12, 10, 16, 16], []),
        ([*[10, 12] * 10, 16, 16, 11, 11], [20, 21]),
        ([*[10, 12] * 9, 12, 10, 16, 16, 11, 11], []),
        ([*[10, 12] * 10, 16, 11, 16, 11, 11], []),
        ([*[10, 12] * 10, 16, 12, 12, 16, 11], []),
        ([*[10, 12] * 10, 16, 12, 6, 11, 11], []),
    ],
)
def test_two_of_three_points_beyond_two_sigma_and_all_three_on_one_side(
    values: list[int], marked: list[int]
) -> None:
    """Making Data Count's author in NHSRplotthedots, issue 194, 6 November 2023: "all three points
    still need to be on the same side of the mean"; the third is not marked itself.
    """
    made = read(values)
    assert marks(made, Signal.TWO_OF_THREE) == marked
    for at in marked:
        assert made.upper_two < values[at] <= made.upper


def test_two_beyond_two_sigma_across_the_mean_are_common_cause() -> None:
    assert read(MDC_194).variation is Variation.COMMON_CAUSE
    assert read([-one for one in MDC_194]).variation is Variation.COMMON_CAUSE


@pytest.mark.parametrize(
    ("polarity", "meaning"),
    [(HIGH, "improving"), (LOW, "concerning"), (NEUTRAL, "special-cause-higher")],
)
def test_what_a_signal_means_follows_from_the_polarity(polarity: Polarity, meaning: str) -> None:
    assert read([*CALM, 30], polarity).variation == meaning
    mirrored = {
        "improving": "concerning",
        "concerning": "improving",
        "special-cause-higher": "special-cause-lower",
    }
    assert read([*CALM, -8], polarity).variation == mirrored[meaning]


def test_only_signals_of_the_latest_point_count() -> None:
    assert read([*CALM[:6], 30, *CALM[:6]]).variation is Variation.COMMON_CAUSE


BELOW_AND_RISING = [20, 22, 21, 23, 20, 22, 21, 23, 10, 11, 12, 13, 14, 15, 16]
"""The latest point ends seven below the mean, which are seven rising."""


@pytest.mark.parametrize(
    ("values", "high", "low", "neutral"),
    [
        (BELOW_AND_RISING, "improving", "improving", "special-cause-higher"),
        ([43 - one for one in BELOW_AND_RISING], "improving", "improving", "special-cause-lower"),
        ([*[30, 32] * 12, *range(5, 12)], "improving", "improving", "special-cause-lower"),
    ],
)
def test_a_point_that_is_improvement_and_concern_is_an_improvement(
    values: list[int], high: str, low: str, neutral: str
) -> None:
    """NHSRplotthedots, issue 194, 21 December 2023, of the tool: "improvement is shown".

    Without a better side what is beyond a limit comes first, then a trend, two of three, a shift:
    the order of NHSRplotthedots since its pull request 180.
    """
    assert read(values, HIGH).variation == high
    assert read(values, LOW).variation == low
    assert read(values, NEUTRAL).variation == neutral


def test_a_trend_alone_points_where_it_leads() -> None:
    values: list[int | str | Fraction] = [*[10, 14] * 6, 8, 9, 10, 11]
    values += [Fraction("11.2"), Fraction("11.4"), Fraction("11.5")]
    made = read(values)
    assert [one for one, _ in made.signals[-1]] == [Signal.TREND]
    assert made.variation is Variation.IMPROVING


@pytest.mark.parametrize(
    ("target", "high", "low"),
    [
        (Fraction("5.67"), Assurance.MEETS, Assurance.MISSES),
        (Fraction("5.68"), Assurance.HIT_AND_MISS, Assurance.HIT_AND_MISS),
        (Fraction(11), Assurance.HIT_AND_MISS, Assurance.HIT_AND_MISS),
        (Fraction("16.32"), Assurance.HIT_AND_MISS, Assurance.HIT_AND_MISS),
        (Fraction("16.33"), Assurance.MISSES, Assurance.MEETS),
    ],
)
def test_assurance_is_where_the_target_lies(
    target: Fraction, high: Assurance, low: Assurance
) -> None:
    for polarity, meaning in ((HIGH, high), (LOW, low), (NEUTRAL, None)):
        made = chart(points(CALM), polarity, target)
        assert isinstance(made, ProcessBehaviourChart)
        assert made.assurance is meaning


def test_without_a_target_nothing_is_assured() -> None:
    assert read(CALM).assurance is None


# ── What has no answer ──────────────────────────────────────────────────────────────────────────


def test_eleven_points_are_too_few() -> None:
    assert chart(points(CALM[:11]), HIGH) is NoAnswer.TOO_FEW
    assert chart([], HIGH) is NoAnswer.TOO_FEW


def test_values_that_overlap_would_cry_signal_at_noise() -> None:
    assert chart(points(CALM), HIGH, rolling=True) is NoAnswer.ROLLING
    assert chart(points(CALM), HIGH, accumulates=True) is NoAnswer.ACCUMULATES


def test_a_gap_or_a_break_leaves_what_came_after_it() -> None:
    long = points([*CALM, *CALM])
    without = [*long[:11], *long[12:]]
    made = chart(without, HIGH)
    assert isinstance(made, ProcessBehaviourChart)
    assert len(made.points) == 12
    assert chart(without[:-1], HIGH) is NoAnswer.GAP
    empty = [*long[:12], long[12]._replace(value=None), *long[13:]]
    assert chart(empty, HIGH) is NoAnswer.GAP
    broken = [*long[:13], long[13]._replace(breaks=True), *long[14:]]
    assert chart(broken, HIGH) is NoAnswer.BREAK
    first = [long[0]._replace(breaks=True), *long[1:12]]
    assert isinstance(chart(first, HIGH), ProcessBehaviourChart)


def test_values_of_which_all_but_a_few_are_equal_have_no_limits() -> None:
    for rules in SignalRules:
        assert chart(points([5] * 12), HIGH, rules=rules) is NoAnswer.NO_SPREAD
    one_step = points([*[5] * 12, 6])
    assert chart(one_step, HIGH, rules=PLOTTHEDOTS) is NoAnswer.NO_SPREAD  # 1 is an outlier
    assert isinstance(chart(one_step, HIGH), ProcessBehaviourChart)


# ── The neighbours' own cases ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("row", "marked"),
    [
        ("2.2", []),
        (".22", []),
        ("22.", []),
        ("212", [0, 2]),
        ("122", [1, 2]),
        ("221", [0, 1]),
        ("1121211", [2, 4]),
        ("1122111", [2, 3]),
        ("2112", []),
        ("21122", [3, 4]),
        ("1.2.2.1", []),
        (".1212.1", [2, 4]),
        ("", []),
    ],
)
def test_two_of_three_as_nhsrplotthedots_tests_it(row: str, marked: list[int]) -> None:
    """Its test-ptd_calculate_point_type.R, 2025: a dot lies below the mean, a 1 above it, and a 2
    beyond two sigma.
    """
    away = [Fraction({".": -1, "1": 1, "2": 5}[one]) for one in row]
    for three_counts in (True, False):
        assert sorted(signals._two_of_three(away, Fraction(6), three_counts)) == marked


@pytest.mark.parametrize(
    ("values", "length", "marked"),
    [
        # NHSRplotthedots, test-ptd_calculate_point_type.R, 2025
        ([1, 2, 3, 4, 5, 6], 7, []),
        ([1, 2, 3, 3, 4, 5, 6], 7, []),
        ([1, 2, 3, 4, 5, 6, 7], 7, [0, 1, 2, 3, 4, 5, 6]),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], 7, [1, 2, 3, 4, 5, 6, 7]),
        # PowerBI-SPC, trend.test.ts, 2026
        ([5, 6, 5, 6, 5, 6, 5], 5, []),
        ([1, 2, 3, 4, 5, 6, 5], 5, [0, 1, 2, 3, 4, 5]),
        ([1, 2, 3, 4, 2], 3, [0, 1, 2, 3]),
        ([1, 2, 3, 2, 3, 4, 5, 6], 4, [3, 4, 5, 6, 7]),
        ([5, 5, 5, 5, 5], 3, []),
        ([1, 2, 3, 4, 5, 6, 7, 6], 7, [0, 1, 2, 3, 4, 5, 6]),
        ([-5, -4, -3, -2, -1], 4, [0, 1, 2, 3, 4]),
        ([1, 3, 2, 4, 3, 5], 4, []),
    ],
)
def test_trends_as_the_neighbours_test_them(
    values: list[int], length: int, marked: list[int]
) -> None:
    steps = [b > a for a, b in pairwise(values)]
    assert sorted(signals._in_trends(steps, length)) == marked


@pytest.mark.parametrize(
    ("values", "length", "marked"),
    [
        # NHSRplotthedots, test-ptd_calculate_point_type.R, 2025
        ([6, 6, 6, 6, 6, 6], 7, []),
        ([6, 6, 6, 6, 6, 6, 4], 7, []),
        ([6, 6, 6, 6, 6, 6, 6, 6, 4], 7, [0, 1, 2, 3, 4, 5, 6, 7]),
        # PowerBI-SPC, shift.test.ts, 2026
        ([5, 6, 4, 5, 6, 4, 5], 7, []),
        ([5, 6, 6, 6, 6, 6, 5], 5, [1, 2, 3, 4, 5]),
        ([5, 6, 6, 6, 5], 3, [1, 2, 3]),
        ([5, 6, 6, 6, 5], 4, []),
        ([6, 6, 6, 5, 6, 6, 6, 6], 4, [4, 5, 6, 7]),
        ([6, 4, 6, 4, 6, 4], 3, []),
        ([5, 5, 5, 5, 5], 3, []),
    ],
)
def test_shifts_as_the_neighbours_test_them(
    values: list[int], length: int, marked: list[int]
) -> None:
    assert list(signals._in_runs([one > 5 for one in values], length)) == marked


# ── Independently, with numpy ────────────────────────────────────────────────────────────────────


def windows_of(members: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Return which places lie in a window of so many places that all belong."""
    found = np.zeros(members.size, bool)
    for begin in np.flatnonzero(sliding_window_view(members, length).all(axis=1)):
        found[begin : begin + length] = True
    return found


def by_numpy(values: NDArray[np.float64], rules: SignalRules) -> set[tuple[int, Signal, bool]]:
    """Return each signal of each place by windows over an array, or skip what lies on an edge."""
    ranges = np.abs(np.diff(values))
    if rules is PLOTTHEDOTS:
        assume(not np.isclose(ranges, 3.267 * ranges.mean()).any())
        ranges = ranges[ranges < 3.267 * ranges.mean()]
    sigma = ranges.mean() * 2.66 / 3
    z = (values - values.mean()) / sigma
    for edge in (-3, -2, 0, 2, 3):
        assume(not np.isclose(z, edge, atol=1e-9).any())
    run = 6 if rules is SIX else 7
    found = set()
    for high, sign in ((True, 1), (False, -1)):
        side, steps = sign * z > 0, sign * np.diff(values) > 0
        beyond = sign * z > 2
        if rules is PLOTTHEDOTS:
            beyond &= sign * z <= 3
        pairs = sliding_window_view(beyond, 3).sum(axis=1) >= 2
        pairs &= sliding_window_view(side, 3).all(axis=1)
        three = np.convolve(pairs, np.ones(3)) > 0
        rising = np.convolve(windows_of(steps, run - 1), np.ones(2)) > 0
        for signal, places in (
            (Signal.BEYOND, sign * z > 3),
            (Signal.TREND, rising),
            (Signal.TWO_OF_THREE, three & beyond),
            (Signal.SHIFT, windows_of(side, run)),
        ):
            found |= {(int(at), signal, high) for at in np.flatnonzero(places)}
    return found


WAVES = st.lists(st.integers(-9, 9), min_size=12, max_size=40).map(
    lambda steps: [Fraction(sum(steps[: at + 1]) * 7 + at % 3, 3) for at in range(len(steps))]
)


@settings(deadline=None)
@given(WAVES, st.sampled_from(SignalRules))
@example([Fraction(one) for one in MDC_194], MDC)
@example([Fraction(one) for one in BELOW_AND_RISING], MDC)
@example([Fraction(one) for one in DEVIATIONS], PLOTTHEDOTS)
def test_every_signal_of_every_point_is_what_numpy_finds(
    values: list[Fraction], rules: SignalRules
) -> None:
    made = chart(points(values), HIGH, rules=rules)
    assume(isinstance(made, ProcessBehaviourChart))
    assert isinstance(made, ProcessBehaviourChart)
    mine = {(at, signal, high) for at, own in enumerate(made.signals) for signal, high in own}
    assert mine == by_numpy(np.array([float(one) for one in values]), rules)


# ── A baseline, and steps ────────────────────────────────────────────────────────────────────────

YEARS = points([*CALM, 13, 14, 13, 14, 13, 14, 20, 14, 13, 14, 13, 14, 13, 14, 13, 14, 13, 14])
"""A calm year, and eighteen months on another level."""


def month(at: int) -> Period:
    return YEARS[at].period


FIRST_YEAR = Baseline(month(0), month(11))


def test_a_baseline_fixes_the_mean_and_the_limits() -> None:
    fixed = chart(YEARS, HIGH, Fraction(5), baseline=FIRST_YEAR)
    assert isinstance(fixed, ProcessBehaviourChart)
    assert (fixed.mean, fixed.lower, fixed.upper) == (
        Fraction(11),
        Fraction("5.68"),
        Fraction("16.32"),
    )
    assert (fixed.baseline, fixed.step, len(fixed.points)) == (FIRST_YEAR, None, 30)
    assert marks(fixed, Signal.BEYOND) == [18]
    assert marks(fixed, Signal.SHIFT) == list(range(11, 30))
    assert (fixed.variation, fixed.assurance) == (Variation.IMPROVING, Assurance.MEETS)
    free = chart(YEARS, HIGH, Fraction(5))
    assert isinstance(free, ProcessBehaviourChart)
    assert free.baseline is None
    assert free.mean == Fraction(sum(int(one.value or 0) for one in YEARS), 30)


@pytest.mark.parametrize(("until", "fixed"), [(12, True), (11, False), (29, True)])
def test_a_baseline_counts_from_its_last_reading_on(until: int, fixed: bool) -> None:
    """Until then its own limits are not known, and a chart is what it would have been."""
    later = Baseline(month(0), month(12))
    found = chart(YEARS[: until + 1], HIGH, baseline=later)
    assert isinstance(found, ProcessBehaviourChart)
    assert (found.baseline is later) is fixed


@pytest.mark.parametrize("rules", SignalRules)
def test_a_baseline_of_all_points_changes_nothing(rules: SignalRules) -> None:
    fixed = chart(YEARS, LOW, rules=rules, baseline=Baseline(month(0), month(29)))
    free = chart(YEARS, LOW, rules=rules)
    assert isinstance(fixed, ProcessBehaviourChart)
    assert fixed._replace(baseline=None) == free


def test_a_baseline_screens_its_own_moving_ranges_alone() -> None:
    late = chart(YEARS, HIGH, rules=PLOTTHEDOTS, baseline=FIRST_YEAR)
    assert isinstance(late, ProcessBehaviourChart)
    assert late.screened == 0


def test_a_gap_after_the_baseline_leaves_its_limits_to_the_latest_points() -> None:
    gap = [*YEARS[:20], *YEARS[21:]]
    found = chart(gap, HIGH, baseline=FIRST_YEAR)
    assert isinstance(found, ProcessBehaviourChart)
    assert (found.mean, len(found.points)) == (Fraction(11), 9)
    assert found.variation is Variation.IMPROVING


@pytest.mark.parametrize(
    ("history", "reason"),
    [
        ([*YEARS[:5], *YEARS[6:]], NoAnswer.BASELINE),
        ([*YEARS[:5], YEARS[5]._replace(value=None), *YEARS[6:]], NoAnswer.BASELINE),
        (YEARS[1:], NoAnswer.BASELINE),
        ([*YEARS[:5], YEARS[5]._replace(breaks=True), *YEARS[6:]], NoAnswer.BREAK),
        ([*YEARS[:15], YEARS[15]._replace(breaks=True), *YEARS[16:]], NoAnswer.BREAK),
        ([*YEARS[:29], YEARS[29]._replace(value=None)], NoAnswer.GAP),
        ([], NoAnswer.TOO_FEW),
    ],
)
def test_a_baseline_needs_all_of_its_readings_and_the_same_method_since(
    history: list[Point], reason: NoAnswer
) -> None:
    assert chart(history, HIGH, baseline=FIRST_YEAR) is reason


def test_a_baseline_may_begin_with_a_break() -> None:
    begun = [YEARS[0]._replace(breaks=True), *YEARS[1:]]
    assert isinstance(chart(begun, HIGH, baseline=FIRST_YEAR), ProcessBehaviourChart)


def test_a_baseline_of_too_few_points_fixes_nothing() -> None:
    assert chart(YEARS, HIGH, baseline=Baseline(month(0), month(10))) is NoAnswer.TOO_FEW


def test_a_step_begins_new_limits() -> None:
    found = chart(YEARS, HIGH, steps=[month(12)])
    assert isinstance(found, ProcessBehaviourChart)
    assert (found.step, found.points) == (month(12), tuple(YEARS[12:]))
    own = chart(YEARS[12:], HIGH)
    assert found._replace(step=None, earlier=()) == own


def test_each_stretch_between_steps_has_the_limits_of_its_own_readings() -> None:
    """As its chart had them at its end; a baseline fixes those of the stretch that it is in."""
    found = chart(YEARS, HIGH, steps=[month(12), month(0)])
    assert isinstance(found, ProcessBehaviourChart)
    first, last = found.stretches
    before = chart(YEARS[:12], HIGH)
    assert isinstance(before, ProcessBehaviourChart)
    assert (first.points, first.mean, first.lower, first.upper) == before[:4]
    assert (first.step, last.step) == (month(0), month(12))
    assert (last.points, last.mean, last.lower, last.upper) == found[:4]
    fixed = chart(YEARS, HIGH, steps=[month(12)], baseline=FIRST_YEAR)
    assert isinstance(fixed, ProcessBehaviourChart)
    assert [one.baseline for one in fixed.stretches] == [FIRST_YEAR, None]


@pytest.mark.parametrize(
    ("values", "steps", "lengths"),
    [
        ([*CALM, *CALM], [12], [12, 12]),
        ([*CALM, *CALM, *CALM], [12, 24], [12, 12, 12]),
        # too few, a gap near the end, no spread: a stretch without limits has none
        ([*CALM, *CALM], [11, 12], [12]),
        ([*CALM[:11], None, *CALM], [12], [12]),
        ([None, *CALM, *CALM], [13], [12, 12]),
        ([*[5] * 12, *CALM], [12], [12]),
        ([*CALM, *CALM], [], [24]),
    ],
)
def test_a_stretch_with_twelve_unbroken_readings_has_limits(
    values: list[int | None], steps: list[int], lengths: list[int]
) -> None:
    filled = points([one or 0 for one in values])
    all_points = [
        point if value is not None else point._replace(value=None)
        for point, value in zip(filled, values, strict=True)
    ]
    found = chart(all_points, HIGH, steps=[all_points[at].period for at in steps])
    assert isinstance(found, ProcessBehaviourChart)
    assert [len(one.points) for one in found.stretches] == lengths


@pytest.mark.parametrize(
    ("steps", "counted"), [([3, 12], 12), ([12, 3], 12), ([3, 30], 3), ([30], None), ([], None)]
)
def test_the_latest_step_that_has_come_counts(steps: list[int], counted: int | None) -> None:
    later = Period(Kind.MONTH, month(29).start + 1)
    given = [later if at == 30 else month(at) for at in steps]
    found = chart(YEARS, HIGH, steps=given)
    assert isinstance(found, ProcessBehaviourChart)
    assert found.step == (None if counted is None else month(counted))


def test_too_few_points_since_a_step_are_reported_from_too_few_at_all() -> None:
    assert chart(YEARS, HIGH, steps=[month(19)]) is NoAnswer.STEP
    assert isinstance(chart(YEARS, HIGH, steps=[month(18)]), ProcessBehaviourChart)
    assert chart(YEARS, HIGH, steps=[month(29)]) is NoAnswer.STEP
    gap = [*YEARS[:20], *YEARS[21:]]
    assert chart(gap, HIGH, steps=[month(12)]) is NoAnswer.GAP


@pytest.mark.parametrize(("step", "fixed"), [(0, True), (1, False), (12, False), (13, False)])
def test_a_step_after_the_baseline_began_does_away_with_it(step: int, fixed: bool) -> None:
    found = chart(YEARS, HIGH, baseline=FIRST_YEAR, steps=[month(step)])
    assert isinstance(found, ProcessBehaviourChart)
    assert ((found.baseline is FIRST_YEAR), found.step) == (fixed, month(step))


def test_a_baseline_since_the_step_fixes_its_limits() -> None:
    later = Baseline(month(12), month(23))
    found = chart(YEARS, HIGH, baseline=later, steps=[month(12)])
    assert isinstance(found, ProcessBehaviourChart)
    assert (found.baseline, len(found.points)) == (later, 18)
    assert found.mean == Fraction(169, 12)


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────

SERIES = st.lists(st.integers(-20, 20), min_size=12, max_size=30).filter(
    lambda values: isinstance(chart(points(values), HIGH), ProcessBehaviourChart)
)
MIRRORED = {"improving": "concerning", "concerning": "improving"}


@given(SERIES)
@example(BELOW_AND_RISING)
def test_the_opposite_polarity_gives_the_opposite_answer_unless_a_point_is_both(
    values: list[int],
) -> None:
    high, low = read(values, HIGH), read(values, LOW)
    if {side for _, side in high.signals[-1]} == {True, False}:
        assert high.variation == low.variation == "improving"
    else:
        assert MIRRORED.get(high.variation, high.variation) == low.variation


@given(SERIES, st.fractions(Fraction(1, 100), 100), st.integers(-50, 50))
def test_another_scale_changes_nothing(values: list[int], by: Fraction, more: int) -> None:
    scaled = read([value * by + more for value in values])
    plain = read(values)
    assert (scaled.signals, scaled.variation) == (plain.signals, plain.variation)


@given(SERIES)
def test_upside_down_the_opposite_polarity_says_the_same(values: list[int]) -> None:
    upright, turned = read(values, HIGH), read([-value for value in values], LOW)
    assert upright.variation == turned.variation


def test_noise_seldom_cries_signal() -> None:
    """Of 500 series of 24 normal figures, a twentieth or so have a signal at their latest point."""
    chance = random.Random(20241)
    series = [[Fraction(round(chance.gauss(100, 10), 3)) for _ in range(24)] for _ in range(500)]
    cried = sum(read(values).variation is not Variation.COMMON_CAUSE for values in series)
    assert 0 < cried < 50
