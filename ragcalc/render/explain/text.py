"""An explanation as text for a terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ragcalc.render.common.cells import Tone
from ragcalc.render.common.symbols import symbol_set
from ragcalc.render.explain.view import ExplanationSection, Line, Where, explanation
from ragcalc.render.media.style import Style
from ragcalc.render.media.terminal import draw, words
from ragcalc.scoring.results import IndicatorResult, Report

_INDENT = 2


def render(report: Report, result: IndicatorResult, where: Where, style: Style) -> str:
    """Return how the verdict on one indicator was reached, on one screen."""
    laid_out = explanation(report, result, where)
    dot = f" {symbol_set(style).dot} "
    parts: list[RenderableType] = [
        Text(style.to_encoding(laid_out.name), style="bold"),
        words(dot.join(laid_out.about), style, Tone.QUIET),
    ]
    for section in laid_out.sections:
        parts += [Text(), *_section(section, style)]
    return draw(Group(*parts), style)


def _section(section: ExplanationSection, style: Style) -> Iterator[RenderableType]:
    heading = Text(section.title, style="bold")
    if section.sign:
        sign = symbol_set(style)[section.sign]
        heading += Text("  ") + words(f"{sign} {section.answer}", style, section.tone)
    yield heading
    rows: list[Line] = []
    for line in section.lines:
        if len(line) > 1:
            rows.append(line)
            continue
        yield from _table(rows, style)
        rows = []
        yield Padding(words(line[0], style), (0, 0, 0, _INDENT))
    yield from _table(rows, style)


def _table(rows: list[Line], style: Style) -> Iterator[RenderableType]:
    """Line up the columns of consecutive rows."""
    if not rows:
        return
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    for _ in range(max(map(len, rows))):
        table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*(words(cell, style) for cell in row))
    yield Padding(table, (0, 0, 0, _INDENT))
