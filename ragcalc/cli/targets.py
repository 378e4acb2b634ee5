"""`ragcalc targets`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ragcalc.cli.completion import complete_with, period_argument, settings
from ragcalc.cli.exits import FINE, misused
from ragcalc.cli.loading import catalogue_of, load, nearest, require_valid, scored
from ragcalc.cli.options import Sources, colour_option, format_option, output_option, source_options
from ragcalc.cli.output_file import refuse_input, style_of, write_output
from ragcalc.render.formats import DocumentKind, Format

if TYPE_CHECKING:
    from ragcalc.catalogue.model.figures import Target
    from ragcalc.catalogue.model.indicators import Catalogue


@click.command(
    short_help="Ask whether the targets are sensible.",
    epilog="""\b
    Examples:
      ragcalc targets q4
      ragcalc targets q4 --set repeat-child-protection-plans=16
      ragcalc targets --set "visits=18 to 22" --set waits="below 85" --format json""",
)
@period_argument
@click.option(
    "--set",
    "settings_",
    multiple=True,
    metavar="INDICATOR=VALUE",
    help="Show every status under this target, now and in the past: a number, 'below 85', "
    "'above 85', '18 to 22' or a comparator's id. Repeatable.",
    shell_complete=complete_with(settings),
)
@format_option(DocumentKind.TARGETS)
@output_option
@source_options
@colour_option
def targets(
    period: tuple[str, ...],
    settings_: tuple[str, ...],
    format_: Format,
    path: Path | None,
    sources: Sources,
    colour: str,
) -> int:
    """Show which targets are stricter or weaker than every comparator, or out of reach.

    Also which were met before they began or are always green, what each remaining period needs,
    and every status under a proposed target. PERIOD as in ragcalc report.
    """
    from ragcalc.scoring.targets.review import review_targets

    loaded = require_valid(load(sources), partial=False)
    refuse_input(path, loaded)
    catalogue = catalogue_of(loaded)
    proposed = _proposed(settings_, catalogue)
    made = scored(loaded, period, histories=True)
    found = review_targets(catalogue, made, proposed, loaded.documents[0].name)
    style = style_of(colour, path, format_.medium)
    write_output(format_.render(found, style), path, format_.medium, style)
    return FINE


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
