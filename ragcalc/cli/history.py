"""`ragcalc history`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ragcalc.cli.completion import narrowing_options, period_argument
from ragcalc.cli.exits import FINE, misused
from ragcalc.cli.filters import Filters, narrowing
from ragcalc.cli.loading import load, period_words, require_valid
from ragcalc.cli.options import Sources, answer_options, source_options
from ragcalc.cli.output_file import refuse_input, rendered, style_of, write_output
from ragcalc.render.formats import DocumentKind, Format

if TYPE_CHECKING:
    from ragcalc.catalogue.loader import Loaded
    from ragcalc.scoring.history import CatalogueHistory
    from ragcalc.scoring.narrowing import Narrowing


@click.command(
    short_help="Print every indicator in every period as one long table.",
    epilog="""\b
    Examples:
      ragcalc history --output history.csv
      ragcalc history --output history.parquet
      ragcalc history --comparators --output comparators.csv""",
)
@period_argument
@narrowing_options
@click.option(
    "--comparators",
    is_flag=True,
    help="Print the table of comparators instead: a row for each indicator, period and comparator.",
)
@answer_options(DocumentKind.HISTORY)
@source_options
def history(
    period: tuple[str, ...],
    filters: Filters,
    comparators: bool,
    format_: Format,
    path: Path | None,
    sources: Sources,
) -> int:
    """Print every indicator in every period as one long table, for Power BI, pandas, R or DuckDB.

    A row has the value, target, status and direction as the report of its period has them. PERIOD,
    as in ragcalc report, is the last report whose figures are shown; by default every figure is.
    """
    loaded = require_valid(load(sources), partial=False)
    refuse_input(path, loaded)
    made = _history(loaded, period, narrowing(loaded, filters))
    style = style_of("never", path, format_.medium)
    text = rendered(format_, made, comparators, style)
    write_output(text, path, format_.medium, style)
    return FINE


def _history(loaded: "Loaded", period: tuple[str, ...], asked: "Narrowing") -> "CatalogueHistory":
    from ragcalc import pipeline as api
    from ragcalc.scoring.timetable import NoSuchPeriod

    try:
        return api.catalogue_history(loaded, period_words(period), asked)
    except NoSuchPeriod as error:
        raise misused(f"{error}; {error.hint}") from None
