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
    words = ("report", "q4", "--format", "text", "--group-by")
    whole = ragcalc(*words, "directorate").out
    hidden = ragcalc(*words, "Directorate", "--status", "red").out
    blocks = ["Summary", "Children's Services", "Adults", "Directorate not given"]
    for made in (whole, hidden):
        assert [line[:-1] for line in made.splitlines() if line[:-1] in blocks] == blocks
    counts = [line for line in whole.splitlines() if line.startswith("Are we ")]
    assert [line for line in hidden.splitlines() if line.startswith("Are we ")] == counts
    assert len(counts) == 5
    assert "1 of 4 shown" in hidden
    assert "\nRed one: 80% in Q4 2018-19" in hidden
    assert "\nGreen one: 95% in Q4 2018-19" in whole
    assert "\nGreen one: 95% in Q4 2018-19" not in hidden


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
    assert answer.out.startswith(
        "Anyshire · 2018-19 Q4\n"
        "Only: tier Wider indicators or Headline indicators; Directorate Housing\n"
        "No figures are due\n"
    )


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


# ── list, targets and compare ────────────────────────────────────────────────────────────────────


def listed(ragcalc: Command, *options: str) -> list[str]:
    """Return the ids that `ragcalc list` lists, below its first heading."""
    lines = ragcalc("list", *options).out.splitlines()
    assert lines[0].startswith("Indicators")
    return [line.split()[0] for line in lines[1 : lines.index("")]]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", "red-one amber-one green-one missing-one"),
        ("--group directorate=Adults", "amber-one green-one"),
        ("--outcome well --tier wider", "green-one missing-one"),
        ("--status red --status green", "red-one green-one"),
        ("--direction declined", "red-one"),
        ("--sort worst", "red-one amber-one missing-one green-one"),
        ("--sort name", "amber-one green-one missing-one red-one"),
        ("--status green --outcome safe", ""),
    ],
)
def test_list_takes_them_by_the_latest_report(
    grouped: Path, ragcalc: Command, options: str, expected: str
) -> None:
    assert listed(ragcalc, *options.split()) == expected.split()


def test_list_names_the_groups_and_says_how_many_indicators_are_shown(
    grouped: Path, ragcalc: Command
) -> None:
    answer = ragcalc("list", "--group", "directorate=Adults", "--status", "green")
    first, _, rest = answer.out.partition("\n\n")
    assert first == "Indicators (1 of 2)\n  green-one  Green one  percent, high, quarterly"
    assert rest.startswith(
        "Groups\n"
        "  directorate  Children's Services  0 indicators\n"
        "  directorate  Adults               2 indicators\n"
        "  directorate  Housing              0 indicators\n"
        "  portfolio    Health=Care          1 indicator\n\n"
        "Periods with readings\n"
        "  2018-19 Q4  2 readings\n"
    )
    assert answer.err == "latest = 2018-19 Q4. All 2 figures due have been received.\n"


def test_a_list_of_nothing_says_so(grouped: Path, ragcalc: Command) -> None:
    answer = ragcalc("list", "--outcome", "safe", "--tier", "wider", "--status", "red")
    assert (answer.status, answer.err) == (0, "no indicator has outcome safe, and tier wider\n")


def test_what_is_retired_is_listed_last_and_has_no_status(folder: Path, ragcalc: Command) -> None:
    text = CATALOGUE.replace("    name: Red one\n", "    name: Red one\n    until: 2018-19 Q3\n")
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    every = ["amber-one", "missing-one", "green-one", "red-one"]
    assert listed(ragcalc, "--sort", "worst") == every
    assert listed(ragcalc, "--status", "red", "--status", "amber") == ["amber-one"]


def test_outstanding_figures_are_narrowed_and_have_no_status(
    grouped: Path, ragcalc: Command
) -> None:
    made = json.loads(
        ragcalc(
            *("list", "--missing", "2019-20-q1", "--format", "json"),
            *("--group", "directorate=Adults", "--tier", "wider"),
        ).out
    )
    assert [
        (one["owner"], [figure["id"] for figure in one["figures"]]) for one in made["owners"]
    ] == [("Housing", ["green-one"])]
    answer = ragcalc("list", "--missing", "2019-20-q1", "--sort", "worst")
    why = "--missing goes with none of --status, --direction and --sort"
    assert (answer.status, f"Error: {why}\n" in answer.err) == (2, True)


