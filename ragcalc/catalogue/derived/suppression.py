"""Which figures are hidden: the small ones, and those that would give one back.

Primary suppression hides what is small, or what the catalogue itself suppresses. Secondary
suppression hides more by what is hidden already and never by how large it is, save for figures
that are shown in the end: so nobody learns a hidden number from what else is hidden.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from ragcalc.catalogue.derived.counts import Count, Counts, counts
from ragcalc.catalogue.derived.families import Family, Indicators, families
from ragcalc.catalogue.derived.running_totals import SHARES
from ragcalc.catalogue.derived.sums import Hidden, Sums, is_suppressed
from ragcalc.catalogue.model.figures import more_than_numbers
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.periods import Period


def may_hide(catalogue: Catalogue) -> bool:
    """Return whether there is a limit, or a figure that the catalogue itself suppresses."""
    return bool(
        catalogue.suppress_below
        or any(one.suppress_below for one in catalogue.indicators.values())
        or any(
            any(map(is_suppressed, more_than_numbers(one.values).values()))
            for one in catalogue.indicators.values()
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
    shares = list(_shares(indicators))
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
        changed = list(_hide_shares(shares, found, limit))
    return found


def _primary(indicator: Indicator, limit: int) -> set[Period]:
    """Return the periods of small figures and of those that the catalogue itself suppresses."""
    if not limit:
        return {period for period, one in indicator.values.items() if is_suppressed(one)}
    return {
        period
        for period, reading in indicator.values.items()
        if is_suppressed(reading)
        or any(one.is_small(limit) for one in counts(indicator, reading).values())
    }


# ── Shares of one denominator ────────────────────────────────────────────────────────────────────

MOST_SHARES = 8
"""Of more shares of one denominator in a period, all are hidden where one is."""


class _Shares(NamedTuple):
    """The percentages and ratios of one denominator in a period."""

    period: Period
    denominator: Fraction
    counts: dict[str, Count]

    def together(self, found: Hidden, limit: dict[str, int]) -> set[str]:
        """Return those that are hidden: all that may share out the denominator with a hidden one.

        A small number may be any below the limit, so which ones these are does not give it away.
        """
        hidden = {name for name in self.counts if self.period in found[name]}
        if not hidden or len(hidden) == len(self.counts):
            return hidden
        if len(self.counts) > MOST_SHARES:
            return set(self.counts)
        ends = {
            name: self._ends(one, limit[name] if name in hidden else 0)
            for name, one in self.counts.items()
        }
        for size in range(2, len(ends) + 1):
            for names in combinations(ends, size):
                low, high = map(sum, zip(*(ends[name] for name in names), strict=True))
                if low <= self.denominator <= high and not hidden.isdisjoint(names):
                    hidden.update(names)
        return hidden

    def _ends(self, count: Count, limit: int) -> tuple[Fraction, Fraction]:
        """Return the least and the most that a count may be, given those who are left."""
        assert count.high is not None  # it has a denominator
        low, high, whole = count.low, count.high, self.denominator
        if count.is_small(limit):
            low, high = min(low, Fraction(1)), max(high, Fraction(limit - 1))
        if Count(whole - count.amount, whole - high, whole - low).is_small(limit):
            low, high = min(low, whole - limit + 1), max(high, whole - 1)
        return low, high


def _shares(indicators: Indicators) -> Iterator[_Shares]:
    """Yield the shares of each denominator in each period, where there are two or more."""
    by_period: dict[Period, dict[str, Counts]] = {}
    for name, one in indicators.items():
        for period, reading in one.values.items() if one.unit in SHARES else ():
            if reading.numerator is None and reading.denominator is None:
                continue  # as nearly all are
            found = counts(one, reading)
            if {"count", "denominator"} <= found.keys():
                by_period.setdefault(period, {})[name] = found
    for period, shares in by_period.items():
        for whole in dict.fromkeys(one["denominator"].amount for one in shares.values()):
            of_whole = {
                name: one["count"]
                for name, one in shares.items()
                if one["denominator"].may_be(whole)
            }
            if len(of_whole) > 1:
                yield _Shares(period, whole, of_whole)


def _hide_shares(shares: list[_Shares], found: Hidden, limit: dict[str, int]) -> Iterator[str]:
    """Hide what shares out a denominator with what is hidden; yield whose figures are more."""
    for one in shares:
        for name in one.together(found, limit):
            if one.period not in found[name]:
                found[name].add(one.period)
                yield name
