"""The rule over whole numbers: what `judge` decides, for an engine that has no fractions.

Every amount is a numerator above a denominator that is more than 0, and a comparison of two
quotients is one of two products: no step divides. The same steps run on Python's integers and print
themselves as SQL; tests hold them against `judge`.

A row has the reading `value` / `value_of`, the earlier one `previous` / `previous_of`, a
comparator's figure `comparator` / `comparator_of`, and what `plan` makes of an indicator and a
period. `low` and `high` of the target are above `parts` times `factor`, which is 1 unless the
target is itself a comparator's figure; `floor`, `base` and the amounts of tolerances above `parts`,
their shares above `shares`.
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


class Parts(IntEnum):
    """Which parts of a tolerance there are, and how they are joined, as `NAME_kind` has it."""

    AMOUNT = 0
    SHARE = 1
    LESSER = 2
    GREATER = 3


class ToleranceColumns(NamedTuple):
    """A tolerance of at most one share and one amount."""

    kind: WholeNumber
    share: WholeNumber
    share_open: WholeNumber
    """1 where the edge itself lies outside."""
    amount: WholeNumber
    amount_open: WholeNumber

    @classmethod
    def named(cls, name: str) -> "ToleranceColumns":
        """Return the columns of the tolerance of a name."""
        return cls(*(column(f"{name}_{part}") for part in cls._fields))

    def holds(self, size: WholeNumber, share: WholeNumber, amount: WholeNumber) -> Condition:
        """Return whether a size lies within; all three are multiplied up to one denominator.

        An edge that lies outside counts one more.
        """
        return self._joined(size + self.share_open <= share, size + self.amount_open <= amount)

    def leaves_none(self, share: WholeNumber, amount: WholeNumber) -> Condition:
        """Return whether there is no room within."""
        none_of_share, none_of_amount = share.equals(0), amount.equals(0)
        kind = self.kind
        return (
            (kind.equals(Parts.AMOUNT) & none_of_amount)
            | (kind.equals(Parts.SHARE) & none_of_share)
            | (kind.equals(Parts.LESSER) & (none_of_share | none_of_amount))
            | (kind.equals(Parts.GREATER) & none_of_share & none_of_amount)
        )

    def _joined(self, by_share: Condition, by_amount: Condition) -> Condition:
        kind = self.kind
        return (
            (kind.equals(Parts.AMOUNT) & by_amount)
            | (kind.equals(Parts.SHARE) & by_share)
            | (kind.equals(Parts.LESSER) & by_share & by_amount)
            | (kind.equals(Parts.GREATER) & (by_share | by_amount))
        )


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
_HAS_FLOOR = column("has_floor")
_TARGET_OF = _PARTS * _FACTOR

Steps = Mapping[str, WholeNumber]
"""Expressions by the names of their columns, each of which may name those before it."""


def direction_steps() -> dict[str, WholeNumber]:
    """Return the steps to the direction of a reading that has an earlier one, in their order.

    `direction` is the place of the word in DIRECTIONS. An on-target value needs a target, since it
    improves where it comes nearer.
    """
    change = _VALUE * _PREVIOUS_OF - _PREVIOUS * _VALUE_OF
    nearer = column("previous_off") * _VALUE_OF - column("value_off") * _PREVIOUS_OF
    on_target = _SIDE.equals(Side.ON_TARGET)
    rise, rise_of = column("rise"), _VALUE_OF * _PREVIOUS_OF * column("rise_of")
    same = ToleranceColumns.named("same")
    still = same.holds(
        absolute(rise) * _SHARES * _PARTS,
        same.share * absolute(_PREVIOUS) * _VALUE_OF * column("rise_of") * _PARTS,
        same.amount * rise_of * _SHARES,
    )
    return {
        "value_off": _distance(_VALUE, _VALUE_OF),
        "previous_off": _distance(_PREVIOUS, _PREVIOUS_OF),
        "rise": if_then(on_target, nearer, change),
        "rise_of": if_then(on_target, _TARGET_OF, 1),
        "sign": if_then(still | rise.equals(0), 0, if_then(rise < 0, -1, 1)),
        "direction": _direction(column("sign")),
        "direction_allows": _allows(column("direction")),
    }


def _distance(value: WholeNumber, value_of: WholeNumber) -> WholeNumber:
    """Return how far a value is from the target, above its own denominator and the target's."""
    below, above = _LOW * value_of - value * _TARGET_OF, value * _TARGET_OF - _HIGH * value_of
    return if_then(_SIDE.equals(Side.ON_TARGET), greater(greater(below, above), 0), 0)


