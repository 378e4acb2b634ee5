"""What completes ids, periods and codes while a command is being typed."""

from typing import TYPE_CHECKING

import click

from ragcalc.cli.filters import Filters, groupings, groups, outcomes, owners, tiers
from ragcalc.cli.loading import ids, load
from ragcalc.cli.options import F, Option, Sources, gathered
from ragcalc.vocabulary import Direction, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.shell_completion import CompletionItem

    from ragcalc.catalogue.loader import Loaded


def complete_with(
    choose: "Callable[[Loaded], list[str]]",
) -> "Callable[[click.Context, click.Parameter, str], list[CompletionItem]]":
    """Return a completer over the catalogue that is there; silent where none can be read."""

    def complete(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        try:
            given = context.params
            loaded = load(Sources(given.get("indicators"), given.get("thresholds")))
            found = choose(loaded)
        except Exception:  # noqa: BLE001 - nothing may disturb the line that is being typed
            return []
        start = incomplete.lower()
        return [CompletionItem(word) for word in found if word.lower().startswith(start)]

    return complete


def periods(loaded: "Loaded") -> list[str]:
    """Return the words and periods that a report can be asked for."""
    from ragcalc.pipeline import periods_with_readings

    periods = [str(one).replace(" ", "-").lower() for one in periods_with_readings(loaded)]
    return ["latest", "q1", "q2", "q3", "q4", *periods]


def due_periods(loaded: "Loaded") -> list[str]:
    """Return the period after the last one with a reading, then what `periods` returns."""
    from ragcalc.periods import Period
    from ragcalc.pipeline import periods_with_readings

    following = [Period(one.kind, one.end) for one in periods_with_readings(loaded)[:1]]
    return [*(str(one).replace(" ", "-").lower() for one in following), *periods(loaded)]


def settings(loaded: "Loaded") -> list[str]:
    """Return what `--set` begins with."""
    return [f"{one}=" for one in ids(loaded)]


period_argument = click.argument(
    "period", nargs=-1, metavar="[PERIOD]", shell_complete=complete_with(periods)
)


_GROUP = (
    "Only the indicators of this group, such as a directorate; GROUPING=NAME where groups of two "
    "groupings have the same name. Repeatable."
)
_NARROWING = (
    ("outcome", "ID", "Only the indicators of this outcome. Repeatable.", outcomes),
    ("tier", "ID", "Only the indicators of this tier. Repeatable.", tiers),
    ("group", "NAME", _GROUP, groups),
    ("owner", "NAME", "Only the indicators of this owner. Repeatable.", owners),
)


_NARROWING_OPTIONS: list[Option] = [
    click.option(
        f"--{name}",
        f"{name}s",
        multiple=True,
        metavar=metavar,
        help=words,
        shell_complete=complete_with(known),
    )
    for name, metavar, words, known in _NARROWING
]
STATUSES = tuple(status.value for status in Status)
DIRECTIONS = tuple(direction.value for direction in Direction)


def either(words: tuple[str, ...]) -> str:
    """Return the words as a list that ends in an alternative: green, amber or red."""
    return f"{', '.join(words[:-1])} or {words[-1]}"


_ROW_OPTIONS: list[Option] = [
    click.option(
        "--status",
        "statuses",
        multiple=True,
        metavar="STATUS",
        type=click.Choice(STATUSES, case_sensitive=False),
        help=f"Show only rows with this status: {either(STATUSES)}; counts do not change. "
        "Repeatable.",
    ),
    click.option(
        "--direction",
        "directions",
        multiple=True,
        metavar="DIRECTION",
        type=click.Choice(DIRECTIONS, case_sensitive=False),
        help=f"Show only rows with this direction: {either(DIRECTIONS)}; counts do not change. "
        "Repeatable.",
    ),
    click.option(
        "--sort",
        type=click.Choice(["catalogue", "worst", "name"], case_sensitive=False),
        default="catalogue",
        show_default=True,
        help="The order of the rows under each heading: worst is red, amber, missing, unrated, "
        "green, each with the furthest from target first, in proportion to it.",
    ),
]
group_by_option = click.option(
    "--group-by",
    metavar="GROUPING",
    help="Lay the report out by the groups of this grouping, such as directorate, in place of "
    "outcomes.",
    shell_complete=complete_with(groupings),
)


def narrowing_options(command: F) -> F:
    """Add --outcome, --tier, --group and --owner; the command takes them as `filters`."""
    return gathered(command, _NARROWING_OPTIONS, Filters, "filters")


def filter_options(command: F) -> F:
    """Add the narrowing options, --status, --direction and --sort, as `filters`."""
    return gathered(command, [*_NARROWING_OPTIONS, *_ROW_OPTIONS], Filters, "filters")


def report_options(command: F) -> F:
    """Add the filter options and --group-by, as `filters`."""
    every = [*_NARROWING_OPTIONS, *_ROW_OPTIONS, group_by_option]
    return gathered(command, every, Filters, "filters")


def complete_codes(
    _context: click.Context, parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Return the codes, and where several may be meant their families."""
    from click.shell_completion import CompletionItem

    from ragcalc.catalogue.model.codes import CHECKS, CODES

    codes = {*CHECKS, *CODES}
    families = {code.partition("-")[0] for code in codes} if parameter.multiple else set()
    words = sorted(codes | families)
    return [CompletionItem(word) for word in words if word.startswith(incomplete.lower())]
