"""Submitted tables: rows of text, each cell with its place. CSV here, workbooks in `workbooks`.

Knows no indicator and no figure.
"""

import csv
import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import TextIO, TypeVar

from ragcalc.catalogue.yaml import characters
from ragcalc.problems import Place, Problem, Span

OLE = b"\xd0\xcf\x11\xe0"
"""How workbooks begin that are in Excel's older format, or have a password."""
PDF = b"%PDF-"
FORMULA = "table-formula"
"""The code of a formula without a stored result; of one that nobody reads nothing is to be said."""
Kept = TypeVar("Kept")
Row = tuple[int, list[str]]
"""A row's cells, behind its number."""
DELIMITERS = ",;\t|"
_SAMPLE = 20
"""So many lines are looked at for the sign that stands between cells."""
_QUOTED = '"'
_UNCLOSED = "look for a quotation mark that is never closed"
_TOO_LONG = "shorten the longest cell of the row"


def _regular(counts: list[int]) -> tuple[int, int]:
    """Say how likely a sign stands between cells: on how many lines as often, then how often."""
    return max(Counter(filter(None, counts)).values(), default=0), sum(counts)


def _kept(last: dict[int, Kept], row: int, make: Callable[[int], Kept]) -> Kept:
    """Return what was made for the row, which is kept until another row is asked for."""
    if row not in last:
        last.clear()
        last[row] = make(row)
    return last[row]


@dataclass(frozen=True)
class Table:
    """A CSV file."""

    name: str
    """The path from the catalogue's folder, with `/`."""
    shown: str
    """The path as a person would open it."""
    content: bytes = b""
    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    """What could not be read, once `rows` is at its end."""
    sheet: str = ""
    """The sheet of a workbook; a CSV file has none."""
    is_hidden: bool = False
    """Whether it is a hidden sheet, which nobody asked for by its name."""

    @property
    def hidden(self) -> tuple[str, ...]:
        """The rows and columns that hold cells and are not seen; a CSV file has none."""
        return ()

    @property
    def merged(self) -> tuple[str, ...]:
        """The merged cells of a sheet, as in A5:B6; a CSV file has none."""
        return ()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that holds anything, with the number of the line in which it begins."""
        if self.problems:
            return
        reader = csv.reader(self._lines(), self._dialect, strict=True)
        is_quoted = _QUOTED in self.text
        line = 1
        try:
            if not is_quoted:  # so that a row is a line
                yield from filter(itemgetter(1), enumerate(reader, 1))
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            line = line if is_quoted else reader.line_num
            place = Place(self.name, span=Span(line, 1, line, 2))
            hint = _UNCLOSED if _QUOTED in self._line(line) else _TOO_LONG
            self.problems.append(
                Problem("table-not-csv", f"the row cannot be read: {error}", place, hint)
            )

    def too_much(self, most_rows: int, most_cells: int) -> str:
        """Return of what the text has more than is read, or nothing; quoted signs count too."""
        rows = max(self.text.count("\n"), self.text.count("\r"))
        rows += bool(self.text) and self.text[-1] not in "\r\n"
        if rows > most_rows:
            return f"{most_rows:,} rows"
        if rows + self.text.count(self._dialect.delimiter) > most_cells:
            return f"{most_cells:,} cells"
        return ""

    def stretch(self, row: int, column: int | None = None) -> Span:
        """Return the stretch of text of a cell, its column counted from 0, else of its row."""
        places = self._places(row)
        if column is None or column >= len(places):
            return Span(row, 1, row, max(2, len(self._line(row)) + 1))
        begin, end = map(self._position, places[column])
        return Span(*begin, *max(end, (begin[0], begin[1] + 1)))

    @property
    def file(self) -> str:
        """The path in JSON."""
        return self.name

    @property
    def title(self) -> str:
        """What messages call it: the file's name, or the sheet."""
        return f"the sheet {self.sheet}" if self.sheet else self.name.rpartition("/")[2]

    def span(self, place: Place) -> Span | None:
        """Return the stretch of a place, which each place in a table carries."""
        return place.span

    def excerpt(self, span: Span) -> str:
        """Return the line in which a span begins."""
        return self._line(span.line)

    def mark(self, _span: Span) -> Span | None:
        """Return the stretch of the excerpt that is meant, where that is not the span."""
        return None

    def point(self, span: Span) -> str:
        """Return `returns/q4.csv:14:18`."""
        return f"{self.shown}:{span.line}:{span.column}"

    def cell(self, _span: Span) -> str:
        """Return the name that a workbook's cell has; a CSV file's has none."""
        return ""

    def _lines(self) -> TextIO:
        """Return the text as an open file; a StringIO would hold it with four bytes a character."""
        content = self.text.encode("utf-8", "surrogatepass")
        return io.TextIOWrapper(io.BytesIO(content), "utf-8", "surrogatepass", newline="")

    def _line(self, row: int) -> str:
        return _kept(self._last_line, row, self._cut_line)

    def _places(self, row: int) -> list[tuple[int, int]]:
        return _kept(self._last_places, row, lambda row: [*self._cells(self._starts[row - 1])])

    @cached_property
    def _last_line(self) -> dict[int, str]:
        """The line that was looked at last: problems come row by row, some rows have many."""
        return {}

    @cached_property
    def _last_places(self) -> dict[int, list[tuple[int, int]]]:
        return {}

    def _cut_line(self, row: int) -> str:
        end = self._starts[row] if row < len(self._starts) else len(self.text)
        return self.text[self._starts[row - 1] : end].rstrip("\r\n")

    @cached_property
    def _dialect(self) -> type[csv.Dialect]:
        lines = self.text.split("\n", _SAMPLE)[:_SAMPLE]
        unquoted = ["".join(line.split(_QUOTED)[::2]) for line in lines]
        likely = max(DELIMITERS, key=lambda one: _regular([line.count(one) for line in unquoted]))
        return type("_Found", (csv.excel,), {"delimiter": likely})

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in characters.LINE_END.finditer(self.text))]

    def _cells(self, start: int) -> Iterator[tuple[int, int]]:
        """Yield where each cell of the row at an offset begins, and the place just behind it."""
        begin, quoted = start, False
        for place in range(start, len(self.text)):
            character = self.text[place]
            if character == _QUOTED:
                quoted = not quoted
            elif not quoted and character in (self._dialect.delimiter, "\r", "\n"):
                yield begin, place
                begin = place + 1
                if character != self._dialect.delimiter:
                    return
        yield begin, len(self.text)

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
