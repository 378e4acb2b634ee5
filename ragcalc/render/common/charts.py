"""The history of an indicator as a drawing for a web page. Alone imports matplotlib.

Colours are the page's variables, so that a dark page has a dark chart; no text of a file is drawn.
"""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from io import StringIO
from math import isnan, nan
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.figure import Figure

from ragcalc.render.common import dates
from ragcalc.render.common.history import HistoryPoint
from ragcalc.render.common.symbols import Sign
from ragcalc.vocabulary import Status

_INK, _QUIET, _GOAL, _BAND = "#010101", "#020202", "#030303", "#040404"
_GREEN, _AMBER, _RED, _PAGE = "#050505", "#060606", "#070707", "#080808"
_VARIABLES = {
    _INK: "--ink",
    _QUIET: "--quiet",
    _GOAL: "--goal",
    _BAND: "--band",
    _GREEN: "--green",
    _AMBER: "--amber",
    _RED: "--red",
    _PAGE: "--paper",
}
"""Stand-ins, each of which becomes a variable of the page."""
_SIGNS: dict[Sign | None, tuple[str, str, str]] = {
    Status.GREEN: ("o", _GREEN, _GREEN),
    Status.AMBER: ("D", _AMBER, _AMBER),
    Status.RED: ("s", _RED, _RED),
    Status.MISSING: ("o", _INK, _PAGE),
    Status.UNRATED: ("o", _INK, _PAGE),
}
"""Shape, edge and face of a reading, as the signs of the table have them."""
STROKES = ("dashed", "dotted", "dash-dotted")
"""How the lines of the first comparators are drawn."""
_LINES = ("--", ":", "-.")
_MOST_LABELS = 4
_SIZE = (4.4, 2.2)
"""Inches. On a screen of 320 pixels a chart shrinks to 0.7 of it, its letters too."""
_WITHIN = (0.12, 0.15, 0.79, 0.8)
"""Where the axes stand on it: left, bottom, width and height as shares. On either side there is
room for half the name of a period."""
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "ragcalc",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.parse_math": False,
    "axes.edgecolor": _QUIET,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.unicode_minus": False,
}
_IDENTIFIER = re.compile(r'(?<=\bid=")[^"]+|(?<=url\(#)[^)]+|(?<=href="#)[^"]+')
_HEAD = re.compile(r"^.*?(?=<svg)|<metadata>.*?</metadata>\s*", re.DOTALL)
_MEASURES = re.compile(r' (?:width|height)="[0-9.]+pt"')


class DrawnChart(NamedTuple):
    """What a chart shows besides its readings."""

    svg: str
    comparators: tuple[str, ...]
    """The ids of the comparators whose lines are in it, in the order of `STROKES`."""


class ChartRenderer:
    """Draws one chart after the other on one figure: to make a figure takes as long as to draw."""

    def __init__(self) -> None:
        with mpl.rc_context(_SETTINGS):
            self._figure = Figure(figsize=_SIZE, facecolor="none")
            self._axes = self._figure.add_axes(_WITHIN, facecolor="none")
            self._axes.locator_params(axis="y", nbins=4)
            self._axes.margins(y=0.15)
            self._axes.yaxis.set_major_formatter(_height)

    def chart(
        self, history: Sequence[HistoryPoint], comparators: Sequence[str], name: str, title: str
    ) -> DrawnChart:
        """Return a chart of readings, target, tolerance and comparators over time.

        `comparators` are ids, of which as many are drawn as there are kinds of lines; `name` begins
        every id within the drawing; `title` is what it shows, in words, already escaped.
        """
        axes, out = self._axes, StringIO()
        _clear(axes)
        with mpl.rc_context(_SETTINGS):
            _goals(axes, history)
            drawn = _comparators(axes, history, comparators)
            _readings(axes, history)
            _labels(axes, history)
            metadata = {"Date": None, "Creator": None}
            self._figure.savefig(out, format="svg", metadata=metadata, transparent=True)
        return DrawnChart(_for_page(out.getvalue(), name, title), drawn)


