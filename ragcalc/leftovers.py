"""What runs that were killed have left behind: files and folders whose lock nobody holds any more.

A run locks what it makes under such a name for as long as it lives. On Windows nothing is removed:
the system sweeps its temporary folder, and no file that is open there has another name.
"""

import os
import re
import secrets
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]


class TemporaryName(NamedTuple):
    """What a run makes under a name of its own."""

    has_mode: Callable[[int], bool]
    remove: Callable[[Path], None]


def _is_private_folder(mode: int) -> bool:
    return stat.S_ISDIR(mode) and stat.S_IMODE(mode) == 0o700


FILE = TemporaryName(stat.S_ISREG, Path.unlink)
PRIVATE_FOLDER = TemporaryName(_is_private_folder, shutil.rmtree)
_AS_IT_IS = os.O_RDONLY | sum(getattr(os, one, 0) for one in ("O_NONBLOCK", "O_NOFOLLOW"))


def new_name(prefix: str) -> str:
    """Return a name that nothing has, and that `remove` knows."""
    return f"{prefix}{secrets.token_hex(8)}"


def remove(folder: Path, prefix: str, kind: TemporaryName) -> None:
    """Remove what dead runs of this user left in a folder; nothing else that has such a name."""
    if fcntl is None:
        return
    ours = re.compile(re.escape(prefix) + "[0-9a-f]{16}")
    with suppress(OSError):
        for left in folder.iterdir():
            if ours.fullmatch(left.name):
                with suppress(OSError):  # another's, or a link
                    _remove_if_dead(left, kind)


def _remove_if_dead(left: Path, kind: TemporaryName) -> None:
    handle = os.open(left, _AS_IT_IS)
    try:
        about = os.fstat(handle)
        is_mine = about.st_uid == os.geteuid()
        if is_mine and kind.has_mode(about.st_mode) and locked(handle):
            kind.remove(left)
    finally:
        os.close(handle)


def locked(handle: int, wait: bool = False) -> bool:
    """Lock an open file or folder until it is closed; return whether that was possible.

    It cannot where another holds it, unless one waits, and on a file system without locks.
    """
    if fcntl is None:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
