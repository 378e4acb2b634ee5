"""Authorities in England that others took the place of, and when.

From the orders by which they were made: the Bournemouth, Dorset and Poole (Structural Changes)
Order 2018 (S.I. 2018/648), the Northamptonshire (Structural Changes) Order 2020 (S.I. 2020/156) and
the Cumbria (Structural Changes) Order 2022 (S.I. 2022/331). Each took effect on 1 April.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ragcalc.catalogue.model.fields import LeftOutYears
from ragcalc.periods import Kind, Period


class Authority(NamedTuple):
    """An authority by the number, or the code, that a dataset knows it by."""

    number: str
    name: str

    def is_named(self, name: str) -> bool:
        """Return whether a name may be its own: `Dorset (Pre LG)`, or none at all."""
        first = self.name.replace(",", "").partition(" ")[0]
        return not name or name.casefold().startswith(first.casefold())


class Reorganisation(NamedTuple):
    """An authority, and one that took its place or a part of it."""

    predecessor: Authority
    successor: Authority
    first: Period
    """The successor's first financial year, with whose beginning the predecessor was gone."""

    def absent_in(self, year: Period) -> "Absent":
        """Return which of the two did not exist at the end of a year."""
        if year.end > self.first.start:
            return Absent(self.predecessor, self.successor, LeftOutYears("from", self.first))
        before = LeftOutYears("until", self.first.previous())
        return Absent(self.successor, self.predecessor, before)

    def is_of(self, areas: Mapping[str, str]) -> bool:
        """Return whether areas, by number, may be these authorities: their names agree."""
        both = (self.predecessor, self.successor)
        return all(one.is_named(areas.get(one.number, "")) for one in both)


class Absent(NamedTuple):
    """An authority that does not exist in a year."""

    authority: Authority
    instead: Authority
    """Who is there."""
    years: LeftOutYears
    """All years in which it does not exist."""


def _on_1_april(year: int) -> Period:
    return Period(Kind.FINANCIAL, year * 12 + Kind.FINANCIAL.first)


class _Coded(NamedTuple):
    """An authority by the number of the Department for Education and by its ONS code."""

    number: str
    code: str
    name: str

    @property
    def both(self) -> tuple[Authority, Authority]:
        """It by its number and by its code, of which a dataset has one or the other."""
        return Authority(self.number, self.name), Authority(self.code, self.name)


_BCP = _Coded("839", "E06000058", "Bournemouth, Christchurch and Poole")
_NORTHAMPTONSHIRE = _Coded("928", "E10000021", "Northamptonshire")
_CUMBRIA = _Coded("909", "E10000006", "Cumbria")
_PAIRS = (
    (2019, _Coded("835", "E10000009", "Dorset"), _Coded("838", "E06000059", "Dorset")),
    (2019, _Coded("836", "E06000029", "Poole"), _BCP),
    (2019, _Coded("837", "E06000028", "Bournemouth"), _BCP),
    (2021, _NORTHAMPTONSHIRE, _Coded("940", "E06000061", "North Northamptonshire")),
    (2021, _NORTHAMPTONSHIRE, _Coded("941", "E06000062", "West Northamptonshire")),
    (2023, _CUMBRIA, _Coded("942", "E06000063", "Cumberland")),
    (2023, _CUMBRIA, _Coded("943", "E06000064", "Westmorland and Furness")),
)
REORGANISATIONS = tuple(
    Reorganisation(before, after, _on_1_april(year))
    for year, predecessor, successor in _PAIRS
    for before, after in zip(predecessor.both, successor.both, strict=True)
)
