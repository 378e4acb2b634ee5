"""An explanation as text for a terminal."""

from collections.abc import Iterator
from itertools import groupby, zip_longest

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ragcalc.render.common.cells import Tone
from ragcalc.render.common.symbols import symbol_set
from ragcalc.render.explain.view import ExplanationSection, Line, PlaceText, Where, explanation
from ragcalc.render.media.style import Style
from ragcalc.render.media.terminal import cells, draw, words
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


_LEAST = 10
"""The cells that a column of words keeps at least beside a column of places."""


def _table(rows: list[Line], style: Style) -> Iterator[RenderableType]:
    """Line up the columns of consecutive rows; a place is never broken where a line can hold it."""
    if not rows:
        return
    columns = [*zip_longest(*rows, fillvalue="")]
    if _INDENT + sum(_least(column) + 2 for column in columns) > style.width:
        yield from _stack(rows, style)
        return
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    for column in columns:
        table.add_column(overflow="fold", no_wrap=_has_places(column))
    for row in rows:
        table.add_row(*(words(cell, style) for cell in row))
    yield Padding(table, (0, 0, 0, _INDENT))


def _has_places(column: tuple[str, ...]) -> bool:
    return any(isinstance(cell, PlaceText) for cell in column)


def _least(column: tuple[str, ...]) -> int:
    """Return how many cells a column needs."""
    longest = max(map(cells, column))
    return longest if _has_places(column) else min(longest, _LEAST)


def _stack(rows: list[Line], style: Style) -> Iterator[RenderableType]:
    """Write each row as a paragraph, and each place on a line of its own."""
    for row in rows:
        for is_place, part in groupby(filter(None, row), lambda cell: isinstance(cell, PlaceText)):
            text = words("  ".join(part), style)
            yield Padding(text, (0, 0, 0, 2 * _INDENT if is_place else _INDENT))
