"""The rule over whole numbers decides in Spark's workers as `judge` does."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from ragcalc.scale.engine import Settings, opened
from ragcalc.scale.queries import with_steps
from tests.scale.cases import Case, cases
from tests.scale.on_spark import needs_spark
from tests.scale.test_rule import ANSWERS, Verdict, exact_edges, in_words, judged, steps

pytestmark = [needs_spark, pytest.mark.filterwarnings("default")]  # pyspark's own warnings


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A session of Spark on this machine."""
    from pyspark.sql import SparkSession

    found = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = found.getOrCreate()
    yield session
    session.stop()


def in_spark(cases: Sequence[Case], session: Any) -> list[Verdict]:
    """Return the verdicts by DuckDB in Spark's workers."""
    import pyarrow

    names = [*cases[0].row]
    digits = pyarrow.decimal128(38, 0)
    columns = {name: pyarrow.array([one.row[name] for one in cases], digits) for name in names}
    numbers = pyarrow.array(range(len(cases)), pyarrow.int64())
    whole = ", ".join(f"CAST({name} AS HUGEINT) AS {name}" for name in names)
    every = [(name, step.sql) for name, step in steps().items()]
    rows = with_steps(f"(SELECT number, {whole} FROM piece)", every)
    asked = f"SELECT number, {', '.join(ANSWERS)} FROM {rows}"

    def decided(batches: Iterator[Any]) -> Iterator[Any]:
        for one in batches:
            with opened(Settings(threads=1)) as engine:
                engine.register("piece", pyarrow.Table.from_batches([one]))
                yield from engine.batches(asked, 100_000)

    kinds = ", ".join(f"{name} int" for name in ANSWERS)
    given = session.createDataFrame(pyarrow.table({"number": numbers, **columns}))
    found = given.repartition(4).mapInArrow(decided, f"number bigint, {kinds}").collect()
    ordered = sorted(found, key=lambda row: row.number)
    return [in_words(one, row[1:]) for one, row in zip(cases, ordered, strict=True)]


def test_100_000_cases_are_decided_as_judge_decides(session: Any) -> None:
    several = [one for seed in range(10) for one in cases(10_000, seed)]
    assert in_spark(several, session) == [judged(one) for one in several]


def test_exact_edges_are_decided_exactly(session: Any) -> None:
    edges = [*exact_edges()]
    made = in_spark([one for one, _, _ in edges], session)
    assert [(one[0], one[2]) for one in made] == [
        (status.value, direction.value) for _, status, direction in edges
    ]
