"""The dictionary of a dataset: which of its measures are put into no quartiles.

The Local Authority Interactive Tool marks them with N in the column No_Quartile: their range is too
small.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.returns.headers import HEADER_ROWS, plain
from ragcalc.catalogue.returns.tables import Table

_MEASURE = tuple(map(plain, ("measure short", "short desc", "measure")))
"""What the column of measures is called; the first that is there."""
_NO_QUARTILE = plain("no quartile")
_MARK = "n"
_UNMARKED = ("", "-", "na")


class NoDictionary(Exception):
    """The dictionary cannot be used; `hint` says what to do."""

    def __init__(self, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.hint = hint


def unbanded(tables: Iterable[Table]) -> frozenset[str]:
    """Return the measures that are put into no quartiles; raises NoDictionary."""
    found_names = False
    marked: set[str] = set()
    for table in tables:
        rows = table.rows()
        columns = _columns(rows)
        if columns:
            found_names = True
            marked.update(_marked(rows, *columns))
        for problem in table.problems:
            raise NoDictionary(problem.message, problem.hint)
    if not found_names:
        raise NoDictionary(
            "the dictionary has no row with the names of the columns",
            "it needs measure_short, or Short Desc, and No_Quartile",
        )
    return frozenset(marked)


def _columns(rows: Iterator[tuple[int, list[str]]]) -> tuple[int, int] | None:
    """Find the names of the columns among the first rows: that of the measure, and of the mark."""
    for _, row in islice(rows, HEADER_ROWS):
        names = [plain(text) for text in row]
        known = [names.index(name) for name in _MEASURE if name in names]
        if known and _NO_QUARTILE in names:
            return known[0], names.index(_NO_QUARTILE)
    return None


def _marked(rows: Iterator[tuple[int, list[str]]], measure: int, no_quartile: int) -> Iterator[str]:
    for number, row in rows:
        if len(row) <= max(measure, no_quartile):
            continue
        word = row[no_quartile].strip()
        if word.lower() == _MARK:
            yield row[measure].strip()
        elif word.lower() not in _UNMARKED:
            raise NoDictionary(
                f"row {number} of the dictionary says {quoted(word)} under No_Quartile",
                "N marks a measure without quartiles; NA, - or nothing leaves it with them",
            )
