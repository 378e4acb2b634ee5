"""`ragcalc narrative`: what is narrowed, written and refused."""

from pathlib import Path

import pytest

from ragcalc.render.formats import DocumentKind
from tests.cli.conftest import Command
from tests.formats import names, printed_for_people


def test_it_tells_exceptions_and_improvements_and_counts_the_rest(
    council: Path, ragcalc: Command
) -> None:
    answer = ragcalc("narrative", "q4")
    assert (answer.status, answer.err) == (
        0,
        "q4 = 2018-19 Q4. All 4 figures due have been received.\n",
    )
    assert answer.out.split("\n\n")[2:] == [
        "Safe",
        "The one indicator is rated Red.",
        ("Red one (Red): At 80% against a target of 90%, it was worse than in Q3 2018-19 (85%)."),
        "Well",
        ("Of 3 indicators, 1 is rated Green, 1 is rated Amber and 1 is not rated (no target)."),
        (
            "Performance improved in Green one, from 88% in Q3 2018-19 to 95% "
            "(Green, previously Amber)."
        ),
        ("Of the other 2, 1 is Amber (Amber one) and 1 is not rated (no target set: Missing one)."),
        "Green: target met; amber: within 5% of it; red: beyond that.\n",
    ]


def test_all_is_a_paragraph_for_each_indicator(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("narrative", "q4", "--all")
    assert (answer.status, answer.err) == (
        0,
        "q4 = 2018-19 Q4. All 4 figures due have been received.\n",
    )
    assert (
        "Green one: The figure for Q4 2018-19 was 95%, 5 percentage points above the target of "
        "90% (better). It is rated Green, as it meets the target. "
        "Performance improved, from 88% in Q3 2018-19 to 95% in Q4 2018-19.\n"
    ) in answer.out


def test_it_is_narrowed_as_a_report_is(council: Path, ragcalc: Command) -> None:
    text = ragcalc("narrative", "--outcome", "well", "--tier", "wider", "--all").out
    assert "Green one: " in text
    assert "Missing one: " in text
    assert "Amber one" not in text
    assert "Red one" not in text


def test_it_is_written_to_a_file_as_markdown(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("narrative", "q4", "--format", "markdown", "--output", "paper.md")
    assert (answer.status, answer.out) == (0, "")
    assert (council / "paper.md").read_text(encoding="utf-8").startswith("# Anyshire, 2018-19 Q4\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["q1"], "there are no Q1 figures"),
        (["--outcome", "saef"], "there is no outcome 'saef'; did you mean safe?"),
        (
            ["--format", "text", "--output", "indicators.yaml"],
            "is one of the files that the report is made from",
        ),
        (["--format", "html"], "'html' is not one of 'text', 'markdown'"),
    ],
)
def test_what_has_no_answer_is_reported(
    council: Path, ragcalc: Command, arguments: list[str], message: str
) -> None:
    answer = ragcalc("narrative", *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err


def test_with_errors_it_tells_what_is_left(council: Path, ragcalc: Command) -> None:
    path = council / "indicators.yaml"
    path.write_text(path.read_text().replace("80}", "eighty}", 1))
    assert ragcalc("narrative", "q4").status == 2
    answer = ragcalc("narrative", "q4", "--partial")
    assert answer.status == 0
    assert "Red one:" not in answer.out
    assert "1 indicator left out because of errors in the catalogue: red-one." in answer.out


@pytest.mark.parametrize("name", names(DocumentKind.NARRATIVE, printed_for_people))
def test_ids_stand_behind_the_names_in_what_people_read(
    council: Path, ragcalc: Command, name: str
) -> None:
    answer = ragcalc("narrative", "q4", "--ids", "--format", name)
    assert answer.status == 0, answer.err
    assert "Red one (red-one)" in answer.out.replace("\\", "")


def test_the_names_are_as_they_were_without_ids(council: Path, ragcalc: Command) -> None:
    assert "red-one" not in ragcalc("narrative", "q4").out
