"""Whoever asks for a report hears that something of the submitted tables was not read."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command

BOOK = (
    "version: 1\norganisation: A\nindicators:\n"
    "  it: {name: It, unit: percent, polarity: high, values: {2018-19 Q3: 4}}\n"
)
SAID = "submitted tables: {}, which ragcalc check shows\n"


@pytest.fixture
def table(folder: Path) -> Path:
    (folder / "indicators.yaml").write_text(BOOK, encoding="utf-8")
    path = folder / "planning.csv"
    path.write_text("Planning\nIndicator,Period,Value,Site\nit,2018-19 Q4,0.5,A\n", "utf-8")
    return path


@pytest.mark.parametrize("command", ["report", "narrative", "targets", "trend"])
def test_a_report_says_how_many_findings_check_has_of_the_tables(
    command: str, table: Path, ragcalc: Command
) -> None:
    words = ("trend", "it") if command == "trend" else (command,)
    answer = ragcalc(*words, "--data", str(table))
    assert answer.status == 0, answer.err
    assert SAID.format("1 warning and 2 notes") in answer.err


def test_where_everything_was_read_nothing_is_said(table: Path, ragcalc: Command) -> None:
    table.write_text("Indicator,Period,Value\nit,2018-19 Q4,5%\n", "utf-8")
    answer = ragcalc("report", "--data", str(table))
    assert "submitted tables" not in answer.err


def test_what_thresholds_silence_is_not_counted(table: Path, ragcalc: Command) -> None:
    silenced = "table-cell-unread: off, value-bare-share: note"
    rules = f"version: 1\nchecks: {{severities: {{{silenced}}}}}\n"
    (table.parent / "thresholds.yaml").write_text(rules, encoding="utf-8")
    answer = ragcalc("report", "--data", str(table))
    assert SAID.format("2 notes") in answer.err, answer.err
