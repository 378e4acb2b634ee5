"""National files as they are published, which have figures of many areas and not ours alone."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ragcalc.catalogue.datasets.ees import EesLayout
from ragcalc.catalogue.datasets.fingertips import FingertipsLayout
from ragcalc.catalogue.datasets.source import plain
from ragcalc.catalogue.model.columns import LayoutName

PARQUET = (
    "it is a Parquet file, and no table of indicators is one; to draft a catalogue of the measures "
    "of a national dataset, run ragcalc init --from-dataset with --area"
)
"""What is said of a Parquet file in place of a table of indicators."""
_LAYOUTS = (
    (LayoutName.EES, EesLayout, "explore education statistics"),
    (LayoutName.FINGERTIPS, FingertipsLayout, "Fingertips"),
)


def published(rows: Iterable[Sequence[str]]) -> str:
    """Return why a table is a published file, of which no indicators are drafted; else nothing."""
    for row in rows:
        names = {plain(text) for text in row}
        for name, layout, publisher in _LAYOUTS:
            if names.issuperset(plain(layout.known[key]) for key in layout.needed):
                return (
                    f"it has the columns of {publisher}, with figures of many areas; name it in "
                    f"the catalogue under datasets:, with layout: {name}, to compare yours with"
                )
    return ""


def is_parquet(path: Path) -> bool:
    """Return whether a file is a Parquet file, by its first bytes; a pipe is none."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(4) == b"PAR1"
    except OSError:
        return False
