"""The long tables of all periods: what a row says, which rows there are, and each format."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.render.history import csv as history_csv
from ragcalc.render.history.view import COMPARISONS, READINGS, LongTable, comparisons, readings
from ragcalc.render.media.style import Style
from ragcalc.render.report.json import indicator
from ragcalc.scoring.verdicts import latest
from tests.build import loaded
from tests.golden.outputs import loaded as golden

Row = dict[str, Any]

GAPS = (
    "values: {2017-18 Q1: 70, 2017-18 Q2: suppressed, 2018-19 Q1: 95}, "
    "targets: {2017-18: 90, 2018-19: 96}, outcome: safe, owner: Head of Service"
)


def rows(table: LongTable) -> list[Row]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def table(lines: str, *periods: str, **more: str) -> list[Row]:
    return rows(readings(api.catalogue_history(loaded({"it": lines}, **more), *periods)))


def flat(data: Any, lead: str = "") -> Iterator[tuple[str, object]]:
    """Yield every single value of a record by its name, that of the record before it."""
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{lead}{name}_")
        else:
            yield f"{lead}{name}", value


# ── What trend says, all at once ─────────────────────────────────────────────────────────────────

NOT_OF_A_PERIOD = {"period", "name"}
"""Columns that the second table has beside a field of this name: see `comparator_period`."""


def of_trend(book: Loaded) -> tuple[list[Row], list[Row]]:
    """Return what `trend` says of each period of each indicator, and of each comparator there."""
    every: list[Row] = []
    compared: list[Row] = []
    assert book.catalogue is not None
    for name in book.catalogue.indicators:
        if latest(book.catalogue.indicators[name]) is None:
            continue
        (result,) = api.history(book, name).indicators
        for past in result.history:
            found = indicator(result.then(past))
            at = {"indicator": name, "period": str(past.period)}
            every.append({**dict(flat(found)), **at})
            comparators: Any = found["comparators"]
            compared += [
                {
                    **{key: one[key] for key in ("value", "gap", "gap_percent", "verdict")},
                    **at,
                    "comparator": one["id"],
                    "comparator_period": one["period"],
                }
                for one in comparators
            ]
    return every, compared


def same_as_trend(book: Loaded) -> None:
    """Check that each row of trend is in the history, and what else is there has no entry."""
    history = api.catalogue_history(book)
    found = {(one["indicator"], one["period"]): one for one in rows(readings(history))}
    every, compared = of_trend(book)
    for row in every:
        mine = found.pop((row["indicator"], row["period"]))
        shared = mine.keys() & row.keys()
        assert {name: mine[name] for name in shared} == {name: row[name] for name in shared}
        assert len(shared) >= 15
    assert {one["value_reason"] for one in found.values() if not one["carried"]} <= {"no-value"}
    against = {(one["indicator"], one["period"], one["comparator"]): one for one in compared}
    for row in rows(comparisons(history)):
        key = row["indicator"], row["period"], row["comparator"]
        if key[:2] not in found:
            theirs = against.pop(key)
            assert {name: row[name] for name in theirs} == theirs
    assert against == {}


@pytest.mark.parametrize("name", ["invented", "shipped"])
def test_every_row_says_what_trend_says(name: str) -> None:
    same_as_trend(golden(name))


# ── Which rows there are ─────────────────────────────────────────────────────────────────────────


def test_a_period_without_an_entry_has_a_row_between_the_first_and_the_last() -> None:
    found = [(one["period"], one["value"], one["status"], one["status_reason"])
             for one in table(GAPS)]  # fmt: skip
    assert found == [
        ("2017-18 Q1", Decimal(70), "red", "beyond-tolerance"),
        ("2017-18 Q2", None, "missing", "suppressed"),
        ("2017-18 Q3", None, "missing", "no-value"),
        ("2017-18 Q4", None, "missing", "no-value"),
        ("2018-19 Q1", Decimal(95), "amber", "within-tolerance"),
    ]


def test_an_indicator_without_an_entry_has_no_row() -> None:
    assert table("values: {}, target: 3") == []


def test_a_verdict_that_is_reported_without_a_figure_is_an_entry() -> None:
    (row,) = table("values: {}, reported: {2018-19 Q4: {status: red}}")
    assert (row["status"], row["status_basis"], row["value"]) == ("red", "reported", None)


def test_the_last_report_can_be_named() -> None:
    """As for trend: a figure that comes late stands in a later report than its own period's."""
    late = f"{GAPS}, lag: 1 quarter"
    assert [one["period"] for one in table(GAPS, "2017-18 Q3")] == [
        "2017-18 Q1", "2017-18 Q2", "2017-18 Q3"
    ]  # fmt: skip
    assert [one["period"] for one in table(late, "2017-18 Q3")] == ["2017-18 Q1", "2017-18 Q2"]


