"""Figures that are made of others of the same area: totals, and those of longer periods.

They stand among what the table has, so that they count everywhere as its figures do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ragcalc import numbers
from ragcalc.catalogue.datasets.figures import PublishedCell
from ragcalc.catalogue.datasets.layout import DatasetLayout
from ragcalc.catalogue.derived.running_totals import IN_PERIOD, SHARES
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.catalogue.model.figures import Reading
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.yaml import consistency
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scale.engine import Engine
from ragcalc.scale.job import Job
from ragcalc.scale.queries import INDICATOR, IS_ENTRY
from ragcalc.scale.refusal import NotScored
from ragcalc.scoring import longer_periods
from ragcalc.scoring.indexes import compared_part
from ragcalc.vocabulary import Reason, RollUp


def make(engine: Engine, job: Job, names: Sequence[str]) -> None:
    """Put what some indicators make of their figures into the table `figures`."""
    indicators = job.asked.indicators
    summed = [
        (name, indicators[name].kind.months, indicators[name].unit in SHARES)
        for name in names
        if indicators[name].accumulates == IN_PERIOD
    ]
    if summed:
        kinds = {"indicator": INDICATOR, "months": "INTEGER", "is_share": "BOOLEAN"}
        engine.table("summed", kinds, summed)
        engine.run(_TOTALS)
    parts = [
        (name, *row)
        for name in names
        for whole in job.periods(name)
        for row in _parts(indicators[name], whole)
    ]
    if parts:
        pooled = [name for name in names if indicators[name].rolls_up is RollUp.POOLED]
        _make_counts(engine, job.layout, {name: indicators[name] for name in pooled})
        _roll_up(engine, parts)


def _parts(indicator: Indicator, whole: Period) -> Iterator[tuple[Any, ...]]:
    """Yield what makes a longer period."""
    own = longer_periods.parts_of(indicator, whole)
    factor = len(own) if indicator.rolls_up is RollUp.MEAN else 1
    scale = indicator.unit.scale if indicator.rolls_up is RollUp.POOLED else None
    for at, one in enumerate(own):
        part = compared_part(indicator, whole)
        is_lived = indicator.has_in_life(one)
        yield whole.end, whole.months, part, factor, scale, at, one.end, one.months, is_lived


def _roll_up(engine: Engine, parts: Iterable[Sequence[Any]]) -> None:
    integers = ("period_end", "months", "part", "factor", "scale", "nth", "own_end", "own_months")
    kinds = {"indicator": INDICATOR, **dict.fromkeys(integers, "INTEGER"), "is_lived": "BOOLEAN"}
    engine.table("wholes", kinds, parts)
    engine.run(_ROLLED_UP)
    engine.run(_WITH_ROLLED_UP)


def _make_counts(engine: Engine, layout: DatasetLayout, pooled: Mapping[str, Indicator]) -> None:
    """Make the table `own_counts` of the counts that pooled figures are made of.

    Those of one indicator are in the same unit. Raises NotScored where a figure has none.
    """
    found = [
        (name, *spelt, *counts)
        for name, indicator in pooled.items()
        for spelt, counts in _counts(engine, layout, name, indicator).items()
    ]
    kinds = dict.fromkeys(("value", "numerator", "denominator"), "VARCHAR")
    kinds = {"indicator": INDICATOR, **kinds, "cases": "HUGEINT", "among": "HUGEINT"}
    engine.table("spelt_counts", kinds, found)
    engine.run(_COUNTS if pooled else _NO_COUNTS)


_Spelt = tuple[str, str, str]
"""What stands in a row for a value, its numerator and its denominator."""


def _counts(
    engine: Engine, layout: DatasetLayout, name: str, indicator: Indicator
) -> dict[_Spelt, tuple[int, ...]]:
    """Return the counts of an indicator's rows as whole numbers of one unit. Raises NotScored."""
    named = {column for column, *_ in engine.rows("DESCRIBE taken")}
    if not {"numerator", "denominator"} <= named:
        message = f"indicators.{name}: the table has no counts, of which rolls-up: pooled is made"
        raise NotScored(message, "say under columns: what numerator and denominator are called")
    asked = "SELECT DISTINCT value, numerator, denominator FROM taken WHERE indicator = ?"
    found: dict[_Spelt, tuple[Decimal, Decimal]] = {}
    for spelt in sorted(engine.rows(f"{asked} AND months = ?", [name, indicator.kind.months])):
        value, *others = (_number(layout, one) for one in spelt)
        if counts := _usable(indicator, value, *others):
            found[spelt] = counts
        elif value is not None:
            message = f"indicators.{name}: no counts make the value {in_quotes(spelt[0])}"
            raise NotScored(message, "fill numerator and denominator, or write rolls-up: mean")
    written = (numbers.decimals_written(one) for counts in found.values() for one in counts)
    places = max(written, default=0)
    return {spelt: tuple(int(one.scaleb(places)) for one in own) for spelt, own in found.items()}


