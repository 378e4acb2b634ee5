"""A table as a Parquet file, written by DuckDB: text, exact numbers, dates and flags."""

import glob
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_never

import duckdb

from ragcalc import numbers, temporary
from ragcalc.render.media.tables import ColumnType, LongTable, TableValue

_MOST_DIGITS = 38
"""Digits of the widest DECIMAL."""
_LEAST_PLACES = 6
"""Decimal places of a column of numbers; more where a value has more."""
_LONGEST = 2_000_000
"""Bytes of a line that DuckDB takes unless a longer one is stated."""
_SETTINGS: dict[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "temp_directory": "",
    "threads": 1,  # so that equal rows make equal bytes
}


def parquet(table: LongTable) -> bytes:
    """Return the file of a table.

    A column of numbers is a DECIMAL of 38 digits with as many places as its values need; where
    these need more than 38 digits it is text. Raises OSError where no file can be written.
    """
    sizes = [_Size() for _ in table.columns]
    with temporary.folder("ragcalc-parquet-") as folder:
        rows, made = folder / "rows.csv", folder / "rows.parquet"
        longest = _LONGEST
        with rows.open("wb") as file:
            for line in _lines(table.rows, sizes):
                longest = max(longest, file.write(line))
        types = [_sql(kind, size) for kind, size in zip(table.columns.values(), sizes, strict=True)]
        _convert(rows, made, dict(zip(table.columns, types, strict=True)), longest)
        return made.read_bytes()


class _Size:
    """The digits that the numbers of a column need before and behind the decimal point."""

    def __init__(self) -> None:
        self.before, self.places = 1, _LEAST_PLACES

    def add(self, text: str) -> None:
        """Count those of one more number."""
        whole, _, places = text.lstrip("-").partition(".")
        self.before, self.places = max(self.before, len(whole)), max(self.places, len(places))


def _sql(kind: ColumnType, size: _Size) -> str:
    match kind:
        case ColumnType.NUMBER:
            fits = size.before + size.places <= _MOST_DIGITS
            return f"DECIMAL({_MOST_DIGITS}, {size.places})" if fits else "VARCHAR"
        case ColumnType.TEXT:
            return "VARCHAR"
        case ColumnType.DATE:
            return "DATE"
        case ColumnType.FLAG:
            return "BOOLEAN"
        case _:
            assert_never(kind)


def _lines(rows: Iterable[tuple[TableValue, ...]], sizes: list[_Size]) -> Iterator[bytes]:
    """Yield each row as a line of CSV: a text in quotes, nothing for None; count the digits."""
    for row in rows:
        cells = (_cell(value, size) for value, size in zip(row, sizes, strict=True))
        yield f"{','.join(cells)}\n".encode()


def _cell(value: TableValue, size: _Size) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            text = numbers.to_text(value)
            size.add(text)
            return text
        case date():
            return value.isoformat()
        case text:
            doubled = text.replace('"', '""')
            return f'"{doubled}"'


def _convert(rows: Path, made: Path, types: dict[str, str], longest: int) -> None:
    """Write lines of CSV, of so many bytes at most, as a Parquet file. Raises OSError."""
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    read = (
        f"read_csv({_quoted(glob.escape(str(rows)))}, columns = {{{columns}}}, header = false, "
        "auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
        "new_line = '\\n', allow_quoted_nulls = false, parallel = false, "
        f"max_line_size = {longest})"
    )
    try:
        with duckdb.connect(config=_SETTINGS) as connection:
            connection.execute(f"COPY (FROM {read}) TO {_quoted(str(made))} (FORMAT parquet)")
    except duckdb.Error as error:
        raise OSError(str(error)) from None


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
