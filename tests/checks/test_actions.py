"""Checks of actions: overdue, undone, without a status."""

import json

import pytest

from ragcalc.catalogue.loader import Loaded, load
from ragcalc.catalogue.yaml.source import Document
from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from tests import build


def loaded(actions: str) -> Loaded:
    """Load a catalogue with these actions, and readings for Q3 and Q4 of 2018-19."""
    it = {"name": "It", "unit": "count", "polarity": "high", "outcome": "safe"}
    catalogue = {
        "version": "1",
        "organisation": "Anyshire",
        "outcomes": {"safe": {"name": "Safe", "actions": build.data(actions)}},
        "indicators": {"it": {**it, "values": {"2018-19 Q3": "5", "2018-19 Q4": "5"}}},
    }
    text = json.dumps(catalogue)
    return load(Document("indicators.yaml", "indicators.yaml", text))


def found(code: str, entries: str, period: str | None = None) -> list[str]:
    """Return the messages about one action."""
    book = loaded(f"it: {{name: it, {entries}}}")
    assert book.problems == ()
    return [one.message for one in check(book, period, selection([code])).problems]


@pytest.mark.parametrize(
    ("entries", "messages"),
    [
        ("due: 2018-19, status: {2018-19 Q4: delayed}", ["due 2018-19, and delayed in 2018-19 Q4"]),
        ("due: 2018-19 Q4", ["due 2018-19 Q4, and without a status"]),
        ("due: 2019-20 Q1, status: {2018-19 Q4: delayed}", []),
        ("due: 2018-19, status: {2018-19 Q3: delivered}", []),
        # of several periods the latest counts
        ("due: 2018-19 Q3, status: {2018-19 Q3: delayed, 2018-19 Q4: delivered}", []),
    ],
)
def test_overdue(entries: str, messages: list[str]) -> None:
    assert found("action-overdue", entries) == messages


def test_overdue_is_asked_of_the_period_that_is_given() -> None:
    entries = "due: 2018-19 Q4, status: {2018-19 Q3: on-track, 2018-19 Q4: on-track}"
    assert found("action-overdue", entries, "2018-19 Q3") == []
    assert len(found("action-overdue", entries, "2018-19 Q4")) == 1


@pytest.mark.parametrize(
    ("status", "messages"),
    [
        (
            "2018-19 Q4: on-track, 2018-19 Q3: delivered",
            ["on-track in 2018-19 Q4, although delivered in 2018-19 Q3"],
        ),
        ("2018-19 Q3: on-track, 2018-19 Q4: delivered", []),
        ("2018-19 Q3: delivered, 2018-19 Q4: delivered", []),
        (
            "2018-19 Q4: delivered, 2018-19: on-track",
            ["on-track in 2018-19, although delivered in 2018-19 Q4"],
        ),
    ],
)
def test_undone(status: str, messages: list[str]) -> None:
    assert found("action-undone", f"status: {{{status}}}") == messages


@pytest.mark.parametrize(
    ("entries", "messages"),
    [
        ("status: {2018-19 Q3: on-track}", ["there is no status for 2018-19 Q4"]),
        ("status: {2018-19 Q3: delivered}", []),
        ("status: {2018-19 Q4: not-started}", []),
        ("status: {2017-18: on-track}", ["there is no status for 2018-19"]),
        ("owner: nobody", ["there is no status"]),
        ("milestones: {2019-20: Built}", []),
        ("status: {2019-20: on-track}", []),
    ],
)
def test_without_status(entries: str, messages: list[str]) -> None:
    assert found("action-without-status", entries) == messages


@pytest.mark.parametrize(
    ("actions", "problem"),
    [
        ("a: {}", "outcomes.safe.actions.a: a has no name [key-missing]"),
        ("a: text", "outcomes.safe.actions.a: a must be a mapping, not 'text' [value-wrong-shape]"),
        (
            "a: {name: A, status: on-track}",
            (
                "outcomes.safe.actions.a.status: status must be a mapping, not 'on-track' "
                "[value-wrong-shape]"
            ),
        ),
        (
            "a: {name: A, status: {2018-19: ontrack}}",
            (
                "outcomes.safe.actions.a.status.2018-19: 2018-19 must be one of delivered, "
                "on-track, re-phased, delayed, not-started, not 'ontrack' [value-not-one-of]"
            ),
        ),
        (
            "a: {name: A, status: {soon: delayed}}",
            "outcomes.safe.actions.a.status.soon: 'soon' is not a period [period-unknown]",
        ),
        (
            "a: {name: A, due: soon}",
            "outcomes.safe.actions.a.due: due 'soon' is not a period [period-unknown]",
        ),
        (
            "a: {name: A, milestones: Built}",
            (
                "outcomes.safe.actions.a.milestones: milestones must be a mapping, not 'Built' "
                "[value-wrong-shape]"
            ),
        ),
        (
            "a: {name: A, milestones: {2019-20: {x: y}}}",
            (
                "outcomes.safe.actions.a.milestones.2019-20: 2019-20 must be a list, not a mapping "
                "[value-wrong-shape]"
            ),
        ),
        (
            "a: {name: A, state: {2018-19: delayed}}",
            "outcomes.safe.actions.a.state: 'state' is not a key here [key-unknown]",
        ),
        (
            "a b: {name: A}",
            "outcomes.safe.actions.a b: 'a b' is not an id: letters, digits and - [key-not-an-id]",
        ),
        (
            "a: {name: A, status: {2018-19 Q4: delayed, Q4 2018/19: on-track}}",
            (
                "outcomes.safe.actions.a.status.Q4 2018/19: duplicate period Q4 2018/19: it "
                "is the same as 2018-19 Q4 [period-duplicate]"
            ),
        ),
    ],
)
def test_what_is_wrong_with_an_action_is_reported_at_its_place(actions: str, problem: str) -> None:
    """The outcome is then left out, and with it its indicators."""
    book = loaded(actions)
    assert [f"{one.key}: {one.message} [{one.code}]" for one in book.problems] == [problem]
    assert book.left_out == {"it": ("reference-broken",)}
    assert book.catalogue is None


def test_an_outcome_with_an_action_alone_is_not_unused() -> None:
    catalogue = {
        "version": "1",
        "organisation": "Anyshire",
        "outcomes": {
            "safe": {"name": "Safe", "actions": {"a": {"name": "A"}}},
            "well": {"name": "W"},
        },
        "indicators": {
            "it": {
                "name": "It",
                "unit": "count",
                "polarity": "high",
                "values": {"2018-19 Q4": "5"},
            }
        },
    }
    book = load(Document("indicators.yaml", "indicators.yaml", json.dumps(catalogue)))
    problems = check(book, None, selection(["reference-outcome-unused"])).problems
    assert [one.key for one in problems] == ["outcomes.well"]
