"""Returns in the shape of a scorecard: headings of two rows, merged cells, targets and ratings."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ragcalc.catalogue.loader import Loaded
from ragcalc.checks.run import check
from tests.catalogue.submitting import (
    catalogue,
    found,
    indicator,
    load,
    record_fields,
    values,
    workbook,
)

QUARTERS = ["2018-19 Q3", "2018-19 Q4"]


def sheet(*rows: list[Any], merged: Sequence[str] = (), hidden: Sequence[int] = ()) -> bytes:
    """Return a workbook of one sheet; `hidden` are numbers of rows."""
    book = openpyxl.Workbook()
    (one,) = book.worksheets
    for row in rows:
        one.append(row)
    for cells in merged:
        one.merge_cells(cells)
    for number in hidden:
        one.row_dimensions[number].hidden = True
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def csv(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def notes(loaded: Loaded, folder: Path) -> list[str]:
    """Return the findings of the table that are no errors."""
    remarks = [
        remark for one in loaded.submissions for remark in one.remarks if not loaded.problems
    ]
    return [
        str(one).replace(f"{folder}/", "")
        for one in check(loaded).problems
        if one.code in {remark.code for remark in remarks}
    ]


def series(loaded: Loaded, which: str, name: str = "it") -> Mapping[str, dict[str, Any]]:
    """Return the targets, or the published ratings, of an indicator by period."""
    given = getattr(indicator(loaded, name), which)
    return {str(period): record_fields(one) for period, one in given.items()}


def test_a_year_merged_over_target_and_quarters_is_read_as_init_reads_it(tmp_path: Path) -> None:
    table = sheet(
        ["Measure", "2017/18", None, None, "2018/19", None, None],
        [None, "Target", "Q3", "Q4", "Target", "Q3", "Q4"],
        ["it", 90, 80, 81, 92, 83, 84],
        merged=["A1:A2", "B1:D1", "E1:G1"],
    )
    loaded = load(tmp_path, catalogue(), {"r.xlsx": table})
    assert values(loaded) == {
        "2017-18 Q3": {"value": "80"},
        "2017-18 Q4": {"value": "81"},
        "2018-19 Q3": {"value": "83"},
        "2018-19 Q4": {"value": "84"},
    }
    assert series(loaded, "targets") == {"2017-18": {"value": "90"}, "2018-19": {"value": "92"}}
    assert notes(loaded, tmp_path) == []


def test_a_target_and_a_rating_that_repeat_belong_to_the_period_at_their_left(
    tmp_path: Path,
) -> None:
    table = csv("KPI,Q3 18/19,Target,RAG,Q4 18/19,Target,RAG", "it,80,82,A,85,84,Green")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {
        "2018-19 Q3": {"value": "80"},
        "2018-19 Q4": {"value": "85"},
    }
    assert series(loaded, "targets") == {
        "2018-19 Q3": {"value": "82"},
        "2018-19 Q4": {"value": "84"},
    }
    assert series(loaded, "reported") == {
        "2018-19 Q3": {"status": "amber"},
        "2018-19 Q4": {"status": "green"},
    }


def test_counts_limits_and_notes_that_repeat_belong_to_the_period_at_their_left(
    tmp_path: Path,
) -> None:
    parts = "Numerator,Denominator,Lower CI,Upper CI,Notes"
    table = csv(
        f"KPI,Q3 18/19,{parts},Q4 18/19,{parts}",
        "it,50,1,2,40,60,late,25,1,4,20,30,",
    )
    loaded = load(tmp_path, catalogue(it="unit: percent"), {"r.csv": table})
    third = {"value": "50", "numerator": "1", "denominator": "2", "lower": "40", "upper": "60"}
    fourth = {"value": "25", "numerator": "1", "denominator": "4", "lower": "20", "upper": "30"}
    assert values(loaded) == {"2018-19 Q3": {**third, "note": "late"}, "2018-19 Q4": fourth}
    assert notes(loaded, tmp_path) == []


def test_counts_beside_the_only_reading_belong_to_it(tmp_path: Path) -> None:
    table = csv("KPI,Q4 18/19 (provisional),Numerator,Denominator", "it,50,1,2")
    loaded = load(tmp_path, catalogue(it="unit: percent"), {"r.csv": table})
    counts = {"numerator": "1", "denominator": "2"}
    assert values(loaded) == {"2018-19 Q4": {"value": "50", **counts, "provisional": True}}


def test_counts_alone_are_readings_of_their_period(tmp_path: Path) -> None:
    table = csv("KPI,Q4 18/19 numerator,Q4 18/19 denominator", "it,1,2")
    loaded = load(tmp_path, catalogue(it="unit: percent"), {"r.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"numerator": "1", "denominator": "2"}}


def test_a_rating_without_a_period_is_of_the_latest_one_where_that_has_a_figure(
    tmp_path: Path,
) -> None:
    table = csv("KPI,Q3 18/19,Q4 18/19,RAG", "a,80,85,G", "b,80,,G")
    loaded = load(tmp_path, catalogue(a="", b=""), {"r.csv": table})
    assert series(loaded, "reported", "a") == {"2018-19 Q4": {"status": "green"}}
    assert series(loaded, "reported", "b") == {}
    assert notes(loaded, tmp_path) == [
        (
            "r.csv:3:7: note: nothing is read from 'G', without a figure for 2018-19 Q4, the "
            "latest period [table-cell-unread]"
        )
    ]


def test_a_heading_between_rows_and_a_source_below_them_are_no_indicators(tmp_path: Path) -> None:
    table = csv("KPI,Q4 18/19", "Homes,", "it,85", ",", "Source: returns,")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"value": "85"}}
    assert notes(loaded, tmp_path) == [
        (
            f"r.csv:{line}:1: note: nothing is read from '{text}', which is alone in its row "
            "[table-cell-unread]"
        )
        for line, text in ((2, "Homes"), (5, "Source: returns"))
    ]


def test_a_figure_that_stands_alone_in_its_row_has_no_indicator(tmp_path: Path) -> None:
    table = csv("KPI,Q4 18/19", ",85")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert found(loaded, tmp_path) == [
        "r.csv:2:1: error: the row has no indicator [reference-indicator]"
    ]


def test_a_column_of_references_names_an_indicator_whose_name_is_not_known(tmp_path: Path) -> None:
    table = csv("Ref,KPI,Q4 18/19", "1.2.KR,Renamed,85", "it,,86", "no,Other,87")
    loaded = load(tmp_path, catalogue(**{"1-2-kr": "", "it": ""}), {"r.csv": table})
    assert found(loaded, tmp_path) == [
        "r.csv:4:4: error: there is no indicator 'Other' [reference-indicator]"
    ]
    (one,) = loaded.submissions
    assert one.series.keys() == {("1-2-kr", "values"), ("it", "values")}
    assert [remark.message for remark in one.remarks] == [
        "nothing is read from 'Renamed', as the row is of 1-2-kr by reference"
    ]


def test_a_reference_that_names_no_indicator_is_named_and_a_column_of_them_once(
    tmp_path: Path,
) -> None:
    table = csv("Ref,KPI,Q4 18/19", "a,a,85", "1.2,b,86", ",c,87")
    book = catalogue(a="", b="", c="")
    assert notes(load(tmp_path, book, {"r.csv": table}), tmp_path) == [
        (
            "r.csv:3:1: note: nothing is read from '1.2', as no indicator has this reference "
            "[table-cell-unread]"
        )
    ]
    table = table.replace("a,a,85", "1.1,a,85")
    assert notes(load(tmp_path, book, {"r.csv": table}), tmp_path) == [
        (
            "r.csv:1:1: note: nothing is read from the column of references: none is that of an "
            "indicator [table-column-unknown]"
        )
    ]


def test_a_reason_that_has_no_place_is_named(tmp_path: Path) -> None:
    heads = "indicator,period,value,target,lower,comparator"
    table = csv(
        heads,
        "a,2018-19 Q4,5,z,,",
        "b,2018-19 Q4,,,c,",
        "c,2018-19 Q4,c,,,england",
        "d,2018-19 Q4,c,,z,",
    )
    loaded = load(tmp_path, catalogue(a="", b="", c="", d=""), {"r.csv": table})
    assert notes(loaded, tmp_path) == [
        (
            f"r.csv:{place}: note: nothing is read from '{text}', as only a reading has a reason "
            "for its absence [table-cell-unread]"
        )
        for place, text in (("2:16", "z"), ("3:16", "c"), ("4:14", "c"), ("5:17", "z"))
    ]


def test_a_mark_that_has_no_place_is_named(tmp_path: Path) -> None:
    heads = "indicator,period,value,target,comparator"
    table = csv(heads, "a,2018-19 Q4,5,90 p,", "b,2018-19 Q4,7 b,,england")
    loaded = load(tmp_path, catalogue(a="", b=""), {"r.csv": table})
    assert notes(loaded, tmp_path) == [
        (
            "r.csv:2:16: note: of '90 p' the figure alone is read: a target has no mark "
            "[table-cell-unread]"
        ),
        (
            "r.csv:3:14: note: of '7 b' the figure alone is read: a comparator's figure has no "
            "break [table-cell-unread]"
        ),
    ]


def test_a_reference_and_a_name_of_two_indicators_are_an_error(tmp_path: Path) -> None:
    table = csv("Ref,KPI,Q4 18/19", "a,b,85", "c,c,86")
    loaded = load(tmp_path, catalogue(a="", b="", c=""), {"r.csv": table})
    assert found(loaded, tmp_path) == [
        "r.csv:2:1: error: 'a' is a, and the row is of b [reference-indicator]"
    ]


SEVERAL = {"n": "name: 'Staff, North'", "s": "name: 'Staff, South'", "it": "name: 'Staff, A, B'"}


@pytest.mark.parametrize(
    "table",
    [
        csv("KPI,Area,Q4 18/19", "Staff,North,5", "staff,South,6"),
        csv("KPI,Period,Area,Actual", "Staff,Q4 18/19,North,5", "Staff,Q4 18/19,south,6"),
    ],
)
def test_rows_of_one_name_are_told_apart_by_the_column_that_a_draft_adds_to_the_name(
    tmp_path: Path, table: str
) -> None:
    loaded = load(tmp_path, catalogue(**SEVERAL), {"r.csv": table})
    assert values(loaded, "n") == {"2018-19 Q4": {"value": "5"}}
    assert values(loaded, "s") == {"2018-19 Q4": {"value": "6"}}
    assert notes(loaded, tmp_path) == []


def test_rows_of_one_name_are_told_apart_by_two_columns_or_their_sheet(tmp_path: Path) -> None:
    rows = [["KPI", "Area", "Site", "Q4 18/19"], ["Staff", "B", "A", 5]]
    book = workbook({"North": [["KPI", "Q4 18/19"], ["Staff", 6]], "Other": rows})
    loaded = load(tmp_path, catalogue(**SEVERAL), {"r.xlsx": book})
    assert values(loaded) == {"2018-19 Q4": {"value": "5"}}
    assert values(loaded, "n") == {"2018-19 Q4": {"value": "6"}}


@pytest.mark.parametrize(("cells", "name"), [("B,A", "it"), ("A,B", "it"), ("A,", "a"), ("B,", "")])
def test_a_row_is_of_the_name_that_says_most_of_it(tmp_path: Path, cells: str, name: str) -> None:
    book = catalogue(**SEVERAL, a="name: 'Staff, A'")
    loaded = load(tmp_path, book, {"r.csv": csv("KPI,Area,Site,Q4 18/19", f"Staff,{cells},5")})
    named = {path[0] for one in loaded.submissions for path in one.series}
    assert named == ({name} if name else set())


KNOWN = "known: a, b, c, d, e, Staff, Posts, North, Homes, A, Homes, B"


def test_a_name_that_nothing_tells_apart_is_an_error(tmp_path: Path) -> None:
    same = {"a": "name: Staff", "b": "name: Staff", "c": "name: 'Posts, North'"}
    same |= {"d": "name: 'Homes, A'", "e": "name: 'Homes, B'"}
    table = csv("KPI,Area,Q4 18/19", "Staff,North,5", "Posts,South,5", "homes,C,5")
    loaded = load(tmp_path, catalogue(**same), {"r.csv": table})
    assert [(one.message, one.hint) for one in loaded.problems] == [
        ("2 indicators are called 'Staff'", "write the id: a, b"),
        ("there is no indicator 'Posts'", KNOWN),
        ("2 indicators have names that begin with 'homes'", "write the id: d, e"),
    ]


def test_a_comparator_may_have_columns(tmp_path: Path) -> None:
    table = csv("KPI,Q4 18/19,England Q4 18/19,Wales Q4 18/19", "it,85,80,70")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    given = indicator(loaded).comparators["england"]
    assert {str(period): record_fields(one) for period, one in given.items()} == {
        "2018-19 Q4": {"value": "80"}
    }
    assert notes(loaded, tmp_path) == [
        (
            "r.csv:1:31: note: nothing is read from the column 'Wales Q4 18/19' "
            "[table-column-unknown]"
        )
    ]


def test_two_columns_of_one_period_are_an_error(tmp_path: Path) -> None:
    table = csv("KPI,Q4 18/19,Quarter 4 2018/19 actual", "it,85,86")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert found(loaded, tmp_path) == [
        "r.csv:1:14: error: duplicate column 'Quarter 4 2018/19 actual' [table-column-twice]"
    ]


def test_what_a_table_says_of_an_indicator_is_named(tmp_path: Path) -> None:
    table = csv("KPI,Lead,Good is,Q4 18/19,Target,Notes", "it,Housing,High,85,90,late")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"value": "85"}}
    assert [line.partition("column ")[2] for line in notes(loaded, tmp_path)] == [
        "'Lead', which describes indicators [table-column-unknown]",
        "'Good is', which describes indicators [table-column-unknown]",
        "'Target', as each period has a column [table-column-unknown]",
        "'Notes', as each period has a column [table-column-unknown]",
    ]


def test_an_arrow_is_named_and_a_word_of_travel_is_read(tmp_path: Path) -> None:
    table = csv("indicator,period,value,DoT", "a,2018-19 Q4,5,▲", "b,2018-19 Q4,5,Improving")
    loaded = load(tmp_path, catalogue(a="", b=""), {"r.csv": table})
    assert series(loaded, "reported", "b") == {"2018-19 Q4": {"direction": "improved"}}
    assert notes(loaded, tmp_path) == [
        (
            "r.csv:2:16: note: nothing is read from '▲', which may be of the figure or of its "
            "rating [table-cell-unread]"
        )
    ]


@pytest.mark.parametrize(
    "table",
    [
        csv("KPI,Year,Quarter,Actual", "it,2018/19,4,5"),
        csv("KPI,Quarter,FY,Outturn", "it,Q4,2018/19,5"),
        csv("KPI,Date,Result", "it,31/03/2019,5"),
        csv("Ref,KPI,Reporting period,Actual", ",it,2018-19 Q4,5"),
    ],
)
def test_a_long_table_is_read_by_what_people_call_its_columns(tmp_path: Path, table: str) -> None:
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"value": "5"}}
    assert notes(loaded, tmp_path) == []


def test_a_month_and_a_year_in_two_columns_are_a_month(tmp_path: Path) -> None:
    table = csv("KPI,Month,Year,Actual", "it,March,2019,5")
    loaded = load(tmp_path, catalogue(it="frequency: monthly"), {"r.csv": table})
    assert values(loaded) == {"2019-M03": {"value": "5"}}


@pytest.mark.parametrize("name", ["date", "Actual", "Notes", "RAG"])
def test_beside_a_column_by_its_own_name_a_usual_one_is_not_read(tmp_path: Path, name: str) -> None:
    table = csv(f"{name},indicator,period,value,note,status", "1,it,2018-19 Q4,5,late,green")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"value": "5", "note": "late"}}
    assert notes(loaded, tmp_path) == [
        f"r.csv:1:1: note: nothing is read from the column '{name}' [table-column-unknown]"
    ]


@pytest.mark.parametrize(
    "table",
    [
        csv("KPI,Target (for information),Period,Actual", "it,90,2018-19 Q4,5"),
        csv("KPI,Target (for information),Q4 18/19", "it,90,5"),
    ],
)
def test_from_a_column_for_information_nothing_is_read_or_said(tmp_path: Path, table: str) -> None:
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"value": "5"}}
    assert notes(loaded, tmp_path) == []


def test_of_a_line_for_information_above_a_table_nothing_is_said(tmp_path: Path) -> None:
    table = csv("Due for 2018-19 Q4 (For information)", "KPI,Period,Actual", "it,2018-19 Q4,5")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"value": "5"}}
    assert notes(loaded, tmp_path) == []


def test_a_table_of_targets_alone_is_read_where_no_other_column_may_be_the_figures(
    tmp_path: Path,
) -> None:
    loaded = load(tmp_path, catalogue(), {"r.csv": csv("KPI,Period,Target", "it,2018-19,90")})
    assert series(loaded, "targets") == {"2018-19": {"value": "90"}}
    other = csv("KPI,Period,Target,Reading", "it,2018-19,90,80")
    assert [one.code for one in load(tmp_path, catalogue(), {"r.csv": other}).problems] == [
        "table-columns-missing"
    ]


def test_two_columns_by_usual_names_for_one_thing_are_an_error(tmp_path: Path) -> None:
    table = csv("KPI,Date,Result,Outturn", "it,2018-19 Q4,5,6")
    assert found(load(tmp_path, catalogue(), {"r.csv": table}), tmp_path) == [
        "r.csv:1:17: error: duplicate column 'Outturn' [table-column-twice]"
    ]


def test_of_a_period_and_a_year_beside_it_the_year_is_named(tmp_path: Path) -> None:
    table = csv("indicator,period,value,year", "it,2018-19 Q4,5,2018")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"value": "5"}}
    assert notes(loaded, tmp_path) == [
        "r.csv:1:24: note: nothing is read from the column 'year' [table-column-unknown]"
    ]


def test_a_name_merged_over_rows_is_that_of_each(tmp_path: Path) -> None:
    table = sheet(
        ["KPI", "Period", "Actual", "Notes"],
        ["it", "2018-19 Q3", 4, "late"],
        [None, "2018-19 Q4", 5],
        merged=["A2:A3", "D2:D3"],
    )
    loaded = load(tmp_path, catalogue(), {"r.xlsx": table})
    assert values(loaded) == {
        "2018-19 Q3": {"value": "4", "note": "late"},
        "2018-19 Q4": {"value": "5", "note": "late"},
    }


def test_a_heading_merged_into_the_rows_below_is_no_text_of_theirs(tmp_path: Path) -> None:
    table = sheet(["KPI", "Q3 18/19", "Q4 18/19"], ["it", 4], merged=["C1:C2"])
    loaded = load(tmp_path, catalogue(), {"r.xlsx": table})
    assert values(loaded) == {"2018-19 Q3": {"value": "4"}}


def test_a_cell_merged_over_columns_stands_in_the_first_alone(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["KPI", "Q3 18/19", "Q4 18/19"], ["Places"], ["it", 5]]
    table = sheet(*rows, merged=["A2:C2", "B3:C3"])
    loaded = load(tmp_path, catalogue(), {"r.xlsx": table})
    assert values(loaded) == {"2018-19 Q3": {"value": "5"}}


def test_hidden_rows_and_columns_are_read_and_named(tmp_path: Path) -> None:
    rows = [["it", f"{year}-{year - 1999:02} Q4", 5] for year in range(2001, 2014)]
    table = sheet(["KPI", "Period", "Actual"], *rows, hidden=range(2, 14))
    loaded = load(tmp_path, catalogue(), {"r.xlsx": table})
    hidden = ", ".join(f"row {number}" for number in range(2, 12))
    assert notes(loaded, tmp_path) == [
        (
            f"r.xlsx:Sheet!A1: note: {hidden} and 2 more are hidden, and read like the rest "
            "[table-cells-hidden]"
        )
    ]


def test_what_belongs_to_a_figure_without_one_is_named(tmp_path: Path) -> None:
    table = csv("indicator,period,value,provisional,note", "it,2018-19 Q4,,yes,late")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert notes(loaded, tmp_path) == [
        (
            "r.csv:2:16: note: nothing is read from 'yes', without a figure for 2018-19 Q4 "
            "[table-cell-unread]"
        ),
        (
            "r.csv:2:20: warning: the note 'late' has no figure with it and is not kept "
            "[value-note-alone]"
        ),
    ]


TITLED = csv("{}", "indicator,value", "it,5")


@pytest.mark.parametrize(
    ("title", "stands"),
    [
        ("Planning: Q4 2018/19", True),
        ("2018/19", True),
        ("March 2019", True),
        ("Planning: Q3 2018/19", False),
        ("2017/18", False),
    ],
)
def test_a_title_is_held_against_the_period_that_is_said_of_the_table(
    tmp_path: Path, title: str, stands: bool
) -> None:
    head = "data: [{path: a.csv, period: 2018-19 Q4}]"
    (tmp_path / "a.csv").write_text(TITLED.format(title), encoding="utf-8")
    loaded = load(tmp_path, catalogue(head), {})
    assert values(loaded) == {"2018-19 Q4": {"value": "5"}}
    assert [line.partition(":1:1: ")[0] for line in notes(loaded, tmp_path)] == (
        [] if stands else ["a.csv"]
    )


@pytest.mark.parametrize("word", ["Total", "grand total:", "Sub-total"])
@pytest.mark.parametrize(
    "table",
    [csv("KPI,2018-19 Q4", "it,5", "{},5"), csv("Value,KPI,Period", "5,it,2018-19 Q4", "5,{},")],
)
def test_a_row_that_adds_others_up_is_named_and_no_indicator(
    tmp_path: Path, word: str, table: str
) -> None:
    """As in a draft."""
    loaded = load(tmp_path, catalogue(), {"r.csv": table.format(word)})
    assert values(loaded) == {"2018-19 Q4": {"value": "5"}}
    (remark,) = loaded.submissions[0].remarks
    assert (remark.code, remark.message) == (
        "table-cell-unread",
        f"nothing is read from the row of '{word}', which adds others up",
    )


def test_quarters_beside_a_column_of_years_are_of_the_year_of_each_row(tmp_path: Path) -> None:
    """As in a draft."""
    table = csv("KPI,Year,Q3,Quarter 4,Target", "it,2017-18,3,4,", "it,2018/19,5,,90")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {
        "2017-18 Q3": {"value": "3"},
        "2017-18 Q4": {"value": "4"},
        "2018-19 Q3": {"value": "5"},
    }
    assert notes(loaded, tmp_path) == [
        (
            "r.csv:1:23: note: nothing is read from the column 'Target', as each period has a "
            "column [table-column-unknown]"
        )
    ]
    (problem,) = found(load(tmp_path, catalogue(), {"r.csv": f"{table}it,soon,6,,\n"}), tmp_path)
    assert problem.startswith("r.csv:4:9: error: 'Q3 soon' is not a period")


@pytest.mark.parametrize("year", ["2018-19", "2018/19"])
def test_quarters_without_a_year_are_of_the_one_that_is_said_of_the_table(
    tmp_path: Path, year: str
) -> None:
    """As `init --from --period` reads them."""
    (tmp_path / "a.csv").write_text(csv("KPI,Good is,Q3,Q4,Q4 Target", "it,Low,5,6,7"), "utf-8")
    loaded = load(tmp_path, catalogue(f"data: [{{path: a.csv, period: {year}}}]"), {})
    assert values(loaded) == {"2018-19 Q3": {"value": "5"}, "2018-19 Q4": {"value": "6"}}
    assert series(loaded, "targets") == {"2018-19 Q4": {"value": "7"}}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        *(
            ("provisonal", "provisional"),
            ("Vlaue", "value"),
            ("Nte", "note"),
            ("COMMNT", "Comment"),
        ),
        *((name, "") for name in ("Average", "Area", "Last period", "P", "Ward", "Team")),
    ],
)
def test_a_column_is_said_to_be_a_misspelt_one_only_where_that_is_near(
    tmp_path: Path, name: str, meant: str
) -> None:
    table = csv(f"KPI,Period,{name},Outturn", "it,2018-19 Q4,3,5")
    loaded = load(tmp_path, catalogue("columns: {note: Comment}"), {"r.csv": table})
    (remark,) = loaded.submissions[0].remarks
    expected = f"did you mean {meant}?" if meant else "known: indicator, period, value, "
    assert remark.hint.startswith(expected)


HEADINGS = "KPI,Period,Value"


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ((HEADINGS,), 1),
        (("Planning", HEADINGS, "", ",,"), 2),
        ((HEADINGS, HEADINGS), 1),
        (("KPI,2018-19 Q3,2018-19 Q4",), 1),
        ((HEADINGS, "it,2018-19 Q4,5"), 0),
        ((HEADINGS, "it,2018-19 Q4,"), 0),
    ],
)
def test_a_table_with_headings_alone_is_named(
    tmp_path: Path, lines: tuple[str, ...], number: int
) -> None:
    """A row whose figure is still to come is a row."""
    loaded = load(tmp_path, catalogue(), {"r.csv": csv(*lines)})
    assert not loaded.problems
    remarks = [one for each in loaded.submissions for one in each.remarks]
    empty = [one for one in remarks if one.code == "table-rows-missing"]
    assert [one.place.span.line for one in empty if one.place.span] == [number] * bool(number)


def test_a_title_is_held_against_the_year_that_is_said_of_quarters(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(csv("Planning 2017/18", "KPI,Q3,Q4", "it,5,6"), "utf-8")
    loaded = load(tmp_path, catalogue("data: [{path: a.csv, period: 2018-19}]"), {})
    assert [one.code for one in loaded.submissions[0].remarks] == ["table-title-period"]


@pytest.mark.parametrize("head", ["", "data: [{path: a.csv, period: 2018-19 Q4}]"])
def test_where_quarters_have_no_year_the_hint_says_how_to_say_it(tmp_path: Path, head: str) -> None:
    table = csv("KPI,Q3,Q4", "it,5,6")
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    loaded = load(tmp_path, catalogue(head or "data: [a.csv]"), {})
    assert [(one.code, one.hint) for one in loaded.problems] == [
        (
            "table-columns-missing",
            (
                "say the year of 'Q3' with --data-period, such as --data-period 2024-25, or as "
                "{path: …, period: 2024-25} under data:"
            ),
        )
    ]


def test_quarters_of_a_comparator_are_not_read_as_our_own(tmp_path: Path) -> None:
    table = csv("KPI,Year,Comparator,Q3", "it,2017-18,England,3")
    assert [one.code for one in load(tmp_path, catalogue(), {"r.csv": table}).problems] == [
        "table-columns-missing"
    ]


def test_an_indicator_may_be_called_total(tmp_path: Path) -> None:
    loaded = load(
        tmp_path, catalogue(it="name: Total"), {"r.csv": csv("KPI,2018-19 Q4", "Total,5")}
    )
    assert values(loaded) == {"2018-19 Q4": {"value": "5"}}


def test_a_title_of_a_table_that_names_its_periods_contradicts_nothing(tmp_path: Path) -> None:
    head = "data: [{path: a.csv, period: 2018-19 Q4}]"
    (tmp_path / "a.csv").write_text("Q3 2018/19\nindicator,2018-19 Q3\nit,5\n", "utf-8")
    loaded = load(tmp_path, catalogue(head), {})
    assert values(loaded) == {"2018-19 Q3": {"value": "5"}}
    assert [one.code for one in loaded.submissions[0].remarks] == ["table-cell-unread"]


@pytest.mark.parametrize(
    ("sheet_name", "stands"),
    [("Q4 2018-19", True), ("2018-19", True), ("March 2019", True), ("Q3 2018-19", False)],
)
def test_the_name_of_a_sheet_is_a_title_too(tmp_path: Path, sheet_name: str, stands: bool) -> None:
    head = "data: [{path: a.xlsx, period: 2018-19 Q4}]"
    (tmp_path / "a.xlsx").write_bytes(workbook({sheet_name: [["KPI", "Value"], ["it", 5]]}))
    loaded = load(tmp_path, catalogue(head), {})
    assert [one.code for one in loaded.submissions[0].remarks] == (
        [] if stands else ["table-title-period"]
    )


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("2018-19-q4.csv", True),
        ("Q4 2018-19 return.csv", True),
        ("2018_19_Q4_housing.csv", True),
        ("2018-19.csv", True),
        ("March 2019.csv", True),
        ("2018-19-q3.csv", False),
        ("Q3 2018-19 return.csv", False),
        ("housing_q3_2018_19.csv", False),
        ("2017-18 return.csv", False),
        # may be when it was sent, or no period at all
        ("housing 2020.csv", True),
        ("housing-q3.csv", True),
        ("Team 10-11.csv", True),
        ("2018-10-31.csv", True),
        ("a.csv", True),
    ],
)
def test_the_name_of_a_file_is_held_against_the_period_that_is_said_of_its_table(
    tmp_path: Path, name: str, stands: bool
) -> None:
    head = f"data: [{{path: '{name}', period: 2018-19 Q4}}]"
    (tmp_path / name).write_text(csv("KPI,Value", "it,5"), encoding="utf-8")
    loaded = load(tmp_path, catalogue(head), {})
    assert values(loaded) == {"2018-19 Q4": {"value": "5"}}
    assert [one.code for one in loaded.submissions[0].remarks] == (
        [] if stands else ["table-title-period"]
    )


def test_the_name_of_a_file_is_held_against_a_title(tmp_path: Path) -> None:
    table = csv("Due for Q3 2018/19 (for information)", "KPI,Period,Value", "it,2018-19 Q4,5")
    loaded = load(tmp_path, catalogue(), {"2018-19-q4.csv": table})
    (remark,) = loaded.submissions[0].remarks
    assert (remark.code, remark.message, remark.hint) == (
        "table-title-period",
        (
            "the title 'Due for Q3 2018/19 (for information)' is of 2018-19 Q3 and not "
            "2018-19 Q4, as the file's name says"
        ),
        "correct the title, or the file's name",
    )
    loaded = load(tmp_path, catalogue(), {"2018-19-q3.csv": table})
    assert loaded.submissions[0].remarks == []


def test_columns_without_a_period_are_of_the_one_that_their_sheet_is_called_by(
    tmp_path: Path,
) -> None:
    """As in a draft."""
    sheets = {
        "Q3 2018-19": [["KPI", "Actual"], ["it", 4]],
        "Quarter 4 2018-19": [["KPI", "Actual", "Target"], ["it", 5, 90]],
        "2017-18": [["KPI", "Period", "Actual"], ["it", "2018-19 Q2", 3]],
    }
    loaded = load(tmp_path, catalogue(), {"r.xlsx": workbook(sheets)})
    assert values(loaded) == {
        "2018-19 Q2": {"value": "3"},
        "2018-19 Q3": {"value": "4"},
        "2018-19 Q4": {"value": "5"},
    }
    assert series(loaded, "targets") == {"2018-19 Q4": {"value": "90"}}


def test_hidden_columns_are_named(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet(["KPI", "Q3 18/19", "Q4 18/19"], ["it", 4, 5])))
    book.worksheets[0].column_dimensions["B"].hidden = True
    content = io.BytesIO()
    book.save(content)
    loaded = load(tmp_path, catalogue(), {"r.xlsx": content.getvalue()})
    assert notes(loaded, tmp_path) == [
        ("r.xlsx:Sheet!A1: note: column B is hidden, and read like the rest [table-cells-hidden]")
    ]


@pytest.mark.parametrize(
    "table",
    [
        csv("KPI,Period,Actual,LCI 95,UCI 95", "it,2018-19 Q4,5,4,6"),
        csv("KPI,Q4 18/19,LCI 95,UCI 95", "it,5,4,6"),
        csv("KPI,Q4 18/19,Lower limit,Upper limit", "it,5,4,6"),
    ],
)
def test_limits_may_have_the_names_that_the_catalogue_says(tmp_path: Path, table: str) -> None:
    head = "columns: {lower: LCI 95, upper: UCI 95}"
    loaded = load(tmp_path, catalogue(head), {"r.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"value": "5", "lower": "4", "upper": "6"}}
    assert notes(loaded, tmp_path) == []


def test_where_a_title_alone_has_the_period_the_hint_says_it(tmp_path: Path) -> None:
    table = csv("Planning: Quarter 4 2018/19", "KPI,Outturn", "it,5")
    loaded = load(tmp_path, catalogue("columns: {value: Result}"), {"r.csv": table})
    assert found(loaded, tmp_path) == [
        (
            "r.csv:2:1: error: no row has the columns KPI, period, Outturn: period not found "
            "[table-columns-missing]"
        )
    ]
    assert [one.hint for one in loaded.problems] == [
        (
            "add --data-period \"2018-19 Q4\", as the title 'Planning: Quarter 4 2018/19' says, or "
            "{path: …, period: …} under data:; or a column for the period"
        )
    ]


def test_what_an_accounting_format_shows_in_brackets_or_as_a_dash_is_the_number(
    tmp_path: Path,
) -> None:
    accounting = '_-* #,##0_-;(#,##0);_-* "-"??_-'
    table = workbook(
        {"A": [["KPI", "Q3 18/19", "Q4 18/19"], ["it", -443, 0]]},
        {"B2": accounting, "C2": accounting},
    )
    loaded = load(tmp_path, catalogue(), {"r.xlsx": table})
    assert values(loaded) == {"2018-19 Q3": {"value": "-443"}, "2018-19 Q4": {"value": "0"}}


def test_a_rating_and_a_direction_of_two_places_are_one_verdict(tmp_path: Path) -> None:
    own = catalogue(it="reported: {2018-19 Q4: {direction: improved}}")
    rated = csv("KPI,Q4 18/19,RAG", "it,85,Green")
    loaded = load(tmp_path, own, {"r.csv": rated})
    assert series(loaded, "reported") == {
        "2018-19 Q4": {"status": "green", "direction": "improved"}
    }
    both = csv("KPI,Q4 18/19,RAG,DoT", "it,85,Green,Worse")
    loaded = load(tmp_path, own, {"r.csv": both})
    assert ["value-given-twice" in line for line in found(loaded, tmp_path)] == [True]


def test_two_columns_that_say_which_way_is_good_describe_indicators(tmp_path: Path) -> None:
    table = csv("KPI,Good is,Preferred direction,Q4 18/19", "it,High,High,85")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"value": "85"}}
    assert [line.partition("column ")[2] for line in notes(loaded, tmp_path)] == [
        "'Good is', which describes indicators [table-column-unknown]",
        "'Preferred direction' [table-column-unknown]",
    ]


def test_a_reason_that_stands_in_the_limits_as_well_is_said_once(tmp_path: Path) -> None:
    table = csv("indicator,period,value,lower,upper", "it,2018-19 Q4,c,c,c")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"value": "suppressed"}}
    assert notes(loaded, tmp_path) == []


def test_a_revised_figure_of_a_comparator_says_so_in_its_note(tmp_path: Path) -> None:
    table = csv("indicator,comparator,period,value,note", "it,england,2018-19,20 r,late")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert loaded.problems == ()
    given = indicator(loaded).comparators["england"]
    assert {str(period): record_fields(one) for period, one in given.items()} == {
        "2018-19": {"value": "20", "note": "late; revised"}
    }
