"""A catalogue's datasets to a verdict for every area, indicator and period."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from ragcalc import numbers
from ragcalc.catalogue import files
from ragcalc.catalogue.datasets.dictionary import NoDictionary, unbanded
from ragcalc.catalogue.datasets.neighbours import NoNeighbours, all_neighbours
from ragcalc.catalogue.datasets.source import NoColumn, plain
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.columns import LayoutName
from ragcalc.catalogue.model.indicators import Catalogue, Dataset, Indicator
from ragcalc.catalogue.model.thresholds import QuartileMethod
from ragcalc.periods import Period
from ragcalc.scale import queries
from ragcalc.scale.digits import require_short_figures, require_short_products
from ragcalc.scale.engine import Engine, Settings, opened, scanned
from ragcalc.scale.figures import Area, ReadTables, read, take
from ragcalc.scale.plan import COLUMNS
from ragcalc.scale.planning import Plan, Planner
from ragcalc.scale.queries import ComparatorColumns, ComparatorScope
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.rule import SIDES
from ragcalc.scale.verification import verify
from ragcalc.scoring.inputs import ResolvedTarget
from ragcalc.vocabulary import Banding, ComparatorKind, Polarity, Reason


class Scored(NamedTuple):
    """What a run did."""

    rows: int
    areas: int
    indicators: int
    verified: int
    yearless: tuple[str, ...]
    """What stands for a period in rows that were left out."""


class Request(NamedTuple):
    """What is scored, and where the answer goes."""

    folder: Path
    """The catalogue's."""
    output: Path
    """A file that this run may write."""
    parquet: bool = True
    """Whether it is a Parquet file, and no CSV."""
    tables: tuple[Path, ...] = ()
    """In place of the dataset's own file."""
    periods: tuple[str, ...] = ()
    """The only ones that are wanted; none for all."""
    verified: int = 1000
    """So many rows are judged a second time."""
    settings: Settings = Settings()


def score(loaded: Loaded, request: Request) -> Scored:
    """Write a row for each area, indicator and period of the catalogue's dataset to a file.

    Raises NotScored.
    """
    try:
        with opened(request.settings) as engine:
            return _Run(loaded, request, engine).written()
    except NoColumn as error:
        message = f"the table has no column '{error.name}'"
        raise NotScored(message, "say under columns: what it is called") from None


