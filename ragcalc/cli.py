"""The command line: gathers options, calls, prints, exits.

Alone knows click and exit statuses. Imports what a command needs only when it runs, so that
`--version` and `--help` answer at once.
"""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

import click

from ragcalc import __version__, output

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ragcalc.catalogue.loader import Loaded
    from ragcalc.catalogue.models import Catalogue
    from ragcalc.checks.baseline import Baseline
    from ragcalc.checks.run import Checked
    from ragcalc.problems import LocatedProblem
    from ragcalc.render.style import Style
    from ragcalc.revisions import Version
    from ragcalc.scoring.results import Report
    from ragcalc.starter import Drafted

FINE, BAD_ANSWER, COULD_NOT_RUN = 0, 1, 2
INTERRUPTED = 130

FORMATS = {
    "table": "ragcalc.render.report_table",
    "json": "ragcalc.render.report_json",
    "csv": "ragcalc.render.report_csv",
    "markdown": "ragcalc.render.report_markdown",
    "text": "ragcalc.render.report_text",
}
CHANGE_FORMATS = {
    "table": "ragcalc.render.changes_table",
    "json": "ragcalc.render.changes_json",
    "markdown": "ragcalc.render.changes_markdown",
}
MOVED = ("worse", "no-longer-rated", "better", "now-rated", "otherwise", "added", "removed")
CHECK_FORMATS = {
    "text": "ragcalc.render.check_text",
    "json": "ragcalc.render.check_json",
    "github": "ragcalc.render.check_github",
    "gitlab": "ragcalc.render.check_gitlab",
    "sarif": "ragcalc.render.check_sarif",
    "junit": "ragcalc.render.check_junit",
}
_FOR_CI = ("github", "gitlab", "sarif", "junit")
"""Where files are named from the repository's root."""
_ALWAYS_UTF_8 = ("json", "csv", *_FOR_CI)
SCHEMAS = ("indicators", "thresholds", "report", "check", "compare")
_STATUSES = ("green", "amber", "red", "missing", "unrated")
_DIRECTIONS = (
    *("improved", "maintained", "declined", "higher", "same", "lower"),
    "unavailable",
)


def main() -> NoReturn:
    """Run the program and exit with its status."""
    gc.disable()  # a command is over before looking for garbage would pay
    status = _flushed(_run())
    gc.freeze()  # and Python shall not look for any at its end
    sys.exit(status)


def _run() -> int:
    try:
        return cli.main(prog_name="ragcalc", standalone_mode=False) or FINE
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        output.tell(error.show)
        return COULD_NOT_RUN
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except SystemExit:  # click's own answer to a closed pipe, and the end of a completion
        return FINE
    except OSError as error:
        return _output_failed(error)


# ── Options that several commands share ──────────────────────────────────────────────────────────

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class _Sources:
    """Where the catalogue, its tolerances and what was submitted are to be found."""

    indicators: Path | None = None
    thresholds: Path | None = None
    data: tuple[str, ...] = ()
    sheet: str | None = None


def _source_options(command: F) -> F:
    """Add --indicators, --thresholds, --data and --sheet; the command takes them as `sources`."""

    @wraps(command)
    def gathered(**given: Any) -> Any:
        named = {key: given.pop(key) for key in ("indicators", "thresholds", "data", "sheet")}
        return command(sources=_Sources(**named), **given)

    for option in reversed(_SOURCE_OPTIONS):
        gathered = option(gathered)
    return cast("F", gathered)


def _file_option(name: str) -> Callable[[F], F]:
    variable = f"RAGCALC_{name.upper()}"
    return click.option(
        f"--{name}",
        type=click.Path(path_type=Path),
        envvar=variable,
        help=f"{name}.yaml; by default the one here or in the nearest parent folder "
        f"[env: {variable}].",
    )


