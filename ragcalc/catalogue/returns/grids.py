"""Readings in columns: one for each period, in which each indicator has its slot.

A table of a million rows is mostly readings that need no remark. In columns they take less time
and a fraction of the memory that a record for each would.
"""

from array import array
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

from ragcalc.catalogue.model.indicators import PlainReadings, Reading
from ragcalc.periods import Period

MOST_SLOTS = 4_000_000
"""So many a grid may have; what else a table says is kept record by record."""

Column = tuple[list[Reading | None], "array[int]"]
"""The reading of each indicator, None for those that have none, and the row it stands in."""


class Grid:
    """The readings of a long table that were read without a remark."""

    def __init__(self) -> None:
        self.slots: dict[str, int] = {}
        self.columns: dict[Period, Column] = {}
        self.spelt: list[Reading] = []
        """Each reading of the columns once: rows that spell a figure alike share it."""

    def has_room(self, name: str, period: Period) -> bool:
        """Return whether an indicator and a period have a slot and a column, or may have them."""
        slots = len(self.slots) + (name not in self.slots)
        return slots * (len(self.columns) + (period not in self.columns)) <= MOST_SLOTS

    def slot(self, name: str) -> int:
        """Return the slot of an indicator in each column."""
        if name not in self.slots:
            self.slots[name] = len(self.slots)
            for readings, rows in self.columns.values():
                readings.append(None)
                rows.append(0)
        return self.slots[name]

    def column(self, period: Period) -> Column:
        """Return the column of a period."""
        if period not in self.columns:
            readings: list[Reading | None] = [None] * len(self.slots)
            self.columns[period] = readings, array("I", [0]) * len(self.slots)
        return self.columns[period]

    def series(self) -> Iterator[tuple[str, dict[Period, Reading]]]:
        """Yield each indicator, with its readings by their periods."""
        periods = [*self.columns]
        columns = (readings for readings, _ in self.columns.values())
        detailed = {id(one) for one in self.spelt if not one.is_plain}
        for name, *readings in zip(self.slots, *columns, strict=True):
            plain = not detailed or detailed.isdisjoint(map(id, readings))
            both = zip(periods, readings, strict=True)
            found: Iterable[Any] = both if all(readings) else filter(itemgetter(1), both)
            yield name, PlainReadings(found) if plain else dict(found)

    def records(self, name: str) -> Iterator[tuple[Period, Reading, int]]:
        """Yield the readings of an indicator, each with its period and its row."""
        slot = self.slots[name]
        for period, (readings, rows) in self.columns.items():
            if reading := readings[slot]:
                yield period, reading, rows[slot]
