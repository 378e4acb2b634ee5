"""The targets of a year as a workbook with cells to be filled in."""

from ragcalc.render.form import xlsx as form
from ragcalc.render.media.style import Style
from ragcalc.render.media.workbook import Book
from ragcalc.render.next_targets.view import sheet
from ragcalc.scoring.targets.next_year import NextTargets


def render(targets: NextTargets, style: Style) -> bytes:
    """Return the sheet as the bytes of an .xlsx file; the style has no say in it."""
    laid_out = sheet(targets)
    book = Book(laid_out.title)
    form.write(book.sheet("Targets"), laid_out)
    return book.content()
