"""A form as CSV: the columns of the workbook in small letters, the cells to be filled in empty."""

from ragcalc.render.common.cells import Cell
from ragcalc.render.common.labels import MARKS
from ragcalc.render.form.sheet import Blank, BlankTarget, FormEntry, FormSheet, Words
from ragcalc.render.form.view import sheet
from ragcalc.render.media import csv as csv_text
from ragcalc.render.media.style import Style
from ragcalc.scoring.outstanding import OutstandingFigures


def render(outstanding: OutstandingFigures, style: Style) -> str:
    """Return the form as CSV text; the style has no say in it."""
    return text(sheet(outstanding))


def text(form: FormSheet) -> str:
    """Return a heading and a row for each row of a sheet, as CSV text."""
    heading = (csv_text.words(one.heading) for one in form.columns)
    return csv_text.table(heading, (map(_written, row) for row in form.rows))


def _written(entry: FormEntry) -> str:
    match entry:
        case Blank() | BlankTarget() | Words():
            return ""
        case Cell():
            return csv_text.words(marked(entry)) if not entry.quantity else marked(entry)
        case str():
            return csv_text.words(entry)


def marked(cell: Cell) -> str:
    """Return a figure with its marks in words: 16.9% (provisional)."""
    marks = ", ".join(MARKS[one] for one in cell.marks)
    return f"{cell.text} ({marks})" if marks else cell.text
