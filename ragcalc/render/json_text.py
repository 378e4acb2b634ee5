"""Plain data to JSON text with exact numbers: a Decimal is written digit for digit."""

from collections.abc import Mapping
from decimal import Decimal
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
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, Decimal):
        return numbers.plain(data)
    if isinstance(data, int):
        return str(data)
    inner = line + "  "
    if isinstance(data, list):
        return _enclosed("[", [_written(item, inner) for item in data], "]", line)
    entries = [f"{encode_basestring(key)}: {_written(item, inner)}" for key, item in data.items()]
    return _enclosed("{", entries, "}", line)


def _enclosed(opening: str, items: list[str], closing: str, line: str) -> str:
    """Write items one a line between brackets, or the brackets alone."""
    inner = f"{line}  "
    return (
        f"{opening}{inner}{f',{inner}'.join(items)}{line}{closing}" if items else opening + closing
    )
