"""Periods: every form that people write, what is refused, and the arithmetic of months."""

import pytest
from hypothesis import given

from ragcalc import periods
from ragcalc.periods import Kind, NotAPeriod, Period, SplitYear
from tests import strategies
from tests.build import period


def month(year: int, number: int) -> int:
    """Count months from January of year 0."""
    return year * 12 + number - 1


@pytest.mark.parametrize(
    ("text", "kind", "begins", "ends", "printed"),
    [
        ("2018-19 Q1", Kind.QUARTER, (2018, 4), (2018, 7), "2018-19 Q1"),
        ("2018-19 Q2", Kind.QUARTER, (2018, 7), (2018, 10), "2018-19 Q2"),
        ("2018-19 Q3", Kind.QUARTER, (2018, 10), (2019, 1), "2018-19 Q3"),
        ("2018-19 Q4", Kind.QUARTER, (2019, 1), (2019, 4), "2018-19 Q4"),
        ("2018-19", Kind.FINANCIAL, (2018, 4), (2019, 4), "2018-19"),
        ("2018-19 financial", Kind.FINANCIAL, (2018, 4), (2019, 4), "2018-19"),
        ("2018-19 academic", Kind.ACADEMIC, (2018, 9), (2019, 9), "2018-19 academic"),
        ("2019", Kind.CALENDAR, (2019, 1), (2020, 1), "2019"),
        ("2019 calendar", Kind.CALENDAR, (2019, 1), (2020, 1), "2019"),
        ("2019-M01", Kind.MONTH, (2019, 1), (2019, 2), "2019-M01"),
        ("2019-M12", Kind.MONTH, (2019, 12), (2020, 1), "2019-M12"),
        ("1999-00", Kind.FINANCIAL, (1999, 4), (2000, 4), "1999-00"),
        ("1999-2000 Q4", Kind.QUARTER, (2000, 1), (2000, 4), "1999-00 Q4"),
        ("1900", Kind.CALENDAR, (1900, 1), (1901, 1), "1900"),
        ("2199-00", Kind.FINANCIAL, (2199, 4), (2200, 4), "2199-00"),
    ],
)
def test_a_period_is_a_stretch_of_whole_months(
    text: str, kind: Kind, begins: tuple[int, int], ends: tuple[int, int], printed: str
) -> None:
    found = periods.parse(text)
    assert found == Period(kind, month(*begins))
    assert found.end == month(*ends)
    assert found.months == found.end - found.start
    assert str(found) == printed


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2018/19 q4", "2018-19 Q4"),
        ("Q4 2018-19", "2018-19 Q4"),
        ("2018-19-q4", "2018-19 Q4"),
        ("Q4 2018/19", "2018-19 Q4"),
        ("q4-2018-2019", "2018-19 Q4"),
        ("2018-19Q4", "2018-19 Q4"),
        ("2018/2019 Q4", "2018-19 Q4"),
        (" 2018 - 19  Q 4 ", "2018-19 Q4"),
        ("2018–19 Q4", "2018-19 Q4"),
        ("2018/19", "2018-19"),
        ("2018-2019", "2018-19"),
        ("2018 19", "2018-19"),
        ("2018–19", "2018-19"),
        ("2018/19 Academic", "2018-19 academic"),
        ("2011-12", "2011-12"),
        ("2011/12", "2011-12"),
        ("2019-m03", "2019-M03"),
        ("2019 M3", "2019-M03"),
        ("2019/M03", "2019-M03"),
        ("2019M03", "2019-M03"),
        ("Mar 2019", "2019-M03"),
        ("march 2019", "2019-M03"),
        ("MARCH-2019", "2019-M03"),
        ("2019 Mar", "2019-M03"),
        ("2019-march", "2019-M03"),
        ("Sept 2019", "2019-M09"),
        ("sep 2019", "2019-M09"),
        ("May 2019", "2019-M05"),
    ],
)
def test_strokes_spaces_dashes_order_and_letter_case_are_forgiven(written: str, means: str) -> None:
    assert str(periods.parse(written)) == means


