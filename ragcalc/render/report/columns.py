"""The grid's rows as columns of text for a terminal: numbers right, signs and marks behind them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ragcalc.periods import Period
from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell, Tone
from ragcalc.render.common.labels import LAST_TIME, LETTERS, YEAR_END
from ragcalc.render.common.symbols import SymbolSet
from ragcalc.render.media.terminal import cells
from ragcalc.render.report.view import ColumnHeading, IndicatorRow, ReportGrid
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

    def __init__(self, earlier: "Footnotes | None" = None) -> None:
        """`earlier` are those of a table above, which keep their numbers."""
        self._numbers: dict[Period, int] = dict(earlier._numbers) if earlier else {}

    def number(self, period: Period) -> int:
        """Return the period's number, a new one where it has none."""
        return self._numbers.setdefault(period, len(self._numbers) + 1)

    def __iter__(self) -> Iterator[tuple[int, Period]]:
        return iter((number, period) for period, number in self._numbers.items())


class _ColumnSource(NamedTuple):
    """Where the entries of a column come from."""

    heading: str
    right: bool
    entry: Callable[[IndicatorRow], AlignedCell]


@dataclass(frozen=True)
class ColumnMaker:
    """Makes the columns of a grid's tables; periods that headings do not name become footnotes."""

    grid: ReportGrid
    letters: SymbolSet
    notes: Footnotes

    def of_rows(self, *, last_time: bool) -> list[Column]:
        """Return every column but the names; `last_time` adds that of the status last time."""
        grid, before = self.grid, dates.heading(self.grid.previous) if self.grid.previous else ""
        sources = [self._actual, self._target, self._status]
        sources += [self._last_time] if last_time else []
        sources += [
            _ColumnSource(
                before or "Previous", True, lambda row: self._figure(row.previous, before)
            ),
            self._direction,
        ]
        if grid.has_forecasts:
            sources.append(
                _ColumnSource(YEAR_END, True, lambda row: _expected(row.forecast, self.letters))
            )
        sources += [self._comparator(at, one) for at, one in enumerate(grid.comparators)]
        sources += [self._evidence(at, one) for at, one in enumerate(grid.evidence)]
        return _made(sources, [*grid.rows])

    def of_exceptions(self, *, owner: bool) -> list[Column]:
        """Return the columns of the exceptions but the names; `owner` adds that of the owners."""
        sources = [self._status]
        sources += [self._last_time] if self.grid.front.previous_period else []
        sources += [self._actual, self._target, self._direction]
        sources += [
            _ColumnSource("Owner", False, lambda row: AlignedCell(row.owner, "", Tone.PLAIN))
        ] * owner
        return _made(sources, self.grid.front.exceptions)

    @property
    def _actual(self) -> _ColumnSource:
        return _ColumnSource("Actual", True, lambda row: self._figure(row.actual, self.grid.period))

    @property
    def _target(self) -> _ColumnSource:
        return _ColumnSource("Target", True, lambda row: self._figure(row.target, self.grid.period))

    @property
    def _status(self) -> _ColumnSource:
        return _ColumnSource("Status", False, lambda row: signed(row.status, self.letters))

    @property
    def _last_time(self) -> _ColumnSource:
        then = self.grid.front.previous_period
        return _ColumnSource(LAST_TIME, False, lambda row: self._figure(row.last_time, then))

    @property
    def _direction(self) -> _ColumnSource:
        return _ColumnSource("Direction", False, lambda row: signed(row.travel, self.letters))

    def _comparator(self, at: int, one: ColumnHeading) -> _ColumnSource:
        return _ColumnSource(
            one.short, True, lambda row: _compared(row.comparators[at], row.gaps[at], self.letters)
        )

    def _evidence(self, at: int, one: ColumnHeading) -> _ColumnSource:
        def entry(row: IndicatorRow) -> AlignedCell:
            cell = row.evidence[at]
            return AlignedCell(cell.text or self.letters.none, "", cell.tone)

        return _ColumnSource(one.short, False, entry)

    def _figure(self, cell: Cell, plain: str) -> AlignedCell:
        noted = cell.period if cell.period and dates.heading(cell.period) != plain else None
        note = self.letters.footnote(self.notes.number(noted)) if noted else ""
        return figure(cell, self.letters, note)


def _made(sources: list[_ColumnSource], rows: Sequence[IndicatorRow]) -> list[Column]:
    # row by row, so that footnotes count in the order in which they are read
    entries = [[one.entry(row) for one in sources] for row in rows]
    return [
        Column(one.heading, tuple(row[at] for row in entries), one.right)
        for at, one in enumerate(sources)
    ]


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
