"""`ragcalc score`: each key of a catalogue means for every area what it means for a report."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.cli.running import Answer


def write(folder: Path, figures: Iterable[str], **keys: Any) -> None:
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
        "comparators": {"england": {"name": "England", "kind": "national"}},
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


def test_what_was_measured_before_its_life_is_no_earlier_reading(
    folder: Path, ragcalc: Command
) -> None:
    three = ["301 2015-16 5", "301 2016-17 10", "301 2017-18 20", "301 2018-19 30"]
    write(folder, three, **{"from": "2016-17", "until": "2017-18"})
    assert columns(ragcalc, "period", "previous_period", "direction") == [
        ("2016-17", "", "unavailable"),
        ("2017-18", "2016-17", "improved"),
    ]


def test_a_figure_of_another_method_is_no_earlier_reading(folder: Path, ragcalc: Command) -> None:
    four = ["301 2015-16 5", "301 2016-17 10", "301 2017-18 20", "302 2016-17 4", "302 2017-18 3"]
    write(folder, four, values={"2016-17": {"value": "1", "break": "true"}})
    wanted = [
        ("301", "2015-16", "unavailable"),
        ("301", "2016-17", "unavailable"),
        ("301", "2017-18", "improved"),
        ("302", "2016-17", "unavailable"),
        ("302", "2017-18", "declined"),
    ]
    assert columns(ragcalc, "area", "period", "direction") == wanted


def test_without_a_figure_there_is_none_that_a_direction_is_measured_from(
    folder: Path, ragcalc: Command
) -> None:
    write(folder, ["301 2016-17 10", "301 2017-18 -"])
    wanted = [("10", ""), ("", "")]
    assert columns(ragcalc, "value", "previous_period") == wanted


def test_a_typed_figure_has_the_period_that_it_is_typed_for(folder: Path, ragcalc: Command) -> None:
    write(folder, ["301 2017-18 10"], comparators={"england": {"2012-13": "7"}})
    assert columns(ragcalc, "england_period", "england", "england_gap") == [("2012-13", "7", "3")]


def test_of_typed_figures_that_end_together_the_one_of_the_frequency_counts(
    folder: Path, ragcalc: Command
) -> None:
    typed = {"2017-18 Q4": "7", "2017-18": "8", "2018-19 Q4": "9"}
    rows = ["301 2017-18 10", "301 2018-19 10", "970 2018-19 6"]
    write(folder, rows, comparators={"england": typed})
    wanted = [("2017-18", "8"), ("2018-19", "6"), ("2018-19 Q4", "9")]
    assert columns(ragcalc, "england_period", "england") == wanted


def test_the_nation_is_put_beside_figures_that_are_typed_alone(
    folder: Path, ragcalc: Command
) -> None:
    write(folder, ["970 2016-17 6", "970 2017-18 5"], comparators={"england": {"2015-16": "7"}})
    assert columns(ragcalc, "england_period", "england") == [("2015-16", "7")] * 2


def test_a_gap_to_a_typed_figure_of_many_decimals_is_exact(folder: Path, ragcalc: Command) -> None:
    write(folder, ["301 2017-18 10"], comparators={"england": {"2017-18": "1.123456789"}})
    assert columns(ragcalc, "england_gap") == [("8.876543211",)]


def test_what_accumulates_is_put_beside_the_same_part_of_a_year(
    folder: Path, ragcalc: Command
) -> None:
    of_england = ["970 2016-17 Q4 40", "970 2016-17 Q2 20", "970 2017-18 Q1 11"]
    write(
        folder,
        [*of_england, "301 2017-18 Q2 25", "301 2017-18 Q3 35", "301 2017-18 Q4 45"],
        frequency="quarterly",
        accumulates="true",
        profile="linear",
    )
    wanted = [("2016-17 Q2", "5"), ("", ""), ("2016-17 Q4", "5")]
    assert columns(ragcalc, "england_period", "england_gap")[:3] == wanted


def test_a_row_of_another_frequency_is_no_reading(folder: Path, ragcalc: Command) -> None:
    """It is compared with, as an annual figure that is typed is in a report."""
    rows = ["301 2017-18 Q3 14", "301 2017-18 Q4 15", "301 2016-17 3", "970 2016-17 9"]
    write(folder, [*rows, "301 soon 3"], frequency="quarterly")
    wanted = [("2017-18 Q3", "", "2016-17"), ("2017-18 Q4", "2017-18 Q3", "2016-17")]
    assert columns(ragcalc, "period", "previous_period", "england_period") == wanted
    assert scored(ragcalc).err == (
        "warning: rows were left out whose period is none: 'soon'\n"
        "rows of another frequency than their indicator are compared with, and not scored: "
        "'2016-17'\n"
        "scored.csv: 2 rows of 1 area and 1 indicator; 2 judged again, none differs\n"
    )


def test_a_table_of_no_period_of_the_indicators_is_refused(folder: Path, ragcalc: Command) -> None:
    write(folder, ["301 2018 10"], frequency="quarterly")
    assert (scored(ragcalc).status, scored(ragcalc).err) == (
        2,
        (
            "Error: nation.csv: '2018' is not of the frequency of its indicator\n"
            "write a quarter as 2018-19 Q4, a month as 2019-M03\n"
        ),
    )


def test_indicators_that_no_row_is_of_are_named(folder: Path, ragcalc: Command) -> None:
    """One whose measure is spelt otherwise, and one that has rows of no period."""
    write(folder, ["301 2018 10"])
    written = json.loads((folder / "indicators.yaml").read_text())
    one = written["indicators"]["one"]
    written["indicators"] |= {
        "two": one | {"dataset": {"name": "nation", "measure": "m"}},
        "three": one | {"frequency": "monthly"},
    }
    (folder / "indicators.yaml").write_text(json.dumps(written))
    answer = scored(ragcalc)
    assert (answer.status, answer.err) == (
        0,
        (
            "rows of another frequency than their indicator are compared with, and not scored: "
            "'2018'\n"
            "warning: no row is of two, three\n"
            "warning: no row is called England, so that nothing is compared with them; see "
            "national: and regions:\n"
            "scored.csv: 1 row of 1 area and 1 indicator; 1 judged again, none differs\n"
        ),
    )


def catalogue(folder: Path, **keys: Any) -> None:
    """Change some keys of the catalogue of a folder."""
    path = folder / "indicators.yaml"
    path.write_text(json.dumps(json.loads(path.read_text()) | keys))


def add_rows(folder: Path, *rows: str) -> None:
    """Add rows to the dataset as they are written."""
    path = folder / "nation.csv"
    path.write_text(path.read_text() + "".join(f"{one}\n" for one in rows))


REGIONAL = {"region-of-ours": {"name": "Region", "kind": "regional"}}


def test_a_name_that_two_regions_have_is_refused(folder: Path, ragcalc: Command) -> None:
    """A report would take the first of them in the file."""
    write(folder, ["301 2017-18 10"])
    add_rows(folder, "M,981,2017-18,3,North,", "M,980,2017-18,4,north,")
    assert scored(ragcalc).status == 0  # as nothing is compared with a region
    catalogue(folder, comparators=REGIONAL)
    answer = scored(ragcalc)
    assert (answer.status, answer.err) == (
        2,
        "Error: 'North' is the name of the areas 980 and 981\nkeep the rows of one of them\n",
    )


def test_an_authority_with_the_name_of_a_region_is_another_area(
    folder: Path, ragcalc: Command
) -> None:
    write(folder, ["301 2017-18 10"])
    add_rows(folder, "M,981,2017-18,3,North,", "M,980,2017-18,4,North,North", "M,981,2016,1,A,")
    catalogue(folder, comparators=REGIONAL)
    wanted = [("301", "3"), ("980", "3"), ("981", ""), ("981", "")]
    assert columns(ragcalc, "area", "region-of-ours") == wanted


def test_an_area_of_two_regions_is_refused(folder: Path, ragcalc: Command) -> None:
    """A report would take the first of them in the file."""
    write(folder, ["301 2017-18 10"])
    add_rows(folder, "M,301,2016-17,3,Shire 301,The North")
    answer = scored(ragcalc)
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: nation.csv: the area 301 lies in 'North' and in 'The North'\n"
            "write the same region in each of its rows, or name both alike under regions:\n"
        ),
    )
    alike = {"file": "nation.csv", "regions": {"The North": "North"}}
    catalogue(folder, datasets={"nation": alike})
    assert scored(ragcalc).status == 0


@pytest.mark.parametrize("number", ["", "NA", "-"])
def test_areas_without_numbers_are_told_apart_by_their_names(
    number: str, folder: Path, ragcalc: Command
) -> None:
    write(folder, [])
    for one in ("Leeds,North", "York,North", "England,"):
        add_rows(folder, f"M,{number},2017-18,{9 + len(one)},{one}")
    assert columns(ragcalc, "area", "area_name", "value", "england") == [
        ("York", "York", "19", "17"),
        ("Leeds", "Leeds", "20", "17"),
        ("England", "England", "17", ""),
    ]


def test_a_row_of_no_area_is_refused(folder: Path, ragcalc: Command) -> None:
    write(folder, ["301 2017-18 10"])
    add_rows(folder, "M,,2017-18,10,NA,North")
    answer = scored(ragcalc)
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: nation.csv: a row has neither the number nor the name of its area\n"
            "write one of them, or delete the row\n"
        ),
    )


def test_a_measure_that_stands_in_another_spelling_alone_is_named(
    folder: Path, ragcalc: Command
) -> None:
    write(folder, ["301 2017-18 10"], dataset={"name": "nation", "measure": "m"})
    answer = scored(ragcalc)
    assert (answer.status, answer.err) == (
        2,
        "Error: nation.csv has no measure 'm'\ndid you mean 'M'?\n",
    )


@pytest.mark.parametrize("spelt", ["m", "M "])
def test_a_measure_in_two_spellings_is_refused(spelt: str, folder: Path, ragcalc: Command) -> None:
    write(folder, ["301 2017-18 10"])
    add_rows(folder, f"{spelt},302,2017-18,10,Shire 302,North")
    answer = scored(ragcalc)
    assert (answer.status, answer.err) == (
        2,
        (f"Error: nation.csv has the measure 'M' also as '{spelt}'\nwrite it alike in every row\n"),
    )


@pytest.mark.parametrize(
    "spelt", ["2017/18", "2017-2018", "2017 - 18", "2017-18 financial", " 2017-18 Financial "]
)
def test_a_period_is_asked_for_in_any_spelling(spelt: str, folder: Path, ragcalc: Command) -> None:
    write(folder, ["301 2017-18 10", "301 2018-19 11"])
    assert ragcalc("score", "--period", spelt, "--output", "scored.csv").status == 0
    with Path("scored.csv").open(newline="") as file:
        assert [row["period"] for row in csv.DictReader(file)] == ["2017-18"]


def test_no_answer_is_written_where_submitted_tables_are_read(
    folder: Path, ragcalc: Command
) -> None:
    write(folder, ["301 2017-18 10"])
    (folder / "returns").mkdir()
    (folder / "returns" / "a.csv").write_text("indicator,period,target\none,2017-18,9\n")
    text = json.loads((folder / "indicators.yaml").read_text())
    for data in ("returns", "returns/*.csv"):
        (folder / "indicators.yaml").write_text(json.dumps(text | {"data": [data]}))
        answer = ragcalc("score", "--output", "returns/scored.csv")
        assert answer.status == 2
        assert "which is read; write it elsewhere" in answer.err
        assert [one.name for one in (folder / "returns").iterdir()] == ["a.csv"]
        (folder / "link").unlink(missing_ok=True)
        (folder / "link").symlink_to("returns")
        assert ragcalc("score", "--output", "link/scored.csv").status == 2
    (folder / "indicators.yaml").write_text(json.dumps(text | {"data": ["returns"]}))
    (folder / "returns" / "sub").mkdir()
    for name in ("returns/scored.parquet", "returns/sub/scored.csv", "returns/.scored.csv"):
        assert ragcalc("score", "--output", name).status == 0, name


def test_an_area_without_a_number_has_one_spelling(folder: Path, ragcalc: Command) -> None:
    write(folder, [])
    add_rows(folder, "M,,2016-17,3,Leeds,North", "M,,2017-18,3,LEEDS,North")
    answer = scored(ragcalc)
    assert (answer.status, answer.err) == (
        2,
        ("Error: nation.csv: the area 'Leeds' is spelt 'LEEDS' too\nwrite it alike in every row\n"),
    )


@pytest.mark.parametrize("name", ["Shire 301", "Shire 301 "])
def test_an_area_with_a_number_in_some_of_its_rows_is_refused(
    name: str, folder: Path, ragcalc: Command
) -> None:
    write(folder, ["301 2017-18 10"])
    add_rows(folder, f"M,,2016-17,3,{name},North")
    answer = scored(ragcalc)
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: nation.csv: 'Shire 301' stands without a number, and with 301\n"
            "write the number in each of its rows\n"
        ),
    )
    assert not Path("scored.csv").exists()


@pytest.mark.parametrize(
    ("comparators", "column"),
    [({"Region": "regional"}, "region"), ({"home": "national", "HOME": "national"}, "home")],
)
def test_letters_case_tells_no_columns_apart(
    comparators: dict[str, str], column: str, folder: Path, ragcalc: Command
) -> None:
    write(folder, ["301 2017-18 10"])
    named = {name: {"name": name, "kind": kind} for name, kind in comparators.items()}
    catalogue(folder, comparators=named)
    *_, last = comparators
    assert (
        f"Error: comparators.{last}: the answer has a column '{column}' already\n"
        in scored(ragcalc).err
    )


CHOSEN: dict[str, tuple[dict[str, Any], str]] = {
    "a value that no row has": (
        {"where": {"name": ["Shire 301", "Shyre 302"]}},
        "indicators.one: nation.csv has no 'Shyre 302' under 'name'\ndid you mean Shire 302?\n",
    ),
    "a column twice": (
        {"where": {"name": "Shire 301", "Name": "Shire 302"}},
        (
            "indicators.one: 'Name' names the column 'name' a second time\n"
            "several values of a column are a list, as in [Town, Shire]\n"
        ),
    ),
    "a column that is not there": (
        {"where": {"regoin": "North"}},
        "indicators.one: nation.csv has no column 'regoin'\ndid you mean region?\n",
    ),
    "a column of its own that is not there": (
        {"columns": {"denominator": "pupils"}},
        (
            "indicators.one: nation.csv has no column 'pupils'\n"
            "known: measure, area, year, value, name, region\n"
        ),
    ),
    "a filter": (
        {},
        (
            "indicators.one: nation.csv has 2 values under 'name', and where: chooses none: "
            "Shire 301, Shire 302\nchoose one, as in where: {name: Shire 301}\n"
        ),
    ),
}


@pytest.mark.parametrize("kind", CHOSEN)
def test_rows_are_refused_that_nothing_chooses_from(
    kind: str, folder: Path, ragcalc: Command
) -> None:
    measure, refused = CHOSEN[kind]
    write(
        folder,
        ["301 2018 10", "302 2018 11"],
        dataset={"name": "nation", "measure": "M"} | measure,
    )
    filters = {"filters": "name"} if kind == "a filter" else {}
    catalogue(folder, datasets={"nation": {"file": "nation.csv"} | filters})
    answer = scored(ragcalc)
    assert (answer.status, answer.err) == (2, f"Error: {refused}")


def test_a_column_that_one_indicator_chooses_from_is_to_be_chosen_from_by_each(
    folder: Path, ragcalc: Command
) -> None:
    write(folder, ["301 2018 10", "302 2018 11"])
    written = json.loads((folder / "indicators.yaml").read_text())
    one = written["indicators"]["one"]
    of_two = {"name": "nation", "measure": "M", "where": {"area": "301"}}
    written["indicators"]["two"] = one | {"dataset": of_two}
    (folder / "indicators.yaml").write_text(json.dumps(written))
    refused = "indicators.one: nation.csv has 2 values under 'area', and where: chooses none: "
    assert f"Error: {refused}301, 302\n" in scored(ragcalc).err
    written["indicators"]["one"] = one | {"dataset": of_two | {"where": {"area": ["301", "302"]}}}
    (folder / "indicators.yaml").write_text(json.dumps(written))
    assert columns(ragcalc, "indicator", "area") == [("one", "301"), ("one", "302"), ("two", "301")]


def test_targets_that_are_submitted_are_targets_of_every_area(
    folder: Path, ragcalc: Command
) -> None:
    """And figures of the organisation's own are no area's."""
    write(folder, ["301 2017-18 14", "302 2017-18 16"], target="20")
    (folder / "returns.csv").write_text(
        "indicator,period,target,value,comparator\none,2017-18,15,3,\none,2017-18,,9,england\n"
    )
    catalogue(folder, data=["returns.csv"])
    wanted = [("14", "15", "red", "9"), ("16", "15", "green", "9")]
    assert columns(ragcalc, "value", "target", "status", "england") == wanted
    catalogue(folder, data=["returns.csv", "later/*.csv"])
    said = "submitted tables: 1 warning, which ragcalc check shows\n"
    assert said in scored(ragcalc).err


def test_a_status_that_is_submitted_is_refused_as_one_that_is_written(
    folder: Path, ragcalc: Command
) -> None:
    write(folder, ["301 2017-18 14"])
    (folder / "returns.csv").write_text("indicator,period,value,status\none,2017-18,3,red\n")
    catalogue(folder, data=["returns.csv"])
    assert scored(ragcalc).err.startswith("Error: indicators.one: reported: is of one organisation")


def test_an_indicator_that_no_row_is_scored_of_is_named(folder: Path, ragcalc: Command) -> None:
    write(folder, ["301 2017-18 10"], until="2015-16")
    assert "warning: no row of one lies between from: and until:\n" in scored(ragcalc).err


def test_authorities_beside_those_that_took_their_place_are_named(
    folder: Path, ragcalc: Command
) -> None:
    write(folder, ["301 2017-18 10"])
    for one in ("835,2017-18,8,Dorset (Pre LG),South", "838,2019-20,9,Dorset,South"):
        add_rows(folder, f"M,{one}")
    said = "warning: rows are of 835 and of authorities that took their place; where both have "
    assert said in scored(ragcalc).err
    dataset = {"file": "nation.csv", "leave-out": {"835": "from 2019-20"}}
    catalogue(folder, datasets={"nation": dataset})
    assert "took their place" not in scored(ragcalc).err


def test_the_name_of_a_region_that_may_be_meant_is_shown(folder: Path, ragcalc: Command) -> None:
    write(folder, ["301 2017-18 10"])
    add_rows(folder, "M,980,2017-18,8,Northern,", "M,970,2017-18,8,England,")
    catalogue(folder, comparators=REGIONAL)
    assert scored(ragcalc).err.startswith(
        "warning: no row is called North, so that nothing is compared with them; "
        "did you mean Northern? see national: and regions:\n"
    )


def test_authorities_without_neighbours_are_named(folder: Path, ragcalc: Command) -> None:
    write(folder, ["301 2018 10", "302 2018 11", "970 2018 9"])
    (folder / "neighbours.csv").write_text("LA number,SN1,SN2\n301,302,3O2\n303,301\n")
    peers = {"kind": "statistical-neighbours", "name": "Neighbours"}
    dataset = {"file": "nation.csv", "neighbours": "neighbours.csv"}
    catalogue(folder, comparators={"peers": peers}, datasets={"nation": dataset})
    said = scored(ragcalc).err
    assert "warning: no neighbours are listed for 302\n" in said
    assert "warning: no row is of the neighbours 3O2\n" in said
