"""A catalogue's datasets to a verdict for every area, indicator and period."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

from ragcalc.catalogue.datasets.source import ColumnTexts, NoColumn
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.scale import batch
from ragcalc.scale.address import Address
from ragcalc.scale.engine import Engine, Settings, opened, scanned, text
from ragcalc.scale.job import Asked, Job, Surveyed, asked, jobs
from ragcalc.scale.planning import has_in_life
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.selection import TableSelection
from ragcalc.scale.survey import FOUND, survey
from ragcalc.scale.tables import TableFile, TableFiles, table_file


class NotInAnswer(NamedTuple):
    """What of tables was not scored."""

    yearless: tuple[str, ...]
    """What stands for a period in rows that were left out, as it is none."""
    other_frequency: tuple[str, ...]
    """What stands for a period in rows of another frequency than their indicator."""
    absent: tuple[str, ...]
    """The ids of the indicators that no row is of."""
    outside_life: tuple[str, ...]
    """The ids of the indicators whose every row lies outside their life."""
    nameless: tuple[str, ...]
    """What the nation and regions are called that are compared with, and that no row is of."""
    hint_at_nameless: str
    """The name that the first of them is most like."""
    reorganised: tuple[str, ...]
    """The authorities with rows beside those that took their place, and no `leave-out:`."""
    without_neighbours: tuple[str, ...]
    """The authorities of which no neighbours are listed that they could be compared with."""
    unknown_neighbours: tuple[str, ...]
    """The neighbours in the list that no row is of."""


class Scored(NamedTuple):
    """What a run did."""

    rows: int
    areas: int
    indicators: int
    verified: int
    left_out: NotInAnswer


class OutputForm(StrEnum):
    """What the answer is written as."""

    PARQUET = "parquet"
    CSV = "csv"
    PARTS = "parts"
    """Parquet files in a folder."""


class Request(NamedTuple):
    """What is scored, and where the answer goes."""

    folder: Path
    """The catalogue's."""
    output: Path | Address
    """A file, or an empty folder, that this run may write; an address for Spark alone."""
    form: OutputForm = OutputForm.PARQUET
    tables: tuple[TableFile, ...] = ()
    """In place of the dataset's own file."""
    addresses: tuple[Address, ...] = ()
    """In place of files, for Spark alone."""
    periods: tuple[str, ...] = ()
    """The only ones that are wanted; none for all."""
    verified: int = 1000
    """So many rows are judged a second time."""
    settings: Settings = Settings()


def score(loaded: Loaded, request: Request) -> Scored:
    """Write a row for each area, indicator and period of the catalogue's datasets.

    Indicators stand in the order of the catalogue, whichever dataset they name. Raises NotScored.
    """
    datasets = asked(loaded)
    with opened(request.settings) as engine:
        surveyed = [_surveyed(engine, one, request) for one in datasets]
        order = indicators_in_order(surveyed)
        verified = 0
        parts: dict[str, Path] = {}
        several = jobs(surveyed, request.folder, request.periods, request.verified)
        for job in several:
            engine.enter(schema(job.asked))
            batch.prepare(engine, job, [*job.asked.indicators])
            for names in job.batches():
                verified += batch.score(engine, job, names)
                parts |= write_parts(engine, names, order, engine.folder / str(len(parts)))
                batch.forget(engine)
        in_order = [parts[name] for name in order if name in parts]
        return put_together(engine, in_order, request, verified, left_out(surveyed, several))


def indicators_in_order(surveyed: Sequence[Surveyed]) -> list[str]:
    """Return the ids of the indicators of which there are rows, in the catalogue's order."""
    having = {name for one in surveyed for name in one.survey.dates}
    return [name for name in surveyed[0].asked.catalogue.indicators if name in having]


def left_out(surveyed: Sequence[Surveyed], jobs: Sequence[Job]) -> NotInAnswer:
    """Return what of several datasets and their runs is not scored, each once."""
    return NotInAnswer(
        _each(one.survey.yearless for one in surveyed),
        _each(one.survey.other_frequency for one in surveyed),
        _each([*_absent(one)] for one in surveyed),
        _each([*_outside_life(one)] for one in surveyed),
        _each([*one.nameless()] for one in surveyed),
        next((one.hint_at(name) for one in surveyed for name in one.nameless()), ""),
        _each(one.reorganised() for one in surveyed),
        _each([*one.without_neighbours()] for one in jobs),
        _each([*one.unknown_neighbours()] for one in jobs),
    )


