"""Submitted tables: what each row gives, and every mistake at its cell."""

import os
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.returns import texts
from ragcalc.checks.run import check
from ragcalc.periods import Kind, Period
from ragcalc.problems import Span
from ragcalc.vocabulary import Direction, Reason, Status
from tests.catalogue.submitting import catalogue, found, indicator, load, record_fields, values

LONG = "indicator,period,value\n"
FULL = (
    "indicator,period,value,numerator,denominator,target,status,direction,provisional,note,"
    "comparator\n"
)


def read(folder: Path, table: str, head: str = "", **indicators: str) -> dict[str, object]:
    """Return the readings of the indicator `it`, submitted alone."""
    return values(load(folder, catalogue(head, **indicators), {"r.csv": table}))


def refused(folder: Path, table: str, head: str = "", **indicators: str) -> list[str]:
    """Return what is wrong with a table."""
    return found(load(folder, catalogue(head, **indicators), {"r.csv": table}), folder)


def remarks(folder: Path, table: str, **indicators: str) -> list[str]:
    """Return what was noticed in a table without an error."""
    loaded = load(folder, catalogue(**indicators), {"r.csv": table})
    assert loaded.problems == ()
    (one,) = loaded.submissions
    return [str(each).replace(f"{folder}/", "") for each in loaded.locate(one.remarks)]


# ── What a row gives ─────────────────────────────────────────────────────────────────────────────


def test_a_row_of_the_long_form_is_a_reading(tmp_path: Path) -> None:
    table = f"{LONG}it,2018-19 Q4,1\nit,2018-19 Q3,c\nit,2018-19 Q2,\nit,2018-19 Q1,7 p\n"
    assert read(tmp_path, table) == {
        "2018-19 Q4": {"value": "1"},
        "2018-19 Q3": {"value": "suppressed"},
        "2018-19 Q1": {"value": "7", "provisional": True},
    }


def test_every_column_of_the_long_form_is_kept(tmp_path: Path) -> None:
    table = (
        f"{FULL}it,2018-19 Q4,5 r,,,6,RED,declined,yes,late,\n"
        "it,2018-19 Q3,,5,6 p,z,,,,,\n"
        "it,2018-19 Q4,7 b,,,,,,true,national,england\n"
        "it,2018-19 Q4,c,,,,,,,hidden,north-west\n"
        "it,2018-19 Q2,,,,,,,,a note alone,\n"
    )
    it = indicator(load(tmp_path, catalogue(), {"r.csv": table}))
    assert {str(one): record_fields(reading) for one, reading in it.values.items()} == {
        "2018-19 Q4": {"value": "5", "provisional": True, "revised": True, "note": "late"},
        "2018-19 Q3": {"numerator": "5", "denominator": "6", "provisional": True},
    }
    assert {str(one): record_fields(target) for one, target in it.targets.items()} == {
        "2018-19 Q4": {"value": "6"}
    }
    assert [record_fields(one) for one in it.reported.values()] == [
        {"status": Status.RED, "direction": Direction.DECLINED}
    ]
    comparators = {
        (name, str(period)): record_fields(figure)
        for name, series in it.comparators.items()
        for period, figure in series.items()
    }
    assert comparators == {
        ("england", "2018-19 Q4"): {"value": "7", "provisional": True, "note": "national"}
    }


@pytest.mark.parametrize(
    "header",
    ["Indicator,PERIOD,Value", " indicator , Period,value ", "value,period,indicator"],
)
def test_names_of_columns_forgive_case_spaces_and_order(tmp_path: Path, header: str) -> None:
    row = "5,2018-19 Q4,it" if header.startswith("value") else "it,2018-19 Q4,5"
    assert read(tmp_path, f"{header}\n{row}\n") == {"2018-19 Q4": {"value": "5"}}


def test_the_catalogue_says_what_a_service_calls_its_columns(tmp_path: Path) -> None:
    head = "columns: {indicator: PI ref, period: Quarter, value: Actual (%)}"
    table = "pi REF,quarter,ACTUAL\nit,2018-19 Q4,5\n"
    assert read(tmp_path, table, head) == {"2018-19 Q4": {"value": "5"}}


@pytest.mark.parametrize("name", ["Measure", "KPI Name", "Performance indicator", "Title"])
@pytest.mark.parametrize("period", ["Q4 18/19", "Quarter 4 2018/19", "Qtr 4 (Jan-Mar) 2018/19"])
def test_the_table_that_a_catalogue_is_drafted_from_is_read_as_it_stands(
    tmp_path: Path, name: str, period: str
) -> None:
    assert read(tmp_path, f"{name},{period}\nit,5\n") == {"2018-19 Q4": {"value": "5"}}


def test_a_column_called_indicator_goes_before_other_names_of_it(tmp_path: Path) -> None:
    read_as = read(tmp_path, "Indicator,2018-19 Q4\nit,5\n")
    assert read_as == {"2018-19 Q4": {"value": "5"}}
    assert read(tmp_path, "Indicator,Note,2018-19 Q4\nit,x,5\n") == read_as
    head = "columns: {indicator: Measure}"
    assert read(tmp_path, "Measure,2018-19 Q4\nit,5\n", head) == read_as


def test_the_wide_form_has_a_column_for_each_period(tmp_path: Path) -> None:
    table = "Indicator,2018-19 Q3,2018-19 Q4,2018-19 Q2\nit,1,2 p,\n"
    assert read(tmp_path, table) == {
        "2018-19 Q3": {"value": "1"},
        "2018-19 Q4": {"value": "2", "provisional": True},
    }


@pytest.mark.parametrize(
    ("frequency", "columns", "expected"),
    [
        ("quarterly", "31/12/2018,2019-03-31", ["2018-19 Q3", "2018-19 Q4"]),
        ("monthly", "31/12/2018,2019-03-31", ["2018-M12", "2019-M03"]),
        ("annual", "31/03/2018,01/04/2018", ["2017-18", "2018-19"]),
        ("monthly", "Feb-19,Mar-19", ["2019-M02", "2019-M03"]),
        ("quarterly", "Dec-18,2018-19 Q4", ["2018-19 Q3", "2018-19 Q4"]),
    ],
)
def test_a_day_over_a_column_of_the_wide_form_is_the_indicators_period_with_it(
    tmp_path: Path, frequency: str, columns: str, expected: list[str]
) -> None:
    table = f"indicator,{columns}\nit,1,2\n"
    assert list(read(tmp_path, table, it=f"frequency: {frequency}")) == expected


def test_days_over_columns_that_are_one_period_give_it_twice(tmp_path: Path) -> None:
    table = "indicator,01/03/2019,31/03/2019,31/03/2019\nit,1,2,2\n"
    assert refused(tmp_path, table) == [
        "r.csv:1:33: error: duplicate column '31/03/2019' [table-column-twice]"
    ]
    assert refused(tmp_path, "indicator,01/03/2019,31/03/2019\nit,1,2\n") == [
        (
            "r.csv:2:6: error: conflicting values for 2018-19 Q4: 2 here, 1 at r.csv:2:4 "
            "[value-given-twice]"
        )
    ]
    assert refused(tmp_path, "indicator,01/03/2019,31/03/2019\nit,,2\nit,3,\n") == [
        (
            "r.csv:3:4: error: conflicting values for 2018-19 Q4: 3 here, 2 at r.csv:2:5 "
            "[value-given-twice]"
        )
    ]


