"""Tables as Spark reads and writes them: files of this machine, or addresses."""

import glob
from collections.abc import Collection, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ragcalc.catalogue.datasets.source import CSV_DIALECT, is_nested
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.scale.address import Address
from ragcalc.scale.engine import Engine, scanned, text
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.spark.refusals import sent
from ragcalc.scale.tables import AlikeFiles, TableFiles, TableTexts, columns_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class Piece(NamedTuple):
    """Some of the rows of a table."""

    rows: "DataFrame"
    sql: str = "piece"
    """What a statement reads them from where they are called `piece`."""


class AddressTexts:
    """What stands at addresses under the columns."""

    def __init__(self, engine: Engine, rows: "DataFrame") -> None:
        self._engine, self._rows = engine, rows
        engine.register("columns", rows.limit(0).toArrow())
        self.kinds = columns_of(engine, "columns")
        """The names of the columns, and the type of each."""

    def values(self, column: str) -> list[str]:
        """Return every text that stands under a column, in alphabetical order."""
        return self._of(column).values(column)

    def worded(self, columns: Sequence[str], symbols: Collection[str]) -> list[str]:
        """Return the columns with a text that is no number, and no symbol in place of one."""
        return [one for one in columns if self._of(one).worded([one], symbols)]

    def _of(self, column: str) -> TableTexts:
        """Return what stands under a column, each once, on this machine."""
        rows = self._rows.select(quoted(column)).distinct()
        self._engine.register("columns", rows.toArrow())
        return TableTexts(self._engine, "columns")


def require_flat(engine: Engine, rows: "DataFrame", columns: Sequence[str], shown: str) -> None:
    """Raise NotScored where a column has not one value in each row."""
    engine.register("columns", rows.limit(0).toArrow())
    kinds = columns_of(engine, "columns")
    for name in columns:
        if is_nested(kinds[name]):
            message = f"{shown} has lists or structures in its column {in_quotes(name)}"
            raise NotScored(message, "write it again with one value in each cell")


def of_files(
    spark: "SparkSession", engine: Engine, files: TableFiles, columns: Sequence[str]
) -> list[Piece]:
    """Return the rows of files under some columns; texts of a CSV file stay texts."""
    return [
        Piece(_alike(spark, engine, one, columns), one.with_folders("piece"))
        for one in files.groups
    ]


def _alike(
    spark: "SparkSession", engine: Engine, files: AlikeFiles, columns: Sequence[str]
) -> "DataFrame":
    reader = spark.read.option("__globPaths__", value=False)  # no character of a name is a pattern
    for path in files.paths:
        if path.name.startswith((".", "_")):
            message = f"Spark reads no file whose name begins with . or _, as {path}"
            raise NotScored(message, "rename it, or leave --engine spark out")
    names = [quoted(name) for name, _ in files.form.kinds]
    if files.form.suffix == ".csv":
        for path in files.paths:  # Spark would put a mark for what is not UTF-8, and say less
            with engine.reading(str(path)):
                engine.rows(f"SELECT count(COLUMNS(*)) FROM {scanned([path])}")
        reader = reader.options(**_CSV).schema(", ".join(f"{one} string" for one in names))
        by_mark = _by_delimiter(engine, files.paths).items()
        rows = together([reader.option("sep", one).csv(_names(paths)) for one, paths in by_mark])
    else:
        rows = reader.parquet(*_names(files.paths))
    wanted = {quoted(one).casefold() for one in columns}
    return rows.select(*(one for one in names if one.casefold() in wanted))


def _names(paths: Sequence[Path]) -> list[str]:
    return [f"file:{one.absolute()}" for one in paths]


def _by_delimiter(engine: Engine, paths: Sequence[Path]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in paths:
        name = text(glob.escape(str(path)))
        ((mark,),) = engine.rows(f"SELECT Delimiter FROM sniff_csv({name}, {CSV_DIALECT})")
        found.setdefault(mark, []).append(path)
    return found


def together(several: Sequence["DataFrame"]) -> "DataFrame":
    """Return the rows of several tables with the same columns, one after the other."""
    first, *others = several
    return reduce(lambda one, other: one.unionAll(other), others, first)


_CSV: dict[str, bool | str] = {
    "header": True,
    "escape": '"',
    "multiLine": True,
    "enforceSchema": False,  # the names of the columns are looked at
    "mode": "FAILFAST",
}


_WRITTEN_CSV: dict[str, bool | str] = {
    "header": True,
    "escape": '"',
    "ignoreLeadingWhiteSpace": False,
    "ignoreTrailingWhiteSpace": False,
}


def of_addresses(spark: "SparkSession", addresses: Sequence[Address]) -> "DataFrame":
    """Return the rows of what stands at addresses, all in one format. Raises NotScored."""
    formats = {one.file_format for one in addresses}
    if len(formats) > 1:
        message = f"tables are all in one format, and not {' and '.join(addresses)}"
        raise NotScored(message, "name only those that belong together")
    options = _CSV if formats == {"csv"} else {"mergeSchema": True}
    return spark.read.options(**options).load([*addresses], format=formats.pop())


def in_utf_8(rows: "DataFrame", addresses: Sequence[Address]) -> "DataFrame":
    """Return the rows of CSV files, which end the run where a text that is read is not UTF-8.

    Spark has a mark in the place of what is not.
    """
    shown = ", ".join(addresses)
    said = sent(NotScored(f"{shown}: a text is not UTF-8, or holds the mark U+FFFD", _NOT_UTF_8))
    message = said.replace("\\", "\\\\").replace("'", "\\'")
    return rows.selectExpr(
        *(
            f"if(contains({name}, '\ufffd'), raise_error('{message}'), {name}) AS {name}"
            for name in map(quoted, rows.columns)
        )
    )


_NOT_UTF_8 = "fetch the file again, or save it anew, CSV as UTF-8"


def write(spark: "SparkSession", rows: "DataFrame", address: Address) -> None:
    """Write rows to an address where nothing is yet; raises NotScored."""
    context: Any = spark.sparkContext
    path = context._jvm.org.apache.hadoop.fs.Path(address)
    system = path.getFileSystem(context._jsc.hadoopConfiguration())
    if system.exists(path):
        hint = "it is never written over; give another address after --output, or move it away"
        raise NotScored(f"{address} is there already", hint)
    done = False
    try:
        writer = rows.write.options(**(_WRITTEN_CSV if address.file_format == "csv" else {}))
        writer.save(address, address.file_format, "errorifexists")
        done = True
    finally:
        if not done and system.exists(path) and not system.listStatus(path):
            system.delete(path, False)  # the empty folder that Spark leaves


def quoted(name: str) -> str:
    """Return the name of a column as Spark writes one."""
    doubled = name.replace("`", "``")
    return f"`{doubled}`"
