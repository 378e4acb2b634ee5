"""What a national dataset adds to a report: the same catalogue with one and without.

Takes the dataset as a file in the columns of the Local Authority Interactive Tool's long table
(Short Desc, Years, LA and Regions, Values, LA Number, Region), Parquet or CSV, and asks for 40 of
its measures.

    python -m venv /tmp/datasets && /tmp/datasets/bin/pip install '.[datasets]'
    /tmp/datasets/bin/python benchmarks/datasets.py lait.parquet
"""

import argparse
import sys
import tempfile
from pathlib import Path

import duckdb
from timing import in_turn, megabytes, milliseconds, ratio, script

MEASURES = 40
COLUMNS = (
    "{measure: Short Desc, year: Years, area: LA Number, name: LA and Regions, value: Values, "
    "region: Region}"
)
HEAD = """\
version: 1
organisation: Anyshire
comparators:
  england: {name: England, kind: national, lag: 1 year}
  region: {name: Region, kind: regional, lag: 1 year}
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path, help="the dataset")
    parser.add_argument("--area", default="896", help="the own area (default: 896)")
    parser.add_argument("--rounds", type=int, default=7, help="how many rounds (default: 7)")
    given = parser.parse_args()
    dataset = duckdb.sql(f"FROM '{given.file}'")
    rows = dataset.count("*").fetchall()[0][0]
    asked = dataset.select('"Short Desc"').distinct().order('"Short Desc"').limit(MEASURES)
    measures = [row[0] for row in asked.fetchall()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "with.yaml").write_text(_catalogue(given.file, given.area, measures))
        (folder / "without.yaml").write_text(_catalogue(None, given.area, measures))
        commands = [
            [*script(), "report", "q4", "--format", "json", "--indicators", f"{one}.yaml"]
            for one in ("with", "without")
        ]
        ours, theirs = in_turn(commands, folder, given.rounds)
    print(f"Python {sys.version.split()[0]}, {given.rounds} rounds: median (min-max)")
    print(f"report of {len(measures)} indicators, {rows:,} rows in the dataset")
    print(f"  with    {milliseconds([one.wall for one in ours])} ms, peak {megabytes(ours)}")
    print(f"  without {milliseconds([one.wall for one in theirs])} ms, peak {megabytes(theirs)}")
    print(f"  ratio   {ratio(ours, theirs)}")


def _catalogue(file: Path | None, area: str, measures: list[str]) -> str:
    """Write a catalogue with an indicator for each measure, and the dataset if there is one."""
    dataset = f"{{file: '{file.resolve()}', area: '{area}', columns: {COLUMNS}}}" if file else ""
    entries = ""
    for number, measure in enumerate(measures):
        entries += f"  m{number}:\n    name: Measure {number}\n    unit: {{label: units}}\n"
        entries += "    polarity: low\n    values: {2018-19 Q4: 16, 2017-18 Q4: 15}\n"
        if dataset:
            entries += f"    dataset: {{name: lait, measure: '{measure}'}}\n"
    top = f"datasets: {{lait: {dataset}}}\n" if dataset else ""
    return f"{HEAD}{top}indicators:\n{entries}"


if __name__ == "__main__":
    main()
