"""A catalogue with what tables submit: one set of readings, each with the place it came from."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pydantic_core import PydanticCustomError

from ragcalc import numbers
from ragcalc.catalogue.catalogues import Catalogues
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.indicators import Catalogue, Indicator, SubmittedTables
from ragcalc.catalogue.returns import cells
from ragcalc.catalogue.returns import reader as returns
from ragcalc.catalogue.returns.submissions import (
    COLUMN_OF,
    Path,
    Submission,
    differ,
    duplicate_value,
)
from ragcalc.catalogue.returns.tables import Table
from ragcalc.catalogue.yaml import consistency as integrity
from ragcalc.periods import Period
from ragcalc.problems import Place, Problem, Severity


def merged(loaded: Loaded, tables: Iterable[tuple[Table, SubmittedTables]]) -> Loaded:
    """Return what the files gave together with the figures of the tables, as they are said to be.

    An indicator with a mistake in a row is left out, as one with a mistake in its own lines.
    """
    if loaded.catalogue is None:
        return loaded
    known = returns.known(loaded.catalogue, loaded.names_left_out)
    read = (returns.read(table, known, said) for table, said in tables)
    submissions = tuple(_with_figures(list(read)))
    together = replace(loaded, submissions=submissions)
    faults = [fault for one in submissions for fault in one.faults]
    updated, duplicates = _updated(together, loaded.catalogue)
    faults += duplicates
    for name in updated:
        place = Place(loaded.documents[0].name, ("indicators", name))
        faults += (one for one in integrity.of_series(updated[name], place))
    return _with(together, updated, faults)


def _with_figures(read: list[Submission]) -> Iterator[Submission]:
    """Yield what was read, less the sheets of a workbook that are about something else.

    One of them that has figures is remarked on.
    """
    useful = {one.table.file for one in read if one.layout}
    for one in read:
        if one.layout or one.table.file not in useful or one.damage:
            yield one
        elif unread := _unread(one):
            yield Submission(one.table, remarks=[unread])


def _unread(one: Submission) -> Problem | None:
    """Return what is to be said of a sheet without a heading that is known, if it has figures."""
    for number, row in one.table.rows():
        for column, text in enumerate(row):
            if _is_figure(text):
                message = f"{one.table.title} has figures, and nothing is read from it"
                place = one.at(number, column)
                (fault,) = one.faults
                hint = f"{fault.message}; {fault.hint}"
                return Problem("table-sheet-unread", message, place, hint, Severity.WARNING)
    return None


def _is_figure(text: str) -> bool:
    try:
        numbers.parse(cells.figure(text).value or "")
    except (ValueError, PydanticCustomError):
        return False
    return True


def _updated(loaded: Loaded, catalogue: Catalogue) -> tuple[dict[str, Indicator], list[Problem]]:
    """Return each indicator for which something was submitted, and what was given twice."""
    series: dict[str, dict[Path, dict[Period, Any]]] = {}
    own_copies: set[Path] = set()
    duplicates: list[Problem] = []
    alone = replace(loaded, submissions=())
    for one in loaded.submissions:
        for path, given in one.series.items():
            own = series.setdefault(path[0], {})
            before = own.get(path) or _series(catalogue.indicators[path[0]], path)
            if not before:
                own[path] = given.figures
                continue
            if path not in own_copies:
                own_copies.add(path)
                own[path] = dict(before)
            for period, made in given.figures.items():
                if period not in own[path]:
                    own[path][period] = made
                elif differ(first := own[path][period], made):
                    duplicates.append(_duplicate(loaded, alone, one, path, period, made, first))
    return {
        name: _filled(catalogue.indicators[name], own) for name, own in series.items()
    }, duplicates


def _series(indicator: Indicator, path: Path) -> dict[Any, Any]:
    if path[1] == "comparators":
        return indicator.comparators.get(path[2], {})
    found: dict[Any, Any] = getattr(indicator, path[1])
    return found


def _filled(indicator: Indicator, own: dict[Path, dict[Period, Any]]) -> Indicator:
    update: dict[str, Any] = {}
    for path, figures in own.items():
        if path[1] == "comparators":
            update.setdefault("comparators", dict(indicator.comparators))[path[2]] = figures
        else:
            update[path[1]] = figures
    return indicator.model_copy(update=update)


def _duplicate(
    loaded: Loaded,
    alone: Loaded,
    one: Submission,
    path: Path,
    period: Period,
    made: Any,
    first: Any,
) -> Problem:
    """Say where the first figure stands: in an earlier table, else in the files `alone`."""
    column = COLUMN_OF.get(path[1], "value")
    here = one.place(path, period, column)
    assert here is not None
    place = Place(loaded.documents[0].name, ("indicators", *path, str(period)))
    there = (alone if loaded.submission_of(place) is one else loaded).shown(place)
    return duplicate_value(period, here, made, first, there)


def _with(loaded: Loaded, updated: dict[str, Indicator], faults: list[Problem]) -> Loaded:
    """Return the catalogue with the updated indicators, less those that have a mistake."""
    assert loaded.catalogue is not None
    known = set(loaded.faults)
    new = [fault for fault in faults if fault not in known]
    codes: dict[str, list[str]] = {}
    for name, code in _blamed(new):
        if name in loaded.catalogue.indicators:
            codes.setdefault(name, []).append(code)
    kept = {
        name: updated.get(name, indicator)
        for name, indicator in loaded.catalogue.indicators.items()
        if name not in codes
    }
    bad = (name for name in loaded.catalogue.indicators if name in codes)
    left_out = {**loaded.left_out, **{name: tuple(sorted(set(codes[name]))) for name in bad}}
    together = loaded.catalogue.model_copy(update={"indicators": kept})
    catalogues = Catalogues.as_read(together) if kept else None
    return replace(loaded, catalogues=catalogues, faults=(*loaded.faults, *new), left_out=left_out)


def _blamed(faults: Iterable[Problem]) -> Iterator[tuple[str, str]]:
    """Yield the second step of each place, which is an indicator's id, and the code."""
    for fault in faults:
        match fault.place.path:
            case (_, str(name), *_):
                yield name, fault.code
            case _:
                pass
