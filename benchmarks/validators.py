"""`ragcalc check` on the shipped catalogue, against what else would look at the same figures.

check-jsonschema and yamllint read the same file; frictionless reads the same figures as CSV against
a table schema. None of them knows a target or a verdict: they only look at the shape.

    python -m venv /tmp/validators
    /tmp/validators/bin/pip install . check-jsonschema yamllint frictionless
    /tmp/validators/bin/python benchmarks/validators.py
"""

import argparse
import csv
import json
import shutil
import sys
import tempfile
from pathlib import Path

from timing import ROOT, in_turn, megabytes, middle, milliseconds, ratio, script

from ragcalc import pipeline as api

BOUND = 1.4
"""How many times faster than check-jsonschema."""
_TEXT = {"type": "string"}
_BY_PERIOD = {"type": "object"}
SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "required": ["version", "indicators"],
    "properties": {
        "version": {"const": 1},
        "indicators": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["name", "unit", "polarity"],
                "properties": {
                    "name": _TEXT,
                    "polarity": {"enum": ["high", "low", "within", "neutral"]},
                    "targets": _BY_PERIOD,
                    "values": _BY_PERIOD,
                    "comparators": _BY_PERIOD,
                },
            },
        },
    },
}
TABLE = {
    "fields": [
        {"name": "indicator", "type": "string", "constraints": {"required": True}},
        {"name": "period", "type": "string", "constraints": {"required": True}},
        {"name": "value", "type": "number"},
    ]
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15, help="how many rounds (default: 15)")
    rounds = parser.parse_args().rounds
    beside = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(folder)
        commands = {
            "ragcalc check": [*script(), "check"],
            "check-jsonschema": [
                *(str(beside / "check-jsonschema"), "--schemafile", "schema.json"),
                "indicators.yaml",
            ],
            "yamllint": [str(beside / "yamllint"), "-d", "relaxed", "indicators.yaml"],
            "frictionless": [
                *(str(beside / "frictionless"), "validate", "readings.csv"),
                *("--schema", "table.json"),
            ],
        }
        ours, *others = in_turn(list(commands.values()), folder, rounds)
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, milliseconds: median (min-max)")
    for (name, _), costs in zip(commands.items(), [ours, *others], strict=True):
        print(f"{name}: {milliseconds([one.wall for one in costs])}, peak {megabytes(costs)}")
        if costs is not ours:
            print(f"  takes so many times what ragcalc check takes: {ratio(costs, ours)}")
    met = "met" if middle(others[0], ours) >= BOUND else "NOT MET"
    print(f"at least {BOUND} times faster than check-jsonschema: {met}")


def _prepare(folder: Path) -> None:
    for file in ("indicators.yaml", "thresholds.yaml"):
        shutil.copy(ROOT / file, folder)
    (folder / "schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    (folder / "table.json").write_text(json.dumps(TABLE), encoding="utf-8")
    catalogue = api.load(folder / "indicators.yaml", folder / "thresholds.yaml").catalogue
    if catalogue is None:
        sys.exit("the shipped catalogue does not load")
    with (folder / "readings.csv").open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(["indicator", "period", "value"])
        for name, indicator in catalogue.indicators.items():
            for period, value in indicator.values.items():
                rows.writerow([name, str(period), getattr(value, "value", "")])


if __name__ == "__main__":
    main()
