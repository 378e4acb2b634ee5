"""The layout of a dataset: where measure, year, area and value of a row stand."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar, NamedTuple

from ragcalc.catalogue.datasets import years
from ragcalc.catalogue.datasets.areas import NOTHING, number_or_name
from ragcalc.catalogue.datasets.figures import MISSING, PublishedCell, published
from ragcalc.catalogue.datasets.source import ColumnTexts, NoColumn, alike
from ragcalc.catalogue.datasets.years import Year
from ragcalc.catalogue.model.columns import (
    DATASET_COLUMNS,
    MEASURE_COLUMNS,
    NEEDED_DATASET_COLUMNS,
    RATING_COLUMNS,
)
from ragcalc.catalogue.model.indicators import Dataset, Measure
from ragcalc.periods import Kind


class Located(NamedTuple):
    """Whose figure a row has."""

    area: str
    """A number or code, or the name where there is none."""
    name: str
    region: str
    """The name of the region that an authority lies in."""
    is_authority: bool
    level: str = ""
    """What the file calls the level of an authority."""
    code: str = ""
    """Another number of the same area."""


Texts = Mapping[str, str]
"""A row: what stands in it, by the file's names of the columns."""


class DatasetLayout:
    """The long form: a row for each figure, with the measure in a column of its own."""

    known: ClassVar[Mapping[str, str]] = {
        name: name for name in DATASET_COLUMNS if name not in RATING_COLUMNS
    }
    """What the file calls its columns, by our names, where `columns:` does not say it."""
    needed: ClassVar[tuple[str, ...]] = NEEDED_DATASET_COLUMNS
    renamed: ClassVar[tuple[str, ...]] = DATASET_COLUMNS
    """The columns that may have another name."""
    year_hint: ClassVar[str] = "write 2018, 2017-18 or 2017/18"
    may_repeat: ClassVar[bool] = True
    """Whether a row may stand twice, as where files were put together."""

    def __init__(self, dataset: Dataset, names: list[str]) -> None:
        """Find the columns among the names in the file. Raises NoColumn."""
        self.dataset, self.names = dataset, names
        self.columns = dict(self._matched())

    def _matched(self) -> Iterator[tuple[str, str]]:
        own = {name: one for name, one in self.dataset.columns.items() if name in self.renamed}
        for name, wanted in {**self.known, **own}.items():
            found = alike(wanted, self.names)
            if found is not None:
                yield name, found
            elif name in self.needed or name in own:
                raise NoColumn(name, wanted, self.names)

    @property
    def every_column(self) -> list[str]:
        """The columns that every row is read with."""
        return [*self.columns.values()]

    @property
    def area_columns(self) -> list[str]:
        """The columns that say whose figure a row has: what `located` reads."""
        return [self.columns[name] for name in ("area", "name", "region") if name in self.columns]

    @property
    def year_columns(self) -> list[str]:
        """The columns that say of which year a row is, which `year_text` joins by spaces."""
        return [self.columns["year"]]

    @property
    def level_column(self) -> str | None:
        """The column of the level of an area."""
        return self.columns.get("level")

    @property
    def measure_column(self) -> str | None:
        """The column that says of which measure a row is; None where each has one of its own."""
        return self.columns.get("measure")

    def text(self, name: str, texts: Texts) -> str:
        """Return what stands under a column of ours; nothing where the file does not have it."""
        return texts[self.columns[name]] if name in self.columns else ""

    def measures(self, source: ColumnTexts) -> list[str]:
        """Return the measures that the file has."""
        return source.values(self.columns["measure"])

    def beside(self, measure: Measure) -> dict[str, str]:
        """Return the columns of a measure's value and of what belongs to it. Raises NoColumn."""
        found = {name: self.columns[name] for name in MEASURE_COLUMNS if name in self.columns}
        for name, wanted in measure.columns.items():
            column = alike(wanted, self.names)
            if column is None:
                raise NoColumn(name, wanted, self.names)
            found[name] = column
        return {"value": self.value_column(measure.measure), **found}

    def value_column(self, measure: str) -> str:
        """Return the column with the figures of a measure."""
        return self.columns["value"]

    def kept(self, source: ColumnTexts, measures: Iterable[str]) -> dict[str, list[str]]:
        """Return what a row must have under some columns to be needed."""
        return {self.columns["measure"]: sorted(measures)}

    def measure(self, texts: Texts) -> str | None:
        """Return the measure that a row is of; None where a row has a figure of each."""
        return texts[self.columns["measure"]]

    def levels(self, source: ColumnTexts) -> list[str]:
        """Return the levels of authorities that `level:` may name."""
        return []

    def filters(self, source: ColumnTexts) -> list[str]:
        """Return the columns that tell apart rows of one measure, area and year."""
        return []

    def conditions(self, where: Mapping[str, frozenset[str]]) -> dict[str, Callable[[str], bool]]:
        """Return by column what holds of its text in the rows that `where` asks for."""
        return {column: _named_among(wanted) for column, wanted in where.items()}

    def is_of_authorities(self, level: str) -> bool | None:
        """Return whether a level is one of authorities; None where nothing is asked of its areas.

        A file without levels has one alone, of whatever area.
        """
        return True

    def located(self, texts: Texts) -> Located | None:
        """Return whose figure a row has; None for an area that nothing is asked of."""
        area, name, region = (self.text(one, texts) for one in ("area", "name", "region"))
        is_authority = region.strip().lower() not in NOTHING
        own = region if is_authority else ""
        return Located(number_or_name(area, name), name, own, is_authority)

    def year_text(self, texts: Texts) -> str:
        """Return the year of a row as the file spells it."""
        return texts[self.columns["year"]]

    def year(self, text: str, kind: Kind) -> Year | None:
        """Return the year that a text names; `kind` is the one that the indicator keeps."""
        return years.year(text, kind, self.dataset.years)

    def is_missing(self, text: str) -> bool:
        """Return whether a text says that there is no figure."""
        return text.strip() in MISSING

    def cell(self, text: str) -> PublishedCell | str:
        """Return what stands in the place of a figure, or what is wrong with it."""
        return published(text)


def _named_among(wanted: frozenset[str]) -> Callable[[str], bool]:
    return lambda text: as_named(text) in wanted


def as_named(text: str) -> str:
    """Return what a row says as `where` names it: a whole number without decimals, 16 for 16.0."""
    whole, point, rest = text.strip().partition(".")
    return whole if point and rest and whole.isdigit() and not rest.strip("0") else text.strip()
