"""`ragcalc targets`: formats, targets that are set, what is refused, and the shipped catalogue."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ragcalc.render import schemas
from ragcalc.render.formats import DocumentKind
from tests.cli.conftest import CATALOGUE, Command
from tests.cli.test_filters import GROUPED
from tests.formats import names, printed_for_people

ROOT = Path(__file__).parents[2]
SHIPPED = ("--indicators", str(ROOT / "indicators.yaml"))
PLANS = "repeat-child-protection-plans"


def report_of(ragcalc: Command, *arguments: str) -> Any:
    """Return the JSON, which fits its schema."""
    answer = ragcalc("targets", *arguments, "--format", "json")
    assert answer.status == 0, answer.err
    found = json.loads(answer.out)
    Draft202012Validator(json.loads(schemas.text("targets"))).validate(found)
    return found


def plans(ragcalc: Command, *arguments: str) -> list[Any]:
    """Return the targets of the shipped catalogue's repeat child protection plans."""
    found = report_of(ragcalc, "q4", *SHIPPED, *arguments)["indicators"]
    return next(one["targets"] for one in found if one["id"] == PLANS)


# ── The source page's own argument ───────────────────────────────────────────────────────────────


def test_the_target_of_14_is_stricter_than_every_comparator(folder: Path, ragcalc: Command) -> None:
    """As its source page argues: 14 against 20.2, 20.7 and 21.5."""
    rule = plans(ragcalc)[0]["rules"][0]
    assert (rule["rule"], rule["found"]) == ("stricter-than-comparators", True)
    assert [(one["id"], one["value"]) for one in rule["comparators"]] == [
        ("england", 20.2), ("north-west", 20.7), ("neighbours", 21.5)
    ]  # fmt: skip


def test_the_proposed_16_is_shown_by_itself_now_and_through_the_history(
    folder: Path, ragcalc: Command
) -> None:
    current, proposed = plans(ragcalc)
    assert (current["kind"], current["target"], current["status"]) == ("current", 14, "red")
    assert (proposed["kind"], proposed["target"], proposed["given_for"], proposed["status"]) == (
        "proposed", 16, "2019-20", "green",
    )  # fmt: skip
    assert [
        (one["period"], one["value"], one["status_now"], one["status"])
        for one in proposed["history"]
    ] == [("2017-18 Q4", 16.9, "missing", "red"), ("2018-19 Q4", 16, "red", "green")]
    # and it would begin where the council already is
    assert [one["rule"] for one in proposed["rules"] if one["found"]] == [
        "stricter-than-comparators", "met-before-it-began"
    ]  # fmt: skip


def test_16_set_by_hand_says_what_16_proposed_says(folder: Path, ragcalc: Command) -> None:
    _, proposed, given = plans(ragcalc, "--set", f"{PLANS}=16")
    assert (given["kind"], given["given_for"]) == ("set", None)
    for field in ("target", "status", "history", "rules"):
        assert given[field] == proposed[field]


def test_the_table_says_what_was_seen(folder: Path, ragcalc: Command) -> None:
    out = ragcalc("targets", "q4", *SHIPPED).out
    assert "Target 14.0% for 2018-19: ■ Red\n" in out
    assert "14.0%, compared with England 20.2% in 2017-18, North West 20.7%" in out
    assert "  2018-19 Q4  16.0%  ■ Red to ● Green\n" in out


# ── Formats and files ────────────────────────────────────────────────────────────────────────────


IN_WORDS = "If the target were 80%: green. Met before it began: 80% in Q4 2018-19; 2 of 2 readings"


@pytest.mark.parametrize("format_", names(DocumentKind.TARGETS, printed_for_people))
def test_every_format_says_it(council: Path, ragcalc: Command, format_: str) -> None:
    answer = ragcalc("targets", "q4", "--set", "red-one=80", "--format", format_)
    assert answer.status == 0
    assert (IN_WORDS if format_ == "text" else "If the target were 80%: ● Green") in answer.out


def test_the_answer_may_go_to_a_file_that_is_no_input(council: Path, ragcalc: Command) -> None:
    assert ragcalc("targets", "q4", "--output", "t.txt").out == ""
    assert (council / "t.txt").read_text(encoding="utf-8").startswith("Anyshire")
    assert ragcalc("targets", "q4", "--output", "indicators.yaml").status == 2
    assert (council / "indicators.yaml").read_text(encoding="utf-8") == CATALOGUE


