"""Files to a report: what `ragcalc.report` and the command line both do.

Knows the catalogue and the scorer; no terminal, no output format.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ragcalc.catalogue import files, loader, overlooked
from ragcalc.catalogue.catalogues import Catalogues
from ragcalc.catalogue.derived import disclosure, lifetimes
from ragcalc.catalogue.derived import running_totals as accumulation
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.indicators import Catalogue, Indicator, SubmittedTables
from ragcalc.catalogue.returns import merge as merging
from ragcalc.catalogue.returns.tables import Table
from ragcalc.periods import Kind, Period, SplitYear
from ragcalc.problems import CatalogueError, Place, Problem
from ragcalc.scoring import timetable
from ragcalc.scoring.history import CatalogueHistory
from ragcalc.scoring.history import history as all_periods
from ragcalc.scoring.narrowing import EVERYTHING, Narrowing, narrowed
from ragcalc.scoring.outstanding import OutstandingFigures, outstanding
from ragcalc.scoring.results import IndicatorResult, InputFile, LeftOut, Report
from ragcalc.scoring.score import report as column
from ragcalc.scoring.targets import next_year
from ragcalc.scoring.targets.next_year import NextTargets
from ragcalc.scoring.verdicts import VerdictTable, latest, shown_in
from ragcalc.vocabulary import Life, Reason

if TYPE_CHECKING:
    from ragcalc.catalogue.datasets.result import DatasetResult
    from ragcalc.scoring.evidence.gathering import EvidenceProvider


def report(
    indicators: str | Path,
    thresholds: str | Path | None = None,
    period: str = timetable.LATEST,
    data: Iterable[str | Path] = (),
) -> Report:
    """Return a catalogue scored for a period, as `ragcalc report` does.

    Without `thresholds` the thresholds.yaml beside the catalogue applies, or that in the nearest
    folder above; where there is none, the built-in ones. `data` are files, folders or globs of
    submitted tables, in addition to the catalogue's.

    Raises CatalogueError where a file has errors, ValueError where the period has no meaning or a
    variable of the environment that limits how much is read (docs/limits.md) holds no limit.
    """
    return scored(_loaded(indicators, thresholds, data), period)


def history_of_files(
    indicators: str | Path,
    thresholds: str | Path | None = None,
    period: str | None = None,
    data: Iterable[str | Path] = (),
) -> CatalogueHistory:
    """Return every indicator in every period, as `ragcalc history` does.

    Arguments and errors are those of `report`; without `thresholds` the thresholds.yaml beside the
    catalogue applies, or that in the nearest folder above. `period` is the last report whose
    readings are wanted; None for all.
    """
    return catalogue_history(_loaded(indicators, thresholds, data), period)


def _loaded(
    indicators: str | Path, thresholds: str | Path | None, data: Iterable[str | Path]
) -> Loaded:
    """Return what the files give, with the thresholds beside the catalogue where none are named.

    Raises CatalogueError where they have errors.
    """
    path = Path(indicators)
    beside = files.find(files.THRESHOLDS, path.absolute().parent)
    loaded = load(path, Path(thresholds) if thresholds else beside, data)
    if loaded.problems:
        raise _error(loaded)
    return loaded


def load(
    indicators: Path,
    thresholds: Path | None,
    data: Iterable[str | Path] = (),
    sheet: str | None = None,
    root: Path | None = None,
    period: Period | SplitYear | None = None,
) -> Loaded:
    """Return the catalogue, its thresholds and what was submitted, with every problem.

    `data` are files, folders or globs, beside those that the catalogue names; `period` is the one
    of their figures where they name none; `sheet` is the one to read of each workbook. Names in the
    output are relative to the catalogue's folder. `root` is the folder of a revision: no file
    outside it is read, whatever its files name.
    """
    loaded = load_without_datasets(indicators, thresholds, data, sheet, root, period)
    if loaded.catalogue and loaded.catalogue.datasets:
        from ragcalc.catalogue.datasets import comparators as benchmarks

        loaded = benchmarks.with_figures(loaded, indicators, root)
    return published(loaded)


def load_without_datasets(
    indicators: Path,
    thresholds: Path | None,
    data: Iterable[str | Path] = (),
    sheet: str | None = None,
    root: Path | None = None,
    period: Period | SplitYear | None = None,
) -> Loaded:
    """Return what `load` does as it is written and submitted, without datasets and what is made."""
    folder = indicators.absolute().parent
    loaded = load_alone(indicators, thresholds)
    own = loaded.catalogue.data if loaded.catalogue else ()
    paths = [(path, one) for one in own for path in files.named(one.path, indicators.parent, root)]
    for pattern in data:  # what somebody asks for shall be there; the catalogue's may be to come
        asked = SubmittedTables.model_construct(path=str(pattern), period=period)
        paths += [(path, asked) for path in files.named(pattern) or [Path(pattern)]]
    loaded = replace(loaded, overlooked=_overlooked(loaded, indicators.parent, data, root))
    return merging.merged(loaded, _tables(paths, folder, sheet, root)) if paths else loaded


def load_alone(indicators: Path, thresholds: Path | None) -> Loaded:
    """Return a catalogue and its thresholds without submitted tables and datasets."""
    folder = indicators.absolute().parent
    document = files.read(indicators, folder)
    included, refused = files.included(document, indicators, folder)
    rules = files.read(thresholds, folder) if thresholds else None
    return loader.load(document, rules, included=included, refused=refused)


def _tables(
    paths: list[tuple[Path, SubmittedTables]], folder: Path, sheet: str | None, root: Path | None
) -> Iterator[tuple[Table, SubmittedTables]]:
    """Read every table that is named, each once for all that is said of it.

    Where more is said of a file than its path, no bare path names it again.
    """
    results_now = {os.path.realpath(path) for path, one in paths if one.says_more}
    seen: set[tuple[str, str]] = set()
    for path, one in paths:
        real = os.path.realpath(path)
        key = real, repr((one.period, one.sheet, one.columns))
        if key in seen or (real in results_now and not one.says_more):
            continue
        seen.add(key)
        for table in files.tables([path], folder, one.sheet or sheet, root):
            yield table, one


def _overlooked(
    loaded: Loaded, folder: Path, data: Iterable[str | Path], root: Path | None
) -> tuple[Problem, ...]:
    """Return what is named and not read, of the catalogue's own paths and of those asked for.

    A path that somebody asks for and that names nothing is an error already.
    """
    if loaded.catalogue is None:
        return ()
    place = Place(loaded.names[0])
    own = [
        overlooked.Named(one.path, folder, place.within("data", number))
        for number, one in enumerate(loaded.catalogue.data)
    ]
    asked = [overlooked.Named(str(one), Path(), place) for one in data if files.named(one)]
    return tuple(overlooked.problems([*own, *asked], root))


def published(loaded: Loaded, other_version: Loaded | None = None) -> Loaded:
    """Return what was read with the form of the catalogue that may be shown, or shown `beside`."""
    if loaded.catalogues is None:
        return loaded
    every = loaded.catalogues.as_written
    other = (
        other_version.catalogues.as_written if other_version and other_version.catalogues else None
    )
    datasets_of_other = other_version.datasets if other_version else ()
    if other:
        ids = lifetimes.renamed(other, every)
        other = lifetimes.with_ids(other, ids)
        datasets_of_other = tuple(one.with_ids(ids) for one in datasets_of_other)
    shown, datasets = disclosure.published(every, loaded.datasets, other, datasets_of_other)
    forms = Catalogues(
        published=lifetimes.limited(_worked_out(shown, datasets)),
        unsuppressed=lifetimes.limited(_worked_out(every, loaded.datasets)),
        as_written=every,
        hides=shown.indicators != every.indicators,
    )
    return replace(loaded, catalogues=forms, datasets=datasets)


def _worked_out(catalogue: Catalogue, datasets: tuple["DatasetResult", ...]) -> Catalogue:
    """Return the catalogue with the figures that are made of others."""
    summed = accumulation.summed(catalogue)
    if not datasets:
        return summed
    from ragcalc.catalogue.datasets.percentiles import with_percentiles

    return with_percentiles(summed, datasets)


def alike(old: Loaded, new: Loaded) -> tuple[Loaded, Loaded]:
    """Return two versions with the figures hidden that either of them hides."""
    if not (old.catalogues and new.catalogues):
        return old, new
    return published(old, new), published(new, old)


def renamed(old: Loaded, new: Loaded) -> dict[str, str]:
    """Return the new id of each indicator of one version that has another in the other."""
    if not (old.catalogues and new.catalogues):
        return {}
    return lifetimes.renamed(old.catalogues.as_written, new.catalogues.as_written)


def verdicts(loaded: Loaded) -> VerdictTable:
    """Return the verdicts of what the files gave; raises CatalogueError where that is nothing."""
    if loaded.catalogue is None:
        raise _error(loaded)
    return VerdictTable(loaded.catalogue, loaded.thresholds, loaded.names)


def scored(
    loaded: Loaded,
    period: Period | str,
    narrowing: Narrowing = EVERYTHING,
    evidence: Collection[str] | None = None,
    histories: bool = False,
    table: VerdictTable | None = None,
    *,
    last_time: bool = False,
    group_by: str | None = None,
) -> Report:
    """Return what the files gave, scored. Raises CatalogueError where that is nothing.

    `period` is one, or words for one; `narrowing` says which indicators are asked for. `evidence`
    gathers the evidence for each verdict (intervals, ranks, signals), and names the columns of it
    that tables show. `histories` judges every period up to the report's, `last_time` the report
    before. `table` has the verdicts of the same files, where another report was read from them.
    `group_by` is the grouping that the report is laid out by in place of outcomes.
    """
    table = table or verdicts(loaded)
    asked = narrowed(table.catalogue, narrowing).indicators.values()
    made = column(
        table,
        period if isinstance(period, Period) else timetable.resolve(period, asked),
        narrowing,
        group_by=group_by,
        evidence_provider=None if evidence is None else _evidence_provider(loaded),
        histories=histories,
        last_time=last_time,
    )
    return made._replace(
        inputs=tuple(InputFile(name, content) for name, content in loaded.inputs.items()),
        evidence=tuple(evidence or ()),
        left_out=tuple(_left_out(loaded)),
        entry_files=loaded.merged.entry_files,
        datasets=tuple(one.source for one in loaded.datasets if one.figures),
    )


def _left_out(loaded: Loaded) -> Iterator[LeftOut]:
    """Yield the indicators that errors leave out, in the catalogue's order, then whole files."""
    written = loaded.merged.data
    indicators = written.get("indicators") if isinstance(written, dict) else None
    names = indicators if isinstance(indicators, dict) else {}
    for name in dict.fromkeys((*names, *loaded.left_out)):
        if name in loaded.left_out:
            yield LeftOut(name, loaded.left_out[name], name in loaded.merged.unreadable_files)


