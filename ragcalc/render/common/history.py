"""The history of an indicator as cells and in words, for its charts and the tables below them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ragcalc.periods import Kind, Period
from ragcalc.render.common import dates
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.because import reason_words
from ragcalc.render.common.cells import Cell, actual, goal_cell, spoken, status_cell, travel_cell
from ragcalc.render.common.labels import counted
from ragcalc.render.common.lists import listed
from ragcalc.scoring import precision
from ragcalc.scoring.results import IndicatorResult, Past
from ragcalc.vocabulary import NoAnswer, Reason

if TYPE_CHECKING:
    from ragcalc.scoring.evidence.signals import ProcessBehaviourChart, StretchLimits

NO_FIGURE = "no figure"
"""What is said of a period without a reading."""
METHOD_CHANGED = "method changed"
"""What is said of a period from which on readings are of another method."""
Span = tuple[Fraction, Fraction]
"""All values between two."""


class PastReading(NamedTuple):
    """One period in a table of all readings."""

    period: Period
    actual: Cell
    target: Cell
    status: Cell
    breaks: bool
    """Whether the method changed here, so that earlier readings are not comparable."""
    no_figure: Reason | None
    """Why there is no reading."""
    no_target: Reason | None
    """Why there is no target."""

    @property
    def has_figure(self) -> bool:
        """Return whether the period has a reading of its own, not one carried into it."""
        return self.actual.quantity is not None and self.actual.period == self.period


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
    breaks: bool = False
    """Whether the method changed here, so that earlier readings are not comparable."""

    @property
    def value(self) -> Fraction | None:
        """Return the reading; None where the period has none of its own."""
        found = self.actual.quantity
        return found.value if found and self.actual.period == self.period else None

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
            reading = past.inputs.reading
            if past.inputs.goal != goal:  # one target mostly holds for several periods
                goal, target = past.inputs.goal, goal_cell(then)
            yield PastReading(
                *(past.period, actual(then), target, status_cell(then), past.breaks),
                no_figure=reading if isinstance(reading, Reason) else None,
                no_target=goal if isinstance(goal, Reason) else None,
            )

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
        reason=_reason(past) if status.basis is None else "",
        ambers=_ambers(past),
        comparators=tuple((one.id, one.figure.value) for one in past.inputs.benchmarks),
        breaks=past.breaks,
    )


def _reason(past: Past) -> str:
    """Return why a period has no colour; of one that was passed over, that it has no figure."""
    reason = past.verdict.status.reason
    if reason is Reason.NO_VALUE and past.entry is None:
        return NO_FIGURE
    return reason_words(past.inputs, reason)


def _ambers(past: Past) -> tuple[Span, ...]:
    """Return the values between the edges of green and of amber, on either side of the target."""
    bands = past.verdict.bands
    if bands is None:
        return ()
    sides = ((bands.amber.low, bands.green.low), (bands.green.high, bands.amber.high))
    return tuple(
        (low, high) for low, high in sides if low is not None and high is not None and low < high
    )


MOST_COMPARATORS = 40
"""So many comparators have a line; a chart of more would be taller than a page."""


class ChartComparator(NamedTuple):
    """Whose line is drawn."""

    id: str
    name: str
    short: str


class ChartContent(NamedTuple):
    """What a chart shows."""

    history: tuple[HistoryPoint, ...]
    """Every period from the first to the report's own."""
    unit: str = ""
    """What the figures count, in words."""
    comparators: tuple[ChartComparator, ...] = ()
    """Those that have a figure in any of the periods."""
    limits: "ProcessBehaviourChart | None" = None
    """The mean and the limits of each stretch between steps, where a signal is claimed."""


def chart_content(result: IndicatorResult, comparators: Iterable[ChartComparator]) -> ChartContent:
    """Return what a chart of a result with its history shows, of the report's comparators."""
    history = history_points(result)
    there = {name for point in history for name, _ in point.comparators}
    limits = result.evidence.chart if result.evidence else None
    unit = figures.unit_words(result.unit)
    is_academic = bool(history) and history[0].period.kind is Kind.ACADEMIC
    return ChartContent(
        history,
        f"{unit}, by academic year" if is_academic else unit,
        tuple(one for one in comparators if one.id in there),
        None if isinstance(limits, NoAnswer) else limits,
    )


