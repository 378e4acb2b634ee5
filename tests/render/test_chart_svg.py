"""The drawings of the page: what one shows, and that it knows nothing of the one before."""

import re
from math import isnan
from typing import Any
from xml.etree import ElementTree

import pytest

from ragcalc import pipeline as api
from ragcalc.render.common import charts as chart_svg
from ragcalc.render.common.charts import PRINTED, ChartRenderer, Palette, shortened
from ragcalc.render.common.history import ChartComparator, ChartContent, chart_content
from ragcalc.render.media.xml import without_controls
from tests.build import loaded

SMALL = "target: 5, values: {2018-19 Q3: 4, 2018-19 Q4: 6}"
LARGE = (
    "polarity: on-target, target: {from: 2000, to: 3000}, comparators: {england: 1500}, "
    "values: {2017-18 Q4: 1000, 2018-19 Q1: 9000, 2018-19 Q2: suppressed, 2018-19 Q4: 2500}"
)

ENGLAND = ChartComparator("england", "England", "England")


def content(lines: str) -> ChartContent:
    made = api.history(loaded({"it": lines}), "it")
    return chart_content(made.indicators[0], [ENGLAND])


def axes_of(renderer: ChartRenderer) -> Any:
    """Return what a renderer draws on, as it was left."""
    return renderer._axes


def drawn(renderer: ChartRenderer, lines: str) -> str:
    return renderer.chart(content(lines), "c1", "A title")


def printed(lines: str) -> tuple[Any, bytes]:
    """Return the axes of a picture, with the words that stand in it, and the picture."""
    renderer = ChartRenderer(PRINTED)
    picture = renderer.png(content(lines), "ragcalc")
    return axes_of(renderer), picture


def texts(axes: Any) -> list[str]:
    return [one.get_text() for one in axes.texts]


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


def test_every_comparator_has_a_line_of_its_own_named_at_its_end() -> None:
    names = [f"c{number}" for number in range(9)]
    comparators = "{" + ", ".join(f"{name}: {{name: Long {name}}}" for name in names) + "}"
    figures = ", ".join(f"{name}: {height}" for height, name in enumerate(names))
    book = loaded({"it": f"{SMALL}, comparators: {{{figures}}}"}, comparators=comparators)
    (result,) = api.history(book, "it").indicators
    renderer = ChartRenderer(PRINTED)
    wanted = [ChartComparator(name, f"Long {name}", f"{name} short") for name in names]
    renderer.png(chart_content(result, wanted), "ragcalc")
    axes = axes_of(renderer)
    assert {f"{name} short" for name in names} < set(texts(axes))
    heights = sorted(one.xy[1] for one in axes.texts if one.get_text() in {*texts(axes)} - {"6"})
    assert len(heights) == len(set(heights))


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
_VARIABLES = dict(zip(chart_svg._PAGE, Palette._fields, strict=True))


def points(axes: Any) -> list[tuple[str, list[float], list[float]]]:
    """Return each line and each kind of point: its colour, its places across, its heights."""
    return [
        (
            _VARIABLES[line.get_markeredgecolor()],
            list(map(float, line.get_xdata())),
            list(map(float, line.get_ydata())),
        )
        for line in axes.lines
        if line.get_linewidth() != 0.5  # which leads from a line to its name
    ]


def heights(axes: Any, colour: str) -> list[list[float | None]]:
    """Return the heights of each line of a colour; None where it breaks."""
    return [
        [None if isnan(height) else height for height in up]
        for own, _, up in points(axes)
        if own == colour
    ]


def test_every_figure_stands_at_its_period_and_at_its_height() -> None:
    renderer = ChartRenderer()
    drawn(renderer, RANGED)
    axes = axes_of(renderer)
    found = points(axes)
    assert [one for one in found if one[0] != "ink"] == [
        ("goal", EDGES, [20.0] * 8),
        ("goal", EDGES, [30.0] * 8),
        # England's figure of the second quarter is the latest in the third too
        ("quiet", [0.6, 1, 2, 3, 3.4], [15, 15, 15, 16, 16]),
        ("red", [0], [10]),
        ("green", [1], [20]),
        ("amber", [3], [31]),
        ("quiet", [2], [0.03]),  # a cross at the axis, where there is no figure
    ]
    assert [one[1] for one in found if one[0] == "ink"] == [[0, 1, 2, 3]]
    assert heights(axes, "ink") == [[10, 20, None, 31]]
    labels = [one.get_text() for one in axes.get_xticklabels()]
    assert (labels, list(axes.get_xticks())) == (["2018-19 Q2", "2018-19 Q4"], [1, 3])
    assert axes.get_xlim() == (-0.5, 3.5)


