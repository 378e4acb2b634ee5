"""The sentences: one for each indicator, of words that a screen reader can read."""

import re
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.render.common.labels import received, submitted
from ragcalc.render.media.style import Style
from ragcalc.render.report import table as report_table
from ragcalc.render.report import text as report_text
from ragcalc.render.report.sentences import sentence
from ragcalc.scoring.results import IndicatorResult
from tests import build
from tests.golden.outputs import report

RESULTS = [*report("invented").indicators, *report("shipped").indicators]
TEXT = report_text.render(report("invented"), Style())

every_result = pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.id)


@every_result
def test_there_is_one_line_for_each_indicator(result: IndicatorResult) -> None:
    made = sentence(result)
    assert made.startswith(f"{result.name}: ")
    assert made.endswith(".")
    assert "\n" not in made


def test_every_sentence_stands_in_the_report_once() -> None:
    lines = TEXT.splitlines()
    for result in report("invented").indicators:
        assert lines.count(sentence(result)) == 1


@every_result
def test_a_sentence_has_only_letters_digits_and_punctuation(result: IndicatorResult) -> None:
    """No arrow, no box, no mark; names and labels stay as the catalogue writes them."""
    words = sentence(result).removeprefix(result.name)
    for comparison in result.verdict.comparisons:
        words = words.replace(comparison.benchmark.name, "")
    assert re.sub(r"[\w ,.;:()%£-]", "", words) == ""
    assert re.search(r"[^\x00-\x7f£]", words) is None


def test_no_line_has_a_box_or_a_sign_of_the_table() -> None:
    names = [one.name for one in report("invented").indicators]
    bare = TEXT
    for name in sorted(names, key=len, reverse=True):
        bare = bare.replace(name, "")
    assert re.findall("[─│▲▼►●◆■○◇✓✗≈↗↘†¹²³]", bare) == []


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ("unit: percent, values: {2018-19 Q4: 5}, target: 4", "5% in Q4 2018-19 against a target"),
        ("unit: days, values: {2018-19 Q4: 1}", "1 day in"),
        ("unit: days, values: {2018-19 Q4: 2}", "2 days in"),
        ("unit: {label: kg}, values: {2018-19 Q4: 2}", "2 kg in"),
        ("unit: currency, values: {2018-19 Q4: -2.5}", "-£2.5 in"),
        ("values: {2018-19 Q4: {value: 2, provisional: true}}", "2 in Q4 2018-19 (provisional)"),
        ("values: {2018-19 Q4: 4}, target: {above: 4}", "a target of more than 4; amber"),
        (
            "unit: percent, values: {2018-19 Q4: 5}, comparators: {england: 4}",
            "; 1 percentage point better than England.",
        ),
        (
            "unit: percent, values: {2018-19 Q4: 5}, comparators: {england: 3}",
            "; 2 percentage points better than England.",
        ),
        ("values: {2018-19 Q4: suppressed}", "no figure; not rated: suppressed because of"),
        (
            "values: {2018-19 Q3: 4, 2018-19 Q4: 4}",
            "maintained compared with 4 in Q3 2018-19",
        ),
    ],
)
def test_a_sentence_says_its_words(entries: str, words: str) -> None:
    assert words in sentence(build.result(entries))


NOTES = """\
version: 1
organisation: Anyshire
outcomes:
  safe:
    name: Safe
    note: "Counted by hand.\\nForged: 1 green."
    actions:
      ramp: {name: Ramp, status: {2018-19 Q4: delayed}, note: "Rain.\\nForged: delivered."}
indicators:
  it: {name: It, unit: count, polarity: high, outcome: safe, values: {2018-19 Q4: 1}}
"""


def test_a_note_of_several_lines_stays_in_its_line_and_ends_once(tmp_path: Path) -> None:
    (tmp_path / "indicators.yaml").write_text(NOTES, encoding="utf-8")
    made = api.scored(api.load(tmp_path / "indicators.yaml", None), "2018-19 Q4")
    lines = report_text.render(made, Style()).splitlines()
    assert "Note: Counted by hand. Forged: 1 green." in lines
    assert "Ramp: delayed; note: Rain. Forged: delivered." in lines
    table = report_table.render(made, Style()).splitlines()
    assert "  Note: Counted by hand. Forged: 1 green." in table


@pytest.mark.parametrize(
    ("figures", "due", "words"),
    [
        (0, 0, "No figures are due"),
        (0, 1, "The one figure due has not been received"),
        (1, 1, "The one figure due has been received"),
        (0, 8, "None of the 8 figures due has been received"),
        (1, 8, "1 of the 8 figures due has been received"),
        (2, 8, "2 of the 8 figures due have been received"),
        (8, 8, "All 8 figures due have been received"),
        (58, 60, "58 of the 60 figures due have been received"),
        (1200, 1500, "1,200 of the 1,500 figures due have been received"),
    ],
)
def test_how_many_of_the_figures_due_have_been_received(figures: int, due: int, words: str) -> None:
    assert received(figures, due) == words


def test_what_was_submitted_is_counted_in_the_same_words() -> None:
    assert submitted(0, 0) == "No figures are due"
    assert submitted(0, 8) == "None of the 8 figures due has been submitted"
    assert submitted(58, 60) == "58 of the 60 figures due have been submitted"


def test_a_judgement_says_what_the_rule_gives() -> None:
    judged = "reported: {2018-19 Q4: {status: green, overrides: true, note: so}}"
    rated = build.result(f"target: 5, values: {{2018-19 Q4: 1}}, {judged}")
    assert "green by judgement, calculated as red;" in sentence(rated)
    unrated = build.result(f"values: {{2018-19 Q4: 1}}, {judged}")
    assert "green by judgement, not rated without it;" in sentence(unrated)
