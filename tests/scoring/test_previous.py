"""The earlier reading that the direction of travel is measured from."""

from decimal import Decimal
from fractions import Fraction

import pytest

from ragcalc.vocabulary import Direction, Reason
from tests.build import result, travelled, verdict

UNAVAILABLE = Direction.UNAVAILABLE
SERIES = "2016-17 Q4: 10, 2017-18 Q3: 20, 2017-18 Q4: 30, 2018-19 Q2: 40, 2018-19 Q4: 50"


@pytest.mark.parametrize(
    ("basis", "values", "since"),
    [
        # last-reported: the latest earlier one of the same frequency, at most a year back
        ("last-reported", SERIES, "2018-19 Q2"),
        ("last-reported", "2018-19 Q3: 1, 2018-19 Q2: 1, 2018-19 Q4: 5", "2018-19 Q3"),
        ("last-reported", "2017-18 Q4: 1, 2018-19 Q4: 5", "2017-18 Q4"),
        ("last-reported", "2017-18 Q3: 1, 2018-19 Q4: 5", Reason.NO_PREVIOUS),
        ("last-reported", "2018-19 Q4: 5, 2019-20 Q1: 5", Reason.NO_PREVIOUS),
        ("last-reported", "2018-19 Q3: suppressed, 2018-19 Q2: 1, 2018-19 Q4: 5", "2018-19 Q2"),
        ("last-reported", "2019-M02: 1, 2017-18: 1, 2018-19 Q4: 5", Reason.NO_PREVIOUS),
        # previous-period: the one just before, or nothing
        ("previous-period", SERIES, Reason.NO_PREVIOUS),
        ("previous-period", "2018-19 Q3: 1, 2018-19 Q4: 5", "2018-19 Q3"),
        ("previous-period", "2018-19 Q3: suppressed, 2018-19 Q4: 5", Reason.NO_PREVIOUS),
        # the same period last year
        ("same-period-last-year", SERIES, "2017-18 Q4"),
        ("same-period-last-year", "2018-19 Q3: 1, 2018-19 Q4: 5", Reason.NO_PREVIOUS),
        # a baseline: a period, or a year's last period
        ("{baseline: 2017-18 Q3}", SERIES, "2017-18 Q3"),
        ("{baseline: 2016-17}", SERIES, "2016-17 Q4"),
        ("{baseline: 2015-16}", SERIES, Reason.NO_PREVIOUS),
        ("{baseline: 2018-19 Q4}", SERIES, Reason.NO_PREVIOUS),
        ("{baseline: 2018-19}", SERIES, Reason.NO_PREVIOUS),
        ("{baseline: 2019-20 Q1}", "2018-19 Q4: 5, 2019-20 Q1: 5", Reason.NO_PREVIOUS),
        ("{baseline: 2016-17}", "2016-17: 10, 2018-19 Q4: 5", "2016-17"),
        # a stray month that ends with the year is no quarter
        ("{baseline: 2016-17}", "2017-M03: 1, 2016-17 Q4: 10, 2018-19 Q4: 5", "2016-17 Q4"),
        ("{baseline: 2016-17}", "2017-M03: 1, 2018-19 Q4: 5", Reason.NO_PREVIOUS),
        ("{baseline: 2016-17 Q4}", "2016-17 Q4: suppressed, 2018-19 Q4: 5", Reason.NO_PREVIOUS),
    ],
)
def test_the_basis_chooses_the_earlier_reading(
    basis: str, values: str, since: str | Reason
) -> None:
    direction, reason, found = travelled(f"direction: {{basis: {basis}}}, values: {{{values}}}")
    assert (reason or found) == since
    assert (direction is UNAVAILABLE) is isinstance(since, Reason)


@pytest.mark.parametrize(
    ("entries", "report", "since"),
    [
        ("frequency: monthly, values: {2019-M01: 1, 2019-M03: 5}", "2019-M03", "2019-M01"),
        ("frequency: monthly, values: {2018-M03: 1, 2019-M03: 5}", "2019-M03", "2018-M03"),
        ("frequency: monthly, values: {2018-M02: 1, 2019-M03: 5}", "2019-M03", None),
        ("frequency: annual, values: {2017-18: 1, 2018-19: 5}", "2018-19", "2017-18"),
        ("frequency: annual, values: {2016-17: 1, 2018-19: 5}", "2018-19", None),
        (
            (
                "frequency: annual, year: academic, direction: {basis: {baseline: 2015-16}},"
                " values: {2015-16: 1, 2017-18: 5}"
            ),
            "2018-19 Q2",
            "2015-16 academic",
        ),
        (
            (
                "frequency: monthly, year: academic, "
                "values: {2016-M03: 1, 2016-M08: 2, 2018-M08: 5},"
                " direction: {basis: {baseline: 2015-16 financial}}"
            ),
            "2018-M08",
            "2016-M03",
        ),
        # the last quarter that lies in an academic year, which ends within the next one
        (
            (
                "frequency: quarterly, year: academic, direction: {basis: {baseline: 2016-17}},"
                " values: {2017-18 Q1: 1, 2017-18 Q2: 2, 2017-18 Q3: 5}"
            ),
            "2017-18 Q3",
            "2017-18 Q1",
        ),
    ],
)
def test_every_frequency_has_its_earlier_reading(
    entries: str, report: str, since: str | None
) -> None:
    assert travelled(entries, report)[2] == since


