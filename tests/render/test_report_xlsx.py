"""The workbook, read back by another library: numbers are numbers, and nothing runs."""

import csv
import io
import re
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ragcalc import pipeline as api
from ragcalc.render.common.cells import Tone
from ragcalc.render.common.fills import FILLS
from ragcalc.render.media import workbook
from ragcalc.render.media.style import Style
from ragcalc.render.report import xlsx as report_xlsx
from ragcalc.render.report.sheets import indicators as sheet_of_indicators
from ragcalc.render.report.sheets import parts, readings
from ragcalc.render.report.view import grid
from ragcalc.scoring.arrangement import Arrangement, arranged
from ragcalc.scoring.narrowing import Narrowing
from ragcalc.scoring.results import Report
from ragcalc.vocabulary import Status
from tests import build
from tests.golden.outputs import PERIOD
from tests.golden.outputs import loaded as golden
from tests.render.test_report_html import contrast

ROWS = """\
version: 1
organisation: "=HYPERLINK(1)"
comparators: {it: {name: "+cmd|' /C calc'!A0"}}
indicators:
  loss:
    name: "=1+1"
    unit: currency
    decimals: 2
    polarity: on-target
    target: {from: -5, to: 5}
    note: "@SUM(1)"
    source: "-2+3"
    values: {2018-19 Q3: 4, 2018-19 Q4: -1234.567}
    comparators: {it: -3}
  share:
    name: "http://example.org"
    unit: percent
    polarity: low
    decimals: 1
    target: 20
    note: LONG
    values: {2018-19 Q4: {numerator: 88, denominator: 482}}
"""


def book(made: Report) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows no small charts in cells
        return openpyxl.load_workbook(io.BytesIO(report_xlsx.render(made, Style())))


def rows(sheet: Any) -> list[dict[str, Any]]:
    """Return each row of the sheet's table by its headings."""
    (table,) = sheet.tables.values()
    head, *body = sheet[table.ref]
    names = [cell.value for cell in head]
    return [dict(zip(names, line, strict=True)) for line in body]


def values(sheet: Any) -> list[dict[str, Any]]:
    """Return what stands in each row of the sheet's table by its headings."""
    return [{name: cell.value for name, cell in row.items()} for row in rows(sheet)]


def shipped() -> Report:
    return api.scored(golden("shipped"), "2018-19 Q4", histories=True)


def invented() -> Report:
    return api.scored(golden("invented"), PERIOD, histories=True)


@pytest.fixture
def nasty(tmp_path: Path) -> Report:
    text = ROWS.replace("LONG", "x" * 40_000)
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    loaded = api.load(tmp_path / "indicators.yaml", None)
    assert loaded.problems == ()
    return api.scored(loaded, "2018-19 Q4", histories=True)


def test_the_sheet_of_indicators_says_what_the_grid_says() -> None:
    made = shipped()
    found = {row["Id"].value: row for row in rows(book(made)["Indicators"])}
    for row in grid(made).rows:
        own = found[row.id]
        assert own["Indicator"].value == row.name
        assert own["Status"].value.startswith(row.status.word)
        assert row.reason in own["Status"].value
        assert row.travel.word.capitalize() in own["Direction"].value
    plans = found["repeat-child-protection-plans"]
    assert (plans["Actual"].value, plans["Actual"].number_format) == (16, '#,##0.0"%"')
    assert (plans["Target"].value, plans["Previous"].value) == (14, 16.9)
    assert plans["England"].value == "20.2%, better \N{MINUS SIGN}4.2 pts"
    assert (plans["England: figure"].value, plans["England: gap"].value) == (20.2, -4.2)
    assert (plans["Status"].value, plans["Unit"].value) == ("Red", "percent")
    assert found["children-in-care"]["Unit"].value == "per 10,000"


