"""Changes as JSON: the contract `ragcalc/compare/1`, described by `ragcalc schema compare`."""

from ragcalc.render.changes.view import ChangeRow, Versions, grid
from ragcalc.render.media import json as json_text
from ragcalc.render.media.json import Json
from ragcalc.render.media.style import Style
from ragcalc.render.report.json import indicator
from ragcalc.scoring.changes import Change, Changes
from ragcalc.scoring.results import IndicatorResult, Report
from ragcalc.version import __version__

SCHEMA = "ragcalc/compare/1"
_KEPT = (
    *("period", "value", "value_reason", "text", "provisional", "carried"),
    *("revised", "was", "was_text"),
    *("target", "target_range"),
    *("status", "status_basis", "status_reason", "direction", "direction_reason"),
    *("comment", "action"),
)
"""The fields of a report's indicator that a change shows, then and now."""


def render(changes: Changes, _style: Style, versions: Versions | None = None) -> str:
    """Return the changes as JSON text, what moved first."""
    then, now = versions or (None, None)
    rows = {row.id: row for row in grid(changes, versions).rows}
    return json_text.dumps(
        {
            "schema": SCHEMA,
            "ragcalc": __version__,
            "organisation": changes.after.organisation,
            "before": _side(changes.before, then),
            "after": _side(changes.after, now),
            "summary": {moved.value: count for moved, count in changes.counts.items()},
            "indicators": [_change(one, rows[one.id]) for one in changes.shown],
            "readings_not_shown": [
                {"change": one.change.value, "period": str(one.period), "readings": one.readings}
                for one in changes.unshown
            ],
        }
    )


def _side(report: Report, version: str | None) -> Json:
    inputs: list[Json] = [{"path": one.path, "sha256": one.sha256} for one in report.inputs]
    return {"period": str(report.period), "version": version, "inputs": inputs}


def _change(change: Change, row: ChangeRow) -> Json:
    causes: list[Json] = [
        {"input": cause.part.value, "before": cause.before or None, "after": cause.after or None}
        for cause in row.causes
    ]
    return {
        "id": change.id,
        "name": change.name,
        "renamed_from": change.renamed_from,
        "life": change.outside.life.value if change.outside else None,
        "life_limit": str(change.outside.limit) if change.outside else None,
        "moved": change.moved.value,
        "another_direction": change.another_direction,
        "before": _result(change.before),
        "after": _result(change.after),
        "causes": causes,
    }


def _result(result: IndicatorResult | None) -> Json:
    if result is None:
        return None
    everything = indicator(result)
    return {name: everything[name] for name in _KEPT}
