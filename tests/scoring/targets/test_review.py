"""Which targets are reviewed, and what every period is compared with under them."""

from fractions import Fraction

import pytest

from ragcalc import pipeline as api
from ragcalc.scoring.inputs import ResolvedTarget
from ragcalc.scoring.judge import judge
from ragcalc.scoring.targets.review import review_targets
from ragcalc.scoring.targets.rules import PeriodComparison
from ragcalc.scoring.whatif import under
from ragcalc.vocabulary import Reason, Status, StatusBasis
from tests.build import goal, inputs, loaded, period
from tests.scoring.targets.reviewing import indicator_review, report_review, review

OVERRIDDEN = (
    "values: {2018-19 Q4: 92}, reported: {2018-19 Q4: {status: red, overrides: true, note: judged}}"
)
TWO = "values: {2018-19 Q3: 88, 2018-19 Q4: 92}"


def named(lines: str, period: str = "2018-19 Q4", *asked: str) -> list[str]:
    """Name the targets that are looked at: `current 2018-19`."""
    found = indicator_review(lines, period, *asked).targets
    return [f"{one.reviewed.kind} {one.reviewed.key or 'always'}" for one in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (TWO, []),
        (f"target: none, {TWO}", []),
        (f"target: 90, {TWO}", ["current always"]),
        (f"targets: {{2017-18: 80, 2018-19: 90}}, {TWO}", ["current 2018-19"]),
        (f"targets: {{2018-19: none, 2019-20: none}}, {TWO}", []),
        # in the order of time, the proposed ones last
        (f"targets: {{2020-21: 94, 2019-20: 93, 2018-19: 90}}, {TWO}",
         ["current 2018-19", "ahead 2019-20", "ahead 2020-21"]),
        (f"targets: {{2019-20: {{value: 95, proposed: true}}, 2020-21: 96, 2018-19: 90}}, {TWO}",
         ["current 2018-19", "ahead 2020-21", "proposed 2019-20"]),
        # a proposed one is looked at until it has ended
        (f"targets: {{2018-19: {{value: 95, proposed: true}}}}, target: 90, {TWO}",
         ["current always", "proposed 2018-19"]),
        (f"targets: {{2017-18: {{value: 95, proposed: true}}}}, target: 90, {TWO}",
         ["current always"]),
        (f"target: {{value: 95, proposed: true}}, {TWO}", ["proposed always"]),
        (f"targets: {{2018-19: 90, from 2018-19 Q3: 85}}, {TWO}", ["current from 2018-19 Q3"]),
        (f"targets: {{2018-19: 90, 2019-20 Q1: 91, from 2019-20 Q3: 95}}, {TWO}",
         ["current 2018-19", "ahead 2019-20 Q1", "ahead from 2019-20 Q3"]),
        (f"polarity: neutral, target: 90, {TWO}", []),
    ],
)  # fmt: skip
def test_the_targets_that_are_looked_at(lines: str, expected: list[str]) -> None:
    assert named(lines) == expected


def test_what_is_set_comes_last_each_on_its_own() -> None:
    assert named(f"target: 90, {TWO}", "q4", "95", "99") == [
        "current always", "set always", "set always"
    ]  # fmt: skip


def test_a_revision_that_is_still_to_come_is_a_target_ahead() -> None:
    lines = "targets: {2018-19: 90, from 2018-19 Q3: 85}, values: {2018-19 Q2: 80}"
    assert named(lines, "2018-19 Q2") == ["current 2018-19", "ahead from 2018-19 Q3"]


def test_an_annual_target_that_is_not_due_is_current_and_not_ahead_too() -> None:
    lines = "frequency: annual, targets: {2018-19: 90}, values: {2017-18: 80}"
    assert named(lines, "2018-19 Q2") == ["current 2018-19"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("frequency: annual, targets: {2018-19: 90, from 2018-19 Q3: 85}, values: {2017-18: 80}",
         ["current from 2018-19 Q3"]),
        (f"targets: {{2019-20: 90, from 2019-20 Q1: 85}}, {TWO}", ["ahead from 2019-20 Q1"]),
        (f"targets: {{2019-20: 90, from 2019-20 Q2: 85}}, {TWO}",
         ["ahead 2019-20", "ahead from 2019-20 Q2"]),
        (f"targets: {{2019-M06: 90, 2019-20 Q1: 91}}, {TWO}", ["ahead 2019-20 Q1"]),
        (f"targets: {{from 2019-M05: 90, from 2019-M06: 91}}, {TWO}", ["ahead from 2019-M06"]),
        (f"targets: {{from 2020-M02: 90}}, {TWO}", ["ahead from 2020-M02"]),
        # what is due by a quarter is a part of the year's
        (f"accumulates: true, targets: {{2019-20: 90, 2019-20 Q4: 90}}, {TWO}", ["ahead 2019-20"]),
    ],
)  # fmt: skip
def test_a_target_that_will_decide_no_period_is_not_ahead(lines: str, expected: list[str]) -> None:
    assert named(lines) == expected


