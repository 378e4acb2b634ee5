"""A document's data to a model and its problems. Alone joins pydantic's errors to places."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import UnionType
from typing import Any, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.hints import nearest
from ragcalc.catalogue.yaml.source import Data, Document, Path
from ragcalc.problems import At, Place, Problem, shortened

M = TypeVar("M", bound=BaseModel)

_ENTRIES = ("indicators", "outcomes", "comparators", "groups", "policies")
"""The mappings whose entries can be left out one by one."""
_DISPENSABLE = ("area", "checks", "outcome")
"""The keys at the top that can be left out."""
_OF_KEYS = ("key-not-an-id", "period-unknown")
"""Codes that speak of a key wherever a key is read."""


@dataclass(frozen=True)
class Validated(Generic[M]):
    """What became of one document."""

    model: M | None
    """Made from all valid entries; None where not even the frame is valid."""
    faults: list[Problem]
    invalid_entries: frozenset[Path]
    """The entries that were left out, as ("policies", "havering"); () is the frame."""
    rest: Data
    """The data without the parts of entries that were refused."""


def validated(model: type[M], document: Document, data: Data | None = None) -> Validated[M]:
    """Return the model that a document makes, and every problem on the way.

    `data` is what to read in place of the document's own, as where it includes others.
    """
    own = document.data
    data = own if data is None else data
    if data is None:
        return Validated(None, list(document.problems), frozenset({()}), {})
    built, found = _attempt(model, document.name, data)
    hidden, rest = _hidden(model, document.name, data, found)
    faults = [*document.problems, *found, *hidden]
    invalid_entries = frozenset(map(_invalid_entry, faults))
    if invalid_entries:
        built = (
            None
            if () in invalid_entries
            else _attempt(model, document.name, _without(data, invalid_entries))[0]
        )
    return Validated(built, faults, invalid_entries, rest)


def _attempt(model: type[M], name: str, data: Data) -> tuple[M | None, list[Problem]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return None, [_problem(model, name, data, detail) for detail in details]


def _hidden(
    model: type[BaseModel], name: str, data: Data, found: list[Problem]
) -> tuple[list[Problem], Data]:
    """Return the problems that show once the parts of entries that were found bad are gone.

    A rule over a whole record is not asked while one of its parts is bad. What then only says that
    such a part is missing is no problem of its own.
    """
    known, hidden = set(found), []
    gone: set[Path] = set()
    rest = data
    while (parts := {_part(one.place.path) for one in found if one.code != "key-missing"}) - gone:
        gone |= parts
        rest = _without(data, frozenset(path for path in gone if len(path) > len(("kind", "id"))))
        found = _attempt(model, name, rest)[1]
        torn = {path[:length] for path in gone for length in range(len(path))}
        new = [one for one in found if one not in known and not _follows(one, torn)]
        hidden += new
        known.update(new)
    return hidden, rest


_OF_ABSENCE = {
    *("key-missing", "target-form", "value-missing", "value-interval-incomplete"),
    *("status-override-without-note", "status-reported-empty"),
}


def _follows(problem: Problem, torn: set[Path]) -> bool:
    """Return whether a problem may only miss a part that was taken out of its record."""
    return problem.code in _OF_ABSENCE and problem.place.path in torn


def _part(path: Path) -> Path:
    """Return the part of an entry that a path leads into: a list is one part."""
    numbers = [place for place, step in enumerate(path) if isinstance(step, int)]
    return path[: numbers[0]] if numbers else path


def _without(data: Data, gone: frozenset[Path]) -> Data:
    """Copy the data without the entries that the paths lead to."""
    if not gone or not isinstance(data, dict):
        return data
    inner: dict[str | int, set[Path]] = {}
    for first, *others in gone:
        inner.setdefault(first, set()).add(tuple(others))
    return {
        key: _without(value, frozenset(inner.get(key, ())))
        for key, value in data.items()
        if () not in inner.get(key, ())
    }


def _invalid_entry(fault: Problem) -> Path:
    """Return the entry that a problem spoils; () where it spoils everything.

    A key that is unknown at the top does: nobody knows what it was to change for all.
    """
    match fault.place.path:
        case (kind, name, *_) if kind in _ENTRIES:
            return kind, name
        case (name, *_) if name in _DISPENSABLE:
            return (name,)
        case _:
            return ()


_EMPTY = {"values": ", as values: {} where every figure comes in submitted tables"}
"""How a key that is needed is written where there is nothing to say."""


def _problem(model: type[BaseModel], name: str, data: Data, detail: ErrorDetails) -> Problem:
    """Say in our words what a model refused, and where."""
    at_key = _at_key(data, detail)
    context = detail.get("ctx", {})
    of_key = (context["key"],) if "key" in context else ()
    loc = detail["loc"][:-1] if at_key else (*detail["loc"], *of_key)
    path, entry = _walk(data, loc)
    subject = _subject(name, path)
    match detail["type"]:
        case "missing":
            key = str(detail["loc"][-1])
            message, hint = f"{subject} has no {key}", f"add {key}: to it{_EMPTY.get(key, '')}"
            return Problem("key-missing", message, Place(name, path), hint)
        case "extra_forbidden":
            hint = nearest(str(path[-1]), known_keys(model, detail["loc"][:-1]))
            message = f"{fields.quoted(path[-1])} is not a key here"
            return Problem("key-unknown", message, Place(name, path, At.KEY), hint)
        case "dict_type" | "model_type":
            message = f"{subject} must be a mapping, not {fields.quoted(entry)}"
            hint = "write name: value lines below it, indented"
            return Problem("value-wrong-shape", message, Place(name, path), hint)
        case "tuple_type":
            message = f"{subject} must be a list, not {fields.quoted(entry)}"
            return Problem("value-wrong-shape", message, Place(name, path), "write [one, two]")
        case code:
            words = context["message"]
            message = words if at_key else f"{subject} {words}"
            place = Place(name, path, At.KEY if at_key else At.VALUE)
            return Problem(code, message, place, context["hint"])


def _subject(name: str, path: Path) -> str:
    """Name what a message speaks of: the last key, a list's for its items, or the file."""
    part = _part(path)
    return shortened(str(part[-1])) if part else PurePosixPath(name).name


def _at_key(data: Data, detail: ErrorDetails) -> bool:
    """Return whether the error is a key's: pydantic puts [key] behind it, itself a possible key."""
    *before, last = detail["loc"] or ("",)
    if last != "[key]" or detail["type"] == "extra_forbidden":
        return False
    parent = _walk(data, tuple(before))[1]
    return detail["type"] in _OF_KEYS or not (isinstance(parent, dict) and last in parent)


def _walk(data: Data, loc: Path) -> tuple[Path, Data]:
    """Step into what exists and skip what does not."""
    path: list[str | int] = []
    for step in loc:
        if isinstance(data, dict) and isinstance(step, str) and step in data:
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step]
        else:
            continue
        path.append(step)
    return tuple(path), data


def known_keys(model: type[BaseModel], loc: Path) -> list[str]:
    """Return the keys of the model that stands at a place of the file."""
    found: type[BaseModel] = model
    for step in loc:
        for name, field in found.model_fields.items():
            if step == (field.alias or name):
                found = next(_models(field.annotation), found)
    return [field.alias or name for name, field in found.model_fields.items()]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that an annotation names, however deep in dict[...] or unions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) is not None or isinstance(annotation, UnionType):
        for part in get_args(annotation):
            yield from _models(part)
