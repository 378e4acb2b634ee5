"""The years of national datasets, in every spelling that LAIT has."""

import pytest

from ragcalc.catalogue.datasets.years import year
from ragcalc.catalogue.model.columns import Naming
from ragcalc.periods import Kind

FINANCIAL, CALENDAR, ACADEMIC = Kind.FINANCIAL, Kind.CALENDAR, Kind.ACADEMIC


@pytest.mark.parametrize(
    ("text", "kind", "period"),
    [
        ("2018", FINANCIAL, "2017-18"),
        ("2018", ACADEMIC, "2017-18 academic"),
        ("2018", CALENDAR, "2018"),
        ("2017-18", FINANCIAL, "2017-18"),
        ("2017/18", FINANCIAL, "2017-18"),
        ("2017/2018", FINANCIAL, "2017-18"),
        ("2017-18", CALENDAR, "2018"),
        ("1999-00", FINANCIAL, "1999-00"),
        ("2018 (Rev)", FINANCIAL, "2017-18"),
        ("2020 (Final)", FINANCIAL, "2019-20"),
        ("2017-18 (OT)", FINANCIAL, "2017-18"),
        (" 2018 ", FINANCIAL, "2017-18"),
    ],
)
def test_a_year_is_one_of_the_kind_that_the_indicator_keeps(
    text: str, kind: Kind, period: str
) -> None:
    found = year(text, kind, Naming.ENDING)
    assert found
    assert (str(found.period), found.several, found.provisional) == (period, False, False)


@pytest.mark.parametrize(
    ("text", "period"),
    [("2014-16", "2015-16"), ("2013/14-15/16", "2015-16"), ("2013-14-2015-16", "2015-16")],
)
def test_of_a_stretch_of_several_years_the_last_counts(text: str, period: str) -> None:
    found = year(text, FINANCIAL, Naming.ENDING)
    assert found
    assert (str(found.period), found.several) == (period, True)


def test_a_provisional_year_is_marked() -> None:
    found = year("2025 (prov)", FINANCIAL, Naming.ENDING)
    assert found
    assert (str(found.period), found.provisional) == ("2024-25", True)


def test_one_number_may_name_the_year_that_it_starts() -> None:
    found = [year("2018", kind, Naming.STARTING) for kind in (FINANCIAL, CALENDAR)]
    assert [str(one.period) for one in found if one] == ["2018-19", "2018"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "0", "18", "2018-18", "2018-2017", "2016-15", "2000-2011", "99999", "Q4 2018-19"),
        *("2013/15-15/16", "2013/14-15/17", "2018 (Rev", "1066", "\uff12018"),
    ],
)
def test_anything_else_names_no_year(text: str) -> None:
    assert year(text, FINANCIAL, Naming.ENDING) is None
