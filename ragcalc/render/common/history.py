"""The history of an indicator as cells and in words, for its charts and the tables below them."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ragcalc.periods import Period
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.cells import Cell, actual, goal_cell, spoken, status_cell, travel_cell
from ragcalc.render.common.labels import REASONS, counted
from ragcalc.scoring import precision
from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.scoring.results import IndicatorResult, Past

Span = tuple[Fraction, Fraction]
"""All values between two."""


class HistoryPoint(NamedTuple):
    """One period."""

    period: Period
    actual: Cell
    target: Cell
    status: Cell
    travel: Cell
    reason: str
    """Why the status is M or unrated; else empty."""
    value: Fraction | None
    targets: tuple[tuple[Fraction, str], ...]
    """The target, or both ends of its range, each with its text."""
    ambers: tuple[Span, ...]
    """The values that are amber for their distance from the target."""


def history_points(result: IndicatorResult) -> tuple[HistoryPoint, ...]:
    """Return every period of the result's history, in the order of time."""
    return tuple(_moment(result.then(past), past) for past in result.history)


def _moment(then: IndicatorResult, past: Past) -> HistoryPoint:
    status, reading = past.verdict.status, past.inputs.reading
    return HistoryPoint(
        period=past.period,
        actual=actual(then),
        target=goal_cell(then),
        status=status_cell(then),
        travel=travel_cell(then),
        reason=REASONS[status.reason] if status.basis is None else "",
        value=reading.value if isinstance(reading, SourcedValue) else None,
        targets=tuple(_targets(then)),
        ambers=ambers(past),
    )


def _targets(then: IndicatorResult) -> Iterator[tuple[Fraction, str]]:
    goal = then.inputs.goal
    if isinstance(goal, ResolvedTarget):
        decimals = precision.decimals_of(then, goal)
        for end in dict.fromkeys((goal.low, goal.high)):
            yield end, figures.shown(end, decimals, then.unit)


def ambers(past: Past) -> tuple[Span, ...]:
    """Return the values between the edges of green and of amber, on either side of the target."""
    bands = past.verdict.status.bands
    if bands is None:
        return ()
    sides = ((bands.amber.low, bands.green.low), (bands.green.high, bands.amber.high))
    return tuple(
        (low, high) for low, high in sides if low is not None and high is not None and low < high
    )


def describe_chart(found: tuple[HistoryPoint, ...]) -> str:
    """Say what a chart shows: how many readings, the extremes, the latest, and its target.

    Empty where there is no value.
    """
    values = [(one.value, one) for one in found if one.value is not None]
    if not values:
        return ""
    last = values[-1][1]
    parts = [counted(len(values), "reading")]
    if len(values) > 1:
        lowest = min(values, key=lambda one: one[0])[1]
        highest = max(values, key=lambda one: one[0])[1]
        parts.append(f"lowest {lowest.actual.text} in {lowest.period}")
        parts.append(f"highest {highest.actual.text} in {highest.period}")
    why = f" ({last.reason})" if last.reason else ""
    parts.append(f"latest {last.actual.text} in {last.period}, {last.status.word}{why}")
    target = f" against a target of {spoken(last.target.text)}" if last.target.text else ""
    return ", ".join(parts) + target
