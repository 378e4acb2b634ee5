"""What each remaining period needs: the way from the latest reading to the target."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcalc.scoring.inputs import ResolvedTarget
from ragcalc.scoring.targets.needs import Needs
from ragcalc.scoring.targets.rules import Pace, TargetRule
from ragcalc.vocabulary import NoAnswer
from tests.scoring.targets.reviewing import answer, quarters, review

NeededSteps = list[tuple[str, Fraction | int, Fraction | int]]


NOW = "values: {2018-19 Q2: 80}"


def way(lines: str, period: str, *asked: str, kind: str = "") -> NeededSteps | NoAnswer:
    """Return each step: its period, what it needs, and where it leads."""
    found = review(lines, period, *asked, kind=kind).needs
    if isinstance(found, NoAnswer):
        return found
    return [(str(one.period), one.amount, one.reaches) for one in found.steps]


# ── What does not accumulate ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "kind", "expected"),
    [
        # two quarters are left of the year, and six until the end of the next
        ("targets: {2018-19: 90}, values: {2018-19 Q2: 80}", "current",
         [("2018-19 Q3", 5, 85), ("2018-19 Q4", 5, 90)]),
        ("targets: {2019-20: 86}, values: {2018-19 Q2: 80}", "ahead",
         [("2018-19 Q3", 1, 81), ("2018-19 Q4", 1, 82), ("2019-20 Q1", 1, 83),
          ("2019-20 Q2", 1, 84), ("2019-20 Q3", 1, 85), ("2019-20 Q4", 1, 86)]),
        ("targets: {2018-19 Q3: 86}, values: {2018-19 Q2: 80}", "ahead", [("2018-19 Q3", 6, 86)]),
        ("polarity: low, targets: {2018-19: 79}, values: {2018-19 Q2: 80}", "current",
         [("2018-19 Q3", Fraction(-1, 2), Fraction(159, 2)), ("2018-19 Q4", Fraction(-1, 2), 79)]),
        # the nearer end of a range
        ("polarity: on-target, targets: {2018-19: {from: 82, to: 90}}, values: {2018-19 Q2: 80}",
         "current", [("2018-19 Q3", 1, 81), ("2018-19 Q4", 1, 82)]),
        ("polarity: on-target, targets: {2018-19: {from: 60, to: 78}}, values: {2018-19 Q2: 80}",
         "current", [("2018-19 Q3", -1, 79), ("2018-19 Q4", -1, 78)]),
        # a revised target ends with its year
        ("targets: {2018-19: 90, from 2018-19 Q4: 88}, values: {2018-19 Q2: 80}", "ahead",
         [("2018-19 Q3", 4, 84), ("2018-19 Q4", 4, 88)]),
        ("targets: {2018-19: 90, from 2018-19 Q4: 88}, values: {2018-19 Q2: 80}", "current",
         [("2018-19 Q3", 5, 85), ("2018-19 Q4", 5, 90)]),
        # the figure of a comparator as it is now
        ("targets: {2018-19: {comparator: england}}, comparators: {england: 82}, " + NOW,
         "current", [("2018-19 Q3", 1, 81), ("2018-19 Q4", 1, 82)]),
        # a tie meets a target, and does not meet a strict one
        ("targets: {2018-19: 80}, values: {2018-19 Q2: 80}", "current", NoAnswer.MET),
        ("targets: {2018-19: 79}, values: {2018-19 Q2: 80}", "current", NoAnswer.MET),
        ("polarity: low, targets: {2018-19: 81}, values: {2018-19 Q2: 80}", "current",
         NoAnswer.MET),
        ("targets: {2018-19: {above: 80}}, values: {2018-19 Q2: 80}", "current",
         [("2018-19 Q3", 0, 80), ("2018-19 Q4", 0, 80)]),
        ("targets: {2018-19: {comparator: england}}, values: {2018-19 Q2: 80}", "current",
         NoAnswer.NO_FIGURE),
        ("target: 90, values: {2018-19 Q2: 80}", "current", NoAnswer.NO_END),
        ("targets: {2018-19 Q2: 90}, values: {2018-19 Q2: 80}", "current", NoAnswer.ENDED),
        ("targets: {2018-19: 90}, values: {2018-19 Q2: suppressed}", "current", NoAnswer.NO_VALUE),
        # from the latest reading where the due one is not there
        ("targets: {2018-19: 90}, values: {2018-19 Q1: 81, 2018-19 Q2: suppressed}", "current",
         [("2018-19 Q2", 3, 84), ("2018-19 Q3", 3, 87), ("2018-19 Q4", 3, 90)]),
    ],
)  # fmt: skip
def test_the_way_to_a_target(lines: str, kind: str, expected: NeededSteps | NoAnswer) -> None:
    assert way(lines, "2018-19 Q2", kind=kind) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2018-19 Q2", [("2018-19 Q3", 5, 85), ("2018-19 Q4", 5, 90)]),
        ("2018-19 Q4", [("2019-20 Q1", 1, 87), ("2019-20 Q2", 1, 88), ("2019-20 Q3", 1, 89),
                        ("2019-20 Q4", 1, 90)]),
    ],
)  # fmt: skip
def test_what_is_set_shall_be_met_by_the_end_of_the_next_periods_year(
    period: str, expected: NeededSteps
) -> None:
    lines = "target: 95, values: {2018-19 Q2: 80, 2018-19 Q4: 86}"
    assert way(lines, period, "90") == expected


def test_an_annual_figure_that_is_not_due_needs_its_year() -> None:
    lines = "frequency: annual, targets: {2018-19: 90}, values: {2017-18: 80}"
    assert way(lines, "2018-19 Q2") == [("2018-19", 10, 90)]


# ── What accumulates ─────────────────────────────────────────────────────────────────────────────

COUNTED = "values: {2018-19 Q1: {numerator: 80, denominator: 2}}"
GROWS = "accumulates: true, targets: {2018-19: 100}"


@pytest.mark.parametrize(
    ("keys", "value", "expected"),
    [
        # evenly
        ("profile: linear", 40, [("2018-19 Q3", 30, 70), ("2018-19 Q4", 30, 100)]),
        ("profile: none", 40, [("2018-19 Q3", 30, 70), ("2018-19 Q4", 30, 100)]),
        ("note: no profile", 40, [("2018-19 Q3", 30, 70), ("2018-19 Q4", 30, 100)]),
        # as the profile shares the rest: 20 to 40 of the last 60
        ("profile: [20%, 40%, 60%, 100%]", 40, [("2018-19 Q3", 20, 60), ("2018-19 Q4", 40, 100)]),
        ("profile: [20%, 40%, 60%, 100%]", 10, [("2018-19 Q3", 30, 40), ("2018-19 Q4", 60, 100)]),
        # all was due by now, so the rest is shared evenly
        ("profile: [50%, 100%, 100%, 100%]", 40, [("2018-19 Q3", 30, 70), ("2018-19 Q4", 30, 100)]),
        ("profile: linear", 99, [("2018-19 Q3", Fraction(1, 2), Fraction(199, 2)),
                                 ("2018-19 Q4", Fraction(1, 2), 100)]),
        ("profile: linear", 100, NoAnswer.MET),
        ("profile: linear", 120, NoAnswer.MET),
        # low is good: so much may be added at most, until it is passed
        ("polarity: low, profile: linear", 40, [("2018-19 Q3", 30, 70), ("2018-19 Q4", 30, 100)]),
        ("polarity: low, profile: linear", 100, [("2018-19 Q3", 0, 100), ("2018-19 Q4", 0, 100)]),
        ("polarity: low, profile: linear", 101, NoAnswer.PASSED),
        ("polarity: on-target, profile: linear", 40,
         [("2018-19 Q3", 30, 70), ("2018-19 Q4", 30, 100)]),
        ("polarity: on-target, profile: linear", 100, NoAnswer.MET),
        ("polarity: on-target, profile: linear", 101, NoAnswer.PASSED),
    ],
)  # fmt: skip
def test_the_rest_of_a_years_target(
    keys: str, value: int, expected: NeededSteps | NoAnswer
) -> None:
    lines = f"{GROWS}, {keys}, values: {{2018-19 Q1: 5, 2018-19 Q2: {value}}}"
    assert way(lines, "2018-19 Q2") == expected


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        # the targets of the quarters share the year's
        ("2018-19 Q1: 10, 2018-19 Q2: 20, 2018-19 Q3: 80, 2018-19 Q4: 100",
         [("2018-19 Q3", 45, 85), ("2018-19 Q4", 15, 100)]),
        # and evenly where they fall, or are not all there
        ("2018-19 Q1: 10, 2018-19 Q2: 20, 2018-19 Q3: 15, 2018-19 Q4: 100",
         [("2018-19 Q3", 30, 70), ("2018-19 Q4", 30, 100)]),
        ("2018-19 Q2: 20, 2018-19: 100", [("2018-19 Q3", 30, 70), ("2018-19 Q4", 30, 100)]),
        # a year that nobody gives a target for
        ("2018-19 Q2: 20", NoAnswer.NO_FIGURE),
        # nothing to share: no more may be added
        ("2018-19: 0", NoAnswer.MET),
    ],
)  # fmt: skip
def test_targets_of_quarters_share_the_years(
    targets: str, expected: NeededSteps | NoAnswer
) -> None:
    lines = f"accumulates: true, targets: {{{targets}}}, values: {{2018-19 Q2: 40}}"
    assert way(lines, "2018-19 Q2") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (30, [("2018-19 Q3", 30, 60), ("2018-19 Q4", 30, 90)]),
        (95, NoAnswer.MET),
        (111, NoAnswer.PASSED),
    ],
)
def test_a_range_is_filled_from_below(value: int, expected: NeededSteps | NoAnswer) -> None:
    lines = (
        "polarity: on-target, accumulates: true, profile: linear, "
        f"target: {{from: 90, to: 110}}, values: {{2018-19 Q2: {value}}}"
    )
    assert way(lines, "2018-19 Q2") == expected


def test_less_than_what_is_reached_already_is_passed() -> None:
    lines = (
        "polarity: low, accumulates: true, profile: linear, target: {below: 100}, "
        "values: {2018-19 Q2: %s}"
    )
    assert way(lines % 100, "2018-19 Q2") is NoAnswer.PASSED
    assert way(lines % 98, "2018-19 Q2") == [("2018-19 Q3", 1, 99), ("2018-19 Q4", 1, 100)]


def test_where_nothing_is_due_the_year_is_that_of_the_latest_reading() -> None:
    lines = "accumulates: true, profile: linear, target: 100, values: {2018-19 Q2: 40}"
    assert way(lines, "2018-M11") == [("2018-19 Q3", 30, 70), ("2018-19 Q4", 30, 100)]
    full = review(lines, "2018-M11").full
    assert isinstance(full, ResolvedTarget)
    assert full.high == 100
    finding = answer(TargetRule.OUT_OF_REACH, lines, "2018-M11").finding
    assert isinstance(finding, Pace)
    assert (finding.goal, finding.then) == (full, Fraction(80))


def test_the_way_starts_from_the_latest_reading_or_from_nothing() -> None:
    lines = "accumulates: true, targets: {2018-19: 90, 2019-20: 100}, values: {2018-19 Q2: 40}"
    now, ahead = (review(lines, "2018-19 Q2", kind=kind).needs for kind in ("current", "ahead"))
    assert isinstance(now, Needs)
    assert isinstance(ahead, Needs)
    assert (str(now.since), now.start) == ("2018-19 Q2", Fraction(40))
    assert (ahead.since, ahead.start) == (None, Fraction(0))


def test_a_year_ahead_of_less_than_one_has_not_passed_it() -> None:
    lines = (
        "polarity: low, accumulates: true, profile: linear, targets: {2019-20: 0.5}, "
        "values: {2018-19 Q4: 90}"
    )
    found = way(lines, "2018-19 Q4", kind="ahead")
    assert not isinstance(found, NoAnswer)
    assert [amount for _, amount, _ in found] == [Fraction(1, 8)] * 4


def test_a_total_of_one_is_shared_as_its_quarters_say() -> None:
    targets = "2018-19 Q1: 0.1, 2018-19 Q2: 0.2, 2018-19 Q3: 0.8, 2018-19 Q4: 1"
    lines = f"accumulates: true, targets: {{{targets}}}, values: {{2018-19 Q2: 0.4}}"
    assert way(lines, "2018-19 Q2") == [
        ("2018-19 Q3", Fraction(45, 100), Fraction(85, 100)),
        ("2018-19 Q4", Fraction(15, 100), 1),
    ]


def test_all_that_is_due_by_the_second_quarter_is_due_in_it() -> None:
    lines = f"{GROWS}, profile: [50%, 100%, 100%, 100%], values: {{2018-19 Q1: 40}}"
    assert way(lines, "2018-19 Q1") == [
        ("2018-19 Q2", 60, 100), ("2018-19 Q3", 0, 100), ("2018-19 Q4", 0, 100)
    ]  # fmt: skip


def test_the_last_period_of_a_year_brings_all_the_rest() -> None:
    lines = f"{GROWS}, profile: linear, values: {{2018-19 Q3: 40}}"
    assert way(lines, "2018-19 Q3") == [("2018-19 Q4", 60, 100)]


def test_a_year_ahead_starts_from_nothing() -> None:
    lines = (
        "accumulates: true, profile: [10%, 20%, 50%, 100%], targets: {2019-20: 200}, "
        "values: {2018-19 Q4: 90}"
    )
    assert way(lines, "2018-19 Q4", kind="ahead") == [
        ("2019-20 Q1", 20, 20), ("2019-20 Q2", 20, 40),
        ("2019-20 Q3", 60, 100), ("2019-20 Q4", 100, 200),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "period", "reason"),
    [
        (f"{GROWS}, values: {{2018-19 Q4: 90}}", "2018-19 Q4", NoAnswer.ENDED),
        # what was done so far in a year is not known from the year before
        (f"{GROWS}, values: {{2017-18 Q4: 90}}", "2018-19 Q2", NoAnswer.NO_VALUE),
        ("accumulates: true, target: {comparator: england}, values: {2018-19 Q2: 40}",
         "2018-19 Q2", NoAnswer.NO_FIGURE),
        ("accumulates: in-period, unit: percent, target: 90, values: {2018-19 Q1: 80}",
         "2018-19 Q1", NoAnswer.SHARES),
        (f"accumulates: in-period, unit: days, target: 90, {COUNTED}", "2018-19 Q1",
         NoAnswer.SHARES),
        ("accumulates: true, target: 90, frequency: annual, values: {2017-18: suppressed}",
         "2018-19 Q1", NoAnswer.NO_VALUE),
    ],
)  # fmt: skip
def test_what_needs_has_no_answer(lines: str, period: str, reason: NoAnswer) -> None:
    assert way(lines, period) is reason


def test_counts_of_each_period_alone_are_added_up_first() -> None:
    lines = (
        "accumulates: in-period, profile: linear, target: 100, "
        "values: {2018-19 Q1: 15, 2018-19 Q2: 25}"
    )
    assert way(lines, "2018-19 Q2") == [("2018-19 Q3", 30, 70), ("2018-19 Q4", 30, 100)]


@given(
    st.integers(-50, 150),
    st.integers(1, 100),
    st.sampled_from(["linear", "none", "[20%, 40%, 60%, 100%]", "[0%, 0%, 0%, 100%]"]),
    st.sampled_from(["high", "low"]),
)
def test_the_steps_add_up_to_what_is_left(
    value: int, target: int, profile: str, polarity: str
) -> None:
    lines = (
        f"accumulates: true, polarity: {polarity}, profile: {profile}, target: {target}, "
        f"{quarters('2018-19 Q1', [value])}"
    )
    found = review(lines, "2018-19 Q1").needs
    if isinstance(found, Needs):
        assert sum(step.amount for step in found.steps) == found.total == target - value
        assert found.steps[-1].reaches == found.end == target
        assert all(step.amount >= 0 for step in found.steps)