def test_a_mistake_below_a_day_is_shown_in_its_column(tmp_path: Path) -> None:
    assert refused(tmp_path, "indicator,31/12/2018,31/03/2019\nit,1,two\n") == [
        "r.csv:2:6: error: value must be a number or a reason, not 'two' [value-not-a-number]"
    ]


def test_a_year_of_the_wide_form_is_of_the_indicators_own_kind(tmp_path: Path) -> None:
    table = "indicator,2017-18,2018-19\nit,1,2\n"
    annual = "frequency: annual, year: academic"
    assert list(read(tmp_path, table, it=annual)) == ["2017-18 academic", "2018-19 academic"]


def test_a_row_of_the_wide_form_may_be_a_comparators(tmp_path: Path) -> None:
    """The column says whose the figures are; where it is empty, they are the council's own."""
    columns = "indicator,comparator,2018-19 Q3,2018-19 Q4\n"
    rows = "it,England,7,8 p\nit,,5,6\nit,north-west,,9\n"
    found = indicator(load(tmp_path, catalogue(), {"r.csv": columns + rows}))
    assert {str(period): record_fields(one) for period, one in found.values.items()} == {
        "2018-19 Q3": {"value": "5"},
        "2018-19 Q4": {"value": "6"},
    }
    assert {
        name: {str(period): record_fields(one) for period, one in series.items()}
        for name, series in found.comparators.items()
    } == {
        "england": {
            "2018-19 Q3": {"value": "7"},
            "2018-19 Q4": {"value": "8", "provisional": True},
        },
        "north-west": {"2018-19 Q4": {"value": "9"}},
    }


def test_mistakes_in_a_comparators_wide_row_stand_at_their_cells(tmp_path: Path) -> None:
    columns = "indicator,comparator,2018-19 Q3,2018-19 Q4\n"
    rows = "it,Wales,7,8\nit,England,x7,1\nit,England,3,2\n"
    assert refused(tmp_path, columns + rows) == [
        "r.csv:2:4: error: there is no comparator 'Wales' [reference-comparator]",
        "r.csv:3:12: error: value must be a number, not 'x7' [value-not-a-number]",
        (
            "r.csv:4:14: error: conflicting values for 2018-19 Q4: 2 here, 1 at r.csv:3:15 "
            "[value-given-twice]"
        ),
    ]


def test_what_the_wide_form_has_no_place_for_is_reported(tmp_path: Path) -> None:
    table = "indicator,target,note,2018-19 Q4\nit,90,late,7\n"
    assert read(tmp_path, table) == {"2018-19 Q4": {"value": "7"}}
    why = "as each period has a column [table-column-unknown]"
    assert remarks(tmp_path, table) == [
        f"r.csv:1:11: note: nothing is read from the column 'target', {why}",
        f"r.csv:1:18: note: nothing is read from the column 'note', {why}",
    ]


@pytest.mark.parametrize("unit", ["percent", "rate-per-1000"])
def test_an_amount_of_money_is_no_share(tmp_path: Path, unit: str) -> None:
    table = f"{LONG}it,2018-19 Q4,£18\n"
    record_fields = f"r.csv:2:15: error: value must be in {unit}, not '£18' [value-not-a-number]"
    assert refused(tmp_path, table, it=f"unit: {unit}") == [record_fields]
    assert read(tmp_path, table, it="unit: currency") == {"2018-19 Q4": {"value": "18"}}


def test_a_named_kind_of_year_is_never_overruled_by_the_indicators_own(tmp_path: Path) -> None:
    """In the long form, the wide form, and for what stands beside a figure of a year's part."""
    annual, monthly = "frequency: annual, year: academic", "frequency: monthly, year: academic"
    rows = f"{LONG}it,2018-19,1\nit,2018-19 financial,2\nit,2017-18 academic,3\n"
    figures = {"2018-19 academic": "1", "2018-19": "2", "2017-18 academic": "3"}
    expected = {period: {"value": value} for period, value in figures.items()}
    assert read(tmp_path, rows, it=annual) == expected
    columns = "indicator,2018-19,2018-19 financial,2017-18 academic\nit,1,2,3\n"
    assert read(tmp_path, columns, it=annual) == expected
    beside = (
        "indicator,period,value,target,comparator\nit,2018-M10,5,,\nit,2018-19,,9,\n"
        "it,2017-18 financial,,8,\nit,2018-19,7,,england\nit,2018-19 financial,6,,england\n"
    )
    found = indicator(load(tmp_path, catalogue(it=monthly), {"r.csv": beside}))
    assert [*map(str, found.targets)] == ["2018-19 academic", "2017-18"]
    assert [*map(str, found.comparators["england"])] == ["2018-19 academic", "2018-19"]


def test_two_columns_of_one_year_are_two_figures_of_one_period(tmp_path: Path) -> None:
    columns = "indicator,2018-19,2018-19 financial\nit,1,2\n"
    assert refused(tmp_path, columns, it="frequency: annual") == [
        (
            "r.csv:2:6: error: conflicting values for 2018-19: 2 here, 1 at r.csv:2:4 "
            "[value-given-twice]"
        )
    ]


def test_names_and_short_names_name_an_indicator_and_ids_come_first(tmp_path: Path) -> None:
    named = {"a": "name: One thing, short: Thing", "b": "name: a", "c": "name: Same", "d": ""}
    named["d"] = "name: same"
    table = f"{LONG}ONE THING,2018-19 Q4,1\nthing,2018-19 Q3,2\nA,2018-19 Q2,3\nSame,2018-19 Q4,4\n"
    loaded = load(tmp_path, catalogue(**named), {"r.csv": table})
    assert found(loaded, tmp_path) == [
        "r.csv:5:1: error: 2 indicators are called 'Same' [reference-indicator]"
    ]
    assert loaded.catalogue is not None
    readings = loaded.catalogue.indicators["a"].values
    assert [str(one) for one in readings] == ["2018-19 Q4", "2018-19 Q3", "2018-19 Q2"]


@pytest.mark.parametrize(
    "word",
    ["Repeat\nreferrals", " Repeat  referrals ", "Repeat\u00a0referrals\r\n", "REPEAT\treferrals"],
)
def test_the_blanks_and_the_line_breaks_in_a_name_do_not_matter(tmp_path: Path, word: str) -> None:
    """A cell of Excel often breaks a long name; the catalogue has it in one line."""
    named = {"it": "name: Repeat referrals"}
    long, wide = f'{LONG}"{word}",2018-19 Q4,5\n', f'indicator,2018-19 Q4\n"{word}",5\n'
    assert read(tmp_path, long, **named) == {"2018-19 Q4": {"value": "5"}}
    assert read(tmp_path, wide, **named) == {"2018-19 Q4": {"value": "5"}}


def test_the_blanks_in_what_tells_two_of_one_name_apart_do_not_matter(tmp_path: Path) -> None:
    named = {"it": "name: 'Repeat referrals, North East'", "b": "name: 'Repeat referrals, South'"}
    table = 'indicator,area,period,value\n"Repeat\nreferrals\n","North\nEast",2018-19 Q4,5\n'
    assert read(tmp_path, table, **named) == {"2018-19 Q4": {"value": "5"}}


