"""The history of one indicator as CSV: a row a period, in the columns of the report's CSV."""

from ragcalc.render.media.style import Style
from ragcalc.render.report import csv as report_csv
from ragcalc.scoring.results import Report


def render(report: Report, style: Style) -> str:
    """Return the history of the report's one indicator as CSV text; the style has no say in it."""
    (result,) = report.indicators
    return report_csv.text(report, [result.then(past) for past in result.history])
