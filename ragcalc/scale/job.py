"""What a run scores and against what: all beside the figures, found once, for every batch."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from ragcalc import periods
from ragcalc.catalogue import files
from ragcalc.catalogue.datasets.areas import Areas
from ragcalc.catalogue.datasets.dictionary import NoDictionary, unbanded
from ragcalc.catalogue.datasets.layout import DatasetLayout
from ragcalc.catalogue.datasets.neighbours import NoNeighbours, all_neighbours
from ragcalc.catalogue.datasets.reorganisations import REORGANISATIONS
from ragcalc.catalogue.datasets.source import plain
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.catalogue.model.hints import did_you_mean
from ragcalc.catalogue.model.indicators import Catalogue, Dataset, Indicator
from ragcalc.catalogue.model.thresholds import QuartileMethod
from ragcalc.periods import Kind, Period
from ragcalc.scale import answers
from ragcalc.scale.planning import Planner
from ragcalc.scale.queries import ComparatorColumns, ComparatorScope
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.survey import Area, Survey
from ragcalc.scoring import longer_periods
from ragcalc.vocabulary import Banding, ComparatorKind

_SCOPES = {
    ComparatorKind.NATIONAL: ComparatorScope.OF_ALL,
    ComparatorKind.OTHER: ComparatorScope.OF_ALL,
    ComparatorKind.REGIONAL: ComparatorScope.OF_REGION,
    ComparatorKind.STATISTICAL_NEIGHBOURS: ComparatorScope.OF_NEIGHBOURS,
}


@dataclass(frozen=True)
class Asked:
    """What a catalogue asks of one dataset, known before any table is read."""

    loaded: Loaded
    name: str
    """The dataset's."""

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue."""
        assert self.loaded.catalogue is not None
        return self.loaded.catalogue

    @property
    def dataset(self) -> Dataset:
        """The dataset."""
        return self.catalogue.datasets[self.name]

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """The indicators that name the dataset."""
        return {
            name: one
            for name, one in self.catalogue.indicators.items()
            if one.dataset and one.dataset.name == self.name
        }

    @cached_property
    def comparators(self) -> tuple[ComparatorColumns, ...]:
        """The comparators, and what their columns are called."""
        return tuple(
            ComparatorColumns(name, f"c{at}", _SCOPES[one.kind], one.lag)
            for at, (name, one) in enumerate(self.catalogue.comparators.items())
        )

    @cached_property
    def planner(self) -> Planner:
        """What makes the plans of the indicators."""
        return Planner(self.catalogue, self.loaded.thresholds, self.loaded.names)

    def compares(self, kind: ComparatorKind) -> bool:
        """Return whether there is a comparator of a kind."""
        return any(one.kind is kind for one in self.catalogue.comparators.values())

    @property
    def method(self) -> QuartileMethod:
        """How ranks become quartiles."""
        thresholds = self.loaded.thresholds
        return thresholds.quartiles if thresholds else QuartileMethod.LAIT


def asked(loaded: Loaded) -> tuple[Asked, ...]:
    """Return what a catalogue asks of each of its datasets that indicators name.

    Raises NotScored where no row can say it.
    """
    catalogue = loaded.catalogue
    assert catalogue is not None
    used = {one.dataset.name for one in catalogue.indicators.values() if one.dataset}
    if not used:
        raise NotScored("no indicator names a dataset", "write dataset: on the indicators")
    _require_own_columns(catalogue.comparators)
    several = tuple(Asked(loaded, name) for name in catalogue.datasets if name in used)
    for found in several:
        found.planner.require_expressible(found.indicators)
    return several


def _require_own_columns(comparators: Iterable[str]) -> None:
    """Refuse comparators whose column another has: no letter's case tells columns apart."""
    taken = {*answers.COLUMNS}
    for one in comparators:
        if one.casefold() in taken:
            message = f"comparators.{one}: the answer has a column '{one.casefold()}' already"
            raise NotScored(message, f"give it another id, as in our-{one}")
        taken.add(one.casefold())


def periods_of(indicator: Indicator, own: list[Period]) -> list[Period]:
    """Return the periods that rows are of: a table's own, and the quarters and years they make.

    A longer one lies wholly within the time that the table has.
    """
    parts = [one for one in own if one.kind is indicator.kind]
    longer = {
        periods.latest_ending(kind, one.end + kind.months - one.months)
        for one in parts
        for kind in (Kind.QUARTER, indicator.year)
    }
    made = {
        one
        for one in longer
        if longer_periods.parts_of(indicator, one)
        and one.start >= parts[0].start
        and one.end <= parts[-1].end
    }
    return sorted({*own, *made}, key=lambda period: (period.end, period.months))


