"""A catalogue as it may leave the house: small numbers hidden, and what would give them back.

The figures are taken out before anything is scored, so that no output can hold them. What is kept:
from all that is left, each hidden small number could be any from 1 to the limit less 1, also for
a reader who knows the rules by which more is hidden.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ragcalc import numbers
from ragcalc.catalogue.fields import UNITS
from ragcalc.catalogue.models import Catalogue, Indicator, Reading
from ragcalc.periods import Period
from ragcalc.vocabulary import Reason

Hidden = dict[str, set[Period]]
"""The periods of each indicator whose figures do not leave."""
_NO_FIGURE: dict[str, Any] = {
    **dict.fromkeys(("numerator", "denominator", "note", "source")),
    "value": Reason.SUPPRESSED,
    "breakdown": {},
    "provisional": False,
    "proposed": False,
}


def published(catalogue: Catalogue) -> Catalogue:
    """Give the catalogue without small numbers and without what would give them back."""
    limits = {name: _limit(catalogue, one) for name, one in catalogue.indicators.items()}
    if not any(limits.values()):
        return catalogue
    hidden = {
        name: {
            period
            for period, reading in one.values.items()
            if _is_small(one, reading, limit) or (limit and _is_suppressed(reading))
        }
        for (name, one), limit in zip(catalogue.indicators.items(), limits.values(), strict=True)
    }
    while _more(catalogue, limits, hidden):
        pass
    kept = {
        name: _without(one, hidden[name]) if limits[name] or hidden[name] else one
        for name, one in catalogue.indicators.items()
    }
    return catalogue.model_copy(update={"indicators": kept})


def _limit(catalogue: Catalogue, indicator: Indicator) -> int:
    own = indicator.suppress_below
    return catalogue.suppress_below if own is None else own


def _without(indicator: Indicator, periods: set[Period]) -> Indicator:
    """Give the indicator without its figures and printed verdicts for the periods.

    What the catalogue itself suppresses stands as it is written.
    """
    periods = {one for one in periods if not _is_suppressed(indicator.values[one])}
    if not periods and not any(reading.breakdown for reading in indicator.values.values()):
        return indicator
    values = {
        period: reading.model_copy(update=_NO_FIGURE if period in periods else {"breakdown": {}})
        for period, reading in indicator.values.items()
    }
    reported = {key: one for key, one in indicator.reported.items() if key not in periods}
    return indicator.model_copy(update={"values": values, "reported": reported})


# ── What is small ────────────────────────────────────────────────────────────────────────────────


def _counts(indicator: Indicator, reading: Reading) -> dict[str, Fraction]:
    """Give the numbers of people or cases that a reading shows, or that it lets work out."""
    if reading.reason is not None and not reading.proposed:
        return {}
    found: dict[str, Fraction] = {}
    count, denominator = _count(indicator, reading), _denominator(indicator, reading)
    if count is not None:
        found["count"] = count
    if denominator is not None:
        found["denominator"] = denominator
        if count is not None and indicator.unit == UNITS["percent"]:
            found["the others"] = denominator - count
    return found


def _count(indicator: Indicator, reading: Reading) -> Fraction | None:
    """Give the one number that a reading is about: its numerator, or its value if that counts.

    A share or a rate beside its denominator lets its numerator be worked out.
    """
    if reading.numerator is not None:
        return numbers.exact(reading.numerator)
    if not isinstance(reading.value, Decimal):
        return None
    unit, value = indicator.unit, numbers.exact(reading.value)
    if unit == UNITS["count"] or (unit.label and indicator.suppress_below):
        return value
    if reading.denominator is not None and unit.scale > 1:
        return value * numbers.exact(reading.denominator) / unit.scale
    return None


def _denominator(indicator: Indicator, reading: Reading) -> Fraction | None:
    """Give what a reading is of, which a share or a rate beside its numerator tells too."""
    if reading.denominator is not None:
        return numbers.exact(reading.denominator)
    scale, value = indicator.unit.scale, reading.value
    if reading.numerator is not None and scale > 1 and isinstance(value, Decimal) and value:
        return numbers.exact(reading.numerator) * scale / numbers.exact(value)
    return None


def _is_suppressed(reading: Reading) -> bool:
    return reading.value is Reason.SUPPRESSED


def _is_small(indicator: Indicator, reading: Reading, limit: int) -> bool:
    return any(0 < count < limit for count in _counts(indicator, reading).values())


# ── What would give it back ──────────────────────────────────────────────────────────────────────


def _more(catalogue: Catalogue, limits: dict[str, int], hidden: Hidden) -> bool:
    """Hide what would give back what is hidden so far; say whether there was any."""
    before = sum(map(len, hidden.values()))
    for name, indicator in catalogue.indicators.items():
        hidden[name] |= set(_overlapping(indicator, hidden[name]))
        if indicator.accumulates is True:
            hidden[name] |= set(_differences(indicator, limits[name], hidden[name]))
    for period, parts, whole in (*_wholes(catalogue), *_partitions(catalogue)):
        if any(period in hidden[name] for name in (*parts, *whole)):
            for name in parts:
                hidden[name].add(period)
    return sum(map(len, hidden.values())) > before


def _overlapping(indicator: Indicator, hidden: set[Period]) -> Iterator[Period]:
    """Yield longer periods that share time with a hidden one: a year gives its quarter back."""
    shortest = min((period.months for period in hidden), default=0)
    longer = [other for other in indicator.values if other.months > shortest]  # mostly none
    for period in hidden:
        for other in longer:
            meet = other.start < period.end and period.start < other.end
            if meet and other.months > period.months:
                yield other


def _differences(indicator: Indicator, limit: int, hidden: set[Period]) -> Iterator[Period]:
    """Yield totals since the year began that rose by a small number since the last one shown."""
    shown: dict[str, Fraction] = {}
    year: Period | None = None
    for period in sorted(one for one in indicator.values if one.kind is indicator.kind):
        if period.year(indicator.year) != year:
            year, shown = period.year(indicator.year), {}
        counts = _counts(indicator, indicator.values[period])
        if any(0 < abs(count - shown.get(name, 0)) < limit for name, count in counts.items()):
            yield period
        elif counts and period not in hidden:
            shown = counts


_Sum = tuple[Period, list[str], list[str]]
"""A period, the indicators whose counts are parts then, and the one that they are parts of.

