"""The line of Theil and Sen, against scipy and by its properties."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from ragcalc.periods import Kind, Period, parse
from ragcalc.scoring.targets.pace import StraightLine, run_rate, theil_sen
from tests import strategies

START = parse("2016-17 Q1")
Points = list[tuple[Period, Fraction]]


def points(figures: Mapping[int, Fraction | int]) -> Points:
    """Return points so many quarters after the first."""
    return [
        (Period(Kind.QUARTER, START.start + 3 * at), Fraction(value))
        for at, value in sorted(figures.items())
    ]


series = st.dictionaries(st.integers(0, 40), strategies.amounts, min_size=2, max_size=12)


@given(series)
def test_slope_and_height_are_those_of_scipy(figures: dict[int, Fraction]) -> None:
    line = theil_sen(points(figures))
    at = sorted(figures)
    slope, intercept, *_ = theilslopes(  # type: ignore[call-overload]
        [float(figures[one]) for one in at], [float(one) for one in at], method="joint"
    )
    assert float(line.slope) == pytest.approx(slope, abs=1e-6)
    assert float(line.height(START)) == pytest.approx(intercept, abs=1e-5)


@given(series)
def test_a_mirrored_series_has_the_mirrored_line(figures: dict[int, Fraction]) -> None:
    line = theil_sen(points(figures))
    mirrored = theil_sen(points({at: -value for at, value in figures.items()}))
    assert mirrored == StraightLine(-line.slope, -line.level, line.at)


def test_one_wild_reading_among_five_moves_the_line_little() -> None:
    even = points({0: 70, 1: 72, 2: 74, 3: 76, 4: 78})
    wild = points({0: 70, 1: 72, 2: 900, 3: 76, 4: 78})
    assert (
        theil_sen(even) == theil_sen(wild) == StraightLine(Fraction(2), Fraction(78), even[-1][0])
    )


def test_a_gap_counts_for_the_time_that_it_takes() -> None:
    assert theil_sen(points({0: 70, 4: 78})).slope == 2


def test_the_height_of_a_line_is_exact_before_and_behind_it() -> None:
    line = StraightLine(Fraction(1, 3), Fraction(10), parse("2018-19 Q4"))
    heights = [line.height(parse(one)) for one in ("2018-19 Q3", "2018-19 Q4", "2019-20 Q3")]
    assert heights == [Fraction(29, 3), Fraction(10), Fraction(11)]


def test_a_total_is_raised_by_the_share_that_was_due() -> None:
    assert run_rate(Fraction(193), Fraction(3, 4)) == Fraction(772, 3)
