"""The files of a table: one, several, a folder or a pattern of them, read as one."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from ragcalc import paths
from ragcalc.catalogue.datasets.source import (
    EMPTY,
    Unreadable,
    is_nested,
    repeated,
    require_columns,
    values_statement,
    worded_statement,
)
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.scale.engine import SUFFIXES, Engine, quoted, scanned, text
from ragcalc.scale.refusal import NotScored


class TableFile(NamedTuple):
    """A file of a table."""

    path: Path
    columns: tuple[tuple[str, str], ...] = ()
    """What the names of its folders say: a column and what stands there, as `year=2018-19` does."""


def table_files(named: Iterable[Path]) -> tuple[TableFile, ...]:
    """Return the files that names of files, of folders and patterns stand for, each once.

    Raises NotScored.
    """
    found: dict[str, TableFile] = {}
    try:
        for one in named:
            for file in _of_name(one):
                found.setdefault(os.path.realpath(file.path), file)
    except OSError as error:
        raise NotScored(f"{error.filename} cannot be read: {error.strerror}") from None
    return tuple(found.values())


def _of_name(name: Path) -> Iterator[TableFile]:
    if os.path.lexists(name) or not paths.is_pattern(str(name)):
        yield from _at(name, name)
        return
    try:
        matching = paths.matching(str(name), Path())
    except paths.PatternTooLarge as error:
        hint = "name the folder, or write fewer asterisks"
        raise NotScored(f"{name}: {error.strerror}", hint) from None
    root = _before_marks(name)
    found = [one for one in matching if not any(map(_is_beside, one.relative_to(root).parts))]
    if not found:
        raise NotScored(f"{name} matches no file", "see what is there, and write it in quotes")
    for one in found:
        yield from _at(one, root)


def is_matched(path: Path, pattern: Path) -> bool:
    """Return whether a pattern means a path, or a folder that it lies in."""
    return _fits(path.absolute().parts, pattern.absolute().parts)


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Return whether the first parts of a path, or all, fit a pattern."""
    if not pattern:
        return True
    first, *others = pattern
    if first == "**":
        return _fits(parts, others) or (bool(parts) and _fits(parts[1:], pattern))
    fits = bool(parts) and fnmatchcase(parts[0], first.replace("[", "[[]"))
    return fits and _fits(parts[1:], others)


def _before_marks(pattern: Path) -> Path:
    """Return the folder in which a pattern begins to choose."""
    first = next(at for at, part in enumerate(pattern.parts) if paths.is_pattern(part))
    return Path(*pattern.parts[:first])


def _at(path: Path, root: Path) -> Iterator[TableFile]:
    """Yield what a path stands for; folders below the root may be columns."""
    if not os.path.lexists(path):
        raise NotScored(f"there is no file {path}")
    if not path.is_dir():
        yield table_file(path, root)
        return
    inside = [*_inside(path)]
    if not inside:
        raise NotScored(f"{path} has no file that ends in .parquet or .csv")
    for one in inside:
        yield table_file(one, root)


