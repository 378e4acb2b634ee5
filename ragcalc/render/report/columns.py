"""The grid's rows as columns of text for a terminal: numbers right, signs and marks behind them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ragcalc.periods import Period
from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell, Tone
from ragcalc.render.common.labels import LETTERS, YEAR_END
from ragcalc.render.common.symbols import SymbolSet
from ragcalc.render.media.terminal import cells
from ragcalc.render.report.view import IndicatorRow, ReportGrid
from ragcalc.vocabulary import Status

_NARROWEST_HEADING = 9
"""Characters up to which a heading stays on one line."""


class AlignedCell(NamedTuple):
    """One cell: the text that lines up, and what stands behind it."""

    text: str
    tail: str
    tone: Tone


@dataclass(frozen=True)
class Column:
    """One column of a table; its heading breaks into lines where that makes it narrower."""

    heading: str
    entries: tuple[AlignedCell, ...]
    right: bool = True
    """Whether the texts line up on the right, as numbers do."""

    @cached_property
    def lines(self) -> list[str]:
        """The cells' texts, padded so that numbers stand below numbers and tails below tails."""
        return [self._aligned(line) for line in self._entry_lines]

    @property
    def title(self) -> str:
        """The heading, lined up as the cells are."""
        return "\n".join(map(self._aligned, self._heading_lines))

    @cached_property
    def width(self) -> int:
        return _widest([*self._heading_lines, *self._entry_lines])

    @cached_property
    def _entry_lines(self) -> list[str]:
        text = _widest(entry.text for entry in self.entries)
        tail = _widest(entry.tail for entry in self.entries)
        return [_joined(entry, text, tail, self.right) for entry in self.entries]

    @cached_property
    def _heading_lines(self) -> list[str]:
        words = self.heading.split()
        enough = min(_NARROWEST_HEADING, cells(self.heading))
        room = max(enough, _widest(words), _widest(self._entry_lines))
        lines = [""]
        for word in words:
            longer = f"{lines[-1]} {word}".lstrip()
            lines[-1:] = [longer] if cells(longer) <= room else [lines[-1], word]
        return lines

    def _aligned(self, line: str) -> str:
        return padded(line, self.width, self.right)


def padded(text: str, width: int, right: bool = False) -> str:
    """Return a text filled up with spaces, in front of it if it is aligned right."""
    blanks = " " * (width - cells(text))
    return blanks + text if right else text + blanks


def _widest(texts: Iterable[str]) -> int:
    return max(map(cells, texts), default=0)


def _joined(entry: AlignedCell, text: int, tail: int, right: bool) -> str:
    if not right:
        return entry.text + entry.tail
    lined_up = padded(entry.text, text, right=True)
    return f"{lined_up} {padded(entry.tail, tail)}" if tail else lined_up


class Footnotes:
    """Numbers for the periods that a table refers to, in the order of their first use."""

    def __init__(self) -> None:
        self._numbers: dict[Period, int] = {}

    def number(self, period: Period) -> int:
        """Return the period's number, a new one where it has none."""
        return self._numbers.setdefault(period, len(self._numbers) + 1)

    def clear(self) -> None:
        """Forget every period."""
        self._numbers.clear()

    def __iter__(self) -> Iterator[tuple[int, Period]]:
        return iter((number, period) for period, number in self._numbers.items())


def columns(grid: ReportGrid, letters: SymbolSet, notes: Footnotes) -> list[Column]:
    """Return every column but the names; periods that differ from the heading become footnotes."""
    before = dates.heading(grid.previous) if grid.previous else ""
    headings = ["Actual", "Target", "Status", before or "Previous", "Direction"]
    headings += [YEAR_END] if grid.has_forecasts else []
    headings += [one.short for one in (*grid.comparators, *grid.evidence)]
    words = len(headings) - len(grid.evidence)
    # row by row, so that footnotes count in the order in which they are read
    rows = [list(_entries(row, grid, before, letters, notes)) for row in grid.rows]
    return [
        Column(
            heading,
            tuple(row[number] for row in rows),
            right=number not in _WORDS and number < words,
        )
        for number, heading in enumerate(headings)
    ]


_WORDS = (2, 4)
"""The columns that hold words, status and direction, which line up on the left."""


def _entries(
    row: IndicatorRow, grid: ReportGrid, before: str, letters: SymbolSet, notes: Footnotes
) -> Iterator[AlignedCell]:
    """Yield a row's entries from left to right."""
    yield _figure(row.actual, grid.period, letters, notes)
    yield _figure(row.target, grid.period, letters, notes)
    yield signed(row.status, letters)
    yield _figure(row.previous, before, letters, notes)
    yield signed(row.travel, letters)
    if grid.has_forecasts:
        yield _expected(row.forecast, letters)
    yield from (
        _compared(figure, gap, letters)
        for figure, gap in zip(row.comparators, row.gaps, strict=True)
    )
    yield from (AlignedCell(cell.text or letters.none, "", cell.tone) for cell in row.evidence)


def _figure(cell: Cell, plain: str, letters: SymbolSet, notes: Footnotes) -> AlignedCell:
    noted = cell.period if cell.period and dates.heading(cell.period) != plain else None
    note = letters.footnote(notes.number(noted)) if noted else ""
    return figure(cell, letters, note)


def figure(cell: Cell, letters: SymbolSet, note: str = "") -> AlignedCell:
    """Return a figure, its marks and the number of a note behind it."""
    return AlignedCell(cell.text or letters.none, _marks(cell, letters) + note, cell.tone)


def signed(cell: Cell, letters: SymbolSet) -> AlignedCell:
    """Return what a sign stands for, its marks behind it."""
    sign = f"{letters[cell.sign]} " if cell.sign else ""
    return AlignedCell(f"{sign}{cell.text or letters.none}", _marks(cell, letters), cell.tone)


def _expected(cell: Cell, letters: SymbolSet) -> AlignedCell:
    rated = f"{letters[cell.sign]} {LETTERS[cell.sign]}" if isinstance(cell.sign, Status) else ""
    return AlignedCell(cell.text or letters.none, rated, cell.tone)


def _compared(figure: Cell, gap: Cell, letters: SymbolSet) -> AlignedCell:
    """Return a comparator's figure, and behind it the gap: 20.2% ✓ -4.2 pts."""
    sign = letters[gap.sign] if gap.sign else ""
    tail = f"{sign}{_marks(figure, letters)} {gap.text}".rstrip()
    return AlignedCell(figure.text or letters.none, tail, gap.tone)


def _marks(cell: Cell, letters: SymbolSet) -> str:
    return "".join(letters[mark] for mark in cell.marks)
