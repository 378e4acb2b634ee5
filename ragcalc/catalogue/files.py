"""Files to documents and tables: finds them, reads them, and says what the system refused."""

import codecs
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from ragcalc import paths
from ragcalc.catalogue.datasets.source import Extract
from ragcalc.catalogue.returns.tables import OLE, PDF, Table
from ragcalc.catalogue.yaml import characters
from ragcalc.catalogue.yaml.source import Document
from ragcalc.limits import MEGABYTE, limits
from ragcalc.problems import Place, Problem, Span, shortened

INDICATORS, THRESHOLDS = "indicators.yaml", "thresholds.yaml"
TOO_LARGE = "file-too-large"
UNREADABLE = "file-unreadable"
"""The code of a file that the system refuses, as opposed to one whose content is wrong."""


def find(name: str, start: Path, top: Path | None = None) -> Path | None:
    """Return the file of that name in the folder or its nearest parent that has one, up to `top`.

    A folder that `..` leads out of is not above it: `here/../there` is looked for as `there`.
    """
    if ".." in start.parts:
        start = Path(os.path.realpath(start))
    for folder in (start, *start.parents):
        if os.path.isfile(folder / name):  # False where a folder forbids the look
            return folder / name
        if folder == top:
            break
    return None


def read(path: Path, folder: Path) -> Document:
    """Return a document; what is wrong with the file is among its problems.

    `folder` is the catalogue's: names in the output are relative to it.
    """
    name = _relative(path, folder)
    content = _bytes(path, name, limits().catalogue_bytes)
    if isinstance(content, Problem):
        return Document(name, str(path), "", [content])
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
        refused = _refused(name, path, "file-not-utf-8", "is UTF-16, not UTF-8", _SAVE_AS_UTF_8)
        return Document(name, str(path), "", [refused])
    body = content.removeprefix(codecs.BOM_UTF8)
    try:
        return Document(name, str(path), body.decode("utf-8"), content=content)
    except UnicodeDecodeError as error:
        return _not_utf_8(name, path, body, error.start)


def _not_utf_8(name: str, path: Path, content: bytes, at: int) -> Document:
    """Return a document that cannot be read, with the place of the byte at fault.

    Its text is what a person sees who opens it: a mark in place of each byte that is no letter.
    """
    before = content[:at].decode("utf-8")
    *lines, last = characters.LINE_END.split(before)
    line, column = len(lines) + 1, len(last) + 1
    message = f"is not UTF-8: line {line} has the byte 0x{content[at]:02x}"
    refused = _refused(name, path, "file-not-utf-8", message, _SAVE_AS_UTF_8)
    place = Place(name, span=Span(line, column, line, column + 1))
    text = content.decode("utf-8", "replace")
    return Document(name, str(path), text, [refused._replace(place=place)])