_SOURCE_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    _file_option("indicators"),
    _file_option("thresholds"),
    click.option(
        "--data",
        multiple=True,
        metavar="PATH",
        help="Submitted figures, CSV or XLSX: a file, a folder or a glob. Repeatable.",
    ),
    click.option(
        "--sheet",
        metavar="NAME",
        help="Of each workbook only this sheet; by default every one that holds figures.",
    ),
)


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
            given = context.params
            loaded = _load(_Sources(given.get("indicators"), given.get("thresholds")))
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


def _complete_codes(
    _context: click.Context, parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Give the codes, and where several may be meant their families."""
    from click.shell_completion import CompletionItem

    from ragcalc.catalogue.codes import CHECKS, CODES

    codes = {*CHECKS, *CODES}
    families = {code.partition("-")[0] for code in codes} if parameter.multiple else set()
    words = sorted(codes | families)
    return [CompletionItem(word) for word in words if word.startswith(incomplete.lower())]


# ── The commands ─────────────────────────────────────────────────────────────────────────────────


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
    Examples:
      ragcalc init            write a starter catalogue here
      ragcalc report q4       score it for the latest fourth quarter
      ragcalc explain ID      say why one indicator has its colour

    Exit status: 0 fine; 1 the answer is bad (check, --fail-on); 2 it could not run.

    \b
    Completion of ids and periods, by one line in the shell's own file:
      bash, ~/.bashrc:  eval "$(_RAGCALC_COMPLETE=bash_source ragcalc)"
      zsh, ~/.zshrc:    eval "$(_RAGCALC_COMPLETE=zsh_source ragcalc)"
      fish, ~/.config/fish/config.fish:
                        _RAGCALC_COMPLETE=fish_source ragcalc | source""",
)
@click.version_option(__version__, prog_name="ragcalc", message="%(prog)s %(version)s")
def cli() -> None:
    """Red, amber, green and direction of travel for a council's indicators.

    A catalogue of indicators, targets and comparators in YAML is scored with one exact rule, and
    every verdict can be explained.
    """


@cli.command(
    epilog="""\b
    Examples:
      ragcalc report q4 --tier headline
      ragcalc report 2018-19-q4 --format json --output report.json
      ragcalc report --status red --fail-on red --fail-on declined"""
)
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
    metavar="STATUS",
    type=click.Choice(_STATUSES, case_sensitive=False),
    help="Show only rows of this status: green, amber, red, missing or unrated; counts stay as "
    "they are. Repeatable.",
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
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to a file instead, whole or not at all.",
)
@click.option(
    "--fail-on",
    multiple=True,
    metavar="WORD",
    type=click.Choice([*_STATUSES, *_DIRECTIONS], case_sensitive=False),
    help="Exit with status 1 where an indicator, shown or not, has this status or direction "
    "(improved, maintained, declined, higher, same, lower or unavailable). Repeatable.",
)
@click.option(
    "--partial",
    is_flag=True,
    help="Leave out the indicators that have errors instead of stopping at them.",
)
@_source_options
@_colour_option
def report(
    period: tuple[str, ...],
    outcome: str | None,
    tier: str | None,
    statuses: tuple[str, ...],
    format_: str,
    path: Path | None,
    fail_on: tuple[str, ...],
    partial: bool,
    sources: _Sources,
    colour: str,
) -> int:
    """Score the catalogue for a period.

    PERIOD is q1 to q4 (the latest such quarter with a reading), latest (the default), or a period
    such as 2018-19 Q4, 2018-19, 2019-M03 or 2019.
    """
    from ragcalc import api

    loaded = _sound(_load(sources), partial)
    _refuse_input(path, loaded)
    made = _scored(loaded, period, outcome, tier)
    shown = api.only(made, statuses) if statuses else made
    style = output.style(colour, to_file=path is not None)
    _emit(_renderer(FORMATS[format_])(shown, style), path, format_, style)
    return _verdict(made, fail_on)


