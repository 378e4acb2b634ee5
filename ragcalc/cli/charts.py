"""`ragcalc charts`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ragcalc import output
from ragcalc.cli.completion import narrowing_options, period_argument
from ragcalc.cli.exits import FINE, cannot
from ragcalc.cli.filters import Filters
from ragcalc.cli.loading import load, mention_table_remarks, require_valid, scored
from ragcalc.cli.options import FileName, Sources, source_options

if TYPE_CHECKING:
    from ragcalc.scoring.results import Report


@click.command(
    short_help="Write each chart as a picture, for a document.",
    epilog="""\b
    Examples:
      ragcalc charts pictures
      ragcalc charts pictures 2018-19-q4 --tier headline
      ragcalc charts pictures --signals""",
)
@click.argument("directory", type=FileName())
@period_argument
@narrowing_options
@click.option(
    "--signals",
    is_flag=True,
    help="Draw the mean and the limits by which a signal is told from usual variation, where there "
    "are enough readings.",
)
@source_options
def charts(
    directory: Path,
    period: tuple[str, ...],
    filters: Filters,
    signals: bool,
    sources: Sources,
) -> int:
    """Write each indicator's chart into DIRECTORY as SVG and PNG, and index.html beside them.

    The files are named by the indicators' ids; index.html has each chart's text alternative and
    data. DIRECTORY is created if it does not exist, and only files that ragcalc charts wrote are
    written over. PERIOD as in ragcalc report.
    """
    from ragcalc import writing
    from ragcalc.render.media.terminal_text import printable

    loaded = require_valid(load(sources), partial=False)
    mention_table_remarks(loaded)
    evidence = ["signal"] if signals else None
    contents = _files(scored(loaded, period, filters, evidence=evidence, histories=True))
    try:
        writing.fill(directory, contents, _mark())
    except FileExistsError as error:
        why = "is already there and was not written by ragcalc charts; nothing was written"
        raise cannot(f"{error.filename} {why}") from None
    except OSError as error:
        raise cannot(f"{error.filename or directory}: {error.strerror}") from None
    pictures = len(contents) // 2
    noun = "chart" if pictures == 1 else "charts"
    index = printable(str(directory / "index.html"))
    output.print_stderr(f"wrote {pictures:,} {noun}, each as SVG and PNG; open {index}")
    return FINE


def _files(made: "Report") -> dict[str, bytes]:
    with output.progress("Drawing"):
        try:
            from ragcalc.render.charts import files

            return files.files(made)
        except ModuleNotFoundError as error:
            needed = f"ragcalc charts needs another package, {error.name}"
            raise cannot(needed, "pip install 'ragcalc[charts]'") from None


def _mark() -> bytes:
    from ragcalc.render.charts.files import MARK

    return MARK.encode()