class _Run:
    """One run of one dataset."""

    def __init__(self, loaded: Loaded, request: Request, engine: Engine) -> None:
        assert loaded.catalogue is not None
        self.loaded, self.request, self.engine = loaded, request, engine
        self.folder = request.folder
        self.catalogue: Catalogue = loaded.catalogue
        self.name, self.dataset = self._dataset()
        self.indicators: Mapping[str, Indicator] = {
            name: one
            for name, one in self.catalogue.indicators.items()
            if one.dataset and one.dataset.name == self.name
        }
        self.comparators = [*self._comparators()]
        self.planner = Planner(self.catalogue, loaded.thresholds, loaded.names)
        self.method = loaded.thresholds.quartiles if loaded.thresholds else QuartileMethod.LAIT

    def _dataset(self) -> tuple[str, Dataset]:
        used = {one.dataset.name for one in self.catalogue.indicators.values() if one.dataset}
        if not used:
            raise NotScored("no indicator names a dataset", "write dataset: on the indicators")
        if len(used) > 1:
            raise NotScored(
                f"the catalogue has {len(used)} datasets", "ragcalc score takes one at a time"
            )
        (name,) = used
        dataset = self.catalogue.datasets[name]
        if dataset.layout is not LayoutName.LONG:
            raise NotScored(
                f"datasets.{name}: layout: {dataset.layout} is not scored yet",
                "ragcalc score takes layout: long",
            )
        if dataset.leave_out:
            raise NotScored(f"datasets.{name}: leave-out: is not scored yet", "leave it out")
        return name, dataset

    def _comparators(self) -> Iterator[ComparatorColumns]:
        kinds = {
            ComparatorKind.NATIONAL: ComparatorScope.OF_ALL,
            ComparatorKind.OTHER: ComparatorScope.OF_ALL,
            ComparatorKind.REGIONAL: ComparatorScope.OF_REGION,
            ComparatorKind.STATISTICAL_NEIGHBOURS: ComparatorScope.OF_NEIGHBOURS,
        }
        for at, (name, one) in enumerate(self.catalogue.comparators.items()):
            if name in queries.COLUMNS:
                message = f"comparators.{name}: the answer has a column '{name}' already"
                raise NotScored(message, f"give it another id, as in our-{name}")
            yield ComparatorColumns(name, f"c{at}", kinds[one.kind], one.lag)

    def written(self) -> Scored:
        """Score the indicators batch by batch, and write the answers in one file."""
        engine = self.engine
        for statement in queries.MACROS:
            engine.run(statement)
        self.planner.require_expressible(self.indicators)
        paths = self.request.tables or (self.folder / self.dataset.file,)
        for path in paths:
            if not path.is_file():  # a pipe would have to be waited for
                raise NotScored(f"{path} is not a file", "name a .parquet or .csv file")
        self.shown = str(self.request.tables[0]) if self.request.tables else self.dataset.file
        self.found = read(engine, paths, self.shown, self.dataset, self.indicators)
        self.wanted = self._wanted(self.found)
        self._make_areas(self.found)
        self._make_dates(self.found)
        self._make_neighbours(self.found)
        parts: list[Path] = []
        checked = 0
        for names in _batches(self.found.rows, [*self.indicators]):
            parts.append(engine.folder / f"{len(parts)}.parquet")
            checked += self._score(names, parts[-1])
        if not parts:
            raise NotScored(f"{self.shown} has no row of these measures", "see their spelling")
        answer = scanned(parts)
        engine.write(f"SELECT * FROM {answer}", self.request.output, parquet=self.request.parquet)
        rows, areas, indicators = engine.rows(
            f"SELECT count(*), count(DISTINCT area), count(DISTINCT indicator) FROM {answer}"
        )[0]
        return Scored(rows, areas, indicators, checked, self.found.yearless)

    def _score(self, names: Sequence[str], part: Path) -> int:
        """Write the answers of some indicators; return how many were judged a second time."""
        engine = self.engine
        take(engine, self.shown, names)
        require_short_figures(engine)
        for statement in queries.FIGURES.split(";"):
            engine.run(statement)
        sizes = dict(engine.rows("SELECT indicator, places FROM sizes"))
        plans = {
            (one.indicator, one.period.end): one
            for name in names
            for one in self.planner.plans(name, self.found.periods.get(name, ()), 10 ** sizes[name])
        }
        self._make_plans(plans.values())
        self._make_typed(sizes)
        engine.run(queries.SHARED)
        engine.run(queries.MEANS)
        require_short_products(engine, plans.values(), self.comparators)
        engine.run(queries.YEARS.format(lag=self.catalogue.national_lag))
        engine.run(queries.REACHED)
        engine.run(queries.scored(self.comparators, COLUMNS))
        engine.run(queries.RANKS)
        answer = queries.answer(self.comparators, queries.bands(self.method), self.wanted)
        engine.run(f"CREATE TABLE answer AS {answer}")
        checked = verify(engine, plans, sizes, self.comparators, self._share(names))
        engine.write("SELECT * FROM answer", part, parquet=True)
        engine.drop(queries.MADE)
        return checked

    def _share(self, names: Sequence[str]) -> int:
        """Return how many of the rows of some indicators are judged a second time."""
        own, every = sum(self.found.rows[name] for name in names), sum(self.found.rows.values())
        return -(-self.request.verified * own // every)

    def _wanted(self, found: ReadTables) -> list[str] | None:
        """Return the periods that are asked for as they are written; None where all are."""
        if not self.request.periods:
            return None
        known = {str(one): one for periods in found.periods.values() for one in periods}
        wanted: list[str] = []
        for asked in self.request.periods:
            words = " ".join(asked.split()).casefold()
            named = [one for one in known if one.casefold() in (words, f"{words} academic")]
            if not named:
                latest = max(known, key=lambda one: known[one].end, default="")
                raise NotScored(f"no row is of the period '{asked}'", f"the latest is {latest}")
            wanted.extend(named)
        return wanted

    def _make_areas(self, found: ReadTables) -> None:
        """Make the table of areas: their regions' numbers, and their order."""
        nation = plain(self.dataset.national)
        numbered = sorted(found.areas.values(), key=lambda one: (len(one.number), one.number))
        rows = [
            (at, one.number, one.name, one.region, one.is_authority, self._region(one, numbered))
            for at, one in enumerate(numbered)
        ]
        kinds = {
            "at": "INTEGER",
            "number": "VARCHAR",
            "name": "VARCHAR",
            "region": "VARCHAR",
            "is_authority": "BOOLEAN",
            "region_area": "VARCHAR",
        }
        self.engine.table("areas", kinds, rows)
        named = [one for one in numbered if plain(one.name) == nation]
        self.nation = min(named, key=lambda one: one.is_authority).number if named else None

    def _region(self, area: Area, every: Iterable[Area]) -> str | None:
        """Return the number under which the figures of an area's region stand."""
        if not area.is_authority or plain(area.region) == plain(self.dataset.national):
            return None
        wanted = plain(self.dataset.regions.get(area.region, area.region))
        named = [one for one in every if plain(one.name) == wanted and one.number != area.number]
        return min(named, key=lambda one: one.is_authority).number if named else None

    def _make_dates(self, found: ReadTables) -> None:
        """Make the tables of periods, and of what is asked of the indicators."""
        rows = [
            (name, period.end, str(period))
            for name, periods in found.periods.items()
            for period in periods
        ]
        kinds = {"indicator": "VARCHAR", "period_end": "INTEGER", "period": "VARCHAR"}
        self.engine.table("ends", kinds, rows)
        sides = [
            (name, SIDES[one.polarity], self._is_banded(name))
            for name, one in self.indicators.items()
            if one.polarity in (Polarity.HIGH, Polarity.LOW)
        ]
        kinds = {"indicator": "VARCHAR", "good_side": "INTEGER", "banded": "BOOLEAN"}
        self.engine.table("sides", kinds, sides)
        order = [(name, at) for at, name in enumerate(self.indicators)]
        self.engine.table("places", {"indicator": "VARCHAR", "at": "INTEGER"}, order)

    def _is_banded(self, name: str) -> bool:
        """Return whether the ranks of an indicator become bands."""
        indicator = self.indicators[name]
        assert indicator.dataset
        by_dictionary = self.method is not QuartileMethod.LAIT or (
            indicator.dataset.measure not in self._unbanded
        )
        return by_dictionary and indicator.quartile is not Banding.NONE

    @cached_property
    def _unbanded(self) -> frozenset[str]:
        if self.dataset.dictionary is None:
            return frozenset()
        try:
            return unbanded(files.tables([self.folder / self.dataset.dictionary], self.folder))
        except NoDictionary as error:
            raise NotScored(str(error), error.hint) from None

    @property
    def _plan_kinds(self) -> dict[str, str]:
        return {
            "indicator": "VARCHAR",
            "period_end": "INTEGER",
            "wanted_end": "INTEGER",
            "target_reason": "VARCHAR",
            "target_comparator": "VARCHAR",
            "target_text": "VARCHAR",
            **dict.fromkeys(COLUMNS, "HUGEINT"),
        }

    def _make_plans(self, plans: Iterable[Plan]) -> None:
        rows = [
            (
                one.indicator,
                one.period.end,
                one.wanted_end,
                one.goal.value if isinstance(one.goal, Reason) else None,
                one.comparator,
                _target_text(one.target),
                *(one.columns[name] for name in COLUMNS),
            )
            for one in plans
        ]
        self.engine.table("plans", self._plan_kinds, rows)

    def _make_neighbours(self, found: ReadTables) -> None:
        """Make the tables of neighbours, and of the comparators that are the nation."""
        listed: list[tuple[str, str]] = []
        kinds = {one.kind for one in self.comparators}
        if self.dataset.neighbours and ComparatorScope.OF_NEIGHBOURS in kinds:
            tables = files.tables([self.folder / self.dataset.neighbours], self.folder)
            try:
                listed = [
                    (area, one)
                    for area, several in all_neighbours(tables, found.areas).items()
                    for one in several
                ]
            except NoNeighbours as error:
                raise NotScored(str(error), error.hint) from None
        self.engine.table("neighbours", {"area": "VARCHAR", "neighbour": "VARCHAR"}, listed)
        national = [
            (name, self.nation)
            for name, one in self.catalogue.comparators.items()
            if one.kind is ComparatorKind.NATIONAL and self.nation
        ]
        self.engine.table("national", {"comparator": "VARCHAR", "area": "VARCHAR"}, national)

    def _make_typed(self, sizes: Mapping[str, int]) -> None:
        """Make the table of the comparators' figures that the catalogue has for every area."""
        kinds = {
            "comparator": "VARCHAR",
            "indicator": "VARCHAR",
            "period_end": "INTEGER",
            "as_text": "VARCHAR",
            "units": "HUGEINT",
            "units_of": "HUGEINT",
        }
        self.engine.table("typed", kinds, [*self._typed(sizes)])

    def _typed(self, sizes: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
        for name, places in sizes.items():
            for comparator, series in self.indicators[name].comparators.items():
                for period, figure in series.items():
                    if not figure.proposed:
                        end = period.end if isinstance(period, Period) else 0
                        shown = numbers.to_text(numbers.shortest(figure.amount))
                        amount = figure.amount * 10**places
                        yield comparator, name, end, shown, *amount.as_integer_ratio()


MOST_ROWS = 250_000
"""Rows of a batch, which bound the memory of a run, unless one indicator has more."""


def _batches(rows: Mapping[str, int], names: Sequence[str]) -> Iterator[list[str]]:
    """Yield the names of the indicators that are scored together, in their order."""
    batch: list[str] = []
    for name in names:
        if batch and sum(rows.get(one, 0) for one in (*batch, name)) > MOST_ROWS:
            yield batch
            batch = []
        if name in rows:
            batch.append(name)
    if batch:
        yield batch


def _target_text(target: ResolvedTarget | None) -> str | None:
    if target is None:
        return None
    low, high = (numbers.to_text(numbers.shortest(one)) for one in (target.low, target.high))
    return low if low == high else f"{low} to {high}"
