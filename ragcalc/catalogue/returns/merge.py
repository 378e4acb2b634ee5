"""A catalogue with what tables submit: one set of readings, each with the place it came from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial, reduce
from itertools import pairwise
from typing import Any

from ragcalc.catalogue.catalogues import Catalogues
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.columns import COMMENTARY
from ragcalc.catalogue.model.indicators import Catalogue, Indicator, SubmittedTables
from ragcalc.catalogue.model.series import Series
from ragcalc.catalogue.returns import naming
from ragcalc.catalogue.returns import reader as returns
from ragcalc.catalogue.returns.corrections import Corrections
from ragcalc.catalogue.returns.figures import is_figure
from ragcalc.catalogue.returns.groups import SettledGroups
from ragcalc.catalogue.returns.submissions import (
    COLUMN_OF,
    Path,
    Submission,
    completed,
    contradict,
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
    known = naming.known(loaded.catalogue, loaded.names_left_out)
    read = (one for table, said in tables for one in returns.read(table, known, said))
    submissions = tuple(_with_figures(list(read)))
    together = replace(loaded, submissions=submissions)
    groups = _groups(together, submissions)
    faults = [fault for one in submissions for fault in one.faults] + groups.faults
    given = _given(loaded.catalogue, submissions)
    submitted = {path: _joined(path, own, *others) for path, (own, *others) in given.items()}
    for path, series in submitted.items():
        corrected: set[Any] = set()
        if path[1] == "values":
            found = Corrections(given[path], partial(_own_place, loaded, path), together.shown)
            if found.periods:
                corrected = found.periods
                faults += found.faults
                submissions[0].remarks.extend(found.remarks)
                submitted[path] = found.applied(series)
        elif path[1] in COMMENTARY:
            newer = _texts_of_corrections(path, submissions)
            corrected = {*newer}
            submitted[path] = Series({**series, **newer}, *series.sources) if newer else series
        faults += _duplicates(together, path, series, given[path], corrected)
    updated = _updated(loaded.catalogue, submitted, groups.filled)
    for name in updated:
        place = Place(loaded.documents[0].name, ("indicators", name))
        faults += (one for one in integrity.of_series(updated[name], place))
    together = replace(together, submitted=submitted, group_cells=groups.places)
    return _with(together, updated, faults)


def _groups(together: Loaded, submissions: Iterable[Submission]) -> SettledGroups:
    """Return the groups that the tables give, and remark on those that are not used."""
    assert together.catalogue is not None
    document, shown = together.documents[0].name, together.shown
    groups = SettledGroups(together.catalogue, document, shown)
    for one in submissions:
        one.remarks += [*groups.settle(one.groups)]
    return groups


def _texts_of_corrections(path: Path, submissions: Iterable[Submission]) -> dict[Period, str]:
    """Return the texts of a series that a table has beside a revised figure: they replace others.

    Of two that are no longer the same neither does.
    """
    found: dict[Period, list[str]] = {}
    for one in submissions:
        values = one.series.get((path[0], "values"), _NOTHING)
        for period, text in one.series.get(path, _NOTHING).items():
            if (reading := values.get(period)) and reading.revised:
                found.setdefault(period, []).append(text)
    return {
        period: first
        for period, (first, *others) in found.items()
        if not any(differ(first, other) for other in others)
    }


_NOTHING: Series[Period, Any] = Series()


def _own_place(loaded: Loaded, path: Path, period: Any) -> Place:
    """Return where the catalogue's own files have an entry."""
    return Place(loaded.documents[0].name, ("indicators", *path, str(period)))


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
            if is_figure(text):
                message = f"{one.table.title} has figures, and nothing is read from it"
                place = one.at(number, column)
                (fault,) = one.faults
                hint = f"{fault.message}; {fault.hint}"
                return Problem("table-sheet-unread", message, place, hint, Severity.WARNING)
    return None


def _given(
    catalogue: Catalogue, submissions: Iterable[Submission]
) -> dict[Path, list[Series[Any, Any]]]:
    """Return what the catalogue's own files and then each table gave of a series.

    There is one for each series that a table gave figures of.
    """
    given: dict[Path, list[Series[Any, Any]]] = {}
    for one in submissions:
        for path, series in one.series.items():
            if path not in given:
                given[path] = [_own(catalogue.indicators[path[0]], path)]
            given[path].append(series)
    return {
        path: [_without_superseded(path, own, submitted), *submitted]
        for path, (own, *submitted) in given.items()
    }


def _without_superseded(
    path: Path, own: Series[Any, Any], submitted: Iterable[Series[Any, Any]]
) -> Series[Any, Any]:
    """Return a series less the targets that are only proposed where one is submitted."""
    if path[1] != "targets":
        return own
    given = {period for series in submitted for period in series}
    return Series({key: one for key, one in own.items() if not one.proposed or key not in given})


def _joined(path: Path, own: Series[Any, Any], *others: Series[Any, Any]) -> Series[Any, Any]:
    """Return what all gave of a series; of several for a period the first, verdicts completed."""
    joined = own.joined(*others)
    if path[1] != "reported":
        return joined
    every = (own, *others)
    verdicts = {
        period: reduce(completed, (one[period] for one in every if period in one))
        for period in joined
    }
    return Series(verdicts).joined(joined)


def _own(indicator: Indicator, path: Path) -> Series[Any, Any]:
    if path[1] == "comparators":
        return indicator.comparators.get(path[2], Series())
    found: Series[Any, Any] = getattr(indicator, path[1])
    return found


def _updated(
    catalogue: Catalogue,
    submitted: Mapping[Path, Series[Any, Any]],
    groups: Mapping[str, Mapping[str, str]],
) -> dict[str, Indicator]:
    """Return each indicator for which something was submitted, with it."""
    updates: dict[str, dict[str, Any]] = {
        name: {"groups": {**catalogue.indicators[name].groups, **own}}
        for name, own in groups.items()
    }
    for path, series in submitted.items():
        update = updates.setdefault(path[0], {})
        if path[1] == "comparators":
            own = catalogue.indicators[path[0]].comparators
            update.setdefault("comparators", dict(own))[path[2]] = series
        else:
            update[path[1]] = series
    return {
        name: catalogue.indicators[name].model_copy(update=update)
        for name, update in updates.items()
    }


def _duplicates(
    loaded: Loaded,
    path: Path,
    joined: Series[Any, Any],
    given: list[Series[Any, Any]],
    corrected: set[Any],
) -> Iterator[Problem]:
    """Yield where a table gives another figure than the first that is given for the period.

    That stands in an earlier table, else in the catalogue's files. The periods `corrected` are
    looked at already.
    """
    column = COLUMN_OF.get(path[1], "value")
    before: set[Any] = set()
    for earlier, series in pairwise(filter(None, given)):
        before.update(earlier)
        for period in (one for one in series if one in before and one not in corrected):
            first, made = joined[period], series[period]
            if contradict(first, made):
                here, there = series.place(period, column), joined.place(period, column)
                assert here
                assert there
                if there == here:
                    there = _own_place(loaded, path, period)
                yield duplicate_value(period, here, made, first, loaded.shown(there))


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
