"""The history of an indicator as a drawing, for the page and as files. Alone imports matplotlib.

The colours of the page's charts are its variables, so that a dark page has a dark chart. What a
catalogue names stands in a drawing as text alone: in SVG it takes the place of a stand-in when
the drawing is done, escaped, so that no library reads it as markup or as mathematics.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from io import BytesIO, StringIO
from math import isnan, nan
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from ragcalc.render.common import dates
from ragcalc.render.common.history import MOST_COMPARATORS, ChartComparator, ChartContent
from ragcalc.render.common.symbols import Sign
from ragcalc.render.media.xml import without_controls
from ragcalc.vocabulary import Status


class Palette(NamedTuple):
    """The colours of a drawing."""

    ink: str
    quiet: str
    goal: str
    band: str
    green: str
    amber: str
    red: str
    paper: str


_PAGE = Palette(*(f"#{number:02}{number:02}{number:02}" for number in range(1, 9)))
"""Stand-ins, each of which becomes a variable of the page."""
PRINTED = Palette(
    "#1a1a1a", "#595959", "#3b3b98", "#f3dfb8", "#0b6b3a", "#8a5200", "#b3001b", "#ffffff"
)
"""The colours of a file: those of the page where it is light."""
_SHAPES: dict[Sign | None, str] = {Status.GREEN: "o", Status.AMBER: "D", Status.RED: "s"}
"""Shape of a reading, as the signs of the table have them; a hollow circle where it has none."""
_DASHES: tuple[tuple[float, ...], ...] = (
    (4, 2),
    (1, 1.5),
    (6, 2, 1, 2),
    (2, 2),
    (8, 2),
    (6, 1.5, 1, 1.5, 1, 1.5),
    (1, 3),
    (4, 1, 1, 1),
)
"""How the lines of comparators are drawn, in turn; each is named at its end besides."""
_WIDTH, _LEAST_HEIGHT = 316.8, 180.0
"""Points. On a screen of 320 pixels a chart shrinks to 0.9 of it, its letters too."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 38.0, 84.0, 32.0, 26.0
"""What stays free around the axes: for numbers, for the names of lines, for the unit above."""
_ACROSS = _WIDTH - _LEFT - _RIGHT
_LETTER, _LINE = 5.7, 12.0
"""Width of a usual letter and height of a line, in points."""
_LONGEST_NAME = 13
"""Letters of a line's name that there is room for."""
_LONGEST_UNIT = 44
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "ragcalc",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.parse_math": False,
    "axes.unicode_minus": False,
}
_STAND_IN = re.compile(r'<text style="([^"]*)"([^>]*)>text(\d+)standin</text>')
_IDENTIFIER = re.compile(r'(?<=\bid=")[^"]+|(?<=url\(#)[^)]+|(?<=href="#)[^"]+')
_HEAD = re.compile(r"^.*?(?=<svg)|<metadata>.*?</metadata>\s*", re.DOTALL)
_MEASURES = re.compile(r' (?:width|height)="[0-9.]+pt"')


class ChartRenderer:
    """Draws one chart after the other on one figure: to make a figure takes as long as to draw."""

    def __init__(self, palette: Palette = _PAGE) -> None:
        self._palette = palette
        paper = "none" if palette is _PAGE else palette.paper
        settings = _settings(palette)
        with mpl.rc_context(settings):
            self._figure = Figure(figsize=(_WIDTH / 72, _LEAST_HEIGHT / 72), facecolor=paper)
            self._axes = self._figure.add_axes((0, 0, 1, 1), facecolor="none")
            self._axes.locator_params(axis="y", nbins=4)
            self._axes.margins(y=0.15)
            self._axes.yaxis.set_major_formatter(_height)

    def chart(self, content: ChartContent, name: str, title: str) -> str:
        """Return a drawing for a page; `name` begins every id in it, `title` says what it shows."""
        svg, texts = self._svg(content)
        text = _MEASURES.sub("", svg, count=2)
        text = _IDENTIFIER.sub(lambda found: f"{name}-{found[0]}", text)
        for stand_in, variable in zip(_PAGE, Palette._fields, strict=True):
            text = text.replace(stand_in, f"var(--{variable})")
        label = f' role="img" aria-labelledby="{name}-title"><title id="{name}-title">'
        text = text.replace(">", f"{label}{_escaped(title)}</title>", 1).strip()
        return _with_texts(text, texts, "var(--paper)")

    def svg(self, content: ChartContent, title: str) -> str:
        """Return a drawing that stands alone, with its text alternative within."""
        svg, texts = self._svg(content)
        label = f' role="img" aria-labelledby="title"><title id="title">{_escaped(title)}</title>'
        text = svg.replace(">", label, 1).strip()
        return f"{_with_texts(text, texts, self._palette.paper)}\n"

    def png(self, content: ChartContent, software: str) -> bytes:
        """Return a picture, 300 dots to the inch; `software` is what says that it is made of."""
        out = BytesIO()
        with mpl.rc_context(_settings(self._palette)):
            _Drawing(self._axes, self._palette, content, None).draw()
            self._figure.savefig(out, format="png", dpi=300, metadata={"Software": software})
        return out.getvalue()

    def _svg(self, content: ChartContent) -> tuple[str, list[str]]:
        """Return the drawing, and the texts whose places its stand-ins keep."""
        out, texts = StringIO(), list[str]()
        with mpl.rc_context(_settings(self._palette)):
            _Drawing(self._axes, self._palette, content, texts).draw()
            self._figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        return _HEAD.sub("", out.getvalue()), texts


