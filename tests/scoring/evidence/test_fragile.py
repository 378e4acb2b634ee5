"""One case more or less: judged again, with the same rule."""

import pytest

from ragcalc.scoring.evidence.fragile import fragile
from ragcalc.scoring.evidence.records import Fragile
from ragcalc.vocabulary import Status
from tests.build import result

GREEN, AMBER, RED = Status.GREEN, Status.AMBER, Status.RED


REPORTED = (
    "unit: percent, reported: {2018-19 Q4: red}, "
    "values: {2018-19 Q4: {numerator: 1, denominator: 2}}"
)


def found(lines: str) -> Fragile | None:
    made = result(lines)
    return fragile(made.inputs, made.unit, may_exceed_100="may-exceed-100: true" in lines)


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        (91, Fragile(GREEN, GREEN, False)),
        (90, Fragile(GREEN, AMBER, True)),
        (89, Fragile(GREEN, AMBER, True)),
        (88, Fragile(AMBER, AMBER, False)),
        (86, Fragile(AMBER, AMBER, False)),
        (85, Fragile(AMBER, RED, True)),
        (84, Fragile(AMBER, RED, True)),
        (83, Fragile(RED, RED, False)),
        (99, Fragile(GREEN, GREEN, False)),
        (100, Fragile(None, GREEN, False)),
    ],
)
def test_a_status_is_fragile_where_one_case_would_change_it(cases: int, expected: Fragile) -> None:
    values = f"values: {{2018-19 Q4: {{numerator: {cases}, denominator: 100}}}}"
    assert found(f"unit: percent, target: 90, tolerance: {{amber: 5 points}}, {values}") == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("polarity: low, target: 4, values: {2018-19 Q4: 4}", Fragile(AMBER, GREEN, True)),
        ("polarity: low, target: 4, values: {2018-19 Q4: 5}", Fragile(RED, GREEN, True)),
        ("polarity: low, target: 4, values: {2018-19 Q4: 9}", Fragile(RED, RED, False)),
        ("polarity: low, target: 0, values: {2018-19 Q4: 0}", Fragile(AMBER, None, True)),
        ("target: 4, interval: byar, values: {2018-19 Q4: 4}", Fragile(GREEN, AMBER, True)),
    ],
)
def test_the_value_of_a_plain_count_is_the_number_of_its_cases(
    lines: str, expected: Fragile
) -> None:
    assert found(f"unit: count, tolerance: {{amber: 1 points}}, {lines}") == expected


def test_there_is_no_case_below_none() -> None:
    values = "values: {2018-19 Q4: {numerator: 0, denominator: 100}}"
    assert found(f"unit: percent, polarity: low, target: 0, {values}") == Fragile(RED, None, True)
    one = "values: {2018-19 Q4: {numerator: 1, denominator: 100}}"
    assert found(f"unit: percent, polarity: low, target: 0, {one}") == Fragile(RED, GREEN, True)


def test_more_cases_than_there_are_to_count_from_only_where_that_may_be() -> None:
    values = "values: {2018-19 Q4: {numerator: 100, denominator: 100}}, may-exceed-100: true"
    assert found(f"unit: percent, target: 101, {values}") == Fragile(GREEN, AMBER, True)


@pytest.mark.parametrize(
    "lines",
    [
        "unit: days, target: 90, values: {2018-19 Q4: 89}",
        "target: 90, values: {2018-19 Q4: {value: 89, numerator: 89}}",
        "target: 90, values: {2018-19 Q4: suppressed}",
        "unit: percent, values: {2018-19 Q4: {numerator: 1, denominator: 2}}",
        REPORTED,
    ],
)
def test_nothing_is_reported_of_a_status_that_no_count_decides(lines: str) -> None:
    assert found(lines) is None


def test_counts_may_be_fractions_of_cases() -> None:
    values = "values: {2018-19 Q4: {numerator: 0.5, denominator: 100}}"
    made = found(f"unit: percent, target: 90, {values}")
    assert made == Fragile(RED, None, False)
