"""Rank and quartile band of every authority, for every measure with a polarity, in every year.

Takes the long table of the Department for Education's Local Authority Interactive Tool, Parquet,
and the table of polarities beside it (`polarity.csv`; another by --polarity). Ranks and bands by
all three methods, then computes the same by one DuckDB query of another shape, which counts better
values instead of placing authorities and compares fourfold decimals instead of fractions, and holds
both against each other row by row. Prints counts and times.

    python -m venv /tmp/ranks && /tmp/ranks/bin/pip install '.[test]'
    /tmp/ranks/bin/python benchmarks/ranks.py lait-long.parquet
"""

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TypeVar

import duckdb

from ragcalc.catalogue.datasets import figures
from ragcalc.catalogue.model.thresholds import QuartileMethod
from ragcalc.scoring.evidence.ranks import ranks
from ragcalc.vocabulary import Polarity

FIRST_REGION, LAST_REGION = 970, 990
"""The numbers of regions and of England."""
POLARITIES = {"High": Polarity.HIGH, "Low": Polarity.LOW}
MISSING = "-"

Series = tuple[str, str]
"""A measure and a year as it is written."""
Row = tuple[str, str, float, str]
"""Measure, year, number of the area and value, as they are written."""
Place = tuple[str, str, int]
Found = tuple[int, int, int, int, int, bool]
"""Rank, of how many, band as lait, phe and ntile give it, and whether ntile parted equal values."""
T = TypeVar("T")


def main() -> None:
    """Measure, compare and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("table", type=Path, help="the long table, Parquet")
    parser.add_argument("--polarity", type=Path, help="default: polarity.csv beside the table")
    given = parser.parse_args()
    polarities = read_polarities(given.polarity or given.table.with_name("polarity.csv"))
    sided = {name: POLARITIES[word] for name, word in polarities.items() if word in POLARITIES}
    database = duckdb.connect()
    rows = timed("read", lambda: read(database, given.table))
    series = timed("understood", lambda: by_series(rows, sided))
    ours = timed("ranked and banded by 3 methods", lambda: banded(series, sided))
    theirs = timed("recomputed by DuckDB", lambda: queried(database, given.table, sided))
    _say(rows, sided, series)
    print(f"  whose equals stand in another tile: {sum(one[5] for one in ours.values()):,}")
    print(f"  bands as {_agreement(ours)}")
    differing = [place for place in ours.keys() | theirs if ours.get(place) != theirs.get(place)]
    for place in sorted(differing)[:10]:
        print(f"DIFFERS: {place}: {ours.get(place)}, DuckDB {theirs.get(place)}")
    if differing:
        sys.exit(f"{len(differing):,} of {len(ours):,} differ")
    print(f"all {len(ours):,} are equal")


def _say(
    rows: list[Row], sided: dict[str, Polarity], series: dict[Series, dict[int, Fraction]]
) -> None:
    years = {year for _, year, _, _ in rows}
    measures = {name for name, _ in series}
    areas = {area for values in series.values() for area in values}
    values = sum(map(len, series.values()))
    print(
        f"{len(rows):,} rows, {len(years)} spellings of years\n"
        f"{len(measures)} of {len(sided)} measures with a polarity have values, "
        f"in {len(series):,} measures and years\n"
        f"{values:,} values of {len(areas)} authorities"
    )


def timed(what: str, work: Callable[[], T]) -> T:
    """Do the work and print how long it took."""
    start = time.perf_counter()
    done = work()
    print(f"{what}: {time.perf_counter() - start:.2f} s")
    return done


def read_polarities(path: Path) -> dict[str, str]:
    """Return the polarity of each measure; one that stands under several topics has but one."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        pairs = {(row["measure_short"], row["polarity"]) for row in csv.DictReader(file)}
    twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    if twice:
        sys.exit(f"two polarities: {', '.join(twice)}")
    return dict(pairs)


def read(database: duckdb.DuckDBPyConnection, table: Path) -> list[Row]:
    """Return every row."""
    return database.execute(
        'SELECT "Short Desc", "Years", "LA Number", "Values" FROM read_parquet(?)', [str(table)]
    ).fetchall()


def by_series(rows: Iterable[Row], sided: dict[str, Polarity]) -> dict[Series, dict[int, Fraction]]:
    """Return the authorities' values by measure and year; a cell given twice must agree."""
    found: dict[Series, dict[int, Fraction]] = {}
    for measure, year, number, text in rows:
        area = int(number)
        if measure not in sided or text == MISSING or FIRST_REGION <= area <= LAST_REGION:
            continue
        value = meant(text)
        if found.setdefault((measure, year), {}).setdefault(area, value) != value:
            sys.exit(f"two values: {measure}, {year}, {area}")
    return found


