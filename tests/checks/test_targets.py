"""Targets of 0, bands without room, and targets that were beaten before they began."""

import pytest

from tests.checks.finding import found, keys

ZERO = "target-zero-relative"
NO_ROOM = "target 0 leaves no room for amber (5%)"


@pytest.mark.parametrize(
    ("entries", "messages"),
    [
        ("target: 0", [NO_ROOM]),
        ("target: 0.0", [NO_ROOM]),
        ("target: 0.1", []),
        ("targets: {2018-19: 0}", [NO_ROOM]),
        ("target: {below: 0}, polarity: low", [NO_ROOM]),
        ("target: 0, polarity: on-target", [NO_ROOM]),
        ("target: {from: 0, to: 0}, polarity: on-target", [NO_ROOM]),
        ("target: {from: 0, to: 5}, polarity: on-target", []),
        ("target: 0, polarity: neutral", []),
        ("target: none", []),
        ("target: {value: 0, proposed: true}", []),
        ("target: 0, tolerance: {amber: 2 points}", []),
        ("target: 0, tolerance: {amber: 0}", []),
        ("target: 0, tolerance: {amber: {greater-of: [5%, 2 points]}}", []),
        (
            "target: 0, tolerance: {amber: {lesser-of: [5%, 2 points]}}",
            ["target 0 leaves no room for amber (lesser of 5% and 2 points)"],
        ),
        (
            "target: 0, tolerance: {green: below 1%}",
            [
                "target 0 leaves no room for amber (5%)",
                "target 0 leaves no room for green (below 1%)",
            ],
        ),
        ("target: 0, base: 100", []),
        ("target: 0, base: {2018-19: 100}", []),
        ("target: 0, base: {2017-18: 100}", [NO_ROOM]),
        ("target: 0, base: 0", [NO_ROOM]),
        ("target: 0, polarity: high, floor: -5", []),
        (
            "target: 0, floor: -5, tolerance: {green: 1%}",
            ["target 0 leaves no room for green (1%)"],
        ),
        ("accumulates: true, profile: [0%, 0%, 50%, 100%], targets: {2018-19: 10}", []),
        ("accumulates: true, profile: none, targets: {2018-19: 0}", [NO_ROOM]),
    ],
)
def test_a_relative_tolerance_needs_a_target_that_is_not_0(
    entries: str, messages: list[str]
) -> None:
    found_messages = [
        message for _, message in found(ZERO, f"{entries}, values: {{2018-19 Q2: 5}}")
    ]
    assert sorted(found_messages) == messages


def test_the_tolerance_that_holds_counts_wherever_it_was_set() -> None:
    entries = "target: 0, values: {2018-19 Q4: 5}"
    for period in (None, "2018-19 Q4"):
        wide = "default: {status: {amber: 2 points}}"
        assert keys(ZERO, entries, thresholds=wide, period=period) == []
    policy = "policies: {wide: {status: {amber: 2 points}}}"
    assert keys(ZERO, f"policy: wide, {entries}", thresholds=policy) == []
    assert keys(ZERO, entries, thresholds=policy) == ["target"]


def test_a_target_of_0_is_reported_once_however_many_readings_it_has() -> None:
    assert keys(ZERO, "target: 0, values: {2018-19 Q3: 5, 2018-19 Q4: 5}") == ["target"]


EMPTY = "tolerance-bands-empty"
MIXED = "amber (5%, 0.7 of 14) is narrower than green (2 points)"


