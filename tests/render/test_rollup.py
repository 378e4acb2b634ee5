"""What the colour of an outcome is said to rest on, in every format."""

import pytest

from ragcalc.render.media.style import Style
from ragcalc.render.report import markdown as report_markdown
from ragcalc.render.report import table as report_table
from ragcalc.render.report import text as report_text
from ragcalc.render.report.view import grid
from ragcalc.scoring.results import Report
from tests import build

GREEN, AMBER, RED = (f"target: 100, values: {{2018-19 Q4: {value}}}" for value in (100, 96, 80))
MISSING = "values: {2018-19 Q4: in-measurement}"
UNRATED = "target: none, values: {2018-19 Q4: 5}"


def report(rule: str, *indicators: str) -> Report:
    """Score one outcome with these indicators by a rule."""
    named = {f"it-{number}": f"outcome: safe, {one}" for number, one in enumerate(indicators)}
    return build.report(named, thresholds=f"outcome: {{{rule}}}")


@pytest.mark.parametrize(
    ("rule", "indicators", "words"),
    [
        ("rule: worst", [GREEN], "Green: its only rated indicator is green"),
        ("rule: worst", [GREEN, RED, MISSING], "Red: the worst of its 2 rated indicators is red"),
        (
            "rule: share-green, green: 75%, amber: 50%",
            [GREEN, GREEN, AMBER],
            "Amber: 67% of its 3 rated indicators are green",
        ),
        ("rule: majority", [GREEN, GREEN, RED], "Green: most of its 3 rated indicators are green"),
        (
            "rule: majority",
            [GREEN, AMBER],
            "Amber: most of its 2 rated indicators are amber or better",
        ),
        (
            "rule: majority",
            [GREEN, RED],
            "Red: no more than half of its 2 rated indicators are amber or better",
        ),
        (
            "rule: worst",
            [GREEN, MISSING, MISSING],
            "M: only 1 of its 3 indicators could be rated, and at least 50% must be",
        ),
        ("rule: worst", [AMBER], "Amber: its only rated indicator is amber"),
        (
            "rule: share-green, green: 75%, amber: 0%",
            [RED],
            "Amber: its only rated indicator is red",
        ),
        ("rule: worst, coverage: 0%", [MISSING], "M: none of its indicators could be rated"),
        ("rule: worst", [UNRATED], "Unrated: none of its indicators is meant to be rated"),
    ],
)
def test_a_colour_says_which_rule_made_it_and_of_how_many(
    rule: str, indicators: list[str], words: str
) -> None:
    (outcome,) = grid(report(rule, *indicators)).outcomes
    assert outcome.status is not None
    assert f"{outcome.status.word}: {outcome.why}" == words


def test_every_format_says_it() -> None:
    made = report("rule: worst", GREEN, RED)
    assert "Red: the worst of its 2 rated indicators is red." in report_text.render(made, Style())
    assert "■ Red: the worst of its 2 rated indicators is red" in report_markdown.render(
        made, Style()
    )
    assert "■ Red, the worst of its 2 rated indicators is red" in report_table.render(made, Style())


def test_without_a_rule_no_format_gives_a_colour() -> None:
    made = build.report({"it": f"outcome: safe, {RED}"})
    (outcome,) = grid(made).outcomes
    assert (outcome.status, outcome.why) == (None, "")
