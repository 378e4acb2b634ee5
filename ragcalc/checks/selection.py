"""Which codes are wanted: `--select` and `--ignore` take codes or families of them."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from ragcalc.catalogue.model.codes import CODES
from ragcalc.catalogue.model.hints import nearest
from ragcalc.checks.registry import CHECKS


class UnknownCode(ValueError):
    """The word is no code and begins none. `hint` names the nearest."""

    def __init__(self, word: str, hint: str) -> None:
        super().__init__(word)
        self.hint = hint


class Selection(NamedTuple):
    """The codes that are wanted; None is all of them."""

    wanted: frozenset[str] | None = None

    def keeps(self, code: str) -> bool:
        """Return whether a problem of this code is wanted."""
        return self.wanted is None or code in self.wanted


def every_code() -> tuple[str, ...]:
    """Return every code, those of loading and those of checks."""
    return tuple(sorted((*CODES, *CHECKS)))


def selection(select: Collection[str] = (), ignore: Collection[str] = ()) -> Selection:
    """Return the selected codes, all where none is named, less the ignored ones.

    A whole code means itself alone, else its beginning up to a hyphen means all that begin so.
    Raises UnknownCode.
    """
    wanted = _codes(select) if select else set(every_code())
    return Selection(frozenset(wanted - _codes(ignore)))


def _codes(words: Iterable[str]) -> set[str]:
    return {code for word in words for code in _meant(word)}


def _meant(word: str) -> list[str]:
    known = every_code()
    if word in known:
        return [word]
    family = [code for code in known if code.startswith(f"{word.rstrip('-')}-")]
    if not family:
        raise UnknownCode(word, nearest(word, list(known)))
    return family
