"""Submitted workbooks: what a person sees in a cell, and where its mistakes are shown."""

import copy
import io
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ragcalc.catalogue import files
from ragcalc.catalogue.returns import archives, workbooks
from tests.catalogue.submitting import catalogue, found, load, values, workbook

HEADER: list[Any] = ["indicator", "period", "value"]


def read(folder: Path, content: bytes, **more: Any) -> dict[str, object]:
    """Return the readings of the indicator `it`, a percentage that is submitted alone."""
    return values(load(folder, catalogue(it="unit: percent"), {"r.xlsx": content}, **more))


def refused(folder: Path, content: bytes, name: str = "r.xlsx", **more: Any) -> list[str]:
    return found(load(folder, catalogue(it="unit: percent"), {name: content}, **more), folder)


def rezipped(content: bytes, **files: bytes) -> bytes:
    """Return a workbook with some files replaced; `sheet1_xml` is xl/worksheets/sheet1.xml."""
    there = zipfile.ZipFile(io.BytesIO(content))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in there.namelist():
            own = files.get(name.rpartition("/")[2].replace(".", "_"))
            archive.writestr(name, there.read(name) if own is None else own)
    return made.getvalue()


@pytest.mark.parametrize(
    ("cell", "format_", "value"),
    [
        (0.183, "0.0%", "18.3"),
        (0.183, "0.00%;[Red]-0.00%", "18.3"),
        (18.3, "General", "18.3"),
        (18.3, '0.0"%"', "18.3"),
        (18.3, r"0.0\%", "18.3"),
        (18, "0", "18"),
        (0.07, "0%", "7"),
        (17.899999999999999, "0.0", "17.9"),
        ("18.3", "@", "18.3"),
        (" 18.3% ", "@", "18.3"),
    ],
)
def test_a_number_is_what_its_format_shows_with_every_digit(
    tmp_path: Path, cell: object, format_: str, value: str
) -> None:
    content = workbook({"A": [HEADER, ["it", "2018-19 Q4", cell]]}, {"C2": format_})
    assert read(tmp_path, content) == {"2018-19 Q4": {"value": value}}


@pytest.mark.parametrize("cell", [date(2019, 3, 31), datetime(2019, 3, 31), "31/03/2019"])  # noqa: DTZ001
def test_dates_typed_as_dates_are_the_period_with_that_day(tmp_path: Path, cell: object) -> None:
    content = workbook({"A": [HEADER, ["it", cell, 5]]})
    assert read(tmp_path, content) == {"2018-19 Q4": {"value": "5"}}


def test_a_tick_box_is_true_or_false(tmp_path: Path) -> None:
    rows = [[*HEADER, "provisional"], ["it", "2018-19 Q4", 5, True]]
    assert read(tmp_path, workbook({"A": rows})) == {
        "2018-19 Q4": {"value": "5", "provisional": True}
    }


def test_titles_empty_rows_and_columns_and_the_wide_form_are_forgiven(tmp_path: Path) -> None:
    rows = [
        ["Return", None, None],
        [],
        [None, "Indicator", "2018-19 Q3", "2018-19 Q4", None],
        [None, "it", 1.5, "2 p", "  "],
        [None, None, None, None, None],
    ]
    assert read(tmp_path, workbook({"A": rows})) == {
        "2018-19 Q3": {"value": "1.5"},
        "2018-19 Q4": {"value": "2", "provisional": True},
    }


def test_every_sheet_that_holds_figures_is_read_and_others_are_passed_over(tmp_path: Path) -> None:
    sheets = {
        "Read me": [["This workbook holds the return"]],
        "Q3": [HEADER, ["it", "2018-19 Q3", 1]],
        "Empty": [],
        "Q4": [HEADER, ["it", "2018-19 Q4", 2]],
    }
    content = workbook(sheets)
    assert list(read(tmp_path, content)) == ["2018-19 Q3", "2018-19 Q4"]
    assert list(read(tmp_path, content, sheet="Q4")) == ["2018-19 Q4"]
    assert refused(tmp_path, content, sheet="Q5") == [
        "r.xlsx: error: r.xlsx has no sheet 'Q5' [table-sheet]"
    ]
    assert refused(tmp_path, workbook({"A": [["a"]], "B": [["b"]]})) == [
        (
            "r.xlsx:A!A1: error: no row has the columns indicator, period, value "
            "[table-columns-missing]"
        ),
        (
            "r.xlsx:B!A1: error: no row has the columns indicator, period, value "
            "[table-columns-missing]"
        ),
    ]


