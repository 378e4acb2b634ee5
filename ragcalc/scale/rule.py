"""The rule over whole numbers: what `judge` decides, for an engine that has no fractions.

Every amount is a numerator above a denominator that is more than 0, and a comparison of two
quotients is one of two products: no step divides. The same steps run on Python's integers and print
themselves as SQL; tests hold them against `judge`.

A row has the reading `value` / `value_of`, the earlier one `previous` / `previous_of`, a
comparator's figure `comparator` / `comparator_of`, and what `plan` makes of an indicator and a
period. `low` and `high` of the target are above `parts` times `factor`, which is 1 unless the
target is itself a comparator's figure; `floor` and `base` are above `parts`, the shares of
tolerances above `shares`, and their amounts above both.
"""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple

from ragcalc.scale.whole_numbers import (
    Condition,
    Row,
    WholeNumber,
    absolute,
    column,
    greater,
    if_then,
    lesser,
    whole,
)
from ragcalc.vocabulary import ComparisonResult, Direction, Polarity, Reason, Status


class Side(IntEnum):
    """Which way is good, as `side` has it."""

    LOW = -1
    ON_TARGET = 0
    HIGH = 1
    NEUTRAL = 2


SIDES = MappingProxyType(
    {
        Polarity.LOW: Side.LOW,
        Polarity.ON_TARGET: Side.ON_TARGET,
        Polarity.HIGH: Side.HIGH,
        Polarity.NEUTRAL: Side.NEUTRAL,
    }
)


class ToleranceColumns(NamedTuple):
    """A tolerance as one share and one amount, the lesser or the greater of which holds.

    One that has only one of them is the greater of it and nothing.
    """

    lesser: WholeNumber
    """1 where the lesser holds."""
    share: WholeNumber
    share_open: WholeNumber
    """1 where the edge itself lies outside."""
    amount: WholeNumber
    amount_open: WholeNumber

    @classmethod
    def named(cls, name: str) -> "ToleranceColumns":
        """Return the columns of the tolerance of a name."""
        return cls(*(column(f"{name}_{part}") for part in cls._fields))

    def reach(self, share: WholeNumber, amount: WholeNumber) -> WholeNumber:
        """Return the largest size within, of the parts' own, all over one denominator."""
        return if_then(self.lesser.equals(1), lesser(share, amount), greater(share, amount))


COLOURS = (Status.GREEN, Status.AMBER, Status.RED)
REASONS = (
    Reason.MET,
    Reason.WITHIN_GREEN,
    Reason.WITHIN_AMBER,
    Reason.ABOVE_FLOOR,
    Reason.AMBER_IF,
    Reason.BEYOND,
    Reason.BELOW_FLOOR,
)
DIRECTIONS = (
    Direction.IMPROVED,
    Direction.MAINTAINED,
    Direction.DECLINED,
    Direction.HIGHER,
    Direction.SAME,
    Direction.LOWER,
)
COLOURED_DIRECTIONS = DIRECTIONS[:3]
"""Those of an indicator that has a colour."""
COMPARISONS = (
    ComparisonResult.BETTER,
    ComparisonResult.SIMILAR,
    ComparisonResult.WORSE,
    ComparisonResult.HIGHER,
    ComparisonResult.LOWER,
)

_SIDE = column("side")
_VALUE, _VALUE_OF = column("value"), column("value_of")
_PREVIOUS, _PREVIOUS_OF = column("previous"), column("previous_of")
_LOW, _HIGH, _STRICT = column("low"), column("high"), column("strict")
_PARTS, _FACTOR, _SHARES = column("parts"), column("factor"), column("shares")
_TARGET_OF, _SCALE = column("target_of"), column("scale")
_ON_TARGET = _SIDE.equals(Side.ON_TARGET)

Steps = Mapping[str, WholeNumber]
"""Expressions by the names of their columns, each of which may name those before it."""


