"""A comparator's column has its figure and the gap with its unit, the same in every output."""

import re

import pytest

from ragcalc.render.media.style import Style
from ragcalc.render.report import html as report_html
from ragcalc.render.report import markdown as report_markdown
from ragcalc.render.report import table as report_table
from tests import build

GAPS = [
    ("percent", "16.0", "20.2", "20.2%", "✗", "worse", "-4.2 pts"),
    ("percent", "21", "20", "20%", "✓", "better", "+1 pt"),
    ("currency", "4000", "5000", "£5,000", "✗", "worse", "-£1,000"),
    ("rate-per-10000", "73.0", "64.0", "64.0", "✓", "better", "+9.0"),
    ("{label: percent}", "3.5", "2.5", "2.5", "✓", "better", "+1.0"),
]


@pytest.mark.parametrize(("unit", "value", "other", "figure", "sign", "word", "gap"), GAPS)
def test_each_output_shows_the_figure_and_the_gap(
    unit: str, value: str, other: str, figure: str, sign: str, word: str, gap: str
) -> None:
    entries = f"unit: {unit}, values: {{2018-19 Q4: {value}}}, comparators: {{england: {other}}}"
    made, style = build.report({"it": entries}), Style(width=200)
    assert f"{figure} {sign} {gap}" in report_table.render(made, style)
    assert f"{figure}, {sign} {word} {gap}" in report_table.render(made, Style(width=59))
    assert f"| {figure}, {sign} {word} {gap} |" in report_markdown.render(made, style)
    page = report_html.render(made, style)
    assert f"{figure} {sign} {word} {gap}" in " ".join(re.sub("<[^>]*>", "", page).split())


def test_a_figure_stands_where_there_is_nothing_to_compare_it_with() -> None:
    """A reading that is missing has no gap; the comparator has its figure all the same."""
    entries = "unit: percent, values: {2018-19 Q3: 4}, comparators: {england: 5}"
    made = build.report({"it": entries})
    assert "| 5% |" in report_markdown.render(made, Style())
    assert re.search(r"unavailable +5%\s", report_table.render(made, Style(width=200)))
