"""Small numbers and what would give them back are taken out before anything is scored."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from random import Random

import pytest
from pydantic_core import PydanticCustomError

from ragcalc.catalogue.derived import suppression
from ragcalc.catalogue.derived.publication import published
from ragcalc.catalogue.derived.running_totals import summed
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.figures import Forecast
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.model.series import Series
from ragcalc.vocabulary import Reason
from tests import build
from tests.catalogue.worlds import QUARTERS, YEAR, System, drawn, grid

PERCENT = "unit: percent, polarity: low"


def catalogue(*indicators: str, limit: int = 5) -> Catalogue:
    """Return a catalogue of indicators `a`, `b`, `c`, … that hides numbers below the limit."""
    names = "abcdefghijklm"[: len(indicators)]
    found = build.catalogue_of(dict(zip(names, indicators, strict=True)))
    return found.model_copy(update={"suppress_below": limit})


def hidden(*indicators: str, limit: int = 5) -> list[str]:
    """Return what is hidden, as `a 2018-19 Q4`."""
    shown = published(catalogue(*indicators, limit=limit))
    return [
        f"{name} {period}"
        for name, one in shown.indicators.items()
        for period, reading in one.values.items()
        if reading.value is Reason.SUPPRESSED
    ]


def counted(numerator: int, denominator: int) -> str:
    return (
        f"{PERCENT}, values: {{2018-19 Q4: {{numerator: {numerator}, denominator: {denominator}}}}}"
    )


@pytest.mark.parametrize(
    ("entries", "is_hidden"),
    [
        ("values: {2018-19 Q4: 0}", False),
        ("values: {2018-19 Q4: 1}", True),
        ("values: {2018-19 Q4: 4}", True),
        ("values: {2018-19 Q4: 4.9}", True),
        ("values: {2018-19 Q4: 5}", False),
        ("values: {2018-19 Q4: {value: 4, proposed: true}}", True),
        ("values: {2018-19 Q4: in-measurement}", False),
        ("values: {2018-19 Q4: {value: in-measurement, proposed: true}}", False),
        # a value that is no count
        ("unit: percent, values: {2018-19 Q4: 4}", False),
        ("unit: days, values: {2018-19 Q4: 4}", False),
        ("unit: {label: kg}, values: {2018-19 Q4: 4}", False),
        ("unit: {label: children}, suppress-below: 5, values: {2018-19 Q4: 4}", True),
        # the indicator's own limit
        ("suppress-below: 0, values: {2018-19 Q4: 4}", False),
        ("suppress-below: 3, values: {2018-19 Q4: 3}", False),
        ("suppress-below: 10, values: {2018-19 Q4: 9}", True),
        # counts, those who are left, and the whole
        (counted(0, 100), False),
        (counted(1, 100), True),
        (counted(4, 100), True),
        (counted(5, 100), False),
        (counted(95, 100), False),
        (counted(96, 100), True),
        (counted(99, 100), True),
        (counted(100, 100), False),
        (counted(0, 4), True),
        (counted(4, 4), True),
        (counted(0, 5), False),
        ("unit: rate-per-1000, values: {2018-19 Q4: {numerator: 9, denominator: 12}}", False),
        ("unit: rate-per-1000, values: {2018-19 Q4: {numerator: 4, denominator: 900}}", True),
        ("unit: days, values: {2018-19 Q4: {value: 30, numerator: 4}}", True),
        ("unit: days, values: {2018-19 Q4: {value: 30, denominator: 4}}", True),
        # a value beside one of its counts gives the other
        ("unit: percent, values: {2018-19 Q4: {value: 4.9, denominator: 100}}", True),
        ("unit: percent, values: {2018-19 Q4: {value: 5, denominator: 100}}", False),
        ("unit: percent, values: {2018-19 Q4: {value: 96, numerator: 96}}", True),
        ("unit: percent, values: {2018-19 Q4: {value: 95, numerator: 95}}", False),
        ("unit: percent, values: {2018-19 Q4: {value: 0, numerator: 0}}", False),
        ("unit: count, values: {2018-19 Q4: {value: 40, numerator: 40}}", False),
        ("unit: days, values: {2018-19 Q4: {value: 40, numerator: 40}}", True),
        ("unit: days, values: {2018-19 Q4: {value: 0.1, denominator: 10}}", True),
        ("unit: ratio, values: {2018-19 Q4: {value: 0.0375, denominator: 80}}", True),
        ("unit: ratio, values: {2018-19 Q4: {value: 0.0625, denominator: 80}}", False),
        ("unit: ratio, values: {2018-19 Q4: {value: 0.0375, numerator: 9}}", False),
        ("unit: ratio, values: {2018-19 Q4: {value: 3, numerator: 9}}", True),
        ("unit: ratio, values: {2018-19 Q4: {numerator: 77, denominator: 80}}", True),
        ("unit: ratio, values: {2018-19 Q4: {numerator: 75, denominator: 80}}", False),
        ("unit: currency, values: {2018-19 Q4: {value: 250, numerator: 1000}}", True),
        ("unit: currency, values: {2018-19 Q4: {value: 200, numerator: 1000}}", False),
        ("unit: {label: visits each}, values: {2018-19 Q4: {value: 2, numerator: 8}}", True),
        ("unit: {label: visits each}, values: {2018-19 Q4: {value: 2, numerator: 20}}", False),
        # a rounded value leaves an interval, and any whole number in it may be the count
        ("unit: percent, values: {2018-19 Q4: {value: 3.8, denominator: 80}}", True),
        ("unit: percent, values: {2018-19 Q4: {value: 6, denominator: 80}}", False),
        ("unit: percent, values: {2018-19 Q4: {value: 7, denominator: 80}}", False),
        ("unit: percent, values: {2018-19 Q4: {value: 5.6, denominator: 80}}", True),
        ("unit: percent, values: {2018-19 Q4: {value: 1, denominator: 320}}", True),
        # 4.98, and the one whole number that it may be is 5
        ("unit: percent, values: {2018-19 Q4: {value: 6.0, denominator: 83}}", False),
        ("unit: percent, values: {2018-19 Q4: {value: 5.9, denominator: 83}}", True),
        ("unit: percent, values: {2018-19 Q4: {value: 1, denominator: 1000}}", False),
        ("unit: percent, values: {2018-19 Q4: {value: 1.0, denominator: 500}}", False),
        ("unit: percent, values: {2018-19 Q4: {value: 0, denominator: 482}}", True),
        ("unit: percent, values: {2018-19 Q4: {value: 0.0, denominator: 482}}", False),
        ("unit: percent, values: {2018-19 Q4: {value: 98, denominator: 200}}", True),
        ("unit: percent, values: {2018-19 Q4: {value: 97, denominator: 200}}", False),
        ("unit: percent, values: {2018-19 Q4: {value: 0.4, numerator: 7}}", False),
        ("unit: percent, values: {2018-19 Q4: {value: 0, numerator: 7}}", False),
        ("unit: rate-per-1000, values: {2018-19 Q4: {value: 3000, numerator: 9}}", True),
        ("unit: rate-per-10000, values: {2018-19 Q4: {value: 4, denominator: 10000}}", True),
        ("unit: rate-per-10000, values: {2018-19 Q4: {value: 5, denominator: 10000}}", False),
    ],
)
def test_what_is_small(entries: str, is_hidden: bool) -> None:
    assert hidden(entries) == (["a 2018-19 Q4"] if is_hidden else [])


def test_what_is_published_as_near_0_may_be_any_small_number() -> None:
    near = "{value: 0, note: 'published as k: near 0, and not 0'}"
    assert hidden(f"values: {{2018-19 Q4: {near}}}") == ["a 2018-19 Q4"]
    assert hidden(f"suppress-below: 0, values: {{2018-19 Q4: {near}}}") == []


def test_the_note_of_an_unreliable_figure_goes_where_numbers_are_hidden() -> None:
    marked = "values: {2018-19 Q4: {value: unreliable, note: 3 is marked unreliable}}"
    shown = published(catalogue(marked, f"suppress-below: 0, {marked}")).indicators
    assert [one.note for name in "ab" for one in shown[name].values.values()] == [
        None,
        "3 is marked unreliable",
    ]


def test_without_a_limit_nothing_is_touched() -> None:
    whole = catalogue("values: {2018-19 Q4: 1}", limit=0)
    assert published(whole) == whole


def test_without_a_limit_or_a_suppressed_figure_nothing_is_looked_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("limits", "hidden"):
        monkeypatch.delattr(suppression, name)
    whole = catalogue("values: {2018-19 Q4: 1, 2019-20 Q1: in-measurement}", limit=0)
    assert published(whole) == whole


def test_what_is_hidden_leaves_nothing_of_its_entry() -> None:
    shown = published(
        catalogue(
            "values: {2018-19 Q3: {value: 9, breakdown: {x: 7, y: 2}}, 2018-19 Q4: {value: 3, "
            "note: all 3 from one school, source: 3 forms, provisional: true, break: true, "
            "lower: 1, upper: 9, lower-998: 0.2, upper-998: 12}}, "
            "reported: {2018-19 Q4: {status: red, overrides: true, note: 3 is too many}}"
        )
    ).indicators["a"]
    before, reading = shown.values.values()
    assert before.breakdown == {}
    assert reading.model_dump(exclude_defaults=True) == {
        "value": Reason.SUPPRESSED,
        "break_": True,
    }
    assert shown.reported == {}


@pytest.mark.parametrize(
    ("keys", "figure", "is_shown"),
    [
        # Wilson's intervals of 4 and 6 of 40, and of 36 of 40
        ("unit: percent", "value: 10.0, lower: 4.0, upper: 23.1", False),
        ("unit: percent", "value: 15.0, lower: 7.1, upper: 29.1", True),
        ("unit: percent", "value: 90.0, lower: 76.9, upper: 96.0", False),
        ("unit: percent", "value: 0, lower: 0, upper: 8.8", True),
        ("unit: percent", "value: 10, lower: 10, upper: 10", True),
        ("unit: percent, suppress-below: 0", "value: 10.0, lower: 4.0, upper: 23.1", True),
        # the exact interval of 4 of 10,000, and Byar's of 12
        ("unit: rate-per-10000", "value: 4, lower: 1.09, upper: 10.24", False),
        ("unit: rate-per-10000", "value: 12, lower: 6.19, upper: 20.96", True),
        ("unit: ratio", "value: 0.4, lower: 0.109, upper: 1.024", False),
        ("unit: percent, may-exceed-100: true", "value: 104, lower: 28, upper: 266", False),
        # counts that are shown as well, and what is made of no cases
        ("unit: percent", "numerator: 6, denominator: 12, lower: 25, upper: 75", True),
        ("unit: days", "value: 4, lower: 1, upper: 9", True),
        ("unit: {label: years}", "value: 4, lower: 1, upper: 9", True),
    ],
)
def test_an_interval_that_tells_of_few_cases_is_left_out(
    keys: str, figure: str, is_shown: bool
) -> None:
    shown = published(catalogue(f"{keys}, values: {{2018-19 Q4: {{{figure}}}}}")).indicators["a"]
    (reading,) = shown.values.values()
    assert reading.reason is None
    assert (reading.at_95 is not None) is is_shown


@pytest.mark.parametrize("second", ["{value: 18, lower: 11, upper: 28}", "suppressed"])
def test_a_total_has_no_interval_but_the_first_period_its_own(second: str) -> None:
    own = "{value: 12, lower: 6, upper: 21}"
    entries = f"values: {{2018-19 Q1: {own}, 2018-19 Q2: {second}, 2018-19 Q4: {own}}}"
    summed_up = summed(catalogue(f"accumulates: in-period, {entries}", limit=0))
    totals = summed_up.indicators["a"].values
    assert [one.at_95 is not None for one in totals.values()] == [True, False, False]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("2018-19 Q1: 12, 2018-19 Q2: 14, 2018-19 Q3: 30", ["Q2"]),
        ("2018-19 Q1: 12, 2018-19 Q2: 17, 2018-19 Q3: 30", []),
        ("2018-19 Q1: 12, 2018-19 Q2: 12, 2018-19 Q3: 30", []),
        ("2018-19 Q1: 12, 2018-19 Q2: 14, 2018-19 Q3: 16, 2018-19 Q4: 17", ["Q2", "Q3"]),
        ("2018-19 Q1: 3, 2018-19 Q2: 9", ["Q1"]),
        ("2018-19 Q1: 3, 2018-19 Q2: 4, 2018-19 Q3: 5", ["Q1", "Q2"]),
        ("2018-19 Q1: 12, 2018-19 Q2: in-measurement, 2018-19 Q3: 14", ["Q3"]),
        ("2018-19 Q1: 12, 2018-19 Q2: 10", ["Q2"]),
        ("2017-18 Q4: 40, 2018-19 Q1: 42", []),
        (
            (
                "2018-19 Q1: {numerator: 40, denominator: 50}, "
                "2018-19 Q2: {numerator: 60, denominator: 74}"
            ),
            ["Q2"],
        ),
    ],
)
def test_a_small_rise_of_a_total_since_the_year_began(values: str, expected: list[str]) -> None:
    """40 of 50 and then 60 of 74: of those who are left there were 10, and then 14."""
    unit = PERCENT if "numerator" in values else "unit: count"
    found = hidden(f"{unit}, accumulates: true, profile: none, values: {{{values}}}")
    assert [one.rpartition(" ")[2] for one in found] == expected


def test_the_totals_after_a_hidden_figure_of_its_own_period_are_hidden_too() -> None:
    values = "{2018-19 Q1: 12, 2018-19 Q2: 2, 2018-19 Q3: 16}"
    whole = catalogue(f"accumulates: in-period, profile: none, values: {values}")
    totals = summed(published(whole)).indicators["a"].values.values()
    assert [one.reason for one in totals] == [None, Reason.SUPPRESSED, Reason.SUPPRESSED]


def test_a_year_would_give_back_its_hidden_quarter() -> None:
    values = "{2017-18: 60, 2018-19: 40, 2018-19 Q1: 12, 2018-19 Q2: 13, 2018-19 Q3: 3}"
    assert hidden(f"values: {values}") == ["a 2018-19", "a 2018-19 Q3"]


def test_what_the_catalogue_itself_suppresses_is_not_given_back() -> None:
    values = "values: {2018-19 Q4: 60, 2018-19: 90}"
    own = "part-of: a, values: {2018-19 Q4: {value: suppressed, note: fewer than five}}"
    shown = published(catalogue(values, own, part(58))).indicators
    assert [one.value for one in shown["c"].values.values()] == [Reason.SUPPRESSED]
    assert [one.note for one in shown["b"].values.values()] == ["fewer than five"]
    assert hidden("values: {2018-19: 40, 2018-19 Q3: 38, 2018-19 Q4: suppressed}") == [
        "a 2018-19",
        "a 2018-19 Q4",
    ]


def part(count: int) -> str:
    return f"part-of: a, values: {{2018-19 Q4: {count}}}"


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        (60, [10, 20, 30], ""),
        (60, [3, 20, 37], "bcd"),
        (60, [0, 3, 57], "bcd"),
        (60, [30, 30, 0], ""),
        (60, [3, 3], "bc"),
        (3, [3, 0], "abc"),
        (4, [0, 0], "abc"),
        (0, [0, 0], ""),
    ],
)
def test_a_whole_would_give_back_its_hidden_part(
    whole: int, parts: list[int], expected: str
) -> None:
    """So all parts are hidden; those that are 0 would tell how many are not."""
    found = hidden(f"values: {{2018-19 Q4: {whole}}}", *map(part, parts))
    assert "".join(one.partition(" ")[0] for one in found) == expected


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        (53, [50], "b"),
        (50, [50], ""),
        (55, [50], ""),
        (54, [20, 30], "bc"),
        (55, [20, 30], ""),
        (50, [20, 33], ""),
    ],
)
def test_what_parts_leave_of_their_whole_is_a_count_like_any_other(
    whole: int, parts: list[int], expected: str
) -> None:
    """53 and 50 of them are 3 others. More parts than their whole leave nothing: they overlap."""
    found = hidden(f"values: {{2018-19 Q4: {whole}}}", *map(part, parts))
    assert "".join(one.partition(" ")[0] for one in found) == expected


def test_counts_of_shares_leave_remainders_too() -> None:
    """40 of 100 and 10 of 97: no count is small, but 3 are in the one group and not the other."""
    own = f"part-of: a, {counted(10, 97)}"
    assert hidden(counted(40, 100), own) == ["b 2018-19 Q4"]
    assert hidden(counted(40, 100), f"part-of: a, {counted(10, 95)}") == []


def test_the_highest_limit_of_a_family_holds_for_all_of_it() -> None:
    """A whole of 7 beside a part that hides below 10 would say that the part is at most 7."""
    own = "part-of: a, suppress-below: 10, values: {2018-19 Q4: 6}"
    assert hidden("suppress-below: 0, values: {2018-19 Q4: 7}", own) == [
        "a 2018-19 Q4",
        "b 2018-19 Q4",
    ]


Q = ["2018-19 Q1", "2018-19 Q2", "2018-19 Q3", "2018-19 Q4"]


def of_year(*counts: object, year: object = None) -> str:
    """Return the values of quarters, and of their year."""
    pairs = [f"{key}: {count}" for key, count in zip(Q, counts, strict=False) if count is not None]
    return f"values: {{{', '.join([*pairs, *([f'2018-19: {year}'] if year else [])])}}}"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # the word: all four would add up to it, and three of them leave a bound
        (of_year(10, 11, 12, 13, year="suppressed"), ["Q1", "Q2", "Q3", "Q4", "2018-19"]),
        (of_year(10, 11, 12, year="suppressed"), ["Q1", "Q2", "Q3", "2018-19"]),
        (of_year(10, 11, "suppressed", 13, year=60), ["Q3", "2018-19"]),
        # a year that may be small itself, since nothing in it is shown to be large
        (of_year(0, 0, 3, 0, year=3), ["Q1", "Q2", "Q3", "Q4", "2018-19"]),
        (of_year(0, 9, 3, 0, year=12), ["Q3", "2018-19"]),
        # what the quarters leave of the year
        (of_year(12, 12, 12, year=39), ["2018-19"]),
        (of_year(12, 12, 12, year=41), []),
        (of_year(20, year=22), ["2018-19"]),
        (of_year(20, 20, year=20), []),
    ],
)
def test_a_year_and_its_quarters(values: str, expected: list[str]) -> None:
    assert [one.removeprefix("a 2018-19 ").removeprefix("a ") for one in hidden(values)] == expected


def test_months_quarters_and_years_are_sums_of_each_other() -> None:
    months = "2018-M04: 10, 2018-M05: 11, 2018-M06: 12"
    assert hidden(f"values: {{{months}, 2018-19 Q1: suppressed, 2018-19: 90}}") == [
        *("a 2018-M04", "a 2018-M05", "a 2018-M06", "a 2018-19 Q1", "a 2018-19")
    ]
    assert hidden("values: {2018-M04: 10, 2018-M05: 11, 2018-19 Q1: 24}") == ["a 2018-19 Q1"]
    assert hidden("values: {2018-M04: 20, 2018-19 Q1: 30, 2018-19 Q2: 20, 2018-19: 52}") == [
        "a 2018-19"
    ]


def test_years_of_two_kinds_that_overlap_are_hidden_together() -> None:
    """2018 less its last three quarters is the first, which bounds the year that shares them."""
    assert hidden("values: {2018: 40, 2018-19: 3, 2020: 50}") == ["a 2018", "a 2018-19"]


def test_a_suppressed_year_of_totals_is_its_last_quarter() -> None:
    values = of_year(10, 20, 30, 40, year="suppressed")
    assert hidden(f"accumulates: true, profile: none, {values}") == [f"a {Q[3]}", "a 2018-19"]


@pytest.mark.parametrize(
    "keys", ["rolling: 12 months", "unit: percent", "unit: days"], ids=["rolls", "share", "mean"]
)
def test_quarters_that_do_not_add_up_to_their_year_do_not_give_it_back(keys: str) -> None:
    assert hidden(f"{keys}, {of_year(10, 11, 12, 13, year='suppressed')}") == ["a 2018-19"]


def test_what_is_suppressed_without_any_limit_is_not_given_back() -> None:
    """40, suppressed, 37."""
    own = "part-of: a, values: {2018-19 Q4: suppressed}"
    assert hidden("values: {2018-19 Q4: 40}", own, part(37), limit=0) == [
        "b 2018-19 Q4",
        "c 2018-19 Q4",
    ]
    assert hidden(of_year(9, 9, 9, 9, year="suppressed"), limit=0) == [
        *(f"a {quarter}" for quarter in Q),
        "a 2018-19",
    ]
    whole = catalogue("values: {2018-19 Q4: suppressed, 2019-20 Q1: 3}", limit=0)
    assert published(whole) == whole


def test_a_breakdown_of_a_whole_does_not_give_back_its_part() -> None:
    value = "{value: 40, breakdown: {girls: 3, boys: 37}}"
    own = "part-of: a, values: {2018-19 Q4: suppressed}"
    shown = published(catalogue(f"values: {{2018-19 Q4: {value}}}", own, limit=0)).indicators
    assert [one.breakdown for one in shown["a"].values.values()] == [{}]
    alone = catalogue(f"values: {{2018-19 Q3: {value}, 2018-19 Q4: suppressed}}", limit=0)
    assert published(alone) == alone


def test_a_reading_that_says_why_it_has_no_figure_keeps_its_word() -> None:
    own = "part-of: a, values: {2018-19 Q4: in-measurement}"
    shown = published(catalogue("values: {2018-19 Q4: 60}", own, part(3))).indicators
    assert [one.value for one in shown["b"].values.values()] == [Reason.IN_MEASUREMENT]


@pytest.mark.parametrize(
    ("whole", "b", "c", "expected"),
    [
        # a yearly whole, quarterly parts, and a small one
        (of_year(year=90), of_year(3, 20), of_year(10, 20), "b1 b2 c1 c2"),
        (of_year(year=90), of_year(30, 20), of_year(10, 20), ""),
        (of_year(year=83), of_year(30, 20), of_year(10, 20), "b1 b2 c1 c2"),
        # a quarterly whole and yearly parts
        (of_year(20, 20, 20, 20), of_year(year=40), of_year(year=37), "bY cY"),
        (of_year(20, 20, 20, 20), of_year(year=40), of_year(year=35), ""),
        (of_year(20, 20, 20), of_year(year=40), of_year(year=37), ""),
        # with a year of all and of the boys, that of the girls is known
        (of_year(20, 20, year=40), of_year(3, 17), of_year(17, 3, year=20), "b1 b2 c1 c2 cY"),
        # a quarter of the whole that its year and the others give: 42, and 6 and 32 of them
        (
            of_year(57, None, 118, 63, year=280),
            of_year(10, 6, 38, 35, year=89),
            of_year(27, 32, 20, 18),
            "b1 b2 b3 b4 bY c1 c2 c3 c4",
        ),
        (
            of_year(57, None, 118, 63, year=281),
            of_year(10, 6, 38, 35, year=89),
            of_year(27, 32, 20, 18),
            "",
        ),
        # no figure is of Q4: it is 56 of 330, 0 of 78 and 54 of 111, which are 2 others
        (
            of_year(107, 122, 45, year=330),
            of_year(47, 31, 0, year=78),
            of_year(0, 48, 9, year=111),
            "b1 b2 b3 bY c1 c2 c3 cY",
        ),
        (
            of_year(107, 122, 45, year=333),
            of_year(47, 31, 0, year=78),
            of_year(0, 48, 9, year=111),
            "",
        ),
        # nor is it known of one of the parts: 2 are not in the other
        (
            of_year(107, 122, 45, year=330),
            of_year(47, 31, None, year=78),
            of_year(0, 48, 9, year=111),
            "b1 b2 bY c1 c2 c3 cY",
        ),
        # where the whole's own quarters end, the parts go on: 60 and 38 of 100
        (of_year(60, year=100), of_year(None, 18), of_year(None, 20), "b2 c2"),
    ],
)
def test_parts_over_longer_and_shorter_periods(whole: str, b: str, c: str, expected: str) -> None:
    found = hidden(whole, f"part-of: a, {b}", f"part-of: a, {c}")
    short = [one.replace(" 2018-19 Q", "").replace(" 2018-19", "Y") for one in found]
    assert " ".join(short) == expected


def totals(*counts: object) -> str:
    return f"accumulates: true, profile: none, {of_year(*counts)}"


@pytest.mark.parametrize(
    ("whole", "b", "c", "expected"),
    [
        ((20, 40, 60), (8, 16, 30), (12, 24, 30), ""),
        # a part rose by 2: its cases join those of the next quarter, in all figures
        ((20, 40, 60), (8, 10, 30), (12, 24, 30), "a2 b2 c2"),
        # nothing rose by little but what no part has: 0, 3, 10
        ((20, 43, 70), (8, 16, 30), (12, 24, 30), "a2 b2 c2"),
        ((20, 40, 60), (8, None, 30), (12, 24, "suppressed"), "a3 b3 c3"),
    ],
)
def test_totals_since_the_year_began_are_hidden_with_all_of_their_period(
    whole: tuple[object, ...], b: tuple[object, ...], c: tuple[object, ...], expected: str
) -> None:
    found = hidden(totals(*whole), f"part-of: a, {totals(*b)}", f"part-of: a, {totals(*c)}")
    assert " ".join(one.replace(" 2018-19 Q", "") for one in found) == expected


def test_where_totals_meet_figures_of_each_period_the_whole_is_hidden_with_its_parts() -> None:
    found = hidden(totals(20, 40), f"part-of: a, {of_year(3, 17)}", "values: {2018-19 Q1: 30}")
    assert [one.replace(" 2018-19 Q", "") for one in found] == ["a1", "a2", "b1", "b2"]


def test_a_family_without_figures_hides_none() -> None:
    assert hidden("values: {}", "part-of: a, values: {}") == []


def test_shares_of_one_denominator_pass_on_to_the_parts_of_each() -> None:
    found = hidden(
        counted(3, 100), counted(97, 100), f"part-of: b, {counted(50, 60)}", counted(40, 80)
    )
    assert "".join(one[0] for one in found) == "abc"


def rounded(value: str, denominator: int) -> str:
    return f"{PERCENT}, values: {{2018-19 Q4: {{value: {value}, denominator: {denominator}}}}}"


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        # 3, 100 and 102 of 205: what is left of 100% is 1.4, and 3 is the one count that it can be
        ([rounded("1.5", 205), rounded("48.8", 205), rounded("49.8", 205)], "abc"),
        ([rounded("1.5", 205), counted(100, 205), rounded("49.8", 205)], "abc"),
        # a number that is hidden may be 1 to 4, and 101 or more are left by the others
        ([rounded("1.5", 205), rounded("48.8", 205), rounded("45.0", 205)], "a"),
        ([counted(4, 62), counted(39, 62), counted(19, 62)], "abc"),
        ([counted(4, 62), counted(40, 62), counted(20, 62)], "abc"),
        ([counted(4, 62), counted(40, 62), counted(22, 62)], "a"),
        # those who are left are few, so the count is one of the largest
        ([counted(60, 62), counted(0, 62)], "a"),
        ([counted(60, 62), counted(2, 62), counted(0, 62)], "abc"),
        ([counted(60, 62), rounded("4", 62)], "ab"),
        # beside a further one of the same denominator, which shares out nothing
        ([counted(41, 62), counted(19, 62), counted(2, 62), counted(30, 62)], "abc"),
        ([counted(30, 62), counted(19, 62), counted(2, 62), counted(41, 62)], "bcd"),
        ([counted(30, 62), counted(10, 62), counted(2, 62)], "c"),
        # a denominator that is known from a value and its numerator
        (
            [
                counted(3, 205),
                counted(100, 205),
                f"{PERCENT}, values: {{2018-19 Q4: {{value: 49.8, numerator: 102}}}}",
            ],
            "abc",
        ),
        # parts that are both hidden, and what they share out with a third
        ([counted(3, 100), counted(4, 100), counted(93, 100), counted(50, 100)], "abc"),
        # of as many as are looked through, and of more
        ([counted(4, 800), *[counted(200, 800)] * 7], "a"),
        ([counted(3, 200), *[counted(21, 200)] * 10], "abcdefghijk"),
    ],
)
def test_percentages_that_share_out_one_denominator(shares: list[str], expected: str) -> None:
    assert "".join(one[0] for one in hidden(*shares)) == expected


@pytest.mark.parametrize("count", range(1, 5))
def test_which_shares_are_hidden_does_not_tell_which_small_number_it_is(count: int) -> None:
    """101 others of 104: were they hidden for 3 alone, it would be 3."""
    assert hidden(counted(count, 104), counted(50, 104), counted(51, 104)) == [
        f"{name} 2018-19 Q4" for name in "abc"
    ]


def test_a_whole_that_is_hidden_elsewhere_would_be_given_back_by_its_parts() -> None:
    """`b` is hidden beside the small `c`, both parts of `a`; `d` and `e` add up to `b`."""
    found = hidden(
        "values: {2018-19 Q4: 60}",
        "part-of: a, values: {2018-19 Q4: 57}",
        "part-of: a, values: {2018-19 Q4: 3}",
        "part-of: b, values: {2018-19 Q4: 30}",
        "part-of: b, values: {2018-19 Q4: 27}",
    )
    assert "".join(one.partition(" ")[0] for one in found) == "bcde"


def test_parts_of_a_whole_without_a_figure_of_their_period_give_nothing_back() -> None:
    assert hidden("values: {2018-19 Q3: 60}", part(3), part(9)) == ["b 2018-19 Q4"]


@pytest.mark.parametrize(
    ("wholes", "expected"),
    [
        ({"a": "a"}, ["a"]),
        ({"a": "b", "b": "a"}, ["a", "b"]),
        ({"a": "b", "b": "c", "c": "a"}, ["a", "b", "c"]),
        ({"a": "b", "b": "c", "c": "b"}, ["b", "c"]),
        ({"a": "b", "b": "c"}, []),
    ],
)
def test_a_part_of_itself_is_an_error_on_each_of_the_circle(
    wholes: dict[str, str], expected: list[str]
) -> None:
    entries = dict.fromkeys("abc", "values: {2018-19 Q4: 5}")
    entries |= {name: f"{entries[name]}, part-of: {whole}" for name, whole in wholes.items()}
    book = build.loaded(entries)
    assert [problem.key for problem in book.problems] == [
        f"indicators.{name}.part-of" for name in expected
    ]
    assert {problem.code for problem in book.problems} <= {"reference-circle"}
    assert set(book.left_out) == set(expected)


def test_percentages_that_share_out_one_denominator_give_each_other_back() -> None:
    """3, 40 and 57 of 100: without the second, the first would be 100 less 40 and 57."""
    every = ["a 2018-19 Q4", "b 2018-19 Q4", "c 2018-19 Q4"]
    assert hidden(counted(3, 100), counted(40, 100), counted(57, 100)) == every
    assert hidden(counted(3, 100), counted(40, 100), counted(55, 100)) == every[:1]
    assert hidden(counted(3, 100), counted(97, 100)) == every[:2]
    assert hidden(counted(40, 100), counted(60, 100)) == []


@pytest.mark.parametrize("written", ["1", "-5", "five", "4.5", "[5]", "\u0665"])
def test_a_limit_that_hides_nothing_clear_is_refused(written: str) -> None:
    assert build.codes(f"values: {{2018-19 Q4: 5}}, suppress-below: {written}") == [
        "value-not-one-of"
    ]


def test_a_part_of_nothing_is_refused() -> None:
    assert build.codes("values: {2018-19 Q4: 5}, part-of: nothing") == ["reference-indicator"]


# ── Every world that a reader could think of ─────────────────────────────────────────────────────

World = tuple[int, ...]


def shared_out(total: int, parts: int) -> Iterator[World]:
    """Yield every way to share out a total."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in shared_out(total - first, parts - 1))