@pytest.mark.parametrize(
    ("basis", "since"),
    [
        ("last-reported", "2017-18 Q2"),
        ("previous-period", "2017-18 Q2"),
        ("{baseline: 2017-18 Q1}", "2017-18 Q2"),
    ],
)
def test_what_accumulates_is_only_compared_year_on_year(basis: str, since: str) -> None:
    entries = (
        f"accumulates: true, direction: {{basis: {basis}}},"
        " values: {2017-18 Q1: 9, 2017-18 Q2: 20, 2018-19 Q1: 10, 2018-19 Q2: 15}"
    )
    assert travelled(entries, "2018-19 Q2") == (Direction.DECLINED, None, since)


def test_what_accumulates_has_no_direction_without_a_figure_a_year_ago() -> None:
    entries = "accumulates: true, values: {2018-19 Q1: 10, 2018-19 Q2: 15}"
    assert travelled(entries, "2018-19 Q2") == (UNAVAILABLE, Reason.NO_PREVIOUS, None)


BROKEN = "{{value: {}, break: true}}".format


@pytest.mark.parametrize(
    ("values", "since"),
    [
        (f"2018-19 Q3: 4, 2018-19 Q4: {BROKEN(5)}", Reason.NOT_COMPARABLE),
        (f"2018-19 Q3: {BROKEN(4)}, 2018-19 Q4: 5", "2018-19 Q3"),
        (f"2018-19 Q3: 4, 2018-19 Q4: 5, 2019-20 Q1: {BROKEN(6)}", "2018-19 Q3"),
        (f"2017-18 Q4: 3, 2018-19 Q3: {BROKEN(4)}, 2018-19 Q4: 5", "2018-19 Q3"),
        # a break in another frequency's readings breaks nothing
        (f"2018-19 Q3: 4, 2019-M03: {BROKEN(6)}, 2018-19 Q4: 5", "2018-19 Q3"),
    ],
)
def test_a_reading_marked_as_a_break_is_not_comparable_with_earlier_ones(
    values: str, since: str | Reason
) -> None:
    direction, reason, found = travelled(f"values: {{{values}}}")
    assert (reason or found) == since
    assert (direction is UNAVAILABLE) is isinstance(since, Reason)


def test_a_break_between_two_readings_parts_them() -> None:
    values = f"2017-18 Q4: 3, 2018-19 Q3: {BROKEN(4)}, 2018-19 Q4: 5"
    found = verdict(f"values: {{{values}}}").year_on_year
    assert (found.direction, found.reason) == (UNAVAILABLE, Reason.NOT_COMPARABLE)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ("2018-19 Q3: 4", Reason.NO_VALUE),
        ("2018-19 Q3: 4, 2018-19 Q4: in-measurement", Reason.IN_MEASUREMENT),
        ("2018-19 Q4: 4", Reason.NO_PREVIOUS),
    ],
)
def test_an_unavailable_direction_has_its_own_reason(values: str, reason: Reason) -> None:
    assert travelled(f"target: 4, values: {{{values}}}") == (UNAVAILABLE, reason, None)


def test_nothing_due_gives_no_direction() -> None:
    entries = "frequency: annual, values: {2017-18: 4}"
    assert travelled(entries, "2018-19 Q3") == (UNAVAILABLE, Reason.NOT_DUE, None)


def test_a_missing_status_and_a_direction_are_counted_apart() -> None:
    found = verdict("values: {2018-19 Q3: 4, 2018-19 Q4: 5}")
    assert (found.status.status, found.direction.direction) == ("missing", "improved")


def test_the_earlier_reading_keeps_its_place_and_counts() -> None:
    entries = (
        "unit: percent, values:"
        " {2018/19 Q3: {numerator: 1, denominator: 4, source: plan, note: n, provisional: true},"
        " 2018-19 Q4: {value: 25.0}}"
    )
    inputs = result(entries).inputs
    assert not isinstance(inputs.previous, Reason)
    assert not isinstance(inputs.reading, Reason)
    assert inputs.previous.place.key == "indicators.it.values.2018-19 Q3"
    assert (inputs.previous.numerator, inputs.previous.denominator) == (Decimal(1), Decimal(4))
    assert (inputs.previous.value, inputs.previous.counted) == (Fraction(25), True)
    assert inputs.previous.decimals is None
    assert (inputs.previous.source, inputs.previous.note) == ("plan", "n")
    assert inputs.previous.provisional
    assert (inputs.reading.counted, inputs.reading.decimals) == (False, 1)
