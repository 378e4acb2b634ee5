"""`values: dataset`: the organisation's own figures come from its rows of a dataset."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from ragcalc.periods import parse
from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.vocabulary import Reason

ROWS = """\
measure,year,area,name,value,region,cases,people,low,high
A,2017,1.0,Ours,20,West,20,100,18,22
A,2018 (prov),1.0,Ours,21.4000000001,West,,,,
A,2019,1.0,Ours,-,West,,,,
A,2018,2,Two,30,West,,,,
A,2018,90,England,25,,,,,
B,2018,2,Two,30,West,,,,
"""
COLUMNS = "columns: {numerator: cases, denominator: people, lower: low, upper: high}"


def load(
    folder: Path,
    rows: str = ROWS,
    *,
    top: str = "",
    lines: str = "",
    measure: str = "A",
    returns: str = "",
) -> Loaded:
    (folder / "lait.csv").write_text(rows, encoding="utf-8")
    (folder / "returns.csv").write_text(f"indicator,period,value\n{returns}", encoding="utf-8")
    (folder / "indicators.yaml").write_text(
        f"version: 1\norganisation: Ours\n{top}"
        "comparators: {england: {name: England, kind: national}}\n"
        f"datasets: {{lait: {{file: lait.csv, {COLUMNS}}}}}\nindicators:\n  it:\n    name: It\n"
        "    unit: percent\n    polarity: high\n    frequency: annual\n    target: 21\n"
        f"    values: dataset\n    dataset: {{name: lait, measure: {measure}}}\n{lines}",
        encoding="utf-8",
    )
    data = [folder / "returns.csv"] if returns else []
    return api.load(folder / "indicators.yaml", None, data)


def reading(loaded: Loaded, period: str) -> SourcedValue:
    assert loaded.problems == ()
    found = api.scored(loaded, period).indicators[0].inputs.reading
    assert isinstance(found, SourcedValue)
    return found


def findings(loaded: Loaded, *codes: str) -> list[str]:
    found = check(loaded, None, selection(codes or ("dataset",))).problems
    return [f"{one.where.rpartition('/')[2]} {one.message} [{one.code}]" for one in found]


def test_our_own_row_is_the_reading_with_its_counts_interval_and_source(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    found = reading(loaded, "2016-17")
    assert found == SourcedValue(
        value=Fraction(20),
        period=parse("2016-17"),
        place=found.place,
        decimals=0,
        numerator=Decimal(20),
        denominator=Decimal(100),
        source="lait.csv, A, 2017",
        at_95=found.at_95,
    )
    assert found.at_95 == (Decimal(18), Decimal(22))
    assert loaded.shown(found.place).endswith("lait.csv:row 1")
    assert findings(loaded) == []


def test_a_provisional_year_gives_a_provisional_reading_with_six_decimals_at_most(
    tmp_path: Path,
) -> None:
    found = reading(load(tmp_path), "2017-18")
    assert (found.provisional, found.decimals) == (True, 6)
    assert found.value == Fraction("21.4000000001")


def test_a_row_without_a_figure_is_no_reading(tmp_path: Path) -> None:
    made = api.scored(load(tmp_path), "2018-19").indicators[0]
    assert made.inputs.reading is Reason.NO_VALUE


def test_a_figure_of_years_taken_together_says_so(tmp_path: Path) -> None:
    found = reading(load(tmp_path, ROWS.replace("A,2017,", "A,2015 - 17,")), "2016-17")
    assert found.note == "2015 - 17 taken together"


def test_a_submitted_figure_stands_and_others_are_beside_it(tmp_path: Path) -> None:
    loaded = load(tmp_path, returns="it,2017-18,22.5\nit,2018-19,23\n")
    figures = [reading(loaded, period) for period in ("2016-17", "2017-18", "2018-19")]
    assert [one.value for one in figures] == [20, Fraction(45, 2), 23]
    assert [loaded.shown(one.place).rpartition("/")[2] for one in figures] == [
        "lait.csv:row 1",
        "returns.csv:2:12",
        "returns.csv:3:12",
    ]


def test_the_files_as_written_hold_the_figures_too(tmp_path: Path) -> None:
    """As `diff` and `history` ask for them."""
    forms = load(tmp_path).catalogues
    assert forms
    for one in (forms.published, forms.unsuppressed, forms.as_written):
        assert [str(period) for period in one.indicators["it"].values] == ["2016-17", "2017-18"]


@pytest.mark.parametrize(
    ("counts", "unit", "shown"),
    [
        ("20,100", "percent", (20, 100)),
        ("25,101", "percent", (25, None)),
        ("200,100", "percent", (200, None)),
        (",100", "percent", (None, 100)),
        ("20,", "percent", (None, None)),
        ("20,100", "count", (20, None)),
        ("19,100", "count", (None, None)),
    ],
)
def test_counts_that_cannot_make_the_figure_are_left_out_and_the_value_decides(
    counts: str, unit: str, shown: tuple[int | None, int | None], tmp_path: Path
) -> None:
    rows = ROWS.replace("West,20,100,", f"West,{counts},")
    path = tmp_path / "indicators.yaml"
    load(tmp_path, rows)
    path.write_text(path.read_text().replace("unit: percent", f"unit: {unit}"))
    found = reading(api.load(path, None), "2016-17")
    assert (found.numerator, found.denominator) == tuple(one and Decimal(one) for one in shown)
    assert found.value == 20


def test_the_published_figure_is_not_made_more_exact_by_its_counts(tmp_path: Path) -> None:
    rows = ROWS.replace("Ours,20,West,20,100,18", "Ours,33.3,West,1,3,18").replace(",22\n", ",40\n")
    found = reading(load(tmp_path, rows), "2016-17")
    assert found.value == Fraction("33.3")
    assert (found.numerator, found.denominator) == (Decimal(1), Decimal(3))
    assert not found.counted


@pytest.mark.parametrize(("cases", "hidden"), [("4", True), ("5", False)])
def test_small_numbers_are_hidden_as_typed_ones_are(
    cases: str, hidden: bool, tmp_path: Path
) -> None:
    rows = ROWS.replace("Ours,20,West,20,100,18,22", f"Ours,{cases},West,{cases},100,,")
    loaded = load(tmp_path, rows, top="suppress-below: 5\n")
    found = api.scored(loaded, "2016-17").indicators[0].inputs.reading
    assert (found is Reason.SUPPRESSED) == hidden


OTHER = """\
  other:
    {name: Other, unit: count, polarity: high, values: {}, dataset: {name: lait, measure: A}}