def seen(whole: Catalogue) -> tuple[object, ...]:
    """Return what a reader sees of every figure."""
    shown = published(whole).indicators.values()
    return tuple(reading.value for one in shown for reading in one.values.values())


def could_be(views: dict[tuple[object, ...], list[World]]) -> list[tuple[World, int, set[int]]]:
    """Return each hidden number that may be small, and that a reader knows not to be 1, or 2."""
    revealed = []
    for view, alike in views.items():
        for at, shown in enumerate(view):
            values = {world[at] for world in alike}
            if shown is Reason.SUPPRESSED and values & {1, 2} and not {1, 2} <= values:
                revealed.append((alike[0], at, values))
    return revealed


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_no_part_of_a_whole_can_be_worked_out_from_all_that_is_shown(parts: int) -> None:
    """With a limit of 3, in every way to share out 0 to 9: each hidden small part could be 1 or 2.

    The whole is not shared out in full: it may have cases that no part has.
    """
    views: dict[tuple[object, ...], list[World]] = {}
    entries = [part(1)] * parts
    base = catalogue("values: {2018-19 Q4: 1}", *entries, limit=3)
    for total in range(10):
        for world in shared_out(total, parts):
            counts = dict(zip(base.indicators, (total, *world), strict=True))
            made = base.model_copy(
                update={
                    "indicators": {
                        name: with_value(base.indicators[name], counts[name]) for name in counts
                    }
                }
            )
            views.setdefault(seen(made), []).append((total, *world))
    assert could_be(views) == []


