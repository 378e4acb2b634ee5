"""National datasets: the comparators' figures and the peers that come from them."""

import os
import shutil
import sys
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from ragcalc.periods import parse
from ragcalc.scoring.inputs import SourcedValue
from ragcalc.scoring.results import Report

HERE = Path(__file__).parents[1] / "datasets"
MEASURES = ("PrevRegCPR", "ReReferral", "LAC", "LACDistance")
COLUMNS = (
    "{measure: short desc, year: Years, area: LA Number, name: LA and Regions, value: Values, "
    "region: Region}"
)
COMPARATORS = """\
comparators:
  england: {name: England, kind: national, lag: 1 year}
  region: {name: North West, kind: regional, lag: 1 year}
  neighbours: {name: Neighbours, kind: statistical-neighbours, lag: 1 year}
  others: {name: Others}
"""
HEAD = f"version: 1\norganisation: Anyshire\narea: Cheshire West and Chester\n{COMPARATORS}"


def catalogue(
    *measures: str, dataset: str = "", lines: Mapping[str, str] | None = None, unit: str = "percent"
) -> str:
    """Write a catalogue with an indicator for each measure, by whose name it goes."""
    dataset = dataset or f"file: lait.csv, columns: {COLUMNS}, neighbours: neighbours-2021.csv"
    entries = "".join(
        f"  {measure}:\n    name: {measure}\n    unit: {unit}\n    polarity: low\n"
        f"    values: {{2018-19 Q4: 16}}\n    dataset: {{name: lait, measure: '{measure}'}}\n"
        f"{(lines or {}).get(measure, '')}"
        for measure in measures
    )
    return f"{HEAD}datasets: {{lait: {{{dataset}}}}}\nindicators:\n{entries}"


def load(folder: Path, text: str, rows: str | None = None, neighbours: str = "") -> Loaded:
    """Load a catalogue beside a dataset: the published rows, or these."""
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    if rows is None:
        shutil.copy(HERE / "lait-2018.csv", folder / "lait.csv")
        shutil.copy(HERE / "neighbours-2021.csv", folder)
    else:
        (folder / "lait.csv").write_text(rows, encoding="utf-8")
    if neighbours:
        (folder / "neighbours.csv").write_text(neighbours, encoding="utf-8")
    return api.load(folder / "indicators.yaml", None)


def report(loaded: Loaded) -> Report:
    assert loaded.problems == ()
    return api.scored(loaded, "2018-19 Q4")


def figures(made: Report) -> dict[str, list[tuple[str, str, str]]]:
    """Return comparator, value and period of everything an indicator is compared with."""
    return {
        one.id: [
            (
                found.benchmark.id,
                str(found.benchmark.figure.value),
                str(found.benchmark.figure.period),
            )
            for found in one.verdict.comparisons
        ]
        for one in made.indicators
    }


def remarks(loaded: Loaded) -> list[tuple[str, str]]:
    """Return place and message of what the datasets could not give."""
    return [
        (one.where.rpartition("/")[2], f"{one.message} [{one.code}]")
        for one in check(loaded, None, selection(["dataset"])).problems
    ]


def test_england_and_the_region_are_the_published_figures(tmp_path: Path) -> None:
    """The eight figures that the council's page for 2018-19 prints, of the year before."""
    found = figures(report(load(tmp_path, catalogue(*MEASURES, unit="{label: cases}"))))
    assert {
        name: [(value, period) for comparator, value, period in own if comparator != "neighbours"]
        for name, own in found.items()
    } == {
        "PrevRegCPR": [("101/5", "2017-18"), ("207/10", "2017-18")],
        "ReReferral": [("219/10", "2017-18"), ("223/10", "2017-18")],
        "LAC": [("64", "2017-18"), ("91", "2017-18")],
        "LACDistance": [("15", "2017-18"), ("11", "2017-18")],
    }


def test_a_parquet_file_gives_the_same_as_the_csv(tmp_path: Path) -> None:
    import duckdb

    by_csv = figures(report(load(tmp_path, catalogue(*MEASURES))))
    duckdb.execute(
        f"COPY (FROM read_csv('{HERE / 'lait-2018.csv'}', header = true)) "
        f"TO '{tmp_path / 'lait.parquet'}' (FORMAT parquet)"
    )
    text = catalogue(*MEASURES).replace("lait.csv", "lait.parquet")
    assert figures(report(load(tmp_path, text))) == by_csv


def test_the_neighbours_are_the_plain_mean_of_those_with_a_value(tmp_path: Path) -> None:
    made = report(load(tmp_path, catalogue("LAC")))
    figure = made.indicators[0].verdict.comparisons[-1].benchmark.figure
    # the published rows of 877, 937, 811, 895, 885, 356, 860, 891, 334 and 881
    assert figure.value == Fraction(90 + 63 + 50 + 63 + 68 + 58 + 65 + 48 + 88 + 33, 10)
    assert figure.note == "mean of 10 of 10 statistical neighbours"