def test_a_name_of_no_indicator_is_shown_in_one_line(tmp_path: Path) -> None:
    table = f'{LONG}"Repeat\nreferrals",2018-19 Q4,5\n'
    assert refused(tmp_path, table) == [
        "r.csv:2:1: error: there is no indicator 'Repeat referrals' [reference-indicator]"
    ]


@pytest.mark.parametrize(
    "word", ["north-west", "North West", "NORTH-WEST", "North  West", "North\u00a0West"]
)
def test_a_comparator_is_named_as_an_indicator_is(tmp_path: Path, word: str) -> None:
    table = f"indicator,period,value,comparator\nit,2018-19 Q4,7,{word}\n"
    it = indicator(load(tmp_path, catalogue(), {"r.csv": table}))
    assert list(it.comparators) == ["north-west"]


@pytest.mark.parametrize(
    "table",
    [
        "indicator,period,value\nit,May-19,5\n",
        "indicator,May-19\nit,5\n",
        "indicator,Apr-19,May-19,Jun-19\nit,,,5\n",
    ],
)
@pytest.mark.parametrize("frequency", ["quarterly", "annual"])
def test_a_month_that_ends_no_quarter_is_no_quarter(
    tmp_path: Path, table: str, frequency: str
) -> None:
    loaded = load(tmp_path, catalogue(it=f"frequency: {frequency}"), {"r.csv": table})
    codes = [one.code for one in check(loaded, None).problems]
    assert "period-not-of-frequency" in codes


def test_a_month_that_ends_a_quarter_may_be_its_name(tmp_path: Path) -> None:
    assert list(read(tmp_path, f"{LONG}it,Jun-19,5\n")) == ["2019-20 Q1"]
    assert list(read(tmp_path, "indicator,Mar-19,Jun-19\nit,4,5\n")) == ["2018-19 Q4", "2019-20 Q1"]


@pytest.mark.parametrize(
    ("frequency", "cell", "period"),
    [
        ("quarterly", "31/03/2019", "2018-19 Q4"),
        ("quarterly", "1.4.2019", "2019-20 Q1"),
        ("quarterly", "2019-01-01", "2018-19 Q4"),
        ("monthly", "2019-01-31", "2019-M01"),
        ("annual", "31/03/2019", "2018-19"),
        ("annual", "01/04/2019", "2019-20"),
    ],
)
def test_a_date_stands_for_the_period_that_has_its_day(
    tmp_path: Path, frequency: str, cell: str, period: str
) -> None:
    table = f"{LONG}it,{cell},5\n"
    assert list(read(tmp_path, table, it=f"frequency: {frequency}")) == [period]


def test_a_row_without_its_last_cells_and_an_empty_row_are_as_excel_writes_them(
    tmp_path: Path,
) -> None:
    table = f"{FULL}it,2018-19 Q4,5\n,,,,,,,,,,\n\nit,2018-19 Q3,6,,,,,,,,,,,\n"
    assert list(read(tmp_path, table)) == ["2018-19 Q4", "2018-19 Q3"]


def test_the_header_may_stand_below_a_title_and_cells_may_hold_line_ends(tmp_path: Path) -> None:
    table = 'Return for "Q4"\n\nfrom,"two\nlines"\nindicator,period,value\nit,2018-19 Q4,5\n'
    assert read(tmp_path, table.replace("\n", "\r\n")) == {"2018-19 Q4": {"value": "5"}}


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_the_one_that_there_is_most_of(tmp_path: Path, sign: str) -> None:
    row = sign.join(["it", "2018-19 Q4", '"1,234"'])
    assert read(tmp_path, f"{sign.join(['indicator', 'period', 'value'])}\n{row}\n") == {
        "2018-19 Q4": {"value": "1234"}
    }


def test_signs_within_notes_are_not_taken_for_the_one_between_cells(tmp_path: Path) -> None:
    table = (
        "Return, Housing, Anyshire\nindicator;period;value;note\n"
        "it;2018-19 Q4;5;late, as in Q1, Q2, Q3, and before\nit;2018-19 Q3;6;a, b, c, d, e, f, g\n"
    )
    for text in (table, table.replace(",", "|"), table.translate({44: 59, 59: 44})):
        assert list(read(tmp_path, text)) == ["2018-19 Q4", "2018-19 Q3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_the_encodings_that_spreadsheets_save(
    tmp_path: Path, encoding: str
) -> None:
    table = "indicator,period,value,note\nit,2018-19 Q4,£5,café\n".encode(encoding)
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"value": "5", "note": "café"}}


# ── Every mistake at its cell ────────────────────────────────────────────────────────────────────


def test_every_mistake_is_shown_at_its_cell_and_all_in_one_run(tmp_path: Path) -> None:
    table = (
        f"{FULL}it,2018-19 Q4,n.a,,,,,,,,\n"
        "it,2018-19 Q3,5,,,,,,maybe,,\n"
        "it,2018-19 Q2,5,,,,pink,,,,\n"
        "it,2018-19 Q1,5,,,ten,,,,,\n"
        ",2018-19 Q2,5\n"
        "if,2018-19 Q2,5\n"
        "it,March,5\n"
        "it,2017-18 Q1,5,,,,,,,,scotland\n"
        "it,2017-18 Q2,5,,,,,,,,,,more\n"
        "it,2017-18 Q3,,5,,,,,,,\n"
        "it,2017-18 Q4,,5,6,,,,,,england\n"
        "it,2017-18 Q4,,5 p,6 u,,,,,,\n"
        '"it","2017-18 Q4","x","-",6,,,,,,\n'
    )
    assert refused(tmp_path, table) == [
        "r.csv:2:15: error: value must be a number or a reason, not 'n.a' [value-not-a-number]",
        "r.csv:3:22: error: provisional must be true or false, not 'maybe' [value-not-one-of]",
        "r.csv:4:20: error: status must be one of green, amber, red, not 'pink' [value-not-one-of]",
        "r.csv:5:19: error: target must be a number, not 'ten' [value-not-a-number]",
        "r.csv:6:1: error: the row has no indicator [reference-indicator]",
        "r.csv:7:1: error: there is no indicator 'if' [reference-indicator]",
        "r.csv:8:4: error: 'March' is not a period [period-unknown]",
        "r.csv:9:24: error: there is no comparator 'scotland' [reference-comparator]",
        "r.csv:10:25: error: the row has 13 cells for 11 columns [table-ragged]",
        "r.csv:11:15: error: there is no value [value-missing]",
        "r.csv:12:16: error: a comparator's figure has no numerator [key-unknown]",
        "r.csv:12:18: error: a comparator's figure has no denominator [key-unknown]",
        "r.csv:13:20: error: denominator must be a number, not 'unreliable' [value-not-a-number]",
        "r.csv:14:23: error: numerator must be a figure, not '-' [value-dash]",
    ]


