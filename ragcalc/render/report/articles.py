"""What a page says of an indicator below its row: how its status was reached, and its history."""

from typing import NamedTuple

from ragcalc.render.common.history import HistoryPoint, describe_chart
from ragcalc.render.explain.view import Explanation, explanation
from ragcalc.render.report.view import IndicatorRow, Report, ReportGrid


class Article(NamedTuple):
    """One indicator."""

    row: IndicatorRow
    explained: Explanation
    history: tuple[HistoryPoint, ...]
    chart_words: str
    """What a chart of the history shows; empty where there is nothing to draw."""


def articles(report: Report, laid_out: ReportGrid) -> list[Article]:
    """Return an article for each row of the report's grid, in its order."""
    results = {one.id: one for one in report.indicators}
    found = []
    for row in laid_out.rows:
        history = tuple(row.history.points())
        # the file alone: a reader of the page has no use for its lines
        explained = explanation(report, results[row.id], report.file_of)
        found.append(Article(row, explained, history, describe_chart(history)))
    return found
