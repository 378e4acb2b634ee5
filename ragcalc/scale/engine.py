"""DuckDB as the engine of columns. Alone in `scale` imports it.

It is chosen as whole numbers that are too long are an error in it, and never wrong in silence.
"""

import glob
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ragcalc import temporary
from ragcalc.catalogue.datasets.source import CSV_OPTIONS
from ragcalc.scale.failures import no_folder, refusal
from ragcalc.scale.refusal import NotScored

SUFFIXES = (".parquet", ".csv")
"""What the names of files end in that are read and written."""


class Settings(NamedTuple):
    """How much of a machine a run may take."""

    memory: str = "1GB"
    threads: int | None = None
    """None for as many as there are."""


class Engine:
    """A database that lives as long as a run."""

    def __init__(self, connection: Any, error: type[Exception], folder: Path, memory: str) -> None:
        """`folder` is private to the run, for what it puts aside."""
        self._connection, self._error, self.folder = connection, error, folder
        self._memory = memory
        self._read: str | None = None
        """What tables are called that are being read."""
        self._worker = ThreadPoolExecutor(1)
        """The thread that runs statements, as a signal reaches only one that waits in Python."""

    def close(self) -> None:
        """Let the thread of the statements go."""
        self._worker.shutdown()

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement. Raises NotScored."""
        self.rows(statement, values)

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return what a statement gives. Raises NotScored."""
        with self._refusing():
            answer = self._worker.submit(self._answer, statement, list(values))
            try:
                return answer.result()
            except KeyboardInterrupt:
                self._connection.interrupt()
                answer.exception()  # once it has stopped
                raise

    def _answer(self, statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._connection.execute(statement, values).fetchall()
        return found

    @contextmanager
    def reading(self, shown: str) -> Iterator[None]:
        """Say what the tables are called that the statements read meanwhile, should one fail."""
        before, self._read = self._read, shown
        try:
            yield
        finally:
            self._read = before

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except (self._error, UnicodeDecodeError) as error:
            raise refusal(error, self._read, self._memory, self.folder) from None

    def table(self, name: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Make a table of rows that Python has; `columns` has the type of each."""
        lists = [list(one) for one in zip(*rows, strict=True)] or [[] for _ in columns]
        parts = ", ".join(
            f"unnest(CAST(? AS {kind}[])) AS {quoted(column)}" for column, kind in columns.items()
        )
        self.run(f"CREATE TABLE {quoted(name)} AS SELECT {parts}", lists)

    def enter(self, schema: str) -> None:
        """Have tables without a schema be of this one, which is made where it is missing."""
        self.run(f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)}")
        self.run(f"USE {quoted(schema)}")

    def register(self, name: str, rows: Any) -> None:
        """Name rows of Arrow: a table, or a reader of batches, which is read once."""
        self._connection.register(name, rows)

    def batches(self, statement: str, size: int) -> Iterator[Any]:
        """Yield what a statement gives as batches of Arrow, of at most so many rows each.

        Raises NotScored.
        """
        with self._refusing():
            yield from self._connection.sql(statement).to_arrow_reader(size)

    def ordered(self, kind: str, names: Iterable[str]) -> None:
        """Make a type of the names that there are, which the engine numbers and so joins faster.

        They are in this order.
        """
        self.run(f"CREATE TYPE {kind} AS ENUM ({', '.join(map(text, names))})")

    def drop(self, names: Iterable[str]) -> None:
        """Let tables go that are there."""
        for name in names:
            self.run(f"DROP TABLE IF EXISTS {quoted(name)}")

    def write(self, query: str, path: Path, *, parquet: bool) -> None:
        """Write what a query gives to a file, Parquet or CSV. Raises NotScored.

        No file beside it is written, which a run that is ended would leave.
        """
        options = "FORMAT parquet" if parquet else "FORMAT csv, HEADER true"
        self.run(f"COPY ({query}) TO {text(str(path))} ({options}, USE_TMP_FILE false)")


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """Open an engine whose tables lie in a private folder, as far as memory does not hold them.

    It fetches nothing from anywhere. Raises NotScored, also where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        message = "ragcalc score needs another package, duckdb"
        raise NotScored(message, "pip install 'ragcalc[datasets]'") from None
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(temporary.folder("ragcalc-score-"))
        except OSError as error:
            raise no_folder(error) from None
        options: dict[str, Any] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "temp_directory": str(folder),
            "memory_limit": settings.memory,
        }
        if settings.threads is not None:
            options["threads"] = settings.threads
        try:
            connection = duckdb.connect(str(folder / "tables.duckdb"), config=options)
        except duckdb.Error as error:
            raise refusal(error, None, settings.memory, folder) from None
        stack.enter_context(connection)
        engine = Engine(connection, duckdb.Error, folder, settings.memory)
        stack.callback(engine.close)
        yield engine


def scanned(paths: Sequence[Path]) -> str:
    """Return what a statement reads files of one suffix from.

    No name is a pattern or an address.
    """
    names = ", ".join(text(glob.escape(str(one))) for one in paths)
    if paths[0].suffix.lower() == ".parquet":
        return f"read_parquet([{names}], hive_partitioning = false, union_by_name = true)"
    return f"read_csv([{names}], {CSV_OPTIONS}, union_by_name = true)"


def quoted(name: str) -> str:
    """Return a name as SQL writes one."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def text(content: str) -> str:
    """Return a text as SQL writes one."""
    doubled = content.replace("'", "''")
    return f"'{doubled}'"
