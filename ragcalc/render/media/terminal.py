"""Text with colours for a terminal: rich set up once, looking nothing up itself."""

from io import StringIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.text import Text

from ragcalc.render.common.cells import Tone
from ragcalc.render.media.style import Colour, Style

# Of the 256 colours those that read best on white and on black alike: no colour has more than 4.58
# on both. Green and grey have 4.5 at least, amber 4.46; a red that looks red has 4.0 to white.
_MANY = {
    Tone.PLAIN: "",
    Tone.GOOD: "bold color(29)",
    Tone.MIDDLING: "bold color(130)",
    Tone.BAD: "bold color(196)",
    Tone.QUIET: "color(243)",
}
# What 16 colours look like is up to the terminal: yellow letters vanish on white, and dim or grey
# ones on some grounds, so amber lies behind black letters and quiet words stay as they are.
_BASIC = {
    Tone.PLAIN: "",
    Tone.GOOD: "bold green",
    Tone.MIDDLING: "black on yellow",
    Tone.BAD: "bold red",
    Tone.QUIET: "",
}
SYSTEMS = {Colour.NONE: None, Colour.BASIC: "standard", Colour.MANY: "256"}
"""What rich calls the number of colours."""


def draw(renderable: RenderableType, style: Style) -> str:
    """Return what rich draws as text, with the style's colours, no line ending in spaces."""
    out = StringIO()
    console = Console(
        file=out,
        width=style.width,
        color_system=SYSTEMS[style.colour],  # type: ignore[arg-type]
        force_terminal=style.colour is not Colour.NONE,
        no_color=False,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
        soft_wrap=False,
        _environ={},
    )
    console.print(renderable, end="", crop=not style.wide)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().rstrip("\n").split("\n"))


def cells(text: str) -> int:
    """Return how many columns a text takes: two for 日, none for an accent alone."""
    return cell_len(text)


def words(text: str, style: Style, tone: Tone = Tone.PLAIN) -> Text:
    """Return text in the colour of its tone, in the characters that the style can show."""
    tones = _MANY if style.colour is Colour.MANY else _BASIC
    return Text(style.to_encoding(text), style=tones[tone])
