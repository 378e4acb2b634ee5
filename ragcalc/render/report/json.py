"""A report as JSON: the contract `ragcalc/report/1`, described by `ragcalc schema report`.

Every field is named here by hand, so that a change inside never changes what a script reads.
"""

from decimal import Decimal
from fractions import Fraction

from ragcalc import numbers
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.cells import was
from ragcalc.render.media.json import Json, dumps
from ragcalc.render.media.style import Style
from ragcalc.scoring import precision
from ragcalc.scoring.actions import ActionResult, Delivery
from ragcalc.scoring.inputs import (
    Inputs,
    PercentileOf,
    ResolvedTarget,
    Rules,
    SourcedValue,
    TargetComparator,
)
from ragcalc.scoring.results import (
    Band,
    Bands,
    Comparison,
    GroupedReport,
    IndicatorResult,
    Report,
    Summary,
    TierResult,
    Travel,
)
from ragcalc.scoring.rollup import OutcomeVerdict
from ragcalc.version import __version__
from ragcalc.vocabulary import Reason, TargetBasis

SCHEMA = "ragcalc/report/1"


def render(report: Report, style: Style) -> str:
    """Return the report as JSON text; the style has no say in it."""
    return dumps(document(report))


def document(report: Report) -> Json:
    """Return the whole report as data; its indicators are an iterator."""
    return {
        "schema": SCHEMA,
        "ragcalc": __version__,
        "organisation": report.organisation,
        "contact": report.contact,
        "published": report.published,
        "period": str(report.period),
        "inputs": [{"path": one.path, "sha256": one.sha256} for one in report.inputs],
        "built_in_thresholds": report.built_in_thresholds,
        "groupings": [{"id": one.id, "name": one.name} for one in report.groupings],
        "summary": _summary(report.summary),
        "delivery": _delivery(report.delivery),
        "outcomes": [
            {
                "id": outcome.id,
                "name": outcome.name,
                "summary": _summary(outcome.summary),
                "tiers": [_tier(tier) for tier in outcome.tiers],
                "delivery": _delivery(outcome.delivery),
                "actions": [_action(one) for one in outcome.actions],
                "note": outcome.note,
                "verdict": _outcome_verdict(outcome.verdict),
            }
            for outcome in report.outcomes
        ],
        "grouped_by": _grouped(report.grouped),
        "indicators": (indicator(result) for result in report.indicators),
        "left_out": [{"id": one.id, "codes": list(one.codes)} for one in report.left_out],
        "not_measured": [
            {"id": one.id, "name": one.name, "life": one.life.value, "limit": str(one.limit)}
            for one in report.not_measured
        ],
    }


def _grouped(grouped: GroupedReport | None) -> Json:
    if grouped is None:
        return None
    groups: list[Json] = [
        {
            "name": one.name,
            "summary": _summary(one.summary),
            "tiers": [_tier(tier) for tier in one.tiers],
        }
        for one in grouped.blocks
    ]
    return {"id": grouped.id, "name": grouped.name, "groups": groups}


def _tier(tier: TierResult) -> Json:
    return {"id": tier.id, "name": tier.name, "summary": _summary(tier.summary)}


def _summary(summary: Summary) -> Json:
    return {
        "indicators": summary.indicators,
        "due": summary.due,
        "readings": summary.readings,
        "status": {word.value: count for word, count in summary.status.items()},
        "not_due": summary.not_due,
        "missing": {word.value: count for word, count in summary.missing.items()},
        "direction": {word.value: count for word, count in summary.direction.items()},
    }


def _delivery(delivery: Delivery) -> Json:
    share = delivery.share
    return {
        "actions": delivery.actions,
        "status": {word.value: count for word, count in delivery.status.items()},
        "unstated": delivery.unstated,
        "overdue": delivery.overdue,
        "delivered_or_on_track": delivery.delivering,
        "share": None if share is None else numbers.shortest(share, numbers.PERCENT_PLACES),
    }


def _outcome_verdict(verdict: OutcomeVerdict | None) -> Json:
    if verdict is None:
        return None
    share = verdict.coverage
    return {
        "status": verdict.status,
        "rule": verdict.rule,
        "rated": verdict.rated,
        "of": verdict.of,
        "coverage": None if share is None else numbers.shortest(share, numbers.PERCENT_PLACES),
    }


def _action(action: ActionResult) -> Json:
    return {
        "id": action.id,
        "name": action.name,
        "status": action.status,
        "status_period": str(action.period) if action.status else None,
        "begun": action.begun,
        "due": str(action.due) if action.due else None,
        "overdue": action.overdue,
        "milestones": [
            {"period": str(period), "name": name}
            for period, names in action.milestones
            for name in names
        ],
        "owner": action.owner,
        "source": action.source,
        "note": action.note,
    }


