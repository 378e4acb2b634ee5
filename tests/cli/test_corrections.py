"""Every document says of a revised figure what it was."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from ragcalc.render.formats import DocumentKind
from tests.catalogue.writing import HEAD, entry
from tests.cli.conftest import Command
from tests.formats import commands

TEXT = (
    HEAD
    + "data: [q*.csv]\nindicators:\n"
    + entry("name: Loans\nunit: percent\ntarget: 30\nvalues: {2018-19 Q3: 28}", "loans")
)


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of which a return corrects the figure of an earlier one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "indicators.yaml").write_text(TEXT, encoding="utf-8")
    for name, cell in (("q4", "29.05"), ("q5", "30.1 r")):
        rows = f"indicator,period,value\nloans,2018-19 Q4,{cell}\n"
        (tmp_path / f"{name}.csv").write_text(rows, encoding="utf-8")
    return tmp_path


DOCUMENTS = (
    *commands(DocumentKind.REPORT, "report", "2018-19-q4"),
    *commands(DocumentKind.NARRATIVE, "narrative", "2018-19-q4"),
    *commands(DocumentKind.TREND, "trend", "loans"),
    *commands(DocumentKind.HISTORY, "history"),
    *commands(DocumentKind.COMPARE, "compare", "2018-19-q3", "2018-19-q4"),
    *commands(DocumentKind.TARGETS, "targets", "2018-19-q4", "--set", "loans=29"),
)


@pytest.mark.parametrize("command", DOCUMENTS, ids=" ".join)
def test_every_document_says_what_a_revised_figure_was(
    ragcalc: Command, council: Path, command: tuple[str, ...]
) -> None:
    answer = ragcalc(*command, "--output", "made")
    assert answer.status == 0, answer.err
    made = Path("made").read_bytes()
    if zipfile.is_zipfile("made"):
        with zipfile.ZipFile("made") as archive:
            made = b"".join(map(archive.read, archive.namelist()))
    assert b"29.05" in made
    assert b"revised" in made


def test_explain_names_both_places(ragcalc: Command, council: Path) -> None:
    lines = [line.split() for line in ragcalc("explain", "loans", "2018-19-q4").out.splitlines()]
    assert ["reading", "30.1,", "revised,", "was", "29.05%", "q5.csv:2:18"] in lines
    assert ["replaced", "29.05", "q4.csv:2:18"] in lines


def test_data_has_the_figure_that_was_replaced(ragcalc: Command, council: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(ragcalc("report", "2018-19-q4", "--format", "csv").out))
    assert (row["value"], row["revised"], row["was"]) == ("30.1", "true", "29.05")
    (one,) = json.loads(ragcalc("report", "2018-19-q4", "--format", "json").out)["indicators"]
    assert (one["value"], one["revised"], one["was"], one["was_text"]) == (
        30.1,
        True,
        29.05,
        "29.05%",
    )


@pytest.mark.parametrize(
    ("before", "was"), [("300 of 1000", "30"), ("3 of 1000", "")], ids=["shown", "hidden"]
)
def test_the_history_says_what_a_figure_was_where_the_report_does(
    ragcalc: Command, council: Path, before: str, was: str
) -> None:
    """A small number that was corrected is hidden in both."""
    lines = "name: Loans\nunit: percent\ntarget: 30\nsuppress-below: 5\nvalues: {}"
    text = f"{HEAD}data: [q*.csv]\nindicators:\n{entry(lines, 'loans')}"
    Path("indicators.yaml").write_text(text, encoding="utf-8")
    for name, cells in (("q4", before.replace(" of ", ",")), ("q5", "310 r,1000")):
        rows = f"indicator,period,numerator,denominator\nloans,2018-19 Q4,{cells}\n"
        Path(f"{name}.csv").write_text(rows, encoding="utf-8")
    for words in (("report", "2018-19-q4"), ("history",)):
        (row,) = csv.DictReader(io.StringIO(ragcalc(*words, "--format", "csv").out))
        assert (row["value"], row["revised"], row["was"]) == ("31", "true", was)


def test_check_notes_a_correction_with_both_places(ragcalc: Command, council: Path) -> None:
    answer = ragcalc("check", "--select", "value-revised")
    assert answer.status == 0
    assert (
        "q5.csv:2:18: note: 2018-19 Q4 is revised: 30.1 here, was 29.05 at q4.csv:2:18 "
        "[value-revised]" in answer.out
    )
