"""How many decimals a figure is shown with, and what a reader sees of what a verdict rests on."""

from fractions import Fraction

import pytest

from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.scoring.precision import decimals_of, displayed
from ragcalc.scoring.results import IndicatorResult
from ragcalc.vocabulary import Reason
from tests.build import result


@pytest.mark.parametrize(
    ("entries", "places"),
    [
        ("values: {2018-19 Q4: 5}", 0),
        ("values: {2018-19 Q4: 5.20}", 2),
        ("decimals: 1, values: {2018-19 Q4: 5.20}", 1),
        ("decimals: 0, values: {2018-19 Q4: 5.20}", 0),
        # a value that only counts give
        ("unit: percent, values: {2018-19 Q4: {numerator: 1, denominator: 2}}", 1),
        ("unit: percent, values: {2018-19 Q4: {value: 50, numerator: 1, denominator: 2}}", 0),
    ],
)
def test_a_reading_is_shown_with_the_indicators_decimals_else_its_own(
    entries: str, places: int
) -> None:
    made = result(entries)
    assert isinstance(made.inputs.reading, SourcedValue)
    assert decimals_of(made, made.inputs.reading) == places


@pytest.mark.parametrize(
    ("target", "places"),
    [
        ("target: 90", 0),
        ("target: 90.25", 2),
        # a part of a year's target has no digits of its own: 2.5, 5, 2.5 to 5, 5 to 7.5, 5 to 10
        ("accumulates: true, profile: linear, target: 10", 1),
        ("accumulates: true, profile: linear, target: 20", 0),
        ("accumulates: true, profile: linear, polarity: on-target, target: {from: 10, to: 20}", 1),
        ("accumulates: true, profile: linear, polarity: on-target, target: {from: 20, to: 30}", 1),
        ("accumulates: true, profile: linear, polarity: on-target, target: {from: 20, to: 40}", 0),
    ],
)
def test_a_target_is_shown_with_its_own_decimals(target: str, places: int) -> None:
    made = result(f"{target}, values: {{2018-19 Q1: 5}}", "2018-19 Q1")
    assert isinstance(made.inputs.goal, ResolvedTarget)
    assert decimals_of(made, made.inputs.goal) == places


def test_of_several_figures_the_one_with_most_decimals_decides() -> None:
    made = result("target: 90.25, values: {2018-19 Q4: 5.2}")
    reading, goal = made.inputs.reading, made.inputs.goal
    assert isinstance(reading, SourcedValue)
    assert isinstance(goal, ResolvedTarget)
    assert decimals_of(made, reading, goal) == decimals_of(made, goal, reading) == 2


def displayed_values(made: IndicatorResult) -> list[Fraction | Reason]:
    """Return reading, both ends of the target and earlier reading as they are displayed."""
    found = displayed(made.inputs, made.decimals)
    assert found
    goal = found.goal
    ends = [goal] if isinstance(goal, Reason) else [goal.low, goal.high]
    figures = [
        one if isinstance(one, Reason) else one.value for one in (found.reading, found.previous)
    ]
    return [figures[0], *ends, figures[1]]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("target: 90.4, values: {2018-19 Q3: 79.5, 2018-19 Q4: 89.82}", [90, 90, 90, 80]),
        (
            "polarity: on-target, target: {from: 17.5, to: 22.4}, values: {2018-19 Q4: 5}",
            [5, 18, 22, Reason.NO_PREVIOUS],
        ),
        ("values: {2018-19 Q3: 79.5, 2018-19 Q4: 89}", [89, Reason.NO_TARGET, 80]),
        (
            "target: 90.4, values: {2018-19 Q3: 79.5, 2018-19 Q4: suppressed}",
            [Reason.SUPPRESSED, 90, 90, 80],
        ),
    ],
)
def test_reading_target_and_earlier_reading_are_seen_rounded(
    entries: str, expected: list[int | Reason]
) -> None:
    made = result(f"decimals: 0, {entries}")
    rounded = displayed_values(made)
    found = displayed(made.inputs, made.decimals)
    assert found
    assert rounded == expected
    gone = Reason.NO_VALUE
    rest, written = (
        one._replace(reading=gone, goal=gone, previous=gone) for one in (found, made.inputs)
    )
    assert rest == written


def test_counts_are_seen_with_one_decimal_where_none_is_stated() -> None:
    made = result("unit: percent, target: 66, values: {2018-19 Q4: {numerator: 2, denominator: 3}}")
    assert displayed_values(made) == [Fraction("66.7"), 66, 66, Reason.NO_PREVIOUS]
    both = "{value: 66.7, numerator: 2, denominator: 3}"
    made = result(f"unit: percent, decimals: 1, values: {{2018-19 Q4: {both}}}")
    assert displayed_values(made)[0] == Fraction("66.7")


@pytest.mark.parametrize(
    "entries",
    [
        "target: 90.25, values: {2018-19 Q3: 7.5, 2018-19 Q4: 89.825}",
        "decimals: 1, target: 90.5, values: {2018-19 Q3: 7.5, 2018-19 Q4: 89.5}",
        "decimals: 2, target: 90.5, values: {2018-19 Q3: 7.5, 2018-19 Q4: 89.5}",
        "decimals: 0, values: {2018-19 Q4: suppressed}",
    ],
)
def test_where_no_digit_is_dropped_a_reader_sees_nothing_else(entries: str) -> None:
    made = result(entries)
    assert displayed(made.inputs, made.decimals) is None
