"""How long a command takes from the shell's point of view, against a script that only imports.

Prints ratios of two processes run in turn (A B A B ...), so that a busy machine slows both alike.
Needs Linux or macOS, and ragcalc in the Python that runs it:

    python -m venv /tmp/startup && /tmp/startup/bin/pip install .
    /tmp/startup/bin/python benchmarks/startup.py
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]

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
    """A command, the script that it is held against, and the ratio that it may not pass."""

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


@dataclass(frozen=True)
class Cost:
    """The seconds that a process took: on the clock, and of the processor for itself."""

    wall: float
    user: float


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
    """Give the ways to start the program: the installed script, if there is one, and -m."""
    script = Path(sys.executable).with_name("ragcalc")
    return [*([[str(script)]] if script.exists() else []), [sys.executable, "-m", "ragcalc"]]


def measured(comparison: Comparison, entry: list[str], folder: Path, pairs: int) -> str:
    """Give the figures of one comparison in words."""
    program = [*entry, *comparison.arguments]
    bare = [sys.executable, "-c", comparison.bare]
    for command in (program, bare):  # writes what Python keeps of compiled modules
        run(command, folder)
    costs = [(run(program, folder), run(bare, folder)) for _ in range(pairs)]
    ours, theirs = [list(side) for side in zip(*costs, strict=True)]
    ratio = median(a.wall / b.wall for a, b in costs)
    spread = sorted(a.wall / b.wall for a, b in costs)
    name = " ".join([Path(entry[0]).name, *entry[1:], *comparison.arguments])
    user = median(a.user / b.user for a, b in costs)
    met = "met" if ratio <= comparison.bound else "NOT MET"
    lines = [
        f"\n{name}",
        f"against a script that only imports {comparison.against}",
        f"ratio {ratio:.2f} ({spread[0]:.2f}-{spread[-1]:.2f}), bound {comparison.bound}: {met}",
        f"ratio of user time {user:.2f}",
        f"wall {figures([a.wall for a in ours])}, bare {figures([b.wall for b in theirs])}",
        f"user {figures([a.user for a in ours])}, bare {figures([b.user for b in theirs])}",
    ]
    return "\n  ".join(lines)


def figures(seconds: list[float]) -> str:
    """Give median, least and most in milliseconds."""
    return f"{median(seconds) * 1e3:.0f} ({min(seconds) * 1e3:.0f}-{max(seconds) * 1e3:.0f})"


def run(command: list[str], folder: Path) -> Cost:
    """Run a command and give its cost; one that fails ends the benchmark."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(wall, usage.ru_utime)


if __name__ == "__main__":
    main()