def test_every_mistake_of_one_row_is_shown_at_its_cell(tmp_path: Path) -> None:
    table = (
        f"{FULL}it,2018-19 Q4,n.a,-,6%,ten,pink,up,maybe,,\n"
        "it,2018-19 Q3,n.a,,,7,red,,,,scotland\n"
        "it,2018-19 Q2,5,5,6,7,red,improved,,,england\n"
        "it,2018-19 Q1,5,,,,pink,up,maybe,,\n"
    )
    assert refused(tmp_path, table) == [
        "r.csv:2:15: error: value must be a number or a reason, not 'n.a' [value-not-a-number]",
        "r.csv:2:19: error: numerator must be a figure, not '-' [value-dash]",
        "r.csv:2:21: error: denominator must be in count, not '6%' [value-not-a-number]",
        "r.csv:2:24: error: target must be a number, not 'ten' [value-not-a-number]",
        "r.csv:2:28: error: status must be one of green, amber, red, not 'pink' [value-not-one-of]",
        (
            "r.csv:2:33: error: direction must be one of improved, maintained, declined, higher, "
            "same, lower, unavailable, not 'up' [value-not-one-of]"
        ),
        "r.csv:2:36: error: provisional must be true or false, not 'maybe' [value-not-one-of]",
        "r.csv:3:15: error: value must be a number, not 'n.a' [value-not-a-number]",
        "r.csv:3:21: error: a comparator's figure has no target [key-unknown]",
        "r.csv:3:23: error: a comparator's figure has no status [key-unknown]",
        "r.csv:3:30: error: there is no comparator 'scotland' [reference-comparator]",
        "r.csv:4:17: error: a comparator's figure has no numerator [key-unknown]",
        "r.csv:4:19: error: a comparator's figure has no denominator [key-unknown]",
        "r.csv:4:21: error: a comparator's figure has no target [key-unknown]",
        "r.csv:4:23: error: a comparator's figure has no status [key-unknown]",
        "r.csv:4:27: error: a comparator's figure has no direction [key-unknown]",
        "r.csv:5:20: error: status must be one of green, amber, red, not 'pink' [value-not-one-of]",
        (
            "r.csv:5:25: error: direction must be one of improved, maintained, declined, higher, "
            "same, lower, unavailable, not 'up' [value-not-one-of]"
        ),
        "r.csv:5:28: error: provisional must be true or false, not 'maybe' [value-not-one-of]",
    ]


def test_of_very_many_mistakes_the_first_are_answered_with_the_nearest(tmp_path: Path) -> None:
    names = {f"indicator-{number:03}": "" for number in range(300)}
    rows = "".join(f"indicater-{number},2018-19 Q4,5\n" for number in range(10_000))
    wide = f"indicator,2018-19 Q4{',x' * 10_000}\nindicator-001,n.a\n"
    loaded = load(tmp_path, catalogue(**names), {"r.csv": LONG + rows, "wide.csv": wide})
    *first, last = (one for one in loaded.problems if one.code == "reference-indicator")
    assert first[0].hint.startswith("did you mean indicator-")
    assert last.hint == "ragcalc list shows all"
    assert (last.span, last.excerpt) == (Span(10_001, 1, 10_001, 15), "indicater-9999,2018-19 Q4,5")


def test_a_row_of_the_wide_form_shall_name_an_indicator(tmp_path: Path) -> None:
    assert refused(tmp_path, "indicator,2018-19 Q4\n,5\n,\nif,5\n") == [
        "r.csv:2:1: error: the row has no indicator [reference-indicator]",
        "r.csv:4:1: error: there is no indicator 'if' [reference-indicator]",
    ]


def test_a_percentage_that_is_no_figure_is_refused_beside_other_columns(tmp_path: Path) -> None:
    table = "indicator,period,value,note\nit,2018-19 Q4,1x2,\n"
    assert refused(tmp_path, table, it="unit: percent") == [
        "r.csv:2:15: error: value must be a number, not '1x2' [value-not-a-number]"
    ]


def test_a_mistake_of_the_wide_form_is_shown_in_the_column_of_its_period(tmp_path: Path) -> None:
    table = "indicator,2018-19 Q3,2018-19 Q4\nit,1,two\nit,50%,3\n"
    assert refused(tmp_path, table) == [
        "r.csv:2:6: error: value must be a number or a reason, not 'two' [value-not-a-number]",
        "r.csv:3:4: error: value must be in count, not '50%' [value-not-a-number]",
    ]


def test_mistakes_that_only_the_whole_series_shows_stand_at_their_cell_too(tmp_path: Path) -> None:
    table = f"{FULL}it,2018-19 Q4,25,1,4,,,,,,\nit,2018-19 Q3,26,1,4,,,,,,\n"
    assert refused(tmp_path, table, it="unit: percent") == [
        "r.csv:3:15: error: 26 does not match 1 out of 4 (25%) [value-counts-differ]"
    ]


def test_a_row_of_the_wide_form_that_is_too_long_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "indicator,2018-19 Q4\nit,1,234\nit,5,\n") == [
        "r.csv:2:6: error: the row has 3 cells for 2 columns [table-ragged]"
    ]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("indicator,period", "no row has the columns indicator, period, value: value not found"),
        ("period,value", "no row has the columns indicator, period, value: indicator not found"),
        ("a,b", "no row has the columns indicator, period, value"),
        (
            "indicator,period,numerator",
            "no row has the columns indicator, period, value: value not found",
        ),
    ],
)
def test_missing_columns_are_named(tmp_path: Path, header: str, message: str) -> None:
    assert refused(tmp_path, f"{header}\nit,2018-19 Q4\n") == [
        f"r.csv:1:1: error: {message} [table-columns-missing]"
    ]


def test_counts_may_stand_in_the_values_place(tmp_path: Path) -> None:
    table = "indicator,period,numerator,denominator\nit,2018-19 Q4,5,6\nit,2018-19 Q4,5,7\n"
    assert refused(tmp_path, table) == [
        (
            "r.csv:3:15: error: conflicting values for 2018-19 Q4: 5 of 7 here, 5 of 6 at "
            "r.csv:2:15 "
            "[value-given-twice]"
        )
    ]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("indicator,period,value,VALUE", "1:24: error: duplicate column 'VALUE'"),
        ("indicator,2018-19 Q3,2018/19 Q3", "1:22: error: duplicate column '2018/19 Q3'"),
    ],
)
def test_a_column_that_stands_twice_is_refused(tmp_path: Path, header: str, column: str) -> None:
    assert refused(tmp_path, f"{header}\nit,1,2,3\n") == [f"r.csv:{column} [table-column-twice]"]


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("", "r.csv: error: r.csv has no rows [table-empty]"),
        ("\n\n", "r.csv: error: r.csv has no rows [table-empty]"),
        (
            f'{LONG}it,2018-19 Q3,1\nit,2018-19 Q4,"5\nit,2018-19 Q2,5\n',
            "r.csv:3:1: error: the row cannot be read: unexpected end of data [table-not-csv]",
        ),
        (
            f"{LONG}it,2018-19 Q4,\x1b[31m5\n",
            (
                "r.csv:2:15: error: the text has a control character, which a terminal would obey "
                "[syntax-control-character]"
            ),
        ),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, table: str, problem: str) -> None:
    assert refused(tmp_path, table) == [problem]


def test_a_cell_that_is_too_long_is_named_by_its_line_and_hides_no_other_mistake(
    tmp_path: Path,
) -> None:
    table = f"{LONG}\nother,2018-19 Q4,1\nit,2018-19 Q3,{'1' * 140_000}\n"
    loaded = load(tmp_path, catalogue(it=""), {"r.csv": table})
    assert found(loaded, tmp_path) == [
        "r.csv:3:1: error: there is no indicator 'other' [reference-indicator]",
        (
            "r.csv:4:1: error: the row cannot be read: field larger than field limit (131072) "
            "[table-not-csv]"
        ),
    ]
    assert loaded.problems[1].hint == "shorten the longest cell of the row"


