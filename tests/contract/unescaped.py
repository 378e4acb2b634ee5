"""A format of the report that writes every text as it stands: the contract has to see it."""

from ragcalc.render.media.style import Style
from ragcalc.scoring.results import Report


def render(report: Report, style: Style) -> str:
    """Return names and notes without an escape, which no medium takes as they are."""
    texts = [report.organisation, *(one.name for one in report.indicators)]
    texts += [note for one in report.indicators for note in one.notes]
    return "\n\n".join(texts)