def direction_steps() -> dict[str, WholeNumber]:
    """Return the steps to the direction of a reading that has an earlier one, in their order.

    `direction` is the place of the word in DIRECTIONS. An on-target value needs a target, since it
    improves where it comes nearer. `below` and `above` are how far the reading is from the ends of
    its target, above its own denominator and the target's.
    """
    change = _VALUE * _PREVIOUS_OF - _PREVIOUS * _VALUE_OF
    nearer = column("previous_off") * _VALUE_OF - column("value_off") * _PREVIOUS_OF
    rise, rise_of, sign = column("rise"), column("rise_of"), column("sign")
    same = ToleranceColumns.named("same")
    reach = same.reach(
        same.share * absolute(_PREVIOUS) * _PARTS * _VALUE_OF * rise_of - same.share_open,
        same.amount * _PREVIOUS_OF * _VALUE_OF * rise_of - same.amount_open,
    )
    still = rise.equals(0) | (absolute(rise) * _SCALE <= column("same_reach"))
    return {
        "target_of": _PARTS * _FACTOR,
        "scale": _PARTS * _SHARES,
        "below": _LOW * _VALUE_OF - _VALUE * _TARGET_OF,
        "above": _VALUE * _TARGET_OF - _HIGH * _VALUE_OF,
        "value_off": _distance(column("below"), column("above")),
        "previous_off": _distance(
            _LOW * _PREVIOUS_OF - _PREVIOUS * _TARGET_OF,
            _PREVIOUS * _TARGET_OF - _HIGH * _PREVIOUS_OF,
        ),
        "rise": if_then(_ON_TARGET, nearer, change),
        "rise_of": if_then(_ON_TARGET, _TARGET_OF, 1),
        "same_reach": reach,
        "sign": if_then(still, 0, if_then(rise < 0, -1, 1)),
        "direction": _direction(sign),
    }


def _distance(below: WholeNumber, above: WholeNumber) -> WholeNumber:
    """Return how far a value is from a target that is best met."""
    return if_then(_ON_TARGET, greater(greater(below, above), 0), 0)


def _direction(sign: WholeNumber) -> WholeNumber:
    """Return the word for more, as much or less; of a value on target for how much nearer."""
    better = if_then(_SIDE.equals(Side.LOW), whole(0) - sign, sign)
    first = if_then(_SIDE.equals(Side.NEUTRAL), DIRECTIONS.index(Direction.HIGHER), 0)
    return first + 1 - better


def colour_steps() -> dict[str, WholeNumber]:
    """Return the steps to the colour of a reading that has a target, after those to its direction.

    `colour` is the place of the word in COLOURS, `reason` in REASONS.
    """
    side, below, above = _SIDE, column("below"), column("above")
    near_low = side.equals(Side.HIGH) | (_ON_TARGET & (above <= below))
    base = if_then(column("has_base").equals(1), column("base") * _FACTOR, column("target_end"))
    return {
        "short": if_then(
            side.equals(Side.HIGH), below, if_then(_ON_TARGET, column("value_off"), above)
        ),
        "target_end": if_then(near_low, _LOW, _HIGH),
        "tolerance_base": absolute(base) * _VALUE_OF,
        "target_unit": _FACTOR * _VALUE_OF,
        "green_reach": _reach("green"),
        "amber_reach": _reach("amber"),
        "reason": _reason(),
        "colour": _colour(column("reason")),
    }


_SHORT = column("short")
"""How far a value is on the bad side, above its own denominator and the target's."""


def _is_met() -> Condition:
    return _SHORT + _STRICT <= 0


def _within_floor() -> Condition:
    """Return whether a value is not beyond the floor; what meets the target never is."""
    floor, end = column("floor") * _FACTOR, column("target_end")
    reach = if_then(_SIDE.equals(Side.LOW), floor - end, end - floor)
    return _is_met() | (reach * _VALUE_OF >= _SHORT)


def _reach(name: str) -> WholeNumber:
    """Return how far short still lies within a tolerance of the status, above `shares` too."""
    tolerance = ToleranceColumns.named(name)
    return tolerance.reach(
        tolerance.share * column("tolerance_base") - _share_open(tolerance),
        tolerance.amount * column("target_unit") - tolerance.amount_open,
    )


