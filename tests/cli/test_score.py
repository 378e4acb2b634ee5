"""`ragcalc score`: every area at once, as the report of each says."""

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pytest

from ragcalc import numbers, periods
from ragcalc import pipeline as api
from ragcalc.scale import rule
from ragcalc.scale.whole_numbers import whole
from ragcalc.scoring.inputs import Benchmark, SourcedValue
from ragcalc.scoring.results import IndicatorResult
from tests.cli.conftest import Command
from tests.scale import nation

Rows = list[dict[str, str]]


@pytest.fixture
def country(folder: Path) -> Path:
    """The invented nation in the current folder."""
    nation.write(folder)
    return folder


def scored(path: Path) -> Rows:
    """Return the rows of an answer."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def own_values(area: str) -> dict[str, dict[str, str]]:
    """Return an area's figures by measure and year."""
    found: dict[str, dict[str, str]] = {}
    for row in nation.rows():
        if row.area == f"{area}.0" and row.value != "-":
            found.setdefault(row.measure, {})[row.year] = row.value
    return found


def reported(catalogue: str) -> Iterator[dict[str, str]]:
    """Yield what the reports of one authority's catalogue say, as rows."""
    path = Path("one.yaml")
    path.write_text(catalogue)
    loaded = api.load(path, Path("thresholds.yaml"))
    assert not loaded.problems
    for year in nation.YEARS:
        made = api.scored(loaded, periods.parse(year), evidence=[])
        yield from (row_of(one) for one in made.indicators)


def row_of(result: IndicatorResult) -> dict[str, str]:
    """Return what a report says of an indicator, as a row of an answer."""
    inputs, verdict = result.inputs, result.verdict
    previous = verdict.direction.previous
    assert result.evidence
    place = result.evidence.place
    rank = place.ranked.rank if place else None
    row = {
        "indicator": result.id,
        "period": str(inputs.due),
        "value": _shown(inputs.reading if isinstance(inputs.reading, SourcedValue) else None),
        "status": verdict.status.status.value,
        "status_reason": verdict.status.reason.value,
        "direction": verdict.direction.direction.value,
        "previous_period": str(previous.period) if previous else "",
        "previous": _shown(previous),
        "rank": str(rank or ""),
        "of": str(place.ranked.of) if place and rank else "",
        "band": (place and place.ranked.letter) or "",
    }
    by_id = {one.benchmark.id: one for one in verdict.comparisons}
    for name in ("england", "own-region", "peers"):
        found = by_id.get(name)
        benchmark: Benchmark | None = found.benchmark if found else None
        gap = found.gap if found else None
        row |= {
            f"{name}_period": str(benchmark.figure.period) if benchmark else "",
            name: _shown(benchmark.figure if benchmark else None),
            f"{name}_gap": "" if gap is None else numbers.to_text(numbers.shortest(gap)),
            f"{name}_verdict": (found.standing or "") if found else "",
        }
    return row


def _shown(value: SourcedValue | None) -> str:
    return "" if value is None else numbers.to_text(numbers.shortest(value.value))


def shortened(row: dict[str, str]) -> dict[str, str]:
    """Return what a row of an answer has in common with `_row`."""
    apart = ("area", "area_name", "region", "target")
    return {key: text for key, text in row.items() if key not in apart}


def test_every_authority_has_what_its_own_reports_say(country: Path, ragcalc: Command) -> None:
    answer = ragcalc("score", "--output", "scored.csv", "--verify", "2000")
    assert answer.status == 0
    rows = scored(country / "scored.csv")
    assert answer.err == (
        f"scored.csv: {len(rows)} rows of 19 areas and 9 indicators; "
        f"{len(rows)} judged again, none differs\n"
    )
    for area in nation.AUTHORITIES:
        own = [shortened(one) for one in rows if one["area"] == area]
        assert in_order(own) == in_order(reported(nation.catalogue(area, own_values(area)))), area


def test_with_the_datasets_own_values_the_reports_say_the_same(
    country: Path, ragcalc: Command
) -> None:
    """Those of `values: dataset`, in a report with `area:` and in `ragcalc score`."""
    (country / "indicators.yaml").write_text(nation.catalogue(values="dataset"))
    assert ragcalc("score", "--output", "scored.csv").status == 0
    rows = scored(country / "scored.csv")
    for area in nation.AUTHORITIES:
        own = [shortened(one) for one in rows if one["area"] == area]
        assert in_order(own) == in_order(reported(nation.catalogue(area, "dataset"))), area


