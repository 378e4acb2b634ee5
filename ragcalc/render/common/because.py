"""Why a status is what it is, as a clause: it misses the target by more than 5%."""

from fractions import Fraction

from ragcalc import numbers
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.labels import REASONS
from ragcalc.render.common.phrases import amount
from ragcalc.render.common.rolled_up import lacking
from ragcalc.scoring.inputs import Inputs, SourcedValue
from ragcalc.scoring.results import IndicatorResult
from ragcalc.scoring.status import is_target_hidden
from ragcalc.tolerances import Choice, Simple, Tolerance, ToleranceUnit
from ragcalc.vocabulary import Direction, Reason

_MOVED = {
    Direction.IMPROVED: "has improved",
    Direction.MAINTAINED: "has been maintained",
    Direction.DECLINED: "has declined",
    Direction.HIGHER: "has risen",
    Direction.SAME: "has stayed the same",
    Direction.LOWER: "has fallen",
    Direction.UNAVAILABLE: "has no direction of travel",
}


def reason_words(inputs: Inputs, reason: Reason) -> str:
    """Return a reason of a status; of a hidden target not as if the reading were hidden.

    Of a figure that is made of others it names those that are missing.
    """
    if reason is inputs.reading and (words := lacking(inputs)):
        return words
    return HIDDEN_TARGET if is_target_hidden(inputs, reason) else REASONS[reason]


HIDDEN_TARGET = "target rests on a suppressed figure"


def because(result: IndicatorResult) -> str:
    """Return what a calculated status rests on, each tolerance in the words it was set in."""
    match result.verdict.status.reason:
        case Reason.MET:
            return "it meets the target"
        case Reason.WITHIN_GREEN:
            return f"it misses the target by {_within(result, _green(result))}"
        case Reason.WITHIN_AMBER:
            return f"it misses the target by {_within(result, _outer(result))}"
        case Reason.ABOVE_FLOOR:
            return f"it misses the target but is no worse than the floor of {_floor(result)}"
        case Reason.BELOW_FLOOR:
            return f"it is worse than the floor of {_floor(result)}"
        case Reason.AMBER_IF:
            moved = _MOVED[result.verdict.direction.direction]
            return f"it misses the target{_beyond(result)} but {moved}"
        case Reason.BEYOND:
            return f"it misses the target{_beyond(result)}"
        case (
            Reason.NOT_DUE
            | Reason.NO_VALUE
            | Reason.YEAR_INCOMPLETE
            | Reason.NO_TARGET
            | Reason.NO_PROFILE
            | Reason.NO_PERCENTILE
            | Reason.IN_MEASUREMENT
            | Reason.SUPPRESSED
            | Reason.NOT_APPLICABLE
            | Reason.UNRELIABLE
            | Reason.METHOD_CHANGED
            | Reason.NO_PREVIOUS
            | Reason.NOT_COMPARABLE
            | Reason.TARGET_NONE
            | Reason.NEUTRAL
            | Reason.OVERRIDDEN
            | None
        ):
            return ""  # no calculated status rests on any of these


def _within(result: IndicatorResult, tolerance: Simple) -> str:
    sense = "no more than" if tolerance.inclusive else "less than"
    return f"{sense} {_size(result, tolerance)}"


def _beyond(result: IndicatorResult) -> str:
    """Say how far a value misses its target; empty where no miss at all is tolerated."""
    tolerance = _outer(result)
    if not tolerance.edge(_base(result)).limit:
        return ""
    size = _size(result, tolerance)
    return f" by more than {size}" if tolerance.inclusive else f" by {size} or more"


def _size(result: IndicatorResult, tolerance: Simple) -> str:
    """Write a tolerance: 5%, 5% of the base of £46,267, 2 percentage points."""
    number = numbers.to_text(tolerance.size)
    if tolerance.measure is ToleranceUnit.POINTS:
        return figures.gap_words(result.unit, number)
    base = result.inputs.base
    return f"{number}%{f' of the base of {amount(result, base)}' if base else ''}"


def _green(result: IndicatorResult) -> Simple:
    return _deciding(result, result.inputs.rules.green.tolerance)


def _outer(result: IndicatorResult) -> Simple:
    """Return the tolerance that reaches furthest: amber's, or green's where that is wider."""
    amber = _deciding(result, result.inputs.rules.amber.tolerance)
    base = _base(result)
    return max(_green(result), amber, key=lambda one: one.edge(base))


def _deciding(result: IndicatorResult, tolerance: Tolerance) -> Simple:
    """Return the part of a tolerance that holds: of the lesser of several the least."""
    if isinstance(tolerance, Simple):
        return tolerance
    pick = min if tolerance.choice is Choice.LESSER else max
    base = _base(result)
    parts = [_deciding(result, part) for part in tolerance.parts]
    return pick(parts, key=lambda one: one.edge(base))


def _base(result: IndicatorResult) -> Fraction:
    """Return what a relative tolerance is measured on: the base, or the end of the target."""
    inputs, gap = result.inputs, result.verdict.gap
    assert isinstance(inputs.reading, SourcedValue)  # as nothing is calculated without
    assert gap is not None
    return inputs.base.value if inputs.base else inputs.reading.value - gap


def _floor(result: IndicatorResult) -> str:
    assert result.inputs.floor  # as the status rests on it
    return amount(result, result.inputs.floor)
