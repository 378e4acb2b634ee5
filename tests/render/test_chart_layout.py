"""Where everything of a chart stands: to scale, with every gap, break and name."""

import itertools
from fractions import Fraction
from math import isnan, nan

import pytest

from ragcalc import pipeline as api
from ragcalc.render.common import chart_layout
from ragcalc.render.common.chart_layout import (
    ChartLayout,
    ChartMarks,
    Colour,
    figure,
    layout,
    shortened,
)
from ragcalc.render.common.history import ChartComparator, ChartContent, chart_content, chart_key
from tests.build import loaded

ENGLAND = ChartComparator("england", "England", "England")


def content(lines: str) -> ChartContent:
    made = api.history(loaded({"it": lines}), "it")
    return chart_content(made.indicators[0], [ENGLAND])


def laid_out(lines: str) -> ChartLayout:
    return layout(content(lines))


def _seen(marks: ChartMarks) -> str:
    """Return the colour that marks are seen in: that of the face, or of a hollow one's edge."""
    return marks.edge if marks.face == "paper" else marks.face


class Scale:
    """From points back to periods and figures, by two places that are known."""

    def __init__(self, lines: str) -> None:
        self.content = content(lines)
        self.made = layout(self.content)
        self._own = chart_layout._ChartBuilder(self.content)

    def _back(self, across: float, up: float) -> tuple[float, float | None]:
        left, low = self._own._place(0, 0)
        right, high = self._own._place(1, 1)
        period = (across - left) / (right - left)
        value = None if isnan(up) else round((up - low) / (high - low), 6)
        return nan if isnan(period) else round(period, 6), value

    def lines(self, colour: Colour, width: float) -> list[list[tuple[float, float | None]]]:
        """Return the lines of a colour and a width: in which period how high; None breaks it."""
        return [
            [self._back(*one) for one in line.places]
            for line in self.made.lines
            if (line.colour, line.width) == (colour, width)
        ]

    def readings(self) -> list[tuple[str, list[tuple[float, float | None]]]]:
        marks = [one for one in self.made.marks if one.shape != "x"]
        return [(_seen(one), [self._back(*place) for place in one.places]) for one in marks]

    def gaps(self) -> list[float]:
        marks = [one for one in self.made.marks if one.shape == "x"]
        return [self._back(*place)[0] for one in marks for place in one.places]

    def bands(self) -> list[set[tuple[float, float | None]]]:
        return [{self._back(*corner) for corner in band} for band in self.made.bands]


def names(made: ChartLayout) -> list[str]:
    """Return what stands to the right of the axes."""
    right = chart_layout.WIDTH - chart_layout._RIGHT
    return [one.text for one in made.words if one.across > right + 6]


RANGED = (
    "polarity: on-target, target: {from: 20, to: 30}, "
    "comparators: {england: {2018-19 Q2: 15, 2018-19 Q4: 16}}, "
    "values: {2018-19 Q1: 10, 2018-19 Q2: 20, 2018-19 Q3: suppressed, 2018-19 Q4: 31}"
)
EDGES = (-0.5, 0.5, 0.5, 1.5, 1.5, 2.5, 2.5, 3.5)


def test_every_figure_stands_at_its_period_and_at_its_height() -> None:
    found = Scale(RANGED)
    assert found.readings() == [("red", [(0, 10)]), ("green", [(1, 20)]), ("amber", [(3, 31)])]
    assert found.lines("ink", 1.5) == [[(0, 10), (1, 20), (2, None), (3, 31)]]
    assert found.lines("goal", 1.8) == [[(x, y) for x in EDGES] for y in (20, 30)]
    # England's figure of the second quarter is the latest in the third too
    assert found.lines("quiet", 1.2) == [[(0.6, 15), (1, 15), (2, 15), (3, 16), (3.4, 16)]]
    assert found.gaps() == [2]


