"""--outcome, --tier, --group and --owner: which words are understood, and what they narrow."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import CATALOGUE, Command

GROUPED = (
    CATALOGUE.replace(
        "indicators:\n",
        "groups:\n"
        "  directorate: {name: Directorate, members: [Children's Services, Adults, Housing]}\n"
        "  portfolio: Cabinet portfolio\n"
        "indicators:\n",
    )
    .replace(
        "    outcome: safe\n",
        "    outcome: safe\n    owner: Head of Safeguarding\n"
        "    groups: {directorate: Children's Services, portfolio: Adults}\n",
    )
    .replace(
        "name: Amber one\n",
        "name: Amber one\n    owner: housing\n"
        "    groups: {directorate: Adults, portfolio: Health=Care}\n",
    )
    .replace(
        "name: Green one\n",
        "name: Green one\n    owner: Housing\n    groups: {directorate: Adults}\n",
    )
)
"""Four indicators, of which the last has no group and no owner."""


@pytest.fixture
def grouped(folder: Path) -> Path:
    (folder / "indicators.yaml").write_text(GROUPED, encoding="utf-8")
    (folder / "thresholds.yaml").write_text("version: 1\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--outcome safe --outcome well", "red-one amber-one green-one missing-one"),
        ("--outcome SAFE", "red-one"),
        ("--tier Wider --tier headline", "red-one amber-one green-one missing-one"),
        ("--tier wider --owner Housing", "green-one"),
        ("--owner housing", "amber-one"),
        ("--owner head_of_safeguarding --owner Housing", "red-one green-one"),
        ("--group directorate=adults", "amber-one green-one"),
        ("--group Directorate=Adults --group directorate=Housing", "amber-one green-one"),
        ("--group portfolio=Adults", "red-one"),
        ("--group children's_services", "red-one"),
        ("--group Health=Care", "amber-one"),
        ("--group portfolio=health=care", "amber-one"),
        ("--group directorate=Adults --group Health=Care", "amber-one"),
    ],
)
def test_what_is_asked_for_narrows_rows_and_counts(
    grouped: Path, ragcalc: Command, options: str, expected: str
) -> None:
    words = [word.replace("_", " ") for word in options.split()]
    found = json.loads(ragcalc("report", "--format", "json", *words).out)
    assert [one["id"] for one in found["indicators"]] == expected.split()
    assert found["summary"]["indicators"] == len(expected.split())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--outcome", "saef"], "there is no outcome 'saef'; did you mean safe?"),
        (["--tier", "head"], "there is no tier 'head'; did you mean headline?"),
        (["--owner", "HOUSING"], "owner 'HOUSING' may be housing or Housing"),
        (["--owner", "Parks"], "there is no owner 'Parks'; known: Head of Safeguarding, …"),
        (
            ["--group", "adults"],
            "group 'adults' may be directorate=Adults or portfolio=Adults",
        ),
        (["--group", "Housin"], "there is no group 'Housin'; did you mean Housing?"),
        (
            ["--group", "directorat=Adults"],
            "there is no grouping 'directorat'; did you mean directorate?",
        ),
        (
            ["--group", "directorate=Childrens Services"],
            "there is no directorate 'Childrens Services'; did you mean Children's Services?",
        ),
        (["--group", ""], "there is no group ''; known: Children's Services, …"),
        (["--group", "="], "there is no grouping ''; known: directorate, portfolio"),
    ],
)
def test_an_unknown_or_ambiguous_word_is_refused(
    grouped: Path, ragcalc: Command, options: list[str], message: str
) -> None:
    answer = ragcalc("report", *options)
    assert (answer.status, answer.out) == (2, "")
    start, _, _ = message.partition("…")
    assert f"Error: {start}" in answer.err


def test_a_catalogue_without_groups_has_none(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("report", "--group", "Adults")
    assert "Error: there is no group 'Adults'; the catalogue has none\n" in answer.err


@pytest.mark.parametrize("command", [["report"], ["narrative"], ["history"], ["charts", "new"]])
def test_each_command_that_narrows_takes_the_same_options(
    grouped: Path, ragcalc: Command, command: list[str]
) -> None:
    options = [
        "--outcome",
        "well",
        "--outcome",
        "safe",
        "--tier",
        "wider",
        "--tier",
        "headline",
        "--owner",
        "Housing",
    ]
    answer = ragcalc(*command, *options, "--group", "directorate=Adults")
    assert answer.status == 0
    printed = answer.out or (grouped / "new" / "index.html").read_text(encoding="utf-8")
    for name in ("Red one", "Amber one", "Missing one"):
        assert name not in printed
    assert "Green one" in printed


def test_a_form_is_for_what_is_asked_for(grouped: Path, ragcalc: Command) -> None:
    options = ("--group", "directorate=Adults", "--tier", "headline")
    answer = ragcalc("form", "2019-20-q1", "--format", "csv", *options)
    assert [line.partition(",")[0] for line in answer.out.splitlines()] == [
        "indicator",
        "amber-one",
    ]


def test_a_report_by_groups_counts_each_and_hides_rows_only(
    grouped: Path, ragcalc: Command
) -> None:
    """The counts of each group stay though only the reds are shown."""
    answer = ragcalc("report", "q4", "--format", "text", *["--group-by", "directorate"])
    hidden = ragcalc(
        "report", "q4", "--format", "text", "--group-by", "Directorate", "--status", "red"
    )
    red = (
        "Headline indicators.\n"
        "Red one: 80% in Q4 2018-19 against a target of 90%; red (as in Q3 2018-19); declined from "
        "85% in Q3 2018-19.\n\n"
    )
    expected = (
        "Are we achieving our targets? Green 1, Amber 1, Red 1, M 1.\n"
        "Are we getting better? Improved 1, Maintained 1, Declined 1, Unavailable 1.\n\n"
        "Children's Services.\n"
        "Are we achieving our targets? Green 0, Amber 0, Red 1, M 0.\n"
        "Are we getting better? Improved 0, Maintained 0, Declined 1, Unavailable 0.\n\n"
        f"{red}"
        "Adults.\n"
        "Are we achieving our targets? Green 1, Amber 1, Red 0, M 0.\n"
        "Are we getting better? Improved 1, Maintained 1, Declined 0, Unavailable 0.\n\n"
        "Directorate not given.\n"
        "Are we achieving our targets? Green 0, Amber 0, Red 0, M 1.\n"
        "Are we getting better? Improved 0, Maintained 0, Declined 0, Unavailable 1.\n\n"
        "Not rated: no target set (1).\n"
    )
    front, _, rest = hidden.out.partition("\n\nAll indicators.\n")
    assert rest == expected
    assert front == (
        "Anyshire, 2018-19 Q4. All 4 figures due have been received; 1 of 4 shown.\n\n"
        "Summary.\n"
        "All indicators: 33% of 3 rated indicators are green (0% of 3 in Q3 2018-19).\n"
        "Children's Services: 0% of 1 rated indicator is green (0% of 1 in Q3 2018-19).\n"
        "Adults: 50% of 2 rated indicators are green (0% of 2 in Q3 2018-19).\n"
        "Directorate not given: No indicator is rated (none rated in Q3 2018-19).\n\n"
        "1 exception (red or newly worse).\n"
        "Red one: red (as in Q3 2018-19); 80% in Q4 2018-19 against a target of 90%; declined "
        "from 85% in Q3 2018-19; owner: Head of Safeguarding."
    )
    assert red in answer.out
    assert "Green one: 95% in Q4 2018-19" in answer.out


def test_json_has_the_outcomes_and_the_groups_that_are_asked_for(
    grouped: Path, ragcalc: Command
) -> None:
    plain = json.loads(ragcalc("report", "--format", "json").out)
    made = json.loads(ragcalc("report", "--format", "json", "--group-by", "directorate").out)
    groupings = [
        {"id": "directorate", "name": "Directorate"},
        {"id": "portfolio", "name": "Cabinet portfolio"},
    ]
    assert (plain["groupings"], plain["grouped_by"]) == (groupings, None)
    assert made["outcomes"] == plain["outcomes"]
    by = made["grouped_by"]
    assert (by["id"], by["name"]) == ("directorate", "Directorate")
    assert [
        (one["name"], one["summary"]["indicators"], [tier["id"] for tier in one["tiers"]])
        for one in by["groups"]
    ] == [
        ("Children's Services", 1, ["headline"]),
        ("Adults", 2, ["headline", "wider"]),
        (None, 1, ["wider"]),
    ]
    assert {one["id"]: one["groups"] for one in made["indicators"]} == {
        "red-one": {"directorate": "Children's Services", "portfolio": "Adults"},
        "amber-one": {"directorate": "Adults", "portfolio": "Health=Care"},
        "green-one": {"directorate": "Adults"},
        "missing-one": {},
    }


def test_csv_has_a_column_for_each_grouping_and_stands_in_the_order_of_the_report(
    grouped: Path, ragcalc: Command
) -> None:
    options = ("--group-by", "Cabinet Portfolio", "--sort", "name")
    made = ragcalc("report", "--format", "csv", *options).out
    assert [
        (row["id"], row["group_directorate"], row["group_portfolio"])
        for row in csv.DictReader(io.StringIO(made))
    ] == [
        ("red-one", "Children's Services", "Adults"),
        ("amber-one", "Adults", "Health=Care"),
        ("green-one", "Adults", ""),
        ("missing-one", "", ""),
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--sort catalogue", "red-one amber-one green-one missing-one"),
        ("--sort WORST", "red-one amber-one missing-one green-one"),
        ("--sort name", "amber-one green-one missing-one red-one"),
        ("--sort name --group-by directorate", "red-one amber-one green-one missing-one"),
        ("--direction improved", "green-one"),
        ("--direction Improved --direction declined", "red-one green-one"),
        ("--direction improved --status red", ""),
        ("--direction unavailable --status missing --status green", "missing-one"),
        ("--status red --status green --sort name", "green-one red-one"),
        ("--outcome well --direction maintained", "amber-one"),
    ],
)
def test_rows_are_hidden_and_sorted(
    grouped: Path, ragcalc: Command, options: str, expected: str
) -> None:
    found = json.loads(ragcalc("report", "--format", "json", *options.split()).out)
    assert [one["id"] for one in found["indicators"]] == expected.split()
    assert found["summary"]["indicators"] == (3 if "--outcome" in options else 4)


def test_what_is_hidden_fails_all_the_same(grouped: Path, ragcalc: Command) -> None:
    options = ("--direction", "improved", "--group-by", "directorate")
    assert ragcalc("report", *options, "--fail-on", "red").status == 1
    assert ragcalc("report", "--group", "Housing", "--fail-on", "red", "2018-19-q4").status == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--group-by directorat", "there is no grouping 'directorat'; did you mean directorate?"),
        ("--group-by outcome", "there is no grouping 'outcome'; known: directorate, portfolio"),
    ],
)
def test_an_unknown_grouping_is_refused(
    grouped: Path, ragcalc: Command, options: str, message: str
) -> None:
    answer = ragcalc("report", *options.split())
    assert (answer.status, answer.out) == (2, "")
    assert f"Error: {message}\n" in answer.err


def test_groupings_of_one_name_are_told_apart_by_their_ids(folder: Path, ragcalc: Command) -> None:
    """An id is meant before a name is."""
    text = GROUPED.replace("portfolio: Cabinet portfolio", "portfolio: directorate")
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    made = json.loads(ragcalc("report", "--format", "json", "--group-by", "portfolio").out)
    assert made["grouped_by"]["id"] == "portfolio"
    made = json.loads(ragcalc("report", "--format", "json", "--group-by", "directorate").out)
    assert made["grouped_by"]["id"] == "directorate"
    answer = ragcalc("report", "--group-by", "DIRECTORATE")
    assert answer.status == 0


def test_nothing_asked_for_is_said(grouped: Path, ragcalc: Command) -> None:
    """Without a period there is none to choose, and with one the report is empty."""
    options = ("--group", "Housing", "--tier", "wider", "--tier", "headline")
    why = "no indicator has tier wider or headline, and group Housing"
    answer = ragcalc("report", *options)
    assert (answer.status, answer.out) == (2, "")
    assert f"Error: {why}; ragcalc list shows them\n" in answer.err
    answer = ragcalc("report", "2018-19-q4", *options)
    assert (answer.status, answer.err) == (0, f"{why}\n")
    assert answer.out.startswith("Anyshire · 2018-19 Q4\nNo figures are due\n")


def test_a_word_that_names_no_period_is_answered_as_ever(grouped: Path, ragcalc: Command) -> None:
    answer = ragcalc("report", "q2", "--group", "directorate=Adults")
    assert "Error: there are no Q2 figures; the latest is 2018-19 Q4\n" in answer.err


def test_narrative_takes_the_same_options(grouped: Path, ragcalc: Command) -> None:
    options = ("--group-by", "directorate", "--status", "green", "--sort", "worst")
    made = ragcalc("narrative", "q4", "--format", "markdown", *options).out
    assert [line for line in made.splitlines() if line.startswith("#")] == [
        "# Anyshire, 2018-19 Q4",
        "## Children's Services",
        "## Adults",
        "## Directorate not given",
    ]
    assert "1 of 4 shown" in made
