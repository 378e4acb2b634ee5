"""The JSON Schemas of the two files, for editors and for checks that know nothing of ragcalc.

They accept all that loads, spelt in small letters; what one entry must be beside another is left
to the loader, which says it better. An editor may read YAML's older `off` as false.
"""

from pathlib import Path

from ragcalc.catalogue.model.codes import CHECKS

NAMES = ("indicators", "thresholds")


def text(name: str) -> str:
    """Return the schema of a file: `indicators`. It names the checks that there are."""
    written = (Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8")
    return written.replace("CODES OF CHECKS", '",\n              "'.join(sorted(CHECKS)))