def test_months_without_an_entry_take_their_room_and_the_line_breaks_there() -> None:
    found = Scale("frequency: monthly, values: {2018-M04: 4, 2018-M07: 7, 2018-M08: 8}")
    assert found.lines("ink", 1.5) == [[(0, 4), (1, None), (2, None), (3, 7), (4, 8)]]
    assert found.gaps() == [1, 2]


def test_a_year_between_two_readings_is_four_times_a_quarter() -> None:
    found = Scale("values: {2016-17 Q4: 1, 2017-18 Q4: 2, 2018-19 Q1: 3}")
    assert [at for _, marks in found.readings() for at, _ in marks] == [0, 4, 5]


def test_the_axis_goes_on_to_the_reports_own_period() -> None:
    made = api.scored(
        loaded({"it": "target: 5, values: {2018-19 Q2: 5}"}), "2018-19 Q4", histories=True
    )
    found = chart_content(made.indicators[0], [])
    assert [str(one.period) for one in found.history] == ["2018-19 Q2", "2018-19 Q3", "2018-19 Q4"]
    (crosses,) = (one for one in layout(found).marks if one.shape == "x")
    assert len(crosses.places) == 2


def test_a_reading_that_is_carried_forward_is_no_reading_of_the_later_period() -> None:
    made = api.scored(
        loaded({"it": "carry: 6 months, values: {2018-19 Q3: 5}"}), "2018-19 Q4", histories=True
    )
    first, second = chart_content(made.indicators[0], []).history
    assert [first.value, second.value, second.actual.text] == [5, None, "5"]


def test_the_line_breaks_where_the_method_changed_and_a_mark_says_so() -> None:
    found = Scale("values: {2018-19 Q2: 1, 2018-19 Q3: {value: 5, break: true}}")
    (line,) = found.lines("ink", 1.5)
    assert [(None if isnan(x) else x, y) for x, y in line] == [(0, 1), (None, None), (1, 5)]
    (upright,) = (one for one in found.made.lines if one.dashes == (1, 1.5))
    assert [round(found._back(*one)[0], 3) for one in upright.places] == [0.5, 0.5]
    assert "Method changed" in [one.text for one in found.made.words]


def test_the_amber_band_lies_on_either_side_of_the_target_where_a_reading_is_rated() -> None:
    ends = [(-0.5, 0.5, 1.5), (2.5, 3.5)]
    assert Scale(RANGED).bands() == [
        {(x, y) for x in across for y in edges}
        for edges in ((19.0, 20.0), (30.0, 31.5))
        for across in ends
    ]


def test_a_history_without_a_target_has_no_target_line() -> None:
    found = Scale("values: {2018-19 Q3: 4, 2018-19 Q4: 6}")
    assert (found.lines("goal", 1.8), found.bands(), names(found.made)) == ([], [], [])


def test_a_revised_target_steps_between_its_periods() -> None:
    targets = "targets: {2018-19 Q2: 5, 2018-19 Q3: 6}"
    found = Scale(f"{targets}, values: {{2018-19 Q1: 1, 2018-19 Q2: 2, 2018-19 Q3: 9}}")
    heights = [None, None, 5, 5, 6, 6]
    assert found.lines("goal", 1.8) == [list(zip(EDGES[:6], heights, strict=True))]


def test_a_comparator_has_a_gap_where_it_has_no_figure() -> None:
    across, up = chart_layout._stubbed([None, Fraction(4), None, Fraction(5), Fraction(6)])
    assert across == [0.6, 1, 1.4, 2.6, 2.6, 3, 4, 4.4]
    assert [None if isnan(one) else one for one in up] == [4, 4, 4, None, 5, 5, 6, 6]


# ── Names, numbers and periods ───────────────────────────────────────────────────────────────────