def test_many_small_systems_tell_nothing() -> None:
    """Trees of up to three indicators, a year and two quarters, some figures not given."""
    assert [seed for seed in range(16) if drawn(seed).revealed(6)] == []


EVERY = [(name, period) for name in "abc" for period in (YEAR, *QUARTERS)]
TREE = {"a": "bcr", "b": "b", "c": "c"}
PARTS = {"b": "a", "c": "a"}


@pytest.mark.parametrize(
    "system",
    [
        grid([("a", YEAR), ("a", QUARTERS[0]), ("a", QUARTERS[1])], {"a": "r"}),
        grid([("a", YEAR), ("a", QUARTERS[0])], {"a": "r"}),
        grid(EVERY, TREE, PARTS),
        grid([cell for cell in EVERY if cell[0] != "a" or cell[1] == YEAR], TREE, PARTS),
        grid([cell for cell in EVERY if (cell[0] == "a") is (cell[1] == YEAR)], TREE, PARTS),
        grid([cell for cell in EVERY if (cell[0] == "a") is (cell[1] != YEAR)], TREE, PARTS),
        grid([cell for cell in EVERY if cell[0] == "a" or cell[1] == YEAR], TREE, PARTS),
        grid([cell for cell in EVERY if cell != ("b", YEAR)], TREE, PARTS),
        grid(EVERY, TREE, PARTS, [("b", QUARTERS[0])]),
        grid([cell for cell in EVERY if cell[1] != YEAR], TREE, PARTS, totals=True),
    ],
)
def test_nothing_is_reported_by_sums_over_parts_and_periods(system: System) -> None:
    """Two parts, what they leave, two quarters and their year: all figures, or some of them."""
    assert system.revealed(6) == []


