"""`ragcalc score` of quarterly and monthly tables, as the report of each area says."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from ragcalc import numbers, periods
from ragcalc import pipeline as api
from ragcalc.catalogue.datasets.layout import DatasetLayout
from ragcalc.periods import Kind, Period
from ragcalc.scoring.evidence.ranks import ranks
from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.scoring.results import IndicatorResult
from ragcalc.vocabulary import Polarity
from tests.cli.conftest import Command
from tests.cli.test_score import in_order, row_of, scored, shortened
from tests.scale import quarters
from tests.scale.nation import Row
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


CARRIED: Nation = {
    "months": Measure(
        {"frequency": "monthly", "polarity": "high", "carry": "2 months", "target": 13}
    ),
    "quarters": Measure(
        {
            "frequency": "quarterly",
            "polarity": "low",
            "carry": "1 quarter",
            "lag": "1 month",
            "target": "{comparator: england}",
        }
    ),
    "totals": Measure(
        {
            "frequency": "quarterly",
            "polarity": "high",
            "carry": "1 quarter",
            "accumulates": "true",
            "profile": "linear",
            "target": 40,
        }
    ),
    "years": Measure(
        {
            "frequency": "annual",
            "polarity": "high",
            "carry": "1 year",
            "due": "Q2",
            "target": "{percentile: 50, of: nation}",
            "from": "2016-17",
        }
    ),
    "days": Measure(
        {"frequency": "monthly", "polarity": "high", "carry": "1 quarter", "rolls-up": "sum"}
    ),
    "never": Measure({"frequency": "quarterly", "polarity": "high", "target": 13}),
}


def rolled(**keys: Any) -> Measure:
    """Return a measure of figures of which twelve, and three or four, have a mean that ends."""
    return Measure(keys, figures=("12", "13.2", "0", "12"), step=Decimal("1.2"))


ROLLED_UP: Nation = {
    "counts": rolled(
        **{"frequency": "monthly", "rolls-up": "sum", "polarity": "high", "target": 13},
        targets="{2016-17: 150, 2017-18 Q2: 40, from 2018-19 Q3: 11, 2016-M05: {above: 12}}",
        floor="{2015-16: 100, 2016-M06: 3}",
    ),
    "level": rolled(
        **{"frequency": "monthly", "rolls-up": "mean", "polarity": "low", "year": "calendar"},
        target="{comparator: england}",
        base=20,
        direction="{basis: {baseline: 2016}}",
    ),
    "quarters": rolled(
        **{"frequency": "quarterly", "rolls-up": "sum", "polarity": "on-target"},
        target="{from: 10, to: 15}",
        direction="{basis: previous-period, same: 0}",
        **{"from": "2016-17 Q2", "until": "2018-19 Q3"},
    ),
    "academic": rolled(
        **{"frequency": "monthly", "rolls-up": "mean", "polarity": "neutral", "year": "academic"}
    ),
    "england": rolled(
        **{"frequency": "quarterly", "rolls-up": "sum", "polarity": "high"},
        targets="{2016-17: {comparator: england}, 2017-18 Q2: {comparator: peers}, 2018-19: 50}",
    ),
    "last": rolled(
        **{"frequency": "monthly", "rolls-up": "last", "polarity": "high", "target": 13}
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
    ends = dict.fromkeys(numbers.to_text(numbers.shortest(one)) for one in (goal.low, goal.high))
    return {**row_of(result), "target": " to ".join(ends)}


def reported_in_all(nation: Nation, catalogue: str) -> Iterator[dict[str, str]]:
    """Yield what the reports of one area's catalogue say of any period, and that is theirs."""
    path = Path("one.yaml")
    path.write_text(catalogue)
    loaded = api.load(path, Path("thresholds.yaml"))
    assert not loaded.problems
    months = {one for each in nation.values() for one in each.periods()}
    every = {periods.latest_ending(kind, one.end) for one in months for kind in (one.kind, *WHOLES)}
    for period in sorted(every):
        made = api.scored(loaded, period, evidence=[])
        yield from (_with_target(one) for one in made.indicators if one.inputs.due == period)


