"""Which of several figures for one period stands, where one of them is marked as revised.

One that is marked `r`, in a table or as `revised: true`, replaces those that are not, in whichever
order they are read. Two that are marked and differ are a conflict, as are two that are not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ragcalc.catalogue.model.figures import Reading, ReplacedReading, more_than_numbers
from ragcalc.catalogue.model.series import Series
from ragcalc.catalogue.returns.series import SeriesRows
from ragcalc.catalogue.returns.submissions import described, differ, duplicate_value
from ragcalc.periods import Period
from ragcalc.problems import Place, Problem, Severity

PlaceOf = Callable[[Period], Place]
Given = Sequence[Series[Period, Reading]]


class CorrectedReading(Reading):
    """A revised reading with the one that it replaces; no file can hold one."""

    before: ReplacedReading | None

    @property
    def replaced(self) -> ReplacedReading | None:
        """The reading that it replaces; None where that is not to be shown."""
        return self.before

    @classmethod
    def of(cls, reading: Reading, before: ReplacedReading) -> "CorrectedReading":
        """Return a reading together with the one that it replaces."""
        return cls.model_construct(**dict(reading), before=before)


class _GivenReading(NamedTuple):
    """A reading, and where its columns stand."""

    reading: Reading
    place: Callable[[str], Place]


class Corrections:
    """The revised readings of one indicator: what each replaces, and what is wrong with them."""

    def __init__(self, given: Given, own_place: PlaceOf, shown: Callable[[Place], str]) -> None:
        """`given` are the catalogue's own readings and then each table's.

        `own_place` says where the catalogue has the reading of a period, `shown` how messages name
        a place.
        """
        self.readings: dict[Period, Reading] = {}
        self.faults: list[Problem] = []
        self.remarks: list[Problem] = []
        self._entries: dict[Period, _GivenReading] = {}
        self._shown = shown
        for period, entries in _of_revised(given, own_place).items():
            self._settle(period, entries)

    @property
    def periods(self) -> set[Period]:
        """The periods with a revised reading."""
        return {*self._entries}

    def applied(self, joined: Series[Period, Reading]) -> Series[Period, Reading]:
        """Return the readings with the revised ones in their places."""
        return Series({**joined, **self.readings}, self, *joined.sources)

    def place(self, key: Period, column: str) -> Place | None:
        """Return where a column of a revised reading stands."""
        return self._entries[key].place(column) if key in self._entries else None

    def _settle(self, period: Period, entries: list[_GivenReading]) -> None:
        revised = [one for one in entries if one.reading.revised]
        others = [one for one in entries if not one.reading.revised]
        standing = self._entries[period] = revised[0]
        self.readings[period] = standing.reading
        for alike, hint in ((revised, _TWO_REVISED), (others, _TWO_OTHERS)):
            self._refuse_others(period, alike, hint)
        if others and differ(standing.reading, others[0].reading):
            before = others[0]
            replaced = ReplacedReading(before.reading, before.place("value"))
            self.readings[period] = CorrectedReading.of(standing.reading, replaced)
            self.remarks.append(self._remark(period, standing, before))

    def _refuse_others(self, period: Period, entries: list[_GivenReading], hint: str) -> None:
        for one in entries[1:]:
            if differ(entries[0].reading, one.reading):
                first = entries[0]
                here, there = one.place("value"), self._shown(first.place("value"))
                found = duplicate_value(period, here, one.reading, first.reading, there)
                self.faults.append(found._replace(hint=hint))

    def _remark(self, period: Period, standing: _GivenReading, before: _GivenReading) -> Problem:
        there = self._shown(before.place("value"))
        return Problem(
            "value-revised",
            f"{period} is revised: {described(standing.reading)} here, was "
            f"{described(before.reading)} at {there}",
            standing.place("value"),
            "outputs say what it was; delete the earlier figure if they should not",
            Severity.NOTE,
        )


_TWO_REVISED = "both are marked as revised; keep the one that is right"
_TWO_OTHERS = "a revised figure replaces one; keep the one that was given before"


def _of_revised(given: Given, own_place: PlaceOf) -> Mapping[Period, list[_GivenReading]]:
    """Return all that is given for each period that has a revised reading, in order."""
    found: dict[Period, list[_GivenReading]] = {}
    revised = {period for one in given for period in _revised(one)}
    for one in given if revised else ():
        for period, entry in _entries(one, own_place, revised):
            found.setdefault(period, []).append(entry)
    return found


def _revised(series: Series[Period, Reading]) -> Iterator[Period]:
    """Yield the periods of the revised readings; of a table it looks at each row."""
    yield from (period for period, one in more_than_numbers(series).items() if one.revised)
    for rows in _tables(series):
        records = rows.records() if rows.has_several else ()
        yield from (period for period, one, _ in records if one.revised)


def _entries(
    series: Series[Period, Reading], own_place: PlaceOf, periods: set[Period]
) -> Iterator[tuple[Period, _GivenReading]]:
    """Yield what a series has for some periods; of a table each row."""
    tables = _tables(series)
    for rows in tables:
        for period, reading, where in rows.records():
            if period in periods:
                yield period, _GivenReading(reading, _cell(rows, where, period))
    for period, reading in () if tables else series.items():
        if period in periods:
            yield period, _GivenReading(reading, _own(own_place(period)))


def _tables(series: Series[Period, Reading]) -> list[SeriesRows]:
    return [one for one in series.sources if isinstance(one, SeriesRows)]


def _cell(rows: SeriesRows, where: Any, period: Period) -> Callable[[str], Place]:
    return lambda column: rows.cell(where, period, column)


def _own(place: Place) -> Callable[[str], Place]:
    return lambda _: place
