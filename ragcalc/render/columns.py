"""The grid's rows as columns of text for a terminal: numbers right, signs and marks behind them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ragcalc.periods import Period
from ragcalc.render.grid import Cell, Grid, Row, Tone
from ragcalc.render.signs import Alphabet


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: the text that lines up, and what stands behind it."""

    text: str
    tail: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, its cells as wide as its heading or wider."""

    heading: str
    entries: tuple[Entry, ...]
    right: bool = True
    """Whether the texts line up on the right, as numbers do."""

    @property
    def lines(self) -> list[str]:
        """The cells' texts, padded so that numbers stand below numbers and tails below tails."""
        text = max((len(entry.text) for entry in self.entries), default=0)
        tail = max((len(entry.tail) for entry in self.entries), default=0)
        wide = [_joined(entry, text, tail, self.right) for entry in self.entries]
        width = max(len(self.heading), text + bool(tail) + tail)
        return [line.rjust(width) if self.right else line.ljust(width) for line in wide]

    @property
    def title(self) -> str:
        """The heading, lined up as the cells are."""
        return self.heading.rjust(self.width) if self.right else self.heading

    @property
    def width(self) -> int:
        return max(map(len, (self.heading, *self.lines)))


def _joined(entry: Entry, text: int, tail: int, right: bool) -> str:
    lined_up = entry.text.rjust(text) if right else entry.text
    return f"{lined_up} {entry.tail.ljust(tail)}" if tail and right else entry.text + entry.tail


class Footnotes:
    """Numbers for the periods that a table refers to, in the order of their first use."""

    def __init__(self) -> None:
        self._numbers: dict[Period, int] = {}

    def number(self, period: Period) -> int:
        """Give the period's number, a new one where it has none."""
        return self._numbers.setdefault(period, len(self._numbers) + 1)

    def clear(self) -> None:
        """Forget every period."""
        self._numbers.clear()

    def __iter__(self) -> Iterator[tuple[int, Period]]:
        return iter((number, period) for period, number in self._numbers.items())


def columns(grid: Grid, letters: Alphabet, notes: Footnotes) -> list[Column]:
    """Give every column but the names; periods that differ from the heading become footnotes."""
    rows = tuple(grid.rows)

    def column(heading: str, entry: Callable[[Row], Entry], right: bool = True) -> Column:
        return Column(heading, tuple(entry(row) for row in rows), right)

    def figure(cell: Cell, plain: str) -> Entry:
        marks = "".join(letters[mark] for mark in cell.marks)
        noted = cell.period is not None and str(cell.period) != plain
        note = letters.footnote(notes.number(cell.period)) if noted and cell.period else ""
        return Entry(cell.text or letters.none, marks + note, cell.tone)

    def signed(cell: Cell) -> Entry:
        sign = f"{letters[cell.sign]} " if cell.sign else ""
        marks = "".join(letters[mark] for mark in cell.marks)
        return Entry(f"{sign}{cell.text or letters.none}", marks, cell.tone)

    def gap(number: int) -> Callable[[Row], Entry]:
        def entry(row: Row) -> Entry:
            cell = row.gaps[number]
            marks = "".join(letters[mark] for mark in cell.marks)
            sign = letters[cell.sign] if cell.sign else ""
            return Entry(cell.text or letters.none, sign + marks, cell.tone)

        return entry

    before = str(grid.before or "")
    made = [
        column("Actual", lambda row: figure(row.actual, grid.period)),
        column("Target", lambda row: figure(row.target, grid.period)),
        column("Status", lambda row: signed(row.status), right=False),
        column(before or "Before", lambda row: figure(row.before, before)),
        column("Travel", lambda row: signed(row.travel), right=False),
    ]
    return made + [
        column(heading.short, gap(number)) for number, heading in enumerate(grid.comparators)
    ]