@pytest.mark.parametrize("name", ["January", "April", "June", "July", "August", "October"])
def test_a_month_has_its_full_name_and_its_first_three_letters(name: str) -> None:
    assert periods.parse(f"{name} 2019") == periods.parse(f"{name[:3]} 2019")


def test_a_period_takes_at_most_forty_characters() -> None:
    assert str(periods.parse("2018-19 Q4" + 30 * " ")) == "2018-19 Q4"
    with pytest.raises(NotAPeriod):
        periods.parse("2018-19 Q4" + 31 * " ")


def test_2011_12_is_the_year_and_never_december() -> None:
    assert periods.parse("2011-12").kind is Kind.FINANCIAL


QUARTER = "a quarter needs its financial year, as in 2018-19 Q4"
FORMS = "write a quarter as 2018-19 Q4, a year as 2018-19 or 2019, a month as 2019-M03"
FOUR = "a year has four digits, from 1900 to 2199"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", FORMS),
        ("soon", FORMS),
        ("q4", FORMS),
        ("2018-19 Q4 provisional", FORMS),
        ("2018-19, Q4", FORMS),
        ("2018-19\tQ4", FORMS),
        ("２０１８-19", FORMS),  # noqa: RUF001 - digits of another width are the point
        ("academic 2018-19", FORMS),
        ("2018-19 " + "Q" * 40, FORMS),
        ("02018-19", FOUR),
        ("Q4 2018", QUARTER),
        ("2018 Q4", QUARTER),
        ("2018-19 Q0", "quarters are Q1 (April to June) to Q4 (January to March)"),
        ("2018-19 Q5", "quarters are Q1 (April to June) to Q4 (January to March)"),
        ("2018-19 Q04", "quarters are Q1 (April to June) to Q4 (January to March)"),
        ("2018-20", "the year that begins in 2018 is 2018-19"),
        ("2018-18 Q1", "the year that begins in 2018 is 2018-19"),
        ("2019-03", "the year that begins in 2019 is 2019-20"),
        ("2018-2020", "the year that begins in 2018 is 2018-19"),
        ("2018-20 academic", "the year that begins in 2018 is 2018-19"),
        ("1999-0", "the year that begins in 1999 is 1999-00"),
        ("18-19", FOUR),
        ("19", FOUR),
        ("1899", FOUR),
        ("2200", FOUR),
        ("20190", FOUR),
        ("2019-M00", FORMS),
        ("2019-M13", FORMS),
        ("2019-M003", FORMS),
        ("Mär 2019", FORMS),
        ("Mar 19", FOUR),
        ("19 Mar", FOUR),
        ("19-M03", FOUR),
        ("Marc 2019", FORMS),
    ],
)
def test_what_names_no_period_is_refused_with_a_hint(text: str, hint: str) -> None:
    with pytest.raises(NotAPeriod) as refused:
        periods.parse(text)
    assert (str(refused.value), refused.value.hint) == (text, hint)


@given(strategies.periods())
def test_what_is_printed_reads_back_as_the_same_period(one: Period) -> None:
    assert periods.parse(str(one)) == one
    assert periods.parse(str(one).upper().replace("-", "/")) == one


@pytest.mark.parametrize(
    ("text", "before", "year_ago"),
    [
        ("2018-19 Q1", "2017-18 Q4", "2017-18 Q1"),
        ("2018-19 Q4", "2018-19 Q3", "2017-18 Q4"),
        ("2018-19", "2017-18", "2017-18"),
        ("2018-19 academic", "2017-18 academic", "2017-18 academic"),
        ("2019", "2018", "2018"),
        ("2019-M01", "2018-M12", "2018-M01"),
    ],
)
def test_the_period_before_and_the_same_a_year_ago(text: str, before: str, year_ago: str) -> None:
    assert str(period(text).previous()) == before
    assert str(period(text).year_ago()) == year_ago


