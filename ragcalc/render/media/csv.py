"""CSV: plain numbers, and words that no spreadsheet takes for a formula."""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import Any

from ragcalc import numbers

Value = str | Fraction | Decimal | bool | date | None

_FORMULA = (
    *("=", "+", "-", "@", "\t", "\r", "\n"),
    *("＝", "＋", "－", "＠"),  # noqa: RUF001 - as Excel reads them
)
"""What a spreadsheet takes for the beginning of a formula."""


def table(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a heading and rows of cells as CSV text, with commas and lines ended by line feeds."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue()


def words(text: str) -> str:
    """Return words as a cell may hold them: an apostrophe stands before what begins a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def cell(value: Value) -> str:
    """Return what stands in a cell: numbers plainly, words so that no spreadsheet runs them."""
    return _WRITERS.get(type(value), words)(value)


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    bool: lambda value: "true" if value else "false",
    Fraction: lambda value: numbers.to_text(numbers.shortest(value)),
    Decimal: lambda value: numbers.to_text(numbers.shortest(numbers.to_fraction(value))),
    date: date.isoformat,
}
"""How values of a type are written; all others are words."""