@pytest.mark.parametrize(
    ("options", "tally", "shown"),
    [
        ("", "None of 3 targets raises a question", "red-one amber-one green-one missing-one"),
        (
            "--status red --status green",
            "None of 3 targets raises a question; 2 of 4 indicators shown",
            "red-one green-one",
        ),
        (
            "--group directorate=Adults",
            "None of 2 targets raises a question",
            "amber-one green-one",
        ),
        (
            "--outcome well --direction declined --sort name",
            "None of 2 targets raises a question; 0 of 3 indicators shown",
            "",
        ),
        (
            "--sort worst",
            "None of 3 targets raises a question",
            "red-one amber-one missing-one green-one",
        ),
    ],
)
def test_targets_take_them_and_count_all_that_is_asked_for(
    grouped: Path, ragcalc: Command, options: str, tally: str, shown: str
) -> None:
    text = ragcalc("targets", "q4", "--format", "text", *options.split()).out
    assert text.splitlines()[0] == f"Anyshire, 2018-19 Q4. {tally}."
    made = json.loads(ragcalc("targets", "q4", "--format", "json", *options.split()).out)
    assert [one["id"] for one in made["indicators"]] == shown.split()
    whole = {"--group directorate=Adults": 2}.get(options, 3 if "--outcome" in options else 4)
    assert made["summary"]["indicators"] == whole


def test_next_targets_are_narrowed_and_have_no_status(grouped: Path, ragcalc: Command) -> None:
    table = ("targets", "--next", "2019-20", "--format", "csv")
    made = ragcalc(*table, "--group", "directorate=Adults", "--owner", "Housing").out
    assert [line.partition(",")[0] for line in made.splitlines()] == ["indicator", "green-one"]
    answer = ragcalc(*table, "--status", "red")
    options = "PERIOD, --set, --status, --direction, --sort, --group-by and --ids"
    why = f"--next goes with none of {options}"
    assert (answer.status, f"Error: {why}\n" in answer.err) == (2, True)


@pytest.mark.parametrize(
    ("options", "counted", "shown"),
    [
        ("--outcome well --outcome safe --status red", 4, "red-one"),
        ("--group directorate=Adults", 2, "green-one amber-one"),
        ("--direction maintained --direction improved", 4, "green-one amber-one"),
        ("--status unrated", 4, ""),
        ("--sort worst --tier headline", 2, "red-one amber-one"),
        ("--sort name --tier headline", 2, "amber-one red-one"),
    ],
)
def test_compare_hides_and_sorts_by_what_is_now_and_counts_all(
    grouped: Path, ragcalc: Command, options: str, counted: int, shown: str
) -> None:
    words = ("compare", "q3", "q4", *options.split())
    made = json.loads(ragcalc(*words, "--format", "json").out)
    assert {one["id"] for one in made["indicators"]} == set(shown.split())
    assert sum(made["summary"].values()) == counted
    hides = len(shown.split()) < counted
    assert (f"; {len(shown.split())} of {counted} shown" in ragcalc(*words).out) is hides


def test_what_compare_hides_fails_all_the_same(grouped: Path, ragcalc: Command) -> None:
    words = ("compare", "q3", "q4", "--status", "red", "--fail-on", "better")
    answer = ragcalc(*words)
    assert (answer.status, answer.err.splitlines()[-1]) == (1, "--fail-on better: green-one")
    assert ragcalc(*words, "--tier", "headline").status == 0


def test_a_removed_indicator_is_shown_by_what_it_was(folder: Path, ragcalc: Command) -> None:
    text = CATALOGUE.replace("    name: Red one\n", "    name: Red one\n    until: 2018-19 Q3\n")
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    words = ("compare", "q3", "q4", "--format", "json")
    for status, expected in (("red", ["red-one"]), ("amber", ["amber-one"])):
        made = json.loads(ragcalc(*words, "--status", status).out)
        assert sorted(one["id"] for one in made["indicators"]) == sorted(expected)


def test_equal_changes_are_sorted_within_their_kind(grouped: Path, ragcalc: Command) -> None:
    """A kind of change stands above another, however bad an indicator of that is."""
    words = ("compare", "2018-19-q4", "2018-19-q4", "--format", "json")
    for order, expected in (
        ("catalogue", "red-one amber-one green-one missing-one"),
        ("worst", "red-one amber-one missing-one green-one"),
        ("name", "amber-one green-one missing-one red-one"),
    ):
        made = json.loads(ragcalc(*words, "--sort", order).out)
        assert [one["id"] for one in made["indicators"]] == expected.split()


# ── The answer says what it is of ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--group directorate=adults --owner Housing", "Only: Directorate Adults; owner Housing"),
        ("--outcome safe --outcome well", "Only: outcome Safe or Well"),
        ("--status red --status amber", "Indicators shown: Red or Amber"),
        (
            "--outcome well --status green --direction improved",
            "Only: outcome Well. Indicators shown: Green; improved",
        ),
    ],
)
def test_a_part_of_a_report_says_what_it_is_of(
    grouped: Path, ragcalc: Command, options: str, expected: str
) -> None:
    lines = ragcalc("report", *options.split()).out.splitlines()
    assert lines[1] == expected
    assert (
        ragcalc("report", *options.split(), "--format", "text")
        .out.splitlines()[0]
        .startswith(f"Anyshire, 2018-19 Q4. {expected}. ")
    )


@pytest.mark.parametrize("options", ["", "--sort worst"])
def test_a_whole_report_says_nothing_of_a_part(
    grouped: Path, ragcalc: Command, options: str
) -> None:
    answer = ragcalc("report", *options.split())
    assert "Only" not in answer.out
    assert "Indicators shown" not in answer.out