ROWS = """\
measure,year,area,name,value,region
A,2018,1,Ours,10,West
A,2018,2,Two,11,East
A,2018,3,Three,12.5,East
A,2018,4,Four,-,East
A,2018,90,England,11,NA
A,2018,91,West,12,
"""
NEIGHBOURS = "some title,,,\nLA number,SN1,SN2,SN3\n2,3,4,1\n1,2,3,4\n"
PLAIN = "file: lait.csv, neighbours: neighbours.csv, area: '1'"


def test_a_mean_is_exact_and_says_how_many_had_a_value(tmp_path: Path) -> None:
    rows = ROWS.replace("Four,-", "Four,13")
    made = report(load(tmp_path, catalogue("A", dataset=PLAIN), rows, NEIGHBOURS))
    figure = made.indicators[0].verdict.comparisons[-1].benchmark.figure
    assert (figure.value, figure.note) == (
        Fraction(73, 6),
        "mean of 3 of 3 statistical neighbours",
    )
    made = report(load(tmp_path, catalogue("A", dataset=PLAIN), ROWS, NEIGHBOURS))
    figure = made.indicators[0].verdict.comparisons[-1].benchmark.figure
    assert (figure.value, figure.note, figure.source) == (
        Fraction(47, 4),
        "mean of 2 of 3 statistical neighbours",
        "lait.csv, A, 2018",
    )


def test_no_neighbour_with_a_value_gives_no_mean(tmp_path: Path) -> None:
    rows = ROWS.replace("Two,11", "Two,-").replace("Three,12.5", "Three,NA")
    made = report(load(tmp_path, catalogue("A", dataset=PLAIN), rows, NEIGHBOURS))
    assert figures(made)["A"] == [("england", "11", "2017-18"), ("region", "12", "2017-18")]


def test_peers_are_the_authorities_with_a_value_by_year(tmp_path: Path) -> None:
    loaded = load(tmp_path, catalogue("A", dataset=PLAIN), ROWS, NEIGHBOURS)
    peers = loaded.datasets[0].peers["A"]
    assert (peers.measure, peers.area) == ("A", "1")
    assert peers.figures == {
        parse("2017-18"): {"1": Decimal(10), "2": Decimal(11), "3": Decimal("12.5")}
    }


def test_the_noise_of_binary_fractions_is_left_out(tmp_path: Path) -> None:
    rows = ROWS.replace("England,11", "England,9.3699999999999992")
    made = report(load(tmp_path, catalogue("A", dataset=PLAIN), rows, NEIGHBOURS))
    assert figures(made)["A"][0] == ("england", "937/100", "2017-18")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # as programs write what is small: 17 digits of a binary fraction, and a power of ten
        ("4.7980000000000002E-2", "4798/100000"),
        ("3.7100000000000002e-03", "371/100000"),
        ("1.5E+3", "1500"),
        ("-2E-1", "-2/10"),
        # no fewer digits are meant, so 15 of them hold
        ("4.8412744665440046", "484127446654400/100000000000000"),
        ("0.57587854198023691", "575878541980237/1000000000000000"),
        ("3.2048347220950464E-2", "320483472209505/10000000000000000"),
        ("79206.999998999992", "79206999999/1000000"),
        ("123456789012345678", "123456789012346000"),
    ],
)
def test_a_figure_is_the_number_that_a_program_meant(text: str, meant: str, tmp_path: Path) -> None:
    rows = ROWS.replace("England,11", f"England,{text}")
    loaded = load(tmp_path, catalogue("A", dataset=PLAIN), rows, NEIGHBOURS)
    assert figures(report(loaded))["A"][0] == ("england", str(Fraction(meant)), "2017-18")
    assert remarks(loaded) == []


@pytest.mark.parametrize("text", ["E-2", "1.5E400", "1E-400", "1E5E5", "0x1p3", "inf", "NaN"])
def test_what_is_no_figure_is_none(text: str, tmp_path: Path) -> None:
    said = f"the value of England is not a number: '{text}' [dataset-value]"
    assert wrong(tmp_path, ROWS.replace("England,11", f"England,{text}")) == [
        f"lait.csv:row 5: {said}"
    ]


