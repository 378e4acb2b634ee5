"""Long tables as whole numbers: each distinct text is read once, by what a report reads it with."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.catalogue.datasets.areas import NO_REGION, number_of
from ragcalc.catalogue.datasets.figures import MISSING, value
from ragcalc.catalogue.datasets.layout import DatasetLayout, as_named
from ragcalc.catalogue.datasets.source import plain
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.catalogue.model.indicators import Dataset, Indicator
from ragcalc.periods import Period
from ragcalc.scale.engine import Engine, quoted, scanned, text
from ragcalc.scale.refusal import NotScored


class Area(NamedTuple):
    """One area of a table."""

    number: str
    name: str
    region: str
    is_authority: bool


class ReadTables(NamedTuple):
    """What the tables of a run hold."""

    yearless: tuple[str, ...]
    """What stands for a period in rows that are left out, as it is none."""
    areas: dict[str, Area]
    """By number."""
    periods: dict[str, list[Period]]
    """By indicator, those of its rows, in the order of time."""
    rows: dict[str, int]
    """How many there are of each indicator."""


def read(
    engine: Engine,
    paths: Sequence[Path],
    shown: str,
    dataset: Dataset,
    indicators: Mapping[str, Indicator],
) -> ReadTables:
    """Make the tables of texts and of what each means, for `take`.

    Raises NotScored or NoColumn.
    """
    layout = _layout(engine, paths, shown, dataset)
    _take_rows(engine, paths, layout, indicators)
    _read_values(engine, shown)
    areas = _read_areas(engine)
    periods, yearless = _read_periods(engine, layout, indicators, shown)
    rows = dict(engine.rows("SELECT indicator, count(*) FROM texts GROUP BY indicator"))
    return ReadTables(yearless, areas, periods, rows)


def take(engine: Engine, shown: str, names: Sequence[str]) -> None:
    """Make the table `read_rows` of some indicators.

    It has indicator, area, period_end, digits, places and as_text: a figure is `digits` of its
    last decimal place, which is NULL where a row has none. Raises NotScored.
    """
    engine.run(_ROWS, [list(names)])
    _refuse_conflicts(engine, shown)


def _layout(engine: Engine, paths: Sequence[Path], shown: str, dataset: Dataset) -> DatasetLayout:
    described = engine.rows(f"DESCRIBE SELECT * FROM {scanned(paths)}")
    kinds = {str(name): str(kind) for name, kind, *_ in described}
    layout = DatasetLayout(dataset, list(kinds))
    for column in layout.columns.values():
        if kinds[column].endswith("]") or kinds[column].startswith(("STRUCT", "MAP", "UNION")):
            hint = "write it again with one value in each cell"
            raise NotScored(
                f"{shown} has lists or structures in its column {in_quotes(column)}", hint
            )
    return layout


def _take_rows(
    engine: Engine,
    paths: Sequence[Path],
    layout: DatasetLayout,
    indicators: Mapping[str, Indicator],
) -> None:
    """Make the table of texts that the indicators ask for."""
    asked = [(name, one.dataset.measure) for name, one in indicators.items() if one.dataset]
    engine.table("asked", {"indicator": "VARCHAR", "measure": "VARCHAR"}, asked)
    parts = {
        name: f"coalesce(CAST(f.{quoted(layout.columns[name])} AS VARCHAR), '')"
        if name in layout.columns
        else "''"
        for name in ("measure", "year", "area", "name", "region", "value")
    }
    texts = ", ".join(f"{part} AS {name}" for name, part in parts.items() if name != "measure")
    chosen = " AND ".join(_chosen(layout, name, one) for name, one in indicators.items())
    engine.run(
        f"CREATE TABLE texts AS SELECT asked.indicator, {texts} FROM {scanned(paths)} f"
        f" JOIN asked ON asked.measure = {parts['measure']} WHERE {chosen or 'true'}"
    )


def _chosen(layout: DatasetLayout, name: str, indicator: Indicator) -> str:
    """Return the condition that a row has what `where` of an indicator asks for."""
    where = indicator.dataset.where if indicator.dataset else {}
    conditions = [f"asked.indicator <> {text(name)}"]
    for key, wanted in where.items():
        column = next((one for one in layout.names if plain(one) == plain(key)), None)
        if column is None:
            raise NotScored(f"indicators.{name}: the table has no column {in_quotes(key)}", "")
        spelt = (
            f"regexp_replace(trim(CAST(f.{quoted(column)} AS VARCHAR)), '^([0-9]+)\\.0+$', '\\1')"
        )
        named = ", ".join(text(as_named(one)) for one in wanted)
        conditions.append(f"coalesce({spelt}, '') IN ({named})")
    return f"({conditions[0]} OR ({' AND '.join(conditions[1:]) or 'true'}))"


def _read_values(engine: Engine, shown: str) -> None:
    """Make the table of what each distinct text of a figure means. Raises NotScored."""
    rows = [_number(one, shown) for (one,) in engine.rows("SELECT DISTINCT value FROM texts")]
    kinds = {"value": "VARCHAR", "digits": "HUGEINT", "places": "INTEGER", "as_text": "VARCHAR"}
    engine.table("numbers", kinds, rows)


def _number(spelt: str, shown: str) -> tuple[str, int | None, int | None, str | None]:
    if spelt.strip() in MISSING:
        return spelt, None, None, None
    number = value(spelt)
    if isinstance(number, str):
        raise NotScored(f"{shown}: the value {in_quotes(spelt)} {number}", "correct it")
    exact = Decimal(number).normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    digits = int(exact.scaleb(places))
    return spelt, digits, places, numbers.to_text(number)


def _read_areas(engine: Engine) -> dict[str, Area]:
    """Make the table of what each distinct text of an area means; return the areas by number."""
    found: dict[str, Area] = {}
    spellings: dict[str, str] = {}
    asked = "SELECT DISTINCT area, name, region FROM texts ORDER BY ALL"
    for area, name, region in engine.rows(asked):
        number = spellings[area] = number_of(area)
        is_authority = region.strip().lower() not in NO_REGION
        if number not in found or is_authority > found[number].is_authority:
            found[number] = Area(number, name, region, is_authority)
    engine.table("spellings", {"area": "VARCHAR", "number": "VARCHAR"}, spellings.items())
    return found


def _read_periods(
    engine: Engine, layout: DatasetLayout, indicators: Mapping[str, Indicator], shown: str
) -> tuple[dict[str, list[Period]], tuple[str, ...]]:
    """Make the table of what each distinct text of a period means.

    Return the periods of each indicator, and the texts that are none.
    """
    found: dict[str, dict[Period, None]] = {}
    rows, left_out = [], []
    for name, spelt in engine.rows("SELECT DISTINCT indicator, year FROM texts ORDER BY ALL"):
        period = _period(spelt, indicators[name], layout)
        if period is None:
            left_out.append(spelt)
            continue
        found.setdefault(name, {})[period] = None
        rows.append((name, spelt, period.end, str(period)))
    kinds = {
        "indicator": "VARCHAR",
        "year": "VARCHAR",
        "period_end": "INTEGER",
        "period": "VARCHAR",
    }
    engine.table("dates", kinds, rows)
    if left_out and not rows:
        raise NotScored(f"{shown}: {in_quotes(left_out[0])} is not a period", layout.year_hint)
    ordered = {name: sorted(one, key=lambda period: period.end) for name, one in found.items()}
    return ordered, tuple(dict.fromkeys(left_out))


def _period(spelt: str, indicator: Indicator, layout: DatasetLayout) -> Period | None:
    """Return the period that a text names, of the kind in which the indicator is measured."""
    from ragcalc import periods

    if indicator.kind is indicator.year:
        found = layout.year(spelt, indicator.year)
        return found.period if found else None
    try:
        return periods.parse(spelt)
    except ValueError:
        return None


_ROWS = """
CREATE TABLE read_rows AS
SELECT DISTINCT indicator, number AS area, period_end, digits, places, as_text
FROM texts JOIN spellings USING (area) JOIN dates USING (indicator, year)
JOIN numbers USING (value)
WHERE indicator IN (SELECT unnest(?))
"""


def _refuse_conflicts(engine: Engine, shown: str) -> None:
    """Raise NotScored where an area has two figures for one indicator and period."""
    found = engine.rows(
        "SELECT indicator, area, period_end, min(as_text), max(as_text), count(*) FROM read_rows"
        " WHERE digits IS NOT NULL GROUP BY ALL HAVING count(DISTINCT as_text) > 1"
        " ORDER BY ALL LIMIT 1"
    )
    for name, area, _, one, other, _ in found:
        message = f"{shown}: the area {area} has {one} and {other} for {name} in one period"
        raise NotScored(message, "keep one of the rows")
