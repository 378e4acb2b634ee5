"""What an indicator was last time: in the report of its own period before, as it stands now."""

import pytest

from ragcalc import pipeline
from ragcalc.scoring.moves import Moved
from ragcalc.scoring.results import IndicatorResult, Report
from ragcalc.vocabulary import Direction, Reason, Status
from tests.build import loaded


def scored(period: str, **lines: str) -> Report:
    return pipeline.scored(loaded(lines), period, last_time=True)


def last_time(period: str, line: str) -> tuple[str, Status, Moved] | None:
    (one,) = scored(period, it=line).indicators
    return said(one)


def said(one: IndicatorResult) -> tuple[str, Status, Moved] | None:
    last = one.last_time
    return last and (str(last.period), last.verdict.status.status, last.moved)


@pytest.mark.parametrize(
    ("period", "line", "last"),
    [
        (
            "2018-19 Q4",
            "target: 90, values: {2018-19 Q3: 95, 2018-19 Q4: 80}",
            ("2018-19 Q3", Status.GREEN, Moved.WORSE),
        ),
        (
            "2018-19 Q4",
            "target: 90, values: {2018-19 Q3: 80, 2018-19 Q4: 89}",
            ("2018-19 Q3", Status.RED, Moved.BETTER),
        ),
        (
            "2018-19 Q4",
            "target: 90, values: {2018-19 Q2: 95, 2018-19 Q4: 80}",
            ("2018-19 Q3", Status.MISSING, Moved.GAINED),
        ),
        (
            "2018-19 Q4",
            "target: 90, values: {2018-19 Q3: 95, 2018-19 Q4: suppressed}",
            ("2018-19 Q3", Status.GREEN, Moved.LOST),
        ),
        (
            "2018-19 Q4",
            "frequency: annual, target: 90, values: {2017-18: 95, 2018-19: 95}",
            ("2017-18", Status.GREEN, Moved.SAME),
        ),
        (
            "2018-19 Q3",
            "frequency: annual, target: 90, values: {2017-18: 95, 2018-19: 95}",
            ("2017-18", Status.GREEN, Moved.LOST),
        ),
        (
            "2018-19 Q4",
            "frequency: monthly, target: 90, values: {2018-M12: 80, 2019-M02: 80, 2019-M03: 95}",
            ("2018-M12", Status.RED, Moved.BETTER),
        ),
        (
            "2019-M03",
            "frequency: monthly, target: 90, values: {2018-M12: 80, 2019-M02: 89, 2019-M03: 95}",
            ("2019-M02", Status.AMBER, Moved.BETTER),
        ),
        (
            "2019-M09",  # whose report shows the academic year again that ended in August
            "frequency: annual, year: academic, target: 90, values: {2017-18: 95, 2018-19: 80}",
            ("2017-18 academic", Status.GREEN, Moved.WORSE),
        ),
    ],
)
def test_last_time_is_the_period_that_was_due_before(
    period: str, line: str, last: tuple[str, Status, Moved]
) -> None:
    assert last_time(period, line) == last


def test_what_begins_with_the_report_has_no_last_time() -> None:
    assert last_time("2018-19 Q4", "target: 90, from: 2018-19 Q4, values: {2018-19 Q4: 95}") is None


def test_last_time_is_judged_against_the_target_that_the_catalogue_has_now_for_then() -> None:
    line = "targets: {2017-18: 50, 2018-19: 90}, values: {2017-18 Q4: 51, 2018-19 Q1: 51}"
    assert last_time("2018-19 Q1", line) == ("2017-18 Q4", Status.GREEN, Moved.WORSE)


def test_the_report_before_counts_what_was_measured_then_by_outcome() -> None:
    made = scored(
        "2018-19 Q4",
        safe="outcome: safe, target: 90, values: {2018-19 Q3: 95, 2018-19 Q4: 95}",
        well="outcome: well, target: 90, values: {2018-19 Q3: 80, 2018-19 Q4: 95}",
        alone="target: 90, values: {2018-19 Q4: 95}",
        begins="outcome: safe, from: 2018-19 Q4, target: 90, values: {2018-19 Q4: 95}",
    )
    none = dict.fromkeys(Status, 0)
    assert made.previous
    assert str(made.previous.period) == "2018-19 Q3"
    assert made.previous.status == none | {Status.GREEN: 1, Status.RED: 1, Status.MISSING: 1}
    assert made.previous.blocks == {
        "safe": none | {Status.GREEN: 1},
        "well": none | {Status.RED: 1},
        None: none | {Status.MISSING: 1},
    }


def test_without_being_asked_nothing_is_said_of_last_time() -> None:
    lines = {"it": "target: 90, values: {2018-19 Q3: 95, 2018-19 Q4: 95}"}
    made = pipeline.scored(loaded(lines), "2018-19 Q4")
    assert (made.previous, made.indicators[0].last_time) == (None, None)


@pytest.mark.parametrize(
    ("line", "travel"),
    [
        (
            "direction: {basis: previous-period}, values: {2018-19 Q3: 80, 2018-19 Q4: 70}",
            (Direction.DECLINED, -10),
        ),
        (
            "direction: {basis: {baseline: 2018-19 Q1}}, values: {2018-19 Q3: 80, 2018-19 Q4: 70}",
            (Direction.DECLINED, -10),
        ),
        (
            "values: {2018-19 Q3: 80, 2018-19 Q4: {value: 70, break: true}}",
            (Direction.UNAVAILABLE, None),
        ),
        (
            "accumulates: true, profile: none, values: {2018-19 Q3: 80, 2018-19 Q4: 90}",
            (Direction.UNAVAILABLE, None),
        ),
        ("values: {2018-19 Q3: 80}", (Direction.UNAVAILABLE, None)),
        ("values: {2018-19 Q4: 80}", (Direction.UNAVAILABLE, None)),
    ],
)
def test_the_change_on_last_time_minds_no_basis(
    line: str, travel: tuple[Direction, int | None]
) -> None:
    (one,) = scored("2018-19 Q4", it=f"target: 90, {line}").indicators
    assert one.last_time
    assert (one.last_time.travel.direction, one.last_time.travel.change) == travel


def test_nothing_of_last_time_gives_back_a_figure_that_is_hidden() -> None:
    few, many = "{numerator: 3, denominator: 50}", "{numerator: 30, denominator: 50}"
    keys = "unit: percent, target: 50, suppress-below: 5"
    lines = {
        "a": f"{keys}, values: {{2018-19 Q3: {few}, 2018-19 Q4: {many}}}",
        "b": f"{keys}, values: {{2018-19 Q3: {many}, 2018-19 Q4: {many}}}",
    }
    shown = pipeline.published(loaded(lines))
    made = pipeline.scored(shown, "2018-19 Q4", last_time=True)
    first = made.indicators[0].last_time
    assert first
    assert first.verdict.status.reason is Reason.SUPPRESSED
    assert (first.travel.change, first.travel.previous) == (None, None)
    assert made.previous
    assert made.previous.status[Status.GREEN] + made.previous.status[Status.RED] == 1
