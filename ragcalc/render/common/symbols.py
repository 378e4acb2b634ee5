"""The signs of an output, one for each meaning, in Unicode and in ASCII; chosen before layout."""

from dataclasses import dataclass
from enum import StrEnum

from ragcalc.render.media.style import Style
from ragcalc.vocabulary import ActionStatus, ComparisonResult, Direction, Status, Word


class Mark(Word):
    """What is said of a figure or a verdict by a sign behind it."""

    REPORTED = "reported"
    OVERRIDE = "override"
    PROVISIONAL = "provisional"
    CARRIED = "carried"
    REVISED = "revised"


class Absence(Word):
    """Why a row has no status where nobody need wait for one; counted apart from M."""

    NOT_DUE = "not-due"


Sign = Status | Absence | Direction | ComparisonResult | ActionStatus | Mark
"""Everything that a sign stands for."""

_Signs = dict[type[StrEnum], dict[StrEnum, str]]
"""By the set first: two sets may share a word, as `higher`, and words of one text are one key."""

_UNICODE: _Signs = {
    Status: {
        Status.GREEN: "●",
        Status.AMBER: "◆",
        Status.RED: "■",
        Status.MISSING: "○",
        Status.UNRATED: "◇",
    },
    Absence: {Absence.NOT_DUE: "⊘"},
    Direction: {
        Direction.IMPROVED: "▲",
        Direction.MAINTAINED: "►",
        Direction.DECLINED: "▼",
        Direction.HIGHER: "↑",
        Direction.SAME: "=",
        Direction.LOWER: "↓",
        Direction.UNAVAILABLE: "…",
    },
    ComparisonResult: {
        ComparisonResult.BETTER: "✓",
        ComparisonResult.SIMILAR: "≈",
        ComparisonResult.WORSE: "✗",
        ComparisonResult.HIGHER: "↗",
        ComparisonResult.LOWER: "↘",
    },
    ActionStatus: {
        ActionStatus.DELIVERED: "★",
        ActionStatus.ON_TRACK: "→",
        ActionStatus.RE_PHASED: "↻",
        ActionStatus.DELAYED: "!",
        ActionStatus.NOT_STARTED: "□",
    },
    Mark: {
        Mark.REPORTED: "*",
        Mark.OVERRIDE: "†",
        Mark.PROVISIONAL: "p",
        Mark.CARRIED: "c",
        Mark.REVISED: "r",
    },
}
_ASCII: _Signs = {
    Status: {
        Status.GREEN: "O",
        Status.AMBER: "&",
        Status.RED: "#",
        Status.MISSING: "?",
        Status.UNRATED: "_",
    },
    Absence: {Absence.NOT_DUE: "@"},
    Direction: {
        Direction.IMPROVED: "^",
        Direction.MAINTAINED: ">",
        Direction.DECLINED: "V",
        Direction.HIGHER: "/",
        Direction.SAME: ":",
        Direction.LOWER: "\\",
        Direction.UNAVAILABLE: "~",
    },
    ComparisonResult: {
        ComparisonResult.BETTER: "B",
        ComparisonResult.SIMILAR: "S",
        ComparisonResult.WORSE: "W",
        ComparisonResult.HIGHER: "H",
        ComparisonResult.LOWER: "L",
    },
    ActionStatus: {
        ActionStatus.DELIVERED: "D",
        ActionStatus.ON_TRACK: "T",
        ActionStatus.RE_PHASED: "P",
        ActionStatus.DELAYED: "X",
        ActionStatus.NOT_STARTED: "N",
    },
    Mark: {
        Mark.REPORTED: "*",
        Mark.OVERRIDE: "!",
        Mark.PROVISIONAL: "p",
        Mark.CARRIED: "c",
        Mark.REVISED: "r",
    },
}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class SymbolSet:
    """The signs that one terminal or file can show, no two alike."""

    signs: _Signs
    none: str
    """Stands where there is no figure."""
    dot: str
    """Stands between the parts of a heading."""
    rule: str
    """Drawn under a heading."""
    superscripts: bool
    goal: str
    """Marks a target in a chart."""
    band: str
    """Fills the amber tolerance in a chart."""
    fills: str
    """Fill the parts of a bar, green, amber and red; empty where their letters do."""

    def __getitem__(self, sign: Sign) -> str:
        return self.signs[type(sign)][sign]

    def footnote(self, number: int) -> str:
        """Return the number of a footnote as a superscript, or in brackets."""
        return str(number).translate(_SUPERSCRIPTS) if self.superscripts else f"({number})"


UNICODE = SymbolSet(_UNICODE, "–", "·", "─", superscripts=True, goal="│", band="░", fills="█▓▒")
PLAIN = SymbolSet(_ASCII, "-", "|", "=", superscripts=False, goal="+", band=".", fills="")


def symbol_set(style: Style) -> SymbolSet:
    """Return the richest set of signs that the style's encoding holds."""
    everything = (
        "".join(sign for signs in _UNICODE.values() for sign in signs.values())
        + UNICODE.none
        + UNICODE.dot
        + UNICODE.rule
        + UNICODE.goal
        + UNICODE.band
        + UNICODE.fills
        + "⁰¹²³⁴⁵⁶⁷⁸⁹"
    )
    return UNICODE if not style.plain and style.can_show(everything) else PLAIN
