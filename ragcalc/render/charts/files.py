"""Each chart of a report as SVG and PNG, and a page with their text alternatives and data.

Every file says that it is one of these, so that another run may write it anew.
"""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from ragcalc.render.common.chart_svg import PRINTED, chart_file
from ragcalc.render.common.history import HistoryPoint
from ragcalc.render.media.style import Style
from ragcalc.render.report.articles import Article, articles
from ragcalc.render.report.html import template
from ragcalc.render.report.view import Report, grid

MARK = "ragcalc charts"
"""What every file says of itself, within its first bytes."""
INDEX = "index.html"
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)
}
"""Names that Windows keeps for devices, whatever the suffix."""
_XML = f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {MARK} -->\n'


class IndexEntry(NamedTuple):
    """One chart on the page."""

    id: str
    name: str
    file: str
    """The name of its files, without a suffix."""
    words: str
    key: str
    readings: tuple[HistoryPoint, ...]
    earlier: int = 0


def files(report: Report) -> dict[str, bytes]:
    """Return the content of every file, by its name; the page comes last.

    Raises ModuleNotFoundError where matplotlib or jinja2 is not installed.
    """
    from ragcalc.render.common.charts import ChartRenderer

    laid_out = grid(report)
    every = articles(report, laid_out)
    drawn = [one for one in every if one.chart_words]
    named = dict(zip((one.row.id for one in drawn), _file_names(drawn), strict=True))
    entries = [_entry(one, named[one.row.id]) for one in drawn]
    renderer, made = ChartRenderer(PRINTED), dict[str, bytes]()
    for article, entry in zip(drawn, entries, strict=True):
        svg = chart_file(article.content, f"{entry.name}: {entry.words}")
        made[f"{entry.file}.svg"] = f"{_XML}{svg}".encode()
        made[f"{entry.file}.png"] = renderer.png(article.content, MARK)
    left_out = [one.row.name for one in every if not one.chart_words]
    page = template("charts.html", Style()).render(
        mark=MARK, grid=laid_out, entries=entries, left_out=left_out
    )
    made[INDEX] = page.encode()
    return made


def _entry(article: Article, file: str) -> IndexEntry:
    row = article.row
    words = f"Chart of {article.chart_words}"
    return IndexEntry(row.id, row.name, file, words, article.chart_key, article.content.history)


def _file_names(drawn: list[Article]) -> Iterator[str]:
    """Yield a name for each chart that no other has, where capitals are no difference either.

    It is the indicator's id, or where that will not do the id with a number behind a sign that no
    id has.
    """
    taken = set(_RESERVED)
    for article in drawn:
        own = article.row.id
        candidates = (own if not number else f"{own}_{number}" for number in count())
        name = next(one for one in candidates if one.lower() not in taken)
        taken.add(name.lower())
        yield name
