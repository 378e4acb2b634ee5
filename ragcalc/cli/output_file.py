"""What leaves: the answer, to a file whole or not at all, or to standard output alone."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ragcalc import output
from ragcalc.cli.exits import cannot, misused
from ragcalc.render.common.lists import either
from ragcalc.render.formats import FORMATS, DocumentKind, Format, default
from ragcalc.render.media.medium import DOCUMENT, WORKBOOK

if TYPE_CHECKING:
    from ragcalc.catalogue.loader import Loaded
    from ragcalc.render.media.medium import Medium
    from ragcalc.render.media.style import Style


_SUFFIXES = frozenset(
    suffix
    for formats in FORMATS.values()
    for one in formats.values()
    for suffix in one.medium.suffixes
)
"""Those of every format there is."""


class _Unwritten(NamedTuple):
    """A kind of file that people ask for and that no format is."""

    noun: str
    instead: tuple[str, ...]
    """The suffixes to take in its place, where the command has one of them."""
    then: str = ""

    def refusal(self, known: list[str]) -> str:
        """Return that it is not written, and which of the known suffixes to take in its place."""
        said = f"ragcalc writes no {self.noun}; end it in"
        instead = [one for one in self.instead if one in known]
        return f"{said} {either(instead)}{self.then}" if instead else f"{said} {either(known)}"


_UNWRITTEN = {
    ".pdf": _Unwritten("PDF", (".docx", ".html", ".xlsx"), ", and save or print that as PDF"),
    ".doc": _Unwritten("file of Word's older format", (".docx",)),
    ".xls": _Unwritten("file of Excel's older format", (".xlsx",)),
}


def style_of(colour: str, path: Path | None, medium: "Medium") -> "Style":
    """Return how an answer may look, which in a file or a document depends on no terminal."""
    return output.style(colour, to_file=path is not None or medium.encoding is not None)


def format_of(document: DocumentKind, chosen: Format | None, path: Path | None) -> Format:
    """Return the format that was chosen, else the one that the suffix of the file names.

    Of several formats with one suffix it is the first: what the command prints without a file. A
    name without a suffix says nothing, nor does a suffix of no format beside one that was chosen.
    """
    suffix = path.suffix.lower() if path else ""
    formats = tuple(FORMATS[document].values())
    known = list(dict.fromkeys(one.medium.suffix for one in formats))
    if suffix in _UNWRITTEN:
        raise misused(f"--output {path}: {_UNWRITTEN[suffix].refusal(known)}")
    if chosen:
        if suffix in _SUFFIXES and suffix not in chosen.medium.suffixes:
            raise misused(
                f"--output {path} contradicts --format {chosen.name}; "
                f"end its name in {chosen.medium.suffix}, or leave out one of the two"
            )
        return chosen
    if not suffix:
        return default(document)
    for one in formats:
        if suffix in one.medium.suffixes:
            return one
    raise misused(
        f"--output {path}: the name says no format; end it in {either(known)}, or add --format"
    )


def require_showable(format_: Format, path: Path | None) -> None:
    """Stop where a file that is no text would go to a terminal."""
    if format_.medium.binary and path is None and output.on_terminal():
        name = f"{format_.document}{format_.medium.suffix}"
        raise misused(f"{format_.medium.noun} cannot be shown here; add --output {name}")


def rendered(format_: Format, *arguments: Any, **options: Any) -> str | bytes:
    """Return what a format makes of a document; stop where a package for it is missing."""
    with output.progress("Writing"):
        try:
            made: str | bytes = format_.render(*arguments, **options)
        except ModuleNotFoundError as error:
            needed = f"--format {format_.name} needs another package, {error.name}"
            hint = f"pip install 'ragcalc[{format_.extra or 'all'}]'"
            raise cannot(needed, hint) from None
    return made


def refuse_input(path: Path | None, loaded: "Loaded", more: Iterable[str | Path] = ()) -> None:
    """Never write over a file that the report is made from; `more` are files, folders and globs."""
    from ragcalc.catalogue import files

    if path is None:
        return
    named = [one for name in more for one in files.named(name)]
    for read in (*map(Path, loaded.files), *named):
        with suppress(OSError):
            if path.samefile(read):
                raise misused(f"--output {path} is one of the files that the report is made from")


def write_output(text: str | bytes, path: Path | None, medium: "Medium", style: "Style") -> None:
    """Return the answer: to a file whole or not at all, or to standard output alone."""
    content = text if isinstance(text, bytes) else _encoded(text, path, medium, style)
    if path is not None and medium in (DOCUMENT, WORKBOOK):
        _refuse_edited(path)
    if path is None and _in_pager(content, medium, style):
        return
    try:
        output.emit(content, path)
    except OSError as error:
        if path is None:
            raise
        raise not_written(path, error) from None


def not_written(path: Path, error: OSError) -> click.ClickException:
    """Return the error of a file that could not be written: what is in the way, and what to do."""
    if _is_folder(path):
        return cannot(f"{path} is a folder", "add the name of a file in it")
    if not _is_folder(path.parent):
        there = f"{path}: there is no folder {path.parent}"
        return cannot(there, "make it first, or give another name after --output")
    said = f"{path}: {error.strerror or error}"
    if isinstance(error, PermissionError):
        hint = "choose another folder, or close the file where another program has it open"
        return cannot(said, hint)
    return cannot(said)


def _refuse_edited(path: Path) -> None:
    """Never write over what somebody may have typed into: a file that is not as ragcalc wrote it.

    An empty file, a device and a pipe have nothing to lose.
    """
    from ragcalc.render.media.package import is_unedited

    try:
        content = path.read_bytes() if path.is_file() else b""
    except OSError as error:
        raise cannot(f"{path}: {error.strerror or error}") from None
    if content and not is_unedited(content):
        raise cannot(
            f"{path} has been changed since ragcalc wrote it, or another program wrote it",
            "give another name after --output, or move that file",
        )


def _is_folder(path: Path) -> bool:
    with suppress(OSError):  # a name that is too long
        return path.is_dir()
    return False


PAGER = "ragcalc.pager"
"""Under which name the context of a command keeps whether a pager may be used."""


def _in_pager(content: bytes, medium: "Medium", style: "Style") -> bool:
    """Return whether an answer that is taller than the screen was shown in a pager.

    Leaving it, with q or Ctrl-C, is no end of the command.
    """
    context = click.get_current_context(silent=True)
    text = "" if medium.binary else content.decode(medium.encoding or style.encoding)
    if not (context and context.meta.get(PAGER, True) and output.needs_pager(text)):
        return False
    output.let_less_show(wide=any(cells > style.width for cells in map(len, text.splitlines())))
    with suppress(KeyboardInterrupt):
        click.echo_via_pager(text.removesuffix("\n"))
    return True


def _encoded(text: str, path: Path | None, medium: "Medium", style: "Style") -> bytes:
    """Return the bytes of a text: in a file as it is, on a stream without a runner's commands.

    Some files begin with a mark (`Medium.bom`). A device or a pipe is no file: what reads from it
    would take the mark for a part of a name, and it may lead to a log.
    """
    if path is None or not _is_file(path):
        from ragcalc.render.media import log as log_text

        text = log_text.inert(text, medium.syntax)
    elif medium.bom:
        return text.encode("utf-8-sig")
    encoding = "utf-8" if path else medium.encoding or style.encoding
    return text.encode(encoding, "replace")


def _is_file(path: Path) -> bool:
    from ragcalc import writing

    return not writing.is_special(path)