def test_the_summary_has_the_counts_of_the_questions_by_outcome() -> None:
    found = values(book(invented())["Summary"])
    statuses = ("Green", "Amber", "Red", "M", "Unrated", "Not due")
    assert [[row[name] for name in statuses] for row in found] == [
        [11, 9, 5, 9, 4, 1],
        [3, 4, 3, 0, 0, 0],
        [4, 4, 2, 0, 4, 0],
        [4, 1, 0, 9, 0, 1],
    ]
    directions = ("Improved", "Maintained", "Declined", "Higher", "Same", "Lower", "Unavailable")
    assert found[0]["Outcome"] == "All outcomes"
    assert [found[0][name] for name in directions] == [9, 10, 6, 1, 1, 1, 11]


def test_the_summary_of_a_catalogue_without_outcomes_counts_once(nasty: Report) -> None:
    assert [row["Outcome"] for row in values(book(nasty)["Summary"])] == ["All indicators"]


def test_it_is_set_up_to_be_read_filtered_and_printed() -> None:
    made = book(shipped())
    sheet = made["Indicators"]
    (table,) = sheet.tables.values()
    first, _ = table.ref.split(":")
    assert sheet.freeze_panes == f"B{int(first[1:]) + 1}"
    assert table.autoFilter.ref == table.ref
    assert sheet.print_title_rows == f"${first[1:]}:${first[1:]}"
    assert sheet.print_area == f"'Indicators'!$A$1:$J${sheet.max_row}"
    for one in made:
        assert one.page_setup.orientation == "landscape"
        assert one.page_setup.paperSize == 9  # A4
        assert one.sheet_properties.pageSetUpPr.fitToPage


def test_columns_are_as_wide_as_what_they_hold_and_rows_as_high() -> None:
    sheet = book(invented())["Indicators"]
    head = {cell.value: cell.column_letter for cell in sheet[heading_row(sheet)]}
    wide = {name: sheet.column_dimensions[at].width for name, at in head.items()}
    assert 31 <= wide["Indicator"] < 32
    assert wide["Target"] < wide["Status"] < wide["Outcome"] < wide["Indicator"]
    (long,) = (cell.row for cell in sheet["A"] if str(cell.value).startswith("Population"))
    assert sheet.row_dimensions[long].height == 5 * 15


def test_no_text_touches_the_number_beside_it() -> None:
    sheet = book(invented())["Exceptions"]
    first = heading_row(sheet)
    looks = {
        (type(cell.value), cell.alignment.horizontal, cell.alignment.indent)
        for line in sheet.iter_rows(min_row=first, max_row=sheet.max_row)
        for cell in line
        if cell.value is not None
    }
    assert {(side, indent) for _, side, indent in looks} == {("left", 1), ("right", 1)}
    assert {side for kind, side, _ in looks if kind is not str} == {"right"}


@pytest.mark.parametrize("target", ["20", "{from: 10, to: 20}"])
def test_the_owner_of_an_exception_is_printed(target: str, tmp_path: Path) -> None:
    words = "It was worse than expected because of the weather and much else. " * 3
    catalogue = f"""\
version: 1
organisation: Anyshire
outcomes: {{home: {{name: People live in good homes that they can afford}}}}
indicators:
  share:
    name: Households in temporary accommodation for longer than six weeks
    outcome: home
    unit: percent
    decimals: 1
    polarity: {"on-target" if "from" in target else "low"}
    target: {target}
    owner: Head of Housing Options
    values: {{2018-19 Q3: 12, 2018-19 Q4: 88}}
    comment: {{2018-19 Q4: "{words}"}}
    action: {{2018-19 Q4: "{words}"}}
"""
    (tmp_path / "indicators.yaml").write_text(catalogue, encoding="utf-8")
    loaded = api.load(tmp_path / "indicators.yaml", None)
    assert loaded.problems == ()
    sheet = book(api.scored(loaded, "2018-19 Q4", last_time=True))["Exceptions"]
    printed = sheet[sheet.print_area.replace("$", "").split("!")[1]]
    headings = [cell.value for cell in printed[heading_row(sheet) - 1]]
    assert headings[-3:] == ["Comment", "Action", "Owner"]


def heading_row(sheet: Any) -> int:
    (table,) = sheet.tables.values()
    return int(table.ref.partition(":")[0].strip("A"))