@cli.command(
    short_help="Show every mistake, and what looks like one.",
    epilog="""\b
    Examples:
      ragcalc check
      ragcalc check q4 --strict --ignore series-gap
      ragcalc check q4 --data returns/ --output sarif=ragcalc.sarif
      ragcalc check --baseline known.json --write-baseline

    Exit status: 0 fine; 1 an error, or with --strict a warning; 2 it could not run.""",
)
@_period_argument
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(CHECK_FORMATS)),
    help="What to print; text by default, and github inside GitHub Actions.",
)
@click.option("--strict", is_flag=True, help="Exit with status 1 for warnings too, not for notes.")
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    shell_complete=_complete_codes,
    help="Show only problems of this code, or of this family such as value. Repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    shell_complete=_complete_codes,
    help="Leave out problems of this code or family; an error still counts. Repeatable.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Leave out the problems that this file knows: only what is new is shown and fails.",
)
@click.option(
    "--write-baseline", is_flag=True, help="Record every problem in the baseline instead."
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT=]FILE",
    help="Write to a file instead, whole or not at all. Repeatable, as in --output sarif=a.sarif "
    "--output junit=b.xml.",
)
@_source_options
@_colour_option
def check(
    period: tuple[str, ...],
    format_: str | None,
    strict: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    write_baseline: bool,
    outputs: tuple[str, ...],
    sources: _Sources,
    colour: str,
) -> int:
    """Show every mistake in all files, and whatever looks like one, each with its place.

    PERIOD, as in ragcalc report, narrows the checks of verdicts; without it they look at every
    period with a reading.
    """
    loaded = _load(sources)
    known = _baseline(baseline, write_baseline)
    checked = _checked(loaded, period, select, ignore)._replace(strict=strict)
    if write_baseline:
        return _write_baseline(baseline, checked)
    checked = checked.against(known)
    format_ = format_ or ("github" if output.in_github_actions() else "text")
    files = [_named_output(one, format_) for one in outputs]
    for _, path in files:
        _refuse_input(path, loaded)
    for name, path in files:
        style = output.style("never", to_file=True)
        _emit(_checked_text(checked, name, style), path, name, style)
    if not files:
        style = output.style(colour)
        _emit(_checked_text(checked, format_, style), None, format_, style)
    if format_ == "github":
        _summarise(checked)
    return _judged(loaded, checked)


