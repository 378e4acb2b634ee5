"""What a series is asked again and again, worked out once: its breaks, its figures in order.

Each period of a long series has its own verdict, which would otherwise look through all of it.
"""

from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ragcalc.catalogue.model.fields import Since
from ragcalc.catalogue.model.figures import Reading, Target, more_than_numbers
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.model.series import Series
from ragcalc.periods import Kind, Period
from ragcalc.vocabulary import RollUp


class Breaks(NamedTuple):
    """When figures came to be of another method."""

    ends: Mapping[Kind, list[int]]
    """The ends of the periods from which on they are, in order, by the kind of the periods."""

    def between(self, then: Period, now: Period, kind: Kind) -> bool:
        """Return whether the method of a kind's figures changed after one period and by another."""
        ends = self.ends.get(kind, ())
        after = bisect_right(ends, then.end)
        return after < len(ends) and ends[after] <= now.end


def _breaks(values: Series[Period, Reading]) -> Breaks:
    ends: dict[Kind, list[int]] = {}
    more = more_than_numbers(values)
    for period in sorted(one for one, reading in more.items() if reading.break_):
        ends.setdefault(period.kind, []).append(period.end)
    return Breaks(ends)


def breaks(indicator: Indicator) -> Breaks:
    """Return the breaks of an indicator's readings."""
    return indicator.values.once(_breaks)


def entries(indicator: Indicator) -> tuple[Period, ...]:
    """Return the periods of the indicator's frequency, in the order of time."""
    return indicator.values.in_order(indicator.kind)


def figures(indicator: Indicator) -> tuple[Period, ...]:
    """Return the periods of the indicator's frequency that have a figure, in the order of time."""
    return indicator.values.once(_figures, indicator.kind)


def _figures(values: Series[Period, Reading], kind: Kind) -> tuple[Period, ...]:
    return tuple(one for one in values.in_order(kind) if values[one].reason is None)


class ComparatorFigures(NamedTuple):
    """The figures of a comparator without those that are only proposed."""

    ends: list[int]
    """Where their periods end, in order."""
    periods: Mapping[int, list[Period]]
    """The periods that end there."""
    standing: bool
    """Whether one stands for every period."""

    def latest(self, end: int, kind: Kind) -> Period | None:
        """Return the latest period with a figure that ends by then.

        Of several that end together it is the one of the kind, else the longest.
        """
        before = bisect_right(self.ends, end)
        if not before:
            return None
        together = self.periods[self.ends[before - 1]]
        if len(together) == 1:  # as they mostly are
            return together[0]
        return max(together, key=lambda one: (one.kind is kind, one.months))


YEAR = 12
"""The months of a year."""


def part_of_year(period: Period | None, year: Kind) -> int:
    """Return how many months of a year a figure that accumulates is a total of.

    A bare number is a whole year's, as a bare target is.
    """
    if period is None or period.months == YEAR:
        return YEAR
    return period.end - period.year(year).start


def compared(indicator: Indicator, name: str) -> Mapping[int, ComparatorFigures]:
    """Return what counts of a comparator's figures, by the part of a year that they are totals of.

    Of what adds up it is their length, a bare number being of the length of a reading. Elsewhere
    all are in one, 0.
    """
    series = indicator.comparators[name].items()
    counting = tuple(period for period, figure in series if not figure.proposed)
    if indicator.rolls_up is RollUp.SUM:
        return by_length(counting, indicator.kind.months)
    return by_part(counting, indicator.year if indicator.accumulates else None)


def compared_part(indicator: Indicator, period: Period) -> int:
    """Return the part of `compared` that figures of a period are held against."""
    if indicator.rolls_up is RollUp.SUM:
        return period.months
    return part_of_year(period, indicator.year) if indicator.accumulates else 0


@lru_cache(maxsize=1024)
def by_length(periods: tuple[Period | None, ...], standing: int) -> Mapping[int, ComparatorFigures]:
    """Return figures of some periods by their months; `standing` are those of a bare number."""
    counting: dict[int, list[Period | None]] = {}
    for period in periods:
        counting.setdefault(period.months if period else standing, []).append(period)
    return {months: _sorted(own) for months, own in counting.items()}


@lru_cache(maxsize=1024)
def by_part(
    periods: tuple[Period | None, ...], year: Kind | None
) -> Mapping[int, ComparatorFigures]:
    """Return figures of some periods by part of year; indicators mostly share their periods.

    `year` is of an indicator that accumulates.
    """
    counting: dict[int, list[Period | None]] = {}
    for period in periods:
        counting.setdefault(part_of_year(period, year) if year else 0, []).append(period)
    return {part: _sorted(own) for part, own in counting.items()}


def _sorted(counting: list[Period | None]) -> ComparatorFigures:
    periods: dict[int, list[Period]] = {}
    for period in filter(None, counting):
        periods.setdefault(period.end, []).append(period)
    return ComparatorFigures(sorted(periods), periods, None in counting)


class Targets(NamedTuple):
    """The targets of the periods, years and parts of years of one indicator."""

    deciding: Mapping[Period | Since, Target]
    """Those that are not only proposed."""
    revisions: Mapping[int, list[Since]]
    """The deciding ones that were revised in a year, by the month in which they begin."""
    proposed: Mapping[Period | Since, Target]

    def revised(self, year: Period, until: int) -> Since | None:
        """Return the latest revision of a year that has begun by then."""
        if not self.revisions:
            return None
        months = range(min(year.end, until) - 1, year.start - 1, -1)
        begun = (one for month in months for one in self.revisions.get(month, ()))
        return next((one for one in begun if year.covers(one.period)), None)


def targets(indicator: Indicator) -> Targets:
    """Return the targets of an indicator, sorted by whether they decide."""
    return indicator.targets.once(by_decision)


def by_decision(given: Mapping[Period | Since, Target]) -> Targets:
    """Return targets by whether they decide."""
    deciding = {key: target for key, target in given.items() if not target.proposed}
    revisions: dict[int, list[Since]] = {}
    for key in deciding:
        if isinstance(key, Since):
            revisions.setdefault(key.period.start, []).append(key)
    proposed = {key: target for key, target in given.items() if target.proposed}
    return Targets(deciding, revisions, proposed)
