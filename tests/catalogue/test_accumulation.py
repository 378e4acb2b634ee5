"""Figures of each period alone, added up over the year."""

from pathlib import Path
from typing import Any

import pytest

from tests.catalogue.submitting import catalogue, load, values


def totals(folder: Path, entries: str, **more: Any) -> dict[str, object]:
    """Return the totals of an indicator whose services submit each period alone."""
    return values(load(folder, catalogue(it=f"accumulates: in-period, {entries}"), {}, **more))


def test_each_total_holds_every_period_of_its_year_so_far(tmp_path: Path) -> None:
    entries = (
        "values: {2017-18 Q4: 9, 2018-19 Q1: 1, 2018-19 Q2: 2.5, 2018-19 Q3: 3, 2018-19 Q4: 4}"
    )
    assert totals(tmp_path, entries) == {
        "2017-18 Q4": {
            "value": "year-incomplete",
            "note": "the total cannot be calculated, as 2017-18 Q1 is missing",
        },
        "2018-19 Q1": {"value": "1"},
        "2018-19 Q2": {"value": "3.5", "note": "total of 2018-19 up to 2018-19 Q2"},
        "2018-19 Q3": {"value": "6.5", "note": "total of 2018-19 up to 2018-19 Q3"},
        "2018-19 Q4": {"value": "10.5", "note": "total of 2018-19 up to 2018-19 Q4"},
    }


def test_counts_are_added_where_every_period_has_them(tmp_path: Path) -> None:
    entries = (
        "unit: percent, values: {2018-19 Q1: {numerator: 1, denominator: 3}, "
        "2018-19 Q2: {numerator: 2, denominator: 5, note: late, provisional: true}}"
    )
    assert totals(tmp_path, entries) == {
        "2018-19 Q1": {"numerator": "1", "denominator": "3"},
        "2018-19 Q2": {
            "numerator": "3",
            "denominator": "8",
            "provisional": True,
            "note": "total of 2018-19 up to 2018-19 Q2; late",
        },
    }


@pytest.mark.parametrize(
    ("first", "second", "total"),
    [
        ("suppressed", "5", "suppressed"),
        ("5", "not-applicable", "not-applicable"),
        ("5", "{value: 6, proposed: true}", "no-value"),
    ],
)
def test_a_reason_for_having_no_figure_is_the_totals_too(
    tmp_path: Path, first: str, second: str, total: str
) -> None:
    found = totals(tmp_path, f"values: {{2018-19 Q1: {first}, 2018-19 Q2: {second}}}")
    reading = found["2018-19 Q2"]
    assert isinstance(reading, dict)
    assert reading["value"] == total


@pytest.mark.parametrize(
    ("unit", "first", "second", "total"),
    [
        ("count", "50", "{numerator: 2, denominator: 5}", "no-value"),
        ("percent", "50", "{numerator: 2, denominator: 5}", "no-value"),
        ("percent", "50", "40", "no-value"),
        ("ratio", "0.5", "0.4", "no-value"),
        ("rate-per-1000", "0.5", "0.4", "0.9"),
    ],
)
def test_shares_of_periods_are_no_share_of_the_year(
    tmp_path: Path, unit: str, first: str, second: str, total: str
) -> None:
    entries = f"unit: {unit}, values: {{2018-19 Q1: {first}, 2018-19 Q2: {second}}}"
    assert totals(tmp_path, entries)["2018-19 Q2"] == {
        "value": total,
        "note": "total of 2018-19 up to 2018-19 Q2",
    }


def test_a_break_or_a_provisional_part_marks_the_total(tmp_path: Path) -> None:
    entries = (
        "values: {2018-19 Q1: {value: 1, break: true}, 2018-19 Q2: 2, "
        "2018-19 Q3: {value: 3, provisional: true}, 2018-19 Q4: 4}"
    )
    found = totals(tmp_path, entries)
    marks = [
        {key for key in ("break", "provisional") if one.get(key)}
        for one in found.values()
        if isinstance(one, dict)
    ]
    assert marks == [{"break"}, {"break"}, {"break", "provisional"}, {"break", "provisional"}]


def test_months_of_an_academic_year_and_readings_of_another_kind(tmp_path: Path) -> None:
    entries = "frequency: monthly, year: academic, values: {2018-M09: 1, 2018-M10: 2, 2017-18: 5}"
    assert {name: one["value"] for name, one in totals(tmp_path, entries).items()} == {  # type: ignore[index]
        "2018-M09": "1",
        "2018-M10": "3",
        "2017-18 academic": "5",
    }


def test_submitted_periods_are_added_to_those_of_the_catalogue(tmp_path: Path) -> None:
    book = catalogue(it="accumulates: in-period, values: {2018-19 Q1: 1}", other="")
    loaded = load(tmp_path, book, {"r.csv": "indicator,2018-19 Q2\nit,2\nother,2\n"})
    assert values(loaded)["2018-19 Q2"] == {
        "value": "3",
        "note": "total of 2018-19 up to 2018-19 Q2",
    }
    assert values(loaded, "other") == {"2018-19 Q2": {"value": "2"}}
