"""Report to what can be said of its targets: the same judgement with the target replaced."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ragcalc.catalogue.model.indicators import Catalogue, Indicator, Target
from ragcalc.periods import Period, latest_ending
from ragcalc.problems import Place
from ragcalc.scoring.inputs import Given, Goal, Inputs
from ragcalc.scoring.judge import judge
from ragcalc.scoring.results import IndicatorResult, Past, Report, StatusVerdict
from ragcalc.scoring.targets.aims import Aim, AimKind, aims, goal_at
from ragcalc.scoring.targets.needs import Needs, needs
from ragcalc.scoring.targets.rules import Answer, Case, Course, Held, Rule, answers, course
from ragcalc.scoring.targets.unsure import Unsure
from ragcalc.scoring.whatif import under
from ragcalc.vocabulary import Polarity, Reason


class Looked(NamedTuple):
    """What can be said of one target."""

    aim: Aim
    goal: Goal | Reason
    """What the reading of the report is held against, or why there is nothing."""
    full: Goal | Unsure
    """What it asks of a whole year, where the indicator accumulates; else the same."""
    status: StatusVerdict
    """Of the report, under it."""
    history: tuple[Held, ...]
    """Every period up to the reading's, in the order of time."""
    answers: tuple[Answer, ...]
    """One for each rule."""
    needs: Needs | Unsure

    @property
    def found(self) -> tuple[Rule, ...]:
        """The rules that it falls under."""
        return tuple(one.rule for one in self.answers if one.found is True)


class Sight(NamedTuple):
    """One indicator and its targets."""

    result: IndicatorResult
    now: Period
    """The indicator's own period that is shown or due, else its latest one."""
    targets: tuple[Looked, ...]


class Sights(NamedTuple):
    """Every indicator of a report."""

    report: Report
    indicators: tuple[Sight, ...]


def sights(
    catalogue: Catalogue, report: Report, proposed: Mapping[str, tuple[Target, ...]], document: str
) -> Sights:
    """Look at every target of the catalogue, and at those that are `proposed`, by indicator.

    The report has its histories; `document` is the catalogue's name in places.
    """
    found = (
        _sight(
            catalogue.indicators[one.id],
            one,
            report.period,
            proposed.get(one.id, ()),
            Place(document, ("indicators", one.id)),
        )
        for one in report.indicators
    )
    return Sights(report, tuple(found))


def _sight(
    indicator: Indicator,
    result: IndicatorResult,
    period: Period,
    proposed: tuple[Target, ...],
    place: Place,
) -> Sight:
    reading, due = result.inputs.reading, result.inputs.due
    shown = reading.period if isinstance(reading, Given) else due
    now = shown or latest_ending(indicator.kind, period.end)
    asked = shown or period
    if result.inputs.polarity is Polarity.NEUTRAL:
        return Sight(result, now, ())
    way = course(indicator, now.end)
    looked = (
        _looked(_case(aim, result, asked, place, way))
        for aim in aims(indicator, asked, now, proposed)
    )
    return Sight(result, now, tuple(looked))


def _case(
    aim: Aim, result: IndicatorResult, asked: Period, place: Place, way: Course | None
) -> Case:
    inputs, past = result.inputs, result.history
    given = [one.inputs.reading for one in past if isinstance(one.inputs.reading, Given)]
    return Case(
        aim,
        inputs._replace(goal=_goal(aim, asked, inputs, place)),
        given[-1] if given else None,
        tuple(_history(aim, past, place)),
        place,
        way,
    )


def _looked(case: Case) -> Looked:
    aim, goal = case.aim, case.inputs.goal
    return Looked(
        aim,
        goal,
        case.full,
        judge(case.inputs).status,
        case.history,
        tuple(answers(case)),
        needs(aim, case.inputs, case.latest, case.place),
    )


def _goal(aim: Aim, period: Period, inputs: Inputs, place: Place) -> Goal | Reason:
    """Give what the report's reading is held against under the target."""
    return inputs.goal if aim.kind is AimKind.CURRENT else goal_at(aim, period, inputs, place)


def _history(aim: Aim, past: tuple[Past, ...], place: Place) -> Iterator[Held]:
    """Yield each period; a part of a year's target holds in its own period alone."""
    for one in past:
        reading, status = one.inputs.reading, one.verdict.status
        value = reading.value if isinstance(reading, Given) else None
        if aim.kind is AimKind.CURRENT:
            yield Held(one.period, value, status, status)
            continue
        goal = goal_at(aim, one.period, one.inputs, place)
        yield Held(one.period, value, status, under(one.inputs, goal).status)
