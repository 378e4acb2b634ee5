"""Files written whole or not at all."""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


def replace(path: Path, content: bytes) -> None:
    """Put a file in place of what the path names, in one step.

    A device or a pipe cannot be replaced, so it is written to. Raises OSError; the old file then
    stands as it was.
    """
    if is_special(path):  # before links are followed: /dev/stdout may lead to no other name
        path.write_bytes(content)
        return
    path = Path(os.path.realpath(path))
    with _beside(path, content) as temporary:
        temporary.chmod(_mode(path))
        temporary.replace(path)


def create(path: Path, content: bytes) -> None:
    """Make a new file; raises FileExistsError where anything has that name."""
    with _beside(path, content) as temporary:
        temporary.chmod(_mode(path))
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            with path.open("xb") as file:
                file.write(content)


@contextlib.contextmanager
def _beside(path: Path, content: bytes) -> Iterator[Path]:
    """Write a temporary file in the same folder, and leave none behind."""
    temporary = path.parent / f".ragcalc-{secrets.token_hex(8)}"
    try:
        _write(temporary, content)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Write a new file; where the system can, it has no name before it is whole.

    Then a run that is killed while it writes leaves nothing.
    """
    try:
        _write_unnamed(path, content)
    except (OSError, AttributeError):  # a system, or a file system, without files that have no name
        with os.fdopen(os.open(path, _NEW, 0o600), "wb") as file:
            _fill(file, content)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _write_unnamed(path: Path, content: bytes) -> None:
    handle = os.open(path.parent, os.O_WRONLY | os.O_TMPFILE, 0o600)
    with os.fdopen(handle, "wb") as file:
        _fill(file, content)
        # with a descriptor beside it os.link follows the link that /proc holds
        os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle)


def _fill(file: BinaryIO, content: bytes) -> None:
    file.write(content)
    file.flush()
    os.fsync(file.fileno())


def is_special(path: Path) -> bool:
    """Say whether the path names what cannot be replaced: a device, a pipe."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _mode(path: Path) -> int:
    """Give the permissions of the file that is replaced, else those of any new file."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
