"""A history is every period judged by the one rule."""

from fractions import Fraction

from ragcalc.scoring.inputs import SourcedValue
from ragcalc.scoring.results import Past
from ragcalc.scoring.verdicts import VerdictTable, latest
from tests.build import indicator, loaded, period, result, verdict

LINES = (
    "target: 90, targets: {2017-18: 80}, "
    "values: {2018-19 Q4: 91, 2017-18 Q4: 79, 2018-19 Q3: suppressed, 2018-19: 500}"
)


def found(lines: str = LINES, until: int | None = None) -> list[Past]:
    book = loaded({"it": lines})
    assert book.catalogue
    return list(VerdictTable(book.catalogue, book.thresholds).series("it").history(until))


def test_it_has_each_period_of_the_indicators_frequency_from_the_first_entry_on() -> None:
    assert [(str(one.period), one.verdict.status.status, one.is_given) for one in found()] == [
        ("2017-18 Q4", "amber", True),
        ("2018-19 Q1", "missing", False),
        ("2018-19 Q2", "missing", False),
        ("2018-19 Q3", "missing", True),
        ("2018-19 Q4", "green", True),
    ]


def test_it_goes_on_to_the_period_of_the_report_whether_that_has_a_figure_or_not() -> None:
    until = period("2019-20 Q2").end
    assert [str(one.period) for one in found(until=until)][-2:] == ["2019-20 Q1", "2019-20 Q2"]


def test_it_says_where_the_method_changed() -> None:
    lines = "values: {2018-19 Q3: 1, 2018-19 Q4: {value: 2, break: true}}"
    assert [one.breaks for one in found(lines)] == [False, True]


def test_each_is_judged_as_a_report_for_it_would_be() -> None:
    for one in found():
        assert one.verdict == verdict(LINES, str(one.period))


def test_each_is_judged_by_the_tolerances_of_thresholds_wherever_both_files_stand() -> None:
    book = loaded({"it": LINES}, thresholds="default: {status: {amber: 1%}}")
    assert book.catalogue
    files = ("ours.yaml", "rules.yaml")
    past = VerdictTable(book.catalogue, book.thresholds, files).series("it").history()[0]
    assert past.verdict.status.status == "red"
    amber, reading = past.inputs.rules.amber, past.inputs.reading
    assert amber.place
    assert isinstance(reading, SourcedValue)
    assert (reading.place.document, amber.place.document) == files


def test_a_result_is_seen_as_it_stood_in_a_period() -> None:
    now = result(LINES)
    past = found()[0]
    then = now.then(past)
    assert (then.inputs, then.verdict) == (past.inputs, past.verdict)
    assert then._replace(inputs=now.inputs, verdict=now.verdict) == now


def test_a_period_with_only_a_reported_verdict_is_one_of_the_history() -> None:
    lines = "values: {2018-19 Q2: 5}, reported: {2018-19 Q1: red, 2018-19 Q3: green, 2018-M11: red}"
    assert [(str(one.period), one.verdict.status.status) for one in found(lines)] == [
        ("2018-19 Q1", "red"),
        ("2018-19 Q2", "missing"),
        ("2018-19 Q3", "green"),
    ]
    assert str(latest(indicator(lines))) == "2018-19 Q3"


def test_it_ends_where_it_is_asked_to() -> None:
    until = period("2018-19 Q3").end
    assert [str(one.period) for one in found(until=until)] == [
        *("2017-18 Q4", "2018-19 Q1", "2018-19 Q2", "2018-19 Q3"),
    ]


def test_it_holds_no_reading_that_only_a_later_report_shows() -> None:
    """The charts of a report end with the reading that stands in it."""
    late = "lag: 1 quarter, values: {2018-19 Q2: 4, 2018-19 Q3: 5, 2018-19 Q4: 6}"
    until = period("2018-19 Q4").end
    assert [str(one.period) for one in found(late, until)] == ["2018-19 Q2", "2018-19 Q3"]


def test_the_latest_report_is_the_one_that_is_due_to_show_the_last_entry() -> None:
    late = "lag: 1 quarter, values: {2018-19 Q2: 4, 2018-19 Q3: suppressed}"
    assert str(latest(indicator(late))) == "2018-19 Q4"
    assert str(latest(indicator("frequency: monthly, values: {2019-M02: 5}"))) == "2019-M02"
    assert latest(indicator("values: {}")) is None


def test_late_figures_are_judged_in_the_report_that_shows_them() -> None:
    (one,) = found("lag: 1 quarter, frequency: monthly, values: {2019-M02: 5}")
    assert isinstance(one.inputs.reading, SourcedValue)
    assert (one.inputs.reading.value, str(one.inputs.reading.period)) == (Fraction(5), "2019-M02")


def test_an_indicator_without_readings_has_none() -> None:
    assert found("values: {}") == []
    assert indicator("values: {}").values == {}
