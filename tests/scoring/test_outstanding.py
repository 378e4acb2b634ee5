"""What is due and was not submitted, and the figure before it."""

import pytest

from ragcalc.periods import Period
from ragcalc.scoring.inputs import SourcedValue
from ragcalc.scoring.narrowing import Narrowing
from ragcalc.scoring.outstanding import OutstandingFigures, outstanding
from ragcalc.scoring.results import IndicatorResult
from ragcalc.scoring.score import report
from ragcalc.scoring.verdicts import VerdictTable
from tests.build import loaded, period

NOW = "2018-19 Q4"


def found(indicators: dict[str, str], within: str = NOW, *owners: str) -> OutstandingFigures:
    catalogue = loaded(indicators).catalogue
    assert catalogue
    table = VerdictTable(catalogue, None)
    return outstanding(table, report(table, period(within), Narrowing(owners=owners)))


def value(result: IndicatorResult | None) -> str:
    """Return the period and the figure of an earlier reading, or why there is none."""
    if result is None:
        return "none"
    reading = result.inputs.reading
    said = reading.value if isinstance(reading, SourcedValue) else reading
    return f"{result.inputs.due}: {said}"


@pytest.mark.parametrize(
    ("entries", "last"),
    [
        ("values: {}", "none"),
        ("values: {2018-19 Q3: 5}", "2018-19 Q3: 5"),
        ("values: {2018-19 Q1: 4, 2018-19 Q2: 5}", "2018-19 Q2: 5"),
        ("values: {2018-19 Q2: 5, 2018-19 Q3: suppressed}", "2018-19 Q3: suppressed"),
        ("values: {2018-19 Q3: 5, 2019-20 Q1: 6}", "2018-19 Q3: 5"),
        ("carry: 1 quarter, values: {2018-19 Q3: 5}", "2018-19 Q3: 5"),
        ("values: {2017-18: 5}", "none"),  # of another frequency
    ],
)
def test_what_was_not_submitted_stands_beside_the_last_entry(entries: str, last: str) -> None:
    made = found({"it": entries})
    assert [(one.result.id, str(one.period), value(one.last)) for one in made.figures] == [
        ("it", NOW, last)
    ]
    assert (made.submitted, made.due) == ((), 1)


@pytest.mark.parametrize("given", ["5", "0", "suppressed", "not-applicable", "in-measurement"])
def test_a_figure_or_why_there_is_none_was_submitted(given: str) -> None:
    made = found({"it": f"values: {{{NOW}: {given}}}"})
    assert (made.figures, made.submitted, made.due) == ((), (("it", period(NOW)),), 1)


def test_what_is_not_due_is_neither() -> None:
    made = found({"it": "frequency: annual, values: {}"}, "2018-19 Q3")
    assert (made.figures, made.submitted, made.due) == ((), (), 0)


def test_owners_are_asked_for_their_own() -> None:
    book = {
        "one": "owner: A, values: {}",
        "two": f"owner: B, values: {{{NOW}: 5}}",
        "three": "values: {}",
    }

    def ids(*owners: str) -> tuple[list[str], list[tuple[str, Period]]]:
        made = found(book, NOW, *owners)
        return [one.result.id for one in made.figures], [*made.submitted]

    two = ("two", period(NOW))
    assert ids() == (["one", "three"], [two])
    assert ids("A") == (["one"], [])
    assert ids("B") == ([], [two])
    assert ids("A", "B") == (["one"], [two])


def test_each_month_of_a_quarter_has_its_own_figure_before_it() -> None:
    made = found({"it": "frequency: monthly, values: {2018-M12: 4, 2019-M02: 6}"})
    assert [(str(one.period), value(one.last)) for one in made.figures] == [
        ("2019-M01", "2018-M12: 4"),
        ("2019-M03", "2019-M02: 6"),
    ]
    assert made.submitted == (("it", period("2019-M02")),)
