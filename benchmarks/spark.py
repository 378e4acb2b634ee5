"""`ragcalc score --engine spark` on this machine, against Spark's `mapInArrow` copying by DuckDB.

Both read the table of benchmarks/score.py. The copy hands each row to a worker's DuckDB and back
and does nothing else; it bounds what any work in workers can reach. DuckDB alone runs in turn too.

    python -m venv /tmp/spark && /tmp/spark/bin/pip install '.[spark]'
    /tmp/spark/bin/python benchmarks/spark.py --rows 10000000
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from score import AREAS, YEARS, catalogue, write_table
from timing import in_turn, ratio, script

from ragcalc.scale.engine import Settings, opened


def main() -> None:
    """Measure and print, or be the process that copies."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="default: 1,000,000")
    parser.add_argument("--rounds", type=int, default=3, help="how many rounds (default: 3)")
    parser.add_argument("--copy", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.copy:
        _copy(Path("nation.parquet"))
        return
    measures = max(1, given.rows // (AREAS * YEARS))
    rows = measures * AREAS * YEARS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "indicators.yaml").write_text(catalogue(measures), encoding="utf-8")
        write_table(folder / "nation.parquet", measures)
        score = [*script(), "score", "--output", "scored.parquet"]
        copy = [sys.executable, str(Path(__file__).resolve()), "--copy"]
        by_spark, by_duckdb, copied = in_turn(
            [[*score, "--engine", "spark"], score, copy], folder, given.rounds
        )
    for what, costs in (("Spark", by_spark), ("DuckDB", by_duckdb), ("copy", copied)):
        seconds = sorted(one.wall for one in costs)[len(costs) // 2]
        print(f"{what}: {rows:,} rows in {seconds:.1f} s, {rows / seconds:,.0f} rows a second")
    print(f"rows a second by Spark / copied: {ratio(copied, by_spark)}")
    print(f"rows a second by Spark / by DuckDB: {ratio(by_duckdb, by_spark)}")


def _copy(path: Path) -> None:
    """Hand the rows of a table to workers and back."""
    from pyspark.sql import SparkSession

    def copied(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow

        first = next(batches)
        rows = pyarrow.RecordBatchReader.from_batches(first.schema, chain([first], batches))
        with opened(Settings(threads=1)) as engine:
            engine.register("piece", rows)
            yield from engine.batches("SELECT * FROM piece", 100_000)

    os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers' too, whatever stands on PATH
    builder = SparkSession.builder.config("spark.log.level", "OFF")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    rows = session.read.parquet(str(path))
    rows.mapInArrow(copied, rows.schema).write.format("noop").mode("overwrite").save()
    session.stop()


if __name__ == "__main__":
    main()
