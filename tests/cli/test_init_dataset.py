"""`ragcalc init --from-dataset`: a catalogue of all measures of a national dataset."""

from pathlib import Path

import duckdb
import pytest

from ragcalc import pipeline as api
from ragcalc.periods import parse
from ragcalc.scoring.inputs import SourcedValue
from tests.cli.conftest import Command

LAIT = """\
Short Desc,Data item,Years,LA Number,LA and Regions,Values,Region
%_in: care,Percentage in care,2018,301.0,Leeds,20,Inner London
%_in: care,Percentage in care,2018,302.0,York,30,Outer London
%_in: care,Percentage in care,2018,970.0,England,25,
%_in: care,Percentage in care,2018,981.0,London (Inner),22,-
Rate,"Rate per 10,000: all",2018,301.0,Leeds,4.5,Inner London
Elsewhere,Of others,2018,302.0,York,5,Outer London
"""
POLARITY = """\
A list of measures,,,,,
measure,measure_short,polarity,dps,year_type,no_quartile
In care,%_in: care,Low,1,Academic Year,N
Everyone,Elsewhere,-,NA,Annual - January,NA
"""
DRAFT = """\
# yaml-language-server: $schema=.ragcalc/indicators.schema.json
# Drafted by `ragcalc init --from-dataset` from lait.csv.
# The figures stay there: values: dataset. What it does not say is guessed or asked, and
# marked as such: check, correct, and delete the comment. Targets are yours to write.

version: 1
organisation: Leeds

comparators:
  england: {name: England, kind: national}
  our-region: {name: London (Inner), kind: regional}

datasets:
  lait:
    file: lait.csv
    columns: {COLUMNS}
    area: 301
    regions: {Inner London: London (Inner)}

indicators:

  in-care:
    name: Percentage in care
    unit: percent   # guessed: by its name
    polarity: low
    frequency: annual
    year: academic
    decimals: 1
    quartile: none
    # target: a number, or {comparator: england}
    dataset: {name: lait, measure: "%_in: care"}
    values: dataset

  elsewhere:
    name: Everyone
    unit: count   # guessed: the table does not give its unit
    polarity: neutral   # asked: which way is good? high, low or on-target; the list says '-'
    frequency: annual
    year: financial   # guessed: the list says 'Annual - January'
    # target: a number, or {comparator: england}
    dataset: {name: lait, measure: Elsewhere}
    values: dataset

  rate:
    name: "Rate per 10,000: all"
    unit: rate-per-10000   # guessed: by its name
    polarity: neutral   # asked: which way is good? high, low or on-target
    frequency: annual
    year: financial   # guessed: the dataset does not say
    # target: a number, or {comparator: england}
    dataset: {name: lait, measure: Rate}
    values: dataset
""".replace(
    "COLUMNS",
    "measure: Short Desc, year: Years, area: LA Number, name: LA and Regions, value: Values",
)


@pytest.fixture
def lait(folder: Path) -> Path:
    """A dataset and the list of its measures in the current folder."""
    (folder / "lait.csv").write_text(LAIT)
    (folder / "polarity.csv").write_text(POLARITY)
    return folder


def test_the_draft_has_every_measure_and_what_is_known_of_it(lait: Path, ragcalc: Command) -> None:
    answer = ragcalc(
        "init", "--from-dataset", "lait.csv", "--area", "leeds", "--polarity", "polarity.csv"
    )
    assert answer.status == 0
    assert (lait / "indicators.yaml").read_text() == DRAFT
    assert answer.err.splitlines()[4:] == [
        "guessed, and marked as guessed in indicators.yaml:",
        "  5 units and kinds of year",
        "  polarity neutral, for 2 measures: write which way is good",
        "now run: ragcalc report",
    ]


def test_the_draft_is_read_back_and_has_our_figures(lait: Path, ragcalc: Command) -> None:
    assert ragcalc("init", "--from-dataset", "lait.csv", "--area", "301").status == 0
    loaded = api.load(lait / "indicators.yaml", lait / "thresholds.yaml")
    assert loaded.problems == ()
    made = api.scored(loaded, parse("2017-18"))
    found = {one.id: one.inputs.reading for one in made.indicators}
    figures = {name: one.value for name, one in found.items() if isinstance(one, SourcedValue)}
    assert {name: float(one) for name, one in figures.items()} == {"in-care": 20, "rate": 4.5}
    assert [len(one.verdict.comparisons) for one in made.indicators] == [2, 0, 0]


