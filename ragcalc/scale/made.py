"""Figures that are made of others of the same area: totals, and those of longer periods.

They stand among what the table has, so that they count everywhere as its figures do.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ragcalc.catalogue.derived.running_totals import IN_PERIOD, SHARES
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period
from ragcalc.scale.engine import Engine
from ragcalc.scale.job import Job
from ragcalc.scale.queries import INDICATOR, IS_ENTRY
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
        _roll_up(engine, parts)


def _parts(indicator: Indicator, whole: Period) -> Iterator[tuple[Any, ...]]:
    """Yield what makes a longer period."""
    own = longer_periods.parts_of(indicator, whole)
    factor = len(own) if indicator.rolls_up is RollUp.MEAN else 1
    for at, one in enumerate(own):
        part = compared_part(indicator, whole)
        yield whole.end, whole.months, part, factor, at, one.end, one.months


def _roll_up(engine: Engine, parts: Iterable[Sequence[Any]]) -> None:
    integers = ("period_end", "months", "part", "factor", "nth", "own_end", "own_months")
    kinds = {"indicator": INDICATOR, **dict.fromkeys(integers, "INTEGER")}
    engine.table("wholes", kinds, parts)
    engine.run(_ROLLED_UP)
    engine.run(_WITH_ROLLED_UP)


_TOTALS = f"""
CREATE OR REPLACE TABLE figures AS
SELECT indicator, area, period_end, months, part,
    CASE WHEN lacking IS NULL AND there = 1 THEN as_text END AS as_text,
    CASE WHEN lacking IS NULL THEN total END AS units, units_of, lacking AS no_figure,
    changed AS breaks, own_status, own_direction, is_made
FROM (
    SELECT *, CASE WHEN there * months <> part THEN '{Reason.YEAR_INCOMPLETE}'
        WHEN is_share AND there > 1 THEN coalesce(first_reason, '{Reason.NO_VALUE}')
        ELSE first_reason END AS lacking
    FROM (
        SELECT *, CAST(sum(units) OVER year AS HUGEINT) AS total, count(*) OVER year AS there,
            bool_or(breaks) OVER year AS changed,
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
"""Totals of each year so far, as `running_totals.summed` has them of a catalogue's readings."""

_ROLLED_UP = f"""
CREATE TABLE rolled_up AS
WITH there AS (
    SELECT DISTINCT indicator, area, w.period_end, w.months
    FROM figures f JOIN wholes w USING (indicator)
    WHERE f.period_end = own_end AND f.months = own_months
), parts AS (
    SELECT t.*, w.part, factor, nth, f.units, f.breaks,
        CASE WHEN f.units IS NULL THEN coalesce(f.no_figure, '{Reason.NO_VALUE}') END AS lacking
    FROM there t JOIN wholes w USING (indicator, period_end, months)
    LEFT JOIN figures f ON f.indicator = t.indicator AND f.area = t.area
        AND f.period_end = own_end AND f.months = own_months
)
SELECT indicator, area, period_end, months, any_value(part) AS part, any_value(factor) AS factor,
    CAST(sum(units) AS HUGEINT) AS total, coalesce(bool_or(breaks), false) AS breaks,
    coalesce(
        max(lacking) FILTER (lacking = '{Reason.SUPPRESSED}'),
        first(lacking ORDER BY nth) FILTER (lacking IS NOT NULL),
        CASE WHEN bool_or(breaks AND nth > 0) THEN '{Reason.METHOD_CHANGED}' END
    ) AS no_figure
FROM parts GROUP BY indicator, area, period_end, months
"""
"""What longer periods of areas are made of, and why they have no figure where one lacks.

As `longer_periods.rolled_up` has it.
"""

_WITH_ROLLED_UP = f"""
CREATE OR REPLACE TABLE figures AS
SELECT f.* REPLACE (
    f.units * coalesce(w.factor, 1) AS units, f.units_of * coalesce(w.factor, 1) AS units_of,
    f.breaks OR coalesce(r.breaks, false) AS breaks
)
FROM figures f
LEFT JOIN (SELECT DISTINCT indicator, period_end, months, factor FROM wholes) w
    USING (indicator, period_end, months)
LEFT JOIN rolled_up r USING (indicator, area, period_end, months)
WHERE r.indicator IS NULL OR {IS_ENTRY}
UNION ALL BY NAME
SELECT r.indicator, r.area, r.period_end, r.months, r.part, CAST(NULL AS VARCHAR) AS as_text,
    CASE WHEN r.no_figure IS NULL THEN total END AS units, CAST(factor AS HUGEINT) AS units_of,
    r.no_figure, r.breaks, f.own_status, f.own_direction, true AS is_made
FROM rolled_up r LEFT JOIN figures f USING (indicator, area, period_end, months)
WHERE f.indicator IS NULL OR NOT {IS_ENTRY}
"""
"""The figures with those of longer periods, where none is given.

All of one indicator and period are above one denominator, so that they can be ranked.
"""
