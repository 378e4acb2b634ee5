"""How far a figure is from a history of others: the modified z-score.

Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC 1993).
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from ragcalc import numbers

_NORMAL_MEDIAN = Fraction("0.6745")
"""The median absolute deviation of normal figures, in standard deviations."""
_NORMAL_MEAN = Fraction("1.253314")
"""The standard deviation of normal figures, in mean absolute deviations."""


def score(value: Fraction, history: Sequence[Decimal | Fraction]) -> Fraction | None:
    """Return the modified z-score, without its sign; None where the history has no spread.

    It has no unit, so it is reached in whole numbers of a common part, which sort quickly.
    """
    ratios = [*map(numbers.ratio, history)]
    parts = 4 * lcm(value.denominator, *{denominator for _, denominator in ratios})
    figures = sorted([numerator * (parts // denominator) for numerator, denominator in ratios])
    middle = _middle(figures)
    distance = abs(value.numerator * (parts // value.denominator) - middle)
    deviations = sorted([abs(one - middle) for one in figures])
    if spread := _middle(deviations):
        return _NORMAL_MEDIAN * distance / spread
    mean = Fraction(sum(deviations), len(deviations))
    return distance / (_NORMAL_MEAN * mean) if mean else None


def _middle(ordered: Sequence[int]) -> int:
    """Return the median; of figures that four divides it is even, and of even ones whole."""
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) // 2