def indicator(result: IndicatorResult) -> dict[str, Json]:
    """Return one indicator of a report."""
    inputs, verdict = result.inputs, result.verdict
    return {
        "id": result.id,
        "name": result.name,
        "short": result.short,
        "outcome": result.outcome,
        "tier": result.tier,
        "groups": dict(result.groups),
        "unit": "label" if result.unit.label else result.unit.name,
        "unit_label": result.unit.name if result.unit.label else None,
        "polarity": inputs.polarity,
        **_reading(result, inputs),
        **_target(inputs, verdict.gap),
        "proposed_targets": [_proposed(goal) for goal in result.proposed],
        "bands": _bands(verdict.bands),
        "rule": _rule(inputs.rules, inputs),
        "status": verdict.status.status,
        "status_basis": verdict.status.basis,
        "status_reason": verdict.status.reason,
        "status_computed": verdict.status.computed,
        "direction": verdict.direction.direction,
        "direction_basis": verdict.direction.basis,
        "direction_reason": verdict.direction.reason,
        "previous": _since(verdict.direction),
        "year_ago": _year_ago(verdict.year_on_year),
        "comparators": [compared(one, result) for one in verdict.comparisons],
        "unfit_periods": [str(one) for one in result.unfit_periods],
        "notes": list(result.notes),
        "comment": result.comment,
        "action": result.action,
        "evidence": _evidence(result),
        "forecast": _forecast(result),
    }


def _forecast(result: IndicatorResult) -> Json:
    """Return what is expected of the year's end, against the year's target."""
    expected, end = result.at_year_end, result.forecast
    if expected is None or end is None:
        return None
    status = end.verdict.status
    said = {**_reading(expected, end.inputs), **_target(end.inputs, end.verdict.gap)}
    return {
        **{name: said[name] for name in _OF_FORECAST},
        "bands": _bands(end.verdict.bands),
        "status": status.status,
        "status_reason": status.reason,
        "source": end.source,
        "note": end.note,
    }


_OF_FORECAST = (
    *("period", "value", "value_reason", "text", "target", "target_strict", "target_range"),
    *("target_basis", "target_period", "target_gap", "target_gap_percent"),
)
"""What a forecast has as a reading has it; no part of a year is left to be due by its end."""


def _evidence(result: IndicatorResult) -> Json:
    if result.evidence is None:
        return None
    from ragcalc.render.report.evidence_json import evidence

    return evidence(result.evidence)


def _reading(result: IndicatorResult, inputs: Inputs) -> dict[str, Json]:
    reading = inputs.reading
    if isinstance(reading, Reason):
        return {
            "period": str(inputs.due) if inputs.due else None,
            "value": None,
            "value_reason": reading,
            "text": None,
            "numerator": None,
            "denominator": None,
            "published_interval": None,
            "provisional": False,
            "carried": False,
            "revised": False,
            "was": None,
            "was_text": None,
            "rolled_up": _rolled_up(inputs),
        }
    decimals = precision.decimals_of(result, reading)
    return {
        "period": str(reading.period),
        "value": reading.value,
        "value_reason": None,
        "text": figures.shown(reading.value, decimals, result.unit),
        "numerator": _as_written(reading.numerator),
        "denominator": _as_written(reading.denominator),
        "published_interval": _published(reading),
        "provisional": reading.provisional,
        "carried": inputs.carried,
        "revised": reading.revised,
        "was": reading.replaced.value if reading.replaced else None,
        "was_text": was(result, reading) or None,
        "rolled_up": _rolled_up(inputs),
    }


def _rolled_up(inputs: Inputs) -> Json:
    """Return what a reading is made of; null where it is none of shorter periods."""
    made = inputs.rolled_up
    return made and {
        "method": made.method,
        "periods": [str(one) for one in made.periods],
        "lacking": [str(one) for one in made.lacking],
    }


def _target(inputs: Inputs, gap: Fraction | None) -> dict[str, Json]:
    goal = inputs.goal
    if isinstance(goal, Reason):
        empty = ("target", "target_range", "target_basis", "target_period", "target_full_year")
        more = ("target_comparator", "target_percentile", "target_gap", "target_gap_percent")
        return {"target_strict": False, **dict.fromkeys((*empty, *more))}
    return {
        "target": _one_number(goal),
        "target_strict": goal.strict,
        "target_range": _range(goal),
        "target_basis": goal.basis,
        "target_period": str(goal.period) if goal.period else None,
        "target_comparator": target_comparator(goal.comparator),
        "target_percentile": percentile(goal.percentile),
        "target_full_year": goal.full_year,
        "target_gap": gap,
        "target_gap_percent": _target_percent(inputs, goal, gap),
    }