def _direction(sign: WholeNumber) -> WholeNumber:
    """Return the word for more, as much or less; of a value on target for how much nearer."""
    better = if_then(_SIDE.equals(Side.LOW), whole(0) - sign, sign)
    first = if_then(_SIDE.equals(Side.NEUTRAL), DIRECTIONS.index(Direction.HIGHER), 0)
    return first + 1 - better


def _allows(direction: WholeNumber) -> WholeNumber:
    """Return 1 where the direction makes amber what is beyond green."""
    allowed = whole(0)
    for place, word in enumerate(DIRECTIONS):
        allowed = if_then(direction.equals(place), column(f"amber_if_{word}"), allowed)
    return allowed


def colour_steps() -> dict[str, WholeNumber]:
    """Return the steps to the colour of a reading that has a target, in their order.

    `colour` is the place of the word in COLOURS, `reason` in REASONS. `direction_allows` is 1 where
    the direction makes amber what would be red.
    """
    side, below, above = _SIDE, column("below"), column("above")
    near_low = side.equals(Side.HIGH) | (side.equals(Side.ON_TARGET) & (above <= below))
    signed, end = if_then(near_low, below, above), if_then(near_low, _LOW, _HIGH)
    base = if_then(column("has_base").equals(1), column("base") * _FACTOR, column("target_end"))
    return {
        "below": _LOW * _VALUE_OF - _VALUE * _TARGET_OF,
        "above": _VALUE * _TARGET_OF - _HIGH * _VALUE_OF,
        "short": if_then(side.equals(Side.ON_TARGET), greater(signed, 0), signed),
        "target_end": end,
        "tolerance_base": absolute(base),
        "within_floor": if_then(_within_floor(), 1, 0),
        "within_green": if_then(_within("green"), 1, 0),
        "within_amber": if_then(_within("amber"), 1, 0),
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
    return (reach * _VALUE_OF >= _SHORT) | _is_met()


def _within(name: str) -> Condition:
    """Return whether a shortfall lies within a tolerance of the status.

    Where it leaves no room the target decides a tie: it is met unless it is strict.
    """
    tolerance = ToleranceColumns.named(name)
    share = tolerance.share * column("tolerance_base") * _VALUE_OF
    amount = tolerance.amount * _FACTOR * _VALUE_OF
    held = tolerance.holds(_SHORT * _SHARES, share, amount * _SHARES)
    no_room = tolerance.leaves_none(share, amount)
    return if_then(no_room, if_then(_is_met(), 1, 0), if_then(held, 1, 0)).equals(1)


def _reason() -> WholeNumber:
    has_floor, within_floor = _HAS_FLOOR.equals(1), column("within_floor").equals(1)
    above_floor = _HAS_FLOOR.equals(0) | within_floor
    return if_then(
        column("within_green").equals(1) & above_floor,
        if_then(_is_met(), _place(Reason.MET), _place(Reason.WITHIN_GREEN)),
        if_then(
            has_floor,
            if_then(within_floor, _place(Reason.ABOVE_FLOOR), _place(Reason.BELOW_FLOOR)),
            if_then(
                column("within_amber").equals(1),
                _place(Reason.WITHIN_AMBER),
                if_then(
                    column("direction_allows").equals(1),
                    _place(Reason.AMBER_IF),
                    _place(Reason.BEYOND),
                ),
            ),
        ),
    )


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
    held = similar.holds(
        absolute(gap) * _SHARES * _PARTS,
        similar.share * absolute(figure) * _VALUE_OF * _PARTS,
        similar.amount * _VALUE_OF * figure_of * _SHARES,
    )
    directed = _SIDE.equals(Side.HIGH) | _SIDE.equals(Side.LOW)
    side = if_then(
        gap * _SIDE < 0, *map(_result, (ComparisonResult.WORSE, ComparisonResult.BETTER))
    )
    higher = if_then(gap < 0, *map(_result, (ComparisonResult.LOWER, ComparisonResult.HIGHER)))
    return {
        f"{other}_gap": _VALUE * figure_of - figure * _VALUE_OF,
        f"{other}_result": if_then(
            gap.equals(0) | held,
            _result(ComparisonResult.SIMILAR),
            if_then(directed, side, higher),
        ),
    }


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