def with_value(indicator: Indicator, count: int) -> Indicator:
    (period, reading), *_ = indicator.values.items()
    changed = reading.model_copy(update={"value": Decimal(count)})
    return indicator.model_copy(update={"values": Series({period: changed})})


def test_no_rise_of_a_total_can_be_worked_out_from_all_that_is_shown() -> None:
    """With a limit of 3, for every way to come to 0 to 9 in four quarters.

    The rise that is small is the one since the last total that is shown. (One that might go beyond
    the 9 is left out.)
    """
    quarters = [f"2018-19 Q{number}" for number in range(1, 5)]
    written = ", ".join(f"{quarter}: 1" for quarter in quarters)
    base = catalogue(f"accumulates: true, profile: none, values: {{{written}}}", limit=3)
    indicator = base.indicators["a"]
    views: dict[tuple[object, ...], list[World]] = {}
    for rises in (rises for total in range(10) for rises in shared_out(total, 4)):
        totals = tuple(accumulate(rises))
        values = {
            period: reading.model_copy(update={"value": Decimal(total)})
            for (period, reading), total in zip(indicator.values.items(), totals, strict=True)
        }
        changed = indicator.model_copy(update={"values": Series(values)})
        view = seen(base.model_copy(update={"indicators": {"a": changed}}))
        views.setdefault(view, []).append(tuple(_since_shown(view, totals)))
    whole = {view: alike for view, alike in views.items() if not {8, 9} & set(view)}
    assert could_be(whole) == []


