"""Periods in headings and in sentences."""

import pytest

from ragcalc.periods import parse
from ragcalc.render.common import dates


@pytest.mark.parametrize(
    ("written", "heading", "in_words", "short"),
    [
        ("2024-25 Q4", "2024-25 Q4", "Q4 2024-25", "2024-25 Q4"),
        ("2024-25", "2024-25", "2024-25", "2024-25"),
        ("2024-25 academic", "2024-25 academic", "academic year 2024-25", "2024-25"),
        ("2024", "2024", "2024", "2024"),
        ("2024-M01", "January 2024", "January 2024", "Jan 2024"),
        ("2024-M12", "December 2024", "December 2024", "Dec 2024"),
    ],
)
def test_a_period_is_written_as_people_do(
    written: str, heading: str, in_words: str, short: str
) -> None:
    period = parse(written)
    assert (dates.heading(period), dates.in_words(period)) == (heading, in_words)
    assert dates.short(period) == short


@pytest.mark.parametrize(
    ("written", "in_full"),
    [
        ("2018-19 Q4", "Quarter 4 2018-19, January to March 2019"),
        ("2018-19 Q1", "Quarter 1 2018-19, April to June 2018"),
        ("2018-19", "Financial year 2018-19, April 2018 to March 2019"),
        ("2018-19 academic", "Academic year 2018-19, September 2018 to August 2019"),
        ("2018", "January to December 2018"),
        ("2018-M12", "December 2018"),
    ],
)
def test_a_title_has_the_months_of_a_period(written: str, in_full: str) -> None:
    assert dates.in_full(parse(written)) == in_full
