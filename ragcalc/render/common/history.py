"""The history of an indicator as cells and in words, for its charts and the tables below them."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from ragcalc.periods import Period
from ragcalc.render.common import dates
from ragcalc.render.common.because import reason_words
from ragcalc.render.common.cells import Cell, actual, goal_cell, spoken, status_cell, travel_cell
from ragcalc.render.common.labels import counted
from ragcalc.scoring.results import IndicatorResult, Past

Span = tuple[Fraction, Fraction]
"""All values between two."""


class PastReading(NamedTuple):
    """One period in a table of all readings."""

    period: Period
    actual: Cell
    target: Cell
    status: Cell


class HistoryPoint(NamedTuple):
    """One period, with all that a chart shows of it."""

    period: Period
    actual: Cell
    target: Cell
    status: Cell
    travel: Cell
    reason: str
    """Why the status is M or unrated; else empty."""
    ambers: tuple[Span, ...]
    """The values that are amber for their distance from the target."""
    comparators: tuple[tuple[str, Fraction], ...]
    """The id and the figure of each comparator."""

    @property
    def value(self) -> Fraction | None:
        """Return the reading; None where there is none."""
        return self.actual.quantity and self.actual.quantity.value

    @property
    def targets(self) -> tuple[tuple[Fraction, str], ...]:
        """Return the target, or both ends of its range, each with its text; empty without one."""
        quantity = self.target.quantity
        return tuple((one.value, one.text) for one in quantity.ends) if quantity else ()


@dataclass(frozen=True)
class History:
    """Every period of an indicator, in the order of time; each is laid out when it is asked for."""

    result: IndicatorResult

    def __len__(self) -> int:
        return len(self.result.history)

    def readings(self) -> Iterator[PastReading]:
        """Yield each period without what a chart alone shows."""
        goal, target = None, Cell()
        for past in self.result.history:
            then = self.result.then(past)
            if past.inputs.goal != goal:  # one target mostly holds for several periods
                goal, target = past.inputs.goal, goal_cell(then)
            yield PastReading(past.period, actual(then), target, status_cell(then))

    def points(self) -> Iterator[HistoryPoint]:
        """Yield each period."""
        return (_point(self.result.then(past), past) for past in self.result.history)


def history_points(result: IndicatorResult) -> tuple[HistoryPoint, ...]:
    """Return every period of the result's history, in the order of time."""
    return tuple(History(result).points())


def _point(then: IndicatorResult, past: Past) -> HistoryPoint:
    status = past.verdict.status
    return HistoryPoint(
        period=past.period,
        actual=actual(then),
        target=goal_cell(then),
        status=status_cell(then),
        travel=travel_cell(then),
        reason=reason_words(past.inputs, status.reason) if status.basis is None else "",
        ambers=_ambers(past),
        comparators=tuple((one.id, one.figure.value) for one in past.inputs.benchmarks),
    )


def _ambers(past: Past) -> tuple[Span, ...]:
    """Return the values between the edges of green and of amber, on either side of the target."""
    bands = past.verdict.bands
    if bands is None:
        return ()
    sides = ((bands.amber.low, bands.green.low), (bands.green.high, bands.amber.high))
    return tuple(
        (low, high) for low, high in sides if low is not None and high is not None and low < high
    )


def describe_chart(found: tuple[HistoryPoint, ...]) -> str:
    """Return a chart in words: how many readings, the extremes, the latest, and its target.

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
        parts.append(f"lowest {lowest.actual.text} in {dates.in_words(lowest.period)}")
        parts.append(f"highest {highest.actual.text} in {dates.in_words(highest.period)}")
    why = f" ({last.reason})" if last.reason else ""
    parts.append(
        f"latest {last.actual.text} in {dates.in_words(last.period)}, {last.status.word}{why}"
    )
    target = f" against a target of {spoken(last.target.text)}" if last.target.text else ""
    return ", ".join(parts) + target
