"""A history as CSV: plain numbers, dates as 2019-03-31, always UTF-8."""

import csv
from io import StringIO

from ragcalc.render.history.view import long_table
from ragcalc.render.media import csv as csv_text
from ragcalc.render.media.style import Style
from ragcalc.scoring.history import CatalogueHistory


def render(history: CatalogueHistory, comparators: bool, style: Style) -> str:
    """Return a history, or its comparators, as CSV text; the style has no say in it."""
    table, out = long_table(history, comparators), StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(map(csv_text.cell, row) for row in table.rows)
    return out.getvalue()
