"""The schemas of the outputs: whole by themselves, with what several have written once."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ragcalc.catalogue.model.shapes import references
from ragcalc.cli.schema import OUTPUTS
from ragcalc.render import schemas

FOLDER = Path(schemas.__file__).parent
SCHEMAS: dict[str, dict[str, Any]] = {name: json.loads(schemas.text(name)) for name in OUTPUTS}


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
