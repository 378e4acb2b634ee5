"""A target that is a percentile of all authorities of a dataset."""

import csv
import json
import shutil
import statistics
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ragcalc import periods
from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from ragcalc.render import schemas
from ragcalc.render.explain import text as explain_text
from ragcalc.render.media.style import Style
from ragcalc.render.narrative import text as narrative_text
from ragcalc.render.report import json as report_json
from ragcalc.render.report import text as report_text
from ragcalc.render.report.view import grid
from ragcalc.render.targets import json as targets_json
from ragcalc.render.targets import table as targets_table
from ragcalc.render.targets.view import grid as targets_grid
from ragcalc.render.targets.view import target_words
from ragcalc.scoring.inputs import PercentileOf, ResolvedTarget
from ragcalc.scoring.targets.review import review_targets
from ragcalc.vocabulary import Reason, Status, TargetBasis
from tests import build

HERE = Path(__file__).parents[1] / "datasets"
LAIT = (
    "file: lait.csv, source: DfE LAIT, area: Cheshire West and Chester, columns: {measure: Short "
    "Desc, year: Years, area: LA Number, name: LA and Regions, value: Values, region: Region}"
)
ROWS = """\
measure,year,area,name,value,region
A,2017,1,Ours,12,West
A,2017,2,Two,10,West
A,2018,1,Ours,14,West
A,2018,2,Two,10,West
A,2018,3,Three,20.5,East
A,2018,4,Four,31,East
A,2018,5,Five,-,East
A,2018,90,England,15,
"""


def load(
    folder: Path,
    lines: str = "target: {percentile: 75, of: lait}",
    *,
    rows: str | None = ROWS,
    dataset: str = "file: lait.csv, source: DfE LAIT",
    measure: str = "A",
    values: str = "{2018-19 Q4: 21}",
    top: str = "",
    polarity: str = "high",
    unit: str = "percent",
) -> Loaded:
    """Load a catalogue with one indicator beside a dataset: the published rows, or these."""
    folder.mkdir(exist_ok=True)
    if rows is None:
        shutil.copy(HERE / "lait-2018.csv", folder / "lait.csv")
    else:
        (folder / "lait.csv").write_text(rows, encoding="utf-8")
    entries = "".join(f"    {line}\n" for line in lines.splitlines())
    (folder / "indicators.yaml").write_text(
        f"version: 1\norganisation: Ours\n{top}"
        "comparators: {england: {name: England, kind: national, lag: 1 year}}\n"
        f"datasets: {{lait: {{{dataset}}}}}\nindicators:\n  it:\n    name: It\n    unit: {unit}\n"
        f"    polarity: {polarity}\n    values: {values}\n"
        f"    dataset: {{name: lait, measure: {measure}}}\n{entries}",
        encoding="utf-8",
    )
    found = api.load(folder / "indicators.yaml", None)
    assert [str(one) for one in found.problems] == []
    return found


def goal(loaded: Loaded, period: str = "2018-19 Q4") -> ResolvedTarget | Reason:
    return api.scored(loaded, period).indicators[0].inputs.goal


def of(percentile: str, authorities: int, year: str = "2017-18") -> PercentileOf:
    period = periods.parse(year)
    return PercentileOf(Decimal(percentile), "lait", "DfE LAIT", "A", period, authorities)


# ── What the target is ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("percent", [1, 10, 25, 50, 75, 90, 99])
@pytest.mark.parametrize("measure", ["ReReferral", "LAC"])
def test_a_percentile_of_the_published_figures_is_that_of_python(
    measure: str, percent: int, tmp_path: Path
) -> None:
    """`statistics.quantiles` interpolates as R's type 7 does, and exactly for fractions."""
    lines = f"target: {{percentile: {percent}, of: lait}}"
    found = goal(load(tmp_path, lines, rows=None, dataset=LAIT, measure=measure))
    with (HERE / "lait-2018.csv").open(encoding="utf-8") as file:
        values = [
            Fraction(str(round(float(row["Values"]), 10)))  # without the noise of binary fractions
            for row in csv.DictReader(file)
            if row["Short Desc"] == measure and row["Region"] not in ("", "-", "NA")
            if row["Values"] not in ("", "-", "NA")
        ]
    assert isinstance(found, ResolvedTarget)
    expected = statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
    assert (found.low, found.high) == (expected, expected)
    assert found.percentile
    assert found.percentile.authorities == len(values)


