"""The rows of a long table whose figures need no remark, which nearly all are: read at once.

Each text is looked up among those read before; only a new one is read. Knows no fault and no place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from ragcalc.catalogue.model.indicators import Indicator, Reading
from ragcalc.catalogue.returns import texts
from ragcalc.catalogue.returns.grids import Column, Grid
from ragcalc.catalogue.returns.headers import Layout
from ragcalc.periods import Kind

Row = tuple[int, list[str]]
"""A row's cells, behind its number."""

_Word = tuple[int, dict[str, Column], dict[str, Reading]]
"""Of a word for an indicator the slot, and how the texts of its periods and readings read."""


class PlainRows:
    """Takes the ordinary rows of a table with indicator, period and value into a grid."""

    def __init__(
        self,
        layout: Layout,
        indicators: Mapping[str, Indicator],
        ids: Mapping[str, str],
        grid: Grid,
    ) -> None:
        columns = (layout.columns[name] for name in ("indicator", "period", "value"))
        self.who, self.when, self.what = columns
        self.width, self.last = layout.width, max(layout.columns.values())
        self.indicators, self.ids, self.grid = indicators, ids, grid
        self.words: dict[str, _Word] = {}
        self.columns: dict[tuple[Kind, Kind], dict[str, Column]] = defaultdict(dict)
        self.readings: dict[bool, dict[str, Reading]] = defaultdict(dict)

    def consume(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Take the ordinary rows; yield the others."""
        who, when, what, width, words = self.who, self.when, self.what, self.width, self.words
        for number, row in rows:
            try:
                slot, columns, spelt = words[row[who]]
                (readings, lines), reading = columns[row[when]], spelt[row[what]]
            except (KeyError, IndexError):
                learnt = self._learn(row)
                if learnt is None:
                    yield number, row
                    continue
                slot, (readings, lines), reading = learnt
            if readings[slot] or len(row) > width:
                yield number, row
            else:
                readings[slot], lines[slot] = reading, number

    def _learn(self, row: list[str]) -> tuple[int, Column, Reading] | None:
        """Remember what the texts of a row say; None where its figure is not ordinary."""
        if not self.last < len(row) <= self.width:
            return None
        who, when, what = row[self.who], row[self.when], row[self.what]
        name = texts.named(self.ids, who)
        if name is None:
            return None
        indicator = self.indicators[name]
        is_percent = indicator.unit == texts.PERCENT
        of_kind, of_unit = self.columns[indicator.kind, indicator.year], self.readings[is_percent]
        try:
            reading = of_unit.get(what) or _unremarkable(what, is_percent)
            period = texts.period(indicator.kind, indicator.year, when)
        except (PydanticCustomError, ValidationError):
            return None
        if reading is None or not self.grid.has_room(name, period):
            return None
        if what not in of_unit:
            of_unit[what] = reading
            self.grid.spelt.append(reading)
        slot, column = self.grid.slot(name), self.grid.column(period)
        of_kind[when], self.words[who] = column, (slot, of_kind, of_unit)
        return slot, column, reading


def _unremarkable(text: str, percent: bool) -> Reading | None:
    """Read a figure that needs no remark, in percent or not; None for another or none."""
    reading, cell = texts.bare(text)
    return None if texts.is_remarkable(cell, percent) else reading