def _since_shown(view: tuple[object, ...], totals: World) -> Iterator[int]:
    last = 0
    for shown, total in zip(view, totals, strict=True):
        yield total - last
        last = total if shown is not Reason.SUPPRESSED else last


@pytest.mark.parametrize(
    ("written", "limit"), [("0", 0), ("3", 3), ("5", 5), ("10", 10), ("999999999", 999_999_999)]
)
def test_a_limit_is_read(written: str, limit: int) -> None:
    assert fields.suppress_below(written) == limit


@pytest.mark.parametrize(
    "written", ["1", "2", "00", "05", "0000000001", "1000000000", "-5", "5.0", "x"]
)
def test_what_would_hide_nothing_unseen_is_no_limit(written: str) -> None:
    with pytest.raises(PydanticCustomError, match="must be 0, or 3 or more"):
        fields.suppress_below(written)


@pytest.mark.parametrize("seed", range(100))
def test_of_parts_those_are_hidden_that_a_walk_from_every_whole_down_finds(seed: int) -> None:
    chance = Random(seed)
    names = "abcdefgh"
    wholes = {name: chance.choice(names[:at]) for at, name in enumerate(names) if at}
    figures = {
        name: {quarter: chance.choice(["40", "0", "suppressed"]) for quarter in Q} for name in names
    }
    for name, own in figures.items():
        for quarter in chance.sample(Q, chance.randint(0, 3)) if name != "a" else ():
            del own[quarter]
    entries = {
        name: (f"part-of: {wholes[name]}, " if name in wholes else "")
        + f"values: {{{', '.join(f'{quarter}: {word}' for quarter, word in own.items())}}}"
        for name, own in figures.items()
    }
    found = suppression.hidden(build.catalogue_of(entries))
    for quarter in Q:
        there = {name for name in names if quarter in figures[name]}
        expected = {name for name in there if figures[name][quarter] == "suppressed"}
        for _ in names:
            expected |= _beside(wholes, there, expected) if expected else set()
        hidden = {name for name, own in found.items() if quarter in map(str, own)}
        assert hidden == expected


