"""Names of columns that take several rows: no figure gets another's period or place."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcalc.catalogue import files, loader
from ragcalc.catalogue.returns import columns, heading_rows
from ragcalc.catalogue.returns.sheets import SheetCells
from ragcalc.catalogue.returns.tables import Table
from ragcalc.catalogue.yaml.source import Document
from ragcalc.periods import parse
from ragcalc.starter import drafting, spreadsheet
from tests.starter.test_spreadsheet import draft, places, text_of, workbook

Figures = dict[str, str]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q1", "Q1 2018-19"),
        ("April", "April 2018-19"),
        ("Q1 2017-18", "Q1 2017-18"),
        ("Target", "Target"),
        ("Year end", "Year end"),
        ("", ""),
    ],
)
def test_only_what_names_a_part_of_a_year_is_of_the_year_that_is_said(
    text: str, expected: str
) -> None:
    assert heading_rows.with_year(text, parse("2018-19")) == expected
    assert heading_rows.with_year(text, None) == text


@pytest.mark.parametrize("text", ["Target", "Year end", "2017"])
def test_what_names_no_part_of_a_calendar_year_is_not_of_it(text: str) -> None:
    assert heading_rows.with_year(text, parse("2018")) == text


@pytest.mark.parametrize(
    ("below", "is_one"), [("Target", True), ("5", False), ("(5.1)", False), ("2017-18", True)]
)
def test_a_row_with_a_figure_is_read_together_with_no_other(below: str, is_one: bool) -> None:
    sheet = SheetCells({1: ["KPI", "2018-19", ""], 2: ["", "Actual", below]})
    assert ((1, 2) in heading_rows.candidates(sheet, [1, 2])) is is_one


def rows_of(text: str) -> list[list[str]]:
    """Return a table that is written with a bar between its cells."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n")]


def series(made: spreadsheet.Draft) -> dict[str, Figures]:
    """Return the targets, values and reported statuses of the first indicator."""
    entry = made.entries[0]
    every: dict[str, Any] = {
        "targets": entry.targets,
        "values": entry.values,
        "reported": entry.reported,
        "forecast": entry.forecast,
        **entry.comparators,
    }
    return {
        key: {str(period): figure.entries[0][1] for period, figure in found.items()}
        for key, found in every.items()
        if found
    }


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (
            """
Measure | Good is | 2024/25 |        |     |        |        |
        |         | Q1      |        |     | Q2     |        |
        |         | Actual  | Target | RAG | Actual | Target | RAG
Calls   | High    | 81      | 80     | G   | 79     | 82     | A
""",
            {
                "targets": {"2024-25 Q1": "80", "2024-25 Q2": "82"},
                "values": {"2024-25 Q1": "81", "2024-25 Q2": "79"},
                "reported": {"2024-25 Q1": "green", "2024-25 Q2": "amber"},
            },
        ),
        (
            """
        |         | 2024/25 |    |        |    | 2025/26 |
        |         | Actual  |    | Target |    | Actual  | Target
Measure | Good is | Q1      | Q2 | Q1     | Q2 | Q1      | Q1
Calls   | High    | 81      | 79 | 80     | 82 | 83      | 84
""",
            {
                "targets": {"2024-25 Q1": "80", "2024-25 Q2": "82", "2025-26 Q1": "84"},
                "values": {"2024-25 Q1": "81", "2024-25 Q2": "79", "2025-26 Q1": "83"},
            },
        ),
        (
            """
        |         | Actual  |         | Target  |         | England
Measure | Good is | 2022/23 | 2023/24 | 2023/24 | 2024/25 | 2022/23
Calls   | High    | 81      | 79      | 80      | 82      | 77
""",
            {
                "targets": {"2023-24": "80", "2024-25": "82"},
                "values": {"2022-23": "81", "2023-24": "79"},
                "England": {"2022-23": "77"},
            },
        ),
        (
            """
Measure | Good is | Target  | 2024/25 performance |         |
        |         | 2024/25 | Apr-Jun             | Jul-Sep | Oct to Dec
Calls   | High    | 80      | 81                  | 79      | 78
""",
            {
                "targets": {"2024-25": "80"},
                "values": {"2024-25 Q1": "81", "2024-25 Q2": "79", "2024-25 Q3": "78"},
            },
        ),
        (
            """
Report of Quarter 4 2024/25 |    |         |
Measure                     | Good is | 2023/24 | 2024/25
Calls                       | High    | 81      | 79
""",
            {"values": {"2023-24": "81", "2024-25": "79"}},
        ),
        (
            """
Measure | Good is | 2024/25 |    | Forecast | Comments
        |         | Q1      | Q2 | 2025/26  |
Calls   | High    | 81      | 79 | 90       | Good
""",
            {
                "values": {"2024-25 Q1": "81", "2024-25 Q2": "79"},
                "forecast": {"2025-26": "90"},
            },
        ),
    ],
)
def test_names_of_up_to_three_rows(table: str, found: dict[str, Figures]) -> None:
    assert series(draft(rows_of(table))) == found


