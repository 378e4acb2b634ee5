"""The signs of an output and their alphabets: one sign for each meaning, chosen before layout."""

from dataclasses import dataclass
from enum import StrEnum

from ragcalc.render.media.style import Style
from ragcalc.vocabulary import ActionStatus, ComparisonResult, Direction, Status


class Mark(StrEnum):
    """What is said of a figure or a verdict by a sign behind it."""

    REPORTED = "reported"
    OVERRIDE = "override"
    PROVISIONAL = "provisional"
    CARRIED = "carried"


Sign = Status | Direction | ComparisonResult | ActionStatus | Mark
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
    (ComparisonResult, "better"): "✓",
    (ComparisonResult, "similar"): "≈",
    (ComparisonResult, "worse"): "✗",
    (ComparisonResult, "higher"): "↗",
    (ComparisonResult, "lower"): "↘",
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
    (ComparisonResult, "better"): "B",
    (ComparisonResult, "similar"): "S",
    (ComparisonResult, "worse"): "W",
    (ComparisonResult, "higher"): "H",
    (ComparisonResult, "lower"): "L",
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
class SymbolSet:
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


UNICODE = SymbolSet(_FANCY, "–", "·", "─", superscripts=True, goal="│", band="░")
PLAIN = SymbolSet(_PLAIN, "-", "|", "=", superscripts=False, goal="+", band=".")


def symbol_set(style: Style) -> SymbolSet:
    """Return the richest alphabet that the style's encoding holds."""
    everything = (
        "".join(_FANCY.values())
        + UNICODE.none
        + UNICODE.dot
        + UNICODE.rule
        + UNICODE.goal
        + UNICODE.band
        + "⁰¹²³⁴⁵⁶⁷⁸⁹"
    )
    return UNICODE if not style.plain and style.can_show(everything) else PLAIN
