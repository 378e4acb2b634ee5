"""A run on Spark, from the tables to a file or an address."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ragcalc.catalogue.loader import Loaded
from ragcalc.scale import batch
from ragcalc.scale.address import Address
from ragcalc.scale.engine import Engine, opened
from ragcalc.scale.job import Asked, Job, Surveyed, asked, jobs
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.score import (
    NotInAnswer,
    Request,
    Scored,
    indicators_in_order,
    left_out,
    put_together,
    schema,
    select,
    tables,
)
from ragcalc.scale.spark.session import session
from ragcalc.scale.spark.tables import (
    AddressTexts,
    Piece,
    in_utf_8,
    of_addresses,
    of_files,
    quoted,
    require_flat,
    together,
    write,
)
from ragcalc.scale.spark.workers import BatchScorer, TextReader
from ragcalc.scale.survey import FOUND, survey

if TYPE_CHECKING:
    from pyspark import Accumulator, Broadcast
    from pyspark.sql import DataFrame, Row, SparkSession

_T = TypeVar("_T")
_FILES = "first string, path string, verified bigint"
"""The columns of the files that workers write, as Spark names them."""
_KINDS = {"VARCHAR": "string", "INTEGER": "int", "BIGINT": "bigint"}
"""What Spark calls the types of DuckDB."""


def score(loaded: Loaded, request: Request) -> Scored:
    """Write a row for each area, indicator and period of the catalogue's datasets.

    Indicators stand in the order of the catalogue, whichever dataset they name. Raises NotScored.
    """
    datasets = asked(loaded)
    with (
        opened(request.settings) as engine,
        session(request.settings.threads, engine.folder) as spark,
    ):
        read = [_read(spark, engine, one, request) for one in datasets]
        surveyed = [one.surveyed for one in read]
        several = jobs(surveyed, request.folder, request.periods, request.verified)
        every = [*map(_in_batches, read, several)]
        if isinstance(request.output, Address):
            return _write(spark, engine, every, request.output, left_out(surveyed, several))
        _require_here(spark, request.output)
        order = indicators_in_order(surveyed)
        parts: dict[str, Path] = {}
        verified = 0
        for at, one in enumerate(every):
            for file in _files_of(spark, one, order, engine.folder / f"answer-{at}"):
                parts[file.first] = Path(file.path)
                verified += file.verified
        in_order = [parts[name] for name in order if name in parts]
        return put_together(engine, in_order, request, verified, left_out(surveyed, several))


def _require_here(spark: "SparkSession", path: Path) -> None:
    """Raise NotScored where workers cannot write into a folder of this machine."""
    master = str(spark.sparkContext.master)
    if not master.startswith("local"):
        message = f"the workers of Spark at {master} cannot write to {path} on this machine"
        raise NotScored(message, "give --output an address, as in s3a://bucket/scored")


def _files_of(spark: "SparkSession", of: "_Batches", order: list[str], path: Path) -> "list[Row]":
    """Have workers write the answers of a dataset; return their files."""
    scorer, ids = _sent(spark, of.scorer), _sent(spark, order)
    written = of.texts.mapInArrow(lambda rows: scorer.value.written(rows, ids.value, path), _FILES)
    files: list[Row] = written.collect()
    return files


def _sent(spark: "SparkSession", value: _T) -> "Broadcast[_T]":
    """Return a value that each worker is sent once, and not with every batch."""
    return spark.sparkContext.broadcast(value)


def _write(
    spark: "SparkSession",
    engine: Engine,
    every: "Sequence[_Batches]",
    address: Address,
    left_out: NotInAnswer,
) -> Scored:
    """Have Spark write the answers of all datasets, one after the other, to a new address."""
    verified = spark.sparkContext.accumulator(0)
    write(spark, together([_answers(spark, engine, one, verified) for one in every]), address)
    written = of_addresses(spark, [address])
    found = written.selectExpr("count(*)", "count(DISTINCT area)", "count(DISTINCT indicator)")
    ((rows, areas, indicators),) = found.collect()
    return Scored(rows, areas, indicators, verified.value, left_out)


def _answers(
    spark: "SparkSession", engine: Engine, of: "_Batches", verified: "Accumulator[int]"
) -> "DataFrame":
    """Return the answers of a dataset."""
    scorer, count = of.scorer, verified.add
    engine.enter(schema(scorer.job.asked))
    batch.prepare(engine, scorer.job, [*scorer.job.asked.indicators])
    batch.score(engine, scorer.job, [])  # for its columns
    columns = _columns(engine, "answer")
    sent = _sent(spark, scorer)
    return of.texts.mapInArrow(lambda rows: sent.value.answered(rows, count), columns)


class _Rows(NamedTuple):
    """The tables of a dataset as Spark has them."""

    pieces: "list[tuple[DataFrame, TextReader]]"
    """Those that are alike, and what reads them."""
    columns: str
    """Those that a reader makes."""
    surveyed: Surveyed


def _read(spark: "SparkSession", engine: Engine, asked: Asked, request: Request) -> _Rows:
    """Find what the tables of a dataset hold; raises NotScored."""
    engine.enter(schema(asked))
    if request.addresses:
        shown, rows = str(request.addresses[0]), of_addresses(spark, request.addresses)
        if request.addresses[0].file_format == "csv":
            rows = in_utf_8(rows, request.addresses)
        selection = select(AddressTexts(engine, rows), asked, shown)
        require_flat(engine, rows, selection.columns, shown)
        pieces = [Piece(rows.select(*map(quoted, selection.columns)))]
    else:
        shown, files = tables(engine, asked, request)
        with engine.reading(shown):
            selection = select(files.texts, asked, shown)
        files.require(selection.columns)
        pieces = of_files(spark, engine, files, selection.columns)
    settings = request.settings._replace(threads=1)
    several = [(one.rows, TextReader(selection.texts(one.sql), settings)) for one in pieces]
    engine.register("piece", pieces[0].rows.limit(0).toArrow())
    engine.run(f"CREATE TABLE texts AS {several[0][1].texts}")  # none: for its columns
    kinds = _columns(engine, FOUND.format(texts="texts"))
    found = together([rows.mapInArrow(reader.surveyed, kinds) for rows, reader in several])
    engine.register("pieces", found.toArrow())
    engine.run("CREATE TABLE found AS SELECT * FROM pieces")
    there = survey(engine, selection, asked.indicators, shown)
    surveyed = Surveyed(asked, there, selection.layout, shown)
    return _Rows(several, _columns(engine, "texts"), surveyed)


def _columns(engine: Engine, statement: str) -> str:
    """Return the columns of a table or statement as Spark names them."""
    described = engine.rows(f"DESCRIBE {statement}")
    return ", ".join(f"{quoted(name)} {_KINDS[kind]}" for name, kind, *_ in described)


class _Batches(NamedTuple):
    """The texts of a dataset, those of a batch of indicators in a partition of their own."""

    texts: "DataFrame"
    scorer: BatchScorer


def _in_batches(rows: _Rows, job: Job) -> _Batches:
    """Divide the texts of a dataset."""
    batches = [*job.batches()]
    numbers = {name: at for at, names in enumerate(batches) for name in names}
    columns = f"{rows.columns}, batch int"
    several = [
        piece.mapInArrow(partial(reader.numbered, batches=numbers), columns)
        for piece, reader in rows.pieces
    ]
    texts = together(several).repartitionById(len(batches), "batch")
    settings = rows.pieces[0][1].settings
    return _Batches(texts, BatchScorer(job, batches, settings))
