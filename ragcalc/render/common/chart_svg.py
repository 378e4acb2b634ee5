"""A chart as SVG, on the web page and as a file: every shape and word where its layout has it.

The colours of the page's charts are its variables, so that a dark page has a dark chart. Every
text is escaped, so that no name of a catalogue is markup, an id or a style.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from math import isnan, nan
from typing import NamedTuple
from xml.sax.saxutils import escape

from ragcalc.render.common.chart_layout import (
    LETTERS,
    WIDTH,
    ChartLayout,
    ChartLine,
    ChartMarks,
    ChartWords,
    Places,
    layout,
)
from ragcalc.render.common.history import ChartContent
from ragcalc.render.media.xml import without_controls


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


VARIABLES = Palette(*(f"var(--{name})" for name in Palette._fields))
"""The colours of the page that a drawing stands in."""
PRINTED = Palette(
    *("#1a1a1a", "#595959", "#3b3b98", "#f3dfb8", "#0b6b3a", "#ffb000", "#b3001b", "#ffffff")
)
"""The colours of a file: those of the page where it is light."""
HALO = 3
"""Points: how wide what is behind a word is covered around it."""
_EDGE = 1
"""Points: how wide the edge of a mark is."""
_DIAGONAL = 2**-0.5
"""From the middle of a diamond to a corner, in sides."""
_NAMESPACE = "http://www.w3.org/2000/svg"


def page_chart(content: ChartContent, name: str, title: str) -> str:
    """Return a drawing within a page; `name` is the id of its title, which says what it shows."""
    return _drawing(layout(content), VARIABLES, name, title, "")


def chart_file(content: ChartContent, title: str) -> str:
    """Return a drawing that stands alone, its text alternative within."""
    laid_out = layout(content)
    size = f' xmlns="{_NAMESPACE}" width="{WIDTH}pt" height="{_number(laid_out.height)}pt"'
    paper = f'<rect width="100%" height="100%" fill="{PRINTED.paper}"/>\n'
    return f"{_drawing(laid_out, PRINTED, 'title', title, size, paper)}\n"


def _drawing(
    laid_out: ChartLayout, palette: Palette, name: str, title: str, size: str, paper: str = ""
) -> str:
    pen = _Pen(laid_out.height, palette)
    words = "".join(map(pen.word, laid_out.words))
    return (
        f'<svg{size} viewBox="0 0 {WIDTH} {_number(laid_out.height)}" role="img" '
        f'aria-labelledby="{name}"><title id="{name}">{_escaped(title)}</title>\n'
        f'{paper}<g fill="none" stroke-linejoin="round">{"".join(pen.shapes(laid_out))}</g>\n'
        f'<g font-family="sans-serif" font-size="{LETTERS}" paint-order="stroke" '
        f'fill="{palette.ink}" stroke="{palette.paper}" stroke-width="{HALO}" '
        f'stroke-linejoin="round">{words}</g>\n</svg>'
    )


class _Pen(NamedTuple):
    """Writes one drawing, whose heights count from the bottom, as SVG, where they do from above."""

    height: float
    palette: Palette

    def shapes(self, laid_out: ChartLayout) -> Iterator[str]:
        """Yield bands, lines and marks, each over the one before."""
        yield from map(self._band, laid_out.bands)
        yield from map(self._line, laid_out.lines)
        yield from map(self._marks, laid_out.marks)

    def word(self, one: ChartWords) -> str:
        """Return a word beside its place."""
        below = {"below": 0.8, "middle": 0.35, "above": 0}[one.level] * LETTERS
        place = f'x="{_number(one.across)}" y="{_number(self.height - one.up + below)}"'
        side = "" if one.side == "start" else f' text-anchor="{one.side}"'
        weight = ' font-weight="bold"' if one.bold else ""
        colour = "" if one.colour == "ink" else f' fill="{getattr(self.palette, one.colour)}"'
        return f"<text {place}{side}{weight}{colour}>{_escaped(one.text)}</text>"

    def _band(self, corners: Places) -> str:
        return f'<path fill="{self.palette.band}" d="{self._through(corners)}z"/>'

    def _line(self, line: ChartLine) -> str:
        path = self._through(line.places)
        if not path:
            return ""
        lengths = " ".join(_number(one * line.width) for one in line.dashes)
        dashes = f' stroke-dasharray="{lengths}"' if lengths else ""
        colour = getattr(self.palette, line.colour)
        return f'<path stroke="{colour}" stroke-width="{line.width}"{dashes} d="{path}"/>'

    def _through(self, places: Places) -> str:
        """Return a path through places, broken where either number of one is none."""
        there = groupby(places, key=lambda one: isnan(one[0]) or isnan(one[1]))
        stretches = (stretch for is_break, stretch in there if not is_break)
        return "".join(f"M{' '.join(map(self._place, _turns([*one])))}" for one in stretches)

    def _place(self, place: tuple[float, float]) -> str:
        return f"{_number(place[0])} {_number(self.height - place[1])}"

    def _marks(self, marks: ChartMarks) -> str:
        edge, face = (getattr(self.palette, one) for one in (marks.edge, marks.face))
        if marks.shape == "o" and edge == face:
            dots = "".join(f"M{self._place(place)}h.01" for place in marks.places)
            return (
                f'<path stroke="{edge}" stroke-width="{marks.size + _EDGE}" '
                f'stroke-linecap="round" d="{dots}"/>'
            )
        outline = partial(_OUTLINES[marks.shape], marks.size / 2)
        path = "".join(outline(across, self.height - up) for across, up in marks.places)
        return f'<path stroke="{edge}" fill="{face}" d="{path}"/>'


def _turns(places: Places) -> Iterator[tuple[float, float]]:
    """Yield places but those between two of the same height: a level line needs its ends alone."""
    levels = [up for _, up in places]
    for place, before, after in zip(places, [nan, *levels], [*levels[1:], nan], strict=False):
        if not before == place[1] == after:
            yield place


def _circle(half: float, across: float, down: float) -> str:
    r, wide = _number(half), _number(2 * half)
    start = f"M{_number(across - half)} {_number(down)}"
    return f"{start}a{r} {r} 0 1 0 {wide} 0a{r} {r} 0 1 0 -{wide} 0"


def _square(half: float, across: float, down: float) -> str:
    side = _number(2 * half)
    return f"M{_number(across - half)} {_number(down - half)}h{side}v{side}h-{side}z"


def _diamond(half: float, across: float, down: float) -> str:
    r = _number(2 * half * _DIAGONAL)
    start = f"M{_number(across - 2 * half * _DIAGONAL)} {_number(down)}"
    return f"{start}l{r} {r} {r} -{r} -{r} -{r}z"


def _cross(half: float, across: float, down: float) -> str:
    side = _number(2 * half)
    left, top = _number(across - half), down - half
    return f"M{left} {_number(top)}l{side} {side}m0 -{side}l-{side} {side}"


_OUTLINES: dict[str, Callable[[float, float, float], str]] = {
    "o": _circle,
    "s": _square,
    "D": _diamond,
    "x": _cross,
}


def _number(length: float) -> str:
    """Write a length in points, to a tenth."""
    return f"{length:.1f}".removesuffix(".0")


def _escaped(text: str) -> str:
    return escape(without_controls(text))