@pytest.mark.parametrize(
    ("lines", "now"),
    [
        (f"target: 90, {TWO}", "2018-19 Q4"),
        ("lag: 1 quarter, target: 90, values: {2018-19 Q3: 88}", "2018-19 Q3"),
        ("carry: 1 quarter, target: 90, values: {2018-19 Q3: 88}", "2018-19 Q3"),
        ("frequency: annual, due: Q2, target: 90, values: {2017-18: 88}", "2018-19"),
    ],
)
def test_now_is_the_period_of_the_indicators_own_reading(lines: str, now: str) -> None:
    assert str(indicator_review(lines).now) == now


def test_each_indicator_stands_next_to_its_result_in_the_report() -> None:
    found = report_review(f"target: 90, {TWO}", "2018-19 Q4", "95")
    assert str(found.report.period) == "2018-19 Q4"
    assert [one.result for one in found.indicators] == list(found.report.indicators)
    (own,) = found.indicators
    assert [str(one.reviewed.target.value) for one in own.targets] == ["90", "95"]
    (proposed,) = indicator_review(f"target: {{value: 95, proposed: true}}, {TWO}").targets
    assert str(proposed.reviewed.target.value) == "95"


def test_what_has_no_period_is_for_the_next_one_up_to_the_end_of_its_year() -> None:
    span = (period("2018-19 Q4").end, period("2019-20").end)
    asked = review(TWO, "2018-19 Q4", "95").reviewed
    proposed = review(f"target: {{value: 95, proposed: true}}, {TWO}", kind="proposed").reviewed
    assert (asked.begins, asked.ends) == (proposed.begins, proposed.ends) == span


def test_a_target_that_is_set_stands_where_the_indicator_has_its_own() -> None:
    found = review(TWO, "2018-19 Q4", "95").goal
    assert isinstance(found, ResolvedTarget)
    assert (found.place.document, found.place.key) == ("indicators.yaml", "indicators.it.target")


def test_nobody_need_ask_about_a_target() -> None:
    book = loaded({"it": f"target: 90, {TWO}"})
    assert book.catalogue is not None
    made = api.scored(book, "2018-19 Q4", histories=True)
    assert review_targets(book.catalogue, made, {}, "indicators.yaml") == report_review(
        f"target: 90, {TWO}"
    )


# ── Every status under a target ──────────────────────────────────────────────────────────────────


def history(lines: str, *asked: str, kind: str = "") -> list[tuple[str, str, str]]:
    """Return each period with its status now and under the target."""
    found = review(lines, "2018-19 Q4", *asked, kind=kind).history
    return [(str(one.period), one.now.status.value, one.under.status.value) for one in found]


def test_every_period_is_judged_again_under_what_is_set() -> None:
    lines = "targets: {2017-18: 80, 2018-19: 90}, values: {2017-18 Q4: 88, 2018-19 Q4: 92}"
    assert history(lines, "93") == [
        ("2017-18 Q4", "green", "red"), ("2018-19 Q4", "green", "amber")
    ]  # fmt: skip
    assert history(lines, "88.36") == [
        ("2017-18 Q4", "green", "amber"), ("2018-19 Q4", "green", "green")
    ]  # fmt: skip


def test_a_proposed_target_is_shown_by_itself() -> None:
    lines = f"targets: {{2018-19: 90, 2019-20: {{value: 93, proposed: true}}}}, {TWO}"
    assert history(lines, kind="proposed") == [
        ("2018-19 Q3", "amber", "red"), ("2018-19 Q4", "green", "amber")
    ]  # fmt: skip


def test_the_current_target_leaves_every_status_as_it_is() -> None:
    lines = "targets: {2017-18: 80, 2018-19: 90}, values: {2017-18 Q4: 81, 2018-19 Q4: 84}"
    assert history(lines) == [("2017-18 Q4", "green", "green"), ("2018-19 Q4", "red", "red")]


def test_the_history_ends_with_the_reading_of_the_report() -> None:
    lines = "target: 90, values: {2018-19 Q3: 88, 2018-19 Q4: 92, 2019-20 Q1: 93}"
    assert [one[0] for one in history(lines)] == ["2018-19 Q3", "2018-19 Q4"]
    for found in (review(lines), review(lines, "2018-19 Q4", "95")):
        assert [one.value for one in found.history] == [Fraction(88), Fraction(92)]


def test_a_reading_that_is_not_due_yet_is_not_looked_at() -> None:
    """A figure that comes a quarter late stands in the next report, though it is there."""
    lines = f"lag: 1 quarter, target: 90, {TWO}"
    assert [one[0] for one in history(lines)] == ["2018-19 Q3"]
    assert review(lines, "2018-19 Q4", "89").status.status is Status.AMBER


