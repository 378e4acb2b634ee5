"""`ragcalc list`."""

import click

from ragcalc import output
from ragcalc.cli.exits import FINE
from ragcalc.cli.leaving import emit
from ragcalc.cli.loading import catalogue_of, load, require_valid
from ragcalc.cli.options import Sources, colour_option, source_options


@click.command("list", epilog="Example: ragcalc list --indicators performance/indicators.yaml")
@source_options
@colour_option
def list_(sources: Sources, colour: str) -> int:
    """List indicators, actions, periods, policies and comparators."""
    from ragcalc.render.catalogue import text as list_text

    loaded = require_valid(load(sources), partial=False)
    style = output.style(colour)
    emit(list_text.render(catalogue_of(loaded), loaded.thresholds, style), None, "text", style)
    return FINE
