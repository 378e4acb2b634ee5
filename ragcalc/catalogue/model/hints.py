"""Hints for words that are not known: the nearest known word, or those that there are."""

import re
from collections.abc import Collection, Iterable
from functools import partial
from heapq import nlargest
from itertools import islice

from ragcalc.problems import shortened

MOST_NAMED = 30
MOST_HINTS = 100
"""So many unknown words of one table, or of the catalogue, are answered with the nearest one."""
MOST_LOOKED_AT, MOST_COMPARED, MOST_LENGTH_APART = 2000, 200, 5
"""Only so many words of about its length are looked at for a misspelt one, and so many compared."""
LONGEST_WORD = 100
"""So many characters of a word are compared."""
_MISSPELT = 0.8
"""How alike two words are, at least, of which one misspells the other: vlaue, value."""


def nearest(word: str, known: Collection[str]) -> str:
    """Return the hint that names the nearest known word, or all of them where none is near."""
    return did_you_mean(word, known) or known_names(known)


def known_names(known: Collection[str]) -> str:
    """Return the hint that names the known words; of many the first ones."""
    more = ", …" if len(known) > MOST_NAMED else ""
    named = map(shortened, islice(known, MOST_NAMED))
    return f"known: {', '.join(named)}{more}" if known else ""


class Hints:
    """Names the nearest known word of the first unknown ones; each of thousands takes its time."""

    def __init__(self) -> None:
        self.asked = 0

    def nearest(self, word: str, known: Collection[str], otherwise: str = "") -> str:
        """Return the hint, or what is said otherwise where none is near or too many are unknown."""
        self.asked += 1
        return (nearest(word, known) if self.asked <= MOST_HINTS else "") or otherwise


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Name the nearest known word of about the same length, else one that shares its words.

    Empty where none is near.
    """
    from difflib import get_close_matches  # only where there is a mistake

    own = word.lower()[:LONGEST_WORD]
    alike = (name for name in known if abs(len(name) - len(word)) <= MOST_LENGTH_APART)
    names = [*islice(alike, MOST_LOOKED_AT)]
    if len(names) > MOST_COMPARED:
        names = nlargest(MOST_COMPARED, names, key=partial(_shared, own))
    begun = [name for name in names if own and name.startswith(own)]
    close = begun if len(begun) == 1 else get_close_matches(own, names, n=1)
    close = close or _sharing_words(own, known)
    return f"did you mean {close[0]}?" if close else ""


def misspelt(word: str, known: Iterable[str]) -> str:
    """Name the known word of which this is a misspelling, in whichever case; else return nothing.

    It asks for more likeness than `did_you_mean`, for words that are mostly good ones of their own.
    """
    from difflib import get_close_matches  # only where there is a mistake

    names = {one.casefold(): one for one in known}
    close = get_close_matches(word.casefold()[:LONGEST_WORD], names, n=1, cutoff=_MISSPELT)
    return f"did you mean {names[close[0]]}?" if close else ""


def _sharing_words(word: str, known: Collection[str]) -> list[str]:
    """Return the one known name that shares two words at least, and half of all that both have."""
    own = _words(word)
    alike = {name: _words(name) for name in islice(known, MOST_LOOKED_AT)} if len(own) > 1 else {}
    shares = {
        name: len(own & words) / len(own | words)
        for name, words in alike.items()
        if len(own & words) > 1
    }
    best = [name for name, share in shares.items() if share == max(shares.values())]
    return best if len(best) == 1 and shares[best[0]] >= 1 / 2 else []


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", name.lower()[:LONGEST_WORD]))


def _shared(one: str, other: str) -> int:
    """Count the characters with which two words begin alike, and with which they end alike."""
    return _begun_alike(one, other) + _begun_alike(one[::-1], other[::-1])


def _begun_alike(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
