"""A column called Direction: the words of its cells say whether it is of travel or the polarity."""

from pathlib import Path

import pytest

from ragcalc.catalogue.returns import words
from tests.catalogue.submitting import catalogue, load
from tests.starter.test_spreadsheet import draft

BOOK = catalogue(it="name: It", other="name: Other")
LONG = "Indicator,Period,Value,Direction\nIt,2018-19 Q4,5,{}\nOther,2018-19 Q4,6,{}\n"
WIDE = "Indicator,2018-19 Q3,2018-19 Q4,Direction\nIt,4,5,{}\nOther,4,6,{}\n"
DESCRIBES = "nothing is read from the column 'Direction', which describes indicators"
ARROW = "nothing is read from '↑', which may be of the figure or of its rating"


@pytest.mark.parametrize(
    ("texts", "are"),
    [
        (("Improving", "Declining"), True),
        (("same", ""), True),
        (("unavailable", "-"), True),
        (("↑", "▼"), True),
        (("Improved", "higher"), True),
        (("Higher is better", "Lower is better"), False),
        (("High", "L"), False),
        (("▲", "Low"), False),
        (("in range", ""), False),
        (("higher", "Lower"), None),
        (("Up", "down"), None),
        (("", "-"), None),
        (("fine", ""), None),
    ],
)
def test_the_cells_of_a_column_called_direction_say_what_it_is(
    texts: tuple[str, ...], are: bool | None
) -> None:
    assert words.travels(texts) is are


@pytest.mark.parametrize("table", [LONG, WIDE])
def test_words_of_travel_are_the_direction_of_the_latest_figure(tmp_path: Path, table: str) -> None:
    loaded = load(tmp_path, BOOK, {"r.csv": table.format("Improving", "Worse")})
    assert loaded.catalogue is not None
    assert {
        name: {str(when): made.direction for when, made in one.reported.items()}
        for name, one in loaded.catalogue.indicators.items()
    } == {"it": {"2018-19 Q4": "improved"}, "other": {"2018-19 Q4": "declined"}}


@pytest.mark.parametrize("table", [LONG, WIDE])
def test_words_of_which_way_is_good_are_named_and_not_read(tmp_path: Path, table: str) -> None:
    loaded = load(tmp_path, BOOK, {"r.csv": table.format("Higher is better", "Lower is better")})
    assert loaded.problems == ()
    (submission,) = loaded.submissions
    assert [one.message for one in submission.remarks] == [DESCRIBES]
    assert loaded.catalogue is not None
    assert not any(one.reported for one in loaded.catalogue.indicators.values())


@pytest.mark.parametrize("table", [LONG, WIDE])
def test_arrows_alone_are_of_travel(tmp_path: Path, table: str) -> None:
    (submission,) = load(tmp_path, BOOK, {"r.csv": table.format("↑", "-")}).submissions
    assert [one.message for one in submission.remarks] == [ARROW]


def drafted(table: str) -> dict[str, tuple[str | None, list[str]]]:
    """Return of each indicator that is drafted its polarity and its directions of travel."""
    rows = [line.split(",") for line in table.splitlines()]
    return {
        entry.id: (
            str(entry.words["polarity"].text) if "polarity" in entry.words else None,
            [dict(one.entries)["direction"] for one in entry.reported.values()],
        )
        for entry in draft(rows).entries
    }


@pytest.mark.parametrize("table", [LONG, WIDE])
def test_a_draft_reads_the_same_words_alike(table: str) -> None:
    assert drafted(table.format("Improving", "Worse")) == {
        "it": (None, ["improved"]),
        "other": (None, ["declined"]),
    }
    assert drafted(table.format("Higher is better", "Lower is better")) == {
        "it": ("high", []),
        "other": ("low", []),
    }
