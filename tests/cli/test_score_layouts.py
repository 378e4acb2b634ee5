"""`ragcalc score` of files as they are published says what the report of each area says."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.conftest import Command
from tests.cli.test_score import in_order, reported, scored, shortened
from tests.scale import nation, published


class Publisher(NamedTuple):
    """How a file is laid out, and what a catalogue says of it."""

    write: Callable[[Path], None]
    most: str
    """What chooses the rows of the most measures."""
    other: str
    keys: str

    def catalogue(self, area: str = "", keys: str = "") -> str:
        """Return the catalogue of all areas, or of one, with some keys of the dataset more."""
        where = {"most": self.most, "other": self.other}
        return published.catalogue(area, where, ", ".join(filter(None, (self.keys, keys))))


PUBLISHERS = {
    "ees": Publisher(
        published.write_ees,
        "sex: Total, time_identifier: Financial year",
        "sex: [Girls], time_identifier: Financial year",
        "layout: ees",
    ),
    "fingertips": Publisher(
        published.write_fingertips,
        "Sex: Persons",
        "Sex: Female",
        "layout: fingertips, level: Counties & UAs",
    ),
}


@pytest.fixture(params=PUBLISHERS)
def publisher(request: pytest.FixtureRequest, folder: Path) -> Publisher:
    """The invented nation in the current folder, as a publisher has it."""
    found = PUBLISHERS[request.param]
    nation.write(folder)
    found.write(folder)
    (folder / "indicators.yaml").write_text(found.catalogue())
    return found


def test_every_authority_has_what_its_own_reports_say(
    publisher: Publisher, folder: Path, ragcalc: Command
) -> None:
    answer = ragcalc("score", "--output", "scored.csv", "--verify", "2000")
    assert answer.err.startswith("scored.csv: 855 rows of 19 areas and 9 indicators; 855 judged")
    rows = scored(folder / "scored.csv")
    for area in nation.AUTHORITIES:
        own = [shortened(one) for one in rows if one["area"] == area]
        assert in_order(own) == in_order(reported(publisher.catalogue(area))), area


def test_areas_are_left_out_as_in_a_report_by_number_code_or_name(
    publisher: Publisher, folder: Path, ragcalc: Command
) -> None:
    code = "E303" if "ees" in publisher.keys else "303"
    keys = f"leave-out: {{{code}: from 2017-18, Shire 304: until 2015-16}}"
    (folder / "indicators.yaml").write_text(publisher.catalogue("", keys))
    assert ragcalc("score", "--output", "scored.csv").status == 0
    rows = scored(folder / "scored.csv")
    absent = {"303": ("2017-18", "2018-19"), "304": ("2014-15", "2015-16")}
    for area in ("301", "302", "303", "304"):
        own = [shortened(one) for one in rows if one["area"] == area]
        there = [
            one
            for one in reported(publisher.catalogue(area, keys))
            if one["period"] not in absent.get(area, ())
        ]
        assert in_order(own) == in_order(there), area


REFUSED = {
    "a filter that nobody chose": (
        "ees",
        ("sex: Total, time_identifier", "time_identifier"),
        (
            "indicators.relative: nation.csv has 2 values under 'sex', and where: chooses none: "
            "Girls, Total"
        ),
        "choose one, as in where: {sex: Total}",
    ),
    "periods of two kinds": (
        "ees",
        ("sex: Total, time_identifier: Financial year", "sex: Total"),
        (
            "indicators.relative: nation.csv has 2 values under 'time_identifier', and where: "
            "chooses none: Autumn term, Financial year"
        ),
        "choose one, as in where: {time_identifier: Autumn term}",
    ),
    "a filter of another publisher that nobody chose": (
        "fingertips",
        (", where: {Sex: Persons}", ""),
        (
            "indicators.relative: nation.csv has 2 values under 'Sex', and where: chooses none: "
            "Female, Persons"
        ),
        "choose one, as in where: {Sex: Persons}",
    ),
    "authorities of two levels": (
        "fingertips",
        (", level: Counties & UAs", ""),
        (
            "indicators.relative: nation.csv has authorities of 2 levels: Counties & UAs, "
            "Districts & UAs"
        ),
        "write level: next to file:, as in level: Counties & UAs",
    ),
    "a value that is not there": (
        "ees",
        ("sex: Total,", "sex: Totals,"),
        "indicators.relative: nation.csv has no 'Totals' under 'sex'",
        "did you mean Total?",
    ),
    "values that never stand in one row": (
        "fingertips",
        ("{Sex: Persons}", "{Sex: Female, Category: Most deprived}"),
        "indicators.relative: no row of nation.csv has all that where: asks for",
        "name values that occur in the same rows",
    ),
    "a column that is not there": (
        "ees",
        ("sex: Total,", "gender: Total,"),
        "indicators.relative: nation.csv has no column 'gender'",
        "known: ",
    ),
    "a filter that is not there": (
        "ees",
        ("layout: ees", "layout: ees, filters: [gender]"),
        "nation.csv has no column 'gender'",
        "known: ",
    ),
    "a level that is not there": (
        "ees",
        ("layout: ees", "layout: ees, level: School"),
        "nation.csv has no level 'School'",
        "known: Local authority",
    ),
    "a name for a column that the layout does not have": (
        "ees",
        ("layout: ees", "layout: ees, columns: {measure: sex}"),
        "layout: ees has no column 'measure'",
        "delete it; other names may be given to ",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_a_report_remarks_on_ends_the_run(kind: str, folder: Path, ragcalc: Command) -> None:
    """Nothing is chosen in silence."""
    name, change, message, hint = REFUSED[kind]
    nation.write(folder)
    PUBLISHERS[name].write(folder)
    catalogue = PUBLISHERS[name].catalogue()
    (folder / "indicators.yaml").write_text(catalogue.replace(*change))
    answer = ragcalc("score", "--output", "scored.csv")
    assert answer.status == 2
    assert answer.err.startswith(f"Error: {message}\n{hint}")
    assert not (folder / "scored.csv").exists()


EES = "time_period,time_identifier,geographic_level,old_la_code,la_name,region_name,sex,a,b\n"
EES_ROW = "{},{},Local authority,301,Shire,North,{},{},4\n"
ONE = """\
version: 1
organisation: England
comparators: {{england: {{name: England, kind: national}}}}
datasets: {{d: {{file: d.csv, {keys}}}}}
indicators:
  a:
    {{name: A, unit: count, polarity: high, frequency: annual, year: {year}, target: 3,
     dataset: {{name: d, measure: {measure}}}, values: dataset}}