def _number(layout: DatasetLayout, spelt: str) -> Decimal | None:
    """Return the number that stands in a row; None where none does."""
    cell = layout.cell(spelt)
    if isinstance(cell, PublishedCell) and isinstance(cell.value, Decimal):
        return cell.value
    return None


def _usable(
    indicator: Indicator,
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
) -> tuple[Decimal, Decimal] | None:
    """Return the counts, where there are any and they make the value that there may be."""
    if numerator is None or denominator is None or denominator <= 0:
        return None
    reading = Reading.model_construct(value=value, numerator=numerator, denominator=denominator)
    if any(consistency.of_counts(indicator, Place(""), reading)):
        return None
    return numerator, denominator


_COUNTS = """
CREATE TABLE own_counts AS
SELECT DISTINCT indicator, area, period_end AS own_end, months AS own_months, cases, among
FROM taken JOIN spelt_counts USING (indicator, value, numerator, denominator)
"""
_NO_COUNTS = """
CREATE TABLE own_counts AS
SELECT indicator, CAST(NULL AS VARCHAR) AS area, 0 AS own_end, 0 AS own_months, cases, among
FROM spelt_counts
"""
_TOTALS = f"""
CREATE OR REPLACE TABLE figures AS
SELECT indicator, area, period_end, months, part,
    CASE WHEN lacking IS NULL AND there = 1 THEN as_text END AS as_text,
    CASE WHEN lacking IS NULL THEN total END AS units, units_of, lacking AS no_figure,
    CASE WHEN NOT (there * months = part AND first_reason IS NULL) THEN break_end
        WHEN changed THEN period_end END AS break_end,
    own_status, own_direction, is_made, is_hidden, is_ranked
FROM (
    SELECT *, CASE WHEN there * months <> part THEN '{Reason.YEAR_INCOMPLETE}'
        WHEN is_share AND there > 1 THEN coalesce(first_reason, '{Reason.NO_VALUE}')
        ELSE first_reason END AS lacking
    FROM (
        SELECT *, CAST(sum(units) OVER year AS HUGEINT) AS total, count(*) OVER year AS there,
            bool_or(break_end IS NOT NULL) OVER year AS changed,
            first(reason IGNORE NULLS) OVER year AS first_reason
        FROM (
            SELECT f.*, is_share, CASE WHEN units IS NULL
                THEN coalesce(no_figure, '{Reason.NO_VALUE}') END AS reason
            FROM figures f JOIN summed s USING (indicator, months) WHERE {IS_ENTRY}
        )
        WINDOW year AS (PARTITION BY indicator, area, period_end - part ORDER BY period_end)
    )
)
UNION ALL BY NAME
SELECT f.* FROM figures f LEFT JOIN summed s USING (indicator, months)
WHERE s.indicator IS NULL OR NOT {IS_ENTRY}
"""
"""Totals of each year so far, as `running_totals.summed` has them of a catalogue's readings.

One that can be calculated is of another method where any of its parts is; else its own row decides.
"""

