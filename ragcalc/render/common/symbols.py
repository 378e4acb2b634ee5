"""The signs of an output and their alphabets: one sign for each meaning, chosen before layout."""

from dataclasses import dataclass
from enum import StrEnum

from ragcalc.render.media.style import Style
from ragcalc.vocabulary import ActionStatus, Direction, Standing, Status


class Mark(StrEnum):
    """What is said of a figure or a verdict by a sign behind it."""

    REPORTED = "reported"
    OVERRIDE = "override"
    PROVISIONAL = "provisional"
    CARRIED = "carried"


Sign = Status | Direction | Standing | ActionStatus | Mark
"""Everything that a sign stands for."""

_FANCY: dict[tuple[type, str], str] = {
    (Status, "green"): "●",
    (Status, "amber"): "◆",
    (Status, "red"): "■",
    (Status, "missing"): "○",
    (Status, "unrated"): "◇",
    (Direction, "improved"): "▲",
    (Direction, "maintained"): "►",
    (Direction, "declined"): "▼",
    (Direction, "higher"): "↑",
    (Direction, "same"): "=",
    (Direction, "lower"): "↓",
    (Direction, "unavailable"): "…",
    (Standing, "better"): "✓",
    (Standing, "similar"): "≈",
    (Standing, "worse"): "✗",
    (Standing, "higher"): "↗",
    (Standing, "lower"): "↘",
    (ActionStatus, "delivered"): "★",
    (ActionStatus, "on-track"): "→",
    (ActionStatus, "re-phased"): "↻",
    (ActionStatus, "delayed"): "!",
    (ActionStatus, "not-started"): "□",
    (Mark, "reported"): "*",
    (Mark, "override"): "†",
    (Mark, "provisional"): "p",
    (Mark, "carried"): "c",
}
_PLAIN: dict[tuple[type, str], str] = {
    (Status, "green"): "O",
    (Status, "amber"): "&",
    (Status, "red"): "#",
    (Status, "missing"): "?",
    (Status, "unrated"): "_",
    (Direction, "improved"): "^",
    (Direction, "maintained"): ">",
    (Direction, "declined"): "V",
    (Direction, "higher"): "/",
    (Direction, "same"): ":",
    (Direction, "lower"): "\\",
    (Direction, "unavailable"): "~",
    (Standing, "better"): "B",
    (Standing, "similar"): "S",
    (Standing, "worse"): "W",
    (Standing, "higher"): "H",
    (Standing, "lower"): "L",
    (ActionStatus, "delivered"): "D",
    (ActionStatus, "on-track"): "T",
    (ActionStatus, "re-phased"): "P",
    (ActionStatus, "delayed"): "X",
    (ActionStatus, "not-started"): "N",
    (Mark, "reported"): "*",
    (Mark, "override"): "!",
    (Mark, "provisional"): "p",
    (Mark, "carried"): "c",
}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The signs that one terminal or file can show, no two alike."""

    signs: dict[tuple[type, str], str]
    none: str
    """Stands where there is no figure."""
    dot: str
    """Stands between the parts of a heading."""
    rule: str
    """DatasetResult under a heading."""
    superscripts: bool
    goal: str
    """Marks a target in a chart."""
    band: str
    """Fills the amber tolerance in a chart."""

    def __getitem__(self, sign: Sign) -> str:
        return self.signs[type(sign), sign.value]

    def footnote(self, number: int) -> str:
        """Write the number of a footnote."""
        return str(number).translate(_SUPERSCRIPTS) if self.superscripts else f"({number})"


FANCY = Alphabet(_FANCY, "–", "·", "─", superscripts=True, goal="│", band="░")
PLAIN = Alphabet(_PLAIN, "-", "|", "=", superscripts=False, goal="+", band=".")


def alphabet(style: Style) -> Alphabet:
    """Give the richest alphabet that the style's encoding holds."""
    everything = (
        "".join(_FANCY.values())
        + FANCY.none
        + FANCY.dot
        + FANCY.rule
        + FANCY.goal
        + FANCY.band
        + "⁰¹²³⁴⁵⁶⁷⁸⁹"
    )
    return FANCY if not style.plain and style.can_show(everything) else PLAIN
