"""National datasets: the rows of CSV and Parquet files that a catalogue needs, and their places.

Alone imports duckdb. Knows no indicator and no year.
"""

import csv
import glob
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from ragcalc import temporary
from ragcalc.catalogue.returns.tables import Table
from ragcalc.limits import MEGABYTE, limits
from ragcalc.problems import Span, shortened

_AT_ONCE = 10_000
_SPLIT = "keep the rows that are needed, or set RAGCALC_MOST_ROWS or RAGCALC_MOST_MEGABYTES"
EMPTY = ("is empty", "fetch the file again")
"""What is wrong with a file without a byte, and what to do."""
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
    note: str = ""
    """What its source says of the figure."""
    break_: str = ""
    status: str = ""
    direction: str = ""
    is_authority: bool = False
    code: str = ""
    """Another number of the area."""
    column: int = 1
    """Which column of the file the figure stands in, counted from 1."""

    @property
    def ends(self) -> tuple[str, ...]:
        """The ends of its intervals."""
        return self.lower, self.upper, self.lower_998, self.upper_998

    @property
    def words(self) -> tuple[str, ...]:
        """What is said of the figure, or in its place, beside its value."""
        return self.break_, self.status, self.direction


_TEXTS = 1 + DatasetRow._fields.index("direction")
"""So many parts of a row are its number and what is read in it."""


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

    taken: dict[tuple[int, int], DatasetRow] = field(default_factory=dict)
    """The figures that were read, by the numbers of their rows and columns."""

    def stretch(self, row: int, column: int | None = None) -> Span:
        """Return a row as a span, which begins at the column of a figure."""
        return Span(row, column or 1, row, (column or 1) + 1)

    def excerpt(self, span: Span) -> str:
        """Return what was read of the row."""
        row = self.taken.get((span.line, span.column))
        return " | ".join(map(str, row[1:_TEXTS])).rstrip(" |") if row else ""

    def mark(self, span: Span) -> Span | None:
        """Return the stretch of the excerpt that is the row: all of it."""
        return Span(span.line, 1, span.line, max(2, len(self.excerpt(span)) + 1))

    def point(self, span: Span) -> str:
        """Return `lait.parquet:row 5213`."""
        return f"{self.shown}:{self.cell(span)}"

    def cell(self, span: Span) -> str:
        """Return `row 5213`."""
        return f"row {span.line}"


class ColumnTexts(Protocol):
    """What stands in a dataset under its columns."""

    kinds: dict[str, str]
    """The names of the columns, and the type of each."""

    def values(self, column: str) -> list[str]:
        """Return every text that stands under a column, in alphabetical order."""

    def worded(self, columns: Sequence[str], symbols: Collection[str]) -> list[str]:
        """Return the columns with a text that is no number, and no symbol in place of one."""


