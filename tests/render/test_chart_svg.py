"""The drawings of the page: what one shows, and that it knows nothing of the one before."""

import re

import pytest

from ragcalc import api
from ragcalc.render import chart_svg
from ragcalc.render.chart_svg import STROKES, Easel
from ragcalc.scoring.results import Past
from tests.build import loaded

SMALL = "target: 5, values: {2018-19 Q3: 4, 2018-19 Q4: 6}"
LARGE = (
    "polarity: on-target, target: {from: 2000, to: 3000}, comparators: {england: 1500}, "
    "values: {2017-18 Q4: 1000, 2018-19 Q1: 9000, 2018-19 Q2: suppressed, 2018-19 Q4: 2500}"
)


def history(lines: str) -> tuple[Past, ...]:
    return api.history(loaded({"it": lines}), "it").indicators[0].history


def drawn(easel: Easel, lines: str) -> str:
    return easel.chart(history(lines), ["england"], "c1", "A title").svg


@pytest.mark.parametrize("lines", [SMALL, LARGE])
def test_a_chart_is_the_same_whatever_was_drawn_before(lines: str) -> None:
    easel = Easel()
    others = [drawn(easel, other) for other in (LARGE, SMALL, LARGE)]
    assert drawn(easel, lines) == drawn(Easel(), lines)
    assert others[0] == others[2] != others[1]


def test_it_has_a_title_and_the_pages_colours() -> None:
    svg = drawn(Easel(), SMALL)
    assert svg.startswith("<svg ")
    assert 'role="img" aria-labelledby="c1-title"><title id="c1-title">A title</title>' in svg
    assert set(re.findall(r"(?:fill|stroke): (#\w+)", svg)) == set()
    assert {"--ink", "--goal", "--band", "--red", "--green"} <= set(
        re.findall(r"var\((--\w+)\)", svg)
    )


def test_it_has_as_many_comparators_as_there_are_kinds_of_lines() -> None:
    names = [f"c{number}" for number in range(len(STROKES) + 1)]
    comparators = "{" + ", ".join(f"{name}: {{name: {name}}}" for name in names) + "}"
    figures = ", ".join(f"{name}: 5" for name in names)
    book = loaded({"it": f"{SMALL}, comparators: {{{figures}}}"}, comparators=comparators)
    (result,) = api.history(book, "it").indicators
    found = Easel().chart(result.history, names, "c1", "")
    assert found.comparators == tuple(names[: len(STROKES)])


def test_a_history_without_a_target_has_no_target_line() -> None:
    assert "var(--goal)" not in drawn(Easel(), "values: {2018-19 Q3: 4, 2018-19 Q4: 6}")


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
