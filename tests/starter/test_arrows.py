"""Arrows of travel are read where the figures show what they mean, and are listed where not."""

import pytest

from ragcalc.starter import drafting, spreadsheet
from tests.starter.test_heading_rows import rows_of
from tests.starter.test_spreadsheet import draft

_READ = "arrows of travel are read as {}, which every figure that moved fits"
_LISTED = (
    "column 'DoT', E2 to E{}, {} cells: {}: the figures do not show whether an arrow is for better "
    "or for larger"
)


def scorecard(*rows: str) -> spreadsheet.Draft:
    """Return the draft of rows of a name, a polarity, two quarters and an arrow."""
    table = "KPI | Polarity | 2023-24 Q1 | 2023-24 Q2 | DoT\n" + "\n".join(rows)
    return draft(rows_of(table))


def directions(made: spreadsheet.Draft) -> list[str]:
    return [
        dict(one.entries)["direction"] for entry in made.entries for one in entry.reported.values()
    ]


def test_arrows_of_better_and_worse() -> None:
    made = scorecard(
        "A | Low | 5 | 4 | ▲", "B | High | 5 | 4 | ▼", "C | Low | 5 | 6 | ►", "D | | 5 | 6 | ↑️"
    )
    assert directions(made) == ["improved", "declined", "maintained", "improved"]
    assert made.notes == [_READ.format("better and worse")]


def test_arrows_of_larger_and_smaller() -> None:
    made = scorecard(
        "A | Low | 5 | 4 | Down", "B | High | 5 | 4 | ▼", "C | Low | 5 | 6 | →", "D | | 5 | 6 | ▲"
    )
    assert directions(made) == ["improved", "declined", "maintained"]
    assert made.notes == [_READ.format("larger and smaller")]
    assert made.entries[-1].left_out == ["direction 2023-24 Q2 '▲' (E5)"]


@pytest.mark.parametrize(
    "rows",
    [
        ["A | High | 5 | 4 | ▼", "B | High | 5 | 6 | ▲"],
        ["A | Low | 5 | 4 | ▼", "B | Low | 5 | 4 | ▲"],
        ["A | Low | 5 | 4 | ▼", "B | High | 5 | 4 | ▲"],
        ["A | Low | 5 | 5 | ▼", "B | Low | c | 4 | ▲"],
        ["A | Low |  | 5 | ▼", "B | On target | 5 | 4 | ▲"],
    ],
)
def test_arrows_that_no_figure_shows_are_listed_once(rows: list[str]) -> None:
    made = scorecard(*rows)
    signs = "'▼', '▲'"
    assert (directions(made), made.left_out) == ([], [_LISTED.format(3, 2, signs)])


def test_what_is_no_arrow_or_has_no_figure_is_listed_at_its_cell() -> None:
    made = scorecard(
        "A | Low | 5 | 4 | ▲", "B | Low | 5 | 4 | ✔", "C | Neutral | 5 | 4 | ▼", "D | Low | 5 | | ▲"
    )
    assert directions(made) == ["improved"]
    assert list(drafting.left_out(made)) == [
        "b: direction 2023-24 Q2 '✔' (E3)",
        "c: direction 2023-24 Q2 '▼' (E4)",
        "d: direction '▲' (E5): no figure for 2023-24 Q2, the latest period",
    ]
