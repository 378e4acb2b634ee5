"""A cell that is not a figure has the hint that says how to write what was meant."""

from pathlib import Path

import pytest

from ragcalc.catalogue.returns import meant
from tests.catalogue.submitting import catalogue, load, workbook

SMALL = "write c, a small number that is not to be shown"
NONE = "leave the cell empty, or write z where the figure does not apply; 0 is a figure"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("<5", SMALL),
        ("< 10", SMALL),
        ("≤5", SMALL),
        ("*", SMALL),
        ("fewer than 5", SMALL),
        ("(443)", "write -443"),
        ("(£1,443.5)", "write -1443.5"),
        ("(5%)", "write -5"),
        ("6 days", "write 6"),
        ("-6 days", "write -6"),
        ("150 kg per household", "write 150"),
        ("1,006 jobs", "write 1006"),
        ("£1.2m", "write 1200000"),
        ("-1.25 Million", "write -1250000"),
        ("3k", "write 3000"),
        ("2bn", "write 2000000000"),
        ("71.2% (5 of 7)", "write 5 and 7 into the columns numerator and denominator"),
        ("99% (1,005 of 1,007)", "write 1005 and 1007 into the columns numerator and denominator"),
        ("5/7", "write 5 and 7 into the columns numerator and denominator"),
        ("approx 560", "write 560 e, which marks an estimate"),
        ("~560", "write 560 e, which marks an estimate"),
        ("TBC", "leave the cell empty, or write in-measurement"),
        ("N/A", NONE),
        ("nil", NONE),
        ("", ""),
        ("pink", ""),
        ("(5 of 7", ""),
        ("5 q 6", ""),
        ("18.3 pr", ""),
        (f"{'9' * 24}m", f"write {'9' * 24}000000"),
        (f"{'9' * 25}m", ""),
    ],
)
def test_a_kind_of_text_has_its_hint(text: str, hint: str) -> None:
    assert meant.hint(text) == hint


def test_the_hint_stands_with_the_cell_of_a_table(tmp_path: Path) -> None:
    table = "indicator,2018-19 Q1,2018-19 Q2,2018-19 Q3,2018-19 Q4\nit,<5,(443),6 days,TBC\n"
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert [(one.message, one.hint) for one in loaded.problems] == [
        ("value must be a number, not '<5'", SMALL),
        ("value must be a number, not '(443)'", "write -443"),
        ("value must be a number, not '6 days'", "write 6"),
        ("value must be a number, not 'TBC'", "leave the cell empty, or write in-measurement"),
    ]


def test_the_hint_for_a_workbook_is_a_workbooks(tmp_path: Path) -> None:
    rows = [["indicator", "period", "value"], ["it", "2018-19 Q4", 0.5, "late"]]
    book = catalogue(it="unit: percent", other="")
    content = workbook({"A": [*rows, ["other", "2018-19 Q4", "5%"], ["it", "2018-19 Q3", 0.5]]})
    loaded = load(tmp_path, book, {"r.xlsx": content})
    assert [one.hint for one in loaded.problems] == [
        "give the column a name, or delete the cells to the right of the last one that has a name",
        "write the figure without a %, in a cell without a format of percentages",
    ]
    remarks = [remark.hint for one in loaded.submissions for remark in one.remarks]
    assert remarks == [
        "give the cell a format of percentages if 50% is meant, or write 0.5% to be plain"
    ]


@pytest.mark.parametrize(
    ("text", "unit", "hint"),
    [
        ("6 weeks", "days", "write 6 if it is in days"),
        ("6 days", "percent", "write 6 if it is in percent"),
        ("150 kg", "kg per household", "write 150"),
        ("12 people", "count", "write 12"),
    ],
)
def test_the_hint_asks_where_the_word_beside_a_figure_is_not_the_unit(
    text: str, unit: str, hint: str
) -> None:
    assert meant.hint(text, unit) == hint


TWO_HEADINGS = (
    "one row of headings is read: write one figure a row, with the columns indicator, period and "
    "value, and target where there is one"
)


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_a_table_with_two_rows_of_headings_is_not_told_to_delete_cells(
    tmp_path: Path, name: str
) -> None:
    rows: list[list[object]] = [
        ["indicator", "2018-19 Q3", "", "2018-19 Q4", ""],
        ["", "Reading", "Hope", "Reading", "Hope"],
        ["it", 4, 5, 6, 5],
    ]
    lines = "".join(",".join(map(str, row)) + "\n" for row in rows)
    content = lines if name == "r.csv" else workbook({"A": rows})
    loaded = load(tmp_path, catalogue(), {name: content})
    assert {one.code for one in loaded.problems} == {"table-ragged"}
    assert {one.hint for one in loaded.problems} == {TWO_HEADINGS}
