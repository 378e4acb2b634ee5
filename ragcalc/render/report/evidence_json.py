"""The evidence as fields for scripts, each with its method's name."""

from fractions import Fraction

from ragcalc import numbers
from ragcalc.catalogue.model.thresholds import SignalRules
from ragcalc.render.common.evidence.methods import method_of
from ragcalc.render.media.json import Json
from ragcalc.scoring.evidence.funnels import Funnel
from ragcalc.scoring.evidence.ranks import Ranked
from ragcalc.scoring.evidence.records import Evidence, Fragile, RankPosition
from ragcalc.scoring.evidence.signals import ProcessBehaviourChart
from ragcalc.scoring.evidence.trends import CRITICAL, Recent
from ragcalc.vocabulary import NoAnswer


def evidence(found: Evidence | None) -> Json:
    """Return all of it; null where it was not asked for."""
    if found is None:
        return None
    reason = found.intervals if isinstance(found.intervals, NoAnswer) else None
    intervals = () if isinstance(found.intervals, NoAnswer) else found.intervals
    return {
        "intervals": [
            {
                "level": one.level,
                "method": one.method,
                "from": _six(one.low),
                "to": _six(one.high),
            }
            for one in intervals
        ],
        "intervals_reason": reason,
        "differences": [
            {"from": one.what, "level": level, "verdict": difference}
            for one in found.differences
            for level, difference in one.by_level
        ],
        "significance": [
            {"from": one.what, "answer": one.significance} for one in found.differences
        ],
        "fragile": _fragile(found.fragile),
        "rank": _rank(found.place),
        "signal": _signal(found.chart, found.rules),
        "trend": _trend(found.recent),
        "funnel": _funnel(found.funnel),
    }


def _six(number: Fraction) -> Json:
    """Return the end of an interval, which does not end itself, to six places."""
    return numbers.to_fraction(numbers.rounded(number, numbers.COUNT_PLACES))


def _fragile(found: Fragile | None) -> Json:
    if found is None:
        return None
    return {"fragile": found.fragile, "one_more": found.more, "one_fewer": found.fewer}


def _rank(place: RankPosition | None) -> Json:
    if place is None:
        return None
    ranked = place.ranked
    return {
        "rank": ranked.rank,
        "of": ranked.of,
        "left_out": place.left_out,
        "quartile": ranked.band,
        "letter": ranked.letter,
        "method": ranked.method,
        "bounds": _bounds(ranked),
        "split": ranked.split,
        "reason": ranked.reason,
        "quintile": place.quintile.band,
        "decile": place.decile.band,
        "bands": {"quintile": _bands(place.quintile), "decile": _bands(place.decile)},
        "period": str(place.period),
        "source": place.source,
        "measure": place.measure,
        "value": None if place.value is None else numbers.to_fraction(place.value),
    }


def _bands(ranked: Ranked) -> Json:
    return {"bounds": _bounds(ranked), "split": ranked.split, "reason": ranked.reason}


def _bounds(ranked: Ranked) -> Json:
    return None if ranked.bounds is None else list(ranked.bounds)


def _signal(chart: ProcessBehaviourChart | NoAnswer, rules: SignalRules) -> Json:
    if isinstance(chart, NoAnswer):
        read = ("variation", "assurance", "points", "mean", "lower", "upper")
        empty = (*read, "baseline", "step", "screened")
        return {"method": rules, "reason": chart, "signals": [], **dict.fromkeys(empty)}
    baseline = chart.baseline
    return {
        "method": rules,
        "reason": None,
        "signals": [signal for signal, _ in chart.signals[-1]],
        "variation": chart.variation,
        "assurance": chart.assurance,
        "points": len(chart.points),
        "mean": chart.mean,
        "lower": chart.lower,
        "upper": chart.upper,
        "baseline": {"from": str(baseline.first), "to": str(baseline.last)} if baseline else None,
        "step": str(chart.step) if chart.step else None,
        "screened": chart.screened,
    }


def _funnel(found: Funnel | NoAnswer) -> Json:
    if isinstance(found, NoAnswer):
        empty = ("period", "national", "value", "denominator", "authorities")
        return {"reason": found, "limits": [], "beyond": [], **dict.fromkeys(empty)}
    return {
        "reason": None,
        "period": str(found.period),
        "national": found.national,
        "value": found.own.value,
        "denominator": numbers.to_fraction(found.own.denominator),
        "limits": [
            {
                "level": one.level,
                "from": None if one.low is None else _six(one.low),
                "to": None if one.high is None else _six(one.high),
                "side": _SIDES[one.side],
            }
            for one in found.limits
        ],
        "authorities": found.authorities,
        "beyond": [
            {"level": one.level, "below": one.below, "above": one.above} for one in found.beyond
        ],
    }


_SIDES = {-1: "below", 0: "within", 1: "above"}


def _trend(recent: Recent | NoAnswer) -> Json:
    fixed: dict[str, Json] = {"method": method_of(recent), "critical": CRITICAL}
    if isinstance(recent, NoAnswer):
        empty = ("trend", "test", "statistic", "slope", "steady")
        return {**fixed, "reason": recent, **dict.fromkeys(empty)}
    return {
        **fixed,
        "reason": None,
        "trend": recent.trend,
        "test": recent.test,
        "statistic": recent.statistic,
        "slope": recent.slope,
        "steady": recent.steady,
    }