@pytest.mark.parametrize(
    ("lines", "words", "expected"),
    [
        # a strict target: the tie is not met, and amber reaches to 96.6
        ("polarity: low, values: {2018-19 Q4: 92}", "below 92", "amber"),
        ("polarity: low, values: {2018-19 Q4: 91.9}", "below 92", "green"),
        ("polarity: on-target, values: {2018-19 Q4: 92}", "90 to 94", "green"),
        ("polarity: on-target, values: {2018-19 Q4: 95}", "90 to 94", "amber"),
        # a comparator's figure, and one that has none
        ("comparators: {england: {2018-19 Q4: 96}}, values: {2018-19 Q4: 92}", "england", "amber"),
        ("values: {2018-19 Q4: 92}", "england", "missing"),
        # no value stays missing, neither red nor green
        ("values: {2018-19 Q4: suppressed}", "90", "missing"),
        # what the source reports gives way where the rule can compute, save for an override
        ("values: {2018-19 Q4: 92}, reported: {2018-19 Q4: red}", "90", "green"),
        (OVERRIDDEN, "90", "red"),
        # the part that is due by then, and none without a profile
        ("accumulates: true, profile: linear, values: {2018-19 Q4: 92}", "90", "green"),
    ],
)  # fmt: skip
def test_the_status_under_each_form_of_target(lines: str, words: str, expected: str) -> None:
    assert review(lines, "2018-19 Q4", words).status.status == expected


def test_an_override_says_what_the_rule_would_give() -> None:
    found = review(OVERRIDDEN, "2018-19 Q4", "90").status
    assert (found.basis, found.computed) == (StatusBasis.OVERRIDE, Status.GREEN)


@pytest.mark.parametrize(
    ("profile", "status", "due"),
    [("profile: linear, ", "green", 45), ("profile: none, ", "red", 90), ("", "missing", None)],
)
def test_of_what_accumulates_the_part_that_is_due_counts(
    profile: str, status: str, due: int | None
) -> None:
    lines = f"accumulates: true, {profile}values: {{2018-19 Q2: 46}}"
    found = review(lines, "2018-19 Q2", "90")
    assert found.status.status == status
    assert (None if isinstance(found.goal, Reason) else found.goal.high) == due


def test_what_it_asks_of_the_whole_year_knows_no_revision_that_is_still_to_come() -> None:
    targets = "targets: {2018-19: 90, from 2018-19 Q3: 85}"
    lines = f"accumulates: true, profile: linear, {targets}, values: {{2018-19 Q2: 46}}"
    found = review(lines, "2018-19 Q2")
    assert isinstance(found.goal, ResolvedTarget)
    assert isinstance(found.full, ResolvedTarget)
    assert (found.goal.high, found.full.high) == (Fraction(45), Fraction(90))


@pytest.mark.parametrize("standing", ["", "target: 10, profile: none, "])
def test_a_proposed_part_of_a_year_holds_in_its_own_period_alone(standing: str) -> None:
    lines = (
        f"accumulates: true, {standing}targets: {{2018-19 Q2: {{value: 45, proposed: true}}}}, "
        "values: {2018-19 Q1: 30, 2018-19 Q2: 46}"
    )
    found = review(lines, "2018-19 Q2", kind="proposed")
    assert [one.under.status for one in found.history] == [Status.MISSING, Status.GREEN]
    assert found.status.status is Status.GREEN


def test_the_target_alone_is_replaced() -> None:
    record = inputs("80", "90", "85", floor="70", comparator="75")
    assert under(record, record.goal) == judge(record)
    assert under(record, goal("70")) == judge(record._replace(goal=goal("70")))
    assert under(record, Reason.NO_TARGET).status.status is Status.MISSING


def test_a_period_without_a_value_stands_in_the_history() -> None:
    lines = "target: 90, values: {2018-19 Q3: suppressed, 2018-19 Q4: 92}"
    first: PeriodComparison = review(lines).history[0]
    assert (first.value, first.under.status) == (None, Status.MISSING)


SUMMED = "rolls-up: sum, values: {2018-19 Q1: 10, 2018-19 Q2: 20, 2018-19 Q3: 30, 2018-19 Q4: 40}"


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ("target: 30", ["current always"]),
        ("targets: {2018-19: 90, 2019-20: 110}", []),
        ("targets: {2018-19: 90, from 2018-19 Q3: 100}", []),
        ("targets: {from 2018-19 Q3: 100}", ["current from 2018-19 Q3"]),
        ("target: 30, targets: {2019-20: {value: 130, proposed: true}}", ["current always"]),
    ],
)
@pytest.mark.parametrize("report", ["2018-19", "2018-19 Q4"])
def test_of_what_adds_up_the_targets_of_readings_are_looked_at(
    targets: str, expected: list[str], report: str
) -> None:
    assert named(f"{targets}, {SUMMED}", report) == expected


def test_what_adds_up_is_reviewed_as_its_last_reading() -> None:
    found = review(f"target: 30, {SUMMED}", "2018-19")
    assert found.status.status is Status.GREEN
    assert [one.value for one in found.history] == [10, 20, 30, 40]
    empty = "target: 30, rolls-up: sum, values: {2019-20 Q1: 5}"
    assert review(empty, "2018-19").history == ()
