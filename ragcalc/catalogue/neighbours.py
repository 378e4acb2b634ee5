"""The list of statistical neighbours: a row for each authority, a column for each neighbour."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from ragcalc.catalogue.headers import HEADER_ROWS, plain
from ragcalc.catalogue.tables import Table

_AREA = tuple(map(plain, ("LA number", "LA num", "area", "area number", "number")))
_NEIGHBOUR = re.compile(r"(?:sn|neighbour)[0-9]{1,2}")
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
    """Find the neighbours of an area; raises NoNeighbours.

    The row of names has `LA number`, or `area`, and `SN1`, `SN2` and so on; others are passed over.
    """
    found_names = False
    for table in tables:
        rows = table.rows()
        columns: list[int] = []
        own = 0
        for _, row in islice(rows, HEADER_ROWS):
            names = [plain(text) for text in row]
            columns = [at for at, name in enumerate(names) if _NEIGHBOUR.fullmatch(name)]
            known = [names.index(name) for name in _AREA if name in names]
            if columns and known:
                own = known[0]
                break
        else:
            columns = []
        if not columns:
            continue
        found_names = True
        for _, row in rows:
            if len(row) > own and _whole(row[own]) == area:
                listed = [_whole(row[at]) for at in columns if at < len(row)]
                return Neighbours(tuple(filter(None, listed)), _year(table))
    _explain(tables)
    if found_names:
        raise NoNeighbours(
            f"the neighbours' file has no row for the area {area}",
            "name the list of its own country",
        )
    raise NoNeighbours(
        "the neighbours' file has no row with the names of the columns",
        "it needs LA number and SN1, SN2 and so on, as the Department for Education publishes it",
    )


def _explain(tables: Iterable[Table]) -> None:
    for table in tables:
        for problem in table.problems:
            raise NoNeighbours(problem.message, problem.hint)


def _whole(text: str) -> str:
    return text.strip().removesuffix(".0")


def _year(table: Table) -> int | None:
    found = _YEAR.search(table.sheet) or _YEAR.search(table.name.rpartition("/")[2])
    return int(found[0]) if found else None
