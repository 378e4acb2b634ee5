"""`ragcalc score` of quarterly and monthly tables, as the report of each area says."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from ragcalc import numbers, periods
from ragcalc import pipeline as api
from ragcalc.catalogue.datasets.layout import DatasetLayout
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


def reported(nation: Nation, area: str) -> Iterator[dict[str, str]]:
    """Yield what the reports of one area say, as rows."""
    path = Path("one.yaml")
    path.write_text(quarters.catalogue(nation, area))
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
        assert in_order(own) == in_order(reported(ACCUMULATING, area)), area
