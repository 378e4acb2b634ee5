"""What an entry looks like, in the words of JSON Schema: noted beside the function that reads it.

`ragcalc.catalogue.schemas` makes the schemas of both files of it. An entry is what an editor's YAML
makes of the text, so that a number is a number or a text; words are written in small letters.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

Schema = dict[str, Any]
Reader = TypeVar("Reader", bound=Callable[..., Any])


class Shape(NamedTuple):
    """What a function takes."""

    schema: Schema
    name: str = ""
    """Its name among the definitions; without one it is written out wherever it is used."""


SHAPES: dict[Callable[..., Any], Shape] = {}
"""What each reader takes; of one that looks at an entry again, what it asks beside."""
SHORTHANDS: dict[Callable[..., Any], str] = {}
"""The readers that also take one entry in place of a record, and which key it then is.

Without a key it is one in place of a list, or of a mapping by period.
"""


def takes(schema: Schema, name: str = "") -> Callable[[Reader], Reader]:
    """Return the decorator that notes what a reader takes."""

    def note(read: Reader) -> Reader:
        SHAPES[read] = Shape(schema, name)
        return read

    return note


def shorthand(key: str = "") -> Callable[[Reader], Reader]:
    """Return the decorator of a reader that takes one entry for a record or a list."""

    def note(read: Reader) -> Reader:
        SHORTHANDS[read] = key
        return read

    return note


def reference(name: str) -> Schema:
    """Return the schema that points to a definition."""
    return {"$ref": f"#/definitions/{name}"}


def references(schema: Any) -> Iterator[str]:
    """Yield the name of each definition that a schema, or a part of one, refers to."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].rpartition("/")[2]
        schema = [*schema.values()]
    if isinstance(schema, list):
        for part in schema:
            yield from references(part)


def named(name: str) -> Schema:
    """Return the schema of a definition."""
    return next(shape.schema for shape in SHAPES.values() if shape.name == name)


def described(schema: Schema, description: str) -> Schema:
    """Return the schema with a description; nothing may stand beside a reference."""
    beside = {"allOf": [schema]} if "$ref" in schema else schema
    return {"description": description} | beside | {"description": description}


def words(known: Iterable[str]) -> Schema:
    """Return the schema of a closed set; an editor may read YAML's older `off` as false."""
    listed = [*known]
    return {"enum": [*listed, False] if "off" in listed else listed}


def any_of(*schemas: Schema) -> Schema:
    """Return the schema of what one of the schemas takes."""
    parts = [part for schema in schemas for part in schema.get("anyOf", [schema])]
    return {"anyOf": parts}


def record(properties: dict[str, Schema]) -> Schema:
    """Return the schema of a mapping that has these keys, all of them, and no other."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [*properties],
        "properties": properties,
    }
