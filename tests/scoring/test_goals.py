"""The target of a period, and the part of it that is due by then."""

from fractions import Fraction

import pytest

from ragcalc.catalogue.model.figures import Figure
from ragcalc.scoring.goals import due_share, given
from ragcalc.scoring.inputs import ResolvedTarget, TargetComparator
from ragcalc.vocabulary import Reason, Status, TargetBasis
from tests.build import AT, colour, exact, indicator, period, result, verdict


def target(entries: str, when: str = "2018-19 Q4") -> tuple[str, TargetBasis, str] | Reason:
    """Return the target as text, how it was found, and the dotted path to it."""
    found = result(f"{entries}, values: {{{when}: 5}}", when).inputs.goal
    if not isinstance(found, ResolvedTarget):
        return found
    low, high = float(found.low), float(found.high)
    ends = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return ends, found.basis, found.place.key.removeprefix("indicators.it.")


REVISED = "targets: {2018-19: 11302, from 2018-19 Q3: 8667}"


@pytest.mark.parametrize(
    ("entries", "when", "expected"),
    [
        ("target: 90", "2018-19 Q4", ("90", TargetBasis.STANDING, "target")),
        ("targets: {2018-19: 90}", "2018-19 Q1", ("90", TargetBasis.YEAR, "targets.2018-19")),
        ("targets: {2018-19: 90}", "2019-M03", ("90", TargetBasis.YEAR, "targets.2018-19")),
        ("targets: {2018-19: 90}", "2019-20 Q1", Reason.NO_TARGET),
        ("targets: {2019-20: 90}", "2018-19 Q4", Reason.NO_TARGET),
        (
            "targets: {2018-19 Q4: 1, 2018-19: 2}, target: 3",
            "2018-19 Q4",
            ("1", TargetBasis.PERIOD, "targets.2018-19 Q4"),
        ),
        (
            "targets: {2018-19 Q4: 1, 2018-19: 2}, target: 3",
            "2018-19 Q3",
            ("2", TargetBasis.YEAR, "targets.2018-19"),
        ),
        (
            "targets: {2018-19 Q4: 1, 2018-19: 2}, target: 3",
            "2017-18 Q3",
            ("3", TargetBasis.STANDING, "target"),
        ),
        # revised in the year: the latest entry that has begun
        (REVISED, "2018-19 Q2", ("11302", TargetBasis.YEAR, "targets.2018-19")),
        (REVISED, "2018-19 Q3", ("8667", TargetBasis.REVISED, "targets.from 2018-19 Q3")),
        (REVISED, "2018-19 Q4", ("8667", TargetBasis.REVISED, "targets.from 2018-19 Q3")),
        (REVISED, "2019-20 Q1", Reason.NO_TARGET),
        (
            "targets: {from 2018-19 Q2: 1, from 2018-19 Q3: 2, from 2018-19 Q4: 3}",
            "2018-19 Q3",
            ("2", TargetBasis.REVISED, "targets.from 2018-19 Q3"),
        ),
        (
            "targets: {from 2018-19 Q2: 1, from 2018-M11: 2}",
            "2018-19 Q4",
            ("2", TargetBasis.REVISED, "targets.from 2018-M11"),
        ),
        (
            "targets: {from 2018-19 Q2: 1, 2018-19 Q3: 9}",
            "2018-19 Q3",
            ("9", TargetBasis.PERIOD, "targets.2018-19 Q3"),
        ),
        (
            "targets: {from 2019-M02: 1, 2018-19: 2}",
            "2019-M01",
            ("2", TargetBasis.YEAR, "targets.2018-19"),
        ),
        (
            "targets: {from 2019-M02: 1, 2018-19: 2}",
            "2019-M02",
            ("1", TargetBasis.REVISED, "targets.from 2019-M02"),
        ),
        # begun though not over
        (
            "targets: {from 2018-19 Q4: 1, 2018-19: 2}",
            "2019-M01",
            ("1", TargetBasis.REVISED, "targets.from 2018-19 Q4"),
        ),
        (
            "targets: {from 2018-19: 1}",
            "2018-19 Q1",
            ("1", TargetBasis.REVISED, "targets.from 2018-19"),
        ),
        # begun before the quarter ends
        (
            "targets: {from 2019-M02: 1, 2018-19: 2}",
            "2018-19 Q4",
            ("1", TargetBasis.REVISED, "targets.from 2019-M02"),
        ),
        # a proposed target never decides
        ("targets: {2018-19: {value: 1, proposed: true}}", "2018-19 Q4", Reason.NO_TARGET),
        ("target: {value: 1, proposed: true}", "2018-19 Q4", Reason.NO_TARGET),
        (
            "targets: {2018-19 Q4: {value: 1, proposed: true}, 2018-19: 2}",
            "2018-19 Q4",
            ("2", TargetBasis.YEAR, "targets.2018-19"),
        ),
        (
            "targets: {from 2018-19 Q3: {value: 1, proposed: true}, 2018-19: 2}",
            "2018-19 Q4",
            ("2", TargetBasis.YEAR, "targets.2018-19"),
        ),
        # none by design, standing or for one year
        ("target: none", "2018-19 Q4", Reason.TARGET_NONE),
        ("target: 5, targets: {2018-19: none}", "2018-19 Q4", Reason.TARGET_NONE),
        (
            "target: none, targets: {2018-19: 5}",
            "2018-19 Q4",
            ("5", TargetBasis.YEAR, "targets.2018-19"),
        ),
        # the other forms
        (
            "polarity: low, target: {below: 85}",
            "2018-19 Q4",
            ("85", TargetBasis.STANDING, "target"),
        ),
        ("target: {above: 85}", "2018-19 Q4", ("85", TargetBasis.STANDING, "target")),
        (
            "polarity: on-target, target: {from: 18, to: 22}",
            "2018-19 Q4",
            ("18 to 22", TargetBasis.STANDING, "target"),
        ),
    ],
)
def test_the_target_of_a_period_is_its_own_else_a_revised_one_else_its_years_else_the_standing_one(
    entries: str, when: str, expected: object
) -> None:
    assert target(f"frequency: {'monthly' if '-M' in when else 'quarterly'}, {entries}", when) == (
        expected
    )


