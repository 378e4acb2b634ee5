"""`ragcalc score`."""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ragcalc import output
from ragcalc.cli.exits import FINE, cannot, misused
from ragcalc.cli.loading import find, mention_table_remarks, require_valid
from ragcalc.cli.options import FileName, Sources, catalogue_options
from ragcalc.cli.output_file import not_written, refuse_input
from ragcalc.scale.address import Address, is_address

if TYPE_CHECKING:
    from ragcalc.catalogue.loader import Loaded
    from ragcalc.scale.score import NotInAnswer, Request, Scored
    from ragcalc.scale.tables import TableFile

_ENGINES = ("duckdb", "spark")
_SUFFIXES = (".parquet", ".csv")


class _Destination(NamedTuple):
    """Where the answer goes."""

    path: Path | Address
    suffix: str = ""
    """Of a file; nothing for a folder, or an address."""


class _TableName(FileName):
    """The name of a file to read, or of a folder, or the address of what Spark reads."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return a path or an address."""
        return Address(value) if is_address(value) else super().convert(value, param, ctx)


class _AnswerName(FileName):
    """The name of a file to write, or of a folder: one without an ending, or with a `/`."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return where the answer goes."""
        if is_address(value):
            return _Destination(Address(value))
        path = super().convert(value, param, ctx)
        suffix = "" if value.endswith(("/", os.sep)) else path.suffix.lower()
        if value == "-" or path.name.lower() in _SUFFIXES or suffix not in ("", *_SUFFIXES):
            self.fail(f"{value}: end its name in {' or '.join(_SUFFIXES)}", param, ctx)
        return _Destination(path, suffix)