@pytest.mark.parametrize(
    ("text", "financial", "academic", "calendar"),
    [
        ("2018-19 Q1", "2018-19", "2017-18 academic", "2018"),
        ("2018-19 Q4", "2018-19", "2018-19 academic", "2019"),
        ("2018-19 Q2", "2018-19", "2018-19 academic", "2018"),
        ("2019-M03", "2018-19", "2018-19 academic", "2019"),
        ("2019-M04", "2019-20", "2018-19 academic", "2019"),
        ("2019-M08", "2019-20", "2018-19 academic", "2019"),
        ("2019-M09", "2019-20", "2019-20 academic", "2019"),
        ("2018-19 academic", "2019-20", "2018-19 academic", "2019"),
        ("2018", "2018-19", "2018-19 academic", "2018"),
    ],
)
def test_a_period_lies_in_the_year_of_its_last_month(
    text: str, financial: str, academic: str, calendar: str
) -> None:
    one = period(text)
    assert str(one.year()) == financial
    assert str(one.year(Kind.ACADEMIC)) == academic
    assert str(one.year(Kind.CALENDAR)) == calendar


@given(strategies.periods())
def test_every_period_is_covered_by_itself_and_ends_within_its_years(one: Period) -> None:
    assert one.covers(one)
    for kind in (Kind.FINANCIAL, Kind.CALENDAR, Kind.ACADEMIC):
        year = one.year(kind)
        assert year.start < one.end <= year.end


@pytest.mark.parametrize(
    ("whole", "part", "covered"),
    [
        ("2018-19", "2018-19 Q1", True),
        ("2018-19", "2018-19 Q4", True),
        ("2018-19", "2019-M03", True),
        ("2018-19", "2019-M04", False),
        ("2018-19", "2018-M03", False),
        ("2018-19", "2018", False),
        ("2018-19 Q4", "2018-19", False),
    ],
)
def test_one_period_covers_another_that_lies_wholly_within_it(
    whole: str, part: str, covered: bool
) -> None:
    assert period(whole).covers(period(part)) is covered


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        *(("2018-19 Q1", 1), ("2018-19 Q2", 2), ("2018-19 Q3", 3), ("2018-19 Q4", 4)),
        *(("2018-19", 4), ("2018-19 academic", 2), ("2018", 3)),
        *(("2019-M03", 4), ("2019-M04", 1), ("2019-M06", 1), ("2019-M07", 2)),
    ],
)
def test_the_quarter_is_that_of_the_financial_year_in_which_the_period_ends(
    text: str, quarter: int
) -> None:
    assert period(text).quarter == quarter


@pytest.mark.parametrize(
    ("text", "kind", "read"),
    [
        ("2018-19", Kind.ACADEMIC, "2018-19 academic"),
        ("2018-19", Kind.FINANCIAL, "2018-19"),
        ("2018-19", Kind.CALENDAR, "2018-19"),
        ("2018", Kind.ACADEMIC, "2018"),
        ("2018-19 Q1", Kind.ACADEMIC, "2018-19 Q1"),
        ("2018-19 academic", Kind.ACADEMIC, "2018-19 academic"),
        ("2018-19 academic", Kind.FINANCIAL, "2018-19 academic"),
        ("2018-19 financial", Kind.ACADEMIC, "2018-19"),
        ("2018-19 financial", Kind.FINANCIAL, "2018-19"),
    ],
)
def test_a_split_year_that_names_no_kind_is_of_the_kind_that_an_indicator_keeps(
    text: str, kind: Kind, read: str
) -> None:
    assert str(periods.parse(text, kind)) == read


def test_a_named_kind_of_year_is_known_from_one_that_is_left_open() -> None:
    assert periods.read("2018-19") == SplitYear(2018)
    assert periods.read("2018-19 financial") == period("2018-19")
    assert str(SplitYear(2018)) == "2018-19"