def test_every_reading_stands_on_the_sheet_of_histories() -> None:
    found = rows(book(shipped())["History"])
    plans = [row for row in found if row["Id"].value == "repeat-child-protection-plans"]
    names = ("Period", "Actual", "Target", "Status", "Note")
    assert [[row[name].value for name in names] for row in plans] == [
        ["2017-18 Q4", 16.9, "[x]", "M", None],
        ["2018-19 Q1", "[x]", 14, "M", "no figure"],
        ["2018-19 Q2", "[x]", 14, "M", "no figure"],
        ["2018-19 Q3", "[x]", 14, "M", "no figure"],
        ["2018-19 Q4", 16, 14, "Red", None],
    ]


def test_the_notes_of_an_indicator_are_told_apart() -> None:
    cells = {row["Id"].value: row["Notes"].value for row in rows(book(shipped())["Indicators"])}
    assert cells["children-in-care"] == (
        "482 children at the end of March 2019; the page prints no child population; "
        "one of three headline indicators that the page reports as red; it prints no target"
    )


def indicators(file: zipfile.ZipFile) -> str:
    """Return the file of the sheet of indicators, which comes behind the summary's."""
    names = re.findall(r'<sheet name="(\w+)"', file.read("xl/workbook.xml").decode())
    return f"xl/worksheets/sheet{names.index('Indicators') + 1}.xml"


def test_a_small_chart_begins_where_the_method_changed_last() -> None:
    values = "{2017-18 Q4: 1, 2018-19 Q2: {value: 2, break: true}, 2018-19 Q3: 3, 2018-19 Q4: 4}"
    made = api.scored(build.loaded({"it": f"values: {values}"}), "2018-19 Q4", histories=True)
    with zipfile.ZipFile(io.BytesIO(report_xlsx.render(made, Style()))) as file:
        sheet = file.read(indicators(file)).decode()
    first = heading_row(book(made)["History"]) + 3
    assert re.findall(r"<xm:f>History!([^<]+)</xm:f>", sheet) == [f"C{first}:C{first + 2}"]
    notes = [(row["Period"].value, row["Note"].value) for row in rows(book(made)["History"])]
    assert notes == [
        ("2017-18 Q4", None),
        ("2018-19 Q1", "no figure"),
        ("2018-19 Q2", "method changed"),
        ("2018-19 Q3", None),
        ("2018-19 Q4", None),
    ]


def test_each_indicator_with_several_readings_has_a_small_chart_of_them() -> None:
    with zipfile.ZipFile(io.BytesIO(report_xlsx.render(shipped(), Style()))) as file:
        sheet = file.read(indicators(file)).decode()
    charts = re.findall(r"<xm:f>History!([^<]+)</xm:f><xm:sqref>([A-Z]+[0-9]+)<", sheet)
    found = book(shipped())
    for cells, at in charts:
        name = found["Indicators"][f"A{at[1:]}"].value
        first, last = cells.replace("$", "").split(":")
        names = {cell.value for (cell,) in found["History"][f"A{first[1:]}:A{last[1:]}"]}
        assert found["Indicators"][f"{at[0]}{heading_row(found['Indicators'])}"].value == "Chart"
        assert names == {name}
    assert len(charts) == 8


@pytest.mark.parametrize(("most", "charted"), [(8, True), (7, False)])
def test_a_workbook_of_many_indicators_has_no_small_charts(
    monkeypatch: pytest.MonkeyPatch, most: int, charted: bool
) -> None:
    monkeypatch.setattr(sheet_of_indicators, "MOST_CHARTS", most)
    content = report_xlsx.render(shipped(), Style())
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert (b"sparkline" in file.read(indicators(file))) is charted
    assert ("Chart" in rows(book(shipped())["Indicators"])[0]) is charted
    assert book(shipped())["History"].max_row > 8