def in_order(rows: Iterable[dict[str, str]]) -> Rows:
    """Return rows of one area by indicator and period."""
    return sorted(rows, key=lambda one: (one["indicator"], one["period"]))


def test_equal_inputs_make_equal_bytes_whatever_the_threads(
    country: Path, ragcalc: Command
) -> None:
    for suffix in ("csv", "parquet"):
        for threads in ("1", "2"):
            path = f"{threads}.{suffix}"
            assert ragcalc("score", "--output", path, "--threads", threads).status == 0
        assert (country / f"1.{suffix}").read_bytes() == (country / f"2.{suffix}").read_bytes()


def test_a_parquet_file_has_the_rows_of_the_csv(country: Path, ragcalc: Command) -> None:
    assert ragcalc("score", "--output", "a.csv").status == 0
    assert ragcalc("score", "--output", "a.parquet").status == 0
    with duckdb.connect() as connection:
        columns = connection.execute("DESCRIBE FROM 'a.parquet'").fetchall()
        rows = connection.execute("FROM 'a.parquet'").fetchall()
    names = [name for name, *_ in columns]
    assert [
        dict(zip(names, ["" if one is None else str(one) for one in row], strict=True))
        for row in rows
    ] == scored(country / "a.csv")


def test_the_columns_stand_in_this_order(country: Path, ragcalc: Command) -> None:
    assert ragcalc("score", "--output", "a.csv").status == 0
    header = (country / "a.csv").read_text().splitlines()[0]
    assert header == (
        "area,area_name,region,indicator,period,value,target,status,status_reason,direction,"
        "previous_period,previous,england_period,england,england_gap,england_verdict,"
        "own-region_period,own-region,own-region_gap,own-region_verdict,"
        "peers_period,peers,peers_gap,peers_verdict,rank,of,band"
    )


def test_of_one_period_the_earlier_ones_still_count(country: Path, ragcalc: Command) -> None:
    assert ragcalc("score", "--output", "all.csv").status == 0
    assert ragcalc("score", "--output", "one.csv", "--period", "2017-18").status == 0
    every = scored(country / "all.csv")
    assert scored(country / "one.csv") == [one for one in every if one["period"] == "2017-18"]


def test_tables_take_the_place_of_the_datasets_own_file(country: Path, ragcalc: Command) -> None:
    assert ragcalc("score", "--output", "whole.csv").status == 0
    lines = (country / "nation.csv").read_text().splitlines(keepends=True)
    (country / "parts").mkdir()
    (country / "parts" / "a.csv").write_text("".join([lines[0], *lines[1:400]]))
    (country / "parts" / "b.csv").write_text("".join([lines[0], *lines[400:]]))
    (country / "nation.csv").write_text("measure,year,area,name,value,region\n")
    assert ragcalc("score", "parts", "--output", "parts.csv").status == 0
    assert (country / "parts.csv").read_bytes() == (country / "whole.csv").read_bytes()
    answer = ragcalc("score", "parts/a.csv", "parts/b.csv", "--output", "named.csv")
    assert answer.status == 0
    assert (country / "named.csv").read_bytes() == (country / "whole.csv").read_bytes()


