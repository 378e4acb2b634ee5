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


PERCENTILES: Nation = {
    "high": Measure(
        {"frequency": "annual", "polarity": "high", "target": "{percentile: 75, of: nation}"}
    ),
    "low": Measure(
        {
            "frequency": "quarterly",
            "polarity": "low",
            "target": "{percentile: 37.5, of: nation}",
            "base": 20,
        }
    ),
    "by-year": Measure(
        {
            "frequency": "annual",
            "polarity": "on-target",
            "targets": "{2015-16: {percentile: 50, of: nation}, 2016-17: 9, "
            "2017-18: {percentile: 12.25, of: nation}, 2018-19: {comparator: england}}",
        }
    ),
    "share": Measure(
        {
            "frequency": "annual",
            "polarity": "high",
            "accumulates": "true",
            "profile": "linear",
            "target": "{percentile: 99, of: nation}",
        }
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


@pytest.mark.parametrize("lag", ["0 months", "1 year"])
def test_a_target_that_is_a_percentile_is_one_of_the_authorities_of_the_year_in_time(
    lag: str, folder: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_lag(catalogue: str) -> str:
        return catalogue.replace("kind: national", f"kind: national, lag: {lag}")

    quarters.write(folder, PERCENTILES)
    (folder / "indicators.yaml").write_text(with_lag(quarters.catalogue(PERCENTILES)))
    assert ragcalc("score", "--output", "scored.csv", "--verify", "5000").status == 0
    monkeypatch.setattr(DatasetLayout, "year", quarters.year_or_part)
    for area in (*quarters.AUTHORITIES, "900"):
        own = answered(folder, PERCENTILES, area)
        catalogue = with_lag(quarters.catalogue(PERCENTILES, area))
        assert in_order(own) == in_order(reported(PERCENTILES, catalogue)), area


@pytest.mark.parametrize(
    ("profile", "earlier", "target", "reason"),
    [
        ("profile: linear", {}, "100", "within-tolerance"),
        ("profile: linear", {"301": "90", "302": "110"}, "100", "within-tolerance"),
        ("profile: linear", {"302": "80"}, "80", "met"),
        ("profile: none", {}, "200", "beyond-tolerance"),
        ("", {}, "", "no-profile"),
    ],
)
def test_a_percentile_of_totals_is_one_of_the_same_part_of_a_year_else_part_of_a_years(
    profile: str,
    earlier: dict[str, str],
    target: str,
    reason: str,
    folder: Path,
    ragcalc: Command,
) -> None:
    years = [("301", "2014-15", "100"), ("302", "2014-15", "200"), ("303", "2014-15", "300")]
    before = [(area, "2015-16 Q2", value) for area, value in earlier.items()]
    table = [
        quarters.Row("helped", period, area, f"Shire {area}", value, "North")
        for area, period, value in (*years, *before, ("301", "2016-17 Q2", "99"))
    ]
    quarters.write_table(folder / "nation.csv", table)
    (folder / "indicators.yaml").write_text(
        f"""\
version: 1
organisation: England
comparators: {{england: {{name: England, kind: national, lag: 1 year}}}}
datasets: {{nation: {{file: nation.csv}}}}
indicators:
  helped:
    name: Helped
    unit: count
    polarity: high
    accumulates: true
    {profile}
    target: {{percentile: 50, of: nation}}
    dataset: {{name: nation, measure: helped}}
    values: dataset
"""
    )
    assert ragcalc("score", "--output", "scored.csv").status == 0
    (row,) = [one for one in scored(folder / "scored.csv") if one["period"] == "2016-17 Q2"]
    assert (row["target"], row["status_reason"]) == (target, reason)
