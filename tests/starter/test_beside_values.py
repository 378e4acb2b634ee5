"""Counts, limits and comments behind each period are drafted beside its value, or listed."""

import pytest

from ragcalc.catalogue.returns import targets
from ragcalc.catalogue.returns.tables import Table
from ragcalc.starter import spreadsheet
from ragcalc.starter.entries import DraftIndicator

PARTS = "Numerator,Denominator,Lower CI,Upper CI,Comments"
HEADS = f"KPI,Good is,Unit,Q3 18/19,{PARTS},Q4 18/19,{PARTS}"


def entry(row: str) -> DraftIndicator:
    text = f"{HEADS}\nIt,High,%,{row}\n"
    (one,) = spreadsheet.drafted([Table("s.csv", "s.csv", text=text)]).entries
    return one


def values(one: DraftIndicator) -> dict[str, dict[str, str]]:
    return {str(period): dict(figure.entries) for period, figure in one.values.items()}


def test_all_that_belongs_to_a_value_stands_with_it() -> None:
    one = entry("50 r,1,2,40,60,late,,1,4,,,")
    assert values(one) == {
        "2018-19 Q3": {
            "value": "50",
            "numerator": "1",
            "denominator": "2",
            "lower": "40",
            "upper": "60",
            "revised": "true",
        },
        "2018-19 Q4": {"numerator": "1", "denominator": "4"},
    }
    assert {str(when): text for when, text in one.comment.items()} == {"2018-19 Q3": "late"}
    assert one.left_out == []


def test_a_comment_needs_no_value() -> None:
    one = entry(",,,,,late,25,,,,,-")
    assert {str(when): text for when, text in one.comment.items()} == {"2018-19 Q3": "late"}
    assert one.left_out == []


@pytest.mark.parametrize(
    ("row", "left_out"),
    [
        ("50,1,,,,,25,,,,,", ["numerator 2018-19 Q3 '1' (E2)"]),
        ("50,1,0,,,,25,,,,,", ["numerator 2018-19 Q3 '1' (E2)", "denominator 2018-19 Q3 '0' (F2)"]),
        ("50,1,x,,,,25,,,,,", ["numerator 2018-19 Q3 '1' (E2)", "denominator 2018-19 Q3 'x' (F2)"]),
        ("50,,,40,,,25,,,,,", ["lower 2018-19 Q3 '40' (G2)"]),
        ("50,,,60,70,,25,,,,,", ["lower 2018-19 Q3 '60' (G2)", "upper 2018-19 Q3 '70' (H2)"]),
        (",,,40,60,,25,,,,,", ["lower 2018-19 Q3 '40' (G2)", "upper 2018-19 Q3 '60' (H2)"]),
        ("c,,,40,60,,25,,,,,", ["lower 2018-19 Q3 '40' (G2)", "upper 2018-19 Q3 '60' (H2)"]),
    ],
)
def test_what_has_no_place_beside_a_value_is_listed(row: str, left_out: list[str]) -> None:
    one = entry(row)
    assert one.left_out == [f"{line}: it has no place beside a value" for line in left_out]
    assert values(one)["2018-19 Q4"] == {"value": "25"}


def test_counts_and_limits_of_the_long_form_stand_with_its_value() -> None:
    text = (
        "KPI,Good is,Unit,Period,Value,Numerator,Denominator,Lower,Upper\n"
        "It,High,days,Q3 18/19,5 days,,,4 days,6 days\n"
        "It,High,days,Q4 18/19,5 days,10,2,6 days,7 days\n"
    )
    draft = spreadsheet.drafted([Table("s.csv", "s.csv", text=text)])
    (one,) = draft.entries
    assert values(one) == {
        "2018-19 Q3": {"value": "5", "lower": "4", "upper": "6"},
        "2018-19 Q4": {"value": "5", "numerator": "10", "denominator": "2"},
    }
    assert one.left_out == [
        "lower 2018-19 Q4 '6 days' (H3): it has no place beside a value",
        "upper 2018-19 Q4 '7 days' (I3): it has no place beside a value",
    ]


@pytest.mark.parametrize(
    ("cell", "ends"),
    [
        ("18 to 22", {"from": "18", "to": "22"}),
        ("20 to 20", {"from": "20", "to": "20"}),
        ("20 - 20.0", {"from": "20", "to": "20.0"}),
        ("22 to 18", None),
    ],
)
def test_a_range_of_a_target_does_not_end_below_its_beginning(
    cell: str, ends: dict[str, str] | None
) -> None:
    found = targets.drafted(cell, "count")
    assert (dict(found.figure.entries) if found else None) == ends
