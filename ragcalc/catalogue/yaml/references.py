"""What indicators refer to, read from the data as written, so that no other error hides it."""

from collections.abc import Collection, Iterator, Mapping

from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.model.hints import Hints
from ragcalc.catalogue.model.indicators import default_tiers
from ragcalc.catalogue.yaml.source import Data, Path
from ragcalc.problems import Place, Problem

Known = dict[str, Collection[str] | None]
"""The names of each kind; None where they cannot be read, so that any may be meant."""

_CODES = {
    "outcomes": "reference-outcome",
    "tiers": "reference-tier",
    "policies": "reference-policy",
    "comparators": "reference-comparator",
    "datasets": "reference-dataset",
    "groups": "reference-grouping",
    "indicators": "reference-indicator",
}
_NAMING = {"outcome": "outcomes", "tier": "tiers", "policy": "policies", "part-of": "indicators"}
"""The keys of an indicator whose value is a name, and what it names."""


def known(indicators: Data, thresholds: Data | None) -> Known:
    """Return all that indicators may refer to; `thresholds` is None where there is no such file."""
    return {
        "outcomes": _names(indicators, "outcomes"),
        "tiers": _names(indicators, "tiers") or list(default_tiers()),
        "comparators": _names(indicators, "comparators"),
        "datasets": _names(indicators, "datasets"),
        "groups": _names(indicators, "groups"),
        "indicators": _names(indicators, "indicators"),
        "policies": [] if thresholds is None else _names(thresholds, "policies"),
    }


def _names(data: Data, kind: str) -> Collection[str] | None:
    part = data.get(kind, {}) if isinstance(data, dict) else None
    return part.keys() if isinstance(part, dict) else None  # which finds a name at once


