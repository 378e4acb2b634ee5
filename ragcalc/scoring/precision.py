"""How many decimal places a figure is shown with, and what it is once it is rounded to them."""

from fractions import Fraction

from ragcalc import numbers
from ragcalc.scoring.inputs import Inputs, ResolvedTarget, SourcedValue
from ragcalc.scoring.results import IndicatorResult
from ragcalc.vocabulary import Reason

_COUNTED_DECIMALS = 1
"""Decimal places of a value that only counts give, where the indicator states none."""


def decimals_of(result: IndicatorResult, *figures: SourcedValue | ResolvedTarget) -> int:
    """Return the decimal places to show: the indicator's, else the most that a figure shows."""
    return shown_decimals(result.decimals, *figures)


def shown_decimals(stated: int | None, *figures: SourcedValue | ResolvedTarget) -> int:
    """Return the decimal places to show: those `stated`, else the most that a figure shows."""
    return max(map(_own_decimals, figures)) if stated is None else stated


def displayed(inputs: Inputs, stated: int | None) -> Inputs | None:
    """Return the inputs as a reader sees them: reading, target and earlier reading rounded.

    None where nothing is lost. `stated` are the indicator's decimals, if it has any.
    """
    reading, goal, previous = inputs.reading, inputs.goal, inputs.previous
    if all(_whole(stated, one) for one in (reading, goal, previous)):
        return None
    return inputs._replace(
        reading=reading if isinstance(reading, Reason) else _rounded(stated, reading),
        goal=goal if isinstance(goal, Reason) else _rounded_goal(stated, goal),
        previous=previous if isinstance(previous, Reason) else _rounded(stated, previous),
    )


def _whole(stated: int | None, figure: SourcedValue | ResolvedTarget | Reason) -> bool:
    """Return whether a figure is shown with all the digits that were written."""
    if isinstance(figure, Reason):
        return True
    if figure.decimals is None:
        return False
    if isinstance(figure, SourcedValue) and (figure.counted or figure.rolled_up):
        return False
    return stated is None or figure.decimals <= stated


def _own_decimals(figure: SourcedValue | ResolvedTarget) -> int:
    if figure.decimals is not None:
        return figure.decimals
    whole = (
        isinstance(figure, ResolvedTarget)
        and figure.low.denominator == figure.high.denominator == 1
    )
    return 0 if whole else _COUNTED_DECIMALS


def _rounded(stated: int | None, figure: SourcedValue) -> SourcedValue:
    return figure._replace(value=_to_places(figure.value, shown_decimals(stated, figure)))


def _rounded_goal(stated: int | None, goal: ResolvedTarget) -> ResolvedTarget:
    places = shown_decimals(stated, goal)
    return goal._replace(low=_to_places(goal.low, places), high=_to_places(goal.high, places))


def _to_places(number: Fraction, places: int) -> Fraction:
    return numbers.to_fraction(numbers.rounded(number, places))
