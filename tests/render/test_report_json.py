"""The JSON, its schema, and an independent validator's word that they agree."""

import copy
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ragcalc import numbers
from ragcalc import pipeline as api
from ragcalc.render import schemas
from ragcalc.render.media.style import Style
from ragcalc.render.report import json as report_json
from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.scoring.results import IndicatorResult
from ragcalc.vocabulary import (
    ActionStatus,
    ComparatorKind,
    ComparisonResult,
    Direction,
    Polarity,
    Status,
    StatusBasis,
    TargetBasis,
)
from tests import build
from tests.golden.outputs import HERE, ROOT, report
from tests.render import evidential

SCHEMA: dict[str, Any] = json.loads(schemas.text("report"))
GOLDEN = sorted(HERE.rglob("report.json"))
REPORTS = [report("invented"), report("shipped")]
RESULTS = [one for scored in REPORTS for one in scored.indicators]

VALIDATOR = Draft202012Validator(SCHEMA)


@cache
def data(name: str) -> Any:
    """Read a golden report with its numbers exact."""
    text = (HERE / name / "report.json").read_text(encoding="utf-8")
    return json.loads(text, parse_float=Decimal)


# ── The schema, by the program that knows nothing of ragcalc ─────────────────────────────────────


@cache
def printed_schema() -> bytes:
    """Return what `ragcalc schema report` prints."""
    return run("ragcalc", "schema", "report").stdout


def run(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, timeout=120, check=False
    )


@pytest.fixture
def schema_file(tmp_path: Path) -> Path:
    path = tmp_path / "report.schema.json"
    path.write_bytes(printed_schema())
    return path


def test_the_schema_is_a_schema(schema_file: Path) -> None:
    ended = run("check_jsonschema", "--check-metaschema", str(schema_file))
    assert ended.returncode == 0, ended.stdout


def test_every_golden_report_is_valid(schema_file: Path) -> None:
    ended = run("check_jsonschema", "--schemafile", str(schema_file), *map(str, GOLDEN))
    assert ended.returncode == 0, ended.stdout
    assert len(GOLDEN) == 3