class Source:
    """An open dataset."""

    def __init__(self, path: Path, is_parquet: bool) -> None:
        """Open a file. Raises Unreadable."""
        self._connection, self._error = _connect()
        self._from = _PARQUET if is_parquet else _CSV
        self._number = f"{_NUMBER} + 1" if is_parquet else "row_number() OVER ()"
        """Of a row, counted from 1."""
        self._values: dict[str, list[str]] = {}
        self._path = glob.escape(str(path))  # which is a pattern to duckdb
        try:
            self.kinds = self._kinds()
            """The names of the columns, and the type of each."""
            self._repeated = set() if is_parquet else repeated(self.kinds, path)
            self._count_rows()
        except BaseException:
            self.close()
            raise

    def _kinds(self) -> dict[str, str]:
        """Return the columns of the file, and the type of each. Raises Unreadable."""
        described = self._ask(f"DESCRIBE SELECT * FROM {self._from}", [self._path])
        kinds = {str(name): str(kind) for name, kind, *_ in described if name != _NUMBER}
        require_columns(kinds)
        return kinds

    def _count_rows(self) -> None:
        (rows,) = self._ask(f"SELECT count(*) FROM {self._from}", [self._path])[0]
        if rows > limits().rows:
            raise Unreadable(f"has more than {limits().rows:,} rows", _SPLIT)

    def require_readable(self, columns: Iterable[str]) -> None:
        """Look at some columns before anything of them is fetched.

        Raises Unreadable where they hold no single values, since a list may unfold to millions, or
        too much.
        """
        names = [*dict.fromkeys(columns)]
        self._refuse_unclear(names)
        lengths = " + ".join(f"coalesce(strlen({_text(name)}), 0)" for name in names)
        (size,) = self._ask(f"SELECT sum({lengths}) FROM {self._from}", [self._path])[0]
        if (size or 0) > limits().table_bytes:
            much = limits().table_bytes // MEGABYTE
            raise Unreadable(f"unpacks to more than {much} MB", _SPLIT)

    def _refuse_unclear(self, columns: Iterable[str]) -> None:
        for column in columns:
            if column in self._repeated:
                why = f"has two columns with the name '{shortened(column)}'"
                raise Unreadable(why, "rename one of them, or delete it")
            if is_nested(self.kinds[column]):
                why = f"has lists or structures in its column '{shortened(column)}'"
                raise Unreadable(why, "write it again with one value in each cell")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def values(self, column: str) -> list[str]:
        """Return every text that stands under a column, in alphabetical order."""
        if column not in self._values:
            self.require_readable([column])
            rows = self._ask(values_statement(column, self._from), [self._path])
            self._values[column] = [str(row[0]) for row in rows]
        return self._values[column]

    def differing(self, first: int, other: int) -> dict[str, str]:
        """Return by column what one of two rows has where the other, by number, has not."""
        flat = [name for name, kind in self.kinds.items() if not is_nested(kind)]
        parts = ", ".join(f"coalesce({_text(name)}, '')" for name in flat)
        asked = (
            f"SELECT * FROM (SELECT {self._number} AS n, {parts} FROM {self._from})"
            " WHERE n IN (?, ?) ORDER BY n = ? DESC"
        )
        own, its = self._ask(asked, [self._path, first, other, first])
        both = zip(flat, own[1:], its[1:], strict=True)
        return {name: text or another for name, text, another in both if text != another}

    def worded(self, columns: Sequence[str], symbols: Collection[str]) -> list[str]:
        """Return the columns with a text that is no number, and no symbol in place of one."""
        self._refuse_unclear(columns)
        (found,) = self._ask(worded_statement(columns, symbols, self._from), [self._path])
        return [column for column, worded in zip(columns, found, strict=True) if worded]

    def rows(
        self, columns: Sequence[str], kept: Mapping[str, Sequence[str]]
    ) -> Iterator[tuple[int, list[str]]]:
        """Yield the number of each row, and its texts under some columns, in the file's order.

        Only rows with one of the texts that `kept` has by column are read.
        """
        parts = ", ".join(f"coalesce({_text(name)}, '')" for name in columns)
        wanted = " AND ".join(f"{_text(name)} IN (SELECT unnest(?))" for name in kept)
        asked = (
            f"SELECT * FROM (SELECT {self._number} AS n, {parts}, {wanted} AS w FROM {self._from})"
            " WHERE w ORDER BY n"
        )
        for number, *texts, _ in self._each(asked, [*map(list, kept.values()), self._path]):
            yield number, texts

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
            raise Unreadable(f"cannot be read: {why_unreadable(str(error))}", hint) from None


def values_statement(column: str, rows: str) -> str:
    """Return the statement of every text that stands under a column of some rows."""
    text = _text(column)
    return f"SELECT DISTINCT {text} FROM {rows} WHERE {text} IS NOT NULL ORDER BY 1"


def worded_statement(columns: Sequence[str], symbols: Collection[str], rows: str) -> str:
    """Return the statement that says of each column whether it has a text that is no number."""
    none = ", ".join(f"'{one}'" for one in sorted({*symbols, *_NO_WORDS}))
    parts = ", ".join(
        f"bool_or(NOT regexp_full_match(trim({text}), '{_NUMERIC}')"
        f" AND lower(trim({text}, ' []')) NOT IN ({none}))"
        for text in map(_text, columns)
    )
    return f"SELECT {parts} FROM {rows}"


