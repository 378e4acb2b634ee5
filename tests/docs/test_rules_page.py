"""docs/rules.md is true: its blocks load, its tables are what ragcalc gives."""

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest

from ragcalc import numbers, periods
from ragcalc.catalogue.derived.publication import published
from ragcalc.catalogue.model.indicators import Action, Outcome
from ragcalc.catalogue.model.thresholds import OutcomeColour
from ragcalc.scoring import timetable
from ragcalc.scoring.actions import ActionResult, actions
from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.scoring.results import IndicatorResult
from ragcalc.scoring.rollup import verdict
from ragcalc.vocabulary import READING_REASONS, Basis, Reason, Status, StatusBasis
from tests import build
from tests.docs.pages import Block, Page, Row, keys, plain
from tests.docs.rules_page import PAGE, policies

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
INPUTS = ("report", "value", "earlier")
"""The columns that are put to the rule, beside those whose head is a key; others are its answer."""


def _number(value: Fraction) -> str:
    return numbers.to_text(numbers.shortest(value))


def _figure(figure: SourcedValue | Reason | None) -> str:
    """Write a figure and its period, `8 of 2018-19 Q3`, or why there is none."""
    if isinstance(figure, SourcedValue):
        return _number(figure.value) + (f" of {figure.period}" if figure.period else "")
    return str(figure or "none")


def _target(result: IndicatorResult) -> str:
    goal = result.inputs.goal
    return _number(goal.low) if isinstance(goal, ResolvedTarget) else str(goal)


def _reading(result: IndicatorResult) -> str:
    return _figure(result.inputs.reading) + (", carried" if result.inputs.carried else "")


def _compared(result: IndicatorResult) -> str:
    benchmarks = result.inputs.benchmarks
    return _figure(benchmarks[0].figure if benchmarks else None)


def _year_end(result: IndicatorResult) -> str:
    assert result.forecast
    return result.forecast.verdict.status.status


ANSWERS: dict[str, Callable[[IndicatorResult], Any]] = {
    "status": lambda result: result.verdict.status.status,
    "status basis": lambda result: result.verdict.status.basis or "",
    "reason": lambda result: result.verdict.status.reason,
    "direction": lambda result: result.verdict.direction.direction,
    "why there is none": lambda result: result.verdict.direction.reason or "",
    "measured from": lambda result: _figure(result.inputs.previous),
    "comparison": lambda result: (
        result.verdict.comparisons[0].standing if result.verdict.comparisons else "none"
    ),
    "compared with": _compared,
    "year-end": _year_end,
    "target": _target,
    "reading": _reading,
}


def examples(*kinds: str) -> list[Any]:
    """Return each block of these kinds with each row below it."""
    return [
        pytest.param(block, row, id=f"{block.heading}: {' '.join(row.values())}")
        for kind in kinds
        for block in PAGE.blocks_of(kind)
        for row in block.rows
    ]


@pytest.mark.parametrize(("block", "row"), examples("indicators.yaml"))
def test_a_rule_gives_what_the_table_below_it_says(block: Block, row: Row) -> None:
    entries = {**block.data, **dict(keys(row))}
    if "value" in row:
        entries["values"] = {build.NOW: row["value"]}
    if row.get("earlier"):
        entries["values"] |= {"2018-19 Q3": row["earlier"], "2017-18 Q4": row["earlier"]}
    result = build.result(
        json.dumps(entries),
        row.get("report", build.NOW),
        thresholds=json.dumps({"policies": policies()}),
    )
    stated = {
        head: cell for head, cell in row.items() if head not in INPUTS and plain(head) == head
    }
    assert stated == {head: ANSWERS[head](result) for head in stated}
    assert stated


@pytest.mark.parametrize(("block", "row"), examples("targets"))
def test_a_period_has_the_target_that_the_table_says(block: Block, row: Row) -> None:
    entries = json.dumps({**block.data, **dict(keys(row)), "values": {row["period"]: "5"}})
    assert _target(build.result(entries, row["period"])) == row["target"]


@pytest.mark.parametrize(("block", "row"), examples("several indicators"))
def test_a_word_means_the_period_that_the_table_says(block: Block, row: Row) -> None:
    indicators = build.catalogue_of(
        {name: json.dumps(entries) for name, entries in block.data.items()}
    ).indicators
    try:
        found = str(timetable.resolve(row["asked for"], indicators.values()))
    except timetable.NoSuchPeriod:
        found = "an error"
    assert found == row["period"]


def _action(result: ActionResult) -> Row:
    status = f"{result.status} of {result.period}" if result.status else "none"
    words = {True: "yes", False: "no"}
    return {"status": status, "counts": words[result.begun], "overdue": words[result.overdue]}


@pytest.mark.parametrize(("block", "row"), examples("an action"))
def test_an_action_stands_in_a_report_as_the_table_says(block: Block, row: Row) -> None:
    entries = {"name": "It", **block.data, **dict(keys(row))}
    outcome = Outcome(name="Safe", actions={"it": Action.model_validate(entries)})
    (found,) = actions(outcome, periods.parse(row["report"]).end)
    stated = {head: cell for head, cell in row.items() if head in _action(found)}
    assert stated == {head: _action(found)[head] for head in stated}
    assert stated


