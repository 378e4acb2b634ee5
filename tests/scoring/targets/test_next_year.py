"""What the targets of a year are set by."""

import pytest

from ragcalc.periods import Kind, SplitYear
from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.scoring.score import report
from ragcalc.scoring.targets.next_year import NextTarget, NextTargets, next_targets, own_year
from ragcalc.scoring.verdicts import VerdictTable
from tests.build import loaded, period

YEAR = SplitYear(2019)


def found(entries: str) -> NextTargets:
    catalogue = loaded({"it": entries}).catalogue
    assert catalogue
    table = VerdictTable(catalogue, None)
    return next_targets(table, report(table, period("2018-19 Q4")), YEAR)


def to_set(entries: str) -> NextTarget:
    (one,) = found(entries).to_set
    return one


@pytest.mark.parametrize(
    ("entries", "group"),
    [
        ("values: {}", "to_set"),
        ("target: 5, values: {}", "to_set"),
        ("targets: {2018-19: 5}, values: {}", "to_set"),
        ("targets: {2018-19: 5, 2019-20: {value: 6, proposed: true}}, values: {}", "to_set"),
        ("targets: {2018-19: 5, 2020-21: 6}, values: {}", "to_set"),
        ("targets: {2018-19: 5, 2019-20: 6}, values: {}", "given"),
        ("targets: {2018-19: 5, 2019-20: none}, values: {}", "given"),
        ("targets: {from 2019-20 Q3: 6}, values: {}", "given"),
        ("target: none, values: {}", "without"),
        ("targets: {2018-19: none}, values: {}", "without"),
        ("polarity: neutral, values: {}", "without"),
    ],
)
def test_which_targets_are_to_be_set(entries: str, group: str) -> None:
    made = found(entries)
    counts = {name: len(getattr(made, name)) for name in ("to_set", "given", "without")}
    assert counts == {**dict.fromkeys(counts, 0), group: 1}


@pytest.mark.parametrize(
    ("entries", "target", "outturn"),
    [
        ("target: 5, values: {2018-19 Q4: 7}", 5, "2018-19 Q4 7"),
        ("targets: {2018-19: 5}, values: {2018-19 Q3: 7, 2019-20 Q1: 8}", 5, "2018-19 Q3 7"),
        ("targets: {2018-19 Q4: 4, 2018-19: 5}, values: {}", 4, ""),
        ("accumulates: true, profile: linear, targets: {2018-19: 8}, values: {2018-19 Q2: 4}",
         8, "2018-19 Q2 4"),
        ("lag: 1 year, targets: {2017-18: 3, 2018-19: 5}, values: {2017-18 Q4: 7}",
         5, "2017-18 Q4 7"),
        ("frequency: annual, targets: {2018-19: 5}, values: {2018-19: 7}", 5, "2018-19 7"),
        ("frequency: monthly, targets: {2018-19: 5}, values: {2019-M02: 7}", 5, "2019-M02 7"),
    ],
)  # fmt: skip
def test_the_target_is_that_of_the_year_and_the_outturn_its_last_figure(
    entries: str, target: int, outturn: str
) -> None:
    one = to_set(entries)
    assert isinstance(one.result.inputs.goal, ResolvedTarget)
    assert one.result.inputs.goal.high == target
    reading = one.outturn.inputs.reading if one.outturn else None
    said = f"{reading.period} {reading.value}" if isinstance(reading, SourcedValue) else ""
    assert (said, str(one.year)) == (outturn, "2019-20")


@pytest.mark.parametrize(
    ("entries", "proposed"),
    [
        ("targets: {2019-20: {value: 6, proposed: true}}", [6]),
        ("target: {value: 6, proposed: true}", [6]),
        ("targets: {2020-21: {value: 6, proposed: true}}", []),
        ("targets: {2018-19: {value: 6, proposed: true}}", []),
        ("targets: {2018-19: 6}", []),
    ],
)
def test_what_is_proposed_for_the_year_stands_beside_it(entries: str, proposed: list[int]) -> None:
    assert [one.high for one in to_set(f"{entries}, values: {{}}").proposed] == proposed


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.FINANCIAL, "2019-20"),
        (Kind.ACADEMIC, "2019-20 academic"),
        (Kind.CALENDAR, "2019"),
    ],
)
def test_a_year_of_each_kind_begins_in_the_same_calendar_year(kind: Kind, expected: str) -> None:
    assert str(own_year(YEAR, kind)) == expected


SUMMED = "rolls-up: sum, values: {2018-19 Q1: 1, 2018-19 Q2: 2, 2018-19 Q3: 3, 2018-19 Q4: 4"


@pytest.mark.parametrize(
    ("entries", "target", "outturn"),
    [
        (f"targets: {{2018-19: 9}}, {SUMMED}}}", 9, "2018-19 10"),
        (f"target: 2, {SUMMED}}}", 8, "2018-19 10"),
        (f"target: 2, {SUMMED}, 2019-20 Q1: 5}}", 8, "2018-19 10"),
        (f"target: 2, lag: 1 quarter, {SUMMED}}}", 8, "2018-19 10"),
        ("target: 2, rolls-up: sum, values: {2018-19 Q4: 4}", 8, ""),
    ],
)
def test_the_outturn_of_what_makes_a_year_is_the_years(
    entries: str, target: int, outturn: str
) -> None:
    one = to_set(entries)
    assert isinstance(one.result.inputs.goal, ResolvedTarget)
    assert one.result.inputs.goal.high == target
    reading = one.outturn.inputs.reading if one.outturn else None
    said = f"{reading.period} {reading.value}" if isinstance(reading, SourcedValue) else ""
    assert said == outturn


def test_a_target_of_a_years_sum_is_given() -> None:
    assert found(f"targets: {{2019-20: 9}}, {SUMMED}}}").given == ("it",)
