"""The earlier reading that the direction of travel is measured from."""

from collections.abc import Callable
from typing import assert_never

from ragcalc.catalogue.model.fields import BasisChoice
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period
from ragcalc.scoring.indexes import Breaks
from ragcalc.scoring.inputs import SourcedValue
from ragcalc.vocabulary import Basis, Reason

Read = Callable[[Period], SourcedValue]
"""Returns the figure of a period that has one."""


def previous_reading(
    indicator: Indicator, period: Period, basis: BasisChoice, broken: Breaks, read: Read
) -> SourcedValue | Reason:
    """Return the reading of the basis, or why there is none; `broken` are the breaks."""
    return comparable(indicator, _chosen(indicator, period, basis), period, broken, read)


def comparable(
    indicator: Indicator, then: Period | None, now: Period, broken: Breaks, read: Read
) -> SourcedValue | Reason:
    """Return the reading of a period, unless the method changed since."""
    if then is None or then not in indicator.values or indicator.values[then].reason:
        return Reason.NO_PREVIOUS
    if broken.between(then, now):
        return Reason.NOT_COMPARABLE
    return read(then)


def _chosen(indicator: Indicator, period: Period, basis: BasisChoice) -> Period | None:
    if baseline := basis.baseline_of(indicator.year):
        return _baseline(indicator, period, baseline)
    match basis.basis:
        case Basis.PREVIOUS_PERIOD:
            return period.previous()
        case Basis.SAME_PERIOD_LAST_YEAR:
            return period.year_ago()
        case Basis.LAST_REPORTED | Basis.BASELINE:  # which was returned above
            return _last_reported(indicator, period)
        case _:
            assert_never(basis.basis)


def _last_reported(indicator: Indicator, period: Period) -> Period | None:
    """Return the latest earlier reading of the same frequency, at most a year back."""
    before = period.previous()
    while before.end >= period.end - 12:
        reading = indicator.values.get(before)
        if reading and reading.reason is None:
            return before
        before = before.previous()
    return None


def _baseline(indicator: Indicator, period: Period, own: Period) -> Period | None:
    """Return the baseline, or where it is a year its last period of the indicator's frequency."""
    if own in indicator.values:
        return own if own.end < period.end else None
    last = Period(period.kind, own.end - period.months)
    return last if last in indicator.values and last.end < period.end else None
