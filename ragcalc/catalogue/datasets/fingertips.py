"""The layout of the files of Fingertips."""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from ragcalc.catalogue.datasets import years
from ragcalc.catalogue.datasets.areas import number_or_name
from ragcalc.catalogue.datasets.layout import DatasetLayout, Located, Texts
from ragcalc.catalogue.datasets.source import ColumnTexts, alike, plain
from ragcalc.catalogue.datasets.years import Year
from ragcalc.catalogue.model.columns import NEEDED_DATASET_COLUMNS
from ragcalc.catalogue.model.indicators import Dataset
from ragcalc.periods import Kind


class FingertipsLayout(DatasetLayout):
    """Fingertips, of the Office for Health Improvement and Disparities: a row for each figure."""

    known: ClassVar[Mapping[str, str]] = {
        "measure": "Indicator ID",
        "year": "Time period",
        "area": "Area Code",
        "name": "Area Name",
        "value": "Value",
        "region": "Parent Name",
        "numerator": "Count",
        "denominator": "Denominator",
        "lower": "Lower CI 95.0 limit",
        "upper": "Upper CI 95.0 limit",
        "lower-998": "Lower CI 99.8 limit",
        "upper-998": "Upper CI 99.8 limit",
        "level": "Area Type",
        "note": "Value note",
    }
    needed = (*NEEDED_DATASET_COLUMNS, "name", "level")
    year_hint = "periods are 2018, 2018/19, 2016 - 18 or 2016/17 - 18/19"
    _FILTERS = ("Sex", "Age", "Category Type", "Category", "Time period range")
    _CATEGORIES = ("Category Type", "Category")
    """Empty in the rows that are of an area as a whole."""

    def __init__(self, dataset: Dataset, names: list[str]) -> None:
        super().__init__(dataset, names)
        self.categories = self._there(self._CATEGORIES)

    @property
    def every_column(self) -> list[str]:
        return [*super().every_column, *self.categories]

    def _there(self, wanted: Iterable[str]) -> list[str]:
        return [found for one in wanted if (found := alike(one, self.names))]

    def filters(self, source: ColumnTexts) -> list[str]:
        return self._there(self._FILTERS)

    def levels(self, source: ColumnTexts) -> list[str]:
        return source.values(self.columns["level"])

    def conditions(self, where: Mapping[str, frozenset[str]]) -> dict[str, Callable[[str], bool]]:
        chosen = any(column in where for column in self.categories)
        whole = {} if chosen else dict.fromkeys(self.categories, _is_empty)
        return super().conditions(where) | whole

    @property
    def area_columns(self) -> list[str]:
        return [*super().area_columns, self.columns["level"]]

    def is_of_authorities(self, level: str) -> bool | None:
        found = plain(level)
        if found in map(plain, self.dataset.level):
            return True
        if found == plain(self.dataset.national) or found.startswith("region"):
            return False
        return None if self.dataset.level else True

    def located(self, texts: Texts) -> Located | None:
        level = texts[self.columns["level"]]
        is_authority = self.is_of_authorities(level)
        if is_authority is None:
            return None
        area, name, region = (self.text(one, texts) for one in ("area", "name", "region"))
        return Located(
            number_or_name(area, name), name, region if is_authority else "", is_authority, level
        )

    def year(self, text: str, kind: Kind) -> Year | None:
        return years.fingertips(text, kind)


def _is_empty(text: str) -> bool:
    return not text.strip()
