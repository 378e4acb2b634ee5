"""How an output may look: its width, its colours and its encoding. Looks nothing up itself."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from ragcalc.render.media.terminal_text import inert


class Colour(StrEnum):
    """How many colours a terminal has."""

    NONE = "none"
    BASIC = "16"
    MANY = "256"


@dataclass(frozen=True, slots=True)
class Style:
    """What a renderer has to know of the place that its text goes to."""

    width: int = 100
    """Columns of characters."""
    colour: Colour = Colour.NONE
    encoding: str = "utf-8"
    """What the text will be written in; a sign that it cannot hold is never used."""
    wide: bool = False
    """Whether a table may be wider, so that it has all its columns."""
    plain: bool = False
    """Whether the terminal's own letters lack the signs, whatever the encoding holds."""

    wraps: bool = False
    """Whether what reads it, a terminal, would break its long lines within words."""

    @property
    def holds_everything(self) -> bool:
        """Return whether the encoding holds every character there is."""
        return self.encoding.lower().replace("_", "-") in ("utf-8", "utf8")

    def can_show(self, text: str) -> bool:
        """Return whether the encoding holds every character of the text."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def to_encoding(self, text: str) -> str:
        """Return the text as the place can show it: what would steer a terminal is written out.

        What the encoding does not have is transliterated: e for é, else ?.
        """
        text = inert(text)
        return text if self.can_show(text) else "".join(map(self._transliterated, text))

    def _transliterated(self, character: str) -> str:
        if self.can_show(character):
            return character
        if character in _OTHERWISE:
            return _OTHERWISE[character]
        if unicodedata.category(character) in _UNSEEN:
            return ""
        # only letters and digits: other signs could mean something where the text will stand
        letters = unicodedata.normalize("NFD", character)
        return "".join(one for one in letters if one.isalnum() and self.can_show(one)) or "?"


_OTHERWISE = {
    "£": "GBP",
    "€": "EUR",
    **dict.fromkeys("–—−‐‑", "-"),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("“”", '"'),
    "…": "...",
    "×": "x",
    "\u00a0": " ",
}
_UNSEEN = ("Cf", "Mn", "Me")
"""Categories of characters without a width: joiners, accents of their own."""
