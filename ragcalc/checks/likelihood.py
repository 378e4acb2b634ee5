"""How far a figure is from a history of others: the modified z-score, and when it need not be had.

Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC 1993).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

_NORMAL_MEDIAN = Fraction("0.6745")
"""The median absolute deviation of normal figures, in standard deviations."""
_NORMAL_MEAN = Fraction("1.253314")
"""The standard deviation of normal figures, in mean absolute deviations."""


def score(value: Fraction, history: Sequence[Fraction]) -> Fraction | None:
    """Return the modified z-score, without its sign; None where the history has no spread.

    It has no unit, so it is reached in whole numbers of a common part, which sort quickly.
    """
    ratios = [one.as_integer_ratio() for one in history]
    parts = 4 * lcm(value.denominator, *{denominator for _, denominator in ratios})
    figures = sorted(numerator * (parts // denominator) for numerator, denominator in ratios)
    middle = _middle(figures)
    distance = abs(value.numerator * (parts // value.denominator) - middle)
    deviations = sorted(abs(one - middle) for one in figures)
    if spread := _middle(deviations):
        return _NORMAL_MEDIAN * distance / spread
    mean = Fraction(sum(deviations), len(deviations))
    return distance / (_NORMAL_MEAN * mean) if mean else None


def is_surely_within(limit: Decimal, value: int, history: Sequence[int]) -> bool:
    """Return whether a score is surely at most the limit; False where it must be had to know.

    With a score above it the median deviation is below some reach, so at least half of the history
    lies within that reach of its median. The figures are whole numbers of any common part.
    """
    if limit <= 0:
        return False
    figures = sorted(history)
    half, odd = divmod(len(figures), 2)
    twice = figures[half] + figures[half if odd else half - 1]
    over, under = _share(limit)
    reach = abs(2 * value - twice) * over // under  # twice that of the docstring
    low, high = (twice - reach + 1) // 2, (twice + reach) // 2
    near = bisect_right(figures, high) - bisect_left(figures, low)
    return near < half + odd


@lru_cache(maxsize=16)
def _share(limit: Decimal) -> tuple[int, int]:
    """Return the part of a distance that the median deviation has at a limit, as a ratio."""
    return (_NORMAL_MEDIAN / Fraction(limit)).as_integer_ratio()


def _middle(ordered: Sequence[int]) -> int:
    """Return the median; of figures that four divides it is even, and of even ones whole."""
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) // 2
