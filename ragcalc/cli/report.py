"""`ragcalc report`."""

from dataclasses import replace
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
from ragcalc.cli.exits import BAD_ANSWER, FINE, cannot, misused
from ragcalc.cli.filters import Filters, nearest
from ragcalc.cli.loading import load, mention_table_remarks, require_valid, scored
from ragcalc.cli.options import (
    FileName,
    Sources,
    answer_options,
    colour_option,
    ids_option,
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
from ragcalc.render.media.medium import DOCUMENT

if TYPE_CHECKING:
    from ragcalc.render.media.style import Style
    from ragcalc.scoring.results import Report

CHANGES = ("last-time", "year-ago")
"""The columns of what changed, beside that of the direction."""
EVIDENCE = (
    *("rank", "quartile", "quintile", "decile", "funnel", "interval", "difference", "fragile"),
    *("signal", "assurance", "trend", *CHANGES, "significance"),
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
    help="Add these columns of evidence, or of the change on last time and on a year ago, "
    f"separated by commas: {', '.join(EVIDENCE)}.",
)
@click.option(
    "--summary",
    is_flag=True,
    help="Print only the front: counts and shares by outcome, and the exceptions.",
)
@click.option(
    "--fail-on",
    multiple=True,
    metavar="WORD",
    type=click.Choice([*STATUSES, *DIRECTIONS], case_sensitive=False),
    help="Exit with status 1 if any indicator in the report, even one that --status hides, has "
    f"this status or direction ({either(DIRECTIONS)}). Repeatable.",
)
@click.option(
    "--template",
    type=FileName(),
    metavar="FILE",
    help="A .docx file whose styles, page, headers and footers a Word document takes.",
)
@click.option(
    "--wide",
    is_flag=True,
    help="Show every column of the table, however wide the terminal.",
)
@ids_option
@click.option(
    "--appendix",
    is_flag=True,
    help="Have the web page print what it folds too: each chart's data, and how each rating was "
    "worked out.",
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
    summary: bool,
    fail_on: tuple[str, ...],
    template: Path | None,
    wide: bool,
    with_ids: bool,
    appendix: bool,
    partial: bool,
    sources: Sources,
    colour: str,
) -> int:
    """Report the status and direction of every indicator in a period.

    PERIOD is q1 to q4 (the latest such quarter with a figure), latest (the default), or a period
    such as 2018-19 Q4, 2018-19, 2019-M03 or 2019.
    """
    from ragcalc.scoring.arrangement import arranged, naming_ids

    if summary and not format_.last_time:
        raise misused(f"--summary has no {format_.name}: it is for outputs that people read")
    loaded = require_valid(load(sources), partial)
    mention_table_remarks(loaded)
    refuse_input(path, loaded, [template] if template else [])
    looks = _template(template, format_)
    if appendix and not format_.appendix:
        raise misused("--appendix is for the web page; add --format html")
    asked = _evidence(evidence, columns)
    made = scored(
        loaded,
        period,
        filters,
        evidence=asked,
        histories=format_.histories,
        last_time=format_.last_time or "last-time" in (asked or ()),
        ahead=partial,
    )
    shown = arranged(made, filters.arrangement)._replace(summary_only=summary)
    if with_ids and not format_.medium.is_data:
        shown = naming_ids(shown)
    style = replace(style_of(colour, path, format_.medium), wide=wide)
    text = _rendered(format_, shown, style, looks, template, appendix=appendix)
    write_output(text, path, format_.medium, style)
    return _verdict(made, fail_on)


def _template(path: Path | None, format_: Format) -> bytes | None:
    """Read a template, which a Word document alone can have."""
    from ragcalc.catalogue import files
    from ragcalc.limits import limits

    if path is None:
        return None
    if format_.medium is not DOCUMENT:
        raise misused("--template is for a Word document; add --format docx")
    limit = limits().workbook_bytes
    try:
        content = files.content(path, limit)
    except OSError as error:
        raise cannot(f"--template {path}: {error.strerror or error}") from None
    if len(content) > limit:
        raise cannot(f"--template {path} {files.larger_than(limit)}")
    return content


def _rendered(
    format_: Format,
    shown: "Report",
    style: "Style",
    looks: bytes | None,
    template: Path | None,
    *,
    appendix: bool,
) -> str | bytes:
    """Return what the format makes of the report; stop where its template will not do."""
    from ragcalc.render.media.template import TemplateRefused

    try:
        options = {"appendix": True} if appendix else {}
        return rendered(format_, shown, style, *([] if looks is None else [looks]), **options)
    except TemplateRefused as refused:
        raise cannot(f"--template {template} {refused.message}", refused.hint) from None


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
