"""`ragcalc score` of quarterly and monthly tables, as the report of each area says."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from ragcalc import numbers, periods
from ragcalc import pipeline as api
from ragcalc.catalogue.datasets.layout import DatasetLayout
from ragcalc.periods import Kind, Period
from ragcalc.scoring.inputs import ResolvedTarget
from ragcalc.scoring.results import IndicatorResult
from tests.cli.conftest import Command
from tests.cli.test_score import in_order, row_of, scored, shortened
from tests.scale import quarters
from tests.scale.quarters import Measure, Nation

BY_YEAR = "{2015-16: 60, 2016-17 Q2: {comparator: england}, 2016-17: 48, from 2017-18 Q3: 40}"
ACCUMULATING: Nation = {
    "shared-out": Measure(
        {
            "frequency": "quarterly",
            "polarity": "high",
            "accumulates": "true",
            "profile": "[20%, 45%, 70%, 100%]",
            "target": "{comparator: england}",
            "floor": 6,
        },
        national_years=True,
    ),
    "same-part": Measure(
        {
            "frequency": "quarterly",
            "polarity": "low",
            "accumulates": "true",
            "profile": "linear",
            "target": "{comparator: own-region}",
            "base": 20,
        }
    ),
    "whole": Measure(
        {
            "frequency": "monthly",
            "polarity": "high",
            "accumulates": "true",
            "profile": "none",
            "target": "{comparator: england}",
        },
        national_years=True,
    ),
    "no-profile": Measure(
        {
            "frequency": "monthly",
            "polarity": "low",
            "accumulates": "true",
            "targets": "{2015-16: {comparator: england}, 2016-17: {comparator: peers}, 2017-18: 9}",
        },
        national_years=True,
    ),
    "by-year": Measure(
        {
            "frequency": "quarterly",
            "polarity": "on-target",
            "year": "calendar",
            "accumulates": "true",
            "profile": "linear",
            "targets": BY_YEAR,
        }
    ),
    "plain": Measure(
        {
            "frequency": "quarterly",
            "polarity": "high",
            "target": "{comparator: england}",
            "direction": "{basis: {baseline: 2015-16}}",
        },
        national_years=True,
    ),
}


IN_PERIOD: Nation = {
    "counts": Measure(
        {
            "frequency": "quarterly",
            "polarity": "high",
            "accumulates": "in-period",
            "profile": "[20%, 45%, 70%, 100%]",
            "target": "{comparator: england}",
            "floor": 6,
        },
        national_years=True,
    ),
    "months": Measure(
        {
            "frequency": "monthly",
            "polarity": "low",
            "accumulates": "in-period",
            "profile": "linear",
            "targets": "{2015-16: 150, 2016-17: {comparator: own-region}, 2017-18 Q2: 70}",
        }
    ),
    "calendar": Measure(
        {
            "frequency": "quarterly",
            "polarity": "on-target",
            "year": "calendar",
            "accumulates": "in-period",
            "profile": "none",
            "target": 30,
        }
    ),
    "academic": Measure(
        {
            "frequency": "monthly",
            "polarity": "low",
            "year": "academic",
            "accumulates": "in-period",
            "target": 30,
        }
    ),
    "shares": Measure(
        {"frequency": "quarterly", "polarity": "high", "accumulates": "in-period", "target": 9},
        unit="percent",
    ),
}


def reported(nation: Nation, catalogue: str) -> Iterator[dict[str, str]]:
    """Yield what the reports of one area's catalogue say, as rows."""
    path = Path("one.yaml")
    path.write_text(catalogue)
    loaded = api.load(path, Path("thresholds.yaml"))
    assert not loaded.problems
    for period in sorted({one for each in nation.values() for one in each.periods()}):
        made = api.scored(loaded, period, evidence=[])
        yield from (_with_target(one) for one in made.indicators if one.inputs.due == period)


def _with_target(result: IndicatorResult) -> dict[str, str]:
    goal = result.inputs.goal
    if not isinstance(goal, ResolvedTarget):
        return {**row_of(result), "target": ""}
    return {**row_of(result), "target": numbers.to_text(numbers.shortest(goal.low))}


def answered(folder: Path, nation: Nation, area: str) -> list[dict[str, str]]:
    """Return the rows of an area in an answer, of periods such as its indicators are of."""
    return [
        {**shortened(one), "target": _as_shown(one["target"])}
        for one in scored(folder / "scored.csv")
        if one["area"] == area
        and periods.parse(one["period"]).kind is nation[one["indicator"]].kind
    ]


def _as_shown(text: str) -> str:
    return numbers.to_text(numbers.shortest(Fraction(text))) if text else ""


def test_what_accumulates_is_held_against_the_part_that_is_due(
    folder: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    quarters.write(folder, ACCUMULATING)
    assert ragcalc("score", "--output", "scored.csv", "--verify", "5000").status == 0
    monkeypatch.setattr(DatasetLayout, "year", quarters.year_or_part)
    for area in (*quarters.AUTHORITIES, "900"):
        own = answered(folder, ACCUMULATING, area)
        assert in_order(own) == in_order(
            reported(ACCUMULATING, quarters.catalogue(ACCUMULATING, area))
        ), area


def test_totals_since_the_year_began_are_made_of_its_rows_so_far(
    folder: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of all others too: a report would have totals as the figures of comparators."""
    quarters.write(folder, IN_PERIOD)
    assert ragcalc("score", "--output", "scored.csv", "--verify", "5000").status == 0
    monkeypatch.setattr(DatasetLayout, "year", quarters.year_or_part)
    quarters.write_table(folder / "totals.csv", totals(quarters.rows(IN_PERIOD)))
    for area in (*quarters.AUTHORITIES, "900"):
        values = quarters.own_values(IN_PERIOD, area)
        catalogue = quarters.catalogue(IN_PERIOD, area, values, "totals.csv")
        own = answered(folder, IN_PERIOD, area)
        assert in_order(own) == in_order(reported(IN_PERIOD, catalogue)), area


YEARS = {"calendar": Kind.CALENDAR, "academic": Kind.ACADEMIC}


def totals(table: Iterable[quarters.Row]) -> Iterator[quarters.Row]:
    """Yield rows with the totals of their years so far, where those are known."""
    so_far: dict[tuple[str, str, Period], Fraction] = {}
    for row in table:
        measure, period = IN_PERIOD[row.measure], periods.parse(row.year)
        if period.kind is not measure.kind:
            yield row
            continue
        year = period.year(YEARS.get(measure.keys.get("year", ""), Kind.FINANCIAL))
        key, begins = (row.measure, row.area, year), period.start == year.start
        before = Fraction(0) if begins else so_far.pop(key, None)
        if before is not None and row.value != "-":
            so_far[key] = before + Fraction(row.value)
        known = key in so_far and (begins or measure.unit != "percent")
        yield row._replace(value=str(numbers.shortest(so_far[key])) if known else "-")
