"""What leaves: the answer, to a file whole or not at all, or to standard output alone."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ragcalc import output

if TYPE_CHECKING:
    from ragcalc.catalogue.loader import Loaded
    from ragcalc.render.style import Style

_ALWAYS_UTF_8 = ("json", "csv", "html", "github", "gitlab", "sarif", "junit")


def refuse_input(path: Path | None, loaded: "Loaded") -> None:
    """Never write over a file that the report is made from."""
    for shown in loaded.files if path else ():
        with suppress(OSError):
            if path and path.samefile(shown):
                raise click.UsageError(f"--output {path} is a file that the report is made from")


def emit(text: str, path: Path | None, format_: str, style: "Style") -> None:
    """Give the answer: to a file whole or not at all, or to standard output alone."""
    utf_8 = path is not None or format_ in _ALWAYS_UTF_8
    content = text.encode("utf-8" if utf_8 else style.encoding, "replace")
    try:
        output.emit(content, path)
    except OSError as error:
        if path is None:
            raise
        raise click.ClickException(f"{path}: {error.strerror or error}") from None