def test_a_carried_figure_is_marked_and_has_its_own_period_beside_it() -> None:
    found = [
        (one["period"], one["value"], one["value_period"], one["carried"])
        for one in table("values: {2018-19 Q1: 7, 2018-19 Q3: 8}, carry: 1 quarter")
    ]
    assert found == [
        ("2018-19 Q1", Decimal(7), "2018-19 Q1", False),
        ("2018-19 Q2", Decimal(7), "2018-19 Q1", True),
        ("2018-19 Q3", Decimal(8), "2018-19 Q3", False),
    ]


@pytest.mark.parametrize(
    ("lines", "period", "first", "last", "frequency"),
    [
        ("values: {2018-19 Q4: 1}", "2018-19 Q4", (2019, 1, 1), (2019, 3, 31), "quarterly"),
        ("values: {2020-M02: 1}, frequency: monthly", "2020-M02", (2020, 2, 1), (2020, 2, 29),
         "monthly"),
        ("values: {2018-M12: 1}, frequency: monthly", "2018-M12", (2018, 12, 1), (2018, 12, 31),
         "monthly"),
        ("values: {2018-19: 1}, frequency: annual", "2018-19", (2018, 4, 1), (2019, 3, 31),
         "annual"),
        ("values: {2018-19: 1}, frequency: annual, year: academic", "2018-19 academic",
         (2018, 9, 1), (2019, 8, 31), "annual"),
        ("values: {2018: 1}, frequency: annual, year: calendar", "2018", (2018, 1, 1),
         (2018, 12, 31), "annual"),
    ],
)  # fmt: skip
def test_a_period_has_its_first_and_its_last_day(
    lines: str, period: str, first: tuple[int, int, int], last: tuple[int, int, int], frequency: str
) -> None:
    (row,) = table(lines)
    assert (row["period"], row["frequency"]) == (period, frequency)
    assert (row["period_start"], row["period_end"]) == (date(*first), date(*last))


def test_a_row_names_what_it_belongs_to() -> None:
    names = ("outcome", "outcome_name", "tier", "tier_name", "owner")
    assert [table(GAPS)[0][name] for name in names] == [
        "safe", "Safe", "headline", "Headline indicators", "Head of Service"
    ]  # fmt: skip
    assert [table("values: {2018-19 Q4: 1}")[0][name] for name in names] == [
        None, None, "headline", "Headline indicators", None
    ]  # fmt: skip


def test_a_reading_by_another_method_is_marked() -> None:
    lines = "values: {2018-19 Q3: 1, 2018-19 Q4: {value: 2, break: true}}"
    found = [(one["method_changed"], one["direction_reason"]) for one in table(lines)]
    assert found == [(False, "no-earlier"), (True, "not-comparable")]


def test_outcome_and_tier_narrow_it() -> None:
    book = loaded({"one": GAPS, "two": "values: {2018-19 Q4: 1}, tier: wider"})
    for more, left in (({"outcome": "safe"}, {"one"}), ({"tier": "wider"}, {"two"})):
        found = rows(readings(api.catalogue_history(book, **more)))
        assert {one["indicator"] for one in found} == left


def test_it_can_be_read_twice() -> None:
    history = api.catalogue_history(loaded({"it": GAPS}))
    assert rows(readings(history)) == rows(readings(history))


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────


def as_csv(book: Loaded, comparators: bool = False) -> list[Row]:
    text = history_csv.render(api.catalogue_history(book), comparators, Style())
    return list(csv.DictReader(io.StringIO(text)))


def test_as_csv_numbers_are_exact_and_dates_iso() -> None:
    lines = "values: {2018-19 Q4: {numerator: 1, denominator: 3}}, unit: percent, target: 16.70"
    (row,) = as_csv(loaded({"it": lines}))
    names = ("value", "numerator", "denominator", "target", "period_start", "period_end", "carried")
    assert [row[name] for name in names] == [
        "33.333333", "1", "3", "16.7", "2019-01-01", "2019-03-31", "false"
    ]  # fmt: skip


def test_as_csv_no_cell_is_a_formula() -> None:
    lines = "values: {2018-19 Q4: 1}, owner: '=1+1'"
    (row,) = as_csv(loaded({"it": lines}))
    assert row["owner"] == "'=1+1"


def test_as_csv_both_tables_have_their_columns() -> None:
    book = golden("shipped")
    assert list(as_csv(book)[0]) == list(READINGS)
    assert list(as_csv(book, comparators=True)[0]) == list(COMPARISONS)