def _settings(palette: Palette) -> Any:
    inks = ("axes.labelcolor", "xtick.color", "ytick.color", "text.color")
    return {**_SETTINGS, "axes.edgecolor": palette.quiet, **dict.fromkeys(inks, palette.ink)}


def _escaped(text: str) -> str:
    return escape(without_controls(text))


def _with_texts(svg: str, texts: Sequence[str], paper: str) -> str:
    """Put the texts in the places that stand-ins keep, each with a halo over what it crosses."""
    halo = f"paint-order: stroke; stroke: {paper}; stroke-width: 3; stroke-linejoin: round"

    def text(found: "re.Match[str]") -> str:
        return f'<text style="{found[1]}; {halo}"{found[2]}>{_escaped(texts[int(found[3])])}</text>'

    return _STAND_IN.sub(text, svg)


def shortened(text: str, most: int) -> str:
    """Return a text on one line, of at most so many letters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _height(value: float, _position: float = 0) -> str:
    """Write a height of the axis, however large, within the space there is: 22.5, 1.25m."""
    for least, size, word in ((1e9, 1e9, "bn"), (1e6, 1e6, "m"), (1e4, 1e3, "k")):
        if abs(value) >= least:
            return f"{value / size:.10g}{word}"
    return f"{value:.10g}"


class _LineEnd(NamedTuple):
    """Where a line ends, to be named beside it."""

    name: str
    across: float
    up: float
    colour: str


class _Drawing:
    """One chart in the making. A period is 1 wide, whether it has a reading or not."""

    def __init__(
        self, axes: Any, palette: Palette, content: ChartContent, texts: list[str] | None
    ) -> None:
        """`texts` collects what a catalogue names; None draws it."""
        self._axes, self._palette, self._content, self._texts = axes, palette, content, texts
        self._history = content.history
        self._ends: list[_LineEnd] = []

    def draw(self) -> None:
        """Draw it in place of the one before."""
        _clear(self._axes)
        self._goals()
        self._limits()
        self._comparators()
        self._readings()
        self._interruptions()
        self._scale()
        self._name_lines()
        self._name_latest()

    def _text(self, across: float, up: float, text: str, **more: Any) -> None:
        """Write a text of a catalogue: in SVG a stand-in keeps its place."""
        halo = None
        if self._texts is None:
            shown = text
            halo = [withStroke(linewidth=3, foreground=self._palette.paper)]
        else:
            shown = f"text{len(self._texts)}standin"
            self._texts.append(text)
        self._axes.annotate(shown, (across, up), path_effects=halo, annotation_clip=False, **more)

    def _line(self, across: list[float], up: list[float], colour: str, **more: Any) -> None:
        self._axes.plot(across, up, color=colour, **more)

    # ── What is measured against ─────────────────────────────────────────────────────────────────

    def _goals(self) -> None:
        """Draw the targets as steps, and the amber ranges on either side as bands."""
        history, colour = self._history, self._palette.goal
        across = [edge for at in range(len(history)) for edge in (at - 0.5, at + 0.5)]
        goals = [one.target.quantity for one in history]
        lows = _steps(goal.ends[0].value if goal else None for goal in goals)
        highs = _steps(goal.ends[-1].value if goal else None for goal in goals)
        if all(map(isnan, lows)):
            return
        self._line(across, lows, colour, linewidth=1.6, zorder=2)
        self._end("Target", across, lows, colour)
        if lows != highs:
            self._line(across, highs, colour, linewidth=1.6, zorder=2)
            self._end("Target", across, highs, colour)
        for side in (0, 1):
            spans = [(*one.ambers, None, None)[side] for one in history]
            if any(spans):
                floor, ceiling = (
                    _steps(span[end] if span else None for span in spans) for end in (0, 1)
                )
                self._axes.fill_between(
                    across, floor, ceiling, color=self._palette.band, linewidth=0
                )
                if not side:
                    middle = [(low + high) / 2 for low, high in zip(floor, ceiling, strict=True)]
                    self._end("Amber range", across, middle, self._palette.ink)

    def _limits(self) -> None:
        """Draw the mean and the limits over the readings that they hold for."""
        limits = self._content.limits
        if limits is None:
            return
        places = {one.period: at for at, one in enumerate(self._history)}
        over = [places[one.period] for one in limits.points if one.period in places]
        across = [min(over) - 0.5, max(over) + 0.5]
        for name, value, dashes in (
            ("Mean", limits.mean, None),
            ("Upper limit", limits.upper, (5, 3)),
            ("Lower limit", limits.lower, (5, 3)),
        ):
            up = [float(value)] * 2
            style = {"dashes": dashes} if dashes else {}
            self._line(across, up, self._palette.quiet, linewidth=0.9, zorder=3, **style)
            self._end(name, across, up, self._palette.quiet)

    def _comparators(self) -> None:
        """Draw each comparator's figures, broken where it has none."""
        quiet = self._palette.quiet
        for number, one in enumerate(self._content.comparators[:MOST_COMPARATORS]):
            figures = [dict(point.comparators).get(one.id) for point in self._history]
            across, up = _stubbed(figures)
            dashes = _DASHES[number % len(_DASHES)]
            self._line(across, up, quiet, linewidth=1.2, zorder=3, dashes=dashes)
            self._end(self._drawable(one), across, up, quiet)

    def _drawable(self, one: ChartComparator) -> str:
        """Return a comparator's name; in a picture its id where the font lacks a letter of it."""
        name = shortened(without_controls(one.short), _LONGEST_NAME)
        return name if self._texts is not None or _in_font(name) else one.id

    def _end(self, name: str, across: list[float], up: list[float], colour: str) -> None:
        found = [(x, y) for x, y in zip(across, up, strict=True) if not isnan(y)]
        self._ends.append(_LineEnd(name, *found[-1], colour))

    # ── The readings ─────────────────────────────────────────────────────────────────────────────

    def _readings(self) -> None:
        """Draw a line that breaks where a reading is missing or the method changed, and points."""
        palette = self._palette
        across, up = list[float](), list[float]()
        for at, one in enumerate(self._history):
            if one.breaks:
                across.append(at - 0.5)
                up.append(nan)
            across.append(at)
            up.append(nan if one.value is None else float(one.value))
        self._line(across, up, palette.ink, zorder=4)
        points = [
            (at, float(one.value), one.status.sign)
            for at, one in enumerate(self._history)
            if one.value is not None
        ]
        for sign in dict.fromkeys(sign for _, _, sign in points):
            own = [(at, value) for at, value, other in points if other is sign]
            rated = sign in _SHAPES
            edge = getattr(palette, str(sign)) if rated else palette.ink
            self._axes.plot(
                [at for at, _ in own],
                [value for _, value in own],
                _SHAPES.get(sign, "o"),
                markerfacecolor=edge if rated else palette.paper,
                markeredgecolor=edge,
                markersize=_marker(len(self._history)),
                zorder=5,
            )

    def _interruptions(self) -> None:
        """Mark each period without a reading at the axis, and each change of method by a line."""
        within, quiet = self._axes.get_xaxis_transform(), self._palette.quiet
        gaps = [at for at, one in enumerate(self._history) if one.value is None]
        if gaps:
            size = _marker(len(self._history)) * 0.75
            low = [0.03] * len(gaps)
            self._axes.plot(
                gaps, low, "x", color=quiet, markersize=size, transform=within, zorder=4
            )
        breaks = [at for at, one in enumerate(self._history) if one.breaks]
        for at in breaks:
            self._line(
                *([at - 0.5] * 2, [0, 1.02]),
                quiet,
                linewidth=1,
                dashes=(1, 1.5),
                transform=within,
                clip_on=False,
                zorder=1,
            )
        if breaks:
            at = breaks[-1] - 0.5
            side = "left" if at < len(self._history) / 2 else "right"
            style = {"ha": side, "va": "bottom", "fontsize": 9, "color": quiet}
            self._axes.text(at, 1.02, "Method changed", transform=within, **style)

    # ── The scale, and the words beside the lines ────────────────────────────────────────────────

    def _scale(self) -> None:
        """Set the size, the periods below the axis and the unit above it."""
        axes, history = self._axes, self._history
        height = max(_LEAST_HEIGHT, len(self._ends) * _LINE + _TOP + _BOTTOM)
        axes.figure.set_size_inches(_WIDTH / 72, height / 72)
        self._up = height - _TOP - _BOTTOM
        axes.set_position((_LEFT / _WIDTH, _BOTTOM / height, _ACROSS / _WIDTH, self._up / height))
        axes.set_xlim(-0.5, max(len(history) - 0.5, 0.5))
        shown = list(_labelled([dates.short(one.period) for one in history]))
        axes.set_xticks(shown, [dates.short(history[at].period) for at in shown])
        unit = shortened(without_controls(self._content.unit), _LONGEST_UNIT)
        if self._texts is None and not _in_font(unit):
            unit = ""
        if unit:
            left = -(_LEFT - 6) / _ACROSS
            high = 1 + 20 / self._up
            self._text(left, high, unit, xycoords=axes.transAxes, ha="left", va="bottom")

    def _name_lines(self) -> None:
        """Name each line to the right of the axes, level with its end where there is room."""
        axes = self._axes
        low, high = axes.get_ylim()
        first, last = axes.get_xlim()
        ends = sorted(self._ends, key=lambda one: one.up)
        wanted = [(one.up - low) / (high - low) * self._up for one in ends]
        for end, own, placed in zip(ends, wanted, _apart(wanted, self._up), strict=True):
            self._text(
                *(1 + 9 / _ACROSS, placed / self._up, end.name),
                color=end.colour,
                xycoords=axes.transAxes,
                va="center",
            )
            across = [(end.across - first) / (last - first), 1 + 7 / _ACROSS]
            level = [own / self._up, placed / self._up]
            more = {"linewidth": 0.5, "transform": axes.transAxes, "clip_on": False, "zorder": 1}
            self._line(across, level, self._palette.quiet, **more)

    def _name_latest(self) -> None:
        """Write the latest reading at its point."""
        *before, (at, value, text) = [
            (at, float(one.value), one.actual.text)
            for at, one in enumerate(self._history)
            if one.value is not None
        ]
        falls = bool(before) and before[-1][1] > value
        crowded = at > 0.8 * len(self._history) and len(self._history) > 3
        self._text(
            *(at, value, text),
            xytext=(4 if crowded else 0, -7 if falls else 7),
            textcoords="offset points",
            ha="right" if crowded else "center",
            va="top" if falls else "bottom",
            fontweight="bold",
        )