def test_a_mistake_is_shown_at_its_cell_with_its_row(tmp_path: Path) -> None:
    rows = [[None, *HEADER], [], [None, "it", "2018-19 Q4", "n.a"], [None, "if", "2018-19 Q4", 1]]
    book = catalogue(it="unit: percent")
    loaded = load(tmp_path, book, {"r.xlsx": workbook({"Children's data": rows})})
    assert [(one.where.rpartition("/")[2], one.excerpt, one.mark) for one in loaded.problems] == [
        ("r.xlsx:'Children''s data'!D3", " | it | 2018-19 Q4 | n.a", (3, 22, 3, 25)),
        ("r.xlsx:'Children''s data'!B4", " | if | 2018-19 Q4 | 1", (4, 4, 4, 6)),
    ]
    assert {one.name for one in loaded.problems} == {"r.xlsx"}


def test_a_row_that_names_nothing_is_marked_where_its_cell_would_be(tmp_path: Path) -> None:
    book = catalogue(it="")
    rows = [["period", "value", "indicator"], ["2018-19 Q4", 5]]
    loaded = load(tmp_path, book, {"r.xlsx": workbook({"A": rows})})
    (problem,) = loaded.problems
    assert (problem.code, problem.cell, problem.excerpt) == (
        "reference-indicator",
        "A!C2",
        "2018-19 Q4 | 5",
    )


def test_figures_given_twice_name_both_cells(tmp_path: Path) -> None:
    rows = [HEADER, ["it", "2018-19 Q4", 5], ["it", "2018-19 Q4", 6]]
    assert refused(tmp_path, workbook({"A": rows})) == [
        (
            "r.xlsx:A!C3: error: conflicting values for 2018-19 Q4: 6 here, 5 at r.xlsx:A!C2 "
            "[value-given-twice]"
        )
    ]


def test_a_number_without_end_is_none(tmp_path: Path) -> None:
    content = workbook({"A": [HEADER, ["it", "2018-19 Q4", 12345]]})
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    (problem,) = refused(tmp_path, rezipped(content, sheet1_xml=sheet.replace(b"12345", b"1e999")))
    assert problem.startswith("r.xlsx:A!C2: error: value must be a number or a reason, not 'Inf")


def test_a_formula_gives_the_result_that_was_stored_and_is_never_followed(tmp_path: Path) -> None:
    content = workbook({"A": [HEADER, ["it", "2018-19 Q4", "=1+1"]]})
    assert refused(tmp_path, content) == [
        "r.xlsx:A!C2: error: the formula has no stored result [table-formula]"
    ]
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    for stored in (b"<v/>", b"<v></v>", b"<v />"):
        sheet = sheet.replace(b"<f>1+1</f>" + stored, b"<f>1+1</f><v>7</v>")
    assert read(tmp_path, rezipped(content, sheet1_xml=sheet)) == {"2018-19 Q4": {"value": "7"}}


def test_a_formula_without_a_result_is_a_mistake_only_where_its_cell_is_read(
    tmp_path: Path,
) -> None:
    rows = [
        ["=1+1", "a title"],
        [*HEADER, "check"],
        ["it", "2018-19 Q4", 5, "=C3*2"],
        ["it", "=B3", 5],
    ]
    content = workbook({"A": rows, "Sums": [["=1+1"]]})
    assert refused(tmp_path, content) == [
        "r.xlsx:A!B4: error: the formula has no stored result [table-formula]",
    ]
    assert refused(tmp_path, workbook({"Sums": [["=1+1"]]})) == [
        "r.xlsx: error: the sheet Sums has no rows [table-empty]"
    ]


