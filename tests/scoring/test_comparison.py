"""How the value stands against a comparator: better, similar or worse."""

from fractions import Fraction

import pytest

from ragcalc.scoring.comparison import comparison
from ragcalc.scoring.results import Comparison
from ragcalc.vocabulary import ComparisonResult, Reason
from tests.build import england, inputs, rules


@pytest.mark.parametrize(
    ("polarity", "value", "comparator", "standing"),
    [
        # Cheshire West and Chester, 2018-19 year end, as published
        *(("low", "16", "20.2", "better"), ("low", "16", "21.5", "better")),
        *(("low", "73", "91", "better"), ("low", "73", "60.9", "worse")),
        *(("low", "18.3", "15", "worse"), ("low", "21.2", "21.3", "better")),
        *(("high", "90.01", "90", "better"), ("high", "89.99", "90", "worse")),
        *(("high", "90", "90", "similar"), ("low", "90", "90", "similar")),
        *(("neutral", "91", "90", "higher"), ("neutral", "89", "90", "lower")),
        *(("on-target", "91", "90", "higher"), ("on-target", "89", "90", "lower")),
        *(("neutral", "90", "90", "similar"), ("on-target", "90", "90", "similar")),
        *(("high", "0", "0", "similar"), ("high", "-1", "-2", "better")),
    ],
)
def test_a_gap_is_better_or_worse_in_the_sense_of_the_polarity(
    polarity: str, value: str, comparator: str, standing: str
) -> None:
    found = comparison(inputs(value, polarity=polarity), england(comparator))
    assert found.standing == standing


@pytest.mark.parametrize(
    ("similar", "value", "standing"),
    [
        ("5%", "95", "similar"),
        ("5%", "94.9999", "worse"),
        ("5%", "105", "similar"),
        ("5%", "105.0001", "better"),
        ("below 5%", "95", "worse"),
        ("below 5%", "100", "similar"),
        ("2 points", "102", "similar"),
        ("2 points", "102.01", "better"),
        ("below 0", "100", "similar"),
    ],
)
def test_a_gap_within_the_tolerance_is_similar(similar: str, value: str, standing: str) -> None:
    found = comparison(inputs(value, by=rules(similar=similar)), england("100"))
    assert found.standing == standing


def test_the_gap_is_the_value_less_the_comparator() -> None:
    found = comparison(inputs("16", polarity="low"), england("20.2"))
    assert found == Comparison(england("20.2"), Fraction(-42, 10), ComparisonResult.BETTER)


def test_without_a_value_the_comparator_is_shown_without_a_verdict() -> None:
    found = comparison(inputs(Reason.SUPPRESSED), england("20.2"))
    assert found == Comparison(england("20.2"), None, None)
