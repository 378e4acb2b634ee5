"""Text in an XML document, which has no control characters but tab and line ends."""

from ragcalc.render.media.terminal_text import inert


def without_controls(text: str) -> str:
    """Return the text with what XML cannot have, and what controls a terminal, written out."""
    return inert(text)
