"""The schemas of both files: they describe each key, and accept all that loads."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from ragcalc.catalogue import schemas
from tests.catalogue.test_docs import BESIDE, CATALOGUES, FENCED, RULES, rows
from tests.catalogue.writing import catalogue, entry
from tests.catalogue.writing import thresholds as tolerances

ROOT = Path(__file__).parents[2]
SCHEMAS: dict[str, dict[str, Any]] = {
    name: json.loads(schemas.text(name)) for name in schemas.NAMES
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


@pytest.mark.parametrize("name", schemas.NAMES)
def test_every_key_says_what_it_means_and_shows_an_example(name: str) -> None:
    records = [SCHEMAS[name], *SCHEMAS[name]["definitions"].values()]
    described = [
        (key, entry["description"])
        for record in records
        for key, entry in record.get("properties", {}).items()
        if key not in ("indicators", "lesser-of", "greater-of")
    ]
    assert described
    for key, description in described:
        assert re.fullmatch(rf".+[.] Example: `{key}: .+`", description), key


def test_a_schema_says_which_it_is() -> None:
    assert {key: SCHEMAS["thresholds"][key] for key in ("$schema", "$id", "title", "required")} == {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:ragcalc:schema:thresholds:1",
        "title": "thresholds.yaml",
        "required": ["version"],
    }


def test_a_model_is_a_definition_and_a_key_is_described_by_the_docstring_below_it() -> None:
    assert SCHEMAS["indicators"]["definitions"]["direction-rule"] == {
        "description": "From which earlier reading, and how small a change is none.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "same": {
                "description": "How small a change is none: `maintained`. "
                "Default: `5%`. Example: `same: 2 points`",
                "allOf": [{"$ref": "#/definitions/tolerance"}],
            },
            "basis": {
                "description": "Which earlier reading the change is measured from. "
                "Default: `last-reported`. Example: `basis: previous-period`",
                "anyOf": [
                    {"enum": ["last-reported", "previous-period", "same-period-last-year"]},
                    {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["baseline"],
                        "properties": {"baseline": {"$ref": "#/definitions/period"}},
                    },
                ],
            },
        },
    }


def test_off_may_be_read_as_false() -> None:
    checks = SCHEMAS["thresholds"]["definitions"]["checks"]["properties"]
    assert checks["severities"]["additionalProperties"] == {
        "enum": ["warning", "note", "off", False]
    }


VALID = [
    path
    for folder in (".", "ragcalc/starter", "tests/golden")
    for path in sorted((ROOT / folder).glob("*.yaml"))
    if path.stem in schemas.NAMES
]


@pytest.mark.parametrize("path", VALID, ids=str)
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
