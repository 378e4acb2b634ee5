"""The front of a report: counts and shares, now and before, and the exceptions."""

from collections.abc import Callable

import pytest

from ragcalc import pipeline
from ragcalc.render.common.evidence.columns import changes
from ragcalc.render.media.style import Style
from ragcalc.render.report import html as report_html
from ragcalc.render.report import markdown as report_markdown
from ragcalc.render.report import table as report_table
from ragcalc.render.report import text as report_text
from ragcalc.render.report.front import lengths, share_text
from ragcalc.render.report.view import Front, grid
from ragcalc.scoring.arrangement import Arrangement, arranged
from ragcalc.scoring.results import Report
from ragcalc.vocabulary import Status
from tests.build import loaded

GREEN = "values: {2018-19 Q3: 95, 2018-19 Q4: 95}"
WORSE = "values: {2018-19 Q3: 95, 2018-19 Q4: 80}"
RED = "values: {2018-19 Q3: 80, 2018-19 Q4: 80}"
SLIPPED = "values: {2018-19 Q3: 95, 2018-19 Q4: 89}"
BETTER = "values: {2018-19 Q3: 80, 2018-19 Q4: 89}"
MISSING = "values: {2018-19 Q3: 95, 2018-19 Q4: suppressed}"


def front(values: dict[str, str], *, last_time: bool = True) -> Front:
    lines = {name: f"target: 90, {line}" for name, line in values.items()}
    return grid(pipeline.scored(loaded(lines), "2018-19 Q4", last_time=last_time)).front


def test_exceptions_are_red_or_newly_worse_the_worst_first() -> None:
    made = front(
        {"slipped": SLIPPED, "red": RED, "green": GREEN, "better": BETTER}
        | {"worse": WORSE, "gone": MISSING}
    )
    assert [one.id for one in made.exceptions] == ["worse", "red", "slipped"]
    assert made.exceptions_heading == "3 exceptions (red or newly worse)"


def test_the_status_last_time_is_said_in_a_letter_and_in_words() -> None:
    lines = {"slipped": SLIPPED, "red": RED, "better": BETTER, "gone": MISSING}
    made = grid(
        pipeline.scored(
            loaded({name: f"target: 90, {line}" for name, line in lines.items()}),
            "2018-19 Q4",
            last_time=True,
        )
    )
    assert {row.id: (row.last_time.text, row.last_time.word) for row in made.rows} == {
        "slipped": ("was G, worse", "was Green, worse"),
        "red": ("still R", "still Red"),
        "better": ("was R, better", "was Red, better"),
        "gone": ("was G", "was Green"),
    }


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"a": GREEN, "b": WORSE, "c": WORSE},
            "33% of 3 rated indicators are green (100% of 3 in Q3 2018-19)",
        ),
        ({"a": WORSE}, "0% of 1 rated indicator is green (100% of 1 in Q3 2018-19)"),
        ({"a": MISSING}, "No indicator is rated (100% of 1 in Q3 2018-19)"),
        (
            {"a": "values: {2018-19 Q4: 95}"},
            "100% of 1 rated indicator is green (none rated in Q3 2018-19)",
        ),
    ],
)
def test_the_share_of_green_is_said_with_the_one_before(
    values: dict[str, str], sentence: str
) -> None:
    assert front(values).rows[0].sentence == sentence


def test_without_last_time_only_this_period_is_said() -> None:
    made = front({"a": WORSE}, last_time=False)
    assert made.previous_period == ""
    assert made.rows[0].sentence == "0% of 1 rated indicator is green"
    assert [one.id for one in made.exceptions] == ["a"]


@pytest.mark.parametrize(
    ("number", "of", "text"),
    [
        (0, 5, "0%"),
        (1, 3, "33%"),
        (2, 3, "67%"),
        (1, 200, "1%"),
        (1, 201, "<1%"),
        (199, 200, ">99%"),
        (197, 198, "99%"),
        (5, 5, "100%"),
        (1, 8, "13%"),
    ],
)
def test_a_share_is_rounded_half_up_and_never_says_none_of_some_or_all_of_most(
    number: int, of: int, text: str
) -> None:
    assert share_text(number, of) == text


@pytest.mark.parametrize(
    ("numbers", "width", "found"),
    [
        ([1, 0, 4], 20, [4, 0, 16]),
        ([1, 1, 1], 20, [7, 6, 7]),
        ([299, 1, 0], 20, [19, 1, 0]),
        ([1, 1, 998], 10, [1, 1, 8]),
    ],
)
def test_a_bar_has_some_of_whatever_there_is(
    numbers: list[int], width: int, found: list[int]
) -> None:
    assert lengths(numbers, width) == found


