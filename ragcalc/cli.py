"""The command line: gathers options, calls, prints, exits.

Alone knows click, the environment, the terminal and exit statuses. Imports what a command needs
only when it runs, so that `--version` and `--help` answer at once.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from ragcalc import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ragcalc.catalogue.loader import Loaded
    from ragcalc.catalogue.models import Catalogue
    from ragcalc.problems import LocatedProblem
    from ragcalc.render.style import Style
    from ragcalc.scoring.results import Report

FINE, BAD_ANSWER, COULD_NOT_RUN = 0, 1, 2
INTERRUPTED = 130
DEFAULT_WIDTH, NARROWEST, WIDEST = 100, 20, 1000

FORMATS = {
    "table": "ragcalc.render.report_table",
    "json": "ragcalc.render.report_json",
    "csv": "ragcalc.render.report_csv",
    "markdown": "ragcalc.render.report_markdown",
    "text": "ragcalc.render.report_text",
}
_ALWAYS_UTF_8 = ("json", "csv")
SCHEMAS = ("report",)
_STATUSES = ("green", "amber", "red", "missing", "unrated")
_DIRECTIONS = (
    *("improved", "maintained", "declined", "higher", "same", "lower"),
    "unavailable",
)


def main() -> NoReturn:
    """Run the program and exit with its status."""
    status = FINE
    try:
        status = cli.main(standalone_mode=False) or FINE
    except click.exceptions.Exit as done:
        status = done.exit_code
    except click.ClickException as error:
        with suppress(OSError):
            error.show()
        status = COULD_NOT_RUN
    except (KeyboardInterrupt, click.Abort):
        status = INTERRUPTED
    except SystemExit:  # click's own answer to a closed pipe
        status = FINE
    except OSError as error:
        status = _output_failed(error)
    sys.exit(_flushed(status))


# ── Options that several commands share ──────────────────────────────────────────────────────────

F = TypeVar("F", bound=Callable[..., Any])


def _catalogue_options(command: F) -> F:
    """Add --indicators and --thresholds."""
    for name, variable in (
        ("thresholds", "RAGCALC_THRESHOLDS"),
        ("indicators", "RAGCALC_INDICATORS"),
    ):
        command = click.option(
            f"--{name}",
            type=click.Path(path_type=Path),
            envvar=variable,
            help=f"{name}.yaml; by default the one here or in the nearest parent folder "
            f"[env: {variable}].",
        )(command)
    return command


def _colour_option(command: F) -> F:
    """Add --color."""
    return click.option(
        "--color",
        "--colour",
        "colour",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="When to colour; auto follows the terminal, NO_COLOR and FORCE_COLOR.",
    )(command)


def _complete_with(
    choose: "Callable[[Loaded], list[str]]",
) -> "Callable[[click.Context, click.Parameter, str], list[CompletionItem]]":
    """Give a completer over the catalogue that is there; silent where none can be read."""

    def complete(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        try:
            loaded = _load(context.params.get("indicators"), context.params.get("thresholds"))
            found = choose(loaded)
        except Exception:  # noqa: BLE001 - nothing may disturb the line that is being typed
            return []
        start = incomplete.lower()
        return [CompletionItem(word) for word in found if word.lower().startswith(start)]

    return complete


def _ids(loaded: "Loaded") -> list[str]:
    return list(loaded.catalogue.indicators) if loaded.catalogue else []


def _outcomes(loaded: "Loaded") -> list[str]:
    return list(loaded.catalogue.outcomes) if loaded.catalogue else []


def _tiers(loaded: "Loaded") -> list[str]:
    return list(loaded.catalogue.tiers) if loaded.catalogue else []


def _periods(loaded: "Loaded") -> list[str]:
    from ragcalc.api import periods_with_readings

    periods = [str(one).replace(" ", "-").lower() for one in periods_with_readings(loaded)]
    return ["latest", "q1", "q2", "q3", "q4", *periods]


_period_argument = click.argument(
    "period", nargs=-1, metavar="[PERIOD]", shell_complete=_complete_with(_periods)
)


# ── The commands ─────────────────────────────────────────────────────────────────────────────────


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `ragcalc init`, then `ragcalc report`. For completion in bash put "
    '`eval "$(_RAGCALC_COMPLETE=bash_source ragcalc)"` into ~/.bashrc (zsh_source in ~/.zshrc; '
    "for fish, pipe fish_source to `source`).",
)
@click.version_option(__version__, prog_name="ragcalc", message="%(prog)s %(version)s")
def cli() -> None:
    """Red, amber, green and direction of travel for a council's indicators.

    A catalogue of indicators, targets and comparators in YAML is scored with one exact rule, and
    every verdict can be explained.
    """


@cli.command(epilog="Example: ragcalc report q4 --tier headline --fail-on red")
@_period_argument
@click.option(
    "--outcome",
    metavar="ID",
    help="Only the indicators of this outcome.",
    shell_complete=_complete_with(_outcomes),
)
@click.option(
    "--tier",
    metavar="ID",
    help="Only the indicators of this tier.",
    shell_complete=_complete_with(_tiers),
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(_STATUSES, case_sensitive=False),
    help="Show only rows of this status; counts stay as they are. Repeatable.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="table",
    show_default=True,
    help="What to print.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to a file, whole or not at all.",
)
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice([*_STATUSES, *_DIRECTIONS], case_sensitive=False),
    help="Exit with status 1 where any indicator has this status or direction. Repeatable.",
)
@click.option(
    "--partial",
    is_flag=True,
    help="Leave out the indicators that have errors instead of stopping.",
)
@_catalogue_options
@_colour_option
def report(
    period: tuple[str, ...],
    outcome: str | None,
    tier: str | None,
    statuses: tuple[str, ...],
    format_: str,
    output: Path | None,
    fail_on: tuple[str, ...],
    partial: bool,
    indicators: Path | None,
    thresholds: Path | None,
    colour: str,
) -> int:
    """Score the catalogue for a period.

    PERIOD is q1 to q4 (the latest such quarter with a reading), latest (the default), or a period
    such as 2018-19 Q4, 2018-19, 2019-M03 or 2019.
    """
    from ragcalc import api

    loaded = _sound(_load(indicators, thresholds), partial)
    _refuse_input(output, loaded)
    made = _scored(loaded, period, outcome, tier)
    shown = api.only(made, statuses) if statuses else made
    style = _style(colour, to_file=output is not None)
    _emit(_renderer(FORMATS[format_])(shown, style), output, format_, style)
    return _verdict(made, fail_on)


@cli.command(epilog="Example: ragcalc explain repeat-child-protection-plans q4")
@click.argument("indicator", required=False, shell_complete=_complete_with(_ids))
@_period_argument
@click.option("--code", metavar="CODE", help="Say what a problem's code means instead.")
@_catalogue_options
@_colour_option
def explain(
    indicator: str | None,
    period: tuple[str, ...],
    code: str | None,
    indicators: Path | None,
    thresholds: Path | None,
    colour: str,
) -> int:
    """Show how the verdict on one indicator was reached, and what would have changed it."""
    style = _style(colour)
    if code is not None:
        from ragcalc.render import code_text

        known = code_text.known()
        if code not in known:
            raise click.UsageError(f"there is no code '{code}'; {_nearest(code, known)}")
        _emit(code_text.render(code, style), None, "text", style)
        return FINE
    if indicator is None:
        raise click.UsageError("name an indicator; ragcalc list shows them")
    loaded = _sound(_load(indicators, thresholds), partial=False)
    known = _ids(loaded)
    if indicator not in known:
        hint = _nearest(indicator, known)
        raise click.UsageError(f"there is no indicator '{indicator}'; {hint}")
    made = _scored(loaded, period)
    from ragcalc.render import explain_text

    (result,) = (one for one in made.indicators if one.id == indicator)
    _emit(explain_text.render(made, result, loaded.shown, style), None, "text", style)
    return FINE


@cli.command("list", epilog="Example: ragcalc list")
@_catalogue_options
@_colour_option
def list_(indicators: Path | None, thresholds: Path | None, colour: str) -> int:
    """List indicators, periods with readings, policies and comparators."""
    from ragcalc.render import list_text

    loaded = _sound(_load(indicators, thresholds), partial=False)
    style = _style(colour)
    _emit(list_text.render(_catalogue(loaded), loaded.thresholds, style), None, "text", style)
    return FINE


@cli.command(epilog="Example: ragcalc init performance --example")
@click.argument("directory", type=click.Path(path_type=Path), default=".")
@click.option("--example", is_flag=True, help="Write a real council's published catalogue instead.")
def init(directory: Path, example: bool) -> int:
    """Write a commented starter indicators.yaml and thresholds.yaml; never overwrites."""
    from ragcalc import starter

    try:
        written = starter.write(directory, example)
    except FileExistsError as error:
        raise click.ClickException(
            f"{error.filename} is already there; nothing was written"
        ) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or directory}: {error.strerror}") from None
    for path in written:
        _say(f"wrote {path}")
    _say("now run: ragcalc report")
    return FINE


@cli.command(epilog="Example: ragcalc schema report > report.schema.json")
@click.argument("name", type=click.Choice(SCHEMAS))
def schema(name: str) -> int:
    """Print the JSON Schema of an output."""
    from ragcalc.render import schemas

    _emit(schemas.text(name), None, "json", _style())
    return FINE


# ── Reading and scoring ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Files:
    indicators: Path
    thresholds: Path | None


def _load(indicators: Path | None, thresholds: Path | None) -> "Loaded":
    """Read the files that are named, or else found; stop where there is no catalogue."""
    from ragcalc import api

    found = _find(indicators, thresholds)
    return api.load(found.indicators, found.thresholds)


def _find(indicators: Path | None, thresholds: Path | None) -> _Files:
    from ragcalc.catalogue import files

    here = Path.cwd()
    if indicators is not None:
        # tolerances that lie beside a catalogue belong to it, wherever the command is run
        start = indicators.absolute().parent
        return _Files(indicators, thresholds or files.find(files.THRESHOLDS, start))
    found = files.find(files.INDICATORS, here)
    if found is None:
        raise click.ClickException(
            f"no {files.INDICATORS} in {here} or any folder above it\n"
            "name one with --indicators PATH or RAGCALC_INDICATORS, "
            "or run `ragcalc init` to write a starter here"
        )
    return _Files(
        _short(found, here), thresholds or _short(files.find(files.THRESHOLDS, here), here)
    )


def _short(path: Path | None, here: Path) -> Any:
    """Give the path as a person would type it."""
    return path and Path(os.path.relpath(path, here))


def _sound(loaded: "Loaded", partial: bool) -> "Loaded":
    """Stop where the catalogue has errors; with `partial` only where nothing is left of it."""
    if not loaded.problems:
        return loaded
    _say(_problems(loaded.problems))
    if loaded.catalogue is None:
        raise click.exceptions.Exit(COULD_NOT_RUN)
    if not partial:
        _say("ragcalc report --partial leaves out the indicators that have errors")
        raise click.exceptions.Exit(COULD_NOT_RUN)
    return loaded


def _catalogue(loaded: "Loaded") -> "Catalogue":
    if loaded.catalogue is None:
        raise click.exceptions.Exit(COULD_NOT_RUN)
    return loaded.catalogue


def _problems(problems: "tuple[LocatedProblem, ...]") -> str:
    from ragcalc.render import problems_text
    from ragcalc.render.style import Style

    encoding = sys.stderr.encoding or "utf-8"
    return problems_text.render(problems, Style(width=_width(), encoding=encoding)).rstrip("\n")


def _scored(
    loaded: "Loaded", period: tuple[str, ...], outcome: str | None = None, tier: str | None = None
) -> "Report":
    """Score, and say which period the words meant and how complete it is."""
    from ragcalc import api
    from ragcalc.scoring.timetable import LATEST, NoSuchPeriod

    for name, word, known in (("outcome", outcome, _outcomes), ("tier", tier, _tiers)):
        if word is not None and word not in known(loaded):
            hint = _nearest(word, known(loaded))
            raise click.UsageError(f"there is no {name} '{word}'; {hint}")
    words = " ".join(period) or LATEST
    try:
        made = api.scored(loaded, words, outcome, tier)
    except NoSuchPeriod as error:
        raise click.UsageError(f"{error}; {error.hint}") from None
    _say_period(words, made)
    return made


def _say_period(words: str, made: "Report") -> None:
    readings, due = made.summary.readings, made.summary.due
    complete = f"{readings} of {due} due readings"
    if 2 * readings < due:
        _say(f"warning: {made.period} has only {complete}")
    elif words.lower() in ("latest", "q1", "q2", "q3", "q4"):
        _say(f"{words} = {made.period}, {complete}")


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
            _say(f"--fail-on {word}: {', '.join(found)}")
            status = BAD_ANSWER
    return status


def _nearest(word: str, known: list[str]) -> str:
    from ragcalc.catalogue.fields import nearest

    return nearest(word, known) or "the catalogue has none"


# ── The terminal and what leaves ─────────────────────────────────────────────────────────────────


def _style(colour: str = "auto", to_file: bool = False) -> "Style":
    """Say how the output may look, from the terminal, the environment and --color."""
    from ragcalc.render.style import Style

    terminal = not to_file and sys.stdout.isatty()
    return Style(
        width=_width(terminal),
        colour=_colours(colour, terminal),
        encoding="utf-8" if to_file else sys.stdout.encoding or "utf-8",
        plain=terminal and os.environ.get("TERM") in ("dumb", "linux"),
    )


def _width(terminal: bool = False) -> int:
    """Give COLUMNS, else the terminal's width, else 100."""
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isascii() and columns.isdigit() and len(columns) < 7 else 0
    if not width and terminal:
        with suppress(OSError):
            width = os.get_terminal_size(sys.stdout.fileno()).columns
    return max(NARROWEST, min(width or DEFAULT_WIDTH, WIDEST))