def test_a_sheet_with_a_figure_and_no_heading_beside_one_that_is_read_is_found(
    tmp_path: Path,
) -> None:
    sheets = {
        "Q3": [HEADER, ["it", "2018-19 Q3", 1]],
        "Read me": [["Fill in the sheet Q3", "c or -"]],
        "Homes": [["Measure", "Result"], ["Built", "12 p"]],
        "Marks": [["it", "c"]],
    }
    loaded = load(tmp_path, catalogue(), {"r.xlsx": workbook(sheets)})
    assert found(loaded, tmp_path) == []
    remarks = loaded.locate(remark for one in loaded.submissions for remark in one.remarks)
    assert [f"{one.cell}: {one.message} [{one.code}]" for one in remarks] == [
        "Homes!B2: the sheet Homes has figures, and nothing is read from it [table-sheet-unread]"
    ]


def test_a_workbook_without_a_sheet_holds_no_rows(tmp_path: Path) -> None:
    content = rezipped(workbook({"A": [HEADER]}), workbook_xml=b"<x/>")
    assert refused(tmp_path, content) == ["r.xlsx: error: r.xlsx has no sheet [table-empty]"]


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    sound = workbook({"A": [HEADER]})
    for content in (b"", b"PK\x03\x04", b"indicator,period,value", sound[: len(sound) // 2]):
        assert refused(tmp_path, content) == [
            "r.xlsx: error: r.xlsx is not a workbook that can be read [table-not-a-workbook]"
        ]
    (problem,) = refused(tmp_path, rezipped(sound, sheet1_xml=b"<a"))
    assert problem.endswith("[table-not-a-workbook]")
    assert refused(tmp_path, rezipped(sound, sheet1_xml=b"<a/>")) == [
        "r.xlsx: error: the sheet A has no rows [table-empty]"
    ]


@pytest.mark.parametrize("name", ["r.xls", "r.xlsx", "r.csv"])
def test_a_workbook_of_the_older_format_or_with_a_password_is_known(
    tmp_path: Path, name: str
) -> None:
    assert refused(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, name) == [
        (
            f"{name}: error: {name} is in Excel's older format, or has a password "
            "[table-not-a-workbook]"
        )
    ]


@pytest.mark.parametrize("name", ["r.pdf", "r.xlsx", "r.csv"])
def test_a_pdf_is_known_by_its_first_bytes(tmp_path: Path, name: str) -> None:
    content = b"%PDF-1.7\n" + bytes(range(256))
    said = f"{name}: error: {name} is a PDF, which has no cells to read [table-not-a-workbook]"
    assert refused(tmp_path, content, name) == [said]


def test_a_workbook_by_another_name_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    content = workbook({"A": [HEADER, ["it", "2018-19 Q4", "n.a"]]})
    (problem,) = refused(tmp_path, content, "r.csv")
    assert problem.startswith("r.csv:A!C2: error: value must be a number")


def test_an_entity_that_grows_is_refused(tmp_path: Path) -> None:
    sound = workbook({"A": [HEADER, ["it", "2018-19 Q4", 5]]})
    bomb = (
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )
    (problem,) = refused(tmp_path, rezipped(sound, sheet1_xml=bomb))
    assert problem.endswith("[table-not-a-workbook]")


def test_an_archive_that_unpacks_to_too_much_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAGCALC_MOST_MEGABYTES", "1")
    content = rezipped(workbook({"A": [HEADER]}), sheet1_xml=b" " * 1024**2)
    assert len(content) < 20_000
    assert refused(tmp_path, content) == [
        "r.xlsx: error: r.xlsx unpacks to more than 1 MB [file-too-large]"
    ]
    monkeypatch.setattr(archives, "MOST_FILES", 5)
    assert refused(tmp_path, workbook({"A": [HEADER]})) == [
        "r.xlsx: error: r.xlsx is packed from more than 5 files [file-too-large]"
    ]


def test_a_sheet_of_too_many_cells_is_refused_where_they_become_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAGCALC_MOST_WORKBOOK_CELLS", "24")
    rows = [HEADER, ["it", "2018-19 Q3", 1], ["it", "2018-19 Q4", 2]]
    assert refused(tmp_path, workbook({"A": rows})) == []
    rows.append(["it", "2018-19 Q2", 3, *[None] * 12, "far"])
    assert refused(tmp_path, workbook({"A": rows})) == [
        "r.xlsx:A!A4: error: the sheet has more than 24 cells [file-too-large]"
    ]


ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>it</t></is></c></row>'
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


@pytest.mark.parametrize("rows", [ROW.format(99_999_999_999), '<row r="1001"/>'])
def test_rows_beyond_those_of_excel_are_refused_and_nobody_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str
) -> None:
    assert workbooks.MOST_ROWS == 1_048_576
    monkeypatch.setattr(workbooks, "MOST_ROWS", 1000)
    content = rezipped(workbook({"A": [HEADER]}), sheet1_xml=SHEET.format(rows).encode())
    assert refused(tmp_path, content) == [
        "r.xlsx:A!A1001: error: the sheet has more than 1,000 rows [file-too-large]"
    ]


@pytest.mark.parametrize(
    ("file", "text", "much"),
    [
        ("sheet1_xml", "<row/>" * 51, "50 cells"),
        ("sheet1_xml", "<x:row r='1'/>" * 51, "50 cells"),
        ("sheet1_xml", f"<row>{'<c/>' * 51}</row>", "50 cells"),
        ("sheet1_xml", f"<row><c>{'<f/>' * 51}</c></row>", "50 cells"),
        ("sheet1_xml", f"<row><c>{'<v/>' * 101}</c></row>", "50 cells"),
        ("sheet1_xml", "<si><t>a</t></si>" * 51, "50 cells"),
        ("styles_xml", "<a/>" * 201, "200 elements besides its cells"),
        ("styles_xml", "<a b='c c'/>" * 101, "200 elements besides its cells"),
        ("styles_xml", f"<a b='{'c' * 3200}'/>", "200 elements besides its cells"),
        ("styles_xml", f"<a formatCode='{'[' * 256}'/>", "a number format of {}255 characters"),
        ("sheet1_xml", f"<!--{'<' * 2_000_000}-->", "a tag or a comment of {}1 MB"),
        ("sheet1_xml", f"<a b='{'c' * 2_000_000}'/>", "a tag or a comment of {}1 MB"),
    ],
)
def test_elements_that_would_take_long_or_all_the_memory_are_counted_before_they_are_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, text: str, much: str
) -> None:
    monkeypatch.setenv("RAGCALC_MOST_WORKBOOK_CELLS", "50")
    monkeypatch.setenv("RAGCALC_MOST_WORKBOOK_ELEMENTS", "200")
    monkeypatch.setattr("openpyxl.reader.excel.ExcelReader", None)
    sound = workbook({"A": [HEADER]})
    others = dict.fromkeys(("app_xml", "core_xml", "theme1_xml", "styles_xml"), b"<a/>")
    for encoding in ("utf-8", "utf-16"):
        within = {**others, file: f"<sst>{text}</sst>".encode(encoding)}
        said = much.format("more than ") if "{}" in much else f"more than {much}"
        assert refused(tmp_path, rezipped(sound, **within)) == [
            f"r.xlsx: error: r.xlsx has {said} [file-too-large]"
        ]


