"""The figures that are due and were not submitted, as text for a terminal: owner by owner."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ragcalc.render.common import dates
from ragcalc.render.common.labels import submitted
from ragcalc.render.media.style import Style
from ragcalc.render.media.terminal import draw, words
from ragcalc.render.missing.view import by_owner
from ragcalc.scoring.outstanding import OutstandingFigure, OutstandingFigures

NO_OWNER = "Without an owner"


def render(outstanding: OutstandingFigures, style: Style) -> str:
    """Return a heading for each owner, in the order of the catalogue, and their figures."""
    count = submitted(len(outstanding.submitted), outstanding.due)
    heading = f"{dates.heading(outstanding.period)}: {count}"
    parts: list[RenderableType] = [words(heading, style)]
    for owner, figures in by_owner(outstanding).items():
        name = Text(style.to_encoding(owner or NO_OWNER), style="bold")
        parts += [Text(), name, _table(figures, style)]
    return draw(Group(*parts), style)


def _table(figures: list[OutstandingFigure], style: Style) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    for row in _rows(figures):
        table.add_row(*(words(cell, style) for cell in row))
    return Padding(table, (0, 0, 0, 2))


def _rows(figures: list[OutstandingFigure]) -> Iterator[tuple[str, str, str]]:
    for one in figures:
        yield one.result.id, one.result.name, dates.heading(one.period)
