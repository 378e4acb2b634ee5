"""A series: entries by period that never change, and where those of tables stand."""

from collections.abc import Callable
from typing import Any

import pytest

from ragcalc.catalogue.model.figures import Reading, ReplacedReading, more_than_numbers
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.model.series import Series
from ragcalc.catalogue.returns.corrections import CorrectedReading
from ragcalc.periods import Kind, Period
from ragcalc.problems import Place, Span
from tests.build import data, period

Q1, Q2, Q3 = map(period, ("2018-19 Q1", "2018-19 Q2", "2018-19 Q3"))


class GivenRows:
    """A table that gave entries for some periods, each in the row of its number."""

    def __init__(self, name: str, *given: Period) -> None:
        self.name, self.given = name, given

    def place(self, key: Any, column: str) -> Place | None:
        """Return the cell."""
        if key not in self.given:
            return None
        row = self.given.index(key) + 1
        return Place(self.name, (str(key), column), span=Span(row, 1, row, 2))


def test_a_series_is_a_mapping_of_its_entries() -> None:
    given = {Q2: 2, Q1: 1}
    series = Series(given)
    assert series == given
    assert given == series
    assert (len(series), [*series], [*series.keys()]) == (2, [Q2, Q1], [Q2, Q1])
    assert ([*series.values()], [*series.items()]) == ([2, 1], [(Q2, 2), (Q1, 1)])
    assert (series[Q1], series.get(Q1), series.get(Q3), series.get(Q3, 0)) == (1, 1, None, 0)
    assert (Q1 in series, Q3 in series, bool(Series())) == (True, False, False)
    assert series != Series({Q2: 2})
    assert repr(series) == f"Series({given!r})"


def _set(series: Any) -> None:
    series[Q1] = 5


def _delete(series: Any) -> None:
    del series[Q1]


@pytest.mark.parametrize("change", [_set, _delete, lambda series: series.update({Q2: 5}), hash])
def test_a_series_never_changes_and_is_no_key(change: Callable[[Any], object]) -> None:
    series = Series({Q1: 1})
    with pytest.raises((TypeError, AttributeError)):
        change(series)
    assert series == {Q1: 1}


def test_what_becomes_of_the_entries_that_it_was_made_of_does_not_touch_it() -> None:
    given = {Q1: 1}
    series = Series(given)
    given[Q2] = 2
    assert series == {Q1: 1}


def test_the_periods_of_a_kind_are_in_the_order_of_time() -> None:
    year, month = period("2018-19"), period("2018-M05")
    found: Series[Period | None, int] = Series({Q3: 1, None: 2, year: 3, Q1: 4, month: 5})
    assert found.in_order(Kind.QUARTER) == (Q1, Q3)
    assert found.in_order(Kind.MONTH) == (month,)
    assert found.in_order(Kind.CALENDAR) == ()


def test_what_is_worked_out_is_worked_out_once_for_each_of_its_arguments() -> None:
    asked: list[int] = []

    def above(series: Series[Period, int], least: int) -> list[Period]:
        asked.append(least)
        return [one for one in series if series[one] >= least]

    series = Series({Q1: 1, Q2: 2})
    assert [series.once(above, least) for least in (1, 2, 1, 2)] == [[Q1, Q2], [Q2]] * 2
    assert asked == [1, 2]
    assert Series({Q3: 3}).once(above, 1) == [Q3]


def test_a_period_is_found_by_what_paths_of_keys_call_it() -> None:
    series = Series({Q1: 1, Q2: 2})
    assert (series.key_named("2018-19 Q2"), series.key_named("2018-19 Q3")) == (Q2, None)


def test_an_entry_stands_in_the_first_table_that_gave_it_else_under_its_keys() -> None:
    one, other = (
        Series({Q2: 20}, GivenRows("one.csv", Q2)),
        Series({Q2: 2, Q3: 3}, GivenRows("b.csv", Q2, Q3)),
    )
    joined = Series({Q1: 1}).joined(one, other)
    assert joined == {Q1: 1, Q2: 20, Q3: 3}
    assert [joined.place(key, "value") for key in joined] == [
        None,
        Place("one.csv", ("2018-19 Q2", "value"), span=Span(1, 1, 1, 2)),
        Place("b.csv", ("2018-19 Q3", "value"), span=Span(2, 1, 2, 2)),
    ]


def test_joining_with_nothing_changes_nothing() -> None:
    nothing: Series[Period, int] = Series()
    filled = Series({Q1: 1}, GivenRows("a.csv", Q1))
    for joined in (nothing.joined(filled), filled.joined(nothing), filled.joined()):
        assert (joined, joined.place(Q1, "value")) == (filled, filled.place(Q1, "value"))
    assert nothing.joined(Series()) == {}


def test_every_series_of_an_indicator_is_of_the_one_type() -> None:
    keys = "reported: {2018-19 Q1: red}, comparators: {c: 5}, floor: 3, targets: {2018-19: 7}"
    bare = "name: it, unit: count, polarity: high, values: {}"
    for it in (Indicator.model_validate(data(one)) for one in (f"{bare}, {keys}", bare)):
        given = (it.values, it.targets, it.reported, it.floor, it.base, *it.comparators.values())
        assert {type(one) for one in given} == {Series}


def test_an_indicator_is_written_out_with_plain_entries() -> None:
    keys = data("name: it, unit: count, polarity: high, floor: 3, values: {2018-19 Q1: 5}")
    written = Indicator.model_validate(keys).model_dump(exclude_defaults=True)
    assert {type(written[key]) for key in ("values", "floor")} == {dict}
    assert Indicator.model_validate(keys) == Indicator.model_validate(keys)


_MORE: dict[str, Any] = {
    "source": "LAIT 2018",
    "note": "rolling 12 months",
    "provisional": True,
    "proposed": True,
    "lower": "4",
    "upper": "6",
    "lower-998": "3",
    "upper-998": "7",
    "numerator": "5",
    "denominator": "1",
    "breakdown": {"One": "5"},
    "break": True,
    "revised": True,
}


def test_a_reading_is_more_than_a_number_by_whatever_stands_beside_it() -> None:
    keys = {one.alias or name for name, one in Reading.model_fields.items()}
    assert keys == {"value", *_MORE}
    ends = {key: _MORE[key] for key in ("lower", "upper", "lower-998", "upper-998")}
    given = [
        {"value": "5", **({key: one} if key not in ends else ends)} for key, one in _MORE.items()
    ]
    for more in map(Reading.model_validate, given):
        assert more_than_numbers(Series({Q1: more})) == {Q1: more}


def test_a_reason_is_more_than_a_number_and_a_bare_figure_is_none() -> None:
    bare = Reading.model_validate({"value": "5"})
    reasons = {Q1: Reading.model_validate({"value": "suppressed"}), Q2: bare}
    assert more_than_numbers(Series(reasons)) == {Q1: reasons[Q1]}
    was = ReplacedReading(bare, Place("returns.csv"))
    revised = CorrectedReading.of(bare, was)
    assert more_than_numbers(Series({Q3: bare, Q1: revised})) == {Q1: revised}
