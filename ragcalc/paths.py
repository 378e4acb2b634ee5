"""Names of files that stand inside files, and patterns of them: where they may lead.

Every path that a revision, a catalogue or a dataset names is judged here, and every pattern goes
through `matching`.
"""

import fnmatch
import os
import posixpath
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from ragcalc.limits import limits

MOST_PARTS = 100
"""How many parts a pattern may have; without a limit its text alone could keep us busy."""
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}
"""What Windows takes for a device, whatever the folder and the suffix."""


class PatternTooLarge(OSError):
    """A pattern has too many parts, or looks too often; `strerror` says which."""

    def __init__(self, why: str) -> None:
        super().__init__(0, why)


def objection(path: str, windows: bool = os.name == "nt") -> str | None:
    """Return why a relative path, its parts separated by `/`, may lead out of its folder.

    None where it stays within. Names that mean something else to Windows alone are refused there.
    """
    if path.startswith("/"):
        return "is absolute"
    if "\0" in path:
        return "has a NUL"
    for part in path.split("/"):
        if part in ("", ".", ".."):
            return f"has the part '{part}'"
        if windows and (why := _objection_on_windows(part)):
            return why
    return None


def _objection_on_windows(part: str) -> str | None:
    """Return why Windows would not read a part of a path as a plain name."""
    if "\\" in part:
        return "has a backslash"
    if ":" in part:  # C:x is on another drive, a.csv:x in a stream of a.csv
        return "has a colon"
    if part.endswith((".", " ")):  # which Windows drops
        return "has a part that ends in a dot or a space"
    if part.partition(".")[0].rstrip(" ").lower() in _RESERVED:
        return "has the name of a device"
    return None


def resolved(pattern: str) -> str:
    """Return where a pattern leads at the least, from its folder: `a/**/../b` to `b`.

    A part `..` is left only where it may lead out of the folder.
    """
    return posixpath.normpath(_without_asterisks(Path(pattern)).as_posix())


def _without_asterisks(pattern: Path) -> Path:
    """Return a pattern of which each `**` stands for no folder, so that `..` leads furthest."""
    return Path(*(part for part in pattern.parts if part != "**"))


def is_within(path: Path, root: Path) -> bool:
    """Return whether a path, its links followed, lies in the folder or beneath.

    A pattern does where all that it names may do so, as far as no link is found by it.
    """
    try:
        return all(
            Path(os.path.realpath(one)).is_relative_to(os.path.realpath(root))
            for one in (path, _without_asterisks(path))
        )
    except (OSError, ValueError):  # a link to itself, a NUL
        return False


def is_pattern(text: str) -> bool:
    """Return whether a name may stand for several."""
    return any(mark in text for mark in "*?[")


def matching(pattern: str, folder: Path) -> list[Path]:
    """Return what a pattern names, sorted by name; it starts at `folder` unless it is absolute.

    `*` and `?` stand for characters of one name, `[ab]` for one of them, `**` for any number of
    folders; none of them finds a hidden name, and `**` follows no link. An entry that has exactly
    the name of a part is meant, whatever characters it has. Raises PatternTooLarge.
    """
    written = Path(pattern)
    search, found = _Search(), [written.anchor or str(folder)]
    *parts, last = _parts(written) or [""]
    for part in parts:
        found = search.folders(found) if part == "**" else search.named(part, found)
    found = search.everything(found) if last == "**" else search.named(last, found)
    return sorted(map(Path, found), key=Path.as_posix)


def _parts(pattern: Path) -> list[str]:
    """Return the parts of a pattern, and of `**/**` only one."""
    parts = [one for one in pattern.parts if one != pattern.anchor]
    simplified = [one for before, one in pairwise(["", *parts]) if not before == one == "**"]
    if len(simplified) > MOST_PARTS:
        raise PatternTooLarge(f"it has more than {MOST_PARTS} parts")
    return simplified


_join = os.path.join


class _Search:
    """Lists each folder once, and looks at folders and entries no more often than the limit."""

    def __init__(self) -> None:
        self._left = limits().names
        self._listed: dict[str, list[os.DirEntry[str]]] = {}

    def named(self, part: str, folders: list[str]) -> list[str]:
        """Return what has a name, or matches it, in any of the folders."""
        return [_join(one, name) for one in folders for name in self._named(part, one)]

    def _named(self, part: str, folder: str) -> list[str]:
        self._spend()
        if os.path.lexists(_join(folder, part)):
            return [part]
        if not is_pattern(part):
            return []
        entries = self._entries(folder) if part.startswith(".") else self._visible(folder)
        return fnmatch.filter([one.name for one in entries], part)

    def folders(self, found: list[str]) -> list[str]:
        """Return these folders and all beneath, each once."""
        every: dict[str, None] = {}
        pending = found[::-1]
        while pending:
            folder = pending.pop()
            self._spend()
            if folder not in every:
                every[folder] = None
                beneath = filter(_is_own_folder, self._visible(folder))
                pending += [_join(folder, one.name) for one in beneath]
        return list(every)

    def everything(self, found: list[str]) -> list[str]:
        """Return these folders and all that lies beneath, links to folders excepted."""
        every = self.folders(found)
        files = [
            _join(folder, one.name)
            for folder in every
            for one in self._visible(folder)
            if not _is_folder(one)
        ]
        return every + files

    def _visible(self, folder: str) -> "list[os.DirEntry[str]]":
        return [one for one in self._entries(folder) if one.name[0] != "."]

    def _entries(self, folder: str) -> "list[os.DirEntry[str]]":
        if folder in self._listed:
            self._spend(len(self._listed[folder]))
        else:
            self._listed[folder] = list(self._scanned(folder))
        return self._listed[folder]

    def _scanned(self, folder: str) -> "Iterator[os.DirEntry[str]]":
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    self._spend()
                    yield entry
        except PatternTooLarge:
            raise
        except OSError:  # a file, or a folder that forbids the look
            pass

    def _spend(self, count: int = 1) -> None:
        self._left -= count
        if self._left < 0:
            most = limits().names
            raise PatternTooLarge(f"it looks more than {most:,} times at files and folders")


def _is_own_folder(entry: "os.DirEntry[str]") -> bool:
    """Return whether an entry is a folder, and no link to one."""
    return _is_folder(entry, follow=False)


def _is_folder(entry: "os.DirEntry[str]", follow: bool = True) -> bool:
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:  # a link that leads round
        return False
