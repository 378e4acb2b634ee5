"""`ragcalc trend`: which indicator, until when, and where to."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_it_shows_every_period_of_an_indicator(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("trend", "green-one")
    assert (answer.status, answer.err) == (0, "")
    rows = [line.split()[:5] for line in answer.out.splitlines() if line.startswith("20")]
    assert rows == [
        ["2017-18", "Q4", "80%", "90%", "■"],
        ["2018-19", "Q3", "88%", "90%", "◆"],
        ["2018-19", "Q4", "95%", "90%", "●"],
    ]


def test_it_ends_with_the_period_that_is_named(council: Path, ragcalc: Command) -> None:
    found = json.loads(ragcalc("trend", "green-one", "q3", "--format", "json").out)
    assert [one["period"] for one in found["periods"]] == ["2017-18 Q4", "2018-19 Q3"]
    assert found["period"] == "2018-19 Q3"


def test_it_is_written_to_a_file(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("trend", "green-one", "--format", "csv", "--output", "green.csv")
    assert (answer.status, answer.out) == (0, "")
    text = (council / "green.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith("green-one,Green one,well,wider,percent,high,2017-18 Q4")


def test_a_file_that_it_is_made_from_is_refused(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("trend", "green-one", "--output", "indicators.yaml")
    assert (answer.status, answer.out) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gren-one"], "there is no indicator 'gren-one'; did you mean green-one?"),
        (["green-one", "q1"], "there are no Q1 figures"),
        (["green-one", "soon"], "'soon' is not a period"),
        ([], "Missing argument 'INDICATOR'"),
    ],
)
def test_what_cannot_be_shown_is_reported(
    council: Path, ragcalc: Command, arguments: list[str], message: str
) -> None:
    answer = ragcalc("trend", *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err


def test_an_indicator_without_readings_is_reported(council: Path, ragcalc: Command) -> None:
    path = council / "indicators.yaml"
    text = path.read_text().replace("values: {2018-19 Q4: 70}", "values: {}")
    path.write_text(text)
    answer = ragcalc("trend", "missing-one")
    assert (answer.status, answer.out) == (2, "")
    assert "'missing-one' has no reading; add one under values:" in answer.err


def test_a_catalogue_with_errors_is_not_shown(broken: Path, ragcalc: Command) -> None:
    answer = ragcalc("trend", "green-one")
    assert (answer.status, answer.out) == (2, "")
    assert "error" in answer.err
