"""How reading and scoring grow with the catalogue, and what a report, a check and a workbook cost.

Prints, for 100, 1,000 and 10,000 indicators, the time of the whole process of
`ragcalc report --format json` and of `ragcalc check` less that of the smallest catalogue, which is
the cost of starting; a straight line keeps the cost of one indicator (--growth). Then, for 10,000,
the ratio of the report to a Python that only runs yaml.load, with the C loader, on the same text,
and those of the check and of a workbook to the report.

    python -m venv /tmp/growth && /tmp/growth/bin/pip install .
    /tmp/growth/bin/python benchmarks/growth.py
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from catalogues import catalogue
from timing import in_turn, megabytes, middle, milliseconds, processor, ratio, script

SIZES = (1, 100, 1_000, 10_000)
BOUNDS = {"report": 0.75, "check": 2, "xlsx": 3}
"""Of the report against yaml.load, of the others against the report."""
BARE = "import yaml; yaml.load(open('{}').read(), Loader=yaml.CSafeLoader)"
COMMANDS = {
    "report": ("report", "q4", "--format", "json"),
    "check": ("check",),
    "xlsx": ("report", "q4", "--format", "xlsx", "--output", "report.xlsx"),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="how many rounds (default: 7)")
    parser.add_argument("--growth", action="store_true", help="measure smaller catalogues too")
    rounds = parser.parse_args().rounds
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, milliseconds: median (min-max)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in SIZES:
            (folder / f"{size}.yaml").write_text(catalogue(size), encoding="utf-8")
        for name in ("report", "check") if parser.parse_args().growth else ():
            _growth(COMMANDS[name], folder, rounds)
        _bounds(folder, rounds)


def _growth(words: tuple[str, ...], folder: Path, rounds: int) -> None:
    commands = [[*script(), *words, "--indicators", f"{size}.yaml"] for size in SIZES]
    start, *costs = in_turn(commands, folder, rounds)
    print(f"\nragcalc {' '.join(words)}; starting {milliseconds([one.wall for one in start])}")
    for size, column in zip(SIZES[1:], costs, strict=True):
        walls = [one.wall for one in column]
        each = [(a.wall - b.wall) / size * 1e6 for a, b in zip(column, start, strict=True)]
        print(
            f"  {size:>6} indicators: {milliseconds(walls)}, {median(each):.0f} µs each, "
            f"peak {megabytes(column)}"
        )


def _bounds(folder: Path, rounds: int) -> None:
    file = f"{SIZES[-1]}.yaml"
    ours = [[*script(), *words, "--indicators", file] for words in COMMANDS.values()]
    theirs, *columns = in_turn([[sys.executable, "-c", BARE.format(file)], *ours], folder, rounds)
    costs = dict(zip(COMMANDS, columns, strict=True))
    print(f"\n{SIZES[-1]} indicators")
    for name, column in costs.items():
        other = theirs if name == "report" else costs["report"]
        met = "met" if middle(column, other) <= BOUNDS[name] else "NOT MET"
        against = "yaml.load" if name == "report" else "the report"
        print(
            f"  {name}: {ratio(column, other)} of {against}, bound {BOUNDS[name]}: {met}; of the "
            f"processor's time {processor(column, other)}; "
            f"{milliseconds([one.wall for one in column])}, peak {megabytes(column)}"
        )
    walls = milliseconds([one.wall for one in theirs])
    print(f"  yaml.load: {walls}, peak {megabytes(theirs)}")


if __name__ == "__main__":
    main()
