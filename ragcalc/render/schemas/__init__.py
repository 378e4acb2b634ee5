"""The JSON Schemas of the outputs, as `ragcalc schema` prints them.

Definitions that several have stand once, in shared.json.
"""

import json
from pathlib import Path

from ragcalc.catalogue.model.shapes import Schema, references


def text(name: str) -> str:
    """Return the schema of an output: `report`."""
    schema = _read(name)
    definitions = _needed(schema, _read("shared") | schema.pop("$defs", {}))
    whole = schema | ({"$defs": definitions} if definitions else {})
    return json.dumps(whole, indent=2) + "\n"


def _read(name: str) -> Schema:
    path = Path(__file__).parent / f"{name}.json"
    found: Schema = json.loads(path.read_text(encoding="utf-8"))
    return found


def _needed(schema: Schema, known: Schema) -> Schema:
    """Return the definitions to which a schema leads, by name."""
    found: Schema = {}
    unvisited = [schema]
    while unvisited:
        for name in references(unvisited.pop()):
            if name not in found:
                found[name] = known[name]
                unvisited.append(known[name])
    return dict(sorted(found.items()))
