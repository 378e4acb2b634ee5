"""Figures of each period alone, added up over the year, for `accumulates: in-period`."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from ragcalc import numbers
from ragcalc.catalogue.model.fields import UNITS
from ragcalc.catalogue.model.figures import NO_INTERVAL, Reading, without_replaced
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.model.series import Series
from ragcalc.periods import Period
from ragcalc.vocabulary import Reason

IN_PERIOD = "in-period"


def summed(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with totals since the year began, in place of each period's own figure.

    Where a period of the year is missing, its later totals are not known.
    """
    totals = {
        name: indicator.model_copy(update={"values": Series(dict(_totals(indicator)))})
        for name, indicator in catalogue.indicators.items()
        if indicator.accumulates == IN_PERIOD
    }
    if not totals:
        return catalogue
    return catalogue.model_copy(update={"indicators": {**catalogue.indicators, **totals}})


def _totals(indicator: Indicator) -> Iterator[tuple[Period, Reading]]:
    kind = indicator.kind
    own = indicator.values.in_order(kind)
    yield from (item for item in indicator.values.items() if item[0].kind is not kind)
    for year, periods in groupby(own, key=lambda one: one.year(indicator.year)):
        parts: list[Reading] = []
        expected = Period(kind, year.start)
        gap: Period | None = None
        for period in periods:
            gap = gap or (expected if expected != period else None)
            parts.append(indicator.values[period])
            yield (
                period,
                _unknown(parts[-1], gap) if gap else _total(parts, year, period, indicator),
            )
            expected = Period(kind, period.end)


def _unknown(last: Reading, gap: Period) -> Reading:
    note = f"the total cannot be calculated, as {gap} is missing"
    update = {**_NO_FIGURE, "value": Reason.YEAR_INCOMPLETE, "note": note}
    return without_replaced(last).model_copy(update=update)


SHARES = (UNITS["percent"], UNITS["ratio"])
"""Of these the year's is no sum of its periods', unless the counts are known."""
_NO_FIGURE: dict[str, Any] = {
    **dict.fromkeys(("value", "numerator", "denominator")),
    **NO_INTERVAL,  # a sum's is no sum of intervals
}


def _total(parts: list[Reading], year: Period, period: Period, indicator: Indicator) -> Reading:
    last = parts[-1]
    if without := next((one.reason for one in parts if one.reason), None):
        return without_replaced(last).model_copy(update={**_NO_FIGURE, "value": without})
    if len(parts) == 1:
        return last
    notes = [f"total of {year} up to {period}", *([last.note] if last.note else [])]
    update = {
        **_NO_FIGURE,
        **_sums(parts, indicator.unit in SHARES),
        "provisional": any(one.provisional for one in parts),
        "revised": any(one.revised for one in parts),
        "break_": any(one.break_ for one in parts),
        "breakdown": {},
        "note": "; ".join(notes),
    }
    return without_replaced(last).model_copy(update=update)


def _sums(parts: list[Reading], shares: bool) -> dict[str, Any]:
    """Add up counts where all have them, else the values as they are written."""
    if all(one.counted for one in parts):
        return {
            "numerator": _sum([one.numerator for one in parts]),
            "denominator": _sum([one.denominator for one in parts]),
        }
    if not shares and all(isinstance(one.value, Decimal) for one in parts):
        return {"value": _sum([one.value for one in parts])}
    return {"value": Reason.NO_VALUE}


def _sum(parts: list[Any]) -> Decimal:
    exact = sum(map(numbers.to_fraction, parts), Fraction(0))
    return numbers.rounded(exact, max(map(numbers.decimals_written, parts)))
