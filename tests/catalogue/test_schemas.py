"""The schemas of both files: they know each key of the models, and accept all that loads."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import BaseModel

from ragcalc.catalogue import schemas
from ragcalc.catalogue.model import fields, thresholds
from ragcalc.catalogue.model import indicators as models
from ragcalc.catalogue.model.codes import CHECKS
from ragcalc.catalogue.model.columns import DATASET_COLUMNS, Naming
from ragcalc.catalogue.model.columns import RETURN_COLUMNS as COLUMNS
from ragcalc.vocabulary import (
    READING_REASONS,
    ActionStatus,
    ComparatorKind,
    Direction,
    Frequency,
    IntervalMethod,
    OutcomeRule,
    Polarity,
)
from ragcalc.vocabulary import Status as Colour
from tests.catalogue.test_docs import BESIDE, CATALOGUES, FENCED, RULES, rows
from tests.catalogue.writing import catalogue, entry
from tests.catalogue.writing import thresholds as tolerances

ROOT = Path(__file__).parents[2]
SCHEMAS: dict[str, dict[str, Any]] = {
    name: json.loads(schemas.text(name)) for name in schemas.NAMES
}
INDICATORS, THRESHOLDS = SCHEMAS["indicators"], SCHEMAS["thresholds"]
OF_MODELS: dict[type[BaseModel], dict[str, Any]] = {
    models.Catalogue: INDICATORS,
    models.Comparator: INDICATORS["definitions"]["comparator"],
    models.Dataset: INDICATORS["definitions"]["dataset"],
    models.Measure: INDICATORS["definitions"]["measure"],
    models.Action: INDICATORS["definitions"]["action"],
    models.Outcome: INDICATORS["definitions"]["outcome"],
    models.Indicator: INDICATORS["definitions"]["indicator"],
    models.Figure: INDICATORS["definitions"]["figure"],
    models.Reading: INDICATORS["definitions"]["reading"],
    models.Target: INDICATORS["definitions"]["target"],
    models.Reported: INDICATORS["definitions"]["reported"],
    models.StatusRule: INDICATORS["definitions"]["status-rule"],
    models.DirectionRule: INDICATORS["definitions"]["direction-rule"],
    thresholds.Thresholds: THRESHOLDS,
    thresholds.Policy: THRESHOLDS["definitions"]["policy"],
    thresholds.ComparatorRule: THRESHOLDS["definitions"]["comparator-rule"],
    thresholds.Checks: THRESHOLDS["definitions"]["checks"],
    thresholds.Unlikely: THRESHOLDS["definitions"]["unlikely"],
    thresholds.OutcomeColour: THRESHOLDS["definitions"]["outcome-colour"],
}
REFUSED = {
    *("key-missing", "key-unknown", "key-not-an-id", "key-version"),
    *("value-not-a-number", "value-not-one-of", "value-not-a-duration", "value-wrong-shape"),
    *("tolerance-unknown", "target-form", "value-missing", "status-reported-empty"),
    *("reference-code", "reference-column", "value-not-a-share"),
}
"""The codes of what a schema can see: a file that has one of these it refuses too."""
GALLERY = ROOT / "tests" / "errors"


def accepts(name: str, text: str) -> bool:
    """Return whether the schema accepts a file, as an editor reads it."""
    return not list(faults(name, text))


def faults(name: str, text: str) -> Iterator[str]:
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return (
        f"{list(error.absolute_path)}: {error.message}"
        for error in Draft7Validator(SCHEMAS[name]).iter_errors(data)
    )


def test_they_are_schemas() -> None:
    for schema in SCHEMAS.values():
        Draft7Validator.check_schema(schema)


@pytest.mark.parametrize("model", OF_MODELS, ids=lambda model: model.__name__)
def test_a_record_has_the_keys_of_its_model(model: type[BaseModel]) -> None:
    record = OF_MODELS[model]
    keys = {field.alias or name: field for name, field in model.model_fields.items()}
    assert set(record["properties"]) == set(keys)
    assert record["additionalProperties"] is False
    needed = {key for key, field in keys.items() if field.is_required()}
    if "include" in keys:  # another file may hold them
        needed -= {"indicators"}
    assert set(record.get("required", ())) == needed


@pytest.mark.parametrize("name", schemas.NAMES)
def test_every_key_says_what_it_means(name: str) -> None:
    records = [SCHEMAS[name], *SCHEMAS[name]["definitions"].values()]
    told = [one for record in records for one in record.get("properties", {}).values()]
    assert told
    assert all(one["description"].endswith((".", "`")) for one in told)


def words(name: str, key: str) -> set[str]:
    """Return the words of a closed set that a key of an indicator's definition takes."""
    (found,) = _enums(INDICATORS["definitions"][name]["properties"][key])
    return found


