"""A history as JSON: the contract `ragcalc/history/1`, described by `ragcalc schema history`."""

from collections.abc import Iterator
from datetime import date

from ragcalc.render.history.view import comparisons, readings
from ragcalc.render.media.json import Json, dumps
from ragcalc.render.media.style import Style
from ragcalc.render.media.tables import LongTable
from ragcalc.scoring.history import CatalogueHistory
from ragcalc.version import __version__

SCHEMA = "ragcalc/history/1"


def render(history: CatalogueHistory, comparators: bool, style: Style) -> str:
    """Return a history, or its comparators, as JSON text; the style has no say in it."""
    return dumps(
        {
            "schema": SCHEMA,
            "ragcalc": __version__,
            "organisation": history.catalogue.organisation,
            "period": str(history.until) if history.until else None,
            "inputs": [{"path": one.path, "sha256": one.sha256} for one in history.inputs],
            "built_in_thresholds": history.table.thresholds is None,
            "readings": None if comparators else _rows(readings(history)),
            "comparators": _rows(comparisons(history)) if comparators else None,
        }
    )


def _rows(table: LongTable) -> Iterator[Json]:
    for row in table.by_column():
        yield {name: one.isoformat() if isinstance(one, date) else one for name, one in row.items()}
