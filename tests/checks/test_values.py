"""Single figures: percentages from 0 to 100, shares among percentages, parts and their sum."""

import pytest

from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from tests.build import loaded
from tests.checks.finding import found, keys


@pytest.mark.parametrize(
    ("entries", "places"),
    [
        ("values: {2018-19 Q4: 0}", []),
        ("values: {2018-19 Q4: 100}", []),
        ("values: {2018-19 Q4: 100.1}", ["values.2018-19 Q4"]),
        ("values: {2018-19 Q4: -0.1}", ["values.2018-19 Q4"]),
        ("values: {2018-19 Q4: {value: 164}}", ["values.2018-19 Q4.value"]),
        ("values: {2018-19 Q4: suppressed}", []),
        ("values: {2018-19 Q4: {numerator: -1, denominator: 5}}", ["values.2018-19 Q4"]),
        ("values: {2018-19 Q4: 5}, target: 101", ["target"]),
        ("values: {2018-19 Q4: 5}, target: 100", []),
        ("values: {2018-19 Q4: 5}, target: {above: 101}", ["target.above"]),
        ("values: {2018-19 Q4: 5}, target: none", []),
        ("values: {2018-19 Q4: 5}, polarity: low, target: {below: 101}", ["target.below"]),
        ("values: {2018-19 Q4: 5}, targets: {2018-19: 900}", ["targets.2018-19"]),
        ("values: {2018-19 Q4: 5}, targets: {from 2018-19 Q3: 900}", ["targets.from 2018-19 Q3"]),
        (
            "values: {2018-19 Q4: 5}, polarity: on-target, target: {from: -1, to: 101}",
            ["target.from", "target.to"],
        ),
        ("values: {2018-19 Q4: 5}, floor: {2018-19: -5}", ["floor.2018-19"]),
        ("values: {2018-19 Q4: 5}, floor: -5", ["floor"]),
        ("values: {2018-19 Q4: 5}, forecast: {2018-19: 101}", ["forecast.2018-19"]),
        ("values: {2018-19 Q4: 5}, forecast: {2018-19: {value: -1}}", ["forecast.2018-19.value"]),
        ("values: {2018-19 Q4: 5}, forecast: {2018-19: suppressed}", []),
        ("values: {2018-19 Q4: 5}, may-exceed-100: true, forecast: {2018-19: 101}", []),
        ("values: {2018-19 Q4: 5}, floor: {2018-19: {value: -5}}", ["floor.2018-19.value"]),
        ("values: {2018-19 Q4: 5}, comparators: {england: 164}", ["comparators.england"]),
        (
            "values: {2018-19 Q4: 5}, comparators: {england: {2017-18: 164}}",
            ["comparators.england.2017-18"],
        ),
        (
            "values: {2018-19 Q4: 5}, comparators: {england: {2017-18: {value: 164}}}",
            ["comparators.england.2017-18.value"],
        ),
    ],
)
def test_a_percentage_lies_from_0_to_100(entries: str, places: list[str]) -> None:
    assert keys("value-percent-range", f"unit: percent, {entries}") == places


@pytest.mark.parametrize(
    ("code", "faulty", "key"),
    [
        ("value-percent-range", "values: {2018-19 Q4: 164}", "values.2018-19 Q4"),
        ("value-percent-jump", "values: {2018-19 Q3: 0.86, 2018-19 Q4: 87}", "values.2018-19 Q3"),
    ],
)
def test_an_indicator_of_another_unit_hides_none_of_the_next(
    code: str, faulty: str, key: str
) -> None:
    found_keys = keys(code, "values: {2018-19 Q4: 164}", f"unit: percent, {faulty}")
    assert found_keys == [f"indicators.it-2.{key}"]


def test_a_valid_breakdown_hides_none_of_a_later_one() -> None:
    none, valid = "2018-19 Q1: 5", "2018-19 Q2: {value: 82, breakdown: {a: 53, b: 29}}"
    wrong = "2018-19 Q3: {value: 82, breakdown: {a: 53, b: 28}}"
    for before in (none, valid):
        assert keys("value-breakdown-sum", f"values: {{{before}, {wrong}}}") == [
            "values.2018-19 Q3.breakdown"
        ]