@pytest.mark.parametrize(
    "table",
    [
        """
Measure | Good is | 2024/25 |      |
        |         | Spring  | Term | Autumn
Calls   | High    | 81      | 79   | 78
""",
        """
Measure | Good is | 2024/25 |
Calls   | High    | 81      | 79
""",
    ],
)
def test_a_period_over_columns_without_names_has_no_figures(table: str) -> None:
    with pytest.raises(spreadsheet.NoTable, match="lacks a column for each period"):
        draft(rows_of(table))


def test_quarters_without_a_year_need_one() -> None:
    rows = rows_of("Measure | Q1 | Q1 Target | Q2 \n Calls | 81 | 80 | 79")
    with pytest.raises(spreadsheet.NoTable, match="lacks the year of 'Q1': add --period"):
        draft(rows)
    table = Table("s.csv", "s.csv", text=text_of(rows))
    assert series(spreadsheet.drafted([table], period=parse("2024-25"))) == {
        "targets": {"2024-25 Q1": "80"},
        "values": {"2024-25 Q1": "81", "2024-25 Q2": "79"},
    }


def test_a_forecast_over_a_year_is_one_of_its_end() -> None:
    made = draft(
        rows_of("""
        |         | Actual  | Forecast |
Measure | Good is | 2023/24 | 2024/25  | 2025/26
Calls   | High    | 81      | 79       | 78
""")
    )
    assert series(made) == {
        "values": {"2023-24": "81"},
        "forecast": {"2024-25": "79", "2025-26": "78"},
    }
    assert made.left_out == []


def test_two_tables_of_a_sheet_have_columns_of_their_own() -> None:
    made = draft(
        rows_of("""
Adults
Indicator | Polarity | 2023-24 Q3 | 2023-24 Q4 | Target
Reviews   | High     | 81         | 83         | 85
Total     |          | 81         | 83         |

Children
Indicator | Polarity | Target     | 2023-24 Q4 | Rank
Referrals | Low      | 20         | 22         | 3
Reviews   | High     | 60         | 55         | 4
""")
    )
    found = [
        (entry.id, entry.words["outcome"].text, *(entry.target.entries if entry.target else ()),
         {str(period): figure.entries[0][1] for period, figure in entry.values.items()})
        for entry in made.entries
    ]  # fmt: skip
    assert found == [
        ("reviews", "Adults", ("value", "85"), {"2023-24 Q3": "81", "2023-24 Q4": "83"}),
        ("referrals", "Children", ("value", "20"), {"2023-24 Q4": "22"}),
        ("reviews-children", "Children", ("value", "60"), {"2023-24 Q4": "55"}),
    ]
    assert made.left_out == [
        "A4 to D4: 'Total', '81', '83'",
        "column 'Rank', E8 to E9, 2 cells: '3', '4'",
    ]


