"""Files written whole or not at all."""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from ragcalc import leftovers, temporary

PATIENCE = 5.0
"""How many seconds the reader of a pipe may take to come."""


def replace(path: Path, content: bytes) -> None:
    """Put a file in place of what the path names, in one step.

    A device or a pipe cannot be replaced, so it is written to, where somebody reads from it. Raises
    OSError; the old file then stands as it was.
    """
    if is_special(path):  # before links are followed: /dev/stdout may lead to no other name
        _write_through(path, content)
        return
    path = Path(os.path.realpath(path))
    with _temporary_file(path, content) as temporary:
        temporary.chmod(_mode(path))
        temporary.replace(path)


_WHERE_A_MARK_STANDS = 2_000
"""Within so many bytes from the beginning of a file stands what says who wrote it."""


def fill(directory: Path, contents: Mapping[str, bytes], mark: bytes) -> None:
    """Write files into a directory, which is made where it is missing, each in one step.

    Raises FileExistsError, before anything is written, where one of the names is taken by a file
    that does not begin with the mark, a folder, a device or a link; OSError where it cannot write.
    """
    for name in contents:
        path = directory / name
        if os.path.lexists(path) and not _is_marked(path, mark):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        replace(directory / name, content)


def _is_marked(path: Path, mark: bytes) -> bool:
    """Return whether a path is a file that has the mark near its beginning."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return mark in file.read(_WHERE_A_MARK_STANDS)


def append(path: Path, content: bytes) -> None:
    """Add to a file, which is made where it is missing; raises OSError."""
    _write_through(path, content, os.O_APPEND | os.O_CREAT)


def _write_through(path: Path, content: bytes, flags: int = 0) -> None:
    """Write to a file as it is; raises OSError where nobody reads from a pipe."""
    handle = _opened(path, os.O_WRONLY | flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def _opened(path: Path, flags: int) -> int:
    """Open a file to write; wait some time for the reader of a pipe, and not for ever."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o666)
        except OSError as error:
            if error.errno != errno.ENXIO or not path.is_fifo():  # a socket cannot be opened
                raise
            if not os.path.lexists(os.path.realpath(path)):  # the pipe that /dev/stdout is
                raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)) from None
            if time.monotonic() > end:
                raise OSError(errno.ENXIO, "nobody reads from this pipe") from None
            time.sleep(0.02)
        else:
            if os.name == "posix":
                os.set_blocking(handle, True)  # a reader may take its time
            return handle


def create(path: Path, content: bytes) -> None:
    """Make a new file; raises FileExistsError where anything has that name."""
    with _temporary_file(path, content) as temporary:
        temporary.chmod(_mode(path))
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            with path.open("xb") as file:
                file.write(content)


@contextlib.contextmanager
def in_place_of(path: Path) -> Iterator[Path]:
    """Yield the name of an empty file to write to, which then takes the place of what path names.

    In one step, once all is written; where that fails, the old file stands and nothing is left.
    Raises OSError, also where the path names a device or a pipe.
    """
    if is_special(path):
        raise OSError(errno.EINVAL, "it is not a file")
    path = Path(os.path.realpath(path))
    with _temporary_file(path, b"") as made, temporary.removed_at_the_end(made):
        yield made
        made.chmod(_mode(path))
        made.replace(path)


@contextlib.contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder to write to, which then gets the name of what path names.

    In one step, once all is written; where that fails nothing is left. Raises FileExistsError where
    anything has that name, and OSError.
    """
    _require_new(path)
    with temporary.folder(_PREFIX, path.parent) as private:
        made = private / "made"  # which others may enter, as any new folder
        made.mkdir()
        yield made
        _require_new(path)  # a folder takes the place of an empty one
        made.rename(path)


def _require_new(path: Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


@contextlib.contextmanager
def _temporary_file(path: Path, content: bytes) -> Iterator[Path]:
    """Write a temporary file in the same folder, and leave none behind.

    Its lock says that this run lives; what a killed run has left is removed by the next.
    """
    leftovers.remove(path.parent, _PREFIX, leftovers.FILE)
    temporary = path.parent / leftovers.new_name(_PREFIX)
    with contextlib.ExitStack() as stack:
        stack.callback(temporary.unlink, missing_ok=True)
        _write(temporary, content, stack)
        yield temporary


_PREFIX = ".ragcalc-"


def _write(path: Path, content: bytes, stack: contextlib.ExitStack) -> None:
    """Write a new file; where the system can, it has no name before it is whole.

    Then a run that is killed while it writes leaves nothing. It is locked until the stack closes.
    """
    try:
        _write_unnamed(path, content, stack)
    except (OSError, AttributeError):  # a system, or a file system, without files that have no name
        _write_named(path, content, stack)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _write_named(path: Path, content: bytes, stack: contextlib.ExitStack) -> None:
    """Write a file that has its name from the start: another run may remove it before the lock."""
    while True:
        file = os.fdopen(os.open(path, _NEW, 0o600), "wb")
        if os.name != "posix":  # where no file that is open can be renamed, or removed
            with file:
                return _fill(file, content)
        stack.enter_context(file)
        leftovers.locked(file.fileno())
        if path.exists():
            return _fill(file, content)


def _write_unnamed(path: Path, content: bytes, stack: contextlib.ExitStack) -> None:
    handle = os.open(path.parent, os.O_WRONLY | os.O_TMPFILE, 0o600)
    file = stack.enter_context(os.fdopen(handle, "wb"))
    leftovers.locked(handle)
    _fill(file, content)
    # with a descriptor beside it os.link follows the link that /proc holds
    os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle)


def _fill(file: BinaryIO, content: bytes) -> None:
    file.write(content)
    file.flush()
    os.fsync(file.fileno())


def is_special(path: Path) -> bool:
    """Return whether the path names what cannot be replaced: a device, a pipe."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, else those of any new file."""
    try:
        return path.stat().st_mode & 0o777  # a report is nobody's to run as its owner
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
