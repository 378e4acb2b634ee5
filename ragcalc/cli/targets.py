"""`ragcalc targets`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ragcalc import output
from ragcalc.cli.completion import complete_with, period_argument, report_options, settings
from ragcalc.cli.exits import FINE, misused
from ragcalc.cli.filters import Filters, in_words, narrowing, nearest
from ragcalc.cli.loading import (
    catalogue_of,
    load,
    mention_table_remarks,
    require_valid,
    scored,
)
from ragcalc.cli.options import (
    NonEmptyText,
    Sources,
    colour_option,
    format_option,
    ids_option,
    output_option,
    source_options,
)
from ragcalc.cli.output_file import (
    format_of,
    refuse_input,
    rendered,
    require_showable,
    style_of,
    write_output,
)
from ragcalc.render.formats import FORMATS, DocumentKind, Format, default

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ragcalc.catalogue.loader import Loaded
    from ragcalc.catalogue.model.figures import Target
    from ragcalc.catalogue.model.indicators import Catalogue
    from ragcalc.periods import SplitYear
    from ragcalc.scoring.targets.next_year import NextTargets
    from ragcalc.scoring.targets.review import ReportReview


@click.command(
    short_help="Ask whether the targets are sensible.",
    epilog="""\b
    Examples:
      ragcalc targets q4
      ragcalc targets q4 --set repeat-child-protection-plans=16
      ragcalc targets --set "visits=18 to 22" --set waits="below 85" --format json
      ragcalc targets --next 2019-20 --output targets.xlsx""",
)
@period_argument
@report_options
@click.option(
    "--set",
    "settings_",
    multiple=True,
    metavar="INDICATOR=VALUE",
    help="Show every status under this target, now and in the past: a number, 'below 85', "
    "'above 85', '18 to 22' or a comparator's id. Repeatable.",
    shell_complete=complete_with(settings),
)
@click.option(
    "--next",
    "next_year",
    type=NonEmptyText(),
    metavar="YEAR",
    help="Write a table for setting the targets of this year, with outturn, target and comparators "
    "of the previous year. The completed table is read with --data.",
)
@ids_option
@format_option(
    DocumentKind.TARGETS,
    DocumentKind.NEXT_TARGETS,
    usual=f"{default(DocumentKind.TARGETS).name}, or with --next "
    f"{default(DocumentKind.NEXT_TARGETS).name}",
)
@output_option
@source_options
@colour_option
def targets(
    period: tuple[str, ...],
    filters: Filters,
    settings_: tuple[str, ...],
    next_year: str | None,
    with_ids: bool,
    format_: Format | None,
    path: Path | None,
    sources: Sources,
    colour: str,
) -> int:
    """Show which targets are stricter or weaker than every comparator, or out of reach.

    Also which were met before they began or are always green, what each remaining period needs,
    and every status under a proposed target. PERIOD as in ragcalc report.
    """
    from ragcalc.scoring.targets.review import naming_ids

    asked = period or settings_ or filters.arranges or filters.group_by or with_ids
    if next_year is not None and asked:
        refused = "PERIOD, --set, --status, --direction, --sort, --group-by and --ids"
        raise misused(f"--next goes with none of {refused}")
    chosen = _chosen(format_, next_year, path)
    require_showable(chosen, path)
    loaded = require_valid(load(sources), partial=False)
    mention_table_remarks(loaded)
    refuse_input(path, loaded)
    found: ReportReview | NextTargets
    if next_year is None:
        found = _review(loaded, period, filters, settings_)
        if with_ids and not chosen.medium.is_data:
            found = naming_ids(found)
    else:
        found = _next_targets(loaded, filters, next_year)
        if not found.to_set:
            return FINE
    style = style_of(colour, path, chosen.medium)
    write_output(rendered(chosen, found, style), path, chosen.medium, style)
    return FINE


def _chosen(format_: Format | None, next_year: str | None, path: Path | None) -> Format:
    """Return the format that is asked for, of the document that is."""
    document = DocumentKind.TARGETS if next_year is None else DocumentKind.NEXT_TARGETS
    chosen = format_of(document, format_, path)
    if chosen.document is not document:
        where = "without" if next_year is None else "with"
        known = ", ".join(FORMATS[document])
        raise misused(f"--format {chosen.name} is not one {where} --next; known: {known}")
    return chosen


def _review(
    loaded: "Loaded", period: tuple[str, ...], filters: Filters, settings_: tuple[str, ...]
) -> "ReportReview":
    from ragcalc.scoring.targets.review import arranged, review_targets

    catalogue = catalogue_of(loaded)
    proposed = _proposed(settings_, catalogue)
    made = scored(loaded, period, filters, histories=True)
    found = review_targets(catalogue, made, proposed, loaded.documents[0].name)
    found = arranged(found, filters.arrangement)
    _require_shown(proposed, found, filters)
    return found


def _require_shown(proposed: "Iterable[str]", found: "ReportReview", filters: Filters) -> None:
    """Exit where a target is set for an indicator that the answer does not show."""
    shown = {one.result.id for one in found.shown}
    if name := next((one for one in proposed if one not in shown), None):
        raise misused(f"--set {name}: the answer does not have it: {_why(name, found, filters)}")


def _why(name: str, found: "ReportReview", filters: Filters) -> str:
    """Return why an answer does not show an indicator."""
    from ragcalc.render.common import lives

    if name in found.hidden:
        return "left out by --status or --direction"
    outside = next((one for one in found.report.not_measured if one.id == name), None)
    return lives.why(outside) if outside else f"not of {in_words(filters)}"


def _next_targets(loaded: "Loaded", filters: Filters, words: str) -> "NextTargets":
    """Return what a year's targets are set by, and say which of them are not asked for."""
    from ragcalc import pipeline as api

    year = _year(words)
    with output.progress("Scoring"):
        found = api.next_targets(loaded, year, narrowing(loaded, filters))
    for ids, why in (
        (found.given, f"have a target for {year} already"),
        (found.without, "have no target by design"),
    ):
        if ids:
            output.print_stderr(f"left out, as they {why}: {', '.join(ids)}")
    if not found.to_set:
        output.print_stderr(f"there is no target to set for {year}; no file is written")
    return found


