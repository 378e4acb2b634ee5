"""`ragcalc form`, `list --missing` and `targets --next`: written, filled in and read back."""

import csv
import io
import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from ragcalc.catalogue.model.fields import UNITS
from ragcalc.render.common.cells import Cell, Quantity
from ragcalc.render.form import csv as form_csv
from ragcalc.render.form.sheet import FormColumn, FormEntry, FormSheet, Words
from tests.cli.conftest import Command

pytest.importorskip("xlsxwriter")

ROOT = Path(__file__).parents[2]
BOOK = """\
version: 1
organisation: Anyshire
comparators: {england: {name: England}}
indicators:
  share:
    {name: A share, owner: Housing, unit: percent, polarity: high, targets: {2025-26: 90},
     values: {2025-26 Q3: 88.5, 2025-26 Q4: {numerator: 3, denominator: 4}},
     comparators: {england: {2024-25: 80.5}}}
  count:
    {name: A count, owner: Planning, unit: count, polarity: low, target: {from: 5, to: 9},
     values: {2025-26 Q4: {value: 1234, provisional: true}}}
  in-range:
    {name: In range, unit: days, polarity: on-target, targets: {2025-26: {from: 5, to: 9}},
     values: {2025-26 Q4: 7.25}}
  own:
    {name: Of each quarter, owner: Planning, unit: count, polarity: high,
     accumulates: in-period, profile: linear, targets: {2025-26: 40},
     values: {2025-26 Q1: 3, 2025-26 Q2: 4}}
  so-far:
    {name: So far, owner: Planning, unit: currency, polarity: low, accumulates: true,
     profile: linear, targets: {2025-26: 40, 2026-27: 50}, values: {2025-26 Q4: -4}}
  monthly:
    {name: Monthly, owner: Housing, unit: count, polarity: low, frequency: monthly, target: 3,
     values: {2026-M03: 4}}
  annual:
    {name: Annual, owner: Housing, unit: count, polarity: low, frequency: annual, due: Q1,
     targets: {2024-25: 7, 2026-27: {value: 6, proposed: true}}, values: {2024-25: suppressed}}
  new: {name: New, unit: {label: homes}, polarity: low, values: {}}
  counted: {name: Counted, unit: count, polarity: neutral, values: {2026-27 Q1: 1}}
  no-data:
    {name: No data, unit: count, polarity: high, target: none, values: {2026-27 Q1: in-measurement}}
""".replace("target: {from: 5, to: 9},\n", "target: 9,\n")
PERIOD = "2026-27 Q1"
Filled = Mapping[str, Mapping[str, Any]]
"""What is written, by indicator and column."""
FILLED: Filled = {
    "share": {"Numerator": 9, "Denominator": 10},
    "count": {"Value": 1300, "Comment": "two sites", "Action": "a third in May"},
    "in-range": {"Value": "8.5 p"},
    "own": {"Value": "5 r"},
    "so-far": {"Value": 5},
    "monthly": {"Value": "c"},
    "annual": {"Value": "x", "Comment": "due in August"},
    "new": {"Value": 12},
}
"""What a service writes."""


@pytest.fixture
def book(folder: Path) -> Path:
    (folder / "indicators.yaml").write_text(BOOK, encoding="utf-8")
    return folder


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def fill(path: Path, filled: Filled) -> None:
    """Write into the empty cells of a form, as whoever opens it would."""
    if path.suffix == ".csv":
        table = rows(path.read_text(encoding="utf-8-sig"))
        for row in table:
            for name, value in filled.get(row["indicator"], {}).items():
                assert row[name.lower()] == ""
                row[name.lower()] = str(value)
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, [*table[0]])
            writer.writeheader()
            writer.writerows(table)
        return
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    columns = {str(cell.value): at for at, cell in enumerate(sheet[3], 1)}
    for number in range(4, sheet.max_row + 1):
        for name, value in filled.get(str(sheet.cell(number, 1).value), {}).items():
            cell = sheet.cell(number, columns[name])
            assert cell.value is None
            cell.value = value
    workbook.save(path)


