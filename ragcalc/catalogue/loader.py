"""Documents to a catalogue and its problems, and problems to lines and columns.

Loading never raises for what a file holds: it gives what could be built and every problem.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from ragcalc.catalogue.catalogues import Catalogues
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.hints import Hints
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.model.series import Series
from ragcalc.catalogue.model.thresholds import CheckSeverity, Thresholds
from ragcalc.catalogue.returns.submissions import Path as SeriesPath
from ragcalc.catalogue.returns.submissions import Submission, cell_of
from ragcalc.catalogue.returns.tables import Table
from ragcalc.catalogue.yaml import consistency as integrity
from ragcalc.catalogue.yaml import duplicates, references
from ragcalc.catalogue.yaml import includes as inclusion
from ragcalc.catalogue.yaml import limit_keys as limits
from ragcalc.catalogue.yaml.includes import MergedSource
from ragcalc.catalogue.yaml.source import Data, Document, Path
from ragcalc.catalogue.yaml.validation import Validated, validated
from ragcalc.periods import Kind, Period
from ragcalc.problems import LocatedProblem, Place, Problem, Severity, Span

if TYPE_CHECKING:
    from ragcalc.catalogue.datasets.result import DatasetResult


@dataclass(frozen=True)
class Loaded:
    """What the files gave: a catalogue of all valid entries, and every problem."""

    catalogues: Catalogues | None
    """None where not even the frame is valid."""
    thresholds: Thresholds | None
    """None where there is no such file: the built-in default applies."""
    faults: tuple[Problem, ...]
    left_out: Mapping[str, tuple[str, ...]]
    """The codes of the problems of each indicator, or whole file, that is not in the catalogue."""
    documents: tuple[Document, ...]
    """indicators.yaml, and thresholds.yaml where there is one."""
    included: tuple[Document, ...] = ()
    merged: MergedSource = field(default_factory=lambda: MergedSource(None, {}))
    """Every entry of indicators.yaml and of what it includes, as written."""
    submissions: tuple[Submission, ...] = ()
    """What submitted tables gave; the catalogue holds their figures too."""
    submitted: Mapping[SeriesPath, Series[Any, Any]] = field(default_factory=dict)
    """Each series that submitted tables gave figures of, also of an indicator that is left out."""
    group_cells: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    """The cell that gave a group, by the ids of its indicator and its grouping."""
    datasets: "tuple[DatasetResult, ...]" = ()
    """What national datasets gave; the catalogue holds their comparators' figures too."""
    overlooked: tuple[Problem, ...] = ()
    """What the paths to submitted tables name of which nothing is read."""

    @property
    def catalogue(self) -> Catalogue | None:
        """The catalogue as it may be shown; None where not even the frame is valid."""
        return self.catalogues.published if self.catalogues else None

    @property
    def entries(self) -> Mapping[str, Data]:
        """The indicators as they are written, valid or not, by id."""
        return _entries(self.merged.data)

    @property
    def names_left_out(self) -> list[str]:
        """Each way to name an indicator that is not in the catalogue."""
        entries = _entries(self.merged.data)
        found = list(self.left_out)
        for name in self.left_out:
            entry = entries.get(name)
            if isinstance(entry, dict):
                found += [
                    one for key in ("name", "short") if isinstance(one := entry.get(key), str)
                ]
                found += references.former(entry)
        return found

    @property
    def names(self) -> tuple[str, str]:
        """The names of the catalogue and of the thresholds in places."""
        return self.documents[0].name, self.documents[-1].name

    @cached_property
    def problems(self) -> tuple[LocatedProblem, ...]:
        """Every problem with its place, sorted by file and place."""
        return self.locate(self.faults)

    @cached_property
    def is_private(self) -> bool:
        """Whether small numbers are hidden, or are to be by any file as it is written."""
        hides = self.catalogues is not None and self.catalogues.hides
        return hides or any(map(limits.are_asked, (*self.documents, *self.included)))

    @property
    def allows_partial(self) -> bool:
        """Whether an answer may leave out what has errors.

        Not where numbers are hidden, or parts of a whole named: sums would give back what is left
        out.
        """
        entries = _entries(self.merged.data).values()
        return not self.is_private and not any("part-of" in one for one in entries)

    @property
    def warnings(self) -> tuple[LocatedProblem, ...]:
        """What datasets could not give; the rest goes on without it."""
        remarks = (remark for one in self.datasets for remark in one.remarks)
        return self.locate(one for one in remarks if one.severity is Severity.WARNING)

    @property
    def table_remarks(self) -> tuple[Severity, ...]:
        """How bad each finding of submitted tables is: what is not read, or read otherwise."""
        every = (*self.overlooked, *(one for each in self.submissions for one in each.remarks))
        own = self.thresholds.checks.severities if self.thresholds else {}
        levels = (own.get(one.code) or CheckSeverity(one.severity) for one in every)
        return tuple(Severity(one) for one in levels if one is not CheckSeverity.OFF)

    def locate(self, problems: Iterable[Problem]) -> tuple[LocatedProblem, ...]:
        """Return problems with lines and columns in place of symbolic places."""
        order: dict[str, int] = {}
        for number, file in enumerate(self.files):
            order.setdefault(file, number)
        located = (self._located(problem) for problem in problems)
        return tuple(sorted(located, key=lambda problem: _by_place(order, problem)))

    def span(self, place: Place) -> Span | None:
        """Return the lines and columns of a place."""
        place = self._origin(place)
        document = self._document(place)
        return document.span(self._written(document, place))

    def shown(self, place: Place) -> str:
        """Return `indicators.yaml:12` for a place, its path as a person would open it.

        A column would give away how many digits precede it in its line, also of what is hidden.
        """
        span = self.span(place)
        document = self._document(self._origin(place))
        if span and self.is_private:
            return f"{document.shown}:{document.cell(span) or span.line}"
        return document.point(span) if span else document.shown

    @property
    def inputs(self) -> dict[str, bytes]:
        """The bytes of each file, by its path from the catalogue's folder."""
        return {one.file: one.content for one in self._sources}

    @property
    def files(self) -> list[str]:
        """The path of each file that was read, as a person would open it."""
        return [one.shown for one in self._sources]

    @cached_property
    def _sources(self) -> "tuple[Document | Table, ...]":
        from_datasets = (table for one in self.datasets for table in (one.table, *one.others))
        submitted = (one.table for one in self.submissions)
        return *self.documents, *self.included, *submitted, *from_datasets

    def _document(self, place: Place) -> Document | Table:
        return self._sources_by_name[place.document]

    @cached_property
    def _sources_by_name(self) -> "Mapping[str, Document | Table]":
        return {one.name: one for one in reversed(self._sources)}

    def _origin(self, place: Place) -> Place:
        """Return the cell that a place of the catalogue was filled from, else its own file."""
        if place.document != self.documents[0].name:
            return place
        if len(place.path) >= _FIGURE_DEPTH:
            found = (one.origin(place) for one in self.datasets)
            cell = next(filter(None, found), None) or cell_of(self.submitted, place)
            cell = cell or self._group_cell(place)
            if cell and cell.document != place.document:  # or it stands in the catalogue's files
                return cell
        included_from = self.merged.entry_files.get(place.path[:2])
        return place._replace(document=included_from) if included_from else place

    def _group_cell(self, place: Place) -> Place | None:
        """Return the cell that gave the group at a place of the catalogue."""
        _, name, key, grouping, *_ = map(str, place.path)
        return self.group_cells.get((name, grouping)) if key == "groups" else None

    def _located(self, problem: Problem) -> LocatedProblem:
        place = self._origin(problem.place)
        document = self._document(place)
        place = self._written(document, place)
        span = document.span(place)
        return LocatedProblem(
            code=problem.code,
            severity=problem.severity,
            message=problem.message,
            hint=problem.hint,
            file=document.shown,
            name=document.file,
            span=span,
            key=place.key,
            excerpt=document.excerpt(span) if span else "",
            mark=document.mark(span) if span else None,
            cell=document.cell(span) if span else "",
        )

    def _written(self, document: Document | Table, place: Place) -> Place:
        """Return the place with its periods written as in the document."""
        if place.span or isinstance(document, Table) or document.data is None:
            return place
        path: list[str | int] = []
        data: Data = document.data
        year = Kind.FINANCIAL
        for step in place.path:
            key = (
                step
                if _has(data, step)
                else self._same_period(Place(place.document, tuple(path)), data, step, year)
            )
            if key is None:
                break
            path.append(key)
            data = data[key]  # type: ignore[index]
            if isinstance(data, dict) and data.get("year") == Kind.ACADEMIC:
                year = Kind.ACADEMIC
        return Place(place.document, tuple(path), place.at)

    def _same_period(self, where: Place, data: Data, step: str | int, year: Kind) -> str | None:
        """Return the first key there that spells the period otherwise, in years of that kind."""
        wanted = _named(step, Kind.FINANCIAL)
        if wanted is None or not isinstance(data, dict):
            return None
        if where not in self._spellings:
            found = self._spellings[where] = {}
            for key in data:
                found.setdefault(_named(key, year), key)
        return self._spellings[where].get(wanted)

    @cached_property
    def _spellings(self) -> dict[Place, dict[Period | fields.Since | None, str]]:
        """The keys of each mapping of the documents that was looked through, by their periods."""
        return {}


