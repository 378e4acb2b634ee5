"""A national dataset to a catalogue of all its measures, whose figures stay in the dataset."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ragcalc.catalogue import files
from ragcalc.catalogue.datasets import source as datasets
from ragcalc.catalogue.datasets.areas import NOTHING, number_of
from ragcalc.catalogue.datasets.source import Source, alike, plain
from ragcalc.catalogue.model.columns import NEEDED_DATASET_COLUMNS
from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.model.hints import nearest
from ragcalc.catalogue.returns.headers import plain as plain_heading
from ragcalc.starter.drafting import comment, scalar
from ragcalc.starter.ids import new_id
from ragcalc.starter.published import published
from ragcalc.starter.spreadsheet import NoTable
from ragcalc.starter.units import unit_of

_NAMES = {
    "measure": ("measure", "Short Desc"),
    "year": ("year", "Years"),
    "area": ("area", "LA Number"),
    "name": ("name", "LA and Regions"),
    "value": ("value", "Values"),
    "region": ("region", "Region"),
    "in full": ("Data item",),
}
"""What datasets call their columns: as in this program, and as in the Local Authority Interactive
Tool.
"""
_POLARITIES = {"high": "high", "low": "low"}
_YEARS = {"academic": "academic", "calendar": "calendar", "financial": "financial"}


class NamedMeasure(NamedTuple):
    """What is known of a measure beside its figures."""

    name: str = ""
    """In full."""
    polarity: str = ""
    year: str = ""
    decimals: str = ""
    no_quartile: str = ""


class OwnRows(NamedTuple):
    """What a dataset has of our own area, and of all measures."""

    columns: Mapping[str, str]
    """The file's names of the columns, by ours."""
    measures: list[str]
    """Those with a name that a catalogue can hold."""
    names: Mapping[str, str]
    """The measures of our own rows in full."""
    area: str
    """Our own number."""
    name: str
    region: str
    region_row: str
    """What the region's own row is called."""


def text(path: Path, area: str, polarity: Path | None, directory: Path) -> str:
    """Return the catalogue of all measures of a dataset, to be written into a directory.

    `polarity` is a table of the measures that says which way is good. Raises NoTable.
    """
    table, refusal = files.dataset(path, path.absolute().parent)
    if refusal:
        raise NoTable(refusal[0].removeprefix(f"{table.name} "))
    try:
        with datasets.opened(table) as source:
            own = _own_rows(source, area)
    except datasets.Unreadable as error:
        raise NoTable("; ".join(filter(None, (str(error), error.hint)))) from None
    known = _named_measures(polarity) if polarity else {}
    return "\n".join(_lines(_from(directory, path), own, known)) + "\n"


def _from(directory: Path, path: Path) -> str:
    """Return the path as a catalogue in the directory names it."""
    try:
        return os.path.relpath(path, directory).replace(os.sep, "/")
    except ValueError:  # it lies on another drive
        return str(path.absolute())


# ── The dataset ──────────────────────────────────────────────────────────────────────────────────


def _own_rows(source: Source, area: str) -> OwnRows:
    columns = _columns(list(source.kinds))
    asked = {key: name for key, name in columns.items() if key not in ("year", "value")}
    rows = [
        dict(zip(asked, texts, strict=True))
        for _, texts in source.rows([*asked.values()], _kept(source, columns, area))
    ]
    is_authority = [one for one in rows if _region(one)]
    rows = is_authority or rows
    numbers = sorted({number_of(one["area"]) for one in rows})
    if len(numbers) > 1:
        raise NoTable(
            f"it has {len(numbers)} areas that are called {quoted(area)}; write the number of "
            f"yours, as in --area {numbers[0]}; they are {', '.join(numbers)}"
        )
    region = _region(rows[0])
    return OwnRows(
        columns,
        [one for one in source.values(columns["measure"]) if one.strip() and comment(one) == one],
        {one["measure"]: one.get("in full", "").strip() for one in rows},
        numbers[0],
        rows[0].get("name", "").strip() or area,
        region,
        _region_row(region, source.values(columns["name"]) if "name" in columns else ()),
    )


def _columns(names: list[str]) -> dict[str, str]:
    """Find the columns by their known names."""
    found: dict[str, str] = {}
    for key, known in _NAMES.items():
        for one in known:
            if key not in found and (name := alike(one, names)):
                found[key] = name
    for key in NEEDED_DATASET_COLUMNS:
        if key not in found:
            why = published([names]) or (
                f"it has no column for the {key}, called {' or '.join(_NAMES[key])}; it has "
                f"{', '.join(map(quoted, names))}"
            )
            raise NoTable(why)
    return found


def _kept(source: Source, columns: Mapping[str, str], area: str) -> dict[str, list[str]]:
    """Return what a row has under which column if it is our own."""
    numbers = source.values(columns["area"])
    if found := [one for one in numbers if number_of(one) == number_of(area)]:
        return {columns["area"]: found}
    names = source.values(columns["name"]) if "name" in columns else []
    if found := [one for one in names if plain(one) == plain(area)]:
        return {columns["name"]: found}
    hint = nearest(area, names or numbers)
    raise NoTable("; ".join(filter(None, (f"it has no area {quoted(area)}", hint))))


