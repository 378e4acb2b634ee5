"""What the rows of a table give for one series, before it is one: every figure, and its row."""

from array import array
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from ragcalc.catalogue.model.series import Series
from ragcalc.periods import Period
from ragcalc.problems import Place


class FigurePlace(NamedTuple):
    """Where a figure stands."""

    row: int
    column: int | None
    """In a wide table, whose columns are periods; a long one has a column of each name."""


class SeriesRows:
    """Readings, targets, published ratings or a comparator's figures of one indicator.

    What the rows give stands in columns, in the order of the rows: a table may hold a million.
    """

    def __init__(self, cell: Callable[[FigurePlace, Period, str], Place]) -> None:
        """`cell` makes a place of where a column of a period's figure stands in the table."""
        self.cell = cell
        self.periods: list[Period] = []
        self.given: list[Any] = []
        self.rows = array("I")
        self.columns = array("I")
        """Empty for a long table."""

    def add(self, period: Period, figure: Any, row: int, column: int | None = None) -> None:
        """Take what a row gives for a period; all of one series have a column, or none has."""
        self.periods.append(period)
        self.given.append(figure)
        self.rows.append(row)
        if column is not None:
            self.columns.append(column)

    @cached_property
    def series(self) -> Series[Period, Any]:
        """The figures by their periods, once every row was read; of several the first."""
        found = dict(zip(self.periods, self.given, strict=True))
        if len(found) < len(self.periods):
            found.update(zip(reversed(self.periods), reversed(self.given), strict=True))
        return Series(found, self)

    @property
    def has_several(self) -> bool:
        """Whether several rows give a figure for one period."""
        return len(self.series) < len(self.periods)

    def records(self) -> Iterator[tuple[Period, Any, FigurePlace]]:
        """Yield what each row gives, in their order, and where it stands."""
        columns = self.columns or (None,) * len(self.rows)
        yield from zip(self.periods, self.given, map(FigurePlace, self.rows, columns), strict=True)

    def place(self, key: Period, column: str) -> Place | None:
        """Return the cell that the figure of a period came from; None where it has none."""
        found = self._places.get(key)
        return self.cell(found, key, column) if found else None

    @cached_property
    def _places(self) -> dict[Period, FigurePlace]:
        found: dict[Period, FigurePlace] = {}
        for period, _, where in self.records():
            found.setdefault(period, where)
        return found
