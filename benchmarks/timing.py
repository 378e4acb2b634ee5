"""Processes run in turn (A B A B ...), so that a busy machine slows all alike, and what each cost.

Needs Linux or macOS, whose wait4 tells a process's own time and memory.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
_ENV = {name: one for name, one in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Modules are compiled once, as they are where the program is installed, not at every start."""
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds on the clock and of the processor, and bytes at its peak."""

    wall: float
    user: float
    peak: int


def run(command: Sequence[str], folder: Path, fine: tuple[int, ...] = (0,)) -> Cost:
    """Run a command to its end; one that ends with another status ends the benchmark."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=_ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(wall, usage.ru_utime, usage.ru_maxrss * _RSS_UNIT)


def in_turn(
    commands: Sequence[Sequence[str]], folder: Path, rounds: int, fine: tuple[int, ...] = (0,)
) -> list[list[Cost]]:
    """Run each command once to warm up, then all in turn; give the costs of each command."""
    for command in commands:  # writes what Python keeps of compiled modules
        run(command, folder, fine)
    costs = [[run(command, folder, fine) for command in commands] for _ in range(rounds)]
    return [list(column) for column in zip(*costs, strict=True)]


def ratio(ours: Sequence[Cost], theirs: Sequence[Cost]) -> str:
    """Return the median of the ratios of each round on the clock, with the least and the most."""
    ratios = sorted(a.wall / b.wall for a, b in zip(ours, theirs, strict=True))
    return f"{median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"


def processor(ours: Sequence[Cost], theirs: Sequence[Cost]) -> str:
    """Return the median of the ratios of processor time, which a busy machine changes little."""
    return f"{median(a.user / b.user for a, b in zip(ours, theirs, strict=True)):.2f}"


def middle(ours: Sequence[Cost], theirs: Sequence[Cost]) -> float:
    """Return the median of the ratios of each round on the clock."""
    return median(a.wall / b.wall for a, b in zip(ours, theirs, strict=True))


def milliseconds(seconds: Sequence[float]) -> str:
    """Return median, least and most."""
    return f"{median(seconds) * 1e3:.0f} ({min(seconds) * 1e3:.0f}-{max(seconds) * 1e3:.0f})"


def megabytes(costs: Sequence[Cost]) -> str:
    """Return the median of the peaks of memory."""
    return f"{median(cost.peak for cost in costs) / 1e6:.0f} MB"


def script() -> list[str]:
    """Return the command that is installed beside this Python, else the module."""
    beside = Path(sys.executable).with_name("ragcalc")
    return [str(beside)] if beside.exists() else [sys.executable, "-m", "ragcalc"]