def test_a_percentile_is_of_the_latest_year_that_the_lag_allows(tmp_path: Path) -> None:
    """10, 14, 20.5 and 31: three quarters of the way lies a quarter beyond 20.5."""
    loaded = load(tmp_path)
    found = goal(loaded)
    assert isinstance(found, ResolvedTarget)
    assert (found.low, found.basis, found.period) == (
        Fraction("23.125"),
        TargetBasis.PERCENTILE,
        None,
    )
    assert (found.percentile, found.source, found.decimals) == (of("75", 4), "DfE LAIT", 2)
    assert found.place.key == "indicators.it.target"
    assert api.scored(loaded, "q4").indicators[0].verdict.status.status is Status.RED


def test_a_percentile_counts_from_the_lowest_figure_whichever_way_is_good(tmp_path: Path) -> None:
    """With low is good three quarters of the authorities meet the 75th, a quarter the 25th."""
    found = {}
    for polarity in ("high", "low"):
        made = api.scored(load(tmp_path, polarity=polarity), "q4").indicators[0]
        assert isinstance(made.inputs.goal, ResolvedTarget)
        found[polarity] = (made.inputs.goal.low, made.verdict.status.status)
    assert found == {
        "high": (Fraction("23.125"), Status.RED),
        "low": (Fraction("23.125"), Status.GREEN),
    }


def test_areas_that_are_left_out_are_no_part_of_it(tmp_path: Path) -> None:
    dataset = "file: lait.csv, source: DfE LAIT, leave-out: {4: from 2015-16}"
    found = goal(load(tmp_path, dataset=dataset))
    assert isinstance(found, ResolvedTarget)
    assert (found.low, found.percentile) == (Fraction("17.25"), of("75", 3))


def test_of_one_authority_it_is_that_ones_figure(tmp_path: Path) -> None:
    found = goal(load(tmp_path, rows=ROWS.partition("A,2017,2")[0]))
    assert isinstance(found, ResolvedTarget)
    assert (found.low, found.decimals) == (Fraction(12), 0)
    assert found.percentile == of("75", 1, "2016-17")


def test_targets_by_period_may_be_percentiles_too(tmp_path: Path) -> None:
    targets = "{2018-19: {percentile: 50, of: lait, note: the median}, 2019-20: 14}"
    values = "{2018-19 Q4: 21, 2019-20 Q4: 21}"
    loaded = load(tmp_path, f"targets: {targets}", values=values)
    found = goal(loaded)
    assert isinstance(found, ResolvedTarget)
    assert (found.low, found.note, found.place.key) == (
        Fraction("17.25"),
        "the median",
        "indicators.it.targets.2018-19",
    )
    later = goal(loaded, "2019-20 Q4")
    assert isinstance(later, ResolvedTarget)
    assert (later.low, later.basis) == (Fraction(14), TargetBasis.YEAR)


def test_what_accumulates_is_compared_with_the_part_of_it_that_is_due(tmp_path: Path) -> None:
    lines = "target: {percentile: 50, of: lait}\naccumulates: true\nprofile: linear"
    values = "{2018-19 Q2: 8, 2018-19 Q4: 21}"
    loaded = load(tmp_path, lines, rows=ROWS.replace("31", "33"), values=values)
    half = goal(loaded, "2018-19 Q2")
    assert isinstance(half, ResolvedTarget)
    assert (half.basis, half.percentile) == (TargetBasis.PROFILE, of("50", 2, "2016-17"))
    assert (half.low, half.full_year) == (Fraction("5.5"), Fraction(11))
    bare = load(tmp_path, lines.replace("profile: linear", ""), values=values)
    assert goal(bare, "2018-19 Q2") is Reason.NO_PROFILE


