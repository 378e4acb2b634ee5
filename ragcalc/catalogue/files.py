"""Files to documents: finds the catalogue, reads text, and says what the system refused."""

import os
import stat
from pathlib import Path

from ragcalc.catalogue.source import Document
from ragcalc.problems import Place, Problem

INDICATORS, THRESHOLDS = "indicators.yaml", "thresholds.yaml"
MOST_BYTES = 32 * 1024 * 1024
"""Ten times the catalogue of ten thousand indicators."""
UNREADABLE = "file-unreadable"
"""The code of a file that the system refuses, as opposed to one whose content is wrong."""


def find(name: str, start: Path) -> Path | None:
    """Give the file of that name in the folder or its nearest parent that has one."""
    for folder in (start, *start.parents):
        if os.path.isfile(folder / name):  # False where a folder forbids the look
            return folder / name
    return None


def read(path: Path, folder: Path) -> Document:
    """Read a document; what is wrong with the file stands in its problems.

    `folder` is the catalogue's: names in the output are relative to it.
    """
    name = _relative(path, folder)
    try:
        content = _content(path)
    except OSError as error:
        why = error.strerror or str(error)
        return _refused(name, path, UNREADABLE, f"cannot be read: {why}", "")
    except ValueError:  # Python's word for it changes from version to version
        return _refused(name, path, UNREADABLE, "cannot be read: its name has a NUL", "")
    if len(content) > MOST_BYTES:
        limit = f"{MOST_BYTES // 1024**2} MB"
        return _refused(name, path, "file-too-large", f"is larger than {limit}", "split it")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
        return _refused(name, path, "file-not-utf-8", "is UTF-16, not UTF-8", _SAVE_AS_UTF_8)
    try:
        text = content.decode("utf-8-sig")
        return Document(name, str(path), text, content=content)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8: line {line} has the byte 0x{content[error.start]:02x}"
        return _refused(name, path, "file-not-utf-8", message, _SAVE_AS_UTF_8)


_SAVE_AS_UTF_8 = "save it as UTF-8"
# Without waiting for someone to write into a pipe; on Windows, without a change of line ends.
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _content(path: Path) -> bytes:
    """Read at most one byte more than is allowed; a pipe or a device is no catalogue."""
    handle = os.open(path, _AT_ONCE)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is not a file")
        with open(handle, "rb", closefd=False) as file:
            return file.read(MOST_BYTES + 1)
    finally:
        os.close(handle)


def _refused(name: str, path: Path, code: str, message: str, hint: str) -> Document:
    problem = Problem(code, f"{path.name} {message}", Place(name), hint)
    return Document(name, str(path), "", [problem])


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.name
