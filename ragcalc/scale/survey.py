"""What the tables of a run hold: areas, periods and how many rows, before any figure is read."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ragcalc import periods
from ragcalc.catalogue.datasets.areas import NO_REGION, number_of
from ragcalc.catalogue.datasets.layout import DatasetLayout, Located
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period
from ragcalc.scale.engine import Engine
from ragcalc.scale.refusal import NotScored

FOUND = """
SELECT area, name, region, indicator, year, count(*) AS rows FROM {texts}
GROUP BY GROUPING SETS ((area, name, region), (indicator, year))
"""
"""What a survey asks of the rows that `figures.texts` makes, all at once or piece by piece."""

_AREAS = "SELECT DISTINCT area, name, region FROM found WHERE indicator IS NULL ORDER BY ALL"
_YEARS = """
SELECT indicator, year, CAST(sum(rows) AS BIGINT) FROM found WHERE indicator IS NOT NULL
GROUP BY ALL ORDER BY ALL
"""


class Area(NamedTuple):
    """One area of a table."""

    number: str
    name: str
    region: str
    is_authority: bool

    @property
    def located(self) -> Located:
        """The area as a row of a table has it."""
        return Located(self.number, self.name, self.region, self.is_authority)


class Survey(NamedTuple):
    """What the tables hold beside figures."""

    areas: dict[str, Area]
    """By number."""
    spellings: dict[str, str]
    """The numbers of areas, by what stands for them."""
    dates: dict[str, dict[str, Period]]
    """The periods of an indicator's rows, by its id and by what stands for them."""
    yearless: tuple[str, ...]
    """What stands for a period in rows that are left out, as it is none."""
    rows: dict[str, int]
    """How many rows there are, by indicator."""

    def periods(self, name: str) -> list[Period]:
        """Return the periods of an indicator's rows, in the order of time."""
        found = dict.fromkeys(self.dates.get(name, {}).values())
        return sorted(found, key=lambda period: (period.end, period.months))


def survey(
    engine: Engine, layout: DatasetLayout, indicators: Mapping[str, Indicator], shown: str
) -> Survey:
    """Return what the table `found` says, which FOUND makes; raises NotScored."""
    areas, spellings = _areas(engine.rows(_AREAS))
    rows: dict[str, int] = {}
    dates: dict[str, dict[str, Period]] = {}
    yearless: dict[str, None] = {}
    for name, spelt, number in engine.rows(_YEARS):
        rows[name] = rows.get(name, 0) + number
        if period := _period(spelt, indicators[name], layout):
            dates.setdefault(name, {})[spelt] = period
        else:
            yearless[spelt] = None
    if yearless and not dates:
        raise NotScored(
            f"{shown}: {in_quotes(next(iter(yearless)))} is not a period", layout.year_hint
        )
    return Survey(areas, spellings, dates, tuple(yearless), rows)


def _areas(rows: Iterable[tuple[str, str, str]]) -> tuple[dict[str, Area], dict[str, str]]:
    """Return the areas by number, and the numbers by what stands for them."""
    found: dict[str, Area] = {}
    spellings: dict[str, str] = {}
    for area, name, region in rows:
        number = spellings[area] = number_of(area)
        is_authority = region.strip().lower() not in NO_REGION
        if number not in found or is_authority > found[number].is_authority:
            found[number] = Area(number, name, region, is_authority)
    return found, spellings


def _period(spelt: str, indicator: Indicator, layout: DatasetLayout) -> Period | None:
    """Return the period that a text names: a year, or of what is not annual a shorter one."""
    found = layout.year(spelt, indicator.year)
    if found or indicator.kind is indicator.year:
        return found.period if found else None
    try:
        return periods.parse(spelt, indicator.year)
    except ValueError:
        return None
