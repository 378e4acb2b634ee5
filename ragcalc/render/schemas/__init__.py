"""The JSON Schemas of the outputs, as `ragcalc schema` prints them."""

from pathlib import Path


def text(name: str) -> str:
    """Return the schema of an output: `report`."""
    return (Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8")
