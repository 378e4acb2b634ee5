"""Figures that a dataset gives by their counts alone."""

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
from ragcalc.scoring.results import IndicatorResult
from ragcalc.vocabulary import ComparisonResult, Direction, Reason

CODES = ("dataset-value", "dataset-interval", "dataset-row-twice")
HEAD = "measure,year,area,name,value,region,numerator,denominator,lower,upper\n"
OTHERS = """\
A,2018,2,Two,,West,20,60,,
A,2018,3,Three,33.3,West,,,,
A,2018,4,Four,,West,1,3,,
A,2018,90,West,,,1,7,,
A,2018,99,England,,,2,7,,
"""


def load(
    folder: Path, rows: str, *, unit: str = "percent", lines: str = "", top: str = ""
) -> Loaded:
    (folder / "lait.csv").write_text(HEAD + rows, encoding="utf-8")
    (folder / "near.csv").write_text("LA number,SN1,SN2,SN3\n1,2,3,4\n", encoding="utf-8")
    (folder / "indicators.yaml").write_text(
        f"version: 1\norganisation: Ours\n{top}comparators:\n"
        "  england: {name: England, kind: national}\n  west: {name: West, kind: regional}\n"
        "  near: {name: Near, kind: statistical-neighbours}\n"
        "datasets: {lait: {file: lait.csv, neighbours: near.csv}}\nindicators:\n  it:\n"
        f"    {{name: It, unit: {unit}, polarity: high, frequency: annual, values: dataset,\n"
        f"    dataset: {{name: lait, measure: A}}{lines}}}\n",
        encoding="utf-8",
    )
    loaded = api.load(folder / "indicators.yaml", None)
    assert loaded.problems == ()
    return loaded


def result(loaded: Loaded, period: str = "2017-18") -> IndicatorResult:
    return api.scored(loaded, period, evidence=[]).indicators[0]


def reading(loaded: Loaded, period: str = "2017-18") -> SourcedValue | Reason:
    return result(loaded, period).inputs.reading


def findings(loaded: Loaded) -> list[str]:
    found = check(loaded, None, selection(CODES)).problems
    return [f"{one.where.rpartition('/')[2]} {one.message}; {one.hint}" for one in found]


@pytest.mark.parametrize(
    ("counts", "unit", "value"),
    [
        ("1,3", "percent", Fraction(100, 3)),
        ("1.0,3", "percent", Fraction(100, 3)),
        ("482,91000", "rate-per-10000", Fraction(4820000, 91000)),
        ("5,2", "ratio", Fraction(5, 2)),
        ("0,3", "percent", Fraction(0)),
    ],
)
def test_counts_make_our_figure_where_nothing_stands_for_it(
    counts: str, unit: str, value: Fraction, tmp_path: Path
) -> None:
    loaded = load(tmp_path, f"A,2018,1,Ours,,West,{counts},,\n" + OTHERS, unit=unit)
    found = reading(loaded)
    assert isinstance(found, SourcedValue)
    assert (found.value, found.counted, found.decimals) == (value, True, None)
    assert loaded.shown(found.place).endswith("lait.csv:row 1")
    assert findings(loaded) == []


def test_so_they_do_for_others_and_nothing_is_rounded_on_the_way(tmp_path: Path) -> None:
    """A third of hundred is better than 33.3, and as good as 20 of 60."""
    loaded = load(tmp_path, "A,2018,1,Ours,,West,1,3,,\n" + OTHERS)
    made = result(loaded)
    assert {one.benchmark.id: one.benchmark.figure.value for one in made.verdict.comparisons} == {
        "england": Fraction(200, 7),
        "west": Fraction(100, 7),
        "near": (Fraction(200, 3) + Fraction("33.3")) / 3,
    }
    assert made.evidence
    assert made.evidence.place
    ranked = made.evidence.place.ranked
    assert (ranked.rank, ranked.of) == (1, 4)
    shown = [one.benchmark.figure.decimals for one in made.verdict.comparisons]
    assert shown == [1, 1, 2]


@pytest.mark.parametrize("value", ["-", "NA", "x", "c"])
def test_where_the_value_says_that_there_is_none_the_counts_make_none(
    value: str, tmp_path: Path
) -> None:
    loaded = load(tmp_path, f"A,2018,1,Ours,{value},West,1,3,,\n")
    expected = Reason.SUPPRESSED if value == "c" else Reason.NO_VALUE
    assert reading(loaded) is expected


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ("1,0", Reason.NO_VALUE),
        ("1,-3", Reason.NO_VALUE),
        ("1,", Reason.NO_VALUE),
        (",3", Reason.NO_VALUE),
        ("-,NA", Reason.NO_VALUE),
        ("c,482", Reason.SUPPRESSED),
        ("3,z", Reason.NOT_APPLICABLE),
    ],
)
def test_without_two_counts_there_is_no_figure(counts: str, reason: Reason, tmp_path: Path) -> None:
    loaded = load(tmp_path, f"A,2018,1,Ours,,West,{counts},,\n")
    assert reading(loaded) is reason
    assert findings(loaded) == []


