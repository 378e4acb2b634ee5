"""`ragcalc list`."""

import click

from ragcalc import output
from ragcalc.cli.completion import complete_with, periods
from ragcalc.cli.exits import FINE
from ragcalc.cli.form import outstanding_figures
from ragcalc.cli.loading import catalogue_of, load, require_valid
from ragcalc.cli.options import NonEmptyText, Sources, colour_option, source_options
from ragcalc.cli.output_file import write_output
from ragcalc.render.formats import DocumentKind, default


@click.command(
    "list",
    epilog="""\b
    Examples:
      ragcalc list --indicators performance/indicators.yaml
      ragcalc list --missing 2019-20-q1""",
)
@click.option(
    "--missing",
    type=NonEmptyText(),
    metavar="PERIOD",
    help="List the figures that are due in a period and were not submitted, owner by owner.",
    shell_complete=complete_with(periods),
)
@source_options
@colour_option
def list_(missing: str | None, sources: Sources, colour: str) -> int:
    """List indicators, actions, periods, policies and comparators."""
    loaded = require_valid(load(sources), partial=False)
    style = output.style(colour)
    if missing is None:
        format_ = default(DocumentKind.LIST)
        text = format_.render(catalogue_of(loaded), loaded.thresholds, style)
    else:
        format_ = default(DocumentKind.MISSING)
        text = format_.render(outstanding_figures(loaded, (missing,)), style)
    write_output(text, None, format_.medium, style)
    return FINE