def load(
    indicators: Document,
    thresholds: Document | None = None,
    *,
    included: tuple[Document, ...] = (),
    refused: Sequence[Problem] = (),
) -> Loaded:
    """Return the catalogue of some documents, without every entry that has an error.

    `included` are those that indicators.yaml includes; `refused` is what is wrong with how.
    """
    merged = inclusion.merged_source(indicators, included)
    book = validated(Catalogue, indicators, merged.data)
    rules = validated(Thresholds, thresholds) if thresholds else None
    entries = _entries(merged.data)
    known = references.known(merged.data or "", _data(thresholds))
    found = book.faults
    if merged.unreadable_files or refused:  # any outcome may stand there, and any indicator
        known["outcomes"] = known["indicators"] = None
        found = [one for one in found if (one.code, one.place.path) != _NO_INDICATORS]
    faults = [*refused, *found, *merged.faults, *(rules.faults if rules else ())]
    faults += _entry_faults(entries, indicators.name, known, references.members(merged.data))
    duplicated = _duplicate_actions(indicators.name, merged.data)
    faults += duplicated
    for name, indicator in _indicators(book).items():
        faults += integrity.problems(indicator, Place(indicators.name, ("indicators", name)))
    left_out = _left_out({indicators.name, *(one.name for one in included)}, entries, faults)
    invalid_entries = book.invalid_entries | (rules.invalid_entries if rules else frozenset())
    invalid_entries |= {fault.place.path[:2] for fault in duplicated} | merged.duplicates
    left_out |= {**_using(invalid_entries, entries, left_out), **merged.unreadable_files}
    valid = not refused and (rules is None or rules.model is not None)
    kept = _kept(book.model, left_out, invalid_entries) if valid else None
    return Loaded(
        catalogues=Catalogues.as_read(kept) if kept else None,
        thresholds=rules.model if rules else None,
        faults=tuple(faults),
        left_out=left_out,
        documents=tuple(filter(None, (indicators, thresholds))),
        included=included,
        merged=merged,
    )


