"""A run on Spark, where one machine is too small: the same statements, by DuckDB in each worker.

Spark reads the tables and sends the rows of some indicators to one worker; it does not calculate.
"""

import glob
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ragcalc.catalogue.loader import Loaded
from ragcalc.scale.choice import require_known
from ragcalc.scale.engine import Engine, opened, text
from ragcalc.scale.figures import layout, read_columns, texts
from ragcalc.scale.job import Asked, Surveyed, asked, jobs
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.score import (
    Request,
    Scored,
    columns_named,
    indicators_in_order,
    left_out,
    put_together,
    tables,
)
from ragcalc.scale.survey import FOUND, survey
from ragcalc.scale.tables import AlikeFiles
from ragcalc.scale.workers import MARK, Scoring, TextReader

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_FILES = "first string, path string, verified bigint"
"""The columns of the files that workers write, as Spark names them."""
_KINDS = {"VARCHAR": "string", "INTEGER": "int", "BIGINT": "bigint"}
"""What Spark calls the types of DuckDB."""


def score(loaded: Loaded, request: Request) -> Scored:
    """Write a row for each area, indicator and period of the catalogue's datasets.

    Indicators stand in the order of the catalogue, whichever dataset they name. Raises NotScored.
    """
    datasets = asked(loaded)
    with opened(request.settings) as engine, _session(request, engine.folder) as spark:
        read = [_read(spark, engine, one, request) for one in datasets]
        surveyed = [one.surveyed for one in read]
        order = indicators_in_order(surveyed)
        several = jobs(surveyed, request.folder, request.periods, request.verified)
        parts: dict[str, Path] = {}
        verified = 0
        for at, (rows, job) in enumerate(zip(read, several, strict=True)):
            batches = [*job.batches()]
            path = engine.folder / f"answer-{at}"
            scoring = Scoring(job, batches, order, request.settings._replace(threads=1), path)
            for written in _in_batches(rows, batches).mapInArrow(scoring.scored, _FILES).collect():
                parts[written.first] = Path(written.path)
                verified += written.verified
        in_order = [parts[name] for name in order if name in parts]
        return put_together(engine, in_order, request, verified, left_out(surveyed))


class _Rows(NamedTuple):
    """The tables of a dataset as Spark has them."""

    tables: "list[tuple[DataFrame, TextReader]]"
    """Those of files that are alike, and what reads them."""
    columns: str
    """Those that a reader makes."""
    surveyed: Surveyed


def _read(spark: "SparkSession", engine: Engine, asked: Asked, request: Request) -> _Rows:
    """Find what the tables of a dataset hold; raises NotScored."""
    shown, files = tables(engine, asked, request)
    with columns_named(shown):
        columns = layout(engine, files.sql, shown, asked.dataset)
        read = read_columns(columns, asked.indicators)
        files.require(read)
        statement = texts(files.sql, columns, asked.indicators)
    settings = request.settings._replace(threads=1)
    several = [
        (
            _table(spark, engine, one, read),
            TextReader(texts(one.with_folders("piece"), columns, asked.indicators), settings),
        )
        for one in files.groups
    ]
    require_known(columns, asked.indicators, shown, partial(_values, files.groups, several))
    kinds = _columns(engine, FOUND.format(texts=f"({statement})"))
    pieces = _together([rows.mapInArrow(reader.surveyed, kinds) for rows, reader in several])
    engine.register("pieces", pieces.toArrow())
    engine.run("CREATE OR REPLACE TABLE found AS SELECT * FROM pieces")
    found = survey(engine, columns, asked.indicators, shown)
    return _Rows(several, _columns(engine, statement), Surveyed(asked, found, shown))


def _together(several: "Sequence[DataFrame]") -> "DataFrame":
    from pyspark.sql import DataFrame

    return reduce(DataFrame.unionAll, several)


def _values(
    groups: Sequence[AlikeFiles], tables: "Sequence[tuple[DataFrame, TextReader]]", column: str
) -> Iterator[str]:
    """Yield what stands under a column of the rows or in the names of their folders."""
    for group, (rows, _) in zip(groups, tables, strict=True):
        said = dict(group.form.columns)
        if column in said:
            yield said[column]
        elif column in rows.columns:
            found = rows.select(_quoted(column)).distinct().collect()
            yield from ("" if one is None else str(one) for (one,) in found)


def _columns(engine: Engine, statement: str) -> str:
    """Return the columns of a statement as Spark names them."""
    described = engine.rows(f"DESCRIBE {statement}")
    return ", ".join(f"{_quoted(name)} {_KINDS[kind]}" for name, kind, *_ in described)


