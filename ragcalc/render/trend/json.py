"""A history as JSON: the contract `ragcalc/trend/1`, described by `ragcalc schema trend`."""

from ragcalc.render.media.json import Json, dumps
from ragcalc.render.media.style import Style
from ragcalc.render.report.json import indicator
from ragcalc.scoring.results import IndicatorResult, Past, Report
from ragcalc.version import __version__

SCHEMA = "ragcalc/trend/1"
_ABOUT = ("id", "name", "short", "outcome", "tier", "unit", "unit_label", "polarity")
"""The fields of a report's indicator that hold for every period."""
_OWN = (
    *("period", "value", "value_reason", "value_period", "text", "numerator", "denominator"),
    *("published_interval", "provisional", "carried", "method_changed"),
    *("revised", "was", "was_text"),
    *("target", "target_strict", "target_range", "target_basis", "target_period"),
    *("target_comparator", "target_percentile", "target_full_year"),
    *("target_gap", "target_gap_percent", "bands", "rule"),
    *("status", "status_basis", "status_reason", "status_computed"),
    *("direction", "direction_basis", "direction_reason", "previous", "year_ago", "comparators"),
    *("comment", "action"),
)
"""The fields of a report's indicator that each period has."""


def render(report: Report, style: Style) -> str:
    """Return the history of the report's one indicator as JSON text; the style has no say in it."""
    (result,) = report.indicators
    periods = [_period(result.then(past), past) for past in result.history]
    return dumps(
        {
            "schema": SCHEMA,
            "ragcalc": __version__,
            "organisation": report.organisation,
            "period": str(report.period),
            "inputs": [{"path": one.path, "sha256": one.sha256} for one in report.inputs],
            "built_in_thresholds": report.built_in_thresholds,
            "indicator": _kept(result, _ABOUT),
            "periods": periods,
        }
    )


def _period(then: IndicatorResult, past: Past) -> Json:
    """Return one period; the value that it shows may be carried there from an earlier one."""
    everything = indicator(then)
    own = {
        **everything,
        "period": str(past.period),
        "value_period": None if everything["value"] is None else everything["period"],
        "method_changed": past.breaks,
    }
    return {name: own[name] for name in _OWN}


def _kept(result: IndicatorResult, names: tuple[str, ...]) -> Json:
    everything = indicator(result)
    return {name: everything[name] for name in names}