def test_names_of_columns_that_are_repeated_are_no_indicator_and_break_no_series() -> None:
    made = draft(
        rows_of("""
KPI   | Period     | Value
Calls | 2023-24 Q1 | 5
KPI   | Period     | Value
Calls | 2023-24 Q2 | 6
""")
    )
    assert [entry.id for entry in made.entries] == ["calls"]
    assert series(made) == {"values": {"2023-24 Q1": "5", "2023-24 Q2": "6"}}
    assert made.left_out == []


@pytest.mark.parametrize("name", ["Total", "TOTALS", "Grand total:", "Sub-total"])
def test_a_row_of_totals_is_listed_and_one_with_a_reference_is_an_indicator(name: str) -> None:
    rows = rows_of(f"Ref | KPI | 2023-24 Q1 \n A | Calls | 5 \n | {name} | 5 \n B | {name} | 5")
    made = draft(rows)
    assert [entry.id for entry in made.entries] == ["A", "B"]
    assert made.left_out == [f"B3 to C3: '{name}', '5'"]


def test_a_row_of_words_below_names_is_a_row() -> None:
    (entry,) = draft(rows_of("KPI | 2023-24 \n Annual | Target")).entries
    assert (entry.id, entry.left_out) == ("annual", ["2023-24 'Target' (B2)"])


def test_of_two_tables_side_by_side_the_first_is_read_and_the_other_listed() -> None:
    made = draft(
        rows_of("""
Indicator | 2023-24 Q4 | Target | | Indicator | 2023-24 Q4 | Target
Calls     | 81         | 80     | | Bins      | 99         | 98
""")
    )
    assert [entry.id for entry in made.entries] == ["calls"]
    assert series(made) == {"values": {"2023-24 Q4": "81"}}
    assert made.left_out == [
        "column 'Indicator', E2: 'Bins'", "column '2023-24 Q4', F2: '99'",
        "column 'Target', G2: '98'",
    ]  # fmt: skip


def test_a_rating_is_of_no_period_where_a_later_column_is_not_read() -> None:
    made = draft(
        rows_of("""
KPI   | FY23/24 | FY24/25 YTD | RAG | DoT
Calls | 81      | 83          | G   | Better
""")
    )
    assert series(made) == {"values": {"2023-24": "81"}}
    assert [one.split(",")[0] for one in made.left_out] == [
        "column 'FY24/25 YTD'", "column 'RAG'", "column 'DoT'"
    ]  # fmt: skip


def test_a_rating_is_of_the_latest_reading_beside_a_forecast() -> None:
    table = "KPI | 2023/24 | Forecast 2024/25 | RAG \n Calls | 81 | 83 | G"
    assert series(draft(rows_of(table))) == {
        "values": {"2023-24": "81"},
        "reported": {"2023-24": "green"},
        "forecast": {"2024-25": "83"},
    }


@pytest.mark.parametrize(
    ("header", "row", "unit", "values"),
    [
        ("Actual 2022/23 (%) | Actual 2023/24 (%)", "12 | 13", "percent", ["12", "13"]),
        ("2022/23 (£000) | 2023/24 £000", "12 | 13", "£000", ["12", "13"]),
        ("2022/23 £m | 2023/24 (£m)", "£1.2m | 1.3", "£m", ["1.2", "1.3"]),
        ("2023/24 | 2022/23 (£) | 2023/24 (%)", "12 | 13 | 14", "count", ["12"]),
        ("Period | Value (%)", "2023/24 | 13", "percent", ["13"]),
    ],
)
def test_a_unit_in_the_names_of_all_columns_of_figures(
    header: str, row: str, unit: str, values: list[str]
) -> None:
    text = text_of(rows_of(f"KPI | {header} \n A | {row}"))
    own = columns.named_columns("value=Value (%)") if "Value" in header else {}
    (entry,) = spreadsheet.drafted([Table("s.csv", "s.csv", text=text)], own).entries
    assert entry.words["unit"].text == unit
    assert [one.entries[0][1] for one in entry.values.values()] == values


