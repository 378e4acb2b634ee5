"""The JSON Schemas of the two files, for editors and for checks that know nothing of ragcalc.

They accept all that loads, spelt in small letters; what one entry must be beside another is left
to the loader, which says it better. An editor may read YAML's older `off` as false.
"""

from pathlib import Path

NAMES = ("indicators", "thresholds")


def text(name: str) -> str:
    """Give the schema of a file: `indicators`."""
    return (Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8")