@pytest.mark.parametrize("file", ["lait.csv", "lait.parquet"])
@pytest.mark.parametrize(
    ("variable", "most", "message"),
    [
        ("RAGCALC_MOST_ROWS", "99", "has more than 99 rows"),
        ("RAGCALC_MOST_ROWS", "100", ""),
        ("RAGCALC_MOST_MEGABYTES", "1", "unpacks to more than 1 MB"),
    ],
)
def test_rows_and_texts_of_a_dataset_are_counted_before_they_are_fetched(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    variable: str,
    most: str,
    message: str,
) -> None:
    duckdb = pytest.importorskip("duckdb")
    name = "repeat('x', 20000)" if variable == "RAGCALC_MOST_MEGABYTES" else "'E'"
    duckdb.sql(
        f"COPY (SELECT 'm' AS measure, '2018' AS year, '1' AS area, {name} AS name, '5' AS value"
        f" FROM range(100)) TO '{tmp_path / file}'"
    )
    monkeypatch.setenv(variable, most)
    text = catalogue("m", dataset=f"file: {file}")
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    found = [
        one
        for one in remarks(api.load(tmp_path / "indicators.yaml", None))
        if "unreadable" in one[1]
    ]
    if message.startswith("unpacks") and file == "lait.csv":  # the file itself is as large
        message = "is larger than 1 MB"
    assert [one[1] for one in found] == (
        [f"{file} {message} [dataset-unreadable]"] if message else []
    )


def test_no_more_decimals_are_shown_than_anybody_reads(tmp_path: Path) -> None:
    """A mean has one more than its parts; nothing has more than six."""
    rows = ROWS.replace("England,11", "England,4.8412744665440046").replace("Four,-", "Four,13")
    made = report(load(tmp_path, catalogue("A", dataset=PLAIN), rows, NEIGHBOURS))
    found = [one.benchmark.figure.decimals for one in made.indicators[0].verdict.comparisons]
    assert found == [6, 0, 2]
    rows = ROWS.replace("Three,12.5", "Three,13")
    made = report(load(tmp_path, catalogue("A", dataset=PLAIN), rows, NEIGHBOURS))
    assert made.indicators[0].verdict.comparisons[-1].benchmark.figure.decimals == 0


def test_a_provisional_year_gives_provisional_figures(tmp_path: Path) -> None:
    rows = ROWS.replace("A,2018", "A,2018 (prov)")
    made = report(load(tmp_path, catalogue("A", dataset=PLAIN), rows, NEIGHBOURS))
    found = [one.benchmark.figure.provisional for one in made.indicators[0].verdict.comparisons]
    assert found == [True, True, True]


def test_a_typed_figure_stands_in_its_period_and_the_check_says_so(tmp_path: Path) -> None:
    typed = {"A": "    comparators: {england: {2017-18: 10.9}, neighbours: 30}\n"}
    loaded = load(tmp_path, catalogue("A", dataset=PLAIN, lines=typed), ROWS, NEIGHBOURS)
    assert [value for _, value, _ in figures(report(loaded))["A"]] == ["109/10", "12", "30"]
    assert remarks(loaded) == [
        (
            "indicators.yaml:17:38",
            "10.9 differs from 11.0, the figure in lait for 2017-18 [dataset-differs]",
        ),
        (
            "indicators.yaml:17:57",
            "30 differs from 12, the figure in lait for 2017-18 [dataset-differs]",
        ),
    ]
    figure = report(loaded).indicators[0].verdict.comparisons[0].benchmark.figure
    assert loaded.shown(figure.place).endswith("indicators.yaml:17")


def test_a_year_that_is_not_typed_hides_no_other_that_differs(tmp_path: Path) -> None:
    rows = ROWS + ROWS.replace("2018", "2017").partition("\n")[2]
    typed = {"A": "    comparators: {england: {2017-18: 10.9}}\n"}
    both = {"A": "    comparators: {england: {2016-17: 10.9}}\n"}
    for lines, year in ((typed, "2017-18"), (both, "2016-17")):
        loaded = load(tmp_path, catalogue("A", dataset=PLAIN, lines=lines), rows, NEIGHBOURS)
        assert [said for _, said in remarks(loaded)] == [
            f"10.9 differs from 11.0, the figure in lait for {year} [dataset-differs]"
        ]


def test_a_typed_figure_that_rounds_to_the_same_does_not_differ(tmp_path: Path) -> None:
    typed = {"A": "    comparators: {neighbours: {2017-18: 12}}\n"}
    loaded = load(tmp_path, catalogue("A", dataset=PLAIN, lines=typed), ROWS, NEIGHBOURS)
    assert remarks(loaded) == []


