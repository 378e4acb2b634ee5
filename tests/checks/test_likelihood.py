"""Facts about how far a figure is from its history."""

from collections.abc import Sequence
from fractions import Fraction
from statistics import median

from hypothesis import given
from hypothesis import strategies as some

from ragcalc.checks.likelihood import score

FIGURES = some.lists(some.fractions(-60, 60, max_denominator=1000), min_size=1, max_size=30)
HISTORY = [*map(Fraction, (161, 172, 168, 170, 164, 175, 169, 171))]
"""Median 169.5, and half of them at most 2 from it."""


def published(value: Fraction, history: Sequence[Fraction]) -> Fraction | None:
    """Return the score as Iglewicz and Hoaglin write it."""
    middle = median(history)
    deviations = [abs(one - middle) for one in history]
    if spread := median(deviations):
        return Fraction("0.6745") * abs(value - middle) / spread
    mean = sum(deviations, Fraction(0)) / len(deviations)
    return abs(value - middle) / (Fraction("1.253314") * mean) if mean else None


@given(some.one_of(FIGURES, FIGURES.map(lambda few: few * 3)), some.fractions(-200, 200))
def test_the_score_is_the_published_one(history: list[Fraction], value: Fraction) -> None:
    assert score(value, history) == published(value, history)


def test_figures_of_twenty_digits_are_looked_at_to_the_last() -> None:
    history = [10**20 + figure for figure in HISTORY]
    for value in (178, 179):
        expected = Fraction("0.6745") * (value - Fraction("169.5")) / 2
        assert score(Fraction(10**20 + value), history) == score(Fraction(value), HISTORY)
        assert score(Fraction(value), HISTORY) == expected


def test_where_more_than_half_are_equal_the_mean_deviation_takes_the_medians_place() -> None:
    history = [*map(Fraction, (5, 5, 5, 5, 5, 9))]
    assert score(Fraction(6), history) == 1 / (Fraction("1.253314") * Fraction(4, 6))


def test_a_history_without_spread_gives_no_score() -> None:
    assert score(Fraction(6), [Fraction(5)] * 8) is None
