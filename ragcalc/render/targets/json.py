"""Targets as JSON: the contract `ragcalc/targets/1`, described by `ragcalc schema targets`."""

from ragcalc.render.media import json as json_text
from ragcalc.render.media.json import Json
from ragcalc.render.media.style import Style
from ragcalc.render.report.json import indicator, percentile, target_comparator
from ragcalc.scoring.inputs import Benchmark, ResolvedTarget
from ragcalc.scoring.results import StatusVerdict
from ragcalc.scoring.targets.needs import Needs
from ragcalc.scoring.targets.review import IndicatorReview, ReportReview, TargetReview
from ragcalc.scoring.targets.rules import (
    AgainstComparators,
    Answer,
    Pace,
    PeriodComparison,
    PriorReadings,
    Streak,
    TargetRule,
)
from ragcalc.scoring.targets.under_review import TargetKind
from ragcalc.version import __version__
from ragcalc.vocabulary import NoAnswer, Reason

SCHEMA = "ragcalc/targets/1"
_KEPT = (
    *("id", "name", "short", "outcome", "tier", "groups", "unit", "unit_label", "polarity"),
    *("period", "value", "value_reason", "text", "provisional", "carried"),
    *("revised", "was", "was_text"),
    *("status", "status_basis", "status_reason"),
)
"""The fields of a report's indicator that stand here too."""


def render(report_review: ReportReview, _style: Style) -> str:
    """Return every target of every indicator as JSON text."""
    report = report_review.report
    return json_text.dumps(
        {
            "schema": SCHEMA,
            "ragcalc": __version__,
            "organisation": report.organisation,
            "period": str(report.period),
            "inputs": [{"path": one.path, "sha256": one.sha256} for one in report.inputs],
            "summary": _summary(report_review),
            "indicators": [_indicator(one) for one in report_review.shown],
        }
    )


def _summary(report_review: ReportReview) -> Json:
    """Count indicators: with a target, and under each rule by the target that decides."""
    current = [
        target
        for one in report_review.indicators
        for target in one.targets
        if target.reviewed.kind is TargetKind.CURRENT
    ]
    return {
        "indicators": len(report_review.indicators),
        "with_target": len(current),
        "rules": {rule.value: sum(rule in one.found for one in current) for rule in TargetRule},
    }


def _indicator(indicator_review: IndicatorReview) -> Json:
    everything = indicator(indicator_review.result)
    kept = {name: everything[name] for name in _KEPT}
    return {**kept, "targets": [_review(one) for one in indicator_review.targets]}


def _review(review: TargetReview) -> Json:
    reviewed = review.reviewed
    return {
        "kind": reviewed.kind,
        "given_for": str(reviewed.key) if reviewed.key else None,
        **_goal(review.full if isinstance(review.full, ResolvedTarget) else review.goal),
        "comparator": reviewed.target.comparator,
        "due": _due(review),
        "source": reviewed.target.source,
        "note": reviewed.target.note,
        **_status(review.status),
        "rules": [_answer(one) for one in review.answers],
        "needs": _needs(review.needs),
        "needs_reason": review.needs if isinstance(review.needs, NoAnswer) else None,
        "history": [_comparison(one) for one in review.history],
    }


def _goal(goal: ResolvedTarget | Reason) -> dict[str, Json]:
    if isinstance(goal, Reason):
        return {
            "target": None,
            "target_strict": False,
            "target_range": None,
            "target_comparator": None,
            "target_percentile": None,
        }
    ends: Json = {"from": goal.low, "to": goal.high}
    return {
        "target": None if goal.is_range else goal.low,
        "target_strict": goal.strict,
        "target_range": ends if goal.is_range else None,
        "target_comparator": target_comparator(goal.comparator),
        "target_percentile": percentile(goal.percentile),
    }


def _due(review: TargetReview) -> Json:
    """Return the part of a year's target that the reading is compared with."""
    if isinstance(review.goal, Reason) or review.goal.full_year is None:
        return None
    return review.goal.high


def _status(status: StatusVerdict) -> dict[str, Json]:
    return {
        "status": status.status,
        "status_basis": status.basis,
        "status_reason": status.reason,
        "status_computed": status.computed,
    }


def _comparison(comparison: PeriodComparison) -> Json:
    return {
        "period": str(comparison.period),
        "value": comparison.value,
        "status_now": comparison.now.status,
        **_status(comparison.under),
    }


def _answer(answer: Answer) -> Json:
    """Return an answer; of the places for what it was seen in, one at most is filled."""
    unanswered, finding = isinstance(answer.found, NoAnswer), answer.finding
    return {
        "rule": answer.rule,
        "found": None if isinstance(answer.found, NoAnswer) else answer.found,
        "reason": answer.found if unanswered else None,
        "comparators": [_figure(one) for one in finding.figures]
        if isinstance(finding, AgainstComparators)
        else [],
        "before": _prior_readings(finding) if isinstance(finding, PriorReadings) else None,
        "streak": _streak(finding) if isinstance(finding, Streak) else None,
        "pace": _pace(finding) if isinstance(finding, Pace) else None,
    }


def _figure(benchmark: Benchmark) -> Json:
    figure = benchmark.figure
    return {
        "id": benchmark.id,
        "name": benchmark.name,
        "period": str(figure.period) if figure.period else None,
        "value": figure.value,
    }


def _prior_readings(finding: PriorReadings) -> Json:
    last: Json = {"period": str(finding.last.period), "value": finding.last.value}
    return {"last": last, "met": finding.met, "of": finding.of}


def _streak(finding: Streak) -> Json:
    since = str(finding.since) if finding.since else None
    return {"green": finding.green, "since": since, "of": finding.of, "least": finding.least}


def _pace(finding: Pace) -> Json:
    return {
        "method": finding.method,
        "points": finding.points,
        "first": str(finding.first),
        "last": str(finding.last),
        "slope": finding.slope,
        "by": str(finding.by),
        "then": finding.then,
        "away": finding.away,
        "reached": str(finding.reached) if finding.reached else None,
    }


def _needs(found: Needs | NoAnswer) -> Json:
    if isinstance(found, NoAnswer):
        return None
    steps: list[Json] = [
        {
            "period": str(step.period),
            "amount": step.amount,
            "reaches": step.reaches,
        }
        for step in found.steps
    ]
    return {
        "since": str(found.since) if found.since else None,
        "start": found.start,
        "end": found.end,
        "total": found.total,
        "periods": steps,
    }