def test_a_typed_figure_for_every_period_is_compared_with_the_one_it_stands_for(
    tmp_path: Path,
) -> None:
    """That of the latest reading, less the comparator's lag: not that of 2018-19."""
    rows = f"{ROWS}A,2019,90,England,99,NA\n"
    typed = {"A": "    comparators: {england: 11.0, neighbours: 12}\n"}
    loaded = load(tmp_path, catalogue("A", dataset=PLAIN, lines=typed), rows, NEIGHBOURS)
    assert remarks(loaded) == []
    rows = rows.replace("A,2018,90", "A,2019,90").replace("England,11", "England,99")
    loaded = load(tmp_path, catalogue("A", dataset=PLAIN, lines=typed), rows, NEIGHBOURS)
    assert remarks(loaded) == []


def test_without_a_reading_a_figure_for_every_period_stands_for_none(tmp_path: Path) -> None:
    typed = {"A": "    comparators: {england: 99}\n"}
    text = catalogue("A", dataset=PLAIN, lines=typed)
    said = "99 differs from 11, the figure in lait for 2017-18 [dataset-differs]"
    assert [one for _, one in remarks(load(tmp_path, text, ROWS, NEIGHBOURS))] == [said]
    unread = text.replace("values: {2018-19 Q4: 16}", "values: {}")
    assert remarks(load(tmp_path, unread, ROWS, NEIGHBOURS)) == []


def test_a_proposed_figure_leaves_the_datasets_in_its_place(tmp_path: Path) -> None:
    for proposed in ("{2017-18: {value: 9, proposed: true}}", "{value: 9, proposed: true}"):
        typed = {"A": f"    comparators: {{england: {proposed}}}\n"}
        loaded = load(tmp_path, catalogue("A", dataset=PLAIN, lines=typed), ROWS, NEIGHBOURS)
        assert figures(report(loaded))["A"][0] == ("england", "11", "2017-18")
        assert remarks(loaded) == []
        place = report(loaded).indicators[0].verdict.comparisons[0].benchmark.figure.place
        assert loaded.shown(place).endswith("lait.csv:row 5")


def test_a_figure_of_a_dataset_has_its_row_for_a_place(tmp_path: Path) -> None:
    loaded = load(tmp_path, catalogue("A", dataset=PLAIN), ROWS, NEIGHBOURS)
    compared = report(loaded).indicators[0].verdict.comparisons
    shown = [
        os.path.relpath(loaded.shown(one.benchmark.figure.place), tmp_path) for one in compared
    ]
    assert shown == ["lait.csv:row 5", "lait.csv:row 6", "lait.csv"]
    reading = report(loaded).indicators[0].inputs.reading
    assert isinstance(reading, SourcedValue)
    assert loaded.shown(reading.place).endswith("indicators.yaml:15")


def test_files_of_datasets_are_inputs_of_the_report(tmp_path: Path) -> None:
    made = report(load(tmp_path, catalogue("A", dataset=PLAIN), ROWS, NEIGHBOURS))
    assert [one.path for one in made.inputs] == [*("indicators.yaml", "lait.csv", "neighbours.csv")]


def test_only_measures_that_are_asked_for_are_read(tmp_path: Path) -> None:
    loaded = load(tmp_path, catalogue("LAC"))
    assert {row.measure for row in loaded.datasets[0].table.taken.values()} == {"LAC"}


def test_regions_may_be_written_otherwise(tmp_path: Path) -> None:
    rows = ROWS.replace("91,West", "91,The West")
    dataset = f"{PLAIN}, regions: {{West: The West}}"
    made = report(load(tmp_path, catalogue("A", dataset=dataset), rows, NEIGHBOURS))
    assert figures(made)["A"][1] == ("region", "12", "2017-18")


def test_a_dataset_without_regions_names_or_neighbours_still_gives_what_it_has(
    tmp_path: Path,
) -> None:
    rows = "MEASURE,Year,area,value\nA,2018,England,11\nA,2018,Cheshire West and Chester,5\n"
    dataset = "file: lait.csv"
    loaded = load(tmp_path, catalogue("A", dataset=dataset), rows)
    assert figures(report(loaded)) == {"A": []}
    (problem,) = check(loaded, None, selection(["dataset"])).problems
    assert (problem.code, problem.hint) == (
        "dataset-national",
        "say under columns: which column has the names of the areas, as in name: Area Name",
    )
    named = load(tmp_path, catalogue("A", dataset=f"{dataset}, columns: {{name: area}}"), rows)
    assert figures(report(named)) == {"A": [("england", "11", "2017-18")]}


# ── What is wrong with it ────────────────────────────────────────────────────────────────────────


def wrong(folder: Path, rows: str, neighbours: str = NEIGHBOURS, dataset: str = PLAIN) -> list[str]:
    """Return what is said of rows, each with its place; the report is still made."""
    loaded = load(folder, catalogue("A", dataset=dataset), rows, neighbours)
    report(loaded)
    return [f"{place}: {message}" for place, message in remarks(loaded)]


