"""Charts as drawings: for the web page, and as files. Alone imports matplotlib.

The colours of the page's charts are its variables, so that a dark page has a dark chart. The words
of a drawing in SVG are written here, escaped: no library reads a catalogue's names as markup, as
mathematics or as a place in its own output.
"""

import re
from functools import cache
from io import BytesIO, StringIO
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D

from ragcalc.render.common.chart_layout import (
    LETTERS,
    WIDTH,
    ChartLayout,
    ChartLine,
    ChartMarks,
    ChartWords,
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


_PAGE = Palette(*(f"#{number:02}{number:02}{number:02}" for number in range(1, 9)))
"""Stand-ins, each of which becomes a variable of the page."""
VARIABLES = Palette(*(f"var(--{name})" for name in Palette._fields))
PRINTED = Palette(
    *("#1a1a1a", "#595959", "#3b3b98", "#f3dfb8", "#0b6b3a", "#8a5200", "#b3001b", "#ffffff")
)
"""The colours of a file: those of the page where it is light."""
_SETTINGS: Any = {
    "svg.hashsalt": "ragcalc",
    "path.simplify": False,
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
}
_DOTS = 300
"""Of a picture, to the inch."""
_HALO = 3
"""Points: how wide what is behind a word is covered around it."""
_IDENTIFIER = re.compile(r'(?<=\bid=")[^"]+|(?<=url\(#)[^)]+|(?<=href="#)[^"]+')
_HEAD = re.compile(r"^.*?(?=<svg)|<metadata>.*?</metadata>\s*", re.DOTALL)
_MEASURES = re.compile(r' (?:width|height)="[0-9.]+pt"')


class ChartRenderer:
    """Draws one chart after the other on one figure."""

    def __init__(self, palette: Palette | None = None) -> None:
        """Without a palette it draws in the page's colours."""
        self._palette = palette or _PAGE
        self._written = palette or VARIABLES
        paper = palette.paper if palette else "none"
        with mpl.rc_context(_SETTINGS):
            self._figure = Figure(facecolor=paper)
        self._points = Affine2D().scale(1 / 72) + self._figure.dpi_scale_trans

    def chart(self, content: ChartContent, name: str, title: str) -> str:
        """Return a drawing for a page; `name` begins every id in it, `title` says what it shows."""
        laid_out = layout(content)
        text = _MEASURES.sub("", self._svg(laid_out), count=2)
        text = _IDENTIFIER.sub(lambda found: f"{name}-{found[0]}", text)
        for stand_in, variable in zip(_PAGE, VARIABLES, strict=True):
            text = text.replace(stand_in, variable)
        return self._with_words(text, laid_out, f"{name}-title", title)

    def svg(self, content: ChartContent, title: str) -> str:
        """Return a drawing that stands alone, its text alternative within."""
        laid_out = layout(content)
        return f"{self._with_words(self._svg(laid_out), laid_out, 'title', title)}\n"

    def png(self, content: ChartContent, software: str) -> bytes:
        """Return a picture; `software` is what it says that it was made by."""
        laid_out, out = layout(content), BytesIO()
        with mpl.rc_context(_SETTINGS):
            self._draw(laid_out)
            for one in laid_out.words:
                self._write(one)
            self._figure.savefig(out, format="png", dpi=_DOTS, metadata={"Software": software})
        return out.getvalue()

    def _svg(self, laid_out: ChartLayout) -> str:
        """Return all but the words."""
        out = StringIO()
        with mpl.rc_context(_SETTINGS):
            self._draw(laid_out)
            self._figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        return _HEAD.sub("", out.getvalue()).strip()

    # ── Shapes ───────────────────────────────────────────────────────────────────────────────────

    def _draw(self, laid_out: ChartLayout) -> None:
        figure = self._figure
        figure.clear()
        figure.set_size_inches(WIDTH / 72, laid_out.height / 72)
        for corners in laid_out.bands:
            path = Path([*corners, corners[0]], closed=True)
            figure.add_artist(
                PathPatch(path, color=self._palette.band, linewidth=0, transform=self._points)
            )
        both: tuple[ChartLine | ChartMarks, ...] = (*laid_out.lines, *laid_out.marks)
        for number, line in enumerate(both):
            shown = self._line(line) if isinstance(line, ChartLine) else self._marks(line)
            shown.set_zorder(2 + number / 1000)
            figure.add_artist(shown)

    def _line(self, line: ChartLine) -> Line2D:
        across, up = zip(*line.places, strict=True) if line.places else ((), ())
        return Line2D(
            across,
            up,
            color=getattr(self._palette, line.colour),
            linewidth=line.width,
            linestyle=(0, line.dashes) if line.dashes else "-",
            transform=self._points,
        )

    def _marks(self, marks: ChartMarks) -> Line2D:
        across, up = zip(*marks.places, strict=True)
        return Line2D(
            across,
            up,
            linestyle="none",
            marker=marks.shape,
            markersize=marks.size,
            markeredgecolor=getattr(self._palette, marks.edge),
            markerfacecolor=getattr(self._palette, marks.face),
            transform=self._points,
        )

    # ── Words ────────────────────────────────────────────────────────────────────────────────────

    def _with_words(self, svg: str, laid_out: ChartLayout, name: str, title: str) -> str:
        """Return a drawing with its words and its title."""
        start, end = svg[: svg.index(">")], svg[svg.index(">") :].removesuffix("</svg>")
        label = f' role="img" aria-labelledby="{name}"><title id="{name}">{_escaped(title)}</title>'
        words = "".join(self._word(one, laid_out.height) for one in laid_out.words)
        font = f'font-family="sans-serif" font-size="{LETTERS}" paint-order="stroke"'
        halo = f'stroke="{self._written.paper}" stroke-width="{_HALO}" stroke-linejoin="round"'
        return f"{start}{label}{end[1:]}<g {font} {halo}>\n{words}</g>\n</svg>"

    def _word(self, one: ChartWords, height: float) -> str:
        below = {"below": 0.8, "middle": 0.35, "above": 0}[one.level] * LETTERS
        place = f'x="{one.across:.2f}" y="{height - one.up + below:.2f}"'
        side = "" if one.side == "start" else f' text-anchor="{one.side}"'
        weight = ' font-weight="bold"' if one.bold else ""
        colour = getattr(self._written, one.colour)
        return f'<text {place}{side}{weight} fill="{colour}">{_escaped(one.text)}</text>\n'

    def _write(self, one: ChartWords) -> None:
        """Draw a word in a picture: of a name whose letters the font lacks, what stands in."""
        text = without_controls(one.text)
        self._figure.text(
            one.across,
            one.up,
            text if _in_font(text) else one.plain,
            transform=self._points,
            fontsize=LETTERS,
            fontweight="bold" if one.bold else "normal",
            color=getattr(self._palette, one.colour),
            ha={"start": "left", "middle": "center", "end": "right"}[one.side],
            va={"below": "top", "middle": "center", "above": "bottom"}[one.level],
            path_effects=[withStroke(linewidth=_HALO, foreground=self._palette.paper)],
        )


def _escaped(text: str) -> str:
    return escape(without_controls(text))


def _in_font(text: str) -> bool:
    """Return whether the font of a picture has every letter."""
    return all(ord(letter) in _letters() for letter in text)


@cache
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return frozenset(get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap())
