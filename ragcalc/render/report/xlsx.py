"""A report as a workbook: the counts, the indicators, every reading behind them, and notes.

Words are the grid's; numbers stand in full, in the format of the decimals shown. Each sheet has its
title, what a reader has to know, and below them one table: docs/workbook.md says why.
"""

from ragcalc.render.media.sheet_table import write
from ragcalc.render.media.style import Style
from ragcalc.render.media.workbook import Book
from ragcalc.render.report.sheets.actions import ACTION_COLUMNS
from ragcalc.render.report.sheets.indicators import write_exceptions, write_indicators
from ragcalc.render.report.sheets.notes import NOTE_COLUMNS, notes
from ragcalc.render.report.sheets.parts import (
    ACTIONS,
    EXCEPTIONS,
    HISTORY,
    INDICATORS,
    NOTES,
    SUMMARY,
    parts,
    text,
)
from ragcalc.render.report.sheets.readings import write_readings
from ragcalc.render.report.sheets.summary import write_summary
from ragcalc.render.report.view import Report, grid_of_every_row, is_front_alone


def render(report: Report, style: Style) -> bytes:
    """Return the report as the bytes of an .xlsx file; the style has no say in it."""
    of = parts(grid_of_every_row(report), front_only=is_front_alone(report))
    texts = {name: text(name, of) for name in of.sheets}
    book = Book(of.title, "Performance against targets", of.grid.organisation)
    sheets = {name: book.sheet(name, one.title) for name, one in texts.items()}
    charts = dict[str, str]()
    write_summary(book, sheets[SUMMARY], texts[SUMMARY], of.grid)
    if EXCEPTIONS in sheets:
        write_exceptions(sheets[EXCEPTIONS], texts[EXCEPTIONS], of)
    if HISTORY in sheets:
        charts = write_readings(sheets[HISTORY], texts[HISTORY], [*of.grid.rows])
    if INDICATORS in sheets:
        write_indicators(sheets[INDICATORS], texts[INDICATORS], of, charts)
    if ACTIONS in sheets:
        write(sheets[ACTIONS], texts[ACTIONS], ACTION_COLUMNS, of.actions)
    write(sheets[NOTES], texts[NOTES], NOTE_COLUMNS, notes(of))
    return book.content()
