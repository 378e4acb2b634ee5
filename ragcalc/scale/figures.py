"""Long tables as whole numbers: each distinct text is read once, by what a report reads it with."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ragcalc import numbers
from ragcalc.catalogue.datasets.figures import MISSING, value
from ragcalc.catalogue.datasets.layout import DatasetLayout, as_named
from ragcalc.catalogue.datasets.source import plain
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.catalogue.model.indicators import Dataset, Indicator
from ragcalc.scale.engine import Engine, quoted, text
from ragcalc.scale.refusal import NotScored


def layout(engine: Engine, rows: str, shown: str, dataset: Dataset) -> DatasetLayout:
    """Return where the columns of tables stand; `rows` is what a statement reads them from.

    Raises NotScored or NoColumn.
    """
    described = engine.rows(f"DESCRIBE SELECT * FROM {rows}")
    kinds = {str(name): str(kind) for name, kind, *_ in described}
    found = DatasetLayout(dataset, list(kinds))
    for column in found.columns.values():
        if kinds[column].endswith("]") or kinds[column].startswith(("STRUCT", "MAP", "UNION")):
            hint = "write it again with one value in each cell"
            raise NotScored(
                f"{shown} has lists or structures in its column {in_quotes(column)}", hint
            )
    return found


def texts(rows: str, layout: DatasetLayout, indicators: Mapping[str, Indicator]) -> str:
    """Return the statement of what the indicators ask for, as it stands in the tables.

    It gives indicator, year, area, name, region and value. Raises NotScored.
    """
    asked = ", ".join(
        f"({text(name)}, {text(one.dataset.measure)})"
        for name, one in indicators.items()
        if one.dataset
    )
    parts = {
        name: f"coalesce(CAST(f.{quoted(layout.columns[name])} AS VARCHAR), '')"
        if name in layout.columns
        else "''"
        for name in ("measure", "year", "area", "name", "region", "value")
    }
    named = ", ".join(f"{part} AS {name}" for name, part in parts.items() if name != "measure")
    chosen = " AND ".join(_chosen(layout, indicators)) or "true"
    return (
        f"SELECT asked.indicator, {named} FROM {rows} f"
        f" JOIN (VALUES {asked}) asked(indicator, measure) ON asked.measure = {parts['measure']}"
        f" WHERE {chosen}"
    )


def _chosen(layout: DatasetLayout, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """Yield for each indicator with `where` that a row is none of its, or has what it asks for."""
    for name, one in indicators.items():
        if one.dataset and one.dataset.where:
            wanted = " AND ".join(_conditions(layout, name, one.dataset.where))
            yield f"(asked.indicator <> {text(name)} OR ({wanted}))"


def _conditions(
    layout: DatasetLayout, name: str, where: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    for key, wanted in where.items():
        column = next((one for one in layout.names if plain(one) == plain(key)), None)
        if column is None:
            raise NotScored(f"indicators.{name}: the table has no column {in_quotes(key)}", "")
        spelt = (
            f"regexp_replace(trim(CAST(f.{quoted(column)} AS VARCHAR)), '^([0-9]+)\\.0+$', '\\1')"
        )
        named = ", ".join(text(as_named(one)) for one in wanted)
        yield f"coalesce({spelt}, '') IN ({named})"


def take(engine: Engine, shown: str, names: Sequence[str]) -> None:
    """Make the table `read_rows` of some indicators, whose rows the table `texts` has.

    It has indicator, area, period_end, part, digits, places and as_text: a figure is `digits` of
    its last decimal place, which is NULL where a row has none. Raises NotScored.
    """
    engine.run(_TAKEN, [list(names)])
    spelt = engine.rows("SELECT DISTINCT value FROM taken ORDER BY value")
    kinds = {"value": "VARCHAR", "digits": "HUGEINT", "places": "INTEGER", "as_text": "VARCHAR"}
    engine.table("numbers", kinds, [_number(one, shown) for (one,) in spelt])
    engine.run(_ROWS)
    _refuse_conflicts(engine, shown)


def _number(spelt: str, shown: str) -> tuple[str, int | None, int | None, str | None]:
    if spelt.strip() in MISSING:
        return spelt, None, None, None
    number = value(spelt)
    if isinstance(number, str):
        raise NotScored(f"{shown}: the value {in_quotes(spelt)} {number}", "correct it")
    exact = Decimal(number).normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    digits = int(exact.scaleb(places))
    return spelt, digits, places, numbers.to_text(exact)


_TAKEN = """
CREATE TABLE taken AS
SELECT indicator, number AS area, period_end, part, value
FROM texts JOIN spellings USING (area) JOIN dates USING (indicator, year)
WHERE indicator IN (SELECT unnest(?))
    AND NOT EXISTS (FROM left_out l WHERE l.area = number AND l.period_end = dates.period_end)
"""

_ROWS = """
CREATE TABLE read_rows AS
SELECT DISTINCT indicator, area, period_end, part, digits, places, as_text
FROM taken JOIN numbers USING (value)
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
