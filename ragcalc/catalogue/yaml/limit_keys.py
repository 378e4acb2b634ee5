"""Whether a file asks for small numbers to be hidden, also where it says so in a misspelt way."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ragcalc.catalogue.model import hints
from ragcalc.catalogue.model.indicators import Catalogue
from ragcalc.catalogue.yaml.source import Data, Document
from ragcalc.catalogue.yaml.validation import known_keys

_KEY = "suppress-below"
_ANY_SPELLING = re.compile(r"sup+r?es+[a-z]*[ _-]*be?low", re.IGNORECASE)
"""The key as it is often misspelt."""
_BEGUN = re.compile(r"su", re.IGNORECASE)
_KEYS_BEGUN = re.compile(r"\bsu[\w-]*[ _-]?[\w-]*(?=[\"']?\s*:)", re.IGNORECASE)


def are_asked(document: Document) -> bool:
    """Return whether a file has a limit other than 0, at its place, misplaced or misspelt.

    Of a file that cannot be read as YAML the text is asked.
    """
    if not isinstance(document.data, dict):
        text = document.text.replace("\0", "")
        return _ANY_SPELLING.search(text) is not None or any(
            map(_is_limit, _KEYS_BEGUN.findall(text))
        )
    repeated = {one.place.path[-1] for one in document.problems if one.code == "key-duplicate"}
    return any(
        (value != "0" or key in repeated) and _is_limit(key)
        for key, value in _settings(document.data)
    )


def _settings(data: dict[str, Data]) -> Iterator[tuple[str, Data]]:
    """Yield what the catalogue and each indicator set, and what may stand elsewhere by mistake."""
    yield from data.items()
    for kind, section in data.items():
        for name, entry in section.items() if isinstance(section, dict) else ():
            if _BEGUN.match(name):
                yield name, entry
            for key, value in entry.items() if isinstance(entry, dict) else ():
                if kind == "indicators" or _BEGUN.match(key):
                    yield key, value


@cache
def _known() -> tuple[tuple[str, ...], ...]:
    """Return the keys of the catalogue, and those of an indicator."""
    return tuple(tuple(known_keys(Catalogue, at)) for at in ((), ("indicators", "")))


@lru_cache(maxsize=4096)
def _is_limit(key: str) -> bool:
    """Return whether a key is the limit, or one for which the hint of an unknown key names it."""
    if _ANY_SPELLING.fullmatch(key):
        return True
    hint = f"did you mean {_KEY}?"
    return not any(key in own for own in _known()) and any(
        hints.nearest(key, own) == hint for own in _known()
    )
