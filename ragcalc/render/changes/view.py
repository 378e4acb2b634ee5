"""Changes to words and typed cells: what every output of `compare` and `diff` is drawn from."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, assert_never

from ragcalc.render.common import dates, lives
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.cells import Cell, Tone, actual, goal_cell, status_cell, travel_cell
from ragcalc.render.common.labels import REASONS, counted
from ragcalc.render.common.lists import listed
from ragcalc.render.media.terminal_text import printable
from ragcalc.scoring import precision
from ragcalc.scoring.changes import (
    Change,
    Changes,
    InputKind,
    ReadingChange,
    UnshownReadings,
)
from ragcalc.scoring.moves import Moved
from ragcalc.scoring.results import IndicatorResult
from ragcalc.vocabulary import Reason

HEADINGS = {
    Moved.WORSE: "Worse",
    Moved.LOST: "No longer rated",
    Moved.BETTER: "Better",
    Moved.GAINED: "Now rated",
    Moved.OTHER: "Changed in other ways",
    Moved.ADDED: "Added",
    Moved.REMOVED: "Removed",
    Moved.SAME: "Unchanged",
}
ANOTHER_DIRECTION = "Changed direction"
"""Of those whose status is the same, the ones whose direction of travel is not."""
ANOTHER_FIGURE = "Changed figure only"
"""Of those whose status and direction are the same, the ones whose figure is not."""
ANOTHER_ID = "Renamed only"
"""Of those whose status and direction are the same, the ones whose id is not."""
ANOTHER_TEXT = "Changed comment or action only"
"""Of those in which all else is the same, the ones of which the service writes otherwise."""
NOTHING = Cell(tone=Tone.QUIET)


class Cause(NamedTuple):
    """An input that changed a status, then and now."""

    part: InputKind
    before: str
    after: str
    words: str
    """Both said: `figure changed from 16.9% to 16.0%`, `figure now available: 16.0%`."""


class ChangeRow(NamedTuple):
    """One indicator then and now."""

    id: str
    name: str
    heading: str
    """What they have in common whose verdict changed as this one's did."""
    same: bool
    """Whether none of status, direction of travel, figure, id, comment and action changed."""
    status: tuple[Cell, Cell]
    actual: tuple[Cell, Cell]
    travel: tuple[Cell, Cell]
    causes: tuple[Cause, ...]
    remark: str = ""
    """`renamed from repeat-plans`, `comment added: Due in May`; mostly empty."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All that has a sign or a figure."""
        return (*self.status, *self.actual, *self.travel)


class ChangesGrid(NamedTuple):
    """Two reports compared, ready to be drawn."""

    organisation: str
    before: str
    """What the earlier report is: its period, or the version it was made from."""
    after: str
    before_period: str
    after_period: str
    tally: str
    """`1 worse, 2 better, 5 unchanged`."""
    rows: tuple[ChangeRow, ...]
    """Every indicator, also the unchanged ones, of which people read only the number."""
    unshown: tuple[str, ...] = ()
    """What changed of readings that stand in neither report."""

    @property
    def changed(self) -> tuple[ChangeRow, ...]:
        """The rows of which anything changed."""
        return tuple(row for row in self.rows if not row.same)


Versions = tuple[str, str | None]
"""The names of what two reports were made from; None for the files as they are."""


def grid(changes: Changes, versions: Versions | None = None) -> ChangesGrid:
    """Return changes as a table; `versions` name the two where they are not periods."""
    period = dates.heading(changes.after.period)
    then, now = (
        (f"{printable(one or 'now')}, {period}" for one in versions) if versions else ("", "")
    )
    return ChangesGrid(
        organisation=changes.after.organisation,
        before=then or dates.heading(changes.before.period),
        after=now or period,
        before_period=dates.heading(changes.before.period),
        after_period=period,
        tally=_tally(changes),
        rows=tuple(map(_row, sorted(changes.shown, key=_place))),
        unshown=tuple(_unshown(changes)),
    )


def _tally(changes: Changes) -> str:
    counts = Counter(map(_heading, sorted(changes.changes, key=_place)))  # as the rows are
    words = [f"{count:,} {heading.lower()}" for heading, count in counts.items()]
    shown = f"; {len(changes.shown):,} of {len(changes.changes):,} shown" if changes.hidden else ""
    return (", ".join(words) or "no indicators") + shown


def _heading(change: Change) -> str:
    if change.turned:
        return ANOTHER_DIRECTION
    if change.moved is not Moved.SAME or _is_same(change):
        return HEADINGS[change.moved]
    if not _has_same_figure(change):
        return ANOTHER_FIGURE
    return ANOTHER_ID if change.renamed_from else ANOTHER_TEXT


def _place(change: Change) -> int:
    """Return where a change stands: that of a text alone behind the others, what is same last."""
    return 2 if _is_same(change) else int(_heading(change) == ANOTHER_TEXT)


def _is_same(change: Change) -> bool:
    """Return whether nothing that is shown of an indicator changed."""
    is_moved = change.moved is not Moved.SAME or change.turned or change.renamed_from is not None
    return not (is_moved or change.texts) and _has_same_figure(change)


def _has_same_figure(change: Change) -> bool:
    if not (change.before and change.after):
        return False
    then, now = actual(change.before), actual(change.after)
    return (then.text, then.marks) == (now.text, now.marks)


_MOST_PERIODS = 4
"""Periods of readings that are named in one sentence."""


def _unshown(changes: Changes) -> Iterator[str]:
    """Say how many readings of other periods were added, changed or removed."""
    for kind in ReadingChange:
        found = [one for one in changes.unshown if one.change is kind]
        if found:
            yield _readings(kind, found)