"""


def test_without_a_row_of_ours_a_dataset_says_so(tmp_path: Path) -> None:
    loaded = load(tmp_path, measure="B", lines=OTHER)
    assert findings(loaded) == [
        "indicators.yaml:12:13 lait.csv has no row of Ours (1) for 'B' [dataset-area]"
    ]
    loaded = load(tmp_path, ROWS.replace(",Ours,", ",,"), top="area: 1\n", measure="B", lines=OTHER)
    assert findings(loaded)[:1] == [
        "indicators.yaml:13:13 lait.csv has no row of our area (1) for 'B' [dataset-area]"
    ]


def test_where_our_area_is_not_known_there_are_no_readings_and_that_is_said(tmp_path: Path) -> None:
    loaded = load(tmp_path, ROWS.replace(",Ours,", ",Others,"))
    assert [one.partition(" lait.csv ")[2] for one in findings(loaded)] == [
        "has no area 'Ours' [dataset-area]"
    ]
    assert loaded.catalogue
    assert loaded.catalogue.indicators["it"].values == {}


def test_a_finding_on_a_figure_stands_in_its_row(tmp_path: Path) -> None:
    rows = ROWS.replace("Ours,20,West,20,100,18,22", "Ours,120,West,,,,")
    assert findings(load(tmp_path, rows), "value-percent-range") == [
        "lait.csv:row 1 the value for 2016-17 is 120%, outside 0% to 100% [value-percent-range]"
    ]


def test_an_interval_that_does_not_hold_the_figure_is_left_out_once(tmp_path: Path) -> None:
    loaded = load(tmp_path, ROWS.replace("18,22", "21,22"))
    assert reading(loaded, "2016-17").at_95 is None
    assert [one.rpartition(" ")[2] for one in findings(loaded)] == ["[dataset-interval]"]


def test_the_word_needs_a_measure_and_no_other_mistake_hides_that(tmp_path: Path) -> None:
    path = tmp_path / "indicators.yaml"
    load(tmp_path)
    text = path.read_text()
    path.write_text(text.replace("    dataset: {name: lait, measure: A}\n", ""))
    (problem,) = api.load(path, None).problems
    assert (problem.code, problem.message, problem.hint) == (
        "series-values-without-dataset",
        "the values are to come from a dataset, and the indicator names no measure of one",
        "add dataset: {name: …, measure: …}, or write the values by period",
    )
    path.write_text(text.replace("{name: lait, measure: A}", "lait"))
    assert [one.code for one in api.load(path, None).problems] == ["value-wrong-shape"]


@pytest.mark.parametrize("word", ["dataset", "Dataset", "'dataset'"])
def test_the_word_may_be_quoted_or_begin_with_a_capital(word: str, tmp_path: Path) -> None:
    load(tmp_path)
    path = tmp_path / "indicators.yaml"
    path.write_text(path.read_text().replace("values: dataset", f"values: {word}"))
    assert reading(api.load(path, None), "2016-17").value == 20


@pytest.mark.parametrize("word", ["datasets", "lait", "[dataset]", ""])
def test_any_other_word_is_no_values(word: str, tmp_path: Path) -> None:
    load(tmp_path)
    path = tmp_path / "indicators.yaml"
    path.write_text(path.read_text().replace("values: dataset", f"values: {word}"))
    assert [one.code for one in api.load(path, None).problems] == ["value-wrong-shape"]


def test_a_percentile_of_the_same_dataset_is_the_target(tmp_path: Path) -> None:
    """A quarter of the way from 21.4000000001 to 30."""
    path = tmp_path / "indicators.yaml"
    load(tmp_path)
    percentile = "target: {percentile: 25, of: lait}"
    path.write_text(path.read_text().replace("target: 21", percentile))
    (made,) = api.scored(api.load(path, None), "2017-18", evidence=[]).indicators
    assert isinstance(made.inputs.goal, ResolvedTarget)
    assert made.inputs.goal.low == Fraction("23.550000000075")
    assert made.evidence
    assert made.evidence.place
    assert made.evidence.place.ranked.rank == 2
