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
    ranges = goal.is_range
    at_low = _edges(inputs, goal, goal.low)
    at_high = _edges(inputs, goal, goal.high) if ranges else at_low
    green, amber = at_high if ranges and end == goal.high else at_low
    if green.holds(short):
        status, reason = Status.GREEN, Reason.MET if _is_met(goal, short) else Reason.WITHIN_GREEN
    else:
        status, reason = _beyond_green(inputs, direction, short, amber)
    greens = _band(inputs.polarity, goal, at_low[0], at_high[0])
    ambers = _band(inputs.polarity, goal, at_low[1], at_high[1])
    return StatusVerdict(
        status,
        reason,
        StatusBasis.COMPUTED,
        gap=reading.value - end if not ranges or short > 0 else Fraction(0),
        shortfall=short,
        bands=Bands(greens, EVERY_VALUE if _allows(inputs, direction) else ambers),
    )


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


def _beyond_green(
    inputs: Inputs, direction: Direction | None, short: Fraction, amber: Edge
) -> tuple[Status, Reason]:
    if amber.holds(short):
        return Status.AMBER, Reason.ABOVE_FLOOR if inputs.floor else Reason.WITHIN_AMBER
    if _allows(inputs, direction):
        return Status.AMBER, Reason.AMBER_IF
    return Status.RED, Reason.BELOW_FLOOR if inputs.floor else Reason.BEYOND


def _allows(inputs: Inputs, direction: Direction | None) -> bool:
    """Return whether the direction makes amber what is beyond green; below a floor nothing does."""
    return direction in inputs.rules.amber_if and not inputs.floor


def _edges(inputs: Inputs, goal: ResolvedTarget, end: Fraction) -> tuple[Edge, Edge]:
    """Return how far green and amber reach from one end of the target.

    A floor stands in amber's place, and green ends there too; but what meets the target is green.
    Else amber reaches at least as far as green: a narrower inherited one is lifted to it.
    """
    base = inputs.base.value if inputs.base else end
    green = _kept_strict(goal, inputs.rules.green.tolerance.edge(base))
    if inputs.floor:
        floor = max(_floor_edge(inputs.polarity, inputs.floor, end), Edge(_NONE, not goal.strict))
        return min(green, floor), floor
    return green, max(green, _kept_strict(goal, inputs.rules.amber.tolerance.edge(base)))


_NONE = Fraction(0)
EVERY_VALUE = Band(None, None, inclusive=True)
"""The band of amber where the direction allows it however far short a value is."""


def _kept_strict(goal: ResolvedTarget, edge: Edge) -> Edge:
    """Decide a tie, where the tolerance leaves no room, by the target: met unless it is strict."""
    return edge if edge.limit else Edge(edge.limit, not goal.strict)


def _floor_edge(polarity: Polarity, floor: SourcedValue, end: Fraction) -> Edge:
    """Return the edge at the floor; one on the good side of the target leaves amber no room."""
    return Edge(floor.value - end if polarity is Polarity.LOW else end - floor.value, True)


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
        gap=computed.gap,
        shortfall=computed.shortfall,
        bands=computed.bands,
        computed=computed.status,
    )
