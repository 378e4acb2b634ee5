"""Private folders for the time of a run, and locks that say whether a run still lives."""

import os
import re
import secrets
import shutil
import signal
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

try:
    import fcntl
except ImportError:  # Windows, whose temporary folder is swept by the system
    fcntl = None  # type: ignore[assignment]

_ENDING = [one for one in signal.Signals if one.name in ("SIGTERM", "SIGHUP")]
_DIRECTORY = (
    os.O_RDONLY
    | getattr(os, "O_DIRECTORY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
_alive: list[Path] = []
"""The folders of this run."""


@contextmanager
def folder(prefix: str) -> Iterator[Path]:
    """Yield a new folder that only this user may enter, and remove it afterwards.

    It is also removed where the program is told to end meanwhile; what a run has left that was
    killed is removed by the next. Raises OSError where none can be made.
    """
    home = Path(os.path.realpath(tempfile.gettempdir()))
    _sweep(home, prefix)
    while True:
        made = home / f"{prefix}{secrets.token_hex(8)}"
        with _gone_at_the_end(made):
            made.mkdir(mode=0o700)
            with _held(made) as is_ours:
                if is_ours:
                    yield made
                    return


@contextmanager
def _gone_at_the_end(made: Path) -> Iterator[None]:
    """Remove a folder at the end, be it that of the program."""
    _alive.append(made)
    caught = [one for one in _ENDING if _is_free(one)]
    for one in caught:
        signal.signal(one, _end)
    try:
        yield
    finally:
        shutil.rmtree(made, ignore_errors=True)
        _alive.remove(made)
        for one in caught:
            signal.signal(one, signal.SIG_DFL)


def _is_free(number: signal.Signals) -> bool:
    """Say whether nobody else, such as a program that imports ragcalc, answers to a signal."""
    is_main = threading.current_thread() is threading.main_thread()
    return is_main and signal.getsignal(number) is signal.SIG_DFL


def _end(number: int, _: FrameType | None) -> None:
    for made in _alive:
        shutil.rmtree(made, ignore_errors=True)
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)


@contextmanager
def _held(made: Path) -> Iterator[bool]:
    """Lock a folder; yield whether it is still there, since another run may have swept it first."""
    if fcntl is None:
        yield True
        return
    try:
        handle = os.open(made, _DIRECTORY)
    except FileNotFoundError:
        yield False
        return
    try:
        with suppress(OSError):  # a file system without locks, where nothing is swept either
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield made.exists()
    finally:
        os.close(handle)


def _sweep(home: Path, prefix: str) -> None:
    """Remove the folders of runs that are no more; nothing else that has such a name."""
    ours = re.compile(re.escape(prefix) + "[0-9a-f]{16}")
    with suppress(OSError):
        for left in home.iterdir():
            if ours.fullmatch(left.name):
                _remove_if_dead(left)


def _remove_if_dead(left: Path) -> None:
    with suppress(OSError):  # another's, or no folder
        handle = os.open(left, _DIRECTORY)
        try:
            if _is_private(os.fstat(handle)) and locked(handle):
                shutil.rmtree(left)
        finally:
            os.close(handle)


def _is_private(about: os.stat_result) -> bool:
    return (
        stat.S_ISDIR(about.st_mode)
        and stat.S_IMODE(about.st_mode) == 0o700
        and about.st_uid == os.geteuid()
    )


def locked(handle: int) -> bool:
    """Lock an open file for as long as it stays open; say whether nobody held it."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
