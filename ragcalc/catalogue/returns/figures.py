"""What the cells of a drafted table say: figures with what stands beside them, and targets."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from ragcalc import numbers
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.returns import cells, words
from ragcalc.vocabulary import Polarity

_BRACKETS = re.compile(r"\((£?[0-9][0-9,.]*)\)")
_SCALED = re.compile(r"(-?)£ ?([0-9][0-9,.]*) ?(k|m|mn|million|bn|billion)\b", re.I)
_STARRED = re.compile(r"([^*†‡#0-9]*[0-9][^*†‡#]*?) ?([*†‡#]+)")
_WITH_UNIT = re.compile(r"(-?£?[0-9][0-9,.]*) ?([^\W\d_][\w /]*)")
_COUNTS = re.compile(r"([0-9.]+%?) ?\(([0-9,]+) (?:of|out of|/) ([0-9,]+)\)", re.I)
_PERCENT = re.compile(r"[0-9] ?%(?: ?[*†‡#]+| ?\([^()]*\)| ?\[?[a-z]\]?)?", re.I)
_HIGH_SIGN = re.compile(r"(?:>=|=>|≥|at least|no less than|minimum of|minimum|min\.?) *(.+)")
_LOW_SIGN = re.compile(r"(?:<=|=<|≤|at most|no more than|up to|maximum of|maximum|max\.?) *(.+)")
_ABOVE = re.compile(r"(?:>|above|over|more than) *(.+)")
_BELOW = re.compile(r"(?:<|below|under|less than|fewer than) *(.+)")
_RANGE = re.compile(r"(.+?)(?: to | and | ?[-–] ?)(.+)")


class DraftFigure(NamedTuple):
    """A figure, or a target, in the words of its record; `value` alone stands bare."""

    entries: tuple[tuple[str, str], ...]


class DraftTarget(NamedTuple):
    """A target's cell: what it says, and the polarity that its sign speaks of."""

    figure: DraftFigure
    polarity: Polarity | None = None


def figure(text: str, unit: str, *, reasons: bool) -> DraftFigure | None:
    """Return what a cell says, None where it says nothing. Raises ValueError where it is no figure.

    `reasons` is whether a symbol may stand for the reason of having no figure.
    """
    remarks: dict[str, str] = {}
    if counted := _COUNTS.fullmatch(text):
        text = counted[1]
        remarks = {"numerator": digits(counted[2]), "denominator": digits(counted[3])}
    if starred := _STARRED.fullmatch(text):
        text = starred[1]
        remarks["note"] = f"marked {starred[2]} in the table"
    value, more = _read(_bare(text, unit), reasons=reasons)
    notes = "; ".join(one["note"] for one in (remarks, more) if "note" in one)
    both = {**remarks, **more, **({"note": notes} if notes else {})}
    return None if value is None else DraftFigure((("value", value), *both.items()))


def _read(text: str, *, reasons: bool) -> tuple[str | None, Mapping[str, str]]:
    try:
        cell = cells.figure(text)
        if cell.value is None:
            return None, {}
        (fields.number_or_reason if reasons else fields.number)(str(cell.value))
    except PydanticCustomError as error:
        raise ValueError(text) from error
    return str(cell.value), cell.remarks


def _bare(text: str, unit: str) -> str:
    """Return a figure without its unit, in digits: -1500 for (1,500), 1200000 for £1.2m.

    Where the unit is £m, £1.2m is 1.2, and £900k is no figure of it.
    """
    if found := _BRACKETS.fullmatch(text):
        return f"-{found[1].removeprefix('£')}"
    if found := _SCALED.fullmatch(text):
        power, scale = words.POWERS[found[3].lower()], words.scale(unit)
        if scale not in (0, power):
            return text
        try:
            amount = Decimal(found[2].replace(",", "")).scaleb(power - scale)
        except ArithmeticError:
            return text
        return f"{found[1]}{numbers.to_text(amount)}"
    if (found := _WITH_UNIT.fullmatch(text)) and words.is_unit(found[2], unit):
        return found[1]
    return text


def is_scaled(text: str) -> bool:
    """Return whether an amount is in thousands or more, as £1.2m is."""
    return bool(_SCALED.search(text))


def sign_of(text: str) -> str:
    """Return the sign beside a figure, of percent or money, or the word days; empty without any."""
    if (percent := _PERCENT.search(text)) and percent.end() == len(text):
        return "%"
    found = re.search(r"[0-9]", text) and re.search(r"[£€$]", text)
    if found:
        return found[0]
    with_unit = _WITH_UNIT.fullmatch(text)
    return "days" if with_unit and words.is_unit(with_unit[2], "days") else ""


def target(text: str, unit: str) -> DraftTarget | None:
    """Return what a target's cell says; None where it is no target."""
    lower = text.casefold()
    for sign, way in ((_HIGH_SIGN, Polarity.HIGH), (_LOW_SIGN, Polarity.LOW)):
        if found := sign.fullmatch(lower):
            bound = digits(found[1], unit)
            return DraftTarget(DraftFigure((("value", bound),)), way) if bound else None
    for sign, key, way in ((_ABOVE, "above", Polarity.HIGH), (_BELOW, "below", Polarity.LOW)):
        if found := sign.fullmatch(lower):
            bound = digits(found[1], unit)
            return DraftTarget(DraftFigure(((key, bound),)), way) if bound else None
    if number := digits(lower, unit):
        return DraftTarget(DraftFigure((("value", number),)))
    found = _RANGE.fullmatch(lower.removeprefix("between "))
    ends = [digits(found[1], unit), digits(found[2], unit)] if found else []
    if found and not words.scale(unit) and is_scaled(found[1]) is not is_scaled(found[2]):
        return None  # £1 to £2m may be £1m to £2m
    if not all(ends) or not ends or fields.number(ends[0]) > fields.number(ends[1]):
        return None
    return DraftTarget(DraftFigure((("from", ends[0]), ("to", ends[1]))), Polarity.ON_TARGET)


def digits(text: str, unit: str = "") -> str:
    """Return the digits of a figure; empty where it is none."""
    try:
        found = figure(text.strip(), unit, reasons=False)
    except ValueError:
        return ""
    return found.entries[0][1] if found and len(found.entries) == 1 else ""
