"""National files as they are published: explore education statistics and Fingertips."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.datasets.layout import as_named
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.figures import ComparatorFigure
from ragcalc.catalogue.model.series import Series
from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from ragcalc.vocabulary import Status

HEAD = """\
version: 1
organisation: Ours
comparators:
  england: {name: England, kind: national}
  neighbours: {name: Neighbours, kind: statistical-neighbours}
"""

WHERE = re.compile("(?<=yaml):[0-9]+")

EES_AREAS = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name"),
    *("region_code", "region_name", "old_la_code", "new_la_code", "la_name"),
)
ENGLAND = ("National", "E92000001", "England", "", "", "", "", "")
WEST = ("Regional", "E92000001", "England", "E12000009", "West", "", "", "")
OURS, TWO, THREE = (
    ("Local authority", "E92000001", "England", "E12000009", "West", old, new, name)
    for old, new, name in (
        ("1", "E06000001", "Ours"),
        ("2", "E06000002", "Two"),
        ("3", "E06000003", "Three"),
    )
)
ACADEMIC = ("202223", "Academic year")


def ees(*rows: Iterable[str], columns: str = "sex,absence") -> str:
    """Return a file of explore education statistics."""
    return _csv([[*EES_AREAS, *columns.split(",")], *map(list, rows)])


def tips(*rows: Mapping[str, str]) -> str:
    """Return a file of Fingertips: what every row has, and what each has of its own."""
    made = [{**TIPS, **row} for row in rows]
    return _csv([list(made[0]), *(list(row.values()) for row in made)])


TIPS = {
    "Indicator ID": "92443",
    "Indicator Name": "Smoking",
    "Parent Code": "",
    "Parent Name": "",
    "Area Code": "E92000001",
    "Area Name": "England",
    "Area Type": "England",
    "Sex": "Persons",
    "Age": "18+ yrs",
    "Category Type": "",
    "Category": "",
    "Time period": "2018",
    "Value": "14.4",
    "Lower CI 95.0 limit": "",
    "Upper CI 95.0 limit": "",
    "Lower CI 99.8 limit": "",
    "Upper CI 99.8 limit": "",
    "Count": "",
    "Denominator": "",
    "Value note": "",
    "Recent Trend": "",
    "Time period Sortable": "20180000",
}
TIPS_WEST = {
    "Area Code": "E12000009",
    "Area Name": "West region (statistical)",
    "Area Type": "Regions (statistical)",
    "Parent Name": "England",
}
UA = "Counties & UAs (from Apr 2023)"
TIPS_OURS, TIPS_TWO = (
    {"Area Code": code, "Area Name": name, "Area Type": UA, "Parent Name": TIPS_WEST["Area Name"]}
    for code, name in (("E06000001", "Ours"), ("E06000002", "Two"))
)


def _csv(rows: Iterable[Iterable[str]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue()


def load(
    folder: Path, rows: str, measure: str, dataset: str = "", own: str = "year: academic"
) -> Loaded:
    """Load a catalogue of one indicator beside a dataset; `measure` ends `dataset:` of it."""
    region = "  region: {name: West, kind: regional}\n" if "Region" in rows else ""
    layout = "ees" if rows.startswith("time_period") else "fingertips"
    (folder / "d.csv").write_text(rows, encoding="utf-8")
    (folder / "indicators.yaml").write_text(
        f"{HEAD}{region}datasets:\n  d: {{file: d.csv, layout: {layout}{dataset}}}\nindicators:\n"
        f"  it:\n    name: It\n    unit: percent\n    polarity: low\n    {own}\n"
        f"    values: {{2022-23 Q4: 5}}\n    dataset: {{name: d, measure: {measure}}}\n",
        encoding="utf-8",
    )
    return api.load(folder / "indicators.yaml", None)


def figures(loaded: Loaded, comparator: str = "england") -> dict[str, ComparatorFigure]:
    """Return the figures of a comparator by period."""
    assert loaded.catalogue
    found = loaded.catalogue.indicators["it"].comparators.get(comparator, Series())
    return {str(period): one for period, one in found.items()}


def values(loaded: Loaded, comparator: str = "england") -> dict[str, str]:
    return {period: str(one.value) for period, one in figures(loaded, comparator).items()}


def peers(loaded: Loaded) -> dict[str, dict[str, str]]:
    """Return the figures of authorities by year and number."""
    (dataset,) = loaded.datasets
    found = dataset.peers["it"].figures
    return {str(year): {one: str(own) for one, own in by.items()} for year, by in found.items()}


def remarks(loaded: Loaded) -> list[str]:
    """Return what is found in datasets: the place, the message, the code and the hint.

    It is left out that no row is the nation's: many of these files are of few areas.
    """
    found = check(loaded, None, selection(["dataset"])).problems
    return [
        f"{WHERE.sub('', one.where.rpartition('/')[2])} {one.message} [{one.code}] {one.hint}"
        for one in found
        if one.code != "dataset-national"
    ]


# ── Explore education statistics ─────────────────────────────────────────────────────────────────

ROWS = (
    (*ACADEMIC, *ENGLAND, "Total", "7.40"),
    (*ACADEMIC, *ENGLAND, "Girls", "7.2"),
    (*ACADEMIC, *WEST, "Total", "7.6"),
    (*ACADEMIC, *OURS, "Total", "7.1"),
    (*ACADEMIC, *OURS, "Girls", "7.0"),
    (*ACADEMIC, *TWO, "Total", "c"),
    (*ACADEMIC, *THREE, "Total", "6.9"),
    (*ACADEMIC, "School", *THREE[1:], "Total", "31"),
)


def test_an_area_of_ees_is_that_of_its_own_level(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("area,SN1,SN2\n1,2,3\n", encoding="utf-8")
    loaded = load(tmp_path, ees(*ROWS), "absence, where: {sex: Total}", ", neighbours: n.csv")
    assert remarks(loaded) == []
    year = "2022-23 academic"
    assert values(loaded) == {year: "7.40"}
    assert values(loaded, "region") == {year: "7.6"}
    assert values(loaded, "neighbours") == {year: "6.9"}
    assert figures(loaded, "neighbours")[year].note == "mean of 1 of 2 statistical neighbours"
    assert figures(loaded)[year].source == "d.csv, absence, 202223 Academic year"
    assert peers(loaded) == {year: {"1": "7.1", "3": "6.9"}}


@pytest.mark.parametrize("area", ["1", "1.0", "E06000001", "ours"])
def test_an_authority_of_ees_is_named_by_either_code_or_its_name(tmp_path: Path, area: str) -> None:
    dataset = f", area: {area}, leave-out: {{E06000003: from 2019-20}}"
    loaded = load(tmp_path, ees(*ROWS), "absence, where: {sex: Total}", dataset)
    assert remarks(loaded) == []
    assert peers(loaded) == {"2022-23 academic": {"1": "7.1"}}


def test_a_parquet_file_of_ees_gives_the_same(tmp_path: Path) -> None:
    load(tmp_path, ees(*ROWS), "absence, where: {sex: Total}")
    book = tmp_path / "indicators.yaml"
    written = book.read_text(encoding="utf-8").replace("d.csv", "d.parquet")
    book.write_text(written, encoding="utf-8")
    duckdb.execute(
        f"COPY (SELECT * REPLACE (CAST(time_period AS BIGINT) AS time_period, CAST(old_la_code AS"
        f" DOUBLE) AS old_la_code) FROM read_csv('{tmp_path / 'd.csv'}', all_varchar = true)) TO"
        f" '{tmp_path / 'd.parquet'}' (FORMAT parquet)"
    )
    loaded = api.load(book, None)
    assert remarks(loaded) == []
    assert peers(loaded) == {"2022-23 academic": {"1": "7.1", "3": "6.9"}}


@pytest.mark.parametrize(
    ("measure", "found"),
    [
        (
            "absence",
            (
                "indicators.yaml:5 d.csv has 2 values under 'sex', and where: chooses none: "
                "Girls, Total [dataset-where] choose one, as in where: {sex: Total}"
            ),
        ),
        (
            "absence, where: {sex: total}",
            (
                "indicators.yaml:55 d.csv has no 'total' under 'sex' [dataset-where] "
                "did you mean Total?"
            ),
        ),
        (
            "absence, where: {sx: Total}",
            "indicators.yaml:54 d.csv has no column 'sx' [dataset-column] did you mean sex?",
        ),
        (
            "absense, where: {sex: Total}",
            (
                "indicators.yaml:33 d.csv has no measure 'absense' [dataset-measure] "
                "did you mean absence?"
            ),
        ),
    ],
)
def test_what_is_not_chosen_is_never_chosen_for_you(
    tmp_path: Path, measure: str, found: str
) -> None:
    loaded = load(tmp_path, ees(*ROWS), measure)
    assert remarks(loaded) == [found]
    assert values(loaded) == {}
    assert loaded.datasets[0].peers == {}


def test_values_of_which_there_are_rows_and_no_row_with_both(tmp_path: Path) -> None:
    rows = [(*row[:-2], row[-2], "Primary" if row[-2] == "Total" else "Special", row[-1])
            for row in ROWS]  # fmt: skip
    made = ees(*rows, columns="sex,phase,absence")
    loaded = load(tmp_path, made, "absence, where: {sex: Girls, phase: Primary}")
    assert remarks(loaded) == [
        (
            "indicators.yaml:42 no row of d.csv has all that where: asks for [dataset-where] "
            "name values that occur in the same rows"
        )
    ]


def test_several_values_may_be_meant(tmp_path: Path) -> None:
    """Where a column says what an area is, and tells no rows of one area apart."""
    rows = [(*row[:-2], *last) for row, last in zip(
        (ROWS[0], ROWS[3], ROWS[6]), (("Town", "7.4"), ("Town", "7.1"), ("Shire", "6.9")),
        strict=True,
    )]  # fmt: skip
    loaded = load(tmp_path, ees(*rows), "absence, where: {sex: [Town, Shire]}")
    assert remarks(loaded) == []
    assert peers(loaded) == {"2022-23 academic": {"1": "7.1", "3": "6.9"}}


@pytest.mark.parametrize("age", ["16", "16.0"])
def test_a_value_may_look_like_a_number(tmp_path: Path, age: str) -> None:
    rows = [(*row[:-2], one, row[-1]) for row in ROWS if row[-2] == "Total" for one in (age, "17")]
    loaded = load(tmp_path, ees(*rows, columns="age,absence"), "absence, where: {age: 16}")
    assert remarks(loaded) == []
    assert peers(loaded) == {"2022-23 academic": {"1": "7.1", "3": "6.9"}}


def test_rows_that_only_a_number_tells_apart_are_not_used(tmp_path: Path) -> None:
    """Though their figures are the same: nothing says that the column is no measure."""
    rows = [(*ACADEMIC, *OURS, age, "7.1") for age in ("16", "17")]
    loaded = load(tmp_path, ees(*rows, columns="age,absence"), "absence")
    assert [one.partition(" [")[0] for one in remarks(loaded)] == [
        "d.csv:row 2 Ours has 7.1 for 202223 Academic year, and the same in row 1"
    ]
    assert peers(loaded) == {"2022-23 academic": {}}


@pytest.mark.parametrize(
    "text", ["z", "x", "c", "u", "k", "low", "LOW", "[c]", ":", "~", "", " c ", "-", "NA"]
)
def test_a_symbol_of_the_department_is_no_figure(tmp_path: Path, text: str) -> None:
    rows = ees(*ROWS[:5], (*ACADEMIC, *TWO, "Total", text))
    loaded = load(tmp_path, rows, "absence, where: {sex: Total}")
    assert remarks(loaded) == []
    assert peers(loaded) == {"2022-23 academic": {"1": "7.1"}}


@pytest.mark.parametrize("text", ["NaN", "cc", "7,1,", "inf", "1e400", "9" * 31])
def test_what_is_neither_a_number_nor_a_symbol_is_found(tmp_path: Path, text: str) -> None:
    rows = ees(*ROWS[:5], (*ACADEMIC, *TWO, "Total", text))
    loaded = load(tmp_path, rows, "absence, where: {sex: Total}")
    (found,) = remarks(loaded)
    assert found.startswith("d.csv:row 6 the value of Two ")
    assert "[dataset-value]" in found
    assert peers(loaded) == {"2022-23 academic": {"1": "7.1"}}


@pytest.mark.parametrize(
    ("period", "year"),
    [
        (("202223", "Academic year"), "2022-23 academic"),
        (("199900", "Academic year"), "1999-00 academic"),
        (("202223", "Financial year"), "2022-23"),
        (("202223", "Tax year"), "2022-23"),
        (("2022", "Calendar year"), "2022"),
        (("2022", "Reporting year"), "2021-22 academic"),
        (("202223", "Reporting year"), "2022-23 academic"),
    ],
)
def test_the_identifier_says_of_which_kind_a_year_is(
    tmp_path: Path, period: tuple[str, str], year: str
) -> None:
    loaded = load(tmp_path, ees((*period, *ENGLAND, "Total", "7.4")), "absence")
    assert values(loaded) == {year: "7.4"}


@pytest.mark.parametrize(
    "period",
    [
        ("202223", "Autumn term"),
        ("202223", "Financial year Q1"),
        ("202223", "Calendar year"),
        ("202224", "Academic year"),
        ("2022", "Academic year"),
        ("2022", "Week 12"),
        ("2022", ""),
        ("2022/23", "Academic year"),
    ],
)
def test_what_is_no_whole_year_is_found(tmp_path: Path, period: tuple[str, str]) -> None:
    loaded = load(tmp_path, ees((*period, *OURS, "Total", "7.4")), "absence")
    text = " ".join(period).strip()
    assert remarks(loaded) == [
        (
            f"d.csv:row 1 '{text}' is not a year [dataset-year] "
            "choose rows of whole years: where: {time_identifier: Academic year}"
        )
    ]


def test_years_of_two_kinds_are_not_mixed(tmp_path: Path) -> None:
    rows = ees((*ACADEMIC, *OURS, "Total", "7"), ("202223", "Autumn term", *OURS, "Total", "9"))
    assert remarks(load(tmp_path, rows, "absence")) == [
        (
            "indicators.yaml:5 d.csv has 2 values under 'time_identifier', "
            "and where: chooses none: Academic year, Autumn term [dataset-where] "
            "choose one, as in where: {time_identifier: Academic year}"
        )
    ]
    loaded = load(tmp_path, rows, "absence, where: {Time_Identifier: Academic year}")
    assert remarks(loaded) == []
    assert peers(loaded) == {"2022-23 academic": {"1": "7"}}


def test_limits_and_counts_stand_in_columns_of_the_measure(tmp_path: Path) -> None:
    columns = "score,low,high,cases,pupils"
    rows = ees(
        (*ACADEMIC, *ENGLAND, "0.3", "0.2", "0.4", "30", "100"),
        (*ACADEMIC, *OURS, "0.5", "0.1", "0.9", "5", "10"),
        columns=columns,
    )
    beside = "{lower: low, upper: HIGH, numerator: cases, denominator: pupils}"
    loaded = load(tmp_path, rows, f"score, columns: {beside}")
    assert remarks(loaded) == []
    (figure,) = figures(loaded).values()
    assert (figure.value, figure.lower, figure.upper) == tuple(map(Decimal, ("0.3", "0.2", "0.4")))
    (counts,) = loaded.datasets[0].peers["it"].counts.values()
    assert counts == {"1": (Decimal(5), Decimal(10))}
    assert remarks(load(tmp_path, rows, "score, columns: {lower: lw}")) == [
        "indicators.yaml:57 d.csv has no column 'lw' [dataset-column] did you mean low?"
    ]


def test_an_authority_that_is_called_as_a_region_or_the_nation_is_not_mixed_with_it(
    tmp_path: Path,
) -> None:
    rows = ees(
        (*ACADEMIC, *OURS[:-1], "England", "Total", "1"),
        (*ACADEMIC, *TWO[:-1], "West", "Total", "2"),
        (*ACADEMIC, *THREE, "Total", "3"),
        (*ACADEMIC, *WEST, "Total", "4"),
        (*ACADEMIC, *ENGLAND, "Total", "5"),
    )
    for area, region in (("3", "4"), ("West", "4"), ("England", "4")):
        loaded = load(tmp_path, rows, "absence", f", area: {area}")
        assert remarks(loaded) == []
        assert (values(loaded), values(loaded, "region")) == (
            {"2022-23 academic": "5"},
            {"2022-23 academic": region},
        )


# ── Fingertips ───────────────────────────────────────────────────────────────────────────────────

LIMITS = (
    "Lower CI 95.0 limit",
    "Upper CI 95.0 limit",
    "Lower CI 99.8 limit",
    "Upper CI 99.8 limit",
)
ALL = (
    {
        **dict(zip(LIMITS, ("14.2", "14.6", "14.1", "14.7"), strict=True)),
        "Count": "",
        "Sex": "Male",
    },
    dict(zip(LIMITS, ("14.2", "14.6", "14.1", "14.7"), strict=True)),
    {
        **TIPS_WEST,
        "Value": "15.0",
        "Value note": "Aggregated from all known lower geography values",
    },
    {**TIPS_OURS, "Value": "11.2", "Count": "112", "Denominator": "1000"},
    {**TIPS_OURS, "Value": "19", "Sex": "Male"},
    {**TIPS_TWO, "Value": "", "Value note": "Value suppressed for disclosure control"},
    {
        **TIPS_OURS,
        "Value": "22",
        "Category Type": "Deprivation deciles",
        "Category": "Most deprived",
    },
)
PERSONS = "92443, where: {sex: Persons}"


def test_a_file_of_fingertips_is_read_as_it_is_published(tmp_path: Path) -> None:
    loaded = load(tmp_path, tips(*ALL), PERSONS)
    assert remarks(loaded) == []
    england, region = figures(loaded)["2018"], figures(loaded, "West")
    assert region == {}
    assert (england.value, england.source) == (Decimal("14.4"), "d.csv, 92443, 2018")
    ends = (england.lower, england.upper, england.lower_998, england.upper_998)
    assert ends == tuple(map(Decimal, ("14.2", "14.6", "14.1", "14.7")))
    west = figures(loaded, "region")["2018"]
    assert (west.value, west.note) == (
        Decimal("15.0"),
        "Aggregated from all known lower geography values",
    )
    assert peers(loaded) == {"2018": {"E06000001": "11.2"}}
    assert loaded.datasets[0].peers["it"].counts == {
        next(iter(loaded.datasets[0].peers["it"].figures)): {
            "E06000001": (Decimal(112), Decimal(1000))
        }
    }


@pytest.mark.parametrize(
    ("measure", "found"),
    [
        (
            "92443",
            (
                "indicators.yaml:5 d.csv has 2 values under 'Sex', and where: chooses none: "
                "Male, Persons [dataset-where] choose one, as in where: {Sex: Persons}"
            ),
        ),
        (
            "92443, where: {sex: Person}",
            (
                "indicators.yaml:53 d.csv has no 'Person' under 'Sex' [dataset-where] "
                "did you mean Persons?"
            ),
        ),
        (
            "92444, where: {sex: Persons}",
            "indicators.yaml:33 d.csv has no measure '92444' [dataset-measure] did you mean 92443?",
        ),
    ],
)
def test_of_fingertips_nothing_is_chosen_for_you_either(
    tmp_path: Path, measure: str, found: str
) -> None:
    loaded = load(tmp_path, tips(*ALL), measure)
    assert remarks(loaded) == [found]
    assert values(loaded) == {}


def test_a_category_is_read_where_it_is_asked_for(tmp_path: Path) -> None:
    loaded = load(tmp_path, tips(*ALL), "92443, where: {Category: Most deprived}")
    assert peers(loaded) == {"2018": {"E06000001": "22"}}


@pytest.mark.parametrize(
    ("text", "kind", "year"),
    [
        ("2018", "financial", "2018"),
        ("2018", "academic", "2018"),
        ("2018/19", "financial", "2018-19"),
        ("2018/19", "calendar", "2018-19"),
        ("2018/19", "academic", "2018-19 academic"),
        ("1999/00", "financial", "1999-00"),
        ("2016 - 18", "financial", "2018"),
        ("2016 - 18", "academic", "2018"),
        ("2016-18", "calendar", "2018"),
        ("2016 - 17", "financial", "2017"),
        ("1999 - 01", "financial", "2001"),
        ("2016/17 - 18/19", "financial", "2018-19"),
        ("2016/17 - 2018/19", "academic", "2018-19 academic"),
    ],
)
def test_a_period_of_fingertips_is_given_to_its_last_year(
    tmp_path: Path, text: str, kind: str, year: str
) -> None:
    loaded = load(tmp_path, tips({"Time period": text}), "92443", ", area: x", f"year: {kind}")
    assert values(loaded) == {year: "14.4"}
    assert figures(loaded)[year].source == f"d.csv, 92443, {text}"


def test_several_years_together_say_so_beside_the_figure(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("area,SN1\nE06000001,E06000002\n", encoding="utf-8")
    rows = ({**one, "Time period": "2016 - 18"} for one in (TIPS, TIPS_OURS, TIPS_TWO))
    noted = {**TIPS, "Time period": "2015", "Value note": "Estimated"}
    loaded = load(tmp_path, tips(*rows, noted), "92443", ", neighbours: n.csv")
    assert {year: one.note for year, one in figures(loaded).items()} == {
        "2018": "2016 - 18 taken together",
        "2015": "Estimated",
    }
    assert figures(loaded, "neighbours")["2018"].note == (
        "mean of 1 of 1 statistical neighbours; 2016 - 18 taken together"
    )


@pytest.mark.parametrize("text", ["2019 Q1", "2019/20 Q1", "2020 Jan", "2018/20", "18 - 2016", ""])
def test_a_period_of_fingertips_that_is_no_year_is_found(tmp_path: Path, text: str) -> None:
    loaded = load(tmp_path, tips({**TIPS_OURS, "Time period": text}), "92443")
    assert remarks(loaded)[-1] == (
        f"d.csv:row 1 {repr(text) if text else 'nothing'} is not a year [dataset-year] "
        "periods are 2018, 2018/19, 2016 - 18 or 2016/17 - 18/19"
    )


DISTRICT = {**TIPS_OURS, "Area Code": "E07000001", "Area Type": "Districts & UAs"}


def test_authorities_of_two_levels_are_not_ranked_together(tmp_path: Path) -> None:
    """Though they have the same name."""
    rows = tips({}, {**TIPS_OURS, "Value": "1"}, {**DISTRICT, "Value": "2"})
    loaded = load(tmp_path, rows, "92443")
    assert remarks(loaded) == [
        (
            f"indicators.yaml:5 d.csv has authorities of 2 levels: {UA}, Districts & UAs "
            f"[dataset-level] write level: next to file:, as in level: {UA}"
        )
    ]
    assert values(loaded) == {}
    for level, figure in ((UA, {"E06000001": "1"}), ("districts & uas", {"E07000001": "2"})):
        loaded = load(tmp_path, rows, "92443", f", level: {level}")
        assert [one for one in remarks(loaded) if "region" not in one] == []
        assert (values(loaded), peers(loaded)) == ({"2018": "14.4"}, {"2018": figure})


def test_authorities_of_two_levels_that_are_both_named_are_ranked_together(tmp_path: Path) -> None:
    rows = tips({}, {**TIPS_OURS, "Value": "1"}, {**DISTRICT, "Area Name": "Two", "Value": "2"})
    loaded = load(tmp_path, rows, "92443", f", level: ['{UA}', Districts & UAs]")
    assert [one for one in remarks(loaded) if "region" not in one] == []
    assert peers(loaded) == {"2018": {"E06000001": "1", "E07000001": "2"}}


def test_a_level_that_is_not_there_is_found(tmp_path: Path) -> None:
    loaded = load(tmp_path, tips({}, TIPS_OURS), "92443", ", level: Districts & UAs")
    assert remarks(loaded)[1] == (
        "indicators.yaml:47 d.csv has no level 'Districts & UAs' [dataset-level] "
        f"known: {UA}, England"
    )


def test_two_authorities_of_one_name_and_level_are_asked_for_by_number(tmp_path: Path) -> None:
    again = {**TIPS_OURS, "Area Code": "E06000009"}
    loaded = load(tmp_path, tips({}, TIPS_OURS, again), "92443")
    assert remarks(loaded) == [
        (
            "indicators.yaml:3 d.csv has 2 areas that are called 'Ours' [dataset-area] "
            "write the number of ours, as in area: E06000001; they are E06000001, E06000009"
        )
    ]
    loaded = load(tmp_path, tips({}, TIPS_OURS, again), "92443", ", area: E06000009")
    assert [one for one in remarks(loaded) if "region" not in one] == []


def test_a_row_that_stands_twice_counts_once(tmp_path: Path) -> None:
    """As in files of two area types, each of which has England."""
    loaded = load(tmp_path, tips({}, {}, {**TIPS_OURS}), "92443")
    assert [one for one in remarks(loaded) if "region" not in one] == []
    assert values(loaded) == {"2018": "14.4"}


# ── Further rules of both ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rows", [ees(*ROWS), tips(*ALL)])
def test_a_byte_order_mark_is_no_part_of_a_name(tmp_path: Path, rows: str) -> None:
    measure = "absence, where: {sex: Total}" if rows.startswith("time") else PERSONS
    load(tmp_path, rows, measure)
    (tmp_path / "d.csv").write_bytes(b"\xef\xbb\xbf" + rows.encode())
    loaded = api.load(tmp_path / "indicators.yaml", None)
    assert remarks(loaded) == []
    assert [*values(loaded).values()] in (["7.40"], ["14.4"])


@pytest.mark.parametrize("name", ["time_period", "time_identifier", "geographic_level"])
def test_a_column_of_ees_that_lacks_is_named(tmp_path: Path, name: str) -> None:
    rows = ees(*ROWS).replace(name, f"x{name}")
    loaded = load(
        tmp_path, rows.replace("xtime_period", "time_period_"), "absence, where: {sex: Total}"
    )
    assert [one.partition("] ")[0] for one in remarks(loaded)] == [
        f"indicators.yaml:3 d.csv has no column '{name}' [dataset-column"
    ]


@pytest.mark.parametrize(
    "name", ["Indicator ID", "Time period", "Area Code", "Area Name", "Area Type", "Value"]
)
def test_a_column_of_fingertips_that_lacks_is_named(tmp_path: Path, name: str) -> None:
    rows = tips(*ALL)
    first, _, rest = rows.partition("\n")
    names = [f"My {one}" if one == name else one for one in first.split(",")]
    loaded = load(tmp_path, ",".join(names) + "\n" + rest, PERSONS)
    assert [one.partition("] ")[0] for one in remarks(loaded)] == [
        f"indicators.yaml:3 d.csv has no column '{name}' [dataset-column"
    ]


def test_a_column_of_fingertips_may_have_another_name(tmp_path: Path) -> None:
    rows = tips(*ALL).replace("Area Code", "Code").replace("Lower CI 95.0 limit", "Lower")
    loaded = load(tmp_path, rows, PERSONS, ", columns: {area: Code, lower: lower}")
    assert remarks(loaded) == []
    assert str(figures(loaded)["2018"].lower) == "14.2"


def test_a_name_for_a_column_that_the_layout_does_not_have_is_found(tmp_path: Path) -> None:
    dataset = ", columns: {measure: absence, year: time_period}"
    loaded = load(tmp_path, ees(*ROWS), "absence, where: {sex: Total}", dataset)
    others = "numerator, denominator, lower, upper, lower-998, upper-998, break, status, direction"
    assert remarks(loaded) == [
        f"indicators.yaml:{at} layout: ees has no column '{name}' [dataset-column] "
        f"delete it; other names may be given to {others}"
        for at, name in ((52, "measure"), (67, "year"))
    ]
    assert values(loaded) == {"2022-23 academic": "7.40"}


def test_the_columns_that_are_filters_may_be_listed(tmp_path: Path) -> None:
    """A column of words that is none: a footnote on each figure."""
    rows = [(*row, f"about {at}") for at, row in enumerate(ROWS)]
    made = ees(*rows, columns="sex,absence,remark")
    measure = "absence, where: {sex: Total}"
    (found,) = remarks(load(tmp_path, made, measure))
    assert "d.csv has 5 values under 'remark'" in found
    loaded = load(tmp_path, made, measure, ", filters: sex")
    assert remarks(loaded) == []
    assert values(loaded) == {"2022-23 academic": "7.40"}
    (found,) = remarks(load(tmp_path, made, measure, ", filters: [sex, remarks]"))
    assert found == (
        "indicators.yaml:33 d.csv has no column 'remarks' [dataset-column] did you mean remark?"
    )


def test_a_column_of_figures_with_a_word_in_it_may_be_no_filter(tmp_path: Path) -> None:
    rows = [(*row, "n.k." if at == 1 else str(at)) for at, row in enumerate(ROWS)]
    (found,) = remarks(
        load(tmp_path, ees(*rows, columns="sex,absence,cases"), "absence, where: {sex: Total}")
    )
    assert found == (
        "indicators.yaml:5 d.csv has 5 values under 'cases', and where: chooses none: 0, 2, 3, 5, "
        "6 [dataset-where] choose one, as in where: {cases: 0}; if it is not a filter, list those "
        "that are under filters: next to file:"
    )


def test_a_column_of_numbers_is_watched_where_it_is_listed(tmp_path: Path) -> None:
    """Else two areas with one age each would stand beside each other."""
    rows = ees((*ACADEMIC, *OURS, "4", "7"), (*ACADEMIC, *TWO, "5", "8"), columns="age,absence")
    (found,) = remarks(load(tmp_path, rows, "absence", ", filters: age"))
    assert found == (
        "indicators.yaml:5 d.csv has 2 values under 'age', and where: chooses none: 4, 5 "
        "[dataset-where] choose one, as in where: {age: 4}"
    )


def test_of_many_values_the_first_are_named(tmp_path: Path) -> None:
    rows = [(*ACADEMIC, *OURS, f"Group {at:02}", "7") for at in range(10)]
    (found,) = remarks(load(tmp_path, ees(*rows, columns="group,absence"), "absence"))
    assert found == (
        "indicators.yaml:5 d.csv has 10 values under 'group', and where: chooses none: "
        "Group 00, Group 01, Group 02, Group 03, Group 04, Group 05, Group 06, Group 07 "
        "(and 2 more) [dataset-where] choose one, as in where: {group: Group 00}"
    )


@pytest.mark.parametrize("text", ["Yes, all", "a: b", "<16", "it is [c]"])
def test_a_value_that_is_proposed_can_be_copied_as_it_stands(tmp_path: Path, text: str) -> None:
    rows = ees(*((*ACADEMIC, *OURS, one, "7") for one in (text, "zz")))
    (found,) = remarks(load(tmp_path, rows, "absence"))
    where = found.partition("choose one, as in ")[2]
    loaded = load(tmp_path, rows, f"absence, {where}")
    assert remarks(loaded) == []
    assert peers(loaded) == {"2022-23 academic": {"1": "7"}}


@pytest.mark.parametrize(("count", "said"), [(1000, "1000"), (1002, "more than 1000")])
def test_no_more_than_a_thousand_values_are_counted(tmp_path: Path, count: int, said: str) -> None:
    rows = ees(*((*ACADEMIC, *OURS, f"Group {at:04}", "7") for at in range(count)))
    (found,) = remarks(load(tmp_path, rows, "absence"))
    assert found.startswith(f"indicators.yaml:5 d.csv has {said} values under 'sex', and where: ")
    assert "Group 0007 (and 992 more) [dataset-where]" in found


def test_an_empty_value_is_a_value(tmp_path: Path) -> None:
    rows = [(*ACADEMIC, *OURS, one, "7") for one in ("", "Girls")]
    (found,) = remarks(load(tmp_path, ees(*rows), "absence"))
    assert "Girls, nothing" in found or "nothing, Girls" in found


def test_a_figure_beside_a_row_without_one_is_not_used(tmp_path: Path) -> None:
    """Of two ages, one suppressed: the other is not all that there is."""
    for texts in (("c", "7"), ("7", "c"), ("x", "7"), ("7", "x")):
        rows = [(*ACADEMIC, *OURS, age, text) for age, text in zip("45", texts, strict=True)]
        loaded = load(tmp_path, ees(*rows, columns="age,absence"), "absence")
        (found,) = remarks(loaded)
        assert (
            "[dataset-row-twice] neither is used; choose rows with where: next to measure:, they"
            in found
        )
        assert peers(loaded) == {"2022-23 academic": {}}


def test_of_several_figures_that_stand_twice_the_first_is_named(tmp_path: Path) -> None:
    rows = [(*ACADEMIC, *area, age, "7") for area in (OURS, TWO, THREE) for age in "45"]
    (found,) = remarks(load(tmp_path, ees(*rows, columns="age,absence"), "absence"))
    assert found == (
        "d.csv:row 2 Ours has 7 for 202223 Academic year, and the same in row 1 (and 2 more like "
        "it) [dataset-row-twice] neither is used; choose rows with where: next to measure:, "
        "they differ in age"
    )


def test_two_rows_with_other_limits_give_none(tmp_path: Path) -> None:
    one = {**TIPS, "Lower CI 95.0 limit": "14", "Upper CI 95.0 limit": "15"}
    other = {**one, "Upper CI 95.0 limit": "16", "Recent Trend": "Up"}
    loaded = load(tmp_path, tips(one, other), "92443", ", area: England")
    assert remarks(loaded) == [
        (
            "d.csv:row 2 England has 14.4 for 2018, and another interval in row 1 "
            "[dataset-row-twice] neither is used; choose rows next to measure:, "
            "as in where: {Recent Trend: Up}"
        )
    ]


LONG = """\
Indicator Name,Parent Name,Area Code,Area Name,Sex,Time period,Value
Measure A,,E92000001,England,Persons,2022,13.1
Measure A,,E92000001,England,Male,2022,15.1
Measure A,West,E06000001,Ours,Persons,2022,12.1
Measure B,,E92000001,England,Persons,2016 - 18,41
"""
NAMES = (
    "{measure: Indicator Name, year: Time period, area: Area Code, name: Area Name, value: Value, "
    "region: Parent Name}"
)


@pytest.mark.parametrize(
    ("measure", "found", "england"),
    [
        (
            "Measure A",
            [
                (
                    "d.csv:row 2 England has 15.1 for 2022, and 13.1 in row 1 [dataset-row-twice] "
                    "neither is used; choose rows next to measure:, as in where: {Sex: Persons}"
                )
            ],
            {},
        ),
        ("Measure A, where: {sex: Persons}", [], {"2022": "13.1"}),
        ("Measure B, where: {sex: Persons}", ["no area"], {"2018": "41"}),
    ],
)
def test_any_long_file_is_filtered_too(
    tmp_path: Path, measure: str, found: list[str], england: dict[str, str]
) -> None:
    loaded = load(tmp_path, LONG, measure, f", columns: {NAMES}", "year: calendar")
    book = tmp_path / "indicators.yaml"
    text = book.read_text(encoding="utf-8").replace("fingertips", "long")
    book.write_text(text.replace("region: {name: West, kind: regional}", ""), encoding="utf-8")
    loaded = api.load(book, None)
    assert [one for one in remarks(loaded) if "has no area" not in one] == [
        one for one in found if one != "no area"
    ]
    assert values(loaded) == england


def test_a_level_is_of_published_layouts_alone(tmp_path: Path) -> None:
    load(tmp_path, LONG, "Measure A, where: {Sex: Male}", f", level: UA, columns: {NAMES}")
    book = tmp_path / "indicators.yaml"
    text = book.read_text(encoding="utf-8").replace("fingertips", "long")
    book.write_text(text, encoding="utf-8")
    assert remarks(api.load(book, None))[-1] == (
        "indicators.yaml:41 d.csv has no level 'UA' [dataset-level] "
        "level: is for layout: ees or fingertips"
    )


@pytest.mark.parametrize("level", ["Local authority district", "local authority DISTRICT"])
def test_districts_are_a_level_of_ees(tmp_path: Path, level: str) -> None:
    rows = (
        (*ACADEMIC, *ENGLAND, "7", "", ""),
        (*ACADEMIC, *OURS, "8", "", ""),
        (*ACADEMIC, "Local authority district", *OURS[1:], "9", "E07000001", "Ours"),
    )
    made = ees(*rows, columns="absence,lad_code,lad_name")
    loaded = load(tmp_path, made, "absence", f", level: {level}")
    assert remarks(loaded) == []
    assert peers(loaded) == {"2022-23 academic": {"E07000001": "9"}}
    (found,) = remarks(load(tmp_path, made, "absence", ", level: School, area: England"))
    assert "[dataset-level] known: Local authority, Local authority district, National" in found


def test_a_level_of_no_authorities_is_none_of_ees_though_rows_have_it(tmp_path: Path) -> None:
    rows = ((*ACADEMIC, *ENGLAND, "7"), (*ACADEMIC, "School", *OURS[1:], "9"))
    loaded = load(tmp_path, ees(*rows, columns="absence"), "absence", ", level: School")
    *_, last = remarks(loaded)
    assert "d.csv has no level 'School' [dataset-level] known: National" in last


def test_a_nested_column_is_refused(tmp_path: Path) -> None:
    load(tmp_path, ees(*ROWS), "absence, where: {sex: Total}")
    book = tmp_path / "indicators.yaml"
    book.write_text(
        book.read_text(encoding="utf-8").replace("d.csv", "d.parquet"), encoding="utf-8"
    )
    duckdb.execute(
        f"COPY (SELECT * REPLACE ([sex] AS sex) FROM read_csv('{tmp_path / 'd.csv'}')) TO"
        f" '{tmp_path / 'd.parquet'}' (FORMAT parquet)"
    )
    (found,) = remarks(api.load(book, None))
    assert "d.parquet has lists or structures in its column 'sex' [dataset-unreadable]" in found


@pytest.mark.parametrize("symbol", ["z", ":", "..", "[x]"])
def test_a_symbol_in_place_of_a_code_is_none(tmp_path: Path, symbol: str) -> None:
    ours = [symbol if one == "1" else one for one in OURS]
    loaded = load(tmp_path, ees((*ACADEMIC, *ours, "Total", "7.1")), "absence")
    assert peers(loaded) == {"2022-23 academic": {"E06000001": "7.1"}}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" 16 ", "16"),
        ("16.0", "16"),
        ("16.00 ", "16"),
        ("0.0", "0"),
        ("16.5", "16.5"),
        ("16.", "16."),
        (".0", ".0"),
        ("-1.0", "-1.0"),
        ("v1.0", "v1.0"),
        ("", ""),
    ],
)
def test_only_a_whole_number_is_named_without_its_decimals(text: str, name: str) -> None:
    assert as_named(text) == name


def test_areas_without_any_code_go_by_their_names(tmp_path: Path) -> None:
    rows = "time_period,time_identifier,geographic_level,la_name,region_name,absence\n"
    rows += "202223,Academic year,Local authority,Ours,West,7\n"
    rows += "202223,Academic year,National,,,8\n"
    loaded = load(tmp_path, rows, "absence")
    assert peers(loaded) == {"2022-23 academic": {"Ours": "7"}}


# ── One reader: what rests on datasets is the same by every layout ───────────────────────────────

AUTHORITIES = tuple(
    (f"{at}", f"E0600000{at}", "Ours" if at == 1 else f"Area {at}", f"{10 * at + 5}", f"{at * 100}")
    for at in range(1, 9)
)
"""Number, code, name, percentage, denominator."""
BOOK = """\
version: 1
organisation: Ours
comparators:
  england: {name: England, kind: national}
  region: {name: West, kind: regional}
  neighbours: {name: Neighbours, kind: statistical-neighbours}