def included(
    indicators: Document, catalogue_path: Path, folder: Path
) -> tuple[tuple[Document, ...], list[Problem]]:
    """Return every file that indicators.yaml includes, each once, and what is wrong with the list.

    `catalogue_path` is as a person would open it. Files stay within its folder, so that a
    revision of the folder holds all of them.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for number, pattern in enumerate(_patterns(indicators.data)):
        place = Place(indicators.name, ("include", number))
        matches = _matches(pattern, catalogue_path)
        if isinstance(matches, tuple):
            problems.append(Problem(matches[0], matches[1], place, matches[2]))
            continue
        for path in matches:
            found.setdefault(os.path.realpath(path), path)
    return tuple(read(path, folder) for path in found.values()), problems


def _patterns(data: object) -> list[str]:
    """Return the names as written; what is no list of texts is refused by the model."""
    written = data.get("include", ()) if isinstance(data, dict) else ()
    texts = written if isinstance(written, list) else ()
    return [" ".join(one.split()) if isinstance(one, str) else "" for one in texts]


def _matches(pattern: str, catalogue_path: Path) -> "list[Path] | tuple[str, str, str]":
    """Return the files that a name or a glob means, or the code, message and hint of a problem."""
    folder = catalogue_path.parent
    if (leads := paths.resolved(pattern)) != "." and (why := paths.objection(leads)):
        if leads.startswith("../") or leads == "..":
            return _outside(pattern)
        hint = "write it from the folder of the catalogue, as in outcomes/homes.yaml"
        return "include-outside", f"{shortened(pattern)} {why}", hint
    try:
        found = [one for one in paths.matching(pattern, folder) if not one.is_dir()]
    except paths.PatternTooLarge as error:
        return UNREADABLE, f"{shortened(pattern)} cannot be read: {error.strerror}", _FEWER
    if not found:
        hint = "write a file's name, or a glob such as outcomes/*.yaml"
        return "include-nothing", f"{shortened(pattern) or 'nothing'} matches no file", hint
    for path in found:
        if not paths.is_within(path, folder):
            return _outside(path.name)
        if os.path.realpath(path) == os.path.realpath(catalogue_path):
            message = f"{shortened(pattern)} includes {catalogue_path.name} itself"
            return "include-itself", message, "keep the other files in a folder of their own"
    return found


def _outside(name: str) -> tuple[str, str, str]:
    message = f"{shortened(name)} is outside the catalogue's folder"
    return "include-outside", message, "move it into the folder or one below it"


def tables(
    named: Iterable[Path], folder: Path, sheet: str | None = None, root: Path | None = None
) -> list[Table]:
    """Return every table that the paths name, each once; none outside `root`, if there is one."""
    distinct: dict[str, Path] = {}
    for path in named:
        distinct.setdefault(os.path.realpath(path), path)
    return [table for path in distinct.values() for table in _tables(path, folder, sheet, root)]


def dataset(
    path: Path, folder: Path, root: Path | None = None
) -> tuple[Extract, tuple[str, str] | None]:
    """Return a dataset of which nothing is read yet, and why it cannot be read with what to do."""
    name = _relative(path, folder)
    content = _outside_root(path, name, root) or _bytes(path, name, limits().table_bytes)
    if isinstance(content, Problem):
        hint = content.hint or "its path is relative to the folder of indicators.yaml"
        return Extract(name, str(path)), (content.message, hint)
    return Extract(name, str(path), content), None


def named(pattern: str | Path, folder: Path | None = None, root: Path | None = None) -> list[Path]:
    """Return the files that a file, a folder or a glob names, sorted; names start at `folder`.

    A folder, be it one that a glob names, stands for its CSV files and workbooks. A folder or a
    glob may name none. What lies outside `root`, where there is one, is not looked into.
    """
    path = (folder or Path()) / pattern
    if root and not paths.is_within(path, root):
        return [path]
    every = _matched(pattern, path, folder, root)
    return [one for path in every for one in (_of_folder(path) if os.path.isdir(path) else [path])]


def folders(pattern: str | Path, folder: Path, root: Path | None = None) -> list[Path]:
    """Return the folders that a pattern names, each of which stands for its tables."""
    return [*filter(os.path.isdir, _matched(pattern, folder / pattern, folder, root))]


def _matched(pattern: str | Path, path: Path, folder: Path | None, root: Path | None) -> list[Path]:
    """Return the files and folders that a pattern names, or the path that it is."""
    if not paths.is_pattern(str(pattern)) or os.path.lexists(path):
        return [path]
    try:
        found = paths.matching(str(pattern), folder or Path())
    except paths.PatternTooLarge:  # which is reported when it is read
        return [path]
    return [
        one for one in found if not (_is_hidden(one) or (root and not paths.is_within(one, root)))
    ]


def _of_folder(path: Path) -> list[Path]:
    try:
        return [path / name for name in sorted(os.listdir(path)) if is_table(path / name)]
    except OSError:  # which is reported when it is read
        return [path]


def _is_hidden(path: Path) -> bool:
    return path.name.startswith((".", "~$"))  # Excel's mark that somebody has a workbook open


def is_table(path: Path) -> bool:
    """Return whether a folder stands for the file: a CSV file or a workbook, by its name."""
    return path.suffix.lower() in (".csv", ".xlsx") and not _is_hidden(path)


def _tables(path: Path, folder: Path, sheet: str | None, root: Path | None) -> list[Table]:
    name = _relative(path, folder)
    if refused := _outside_root(path, name, root) or _no_file(path, name):
        return [Table(name, str(path), problems=[refused])]
    content = _bytes(path, name, limits().table_bytes)
    if isinstance(content, Problem):
        return [Table(name, str(path), problems=[content])]
    if content.startswith((b"PK", OLE, PDF)) or path.suffix.lower() == ".xlsx":
        from ragcalc.catalogue.returns import workbooks

        return workbooks.sheets(name, str(path), content, sheet)
    text = _text(content)
    table = Table(name, str(path), content, text, list(characters.problems(name, text)))
    if much := table.too_much(limits().rows, limits().cells):
        table.problems.append(
            _refused(name, path, TOO_LARGE, f"has more than {much}", _SPLIT_OR_SET)
        )
    return [table]


def _outside_root(path: Path, name: str, root: Path | None) -> Problem | None:
    """Refuse what lies outside a revision that names it."""
    if root is None or paths.is_within(path, root):
        return None
    message = "cannot be read: it is outside the revision"
    return _refused(name, path, UNREADABLE, message, "keep it in the repository")


def _no_file(path: Path, name: str) -> Problem | None:
    """Say so where a path is a folder, or a glob, that named no table or too many names."""
    if paths.is_pattern(str(path)) and not os.path.lexists(path):
        try:
            paths.matching(str(path), Path())
        except paths.PatternTooLarge as error:
            message = f"cannot be read: {error.strerror}"
            return _refused(name, path, UNREADABLE, message, _FEWER)
        return _refused(name, path, UNREADABLE, "is not the name of a file")
    if not os.path.isdir(path):
        return None
    try:
        inside = sorted(filter(os.path.isdir, map(path.joinpath, os.listdir(path))))
    except OSError as error:
        return _refused(name, path, UNREADABLE, f"cannot be read: {error.strerror or error}")
    if below := [one for one in inside if not _is_hidden(one)]:
        message = "has no .csv or .xlsx file, and folders in it are not read"
        hint = f"name the folder that has them, as in {path / shortened(below[0].name)}"
        return _refused(name, path, UNREADABLE, message, hint)
    hint = "name the folder or the file that has the figures"
    return _refused(name, path, UNREADABLE, "has no .csv or .xlsx file", hint)


def _text(content: bytes) -> str:
    """Read text as spreadsheets save it: UTF-8, UTF-16 with its mark, else Windows' Western."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