@pytest.mark.parametrize(
    ("entries", "when", "expected"),
    [
        ("targets: {2018-19: 5}", "2018-19", ("5", TargetBasis.PERIOD, "targets.2018-19")),
        (REVISED, "2018-19", ("8667", TargetBasis.REVISED, "targets.from 2018-19 Q3")),
        (
            "year: calendar, targets: {2018: 5}",
            "2018",
            ("5", TargetBasis.PERIOD, "targets.2018"),
        ),
    ],
)
def test_an_annual_figure_is_compared_with_its_year_and_a_revision_in_it(
    entries: str, when: str, expected: object
) -> None:
    assert target(f"frequency: annual, {entries}", when) == expected


def test_an_academic_year_has_its_own_target() -> None:
    entries = "frequency: annual, year: academic, targets: {2017-18: 5}, values: {2017-18: 5}"
    found = result(entries, "2018-19 Q2").inputs.goal
    assert isinstance(found, ResolvedTarget)
    assert (found.low, str(found.period)) == (Fraction(5), "2017-18 academic")


@pytest.mark.parametrize(
    ("comparator", "when", "expected"),
    [
        ("england", "2018-19 Q4", ("20", TargetBasis.COMPARATOR, "target")),
        ("north-west", "2018-19 Q4", ("22", TargetBasis.COMPARATOR, "target")),
        ("england", "2017-18 Q3", Reason.NO_TARGET),
    ],
)
def test_a_target_may_be_a_comparator_less_its_lag(
    comparator: str, when: str, expected: object
) -> None:
    entries = (
        f"target: {{comparator: {comparator}}},"
        " comparators: {england: {2017-18: 21, 2018-19: 20}, north-west: {2017-18: 22, 2018-19: 9}}"
    )
    assert target(entries, when) == expected


