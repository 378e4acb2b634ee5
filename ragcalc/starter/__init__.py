"""The files that `ragcalc init` writes: a commented starter, or the shipped council's catalogue."""

import os
from pathlib import Path

from ragcalc import writing

NAMES = ("indicators.yaml", "thresholds.yaml")
_HERE = Path(__file__).parent


def write(directory: Path, example: bool) -> list[Path]:
    """Write both files into the directory, which is made where it is missing.

    Raises FileExistsError before anything is written where either is there, OSError where the
    system refuses.
    """
    targets = [directory / name for name in NAMES]
    for target in targets:
        if os.path.lexists(target):
            raise FileExistsError(0, "File exists", str(target))
    directory.mkdir(parents=True, exist_ok=True)
    folder = _example() if example else _HERE
    for number, target in enumerate(targets):
        try:
            writing.create(target, (folder / target.name).read_bytes())
        except OSError:
            for written in targets[:number]:
                written.unlink()
            raise
    return targets


def _example() -> Path:
    """Give the shipped catalogue's folder: in the wheel, or the checkout that this runs from."""
    packed = _HERE.parent / "example"
    return packed if packed.is_dir() else _HERE.parent.parent
