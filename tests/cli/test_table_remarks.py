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


MONTHLY = (
    "version: 1\norganisation: A\nindicators:\n"
    "  it: {name: It, unit: count, polarity: low, frequency: monthly, values: {2024-M04: 4}}\n"
)


@pytest.mark.parametrize(
    ("severity", "said"),
    [("", SAID.format("1 warning")), ("note", SAID.format("1 note")), ("off", "")],
)
def test_a_figure_of_another_kind_of_period_is_counted(
    folder: Path, ragcalc: Command, severity: str, said: str
) -> None:
    """A quarter's cell of a monthly indicator is read, and no report shows it."""
    (folder / "indicators.yaml").write_text(MONTHLY, encoding="utf-8")
    (folder / "a.csv").write_text("indicator,2024-25 Q1\nit,5\n", encoding="utf-8")
    if severity:
        rules = f"version: 1\nchecks: {{severities: {{period-not-of-frequency: {severity}}}}}\n"
        (folder / "thresholds.yaml").write_text(rules, encoding="utf-8")
    answer = ragcalc("report", "--data", "a.csv")
    assert answer.err.startswith(said)
    assert ("submitted tables" in answer.err) == bool(said)


def test_a_period_of_the_catalogue_itself_is_none_of_the_tables(
    folder: Path, ragcalc: Command
) -> None:
    text = MONTHLY.replace("2024-M04: 4", "2024-M04: 4, 2024-25 Q1: 5")
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    (folder / "a.csv").write_text("indicator,2024-M05\nit,5\n", encoding="utf-8")
    assert "submitted tables" not in ragcalc("report", "--data", "a.csv").err