def test_in_another_folder_the_file_is_named_from_there(lait: Path, ragcalc: Command) -> None:
    answer = ragcalc("init", "made", "--from-dataset", "lait.csv", "--area", "Leeds")
    assert answer.status == 0
    assert '    file: "../lait.csv"\n' in (lait / "made/indicators.yaml").read_text()
    assert api.load(lait / "made/indicators.yaml", None).warnings[0].code == "dataset-area"


def test_a_parquet_file_gives_the_same_draft(lait: Path, ragcalc: Command) -> None:
    duckdb.sql(f"COPY (FROM '{lait}/lait.csv') TO '{lait}/lait.parquet'")
    for suffix in ("csv", "parquet"):
        made = ragcalc("init", suffix, "--from-dataset", f"lait.{suffix}", "--area", "Leeds")
        assert made.status == 0
    drafts = [(lait / one / "indicators.yaml").read_text() for one in ("csv", "parquet")]
    assert drafts[0] == drafts[1].replace("lait.parquet", "lait.csv")


def test_a_table_of_indicators_in_parquet_is_none(lait: Path, ragcalc: Command) -> None:
    duckdb.sql(f"COPY (FROM '{lait}/lait.csv') TO '{lait}/lait.parquet'")
    answer = ragcalc("init", "--from", "lait.parquet")
    assert answer.status == 2
    assert answer.err == (
        "Error: lait.parquet: it is a Parquet file, and no table of indicators is one; to draft a "
        "catalogue of the measures of a national dataset, run ragcalc init --from-dataset with "
        "--area\n"
    )


TWICE = LAIT + "Rate,Rate,2018,307,Leeds,5,Outer London\n"
REFUSED = {
    "no area": (LAIT, ["Leads"], "lait.csv: it has no area 'Leads'; did you mean Leeds?"),
    "two areas": (
        TWICE,
        ["Leeds"],
        "lait.csv: it has 2 areas that are called 'Leeds'; write the number of yours",
    ),
    "no column": (
        LAIT.replace("Years", "When"),
        ["Leeds"],
        "lait.csv: it has no column for the year, called year or Years; it has 'Short Desc'",
    ),
    "no polarity": (
        LAIT,
        ["Leeds", "--polarity", "lait.csv"],
        "lait.csv: lait.csv has no columns called measure_short and polarity",
    ),
    "no list": (LAIT, ["Leeds", "--polarity", "none.csv"], "lait.csv: none.csv: "),
    "empty": ("", ["Leeds"], "lait.csv: is empty; fetch the file again"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_used_says_why(kind: str, lait: Path, ragcalc: Command) -> None:
    rows, (area, *options), message = REFUSED[kind]
    (lait / "lait.csv").write_text(rows)
    answer = ragcalc("init", "--from-dataset", "lait.csv", "--area", area, *options)
    assert answer.status == 2
    assert answer.err.startswith(f"Error: {message}")
    assert not (lait / "indicators.yaml").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--from-dataset", "lait.csv"], "--from-dataset needs --area, our own area in it"),
        (["--area", "Leeds"], "--area and --polarity are for --from-dataset"),
        (["--polarity", "polarity.csv"], "--area and --polarity are for --from-dataset"),
        (
            ["--from", "a.csv", "--from-dataset", "lait.csv"],
            "--from and --from-dataset both write a catalogue; use only one of them",
        ),
    ],
)
def test_the_options_belong_together(
    options: list[str], message: str, lait: Path, ragcalc: Command
) -> None:
    answer = ragcalc("init", *options)
    assert answer.status == 2
    assert message in answer.err


def test_a_file_that_is_not_there_cannot_be_read(lait: Path, ragcalc: Command) -> None:
    answer = ragcalc("init", "--from-dataset", "none.csv", "--area", "Leeds")
    assert answer.status == 2
    assert answer.err == "Error: none.csv: cannot be read: No such file or directory\n"
