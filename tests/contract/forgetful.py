"""A format of the report that forgets its actions: the contract has to see it."""

from ragcalc.render.media.style import Style
from ragcalc.render.report import markdown
from ragcalc.scoring.results import Report


def render(report: Report, style: Style) -> str:
    """Return the report as Markdown, without what is done towards an outcome."""
    outcomes = tuple(one._replace(actions=()) for one in report.outcomes)
    return markdown.render(report._replace(outcomes=outcomes), style)
