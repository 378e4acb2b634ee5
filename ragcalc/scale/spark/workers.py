"""What a worker of Spark does with its rows: the statements of a run, by a DuckDB of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import Any

from ragcalc.scale import batch
from ragcalc.scale.engine import Engine, Settings, opened
from ragcalc.scale.job import Job
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.score import write_parts
from ragcalc.scale.spark.refusals import sent
from ragcalc.scale.survey import FOUND

Batches = Iterator[Any]
"""Record batches of Arrow."""
_ROWS_OF_A_BATCH = 100_000


def _refusing(work: Callable[..., Batches]) -> Callable[..., Batches]:
    """Send a refusal in a form that the driver finds again in the error of Spark."""

    @wraps(work)
    def refusing(*given: Any, **named: Any) -> Batches:
        try:
            yield from work(*given, **named)
        except NotScored as error:
            raise RuntimeError(sent(error)) from None

    return refusing


@dataclass(frozen=True)
class TextReader:
    """Rows of tables to the texts that are asked for."""

    texts: str
    """The statement that makes them of the rows of `piece`."""
    settings: Settings

    @_refusing
    def surveyed(self, rows: Batches) -> Batches:
        """Yield what a survey asks of some rows."""
        with opened(self.settings) as engine:
            if _registered(engine, rows):
                found = FOUND.format(texts=f"({self.texts})")
                yield from engine.batches(found, _ROWS_OF_A_BATCH)

    @_refusing
    def numbered(self, rows: Batches, batches: dict[str, int]) -> Batches:
        """Yield the texts of some rows, each with the number of its batch, by indicator.

        Those of an indicator without a batch, as it has no period, are left out.
        """
        kinds = {"indicator": "VARCHAR", "batch": "INTEGER"}
        with opened(self.settings) as engine:
            if _registered(engine, rows):
                engine.table("numbers", kinds, batches.items())
                joined = f"({self.texts}) t JOIN numbers n ON n.indicator = t.indicator"
                yield from engine.batches(f"SELECT t.*, batch FROM {joined}", _ROWS_OF_A_BATCH)


@dataclass(frozen=True)
class BatchScorer:
    """Texts of a batch of indicators to answers."""

    job: Job
    batches: list[list[str]]
    """The ids of their indicators, by number."""
    settings: Settings

    @_refusing
    def written(self, rows: Batches, order: list[str], path: Path) -> Batches:
        """Write the answers of a batch, whose texts the rows are, to files called as `path` says.

        Yield the first indicator of each file, its name and how many of its rows were verified.
        `order` has the ids of all indicators.
        """
        with opened(self.settings) as engine:
            if not _registered(engine, rows):
                return
            number, verified = self._score(engine)
            names = self.batches[number]
            made = write_parts(engine, names, order, path.with_name(f"{path.name}-{number}"))
            counts = [verified] + [0] * len(made)
            files = [(name, str(one), counts[at]) for at, (name, one) in enumerate(made.items())]
            kinds = {"first": "VARCHAR", "path": "VARCHAR", "verified": "BIGINT"}
            engine.table("files", kinds, files)
            yield from engine.batches("SELECT * FROM files", _ROWS_OF_A_BATCH)

    @_refusing
    def answered(self, rows: Batches, verified: Callable[[int], None]) -> Batches:
        """Yield the answers of a batch, whose texts the rows are; say how many were verified."""
        with opened(self.settings) as engine:
            if _registered(engine, rows):
                verified(self._score(engine)[1])
                yield from engine.batches("SELECT * FROM answer", _ROWS_OF_A_BATCH)

    def _score(self, engine: Engine) -> tuple[int, int]:
        """Make the table `answer`; return the number of the batch and how many were verified."""
        engine.run("CREATE TABLE texts AS SELECT * FROM piece")
        ((number,),) = engine.rows("SELECT DISTINCT batch FROM texts")
        names = self.batches[number]
        batch.prepare(engine, self.job, names)
        return number, batch.score(engine, self.job, names)


def _registered(engine: Engine, rows: Batches) -> bool:
    """Name the rows `piece`; return whether there are any."""
    import pyarrow

    first = next(rows, None)
    if first is None:
        return False
    reader = pyarrow.RecordBatchReader.from_batches(first.schema, chain([first], rows))
    engine.register("piece", reader)
    return True
