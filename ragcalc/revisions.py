"""Versions of a catalogue: a folder, or a git revision read without touching the work tree.

Alone runs git.
"""

import io
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

SUFFIXES = (".yaml", ".yml", ".csv", ".tsv", ".txt", ".xlsx", ".parquet")
"""The files of a revision that a catalogue may be made of."""
MOST_BYTES = 1024 * 1024**2
_LINK = b"120000"
_ENDING = [one for one in signal.Signals if one.name in ("SIGTERM", "SIGHUP")]


try:
    import fcntl
except ImportError:  # Windows, whose temporary folder is swept by the system
    fcntl = None  # type: ignore[assignment]


class NoSuchVersion(Exception):
    """The word names neither a folder with a catalogue nor a revision; says why."""


class Version(NamedTuple):
    """A catalogue, where it lies for now, and what to call it."""

    catalogue: Path
    name: str
    unpacked: Path | None = None
    """The folder that a revision was unpacked to."""

    def named(self, text: str) -> str:
        """Name the files in a text by their revision: `main:indicators.yaml`."""
        if self.unpacked is None:
            return text
        return text.replace(f"{self.unpacked.as_posix()}/", f"{self.name}:")


@contextmanager
def opened(name: str, catalogue: Path) -> Iterator[Version]:
    """Give a version's catalogue as a path, for as long as it is needed.

    `name` is a folder or a git revision; `catalogue` is the one of the work tree, whose place in
    the repository a revision is read from. Raises NoSuchVersion.
    """
    beside = Path(name) / catalogue.name
    if os.path.isfile(beside):  # noqa: PTH113 - False for a name too long
        yield Version(beside, name)
        return
    root = _root(catalogue.absolute().parent, name)
    folder = Path(os.path.realpath(catalogue.absolute().parent))
    within = folder.relative_to(root) / catalogue.name
    commit = _commit(root, name)
    with _folder() as place:
        _unpack(root, commit, place)
        found = place / within
        if not found.is_file():
            raise NoSuchVersion(f"{name} has no {within.as_posix()}")
        yield Version(found, name, place)


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a folder that is gone afterwards, also where the program is told to end meanwhile.

    What a run has left that was killed is removed by the next one.
    """
    temporary = Path(tempfile.gettempdir()).resolve()
    _sweep(temporary)
    folder = temporary / f"{_NAME}{secrets.token_hex(8)}"

    def end(number: int, _: object) -> None:
        for one in (folder, _before_its_lock(folder)):
            shutil.rmtree(one, ignore_errors=True)
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    before = {one: signal.signal(one, end) for one in _ENDING}
    try:
        with _held(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for number, handler in before.items():
            signal.signal(number, handler)


_NAME = "ragcalc-revision-"


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Make a folder whose lock says, for as long as this run lives, that it is in use."""
    if fcntl is None:
        folder.mkdir(mode=0o700)
        yield
        return
    unlocked = _before_its_lock(folder)
    unlocked.mkdir(mode=0o700)
    handle = os.open(unlocked, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        unlocked.rename(folder)
        yield
    finally:
        os.close(handle)


def _before_its_lock(folder: Path) -> Path:
    """Give the name under which nobody sweeps it."""
    return folder.with_name(f"new-{folder.name}")


def _sweep(temporary: Path) -> None:
    """Remove the folders of runs that are no more."""
    if fcntl is None:
        return
    for folder in temporary.glob(f"{_NAME}*"):
        with suppress(OSError):  # in use, or another's
            handle = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(handle)


def _root(start: Path, name: str) -> Path:
    told = _git(start, "rev-parse", "--show-toplevel")
    if told is None:
        why = f"{start} is in no git repository that may be read"
        raise NoSuchVersion(f"there is no folder '{name}' with a catalogue, and {why}")
    return Path(os.fsdecode(told).rstrip("\n")).resolve()


def _commit(root: Path, version: str) -> str:
    told = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{version}^{{commit}}"
    )
    if told is None:
        raise NoSuchVersion(f"there is no folder and no git revision '{version}'")
    return told.decode("ascii").strip()


def _unpack(root: Path, commit: str, place: Path) -> None:
    """Write the files of a commit that a catalogue may be made of."""
    listed = _git(root, "ls-tree", "-r", "-z", "-l", "--full-tree", commit) or b""
    files = {path: (blob, size) for path, blob, size in _listed(listed)}
    if sum(size for _, size in files.values()) > MOST_BYTES:
        raise NoSuchVersion(f"the revision's tables take more than {MOST_BYTES // 1024**3} GB")
    wanted = b"".join(b"%s\n" % blob for blob, _ in files.values())
    contents = io.BytesIO(_git(root, "cat-file", "--batch", stdin=wanted) or b"")
    for path, (_, size) in files.items():
        contents.readline()  # the blob's name, its kind and its size
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(contents.read(size))
        contents.read(1)


def _listed(listed: bytes) -> Iterator[tuple[PurePosixPath, bytes, int]]:
    """Yield path, blob and size of each file that a catalogue may be made of."""
    for entry in filter(None, listed.split(b"\0")):
        about, _, name = entry.partition(b"\t")
        mode, kind, blob, size = about.split()
        path = PurePosixPath(os.fsdecode(name))
        if kind == b"blob" and mode != _LINK and path.suffix.lower() in SUFFIXES:
            yield path, blob, int(size)


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes | None:
    """Give what git prints; None where it refuses."""
    try:
        told = subprocess.run(
            ["git", "-C", str(root), *arguments], input=stdin, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise NoSuchVersion("git is not installed") from None
    return told.stdout if told.returncode == 0 else None
