"""Are we getting better? The change from an earlier reading, in the sense of the polarity.

Within the tolerance, edge included, it is maintained (published so for 73 against 71 and 70.7:
Cheshire West and Chester, 2018-19 year end).
"""

from fractions import Fraction

from ragcalc import numbers
from ragcalc.scoring.inputs import Inputs, ResolvedTarget, SourcedValue
from ragcalc.scoring.parts import Travel
from ragcalc.scoring.status import shortfall
from ragcalc.vocabulary import Direction, Polarity, Reason, StatusBasis


def direction_of(inputs: Inputs) -> Travel:
    """Return the direction that is shown: an override, the computed one, else the reported one.

    A source that prints `unavailable` adds nothing where the rule says so itself; where a judgement
    says so in place of a computed direction, that is the reason.
    """
    computed = travel(inputs, inputs.previous)
    reported = inputs.reported.direction if inputs.reported else None
    if reported is None or inputs.reported is None:
        return computed
    unavailable = computed.direction is Direction.UNAVAILABLE
    if reported is computed.direction and unavailable:
        return computed
    if not inputs.reported.overrides and not unavailable:
        return computed
    withheld = reported is Direction.UNAVAILABLE
    return Travel(
        reported,
        Reason.OVERRIDDEN if withheld else computed.reason,
        StatusBasis.OVERRIDE if inputs.reported.overrides else StatusBasis.REPORTED,
        computed.previous,
        computed.change,
        computed.direction,
    )


def travel(inputs: Inputs, previous: SourcedValue | Reason) -> Travel:
    """Return the direction since one earlier reading."""
    reading = inputs.reading
    if isinstance(reading, Reason):
        return Travel(Direction.UNAVAILABLE, reading)
    if isinstance(previous, Reason):
        return Travel(Direction.UNAVAILABLE, previous)
    change = reading.value - previous.value
    rise = _rise(inputs, reading.value, previous.value, change)
    if isinstance(rise, Reason):
        return Travel(Direction.UNAVAILABLE, rise, previous=previous, change=change)
    still = inputs.rules.same.tolerance.covers(rise, previous.value)
    direction = _word(inputs.polarity, 0 if still else numbers.sign(rise))
    return Travel(direction, None, StatusBasis.COMPUTED, previous, change)


def _rise(inputs: Inputs, now: Fraction, before: Fraction, change: Fraction) -> Fraction | Reason:
    """Return how much higher it is; on-target, how much better.

    That is how much closer to the target of the reported period, for both readings, so that a
    moved target alone changes nothing.
    """
    if inputs.polarity is not Polarity.ON_TARGET:
        return change
    if not isinstance(inputs.goal, ResolvedTarget):
        return inputs.goal
    then, since = (distance(inputs.goal, value) for value in (before, now))
    return then - since


def distance(goal: ResolvedTarget, value: Fraction) -> Fraction:
    """Return how far a value is from a target, or from the nearer end of its range; 0 within it."""
    return shortfall(Polarity.ON_TARGET, goal, value)[0]


def _word(polarity: Polarity, sign: int) -> Direction:
    up, same, down = _WORDS[polarity]
    match sign:
        case 1:
            return up
        case -1:
            return down
        case _:
            return same


_BETTER = (Direction.IMPROVED, Direction.MAINTAINED, Direction.DECLINED)
_WORDS = {
    Polarity.HIGH: _BETTER,
    Polarity.LOW: _BETTER[::-1],
    Polarity.ON_TARGET: _BETTER,
    Polarity.NEUTRAL: (Direction.HIGHER, Direction.SAME, Direction.LOWER),
}
"""The words for more, as much and less; of a value on target, for how much nearer it is."""
