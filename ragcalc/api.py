"""What `import ragcalc` offers: typed results that are also plain rows.

The command line does not go through here; both go through the pipeline.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ragcalc import pipeline
from ragcalc.render.history import view as history_view
from ragcalc.render.media.json import as_plain_data
from ragcalc.render.media.tables import as_plain_value
from ragcalc.render.report import csv as report_csv
from ragcalc.render.report import json as report_json
from ragcalc.scoring.history import CatalogueHistory
from ragcalc.scoring.results import Report
from ragcalc.scoring.timetable import LATEST


class ScoredReport(Report):
    """A report: `indicators`, each with its `verdict` and the `inputs` that decided it."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return what `ragcalc report --format json` prints; a number is an int or a Decimal."""
        made: dict[str, Any] = as_plain_data(report_json.document(self))
        return made

    def rows(self) -> list[dict[str, Any]]:
        """Return each row of `ragcalc report --format csv` by its columns.

        A number is a Decimal, a flag a bool, an empty cell None.
        """
        return _plain(report_csv.rows(self, self.indicators))


class ScoredHistory(CatalogueHistory):
    """Every indicator in every period; iterating over it yields typed entries."""

    def rows(self) -> list[dict[str, Any]]:
        """Return each row of `ragcalc history` by its columns, as `ScoredReport.rows` does.

        A first or last day is a datetime.date.
        """
        return _plain(history_view.readings(self).by_column())

    def comparators(self) -> list[dict[str, Any]]:
        """Return each row of `ragcalc history --comparators` by its columns."""
        return _plain(history_view.comparisons(self).by_column())


def _plain(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{name: as_plain_value(value) for name, value in row.items()} for row in rows]


def report(
    indicators: str | Path,
    thresholds: str | Path | None = None,
    period: str = LATEST,
    data: Iterable[str | Path] = (),
) -> ScoredReport:
    """Return a catalogue scored for a period, as `ragcalc report` does.

    `data` are files, folders or globs of submitted tables, in addition to the catalogue's.

    Raises CatalogueError where a file has errors, ValueError where the period has no meaning or a
    variable of the environment that limits how much is read (docs/limits.md) holds no limit.
    """
    return ScoredReport(*pipeline.report(indicators, thresholds, period, data))


def history(
    indicators: str | Path,
    thresholds: str | Path | None = None,
    period: str | None = None,
    data: Iterable[str | Path] = (),
) -> ScoredHistory:
    """Return every indicator in every period, up to the report of `period` where it is given.

    The files are those of `report`, and so are the errors.
    """
    made = pipeline.history_of_files(indicators, thresholds, period, data)
    return ScoredHistory(made.table, made.catalogue, made.until, made.inputs)
