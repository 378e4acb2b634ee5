"""The stretch of a history that a method may look at: readings that follow each other unbroken."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ragcalc.catalogue.model.figures import Bounds
from ragcalc.periods import Period
from ragcalc.vocabulary import NoAnswer


class Point(NamedTuple):
    """A reading of a history."""

    period: Period
    value: Fraction | None
    """None where there is a reason in its place."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    breaks: bool = False
    """Whether the method changed, so that earlier readings are not comparable."""
    published: Bounds | None = None
    """The interval at 95% that is published with the value."""


def unbroken(points: Sequence[Point]) -> tuple[tuple[Point, ...], NoAnswer]:
    """Return the points that follow each other up to the last one, and what cut them off.

    `points` are of one frequency in the order of time. Where nothing cut them off, what they lack
    is more points.
    """
    found: list[Point] = []
    why = NoAnswer.TOO_FEW
    for point in reversed(points):
        if point.value is None or (found and point.period.end != found[-1].period.start):
            why = NoAnswer.GAP
            break
        found.append(point)
        if point.breaks:
            why = NoAnswer.BREAK
            break
    return tuple(reversed(found)), why
