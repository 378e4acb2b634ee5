"""What cells say in words: figures with their unit, or a mark of the table's own, beside them.

One rule for drafted and for submitted tables. A cell whose words agree with the indicator's unit is
read; of what contradicts it or is not known nothing is made. A draft, which somebody looks through,
also takes brackets for a minus and counts behind a share.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from ragcalc import numbers
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.returns import cells, words
from ragcalc.catalogue.returns.cells import SubmittedCell

_BRACKETS = re.compile(r"\((£?[0-9][0-9,.]*)\)")
_SCALED = re.compile(r"(-?)£ ?([0-9][0-9,.]*) ?(k|m|mn|million|bn|billion)\b", re.I)
_STARRED = re.compile(r"([^*†‡#0-9]*[0-9][^*†‡#]*?) ?([*†‡#]+)")
_WITH_UNIT = re.compile(r"(-?£?[0-9][0-9,.]*) ?([^\W\d_][\w /]*)")
_COUNTS = re.compile(r"([0-9.]+%?) ?\(([0-9,]+) (?:of|out of|/) ([0-9,]+)\)", re.I)
_PERCENT = re.compile(r"[0-9] ?%(?: ?[*†‡#]+| ?\([^()]*\)| ?\[?[a-z]\]?)?", re.I)


class DraftFigure(NamedTuple):
    """A figure, or a target, in the words of its record; `value` alone stands bare."""

    entries: tuple[tuple[str, str], ...]


@lru_cache(maxsize=65536)
def read(text: str, unit: str) -> SubmittedCell:
    """Return what a cell of an indicator in a unit says: 8 for `8 days`, 1.2 for `£1.2m` in £m.

    Raises a fault with a code and a hint.
    """
    plain = cells.plain(text)
    starred = _STARRED.fullmatch(plain)
    bare = _bare(starred[1] if starred else plain, unit)
    if bare == plain:
        return cells.figure(text, unit)
    try:
        found = cells.figure(bare, unit)
        fields.number(str(found.value))
    except PydanticCustomError as error:
        hint = str((error.context or {})["hint"])
        message = f"must be a number, not {fields.quoted(plain)}"
        raise fields.fault("value-not-a-number", message, hint) from None
    if starred:
        notes = (f"marked {starred[2]} in the table", found.remarks.get("note"))
        found = found._replace(remarks={**found.remarks, "note": "; ".join(filter(None, notes))})
    return found._replace(is_worded=True)


def figure(text: str, unit: str, *, reasons: bool) -> DraftFigure | None:
    """Return what a cell says, None where it says nothing. Raises ValueError where it is no figure.

    `reasons` is whether a symbol may stand for the reason of having no figure.
    """
    counts: dict[str, str] = {}
    if counted := _COUNTS.fullmatch(text):
        text = counted[1]
        counts = {"numerator": digits(counted[2]), "denominator": digits(counted[3])}
    if bracketed := _BRACKETS.match(text):
        text = f"-{bracketed[1].removeprefix('£')}{text[bracketed.end() :]}"
    try:
        cell = read(text, unit)
        if cell.value is None:
            return None
        (fields.number_or_reason if reasons else fields.number)(str(cell.value))
    except PydanticCustomError as error:
        raise ValueError(text) from error
    return DraftFigure((("value", str(cell.value)), *counts.items(), *cell.remarks.items()))


def _bare(text: str, unit: str) -> str:
    """Return a figure without its unit, in digits: 1200000 for £1.2m.

    Where the unit is £m, £1.2m is 1.2, and £900k is no figure of it.
    """
    if found := _SCALED.fullmatch(text):
        power, scale = words.POWERS[found[3].lower()], words.scale(unit)
        if scale not in (0, power) or (not scale and not words.is_money(unit)):
            return text
        try:
            amount = Decimal(found[2].replace(",", "")).scaleb(power - scale)
        except ArithmeticError:
            return text
        return f"{found[1]}£{numbers.to_text(amount)}"
    if (found := _WITH_UNIT.fullmatch(text)) and words.is_unit(found[2], unit):
        return found[1]
    return text


def is_figure(text: str) -> bool:
    """Return whether a cell holds a figure; a word such as low is one beside others alone."""
    if not any(map(str.isdigit, text)):
        return False
    try:
        numbers.parse(cells.figure(text).value or "")
    except (ValueError, PydanticCustomError):
        return False
    return True


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


def digits(text: str, unit: str = "") -> str:
    """Return the digits of a figure; empty where it is none."""
    try:
        found = figure(text.strip(), unit, reasons=False)
    except ValueError:
        return ""
    return found.entries[0][1] if found and len(found.entries) == 1 else ""