def test_marks_stand_behind_the_numbers_they_are_reported_of() -> None:
    found = {row["Id"].value: row for row in rows(book(invented())["Indicators"])}
    formats = {
        ("provisional", "Actual"): '#,##0" [p]"',
        ("carried", "Actual"): '#,##0"% [carried]"',
        ("floor-kept", "Target"): '#,##0"% [p]"',
        ("floor-broken", "Previous"): '#,##0" [p]"',
        ("missed-bins", "Target"): '"< "#,##0',
        ("strict-above", "Target"): '"> "£#,##0;"> "-£#,##0',
        ("fly-tips", "England: figure"): '#,##0" [p]"',
    }
    assert {key: found[key[0]][key[1]].number_format for key in formats} == formats
    assert found["overridden"]["Status"].value == "Green [judgement]"
    assert found["reported"]["Direction"].value == "Improved [published]"


def test_cells_that_begin_like_a_formula_are_text(nasty: Report) -> None:
    made = book(nasty)
    for sheet in made:
        for line in sheet.iter_rows():
            assert [cell for cell in line if cell.data_type == "f" or cell.hyperlink] == []
    loss, share = rows(made["Indicators"])
    assert (loss["Indicator"].value, loss["Notes"].value, loss["Source"].value) == (
        *("=1+1", "@SUM(1)", "-2+3"),
    )
    assert share["Indicator"].value == "http://example.org"
    assert made["Summary"]["A1"].value == "=HYPERLINK(1), 2018-19 Q4: summary"


def test_negative_numbers_stay_numbers_and_ranges_have_two_ends(nasty: Report) -> None:
    loss, _ = rows(book(nasty)["Indicators"])
    assert (loss["Actual"].value, loss["Actual"].data_type) == (-1234.567, "n")
    assert loss["Actual"].number_format == "£#,##0.00;-£#,##0.00"
    assert (loss["Target"].value, loss["Target to"].value) == (-5, 5)


def test_a_value_made_of_counts_keeps_its_digits(nasty: Report) -> None:
    _, share = rows(book(nasty)["Indicators"])
    assert share["Actual"].value == pytest.approx(8800 / 482, rel=1e-15)
    assert share["Actual"].number_format == '#,##0.0"%"'


def test_a_text_longer_than_a_cell_is_cut(nasty: Report) -> None:
    _, share = rows(book(nasty)["Indicators"])
    assert len(share["Notes"].value) == 32_767
    assert share["Notes"].value.endswith("xx [cut here: a cell holds no more]")


def test_readings_that_no_sheet_can_hold_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (parts, readings):
        monkeypatch.setattr(module, "MOST_ROWS", 16)
    sheet = book(shipped())["History"]
    assert len(rows(sheet)) == 6
    assert sheet["A2"].value.endswith(
        "There are more than a sheet can hold; the rest are left out."
    )
    assert len(rows(book(shipped())["Indicators"])) == 8


def test_evidence_has_its_columns() -> None:
    made = api.scored(golden("shipped"), "2018-19 Q4", evidence=["signal"], histories=True)
    found = rows(book(made)["Indicators"])
    assert {row["Signal of the latest point"].value for row in found} == {"cannot tell"}


def test_equal_reports_make_equal_bytes() -> None:
    assert report_xlsx.render(shipped(), Style()) == report_xlsx.render(shipped(), Style())


def test_of_the_front_alone_a_workbook_has_the_summary_and_the_exceptions() -> None:
    made = api.scored(golden("invented"), PERIOD, histories=True, last_time=True)
    whole, front = book(made), book(made._replace(summary_only=True))
    assert front.sheetnames == ["Summary", "Exceptions", "Notes"]
    assert [values(front[one]) for one in front.sheetnames[:2]] == [
        values(whole[one]) for one in front.sheetnames[:2]
    ]


def test_a_report_without_rows_is_a_workbook() -> None:
    made = arranged(shipped(), Arrangement((Status.AMBER,)))
    assert book(made).sheetnames == ["Summary", "Actions", "Notes"]


