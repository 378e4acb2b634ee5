"""The comparators' figures for a reading."""

from collections.abc import Iterator, Mapping

from ragcalc.catalogue.models import Catalogue, Figure, Indicator
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring.goals import given
from ragcalc.scoring.inputs import Benchmark


def benchmarks(
    catalogue: Catalogue, indicator: Indicator, period: Period, place: Place
) -> Iterator[Benchmark]:
    """Yield, in the catalogue's order, each comparator that has a figure for the period.

    It is the latest one whose period ends on or before the end of the reading's period, less the
    comparator's lag; a bare number stands for every period. A proposed figure is none.
    """
    for name, comparator in catalogue.comparators.items():
        entries = indicator.comparators.get(name, {})
        series = {when: figure for when, figure in entries.items() if not figure.proposed}
        steps = place.within("comparators", name)
        if None in series:
            figure = given(series[None], None, steps)
        else:
            latest = _latest(series, period.end - comparator.lag, period)
            if latest is None:
                continue
            figure = given(series[latest], latest, steps.within(str(latest)))
        yield Benchmark(name, comparator.name, comparator.kind, figure)


def _latest(series: Mapping[Period | None, Figure], end: int, period: Period) -> Period | None:
    """Give the latest period that ends by then; of two, the one of the reading's frequency."""
    return max(
        (other for other in series if other is not None and other.end <= end),
        key=lambda other: (other.end, other.kind is period.kind, other.months),
        default=None,
    )
