"""What changed between two reports, and which inputs changed each colour."""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.periods import Period
from ragcalc.scoring.arrangement import Arrangement, naming_id
from ragcalc.scoring.inputs import Inputs, ResolvedTarget
from ragcalc.scoring.judge import judge
from ragcalc.scoring.moves import Moved
from ragcalc.scoring.moves import moved as status_moved
from ragcalc.scoring.results import IndicatorResult, NotMeasured, Report
from ragcalc.scoring.timetable import figures
from ragcalc.vocabulary import Commentary, Reason, TargetBasis


class InputKind(StrEnum):
    """An input that may be the cause of a change."""

    VALUE = "value"
    TARGET = "target"
    COMPARATOR = "comparator"
    """The target, where a comparator's figure is it."""
    TOLERANCE = "tolerance"
    PREVIOUS = "earlier"
    """The earlier reading, where a direction of travel decides."""
    REPORTED = "reported"
    POLARITY = "polarity"


class ReadingChange(StrEnum):
    """How a reading of one version differs from the other's, in the order in which it is said."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class UnshownReadings(NamedTuple):
    """How many readings of one period differ between two versions, and stand in no report."""

    change: ReadingChange
    period: Period
    readings: int


_FIELDS = {
    InputKind.VALUE: ("reading", "carried", "due"),
    InputKind.TARGET: ("goal",),
    InputKind.TOLERANCE: ("rules", "floor", "base"),
    InputKind.PREVIOUS: ("previous",),
    InputKind.REPORTED: ("reported",),
    InputKind.POLARITY: ("polarity",),
}
_SAME_IDS: Mapping[str, str] = MappingProxyType({})


class Change(NamedTuple):
    """One indicator then and now; None where a report does not have it."""

    id: str
    before: IndicatorResult | None
    after: IndicatorResult | None
    moved: Moved
    causes: tuple[InputKind, ...]
    """Which inputs changed the status; empty where it is the same."""
    renamed_from: str | None = None
    """The id that it has in the earlier report, where that is another."""
    outside: NotMeasured | None = None
    """Why a report does not have it, where its period lies outside the indicator's life."""
    texts: tuple[Commentary, ...] = ()
    """Which of what the service writes of the period differs; none where the periods do."""

    @property
    def result(self) -> IndicatorResult:
        """The indicator as it is now, or was where the later report does not have it."""
        result = self.after or self.before
        assert result is not None  # as one report at least has it
        return result

    @property
    def name(self) -> str:
        """The indicator's name, as it is now."""
        return self.result.name

    @property
    def another_direction(self) -> bool:
        """Whether the direction of travel is not what it was; no, where a report has none."""
        if self.before is None or self.after is None:
            return False
        then, now = (one.verdict.direction.direction for one in (self.before, self.after))
        return then is not now

    @property
    def turned(self) -> bool:
        """Whether its direction of travel is all that changed of its verdict."""
        return self.moved is Moved.SAME and self.another_direction


class Changes(NamedTuple):
    """Two reports compared; what moved comes first."""

    before: Report
    after: Report
    changes: tuple[Change, ...]
    unshown: tuple[UnshownReadings, ...] = ()
    """The readings of other periods that differ, where two versions are compared."""
    hidden: frozenset[str] = frozenset()
    """The ids of the indicators that are counted and not shown."""

    @property
    def shown(self) -> tuple[Change, ...]:
        """The changes of the indicators that are shown."""
        return tuple(one for one in self.changes if one.id not in self.hidden)

    @property
    def counts(self) -> dict[Moved, int]:
        """How many indicators moved in each way."""
        found = Counter(change.moved for change in self.changes)
        return {moved: found[moved] for moved in Moved}


def changes(before: Report, after: Report, renamed: Mapping[str, str] = _SAME_IDS) -> Changes:
    """Return what changed from one report to another.

    `renamed` has the id that an indicator has in the second, by the one in the first.
    """
    then = {renamed.get(one.id, one.id): one for one in before.indicators}
    now = {one.id: one for one in after.indicators}
    outside = {renamed.get(one.id, one.id): one for one in before.not_measured}
    outside |= {one.id: one for one in after.not_measured}
    is_one_period = before.period == after.period
    found = [
        _change(name, then.get(name), now.get(name))._replace(
            outside=outside.get(name),
            texts=_texts(then.get(name), now.get(name)) if is_one_period else (),
        )
        for name in {**now, **then}
    ]
    return Changes(before, after, tuple(sorted(found, key=_rank)))


def naming_ids(found: Changes) -> Changes:
    """Return the same with each indicator's id behind its name."""
    named = (
        one._replace(
            before=one.before and naming_id(one.before), after=one.after and naming_id(one.after)
        )
        for one in found.changes
    )
    return found._replace(changes=tuple(named))


