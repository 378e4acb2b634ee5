"""The areas of a dataset: numbers and names, authorities and regions, and which is our own."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ragcalc.catalogue.datasets.neighbours import Neighbours
from ragcalc.catalogue.datasets.source import DatasetRow, plain

_NO_REGION = ("", "na", "-")


class OwnArea(NamedTuple):
    """Who we are in a dataset: numbers of areas."""

    area: str | None
    region: str | None
    neighbours: Neighbours | None


def area_of(wanted: str, names: Mapping[str, str]) -> str | None:
    """Return the number of the area that is meant by a number or a name."""
    for number, name in names.items():
        if number_of(wanted) == number or plain(wanted) == plain(name):
            return number
    return None


def is_authority(row: DatasetRow) -> bool:
    """Return whether a row is of an authority: it has a region."""
    return row.region.strip().lower() not in _NO_REGION


@lru_cache(maxsize=4096)
def number_of(area: str) -> str:
    """Return an area's number without the decimals of a spreadsheet: 301 for 301.0."""
    whole, point, rest = area.strip().partition(".")
    return whole if point and not rest.strip("0") else area.strip()
