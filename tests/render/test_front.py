"""The front of a report: counts and shares, now and before, and the exceptions."""

import pytest

from ragcalc import pipeline
from ragcalc.render.report.front import lengths, share_text
from ragcalc.render.report.view import Front, grid
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
