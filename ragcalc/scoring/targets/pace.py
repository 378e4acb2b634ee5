"""Whether a series gets to a target in time if it goes on as it went."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from statistics import median
from typing import NamedTuple

from ragcalc.periods import Period

LEAST_POINTS = 5
MOST_POINTS = 12


class PaceMethod(StrEnum):
    """How the pace was reckoned; see docs/methods.md."""

    THEIL_SEN = "theil-sen"
    RUN_RATE = "run-rate"


class StraightLine(NamedTuple):
    """A straight line through readings."""

    slope: Fraction
    """In the indicator's unit, from one period to the next."""
    level: Fraction
    """Its height at the period `at`."""
    at: Period

    def height(self, period: Period) -> Fraction:
        """Return its height at a period of the same length."""
        return self.level + self.slope * Fraction(period.start - self.at.start, period.months)


def theil_sen(points: Sequence[tuple[Period, Fraction]]) -> StraightLine:
    """Return the median of the slopes between all pairs, through the median of what is left.

    Theil, Proc. Kon. Ned. Akad. v. Wetensch. A 53, 1950; Sen, J. Am. Stat. Assoc. 63, 1968. The
    points, of periods of one length, are in the order of time; there are two at least.
    """
    slopes = (
        (second - first) / Fraction(then.start - now.start, now.months)
        for (now, first), (then, second) in combinations(points, 2)
    )
    last = points[-1][0]
    line = StraightLine(median(slopes), Fraction(0), last)
    return line._replace(level=median(value - line.height(at) for at, value in points))


def run_rate(total: Fraction, share: Fraction) -> Fraction:
    """Return what a total comes to at the end of a year of which this share was due by now."""
    return total / share