@pytest.mark.parametrize(
    ("kind", "until", "latest"),
    [
        (Kind.QUARTER, (2019, 3), "2018-19 Q3"),
        (Kind.QUARTER, (2019, 4), "2018-19 Q4"),
        (Kind.QUARTER, (2019, 5), "2018-19 Q4"),
        (Kind.MONTH, (2019, 4), "2019-M03"),
        (Kind.FINANCIAL, (2019, 3), "2017-18"),
        (Kind.FINANCIAL, (2019, 4), "2018-19"),
        (Kind.FINANCIAL, (2020, 3), "2018-19"),
        (Kind.ACADEMIC, (2019, 8), "2017-18 academic"),
        (Kind.ACADEMIC, (2019, 9), "2018-19 academic"),
        (Kind.CALENDAR, (2018, 12), "2017"),
        (Kind.CALENDAR, (2019, 1), "2018"),
    ],
)
def test_the_latest_period_of_a_kind_ends_by_then(
    kind: Kind, until: tuple[int, int], latest: str
) -> None:
    assert str(periods.latest_ending(kind, month(*until))) == latest


def test_quarters_and_months_by_their_end() -> None:
    assert periods.quarter_ending(period("2018-19").end) == period("2018-19 Q4")
    assert periods.month_ending(period("2018-19").end) == period("2019-M03")


@pytest.mark.parametrize(
    ("end", "quarter", "found"),
    [
        ("2018-19 Q4", None, "2018-19 Q4"),
        ("2019-M04", None, "2019-20 Q1"),
        ("2019-M05", None, "2019-20 Q1"),
        ("2018-19 academic", None, "2019-20 Q2"),
        ("2018-19", 4, "2018-19 Q4"),
        ("2018-19", 1, "2019-20 Q1"),
        ("2018-19", 2, "2019-20 Q2"),
        ("2018-19", 3, "2019-20 Q3"),
        ("2018-19 academic", 1, "2020-21 Q1"),
        ("2018-19 academic", 2, "2019-20 Q2"),
    ],
)
def test_the_first_quarter_to_end_at_or_after_another_end(
    end: str, quarter: int | None, found: str
) -> None:
    assert periods.next_quarter_end(period(end).end, quarter) == period(found).end


@pytest.mark.parametrize(
    ("text", "ends_a_quarter"),
    [("2019-M03", True), ("2019-M04", False), ("2018", True), ("2018-19 academic", False)],
)
def test_quarters_end_in_march_june_september_and_december(text: str, ends_a_quarter: bool) -> None:
    assert periods.is_quarter_end(period(text).end) is ends_a_quarter


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2018-M11", "2019-M02", ["2018-M11", "2018-M12", "2019-M01", "2019-M02"]),
        ("2018-19 Q3", "2019-20 Q1", ["2018-19 Q3", "2018-19 Q4", "2019-20 Q1"]),
        ("2018-19 academic", "2019-20 academic", ["2018-19 academic", "2019-20 academic"]),
        ("2018", "2018", ["2018"]),
        ("2019", "2018", []),
    ],
)
def test_the_periods_between_two(first: str, last: str, found: list[str]) -> None:
    assert [str(one) for one in periods.between(period(first), period(last))] == found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018-19 Q4", "2019-01-01", "2019-03-31"),
        ("2018-19", "2018-04-01", "2019-03-31"),
        ("2018-19 academic", "2018-09-01", "2019-08-31"),
        ("2020-M02", "2020-02-01", "2020-02-29"),
        ("2100-M02", "2100-02-01", "2100-02-28"),
        ("2199-M12", "2199-12-01", "2199-12-31"),
        ("1900", "1900-01-01", "1900-12-31"),
    ],
)
def test_the_first_and_the_last_day_of_a_period(text: str, first: str, last: str) -> None:
    found = period(text)
    assert (found.first_day.isoformat(), found.last_day.isoformat()) == (first, last)
