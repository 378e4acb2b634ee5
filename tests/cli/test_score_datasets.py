"""`ragcalc score` and what a dataset says of itself, as the report of each area says it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.test_score import Rows, in_order, reported, scored, shortened
from tests.scale import nation

LEFT_OUT = {"303": "from 2017-18", "Shire 304": "until 2015-16", "970.0": "from 2018-19"}
ABSENT = {"303": ("2017-18", "2018-19"), "304": ("2014-15", "2015-16")}


@pytest.fixture
def country(folder: Path) -> Path:
    """The invented nation in the current folder, each area's own figures from the dataset."""
    nation.write(folder)
    (folder / "indicators.yaml").write_text(nation.catalogue(values="dataset"))
    return folder


def with_keys(catalogue: str, keys: str) -> str:
    """Return a catalogue whose dataset has some keys more."""
    return catalogue.replace("neighbours: neighbours.csv}", f"neighbours: neighbours.csv, {keys}}}")


def of_area(rows: Rows, area: str) -> Rows:
    """Return the rows of an answer that are of an area, as reports have them."""
    return in_order(shortened(one) for one in rows if one["area"] == area)


def test_areas_are_left_out_of_ranks_means_and_comparators_as_in_a_report(
    country: Path, ragcalc: Command
) -> None:
    """Of an area that is left out there is no row, whatever the table has for it."""
    keys = "leave-out: " + str(LEFT_OUT).replace("'", "")
    table = country / "nation.csv"
    unread = table.read_text().replace(",2017-18,303.0,Shire 303,", ",2017-18,303.0,Shire 303,n/k")
    table.write_text(unread)
    (country / "indicators.yaml").write_text(with_keys(nation.catalogue(values="dataset"), keys))
    assert ragcalc("score", "--output", "scored.csv").status == 0
    rows = scored(country / "scored.csv")
    for area in nation.AUTHORITIES:
        catalogue = with_keys(nation.catalogue(area, "dataset"), keys)
        there = [one for one in reported(catalogue) if one["period"] not in ABSENT.get(area, ())]
        assert of_area(rows, area) == in_order(there), area
    for area, years in ABSENT.items():
        assert not [one for one in rows if one["area"] == area and one["period"] in years]
    assert not [one for one in rows if one["area"] == "970" and one["period"] == "2018-19"]


def test_an_area_that_is_not_there_cannot_be_left_out(country: Path, ragcalc: Command) -> None:
    catalogue = with_keys(nation.catalogue(), "leave-out: {Shire 30: from 2017-18}")
    (country / "indicators.yaml").write_text(catalogue)
    answer = ragcalc("score", "--output", "scored.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: nation.csv has no area 'Shire 30', which leave-out: names\n"
            "did you mean Shire 310?\n"
        ),
    )
    assert not (country / "scored.csv").exists()


OTHERS = [*nation.MEASURES][1::2]
"""The measures of the second of two datasets: every other one."""


@pytest.fixture
def divided(country: Path) -> Path:
    """The same nation in two datasets, whose measures take turns in the catalogue."""
    header, *lines = (country / "nation.csv").read_text().splitlines()
    for name, is_other in (("nation", False), ("other", True)):
        kept = [one for one in lines if (one.partition(",")[0] in OTHERS) is is_other]
        (country / f"{name}.csv").write_text("\n".join([header, *kept, ""]))
    (country / "indicators.yaml").write_text(of_both())
    return country


def of_both(area: str = "") -> str:
    """Return the catalogue of both datasets."""
    found = nation.catalogue(area, "dataset")
    for measure in OTHERS:
        found = found.replace(f"nation, measure: {measure}}}", f"other, measure: {measure}}}")
    second = (
        "  other: {file: other.csv, neighbours: neighbours.csv, leave-out: {301: from 2018-19}}"
    )
    return found.replace("indicators:\n", f"{second}\nindicators:\n", 1)


def test_each_indicator_is_scored_from_its_own_dataset_in_the_order_of_the_catalogue(
    divided: Path, ragcalc: Command
) -> None:
    answer = ragcalc("score", "--output", "a.csv", "--verify", "2000", "--threads", "1")
    assert answer.status == 0
    rows = scored(divided / "a.csv")
    assert answer.err == (
        f"a.csv: {len(rows)} rows of 19 areas and 9 indicators; "
        f"{len(rows)} judged again, none differs\n"
    )
    assert [*dict.fromkeys(one["indicator"] for one in rows)] == [*nation.MEASURES]
    for area in ("301", "302", "316"):
        own = [one for one in reported(of_both(area)) if one["value"]]
        there = [one for one in of_area(rows, area) if one["value"]]
        assert there == in_order(own), area
    for suffix in ("csv", "parquet"):
        for threads in ("1", "2"):
            path = f"{threads}.{suffix}"
            assert ragcalc("score", "--output", path, "--threads", threads).status == 0
        assert (divided / f"1.{suffix}").read_bytes() == (divided / f"2.{suffix}").read_bytes()


def test_of_several_datasets_some_rows_in_proportion_are_judged_again(
    divided: Path, ragcalc: Command
) -> None:
    for number in (1, 3, 5, 9):
        answer = ragcalc("score", "--output", "a.csv", "--verify", str(number))
        assert answer.status == 0
        assert answer.err.endswith(f"; {number} judged again, none differs\n")


def test_datasets_whose_names_differ_in_case_are_kept_apart(
    divided: Path, ragcalc: Command
) -> None:
    assert ragcalc("score", "--output", "a.csv").status == 0
    path = divided / "indicators.yaml"
    text = path.read_text().replace("other: {file", "NATION: {file")
    path.write_text(text.replace("name: other,", "name: NATION,"))
    assert ragcalc("score", "--output", "b.csv").status == 0
    assert (divided / "a.csv").read_bytes() == (divided / "b.csv").read_bytes()


def test_a_period_may_be_of_one_of_the_datasets_alone(divided: Path, ragcalc: Command) -> None:
    lines = (divided / "other.csv").read_text().splitlines(keepends=True)
    (divided / "other.csv").write_text("".join(one for one in lines if ",2018-19," not in one))
    assert ragcalc("score", "--output", "a.csv", "--period", "2018-19").status == 0
    rows = scored(divided / "a.csv")
    assert [*dict.fromkeys(one["indicator"] for one in rows)] == [*nation.MEASURES][::2]
    answer = ragcalc("score", "--output", "a.csv", "--period", "2019-20")
    assert answer.err == "Error: no row is of the period '2019-20'\nthe latest is 2018-19\n"


def test_a_table_cannot_be_of_several_datasets(divided: Path, ragcalc: Command) -> None:
    answer = ragcalc("score", "nation.csv", "--output", "a.csv")
    assert answer.status == 2
    assert (
        "the indicators are of 2 datasets, nation, other, and a TABLE takes the place of one; "
        "leave TABLE out, and write under file: of each what is to be read"
    ) in " ".join(answer.err.split())


def test_all_rows_of_an_indicator_may_be_left_out(country: Path, ragcalc: Command) -> None:
    lines = (country / "nation.csv").read_text().splitlines(keepends=True)
    kept = [one for one in lines if not one.startswith("relative,") or ",303.0," in one]
    (country / "nation.csv").write_text("".join(kept))
    keys = "leave-out: {303: from 2000-01}"
    (country / "indicators.yaml").write_text(with_keys(nation.catalogue(values="dataset"), keys))
    assert ragcalc("score", "--output", "scored.csv").status == 0
    rows = scored(country / "scored.csv")
    assert {one["indicator"] for one in rows} == {*nation.MEASURES} - {"relative"}