_ROLLED_UP = f"""
CREATE TABLE rolled_up AS
WITH there AS (
    SELECT DISTINCT indicator, area, w.period_end, w.months
    FROM figures f JOIN wholes w USING (indicator)
    WHERE f.period_end = own_end AND f.months = own_months
), parts AS (
    SELECT t.*, w.part, factor, scale, nth, is_lived, f.units, f.break_end, cases, among,
        CASE WHEN f.units IS NULL THEN coalesce(f.no_figure, '{Reason.NO_VALUE}') END AS lacking
    FROM there t JOIN wholes w USING (indicator, period_end, months)
    LEFT JOIN figures f ON f.indicator = t.indicator AND f.area = t.area
        AND f.period_end = w.own_end AND f.months = w.own_months
    LEFT JOIN own_counts c ON c.indicator = t.indicator AND c.area = t.area
        AND c.own_end = w.own_end AND c.own_months = w.own_months
)
SELECT indicator, area, period_end, months, any_value(part) AS part,
    CAST(coalesce(sum(among) FILTER (scale IS NOT NULL), any_value(factor)) AS HUGEINT) AS factor,
    CAST(coalesce(
        sum(cases) FILTER (scale IS NOT NULL) * any_value(scale) * ten_to(any_value(places)),
        sum(units)
    ) AS HUGEINT) AS total, any_value(scale) IS NOT NULL AS is_pooled,
    max(break_end) AS break_end, bool_and(is_lived) AS is_ranked,
    coalesce(bool_or(is_lived AND lacking = '{Reason.SUPPRESSED}'), false) AS is_hidden,
    coalesce(
        max(lacking) FILTER (lacking = '{Reason.SUPPRESSED}'),
        first(lacking ORDER BY nth) FILTER (lacking IS NOT NULL),
        CASE WHEN bool_or(break_end IS NOT NULL AND nth > 0) THEN '{Reason.METHOD_CHANGED}' END
    ) AS no_figure
FROM parts JOIN sizes USING (indicator) GROUP BY indicator, area, period_end, months
"""
"""What longer periods of areas are made of, and why they have no figure where one lacks.

As `longer_periods.rolled_up` has it.
"""

_WITH_ROLLED_UP = f"""
CREATE OR REPLACE TABLE figures AS
SELECT f.* REPLACE (
    f.units * coalesce(w.factor, 1) AS units, f.units_of * coalesce(w.factor, 1) AS units_of,
    greatest(f.break_end, r.break_end) AS break_end, coalesce(r.is_hidden, false) AS is_hidden
)
FROM figures f
LEFT JOIN (SELECT DISTINCT indicator, period_end, months, factor FROM wholes) w
    USING (indicator, period_end, months)
LEFT JOIN rolled_up r USING (indicator, area, period_end, months)
WHERE r.indicator IS NULL OR {IS_ENTRY}
UNION ALL BY NAME
SELECT r.indicator, r.area, r.period_end, r.months, r.part, CAST(NULL AS VARCHAR) AS as_text,
    CASE WHEN r.no_figure IS NULL THEN total // shared END AS units, factor // shared AS units_of,
    r.no_figure, r.break_end, f.own_status, f.own_direction, true AS is_made,
    r.is_hidden, r.is_ranked
FROM (
    SELECT *, CASE WHEN is_pooled THEN greatest(gcd(total, factor), 1) ELSE 1 END AS shared
    FROM rolled_up
) r LEFT JOIN figures f USING (indicator, area, period_end, months)
WHERE f.indicator IS NULL OR NOT {IS_ENTRY}
"""
"""The figures with those of longer periods, where none is given.

But where they are pooled, all of one indicator and period are above one denominator.
"""