def test_a_comparator_target_names_the_comparators_period_and_source() -> None:
    entries = (
        "target: {comparator: england, note: agreed}, values: {2018-19 Q4: 5},"
        " comparators: {england: {2017-18: {value: 21.0, source: LAIT, provisional: true}}}"
    )
    found = result(entries).inputs.goal
    assert isinstance(found, ResolvedTarget)
    assert found.comparator == TargetComparator("england", period("2017-18"))
    assert (found.period, found.source) == (None, "LAIT")
    assert (found.note, found.provisional, found.decimals) == ("agreed", True, 1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("target: {comparator: england}", None),
        ("targets: {2018-19: {comparator: england}}", "2018-19"),
        ("targets: {2018-19 Q4: {comparator: england}}", "2018-19 Q4"),
        (
            "targets: {2018-19: 5, from 2018-19 Q3: {comparator: england}}",
            "2018-19 Q3",
        ),
        ("accumulates: true, profile: none, targets: {2018-19: {comparator: england}}", "2018-19"),
    ],
)
def test_the_period_of_a_comparator_target_is_the_one_that_it_was_given_for(
    given: str, expected: str | None
) -> None:
    entries = f"{given}, values: {{2018-19 Q4: 5}}, comparators: {{england: {{2017-18: 4}}}}"
    found = result(entries).inputs.goal
    assert isinstance(found, ResolvedTarget)
    assert found.comparator == TargetComparator("england", period("2017-18"))
    assert (str(found.period) if found.period else None) == expected


def test_a_proposed_comparator_figure_decides_no_status() -> None:
    entries = (
        "target: {comparator: england}, values: {2018-19 Q4: 5},"
        " comparators: {england: {2017-18: 5, 2018-19: {value: 9, proposed: true}}}"
    )
    assert colour(entries) == (Status.GREEN, Reason.MET)
    only = entries.replace("2017-18: 5, ", "")
    assert colour(only) == (Status.MISSING, Reason.NO_TARGET)


def test_a_target_keeps_the_digits_and_remarks_that_were_written() -> None:
    entries = (
        "polarity: on-target, values: {2018-19 Q4: 5}, targets:"
        " {2018-19: {from: 1.0, to: 2.25, source: plan, note: agreed, provisional: true}}"
    )
    found = result(entries).inputs.goal
    assert isinstance(found, ResolvedTarget)
    assert (found.decimals, found.source, found.note, found.provisional) == (
        2,
        "plan",
        "agreed",
        True,
    )


PART = "accumulates: true, target: 1200"
SHARES = "profile: [20%, 45%, 70%, 100%]"
TWELFTHS = "profile: [5%, 10%, 15%, 20%, 30%, 40%, 50%, 60%, 70%, 80%, 90%, 100%]"


