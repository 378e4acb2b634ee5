"""Options that several commands share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from ragcalc.cli.exits import misused
from ragcalc.cli.output_file import PAGER, format_of, require_showable
from ragcalc.render.formats import FORMATS, DocumentKind, Format, default

F = TypeVar("F", bound=Callable[..., Any])
Option = Callable[[Any], Any]
"""What adds an option to a command."""


@dataclass(frozen=True)
class Sources:
    """Where the catalogue, its tolerances and what was submitted are to be found."""

    indicators: Path | None = None
    thresholds: Path | None = None
    data: tuple[str, ...] = ()
    sheet: str | None = None
    data_period: str | None = None

    def __post_init__(self) -> None:
        """Refuse the period of files where there are none."""
        if self.data_period is not None and not self.data:
            raise misused(f"--data-period is that of --data files, and there are none; {_OWN}")


class NonEmptyText(click.ParamType):  # type: ignore[type-arg] # generic in newer versions of click alone
    """A word that may not be empty, as one from a variable that was not set."""

    name = "text"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the word."""
        if not str(value).strip():
            self.fail("it is empty", param, ctx)
        return value


class FileName(click.Path):
    """The name of a file, which may not be empty."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the path."""
        return super().convert(NonEmptyText().convert(value, param, ctx), param, ctx)


class OutputName(FileName):
    """The name of a file to write, or `-` for standard output, which is None."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the path."""
        return None if value == "-" else super().convert(value, param, ctx)


_OWN = "for tables under data: in indicators.yaml write the period there, as {path: …, period: …}"


def gathered(command: F, options: Sequence[Option], record: type, name: str) -> F:
    """Add options that a command takes as one record, whose fields are called like them."""

    @wraps(command)
    def with_record(**given: Any) -> Any:
        words = {one.name: given.pop(one.name) for one in fields(record) if one.name in given}
        return command(**{name: record(**words)}, **given)

    for option in reversed(options):
        with_record = option(with_record)
    return cast("F", with_record)


def source_options(command: F) -> F:
    """Add the options that say what is read; the command takes them as `sources`."""
    return gathered(command, (*_CATALOGUE_OPTIONS, *_DATA_OPTIONS), Sources, "sources")


def catalogue_options(command: F) -> F:
    """Add those of the catalogue and its thresholds alone; the command takes them as `sources`."""
    return gathered(command, _CATALOGUE_OPTIONS, Sources, "sources")


def _file_option(name: str, default: str) -> Callable[[F], F]:
    variable = f"RAGCALC_{name.upper()}"
    return click.option(
        f"--{name}",
        type=FileName(),
        envvar=variable,
        help=f"{name}.yaml; by default the one {default} [env: {variable}].",
    )


_CATALOGUE_OPTIONS: tuple[Option, ...] = (
    _file_option("indicators", "here or in the nearest parent folder"),
    _file_option(
        "thresholds",
        "in the folder of --indicators (without it: here) or in its nearest parent",
    ),
)
_DATA_OPTIONS: tuple[Option, ...] = (
    click.option(
        "--data",
        multiple=True,
        type=NonEmptyText(),
        metavar="PATH",
        help="Submitted figures, CSV or XLSX: a file, a folder or a glob. Repeatable.",
    ),
    click.option(
        "--data-period",
        type=NonEmptyText(),
        metavar="PERIOD",
        help="The period of the figures in --data files that have no column for it.",
    ),
    click.option(
        "--sheet",
        type=NonEmptyText(),
        metavar="NAME",
        help="Read only this sheet of each workbook; by default every sheet with figures.",
    ),
)


class FormatName(click.Choice):  # type: ignore[type-arg] # generic in newer versions of click alone
    """The name of a format that a document has, or one of several, whose names differ."""

    def __init__(self, *documents: DocumentKind) -> None:
        self._formats = {name: one for kind in documents for name, one in FORMATS[kind].items()}
        super().__init__(list(self._formats))

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the format."""
        return self._formats[super().convert(value, param, ctx)]


def answer_options(document: DocumentKind) -> Callable[[F], F]:
    """Add --format and --output; the command takes the format as `format_`, the file as `path`.

    A file whose name says another format stops the command before it reads anything.
    """

    def with_options(command: F) -> F:
        @wraps(command)
        def decided(format_: Format | None, path: Path | None, **given: Any) -> Any:
            chosen = format_of(document, format_, path)
            require_showable(chosen, path)
            return command(format_=chosen, path=path, **given)

        return format_option(document)(output_option(cast("F", decided)))

    return with_options


def format_option(*documents: DocumentKind, usual: str = "") -> Callable[[F], F]:
    """Add --format, None unless it is given, with the formats of one document or of several.

    `usual` says what the format is by default, where that depends on more than the document.
    """
    return click.option(
        "--format",
        "format_",
        type=FormatName(*documents),
        help="The format of the output; by default the one that the suffix of --output names, "
        f"else {usual or default(documents[0]).name}.",
    )


def output_option(command: F) -> F:
    """Add --output; the command takes it as `path`."""
    return click.option(
        "--output",
        "path",
        type=OutputName(),
        metavar="FILE",
        help="Write to a file, never left half-written; - is standard output.",
    )(command)


def ids_option(command: F) -> F:
    """Add --ids, which changes nothing in formats that programs read; taken as `with_ids`."""
    return click.option(
        "--ids", "with_ids", is_flag=True, help="Show each indicator's id beside its name."
    )(command)


def partial_option(command: F) -> F:
    """Add --partial."""
    return click.option(
        "--partial",
        is_flag=True,
        help="Leave out the indicators that have errors instead of stopping at them, and report a "
        "period that no figure is there for yet.",
    )(command)


def _remember_pager(context: click.Context, _parameter: click.Parameter, without: bool) -> None:
    context.meta[PAGER] = not without


def colour_option(command: F) -> F:
    """Add --color and --no-pager, which say how a terminal shows an answer."""
    command = click.option(
        "--no-pager",
        is_flag=True,
        expose_value=False,
        callback=_remember_pager,
        help="Never show an answer that is taller than the screen in a pager.",
    )(command)
    return click.option(
        "--color",
        "--colour",
        "colour",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="When to use colour; auto follows the terminal, NO_COLOR and FORCE_COLOR.",
    )(command)
