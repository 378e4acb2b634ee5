"""Are we achieving our target? Shortfall against the green and the amber tolerance.

The shape that carries the published rules: green if shortfall <= green tolerance, amber if
shortfall <= amber tolerance, red otherwise. (Cheshire West and Chester 2018-19 and others; the
table in docs/rules.md names the source of each variant.)
"""

from fractions import Fraction
from typing import assert_never

from ragcalc import numbers
from ragcalc.scoring.inputs import Inputs, ResolvedTarget, SourcedValue
from ragcalc.scoring.parts import Band, Bands, StatusVerdict
from ragcalc.tolerances import Edge
from ragcalc.vocabulary import READING_REASONS, Direction, Polarity, Reason, Status, StatusBasis

_DESIGNED = (Reason.TARGET_NONE, Reason.NEUTRAL)


def status_of(inputs: Inputs, direction: Direction | None) -> StatusVerdict:
    """Return the status that is shown: an override, the computed one, else the reported one.

    The direction may be None where no tolerance asks for it.
    """
    computed = computed_status(inputs, direction)
    reported = inputs.reported.status if inputs.reported else None
    if reported is None or inputs.reported is None:
        return computed
    if inputs.reported.overrides:
        return _instead(computed, reported, Reason.OVERRIDDEN, StatusBasis.OVERRIDE)
    if computed.status is Status.MISSING and computed.reason not in READING_REASONS:
        return _instead(computed, reported, computed.reason, StatusBasis.REPORTED)
    return computed


def computed_status(inputs: Inputs, direction: Direction | None) -> StatusVerdict:
    """Return what the rule alone says."""
    reading, goal = inputs.reading, inputs.goal
    if isinstance(reading, Reason):
        return StatusVerdict(Status.MISSING, reading)
    if inputs.polarity is Polarity.NEUTRAL:
        return StatusVerdict(Status.UNRATED, Reason.NEUTRAL)
    if isinstance(goal, Reason):
        unrated = goal in _DESIGNED
        return StatusVerdict(Status.UNRATED if unrated else Status.MISSING, goal)
    short, end = shortfall(inputs.polarity, goal, reading.value)
    status, reason = _colour(inputs, direction, goal, short, end)
    return StatusVerdict(status, reason, StatusBasis.COMPUTED, shortfall=short)


def gap(inputs: Inputs) -> Fraction:
    """Return the value less the target; of a range less the nearer end, and 0 within it."""
    goal, reading = inputs.goal, inputs.reading
    assert isinstance(goal, ResolvedTarget)
    assert isinstance(reading, SourcedValue)
    short, end = shortfall(inputs.polarity, goal, reading.value)
    return _NONE if goal.is_range and short <= 0 else reading.value - end


def bands(inputs: Inputs, direction: Direction | None) -> Bands:
    """Return the values that are green and amber; the inputs have a target."""
    goal = inputs.goal
    assert isinstance(goal, ResolvedTarget)
    ends = (goal.low, goal.high) if goal.is_range else (goal.low,)
    greens = [_green_edge(inputs, goal, end) for end in ends]
    green = _band(inputs.polarity, goal, greens[0], greens[-1])
    if _allows(inputs, direction):
        return Bands(green, EVERY_VALUE)
    reach = [_amber_edge(inputs, goal, end) for end in ends]
    ambers = [*map(max, greens, reach)]  # a narrower one, which is inherited, is lifted to green
    return Bands(green, _band(inputs.polarity, goal, ambers[0], ambers[-1]))


def shortfall(
    polarity: Polarity, goal: ResolvedTarget, value: Fraction
) -> tuple[Fraction, Fraction]:
    """Return how far the value is on the bad side, and the end of the target compared with."""
    match polarity:
        case Polarity.HIGH:
            return goal.low - value, goal.low
        case Polarity.LOW:
            return value - goal.high, goal.high
        case Polarity.ON_TARGET | Polarity.NEUTRAL:
            below, above = goal.low - value, value - goal.high
            nearer = (below, goal.low) if below >= above else (above, goal.high)
            return max(nearer[0], Fraction(0)), nearer[1]
        case _:
            assert_never(polarity)


def relative_shortfall(inputs: Inputs) -> Fraction | None:
    """Return the shortfall as a part of what a relative tolerance is measured on.

    None where that is 0; the inputs have a reading and a target.
    """
    goal, reading = inputs.goal, inputs.reading
    assert isinstance(goal, ResolvedTarget)
    assert isinstance(reading, SourcedValue)
    short, end = shortfall(inputs.polarity, goal, reading.value)
    base = abs(_base(inputs, end))
    return short / base if base else None