WHOLES = (Kind.QUARTER, Kind.FINANCIAL, Kind.CALENDAR, Kind.ACADEMIC)


def answered(folder: Path, nation: Nation, area: str) -> list[dict[str, str]]:
    """Return the rows of an area in an answer, of periods such as its indicators are of."""
    return [
        {**shortened(one), "target": _as_shown(one["target"])}
        for one in scored(folder / "scored.csv")
        if one["area"] == area
        and periods.parse(one["period"]).kind is nation[one["indicator"]].kind
    ]


def _as_shown(text: str) -> str:
    ends = text.split(" to ") if text else []
    return " to ".join(numbers.to_text(numbers.shortest(Fraction(one))) for one in ends)


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


def totals(table: Iterable[Row]) -> Iterator[Row]:
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
    answer = ragcalc("score", "--output", "scored.csv", "--verify", "5000")
    assert answer.status == 0
    assert f"; {len(scored(folder / 'scored.csv'))} judged again, none differs" in answer.err
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
        Row("helped", period, area, f"Shire {area}", value, "North")
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


def test_months_make_quarters_and_years_as_in_the_reports_of_those(
    folder: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of comparators too: a report would have theirs beside those of the months."""
    quarters.write(folder, ROLLED_UP)
    assert ragcalc("score", "--output", "scored.csv", "--verify", "50000").status == 0
    monkeypatch.setattr(DatasetLayout, "year", quarters.year_or_part)
    quarters.write_table(folder / "made.csv", with_wholes([*quarters.rows(ROLLED_UP)]))
    answer = scored(folder / "scored.csv")
    for area in (*quarters.AUTHORITIES, "900"):
        values = quarters.own_values(ROLLED_UP, area)
        catalogue = quarters.catalogue(ROLLED_UP, area, values, "made.csv")
        own = [unranked(one) for one in answer if one["area"] == area]
        assert own
        there = {(one["indicator"], one["period"]) for one in own}
        said = [unranked(one) for one in reported_in_all(ROLLED_UP, catalogue)]
        wanted = [one for one in said if (one["indicator"], one["period"]) in there]
        assert differences(own, wanted) == [], area


def differences(
    own: list[dict[str, str]], wanted: list[dict[str, str]]
) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Return each row of an answer that a report has otherwise, and that."""
    both = zip(in_order(own), in_order(wanted), strict=True)
    return [(one, other) for one, other in both if one != other]


def unranked(row: dict[str, str]) -> dict[str, str]:
    """Return a row without its rank: a report puts a quarter among the figures of a month."""
    shown = {**shortened({**row, "area": ""}), "target": _as_shown(row["target"])}
    return {key: one for key, one in shown.items() if key not in ("rank", "of", "band")}


def with_wholes(table: list[Row]) -> Iterator[Row]:
    """Yield the rows of a table, and those that they make of longer periods."""
    yield from table
    known = {(one.measure, one.area, one.year): one.value for one in table}
    for row in table:
        measure, own = ROLLED_UP[row.measure], periods.parse(row.year)
        for kind in (Kind.QUARTER, YEARS.get(measure.keys.get("year", ""), Kind.FINANCIAL)):
            whole = periods.latest_ending(kind, own.end)
            method = measure.keys["rolls-up"]
            if whole.end != own.end or whole.months <= own.months or method == "last":
                continue
            parts = [Period(own.kind, at) for at in range(whole.start, whole.end, own.months)]
            values = [known.get((row.measure, row.area, str(one)), "-") for one in parts]
            if "-" not in values:
                made = sum(map(Fraction, values)) / (len(parts) if method == "mean" else 1)
                value = str(numbers.shortest(Fraction(made)))
                yield row._replace(year=str(whole), value=value)


def write_months(
    folder: Path, months: dict[str, tuple[str, str, str]], given: str = "", **keys: str
) -> None:
    """Write figures of April to June 2018 by area, and the quarter's where one is given."""
    names = ("2018-M04", "2018-M05", "2018-M06")
    lines = [
        f"level,{name},{area},Shire {area},{value.rstrip('!')},North,{'yes' * value.endswith('!')}"
        for area, values in months.items()
        for name, value in zip(names, values, strict=True)
    ]
    lines.append(given)
    header = "measure,year,area,name,value,region,break"
    (folder / "nation.csv").write_text("\n".join([header, *lines, ""]))
    written = "".join(f"    {key}: {value}\n" for key, value in keys.items())
    (folder / "indicators.yaml").write_text(
        f"""\
version: 1
organisation: England
datasets: {{nation: {{file: nation.csv}}}}
indicators:
  level:
    name: Level
    unit: count
    polarity: high
    frequency: monthly
{written}\
    dataset: {{name: nation, measure: level}}
    values: dataset
"""
    )


def columns(folder: Path, period: str, *names: str) -> list[tuple[str, ...]]:
    """Return some columns of the rows of a period."""
    rows = [one for one in scored(folder / "scored.csv") if one["period"] == period]
    return [tuple(one[name] for name in names) for one in rows]


def test_made_figures_are_ranked_with_given_ones_and_make_percentiles(
    folder: Path, ragcalc: Command
) -> None:
    months = {
        "301": ("1", "2", "3"),
        "302": ("9", "9", "9"),
        "303": ("1", "1", "2"),
        "304": ("9", "9", "-"),
        "305": ("2", "2", "2"),
    }
    keys = {"rolls-up": "mean", "target": "{percentile: 50, of: nation}"}
    write_months(folder, months, "level,2018-19 Q1,302,Shire 302,2.5,North,", **keys)
    assert ragcalc("score", "--output", "scored.csv").status == 0
    names = ("area", "value", "target", "status_reason", "rank", "of", "band")
    assert columns(folder, "2018-19 Q1", *names) == [
        ("301", "2", "2", "met", "2", "4", "C"),
        ("302", "2.5", "2", "met", "1", "4", "A"),
        ("303", "1.333333", "2", "beyond-tolerance", "4", "4", "D"),
        ("304", "", "2", "no-value", "", "", ""),
        ("305", "2", "2", "met", "2", "4", "C"),
    ]


def test_a_longer_period_lacks_what_a_month_lacks(folder: Path, ragcalc: Command) -> None:
    months = {
        "301": ("unreliable", "-", "3"),
        "302": ("1", "unreliable", "suppressed"),
        "303": ("1!", "2", "3"),
        "304": ("1", "2!", "3"),
        "305": ("-", "unreliable", "3"),
    }
    write_months(folder, months, **{"rolls-up": "sum"})
    assert ragcalc("score", "--output", "scored.csv").status == 0
    assert columns(folder, "2018-19 Q1", "area", "value", "status_reason") == [
        ("301", "", "unreliable"),
        ("302", "", "suppressed"),
        ("303", "6", "no-target"),
        ("304", "", "method-changed"),
        ("305", "", "no-value"),
    ]


def test_a_period_that_months_make_can_be_asked_for(folder: Path, ragcalc: Command) -> None:
    write_months(folder, {"301": ("1", "2", "3")}, **{"rolls-up": "sum"})
    answer = ragcalc("score", "--output", "scored.csv", "--period", "2018-19 q1")
    assert answer.status == 0
    assert columns(folder, "2018-19 Q1", "value") == [("6",)]
    assert len(scored(folder / "scored.csv")) == 1


def test_a_figure_is_carried_into_periods_without_one_as_in_a_report(
    folder: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also into those of which an area has no row."""
    quarters.write(folder, CARRIED)
    table = [one for one in quarters.rows(CARRIED) if one.value != "-" or int(one.area) % 2]
    quarters.write_table(folder / "nation.csv", table)
    assert ragcalc("score", "--output", "scored.csv", "--verify", "50000").status == 0
    monkeypatch.setattr(DatasetLayout, "year", quarters.year_or_part)
    answer = scored(folder / "scored.csv")
    for area in (*quarters.AUTHORITIES, "900"):
        own = [
            {**shortened(one), "target": _as_shown(one["target"])}
            for one in answer
            if one["area"] == area
            and periods.parse(one["period"]).kind is CARRIED[one["indicator"]].kind
        ]
        there = {(one["indicator"], one["period"]) for one in own}
        said = reported_when_due(CARRIED, quarters.catalogue(CARRIED, area))
        wanted = [one for one in said if one["value"] or (one["indicator"], one["period"]) in there]
        assert differences(own, wanted) == [], area
        assert any(one["value_period"] not in ("", one["period"]) for one in own), area


def reported_when_due(nation: Nation, catalogue: str) -> list[dict[str, str]]:
    """Return what reports say of each indicator in each of its periods, when that is due."""
    path = Path("one.yaml")
    path.write_text(catalogue)
    loaded = api.load(path, Path("thresholds.yaml"))
    assert not loaded.problems
    own = {name: {*measure.periods()} for name, measure in nation.items()}
    first = min(one.start for each in own.values() for one in each)
    found: dict[tuple[str, Period], dict[str, str]] = {}
    for start in range(first, first + (quarters.YEARS + 1) * 12):
        month = Period(Kind.MONTH, start)
        for report in (month, periods.quarter_ending(month.end)):
            for one in api.scored(loaded, report, evidence=[]).indicators:
                due, reading = one.inputs.due, one.inputs.reading
                if due in own[one.id]:
                    shown = reading.period if isinstance(reading, SourcedValue) else None
                    found[one.id, due] = {**_with_target(one), "value_period": str(shown or "")}
    return [*found.values()]


def test_no_figure_is_carried_past_a_word_nor_longer_than_it_may(
    folder: Path, ragcalc: Command
) -> None:
    months = {"301": ("5", "unreliable", "-"), "302": ("5", "-", "-"), "303": ("-", "-", "5")}
    write_months(folder, months, carry="1 month", target="4")
    assert ragcalc("score", "--output", "scored.csv").status == 0
    rows = scored(folder / "scored.csv")
    names = ("area", "period", "value", "value_period", "status_reason")
    assert [tuple(one[name] for name in names) for one in rows] == [
        ("301", "2018-M04", "5", "2018-M04", "met"),
        ("301", "2018-M05", "", "", "unreliable"),
        ("301", "2018-M06", "", "", "no-value"),
        ("302", "2018-M04", "5", "2018-M04", "met"),
        ("302", "2018-M05", "5", "2018-M04", "met"),
        ("302", "2018-M06", "", "", "no-value"),
        ("303", "2018-M04", "", "", "no-value"),
        ("303", "2018-M05", "", "", "no-value"),
        ("303", "2018-M06", "5", "2018-M06", "met"),
    ]


def test_no_figure_is_carried_to_where_an_area_did_not_exist(
    folder: Path, ragcalc: Command
) -> None:
    write_months(folder, {"301": ("5", "-", "-"), "302": ("5", "6", "7")}, carry="1 year")
    catalogue = (folder / "indicators.yaml").read_text()
    left_out = catalogue.replace("nation.csv}", "nation.csv, leave-out: {301: from 2018-M06}}")
    (folder / "indicators.yaml").write_text(left_out)
    assert ragcalc("score", "--output", "scored.csv").status == 0
    rows = scored(folder / "scored.csv")
    assert [(one["period"], one["value"]) for one in rows if one["area"] == "301"] == [
        ("2018-M04", "5"),
        ("2018-M05", "5"),
    ]


def test_counts_make_pooled_quarters_and_years_as_in_the_reports_of_those(
    folder: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = [*counted_rows()]
    (folder / "thresholds.yaml").write_text("version: 1\n")
    write_counted(folder / "nation.csv", table)
    write_counted(folder / "made.csv", [*table, *pooled(table)])
    for area in (*quarters.AUTHORITIES, ""):
        (folder / f"{area or 'all'}.yaml").write_text(pooled_catalogue(table, area))
    answer = ragcalc("score", "--indicators", "all.yaml", "--output", "scored.csv")
    assert answer.status == 0, answer.err
    monkeypatch.setattr(DatasetLayout, "year", quarters.year_or_part)
    rows = scored(folder / "scored.csv")
    for area in quarters.AUTHORITIES:
        own = [unranked(one) for one in rows if one["area"] == area]
        there = {one["period"] for one in own}
        said = reported_in_all(POOLED, (folder / f"{area}.yaml").read_text())
        wanted = [
            {column: text for column, text in unranked(one).items() if column in own[0]}
            for one in said
            if one["period"] in there
        ]
        assert len([one for one in own if one["value"]]) > 20
        assert differences(own, wanted) == [], area
    for period in ("2018-19 Q1", "2018-19 Q3"):
        made = pooled([one for one in table if one.area in quarters.AUTHORITIES])
        shares = {int(one.area): one.share for one in made if one.period == period}
        own_ranks = {int(area): found.rank for area, found in ranks(shares, Polarity.LOW).items()}
        wanted_ranks = [(area, str(rank)) for area, rank in sorted(own_ranks.items())]
        ranked = [one for one in rows if one["period"] == period and one["rank"]]
        assert [(int(one["area"]), one["rank"]) for one in ranked] == wanted_ranks


class Counted(NamedTuple):
    """A row of counts: so many of so many."""

    area: str
    period: str
    cases: int
    among: int

    @property
    def share(self) -> Fraction:
        """In percent."""
        return Fraction(100 * self.cases, self.among)


POOLED: Nation = {"late": Measure({"frequency": "monthly", "polarity": "low"})}


def counted_rows() -> Iterator[Counted]:
    """Yield counts of each month and area; of some there are none."""
    random = Random(5)
    for area in (*quarters.AUTHORITIES, quarters.ENGLAND):
        for period in POOLED["late"].periods():
            if random.random() < 0.97:
                among = random.randint(1, 40)
                yield Counted(area, str(period), random.randint(0, among), among)


def pooled(table: Iterable[Counted]) -> list[Counted]:
    """Return the rows of quarters and years of which there is every month."""
    months: dict[tuple[str, Period], list[Counted]] = {}
    for one in table:
        own = periods.parse(one.period)
        for whole in (periods.quarter_ending(own.start // 3 * 3 + 3), own.year()):
            months.setdefault((one.area, whole), []).append(one)
    return [
        Counted(area, str(whole), sum(one.cases for one in own), sum(one.among for one in own))
        for (area, whole), own in months.items()
        if len(own) == whole.months
    ]


def write_counted(path: Path, table: Iterable[Counted]) -> None:
    """Write a dataset of counts, without values."""
    header = "measure,year,area,name,value,region,numerator,denominator"
    lines = [
        f"late,{one.period},{one.area},{name},,{region},{one.cases},{one.among}"
        for one in table
        for name, region in [
            ("England", "") if one.area == quarters.ENGLAND else (f"Shire {one.area}", "North")
        ]
    ]
    path.write_text("\n".join([header, *lines, ""]))


def pooled_catalogue(table: Iterable[Counted], area: str) -> str:
    """Return the catalogue of all areas, or that of one with its own counts."""
    values = "".join(
        f"      {one.period}: {{numerator: {one.cases}, denominator: {one.among}}}\n"
        for one in table
        if one.area == area
    )
    return f"""\
version: 1
organisation: England
{f"area: {area}" if area else ""}
comparators:
  england: {{name: England, kind: national}}
datasets:
  nation: {{file: {"made.csv" if area else "nation.csv"}}}
indicators:
  late:
    name: Late
    unit: percent
    polarity: low
    frequency: monthly
    rolls-up: pooled
    target: 45
    direction: {{basis: same-period-last-year}}
    dataset: {{name: nation, measure: late}}
    values:{f"{chr(10)}{values}" if area else " dataset"}
"""


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("12.5,,", "indicators.late: no counts make the value '12.5'"),
        ("12.5,1,9", "indicators.late: no counts make the value '12.5'"),
        ("12.5,1,8", ""),
        (",1,8", ""),
        ("-,,", ""),
    ],
)
def test_a_figure_without_its_counts_is_refused_by_name(
    row: str, message: str, folder: Path, ragcalc: Command
) -> None:
    lines = [f"late,2018-M0{month},301,Shire,{row}" for month in (4, 5, 6)]
    header = "measure,year,area,name,value,numerator,denominator"
    (folder / "nation.csv").write_text("\n".join([header, *lines, ""]))
    (folder / "indicators.yaml").write_text(pooled_catalogue((), ""))
    answer = ragcalc("score", "--output", "scored.csv")
    assert (answer.status, message in answer.err) == (2 if message else 0, True)


def test_without_columns_of_counts_nothing_is_pooled(folder: Path, ragcalc: Command) -> None:
    (folder / "nation.csv").write_text(
        "measure,year,area,name,value\n"
        + "".join(f"late,2018-M0{month},301,Shire,5\n" for month in (4, 5, 6))
    )
    (folder / "indicators.yaml").write_text(pooled_catalogue((), ""))
    answer = ragcalc("score", "--output", "scored.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: indicators.late: the table has no counts, of which rolls-up: pooled is made\n"
            "say under columns: what numerator and denominator are called\n"
        ),
    )


Figures = dict[str, str]
"""Figures by period, with an exclamation mark where the method is another from then on."""


def differing(
    folder: Path, ragcalc: Command, areas: Iterable[Figures], **keys: str
) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Return the rows of several areas in an answer that their reports have otherwise, and those.

    What the table has for an area is typed for its reports, which are of the same periods.
    """
    own_figures = {str(at): figures for at, figures in enumerate(areas, 301)}
    lines = ["measure,year,area,name,value,break"] + [
        f"M,{period},{area},Shire {area},{text.rstrip('!')},{'yes' * text.endswith('!')}"
        for area, figures in own_figures.items()
        for period, text in figures.items()
    ]
    (folder / "nation.csv").write_text("\n".join([*lines, ""]))
    keys = {"name": "M", "unit": "count", "polarity": "low", "target": "12", **keys}
    of_all = {**keys, "dataset": "{name: nation, measure: M}", "values": "dataset"}
    write_one(folder / "indicators.yaml", of_all, "datasets: {nation: {file: nation.csv}}")
    answer = ragcalc("score", "--output", "scored.csv", "--verify", "1000")
    assert answer.status == 0, answer.err
    rows = scored(folder / "scored.csv")
    found = []
    for area, figures in own_figures.items():
        typed = {
            period: f"{{value: {text.rstrip('!')}, break: {'yes' if '!' in text else 'no'}}}"
            for period, text in figures.items()
        }
        write_one(folder / "typed.yaml", {**keys, "values": in_braces(typed)})
        own = [unranked(one) for one in rows if one["area"] == area]
        found += differences(own, [*said_of(own, folder / "typed.yaml")])
    return found


def write_one(path: Path, keys: dict[str, str], datasets: str = "") -> None:
    """Write a catalogue of one indicator."""
    head = f"version: 1\norganisation: England\n{datasets}\n"
    path.write_text(f"{head}indicators:\n  m: {in_braces(keys)}\n")


def in_braces(entries: dict[str, str]) -> str:
    """Return entries as a record on one line."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in entries.items()) + "}"


def said_of(rows: Iterable[dict[str, str]], path: Path) -> Iterator[dict[str, str]]:
    """Yield what the reports of a catalogue with one indicator say of the periods of some rows."""
    loaded = api.load(path, None)
    assert not loaded.problems, loaded.problems[0]
    for row in rows:
        period = periods.parse(row["period"])
        (one,) = api.scored(loaded, period, evidence=[]).indicators
        said = unranked(_with_target(one))
        yield {column: text for column, text in said.items() if column in row}


def test_only_a_total_that_can_be_calculated_has_a_break_before_it_in_its_year(
    folder: Path, ragcalc: Command
) -> None:
    """As in a report."""
    first, second, third, last = (f"2017-18 Q{number}" for number in (1, 2, 3, 4))
    areas = [
        {first: "10!", last: "9"},
        {first: "10!", last: "9!"},
        {first: "10!", second: "9"},
        {first: "10", second: "9!"},
        {first: "10!", second: "suppressed", third: "9"},
        {first: "10", second: "suppressed!", third: "9"},
        {first: "10", second: "9", third: "8!", last: "7"},
    ]
    for unit in ("count", "percent"):
        keys = {"accumulates": "in-period", "profile": "linear", "target": "40", "unit": unit}
        years = [{**one, "2018-19 Q1": "14"} for one in areas]
        assert differing(folder, ragcalc, years, **keys) == [], unit


def in_a_row(first: str, *figures: str) -> Figures:
    """Return figures of as many months or quarters, one after another."""
    period, found = periods.parse(first), {}
    for figure in figures:
        found[str(period)] = figure
        period = Period(period.kind, period.end)
    return found


MONTHS = [str(figure) for figure in range(14, 31)]


@pytest.mark.parametrize(
    ("method", "baseline"),
    [
        ("mean", "2016-17"),
        ("mean", "2016-17 financial"),
        ("mean", "2017"),
        ("mean", "2017-M04"),
        ("mean", "2017-M05"),
        ("mean", "2017-18 Q1"),
        ("sum", "2016-17"),
        ("sum", "2017-M05"),
        ("sum", "2017-M06"),
    ],
)
def test_a_baseline_that_ends_within_a_quarter_is_the_given_figure_or_the_last_quarter_in_it(
    method: str, baseline: str, folder: Path, ragcalc: Command
) -> None:
    """As in a report; a break counts from its own month on."""
    areas = [
        in_a_row("2017-M04", *MONTHS),
        in_a_row("2017-M04", *MONTHS) | {"2016-17": "18"},
        in_a_row("2017-M04", *MONTHS) | {"2016-17": "18!", "2017-18 Q1": "3"},
        in_a_row("2017-M04", *MONTHS) | {"2016-17": "unreliable", "2017-18 Q1": "unreliable"},
        in_a_row("2017-M04", "9", "suppressed", *MONTHS),
        in_a_row("2017-M05", *MONTHS) | {"2016-17": "18"},
        in_a_row("2015-M09", *MONTHS, *MONTHS),
        in_a_row("2015-M09", *MONTHS, *MONTHS) | {"2016-17 financial": "18"},
    ]
    for at in (0, 1, 3, 4, 5, 6):
        months = [*MONTHS[:at], f"{MONTHS[at]}!", *MONTHS[at + 1 :]]
        areas += [in_a_row("2017-M04", *months), in_a_row("2017-M04", *months) | {"2016-17": "18"}]
    keys = {"frequency": "monthly", "year": "academic", "rolls-up": method}
    direction = f"{{basis: {{baseline: {baseline}}}}}"
    assert differing(folder, ragcalc, areas, **keys, direction=direction) == []


def test_a_baseline_that_is_an_academic_year_is_its_last_quarter_where_quarters_are_given(
    folder: Path, ragcalc: Command
) -> None:
    areas = [
        in_a_row("2016-17 Q4", "14", "15", "16", "17"),
        in_a_row("2016-17 Q4", "14", "15!", "16", "17"),
        in_a_row("2016-17 Q4", "14", "15", "16!", "17"),
        in_a_row("2016-17 Q4", "14", "15", "16", "17") | {"2016-17": "11"},
        in_a_row("2016-17 Q4", "14", "suppressed", "16", "17"),
    ]
    keys = {"year": "academic", "direction": "{basis: {baseline: 2016-17}}"}
    assert differing(folder, ragcalc, areas, **keys) == []
    rows = scored(folder / "scored.csv")
    assert [(one["period"], one["previous_period"], one["previous"]) for one in rows[:4]] == [
        ("2016-17 Q4", "", ""),
        ("2017-18 Q1", "", ""),
        ("2017-18 Q2", "2017-18 Q1", "15"),
        ("2017-18 Q3", "2017-18 Q1", "15"),
    ]


@pytest.mark.parametrize(
    "keys",
    [
        {"from": "2018-M05"},
        {"from": "2018-M05", "direction": "{basis: {baseline: 2018-19}}"},
        {"from": "2018-M05", "direction": "{basis: {baseline: 2018-M05}}"},
        {"from": "2018-M05", "direction": "{basis: {baseline: 2018-M04}}"},
        {"from": "2018-M05", "direction": "{basis: previous-period}"},
        {"from": "2018-M05", "direction": "{basis: same-period-last-year}"},
        {"from": "2018-M04", "until": "2019-M08", "direction": "{basis: {baseline: 2017-18 Q4}}"},
    ],
)
@pytest.mark.parametrize("method", ["mean", "sum"])
def test_a_longer_period_that_begins_before_the_indicator_has_no_figure_even_where_one_is_given(
    method: str, keys: dict[str, str], folder: Path, ragcalc: Command
) -> None:
    """As in a report, and no direction is measured from one."""
    months = in_a_row("2018-M02", *MONTHS)
    given = {"2017-18 Q4": "3", "2018-19 Q1": "4", "2018-19 Q2": "5", "2018-19": "9"}
    areas = [
        months,
        months | given,
        months | {period: f"{figure}!" for period, figure in given.items()},
        {"2018-M05": "unreliable"} | dict.fromkeys(given, "suppressed"),
        months | dict.fromkeys(given, "unreliable"),
        months | {"2018-M04": "suppressed"},
        months | {"2018-M05": "unreliable", "2018-M06": "suppressed", "2018-M07": "15!"},
        given | {"2018-M05": "15!"},
        given,
    ]
    keys = {"frequency": "monthly", "rolls-up": method, **keys}
    assert differing(folder, ragcalc, areas, **keys) == []


def test_what_is_made_of_months_before_the_indicator_began_is_not_ranked(
    folder: Path, ragcalc: Command
) -> None:
    """A report ranks what is given for a year, and that is as the dataset has it."""
    months = {str(area): ("1", "2", "3") for area in range(301, 306)}
    given = "level,2018-19 Q1,305,Shire 305,2.5,North,\nlevel,2018-19 Q1,304,Shire 304,4,North,"
    keys = {"rolls-up": "sum", "from": "2018-M05", "target": "9"}
    write_months(folder, months, given, **keys)
    assert ragcalc("score", "--output", "scored.csv").status == 0
    names = ("area", "value", "status", "status_reason", "direction", "rank", "of", "band")
    assert columns(folder, "2018-19 Q1", *names) == [
        ("301", "", "missing", "no-value", "unavailable", "", "", ""),
        ("302", "", "missing", "no-value", "unavailable", "", "", ""),
        ("303", "", "missing", "no-value", "unavailable", "", "", ""),
        ("304", "", "missing", "no-value", "unavailable", "1", "2", ""),
        ("305", "", "missing", "no-value", "unavailable", "2", "2", ""),
    ]
    assert columns(folder, "2018-M06", "area", "rank", "of") == [
        (area, "1", "5") for area in months
    ]
