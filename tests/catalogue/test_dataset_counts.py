"""The counts of a dataset: what its figures are made of, and how small ones are hidden."""

from decimal import Decimal
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.peers import Counts
from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from ragcalc.periods import parse
from ragcalc.render.common.evidence import columns
from ragcalc.render.common.evidence.sentences import sentences
from ragcalc.scoring.evidence.funnels import Funnel
from ragcalc.scoring.evidence.records import Evidence
from ragcalc.vocabulary import NoAnswer

YEAR = parse("2017-18")
ROWS = """\
measure,year,area,name,value,region,cases,people
A,2018,1,Ours,20,West,20,100
A,2018,2,Two,30,West,,90.0
A,2018,3,Three,40,East,-,NA
A,2018,4,Four,50,East,5,0
A,2018,5,Five,60,East,6,-10
A,2018,90,England,25,,2500,10000
"""
COLUMNS = "columns: {numerator: cases, denominator: people}"


def load(folder: Path, rows: str = ROWS, top: str = "", columns: str = f", {COLUMNS}") -> Loaded:
    (folder / "lait.csv").write_text(rows, encoding="utf-8")
    (folder / "indicators.yaml").write_text(
        f"version: 1\norganisation: Ours\n{top}"
        f"datasets: {{lait: {{file: lait.csv{columns}}}}}\nindicators:\n  it:\n    name: It\n"
        "    unit: percent\n    polarity: high\n    interval: wilson\n"
        "    values: {2018-19 Q4: 21}\n    dataset: {name: lait, measure: A}\n",
        encoding="utf-8",
    )
    return api.load(folder / "indicators.yaml", None)


def evidence(loaded: Loaded) -> Evidence:
    found = api.scored(loaded, "2018-19 Q4", evidence=("funnel",)).indicators[0].evidence
    assert found
    return found


def remarks(loaded: Loaded) -> list[str]:
    found = check(loaded, None, selection(["dataset"])).problems
    return [f"{one.where.rpartition('/')[2]} {one.message} [{one.code}]" for one in found]


