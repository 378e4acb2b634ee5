"""A nation drawn at random, by `ragcalc score` and by the reports of its areas in JSON.

`python -m tests.scale.reports 0 300` compares these seeds, in every area, and prints what differs.
"""

import csv
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.peers import Peers
from ragcalc.render.media.json import dumps
from ragcalc.render.report.json import indicator as as_json
from ragcalc.scale.engine import Settings
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.score import OutputForm, Request, score
from ragcalc.scoring import timetable
from ragcalc.scoring.evidence.gathering import gatherer
from ragcalc.scoring.score import report
from ragcalc.scoring.verdicts import report_ending
from tests.scale.worlds import World

Row = dict[str, str]
Answers = dict[tuple[str, str, str], Row]
"""Rows by area, indicator and period."""


def scored(catalogue: str, folder: Path) -> Answers:
    """Return what `ragcalc score` says of all areas. Raises NotScored."""
    (folder / "indicators.yaml").write_text(catalogue)
    loaded = api.load_alone(folder / "indicators.yaml", folder / "thresholds.yaml")
    assert not loaded.problems, loaded.problems[0]
    path = folder / "scored.csv"
    score(loaded, Request(folder, path, OutputForm.CSV, settings=Settings("1GB", 1)))
    with path.open(newline="", encoding="utf-8") as file:
        rows = [*csv.DictReader(file)]
    return {(row["area"], row["indicator"], row["period"]): row for row in rows}


def reported(world: World, folder: Path, area: str) -> Answers:
    """Return what the reports of an area say where the dataset has anything for it, or of earlier.

    That is where a figure is carried into a period that the dataset has of another area.
    """
    path = folder / "one.yaml"
    path.write_text(world.catalogue(area))
    loaded = api.load(path, folder / "thresholds.yaml")
    assert not loaded.problems, loaded.problems[0]
    assert loaded.catalogue is not None
    indicators = loaded.catalogue.indicators
    periods = {
        (name, str(one.period)): timetable.reported_end(indicators[name], one.period)
        for name in world.indicators
        for one in world.counting(name)
        if not world.is_left_out(area, one.period)
    }
    own = {
        (name, str(one.period)) for name in world.indicators for one in world.counting(name, area)
    }
    peers = peers_of(loaded)
    for name in world.indicators:
        if not world.is_annual(name):  # no report ranks them
            figures, banded = world.authorities(name), name not in world.unbanded
            peers[name] = Peers(f"of {name}", "nation.csv", area, figures, banded=banded)
    return {
        (area, name, due): row_of(one, world.comparators)
        for name, due, one in in_reports(loaded, sorted({*periods.values()}), peers)
        if (name, due) in (periods if one["carried"] else own)
    }


def in_reports(
    loaded: Loaded, ends: Iterable[int], peers: Mapping[str, Peers]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each indicator of the reports that end there, and the period that is due.

    It is what a script reads in JSON.
    """
    assert loaded.catalogue is not None
    provider = gatherer(loaded.catalogue, loaded.thresholds, peers)
    table = api.verdicts(loaded)
    for end in ends:
        made = report(table, report_ending(end), evidence_provider=provider)
        for one in made.indicators:
            read = json.loads(dumps(as_json(one)), parse_float=str, parse_int=str)
            yield one.id, str(one.inputs.due), read


def peers_of(loaded: Loaded) -> dict[str, Peers]:
    """Return whose figures each indicator is ranked among."""
    return {name: found for one in loaded.datasets for name, found in one.peers.items()}


def row_of(one: dict[str, Any], comparators: Iterable[str]) -> Row:
    """Return the columns that an answer has of an indicator of a report."""
    rank, previous, ends = one["evidence"]["rank"] or {}, one["previous"] or {}, one["target_range"]
    found = {
        "value": one["value"],
        "value_period": one["period"] if one["value"] else None,
        "target": f"{ends['from']} to {ends['to']}" if ends else one["target"],
        "status": one["status"],
        "status_reason": one["status_reason"],
        "direction": one["direction"],
        "previous_period": previous.get("period"),
        "previous": previous.get("value"),
        "rank": rank.get("rank"),
        "of": rank["of"] if rank.get("rank") else None,
        "band": rank.get("letter"),
    }
    by_id = {each["id"]: each for each in one["comparators"]}
    for name in comparators:
        its = by_id.get(name, {})
        found |= {
            f"{name}_period": its.get("period"),
            name: its.get("value"),
            f"{name}_gap": its.get("gap"),
            f"{name}_verdict": its.get("verdict"),
        }
    return {column: "" if text is None else text for column, text in found.items()}


def differences(seed: int, folder: Path, areas: Collection[str] = ()) -> tuple[int, list[str]]:
    """Return how many rows of some areas, or all, were compared, and how they differ."""
    world = World(seed)
    world.write(folder)
    made = scored(world.catalogue(), folder)
    wanted: Answers = {}
    chosen = [one.number for one in world.areas if not areas or one.number in areas]
    for area in chosen:
        wanted |= reported(world, folder, area)
    own = {key: row for key, row in made.items() if key[0] in chosen}
    found = [f"{seed}: {key} is in one alone" for key in sorted(own.keys() ^ wanted.keys())]
    for key in sorted(own.keys() & wanted.keys()):
        found += [f"{seed}: {key} {one}" for one in unlike(own[key], wanted[key])]
    return len(wanted), found


def unlike(own: Row, wanted: Row) -> Iterator[str]:
    """Yield in what a row of an answer differs from its report."""
    for column, text in wanted.items():
        if own.get(column, text) != text:  # the period of a value stands where one carries
            yield f"has {own[column]!r} for {column}, and its report {text!r}"


def main(first: int, last: int) -> None:
    """Compare the seeds of a range; print what differs, and how many rows were compared."""
    rows = several = 0
    with TemporaryDirectory() as folder:
        for seed in range(first, last):
            try:
                compared, found = differences(seed, Path(folder))
            except NotScored as error:
                compared, found = 0, [f"{seed}: {error}"]
            rows, several = rows + compared, several + len(found)
            sys.stdout.writelines(f"{one}\n" for one in found[:5])
            sys.stdout.flush()
    sys.stdout.write(f"{last - first} seeds, {rows:,} rows, {several:,} differences\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
