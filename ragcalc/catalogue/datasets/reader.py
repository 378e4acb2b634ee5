"""One national dataset to comparators' figures, readings and peers of the indicators that name it.

What is wrong with a dataset stops nothing: it stands among the remarks.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path as FilePath
from typing import assert_never

from ragcalc import numbers
from ragcalc.catalogue import files
from ragcalc.catalogue.datasets import source as datasets
from ragcalc.catalogue.datasets.areas import Areas, OwnArea
from ragcalc.catalogue.datasets.dictionary import NoDictionary, unbanded
from ragcalc.catalogue.datasets.figures import Mean, published_figure
from ragcalc.catalogue.datasets.neighbours import Neighbours, NoNeighbours, neighbours
from ragcalc.catalogue.datasets.readings import OwnReadings
from ragcalc.catalogue.datasets.result import DatasetResult
from ragcalc.catalogue.datasets.selection import RowSelection
from ragcalc.catalogue.datasets.source import DatasetRow, plain
from ragcalc.catalogue.datasets.tables import (
    MeasureReader,
    MeasureTable,
    RowRemarks,
    described,
    interval,
)
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.fields import LeftOutYears, quoted
from ragcalc.catalogue.model.figures import Figure
from ragcalc.catalogue.model.hints import Hints, nearest
from ragcalc.catalogue.model.indicators import Catalogue, Dataset, Indicator, Measure
from ragcalc.catalogue.model.peers import Peers
from ragcalc.catalogue.model.series import Series
from ragcalc.catalogue.returns.tables import Table
from ragcalc.periods import Period
from ragcalc.problems import Place, Problem, Severity
from ragcalc.vocabulary import ComparatorKind


class DatasetReader:
    """Reads one dataset for the indicators that name it."""

    def __init__(
        self,
        loaded: Loaded,
        catalogue: Catalogue,
        name: str,
        catalogue_path: FilePath,
        root: FilePath | None = None,
    ) -> None:
        self.catalogue, self.name, self.hints = catalogue, name, Hints()
        self.dataset: Dataset = catalogue.datasets[name]
        self.own = Place(loaded.documents[0].name, ("datasets", name))
        self.indicators = Place(loaded.documents[0].name, ("indicators",))
        self.catalogue_path, self.root = catalogue_path, root
        self.unbanded: frozenset[str] = frozenset()
        self.left_out: dict[str, LeftOutYears] = {}
        self.yearless: dict[int, DatasetRow] = {}
        """The rows whose year is none, by number."""
        self.undated = False
        """Whether an indicator has no row with a year."""
        path = catalogue_path.parent / self.dataset.file
        table, self.refusal = files.dataset(path, catalogue_path.parent, root)
        self.found = DatasetResult(name, table, self._source())

    def result(self) -> DatasetResult:
        """Return the figures of comparators and peers that the indicators ask for."""
        try:
            self._read()
        except datasets.Unreadable as error:
            message = str(error) if self.refusal else f"{self.dataset.file} {error}"
            self._remark("dataset-unreadable", message, self.own.within("file"), error.hint)
        except datasets.NoColumn as error:
            place = self.own.within("columns", error.column)
            message = f"{self.dataset.file} has no column {quoted(error.name)}"
            self._remark("dataset-column", message, place, nearest(error.name, error.known))
        return self.found

    def _remark(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.found.remarks.append(Problem(code, message, place, hint, Severity.WARNING))

    def _read(self) -> None:
        if self.refusal:
            raise datasets.Unreadable(*self.refusal)
        with datasets.opened(self.found.table) as source:
            self._read_from(source)

    def _read_from(self, source: datasets.Source) -> None:
        selection = RowSelection(source, self.dataset, self.own, self.indicators)
        self.layout = selection.layout
        rows = selection.rows(self._asked(self.layout.measures(source)))
        self.found.remarks.extend(selection.remarks)
        taken = {(row.number, row.column): row for one in rows.values() for row in one}
        self.found.table.taken.update(taken)
        every = [*taken.values()]
        self.areas = Areas(every)
        self.found.areas.update(self.areas.names)
        self.left_out = self._left_out()
        self.tables = MeasureReader(source, self.layout, self.left_out, self.found)
        self._check_nation(every)
        ours = self._own_area(every)
        self.unbanded = self._unbanded()
        for name, own in rows.items():
            self._add_comparators(name, own, ours)
        self._remark_on_yearless()

    def _asked(self, measures: Iterable[str]) -> dict[str, Measure]:
        """Return by indicator which measure it asks for, of those that the dataset has."""
        known = dict.fromkeys(measures)
        by_spelling: dict[str, list[str]] = {}
        for measure in known:
            by_spelling.setdefault(plain(measure), []).append(measure)
        return {
            name: one.dataset
            for name, one in self.catalogue.indicators.items()
            if one.dataset
            and one.dataset.name == self.name
            and self._knows(name, one, known, by_spelling)
        }

    def _left_out(self) -> dict[str, LeftOutYears]:
        """Return the areas that are left out in some years, by number; remark on unknown ones."""
        leave_out = self.dataset.leave_out if self.areas.names else {}
        for wanted, hint in self.areas.unknown(leave_out):
            message = f"{self.dataset.file} has no area {quoted(wanted)}"
            self._remark("dataset-leave-out", message, self.own.within("leave-out", wanted), hint)
        return self.areas.left_out(leave_out)

    def _own_area(self, rows: list[DatasetRow]) -> OwnArea:
        """Find ourselves; where we are not known, no more than the nation's figures are ours."""
        area = self._area(rows) if rows else None
        if area is None:
            return OwnArea(None, None, None)
        return OwnArea(area, self._region(area, rows), self._neighbours(area, rows))

    def _knows(
        self,
        name: str,
        indicator: Indicator,
        known: Mapping[str, object],
        by_spelling: Mapping[str, list[str]],
    ) -> bool:
        """Return whether the dataset has the indicator's measure; remark on what is like it."""
        assert indicator.dataset
        measure = indicator.dataset.measure
        place = self.indicators.within(name, "dataset", "measure")
        alike = [one for one in by_spelling.get(plain(measure), ()) if one != measure]
        if measure not in known:
            hint = f"did you mean {alike[0]}?" if alike else self.hints.nearest(measure, known)
            message = f"{self.dataset.file} has no measure {quoted(measure)}"
            self._remark("dataset-measure", message, place, hint)
        elif alike:
            message = f"{self.dataset.file} has this measure also as {quoted(alike[0])}"
            hint = f"only the rows of {quoted(measure)} are used; ask who publishes it"
            self._remark("dataset-measure", message, place, hint)
        return measure in known

    def _area(self, rows: list[DatasetRow]) -> str | None:
        """Return the number of the organisation's own area, which is named by number or name."""
        wanted = self.dataset.area or self.catalogue.area or self.catalogue.organisation
        names, found = self.areas.names, self.areas.numbers(wanted)
        if len(found) == 1:
            return found[0]
        if found:
            message = f"{self.dataset.file} has {len(found)} areas that are called {quoted(wanted)}"
            hint = f"write the number of ours, as in area: {found[0]}; they are {', '.join(found)}"
            self._remark("dataset-area", message, self.own.within("area"), hint)
            return None
        message = f"{self.dataset.file} has no area {quoted(wanted)}"
        hint = nearest(wanted, list(filter(None, names.values())) or list(names))
        self._remark("dataset-area", message, self.own.within("area"), hint)
        return None

    def _check_nation(self, rows: list[DatasetRow]) -> None:
        """Remark where no row is the nation's, though we are compared with it."""
        kinds = {one.kind for one in self.catalogue.comparators.values()}
        nation = self.dataset.national
        is_there = any(plain(row.name) == plain(nation) for row in rows)
        if not rows or is_there or ComparatorKind.NATIONAL not in kinds:
            return
        names = sorted({row.name for row in rows if not row.is_authority})
        known = nearest(nation, [one for one in names if one])
        hint = f"{_NATION}; {known}" if known else _NO_NAMES
        message = f"{self.dataset.file} has no row called {quoted(nation)}, the nation's"
        self._remark("dataset-national", message, self.own.within("national"), hint)

    def _region(self, area: str, rows: list[DatasetRow]) -> str | None:
        """Return the number under which the figures of our region stand."""
        own = next(row for row in rows if row.area == area)
        if not own.is_authority or plain(own.region) == plain(self.dataset.national):
            return None
        wanted = self.dataset.regions.get(own.region, own.region)
        named = [one for one in rows if plain(one.name) == plain(wanted) and one.area != area]
        if named:
            return min(named, key=lambda row: row.is_authority).area
        names = sorted({row.name for row in rows if not row.is_authority})
        kinds = {one.kind for one in self.catalogue.comparators.values()}
        if ComparatorKind.REGIONAL not in kinds:
            return None
        message = f"{self.dataset.file} has no row for the region {quoted(wanted)}"
        hint = (
            nearest(wanted, names) or "name it under regions:, as in {Inner London: London (Inner)}"
        )
        self._remark("dataset-region", message, self.own.within("regions"), hint)
        return None

    def _tables(self, name: str) -> list[Table]:
        """Return the tables of a file beside the dataset, which is an input of the report too."""
        path = self.catalogue_path.parent / name
        tables = files.tables([path], self.catalogue_path.parent, root=self.root)
        self.found.others += tuple(tables)
        return tables

    def _unbanded(self) -> frozenset[str]:
        """Return the measures that the dataset's dictionary puts into no quartiles."""
        if self.dataset.dictionary is None:
            return frozenset()
        try:
            return unbanded(self._tables(self.dataset.dictionary))
        except NoDictionary as error:
            place = self.own.within("dictionary")
            self._remark("dataset-dictionary", str(error), place, error.hint)
            return frozenset()

    def _neighbours(self, area: str, rows: list[DatasetRow]) -> Neighbours | None:
        if self.dataset.neighbours is None:
            return None
        place = self.own.within("neighbours")
        tables = self._tables(self.dataset.neighbours)
        try:
            found = neighbours(tables, area)
        except NoNeighbours as error:
            self._remark("dataset-neighbours", str(error), place, error.hint)
            return None
        known = {row.area for row in rows}
        without_rows = [one for one in found.areas if one not in known]
        if without_rows:
            some = ", ".join(without_rows)
            message = f"no row of {self.dataset.file} is of the neighbour{_s(without_rows)} {some}"
            hint = "the mean is taken over the others; areas that were reorganised have new numbers"
            self._remark("dataset-neighbours", message, place, hint)
        return found

    def _add_comparators(self, name: str, rows: list[DatasetRow], ours: OwnArea) -> None:
        """Take the comparators' figures and the peers of one indicator."""
        table = self.tables.read(rows, self.catalogue.indicators[name])
        self.yearless.update({row.number: row for row in table.yearless})
        self.undated = self.undated or not table.is_dated
        names = {row.area: row for row in rows}
        nation = plain(self.dataset.national)
        named = [row for row in rows if plain(row.name) == nation and row.area != ours.area]
        national = min(named, key=lambda row: row.is_authority).area if named else None
        for comparator, about in self.catalogue.comparators.items():
            match about.kind:
                case ComparatorKind.NATIONAL:
                    if national:
                        self._add_figures(name, comparator, table, national)
                case ComparatorKind.REGIONAL:
                    if ours.region:
                        self._add_figures(name, comparator, table, ours.region)
                case ComparatorKind.STATISTICAL_NEIGHBOURS:
                    if ours.neighbours:
                        self._add_means(name, comparator, table, ours.neighbours)
                case ComparatorKind.OTHER:
                    pass  # a dataset does not know whose figure it is
                case _:
                    assert_never(about.kind)
        if ours.area:
            peers = self._peers(rows[0].measure, ours.area, names, table)
            self.found.peers[name] = peers._replace(
                national=table.of_area(national),
                left_out={
                    year: sum(names[one].is_authority for one in areas)
                    for year, areas in table.left_out.items()
                },
            )
            self._add_readings(name, rows, table, ours.area)
        self._check_year_of_neighbours(name, ours.neighbours, table)

    def _peers(
        self,
        measure: str,
        area: str,
        names: dict[str, DatasetRow],
        table: MeasureTable,
    ) -> Peers:
        """Return the figures of all authorities: what stands under a region."""
        cells = {
            year.period: {one: cell for one, cell in by_area.items() if names[one].is_authority}
            for year, by_area in table.figures.items()
        }
        return Peers(
            measure=measure,
            source=self._source(),
            area=area,
            figures={
                year: {one: cell.value for one, cell in by_area.items()}
                for year, by_area in cells.items()
            },
            counts={
                year: {one: cell.counts for one, cell in by_area.items() if cell.counts}
                for year, by_area in cells.items()
            },
            banded=measure not in self.unbanded,
        )

    def _remark_on_yearless(self) -> None:
        """Remark once on all rows whose year is none.

        Only where an indicator has no year at all is it said at every run; `check` always says it.
        """
        rows = [self.yearless[number] for number in sorted(self.yearless)]
        if not rows:
            return
        first, *more = rows
        others = f" (and {len(more)} more like it)" if more else ""
        message = f"{quoted(first.year)} is not a year{others}"
        severity = Severity.WARNING if self.undated else Severity.NOTE
        problem = Problem(
            "dataset-year",
            message,
            self.found.row(first),
            self.layout.year_hint,
            severity,
        )
        self.found.remarks.append(problem)

    def _add_figures(self, name: str, comparator: str, table: MeasureTable, area: str) -> None:
        remarks = RowRemarks(self.found)
        for year, by_area in table.figures.items():
            if one := by_area.get(area):
                about = described(self._source(), year, one.row, one.cell)
                figure = published_figure(one.value, about).model_copy(
                    update=interval(one, self.layout, remarks)
                )
                self._put(name, comparator, year.period, figure)
                rows = self.found.rows.setdefault((name, comparator), {})
                rows[year.period] = one.row
        remarks.report()

    def _add_readings(
        self, name: str, rows: Iterable[DatasetRow], table: MeasureTable, area: str
    ) -> None:
        """Take what our own rows say as the readings of an indicator that asks for them.

        What is submitted stands for its period.
        """
        indicator = self.catalogue.indicators[name]
        if not indicator.values_from_dataset:
            return
        if all(row.area != area for row in rows):
            self._remark_on_no_row(name, indicator, area)
        remarks = RowRemarks(self.found)
        made = OwnReadings(indicator, self.layout, self._source(), remarks)
        for year, by_area in table.entries.items():
            if not (entry := by_area.get(area)):
                continue
            period = year.period
            if period not in indicator.values and (reading := made.reading(year, entry)):
                self.found.readings.setdefault(name, {})[period] = reading
                self.found.own_rows.setdefault(name, {})[period] = entry.row
            if period not in indicator.reported and (reported := made.reported(entry)):
                self.found.reported.setdefault(name, {})[period] = reported
                self.found.rated_rows.setdefault(name, {})[period] = entry.row
        remarks.report()

    def _remark_on_no_row(self, name: str, indicator: Indicator, area: str) -> None:
        assert indicator.dataset
        called = self.areas.names[area]
        who = called if plain(called) == plain(area) else f"{called or 'our area'} ({area})"
        message = f"{self.dataset.file} has no row of {who} for {quoted(indicator.dataset.measure)}"
        hint = "it has no values from there; write those that there are by period"
        self._remark("dataset-area", message, self.indicators.within(name, "values"), hint)

    def _add_means(
        self,
        name: str,
        comparator: str,
        table: MeasureTable,
        neighbours: Neighbours,
    ) -> None:
        for year, by_area in table.figures.items():
            having = [by_area[area] for area in neighbours.areas if area in by_area]
            if not having:
                continue
            of = tuple(one.value for one in having)
            mean = Mean.model_construct(of=of, among=len(neighbours.areas), value=Decimal(0))
            figure = mean.model_copy(
                update={
                    "value": numbers.shortest(mean.amount),
                    "source": f"{self._source()}, {having[0].row.measure}, {having[0].row.year}",
                    "note": f"mean of {len(of)} of {len(neighbours.areas)} statistical neighbours"
                    + (f"; {having[0].row.year} taken together" if year.several else ""),
                    "provisional": year.provisional,
                }
            )
            self._put(name, comparator, year.period, figure)

    def _put(self, name: str, comparator: str, period: Period, figure: Figure) -> None:
        self.found.figures.setdefault((name, comparator), {})[period] = figure
        typed = self.catalogue.indicators[name].comparators.get(comparator, Series())
        if any(key in typed and not typed[key].proposed for key in (period, None)):
            self.found.typed.add((name, comparator, period))

    def _source(self) -> str:
        return self.dataset.source or self.dataset.file

    def _check_year_of_neighbours(
        self,
        name: str,
        neighbours: Neighbours | None,
        table: MeasureTable,
    ) -> None:
        """Remark where the neighbours were chosen before all figures, or after them."""
        ends = {year.period.end // 12 for year in table.figures}
        if not (neighbours and neighbours.year and ends):
            return
        first, last = min(ends), max(ends)
        if not first <= neighbours.year <= last:
            of = f"{first}" if first == last else f"{first} to {last}"
            message = f"the neighbours are those of {neighbours.year}, the figures of {of}"
            hint = "use the list of neighbours for the same years as the figures"
            place = self.own.within("neighbours")
            problem = Problem("dataset-neighbours-year", message, place, hint, Severity.NOTE)
            if problem not in self.found.remarks:
                self.found.remarks.append(problem)


_NATION = "say under national: what the nation's rows are called"
_NO_NAMES = "say under columns: which column has the names of the areas, as in name: Area Name"


def _s(several: list[str]) -> str:
    return "s" if len(several) > 1 else ""
