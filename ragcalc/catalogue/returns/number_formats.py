"""Number formats of a workbook: what a person sees beside the digits of a number.

`"£"0.0"m"` shows 1.2 as £1.2m, `0" days"` shows 8 as 8 days, `0.0,,"m"` shows 1200000 as 1.2m. All
digits that are stored are kept: no format rounds a figure here.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ragcalc.numbers import to_text

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<sign>[<>]=?|<>|=)(?P<bound>-?[0-9]+(?:\.[0-9]+)?)\]|\[[^\]]*\]"
    r"|(?P<digits>General|@|[0#?][0#?.,/]*(?:E[+-][0#?]+)?|\.[0#?]+)|(?P<percent>%)|(?P<bare>.)",
    re.I | re.S,
)
_SCALE = re.compile(r",+(?=\.|$)")
_LEAST_POWER = -12
"""A format of billions has three commas; more than four are not read."""
_MONEY = "£€"
_OF_THE_NEGATIVE = str.maketrans("", "", "-–—−()$")
"""The minus stands before the number whichever way a format shows it; $ stands in for a sign of the
place where a workbook is opened."""
_DASHES = ("-", "–", "—")
"""What an accounting format shows in place of 0."""


class _Section(NamedTuple):
    """One part of a format, for some numbers."""

    before: str = ""
    after: str = ""
    power: int = 0
    """By how many powers of ten the number that is shown is greater than the one that is stored."""
    is_percent: bool = False
    has_digits: bool = False
    condition: tuple[str, Decimal] | None = None

    def holds(self, number: Decimal) -> bool:
        """Return whether its condition, if it has one, is met."""
        if self.condition is None:
            return True
        sign, bound = self.condition
        below = "<" in sign and number < bound
        above = ">" in sign and number > bound
        return below or above or ("=" in sign and number == bound)


def shown(number: Decimal, format_: str) -> str:
    """Return a number as its format shows it, with every digit, and a minus before all else."""
    section = _section(number, format_)
    words = f"{section.before} {section.after}".strip()
    if not section.has_digits and words.strip(_MONEY):
        return words
    sign = "-" if number < 0 else ""
    amount = number.copy_abs()
    digits = _short(amount.scaleb(section.power) if section.power else amount)
    percent = "%" if section.is_percent else ""
    return f"{sign}{section.before}{digits}{percent}{section.after}"


def _section(number: Decimal, format_: str) -> _Section:
    """Return the part of a format that is for a number."""
    sections = _sections(format_)
    if any(one.condition for one in sections):
        return next((one for one in sections[:3] if one.holds(number)), _Section())
    at = 1 if number < 0 else 2 if number == 0 else 0
    return sections[at] if at < len(sections) else sections[0]


@lru_cache(maxsize=4096)
def _sections(format_: str) -> tuple[_Section, ...]:
    """Return the parts of a format, in their order."""
    found: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(format_):
        if token["bare"] == ";":
            found.append([])
        else:
            found[-1].append(token)
    return tuple(map(_read, found))


def _read(tokens: list[re.Match[str]]) -> _Section:
    """Return what a part of a format says."""
    before = after = money = ""
    power, is_percent, has_digits, condition = 0, False, False, None
    for token in tokens:
        if token["digits"]:
            has_digits = True
            power = max(power - 3 * sum(map(len, _SCALE.findall(token["digits"]))), _LEAST_POWER)
        elif token["percent"]:
            is_percent = True
        elif token["sign"]:
            condition = (token["sign"], Decimal(token["bound"]))
        else:
            text = token["quoted"] or token["escaped"] or token["currency"] or token["bare"] or ""
            money = money or next((sign for sign in _MONEY if sign in text), "")
            text = "".join(one for one in text if one not in _MONEY)
            if has_digits:
                after += text
            else:
                before += text
    if has_digits or before.strip() in _DASHES:
        before, after = (text.translate(_OF_THE_NEGATIVE) for text in (before, after))
    before, after = " ".join(before.split()), re.sub(r"\s+", " ", after).rstrip()
    power += 2 if is_percent else 0
    return _Section(money + before, after, power, is_percent, has_digits, condition)


def _short(number: Decimal) -> str:
    text = to_text(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
