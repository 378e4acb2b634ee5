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
