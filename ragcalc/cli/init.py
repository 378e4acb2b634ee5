"""`ragcalc init`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ragcalc import output
from ragcalc.cli.exits import FINE, cannot, misused
from ragcalc.cli.options import FileName, NonEmptyText

if TYPE_CHECKING:
    from ragcalc.starter import Drafted


@click.command(
    short_help="Write a starter catalogue, or an example.",
    epilog="""\b
    Examples:
      ragcalc init
      ragcalc init performance --example
      ragcalc init --from scorecard.xlsx --sheet Corporate
      ragcalc init --from scorecard.xlsx --columns outcome=Pledge
      ragcalc init --from scorecard.xlsx --period "2024-25 Q4"
      ragcalc init --from-dataset lait.parquet --area Leeds""",
)
@click.argument("directory", type=FileName(), default=".")
@click.option("--example", is_flag=True, help="Write a real council's published catalogue instead.")
@click.option(
    "--from",
    "table",
    type=FileName(),
    metavar="FILE",
    help="Draft the catalogue from a table of indicators, CSV or XLSX, instead: a row for each, "
    "a column for each period. What is guessed, and every cell that is left out, is shown; which "
    "way is good is never guessed.",
)
@click.option(
    "--sheet", type=NonEmptyText(), metavar="NAME", help="The sheet of the workbook with the table."
)
@click.option(
    "--columns",
    type=NonEmptyText(),
    metavar="NAMES",
    help="What the columns of the table hold, where their names do not say so, as in "
    "indicator=Metric_Name,value=Reading.",
)
@click.option(
    "--period",
    type=NonEmptyText(),
    metavar="PERIOD",
    help="The period of a column that names none, such as Actual or This period; or the year of "
    "columns such as Q1 or April.",
)
@click.option(
    "--from-dataset",
    "dataset",
    type=FileName(),
    metavar="FILE",
    help="Draft the catalogue of all measures of a national dataset, CSV or Parquet, instead; the "
    "figures stay there.",
)
@click.option(
    "--area", type=NonEmptyText(), metavar="NAME", help="Our own area in it, by name or number."
)
@click.option(
    "--polarity",
    type=FileName(),
    metavar="FILE",
    help="A table of its measures, CSV or XLSX, that says which way is good: High or Low under "
    "polarity, by measure_short; also year_type, dps and no_quartile.",
)
def init(
    directory: Path,
    example: bool,
    table: Path | None,
    sheet: str | None,
    columns: str | None,
    period: str | None,
    dataset: Path | None,
    area: str | None,
    polarity: Path | None,
) -> int:
    """Write a commented starter indicators.yaml and thresholds.yaml; never overwrites.

    DIRECTORY is created if it does not exist; by default the files are written here.
    """
    from shlex import quote

    from ragcalc import starter
    from ragcalc.render.media.terminal_text import printable

    sources = {"--example": example, "--from": table, "--from-dataset": dataset}
    asked = [name for name, one in sources.items() if one]
    if len(asked) > 1:
        both = " and ".join(asked[:2])
        raise misused(f"{both} both write a catalogue; use only one of them")
    drafted = _drafted(table, sheet, columns, period) if table else None
    if dataset:
        drafted = _drafted_from_dataset(dataset, area, polarity, directory)
    elif area or polarity:
        raise misused("--area and --polarity are for --from-dataset")
    try:
        made = drafted.files if drafted else starter.example() if example else starter.starter()
        written = starter.write(directory, made)
    except FileExistsError as error:
        raise cannot(f"{error.filename} is already there; nothing was written") from None
    except OSError as error:
        raise cannot(f"{error.filename or directory}: {error.strerror}") from None
    for path in written:
        output.print_stderr(f"wrote {printable(str(path))}")
    if drafted:
        _print_all(
            f"guessed, and marked as guessed in {printable(str(written[0]))}:", drafted.guesses
        )
        _print_all("to be filled in by hand; a report stops there until it is:", drafted.asked)
        _print_all("left out:", drafted.left_out)
        if drafted.ratings:
            output.print_stderr("\n  ".join(map(printable, drafted.ratings)))
    where = "" if directory == Path() else f" --indicators {quote(printable(str(written[0])))}"
    output.print_stderr(f"now run: ragcalc report{where}")
    return FINE


def _drafted(table: Path, sheet: str | None, columns: str | None, period: str | None) -> "Drafted":
    from ragcalc import periods, starter
    from ragcalc.catalogue.returns.columns import named_columns
    from ragcalc.starter.spreadsheet import NoTable

    try:
        named = named_columns(columns) if columns else {}
    except ValueError as error:
        raise misused(f"--columns: {error}") from None
    try:
        when = periods.parse(period) if period else None
    except periods.NotAPeriod as error:
        raise misused(f"--period: {period} is not a period; {error.hint}") from None
    try:
        return starter.drafted(table, sheet, named, when)
    except NoTable as error:
        raise cannot(f"{table}: {error}") from None


def _drafted_from_dataset(
    dataset: Path, area: str | None, polarity: Path | None, directory: Path
) -> "Drafted":
    from ragcalc import starter
    from ragcalc.starter.spreadsheet import NoTable

    if area is None:
        raise misused("--from-dataset needs --area, our own area in it, as in --area Leeds")
    try:
        return starter.drafted_from_dataset(dataset, area, polarity, directory)
    except NoTable as error:
        raise cannot(f"{dataset}: {error}") from None


def _print_all(heading: str, lines: tuple[str, ...]) -> None:
    from ragcalc.render.media.terminal_text import printable

    if lines:
        output.print_stderr("\n  ".join((heading, *map(printable, lines))))
