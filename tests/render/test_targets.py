"""What is said of a target, in words: each rule, each need, and what has no answer."""

import json
import re
from inspect import getsource

import pytest

from ragcalc.render import schemas
from ragcalc.render.media.style import Colour, Style
from ragcalc.render.targets import markdown as targets_markdown
from ragcalc.render.targets import sentences as targets_text
from ragcalc.render.targets import table as targets_table
from ragcalc.render.targets.view import NO_ANSWERS, LabelledText, TargetBlock, grid
from ragcalc.scoring.targets import needs
from ragcalc.scoring.targets.review import ReportReview
from ragcalc.vocabulary import NoAnswer
from tests import build
from tests.scoring.targets.reviewing import indicator_review, quarters, report_review

PERCENT = "unit: percent, decimals: 1"
SHARE = "accumulates: in-period, unit: percent"
GROWS = "accumulates: true, profile: linear, targets: {2018-19: 1330}"


def block(lines: str, period: str = build.NOW, *asked: str) -> TargetBlock:
    """Return the last target's block."""
    return grid(report_review(lines, period, *asked)).indicators[0].targets[-1]


@pytest.mark.parametrize(
    ("lines", "period", "label", "text"),
    [
        ((f"{PERCENT}, polarity: low, target: 14, comparators: {{england: {{2017-18: 20.2}}, "
         "north-west: 20.7}, values: {2018-19 Q4: 16}"), build.NOW,
         "stricter than every comparator",
         "14.0%, compared with England 20.2% in 2017-18, North West 20.7%"),
        ((f"{PERCENT}, target: {{above: 14}}, comparators: {{england: 20.2}}, "
         "values: {2018-19 Q4: 16}"), build.NOW,
         "weaker than every comparator", "> 14.0%, compared with England 20.2%"),
        ("targets: {2018-19: 90}, values: {2017-18 Q3: 80, 2017-18 Q4: 91, 2018-19 Q4: 95}",
         build.NOW, "met before it began",
         "91 in Q4 2017-18; 1 of 2 readings in the previous year met it"),
        (f"target: 90, {quarters('2017-18 Q1', [91] * 8)}", build.NOW,
         "always green", "in the last 8 periods, since Q1 2017-18"),
        (f"{PERCENT}, target: 90, {quarters('2017-18 Q4', [70, 70.5, 71, 71.5, 72])}", build.NOW,
         "out of reach", ("on its present trend it will be 74.0% by Q4 2019-20, a year on as the "
         "target has no end date, and will not reach the target until Q4 2027-28 "
         "(Theil-Sen, 5 readings)")),
        (f"targets: {{2018-19: 90}}, {quarters('2017-18 Q4', [70, 70, 70, 70, 70])}", build.NOW,
         "out of reach", ("on its present trend it will be 70 by Q4 2019-20, a year on as the "
         "target's period is over, and will not reach the target within ten years "
         "(Theil-Sen, 5 readings)")),
        (f"targets: {{2018-19: 90}}, {quarters('2017-18 Q3', [70, 71, 72, 73, 74])}", "2018-19 Q3",
         "out of reach", ("on its present trend it will be 75 by Q4 2018-19 and will not reach the "
         "target until Q3 2022-23 (Theil-Sen, 5 readings)")),
        (("polarity: on-target, target: {from: 18, to: 22}, "
          f"{quarters('2017-18 Q4', [32, 30, 28, 26, 24])}"), build.NOW,
         "out of reach", ("on its present trend it will be 16 by Q4 2019-20, a year on as the "
         "target has no end date, and will only pass through the target, in Q1 2019-20 "
         "(Theil-Sen, 5 readings)")),
        (f"target: 90, {quarters('2017-18 Q4', [72, 71, 70, 69, 68])}", build.NOW,
         "out of reach", ("its trend is falling, away from the target, and will not reach it "
         "(Theil-Sen, 5 readings)")),
        (f"polarity: low, target: 9, {quarters('2017-18 Q4', [10, 11, 12, 13, 14])}", build.NOW,
         "out of reach", ("its trend is rising, away from the target, and will not reach it "
         "(Theil-Sen, 5 readings)")),
        (f"{GROWS}, values: {{2018-19 Q2: 193}}", "2018-19 Q2",
         "out of reach", ("at the rate so far it will be 386 by Q4 2018-19 "
         "(run rate, Q1 2018-19 to Q2 2018-19)")),
    ],
)  # fmt: skip
def test_a_rule_says_what_it_found(lines: str, period: str, label: str, text: str) -> None:
    assert (label, text) in block(lines, period).found


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (f"{GROWS}, values: {{2018-19 Q2: 193}}",
         "at least 569 in each of 2 periods, Q3 2018-19 to Q4 2018-19"),
        ("accumulates: true, polarity: low, target: 1330, values: {2018-19 Q2: 193}",
         "at most 568 in each of 2 periods, Q3 2018-19 to Q4 2018-19"),
        ("accumulates: true, polarity: on-target, target: 1330, values: {2018-19 Q3: 193}",
         "about 1,137 in Q4 2018-19"),
        ("accumulates: true, profile: [20%, 40%, 60%, 100%], target: 100, values: {2018-19 Q2: 40}",
         "at least 20 in Q3 2018-19, 40 in Q4 2018-19"),
        (f"{PERCENT}, targets: {{2018-19: 90}}, values: {{2018-19 Q1: 81}}",
         "a rise of 3 percentage points in each of 3 periods, Q2 2018-19 to Q4 2018-19"),
        (f"{PERCENT}, targets: {{2018-19: 90}}, values: {{2018-19 Q1: 81.2}}",
         "a rise of 2.94 percentage points in each of 3 periods, Q2 2018-19 to Q4 2018-19"),
        ("unit: currency, polarity: low, targets: {2018-19: 90}, values: {2018-19 Q3: 1090}",
         "a fall of £1,000 in Q4 2018-19"),
        # a tie does not meet a strict target
        (f"{PERCENT}, targets: {{2018-19: {{above: 90}}}}, values: {{2018-19 Q1: 81}}",
         "a rise of more than 3 percentage points in each of 3 periods, Q2 2018-19 to Q4 2018-19"),
        ("targets: {2018-19: {above: 90}}, values: {2018-19 Q3: 90}",
         "a rise of more than 0 in Q4 2018-19"),
        ("polarity: low, targets: {2018-19: {below: 90}}, values: {2018-19 Q3: 90}",
         "a fall of more than 0 in Q4 2018-19"),
        ("accumulates: true, target: {above: 90}, values: {2018-19 Q3: 60}",
         "more than 30 in Q4 2018-19"),
        ("accumulates: true, polarity: low, target: {below: 90}, values: {2018-19 Q3: 60}",
         "less than 30 in Q4 2018-19"),
        ("accumulates: true, polarity: low, target: 90, values: {2018-19 Q2: 193}",
         "it can no longer be met: it has been exceeded, and a running total cannot fall"),
    ],
)  # fmt: skip
def test_a_need_is_rounded_so_that_it_is_enough(lines: str, words: str) -> None:
    assert block(lines, "latest").needs == LabelledText("needs", words)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("values: {2018-19 Q2: 91}", "nothing more: the target is met"),
        ("values: {2018-19 Q2: suppressed}", "cannot tell: no reading"),
        (
            f"{SHARE}, values: {{2018-19 Q2: 80}}",
            "cannot tell: percentages do not add up over a year",
        ),
    ],
)
def test_why_there_is_no_need_is_reported_where_one_would_look_for_it(
    lines: str, words: str
) -> None:
    assert block(lines, "2018-19 Q2", "90").needs == LabelledText("needs", words)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("values: {2018-19 Q2: 91}", "91 in Q2 2018-19"),
        ("unit: percent, values: {2018-19 Q1: 90, 2018-19 Q2: 95.5}", "95.5% in Q2 2018-19"),
        ("accumulates: true, profile: none, values: {2018-19 Q1: 40, 2018-19 Q2: 90}",
         "90 in Q2 2018-19"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("missing", ["", "2018-19 Q3: suppressed"])
def test_a_target_that_an_earlier_reading_met_is_not_said_to_be_met_now(
    lines: str, said: str, missing: str
) -> None:
    lines = lines.replace("}", f", {missing}}}" if missing else "}")
    assert block(lines, "2018-19 Q3", "90").needs == LabelledText(
        "needs",
        f"nothing more than the latest figure, {said}, which meets the target; "
        "there is no figure for Q3 2018-19",
    )


def test_a_figure_that_is_not_due_yet_leaves_the_latest_one_to_meet_the_target() -> None:
    lines = "frequency: annual, values: {2017-18: 91}"
    assert block(lines, "2018-19 Q3", "90").needs == LabelledText(
        "needs", "nothing more: the target is met"
    )


def test_a_target_that_has_ended_needs_nothing() -> None:
    lines = "targets: {2018-19: 90}, comparators: {england: 80}, values: {2018-19 Q4: 80}"
    assert block(lines).needs is None


@pytest.mark.parametrize(
    ("lines", "asked", "title"),
    [
        (f"{GROWS}, values: {{2018-19 Q2: 193}}", (),
         "Target 1,330 for 2018-19, of which 665 is due by now"),
        ("target: 90, values: {2018-19 Q2: 80}", ("85",), "If the target were 85"),
        ("polarity: on-target, values: {2018-19 Q2: 80}", ("85 to 87",),
         "If the target were 85 to 87"),
        ("polarity: low, values: {2018-19 Q2: 80}", ("below 85",), "If the target were < 85"),
        ("comparators: {england: 82}, values: {2018-19 Q2: 80}", ("england",),
         "If the target were 82, the figure for england"),
        ("values: {2018-19 Q2: 80}", ("england",), "If the target were the figure for england"),
        ("target: {value: 85, proposed: true}, values: {2018-19 Q2: 80}", (),
         "Proposed 85 for every period"),
        ("targets: {2019-20: 85}, values: {2018-19 Q2: 80}", (), "Later target 85 for 2019-20"),
        # a part of a year's target, of which no reading can be compared with it yet
        (("accumulates: true, targets: {2018-19 Q3: {value: 85, proposed: true}}, "
         "values: {2018-19 Q2: 80}"), (), "Proposed 85 for Q3 2018-19"),
        (("accumulates: true, polarity: on-target, targets: {2018-19 Q3: {from: 8, to: 9, "
         "proposed: true}}, values: {2018-19 Q2: 80}"), (), "Proposed 8 to 9 for Q3 2018-19"),
    ],
)  # fmt: skip
def test_a_target_is_named(lines: str, asked: tuple[str, ...], title: str) -> None:
    assert block(lines, "2018-19 Q2", *asked).title == title


def test_each_figure_of_the_history_has_the_decimals_that_its_report_has() -> None:
    lines = (
        "unit: percent, polarity: low, target: 9, "
        "values: {2018-19 Q2: 9, 2018-19 Q3: 8.55, 2018-19 Q4: 8.5}"
    )
    rows = block(lines, build.NOW, "8").history
    assert [row.value for row in rows] == ["9%", "8.55%", "8.5%"]
    assert [row.value for row in block(f"{lines}, decimals: 1", build.NOW, "8").history] == [
        "9.0%",
        "8.6%",
        "8.5%",
    ]


def test_what_has_nothing_to_say_is_named_in_a_line() -> None:
    lines = "target: 90, values: {2018-19 Q4: 91}"
    assert grid(report_review(lines)).remarks == ("No concerns about: it",)
    assert grid(report_review("values: {2018-19 Q4: 91}")).remarks == ("Without a target: it",)
    assert grid(report_review(lines, build.NOW, "80")).remarks == ()


@pytest.mark.parametrize("given", ["target", "targets: {2018-19"])
def test_of_a_target_whose_comparator_has_no_figure_it_cannot_tell(given: str) -> None:
    end = "}" if "{" in given else ""
    lines = f"{given}: {{comparator: england}}{end}, values: {{2018-19 Q4: 91}}"
    assert grid(report_review(lines)).remarks == (
        "Cannot tell, no figure for the comparator that is the target: it",
    )
    known = f"{lines}, comparators: {{england: 80}}"
    assert grid(report_review(known)).remarks == ("No concerns about: it",)


def tally(*indicators: str) -> str:
    reviewed = tuple(map(indicator_review, indicators))
    return grid(ReportReview(report_review(indicators[0]).report, reviewed)).tally


def test_the_tally_counts_one_and_many() -> None:
    lines = "target: 90, comparators: {england: 80}, values: {2018-19 Q4: 91}"
    assert grid(report_review("values: {2018-19 Q4: 91}")).tally == "No targets are set"
    assert grid(report_review(lines)).tally == "1 of 1 target raises a question"
    quiet = "target: 90, values: {2018-19 Q4: 91}"
    assert grid(report_review(quiet)).tally == "None of 1 target raises a question"
    assert tally(lines, quiet) == "1 of 2 targets raises a question"
    assert tally(lines, lines, quiet) == "2 of 3 targets raise a question"


def test_without_a_reading_it_is_reported() -> None:
    lines = "target: 90, comparators: {england: 80}, values: {2018-19 Q4: suppressed}"
    made = report_review(lines, build.NOW, "85")
    assert "it  no reading\n" in targets_table.render(made, Style())
    assert "**it**, no reading\n" in targets_markdown.render(made, Style())
    text = targets_text.render(made, Style())
    assert "it: no reading.\n" in text
    assert "Target 90 for every period: M, suppressed because of small numbers. Stricter" in text


def test_what_stays_as_it_is_is_reported_once() -> None:
    lines = "target: 90, values: {2018-19 Q3: 80, 2018-19 Q4: 95}"
    made = report_review(lines, build.NOW, "93")
    table = targets_table.render(made, Style())
    assert "    2018-19 Q3  80  ■ Red\n    2018-19 Q4  95  ● Green\n" in table
    assert "would be" not in targets_text.render(made, Style())


def test_every_style_shows_it() -> None:
    lines = "target: 90, comparators: {england: 80}, values: {2018-19 Q4: 95}"
    made = report_review(lines, build.NOW, "100")
    for style in (Style(width=20), Style(encoding="ascii"), Style(colour=Colour.MANY)):
        assert targets_table.render(made, style)
    assert targets_table.render(made, Style(encoding="ascii")).isascii()
    assert targets_markdown.render(made, Style(encoding="ascii")).isascii()


def test_names_from_a_file_are_escaped() -> None:
    lines = "target: 90, comparators: {england: 80}, values: {2018-19 Q4: 95}"
    made = build.report({"it": f"name: '<b>|x|</b>', {lines}"})
    found = indicator_review(lines)._replace(result=made.indicators[0])
    text = targets_markdown.render(ReportReview(made, (found,)), Style())
    assert "**&lt;b&gt;\\|x\\|&lt;/b&gt;**" in text


def test_the_schema_names_every_reason() -> None:
    schema = schemas.text("targets")
    assert [one for one in NO_ANSWERS if f"{one}" not in schema] == []


def test_the_schema_names_the_reasons_for_no_needs_and_no_other() -> None:
    target = json.loads(schemas.text("targets"))["$defs"]["target"]["properties"]
    schema = target["needs_reason"]["description"]
    words = re.search(r"no needs: (.+);", schema)
    assert words
    given = {NoAnswer[name] for name in re.findall(r"NoAnswer\.([A-Z_]+)", getsource(needs))}
    assert sorted(re.split(r", | or ", words[1])) == sorted(given)


def test_marks_stand_next_to_figures_and_verdicts_and_are_explained() -> None:
    judged = "reported: {2018-19 Q4: {status: green, overrides: true, note: judged}}"
    lines = f"target: 90, values: {{2018-19 Q4: {{value: 50, provisional: true}}}}, {judged}"
    found = report_review(lines, build.NOW, "80")
    table = targets_table.render(found, Style())
    assert "  50 p in Q4 2018-19\n" in table
    assert "If the target were 80: ● Green †\n" in table
    assert "\n\n† a published judgement in place of the calculated rating\np provisional\n" in table
    markdown = targets_markdown.render(found, Style())
    assert "**it**, 50 p in Q4 2018-19\n" in markdown
    assert (
        "\n\n- † a published judgement in place of the calculated rating\n- p provisional\n"
        in markdown
    )
    assert "it: 50 in Q4 2018-19 (provisional).\n" in targets_text.render(found, Style())


def test_a_target_says_for_when_or_from_when_it_was_given() -> None:
    values = "comparators: {england: 80}, values: {2018-19 Q4: 95}"
    assert block(f"target: 90, {values}").period == "for every period"
    assert block(f"targets: {{2018-19: 90}}, {values}").period == "for 2018-19"
    revised = block(f"targets: {{2018-19: 90, from 2018-19 Q3: 92}}, {values}")
    assert revised.period == "from Q3 2018-19"
