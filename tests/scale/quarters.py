"""An invented nation that is measured in quarters and months, in a dataset and a catalogue."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from ragcalc import periods
from ragcalc.catalogue.datasets import years
from ragcalc.catalogue.datasets.layout import DatasetLayout
from ragcalc.catalogue.datasets.years import Year
from ragcalc.periods import Kind, Period
from tests.scale.nation import REGIONS, Row

AUTHORITIES = tuple(str(number) for number in range(301, 307))
ENGLAND = "970"
FIRST, YEARS = 2015, 4
_KINDS = {"monthly": Kind.MONTH, "quarterly": Kind.QUARTER, "annual": Kind.FINANCIAL}


class Measure(NamedTuple):
    """An indicator: its keys, and whether the nation has figures of whole years alone."""

    keys: Mapping[str, Any]
    national_years: bool = False
    unit: str = "count"
    figures: tuple[str, ...] = ("14", "14.7", "0")
    """What its figures often are."""
    step: Decimal = Decimal("0.1")
    """What the others are a multiple of."""

    @property
    def kind(self) -> Kind:
        """The kind of period that it is measured in."""
        return _KINDS[self.keys["frequency"]]

    def periods(self) -> Iterator[Period]:
        """Yield its periods, in order."""
        start = FIRST * 12 + 3
        for at in range(start, start + YEARS * 12, self.kind.months):
            yield Period(self.kind, at)


Nation = Mapping[str, Measure]


def rows(nation: Nation) -> Iterator[Row]:
    """Yield the dataset of a nation: ties, gaps, noughts, negative figures."""
    random = Random(11)
    areas = [(one, f"Shire {one}", REGIONS[int(one) % 2]) for one in AUTHORITIES]
    areas += [(f"90{at}", name, "") for at, name in enumerate(REGIONS)]
    areas += [(ENGLAND, "England", "")]
    for name, measure in nation.items():
        whole = [periods.Period(Kind.FINANCIAL, (FIRST + at) * 12 + 3) for at in range(YEARS)]
        for number, called, region in areas:
            own = whole if number == ENGLAND and measure.national_years else measure.periods()
            for period in own:
                drawn = Decimal(random.randint(-20, 300)) * measure.step
                figure = random.choice((str(drawn), *measure.figures))
                value = random.choice((figure,) * 9 + ("-",))
                yield Row(name, str(period), number, called, value, region)


def write(folder: Path, nation: Nation) -> None:
    """Write the dataset, the neighbours, the catalogue and its thresholds."""
    write_table(folder / "nation.csv", rows(nation))
    with (folder / "neighbours.csv").open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(("LA number", "SN1", "SN2", "SN3"))
        for at, own in enumerate(AUTHORITIES):
            out.writerow((own, *(AUTHORITIES[(at + step) % 6] for step in (1, 2, 4))))
    (folder / "thresholds.yaml").write_text("version: 1\n")
    (folder / "indicators.yaml").write_text(catalogue(nation))


def write_table(path: Path, table: Iterable[Row]) -> None:
    """Write a dataset."""
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([Row._fields, *table])


def own_values(nation: Nation, area: str) -> dict[str, dict[str, str]]:
    """Return an area's figures by measure and period."""
    found: dict[str, dict[str, str]] = {}
    for row in rows(nation):
        if row.area == area and row.value != "-":
            found.setdefault(row.measure, {})[row.year] = row.value
    return found


def catalogue(
    nation: Nation,
    area: str = "",
    values: Mapping[str, Mapping[str, str]] | None = None,
    file: str = "nation.csv",
) -> str:
    """Return the catalogue of all areas, or that of one.

    Its figures are the dataset's, or `values` by measure.
    """
    indicators = "".join(
        f"  {name}:\n    name: {name}\n    unit: {measure.unit}\n"
        f"    values: {_written(values.get(name, {})) if values is not None else 'dataset'}\n"
        f"    dataset: {{name: nation, measure: {name}}}\n"
        + "".join(f"    {key}: {value}\n" for key, value in measure.keys.items())
        for name, measure in nation.items()
    )
    return f"""\
version: 1
organisation: England
{f"area: {area}" if area else ""}
comparators:
  england: {{name: England, kind: national}}
  own-region: {{name: Region, kind: regional, lag: 1 quarter}}
  peers: {{name: Statistical neighbours, kind: statistical-neighbours}}
datasets:
  nation: {{file: {file}, neighbours: neighbours.csv}}
indicators:
{indicators}"""


def _written(values: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{period}: {value}" for period, value in values.items()) + "}"


def year_or_part(layout: DatasetLayout, text: str, kind: Kind) -> Year | None:
    """Return the period of a row, as `DatasetLayout.year` does, also where it is no year.

    A report reads years alone of a dataset: in its place this makes the report of a quarter.
    """
    found = years.year(text, kind, layout.dataset.years)
    return found or Year(periods.parse(text, kind))