def _beside(wholes: dict[str, str], there: set[str], hidden: set[str]) -> set[str]:
    """Return the figures that are parts beside or below a hidden one."""
    known, touched = set(there), set(hidden)
    for whole in sorted(set(wholes.values())):
        parts = {part for part, own in wholes.items() if own == whole}
        if whole in known:
            known |= parts
            if whole in touched or touched & parts:
                touched |= parts
    return touched & there


def forecasts(*indicators: str, limit: int = 5) -> list[str]:
    """Return the forecasts that are shown, as `a 2018-19`."""
    shown = published(catalogue(*indicators, limit=limit))
    return [
        f"{name} {year}"
        for name, one in shown.indicators.items()
        for year, forecast in one.forecast.items()
        if not isinstance(forecast.value, Reason)
    ]


@pytest.mark.parametrize(
    ("entries", "is_shown"),
    [
        ("forecast: {2018-19: 0}", True),
        ("forecast: {2018-19: 1}", False),
        ("forecast: {2018-19: 4}", False),
        ("forecast: {2018-19: 5}", True),
        ("suppress-below: 10, forecast: {2018-19: 9}", False),
        ("suppress-below: 0, forecast: {2018-19: 4}", True),
        ("unit: percent, forecast: {2018-19: 4}", True),
        ("unit: {label: children}, forecast: {2018-19: 4}", True),
        ("unit: {label: children}, suppress-below: 5, forecast: {2018-19: 4}", False),
    ],
)
def test_a_forecast_is_hidden_where_a_reading_of_its_size_is(entries: str, is_shown: bool) -> None:
    own = f"{entries}, values: {{2018-19 Q1: 40}}"
    assert forecasts(own) == (["a 2018-19"] if is_shown else [])


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("values: {2018-19 Q4: 3}", []),
        ("values: {2018-19 Q4: suppressed}", []),
        ("values: {2018-19: 3}", []),
        ("frequency: annual, values: {2018-19: 3}", []),
        ("values: {2018-19 Q3: 3}", ["a 2018-19"]),
        ("values: {2017-18 Q4: 3}", ["a 2018-19"]),
        ("values: {2017-18 Q4: 3, 2018-19: suppressed}", []),
    ],
)
def test_a_forecast_is_hidden_with_the_years_own_figure(entries: str, expected: list[str]) -> None:
    assert forecasts(f"{entries}, forecast: {{2018-19: 40}}") == expected


