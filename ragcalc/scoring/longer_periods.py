"""Months make quarters and years: the figure of a longer period, made of an indicator's own.

Every figure within the period has to be there, by one method: there is no part of a sum. Nothing
is rounded. A figure that is given for the longer period itself stands as it is written.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from ragcalc import numbers, periods
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period
from ragcalc.scoring.inputs import RolledUp, SourcedValue
from ragcalc.vocabulary import Reason, RollUp

Read = Callable[[Period], SourcedValue]
"""Returns the figure of a period that has one."""


def rolls_up(indicator: Indicator) -> bool:
    """Return whether its figures make those of longer periods, where not the last one stands."""
    return indicator.rolls_up not in (None, RollUp.LAST)


def shown_in(indicator: Indicator, report: Period) -> Period | None:
    """Return the longer period that a report shows; None where it shows one of the indicator's own.

    It is the latest one of the report's length of which every figure is due by then.
    """
    if not rolls_up(indicator):
        return None
    whole = periods.latest_ending(report.kind, report.end - indicator.lag)
    return whole if parts_of(indicator, whole) else None


def reported_in(indicator: Indicator, period: Period) -> Period:
    """Return the report that shows a longer period: its own, or a later one where figures lag."""
    late = -(-indicator.lag // period.months) * period.months
    return Period(period.kind, period.start + late)


def parts_of(indicator: Indicator, period: Period) -> tuple[Period, ...]:
    """Return the indicator's own periods that make a longer one; empty where they do not."""
    own = indicator.kind
    if not rolls_up(indicator) or period.months <= own.months:
        return ()
    if (period.start - own.first) % own.months:  # a quarter lies in two academic years
        return ()
    return tuple(Period(own, at) for at in range(period.start, period.end, own.months))


def adds_up(indicator: Indicator, period: Period) -> bool:
    """Return whether a figure of the period is a sum of shorter ones."""
    return indicator.rolls_up is RollUp.SUM and bool(parts_of(indicator, period))


def is_mean(indicator: Indicator, period: Period) -> bool:
    """Return whether a figure of the period is a mean of shorter ones, which counts no cases."""
    return indicator.rolls_up is RollUp.MEAN and bool(parts_of(indicator, period))


def rolled_up(indicator: Indicator, period: Period, read: Read) -> RolledUp | None:
    """Return what the figure of a longer period is made of; None where it is not made."""
    own = parts_of(indicator, period)
    if not own or indicator.rolls_up is None:
        return None
    parts = tuple(_part(indicator, one, read) for one in own)
    lacking = _lacking(indicator, own, parts)
    figures = [one for one in parts if isinstance(one, SourcedValue)]
    figure = lacking[0][1] if lacking else _figure(indicator, indicator.rolls_up, period, figures)
    return RolledUp(indicator.rolls_up, own, parts, tuple(one for one, _ in lacking), figure)


def _part(indicator: Indicator, period: Period, read: Read) -> SourcedValue | Reason:
    reading = indicator.values.get(period)
    if reading is None:
        return Reason.NO_VALUE
    return reading.reason or read(period)


def _lacking(
    indicator: Indicator, own: tuple[Period, ...], parts: tuple[SourcedValue | Reason, ...]
) -> list[tuple[Period, Reason]]:
    """Return the periods that leave the longer one without a figure, and why.

    Where any is hidden it is those, whatever else is missing.
    """
    without = [
        (one, part) for one, part in zip(own, parts, strict=True) if isinstance(part, Reason)
    ]
    hidden = [one for one in without if one[1] is Reason.SUPPRESSED]
    return hidden or without or list(_changes(indicator, own))


def _changes(indicator: Indicator, own: tuple[Period, ...]) -> Iterator[tuple[Period, Reason]]:
    """Yield the periods within the longer one from which on the method is another."""
    for one in own[1:]:
        if indicator.values[one].break_:
            yield one, Reason.METHOD_CHANGED


def _figure(
    indicator: Indicator, method: RollUp, period: Period, parts: list[SourcedValue]
) -> SourcedValue | Reason:
    """Return the figure that the parts make, which all have one."""
    total = sum((one.value for one in parts), Fraction(0))
    made = SourcedValue(
        total,
        period,
        parts[-1].place,
        decimals=_most_decimals(parts),
        provisional=any(one.provisional for one in parts),
        revised=any(one.revised for one in parts),
        rolled_up=True,
        note="; ".join(dict.fromkeys(one.note for one in parts if one.note)) or None,
    )
    if method is RollUp.POOLED:
        return _pooled(made, parts, indicator.unit.scale)
    if method is RollUp.MEAN:
        places = None if made.decimals is None else max(1, made.decimals)
        return made._replace(value=total / len(parts), decimals=places)
    return made


def _most_decimals(parts: list[SourcedValue]) -> int | None:
    """Return the most decimals that any part was written with; None where one has counts alone."""
    written = [one.decimals for one in parts if one.decimals is not None]
    return max(written) if len(written) == len(parts) else None


def _pooled(made: SourcedValue, parts: list[SourcedValue], scale: int) -> SourcedValue:
    """Divide the sum of the numerators by the sum of the denominators, which all parts have."""
    numerator = _sum([one.numerator for one in parts if one.numerator is not None])
    denominator = _sum([one.denominator for one in parts if one.denominator is not None])
    return made._replace(
        value=numbers.to_fraction(numerator) / numbers.to_fraction(denominator) * scale,
        decimals=None,
        counted=True,
        numerator=numerator,
        denominator=denominator,
    )


def _sum(counts: list[Decimal]) -> Decimal:
    exact = sum(map(numbers.to_fraction, counts), Fraction(0))
    return numbers.rounded(exact, max(map(numbers.decimals_written, counts)))