def test_rows_that_give_one_cell_twice_are_not_used(tmp_path: Path) -> None:
    rows = f"{ROWS}A,2017/18,90,England,11.5,\nA,2017-18,2,Two,11.0,East\n"
    assert wrong(tmp_path, rows) == [
        "lait.csv:row 7: England has 11.5 for 2017/18, and 11 in row 5 [dataset-row-twice]"
    ]
    made = report(api.load(tmp_path / "indicators.yaml", None))
    assert [name for name, _, _ in figures(made)["A"]] == ["region", "neighbours"]


def test_areas_without_numbers_are_told_apart_by_their_names(tmp_path: Path) -> None:
    rows = ROWS.replace("2018,90,", "2018,,").replace("2018,91,", "2018,,")
    made = report(load(tmp_path, catalogue("A", dataset=PLAIN), rows, NEIGHBOURS))
    assert [one[:2] for one in figures(made)["A"]][:2] == [("england", "11"), ("region", "12")]


def test_an_area_may_be_called_by_its_number(tmp_path: Path) -> None:
    rows = ROWS.replace("1,Ours", "1,1").replace("2,Two", "2,2")
    dataset = PLAIN.replace("'1'", "'1.0'")
    assert wrong(tmp_path, rows, dataset=dataset) == []


@pytest.mark.parametrize("before", ["\ufeff", '"of two\nlines",'])
def test_a_column_called_as_a_second_one_would_be_may_stand_first(
    before: str, tmp_path: Path
) -> None:
    first, *rest = ROWS.splitlines()
    cells = "0," * (before.count(",") + 1)
    rows = "".join(f"{cells}{one}\n" for one in rest)
    assert wrong(tmp_path, f"{before}value_1,{first}\n{rows}") == []


def test_a_second_column_of_one_name_is_found_beside_a_very_long_one(tmp_path: Path) -> None:
    first, *rest = ROWS.splitlines()
    rows = "".join(f"{one},0,1\n" for one in rest)
    (said,) = wrong(tmp_path, f"{first},{'x' * 200_000},value\n{rows}")
    assert said.endswith("has two columns with the name 'value' [dataset-unreadable]")


def test_our_area_with_a_number_in_some_of_its_rows_is_not_known(tmp_path: Path) -> None:
    dataset = PLAIN.replace("'1'", "Ours")
    assert wrong(tmp_path, f"{ROWS}A,2017,,Ours,9,West\n", dataset=dataset) == [
        "indicators.yaml:9:69: lait.csv has 2 areas that are called 'Ours' [dataset-area]"
    ]


def test_of_many_rows_with_one_fault_the_first_is_shown_and_the_others_counted(
    tmp_path: Path,
) -> None:
    rows = ROWS.replace("Two,11", "Two,eleven").replace("Three,12.5", "Three,1,2")
    rows = rows.replace("Three,1,2", "Three,c. 12").replace("A,2018,91", "A,0,91")
    assert wrong(tmp_path, rows) == [
        (
            "lait.csv:row 2: the value of Two is not a number: 'eleven' (and 1 more like it) "
            "[dataset-value]"
        ),
        "lait.csv:row 6: '0' is not a year [dataset-year]",
    ]


def test_a_measure_that_is_there_in_two_spellings_is_remarked_on(tmp_path: Path) -> None:
    assert wrong(tmp_path, f"{ROWS}a ,2018,1,Ours,10,West\n") == [
        "indicators.yaml:16:36: lait.csv has this measure also as 'a ' [dataset-measure]"
    ]


def test_a_measure_that_is_not_there(tmp_path: Path) -> None:
    rows = ROWS.replace("A,2018", "a,2018")
    loaded = load(tmp_path, catalogue("A", dataset=PLAIN), rows, NEIGHBOURS)
    (problem,) = check(loaded, None, selection(["dataset"])).problems
    assert (problem.message, problem.hint) == ("lait.csv has no measure 'A'", "did you mean a?")
    assert figures(report(loaded)) == {"A": []}


def test_an_area_that_the_dataset_does_not_know_has_the_nearest_for_a_hint(tmp_path: Path) -> None:
    dataset = PLAIN.replace("area: '1'", "area: Oursy")
    loaded = load(tmp_path, catalogue("A", dataset=dataset), ROWS, NEIGHBOURS)
    (problem,) = check(loaded, None, selection(["dataset"])).problems
    assert (problem.message, problem.hint) == ("lait.csv has no area 'Oursy'", "did you mean Ours?")
    # what needs no area is there all the same
    assert figures(report(loaded))["A"] == [("england", "11", "2017-18")]
    assert loaded.datasets[0].peers == {}


