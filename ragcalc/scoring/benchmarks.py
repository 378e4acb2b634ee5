"""The comparators' figures for a reading."""

from collections.abc import Iterator

from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring.goals import given
from ragcalc.scoring.indexes import YEAR, compared, part_of_year
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
    part = part_of_year(period, indicator.year) if indicator.accumulates else 0
    yield from _of_part(catalogue, indicator, period, place, part)


def of_whole_years(
    catalogue: Catalogue, indicator: Indicator, period: Period, place: Place
) -> Iterator[Benchmark]:
    """Yield the comparators' figures of whole years, of which a target may be the part due."""
    if indicator.accumulates:
        yield from _of_part(catalogue, indicator, period, place, YEAR)


def _of_part(
    catalogue: Catalogue, indicator: Indicator, period: Period, place: Place, part: int
) -> Iterator[Benchmark]:
    for name, comparator in catalogue.comparators.items():
        series = indicator.comparators.get(name)
        if not series:
            continue
        known = compared(indicator, name).get(part)
        if known is None:
            continue
        when = known.latest(period.end - comparator.lag, period.kind)
        if when or known.standing:
            steps = ("comparators", name, str(when)) if when else ("comparators", name)
            figure = given(series[when], when, place.within(*steps))
            yield Benchmark(name, comparator.name, comparator.kind, figure)