def test_counts_alone_are_a_percentage_by_guess_and_percentage_is_a_value_beside_them() -> None:
    rows = rows_of("KPI | Year | Numerator | Denominator \n A | 2023/24 | 4 | 5")
    (entry,) = draft(rows).entries
    assert entry.words["unit"].text == "percent"
    made = draft(
        rows_of("""
KPI | Year    | Numerator | Denominator | Percentage
A   | 2023/24 | 4         | 5           | 80%
""")
    )
    assert series(made) == {"values": {"2023-24": "80"}}


def test_words_beside_periods_may_be_named() -> None:
    rows = rows_of("KPI | 2023/24 Anytown | 2024/25 Anytown | 2024/25 Budget \n A | 4 | 5 | 6")
    table = Table("s.csv", "s.csv", text=text_of(rows))
    made = spreadsheet.drafted([table], columns.named_columns("value=Anytown,target=Budget"))
    assert series(made) == {
        "targets": {"2024-25": "6"},
        "values": {"2023-24": "4", "2024-25": "5"},
    }


def test_a_comparator_of_the_long_form_is_of_the_period_of_its_row() -> None:
    table = """
KPI | Period     | Value | England
A   | 2023-24 Q1 | 5     | 6
A   | 2023-24 Q2 | 6     | 7
A   | soon       | 7     | 8
"""
    made = draft(rows_of(table))
    assert series(made) == {
        "values": {"2023-24 Q1": "5", "2023-24 Q2": "6"},
        "England": {"2023-24 Q1": "6", "2023-24 Q2": "7"},
    }
    assert made.entries[0].left_out == [
        "value '7' (C4): 'soon' is not a period", "England '8' (D4): 'soon' is not a period",
        "period 'soon' (B4): it is not a period",
    ]  # fmt: skip


# ── Nothing is lost in silence, whatever the names of columns are made of ─────────────────────────

UPPER = ["", "2023/24", "2024/25", "Target", "Actual", "England", "Forecast", "Owner", "x"]
MIDDLE = ["", "Q1", "Q2", "Apr-Jun", "2023/24", "RAG", "Year"]
LOWER = ["", "Actual", "Target", "RAG", "DoT", "Q1", "Q2", "2024/25", "Numerator", "Denominator"]
LOWER += ["Lower", "Upper", "Comment", "(%)", "Unit", "Measure", "Q3 2024/25", "Period"]
SHAPES = ["n", "n%", "n", "", "▲", "G", "tbc n", "£nk", "2023-24 Q1", "Total"]
WIDTH = 7


@st.composite
def sheets(draw: st.DrawFn) -> list[list[str]]:
    """Return a table whose names of columns take up to three rows; each figure is another one."""
    parts = [draw(st.lists(st.sampled_from(one), min_size=WIDTH, max_size=WIDTH))
             for one in (UPPER, MIDDLE, LOWER)[draw(st.integers(0, 2)):]]  # fmt: skip
    at = draw(st.integers(0, len(parts) - 1))
    rows = [["Measure" if number == at else "", *one] for number, one in enumerate(parts)]
    for number in range(draw(st.integers(1, 4))):
        shapes = draw(st.lists(st.sampled_from(SHAPES), min_size=WIDTH, max_size=WIDTH))
        figures = [
            shape.replace("n", f"{1000 + 17 * (column + 10 * number)}")
            for column, shape in enumerate(shapes)
        ]
        rows.append([f"Visits {number}", *figures])
        if draw(st.booleans()):
            rows.insert(draw(st.integers(len(parts), len(rows))), [f"Part {number}", *[""] * WIDTH])
    return rows


@given(sheets())
def test_every_figure_is_in_the_draft_or_listed_with_its_place(rows: list[list[str]]) -> None:
    try:
        made = draft(rows)
    except spreadsheet.NoTable:
        return
    text = drafting.text(made, "s.csv")
    written = "\n".join(line for line in text.splitlines() if "# left out" not in line)
    listed = places(list(drafting.left_out(made)))
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            digits = re.findall("[0-9]{4}(?![-/])", cell)
            assert not digits or digits[0] in written or (number, column) in listed, (cell, text)
    problems = loader.load(Document("indicators.yaml", "indicators.yaml", text)).problems
    assert {one.code for one in problems} <= {"key-missing"}, (problems, text)


