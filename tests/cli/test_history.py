"""`ragcalc history`: until when, what of, and where to."""

import csv
import json
import sys
from pathlib import Path

import duckdb
import pytest

from tests.cli.conftest import Command


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def test_it_prints_every_period_of_every_indicator(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("history")
    assert (answer.status, answer.err) == (0, "")
    found = [one["period"] for one in rows(answer.out) if one["indicator"] == "green-one"]
    assert found == ["2017-18 Q4", "2018-19 Q1", "2018-19 Q2", "2018-19 Q3", "2018-19 Q4"]


def test_it_ends_with_the_report_that_is_named(council: Path, ragcalc: Command) -> None:
    found = {one["period"] for one in rows(ragcalc("history", "2018-19", "q3").out)}
    assert max(found) == "2018-19 Q3"


def test_it_is_written_to_a_file(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("history", "--output", "history.csv")
    assert (answer.status, answer.out) == (0, "")
    text = (council / "history.csv").read_text(encoding="utf-8-sig")
    assert text == ragcalc("history").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--outcome", "wel"], "there is no outcome 'wel'; did you mean well?"),
        (["--tier", "wide"], "there is no tier 'wide'; did you mean wider?"),
        (["soon"], "'soon' is not a period"),
        (["q1"], "there are no Q1 figures"),
        (
            ["--format", "csv", "--output", "indicators.yaml"],
            "one of the files that the report is made from",
        ),
        (["--format", "xml"], "'xml' is not"),
    ],
)
def test_what_cannot_be_printed_is_reported(
    council: Path, ragcalc: Command, arguments: list[str], message: str
) -> None:
    answer = ragcalc("history", *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err


def test_errors_of_the_catalogue_stop_it(council: Path, ragcalc: Command) -> None:
    path = council / "indicators.yaml"
    path.write_text(path.read_text().replace("2018-19 Q4: 70", "2018-19 Q4: ninety"))
    answer = ragcalc("history")
    assert (answer.status, answer.out) == (2, "")
    assert "ninety" in answer.err


def test_both_tables_are_written_as_parquet(council: Path, ragcalc: Command) -> None:
    for more in ((), ("--comparators",)):
        answer = ragcalc("history", *more, "--format", "parquet", "--output", "it.parquet")
        assert (answer.status, answer.out, answer.err) == (0, "", "")
        plain = rows(ragcalc("history", *more).out)
        with duckdb.connect() as connection:
            found = connection.execute("FROM read_parquet('it.parquet')").fetchall()
        assert len(found) == len(plain)


def test_without_duckdb_it_says_what_to_install(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [one for one in sys.modules if one.startswith("ragcalc.render.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    answer = ragcalc("history", "--format", "parquet", "--output", "it.parquet")
    assert (answer.status, answer.out) == (2, "")
    assert "--format parquet needs another package, duckdb" in answer.err
    assert "pip install 'ragcalc[datasets]'" in answer.err
    assert not (council / "it.parquet").exists()


def test_the_json_names_the_files_that_it_was_made_from(council: Path, ragcalc: Command) -> None:
    found = json.loads(ragcalc("history", "--format", "json").out)
    assert [one["path"] for one in found["inputs"]] == [
        "indicators.yaml", "thresholds.yaml"
    ]  # fmt: skip
    assert found["comparators"] is None
