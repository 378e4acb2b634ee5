"""A chart as a picture of dots, for documents and slides. Alone imports matplotlib and Pillow.

Lines and marks are drawn by matplotlib's renderer itself, without its figures and artists; words by
Pillow, each once for all charts that have it, since most charts share their periods and names.
"""

from functools import cache, lru_cache
from io import BytesIO
from typing import Any

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

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

_RENDERER: Any = RendererAgg
"""It has no types."""
DOTS = 300
"""Of a picture, to the inch: enough for any printer."""
_LEVEL = 3
"""Of packing: as small as most, in half the time."""


class ChartRenderer:
    """Draws one chart after the other in the same colours."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._colours: Any = {name: to_rgba(one) for name, one in palette._asdict().items()}

    def png(self, content: ChartContent, software: str, dots: int = DOTS) -> bytes:
        """Return a picture; `software` is what it says that it was made by."""
        laid_out, out, scale = layout(content), BytesIO(), dots / 72
        size = round(WIDTH * scale), round(laid_out.height * scale)
        picture = self._shapes(laid_out, size, dots)
        for one in laid_out.words:
            self._write(picture, one, laid_out.height, scale)
        about = PngInfo()
        about.add_text("Software", software)
        few = picture.convert("P", palette=Image.Palette.WEB, dither=Image.Dither.NONE)
        self._restore(few)
        few.save(out, "png", pnginfo=about, dpi=(dots, dots), compress_level=_LEVEL)
        return out.getvalue()

    def _restore(self, picture: Image.Image) -> None:
        """Set each colour of the palette to its own value, from the nearest that it became."""
        own = [_rgb(one) for one in self._palette]
        near = Image.new("RGB", (len(own), 1))
        near.putdata(own)
        entries = near.convert("P", palette=Image.Palette.WEB, dither=Image.Dither.NONE).tobytes()
        values = picture.getpalette() or []
        for entry, colour in zip(entries, own, strict=True):
            values[3 * entry : 3 * entry + 3] = colour
        picture.putpalette(values)

    # ── Shapes ───────────────────────────────────────────────────────────────────────────────────

    def _shapes(self, laid_out: ChartLayout, size: tuple[int, int], dots: int) -> Image.Image:
        renderer = _RENDERER(*size, dots)
        points = Affine2D().scale(dots / 72)
        for corners in laid_out.bands:
            context = renderer.new_gc()
            context.set_linewidth(0)
            band = Path([*corners, corners[0]], closed=True)
            renderer.draw_path(context, band, points, self._colours["band"])
        for line in laid_out.lines:
            if line.places:
                self._line(renderer, line, points)
        for marks in laid_out.marks:
            self._marks(renderer, marks, points)
        drawn = Image.frombuffer("RGBA", size, renderer.buffer_rgba(), "raw", "RGBA", 0, 1)
        picture = Image.new("RGB", size, self._palette.paper)
        picture.paste(drawn, mask=drawn)
        return picture

    def _line(self, renderer: Any, line: ChartLine, points: Affine2D) -> None:
        context = renderer.new_gc()
        context.set_foreground(self._colours[line.colour], isRGBA=True)
        context.set_linewidth(line.width)
        context.set_capstyle("butt" if line.dashes else "projecting")
        context.set_joinstyle("round")
        if line.dashes:
            context.set_dashes(0, [one * line.width for one in line.dashes])
        renderer.draw_path(context, Path(line.places), points)

    def _marks(self, renderer: Any, marks: ChartMarks, points: Affine2D) -> None:
        context, shape = renderer.new_gc(), MarkerStyle(marks.shape)
        context.set_foreground(self._colours[marks.edge], isRGBA=True)
        context.set_linewidth(1)
        face = self._colours[marks.face] if shape.is_filled() else None
        own = shape.get_transform() + Affine2D().scale(marks.size) + points
        renderer.draw_markers(context, shape.get_path(), own, Path(marks.places), points, face)

    # ── Words ────────────────────────────────────────────────────────────────────────────────────

    def _write(self, picture: Image.Image, one: ChartWords, height: float, scale: float) -> None:
        """Draw a word: of a name whose letters the font lacks, what stands in."""
        text = without_controls(one.text)
        shown = text if _in_font(text) else one.plain
        colours = getattr(self._palette, one.colour), self._palette.paper
        word, left, up = _word(shown, one.bold, LETTERS * scale, HALO / 2 * scale, colours)
        width = word.width - 2 * left
        side = {"start": 0.0, "middle": 0.5, "end": 1.0}[one.side] * width
        below = {"below": 0.8, "middle": 0.35, "above": 0.0}[one.level] * LETTERS
        place = one.across * scale - side - left, (height - one.up + below) * scale - up
        corner = round(place[0]), round(place[1])
        picture.paste(word, corner, word)


@lru_cache(maxsize=4096)
def _word(
    text: str, bold: bool, size: float, halo: float, colours: tuple[str, str]
) -> tuple[Image.Image, int, int]:
    """Return a word with what covers the lines behind it, and where it begins in its picture.

    That is how far from the left, and how far from the top its letters stand.
    """
    font, room = _font(bold, size), round(halo) + 2
    up = round(size) + room
    width = round(font.getlength(text)) + 2 * room
    picture = Image.new("RGBA", (width, up + round(size / 2) + room), (*_rgb(colours[1]), 0))
    ImageDraw.Draw(picture).text(
        (room, up), text, colours[0], font, "ls", stroke_width=halo, stroke_fill=colours[1]
    )
    return picture, room, up


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


@cache
def _font(bold: bool, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_font_file(bold), size)


@cache
def _font_file(bold: bool) -> str:
    weight = "bold" if bold else "normal"
    return str(findfont(FontProperties(family=["DejaVu Sans"], weight=weight)))


def _in_font(text: str) -> bool:
    """Return whether the font of a picture has every letter."""
    return all(ord(letter) in _letters() for letter in text)


@cache
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import get_font

    return frozenset(get_font(_font_file(False)).get_charmap())
