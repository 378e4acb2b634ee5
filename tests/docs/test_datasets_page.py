"""docs/datasets.md is true: its catalogue is read with the files that it names."""

import csv
from fractions import Fraction
from pathlib import Path

import duckdb
import openpyxl
import pytest

from ragcalc import pipeline as api
from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from tests.docs.pages import DOCS, Page

COLUMNS = ("Short Desc", "Years", "LA Number", "LA and Regions", "Values", "Region")
AUTHORITY, NEIGHBOURS = "Cheshire West and Chester", ("877", "937", "811")
ROWS = (
    ("896", AUTHORITY, "21.2", "North West"),
    ("877", "Warrington", "20", "North West"),
    ("937", "Warwickshire", "23", "West Midlands"),
    ("811", "East Riding of Yorkshire", "-", "Yorkshire and The Humber"),
    ("980", "North West", "22.5", "-"),
    ("970", "England", "21.9", "-"),
)


def test_the_catalogue_of_the_page_draws_its_comparators_from_the_dataset(tmp_path: Path) -> None:
    """Figures of 2017-18, which a lag of a year gives to a reading of March 2019."""
    block = next(one for one in Page(DOCS / "datasets.md").blocks if one.language == "yaml")
    head = "version: 1\norganisation: Anyshire\n"
    (tmp_path / "indicators.yaml").write_text(head + block.text, encoding="utf-8")
    _write_parquet(tmp_path / "lait.parquet")
    _write_neighbours(tmp_path / "neighbours-2021.xlsx")
    loaded = api.load(tmp_path / "indicators.yaml", None)
    assert [str(problem) for problem in (*loaded.problems, *loaded.warnings)] == []
    (result,) = api.scored(loaded, "q4").indicators
    figures = {one.id: one.figure for one in result.inputs.benchmarks}
    assert {name: (str(one.period), one.value) for name, one in figures.items()} == {
        "england": ("2017-18", Fraction("21.9")),
        "north-west": ("2017-18", Fraction("22.5")),
        "neighbours": ("2017-18", Fraction("21.5")),
    }
    assert figures["neighbours"].note == "mean of 2 of 3 statistical neighbours"
    assert figures["england"].source == "DfE LAIT, ReReferral, 2018"


def _blocks(word: str) -> dict[str, str]:
    """Return the blocks of the section on published files that have a word, by language."""
    blocks = (one for one in Page(DOCS / "datasets.md").blocks if word in one.text)
    return {one.language: one.text for one in blocks}


@pytest.mark.parametrize(
    ("word", "file", "england", "region", "counts"),
    [
        (
            "absence_percent",
            "absence.csv",
            ("2022-23 academic", "7.4", None, "DfE, pupil absence in schools, absence_percent"),
            ("7.6", None),
            1,
        ),
        (
            "40401",
            "fingertips.csv",
            ("2018", "71.7", "71.3", "OHID, Fingertips, 40401"),
            ("86.5", "85.2"),
            0,
        ),
    ],
)
def test_published_files_on_the_page_are_read_as_it_says(
    tmp_path: Path,
    word: str,
    file: str,
    england: tuple[str, str, str | None, str],
    region: tuple[str, str | None],
    counts: int,
) -> None:
    found = _blocks(word)
    (tmp_path / file).write_text(found["csv"], encoding="utf-8")
    book = tmp_path / "indicators.yaml"
    book.write_text(f"version: 1\norganisation: Anyshire\n{found['yaml']}", encoding="utf-8")
    loaded = api.load(book, None)
    assert [*check(loaded, None, selection(["dataset"])).problems] == []
    assert loaded.catalogue
    (indicator,) = loaded.catalogue.indicators.values()
    (period, national), *_ = indicator.comparators["england"].items()
    (regional,) = indicator.comparators["north-west"].values()
    lower = national.lower and str(national.lower)
    source = (national.source or "").rpartition(",")[0]
    assert (str(period), str(national.value), lower, source) == england
    assert (str(regional.value), regional.lower and str(regional.lower)) == region
    (peers,) = loaded.datasets[0].peers.values()
    (of_year,) = peers.figures.values()
    assert len(of_year) == 1
    assert sum(map(len, peers.counts.values())) == counts


def _write_parquet(path: Path) -> None:
    rows = path.with_suffix(".csv")
    with rows.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *(("ReReferral", "2018", *row) for row in ROWS)])
    duckdb.sql(f"COPY (FROM read_csv('{rows}', all_varchar = true)) TO '{path}'")


def _write_neighbours(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["LA Name", "LA number", *(f"SN{number}" for number in (1, 2, 3))])
    sheet.append([AUTHORITY, 896, *map(int, NEIGHBOURS)])
    book.save(path)
