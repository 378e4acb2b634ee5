"""Plain data to JSON text with exact numbers: a Decimal is written digit for digit."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from json.encoder import encode_basestring

from ragcalc import numbers

Json = Mapping[str, "Json"] | list["Json"] | str | int | bool | Decimal | None


def dumps(data: Json) -> str:
    """Give the text, indented by two spaces and ended by a line feed."""
    return "".join(_written(data, "\n")) + "\n"


def _written(data: Json, line: str) -> Iterator[str]:
    match data:
        case None:
            yield "null"
        case bool():
            yield "true" if data else "false"
        case str():
            yield encode_basestring(data)
        case Decimal():
            yield numbers.plain(data)
        case int():
            yield str(data)
        case list():
            yield from _items("[", "]", [((), item) for item in data], line)
        case _:
            yield from _items("{", "}", [((key,), item) for key, item in data.items()], line)


def _items(
    opening: str, closing: str, items: list[tuple[tuple[str, ...], Json]], line: str
) -> Iterator[str]:
    yield opening
    inner = line + "  "
    for number, (key, item) in enumerate(items):
        yield ("," if number else "") + inner
        yield from (f"{encode_basestring(name)}: " for name in key)
        yield from _written(item, inner)
    yield (line if items else "") + closing
