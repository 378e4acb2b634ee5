"""Which targets of an indicator are reviewed, and what a reading is compared with under each."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from ragcalc.catalogue.model.fields import Since
from ragcalc.catalogue.model.figures import Target
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.model.series import Series
from ragcalc.periods import Period, latest_ending
from ragcalc.problems import Place
from ragcalc.scoring import goals
from ragcalc.scoring.inputs import Inputs, ResolvedTarget
from ragcalc.vocabulary import Reason


class TargetKind(StrEnum):
    """Why a target is looked at."""

    CURRENT = "current"
    """It decides the status of the report."""
    AHEAD = "ahead"
    """It will decide that of a later period."""
    PROPOSED = "proposed"
    """The catalogue marks it so."""
    SET = "set"
    """Somebody asks what it would do."""


class TargetUnderReview(NamedTuple):
    """One target that is looked at."""

    kind: TargetKind
    target: Target
    key: Period | Since | None
    """What it is given for; None where it stands for every period."""
    indicator: Indicator
    """The catalogue's entry as if this target stood, for every period where it is not current."""
    begins: int | None
    """The month in which it begins; None where it always stood."""
    ends: int | None
    """The month behind its last one; None where it has no end."""

    @property
    def part(self) -> bool:
        """Whether it is the part of a year's target that is due by the end of its period."""
        key = self.key
        return bool(self.indicator.accumulates) and isinstance(key, Period) and key.months < 12


def targets_under_review(
    indicator: Indicator, asked: Period, now: Period, proposed: tuple[Target, ...]
) -> Iterator[TargetUnderReview]:
    """Yield the targets to look at.

    The one of the period that is `asked` for, which decides; then those that the catalogue has for
    periods after `now`, then those that it marks as proposed and that have not ended, then those
    that are `proposed` from elsewhere. `now` is the indicator's own latest period.
    """
    found = goals.entry(indicator, asked)
    if found and found.target.value != "none":
        begins, ends = _span(indicator, found.key)
        known = indicator.model_copy(update={"targets": Series(dict(_begun(indicator, now)))})
        yield TargetUnderReview(TargetKind.CURRENT, found.target, found.key, known, begins, ends)
    yield from _dated(indicator, now, found.key if found else None)
    # what has no period of its own is for the next one, up to the end of its year
    end = Period(now.kind, now.end).year(indicator.year).end
    if indicator.target and indicator.target.proposed:
        yield _alone(TargetKind.PROPOSED, indicator, indicator.target, None, now.end, end)
    for target in proposed:
        yield _alone(TargetKind.SET, indicator, target, None, now.end, end)


def _begun(indicator: Indicator, now: Period) -> Iterator[tuple[Period | Since, Target]]:
    """Yield the targets but those to which one will be revised later."""
    for key, target in indicator.targets.items():
        if not isinstance(key, Since) or key.period.start < now.end:
            yield key, target


def _dated(
    indicator: Indicator, now: Period, current: Period | Since | None
) -> Iterator[TargetUnderReview]:
    """Yield the targets ahead in the order of time, then the proposed ones."""
    found = []
    for key, target in indicator.targets.items():
        if goals.is_of_sum(indicator, key):
            continue
        begins, ends = _span(indicator, key)
        kind = TargetKind.PROPOSED if target.proposed else TargetKind.AHEAD
        reviewed = _alone(kind, indicator, target, key, begins, ends)
        ahead = key != current and _will_decide(reviewed, indicator, now)
        shown = (ends or 0) >= now.end if target.proposed else ahead
        if target.value != "none" and shown:
            found.append(reviewed)
    yield from sorted(
        found, key=lambda reviewed: (reviewed.kind is TargetKind.PROPOSED, reviewed.begins or 0)
    )


def _will_decide(reviewed: TargetUnderReview, indicator: Indicator, now: Period) -> bool:
    """Return whether a target that begins after `now` is the one that some later period has.

    That of a year over which an indicator accumulates is, whichever parts of it are given too.
    """
    if reviewed.begins is None or reviewed.ends is None or reviewed.begins < now.end:
        return False
    if indicator.accumulates:
        return not reviewed.part
    period = latest_ending(indicator.kind, reviewed.ends)
    while period.end > reviewed.begins:
        found = goals.entry(indicator, period)
        if found is not None and found.key == reviewed.key:
            return True
        period = period.previous()
    return False


def _alone(
    kind: TargetKind,
    indicator: Indicator,
    target: Target,
    key: Period | Since | None,
    begins: int | None,
    ends: int | None,
) -> TargetUnderReview:
    """Return a review in which a target applies to every period, or as a part to its own."""
    decides = target.model_copy(update={"proposed": False})
    own = TargetUnderReview(kind, target, key, indicator, begins, ends)
    targets = {"targets": Series({key: decides}), "target": None}
    always = {"targets": Series(), "target": decides}
    return own._replace(indicator=indicator.model_copy(update=targets if own.part else always))


def _span(indicator: Indicator, key: Period | Since | None) -> tuple[int | None, int | None]:
    """Say when a target begins and ends; a revised one ends with its year."""
    match key:
        case None:
            return None, None
        case Since(period):
            return period.start, period.year(indicator.year).end
        case period:
            return period.start, period.end


def goal_at(
    reviewed: TargetUnderReview, period: Period, inputs: Inputs, place: Place
) -> ResolvedTarget | Reason:
    """Return what a reading of the period is compared with under the target."""
    return goals.goal(reviewed.indicator, period, place, inputs.benchmarks, inputs.of_years)


def whole(
    reviewed: TargetUnderReview, year: Period, inputs: Inputs, place: Place
) -> ResolvedTarget | Reason:
    """Return the target of a whole year, where the indicator accumulates over it."""
    kind = reviewed.indicator.kind
    last = Period(kind, year.end - kind.months)
    return goal_at(reviewed, last, inputs, place)
