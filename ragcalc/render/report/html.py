"""A report as one web page that holds all it needs: no script, nothing from the network.

Everything that it says comes from the grid and the explanation; the template escapes it.
"""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ragcalc.render.common import dates
from ragcalc.render.common.cells import status_tone
from ragcalc.render.common.history import HistoryPoint
from ragcalc.render.common.labels import (
    ACHIEVING,
    DELIVERING,
    GETTING_BETTER,
    LETTERS,
    STANDINGS,
    STATUSES,
    YEAR_END,
)
from ragcalc.render.common.symbols import symbol_set
from ragcalc.render.media.style import Style
from ragcalc.render.report.articles import Article, articles
from ragcalc.render.report.view import Report, ReportGrid, grid
from ragcalc.vocabulary import Status

if TYPE_CHECKING:
    from jinja2 import Template

    from ragcalc.render.common.charts import ChartRenderer

MOST_IN_TABLE = 40
"""So many of the latest periods stand in the table below a chart."""


class Chart(NamedTuple):
    """A drawing, and what it shows in words."""

    svg: str
    words: str
    key: str
    """What its lines are."""
    readings: tuple[HistoryPoint, ...]
    earlier: int
    """How many readings before these are not in the table."""


def render(report: Report, style: Style, *, charts: bool = True) -> str:
    """Return the report as a page in HTML; the style has no say in it, `charts` may be left out."""
    laid_out = grid(report)
    letters = symbol_set(Style())
    found = articles(report, laid_out)
    return _template().render(
        grid=laid_out,
        articles={one.row.id: one for one in found},
        charts=_charts(laid_out, found) if charts else {},
        sign=lambda sign: letters[sign] if sign else "",
        nothing=letters.none,
        achieving=ACHIEVING,
        getting_better=GETTING_BETTER,
        delivering=DELIVERING,
        year_end=YEAR_END,
        statuses=[(one, LETTERS[one], STATUSES[one], status_tone(one)) for one in Status],
        standings=STANDINGS,
        heading=dates.heading,
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ragcalc.render.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html")


def _sentence(parts: list[str]) -> str:
    """Return the parts as one sentence."""
    text = "; ".join(parts)
    return f"{text}." if text else ""


def _charts(laid_out: ReportGrid, found: list[Article]) -> dict[str, Chart]:
    """Return the drawing of each indicator that has a value, by its id."""
    from ragcalc.render.common.charts import ChartRenderer

    renderer = ChartRenderer()
    return {
        one.row.id: _chart(laid_out, one, f"c{number}", renderer)
        for number, one in enumerate(found)
        if one.chart_words
    }


def _chart(laid_out: ReportGrid, article: Article, name: str, renderer: "ChartRenderer") -> Chart:
    from markupsafe import escape

    from ragcalc.render.common.charts import STROKES

    history = article.history
    words = f"Chart of {article.chart_words}"
    names = {one.id: one.name for one in laid_out.comparators}
    drawn = renderer.chart(history, list(names), name, str(escape(words)))
    strokes = zip(STROKES, drawn.comparators, strict=False)
    key = [f"{names[one]} ({stroke} line)" for stroke, one in strokes]
    if any(one.ambers for one in history):
        key.insert(0, "Amber range (shaded)")
    if any(one.targets for one in history):
        key.insert(0, "Target (thick line)")
    latest = history[-MOST_IN_TABLE:]
    return Chart(drawn.svg, words, _sentence(key), latest, len(history) - len(latest))
