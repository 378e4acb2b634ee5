"""National datasets: the rows of CSV and Parquet files that a catalogue needs, and their places.

Alone imports duckdb. Knows no indicator and no year.
"""

import glob
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ragcalc import temporary
from ragcalc.catalogue.model.columns import DATASET_COLUMNS, NEEDED_DATASET_COLUMNS
from ragcalc.catalogue.returns.tables import Table
from ragcalc.limits import MEGABYTE, limits
from ragcalc.problems import Span, shortened

_AT_ONCE = 10_000
_SPLIT = "keep the rows that are needed, or set RAGCALC_MOST_ROWS or RAGCALC_MOST_MEGABYTES"
EXTRA = "pip install 'ragcalc[datasets]'"


class DatasetRow(NamedTuple):
    """One figure of a dataset, every part of it a text."""

    number: int
    """Which row of the file it is, counted from 1 and without the names of the columns."""
    measure: str
    year: str
    area: str
    name: str
    value: str
    region: str
    numerator: str = ""
    denominator: str = ""
    lower: str = ""
    upper: str = ""
    lower_998: str = ""
    upper_998: str = ""


class Unreadable(Exception):
    """The file cannot be read; the text says why, `hint` what to do."""

    def __init__(self, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.hint = hint


class NoColumn(Exception):
    """The file has no column of a name."""

    def __init__(self, column: str, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.column, self.name, self.known = column, name, known


@dataclass(frozen=True)
class Extract(Table):
    """What is read of a dataset; a place in it is a row of the file."""

    taken: dict[int, DatasetRow] = field(default_factory=dict)
    """The rows that were read, by their numbers."""

    def stretch(self, row: int, column: int | None = None) -> Span:
        """Return a row as a span."""
        return Span(row, 1, row, 2)

    def excerpt(self, span: Span) -> str:
        """Return what was read of the row."""
        row = self.taken.get(span.line)
        return " | ".join(row[1:]).rstrip(" |") if row else ""

    def mark(self, span: Span) -> Span | None:
        """Return the stretch of the excerpt that is the row: all of it."""
        return Span(span.line, 1, span.line, max(2, len(self.excerpt(span)) + 1))

    def point(self, span: Span) -> str:
        """Return `lait.parquet:row 5213`."""
        return f"{self.shown}:{self.cell(span)}"

    def cell(self, span: Span) -> str:
        """Return `row 5213`."""
        return f"row {span.line}"


class Source:
    """An open dataset."""

    def __init__(self, path: Path, is_parquet: bool, columns: Mapping[str, str]) -> None:
        """Open a file, whose columns may have other names than `DATASET_COLUMNS`.

        Raises Unreadable or NoColumn.
        """
        self._connection, self._error = _connect()
        self._from = _PARQUET if is_parquet else _CSV
        self._path = glob.escape(str(path))  # which is a pattern to duckdb
        try:
            kinds = self._kinds()
            self._columns = dict(_matched(list(kinds), columns))
            self._refuse_nested(kinds)
            self._measure_size()
        except BaseException:
            self.close()
            raise

    def _kinds(self) -> dict[str, str]:
        """Return the columns of the file, and the type of each. Raises Unreadable."""
        described = self._ask(f"DESCRIBE SELECT * FROM {self._from}", [self._path])
        kinds = {str(name): str(kind) for name, kind, *_ in described if name != _NUMBER}
        if len(kinds) == 1:
            hint = "look for a quotation mark that is never closed, or fetch the file again"
            raise Unreadable(f"has one column alone, '{shortened(next(iter(kinds)))}'", hint)
        return kinds

    def _refuse_nested(self, kinds: Mapping[str, str]) -> None:
        """Raise Unreadable where a column holds no single values; a list may unfold to millions."""
        for column in self._columns.values():
            if kinds[column].endswith("]") or kinds[column].startswith(_NESTED):
                why = f"has lists or structures in its column '{shortened(column)}'"
                raise Unreadable(why, "write it again with one value in each cell")

    def _measure_size(self) -> None:
        """Count before anything is fetched. Raises Unreadable where there is too much."""
        limit = limits()
        size = " + ".join(f"coalesce(strlen({self._text(name)}), 0)" for name in DATASET_COLUMNS)
        (rows,) = self._ask(f"SELECT count(*) FROM {self._from}", [self._path])[0]
        if rows > limit.rows:
            raise Unreadable(f"has more than {limit.rows:,} rows", _SPLIT)
        (size,) = self._ask(f"SELECT sum({size}) FROM {self._from}", [self._path])[0]
        if (size or 0) > limit.table_bytes:
            much = limit.table_bytes // MEGABYTE
            raise Unreadable(f"unpacks to more than {much} MB", _SPLIT)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def measures(self) -> list[str]:
        """Return every measure that the file has, in the order of their names."""
        text = self._text("measure")
        asked = f"SELECT DISTINCT {text} FROM {self._from} WHERE {text} IS NOT NULL ORDER BY 1"
        return [str(row[0]) for row in self._ask(asked, [self._path])]

    def rows(self, measures: Sequence[str]) -> Iterator[DatasetRow]:
        """Yield the rows of some measures, in the file's order."""
        parts = ", ".join(f"coalesce({self._text(name)}, '')" for name in DATASET_COLUMNS)
        wanted = f"{self._text('measure')} IN (SELECT unnest(?))"
        number = _NUMBER if "parquet" in self._from else "row_number() OVER ()"
        asked = (
            f"SELECT * FROM (SELECT {number} AS n, {parts}, {wanted} AS w FROM {self._from})"
            " WHERE w ORDER BY n"
        )
        first = 1 if "parquet" in self._from else 0
        for number, *cells, _ in self._each(asked, [list(measures), self._path]):
            yield DatasetRow(number + first, *cells)

    def _text(self, name: str) -> str:
        column = self._columns.get(name)
        return f"CAST({_quoted(column)} AS VARCHAR)" if column else "CAST(NULL AS VARCHAR)"

    def _ask(self, query: str, values: list[Any]) -> list[tuple[Any, ...]]:
        return list(self._each(query, values))

    def _each(self, query: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
        """Yield what a query gives, fetched in bounded numbers."""
        try:
            answer = self._connection.execute(query, values)
            while some := answer.fetchmany(_AT_ONCE):
                yield from some
        except (self._error, UnicodeDecodeError) as error:
            hint = "fetch the file again, or save it anew, CSV as UTF-8"
            raise Unreadable(f"cannot be read: {_why(str(error))}", hint) from None


def _why(message: str) -> str:
    """Return the line of an error's text that says what is wrong, and of CSV where."""
    first, *rest = message.split("\n")
    why = first.partition(": ")[2] or message
    if why.startswith(_IN_CSV):
        lines = (line for line in rest if line and not line.startswith("Original Line"))
        why = f"line {why.removeprefix(_IN_CSV)}: {next(lines, 'it is not a row')}"
    return " ".join(why.split())


_NESTED = ("STRUCT", "MAP", "UNION")

_IN_CSV = "CSV Error on Line: "


_NUMBER = "file_row_number"


def _connect() -> tuple[Any, type[Exception]]:
    """Return a database in memory that fetches nothing from anywhere and writes nothing."""
    try:
        import duckdb
    except ImportError:
        raise Unreadable("needs another package", EXTRA) from None
    settings: dict[str, Any] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": "",  # else what memory does not hold is written beside the user's files
        "memory_limit": f"{_MEMORY}MB",
    }
    return duckdb.connect(config=settings), duckdb.Error


_MEMORY = 2048
"""Megabytes; four times what counting a dataset of the largest size takes."""

_PARQUET = f"read_parquet(?, {_NUMBER} = true, hive_partitioning = false)"
_CSV = (
    "read_csv(?, header = true, all_varchar = true, hive_partitioning = false, "
    "compression = 'none')"
)
_COMPRESSED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd")  # gzip, Zstandard


@contextmanager
def opened(table: Extract, columns: Mapping[str, str]) -> Iterator[Source]:
    """Open the bytes that were read of a dataset, under a name that is no pattern and no address.

    duckdb takes its file by name, and what lies under the dataset's own may be another file by now.
    Raises Unreadable or NoColumn.
    """
    is_parquet = _is_parquet(table)
    with ExitStack() as stack:
        try:
            path = stack.enter_context(temporary.folder("ragcalc-dataset-")) / "dataset"
            path.write_bytes(table.content)
        except OSError as error:
            raise Unreadable(f"cannot be read: {error.strerror or error}") from None
        yield stack.enter_context(closing(Source(path, is_parquet, columns)))


def _is_parquet(table: Extract) -> bool:
    if not table.content:
        raise Unreadable("is empty", "fetch the file again")
    if table.content.startswith(_COMPRESSED):
        raise Unreadable("is compressed", "unpack it first")
    return table.content.startswith(b"PAR1") or table.name.lower().endswith(".parquet")


def _matched(known: list[str], columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each of our names with the file's; letters' case and spaces do not count."""
    for name in DATASET_COLUMNS:
        wanted = columns.get(name, name)
        found = wanted if wanted in known else _alike(wanted, known)
        if found is not None:
            yield name, found
        elif name in NEEDED_DATASET_COLUMNS or name in columns:
            raise NoColumn(name, wanted, known)


def _alike(wanted: str, known: Iterable[str]) -> str | None:
    return next((one for one in known if plain(one) == plain(wanted)), None)


def plain(text: str) -> str:
    """Return a name without what people spell differently: case and spaces."""
    return " ".join(text.split()).casefold()


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
