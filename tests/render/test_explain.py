"""`ragcalc explain`: one screen, every figure and every rule with its place."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from ragcalc.problems import Place
from ragcalc.render.catalogue import text as list_text
from ragcalc.render.explain import text as explain_text
from ragcalc.render.media.style import Style
from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.scoring.results import IndicatorResult, Report
from tests import build
from tests.golden.outputs import loaded, report

CASES = [(name, one) for name in ("invented", "shipped") for one in report(name).indicators]
every_indicator = pytest.mark.parametrize(
    ("name", "result"), CASES, ids=[result.id for _, result in CASES]
)


def explained(name: str, result: IndicatorResult, style: Style | None = None) -> str:
    return explain_text.render(
        report(name), result, lambda place: where(name, place), style or Style()
    )


def where(name: str, place: Place) -> str:
    return Path(loaded(name).shown(place)).name


def of(entries: str, thresholds: str = "") -> str:
    """Explain one indicator; places are spelt by their last key."""
    scored: Report = build.report({"it": entries}, thresholds=thresholds)
    (result,) = scored.indicators
    text = explain_text.render(scored, result, lambda place: f"@{place.path[-1]}", Style())
    return re.sub(" +", " ", text)


@every_indicator
def test_it_fits_one_screen(name: str, result: IndicatorResult) -> None:
    """Of 100 columns and 40 lines."""
    lines = explained(name, result).splitlines()
    assert len(lines) <= 40
    assert [line for line in lines if cell_len(line) > 100] == []


@every_indicator
@pytest.mark.parametrize("width", [20, 40, 79])
def test_it_fits_any_width(name: str, result: IndicatorResult, width: int) -> None:
    lines = explained(name, result, Style(width=width)).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []


@every_indicator
def test_in_ascii_it_is_ascii(name: str, result: IndicatorResult) -> None:
    assert explained(name, result, Style(encoding="ascii")).isascii()


@every_indicator
def test_every_figure_has_its_place(name: str, result: IndicatorResult) -> None:
    text = explained(name, result)
    figures: list[SourcedValue | ResolvedTarget] = [one.figure for one in result.inputs.benchmarks]
    figures += [
        one
        for one in (result.inputs.reading, result.inputs.goal, result.verdict.direction.earlier)
        if isinstance(one, SourcedValue | ResolvedTarget)
    ]
    assert [one for one in figures if where(name, one.place) not in text] == []


@every_indicator
def test_no_place_is_cut(name: str, result: IndicatorResult) -> None:
    assert re.findall(r"\S…|…\S", explained(name, result)) == []


def test_the_inequality_stands_in_full_digits() -> None:
    text = of("polarity: low, unit: percent, values: {2018-19 Q4: 16}, targets: {2018-19: 14}")
    assert "16 is worse than 14 by 2, 14.2857% of the target; amber reaches to 14.7" in text
    assert "it would be green at 14 or less, amber at 14.7 or less" in text


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ("values: {2018-19 Q4: 5}, target: 5", "5 ties with 5; green reaches to 5"),
        ("values: {2018-19 Q4: 5}, target: {above: 5}", "5 ties with 5, which does not meet it"),
        ("values: {2018-19 Q4: 6}, target: 5", "6 is better than 5 by 1, 20% of the target"),
        (
            "polarity: on-target, values: {2018-19 Q4: 6}, target: {from: 5, to: 7}",
            "6 lies within 5 to 7",
        ),
        ("values: {2018-19 Q4: 5}, target: 5", "target 5 stands for every period @target"),
        ("values: {2018-19 Q4: 5}, targets: {2018-19: 5}", "target 5 given for 2018-19 @2018-19"),
        (
            "values: {2018-19 Q4: 5}, targets: {2018-19: 6, from 2018-19 Q3: 5}",
            "target 5 revised from 2018-19 Q3 on",
        ),
        (
            "values: {2018-19 Q4: 5}, target: {comparator: england}, comparators: {england: 4}",
            "target 4 the figure of england for every period",
        ),
        (
            "values: {2018-19 Q4: 5}, target: 5, floor: 3",
            "amber 3 or more down to the floor @floor",
        ),
        (
            "values: {2018-19 Q4: 5}, target: 5, tolerance: {amber: 0}",
            "amber no value tolerance 0, no wider than green",
        ),
        ("values: {2018-19 Q4: 5}", "Status ○ M, no target"),
        (
            "values: {2018-19 Q4: 5}, reported: {2018-19 Q4: red}",
            "Red, as reported by the source, not computed: no target",
        ),
        ("values: {2018-19 Q4: 5}, reported: {2018-19 Q4: red}", "reported red @2018-19 Q4"),
        (
            "values: {2018-19 Q3: 4, 2018-19 Q4: 5}",
            "from 4 in 2018-19 Q3 to 5 in 2018-19 Q4: +1, +25%",
        ),
        (
            "values: {2018-19 Q3: 5, 2018-19 Q4: 5}",
            "from 5 in 2018-19 Q3 to 5 in 2018-19 Q4: no change",
        ),
        (
            "unit: percent, values: {2018-19 Q4: {numerator: 88, denominator: 482}}",
            "value 18.257261... (88 of 482)",
        ),
        ("values: {2018-19 Q3: 5}, carry: 1 quarter", "value 5, carried forward from 2018-19 Q3"),
    ],
)
def test_it_says_its_words(entries: str, said: str) -> None:
    assert said in of(entries)


def test_amber_for_its_direction_names_the_rule() -> None:
    text = of(
        "policy: mend, values: {2018-19 Q3: 4, 2018-19 Q4: 5}, target: 10",
        "policies: {mend: {status: {amber-if: [improved, maintained]}}}",
    )
    assert "Amber, beyond the tolerance, amber for its direction of travel" in text
    assert "amber beyond that if improved or maintained @amber-if" in text
    assert "red beyond that otherwise" in text
    assert "amber has no end with this direction of travel" in text
    assert "tolerance 0, no wider than green" not in text


def test_a_floor_leaves_nothing_to_amber_if() -> None:
    text = of(
        "policy: mend, values: {2018-19 Q3: 4, 2018-19 Q4: 5}, target: 10, floor: 8",
        "policies: {mend: {status: {amber-if: [improved, maintained]}}}",
    )
    assert "Red, beyond the floor" in text
    assert "beyond that if" not in text


@pytest.mark.parametrize("name", ["invented", "shipped"])
@pytest.mark.parametrize("width", [20, 40, 100])
def test_the_list_fits_any_width_and_loses_no_id(name: str, width: int) -> None:
    book = loaded(name)
    assert book.catalogue is not None
    text = list_text.render(book.catalogue, book.thresholds, Style(width=width))
    assert [line for line in text.splitlines() if cell_len(line) > width] == []
    if width == 100:
        assert [one for one in book.catalogue.indicators if one not in text] == []


def test_an_on_target_direction_tells_both_distances() -> None:
    text = of(
        "polarity: on-target, target: {from: 75, to: 85}, "
        "values: {2018-19 Q3: 70.4, 2018-19 Q4: 86.5}"
    )
    assert "distance 4.6 from the target then, 1.5 now" in text
    assert "distance" not in of("target: 80, values: {2018-19 Q3: 70.4, 2018-19 Q4: 86.5}")


def test_notes_on_targets_earlier_figures_and_comparators_stand_with_the_sources() -> None:
    text = of(
        "targets: {2018-19: {value: 80, note: set by Cabinet}}, "
        "values: {2018-19 Q3: {value: 70, note: first}, 2018-19 Q4: {value: 75, note: recount}}, "
        "comparators: {england: {2018-19: {value: 60, note: a mean}}}"
    )
    assert [line.strip() for line in text.splitlines() if "Note" in line] == [
        "Note: recount",
        "Note, target: set by Cabinet",
        "Note, earlier: first",
        "Note, England: a mean",
    ]
