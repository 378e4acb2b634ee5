"""What the tables of a run hold: areas, periods and how many rows, before any figure is read."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ragcalc import periods
from ragcalc.catalogue.datasets.areas import number_of
from ragcalc.catalogue.datasets.layout import DatasetLayout, Located
from ragcalc.catalogue.datasets.source import plain
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period
from ragcalc.scale.engine import Engine
from ragcalc.scale.planning import is_scored
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.selection import MOST_COMBINATIONS, SEPARATOR, TableSelection

FOUND = """
SELECT area, indicator, year, apart, count(*) AS rows FROM {texts}
GROUP BY GROUPING SETS ((area), (indicator, year, apart))
"""
"""What a survey asks of the rows that `TableSelection.texts` makes, all at once or in pieces."""

_AREAS = "SELECT DISTINCT area FROM found WHERE indicator IS NULL ORDER BY area"
_YEARS = """
SELECT indicator, year, apart, CAST(sum(rows) AS BIGINT) FROM found WHERE indicator IS NOT NULL
GROUP BY ALL ORDER BY ALL
"""


_APART = f"""
SELECT DISTINCT indicator, apart FROM found WHERE indicator IS NOT NULL
ORDER BY ALL LIMIT {MOST_COMBINATIONS}
"""


class Area(NamedTuple):
    """One area of a table."""

    number: str
    name: str
    region: str
    is_authority: bool
    code: str = ""
    """Another number of the area."""

    @classmethod
    def of(cls, one: Located) -> "Area":
        """Return the area that a row of a table is of."""
        return cls(number_of(one.area), one.name, one.region, one.is_authority, number_of(one.code))

    @property
    def located(self) -> Located:
        """The area as a row of a table has it."""
        return Located(self.number, self.name, self.region, self.is_authority, code=self.code)


class Survey(NamedTuple):
    """What the tables hold beside figures."""

    areas: dict[str, Area]
    """By number."""
    spellings: dict[str, str]
    """The numbers of areas, by what stands for them."""
    named: dict[str, set[str]]
    """The numbers of areas, by each name that any row gives them, in its plain form."""
    dates: dict[str, dict[str, Period]]
    """The periods of an indicator's rows, by its id and by what stands for them."""
    yearless: tuple[str, ...]
    """What stands for a period in rows that are left out, as it is none."""
    other_frequency: tuple[str, ...]
    """What stands for a period in rows that are compared with alone, as in a quarter with a year.

    They are of another frequency than their indicator.
    """
    rows: dict[str, int]
    """How many rows there are, by indicator."""

    def is_absent(self, name: str, indicator: Indicator) -> bool:
        """Return whether no row of an indicator is scored."""
        return not any(is_scored(indicator, one) for one in self.dates.get(name, {}).values())

    def periods(self, name: str) -> list[Period]:
        """Return the periods of an indicator's rows, in the order of time."""
        found = dict.fromkeys(self.dates.get(name, {}).values())
        return sorted(found, key=lambda period: (period.end, period.months))


def survey(
    engine: Engine, selection: TableSelection, indicators: Mapping[str, Indicator], shown: str
) -> Survey:
    """Return what the table `found` says, which FOUND makes; raises NotScored."""
    selection.require_clear(engine.rows(_APART))
    layout = selection.layout
    areas, spellings, named = _areas((one for (one,) in engine.rows(_AREAS)), layout, shown)
    rows: dict[str, int] = {}
    dates: dict[str, dict[str, Period]] = {}
    yearless: dict[str, None] = {}
    other: dict[str, None] = {}
    for name, spelt, apart, number in engine.rows(_YEARS):
        if not selection.is_of_areas(apart):
            continue
        rows[name] = rows.get(name, 0) + number
        period = _period(spelt, indicators[name], layout)
        if period is None:
            yearless[spelt] = None
            continue
        dates.setdefault(name, {})[spelt] = period
        if not is_scored(indicators[name], period):
            other[spelt] = None
    found = Survey(areas, spellings, named, dates, tuple(yearless), tuple(other), rows)
    _require_any_reading(found, indicators, layout, shown)
    return found


