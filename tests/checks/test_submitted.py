"""Checks of what services submitted, at their edges."""

from pathlib import Path

import pytest

from ragcalc.checks.run import check
from tests import build
from tests.catalogue.submitting import catalogue, load

LONG = "indicator,period,value\n"
EIGHT = [f"{year}-{year - 1999} Q{quarter}" for year in (2016, 2017) for quarter in (1, 2, 3, 4)]


def found(folder: Path, book: str, table: str, period: str | None = None) -> list[str]:
    """Return the findings of checks of submitted tables, from the folder."""
    loaded = load(folder, book, {"r.csv": table})
    codes = ("value-unlikely", "series-not-submitted", "period-in-future", "series-comparator-old")
    problems = check(loaded, period).problems
    return [str(one).replace(f"{folder}/", "") for one in problems if one.code in codes]


def history(values: list[str], entries: str = "") -> str:
    given = ", ".join(
        f"{period}: {value}" for period, value in zip([*EIGHT, "2015-16 Q4"], values, strict=False)
    )
    return catalogue(it=", ".join(filter(None, [entries, f"values: {{{given}}}"])))


LIKELY_OR_NOT = [
    # median 4.5, deviations 0.5 to 3.5, their median 2: 0.6745 x 10.4 / 2 is 3.507
    (list("12345678"), "14.8", False),
    (list("12345678"), "14.9", True),
    (list("12345678"), "-5.9", True),
    # a median of whole numbers is not rounded: 3.5, deviations' median 2.5, the score 3.37
    (list("11234678"), "16", False),
    # of nine it is the middle one: median 5, deviations' median 2, the edge 15.378
    (list("123456789"), "15.3", False),
    (list("123456789"), "15.4", True),
    # seven are too few
    (list("1234567"), "1000", False),
    # more than half are equal: mean deviation 3/8, so 5 + 3.5 x 1.253314 x 0.375 is the edge
    (list("55555558"), "6.64", False),
    (list("55555558"), "6.65", True),
    # no spread at all
    (list("55555555"), "1000", False),
    # a reason is no figure
    ([*"1234567", "suppressed"], "1000", False),
]


def rows(periods: list[str], values: list[str], value: str) -> str:
    """Return a table with a history, and with a figure for the quarter behind it."""
    given = zip([*periods[: len(values)], "2018-19 Q1"], [*values, value], strict=True)
    return LONG + "".join(f"it,{period},{one}\n" for period, one in given)


@pytest.mark.parametrize(("values", "value", "unlikely"), LIKELY_OR_NOT)
def test_a_figure_far_from_its_history_is_unlikely(
    tmp_path: Path, values: list[str], value: str, unlikely: bool
) -> None:
    table = f"{LONG}it,2018-19 Q1,{value}\n"
    assert bool(found(tmp_path, history(values), table)) is unlikely


@pytest.mark.parametrize(("values", "value", "unlikely"), LIKELY_OR_NOT)
def test_a_figure_is_as_unlikely_where_its_history_was_submitted_too(
    tmp_path: Path, values: list[str], value: str, unlikely: bool
) -> None:
    periods = [*EIGHT, "2015-16 Q4"]
    assert bool(found(tmp_path, catalogue(it=""), rows(periods, values, value))) is unlikely


def test_a_submitted_history_ends_at_a_break_of_the_method(tmp_path: Path) -> None:
    years = [f"{year}-{year - 1999}" for year in range(2012, 2018)]
    periods = [f"{year} Q{quarter}" for year in years for quarter in (1, 2, 3, 4)][-20:]
    values = [*["1", "100"] * 6, *["10", "11"] * 4]
    whole = rows(periods, values, "30")
    assert found(tmp_path, catalogue(it=""), whole) == []
    quarter = whole.replace("2016-17 Q1,10", "2016-17 Q1,10 b")
    year = f"{whole}it,2015-16,5 b\n"
    for broken, since in ((quarter, "8 previous"), (year, "9 previous")):
        (line,) = [one for one in found(tmp_path, catalogue(it=""), broken) if "unlikely" in one]
        assert f"30 is far from the {since} readings" in line


def test_a_figure_from_counts_is_as_unlikely_as_the_same_one_written(tmp_path: Path) -> None:
    counts = [f"{{numerator: {number}, denominator: 100}}" for number in range(1, 9)]
    table = "indicator,period,numerator,denominator\nit,2018-19 Q1,61,100\n"
    (line,) = found(tmp_path, history(counts, "unit: percent"), table)
    assert "warning: 61 is far from the 8 previous readings: their median is 4.5, and" in line


def test_an_indicator_without_a_submitted_figure_hides_none_of_the_next(tmp_path: Path) -> None:
    book = history(list("12345678"))
    first = book.replace(
        "  it: {", "  first: {name: first, unit: count, polarity: high, values: {}}\n  it: {"
    )
    lines = found(tmp_path, first, f"{LONG}it,2018-19 Q1,61\n")
    assert [line.rpartition("[")[2] for line in lines].count("value-unlikely]") == 1


def test_an_unlikely_figure_is_shown_in_its_own_column(tmp_path: Path) -> None:
    table = "indicator,period,note,value\nit,2018-19 Q1,a flood,61\n"
    (line,) = found(tmp_path, history(list("12345678")), table)
    assert line.startswith("r.csv:2:23: ")


