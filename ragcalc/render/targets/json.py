"""Targets as JSON: the contract `ragcalc/targets/1`, described by `ragcalc schema targets`."""

from fractions import Fraction

import ragcalc
from ragcalc import numbers
from ragcalc.render.media import json as json_text
from ragcalc.render.media.json import Json
from ragcalc.render.media.style import Style
from ragcalc.render.report.json import indicator, percentile
from ragcalc.scoring.inputs import Benchmark, ResolvedTarget
from ragcalc.scoring.results import StatusVerdict
from ragcalc.scoring.targets.aims import AimKind
from ragcalc.scoring.targets.looking import IndicatorReview, ReportReview, TargetReview
from ragcalc.scoring.targets.needs import Needs
from ragcalc.scoring.targets.rules import (
    AgainstComparators,
    Answer,
    Pace,
    PeriodComparison,
    PriorReadings,
    Streak,
    TargetRule,
)
from ragcalc.vocabulary import NoAnswer, Reason

SCHEMA = "ragcalc/targets/1"
_KEPT = (
    *("id", "name", "short", "outcome", "tier", "unit", "unit_label", "polarity"),
    *("period", "value", "value_reason", "text", "provisional", "carried"),
    *("status", "status_basis", "status_reason"),
)
"""The fields of a report's indicator that stand here too."""


def render(sights: ReportReview, _style: Style) -> str:
    """Return every target of every indicator as JSON text."""
    report = sights.report
    return json_text.dumps(
        {
            "schema": SCHEMA,
            "ragcalc": ragcalc.__version__,
            "organisation": report.organisation,
            "period": str(report.period),
            "inputs": [{"path": one.path, "sha256": one.sha256} for one in report.inputs],
            "summary": _summary(sights),
            "indicators": [_indicator(one) for one in sights.indicators],
        }
    )


def _summary(sights: ReportReview) -> Json:
    """Count indicators: with a target, and under each rule by the target that decides."""
    current = [
        target
        for one in sights.indicators
        for target in one.targets
        if target.aim.kind is AimKind.CURRENT
    ]
    return {
        "indicators": len(sights.indicators),
        "with_target": len(current),
        "rules": {rule.value: sum(rule in one.found for one in current) for rule in TargetRule},
    }


def _indicator(sight: IndicatorReview) -> Json:
    everything = indicator(sight.result)
    kept = {name: everything[name] for name in _KEPT}
    return {**kept, "targets": [_looked(one) for one in sight.targets]}


def _looked(looked: TargetReview) -> Json:
    aim = looked.aim
    return {
        "kind": aim.kind,
        "given_for": str(aim.key) if aim.key else None,
        **_goal(looked.full if isinstance(looked.full, ResolvedTarget) else looked.goal),
        "comparator": aim.target.comparator,
        "due": _due(looked),
        "source": aim.target.source,
        "note": aim.target.note,
        **_status(looked.status),
        "rules": [_answer(one) for one in looked.answers],
        "needs": _needs(looked.needs),
        "needs_reason": looked.needs if isinstance(looked.needs, NoAnswer) else None,
        "history": [_held(one) for one in looked.history],
    }


def _goal(goal: ResolvedTarget | Reason) -> dict[str, Json]:
    if isinstance(goal, Reason):
        return {
            "target": None,
            "target_strict": False,
            "target_range": None,
            "target_percentile": None,
        }
    ends: Json = {"from": _exact(goal.low), "to": _exact(goal.high)}
    return {
        "target": None if goal.is_range else _exact(goal.low),
        "target_strict": goal.strict,
        "target_range": ends if goal.is_range else None,
        "target_percentile": percentile(goal.percentile),
    }


def _due(looked: TargetReview) -> Json:
    """Return the part of a year's target that the reading is held against."""
    if isinstance(looked.goal, Reason) or looked.goal.full_year is None:
        return None
    return _exact(looked.goal.high)


def _status(status: StatusVerdict) -> dict[str, Json]:
    return {
        "status": status.status,
        "status_basis": status.basis,
        "status_reason": status.reason,
        "status_computed": status.computed,
    }


def _held(held: PeriodComparison) -> Json:
    return {
        "period": str(held.period),
        "value": None if held.value is None else _exact(held.value),
        "status_now": held.now.status,
        **_status(held.under),
    }


def _answer(answer: Answer) -> Json:
    """Return an answer; of the places for what it was seen in, one at most is filled."""
    unsure, saw = isinstance(answer.found, NoAnswer), answer.saw
    return {
        "rule": answer.rule,
        "found": None if isinstance(answer.found, NoAnswer) else answer.found,
        "reason": answer.found if unsure else None,
        "comparators": [_figure(one) for one in saw.figures]
        if isinstance(saw, AgainstComparators)
        else [],
        "before": _before(saw) if isinstance(saw, PriorReadings) else None,
        "streak": _streak(saw) if isinstance(saw, Streak) else None,
        "pace": _pace(saw) if isinstance(saw, Pace) else None,
    }


def _figure(benchmark: Benchmark) -> Json:
    figure = benchmark.figure
    return {
        "id": benchmark.id,
        "name": benchmark.name,
        "period": str(figure.period) if figure.period else None,
        "value": _exact(figure.value),
    }


def _before(saw: PriorReadings) -> Json:
    last = {"period": str(saw.last.period), "value": _exact(saw.last.value)}
    return {"last": last, "met": saw.met, "of": saw.of}


def _streak(saw: Streak) -> Json:
    since = str(saw.since) if saw.since else None
    return {"green": saw.green, "since": since, "of": saw.of, "least": saw.least}


def _pace(saw: Pace) -> Json:
    return {
        "method": saw.method,
        "points": saw.points,
        "first": str(saw.first),
        "last": str(saw.last),
        "slope": None if saw.slope is None else _exact(saw.slope),
        "by": str(saw.by),
        "then": _exact(saw.then),
        "reached": str(saw.reached) if saw.reached else None,
    }


def _needs(found: Needs | NoAnswer) -> Json:
    if isinstance(found, NoAnswer):
        return None
    steps: list[Json] = [
        {
            "period": str(step.period),
            "amount": _exact(step.amount),
            "reaches": _exact(step.reaches),
        }
        for step in found.steps
    ]
    return {
        "since": str(found.since) if found.since else None,
        "start": _exact(found.start),
        "end": _exact(found.end),
        "total": _exact(found.total),
        "periods": steps,
    }


def _exact(number: Fraction) -> Json:
    return numbers.shortest(number)