@pytest.mark.parametrize("quote", ['"', ""])
def test_empty_lines_count_and_say_nothing(tmp_path: Path, quote: str) -> None:
    table = f"{quote}indicator{quote},period,value\n\n\r\nit,2018-19 Q4,1\n\nit,2018-19 Q3,five\n"
    assert refused(tmp_path, table, it="") == [
        "r.csv:6:15: error: value must be a number or a reason, not 'five' [value-not-a-number]"
    ]


def test_rows_of_an_indicator_with_its_own_errors_are_passed_over(tmp_path: Path) -> None:
    book = catalogue(it="target: ninety", other="")
    loaded = load(tmp_path, book, {"r.csv": f"{LONG}it,2018-19 Q4,n.a\nother,2018-19 Q4,5\n"})
    assert found(loaded, tmp_path) == [
        "indicators.yaml:6:16: error: target must be a number, not 'ninety' [value-not-a-number]"
    ]
    assert loaded.catalogue is not None
    assert list(loaded.catalogue.indicators) == ["other"]


def test_mistakes_of_the_catalogue_keep_their_place_beside_tables(tmp_path: Path) -> None:
    book = catalogue(it="accumulates: true, profile: [much, 50%, 75%, 100%]", other="")
    loaded = load(tmp_path, book, {"r.csv": f"{LONG}other,2018-19 Q4,5\n"})
    (problem,) = found(loaded, tmp_path)
    assert problem.startswith("indicators.yaml:6:27: error: ")


def test_an_indicator_with_a_mistake_in_a_row_is_left_out_and_the_others_stay(
    tmp_path: Path,
) -> None:
    book = catalogue(it="", other="")
    loaded = load(tmp_path, book, {"r.csv": f"{LONG}it,2018-19 Q4,n.a\nother,2018-19 Q4,5\n"})
    assert loaded.catalogue is not None
    assert list(loaded.catalogue.indicators) == ["other"]
    assert loaded.left_out == {"it": ("value-not-a-number",)}


def test_a_catalogue_that_cannot_be_read_leaves_tables_unread(tmp_path: Path) -> None:
    loaded = load(tmp_path, "version: 2\n", {"r.csv": "x"})
    assert loaded.catalogue is None
    assert loaded.submissions == ()


def test_what_is_left_out_is_named_in_the_order_of_the_catalogue(tmp_path: Path) -> None:
    table = f"{LONG}two,2018-19 Q4,five\none,2018-19 Q4,1\none,2018-19 Q4,2\n"
    loaded = load(tmp_path, catalogue(one="", two="", three=""), {"r.csv": table})
    assert [*loaded.left_out.items()] == [
        ("one", ("value-given-twice",)),
        ("two", ("value-not-a-number",)),
    ]


# ── Figures given twice ──────────────────────────────────────────────────────────────────────────


def test_figures_given_twice_that_agree_are_no_mistake(tmp_path: Path) -> None:
    table = f"{LONG}it,2018-19 Q4,5\nit,2018-19 Q4,5.0\n"
    book = catalogue(it="values: {2018-19 Q4: 5}")
    loaded = load(tmp_path, book, {"a.csv": table, "b.csv": table})
    assert values(loaded) == {"2018-19 Q4": {"value": "5"}}


def test_figures_given_twice_that_differ_name_both_places(tmp_path: Path) -> None:
    book = catalogue(it="values: {2018-19 Q4: 5}, targets: {2018-19 Q3: {value: 4}}")
    loaded = load(
        tmp_path,
        book,
        {
            "a.csv": f"{LONG}it,2018-19 Q4,6\nit,2018-19 Q3,1\nit,2018-19 Q3,2\n",
            "b.csv": "indicator,2018-19 Q3\nit,3\n",
            "c.csv": f"{FULL}it,2018-19 Q2,1,,,,red,,,,\nit,2018-19 Q2,1,,,,green,,,,\n"
            "it,2018-19 Q3,1,,,7,,,,,\n",
        },
    )
    assert found(loaded, tmp_path) == [
        (
            "a.csv:2:15: error: conflicting values for 2018-19 Q4: 6 here, 5 at indicators.yaml:6 "
            "[value-given-twice]"
        ),
        (
            "a.csv:4:15: error: conflicting values for 2018-19 Q3: 2 here, 1 at a.csv:3:15 "
            "[value-given-twice]"
        ),
        (
            "b.csv:2:4: error: conflicting values for 2018-19 Q3: 3 here, 1 at a.csv:3:15 "
            "[value-given-twice]"
        ),
        (
            "c.csv:3:20: error: conflicting ratings for 2018-19 Q2: green here, red at c.csv:2:20 "
            "[value-given-twice]"
        ),
        (
            "c.csv:4:19: error: conflicting targets for 2018-19 Q3: 7 here, 4 at indicators.yaml:6 "
            "[value-given-twice]"
        ),
    ]


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("5,4,6,,", "5,4,6,,", ""),
        ("5,4,6,,", "5.0,4.0,6.0,,", ""),
        ("5,4,6,,", "5,4,7,,", "5 (4 to 7) here, 5 (4 to 6) at r.csv:2:15"),
        ("5,,,,", "5,4,6,,", "5 (4 to 6) here, 5 at r.csv:2:15"),
        (
            "5,4,6,3,7",
            "5,4,6,,",
            "5 (4 to 6) here, 5 (4 to 6, 3 to 7) at r.csv:2:15",
        ),
    ],
)
@pytest.mark.parametrize("whose", ["", "england"])
def test_an_interval_given_twice_agrees_or_is_a_mistake(
    tmp_path: Path, whose: str, one: str, other: str, message: str
) -> None:
    head = "indicator,period,value,lower,upper,lower-998,upper-998,comparator"
    rows = "".join(f"it,2018-19 Q4,{cells},{whose}\n" for cells in (one, other))
    loaded = load(tmp_path, catalogue(), {"r.csv": f"{head}\n{rows}"})
    assert [problem.message for problem in loaded.problems] == (
        [f"conflicting values for 2018-19 Q4: {message}".replace("r.csv", f"{tmp_path}/r.csv")]
        if message
        else []
    )


def test_texts_that_stood_in_earlier_rows_say_the_same_and_hide_no_mistake(
    tmp_path: Path,
) -> None:
    book = catalogue(it="", rate="unit: percent", year="frequency: annual, year: academic")
    table = (
        f"{LONG}it,2018-19 Q4,0.9\nrate,2018-19 Q3,50\nyear,2017-18,7\n"
        "it,2018-19 Q3,0.9\nyear,2018-19,0.9\nrate,2018-19 Q4,0.9\n"
        "it,2018-19 Q4,0.9\nit,2018-19 Q4,50\nit,2018-19 Q3,50,0.9\nit,2018-19 Q3\n"
    )
    loaded = load(tmp_path, book, {"r.csv": table})
    assert found(loaded, tmp_path) == [
        (
            "r.csv:9:15: error: conflicting values for 2018-19 Q4: 50 here, 0.9 at r.csv:2:15 "
            "[value-given-twice]"
        ),
        "r.csv:10:18: error: the row has 4 cells for 3 columns [table-ragged]",
    ]
    (one,) = loaded.submissions
    assert {path: [*map(str, series)] for path, series in one.series.items()} == {
        ("it", "values"): ["2018-19 Q4", "2018-19 Q3"],
        ("rate", "values"): ["2018-19 Q3", "2018-19 Q4"],
        ("year", "values"): ["2017-18 academic", "2018-19 academic"],
    }
    assert [remark.code for remark in one.remarks] == ["value-bare-share"]