def _change_options(command: F) -> F:
    """Add --format, --output and --fail-on as `compare` and `diff` have them."""
    options: tuple[Callable[[Any], Any], ...] = (
        click.option(
            "--format",
            "format_",
            type=click.Choice(list(CHANGE_FORMATS)),
            default="table",
            show_default=True,
            help="What to print.",
        ),
        click.option(
            "--output",
            "path",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Write to a file instead, whole or not at all.",
        ),
        click.option(
            "--fail-on",
            multiple=True,
            metavar="WORD",
            type=click.Choice(MOVED, case_sensitive=False),
            help=f"Exit with status 1 where a status moved so: {', '.join(MOVED)}. Repeatable.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@cli.command(
    short_help="Show what changed between two periods, and why.",
    epilog="""\b
    Examples:
      ragcalc compare q3 q4
      ragcalc compare 2017-18-q4 2018-19-q4 --format markdown --fail-on worse""",
)
@click.argument("then", shell_complete=_complete_with(_periods))
@click.argument("now", shell_complete=_complete_with(_periods))
@_change_options
@_source_options
@_colour_option
def compare(
    then: str,
    now: str,
    format_: str,
    path: Path | None,
    fail_on: tuple[str, ...],
    sources: _Sources,
    colour: str,
) -> int:
    """Show each indicator's status and direction in two periods, what moved first.

    THEN and NOW are periods as in ragcalc report. Each changed colour has its causes: the inputs
    that, put back alone, would restore the earlier one.
    """
    loaded = _sound(_load(sources), partial=False)
    _refuse_input(path, loaded)
    before, after = _scored(loaded, (then,)), _scored(loaded, (now,))
    return _show_changes(before, after, None, format_, path, fail_on, colour)


@cli.command(
    short_help="Show what a change to the files does to the colours.",
    epilog="""\b
    Examples:
      ragcalc diff main
      ragcalc diff HEAD~1 HEAD --format markdown
      ragcalc diff last-year/ . --period q4 --fail-on worse""",
)
@click.argument("base")
@click.argument("head", required=False)
@click.option("--period", default="latest", show_default=True, help="As in ragcalc report.")
@_change_options
@_source_options
@_colour_option
def diff(
    base: str,
    head: str | None,
    period: str,
    format_: str,
    path: Path | None,
    fail_on: tuple[str, ...],
    sources: _Sources,
    colour: str,
) -> int:
    """Show what changed between two versions of catalogue and data, and why.

    BASE and HEAD are folders or git revisions, such as main and HEAD~1; without HEAD it is the
    files as they are. Revisions are read through git; the work tree is never touched.
    """
    from ragcalc import revisions

    catalogue, _ = _find(sources)
    try:
        with ExitStack() as stack:
            versions = [
                revisions.Version(catalogue, "now")
                if name is None
                else stack.enter_context(revisions.opened(name, catalogue))
                for name in (base, head)
            ]
            old, new = (_version(sources, catalogue, one) for one in versions)
    except revisions.NoSuchVersion as error:
        raise click.UsageError(str(error)) from None
    _refuse_input(path, new)
    after = _scored(new, (period,))
    before = _scored(old, (str(after.period),), quiet=True)
    return _show_changes(
        before, after, (versions[0].name, versions[1].name), format_, path, fail_on, colour
    )


@cli.command(
    short_help="Show how one verdict was reached.",
    epilog="""\b
    Examples:
      ragcalc explain repeat-child-protection-plans q4
      ragcalc explain --code value-not-a-number""",
)
@click.argument("indicator", required=False, shell_complete=_complete_with(_ids))
@_period_argument
@click.option(
    "--code",
    metavar="CODE",
    help="Say instead what a problem's code means.",
    shell_complete=_complete_codes,
)
@_source_options
@_colour_option
def explain(
    indicator: str | None,
    period: tuple[str, ...],
    code: str | None,
    sources: _Sources,
    colour: str,
) -> int:
    """Show how the verdict on one indicator was reached, and what would have changed it.

    INDICATOR is an id of the catalogue (ragcalc list shows them); PERIOD as in ragcalc report.
    """
    style = output.style(colour)
    if code is not None:
        from ragcalc.render import code_text

        known = code_text.known()
        if code not in known:
            raise click.UsageError(f"there is no code '{code}'; {_nearest(code, known)}")
        _emit(code_text.render(code, style), None, "text", style)
        return FINE
    if indicator is None:
        raise click.UsageError("name an indicator; ragcalc list shows them")
    loaded = _sound(_load(sources), partial=False)
    known = _ids(loaded)
    if indicator not in known:
        hint = _nearest(indicator, known)
        raise click.UsageError(f"there is no indicator '{indicator}'; {hint}")
    made = _scored(loaded, period)
    from ragcalc.render import explain_text

    (result,) = (one for one in made.indicators if one.id == indicator)
    _emit(explain_text.render(made, result, loaded.shown, style), None, "text", style)
    return FINE


@cli.command("list", epilog="Example: ragcalc list --indicators performance/indicators.yaml")
@_source_options
@_colour_option
def list_(sources: _Sources, colour: str) -> int:
    """List indicators, periods with readings, policies and comparators."""
    from ragcalc.render import list_text

    loaded = _sound(_load(sources), partial=False)
    style = output.style(colour)
    _emit(list_text.render(_catalogue(loaded), loaded.thresholds, style), None, "text", style)
    return FINE


@cli.command(
    short_help="Write a starter catalogue, or an example.",
    epilog="""\b
    Examples:
      ragcalc init
      ragcalc init performance --example
      ragcalc init --from scorecard.xlsx --sheet Corporate""",
)
@click.argument("directory", type=click.Path(path_type=Path), default=".")
@click.option("--example", is_flag=True, help="Write a real council's published catalogue instead.")
@click.option(
    "--from",
    "table",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Draft the catalogue from a table of indicators, CSV or XLSX, instead: a row for each, "
    "a column for each period. What it does not say is guessed, and every guess is shown.",
)
@click.option("--sheet", metavar="NAME", help="The sheet of the workbook that has the table.")
def init(directory: Path, example: bool, table: Path | None, sheet: str | None) -> int:
    """Write a commented starter indicators.yaml and thresholds.yaml; never overwrites.

    DIRECTORY is made where it is missing; by default the files are written here.
    """
    from shlex import quote

    from ragcalc import starter

    drafted = _drafted(table, sheet) if table and not example else None
    if table and not drafted:
        raise click.UsageError("--example and --from each write a catalogue; give one of them")
    try:
        made = drafted.files if drafted else starter.example() if example else starter.starter()
        written = starter.write(directory, made)
    except FileExistsError as error:
        raise click.ClickException(
            f"{error.filename} is already there; nothing was written"
        ) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or directory}: {error.strerror}") from None
    for path in written:
        output.say(f"wrote {path}")
    if drafted:
        _say_all(f"guessed, and marked so in {written[0]}:", drafted.guesses)
        _say_all("left out:", drafted.left_out)
    where = "" if directory == Path() else f" --indicators {quote(str(written[0]))}"
    output.say(f"now run: ragcalc report{where}")
    return FINE


