"""Which reading stands in the report of a period, and which period q4 and latest mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcalc import periods
from ragcalc.scoring.timetable import (
    NoSuchPeriod,
    due_period,
    due_within,
    has_figure,
    reported_end,
    resolve,
    standing,
)
from ragcalc.vocabulary import Reason
from tests.build import catalogue_of, colour, indicator, period, result


def shown(entries: str, report: str) -> str:
    """Return the period that the report of another shows, or why it shows none."""
    found = standing(indicator(entries), period(report).end)
    carried = " (carried)" if found.carried else ""
    return f"{found.shown or found.absent}{carried}"


MONTHLY, ANNUAL = "frequency: monthly, ", "frequency: annual, "
ACADEMIC = "frequency: annual, year: academic, "


@pytest.mark.parametrize(
    ("entries", "report", "expected"),
    [
        # the one whose period ends when the report's ends
        ("values: {2018-19 Q4: 5}", "2018-19 Q4", "2018-19 Q4"),
        ("values: {2018-19 Q4: 5}", "2018-19", "2018-19 Q4"),
        ("values: {2018-19 Q4: 5}", "2019-M03", "2018-19 Q4"),
        ("values: {2018-19 Q3: 5}", "2018", "2018-19 Q3"),
        (MONTHLY + "values: {2019-M03: 5}", "2018-19 Q4", "2019-M03"),
        (MONTHLY + "values: {2019-M02: 5}", "2018-19 Q4", "no-value"),
        (ANNUAL + "values: {2018-19: 5}", "2018-19 Q4", "2018-19"),
        (ANNUAL + "values: {2018-19: 5}", "2018-19 Q3", "not-due"),
        ("values: {2018-19 Q3: 5}", "2018-19 Q4", "no-value"),
        ("values: {2018-19 Q4: 5}", "2019-M02", "not-due"),
        # a figure of another frequency is none
        ("values: {2018-19: 5}", "2018-19 Q4", "no-value"),
        (ANNUAL + "values: {2018-19 Q4: 5}", "2018-19 Q4", "no-value"),
        # lag
        ("lag: 1 quarter, values: {2018-19 Q3: 5}", "2018-19 Q4", "2018-19 Q3"),
        ("lag: 3 months, values: {2018-19 Q3: 5}", "2018-19 Q4", "2018-19 Q3"),
        ("lag: 1 quarter, values: {2018-19 Q4: 5}", "2018-19 Q4", "no-value"),
        ("lag: 1 year, values: {2017-18 Q4: 5}", "2018-19 Q4", "2017-18 Q4"),
        # rounded up to a quarter's end, but for months
        ("lag: 1 month, values: {2018-19 Q3: 5}", "2018-19 Q4", "2018-19 Q3"),
        ("lag: 4 months, values: {2018-19 Q2: 5}", "2018-19 Q4", "2018-19 Q2"),
        (MONTHLY + "lag: 1 month, values: {2019-M02: 5}", "2018-19 Q4", "2019-M02"),
        (MONTHLY + "lag: 2 months, values: {2019-M01: 5}", "2019-M03", "2019-M01"),
        (ANNUAL + "lag: 1 quarter, values: {2017-18: 5}", "2018-19 Q1", "2017-18"),
        (ANNUAL + "lag: 2 months, values: {2017-18: 5}", "2018-19 Q1", "2017-18"),
        (ANNUAL + "lag: 1 quarter, values: {2017-18: 5}", "2017-18 Q4", "not-due"),
        # kinds of year, placed in the quarter in which they end
        (ACADEMIC + "values: {2017-18: 5}", "2018-19 Q2", "2017-18 academic"),
        (ACADEMIC + "values: {2017-18: 5}", "2018-19 Q1", "not-due"),
        # a report that ends when the year does, within a quarter
        (ACADEMIC + "values: {2017-18: 5}", "2018-M08", "2017-18 academic"),
        (ACADEMIC + "values: {2017-18: 5}", "2017-18 academic", "2017-18 academic"),
        (ACADEMIC + "values: {2017-18: 5}", "2018-M07", "not-due"),
        (ACADEMIC + "values: {2016-17: 5}", "2017-18 academic", "no-value"),
        (ACADEMIC + "lag: 1 quarter, values: {2017-18: 5}", "2018-M11", "2017-18 academic"),
        (ACADEMIC + "lag: 1 month, values: {2017-18: 5}", "2018-19 Q3", "2017-18 academic"),
        (ACADEMIC + "lag: 1 month, values: {2017-18: 5}", "2018-M08", "not-due"),
        (ACADEMIC + "due: Q3, values: {2017-18: 5}", "2017-18 academic", "not-due"),
        (ANNUAL + "year: calendar, values: {2018: 5}", "2018-19 Q3", "2018"),
        (ANNUAL + "year: calendar, values: {2018: 5}", "2018-19 Q4", "not-due"),
        # due
        (ANNUAL + "due: Q2, values: {2017-18: 5}", "2018-19 Q2", "2017-18"),
        (ANNUAL + "due: Q2, values: {2017-18: 5}", "2017-18 Q4", "not-due"),
        (ANNUAL + "due: Q4, values: {2017-18: 5}", "2017-18 Q4", "2017-18"),
        (ACADEMIC + "due: Q3, values: {2017-18: 5}", "2018-19 Q3", "2017-18 academic"),
        (ACADEMIC + "due: Q1, values: {2017-18: 5}", "2019-20 Q1", "2017-18 academic"),
        (ANNUAL + "due: Q2, lag: 1 quarter, values: {2017-18: 5}", "2018-19 Q3", "2017-18"),
        (ACADEMIC + "due: Q1, lag: 1 month, values: {2017-18: 5}", "2019-20 Q2",
         "2017-18 academic"),
        # carry
        ("carry: 2 quarters, values: {2018-19 Q3: 5}", "2018-19 Q4", "2018-19 Q3 (carried)"),
        ("carry: 2 quarters, values: {2018-19 Q2: 5}", "2018-19 Q4", "2018-19 Q2 (carried)"),
        ("carry: 2 quarters, values: {2018-19 Q1: 5}", "2018-19 Q4", "no-value"),
        ("carry: 2 quarters, values: {2018-19 Q1: 5, 2018-19 Q2: 5}", "2018-19 Q3",
         "2018-19 Q2 (carried)"),
        ("carry: 2 quarters, values: {2018-19 Q4: 5, 2018-19 Q3: 5}", "2018-19 Q4", "2018-19 Q4"),
        ("carry: 2 quarters, values: {2019-20 Q1: 5}", "2018-19 Q4", "no-value"),
        ("carry: 2 quarters, values: {2018-19 Q3: suppressed}", "2018-19 Q4", "no-value"),
        # nothing is carried past a word that says why there is no figure
        ("carry: 2 quarters, values: {2018-19 Q2: 5, 2018-19 Q3: suppressed}", "2018-19 Q4",
         "no-value"),
        ("carry: 1 year, values: {2018-19 Q2: 5, 2018-19 Q3: {value: 5, proposed: true}}",
         "2018-19 Q4", "no-value"),
        ("carry: 1 year, values: {2018-19 Q2: suppressed, 2018-19 Q3: 5}", "2018-19 Q4",
         "2018-19 Q3 (carried)"),
        # nor into a period whose verdict is reported
        ("carry: 2 quarters, values: {2018-19 Q3: 5}, reported: {2018-19 Q4: red}", "2018-19 Q4",
         "no-value"),
        ("carry: 2 quarters, values: {2018-19 Q3: 5}, reported: {2018-19 Q3: red}", "2018-19 Q4",
         "2018-19 Q3 (carried)"),
        # the new one's own word stands
        ("carry: 2 quarters, values: {2018-19 Q3: 5, 2018-19 Q4: suppressed}", "2018-19 Q4",
         "2018-19 Q4"),
        # carry bridges periods in which nothing is due
        (ANNUAL + "carry: 3 quarters, values: {2017-18: 5}", "2018-19 Q3", "2017-18 (carried)"),
        (ANNUAL + "carry: 3 quarters, values: {2017-18: 5}", "2018-19 Q4", "no-value"),
        (ANNUAL + "carry: 1 year, values: {2017-18: 5}", "2018-19 Q4", "2017-18 (carried)"),
        ("lag: 1 quarter, carry: 1 quarter, values: {2018-19 Q2: 5}", "2018-19 Q4",
         "2018-19 Q2 (carried)"),
        (MONTHLY + "carry: 2 months, values: {2019-M01: 5}", "2019-M03", "2019-M01 (carried)"),
        (MONTHLY + "carry: 1 month, values: {2019-M02: 5}", "2019-M03", "2019-M02 (carried)"),
    ],
)  # fmt: skip
def test_the_reading_that_stands_in_a_report(entries: str, report: str, expected: str) -> None:
    assert shown(entries, report) == expected


FREQUENCIES = st.sampled_from(
    [
        *("frequency: monthly, ", "frequency: quarterly, "),
        *(f"frequency: annual, year: {year}, " for year in ("financial", "calendar", "academic")),
        *(
            f"frequency: annual, year: {year}, due: Q{quarter}, "
            for year in ("financial", "calendar", "academic")
            for quarter in (1, 2, 3, 4)
        ),
    ]
)


@given(FREQUENCIES, st.integers(0, 30), st.integers(2000 * 12, 2030 * 12))
def test_every_reading_is_due_in_exactly_the_report_in_which_it_stands(
    entries: str, lag: int, end: int
) -> None:
    """That of a year which ends within a quarter also in a report that ends when it does."""
    one = indicator(f"{entries}lag: {lag} months, values: {{}}")
    kind = {"monthly": periods.Kind.MONTH, "quarterly": periods.Kind.QUARTER}.get(
        one.frequency, one.year
    )
    reading = periods.latest_ending(kind, end)
    assert due_period(one, reported_end(one, reading)) == reading
    due = due_period(one, end)
    assert due is None or end in (reported_end(one, due), due.end + lag)


def test_a_carried_reading_is_judged_for_its_own_period_and_marked() -> None:
    entries = (
        "carry: 1 quarter, targets: {2018-19 Q3: 5, 2018-19 Q4: 50},"
        " values: {2018-19 Q2: 4, 2018-19 Q3: 5}"
    )
    found = result(entries)
    assert colour(entries) == ("green", Reason.MET)
    assert (found.inputs.carried, str(found.inputs.due)) == (True, "2018-19 Q4")
    assert found.verdict.direction.previous is not None
    assert str(found.verdict.direction.previous.period) == "2018-19 Q2"


def test_a_reason_word_is_due_but_no_figure() -> None:
    one = indicator("values: {2018-19 Q3: 5, 2018-19 Q4: suppressed}")
    found = [has_figure(one, period(f"2018-19 Q{number}")) for number in (2, 3, 4)]
    assert found == [False, True, False]


def meant(words: str, *indicators: str) -> str:
    """Return the period that the words mean among some indicators."""
    names = {f"it-{number}": entries for number, entries in enumerate(indicators)}
    return str(resolve(words, catalogue_of(names).indicators.values()))


QUARTERS = "values: {2017-18 Q4: 5, 2018-19 Q1: 5, 2018-19 Q2: 5}"


@pytest.mark.parametrize(
    ("words", "indicators", "expected"),
    [
        # indicators with the same periods hide none that has another one
        ("q3", [QUARTERS, QUARTERS, "values: {2018-19 Q3: 5}"], "2018-19 Q3"),
        ("q3", [QUARTERS, QUARTERS, "lag: 1 quarter, " + QUARTERS], "2018-19 Q3"),
        ("q3", ["values: {2018-19 Q3: suppressed}", "values: {2018-19 Q3: 5}"], "2018-19 Q3"),
        # q4: the latest fourth quarter with which a reading of any frequency ends
        ("q4", [QUARTERS], "2017-18 Q4"),
        ("Q2", [QUARTERS], "2018-19 Q2"),
        ("q4", [MONTHLY + "values: {2019-M03: 5, 2019-M04: 5}"], "2018-19 Q4"),
        ("q4", [ANNUAL + "values: {2017-18: 5}", QUARTERS], "2017-18 Q4"),
        ("q4", [ANNUAL + "values: {2018-19: 5}", QUARTERS], "2018-19 Q4"),
        ("q3", [ANNUAL + "year: calendar, values: {2018: 5}"], "2018-19 Q3"),
        ("q2", [ACADEMIC + "values: {2017-18: 5}"], "2018-19 Q2"),
        # one that is carried counts where none stands of itself
        ("q4", ["carry: 1 quarter, values: {2018-19 Q3: 5}"], "2018-19 Q4"),
        ("q4", ["carry: 2 years, values: {2017-18 Q3: 5}"], "2018-19 Q4"),
        ("q4", ["carry: 2 years, values: {2017-18 Q4: 5}", QUARTERS], "2017-18 Q4"),
        # it counts where a reading is reported
        ("q4", ["lag: 1 quarter, values: {2018-19 Q3: 5}"], "2018-19 Q4"),
        ("q1", [ANNUAL + "due: Q1, values: {2017-18: 5}"], "2018-19 Q1"),
        # a figure of another frequency than the indicator's is none
        ("q4", ["values: {2017-18 Q4: 5, 2018-19: 5}"], "2017-18 Q4"),
        # a reason word is no reading
        ("q4", ["values: {2017-18 Q4: 5, 2018-19 Q4: suppressed}"], "2017-18 Q4"),
        # latest: at least half of the due readings are there
        ("latest", [QUARTERS], "2018-19 Q2"),
        ("LATEST", [QUARTERS], "2018-19 Q2"),
        ("latest", [QUARTERS, "values: {2018-19 Q3: 5}"], "2018-19 Q3"),
        (
            "latest",
            ["values: {2018-19 Q2: 5}", "values: {2018-19 Q2: 5, 2018-19 Q3: 5}"],
            "2018-19 Q3",
        ),
        ("latest", [QUARTERS, QUARTERS, "values: {2018-19 Q3: 5}"], "2018-19 Q2"),
        ("latest", ["values: {2018-19 Q2: 5, 2018-19 Q3: suppressed}", QUARTERS], "2018-19 Q2"),
        # a figure that is not due does not count
        ("latest", [ANNUAL + "values: {2017-18: 5}", "values: {2018-19 Q2: 5}"], "2018-19 Q2"),
        # and in a month within a quarter at least half of the indicators are due
        ("latest", [MONTHLY + "values: {2018-M10: 5}", QUARTERS, QUARTERS], "2018-19 Q2"),
        ("latest", [MONTHLY + "values: {2018-M10: 5}", QUARTERS], "2018-M10"),
        # but the end of a quarter always counts, however few are due
        (
            "latest",
            [ANNUAL + "values: {2017-18: 5}"] * 2 + ["values: {2018-19 Q1: 5}"],
            "2018-19 Q1",
        ),
        (
            "latest",
            [
                ANNUAL + "values: {2017-18: 5}",
                ANNUAL + "year: calendar, values: {2017: 5}",
                ACADEMIC + "values: {2017-18: 5}",
            ],
            "2018-19 Q2",
        ),
        # else the latest with any, which is no early month where a quarter has any
        (
            "latest",
            [MONTHLY + "values: {2018-M10: 5}", "values: {2018-19 Q2: 5}", *["values: {}"] * 3],
            "2018-19 Q2",
        ),
        ("latest", [MONTHLY + "values: {2018-M10: 5}", *["values: {}"] * 3], "2018-M10"),
        ("latest", ["values: {2018-19 Q2: 5}", "values: {}", "values: {}"], "2018-19 Q2"),
        (
            "latest",
            ["values: {2018-19 Q2: 5}", "values: {2018-19 Q1: 5}", "values: {}", "values: {}"],
            "2018-19 Q2",
        ),
        # named as councils do: a quarter, unless only months or only one kind of years
        ("latest", [MONTHLY + "values: {2019-M03: 5}"], "2019-M03"),
        ("latest", [MONTHLY + "lag: 1 month, values: {2019-M02: 5}"], "2019-M03"),
        ("latest", [MONTHLY + "values: {2019-M03: 5}", "values: {2018-19 Q4: 5}"], "2018-19 Q4"),
        (
            "latest",
            [MONTHLY + "values: {2019-M03: 5}", ANNUAL + "values: {2018-19: 5}"],
            "2019-M03",
        ),
        # what is due and not there has no say in the name
        ("latest", [MONTHLY + "values: {2019-M03: 5}", "values: {}"], "2019-M03"),
        ("latest", [ANNUAL + "values: {2018-19: 5}"], "2018-19"),
        ("latest", [ANNUAL + "values: {2018-19: 5}", "values: {2018-19 Q4: 5}"], "2018-19 Q4"),
        ("latest", [ANNUAL + "year: calendar, values: {2018: 5}"], "2018"),
        ("latest", [ACADEMIC + "values: {2017-18: 5}"], "2018-19 Q2"),
        ("latest", [ANNUAL + "due: Q2, values: {2017-18: 5}"], "2018-19 Q2"),
        # any other words are a period in one of its forms
        ("2018-19-q4", [QUARTERS], "2018-19 Q4"),
        ("2011-12", [QUARTERS], "2011-12"),
        ("mar 2019", [QUARTERS], "2019-M03"),
    ],
)
def test_which_period_the_words_mean(words: str, indicators: list[str], expected: str) -> None:
    assert meant(words, *indicators) == expected


@pytest.mark.parametrize(
    ("words", "indicators", "message", "hint"),
    [
        ("q4", ["carry: 2 months, values: {2018-19 Q3: 5}"], "there are no Q4 figures",
         "the latest is 2018-19 Q3"),
        ("q4", ["values: {2018-19 Q3: 5}"], "there are no Q4 figures",
         "the latest is 2018-19 Q3"),
        ("q4", ["values: {}"], "there are no Q4 figures", "ragcalc list shows what is there"),
        ("q4", ["values: {2019-M02: suppressed}"], "there are no Q4 figures",
         "ragcalc list shows what is there"),
        ("q3", ["values: {2018-19 Q4: suppressed}"], "there are no Q3 figures",
         "ragcalc list shows what is there"),
        ("q4", ["values: {2018-19 Q3: 5, 2018-19 Q4: suppressed}"],
         "every Q4 figure is suppressed", 'ragcalc report "2018-19 Q4" shows where'),
        ("latest", ["values: {2018-19 Q3: suppressed, 2018-19 Q4: in-measurement}"],
         "every figure is suppressed", 'ragcalc report "2018-19 Q3" shows where'),
        ("latest", ["values: {2018-19 Q4: suppressed}", "values: {2018-19: suppressed}"],
         "every figure is suppressed", 'ragcalc report "2018-19 Q4" shows where'),
        ("latest", ["values: {2018-19 Q3: in-measurement}"], "no indicator has a reading",
         "add one under values:"),
        ("q5", [QUARTERS], "'q5' is not a period",
         "write a quarter as 2018-19 Q4, a year as 2018-19 or 2019, a month as 2019-M03"),
        ("2018-20", [QUARTERS], "'2018-20' is not a period",
         "the year that begins in 2018 is 2018-19"),
    ],
)  # fmt: skip
def test_words_that_mean_no_period_are_refused_with_a_hint(
    words: str, indicators: list[str], message: str, hint: str
) -> None:
    with pytest.raises(NoSuchPeriod) as refused:
        meant(words, *indicators)
    assert (str(refused.value), refused.value.hint) == (message, hint)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([MONTHLY, "", ANNUAL]),
            st.sampled_from(["", "lag: 1 month, ", "lag: 3 months, "]),
            st.dictionaries(st.integers(0, 9), st.sampled_from(["5", "suppressed"]), min_size=1),
        ),
        min_size=1,
        max_size=7,
    )
)
def test_latest_is_the_period_that_a_search_through_every_report_finds(
    drawn: list[tuple[str, str, dict[int, str]]],
) -> None:
    names = {
        MONTHLY: [f"2018-M{month:02}" for month in range(1, 11)],
        "": [f"{year}-{year - 1999} Q{n}" for year in (2017, 2018, 2019) for n in range(1, 5)],
        ANNUAL: [f"{year}-{year - 1999}" for year in range(2010, 2020)],
    }
    entries = [
        f"{often}{lag}values: {{{', '.join(f'{names[often][n]}: {v}' for n, v in values.items())}}}"
        for often, lag, values in drawn
    ]
    indicators = [indicator(one) for one in entries]
    ends = {
        reported_end(one, own) for one in indicators for own in one.values if has_figure(one, own)
    }
    tallies = {}
    for end in ends:
        due = [(one, own) for one in indicators if (own := due_period(one, end))]
        tallies[end] = len(due), sum(has_figure(one, own) for one, own in due)
    usual = [
        end
        for end, (due, _) in tallies.items()
        if periods.is_quarter_end(end) or 2 * due >= len(indicators)
    ]
    most = [end for end in usual if 2 * tallies[end][1] >= tallies[end][0]]
    if ends:
        found = resolve("latest", indicators)
        assert found.start < max(most or usual or ends) <= found.end


@pytest.mark.parametrize(
    ("entries", "within", "expected"),
    [
        ("", "2018-19 Q4", ["2018-19 Q4"]),
        ("", "2018-M12", ["2018-19 Q3"]),
        ("", "2019-M02", []),
        ("", "2018-19", ["2018-19 Q1", "2018-19 Q2", "2018-19 Q3", "2018-19 Q4"]),
        ("lag: 1 quarter, ", "2018-19 Q4", ["2018-19 Q3"]),
        ("lag: 4 months, ", "2018-19 Q4", ["2018-19 Q2"]),
        (MONTHLY, "2018-19 Q4", ["2019-M01", "2019-M02", "2019-M03"]),
        (MONTHLY, "2019-M02", ["2019-M02"]),
        (MONTHLY + "lag: 1 month, ", "2018-19 Q4", ["2018-M12", "2019-M01", "2019-M02"]),
        (ANNUAL, "2018-19 Q4", ["2018-19"]),
        (ANNUAL, "2018-19 Q3", []),
        (ANNUAL + "due: Q1, ", "2018-19 Q1", ["2017-18"]),
        (ANNUAL + "due: Q1, ", "2018-19", ["2017-18"]),
        (ACADEMIC, "2018-19 Q2", ["2017-18 academic"]),
        (ACADEMIC, "2018-M08", ["2017-18 academic"]),
    ],
)
def test_what_is_due_in_the_course_of_a_period(
    entries: str, within: str, expected: list[str]
) -> None:
    own = indicator(f"{entries}values: {{}}")
    assert [str(one) for one in due_within(own, period(within))] == expected


@given(
    frequency=st.sampled_from(["monthly", "quarterly", "annual"]),
    lag=st.integers(0, 14),
    ends=st.integers(periods.parse("2018-M04").start, periods.parse("2020-M03").start),
)
def test_what_a_report_is_due_to_show_is_due_in_the_course_of_it(
    frequency: str, lag: int, ends: int
) -> None:
    own = indicator(f"frequency: {frequency}, lag: {lag} months, values: {{}}")
    month = periods.month_ending(ends)
    shown = due_period(own, month.end)
    assert shown is None or shown in due_within(own, month)