def test_several_targets_are_set_at_once(council: Path, ragcalc: Command) -> None:
    found = report_of(ragcalc, "q4", "--set", "red-one=80", "--set", "amber-one=above 88",
                 "--set", "red-one=70")  # fmt: skip
    given = {
        one["id"]: [(target["target"], target["status"]) for target in one["targets"]
                    if target["kind"] == "set"]
        for one in found["indicators"]
    }  # fmt: skip
    assert given == {
        "red-one": [(80, "green"), (70, "green")],
        "amber-one": [(88, "amber")],
        "green-one": [],
        "missing-one": [],
    }


def test_targets_are_counted_by_the_ones_that_decide(council: Path, ragcalc: Command) -> None:
    assert report_of(ragcalc, "q4", "--set", "missing-one=10")["summary"] == {
        "indicators": 4,
        "with_target": 3,
        "rules": {
            "stricter-than-comparators": 0,
            "met-before-it-began": 0,
            "always-green": 0,
            "weaker-than-comparators": 0,
            "out-of-reach": 0,
        },
    }


GROWING = """\
version: 1
organisation: Anyshire
indicators:
  homes:
    name: Homes built so far
    unit: count
    polarity: high
    accumulates: true
    profile: linear
    targets: {2018-19: 400}
    values: {2018-19 Q1: 90, 2018-19 Q2: 150}
  visits:
    name: Visits
    unit: count
    polarity: on-target
    targets: {2018-19: {from: 18, to: 22}}
    values: {2018-19 Q2: 20}
"""


def test_what_accumulates_says_what_is_due_what_it_leads_to_and_what_is_needed(
    folder: Path, ragcalc: Command
) -> None:
    (folder / "indicators.yaml").write_text(GROWING, encoding="utf-8")
    entry_files, visits = (
        one["targets"][0] for one in report_of(ragcalc, "2018-19 Q2")["indicators"]
    )
    assert (entry_files["target"], entry_files["due"], entry_files["status"]) == (400, 200, "red")
    assert entry_files["needs"] == {
        "since": "2018-19 Q2", "start": 150, "end": 400, "total": 250,
        "periods": [
            {"period": "2018-19 Q3", "amount": 125, "reaches": 275},
            {"period": "2018-19 Q4", "amount": 125, "reaches": 400},
        ],
    }  # fmt: skip
    assert entry_files["rules"][-1]["pace"] == {
        "method": "run-rate", "points": 2, "first": "2018-19 Q1", "last": "2018-19 Q2",
        "slope": None, "by": "2018-19 Q4", "then": 300, "reached": None, "away": False,
    }  # fmt: skip
    assert (visits["target"], visits["target_range"]) == (None, {"from": 18, "to": 22})
    assert (visits["needs"], visits["needs_reason"]) == (None, "met")


# ── What is refused ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("red-one", "Error: --set red-one: write INDICATOR=VALUE, as in red-one=16\n"),
        ("=16", ("Error: there is no indicator ''; known: red-one, amber-one, green-one, "
         "missing-one\n")),
        ("red-on=16", "Error: there is no indicator 'red-on'; did you mean red-one?\n"),
        ("red-one=", ("Error: --set red-one: must be a target, not empty; write 16, below 85, "
         "above 85, 18 to 22, or a comparator's id\n")),
        ("red-one=16%", "Error: --set red-one: must be a number, not '16%'; write 16\n"),
        ("red-one=18 to 22", ("Error: --set red-one: a range needs polarity on-target, not high; "
         "write one number, or change the polarity\n")),
        ("red-one=england", ("Error: --set red-one: must be a target, not 'england'; write 16, "
         "below 85, above 85, 18 to 22, or a comparator's id\n")),
    ],
)  # fmt: skip
def test_a_setting_that_is_none_is_reported(
    council: Path, ragcalc: Command, setting: str, message: str
) -> None:
    answer = ragcalc("targets", "q4", "--set", setting)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(message)


def test_a_broken_catalogue_has_no_targets(broken: Path, ragcalc: Command) -> None:
    answer = ragcalc("targets", "q4")
    assert (answer.status, answer.out) == (2, "")
    assert "target must be a number, not 'ninety'" in answer.err