def _drafted(table: Path, sheet: str | None) -> "Drafted":
    from ragcalc import starter
    from ragcalc.starter.spreadsheet import NoTable

    try:
        return starter.drafted(table, sheet)
    except NoTable as error:
        raise click.ClickException(f"{table}: {error}") from None


def _say_all(heading: str, lines: tuple[str, ...]) -> None:
    if lines:
        output.say("\n  ".join((heading, *lines)))


@cli.command(epilog="Example: ragcalc schema report > report.schema.json")
@click.argument("name", type=click.Choice(SCHEMAS))
def schema(name: str) -> int:
    """Print the JSON Schema of a file, for editors, or of an output."""
    from ragcalc.catalogue import schemas as of_files
    from ragcalc.render import schemas as of_outputs

    schemas = of_files if name in of_files.NAMES else of_outputs
    _emit(schemas.text(name), None, "json", output.style())
    return FINE


# ── Reading and scoring ──────────────────────────────────────────────────────────────────────────


def _load(sources: _Sources) -> "Loaded":
    """Read the files that are named, or else found; stop where there is no catalogue."""
    from ragcalc import api

    indicators, thresholds = _find(sources)
    return api.load(indicators, thresholds, sources.data, sources.sheet)


def _find(sources: _Sources) -> tuple[Path, Path | None]:
    from ragcalc.catalogue import files

    indicators, thresholds = sources.indicators, sources.thresholds
    try:
        here = Path.cwd()
        # tolerances that lie beside a catalogue belong to it, wherever the command is run
        start = indicators.absolute().parent if indicators else here
    except OSError as error:
        raise click.ClickException(f"the current folder: {error.strerror}") from None
    if indicators is not None:
        beside = _short(files.find(files.THRESHOLDS, start), here)
        return indicators, thresholds or beside
    found = files.find(files.INDICATORS, here)
    if found is None:
        raise click.ClickException(
            f"no {files.INDICATORS} in {here} or any folder above it\n"
            "name one with --indicators PATH or RAGCALC_INDICATORS, "
            "or run `ragcalc init` to write a starter here"
        )
    return _short(found, here), thresholds or _short(files.find(files.THRESHOLDS, here), here)


def _short(path: Path | None, here: Path) -> Any:
    """Give the path as a person would type it."""
    return path and Path(os.path.relpath(path, here))


