"""Files written whole or not at all."""

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path


def replace(path: Path, content: bytes) -> None:
    """Put a file in place of what the path names, in one step.

    A device or a pipe cannot be replaced, so it is written to. Raises OSError; the old file then
    stands as it was.
    """
    if _is_special(path):  # before links are followed: /dev/stdout may lead to no other name
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
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".ragcalc-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _is_special(path: Path) -> bool:
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