def outstanding_figures(
    loaded: Loaded, period: str, narrowing: Narrowing = EVERYTHING
) -> OutstandingFigures:
    """Return what is due in a period and was not submitted, of the indicators asked for.

    Raises CatalogueError and NoSuchPeriod as `scored` does.
    """
    table = verdicts(loaded)
    assert loaded.catalogues is not None
    written = loaded.catalogues.as_written.indicators
    counted = {name for name, one in written.items() if _has_counts(one)}
    asked = scored(loaded, period, table=table).period
    return outstanding(table, column(table, asked, narrowing, whole_catalogue=True), counted)


def _has_counts(indicator: Indicator) -> bool:
    return any(one.counted for one in indicator.values.values())


def next_targets(loaded: Loaded, year: SplitYear, narrowing: Narrowing = EVERYTHING) -> NextTargets:
    """Return what the targets of a year are set by. Raises CatalogueError as `scored` does."""
    table, before = verdicts(loaded), next_year.own_year(year, Kind.FINANCIAL).previous()
    return next_year.next_targets(
        table, column(table, before, narrowing, whole_catalogue=True), year
    )


def history(loaded: Loaded, name: str, period: str | None = None) -> Report:
    """Return the report of one indicator with its history, as far as the latest report has it.

    Its last entry may be later, and the end of its life earlier. Raises CatalogueError as `scored`
    does, NoSuchPeriod where there is no such period or entry.
    """
    if loaded.catalogue is None:
        raise _error(loaded)
    own = loaded.catalogue.indicators[name]
    alone = loaded.catalogue.model_copy(update={"indicators": {name: own}})
    table = VerdictTable(alone, loaded.thresholds, loaded.names)
    last = latest(own)
    if last is None:
        raise timetable.NoSuchPeriod(f"'{name}' has no reading", "add one under values:")
    asked = period or _last_report(loaded.catalogue, own, last)
    made = scored(loaded, asked, histories=True, table=table)
    require_measured(made, name)
    return made


