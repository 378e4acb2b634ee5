"""A catalogue's dataset to a verdict for every area, indicator and period."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ragcalc.catalogue.datasets.source import NoColumn
from ragcalc.catalogue.loader import Loaded
from ragcalc.scale import batch
from ragcalc.scale.engine import Engine, Settings, opened, scanned
from ragcalc.scale.figures import layout, texts
from ragcalc.scale.job import Job, asked, job
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.survey import AREAS, YEARS, survey


class Scored(NamedTuple):
    """What a run did."""

    rows: int
    areas: int
    indicators: int
    verified: int
    yearless: tuple[str, ...]
    """What stands for a period in rows that were left out."""


class Request(NamedTuple):
    """What is scored, and where the answer goes."""

    folder: Path
    """The catalogue's."""
    output: Path
    """A file that this run may write."""
    parquet: bool = True
    """Whether it is a Parquet file, and no CSV."""
    tables: tuple[Path, ...] = ()
    """In place of the dataset's own file."""
    periods: tuple[str, ...] = ()
    """The only ones that are wanted; none for all."""
    verified: int = 1000
    """So many rows are judged a second time."""
    settings: Settings = Settings()


def score(loaded: Loaded, request: Request) -> Scored:
    """Write a row for each area, indicator and period of the catalogue's dataset to a file.

    Raises NotScored.
    """
    with opened(request.settings) as engine, _columns_named():
        found = _read(engine, loaded, request)
        batch.prepare(engine, found)
        parts: list[Path] = []
        verified = 0
        for names in found.batches():
            parts.append(engine.folder / f"{len(parts)}.parquet")
            verified += batch.score(engine, found, names)
            engine.write("SELECT * FROM answer", parts[-1], parquet=True)
            batch.forget(engine)
        answer = scanned(parts)
        engine.write(f"SELECT * FROM {answer}", request.output, parquet=request.parquet)
        rows, areas, indicators = engine.rows(
            f"SELECT count(*), count(DISTINCT area), count(DISTINCT indicator) FROM {answer}"
        )[0]
        return Scored(rows, areas, indicators, verified, found.survey.yearless)


@contextmanager
def _columns_named() -> Iterator[None]:
    try:
        yield
    except NoColumn as error:
        message = f"the table has no column '{error.name}'"
        raise NotScored(message, "say under columns: what it is called") from None


def _read(engine: Engine, loaded: Loaded, request: Request) -> Job:
    """Make the table of the texts that are asked for; return what is to be done with them."""
    wanted = asked(loaded)
    dataset = wanted.dataset
    paths = request.tables or (request.folder / dataset.file,)
    for path in paths:
        if not path.is_file():  # a pipe would have to be waited for
            raise NotScored(f"{path} is not a file", "name a .parquet or .csv file")
    shown = str(request.tables[0]) if request.tables else dataset.file
    rows = scanned(paths)
    columns = layout(engine, rows, shown, dataset)
    engine.run(f"CREATE TABLE texts AS {texts(rows, columns, wanted.indicators)}")
    engine.run(f"CREATE TABLE found_areas AS {AREAS.format(texts='texts')}")
    engine.run(f"CREATE TABLE found_years AS {YEARS.format(texts='texts')}")
    found = survey(engine, columns, wanted.indicators, shown)
    return job(wanted, found, request.folder, shown, request.periods, request.verified)
