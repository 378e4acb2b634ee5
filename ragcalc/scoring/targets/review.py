"""Report to what can be said of its targets: the same judgement with the target replaced."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ragcalc.catalogue.model.figures import Target
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.periods import Period, latest_ending
from ragcalc.problems import Place
from ragcalc.scoring import goals, longer_periods
from ragcalc.scoring.arrangement import Arrangement, naming_id
from ragcalc.scoring.inputs import Inputs, ResolvedTarget, SourcedValue
from ragcalc.scoring.judge import judge
from ragcalc.scoring.results import IndicatorResult, Past, Report, StatusVerdict
from ragcalc.scoring.targets.needs import Needs, needs
from ragcalc.scoring.targets.rules import (
    Answer,
    PeriodComparison,
    RuleContext,
    TargetRule,
    TrendLine,
    answers,
    trend_line,
)
from ragcalc.scoring.targets.under_review import (
    TargetKind,
    TargetUnderReview,
    goal_at,
    targets_under_review,
)
from ragcalc.scoring.whatif import under
from ragcalc.vocabulary import NoAnswer, Polarity, Reason


class TargetReview(NamedTuple):
    """What can be said of one target."""

    reviewed: TargetUnderReview
    goal: ResolvedTarget | Reason
    """What the reading of the report is compared with, or why there is nothing."""
    full: ResolvedTarget | NoAnswer
    """What it asks of a whole year, where the indicator accumulates; else the same."""
    status: StatusVerdict
    """Of the report, under it."""
    history: tuple[PeriodComparison, ...]
    """Every period up to the reading's, in the order of time."""
    answers: tuple[Answer, ...]
    """One for each rule."""
    needs: Needs | NoAnswer

    @property
    def found(self) -> tuple[TargetRule, ...]:
        """The rules that it falls under."""
        return tuple(one.rule for one in self.answers if one.found is True)


class IndicatorReview(NamedTuple):
    """One indicator and its targets."""

    result: IndicatorResult
    now: Period
    """The indicator's own period that is shown or due, else its latest one."""
    targets: tuple[TargetReview, ...]


class ReportReview(NamedTuple):
    """Every indicator of a report."""

    report: Report
    indicators: tuple[IndicatorReview, ...]
    hidden: frozenset[str] = frozenset()
    """The ids of those that are counted and not shown."""

    @property
    def shown(self) -> list[IndicatorReview]:
        """The indicators that are shown."""
        return [one for one in self.indicators if one.result.id not in self.hidden]


def arranged(review: ReportReview, arrangement: Arrangement) -> ReportReview:
    """Return a review of which some indicators are hidden, in another order.

    They are shown and sorted by what they are in the report, within each group where this is
    grouped.
    """
    results = {one.id: one for one in review.report.indicators}
    groups = review.report.grouped.groups if review.report.grouped else {}
    order = [*dict.fromkeys(groups.values())]

    def place(id_: str) -> tuple[Any, ...]:
        return order.index(groups[id_]) if groups else 0, *arrangement.place(results[id_])

    ordered = sorted(review.indicators, key=lambda one: place(one.result.id))
    hidden = (one.id for one in results.values() if not arrangement.shows(one))
    return review._replace(indicators=tuple(ordered), hidden=frozenset(hidden))


def naming_ids(review: ReportReview) -> ReportReview:
    """Return a review with each indicator's id behind its name."""
    named = (one._replace(result=naming_id(one.result)) for one in review.indicators)
    return review._replace(indicators=tuple(named))


def review_targets(
    catalogue: Catalogue, report: Report, proposed: Mapping[str, tuple[Target, ...]], document: str
) -> ReportReview:
    """Return a review of every target of the catalogue, and of those `proposed`, by indicator.

    The report has its histories; `document` is the catalogue's name in places.
    """
    found = (
        _indicator_review(
            catalogue.indicators[one.id],
            one,
            report.period,
            proposed.get(one.id, ()),
            Place(document, ("indicators", one.id)),
        )
        for one in report.indicators
    )
    return ReportReview(report, tuple(found))


def _indicator_review(
    indicator: Indicator,
    result: IndicatorResult,
    period: Period,
    proposed: tuple[Target, ...],
    place: Place,
) -> IndicatorReview:
    result = _of_readings(indicator, result, place)
    reading, due = result.inputs.reading, result.inputs.due
    shown = reading.period if isinstance(reading, SourcedValue) else due
    now = shown or latest_ending(indicator.kind, period.end)
    asked = shown or period
    if result.inputs.polarity is Polarity.NEUTRAL:
        return IndicatorReview(result, now, ())
    way = trend_line(indicator, now.end)
    review = (
        _review(_case(reviewed, result, asked, place, way))
        for reviewed in targets_under_review(indicator, asked, now, proposed)
    )
    return IndicatorReview(result, now, tuple(review))


def _of_readings(indicator: Indicator, result: IndicatorResult, place: Place) -> IndicatorResult:
    """Return what adds up as it stood in the last reading of the report: a sum is no reading."""
    inputs = result.inputs
    shown = inputs.reading.period if isinstance(inputs.reading, SourcedValue) else inputs.due
    if shown is None or not longer_periods.adds_up(indicator, shown):
        return result
    if own := [one for one in result.history if one.period.end <= shown.end]:
        return result.then(own[-1])
    due = longer_periods.parts_of(indicator, shown)[-1]
    goal = goals.goal(indicator, due, place, inputs.benchmarks)
    now = inputs._replace(due=due, goal=goal, rolled_up=None)
    return result.then(Past(due, now, judge(now)))


def _case(
    reviewed: TargetUnderReview,
    result: IndicatorResult,
    asked: Period,
    place: Place,
    way: TrendLine | None,
) -> RuleContext:
    inputs, past = result.inputs, tuple(one for one in result.history if one.is_given)
    given = [one.inputs.reading for one in past if isinstance(one.inputs.reading, SourcedValue)]
    return RuleContext(
        reviewed,
        inputs._replace(goal=_goal(reviewed, asked, inputs, place)),
        given[-1] if given else None,
        tuple(_history(reviewed, past, place)),
        place,
        way,
    )


def _review(case: RuleContext) -> TargetReview:
    reviewed, goal = case.reviewed, case.inputs.goal
    return TargetReview(
        reviewed,
        goal,
        case.full,
        judge(case.inputs).status,
        case.history,
        tuple(answers(case)),
        needs(reviewed, case.inputs, case.latest, case.place),
    )


def _goal(
    reviewed: TargetUnderReview, period: Period, inputs: Inputs, place: Place
) -> ResolvedTarget | Reason:
    """Return what the report's reading is compared with under the target."""
    return (
        inputs.goal
        if reviewed.kind is TargetKind.CURRENT
        else goal_at(reviewed, period, inputs, place)
    )


def _history(
    reviewed: TargetUnderReview, past: tuple[Past, ...], place: Place
) -> Iterator[PeriodComparison]:
    """Yield each period; a part of a year's target holds in its own period alone."""
    for one in past:
        given, status = one.inputs.reading, one.verdict.status
        reading = given if isinstance(given, SourcedValue) else None
        if reviewed.kind is TargetKind.CURRENT:
            yield PeriodComparison(one.period, reading, status, status)
            continue
        goal = goal_at(reviewed, one.period, one.inputs, place)
        yield PeriodComparison(one.period, reading, status, under(one.inputs, goal).status)