_ORDER = list(Moved)


def _rank(change: Change) -> tuple[int, bool, bool]:
    return _ORDER.index(change.moved), not change.turned, change.renamed_from is None


def arranged(found: Changes, arrangement: Arrangement) -> Changes:
    """Return changes of which some are hidden, in another order within each kind of change.

    An indicator is shown and sorted by what it is now, or was where the later report has it not.
    """
    ordered = sorted(found.changes, key=lambda one: (*_rank(one), *arrangement.place(one.result)))
    hidden = (one.id for one in found.changes if not arrangement.shows(one.result))
    return found._replace(changes=tuple(ordered), hidden=frozenset(hidden))


def unshown_readings(
    before: Catalogue, after: Catalogue, report: Report, renamed: Mapping[str, str] = _SAME_IDS
) -> tuple[UnshownReadings, ...]:
    """Return the differing readings of periods that the later report does not show.

    Of indicators that both versions have; in the order of what happened, the latest period first.
    `renamed` is that of `changes`.
    """
    earlier_ids = {now: then for then, now in renamed.items()}
    found = Counter(
        (change, period)
        for result in report.indicators
        if (then := before.indicators.get(earlier_ids.get(result.id, result.id)))
        for change, period in _differing(then, after.indicators[result.id], result)
    )
    order = list(ReadingChange)
    return tuple(
        UnshownReadings(change, period, count)
        for (change, period), count in sorted(
            found.items(), key=lambda one: (order.index(one[0][0]), -one[0][1].end, str(one[0][1]))
        )
    )


def _differing(
    before: Indicator, after: Indicator, result: IndicatorResult
) -> Iterator[tuple[ReadingChange, Period]]:
    then, now = _figures(before), _figures(after)
    reading = result.inputs.reading
    shown = result.inputs.due if isinstance(reading, Reason) else reading.period
    for period in (then.keys() | now.keys()) - {shown}:
        if period not in then:
            yield ReadingChange.ADDED, period
        elif period not in now:
            yield ReadingChange.REMOVED, period
        elif then[period] != now[period]:
            yield ReadingChange.CHANGED, period


def _figures(indicator: Indicator) -> dict[Period, Fraction]:
    """Return the exact figure of each period that has one."""
    return {
        period: indicator.values[period].amount(indicator.unit) for period in figures(indicator)
    }


def _change(name: str, before: IndicatorResult | None, after: IndicatorResult | None) -> Change:
    if before is None or after is None:
        return Change(name, before, after, Moved.REMOVED if before else Moved.ADDED, ())
    moved = status_moved(before.verdict.status.status, after.verdict.status.status)
    found = () if moved is Moved.SAME else causes(before.inputs, after.inputs)
    return Change(name, before, after, moved, found, before.id if before.id != name else None)


def _texts(before: IndicatorResult | None, after: IndicatorResult | None) -> tuple[Commentary, ...]:
    """Return what the service writes otherwise; where a line breaks does not count."""
    if before is None or after is None:
        return ()
    then, now = (
        {key: (getattr(one, key) or "").split() for key in Commentary} for one in (before, after)
    )
    return tuple(key for key in Commentary if then[key] != now[key])


def causes(before: Inputs, after: Inputs) -> tuple[InputKind, ...]:
    """Return the inputs that changed the status.

    Each one that restores the earlier status when its earlier value alone is put back; if none
    does, the first of the smallest sets that do.
    """
    status = judge(before).status.status
    differing = [part for part in _FIELDS if _differ(part, before, after)]
    for size in range(1, len(differing) + 1):
        sets = [
            parts
            for parts in combinations(differing, size)
            if judge(_put_back(parts, before, after)).status.status is status
        ]
        if sets:
            found = [parts[0] for parts in sets] if size == 1 else sets[0]
            return tuple(_named(part, before, after) for part in found)
    return ()


def _differ(part: InputKind, before: Inputs, after: Inputs) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in _FIELDS[part])


def _put_back(parts: tuple[InputKind, ...], before: Inputs, after: Inputs) -> Inputs:
    names = [name for part in parts for name in _FIELDS[part]]
    return after._replace(**{name: getattr(before, name) for name in names})


def _named(part: InputKind, before: Inputs, after: Inputs) -> InputKind:
    """Name the target for what it is: a comparator's figure."""
    goals = _goals(before, after)
    compared = any(goal.basis is TargetBasis.COMPARATOR for goal in goals)
    return InputKind.COMPARATOR if part is InputKind.TARGET and compared else part


def _goals(*inputs: Inputs) -> Iterator[ResolvedTarget]:
    return (one.goal for one in inputs if isinstance(one.goal, ResolvedTarget))
