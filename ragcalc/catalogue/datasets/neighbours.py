"""The list of statistical neighbours: a row for each authority, a column for each neighbour."""

import re
from collections.abc import Container, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from ragcalc.catalogue.returns.headers import HEADER_ROWS, plain
from ragcalc.catalogue.returns.tables import Table

_AREA = tuple(map(plain, ("LA number", "LA num", "area", "area number", "number")))
_NEIGHBOUR = re.compile(r"(?:sn|neighbour)[0-9]{1,2}")
_NOBODY = ("", "-", "na")
"""What stands where there is no neighbour."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class NoNeighbours(Exception):
    """The neighbours of an area cannot be had; `hint` says what to do."""

    def __init__(self, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.hint = hint


class Neighbours(NamedTuple):
    """The neighbours of one area, the closest first."""

    areas: tuple[str, ...]
    """Their numbers."""
    year: int | None
    """The year that the sheet or the file is named after."""


def neighbours(tables: Iterable[Table], area: str) -> Neighbours:
    """Return the statistical neighbours of an area. Raises NoNeighbours.

    The row of names has `LA number`, or `area`, and `SN1`, `SN2` and so on; others are passed over.
    """
    for table, of, listed in _lists(tables):
        if of == area:
            return Neighbours(_some(listed, area), _year(table))
    _explain(tables)
    raise NoNeighbours(
        f"the neighbours' file has no row for the area {area}",
        "use the list for its own country",
    )


def all_neighbours(tables: Iterable[Table], areas: Container[str]) -> dict[str, tuple[str, ...]]:
    """Return the statistical neighbours of each of some areas, the closest first.

    The first row of an area stands. Raises NoNeighbours where there is no list.
    """
    found: dict[str, tuple[str, ...]] = {}
    for _, area, listed in _lists(tables):
        if area in areas:
            found.setdefault(area, listed)
    return found


def _lists(tables: Iterable[Table]) -> Iterator[tuple[Table, str, tuple[str, ...]]]:
    """Yield each row with its table, its area and that one's neighbours, the closest first.

    Raises NoNeighbours, at the end, where no table has a row of names.
    """
    has_names = False
    for table in tables:
        rows = table.rows()
        columns = _columns(rows)
        if columns is None:
            continue
        has_names = True
        own, others = columns
        for _, row in rows:
            if len(row) > own:
                area = _whole(row[own])
                yield table, area, _listed(row, others, area)
    if not has_names:
        _explain(tables)
        raise NoNeighbours(
            "the neighbours' file has no row of column names",
            "it needs LA number and SN1, SN2 and so on, as the Department for Education "
            "publishes it",
        )


def _columns(rows: Iterator[tuple[int, list[str]]]) -> tuple[int, list[int]] | None:
    """Find the names of the columns among the first rows: where the area stands, and the others."""
    for _, row in islice(rows, HEADER_ROWS):
        names = [plain(text) for text in row]
        others = [at for at, name in enumerate(names) if _NEIGHBOUR.fullmatch(name)]
        known = [names.index(name) for name in _AREA if name in names]
        if others and known:
            return known[0], others
    return None


def _some(listed: tuple[str, ...], area: str) -> tuple[str, ...]:
    """Return the neighbours of an area. Raises NoNeighbours where there are none."""
    if not listed:
        raise NoNeighbours(
            f"the neighbours' file has no neighbours for the area {area}",
            "a newer authority has them in a later list",
        )
    return listed


def _listed(row: list[str], columns: list[int], area: str) -> tuple[str, ...]:
    """Return the neighbours in the order of the list; nobody is a neighbour of its own."""
    listed = (_whole(row[at]) for at in columns if at < len(row))
    return tuple(one for one in listed if one.lower() not in _NOBODY and one != area)


def _explain(tables: Iterable[Table]) -> None:
    for table in tables:
        for problem in table.problems:
            raise NoNeighbours(problem.message, problem.hint)


def _whole(text: str) -> str:
    return text.strip().removesuffix(".0")


def _year(table: Table) -> int | None:
    found = _YEAR.search(table.sheet) or _YEAR.search(table.name.rpartition("/")[2])
    return int(found[0]) if found else None
