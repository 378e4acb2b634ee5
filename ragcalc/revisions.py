"""Versions of a catalogue: a folder, or a git revision read without touching the work tree.

Alone runs git.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

SUFFIXES = (".yaml", ".yml", ".csv", ".xlsx")
"""The files of a revision that a catalogue may be made of."""
MOST_BYTES = 1024 * 1024**2
_LINK = "120000"


class NoSuchVersion(Exception):
    """The word names neither a folder with a catalogue nor a revision; says why."""


@contextmanager
def folder(version: str, catalogue: Path) -> Iterator[Path]:
    """Give a version's catalogue as a path, for as long as it is needed.

    `catalogue` is the one of the work tree, whose place in the repository a revision is read from.
    Raises NoSuchVersion.
    """
    beside = Path(version) / catalogue.name
    if beside.is_file():
        yield beside
        return
    root = _root(catalogue.absolute().parent)
    within = catalogue.absolute().resolve().relative_to(root)
    commit = _commit(root, version)
    with tempfile.TemporaryDirectory(prefix="ragcalc-") as name:
        place = Path(name).resolve()
        _write(root, commit, place)
        found = place / within
        if not found.is_file():
            raise NoSuchVersion(f"{version} has no {within.as_posix()}")
        yield found


def _root(start: Path) -> Path:
    told = _git(start, "rev-parse", "--show-toplevel")
    if told is None:
        raise NoSuchVersion(f"{start} is in no git repository, and there is no such folder")
    return Path(os.fsdecode(told).rstrip("\n")).resolve()


def _commit(root: Path, version: str) -> str:
    told = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{version}^{{commit}}"
    )
    if told is None:
        raise NoSuchVersion(f"there is no folder and no git revision '{version}'")
    return told.decode("ascii").strip()


def _write(root: Path, commit: str, place: Path) -> None:
    """Write the files of a commit that a catalogue may be made of."""
    listed = _git(root, "ls-tree", "-r", "-z", "-l", "--full-tree", commit) or b""
    size = 0
    for entry in filter(None, listed.split(b"\0")):
        about, _, name = entry.partition(b"\t")
        mode, kind, blob, length = about.decode("ascii").split()
        path = PurePosixPath(os.fsdecode(name))
        if kind != "blob" or mode == _LINK or path.suffix.lower() not in SUFFIXES:
            continue
        size += int(length)
        if size > MOST_BYTES:
            raise NoSuchVersion("the revision's tables take more than 1 GB")
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_git(root, "cat-file", "blob", blob) or b"")


def _git(root: Path, *arguments: str) -> bytes | None:
    """Give what git prints; None where it refuses."""
    try:
        told = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=False
        )
    except FileNotFoundError:
        raise NoSuchVersion("git is not installed") from None
    return told.stdout if told.returncode == 0 else None
