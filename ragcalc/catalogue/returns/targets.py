"""What the cell of a target says: a number, a range, a bound as people write it, or none."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from ragcalc.catalogue.model import fields
from ragcalc.catalogue.returns import figures, meant, words
from ragcalc.catalogue.returns.figures import DraftFigure
from ragcalc.vocabulary import Polarity

_RANGE = re.compile(r"(?:between )?(.+?)(?: to | and |(?<=[0-9%]) ?(?:to|[-–—]) ?)(.+)", re.I)
_BOUNDS: Mapping[str, tuple[str, Polarity]] = {
    r"(?:≥|>=|=>|at least|min(?:imum(?: of)?|\.)?|no less than|no fewer than|not less than)": (
        "value",
        Polarity.HIGH,
    ),
    r"(?:≤|<=|=<|at most|max(?:imum(?: of)?|\.)?|no more than|not more than|up to)": (
        "value",
        Polarity.LOW,
    ),
    r"(?:<|below|under|less than|fewer than)": ("below", Polarity.LOW),
    r"(?:>|above|over|more than|greater than)": ("above", Polarity.HIGH),
}
"""The signs and words before a number, what they make it, and which way is good by them."""
_BOUND = {
    re.compile(rf"{words_}(?![a-z]) ?(.+)", re.I): meaning for words_, meaning in _BOUNDS.items()
}


class Written(NamedTuple):
    """The keys of a target's record and the text of each number, and which way is good by it."""

    entries: Mapping[str, str]
    polarity: Polarity | None = None
    """None where the cell does not say."""


class DraftTarget(NamedTuple):
    """A target's cell: what it says in digits, and the polarity that its sign speaks of."""

    figure: DraftFigure
    polarity: Polarity | None = None


def written(text: str, unit: str = "") -> Written:
    """Return what a target's cell says; what is of no other form is the text of one number."""
    plain = " ".join(text.split())
    if plain.casefold() in words.NO_TARGET_ON_PURPOSE:
        return Written({"value": "none"})
    for pattern, (key, polarity) in _BOUND.items():
        if (found := pattern.fullmatch(plain)) and figures.digits(found[1], unit):
            return Written({key: found[1]}, polarity)
    found = None if figures.digits(plain, unit) else _RANGE.fullmatch(plain)
    if found and all(figures.digits(one, unit) for one in found.groups()):
        mixed = figures.is_scaled(found[1]) is not figures.is_scaled(found[2])
        if words.scale(unit) or not mixed:  # £1 to £2m may be £1m to £2m
            return Written({"from": found[1], "to": found[2]}, Polarity.ON_TARGET)
    return Written({"value": text})


def drafted(text: str, unit: str) -> DraftTarget | None:
    """Return what a target's cell says, in digits; None where it is no target."""
    found = written(text, unit)
    numbers = {key: figures.digits(one, unit) for key, one in found.entries.items()}
    if not all(numbers.values()):
        return None
    if "from" in numbers and fields.number(numbers["from"]) > fields.number(numbers["to"]):
        return None
    return DraftTarget(DraftFigure((*numbers.items(),)), found.polarity)


def hint(text: str) -> str:
    """Return how to write what the text of a target means that is none; empty where unknown."""
    word = " ".join(text.split()).casefold()
    if word in words.NO_TARGET:
        return "write none where there is no target on purpose, else leave the cell empty"
    return "leave the cell empty until there is one" if word in meant.WAITED_FOR else ""
