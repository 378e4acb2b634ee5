"""How an output may look: its width, its colours and its alphabet. Asks nobody; it is told."""

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """How many colours a terminal has."""

    NONE = "none"
    BASIC = "16"
    MANY = "256"


@dataclass(frozen=True, slots=True)
class Style:
    """What a renderer is told of the place where its text will stand."""

    width: int = 100
    """Columns of characters."""
    colour: Colour = Colour.NONE
    encoding: str = "utf-8"
    """What the text will be written in; a sign that it cannot hold is never used."""
    plain: bool = False
    """Whether the terminal's own letters lack the signs, whatever the encoding holds."""

    def can_show(self, text: str) -> bool:
        """Say whether the encoding holds every character of the text."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def fitted(self, text: str) -> str:
        """Give the text with what the encoding cannot hold replaced by ?."""
        return text.encode(self.encoding, "replace").decode(self.encoding)