def test_the_message_holds_the_figures_of_the_method(tmp_path: Path) -> None:
    assert found(tmp_path, history(list("12345678")), f"{LONG}it,2018-19 Q1,61\n") == [
        (
            "r.csv:2:15: warning: 61 is far from the 8 previous readings: their median is 4.5, and "
            "the score 19.1 is above 3.5 [value-unlikely]"
        )
    ]


def test_only_figures_since_a_break_are_a_history(tmp_path: Path) -> None:
    """The figure with the break is the first by the new method, so it is one of eight."""
    table = f"{LONG}it,2018-19 Q1,61\n"
    book = history([*"12345678"])
    first = book.replace("2016-17 Q1: 1", "2016-17 Q1: {value: 1, break: true}")
    assert len(found(tmp_path, first, table)) == 1
    second = book.replace("2016-17 Q2: 2", "2016-17 Q2: {value: 2, break: true}")
    assert found(tmp_path, second, table) == []


def test_a_figure_that_is_itself_a_break_has_no_history(tmp_path: Path) -> None:
    book = history([*"12345678"])
    assert len(found(tmp_path, book, f"{LONG}it,2018-19 Q1,61\n")) == 1
    assert found(tmp_path, book, f"{LONG}it,2018-19 Q1,61 b\n") == []


def test_a_break_in_a_period_of_another_kind_ends_the_history_too(tmp_path: Path) -> None:
    broken = history([*"12345678"]).replace("values: {", "values: {2017-18: 5 b, ")
    table = f"{LONG}it,2018-19 Q1,61\n"
    assert "value-unlikely]" not in str(found(tmp_path, broken, table))
    whole = broken.replace("5 b", "5")
    assert "value-unlikely]" in str(found(tmp_path, whole, table))


def test_the_method_is_tuned_in_thresholds() -> None:
    codes = build.codes("values: {}", thresholds="checks: {unlikely: {points: 2}}")
    assert codes == ["value-not-one-of"]
    assert build.codes("values: {}", thresholds="checks: {unlikely: {points: 3}}") == []


@pytest.mark.parametrize(("value", "count"), [("6.5", 0), ("6.6", 1), ("2.5", 0), ("2.4", 1)])
def test_a_score_at_the_limit_is_not_yet_unlikely(tmp_path: Path, value: str, count: int) -> None:
    """Median 4.5 and deviations' median 2: a distance of 2 has the score 0.6745."""
    rules = tmp_path / "thresholds.yaml"
    rules.write_text("version: 1\nchecks: {unlikely: {limit: 0.6745}}\n", encoding="utf-8")
    table = f"{LONG}it,2018-19 Q1,{value}\n"
    loaded = load(tmp_path, history(list("12345678")), {"r.csv": table}, thresholds=rules)
    assert [one.code for one in check(loaded).problems].count("value-unlikely") == count


def test_an_accumulating_figure_is_compared_with_the_same_period_of_earlier_years(
    tmp_path: Path,
) -> None:
    years = range(2010, 2018)
    given = [
        f"{year}-{year - 1999} Q{one}: {one * 10}{year % 10}" for year in years for one in (2, 4)
    ]
    book = catalogue(it=f"accumulates: true, values: {{{', '.join(given)}}}")
    history = "".join(f"it,{one.replace(': ', ',')}\n" for one in given)
    for submitted in ("", history):
        start = catalogue(it="accumulates: true") if submitted else book
        (line,) = found(tmp_path, start, f"{LONG}{submitted}it,2018-19 Q2,404\n")
        assert "404 is far from the 8 previous readings: their median is 203.5" in line
        assert found(tmp_path, start, f"{LONG}{submitted}it,2018-19 Q4,404\n") == []


def test_only_the_latest_figure_up_to_the_period_that_is_asked_for_is_looked_at(
    tmp_path: Path,
) -> None:
    table = f"{LONG}it,2018-19 Q1,61\nit,2018-19 Q2,5\n"
    book = history(list("12345678"))
    assert found(tmp_path, book, table) == []
    lines = found(tmp_path, book, table, "2018-19-q1")
    assert [line.partition("[")[2] for line in lines] == ["value-unlikely]", "period-in-future]"]
    whole = f"{rows(EIGHT, list('12345678'), '61')}it,2018-19 Q2,5\n"
    assert found(tmp_path, catalogue(it=""), whole) == []
    assert len(found(tmp_path, catalogue(it=""), whole, "2018-19-q1")) == 2


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


def test_what_has_no_owner_is_named_without_one(tmp_path: Path) -> None:
    book = catalogue(it="values: {2018-19 Q3: 1}", other="values: {2018-19 Q3: 1}")
    (line,) = found(tmp_path, book, f"{LONG}it,2018-19 Q4,1\n", "2018-19-q4")
    assert line.endswith(": 2018-19 Q4 is due and was not submitted [series-not-submitted]")


def test_a_reading_after_the_period_that_is_asked_for_lies_in_the_future(tmp_path: Path) -> None:
    table = f"{LONG}it,2018-19 Q4,1\nit,2019-20 Q1,1\n"
    assert found(tmp_path, catalogue(), table, "2018-19-q4") == [
        (
            "r.csv:3:4: warning: 2019-20 Q1 is after 2018-19 Q4, the report's period "
            "[period-in-future]"
        )
    ]
    assert found(tmp_path, catalogue(), table) == []