def test_a_part_of_a_years_percentile_is_of_the_year_that_it_was_given_for(tmp_path: Path) -> None:
    """In Q2 the dataset's latest year is 2016-17, and the target still that of 2018-19."""
    lines = "targets: {2018-19: {percentile: 75, of: lait}}\naccumulates: true\nprofile: linear"
    made = api.scored(load(tmp_path, lines, values="{2018-19 Q2: 8}"), "2018-19 Q2")
    own = json.loads(report_json.render(made, Style()))["indicators"][0]
    assert (own["target"], own["target_full_year"], own["target_basis"]) == (5.75, 11.5, "profile")
    assert (own["target_period"], own["target_percentile"]["period"]) == ("2018-19", "2016-17")
    text = explain_text.render(made, made.indicators[0], lambda one: one.key, Style(width=300))
    explained = " ".join(text.split())
    assert "the part due by now of the target for 2018-19 indicators.it" in explained
    assert "percentile DfE LAIT, A, 2016-17 about 75% of them lie below it" in explained
    told = " ".join(narrative_text.render(made, True, Style()).split())
    assert "for 2018-19, percentile 75 of 2 authorities in 2016-17)" in told


# ── Where there is none ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rows", "period"),
    [
        (ROWS, "2016-17 Q4"),  # the first figures are of 2016-17, and a year late
        (ROWS.replace("A,", "B,"), "2018-19 Q4"),
        (ROWS.replace("Ours", "Theirs"), "2018-19 Q4"),
        ("", "2018-19 Q4"),
    ],
)
def test_without_figures_by_then_the_status_is_missing_with_its_reason(
    rows: str, period: str, tmp_path: Path
) -> None:
    loaded = load(tmp_path, rows=rows, values="{2016-17 Q4: 21, 2018-19 Q4: 21}")
    status = api.scored(loaded, period).indicators[0].verdict.status
    assert (status.status, status.reason) == (Status.MISSING, Reason.NO_PERCENTILE)


def test_the_narrative_says_that_the_dataset_has_no_figures(tmp_path: Path) -> None:
    made = api.scored(load(tmp_path, rows=ROWS.replace("A,", "B,")), "q4")
    text = " ".join(narrative_text.render(made, True, Style()).split())
    assert "as the dataset has no figures for the target." in text


def test_a_year_without_any_figure_is_none(tmp_path: Path) -> None:
    """As 2020 and 2021 are, of measures that were not taken then."""
    found = goal(load(tmp_path, rows=ROWS.replace("A,2018,", "B,2018,")))
    assert isinstance(found, ResolvedTarget)
    assert found.percentile == of("75", 2, "2016-17")


def test_a_percentile_is_hidden_where_our_own_figure_is(tmp_path: Path) -> None:
    """From it, and the figures of all others, ours could be worked out."""
    small = ROWS.replace("Ours,14", "Ours,3")
    loaded = load(tmp_path, rows=small, top="suppress-below: 5\n", unit="count")
    made = api.scored(loaded, "2018-19 Q4").indicators[0]
    assert made.inputs.goal is Reason.SUPPRESSED
    assert made.verdict.status.reason is Reason.SUPPRESSED
    earlier = goal(loaded, "2017-18 Q4")
    assert isinstance(earlier, ResolvedTarget)
    assert (earlier.low, earlier.percentile) == (Fraction("11.5"), of("75", 2, "2016-17"))
    assert loaded.catalogues
    target = loaded.catalogues.unsuppressed.indicators["it"].target
    assert target
    assert target.percentiles
    assert [one and one.value for one in target.percentiles.by_year.values()] == [
        Fraction("11.5"),
        Fraction("23.125"),
    ]


