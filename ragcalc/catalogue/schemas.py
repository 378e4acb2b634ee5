"""The JSON Schemas of the two files, for editors and for checks that know nothing of ragcalc.

They are made from the models: each key's shape from the function that reads it, its description
from the docstring below it. They accept all that loads, in lower case; what one entry
must be beside another is left to the loader, which says it better.
"""

import ast
import inspect
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BeforeValidator

from ragcalc.catalogue.model.fields import Read, ReadInYears
from ragcalc.catalogue.model.indicators import Catalogue
from ragcalc.catalogue.model.records import Model
from ragcalc.catalogue.model.series import Series
from ragcalc.catalogue.model.shapes import (
    SHAPES,
    SHORTHANDS,
    Schema,
    Shape,
    any_of,
    described,
    named,
    reference,
    references,
)
from ragcalc.catalogue.model.thresholds import Thresholds

FILES: dict[str, type[Model]] = {"indicators": Catalogue, "thresholds": Thresholds}
NAMES = tuple(FILES)


def text(name: str) -> str:
    """Return the schema of a file: `indicators`."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def schema(name: str) -> Schema:
    """Return the schema of a file as data, with the definitions that it refers to."""
    writer = _Writer()
    whole = writer.model(FILES[name])
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"urn:ragcalc:schema:{name}:1",
        "title": f"{name}.yaml",
        **whole,
        "definitions": dict(sorted(writer.definitions.items())),
    }


class _Writer:
    """Writes what the models are, and once each definition that is referred to."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def model(self, model: type[Model]) -> Schema:
        """Return the schema of a record: its keys, and which of them it must have."""
        hints = get_type_hints(model, include_extras=True)
        docstrings = _docstrings(model)
        keys = {field.alias or name: name for name, field in model.model_fields.items()}
        needed = [key for key, name in keys.items() if model.model_fields[name].is_required()]
        return {
            "description": inspect.cleandoc(model.__doc__ or ""),
            "type": "object",
            "additionalProperties": False,
            **({"required": needed} if needed else {}),
            "properties": {
                key: described(self.hint(hints[name]), docstrings.get(name, ""))
                for key, name in keys.items()
            },
            **cast(Schema, model.model_config.get("json_schema_extra", {})),
        }

    def hint(self, hint: Any) -> Schema:
        """Return the schema of what a field is declared to hold."""
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._annotated(*arguments)
        if origin in (Union, UnionType):
            (annotated,) = (one for one in arguments if one is not type(None))
            return self.hint(annotated)
        if origin in (dict, Series):
            keys, entries = map(self.hint, arguments)
            return {"type": "object", "propertyNames": keys, "additionalProperties": entries}
        if origin is tuple:
            return {"type": "array", "items": self.hint(arguments[0])}
        return self._defined(_kebab(hint.__name__), hint)

    def _annotated(self, annotated: Any, *notes: Any) -> Schema:
        """Return the schema of what a function reads, or of what one looks at before or after."""
        shapes = [SHAPES[note.read] for note in notes if isinstance(note, Read | ReadInYears)]
        shapes += [note for note in notes if isinstance(note, Shape)]
        schema = self._shape(*shapes) if shapes else self.hint(annotated)
        for note in notes:
            if isinstance(note, AfterValidator):
                schema = {**schema, **SHAPES[note.func].schema}
            elif isinstance(note, BeforeValidator):
                schema = any_of(self._instead(annotated, note.func), schema)
        return schema

    def _instead(self, annotated: Any, read: Any) -> Schema:
        """Return the schema of the one entry that a reader takes in place of all."""
        if read in SHAPES:
            return self._shape(SHAPES[read])
        return self._shorthand(annotated, SHORTHANDS[read])

    def _shorthand(self, annotated: Any, key: str) -> Schema:
        """Return the schema of the one entry that may stand in a record's or a list's place."""
        if key:
            return self.hint(get_type_hints(annotated, include_extras=True)[key])
        return self.hint([one for one in get_args(annotated) if one is not ...][-1])

    def _shape(self, shape: Shape) -> Schema:
        """Return what a function takes, with the definitions that it refers to noted."""
        if shape.name:
            return self._defined(shape.name, shape.schema)
        for name in references(shape.schema):
            self._defined(name, named(name))
        return shape.schema

    def _defined(self, name: str, annotated: type[Model] | Schema) -> Schema:
        """Return the reference to a definition, which is written where it is new."""
        if name not in self.definitions:
            self.definitions[name] = {}  # it may refer to itself
            if isinstance(annotated, dict):
                self._shape(Shape(annotated))
                self.definitions[name] = annotated
            else:
                self.definitions[name] = self.model(annotated)
        return reference(name)


def _kebab(name: str) -> str:
    """Return a class's name as one of a definition: `StatusRule` is `status-rule`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _docstrings(model: type[Model]) -> dict[str, str]:
    """Return the docstring of each field of a model, on one line."""
    ancestors = [one for one in reversed(model.__mro__) if issubclass(one, Model)]
    return {
        field: docstring
        for one in ancestors
        for field, docstring in _of_module(one.__module__)[one.__name__].items()
    }


@cache
def _of_module(module: str) -> dict[str, dict[str, str]]:
    """Return the docstrings of fields in a module, by class; Python itself keeps none of them."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return {one.name: dict(_of_class(one)) for one in classes}


def _of_class(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for pair in pairwise(node.body):
        match pair:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(docstring))),
            ):
                yield name, " ".join(docstring.split())
            case _:
                pass
