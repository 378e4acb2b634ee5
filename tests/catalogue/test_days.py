"""Days as spreadsheets write them, and their edges."""

from datetime import date

import pytest

from ragcalc.catalogue.returns import dates as days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/03/2019", date(2019, 3, 31)),
        ("1.4.2018", date(2018, 4, 1)),
        ("2019-03-31", date(2019, 3, 31)),
        ("2019-03-31 00:00:00", date(2019, 3, 31)),
        ("2019-03-31T00:00", date(2019, 3, 31)),
        ("31-Mar-2019", date(2019, 3, 31)),
        ("1 March 2019", date(2019, 3, 1)),
        ("31-Mar-19", date(2019, 3, 31)),
        ("Mar-19", date(2019, 3, 1)),
        ("sept-29", date(2029, 9, 1)),
        ("Sep-30", date(1930, 9, 1)),
        ("Mar-2019", None),
        ("Mrz-19", None),
        ("31/02/2019", None),
        ("01/01/1899", None),
        ("2200-01-01", None),
        ("2019-13-01", None),
        ("0000-01-01", None),
        ("03/31/2019", None),
        ("2018-19", None),
        ("", None),
    ],
)
def test_a_date_has_its_day_first_or_its_year(text: str, expected: date | None) -> None:
    assert days.read(text) == expected
