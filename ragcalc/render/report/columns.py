"""The grid's rows as columns of text for a terminal: numbers right, signs and marks behind them."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, assert_never

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


class ColumnGroup(StrEnum):
    """Columns that a narrow table does without, in this order, by what it then says of them."""

    LAST_TIME = "Last time (said under the name)"
    COMPARATORS = "comparators"
    PREVIOUS = "previous figures"
    YEAR_END = "year-end"
    EVIDENCE = "evidence"


_IN_A_TABLE = (
    *(ColumnGroup.LAST_TIME, ColumnGroup.PREVIOUS, None),
    *(ColumnGroup.YEAR_END, ColumnGroup.COMPARATORS, ColumnGroup.EVIDENCE),
)
"""The groups from left to right; None is the direction, which every table has."""


@dataclass(frozen=True)
class ColumnMaker:
    """Makes the columns of a grid's tables; periods that headings do not name become footnotes."""

    grid: ReportGrid
    letters: SymbolSet
    notes: Footnotes

    @property
    def optional(self) -> tuple[ColumnGroup, ...]:
        """Return the groups that a table may have, in the order in which it does without them.

        The first is always that of the status last time.
        """
        of_grid = (group for group in ColumnGroup if self._sources(group))
        return tuple(dict.fromkeys((ColumnGroup.LAST_TIME, *of_grid)))

    def of_rows(
        self, rows: Sequence[IndicatorRow], without: Container[ColumnGroup]
    ) -> list[Column]:
        """Return the columns of a table but the names, `without` those of some groups."""
        sources = [self._actual, self._target, self._status]
        for group in _IN_A_TABLE:
            sources += [self._direction] if group is None else []
            sources += self._sources(group) if group and group not in without else []
        return _made(sources, rows)

    def _sources(self, group: ColumnGroup) -> list[_ColumnSource]:
        grid = self.grid
        match group:
            case ColumnGroup.LAST_TIME:
                return [self._last_time] if grid.front.previous_period else []
            case ColumnGroup.COMPARATORS:
                return [self._comparator(at, one) for at, one in enumerate(grid.comparators)]
            case ColumnGroup.PREVIOUS:
                return [self._previous]
            case ColumnGroup.YEAR_END:
                return [self._year_end] if grid.has_forecasts else []
            case ColumnGroup.EVIDENCE:
                return [self._evidence(at, one) for at, one in enumerate(grid.evidence)]
            case _:
                assert_never(group)

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
    def _previous(self) -> _ColumnSource:
        before = dates.heading(self.grid.previous) if self.grid.previous else ""
        return _ColumnSource(
            before or "Previous", True, lambda row: self._figure(row.previous, before)
        )

    @property
    def _year_end(self) -> _ColumnSource:
        return _ColumnSource(YEAR_END, True, lambda row: _expected(row.forecast, self.letters))

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
