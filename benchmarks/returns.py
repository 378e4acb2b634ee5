"""A million submitted readings: reading, checking and scoring against csv.reader with Decimal.

Prints the time of `ragcalc check`, which does all three, and of `ragcalc report` on a CSV of that
many readings over 10,000 indicators, as ratios to a Python that only reads the same rows and makes
a Decimal of each value; and the peaks of memory for a quarter, a half and the whole of the rows,
which grow in a straight line. As JSON the report is 25 MB. Last, how much longer `ragcalc check`
takes with 50,000 readings, as many as a large council submits in years, than without.

    python -m venv /tmp/returns && /tmp/returns/bin/pip install .
    /tmp/returns/bin/python benchmarks/returns.py
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

from timing import in_turn, megabytes, processor, ratio, script

INDICATORS = 10_000
MONTHS = [f"{year}-M{month:02}" for year in range(2011, 2020) for month in range(1, 13)][:100]
BOUND = 8
"""So many times what csv.reader and Decimal take, `check` may take."""
USUAL, USUAL_BOUND = 50_000, 0.3
"""So many readings, and the seconds that they may add."""
BARE = (
    "import csv; from decimal import Decimal\n"
    "for row in csv.reader(open('{}', newline='')):\n"
    "    row[2] == 'value' or Decimal(row[2])"
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default: 5)")
    rounds = parser.parse_args().rounds
    print(f"Python {sys.version.split()[0]}, {rounds} rounds")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "indicators.yaml").write_text("\n".join(_catalogue()), encoding="utf-8")
        for share in (4, 2, 1):
            months = MONTHS[: len(MONTHS) // share]
            table = folder / f"{len(months) * INDICATORS}.csv"
            table.write_text("\n".join(_rows(months)), encoding="utf-8")
            _measure(folder, table, rounds if share == 1 else 1)
        _measure_usual(folder, rounds)


def _measure(folder: Path, table: Path, rounds: int) -> None:
    sources = ("--data", table.name)
    bare, check, report, long = in_turn(
        [
            [sys.executable, "-c", BARE.format(table.name)],
            [*script(), "check", "latest", *sources, "--format", "json"],
            [*script(), "report", "latest", *sources, "--format", "csv"],
            [*script(), "report", "latest", *sources, "--format", "json"],
        ],
        folder,
        rounds,
        fine=(0, 1),
    )
    print(f"{int(table.stem):,} readings, as multiples of csv.reader and Decimal")
    print(
        f"  check:          {ratio(check, bare)}; bound {BOUND}; of the processor's time "
        f"{processor(check, bare)}"
    )
    print(f"  report, CSV:    {ratio(report, bare)}")
    print(f"  report, JSON:   {ratio(long, bare)}")
    peaks = ", ".join(map(megabytes, (check, long, bare)))
    print(f"  peaks:          {peaks} (check, report as JSON, bare)")


def _measure_usual(folder: Path, rounds: int) -> None:
    """Measure what 50,000 submitted readings of 500 indicators add to a check."""
    own = [*_catalogue(500)]
    own = [line.replace("values: {}", "values: {2019-M12: 50}") for line in own]
    (folder / "usual.yaml").write_text("\n".join(own), encoding="utf-8")
    months = MONTHS[: USUAL // 500]
    (folder / "usual.csv").write_text("\n".join(_rows(months, 500)), encoding="utf-8")
    for period in ("latest",), ():
        check = [*script(), "check", *period, "--indicators", "usual.yaml", "--format", "json"]
        commands = [check, [*check, "--data", "usual.csv"]]
        without, with_ = in_turn(commands, folder, rounds, fine=(0, 1))
        both = [*zip(with_, without, strict=True)]
        wall = median(one.wall - other.wall for one, other in both)
        user = median(one.user - other.user for one, other in both)
        bound = f"; bound {USUAL_BOUND}" if period else ""
        print(
            f"{USUAL:,} readings, {' '.join(('check', *period))}: {wall:.2f} s more than without, "
            f"{user:.2f} of the processor{bound}"
        )


def _catalogue(indicators: int = INDICATORS) -> Iterator[str]:
    yield "version: 1\norganisation: A large council\nindicators:"
    for number in range(indicators):
        polarity = "low" if number % 2 else "high"
        yield f"  indicator-{number}:\n    name: Indicator number {number}\n    unit: days"
        yield f"    polarity: {polarity}\n    frequency: monthly\n    target: 50\n    values: {{}}"
    yield ""


def _rows(months: list[str], indicators: int = INDICATORS) -> Iterator[str]:
    chance = Random(1)
    yield "indicator,period,value"
    for month in months:
        for number in range(indicators):
            yield f"indicator-{number},{month},{chance.randint(100, 900) / 10}"
    yield ""


if __name__ == "__main__":
    main()
