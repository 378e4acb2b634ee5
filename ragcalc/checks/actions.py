"""Checks of the actions of outcomes."""

from collections.abc import Iterator
from itertools import pairwise

from ragcalc.checks.subject import Subject
from ragcalc.problems import Place, Problem
from ragcalc.scoring.actions import ActionResult, actions
from ragcalc.vocabulary import ActionStatus


def action_overdue(subject: Subject) -> Iterator[Problem]:
    """An action is overdue.

    Why: either its status was not updated, or it is late and no new date was agreed. Of several
    periods only the latest is checked.

    Failing:
        # indicators.yaml
        outcomes:
          safe:
            name: People are safe
            actions:
              review: {name: Review, due: 2018-19 Q4, status: {2018-19 Q4: on-track}}
        indicators:
          it: {name: It, unit: count, polarity: high, outcome: safe, values: {2018-19 Q4: 5}}

    Passing:
        # indicators.yaml
        outcomes:
          safe:
            name: People are safe
            actions:
              review: {name: Review, due: 2018-19 Q4, status: {2018-19 Q4: delivered}}
        indicators:
          it: {name: It, unit: count, polarity: high, outcome: safe, values: {2018-19 Q4: 5}}
    """
    for place, action in _latest(subject):
        if action.overdue:
            yield Problem(
                "action-overdue",
                f"due {action.due}, and {_status_text(action)}",
                place.within("due"),
                "update its status, or write the new period in which it is due",
            )


def action_undone(subject: Subject) -> Iterator[Problem]:
    """An action that was delivered has a different status later.

    Why: a delivered action stays delivered; either it was marked too soon, or the later status
    belongs to another action.

    Failing:
        # indicators.yaml
        outcomes:
          safe:
            name: People are safe
            actions:
              review: {name: Review, status: {2018-19 Q3: delivered, 2018-19 Q4: on-track}}
        indicators:
          it: {name: It, unit: count, polarity: high, outcome: safe, values: {2018-19 Q4: 5}}

    Passing:
        # indicators.yaml
        outcomes:
          safe:
            name: People are safe
            actions:
              review: {name: Review, status: {2018-19 Q3: on-track, 2018-19 Q4: delivered}}
        indicators:
          it: {name: It, unit: count, polarity: high, outcome: safe, values: {2018-19 Q4: 5}}
    """
    for name, outcome in subject.catalogue.outcomes.items():
        for id_, action in outcome.actions.items():
            place = subject.place("outcomes", name, "actions", id_, "status")
            stated = sorted(action.status, key=lambda one: (one.end, one.months))
            for before, after in pairwise(stated):
                status = action.status[after]
                if action.status[before] is ActionStatus.DELIVERED and status != "delivered":
                    yield Problem(
                        "action-undone",
                        f"{status} in {after}, although delivered in {before}",
                        place.within(str(after)),
                        "correct one of the two statuses, or add a new action for what is left",
                    )


def action_without_status(subject: Subject) -> Iterator[Problem]:
    """An action has no status for the period.

    Why: it counts among all actions, but not among those that are delivered or on track. A
    delivered action needs no further status, and an action whose statuses or milestones are all
    in the future needs none yet. Of several periods only the latest is checked.

    Failing:
        # indicators.yaml
        outcomes:
          safe:
            name: People are safe
            actions:
              review: {name: Review, status: {2018-19 Q3: on-track}}
        indicators:
          it: {name: It, unit: count, polarity: high, outcome: safe, values: {2018-19 Q4: 5}}

    Passing:
        # indicators.yaml
        outcomes:
          safe:
            name: People are safe
            actions:
              review: {name: Review, status: {2018-19 Q3: on-track, 2018-19 Q4: on-track}}
        indicators:
          it: {name: It, unit: count, polarity: high, outcome: safe, values: {2018-19 Q4: 5}}
    """
    for place, action in _latest(subject):
        if action.begun and action.status is None:
            yield Problem(
                "action-without-status",
                f"there is no status{f' for {action.period}' if action.period else ''}",
                place,
                "write delivered, on-track, re-phased, delayed or not-started under status:",
            )


def _latest(subject: Subject) -> Iterator[tuple[Place, ActionResult]]:
    """Yield the actions as the latest of the reports has them, each with its place."""
    for period in subject.reports[:1]:
        for name, outcome in subject.catalogue.outcomes.items():
            for action in actions(outcome, period.end):
                yield subject.place("outcomes", name, "actions", action.id), action


def _status_text(action: ActionResult) -> str:
    return f"{action.status} in {action.period}" if action.status else "without a status"
