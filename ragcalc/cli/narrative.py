"""`ragcalc narrative`."""

from pathlib import Path

import click

from ragcalc.cli.completion import period_argument, report_options
from ragcalc.cli.exits import FINE
from ragcalc.cli.filters import Filters
from ragcalc.cli.loading import load, mention_table_remarks, require_valid, scored
from ragcalc.cli.options import (
    Sources,
    answer_options,
    colour_option,
    ids_option,
    partial_option,
    source_options,
)
from ragcalc.cli.output_file import refuse_input, style_of, write_output
from ragcalc.render.formats import DocumentKind, Format


@click.command(
    short_help="Write the report in paragraphs, for a paper.",
    epilog="""\b
    Examples:
      ragcalc narrative q4
      ragcalc narrative q4 --all
      ragcalc narrative q4 --tier headline --output narrative.md""",
)
@period_argument
@report_options
@click.option("--all", "in_full", is_flag=True, help="A paragraph for every indicator and action.")
@ids_option
@answer_options(DocumentKind.NARRATIVE)
@partial_option
@source_options
@colour_option
def narrative(
    period: tuple[str, ...],
    filters: Filters,
    format_: Format,
    in_full: bool,
    with_ids: bool,
    path: Path | None,
    partial: bool,
    sources: Sources,
    colour: str,
) -> int:
    """Write the report in words: exceptions and improvements in sentences, the rest in one.

    Exceptions are red, worse than last time, declined without being green, or would be red by
    calculation or by forecast. The wording is fixed, and says nothing that is not in the report.
    PERIOD as in ragcalc report.
    """
    from ragcalc.scoring.arrangement import arranged, naming_ids

    loaded = require_valid(load(sources), partial)
    mention_table_remarks(loaded)
    refuse_input(path, loaded)
    made = scored(loaded, period, filters, last_time=not in_full, ahead=partial)
    made = arranged(made, filters.arrangement)
    if with_ids:
        made = naming_ids(made)
    style = style_of(colour, path, format_.medium)
    write_output(format_.render(made, in_full, style), path, format_.medium, style)
    return FINE
