"""The invented nation in the files of two publishers, with rows beside that nobody asks for."""

import csv
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path

from tests.scale import nation
from tests.scale.nation import Row

OTHER = "neutral"
"""The measure whose figures are those of girls."""


def _level(row: Row) -> str:
    if row.region:
        return "Local authority"
    return "National" if row.name == "England" else "Regional"


def write_ees(folder: Path) -> None:
    """Write the dataset with a column for each measure, by sex; other levels and years beside."""
    header = (
        *("time_period", "time_identifier", "geographic_level", "country_code", "country_name"),
        *("region_code", "region_name", "old_la_code", "new_la_code", "la_name", "lad_code"),
        *("lad_name", "sex", *nation.MEASURES, "pupils"),
    )
    with (folder / "nation.csv").open("w", newline="") as file:
        out = csv.DictWriter(file, header, restval="")
        out.writeheader()
        for row in _ees_rows():
            out.writerow(row)
            if row["geographic_level"] == "Local authority":
                district = {"geographic_level": "Local authority district", "lad_code": "E07"}
                out.writerow({**row, **district, "lad_name": "Vale"})
            out.writerow({**row, "time_identifier": "Autumn term"})


def _ees_rows() -> Iterator[dict[str, str]]:
    symbols = cycle(("c", "z", "[x]", ":", "-", ""))
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in nation.rows():
        for sex in ("Girls", "Total"):
            own = found.setdefault((row.year, row.area, sex), _ees_area(row) | {"sex": sex})
            of_other = (row.measure == OTHER) == (sex == "Girls")
            figure = next(symbols) if row.value == "-" else row.value
            own[row.measure] = figure if of_other else "999"
    yield from found.values()


def _ees_area(row: Row) -> dict[str, str]:
    about = {
        "time_period": row.year.replace("-", ""),
        "time_identifier": "Financial year",
        "geographic_level": _level(row),
        "country_code": "E92000001",
        "country_name": "England",
        "pupils": "100",
    }
    match _level(row):
        case "National":
            return about
        case "Regional":
            return about | {"region_code": row.area, "region_name": row.name}
        case _:
            code = {"region_code": "E12", "region_name": row.region, "new_la_code": f"E{row.area}"}
            return about | code | {"old_la_code": row.area, "la_name": row.name}


def write_fingertips(folder: Path) -> None:
    """Write the dataset with a row for each figure, by sex; parts of areas and districts beside."""
    header = (
        *("Indicator ID", "Parent Name", "Area Code", "Area Name", "Area Type", "Sex", "Age"),
        *("Category Type", "Category", "Time period", "Value", "Count", "Denominator"),
    )
    with (folder / "nation.csv").open("w", newline="") as file:
        out = csv.DictWriter(file, header, restval="")
        out.writeheader()
        for row in nation.rows():
            for one in _fingertips_rows(row):
                out.writerow(one)


def _fingertips_rows(row: Row) -> Iterator[dict[str, str]]:
    level = {"Local authority": "Counties & UAs", "Regional": "Regions", "National": "England"}
    about = {
        "Indicator ID": row.measure,
        "Parent Name": row.region or "England",
        "Area Code": row.area,
        "Area Name": row.name,
        "Area Type": level[_level(row)],
        "Age": "All ages",
        "Time period": row.year.replace("-", "/"),
        "Value": row.value,
        "Count": "7",
        "Denominator": "100",
    }
    wanted, other = ("Female", "Persons") if row.measure == OTHER else ("Persons", "Female")
    yield about | {"Sex": wanted}
    yield about | {"Sex": other, "Value": "999"}
    decile = {"Category Type": "Deprivation deciles", "Category": "Most deprived"}
    yield about | {"Sex": wanted, "Value": "998"} | decile
    if row.region:
        yield about | {"Sex": wanted, "Area Code": f"E07{row.area}", "Area Type": "Districts & UAs"}


def catalogue(area: str, where: Mapping[str, str], keys: str) -> str:
    """Return the catalogue of all areas, or of one, over a file of a publisher.

    `where` has the condition of the most measures and that of `OTHER`.
    """
    found = nation.catalogue(area, "dataset").replace(
        "neighbours: neighbours.csv}", f"neighbours: neighbours.csv, {keys}}}"
    )
    for measure in nation.MEASURES:
        own = where["other" if measure == OTHER else "most"]
        found = found.replace(
            f"{{name: nation, measure: {measure}}}",
            f"{{name: nation, measure: {measure}, where: {{{own}}}}}",
        )
    return found
