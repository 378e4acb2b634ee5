"""A nation scored at once: `ragcalc score` of long tables, its rows a second and its memory.

Makes a table of 150 authorities, a nation and as many measures as it takes, five years each, and
scores it with target, direction, two comparators, rank and quartile.

    python -m venv /tmp/score && /tmp/score/bin/pip install '.[datasets]'
    /tmp/score/bin/python benchmarks/score.py --rows 10000000
"""

import argparse
import sys
import tempfile
from pathlib import Path

import duckdb
from timing import in_turn, megabytes, script

AREAS, YEARS = 151, 5
HEAD = """\
version: 1
organisation: England
comparators:
  england: {name: England, kind: national}
  our-region: {name: Region, kind: regional}
datasets: {nation: {file: nation.parquet}}
indicators:
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="default: 1,000,000")
    parser.add_argument("--rounds", type=int, default=3, help="how many rounds (default: 3)")
    parser.add_argument("--memory", default="1GB", help="for the engine (default: 1GB)")
    given = parser.parse_args()
    measures = max(1, given.rows // (AREAS * YEARS))
    rows = measures * AREAS * YEARS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "indicators.yaml").write_text(catalogue(measures), encoding="utf-8")
        write_table(folder / "nation.parquet", measures)
        command = [*script(), "score", "--output", "scored.parquet", "--memory", given.memory]
        (costs,) = in_turn([command], folder, given.rounds)
    seconds = sorted(one.wall for one in costs)[len(costs) // 2]
    print(f"Python {sys.version.split()[0]}, DuckDB {duckdb.__version__}, {given.rounds} rounds")
    print(f"{rows:,} rows: {seconds:.1f} s, {rows / seconds:,.0f} rows a second")
    print(f"  peak {megabytes(costs)}, --memory {given.memory}")


def catalogue(measures: int) -> str:
    """Return a catalogue of so many measures, with every polarity and several tolerances."""
    polarities = ("high", "low", "on-target", "neutral")
    entries = (
        f"  m{at}: {{name: M{at}, unit: percent, polarity: {polarities[at % 4]}, "
        f"frequency: annual, target: {20 + at % 60}, values: {{}}, "
        f"dataset: {{name: nation, measure: m{at}}}}}\n"
        for at in range(measures)
    )
    return HEAD + "".join(entries)


def write_table(path: Path, measures: int) -> None:
    """Write a long table: 150 authorities of nine regions, and the nation."""
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT 'm' || m AS measure, CAST(2014 + y AS VARCHAR) AS year,"
            " CAST(300 + a AS VARCHAR) AS area,"
            " CASE WHEN a = 0 THEN 'England' ELSE 'Area ' || a END AS name,"
            " CAST(hash(m, y, a) % 1000 / 10 AS DECIMAL(5, 1)) AS value,"
            " CASE WHEN a = 0 THEN '' ELSE 'Area ' || (a % 9 + 1) END AS region"
            f" FROM range({measures}) t(m), range({YEARS}) u(y), range({AREAS}) v(a))"
            f" TO '{path}'"
        )


if __name__ == "__main__":
    main()
