"""The TABLEs of `ragcalc score`: files, folders and patterns, as one table."""

import csv
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest

from tests.cli.conftest import Command
from tests.scale import nation
from tests.scale.nation import Row

ROWS = [*nation.rows()]


@pytest.fixture
def country(folder: Path, ragcalc: Command) -> Path:
    """The invented nation in the current folder, with `whole.csv` as its answer."""
    nation.write(folder)
    assert ragcalc("score", "--output", "whole.csv").status == 0
    (folder / "nation.csv").unlink()
    return folder


def write_csv(path: Path, rows: Iterable[Row], columns: Iterable[str] = Row._fields) -> None:
    """Write some columns of rows, in this order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        out = csv.DictWriter(file, [*columns], extrasaction="ignore")
        out.writeheader()
        out.writerows(one._asdict() for one in rows)


def write_parquet(path: Path, rows: Iterable[Row], select: str = "*") -> None:
    """Write what a statement selects of the columns of rows, all of them texts."""
    texts = path.with_suffix(".texts")
    write_csv(texts, rows)
    with duckdb.connect() as connection:
        read = f"read_csv('{texts}', header = true, all_varchar = true)"
        connection.execute(f"COPY (SELECT {select} FROM {read}) TO '{path}' (FORMAT parquet)")
    texts.unlink()


def beside(folder: Path) -> None:
    """Write what Spark writes beside its parts."""
    (folder / "_SUCCESS").touch()
    (folder / "._SUCCESS.crc").write_bytes(b"crc")
    for part in [*folder.glob("part-*")]:
        (folder / f".{part.name}.crc").write_bytes(b"crc")


def is_whole(folder: Path, ragcalc: Command, *tables: str) -> bool:
    """Return whether tables have the answer of the whole."""
    answer = ragcalc("score", *tables, "--output", "answer.csv")
    assert answer.err.startswith("answer.csv: 855 rows of 19 areas and 9 indicators")
    return (folder / "answer.csv").read_bytes() == (folder / "whole.csv").read_bytes()


def test_a_folder_as_spark_writes_it_is_its_parts(country: Path, ragcalc: Command) -> None:
    """Checksums, and the mark of success, are no parts."""
    for at in range(3):
        write_parquet(country / "out.parquet" / f"part-{at:05}-a1b2.parquet", ROWS[at::3])
    beside(country / "out.parquet")
    assert is_whole(country, ragcalc, "out.parquet")
    assert is_whole(country, ragcalc, "out.parquet/")


def test_folders_in_a_folder_are_read_too(country: Path, ragcalc: Command) -> None:
    write_parquet(country / "figures" / "a" / "one.parquet", ROWS[:300])
    write_parquet(country / "figures" / "b" / "c" / "two.parquet", ROWS[300:600])
    write_parquet(country / "figures" / "three.parquet", ROWS[600:])
    (country / "figures" / "b" / "again").symlink_to(country / "figures")
    assert is_whole(country, ragcalc, "figures")


def test_the_names_of_folders_may_be_columns(country: Path, ragcalc: Command) -> None:
    """As Spark writes what is partitioned, with `%2F` for a slash and a word for nothing."""
    folder = country / "figures"
    for year in nation.YEARS:
        for region in ("North", "South", ""):
            own = [one for one in ROWS if (one.year, one.region) == (year, region)]
            place = folder / f"year={year.replace('-', '%2F')}"
            place /= f"region={region or '__HIVE_DEFAULT_PARTITION__'}"
            write_csv(place / "part-0.csv", own, ("measure", "area", "name", "value"))
            beside(place)
    beside(folder)
    assert is_whole(country, ragcalc, "figures")
    assert is_whole(country, ragcalc, "figures/year=*/*/*.csv")
    assert is_whole(country, ragcalc, "figures/*")


def test_what_a_folder_and_its_file_both_say_is_not_clear(country: Path, ragcalc: Command) -> None:
    write_csv(country / "figures" / "Year=2018-19" / "a.csv", ROWS)
    answer = ragcalc("score", "figures", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: figures/Year=2018-19/a.csv has a column 'Year', which its folder names too\n"
            "rename the folder, or name the file itself\n"
        ),
    )
    assert is_whole(country, ragcalc, "figures/Year=2018-19/a.csv")
    assert is_whole(country, ragcalc, "figures/Year=2018-19")


def test_a_pattern_is_what_it_names(country: Path, ragcalc: Command) -> None:
    write_csv(country / "figures" / "2024" / "a.csv", ROWS[:400])
    write_csv(country / "figures" / "2025" / "b.csv", ROWS[400:])
    write_csv(country / "figures" / "2025" / "other.txt", ROWS[400:])
    assert is_whole(country, ragcalc, "figures/*/?.csv")
    assert is_whole(country, ragcalc, "figures/**/[ab].csv")
    assert is_whole(country, ragcalc, "figures/2024", "figures/*/b.csv")
    answer = ragcalc("score", "figures/*.csv", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        ("Error: figures/*.csv matches no file\nsee what is there, and write it in quotes\n"),
    )
    answer = ragcalc("score", "*/" * 101, "--output", "a.csv")
    assert answer.err.endswith(
        "it has more than 100 parts\nname the folder, or write fewer asterisks\n"
    )


def test_a_name_that_is_there_is_no_pattern(country: Path, ragcalc: Command) -> None:
    write_csv(country / "figures [1].csv", ROWS)
    write_csv(country / "figures 1.csv", ROWS[:1])
    write_csv(country / "it's *" / "a.csv", ROWS)
    assert is_whole(country, ragcalc, "figures [1].csv")
    assert is_whole(country, ragcalc, "it's *")


def test_a_file_that_is_named_twice_is_read_once(country: Path, ragcalc: Command) -> None:
    write_csv(country / "figures" / "a.csv", ROWS)
    assert is_whole(country, ragcalc, "figures", "figures/a.csv", "./figures/*.csv")


def test_files_may_have_other_columns_and_in_another_order(country: Path, ragcalc: Command) -> None:
    folder = country / "figures"
    write_csv(folder / "a.csv", ROWS[:200])
    write_csv(folder / "b.csv", ROWS[200:400], reversed(Row._fields))
    write_parquet(folder / "c.parquet", ROWS[400:600], "value, *, 'more' AS more")
    write_parquet(folder / "d.parquet", ROWS[600:], "*, [1, 2] AS nested")
    semicolons = (folder / "a.csv").read_text().replace(",", ";")
    (folder / "a.csv").write_text(semicolons)
    assert is_whole(country, ragcalc, "figures")


def test_columns_of_other_types_keep_every_digit(country: Path, ragcalc: Command) -> None:
    """One file may have whole numbers where another has binary fractions."""
    head = "'relative' AS measure, '2018-19' AS year, 'S' AS name, 'North' AS region"
    figures = country / "figures"
    figures.mkdir()
    with duckdb.connect() as connection:
        for at, value in enumerate(("900719925474099", "CAST(0.5 AS DOUBLE)")):
            rows = f"SELECT {head}, {301 + at}.0 AS area, {value} AS value"
            connection.execute(f"COPY ({rows}) TO '{figures / f'{at}.parquet'}'")
    answer = ragcalc("score", "figures", "--output", "a.csv")
    assert answer.status == 0
    lines = (country / "a.csv").read_text().splitlines()
    assert "301,S,North,relative,2018-19,900719925474099," in lines[1]
    assert "302,S,North,relative,2018-19,0.5," in lines[2]


@pytest.mark.parametrize("column", ["value", "measure", "region"])
def test_a_file_without_a_column_that_others_have_is_named(
    column: str, country: Path, ragcalc: Command
) -> None:
    """Else its rows would be of no measure, of no authority, or without a figure."""
    write_csv(country / "figures" / "a.csv", ROWS[:400])
    rest = [one for one in Row._fields if one != column]
    write_csv(country / "figures" / "b.csv", ROWS[400:], rest)
    answer = ragcalc("score", "figures", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        f"Error: figures/b.csv has no column '{column}'\nothers of its table do\n",
    )


def test_folders_may_say_all_but_the_values(country: Path, ragcalc: Command) -> None:
    folder = country / "t" / "measure=relative" / "area=301" / "year=2017-18" / "name=Shire"
    (folder / "region=North").mkdir(parents=True)
    (folder / "region=North" / "a.csv").write_text("value\n14\n")
    assert ragcalc("score", "t", "--output", "a.csv").status == 0
    with (country / "a.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["area"], row["value"], row["status"]) == ("301", "14", "green")


@pytest.mark.parametrize("tables", [(), ("nation.csv",)])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty\nfetch the file again"),
        (
            'a,b\n1,"2\n',
            (
                "has one column alone, 'a,b'\n"
                "look for a quotation mark that is never closed, or fetch the file again"
            ),
        ),
    ],
)
def test_a_file_without_columns_is_refused(
    text: str, said: str, tables: tuple[str, ...], country: Path, ragcalc: Command
) -> None:
    (country / "nation.csv").write_text(text)
    answer = ragcalc("score", *tables, "--output", "a.csv")
    assert (answer.status, answer.err) == (2, f"Error: nation.csv {said}\n")


def test_a_column_that_stands_twice_is_refused(country: Path, ragcalc: Command) -> None:
    write_csv(country / "figures" / "a.csv", ROWS[:400])
    write_csv(country / "figures" / "b.csv", ROWS[400:])
    text = (country / "figures" / "b.csv").read_text().replace(",name,", ",value,")
    (country / "figures" / "b.csv").write_text(text)
    answer = ragcalc("score", "figures/b.csv", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: figures/b.csv has two columns with the name 'value'\n"
            "rename one of them, or delete it\n"
        ),
    )


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("figures/notes.txt", "figures"),
        ("figures/a.csv.gz", "figures/*"),
        ("figures/book.xlsx", "figures/book.xlsx"),
    ],
)
def test_what_is_neither_parquet_nor_csv_is_named(
    name: str, table: str, country: Path, ragcalc: Command
) -> None:
    """Nothing that may be a part of the figures is left out in silence."""
    write_csv(country / "figures" / "a.csv", ROWS)
    (country / name).write_text("figures")
    answer = ragcalc("score", table, "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            f"Error: {name} is neither a .parquet nor a .csv file\n"
            "name those that are, as in 'figures/*.parquet'\n"
        ),
    )


def test_a_folder_without_tables_is_refused(country: Path, ragcalc: Command) -> None:
    (country / "figures").mkdir()
    beside(country / "figures")
    answer = ragcalc("score", "figures", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        "Error: figures has no file that ends in .parquet or .csv\n",
    )


def test_a_table_of_delta_lake_is_refused(country: Path, ragcalc: Command) -> None:
    """Some of its files may have rows that were deleted since."""
    write_parquet(country / "figures" / "part-0.parquet", ROWS)
    (country / "figures" / "_delta_log").mkdir()
    answer = ragcalc("score", "figures", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: figures is a table of Delta Lake, of which some files are past\n"
            "write its present rows as Parquet first\n"
        ),
    )


@pytest.mark.parametrize("out", ["figures/a.csv", "figures/out", "figures/b/a.parquet"])
def test_nothing_is_written_into_a_folder_that_is_read(
    out: str, country: Path, ragcalc: Command
) -> None:
    write_csv(country / "figures" / "b" / "b.csv", ROWS)
    answer = ragcalc("score", "figures", "--output", out)
    assert answer.status == 2
    said = f"--output {out} lies in figures, which is read; write it elsewhere"
    assert said in " ".join(answer.err.split())


def test_a_column_of_one_measure_that_is_not_there_is_named(
    country: Path, ragcalc: Command
) -> None:
    write_csv(country / "figures.csv", ROWS)
    text = (country / "indicators.yaml").read_text()
    own = "{name: nation, measure: relative, columns: {numerator: cases}}"
    (country / "indicators.yaml").write_text(text.replace("{name: nation, measure: relative}", own))
    answer = ragcalc("score", "figures.csv", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: indicators.relative: figures.csv has no column 'cases'\n"
            "known: measure, year, area, name, value, region\n"
        ),
    )
