"""All the evidence for one verdict, each part by its own method."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.model.peers import Peers
from ragcalc.catalogue.model.thresholds import QuartileMethod, SignalRules, Thresholds
from ragcalc.scoring import longer_periods
from ragcalc.scoring.evidence.fragile import fragile
from ragcalc.scoring.evidence.funnels import in_funnel
from ragcalc.scoring.evidence.intervals import (
    ConfidenceLevel,
    Interval,
    against,
    cases_of,
    interval,
    published,
)
from ragcalc.scoring.evidence.position import position
from ragcalc.scoring.evidence.records import Evidence, SignificanceTest
from ragcalc.scoring.evidence.series import Point
from ragcalc.scoring.evidence.signals import Baseline, ProcessBehaviourChart, chart
from ragcalc.scoring.evidence.trends import Recent, recent
from ragcalc.scoring.evidence.years import end_of
from ragcalc.scoring.inputs import Inputs, ResolvedTarget, SourcedValue
from ragcalc.vocabulary import IntervalMethod, NoAnswer, Polarity

EvidenceProvider = Callable[[str, Indicator, Inputs], Evidence]
"""Returns the evidence for an indicator's id, its entry, and the inputs of its verdict."""


def gatherer(
    catalogue: Catalogue, thresholds: Thresholds | None, peers: Mapping[str, Peers]
) -> EvidenceProvider:
    """Return what gathers the evidence; `peers` are the datasets' figures by indicator."""
    method = thresholds.quartiles if thresholds else QuartileMethod.LAIT
    rules = thresholds.signals if thresholds else SignalRules.MDC_2024
    lag = catalogue.national_lag

    def gather(name: str, indicator: Indicator, inputs: Inputs) -> Evidence:
        intervals, own = _intervals(indicator, inputs), peers.get(name)
        averaged = _is_mean(indicator, inputs)
        return Evidence(
            intervals,
            () if isinstance(intervals, NoAnswer) else tuple(_differences(inputs, intervals)),
            None if averaged else fragile(inputs, indicator.unit, indicator.may_exceed_100),
            position(own, indicator, inputs, lag, method) if own else None,
            rules,
            *_over_time(indicator, inputs, rules),
            in_funnel(own, indicator, inputs, lag) if own else NoAnswer.NO_DATASET,
            indicator.dataset is not None and indicator.interval is not IntervalMethod.NONE,
        )

    return gather


def _intervals(indicator: Indicator, inputs: Inputs) -> tuple[Interval, ...] | NoAnswer:
    reading = inputs.reading
    if isinstance(reading, SourcedValue) and reading.at_95:
        return published(reading)
    if indicator.interval is IntervalMethod.NONE:
        return NoAnswer.NO_METHOD
    if not isinstance(reading, SourcedValue):
        return NoAnswer.NO_VALUE
    if _is_mean(indicator, inputs):
        return NoAnswer.NO_COUNTS
    cases, of = cases_of(indicator.unit, reading.value, reading.numerator, reading.denominator)
    found = []
    for level in ConfidenceLevel:
        one = interval(indicator.interval, cases, of, indicator.unit.scale, level)
        if isinstance(one, NoAnswer):
            return one
        found.append(one)
    return tuple(found)


def _is_mean(indicator: Indicator, inputs: Inputs) -> bool:
    """Return whether the reading is a mean of several, which counts no cases."""
    reading = inputs.reading
    period = reading.period if isinstance(reading, SourcedValue) else None
    return period is not None and longer_periods.is_mean(indicator, period)


def _differences(inputs: Inputs, intervals: tuple[Interval, ...]) -> Iterator[SignificanceTest]:
    """Yield the tests against the target and each comparator, of whom none is worse on-target."""
    goal, polarity = inputs.goal, inputs.polarity
    if isinstance(goal, ResolvedTarget):
        yield _test("target", goal.low, goal.high, intervals, polarity)
    side = Polarity.NEUTRAL if polarity is Polarity.ON_TARGET else polarity
    for one in inputs.benchmarks:
        yield _test(one.id, one.figure.value, one.figure.value, intervals, side)


def _test(
    what: str, low: Fraction, high: Fraction, intervals: tuple[Interval, ...], polarity: Polarity
) -> SignificanceTest:
    found = ((one.level, against(one, low, high, polarity)) for one in intervals)
    return SignificanceTest(what, tuple(found))


def _over_time(
    indicator: Indicator, inputs: Inputs, rules: SignalRules
) -> tuple[ProcessBehaviourChart | NoAnswer, Recent | NoAnswer]:
    end, reading = end_of(inputs), inputs.reading
    if not isinstance(reading, SourcedValue) or end is None:
        return NoAnswer.NO_VALUE, NoAnswer.NO_VALUE
    points = [one for one in _history(indicator) if one.period.end <= end]
    goal = inputs.goal
    # a chart is of readings, which the target of their sum says nothing of
    adds_up = reading.period is not None and longer_periods.adds_up(indicator, reading.period)
    target = goal.low if isinstance(goal, ResolvedTarget) and not adds_up else None
    overlaps = indicator.rolling is not None and indicator.rolling > indicator.kind.months
    grows, limits = bool(indicator.accumulates), indicator.limits
    return (
        chart(
            points,
            indicator.polarity,
            target,
            rules,
            baseline=Baseline(*limits.of(indicator.year)) if limits else None,
            steps=indicator.step,
            rolling=overlaps,
            accumulates=grows,
        ),
        recent(
            points,
            indicator.polarity,
            indicator.interval,
            indicator.unit.scale,
            rolling=overlaps,
            accumulates=grows,
        ),
    )


def _history(indicator: Indicator) -> Iterator[Point]:
    """Yield the readings of the indicator's own frequency in the order of time."""
    kind = indicator.kind
    for period in sorted(one for one in indicator.values if one.kind is kind):
        reading = indicator.values[period]
        if reading.reason:
            yield Point(period, None, breaks=reading.break_)
            continue
        value = reading.amount(indicator.unit)
        counts = cases_of(indicator.unit, value, reading.numerator, reading.denominator)
        yield Point(period, value, *counts, breaks=reading.break_, published=reading.at_95)
