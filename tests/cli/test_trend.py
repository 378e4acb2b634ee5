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
        ["2018-19", "Q1", "–", "90%", "○"],
        ["2018-19", "Q2", "–", "90%", "○"],
        ["2018-19", "Q3", "88%", "90%", "◆"],
        ["2018-19", "Q4", "95%", "90%", "●"],
    ]


def test_it_ends_with_the_period_that_is_named(council: Path, ragcalc: Command) -> None:
    found = json.loads(ragcalc("trend", "green-one", "q3", "--format", "json").out)
    assert [one["period"] for one in found["periods"]] == [
        *("2017-18 Q4", "2018-19 Q1", "2018-19 Q2", "2018-19 Q3"),
    ]
    assert found["period"] == "2018-19 Q3"


ENDED = """\
version: 1
organisation: Anyshire
indicators:
  bins: {name: Bins, unit: count, polarity: low, target: 9, values: {2024-25 Q3: 8, 2024-25 Q4: 9}}
  holes: {name: Holes, unit: count, polarity: low, target: 9, LINES}
"""


@pytest.mark.parametrize(
    ("lines", "periods"),
    [
        ("values: {2024-25 Q2: 7}", ["2024-25 Q2 7", "2024-25 Q3 ", "2024-25 Q4 "]),
        # its own last figure is later than the latest report, or as late
        ("values: {2024-25 Q4: 7}", ["2024-25 Q4 7"]),
        ("values: {2025-26 Q1: suppressed}", ["2025-26 Q1 "]),
        # due later than the latest report, a quarter before it, or in a year that is not over
        ("lag: 1 quarter, values: {2024-25 Q2: 7}", ["2024-25 Q2 7", "2024-25 Q3 "]),
        ("frequency: annual, values: {2022-23: 7}", ["2022-23 7", "2023-24 ", "2024-25 "]),
        ("frequency: annual, due: Q1, values: {2023-24: 7}", ["2023-24 7"]),
        ("frequency: monthly, values: {2025-M01: 7}", ["2025-M01 7", "2025-M02 ", "2025-M03 "]),
        # the end of its life
        ("until: 2024-25 Q3, values: {2024-25 Q2: 7}", ["2024-25 Q2 7", "2024-25 Q3 "]),
        ("until: 2024-25 Q2, values: {2024-25 Q2: 7}", ["2024-25 Q2 7"]),
        ("until: 2025-26 Q2, values: {2024-25 Q3: 7}", ["2024-25 Q3 7", "2024-25 Q4 "]),
    ],
)
def test_it_goes_on_to_the_latest_report_within_the_life_of_the_indicator(
    folder: Path, ragcalc: Command, lines: str, periods: list[str]
) -> None:
    (folder / "indicators.yaml").write_text(ENDED.replace("LINES", lines), encoding="utf-8")
    found = json.loads(ragcalc("trend", "holes", "--format", "json").out)
    assert [f"{one['period']} {one['value'] or ''}" for one in found["periods"]] == periods


def test_what_has_no_figure_at_all_in_the_catalogue_ends_with_its_last_entry(
    folder: Path, ragcalc: Command
) -> None:
    text = ENDED.replace("LINES", "values: {2024-25 Q2: suppressed}")
    text = text.replace("values: {2024-25 Q3: 8, 2024-25 Q4: 9}", "values: {}")
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    found = json.loads(ragcalc("trend", "holes", "--format", "json").out)
    assert [(one["period"], one["value_reason"]) for one in found["periods"]] == [
        ("2024-25 Q2", "suppressed")
    ]


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


LAST_OF_ALL = """\
version: 1
organisation: Anyshire
indicators:
  waits: {name: Waits, unit: days, polarity: low, frequency: monthly, lag: 1 month, target: 9,
    values: {2199-M11: 8, 2199-M12: 9}}
"""


def test_a_figure_that_is_due_after_the_last_period_that_can_be_typed_is_shown(
    folder: Path, ragcalc: Command
) -> None:
    """Figures are for 1900 to 2199; one that comes late stands in the report of January 2200."""
    (folder / "indicators.yaml").write_text(LAST_OF_ALL, encoding="utf-8")
    answer = ragcalc("trend", "waits", "--format", "csv")
    assert (answer.status, answer.err) == (0, "")
    assert [line.split(",")[6:8] for line in answer.out.splitlines()[1:]] == [
        ["2199-M11", "8"],
        ["2199-M12", "9"],
    ]
    (folder / "then").mkdir()
    (folder / "then" / "indicators.yaml").write_text(LAST_OF_ALL.replace("M12: 9", "M12: 10"))
    answer = ragcalc("diff", "then")
    assert answer.status == 0
    assert "figure changed from 10 to 9" in " ".join(answer.out.split())
