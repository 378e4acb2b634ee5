"""What is not due is counted as that in every output, apart from M."""

import csv
import io
import json
import re
from typing import Any

import openpyxl
import pytest

from ragcalc.render.changes import table as changes_table
from ragcalc.render.explain import text as explain_text
from ragcalc.render.formats import FORMATS, DocumentKind, Format
from ragcalc.render.media.medium import HTML, MARKDOWN, TEXT
from ragcalc.render.media.style import Style
from ragcalc.scoring.changes import changes
from ragcalc.scoring.results import Report
from tests import build

ENTRIES = {
    "monthly": "frequency: monthly, target: 5, values: {2019-M01: 5}",
    "late": "frequency: monthly, target: 5, values: {}",
    "quarterly": "target: 5, values: {2018-19 Q4: 5}",
    "annual": "frequency: annual, target: 5, values: {2018-19: 5}",
}


@pytest.fixture(scope="module")
def early() -> Report:
    """The report of January, in which two monthly figures are due and only one is there."""
    return build.report(ENTRIES, "2019-M01")


def printed(document: DocumentKind, name: str, report: Report, style: Style) -> str:
    in_full = (True,) if document is DocumentKind.NARRATIVE else ()
    made = FORMATS[document][name].render(report, *in_full, style)
    assert isinstance(made, str)
    return made


def test_json_counts_it_within_missing_and_by_itself(early: Report) -> None:
    summary = json.loads(printed(DocumentKind.REPORT, "json", early, Style()))["summary"]
    assert (summary["status"]["missing"], summary["not_due"]) == (3, 2)
    assert summary["missing"] == {"not-due": 2, "no-value": 1}


SENTENCE = re.compile(r"1 is not rated[^.]{0,40} and 2 are not due\.")
COUNTS = re.compile(r"M (?:<strong>)?1\b.{1,160}Not due (?:<strong>)?2\b", re.DOTALL)
READ = [
    one
    for document in (DocumentKind.REPORT, DocumentKind.NARRATIVE)
    for one in FORMATS[document].values()
    if one.medium in (TEXT, MARKDOWN, HTML)
]


@pytest.mark.parametrize("style", [Style(), Style(plain=True)], ids=["signs", "plain"])
@pytest.mark.parametrize("made", READ, ids=lambda one: f"{one.document}-{one.name}")
def test_what_people_read_counts_it_apart_from_m(early: Report, made: Format, style: Style) -> None:
    text = printed(made.document, made.name, early, style)
    assert SENTENCE.search(text) or COUNTS.search(text)
    assert "not due in this period (2)" not in text


def test_a_workbook_counts_it_apart_from_m(early: Report) -> None:
    made = FORMATS[DocumentKind.REPORT]["xlsx"].render(early, Style())
    assert isinstance(made, bytes)
    book = openpyxl.load_workbook(io.BytesIO(made))
    summary, indicators = (_table(book[name]) for name in ("Summary", "Indicators"))
    (all_of_them,) = summary
    names = ("Green", "Amber", "Red", "M", "Not due")
    assert [all_of_them[name] for name in names] == [1, 0, 0, 1, 2]
    assert [(row["Indicator"], row["Status"]) for row in indicators[1:3]] == [
        ("late", "M [no figure yet]"),
        ("quarterly", "Not due"),
    ]


def _table(sheet: Any) -> list[dict[str, Any]]:
    (table,) = sheet.tables.values()
    head, *rows = ([cell.value for cell in row] for row in sheet[table.ref])
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_its_row_says_so_in_place_of_a_status(early: Report) -> None:
    table = printed(DocumentKind.REPORT, "table", early, Style())
    assert re.search(r"^quarterly +– +5 +⊘ Not due +", table, re.MULTILINE)
    assert re.search(r"^late +– +5 +○ M .*\n +M: no figure yet *$", table, re.MULTILINE)
    text = printed(DocumentKind.REPORT, "text", early, Style())
    assert "quarterly: no figure; not due in this period." in text
    assert "late: no figure; not rated: no figure yet." in text
    rows = csv.DictReader(io.StringIO(printed(DocumentKind.REPORT, "csv", early, Style())))
    assert [(row["status"], row["status_reason"]) for row in rows] == [
        ("green", "met"),
        ("missing", "no-value"),
        ("missing", "not-due"),
        ("missing", "not-due"),
    ]


def test_explain_and_compare_say_so_too(early: Report) -> None:
    _, _, quarterly, _ = early.indicators
    explained = explain_text.render(early, quarterly, lambda place: "", Style())
    assert "Status  ⊘ Not due in this period" in explained
    later = changes(early, build.report(ENTRIES, "2018-19 Q4"))
    assert "⊘ Not due to ● Green" in changes_table.render(later, Style())


def test_nothing_is_said_of_it_where_everything_is_due() -> None:
    quarterly = build.report({"quarterly": ENTRIES["quarterly"]}, "2018-19 Q4")
    for document, name in ((DocumentKind.REPORT, "text"), (DocumentKind.NARRATIVE, "text")):
        assert "not due" not in printed(document, name, quarterly, Style()).lower()
