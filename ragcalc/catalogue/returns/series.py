"""What the rows of a table give for one series, before it is one: every figure, and its row."""

from array import array
from collections.abc import Callable, Iterable, Iterator
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


class FigureColumns:
    """The figures of a table in columns, in the order of its rows: it may hold a million."""

    def __init__(self) -> None:
        self.periods: list[Period] = []
        self.figures: list[Any] = []
        self.rows = array("I")
        self.columns = array("I")
        """Empty for a long table."""

    def add(self, period: Period, figure: Any, row: int, column: int | None = None) -> None:
        """Take what a row gives for a period; all of one table have a column, or none has."""
        self.periods.append(period)
        self.figures.append(figure)
        self.rows.append(row)
        if column is not None:
            self.columns.append(column)


class SeriesRows:
    """Readings, targets, published ratings or a comparator's figures of one indicator."""

    def __init__(
        self, table: FigureColumns, cell: Callable[[FigurePlace, Period, str], Place]
    ) -> None:
        """`cell` makes a place of where a column of a period's figure stands in the table."""
        self.table = table
        self.own = array("I")
        """Which of the table's figures are its own."""
        self.cell = cell

    def add(self, period: Period, figure: Any, row: int, column: int | None = None) -> None:
        """Take what a row gives for a period."""
        self.own.append(len(self.table.periods))
        self.table.add(period, figure, row, column)

    @cached_property
    def series(self) -> Series[Period, Any]:
        """The figures by their periods, once every row was read; of several the first."""
        found = Series.of(self._given(self.own), self)
        if len(found) == len(self.own):
            return found
        return Series({**found, **dict(self._given(self.own[::-1]))}, self)

    def _given(self, numbers: Iterable[int]) -> Iterator[tuple[Period, Any]]:
        periods, figures = self.table.periods, self.table.figures
        return zip(
            map(periods.__getitem__, numbers), map(figures.__getitem__, numbers), strict=True
        )

    @property
    def has_several(self) -> bool:
        """Whether several rows give a figure for one period."""
        return len(self.series) < len(self.own)

    def records(self) -> Iterator[tuple[Period, Any, FigurePlace]]:
        """Yield what each row gives, in their order, and where it stands."""
        table = self.table
        for one in self.own:
            place = FigurePlace(table.rows[one], table.columns[one] if table.columns else None)
            yield table.periods[one], table.figures[one], place

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