def reported(ragcalc: Command, period: str, path: Path) -> dict[str, Any]:
    answer = ragcalc("report", period, "--data", str(path), "--format", "json", "--partial")
    assert answer.status == 0, answer.err
    return {one["id"]: one for one in json.loads(answer.out)["indicators"]}


def checked(ragcalc: Command, path: Path, *period: str) -> tuple[list[str], str]:
    """Return what is found in a file, and the last line of `check`.

    What its figures do not go with, such as an earlier gap or no target, is no fault of the file.
    """
    answer = ragcalc("check", *period, "--data", str(path), "--format", "json")
    found = json.loads(answer.out)
    last = ragcalc("check", *period, "--data", str(path)).out.splitlines()[-1]
    codes = [one["code"] for one in found["problems"] if path.name in one["file"]]
    return [one for one in codes if not one.startswith("series-")], last


# ── A form ───────────────────────────────────────────────────────────────────────────────────────


def test_a_form_has_a_row_for_each_figure_that_is_due_and_was_not_submitted(
    book: Path, ragcalc: Command
) -> None:
    answer = ragcalc("form", PERIOD, "--format", "csv")
    assert answer.status == 0
    assert [[*row.values()] for row in rows(answer.out)] == [
        *(
            ["share", "A share", "Housing", "percent", "2025-26 Q4", "75.0%", "", PERIOD,
             *[""] * 5],
            ["count", "A count", "Planning", "number", "2025-26 Q4", "1,234 (provisional)", "9",
             PERIOD, *[""] * 5],
            ["in-range", "In range", "", "days", "2025-26 Q4", "7.25", "", PERIOD, *[""] * 5],
            ["own", "Of each quarter", "Planning", "number, in the period alone", "2025-26 Q2",
             "7 since the year began", "", PERIOD, *[""] * 5],
            ["so-far", "So far", "Planning", "£, since the year began", "2025-26 Q4", "-£4",
             "£12.5", PERIOD, *[""] * 5],
            *(["monthly", "Monthly", "Housing", "number", "March 2026", "4", "3", month, *[""] * 5]
              for month in ("April 2026", "May 2026", "June 2026")),
            ["annual", "Annual", "Housing", "number", "2024-25",
             "suppressed because of small numbers", "", "2025-26", *[""] * 5],
            ["new", "New", "", "homes", "", "", "", PERIOD, *[""] * 5],
        )
    ]  # fmt: skip
    assert answer.err == (
        "2026-27 Q1: 2 of the 12 figures due have been submitted; "
        "the form leaves out counted, no-data\n"
    )