@pytest.mark.parametrize(
    ("entries", "problems"),
    [
        ("target: 14, tolerance: {green: 2 points, amber: 5%}", [("target", MIXED)]),
        ("target: {value: 14}, tolerance: {green: 2 points, amber: 5%}", [("target.value", MIXED)]),
        ("target: 40, tolerance: {green: 2 points, amber: 5%}", []),
        ("target: 40.1, tolerance: {green: 2 points, amber: 5%}", []),
        (
            "target: 40, tolerance: {green: 2 points, amber: below 5%}",
            [("target", "amber (below 5%, 2 of 40) is narrower than green (2 points)")],
        ),
        (
            "target: 41, tolerance: {green: 5%, amber: 2 points}",
            [("target", "amber (2 points) is narrower than green (5%, 2.05 of 41)")],
        ),
        ("target: 14, tolerance: {green: 2 points}", []),
        ("target: 0, tolerance: {green: 0, amber: below 5%}", []),
        ("target: 14, base: 100, tolerance: {green: 2 points, amber: 5%}", []),
        (
            "target: 100, base: 14, tolerance: {green: 2 points, amber: 5%}",
            [("target", MIXED)],
        ),
        ("target: 14, floor: 10, tolerance: {green: 2 points, amber: 5%}", []),
        ("target: 14, polarity: neutral, tolerance: {green: 2 points, amber: 5%}", []),
        ("target: none, tolerance: {green: 2 points, amber: 5%}", []),
        (
            (
                "target: {from: 14, to: 20}, polarity: on-target, "
                "tolerance: {green: 2 points, amber: 5%}"
            ),
            [("target", MIXED)],
        ),
        (
            (
                "target: {from: 14, to: 50}, polarity: on-target, "
                "tolerance: {green: 2 points, amber: 5%}"
            ),
            [("target", MIXED)],
        ),
        (
            "target: 14, tolerance: {green: {greater-of: [1%, 2 points]}, amber: 5%}",
            [
                (
                    "target",
                    (
                        "amber (5%, 0.7 of 14) is narrower than green "
                        "(greater of 1% and 2 points, 2 of 14)"
                    ),
                )
            ],
        ),
        (
            "target: 14, tolerance: {green: 2 points, amber: {lesser-of: [5%, 3 points]}}",
            [
                (
                    "target",
                    (
                        "amber (lesser of 5% and 3 points, 0.7 of 14) is narrower than green "
                        "(2 points)"
                    ),
                )
            ],
        ),
    ],
)
def test_amber_reaches_at_least_as_far_as_green(
    entries: str, problems: list[tuple[str, str]]
) -> None:
    assert found(EMPTY, f"{entries}, values: {{2018-19 Q4: 5}}") == problems


GREEN_FOR_ALL = "default: {status: {green: 5%, amber: 10%}}"


@pytest.mark.parametrize(
    ("entries", "thresholds", "places"),
    [
        ("tolerance: {amber: 2%}", GREEN_FOR_ALL, ["tolerance.amber"]),
        ("tolerance: {amber: 5%}", GREEN_FOR_ALL, []),
        ("tolerance: {amber: below 5%}", GREEN_FOR_ALL, ["tolerance.amber"]),
        ("tolerance: {amber: 0}", GREEN_FOR_ALL, ["target"]),
        ("tolerance: {green: 20%}", GREEN_FOR_ALL, []),
        ("policy: near", f"{GREEN_FOR_ALL}, policies: {{near: {{status: {{green: 20%}}}}}}", []),
        (
            "policy: near",
            f"{GREEN_FOR_ALL}, policies: {{near: {{status: {{amber: 2%}}}}}}",
            ["policies.near.status.amber"],
        ),
        (
            "policy: near, tolerance: {amber: 2%}",
            "policies: {near: {status: {green: 4%}}}",
            ["tolerance.amber"],
        ),
        (
            "policy: near, tolerance: {green: 10%}",
            "policies: {near: {status: {amber: 6%}}}",
            [],
        ),
        ("", "default: {status: {green: 6%}}", []),
    ],
)
def test_an_amber_written_nearer_than_green_is_meant_to_be_used(
    entries: str, thresholds: str, places: list[str]
) -> None:
    line = f"{entries}, target: 100, values: {{2018-19 Q4: 5}}".removeprefix(", ")
    assert keys(EMPTY, line, thresholds=thresholds) == places


def test_a_policy_at_fault_is_reported_once_for_all_its_indicators() -> None:
    line = "policy: near, values: {2018-19 Q4: 5}"
    policies = "policies: {near: {status: {amber: 2%}}}"
    thresholds = f"{GREEN_FOR_ALL}, {policies}"
    first, second = f"target: 14, {line}", f"target: 20, {line}"
    assert found(EMPTY, first, second, thresholds=thresholds) == [
        ("policies.near.status.amber", "amber (2%) is narrower than green (5%)")
    ]


