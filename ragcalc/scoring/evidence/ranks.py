"""Rank among all authorities that have a value, and its quartile, quintile or decile.

Everything counts from the best: rank 1 and band 1 (letter A) are the highest value where high is
good and the lowest where low is good. Three official sources band differently: ten authorities
without ties have, best first, the bands

    lait   1112233444   Department for Education, Local Authority Interactive Tool, 2025
    phe    1112233344   Public Health England, PHEindicatormethods `phe_quantile`, 2018 to 2025
    ntile  1112223344   ISO/IEC 9075-2 (SQL), window function NTILE

Each goes for any number of bands.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import NamedTuple, assert_never

from ragcalc import numbers
from ragcalc.catalogue.model.thresholds import QuartileMethod
from ragcalc.vocabulary import Polarity

_LETTERS = "ABCD"


class BandCount(IntEnum):
    """Into how many bands the authorities are put."""

    QUARTILE = 4
    QUINTILE = 5
    DECILE = 10


class NoBand(StrEnum):
    """Why an authority has no quartile band."""

    NO_POLARITY = "no-polarity"
    NO_VALUE = "no-value"
    TOO_FEW = "fewer-areas-than-bands"
    NOT_BANDED = "not-banded"
    """The catalogue or the dataset's dictionary says that it has none: its range is too small."""
    SUPPRESSED = "suppressed"


class Ranked(NamedTuple):
    """Where one authority stands among all that have a value."""

    rank: int | None
    """1 is best; equal values share the better rank. None without a polarity or a value."""
    of: int
    """How many authorities have a value."""
    band: int | None
    """1 is best; the number of bands is worst."""
    method: QuartileMethod
    bounds: tuple[Fraction, ...] | None = None
    """What lies between the bands, lowest first; None where ranks alone decide."""
    split: bool = False
    """Whether an authority with the same value stands in another band."""
    reason: NoBand | None = None
    """Why there is no band."""
    bands: BandCount = BandCount.QUARTILE

    @property
    def letter(self) -> str | None:
        """The quartile as the Local Authority Interactive Tool prints it: A is best, D is worst."""
        return _LETTERS[self.band - 1] if self.band and self.bands is BandCount.QUARTILE else None

    @property
    def bounds_coincide(self) -> bool:
        """Whether a band has no room of its own, so that its values fall into another."""
        return self.bounds is not None and len({*self.bounds}) < len(self.bounds)


def rank_of(
    area: int,
    values: Mapping[int, Fraction],
    polarity: Polarity,
    method: QuartileMethod = QuartileMethod.LAIT,
    bands: BandCount = BandCount.QUARTILE,
    *,
    banded: bool = True,
) -> Ranked:
    """Return where one authority stands; `values` holds one figure for each authority's number."""
    found = ranks(values, polarity, method, bands, banded=banded).get(area)
    nothing = Ranked(None, len(values), None, method, reason=NoBand.NO_VALUE, bands=bands)
    return found or nothing


def ranks(
    values: Mapping[int, Fraction],
    polarity: Polarity,
    method: QuartileMethod = QuartileMethod.LAIT,
    bands: BandCount = BandCount.QUARTILE,
    *,
    banded: bool = True,
) -> dict[int, Ranked]:
    """Return where each authority stands, the best first.

    `values` holds one figure for each authority's number, regions and nations left out. Without a
    better side (on-target, neutral) there is neither rank nor band; with fewer authorities than
    bands, or where the measure is not banded, there is a rank alone.
    """
    number = len(values)
    if polarity not in (Polarity.HIGH, Polarity.LOW):
        nothing = Ranked(None, number, None, method, reason=NoBand.NO_POLARITY, bands=bands)
        return dict.fromkeys(sorted(values), nothing)
    order, placed = _places(values, polarity)
    if number < bands or not banded:
        reason = NoBand.TOO_FEW if number < bands else NoBand.NOT_BANDED
        alone = Ranked(None, number, None, method, reason=reason, bands=bands)
        return {area: alone._replace(rank=rank) for area, rank in zip(order, placed, strict=True)}
    in_order = [values[area] for area in order]
    bounds = quantiles(in_order, bands) if method is QuartileMethod.LAIT else None
    own = _bands(in_order, placed, polarity, method, bands, bounds)
    reached: defaultdict[int, set[int]] = defaultdict(set)
    for rank, band in zip(placed, own, strict=True):
        reached[rank].add(band)
    return {
        area: Ranked(rank, number, band, method, bounds, len(reached[rank]) > 1, bands=bands)
        for area, rank, band in zip(order, placed, own, strict=True)
    }


def quantiles(values: Sequence[Fraction], bands: BandCount) -> tuple[Fraction, ...]:
    """Return the bounds between so many bands of the values, lowest first."""
    ordered = sorted(values)
    return tuple(numbers.quantile(ordered, Fraction(part, bands)) for part in range(1, bands))


def _places(values: Mapping[int, Fraction], polarity: Polarity) -> tuple[list[int], list[int]]:
    """Return the authorities, best first and of equals the lower number, and their ranks."""
    order = sorted(sorted(values), key=values.__getitem__, reverse=polarity is Polarity.HIGH)
    firsts: dict[Fraction, int] = {}
    for place, area in enumerate(order, 1):
        firsts.setdefault(values[area], place)
    return order, [firsts[values[area]] for area in order]


def _bands(
    in_order: Sequence[Fraction],
    placed: Sequence[int],
    polarity: Polarity,
    method: QuartileMethod,
    bands: BandCount,
    bounds: Sequence[Fraction] | None,
) -> list[int]:
    """Return the band of each value, the best first, from its rank, its place or the bounds."""
    number = len(in_order)
    match method:
        case QuartileMethod.LAIT:
            return [_between(bounds or (), value, polarity) for value in in_order]
        case QuartileMethod.PHE:
            return [_by_rank(rank, number, bands) for rank in placed]
        case QuartileMethod.NTILE:
            return [_tile(place, number, bands) for place in range(number)]
        case _:
            assert_never(method)


def _between(bounds: Sequence[Fraction], value: Fraction, polarity: Polarity) -> int:
    """Return the band of a value between bounds; one on a bound falls on its lower-value side."""
    below = bisect_left(bounds, value)
    return len(bounds) + 1 - below if polarity is Polarity.HIGH else below + 1


def _by_rank(rank: int, number: int, bands: int) -> int:
    """Return floor((q + 1) - ceil(((n + 1) - rank) / (n / q))) for q bands of n authorities."""
    return bands + 1 + (number + 1 - rank) * bands // -number


def _tile(place: int, number: int, bands: int) -> int:
    """Return the tile of a place, counted from 0; the first tiles take what does not divide."""
    size, larger = divmod(number, bands)
    within_larger = larger * (size + 1)
    if place < within_larger:
        return place // (size + 1) + 1
    return larger + (place - within_larger) // size + 1