def test_a_row_that_only_mentions_an_indicator_begins_no_table() -> None:
    made = draft(rows_of("KPI | 2023/24 \n Calls | 5 \n Indicator | n/a \n Visits | 6"))
    assert [entry.id for entry in made.entries] == ["calls", "indicator", "visits"]


def test_a_merged_name_over_columns_without_figures_is_that_of_its_first(tmp_path: Path) -> None:
    book = workbook(s=[["KPI", "2023/24", None, None], ["Calls", 5, "up", None]])
    book["s"].merge_cells("B1:D1")
    book.save(tmp_path / "s.xlsx")
    made = spreadsheet.drafted(files.tables([tmp_path / "s.xlsx"], tmp_path))
    assert series(made) == {"values": {"2023-24": "5"}}
    assert made.left_out == ["s!C2: 'up'"]


def test_months_by_their_names_are_no_quarters_and_signs_name_nothing() -> None:
    made = draft(rows_of("KPI | Apr-25 | Jul-25 | *** \n Calls | 5 | 6 | 7"))
    assert series(made) == {"values": {"2025-M04": "5", "2025-M07": "6"}}
    assert made.left_out == ["column '***', D2: '7'"]


def test_a_lone_rating_is_of_the_latest_period_that_has_figures() -> None:
    table = "KPI | 2024-25 Q1 | 2024-25 Q2 | 2024-25 Q3 | RAG\nA | 4 | 5 | | G\nB | 4 | | | A"
    made = draft(rows_of(table))
    assert [[str(one) for one in entry.reported] for entry in made.entries] == [["2024-25 Q2"], []]
    assert made.entries[1].left_out == [
        "status 'A' (E3): no figure for 2024-25 Q2, the latest period"
    ]


def test_quarters_without_a_year_beside_a_year_need_one() -> None:
    rows = rows_of("KPI | 2023/24 outturn | Q1 | Q2 | RAG\nA | 4 | 5 | 6 | G")
    with pytest.raises(spreadsheet.NoTable, match="lacks the year of 'Q1': add --period"):
        draft(rows)


@pytest.mark.parametrize(
    "name", ["National rank (of 150)", "England quartile", "Gap to region", "Change vs England"]
)
def test_a_rank_or_a_gap_is_no_comparator(name: str) -> None:
    made = draft(rows_of(f"KPI | 2023/24 | {name}\nA | 4 | 5"))
    assert made.entries[0].comparators == {}
    assert made.left_out == [f"column '{name}', C2: '5'"]


def test_a_sheet_that_is_called_by_a_period_is_of_it(tmp_path: Path) -> None:
    head: list[Any] = ["KPI", "Actual", "RAG"]
    book = workbook(**{"Q1 2024-25": [head, ["A", 5, "G"]], "2024-25 Q2": [head, ["B", 6, "R"]]})
    book.save(tmp_path / "s.xlsx")
    tables = files.tables([tmp_path / "s.xlsx"], tmp_path)
    for period in (None, parse("2024-25 Q4")):
        made = spreadsheet.drafted(tables, period=period)
        found = [[str(one) for one in entry.values] for entry in made.entries]
        assert found == [["2024-25 Q1"], ["2024-25 Q2"]]
        assert made.notes == [
            "columns without a period in the sheet 'Q1 2024-25' are of it, by its name",
            "columns without a period in the sheet '2024-25 Q2' are of it, by its name",
        ]


def quarters(folder: Path, first: list[Any], second: list[Any]) -> spreadsheet.Draft:
    """Return the draft of a workbook with a sheet for each of two quarters, a row in each."""
    head: list[Any] = ["Ref", "KPI", "Good is", "Target", "Actual", "RAG", "Comments"]
    book = workbook(**{"Q2 2024-25": [head, first], "Q1 2024-25": [head, second]})
    book.save(folder / "s.xlsx")
    return spreadsheet.drafted(files.tables([folder / "s.xlsx"], folder))