def _share_open(tolerance: ToleranceColumns) -> WholeNumber:
    """Return 1 where the edge of a share lies outside.

    A share of nothing leaves no room, and then the target decides a tie.
    """
    return if_then(column("tolerance_base").equals(0), _STRICT, tolerance.share_open)


def _within(name: str) -> Condition:
    return column(f"{name}_reach") >= _SHORT * _SHARES


def _reason() -> WholeNumber:
    has_no_floor = column("has_floor").equals(0)
    return if_then(
        _within("green") & (has_no_floor | _within_floor()),
        if_then(_is_met(), _place(Reason.MET), _place(Reason.WITHIN_GREEN)),
        if_then(
            has_no_floor,
            if_then(
                _within("amber"),
                _place(Reason.WITHIN_AMBER),
                if_then(
                    _allows(column("direction")),
                    _place(Reason.AMBER_IF),
                    _place(Reason.BEYOND),
                ),
            ),
            if_then(_within_floor(), _place(Reason.ABOVE_FLOOR), _place(Reason.BELOW_FLOOR)),
        ),
    )


def _allows(direction: WholeNumber) -> Condition:
    """Return whether the direction makes amber what is beyond green; without one `unavailable`."""
    allowed = column(f"amber_if_{Direction.UNAVAILABLE}")
    for place, word in enumerate(COLOURED_DIRECTIONS):
        allowed = if_then(direction.equals(place), column(f"amber_if_{word}"), allowed)
    return allowed.equals(1)


def _place(reason: Reason) -> int:
    return REASONS.index(reason)


def _colour(reason: WholeNumber) -> WholeNumber:
    """Return the colour that a reason is of; they stand in the order of the colours."""
    last_green, last_amber = _place(Reason.WITHIN_GREEN), _place(Reason.AMBER_IF)
    return if_then(reason <= last_green, 0, if_then(reason <= last_amber, 1, 2))


def comparison_steps(other: str = "comparator") -> dict[str, WholeNumber]:
    """Return the steps to how a reading stands against a comparator's figure, `other`.

    `OTHER_result` is the place of the word in COMPARISONS; `OTHER_gap` is the reading less the
    figure, above both their denominators.
    """
    figure, figure_of, gap = column(other), column(f"{other}_of"), column(f"{other}_gap")
    similar = ToleranceColumns.named("similar")
    reach = similar.reach(
        similar.share * absolute(figure) * _PARTS * _VALUE_OF - similar.share_open,
        similar.amount * figure_of * _VALUE_OF - similar.amount_open,
    )
    is_similar = gap.equals(0) | (absolute(gap) * _SCALE <= column(f"{other}_reach"))
    return {
        f"{other}_gap": _VALUE * figure_of - figure * _VALUE_OF,
        f"{other}_reach": reach,
        f"{other}_result": if_then(is_similar, _result(ComparisonResult.SIMILAR), _side_of(gap)),
    }


def _side_of(gap: WholeNumber) -> WholeNumber:
    """Return the word for a reading that is below or above a comparator's figure."""
    result = ComparisonResult

    def word(below: ComparisonResult, above: ComparisonResult) -> WholeNumber:
        return if_then(gap < 0, _result(below), _result(above))

    return if_then(
        _SIDE.equals(Side.HIGH),
        word(result.WORSE, result.BETTER),
        if_then(
            _SIDE.equals(Side.LOW),
            word(result.BETTER, result.WORSE),
            word(result.LOWER, result.HIGHER),
        ),
    )


def _result(word: ComparisonResult) -> int:
    return COMPARISONS.index(word)


def worked_out(steps: Steps, row: Row) -> dict[str, int]:
    """Return the row with the number of every step beside its own."""
    made = dict(row)
    for name, step in steps.items():
        made[name] = step.value(made)
    return made


def largest(steps: Steps, sizes: Row) -> int:
    """Return what no number on the way through the steps passes.

    `sizes` are those that the numbers of the columns do not pass.
    """
    made = dict(sizes)
    for name, step in steps.items():
        made[name] = step.most(made)
    return max(made.values())
