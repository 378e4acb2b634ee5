"""What a cell of CSV holds: plain numbers, and words that no spreadsheet takes for a formula."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ragcalc import numbers

Value = str | Fraction | Decimal | bool | date | None

_FORMULA = (
    *("=", "+", "-", "@", "\t", "\r", "\n"),
    *("＝", "＋", "－", "＠"),  # noqa: RUF001 - as Excel reads them
)
"""What a spreadsheet takes for the beginning of a formula."""


def words(text: str) -> str:
    """Return words as a cell may hold them: an apostrophe stands before what begins a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def cell(value: Value) -> str:
    """Return what stands in a cell: numbers plainly, words so that no spreadsheet runs them."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Fraction():
            return numbers.to_text(numbers.shortest(value))
        case Decimal():
            return numbers.to_text(numbers.shortest(numbers.to_fraction(value)))
        case date():
            return value.isoformat()
        case text:
            return words(text)
