"""The CSV, read back as a spreadsheet or a script would read it."""

import csv
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest

from ragcalc.render.media.style import Style
from ragcalc.render.report import csv as report_csv
from ragcalc.scoring.results import Report
from tests import build
from tests.golden.outputs import HERE, report


def rows(scored: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(report_csv.render(scored, Style())), strict=True))


INVENTED = {row["id"]: row for row in rows(report("invented"))}


def test_each_indicator_is_a_row_in_the_order_of_the_catalogue() -> None:
    assert list(INVENTED) == [one.id for one in report("invented").indicators]


def test_a_row_has_a_cell_for_each_column() -> None:
    lines = list(csv.reader(StringIO(report_csv.render(report("invented"), Style())), strict=True))
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(set(lines[0])) == len(lines[0])


def test_names_with_quotes_and_commas_come_back_whole() -> None:
    assert INVENTED["recycled"]["name"] == 'Waste | recycled, "composted" or reused'
    assert INVENTED["out-of-range"]["name"] == "Visits to the crèche 👩‍👩‍👧‍👦 by families 🏴󠁧󠁢󠁷󠁬󠁳󠁿"


@pytest.mark.parametrize("name", ["fly-tips", "floor-kept", "floor-broken"])
def test_a_name_that_a_spreadsheet_would_run_begins_with_an_apostrophe(name: str) -> None:
    assert INVENTED[name]["name"].startswith(("'=", "'@", "'-"))


def test_no_word_begins_as_a_formula_and_numbers_stay_numbers() -> None:
    cells = [cell for row in INVENTED.values() for cell in row.values()]
    for cell in cells:
        if cell.startswith(("=", "+", "@", "\t", "\r")):
            raise AssertionError(cell)
        if cell.startswith("-"):
            assert Decimal(cell) < 0


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\N{FULLWIDTH EQUALS SIGN}"])
def test_every_text_of_the_catalogue_is_neutralised(start: str) -> None:
    entries = f"name: '{start}1+1', unit: {{label: '{start}kg'}}, values: {{2018-19 Q4: 5}}"
    (row,) = rows(build.report({"it": entries}))
    assert (row["name"], row["unit"]) == (f"'{start}1+1", f"'{start}kg")


def test_negative_numbers_stay_numbers() -> None:
    assert INVENTED["underspend"]["value"] == "-85.5"
    assert INVENTED["overspend"]["previous_value"] == "-125.5"
    assert INVENTED["overspend"]["region_value"] == "-40"


def test_an_empty_cell_stands_for_no_value() -> None:
    row = INVENTED["suppressed"]
    assert (row["value"], row["status"], row["status_reason"]) == ("", "missing", "suppressed")


def test_flags_are_words() -> None:
    row = INVENTED["carried"]
    assert (row["carried"], row["provisional"], row["target_strict"]) == ("true", "false", "false")


def test_a_range_has_both_ends() -> None:
    row = INVENTED["in-range"]
    assert (row["target"], row["target_to"]) == ("18", "22")


def test_what_a_partial_report_leaves_out_has_a_row() -> None:
    text = (HERE / "partial" / "report.csv").read_text(encoding="utf-8")
    last: dict[str, Any] = list(csv.DictReader(StringIO(text)))[-1]
    assert last["id"] == "left-out"
    assert last["status_reason"] == "left out: value-not-a-number value-not-one-of"
    assert last["status"] == ""


def test_the_style_has_no_say() -> None:
    narrow = Style(width=20, encoding="ascii", plain=True)
    assert report_csv.render(report("invented"), narrow) == report_csv.render(
        report("invented"), Style()
    )
