"""Text in a document of XML, which holds no control but tab and line ends."""

from ragcalc.render.media.terminal_text import inert


def without_controls(text: str) -> str:
    """Return the text with what XML cannot hold, and what steers a terminal, written out."""
    return inert(text)