@pytest.mark.parametrize(("block", "row"), examples("outcome"))
def test_an_outcome_has_the_colour_that_the_table_says(block: Block, row: Row) -> None:
    """`2 green, 1 missing`: so many indicators of each status."""
    counts = dict.fromkeys(Status, 0)
    for part in row["statuses of its indicators"].split(", "):
        number, word = part.split()
        counts[Status(word)] = int(number)
    found = verdict(counts, OutcomeColour.model_validate({**block.data, **dict(keys(row))}))
    assert found is not None
    assert found.status == row["outcome"]


def _hidden(indicators: dict[str, Any], limit: str) -> set[str]:
    """Return which readings are hidden, as `whole 2018-19 Q4`."""
    written = {name: json.dumps(entries) for name, entries in indicators.items()}
    book = build.catalogue_of(written).model_copy(update={"suppress_below": int(limit)})
    return {
        f"{name} {period}"
        for name, one in published(book).indicators.items()
        for period, reading in one.values.items()
        if reading.value is Reason.SUPPRESSED
    }


@pytest.mark.parametrize(("block", "row"), examples("one reading"))
def test_a_reading_is_hidden_or_shown_as_the_table_says(block: Block, row: Row) -> None:
    written = dict(block.data)
    limit = written.pop("suppress-below")
    values = {build.NOW: build.data(f"it: {plain(row['reading'])}")["it"]}
    entries = {**written, **dict(keys(row)), "values": values}
    assert bool(_hidden({"it": entries}, limit)) == {"hidden": True, "shown": False}[row["it is"]]


@pytest.mark.parametrize(
    "block", PAGE.blocks_of("readings together"), ids=lambda one: f"{one.heading}: {one.text[:40]}"
)
def test_readings_together_are_hidden_or_shown_as_the_table_says(block: Block) -> None:
    """Every reading of the block has its row."""
    limit = block.data["suppress-below"]
    indicators = block.data["indicators"]
    stated = {f"{row['indicator']} {row['period']}": row["it is"] for row in block.rows}
    hidden = _hidden(indicators, limit)
    assert stated == {
        name: "hidden" if name in hidden else "shown" for name in _readings(indicators)
    }


def _readings(indicators: dict[str, Any]) -> Iterator[str]:
    for name, entries in indicators.items():
        yield from (f"{name} {period}" for period in entries["values"])


KINDS = (
    *("thresholds.yaml", "indicators.yaml", "targets", "printed", "outcome"),
    *("several indicators", "an action", "one reading", "readings together"),
)
"""The kinds of blocks, each with the test that reads it."""


def test_every_rule_has_its_block_and_every_block_of_an_indicator_its_table() -> None:
    headings = {block.heading for block in PAGE.blocks}
    assert [rule for rule in RULES if rule not in headings] == []
    bare = {block.kind for block in PAGE.blocks if not block.rows}
    assert bare <= {"thresholds.yaml", "printed", ""}
    assert {block.kind for block in PAGE.blocks if block.language == "yaml"} <= set(KINDS)


def test_every_policy_of_the_page_is_used_by_an_example_below_it() -> None:
    used = {block.data.get("policy") for block in PAGE.blocks_of("indicators.yaml")}
    assert used - {None} == policies().keys()


def test_a_printed_status_is_used_and_marked() -> None:
    (block,) = PAGE.blocks_of("printed")
    entries = json.dumps({**block.data, "values": {build.NOW: "5"}})
    status = build.verdict(entries).status
    assert (status.status, status.basis) == (Status.RED, StatusBasis.REPORTED)


def test_the_page_names_every_reason_in_the_order_in_which_they_hold() -> None:
    reasons = [one for row in PAGE.table("reason", "meaning").rows for one in _words(row["reason"])]
    last = (
        *(Reason.NOT_DUE, Reason.NO_VALUE, Reason.YEAR_INCOMPLETE, Reason.NO_TARGET),
        Reason.NO_PROFILE,
    )
    assert reasons == [*READING_REASONS, *last, Reason.NO_PERCENTILE]


def _words(cell: str) -> list[str]:
    return [plain(part) for part in cell.split(", ")]


@pytest.mark.parametrize("basis", list(Basis))
def test_the_page_names_every_basis(basis: Basis) -> None:
    bases = [row["`basis:`"] for row in PAGE.table("`basis:`").rows]
    assert any(basis in one for one in bases)


def test_a_page_is_read_with_its_blocks_headings_and_tables(tmp_path: Any) -> None:
    path = tmp_path / "page.md"
    path.write_text(
        "# Top\n\n```yaml\n# kind\na: 1\n# no heading\n```\n\n"
        "| `a` | b |\n|---|---|\n| `1` | 2 |\n",
        encoding="utf-8",
    )
    page = Page(path)
    (block,), (table,) = page.blocks, page.tables
    assert (block.heading, block.kind, block.data) == ("Top", "kind", {"a": "1"})
    assert block.rows == table.rows == ({"`a`": "`1`", "b": "2"},)
    assert (table.heading, page.table("`a`")) == ("Top", table)
    assert dict(keys(table.rows[0])) == {"a": "1"}