@pytest.mark.parametrize(
    ("submitted", "named"),
    [
        (8, "i0, i1, i2, i3, i4, i5, i6, i7"),
        (9, "i0, i1, i2, i3, i4, i5, i6, i7 and 1 more"),
    ],
)
def test_eight_indicators_that_a_form_leaves_out_are_named_and_the_rest_counted(
    tmp_path: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch, submitted: int, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    head = "unit: count, polarity: high"
    lines = [f"  i{n}: {{{head}, name: I{n}, values: {{2018-19 Q4: 1}}}}" for n in range(submitted)]
    lines.append(f"  due: {{{head}, name: Due, values: {{2018-19 Q3: 1}}}}")
    text = "\n".join(["version: 1", "organisation: A", "indicators:", *lines, ""])
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    answer = ragcalc("form", "2018-19-q4", "--format", "csv")
    assert answer.err.endswith(f"the form leaves out {named}\n")


def test_a_month_that_was_submitted_is_left_out_and_named(book: Path, ragcalc: Command) -> None:
    text = BOOK.replace("values: {2026-M03: 4}", "values: {2026-M03: 4, 2026-M05: 6}")
    (book / "indicators.yaml").write_text(text, encoding="utf-8")
    answer = ragcalc("form", PERIOD, "--owner", "Housing", "--format", "csv")
    found = [one for one in rows(answer.out) if one["indicator"] == "monthly"]
    assert [(one["period"], one["previous period (for information)"]) for one in found] == [
        ("April 2026", "March 2026"),
        ("June 2026", "May 2026"),
    ]
    assert answer.err == (
        "2026-27 Q1: 1 of the 5 figures due has been submitted; "
        "the form leaves out monthly May 2026\n"
    )


def test_the_columns_of_a_form(book: Path, ragcalc: Command) -> None:
    (heading, *_) = csv.reader(io.StringIO(ragcalc("form", PERIOD, "--format", "csv").out))
    assert heading == [
        *("indicator", "name (for information)", "owner (for information)"),
        *("unit (for information)", "previous period (for information)"),
        *("previous figure (for information)", "target (for information)"),
        *("period", "value", "numerator", "denominator"),
        *("comment", "action"),
    ]


def test_without_counts_there_are_no_columns_for_them(book: Path, ragcalc: Command) -> None:
    out = ragcalc("form", PERIOD, "--owner", "Planning", "--format", "csv").out
    assert "numerator" not in out


@pytest.mark.parametrize("name", ["form.xlsx", "form.csv", "FORM.XLSX"])
def test_a_form_that_is_filled_in_is_read_as_it_stands(
    book: Path, ragcalc: Command, name: str
) -> None:
    path = book / name
    assert ragcalc("form", PERIOD, "--output", name).status == 0
    fill(path, FILLED)
    found = reported(ragcalc, PERIOD, path)
    assert {one: found[one]["value"] for one in FILLED} == {
        "share": 90,
        "count": 1300,
        "in-range": 8.5,
        "own": 5,
        "so-far": 5,
        "new": 12,
        "monthly": None,
        "annual": None,
    }
    assert (found["share"]["numerator"], found["share"]["denominator"]) == (9, 10)
    assert (found["count"]["comment"], found["count"]["action"]) == ("two sites", "a third in May")
    assert (found["annual"]["status_reason"], found["annual"]["comment"]) == (
        "no-value",
        "due in August",
    )
    assert found["in-range"]["provisional"] is True
    assert (found["own"]["revised"], found["own"]["was"]) == (True, None)
    assert found["monthly"]["value_reason"] == "suppressed"
    assert found["count"]["target"] == 9  # and none of what is for information
    assert checked(ragcalc, path, PERIOD) == (
        [],
        "read 1 file, 1 sheet, 6 figures for 2026-27 Q1",
    )


@pytest.mark.parametrize("name", ["form.xlsx", "form.csv"])
def test_cells_that_are_left_empty_are_no_figures(book: Path, ragcalc: Command, name: str) -> None:
    assert ragcalc("form", PERIOD, "--output", name).status == 0
    assert checked(ragcalc, book / name, PERIOD) == (
        [],
        "read 1 file, 1 sheet, 0 figures for 2026-27 Q1",
    )
    before = ragcalc("list", "--missing", PERIOD).out
    assert ragcalc("list", "--missing", PERIOD, "--data", name).out == before


def test_equal_catalogues_make_equal_forms(book: Path, ragcalc: Command) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert ragcalc("form", PERIOD, "--output", name).status == 0
    assert (book / "a.xlsx").read_bytes() == (book / "b.xlsx").read_bytes()


def test_an_owner_has_a_form_of_their_own(book: Path, ragcalc: Command) -> None:
    def ids(*owners: str) -> list[str]:
        words = [word for one in owners for word in ("--owner", one)]
        return [
            one["indicator"] for one in rows(ragcalc("form", PERIOD, *words, "--format", "csv").out)
        ]

    assert ids("Housing") == ["share", *["monthly"] * 3, "annual"]
    assert ids("Planning") == ["count", "own", "so-far"]
    assert ids("Housing", "Planning") == [
        *("share", "count", "own", "so-far", *["monthly"] * 3, "annual")
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("form",), "Missing argument 'PERIOD'"),
        (("form", PERIOD, "--owner", "Hosing"), "no owner 'Hosing'; did you mean Housing?"),
        (("form", "spring"), "'spring' is not a period"),
        (("form", "2026-M05", "--owner", "Planning"), "nothing is due in 2026-M05 from Planning"),
        (("form", PERIOD, "--output", "form.ods"), "end it in .xlsx or .csv, or add --format"),
        (("form", PERIOD, "--output", "indicators.yaml", "--format", "csv"), "is one of the files"),
        (("targets", PERIOD, "--next", "2026-27"), "--next goes with none of PERIOD"),
        (("targets", "--next", "2026-27", "--set", "share=4"), "--next goes with none of"),
        (("targets", "--next", "2026-27 Q1"), "'2026-27 Q1' is not a year"),
        (("targets", "--next", "soon"), "'soon' is not a year"),
        (("targets", "--next", "2026-27", "--format", "json"), "json is not one with --next"),
        (("targets", "--format", "csv"), "csv is not one without --next"),
        (("list", "--missing", "soon"), "'soon' is not a period"),
        (("list", "--format", "json"), "--format is that of --missing PERIOD"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(
    book: Path, ragcalc: Command, words: tuple[str, ...], message: str
) -> None:
    answer = ragcalc(*words)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_where_all_was_submitted_no_form_is_written(
    book: Path, ragcalc: Command, suffix: str
) -> None:
    answer = ragcalc("form", "2025-26-q1", "--owner", "Planning", "--output", f"f.{suffix}")
    assert answer.status == 0
    alone = BOOK[: BOOK.index("  count:")]
    (book / "indicators.yaml").write_text(alone, encoding="utf-8")
    (book / f"f.{suffix}").unlink()
    answer = ragcalc("form", "2025-26-q4", "--output", f"f.{suffix}")
    assert (answer.status, answer.err) == (
        0,
        "2025-26 Q4: The one figure due has been submitted; no form is written\n",
    )
    assert not (book / f"f.{suffix}").exists()


def test_a_filled_in_form_that_is_data_is_not_written_over(book: Path, ragcalc: Command) -> None:
    assert ragcalc("form", PERIOD, "--output", "form.xlsx").status == 0
    answer = ragcalc("form", PERIOD, "--data", "form.xlsx", "--output", "form.xlsx")
    assert answer.status == 2
    assert "is one of the files that the report is made from" in answer.err


def test_the_form_of_the_shipped_catalogue_is_read_as_it_stands(
    folder: Path, ragcalc: Command
) -> None:
    for name in ("indicators.yaml", "thresholds.yaml"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    for path in (folder / "form.xlsx", folder / "form.csv"):
        assert ragcalc("form", "2019-20-q1", "--output", path.name).status == 0
        ids = [
            one["indicator"] for one in rows(ragcalc("form", "2019-20-q1", "--format", "csv").out)
        ]
        assert len(ids) == 8
        fill(path, {name: {"Value": 20 + at} for at, name in enumerate(ids)})
        found = reported(ragcalc, "2019-20-q1", path)
        assert [found[one]["value"] for one in ids] == [*range(20, 28)]
        assert checked(ragcalc, path, "2019-20-q1") == (
            [],
            "read 1 file, 1 sheet, 8 figures for 2019-20 Q1",
        )


# ── The workbook's cells ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def sheet(book: Path, ragcalc: Command) -> Any:
    assert ragcalc("form", PERIOD, "--output", "form.xlsx").status == 0
    return openpyxl.load_workbook(book / "form.xlsx").worksheets[0]


def test_the_heading_stays_in_sight_below_the_title(sheet: Any) -> None:
    assert sheet["A1"].value == "Anyshire: figures due for 2026-27 Q1 (for information)"
    assert sheet["A2"].value.endswith(" (for information)")
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:M13"
    assert sheet.print_title_rows == "$3:$3"


def test_an_empty_cell_has_the_format_of_its_unit(sheet: Any) -> None:
    assert {sheet.cell(row, 1).value: sheet.cell(row, 9).number_format for row in range(4, 14)} == {
        "share": "General",  # where 18.3 and 18.3% are both read as what they say
        "count": "#,##0",
        "in-range": "#,##0.00",
        "own": "#,##0",
        "so-far": "£#,##0;-£#,##0",
        "monthly": "#,##0",
        "annual": "#,##0",
        "new": "#,##0",
    }


@pytest.mark.parametrize(("value", "format_"), [(18.3, "General"), (0.183, "0.0%")])
def test_a_percentage_is_read_as_it_was_typed(
    book: Path, ragcalc: Command, value: float, format_: str
) -> None:
    """A spreadsheet gives a General cell the format of percentages where 18.3% is typed."""
    assert ragcalc("form", PERIOD, "--output", "form.xlsx").status == 0
    workbook = openpyxl.load_workbook(book / "form.xlsx")
    workbook.worksheets[0]["I4"] = value
    workbook.worksheets[0]["I4"].number_format = format_
    workbook.save(book / "form.xlsx")
    assert reported(ragcalc, PERIOD, book / "form.xlsx")["share"]["value"] == 18.3


def test_an_empty_cell_takes_what_can_be_a_figure_or_a_symbol(sheet: Any) -> None:
    rules = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    symbol, marked = (
        "SUMPRODUCT(--(SymbolsInPlace=TRIM({0})))",
        (
            "IFERROR(ISNUMBER(VALUE(LEFT(TRIM({0}),LEN(TRIM({0}))-2)))"
            '*SUMPRODUCT(--(" "&SymbolsBehind=RIGHT(TRIM({0}),2))),FALSE)'
        ),
    )
    tail = f",{symbol},{marked})"
    assert rules["I4"] == "OR(IFERROR(AND(ISNUMBER(I4),I4<=100),FALSE)" + tail.format("I4")
    assert rules["I5"] == "OR(IFERROR(AND(ISNUMBER(I5),I5>=0,I5=INT(I5)),FALSE)" + tail.format("I5")
    assert rules["I6"] == "OR(IFERROR(AND(ISNUMBER(I6)),FALSE)" + tail.format("I6")
    assert {*rules} == {*(f"I{row}" for row in range(4, 14)), "J4", "K4"}
    assert max(map(len, rules.values())) <= 255


def test_the_symbols_have_a_sheet(book: Path, sheet: Any) -> None:
    workbook = openpyxl.load_workbook(book / "form.xlsx")
    cells = [row[0].value for row in workbook["Symbols"]]
    names = {name: one.attr_text for name, one in workbook.defined_names.items()}
    assert cells == [
        *("Symbol", "c", "z", "u", "x", ":", "..", "low", "k", "in-measurement"),
        *("p", "b", "u", "r", "e"),
    ]
    assert names["SymbolsInPlace"] == "Symbols!$A$2:$A$10"
    assert names["SymbolsBehind"] == "Symbols!$A$11:$A$15"


# ── What is missing ──────────────────────────────────────────────────────────────────────────────


def test_what_is_missing_is_listed_by_owner(book: Path, ragcalc: Command) -> None:
    assert ragcalc("list", "--missing", PERIOD).out == (
        "2026-27 Q1: 2 of the 12 figures due have been submitted\n"
        "\n"
        "Housing\n"
        "  share    A share  2026-27 Q1\n"
        "  monthly  Monthly  April 2026\n"
        "  monthly  Monthly  May 2026\n"
        "  monthly  Monthly  June 2026\n"
        "  annual   Annual   2025-26\n"
        "\n"
        "Planning\n"
        "  count   A count          2026-27 Q1\n"
        "  own     Of each quarter  2026-27 Q1\n"
        "  so-far  So far           2026-27 Q1\n"
        "\n"
        "Without an owner\n"
        "  in-range  In range  2026-27 Q1\n"
        "  new       New       2026-27 Q1\n"
    )


def test_a_reason_counts_as_submitted_and_not_as_received(book: Path, ragcalc: Command) -> None:
    (book / "reasons.csv").write_text("indicator,period,value\nshare,2026-27 Q1,suppressed\n")
    missing = ragcalc("list", "--missing", PERIOD, "--data", "reasons.csv").out
    report = ragcalc("report", PERIOD, "--data", "reasons.csv", "--format", "text").out
    assert missing.startswith("2026-27 Q1: 3 of the 12 figures due have been submitted\n")
    assert report.splitlines()[0] == (
        "Anyshire, 2026-27 Q1. 1 of the 10 figures due has been received."
    )


def test_what_was_submitted_is_not_missing(book: Path, ragcalc: Command) -> None:
    assert ragcalc("form", PERIOD, "--output", "form.csv").status == 0
    fill(book / "form.csv", FILLED)
    answer = ragcalc("list", "--missing", PERIOD, "--data", "form.csv")
    assert answer.status == 0
    assert answer.out == (
        "2026-27 Q1: 11 of the 12 figures due have been submitted\n\nHousing\n"
        "  annual  Annual  2025-26\n"
    )


def test_what_is_missing_is_listed_for_programs(book: Path, ragcalc: Command) -> None:
    made = json.loads(ragcalc("list", "--missing", PERIOD, "--format", "json").out)
    Draft202012Validator(json.loads(ragcalc("schema", "missing").out)).validate(made)
    assert (made["schema"], made["period"], made["due"], made["submitted"]) == (
        *("ragcalc/missing/1", "2026-27 Q1"),
        *(12, 2),
    )
    assert [(one["owner"], len(one["figures"])) for one in made["owners"]] == [
        ("Housing", 5),
        ("Planning", 3),
        (None, 2),
    ]
    assert made["owners"][0]["figures"][1] == {
        "id": "monthly",
        "name": "Monthly",
        "period": "2026-M04",
    }


# ── The targets of the next year ─────────────────────────────────────────────────────────────────

NEXT: Filled = {
    "share": {"Target": 92.5},
    "count": {"Target": "no more than 8"},
    "in-range": {"Target": "4 to 8"},
    "own": {"Target": 44},
    "monthly": {"Target": "<3"},
    "annual": {"Target": 5},
    "new": {"Target": "none"},
}


def test_the_targets_of_the_next_year_are_set_beside_what_they_follow(
    book: Path, ragcalc: Command
) -> None:
    answer = ragcalc("targets", "--next", "2026-27", "--format", "csv")
    assert answer.status == 0
    assert [[*row.values()] for row in rows(answer.out)] == [
        ["share", "A share", "Housing", "percent", "2025-26 Q4", "75.0%", "90%",
         "80.5% in 2024-25", "", "2026-27", ""],
        ["count", "A count", "Planning", "number", "2025-26 Q4", "1,234 (provisional)", "9", "",
         "", "2026-27", ""],
        ["in-range", "In range", "", "days", "2025-26 Q4", "7.25", "5 to 9", "", "", "2026-27", ""],
        ["own", "Of each quarter", "Planning", "number", "2025-26 Q2", "7", "40", "", "",
         "2026-27", ""],
        ["monthly", "Monthly", "Housing", "number", "March 2026", "4", "3", "", "", "2026-27", ""],
        ["annual", "Annual", "Housing", "number", "2024-25", "suppressed because of small numbers",
         "", "", "6", "2026-27", ""],
        ["new", "New", "", "homes", "", "", "", "", "", "2026-27", ""],
    ]  # fmt: skip
    assert answer.err == (
        "left out, as they have a target for 2026-27 already: so-far\n"
        "left out, as they have no target by design: counted, no-data\n"
    )


@pytest.mark.parametrize("name", ["next.xlsx", "next.csv"])
def test_targets_that_are_filled_in_are_those_of_the_year(
    book: Path, ragcalc: Command, name: str
) -> None:
    assert ragcalc("targets", "--next", "2026-27", "--output", name).status == 0
    assert checked(ragcalc, book / name)[0] == []
    fill(book / name, NEXT)
    found = reported(ragcalc, "2026-27-q4", book / name)
    assert {one: found[one]["target"] for one in NEXT} == {
        "share": 92.5,
        "count": 8,
        "in-range": None,
        "own": 44,
        "monthly": 3,
        "annual": 5,
        "new": None,
    }
    assert found["in-range"]["target_range"] == {"from": 4, "to": 8}
    assert found["monthly"]["target_strict"] is True
    assert found["new"]["target_basis"] is None
    assert reported(ragcalc, "2027-28-q1", book / name)["annual"]["target"] == 5
    before = reported(ragcalc, "2025-26-q4", book / name)  # of which nothing changes
    assert before["share"]["target"] == 90
    assert checked(ragcalc, book / name)[0] == []


@pytest.mark.parametrize("year", ["1900-01", "1900", "2199-00", "2199"])
def test_the_first_and_the_last_year_may_be_next(book: Path, ragcalc: Command, year: str) -> None:
    answer = ragcalc("targets", "--next", year, "--format", "csv")
    assert (answer.status, len(rows(answer.out))) == (0, 8)


def test_once_all_targets_are_set_nothing_is_written(book: Path, ragcalc: Command) -> None:
    assert ragcalc("targets", "--next", "2026-27", "--output", "next.csv").status == 0
    fill(book / "next.csv", NEXT)
    answer = ragcalc("targets", "--next", "2026-27", "--data", "next.csv", "--output", "more.csv")
    assert answer.status == 0
    assert answer.err.endswith("there is no target to set for 2026-27; no file is written\n")
    assert not (book / "more.csv").exists()


@pytest.mark.parametrize("year", ["2026-27", "2026", "2026/27"])
def test_a_year_is_named_by_the_calendar_year_in_which_it_begins(
    book: Path, ragcalc: Command, year: str
) -> None:
    for kind, own in (("calendar", "2026"), ("academic", "2026-27 academic")):
        text = BOOK.replace("name: Annual", f"name: Annual, year: {kind}")
        (book / "indicators.yaml").write_text(text.replace("due: Q1,", ""), encoding="utf-8")
        answer = ragcalc("targets", "--next", year, "--format", "csv")
        assert answer.status == 0, answer.err
        found = {one["indicator"]: one["period"] for one in rows(answer.out)}
        assert (found["annual"], found["share"]) == (own, "2026-27")


# ── A council's own columns ──────────────────────────────────────────────────────────────────────

WEALD = """\
version: 1
organisation: Weald Borough Council
suppress-below: 5
columns: {indicator: PI ref, value: Actual, note: Comments}
data: [returns/*]
indicators:
  recycling:
    {name: "Household waste sent for reuse, recycling and composting", unit: percent,
     polarity: high, targets: {2025-26: 52.5}, values: {2024-25 Q4: 49.87}}
  residual-waste:
    {name: Residual household waste per household, unit: {label: kg per household}, polarity: low,
     accumulates: true, profile: [25%, 50%, 75%, 100%], targets: {2025-26: 640},
     values: {2024-25 Q4: 645}}
  potholes:
    {name: Potholes repaired in 28 calendar days, unit: percent, polarity: high,
     frequency: monthly, floor: 80, target: 90, values: {2026-M03: 92}}
  missed-bins:
    {name: Missed bins, unit: count, polarity: low, frequency: monthly, target: {below: 85},
     values: {2026-M03: 92}}
  turnover:
    {name: Staff turnover, unit: percent, polarity: on-target,
     targets: {2025-26: {from: 8, to: 12}}, values: {}}
  care-leavers:
    {name: Care leavers not in education, owner: People, unit: percent, polarity: low,
     targets: {2025-26: 34}, values: {2025-26 Q3: {numerator: 3, denominator: 7}}}
"""
RETURN = """\
PI ref,Period,Actual,Comments
recycling,2025-26 Q4,51,
Residual household waste per household,2025-26 Q4,652,
turnover,2025-26 Q4,12,
"""


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_year_is_rolled_over_in_a_folder_of_returns(
    folder: Path, ragcalc: Command, suffix: str
) -> None:
    """The returns of a council that calls its columns otherwise, and both forms beside them."""
    (folder / "indicators.yaml").write_text(WEALD, encoding="utf-8")
    (folder / "returns").mkdir()
    (folder / "returns" / "q4.csv").write_text(RETURN, encoding="utf-8")
    form, following = (folder / "returns" / f"{name}.{suffix}" for name in ("q1", "targets"))
    assert ragcalc("form", "2026-27-q1", "--output", str(form)).status == 0
    assert ragcalc("targets", "--next", "2026-27", "--output", str(following)).status == 0
    fill(form, {"recycling": {"Value": "50.5%"}, "residual-waste": {"Value": 163.5},
                "potholes": {"Value": 91}, "missed-bins": {"Value": 80}, "turnover": {"Value": 13},
                "care-leavers": {"Numerator": 60, "Denominator": 80}})  # fmt: skip
    fill(following, {"recycling": {"Target": "53%"}, "residual-waste": {"Target": "≤630"},
                     "missed-bins": {"Target": "below 80"}, "turnover": {"Target": "8 - 12"},
                     "care-leavers": {"Target": 30}})  # fmt: skip
    answer = ragcalc("report", "2026-27-q1", "--format", "json")
    assert answer.status == 0, answer.err
    found = {one["id"]: one for one in json.loads(answer.out)["indicators"]}
    assert {one: (found[one]["value"], found[one]["target"]) for one in found} == {
        "recycling": (50.5, 53),
        "residual-waste": (163.5, 157.5),
        "potholes": (91, 90),
        "missed-bins": (80, 80),
        "turnover": (13, None),
        "care-leavers": (75, 30),
    }
    checked_ = json.loads(ragcalc("check", "2026-27-q1", "--format", "json").out)
    codes = {one["code"] for one in checked_["problems"] if "returns" in one["file"]}
    assert {one for one in codes if not one.startswith("series-")} == set()
    assert ragcalc("check", "2026-27-q1").out.splitlines()[-1] == (
        "read 3 files, 3 sheets, 10 figures for 2026-27 Q1 and 3 for other periods"
    )


def test_a_small_number_is_no_figure_of_a_form(folder: Path, ragcalc: Command) -> None:
    (folder / "indicators.yaml").write_text(WEALD.replace("data: ", "#"), encoding="utf-8")
    (row,) = rows(ragcalc("form", "2025-26-q4", "--owner", "People", "--format", "csv").out)
    assert row["previous figure (for information)"] == "suppressed because of small numbers"
    (row,) = (
        one
        for one in rows(ragcalc("targets", "--next", "2026-27", "--format", "csv").out)
        if one["indicator"] == "care-leavers"
    )
    assert row["outturn (for information)"] == "suppressed because of small numbers"


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        ("=1+1", "'=1+1"),
        (Cell("=1+1"), "'=1+1"),
        (Cell("-4 since the year began"), "'-4 since the year began"),
        (Cell("-4", quantity=Quantity(Fraction(-4), 0, UNITS["count"])), "-4"),
        (Words(), ""),
    ],
)
def test_no_words_of_a_form_begin_a_formula(entry: FormEntry, written: str) -> None:
    form = FormSheet("", "", (FormColumn("=name", 9),), ((entry,),))
    assert [*csv.reader(io.StringIO(form_csv.text(form)))] == [["'=name"], [written]]
