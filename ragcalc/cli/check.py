"""`ragcalc check`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ragcalc import output
from ragcalc.cli.completion import complete_codes, period_argument
from ragcalc.cli.exits import BAD_ANSWER, COULD_NOT_RUN, FINE, cannot, misused
from ragcalc.cli.loading import load, period_words
from ragcalc.cli.options import FileName, FormatName, Sources, colour_option, source_options
from ragcalc.cli.output_file import format_of, refuse_input, write_output
from ragcalc.render.formats import FORMATS, DocumentKind, Format, default
from ragcalc.render.media.medium import JSON

if TYPE_CHECKING:
    from ragcalc.catalogue.loader import Loaded
    from ragcalc.checks.baseline import KnownProblems
    from ragcalc.checks.run import Checked
    from ragcalc.render.media.style import Style

_FORMATS = FORMATS[DocumentKind.CHECK]
_GITHUB = _FORMATS["github"]


@click.command(
    short_help="Show every mistake, and anything that looks like one.",
    epilog="""\b
    Examples:
      ragcalc check
      ragcalc check q4 --strict --ignore series-gap
      ragcalc check q4 --data returns/ --output sarif=ragcalc.sarif
      ragcalc check --baseline known.json --write-baseline

    Exit status: 0 no errors; 1 an error, or with --strict a warning; 2 it could not run.""",
)
@period_argument
@click.option(
    "--format",
    "format_",
    type=FormatName(DocumentKind.CHECK),
    help="What to print; text by default, and github inside GitHub Actions.",
)
@click.option("--strict", is_flag=True, help="Exit with status 1 for warnings too, not for notes.")
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    shell_complete=complete_codes,
    help="Show only problems of this code, or of this family such as value. Repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    shell_complete=complete_codes,
    help="Leave out problems of this code or family; errors still count. Repeatable.",
)
@click.option(
    "--baseline",
    type=FileName(),
    metavar="FILE",
    help="Leave out the problems recorded in this file: only new ones are shown and fail.",
)
@click.option(
    "--write-baseline", is_flag=True, help="Record every problem in the baseline instead."
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT=]FILE",
    help="Write to a file, never left half-written; - is standard output. Repeatable, as in "
    "--output sarif=a.sarif --output text=-.",
)
@source_options
@colour_option
def check(
    period: tuple[str, ...],
    format_: Format | None,
    strict: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    write_baseline: bool,
    outputs: tuple[str, ...],
    sources: Sources,
    colour: str,
) -> int:
    """Show every mistake in all files, and anything that looks like one, each with its place.

    PERIOD, as in ragcalc report, limits the checks of statuses to one report; without it they look
    at every period with a reading.
    """
    from ragcalc.catalogue.yaml import references

    answers = _answers(format_, outputs)
    loaded = load(sources)
    known = _baseline(baseline, write_baseline)
    checked = _checked(loaded, period, select, ignore)._replace(strict=strict)
    if write_baseline:
        return _write_baseline(baseline, checked)
    checked = checked.against(known.renamed(references.former_names(loaded.entries)))
    for _, path in answers:
        refuse_input(path, loaded, [*sources.data, *([baseline] if baseline else [])])
    for answer, path in answers:
        style = output.style("never" if path else colour, to_file=path is not None)
        write_output(_checked_text(checked, answer, style), path, answer.medium, style)
    if _GITHUB in (answer for answer, _ in answers):
        _summarise(checked)
    return _judged(loaded, checked)


def _checked(
    loaded: "Loaded", period: tuple[str, ...], select: tuple[str, ...], ignore: tuple[str, ...]
) -> "Checked":
    """Run the checks that the codes select."""
    from ragcalc.checks import run
    from ragcalc.checks.selection import UnknownCode, selection
    from ragcalc.scoring.timetable import NoSuchPeriod

    try:
        chosen = selection(select, ignore)
        with output.progress("Checking"):
            return run.check(loaded, period_words(period), chosen)
    except UnknownCode as error:
        raise misused(f"there is no code '{error}'; {error.hint}") from None
    except NoSuchPeriod as error:
        raise misused(f"{error}; {error.hint}") from None


def _judged(loaded: "Loaded", checked: "Checked") -> int:
    """Return the exit status; an error counts be it selected or not."""
    from ragcalc.catalogue import files

    if checked.others:
        output.print_stderr(f"errors that were not selected: {len(checked.others)}")
    if any(fault.code == files.UNREADABLE for fault in loaded.faults):
        return COULD_NOT_RUN
    return BAD_ANSWER if checked.failed else FINE


def _baseline(path: Path | None, write: bool) -> "KnownProblems":
    """Read the baseline; one that is to be written need not be there, but may be nothing else."""
    from ragcalc.catalogue import files
    from ragcalc.checks import baseline
    from ragcalc.limits import limits

    if path is None:
        if write:
            raise misused("--write-baseline needs --baseline FILE")
        return baseline.KnownProblems()
    try:
        limit = limits().catalogue_bytes
        content = files.content(path, limit)
        if len(content) > limit:
            raise cannot(f"{path} {files.larger_than(limit)}")
        return baseline.read(content.decode("utf-8"))
    except FileNotFoundError:
        if write:
            return baseline.KnownProblems()
        raise cannot(f"{path} does not exist; add --write-baseline to create it") from None
    except OSError as error:
        raise cannot(f"{path}: {error.strerror or error}") from None
    except (baseline.NotABaseline, UnicodeDecodeError) as error:
        why = error if isinstance(error, baseline.NotABaseline) else "it is not UTF-8"
        raise cannot(f"{path} is not a baseline: {why}") from None


def _write_baseline(path: Path | None, checked: "Checked") -> int:
    from ragcalc.checks import baseline
    from ragcalc.render.media.terminal_text import printable

    write_output(baseline.text(checked.problems), path, JSON, output.style("never", to_file=True))
    number = len(checked.problems)
    output.print_stderr(
        f"wrote {printable(str(path))}: {number} known problem{'' if number == 1 else 's'}"
    )
    return FINE


def _answers(format_: Format | None, outputs: tuple[str, ...]) -> list[tuple[Format, Path | None]]:
    """Return each format that is wanted, and its file; None is standard output.

    Inside GitHub Actions annotations come by themselves, in addition to files.
    """
    answers = [_named_output(one, format_) for one in outputs]
    places = [path and os.path.normcase(os.path.realpath(path)) for _, path in answers]
    for (_, path), place in zip(answers, places, strict=True):
        if places.count(place) > 1:
            raise misused(f"two --output options write to {path or '-'}")
    if format_ is None and output.in_github_actions() and None not in places:
        return [*answers, (_GITHUB, None)]
    return answers or [(format_ or default(DocumentKind.CHECK), None)]


def _named_output(text: str, format_: Format | None) -> tuple[Format, Path | None]:
    """Read FORMAT=FILE, or FILE in the format of --format, else that of its suffix."""
    name, equals, path = text.partition("=")
    if not equals or name not in _FORMATS:
        from ragcalc.catalogue.model.hints import did_you_mean

        if equals and (hint := did_you_mean(name, _FORMATS)):
            raise misused(f"--output '{text}': there is no format '{name}'; {hint}")
        path = text
    else:
        format_ = _FORMATS[name]
    if not path.strip():
        raise misused(f"--output '{text}' names no file")
    file = None if path == "-" else Path(path)
    return format_of(DocumentKind.CHECK, format_, file), file


def _checked_text(checked: "Checked", format_: Format, style: "Style") -> str:
    named = checked.named(output.from_repository) if format_.for_ci else checked
    text: str = format_.render(named, style)
    return text


def _summarise(checked: "Checked") -> None:
    """Add to the summary of the step, where GitHub's runner wants one."""
    from ragcalc import writing
    from ragcalc.render.check import github as check_github
    from ragcalc.render.media.terminal_text import printable

    if path := output.step_summary():
        try:
            writing.append(path, check_github.summary(checked).encode("utf-8", "replace"))
        except OSError as error:
            output.print_stderr(printable(f"warning: {path}: {error.strerror or error}"))