@pytest.mark.parametrize(
    ("entries", "when", "expected"),
    [
        (f"{PART}, profile: linear", "2018-19 Q1", ("300", TargetBasis.PROFILE, "target")),
        (f"{PART}, profile: linear", "2018-19 Q2", ("600", TargetBasis.PROFILE, "target")),
        (f"{PART}, profile: linear", "2018-19 Q4", ("1200", TargetBasis.STANDING, "target")),
        (f"{PART}, profile: linear", "2018-M04", ("100", TargetBasis.PROFILE, "target")),
        (f"{PART}, {SHARES}", "2018-19 Q1", ("240", TargetBasis.PROFILE, "target")),
        (f"{PART}, {SHARES}", "2018-19 Q2", ("540", TargetBasis.PROFILE, "target")),
        (f"{PART}, {SHARES}", "2018-19 Q3", ("840", TargetBasis.PROFILE, "target")),
        (f"{PART}, {SHARES}", "2018-19 Q4", ("1200", TargetBasis.STANDING, "target")),
        (f"{PART}, {SHARES}", "2018-M06", ("240", TargetBasis.PROFILE, "target")),
        (f"{PART}, {SHARES}", "2018-M05", Reason.NO_PROFILE),
        (f"{PART}, {TWELFTHS}", "2018-M05", ("120", TargetBasis.PROFILE, "target")),
        (f"{PART}, {TWELFTHS}", "2018-19 Q3", ("840", TargetBasis.PROFILE, "target")),
        (f"{PART}, profile: none", "2018-19 Q2", ("1200", TargetBasis.STANDING, "target")),
        (PART, "2018-19 Q1", Reason.NO_PROFILE),
        (PART, "2018-19 Q3", Reason.NO_PROFILE),
        (PART, "2018-19 Q4", ("1200", TargetBasis.STANDING, "target")),
        # a quarter's own target needs no profile
        (
            "accumulates: true, targets: {2018-19: 1200, 2018-19 Q2: 500}",
            "2018-19 Q2",
            ("500", TargetBasis.PERIOD, "targets.2018-19 Q2"),
        ),
        (
            "accumulates: true, profile: linear, targets: {2018-19 Q1: 7, 2018-19: 1200}",
            "2018-19 Q1",
            ("7", TargetBasis.PERIOD, "targets.2018-19 Q1"),
        ),
        # a revised year's target is shared out as well
        (
            f"accumulates: true, {SHARES}, {REVISED}",
            "2018-19 Q3",
            ("6066.9", TargetBasis.PROFILE, "targets.from 2018-19 Q3"),
        ),
        (
            (
                "accumulates: true, profile: linear, polarity: on-target,"
                " target: {from: 1000, to: 1200}"
            ),
            "2018-19 Q2",
            ("500 to 600", TargetBasis.PROFILE, "target"),
        ),
        ("accumulates: true, target: none", "2018-19 Q2", Reason.TARGET_NONE),
    ],
)
def test_what_accumulates_is_compared_with_the_part_that_is_due(
    entries: str, when: str, expected: object
) -> None:
    frequency = "monthly" if "-M" in when else "quarterly"
    assert target(f"frequency: {frequency}, {entries}", when) == expected


def test_a_part_carries_the_full_years_target_and_no_digits_of_its_own() -> None:
    entries = f"{PART}, profile: linear, values: {{2018-19 Q1: 5}}"
    found = result(entries, "2018-19 Q1").inputs.goal
    assert isinstance(found, ResolvedTarget)
    assert (found.full_year, found.decimals) == (Fraction(1200), None)


@pytest.mark.parametrize(
    ("entries", "when", "share"),
    [
        ("frequency: annual, year: academic", "2017-18 academic", 1),
        ("frequency: annual, year: calendar", "2018", 1),
        ("frequency: monthly, year: calendar, profile: linear", "2018-M06", Fraction(1, 2)),
        ("frequency: monthly, year: academic, profile: linear", "2018-M11", Fraction(1, 4)),
    ],
)
def test_the_share_is_that_of_the_indicators_own_kind_of_year(
    entries: str, when: str, share: Fraction
) -> None:
    one = indicator(f"{entries}, accumulates: true, values: {{}}")
    assert due_share(one, period(when)) == share


def test_the_share_of_a_linear_profile_is_exact() -> None:
    monthly = indicator("frequency: monthly, accumulates: true, profile: linear, values: {}")
    assert due_share(monthly, period("2018-M04")) == Fraction(1, 12)


def test_193_quitters_at_mid_year_are_red_against_all_and_against_half_of_1330() -> None:
    entries = "accumulates: true, profile: {}, target: 1330, values: {{2018-19 Q2: {}}}"
    for profile, value, status in (
        *(("none", 193, "red"), ("linear", 193, "red")),
        *(("linear", 665, "green"), ("linear", "631.75", "amber"), ("linear", "631.74", "red")),
        *(("none", 665, "red"), ("none", 1330, "green")),
    ):
        assert colour(entries.format(profile, value), "2018-19 Q2")[0] == status


