"""The year's end as the service expects it: when it is shown, and against which target."""

import pytest

from ragcalc.scoring.inputs import ResolvedTarget
from ragcalc.scoring.results import YearEnd
from ragcalc.vocabulary import Reason, Status
from tests.build import exact, report, result

GIVEN = "target: 90, forecast: {2018-19: 88}"


def end(entries: str, when: str = "2018-19 Q2", thresholds: str = "") -> YearEnd | None:
    """Return the forecast in the report of a period."""
    return report({"it": entries}, when, thresholds=thresholds).indicators[0].forecast


def rated(entries: str, when: str = "2018-19 Q2", thresholds: str = "") -> tuple[Status, str]:
    """Return what the forecast would be rated, and the target as text."""
    found = end(entries, when, thresholds)
    assert found
    goal = found.inputs.goal
    assert isinstance(goal, ResolvedTarget)
    return found.verdict.status.status, f"{float(goal.low):g}"


@pytest.mark.parametrize(
    ("values", "when", "is_shown"),
    [
        ("{2018-19 Q2: 80}", "2018-19 Q1", True),
        ("{2018-19 Q2: 80}", "2018-19 Q2", True),
        ("{2018-19 Q2: 80}", "2018-M08", True),
        ("{2018-19 Q2: 80}", "2018-19 Q4", True),
        ("{2018-19 Q2: 80}", "2018-19", True),
        ("{2018-19 Q2: 80, 2018-19 Q4: suppressed}", "2018-19 Q4", True),
        ("{2018-19 Q2: 80, 2018-19 Q4: 81}", "2018-19 Q3", True),
        ("{2018-19 Q2: 80, 2018-19 Q4: 81}", "2018-19 Q4", False),
        ("{2018-19 Q2: 80, 2018-19 Q4: 81}", "2018-19", False),
        ("{2018-19 Q2: 80}", "2017-18 Q4", False),
        ("{2018-19 Q2: 80}", "2019-20 Q1", False),
    ],
)
def test_it_is_shown_in_its_year_until_the_year_has_its_own_figure(
    values: str, when: str, is_shown: bool
) -> None:
    assert (end(f"{GIVEN}, values: {values}", when) is not None) is is_shown


@pytest.mark.parametrize(
    ("entries", "when", "is_shown"),
    [
        # the last quarter stands in the report of the next one
        ("lag: 1 quarter, values: {2018-19 Q3: 80, 2018-19 Q4: 81}", "2018-19 Q4", True),
        ("carry: 1 quarter, values: {2018-19 Q3: 80}", "2018-19 Q4", True),
        ("frequency: annual, values: {2017-18: 80}", "2018-19 Q2", True),
        ("frequency: annual, values: {2017-18: 80, 2018-19: 81}", "2018-19 Q4", False),
        ("frequency: annual, due: Q2, values: {2017-18: 80, 2018-19: 81}", "2018-19 Q4", True),
        ("frequency: monthly, values: {2019-M02: 80}", "2019-M03", True),
        ("frequency: monthly, values: {2019-M03: 80}", "2019-M03", False),
        # a quarter of another year has other figures
        ("values: {2018-19 Q2: 80, 2018-19: 85}", "2018-19 Q2", True),
    ],
)
def test_a_reading_before_the_years_last_one_leaves_something_to_expect(
    entries: str, when: str, is_shown: bool
) -> None:
    assert (end(f"{GIVEN}, {entries}", when) is not None) is is_shown


@pytest.mark.parametrize(
    ("entries", "when", "year"),
    [
        ("year: calendar, forecast: {2018: 88, 2019: 89}", "2018-19 Q3", "2018"),
        ("year: calendar, forecast: {2018: 88, 2019: 89}", "2018-19 Q4", "2019"),
        ("year: academic, forecast: {2018-19: 88}", "2018-19 Q2", "2018-19 academic"),
        ("year: academic, forecast: {2018-19: 88}", "2019-20 Q1", "2018-19 academic"),
    ],
)
def test_the_year_is_of_the_kind_that_the_indicator_keeps(
    entries: str, when: str, year: str
) -> None:
    found = end(f"target: 90, values: {{2017-18 Q4: 80}}, {entries}", when)
    assert found
    assert str(found.year) == year