def test_the_colours_of_a_status_can_be_read() -> None:
    for tone in (Tone.GOOD, Tone.MIDDLING, Tone.BAD, Tone.QUIET):
        assert contrast(*FILLS[tone]) >= 4.5


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_a_program_for_spreadsheets_opens_it_and_reads_what_it_says(
    nasty: Report, tmp_path: Path
) -> None:
    (tmp_path / "report.xlsx").write_bytes(report_xlsx.render(nasty, Style()))
    # the second sheet, texts quoted, cells as they are shown
    as_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,true,false,false,2"
    assert OFFICE is not None
    subprocess.run(
        [
            *(OFFICE, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless"),
            *("--convert-to", as_csv, "--outdir", str(tmp_path), str(tmp_path / "report.xlsx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (made,) = tmp_path.glob("*.csv")
    *_, head, loss, share = csv.reader(io.StringIO(made.read_text(encoding="utf-8")))
    shown = dict(zip(head, loss, strict=True))
    assert [shown[name] for name in ("Indicator", "Status", "Actual", "Target", "Target to")] == [
        *("=1+1", "Red", "-£1,234.57", "-£5.00", "£5.00")
    ]
    assert (shown["Notes"], shown["Source"]) == ("@SUM(1)", "-2+3")
    assert share[head.index("Actual")] == "18.3%"


def test_the_actions_stand_in_a_sheet_of_their_own_with_the_words_of_the_table() -> None:
    report = api.scored(golden("invented"), PERIOD)
    read = rows(book(report)["Actions"])
    cells = [
        (one.name, one.status.word.capitalize())
        for block in grid(report).outcomes
        if block.delivery
        for one in block.delivery.rows
    ]
    values = [{name: cell.value for name, cell in one.items()} for one in read]
    found = [(one["Action"], one["Status"]) for one in values if one["Status"] != "Next"]
    assert found == cells
    assert [one["Note"] for one in values if one["Status"] == "Next"] == [
        "Ramp | one",
        "<i>Ramp</i> two",
        "The first stone",
    ]


def test_without_actions_there_is_no_sheet_of_them() -> None:
    assert (
        "Actions"
        not in book(
            api.scored(golden("invented"), PERIOD, narrowing=Narrowing(tiers=("watch",)))
        ).sheetnames
    )


def test_outcomes_of_one_name_each_keep_their_counts(tmp_path: Path) -> None:
    about = "name: It, unit: count, polarity: high, values: {{2018-19 Q4: 5}}"
    row = "{{" + about + ", outcome: {}, target: {}}}"
    text = (
        "version: 1\norganisation: Anyshire\n"
        "outcomes: {a: {name: Safe}, b: {name: Safe}, c: {name: All indicators}}\n"
        f"indicators:\n  a: {row.format('a', 1)}\n  b: {row.format('b', 9)}\n"
        f"  c: {row.format('c', 9)}\n"
    )
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    made = api.scored(api.load(tmp_path / "indicators.yaml", None), "2018-19 Q4", histories=True)
    found = [list(row.values())[:4] for row in values(book(made)["Summary"])]
    assert found == [
        ["All outcomes", 1, 0, 2],
        ["Safe", 1, 0, 0],
        ["Safe", 0, 0, 1],
        ["All indicators", 0, 0, 1],
    ]


EDGES = """\
version: 1
organisation: Anyshire
comparators: {them: {name: Them}}
indicators:
  below-zero: {name: Below, unit: count, polarity: on-target, target: {from: -5, to: 0},
    values: {2018-19 Q4: -2}}
  awaited: {name: Awaited, unit: count, polarity: low, values: {2018-19 Q3: 5},
    comparators: {them: {value: 7, provisional: true}}}
"""


@pytest.fixture
def edges(tmp_path: Path) -> list[dict[str, Any]]:
    """The rows of two indicators: one whose range ends at zero, one without a reading."""
    (tmp_path / "indicators.yaml").write_text(EDGES, encoding="utf-8")
    loaded = api.load(tmp_path / "indicators.yaml", None)
    assert loaded.problems == ()
    return rows(book(api.scored(loaded, "2018-19 Q4", histories=True))["Indicators"])


def test_a_range_that_ends_at_zero_has_both_its_ends(edges: list[dict[str, Any]]) -> None:
    assert [edges[0][name].value for name in ("Target", "Target to")] == [-5, 0]
    assert [edges[1][name].value for name in ("Target", "Target to")] == ["[x]", None]


def test_a_provisional_comparator_is_marked_also_beside_no_reading(
    edges: list[dict[str, Any]],
) -> None:
    assert (edges[1]["Them: figure"].value, edges[1]["Them: figure"].number_format) == (
        7,
        '#,##0" [p]"',
    )


def conditions(sheet: Any, heading: str) -> list[tuple[str, str]]:
    """Return the conditions of a column of the sheet's table, by what they look at, in order."""
    (at,) = (cell.column_letter for cell in sheet[heading_row(sheet)] if cell.value == heading)
    found = [
        rule
        for range_, rules in sheet.conditional_formatting._cf_rules.items()
        if str(range_.sqref).startswith(f"{at}{heading_row(sheet) + 1}:{at}")
        for rule in rules
    ]
    ordered = sorted(found, key=lambda one: one.priority)
    return [
        (one.formula[0], one.dxf.numFmt.formatCode if one.dxf.numFmt else "") for one in ordered
    ]


def test_an_edited_figure_says_so_and_takes_the_colour_from_its_status() -> None:
    """A cell is compared with its copy; the words follow it in its own format."""
    sheet = book(shipped())["Indicators"]
    at = {cell.value: cell.column_letter for cell in sheet[heading_row(sheet)]}
    row = heading_row(sheet) + 1
    names = ("Status", "Actual", "Target", "Direction", "Previous")
    differs = {one: f"${at[one]}{row}<>${at[f'Reported: {one}']}{row}" for one in names}
    shown = 'General "{0}";-General "{0}";General "{0}";@ "{0}"'
    assert conditions(sheet, "Actual") == [(f"OR({differs['Actual']})", shown.format("[edited]"))]
    edited, figures, *colours = conditions(sheet, "Status")
    assert edited == (f"OR({differs['Status']})", shown.format("[edited]"))
    assert figures == (f"OR({','.join(differs.values())})", shown.format("[figures edited]"))
    assert [formula for formula, _ in colours] == [
        f'LEFT({at["Status"]}{row},{len(word)})="{word}"' for word in ("Green", "Amber", "Red")
    ]
    for cells in rows(sheet):
        assert [cells[one].value for one in names] == [
            cells[f"Reported: {one}"].value for one in names
        ]


def test_ten_columns_at_most_are_printed_and_fewer_where_letters_would_be_small() -> None:
    assert workbook.fitting([13] * 10) == 10
    assert workbook.fitting([40] * 10) == 3
    assert workbook.fitting([250]) == 1


LONG = "name: Long, unit: currency, decimals: 2, values: {{2018-19 Q4: {}}}"


def test_a_long_number_is_not_cut_to_signs() -> None:
    made = build.report({"it": LONG.format("-123456789012345.67")})
    sheet = book(made)["Indicators"]
    at = {cell.value: cell.column_letter for cell in sheet[heading_row(sheet)]}
    assert sheet.column_dimensions[at["Actual"]].width >= len("-£123,456,789,012,345.67")


HOSTILE = """\
version: 1
organisation: "A & B &P &D"
comparators: {one: {name: Actual}, two: {name: ACTUAL}, three: {name: "_x0041_ctual"}}
indicators:
  it: {name: "It\\n= 1", unit: count, polarity: high, target: 1, values: {2018-19 Q4: 5},
    comparators: {one: 1, two: 2, three: 3}}
"""


def test_names_that_a_table_or_a_footer_could_misread_are_words(tmp_path: Path) -> None:
    (tmp_path / "indicators.yaml").write_text(HOSTILE, encoding="utf-8")
    loaded = api.load(tmp_path / "indicators.yaml", None)
    sheet = book(api.scored(loaded, "2018-19 Q4", histories=True))["Indicators"]
    (table,) = sheet.tables.values()
    names = [one.name for one in table.tableColumns]
    assert [one for one in names if "actual" in one.casefold()][:3] == [
        *("Actual", "Actual (2)", "ACTUAL (3)")
    ]
    assert "x0041_ctual" in names
    assert sheet.oddFooter.left.text == "A && B &&P &&D, 2018-19 Q4: indicators"
