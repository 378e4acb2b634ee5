"""Private folders, and other files, for the time of a run."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from ragcalc import leftovers

_ENDING = [one for one in signal.Signals if one.name in ("SIGTERM", "SIGHUP")]
_FOLDER = os.O_RDONLY | sum(getattr(os, one, 0) for one in ("O_DIRECTORY", "O_NOFOLLOW"))
_existing: list[Path] = []
"""The files and folders of this run."""


@contextmanager
def folder(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """Yield a new folder that only this user may enter, and remove it afterwards.

    It lies in another, by default where the system has temporary files. It is also removed where
    the program is asked to end meanwhile; what a killed run has left is removed by the next. Raises
    OSError where none can be made.
    """
    parent = Path(os.path.realpath(parent or tempfile.gettempdir()))
    leftovers.remove(parent, prefix, leftovers.PRIVATE_FOLDER)
    while True:
        made = parent / leftovers.new_name(prefix)
        with removed_at_the_end(made):
            made.mkdir(mode=0o700)
            with _locked(made) as is_ours:
                if is_ours:
                    yield made
                    return


@contextmanager
def removed_at_the_end(made: Path) -> Iterator[None]:
    """Remove a file or folder at the end, be it that of the program."""
    _existing.append(made)
    caught = [one for one in _ENDING if _is_free(one)]
    for one in caught:
        signal.signal(one, _end)
    try:
        yield
    finally:
        _remove(made)
        _existing.remove(made)
        for one in caught:
            signal.signal(one, signal.SIG_DFL)


def _remove(made: Path) -> None:
    with suppress(OSError):
        made.unlink(missing_ok=True)  # refuses a folder
    shutil.rmtree(made, ignore_errors=True)


def _is_free(number: signal.Signals) -> bool:
    """Return whether nobody else, such as a program that imports ragcalc, answers to a signal."""
    is_main = threading.current_thread() is threading.main_thread()
    return is_main and signal.getsignal(number) is signal.SIG_DFL


def _end(number: int, _: FrameType | None) -> None:
    for made in _existing:
        _remove(made)
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)


@contextmanager
def _locked(made: Path) -> Iterator[bool]:
    """Lock a folder; yield whether it is still there, since another run may have removed it."""
    if os.name != "posix":  # where no folder can be opened
        yield True
        return
    try:
        handle = os.open(made, _FOLDER)
    except FileNotFoundError:
        yield False
        return
    try:
        leftovers.locked(handle, wait=True)
        yield made.exists()
    finally:
        os.close(handle)