@dataclass(frozen=True)
class Job:
    """A run of one dataset: what is asked, what its tables hold, and what stands beside them."""

    asked: Asked
    survey: Survey
    layout: DatasetLayout
    shown: str
    """What messages call the tables."""
    wanted: tuple[str, ...] | None
    """The periods that rows are wanted of; None for all."""
    neighbours: tuple[tuple[str, str], ...]
    """Each area with each of its neighbours."""
    left_out: tuple[tuple[str, int], ...]
    """Each area with the ends of the periods in which it did not exist."""
    unbanded: frozenset[str]
    """Measures without quartiles."""
    verified: Fraction
    """The share of the rows that are judged a second time, 1 is all."""
    rows_before: int
    """How many rows the datasets before have."""

    def periods(self, name: str) -> list[Period]:
        """Return the periods that the rows of an indicator are of, in the order of time."""
        return periods_of(self.asked.indicators[name], self.survey.periods(name))

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The areas in their order."""
        found = self.survey.areas.values()
        return tuple(sorted(found, key=lambda one: (len(one.number), one.number)))

    @cached_property
    def nation(self) -> str | None:
        """The number of the nation's rows; None where nothing is compared with it."""
        if not self.asked.compares(ComparatorKind.NATIONAL):
            return None
        return self._called(self.asked.dataset.national)

    def region(self, area: Area) -> str | None:
        """Return the number under which the figures of an area's region stand.

        None where nothing is compared with them.
        """
        dataset = self.asked.dataset
        if not (self.asked.compares(ComparatorKind.REGIONAL) and area.is_authority):
            return None
        if plain(area.region) == plain(dataset.national):
            return None
        return self._called(dataset.regions.get(area.region, area.region), area.number)

    def _called(self, wanted: str, apart: str = "") -> str | None:
        """Return the number of the area, but one, that has a name, rather of one that is a region.

        Raises NotScored where several have it.
        """
        named = sorted(self.survey.named.get(plain(wanted), {*()}) - {apart})
        regions = [one for one in named if not self.survey.areas[one].is_authority]
        meant = regions or named
        if len(meant) > 1:
            message = f"{in_quotes(wanted)} is the name of the areas {meant[0]} and {meant[1]}"
            raise NotScored(message, "keep the rows of one of them")
        return meant[0] if meant else None

    def without_neighbours(self) -> Iterator[str]:
        """Yield the authorities of which no neighbours are listed, where any are compared with."""
        listed = {area for area, _ in self.neighbours}
        scopes = {one.kind for one in self.asked.comparators}
        if ComparatorScope.OF_NEIGHBOURS in scopes:
            numbers = (one.number for one in self.areas if one.is_authority)
            yield from (one for one in numbers if one not in listed)

    def unknown_neighbours(self) -> list[str]:
        """Return the neighbours in the list that no row is of, in alphabetical order."""
        return sorted({one for _, one in self.neighbours} - self.survey.areas.keys())

    def is_banded(self, name: str) -> bool:
        """Return whether the ranks of an indicator become bands."""
        indicator = self.asked.indicators[name]
        assert indicator.dataset
        by_dictionary = self.asked.method is not QuartileMethod.LAIT or (
            indicator.dataset.measure not in self.unbanded
        )
        return by_dictionary and indicator.quartile is not Banding.NONE

    def share(self, names: Sequence[str]) -> int:
        """Return how many rows of a batch are judged a second time.

        The shares of all batches add up to that of the run.
        """
        own = {*names}
        earlier = takewhile(lambda one: one not in own, self._rows)
        before = self.rows_before + sum(self._rows[one] for one in earlier)
        after = before + sum(self._rows[name] for name in names)
        return math.ceil(self.verified * after) - math.ceil(self.verified * before)

    @cached_property
    def _rows(self) -> dict[str, int]:
        """How many rows there are of each indicator that has any of a period, in their order."""
        found = self.survey
        return {name: found.rows[name] for name in self.asked.indicators if name in found.dates}

    def batches(self) -> Iterator[list[str]]:
        """Yield the ids of the indicators that are scored together, in their order."""
        batch, size = list[str](), 0
        for name, rows in self._rows.items():
            if batch and size + rows > MOST_ROWS:
                yield batch
                batch, size = [], 0
            batch.append(name)
            size += rows
        if batch:
            yield batch


MOST_ROWS = 250_000
"""Rows of a batch, which bound the memory of a run, unless one indicator has more."""