# ── An indicator that is left out, and groups ────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--outcome", "well"], "not of outcome well"),
        (["--outcome", "well", "--tier", "wider"], "not of outcome well, and tier wider"),
        (["--status", "green"], "left out by --status or --direction"),
        (["--direction", "improved"], "left out by --status or --direction"),
    ],
)
def test_no_target_is_set_for_an_indicator_that_is_left_out(
    council: Path, ragcalc: Command, options: list[str], why: str
) -> None:
    answer = ragcalc("targets", "q4", *options, "--set", "red-one=1")
    assert (answer.status, answer.out) == (2, "")
    message = f"Error: --set red-one: the answer does not have it: {why}\n"
    assert answer.err.endswith(message)


@pytest.mark.parametrize(
    ("life", "why"),
    [
        ("until: 2017-18 Q4", "retired after 2017-18 Q4"),
        ("from: 2019-20 Q1", "begins in 2019-20 Q1"),
    ],
)
def test_no_target_is_set_outside_the_life_of_an_indicator(
    folder: Path, ragcalc: Command, life: str, why: str
) -> None:
    book = CATALOGUE.replace("name: Missing one\n", f"name: Missing one\n    {life}\n")
    (folder / "indicators.yaml").write_text(book, encoding="utf-8")
    answer = ragcalc("targets", "2018-19 Q4", "--set", "missing-one=1")
    assert (answer.status, answer.out) == (2, "")
    message = f"Error: --set missing-one: the answer does not have it: {why}\n"
    assert answer.err.endswith(message)


@pytest.fixture
def grouped(folder: Path) -> Path:
    (folder / "indicators.yaml").write_text(GROUPED, encoding="utf-8")
    (folder / "thresholds.yaml").write_text("version: 1\n", encoding="utf-8")
    return folder


EVERY = [f"--set={name}=1" for name in ("red-one", "amber-one", "green-one", "missing-one")]


def test_targets_stand_group_by_group(grouped: Path, ragcalc: Command) -> None:
    """Those without a group last; --sort orders within each group."""
    options = ("--group-by", "Directorate", "--sort", "name", *EVERY)
    found = report_of(ragcalc, "q4", *options)["indicators"]
    assert [(one["id"], one["groups"].get("directorate")) for one in found] == [
        ("red-one", "Children's Services"),
        ("amber-one", "Adults"),
        ("green-one", "Adults"),
        ("missing-one", None),
    ]
    text = ragcalc("targets", "q4", *options).out.splitlines()
    names = ("Children's Services", "Adults", "Directorate not given")
    assert [line for line in text if line in names] == [*names]
    assert [line.split("  ")[1] for line in text if " one  " in line] == [
        *("Red one", "Amber one", "Green one", "Missing one")
    ]
    markdown = ragcalc("targets", "q4", *options, "--format", "markdown").out.splitlines()
    assert [line for line in markdown if line.startswith("####")] == [
        f"#### {name}" for name in names
    ]


def test_without_a_grouping_there_is_no_heading(grouped: Path, ragcalc: Command) -> None:
    markdown = ragcalc("targets", "q4", *EVERY, "--format", "markdown").out.splitlines()
    assert [line for line in markdown if line.startswith("####")] == []


def test_the_table_of_next_years_targets_has_no_groups(grouped: Path, ragcalc: Command) -> None:
    answer = ragcalc("targets", "--next", "2019-20", "--group-by", "directorate")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(
        "--next goes with none of "
        "PERIOD, --set, --status, --direction, --sort, --group-by and --ids\n"
    )


# ── Ids ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", names(DocumentKind.TARGETS, printed_for_people))
def test_ids_stand_behind_the_names_in_what_people_read(
    council: Path, ragcalc: Command, name: str
) -> None:
    answer = ragcalc("targets", "q4", "--set", "red-one=85", "--ids", "--format", name)
    assert answer.status == 0, answer.err
    assert "Red one (red-one)" in answer.out.replace("\\", "")


def test_the_names_are_as_they_were_without_ids(council: Path, ragcalc: Command) -> None:
    assert "red-one" not in ragcalc("targets", "q4", "--set", "red-one=85").out


def test_json_has_ids_of_its_own(council: Path, ragcalc: Command) -> None:
    asked = ("targets", "q4", "--set", "red-one=85", "--format", "json")
    assert ragcalc(*asked, "--ids").out == ragcalc(*asked).out