def test_a_forecast_for_another_kind_of_period_is_never_shown() -> None:
    assert end("target: 90, values: {2018-19 Q2: 80}, forecast: {2018-M08: 88}") is None
    assert end("target: 90, values: {2018-19 Q2: 80}, forecast: {2018: 88}", "2018-19 Q3") is None


@pytest.mark.parametrize(
    ("given", "when", "value"),
    [
        ("{2018-19 Q1: 91, 2018-19 Q2: 92}", "2018-19 Q1", "91"),
        ("{2018-19 Q1: 91, 2018-19 Q2: 92}", "2018-19 Q2", "92"),
        ("{2018-19 Q2: 92, 2018-19 Q1: 91}", "2018-19 Q3", "92"),
        ("{2018-19 Q1: 91, 2018-19 Q2: 92}", "2018-M07", "91"),
        ("{2018-19: 90, 2018-19 Q2: 92}", "2018-19 Q1", "90"),
        ("{2018-19: 90, 2018-19 Q2: 92}", "2018-19 Q2", "92"),
        ("{2018-19 Q2: 92}", "2018-19 Q1", None),
        ("{2017-18 Q4: 92}", "2018-19 Q1", None),
    ],
)
def test_of_several_the_latest_that_was_made_by_then_is_shown(
    given: str, when: str, value: str | None
) -> None:
    found = end(f"target: 90, values: {{2017-18 Q4: 80}}, forecast: {given}", when)
    reading = found.inputs.reading if found else None
    assert (exact(value) if value else None) == getattr(reading, "value", None)
    assert found is None or str(found.year) == "2018-19"


@pytest.mark.parametrize(
    ("entries", "status", "goal"),
    [
        ("target: 90", Status.AMBER, "90"),
        ("target: 88", Status.GREEN, "88"),
        ("target: 93", Status.RED, "93"),
        ("targets: {2018-19: 88}, target: 93", Status.GREEN, "88"),
        # the part of the year that is due by now is no matter
        ("accumulates: true, profile: linear, targets: {2018-19: 88}", Status.GREEN, "88"),
        ("accumulates: true, profile: linear, target: 88", Status.GREEN, "88"),
        ("accumulates: true, targets: {2018-19: 88}", Status.GREEN, "88"),
        ("targets: {2018-19: 99, from 2018-19 Q4: 88}", Status.GREEN, "88"),
        # with targets by period that of the last one
        ("targets: {2018-19 Q2: 70, 2018-19 Q4: 93}", Status.RED, "93"),
        ("targets: {2018-19 Q2: 70, 2018-19 Q4: 93}, target: 70", Status.RED, "93"),
        ("targets: {2018-19 Q4: 93, 2018-19: 88}", Status.GREEN, "88"),
        # a revision is the year's own
        ("targets: {2018-19 Q4: 93, from 2018-19 Q2: 88}", Status.GREEN, "88"),
        ("targets: {2018-19: {value: 70, proposed: true}, 2018-19 Q4: 93}", Status.RED, "93"),
        ("targets: {2018-19: {value: 70, proposed: true}}, target: 88", Status.GREEN, "88"),
        ("frequency: annual, targets: {2018-19: 88}", Status.GREEN, "88"),
        ("target: {above: 88}, tolerance: {amber: 0}", Status.RED, "88"),
        ("polarity: low, target: 88", Status.GREEN, "88"),
        ("polarity: low, target: 87", Status.AMBER, "87"),
        ("polarity: on-target, target: {from: 88, to: 90}", Status.GREEN, "88"),
        # the floor and the base of the year, else of its last period, else the standing one
        ("target: 90, floor: 89", Status.RED, "90"),
        ("target: 90, floor: {2018-19: 88}", Status.AMBER, "90"),
        ("target: 90, floor: {2018-19: 88, 2018-19 Q4: 89}", Status.AMBER, "90"),
        ("target: 90, floor: {2018-19 Q4: 89, 2018-19 Q2: 10}", Status.RED, "90"),
        ("target: 88, base: 10", Status.GREEN, "88"),
        ("target: 90, base: {2018-19: 10}", Status.RED, "90"),
        ("target: {comparator: england}, comparators: {england: 88}", Status.GREEN, "88"),
        (
            "accumulates: true, target: {comparator: england}, comparators: {england: {2018: 88}}",
            Status.GREEN,
            "88",
        ),
    ],
)
def test_it_is_rated_by_the_same_rule_against_the_years_target(
    entries: str, status: Status, goal: str
) -> None:
    values = "{2018-19: 1}" if "annual" in entries else "{2018-19 Q2: 40}"
    when = "2018-19 Q2"
    assert rated(f"{entries}, forecast: {{2018-19: 88}}, values: {values}", when) == (status, goal)


