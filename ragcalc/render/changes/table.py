"""Changes as text for a terminal, drawn with rich: what moved comes first, each with its causes."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ragcalc.render.changes.view import ChangeRow, ChangesGrid, Versions, grid
from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell, Tone
from ragcalc.render.common.remarks import explained
from ragcalc.render.common.symbols import SymbolSet, symbol_set
from ragcalc.render.media.style import Style
from ragcalc.render.media.terminal import draw, words
from ragcalc.scoring.changes import Changes

_INDENT = (0, 0, 0, 2)


def render(changes: Changes, style: Style, versions: Versions | None = None) -> str:
    """Return the changes as lines of at most the style's width."""
    return draw(Group(*_parts(grid(changes, versions), style)), style)


def _parts(laid_out: ChangesGrid, style: Style) -> Iterator[RenderableType]:
    letters = symbol_set(style)
    span = f"{laid_out.before} to {laid_out.after}"
    heading = f"{laid_out.organisation} {letters.dot} {span}"
    yield Text(style.to_encoding(heading), style="bold")
    yield words(laid_out.tally, style)
    for line in laid_out.unshown:
        yield words(line, style)
    for group, rows in groupby(laid_out.changed, key=lambda row: row.heading):
        yield Text()
        yield Text(group, style="bold")
        for row in rows:
            yield Padding(_row(row, laid_out, letters, style), _INDENT)
    if marks := explained(cell for row in laid_out.changed for cell in row.cells):
        yield Text()
        yield from (
            words(f"{letters[mark]} {meaning}", style, Tone.QUIET) for mark, meaning in marks
        )


def _row(row: ChangeRow, laid_out: ChangesGrid, letters: SymbolSet, style: Style) -> RenderableType:
    """Draw one indicator: its name, then a line for each thing that can be said of it."""
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, (then, now) in (
        ("Status", row.status),
        ("Actual", row.actual),
        ("Direction", row.travel),
    ):
        shown = [
            _shown(cell, period, letters, style)
            for cell, period in ((then, laid_out.before_period), (now, laid_out.after_period))
        ]
        if shown[0] == shown[1]:
            table.add_row(label, shown[0])
        else:
            table.add_row(label, Text.assemble(shown[0], Text(" to "), shown[1]))
    if row.remark:
        table.add_row("Note", words(row.remark, style))
    for number, cause in enumerate(row.causes):
        table.add_row("and" if number else "Because", words(cause.words, style))
    return Group(words(row.name, style), Padding(table, _INDENT))


def _shown(cell: Cell, plain: str, letters: SymbolSet, style: Style) -> Text:
    """Draw a cell; its period is said where it is not the report's own."""
    sign = f"{letters[cell.sign]} " if cell.sign else ""
    text = cell.word or cell.text or letters.none
    marks = "".join(f" {letters[mark]}" for mark in cell.marks)
    when = dates.heading(cell.period) if cell.period else plain
    period = f" ({when})" if when != plain else ""
    return words(f"{sign}{text}{marks}{period}", style, cell.tone if cell.sign else Tone.PLAIN)
