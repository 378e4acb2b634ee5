"""The files that `ragcalc init` writes: a starter, an example, or what a spreadsheet holds.

It also writes, into `.ragcalc`, the schemas with which editors complete and check them.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ragcalc import writing
from ragcalc.catalogue import files, schemas
from ragcalc.catalogue.returns.columns import NamedColumn
from ragcalc.periods import Period
from ragcalc.starter import agreement, drafting, spreadsheet
from ragcalc.starter.published import PARQUET, is_parquet
from ragcalc.starter.spreadsheet import NoTable

NAMES = ("indicators.yaml", "thresholds.yaml")
SCHEMAS = ".ragcalc"
"""The folder of the schemas."""
_HERE = Path(__file__).parent


def starter() -> dict[str, bytes]:
    """Return the commented starter's files by name."""
    return _files(_HERE)


def example() -> dict[str, bytes]:
    """Return the shipped catalogue: from the wheel, or the checkout that this runs from."""
    packed = _HERE.parent / "example"
    return _files(packed if packed.is_dir() else _HERE.parent.parent)


class Drafted(NamedTuple):
    """What a table of indicators became."""

    files: Mapping[str, bytes]
    guesses: tuple[str, ...]
    asked: tuple[str, ...]
    """What is needed and the table does not say."""
    left_out: tuple[str, ...]
    ratings: tuple[str, ...]
    """How far the statuses that the table prints agree with those of the draft."""


def drafted(
    path: Path,
    sheet: str | None = None,
    named: Mapping[str, NamedColumn] | None = None,
    period: Period | None = None,
) -> Drafted:
    """Return a catalogue made of a table of indicators. Raises NoTable where the file has none.

    `named` gives what --columns names by plain names, `period` the one of a column without
    any, such as Actual.
    """
    if is_parquet(path):
        raise NoTable(PARQUET)
    tables = files.tables([path], path.absolute().parent, sheet)
    draft = spreadsheet.drafted(tables, named, period)
    text, thresholds = drafting.text(draft, path.name), starter()[NAMES[1]]
    complete = replace(draft, entries=[one for one in draft.entries if not one.asked])
    rated = any(entry.reported for entry in complete.entries)
    return Drafted(
        {NAMES[0]: text.encode(), NAMES[1]: thresholds},
        tuple(drafting.guesses(draft)),
        tuple(drafting.asked(draft)),
        tuple(drafting.left_out(draft)),
        tuple(agreement.ratings(drafting.text(complete, path.name), thresholds.decode()))
        if rated
        else (),
    )


def drafted_from_dataset(path: Path, area: str, polarity: Path | None, directory: Path) -> Drafted:
    """Return a catalogue of all measures of a national dataset, with the figures of one area.

    It is to be written into a directory; `polarity` is a table of the measures that says which way
    is good. Raises NoTable where a file cannot be used.
    """
    from ragcalc.starter import measures

    text = measures.text(path, area, polarity, directory)
    guessed = (
        f"{text.count('   # guessed: ')} units and kinds of year",
        f"polarity neutral, for {text.count('   # asked: ')} measures: write which way is good",
    )
    made = {NAMES[0]: text.encode(), NAMES[1]: starter()[NAMES[1]]}
    return Drafted(made, guessed, (), (), ())


def _files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in NAMES}


def write(directory: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write the files into the directory, which is made where it is missing, and their schemas.

    Each begins with the line that tells an editor where its schema is. Raises FileExistsError
    before anything is written where one of the files is there, OSError where the system refuses.
    """
    for name in contents:
        if os.path.lexists(directory / name):
            raise FileExistsError(0, "File exists", str(directory / name))
    (directory / SCHEMAS).mkdir(parents=True, exist_ok=True)
    wanted = {directory / name: _line(name) + content for name, content in contents.items()}
    kept = {directory / _schema(name): _schema_of(name) for name in contents}
    wanted |= {path: content for path, content in kept.items() if not os.path.lexists(path)}
    written: list[Path] = []
    try:
        for path, content in wanted.items():
            writing.create(path, content)
            written.append(path)
    except OSError:
        for path in written:
            path.unlink()
        with suppress(OSError):  # others lie in it
            (directory / SCHEMAS).rmdir()
        raise
    return written


def _line(name: str) -> bytes:
    return f"# yaml-language-server: $schema={_schema(name)}\n".encode()


def _schema(name: str) -> str:
    return f"{SCHEMAS}/{Path(name).stem}.schema.json"


def _schema_of(name: str) -> bytes:
    return schemas.text(Path(name).stem).encode()
