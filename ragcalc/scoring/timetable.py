"""Which reading stands in the report of a period, and which period a word such as q4 means.

Periods compare by their end. Lag, the kind of year, `due` and `carry` shift when a figure shows.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, assert_never

from ragcalc import periods
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Kind, Period
from ragcalc.scoring import indexes
from ragcalc.vocabulary import Frequency, Life, Reason

LATEST = "latest"
_QUARTER_WORD = re.compile(r"[qQ]([1-4])")


class NoSuchPeriod(ValueError):
    """The words name no period in which the catalogue has a reading."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class NoReading(NoSuchPeriod):
    """The words mean the period of a reading, and there is none."""


class ReportedPeriod(NamedTuple):
    """The period whose reading a report shows, and why there is none."""

    due: Period | None
    shown: Period | None
    absent: Reason | None
    carried: bool = False


def reported_end(indicator: Indicator, period: Period) -> int:
    """Return the end of the period in whose report a reading stands.

    Figures of quarters and years that come late appear at the end of a quarter. (An academic year
    ends within one: its reading also stands in a report that ends when the year does.)
    """
    return _reported_end(period, _lateness(indicator))


class _Lateness(NamedTuple):
    """What says in which report an indicator's readings stand."""

    frequency: Frequency
    lag: int
    due: int | None
    begins: int
    """The first month that it is measured in."""
    ends: int
    """The month after the last one."""


def _lateness(indicator: Indicator) -> _Lateness:
    first, last = indicator.from_, indicator.until
    return _Lateness(
        indicator.frequency,
        indicator.lag,
        indicator.due,
        first.start if first else _NO_BEGINNING,
        last.end if last else _NO_END,
    )


_NO_BEGINNING, _NO_END = 0, (periods.LAST_YEAR + 2) * 12


def _reported_end(period: Period, lateness: _Lateness) -> int:
    frequency, lag, due = lateness[:3]
    match frequency:
        case Frequency.MONTHLY:
            return period.end + lag
        case Frequency.QUARTERLY:
            return periods.next_quarter_end(period.end + lag)
        case Frequency.ANNUAL:
            placed = periods.next_quarter_end(period.end, due)
            return periods.next_quarter_end(placed + lag)
        case _:
            assert_never(frequency)


def due_period(indicator: Indicator, end: int) -> Period | None:
    """Return the indicator's period that is due in the report whose period ends there.

    None too where that lies outside the indicator's life.
    """
    return _due_period(indicator.kind, _lateness(indicator), end)


def last_due(indicator: Indicator, end: int) -> Period:
    """Return the last period, not after an indicator's life, that is due in a report by then."""
    lateness = _lateness(indicator)
    own = periods.latest_ending(indicator.kind, min(end, lateness.ends))
    while _reported_end(own, lateness) > end:
        own = own.previous()
    return own


def due_within(indicator: Indicator, period: Period) -> list[Period]:
    """Return the indicator's periods that are due in reports which end within a period, in order.

    Of a quarter these are each month of a monthly indicator, of which its report shows the last.
    """
    found = {due_period(indicator, period.end)}
    candidate = periods.latest_ending(indicator.kind, period.end)
    while (end := reported_end(indicator, candidate)) > period.start:
        if end <= period.end:
            found.add(candidate)
        candidate = candidate.previous()
    return sorted(one for one in found if one and indicator.has_in_life(one))


@lru_cache(maxsize=4096)
def _due_period(kind: Kind, lateness: _Lateness, end: int) -> Period | None:
    found = _placed_period(kind, lateness, end)
    if found is None or found.start < lateness.begins or found.end > lateness.ends:
        return None
    return found


def _placed_period(kind: Kind, lateness: _Lateness, end: int) -> Period | None:
    candidate = periods.latest_ending(kind, end - lateness.lag)
    if not periods.is_quarter_end(end) and lateness.due is None and lateness.lag % 3 == 0:
        return candidate if candidate.end + lateness.lag == end else None
    # `due` and rounding to a quarter's end put a reading off by a year at most
    while candidate.end >= end - lateness.lag - 12:
        if _reported_end(candidate, lateness) == end:
            return candidate
        candidate = candidate.previous()
    return None


