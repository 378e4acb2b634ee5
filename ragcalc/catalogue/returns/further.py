"""The rows of a sheet below the names of its columns, up to the names of a further table's.

A sheet may have several tables, one below the other, each with columns of its own.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from ragcalc.catalogue.returns import sheets, words
from ragcalc.catalogue.returns.headers import HEADER_ROWS, plain
from ragcalc.catalogue.returns.heading_rows import is_figure
from ragcalc.catalogue.returns.layouts import Layout
from ragcalc.catalogue.returns.tables import Row

_NAMES = frozenset(name for name, key in words.BY_PLAIN.items() if key == "name")
_MOST_LOOKED_AT = 100
"""So many rows that may name columns are looked at; what stands below more is read as rows."""
_ABOVE = 2
"""So many rows above may be read together with one that names columns."""


class TableRows:
    """The rows of one table after the other."""

    def __init__(
        self,
        rows: Iterable[Row],
        merged: Iterable[str],
        find: Callable[[list[Row]], Layout | None],
        own: Iterable[str],
    ) -> None:
        """Take a sheet's rows, its merged cells, and what finds the columns in some rows.

        `own` are further names of the indicator's column.
        """
        self._written = dict(rows) if merged else {}
        self._covered = _covered(merged, [*self._written])
        self._rows = iter(self._written.items() if merged else rows)
        self._ahead: deque[Row] = deque()
        self._find, self._names = find, _NAMES | {plain(one) for one in own}
        self._looked_at = 0
        self._first = 0
        self._names_again: list[str] | None = None
        """The names of the columns where they are one row, which may stand further down again."""
        self.following: Layout | None = None
        """The columns of the table that follows, once its rows are reached."""

    def begin(self, layout: Layout) -> None:
        """Go to the first row below the names of some columns."""
        self._first, self._names_again, self.following = layout.row + 1, None, None
        for number, row in self._raw():
            if number > layout.row:
                self._ahead.appendleft((number, row))
                return
            self._names_again = row if layout.first == layout.row else None

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows that come, with the text of a merged cell in each row that it covers.

        A name of a column is no text of the rows below it, though its cell is merged with theirs.
        """
        return map(self._filled, self._raw()) if self._covered else self._raw()

    def has_names(self, number: int, row: list[str], above: Iterable[Row]) -> bool:
        """Return whether a row names columns: those of this table again, or of one that follows.

        `above` are rows above it, of which the last ones may be read together with it.
        """
        row = self._written.get(number, row)
        if row == self._names_again:
            return True
        if self._looked_at == _MOST_LOOKED_AT or self._names.isdisjoint(map(plain, row)):
            return False
        if any(map(is_figure, row)):
            return False
        self._looked_at += 1
        self._ahead.extend(islice(self._rows, max(0, HEADER_ROWS - len(self._ahead))))
        near = ((at, self._written.get(at, one)) for at, one in above if number - _ABOVE <= at)
        found = self._find([*near, (number, row), *self._ahead])
        if found and found.first <= number <= found.row:
            self._ahead.appendleft((number, row))
            self.following = found
        return self.following is not None

    def _raw(self) -> Iterator[Row]:
        """Yield the rows as they are written, those first that were looked at ahead."""
        while True:
            while self._ahead:
                yield self._ahead.popleft()
            for row in self._rows:
                yield row
                if self._ahead:
                    break
            else:
                return

    def _filled(self, one: Row) -> Row:
        number, row = one
        filled = [*row]
        for column, above in self._covered.get(number, ()):
            if above >= self._first:
                filled += [""] * (column + 1 - len(filled))
                over = self._written[above][column : column + 1]
                filled[column] = filled[column] or "".join(over)
        return number, filled


def _covered(merged: Iterable[str], rows: list[int]) -> dict[int, list[tuple[int, int]]]:
    """Return by row the columns of cells that a merged one covers, and the row of its text."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (at, column), (above, left) in sheets.covered(merged, rows).items():
        if column == left:
            found[at].append((column, above))
    return found