def _marker(periods: int) -> float:
    """Return the size of a point: of many periods they are small, so that they stay apart."""
    return max(3.0, min(7.0, _ACROSS / periods))


def _stubbed(figures: Sequence[Fraction | None]) -> tuple[list[float], list[float]]:
    """Return the places of a line, each unbroken part of it reaching out at both its ends."""
    across, up = list[float](), list[float]()
    for at, figure in enumerate(figures):
        if figure is None:
            continue
        value = float(figure)
        if at == 0 or figures[at - 1] is None:
            across += [at - 0.4, at - 0.4]
            up += [nan, value]
        across.append(at)
        up.append(value)
        if at == len(figures) - 1 or figures[at + 1] is None:
            across.append(at + 0.4)
            up.append(value)
    return across[1:], up[1:]


def _labelled(names: Sequence[str]) -> Iterator[int]:
    """Yield the periods that are named below the axis: the latest, and as many as have room."""
    wide = max(map(len, names)) * _LETTER
    each = _ACROSS / len(names)
    step = max(1, -int(-(wide + _LETTER) // each))
    for at in range((len(names) - 1) % step, len(names), step):
        middle = (at + 0.5) * each
        if middle + _LEFT >= wide / 2 and middle + wide / 2 <= _ACROSS + _RIGHT:
            yield at


def _apart(wanted: Sequence[float], height: float) -> list[float]:
    """Return places in points, from the lowest up, as near as can be but a line of text apart."""
    placed: list[float] = []
    for one in wanted:
        least = placed[-1] + _LINE if placed else _LINE / 2
        placed.append(max(one, least))
    highest = height
    for at in reversed(range(len(placed))):
        placed[at] = min(placed[at], highest)
        highest = placed[at] - _LINE
    return placed


def _in_font(text: str) -> bool:
    """Return whether the font of a picture has every letter."""
    return all(ord(letter) in _letters() for letter in text)


@cache
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return frozenset(get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap())


def _clear(axes: Any) -> None:
    """Take away what the chart before left, its limits too."""
    for artist in (*axes.lines, *axes.collections, *axes.texts):
        artist.remove()
    axes.relim()
    axes.autoscale(axis="y")


def _steps(values: Iterable[Fraction | None]) -> list[float]:
    """Return a value for either end of each period."""
    return [end for one in values for end in [nan if one is None else float(one)] * 2]