Where one part is hidden, all of them are, also those that are 0; and so they are where their whole
is. With fewer hidden, which they are would tell something: two that add up to 2 are 1 and 1.
"""


def _wholes(catalogue: Catalogue) -> Iterator[_Sum]:
    """Yield the indicators that say `part-of`, with the one that they are part of."""
    parts: dict[str, list[str]] = {}
    for name, one in catalogue.indicators.items():
        if one.part_of in catalogue.indicators and one.part_of != name:
            parts.setdefault(str(one.part_of), []).append(name)
    for whole, names in parts.items():
        for period in catalogue.indicators[whole].values:
            found = [one for one in names if period in catalogue.indicators[one].values]
            yield period, found, [whole]


def _partitions(catalogue: Catalogue) -> Iterator[_Sum]:
    """Yield percentages of one denominator in a period whose numerators add up to it."""
    alike: dict[tuple[Period, Decimal], dict[str, Decimal]] = {}
    for name, one in catalogue.indicators.items():
        if one.unit == UNITS["percent"]:
            for period, reading in one.values.items():
                if reading.numerator is not None and reading.denominator is not None:
                    shares = alike.setdefault((period, reading.denominator), {})
                    shares[name] = reading.numerator
    for (period, denominator), shares in alike.items():
        if sum(map(numbers.exact, shares.values())) == numbers.exact(denominator):
            yield period, list(shares), []
