"""A table for other programs: columns with types, and rows that are made one by one."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from ragcalc import numbers

TableValue = str | Decimal | bool | date | None
"""What a cell of a table holds."""


class ColumnType(StrEnum):
    """What all values of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"


class LongTable(NamedTuple):
    """A table with a row for each thing that was observed."""

    columns: Mapping[str, ColumnType]
    rows: Iterator[tuple[TableValue, ...]]
    """Each has a value for every column, in their order."""

    def by_column(self) -> Iterator[dict[str, TableValue]]:
        """Yield each row by its columns."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def as_plain_value(value: Any) -> Any:
    """Return a number as a Decimal without zeros at its end, a word of a closed set as text.

    Anything else is returned as it is.
    """
    if type(value) is Fraction:  # isinstance takes ten times as long, for each cell of a table
        return numbers.shortest(value)
    if type(value) is Decimal:
        return numbers.shortest(numbers.to_fraction(value))
    return str(value) if isinstance(value, str) else value