def _last_report(catalogue: Catalogue, own: Indicator, last: Period) -> Period:
    """Return the last report, up to the latest, that shows or misses a figure of an indicator.

    `last` is the report of its last entry, which may come after the latest.
    """
    try:
        reported = timetable.resolve(timetable.LATEST, catalogue.indicators.values())
    except timetable.NoReading:
        return last
    shown = shown_in(own, timetable.last_due(own, reported.end))
    return shown if shown.end > last.end else last


class NotInReport(timetable.NoSuchPeriod):
    """The report's period lies outside the life of the indicator that is asked for."""


def require_measured(made: Report, name: str) -> None:
    """Raise NotInReport where a report does not have an indicator."""
    for one in made.not_measured:
        if one.id == name:
            limit, report_of = one.limit, f"'{name}' is not in the report for {made.period}"
            if one.life is Life.RETIRED:
                raise NotInReport(f"{report_of}: it was retired after {limit}", f"ask for {limit}")
            raise NotInReport(f"{report_of}: it begins in {limit}", f"ask for {limit} or later")


class NotBegun(timetable.NoSuchPeriod):
    """The report's period lies after every figure of the catalogue."""


def require_begun(loaded: Loaded, made: Report) -> None:
    """Raise NotBegun where a report lies after every figure and nothing is given for it."""
    indicators = loaded.catalogue.indicators.values() if loaded.catalogue else ()
    last = timetable.last_reported(indicators)
    if last and made.period.end > last.end and not any(map(_is_given, made.indicators)):
        raise NotBegun(
            f"there are no figures for {made.period} yet",
            f"the latest are for {last}; add --partial to report {made.period} without any",
        )


