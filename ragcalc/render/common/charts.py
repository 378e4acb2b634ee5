"""A chart as a picture of dots, for documents and slides. Alone imports matplotlib."""

from functools import cache
from io import BytesIO
from typing import Any

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
from ragcalc.render.common.chart_svg import HALO, Palette
from ragcalc.render.common.chart_svg import PRINTED as PRINTED
from ragcalc.render.common.history import ChartContent
from ragcalc.render.media.xml import without_controls

_SETTINGS: Any = {
    "svg.hashsalt": "ragcalc",
    "path.simplify": False,
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
}
DOTS = 300
"""Of a picture, to the inch: enough for any printer."""


class ChartRenderer:
    """Draws one chart after the other on one figure."""

    def __init__(self, palette: Palette) -> None:
        """Draw in the palette's colours."""
        self._palette = palette
        with mpl.rc_context(_SETTINGS):
            self._figure = Figure(facecolor=palette.paper)
        self._points = Affine2D().scale(1 / 72) + self._figure.dpi_scale_trans

    def png(self, content: ChartContent, software: str, dots: int = DOTS) -> bytes:
        """Return a picture; `software` is what it says that it was made by."""
        laid_out, out = layout(content), BytesIO()
        with mpl.rc_context(_SETTINGS):
            self._draw(laid_out)
            for one in laid_out.words:
                self._write(one)
            self._figure.savefig(out, format="png", dpi=dots, metadata={"Software": software})
        return out.getvalue()

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
            path_effects=[withStroke(linewidth=HALO, foreground=self._palette.paper)],
        )


def _in_font(text: str) -> bool:
    """Return whether the font of a picture has every letter."""
    return all(ord(letter) in _letters() for letter in text)


@cache
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return frozenset(get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap())
