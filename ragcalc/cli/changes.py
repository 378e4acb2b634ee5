"""`ragcalc compare` and `ragcalc diff`."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ragcalc import output
from ragcalc.cli.completion import complete_with, filter_options, periods
from ragcalc.cli.exits import BAD_ANSWER, FINE, misused
from ragcalc.cli.filters import Filters
from ragcalc.cli.loading import data_period, find, load, require_valid, scored
from ragcalc.cli.options import (
    F,
    NonEmptyText,
    Sources,
    answer_options,
    colour_option,
    ids_option,
    source_options,
)
from ragcalc.cli.output_file import refuse_input, style_of, write_output
from ragcalc.problems import shortened
from ragcalc.render.formats import DocumentKind, Format

if TYPE_CHECKING:
    from ragcalc.catalogue.loader import Loaded
    from ragcalc.render.changes.view import Versions
    from ragcalc.revisions import Version
    from ragcalc.scoring.changes import Changes, UnshownReadings
    from ragcalc.scoring.results import Report

MOVED = ("worse", "no-longer-rated", "better", "now-rated", "otherwise", "added", "removed")


def _change_options(command: F) -> F:
    """Add --ids, --format, --output and --fail-on as `compare` and `diff` have them."""
    options: tuple[Callable[[Any], Any], ...] = (
        ids_option,
        answer_options(DocumentKind.COMPARE),
        click.option(
            "--fail-on",
            multiple=True,
            metavar="WORD",
            type=click.Choice(MOVED, case_sensitive=False),
            help=f"Exit with status 1 if a status changed so: {', '.join(MOVED)}. Repeatable.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command(
    short_help="Show what changed between two periods, and why.",
    epilog="""\b
    Examples:
      ragcalc compare q3 q4
      ragcalc compare 2017-18-q4 2018-19-q4 --format markdown --fail-on worse""",
)
@click.argument("then", shell_complete=complete_with(periods))
@click.argument("now", shell_complete=complete_with(periods))
@filter_options
@_change_options
@source_options
@colour_option
def compare(
    then: str,
    now: str,
    filters: Filters,
    with_ids: bool,
    format_: Format,
    path: Path | None,
    fail_on: tuple[str, ...],
    sources: Sources,
    colour: str,
) -> int:
    """Show each indicator's status and direction in two periods, the biggest changes at the
    top.

    THEN and NOW are periods as in ragcalc report. Each changed status has its causes: the inputs
    any of which, put back alone, would restore the previous one. Rows are shown and sorted by what
    they are in NOW.
    """
    from ragcalc import pipeline as api
    from ragcalc.scoring.changes import arranged, changes, naming_ids

    loaded = require_valid(load(sources), partial=False)
    refuse_input(path, loaded)
    table = api.verdicts(loaded)
    before, after = (scored(loaded, (words,), filters, table=table) for words in (then, now))
    if before.period.end > after.period.end:
        output.print_stderr(
            f"{before.period} is after {after.period}: name the earlier period first to see what "
            "changed since"
        )
    found = arranged(changes(before, after), filters.arrangement)
    if with_ids and not format_.medium.is_data:
        found = naming_ids(found)
    return _show_changes(found, None, format_, path, fail_on, colour)


@click.command(
    short_help="Show how a change to the files changes statuses.",
    epilog="""\b
    Examples:
      ragcalc diff main
      ragcalc diff HEAD~1 HEAD --format markdown
      ragcalc diff last-year/ . --period q4 --fail-on worse""",
)
@click.argument("base", type=NonEmptyText())
@click.argument("head", type=NonEmptyText(), required=False)
@click.option("--period", default="latest", show_default=True, help="As in ragcalc report.")
@_change_options
@source_options
@colour_option
def diff(
    base: str,
    head: str | None,
    period: str,
    with_ids: bool,
    format_: Format,
    path: Path | None,
    fail_on: tuple[str, ...],
    sources: Sources,
    colour: str,
) -> int:
    """Show what changed between two versions of catalogue and data, and why.

    BASE and HEAD are folders or git revisions, such as main and HEAD~1; without HEAD, the
    files as they are now. Revisions are read through git; the working tree is never changed. A
    --data path that one version does not have counts as not submitted in it.
    """
    from ragcalc import pipeline as api
    from ragcalc import revisions
    from ragcalc.scoring.changes import changes, naming_ids

    catalogue, _ = find(sources)
    try:
        with ExitStack() as stack:
            versions = [
                revisions.Version(catalogue, "now")
                if name is None
                else stack.enter_context(revisions.opened(name, catalogue))
                for name in (base, head)
            ]
            old, new = _both(versions, _placed(sources, catalogue, versions))
    except revisions.NoSuchVersion as error:
        raise misused(str(error)) from None
    for version in (old, new):
        refuse_input(path, version)
    after = scored(new, (period,))
    before = api.scored(old, after.period)
    found = changes(before, after, api.renamed(old, new))
    found = found._replace(unshown=_unshown(old, new, after))
    if with_ids and not format_.medium.is_data:
        found = naming_ids(found)
    return _show_changes(found, (base, head), format_, path, fail_on, colour)


def _unshown(old: "Loaded", new: "Loaded", after: "Report") -> "tuple[UnshownReadings, ...]":
    from ragcalc import pipeline as api
    from ragcalc.scoring.changes import unshown_readings

    assert old.catalogue is not None  # as both were scored
    assert new.catalogue is not None
    return unshown_readings(old.catalogue, new.catalogue, after, api.renamed(old, new))


def _placed(sources: Sources, catalogue: Path, versions: list["Version"]) -> list[Sources]:
    """Return what the options name as it is to be found in each version.

    What only one version has was not there yet in the other, or is there no more.
    """
    named = [*sources.data, *([str(sources.thresholds)] if sources.thresholds else [])]
    for one in named:
        if not any(_path_in_version(one, catalogue, version) for version in versions):
            raise misused(f"neither version has {one}")
    return [_sources(sources, catalogue, version) for version in versions]


def _path_in_version(name: str, catalogue: Path, version: "Version") -> str | None:
    """Return a file, a folder or a glob as it is named in a version; None where it has none."""
    from ragcalc.catalogue import files

    if version.catalogue == catalogue:
        return name
    here, folder = catalogue.absolute().parent, version.catalogue.absolute().parent
    try:
        path = os.path.normpath(folder / os.path.relpath(name, here))
    except ValueError:  # on another drive
        return None
    if version.unpacked and not Path(path).is_relative_to(version.unpacked):
        return None  # outside the repository
    return path if any(map(os.path.exists, files.named(path))) else None


def _sources(sources: Sources, catalogue: Path, version: "Version") -> Sources:
    from ragcalc.catalogue import files

    if version.catalogue == catalogue:
        indicators, thresholds = find(sources)
        return replace(sources, indicators=indicators, thresholds=thresholds)
    if sources.thresholds:
        found = _path_in_version(str(sources.thresholds), catalogue, version)
        thresholds = Path(found) if found else None
    else:
        folder = version.catalogue.absolute().parent
        thresholds = files.find(files.THRESHOLDS, folder, version.unpacked)
    data = tuple(filter(None, (_path_in_version(one, catalogue, version) for one in sources.data)))
    period = sources.data_period if data else None
    return Sources(version.catalogue, thresholds, data, sources.sheet, period)


def _both(versions: list["Version"], placed: list[Sources]) -> "tuple[Loaded, Loaded]":
    """Read both versions; errors are named by them, and what one hides neither shows."""
    from ragcalc import pipeline as api

    old, new = map(_loaded, versions, placed)
    private = old.is_private or new.is_private
    for version, loaded in zip(versions, (old, new), strict=True):
        require_valid(loaded, partial=False, named=version.named, private=private)
    return api.alike(old, new)


def _loaded(version: "Version", sources: Sources) -> "Loaded":
    """Read one version; say what of it is not read."""
    from ragcalc import pipeline as api

    assert sources.indicators is not None
    if version.unfollowed:
        first, *more = version.unfollowed
        others = f" and {len(more)} more" if more else ""
        output.print_stderr(
            f"warning: {version.name}: ragcalc does not follow links and submodules in a revision: "
            f"{shortened(first)!r}{others}"
        )
    with output.progress("Reading"):
        return api.load(
            sources.indicators,
            sources.thresholds,
            sources.data,
            sources.sheet,
            version.unpacked,
            data_period(sources),
        )


def _show_changes(
    found: "Changes",
    versions: "Versions | None",
    format_: Format,
    path: Path | None,
    fail_on: tuple[str, ...],
    colour: str,
) -> int:
    style = style_of(colour, path, format_.medium)
    write_output(format_.render(found, style, versions), path, format_.medium, style)
    status = FINE
    for word in dict.fromkeys(fail_on):
        if ids := [one.id for one in found.changes if one.moved == word]:
            output.print_stderr(f"--fail-on {word}: {', '.join(ids)}")
            status = BAD_ANSWER
    return status
