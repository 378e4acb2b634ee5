"""What a cell of a submitted table says: a figure as spreadsheets write it, or an official symbol.

The symbols are those of the Government Analysis Function ("Using symbols in tables: good practice
guidance") and the older ones of Eurostat and the Office for National Statistics.
"""

import re
from collections.abc import Mapping
from functools import lru_cache, reduce
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.catalogue.model.fields import fault, quoted
from ragcalc.catalogue.returns import meant
from ragcalc.vocabulary import Reason

REASONS = {"c": Reason.SUPPRESSED, "z": Reason.NOT_APPLICABLE, "u": Reason.UNRELIABLE}
"""Symbols in a figure's place that say why there is none."""
NOTHING = ("", "x", ":", "..")
"""What stands where there is no figure and no reason: as if the row were not there."""
NOT_ZERO = "near 0, and not 0"
"""What the note of a figure says that is shown as 0 and is above it."""
NEAR_ZERO = ("low", "k")
"""Published values that are near 0 and not 0; shown as 0, with a note."""
REMARKS = {"e": "estimated"}
"""Symbols after a figure that become its note."""
MARKS = ("p", "b", "u", "r", *REMARKS)
"""All that may stand behind a figure: provisional, break, unreliable, revised, and the notes."""
MEANINGS: Mapping[str, str] = {
    "c": "there is a figure, and it must not be shown: a small number",
    "z": "not applicable",
    "u": "not reliable enough to be used",
    "x": "there is no figure; so do :, .. and an empty cell",
    "low": "above 0 and so near to it that it is published as 0; so does k",
    "p": "provisional: the figure may still change",
    "r": "revised: it replaces the figure that was given before",
    "e": "estimated",
    "b": "counted in another way than before: not comparable with earlier figures",
}
"""What a symbol says, in words, in the figure's place or, as in MARKS, behind it."""
ALIKE = {":": "x", "..": "x", "k": "low"}
"""The symbols that mean what another one means."""
MOST_MARKS = 10
"""So many of them may stand behind one figure."""
NOISE_DIGITS = 15
"""A spreadsheet's number has so many digits that hold; what stands behind is noise."""

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009"), " ")
_DASHES = ("-", "–", "—", "−")
_SIGNS = dict.fromkeys(map(ord, "−–"), "-")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_FIGURE = re.compile(
    r"(?P<sign>[+-]?) ?(?P<currency>[£€$]?) ?(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)"
    r" ?(?P<percent>%?)"
)
_MARK = re.compile(
    r" ?(?:\[(?P<boxed>[a-z])\]|\((?P<round>[a-z])\)|(?P<bare>(?<![a-z])[a-z]))\Z", re.I
)
_LONGEST_MARK = len(" [p]")
_ERROR = re.compile(r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)", re.I)
_SYMBOL = re.compile(r"[\[(](.+)[\])]")


class SubmittedCell(NamedTuple):
    """What a cell says, in the words of a reading's keys."""

    value: str | None
    """Digits, a reason word, or None where nothing is said."""
    percent: bool = False
    """Whether a percent sign, or the number format of one, stood with it."""
    currency: bool = False
    """Whether a sign of a currency stood before it."""
    noise: bool = False
    """Whether digits were left out that only a binary fraction has."""
    is_worded: bool = False
    """Whether its unit, or a mark of the table's own, stood beside it."""
    remarks: Mapping[str, str] = {}
    """`provisional`, `break`, `revised` and `note`, as a record would hold them."""

    @property
    def reasoned(self) -> bool:
        """Whether a symbol stands for the reason of having no figure."""
        return isinstance(self.value, Reason)


def plain(text: str) -> str:
    """Return a cell's text with plain spaces between its words, and none at its ends."""
    return text.translate(_SPACES).strip()