@pytest.mark.parametrize(
    "entries",
    [
        "unit: percent, may-exceed-100: true",
        "unit: count",
        "unit: {label: percent}",
    ],
)
def test_only_a_percentage_that_may_not_leave_the_range_is_looked_at(entries: str) -> None:
    assert keys("value-percent-range", f"{entries}, values: {{2018-19 Q4: 164}}") == []


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (
            "values: {2018-19 Q4: 164.0}",
            "the value for 2018-19 Q4 is 164.0%, outside 0% to 100%",
        ),
        (
            "target: 900, values: {2018-19 Q4: 1}",
            "the target is 900%, outside 0% to 100%",
        ),
        (
            "floor: -5, values: {2018-19 Q4: 1}",
            "the floor is -5%, outside 0% to 100%",
        ),
        (
            "values: {2018-19 Q4: {value: -33.3, numerator: -1, denominator: 3}}",
            "the value for 2018-19 Q4 is -33.333333%, outside 0% to 100%",
        ),
        (
            "targets: {from 2018-19 Q3: 900}, values: {2018-19 Q4: 1}",
            "the target from 2018-19 Q3 is 900%, outside 0% to 100%",
        ),
        (
            "comparators: {england: {2017-18: 164}}, values: {2018-19 Q4: 1}",
            "england for 2017-18 is 164%, outside 0% to 100%",
        ),
    ],
)
def test_a_figure_outside_the_range_is_named(entries: str, message: str) -> None:
    assert [words for _, words in found("value-percent-range", f"unit: percent, {entries}")] == [
        message
    ]


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ("2018-19 Q3: 0.86, 2018-19 Q4: 87", ["values.2018-19 Q3"]),
        ("2018-19 Q3: 87, 2018-19 Q4: 0.86", ["values.2018-19 Q4"]),
        ("2018-19 Q4: 0.86, 2018-19 Q3: 87", ["values.2018-19 Q4"]),
        ("2018-19 Q2: 85, 2018-19 Q3: 0.86, 2018-19 Q4: 87", ["values.2018-19 Q3"]),
        ("2018-19 Q3: 1, 2018-19 Q4: 100", ["values.2018-19 Q3"]),
        ("2018-19 Q3: 1.01, 2018-19 Q4: 100", []),
        ("2018-19 Q3: 0.5, 2018-19 Q4: 25", ["values.2018-19 Q3"]),
        ("2018-19 Q3: 0.5, 2018-19 Q4: 24.9", []),
        ("2018-19 Q3: 0.5, 2018-19 Q4: 100", ["values.2018-19 Q3"]),
        ("2018-19 Q3: 0.499, 2018-19 Q4: 100", []),
        ("2018-19 Q3: 0.9, 2018-19 Q4: 1.1", []),
        ("2018-19 Q3: 0.01, 2018-19 Q4: 1", []),
        ("2018-19 Q3: 0.02, 2018-19 Q4: 2", ["values.2018-19 Q3"]),
        ("2018-19 Q3: 0, 2018-19 Q4: 50", []),
        ("2018-19 Q2: 0.86, 2018-19 Q3: 0, 2018-19 Q4: 50", []),
        ("2018-19 Q2: 90, 2018-19 Q3: 87, 2018-19 Q4: 0.86", ["values.2018-19 Q4"]),
        ("2018-19 Q3: {value: 0.86}, 2018-19 Q4: 87", ["values.2018-19 Q3.value"]),
        ("2018-19 Q3: 1, 2018-19 Q4: 101", []),
        ("2018-19 Q3: {numerator: 1, denominator: 110}, 2018-19 Q4: 91", []),
        ("2018-19 Q3: 0.86, 2018-19 Q4: {numerator: 87, denominator: 100}", ["values.2018-19 Q3"]),
        ("2018-19 Q3: 0.86, 2018-19: 87", []),
    ],
)
def test_a_share_of_1_among_percentages_is_found(values: str, places: list[str]) -> None:
    assert keys("value-percent-jump", f"unit: percent, values: {{{values}}}") == places


def test_a_jump_of_another_unit_is_none() -> None:
    assert keys("value-percent-jump", "values: {2018-19 Q3: 0.86, 2018-19 Q4: 86}") == []


def test_a_jump_tells_both_figures() -> None:
    assert found(
        "value-percent-jump", "unit: percent, values: {2018-19 Q3: 0.86, 2018-19 Q4: 87}"
    ) == [
        (
            "values.2018-19 Q3",
            "2018-19 Q3 is 0.86%, compared with 87% for 2018-19 Q4: it may be a share of 1",
        )
    ]


