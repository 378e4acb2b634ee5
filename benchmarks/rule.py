"""The rule that is printed as SQL against SQL of the same rule written by hand, over the same rows.

Makes rows of a value, an earlier one and a comparator's figure under 400 plans of every polarity
and shape of tolerance, and works out status with its reason, direction and how the value stands to
the comparator. First every row of both answers is compared, then both are run in turn.

    python -m venv /tmp/rule && /tmp/rule/bin/pip install '.[datasets]'
    /tmp/rule/bin/python benchmarks/rule.py
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

import duckdb

from ragcalc.scale.plan import COLUMNS, TOLERANCES
from ragcalc.scale.queries import with_steps
from ragcalc.scale.rule import SIDES, colour_steps, comparison_steps, direction_steps

PLANS, AREAS = 400, 151
ANSWERS = ("colour", "reason", "direction", "comparator_result")


def main() -> None:
    """Compare, measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=10_000_000, help="default: 10,000,000")
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default: 5)")
    given = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, DuckDB {duckdb.__version__}, {given.rounds} rounds")
    for kind in ("BIGINT", "HUGEINT"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.duckdb"  # compressed there, so that memory holds them
            with duckdb.connect(str(path), config={"threads": 2}) as connection:
                _measure(connection, kind, given.rows, given.rounds)


def _measure(connection: duckdb.DuckDBPyConnection, kind: str, rows: int, rounds: int) -> None:
    _make_rows(connection, kind, rows)
    steps = {**direction_steps(), **colour_steps(), **comparison_steps()}
    printed = with_steps("facts", [(name, step.sql) for name, step in steps.items()])
    both = (printed, f"({BY_HAND})")
    _compare(connection, *both)
    costs = [[_cost(connection, one) for one in both] for _ in range(rounds)]
    clocks, processors = ([(own[at], other[at]) for own, other in costs] for at in (0, 1))
    own, other = (median(one) for one in zip(*processors, strict=True))
    print(f"{rows:,} rows of {kind}: printed {own:.2f} s of the processor, by hand {other:.2f} s")
    print(f"  {_ratio(processors)}, on the clock {_ratio(clocks)}")


def _ratio(pairs: list[tuple[float, float]]) -> str:
    """Return the median of the ratios of each round, with the least and the most."""
    ratios = sorted(one / other for one, other in pairs)
    return f"{median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"


def _cost(connection: duckdb.DuckDBPyConnection, rows: str) -> tuple[float, float]:
    """Return the seconds on the clock and of the processor that the answers of rows take."""
    clock, start = time.perf_counter(), sum(os.times()[:2])
    sums = ", ".join(f"sum({one})" for one in ANSWERS)
    connection.execute(f"SELECT {sums} FROM {rows}").fetchall()
    return time.perf_counter() - clock, sum(os.times()[:2]) - start


def _compare(connection: duckdb.DuckDBPyConnection, printed: str, by_hand: str) -> None:
    """End where the answers of a row differ; a neutral indicator has no colour."""
    answers = "(CASE WHEN side <> 2 THEN (colour, reason) END, direction, comparator_result)"
    found = connection.execute(
        f"SELECT count(*), count(CASE WHEN one.answer IS DISTINCT FROM other.answer THEN 1 END)"
        f" FROM (SELECT id, {answers} AS answer FROM {printed}) one"
        f" JOIN (SELECT id, {answers} AS answer FROM {by_hand}) other USING (id)"
    ).fetchall()
    ((rows, differing),) = found
    if differing:
        sys.exit(f"{differing:,} of {rows:,} rows differ")
    print(f"the answers of all {rows:,} rows are equal")


def _make_rows(connection: duckdb.DuckDBPyConnection, kind: str, rows: int) -> None:
    """Make the table `facts`: under each plan the figures of so many areas, often on an edge."""
    columns = ", ".join(f"{name} {kind}" for name in COLUMNS)
    connection.execute(f"CREATE TABLE plans (plan INTEGER, {columns})")
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    connection.executemany(f"INSERT INTO plans VALUES ({marks})", [*_plans()])
    figures = ", ".join(
        f"CAST({number} AS {kind}) AS {name}"
        for name, number in {
            "value": "hash(id) % 200",
            "value_of": "1",
            "previous": "hash(id, 1) % 200",
            "previous_of": "1",
            "comparator": "hash(id, 2) % 2000",
            "comparator_of": "10",
        }.items()
    )
    connection.execute(
        f"CREATE TABLE facts AS SELECT id, plans.* EXCLUDE (plan), {figures}"
        f" FROM range({rows}) r(id) JOIN plans ON plan = id // {AREAS} % {PLANS} ORDER BY id"
    )


def _plans() -> Iterator[tuple[int, ...]]:
    random = Random(1)
    for number in range(PLANS):
        made = dict.fromkeys(COLUMNS, 0) | _plan(random)
        yield number, *(made[name] for name in COLUMNS)


def _plan(random: Random) -> dict[str, int]:
    """Return a plan of any shape, of small numbers, so that values lie on its edges."""
    parts, shares, factor = (random.choice(some) for some in ((1, 10), (20, 100), (1, 10)))
    low = random.randrange(200) * parts * factor
    side = random.choice([*SIDES.values()])
    high = low if side else low + random.randrange(30) * parts * factor
    made = {"parts": parts, "shares": shares, "factor": factor, "side": side}
    made |= {"low": low, "high": high, "strict": random.randrange(2)}
    made |= {name: random.randrange(200) * parts for name in ("floor", "base")}
    made |= {name: int(random.random() < 0.2) for name in ("has_floor", "has_base")}
    made |= {name: int(random.random() < 0.15) for name in COLUMNS if "amber_if" in name}
    for name in TOLERANCES:
        made[f"{name}_share"] = random.randint(0, shares // 5)
        made[f"{name}_amount"] = random.choice((0, 1, 2, 5)) * parts * shares
        ends = ("lesser", "share_open", "amount_open")
        made |= {f"{name}_{end}": random.randrange(2) for end in ends}
    return made


BY_HAND = """
WITH distances AS (
    SELECT *,
        low * value_of - value * parts * factor AS below,
        value * parts * factor - high * value_of AS above,
        value * comparator_of - comparator * value_of AS gap,
        CASE WHEN side = 0 THEN greatest(low * previous_of - previous * parts * factor,
            previous * parts * factor - high * previous_of, 0) END AS previous_off
    FROM facts
), shortfalls AS (
    SELECT *,
        CASE side WHEN 1 THEN below WHEN 0 THEN greatest(below, above, 0) ELSE above END AS short,
        CASE WHEN side = 1 OR side = 0 AND above <= below THEN low ELSE high END AS target_end,
        CASE WHEN side = 0
            THEN previous_off * value_of - greatest(below, above, 0) * previous_of
            ELSE value * previous_of - previous * value_of END AS rise,
        CASE WHEN side = 0 THEN parts * factor ELSE 1 END AS rise_of,
        CASE WHEN gap = 0 OR CASE WHEN similar_lesser = 1
            THEN abs(gap) * shares * parts <= least(
                similar_share * abs(comparator) * value_of * parts - similar_share_open,
                similar_amount * value_of * comparator_of - similar_amount_open)
            ELSE abs(gap) * shares * parts <= greatest(
                similar_share * abs(comparator) * value_of * parts - similar_share_open,
                similar_amount * value_of * comparator_of - similar_amount_open) END THEN 1
        WHEN side IN (0, 2) THEN CASE WHEN gap < 0 THEN 4 ELSE 3 END
        WHEN (gap < 0) = (side = -1) THEN 0 ELSE 2 END AS comparator_result
    FROM distances
), limits AS (
    SELECT *, short * shares AS size, short + strict <= 0 AS is_met,
        abs(CASE WHEN has_base = 1 THEN base * factor ELSE target_end END) * value_of AS share_unit,
        factor * value_of AS amount_unit,
        CASE WHEN rise = 0 OR abs(rise) * shares * parts <= CASE WHEN same_lesser = 1
            THEN least(same_share * abs(previous) * value_of * rise_of * parts - same_share_open,
                same_amount * value_of * previous_of * rise_of - same_amount_open)
            ELSE greatest(same_share * abs(previous) * value_of * rise_of * parts - same_share_open,
                same_amount * value_of * previous_of * rise_of - same_amount_open) END
            THEN CASE WHEN side = 2 THEN 4 ELSE 1 END
        WHEN side = 2 THEN CASE WHEN rise < 0 THEN 5 ELSE 3 END
        WHEN (rise < 0) = (side = -1) THEN 0 ELSE 2 END AS direction
    FROM shortfalls
), bounds AS (
    SELECT *,
        green_share * share_unit
            - CASE WHEN share_unit = 0 THEN strict ELSE green_share_open END AS green_by_share,
        green_amount * amount_unit - green_amount_open AS green_by_amount,
        amber_share * share_unit
            - CASE WHEN share_unit = 0 THEN strict ELSE amber_share_open END AS amber_by_share,
        amber_amount * amount_unit - amber_amount_open AS amber_by_amount
    FROM limits
), bands AS (
    SELECT *,
        size <= CASE WHEN green_lesser = 1
            THEN least(green_by_share, green_by_amount)
            ELSE greatest(green_by_share, green_by_amount) END AS in_green,
        size <= CASE WHEN amber_lesser = 1
            THEN least(amber_by_share, amber_by_amount)
            ELSE greatest(amber_by_share, amber_by_amount) END AS in_amber,
        has_floor = 1 AND (is_met OR short <= value_of *
            CASE WHEN side = -1 THEN floor * factor - target_end
                ELSE target_end - floor * factor END) AS in_floor
    FROM bounds
), reasons AS (
    SELECT *,
        CASE WHEN in_green AND (has_floor = 0 OR in_floor) THEN CASE WHEN is_met THEN 0 ELSE 1 END
        WHEN has_floor = 1 THEN CASE WHEN in_floor THEN 3 ELSE 6 END
        WHEN in_amber THEN 2
        WHEN CASE direction WHEN 0 THEN amber_if_improved WHEN 1 THEN amber_if_maintained
            WHEN 2 THEN amber_if_declined ELSE 0 END = 1 THEN 4 ELSE 5 END AS reason
    FROM bands
)
SELECT id, side, CASE WHEN reason <= 1 THEN 0 WHEN reason <= 4 THEN 1 ELSE 2 END AS colour,
    reason, direction, comparator_result
FROM reasons
"""
"""What somebody who knows the engine and the plans would write."""


if __name__ == "__main__":
    main()
