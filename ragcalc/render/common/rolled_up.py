"""What the figure of a longer period is made of, in words."""

from ragcalc.render.common import dates
from ragcalc.scoring.inputs import Inputs, RolledUp
from ragcalc.vocabulary import Reason


def made_of(inputs: Inputs) -> str:
    """Say what the reading is made of: sum of 12 months; empty where it is of no shorter ones."""
    made = inputs.rolled_up
    return made.name if made and not isinstance(inputs.reading, Reason) else ""


def lacking(inputs: Inputs) -> str:
    """Say what leaves a longer period without a figure; empty where it has one, or is none.

    No sum of 12 months: there is no figure for April 2025 and 2 more.
    """
    made = inputs.rolled_up
    if made is None or not isinstance(inputs.reading, Reason):
        return ""
    return f"no {made.name}: {_WHY[inputs.reading]} {_which(made)}"


_WHY = {
    Reason.NO_VALUE: "there is no figure for",
    Reason.YEAR_INCOMPLETE: "the total cannot be calculated for",
    Reason.SUPPRESSED: "small numbers are suppressed in",
    Reason.METHOD_CHANGED: "the method changed in",
    Reason.UNRELIABLE: "the figure is unreliable for",
    Reason.IN_MEASUREMENT: "the method or data are not ready for",
    Reason.NOT_APPLICABLE: "a figure is not applicable for",
}


def _which(made: RolledUp) -> str:
    first, *others = made.lacking
    return f"{dates.in_words(first)}{f' and {len(others)} more' if others else ''}"
