"""The counts of a report's three questions, and the actions that the third one counts."""

from collections.abc import Iterator
from typing import NamedTuple

from ragcalc.catalogue.model.fields import UNITS
from ragcalc.periods import Period
from ragcalc.render.common import dates
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.cells import Cell, Tone, direction_tone, status_tone
from ragcalc.render.common.labels import (
    ACTION_STATUSES,
    DIRECTIONS,
    MISSING,
    NOT_DUE,
    STATUSES,
    TARGET_SUPPRESSED,
    UNSTATED,
)
from ragcalc.render.common.symbols import Absence, Sign
from ragcalc.scoring.actions import ActionResult, Delivery
from ragcalc.scoring.results import Summary
from ragcalc.vocabulary import ActionStatus, Direction, Reason, Status


class Tally(NamedTuple):
    """One count of a summary line."""

    sign: Sign
    word: str
    number: int
    tone: Tone
    reasons: tuple[tuple[str, int], ...] = ()
    """What it is made up of, as no target and 3; empty where the word says it."""

    @property
    def detail(self) -> str:
        """What it is made up of, as `no target 3, suppressed 1`."""
        return ", ".join(f"{why} {number:,}" for why, number in self.reasons)

    @property
    def text(self) -> str:
        """The count in words: Red 4, or M 3: no target 3."""
        return f"{self.word} {self.number:,}{f': {self.detail}' if self.detail else ''}"


class ActionRow(NamedTuple):
    """One action that has begun."""

    id: str
    name: str
    status: Cell
    due: Cell
    note: str
    source: str
    owner: str

    @property
    def due_in_words(self) -> str:
        """By when it is due, as a sentence has it; empty where nothing is said."""
        if self.due.period is None:
            return ""
        overdue = f", {self.due.word}" if self.due.word else ""
        return f"{dates.in_words(self.due.period)}{overdue}"


class Milestone(NamedTuple):
    """What is to be done next."""

    period: Period
    action: str
    name: str


class DeliveryBlock(NamedTuple):
    """The actions of an outcome, or the counts of all."""

    tallies: tuple[Tally, ...]
    share: str
    """`80% delivered or on track`; empty where no action has begun."""
    rows: tuple[ActionRow, ...]
    milestones: tuple[Milestone, ...]


_WHEN_COUNTED = {Status.UNRATED, Direction.HIGHER, Direction.SAME, Direction.LOWER}
"""Words that a summary names only where something has them."""


def counts(summary: Summary) -> tuple[tuple[Tally, ...], tuple[Tally, ...]]:
    """Return the counts of the first two questions; nothing where there is no indicator."""
    if not summary.indicators:
        return (), ()
    return tuple(_achieving(summary)), tuple(_getting_better(summary))


def _achieving(summary: Summary) -> Iterator[Tally]:
    for status, number in summary.status.items():
        count = number - summary.not_due if status is Status.MISSING else number
        if count or status not in _WHEN_COUNTED:
            reasons = tuple(_missing(summary)) if status is Status.MISSING else ()
            yield Tally(status, STATUSES[status], count, status_tone(status), reasons)
    if summary.not_due:
        yield Tally(Absence.NOT_DUE, NOT_DUE, summary.not_due, Tone.QUIET)


def _missing(summary: Summary) -> Iterator[tuple[str, int]]:
    """Yield what M means with the count of each reason: no target and 3, suppressed and 1.

    What is not due is counted apart.
    """
    found = {
        MISSING[reason]: number
        for reason, number in summary.missing.items()
        if reason is not Reason.NOT_DUE
    }
    if summary.hidden_targets:
        found[MISSING[Reason.SUPPRESSED]] -= summary.hidden_targets
        found[TARGET_SUPPRESSED] = summary.hidden_targets
    yield from ((word.lower(), number) for word, number in found.items() if number)


def _getting_better(summary: Summary) -> Iterator[Tally]:
    for direction, count in summary.direction.items():
        if count or direction not in _WHEN_COUNTED:
            word = DIRECTIONS[direction].capitalize()
            yield Tally(direction, word, count, direction_tone(direction))


def delivery_block(
    period: Period, delivery: Delivery, actions: tuple[ActionResult, ...] = ()
) -> DeliveryBlock | None:
    """Return the counts of the third question, and the actions that they count."""
    milestones = tuple(_milestones(actions))
    if not delivery.actions and not milestones:
        return None
    share = delivery.share
    share_text = (
        ""
        if share is None
        else f"{figures.shown(share, 0, UNITS['percent'])} {_DELIVERED_OR_ON_TRACK}"
    )
    rows = tuple(_action(period, one) for one in actions if one.begun)
    tallies = tuple(_delivering(delivery)) if delivery.actions else ()
    return DeliveryBlock(tallies, share_text, rows, milestones)


_DELIVERED_OR_ON_TRACK = "delivered or on track"


def _delivering(delivery: Delivery) -> Iterator[Tally]:
    for status, count in delivery.status.items():
        yield Tally(status, ACTION_STATUSES[status], count, action_tone(status))
    if delivery.unstated:
        yield Tally(Status.MISSING, UNSTATED, delivery.unstated, Tone.QUIET)


def action_tone(status: ActionStatus | None) -> Tone:
    """Return what the colour of an action's status says."""
    match status:
        case ActionStatus.DELIVERED | ActionStatus.ON_TRACK:
            return Tone.GOOD
        case ActionStatus.RE_PHASED:
            return Tone.MIDDLING
        case ActionStatus.DELAYED:
            return Tone.BAD
        case ActionStatus.NOT_STARTED:
            return Tone.PLAIN
        case None:
            return Tone.QUIET


def _action(period: Period, action: ActionResult) -> ActionRow:
    word = ACTION_STATUSES[action.status] if action.status else UNSTATED
    is_of_earlier_period = action.status and action.period and action.period.end != period.end
    overdue = "overdue" if action.overdue else ""
    return ActionRow(
        id=action.id,
        name=action.name,
        status=Cell(
            word,
            action.status or Status.MISSING,
            word.lower(),
            action_tone(action.status),
            period=action.period if is_of_earlier_period else None,
        ),
        due=Cell(
            ", ".join(filter(None, (dates.heading(action.due), overdue))) if action.due else "",
            word=overdue,
            tone=Tone.BAD if action.overdue else Tone.PLAIN,
            period=action.due,
        ),
        note=" ".join((action.note or "").split()),
        source=" ".join((action.source or "").split()),
        owner=action.owner or "",
    )


def _milestones(actions: tuple[ActionResult, ...]) -> Iterator[Milestone]:
    for action in actions:
        for period, names in action.milestones:
            yield from (Milestone(period, action.name, name) for name in names)