def _entry_faults(
    entries: Mapping[str, Data],
    file: str,
    known: references.Known,
    members: Mapping[str, Collection[str]],
) -> list[Problem]:
    """Return what is wrong with the names that entries refer to, as they are written."""
    hints, renamed = Hints(), references.former_names(entries)
    faults: list[Problem] = []
    for name, entry in entries.items():
        place = Place(file, ("indicators", name))
        faults += references.problems(entry, place, known, hints, renamed)
        faults += references.of_no_member(entry, place, members, hints)
        faults += duplicates.problems(entry, place)
    faults += references.circles(entries, file)
    faults += references.reused_names(entries, file)
    return faults


_NO_INDICATORS = ("value-empty", ("indicators",))


def _data(thresholds: Document | None) -> Data | None:
    """Return the data; None is for no such file, text for one that cannot be read."""
    return (thresholds.data or "") if thresholds else None


def _entries(data: Data | None, kind: str = "indicators") -> dict[str, Data]:
    """Return the entries of a kind as they are written, valid or not."""
    entries = data.get(kind) if isinstance(data, dict) else None
    return entries if isinstance(entries, dict) else {}


def _duplicate_actions(document: str, data: Data | None) -> list[Problem]:
    """Return what the outcomes' actions say of one period in two spellings."""
    outcomes = _entries(data, "outcomes")
    places = {name: Place(document, ("outcomes", name)) for name in outcomes}
    return [one for name in outcomes for one in duplicates.of_outcome(outcomes[name], places[name])]


