"""Facts about how far a figure is from its history."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ragcalc.checks.likelihood import is_surely_within, score

FIGURES = some.lists(some.integers(-60, 60), min_size=1, max_size=30)
HISTORY = [161, 172, 168, 170, 164, 175, 169, 171]


@given(
    some.one_of(FIGURES, FIGURES.map(lambda few: few * 3), some.lists(some.just(7), min_size=1)),
    some.integers(-200, 200),
    some.decimals("0.01", 20, places=2),
)
def test_what_is_surely_within_the_limit_has_no_score_above_it(
    history: list[int], value: int, limit: Decimal
) -> None:
    found = score(Fraction(value), [*map(Fraction, history)])
    if is_surely_within(limit, value, history):
        assert found is None or found <= limit


@pytest.mark.parametrize(
    ("value", "sure"), [(169, True), (178, True), (161, True), (179, False), (610, False)]
)
def test_a_figure_near_its_history_is_surely_within_the_limit(value: int, sure: bool) -> None:
    """Median 169.5; four of eight lie within 1.5, the reach of a value that is 8.9 away."""
    assert is_surely_within(Decimal(4), value, HISTORY) is sure


def test_what_lies_just_outside_the_reach_does_not_count() -> None:
    """Median 45, and the reach of a value that is 33 away is 5.6 at a limit of 4."""
    assert is_surely_within(Decimal(4), 78, [10, 39, 39, 40, 50, 60, 70, 80])
    assert is_surely_within(Decimal(4), 78, [10, 20, 30, 40, 50, 51, 51, 80])
    assert not is_surely_within(Decimal(4), 78, [10, 20, 40, 40, 50, 50, 70, 80])


def test_figures_of_twenty_digits_are_looked_at_to_the_last() -> None:
    history = [10**20 + figure for figure in HISTORY]
    assert is_surely_within(Decimal(4), 10**20 + 178, history)
    assert not is_surely_within(Decimal(4), 10**20 + 179, history)


def test_the_median_of_an_odd_history_is_its_middle() -> None:
    assert is_surely_within(Decimal("3.5"), 175, HISTORY[:7])
    assert not is_surely_within(Decimal("3.5"), 194, HISTORY[:7])


def test_nothing_is_sure_where_more_than_half_are_equal_or_no_score_is_allowed() -> None:
    assert not is_surely_within(Decimal("3.5"), 6, [5] * 8)
    assert not is_surely_within(Decimal(0), 170, HISTORY)
