"""A format of the report without verdicts or marks: the contract has to see it."""

from ragcalc.render.media.style import Style
from ragcalc.scoring.results import Report


def render(report: Report, style: Style) -> str:
    """Return the names of the indicators alone."""
    return "\n".join(one.name for one in report.indicators)
