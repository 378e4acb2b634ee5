"""A report as one web page that holds all it needs: no script, nothing from the network.

Everything that it says comes from the grid and the explanation; the template escapes it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Tone, status_tone
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
from ragcalc.render.common.symbols import Sign, symbol_set
from ragcalc.render.media.style import Style
from ragcalc.render.report.articles import Article, articles
from ragcalc.render.report.front import COLOURS
from ragcalc.render.report.view import Report, ReportGrid, grid
from ragcalc.vocabulary import Status

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

ALL_INDICATORS = "All indicators"
"""Heads the one outcome of a catalogue that names none."""
_LINK = re.compile(r"""(https?://[^\s<>"']*[^\s<>"'.,;:!?)\]])""", re.IGNORECASE)
"""An address of the web within a text, without what ends the sentence that it stands in."""
_OF_AN_EXCEPTION = {"Status", LAST_TIME, "Actual", "Target", "Direction"}
"""The columns of the table of exceptions."""
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


class ColumnHead(NamedTuple):
    """What heads a column of the table of indicators, and its cells on a small screen."""

    name: str
    kind: str = ""
    """What its cells hold, for the styles: numbers, small charts, the status of last time."""


class StatusChoice(NamedTuple):
    """A status that the page can be narrowed to, and how many indicators have it."""

    sign: Sign
    word: str
    tone: Tone
    number: int


def render(report: Report, style: Style, *, charts: bool = True, appendix: bool = False) -> str:
    """Return the report as a page in HTML; the style has no say in it.

    `charts` may be left out. With `appendix` the page prints too what it folds: the data of each
    chart and how each rating was worked out.
    """
    laid_out = grid(report)
    found = articles(report, laid_out)
    sparklines = _sparklines(found) if charts else {}
    headings = list(_headings(laid_out, bool(sparklines)))
    return template("report.html", Style()).render(
        grid=laid_out,
        articles={one.row.id: one for one in found},
        charts=_charts(found) if charts else {},
        sparklines=sparklines,
        headings=headings,
        exception_headings=[one for one in headings if one.name in _OF_AN_EXCEPTION],
        choices=_choices(laid_out),
        running_title=f"{laid_out.organisation}, {laid_out.period}",
        appendix=appendix,
        achieving=ACHIEVING,
        getting_better=GETTING_BETTER,
        delivering=DELIVERING,
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
        "linked": linked,
        "sign": lambda sign: letters[sign] if sign else "",
        "nothing": letters.none,
        "heading": dates.heading,
        "no_figure": NO_FIGURE,
        "method_changed": METHOD_CHANGED,
    }
    environment.filters["css_string"] = css_string
    return environment.get_template(name)


def css_string(text: str) -> "Markup":
    """Return a text as a string in CSS, which no character of it can end: others are numbers."""
    from markupsafe import Markup

    letters = (one if one == " " or one.isalnum() else f"\\{ord(one):x} " for one in text)
    return Markup(f'"{"".join(letters)}"')


def linked(text: str) -> list[str]:
    """Return a text in pieces, each second one of which is an address of the web."""
    return _LINK.split(text)


def _headings(laid_out: ReportGrid, sparklines: bool) -> Iterator[ColumnHead]:
    """Yield what heads each column after the indicator's name."""
    yield ColumnHead("Status")
    if laid_out.front.previous_period:
        yield ColumnHead(LAST_TIME, "last")
    yield ColumnHead("Actual", "number")
    yield ColumnHead("Target", "number")
    yield ColumnHead("Previous", "number")
    yield ColumnHead("Direction")
    if sparklines:
        yield ColumnHead("History", "history")
    if laid_out.has_forecasts:
        yield ColumnHead(YEAR_END, "number")
    yield from (ColumnHead(one.name, "number") for one in laid_out.comparators)
    yield from (ColumnHead(one.name) for one in laid_out.evidence)


def _choices(laid_out: ReportGrid) -> list[StatusChoice]:
    """Return the statuses of the rows, in the order of the counts; nothing to choose from one."""
    numbers = Counter(row.status.sign for row in laid_out.rows)
    found = [
        StatusChoice(one.sign, one.word, one.tone, numbers[one.sign])
        for one in laid_out.everything.achieving
        if numbers[one.sign]
    ]
    return found if len(found) > 1 else []


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
