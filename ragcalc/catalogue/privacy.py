"""A catalogue as it may leave the house: small numbers hidden, and what would give them back.

The figures are taken out before anything is scored, so that no output can hold them. What is kept:
from all that is left, each hidden small number could be any from 1 to the limit less 1. Which
figures are hidden beside the small ones goes by the order of the catalogue, never by their size,
or the choice itself would tell something.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

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
        name: {period for period, reading in one.values.items() if _is_small(one, reading, limit)}
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
    """Give the indicator without its figures and printed verdicts for the periods."""
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
    if (count := _count(indicator, reading)) is not None:
        found["count"] = count
    if reading.denominator is not None:
        found["denominator"] = numbers.exact(reading.denominator)
        if reading.numerator is not None and indicator.unit == UNITS["percent"]:
            found["the others"] = found["denominator"] - found["count"]
    return found


def _count(indicator: Indicator, reading: Reading) -> Fraction | None:
    """Give the one number that a reading is about: its numerator, or its value if that counts."""
    if reading.numerator is not None:
        return numbers.exact(reading.numerator)
    counts = indicator.unit == UNITS["count"]
    counts = counts or (indicator.unit.label and bool(indicator.suppress_below))
    return numbers.exact(reading.value) if counts and isinstance(reading.value, Decimal) else None


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
    for group in (*_wholes(catalogue), *_partitions(catalogue)):
        _settle(group, max(limits[one.name] for one in group.parts), hidden)
    return sum(map(len, hidden.values())) > before


def _overlapping(indicator: Indicator, hidden: set[Period]) -> Iterator[Period]:
    """Yield longer periods that share time with a hidden one: a year gives its quarter back."""
    for period in hidden:
        for other in indicator.values:
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


class _Part(NamedTuple):
    """One figure of a sum."""

    name: str
    cases: Fraction


class _Group(NamedTuple):
    """Figures of one period that add up to another."""

    period: Period
    parts: list[_Part]
    whole: _Part | None
    """None where the whole is known anyway: it is the denominator of every part."""


def _wholes(catalogue: Catalogue) -> Iterator[_Group]:
    """Yield, by period, the indicators that say `part-of`, with the one that they are part of."""
    parts: dict[str, list[str]] = {}
    for name, one in catalogue.indicators.items():
        if one.part_of in catalogue.indicators and one.part_of != name:
            parts.setdefault(str(one.part_of), []).append(name)
    for whole, names in parts.items():
        indicator = catalogue.indicators[whole]
        for period in indicator.values:
            (total,) = _figures(catalogue, [whole], period) or (None,)
            if total and (found := _figures(catalogue, names, period)):
                yield _Group(period, found, total)


def _figures(catalogue: Catalogue, names: Iterable[str], period: Period) -> list[_Part]:
    found = []
    for name in names:
        indicator = catalogue.indicators[name]
        reading = indicator.values.get(period)
        count = _count(indicator, reading) if reading else None
        if count is not None:
            found.append(_Part(name, count))
    return found


def _partitions(catalogue: Catalogue) -> Iterator[_Group]:
    """Yield percentages of one denominator in a period whose numerators add up to it."""
    alike: dict[tuple[Period, Decimal], list[_Part]] = {}
    for name, one in catalogue.indicators.items():
        if one.unit == UNITS["percent"]:
            for period, reading in one.values.items():
                if reading.numerator is not None and reading.denominator is not None:
                    part = _Part(name, numbers.exact(reading.numerator))
                    alike.setdefault((period, reading.denominator), []).append(part)
    for (period, denominator), parts in alike.items():
        if sum(part.cases for part in parts) == numbers.exact(denominator):
            yield _Group(period, parts, None)


def _settle(group: _Group, limit: int, hidden: Hidden) -> None:
    """Hide more of a sum until each hidden small number in it could be any again."""
    period, whole = group.period, group.whole
    away = [part for part in group.parts if period in hidden[part.name]]
    whole_away = whole is not None and period in hidden[whole.name]
    if whole and whole_away and 0 < whole.cases < limit:
        # so small a whole would be given back by how many parts of it are hidden
        for part in group.parts:
            hidden[part.name].add(period)
        return
    if not away and not whole_away:
        return
    others = [part for part in group.parts if part not in away and part.cases]
    while not _is_settled(away, limit, whole_away):
        if others:
            away.append(others.pop(0))
            hidden[away[-1].name].add(period)
        elif whole and not whole_away:
            hidden[whole.name].add(period)
            whole_away = True
        else:
            return


def _is_settled(away: list[_Part], limit: int, whole_away: bool) -> bool:
    """Say whether the hidden parts of a sum could each be any small number.

    Each is at least 1, since 0 is shown. Where the sum is known, the others must leave room for
    one of them to be as large as the limit less 1.
    """
    if whole_away:
        return bool(away)
    return len(away) > 1 and sum(part.cases for part in away) >= limit + len(away) - 2
