"""--outcome, --tier, --group and --owner: which words are understood, and what they narrow."""

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
