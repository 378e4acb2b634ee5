"""A history as CSV: plain numbers, dates as 2019-03-31, always UTF-8."""

from ragcalc.render.history.view import long_table
from ragcalc.render.media import csv as csv_text
from ragcalc.render.media.style import Style
from ragcalc.scoring.history import CatalogueHistory


def render(history: CatalogueHistory, comparators: bool, style: Style) -> str:
    """Return a history, or its comparators, as CSV text; the style has no say in it."""
    table = long_table(history, comparators)
    return csv_text.table(table.columns, (map(csv_text.cell, row) for row in table.rows))
