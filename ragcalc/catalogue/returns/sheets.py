"""The cells of a sheet, merged ones included, and which of them were used or named."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.returns.tables import FORMULA, Table

_SHOWN = 3
"""So many texts of a column that is not read are shown."""


class TextCell(NamedTuple):
    """A cell of a sheet, its text without blanks at its ends and in one line."""

    row: int
    column: int
    text: str


class SheetCells:
    """The texts of some rows of a sheet, each in one line."""

    def __init__(self, rows: Mapping[int, Sequence[str]], merged: Iterable[str] = ()) -> None:
        self.rows = {number: [" ".join(one.split()) for one in row] for number, row in rows.items()}
        self.cells = {
            (number, column): text
            for number, row in self.rows.items()
            for column, text in enumerate(row)
            if text
        }
        self.merged = covered(merged, [*self.rows])
        """By each cell that a merged one covers, the cell that holds its text."""

    def filled(self, row: int) -> list[int]:
        """Return the columns of a row's own cells that hold anything."""
        return [column for column, text in enumerate(self.rows[row]) if text]


class UnusedCells(SheetCells):
    """The cells of a table that hold anything, until each is used, or named as left out."""

    def __init__(self, table: Table) -> None:
        super().__init__(dict(table.rows()), table.merged)
        self.title = table.sheet
        self.hidden = table.hidden
        """The rows and columns that are hidden and hold anything, in words."""
        self.unused = dict(self.cells)
        self.problems = [one for one in table.problems if one.code != FORMULA]
        self.formulas = {
            (one.place.span.line, one.place.span.column - 1)
            for one in table.problems
            if one.code == FORMULA and one.place.span
        }

    def text(self, row: int, column: int | None) -> str:
        """Return the text of a cell; of a merged one that covers it from above."""
        if column is None:
            return ""
        found = self.cells.get((row, column), "")
        if not found and (source := self.merged.get((row, column))) and source[1] == column:
            return self.cells.get(source, "")
        return found

    def cell(self, row: int, column: int) -> TextCell:
        """Return a cell."""
        return TextCell(row, column, self.text(row, column))

    def use(self, row: int, column: int | None) -> None:
        """Note that a cell, or the merged one that covers it, stands in the draft."""
        if column is not None:
            self.unused.pop((row, column), None)
            self.unused.pop(self.merged.get((row, column), (row, column)), None)

    def take(self, row: int, column: int | None) -> str:
        """Return the text of a cell that is used."""
        self.use(row, column)
        return self.text(row, column)

    def place(self, row: int, column: int) -> str:
        """Return `C7`, with the name of the sheet before it where there is one."""
        cell = f"{_letters(column)}{row}"
        return f"{self.title}!{cell}" if self.title else cell

    def stretch(self) -> str:
        """Return where its cells stand, and how many they are."""
        columns = [column for _, column in self.cells]
        first = f"{_letters(min(columns))}{min(self.cells)[0]}"
        last = f"{_letters(max(columns))}{max(self.cells)[0]}"
        count = len(self.cells)
        return first if count == 1 else f"{first} to {last}, {count} cells"

    def stretch_of(self, column: int, rows: list[int], heading: str) -> str:
        """Return the first texts of some rows of a column, with their place."""
        texts = list(dict.fromkeys(quoted(self.text(row, column)) for row in rows))
        shown = ", ".join(texts[:_SHOWN]) + (", …" if len(texts) > _SHOWN else "")
        first, last = self.place(rows[0], column), f"{_letters(column)}{rows[-1]}"
        where = first if len(rows) == 1 else f"{first} to {last}, {len(rows)} cells"
        return f"column {quoted(heading)}, {where}: {shown}" if heading else f"{where}: {shown}"

    def without_result(self) -> Iterator[str]:
        """Yield each formula without a stored result, with its place."""
        for row, column in sorted(self.formulas):
            yield f"{self.place(row, column)}: the formula has no stored result; {_SAVE}"

    def left_out(
        self, headings: dict[int, str], last_heading: int, end: int | None = None
    ) -> Iterator[str]:
        """Yield what is neither used nor named so far, above the row of another table, by place.

        A row in which nothing was used is named as one, the rest column by column.
        """
        rows: dict[int, list[int]] = defaultdict(list)
        for row, column in [at for at in self.unused if end is None or at[0] < end]:
            rows[row].append(column)
            del self.unused[row, column]
        columns: dict[int, list[int]] = defaultdict(list)
        for row, found in sorted(rows.items()):
            if row <= last_heading or len(found) == len(self.filled(row)):
                yield from self._row(row, found, headings if row == last_heading else {})
            else:
                for column in found:
                    columns[column].append(row)
        for column in headings:
            if column not in columns and column in rows.get(last_heading, ()):
                place = self.place(last_heading, column)
                yield f"column {quoted(headings[column])}, {place}: no cell below it is left"
        for column, found in sorted(columns.items()):
            yield self.stretch_of(column, found, headings.get(column, ""))

    def _row(self, row: int, columns: list[int], headings: dict[int, str]) -> Iterator[str]:
        columns = [one for one in columns if one not in headings]
        if columns:
            texts = ", ".join(quoted(self.text(row, one)) for one in columns)
            first, last = self.place(row, columns[0]), f"{_letters(columns[-1])}{row}"
            yield f"{first if len(columns) == 1 else f'{first} to {last}'}: {texts}"


_SAVE = "open the workbook in Excel or LibreOffice and save it"


_MERGED = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_MOST_COVERED = 100_000


def covered(merged: Iterable[str], rows: Sequence[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the cells that merged ones cover, in the rows that hold anything."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for one in filter(None, map(_MERGED.fullmatch, merged)):
        left, top, right, bottom = _number(one[1]), int(one[2]), _number(one[3]), int(one[4])
        begin, end = bisect_left(rows, top), bisect_right(rows, bottom)
        for row in rows[begin:end]:
            for column in range(left, right + 1):
                if len(found) == _MOST_COVERED:
                    return found
                if (row, column) != (top, left):
                    found[row, column] = (top, left)
    return found


def _number(letters: str) -> int:
    """Return the number of a column, from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _letters(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    found, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        found = chr(ord("A") + letter) + found
    return found
