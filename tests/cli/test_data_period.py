"""--data-period says of which period the figures are of tables that do not say it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

BOOK = (
    "version: 1\norganisation: A\nindicators:\n"
    "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q3: 4}}\n"
)


@pytest.fixture
def table(folder: Path) -> Path:
    (folder / "indicators.yaml").write_text(BOOK, encoding="utf-8")
    path = folder / "planning.csv"
    path.write_text("Planning\nIndicator,Value\nit,5\n", encoding="utf-8")
    return path


def test_the_figures_are_of_that_period(table: Path, ragcalc: Command) -> None:
    more = ("--data", str(table), "--data-period", "Q4 2018/19", "--format", "json")
    answer = ragcalc("report", *more)
    assert answer.status == 0, answer.err
    (it,) = json.loads(answer.out)["indicators"]
    assert (it["period"], it["value"]) == ("2018-19 Q4", 5)


def test_without_it_the_hint_says_how(table: Path, ragcalc: Command) -> None:
    answer = ragcalc("check", "--data", str(table))
    assert answer.status == 1
    assert "no row has the columns Indicator, period, Value: period not found" in answer.out
    assert "--data-period" in answer.out


@pytest.mark.parametrize("words", ["q4", "spring", ""])
def test_words_that_name_no_period_are_refused(words: str, table: Path, ragcalc: Command) -> None:
    answer = ragcalc("report", "--data", str(table), "--data-period", words)
    assert (answer.status, answer.out) == (2, "")
    assert "data-period" in answer.err


@pytest.mark.parametrize("command", [["report"], ["check"], ["diff", "."]])
def test_without_data_it_is_refused(command: list[str], table: Path, ragcalc: Command) -> None:
    answer = ragcalc(*command, "--data-period", "2018-19 Q4")
    assert (answer.status, answer.out) == (2, "")
    assert "Error: --data-period is that of --data files, and there are none" in answer.err


def test_a_version_without_the_data_is_not_refused(table: Path, ragcalc: Command) -> None:
    old = table.parent / "old"
    old.mkdir()
    (old / "indicators.yaml").write_text(BOOK, encoding="utf-8")
    answer = ragcalc("diff", "old", ".", "--data", table.name, "--data-period", "2018-19 Q4")
    assert answer.status == 0, answer.err


def test_versions_are_compared_with_it(table: Path, ragcalc: Command) -> None:
    more = ("--data", table.name, "--data-period", "2018-19 Q4")
    answer = ragcalc("diff", ".", ".", *more)
    assert answer.status == 0, answer.err
