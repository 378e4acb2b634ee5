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
    if result.decimals is not None:
        return result.decimals
    return max(_own_decimals(figure) for figure in figures)


def displayed(result: IndicatorResult) -> Inputs:
    """Return the inputs as a reader sees them: reading, target and earlier reading rounded.

    Where nothing is lost it is the very same record.
    """
    inputs = result.inputs
    if all(_whole(result, one) for one in (inputs.reading, inputs.goal, inputs.earlier)):
        return inputs
    reading, goal, earlier = inputs.reading, inputs.goal, inputs.earlier
    return inputs._replace(
        reading=reading if isinstance(reading, Reason) else _rounded(result, reading),
        goal=goal if isinstance(goal, Reason) else _rounded_goal(result, goal),
        earlier=earlier if isinstance(earlier, Reason) else _rounded(result, earlier),
    )


def _whole(result: IndicatorResult, figure: SourcedValue | ResolvedTarget | Reason) -> bool:
    """Return whether a figure is shown with all the digits that were written."""
    if isinstance(figure, Reason):
        return True
    if figure.decimals is None or (isinstance(figure, SourcedValue) and figure.counted):
        return False
    return result.decimals is None or figure.decimals <= result.decimals


def _own_decimals(figure: SourcedValue | ResolvedTarget) -> int:
    if figure.decimals is not None:
        return figure.decimals
    whole = (
        isinstance(figure, ResolvedTarget)
        and figure.low.denominator == figure.high.denominator == 1
    )
    return 0 if whole else _COUNTED_DECIMALS


def _rounded(result: IndicatorResult, figure: SourcedValue) -> SourcedValue:
    return figure._replace(value=_to_places(figure.value, decimals_of(result, figure)))


def _rounded_goal(result: IndicatorResult, goal: ResolvedTarget) -> ResolvedTarget:
    places = decimals_of(result, goal)
    return goal._replace(low=_to_places(goal.low, places), high=_to_places(goal.high, places))


def _to_places(number: Fraction, places: int) -> Fraction:
    return numbers.to_fraction(numbers.rounded(number, places))