def problems(
    entry: Data, place: Place, known: Known, hints: Hints, renamed: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield a problem for each name that an indicator uses and nobody gave.

    `renamed` has the id that each indicator has now, by those that it had.
    """
    for kind, name, path in _references(entry):
        names = known[kind]
        if names is not None and name not in names:
            code = _CODES[kind]
            thing = code.removeprefix("reference-")
            where = " in thresholds.yaml" if kind == "policies" else ""
            hint = hints.nearest(name, names, f"add it under {kind}:{where}")
            if kind == "indicators" and name.casefold() in renamed:
                hint = f"it is {renamed[name.casefold()]} now"
            message = f"there is no {thing} {quoted(name)}"
            yield Problem(code, message, place.within(*path), hint)


def members(indicators: Data | None) -> dict[str, Collection[str]]:
    """Return the groups that each grouping may have, where the catalogue lists them."""
    listed = {
        name: _mapping(entry).get("members")
        for name, entry in _mapping(_mapping(indicators).get("groups")).items()
    }
    return {
        name: list(filter(None, map(_word, several)))
        for name, several in listed.items()
        if isinstance(several, list) and several
    }


def of_no_member(
    entry: Data, place: Place, members: Mapping[str, Collection[str]], hints: Hints
) -> Iterator[Problem]:
    """Yield a problem for each group of an indicator that its grouping does not list."""
    for grouping, group in _mapping(_mapping(entry).get("groups")).items():
        name, listed = _word(group), members.get(grouping, ())
        if name and listed and name not in listed:
            yield no_member(grouping, name, listed, place.within("groups", grouping), hints)


def no_member(
    grouping: str, group: str, members: Collection[str], place: Place, hints: Hints
) -> Problem:
    """Return the problem that a grouping does not list a group."""
    hint = hints.nearest(group, members, f"add it to the members of {grouping}")
    return Problem("reference-group", f"there is no {grouping} {quoted(group)}", place, hint)


def former_names(entries: Mapping[str, Data]) -> dict[str, str]:
    """Return the id that an indicator has now, by each id and name that it had, in lower case."""
    found: dict[str, str] = {}
    for id_, entry in entries.items():
        for _, word in _was(entry):
            found.setdefault(word.casefold(), id_)
    return found


def reused_names(entries: Mapping[str, Data], document: str) -> Iterator[Problem]:
    """Yield a problem for each former id or name that two indicators would have."""
    present = {
        word.casefold(): id_
        for id_, entry in entries.items()
        for key in ("short", "name")
        if (word := _word(_mapping(entry).get(key)))
    } | {id_.casefold(): id_ for id_ in entries}
    renamed = former_names(entries)
    for id_, entry in entries.items():
        for number, word in _was(entry):
            other = present.get(word.casefold(), id_)
            is_own_id = word.casefold() == id_.casefold()
            before = renamed[word.casefold()]
            if other != id_ or is_own_id:
                message = f"{quoted(word)} is an id or a name of {quoted(other)} now"
            elif before != id_:
                message = f"{quoted(word)} is under was: of {quoted(before)} too"
            else:
                continue
            place = Place(document, ("indicators", id_, "was", *number))
            hint = "name only what no other indicator has or had: its rows must have one meaning"
            yield Problem("reference-was", message, place, hint)


def former(entry: Data) -> list[str]:
    """Return the ids and names that an indicator had."""
    return [word for _, word in _was(entry)]


def _was(entry: Data) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield the ids and names that an indicator had, and where each stands under was:."""
    written = _mapping(entry).get("was")
    several = written if isinstance(written, list) else [written]
    for number, one in enumerate(several):
        if word := _word(one):
            yield (() if several is not written else (number,)), word


def circles(entries: Mapping[str, Data], document: str) -> Iterator[Problem]:
    """Yield a problem for each indicator whose count would have itself in it."""
    wholes = {name: _word(_mapping(entry).get("part-of")) for name, entry in entries.items()}
    for name in _in_circles(wholes):
        whole = wholes[name]
        through = "" if whole == name else f", by way of {quoted(whole)}"
        yield Problem(
            "reference-circle",
            f"{quoted(name)} would be a part of itself{through}",
            Place(document, ("indicators", name, "part-of")),
            "delete part-of on the one that is the whole of all the others",
        )


def _in_circles(wholes: Mapping[str, str]) -> Iterator[str]:
    """Yield each name from which the way to the whole, and its whole, comes back to it."""
    seen: set[str] = set()
    for start in wholes:
        way: dict[str, None] = {}
        name = start
        while name in wholes and name not in seen:
            seen.add(name)
            way[name] = None
            name = wholes[name]
        if name in way:
            names = list(way)
            yield from names[names.index(name) :]


def used(entry: Data) -> set[Path]:
    """Return the entries that an indicator refers to, as ("policies", "havering")."""
    return {(kind, name) for kind, name, _ in _references(entry)}


def named(indicators: Data | None) -> Iterator[Path]:
    """Yield all that any indicator refers to, valid or not, as ("policies", "havering")."""
    for entry in _mapping(_mapping(indicators).get("indicators")).values():
        yield from used(entry)


def _references(entry: Data) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield kind, name and the keys that lead to each reference."""
    if not isinstance(entry, dict):
        return
    for key, kind in _NAMING.items():
        if name := _word(entry.get(key)):
            yield kind, name, (key,)
    if name := _word(_mapping(entry.get("dataset")).get("name")):
        yield "datasets", name, ("dataset", "name")
    for kind in ("comparators", "groups"):
        for name in _mapping(entry.get(kind)):
            yield kind, name, (kind, name)
    for path, target in _targets(entry):
        if name := _word(_mapping(target).get("comparator")):
            yield "comparators", name, (*path, "comparator")
        if name := _word(_mapping(target).get("of")):
            yield "datasets", name, (*path, "of")


def _targets(entry: dict[str, Data]) -> Iterator[tuple[tuple[str, ...], Data | None]]:
    yield ("target",), entry.get("target")
    for key, target in _mapping(entry.get("targets")).items():
        yield ("targets", key), target


def _word(data: Data | None) -> str:
    return " ".join(data.split()) if isinstance(data, str) else ""


def _mapping(data: Data | None) -> dict[str, Data]:
    return data if isinstance(data, dict) else {}
