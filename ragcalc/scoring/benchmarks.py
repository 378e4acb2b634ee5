"""The comparators' figures for a reading."""

from collections.abc import Iterator

from ragcalc.catalogue.models import Catalogue, Indicator
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring.goals import given
from ragcalc.scoring.inputs import Benchmark


def benchmarks(
    catalogue: Catalogue, indicator: Indicator, period: Period, place: Place
) -> Iterator[Benchmark]:
    """Yield, in the catalogue's order, each comparator that has a figure for the period.

    It is the latest one whose period ends on or before the end of the reading's period, less the
    comparator's lag; a bare number stands for every period. A proposed figure is none. What
    accumulates is held against totals of the same part of a year alone: half a year's against half
    a year's.
    """
    part = _part(indicator, period)
    yield from _of_part(catalogue, indicator, period, place, part)


def of_whole_years(
    catalogue: Catalogue, indicator: Indicator, period: Period, place: Place
) -> Iterator[Benchmark]:
    """Yield the comparators' figures of whole years, of which a target may be the part due."""
    if indicator.accumulates:
        yield from _of_part(catalogue, indicator, period, place, _YEAR)


_YEAR = 12
"""The months of a year."""


def _part(indicator: Indicator, period: Period | None) -> int:
    """Return how many months of a year a figure is a total of; what does not accumulate has none.

    A bare number is a whole year's, as a bare target is.
    """
    if not indicator.accumulates:
        return 0
    if period is None or period.months == _YEAR:
        return _YEAR
    return period.end - period.year(indicator.year).start


def _of_part(
    catalogue: Catalogue, indicator: Indicator, period: Period, place: Place, part: int
) -> Iterator[Benchmark]:
    for name, comparator in catalogue.comparators.items():
        series = indicator.comparators.get(name, {})
        end = period.end - comparator.lag
        known = [
            when
            for when, figure in series.items()
            if (when is None or when.end <= end)
            and not figure.proposed
            and _part(indicator, when) == part
        ]
        if known:
            when = _latest(known, period) if len(known) > 1 else known[0]
            steps = ("comparators", name, str(when)) if when else ("comparators", name)
            figure = given(series[when], when, place.within(*steps))
            yield Benchmark(name, comparator.name, comparator.kind, figure)


def _latest(known: list[Period | None], period: Period) -> Period | None:
    """Give the latest one; of two, the one of the reading's frequency. None stands alone."""
    return max(known, key=lambda one: (one.end, one.kind is period.kind, one.months) if one else ())
