"""What the cell of a target says: a number, a range, a bound as people write it, or none."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from ragcalc.vocabulary import Polarity

_NUMBER = r"[-−]?[£€$]? ?[0-9][0-9,]*(?:\.[0-9]+)? ?%?"
_RANGE = re.compile(rf"(?:between )?({_NUMBER}) ?(?:to|and|-|–|—) ?({_NUMBER})", re.I)
_BOUNDS: Mapping[str, tuple[str, Polarity]] = {
    r"(?:<|below|under|less than|fewer than)": ("below", Polarity.LOW),
    r"(?:>|above|over|more than|greater than)": ("above", Polarity.HIGH),
    r"(?:≥|>=|at least|min\.?|minimum|no less than|no fewer than|not less than)": (
        "value",
        Polarity.HIGH,
    ),
    r"(?:≤|<=|at most|max\.?|maximum|no more than|not more than|up to)": ("value", Polarity.LOW),
}
"""The signs and words before a number, what they make it, and which way is good by them."""
_BOUND = {re.compile(rf"{words} ?({_NUMBER})", re.I): meaning for words, meaning in _BOUNDS.items()}
_NONE = frozenset(("none", "no target"))


class Written(NamedTuple):
    """The keys of a target's record and the text of each number, and which way is good by it."""

    entries: Mapping[str, str]
    polarity: Polarity | None = None
    """None where the cell does not say."""


def written(text: str) -> Written:
    """Return what a target's cell says; what is of no other form is the text of one number."""
    plain = " ".join(text.split())
    if plain.lower() in _NONE:
        return Written({"value": "none"})
    if found := _RANGE.fullmatch(plain):
        return Written({"from": found[1], "to": found[2]}, Polarity.ON_TARGET)
    for pattern, (key, polarity) in _BOUND.items():
        if found := pattern.fullmatch(plain):
            return Written({key: found[1]}, polarity)
    return Written({"value": text})
