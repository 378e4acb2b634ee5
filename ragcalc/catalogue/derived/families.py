"""Indicators that are parts of one whole, at any depth, and the stretches of time they share."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Kind, Period

Indicators = Mapping[str, Indicator]
Block = dict[str, list[Period]]
"""The periods of each indicator that belong to one stretch of time."""


class Family(NamedTuple):
    """An indicator that is part of no other, and all that are parts of it."""

    root: str
    parts: dict[str, list[str]]
    """The parts of each whole; a whole stands before those of its own parts."""

    @property
    def names(self) -> list[str]:
        """Every indicator of the family, each whole before its parts."""
        return [self.root, *(name for parts in self.parts.values() for name in parts)]


def nesting(family: Family) -> dict[str, range]:
    """Return for each indicator the places of it and of all below it, in one order."""
    order, pending = [], [family.root]
    while pending:
        name = pending.pop()
        order.append(name)
        pending += family.parts.get(name, ())
    found: dict[str, range] = {}
    for place, name in reversed([*enumerate(order)]):
        below = (found[part].stop for part in family.parts.get(name, ()))
        found[name] = range(place, max(below, default=place + 1))
    return found


def families(indicators: Indicators) -> Iterator[Family]:
    """Yield every family; an indicator without parts that is part of no other is one alone."""
    parts: dict[str, list[str]] = {}
    for name, one in indicators.items():
        if one.part_of in indicators:
            parts.setdefault(str(one.part_of), []).append(name)
    for name, one in indicators.items():
        if one.part_of not in indicators:
            yield Family(name, dict(_below(name, parts)))


def _below(root: str, parts: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    pending = [root]
    for whole in pending:  # which grows
        if whole in parts:
            yield whole, parts[whole]
            pending += parts[whole]


def blocks(family: Family, indicators: Indicators) -> Iterator[Block]:
    """Yield the periods of a family that has figures, those together that share time by any way.

    Where all figures are quarterly, each quarter is alone; a year is together with its quarters.
    """
    cells = sorted(
        (*span(indicators[name], period), period, name)
        for name in family.names
        for period in indicators[name].values
    )
    block: Block = {}
    until = 0
    for start, end, period, name in cells:
        if block and start >= until:
            yield block
            block = {}
        block.setdefault(name, []).append(period)
        until = max(until, end)
    yield block


def span(indicator: Indicator, period: Period) -> tuple[int, int]:
    """Return the months that a figure is about, as start and end.

    A total since the year began is about the months since then.
    """
    if indicator.accumulates is True and period.kind is indicator.kind:
        return period.year(indicator.year).start, period.end
    return period.start, period.end


def sharing_time(known: Container[Period], period: Period, kinds: Iterable[Kind]) -> list[Period]:
    """Return the other known periods, of these kinds, that share a month with it."""
    found = []
    for kind in kinds:
        start = period.start - (period.start - kind.first) % kind.months
        own = (Period(kind, first) for first in range(start, period.end, kind.months))
        found += [other for other in own if other in known and other != period]
    return found