def test_a_figure_has_counts_where_there_is_a_denominator(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert remarks(loaded) == []
    peers = loaded.datasets[0].peers["it"]
    assert peers.counts == {
        YEAR: {
            "1": Counts(Decimal(20), Decimal(100)),
            "2": Counts(None, Decimal("90.0")),
        }
    }
    assert peers.national == {YEAR: Decimal(25)}


@pytest.mark.parametrize(
    ("rows", "leave_out"),
    [(ROWS, "leave-out: {1: from 2015-16}, "), (ROWS.replace("Ours,20", "Ours,-"), "")],
)
def test_that_the_dataset_has_no_figure_for_us_is_not_a_missing_reading(
    rows: str, leave_out: str, tmp_path: Path
) -> None:
    """Our reading of 21 is there."""
    loaded = load(tmp_path, rows, columns=f", {leave_out}{COLUMNS}")
    assert evidence(loaded).funnel is NoAnswer.NO_VALUE
    (result,) = api.scored(loaded, "2018-19 Q4", evidence=("funnel",)).indicators
    assert dict(sentences(result))["funnel"] == (
        "cannot tell: the dataset has no figure for us, or our area is left out of it"
    )


@pytest.mark.parametrize(
    ("interval", "measure", "period", "text"),
    [
        ("wilson", "A", "2018-19 Q4", "within"),
        ("wilson", "A", "2016-17 Q4", "cannot tell"),  # its figures are of 2017-18
        ("wilson", "B", "2018-19 Q4", "cannot tell"),
        ("none", "A", "2018-19 Q4", ""),
        ("none", "B", "2018-19 Q4", ""),
        ("none", "A", "2016-17 Q4", ""),
        ("wilson", None, "2018-19 Q4", ""),
        ("none", None, "2018-19 Q4", ""),
    ],
)
def test_the_funnel_is_no_question_without_a_dataset_or_a_method(
    interval: str, measure: str | None, period: str, text: str, tmp_path: Path
) -> None:
    load(tmp_path)
    path = tmp_path / "indicators.yaml"
    written = path.read_text(encoding="utf-8").replace("interval: wilson", f"interval: {interval}")
    written = written.replace("values: {", "values: {2016-17 Q4: 21, ")
    own = "    dataset: {name: lait, measure: A}\n"
    new = own.replace("measure: A", f"measure: {measure}") if measure else ""
    path.write_text(written.replace(own, new), encoding="utf-8")
    made = api.scored(api.load(path, None), period, evidence=("funnel",))
    assert columns.COLUMNS["funnel"].cell(made.indicators[0]).text == text


def test_a_dataset_without_these_columns_has_no_counts(tmp_path: Path) -> None:
    loaded = load(tmp_path, columns="")
    assert loaded.datasets[0].peers["it"].counts == {YEAR: {}}
    assert evidence(loaded).funnel is NoAnswer.NO_DENOMINATOR


def test_a_column_of_counts_that_is_named_and_not_there_is_found(tmp_path: Path) -> None:
    found = remarks(load(tmp_path, columns=", columns: {denominator: crowd}"))
    assert found == ["indicators.yaml:3:58 lait.csv has no column 'crowd' [dataset-column]"]


def test_a_dataset_without_the_nation_has_no_funnel(tmp_path: Path) -> None:
    loaded = load(tmp_path, ROWS.partition("A,2018,90")[0])
    assert loaded.datasets[0].peers["it"].national == {}
    assert evidence(loaded).funnel is NoAnswer.NO_NATIONAL


@pytest.mark.parametrize(
    ("cases", "people", "name", "written"),
    [("some", "100", "numerator", "some"), ("20", "many", "denominator", "many")],
)
def test_counts_that_are_no_numbers_are_found_and_left_out(
    cases: str, people: str, name: str, written: str, tmp_path: Path
) -> None:
    loaded = load(tmp_path, ROWS.replace("West,20,100", f"West,{cases},{people}"))
    assert remarks(loaded) == [
        f"lait.csv:row 1 the {name} of Ours is not a number: '{written}' [dataset-value]"
    ]
    assert "1" not in loaded.datasets[0].peers["it"].counts[YEAR]
    assert loaded.datasets[0].peers["it"].figures[YEAR]["1"] == 20


def test_two_rows_with_one_figure_and_other_counts_give_none(tmp_path: Path) -> None:
    loaded = load(tmp_path, ROWS + "A,2018,1,Ours,20,West,10,50\n")
    assert remarks(loaded) == [
        "lait.csv:row 7 Ours has 20 for 2018, and other counts in row 1 [dataset-row-twice]"
    ]
    assert "1" not in loaded.datasets[0].peers["it"].figures[YEAR]


@pytest.mark.parametrize(
    ("cases", "hidden"), [("4", True), ("5", False), ("0", False), ("20", False)]
)
def test_our_own_small_counts_are_hidden_as_those_of_a_reading_are(
    cases: str, hidden: bool, tmp_path: Path
) -> None:
    """With its rank and its funnel: a share gives a numerator back where its denominator shows."""
    rows = ROWS.replace("Ours,20,West,20", f"Ours,{cases},West,{cases}")
    found = evidence(load(tmp_path, rows, "suppress-below: 5\n"))
    assert found.place
    assert (found.place.value is None) is hidden
    if hidden:
        assert found.funnel is NoAnswer.SUPPRESSED
    else:
        assert isinstance(found.funnel, Funnel)


def test_a_share_of_a_small_denominator_is_hidden_though_its_cases_are_not_given(
    tmp_path: Path,
) -> None:
    """20% of 15 is 3."""
    rows = ROWS.replace("West,20,100", "West,,15")
    assert evidence(load(tmp_path, rows, "suppress-below: 5\n")).funnel is NoAnswer.SUPPRESSED
    rows = ROWS.replace("West,20,100", "West,,25")
    assert isinstance(evidence(load(tmp_path, rows, "suppress-below: 5\n")).funnel, Funnel)
