"""Cells of a submitted row that cannot be read: what is wrong with each, in its column's words."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

_OF_ABSENCE = ("missing", "value-missing", "value-interval-incomplete")


class CellRefused(Exception):
    """A cell that cannot be read: its column, and what is wrong."""

    def __init__(self, column: str, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.column, self.code, self.message, self.hint = column, code, message, hint


def record(
    model: type[BaseModel],
    entries: Mapping[str, str],
    refused: Iterable[CellRefused] = (),
    column: str = "",
) -> Any:
    """Return a record of what is said; raises a group of all that is wrong with it."""
    refused = [*refused]
    try:
        made = model.model_validate(entries)
    except ValidationError as error:
        found = [_worded(detail, column) for detail in _details(error)]
        absent = _OF_ABSENCE if refused else ()  # it is there, and refused
        refused += [one for one in found if one.code not in absent]
    if refused:
        raise ExceptionGroup("a row with mistakes", refused)
    return made


def _details(error: ValidationError) -> list[Any]:
    return [*error.errors(include_url=False, include_input=False)]


def _worded(detail: Any, column: str = "") -> CellRefused:
    context = detail.get("ctx", {})
    where = column or str(context.get("key") or (detail["loc"] or ("value",))[0])
    return _refused(where, detail["type"], context)


def refused_by(column: str, error: PydanticCustomError | ValidationError) -> CellRefused:
    """Return what a model refused, of the column that it is in."""
    if isinstance(error, ValidationError):
        return _worded(_details(error)[0], column)
    return _refused(column, error.type, error.context or {})


def _refused(column: str, code: str, context: Mapping[str, Any]) -> CellRefused:
    reason = str(context.get("message", ""))
    message = reason if code == "period-unknown" else f"{column} {reason}"
    if code == "value-missing":
        message = f"there is no {column}"
    return CellRefused(column, code, message, str(context.get("hint", "")))
