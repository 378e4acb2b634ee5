"""Which column of a scorecard holds what, at its edges."""

import pytest

from ragcalc.catalogue.returns import columns
from ragcalc.catalogue.returns.columns import Header
from ragcalc.catalogue.returns.sheets import SheetCells
from ragcalc.periods import Kind, Period

APRIL = Period(Kind.MONTH, 2025 * 12 + 3)


def header(*names: str, period: Period | None = None) -> Header:
    found = columns.header(SheetCells({1: names}), {}, period)
    assert found
    return found


def series(found: Header) -> dict[int, tuple[str, str]]:
    return {column: (one.what.value, str(one.period or "")) for column, one in found.series.items()}


def test_a_title_above_rows_that_say_their_periods_is_no_heading_of_theirs() -> None:
    cells = SheetCells({1: ["", "Quarter 4 2018/19"], 2: ["KPI", "Period", "Value"]})
    found = columns.header(cells, {}, None)
    assert found
    assert (found.rows, found.is_long) == ((2,), True)


def test_months_by_name_are_months_where_one_is_no_quarters_last() -> None:
    assert series(header("KPI", "Apr-25", "Jul-25")) == {
        1: ("value", "2025-M04"),
        2: ("value", "2025-M07"),
    }
    assert series(header("KPI", "Jun-25", "Sep-25")) == {
        1: ("value", "2025-26 Q1"),
        2: ("value", "2025-26 Q2"),
    }


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("KPI", "This period"), {1: ("value", "2025-M04")}),
        (("KPI", "Last period"), {1: ("value", "2025-M03")}),
        (
            ("KPI", "Last period", "Actual"),
            {1: ("value", "2025-M03"), 2: ("value", "2025-M04")},
        ),
    ],
)
def test_a_column_without_a_period_is_of_the_one_given(
    names: tuple[str, ...], found: dict[int, tuple[str, str]]
) -> None:
    assert series(header(*names, period=APRIL)) == found


def test_where_direction_is_of_travel_another_column_says_which_way_is_good() -> None:
    found = header("KPI", "Q1 25/26", "Direction", "Q2 25/26", "Direction", "Good is")
    assert series(found) == {
        1: ("value", "2025-26 Q1"),
        2: ("direction", "2025-26 Q1"),
        3: ("value", "2025-26 Q2"),
        4: ("direction", "2025-26 Q2"),
    }
    assert found.keys["polarity"] == 5


def test_what_does_not_stand_behind_each_period_has_no_place() -> None:
    found = header("KPI", "Q1 25/26", "Numerator", "Q2 25/26")
    assert series(found) == {1: ("value", "2025-26 Q1"), 3: ("value", "2025-26 Q2")}
    assert found.unknown == {2: "Numerator"}
