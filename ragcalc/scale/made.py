"""Figures that are made of others of the same area: totals of a year's rows so far.

They take the place of what the table has, so that they count everywhere as its figures do.
"""

from collections.abc import Mapping, Sequence

from ragcalc.catalogue.derived.running_totals import IN_PERIOD, SHARES
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.scale.engine import Engine
from ragcalc.scale.queries import INDICATOR
from ragcalc.vocabulary import Reason


def make(engine: Engine, indicators: Mapping[str, Indicator], names: Sequence[str]) -> None:
    """Put what some indicators make of their figures into the table `figures`."""
    summed = [
        (name, indicators[name].kind.months, indicators[name].unit in SHARES)
        for name in names
        if indicators[name].accumulates == IN_PERIOD
    ]
    if summed:
        kinds = {"indicator": INDICATOR, "months": "INTEGER", "is_share": "BOOLEAN"}
        engine.table("summed", kinds, summed)
        engine.run(_TOTALS)


_TOTALS = f"""
CREATE OR REPLACE TABLE figures AS
SELECT indicator, area, period_end, months, part,
    CASE WHEN lacking IS NULL AND there = 1 THEN as_text END AS as_text,
    CASE WHEN lacking IS NULL THEN total END AS units, units_of, lacking AS no_figure,
    changed AS breaks, own_status, own_direction
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
            FROM figures f JOIN summed s USING (indicator, months)
            WHERE units IS NOT NULL OR no_figure IS NOT NULL OR breaks
        )
        WINDOW year AS (PARTITION BY indicator, area, period_end - part ORDER BY period_end)
    )
)
UNION ALL BY NAME
SELECT f.* FROM figures f LEFT JOIN summed s USING (indicator, months)
WHERE s.indicator IS NULL OR NOT (units IS NOT NULL OR no_figure IS NOT NULL OR breaks)
"""
"""Totals of each year so far, as `running_totals.summed` has them of a catalogue's readings."""
