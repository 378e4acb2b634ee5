"""The drawings of the page: what one shows, and that it knows nothing of the one before."""

import re
from typing import Any

import pytest

from ragcalc import pipeline as api
from ragcalc.render.common import charts as chart_svg
from ragcalc.render.common.charts import STROKES, ChartRenderer
from ragcalc.render.common.history import HistoryPoint, history_points
from tests.build import loaded

SMALL = "target: 5, values: {2018-19 Q3: 4, 2018-19 Q4: 6}"
LARGE = (
    "polarity: on-target, target: {from: 2000, to: 3000}, comparators: {england: 1500}, "
    "values: {2017-18 Q4: 1000, 2018-19 Q1: 9000, 2018-19 Q2: suppressed, 2018-19 Q4: 2500}"
)

STROKE_OF = {"--": "dashed", ":": "dotted", "-.": "dash-dotted"}
"""What the page calls each kind of line."""


def history(lines: str) -> tuple[HistoryPoint, ...]:
    return history_points(api.history(loaded({"it": lines}), "it").indicators[0])


def axes_of(renderer: ChartRenderer) -> Any:
    """Return what an easel draws on, as it was left."""
    return renderer._axes


def drawn(renderer: ChartRenderer, lines: str) -> str:
    return renderer.chart(history(lines), ["england"], "c1", "A title").svg


@pytest.mark.parametrize("lines", [SMALL, LARGE])
def test_a_chart_is_the_same_whatever_was_drawn_before(lines: str) -> None:
    renderer = ChartRenderer()
    others = [drawn(renderer, other) for other in (LARGE, SMALL, LARGE)]
    assert drawn(renderer, lines) == drawn(ChartRenderer(), lines)
    assert others[0] == others[2] != others[1]


def test_it_has_a_title_and_the_pages_colours() -> None:
    svg = drawn(ChartRenderer(), SMALL)
    assert svg.startswith("<svg ")
    assert 'role="img" aria-labelledby="c1-title"><title id="c1-title">A title</title>' in svg
    assert set(re.findall(r"(?:fill|stroke): (#\w+)", svg)) == set()
    assert {"--ink", "--goal", "--band", "--red", "--green"} <= set(
        re.findall(r"var\((--\w+)\)", svg)
    )


def test_it_has_as_many_comparators_as_there_are_kinds_of_lines() -> None:
    names = [f"c{number}" for number in range(len(STROKES) + 1)]
    comparators = "{" + ", ".join(f"{name}: {{name: {name}}}" for name in names) + "}"
    figures = ", ".join(f"{name}: {height}" for height, name in enumerate(names))
    book = loaded({"it": f"{SMALL}, comparators: {{{figures}}}"}, comparators=comparators)
    (result,) = api.history(book, "it").indicators
    renderer = ChartRenderer()
    found = renderer.chart(history_points(result), names, "c1", "")
    assert found.comparators == tuple(names[: len(STROKES)])
    lines = [one for one in axes_of(renderer).lines if one.get_color() == chart_svg._QUIET]
    drawn = {STROKE_OF[one.get_linestyle()]: float(one.get_ydata()[0]) for one in lines}
    assert drawn == {stroke: height for height, stroke in enumerate(STROKES)}
    assert {one.get_marker() for one in lines} == {"None"}


def test_a_history_without_a_target_has_no_target_line() -> None:
    assert "var(--goal)" not in drawn(ChartRenderer(), "values: {2018-19 Q3: 4, 2018-19 Q4: 6}")


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
    ],
)
def test_heights_fit_beside_the_axis_however_large_they_are(value: float, written: str) -> None:
    assert chart_svg._height(value) == written


RANGED = (
    "polarity: on-target, target: {from: 20, to: 30}, "
    "comparators: {england: {2018-19 Q2: 15, 2018-19 Q4: 16}}, "
    "values: {2018-19 Q1: 10, 2018-19 Q2: 20, 2018-19 Q3: suppressed, 2018-19 Q4: 31}"
)
EDGES = [-0.5, 0.5, 0.5, 1.5, 1.5, 2.5, 2.5, 3.5]


def points(axes: Any) -> list[tuple[str, list[float], list[float]]]:
    """Return each line and each kind of point: its colour, its places across, its heights."""
    return [
        (
            chart_svg._VARIABLES[line.get_markeredgecolor()],
            list(map(float, line.get_xdata())),
            list(map(float, line.get_ydata())),
        )
        for line in axes.lines
    ]


def test_every_figure_stands_at_its_period_and_at_its_height() -> None:
    renderer = ChartRenderer()
    drawn(renderer, RANGED)
    assert points(axes_of(renderer)) == [
        ("--goal", EDGES, [20.0] * 8),
        ("--goal", EDGES, [30.0] * 8),
        # England's figure of the second quarter is the latest in the third too
        ("--quiet", [0.6, 1, 2, 3, 3.4], [15, 15, 15, 16, 16]),
        ("--ink", [0, 1, 3], [10, 20, 31]),
        ("--red", [0], [10]),
        ("--green", [1], [20]),
        ("--amber", [3], [31]),
    ]
    labels = [one.get_text() for one in axes_of(renderer).get_xticklabels()]
    assert labels == ["2018-19 Q1", "2018-19 Q2", "2018-19 Q3", "2018-19 Q4"]
    assert list(axes_of(renderer).get_xticks()) == [0, 1, 2, 3]
    assert axes_of(renderer).get_xlim() == (-0.5, 3.5)


def test_the_amber_band_lies_on_either_side_of_the_target_where_there_is_a_reading() -> None:
    renderer = ChartRenderer()
    drawn(renderer, RANGED)
    bands = [
        {(float(x), float(y)) for path in band.get_paths() for x, y in path.vertices}
        for band in axes_of(renderer).collections
    ]
    ends = (-0.5, 0.5, 1.5, 2.5, 3.5)
    assert bands == [
        {(x, y) for x in ends for y in edges} for edges in ((19.0, 20.0), (30.0, 31.5))
    ]


def test_a_revised_target_steps_between_its_periods() -> None:
    renderer = ChartRenderer()
    targets = "targets: {2018-19 Q2: 5, 2018-19 Q3: 6}"
    drawn(renderer, f"{targets}, values: {{2018-19 Q1: 1, 2018-19 Q2: 2, 2018-19 Q3: 9}}")
    _, across, up = points(axes_of(renderer))[0]
    assert across == EDGES[:6]
    assert [height for height in up if height == height] == [5, 5, 6, 6]  # else not a number


def test_of_many_periods_every_few_are_named_the_latest_always() -> None:
    renderer = ChartRenderer()
    values = ", ".join(f"{2010 + at // 4}-{11 + at // 4} Q{at % 4 + 1}: 5" for at in range(9))
    drawn(renderer, f"values: {{{values}}}")
    labels = [one.get_text() for one in axes_of(renderer).get_xticklabels()]
    assert list(axes_of(renderer).get_xticks()) == [2, 5, 8]
    assert labels == ["2010-11 Q3", "2011-12 Q2", "2012-13 Q1"]
