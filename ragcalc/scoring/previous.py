"""The earlier reading that the direction of travel is measured from."""

from collections.abc import Callable
from typing import assert_never

from ragcalc import periods
from ragcalc.catalogue.model.fields import BasisChoice
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Kind, Period
from ragcalc.scoring.indexes import Breaks
from ragcalc.scoring.inputs import SourcedValue
from ragcalc.vocabulary import Basis, Reason, RollUp

Find = Callable[[Period], SourcedValue | Reason]
"""Returns the figure of a period, or why there is none."""


def previous_reading(
    indicator: Indicator, period: Period, basis: BasisChoice, broken: Breaks, find: Find
) -> SourcedValue | Reason:
    """Return the reading of the basis, or why there is none; `broken` are the breaks."""
    return comparable(indicator, _chosen(indicator, period, basis, find), period, broken, find)


def comparable(
    indicator: Indicator, then: Period | None, now: Period, broken: Breaks, find: Find
) -> SourcedValue | Reason:
    """Return the reading of a period, unless the method changed since."""
    found = find(then) if then else Reason.NO_PREVIOUS
    if then is None or isinstance(found, Reason):
        return Reason.NO_PREVIOUS
    if any(broken.between(then, now, kind) for kind in {now.kind, indicator.kind}):
        return Reason.NOT_COMPARABLE
    return found


def _chosen(indicator: Indicator, period: Period, basis: BasisChoice, find: Find) -> Period | None:
    if baseline := basis.baseline_of(indicator.year):
        return _baseline(indicator, period, baseline, find)
    match basis.basis:
        case Basis.PREVIOUS_PERIOD:
            return period.previous()
        case Basis.SAME_PERIOD_LAST_YEAR:
            return period.year_ago()
        case Basis.LAST_REPORTED | Basis.BASELINE:  # which was returned above
            return _last_reported(period, find)
        case _:
            assert_never(basis.basis)


def _last_reported(period: Period, find: Find) -> Period | None:
    """Return the latest earlier reading of the same frequency, at most a year back."""
    before = period.previous()
    while before.end >= period.end - 12:
        if not isinstance(find(before), Reason):
            return before
        before = before.previous()
    return None


def _baseline(indicator: Indicator, period: Period, own: Period, find: Find) -> Period | None:
    """Return the baseline, or where it is a year its last period of the report's frequency.

    What adds up is held against a figure of the same length alone.
    """
    if own in indicator.values and is_alike(indicator, own, period.kind):
        return own if own.end < period.end else None
    last = last_in(own, period.kind)
    if last is None or last.end >= period.end or isinstance(find(last), Reason):
        return None
    return last


def is_alike(indicator: Indicator, baseline: Period, kind: Kind) -> bool:
    """Return whether figures of periods of a kind may be held against one of the baseline's own."""
    return baseline.kind is kind or indicator.rolls_up is not RollUp.SUM


def last_in(baseline: Period, kind: Kind) -> Period | None:
    """Return the last period of a kind that lies in a baseline, or is longer and ends with it.

    None where there is none: a quarter may end a month after an academic year.
    """
    last = periods.latest_ending(kind, baseline.end)
    return last if last.end == baseline.end or baseline.covers(last) else None