BEATEN = "target-beaten-before"
YEARS = "frequency: annual, values: {2016-17: 62, 2017-18: 66, 2018-19: 71}"


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (
            "polarity: low, targets: {2018-19: 90}",
            "target 90 was beaten by more than 5% before it began: by 62 to 66",
        ),
        ("polarity: high, targets: {2018-19: 90}", None),
        (
            "polarity: high, targets: {2018-19: 50}",
            "target 50 was beaten by more than 5% before it began: by 62 to 66",
        ),
        ("polarity: low, targets: {2018-19: {value: 90, proposed: true}}", None),
        ("polarity: low, targets: {2018-19: none}", None),
        ("polarity: low, target: 90", None),
        ("polarity: on-target, targets: {2018-19: 90}", None),
        ("polarity: neutral, targets: {2018-19: 90}", None),
        ("polarity: low, base: 5, targets: {2018-19: 90}", None),
        (
            "polarity: low, targets: {2018-19: {below: 90}}",
            "target 90 was beaten by more than 5% before it began: by 62 to 66",
        ),
        (
            "polarity: low, targets: {2017-18: 90}",
            "target 90 was beaten by more than 5% before it began: by 62",
        ),
        ("polarity: low, targets: {2016-17: 90}", None),
        ("polarity: low, targets: {2016-17: 90, 2018-19: 90}", None),
        ("polarity: low, targets: {2016-17: 90, 2018-19: 80}", None),
        (
            "polarity: low, targets: {2016-17: 90, 2018-19: 95}",
            "target 95 was beaten by more than 5% before it began: by 62 to 66",
        ),
        (
            "polarity: low, targets: {2016-17: 90, 2018-19: 90.5}",
            "target 90.5 was beaten by more than 5% before it began: by 62 to 66",
        ),
        (
            "polarity: low, targets: {from 2018-19 Q1: 90}",
            "target 90 was beaten by more than 5% before it began: by 62 to 66",
        ),
        ("polarity: low, targets: {2019-20: 90, 2016-17: 60}", ("target 90 was beaten by more than "
         "5% before it began: by 62 to 71")),
        ("polarity: low, targets: {2020-21: 90}", None),
    ],
)  # fmt: skip
def test_a_target_that_every_reading_beat_before_it_began(
    entries: str, message: str | None
) -> None:
    found_messages = [words for _, words in found(BEATEN, f"{entries}, {YEARS}")]
    assert found_messages == ([message] if message else [])


def test_a_row_of_targets_goes_by_when_each_begins_whatever_its_period() -> None:
    targets = "polarity: low, targets: {2019-20: 95, 2018-19 Q1: 90}"
    assert keys(BEATEN, f"{targets}, {YEARS}") == ["targets.2019-20", "targets.2018-19 Q1"]


def test_a_target_is_beaten_by_readings_from_counts() -> None:
    values = "frequency: annual, values: {2017-18: {numerator: 31, denominator: 50}}"
    assert found(BEATEN, f"unit: percent, targets: {{2018-19: 50}}, {values}") == [
        ("targets.2018-19", "target 50 was beaten by more than 5% before it began: by 62")
    ]


def test_a_beaten_target_is_shown_at_its_value_in_any_indicator() -> None:
    target = "polarity: low, targets: {2018-19: {value: 90, note: new}}"
    assert keys(BEATEN, f"polarity: neutral, {YEARS}", f"{target}, {YEARS}") == [
        "indicators.it-2.targets.2018-19.value"
    ]


@pytest.mark.parametrize(
    ("polarity", "value", "count"),
    [
        ("high", "105", 0),
        ("high", "105.1", 1),
        ("low", "95", 0),
        ("low", "94.9", 1),
    ],
)
def test_it_is_beaten_where_the_margin_is_above_the_tolerance(
    polarity: str, value: str, count: int
) -> None:
    line = f"polarity: {polarity}, frequency: annual, targets: {{2018-19: 100}}"
    assert len(keys(BEATEN, f"{line}, values: {{2017-18: {value}}}")) == count