def test_every_line_is_named_at_its_end_and_no_name_covers_another() -> None:
    ids = [f"c{number}" for number in range(20)]
    comparators = "{" + ", ".join(f"{one}: {{name: Long {one}}}" for one in ids) + "}"
    same = ", ".join(f"{one}: 5" for one in ids)
    book = loaded(
        {"it": f"target: 5, values: {{2018-19 Q4: 4}}, comparators: {{{same}}}"},
        comparators=comparators,
    )
    (result,) = api.history(book, "it").indicators
    wanted = [ChartComparator(one, f"Long {one}", f"{one} short") for one in ids]
    made = layout(chart_content(result, wanted))
    assert sorted(names(made)) == sorted(
        [*(f"{one} short" for one in ids), "Amber range", "Target"]
    )
    heights = sorted(one.up for one in made.words if one.across > 240)
    assert all(b - a >= 11.99 for a, b in itertools.pairwise(heights))
    assert heights[0] > 0
    assert heights[-1] < made.height
    styles = [one.dashes for one in made.lines if one.width == 1.2]
    assert len(set(styles)) == 8


def test_the_unit_stands_above_the_axis_and_the_latest_value_at_its_point() -> None:
    made = laid_out("unit: percent, target: 90, values: {2018-19 Q3: 80, 2018-19 Q4: 85.5}")
    assert made.words[0].text == "percent"
    assert [(one.text, one.level) for one in made.words if one.bold] == [("85.5%", "above")]
    made = laid_out("values: {2018-19 Q3: 90, 2018-19 Q4: 85.5}")
    assert [(one.text, one.level) for one in made.words if one.bold] == [("85.5", "below")]
    made = laid_out("values: {2018-19 Q3: 85.5, 2018-19 Q4: 85.5}")
    assert [(one.text, one.level) for one in made.words if one.bold] == [("85.5", "above")]


def test_the_latest_value_stands_at_its_own_period_even_if_later_ones_have_none() -> None:
    found = Scale("values: {2018-19 Q3: 90, 2018-19 Q4: suppressed}")
    (latest,) = (one for one in found.made.words if one.bold)
    assert (latest.text, found._back(latest.across, 0)[0]) == ("90", 0)


def periods_named(lines: str) -> list[str]:
    return [one.text for one in laid_out(lines).words if one.level == "below"][1:]


def test_of_many_periods_every_few_are_named_the_latest_always() -> None:
    values = ", ".join(f"{2010 + at // 4}-{11 + at // 4} Q{at % 4 + 1}: 5" for at in range(9))
    found = [one for one in periods_named(f"values: {{{values}}}") if "Q" in one]
    assert found == ["2010-11 Q1", "2011-12 Q1", "2012-13 Q1"]


def test_academic_years_say_so_once() -> None:
    lines = "frequency: annual, year: academic, values: {2016-17: 1, 2017-18: 2, 2018-19: 3}"
    assert laid_out(lines).words[0].text == "number, by academic year"
    assert periods_named(lines) == ["2016-17", "2017-18", "2018-19"]


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [([50, 51], [50, 62]), ([99, 100], [88, 100]), ([0, 0, 100], [6, 18, 100]), ([], [])],
)
def test_names_of_lines_stand_a_line_of_text_apart(
    wanted: list[float], placed: list[float]
) -> None:
    assert chart_layout._apart(wanted, 100) == placed


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.5, 10.2, [2, 4, 6, 8, 10]),
        (-3, 3, [-2, 0, 2]),
        # where the steps fit exactly both ends are named
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (0.001, 0.0031, [Fraction(at, 2000) for at in (2, 3, 4, 5, 6)]),
        (1e9, 3e9, [10**9, 1_500_000_000, 2 * 10**9, 2_500_000_000, 3 * 10**9]),
    ],
)
def test_heights_are_round(low: float, high: float, ticks: list[Fraction]) -> None:
    assert chart_layout._ticks(low, high) == ticks


def test_one_height_alone_has_room_on_either_side() -> None:
    assert chart_layout._range(iter([0.0])) == (-1, 1)
    assert chart_layout._range(iter([100.0])) == (85, 115)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0"),
        (0.125, "0.125"),
        (-22.5, "-22.5"),
        (9_999.0, "9999"),
        (10_000.0, "10k"),
        (1_312_345.0, "1.312345m"),
        (-2_500_000_000.0, "-2.5bn"),
        (0.00005, "0.00005"),
        (-0.0001, "-0.0001"),
        (0.00000005, "5e-08"),
    ],
)
def test_heights_fit_beside_the_axis_however_large_they_are(value: float, written: str) -> None:
    assert figure(Fraction(str(value))) == written


