"""A report as one web page that holds all it needs: no script, nothing from the network.

Everything that it says comes from the grid and the explanation; the template escapes it.
"""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ragcalc.problems import Place
from ragcalc.render import explanation
from ragcalc.render.grid import (
    Cell,
    Grid,
    OutcomeBlock,
    Row,
    actual,
    counts,
    delivery_block,
    goal_cell,
    grid,
    status_tone,
)
from ragcalc.render.signs import alphabet
from ragcalc.render.style import Style
from ragcalc.render.words import ACHIEVING, DELIVERING, GETTING_BETTER, LETTERS, STANDINGS, STATUSES
from ragcalc.scoring.history import Past
from ragcalc.scoring.inputs import Given
from ragcalc.scoring.results import IndicatorResult, Report
from ragcalc.vocabulary import Status

if TYPE_CHECKING:
    from jinja2 import Template

MOST_IN_TABLE = 40
"""So many of the latest periods stand in the table below a chart."""


class Reading(NamedTuple):
    """One period of a history, as the table below a chart has it."""

    period: str
    value: str
    target: str
    status: str


class Chart(NamedTuple):
    """A drawing, and what it shows in words."""

    svg: str
    words: str
    key: tuple[str, ...]
    """What its lines are."""
    readings: tuple[Reading, ...]
    earlier: int
    """How many readings before these are not in the table."""


class Article(NamedTuple):
    """One indicator."""

    row: Row
    told: explanation.Explanation
    chart: Chart | None
    notes: tuple[str, ...]
    source: str


def render(report: Report, style: Style, *, charts: bool = True) -> str:
    """Give the report as a page in HTML; the style has no say in it, `charts` may be left out."""
    laid_out = grid(report)
    results = {one.id: one for one in report.indicators}
    letters = alphabet(Style())
    articles = {
        row.id: _article(report, laid_out, row, results[row.id], number if charts else None)
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
        total=_total(report, laid_out),
        statuses=[(one, LETTERS[one], STATUSES[one], status_tone(one)) for one in Status],
        standings=STANDINGS,
        plain=_plain,
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ragcalc.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html")


def _total(report: Report, laid_out: Grid) -> OutcomeBlock | None:
    """Give the counts over all outcomes, where there are several."""
    if len(laid_out.outcomes) < 2:
        return None
    achieving, getting_better = counts(report.summary)
    delivery = delivery_block(report.period, report.delivery)
    return OutcomeBlock("", achieving, getting_better, (), delivery)


def _plain(cell: Cell) -> str:
    """Give the period of a cell where it is not the report's."""
    return str(cell.period) if cell.period else ""


def _article(
    report: Report, laid_out: Grid, row: Row, result: IndicatorResult, number: int | None
) -> Article:
    return Article(
        row,
        explanation.explanation(report, result, _where),
        None if number is None or not result.history else _chart(laid_out, result, number),
        result.notes,
        result.source or "",
    )


def _where(place: Place) -> str:
    """Name the file alone: a reader of the page has no use for its lines."""
    return place.document


def _chart(laid_out: Grid, result: IndicatorResult, number: int) -> Chart | None:
    from markupsafe import escape

    from ragcalc.render import chart_svg

    told = [_reading(result, one) for one in result.history]
    if not any(one.value for one in told):
        return None
    words = _words(result, told)
    names = {one.id: one.name for one in laid_out.comparators}
    drawn = chart_svg.chart(result.history, list(names), f"c{number}", str(escape(words)))
    strokes = zip(chart_svg.STROKES, drawn.comparators, strict=False)
    key = [f"{stroke}: {names[one]}" for stroke, one in strokes]
    if any(one.target for one in told):
        key.insert(0, "thick steps: target, shaded: amber tolerance")
    latest = told[-MOST_IN_TABLE:]
    return Chart(drawn.svg, words, tuple(key), tuple(latest), len(told) - len(latest))


def _reading(result: IndicatorResult, past: Past) -> Reading:
    then = result.then(past)
    status = past.verdict.status.status
    return Reading(str(past.period), actual(then).text, goal_cell(then).text, f"{STATUSES[status]}")


def _words(result: IndicatorResult, told: list[Reading]) -> str:
    """Say what a chart shows: how many readings, the extremes, the latest, and its target."""
    values = [
        (one.inputs.reading.value, at)
        for at, one in enumerate(result.history)
        if isinstance(one.inputs.reading, Given)
    ]
    (_, low), (_, high) = min(values), max(values, key=lambda one: (one[0], -one[1]))
    last = told[values[-1][1]]
    count = f"{len(values)} readings" if len(values) > 1 else "one reading"
    parts = [f"Chart of {count}"]
    if len(values) > 1:
        parts.append(f"lowest {told[low].value} in {told[low].period}")
        parts.append(f"highest {told[high].value} in {told[high].period}")
    parts.append(f"latest {last.value} in {last.period}, {last.status}")
    target = f" against a target of {last.target}" if last.target else ""
    return ", ".join(parts) + target