FLOORS = "targets: {2018-19: 100, 2018-19 Q1: 20}"


@pytest.mark.parametrize(
    ("entries", "when", "floor"),
    [
        ("floor: 80", "2018-19 Q4", "80"),
        ("floor: {2018-19: 80}", "2018-19 Q4", "80"),
        ("floor: {2018-19: 80}", "2019-20 Q1", None),
        ("floor: {2018-19: 80, 2018-19 Q4: 70}", "2018-19 Q4", "70"),
        ("floor: {2018-19: 80, 2018-19 Q4: 70}", "2018-19 Q3", "80"),
        ("floor: {value: 80, source: plan}", "2018-19 Q4", "80"),
        # a proposed floor never decides
        ("floor: {value: 80, proposed: true}", "2018-19 Q4", None),
        ("floor: {2018-19 Q4: {value: 70, proposed: true}, 2018-19: 80}", "2018-19 Q4", "80"),
        # it accumulates as the target does; one of the quarter stands as it is
        ("accumulates: true, profile: linear, floor: 80", "2018-19 Q1", "20"),
        ("accumulates: true, profile: linear, floor: {2018-19: 80}", "2018-19 Q2", "40"),
        ("accumulates: true, profile: linear, floor: {2018-19 Q2: 80}", "2018-19 Q2", "80"),
        ("accumulates: true, profile: none, floor: 80", "2018-19 Q1", "80"),
        ("accumulates: true, floor: 80", "2018-19 Q2", "80"),
    ],
)
def test_the_floor_of_a_period(entries: str, when: str, floor: str | None) -> None:
    found = result(f"target: 100, {entries}, values: {{{when}: 5}}", when).inputs.floor
    assert (found.value if found else None) == (exact(floor) if floor else None)


@pytest.mark.parametrize(
    ("base", "when", "expected"),
    [
        ("46267", "2018-19 Q4", "46267"),
        ("{2018-19: 46267}", "2018-19 Q1", "46267"),
        ("{2018-19: 46267}", "2019-20 Q1", None),
        ("{2018-19: 46267, 2018-19 Q1: 9}", "2018-19 Q1", "9"),
        ("{value: 46267, proposed: true}", "2018-19 Q1", None),
    ],
)
def test_the_base_of_a_period(base: str, when: str, expected: str | None) -> None:
    found = result(f"target: 0, base: {base}, values: {{{when}: 5}}", when).inputs.base
    assert (found.value if found else None) == (exact(expected) if expected else None)


def test_a_base_stands_in_place_of_the_target_under_a_relative_tolerance() -> None:
    entries = "polarity: low, target: 0, base: {2018-19: 1000}, values: {2018-19 Q4: {}}"
    found = [colour(entries.replace("{}", value))[0] for value in ("0", "50", "50.01")]
    assert found == [Status.GREEN, Status.AMBER, Status.RED]


@pytest.mark.parametrize(
    ("profile", "base", "when", "expected"),
    [
        ("linear", "{2018-19: 1000}", "2018-19 Q2", "500"),
        ("linear", "1000", "2018-19 Q1", "250"),
        ("linear", "{2018-19: 1000}", "2018-19 Q4", "1000"),
        ("linear", "{2018-19: 1000, 2018-19 Q2: 400}", "2018-19 Q2", "400"),
        ("[20%, 45%, 70%, 100%]", "{2018-19: 1000}", "2018-19 Q2", "450"),
        ("none", "{2018-19: 1000}", "2018-19 Q2", "1000"),
    ],
)
def test_a_base_is_shared_out_over_the_year_as_its_target_is(
    profile: str, base: str, when: str, expected: str
) -> None:
    entries = f"accumulates: true, profile: {profile}, target: 0, base: {base}"
    found = result(f"{entries}, values: {{{when}: 5}}", when).inputs.base
    assert found is not None
    assert found.value == exact(expected)


