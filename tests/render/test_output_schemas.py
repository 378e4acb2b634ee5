"""The schemas of the outputs: whole by themselves, with what several have written once."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ragcalc.catalogue.model.fields import UNITS
from ragcalc.catalogue.model.shapes import references
from ragcalc.catalogue.model.thresholds import QuartileMethod, SignalRules
from ragcalc.cli.schema import OUTPUTS
from ragcalc.problems import Severity
from ragcalc.render import schemas
from ragcalc.scoring.evidence.intervals import Difference
from ragcalc.scoring.evidence.ranks import NoBand
from ragcalc.scoring.evidence.signals import Assurance, Signal, Variation
from ragcalc.scoring.evidence.trends import Trend, TrendTest
from ragcalc.scoring.moves import Moved
from ragcalc.vocabulary import (
    ActionStatus,
    ComparatorKind,
    ComparisonResult,
    Direction,
    Frequency,
    OutcomeRule,
    Polarity,
    Status,
    StatusBasis,
    TargetBasis,
)

FOLDER = Path(schemas.__file__).parent
SCHEMAS: dict[str, dict[str, Any]] = {name: json.loads(schemas.text(name)) for name in OUTPUTS}
CLOSED: dict[str, Iterable[str]] = {
    "$defs status": Status,
    "$defs basis": StatusBasis,
    "$defs direction": Direction,
    "$defs standing": ComparisonResult,
    "action status": ActionStatus,
    "comparison kind": ComparatorKind,
    "outcome_verdict rule": OutcomeRule,
    "frequency": Frequency,
    "polarity": Polarity,
    "target_basis": TargetBasis,
    "unit": {*UNITS, "label"},
    "severity": Severity,
    "moved": Moved,
    "differences verdict": Difference,
    "signal method": SignalRules,
    "signals": Signal,
    "variation": Variation,
    "assurance": Assurance,
    "trend method": TrendTest,
    "trend trend": Trend,
    "rank method": QuartileMethod,
    "rank reason": NoBand,
}
"""By where it stands, the set that a list of words in a schema is all of."""


def lists(schema: Any, place: str = "") -> Iterator[tuple[str, set[str]]]:
    """Yield the words of every list that a schema has, null apart, and the keys that lead to it."""
    if isinstance(schema, list):
        for part in schema:
            yield from lists(part, place)
    elif isinstance(schema, dict):
        if "enum" in schema:
            yield place, {word for word in schema["enum"] if word is not None}
        for key, part in schema.items():
            inner = place if key in ("properties", "items", "anyOf") else f"{place} {key}"
            yield from lists(part, inner)


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_schema_has_the_definitions_that_it_refers_to_and_no_other(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert set(references(SCHEMAS[name])) == set(SCHEMAS[name].get("$defs", {}))


def test_what_is_shared_serves_more_than_one_output() -> None:
    shared = json.loads((FOLDER / "shared.json").read_text(encoding="utf-8"))
    serving = {
        name: sum(name in schema.get("$defs", {}) for schema in SCHEMAS.values()) for name in shared
    }
    assert {name for name, outputs in serving.items() if outputs < 2} == set()


def test_nothing_that_is_shared_stands_in_a_schemas_own_definitions() -> None:
    files = {name: json.loads((FOLDER / f"{name}.json").read_text()) for name in OUTPUTS}
    shared = json.loads((FOLDER / "shared.json").read_text(encoding="utf-8"))
    assert not [
        (name, one) for name in files for one in files[name].get("$defs", {}) if one in shared
    ]


def test_lists_of_words_are_the_closed_sets_of_the_program() -> None:
    found = [one for schema in SCHEMAS.values() for one in lists(schema)]
    for ending, words in CLOSED.items():
        listed = [named for place, named in found if place.endswith(f" {ending}")]
        assert listed, ending
        assert all(named == {*words} for named in listed), ending
