"""`ragcalc form`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ragcalc import output
from ragcalc.cli.completion import complete_with, due_periods, narrowing_options
from ragcalc.cli.exits import FINE, misused
from ragcalc.cli.filters import Filters, narrowing
from ragcalc.cli.loading import load, period_words, require_valid
from ragcalc.cli.options import (
    Sources,
    answer_options,
    colour_option,
    source_options,
)
from ragcalc.cli.output_file import (
    refuse_input,
    rendered,
    style_of,
    write_output,
)
from ragcalc.render.formats import DocumentKind, Format

if TYPE_CHECKING:
    from ragcalc.catalogue.loader import Loaded
    from ragcalc.scoring.outstanding import OutstandingFigures

MOST_NAMED = 8
"""How many of the indicators that a form leaves out are named."""


@click.command(
    short_help="Write a form for the figures that are due.",
    epilog="""\b
    Examples:
      ragcalc form 2019-20-q1 --output form.xlsx
      ragcalc form 2019-20-q1 --owner Housing --output housing.csv""",
)
@click.argument(
    "period", nargs=-1, required=True, metavar="PERIOD", shell_complete=complete_with(due_periods)
)
@narrowing_options
@answer_options(DocumentKind.FORM)
@source_options
@colour_option
def form(
    period: tuple[str, ...],
    filters: Filters,
    format_: Format,
    path: Path | None,
    sources: Sources,
    colour: str,
) -> int:
    """Write a table with a row and an empty cell for each figure that is due in PERIOD.

    The row also shows the previous figure and the target. The completed file is read with --data.
    PERIOD as in ragcalc report; figures that were submitted already are left out.
    """
    loaded = require_valid(load(sources), partial=False)
    refuse_input(path, loaded)
    found = outstanding_figures(loaded, period, filters)
    if not found.due:
        of = f" from {', '.join(filters.owners)}" if filters.owners else ""
        raise misused(f"nothing is due in {found.period}{of}; ragcalc list shows the indicators")
    if found.submitted:
        _print_submitted(found)
    if not found.figures:
        return FINE
    style = style_of(colour, path, format_.medium)
    write_output(rendered(format_, found, style), path, format_.medium, style)
    return FINE


def outstanding_figures(
    loaded: "Loaded", period: tuple[str, ...], filters: Filters
) -> "OutstandingFigures":
    """Return what is due in a period and was not submitted, of the indicators asked for."""
    from ragcalc import pipeline as api
    from ragcalc.scoring.timetable import LATEST, NoSuchPeriod

    asked = narrowing(loaded, filters)
    try:
        with output.progress("Scoring"):
            return api.outstanding_figures(loaded, period_words(period) or LATEST, asked)
    except NoSuchPeriod as error:
        raise misused(f"{error}; {error.hint}") from None


def _print_submitted(found: "OutstandingFigures") -> None:
    """Say which figures the form leaves out, and that there is none where it would be empty."""
    from ragcalc.render.common.dates import heading
    from ragcalc.render.common.labels import submitted

    asked = {one.result.id for one in found.figures}
    names = {name: name for name, _ in found.submitted}
    for name, period in found.submitted:
        if name in asked:
            names[name] += f" {heading(period)}"
    said = submitted(len(found.submitted), found.due)
    rest = (
        f"the form leaves out {_first_of(list(names.values()))}"
        if found.figures
        else "no form is written"
    )
    output.print_stderr(f"{found.period}: {said}; {rest}")


def _first_of(names: list[str]) -> str:
    """Return a line's worth of names, and how many more there are."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
