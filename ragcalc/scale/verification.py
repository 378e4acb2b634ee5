"""Rows judged a second time, by `judge`: the rule that every report rests on."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from ragcalc.catalogue.model.figures import Reported
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scale.answers import DIRECTION, STATUS, STATUS_REASON, word
from ragcalc.scale.engine import Engine, text
from ragcalc.scale.planning import PERCENTILE, Plan
from ragcalc.scale.queries import ComparatorChoice
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.rule import COMPARISONS
from ragcalc.scoring import goals
from ragcalc.scoring.inputs import Benchmark, Inputs, ResolvedTarget, SourcedValue
from ragcalc.scoring.judge import judge
from ragcalc.vocabulary import ComparatorKind, Reason, TargetBasis

_NOWHERE = Place("")


def verify(
    engine: Engine,
    plans: Mapping[tuple[str, int, int], Plan],
    places: Mapping[str, int],
    choice: ComparatorChoice,
    indicators: Mapping[str, Indicator],
    number: int,
    periods: Sequence[str] | None,
) -> int:
    """Judge so many rows again, spread over those of some periods, or over all; return how many.

    Raises NotScored where one is another than `judge` says.
    """
    if not number:
        return 0
    rows = engine.rows(_sample(choice, number, periods))
    for name, area, end, months, *found in rows:
        plan, row = plans[name, end, months], _Row.read(found, choice)
        made = [*row.verdict, *(row.standings[one.id] for one in choice.comparators)]
        wanted = _judged(plan, indicators[name], 10 ** places[name], row)
        if made != wanted:
            raise NotScored(
                f"{name} of {area} in {plan.period}: the engine says "
                f"{', '.join(map(str, made))}, and the rule {', '.join(map(str, wanted))}",
                "nothing was written; report this, with the figures and the target of the row",
            )
    return len(rows)


_Quotient = tuple[int | None, int | None]
"""A figure in units as a numerator and a denominator; None where there is none."""


class _Row(NamedTuple):
    """What the engine made of a row, and of which figures."""

    verdict: list[str | None]
    """Status, its reason and direction."""
    no_figure: Reason
    """Why there is no value, where there is none."""
    reported: Reported | None
    """What its source says."""
    value: _Quotient
    previous: _Quotient
    others: dict[str, _Quotient]
    """Figures that may be a target, by the ids of comparators."""
    years: dict[str, _Quotient]
    """Those of whole years, of which a target may be a part."""
    standings: dict[str, str | None]
    """How the value stands against comparators, by their ids."""

    @classmethod
    def read(cls, found: Sequence[Any], choice: ComparatorChoice) -> "_Row":
        """Return a row of the sample."""
        no_figure, status, direction = found[3:6]
        rest = iter(found[6:])

        def figure() -> _Quotient:
            return next(rest), next(rest)

        return cls(
            [*found[:3]],
            Reason(no_figure or Reason.NO_VALUE),
            _reported(status, direction),
            figure(),
            figure(),
            {one.id: figure() for one in choice.targets},
            {one.id: figure() for one in choice.shared_out},
            {one.id: next(rest) for one in choice.comparators},
        )


def _sample(choice: ComparatorChoice, number: int, periods: Sequence[str] | None) -> str:
    """Return the statement of so many rows of some periods, or of all, in an order of its own."""
    wanted = "" if periods is None else f" WHERE period IN ({', '.join(map(text, periods))})"
    figures = "".join(f", {one.own}, {one.own}_of" for one in choice.joined)
    words = "".join(f", {word(f'{one.own}_result', COMPARISONS)}" for one in choice.comparators)
    return f"""
SELECT indicator, area, period_end, months, {STATUS}, {STATUS_REASON}, {DIRECTION},
    no_figure, own_status, own_direction, value, value_of, previous, previous_of{figures}{words}
FROM (
    SELECT s.*, row_number() OVER (ORDER BY hash(indicator, area, period_end, months)) AS drawn
    FROM scored s JOIN ends USING (indicator, period_end, months){wanted}
) WHERE drawn <= {number} ORDER BY drawn
"""


def _judged(plan: Plan, indicator: Indicator, units: int, row: _Row) -> list[str | None]:
    """Return status, its reason, direction and the standing against each comparator."""
    benchmarks = tuple(_benchmarks(row.others, units, plan.period))
    years = tuple(_benchmarks(row.years, units, plan.period))
    inputs = Inputs(
        polarity=plan.polarity,
        rules=plan.rules,
        due=plan.period,
        reading=_amount(row.value, units, plan.period) or row.no_figure,
        goal=_goal(plan, indicator, benchmarks, years),
        previous=_amount(row.previous, units, None) or Reason.NO_PREVIOUS,
        year_ago=Reason.NO_PREVIOUS,
        benchmarks=benchmarks,
        floor=plan.floor,
        base=plan.base,
        reported=row.reported,
    )
    verdict = judge(inputs)
    found = {one.benchmark.id: one.standing for one in verdict.comparisons}
    status = verdict.status
    return [
        status.status,
        status.reason,
        verdict.direction.direction,
        *(found.get(one) for one in row.standings),
    ]


def _goal(
    plan: Plan, indicator: Indicator, others: tuple[Benchmark, ...], years: tuple[Benchmark, ...]
) -> ResolvedTarget | Reason:
    if plan.goal is not None:
        return plan.goal
    if plan.percentile is None:
        return goals.goal(indicator, plan.period, _NOWHERE, others, years)
    for whole, due in ((others, Fraction(1)), (years, plan.due)):
        for one in whole:
            if one.id == PERCENTILE and due is not None:
                return _drawn(one.figure, due) if isinstance(due, Fraction) else due
    return Reason.NO_PERCENTILE


def _drawn(figure: SourcedValue, due: Fraction) -> ResolvedTarget:
    part = figure.value * due
    return ResolvedTarget(part, part, TargetBasis.PERCENTILE, None, _NOWHERE)


def _reported(status: str | None, direction: str | None) -> Reported | None:
    if not (status or direction):
        return None
    return Reported.model_validate({"status": status, "direction": direction})


def _amount(figure: _Quotient, units: int, period: Period | None) -> SourcedValue | None:
    numerator, denominator = figure
    if numerator is None or denominator is None:
        return None
    return SourcedValue(Fraction(numerator, denominator * units), period, _NOWHERE)


def _benchmarks(
    figures: Mapping[str, _Quotient], units: int, period: Period
) -> Iterator[Benchmark]:
    for name, one in figures.items():
        if amount := _amount(one, units, period):
            yield Benchmark(name, name, ComparatorKind.OTHER, amount)
