"""Plain data to JSON text with exact numbers.

A Decimal is written digit for digit, a Fraction where its decimals end too, else to six places.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from ragcalc import numbers
from ragcalc.catalogue.yaml.characters import CONTROL
from ragcalc.render.media import log as log_text
from ragcalc.render.media.medium import Syntax
from ragcalc.render.media.tables import as_plain_value

Number = int | Decimal | Fraction
Json = Mapping[str, "Json"] | list["Json"] | Iterator["Json"] | str | bool | Number | None
"""An iterator is written as a list, its items made and forgotten one by one."""


def dumps(data: Json) -> str:
    """Return the text, indented by two spaces and ended by a line feed.

    What would steer a terminal, or be a runner's command in a log, stands as JSON's own escape, in
    files too: the same text everywhere, and it means the same.
    """
    text = _written(data, "\n") + "\n"
    if not text.isascii() or "\x7f" in text:  # JSON escapes what is below a space, and no more
        text = CONTROL.sub(_code, text)
    return log_text.inert(text, Syntax.JSON)


def as_plain_data(data: Any) -> Any:
    """Return data for `dumps` in dict, list, str, int, bool, Decimal and None alone."""
    match data:
        case Mapping():
            return {name: as_plain_data(value) for name, value in data.items()}
        case list() | Iterator():
            return [as_plain_data(one) for one in data]
        case _:
            return as_plain_value(data)


def _code(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _written(data: Json, line: str) -> str:
    """Write a value; `line` begins a new line at its indentation."""
    scalar = _SCALARS[type(data)]
    return scalar(data) if scalar else _nested(data, line)


def _nested(data: Any, line: str) -> str:
    inner = line + "  "
    mapping = isinstance(data, (dict, Mapping))  # a dict is known to be one at once
    items = data.values() if mapping else data
    written = [
        scalar(item) if (scalar := _SCALARS[type(item)]) else _nested(item, inner) for item in items
    ]
    if mapping:
        return _shape(tuple(data), line) % tuple(written)
    return f"[{inner}{f',{inner}'.join(written)}{line}]" if written else "[]"


@lru_cache(maxsize=256)
def _shape(keys: tuple[str, ...], line: str) -> str:
    """Return a mapping with these keys at an indentation, with `%s` where each value goes."""
    inner = line + "  "
    members = [f"{encode_basestring(key).replace('%', '%%')}: %s" for key in keys]
    return f"{{{inner}{f',{inner}'.join(members)}{line}}}" if members else "{}"


class _ByType(dict[type, Callable[[Any], str] | None]):
    """How values of a type are written; None for those that hold others. Each type is asked once.

    Most of a report's time goes into its scalars, and a chain of isinstance would take half of it.
    """

    def __missing__(self, kind: type) -> Callable[[Any], str] | None:
        self[kind] = next((write for base, write in _WRITERS if issubclass(kind, base)), None)
        return self[kind]


def _fraction(number: Fraction) -> str:
    return _digits(*number.as_integer_ratio())


@lru_cache(maxsize=65536)
def _digits(numerator: int, denominator: int) -> str:
    return numbers.to_text(numbers.shortest(Fraction(numerator, denominator)))


_WORDS: dict[bool | None, str] = {True: "true", False: "false", None: "null"}
_WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (str, encode_basestring),
    (Decimal, numbers.to_text),
    (Fraction, _fraction),
    (bool, _WORDS.__getitem__),
    (int, str),
)
_SCALARS = _ByType({type(None): _WORDS.__getitem__})
