"""`ragcalc list`."""

import click

from ragcalc import output
from ragcalc.cli.exits import FINE
from ragcalc.cli.loading import catalogue_of, load, require_valid
from ragcalc.cli.options import Sources, colour_option, source_options
from ragcalc.cli.output_file import write_output
from ragcalc.render.formats import DocumentKind, default


@click.command("list", epilog="Example: ragcalc list --indicators performance/indicators.yaml")
@source_options
@colour_option
def list_(sources: Sources, colour: str) -> int:
    """List indicators, actions, periods, policies and comparators."""
    loaded = require_valid(load(sources), partial=False)
    style = output.style(colour)
    format_ = default(DocumentKind.LIST)
    text = format_.render(catalogue_of(loaded), loaded.thresholds, style)
    write_output(text, None, format_.medium, style)
    return FINE
