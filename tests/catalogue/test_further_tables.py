"""Several tables in one sheet, one below the other: each is read by its own columns."""

from pathlib import Path

import pytest

from ragcalc.checks.run import check
from tests.catalogue.submitting import catalogue, found, load, values, workbook

BOOK = catalogue(it="name: It", other="name: Other", third="name: Third")


def csv(*lines: str) -> str:
    return "\n".join((*lines, ""))


@pytest.mark.parametrize(
    "table",
    [
        csv("KPI,2018-19 Q3,2018-19 Q4", "It,1,2", "KPI,2018-19 Q4", "Other,3", "Third,4"),
        csv("KPI,2018-19 Q3,2018-19 Q4", "It,1,2", "", "KPI,Period,Value", "Other,2018-19 Q4,3",
            "Third,2018-19 Q4,4"),
        csv("indicator,period,value", "It,2018-19 Q3,1", "It,2018-19 Q4,2", ",,",
            "value,period,indicator", "3,2018-19 Q4,Other", "4,2018-19 Q4,Third"),
        csv("KPI,2018-19 Q3,2018-19 Q4", "It,1,2", ",2018-19,,,", "KPI,Target,Q3,Q4,RAG",
            "Other,,,3,", "Third,,,4,"),
        # names that take three rows
        csv("KPI,2018-19 Q3,2018-19 Q4", "It,1,2", ",2018-19,,,", ",Q3,,Q4,",
            "KPI,Target,Actual,Target,Actual", "Other,,,,3", "Third,,,,4"),
        # the names once more, as at the top of a further page
        csv("KPI,2018-19 Q4", "Other,3", "KPI,2018-19 Q4", "Third,4", "KPI,2018-19 Q3,2018-19 Q4",
            "It,1,2"),
    ],
)  # fmt: skip
def test_each_table_is_read_by_its_own_columns(tmp_path: Path, table: str) -> None:
    loaded = load(tmp_path, BOOK, {"r.csv": table})
    assert found(loaded, tmp_path) == []
    assert values(loaded) == {"2018-19 Q3": {"value": "1"}, "2018-19 Q4": {"value": "2"}}
    assert values(loaded, "other") == {"2018-19 Q4": {"value": "3"}}
    assert values(loaded, "third") == {"2018-19 Q4": {"value": "4"}}


def test_what_stands_between_tables_and_beside_their_columns_is_named(tmp_path: Path) -> None:
    table = csv("KPI,2018-19 Q4", "It,2", "Planning", "KPI,2018-19 Q4,Site", "Other,3,North")
    loaded = load(tmp_path, BOOK, {"r.csv": table})
    remarks = [one for submission in loaded.submissions for one in submission.remarks]
    assert [one.message for one in remarks] == [
        "nothing is read from 'Planning', which is alone in its row",
        "nothing is read from the column 'Site'",
    ]


def test_a_mistake_stands_at_its_place_in_each_table(tmp_path: Path) -> None:
    table = csv("KPI,2018-19 Q4", "It,x2", "KPI,2018-19 Q3,2018-19 Q4", "Other,3,x4", "No one,3,")
    problems = load(tmp_path, BOOK, {"r.csv": table}).problems
    assert [one.where.rpartition("/")[2] for one in problems] == [
        "r.csv:2:4",
        "r.csv:4:9",
        "r.csv:5:1",
    ]


def test_two_tables_that_contradict_each_other_are_an_error(tmp_path: Path) -> None:
    table = csv("KPI,2018-19 Q4", "It,2", "KPI,2018-19 Q3,2018-19 Q4", "It,1,3")
    loaded = load(tmp_path, BOOK, {"r.csv": table})
    assert [one.code for one in loaded.problems] == ["value-given-twice"]


def test_a_workbook_with_merged_names_and_several_tables(tmp_path: Path) -> None:
    sheet = [["KPI", "2018-19 Q4"], ["It", 2], [None], ["KPI", "2018-19 Q3", "2018-19 Q4"],
             ["Other", 1, 3]]  # fmt: skip
    loaded = load(tmp_path, BOOK, {"r.xlsx": workbook({"Return": sheet})})
    assert values(loaded, "other")["2018-19 Q4"] == {"value": "3"}
    assert check(loaded, None).submitted.sheets == 1


def test_past_a_hundred_tables_a_row_of_names_is_an_error(tmp_path: Path) -> None:
    pairs = [(f"KPI,2018-19 Q{1 + at % 2}", "It,2") for at in range(102)]
    table = csv(*(line for pair in pairs for line in pair))
    loaded = load(tmp_path, BOOK, {"r.csv": table})
    assert [(one.code, one.where.rpartition("/")[2]) for one in loaded.problems] == [
        ("reference-indicator", "r.csv:203:1")
    ]


@pytest.mark.parametrize("row", ["Measure,2018-19 Q4,5", "Measure,soon,x"])
def test_the_rows_below_one_that_only_seems_to_name_columns_are_read(
    tmp_path: Path, row: str
) -> None:
    lines = [f"It,2018-19 Q{quarter},{quarter}" for quarter in (1, 2, 3, 4)]
    table = csv("KPI,Period,Value", "It,2018-19 Q1,1", row, *lines)
    loaded = load(tmp_path, BOOK, {"r.csv": table})
    assert [one.where.rpartition("/")[2] for one in loaded.problems] == ["r.csv:3:1"]
    (submission,) = loaded.submissions
    assert len(submission.series["it", "values"]) == 4
