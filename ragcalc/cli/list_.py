"""`ragcalc list`."""

from typing import TYPE_CHECKING

import click

from ragcalc import output
from ragcalc.cli.completion import complete_with, due_periods, filter_options
from ragcalc.cli.exits import FINE, misused
from ragcalc.cli.filters import Filters, in_words, narrowing
from ragcalc.cli.form import outstanding_figures
from ragcalc.cli.loading import catalogue_of, load, require_valid, scored
from ragcalc.cli.options import (
    FormatName,
    NonEmptyText,
    Sources,
    colour_option,
    source_options,
)
from ragcalc.cli.output_file import style_of, write_output
from ragcalc.render.formats import DocumentKind, Format, default

if TYPE_CHECKING:
    from ragcalc.catalogue.loader import Loaded
    from ragcalc.catalogue.model.indicators import Catalogue
    from ragcalc.catalogue.model.thresholds import Thresholds
    from ragcalc.render.media.style import Style


@click.command(
    "list",
    short_help="List indicators, actions, groups, periods and policies.",
    epilog="""\b
    Examples:
      ragcalc list --indicators performance/indicators.yaml
      ragcalc list --tier headline --status red
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
@filter_options
@source_options
@colour_option
def list_(
    missing: str | None,
    format_: Format | None,
    filters: Filters,
    sources: Sources,
    colour: str,
) -> int:
    """List indicators, actions, groups, periods, policies and comparators.

    Statuses and directions are those of the latest report.
    """
    if format_ and missing is None:
        raise misused("--format is that of --missing PERIOD")
    if missing is not None and filters.arranges:
        raise misused("--missing goes with none of --status, --direction and --sort")
    loaded = require_valid(load(sources), partial=False)
    if missing is None:
        chosen = default(DocumentKind.LIST)
        style = style_of(colour, None, chosen.medium)
        text = chosen.render(*_listed(loaded, filters, style))
    else:
        chosen = format_ or default(DocumentKind.MISSING)
        style = style_of(colour, None, chosen.medium)
        text = chosen.render(outstanding_figures(loaded, (missing,), filters), style)
    write_output(text, None, chosen.medium, style)
    return FINE


def _listed(
    loaded: "Loaded", filters: Filters, style: "Style"
) -> "tuple[Catalogue, Thresholds | None, Style, list[str]]":
    """Return what a list is drawn from: the part of the catalogue, and the rows that are shown."""
    from ragcalc.scoring.narrowing import narrowed

    asked = narrowing(loaded, filters)
    part = narrowed(catalogue_of(loaded), asked)
    if not part.indicators:
        output.print_stderr(f"no indicator has {in_words(filters)}")
    return part, loaded.thresholds, style, _shown(loaded, part, filters)


def _shown(loaded: "Loaded", part: "Catalogue", filters: Filters) -> list[str]:
    """Return the ids of the indicators that are listed, in their order.

    One that is outside its life has no status: it is listed last, unless one is asked for.
    """
    from ragcalc.scoring.arrangement import arranged

    if not filters.arranges or not part.indicators:
        return list(part.indicators)
    made = arranged(scored(loaded, (), filters), filters.arrangement)
    found = [one.id for one in made.indicators]
    if filters.hides:
        return found
    return [*found, *(one.id for one in made.not_measured)]