def _require_any_reading(
    found: Survey, indicators: Mapping[str, Indicator], layout: DatasetLayout, shown: str
) -> None:
    """Raise NotScored where there are rows, and none has a period that an indicator is of."""
    if found.yearless and not found.dates:
        spelt = in_quotes(found.yearless[0])
        raise NotScored(f"{shown}: {spelt} is not a period", layout.year_hint)
    if found.rows and all(found.is_absent(name, one) for name, one in indicators.items()):
        spelt = found.other_frequency[0]
        message = f"{shown}: {in_quotes(spelt)} is not of the frequency of its indicator"
        raise NotScored(message, _hint_at_frequency(found, indicators, spelt))


def _hint_at_frequency(found: Survey, indicators: Mapping[str, Indicator], spelt: str) -> str:
    """Return what to do where rows are of a period, and none of their indicators is."""
    name = next(name for name, dates in found.dates.items() if spelt in dates)
    kind, indicator = found.dates[name][spelt].kind, indicators[name]
    if indicator.kind is indicator.year and kind.months == indicator.kind.months:
        return f"write year: {kind.value} on the indicator"
    return "write a quarter as 2018-19 Q4, a month as 2019-M03"


def _areas(
    several: Iterable[str], layout: DatasetLayout, shown: str
) -> tuple[dict[str, Area], dict[str, str], dict[str, set[str]]]:
    """Return the areas by number, and the numbers by what stands for them and by their names.

    Raises NotScored where rows put one into two regions, or into one and none, and where one has a
    number in some rows alone.
    """
    found: dict[str, Area] = {}
    spellings: dict[str, str] = {}
    named: dict[str, set[str]] = {}
    for spelt in several:
        texts = dict(zip(layout.area_columns, spelt.split(SEPARATOR), strict=True))
        located = layout.located(texts)
        if located is None:
            continue
        area = Area.of(located)
        if not area.number:
            message = f"{shown}: a row has neither the number nor the name of its area"
            raise NotScored(message, "write one of them, or delete the row")
        spellings[spelt] = area.number
        named.setdefault(plain(area.name), set()).add(area.number)
        first = found.setdefault(area.number, area)
        if _region(first, layout) != _region(area, layout):
            one, other = sorted((in_quotes(first.region), in_quotes(area.region)))
            raise NotScored(
                f"{shown}: the area {area.number} lies in {one} and in {other}",
                "write the same region in each of its rows, or name both alike under regions:",
            )
    _require_one_number(found, named, shown)
    return found, spellings, named


def _require_one_number(
    areas: Mapping[str, Area], named: Mapping[str, set[str]], shown: str
) -> None:
    """Raise NotScored where an area has a number in some rows alone, or none and two spellings."""
    for number, area in areas.items():
        others = named[plain(area.name)] - {number}
        if plain(number) != plain(area.name) or not others:
            continue
        other = min(others)
        if plain(other) == plain(number):
            message = f"{shown}: the area {in_quotes(other)} is spelt {in_quotes(number)} too"
            raise NotScored(message, "write it alike in every row")
        message = f"{shown}: {in_quotes(number)} stands without a number, and with {other}"
        raise NotScored(message, "write the number in each of its rows")


def _region(area: Area, layout: DatasetLayout) -> str:
    """Return the name of an area's region as far as it tells regions apart."""
    named = layout.dataset.regions.get(area.region, area.region)
    return plain(named) if area.is_authority else ""


def _period(spelt: str, indicator: Indicator, layout: DatasetLayout) -> Period | None:
    """Return the period that a text names: a year, or of what is not annual a shorter one."""
    found = layout.year(spelt, indicator.year)
    if found or indicator.kind is indicator.year:
        return found.period if found else None
    try:
        return periods.parse(spelt, indicator.year)
    except ValueError:
        return None