def test_the_tolerance_that_reaches_furthest_is_the_margin() -> None:
    line = "frequency: annual, targets: {2018-19: 100}, values: {2017-18: 109}"
    assert len(keys(BEATEN, line)) == 1
    assert keys(BEATEN, f"tolerance: {{amber: 9%}}, {line}") == []
    assert keys(BEATEN, f"tolerance: {{green: 9%}}, {line}") == []
    assert keys(BEATEN, line, thresholds="default: {status: {amber: 9%}}") == []
    mixed = "frequency: annual, targets: {2018-19: 200}, values: {2017-18: 205}"
    assert keys(BEATEN, f"tolerance: {{green: 4 points, amber: 3%}}, {mixed}") == []


QUARTERS = "2017-18 Q1: 62, 2017-18 Q2: 63, 2017-18 Q3: 64, 2017-18 Q4: 65"


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        (f"values: {{{QUARTERS}}}", 1),
        (f"values: {{{QUARTERS.removeprefix('2017-18 Q1: 62, ')}}}", 0),
        (f"values: {{2016-17 Q4: 61, {QUARTERS}}}", 1),
        (f"values: {{2016-17 Q4: 86, {QUARTERS}}}", 0),
        ("values: {2016-17 Q3: 61, 2016-17 Q4: 61}", 0),
        ("values: {2016-17 Q3: 61, 2017-18 Q1: 61}", 1),
        (f"values: {{{QUARTERS.replace('Q1: 62', 'Q1: {value: 62, break: true}')}}}", 1),
        (f"values: {{{QUARTERS.replace('Q2: 63', 'Q2: {value: 63, break: true}')}}}", 0),
        (f"values: {{{QUARTERS}, 2018-19 Q1: {{value: 63, break: true}}}}", 0),
        ("rolling: 12 months, values: {2017-18 Q4: 65}", 1),
        ("rolling: 9 months, values: {2017-18 Q4: 65}", 0),
        ("accumulates: true, values: {2017-18 Q4: 65}", 1),
        ("accumulates: true, values: {2017-18 Q3: 65}", 0),
        (f"accumulates: true, values: {{{QUARTERS.replace('Q4: 65', 'Q4: 91')}}}", 0),
    ],
)
def test_the_readings_cover_the_year_before_by_one_method(entries: str, count: int) -> None:
    assert len(keys(BEATEN, f"polarity: low, targets: {{2018-19: 90}}, {entries}")) == count


@pytest.mark.parametrize(("accumulates", "count"), [("false", 1), ("true", 0)])
def test_a_quarters_target_of_an_accumulating_figure_is_a_part(
    accumulates: str, count: int
) -> None:
    line = f"accumulates: {accumulates}, targets: {{2018-19 Q1: 20}}, values: {{{QUARTERS}}}"
    assert len(keys(BEATEN, line)) == count


OVERLAP = "tolerance-overlap"


@pytest.mark.parametrize(
    ("entries", "places"),
    [
        ("target: 100, tolerance: {amber: 5%, amber-if: [improved]}", ["tolerance.amber-if"]),
        ("target: 100, tolerance: {amber-if: [improved]}", []),
        ("target: 100, tolerance: {amber: 5%, amber-if: []}", []),
        ("target: 100, floor: 80, tolerance: {green: 20%}", []),
        ("target: 100, floor: 80, tolerance: {green: 20.1%}", ["floor"]),
        ("target: 100, floor: 80, base: 1000, tolerance: {green: 5%}", ["floor"]),
        ("polarity: low, target: 100, floor: 120, tolerance: {green: 30%}", ["floor"]),
        ("target: 100, floor: 80, tolerance: {amber-if: [improved]}", ["floor"]),
        ("floor: 80, tolerance: {green: 30%}", []),
    ],
)
def test_rules_that_speak_of_the_same_values_are_found(entries: str, places: list[str]) -> None:
    assert keys(OVERLAP, f"{entries}, values: {{2018-19 Q3: 90, 2018-19 Q4: 90}}") == places


def test_rules_of_thresholds_that_overlap_are_found_once_each() -> None:
    both = "status: {amber: 5%, amber-if: [improved]}"
    rules = f"default: {{{both}}}\npolicies: {{one: {{{both}}}, two: {{status: {{amber: 2%}}}}}}"
    one = "policy: one, target: 5, values: {2018-19 Q3: 5, 2018-19 Q4: 5}"
    assert keys(OVERLAP, one, one, thresholds=rules) == [
        "default.status.amber-if",
        "policies.one.status.amber-if",
    ]
