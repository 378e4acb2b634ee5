"""Every published figure, judged by the rule of docs/rules.md that its council printed."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests import build
from tests.docs.rules_page import PAGE, policies

FILE = Path(__file__).with_name("cases.yaml")
DATA = build.data(FILE.read_text(encoding="utf-8"))
CASES: dict[str, dict[str, Any]] = DATA["cases"]
COMPARATORS = json.dumps(
    {name: {"name": name} for name in ("england", "north-west", "london", "statistical-neighbours")}
)


def judged(case: dict[str, Any]) -> dict[str, str | dict[str, str]]:
    """Score a case and give each verdict in words, with the reason where there is none."""
    entries = json.dumps({"policy": case["rule"], **case["as"]})
    if case["rule"] == "default":
        entries = json.dumps(case["as"])
    found = build.verdict(
        entries,
        case["period"],
        thresholds=json.dumps({"policies": policies()}),
        comparators=COMPARATORS,
    )
    status, direction = found.status, found.direction
    return {
        "status": f"{status.status} {'' if status.basis else status.reason}".strip(),
        "direction": f"{direction.direction} {direction.reason or ''}".strip(),
        "year-on-year": str(found.year_on_year.direction),
        "comparison": {one.benchmark.id: str(one.standing) for one in found.comparisons},
    }


def expected(entry: dict[str, str]) -> str:
    """Return what the rule gives: what was printed, unless the entry says otherwise."""
    return entry.get("gives") or entry.get("printed") or entry["deduced"]


@pytest.mark.parametrize("name", CASES)
def test_the_rule_gives_what_was_printed_or_what_the_case_says_and_why(name: str) -> None:
    case = CASES[name]
    found = judged(case)
    assert (found["status"], found["direction"]) == (
        expected(case["status"]),
        expected(case["direction"]),
    )
    assert found["comparison"] == case.get("comparison", {})
    if "year-on-year" in case:
        assert found["year-on-year"] == case["year-on-year"]["printed"]


def test_there_are_93_cases_and_each_names_a_source() -> None:
    assert len(CASES) == 93
    assert {case["source"] for case in CASES.values()} == DATA["sources"].keys()


@pytest.mark.parametrize("name", CASES)
def test_a_case_that_departs_from_the_page_says_why_and_no_other_does(name: str) -> None:
    for part in ("status", "direction"):
        entry = CASES[name][part]
        assert entry.keys() <= {"printed", "deduced", "gives", "why"}
        assert ("gives" in entry) == ("why" in entry)
        assert entry.get("gives") not in {entry.get("printed"), entry.get("deduced")} - {None}


def test_every_case_names_a_rule_of_the_page_or_the_default() -> None:
    assert {case["rule"] for case in CASES.values()} <= {*policies(), "default"}


def counts(part: str) -> tuple[int, int]:
    """Count the verdicts that stand beside the figures, and those that the rules give."""
    entries = [case[part] for case in CASES.values()]
    stated = [entry for entry in entries if "printed" in entry or "deduced" in entry]
    return len(stated), sum("gives" not in entry for entry in stated)


def test_the_page_counts_the_verdicts_that_the_rules_reproduce() -> None:
    (statuses, same_status), (directions, same_direction) = counts("status"), counts("direction")
    assert (
        f"{statuses} statuses and {directions} directions were published with them; the rules give "
        f"{same_status} of those statuses and {same_direction} of those directions"
    ) in PAGE.text


def test_only_two_printed_colours_contradict_a_rule() -> None:
    contradicted = [
        name
        for name, case in CASES.items()
        if case["status"].get("gives") in {"green", "amber", "red"} and len(case["status"]) == 3
    ]
    assert contradicted == ["bracknell-ehcp20-202425-q3", "bracknell-youth-202425-q3"]


def test_the_councils() -> None:
    assert Counter(case["council"] for case in CASES.values()).most_common() == [
        ("Maidstone Borough Council", 27),
        ("Cheshire West and Chester Council", 23),
        ("Bracknell Forest Council", 20),
        ("Brighton & Hove City Council", 8),
        ("London Borough of Havering", 7),
        ("Darlington Borough Council", 3),
        ("Cotswold District Council", 3),
        ("West Berkshire Council", 1),
        ("Rotherham Metropolitan Borough Council", 1),
    ]