def _inside(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of those in it, in alphabetical order, each folder once."""
    entered: set[str] = set()
    waiting = [folder]
    while waiting:
        one = waiting.pop()
        if not one.is_dir():
            yield one
        elif (real := os.path.realpath(one)) not in entered:
            entered.add(real)
            _refuse_delta(one)
            inside = (entry for entry in one.iterdir() if not _is_beside(entry.name))
            waiting.extend(sorted(inside, reverse=True))


def _refuse_delta(folder: Path) -> None:
    if (folder / "_delta_log").is_dir():
        hint = "write its present rows as Parquet first"
        raise NotScored(f"{folder} is a table of Delta Lake, of which some files are past", hint)


def _is_beside(name: str) -> bool:
    """Return whether a name is of no table: a checksum, or what else Spark writes beside."""
    return name.startswith((".", "_"))


def table_file(path: Path, root: Path | None = None) -> TableFile:
    """Return a file of a table; folders below the root may be columns. Raises NotScored."""
    if path.suffix.lower() not in SUFFIXES:
        hint = "name those that are, as in 'figures/*.parquet'"
        raise NotScored(f"{path} is neither a .parquet nor a .csv file", hint)
    if not path.is_file():  # a pipe would have to be waited for
        raise NotScored(f"{path} is not a file", "name a .parquet or .csv file")
    folders = path.relative_to(root).parts[:-1] if root else ()
    return TableFile(path, tuple(_column(one) for one in folders if "=" in one[1:]))


_NOTHING = "__HIVE_DEFAULT_PARTITION__"
"""What stands in the name of a folder for rows without a value."""


def _column(folder: str) -> tuple[str, str]:
    name, _, value = folder.partition("=")
    return unquote(name), "" if value == _NOTHING else unquote(value)


class _Form(NamedTuple):
    """What files that are read in one go have in common."""

    suffix: str
    kinds: tuple[tuple[str, str], ...]
    """Their columns, and the type of each."""
    columns: tuple[tuple[str, str], ...]
    """What their folders say."""


class AlikeFiles(NamedTuple):
    """Files that have the same columns, and lie in folders that say the same."""

    form: _Form
    paths: list[Path]

    def with_folders(self, rows: str) -> str:
        """Return what a statement reads their rows from with what their folders say.

        `rows` is what it reads those of the files from.
        """
        if not self.form.columns:
            return rows
        said = ", ".join(f"{text(value)} AS {quoted(name)}" for name, value in self.form.columns)
        return f"(SELECT *, {said} FROM {rows})"

    @property
    def as_texts(self) -> str:
        """The statement of all that they have, as texts."""
        names = [name for name, _ in (*self.form.kinds, *self.form.columns)]
        own = ", ".join(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in names)
        return f"SELECT {own} FROM {self.with_folders(scanned(self.paths))}"

    def require(self, name: str) -> None:
        """Raise NotScored where they lack a column, or have not one value of it in each row."""
        wanted = name.casefold()
        if wanted in (one.casefold() for one, _ in self.form.columns):
            return
        kind = next((kind for one, kind in self.form.kinds if one.casefold() == wanted), None)
        if kind is None:
            message = f"{self.paths[0]} has no column {in_quotes(name)}"
            raise NotScored(message, "others of its table do")
        if is_nested(kind):
            message = f"{self.paths[0]} has lists or structures in its column {in_quotes(name)}"
            raise NotScored(message, "write it again with one value in each cell")
        for path in self.paths if self.form.suffix == ".csv" else ():
            if name in repeated(dict(self.form.kinds), path):
                message = f"{path} has two columns with the name {in_quotes(name)}"
                raise NotScored(message, "rename one of them, or delete it")


class TableFiles:
    """Files that are read as one table, though they may have different columns."""

    def __init__(self, engine: Engine, files: Sequence[TableFile]) -> None:
        """Look at the columns of files. Raises NotScored."""
        self._engine = engine
        found: dict[_Form, list[Path]] = {}
        for one in files:
            if not one.path.stat().st_size:
                raise NotScored(f"{one.path} {EMPTY[0]}", EMPTY[1])
            with engine.reading(str(one.path)):
                kinds = columns_of(engine, scanned([one.path]))
            if one.path.suffix.lower() == ".csv" and not one.columns:
                _refuse_formless(one.path, kinds)
            _refuse_two_meanings(one, kinds)
            form = _Form(one.path.suffix.lower(), tuple(kinds.items()), one.columns)
            found.setdefault(form, []).append(one.path)
        self.groups = [AlikeFiles(*one) for one in found.items()]

    @property
    def sql(self) -> str:
        """What a statement reads the rows from; texts where not all files are alike."""
        if len(self.groups) == 1:
            (group,) = self.groups
            return group.with_folders(scanned(group.paths))
        return f"({' UNION ALL BY NAME '.join(one.as_texts for one in self.groups)})"

    @property
    def texts(self) -> "TableTexts":
        """What stands under their columns."""
        return TableTexts(self._engine, self.sql)

    def require(self, columns: Iterable[str]) -> None:
        """Raise NotScored where a file lacks a column, or has not one value of it in each row."""
        for name in columns:
            for one in self.groups:
                one.require(name)


class TableTexts:
    """What stands in tables under their columns."""

    def __init__(self, engine: Engine, rows: str) -> None:
        """`rows` is what a statement reads them from."""
        self.kinds = columns_of(engine, rows)
        """The names of the columns, and the type of each."""
        self._engine, self._rows = engine, rows
        self._values: dict[str, list[str]] = {}

    def values(self, column: str) -> list[str]:
        """Return every text that stands under a column, in alphabetical order."""
        if column not in self._values:
            rows = self._engine.rows(values_statement(column, self._rows))
            self._values[column] = [str(one) for (one,) in rows]
        return self._values[column]

    def worded(self, columns: Sequence[str], symbols: Collection[str]) -> list[str]:
        """Return the columns with a text that is no number, and no symbol in place of one."""
        if not columns:
            return []
        (found,) = self._engine.rows(worded_statement(columns, symbols, self._rows))
        return [column for column, worded in zip(columns, found, strict=True) if worded]


def columns_of(engine: Engine, rows: str) -> dict[str, str]:
    """Return the names of the columns of rows, and the type of each."""
    described = engine.rows(f"DESCRIBE SELECT * FROM {rows}")
    return {str(name): str(kind) for name, kind, *_ in described}


def _refuse_formless(path: Path, kinds: Collection[str]) -> None:
    """Raise NotScored where a file was read as one column."""
    try:
        require_columns(kinds)
    except Unreadable as error:
        raise NotScored(f"{path} {error}", error.hint) from None


def _refuse_two_meanings(file: TableFile, kinds: Mapping[str, str]) -> None:
    """Raise NotScored where a folder and the file in it both say what a column holds."""
    known = {one.casefold() for one in kinds}
    for name, _ in file.columns:
        if name.casefold() in known:
            message = f"{file.path} has a column {in_quotes(name)}, which its folder names too"
            raise NotScored(message, "rename the folder, or name the file itself")
        known.add(name.casefold())