def _enums(schema: Any) -> Iterator[set[str]]:
    if isinstance(schema, dict):
        if "enum" in schema:
            yield set(schema["enum"])
        for one in schema.values():
            yield from _enums(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from _enums(one)


def test_closed_sets_are_those_of_the_vocabulary() -> None:
    assert words("indicator", "unit") == set(fields.UNITS)
    assert words("indicator", "polarity") == set(Polarity)
    assert words("indicator", "frequency") == set(Frequency)
    assert words("indicator", "interval") == set(IntervalMethod)
    assert words("comparator", "kind") == set(ComparatorKind)
    assert words("reading", "value") == set(READING_REASONS)
    assert set(INDICATORS["definitions"]["direction-word"]["enum"]) == set(Direction)
    assert set(INDICATORS["properties"]["columns"]["propertyNames"]["enum"]) == set(COLUMNS)
    dataset = INDICATORS["definitions"]["dataset"]["properties"]
    assert set(dataset["columns"]["propertyNames"]["enum"]) == set(DATASET_COLUMNS)
    assert words("dataset", "years") == set(Naming)
    assert words("action", "status") == set(ActionStatus)
    checks = THRESHOLDS["definitions"]["checks"]["properties"]
    assert set(checks["severities"]["propertyNames"]["enum"]) == set(CHECKS)
    assert set(checks["notes"]["items"]["enum"]) == {*Colour, *Direction}
    rules = THRESHOLDS["definitions"]["outcome-colour"]["properties"]["rule"]
    assert set(rules["enum"]) == set(OutcomeRule)
    assert set(THRESHOLDS["properties"]["quartiles"]["enum"]) == set(thresholds.QuartileMethod)


def test_what_both_files_have_is_the_same_in_both() -> None:
    ours, theirs = (schema["definitions"] for schema in SCHEMAS.values())
    both = ours.keys() & theirs.keys()
    assert {"tolerance", "status-rule", "direction-rule"} <= both
    assert {name: ours[name] for name in both} == {name: theirs[name] for name in both}


SOUND = [
    path
    for folder in (".", "ragcalc/starter", "tests/golden")
    for path in sorted((ROOT / folder).glob("*.yaml"))
    if path.stem in schemas.NAMES
]


@pytest.mark.parametrize("path", SOUND, ids=str)
def test_shipped_files_are_accepted(path: Path) -> None:
    assert list(faults(path.stem, path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("code", sorted(REFUSED))
def test_what_a_schema_can_see_it_refuses(code: str) -> None:
    files = [path for path in (GALLERY / code).glob("*.yaml") if path.stem in schemas.NAMES]
    assert not all(accepts(path.stem, path.read_text(encoding="utf-8")) for path in files)


@pytest.mark.parametrize(("heading", "key", "example"), rows(*CATALOGUES))
def test_examples_of_indicators_yaml_are_accepted(heading: str, key: str, example: str) -> None:
    if example != "see below":
        line = example + BESIDE.get(heading, {}).get(key, "")
        assert list(faults("indicators", CATALOGUES[heading](key, line))) == []


@pytest.mark.parametrize(("heading", "key", "example"), rows(*RULES))
def test_examples_of_thresholds_yaml_are_accepted(heading: str, key: str, example: str) -> None:
    line = RULES[heading].format(example + BESIDE.get(heading, {}).get(key, ""))
    text = tolerances("" if key == "version" else f"{line}\n")
    assert list(faults("thresholds", text)) == []


@pytest.mark.parametrize(("kind", "text"), FENCED)
def test_whole_examples_are_accepted(kind: str, text: str) -> None:
    name = "thresholds" if kind == "thresholds" else "indicators"
    whole = catalogue(entry(text)) if kind == "indicator" else text
    assert list(faults(name, whole)) == []