class _MemorySize(click.ParamType):  # type: ignore[type-arg] # generic in newer versions of click alone
    """So much memory."""

    name = "size"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the size as the engine reads it."""
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]+)? ?[KMGT]i?B", value, re.ASCII | re.IGNORECASE):
            self.fail(f"'{value}' is not a size; write it as 4GB or 500MB", param, ctx)
        return value


@click.command(
    short_help="Score every area of a national dataset at once.",
    epilog="""\b
    Examples:
      ragcalc score --output scored.parquet
      ragcalc score figures-2024.parquet figures-2025.parquet --output scored.csv
      ragcalc score "figures/*/*.csv" --output scored/
      ragcalc score --period 2018-19 --memory 2GB --output scored.csv""",
)
@click.argument("tables", nargs=-1, metavar="[TABLE]...", type=_TableName())
@click.option(
    "--output",
    "out",
    required=True,
    type=_AnswerName(),
    metavar="FILE",
    help="Write to a file that ends in .parquet or .csv, or to a new folder of Parquet files whose "
    "name has no ending, never left half-written.",
)
@click.option(
    "--period",
    "periods",
    multiple=True,
    metavar="PERIOD",
    help="Only the rows of a period, as 2018-19 (of every kind of year) or '2018-19 financial'; "
    "earlier ones still count as previous. Repeatable.",
)
@click.option(
    "--engine",
    type=click.Choice(_ENGINES),
    default="duckdb",
    show_default=True,
    help="What calculates: duckdb on this machine, or spark where one is too small.",
)
@click.option(
    "--memory",
    default="1GB",
    show_default=True,
    metavar="SIZE",
    type=_MemorySize(),
    help="How much memory the engine (of Spark each worker) may take; the rest goes to disk.",
)
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many threads it may take; by default as many as there are processors.",
)
@click.option(
    "--verify",
    "verified",
    type=click.IntRange(min=0),
    default=1000,
    show_default=True,
    metavar="N",
    help="Judge so many rows a second time by the rule of a report; nothing is written if any "
    "differs.",
)
@catalogue_options
def score(
    tables: tuple[Path | Address, ...],
    out: _Destination,
    periods: tuple[str, ...],
    engine: str,
    memory: str,
    threads: int | None,
    verified: int,
    sources: Sources,
) -> int:
    """Score every area, indicator and period of a national dataset by the rule of a report.

    TABLE is a Parquet or CSV file, a folder of them, or a pattern such as 'figures/*.parquet', in
    place of the dataset's own file, with the same columns. Without it every dataset that indicators
    name is scored. With --engine spark TABLE and FILE may be addresses, as s3a://bucket/figures.
    """
    from ragcalc.scale.engine import Settings
    from ragcalc.scale.score import OutputForm, Request

    files = tuple(one for one in tables if isinstance(one, Path))
    addresses = tuple(one for one in tables if isinstance(one, Address))
    _refuse_addresses(addresses, files, out.path, engine)
    loaded, folder = _loaded(sources)
    if tables:
        _require_one_dataset(loaded)
    read = _files(files)
    _refuse_read(out.path, loaded, folder, files, read)
    request = Request(
        folder,
        out.path,
        OutputForm(out.suffix.removeprefix(".") or OutputForm.PARTS),
        read,
        addresses,
        periods,
        verified,
        Settings(memory, threads),
    )
    made = _scored(loaded, request, engine)
    _print_what_was_done(loaded, made, out.path)
    return FINE


def _loaded(sources: Sources) -> "tuple[Loaded, Path]":
    from ragcalc import pipeline as api

    indicators, thresholds = find(sources)
    with output.progress("Reading"):
        loaded = api.load_without_datasets(indicators, thresholds)
    loaded = require_valid(loaded, partial=False)
    mention_table_remarks(loaded)
    return loaded, indicators.parent


def _require_one_dataset(loaded: "Loaded") -> None:
    """Stop where nobody can say which dataset a table takes the place of."""
    assert loaded.catalogue is not None
    indicators = loaded.catalogue.indicators.values()
    used = sorted({one.dataset.name for one in indicators if one.dataset})
    if len(used) > 1:
        raise misused(
            f"the indicators are of {len(used)} datasets, {', '.join(used)}, and a TABLE takes the "
            "place of one; leave TABLE out, and write under file: of each what is to be read"
        )


def _refuse_addresses(
    addresses: tuple[Address, ...], files: tuple[Path, ...], out: Path | Address, engine: str
) -> None:
    """Stop where something is named that the engine does not reach, or not together."""
    named = [*addresses, *([out] if isinstance(out, Address) else [])]
    if named and engine != "spark":
        raise misused(f"{named[0]} is an address; only --engine spark reads and writes there")
    for one in addresses:
        if f"{out}/".startswith(f"{one.rstrip('/')}/"):
            raise misused(f"--output {out} lies in {one}, which is read; write it elsewhere")
    if addresses and files:
        raise misused(
            f"{addresses[0]} is an address and {files[0]} a file; name tables of one kind"
        )


def _refuse_read(
    out: Path | Address,
    loaded: "Loaded",
    folder: Path,
    named: Sequence[Path],
    read: "Sequence[TableFile]",
) -> None:
    """Stop where the answer would take the place of what is read, or lie within it."""
    if isinstance(out, Path):
        datasets = loaded.catalogue.datasets.values() if loaded.catalogue else ()
        beside = (name for one in datasets for name in (one.file, one.neighbours, one.dictionary))
        inputs = [*(one.path for one in read), *(folder / name for name in beside if name)]
        refuse_input(out, loaded, inputs)
        if loaded.catalogue and out.suffix.lower() == ".csv":  # as submitted tables are
            _refuse_submitted(out, folder, (one.path for one in loaded.catalogue.data))
    if local := out.local if isinstance(out, Address) else out:
        _refuse_within(local, named)


def _refuse_submitted(path: Path, folder: Path, named: Iterable[str]) -> None:
    """Never write where submitted tables are read: the next run would read that too."""
    from ragcalc import paths
    from ragcalc.catalogue import files
    from ragcalc.scale.tables import is_matched

    real = Path(os.path.realpath(path.parent), path.name)
    for name in named:
        at = Path(os.path.realpath(folder), name)
        is_in_folder = real.parent == Path(os.path.realpath(at)) and files.is_table(real)
        if is_in_folder or (paths.is_pattern(name) and is_matched(real, at)):
            raise misused(f"--output {path} is one of {name}, which is read; write it elsewhere")


def _refuse_within(path: Path, tables: Sequence[Path]) -> None:
    """Never write where files are read: the next run would read that too."""
    from ragcalc import paths
    from ragcalc.scale.tables import is_matched

    for one in tables:
        if one.is_dir() and paths.is_within(path, one):
            raise misused(f"--output {path} lies in {one}, which is read; write it elsewhere")
        if not os.path.lexists(one) and is_matched(path, one):
            raise misused(f"--output {path} is one of {one}, which is read; write it elsewhere")


def _files(tables: tuple[Path, ...]) -> "tuple[TableFile, ...]":
    from ragcalc.scale.refusal import NotScored
    from ragcalc.scale.tables import table_files

    try:
        return table_files(tables)
    except NotScored as error:
        raise cannot(str(error), error.hint) from None


def _scored(loaded: "Loaded", request: "Request", engine: str) -> "Scored":
    from ragcalc import writing
    from ragcalc.scale.refusal import NotScored
    from ragcalc.scale.score import OutputForm

    if engine == "spark":
        from ragcalc.scale.spark.run import score
    else:
        from ragcalc.scale.score import score
    path = request.output
    parts = request.form is OutputForm.PARTS
    try:
        if isinstance(path, Address):  # which Spark writes itself
            with output.progress("Scoring"):
                return score(loaded, request)
        written = writing.new_folder if parts else writing.in_place_of
        with written(path) as made, output.progress("Scoring"):
            return score(loaded, request._replace(output=made))
    except NotScored as error:
        raise cannot(str(error), error.hint) from None
    except FileExistsError:
        hint = "a folder is never written over; give another name after --output, or move it away"
        raise cannot(f"{request.output} is there already", hint) from None
    except OSError as error:
        raise not_written(Path(path), error) from None


def _print_what_was_done(loaded: "Loaded", made: "Scored", path: Path | Address) -> None:
    from ragcalc.render.common.labels import counted

    catalogue = loaded.catalogue
    assert catalogue is not None
    apart = sum(one.dataset is None for one in catalogue.indicators.values())
    if apart:
        output.print_stderr(f"{apart:,} of the indicators name no dataset and were not scored")
    _print_what_was_left_out(made.left_out)
    again = f"; {made.verified:,} judged again, none differs" if made.verified else ""
    output.print_stderr(
        f"{path}: {counted(made.rows, 'row')} of {counted(made.areas, 'area')} and "
        f"{counted(made.indicators, 'indicator')}{again}"
    )


def _print_what_was_left_out(found: "NotInAnswer") -> None:
    from ragcalc.catalogue.model.fields import quoted

    if found.yearless:
        spelt = _first([quoted(one) for one in found.yearless])
        output.print_stderr(f"warning: rows were left out whose period is none: {spelt}")
    if found.other_frequency:
        spelt = _first([quoted(one) for one in found.other_frequency])
        output.print_stderr(
            "rows of another frequency than their indicator are compared with, and not scored: "
            f"{spelt}"
        )
    if found.absent:
        output.print_stderr(f"warning: no row is of {_first(found.absent)}")
    if found.outside_life:
        ids = _first(found.outside_life)
        output.print_stderr(f"warning: no row of {ids} lies between from: and until:")
    if found.nameless:
        hint = f"{found.hint_at_nameless} " if found.hint_at_nameless else ""
        output.print_stderr(
            f"warning: no row is called {_first(found.nameless)}, so that nothing is compared with "
            f"them; {hint}see national: and regions:"
        )
    if found.reorganised:
        output.print_stderr(
            f"warning: rows are of {_first(found.reorganised)} and of authorities that took their "
            "place; where both have a figure for one year both are ranked: ragcalc check says "
            "what to write under leave-out:"
        )
    if found.without_neighbours:
        areas = _first(found.without_neighbours)
        output.print_stderr(f"warning: no neighbours are listed for {areas}")
    if found.unknown_neighbours:
        areas = _first(found.unknown_neighbours)
        output.print_stderr(f"warning: no row is of the neighbours {areas}")


def _first(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" (and {more:,} more)" if more > 0 else "")


_MOST_NAMED = 5