@lru_cache(maxsize=65536)
def figure(text: str, unit: str = "") -> SubmittedCell:
    """Return what the text of a value's cell says; of its `unit` hints speak alone.

    `1,234`, `£1,000`, `18.3%`, `18.3 p`, `[c]`, `..`. Raises a fault with a code and a hint.
    """
    shown = plain(text)
    symbol = _symbol(shown)
    if symbol in NOTHING:
        return SubmittedCell(None)
    if symbol in REASONS:
        return SubmittedCell(REASONS[symbol])
    if symbol in NEAR_ZERO:
        return SubmittedCell("0", remarks={"note": f"published as {symbol}: {NOT_ZERO}"})
    if symbol in _DASHES:
        raise fault(
            "value-dash",
            f"must be a figure, not {quoted(shown)}",
            "write 0 where Excel's accounting format shows 0 as a dash; else leave the cell "
            "empty, or "
            "write c, x or z",
        )
    if _ERROR.fullmatch(shown):
        message, hint = (
            f"must be a number, not {quoted(shown)}",
            "correct the formula, or write x",
        )
        raise fault("value-not-a-number", message, f"{hint} where there is no figure")
    bare, marks = _without_marks(shown)
    return (
        reduce(_marked, marks, _figure(bare, unit))
        if _FIGURE.fullmatch(bare)
        else _figure(shown, unit)
    )


def _without_marks(text: str) -> tuple[str, list[str]]:
    """Return the text before the marks at its end, and these in their order.

    Raises a fault where there are too many.
    """
    marks: list[str] = []
    end = len(text)
    while found := _MARK.search(text, max(0, end - _LONGEST_MARK), end):
        mark = (found["boxed"] or found["round"] or found["bare"]).lower()
        if mark not in MARKS:
            break
        if len(marks) == MOST_MARKS:
            raise fault(
                "value-not-a-number",
                f"must have at most {MOST_MARKS} marks after it, unlike {quoted(text)}",
                "keep each mark once",
            )
        marks.append(mark)
        end = found.start()
    return text[:end], marks[::-1]


def _symbol(text: str) -> str:
    """Return a symbol without its brackets, in small letters."""
    boxed = _SYMBOL.fullmatch(text)
    return (boxed[1] if boxed else text).strip().lower()


def _marked(cell: SubmittedCell, mark: str) -> SubmittedCell:
    match mark:
        case "p":
            return cell._replace(remarks={**cell.remarks, "provisional": "true"})
        case "b":
            return cell._replace(remarks={**cell.remarks, "break": "true"})
        case "r":
            return cell._replace(remarks={**cell.remarks, "revised": "true"})
        case "u":
            marked = _noted(cell, f"{cell.value} is marked unreliable")
            return marked._replace(value=Reason.UNRELIABLE)
        case _:
            return _noted(cell, REMARKS[mark])


def _noted(cell: SubmittedCell, note: str) -> SubmittedCell:
    notes = filter(None, (cell.remarks.get("note"), note))
    return cell._replace(remarks={**cell.remarks, "note": "; ".join(notes)})


def _figure(text: str, unit: str) -> SubmittedCell:
    found = _FIGURE.fullmatch(text.translate(_SIGNS))
    if not found:
        if hint := meant.hint(text, unit):
            raise fault("value-not-a-number", f"must be a number, not {quoted(text)}", hint)
        return SubmittedCell(text)  # the reading says what is wrong with it
    digits = found["digits"]
    if "," in digits:
        if not _GROUPED.fullmatch(digits):
            raise fault(
                "value-not-a-number",
                f"must be a number, not {quoted(text)}",
                "use a comma between thousands, as in 1,234, and a point for decimals",
            )
        digits = digits.replace(",", "")
    clean = _without_noise(digits)
    sign = "-" if found["sign"] == "-" else ""
    percent, currency = bool(found["percent"]), bool(found["currency"])
    return SubmittedCell(sign + clean, percent, currency, noise=clean != digits)


def _without_noise(digits: str) -> str:
    """Return the number that was meant: 17.9 for 17.899999999999999.

    Only what has more digits than a spreadsheet keeps is looked at, and only if the shortest number
    that the same binary fraction stands for is shorter.
    """
    count = len(digits.replace(".", "").lstrip("0"))
    if "." not in digits or count <= NOISE_DIGITS or len(digits) > numbers.MOST_DIGITS + 1:
        return digits
    short = f"{float(digits):.{NOISE_DIGITS}g}"
    if "e" in short or len(short) > NOISE_DIGITS - 2:
        return digits
    return short