def _in_batches(rows: _Rows, batches: Sequence[Sequence[str]]) -> "DataFrame":
    """Return the texts of tables, those of a batch of indicators in a partition of their own."""
    numbers = {name: at for at, names in enumerate(batches) for name in names}
    columns = f"{rows.columns}, batch int"
    several = [
        tables.mapInArrow(partial(reader.numbered, batches=numbers), columns)
        for tables, reader in rows.tables
    ]
    return _together(several).repartitionById(len(batches), "batch")


@contextmanager
def _session(request: Request, folder: Path) -> Iterator["SparkSession"]:
    """Open a session; raises NotScored for what goes wrong in it.

    `folder` is private to the run.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        message = "--engine spark needs another package, pyspark"
        raise NotScored(message, "pip install 'ragcalc[spark]'") from None
    log = folder / "spark.log"
    others = SparkSession.getActiveSession()
    try:
        with _own_configuration(request, log):
            session = SparkSession.builder.appName("ragcalc score").getOrCreate()
    except PySparkException as error:
        said = _first_line(log.read_text(encoding="utf-8", errors="replace") or str(error))
        raise NotScored(f"Spark does not start: {said}", _JAVA) from None
    try:
        own = session.newSession()
        own.conf.set("spark.sql.caseSensitive", "true")
        yield own
    except (PySparkException, Py4JError) as error:
        raise _refusal(error) from None
    finally:
        if others is None:
            session.stop()


_CONFIGURED = ("SPARK_HOME", "SPARK_CONF_DIR", "PYSPARK_SUBMIT_ARGS")
"""Where the environment says how Spark is configured."""


@contextmanager
def _own_configuration(request: Request, log: Path) -> Iterator[None]:
    """Have Spark start on this machine and write to a log; leave it as a user has configured it."""
    log.touch()
    if any(one in os.environ for one in _CONFIGURED):
        yield
        return
    (log.parent / "spark-defaults.conf").write_text(
        f"spark.master local[{request.settings.threads or '*'}]\n"
        f"spark.local.dir {log.parent}\n"
        f"spark.sql.warehouse.dir {log.parent / 'warehouse'}\n"
        "spark.ui.enabled false\n"
        "spark.ui.showConsoleProgress false\n",
        encoding="utf-8",
    )
    own = {
        "SPARK_CONF_DIR": str(log.parent),
        "PYSPARK_PYTHON": sys.executable,
        "LC_ALL": "C.UTF-8",  # without it Java finds no file whose name is not of ASCII
    }
    before = {name: os.environ.get(name) for name in own}
    stderr = os.dup(2)
    try:
        with log.open("wb") as file:
            os.dup2(file.fileno(), 2)  # what is started now writes there for as long as it lives
        os.environ.update(own)
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


_JAVA = "Spark needs Java 17 or newer: see what `java -version` says, and JAVA_HOME"


def _refusal(error: Exception) -> NotScored:
    """Return what a worker refused, or what Spark says."""
    _, found, rest = str(error).partition(MARK)
    if found:
        message, hint = json.JSONDecoder().raw_decode(rest)[0]
        return NotScored(message, hint)
    java = getattr(error, "java_exception", None)
    said = str(java.getMessage() if java else error)
    return NotScored(f"Spark says: {_first_line(said)}")


def _first_line(text: str) -> str:
    return next((one.strip() for one in text.splitlines() if one.strip()), "nothing")


def _table(
    spark: "SparkSession", engine: Engine, files: AlikeFiles, columns: Sequence[str]
) -> "DataFrame":
    """Return the rows of files under some columns; texts of a CSV file stay texts."""
    reader = spark.read.option("__globPaths__", value=False)  # no character of a name is a pattern
    if files.form.suffix == ".csv":
        options = {"header": True, "escape": '"', "multiLine": True, "mode": "FAILFAST"}
        schema = ", ".join(f"{_quoted(name)} string" for name, _ in files.form.kinds)
        reader = reader.options(**options).schema(schema).option("enforceSchema", value=False)
        rows = _together(
            [
                reader.option("sep", mark).csv([*map(_address, paths)])
                for mark, paths in _by_delimiter(engine, files.paths).items()
            ]
        )
    else:
        rows = reader.parquet(*map(_address, files.paths))
    read = {one.casefold() for one in columns}
    return rows.select(*(_quoted(one) for one, _ in files.form.kinds if one.casefold() in read))


def _by_delimiter(engine: Engine, paths: Sequence[Path]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in paths:
        name = text(glob.escape(str(path)))
        ((mark,),) = engine.rows(f"SELECT Delimiter FROM sniff_csv({name})")
        found.setdefault(mark, []).append(path)
    return found


def _address(path: Path) -> str:
    return f"file:{path.absolute()}"


def _quoted(name: str) -> str:
    """Return the name of a column as Spark writes one."""
    doubled = name.replace("`", "``")
    return f"`{doubled}`"