def test_where_areas_have_no_names_the_nearest_number_is_the_hint(tmp_path: Path) -> None:
    dataset = PLAIN.replace("area: '1'", "area: '933'")
    rows = "measure,year,area,value\nA,2018,931,10\nA,2018,81,20\n"
    loaded = load(tmp_path, catalogue("A", dataset=dataset), rows, NEIGHBOURS)
    (problem,) = check(loaded, None, selection(["dataset-area"])).problems
    assert (problem.message, problem.hint) == ("lait.csv has no area '933'", "did you mean 931?")


def test_a_region_that_nobody_compares_with_needs_no_row(tmp_path: Path) -> None:
    text = catalogue("A", dataset=PLAIN).replace("kind: regional", "kind: other")
    loaded = load(tmp_path, text, ROWS.replace("91,West", "91,Wessex"), NEIGHBOURS)
    assert remarks(loaded) == []


def test_a_nation_without_a_row_has_the_nearest_name_for_a_hint(tmp_path: Path) -> None:
    rows = ROWS.replace(",England,", ",ENGLAND (total),")
    loaded = load(tmp_path, catalogue("A", dataset=PLAIN), rows, NEIGHBOURS)
    (problem,) = check(loaded, None, selection(["dataset"])).problems
    assert (problem.code, problem.message, problem.hint) == (
        "dataset-national",
        "lait.csv has no row called 'England', the nation's",
        "say under national: what the nation's rows are called; known: ENGLAND (total), West",
    )
    assert [one for one in figures(report(loaded))["A"] if one[0] == "england"] == []


def test_a_nation_that_is_called_otherwise_is_named(tmp_path: Path) -> None:
    rows, named = ROWS.replace(",England,", ",Wales,"), f"{PLAIN}, national: Wales"
    loaded = load(tmp_path, catalogue("A", dataset=named), rows, NEIGHBOURS)
    assert remarks(loaded) == []
    assert figures(report(loaded))["A"][0] == ("england", "11", "2017-18")


def test_a_nation_that_nobody_compares_with_needs_no_row(tmp_path: Path) -> None:
    text = catalogue("A", dataset=PLAIN).replace("kind: national", "kind: other")
    loaded = load(tmp_path, text, ROWS.replace(",England,", ",Wales,"), NEIGHBOURS)
    assert remarks(loaded) == []


def test_the_nation_itself_is_compared_with_no_nation(tmp_path: Path) -> None:
    dataset = PLAIN.replace("area: '1'", "area: England")
    text = catalogue("A", dataset=dataset.replace(", neighbours: neighbours.csv", ""))
    assert remarks(load(tmp_path, text, ROWS)) == []


def test_a_region_without_a_row(tmp_path: Path) -> None:
    assert wrong(tmp_path, ROWS.replace("91,West", "91,Wessex")) == [
        "indicators.yaml:9:12: lait.csv has no row for the region 'West' [dataset-region]"
    ]


@pytest.mark.parametrize(
    ("neighbours", "message"),
    [
        (
            NEIGHBOURS.replace("1,2,3,4\n", "1,2,3,8,9\n").replace("SN3", "SN3,SN4"),
            "no row of lait.csv is of the neighbours 8, 9 [dataset-neighbours]",
        ),
        (
            NEIGHBOURS.replace("\n1,2,3,4", ""),
            "the neighbours' file has no row for the area 1 [dataset-neighbours]",
        ),
        (
            # as the published list has authorities that were made since
            NEIGHBOURS.replace("\n1,2,3,4", "\n1,-,-, "),
            "the neighbours' file has no neighbours for the area 1 [dataset-neighbours]",
        ),
        (
            "one,two\n1,2\n",
            "the neighbours' file has no row of column names [dataset-neighbours]",
        ),
        (
            'LA number,SN1\n1,"2\n',
            "the row cannot be read: unexpected end of data [dataset-neighbours]",
        ),
    ],
)
def test_a_list_of_neighbours_that_cannot_be_used_in_full(
    neighbours: str, message: str, tmp_path: Path
) -> None:
    (line,) = wrong(tmp_path, ROWS, neighbours)
    assert line.endswith(f": {message}")


def test_a_dash_among_the_neighbours_is_none(tmp_path: Path) -> None:
    neighbours = NEIGHBOURS.replace("\n1,2,3,4", "\n1,2,-,NA")
    made = report(load(tmp_path, catalogue("A", dataset=PLAIN), ROWS, neighbours))
    figure = made.indicators[0].verdict.comparisons[-1].benchmark.figure
    assert (figure.value, figure.mean_of) == (Fraction(11), (1, 1))