def test_a_share_above_a_whole_is_left_out_and_said_unless_it_may_be(tmp_path: Path) -> None:
    rows = "A,2018,1,Ours,,West,4,3,,\nA,2018,2,Two,,West,5,3,,\n"
    loaded = load(tmp_path, rows)
    assert reading(loaded) is Reason.NO_VALUE
    assert findings(loaded) == [
        (
            "lait.csv:row 1 the value of Ours cannot be made: numerator 4 is greater than "
            "denominator 3 (and 1 more like it); this row is left out; correct the counts, or add "
            "may-exceed-100: true, as for a take-up"
        )
    ]
    found = reading(load(tmp_path, rows, lines=", may-exceed-100: true"))
    assert isinstance(found, SourcedValue)
    assert found.value == Fraction(400, 3)


def test_small_counts_that_make_a_figure_are_hidden(tmp_path: Path) -> None:
    rows = "A,2018,1,Ours,,West,4,300,,\nA,2018,2,Two,,West,20,60,,\n"
    made = result(load(tmp_path, rows, top="suppress-below: 5\n"))
    assert made.inputs.reading is Reason.SUPPRESSED
    assert made.evidence
    assert made.evidence.place
    assert made.evidence.place.value is None


@pytest.mark.parametrize(("ends", "is_kept"), [("33.3,40", True), ("33.4,40", False)])
def test_an_interval_holds_a_figure_of_counts_as_its_ends_are_rounded(
    ends: str, is_kept: bool, tmp_path: Path
) -> None:
    loaded = load(tmp_path, f"A,2018,1,Ours,,West,1,3,{ends}\nA,2018,99,England,,,1,3,{ends}\n")
    found = reading(loaded)
    assert isinstance(found, SourcedValue)
    assert (found.at_95 is not None) == is_kept
    (england, *_) = result(loaded).verdict.comparisons
    assert (england.benchmark.figure.at_95 is not None) == is_kept
    assert len(findings(loaded)) == 2 * (not is_kept)


def test_of_areas_that_are_left_out_those_whose_counts_make_a_figure_are_counted(
    tmp_path: Path,
) -> None:
    load(tmp_path, "A,2018,1,Ours,,West,1,3,,\nA,2018,3,More,-,West,1,3,,\n" + OTHERS)
    path = tmp_path / "indicators.yaml"
    left_out = "file: lait.csv, leave-out: {2: from 2015, More: from 2015, 4: from 2015}"
    path.write_text(path.read_text().replace("file: lait.csv", left_out))
    made = result(api.load(path, None))
    assert made.evidence
    assert made.evidence.place
    assert made.evidence.place.left_out == 2


def test_the_direction_is_of_exact_quotients(tmp_path: Path) -> None:
    """From 20 of 24 to 21 of 24 is exactly 5% more."""
    rows = "A,2018,1,Ours,,West,20,24,,\nA,2019,1,Ours,,West,21,24,,\n"
    loaded = load(tmp_path, rows)
    assert result(loaded, "2018-19").verdict.direction.direction is Direction.MAINTAINED


def test_a_percentile_is_taken_of_exact_quotients(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        "A,2018,1,Ours,,West,1,3,,\n" + OTHERS,
        lines=", target: {percentile: 1, of: lait}",
    )
    goal = result(loaded).inputs.goal
    assert isinstance(goal, ResolvedTarget)
    assert goal.low == Fraction("33.3") + (Fraction(100, 3) - Fraction("33.3")) * 3 / 100
    assert result(loaded).verdict.comparisons[0].standing is ComparisonResult.BETTER


def test_equal_counts_may_stand_twice(tmp_path: Path) -> None:
    rows = "A,2018,1,Ours,,West,1,3,,\nA,2018,1,Ours,,West,1,3,,\nA,2018,1,Ours,,West,,,,\n"
    loaded = load(tmp_path, rows)
    assert findings(loaded) == []
    assert loaded.catalogue
    own = loaded.catalogue.indicators["it"].values[parse("2017-18")]
    assert (own.numerator, own.denominator) == (Decimal(1), Decimal(3))