def test_the_validator_can_see_a_report_that_is_not(schema_file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text(GOLDEN[0].read_text(encoding="utf-8").replace('"red"', '"crimson"'))
    ended = run("check_jsonschema", "--schemafile", str(schema_file), str(broken))
    assert ended.returncode == 1


def test_the_schema_is_printed_as_it_is_packed() -> None:
    assert printed_schema().decode("utf-8") == schemas.text("report")


# ── The schema is strict: no field may vanish or change its type ─────────────────────────────────

Steps = tuple[str | int, ...]


def fields(value: Any, steps: Steps = ()) -> Iterator[Steps]:
    """Yield the way to every field of a report, one of each shape."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*steps, key)
            yield from fields(inner, (*steps, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from fields(inner, (*steps, number))


def shape(steps: Steps) -> Steps:
    return tuple("[]" if isinstance(step, int) else step for step in steps)


def evidential_indicators() -> list[Any]:
    """Return indicators with evidence, with a mean over neighbours, and with a baseline."""
    found: list[Any] = []
    for load in (evidential.load, evidential.neighbours, evidential.many, evidential.based):
        with tempfile.TemporaryDirectory() as folder:
            made = api.scored(load(Path(folder)), "2018-19 Q4", evidence=())
        found += json.loads(report_json.render(made, Style()))["indicators"]
    return found


@cache
def full() -> Any:
    """Return a small report in which something stands in every field."""
    telling = (
        *("recycled", "in-range", "profile-shares", "as-england"),
        *("overridden", "on-the-mend", "reported", "suppressed", "rolls-up-pooled"),
    )
    whole = copy.deepcopy(data("invented"))
    whole["indicators"] = [one for one in whole["indicators"] if one["id"] in telling]
    whole["left_out"] = data("partial")["left_out"]
    whole["indicators"] += evidential_indicators()
    unfit = build.report({"unfit": "frequency: annual, values: {2018-19 Q4: 5}"})
    whole["indicators"] += json.loads(report_json.render(unfit, Style()))["indicators"]
    whole["groupings"] = [{"id": "directorate", "name": "Directorate"}]
    whole["indicators"][0] |= {"groups": {"directorate": "Place"}}
    whole["indicators"][0] |= {"comment": "Late", "action": "More visits"}
    whole["indicators"][0] |= {"revised": True, "was": 5, "was_text": "5"}
    whole["indicators"][0] |= {"groups": {"directorate": "Adults"}}
    whole["groupings"] = [{"id": "directorate", "name": "Directorate"}]
    summary = whole["summary"]
    tiers = [{"id": "key", "name": "Key", "summary": summary}]
    adults = {"name": "Adults", "summary": summary, "tiers": tiers}
    whole["grouped_by"] = {**whole["groupings"][0], "groups": [adults]}
    whole["not_measured"] = [{"id": "old", "name": "Old", "life": "retired", "limit": "2018-19 Q4"}]
    return whole


@cache
def every_field() -> list[Steps]:
    """Return the way to one field of each shape, where something stands in it."""
    whole = full()
    filled: dict[Steps, Steps] = {}
    for steps in fields(whole):
        # only reasons that occur stand there, and groupings that it has a group of
        if steps[-2:-1] not in (("missing",), ("groups",)):
            current = filled.get(shape(steps))
            if current is None or empty(at(whole, current)):
                filled[shape(steps)] = steps
    return list(filled.values())


def empty(value: Any) -> bool:
    return value is None or value in ({}, [])


def at(value: Any, steps: Steps) -> Any:
    for step in steps:
        value = value[step]
    return value


def changed(steps: Steps) -> tuple[Any, Any]:
    """Return a copy of a valid report and the record in it that holds the field."""
    whole = copy.deepcopy(full())
    return whole, at(whole, steps[:-1])


def valid(instance: Any) -> bool:
    return bool(VALIDATOR.is_valid(instance))


def test_something_stands_in_every_field() -> None:
    """So that the next tests look at each of them."""
    assert valid(full())
    assert [shape(steps) for steps in every_field() if empty(at(full(), steps))] == []


def test_a_field_that_vanishes_is_seen() -> None:
    unseen = []
    for steps in every_field():
        whole, record = changed(steps)
        del record[steps[-1]]
        if valid(whole):
            unseen.append(shape(steps))
    assert unseen == []


@pytest.mark.parametrize("other", [{"no": "type"}, [[]], 1.5, "", True], ids=repr)
def test_a_field_that_changes_its_type_is_seen(other: Any) -> None:
    unseen = []
    for steps in every_field():
        whole, record = changed(steps)
        if kind(record[steps[-1]]) in (kind(other), "null"):
            continue
        record[steps[-1]] = other
        if valid(whole):
            unseen.append(shape(steps))
    assert unseen == []


def kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float | Decimal):
        return "number"
    return type(value).__name__


def test_a_field_may_be_added() -> None:
    whole = copy.deepcopy(data("shipped"))
    whole["added"] = whole["indicators"][0]["added"] = whole["summary"]["added"] = {"any": 1}
    assert valid(whole)


def test_a_reason_code_may_be_added() -> None:
    whole = copy.deepcopy(data("shipped"))
    whole["indicators"][0]["status_reason"] = "eaten-by-the-dog"
    assert valid(whole)


@pytest.mark.parametrize(
    ("members", "listed"),
    [
        (Status, SCHEMA["$defs"]["status"]["enum"]),
        (Direction, SCHEMA["$defs"]["direction"]["enum"]),
        (ComparisonResult, SCHEMA["$defs"]["standing"]["enum"]),
        (StatusBasis, SCHEMA["$defs"]["basis"]["enum"]),
        (Polarity, SCHEMA["$defs"]["indicator"]["properties"]["polarity"]["enum"]),
        (ComparatorKind, SCHEMA["$defs"]["comparison"]["properties"]["kind"]["enum"]),
        (TargetBasis, SCHEMA["$defs"]["indicator"]["properties"]["target_basis"]["enum"][:-1]),
    ],
)
def test_the_closed_sets_are_the_vocabulary(members: type[Enum], listed: list[str]) -> None:
    assert listed == [member.value for member in members]


def records(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if "properties" in schema and schema.get("type") == "object":
            yield schema
        for inner in schema.values():
            yield from records(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from records(inner)


def test_every_field_of_the_schema_is_required() -> None:
    loose = [
        one["description"] for one in records(SCHEMA) if one["required"] != [*one["properties"]]
    ]
    assert loose == []


def test_every_field_of_the_schema_says_what_it_is() -> None:
    counts = {*Status, *Direction, *ActionStatus}
    dumb = [
        name
        for record in records(SCHEMA)
        for name, field in record["properties"].items()
        if name not in counts and not {"description", "$ref"} & field.keys()
    ]
    assert dumb == []


# ── The numbers are the scorer's ─────────────────────────────────────────────────────────────────


def indicators() -> list[tuple[IndicatorResult, dict[str, Any]]]:
    written = [one for name in ("invented", "shipped") for one in data(name)["indicators"]]
    return list(zip(RESULTS, written, strict=True))


@pytest.mark.parametrize(
    ("result", "written"), indicators(), ids=lambda value: getattr(value, "id", "")
)
def test_every_number_is_exact(result: IndicatorResult, written: dict[str, Any]) -> None:
    """Digit for digit where it ends, else rounded half up to six places."""
    inputs, verdict = result.inputs, result.verdict
    reading, goal = inputs.reading, inputs.goal
    assert same(written["value"], reading.value if isinstance(reading, SourcedValue) else None)
    assert same(written["target_gap"], verdict.gap)
    if isinstance(goal, ResolvedTarget):
        ends = written["target_range"] or {"from": written["target"], "to": written["target"]}
        assert same(ends["from"], goal.low)
        assert same(ends["to"], goal.high)
    if verdict.bands:
        for band, edges in (
            (verdict.bands.green, written["bands"]["green"]),
            (verdict.bands.amber, written["bands"]["amber"]),
        ):
            assert same(edges["from"], band.low)
            assert same(edges["to"], band.high)
    if written["previous"] and verdict.direction.previous:
        assert same(written["previous"]["value"], verdict.direction.previous.value)
        assert same(written["previous"]["change"], verdict.direction.change)
    for comparison, line in zip(verdict.comparisons, written["comparators"], strict=True):
        assert same(line["value"], comparison.benchmark.figure.value)
        assert same(line["gap"], comparison.gap)


def same(written: int | Decimal | None, number: Fraction | None) -> bool:
    if written is None or number is None:
        return written is None and number is None
    if _ends(number):
        return Fraction(written) == number
    return Decimal(written) == numbers.rounded(number, numbers.COUNT_PLACES)


def _ends(number: Fraction) -> bool:
    """Return whether the number has a last decimal place: only twos and fives divide it."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def test_a_number_has_no_zero_behind_and_no_exponent() -> None:
    for path in GOLDEN:
        written: list[str] = []
        json.loads(
            path.read_text(encoding="utf-8"),
            parse_float=lambda text: written.append(text),  # noqa: B023 - read at once
        )
        assert [text for text in written if text.endswith("0") or "e" in text.lower()] == []


def test_counts_add_up() -> None:
    for name in ("invented", "shipped", "partial"):
        whole = data(name)
        summaries = [whole["summary"]]
        for outcome in whole["outcomes"]:
            summaries += [outcome["summary"], *(tier["summary"] for tier in outcome["tiers"])]
        for summary in summaries:
            assert sum(summary["status"].values()) == summary["indicators"]
            assert sum(summary["direction"].values()) == summary["indicators"]
            assert sum(summary["missing"].values()) == summary["status"]["missing"]
            assert summary["readings"] <= summary["due"] <= summary["indicators"]


def test_the_style_has_no_say() -> None:
    narrow = Style(width=20, encoding="ascii", plain=True)
    assert report_json.render(REPORTS[0], narrow) == report_json.render(REPORTS[0], Style())


# ── What the contract says of the hard cases ─────────────────────────────────────────────────────


def written(entries: str, thresholds: str = "") -> dict[str, Any]:
    """Return the JSON of one indicator."""
    scored = build.report({"it": entries}, thresholds=thresholds)
    found: dict[str, Any] = json.loads(report_json.render(scored, Style()))["indicators"][0]
    return found


def test_a_value_that_is_missing_under_a_judgement_keeps_its_reason() -> None:
    forecast = "reported: {2018-19 Q4: {status: amber, overrides: true, note: a forecast}}"
    found = written(f"target: 5, values: {{2018-19 Q4: in-measurement}}, {forecast}")
    assert (found["status_reason"], found["value"], found["value_reason"]) == (
        "overridden",
        None,
        "in-measurement",
    )
    assert written("values: {2018-19 Q4: 5}")["value_reason"] is None


@pytest.mark.parametrize(
    ("reported", "values", "expected"),
    [
        # printed where the rule says so too
        ("{direction: unavailable}", "2018-19 Q4: 5", ("unavailable", None, "no-earlier")),
        (
            "{direction: unavailable, overrides: true, note: a new form}",
            "2018-19 Q4: 5",
            ("unavailable", None, "no-earlier"),
        ),
        # printed where the rule gives a direction
        (
            "{direction: unavailable}",
            "2018-19 Q3: 4, 2018-19 Q4: 5",
            ("improved", "computed", None),
        ),
        (
            "{direction: unavailable, overrides: true, note: a new form}",
            "2018-19 Q3: 4, 2018-19 Q4: 5",
            ("unavailable", "override", "overridden"),
        ),
        ("{direction: improved}", "2018-19 Q4: 5", ("improved", "reported", "no-earlier")),
    ],
)
def test_a_direction_that_is_printed_as_unavailable_has_a_reason(
    reported: str, values: str, expected: tuple[str, str | None, str | None]
) -> None:
    found = written(f"reported: {{2018-19 Q4: {reported}}}, values: {{{values}}}")
    assert (found["direction"], found["direction_basis"], found["direction_reason"]) == expected


def test_each_edge_of_a_band_says_whether_it_belongs_to_it() -> None:
    found = written(
        "polarity: on-target, target: {from: 10, to: 100}, values: {2018-19 Q4: 50}, "
        "tolerance: {green: {lesser-of: [below 10%, 2 points]}, amber: 20%}"
    )
    assert found["bands"] == {
        "green": {
            "from": 9,
            "to": 102,
            "inclusive": False,
            "from_inclusive": False,
            "to_inclusive": True,
        },
        "amber": {
            "from": 8,
            "to": 120,
            "inclusive": True,
            "from_inclusive": True,
            "to_inclusive": True,
        },
    }


def test_the_notes_are_those_of_what_is_shown() -> None:
    notes = (
        "note: of all, targets: {2018-19: {value: 5, note: of the target}}, "
        "values: {2018-19 Q4: {value: 5, note: of the reading}}"
    )
    printed = "reported: {2018-19 Q4: {status: red, note: of the printed status}}"
    shown = "reported: {2018-19 Q4: {status: red, overrides: true, note: of the judgement}}"
    assert written(f"{notes}, {printed}")["notes"] == ["of the reading", "of the target", "of all"]
    assert written(f"{notes}, {shown}")["notes"] == [
        *("of the reading", "of the judgement", "of the target", "of all")
    ]
