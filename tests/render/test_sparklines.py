"""Small charts of a table's rows: to scale, broken where there is nothing to join."""

import re

import pytest

from ragcalc.render.common.sparklines import sparkline
from tests.render.test_chart_layout import content


def paths(lines: str) -> list[str]:
    """Return the line, after it the dot, and before it what marks a change of method."""
    return re.findall(r' d="([^"]*)"', sparkline(content(lines).history))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("values: {2018-19 Q4: 5}", ["M40.0 10.0h.01", "M40.0 10.0h.01"]),
        (
            "values: {2018-19 Q3: 5, 2018-19 Q4: 6}",
            ["M3.0 17.0h.01L77.0 3.0", "M77.0 3.0h.01"],
        ),
        (
            "values: {2018-19 Q1: 5, 2018-19 Q2: 6, 2018-19 Q4: suppressed}",
            ["M3.0 17.0h.01L27.7 3.0", "M27.7 3.0h.01"],
        ),
        (
            "values: {2018-19 Q2: 5, 2018-19 Q4: {value: 6, break: true}}",
            ["M58.5 0V20", "M3.0 17.0h.01M77.0 3.0h.01", "M77.0 3.0h.01"],
        ),
        ("values: {2018-19 Q4: suppressed}", []),
    ],
)
def test_a_history_as_a_line(lines: str, found: list[str]) -> None:
    assert paths(lines) == found


def test_readers_of_screens_pass_it_over() -> None:
    assert 'aria-hidden="true"' in sparkline(content("values: {2018-19 Q4: 5}").history)
