"""A table for other programs: columns with types, and rows that are made one by one."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

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