@pytest.mark.parametrize(
    ("entries", "status", "reason"),
    [
        ("forecast: {2018-19: 88}", Status.MISSING, Reason.NO_TARGET),
        ("forecast: {2018-19: 88}, targets: {2018-19 Q2: 70}", Status.MISSING, Reason.NO_TARGET),
        ("forecast: {2018-19: 88}, target: none", Status.UNRATED, Reason.TARGET_NONE),
        ("forecast: {2018-19: 88}, polarity: neutral", Status.UNRATED, Reason.NEUTRAL),
        ("forecast: {2018-19: not-applicable}, target: 9", Status.MISSING, Reason.NOT_APPLICABLE),
        ("forecast: {2018-19: suppressed}, target: none", Status.MISSING, Reason.SUPPRESSED),
    ],
)
def test_where_it_cannot_be_rated_the_reasons_are_those_of_a_reading(
    entries: str, status: Status, reason: Reason
) -> None:
    found = end(f"{entries}, values: {{2018-19 Q2: 40}}")
    assert found
    assert (found.verdict.status.status, found.verdict.status.reason) == (status, reason)


@pytest.mark.parametrize(
    ("entries", "values", "status"),
    [
        # beyond green is amber where the year is to end no worse than the last one did
        ("", "{2017-18 Q4: 88, 2018-19 Q1: 99}", Status.AMBER),
        ("", "{2017-18 Q4: 95, 2018-19 Q1: 10}", Status.RED),
        ("", "{2018-19 Q1: 10}", Status.RED),
        ("", "{2017-18 Q4: 10, 2018-19 Q1: {value: 99, break: true}}", Status.RED),
        (
            "direction: {basis: {baseline: 2015-16}}, ",
            "{2015-16 Q4: 80, 2017-18 Q4: 95}",
            Status.AMBER,
        ),
    ],
)
def test_a_direction_that_decides_is_measured_from_the_end_of_the_year_before(
    entries: str, values: str, status: Status
) -> None:
    rule = "{direction: {same: 0}, status: {green: 0, amber-if: [improved, maintained]}}"
    made = f"{entries}target: 90, forecast: {{2018-19: 88}}, values: {values}"
    found = end(made, thresholds=f"default: {rule}")
    assert found
    assert found.verdict.status.status is status


def test_it_never_changes_what_is_said_of_the_reading() -> None:
    entries = "target: 90, values: {2018-19 Q1: 80, 2018-19 Q2: 84, 2018-19 Q3: 85}"
    with_it = report({"it": f"{entries}, forecast: {{2018-19: 10}}"}, "2018-19 Q2")
    without = report({"it": entries}, "2018-19 Q2")
    (one,), (other,) = with_it.indicators, without.indicators
    assert one.forecast
    assert one._replace(forecast=None) == other
    assert with_it.summary == without.summary
    assert [each.summary for each in with_it.outcomes] == [
        each.summary for each in without.outcomes
    ]


def test_it_keeps_its_digits_its_source_and_its_note() -> None:
    given = "{value: 88.50, source: Monitoring, note: two posts are filled}"
    found = end(f"target: 90, values: {{2018-19 Q2: 40}}, forecast: {{2018-19: {given}}}")
    assert found
    reading = found.inputs.reading
    assert not isinstance(reading, Reason)
    assert (reading.value, reading.decimals, reading.period) == (exact("88.5"), 2, found.year)
    assert reading.place.key == "indicators.it.forecast.2018-19"
    assert (found.source, found.note) == ("Monitoring", "two posts are filled")


def test_the_indicator_at_its_years_end_has_no_forecast_of_its_own() -> None:
    found = result(f"{GIVEN}, values: {{2018-19 Q1: 80, 2018-19 Q2: 81}}", "2018-19 Q2")
    assert found.forecast
    assert found.at_year_end
    assert found.at_year_end.inputs == found.forecast.inputs
    assert found.at_year_end.at_year_end is None