@pytest.mark.parametrize(
    ("reading", "message"),
    [
        ("numerator: 88, denominator: 482, breakdown: {a: 53, b: 29, c: 3, d: 3}", None),
        (
            "numerator: 88, denominator: 482, breakdown: {a: 53, b: 29, c: 3, d: 2}",
            "the parts add up to 87, not the numerator of 88",
        ),
        (
            "numerator: 88, denominator: 482, breakdown: {a: 53, b: 29, c: 3, d: 4}",
            "the parts add up to 89, not the numerator of 88",
        ),
        ("numerator: 88, denominator: 482", None),
        ("value: 82, breakdown: {a: 53, b: 29}", None),
        ("value: 82.5, breakdown: {a: 53, b: 29}", "the parts add up to 82, not the value of 82.5"),
        ("value: suppressed, breakdown: {a: 53, b: 29}", None),
        ("value: suppressed, numerator: 82, breakdown: {a: 53, b: 29}", None),
        (
            "value: 80, numerator: 80, breakdown: {a: 53, b: 29}",
            "the parts add up to 82, not the numerator of 80",
        ),
    ],
)
def test_the_parts_of_a_breakdown_add_up(reading: str, message: str | None) -> None:
    expected = [("values.2018-19 Q4.breakdown", message)] if message else []
    assert found("value-breakdown-sum", f"values: {{2018-19 Q4: {{{reading}}}}}") == expected


def test_the_value_of_another_unit_than_a_count_is_no_sum() -> None:
    reading = "{value: 18.3, breakdown: {a: 53, b: 29}}"
    assert keys("value-breakdown-sum", f"unit: percent, values: {{2018-19 Q4: {reading}}}") == []


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        ("target: 95, values: {2018-19 Q3: 0.94, 2018-19 Q4: 0.951}", ["values.2018-19 Q4"]),
        ("target: {above: 95}, values: {2018-19 Q4: 0.951}", ["values.2018-19 Q4"]),
        ("target: 95, values: {2018-19 Q4: {value: 0.951}}", ["values.2018-19 Q4.value"]),
        ("targets: {2018-19: 100}, values: {2018-19 Q4: 1}", ["values.2018-19 Q4"]),
        ("target: 40, values: {2018-19 Q4: 0.2}", ["values.2018-19 Q4"]),
        ("target: 40, values: {2018-19 Q4: 0.199}", []),
        ("target: 40, values: {2018-19 Q4: 0.8}", ["values.2018-19 Q4"]),
        ("target: 40, values: {2018-19 Q4: 0.801}", []),
        ("target: 0.9, values: {2018-19 Q4: 0.8}", []),
        ("target: 95, values: {2018-19 Q3: 1.1, 2018-19 Q4: 0.95}", []),
        ("target: 95, values: {2018-19 Q3: 0.95, 2018-19 Q4: 0}", []),
        ("target: 95, values: {2018-19 Q4: {numerator: 1, denominator: 105}}", []),
        ("target: {from: 90, to: 95}, polarity: on-target, values: {2018-19 Q4: 0.95}", []),
        ("target: 95, accumulates: true, profile: none, values: {2018-19 Q4: 0.95}", []),
        ("target: none, values: {2018-19 Q4: 0.95}", []),
        ("values: {2018-19 Q4: 0.95}", []),
        ("target: 95, values: {2018-19: 0.95}", []),
    ],
)
def test_a_series_of_shares_alone_is_found_by_its_target(lines: str, places: list[str]) -> None:
    assert keys("value-percent-jump", f"unit: percent, {lines}") == places


def test_shares_below_a_target_tell_both_figures() -> None:
    assert found(
        "value-percent-jump", "unit: percent, target: 95, values: {2018-19 Q4: 0.951}"
    ) == [
        (
            "values.2018-19 Q4",
            (
                "2018-19 Q4 is 0.951% with a target of 95%, and no reading is above 1%: "
                "they may be shares of 1"
            ),
        )
    ]


