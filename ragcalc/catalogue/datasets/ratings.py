"""The words beside a figure of a dataset: a break, and the rating of its source."""

from pydantic_core import PydanticCustomError

from ragcalc.catalogue.datasets.figures import MISSING
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.returns import words
from ragcalc.vocabulary import Direction, Status


class UnknownWord(ValueError):
    """What stands there is not one of the words; `hint` says which they are."""

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.hint = hint


def is_break(text: str) -> bool:
    """Return whether a figure is not comparable with earlier ones. Raises UnknownWord."""
    if text.strip() in MISSING:
        return False
    try:
        return fields.flag(text.strip())
    except PydanticCustomError:
        raise UnknownWord("write yes or no") from None


def status(text: str) -> Status | None:
    """Return the status that its source gives a figure; None without one. Raises UnknownWord."""
    found = words.status(text.strip())
    if found is None and _says_something(text):
        raise UnknownWord("write green, amber or red, or name another column")
    return found


def direction(text: str) -> Direction | None:
    """Return the direction that its source gives; None without one. Raises UnknownWord."""
    found = words.direction(text.strip())
    if found is None and _says_something(text) and text.strip() != Direction.UNAVAILABLE:
        raise UnknownWord("write improved, maintained or declined, or name another column")
    return found


def _says_something(text: str) -> bool:
    return text.strip().casefold() not in words.NO_STATUS