def _indicators(book: Validated[Catalogue]) -> Mapping[str, Indicator]:
    """Return every indicator whose entries can be compared."""
    if book.model and not book.faults:
        return book.model.indicators
    refused = {fault.place.path for fault in book.faults}
    validated_again = {
        name: _validated(name, entry)
        for name, entry in _entries(book.rest).items()
        if not any(("indicators", name, setting) in refused for setting in _SETTINGS)
    }
    return {name: indicator for name, indicator in validated_again.items() if indicator}


_FIGURE_DEPTH = 4
"""So many keys lead to a figure: indicators, its id, the series, the period."""
_SETTINGS = ("accumulates", "dataset", "frequency", "may-exceed-100")
"""Where one of these was refused, its default would make other entries look wrong."""


def _validated(name: str, entry: Data) -> Indicator | None:
    try:
        return Indicator.model_validate({"name": name, **entry} if isinstance(entry, dict) else {})
    except ValidationError:
        return None


def _left_out(
    documents: set[str], entries: Mapping[str, Data], faults: list[Problem]
) -> dict[str, tuple[str, ...]]:
    codes: dict[str, list[str]] = {}
    for fault in faults:
        match fault.place:
            case Place(document=where, path=("indicators", str(name), *_)) if where in documents:
                codes.setdefault(name, []).append(fault.code)
    return {name: tuple(sorted(set(codes[name]))) for name in entries if name in codes}


def _using(
    invalid_entries: frozenset[Path], entries: Mapping[str, Data], left_out: Mapping[str, object]
) -> dict[str, tuple[str, ...]]:
    """Return the valid indicators that refer to an invalid entry."""
    if not invalid_entries:
        return {}
    return {
        name: ("reference-broken",)
        for name, entry in entries.items()
        if name not in left_out and not invalid_entries.isdisjoint(references.used(entry))
    }


def _kept(
    catalogue: Catalogue | None, left_out: Mapping[str, object], invalid_entries: frozenset[Path]
) -> Catalogue | None:
    """Return the catalogue without the indicators and the outcomes that have errors."""
    if catalogue is None or not (left_out or invalid_entries):
        return catalogue
    kept = {name: one for name, one in catalogue.indicators.items() if name not in left_out}
    valid = {
        name: one
        for name, one in catalogue.outcomes.items()
        if ("outcomes", name) not in invalid_entries
    }
    return catalogue.model_copy(update={"indicators": kept, "outcomes": valid}) if kept else None


def _has(data: Data, step: str | int) -> bool:
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list) and isinstance(step, int) and step < len(data)


def _named(key: str | int, year: Kind) -> Period | fields.Since | None:
    try:
        return fields.period_or_since(key, year)
    except ValueError:
        return None


def _by_place(order: Mapping[str, int], problem: LocatedProblem) -> tuple[int, int, int, str, str]:
    span = problem.span
    line, column = (span.line, span.column) if span else (0, 0)
    return order[problem.file], line, column, problem.code, problem.key
