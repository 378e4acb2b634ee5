"""What a cell of a sheet holds: a figure, or the shorthand that stands in its place."""

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell, Tone
from ragcalc.render.common.labels import STATUSES
from ragcalc.render.common.symbols import Mark
from ragcalc.render.media.workbook import Entry, Shorthand, number
from ragcalc.vocabulary import Reason, Status

BRACKETED = {
    Mark.REPORTED: "[published]",
    Mark.OVERRIDE: "[judgement]",
    Mark.PROVISIONAL: "[p]",
    Mark.CARRIED: "[carried]",
    Mark.REVISED: "[r]",
}
"""Each mark in the shorthand of official statistics, or as a word where that has none."""
SYMBOLS = ("x", "c", "z", "u")
"""What may stand in a figure's place."""
NOT_APPLICABLE = "[z]"
COLOURS = {
    STATUSES[Status.GREEN]: Tone.GOOD,
    STATUSES[Status.AMBER]: Tone.MIDDLING,
    STATUSES[Status.RED]: Tone.BAD,
}
"""The colour of each status that has one, by its word."""
_NOT_APPLICABLE = (Reason.NOT_APPLICABLE, Reason.NOT_DUE, Reason.TARGET_NONE, Reason.NEUTRAL)


def figure(cell: Cell, reason: Reason | None = None) -> Entry:
    """Return the number of a cell in full, of a range the lower end, or why there is none."""
    if cell.quantity:
        return number(cell.quantity, marks(cell))
    if reason is Reason.SUPPRESSED:
        return Shorthand("[c]")
    if reason is Reason.UNRELIABLE:
        return Shorthand("[u]")
    return Shorthand(NOT_APPLICABLE if reason in _NOT_APPLICABLE else "[x]")


def end(cell: Cell) -> Entry:
    """Return the upper end of a range in full."""
    quantity = cell.quantity
    return number(quantity.ends[1]) if quantity and quantity.high is not None else None


def worded(cell: Cell) -> str:
    """Return what a sign stands for, its marks behind it."""
    return f"{capital(cell.word)}{marks(cell)}" if cell.sign else ""


def capital(text: str) -> str:
    """Return a text that begins with a capital."""
    return f"{text[:1].upper()}{text[1:]}"


def marks(cell: Cell) -> str:
    """Return what stands behind a figure or a word."""
    return "".join([f" {BRACKETED[mark]}" for mark in cell.marks]) if cell.marks else ""


def period(cell: Cell) -> str:
    """Return the period of a cell; empty where it has none of its own."""
    return dates.heading(cell.period) if cell.period else ""
