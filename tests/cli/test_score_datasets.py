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