def test_what_unpacks_to_much_xml_is_refused_and_a_picture_may_be_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAGCALC_MOST_WORKBOOK_MEGABYTES", "1")
    sound = workbook({"A": [HEADER, ["it", "2018-19 Q4", 5]]})
    for text, problems in (
        (b"<a>" + b"b" * 1024**2, ["r.xlsx: error: r.xlsx unpacks to more than 1 MB of XML"]),
        (b"\x89PNG" + b"b" * 1024**2, []),
    ):
        content = rezipped(sound, app_xml=text)
        assert [one.partition(" [")[0] for one in refused(tmp_path, content)] == problems


def repacked(content: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """Return a workbook whose files within have another name or content."""
    there, made = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in there.namelist():
            archive.writestr(*change(name, there.read(name)))
    return made.getvalue()


def test_a_sheet_is_counted_whatever_its_file_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name.endswith("sheet1.xml"):
            content = SHEET.format(f"<row>{'<c/>' * 10_000}</row>" * 6).encode()
        return name.replace("sheet1.xml", "sheet1.dat"), content.replace(
            b"sheet1.xml", b"sheet1.dat"
        )

    content = repacked(workbook({"A": [HEADER]}), change)
    monkeypatch.setenv("RAGCALC_MOST_WORKBOOK_CELLS", "50000")
    monkeypatch.setattr("openpyxl.reader.excel.ExcelReader", None)
    assert refused(tmp_path, content) == [
        "r.xlsx: error: r.xlsx has more than 50,000 cells [file-too-large]"
    ]


@pytest.mark.parametrize(("cells", "much"), [(16_384, ""), (16_385, "16,384 columns")])
def test_a_row_is_no_wider_than_excels(tmp_path: Path, cells: int, much: str) -> None:
    sheet = SHEET.format(f"<row>{'<c/>' * 3}</row><row>{'<c/>' * cells}</row><row/>").encode()
    problems = refused(tmp_path, rezipped(workbook({"A": [HEADER]}), sheet1_xml=sheet))
    said = f"r.xlsx: error: r.xlsx has more than {much} in a sheet [file-too-large]"
    assert (problems == [said]) is bool(much)


def test_rows_are_counted_over_all_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAGCALC_MOST_ROWS", "10")
    late: list[list[Any]] = [HEADER, *[[]] * 5, ["it", "2018-19 Q4", 1]]
    assert refused(tmp_path, workbook({"A": late})) == []
    assert refused(tmp_path, workbook({"A": late, "B": late})) == [
        "r.xlsx:B!A4: error: the sheet has more than 10 rows [file-too-large]"
    ]


def test_what_a_large_return_needs_is_read(tmp_path: Path) -> None:
    """So many cells as the largest national tables have: 10,000 rows of 20."""
    sheet = SHEET.format(f"<row>{'<c><v>5</v></c>' * 20}</row>" * 10_000).encode()
    path = tmp_path / "r.xlsx"
    path.write_bytes(rezipped(workbook({"A": [HEADER]}), sheet1_xml=sheet))
    (table,) = files.tables([path], tmp_path)
    assert table.problems == []
    assert sum(len(cells) for _, cells in table.rows()) == 200_000


def test_cells_are_counted_over_all_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [HEADER, ["it", "2018-19 Q4", 1]]
    content = workbook({"A": rows, "B": rows})
    monkeypatch.setenv("RAGCALC_MOST_WORKBOOK_CELLS", "21")
    assert refused(tmp_path, content) == []
    spread = workbook({"A": rows, "B": [HEADER, ["it", *[None] * 12, "far"]]})
    assert refused(tmp_path, spread) == [
        "r.xlsx:B!A2: error: the sheet has more than 21 cells [file-too-large]"
    ]


def test_one_text_in_a_million_cells_is_bounded_by_its_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAGCALC_MOST_MEGABYTES", "1")
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("A")
        for row in range(40):
            sheet.write(row, 0, "x" * 30_000)
    content = made.getvalue()
    assert refused(tmp_path, content) == [
        "r.xlsx:A!A36: error: the sheet has more than 1,048,576 characters [file-too-large]"
    ]


def test_a_file_within_that_is_damaged_is_reported_when_it_is_parsed(tmp_path: Path) -> None:
    content = bytearray(workbook({"A": [HEADER]}))
    there = zipfile.ZipFile(io.BytesIO(content)).getinfo("xl/worksheets/sheet1.xml")
    begin = there.header_offset + 30 + len(there.filename)
    content[begin : begin + there.compress_size] = b"\xff" * there.compress_size
    (problem,) = refused(tmp_path, bytes(content))
    assert problem.endswith("[table-not-a-workbook]")


def test_an_encrypted_file_within_is_a_password(tmp_path: Path) -> None:
    content = bytearray(workbook({"A": [HEADER]}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(tmp_path, bytes(content)) == [
        "r.xlsx: error: r.xlsx has a password [table-not-a-workbook]"
    ]


def test_files_that_lie_over_each_other_are_each_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand entries of the list may be one stretch of the archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b" " * 100_000)
        for number in range(50):
            again = copy.copy(archive.getinfo("a"))
            again.filename = f"a{number}"
            archive.filelist.append(again)
    monkeypatch.setenv("RAGCALC_MOST_MEGABYTES", "1")
    assert refused(tmp_path, made.getvalue()) == [
        "r.xlsx: error: r.xlsx unpacks to more than 1 MB [file-too-large]"
    ]
    monkeypatch.setenv("RAGCALC_MOST_MEGABYTES", "100")
    (problem,) = refused(tmp_path, made.getvalue())
    assert problem.endswith("[table-not-a-workbook]")


@pytest.mark.parametrize("error", [MemoryError, RecursionError, KeyError, AssertionError])
def test_whatever_a_parser_raises_names_the_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fails(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr("openpyxl.styles.stylesheet.apply_stylesheet", fails)
    said = f"r.xlsx is not a workbook that can be read: {error.__name__} [table-not-a-workbook]"
    assert refused(tmp_path, workbook({"A": [HEADER]})) == [f"r.xlsx: error: {said}"]


@pytest.mark.parametrize("tag", ["<a>", "<row>", "<c>", "<is>", "<conditionalFormatting>"])
@pytest.mark.parametrize("file", ["sheet1_xml", "styles_xml", "sharedStrings_xml"])
def test_elements_in_elements_without_end_are_no_traceback(
    tmp_path: Path, file: str, tag: str
) -> None:
    content = workbook({"A": [HEADER, ["it", "2018-19 Q4", 5]]})
    deep = (tag * 100_000 + tag.replace("<", "</") * 100_000).encode()
    for text in (deep, deep[: len(deep) // 2]):
        refused(tmp_path, rezipped(content, **{file: text}))


def test_a_sheet_is_read_once(tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> tuple[str, bytes]:
        return name, content.replace(b"sheet2.xml", b"sheet1.xml") if "rels" in name else content

    content = repacked(workbook({"A": [HEADER], "B": [HEADER]}), change)
    assert refused(tmp_path, content) == [
        "r.xlsx: error: r.xlsx has two sheets that are one file within [table-not-a-workbook]"
    ]


def test_what_openpyxl_cannot_keep_is_not_worth_a_word(tmp_path: Path) -> None:
    content = rezipped(workbook({"A": [HEADER, ["it", "2018-19 Q4", 5]]}), styles_xml=b"<x/>")
    assert read(tmp_path, content) == {"2018-19 Q4": {"value": "5"}}


def test_a_line_end_in_a_cell_does_not_break_the_row_that_is_shown(tmp_path: Path) -> None:
    rows = [[*HEADER, "note"], ["it", "2018-19 Q4", "n.a", "one\r\ntwo"]]
    (problem,) = load(tmp_path, catalogue(), {"r.xlsx": workbook({"A": rows})}).problems
    assert problem.excerpt == "it | 2018-19 Q4 | n.a | one two"


def test_control_characters_are_refused_at_their_cell(tmp_path: Path) -> None:
    sound = workbook({"A": [[*HEADER, "note"], ["it", "2018-19 Q4", 5, "NOTE"]]})
    sheet = zipfile.ZipFile(io.BytesIO(sound)).read("xl/worksheets/sheet1.xml")
    for hostile in ("\u202e", "\u009b"):
        content = rezipped(sound, sheet1_xml=sheet.replace(b"NOTE", f"a{hostile}b".encode()))
        (problem,) = refused(tmp_path, content)
        assert problem.startswith("r.xlsx:A!D2: error: ")
        assert problem.endswith("[syntax-control-character]")


def test_without_the_extra_a_workbook_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    loaded = load(tmp_path, catalogue(), {"r.xlsx": b"PK"})
    (problem,) = loaded.problems
    assert (problem.code, problem.hint) == ("file-needs-extra", "pip install 'ragcalc[excel]'")


def test_sheets_of_one_workbook_may_be_of_different_periods(tmp_path: Path) -> None:
    rows = [["indicator", "value"], ["it", 5]]
    sheets = {"One": rows, "Two": [rows[0], ["it", 6]], "Three": rows}
    head = (
        "data: [{path: r.xlsx, sheet: One, period: 2018-19 Q1}, "
        "{path: r.xlsx, sheet: Two, period: 2018-19 Q2}]"
    )
    (tmp_path / "r.xlsx").write_bytes(workbook(sheets))
    loaded = load(tmp_path, catalogue(head), {})
    assert values(loaded) == {"2018-19 Q1": {"value": "5"}, "2018-19 Q2": {"value": "6"}}
