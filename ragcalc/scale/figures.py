"""Long tables as whole numbers: each distinct text is read once, by what a report reads it with."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ragcalc import numbers
from ragcalc.catalogue.datasets import ratings
from ragcalc.catalogue.datasets.figures import published
from ragcalc.catalogue.datasets.layout import DatasetLayout
from ragcalc.catalogue.datasets.ratings import UnknownWord
from ragcalc.catalogue.model.columns import INTERVAL_COLUMNS, MEASURE_COLUMNS
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.catalogue.model.indicators import Dataset, Indicator
from ragcalc.scale import choice
from ragcalc.scale.choice import text_under
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


def read_columns(layout: DatasetLayout, indicators: Mapping[str, Indicator]) -> list[str]:
    """Return the columns that `texts` reads. Raises NoColumn or NotScored."""
    measures = (one.dataset for one in indicators.values() if one.dataset)
    beside = {column for one in measures for column in layout.beside(one).values()}
    wanted = {*layout.every_column, *beside, *choice.columns(layout, indicators)}
    return [one for one in layout.names if one in wanted]


def texts(rows: str, layout: DatasetLayout, indicators: Mapping[str, Indicator]) -> str:
    """Return the statement of what the indicators ask for, as it stands in the tables.

    It gives indicator, year, area, name, region, value, what stands beside that, and what it leaves
    open under left_open. Raises NoColumn or NotScored.
    """
    parts = {name: _part(layout, indicators, name) for name in _PARTS}
    parts["left_open"] = choice.left_open(layout, indicators)
    named = ", ".join(f"{part} AS {quoted(name)}" for name, part in parts.items())
    return f"SELECT asked.indicator, {named} FROM {choice.source(rows, layout, indicators)}"


_PARTS = ("year", "area", "name", "region", "value", *MEASURE_COLUMNS)


def _part(layout: DatasetLayout, indicators: Mapping[str, Indicator], name: str) -> str:
    """Return what stands under a column of ours, which an indicator may call otherwise."""
    usual = text_under(layout.columns[name]) if name in layout.columns else "''"
    others = {
        own: text_under(columns[name])
        for own, one in indicators.items()
        if one.dataset and (columns := layout.beside(one.dataset)) and name in columns
    }
    cases = "".join(f" WHEN {text(own)} THEN {it}" for own, it in others.items() if it != usual)
    return f"CASE asked.indicator{cases} ELSE {usual} END" if cases else usual


def take(engine: Engine, shown: str, names: Sequence[str]) -> None:
    """Make the table `read_rows` of some indicators, whose rows the table `texts` has.

    It has indicator, area, period_end, months, part, digits, places and as_text: a figure is
    `digits` of its last decimal place, which is NULL where a row has none, and `reason` may say
    why; `breaks`, and `status` and `direction` as their source says them. Raises NotScored.
    """
    engine.run(_TAKEN, [list(names)])
    kinds = {"value": "VARCHAR", "digits": "HUGEINT", "places": "INTEGER", "as_text": "VARCHAR"}
    kinds |= {"reason": "VARCHAR", "breaks": "BOOLEAN"}
    engine.table("numbers", kinds, [_number(one, shown) for one in _spelt(engine, "value")])
    for column, (table, kind, read) in _WORDS.items():
        known = [(one, _word(column, one, read, shown)) for one in _spelt(engine, column)]
        engine.table(table, {"spelt": "VARCHAR", "said": kind}, known)
    engine.run(_ROWS)
    _refuse_conflicts(engine, shown)


def _spelt(engine: Engine, column: str) -> list[str]:
    """Return what stands under a column of the rows that were taken, each text once."""
    name = quoted(column)
    return [one for (one,) in engine.rows(f"SELECT DISTINCT {name} FROM taken ORDER BY {name}")]


def _number(spelt: str, shown: str) -> tuple[Any, ...]:
    """Return a row of `numbers`. Raises NotScored."""
    cell = published(spelt)
    if isinstance(cell, str):
        raise NotScored(f"{shown}: the value {in_quotes(spelt)} {cell}", "correct it")
    if not isinstance(cell.value, Decimal):
        return spelt, None, None, None, cell.value, cell.breaks
    exact = cell.value.normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    return spelt, int(exact.scaleb(places)), places, numbers.to_text(exact), None, cell.breaks


def _word(column: str, spelt: str, read: Callable[[str], Any], shown: str) -> Any:
    try:
        return read(spelt)
    except UnknownWord as error:
        message = f"{shown}: the {column} {in_quotes(spelt)} is not one"
        raise NotScored(message, error.hint) from None


_WORDS: Mapping[str, tuple[str, str, Callable[[str], Any]]] = {
    "break": ("breaks", "BOOLEAN", ratings.is_break),
    "status": ("statuses", "VARCHAR", ratings.status),
    "direction": ("directions", "VARCHAR", ratings.direction),
}
"""By column the table of what its texts say, of what type that is, and what reads it."""
MADE = ("taken", "numbers", *(table for table, *_ in _WORDS.values()), "read_rows")
"""The tables that `take` makes."""

_TAKEN = f"""
CREATE TABLE taken AS
SELECT dates.indicator, number AS area, period_end, months, part, value,
    {", ".join(map(quoted, MEASURE_COLUMNS))}
FROM texts JOIN spellings USING (area) JOIN dates USING (indicator, year)
WHERE texts.indicator IN (SELECT unnest(?))
    AND NOT EXISTS (FROM left_out l WHERE l.area = number AND l.period_end = dates.period_end)
"""

_ROWS = f"""
CREATE TABLE read_rows AS
SELECT DISTINCT indicator, area, period_end, months, part, digits, places, as_text, reason,
    n.breaks OR b.said AS breaks, s.said AS status, d.said AS direction,
    {", ".join(map(quoted, ("numerator", "denominator", *INTERVAL_COLUMNS)))}
FROM taken t JOIN numbers n USING (value) JOIN breaks b ON b.spelt = t.break
JOIN statuses s ON s.spelt = t.status JOIN directions d ON d.spelt = t.direction
"""


def _refuse_conflicts(engine: Engine, shown: str) -> None:
    """Raise NotScored where rows say two things of an area, an indicator and a period.

    One that says nothing may stand beside another.
    """
    said = "coalesce(as_text, reason, 'no figure')"
    found = engine.rows(
        f"SELECT indicator, area, min({said}), max({said}) FROM read_rows"
        " WHERE digits IS NOT NULL OR reason IS NOT NULL OR breaks"
        " OR status IS NOT NULL OR direction IS NOT NULL"
        " GROUP BY indicator, area, period_end, months HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
    )
    for name, area, one, other in found:
        both = f"{one} and {other}" if one != other else f"{one} in two rows that differ otherwise"
        message = f"{shown}: the area {area} has {both} for {name} in one period"
        raise NotScored(message, "keep one of the rows")
