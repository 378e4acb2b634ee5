"""Confidence intervals of proportions, counts and rates, and what lies beyond them.

Eayres, "Commonly used public health statistics and their confidence intervals", Technical Briefing
3, Association of Public Health Observatories, 2008; below ten cases the exact limits, as Public
Health England has it since 2018 ("Technical Guide: Confidence Intervals").
"""

from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, assert_never

from ragcalc import numbers
from ragcalc.catalogue.model.fields import UNITS, Unit
from ragcalc.scoring.inputs import SourcedValue
from ragcalc.vocabulary import IntervalMethod, NoAnswer, Polarity

_DIGITS = 50
"""Of roots and quotients, which do not end."""
_EXACT_DIGITS = 12
"""Of the exact limits, which are computed in binary fractions."""
_FEWEST = 10
"""Cases from which Byar's approximation is within 0.2% of the exact limits at 95%."""


class ConfidenceLevel(StrEnum):
    """How often such an interval holds what lies behind the figures."""

    z: Decimal
    """The standard normal distribution's point with half of the rest beyond it."""

    def __new__(cls, word: str, z: str) -> "ConfidenceLevel":
        """Return the member its word and its point."""
        member = str.__new__(cls, word)
        member._value_, member.z = word, Decimal(z)
        return member

    P95 = "95%", "1.959963984540054"
    P998 = "99.8%", "3.090232306167813"


_BEYOND = {ConfidenceLevel.P95: 0.025, ConfidenceLevel.P998: 0.001}
"""The chance of a figure beyond either end."""


class Difference(StrEnum):
    """How a value stands against a fixed one, chance considered."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NOT_DISTINGUISHABLE = "not-distinguishable"


class Significance(StrEnum):
    """How a value stands against a fixed one at both levels of confidence, in one word.

    Best and worst, highest and lowest lie beyond it at 99.8%, the milder words at 95% alone.
    """

    BEST = "best"
    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    WORST = "worst"
    HIGHEST = "highest"
    HIGHER = "higher"
    LOWER = "lower"
    LOWEST = "lowest"


_AT_BOTH = {
    Difference.BETTER: Significance.BEST,
    Difference.WORSE: Significance.WORST,
    Difference.HIGHER: Significance.HIGHEST,
    Difference.LOWER: Significance.LOWEST,
}
_AT_95 = {
    Difference.BETTER: Significance.BETTER,
    Difference.WORSE: Significance.WORSE,
    Difference.HIGHER: Significance.HIGHER,
    Difference.LOWER: Significance.LOWER,
    Difference.NOT_DISTINGUISHABLE: Significance.SIMILAR,
}


class Interval(NamedTuple):
    """The values from which the figure may differ by chance alone, both ends included."""

    low: Fraction
    high: Fraction
    level: ConfidenceLevel
    method: str
    """`wilson`, `byar`, `exact-poisson`, or `published`."""


PUBLISHED = "published"
"""The method of an interval that the figure's source publishes."""


def published(figure: SourcedValue) -> tuple[Interval, ...]:
    """Return the intervals that are published with a figure, at 95% and perhaps at 99.8%."""
    both = ((ConfidenceLevel.P95, figure.at_95), (ConfidenceLevel.P998, figure.at_998))
    return tuple(
        Interval(numbers.to_fraction(ends.lower), numbers.to_fraction(ends.upper), level, PUBLISHED)
        for level, ends in both
        if ends
    )