def test_the_axis_stands_to_the_right_of_its_longest_number() -> None:
    """With as much room as usual numbers have; else a number would begin beyond the picture."""
    for values in ("2018-19 Q1: 0.00011, 2018-19 Q2: 0.00012", "2018-19 Q1: 1, 2018-19 Q2: 2"):
        found = laid_out(f"values: {{{values}}}")
        heights = [one for one in found.words if one.side == "end" and not one.bold]
        assert all(one.across - len(one.text) * 6.1 >= 0 for one in heights)


@pytest.mark.parametrize(
    ("up", "falls", "near", "found"),
    [
        (50, False, [], (57, "above")),
        (50, True, [60], (43, "below")),
        # what would be covered there is not: the other side, then beyond what is nearer
        (50, False, [60], (43, "below")),
        (50, True, [40], (57, "above")),
        (50, False, [40, 60], (36, "below")),
        (50, False, [35, 58], (65, "above")),
        (50, True, [45, 62], (38, "below")),
        # not below the axis
        (36, False, [26, 40, 30, 50, 60], (67, "above")),
    ],
)
def test_the_latest_value_covers_no_other_reading(
    up: float, falls: bool, near: list[float], found: tuple[float, str]
) -> None:
    assert chart_layout._uncovering(up, falls, near, 3) == found


def test_a_long_name_is_cut() -> None:
    assert shortened("North  East\nregion", 12) == "North East…"
    assert shortened("a" * 12, 12) == "a" * 12


# ── Signals ──────────────────────────────────────────────────────────────────────────────────────

MONTHS = ", ".join(
    f"{2017 + at // 12}-M{at % 12 + 1:02}: {30 + at * 7 % 11 + (8 if at > 11 else 0)}"
    for at in range(27)
)


def test_mean_and_limits_are_drawn_over_the_readings_that_they_hold_for() -> None:
    book = loaded({"it": f"frequency: monthly, step: [2018-M01], values: {{{MONTHS}}}"})
    made = api.scored(book, "2018-19 Q4", histories=True, evidence=["signal"])
    found = chart_content(made.indicators[0], [])
    assert found.limits is not None
    assert str(found.limits.step) == "2018-M01"
    shown = layout(found)
    assert {"Mean", "Upper limit", "Lower limit"} == set(names(shown))
    own = chart_layout._ChartBuilder(found)
    edges = [round(own._place(at, 0)[0], 3) for at in (-0.5, 11.5, 11.5, 11.5, 26.5)]
    drawn = [one.places for one in shown.lines if one.width == 0.9]
    assert [[round(x, 3) for x, _ in places] for places in drawn] == [edges] * 3
    first, last = found.limits.stretches
    heights = [(one.mean, one.upper, one.lower) for one in (first, last)]
    for places, *levels in zip(drawn, *heights, strict=True):
        before, after = (own._place(0, float(one))[1] for one in levels)
        assert [up for _, up in places if not isnan(up)] == [before, before, after, after]


def test_the_key_says_the_mean_and_the_limits_of_each_stretch() -> None:
    book = loaded({"it": f"frequency: monthly, step: [2018-M01], values: {{{MONTHS}}}"})
    made = api.scored(book, "2018-19 Q4", histories=True, evidence=["signal"])
    result = made.indicators[0]
    assert chart_key(chart_content(result, []), result) == (
        "Mean 43.4 and limits 29.9 to 56.9 of the readings from January 2018 to March 2019, after "
        "a step in January 2018; before that, mean 34.6 and limits 21.0 to 48.1 of the readings "
        "from January 2017 to December 2017."
    )


def test_without_evidence_no_limits_are_drawn() -> None:
    assert content(f"frequency: monthly, values: {{{MONTHS}}}").limits is None