def _year(words: str) -> "SplitYear":
    """Return the year that --next names, by the calendar year in which it begins."""
    from ragcalc.periods import NotAPeriod, SplitYear, read

    try:
        named = read(words.strip())
    except NotAPeriod as error:
        raise misused(f"--next: '{words}' is not a year; {error.hint}") from None
    if isinstance(named, SplitYear):
        return named
    if named.months < 12:
        raise misused(f"--next: '{words}' is not a year; write one as 2019-20 or 2019")
    return SplitYear(named.start // 12)


def _proposed(
    settings_: tuple[str, ...], catalogue: "Catalogue"
) -> "dict[str, tuple[Target, ...]]":
    """Read what is set, in the order in which it was."""
    found: dict[str, tuple[Target, ...]] = {}
    for setting in settings_:
        name, target = _setting(setting, catalogue)
        found[name] = (*found.get(name, ()), target)
    return found


def _setting(setting: str, catalogue: "Catalogue") -> "tuple[str, Target]":
    from ragcalc.catalogue.derived.proposals import NotATarget, proposed

    name, equals, words = setting.partition("=")
    name = name.strip()
    if not equals:
        raise misused(f"--set {setting}: write INDICATOR=VALUE, as in {name or 'id'}=16")
    if name not in catalogue.indicators:
        hint = nearest(name, list(catalogue.indicators))
        raise misused(f"there is no indicator '{name}'; {hint}")
    try:
        return name, proposed(words, catalogue.indicators[name], list(catalogue.comparators))
    except NotATarget as error:
        raise misused(f"--set {name}: {error}; {error.hint}") from None
