"""A target that somebody proposes in a few words, as `16`, `below 85` or `18 to 22`."""

import re
from collections.abc import Collection
from typing import Any

from pydantic import ValidationError

from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.model.figures import Target
from ragcalc.catalogue.model.hints import nearest
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.yaml.consistency import misfit
from ragcalc.vocabulary import Polarity

_RANGE = re.compile(r"(\S+)\s+to\s+(\S+)", re.IGNORECASE)
_STRICT = re.compile(r"(below|above)\s+(\S+)", re.IGNORECASE)
_FORMS = "write 16, below 85, above 85, 18 to 22, or a comparator's id"


class NotATarget(ValueError):
    """The words are no target that the indicator can have. `hint` says how to write one."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def proposed(words: str, indicator: Indicator, comparators: Collection[str]) -> Target:
    """Return a target; `comparators` are the ids of the catalogue. Raises NotATarget."""
    if indicator.polarity is Polarity.NEUTRAL:
        raise NotATarget(
            "a neutral indicator cannot have a target", "give it a polarity: high, low or on-target"
        )
    raw = _raw(words.strip(), comparators)
    try:
        target = Target.model_validate(raw)
    except ValidationError as error:
        context = error.errors()[0].get("ctx", {})
        message, hint = str(context.get("message", "is not a target")), str(context.get("hint", ""))
        for_a_file = not hint or "{" in hint  # as in {from: 18, to: 22}
        raise NotATarget(message, _FORMS if for_a_file else hint) from None
    if found := misfit(target, indicator.polarity):
        raise NotATarget(*found)
    return target


def _raw(words: str, comparators: Collection[str]) -> dict[str, Any]:
    """Return the record that would say it in the catalogue."""
    if not words:
        raise NotATarget("must be a target, not empty", _FORMS)
    if found := _RANGE.fullmatch(words):
        return {"from": found[1], "to": found[2]}
    if found := _STRICT.fullmatch(words):
        return {found[1].lower(): found[2]}
    if words in comparators:
        return {"comparator": words}
    if words[:1].isalpha():
        hint = nearest(words, [*comparators])
        raise NotATarget(f"must be a target, not {quoted(words)}", hint or _FORMS)
    return {"value": words}