def _colours(colour: str, terminal: bool) -> Any:
    """Give how many colours to use: --color decides, else NO_COLOR, FORCE_COLOR, the terminal."""
    from ragcalc.render.style import Colour

    term = os.environ.get("TERM", "")
    wanted = terminal and term != "dumb"
    if os.environ.get("FORCE_COLOR"):
        wanted = True
    if os.environ.get("NO_COLOR"):
        wanted = False
    if colour == "never" or (colour == "auto" and not wanted):
        return Colour.NONE
    many = "256" in term or os.environ.get("COLORTERM") in ("truecolor", "24bit")
    return Colour.MANY if many else Colour.BASIC


def _renderer(module: str) -> "Callable[[Report, Style], str]":
    render: Callable[[Report, Style], str] = import_module(module).render
    return render


def _refuse_input(output: Path | None, loaded: "Loaded") -> None:
    """Never write over a file that the report is made from."""
    for document in loaded.documents if output else ():
        with suppress(OSError):
            if output and output.samefile(document.shown):
                raise click.UsageError(f"--output {output} is a file that the report is made from")


def _emit(text: str, output: Path | None, format_: str, style: "Style") -> None:
    """Give the answer: to a file whole or not at all, or to standard output alone."""
    utf_8 = output is not None or format_ in _ALWAYS_UTF_8
    content = text.encode("utf-8" if utf_8 else style.encoding, "replace")
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    from ragcalc import writing

    try:
        writing.replace(output, content)
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror or error}") from None


def _say(text: str) -> None:
    """Say something that is not the answer, on standard error."""
    with suppress(OSError):
        click.echo(text, err=True)


def _output_failed(error: OSError) -> int:
    """End quietly where the reader has gone; say so where the answer could not be written."""
    if isinstance(error, BrokenPipeError):
        return FINE
    _say(f"Error: the answer could not be written: {error.strerror or error}")
    return COULD_NOT_RUN


def _flushed(status: int) -> int:
    """Empty standard output, so that no complaint follows when Python ends."""
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return status or _output_failed(error)
    return status
