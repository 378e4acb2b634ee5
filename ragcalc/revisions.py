"""Versions of a catalogue: a folder, or a git revision read without touching the work tree.

Alone runs git: only commands that run no hook, filter, pager or program of the repository's
configuration, and fetch nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from ragcalc import paths, temporary
from ragcalc.limits import MEGABYTE, limits

SUFFIXES = (".yaml", ".yml", ".csv", ".tsv", ".txt", ".xlsx", ".parquet")
"""The files of a revision that a catalogue may be made of."""
_FOLDER = "ragcalc-revision-"
_CHUNK = 1024**2


class NoSuchVersion(Exception):
    """The word names neither a folder with a catalogue nor a revision; says why."""


class Version(NamedTuple):
    """A catalogue, where it lies for now, and what to call it."""

    catalogue: Path
    name: str
    unpacked: Path | None = None
    """The folder that a revision was unpacked to; nothing that its files name lies outside."""
    unfollowed: tuple[str, ...] = ()
    """Links and submodules beside the revision's catalogue or beneath, which are not read."""

    def named(self, text: str) -> str:
        """Return a text with its files named by their revision: `main:indicators.yaml`."""
        if self.unpacked is None:
            return text
        return text.replace(f"{self.unpacked.as_posix()}/", f"{self.name}:")


@contextmanager
def opened(name: str, catalogue: Path) -> Iterator[Version]:
    """Yield a version's catalogue as a path, for as long as it is needed.

    `name` is a folder or a git revision; `catalogue` is the one of the work tree, whose place in
    the repository a revision is read from. Raises NoSuchVersion.
    """
    candidate = Path(name) / catalogue.name
    if os.path.isfile(candidate):  # noqa: PTH113 - False for a name too long
        yield Version(candidate, name)
        return
    start = catalogue.absolute().parent
    root = _root(start, name)
    within = _place(Path(os.path.realpath(start)), root) / catalogue.name
    commit = _commit(root, name)
    with _folder(name) as place:
        unfollowed = _Unpacking(root, name, place).files_of(commit)
        if not (place / within).is_file():
            raise NoSuchVersion(_missing(name, within, unfollowed))
        near = (str(one) for one in unfollowed if one.is_relative_to(within.parent))
        yield Version(place / within, name, place, tuple(near))


def _place(folder: Path, root: Path) -> PurePosixPath:
    try:
        return PurePosixPath(folder.relative_to(root).as_posix())
    except ValueError:  # as where GIT_WORK_TREE names another
        raise NoSuchVersion(f"{folder} is not in the work tree {root}") from None


def _missing(name: str, within: PurePosixPath, unfollowed: list[PurePosixPath]) -> str:
    for one in unfollowed:
        if within.is_relative_to(one):
            return f"{str(one)!r} is a link or a submodule in {name}, which ragcalc does not follow"
    return f"{name} has no {within}"


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    """Yield the folder that a revision is unpacked to."""
    with ExitStack() as stack:
        try:
            place = stack.enter_context(temporary.folder(_FOLDER))
        except OSError as error:
            raise NoSuchVersion(f"{name} cannot be unpacked: {error.strerror or error}") from None
        yield place


def _root(start: Path, name: str) -> Path:
    answer = _git(start, "rev-parse", "--show-toplevel")
    if not answer:
        why = f"{start} is in no git repository that may be read"
        raise NoSuchVersion(f"there is no folder '{name}' with a catalogue, and {why}")
    return Path(os.path.realpath(os.fsdecode(answer.removesuffix(b"\n"))))


def _commit(root: Path, version: str) -> str:
    answer = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{version}^{{commit}}"
    )
    if answer is None:
        absent = f"there is no folder and no git revision '{version}'"
        raise NoSuchVersion(f"{absent}; {_SHALLOW}" if _is_shallow(root) else absent)
    return answer.decode("ascii").strip()


_SHALLOW = (
    "this clone is shallow and has recent commits alone: run `git fetch --unshallow`, or in CI set "
    "fetch-depth: 0 (GitHub) or GIT_DEPTH: 0 (GitLab)"
)


def _is_shallow(root: Path) -> bool:
    """Return whether the repository has only the newest part of its history."""
    return _git(root, "rev-parse", "--is-shallow-repository") == b"true\n"


class _TreeEntry(NamedTuple):
    """An entry of a commit's tree."""

    mode: bytes
    blob: bytes
    path: str

    @property
    def is_unfollowed(self) -> bool:
        """Whether it is a link or a submodule that may stand for a table or a folder of them."""
        suffix = PurePosixPath(self.path).suffix.lower()
        return self.mode in (b"120000", b"160000") and suffix in ("", *SUFFIXES)

    @property
    def is_wanted(self) -> bool:
        """Whether a catalogue may be made of it."""
        return self.mode.startswith(b"100") and self.path.lower().endswith(SUFFIXES)


