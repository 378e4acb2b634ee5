"""Checks of what services submitted, at their edges."""

from pathlib import Path

import pytest

from ragcalc.checks.run import check
from tests import build
from tests.catalogue.submitting import catalogue, load

LONG = "indicator,period,value\n"
EIGHT = [f"{year}-{year - 1999} Q{quarter}" for year in (2016, 2017) for quarter in (1, 2, 3, 4)]


def found(folder: Path, book: str, table: str, period: str | None = None) -> list[str]:
    """Give the findings of checks of submitted tables, from the folder."""
    loaded = load(folder, book, {"r.csv": table})
    codes = ("value-unlikely", "series-not-submitted", "period-in-future", "series-comparator-old")
    problems = check(loaded, period).problems
    return [str(one).replace(f"{folder}/", "") for one in problems if one.code in codes]


def history(values: list[str], entries: str = "") -> str:
    given = ", ".join(f"{period}: {value}" for period, value in zip(EIGHT, values, strict=False))
    return catalogue(it=", ".join(filter(None, [entries, f"values: {{{given}}}"])))


@pytest.mark.parametrize(
    ("values", "value", "unlikely"),
    [
        # median 4.5, deviations 0.5 to 3.5, their median 2: 0.6745 x 10.4 / 2 is 3.507
        (list("12345678"), "14.8", False),
        (list("12345678"), "14.9", True),
        (list("12345678"), "-5.9", True),
        # seven are too few
        (list("1234567"), "1000", False),
        # more than half are equal: mean deviation 3/8, so 5 + 3.5 x 1.253314 x 0.375 is the edge
        (list("55555558"), "6.64", False),
        (list("55555558"), "6.65", True),
        # no spread at all
        (list("55555555"), "1000", False),
        # a reason is no figure
        ([*"1234567", "suppressed"], "1000", False),
    ],
)
def test_a_figure_far_from_its_history_is_unlikely(
    tmp_path: Path, values: list[str], value: str, unlikely: bool
) -> None:
    table = f"{LONG}it,2018-19 Q1,{value}\n"
    assert bool(found(tmp_path, history(values), table)) is unlikely


def test_the_message_holds_the_figures_of_the_method(tmp_path: Path) -> None:
    assert found(tmp_path, history(list("12345678")), f"{LONG}it,2018-19 Q1,61\n") == [
        (
            "r.csv:2:15: warning: 61 is far from the 8 earlier readings: their median is 4.5, and "
            "the score 19.1 is above 3.5 [value-unlikely]"
        )
    ]


def test_only_figures_since_a_break_are_a_history(tmp_path: Path) -> None:
    book = history([*"12345678"]).replace("2016-17 Q2: 2", "2016-17 Q2: {value: 2, break: true}")
    assert found(tmp_path, book, f"{LONG}it,2018-19 Q1,61\n") == []


def test_the_method_is_tuned_in_thresholds() -> None:
    codes = build.codes("values: {}", thresholds="checks: {unlikely: {points: 2}}")
    assert codes == ["value-not-one-of"]
    assert build.codes("values: {}", thresholds="checks: {unlikely: {points: 3}}") == []


def test_an_accumulating_figure_is_held_against_the_same_period_of_earlier_years(
    tmp_path: Path,
) -> None:
    years = range(2010, 2018)
    given = [
        f"{year}-{year - 1999} Q{one}: {one * 10}{year % 10}" for year in years for one in (1, 2)
    ]
    book = catalogue(it=f"accumulates: true, values: {{{', '.join(given)}}}")
    table = f"{LONG}it,2018-19 Q1,204\n"
    (line,) = found(tmp_path, book, table)
    assert "204 is far from the 8 earlier readings: their median is 103.5" in line
    assert found(tmp_path, book, f"{LONG}it,2018-19 Q2,204\n") == []


def test_only_the_latest_figure_up_to_the_period_that_is_asked_for_is_looked_at(
    tmp_path: Path,
) -> None:
    table = f"{LONG}it,2018-19 Q1,61\nit,2018-19 Q2,5\n"
    book = history(list("12345678"))
    assert found(tmp_path, book, table) == []
    lines = found(tmp_path, book, table, "2018-19-q1")
    assert [line.partition("[")[2] for line in lines] == ["value-unlikely]", "period-in-future]"]


def test_a_submission_of_a_catalogue_without_a_figure_misses_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, catalogue(it="", other=""), f"{LONG}it,2018-19 Q4,\n") == []


def test_a_finding_about_a_submitted_comparator_stands_at_its_cell(tmp_path: Path) -> None:
    table = "indicator,period,value,comparator\nit,2018-19 Q4,5,\nit,2014-15,4,england\n"
    assert found(tmp_path, catalogue(it="target: 3"), table) == [
        (
            "r.csv:3:4: warning: 2014-15 is 48 months older than the reading for 2018-19 Q4 that "
            "it is compared with [series-comparator-old]"
        )
    ]


def test_what_is_due_and_was_not_submitted_is_named_with_its_owner(tmp_path: Path) -> None:
    book = catalogue(it="values: {2018-19 Q3: 1}", other="owner: Housing, values: {2018-19 Q3: 1}")
    table = f"{LONG}it,2018-19 Q4,1\n"
    expected = "is due from Housing and was not submitted [series-not-submitted]"
    (line,) = found(tmp_path, book, table, "2018-19-q4")
    assert line.endswith(f"2018-19 Q4 {expected}")
    assert found(tmp_path, book, f"{table}other,2018-19 Q4,c\n", "2018-19-q4") == []


def test_a_reading_after_the_period_that_is_asked_for_lies_in_the_future(tmp_path: Path) -> None:
    table = f"{LONG}it,2018-19 Q4,1\nit,2019-20 Q1,1\n"
    assert found(tmp_path, catalogue(), table, "2018-19-q4") == [
        (
            "r.csv:3:4: warning: 2019-20 Q1 is after 2018-19 Q4, the period of the report "
            "[period-in-future]"
        )
    ]
    assert found(tmp_path, catalogue(), table) == []
