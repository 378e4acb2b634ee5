"""Funnel limits: how far a proportion or a rate may lie from the national one by chance alone.

Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24,
2005; as Public Health England has them for Fingertips (PHEindicatormethods,
`calculate_funnel_limits` and `assign_funnel_significance`).
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.model.peers import Peers
from ragcalc.periods import Period
from ragcalc.scoring.evidence.intervals import ConfidenceLevel, Interval, interval
from ragcalc.scoring.evidence.years import year_of
from ragcalc.scoring.inputs import Inputs
from ragcalc.vocabulary import IntervalMethod, NoAnswer

_DIGITS = 50
"""Of roots, which do not end."""


class FunnelPoint(NamedTuple):
    """One authority: a value in the indicator's unit, and what it counts from."""

    value: Fraction
    denominator: Decimal
    numerator: Decimal | None = None


class FunnelLimits(NamedTuple):
    """Between which values an authority of its size lies by chance, both ends included."""

    level: ConfidenceLevel
    low: Fraction | None
    high: Fraction | None
    """Both are None for a rate without cases."""
    side: int
    """1 where it lies above them, -1 where it lies below, else 0."""


class Beyond(NamedTuple):
    """How many authorities lie beyond the limits of their own size."""

    level: ConfidenceLevel
    below: int
    above: int


class Funnel(NamedTuple):
    """Where one authority lies in the funnel of all."""

    period: Period
    """The dataset's year."""
    national: Fraction
    own: FunnelPoint
    limits: tuple[FunnelLimits, ...]
    """At 95% and 99.8%."""
    beyond: tuple[Beyond, ...]
    authorities: int
    """How many have what their limits need."""

    @property
    def outermost(self) -> FunnelLimits | None:
        """The widest limits beyond which it lies; None where it lies within all."""
        return next((one for one in reversed(self.limits) if one.side), None)


def in_funnel(peers: Peers, indicator: Indicator, inputs: Inputs, lag: int) -> Funnel | NoAnswer:
    """Hold the dataset's own figure against the limits around the nation's, both of one year.

    The year is the one that the organisation is ranked in.
    """
    if indicator.interval is IntervalMethod.NONE:
        return NoAnswer.NO_METHOD
    year = year_of(peers, inputs, lag)
    if year is None:
        return NoAnswer.NO_DATASET
    if year in peers.hidden:
        return NoAnswer.SUPPRESSED
    if peers.area not in peers.figures[year]:
        return NoAnswer.NO_VALUE
    if year not in peers.national:
        return NoAnswer.NO_NATIONAL
    points = dict(_points(peers, year))
    if peers.area not in points:
        return NoAnswer.NO_DENOMINATOR
    scale = indicator.unit.scale
    if not _counts_agree(points[peers.area], peers.figures[year][peers.area], scale):
        return NoAnswer.COUNTS_DIFFER
    national = numbers.to_fraction(peers.national[year])
    return funnel(indicator.interval, peers.area, points, year, national, scale)


def _points(peers: Peers, year: Period) -> Iterator[tuple[str, FunnelPoint]]:
    for area, counts in peers.counts.get(year, {}).items():
        value = numbers.to_fraction(peers.figures[year][area])
        yield area, FunnelPoint(value, counts.denominator, counts.numerator)


def _counts_agree(point: FunnelPoint, written: Decimal | Fraction, scale: int) -> bool:
    """Return whether counts make a value to the decimals that are written; true without both."""
    if point.numerator is None or isinstance(written, Fraction):
        return True
    made = numbers.to_fraction(point.numerator) / numbers.to_fraction(point.denominator) * scale
    return numbers.rounded(made, numbers.decimals_written(written)) == written


