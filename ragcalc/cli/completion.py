"""What completes ids, periods and codes while a command is being typed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from ragcalc.cli.loading import ids, load, outcomes, tiers
from ragcalc.cli.options import F, Sources

if TYPE_CHECKING:
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


def narrowing_options(command: F) -> F:
    """Add --outcome and --tier."""
    for name, known in (("tier", tiers), ("outcome", outcomes)):
        command = click.option(
            f"--{name}",
            metavar="ID",
            help=f"Only the indicators of this {name}.",
            shell_complete=complete_with(known),
        )(command)
    return command


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