def _readings(kind: ReadingChange, found: list[UnshownReadings]) -> str:
    number = sum(one.readings for one in found)
    were = f"{counted(number, 'reading')} {'was' if number == 1 else 'were'} {kind}"
    if len(found) == 1:
        return f"{were} for {dates.heading(found[0].period)}, which this report does not show"
    named = [f"{one.readings:,} for {dates.heading(one.period)}" for one in found[:_MOST_PERIODS]]
    if rest := found[_MOST_PERIODS:]:
        periods = counted(len(rest), "other period")
        named.append(f"{sum(one.readings for one in rest):,} for {periods}")
    return f"{were} for periods that this report does not show: {listed(named)}"


def _row(change: Change) -> ChangeRow:
    both = (change.before, change.after)
    status, actuals, travel = (
        tuple(cell(one) if one else NOTHING for one in both)
        for cell in (status_cell, actual, travel_cell)
    )
    return ChangeRow(
        change.id, change.name,
        _heading(change), _is_same(change),
        (status[0], status[1]), (actuals[0], actuals[1]), (travel[0], travel[1]),
        tuple(_causes(change)), _remark(change),
    )  # fmt: skip


def _remark(change: Change) -> str:
    renamed = f"renamed from {change.renamed_from}" if change.renamed_from else ""
    outside = lives.why(change.outside) if change.outside else ""
    return "; ".join(filter(None, (renamed or outside, *_texts(change))))


def _texts(change: Change) -> Iterator[str]:
    """Say which of comment and action was added, changed or removed."""
    for key in change.texts:
        then, now = (
            " ".join((getattr(one, key, None) or "").split())
            for one in (change.before, change.after)
        )
        how = ("changed to" if then else "added") if now else "removed"
        yield f"{key} {how}: {now or then}"


def _causes(change: Change) -> Iterator[Cause]:
    if change.before and change.after:
        for part in change.causes:
            before, after = _text(part, change.before), _text(part, change.after)
            words = _words(part, change.before, change.after, before, after)
            yield Cause(part, before, after, words)


_NOUNS = {
    InputKind.VALUE: "figure",
    InputKind.TARGET: "target",
    InputKind.COMPARATOR: "comparator's figure",
    InputKind.TOLERANCE: "tolerance",
    InputKind.PREVIOUS: "previous figure",
    InputKind.REPORTED: "published rating",
    InputKind.POLARITY: "polarity",
}
_NOT_YET = (
    *(Reason.NO_VALUE, Reason.YEAR_INCOMPLETE, Reason.NOT_DUE, Reason.NO_TARGET),
    Reason.NO_PREVIOUS,
)


def _words(
    part: InputKind, before: IndicatorResult, after: IndicatorResult, was: str, now: str
) -> str:
    """Say how an input changed; what is new or gone is not said to have changed."""
    if part is InputKind.REPORTED:
        return _published(was, now)
    then, since = _part(part, before), _part(part, after)
    if then in _NOT_YET and not isinstance(since, Reason):
        new = "now set" if part is InputKind.TARGET else "now available"
        return f"{_NOUNS[part]} {new}: {now}"
    if since in _NOT_YET and not isinstance(then, Reason):
        return f"{_NOUNS[part]} was {was}; now {now}"
    if isinstance(then, Reason) or isinstance(since, Reason):
        return f"{_NOUNS[part]}: {was}, now {now}"
    return f"{_NOUNS[part]} changed from {was} to {now}"


def _published(was: str, now: str) -> str:
    if not was:
        return f"the published rating is new: {now.capitalize()}"
    if not now:
        return f"the published rating has been withdrawn: {was.capitalize()}"
    return f"published rating changed from {was.capitalize()} to {now.capitalize()}"


def _part(part: InputKind, result: IndicatorResult) -> object:
    """Return the figure of an input, or why there is none."""
    inputs = result.inputs
    match part:
        case InputKind.VALUE:
            return inputs.reading
        case InputKind.TARGET | InputKind.COMPARATOR:
            return inputs.goal
        case InputKind.PREVIOUS:
            return inputs.previous
        case InputKind.TOLERANCE | InputKind.REPORTED | InputKind.POLARITY:
            return None
        case _:
            assert_never(part)


def _text(part: InputKind, result: IndicatorResult) -> str:
    """Write an input of a verdict."""
    inputs = result.inputs
    match part:
        case InputKind.VALUE:
            reading = inputs.reading
            return REASONS[reading] if isinstance(reading, Reason) else actual(result).text
        case InputKind.TARGET | InputKind.COMPARATOR:
            goal = inputs.goal
            return REASONS[goal] if isinstance(goal, Reason) else goal_cell(result).text
        case InputKind.TOLERANCE:
            return _tolerance(result)
        case InputKind.PREVIOUS:
            return _previous(result)
        case InputKind.REPORTED:
            reported = inputs.reported.status if inputs.reported else None
            return reported.value if reported else ""
        case InputKind.POLARITY:
            return inputs.polarity.value


def _tolerance(result: IndicatorResult) -> str:
    inputs = result.inputs
    words = f"green {inputs.rules.green.tolerance}"
    if not inputs.rules.amber_if_alone:
        words += f", amber {inputs.rules.amber.tolerance}"
    if inputs.rules.amber_if:
        words += f", amber if {' or '.join(inputs.rules.amber_if)}"
    for name, figure in (("floor", inputs.floor), ("base", inputs.base)):
        if figure:
            words += f", {name} {figures.in_full(figure.value, result.unit)}"
    return words


def _previous(result: IndicatorResult) -> str:
    previous = result.inputs.previous
    if isinstance(previous, Reason):
        return REASONS[previous]
    shown = figures.shown(previous.value, precision.decimals_of(result, previous), result.unit)
    return f"{shown} in {dates.in_words(previous.period)}" if previous.period else shown