def test_a_row_that_ends_before_its_area_is_of_no_area(tmp_path: Path) -> None:
    neighbours = "SN1,LA number,SN2\n9\n2,1,3\n"
    made = report(load(tmp_path, catalogue("A", dataset=PLAIN), ROWS, neighbours))
    figure = made.indicators[0].verdict.comparisons[-1].benchmark.figure
    assert figure.mean_of == (2, 2)


@pytest.mark.parametrize("area", ["1", "1.0", "ours", " Ours "])
def test_the_own_area_is_known_by_its_number_or_name(area: str, tmp_path: Path) -> None:
    dataset = PLAIN.replace("area: '1'", f"area: '{area}'")
    loaded = load(tmp_path, catalogue("A", dataset=dataset), ROWS, NEIGHBOURS)
    assert remarks(loaded) == []
    assert loaded.datasets[0].peers["A"].area == "1"


def test_a_list_of_neighbours_of_another_year_is_noted(tmp_path: Path) -> None:
    rows = f"{ROWS}A,2017,1,Ours,10,West\n"
    shutil.copy(HERE / "neighbours-2021.csv", tmp_path)
    (line,) = remarks(load(tmp_path, catalogue("LAC")))
    assert line[1] == (
        "the neighbours are those of 2021, the figures of 2018 [dataset-neighbours-year]"
    )
    plain = PLAIN.replace("neighbours.csv", "neighbours-1999.csv")
    (tmp_path / "neighbours-1999.csv").write_text(NEIGHBOURS, encoding="utf-8")
    assert wrong(tmp_path, rows, dataset=plain)[0].endswith(
        "the neighbours are those of 1999, the figures of 2017 to 2018 [dataset-neighbours-year]"
    )


def test_a_year_without_figures_among_others_is_none_for_the_neighbours(tmp_path: Path) -> None:
    """In 2020 and 2021 many measures were not taken."""
    rows = f"{ROWS}A,2022,1,Ours,10,West\n"
    (tmp_path / "neighbours-2021.csv").write_text(NEIGHBOURS, encoding="utf-8")
    assert (
        wrong(tmp_path, rows, dataset=PLAIN.replace("neighbours.csv", "neighbours-2021.csv")) == []
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PAR1 and nothing else", "lait.csv cannot be read: "),
        (
            b"measure,year,area,value\nA,2018,1,10\nA,2018,\xe9,9\n",
            "lait.csv cannot be read: line 3: Invalid unicode (byte sequence mismatch) detected.",
        ),
        (
            "measure,year,area,value\n".encode("utf-16"),
            "lait.csv cannot be read: line 1: Invalid unicode",
        ),
        (
            (HERE / "lait-2018.csv").read_bytes() + b'ReReferral,2018,301,"Bark',
            "lait.csv has one column alone, 'Short Desc,Years,LA Number,LA and Region",
        ),
        (b"value\n1\n", "lait.csv has one column alone, 'value' [dataset-unreadable]"),
        (b"\x7fELF\x00\x01\x02\x03", "lait.csv "),
        (b"", "lait.csv is empty [dataset-unreadable]"),
        (b"a,b\n1,2\n", "lait.csv has no column 'measure'"),
    ],
)
def test_a_file_that_is_no_dataset(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "lait.csv").write_bytes(content)
    (tmp_path / "indicators.yaml").write_text(catalogue("A", dataset=PLAIN), encoding="utf-8")
    loaded = api.load(tmp_path / "indicators.yaml", None)
    ((place, said),) = remarks(loaded)
    assert place.startswith("indicators.yaml:9:")
    assert said.startswith(message)
    assert figures(report(loaded)) == {"A": []}