class Surveyed(NamedTuple):
    """What is asked of a dataset, and what its tables hold."""

    asked: Asked
    survey: Survey
    layout: DatasetLayout
    shown: str
    """What messages call the tables."""

    def reorganised(self) -> list[str]:
        """Return the authorities with rows beside those that took their place, and no `leave-out:`.

        A figure of one for a year of the other would be ranked.
        """
        names = {number: one.name for number, one in self.survey.areas.items()}
        left_out = Areas(one.located for one in self.survey.areas.values()).left_out(
            self.asked.dataset.leave_out
        )
        pairs = (
            one for one in REORGANISATIONS if one.successor.number in names and one.is_of(names)
        )
        return sorted(
            {
                one.predecessor.number
                for one in pairs
                if one.predecessor.number in names
                and not {one.predecessor.number, one.successor.number} & left_out.keys()
            }
        )

    def hint_at(self, name: str) -> str:
        """Return the hint at the region that a name without a row is most like; empty for none."""
        return did_you_mean(
            name, [one.name for one in self.survey.areas.values() if not one.is_authority]
        )

    def nameless(self) -> Iterator[str]:
        """Yield what the nation and regions are called that are compared with and have no row."""
        dataset, known = self.asked.dataset, self.survey.named
        if self.asked.compares(ComparatorKind.NATIONAL) and plain(dataset.national) not in known:
            yield dataset.national
        if self.asked.compares(ComparatorKind.REGIONAL):
            regions = {
                dataset.regions.get(one.region, one.region)
                for one in self.survey.areas.values()
                if one.is_authority and plain(one.region) != plain(dataset.national)
            }
            yield from sorted(one for one in regions if plain(one) not in known)


def jobs(
    datasets: Sequence[Surveyed], folder: Path, asked_for: Iterable[str], verified: int
) -> list[Job]:
    """Return the run of each dataset; the files beside them stand in the folder.

    The periods `asked_for` are the only ones that are wanted, none for all; `verified` rows are
    judged a second time, of all datasets together. Raises NotScored.
    """
    for one in datasets:
        if not one.survey.rows:
            raise NotScored(f"{one.shown} has no row of these measures", "see their spelling")
    wanted = _wanted(datasets, [*asked_for])
    dated = [sum(one.survey.rows[name] for name in one.survey.dates) for one in datasets]
    share = Fraction(verified, max(sum(dated), 1))
    return [
        Job(
            *one,
            wanted,
            tuple(_neighbours(one.asked, one.survey, folder)),
            tuple(_left_out(one.asked.dataset, one.survey, one.shown)),
            _unbanded(one.asked.dataset, folder),
            share,
            sum(dated[:at]),
        )
        for at, one in enumerate(datasets)
    ]


def _wanted(datasets: Iterable[Surveyed], asked_for: list[str]) -> tuple[str, ...] | None:
    """Return the periods that are asked for as they are written; None where none are."""
    if not asked_for:
        return None
    known: dict[str, Period] = {
        str(one): one
        for dataset in datasets
        for name in dataset.survey.dates
        for one in periods_of(dataset.asked.indicators[name], dataset.survey.periods(name))
    }
    found: list[str] = []
    for given in asked_for:
        meant = _meant(given)
        named = [one for one, period in known.items() if period in meant]
        if not named:
            latest = max(known, key=lambda one: known[one].end, default="")
            raise NotScored(f"no row is of the period '{given}'", f"the latest is {latest}")
        found.extend(named)
    return tuple(found)


def _meant(text: str) -> set[Period]:
    """Return what a text may mean: a year that names no kind is of each that years are split in."""
    try:
        return {periods.parse(text, kind) for kind in (Kind.FINANCIAL, Kind.ACADEMIC)}
    except periods.NotAPeriod:
        return set()


def _neighbours(asked: Asked, survey: Survey, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each area with each of its neighbours, where a comparator is made of them."""
    scopes = {one.kind for one in asked.comparators}
    if not asked.dataset.neighbours or ComparatorScope.OF_NEIGHBOURS not in scopes:
        return
    tables = files.tables([folder / asked.dataset.neighbours], folder)
    try:
        for area, several in all_neighbours(tables, survey.areas).items():
            yield from ((area, one) for one in several)
    except NoNeighbours as error:
        raise NotScored(str(error), error.hint or "see what is written under neighbours:") from None


def _left_out(dataset: Dataset, survey: Survey, shown: str) -> Iterator[tuple[str, int]]:
    """Yield each area that did not exist in some periods of the tables, with their ends.

    Raises NotScored where one is named that the tables do not have.
    """
    known = Areas(one.located for one in survey.areas.values())
    for wanted, hint in known.unknown(dataset.leave_out):
        raise NotScored(f"{shown} has no area {in_quotes(wanted)}, which leave-out: names", hint)
    periods = {period for dates in survey.dates.values() for period in dates.values()}
    for number, years in known.left_out(dataset.leave_out).items():
        yield from sorted({(number, one.end) for one in periods if years.holds(one)})


def _unbanded(dataset: Dataset, folder: Path) -> frozenset[str]:
    """Return the measures that the dataset's dictionary puts into no quartiles."""
    if dataset.dictionary is None:
        return frozenset()
    try:
        return unbanded(files.tables([folder / dataset.dictionary], folder))
    except NoDictionary as error:
        raise NotScored(str(error), error.hint or "see what is written under dictionary:") from None
