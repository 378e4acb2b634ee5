"""Targets as sentences, made for screen readers: no columns, no signs."""

from collections.abc import Iterator

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell
from ragcalc.render.common.symbols import Mark
from ragcalc.render.media.style import Style
from ragcalc.render.targets.view import IndicatorBlock, TargetBlock, grid
from ragcalc.scoring.targets.review import ReportReview


def render(report_review: ReportReview, style: Style) -> str:
    """Return a paragraph for each target."""
    laid_out = grid(report_review)
    parts = [f"{laid_out.organisation}, {laid_out.period}. {laid_out.tally}."]
    for block in laid_out.indicators:
        parts += ["", f"{block.name}: {_reading(block)}."]
        parts += [" ".join(_sentences(one)) for one in block.targets]
    if laid_out.remarks:
        parts += ["", *(f"{one}." for one in laid_out.remarks)]
    return style.to_encoding("\n".join(" ".join(one.split()) for one in parts) + "\n")


def _reading(block: IndicatorBlock) -> str:
    actual = block.actual
    said = [
        *(_MARKS[mark] for mark in actual.marks),
        *([f"was {actual.was}"] if actual.was else []),
    ]
    marked = f" ({', '.join(said)})" if said else ""
    return (
        f"{actual.text} in {dates.in_words(actual.period)}{marked}"
        if actual.text and actual.period
        else "no reading"
    )


_MARKS = {
    Mark.PROVISIONAL: "provisional",
    Mark.CARRIED: "carried forward",
    Mark.REVISED: "revised",
}
"""The marks that a reading may have."""


def _sentences(block: TargetBlock) -> Iterator[str]:
    reason = f", {block.status_reason}" if block.status_reason else ""
    yield f"{block.title}: {word(block.status)}{reason}."
    for line in block.lines:
        yield f"{line.label.capitalize()}: {line.text}."
    for row in block.history:
        if row.now != row.under:
            value = f"{row.value}, " if row.value else ""
            yield f"{row.period}: {value}{word(row.now)} would be {word(row.under)}."


def word(cell: Cell) -> str:
    """Return a status in words, with its marks."""
    return ", ".join((cell.word.lower() if len(cell.word) > 1 else cell.word, *cell.marks))
