"""`ragcalc score --engine spark` answers as DuckDB on one machine does, to the byte."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.cli.conftest import Command
from tests.cli.running import process
from tests.cli.test_score_layouts import PUBLISHERS
from tests.scale import nation
from tests.scale.on_spark import needs_spark

pytestmark = [needs_spark, pytest.mark.filterwarnings("default")]  # pyspark's own warnings
SPARK = ("score", "--engine", "spark", "--threads", "2")


@pytest.fixture(scope="module", autouse=True)
def _session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A session for all commands: starting one takes longer than what they ask of it."""
    from ragcalc.scale.spark.session import session

    with session(2, tmp_path_factory.mktemp("spark")):
        yield


@pytest.fixture
def country(folder: Path) -> Path:
    """The invented nation in the current folder."""
    nation.write(folder)
    return folder


@pytest.mark.parametrize("name", ["a.parquet", "a.csv"])
def test_equal_inputs_make_equal_bytes_whatever_the_engine(
    name: str, country: Path, ragcalc: Command
) -> None:
    there = {one.name for one in country.iterdir()}
    assert ragcalc("score", "--output", name).status == 0
    by_duckdb = (country / name).read_bytes()
    answer = process(*SPARK, "--output", name, cwd=country)
    said = "855 rows of 19 areas and 9 indicators; 855 judged again, none differs"
    assert (answer.status, answer.out, answer.err) == (0, "", f"{name}: {said}\n")
    assert (country / name).read_bytes() == by_duckdb
    assert {one.name for one in country.iterdir()} == {*there, name}


