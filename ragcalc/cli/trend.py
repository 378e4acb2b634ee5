"""`ragcalc trend`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ragcalc.cli.completion import complete_with, period_argument
from ragcalc.cli.exits import FINE, misused
from ragcalc.cli.loading import (
    ids,
    indicator_named,
    load,
    mention_table_remarks,
    period_words,
    require_valid,
)
from ragcalc.cli.options import Sources, answer_options, colour_option, source_options
from ragcalc.cli.output_file import refuse_input, style_of, write_output
from ragcalc.render.formats import DocumentKind, Format

if TYPE_CHECKING:
    from ragcalc.catalogue.loader import Loaded
    from ragcalc.scoring.results import Report


@click.command(
    short_help="Show the history of one indicator.",
    epilog="""\b
    Examples:
      ragcalc trend children-in-care
      ragcalc trend "Repeat referrals"
      ragcalc trend children-in-care q3 --output children-in-care.csv""",
)
@click.argument("indicator", shell_complete=complete_with(ids))
@period_argument
@answer_options(DocumentKind.TREND)
@source_options
@colour_option
def trend(
    indicator: str,
    period: tuple[str, ...],
    format_: Format,
    path: Path | None,
    sources: Sources,
    colour: str,
) -> int:
    """Show values, targets and statuses of one indicator by period, with a chart.

    INDICATOR is an id (ragcalc list shows them), the beginning of one, or a name. PERIOD, as in
    ragcalc report, is the last report whose figures are shown; by default the latest, or the one
    with the indicator's own last figure where that is later.
    """
    loaded = require_valid(load(sources), partial=False)
    mention_table_remarks(loaded)
    refuse_input(path, loaded)
    indicator = indicator_named(loaded, indicator)
    made = _history(loaded, indicator, period)
    style = style_of(colour, path, format_.medium)
    write_output(format_.render(made, style), path, format_.medium, style)
    return FINE


def _history(loaded: "Loaded", indicator: str, period: tuple[str, ...]) -> "Report":
    from ragcalc import pipeline as api
    from ragcalc.scoring.timetable import NoSuchPeriod

    try:
        return api.history(loaded, indicator, period_words(period))
    except NoSuchPeriod as error:
        raise misused(f"{error}; {error.hint}") from None
