"""Which figures are hidden: the small ones, and those that would give one back.

Primary suppression hides what is small, or what the catalogue itself suppresses. Secondary
suppression hides more by what is hidden already and never by how large it is, save for figures
that are shown in the end: so nobody learns a hidden number from what else is hidden.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ragcalc.catalogue.counts import counts
from ragcalc.catalogue.families import Family, Indicators, families
from ragcalc.catalogue.fields import UNITS
from ragcalc.catalogue.models import Catalogue, Indicator
from ragcalc.catalogue.sums import Hidden, Sums, is_suppressed
from ragcalc.periods import Period


def may_hide(catalogue: Catalogue) -> bool:
    """Return whether there is a limit, or a figure that the catalogue itself suppresses."""
    return bool(
        catalogue.suppress_below
        or any(one.suppress_below for one in catalogue.indicators.values())
        or any(
            is_suppressed(reading)
            for one in catalogue.indicators.values()
            for _, reading in one.detailed
        )
    )


def limits(catalogue: Catalogue, found: Iterable[Family]) -> dict[str, int]:
    """Return the limit of each indicator: in a family the highest holds for all."""
    default = catalogue.suppress_below
    highest: dict[str, int] = {}
    for family in found:
        own = (catalogue.indicators[name].suppress_below for name in family.names)
        limit = max(default if one is None else one for one in own)
        highest |= dict.fromkeys(family.names, limit)
    return highest


def hidden(catalogue: Catalogue, elsewhere: Hidden | None = None) -> Hidden:
    """Return what is hidden, the catalogue's own `suppressed` with it.

    What is hidden `elsewhere`, in another version say, is hidden here too.
    """
    indicators = catalogue.indicators
    related = list(families(indicators))
    limit = limits(catalogue, related)
    found = {name: _primary(one, limit[name]) for name, one in indicators.items()}
    for name, periods in (elsewhere or {}).items():
        if name in found:
            found[name].update(periods & indicators[name].values.keys())
    shares = list(_partitions(indicators))
    sums: dict[str, Sums] = {}
    for family in related:
        own = Sums(family, indicators, limit[family.root], found)
        if own.are_any:
            own.hide_remainders()
            sums |= dict.fromkeys(family.names, own)
    changed: Iterable[str] = indicators
    while changed:
        for own in dict.fromkeys(sums[name] for name in changed if name in sums):
            own.hide_more()
        changed = list(_hide_shares(shares, found))
    return found


def _primary(indicator: Indicator, limit: int) -> set[Period]:
    """Return the periods of small figures and of those that the catalogue itself suppresses."""
    if not limit:
        return {period for period, one in indicator.detailed if is_suppressed(one)}
    return {
        period
        for period, reading in indicator.values.items()
        if is_suppressed(reading)
        or any(one.is_small(limit) for one in counts(indicator, reading).values())
    }


# ── Percentages that share out one denominator ───────────────────────────────────────────────────

Share = list[tuple[str, Period]]


def _partitions(indicators: Indicators) -> Iterator[Share]:
    """Yield the percentages of one denominator in a period whose numerators add up to it."""
    alike: dict[tuple[Period, Fraction], dict[str, Fraction]] = {}
    for name, one in indicators.items():
        if one.unit == UNITS["percent"]:
            for period, reading in one.detailed:
                if reading.numerator is None and reading.denominator is None:
                    continue  # as nearly all are
                found = counts(one, reading)
                if {"count", "denominator"} <= found.keys():
                    denominator = found["denominator"].amount
                    alike.setdefault((period, denominator), {})[name] = found["count"].amount
    for (period, denominator), shares in alike.items():
        if sum(shares.values()) == denominator:
            yield [(name, period) for name in shares]


def _hide_shares(shares: list[Share], found: Hidden) -> Iterator[str]:
    """Hide all of those of which one is hidden; yield the indicators that have more hidden."""
    for share in shares:
        if any(period in found[name] for name, period in share):
            for name, period in share:
                if period not in found[name]:
                    found[name].add(period)
                    yield name
