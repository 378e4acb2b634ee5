"""The earlier reading that the direction of travel is measured from."""

from collections.abc import Callable
from typing import assert_never

from ragcalc.catalogue.model.fields import BasisChoice
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period
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
    is_alike = own.kind is period.kind or indicator.rolls_up is not RollUp.SUM
    if own in indicator.values and is_alike:
        return own if own.end < period.end else None
    last = Period(period.kind, own.end - period.months)
    return last if last.end < period.end and not isinstance(find(last), Reason) else None
