"""The national dataset: `ragcalc score` says of an authority what its own reports say."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ragcalc import periods
from ragcalc import pipeline as api
from ragcalc.periods import Kind
from ragcalc.scoring import timetable
from tests.scale.reports import Answers, in_reports, peers_of, row_of, scored, unlike

HERE = Path(__file__).parents[1] / "datasets"
HEAD = """\
version: 1
organisation: England
{area}comparators:
  england: {{name: England, kind: national}}
  our-region: {{name: Region, kind: regional}}
  neighbours: {{name: Statistical neighbours, kind: statistical-neighbours, lag: 1 year}}
datasets:
  lait:
    file: lait-years.parquet
    neighbours: lait-years-neighbours.csv
    dictionary: lait-years-dictionary.csv
    columns: {{measure: Short Desc, year: Years, area: LA Number, name: LA and Regions, \
value: Values, region: Region}}
    regions: {{Inner London: London (Inner), Outer London: London (Outer)}}
indicators:
"""
COMPARATORS = ("england", "our-region", "neighbours")
POLARITIES = {"High": "high", "Low": "low"}
YEARS = {"Calendar Year": "calendar", "Academic Year": "academic"}
TARGETS = ("50", "{comparator: england}", "{percentile: 75, of: lait}", "{from: 40, to: 60}", "40")
AREAS = {
    "301": "Barking and Dagenham",
    "383": "Leeds",
    "420": "Isles of Scilly",
    "201": "City of London",
    "815": "North Yorkshire",
    "838": "Dorset",
    "835": "Dorset (Pre LG)",
    "839": "Bournemouth, Christchurch and Poole",
    "928": "Northamptonshire",
    "941": "West Northamptonshire",
    "942": "Cumberland",
    "825": "Buckinghamshire",
}


def measures() -> list[dict[str, str]]:
    """Return what the dictionary says of each measure."""
    with (HERE / "lait-years-dictionary.csv").open(newline="") as file:
        return [*csv.DictReader(file)]


def catalogue(area: str = "") -> str:
    """Return the catalogue of all areas, or that of one."""
    return HEAD.format(area=f"area: '{area}'\n" if area else "") + "".join(_entries())


def _entries() -> Iterator[str]:
    for at, one in enumerate(measures()):
        polarity = POLARITIES.get(one["polarity"], "neutral")
        target = TARGETS[at % len(TARGETS)]
        if target.startswith("{from"):
            polarity = "on-target"
        about = f"polarity: {polarity}, " + (f"target: {target}, " if polarity != "neutral" else "")
        year = YEARS.get(one["year_type"], "financial")
        yield (
            f"  m{at}: {{name: M{at}, unit: count, frequency: annual, year: {year}, {about}"
            f"dataset: {{name: lait, measure: '{one['measure_short']}'}}, values: dataset}}\n"
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the dataset and what belongs to it."""
    made = tmp_path_factory.mktemp("national")
    for one in HERE.glob("lait-years*"):
        shutil.copy(one, made)
    (made / "thresholds.yaml").write_text("version: 1\n")
    return made


@pytest.fixture(scope="module")
def answers(folder: Path) -> Answers:
    """What `ragcalc score` says."""
    return scored(catalogue(), folder)


def test_every_row_of_the_dataset_is_scored(answers: Answers) -> None:
    asked = f"SELECT count(*) FROM '{HERE / 'lait-years.parquet'}'"
    ((rows,),) = duckdb.execute(asked).fetchall()
    assert len(answers) == rows
    said = {column: {row[column] for row in answers.values()} for column in ("status", "band")}
    assert said == {
        "status": {"green", "amber", "red", "unrated", "missing"},
        "band": {"", "A", "B", "C", "D"},
    }
    assert {row["neighbours_verdict"] for row in answers.values()} == {
        *("", "better", "similar", "worse", "higher", "lower")
    }


@pytest.mark.parametrize("area", AREAS)
def test_an_authority_has_what_its_own_reports_say(
    area: str, answers: Answers, folder: Path
) -> None:
    own = {key: row for key, row in answers.items() if key[0] == area}
    path = folder / "one.yaml"
    path.write_text(catalogue(area))
    loaded = api.load(path, folder / "thresholds.yaml")
    assert not loaded.problems
    assert loaded.catalogue is not None
    indicators = loaded.catalogue.indicators
    ends = {
        timetable.reported_end(indicators[name], periods.parse(period, Kind.FINANCIAL))
        for _, name, period in own
    }
    wanted = {
        (area, name, due): row_of(one, COMPARATORS)
        for name, due, one in in_reports(loaded, sorted(ends), peers_of(loaded))
    }
    assert own.keys() <= wanted.keys()
    assert [f"{key} {one}" for key in own for one in unlike(own[key], wanted[key])] == []
    assert {row["area_name"] for row in own.values()} == {AREAS[area]}