def _absent(of: Surveyed) -> Iterator[str]:
    """Yield the ids of the indicators that no row of a dataset is of."""
    for name, indicator in of.asked.indicators.items():
        if of.survey.is_absent(name, indicator):
            yield name


def _outside_life(of: Surveyed) -> Iterator[str]:
    """Yield the ids of the indicators whose every row lies outside their life."""
    for name, indicator in of.asked.indicators.items():
        periods = of.survey.periods(name)
        if not any(has_in_life(indicator, one) for one in periods) and not of.survey.is_absent(
            name, indicator
        ):
            yield name


def _each(several: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(several)))


def schema(asked: Asked) -> str:
    """Return where the tables of a dataset lie; no letter's case tells such names apart."""
    return f"dataset {[*asked.catalogue.datasets].index(asked.name)}"


def _surveyed(engine: Engine, asked: Asked, request: Request) -> Surveyed:
    """Make the table of the texts that are asked for; return what is in it. Raises NotScored."""
    engine.enter(schema(asked))
    shown, rows = tables(engine, asked, request)
    with engine.reading(shown):
        selection = select(rows.texts, asked, shown)
        rows.require(selection.columns)
        engine.run(f"CREATE TABLE texts AS {selection.texts(rows.sql)}")
    engine.run(f"CREATE TABLE found AS {FOUND.format(texts='texts')}")
    found = survey(engine, selection, asked.indicators, shown)
    return Surveyed(asked, found, selection.layout, shown)


def tables(engine: Engine, asked: Asked, request: Request) -> tuple[str, TableFiles]:
    """Return what messages call the tables of a dataset, and their files. Raises NotScored."""
    files = request.tables or (table_file(request.folder / asked.dataset.file),)
    shown = str(request.tables[0].path) if request.tables else asked.dataset.file
    return shown, TableFiles(engine, files)


def select(source: ColumnTexts, asked: Asked, shown: str) -> TableSelection:
    """Return which rows of tables are asked for; raises NotScored.

    `shown` is what messages call them.
    """
    try:
        return TableSelection(source, asked.dataset, asked.indicators, shown)
    except NoColumn as error:
        message = f"{shown} has no column {in_quotes(error.name)}"
        raise NotScored(message, "say under columns: what it is called") from None


def write_parts(
    engine: Engine, names: Sequence[str], order: Sequence[str], path: Path
) -> dict[str, Path]:
    """Write the answer of a batch; return by its first indicator each file of it.

    Indicators of one file follow each other in the order of all. The files are called as `path`
    says, with a number.
    """
    found: dict[str, Path] = {}
    for run in _runs(names, order):
        found[run[0]] = part = path.with_name(f"{path.name}-{len(found)}.parquet")
        chosen = ", ".join(map(text, run))
        engine.write(f"SELECT * FROM answer WHERE indicator IN ({chosen})", part, parquet=True)
    return found


def _runs(names: Sequence[str], order: Sequence[str]) -> Iterator[list[str]]:
    """Yield names that follow each other in an order, together."""
    places = {name: at for at, name in enumerate(order)}
    run = [names[0]]
    for before, name in pairwise(names):
        if places[name] > places[before] + 1:
            yield run
            run = []
        run.append(name)
    yield run


def put_together(
    engine: Engine,
    parts: Sequence[Path],
    request: Request,
    verified: int,
    left_out: NotInAnswer,
) -> Scored:
    """Write the answers of all batches, in this order, to the file or folder that is asked for."""
    assert isinstance(request.output, Path)
    answer = scanned(parts)
    rows, areas, indicators = engine.rows(
        f"SELECT count(*), count(DISTINCT area), count(DISTINCT indicator) FROM {answer}"
    )[0]
    if request.form is OutputForm.PARTS:
        _move(_filled(engine, parts) or parts[:1], request.output)
    else:
        parquet = request.form is OutputForm.PARQUET
        engine.write(f"SELECT * FROM {answer}", request.output, parquet=parquet)
    return Scored(rows, areas, indicators, verified, left_out)


def _filled(engine: Engine, parts: Iterable[Path]) -> list[Path]:
    """Return those of the files that have a row."""
    return [one for one in parts if engine.rows(f"SELECT 1 FROM {scanned([one])} LIMIT 1")]


def _move(parts: Sequence[Path], folder: Path) -> None:
    """Move files into a folder, numbered in their order."""
    for at, one in enumerate(parts):
        shutil.move(one, folder / f"part-{at:05}.parquet")