def cases_of(
    unit: Unit, value: Fraction, numerator: Decimal | None, denominator: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """Return the counts behind a value; of a plain count it is the number of cases itself."""
    if numerator is None and unit == UNITS["count"]:
        return numbers.shortest(value), None
    return numerator, denominator


def interval(
    method: IntervalMethod,
    numerator: Decimal | None,
    denominator: Decimal | None,
    scale: int,
    level: ConfidenceLevel,
) -> Interval | NoAnswer:
    """Return the interval of numerator / denominator x scale, in the indicator's unit.

    A count has no denominator. Byar's method takes the cases as Poisson, Wilson's as a share of the
    denominator.
    """
    share = scale != 1 or method is IntervalMethod.WILSON
    if numerator is None or (denominator is None and share):
        return NoAnswer.NO_COUNTS
    cases = int(numerator)
    if cases != numerator or cases < 0:
        return NoAnswer.NOT_CASES
    match method:
        case IntervalMethod.NONE:
            return NoAnswer.NO_METHOD
        case IntervalMethod.WILSON:
            assert denominator is not None
            if cases > denominator or denominator != int(denominator):
                return NoAnswer.NOT_CASES
            ends, name = _wilson(cases, int(denominator), level.z), "wilson"
        case IntervalMethod.BYAR:
            exact = cases < _FEWEST
            found = _poisson(cases, level) if exact else _byar(cases, level.z)
            if found is None:
                return NoAnswer.NEEDS_PACKAGE
            ends, name = found, "exact-poisson" if exact else "byar"
        case _:
            assert_never(method)
    factor = scale / Fraction(denominator if method is IntervalMethod.BYAR and denominator else 1)
    low, high = (Fraction(end) * factor for end in ends)
    return Interval(low, high, level, name)


def _wilson(cases: int, of: int, z: Decimal) -> tuple[Decimal, Decimal]:
    """Return the limits of cases / of: (2x + z^2 -+ z root(z^2 + 4x(1 - x/n))) / 2(n + z^2)."""
    with localcontext(prec=_DIGITS):
        middle = 2 * cases + z * z
        reach = z * (z * z + 4 * Decimal(cases) * (of - cases) / of).sqrt()
        width = 2 * (of + z * z)
        return (middle - reach) / width, (middle + reach) / width


def _byar(cases: int, z: Decimal) -> tuple[Decimal, Decimal]:
    """Return the limits x (1 - 1/9x - z/3 root x)^3, and the same of x + 1 with + z."""
    with localcontext(prec=_DIGITS):
        return _cubed(Decimal(cases), -z), _cubed(Decimal(cases + 1), z)


def _cubed(cases: Decimal, z: Decimal) -> Decimal:
    return cases * (1 - 1 / (9 * cases) + z / (3 * cases.sqrt())) ** 3


def _poisson(cases: int, level: ConfidenceLevel) -> tuple[Decimal, Decimal] | None:
    """Return the exact limits of a Poisson count, or None without scipy.

    Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28, 1936: half the points of
    the chi-squared distribution with 2x and 2x + 2 degrees of freedom.
    """
    try:
        from scipy.stats import chi2
    except ImportError:
        return None
    beyond = _BEYOND[level]
    low = chi2.ppf(beyond, 2 * cases) / 2 if cases else 0
    high = chi2.isf(beyond, 2 * cases + 2) / 2
    with localcontext(prec=_EXACT_DIGITS):
        return +Decimal(repr(float(low))), +Decimal(repr(float(high)))


def against(found: Interval, low: Fraction, high: Fraction, polarity: Polarity) -> Difference:
    """Return how a value with an interval compares with a fixed one, or with a range.

    An end of the interval belongs to it. Where the aim is to be on target, outside is worse.
    """
    beneath, above = found.high < low, found.low > high
    if not beneath and not above:
        return Difference.NOT_DISTINGUISHABLE
    match polarity:
        case Polarity.HIGH:
            return Difference.BETTER if above else Difference.WORSE
        case Polarity.LOW:
            return Difference.WORSE if above else Difference.BETTER
        case Polarity.ON_TARGET:
            return Difference.WORSE
        case Polarity.NEUTRAL:
            return Difference.HIGHER if above else Difference.LOWER
        case _:
            assert_never(polarity)


def significance(at_95: Difference, at_998: Difference | None) -> Significance:
    """Return the one word for the differences at 95% and, where there is an interval, at 99.8%."""
    wide = _AT_BOTH.get(at_998) if at_998 else None
    return wide or _AT_95[at_95]