def test_a_figure_is_the_first_of_its_period_however_its_row_is_written(tmp_path: Path) -> None:
    book = catalogue(one="", two="", three="frequency: annual", rate="unit: percent")
    table = (
        f"{LONG}one,2018-19 Q1,11\ntwo,2018-19 Q1,21\none,2018-19 Q2,12 e\none,Q1 2018/19,11.0\n"
        "two,Q2 2018-19,22\none,2018-19 Q2,13\nthree,2018-19,31\none,2018-19 Q1,99\n"
        "three,2018-19 Q2,32\ntwo,2018-19 Q4,24,\nrate,2018-19 Q1,50%\nTWO,2018-19 Q4,24.5\n"
    )
    loaded = load(tmp_path, book, {"r.csv": table})
    assert found(loaded, tmp_path) == [
        (
            "r.csv:7:16: error: conflicting values for 2018-19 Q2: 13 here, 12 at r.csv:4:16 "
            "[value-given-twice]"
        ),
        (
            "r.csv:9:16: error: conflicting values for 2018-19 Q1: 99 here, 11 at r.csv:2:16 "
            "[value-given-twice]"
        ),
        (
            "r.csv:13:16: error: conflicting values for 2018-19 Q4: 24.5 here, 24 at r.csv:11:16 "
            "[value-given-twice]"
        ),
    ]
    (one,) = loaded.submissions
    places = {
        path[0]: {
            f"{period}: {reading.value}": place.span.line
            for period, reading in series.items()
            if (place := series.place(period, "value")) and place.span
        }
        for path, series in one.series.items()
    }
    assert places == {
        "one": {"2018-19 Q1: 11": 2, "2018-19 Q2: 12": 4},
        "two": {"2018-19 Q1: 21": 3, "2018-19 Q2: 22": 6, "2018-19 Q4: 24": 11},
        "three": {"2018-19: 31": 8, "2018-19 Q2: 32": 10},
        "rate": {"2018-19 Q1: 50": 12},
    }


def test_a_break_is_seen_however_often_its_text_was_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "bare", texts.bare.__wrapped__)  # as if no text were kept
    table = f"{LONG}it,2018-19 Q4,7 b\nother,2018-19 Q4,7 b\nother,2018-19 Q3,5\nit,2018-19 Q3,5\n"
    loaded = load(tmp_path, catalogue(it="", other=""), {"r.csv": table})
    for one in api.scored(loaded, "2018-19 Q4").indicators:
        assert one.verdict.direction.reason is Reason.NOT_COMPARABLE


# ── What was read otherwise than it is written ───────────────────────────────────────────────────


def test_noise_and_bare_shares_are_remarked_on_and_columns_that_nobody_reads(
    tmp_path: Path,
) -> None:
    table = (
        "indicator,period,value,target,valeu\nit,2018-19 Q4,17.899999999999999,90%,\n"
        "it,2018-19 Q3,0.183,0.9,\nit,2018-19 Q2,1,,\nit,2018-19 Q1,0.5%,,\nit,2017-18 Q4,0,,\n"
        "it,2017-18 Q3,1.01,,\n"
    )
    assert remarks(tmp_path, table, it="unit: percent") == [
        "r.csv:1:31: note: nothing is read from the column 'valeu' [table-column-unknown]",
        "r.csv:2:15: note: value 17.899999999999999 is read as 17.9 [value-noise]",
        (
            "r.csv:3:15: warning: value 0.183 in a column of percentages is read as 0.183% "
            "[value-bare-share]"
        ),
        "r.csv:4:15: warning: value 1 in a column of percentages is read as 1% [value-bare-share]",
    ]


def test_the_wide_form_is_remarked_on_likewise(tmp_path: Path) -> None:
    table = "indicator,2018-19 Q3,2018-19 Q4\nit,0.5,18.3%\n"
    assert remarks(tmp_path, table, it="unit: percent") == [
        (
            "r.csv:2:4: warning: value 0.5 in a column of percentages is read as 0.5% "
            "[value-bare-share]"
        )
    ]


def test_a_column_of_periods_beside_a_column_named_period_is_not_read(tmp_path: Path) -> None:
    table = "indicator,period,value,2018-19 Q3\nit,2018-19 Q4,5,6\n"
    assert remarks(tmp_path, table) == [
        "r.csv:1:24: note: nothing is read from the column '2018-19 Q3' [table-column-unknown]"
    ]


# ── Files ────────────────────────────────────────────────────────────────────────────────────────


def test_the_catalogue_names_its_own_tables_from_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "a.csv").write_text(f"{LONG}it,2018-19 Q4,5\n", encoding="utf-8")
    (tmp_path / "returns" / "b.csv").write_text(f"{LONG}it,2018-19 Q3,6\n", encoding="utf-8")
    loaded = load(tmp_path, catalogue("data: [returns/*.csv, returns/a.csv]"), {})
    assert list(values(loaded)) == ["2018-19 Q4", "2018-19 Q3"]
    assert list(loaded.inputs) == ["indicators.yaml", "returns/a.csv", "returns/b.csv"]


def test_the_catalogues_own_tables_may_be_still_to_come(tmp_path: Path) -> None:
    loaded = load(tmp_path, catalogue("data: [returns/*.csv]"), {})
    assert values(loaded) == {}


def test_a_folder_stands_for_its_tables(tmp_path: Path) -> None:
    for name in ("b.CSV", "a.csv", ".hidden.csv", "~$open.xlsx", "notes.txt"):
        load(tmp_path, catalogue(), {f"returns/{name}": f"{LONG}it,2018-19 Q4,5\n"})
    loaded = api.load(tmp_path / "indicators.yaml", None, [tmp_path / "returns"])
    assert [one.table.name for one in loaded.submissions] == ["returns/a.csv", "returns/b.CSV"]


def test_signs_of_a_glob_in_the_catalogues_own_folder_are_letters(tmp_path: Path) -> None:
    folder = tmp_path / "returns [2019] *"
    folder.mkdir()
    (folder / "q4 [final].csv").write_text(f"{LONG}it,2018-19 Q4,5\n", encoding="utf-8")
    loaded = load(folder, catalogue("data: ['*.csv']"), {})
    assert list(values(loaded)) == ["2018-19 Q4"]
    loaded = load(folder, catalogue("data: ['q4 [[]final].csv', 'q4 [final].csv']"), {})
    assert list(loaded.inputs) == ["indicators.yaml", "q4 [final].csv"]


def test_a_glob_stands_for_the_tables_of_its_folders_and_for_no_mark_of_excel(
    tmp_path: Path,
) -> None:
    tables = ("2018/a.csv", "2018/notes.txt", "2019/b.csv", "2019/~$b.xlsx", "2019/.b.csv")
    for name in tables:
        load(tmp_path, catalogue(), {f"returns/{name}": f"{LONG}it,2018-19 Q4,5\n"})
    for pattern in ("returns/20*", "returns/*/*.[cx]*", "returns/**/?.csv"):
        loaded = api.load(tmp_path / "indicators.yaml", None, [tmp_path / pattern])
        names = [one.table.name for one in loaded.submissions]
        assert names == ["returns/2018/a.csv", "returns/2019/b.csv"], pattern


