"""What paths to submitted tables name of which nothing is read: no file, folders below, others."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from ragcalc import paths
from ragcalc.catalogue import files
from ragcalc.problems import Place, Problem, Severity, shortened

NOTHING, UNREAD = "data-nothing", "data-unread"
_SPREADSHEETS = frozenset(
    (
        *(".xls", ".xlsm", ".xlsb", ".xlt", ".xltx", ".xltm", ".ods", ".ots", ".fods"),
        *(".numbers", ".tsv", ".tab", ".txt", ".prn", ".zip"),
    )
)
"""What a folder may hold that is, or has within it, a table in another form."""
MOST_NAMED = 10
"""So many folders are named in one message."""


class Named(NamedTuple):
    """A path to submitted tables as somebody wrote it, and where."""

    pattern: str
    folder: Path
    place: Place


def problems(named: Collection[Named], root: Path | None = None) -> Iterator[Problem]:
    """Yield what each path names of which nothing is read; nothing outside `root` is looked at."""
    read = {
        os.path.realpath(path)
        for one in named
        for path in files.named(one.pattern, one.folder, root)
    }
    for one in named:
        if root and not paths.is_within(one.folder / one.pattern, root):
            continue
        folders = files.folders(one.pattern, one.folder, root)
        found = [problem for each in folders for problem in _of_folder(each, one, read)]
        if not found and not files.named(one.pattern, one.folder, root):
            what = "has no .csv or .xlsx file" if folders else "names no file"
            message = f"{shortened(one.pattern)} {what}, so nothing is read"
            found.append(_problem(NOTHING, message, one, _CORRECT))
        yield from found


_CORRECT = "correct the path; it starts at the folder of indicators.yaml"


def _of_folder(folder: Path, named: Named, read: Collection[str]) -> Iterator[Problem]:
    """Yield the folders below one whose tables are not read, and each spreadsheet of its own."""
    shown = os.path.relpath(folder, named.folder) if named.folder != Path() else str(folder)
    shown = Path(shown).as_posix()
    below = sorted({path.parent for path in _tables_below(folder)} - {folder})
    below = [one for one in below if not any(map(read.__contains__, _tables_of(one)))]
    if below:
        names = [Path(os.path.relpath(one, folder)).as_posix() for one in below]
        more = ", …" if len(names) > MOST_NAMED else ""
        message = (
            f"the tables in folders below {shown} are not read: "
            f"{', '.join(map(shortened, names[:MOST_NAMED]))}{more}"
        )
        hint = f"name them as well, as in {Path(shown, names[0]).as_posix()}"
        yield _problem(UNREAD, message, named, hint)
    for path in sorted(_listed(folder)):
        if path.suffix.lower() in _SPREADSHEETS and os.path.realpath(path) not in read:
            message = f"{shortened(path.name)} in {shown} is not read"
            hint = "only .csv and .xlsx files are read: save it as one of them"
            yield _problem(UNREAD, message, named, hint)


def _tables_below(folder: Path) -> list[Path]:
    """Return every table at any depth; none where a folder is too large to be looked through."""
    try:
        return [one for one in paths.matching("**/*", folder) if files.is_table(one)]
    except paths.PatternTooLarge:
        return []


def _tables_of(folder: Path) -> list[str]:
    return [os.path.realpath(one) for one in _listed(folder) if files.is_table(one)]


def _listed(folder: Path) -> list[Path]:
    try:
        return [one for one in folder.iterdir() if not one.name.startswith((".", "~$"))]
    except OSError:  # which is reported when it is read
        return []


def _problem(code: str, message: str, named: Named, hint: str) -> Problem:
    return Problem(code, message, named.place, hint, Severity.WARNING)