def test_floors_and_targets_carry_the_place_where_they_stand() -> None:
    for floor, key in (("{2018-19: 8}", "floor.2018-19"), ("8", "floor")):
        found = result(f"target: 9, floor: {floor}, values: {{2018-19 Q4: 5}}").inputs.floor
        assert found is not None
        assert found.place.key == f"indicators.it.{key}"
    assert verdict("target: 9, floor: {2018-19: 8}, values: {2018-19 Q4: 8}").status.reason is (
        Reason.ABOVE_FLOOR
    )


# ── Targets that are only proposed ───────────────────────────────────────────────────────────────

MANY = (
    "targets: {2020-21: {value: 3, proposed: true}, 2019-20: {value: 2, proposed: true}, "
    "from 2018-19 Q3: {value: 1, proposed: true}}, target: {value: 0, proposed: true}"
)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("targets: {2018-19: 14, 2019-20: {value: 16, proposed: true}}", ["2019-20 16"]),
        ("targets: {2018-19: {value: 16, proposed: true}}", ["2018-19 16"]),
        ("targets: {2018-19 Q1: {value: 16, proposed: true}}", ["2018-19 Q1 16"]),
        # those of earlier years are history
        ("targets: {2017-18: {value: 16, proposed: true}}", []),
        (
            MANY,
            ["None 0", "2018-19 Q3 1", "2019-20 2", "2020-21 3"],
        ),
        (
            "polarity: on-target, targets: {2019-20: {from: 1, to: 2, proposed: true}}",
            ["2019-20 1 to 2"],
        ),
        ("polarity: low, targets: {2019-20: {below: 2, proposed: true}}", ["2019-20 2 strict"]),
        # no figure yet, or no target
        ("targets: {2019-20: {comparator: england, proposed: true}}", []),
        ("targets: {2019-20: {value: none, proposed: true}}", []),
        ("target: 5", []),
    ],
)
def test_what_is_proposed_is_reported_and_never_decides(entries: str, expected: list[str]) -> None:
    found = result(f"{entries}, values: {{2018-19 Q4: 5}}").proposed
    assert [
        f"{one.period} {float(one.low):g}"
        + (f" to {float(one.high):g}" if one.is_range else "")
        + (" strict" if one.strict else "")
        for one in found
    ] == expected


@pytest.mark.parametrize(("ends", "decimals"), [("17.55, to: 22", 2), ("17, to: 22.5", 1)])
def test_a_range_has_the_decimals_of_the_end_that_shows_more(ends: str, decimals: int) -> None:
    entries = f"polarity: on-target, target: {{from: {ends}}}, values: {{2018-19 Q4: 5}}"
    found = result(entries).inputs.goal
    assert isinstance(found, ResolvedTarget)
    assert found.decimals == decimals


class Mean(Figure):
    """A mean of two of three."""

    @property
    def mean_of(self) -> tuple[int, int]:
        return 2, 3


def test_a_mean_goes_on_saying_of_how_many_it_is() -> None:
    assert given(Mean.model_validate({"value": "5"}), None, AT).mean_of == (2, 3)


def test_a_proposed_target_is_of_its_period_a_revision_or_a_standing_one() -> None:
    found = result(f"{MANY}, values: {{2018-19 Q4: 5}}").proposed
    assert [one.basis for one in found] == [
        TargetBasis.STANDING,
        TargetBasis.REVISED,
        TargetBasis.PERIOD,
        TargetBasis.PERIOD,
    ]


def test_a_proposed_target_keeps_where_it_stands_and_how_it_would_hold() -> None:
    entries = "targets: {from 2018-19 Q3: {value: 1.0, proposed: true, source: Appendix Six}}"
    (one,) = result(f"{entries}, values: {{2018-19 Q4: 5}}").proposed
    assert one.place.key == "indicators.it.targets.from 2018-19 Q3"
    assert (one.basis, one.decimals, one.source) == (TargetBasis.REVISED, 1, "Appendix Six")