def _region(row: Mapping[str, str]) -> str:
    found = row.get("region", "").strip()
    return "" if found.lower() in NOTHING else found


def _region_row(region: str, names: Iterable[str]) -> str:
    """Return the name of the row that a region itself has: London (Inner) for Inner London."""
    own = alike(region, [*names])
    return own or next((one for one in names if _words(one) == _words(region)), region)


def _words(name: str) -> list[str]:
    return sorted(plain(name).replace("(", "").replace(")", "").split())


# ── The table of measures ────────────────────────────────────────────────────────────────────────

_HEADINGS = {
    "measure": ("measure short", "short desc"),
    "name": ("measure", "measure name"),
    "polarity": ("polarity",),
    "year": ("year type",),
    "decimals": ("dps",),
    "no_quartile": ("no quartile",),
}


def _named_measures(path: Path) -> dict[str, NamedMeasure]:
    """Return what a table says of measures; raises NoTable where it has no polarity of any."""
    found: dict[str, NamedMeasure] = {}
    for table in files.tables([path], path.absolute().parent):
        columns: dict[str, int] = {}
        for _, row in table.rows():
            if columns:
                cells = {key: row[at].strip() for key, at in columns.items() if at < len(row)}
                found.setdefault(cells.pop("measure", ""), NamedMeasure(**cells))
            else:
                columns = _headings(row)
        for problem in table.problems:
            raise NoTable(f"{path.name}: {problem.message}; {problem.hint}")
    if not found:
        raise NoTable(f"{path.name} has no columns called measure_short and polarity")
    return found


def _headings(row: list[str]) -> dict[str, int]:
    """Return where the columns of the table of measures stand; nothing if the row is not theirs."""
    names = [plain_heading(text) for text in row]
    found = {
        key: names.index(plain_heading(one))
        for key, known in _HEADINGS.items()
        for one in known
        if plain_heading(one) in names
    }
    return found if {"measure", "polarity"} <= found.keys() else {}


# ── The draft ────────────────────────────────────────────────────────────────────────────────────


def _lines(file: str, own: OwnRows, known: Mapping[str, NamedMeasure]) -> Iterator[str]:
    id_ = new_id(Path(file).stem.casefold(), {})
    yield f"# Drafted by `ragcalc init --from-dataset` from {comment(file)}."
    yield "# The figures stay there: values: dataset. What it does not say is guessed or asked, and"
    yield "# marked as such: check, correct, and delete the comment. Targets are yours to write."
    yield from ("", "version: 1", f"organisation: {scalar(own.name)}", "", "comparators:")
    yield "  england: {name: England, kind: national}"
    if own.region:
        yield f"  our-region: {{name: {scalar(own.region_row)}, kind: regional}}"
    yield from ("", "datasets:", f"  {id_}:", f"    file: {scalar(file)}")
    renamed = {
        key: name for key, name in own.columns.items() if key != "in full" and plain(name) != key
    }
    if renamed:
        columns = ", ".join(f"{key}: {scalar(one)}" for key, one in renamed.items())
        yield f"    columns: {{{columns}}}"
    yield f"    area: {scalar(own.area)}"
    if plain(own.region) != plain(own.region_row):
        yield f"    regions: {{{scalar(own.region)}: {scalar(own.region_row)}}}"
    yield from ("", "indicators:")
    taken: dict[str, int] = {}
    for measure in own.measures:
        about = known.get(measure.strip(), NamedMeasure())
        name = own.names.get(measure) or about.name or measure
        yield ""
        yield f"  {new_id(measure.strip().casefold(), taken)}:"
        yield from (f"    {line}" for line in _entry(name, about))
        yield f"    dataset: {{name: {id_}, measure: {scalar(measure)}}}"
        yield "    values: dataset"


def _entry(name: str, about: NamedMeasure) -> Iterator[str]:
    """Yield the lines of an indicator, but for its figures."""
    yield f"name: {scalar(comment(name))}"
    unit = unit_of("", name, set())
    why = f"   # guessed: {unit.guessed}" if unit.guessed else ""
    yield f"unit: {unit.text}{why}"
    polarity = _POLARITIES.get(about.polarity.casefold())
    said = f"; the list says {quoted(about.polarity)}" if about.polarity else ""
    asked = f"   # asked: which way is good? high, low or on-target{comment(said)}"
    yield f"polarity: {polarity}" if polarity else f"polarity: neutral{asked}"
    yield "frequency: annual"
    first, *_ = *about.year.casefold().split(), ""
    year = _YEARS.get(first)
    said = f"the list says {quoted(about.year)}" if about.year else "the dataset does not say"
    yield f"year: {year}" if year else f"year: financial   # guessed: {comment(said)}"
    if about.decimals.isdigit() and int(about.decimals) <= _MOST_DECIMALS:
        yield f"decimals: {int(about.decimals)}"
    if about.no_quartile.casefold() == "n":
        yield "quartile: none"
    yield "# target: a number, or {comparator: england}"


_MOST_DECIMALS = 10
