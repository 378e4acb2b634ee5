"""An invented nation: sixteen authorities of two regions, in a dataset and a catalogue."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, Literal, NamedTuple

REGIONS = ("North", "South")
YEARS = ("2014-15", "2015-16", "2016-17", "2017-18", "2018-19")
AUTHORITIES = tuple(str(number) for number in range(301, 317))


class Row(NamedTuple):
    """One row of the dataset."""

    measure: str
    year: str
    area: str
    name: str
    value: str
    region: str


MEASURES: Mapping[str, Mapping[str, Any]] = {
    "relative": {"polarity": "low", "target": "14"},
    "shared": {"polarity": "high", "target": "{comparator: england}"},
    "regional": {"polarity": "low", "target": "{comparator: own-region}", "policy": "tight"},
    "peers": {"polarity": "high", "target": "{comparator: peers}", "policy": "wide"},
    "range": {"polarity": "on-target", "target": "{from: 10, to: 20}", "policy": "wide"},
    "neutral": {"polarity": "neutral"},
    "by-year": {
        "polarity": "high",
        "targets": "{2015-16: 15, 2017-18: none, 2018-19: {above: 15}}",
        "floor": "12.5",
    },
    "allowed": {"polarity": "low", "target": "12", "policy": "direction", "base": "40"},
    "baseline": {
        "polarity": "high",
        "target": "15",
        "direction": "{basis: {baseline: 2015-16}, same: 2 points}",
    },
}
THRESHOLDS = """\
version: 1
policies:
  tight: {status: {green: 0, amber: below 5%}, comparator: {similar: 5%}}
  wide:
    status: {green: {lesser-of: [5%, 1 point]}, amber: {greater-of: [10%, 3 points]}}
    direction: {same: {lesser-of: [5%, 1 point]}, basis: previous-period}
    comparator: {similar: below 2 points}
  direction:
    status: {amber-if: [improved, maintained]}
    direction: {same: 0, basis: same-period-last-year}
"""


def rows() -> Iterator[Row]:
    """Yield the dataset: ties, gaps, noughts, negative figures, a mean that does not end."""
    random = Random(7)
    areas = [(one, f"Shire {one}", REGIONS[int(one) % 2]) for one in AUTHORITIES]
    areas += [(f"90{at}", name, "") for at, name in enumerate(REGIONS)]
    areas += [("970", "England", "")]
    for measure in MEASURES:
        for year in YEARS:
            for number, name, region in areas:
                figure = random.choice((f"{random.randint(-20, 300) / 10}", "14", "14.7", "0"))
                value = random.choice((figure,) * 7 + ("-",))
                yield Row(measure, year, f"{number}.0", name, value, region)


def write(folder: Path) -> None:
    """Write the dataset, the neighbours, the catalogue and its thresholds."""
    with (folder / "nation.csv").open("w", newline="") as file:
        csv.writer(file).writerows([Row._fields, *rows()])
    with (folder / "neighbours.csv").open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(("LA number", "SN1", "SN2", "SN3"))
        for at, own in enumerate(AUTHORITIES):
            out.writerow((own, *(AUTHORITIES[(at + step) % 16] for step in (1, 2, 5))))
    (folder / "thresholds.yaml").write_text(THRESHOLDS)
    (folder / "indicators.yaml").write_text(catalogue())


def catalogue(
    area: str = "", values: Mapping[str, Mapping[str, str]] | Literal["dataset"] | None = None
) -> str:
    """Return the catalogue of all areas, or that of one with its own figures by measure.

    With `dataset` these are the dataset's.
    """
    indicators = "".join(
        f"  {name}:\n    name: {name}\n    unit: count\n    frequency: annual\n"
        f"    dataset: {{name: nation, measure: {name}}}\n"
        f"    values: {_written(values, name)}\n"
        + "".join(f"    {key}: {value}\n" for key, value in about.items())
        for name, about in MEASURES.items()
    )
    return f"""\
version: 1
organisation: England
{f"area: {area}" if area else ""}
comparators:
  england: {{name: England, kind: national}}
  own-region: {{name: Region, kind: regional}}
  peers: {{name: Statistical neighbours, kind: statistical-neighbours, lag: 1 year}}
datasets:
  nation: {{file: nation.csv, neighbours: neighbours.csv}}
indicators:
{indicators}"""


def _written(values: Mapping[str, Mapping[str, str]] | Literal["dataset"] | None, name: str) -> str:
    if values == "dataset":
        return "dataset"
    return json.dumps((values or {}).get(name, {})).replace('"', "")