ROW = "relative,2018-19,301,Shire 301,{},North\n"
HOSTILE = {
    "text": (ROW.format("about 5"), "the value 'about 5' is not a number", "correct it"),
    "NaN": (ROW.format("NaN"), "the value 'NaN' is not a number", "correct it"),
    "infinity": (ROW.format("inf"), "the value 'inf' is not a number", "correct it"),
    "too long": (ROW.format("1" * 40), f"the value '{'1' * 40}' has more than 30 digits", ""),
    "twice": (
        ROW.format("3") + ROW.format("4"),
        "the area 301 has 3 and 4 for relative in one period",
        "keep one of the rows",
    ),
    "no period": (
        ROW.format("3").replace("2018-19", "soon"),
        "'soon' is not a period",
        "write 2018, 2017-18 or 2017/18",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_table_is_refused_and_nothing_written(
    kind: str, country: Path, ragcalc: Command
) -> None:
    rows, message, hint = HOSTILE[kind]
    (country / "bad.csv").write_text(f"measure,year,area,name,value,region\n{rows}")
    (country / "old.csv").write_text("what was there\n")
    answer = ragcalc("score", "bad.csv", "--output", "old.csv")
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
    assert hint in answer.err
    assert (country / "old.csv").read_text() == "what was there\n"
    assert not list(country.glob(".ragcalc-*"))


def test_a_table_without_a_column_is_refused(country: Path, ragcalc: Command) -> None:
    (country / "bad.csv").write_text("measure,year,area,name,region\nrelative,2018-19,301,S,N\n")
    answer = ragcalc("score", "bad.csv", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        "Error: bad.csv has no column 'value'\nsay under columns: what it is called\n",
    )


def test_a_table_of_nested_values_is_refused(country: Path, ragcalc: Command) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT 'relative' AS measure, '2018-19' AS year, '301' AS area, [1, 2] AS value)"
            " TO 'bad.parquet'"
        )
    answer = ragcalc("score", "bad.parquet", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: bad.parquet has lists or structures in its column 'value'\n"
            "write it again with one value in each cell\n"
        ),
    )


@pytest.mark.parametrize(
    "words", [["s3a://bucket/figures", "--output", "a.csv"], ["--output", "hdfs://there/scored"]]
)
def test_an_address_is_for_spark(words: list[str], country: Path, ragcalc: Command) -> None:
    answer = ragcalc("score", *words)
    (address,) = (one for one in words if "://" in one)
    assert (answer.status, answer.out) == (2, "")
    assert f"Error: {address} is an address; only --engine spark reads and writes" in answer.err
    assert not (country / "a.csv").exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX systems have them")
def test_nobody_waits_for_a_pipe(country: Path, ragcalc: Command) -> None:
    os.mkfifo(country / "pipe.csv")
    answer = ragcalc("score", "pipe.csv", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        "Error: pipe.csv is not a file\nname a .parquet or .csv file\n",
    )


def test_a_truncated_file_is_refused(country: Path, ragcalc: Command) -> None:
    assert ragcalc("score", "--output", "a.parquet").status == 0
    whole = (country / "a.parquet").read_bytes()
    (country / "bad.parquet").write_bytes(whole[: len(whole) // 2])
    answer = ragcalc("score", "bad.parquet", "--output", "b.csv")
    assert answer.status == 2
    assert answer.err.startswith("Error: ")
    assert "Traceback" not in answer.err
    assert not (country / "b.csv").exists()


def test_what_a_row_cannot_say_is_refused_by_name(country: Path, ragcalc: Command) -> None:
    thresholds = (country / "thresholds.yaml").read_text()
    three = thresholds.replace("[5%, 1 point]}, amber", "[5%, 1 point, 2 points]}, amber")
    (country / "thresholds.yaml").write_text(three)
    answer = ragcalc("score", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: indicators.peers: the tolerance lesser of 5% and 1 point and 2 points has more "
            "than a share and an amount\nragcalc score takes 5%, 2 points, or one of each\n"
        ),
    )


@pytest.mark.parametrize(
    ("key", "what"),
    [
        ("suppress-below: 5", "suppress-below hides no figure of a table"),
        ("reported: {2018-19: red}", "reported: is of one organisation"),
        (
            "comparators: {peers: {2018-19: 4}}",
            "comparators: peers has figures of one organisation",
        ),
    ],
)
def test_a_key_that_is_of_one_organisation_is_refused(
    key: str, what: str, country: Path, ragcalc: Command
) -> None:
    text = (country / "indicators.yaml").read_text()
    name = "    name: relative\n"
    (country / "indicators.yaml").write_text(text.replace(name, f"{name}    {key}\n"))
    answer = ragcalc("score", "--output", "a.csv")
    assert answer.status == 2
    assert answer.err.startswith(f"Error: indicators.relative: {what}\n")


def test_a_limit_for_small_numbers_is_no_promise_that_is_broken(
    country: Path, ragcalc: Command
) -> None:
    text = (country / "indicators.yaml").read_text()
    (country / "indicators.yaml").write_text(f"suppress-below: 5\n{text}")
    answer = ragcalc("score", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: indicators.relative: suppress-below hides no figure of a table\n"
            "hide small numbers before, and write 0\n"
        ),
    )
    (country / "indicators.yaml").write_text(f"suppress-below: 0\n{text}")
    assert ragcalc("score", "--output", "a.csv").status == 0


