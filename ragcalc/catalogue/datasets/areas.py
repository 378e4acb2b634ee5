"""The areas of a dataset: numbers and names, authorities and regions, and which is our own."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, Protocol

from ragcalc.catalogue.datasets.neighbours import Neighbours
from ragcalc.catalogue.datasets.source import plain
from ragcalc.catalogue.model.fields import LeftOutYears
from ragcalc.catalogue.model.hints import nearest

NOTHING = ("", "na", "-")
"""What stands where there is no region, and no number."""


class OwnArea(NamedTuple):
    """Who we are in a dataset: numbers of areas."""

    area: str | None
    region: str | None
    neighbours: Neighbours | None


class OfArea(Protocol):
    """What says which area it is of."""

    @property
    def area(self) -> str:
        """The area's number."""

    @property
    def name(self) -> str:
        """The area's name."""

    @property
    def is_authority(self) -> bool:
        """Whether the area is an authority, and no region or nation."""

    @property
    def code(self) -> str:
        """Another number of the area."""


class Areas:
    """The areas that some rows are of."""

    def __init__(self, rows: Iterable[OfArea]) -> None:
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
            return [number, *(one for one in self._called(number) if one != number)]
        if number in self._codes:
            return [self._codes[number]]
        named = self._called(wanted)
        return [one for one in named if one in self.authorities] or named

    def _called(self, wanted: str) -> list[str]:
        return [one for one, name in self.names.items() if plain(name) == plain(wanted)]

    def left_out(self, leave_out: Mapping[str, LeftOutYears]) -> dict[str, LeftOutYears]:
        """Return by number when the areas are left out that are named by number, code or name."""
        return {
            number: years for wanted, years in leave_out.items() for number in self.numbers(wanted)
        }

    def unknown(self, named: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the names that are of no area, each with a hint at the nearest."""
        for wanted in named:
            if not self.numbers(wanted):
                known = self.names if wanted.isdigit() else self.names.values()
                yield wanted, nearest(wanted, list(known))


def number_or_name(number: str, name: str) -> str:
    """Return what tells an area apart: its number, or its name; nothing where there is neither."""
    return next((one for one in (number, name) if one.strip().casefold() not in NOTHING), "")


@lru_cache(maxsize=4096)
def number_of(area: str) -> str:
    """Return an area's number without the decimals of a spreadsheet: 301 for 301.0."""
    whole, point, rest = area.strip().partition(".")
    return whole if point and not rest.strip("0") else area.strip()