def life(indicator: Indicator, end: int) -> Life:
    """Return whether an indicator is measured in the report whose period ends there.

    That is so where the period of its own that the report shows, or else the next one that a report
    will show, lies in its life.
    """
    return _life(indicator.kind, _lateness(indicator), end)


@lru_cache(maxsize=4096)
def _life(kind: Kind, lateness: _Lateness, end: int) -> Life:
    if (lateness.begins, lateness.ends) == (_NO_BEGINNING, _NO_END):
        return Life.CURRENT
    own = _placed_period(kind, lateness, end) or _awaited(kind, lateness, end)
    if own.start < lateness.begins:
        return Life.UPCOMING
    return Life.RETIRED if own.end > lateness.ends else Life.CURRENT


def _awaited(kind: Kind, lateness: _Lateness, end: int) -> Period:
    """Return the first period that stands in a report after the one that ends there."""
    # `due` and rounding to a quarter's end put a reading off by a year at most
    own = periods.latest_ending(kind, end - lateness.lag - 12)
    while _reported_end(own, lateness) <= end:
        own = Period(kind, own.end)
    return own


def standing(indicator: Indicator, end: int) -> ReportedPeriod:
    """Return the reading that a report shows: the one due, else one carried forward.

    Nothing is carried into a period for which a verdict is reported.
    """
    due = due_period(indicator, end)
    if due in indicator.values:
        return ReportedPeriod(due, due, None)
    carries = (
        indicator.carry and due not in indicator.reported and life(indicator, end) is Life.CURRENT
    )
    carried = _carried(indicator, end) if carries else None
    absent = Reason.NOT_DUE if due is None else Reason.NO_VALUE
    if carried is None:
        return ReportedPeriod(due, None, absent)
    return ReportedPeriod(due, carried, None, carried=True)


def _carried(indicator: Indicator, end: int) -> Period | None:
    """Return the last period with a reading, if that is a figure and not too old to carry."""
    own, lateness = indexes.entries(indicator), _lateness(indicator)
    before = bisect_left(own, end, key=lambda period: _reported_end(period, lateness))
    last = own[before - 1] if before else None
    if last is None or end - _reported_end(last, lateness) > indicator.carry:
        return None
    return last if has_figure(indicator, last) else None


def figures(indicator: Indicator) -> Iterator[Period]:
    """Yield the periods of the indicator's frequency that have a figure, not a reason word."""
    kind = indicator.kind
    for period, reading in indicator.values.items():
        if period.kind is kind and reading.reason is None:
            yield period


def resolve(words: str, indicators: Iterable[Indicator]) -> Period:
    """Return the period that the words mean. Raises NoSuchPeriod.

    `q4` is the latest fourth quarter in whose report a reading stands; `latest` the latest period
    in which at least half of the readings due are there, else the latest with any.
    """
    indicators = tuple(indicators)
    if words.lower() == LATEST:
        return _latest(indicators)
    if found := _QUARTER_WORD.fullmatch(words):
        return _latest_quarter(int(found[1]), indicators)
    try:
        return periods.parse(words)
    except periods.NotAPeriod as error:
        raise NoSuchPeriod(f"'{words}' is not a period", error.hint) from None


def last_reported(indicators: Iterable[Indicator]) -> Period | None:
    """Return the last period in whose report a figure stands; None where there is no figure."""
    every = tuple(indicators)
    end = max(_ends(every), default=None)
    return None if end is None else _named(end, _shown(every, end))


def _ends(indicators: tuple[Indicator, ...]) -> set[int]:
    by_lateness: dict[_Lateness, set[Period]] = {}
    usual: dict[_Lateness, list[Period]] = {}
    for one in indicators:
        lateness, own, kind = _lateness(one), [*one.values], one.kind
        if own == usual.get(lateness):  # indicators share their periods, and all of these are known
            continue
        known = by_lateness.setdefault(lateness, set())
        new = one.values.keys() - known
        known.update(period for period in new if period.kind is kind and has_figure(one, period))
        if known.issuperset(own):
            usual[lateness] = own
    return {
        _reported_end(period, lateness)
        for lateness, found in by_lateness.items()
        for period in found
    }