def test_a_hidden_forecast_leaves_nothing_of_its_entry() -> None:
    given = "{value: 3, source: Monitoring, note: three cases}"
    shown = published(catalogue(f"values: {{2018-19 Q1: 40}}, forecast: {{2018-19: {given}}}"))
    (forecast,) = shown.indicators["a"].forecast.values()
    assert forecast == Forecast.model_construct(value=Reason.SUPPRESSED)


TEXTS = (
    "comment: {2018-19 Q3: all 3 from one school, 2018-19 Q4: none}, "
    "action: {2018-19 Q3: 3 visits, 2018-19: a year of 3}"
)


def texts(entries: str, limit: int = 5) -> list[str]:
    """Return what is left of the comments and the actions of an indicator."""
    one = published(catalogue(f"{entries}, {TEXTS}", limit=limit)).indicators["a"]
    return [*one.comment.values(), *one.action.values()]


def test_what_is_written_of_a_hidden_figure_is_hidden_with_it() -> None:
    """Also what is written of a longer period that it lies in."""
    assert texts("values: {2018-19 Q3: 3, 2018-19 Q4: 40}") == ["none"]
    assert texts("values: {2018-19 Q3: 40, 2018-19 Q4: 40}") == [
        *("all 3 from one school", "none", "3 visits", "a year of 3")
    ]


def test_what_is_written_beside_a_reason_stands() -> None:
    whole = ["all 3 from one school", "none", "3 visits", "a year of 3"]
    assert texts("values: {2018-19 Q3: suppressed, 2018-19 Q4: 40}") == whole
    assert texts("values: {2018-19 Q3: 3}", limit=0) == whole


def test_a_forecast_hides_nothing_and_is_no_part_of_a_sum() -> None:
    """What a service expects is no fact: a whole less its other parts gives nothing back."""
    whole = "values: {2018-19 Q4: 40}, forecast: {2018-19: 40}"
    parts = [f"part-of: a, values: {{2018-19 Q4: 20}}, forecast: {{2018-19: {n}}}" for n in (37, 3)]
    assert hidden(whole, *parts) == []
    assert forecasts(whole, *parts) == ["a 2018-19", "b 2018-19"]
