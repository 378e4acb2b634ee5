"""Targets as Markdown: a list of what was found, and a table for each proposed target."""

from collections.abc import Iterator
from itertools import groupby

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell
from ragcalc.render.common.remarks import explained
from ragcalc.render.common.symbols import SymbolSet, symbol_set
from ragcalc.render.media.markdown import escaped, row
from ragcalc.render.media.style import Style
from ragcalc.render.targets.view import IndicatorBlock, TargetBlock, grid
from ragcalc.scoring.targets.review import ReportReview


def render(report_review: ReportReview, style: Style) -> str:
    """Return a heading for each indicator and a list of its targets."""
    laid_out, letters = grid(report_review), symbol_set(style)
    lines = [
        f"### {escaped(laid_out.organisation)}, targets in {escaped(laid_out.period)}",
        "",
        f"{laid_out.tally}.",
    ]
    for group, blocks in groupby(laid_out.indicators, key=lambda block: block.group):
        lines += ["", f"#### {escaped(group)}"] if group else []
        for block in blocks:
            lines += ["", *_indicator(block, letters)]
    if marks := explained(laid_out.cells):
        lines += ["", *(f"- {escaped(letters[mark])} {meaning}" for mark, meaning in marks)]
    for remark in laid_out.remarks:
        lines += ["", f"{escaped(remark)}."]
    return style.to_encoding("\n".join(lines) + "\n")


def _indicator(block: IndicatorBlock, letters: SymbolSet) -> Iterator[str]:
    yield f"**{escaped(block.name)}**, {_reading(block.actual, letters)}"
    for target in block.targets:
        yield ""
        yield from _target(target, letters)


def _reading(actual: Cell, letters: SymbolSet) -> str:
    marks = "".join(f" {escaped(letters[mark])}" for mark in actual.marks)
    return (
        f"{escaped(actual.text)}{marks} in {dates.in_words(actual.period)}"
        if actual.text and actual.period
        else "no reading"
    )


def _target(block: TargetBlock, letters: SymbolSet) -> Iterator[str]:
    reason = f", {block.status_reason}" if block.status_reason else ""
    yield f"- {escaped(block.title)}: {_status(block.status, letters)}{escaped(reason)}"
    for line in block.lines:
        yield f"  - {line.label}: {escaped(line.text)}"
    if block.history:
        yield ""
        yield row(["Period", "Actual", "Status", "Status under it"])
        yield row(["---"] * 4)
    for one in block.history:
        value = escaped(one.value) or letters.none
        yield row([one.period, value, _status(one.now, letters), _status(one.under, letters)])


def _status(cell: Cell, letters: SymbolSet) -> str:
    sign = f"{escaped(letters[cell.sign])} " if cell.sign else ""
    marks = "".join(f" {escaped(letters[mark])}" for mark in cell.marks)
    return f"{sign}{cell.word}{marks}"
