"""Are we delivering our actions? Which status stands in the report of a period, and how many."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from ragcalc.catalogue.model.indicators import Action, Outcome
from ragcalc.periods import Period, latest_ending
from ragcalc.vocabulary import ActionStatus

DELIVERING = (ActionStatus.DELIVERED, ActionStatus.ON_TRACK)
"""The statuses that count as delivering."""


class ActionStatusAt(NamedTuple):
    """The status of an action in a report."""

    status: ActionStatus | None
    period: Period | None
    """The period that the status was given for, or that it is wanted for; None for any."""


class ActionResult(NamedTuple):
    """One action in the report of one period."""

    id: str
    name: str
    status: ActionStatus | None
    """None where none is given for the period."""
    period: Period | None
    """The period that the status was given for, or that it is wanted for; None for any."""
    begun: bool
    """Whether it belongs to the plan by then; one that is still to come is not counted."""
    due: Period | None
    overdue: bool
    """Whether it was to be delivered by now, and is not."""
    milestones: tuple[tuple[Period, tuple[str, ...]], ...]
    """The milestones of the next period that has any."""
    owner: str | None
    source: str | None
    note: str | None


class Delivery(NamedTuple):
    """Counts over a set of actions."""

    actions: int
    """How many have begun."""
    status: dict[ActionStatus, int]
    unstated: int
    """How many of them have no status for the period."""
    overdue: int

    @property
    def delivering(self) -> int:
        """How many are delivered or on track."""
        return sum(self.status[word] for word in DELIVERING)

    @property
    def share(self) -> Fraction | None:
        """Delivered or on track in percent of all that have begun; None where none has."""
        return Fraction(100 * self.delivering, self.actions) if self.actions else None


def actions(outcome: Outcome, end: int) -> tuple[ActionResult, ...]:
    """Return the actions of an outcome, scored for the report of a period that ends there."""
    return tuple(_result(name, action, end) for name, action in outcome.actions.items())


def delivery(results: Iterable[ActionResult]) -> Delivery:
    """Return counts of actions; one without a status is in the total and under no status."""
    begun = [one for one in results if one.begun]
    status = Counter(one.status for one in begun)
    return Delivery(
        actions=len(begun),
        status={word: status[word] for word in ActionStatus},
        unstated=status[None],
        overdue=sum(one.overdue for one in begun),
    )


def standing(action: Action, end: int) -> ActionStatusAt:
    """Return the status in the report of a period that ends there.

    It is the one given for a period that ends there too, the shortest of several. What was
    delivered stays so until another status is given. Where statuses are given for years, the
    latest year that has ended says how it stands within the next one.
    """
    given = [period for period in action.status if period.end <= end]
    last = max(given, key=lambda one: (one.end, -one.months), default=None)
    if last and (last.end == end or action.status[last] is ActionStatus.DELIVERED):
        return ActionStatusAt(action.status[last], last)
    wanted = _wanted(action, end)
    if last and wanted and last.end == wanted.end:
        return ActionStatusAt(action.status[last], last)
    return ActionStatusAt(None, wanted)


def _wanted(action: Action, end: int) -> Period | None:
    """Return the latest period, of the kind for which statuses are given, that has ended."""
    kinds = {period.kind for period in action.status}
    found = (latest_ending(kind, end) for kind in kinds)
    return max(found, key=lambda one: (one.end, -one.months), default=None)


def _result(name: str, action: Action, end: int) -> ActionResult:
    stands = standing(action, end)
    late = action.due is not None and action.due.end <= end
    begun = late or _begun(action, end)
    return ActionResult(
        id=name,
        name=action.name,
        status=stands.status,
        period=stands.period,
        begun=begun,
        due=action.due,
        overdue=late and stands.status is not ActionStatus.DELIVERED,
        milestones=tuple(_next(action, end)),
        owner=action.owner,
        source=action.source,
        note=action.note,
    )


def _begun(action: Action, end: int) -> bool:
    """Return whether the plan has the action by then: not if all that it names is still to come."""
    if not action.status and not action.milestones:
        return True
    stated = any(period.end <= end for period in action.status)
    return stated or any(period.start < end for period in action.milestones)


def _next(action: Action, end: int) -> Iterator[tuple[Period, tuple[str, ...]]]:
    coming = [period for period in action.milestones if period.end > end]
    soonest = min((period.end for period in coming), default=None)
    for period in coming:
        if period.end == soonest:
            yield period, action.milestones[period]
