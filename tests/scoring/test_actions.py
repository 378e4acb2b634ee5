"""Which status of an action stands in a report, what counts, and the share."""

from fractions import Fraction

import pytest

from ragcalc import periods
from ragcalc.catalogue.model.indicators import Action, Outcome
from ragcalc.scoring.actions import ActionResult, actions, delivery
from ragcalc.vocabulary import ActionStatus
from tests import build

NOW = "2018-19 Q4"


def scored(entries: str, period: str = NOW) -> ActionResult:
    """Score one action."""
    action = Action.model_validate({"name": "it", **build.data(entries)})
    outcome = Outcome(name="safe", actions={"it": action})
    (result,) = actions(outcome, periods.parse(period).end)
    return result


@pytest.mark.parametrize(
    ("status", "period", "stands"),
    [
        ("2018-19 Q4: on-track", NOW, "on-track 2018-19 Q4"),
        ("2018-19: on-track", NOW, "on-track 2018-19"),
        ("2019-M03: delayed, 2018-19: on-track", NOW, "delayed 2019-M03"),
        ("2018-19 Q3: on-track, 2019-M03: delayed", NOW, "delayed 2019-M03"),
        # where none stands, the shortest that has ended is missed
        ("2018-19 Q3: on-track, 2019-M02: delayed", NOW, "None 2019-M03"),
        ("2017-18: on-track, 2018-19 Q3: delayed", NOW, "None 2018-19 Q4"),
        ("2018-19: on-track, 2018-19 Q4: delayed", NOW, "delayed 2018-19 Q4"),
        # what is delivered stays so, and nothing else does
        ("2018-19 Q3: delivered", NOW, "delivered 2018-19 Q3"),
        ("2018-19 Q3: on-track", NOW, "None 2018-19 Q4"),
        ("2018-19 Q2: delivered, 2018-19 Q3: on-track", NOW, "None 2018-19 Q4"),
        ("2018-19 Q2: delivered, 2018-19 Q3: on-track", "2018-19 Q3", "on-track 2018-19 Q3"),
        # a year's status stands until the next year has ended
        ("2018-19: on-track", "2019-20 Q1", "on-track 2018-19"),
        ("2018-19: on-track", "2019-20 Q3", "on-track 2018-19"),
        ("2018-19: on-track", "2019-20 Q4", "None 2019-20"),
        ("2018-19 Q4: on-track", "2019-M04", "on-track 2018-19 Q4"),
        ("2018-19: on-track, 2019-20 Q1: delayed", "2019-20 Q2", "None 2019-20 Q2"),
        # nothing of what is to come
        ("2019-20 Q1: on-track", NOW, "None 2018-19 Q4"),
        ("", NOW, "None None"),
    ],
)
def test_which_status_stands_in_a_report(status: str, period: str, stands: str) -> None:
    found = scored(f"status: {{{status}}}", period)
    assert f"{found.status} {found.period}" == stands


def test_an_action_keeps_what_the_plan_says_of_it() -> None:
    found = scored("due: 2018-19, owner: Housing, source: The plan, note: agreed")
    assert (found.id, found.name, str(found.due)) == ("it", "it", "2018-19")
    assert (found.owner, found.source, found.note) == ("Housing", "The plan", "agreed")


@pytest.mark.parametrize(
    ("entries", "begun"),
    [
        ("owner: nobody", True),
        ("due: 2019-20", True),
        ("status: {2018-19 Q4: on-track}", True),
        ("status: {2019-20 Q1: on-track}", False),
        ("status: {2018-19 Q1: on-track, 2019-20 Q1: on-track}", True),
        ("milestones: {2018-19: It is built}", True),
        ("milestones: {2018: It is built}", True),
        ("milestones: {2019-20 Q1: It is built}", False),
        ("status: {2019-20: on-track}, milestones: {2018-19 Q4: It is built}", True),
        ("due: 2018-19, milestones: {2019-20: It is built}", True),
        ("due: 2019-20, milestones: {2019-20: It is built}", False),
    ],
)
def test_an_action_counts_once_it_has_begun(entries: str, begun: bool) -> None:
    assert scored(entries).begun is begun
    assert delivery([scored(entries)]).actions == int(begun)


@pytest.mark.parametrize(
    ("entries", "overdue"),
    [
        ("due: 2018-19 Q4, status: {2018-19 Q4: on-track}", True),
        ("due: 2018-19 Q4, status: {2018-19 Q4: re-phased}", True),
        ("due: 2018-19 Q4, status: {2018-19 Q4: delivered}", False),
        ("due: 2018-19 Q4, status: {2018-19 Q3: delivered}", False),
        ("due: 2018-19 Q4", True),
        ("due: 2018-19", True),
        ("due: 2019, status: {2018-19 Q4: delayed}", False),
        ("due: 2019-M04, status: {2018-19 Q4: delayed}", False),
        ("status: {2018-19 Q4: delayed}", False),
    ],
)
def test_an_action_is_overdue_when_its_period_has_ended(entries: str, overdue: bool) -> None:
    found = scored(entries)
    assert found.overdue is overdue
    assert delivery([found]).overdue == int(overdue)


@pytest.mark.parametrize(
    ("milestones", "expected"),
    [
        ("2019-20: Built", ["2019-20 Built"]),
        ("2019-20: [Bought, Built]", ["2019-20 Bought", "2019-20 Built"]),
        ("2018-19 Q4: Bought, 2019-20 Q1: Built, 2019-20 Q2: Open", ["2019-20 Q1 Built"]),
        ("2019-20 Q4: Open, 2019-20: Built", ["2019-20 Q4 Open", "2019-20 Built"]),
        ("2018-19: Bought", []),
    ],
)
def test_the_milestones_of_the_next_period_are_reported(
    milestones: str, expected: list[str]
) -> None:
    found = scored(f"milestones: {{{milestones}}}").milestones
    assert [f"{period} {name}" for period, names in found for name in names] == expected


def test_the_share_is_of_all_that_have_begun() -> None:
    words = ["delivered", "on-track", "on-track", "re-phased", "delayed", "not-started"]
    results = [scored(f"status: {{2018-19 Q4: {word}}}") for word in words]
    results += [scored("owner: nobody"), scored("milestones: {2019-20: Built}")]
    counts = delivery(results)
    assert [counts.status[ActionStatus(word)] for word in dict.fromkeys(words)] == [1, 2, 1, 1, 1]
    assert (counts.actions, counts.unstated, counts.delivering) == (7, 1, 3)
    assert counts.share == Fraction(300, 7)


def test_without_an_action_that_has_begun_there_is_no_share() -> None:
    assert delivery([]).share is None
    assert delivery([scored("milestones: {2019-20: Built}")]).share is None