def _latest_quarter(number: int, indicators: tuple[Indicator, ...]) -> Period:
    """Return the latest quarter of that number with a reading of its own, else a carried one."""
    own = _ends(indicators)
    for ends in (own, set(_carried_ends(indicators))):
        quarters = [periods.quarter_ending(end) for end in ends if periods.is_quarter_end(end)]
        if fitting := [quarter for quarter in quarters if quarter.quarter == number]:
            return max(fitting)
    hint = "ragcalc list shows what is there"
    if own:
        hint = f"the latest is {_named(max(own), _shown(indicators, max(own)))}"
    raise (_suppressed(indicators, number) or NoReading(f"there are no Q{number} figures", hint))


def _suppressed(indicators: tuple[Indicator, ...], quarter: int | None = None) -> NoReading | None:
    """Return what is said where every figure is suppressed, or every one that ends a quarter."""
    found = [
        period
        for one in indicators
        for period, reading in one.values.items()
        if reading.reason is Reason.SUPPRESSED
        and (quarter is None or (periods.is_quarter_end(period.end) and period.quarter == quarter))
    ]
    if not found:
        return None
    which = "figure" if quarter is None else f"Q{quarter} figure"
    last = max(found, key=lambda period: (period.end, -period.months))
    return NoReading(f"every {which} is suppressed", f'ragcalc report "{last}" shows where')


def _carried_ends(indicators: tuple[Indicator, ...]) -> Iterator[int]:
    """Yield the ends of the reports in which a reading stands that is carried forward."""
    for one in indicators:
        for period in figures(one) if one.carry else ():
            end = reported_end(one, period)
            yield from range(end + 1, end + one.carry + 1)


def _latest(indicators: tuple[Indicator, ...]) -> Period:
    """Return the latest period of which at least half is there, else the latest with any reading.

    A month within a quarter counts only where at least half of the indicators are due in it, or
    where nothing else has a reading: one that is early takes no report from the quarterly ones.
    """
    ends = sorted(_ends(indicators), reverse=True)
    if not ends:
        raise (
            _suppressed(indicators)
            or NoReading("no indicator has a reading", "add one under values:")
        )
    usual: list[int] = []
    for end, due, there in _tallies(indicators, ends):
        if not (periods.is_quarter_end(end) or 2 * due >= _current(indicators, end)):
            continue
        if 2 * there >= due:
            return _named(end, _shown(indicators, end))
        usual.append(end)
    last = (usual or ends)[0]
    return _named(last, _shown(indicators, last))


def _current(indicators: tuple[Indicator, ...], end: int) -> int:
    """Return how many indicators are measured in the report that ends there."""
    return sum(life(one, end) is Life.CURRENT for one in indicators)


def _tallies(indicators: tuple[Indicator, ...], ends: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield each end with how many readings are due in its report, and how many are there."""
    alike: dict[tuple[Kind, _Lateness], list[Indicator]] = {}
    for one in indicators:
        alike.setdefault((one.kind, _lateness(one)), []).append(one)
    there: dict[tuple[Kind, _Lateness], Counter[Period]] = {}
    for end in ends:
        wanted = {key: period for key in alike if (period := _due_period(*key, end))}
        due = sum(len(alike[key]) for key in wanted)
        if end == ends[0]:  # which nearly always decides: not worth counting all readings
            yield end, due, len(_shown(indicators, end))
            continue
        there = there or {key: Counter(chain(*map(figures, alike[key]))) for key in alike}
        yield end, due, sum(there[key][period] for key, period in wanted.items())


def _shown(indicators: tuple[Indicator, ...], end: int) -> list[Period]:
    """Return the periods of the readings that are due in a report and there."""
    due = ((one, due_period(one, end)) for one in indicators)
    return [period for one, period in due if period and has_figure(one, period)]


def has_figure(indicator: Indicator, period: Period) -> bool:
    """Return whether there is a reading and not only a reason word."""
    reading = indicator.values.get(period)
    return reading is not None and reading.reason is None


def _named(end: int, there: list[Period]) -> Period:
    """Name the period that ends there as councils do: a quarter, unless only months or years."""
    shown = {period.kind: period for period in there}
    if Kind.QUARTER not in shown and Kind.MONTH in shown:
        return periods.month_ending(end)
    match list(shown.values()):
        case [only] if only.end == end:
            return only
        case _:
            return periods.quarter_ending(end)