def test_a_hidden_percentile_is_not_said_to_be_a_hidden_reading(tmp_path: Path) -> None:
    """Our own reading, 8.3%, is shown; the dataset's figure of us, 3%, is not."""
    rows = (
        "measure,year,area,name,value,region,numerator,denominator\n"
        "A,2018,1,Ours,3,West,3,100\nA,2018,2,Two,10,West,10,100\n"
    )
    values = "{2018-19 Q4: {numerator: 83, denominator: 1000}}"
    loaded = load(tmp_path, rows=rows, values=values, top="suppress-below: 5\n")
    made = api.scored(loaded, "q4")
    result = made.indicators[0]
    assert result.verdict.status.reason is Reason.SUPPRESSED
    told = " ".join(narrative_text.render(made, True, Style()).split())
    assert "(83 of 1,000). It is not rated, as its target rests on a suppressed figure." in told
    text = explain_text.render(made, result, lambda one: one.key, Style(width=300))
    assert "M, target rests on a suppressed figure" in text
    assert "not rated: target rests on a suppressed figure" in report_text.render(made, Style())
    assert [row.reason for row in grid(made).rows] == ["target rests on a suppressed figure"]
    missing = [one.text for one in grid(made).everything.achieving if one.detail]
    assert missing == ["M 1: target suppressed 1"]


def test_of_two_versions_the_percentile_is_hidden_where_either_hides_our_figure(
    tmp_path: Path,
) -> None:
    small = ROWS.replace("Ours,14", "Ours,3")
    old = load(tmp_path / "old", rows=small, unit="count")
    new = load(tmp_path / "new", rows=small, unit="count", top="suppress-below: 5\n")
    assert isinstance(goal(old), ResolvedTarget)
    assert [goal(one) for one in api.alike(old, new)] == [Reason.SUPPRESSED, Reason.SUPPRESSED]


# ── What may be written ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        ("{percentile: 75, of: lait}", ["target-percentile-dataset"]),
        ("{percentile: 75}", ["target-form"]),
        ("{of: lait}", ["target-form"]),
        ("{percentile: 75, of: lait, value: 5}", ["target-form"]),
        ("{value: 5, of: lait}", ["target-form"]),
        ("{percentile: 0, of: lait}", ["value-not-one-of"]),
        ("{percentile: 100, of: lait}", ["value-not-one-of"]),
        ("{percentile: best, of: lait}", ["value-not-a-number"]),
    ],
)
def test_what_is_no_percentile_is_an_error(target: str, codes: list[str]) -> None:
    found = build.codes(f"values: {{2018-19 Q4: 5}}, target: {target}")
    assert [one for one in found if one != "reference-dataset"] == codes


def test_a_percentile_of_another_dataset_than_the_measures_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "indicators.yaml").write_text(
        "version: 1\norganisation: Ours\n"
        "datasets: {lait: {file: lait.csv}, other: {file: other.csv}}\nindicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}, "
        "dataset: {name: other, measure: A}, target: {percentile: 75, of: lait}}\n",
        encoding="utf-8",
    )
    (problem,) = api.load(tmp_path / "indicators.yaml", None).problems
    assert (problem.code, problem.message) == (
        "target-percentile-dataset",
        "the percentile is of lait, and the measure of other",
    )


def test_the_edges_of_a_percentile_are_left_out(tmp_path: Path) -> None:
    assert isinstance(goal(load(tmp_path, "target: {percentile: 0.1, of: lait}")), ResolvedTarget)
    assert isinstance(goal(load(tmp_path, "target: {percentile: 99.9, of: lait}")), ResolvedTarget)


def test_a_dataset_that_is_not_there_is_an_error() -> None:
    assert "reference-dataset" in build.codes("target: {percentile: 75, of: lait}")


# ── How it is shown ──────────────────────────────────────────────────────────────────────────────