datasets:
  d: {file: d.csv, neighbours: n.csv, leave-out: {Area 8: from 2019-20}, source: It, LAYOUT}
indicators:
  it:
    name: It
    unit: percent
    polarity: low
    year: financial
    interval: wilson
    values: {2022-23 Q4: 17}
    target: {percentile: 25, of: d}
    dataset: {name: d, measure: MEASURE}
"""
LONG_LAYOUT = "columns: {measure: m, numerator: cases, denominator: people}"


def long_rows() -> str:
    rows = [
        ["m", "year", "area", "name", "value", "region", "cases", "people"],
        ["A", "2023", "90", "England", "40", "", "400", "1000"],
        ["A", "2023", "91", "West", "41", "", "", ""],
        *(
            ["A", "2023", number, name, value, "West", str(int(value) * int(of) // 100), of]
            for number, _, name, value, of in AUTHORITIES
        ),
    ]
    return _csv(rows)


def ees_rows() -> str:
    period = ("202223", "Financial year")
    return ees(
        (*period, *ENGLAND, "40", "400", "1000"),
        (*period, *WEST, "41", "", ""),
        *(
            (
                *(*period, *OURS[:5], number, code, name),
                *(value, str(int(value) * int(of) // 100), of),
            )
            for number, code, name, value, of in AUTHORITIES
        ),
        columns="A,cases,people",
    )


def tips_rows() -> str:
    period = {"Time period": "2022/23"}
    return tips(
        {**period, "Value": "40", "Count": "400", "Denominator": "1000"},
        {**period, **TIPS_WEST, "Value": "41"},
        *(
            {
                **period,
                **TIPS_OURS,
                "Area Code": code,
                "Area Name": name,
                "Value": value,
                "Count": str(int(value) * int(of) // 100),
                "Denominator": of,
            }
            for _, code, name, value, of in AUTHORITIES
        ),
    )


def evidence(folder: Path, rows: str, layout: str, measure: str, by_code: bool) -> list[object]:
    """Return what stands beside the status, without the names of what it was read from."""
    (folder / "d.csv").write_text(rows, encoding="utf-8")
    numbers = [code if by_code else number for number, code, *_ in AUTHORITIES]
    (folder / "n.csv").write_text(
        f"area,SN1,SN2,SN3\n{numbers[0]},{','.join(numbers[1:4])}\n", encoding="utf-8"
    )
    book = BOOK.replace("LAYOUT", layout).replace("MEASURE", measure)
    (folder / "indicators.yaml").write_text(book, encoding="utf-8")
    loaded = api.load(folder / "indicators.yaml", None)
    assert remarks(loaded) == []
    (one,) = api.scored(loaded, "2022-23 Q4", evidence=("rank", "quartile", "funnel")).indicators
    assert one.evidence
    compared = [
        (found.benchmark.id, found.benchmark.figure.value, found.benchmark.figure.period)
        for found in one.verdict.comparisons
    ]
    assert one.evidence.place
    place = one.evidence.place._replace(source="", measure="")
    status = one.verdict.status
    return [status.status, one.verdict.bands, compared, place, one.evidence.funnel]


def test_evidence_targets_and_comparators_are_the_same_by_every_layout(tmp_path: Path) -> None:
    long = evidence(tmp_path, long_rows(), LONG_LAYOUT, "A", by_code=False)
    beside = "A, columns: {numerator: cases, denominator: people}"
    assert long[0] is Status.GREEN
    assert len(long[2]) == 3  # type: ignore[arg-type]
    by_ees = evidence(tmp_path, ees_rows(), "layout: ees", beside, by_code=False)
    by_tips = evidence(tmp_path, tips_rows(), "layout: fingertips", "92443", by_code=True)
    assert by_ees == long
    assert by_tips == long


# ── What stands twice ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["absence", "sex", "la_name", "Absence"])
def test_a_column_that_is_needed_and_stands_twice_is_found(tmp_path: Path, name: str) -> None:
    first, _, rest = ees(*ROWS).partition("\n")
    lines = [f"{first},{name}", *(f"{one},1" for one in rest.splitlines())]
    loaded = load(tmp_path, "\n".join(lines) + "\n", "absence, where: {sex: Total}")
    assert remarks(loaded) == [
        (
            f"indicators.yaml:13 d.csv has two columns with the name '{name.lower()}' "
            "[dataset-unreadable] rename one of them, or delete it"
        )
    ]


def test_a_column_with_a_number_behind_its_name_is_no_second_one(tmp_path: Path) -> None:
    rows = [(*row, "1", "2") for row in ROWS]
    made = ees(*rows, columns="sex,absence,absence_1,spare")
    loaded = load(tmp_path, made.replace("spare", "sparse_1"), "absence, where: {sex: Total}")
    assert remarks(loaded) == []
    hidden = ees(*rows, columns="sex,absence,absence,old_absence_1")
    assert remarks(load(tmp_path, hidden, "absence, where: {sex: Total}"))[0].startswith(
        "indicators.yaml:13 d.csv has two columns with the name 'absence'"
    )
    again = ees(*rows, columns="sex,absence,spare,spare")
    assert remarks(load(tmp_path, again, "absence, where: {sex: Total}"))[0].startswith(
        "indicators.yaml:13 d.csv has two columns with the name 'spare'"
    )


def test_where_names_a_column_once(tmp_path: Path) -> None:
    loaded = load(tmp_path, ees(*ROWS), "absence, where: {sex: Total, Sex: Girls}")
    assert remarks(loaded) == [
        (
            "indicators.yaml:67 'Sex' names the column 'sex' a second time [dataset-where] "
            "several values of a column are a list, as in [Town, Shire]"
        )
    ]
    assert values(loaded) == {}