class _Unpacking:
    """Writes the files of a commit that a catalogue may be made of, and no other."""

    def __init__(self, root: Path, name: str, place: Path) -> None:
        self.root, self.name, self.place = root, name, place

    def files_of(self, commit: str) -> list[PurePosixPath]:
        """Write the files; return the links and submodules, which are not written."""
        files: dict[str, bytes] = {}
        unfollowed: list[PurePosixPath] = []
        most = limits().revision_files
        with closing(self._entries(commit)) as entries:
            for entry in entries:
                if entry.is_unfollowed:
                    unfollowed.append(PurePosixPath(entry.path))
                elif entry.is_wanted:
                    self._add(entry, files)
                if len(files) + len(unfollowed) > most:
                    raise NoSuchVersion(f"{self.name} has more than {most:,} tables or links")
        self._write(files)
        return unfollowed

    def _add(self, entry: _TreeEntry, files: dict[str, bytes]) -> None:
        why = "is listed twice" if entry.path in files else paths.objection(entry.path)
        if why:
            raise self._refusal(entry.path, why)
        files[entry.path] = entry.blob

    def _entries(self, commit: str) -> Generator[_TreeEntry, None, None]:
        with _running(self.root, "ls-tree", "-r", "-z", "--full-tree", commit) as git:
            for line in _lines(git.stdout, self.name):
                about, _, name = line.partition(b"\t")
                mode, _, blob = about.split()
                path = name.decode(sys.getfilesystemencoding(), "surrogateescape")
                yield _TreeEntry(mode, blob, path)
            if git.wait():
                raise NoSuchVersion(f"git cannot list the files of {self.name}; {_FETCH}")

    def _write(self, files: dict[str, bytes]) -> None:
        left = most = limits().revision_bytes
        with tempfile.TemporaryFile() as wanted:
            wanted.writelines(b"%s\n" % blob for blob in files.values())
            wanted.seek(0)
            with _running(self.root, "cat-file", "--batch", stdin=wanted) as git:
                for path in files:
                    size = self._size(path, git.stdout.readline())
                    left -= size
                    if left < 0:
                        much = f"{most // MEGABYTE:,} MB"
                        raise NoSuchVersion(f"the tables of {self.name} take more than {much}")
                    self._copy(path, git.stdout, size)
                    git.stdout.read(1)

    def _size(self, path: str, header: bytes) -> int:
        """Return how many bytes follow git's word on a file: its id, kind and size."""
        match header.split():
            case [_, b"blob", size]:
                return int(size)
            case _:
                raise self._refusal(path, f"cannot be read from the repository; {_FETCH}")

    def _copy(self, path: str, source: BinaryIO, size: int) -> None:
        target = self.place / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:  # never over another that has the name but for its case
                while size:
                    some = source.read(min(size, _CHUNK))
                    if not some:
                        raise self._refusal(path, f"cannot be read from the repository; {_FETCH}")
                    size -= file.write(some)
        except OSError as error:
            raise self._refusal(path, f"cannot be unpacked: {error.strerror or error}") from None

    def _refusal(self, path: str, why: str) -> NoSuchVersion:
        shown = path if len(path) <= _SHOWN else f"{path[:_SHOWN]}…"
        return NoSuchVersion(f"{self.name}: {shown!r} {why}")


_SHOWN = 200
_FETCH = "run git fetch, or git fsck to see what is missing"


def _lines(listed: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield what ends in a NUL, and refuse a list without end."""
    rest, total, most = b"", 0, limits().revision_list_bytes
    for some in iter(lambda: listed.read(_CHUNK), b""):
        total += len(some)
        if total > most:
            raise NoSuchVersion(f"{name} has too many files to list")
        *lines, rest = (rest + some).split(b"\0")
        yield from lines


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git prints; None where it refuses."""
    with _running(root, *arguments) as git:
        answer = git.stdout.read()
        return None if git.wait() else answer


class _Git(NamedTuple):
    """A git that runs."""

    process: "subprocess.Popen[bytes]"
    stdout: BinaryIO

    def wait(self) -> int:
        """Return its exit status."""
        return self.process.wait()


@contextmanager
def _running(root: Path, *arguments: str, stdin: BinaryIO | None = None) -> Iterator[_Git]:
    """Run git, and stop it where not all is read that it prints."""
    command = [_program(), "-C", str(root), *_HARMLESS, *arguments]
    with subprocess.Popen(
        command,
        stdin=stdin or subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **_OFFLINE},
    ) as process:
        assert process.stdout
        try:
            yield _Git(process, process.stdout)  # type: ignore[arg-type] # which IO[bytes] is
        finally:
            process.kill()


_HARMLESS = (
    "--no-pager",
    "--no-replace-objects",
    *("-c", "safe.bareRepository=explicit"),  # no repository that lies among the checked-out files
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
)
_OFFLINE = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}


def _program() -> str:
    """Return the git of the system, never one that lies in the current folder."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in filter(os.path.isabs, os.get_exec_path()):
        if found := shutil.which(os.path.join(folder, name)):  # noqa: PTH118 - nothing to resolve
            return found
    raise NoSuchVersion("git is not installed")
