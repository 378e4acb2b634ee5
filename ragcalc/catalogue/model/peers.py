"""What a measure is in every authority, as a national dataset has it."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from ragcalc.periods import Period


class YearsPercentile(NamedTuple):
    """What a percentile of all authorities is in a year."""

    value: Fraction
    authorities: int
    """How many have a figure."""
    decimals: int
    """How many decimal places are worth showing."""


class Percentiles(NamedTuple):
    """What a percentile of all authorities is, year by year."""

    source: str
    measure: str
    by_year: Mapping[Period, YearsPercentile | None]
    """None where it is hidden, since the organisation's own figure is."""
    lag: int
    """How many months earlier than the reading its year ends at the latest."""

    def latest(self, end: int) -> Period | None:
        """Return the latest year for a reading that ends then."""
        years = (year for year in self.by_year if year.end <= end - self.lag)
        return max(years, key=lambda year: year.end, default=None)


class Counts(NamedTuple):
    """What makes a figure of an authority."""

    numerator: Decimal | None
    denominator: Decimal
    """Above 0."""


class Peers(NamedTuple):
    """What an indicator's measure is in every authority."""

    measure: str
    source: str
    area: str
    """The organisation's own number."""
    figures: Mapping[Period, Mapping[str, Decimal | Fraction]]
    """By year, the figure of each authority that has one, by its number; a fraction is made of
    counts."""
    hidden: frozenset[Period] = frozenset()
    """The years of which the organisation's own figure is not shown, nor what rests on it."""
    left_out: Mapping[Period, int] = MappingProxyType({})
    """By year, how many areas with a figure the catalogue leaves out."""
    counts: Mapping[Period, Mapping[str, Counts]] = MappingProxyType({})
    """By year, the counts of each authority whose figure has a denominator."""
    national: Mapping[Period, Decimal | Fraction] = MappingProxyType({})
    """By year, the nation's figure."""
    banded: bool = True
    """Whether the dataset's dictionary puts the measure into quartiles."""

    @property
    def own(self) -> dict[Period, Decimal | Fraction]:
        """The organisation's own figure by year."""
        return {
            year: by_area[self.area]
            for year, by_area in self.figures.items()
            if self.area in by_area
        }
