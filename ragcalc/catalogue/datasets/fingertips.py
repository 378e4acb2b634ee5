"""The layout of the files of Fingertips."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from ragcalc.catalogue.datasets import years
from ragcalc.catalogue.datasets.layout import DatasetLayout, Located, Texts
from ragcalc.catalogue.datasets.source import Source, alike, plain
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

    def filters(self, source: Source) -> list[str]:
        return self._there(self._FILTERS)

    def levels(self, source: Source) -> list[str]:
        return source.values(self.columns["level"])

    def is_chosen(self, texts: Texts, where: Mapping[str, frozenset[str]]) -> bool:
        return super().is_chosen(texts, where) and (
            any(column in where for column in self.categories)
            or not any(texts[column].strip() for column in self.categories)
        )

    def located(self, texts: Texts) -> Located | None:
        level = plain(texts[self.columns["level"]])
        area, name, region = (self.text(one, texts) for one in ("area", "name", "region"))
        if level in map(plain, self.dataset.level):
            return Located(area, name, region, True, texts[self.columns["level"]])
        if level == plain(self.dataset.national) or level.startswith("region"):
            return Located(area, name, "", False)
        if self.dataset.level:
            return None
        return Located(area, name, region, True, texts[self.columns["level"]])

    def year(self, text: str, kind: Kind) -> Year | None:
        return years.fingertips(text, kind)
