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
    """Explain one indicator; places are written by their last key."""
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
        for one in (result.inputs.reading, result.inputs.goal, result.verdict.direction.previous)
        if isinstance(one, SourcedValue | ResolvedTarget)
    ]
    assert [one for one in figures if where(name, one.place) not in text] == []


@every_indicator
def test_no_place_is_cut(name: str, result: IndicatorResult) -> None:
    assert re.findall(r"\S…|…\S", explained(name, result)) == []


@every_indicator
@pytest.mark.parametrize("width", [30, 45, 60, 80])
def test_no_place_is_broken(name: str, result: IndicatorResult, width: int) -> None:
    """A reader copies `indicators.yaml:120` from any terminal whose lines can hold it."""
    broken = explained(name, result, Style(width=width)).split()
    assert {
        one for one in explained(name, result, Style(width=200)).split() if ".yaml:" in one
    } <= {*broken}


def test_gaps_have_one_decimal_unless_that_looks_like_another_number() -> None:
    text = of(
        "polarity: low, unit: percent, values: {2018-19 Q3: 20, 2018-19 Q4: 18.992}, "
        "comparators: {england: 20.2, north-west: 20}"
    )
    assert "From 20 in Q3 2018-19 to 18.992 in Q4 2018-19: -1.008, -5.04%." in text
    assert "England 20.2, for every period -1.208, -5.9802% better" in text
    assert "North West 20, for every period -1.008, -5.04% better" in text


def test_a_change_on_the_year_is_not_said_twice() -> None:
    values = "values: {2017-18 Q4: 80, 2018-19 Q3: 82, 2018-19 Q4: 84}"
    since = "direction: {basis: same-period-last-year}"
    assert "year on year maintained from 80 in Q4 2017-18: +4, +5%" in of(values)
    assert "year on year" not in of(f"{values}, {since}")


def test_a_strict_tie_that_is_green_by_its_tolerance_is_not_called_met() -> None:
    text = of(
        "unit: percent, values: {2018-19 Q4: 85}, target: {above: 85}, tolerance: {green: 1 point}"
    )
    assert "Green, within the green tolerance" in text
    assert "85% is level with the target of 85%, which is not enough to meet it." in text
    assert "target met" not in text