def _sound(loaded: "Loaded", partial: bool, named: Callable[[str], str] | None = None) -> "Loaded":
    """Stop where the catalogue has errors; with `partial` only where nothing is left of it.

    `named` gives the names by which files are to be called in messages.
    """
    if not loaded.problems:
        return loaded
    told = _problems(loaded.problems)
    output.say(named(told) if named else told)
    if loaded.catalogue is None:
        raise click.exceptions.Exit(COULD_NOT_RUN)
    if not partial:
        if named is None:
            output.say("ragcalc report --partial leaves out the indicators that have errors")
        raise click.exceptions.Exit(COULD_NOT_RUN)
    return loaded


def _catalogue(loaded: "Loaded") -> "Catalogue":
    if loaded.catalogue is None:
        raise click.exceptions.Exit(COULD_NOT_RUN)
    return loaded.catalogue


def _problems(problems: "tuple[LocatedProblem, ...]") -> str:
    from ragcalc.render import problems_text

    return problems_text.render(problems, output.aside()).rstrip("\n")


def _scored(
    loaded: "Loaded",
    period: tuple[str, ...],
    outcome: str | None = None,
    tier: str | None = None,
    quiet: bool = False,
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
    if not quiet:
        _say_period(words, made)
    return made


def _checked(
    loaded: "Loaded", period: tuple[str, ...], select: tuple[str, ...], ignore: tuple[str, ...]
) -> "Checked":
    """Run the checks that the codes select."""
    from ragcalc.checks import run
    from ragcalc.checks.selection import UnknownCode, selection
    from ragcalc.scoring.timetable import NoSuchPeriod

    try:
        return run.check(loaded, " ".join(period) or None, selection(select, ignore))
    except UnknownCode as error:
        raise click.UsageError(f"there is no code '{error}'; {error.hint}") from None
    except NoSuchPeriod as error:
        raise click.UsageError(f"{error}; {error.hint}") from None


def _judged(loaded: "Loaded", checked: "Checked") -> int:
    """Give the exit status; an error counts be it selected or not."""
    from ragcalc.catalogue import files

    if checked.others:
        output.say(f"errors that were not selected: {len(checked.others)}")
    if any(fault.code == files.UNREADABLE for fault in loaded.faults):
        return COULD_NOT_RUN
    return BAD_ANSWER if checked.failed else FINE


def _baseline(path: Path | None, write: bool) -> "Baseline":
    """Read the baseline; one that is to be written need not be there, but may be nothing else."""
    from ragcalc.checks import baseline

    if path is None:
        if write:
            raise click.UsageError("--write-baseline needs --baseline FILE")
        return baseline.Baseline()
    try:
        return baseline.read(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if write:
            return baseline.Baseline()
        raise click.ClickException(f"{path} is not there; add --write-baseline once") from None
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror or error}") from None
    except (baseline.NotABaseline, UnicodeDecodeError) as error:
        why = error if isinstance(error, baseline.NotABaseline) else "it is not UTF-8"
        raise click.ClickException(f"{path} is no baseline: {why}") from None


def _write_baseline(path: Path | None, checked: "Checked") -> int:
    from ragcalc.checks import baseline

    _emit(baseline.text(checked.problems), path, "json", output.style("never", to_file=True))
    number = len(checked.problems)
    output.say(f"wrote {path}: {number} known problem{'' if number == 1 else 's'}")
    return FINE


def _named_output(text: str, format_: str) -> tuple[str, Path]:
    """Read FORMAT=FILE, or FILE in the format that is printed."""
    name, equals, path = text.partition("=")
    if equals and name in CHECK_FORMATS:
        return name, Path(path)
    return format_, Path(text)


def _checked_text(checked: "Checked", format_: str, style: "Style") -> str:
    if format_ in _FOR_CI:
        checked = checked.named(output.from_repository)
    render: Callable[[Checked, Style], str] = import_module(CHECK_FORMATS[format_]).render
    return render(checked, style)


def _summarise(checked: "Checked") -> None:
    """Add to the summary of the step, where GitHub's runner wants one."""
    from ragcalc.render import check_github

    if path := output.step_summary():
        try:
            with path.open("a", encoding="utf-8", errors="replace") as file:
                file.write(check_github.summary(checked))
        except OSError as error:
            output.say(f"warning: {path}: {error.strerror or error}")


def _version(sources: _Sources, catalogue: Path, version: "Version") -> "Loaded":
    """Read one version: what the options name in the work tree is looked for in its place."""
    from ragcalc import api
    from ragcalc.catalogue import files

    path = version.catalogue
    if path == catalogue:
        return _sound(_load(sources), partial=False)
    here, there = catalogue.absolute().parent, path.absolute().parent
    data = tuple(str(there / os.path.relpath(one, here)) for one in sources.data)
    if sources.thresholds:
        thresholds: Path | None = there / os.path.relpath(sources.thresholds, here)
    else:
        thresholds = files.find(files.THRESHOLDS, there, version.unpacked)
    loaded = api.load(path, thresholds, data, sources.sheet)
    return _sound(loaded, partial=False, named=version.named)


def _show_changes(
    before: "Report",
    after: "Report",
    versions: tuple[str, str] | None,
    format_: str,
    path: Path | None,
    fail_on: tuple[str, ...],
    colour: str,
) -> int:
    from ragcalc.scoring.changes import changes

    found = changes(before, after)
    style = output.style(colour, to_file=path is not None)
    text: str = import_module(CHANGE_FORMATS[format_]).render(found, style, versions)
    _emit(text, path, format_, style)
    status = FINE
    for word in dict.fromkeys(fail_on):
        if ids := [one.id for one in found.changes if one.moved == word]:
            output.say(f"--fail-on {word}: {', '.join(ids)}")
            status = BAD_ANSWER
    return status


def _say_period(words: str, made: "Report") -> None:
    readings, due = made.summary.readings, made.summary.due
    complete = f"{readings} of {due} due readings"
    if words.lower() in ("latest", "q1", "q2", "q3", "q4"):
        output.say(f"{words} = {made.period}, {complete}")
    if 2 * readings < due:
        output.say(f"warning: {made.period} has only {complete}")


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
            output.say(f"--fail-on {word}: {', '.join(found)}")
            status = BAD_ANSWER
    return status


def _nearest(word: str, known: list[str]) -> str:
    from ragcalc.catalogue.fields import nearest

    return nearest(word, known) or "the catalogue has none"


# ── What leaves ──────────────────────────────────────────────────────────────────────────────────


def _renderer(module: str) -> "Callable[[Report, Style], str]":
    render: Callable[[Report, Style], str] = import_module(module).render
    return render


def _refuse_input(path: Path | None, loaded: "Loaded") -> None:
    """Never write over a file that the report is made from."""
    for shown in loaded.files if path else ():
        with suppress(OSError):
            if path and path.samefile(shown):
                raise click.UsageError(f"--output {path} is a file that the report is made from")


def _emit(text: str, path: Path | None, format_: str, style: "Style") -> None:
    """Give the answer: to a file whole or not at all, or to standard output alone."""
    utf_8 = path is not None or format_ in _ALWAYS_UTF_8
    content = text.encode("utf-8" if utf_8 else style.encoding, "replace")
    try:
        output.emit(content, path)
    except OSError as error:
        if path is None:
            raise
        raise click.ClickException(f"{path}: {error.strerror or error}") from None


def _output_failed(error: OSError) -> int:
    """End quietly where the reader has gone; say so where the answer could not be written."""
    if isinstance(error, BrokenPipeError):
        return FINE
    output.say(f"Error: the answer could not be written: {error.strerror or error}")
    return COULD_NOT_RUN


def _flushed(status: int) -> int:
    """Give the exit status once all is out."""
    try:
        output.flush()
    except OSError as error:
        return status or _output_failed(error)
    return status