def test_a_parquet_file_that_was_cut_short(tmp_path: Path) -> None:
    import duckdb

    whole = tmp_path / "whole.parquet"
    duckdb.execute(
        f"COPY (FROM read_csv('{HERE / 'lait-2018.csv'}', header = true)) "
        f"TO '{whole}' (FORMAT parquet)"
    )
    content = whole.read_bytes()
    for size in (5, 100, len(content) // 2, len(content) - 1):
        (tmp_path / "lait.csv").write_bytes(content[:size])
        (tmp_path / "indicators.yaml").write_text(catalogue("LAC"), encoding="utf-8")
        loaded = api.load(tmp_path / "indicators.yaml", None)
        ((_, said),) = remarks(loaded)
        assert said.startswith("lait.csv cannot be read: ")
        assert said.endswith("[dataset-unreadable]")


def test_without_the_package_the_report_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    loaded = load(tmp_path, catalogue("LAC"))
    (problem,) = check(loaded, None, selection(["dataset"])).problems
    assert (problem.message, problem.hint) == (
        "lait.csv needs another package",
        "pip install 'ragcalc[datasets]'",
    )
    assert figures(report(loaded)) == {"LAC": []}


def test_a_dataset_that_no_indicator_names_is_not_opened(tmp_path: Path) -> None:
    text = catalogue("A", dataset=PLAIN).replace("    dataset: {name: lait, measure: 'A'}\n", "")
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    loaded = api.load(tmp_path / "indicators.yaml", None)
    assert loaded.datasets == ()
    two = catalogue("A", dataset=PLAIN).replace("datasets: {", "datasets: {spare: {file: no}, ")
    loaded = load(tmp_path, two, ROWS, NEIGHBOURS)
    assert [one.name for one in loaded.datasets] == ["lait"]


def test_a_column_that_no_dataset_has_in_this_program_is_refused(tmp_path: Path) -> None:
    text = catalogue("A", dataset=f"{PLAIN}, columns: {{yeer: Years}}")
    (problem,) = load(tmp_path, text, ROWS).problems
    assert (problem.code, problem.hint) == ("reference-column", "did you mean year?")


# ── Published intervals ──────────────────────────────────────────────────────────────────────────

_ENDS = [f"{end} CI {level} limit" for level in (95.0, 99.8) for end in ("Lower", "Upper")]
FINGERTIPS = f"""\
measure,year,area,name,value,region,{",".join(_ENDS)}
M,2017,1,Cheshire West and Chester,81.2,R,78.9,83.4,77.6,84.7
M,2017,2,Two,80,R,70,90,,
M,2017,90,R,80,-,79.5,80.5,NA,-
M,2017,99,England,79.6,-,79.5,79.7000000000000004,79.4,79.8
M,2018,99,England,79.4,-,,,,
"""
LIMITS = (
    "columns: {lower: Lower CI 95.0 limit, upper: Upper CI 95.0 limit, "
    "lower-998: Lower CI 99.8 limit, upper-998: Upper CI 99.8 limit}"
)


@pytest.mark.parametrize("named", [True, False])
def test_an_interval_stands_next_to_the_figure_of_a_row(tmp_path: Path, named: bool) -> None:
    """As the columns of Fingertips are called; without their names nothing is read from them."""
    limits = f", {LIMITS}" if named else ""
    book = catalogue("M", dataset=f"file: lait.csv, neighbours: n.csv{limits}")
    (tmp_path / "n.csv").write_text("area,SN1,SN2\n1,2,90\n", encoding="utf-8")
    (result,) = report(load(tmp_path, book, FINGERTIPS)).indicators
    found = {one.id: (one.figure.at_95, one.figure.at_998) for one in result.inputs.benchmarks}
    assert {
        name: tuple(ends and tuple(map(str, ends)) for ends in both) for name, both in found.items()
    } == {
        "england": (None, None),
        "region": (("79.5", "80.5") if named else None, None),
        "neighbours": (None, None),
    }
    past = result.inputs.reading
    assert isinstance(past, SourcedValue)
    assert past.at_95 is None  # the dataset's own figure is no reading


def test_both_intervals_of_a_row_are_read_without_the_noise_of_binary_fractions(
    tmp_path: Path,
) -> None:
    rows = FINGERTIPS.replace("M,2018,99,England,79.4,-,,,,\n", "")
    book = catalogue("M", dataset=f"file: lait.csv, {LIMITS}")
    (result,) = report(load(tmp_path, book, rows)).indicators
    (england, _) = result.inputs.benchmarks
    assert england.figure.at_95 == (Decimal("79.5"), Decimal("79.7"))
    assert england.figure.at_998 == (Decimal("79.4"), Decimal("79.8"))


@pytest.mark.parametrize(
    ("ends", "why"),
    [
        ("80,81,,", "lower 80 is above value 79.6"),
        ("79,,,", "value has lower without upper"),
        ("79,about 80,,", "upper 'about 80' is not a number"),
        (",,79,80", "value has lower-998 and upper-998 without lower and upper"),
    ],
)
def test_an_interval_that_is_wrong_is_left_out_and_its_figure_stays(
    tmp_path: Path, ends: str, why: str
) -> None:
    rows = FINGERTIPS.replace("79.5,79.7000000000000004,79.4,79.8", ends)
    rows = rows.replace("M,2018,99,England,79.4,-,,,,\n", "")
    loaded = load(tmp_path, catalogue("M", dataset=f"file: lait.csv, {LIMITS}"), rows)
    (result,) = report(loaded).indicators
    (england, _) = result.inputs.benchmarks
    assert (england.figure.value, england.figure.at_95) == (Fraction("79.6"), None)
    said = f"the interval for England in 2017 is wrong: {why} [dataset-interval]"
    assert ("lait.csv:row 4", said) in remarks(loaded)
