"""Are we getting better? The change from the earlier value, in the sense of the polarity."""

from fractions import Fraction

import pytest

from ragcalc.scoring.direction import travel
from ragcalc.scoring.inputs import ResolvedTarget
from ragcalc.scoring.judge import judge
from ragcalc.scoring.results import Travel
from ragcalc.vocabulary import Direction, Reason, StatusBasis
from tests.build import given, goal, inputs, rules, travelled, verdict

IMPROVED, MAINTAINED, DECLINED = Direction.IMPROVED, Direction.MAINTAINED, Direction.DECLINED


@pytest.mark.parametrize(
    ("polarity", "value", "earlier", "direction"),
    [
        # Cheshire West and Chester, 2018-19 year end, as published
        ("low", "73", "71", MAINTAINED),
        ("low", "73", "70.7", MAINTAINED),
        ("low", "21.2", "19.0", DECLINED),
        ("low", "16.0", "16.9", IMPROVED),
        # a measure and its complement, as docs/methods.md has them
        ("high", "99.9", "99.8", MAINTAINED),
        ("low", "0.1", "0.2", IMPROVED),
        # the edges
        ("high", "105", "100", MAINTAINED),
        ("high", "105.0001", "100", IMPROVED),
        ("high", "95", "100", MAINTAINED),
        ("high", "94.9999", "100", DECLINED),
        ("high", "100", "100", MAINTAINED),
        ("low", "105", "100", MAINTAINED),
        ("low", "105.0001", "100", DECLINED),
        ("low", "95", "100", MAINTAINED),
        ("low", "94.9999", "100", IMPROVED),
        ("neutral", "105", "100", Direction.SAME),
        ("neutral", "105.0001", "100", Direction.HIGHER),
        ("neutral", "94.9999", "100", Direction.LOWER),
        # a negative earlier value counts by its absolute value
        ("high", "-95", "-100", MAINTAINED),
        ("high", "-94.9999", "-100", IMPROVED),
        ("low", "-94.9999", "-100", DECLINED),
    ],
)
def test_a_change_within_5_percent_of_the_earlier_value_is_maintained_edge_included(
    polarity: str, value: str, earlier: str, direction: Direction
) -> None:
    assert (
        judge(inputs(value, previous=earlier, polarity=polarity)).direction.direction is direction
    )


@pytest.mark.parametrize(
    ("now", "before", "direction"),
    [
        ((21, 24), (20, 24), MAINTAINED),  # exactly 5%; rounded quotients say improved
        ((210001, 240000), (20, 24), IMPROVED),
        ((19, 24), (20, 24), MAINTAINED),
        ((21, 24), (2, 3), IMPROVED),
    ],
)
def test_values_from_counts_are_compared_as_ratios(
    now: tuple[int, int], before: tuple[int, int], direction: Direction
) -> None:
    counts = "{{numerator: {}, denominator: {}}}".format
    entries = f"values: {{2018-19 Q3: {counts(*before)}, 2018-19 Q4: {counts(*now)}}}"
    assert travelled(f"unit: percent, {entries}") == (direction, None, "2018-19 Q3")


@pytest.mark.parametrize(
    ("same", "value", "direction"),
    [
        ("0", "99.9", IMPROVED),
        ("0", "99.8", MAINTAINED),
        ("0", "99.7", DECLINED),
        ("2 points", "101.8", MAINTAINED),
        ("2 points", "101.81", IMPROVED),
        ("below 2 points", "101.8", IMPROVED),
        ("below 2 points", "101.79", MAINTAINED),
        ("0.1%", "99.8998", MAINTAINED),
        ("0.1%", "99.8999", IMPROVED),
        ({"lesser-of": ["5%", "1 point"]}, "100.81", IMPROVED),
        ({"greater-of": ["5%", "1 point"]}, "100.81", MAINTAINED),
    ],
)
def test_the_tolerance_of_a_direction_is_relative_absolute_or_none(
    same: object, value: str, direction: Direction
) -> None:
    by = rules(same=same)
    assert judge(inputs(value, previous="99.8", by=by)).direction.direction is direction


@pytest.mark.parametrize(
    ("same", "value", "direction"),
    [
        ("5%", "0", MAINTAINED),
        ("below 5%", "0", MAINTAINED),
        ("5%", "0.0001", DECLINED),
        ("5%", "-0.0001", IMPROVED),
        ("2 points", "2", MAINTAINED),
        ("2 points", "2.01", DECLINED),
    ],
)
def test_an_earlier_value_of_0_leaves_a_relative_tolerance_no_room(
    same: str, value: str, direction: Direction
) -> None:
    found = judge(inputs(value, previous="0", polarity="low", by=rules(same=same)))
    assert found.direction.direction is direction