def test_a_sheet_for_each_quarter_has_further_figures_of_the_same_indicators(
    tmp_path: Path,
) -> None:
    made = quarters(
        tmp_path,
        ["A1", "Calls", "High", 9, 8, "A", "Fog"],
        ["A1", "calls", "High", 9, 7, "", "Ice"],
    )
    assert [(entry.id, entry.words.get("outcome")) for entry in made.entries] == [("A1", None)]
    assert series(made) == {
        "values": {"2024-25 Q1": "7", "2024-25 Q2": "8"},
        "reported": {"2024-25 Q2": "amber"},
    }
    assert {str(when): text for when, text in made.entries[0].comment.items()} == {
        "2024-25 Q2": "Fog",
        "2024-25 Q1": "Ice",
    }
    assert list(drafting.left_out(made)) == []


@pytest.mark.parametrize(
    "second",
    [
        ["A1", "Calls", "High", 10, 8],
        ["A1", "Calls", "Low", 9, 8],
        ["B1", "Calls", "High", 9, 8],
    ],
)
def test_a_row_of_another_quarter_that_differs_otherwise_is_another_indicator(
    tmp_path: Path, second: list[Any]
) -> None:
    made = quarters(tmp_path, ["A1", "Calls", "High", 9, 8, "A"], second)
    names = ["Calls", "Calls, Q1 2024-25"]
    assert [entry.words["name"].text for entry in made.entries] == names
    assert [len(entry.values) for entry in made.entries] == [1, 1]


def test_a_quarter_that_is_to_come_belongs_to_the_indicator_of_the_others(tmp_path: Path) -> None:
    made = quarters(tmp_path, ["A1", "Calls", "High", 9, "TBC"], ["A1", "Calls", "High", 9, 7])
    assert series(made) == {"values": {"2024-25 Q1": "7"}}
    assert list(drafting.left_out(made)) == ["A1: 2024-25 Q2 'TBC' (Q2 2024-25!E2)"]


def test_two_figures_for_one_quarter_on_sheets_called_by_it_are_of_two_indicators(
    tmp_path: Path,
) -> None:
    head: list[Any] = ["KPI", "Actual"]
    book = workbook(**{"Q1 2024-25": [head, ["A", 5]], "2024-25 Q1": [head, ["A", 6]]})
    book.save(tmp_path / "s.xlsx")
    made = spreadsheet.drafted(files.tables([tmp_path / "s.xlsx"], tmp_path))
    assert [len(entry.values) for entry in made.entries] == [1, 1]


@pytest.mark.parametrize("period", [None, parse("2024-25")])
def test_quarters_beside_a_column_of_years_are_of_the_year_of_their_row(period: Any) -> None:
    table = """
KPI   | Year    | Q1 | Q1 RAG | Q2 | Year end | Target | RAG
Calls | 2022/23 | 81 | G      | 82 | 84       | 80     | G
Calls | 2023/24 | 85 | R      |    |          | 86     | R
Calls | soon    | 86 |        |    |          | 87     |
"""
    text = text_of(rows_of(table))
    made = spreadsheet.drafted([Table("s.csv", "s.csv", text=text)], period=period)
    assert series(made) == {
        "targets": {"2022-23": "80", "2023-24": "86"},
        "values": {"2022-23 Q1": "81", "2022-23 Q2": "82", "2023-24 Q1": "85"},
        "reported": {"2022-23 Q1": "green", "2023-24 Q1": "red"},
    }
    assert list(drafting.left_out(made)) == [
        "column 'Year end', F2: '84'",
        "column 'RAG', H2 to H3, 2 cells: 'G', 'R'",
        "calls: target '87' (G4): 'soon' is not a period",
        "calls: Q1 '86' (C4): 'soon' is not a period",
        "calls: period 'soon' (B4): it is not a period",
    ]
