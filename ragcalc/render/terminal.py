"""Text with colours for a terminal: rich set up once, and told everything instead of asking."""

from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text

from ragcalc.render.grid import Tone
from ragcalc.render.style import Colour, Style

# Middle tones of the 256 colours: each keeps its contrast on white and on black.
_MANY = {
    Tone.PLAIN: "",
    Tone.GOOD: "bold color(28)",
    Tone.MIDDLING: "bold color(130)",
    Tone.BAD: "bold color(160)",
    Tone.QUIET: "dim",
}
_BASIC = {**_MANY, Tone.GOOD: "green", Tone.MIDDLING: "yellow", Tone.BAD: "red"}
_SYSTEMS = {Colour.NONE: None, Colour.BASIC: "standard", Colour.MANY: "256"}


def draw(renderable: RenderableType, style: Style) -> str:
    """Give what rich draws as text, with the style's colours, no line ending in spaces."""
    out = StringIO()
    console = Console(
        file=out,
        width=style.width,
        color_system=_SYSTEMS[style.colour],  # type: ignore[arg-type]
        force_terminal=style.colour is not Colour.NONE,
        no_color=False,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
        soft_wrap=False,
        _environ={},
    )
    console.print(renderable, end="")
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().rstrip("\n").split("\n"))


def words(text: str, style: Style, tone: Tone = Tone.PLAIN) -> Text:
    """Give text in the colour of its tone, in the characters that the style can show."""
    tones = _MANY if style.colour is Colour.MANY else _BASIC
    return Text(style.fitted(text), style=tones[tone])
