"""The numbers of people or cases that a reading shows, or that it lets a reader work out."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.catalogue.derived.running_totals import SHARES
from ragcalc.catalogue.model.fields import UNITS, Unit
from ragcalc.catalogue.model.figures import Forecast, Reading
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.returns.cells import NOT_ZERO


class Count(NamedTuple):
    """A number of people or cases: what it comes to, and what it may be before rounding."""

    amount: Fraction
    low: Fraction
    high: Fraction | None
    """None is without an upper end."""

    def is_small(self, limit: int) -> bool:
        """Return whether it is, or may be, above 0 and below the limit.

        Rounding leaves whole numbers that it may be; where there is none between, it is no whole
        number itself.
        """
        if self.low is self.high:
            return 0 < self.amount.numerator < limit * self.amount.denominator
        least = ceil(self.low)
        if self.high is not None and least > floor(self.high):
            return 0 < self.amount < limit
        most = limit - 1 if self.high is None else min(limit - 1, floor(self.high))
        return max(1, least) <= most

    def may_be(self, number: Fraction) -> bool:
        """Return whether it may be that number before rounding."""
        return self.low <= number and (self.high is None or number <= self.high)


Counts = dict[str, Count]
"""The counts of a reading by what they are of: count, numerator, denominator, the others."""


def counts(indicator: Indicator, reading: Reading) -> Counts:
    """Return every count that a reading shows, or that one of its figures gives with another."""
    if reading.reason is not None and not reading.proposed:
        return {}
    found: Counts = {}
    unit = indicator.unit
    value_counts = (unit.label and bool(indicator.suppress_below)) or unit == UNITS["count"]
    if value_counts and isinstance(reading.value, Decimal):
        found["count"] = _exactly(reading.value)
        if not reading.value and NOT_ZERO in (reading.note or ""):
            found["count"] = Count(Fraction(0), Fraction(0), None)
    if reading.numerator is not None:
        found["numerator" if found else "count"] = _exactly(reading.numerator)
    if reading.denominator is not None:
        found["denominator"] = _exactly(reading.denominator)
    if not value_counts:
        found |= _implied(indicator, reading)
    if len(found) > 1 and unit in SHARES and {"count", "denominator"} <= found.keys():
        found["the others"] = _less(found["denominator"], found["count"])
    return found


def forecast_counts(indicator: Indicator, forecast: Forecast) -> Counts:
    """Return the count that a forecast is of; none where its unit counts nobody."""
    return counts(indicator, Reading.model_construct(value=forecast.value))


def _implied(indicator: Indicator, reading: Reading) -> Counts:
    """Return the numerator or the denominator that the value gives together with the other.

    The value is rounded where it stands, so the count lies in an interval.
    """
    numerator, denominator, scale = reading.numerator, reading.denominator, indicator.unit.scale
    if not isinstance(reading.value, Decimal) or (numerator is None) == (denominator is None):
        return {}
    value = numbers.to_fraction(reading.value)
    half = Fraction(1, 2 * 10 ** numbers.decimals_written(reading.value))
    if denominator is not None:
        each = numbers.to_fraction(denominator) / scale
        return {"count": Count(value * each, (value - half) * each, (value + half) * each)}
    if numerator is None or value <= 0:
        return {}
    total = numbers.to_fraction(numerator) * scale
    high = total / (value - half) if value > half else None
    return {"denominator": Count(total / value, total / (value + half), high)}


_STANDARD_ERRORS = Fraction("3.92")
"""From one end of an interval at 95% to the other."""


def interval_tells_few(unit: Unit, reading: Reading, limit: int) -> bool:
    """Return whether a published interval tells of fewer cases, or others, than the limit.

    x cases make a rate with the standard error value / root x, and a share p of n one with the root
    of p(1 - p)/n. Beside both counts, which are shown, an interval tells nothing more.
    """
    if reading.at_95 is None or reading.counted or (unit.scale == 1 and unit != UNITS["ratio"]):
        return False
    assert isinstance(reading.value, Decimal)
    value = numbers.to_fraction(reading.value) / unit.scale
    lower, upper = map(numbers.to_fraction, reading.at_95)
    error = (upper - lower) / unit.scale / _STANDARD_ERRORS
    if value <= 0 or not error:
        return False
    if unit != UNITS["percent"] or value >= 1:
        return (value / error) ** 2 < limit
    of = value * (1 - value) / error**2
    return min(value, 1 - value) * of < limit


def _exactly(number: Decimal) -> Count:
    amount = numbers.to_fraction(number)
    return Count(amount, amount, amount)


def _less(whole: Count, part: Count) -> Count:
    assert part.high is not None
    high = None if whole.high is None else whole.high - part.low
    return Count(whole.amount - part.amount, whole.low - part.high, high)
