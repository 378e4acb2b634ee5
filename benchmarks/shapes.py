"""How the cost of each command grows with each shape of input: what doubles may double the time.

For every shape in growing.py the real command runs in a process of its own at sizes that double,
and its processor time less that of a very small input is fitted by least squares on a log-log
scale. Prints for each shape the sizes, the median seconds and the exponent: 1 is a straight line,
2 a square; the bound is 1.2. A shape that meets a documented limit shows the size that is refused.

    python benchmarks/shapes.py                      every shape
    python benchmarks/shapes.py cell-marks           some of them
    python benchmarks/shapes.py cell-marks --write   and put their lines into RESULTS.md

Needs Linux or macOS; processes are forked, so that no cache outlives a run.
"""

import argparse
import os
import pkgutil
import platform
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
LONGEST = 1.0
"""Seconds after which a shape is not doubled again."""
FITTED = 4
"""So many of the larger sizes decide the exponent."""
FEWEST_SIZES, MOST_SIZES = 3, 10
_STUCK = 120
"""Seconds of the processor after which a run is ended."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help="by default every one")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each size (default: 3)")
    parser.add_argument("--longest", type=float, default=LONGEST, help="seconds of one run")
    parser.add_argument("--list", action="store_true", help="only list the shapes")
    parser.add_argument("--write", action="store_true", help="put the lines into RESULTS.md")
    given = parser.parse_args()
    if unknown := set(given.shapes) - growing.SHAPES.keys():
        parser.error(f"no such shape: {', '.join(sorted(unknown))}")
    if given.list:
        for name, shape in growing.SHAPES.items():
            print(f"{name:28} {shape.about}")
        return
    _import_everything()
    print(f"Python {sys.version.split()[0]}, median of {given.rounds} runs, bound {BOUND}\n")
    print(HEADING, flush=True)
    over = []
    for name in given.shapes or growing.SHAPES:
        found, line = _measured(name, growing.SHAPES[name], given.rounds, given.longest)
        print(line, flush=True)
        if given.write:
            _write(name, line)
        if found > BOUND:
            over.append(name)
    print(f"\nover {BOUND}: {', '.join(over) or 'none'}")
    sys.exit(bool(over))


HEADING = "| shape | sizes | seconds | exponent | runs |\n|---|---|---|---|---|"
RESULTS = Path(__file__).with_name("RESULTS.md")
ABOUT = f"""\
# How each shape of input grows

`python benchmarks/shapes.py --write` doubles each shape, and fits the exponent of the processor
time of the real command, its start taken off: 1 is a straight line, 2 a square, the bound {BOUND}.
A shape that meets a documented limit names the size that is refused. The seconds are those of the
{FITTED} largest sizes, medians of so many runs.

Python {{python}} on {{machine}}, shared with other work at the time: the
seconds are rough, the exponents hold to a tenth or so.

{HEADING}
"""


def _write(name: str, line: str) -> None:
    """Put the line of a shape into RESULTS.md, in the order of the shapes."""
    known = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    own, heading, others = known.partition("\n# What commands cost")
    rows = (row for row in own.splitlines() if row.startswith("| "))
    lines = {row.split()[1]: row for row in rows} | {name: line}
    about = ABOUT.format(
        python=sys.version.split()[0],
        machine=f"{platform.system()} with {os.cpu_count()} processors ({platform.machine()})",
    )
    ordered = "".join(f"{lines[one]}\n" for one in growing.SHAPES if one in lines)
    RESULTS.write_text(about + ordered + heading + others, encoding="utf-8")


def _measured(name: str, shape: growing.Shape, rounds: int, longest: float) -> tuple[float, str]:
    """Return a shape's exponent, and its line."""
    start = _seconds(shape, shape.least, rounds)[0]
    costs: dict[int, float] = {}
    size, refused = shape.start, 0
    while size <= shape.most and len(costs) < MOST_SIZES:
        spent, status = _seconds(shape, size, 1)
        if status not in shape.works:
            refused = size
            break
        costs[size] = spent - start
        if costs[size] > longest and len(costs) >= FEWEST_SIZES:
            break
        size *= 2
    fitted = [*costs][-FITTED:]
    costs = {one: max(_seconds(shape, one, rounds)[0] - start, 1e-4) for one in fitted}
    found = exponent([*costs.items()])
    if found > BOUND - 0.1 and len(costs) > 1:  # near the bound: look again
        rounds *= 3
        costs = {one: max(_seconds(shape, one, rounds)[0] - start, 1e-4) for one in fitted}
        found = exponent([*costs.items()])
    sizes = f"{min(costs, default=0):,} to {max(costs, default=0):,}"
    if refused:
        sizes += f"; {refused:,} refused"
    last = " ".join(f"{one:.2f}" for one in costs.values())
    return found, f"| {name} | {sizes} | {last} | {found:.2f} | {rounds} |"


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