"""


@pytest.mark.parametrize("other", ["4", "3", "", "z"])
def test_two_rows_of_a_measure_area_and_year_end_the_run(
    other: str, folder: Path, ragcalc: Command
) -> None:
    """Be they the same, or one without a figure: a report uses neither."""
    rows = EES_ROW.format("202223", "Academic year", "Total", "3")
    rows += EES_ROW.format("202223", "Academic year", "Total", other)
    (folder / "d.csv").write_text(EES + rows)
    (folder / "indicators.yaml").write_text(
        ONE.format(keys="layout: ees", year="academic", measure="a")
    )
    answer = ragcalc("score", "--output", "scored.csv")
    assert answer.status == 2
    assert answer.err.startswith("Error: d.csv: the area 301 has 3 and ")
    assert " for a in one period\n" in answer.err


def test_a_year_of_another_kind_ends_the_run(folder: Path, ragcalc: Command) -> None:
    (folder / "d.csv").write_text(EES + EES_ROW.format("202223", "Academic year", "Total", "3"))
    (folder / "indicators.yaml").write_text(
        ONE.format(keys="layout: ees", year="financial", measure="a")
    )
    answer = ragcalc("score", "--output", "scored.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: d.csv: '202223 Academic year' is not of the frequency of its indicator\n"
            "write year: academic on the indicator\n"
        ),
    )


def test_a_measure_without_rows_is_named(folder: Path, ragcalc: Command) -> None:
    """And the nation without a row, and the region."""
    (folder / "d.csv").write_text(EES + EES_ROW.format("202223", "Academic year", "Total", "3"))
    text = ONE.format(keys="layout: ees", year="academic", measure="a")
    text = text.replace("national}", "national}, north: {name: North, kind: regional}")
    other = text[text.index("  a:\n") :].replace("  a:\n", "  c:\n").replace("sure: a", "sure: c")
    (folder / "indicators.yaml").write_text(text + other)
    answer = ragcalc("score", "--output", "scored.csv")
    assert (answer.status, answer.err) == (
        0,
        (
            "warning: no row is of c\n"
            "warning: no row is called England, North, so that nothing is compared with them; see "
            "national: and regions:\n"
            "scored.csv: 1 row of 1 area and 1 indicator; 1 judged again, none differs\n"
        ),
    )


def test_a_dataset_without_any_of_the_measures_is_refused(folder: Path, ragcalc: Command) -> None:
    (folder / "d.csv").write_text(EES + EES_ROW.format("202223", "Academic year", "Total", "3"))
    text = ONE.format(keys="layout: ees", year="academic", measure="c")
    (folder / "indicators.yaml").write_text(text)
    answer = ragcalc("score", "--output", "scored.csv")
    assert (answer.status, answer.err) == (
        2,
        "Error: d.csv has none of these measures\nsee their spelling\n",
    )


def test_an_authority_in_two_regions_ends_the_run(folder: Path, ragcalc: Command) -> None:
    row = EES_ROW.format("202223", "Academic year", "Total", "3")
    moved = EES_ROW.format("202122", "Academic year", "Total", "3").replace("North", "South")
    (folder / "d.csv").write_text(EES + row + moved)
    text = ONE.format(keys="layout: ees", year="academic", measure="a")
    (folder / "indicators.yaml").write_text(text)
    answer = ragcalc("score", "--output", "scored.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: d.csv: the area 301 lies in 'North' and in 'South'\n"
            "write the same region in each of its rows, or name both alike under regions:\n"
        ),
    )


def test_one_indicators_condition_is_a_filter_of_all(folder: Path, ragcalc: Command) -> None:
    """In a long file too, as in a report, even where each area has one of the values."""
    (folder / "d.csv").write_text(
        "measure,year,area,value,region,kind\n"
        "a,2022-23,301,3,North,Town\na,2022-23,302,3,North,Shire\n"
        "b,2022-23,301,3,North,Town\nb,2022-23,302,3,North,Shire\n"
    )
    text = ONE.format(keys="years: ending", year="financial", measure="a")
    other = text[text.index("  a:\n") :].replace("  a:\n", "  b:\n")
    other = other.replace("measure: a", "measure: b, where: {kind: Town}")
    (folder / "indicators.yaml").write_text(text + other)
    answer = ragcalc("score", "--output", "scored.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: indicators.a: d.csv has 2 values under 'kind', and where: chooses none: Shire, "
            "Town\nchoose one, as in where: {kind: Shire}\n"
        ),
    )


def test_names_of_the_nation_and_of_regions_are_those_of_a_report(
    publisher: Publisher, folder: Path, ragcalc: Command
) -> None:
    """An authority's row may call its region otherwise than the region's own rows do."""
    table = folder / "nation.csv"
    text = table.read_text()
    text = text.replace("England", "Albion")
    of_authorities = r"(?<=,E12,)North(?=,)|(?<=,)North(?=,(?:E07)?3)"
    text = re.sub(of_authorities, "The North", text)
    table.write_text(text)
    keys = "national: Albion, regions: {The North: North}"
    (folder / "indicators.yaml").write_text(publisher.catalogue("", keys))
    answer = ragcalc("score", "--output", "scored.csv")
    assert (answer.status, answer.err.startswith("scored.csv: ")) == (0, True)
    rows = scored(folder / "scored.csv")
    assert any(one["england_verdict"] and one["own-region_verdict"] for one in rows)
    for area in ("301", "302", "316"):
        own = [shortened(one) for one in rows if one["area"] == area]
        assert in_order(own) == in_order(reported(publisher.catalogue(area, keys))), area


def test_the_columns_of_a_measure_are_those_of_a_report(folder: Path, ragcalc: Command) -> None:
    """Where nothing stands under its value, its own counts make the figure."""
    nation.write(folder)
    publisher = PUBLISHERS["ees"]
    publisher.write(folder)
    lines = (folder / "nation.csv").read_text().splitlines()
    cases = [f"{line},{'cases' if at == 0 else at % 90}" for at, line in enumerate(lines)]
    (folder / "nation.csv").write_text("\n".join([*cases, ""]))
    own = "sex: Total, time_identifier: Financial year}, columns: {numerator: cases, "
    own += "denominator: pupils}}"

    def counted(area: str = "") -> str:
        text = publisher.catalogue(area)
        return text.replace("sex: Total, time_identifier: Financial year}}", own)

    (folder / "indicators.yaml").write_text(counted())
    assert ragcalc("score", "--output", "scored.csv").status == 0
    rows = scored(folder / "scored.csv")
    for area in ("301", "302", "316"):
        there = [shortened(one) for one in rows if one["area"] == area]
        assert in_order(there) == in_order(reported(counted(area))), area


def test_years_of_one_number_are_those_of_a_report(folder: Path, ragcalc: Command) -> None:
    """With `years: starting` 2014 of a reporting year is 2014-15."""
    nation.write(folder)
    publisher = PUBLISHERS["ees"]
    publisher.write(folder)
    text = (folder / "nation.csv").read_text().replace("Financial year", "Reporting year")
    for year in nation.YEARS:
        text = text.replace(f"\n{year.replace('-', '')},", f"\n{year[:4]},")
    (folder / "nation.csv").write_text(text)

    def starting(area: str = "") -> str:
        found = publisher.catalogue(area, "years: starting")
        return found.replace("Financial year", "Reporting year")

    (folder / "indicators.yaml").write_text(starting())
    assert ragcalc("score", "--output", "scored.csv").status == 0
    rows = scored(folder / "scored.csv")
    for area in ("301", "316"):
        own = [shortened(one) for one in rows if one["area"] == area]
        assert in_order(own) == in_order(reported(starting(area))), area


def test_an_indicator_that_has_rows_of_other_areas_alone_has_no_row(
    folder: Path, ragcalc: Command
) -> None:
    (folder / "d.csv").write_text(
        "Indicator ID,Area Code,Area Name,Area Type,Time period,Value\n"
        "a,E07,Vale,Districts & UAs,2018/19,4\nb,E06,Shire,Counties & UAs,2018/19,3\n"
    )
    keys = "layout: fingertips, level: Counties & UAs"
    text = ONE.format(keys=keys, year="financial", measure="a").replace("national}", "other}")
    other = text[text.index("  a:\n") :].replace("  a:\n", "  b:\n").replace("sure: a", "sure: b")
    (folder / "indicators.yaml").write_text(text + other)
    answer = ragcalc("score", "--output", "scored.csv")
    assert (answer.status, answer.err) == (
        0,
        (
            "warning: no row is of a\n"
            "scored.csv: 1 row of 1 area and 1 indicator; 1 judged again, none differs\n"
        ),
    )
