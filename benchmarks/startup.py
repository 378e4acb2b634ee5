"""How long a command takes from the shell's point of view, against a script that only imports.

Needs ragcalc in the Python that runs it:

    python -m venv /tmp/startup && /tmp/startup/bin/pip install .
    /tmp/startup/bin/python benchmarks/startup.py
"""

import argparse
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from timing import ROOT, in_turn, middle, milliseconds, ratio, script

BARE_JSON = """
import click, yaml, pydantic

class Row(pydantic.BaseModel):
    name: str
"""
BARE_TABLE = f"""{BARE_JSON}
import rich.console, rich.table

rich.console.Console().print(rich.table.Table())
"""
BARE_CLICK = "import click"


@dataclass(frozen=True)
class Comparison:
    """A command, the script that it is compared with, and the ratio that it may not pass."""

    arguments: tuple[str, ...]
    bare: str
    against: str
    bound: float


COMPARISONS = (
    Comparison(("report", "q4"), BARE_TABLE, "click, yaml, pydantic, rich", 1.25),
    Comparison(("report", "q4", "--format", "json"), BARE_JSON, "click, yaml, pydantic", 1.25),
    Comparison(("--version",), BARE_CLICK, "click", 1.3),
    Comparison(("--help",), BARE_CLICK, "click", 1.3),
)


def main() -> None:
    """Measure every comparison, for each way to start the program."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--pairs", type=int, default=15, help="how many pairs (default: 15)")
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)  # away from the checkout, so that the installed package is measured
        for file in ("indicators.yaml", "thresholds.yaml"):
            shutil.copy(ROOT / file, folder)
        print(
            f"Python {sys.version.split()[0]}, {pairs} pairs each, milliseconds: median (min-max)"
        )
        for entry in entries():
            for comparison in COMPARISONS:
                print(measured(comparison, entry, folder, pairs), flush=True)


def entries() -> list[list[str]]:
    """Return the ways to start the program: the installed script, if there is one, and -m."""
    module = [sys.executable, "-m", "ragcalc"]
    return [module] if script() == module else [script(), module]


def measured(comparison: Comparison, entry: list[str], folder: Path, pairs: int) -> str:
    """Return the figures of one comparison in words."""
    program = [*entry, *comparison.arguments]
    bare = [sys.executable, "-c", comparison.bare]
    ours, theirs = in_turn((program, bare), folder, pairs)
    name = " ".join([Path(entry[0]).name, *entry[1:], *comparison.arguments])
    user = median(a.user / b.user for a, b in zip(ours, theirs, strict=True))
    met = "met" if middle(ours, theirs) <= comparison.bound else "NOT MET"
    lines = [
        f"\n{name}",
        f"against a script that only imports {comparison.against}",
        f"ratio {ratio(ours, theirs)}, bound {comparison.bound}: {met}",
        f"ratio of user time {user:.2f}",
        *(
            f"{which} {milliseconds([getattr(one, which) for one in ours])}, "
            f"bare {milliseconds([getattr(one, which) for one in theirs])}"
            for which in ("wall", "user")
        ),
    ]
    return "\n  ".join(lines)


if __name__ == "__main__":
    main()
