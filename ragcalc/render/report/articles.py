"""What a page says of an indicator below its row: how its status was reached, and its history."""

from typing import NamedTuple

from ragcalc.render.common.history import (
    ChartComparator,
    ChartContent,
    chart_content,
    chart_key,
    describe_chart,
)
from ragcalc.render.explain.view import Explanation, explanation
from ragcalc.render.report.view import IndicatorRow, Report, ReportGrid


class Article(NamedTuple):
    """One indicator."""

    row: IndicatorRow
    explained: Explanation
    content: ChartContent
    chart_words: str
    """What a chart of the history shows; empty where there is nothing to draw."""
    chart_key: str
    """What its lines and marks are."""


def articles(report: Report, laid_out: ReportGrid) -> list[Article]:
    """Return an article for each row of the report's grid, in its order."""
    results = {one.id: one for one in report.indicators}
    comparators = [ChartComparator(*one) for one in laid_out.comparators]
    found = []
    for row in laid_out.rows:
        result = results[row.id]
        content = chart_content(result, comparators)
        # the file alone: a reader of the page has no use for its lines
        explained = explanation(report, result, report.file_of)
        words = describe_chart(content.history)
        found.append(Article(row, explained, content, words, chart_key(content, result)))
    return found
