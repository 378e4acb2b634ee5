"""A report as one web page that holds all it needs: no script, nothing from the network.

Everything that it says comes from the grid and the explanation; the template escapes it.
"""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ragcalc.render.common import dates
from ragcalc.render.common.cells import status_tone
from ragcalc.render.common.chart_svg import page_chart
from ragcalc.render.common.history import METHOD_CHANGED, NO_FIGURE, HistoryPoint
from ragcalc.render.common.labels import (
    ACHIEVING,
    DELIVERING,
    GETTING_BETTER,
    LAST_TIME,
    LETTERS,
    STANDINGS,
    STATUSES,
    YEAR_END,
)
from ragcalc.render.common.sparklines import sparkline
from ragcalc.render.common.symbols import symbol_set
from ragcalc.render.media.style import Style
from ragcalc.render.report.articles import Article, articles
from ragcalc.render.report.front import COLOURS
from ragcalc.render.report.view import Report, grid
from ragcalc.vocabulary import Status

if TYPE_CHECKING:
    from jinja2 import Template

ALL_INDICATORS = "All indicators"
"""Heads the one outcome of a catalogue that names none."""
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
    found = articles(report, laid_out)
    return template("report.html", Style()).render(
        grid=laid_out,
        articles={one.row.id: one for one in found},
        charts=_charts(found) if charts else {},
        sparklines=_sparklines(found) if charts else {},
        achieving=ACHIEVING,
        getting_better=GETTING_BETTER,
        delivering=DELIVERING,
        year_end=YEAR_END,
        last_time_heading=LAST_TIME,
        colours=[STATUSES[one] for one in COLOURS],
        all_indicators=ALL_INDICATORS,
        statuses=[(one, LETTERS[one], STATUSES[one], status_tone(one)) for one in Status],
        standings=STANDINGS,
    )


@cache
def template(name: str, style: Style) -> "Template":
    """Return a template that knows the signs of a style and how periods are written."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ragcalc.render.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    letters = symbol_set(style)
    environment.globals |= {
        "sign": lambda sign: letters[sign] if sign else "",
        "nothing": letters.none,
        "heading": dates.heading,
        "no_figure": NO_FIGURE,
        "method_changed": METHOD_CHANGED,
    }
    return environment.get_template(name)


def _sparklines(found: list[Article]) -> dict[str, str]:
    """Return the small drawing of each indicator that has a value, by its id."""
    return {one.row.id: sparkline(one.content.history) for one in found if one.chart_words}


def _charts(found: list[Article]) -> dict[str, Chart]:
    """Return the drawing of each indicator that has a value, by its id."""
    return {
        one.row.id: _chart(one, f"c{number}") for number, one in enumerate(found) if one.chart_words
    }


def _chart(article: Article, name: str) -> Chart:
    history = article.content.history
    words = f"Chart of {article.chart_words}"
    svg = page_chart(article.content, name, words)
    latest = history[-MOST_IN_TABLE:]
    return Chart(svg, words, article.chart_key, latest, len(history) - len(latest))
