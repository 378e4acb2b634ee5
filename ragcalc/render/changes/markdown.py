"""Changes as Markdown: what a pull request's reviewer reads."""

from collections.abc import Iterator

from ragcalc.render.changes.view import ChangeRow, ChangesGrid, Versions, grid
from ragcalc.render.common.cells import Cell
from ragcalc.render.common.remarks import explained
from ragcalc.render.common.symbols import SymbolSet, symbol_set
from ragcalc.render.media.markdown import escaped, row
from ragcalc.render.media.style import Style
from ragcalc.scoring.changes import Changes

_COLUMNS = (
    *("", "Indicator", "Previous status", "Status", "Previous figure", "Figure"),
    *("Previous direction", "Direction", "Because"),
)


def render(changes: Changes, style: Style, versions: Versions | None = None) -> str:
    """Return the changes as a table of what changed, and in a line how many did not."""
    laid_out = grid(changes, versions)
    return style.to_encoding("\n".join(_lines(laid_out, symbol_set(style))) + "\n")


def _lines(laid_out: ChangesGrid, letters: SymbolSet) -> Iterator[str]:
    span = f"{laid_out.before} to {laid_out.after}"
    yield f"### {escaped(laid_out.organisation)}, {escaped(span)}"
    yield ""
    yield f"{laid_out.tally}."
    for line in laid_out.unshown:
        yield ""
        yield f"{escaped(line)}."
    changed = laid_out.changed
    if not changed:
        return
    yield ""
    yield row(_COLUMNS)
    yield row(["---"] * len(_COLUMNS))
    for one in changed:
        yield row(_cells(one, letters))
    if marks := explained(cell for one in changed for cell in one.cells):
        yield ""
        yield from (f"- {escaped(letters[mark])} {words}" for mark, words in marks)


def _cells(one: ChangeRow, letters: SymbolSet) -> Iterator[str]:
    yield one.heading
    yield escaped(f"{one.name} ({one.remark})" if one.remark else one.name)
    for cell in one.cells:
        yield _shown(cell, letters)
    yield escaped("; ".join(cause.words for cause in one.causes)) or letters.none


def _shown(cell: Cell, letters: SymbolSet) -> str:
    sign = f"{escaped(letters[cell.sign])} " if cell.sign else ""
    text = escaped(cell.word or cell.text) or letters.none
    marks = "".join(f" {escaped(letters[mark])}" for mark in cell.marks)
    return f"{sign}{text}{marks}"