def test_the_inequality_stands_in_full_digits() -> None:
    text = of("polarity: low, unit: percent, values: {2018-19 Q4: 16}, targets: {2018-19: 14}")
    assert (
        "16% is 2 percentage points (14.3%) over the target of 14%. Amber runs up to 14.7%." in text
    )
    assert "It would be green at 14 or less, amber at 14.7 or less." in text


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (
            "values: {2018-19 Q4: 5}, target: 5",
            "5 is level with the target of 5. Green runs down to 5.",
        ),
        (
            "values: {2018-19 Q4: 5}, target: {above: 5}",
            "level with the target of 5, which is not enough to meet it",
        ),
        ("values: {2018-19 Q4: 6}, target: 5", "6 is 1 (20%) over the target of 5."),
        ("values: {2018-19 Q4: 0}, target: 0", "0 is level with the target of 0."),
        ("polarity: low, values: {2018-19 Q4: -2}, target: 0", "-2 is 2 under the target of 0."),
        (
            "unit: currency, polarity: low, values: {2018-19 Q4: -2}, target: -4, base: 50",
            "-£2 is £2 (4% of the base) over the target of -£4. Amber runs up to -£1.5.",
        ),
        # a share that is not whole is never shown as if it were
        (
            "polarity: low, unit: percent, values: {2018-19 Q4: 90}, target: 85.7",
            "90% is 4.3 percentage points (5.0175%) over the target of 85.7%.",
        ),
        # what the decimals shown would round has its full digits
        (
            "decimals: 0, unit: percent, values: {2018-19 Q4: 89.82}, target: 90",
            "89.82% is 0.18 percentage points (0.2%) under the target of 90%.",
        ),
        (
            "values: {2018-19 Q4: 5}, target: 10, tolerance: {amber: {greater-of: [5%, 2 points]}}",
            "tolerance of the greater of 5% and 2 points",
        ),
        (
            "polarity: on-target, values: {2018-19 Q4: 24}, target: 25",
            "It would be green at 25, red at less than 23.75 or more than 26.25.",
        ),
        (
            "polarity: on-target, values: {2018-19 Q4: 27}, target: 25",
            "It would be green at 25, amber at 23.75 to 26.25.",
        ),
        (
            "polarity: on-target, values: {2018-19 Q4: 25}, target: 25",
            "red at more than 26.25 or less than 23.75.",
        ),
        (
            "polarity: on-target, values: {2018-19 Q4: 6}, target: {from: 5, to: 7}",
            "6 is within the target range of 5 to 7.",
        ),
        ("values: {2018-19 Q4: 5}, target: 5", "target 5 applies to every period @target"),
        ("values: {2018-19 Q4: 5}, targets: {2018-19: 5}", "target 5 set for 2018-19 @2018-19"),
        (
            "values: {2018-19 Q4: 5}, targets: {2018-19: 6, from 2018-19 Q3: 5}",
            "target 5 revised from 2018-19 Q3",
        ),
        (
            "values: {2018-19 Q4: 5}, target: {comparator: england}, comparators: {england: 4}",
            "target 4 the figure for England, every period",
        ),
        (
            (
                "values: {2018-19 Q4: 5}, targets: {2018-19: {comparator: england}}, "
                "comparators: {england: {2017-18: 4}}"
            ),
            "target 4 the figure for England, 2017-18",
        ),
        (
            (
                "accumulates: true, profile: linear, lag: 1 quarter, values: {2018-19 Q3: 6}, "
                "targets: {2018-19: {comparator: england}}, comparators: {england: {2017-18: 8}}"
            ),
            "comparator England, 2017-18 whose figure is the year's target",
        ),
        (
            "values: {2018-19 Q4: 5}, target: 5, floor: 3",
            "amber 3 or more as far as the floor @floor",
        ),
        (
            "values: {2018-19 Q4: 5}, target: 5, tolerance: {amber: 0}",
            "amber no values tolerance of 0, no wider than green",
        ),
        ("values: {2018-19 Q4: 5}", "Status ○ M, no target set"),
        (
            "values: {2018-19 Q4: 5}, reported: {2018-19 Q4: red}",
            "Red, as published, not calculated: no target set",
        ),
        ("values: {2018-19 Q4: 5}, reported: {2018-19 Q4: red}", "published red @2018-19 Q4"),
        (
            "values: {2018-19 Q3: 4, 2018-19 Q4: 5}",
            "From 4 in Q3 2018-19 to 5 in Q4 2018-19: +1, +25%.",
        ),
        (
            "values: {2018-19 Q3: 5, 2018-19 Q4: 5}",
            "From 5 in Q3 2018-19 to 5 in Q4 2018-19: no change.",
        ),
        (
            "unit: percent, values: {2018-19 Q4: {numerator: 88, denominator: 482}}",
            "reading 18.257261... (88 of 482)",
        ),
        ("values: {2018-19 Q3: 5}, carry: 1 quarter", "reading 5, carried forward from 2018-19 Q3"),
    ],
)
def test_it_says_its_words(entries: str, words: str) -> None:
    assert words in of(entries)


def test_amber_for_its_direction_names_the_rule() -> None:
    text = of(
        "policy: mend, values: {2018-19 Q3: 4, 2018-19 Q4: 5}, target: 10",
        "policies: {mend: {status: {amber-if: [improved, maintained]}}}",
    )
    assert "Amber, beyond the tolerance, but amber because of its direction of travel" in text
    assert "amber anything else if improved or maintained @amber-if" in text
    assert "red anything else otherwise" in text
    assert "Amber has no limit with this direction of travel." in text
    assert "tolerance of 0, no wider than green" not in text


def test_a_floor_leaves_nothing_to_amber_if() -> None:
    text = of(
        "policy: mend, values: {2018-19 Q3: 4, 2018-19 Q4: 5}, target: 10, floor: 8",
        "policies: {mend: {status: {amber-if: [improved, maintained]}}}",
    )
    assert "Red, worse than the floor" in text
    assert "anything else if" not in text


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
    assert "distance 4.6 from the target before, 1.5 now" in text
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
        "Note, previous: first",
        "Note, England: a mean",
    ]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ("direction: {same: 5%}", "maintained a change of up to 5% (0.2)"),
        ("direction: {same: below 5%}", "maintained a change of less than 5% (0.2)"),
        ("direction: {same: 2 points}", "maintained a change of up to 2 points"),
        ("direction: {same: 0}", "maintained only if unchanged"),
        (
            "direction: {same: {lesser-of: [5%, 2 points]}}",
            "maintained a change of up to the lesser of 5% and 2 points",
        ),
        ("polarity: neutral, direction: {same: 0}", "same only if unchanged"),
        ("comparators: {england: 5}", "counted as similar only if identical"),
    ],
)
def test_how_much_may_change_is_worded_as_it_was_set(rules: str, words: str) -> None:
    assert words in of(f"{rules}, values: {{2018-19 Q3: 4, 2018-19 Q4: 5}}")
