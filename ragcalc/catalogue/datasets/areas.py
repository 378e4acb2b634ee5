"""The areas of a dataset: numbers and names, authorities and regions, and which is our own."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ragcalc.catalogue.datasets.neighbours import Neighbours
from ragcalc.catalogue.datasets.source import DatasetRow, plain

NO_REGION = ("", "na", "-")


class OwnArea(NamedTuple):
    """Who we are in a dataset: numbers of areas."""

    area: str | None
    region: str | None
    neighbours: Neighbours | None


class Areas:
    """The areas that some rows are of."""

    def __init__(self, rows: Iterable[DatasetRow]) -> None:
        self.names: dict[str, str] = {}
        """By number."""
        self.authorities: set[str] = set()
        """Their numbers."""
        self._codes: dict[str, str] = {}
        for row in rows:
            self.names[row.area] = row.name
            if row.is_authority:
                self.authorities.add(row.area)
            if row.code:
                self._codes[row.code] = row.area

    def numbers(self, wanted: str) -> list[str]:
        """Return the numbers of the areas that are meant by a number, a code or a name.

        Several where areas of one name are all authorities, or none of them is.
        """
        number = number_of(wanted)
        if number in self.names:
            return [number]
        if number in self._codes:
            return [self._codes[number]]
        named = [one for one, name in self.names.items() if plain(name) == plain(wanted)]
        return [one for one in named if one in self.authorities] or named


@lru_cache(maxsize=4096)
def number_of(area: str) -> str:
    """Return an area's number without the decimals of a spreadsheet: 301 for 301.0."""
    whole, point, rest = area.strip().partition(".")
    return whole if point and not rest.strip("0") else area.strip()
