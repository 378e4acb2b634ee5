"""A report as one web page that holds all it needs: no script, nothing from the network.

Everything that it says comes from the grid and the explanation; the template escapes it.
"""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ragcalc.render.common.cells import Cell, status_tone
from ragcalc.render.common.history import HistoryPoint, describe_chart, history_points
from ragcalc.render.common.labels import (
    ACHIEVING,
    DELIVERING,
    GETTING_BETTER,
    LETTERS,
    STANDINGS,
    STATUSES,
)
from ragcalc.render.common.symbols import symbol_set
from ragcalc.render.explain import view as explanation
from ragcalc.render.media.style import Style
from ragcalc.render.report.view import Grid, Row, grid
from ragcalc.scoring.results import IndicatorResult, Report
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


class Article(NamedTuple):
    """One indicator."""

    row: Row
    explained: explanation.Explanation
    chart: Chart | None
    notes: tuple[str, ...]
    source: str


def render(report: Report, style: Style, *, charts: bool = True) -> str:
    """Return the report as a page in HTML; the style has no say in it, `charts` may be left out."""
    laid_out = grid(report)
    results = {one.id: one for one in report.indicators}
    letters = symbol_set(Style())
    easel = _easel() if charts else None
    articles = {
        row.id: _article(report, laid_out, row, results[row.id], number, easel)
        for number, row in enumerate(laid_out.rows)
    }
    return _template().render(
        grid=laid_out,
        articles=articles,
        sign=lambda sign: letters[sign] if sign else "",
        nothing=letters.none,
        achieving=ACHIEVING,
        getting_better=GETTING_BETTER,
        delivering=DELIVERING,
        statuses=[(one, LETTERS[one], STATUSES[one], status_tone(one)) for one in Status],
        standings=STANDINGS,
        plain=_plain,
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


def _plain(cell: Cell) -> str:
    """Return the period of a cell where it is not the report's."""
    return str(cell.period) if cell.period else ""


def _article(
    report: Report,
    laid_out: Grid,
    row: Row,
    result: IndicatorResult,
    number: int,
    easel: "ChartRenderer | None",
) -> Article:
    return Article(
        row,
        # the file alone: a reader of the page has no use for its lines
        explanation.explanation(report, result, report.home),
        _chart(laid_out, result, number, easel) if easel else None,
        result.notes,
        result.source or "",
    )


def _sentence(parts: list[str]) -> str:
    """Return the parts as one sentence."""
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _easel() -> "ChartRenderer":
    from ragcalc.render.common.charts import ChartRenderer

    return ChartRenderer()


def _chart(
    laid_out: Grid, result: IndicatorResult, number: int, easel: "ChartRenderer"
) -> Chart | None:
    from markupsafe import escape

    from ragcalc.render.common.charts import STROKES

    found = history_points(result)
    words = describe_chart(found)
    if not words:
        return None
    words = f"Chart of {words}"
    names = {one.id: one.name for one in laid_out.comparators}
    drawn = easel.chart(result.history, list(names), f"c{number}", str(escape(words)))
    strokes = zip(STROKES, drawn.comparators, strict=False)
    key = [f"{stroke}: {names[one]}" for stroke, one in strokes]
    if any(one.ambers for one in found):
        key.insert(0, "shaded: amber tolerance")
    if any(one.targets for one in found):
        key.insert(0, "thick steps: target")
    latest = found[-MOST_IN_TABLE:]
    return Chart(drawn.svg, words, _sentence(key), latest, len(found) - len(latest))