@pytest.mark.parametrize(
    ("target", "value", "earlier", "direction"),
    [
        (goal(20), 22, 24, IMPROVED),
        (goal(20), 24, 22, DECLINED),
        (goal(20), 18, 24, IMPROVED),
        # as far on the other side as before
        (goal(20), 16, 24, MAINTAINED),
        (goal(18, 22), 25, 30, IMPROVED),
        (goal(18, 22), 19, 21, MAINTAINED),
        (goal(18, 22), 15, 20, DECLINED),
        (goal(18, 22), 22, 26, IMPROVED),
        # 5% of the earlier value, 1.2, edge included
        (goal(20), "22.8", 24, MAINTAINED),
        (goal(20), "22.7999", 24, IMPROVED),
        (goal(20), "25.2", 24, MAINTAINED),
        (goal(20), "25.2001", 24, DECLINED),
    ],
)
def test_on_target_improved_means_closer_to_the_target_or_range(
    target: ResolvedTarget, value: str | int, earlier: int, direction: Direction
) -> None:
    record = inputs(value, target, earlier, polarity="on-target")
    assert judge(record).direction.direction is direction


@pytest.mark.parametrize("target", [5, 50, 100, 500])
def test_a_moved_target_alone_changes_no_direction(target: int) -> None:
    entries = (
        f"polarity: on-target, targets: {{2018-19 Q3: 100, 2018-19 Q4: {target}}},"
        " values: {2018-19 Q3: 70, 2018-19 Q4: 70}"
    )
    assert travelled(entries)[0] is MAINTAINED


def test_on_target_without_a_target_has_no_direction_though_a_change() -> None:
    entries = "polarity: on-target, values: {2018-19 Q3: 70, 2018-19 Q4: 71}"
    assert travelled(entries) == (Direction.UNAVAILABLE, Reason.NO_TARGET, "2018-19 Q3")
    assert verdict(entries).direction.change == 1


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            inputs("16", previous="16.9", polarity="low"),
            Travel(
                IMPROVED,
                None,
                StatusBasis.COMPUTED,
                given("16.9", "2018-19 Q3"),
                Fraction(-9, 10),
            ),
        ),
        (inputs("16"), Travel(Direction.UNAVAILABLE, Reason.NO_PREVIOUS)),
        (
            inputs("16", previous=Reason.NOT_COMPARABLE),
            Travel(Direction.UNAVAILABLE, Reason.NOT_COMPARABLE),
        ),
        (
            inputs(Reason.NO_VALUE, previous="16"),
            Travel(Direction.UNAVAILABLE, Reason.NO_VALUE),
        ),
        (
            inputs(Reason.SUPPRESSED, previous="16"),
            Travel(Direction.UNAVAILABLE, Reason.SUPPRESSED),
        ),
    ],
)
def test_a_direction_carries_the_earlier_reading_and_the_change_or_the_reason(
    record: object, expected: Travel
) -> None:
    assert judge(record).direction == expected  # type: ignore[arg-type]


def test_the_year_on_year_direction_stands_next_to_the_chosen_one() -> None:
    found = verdict("values: {2017-18 Q4: 100, 2018-19 Q3: 50, 2018-19 Q4: 80}")
    assert (found.direction.direction, found.year_on_year.direction) == (IMPROVED, DECLINED)
    assert found.year_on_year.change == -20


def test_a_direction_needs_no_target() -> None:
    assert travel(inputs("71", previous="60.8"), given("60.8")).direction is IMPROVED


REPORTED = "values: {{2018-19 Q4: 71{}}}, reported: {{2018-19 Q4: {{{}}}}}"


@pytest.mark.parametrize(
    ("earlier", "reported", "direction", "basis", "computed"),
    [
        ("", "direction: improved", IMPROVED, StatusBasis.REPORTED, Direction.UNAVAILABLE),
        (", 2018-19 Q3: 90", "direction: improved", DECLINED, StatusBasis.COMPUTED, None),
        (
            ", 2018-19 Q3: 90",
            "direction: improved, overrides: true, note: since then corrected",
            IMPROVED,
            StatusBasis.OVERRIDE,
            DECLINED,
        ),
        (", 2018-19 Q3: 90", "status: red", DECLINED, StatusBasis.COMPUTED, None),
        ("", "status: red", Direction.UNAVAILABLE, None, None),
    ],
)
def test_a_reported_direction_is_used_where_none_can_be_computed(
    earlier: str,
    reported: str,
    direction: Direction,
    basis: StatusBasis | None,
    computed: Direction | None,
) -> None:
    found = verdict(REPORTED.format(earlier, reported)).direction
    assert (found.direction, found.basis, found.computed) == (direction, basis, computed)


def test_a_reported_direction_stands_next_to_all_that_was_computed() -> None:
    alone = verdict(REPORTED.format("", "direction: improved")).direction
    assert (alone.reason, alone.previous, alone.change) == (Reason.NO_PREVIOUS, None, None)
    words = "direction: improved, overrides: true, note: since then corrected"
    beside = verdict(REPORTED.format(", 2018-19 Q3: 90", words)).direction
    assert beside.previous is not None
    assert (str(beside.previous.period), beside.change) == ("2018-19 Q3", Fraction(-19))