def test_explain_shows_its_place_its_authorities_and_its_measure(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    made = api.scored(loaded, "q4")
    text = explain_text.render(made, made.indicators[0], lambda one: one.key, Style(width=300))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert ("target 23.125 percentile 75 of 4 authorities, 2017-18 indicators.it.target") in lines
    assert (
        "percentile DfE LAIT, A, 2017-18 about 75% of them lie below it, whichever way is good"
    ) in lines


def test_json_names_the_dataset_and_how_many_reported(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    made = api.scored(loaded, "q4")
    found = json.loads(report_json.render(made, Style()))
    Draft202012Validator(json.loads(schemas.text("report"))).validate(found)
    own = found["indicators"][0]
    assert (own["target"], own["target_basis"], own["target_period"]) == (
        23.125,
        "percentile",
        None,
    )
    assert own["target_percentile"] == {
        "percentile": 75,
        "dataset": "lait",
        "source": "DfE LAIT",
        "measure": "A",
        "period": "2017-18",
        "authorities": 4,
    }


def test_the_narrative_says_what_it_is_a_percentile_of(tmp_path: Path) -> None:
    text = narrative_text.render(api.scored(load(tmp_path), "q4"), True, Style())
    assert "percentile 75 of 4 authorities in 2017-18" in " ".join(text.split())


def test_targets_name_the_percentile_with_a_figure_and_without(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    made = api.scored(loaded, "q4", histories=True)
    assert loaded.catalogue
    review = review_targets(loaded.catalogue, made, {}, "indicators.yaml")
    assert "23.13%, percentile 75 of lait" in targets_table.render(review, Style(width=200))
    found = json.loads(targets_json.render(review, Style()))
    Draft202012Validator(json.loads(schemas.text("targets"))).validate(found)
    assert found["indicators"][0]["targets"][0]["target_percentile"]["authorities"] == 4
    bare = load(tmp_path, rows=ROWS.replace("A,", "B,"))
    made = api.scored(bare, "q4", histories=True)
    assert bare.catalogue
    review = review_targets(bare.catalogue, made, {}, "indicators.yaml")
    (one,) = review.indicators
    assert target_words(one.result, one.targets[0]) == "percentile 75 of lait"


@pytest.mark.parametrize(
    ("rows", "top", "why"),
    [
        (ROWS.replace("A,", "B,"), "", "no figures in the dataset for the target"),
        (
            ROWS.replace("Ours,14", "Ours,3"),
            "suppress-below: 5\n",
            "target rests on a suppressed figure",
        ),
    ],
)
def test_a_target_that_cannot_be_found_is_not_said_to_raise_no_concern(
    rows: str, top: str, why: str, tmp_path: Path
) -> None:
    loaded = load(tmp_path, rows=rows, top=top, unit="count")
    made = api.scored(loaded, "q4", histories=True)
    assert loaded.catalogue
    review = review_targets(loaded.catalogue, made, {}, "indicators.yaml")
    assert targets_grid(review).remarks == (f"Cannot tell, {why}: It",)


def test_a_proposed_percentile_has_no_figure_yet(tmp_path: Path) -> None:
    made = api.scored(load(tmp_path, "target: {percentile: 75, of: lait, proposed: true}"), "q4")
    assert made.indicators[0].inputs.goal is Reason.NO_TARGET
    assert made.indicators[0].proposed == ()


# ── A lenient side ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("polarity", "percentile", "met"),
    [
        ("low", "75", "75%"),
        ("high", "25", "75%"),
        ("high", "12.5", "87.5%"),
        ("low", "25", None),
        ("high", "75", None),
        ("low", "50", None),
        ("high", "50", None),
        ("neutral", "75", None),
        ("on-target", "75", None),
    ],
)
def test_a_percentile_that_most_authorities_meet_is_noted(
    polarity: str, percentile: str, met: str | None, tmp_path: Path
) -> None:
    target = f"target: {{percentile: {percentile}, of: lait}}"
    loaded = load(tmp_path, target, polarity=polarity)
    found = check(loaded, None, selection(["target-percentile-side"])).problems
    assert [one.message for one in found] == (
        [f"percentile {percentile} is a target that about {met} of the authorities meet"]
        if met
        else []
    )
    mirrored = {"75": "25", "25": "75", "12.5": "87.5"}.get(percentile)
    assert all(f"write {mirrored} for the best" in one.hint for one in found)
