"""Small numbers and what would give them back are taken out before anything is scored."""

import pytest

from ragcalc.catalogue.accumulation import summed
from ragcalc.catalogue.models import Catalogue
from ragcalc.catalogue.privacy import published
from ragcalc.vocabulary import Reason
from tests import build

PERCENT = "unit: percent, polarity: low"


def catalogue(*indicators: str, limit: int = 5) -> Catalogue:
    """Give a catalogue of indicators `a`, `b`, `c`, … that hides numbers below the limit."""
    names = "abcdefgh"[: len(indicators)]
    found = build.catalogue_of(dict(zip(names, indicators, strict=True)))
    return found.model_copy(update={"suppress_below": limit})


def hidden(*indicators: str, limit: int = 5) -> list[str]:
    """Give what is hidden, as `a 2018-19 Q4`."""
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
    ],
)
def test_what_is_small(entries: str, is_hidden: bool) -> None:
    assert hidden(entries) == (["a 2018-19 Q4"] if is_hidden else [])


def test_without_a_limit_nothing_is_touched() -> None:
    whole = catalogue("values: {2018-19 Q4: 1}", limit=0)
    assert published(whole) is whole


def test_what_is_hidden_leaves_nothing_of_its_entry() -> None:
    shown = published(
        catalogue(
            "values: {2018-19 Q3: {value: 9, breakdown: {x: 7, y: 2}}, 2018-19 Q4: {value: 3, "
            "note: all 3 from one school, source: 3 forms, provisional: true, break: true}}, "
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


def part(count: int) -> str:
    return f"part-of: a, values: {{2018-19 Q4: {count}}}"


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        (60, [10, 20, 30], []),
        (60, [3, 20, 37], ["b", "c"]),
        (60, [20, 3, 37], ["b", "c"]),
        (60, [0, 3, 57], ["c", "d"]),
        (60, [30, 30, 0], []),
        # two that add up to 2 can only be 1 and 1, to 5 anything
        (60, [1, 1, 58], ["b", "c", "d"]),
        (60, [2, 2, 56], ["b", "c", "d"]),
        (60, [2, 3, 55], ["b", "c"]),
        (60, [4, 4, 52], ["b", "c"]),
        (60, [1, 2, 2, 55], ["b", "c", "d", "e"]),
        (60, [2, 2, 2, 54], ["b", "c", "d"]),
        # nothing else to hide but the whole
        (3, [3], ["a", "b"]),
        (8, [3, 0], ["a", "b"]),
        (6, [3, 3], ["b", "c"]),
        (4, [2, 2, 0], ["a", "b", "c", "d"]),
        (4, [1, 3, 0], ["a", "b", "c", "d"]),
        (0, [0, 0], []),
    ],
)
def test_a_whole_would_give_back_its_hidden_part(
    whole: int, parts: list[int], expected: list[str]
) -> None:
    found = hidden(f"values: {{2018-19 Q4: {whole}}}", *map(part, parts))
    assert [one.partition(" ")[0] for one in found] == expected


def test_a_whole_that_is_hidden_elsewhere_would_be_given_back_by_its_parts() -> None:
    """`b` is hidden beside the small `c`, both parts of `a`; `d` and `e` add up to `b`."""
    found = hidden(
        "values: {2018-19 Q4: 60}",
        "part-of: a, values: {2018-19 Q4: 57}",
        "part-of: a, values: {2018-19 Q4: 3}",
        "part-of: b, values: {2018-19 Q4: 30}",
        "part-of: b, values: {2018-19 Q4: 27}",
    )
    assert [one.partition(" ")[0] for one in found] == ["b", "c", "d"]


def test_parts_of_what_has_no_figure_then_or_of_themselves_give_nothing_back() -> None:
    assert hidden("values: {2018-19 Q3: 60}", part(3)) == ["b 2018-19 Q4"]
    assert hidden("values: {2018-19 Q4: 60}", "part-of: a, values: {2018-19 Q3: 3}") == [
        "b 2018-19 Q3"
    ]
    assert hidden("part-of: a, values: {2018-19 Q4: 3}") == ["a 2018-19 Q4"]
    assert hidden("unit: percent, values: {2018-19 Q4: 60}", part(3)) == ["b 2018-19 Q4"]


def test_percentages_that_share_out_one_denominator_give_each_other_back() -> None:
    """3, 40 and 57 of 100: without the second, the first would be 100 less 40 and 57."""
    shares = [counted(3, 100), counted(40, 100), counted(57, 100)]
    assert hidden(*shares) == ["a 2018-19 Q4", "b 2018-19 Q4"]
    assert hidden(counted(3, 100), counted(40, 100), counted(56, 100)) == ["a 2018-19 Q4"]
    assert hidden(counted(3, 100), counted(97, 100)) == ["a 2018-19 Q4", "b 2018-19 Q4"]


@pytest.mark.parametrize("written", ["1", "-5", "five", "4.5", "[5]", "\u0665"])
def test_a_limit_that_hides_nothing_clear_is_refused(written: str) -> None:
    assert build.codes(f"values: {{2018-19 Q4: 5}}, suppress-below: {written}") == [
        "value-not-one-of"
    ]


def test_a_part_of_nothing_is_refused() -> None:
    assert build.codes("values: {2018-19 Q4: 5}, part-of: nothing") == ["reference-indicator"]