def why_unreadable(message: str) -> str:
    """Return the line of an error's text that says what is wrong, and of CSV where."""
    first, *rest = message.split("\n")
    why = first.partition(": ")[2] or message
    if why.startswith(_IN_CSV):
        lines = (line for line in rest if line and not line.startswith("Original Line"))
        why = f"line {why.removeprefix(_IN_CSV)}: {next(lines, 'it is not a row')}"
    if why.startswith("Error when sniffing file"):
        return "it has no rows of equal length, parted by commas"
    return " ".join(why.split())


_RENAMED = re.compile(r"(.+)_[0-9]+")
_NUMERIC = "[-+]?[0-9.,]*([eE][-+]?[0-9]+)?%?"
_NO_WORDS = ("", "-", "na", "n/a", "nan", "inf", "-inf", "null")

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
CSV_DIALECT = "quote = '\"', escape = '\"', comment = ''"
"""How a CSV file is written, which no sample of its rows decides: `#` begins no comment."""
CSV_OPTIONS = f"header = true, all_varchar = true, hive_partitioning = false, {CSV_DIALECT}"
_CSV = f"read_csv(?, {CSV_OPTIONS}, compression = 'none')"
_COMPRESSED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd")  # gzip, Zstandard


@contextmanager
def opened(table: Extract) -> Iterator[Source]:
    """Open the bytes that were read of a dataset, under a name that is no pattern and no address.

    duckdb takes its file by name, and what lies under the dataset's own may be another file by now.
    Raises Unreadable.
    """
    is_parquet = _is_parquet(table)
    with ExitStack() as stack:
        try:
            path = stack.enter_context(temporary.folder("ragcalc-dataset-")) / "dataset"
            path.write_bytes(table.content)
        except OSError as error:
            raise Unreadable(f"cannot be read: {error.strerror or error}") from None
        yield stack.enter_context(closing(Source(path, is_parquet)))


def _is_parquet(table: Extract) -> bool:
    if not table.content:
        raise Unreadable(*EMPTY)
    if table.content.startswith(_COMPRESSED):
        raise Unreadable("is compressed", "unpack it first")
    return table.content.startswith(b"PAR1") or table.name.lower().endswith(".parquet")


def alike(wanted: str, known: Collection[str]) -> str | None:
    """Return the known name that is meant; letters' case and spaces do not count."""
    if wanted in known:
        return wanted
    return next((one for one in known if plain(one) == plain(wanted)), None)


def plain(text: str) -> str:
    """Return a name without what people spell differently: case and spaces."""
    return " ".join(text.split()).casefold()


def require_columns(kinds: Collection[str]) -> None:
    """Raise Unreadable where a file was read as one column, by the names of its columns."""
    if len(kinds) == 1:
        hint = "look for a quotation mark that is never closed, or fetch the file again"
        raise Unreadable(f"has one column alone, '{shortened(next(iter(kinds)))}'", hint)


def repeated(kinds: Collection[str], path: Path) -> set[str]:
    """Return the names of a CSV file that stand twice, the second of which duckdb renames."""
    firsts = {name.casefold(): name for name in kinds}
    renamed = [(one, found) for one in kinds if (found := _RENAMED.fullmatch(one))]
    doubtful = {
        one: firsts[found[1].casefold()] for one, found in renamed if found[1].casefold() in firsts
    }
    if not doubtful:
        return set()
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        begin = file.read(MEGABYTE).casefold().splitlines(keepends=True)
    known = {name.strip() for mark in _DELIMITERS for name in _names(begin, mark)}
    return {first for one, first in doubtful.items() if one.casefold() not in known}


def _names(lines: Iterable[str], delimiter: str) -> list[str]:
    """Return the first row of a CSV file; nothing where it cannot be read so."""
    try:
        return next(csv.reader(lines, delimiter=delimiter), [])
    except csv.Error:
        return []


_DELIMITERS = ",;\t|"


def is_nested(kind: str) -> bool:
    """Return whether a type is one of lists or structures."""
    return kind.endswith("]") or kind.startswith(_NESTED)


def _text(column: str) -> str:
    return f"CAST({_quoted(column)} AS VARCHAR)"


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
