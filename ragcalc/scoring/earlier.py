"""The earlier reading that the direction of travel is measured from."""

from ragcalc.catalogue.fields import BasisChoice
from ragcalc.catalogue.models import Indicator, Reading
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring.inputs import Given
from ragcalc.scoring.readings import reading_at
from ragcalc.vocabulary import Basis, Reason


def earlier(
    indicator: Indicator, period: Period, basis: BasisChoice, place: Place
) -> Given | Reason:
    """Give the reading of the basis, or why there is none.

    A figure that accumulates always rises within a year, so only the same period a year ago will
    do for it.
    """
    chosen = Basis.SAME_PERIOD_LAST_YEAR if indicator.accumulates else basis.basis
    match chosen:
        case Basis.LAST_REPORTED:
            then = _last_reported(indicator, period)
        case Basis.PREVIOUS_PERIOD:
            then = period.previous()
        case Basis.SAME_PERIOD_LAST_YEAR:
            then = period.year_ago()
        case Basis.BASELINE:
            then = _baseline(indicator, period, basis.baseline)
    return comparable(indicator, then, period, place)


def comparable(
    indicator: Indicator, then: Period | None, now: Period, place: Place
) -> Given | Reason:
    """Give the reading of a period, unless the method changed since."""
    found = indicator.values.get(then) if then else None
    if then is None or found is None or found.reason:
        return Reason.NO_EARLIER
    if any(_breaks(reading, period, then, now) for period, reading in indicator.values.items()):
        return Reason.NOT_COMPARABLE
    return reading_at(indicator, then, place)


def _last_reported(indicator: Indicator, period: Period) -> Period | None:
    """Give the latest earlier reading of the same frequency, at most a year back."""
    return max(
        (
            other
            for other, reading in indicator.values.items()
            if other.kind is period.kind
            and period.end - 12 <= other.end < period.end
            and reading.reason is None
        ),
        key=lambda other: other.end,
        default=None,
    )


def _baseline(indicator: Indicator, period: Period, baseline: Period | None) -> Period | None:
    """Give the baseline, or where it is a year its last period of the indicator's frequency."""
    if baseline is None:
        return None
    own = baseline.in_years(indicator.year)
    if own in indicator.values:
        return own if own.end < period.end else None
    return next(
        (
            other
            for other in indicator.values
            if other.kind is period.kind and other.end == own.end < period.end
        ),
        None,
    )


def _breaks(reading: Reading, period: Period, then: Period, now: Period) -> bool:
    return reading.break_ and period.kind is now.kind and then.end < period.end <= now.end
