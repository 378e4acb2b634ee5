"""`ragcalc score`: each key of a catalogue means for every area what it means for a report."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.cli.conftest import Command
from tests.cli.running import Answer

ENGLAND = {"england": {"name": "England", "kind": "national"}}


def write(folder: Path, figures: Iterable[str], /, comparators: Any = ENGLAND, **keys: Any) -> None:
    """Write a dataset of a measure, a row for each `AREA PERIOD VALUE`, and a catalogue of it.

    970 is England, any other area an authority of the North.
    """
    with (folder / "nation.csv").open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(("measure", "area", "year", "value", "name", "region"))
        for one in figures:
            area, *period, value = one.split()
            of = ("England", "") if area == "970" else (f"Shire {area}", "North")
            out.writerow(("M", area, " ".join(period), value, *of))
    indicator = {
        "name": "One",
        "unit": "count",
        "polarity": "high",
        "frequency": "annual",
        "target": "10",
        "dataset": {"name": "nation", "measure": "M"},
        "values": {},
    }
    catalogue = {
        "version": 1,
        "organisation": "Us",
        "comparators": comparators,
        "datasets": {"nation": {"file": "nation.csv"}},
        "indicators": {"one": indicator | keys},
    }
    (folder / "indicators.yaml").write_text(json.dumps(catalogue))
    (folder / "thresholds.yaml").write_text("version: 1\n")


def scored(ragcalc: Command) -> Answer:
    """Score the catalogue of the current folder."""
    return ragcalc("score", "--output", "scored.csv")


def columns(ragcalc: Command, *names: str) -> list[tuple[str, ...]]:
    """Return some columns of the answer."""
    assert scored(ragcalc).status == 0
    with Path("scored.csv").open(newline="") as file:
        return [tuple(row[name] for name in names) for row in csv.DictReader(file)]


def test_figures_have_no_trailing_zeros(folder: Path, ragcalc: Command) -> None:
    write(folder, ["301 2016-17 20", "301 2017-18 14.50", "970 2017-18 7.0"])
    assert columns(ragcalc, "value", "previous", "england")[1:2] == [("14.5", "20", "7")]


def test_one_figure_that_is_written_in_two_ways_is_one(folder: Path, ragcalc: Command) -> None:
    write(folder, ["301 2017-18 14", "301 2017-18 14.0"])
    assert columns(ragcalc, "value") == [("14",)]