def meets(polarity: Polarity, goal: ResolvedTarget, value: Fraction) -> bool:
    """Return whether a value meets a target without any tolerance; a tie does, unless strict."""
    short, _ = shortfall(polarity, goal, value)
    return _is_met(goal, short)


def is_target_hidden(inputs: Inputs, reason: Reason | None) -> bool:
    """Return whether a status is missing as its target is hidden, and not its reading."""
    is_hidden = reason is Reason.SUPPRESSED and inputs.goal is Reason.SUPPRESSED
    return is_hidden and inputs.reading is not Reason.SUPPRESSED


def _is_met(goal: ResolvedTarget, short: Fraction) -> bool:
    sign = numbers.sign(short)
    return sign < 0 or (sign == 0 and not goal.strict)


def _colour(
    inputs: Inputs,
    direction: Direction | None,
    goal: ResolvedTarget,
    short: Fraction,
    end: Fraction,
) -> tuple[Status, Reason]:
    """Return the colour of a value so far short of this end of the target, and what decides it."""
    green = _green_edge(inputs, goal, end)
    if green.holds(short):
        return Status.GREEN, Reason.MET if _is_met(goal, short) else Reason.WITHIN_GREEN
    if _amber_edge(inputs, goal, end).holds(short):
        return Status.AMBER, Reason.ABOVE_FLOOR if inputs.floor else Reason.WITHIN_AMBER
    if _allows(inputs, direction):
        return Status.AMBER, Reason.AMBER_IF
    return Status.RED, Reason.BELOW_FLOOR if inputs.floor else Reason.BEYOND


def _allows(inputs: Inputs, direction: Direction | None) -> bool:
    """Return whether the direction makes amber what is beyond green; below a floor nothing does."""
    return direction in inputs.rules.amber_if and not inputs.floor


def _green_edge(inputs: Inputs, goal: ResolvedTarget, end: Fraction) -> Edge:
    """Return how far green reaches from one end of the target: to the floor at most."""
    edge = _kept_strict(goal, inputs.rules.green.tolerance.edge(_base(inputs, end)))
    return min(edge, _floor_edge(inputs, inputs.floor, goal, end)) if inputs.floor else edge


def _amber_edge(inputs: Inputs, goal: ResolvedTarget, end: Fraction) -> Edge:
    """Return how far amber reaches from one end of the target: to the floor, if there is one."""
    if inputs.floor:
        return _floor_edge(inputs, inputs.floor, goal, end)
    return _kept_strict(goal, inputs.rules.amber.tolerance.edge(_base(inputs, end)))


def _base(inputs: Inputs, end: Fraction) -> Fraction:
    """Return what a relative tolerance is measured on."""
    return inputs.base.value if inputs.base else end


_NONE = Fraction(0)
EVERY_VALUE = Band(None, None, inclusive=True)
"""The band of amber where the direction allows it however far short a value is."""


def _kept_strict(goal: ResolvedTarget, edge: Edge) -> Edge:
    """Decide a tie, where the tolerance leaves no room, by the target: met unless it is strict."""
    return edge if edge.limit else Edge(edge.limit, not goal.strict)


def _floor_edge(inputs: Inputs, floor: SourcedValue, goal: ResolvedTarget, end: Fraction) -> Edge:
    """Return the edge at the floor; what meets the target is green all the same.

    A floor on the good side of the target leaves amber no room.
    """
    reach = floor.value - end if inputs.polarity is Polarity.LOW else end - floor.value
    return max(Edge(reach, inclusive=True), Edge(_NONE, not goal.strict))


def _band(polarity: Polarity, goal: ResolvedTarget, low: Edge, high: Edge) -> Band:
    """Return the values within a band, from how far it reaches at either end of the target.

    Where green has no tolerance, which is most often so, no arithmetic is needed.
    """
    match polarity:
        case Polarity.HIGH:
            return Band(goal.low - low.limit if low.limit else goal.low, None, low.inclusive)
        case Polarity.LOW:
            return Band(None, goal.high + high.limit if high.limit else goal.high, high.inclusive)
        case Polarity.ON_TARGET | Polarity.NEUTRAL:
            lowest, highest = goal.low - low.limit, goal.high + high.limit
            return Band(lowest, highest, high.inclusive, low.inclusive is not high.inclusive)
        case _:
            assert_never(polarity)


def _instead(
    computed: StatusVerdict, status: Status, reason: Reason, basis: StatusBasis
) -> StatusVerdict:
    return StatusVerdict(
        status,
        reason,
        basis,
        shortfall=computed.shortfall,
        computed=computed.status,
    )
