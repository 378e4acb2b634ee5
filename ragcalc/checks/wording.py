"""Numbers and series of words as the messages of checks write them."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from ragcalc import numbers


def as_text(number: Fraction | Decimal) -> str:
    """Return a number as it was written, or with all its digits; six places if it never ends."""
    written = number if isinstance(number, Decimal) else numbers.shortest(number)
    return numbers.to_text(written)


def range_as_text(amounts: Sequence[Fraction]) -> str:
    """Return the least and the greatest of some numbers: 96 to 99, or 96 if all are equal."""
    least, greatest = min(amounts), max(amounts)
    if least == greatest:
        return as_text(least)
    return f"{as_text(least)} to {as_text(greatest)}"
