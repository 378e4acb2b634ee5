"""Targets as text for a terminal: what was found of each, and a proposed one over its history."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell, Tone
from ragcalc.render.common.remarks import explained
from ragcalc.render.common.symbols import SymbolSet, symbol_set
from ragcalc.render.media.style import Style
from ragcalc.render.media.terminal import draw, words
from ragcalc.render.targets.view import HistoryRow, IndicatorBlock, TargetBlock, grid
from ragcalc.scoring.targets.review import ReportReview

_INDENT = (0, 0, 0, 2)


def render(report_review: ReportReview, style: Style) -> str:
    """Return what can be said of the targets as lines of at most the style's width."""
    laid_out, letters = grid(report_review), symbol_set(style)
    heading = f"{laid_out.organisation} {letters.dot} {laid_out.period}"
    parts: list[RenderableType] = [
        Text(style.to_encoding(heading), style="bold"),
        words(laid_out.tally, style),
    ]
    for group, blocks in groupby(laid_out.indicators, key=lambda block: block.group):
        own = [part for block in blocks for part in (Text(), *_indicator(block, letters, style))]
        parts += _grouped(group, own, style) if group else own
    if marks := explained(laid_out.cells):
        lines = (f"{letters[mark]} {meaning}" for mark, meaning in marks)
        parts += [Text(), *(words(one, style, Tone.QUIET) for one in lines)]
    if laid_out.remarks:
        parts += [Text(), *(words(one, style, Tone.QUIET) for one in laid_out.remarks)]
    return draw(Group(*parts), style)


def _grouped(group: str, own: list[RenderableType], style: Style) -> list[RenderableType]:
    """Return the indicators of a group below its name."""
    name = Text(style.to_encoding(group), style="bold")
    return [Text(), name, Padding(Group(*own), _INDENT)]


def _indicator(block: IndicatorBlock, letters: SymbolSet, style: Style) -> Iterator[RenderableType]:
    name = Text(style.to_encoding(block.name), style="bold")
    yield name + Text("  ") + words(_reading(block.actual, letters), style)
    for target in block.targets:
        yield Padding(Group(*_target(target, letters, style)), _INDENT)


def _reading(actual: Cell, letters: SymbolSet) -> str:
    marks = "".join(f" {letters[mark]}" for mark in actual.marks)
    return (
        f"{actual.text}{marks} in {dates.in_words(actual.period)}"
        if actual.text and actual.period
        else "no reading"
    )


def _target(block: TargetBlock, letters: SymbolSet, style: Style) -> Iterator[RenderableType]:
    reason = words(f", {block.status_reason}" if block.status_reason else "", style)
    yield Text.assemble(
        words(f"{block.title}: ", style), _status(block.status, letters, style), reason
    )
    lines = _two_columns()
    for line in block.found:
        lines.add_row(words(line.label, style, Tone.MIDDLING), words(line.text, style))
    if block.needs:
        lines.add_row(words(block.needs.label, style), words(block.needs.text, style))
    for line in block.unanswered:
        lines.add_row(words(line.label, style, Tone.QUIET), words(line.text, style, Tone.QUIET))
    if block.source:
        lines.add_row(words("source", style, Tone.QUIET), words(block.source, style, Tone.QUIET))
    yield Padding(lines, _INDENT)
    if block.history:
        yield Padding(_history(block.history, letters, style), _INDENT)


def _two_columns() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    return table


def _history(rows: tuple[HistoryRow, ...], letters: SymbolSet, style: Style) -> Table:
    """Draw each period: its value, its status, and what that would be."""
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    for justify in ("left", "right", "left"):
        table.add_column(justify=justify, no_wrap=True)
    for row in rows:
        now, under = (_status(cell, letters, style) for cell in (row.now, row.under))
        both = now if row.now == row.under else Text.assemble(now, Text(" to "), under)
        table.add_row(row.period, row.value or letters.none, both)
    return table


def _status(cell: Cell, letters: SymbolSet, style: Style) -> Text:
    sign = f"{letters[cell.sign]} " if cell.sign else ""
    marks = "".join(f" {letters[mark]}" for mark in cell.marks)
    return words(f"{sign}{cell.word}{marks}", style, cell.tone)
