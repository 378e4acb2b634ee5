"""An indicator's life and its former ids, as the commands show them."""

import json
import zipfile
from pathlib import Path

import pytest

from ragcalc.render.formats import DocumentKind
from tests.catalogue.writing import HEAD, entry
from tests.cli.conftest import Command
from tests.formats import commands

STAYS = entry(
    "name: Stays\ntarget: 5\nvalues: {2024-25 Q3: 5, 2024-25 Q4: 5, 2025-26 Q1: 5}", "stays"
)
RETIRED = entry(
    "name: Visits to libraries\ntarget: 5\nuntil: 2024-25\n"
    "values: {2024-25 Q3: 5, 2024-25 Q4: 5, 2025-26 Q1: 777}",
    "retired",
)
NEW = entry(
    "name: Digital loans\ntarget: 5\nfrom: 2025-26 Q1\nwas: [old-loans, Loans of old]\n"
    "values: {2024-25 Q4: 888, 2025-26 Q1: 5}",
    "new",
)
TEXT = HEAD + "indicators:\n" + STAYS + RETIRED + NEW


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue with one indicator that is retired and one that begins."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "indicators.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


DOCUMENTS = (
    *commands(DocumentKind.REPORT, "report"),
    *commands(DocumentKind.NARRATIVE, "narrative"),
    *commands(DocumentKind.TARGETS, "targets"),
)