def test_files_that_somebody_asks_for_shall_be_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "indicators.yaml").write_text(catalogue(), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    long = tmp_path / ("long" * 100)
    paths = [tmp_path / "none.csv", tmp_path / "*.xlsx", tmp_path / "empty", long]
    loaded = api.load(tmp_path / "indicators.yaml", None, paths)
    assert found(loaded, tmp_path) == [
        "none.csv: error: none.csv cannot be read: No such file or directory [file-unreadable]",
        "*.xlsx: error: *.xlsx is not the name of a file [file-unreadable]",
        "empty: error: empty has no .csv or .xlsx file [file-unreadable]",
        f"{long.name}: error: {long.name} cannot be read: File name too long [file-unreadable]",
    ]


def test_a_folder_of_folders_says_that_they_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "indicators.yaml").write_text(catalogue(), encoding="utf-8")
    for name in ("returns/q2", "returns/q1", "returns/.git", "empty/.git"):
        (tmp_path / name).mkdir(parents=True)
    loaded = api.load(
        tmp_path / "indicators.yaml", None, [tmp_path / "returns", tmp_path / "empty"]
    )
    assert [(one.message, one.hint) for one in loaded.problems] == [
        (
            "returns has no .csv or .xlsx file, and folders in it are not read",
            f"name the folder that has them, as in {tmp_path / 'returns' / 'q1'}",
        ),
        ("empty has no .csv or .xlsx file", "name the folder or the file that has the figures"),
    ]


def test_this_folder_has_its_name_in_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "indicators.yaml").write_text(catalogue(), encoding="utf-8")
    loaded = api.load(tmp_path / "indicators.yaml", None, ["."])
    assert found(loaded, tmp_path) == [".: error: . has no .csv or .xlsx file [file-unreadable]"]


def test_a_folder_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "indicators.yaml").write_text(catalogue(), encoding="utf-8")
    (tmp_path / "mine").mkdir()
    monkeypatch.setattr(os, "listdir", refuse)
    loaded = api.load(tmp_path / "indicators.yaml", None, [tmp_path / "mine"])
    assert found(loaded, tmp_path) == [
        "mine: error: mine cannot be read: Permission denied [file-unreadable]"
    ]


def test_a_table_that_is_too_large_is_refused_and_the_limit_can_be_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAGCALC_MOST_MEGABYTES", "1")
    table = LONG + "\n" * 1024**2
    assert refused(tmp_path, table) == ["r.csv: error: r.csv is larger than 1 MB [file-too-large]"]
    monkeypatch.setenv("RAGCALC_MOST_MEGABYTES", "2")
    assert read(tmp_path, table + "it,2018-19 Q4,5\n") == {"2018-19 Q4": {"value": "5"}}


def test_an_indicator_with_a_mistake_is_known_by_each_of_its_names(tmp_path: Path) -> None:
    """A policy's mistake, or its own, is shown once, and not as an unknown name in each row."""
    (tmp_path / "thresholds.yaml").write_text(
        "version: 1\npolicies: {tight: {status: {amber: 5}}}\n", encoding="utf-8"
    )
    book = catalogue(it="", other="name: 'Bins  missed', short: Bins, policy: tight", third="x: 1")
    table = (
        f"{LONG}it,2018-19 Q4,5\nother,2018-19 Q4,5\nbins Missed,2018-19 Q3,5\nBINS,2018-19 Q2,5\n"
        "third,2018-19 Q4,5\n"
    )
    loaded = load(tmp_path, book, {"r.csv": table}, thresholds=tmp_path / "thresholds.yaml")
    assert [one.code for one in loaded.problems] == ["key-unknown", "tolerance-unknown"]
    assert loaded.left_out == {"other": ("reference-broken",), "third": ("key-unknown",)}


def test_an_indicator_that_is_no_record_is_known_by_its_id(tmp_path: Path) -> None:
    book = catalogue(it="") + "  other: 5\n"
    loaded = load(tmp_path, book, {"r.csv": f"{LONG}it,2018-19 Q4,5\nother,2018-19 Q4,5\n"})
    assert [one.code for one in loaded.problems] == ["value-wrong-shape"]


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("bins-mised", "did you mean bins-missed?"),
        ("Bins misssed in a week", "did you mean Bins missed in a week?"),
        ("Missed bin", "did you mean Missed bins?"),
        ("Bins missed", "did you mean bins-missed?"),
        ("Number of bins missed in the week", "did you mean Bins missed in a week?"),
        (
            "Households missed in winter",
            "known: bins-missed, other, Bins missed in a week, Missed bins",
        ),
    ],
)
def test_a_name_is_matched_to_the_nearest_as_an_id_is(word: str, hint: str, tmp_path: Path) -> None:
    own = {"bins-missed": "name: Bins missed in a week, short: Missed bins", "other": ""}
    loaded = load(tmp_path, catalogue(**own), {"r.csv": f"{LONG}{word},2018-19 Q4,5\n"})
    assert [one.hint for one in loaded.problems] == [hint]


# ── What is said of a table ──────────────────────────────────────────────────────────────────────


def test_a_column_may_have_several_names(tmp_path: Path) -> None:
    head = "columns: {indicator: [PI ref, KPI], value: [Actual, Result], note: Comments}"
    tables: dict[str, str | bytes] = {
        "a.csv": "PI ref,period,Actual\nit,2018-19 Q4,5\n",
        "b.csv": "kpi,Period,result,comments\nit,2018-19 Q3,4,late\n",
        "c.csv": "indicator,period,value\nit,2018-19 Q2,3\n",
    }
    assert values(load(tmp_path, catalogue(head), tables)) == {
        "2018-19 Q4": {"value": "5"},
        "2018-19 Q3": {"value": "4", "note": "late"},
        "2018-19 Q2": {"value": "3"},
    }
    both = refused(tmp_path, "KPI,PI ref,period,value\nit,it,2018-19 Q4,5\n", head)
    assert both == ["r.csv:1:5: error: duplicate column 'PI ref' [table-column-twice]"]


