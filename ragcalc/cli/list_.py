"""`ragcalc list`."""

import click

from ragcalc.cli.completion import complete_with, due_periods
from ragcalc.cli.exits import FINE, misused
from ragcalc.cli.filters import EVERYTHING
from ragcalc.cli.form import outstanding_figures
from ragcalc.cli.loading import catalogue_of, load, require_valid
from ragcalc.cli.options import (
    FormatName,
    NonEmptyText,
    Sources,
    colour_option,
    source_options,
)
from ragcalc.cli.output_file import style_of, write_output
from ragcalc.render.formats import DocumentKind, Format, default


@click.command(
    "list",
    epilog="""\b
    Examples:
      ragcalc list --indicators performance/indicators.yaml
      ragcalc list --missing 2019-20-q1
      ragcalc list --missing 2019-20-q1 --format json""",
)
@click.option(
    "--missing",
    type=NonEmptyText(),
    metavar="PERIOD",
    help="List the figures that are due in a period and were not submitted, owner by owner.",
    shell_complete=complete_with(due_periods),
)
@click.option(
    "--format",
    "format_",
    type=FormatName(DocumentKind.MISSING),
    help=f"The format of what --missing lists; by default {default(DocumentKind.MISSING).name}.",
)
@source_options
@colour_option
def list_(missing: str | None, format_: Format | None, sources: Sources, colour: str) -> int:
    """List indicators, actions, periods, policies and comparators."""
    if format_ and missing is None:
        raise misused("--format is that of --missing PERIOD")
    loaded = require_valid(load(sources), partial=False)
    if missing is None:
        chosen = default(DocumentKind.LIST)
        style = style_of(colour, None, chosen.medium)
        text = chosen.render(catalogue_of(loaded), loaded.thresholds, style)
    else:
        chosen = format_ or default(DocumentKind.MISSING)
        style = style_of(colour, None, chosen.medium)
        text = chosen.render(outstanding_figures(loaded, (missing,), EVERYTHING), style)
    write_output(text, None, chosen.medium, style)
    return FINE