def test_months_without_an_entry_take_their_room_and_the_line_breaks_there() -> None:
    axes, _ = printed("frequency: monthly, values: {2018-M04: 4, 2018-M07: 7, 2018-M08: 8}")
    assert axes.get_xlim() == (-0.5, 4.5)
    (line,) = (one for one in axes.lines if len(one.get_xdata()) == 5)
    assert [None if isnan(one) else one for one in line.get_ydata()] == [4, None, None, 7, 8]


def test_the_line_breaks_where_the_method_changed_and_a_mark_says_so() -> None:
    axes, _ = printed("values: {2018-19 Q2: 1, 2018-19 Q3: {value: 5, break: true}}")
    (line,) = (one for one in axes.lines if list(one.get_xdata()) == [0, 0.5, 1])
    assert [None if isnan(one) else one for one in line.get_ydata()] == [1, None, 5]
    assert [list(one.get_xdata()) for one in axes.lines].count([0.5, 0.5]) == 1
    assert "Method changed" in texts(axes)


def test_the_unit_stands_above_the_axis_and_the_latest_value_at_its_point() -> None:
    axes, _ = printed("unit: percent, target: 90, values: {2018-19 Q3: 80, 2018-19 Q4: 85.5}")
    assert texts(axes) == ["percent", "Amber range", "Target", "85.5%"]
    latest = axes.texts[-1]
    assert (latest.xy, latest.get_position()) == ((1, 85.5), (0, 7))


def test_academic_years_say_so_once() -> None:
    axes, _ = printed(
        "frequency: annual, year: academic, values: {2016-17: 1, 2017-18: 2, 2018-19: 3}"
    )
    assert texts(axes)[0] == "number, by academic year"
    labels = [one.get_text() for one in axes.get_xticklabels()]
    assert labels == ["2016-17", "2017-18", "2018-19"]


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


# ── Texts of a catalogue ─────────────────────────────────────────────────────────────────────────

HOSTILE = [
    "</text><script>alert(1)</script>",
    "#010101",
    'id="x',
    "$x^2$",
    "text0standin",
    "\x1b[31m",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_is_a_text_whatever_it_looks_like(text: str) -> None:
    result = api.history(loaded({"it": f"{SMALL}, comparators: {{england: 3}}"}), "it")
    made = chart_content(result.indicators[0], [ChartComparator("england", text, text)])
    page = ChartRenderer().chart(made._replace(unit=text), "c1", text)
    alone = ChartRenderer(PRINTED).svg(made._replace(unit=text), text)
    for svg in (page, alone):
        root = ElementTree.fromstring(svg)
        shown = [one.text for one in root.iter() if one.tag.endswith("text")]
        whole = without_controls(text)
        assert whole in shown or whole.startswith("</text>")
        assert shortened(whole, 13) in shown
        assert not [one for one in root.iter() if one.tag.endswith("script")]
        assert root[0].text == whole


def test_a_picture_names_a_comparator_by_its_id_where_the_font_lacks_a_letter() -> None:
    result = api.history(loaded({"it": f"{SMALL}, comparators: {{england: 3}}"}), "it")
    made = chart_content(result.indicators[0], [ChartComparator("england", "日本", "日本")])
    renderer = ChartRenderer(PRINTED)
    renderer.png(made, "ragcalc")
    assert "england" in texts(axes_of(renderer))
    assert "日本" in renderer.svg(made, "")


def test_equal_charts_make_equal_files() -> None:
    for lines in (SMALL, LARGE):
        first, again = (ChartRenderer(PRINTED) for _ in range(2))
        assert first.svg(content(lines), "It") == again.svg(content(lines), "It")
        assert first.png(content(lines), "ragcalc") == again.png(content(lines), "ragcalc")


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [
        ([50, 51], [50, 62]),
        ([99, 100], [88, 100]),
        ([0, 0, 100], [6, 18, 100]),
        ([], []),
    ],
)
def test_names_of_lines_stand_a_line_of_text_apart(
    wanted: list[float], placed: list[float]
) -> None:
    assert chart_svg._apart(wanted, 100) == placed