def test_the_catalogue_says_of_a_table_what_it_does_not_say_itself(tmp_path: Path) -> None:
    head = (
        "data: ['*.csv', {path: a.csv, period: 2018-19 Q4, columns: {indicator: KPI}}, "
        "{path: b.csv, period: 2018-19}]"
    )
    (tmp_path / "a.csv").write_text("Return of Q4\nKPI,Value,Target\nit,5,6\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("indicator,numerator,denominator\nyear,5,2\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text(f"{LONG}it,2018-19 Q3,4\n", encoding="utf-8")
    book = catalogue(head, it="", year="frequency: annual, year: academic")
    loaded = load(tmp_path, book, {})
    assert values(loaded) == {"2018-19 Q3": {"value": "4"}, "2018-19 Q4": {"value": "5"}}
    assert [*map(str, indicator(loaded).targets)] == ["2018-19 Q4"]
    assert list(values(loaded, "year")) == ["2018-19 academic"]
    assert [one.table.name for one in loaded.submissions] == ["c.csv", "a.csv", "b.csv"]


def test_a_path_of_which_the_same_is_reported_twice_is_read_once(tmp_path: Path) -> None:
    head = "data: [{path: a.csv, period: 2018-19 Q4}, {path: '*.csv', period: 2018-19 Q4}, a.csv]"
    (tmp_path / "a.csv").write_text("indicator,value\nit,5\n", encoding="utf-8")
    loaded = load(tmp_path, catalogue(head), {})
    assert values(loaded) == {"2018-19 Q4": {"value": "5"}}
    assert len(loaded.submissions) == 1


def test_a_table_that_names_its_periods_keeps_them(tmp_path: Path) -> None:
    period = Period(Kind.QUARTER, 2018 * 12 + 9)
    table = "indicator,2018-19 Q3,2018-19 Q4\nit,4,5\n"
    long = f"{LONG}it,2018-19 Q2,3\n"
    loaded = load(tmp_path, catalogue(), {"r.csv": table, "s.csv": long}, period=period)
    assert list(values(loaded)) == ["2018-19 Q3", "2018-19 Q4", "2018-19 Q2"]


def test_a_table_of_a_known_period_needs_an_indicator_and_a_value(tmp_path: Path) -> None:
    head = "data: [{path: a.csv, period: 2018-19 Q4}]"
    (tmp_path / "a.csv").write_text("indicator,reading\nit,5\n", encoding="utf-8")
    assert found(load(tmp_path, catalogue(head), {}), tmp_path) == [
        (
            "a.csv:1:1: error: no row has the columns indicator, value: value not found "
            "[table-columns-missing]"
        )
    ]


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("indicator,,period,value\nit,,2018-19 Q4,5\nit,late,2018-19 Q3,4\n", "3:4"),
        ("indicator,,2018-19 Q4\nit,late,5\n", "2:4"),
        (",indicator,period,value\nlate,it,2018-19 Q4,5\nlate,it,2018-19 Q3,5\n", "2:1"),
    ],
)
def test_a_cell_without_a_name_over_it_is_remarked_on_once_for_its_column(
    tmp_path: Path, table: str, place: str
) -> None:
    assert remarks(tmp_path, table) == [
        (
            f"r.csv:{place}: note: nothing is read from 'late', which has no column name above it "
            "[table-column-unknown]"
        )
    ]


def test_an_empty_column_without_a_name_is_passed_over(tmp_path: Path) -> None:
    assert remarks(tmp_path, "indicator,,period, ,value\nit,,2018-19 Q4, ,5\n") == []


def test_a_column_by_its_usual_name_is_not_called_missing(tmp_path: Path) -> None:
    head = "columns: {indicator: PI ref, value: Actual}"
    assert refused(tmp_path, "Indicator,Value\nit,5\n", head) == [
        (
            "r.csv:1:1: error: no row has the columns Indicator, period, Value: period not found "
            "[table-columns-missing]"
        )
    ]


# ── What is expected of the year's end ───────────────────────────────────────────────────────────


def forecasts(folder: Path, tables: dict[str, str | bytes], **indicators: str) -> dict[str, str]:
    """Return the forecasts of the indicator `it`, by their periods."""
    loaded = load(folder, catalogue(**indicators), tables)
    assert loaded.problems == ()
    return {str(key): str(one.value) for key, one in indicator(loaded).forecast.items()}


@pytest.mark.parametrize(
    "name",
    [
        *("forecast", "Forecast", "Year-end forecast", "year end forecast", "Predicted outturn"),
        *("Projected Outturn", "Forecast outturn", "Full year forecast"),
    ],
)
def test_a_column_of_forecasts_is_of_the_year_of_each_row(tmp_path: Path, name: str) -> None:
    table = f"indicator,period,value,{name}\nit,2018-19 Q1,1,90\nit,2018-19 Q2,2,\n"
    assert forecasts(tmp_path, {"r.csv": table}) == {"2018-19 Q1": "90"}


@pytest.mark.parametrize(
    "name", ["Forecast 2018/19", "2018-19 forecast", "Predicted outturn 18/19"]
)
def test_a_column_that_names_its_year_holds_the_forecasts_of_that(
    tmp_path: Path, name: str
) -> None:
    table = f"Indicator,2018-19 Q1,2018-19 Q2,{name}\nit,1,2,90\n"
    assert forecasts(tmp_path, {"r.csv": table}) == {"2018-19": "90"}
    assert values(load(tmp_path, catalogue(), {"r.csv": table})) == {
        "2018-19 Q1": {"value": "1"},
        "2018-19 Q2": {"value": "2"},
    }


def test_a_forecast_that_names_a_quarter_is_none_of_a_year(tmp_path: Path) -> None:
    table = "Indicator,2018-19 Q1,2018-19 Q2,Forecast 2018-19 Q3\nit,1,2,90\n"
    assert forecasts(tmp_path, {"r.csv": table}) == {}


def test_each_return_has_the_forecast_of_its_period(tmp_path: Path) -> None:
    """So that a later one contradicts none before it."""
    head = "indicator,period,value,forecast\n"
    tables: dict[str, str | bytes] = {
        "q1.csv": f"{head}it,2018-19 Q1,1,90\n",
        "q2.csv": f"{head}it,2018-19 Q2,2,88\n",
    }
    assert forecasts(tmp_path, tables) == {"2018-19 Q1": "90", "2018-19 Q2": "88"}


def test_two_forecasts_of_one_period_that_differ_are_an_error(tmp_path: Path) -> None:
    table = "indicator,period,value,forecast\nit,2018-19 Q1,1,90\nit,2018-19 Q1,1,91\n"
    message = "conflicting forecasts for 2018-19 Q1: 91 here, 90 at r.csv:2:17"
    assert refused(tmp_path, table) == [f"r.csv:3:17: error: {message} [value-given-twice]"]


@pytest.mark.parametrize(
    ("unit", "cell", "value"),
    [
        ("percent", "88%", "88"),
        ("count", '"1,010"', "1010"),
        ("currency", "£12", "12"),
        ("count", "c", "suppressed"),
        ("count", "z", "not-applicable"),
        ("count", "..", None),
    ],
)
def test_a_forecast_is_written_as_a_figure_is(
    tmp_path: Path, unit: str, cell: str, value: str | None
) -> None:
    table = f"indicator,period,value,forecast\nit,2018-19 Q1,1,{cell}\n"
    wanted = {"2018-19 Q1": value} if value else {}
    assert forecasts(tmp_path, {"r.csv": table}, it=f"unit: {unit}") == wanted


@pytest.mark.parametrize(
    ("cell", "wanted"), [("88%", "in count"), ("about 88", "a number"), ("88 to 90", "a number")]
)
def test_what_is_no_figure_in_its_unit_is_no_forecast(
    tmp_path: Path, cell: str, wanted: str
) -> None:
    table = f"indicator,period,value,forecast\nit,2018-19 Q1,1,{cell}\n"
    message = f"forecast must be {wanted}, not '{cell}'"
    assert refused(tmp_path, table) == [f"r.csv:2:17: error: {message} [value-not-a-number]"]


def test_a_comparators_figure_has_no_forecast(tmp_path: Path) -> None:
    table = "indicator,period,value,forecast,comparator\nit,2018-19 Q1,1,2,england\n"
    assert refused(tmp_path, table) == [
        "r.csv:2:17: error: a comparator's figure has no forecast [key-unknown]"
    ]


def test_a_mark_beside_a_forecast_is_remarked_on(tmp_path: Path) -> None:
    table = "indicator,period,value,forecast\nit,2018-19 Q1,1,90 p\n"
    (said,) = remarks(tmp_path, table)
    assert "of '90 p' the figure alone is read: a forecast has no mark" in said
