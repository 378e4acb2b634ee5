"""indicators.yaml together with the files that it includes: one set of entries, each with its file.

Places in what follows name indicators.yaml; only when one is made concrete does its file count.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ragcalc.catalogue.model.indicators import IncludedFile
from ragcalc.catalogue.yaml.source import Data, Document, Path
from ragcalc.catalogue.yaml.validation import validated
from ragcalc.problems import Place, Problem

KINDS = ("outcomes", "indicators")
"""What an included file may hold."""


@dataclass(frozen=True)
class MergedSource:
    """All entries of a catalogue."""

    data: Data | None
    """As if they stood in one file; None where indicators.yaml cannot be read."""
    entry_files: Mapping[Path, str]
    """The name of the file of each entry that an included one holds, as ("outcomes", "safe")."""
    faults: list[Problem] = field(default_factory=list)
    unreadable_files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The codes of the problems of each file of which no entry could be read."""
    duplicates: frozenset[Path] = frozenset()
    """The entries that two files hold."""


def merged_source(indicators: Document, included: tuple[Document, ...]) -> MergedSource:
    """Return the entries of indicators.yaml, followed by those of the files it includes.

    An id that two files have is a problem, which names both places; the first entry is kept.
    """
    data = indicators.data
    if not isinstance(data, dict) or "include" not in data:
        return MergedSource(data, {})
    entries = {kind: data.get(kind, {}) for kind in KINDS}
    own = {kind: one for kind, one in entries.items() if isinstance(one, dict)}
    together = {kind: dict(one) for kind, one in own.items()}
    entry_files: dict[Path, Document] = {}
    made = MergedSource({**data, **together}, {}, unreadable_files={})
    unreadable_files: dict[str, tuple[str, ...]] = {}
    duplicates: set[Path] = set()
    for document in included:
        faults, parts = _read(document)
        made.faults.extend(faults)
        if parts is None:
            unreadable_files[document.name] = tuple(sorted({fault.code for fault in faults}))
        for path, entry in _entries(parts or {}):
            kind, name = path
            if kind in together and name not in together[kind]:
                together[kind][name] = entry
                entry_files[path] = document
            elif kind in together:
                duplicates.add(path)
                made.faults.append(_duplicate(document, path, entry_files.get(path, indicators)))
    names = {path: document.name for path, document in entry_files.items()}
    return MergedSource(
        {**data, **together}, names, made.faults, unreadable_files, frozenset(duplicates)
    )


def _read(document: Document) -> tuple[list[Problem], dict[str, Data] | None]:
    """Return what is wrong with a file as a whole, and what it holds, or None."""
    data = document.data
    nested: list[Problem] = []
    if isinstance(data, dict) and "include" in data:
        place = Place(document.name, ("include",)).key_itself()
        message = "an included file cannot include others"
        nested.append(Problem("include-nested", message, place, "write it in indicators.yaml"))
        data = {key: value for key, value in data.items() if key != "include"}
    read = validated(IncludedFile, document, data)
    return [*nested, *read.faults], data if read.model and isinstance(data, dict) else None


def _entries(parts: Mapping[str, Data]) -> Iterator[tuple[tuple[str, str], Data]]:
    for kind in KINDS:
        entries = parts.get(kind)
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            yield (kind, name), entry


def _duplicate(document: Document, path: tuple[str, str], first: Document) -> Problem:
    span = first.span(Place(first.name, path).key_itself())
    there = first.point(span) if span else first.shown
    return Problem(
        "include-twice",
        f"duplicate id {path[1]}: it is also in {there}",
        Place(document.name, path).key_itself(),
        "give one of the two another id, or keep one",
    )