@pytest.mark.parametrize(
    "lines",
    ["target: 95, values: {2018-19 Q4: 0.951}", "values: {2018-19 Q3: 94, 2018-19 Q4: 0.951}"],
)
def test_what_to_write_for_a_share_is_a_hundred_times_it(lines: str) -> None:
    checked = check(loaded({"it": f"unit: percent, {lines}"}), None, selection(["value-percent"]))
    assert [problem.hint for problem in checked.problems] == ["if so, write 95.1"]


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        ("target: 0.9, values: {2018-19 Q4: 85}", ["target"]),
        ("target: 0.9, values: {2018-19 Q3: 0, 2018-19 Q4: 85}", ["target"]),
        ("target: 0.9, values: {2018-19 Q4: 1}", []),
        ("target: 0.9, values: {2018-19 Q4: 44}", []),
        ("target: 0.9, values: {2018-19 Q4: 45}", ["target"]),
        ("target: 0.5, values: {2018-19 Q4: 100}", ["target"]),
        ("target: 0.9, values: {2018-19 Q4: 101}", []),
        ("target: 1.1, values: {2018-19 Q4: 85}", []),
        ("target: 0, values: {2018-19 Q4: 85}", []),
        ("target: 0.9, values: {2018-19 Q4: suppressed}", []),
        ("targets: {2018-19: 0.9, 2017-18: 90}, values: {2018-19 Q4: 85}", ["targets.2018-19"]),
        ("forecast: {2018-19: 0.88}, values: {2018-19 Q2: 85}", ["forecast.2018-19"]),
        (
            "floor: {2018-19: 0.8}, comparators: {england: {2018: 1}}, values: {2018-19 Q4: 85}",
            ["floor.2018-19", "comparators.england.2018"],
        ),
    ],
)
def test_a_target_that_is_a_share_of_1_beside_percentages_is_found(
    lines: str, places: list[str]
) -> None:
    found_keys = keys("value-percent-jump", f"unit: percent, {lines}")
    assert [one.removesuffix(".value") for one in found_keys] == places


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("unit: percent, values: {2018-19 Q3: 0.86, 2018-19 Q4: 0.87}", 1),
        ("unit: percent, values: {2018-19 Q3: 0.5, 2018-19 Q4: 0}", 1),
        ("unit: percent, values: {2018-19 Q3: 0.49, 2018-19 Q4: 0.4}", 0),
        ("unit: percent, values: {2018-19 Q3: 0.86, 2018-19 Q4: 1}", 1),
        ("unit: percent, values: {2018-19 Q3: 0.86, 2018-19 Q4: 1.01}", 0),
        ("unit: percent, values: {2018-19 Q3: 0.86, 2018-19 Q4: -0.1}", 0),
        ("unit: percent, values: {2018-19 Q4: 0.86}", 0),
        ("unit: percent, target: 0.9, values: {2018-19 Q4: 0.86}", 1),
        ("unit: percent, target: 90, values: {2018-19 Q4: 0.86}", 0),
        ("unit: percent, target: 0.9, values: {2018-19 Q4: suppressed}", 0),
        (
            "unit: percent, values: {2018-19 Q3: 0.8, 2018-19 Q4: {numerator: 1, denominator: 20}}",
            0,
        ),
        ("unit: ratio, values: {2018-19 Q3: 0.86, 2018-19 Q4: 0.87}", 0),
    ],
)
def test_percentages_that_are_all_shares_of_1_are_found(lines: str, number: int) -> None:
    assert len(keys("value-percent-share", lines)) == number


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("values: {2018-19 Q4: 0}", []),
        ("values: {2018-19 Q4: 4.0}", []),
        ("values: {2018-19 Q4: 123456789012345678901234567890}", []),
        ("values: {2018-19 Q4: 4.5}", ["value 4.5 is not a whole number, unlike a count of cases"]),
        ("values: {2018-19 Q4: -4}", ["value -4 is negative, unlike a count of cases"]),
        ("values: {2018-19 Q4: suppressed}", []),
        ("values: {2018-19 Q4: {value: -4, proposed: true}}", []),
        (
            "values: {2018-19 Q4: 4}, forecast: {2018-19: 4.5}",
            ["value 4.5 is not a whole number, unlike a count of cases"],
        ),
        ("values: {2018-19 Q4: 4}, forecast: {2018-19: suppressed}", []),
        ("unit: days, values: {2018-19 Q4: -4.5}", []),
        (
            "unit: percent, values: {2018-19 Q4: {numerator: -4, denominator: 9}}",
            ["numerator -4 is negative, unlike a count of cases"],
        ),
        ("unit: percent, values: {2018-19 Q4: {numerator: 4.5, denominator: 9}}", []),
    ],
)
def test_a_count_is_a_whole_number_from_0_up(lines: str, said: list[str]) -> None:
    assert [message for _, message in found("value-not-a-count", lines)] == said