def test_a_measure_whose_numbers_are_too_long_is_named(country: Path, ragcalc: Command) -> None:
    text = (country / "indicators.yaml").read_text()
    long = f"target: 14.{'1' * 25}"
    (country / "indicators.yaml").write_text(text.replace("target: 14\n", f"{long}\n"))
    answer = ragcalc("score", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: indicators.relative: 2014-15 needs numbers that are too long\n"
            "round its figures to fewer decimals; ragcalc report takes them as they are\n"
        ),
    )


def test_a_comparator_may_not_have_the_name_of_a_column(country: Path, ragcalc: Command) -> None:
    text = (country / "indicators.yaml").read_text().replace("own-region", "region")
    (country / "indicators.yaml").write_text(text)
    answer = ragcalc("score", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: comparators.region: the answer has a column 'region' already\n"
            "give it another id, as in our-region\n"
        ),
    )


def test_a_csv_file_has_no_comments_and_its_quotes_may_come_late(
    country: Path, ragcalc: Command
) -> None:
    """However far down they stand: no sample of its rows decides what they mean."""
    head = "area,measure,year,name,region,value,choice"
    others = (f"{at},unread,2018-19,Shire,North,1,x" for at in range(30_000))
    rows = [head, *others, '301,"relative",2018-19,"Shire, ""late""",North,1,x']
    rows.append("#9,relative,2018-19,Shire 9,North,2,x")
    (country / "late.csv").write_text("\n".join(rows) + "\n")
    answer = ragcalc("score", "late.csv", "--output", "a.csv")
    assert answer.status == 0, answer.err
    found = {(one["area"], one["area_name"]) for one in scored(country / "a.csv")}
    assert found == {("301", 'Shire, "late"'), ("#9", "Shire 9")}


def test_as_many_rows_are_judged_again_as_are_written_at_most(
    country: Path, ragcalc: Command
) -> None:
    answer = ragcalc("score", "--period", "2018-19", "--output", "a.csv")
    written = len(scored(country / "a.csv"))
    assert f"{written} rows" in answer.err
    assert f"{written} judged again" in answer.err


@pytest.mark.parametrize(
    ("pattern", "out"),
    [("in/*.csv", "in/out.csv"), ("i?", "in/out.csv"), ("**/*.csv", "in/new/out.csv")],
)
def test_nothing_is_written_where_a_pattern_reads(
    pattern: str, out: str, country: Path, ragcalc: Command
) -> None:
    (country / "in").mkdir()
    (country / "nation.csv").rename(country / "in" / "nation.csv")
    answer = ragcalc("score", pattern, "--output", out)
    assert (answer.status, answer.out) == (2, "")
    assert f"Error: --output {out} is one of {pattern}, which is read" in answer.err
    assert not (country / out).exists()


def test_two_folders_that_say_one_column_are_refused(country: Path, ragcalc: Command) -> None:
    lines = (country / "nation.csv").read_text().splitlines()
    folder = country / "in" / "year=2017-18" / "YEAR=2018-19"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_text("\n".join(lines).replace("year", "other") + "\n")
    answer = ragcalc("score", "in", "--output", "a.csv")
    assert answer.status == 2
    assert "has a column 'YEAR', which its folder names too" in answer.err


def test_no_file_that_is_read_is_written_over(country: Path, ragcalc: Command) -> None:
    catalogue = (country / "indicators.yaml").read_text()
    named = catalogue.replace("neighbours.csv}", "neighbours.csv, dictionary: dictionary.csv}")
    (country / "indicators.yaml").write_text(named)
    for path in ("nation.csv", "./nation.csv", "neighbours.csv", "dictionary.csv"):
        Path(path).touch()
        answer = ragcalc("score", "--output", path)
        assert answer.status == 2
        assert "is one of the files that the report is made from" in answer.err
    assert ragcalc("score", "--output", "answer.txt").status == 2
    assert ragcalc("score", "--output", ".csv").status == 2
    assert ragcalc("score", "none.csv", "--output", "a.csv").status == 2


def test_a_row_that_the_rule_decides_otherwise_ends_the_run(
    country: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule, "_direction", lambda sign: whole(1) + sign)
    answer = ragcalc("score", "--output", "a.csv")
    assert answer.status == 2
    assert ": the engine says " in answer.err
    assert not (country / "a.csv").exists()