_FEWER = "name the folder, or write fewer asterisks"
_SPLIT = "split it"
_SPLIT_OR_SET = "split it, or set RAGCALC_MOST_ROWS or RAGCALC_MOST_CELLS"
_SAVE_AS_UTF_8 = "save it as UTF-8"
# Without waiting for someone to write into a pipe; on Windows, without a change of line ends.
_AT_ONCE = os.O_RDONLY | sum(getattr(os, one, 0) for one in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"))


def _bytes(path: Path, name: str, limit: int) -> bytes | Problem:
    """Return what a file holds, or why that cannot be had."""
    try:
        found = content(path, limit)
    except OSError as error:
        why = error.strerror or str(error)
        return _refused(name, path, UNREADABLE, f"cannot be read: {why}")
    except ValueError:  # Python's word for it changes from version to version
        return _refused(name, path, UNREADABLE, "cannot be read: its name has a NUL")
    if len(found) > limit:
        return _refused(name, path, TOO_LARGE, larger_than(limit), _SPLIT)
    return found


def larger_than(limit: int) -> str:
    """Return what is wrong with a file of more bytes than that."""
    return f"is larger than {limit // MEGABYTE} MB"


def content(path: Path, limit: int) -> bytes:
    """Return at most one byte more than is allowed. Raises OSError, for a pipe or a device too.

    It is read in blocks: Python would set aside all that is allowed before it reads the first byte.
    """
    handle = os.open(path, _AT_ONCE)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is not a file")
        with open(handle, "rb", closefd=False) as file:
            return _in_blocks(file, limit + 1)
    finally:
        os.close(handle)


def _in_blocks(file: BinaryIO, most: int) -> bytes:
    """Read so many bytes, or all there are where those are fewer."""
    read = bytearray()
    while len(read) < most and (block := file.read(min(_BLOCK, most - len(read)))):
        read += block
    return bytes(read)


_BLOCK = 1024**2


def _refused(name: str, path: Path, code: str, message: str, hint: str = "") -> Problem:
    return Problem(code, f"{path.name or path} {message}", Place(name), hint)


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.name
