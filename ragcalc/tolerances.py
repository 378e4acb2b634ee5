"""Tolerances: text to rule, rule to edge, rule to text.

A tolerance says how far short still counts: `5%` of a base, `2 points` in the indicator's own
unit, `below 5%` where the edge itself falls to the worse side, or the lesser or greater of several.
"""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from ragcalc import numbers


class NotATolerance(ValueError):
    """The text is no tolerance. `hint` says how to write one."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(text)
        self.hint = hint


class ToleranceUnit(StrEnum):
    """What the number of a tolerance counts."""

    PERCENT = "%"
    POINTS = "points"


class Choice(StrEnum):
    """Which of several edges holds."""

    LESSER = "lesser-of"
    GREATER = "greater-of"


class Edge(NamedTuple):
    """How far a band reaches: the greater edge reaches further, and at one limit the inclusive."""

    limit: Fraction
    """In the indicator's own unit; never negative for a written tolerance."""
    inclusive: bool
    """Whether the edge itself still lies in the band."""

    def holds(self, shortfall: Fraction) -> bool:
        """Return whether a shortfall lies within the edge."""
        order = numbers.order(shortfall, self.limit)
        return order < 0 or (self.inclusive and order == 0)


class Simple(NamedTuple):
    """`5%`, `2 points`, `below 5%` or `0`."""

    size: Decimal
    measure: ToleranceUnit
    inclusive: bool = True

    def edge(self, base: Fraction) -> Edge:
        """Return the edge; a percentage is of the absolute value of the base."""
        if not self.size or self.measure is ToleranceUnit.POINTS:
            return Edge(numbers.to_fraction(self.size), self.inclusive)
        return Edge(numbers.without_sign(base * _share(self.size)), self.inclusive)

    def covers(self, change: Fraction, base: Fraction) -> bool:
        """Return whether a change from the base, up or down, lies within the edge."""
        if not self.size:  # by far the most often asked, and no arithmetic is needed
            return self.inclusive and not change
        return self.edge(base).holds(numbers.without_sign(change))

    @property
    def relative(self) -> bool:
        """Whether the edge depends on the base."""
        return self.measure is ToleranceUnit.PERCENT and bool(self.size)

    def __str__(self) -> str:
        below = "" if self.inclusive else "below "
        size = numbers.to_text(self.size)
        if not self.size:
            return f"{below}0"
        if self.measure is ToleranceUnit.PERCENT:
            return f"{below}{size}%"
        return f"{below}{size} {'point' if self.size == 1 else 'points'}"


class Combined(NamedTuple):
    """The lesser, or the greater, of several tolerances."""

    choice: Choice
    parts: tuple["Tolerance", ...]

    def edge(self, base: Fraction) -> Edge:
        """Return the edge that reaches least far, or farthest."""
        edges = [part.edge(base) for part in self.parts]
        pick = min if self.choice is Choice.LESSER else max
        return pick(edges)

    def covers(self, change: Fraction, base: Fraction) -> bool:
        """Return whether a change from the base, up or down, lies within the edge."""
        return self.edge(base).holds(numbers.without_sign(change))

    @property
    def relative(self) -> bool:
        """Whether the edge depends on the base."""
        return any(part.relative for part in self.parts)

    def __str__(self) -> str:
        name = self.choice.value.replace("-", " ")
        return f"{name} {' and '.join(str(part) for part in self.parts)}"


@lru_cache(maxsize=1024)
def _share(percent: Decimal) -> Fraction:
    return numbers.to_fraction(percent) / 100


Tolerance = Simple | Combined

NONE = Simple(Decimal(0), ToleranceUnit.POINTS)
"""No tolerance: a tie holds, nothing beyond it."""


@lru_cache(maxsize=1024)
def parse(text: str) -> Simple:
    """Return the tolerance that a text says. Raises NotATolerance or TooManyDigits."""
    words = text.lower().split()
    inclusive = words[:1] != ["below"]
    text_of_size = " ".join(words if inclusive else words[1:])
    number, measure = _split(text_of_size)
    try:
        size = numbers.parse(number)
    except numbers.NotANumber:
        raise NotATolerance(text, "write 5%, 2 points, below 5% or 0") from None
    if size < 0:
        raise NotATolerance(text, "a tolerance is never negative")
    if measure is None and size:
        # 0.05 is how a spreadsheet holds 5%
        percent = (
            number
            if size >= 1
            else numbers.to_text(numbers.shortest(100 * numbers.to_fraction(size)))
        )
        raise NotATolerance(text, f"write {percent}% (of the target) or {number} points")
    return Simple(size, measure or ToleranceUnit.POINTS, inclusive)


def _split(text_of_size: str) -> tuple[str, ToleranceUnit | None]:
    for ending, measure in (
        ("%", ToleranceUnit.PERCENT),
        (" points", ToleranceUnit.POINTS),
        (" point", ToleranceUnit.POINTS),
    ):
        if text_of_size.endswith(ending):
            return text_of_size.removesuffix(ending).rstrip(), measure
    return text_of_size, None