def test_hidden_rows_may_be_exceptions_that_are_not_counted() -> None:
    lines = {"slipped": SLIPPED, "red": RED, "green": GREEN}
    book = loaded({name: f"target: 90, {line}" for name, line in lines.items()})
    made = pipeline.scored(book, "2018-19 Q4", last_time=True)
    headings = [
        grid(arranged(made, Arrangement((status,)))).front.exceptions_heading
        for status in (Status.RED, Status.GREEN)
    ]
    assert headings == ["1 exception among the rows shown (red or newly worse)", ""]


def test_a_comment_that_ends_with_a_full_stop_ends_with_one() -> None:
    texts = "comment: {2018-19 Q4: Staff left.}, action: {2018-19 Q4: Will it do?}"
    book = loaded({"it": f"target: 90, {texts}, {RED}"})
    made = pipeline.scored(book, "2018-19 Q4", last_time=True)
    said = grid(made).front.exceptions[0].sentence.of_exception
    assert said.endswith("; comment: Staff left; action: Will it do?")


SEVERAL = {
    "a": f"outcome: safe, owner: Ann, comment: {{2018-19 Q4: Staff left}}, {WORSE}",
    "b": f"outcome: well, action: {{2018-19 Q4: Hire more}}, {RED}",
    "c": f"outcome: well, {GREEN}",
    "d": f"outcome: well, {GREEN}",
}


def made(*, summary_only: bool = False) -> Report:
    lines = {name: f"target: 90, {line}" for name, line in SEVERAL.items()}
    found = pipeline.scored(loaded(lines), "2018-19 Q4", last_time=True)
    return found._replace(summary_only=summary_only)


def test_the_terminal_begins_with_the_front() -> None:
    text = report_table.render(made(), Style(width=120))
    assert (
        text[: text.index("\n\nSafe\n")]
        == """\
Anyshire · 2018-19 Q4
All 4 figures due have been received

  Are we achieving our targets?   ● Green 2   ◆ Amber 0   ■ Red 2   ○ M 0
                                  G█████████R▒▒▒▒▒▒▒▒▒
                                  50% of 4 rated indicators are green (75% of 4 in Q3 2018-19)
  Are we getting better?          ▲ Improved 0   ► Maintained 3   ▼ Declined 1   … Unavailable 0

                                                    Share     2018-19
                      ● Green  ◆ Amber  ■ Red  ○ M  green     Q3
Safe                        0        0      1    0  0% of 1   100% of 1  R▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
Well                        2        0      1    0  67% of 3  67% of 3   G████████████R▒▒▒▒▒▒

2 exceptions (red or
newly worse)          Status  Last time     Actual  Target  Direction     Owner
───────────────────────────────────────────────────────────────────────────────
a                     ■ R     was G, worse      80      90  ▼ declined    Ann
  Comment: Staff left
b                     ■ R     still R           80      90  ► maintained
  Action: Hire more"""
    )


@pytest.mark.parametrize(
    "render", [report_table.render, report_text.render, report_markdown.render, report_html.render]
)
def test_a_summary_is_the_front_alone(render: Callable[[Report, Style], str]) -> None:
    text = render(made(summary_only=True), Style())
    said = ["50% of 4", "75% of 4", "2 exceptions", "Ann", "Staff left", "Hire more"]
    assert [one for one in said if one not in text] == []
    assert "Headline indicators" not in text


def test_in_ascii_the_bar_is_of_letters() -> None:
    text = report_table.render(made(), Style(encoding="ascii"))
    assert "GGGGGGGGGGRRRRRRRRRR" in text


def test_markdown_links_to_each_outcome() -> None:
    text = report_markdown.render(made(), Style())
    assert "- [Safe](#safe)\n- [Well](#well)\n" in text


def test_the_change_on_last_time_and_on_a_year_ago_can_both_be_shown() -> None:
    values = "{2017-18 Q4: 50, 2018-19 Q3: 95, 2018-19 Q4: 80}"
    book = loaded({"it": f"target: 90, values: {values}"})
    found = pipeline.scored(book, "2018-19 Q4", last_time=True)
    evidence = pipeline.scored(book, "2018-19 Q4", evidence=["rank"]).indicators[0].evidence
    (one,) = found.indicators
    shown = one._replace(evidence=evidence)
    assert [*changes(shown)] == [
        ("Change on last time", "-15, declined"),
        ("Change on a year ago", "+30, improved"),
    ]