def _is_given(result: IndicatorResult) -> bool:
    """Return whether there is a figure, a word in its place or a published rating."""
    absent = (Reason.NOT_DUE, Reason.NO_VALUE, Reason.YEAR_INCOMPLETE)
    return result.inputs.reading not in absent or result.verdict.status.basis is not None


def catalogue_history(
    loaded: Loaded, period: str | None = None, narrowing: Narrowing = EVERYTHING
) -> CatalogueHistory:
    """Return every indicator asked for in every period, up to the report of one where it is named.

    Raises CatalogueError as `scored` does, NoSuchPeriod where there is no such period.
    """
    table = verdicts(loaded)
    asked = narrowed(table.catalogue, narrowing).indicators.values()
    until = None if period is None else timetable.resolve(period, asked)
    inputs = tuple(InputFile(name, content) for name, content in loaded.inputs.items())
    return replace(all_periods(table, until, narrowing), inputs=inputs)


def _error(loaded: Loaded) -> CatalogueError:
    return CatalogueError(loaded.problems, quoted=not loaded.is_private)


def _evidence_provider(loaded: Loaded) -> "EvidenceProvider":
    from ragcalc.scoring.evidence.gathering import gatherer

    assert loaded.catalogue is not None
    peers = {name: found for one in loaded.datasets for name, found in one.peers.items()}
    return gatherer(loaded.catalogue, loaded.thresholds, peers)


def periods_with_readings(loaded: Loaded) -> list[Period]:
    """Return every period that has a figure, the latest first."""
    indicators = loaded.catalogue.indicators.values() if loaded.catalogue else ()
    found = {period for one in indicators for period in timetable.figures(one)}
    return sorted(found, key=lambda one: (-one.end, one.months))
