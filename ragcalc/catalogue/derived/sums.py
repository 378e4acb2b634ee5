"""The sums that readers know: of parts to their whole, and of short periods to long ones.

What would give back a hidden figure through one of them is hidden too. Each rule goes by what is
hidden, and by figures that are shown in the end, never by how large a hidden number is.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from ragcalc.catalogue.derived.counts import counts
from ragcalc.catalogue.derived.families import (
    Block,
    Family,
    Indicators,
    blocks,
    nesting,
    sharing_time,
)
from ragcalc.catalogue.model.figures import Reading
from ragcalc.periods import Period
from ragcalc.vocabulary import Reason

Hidden = dict[str, set[Period]]
"""The periods of each indicator whose figures are not published."""
Amounts = dict[str, Fraction]
"""Counts by what they are of."""


def is_suppressed(reading: Reading) -> bool:
    """Return whether the catalogue itself suppresses the figure."""
    return reading.value is Reason.SUPPRESSED


class Sums:
    """The sums between the figures of one family, over its parts and over their periods."""

    def __init__(self, family: Family, indicators: Indicators, limit: int, hidden: Hidden) -> None:
        self.family = family
        self.members = {name: indicators[name] for name in family.names}
        self.limit = limit
        self.hidden = hidden
        self._kinds = {
            name: sorted({period.kind for period in one.values}, key=lambda kind: -kind.months)
            for name, one in self.members.items()
        }
        self._known: dict[tuple[str, Period], Amounts] = {}

    @cached_property
    def are_any(self) -> bool:
        """Whether there is any: between parts, between periods, or to a total of the year."""
        root = self.members[self.family.root]
        return (
            len(self.members) > 1
            or root.accumulates is True
            or len(self._kinds[self.family.root]) > 1
        )

    def hide_more(self) -> None:
        """Hide what would give back what is hidden so far."""
        before = -1
        while (now := sum(len(self.hidden[name]) for name in self.members)) > before:
            before = now
            self._hide_totals()
            self._hide_overlaps()
            if not self._are_totals:
                self._hide_parts()

    def _amounts(self, name: str, period: Period) -> Amounts:
        """Return the counts of a figure, none where there is no such figure."""
        key = name, period
        if key not in self._known:
            reading = self.members[name].values.get(period)
            found = counts(self.members[name], reading) if reading else {}
            self._known[key] = {what: count.amount for what, count in found.items()}
        return self._known[key]

    def _sharing_time(self, name: str, period: Period) -> list[Period]:
        """Return the other periods of an indicator that share a month with it, longest first."""
        return sharing_time(self.members[name].values, period, self._kinds[name])

    def _is_small(self, amounts: Iterable[Fraction]) -> bool:
        return any(0 < amount < self.limit for amount in amounts)

    # ── Parts of a whole ─────────────────────────────────────────────────────────────────────────

    @cached_property
    def _blocks(self) -> list[Block]:
        return list(blocks(self.family, self.members))

    def _hide_parts(self) -> None:
        """Hide all parts of a whole where one is hidden, or the whole, and all parts of theirs.

        Those that are 0 too: with fewer hidden, which they are would tell something. Parts whose
        whole has no figure then add up to nothing that is known. Where totals of the year meet
        figures of each period, the whole is hidden with them.
        """
        for block in self._blocks:
            touched = {name for name in block if not self.hidden[name].isdisjoint(block[name])}
            if not touched:
                continue
            if self._mixes_totals:
                for name, periods in block.items():
                    self.hidden[name].update(periods)
            telling = touched | {self._wholes[name] for name in touched if name in self._wholes}
            if _is_one_period(block):
                telling &= {*block, *self._below(set(block), telling)}
            for name in self._below(telling, set(block)):
                self.hidden[name].update(block[name])

    @cached_property
    def _wholes(self) -> dict[str, str]:
        """The whole of each part."""
        return {part: whole for whole, parts in self.family.parts.items() for part in parts}

    @cached_property
    def _nesting(self) -> dict[str, range]:
        return nesting(self.family)

    def _below(self, tops: set[str], names: set[str]) -> Iterator[str]:
        """Yield those of the names that are a part of one of the tops, at any depth."""
        until = 0
        for name in sorted(tops | names, key=lambda one: self._nesting[one].start):
            if name in names and self._nesting[name].start < until:
                yield name
            if name in tops:
                until = max(until, self._nesting[name].stop)

    # ── Remainders: what is left of a whole without its parts, of a year without its quarters ──

    def hide_remainders(self) -> None:
        """Hide what a small remainder would be worked out from."""
        if not self.limit:
            return
        for name in self.members:
            self.hidden[name].update(self._with_small_rest(name))
        for whole, parts in self.family.parts.items():
            for period, there in self._parts_by_time(whole, parts).items():
                if self._is_small(self._left_by(whole, there, period)):
                    for name in there:
                        own = self.members[name]
                        self.hidden[name].update(
                            one
                            for one in (period, *self._sharing_time(name, period))
                            if one in own.values
                        )

    def _parts_by_time(self, whole: str, parts: list[str]) -> dict[Period, list[str]]:
        """Return for each period of a whole or a part the parts that have a figure in that time."""
        found: dict[Period, list[str]] = {
            period: [] for name in (whole, *parts) for period in self.members[name].values
        }
        kinds = {period.kind for period in found}
        for name in parts:
            own = self.members[name].values
            for period in {other for one in own for other in sharing_time(found, one, kinds)} | {
                *own
            }:
                found[period].append(name)
        return found

    def _with_small_rest(self, name: str) -> Iterator[Period]:
        """Yield periods of which the shorter ones in them leave a small number."""
        for period in self.members[name].values if self._adds_up(name) else ():
            inside, _ = self._inside(name, period, whole=False)
            if inside and self._is_small(_less(self._amounts(name, period), [inside])):
                yield period

    def _left_by(self, whole: str, parts: list[str], period: Period) -> Iterator[Fraction]:
        """Yield what the parts leave of their whole in a period.

        In all of it, and where the whole has shorter figures, in the months without them.
        """
        own, months = self._inside(whole, period)
        if len(months) < period.months:
            return
        yield from _less(own, [self._inside(name, period)[0] for name in parts])
        shorter, taken = self._inside(whole, period, whole=False)
        if shorter and period in self.members[whole].values:
            others = [self._outside(name, period, taken) for name in parts]
            yield from _less(own, [shorter, *others])

    def _outside(self, name: str, period: Period, taken: frozenset[int]) -> Amounts:
        """Return what is of a period's other months than those taken.

        The figures of these, or else the period's own less those of the months taken.
        """
        found, months = self._inside(name, period, taken)
        others = frozenset(range(period.start, period.end)) - taken
        if months != others and period in self.members[name].values:
            within, of = self._inside(name, period, others, whole=False)
            if of == taken:
                own = self._amounts(name, period)
                return {what: own[what] - within[what] for what in own.keys() & within.keys()}
        return found

    def _inside(
        self, name: str, period: Period, taken: frozenset[int] = frozenset(), *, whole: bool = True
    ) -> tuple[Amounts, frozenset[int]]:
        """Return the sum of the figures within a period, and the months that it is of.

        The longest figures that leave out the months that are taken; without the whole period's
        own figure where that is not meant.
        """
        indicator = self.members[name]
        if whole and not taken and period in indicator.values:
            return self._amounts(name, period), frozenset(range(period.start, period.end))
        found: list[Amounts] = []
        within = self._sharing_time(name, period) if self._adds_up(name) else []
        months: set[int] = set()
        for one in within:
            own = set(range(one.start, one.end))
            if period.covers(one) and own.isdisjoint(taken | months):
                found.append(self._amounts(name, one))
                months |= own
        return _sum(found), frozenset(months)

    def _adds_up(self, name: str) -> bool:
        """Return whether a long period's figure is the sum of the short ones'."""
        indicator = self.members[name]
        return indicator.accumulates is not True and indicator.rolling is None

    # ── A long period and the short ones in it ───────────────────────────────────────────────────

    def _hide_overlaps(self) -> None:
        """Hide what shares time with a hidden figure of the root and would give it back."""
        found = self.hidden[self.family.root]
        for period in sorted(found):
            found.update(self._giving_back(period))

    def _giving_back(self, period: Period) -> Iterator[Period]:
        root = self.family.root
        indicator = self.members[root]
        within = []
        for other in self._sharing_time(root, period):
            if not period.covers(other):
                yield other
            else:
                within.append(other)
        word = period in indicator.values and is_suppressed(indicator.values[period])
        if indicator.accumulates is True:
            yield from (one for one in within if word and one.end == period.end)
        elif self._adds_up(root):
            figures = {one: self._amounts(root, one) for one in within}
            if word or not self._is_large(figures):
                yield from (one for one, amounts in figures.items() if amounts)

    def _is_large(self, figures: dict[Period, Amounts]) -> bool:
        """Return whether figures that are shown leave no doubt that their sum is not small."""
        shown = [own for one, own in figures.items() if one not in self.hidden[self.family.root]]
        of = {what for own in shown for what in own}
        return all(any(own.get(what, 0) > 0 for own in shown) for what in of)

    # ── Totals since the year began ──────────────────────────────────────────────────────────────

    @cached_property
    def _are_totals(self) -> bool:
        """Whether every figure is a total since the year began, of one kind of period."""
        root = self.members[self.family.root]
        return len(self.members) == 1 or all(
            (one.accumulates, one.year, one.kind, period.kind)
            == (True, root.year, root.kind, root.kind)
            for one in self.members.values()
            for period in one.values
        )

    @cached_property
    def _mixes_totals(self) -> bool:
        return any(one.accumulates is True for one in self.members.values())

    def _hide_totals(self) -> None:
        """Hide totals since the year began that rose by a small number since the last one shown."""
        together = [list(self.members)] if self._are_totals else [[name] for name in self.members]
        for names in together:
            if all(self.members[name].accumulates is True for name in names):
                self._hide_rises(names)

    def _hide_rises(self, names: list[str]) -> None:
        """Hide the figures of a period together, parts and wholes: its cases join the next's."""
        first = self.members[names[0]]
        by_period: dict[Period, list[str]] = {}
        for name in names:
            for period in self.members[name].values:
                by_period.setdefault(period, []).append(name)
        own = sorted(one for one in by_period if one.kind is first.kind)
        for _, totals in groupby(own, key=lambda one: one.year(first.year)):
            shown: dict[tuple[str, str], Fraction] = {}
            for period in totals:
                there = by_period[period]
                found = dict(self._totals(there, period))
                rises = (abs(total - shown.get(key, 0)) for key, total in found.items())
                if any(period in self.hidden[name] for name in there) or self._is_small(rises):
                    for name in there:
                        self.hidden[name].add(period)
                else:
                    shown |= found

    def _totals(
        self, names: list[str], period: Period
    ) -> Iterator[tuple[tuple[str, str], Fraction]]:
        """Yield the counts of each indicator, and what parts leave of their whole."""
        amounts = {name: self._amounts(name, period) for name in names}
        parts_of: dict[str, list[Amounts]] = {}
        for name in names:
            parts_of.setdefault(self._wholes.get(name, ""), []).append(amounts[name])
        for name, own in amounts.items():
            yield from (((name, what), amount) for what, amount in own.items())
            parts = parts_of.get(name, [])
            for what in own:
                if any(what in part for part in parts):
                    left = own[what] - sum(part.get(what, 0) for part in parts)
                    yield (name, f"the rest of {what}"), Fraction(left)


def _is_one_period(block: Block) -> bool:
    return len({period for periods in block.values() for period in periods}) == 1


def _sum(found: list[Amounts]) -> Amounts:
    """Return the sums of what all of them have."""
    common = set.intersection(*(set(one) for one in found)) if found else set()
    return {what: sum((one[what] for one in found), Fraction(0)) for what in common}


def _less(whole: Amounts, parts: list[Amounts]) -> Iterator[Fraction]:
    """Yield what is left of each count that a part has too."""
    for what, amount in whole.items():
        if any(what in part for part in parts):
            yield amount - sum(part.get(what, Fraction(0)) for part in parts)
