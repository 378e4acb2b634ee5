"""The comparators' figures for the readings of an indicator."""

from collections.abc import Iterator

from ragcalc.catalogue.model.indicators import Catalogue, Comparator, Indicator
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring.goals import given
from ragcalc.scoring.indexes import YEAR, compared, compared_part
from ragcalc.scoring.inputs import Benchmark


class Benchmarks:
    """The figures of the catalogue's comparators for one indicator, each made once."""

    def __init__(self, catalogue: Catalogue, indicator: Indicator, place: Place) -> None:
        self._indicator, self._place = indicator, place
        self._comparators = [
            (name, one, compared(indicator, name))
            for name, one in catalogue.comparators.items()
            if indicator.comparators.get(name)
        ]
        self._made: dict[tuple[str, Period | None], Benchmark] = {}

    def of(self, period: Period) -> tuple[Benchmark, ...]:
        """Return, in the catalogue's order, each comparator that has a figure for the period.

        It is the latest one whose period ends on or before the end of the reading's period, less
        the comparator's lag; a bare number stands for every period. A proposed figure is none. What
        accumulates is compared with totals of the same part of a year alone: half a year's against
        half a year's; what adds up with figures of the same length, a quarter's with a quarter's.
        """
        return tuple(self._of_part(period, compared_part(self._indicator, period)))

    def of_whole_years(self, period: Period) -> tuple[Benchmark, ...]:
        """Return the figures of whole years, of which a target may be the part due."""
        return tuple(self._of_part(period, YEAR)) if self._indicator.accumulates else ()

    def _of_part(self, period: Period, part: int) -> Iterator[Benchmark]:
        for name, comparator, by_part in self._comparators:
            known = by_part.get(part)
            if known is None:
                continue
            when = known.latest(period.end - comparator.lag, period.kind)
            if when or known.standing:
                yield self._figure(name, comparator, when)

    def _figure(self, name: str, comparator: Comparator, when: Period | None) -> Benchmark:
        made = self._made.get((name, when))
        if made is None:
            steps = ("comparators", name, str(when)) if when else ("comparators", name)
            written = self._indicator.comparators[name][when]
            figure = given(written, when, self._place.within(*steps))
            made = Benchmark(name, comparator.name, comparator.kind, figure)
            self._made[name, when] = made
        return made
