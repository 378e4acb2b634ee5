"""Rows judged a second time, by `judge`: the rule that every report rests on."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from ragcalc.catalogue.model.figures import Reported
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scale.engine import Engine
from ragcalc.scale.planning import Plan
from ragcalc.scale.queries import DIRECTION, STATUS, STATUS_REASON, ComparatorColumns, word
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.rule import COMPARISONS
from ragcalc.scoring.inputs import Benchmark, Inputs, ResolvedTarget, SourcedValue
from ragcalc.scoring.judge import judge
from ragcalc.vocabulary import ComparatorKind, Reason, TargetBasis

_NOWHERE = Place("")


def verify(
    engine: Engine,
    plans: Mapping[tuple[str, int], Plan],
    places: Mapping[str, int],
    comparators: Sequence[ComparatorColumns],
    number: int,
) -> int:
    """Judge so many rows again, spread over all; return how many. Raises NotScored where one
    is another than `judge` says.
    """
    if not number:
        return 0
    rows = engine.rows(_sample(comparators, number))
    for name, area, end, *parts in rows:
        made = _made(parts[:3], parts[_OWN:], comparators)
        figures, others = parts[3:_OWN], parts[_OWN:]
        wanted = _judged(plans[name, end], 10 ** places[name], figures, others, comparators)
        if made != wanted:
            raise NotScored(
                f"{name} of {area} in {plans[name, end].period}: the engine says "
                f"{', '.join(map(str, made))}, and the rule {', '.join(map(str, wanted))}",
                "nothing was written; report this, with the figures and the target of the row",
            )
    return len(rows)


def _sample(comparators: Sequence[ComparatorColumns], number: int) -> str:
    """Return the statement of every so manieth row, in an order of its own."""
    figures = "".join(
        f", {one.own}, {one.own}_of, {word(f'{one.own}_result', COMPARISONS)}"
        for one in comparators
    )
    return f"""
SELECT indicator, area, period_end, {STATUS}, {STATUS_REASON}, {DIRECTION},
    value, value_of, previous, previous_of, no_figure, own_status, own_direction{figures}
FROM (
    SELECT *, row_number() OVER (ORDER BY hash(indicator, area, period_end)) AS drawn FROM scored
) WHERE drawn <= {number} ORDER BY drawn
"""


_OWN = 10
"""So many columns stand before those of the comparators: a verdict, and what it is made of."""


def _made(
    verdict: Sequence[str], others: Sequence[Any], comparators: Sequence[ComparatorColumns]
) -> list[str | None]:
    return [*verdict, *(others[3 * at + 2] for at in range(len(comparators)))]


def _judged(
    plan: Plan,
    units: int,
    figures: Sequence[Any],
    others: Sequence[Any],
    comparators: Sequence[ComparatorColumns],
) -> list[str | None]:
    """Return status, its reason, direction and the standing against each comparator."""
    value, value_of, previous, previous_of, no_figure, status, direction = figures
    amounts = {
        one.id: _amount(others[3 * at], others[3 * at + 1], units, plan.period)
        for at, one in enumerate(comparators)
    }
    inputs = Inputs(
        polarity=plan.polarity,
        rules=plan.rules,
        due=plan.period,
        reading=_amount(value, value_of, units, plan.period)
        or Reason(no_figure or Reason.NO_VALUE),
        goal=_goal(plan, amounts),
        previous=_amount(previous, previous_of, units, None) or Reason.NO_PREVIOUS,
        year_ago=Reason.NO_PREVIOUS,
        benchmarks=tuple(
            Benchmark(name, name, ComparatorKind.OTHER, one) for name, one in amounts.items() if one
        ),
        floor=plan.floor,
        base=plan.base,
        reported=_reported(status, direction),
    )
    verdict = judge(inputs)
    found = {one.benchmark.id: one.standing for one in verdict.comparisons}
    status = verdict.status
    return [
        status.status,
        status.reason,
        verdict.direction.direction,
        *(found.get(one.id) for one in comparators),
    ]


def _reported(status: str | None, direction: str | None) -> Reported | None:
    if not (status or direction):
        return None
    return Reported.model_validate({"status": status, "direction": direction})


def _amount(
    numerator: int | None, denominator: int | None, units: int, period: Period | None
) -> Any:
    if numerator is None or denominator is None:
        return None
    return SourcedValue(Fraction(numerator, denominator * units), period, _NOWHERE)


def _goal(plan: Plan, amounts: Mapping[str, SourcedValue | None]) -> ResolvedTarget | Reason:
    if plan.goal is not None:
        return plan.goal
    figure = amounts[plan.comparator or ""]
    if figure is None:
        return Reason.NO_TARGET
    return ResolvedTarget(figure.value, figure.value, TargetBasis.COMPARATOR, None, _NOWHERE)
