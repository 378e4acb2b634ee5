"""Charts as drawings: accessible, in the page's colours, equal bytes, and names as text alone."""

import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from ragcalc import pipeline as api
from ragcalc.render.common.chart_svg import PRINTED, chart_file, page_chart
from ragcalc.render.common.charts import ChartRenderer
from ragcalc.render.common.history import ChartComparator, ChartContent, chart_content
from ragcalc.render.media.xml import without_controls
from tests.build import loaded
from tests.render.test_chart_layout import content
from tests.render.test_report_html import palettes

SMALL = "target: 5, comparators: {england: 3}, values: {2018-19 Q3: 4, 2018-19 Q4: 6}"
LARGE = (
    "polarity: on-target, target: {from: 2000, to: 3000}, comparators: {england: 1500}, "
    "values: {2017-18 Q4: 1000, 2018-19 Q1: 9000, 2018-19 Q2: suppressed, 2018-19 Q4: 2500}"
)


@pytest.mark.parametrize("lines", [SMALL, LARGE])
def test_a_chart_is_the_same_whatever_was_drawn_before(lines: str) -> None:
    renderer = ChartRenderer(PRINTED)
    for other in (LARGE, SMALL, LARGE):
        renderer.png(content(other), "ragcalc")
    alone = ChartRenderer(PRINTED).png(content(lines), "ragcalc")
    assert renderer.png(content(lines), "ragcalc") == alone


def test_it_has_a_title_and_the_pages_colours() -> None:
    svg = page_chart(content(SMALL), "c1", "A title")
    assert svg.startswith("<svg ")
    assert 'role="img" aria-labelledby="c1"><title id="c1">A title</title>' in svg
    assert set(re.findall(r"#[0-9a-f]{6}", svg)) == set()
    assert {"--ink", "--goal", "--band", "--red", "--green"} <= set(
        re.findall(r"var\((--\w+)\)", svg)
    )


def test_a_file_has_the_colours_of_the_light_page() -> None:
    (_, light), _ = palettes()
    assert PRINTED._asdict() == {name: light[f"--{name}"] for name in PRINTED._fields}
    assert "var(" not in chart_file(content(SMALL), "A title")


def test_equal_charts_make_equal_files() -> None:
    for lines in (SMALL, LARGE):
        first, again = ChartRenderer(PRINTED), ChartRenderer(PRINTED)
        assert chart_file(content(lines), "It") == chart_file(content(lines), "It")
        picture = first.png(content(lines), "ragcalc")
        assert picture == again.png(content(lines), "ragcalc")
        assert picture.startswith(b"\x89PNG")
        assert b"Software\x00ragcalc" in picture


def test_the_paper_of_a_picture_is_white_and_the_colours_are_those_of_the_statuses() -> None:
    with Image.open(io.BytesIO(ChartRenderer(PRINTED).png(content(LARGE), "ragcalc"))) as picture:
        found = picture.convert("RGB").getcolors() or []
    colours = [colour for _, colour in found if isinstance(colour, tuple)]
    assert max(found)[1] == (255, 255, 255)
    for name in ("green", "red", "ink", "goal", "band"):
        own = bytes.fromhex(getattr(PRINTED, name)[1:])
        assert min(max(abs(a - b) for a, b in zip(own, one, strict=True)) for one in colours) <= 4


# ── Texts of a catalogue ─────────────────────────────────────────────────────────────────────────


def named(text: str) -> ChartContent:
    (result,) = api.history(loaded({"it": SMALL}), "it").indicators
    return chart_content(result, [ChartComparator("england", text, text)])._replace(unit=text)


@pytest.mark.parametrize(
    "text",
    [
        "</text><b>",
        "#010101",
        'id="x',
        "$x^2$",
        "{0}",
        "\\1",
        "\x1b[31m",
        "a\u202eb",
        "&lt;",
        "]]>",
    ],
)
def test_a_name_is_a_text_whatever_it_looks_like(text: str) -> None:
    page = page_chart(named(text), "c1", text)
    for svg in (page, chart_file(named(text), text)):
        root = ElementTree.fromstring(svg)
        shown = [one.text for one in root.iter() if one.tag.endswith("text")]
        assert shown.count(without_controls(text)) == 2  # the unit, and the name of a line
        assert root[0].text == without_controls(text)
        assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {
            *("svg", "title", "g", "path", "rect", "text"),
        }


@pytest.mark.filterwarnings("error")
def test_a_picture_names_a_comparator_by_its_id_where_the_font_lacks_a_letter() -> None:
    other = ChartRenderer(PRINTED).png(named("日本"), "ragcalc")
    by_id = named("日本")._replace(
        unit="", comparators=(ChartComparator("england", "England", "england"),)
    )
    assert other == ChartRenderer(PRINTED).png(by_id, "ragcalc")
    assert "日本" in chart_file(named("日本"), "")