def target_comparator(of: TargetComparator | None) -> Json:
    """Return whose figure a target is, and of when; null where it is nobody's."""
    return None if of is None else {"id": of.id, "period": str(of.period) if of.period else None}


def percentile(of: PercentileOf | None) -> Json:
    """Return of which authorities a target is a percentile; null where it is none."""
    if of is None:
        return None
    return {
        "percentile": numbers.to_fraction(of.percentile),
        "dataset": of.dataset,
        "source": of.source,
        "measure": of.measure,
        "period": str(of.period),
        "authorities": of.authorities,
    }


def _one_number(goal: ResolvedTarget) -> Fraction | None:
    return None if goal.is_range else goal.low


def _range(goal: ResolvedTarget) -> Json:
    return {"from": goal.low, "to": goal.high} if goal.is_range else None


def _proposed(goal: ResolvedTarget) -> Json:
    return {
        "period": str(goal.period) if goal.period else None,
        "revised": goal.basis is TargetBasis.REVISED,
        "target": _one_number(goal),
        "target_strict": goal.strict,
        "target_range": _range(goal),
    }


def _target_percent(inputs: Inputs, goal: ResolvedTarget, gap: Fraction | None) -> Decimal | None:
    """Return the gap in percent of the target, or of the nearer end of its range."""
    if gap is None or isinstance(inputs.reading, Reason):
        return None
    return numbers.percent(gap, inputs.reading.value - gap)


def _bands(bands: Bands | None) -> Json:
    if bands is None:
        return None
    return {"green": _band(bands.green), "amber": _band(bands.amber)}


def _band(band: Band) -> Json:
    return {
        "from": band.low,
        "to": band.high,
        "inclusive": band.inclusive and band.low_inclusive,
        "from_inclusive": band.low_inclusive,
        "to_inclusive": band.inclusive,
    }


def _rule(rules: Rules, inputs: Inputs) -> Json:
    return {
        "policy": rules.policy,
        "green": str(rules.green.tolerance),
        "amber": _amber(rules, inputs),
        "amber_if": list(rules.amber_if),
        "same": str(rules.same.tolerance),
        "basis": str(rules.basis),
        "similar": str(rules.similar.tolerance),
    }


def _amber(rules: Rules, inputs: Inputs) -> str | None:
    if inputs.floor:
        return "floor"
    return None if rules.amber_if_alone else str(rules.amber.tolerance)


def _since(travel: Travel) -> dict[str, Json] | None:
    if travel.previous is None or travel.change is None:
        return None
    return {
        "period": str(travel.previous.period),
        "value": travel.previous.value,
        "change": travel.change,
        "change_percent": numbers.percent(travel.change, travel.previous.value),
    }


def _year_ago(travel: Travel) -> Json:
    since = _since(travel)
    return since and {**since, "direction": travel.direction}


def _published(figure: SourcedValue) -> Json:
    """Return the interval that is published with a figure."""
    if figure.at_95 is None:
        return None
    wide = figure.at_998
    return {
        "from": _as_written(figure.at_95.lower),
        "to": _as_written(figure.at_95.upper),
        "from_998": _as_written(wide.lower) if wide else None,
        "to_998": _as_written(wide.upper) if wide else None,
    }


def compared(comparison: Comparison, result: IndicatorResult) -> dict[str, Json]:
    """Return how an indicator stands against one comparator."""
    benchmark, figure = comparison.benchmark, comparison.benchmark.figure
    gap = comparison.gap
    return {
        "id": benchmark.id,
        "name": benchmark.name,
        "kind": benchmark.kind,
        "period": str(figure.period) if figure.period else None,
        "value": figure.value,
        "mean_of": figure.mean_of and {"values": figure.mean_of[0], "of": figure.mean_of[1]},
        "source": figure.source,
        "note": figure.note,
        "provisional": figure.provisional,
        "gap": gap,
        "gap_percent": None if gap is None else numbers.percent(gap, figure.value),
        "verdict": comparison.standing,
        "published_interval": _published(figure),
        "significance": result.significance(benchmark.id),
    }


def _as_written(number: Decimal | None) -> Fraction | None:
    return None if number is None else numbers.to_fraction(number)