def _height(value: float, _position: float = 0) -> str:
    """Write a height of the axis, however large, within the space there is: 22.5, 1.25m."""
    for least, size, word in ((1e9, 1e9, "bn"), (1e6, 1e6, "m"), (1e4, 1e3, "k")):
        if abs(value) >= least:
            return f"{value / size:.10g}{word}"
    return f"{value:.10g}"


def _clear(axes: Any) -> None:
    """Take away what the chart before left, its limits too."""
    for artist in (*axes.lines, *axes.collections):
        artist.remove()
    axes.relim()
    axes.autoscale(axis="y")


def _goals(axes: Any, history: Sequence[HistoryPoint]) -> None:
    """Draw the targets as steps, and as a band on either side what is amber for its distance."""
    across = [edge for at in range(len(history)) for edge in (at - 0.5, at + 0.5)]
    goals = [one.target.quantity for one in history]
    lows = _steps(goal.ends[0].value if goal else None for goal in goals)
    highs = _steps(goal.ends[-1].value if goal else None for goal in goals)
    if all(map(isnan, lows)):
        return
    axes.plot(across, lows, color=_GOAL, linewidth=1.6, zorder=2)
    if lows != highs:
        axes.plot(across, highs, color=_GOAL, linewidth=1.6, zorder=2)
    for side in (0, 1):
        spans = [(*one.ambers, None, None)[side] for one in history]
        if any(spans):
            floor, ceiling = (
                _steps(span[end] if span else None for span in spans) for end in (0, 1)
            )
            axes.fill_between(across, floor, ceiling, color=_BAND, linewidth=0)


def _steps(values: Iterable[Fraction | None]) -> list[float]:
    """Return a value for either end of each period."""
    return [end for one in values for end in [nan if one is None else float(one)] * 2]


def _comparators(
    axes: Any, history: Sequence[HistoryPoint], wanted: Sequence[str]
) -> tuple[str, ...]:
    figures: dict[str, list[tuple[int, Fraction]]] = {}
    for at, one in enumerate(history):
        for comparator, value in one.comparators:
            figures.setdefault(comparator, []).append((at, value))
    drawn: list[str] = []
    for name in wanted:
        if name in figures and len(drawn) < len(_LINES):
            points = [(at, float(value)) for at, value in figures[name]]
            stroke = _LINES[len(drawn)]
            across = [points[0][0] - 0.4, *(at for at, _ in points), points[-1][0] + 0.4]
            up = [points[0][1], *(value for _, value in points), points[-1][1]]
            axes.plot(across, up, stroke, color=_QUIET, linewidth=1.2, zorder=3)
            drawn.append(name)
    return tuple(drawn)


def _readings(axes: Any, history: Sequence[HistoryPoint]) -> None:
    points = [
        (at, float(one.value), one.status.sign)
        for at, one in enumerate(history)
        if one.value is not None
    ]
    axes.plot([at for at, _, _ in points], [value for _, value, _ in points], color=_INK, zorder=4)
    for status in dict.fromkeys(status for _, _, status in points):
        shape, edge, face = _SIGNS[status]
        own = [(at, value) for at, value, other in points if other is status]
        axes.plot(
            [at for at, _ in own],
            [value for _, value in own],
            shape,
            markerfacecolor=face,
            markeredgecolor=edge,
            markersize=7,
            zorder=5,
        )


def _labels(axes: Any, history: Sequence[HistoryPoint]) -> None:
    step = -(-len(history) // _MOST_LABELS)
    shown = range((len(history) - 1) % step, len(history), step)
    axes.set_xticks(list(shown), [dates.short(history[at].period) for at in shown])
    axes.set_xlim(-0.5, max(len(history) - 0.5, 0.5))


def _for_page(svg: str, name: str, title: str) -> str:
    """Fit a drawing into a page: no head, no fixed size, ids and colours of the page."""
    text = _MEASURES.sub("", _HEAD.sub("", svg), count=2)
    text = _IDENTIFIER.sub(lambda found: f"{name}-{found[0]}", text)
    for stand_in, variable in _VARIABLES.items():
        text = text.replace(stand_in, f"var({variable})")
    label = f' role="img" aria-labelledby="{name}-title"><title id="{name}-title">{title}</title>'
    return text.replace(">", label, 1).strip()