def funnel(
    method: IntervalMethod,
    area: str,
    points: Mapping[str, FunnelPoint],
    year: Period,
    national: Fraction,
    scale: int,
) -> Funnel | NoAnswer:
    """Hold an authority against the limits around the national figure, and count all beyond theirs.

    `method` says whether values are proportions, `wilson`, or rates, `byar`. Authorities whose
    limits cannot be had are not counted.
    """
    own = points[area]
    found = limits(method, own, national, scale)
    if isinstance(found, NoAnswer):
        return found
    every = (sides(method, one, national, scale) for one in points.values())
    known = [one for one in every if not isinstance(one, NoAnswer)]
    beyond = tuple(
        Beyond(level, at_level.count(-1), at_level.count(1))
        for level, at_level in zip(ConfidenceLevel, zip(*known, strict=True), strict=True)
    )
    return Funnel(year, national, own, found, beyond, len(known))


def limits(
    method: IntervalMethod, point: FunnelPoint, national: Fraction, scale: int
) -> tuple[FunnelLimits, ...] | NoAnswer:
    """Return the limits of an authority at each level of confidence."""
    found = sides(method, point, national, scale)
    if isinstance(found, NoAnswer):
        return found
    ends = _of_proportion if method is IntervalMethod.WILSON else _of_rate
    return tuple(
        FunnelLimits(level, *ends(point, national, scale, level), side)
        for level, side in zip(ConfidenceLevel, found, strict=True)
    )


def sides(
    method: IntervalMethod, point: FunnelPoint, national: Fraction, scale: int
) -> tuple[int, ...] | NoAnswer:
    """Return at each level 1 where an authority lies above its limits, -1 where below, else 0."""
    side = _side_of_proportion if method is IntervalMethod.WILSON else _side_of_rate
    found: list[int] = []
    for level in ConfidenceLevel:
        # who lies within the narrower limits lies within the wider ones
        one = 0 if 0 in found else side(point, national, scale, level)
        if isinstance(one, NoAnswer):
            return one
        found.append(one)
    return tuple(found)


def _side_of_proportion(
    point: FunnelPoint, national: Fraction, scale: int, level: ConfidenceLevel
) -> int | NoAnswer:
    """Say on which side a proportion lies, exactly: its distance is squared, no root is taken."""
    if not 0 <= national <= scale:
        return NoAnswer.NOT_CASES
    spread = national * (scale - national)
    if not spread:
        return NoAnswer.ZERO_WIDTH
    apart = point.value - national
    is_beyond = apart * apart * numbers.to_fraction(point.denominator) > _SQUARES[level] * spread
    return numbers.sign(apart) if is_beyond else 0


_SQUARES = {level: numbers.to_fraction(level.z) ** 2 for level in ConfidenceLevel}


def _of_proportion(
    point: FunnelPoint, national: Fraction, scale: int, level: ConfidenceLevel
) -> tuple[Fraction, Fraction]:
    """Return p -+ z root(p(1 - p)/n) for the national proportion p, cut to 0 and 1.

    Where the value lies on a limit, p lies on an end of the value's interval by Wilson.
    """
    variance = national * (scale - national) / numbers.to_fraction(point.denominator)
    with localcontext(prec=_DIGITS):
        root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
        reach = numbers.to_fraction(level.z * root)
    return max(national - reach, Fraction(0)), min(national + reach, Fraction(scale))


def _side_of_rate(
    point: FunnelPoint, national: Fraction, scale: int, level: ConfidenceLevel
) -> int | NoAnswer:
    """Say on which side a rate lies: the national one lies beyond its interval on the other."""
    if not national:
        return NoAnswer.ZERO_WIDTH
    found = interval(IntervalMethod.BYAR, point.numerator, point.denominator, scale, level)
    if isinstance(found, NoAnswer):
        return found
    return (found.low > national) - (found.high < national)


def _of_rate(
    point: FunnelPoint, national: Fraction, scale: int, level: ConfidenceLevel
) -> tuple[Fraction | None, Fraction | None]:
    """Return r v/U and r v/L for the national rate r and the rate v of cases with interval L to U.

    So many cases have these rates in populations in which r would make U and L of them: where the
    value lies on a limit, r lies on an end of its interval. None without a case.
    """
    found = interval(IntervalMethod.BYAR, point.numerator, point.denominator, scale, level)
    assert isinstance(found, Interval)
    if not found.low:
        return None, None
    return national * point.value / found.high, national * point.value / found.low
