"""The workbook by the Analysis Function's checklist for accessible spreadsheets, point by point."""

import html
import io
import re
import warnings
import zipfile
from functools import cache
from typing import Any

import openpyxl
import pytest

from ragcalc import pipeline as api
from ragcalc.render.common.fills import FILLS
from ragcalc.render.media.style import Style
from ragcalc.render.report import xlsx as report_xlsx
from tests.golden.outputs import PERIOD
from tests.golden.outputs import loaded as golden
from tests.render.test_report_html import contrast


@cache
def content() -> bytes:
    return report_xlsx.render(api.scored(golden("invented"), PERIOD, histories=True), Style())


@cache
def book() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows no small charts in cells
        return openpyxl.load_workbook(io.BytesIO(content()))


def organisation() -> str:
    catalogue = golden("invented").catalogue
    assert catalogue
    return catalogue.organisation


def sheets() -> list[Any]:
    return list(book())


def table(sheet: Any) -> Any:
    (only,) = sheet.tables.values()
    return only


def part(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content())) as files:
        return files.read(name).decode()


each = pytest.mark.parametrize("sheet", sheets(), ids=lambda one: one.title)


@each
def test_each_sheet_is_one_marked_table_called_as_the_sheet(sheet: Any) -> None:
    assert table(sheet).name == sheet.title
    assert table(sheet).headerRowCount in (1, None)


def test_each_table_has_a_description() -> None:
    for number in range(1, len(sheets()) + 1):
        assert re.search(r'altTextSummary="\w', part(f"xl/tables/table{number}.xml"))


@each
def test_no_cells_are_merged_and_no_row_or_column_of_a_table_is_blank(sheet: Any) -> None:
    assert sheet.merged_cells.ranges == set()
    cells = [[cell.value for cell in row] for row in sheet[table(sheet).ref]]
    assert all(any(value is not None for value in row) for row in cells)
    assert all(head is not None for head in cells[0])


@each
def test_every_heading_is_another(sheet: Any) -> None:
    names = [one.name.casefold() for one in table(sheet).tableColumns]
    assert len(names) == len(set(names))
    assert [cell.value for cell in sheet[table(sheet).ref][0]] == [
        one.name for one in table(sheet).tableColumns
    ]


@each
def test_text_is_wrapped_within_the_table(sheet: Any) -> None:
    _, *rows = sheet[table(sheet).ref]
    texts = [cell for row in rows for cell in row if cell.data_type == "s"]
    words = [cell for cell in texts if not str(cell.value).startswith("[")]
    assert all(cell.alignment.wrap_text for cell in words)


@each
def test_filters_and_frozen_panes_are_announced_above_the_table(sheet: Any) -> None:
    above = " ".join(str(sheet[f"A{row}"].value) for row in range(1, first_row(sheet)))
    assert ("Freeze Panes turns that off" in above) is (sheet.freeze_panes is not None)
    assert ("(Data, Filter)" in above) is (table(sheet).autoFilter is not None)


def first_row(sheet: Any) -> int:
    return int(table(sheet).ref.partition(":")[0][1:])


@each
def test_an_empty_cell_stands_for_nothing_but_words_and_is_explained(sheet: Any) -> None:
    above = " ".join(str(sheet[f"A{row}"].value) for row in range(1, first_row(sheet)))
    head, *rows = sheet[table(sheet).ref]
    empty = {
        name.value for row in rows for name, cell in zip(head, row, strict=True) if not cell.value
    }
    assert not {"Actual", "Target", "Status"} & {
        name.value
        for row in rows
        for name, cell in zip(head, row, strict=True)
        if cell.value is None
    }
    assert not empty or "An empty cell means that nothing was written there" in above


@each
def test_nothing_is_hidden(sheet: Any) -> None:
    assert sheet.sheet_state == "visible"
    assert not any(one.hidden for one in sheet.row_dimensions.values())
    assert not any(one.hidden for one in sheet.column_dimensions.values())


_SIGNS = re.compile("[●◆■○◇⊘▲►▼↑↓✓✗≈★→↻□†¹²³⁴-⁹*]")


@each
def test_no_word_of_ours_is_a_symbol_or_a_superscript(sheet: Any) -> None:
    names = ("Status", "Direction", "Year-end status")
    head, *rows = sheet[table(sheet).ref]
    found = [
        cell.value
        for row in rows
        for name, cell in zip(head, row, strict=True)
        if name.value in names and _SIGNS.search(str(cell.value))
    ]
    assert found == []


def test_the_notes_are_numbered_in_words() -> None:
    sheet = book()["Notes"]
    head, *rows = sheet[table(sheet).ref]
    assert [cell.value for cell in head] == ["Note", "Subject", "Text"]
    assert [row[0].value for row in rows] == [f"note {at}" for at in range(1, len(rows) + 1)]


@each
def test_all_letters_are_sans_serif_upright_and_of_10_points_or_more(sheet: Any) -> None:
    fonts = {(cell.font.name, cell.font.i) for row in sheet for cell in row}
    assert fonts == {("Calibri", False)}
    assert all(cell.font.sz >= 11 for row in sheet for cell in row)


@each
def test_the_first_cell_is_the_title_and_a_heading(sheet: Any) -> None:
    assert sheet["A1"].style == "Heading 1"
    assert (sheet["A1"].font.sz, sheet["A1"].font.b) == (14, True)
    assert sheet["A1"].value.startswith(f"{organisation()}, ")
    styles = {cell.style for row in sheet for cell in row if cell.coordinate != "A1"}
    assert styles == {"Normal"}


@each
def test_a_table_stands_at_the_left_edge_with_no_cell_below_it(sheet: Any) -> None:
    first, _, last = table(sheet).ref.partition(":")
    assert first.startswith("A")
    assert int(re.sub("[A-Z]", "", last)) == sheet.max_row


def test_the_chart_has_its_alternative_in_words() -> None:
    (description,) = re.findall(r'descr="([^"]*)"', part("xl/drawings/drawing1.xml"))
    assert description.startswith(
        "Stacked bars: the shares of indicators that are Green, Amber, Red and M. All outcomes: "
    )


def test_the_colours_of_a_status_can_be_read() -> None:
    for fill, ink in FILLS.values():
        assert contrast(fill, ink) >= 4.5


def test_the_document_names_its_title_author_and_language() -> None:
    found = book().properties
    assert (found.creator, found.language) == (organisation(), "en-GB")
    assert found.title.startswith(f"{organisation()}, ")
    assert found.subject == "Performance against targets"
    assert f"<Company>{organisation()}" in html.unescape(part("docProps/app.xml"))


def test_the_first_sheet_is_opened_at_its_first_cell() -> None:
    assert book().active.title == "Summary"
    assert sheets()[0].sheet_view.tabSelected
