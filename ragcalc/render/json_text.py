"""Plain data to JSON text with exact numbers: a Decimal is written digit for digit."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring

from ragcalc import numbers

Json = Mapping[str, "Json"] | list["Json"] | str | int | bool | Decimal | None


def dumps(data: Json) -> str:
    """Give the text, indented by two spaces and ended by a line feed."""
    return _written(data, "\n") + "\n"


def _written(data: Json, line: str) -> str:
    """Write a value; `line` begins a new line at its indentation."""
    if isinstance(data, str):
        return encode_basestring(data)
    if data is None:
        return "null"
    if isinstance(data, Decimal):
        return numbers.plain(data)
    if isinstance(data, int):
        return str(data).lower()
    inner = line + "  "
    comma = f",{inner}"
    if isinstance(data, list):
        items = comma.join([_written(item, inner) for item in data])
        return f"[{inner}{items}{line}]" if items else "[]"
    items = comma.join([_key(key) + _written(item, inner) for key, item in data.items()])
    return f"{{{inner}{items}{line}}}" if items else "{}"


@lru_cache(maxsize=256)
def _key(key: str) -> str:
    return f"{encode_basestring(key)}: "