def test_batches_of_several_workers_are_put_together_in_order(
    country: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ragcalc.scale.job.MOST_ROWS", 100)
    assert ragcalc("score", "--output", "a.csv").status == 0
    assert ragcalc(*SPARK, "--output", "b.csv").status == 0
    assert (country / "b.csv").read_bytes() == (country / "a.csv").read_bytes()


def test_tables_of_several_files_and_odd_names_are_read_as_they_are_called(
    country: Path, ragcalc: Command
) -> None:
    lines = (country / "nation.csv").read_text().splitlines(keepends=True)
    first, second = country / "a {1,2} [x]*.csv", country / "b #%20ü.csv"
    first.write_text("".join(lines[:300]), encoding="utf-8")
    second.write_text("".join([lines[0], *lines[300:]]), encoding="utf-8")
    (country / "a 1 x.csv").write_text("not,asked,for\n", encoding="utf-8")
    names = [first.name, second.name]
    assert ragcalc("score", *names, "--output", "a.parquet").status == 0
    answer = ragcalc(*SPARK, *names, "--output", "b.parquet")
    assert answer.status == 0, answer.err
    assert (country / "b.parquet").read_bytes() == (country / "a.parquet").read_bytes()


def test_parquet_files_are_read_with_the_types_that_they_have(
    country: Path, ragcalc: Command
) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT * REPLACE (CAST(area AS DOUBLE) AS area,"
            " CAST(nullif(value, '-') AS DECIMAL(9, 3)) AS value)"
            " FROM read_csv('nation.csv', all_varchar = true)) TO 'typed.parquet'"
        )
    assert ragcalc("score", "typed.parquet", "--output", "a.parquet").status == 0
    answer = ragcalc(*SPARK, "typed.parquet", "--output", "b.parquet")
    assert answer.status == 0, answer.err
    assert (country / "b.parquet").read_bytes() == (country / "a.parquet").read_bytes()


def test_a_csv_file_is_read_with_its_own_separator_and_names_of_several_lines(
    country: Path, ragcalc: Command
) -> None:
    text = (country / "nation.csv").read_text(encoding="utf-8")
    lines = text.replace(",", ";").replace("Shire 301", '"Shire; \n ""301"""')
    (country / "nation.csv").write_text(lines, encoding="utf-8")
    assert ragcalc("score", "--output", "a.parquet").status == 0
    answer = ragcalc(*SPARK, "--output", "b.parquet")
    assert answer.status == 0, answer.err
    assert (country / "b.parquet").read_bytes() == (country / "a.parquet").read_bytes()


HEAD = "measure,year,area,name,value,region\n"
REFUSED = {
    "a word for a figure": f"{HEAD}relative,2018-19,301,Shire,many,North\n",
    "two figures of one area": f"{HEAD}relative,2018-19,301,Shire,1,North\n"
    "relative,2018-19,301,Shire,2,North\n",
    "40 digits": f"{HEAD}relative,2018-19,301,Shire,{'7' * 40},North\n",
    "no period": f"{HEAD}relative,soon,301,Shire,1,North\n",
    "no row": HEAD,
    "no column of figures": "measure,year,area\nrelative,2018-19,301\n",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_one_machine_refuses_is_refused_in_the_same_words(
    kind: str, country: Path, ragcalc: Command
) -> None:
    (country / "bad.csv").write_text(REFUSED[kind])
    (country / "a.csv").write_text("what was there\n")
    alone = ragcalc("score", "bad.csv", "--output", "a.csv")
    assert alone.status == 2
    assert ragcalc(*SPARK, "bad.csv", "--output", "a.csv") == alone
    assert (country / "a.csv").read_text() == "what was there\n"
    assert not list(country.glob(".ragcalc-*"))


def test_a_truncated_file_is_refused(country: Path, ragcalc: Command) -> None:
    assert ragcalc("score", "--output", "a.parquet").status == 0
    whole = (country / "a.parquet").read_bytes()
    (country / "bad.parquet").write_bytes(whole[: len(whole) // 2])
    alone = ragcalc("score", "bad.parquet", "--output", "b.csv")
    assert alone.status == 2
    assert ragcalc(*SPARK, "bad.parquet", "--output", "b.csv") == alone
    assert not (country / "b.csv").exists()


def test_files_of_a_folder_need_not_be_alike(country: Path, ragcalc: Command) -> None:
    """Nor have the same separator; and the names of folders may be columns."""
    assert ragcalc("score", "--output", "whole.csv").status == 0
    header, *lines = (country / "nation.csv").read_text().splitlines()
    (country / "nation.csv").unlink()
    for year in nation.YEARS:
        own = [one.split(",") for one in lines if f",{year}," in one]
        folder = country / "figures" / f"year={year}"
        folder.mkdir(parents=True)
        for at, mark in enumerate(",;"):
            rows = [header.split(","), *own[at::2]]
            text = "\n".join(mark.join([*one[:1], *one[2:]]) for one in rows)
            (folder / f"part-{at}.csv").write_text(f"{text}\n")
        (folder / "_SUCCESS").touch()
    with duckdb.connect() as connection:
        first = country / "figures" / "year=2014-15" / "part-0.csv"
        plain = "all_varchar = true, hive_partitioning = false"
        wider = f"SELECT *, 1 AS more FROM read_csv('{first}', {plain})"
        connection.execute(f"COPY ({wider}) TO '{first.with_suffix('.parquet')}'")
        first.unlink()
    assert ragcalc(*SPARK, "figures", "--output", "parts.csv").status == 0
    assert (country / "parts.csv").read_bytes() == (country / "whole.csv").read_bytes()


def test_rows_are_chosen_or_refused_as_on_one_machine(country: Path, ragcalc: Command) -> None:
    header, *lines = (country / "nation.csv").read_text().splitlines()
    several = [f"{one},Total\n{one.replace(',14,', ',3,')},Girls" for one in lines]
    (country / "nation.csv").write_text("\n".join([f"{header},sex", *several]) + "\n")
    catalogue = (country / "indicators.yaml").read_text()
    chosen = "measure: {}, where: {{Sex: {}}}"
    for name in nation.MEASURES:
        catalogue = catalogue.replace(f"measure: {name}", chosen.format(name, "Total"))
    (country / "indicators.yaml").write_text(catalogue)
    assert ragcalc("score", "--output", "a.csv").status == 0
    assert ragcalc(*SPARK, "--output", "b.csv").status == 0
    assert (country / "b.csv").read_bytes() == (country / "a.csv").read_bytes()
    for instead in ("measure: peers", chosen.format("peers", "[Total, Boys]")):
        asked = catalogue.replace(chosen.format("peers", "Total"), instead)
        (country / "indicators.yaml").write_text(asked)
        by_duckdb = ragcalc("score", "--output", "c.csv")
        by_spark = ragcalc(*SPARK, "--output", "c.csv")
        assert (by_spark.status, by_spark.err) == (by_duckdb.status, by_duckdb.err)
        assert by_duckdb.status == 2


def test_an_address_is_written_by_spark_and_read_again(country: Path, ragcalc: Command) -> None:
    assert ragcalc("score", "--output", "a.csv").status == 0
    table, answer = f"file://{country}/nation.csv", f"file://{country}/scored"
    written = ragcalc(*SPARK, table, "--output", answer)
    said = "855 rows of 19 areas and 9 indicators; 855 judged again, none differs"
    assert (written.status, written.out, written.err) == (0, "", f"{answer}: {said}\n")
    with duckdb.connect() as connection:
        rows = f"SELECT * FROM '{country}/scored/*.parquet'"
        connection.execute(f"COPY ({rows}) TO 'b.csv' (FORMAT csv, HEADER true)")
    assert (country / "b.csv").read_bytes() == (country / "a.csv").read_bytes()


def test_a_csv_at_an_address_has_its_texts_as_they_are(country: Path, ragcalc: Command) -> None:
    text = (country / "nation.csv").read_text(encoding="utf-8")
    odd = text.replace("Shire 301", '"St ""X"", y\\ "')
    (country / "nation.csv").write_text(odd, encoding="utf-8")
    assert ragcalc("score", "--output", "a.parquet").status == 0
    written = ragcalc(*SPARK, "--output", f"file://{country}/scored.csv")
    assert written.status == 0, written.err
    with duckdb.connect() as connection:
        options = "header = true, all_varchar = true, quote = '\"', escape = '\"'"
        rows = f"SELECT DISTINCT area_name FROM read_csv('{country}/scored.csv/*.csv', {options})"
        assert (r'St "X", y\ ',) in connection.execute(rows).fetchall()


def test_an_indicator_with_rows_of_no_period_alone_is_left_out(
    country: Path, ragcalc: Command
) -> None:
    text = (country / "nation.csv").read_text(encoding="utf-8").splitlines()
    lines = [one.replace(",2014-15,", ",soon,") if "range" in one else one for one in text]
    only = [one for one in lines if "range" not in one or ",soon," in one]
    (country / "nation.csv").write_text("\n".join(only) + "\n", encoding="utf-8")
    alone = ragcalc("score", "--output", "a.csv")
    assert alone.status == 0
    assert ragcalc(*SPARK, "--output", "b.csv").err == alone.err.replace("a.csv", "b.csv")
    assert (country / "b.csv").read_bytes() == (country / "a.csv").read_bytes()


def test_a_file_that_spark_would_pass_over_is_refused(country: Path, ragcalc: Command) -> None:
    (country / "nation.csv").rename(country / "_nation.csv")
    answer = ragcalc(*SPARK, "_nation.csv", "--output", "a.csv")
    assert answer.status == 2
    assert "Error: Spark reads no file whose name begins with . or _" in answer.err


@pytest.mark.parametrize(
    "row", ["Pow\xf4", "short", '"unclosed'], ids=["Latin-1", "a short row", "an open quote"]
)
def test_what_comes_late_in_a_csv_file_is_refused_in_the_same_words(
    row: str, country: Path, ragcalc: Command
) -> None:
    text = HEAD + "unread,2018-19,301,Shire,1,North\n" * 30_000 + f"relative,2018-19,302,{row}\n"
    long = text.replace(f"{row}\n", f"{row},1,North\n") if row == "Pow\xf4" else text
    (country / "late.csv").write_text(long, encoding="latin-1")
    alone = ragcalc("score", "late.csv", "--output", "a.csv")
    assert alone.status == 2
    assert ragcalc(*SPARK, "late.csv", "--output", "a.csv") == alone


def test_a_csv_at_an_address_that_is_not_utf_8_is_refused(country: Path, ragcalc: Command) -> None:
    text = HEAD + "relative,2018-19,301,Pow\xf4,1,North\n"
    (country / "it's.csv").write_text(text, encoding="latin-1")
    address = f"file://{country}/it's.csv"
    answer = ragcalc(*SPARK, address, "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            f"Error: {address}: a text is not UTF-8, or holds the mark U+FFFD\n"
            "fetch the file again, or save it anew, CSV as UTF-8\n"
        ),
    )
    (country / "it's.csv").write_text(text, encoding="utf-8")
    assert ragcalc(*SPARK, address, "--output", "a.csv").status == 0


def test_no_address_is_written_in_a_folder_that_is_read(country: Path, ragcalc: Command) -> None:
    (country / "figures").mkdir()
    (country / "nation.csv").rename(country / "figures" / "nation.csv")
    for table in ("figures", f"file://{country}/figures/"):
        answer = ragcalc(*SPARK, table, "--output", f"file://{country}/figures/scored")
        assert (answer.status, answer.out) == (2, "")
        assert "which is read; write it elsewhere" in answer.err
    assert [one.name for one in (country / "figures").iterdir()] == ["nation.csv"]


def test_an_address_is_never_written_over(country: Path, ragcalc: Command) -> None:
    (country / "scored").mkdir()
    (country / "scored" / "old").write_text("what was there\n")
    answer = ragcalc(*SPARK, "--output", f"file://{country}/scored")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(f"Error: file://{country}/scored is there already\n")
    assert [one.name for one in (country / "scored").iterdir()] == ["old"]


def test_a_run_that_fails_leaves_nothing_at_an_address(country: Path, ragcalc: Command) -> None:
    (country / "bad.csv").write_text(REFUSED["a word for a figure"])
    answer = ragcalc(*SPARK, "bad.csv", "--output", f"file://{country}/scored")
    assert (answer.status, answer.err) == (
        2,
        "Error: bad.csv: the value 'many' is not a number\ncorrect it\n",
    )
    assert not (country / "scored").exists()


@pytest.mark.parametrize("name", PUBLISHERS)
def test_files_as_they_are_published_have_the_same_answer(
    name: str, country: Path, ragcalc: Command
) -> None:
    PUBLISHERS[name].write(country)
    (country / "indicators.yaml").write_text(PUBLISHERS[name].catalogue())
    assert ragcalc("score", "--output", "a.csv").status == 0
    assert ragcalc(*SPARK, "--output", "b.csv").status == 0
    assert (country / "b.csv").read_bytes() == (country / "a.csv").read_bytes()
    address = f"file://{country / 'nation.csv'}"
    assert ragcalc(*SPARK, address, "--output", "c.csv").status == 0
    assert (country / "c.csv").read_bytes() == (country / "a.csv").read_bytes()
