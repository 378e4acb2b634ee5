"""Tables as Spark reads and writes them: files of this machine, or addresses."""

import glob
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from ragcalc.scale.address import Address
from ragcalc.scale.engine import Engine, text
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.tables import AlikeFiles, TableFiles

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class Piece(NamedTuple):
    """Some of the rows of a table."""

    rows: "DataFrame"
    sql: str = "piece"
    """What a statement reads them from where they are called `piece`."""
    folders: Mapping[str, str] = MappingProxyType({})
    """Columns that the names of their folders say."""

    def under(self, column: str) -> Iterator[str]:
        """Yield what stands under a column, each once."""
        if column in self.folders:
            yield self.folders[column]
        elif column in self.rows.columns:
            found = self.rows.select(quoted(column)).distinct().collect()
            yield from ("" if one is None else str(one) for (one,) in found)


def of_files(
    spark: "SparkSession", engine: Engine, files: TableFiles, columns: Sequence[str]
) -> list[Piece]:
    """Return the rows of files under some columns; texts of a CSV file stay texts."""
    return [
        Piece(
            _alike(spark, engine, one, columns),
            one.with_folders("piece"),
            dict(one.form.columns),
        )
        for one in files.groups
    ]


def _alike(
    spark: "SparkSession", engine: Engine, files: AlikeFiles, columns: Sequence[str]
) -> "DataFrame":
    reader = spark.read.option("__globPaths__", value=False)  # no character of a name is a pattern
    names = [quoted(name) for name, _ in files.form.kinds]
    if files.form.suffix == ".csv":
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
        ((mark,),) = engine.rows(f"SELECT Delimiter FROM sniff_csv({name})")
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


def of_addresses(spark: "SparkSession", addresses: Sequence[Address]) -> "DataFrame":
    """Return the rows of what stands at addresses, all in one format. Raises NotScored."""
    formats = {one.file_format for one in addresses}
    if len(formats) > 1:
        message = f"tables are all in one format, and not {' and '.join(addresses)}"
        raise NotScored(message, "name only those that belong together")
    options = _CSV if formats == {"csv"} else {"mergeSchema": True}
    return spark.read.options(**options).load([*addresses], format=formats.pop())


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
        rows.write.save(address, address.file_format, "errorifexists", header=True)
        done = True
    finally:
        if not done and system.exists(path) and not system.listStatus(path):
            system.delete(path, False)  # the empty folder that Spark leaves


def quoted(name: str) -> str:
    """Return the name of a column as Spark writes one."""
    doubled = name.replace("`", "``")
    return f"`{doubled}`"
