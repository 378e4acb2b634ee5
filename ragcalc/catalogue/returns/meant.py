"""What somebody meant who wrote a cell that is not a figure: the hint that says how to write it."""

import re
from decimal import Decimal

from ragcalc.numbers import to_text

_NUMBER = r"(?P<sign>[-−–]?) ?[£€$]? ?(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)"
_SMALL = re.compile(r"[<≤] ?[0-9]+|\*{1,3}|(?:less|fewer) than [0-9]+", re.I)
_NEGATIVE = re.compile(r"\([£€$]? ?(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?) ?%?\)")
_COUNTS = re.compile(
    r"(?:[0-9.,]+ ?%)? ?(?P<open>\()?"
    r"(?P<numerator>[0-9][0-9,]*) ?(?:of|out of|/) ?(?P<denominator>[0-9][0-9,]*)(?(open)\))",
    re.I,
)
_LARGE = re.compile(rf"{_NUMBER} ?(?P<times>k|m|mn|million|bn|billion)", re.I)
_WITH_UNIT = re.compile(rf"{_NUMBER} (?P<unit>(?:kg|km|[a-z]{{3,}})(?: .*)?)", re.I)
_ABOUT = re.compile(rf"(?:about|approx\.?|approximately|around|c\.|ca\.?|circa|~) ?{_NUMBER}", re.I)
_COUNTED = ("", "count", "ratio")
"""Units that take figures of anything."""
_POWERS = {"k": 3, "m": 6, "b": 9}
WAITED_FOR = frozenset(("tbc", "tba", "awaited", "awaiting", "pending", "not yet available"))
_NO_FIGURE = frozenset(("n/a", "na", "no data", "not available", "not applicable", "nil", "none"))


LONGEST = 25
"""No text of more characters is looked at, so that every number in a hint is exact."""


def hint(text: str, unit: str = "") -> str:
    """Return how to write what a text means; empty where it is not one of the known kinds.

    Where its figures have a `unit` that is not the one beside the figure the hint says so.
    """
    if len(text) > LONGEST:
        return ""
    if _SMALL.fullmatch(text):
        return "write c, a small number that is not to be shown"
    if found := _NEGATIVE.fullmatch(text):
        return f"write -{_bare(found['digits'])}"
    if found := _COUNTS.fullmatch(text):
        counts = f"{_bare(found['numerator'])} and {_bare(found['denominator'])}"
        return f"write {counts} into the columns numerator and denominator"
    if found := _LARGE.fullmatch(text):
        number = Decimal(_bare(found["digits"])).scaleb(_POWERS[found["times"][0].lower()])
        return f"write {_sign(found)}{to_text(number)}"
    if found := _WITH_UNIT.fullmatch(text):
        other = unit not in _COUNTED and found["unit"].lower() not in unit.lower()
        return f"write {_sign(found)}{_bare(found['digits'])}" + (f" if it is in {unit}" * other)
    if found := _ABOUT.fullmatch(text):
        return f"write {_sign(found)}{_bare(found['digits'])} e, which marks an estimate"
    return _of_word(text.lower())


def _of_word(word: str) -> str:
    if word in WAITED_FOR:
        return "leave the cell empty, or write in-measurement"
    if word in _NO_FIGURE:
        return "leave the cell empty, or write z where the figure does not apply; 0 is a figure"
    return ""


def _bare(digits: str) -> str:
    return digits.replace(",", "")


def _sign(found: re.Match[str]) -> str:
    return "-" if found["sign"] else ""
