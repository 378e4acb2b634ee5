"""The layout of the files of explore education statistics."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from ragcalc.catalogue.datasets import years
from ragcalc.catalogue.datasets.figures import NO_FIGURE, PublishedCell
from ragcalc.catalogue.datasets.layout import DatasetLayout, Located, Texts
from ragcalc.catalogue.datasets.source import ColumnTexts, alike, plain
from ragcalc.catalogue.datasets.years import Year
from ragcalc.catalogue.model.columns import MEASURE_COLUMNS
from ragcalc.catalogue.model.indicators import Dataset
from ragcalc.periods import Kind
from ragcalc.vocabulary import Reason


class EesLayout(DatasetLayout):
    """Explore education statistics, of the Department for Education: a column for each measure."""

    known: ClassVar[Mapping[str, str]] = {
        "year": "time_period",
        "identifier": "time_identifier",
        "level": "geographic_level",
    }
    needed = ("year", "identifier", "level")
    renamed = MEASURE_COLUMNS
    year_hint = "choose rows of whole years: where: {time_identifier: Academic year}"
    may_repeat = False
    _NATIONAL, _REGIONAL = "National", "Regional"
    LOCAL_AUTHORITY = "Local authority"
    LEVELS: ClassVar[Mapping[str, tuple[tuple[str, ...], str]]] = {
        _NATIONAL: (("country_code",), "country_name"),
        _REGIONAL: (("region_code",), "region_name"),
        LOCAL_AUTHORITY: (("old_la_code", "new_la_code"), "la_name"),
        "Local authority district": (("lad_code",), "lad_name"),
    }
    """By level the columns of an area's code, of which the first that is filled counts, and of its
    name."""
    _AREA_COLUMNS = frozenset(
        (
            *("geographic_level", "country_code", "country_name", "region_code", "region_name"),
            *("old_la_code", "new_la_code", "la_name", "lad_code", "lad_name", "pcon_code"),
            *("pcon_name", "ward_code", "ward_name", "lsip_code", "lsip_name", "trust_id"),
            *("trust_name", "sponsor_id", "sponsor_name", "school_laestab", "school_urn"),
            *("school_name", "provider_ukprn", "provider_name", "institution_id"),
            *("institution_name", "opportunity_area_code", "opportunity_area_name"),
            *("local_enterprise_partnership_code", "local_enterprise_partnership_name"),
            *("cauth_code", "cauth_name", "rsc_region_lead_name", "planning_area_code"),
            *("planning_area_name", "police_force_area_code", "police_force_area_name"),
            *("english_devolved_area_code", "english_devolved_area_name"),
        )
    )
    _SYMBOLS = frozenset(("z", "x", "c", "k", "u", "low", ":", "~", "..", "."))
    """Of the Department's statistics, beside those of every file: not applicable, unavailable,
    confidential, rounded to nothing, unreliable; the signs are those of earlier years."""

    def __init__(self, dataset: Dataset, names: list[str]) -> None:
        super().__init__(dataset, names)
        self.spots = {plain(level): self._spot(*one) for level, one in self.LEVELS.items()}

    def _spot(self, codes: tuple[str, ...], name: str) -> tuple[list[str], str]:
        """Return those of the columns of a level that the file has."""
        found = [one for code in codes if (one := alike(code, self.names))]
        return found, alike(name, self.names) or ""

    @property
    def every_column(self) -> list[str]:
        return [*dict.fromkeys((*super().every_column, *self.area_columns))]

    @property
    def area_columns(self) -> list[str]:
        areas = ([*codes, name] for codes, name in self.spots.values())
        return [self.columns["level"], *(one for own in areas for one in own if one)]

    @property
    def year_columns(self) -> list[str]:
        return [self.columns["year"], self.columns["identifier"]]

    def measures(self, source: ColumnTexts) -> list[str]:
        return [name for name in self.names if not self._is_fixed(name)]

    def _is_fixed(self, name: str) -> bool:
        return plain(name) in self._AREA_COLUMNS or name in self.columns.values()

    def value_column(self, measure: str) -> str:
        return measure

    def kept(self, source: ColumnTexts, measures: Iterable[str]) -> dict[str, list[str]]:
        wanted = {plain(one) for one in (self._NATIONAL, self._REGIONAL, *self.wanted)}
        column = self.columns["level"]
        return {column: [one for one in self.levels(source) if plain(one) in wanted]}

    @property
    def wanted(self) -> tuple[str, ...]:
        """The levels of authorities."""
        return self.dataset.level or (self.LOCAL_AUTHORITY,)

    def measure(self, texts: Texts) -> str | None:
        return None

    def levels(self, source: ColumnTexts) -> list[str]:
        found = source.values(self.columns["level"])
        return [one for one in found if plain(one) in self.spots]

    def filters(self, source: ColumnTexts) -> list[str]:
        free = [name for name in self.names if not self._is_fixed(name)]
        return [self.columns["identifier"], *source.worded(free, self._SYMBOLS)]

    def located(self, texts: Texts) -> Located | None:
        level = texts[self.columns["level"]]
        codes, name = self._area(level, texts)
        first, *others = codes or [name]
        region = self._area(self._REGIONAL, texts)[1]
        is_authority = self.is_of_authorities(level)
        return Located(first, name, region, is_authority, level, next(iter(others), ""))

    def is_of_authorities(self, level: str) -> bool:
        return plain(level) in map(plain, self.wanted)

    def _area(self, level: str, texts: Texts) -> tuple[list[str], str]:
        """Return the codes and the name of a row's area of a level."""
        columns, name = self.spots[plain(level)]
        codes = [texts[one] for one in columns if not self.is_missing(texts[one])]
        return codes, texts[name] if name else ""

    def year_text(self, texts: Texts) -> str:
        return f"{texts[self.columns['year']]} {texts[self.columns['identifier']]}".strip()

    def year(self, text: str, kind: Kind) -> Year | None:
        return years.ees(text, kind, self.dataset.years)

    def is_missing(self, text: str) -> bool:
        return super().is_missing(text) or text.strip().strip("[]").lower() in self._SYMBOLS

    def cell(self, text: str) -> PublishedCell | str:
        found = super().cell(text)
        has_reason = isinstance(found, PublishedCell) and isinstance(found.value, Reason)
        return NO_FIGURE if self.is_missing(text) and not has_reason else found