def content_of(path: Path) -> bytes:
    """Return what a file holds; of a workbook all its parts."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(map(archive.read, archive.namelist()))


@pytest.mark.parametrize("command", DOCUMENTS, ids=" ".join)
def test_no_document_shows_a_figure_outside_a_life(
    ragcalc: Command, catalogue: Path, command: tuple[str, ...], tmp_path: Path
) -> None:
    for period in ("2024-25 Q4", "2025-26 Q1"):
        path = tmp_path / "made"
        answer = ragcalc(*command, period, "--output", str(path))
        assert answer.status == 0, answer.err
        content = content_of(path)
        assert b"777" not in content
        assert b"888" not in content
        path.unlink()


def test_a_report_says_which_indicators_begin_later_and_which_are_retired(
    ragcalc: Command, catalogue: Path
) -> None:
    said = "Not in this report: 1 indicator: "
    assert f"{said}retired (retired after 2024-25)" in ragcalc("report", "2025-26-q1").out
    assert f"{said}new (begins in 2025-26 Q1)" in ragcalc("report", "2024-25-q4").out
    assert "Not in this report" not in ragcalc("report", "2026-27-q1").out
    found = json.loads(ragcalc("report", "2026-27-q1", "--format", "json", "--partial").out)
    assert found["not_measured"] == [
        {
            "id": "retired",
            "name": "Visits to libraries",
            "life": "retired",
            "limit": "2024-25",
        }
    ]


@pytest.mark.parametrize("command", ["explain", "trend"])
def test_a_question_about_a_period_outside_a_life_is_answered_in_words(
    ragcalc: Command, catalogue: Path, command: str
) -> None:
    answer = ragcalc(command, "retired", "2025-26-q1")
    assert (answer.status, answer.out) == (2, "")
    assert (
        "'retired' is not in the report for 2025-26 Q1: it was retired after 2024-25; "
        "ask for 2024-25" in answer.err
    )
    answer = ragcalc(command, "new", "2024-25-q4")
    assert (answer.status, answer.out) == (2, "")
    assert (
        "'new' is not in the report for 2024-25 Q4: it begins in 2025-26 Q1; "
        "ask for 2025-26 Q1 or later" in answer.err
    )
    assert ragcalc(command, "retired", "2024-25").status == 0
    assert ragcalc(command, "new", "2025-26-q1").status == 0


def test_the_trend_of_a_retired_indicator_is_that_of_its_life(
    ragcalc: Command, catalogue: Path
) -> None:
    answer = ragcalc("trend", "retired", "--format", "csv")
    assert answer.status == 0
    assert [row.split(",")[:1] for row in answer.out.splitlines()[1:]]
    assert "777" not in answer.out


@pytest.mark.parametrize("command", ["explain", "trend"])
def test_a_former_id_is_answered_with_the_one_of_now(
    ragcalc: Command, catalogue: Path, command: str
) -> None:
    answer = ragcalc(command, "old-loans")
    assert answer.status == 2
    assert "there is no indicator 'old-loans'; it is 'new' now" in answer.err


def test_a_return_may_name_an_indicator_as_it_was_called(ragcalc: Command, catalogue: Path) -> None:
    catalogue.write_text(TEXT.replace(", 2025-26 Q1: 5}\n", "}\n"), encoding="utf-8")
    for word in ("old-loans", "OLD-LOANS", "Loans of old"):
        Path("return.csv").write_text(f"indicator,period,value\n{word},2025-26 Q1,6\n", "utf-8")
        answer = ragcalc("report", "2025-26-q1", "--data", "return.csv", "--format", "json")
        assert answer.status == 0, answer.err
        values = {one["id"]: one["value"] for one in json.loads(answer.out)["indicators"]}
        assert values["new"] == 6


def test_a_submitted_figure_outside_the_life_is_found_in_its_cell(
    ragcalc: Command, catalogue: Path
) -> None:
    catalogue.write_text(TEXT.replace(", 2025-26 Q1: 777", ""), encoding="utf-8")
    Path("return.csv").write_text("indicator,period,value\nretired,2025-26 Q1,6\n", "utf-8")
    answer = ragcalc("check", "--data", "return.csv", "--select", "period-outside-life")
    assert (
        "return.csv:2:9: warning: 2025-26 Q1 is after 2024-25, the last period it is measured in "
        "[period-outside-life]" in answer.out
    )


def test_check_looks_at_no_verdict_outside_a_life(ragcalc: Command, catalogue: Path) -> None:
    found = json.loads(ragcalc("check", "2025-26-q1", "--format", "json").out)["problems"]
    of_retired = [one["code"] for one in found if one["key"].startswith("indicators.retired")]
    assert of_retired == ["period-outside-life"]


def test_diff_shows_a_renamed_indicator_once(ragcalc: Command, catalogue: Path) -> None:
    old = Path("old")
    old.mkdir()
    before = entry("name: Loans\ntarget: 5\nvalues: {2025-26 Q1: 5}", "old-loans")
    (old / "indicators.yaml").write_text(HEAD + "indicators:\n" + STAYS + before, "utf-8")
    catalogue.write_text(HEAD + "indicators:\n" + STAYS + NEW, encoding="utf-8")
    for arguments in (("old", "."), (".", "old")):
        found = json.loads(ragcalc("diff", *arguments, "--format", "json").out)
        assert found["summary"]["added"] == found["summary"]["removed"] == 0
    found = json.loads(ragcalc("diff", "old", ".", "--format", "json").out)
    assert [(one["id"], one["renamed_from"]) for one in found["indicators"]] == [
        ("new", "old-loans"),
        ("stays", None),
    ]
    for format_ in ("table", "markdown"):
        assert "renamed from old-loans" in ragcalc("diff", "old", ".", "--format", format_).out


def test_compare_says_why_an_indicator_is_new_or_gone(ragcalc: Command, catalogue: Path) -> None:
    for format_ in ("table", "markdown"):
        said = ragcalc("compare", "2024-25-q4", "2025-26-q1", "--format", format_).out
        assert "retired after 2024-25" in said
        assert "begins in 2025-26 Q1" in said


def test_a_baseline_knows_a_problem_under_the_former_id(ragcalc: Command, catalogue: Path) -> None:
    def text(name: str, was: str = "") -> str:
        lines = f"unit: percent\ntarget: 50\n{was}\nvalues: {{2024-25 Q4: 150}}"
        return HEAD + "indicators:\n" + entry(lines, name)

    catalogue.write_text(text("loans"), encoding="utf-8")
    assert ragcalc("check", "--baseline", "known.json", "--write-baseline").status == 0
    catalogue.write_text(text("lending"), encoding="utf-8")
    assert ragcalc("check", "--strict", "--baseline", "known.json").status == 1
    catalogue.write_text(text("lending", "was: loans"), encoding="utf-8")
    assert ragcalc("check", "--strict", "--baseline", "known.json").status == 0


def test_a_reference_to_a_former_id_is_answered_with_the_one_of_now(
    ragcalc: Command, catalogue: Path
) -> None:
    part = entry("name: Part\npart-of: old-loans", "part")
    catalogue.write_text(TEXT + part, encoding="utf-8")
    answer = ragcalc("check", "--select", "reference")
    assert "there is no indicator 'old-loans' [reference-indicator]" in answer.out
    assert "hint: it is new now" in answer.out


def test_a_form_asks_for_the_months_within_a_life_alone(ragcalc: Command, catalogue: Path) -> None:
    monthly = entry("name: M\nfrequency: monthly\nuntil: 2025-M05\nvalues: {}", "months")
    catalogue.write_text(TEXT + monthly, encoding="utf-8")
    rows = ragcalc("form", "2025-26-q1", "--format", "csv").out.splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == ["months", "months"]
    assert "2025-M06" not in "".join(rows)


def test_targets_of_a_year_are_set_for_what_is_measured_in_it(
    ragcalc: Command, catalogue: Path
) -> None:
    coming = entry("name: C\nfrom: 2026-27 Q2\nvalues: {}", "coming")
    catalogue.write_text(TEXT + coming, encoding="utf-8")
    rows = ragcalc("targets", "--next", "2026-27", "--format", "csv").out.splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == ["stays", "new", "coming"]
