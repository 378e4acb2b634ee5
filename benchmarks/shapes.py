"""How the cost of each command grows with each shape of input: what doubles may double the time.

For every shape in growing.py the real command runs in a process of its own at sizes that double,
and its processor time less that of a very small input is fitted by least squares on a log-log
scale. Prints for each shape the sizes, the median seconds and the exponent: 1 is a straight line,
2 a square; the bound is 1.2. A shape that meets a documented limit shows the size that is refused.

    python benchmarks/shapes.py              every shape
    python benchmarks/shapes.py cell-marks   some of them

Needs Linux or macOS; processes are forked, so that no cache outlives a run.
"""

import argparse
import os
import pkgutil
import resource
import shutil
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from math import log
from pathlib import Path
from statistics import median

import growing

BOUND = 1.2
LONGEST = 4.0
"""Seconds after which a shape is not doubled again."""
FITTED = 4
"""So many of the larger sizes decide the exponent."""
MOST_SIZES = 10
_STUCK = 120
"""Seconds of the processor after which a run is ended."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help="by default every one")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each size (default: 3)")
    parser.add_argument("--longest", type=float, default=LONGEST, help="seconds of one run")
    parser.add_argument("--list", action="store_true", help="only list the shapes")
    given = parser.parse_args()
    if unknown := set(given.shapes) - growing.SHAPES.keys():
        parser.error(f"no such shape: {', '.join(sorted(unknown))}")
    if given.list:
        for name, shape in growing.SHAPES.items():
            print(f"{name:28} {shape.about}")
        return
    _import_everything()
    print(f"Python {sys.version.split()[0]}, median of {given.rounds} runs, bound {BOUND}\n")
    print("| shape | sizes | seconds | exponent |\n|---|---|---|---|", flush=True)
    over = []
    for name in given.shapes or growing.SHAPES:
        if _measured(name, growing.SHAPES[name], given.rounds, given.longest) > BOUND:
            over.append(name)
    print(f"\nover {BOUND}: {', '.join(over) or 'none'}")
    sys.exit(bool(over))


def _measured(name: str, shape: growing.Shape, rounds: int, longest: float) -> float:
    """Print a shape's line, and return its exponent."""
    start = _seconds(shape, shape.least, rounds)[0]
    costs: dict[int, float] = {}
    size, refused = shape.start, 0
    while size <= shape.most and len(costs) < MOST_SIZES:
        spent, status = _seconds(shape, size, rounds)
        if status not in shape.works:
            refused = size
            break
        costs[size] = max(spent - start, 1e-4)
        if spent > longest:
            break
        size *= 2
    found = exponent([*costs.items()][-FITTED:])
    if found > BOUND - 0.1 and rounds < 9 and len(costs) > 1:  # near the bound: look again
        again = [*costs][-FITTED:]
        costs |= {one: max(_seconds(shape, one, 2 * rounds)[0] - start, 1e-4) for one in again}
        found = exponent([*costs.items()][-FITTED:])
    sizes = f"{min(costs, default=0):,} to {max(costs, default=0):,}"
    if refused:
        sizes += f"; {refused:,} refused"
    last = " ".join(f"{one:.2f}" for one in [*costs.values()][-FITTED:])
    print(f"| {name} | {sizes} | {last} | {found:.2f} |", flush=True)
    return found


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """Return the slope of the least-squares line through the logarithms; 0 for one point."""
    if len(points) < 2:
        return 0.0
    xs, ys = [log(size) for size, _ in points], [log(spent) for _, spent in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return above / sum((a - x) ** 2 for a in xs)


def _seconds(shape: growing.Shape, size: int, rounds: int) -> tuple[float, int]:
    """Return the median processor time of the command at a size, and its exit status."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        words = shape.make(Path(name), size)
        runs = []
        for _ in range(rounds):
            runs.append(_run(words, name))
            shutil.rmtree(Path(name, "drafted"), ignore_errors=True)
            if runs[-1][0] > _STUCK / 2:
                break
    return median(spent for spent, _ in runs), runs[-1][1]


def _run(words: Sequence[str], folder: str) -> tuple[float, int]:
    """Run one command in a forked process."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        _command(words, folder)
    _, status, usage = os.wait4(child, 0)
    return usage.ru_utime + usage.ru_stime, os.waitstatus_to_exitcode(status)


def _command(words: Sequence[str], folder: str) -> None:
    """Be the command, and end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    if not os.environ.get("SHOW_ERRORS"):
        os.dup2(nowhere, 2)
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_CPU, (_STUCK, _STUCK))
    for word in [*words]:
        if word.startswith(("_RAGCALC", "COMP_")):
            name, _, value = word.partition("=")
            os.environ[name] = value
    sys.argv = ["ragcalc", *(word for word in words if not word.startswith(("_RAG", "COMP_")))]
    status = 70
    try:
        from ragcalc.cli import main as command

        command()
    except SystemExit as done:
        status = done.code if isinstance(done.code, int) else 2
    finally:
        sys.stdout.flush()
        os._exit(status)


def _import_everything() -> None:
    """Import all that a command may, so that no run pays for it."""
    import ragcalc

    for found in pkgutil.walk_packages(ragcalc.__path__, "ragcalc."):
        if not found.name.endswith("__main__"):
            import_module(found.name)
    for name in ("yaml", "rich.console", "openpyxl", "xlsxwriter", "jinja2", "duckdb", "scipy"):
        import_module(name)


if __name__ == "__main__":
    main()
