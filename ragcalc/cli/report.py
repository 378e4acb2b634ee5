"""`ragcalc report`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ragcalc import output
from ragcalc.cli.completion import (
    DIRECTIONS,
    STATUSES,
    either,
    period_argument,
    report_options,
)
from ragcalc.cli.exits import BAD_ANSWER, FINE, misused
from ragcalc.cli.filters import Filters, nearest
from ragcalc.cli.loading import load, mention_table_remarks, require_valid, scored
from ragcalc.cli.options import (
    Sources,
    answer_options,
    colour_option,
    partial_option,
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
    from ragcalc.scoring.results import Report

EVIDENCE = (
    *("rank", "quartile", "quintile", "decile", "funnel", "interval", "difference", "fragile"),
    *("signal", "assurance", "trend", "significance"),
)
USUAL_EVIDENCE = ("rank", "quartile", "difference", "signal", "significance")


@click.command(
    epilog="""\b
    Examples:
      ragcalc report q4 --tier headline
      ragcalc report 2018-19-q4 --output report.html
      ragcalc report --status red --fail-on red --fail-on declined"""
)
@period_argument
@report_options
@answer_options(DocumentKind.REPORT)
@click.option(
    "--evidence",
    is_flag=True,
    help="Add the usual evidence: rank, quartile, difference from target, signal, significance of "
    "the gaps to comparators.",
)
@click.option(
    "--columns",
    metavar="NAMES",
    help=f"Add these columns of evidence, separated by commas: {', '.join(EVIDENCE)}.",
)
@click.option(
    "--fail-on",
    multiple=True,
    metavar="WORD",
    type=click.Choice([*STATUSES, *DIRECTIONS], case_sensitive=False),
    help="Exit with status 1 if any indicator in the report, even one that --status hides, has "
    f"this status or direction ({either(DIRECTIONS)}). Repeatable.",
)
@partial_option
@source_options
@colour_option
def report(
    period: tuple[str, ...],
    filters: Filters,
    format_: Format,
    path: Path | None,
    evidence: bool,
    columns: str | None,
    fail_on: tuple[str, ...],
    partial: bool,
    sources: Sources,
    colour: str,
) -> int:
    """Report the status and direction of every indicator in a period.

    PERIOD is q1 to q4 (the latest such quarter with a figure), latest (the default), or a period
    such as 2018-19 Q4, 2018-19, 2019-M03 or 2019.
    """
    from ragcalc.scoring.arrangement import arranged

    loaded = require_valid(load(sources), partial)
    mention_table_remarks(loaded)
    refuse_input(path, loaded)
    asked = _evidence(evidence, columns)
    made = scored(
        loaded,
        period,
        filters,
        evidence=asked,
        histories=format_.histories,
        last_time=format_.last_time,
    )
    shown = arranged(made, filters.arrangement)
    style = style_of(colour, path, format_.medium)
    text = rendered(format_, shown, style)
    write_output(text, path, format_.medium, style)
    return _verdict(made, fail_on)


def _evidence(usual: bool, columns: str | None) -> list[str] | None:
    """Return the columns of evidence that are asked for; None where none are."""
    if columns is None and not usual:
        return None
    given = [one.strip().lower() for one in (columns or "").split(",")]
    named = [*(USUAL_EVIDENCE if usual else ()), *filter(None, given)]
    for name in named:
        if name not in EVIDENCE:
            hint = nearest(name, list(EVIDENCE))
            raise misused(f"there is no column '{name}' of evidence; {hint}")
    return list(dict.fromkeys(named))


def _verdict(made: "Report", fail_on: tuple[str, ...]) -> int:
    """Say which indicators have a status or a direction that the caller will not have."""
    status = FINE
    for word in dict.fromkeys(fail_on):
        found = [
            one.id
            for one in made.indicators
            if word in (one.verdict.status.status, one.verdict.direction.direction)
        ]
        if found:
            output.print_stderr(f"--fail-on {word}: {', '.join(found)}")
            status = BAD_ANSWER
    return status