@cache
def meant(text: str) -> Fraction:
    """Read a value as a report does."""
    number = figures.value(text)
    if number is None:
        sys.exit(f"no number: {text}")
    return Fraction(number)


def banded(
    series: dict[Series, dict[int, Fraction]], sided: dict[str, Polarity]
) -> dict[Place, Found]:
    """Rank and band as ragcalc does."""
    found = {}
    for (measure, year), values in series.items():
        lait, phe, ntile = (ranks(values, sided[measure], method) for method in QuartileMethod)
        for area, one in lait.items():
            bands = (one.band or 0, phe[area].band or 0, ntile[area].band or 0)
            found[measure, year, area] = (one.rank or 0, one.of, *bands, ntile[area].split)
    return found


QUERY = """
WITH cell AS (
    SELECT DISTINCT "Short Desc" AS measure, "Years" AS year, "LA Number"::INTEGER AS area, falls,
        printf('%.15g', "Values"::DOUBLE)::DECIMAL(30, 18) AS value
    FROM read_parquet(?) JOIN sided ON sided.measure = "Short Desc"
    WHERE "Values" <> '-' AND "LA Number" NOT BETWEEN 970 AND 990
), level AS (
    SELECT measure, year, value, count(*) AS alike FROM cell GROUP BY ALL
), counted AS (
    SELECT *,
        sum(alike) OVER (PARTITION BY measure, year) AS n,
        sum(alike) OVER (PARTITION BY measure, year ORDER BY value) AS up_to
    FROM level
), ordered AS (
    SELECT measure, year, list(value ORDER BY value) AS x FROM cell GROUP BY ALL
), bound AS (
    SELECT measure, year, list_transform([1, 2, 3], lambda k:
        4 * x[(len(x) - 1) * k // 4 + 1]
        + ((len(x) - 1) * k % 4) * (x[(len(x) - 1) * k // 4 + 2] - x[(len(x) - 1) * k // 4 + 1])
    ) AS fourfold
    FROM ordered WHERE len(x) >= 4
), ranked AS (
    SELECT cell.*, n, fourfold,
        CASE WHEN falls THEN up_to - alike ELSE n - up_to END + 1 AS rank,
        ntile(4) OVER (
            PARTITION BY measure, year ORDER BY CASE WHEN falls THEN value ELSE -value END, area
        ) AS tile
    FROM cell JOIN counted USING (measure, year, value) LEFT JOIN bound USING (measure, year)
), lying AS (
    SELECT *, len(list_filter(fourfold, lambda b: 4 * value > b)) AS above FROM ranked
)
SELECT measure, year, area, rank::INTEGER, n::INTEGER,
    CASE WHEN n < 4 THEN 0 WHEN falls THEN 1 + above ELSE 4 - above END,
    CASE WHEN n < 4 THEN 0 ELSE 5 - (((n + 1 - rank) * 4 + n - 1) // n) END::INTEGER,
    CASE WHEN n < 4 THEN 0 ELSE tile END,
    n >= 4 AND count(DISTINCT tile) OVER (PARTITION BY measure, year, value) > 1
FROM lying
"""


def queried(
    database: duckdb.DuckDBPyConnection, table: Path, sided: dict[str, Polarity]
) -> dict[Place, Found]:
    """Compute the same in one query, in decimals with room for four times a value."""
    database.execute("CREATE TABLE sided (measure VARCHAR, falls BOOLEAN)")
    database.executemany(
        "INSERT INTO sided VALUES (?, ?)",
        [(name, polarity is Polarity.LOW) for name, polarity in sided.items()],
    )
    rows = database.execute(QUERY, [str(table)]).fetchall()
    return {row[:3]: row[3:] for row in rows}


def _agreement(found: dict[Place, Found]) -> str:
    """Say how often two methods give one band."""
    words = []
    for first, second in ((2, 3), (2, 4), (3, 4)):
        same = sum(one[first] == one[second] for one in found.values())
        names = list(QuartileMethod)
        words.append(f"{names[first - 2]} and {names[second - 2]} {100 * same / len(found):.2f}%")
    return f"{', '.join(words)} alike"


if __name__ == "__main__":
    main()
