"""How reading and scoring grow with the catalogue, against PyYAML merely loading the same file.

Prints, for 100, 1,000 and 10,000 indicators, the time of the whole process of
`ragcalc report --format json` and of `ragcalc check` less that of the smallest catalogue, which is
the cost of starting; a straight line keeps the cost of one indicator. Then the ratio of the report
to a Python that only runs yaml.load, with the C loader, on the same text.

    python -m venv /tmp/growth && /tmp/growth/bin/pip install .
    /tmp/growth/bin/python benchmarks/growth.py
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from catalogues import catalogue
from timing import in_turn, megabytes, middle, milliseconds, ratio, script

SIZES = (1, 100, 1_000, 10_000)
BOUND, AIM = 0.8, 0.6
BARE = "import yaml; yaml.load(open('{}').read(), Loader=yaml.CSafeLoader)"
COMMANDS = {
    "report": ("report", "q4", "--format", "json"),
    "check": ("check",),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="how many rounds (default: 7)")
    rounds = parser.parse_args().rounds
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, milliseconds: median (min-max)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in SIZES:
            (folder / f"{size}.yaml").write_text(catalogue(size), encoding="utf-8")
        for words in COMMANDS.values():
            _growth(words, folder, rounds)
        _against_yaml(folder, rounds)


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


def _against_yaml(folder: Path, rounds: int) -> None:
    file = f"{SIZES[-1]}.yaml"
    ours, theirs = in_turn(
        [
            [*script(), *COMMANDS["report"], "--indicators", file],
            [sys.executable, "-c", BARE.format(file)],
        ],
        folder,
        rounds,
    )
    found = middle(ours, theirs)
    met = "aim met" if found <= AIM else "bound met" if found <= BOUND else "NOT MET"
    print(
        f"\n{SIZES[-1]} indicators, the report against yaml.load alone: {ratio(ours, theirs)}, "
        f"bound {BOUND}, aim {AIM}: {met}\n"
        f"  report {milliseconds([one.wall for one in ours])}, peak {megabytes(ours)}\n"
        f"  yaml.load {milliseconds([one.wall for one in theirs])}, peak {megabytes(theirs)}"
    )


if __name__ == "__main__":
    main()
