"""A history as a Parquet file, with exact numbers and dates."""

from ragcalc.render.history.view import long_table
from ragcalc.render.media.parquet import parquet
from ragcalc.render.media.style import Style
from ragcalc.scoring.history import CatalogueHistory


def render(history: CatalogueHistory, comparators: bool, style: Style) -> bytes:
    """Return a history, or its comparators, as a Parquet file; the style has no say in it."""
    return parquet(long_table(history, comparators))
