"""docs/rules.md is true: its blocks load, its tables are what ragcalc gives."""

import json

import pytest

from ragcalc.catalogue.thresholds import OutcomeColour
from ragcalc.scoring.inputs import Goal
from ragcalc.scoring.rollup import verdict
from ragcalc.vocabulary import READING_REASONS, Basis, Reason, Status, StatusBasis
from tests import build
from tests.rules_page import PAGE, Block, blocks, policies

RULES = [
    "Cheshire West and Chester, 2018-19",
    "Maidstone, 2014 to 2024",
    "Bracknell Forest",
    "Belfast, 2023-24",
    "Havering 2015, Reigate: a tolerance for each indicator",
    "Havering, 2013 to 2015: the direction decides",
    "Havering 2017, East Sussex: met or not met",
    "Kent: a floor standard",
    "Kent: close to the target, or inside a range",
    "Brighton & Hove: budgets",
    "Rotherham: fewer than 85",
    "NHS Model Hospital, Rotherham: the target is a comparator",
]
EXAMPLES = [
    pytest.param(block, row, id=f"{block.heading}: {' '.join(row.values())}")
    for block in blocks("indicators.yaml")
    for row in block.rows
]
TARGETS = [
    pytest.param(block, row, id=f"{block.heading}: {row['period']}")
    for block in blocks("targets")
    for row in block.rows
]
OUTCOMES = [
    pytest.param(block, row, id=row["colours of its indicators"])
    for block in blocks("outcome")
    for row in block.rows
]


@pytest.mark.parametrize(("block", "row"), EXAMPLES)
def test_a_rule_gives_what_the_table_below_it_says(block: Block, row: dict[str, str]) -> None:
    values = {build.NOW: row["value"]}
    if row.get("earlier"):
        values |= {"2018-19 Q3": row["earlier"], "2017-18 Q4": row["earlier"]}
    found = build.verdict(
        json.dumps({**block.data, "values": values}),
        thresholds=json.dumps({"policies": policies()}),
    )
    told = {
        "status": found.status.status,
        "direction": found.direction.direction,
        "comparison": found.comparisons[0].standing if found.comparisons else None,
    }
    stated = {name: word for name, word in row.items() if name in told}
    assert stated == {name: told[name] for name in stated}


@pytest.mark.parametrize(("block", "row"), TARGETS)
def test_a_period_has_the_target_that_the_table_says(block: Block, row: dict[str, str]) -> None:
    entries = json.dumps({**block.data, "values": {row["period"]: "5"}})
    goal = build.result(entries, row["period"]).inputs.goal
    found = str(goal.low) if isinstance(goal, Goal) else goal
    assert found == row["target"]


@pytest.mark.parametrize(("block", "row"), OUTCOMES)
def test_an_outcome_has_the_colour_that_the_table_says(block: Block, row: dict[str, str]) -> None:
    """`2 green, 1 missing`: so many indicators of each status."""
    counts = dict.fromkeys(Status, 0)
    for part in row["colours of its indicators"].split(", "):
        number, word = part.split()
        counts[Status(word)] = int(number)
    found = verdict(counts, OutcomeColour.model_validate(block.data))
    assert found is not None
    assert found.status == row["outcome"]


def test_every_rule_has_its_block_and_every_block_of_an_indicator_its_table() -> None:
    headings = [block.heading for block in (*blocks("thresholds.yaml"), *blocks("indicators.yaml"))]
    assert [rule for rule in RULES if rule not in headings] == []
    assert [block.heading for block in blocks("indicators.yaml") if not block.rows] == []
    assert [block.heading for block in blocks("targets") if not block.rows] == []
    assert PAGE.count("```yaml") == sum(
        len(blocks(kind))
        for kind in ("thresholds.yaml", "indicators.yaml", "targets", "printed", "outcome")
    )


def test_every_policy_of_the_page_is_used_by_an_example_below_it() -> None:
    used = {block.data.get("policy") for block in blocks("indicators.yaml")}
    assert used - {None} == policies().keys()


def test_a_printed_status_is_used_and_marked() -> None:
    (block,) = blocks("printed")
    entries = json.dumps({**block.data, "values": {build.NOW: "5"}})
    status = build.verdict(entries).status
    assert (status.status, status.basis) == (Status.RED, StatusBasis.REPORTED)


def test_the_page_names_every_reason_in_the_order_in_which_they_hold() -> None:
    start = PAGE.index("### Why a status is missing")
    table = PAGE[start : PAGE.index("###", start + 3)]
    order = [
        *READING_REASONS,
        Reason.NOT_DUE,
        Reason.NO_VALUE,
        Reason.NO_TARGET,
        Reason.NO_PROFILE,
    ]
    places = [table.index(f"`{reason}`") for reason in order]
    assert places == sorted(places)


@pytest.mark.parametrize("basis", list(Basis))
def test_the_page_names_every_basis(basis: Basis) -> None:
    assert f"| `{basis}`" in PAGE or f"| `{{{basis}:" in PAGE
