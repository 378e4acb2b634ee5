"""What a measure is in every authority, as a national dataset has it."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from ragcalc.periods import Period


class Peers(NamedTuple):
    """What an indicator's measure is in every authority."""

    measure: str
    source: str
    area: str
    """The organisation's own number."""
    figures: Mapping[Period, Mapping[str, Decimal]]
    """By year, the figure of each authority that has one, by its number."""
    hidden: frozenset[Period] = frozenset()
    """The years of which the organisation's own figure is not shown, nor what rests on it."""
    left_out: Mapping[Period, int] = MappingProxyType({})
    """By year, how many areas with a figure the catalogue leaves out."""
    banded: bool = True
    """Whether the dataset's dictionary puts the measure into quartiles."""

    @property
    def own(self) -> dict[Period, Decimal]:
        """The organisation's own figure by year."""
        return {
            year: by_area[self.area]
            for year, by_area in self.figures.items()
            if self.area in by_area
        }