def chart_key(content: ChartContent, result: IndicatorResult) -> str:
    """Return what the lines and marks of a chart are, as a sentence; empty without any."""
    history, parts = content.history, list[str]()
    if any(one.targets for one in history):
        parts.append("target (thick line)")
    if any(one.ambers for one in history):
        parts.append("amber range (shaded)")
    if drawn := content.comparators[:MOST_COMPARATORS]:
        parts.append(f"{listed([one.name for one in drawn])} (broken lines)")
    if left_out := content.comparators[MOST_COMPARATORS:]:
        parts.append(f"without a line: {listed([one.name for one in left_out])}")
    if content.limits:
        parts.append(_limits(content.limits, result))
    if any(one.value is None for one in history):
        parts.append(f"a cross at the axis: {NO_FIGURE}")
    if any(one.breaks for one in history):
        parts.append("a dotted upright line: the method changed")
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _limits(limits: "ProcessBehaviourChart", result: IndicatorResult) -> str:
    """Say the mean and the limits of each stretch, the latest first, and of which readings."""
    latest, *earlier = (_stretch(one, result) for one in reversed(limits.stretches))
    return f"{latest}; before that, {', and '.join(earlier)}" if earlier else latest


def _stretch(limits: "StretchLimits", result: IndicatorResult) -> str:
    points, reading = limits.points, result.inputs.reading
    assert not isinstance(reading, Reason)  # as no signal is claimed without one
    decimals = max(precision.decimals_of(result, reading), 1)
    mean, low, high = (
        figures.shown(one, decimals, result.unit)
        for one in (limits.mean, limits.lower, limits.upper)
    )
    first, last = points[0].period, points[-1].period
    if limits.baseline:
        first, last = limits.baseline.first, limits.baseline.last
    said = f"mean {mean} and limits {low} to {high} of the readings"
    said = f"{said} from {dates.in_words(first)} to {dates.in_words(last)}"
    return f"{said}, after a step in {dates.in_words(limits.step)}" if limits.step else said


def describe_chart(found: tuple[HistoryPoint, ...]) -> str:
    """Return a chart in words: its readings, the extremes, the latest, its gaps and breaks.

    Empty where there is no value.
    """
    values = [(one.value, one) for one in found if one.value is not None]
    if not values:
        return ""
    parts = [counted(len(values), "reading")]
    if len(values) > 1:
        lowest = min(values, key=lambda one: one[0])[1]
        highest = max(values, key=lambda one: one[0])[1]
        parts.append(f"lowest {lowest.actual.text} in {dates.in_words(lowest.period)}")
        parts.append(f"highest {highest.actual.text} in {dates.in_words(highest.period)}")
    parts.append(_latest(values[-1][1]))
    return "; ".join([", ".join(parts), *_interruptions(found)])


def _latest(point: HistoryPoint) -> str:
    why = f" ({point.reason})" if point.reason else ""
    target = f" against a target of {spoken(point.target.text)}" if point.target.text else ""
    when = dates.in_words(point.period)
    return f"latest {point.actual.text} in {when}, {point.status.word}{why}{target}"


MOST_NAMED = 6
"""So many periods without a figure are named; of more their number is said."""


def _interruptions(found: tuple[HistoryPoint, ...]) -> Iterator[str]:
    """Yield where a line through the readings has gaps, and where the method changed."""
    gaps = [dates.in_words(one.period) for one in found if one.value is None]
    if len(gaps) > MOST_NAMED:
        last = f", the last of them {gaps[-1]}" if found[-1].value is None else ""
        yield f"{NO_FIGURE} for {len(gaps):,} of {len(found):,} periods{last}"
    elif gaps:
        yield f"{NO_FIGURE} for {listed(gaps)}"
    breaks = [dates.in_words(one.period) for one in found if one.breaks]
    if breaks:
        shown = listed(breaks) if len(breaks) <= MOST_NAMED else f"{len(breaks):,} periods"
        yield f"the method changed in {shown}"
