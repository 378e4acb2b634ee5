"""Some indicators of a run, from the texts of their rows to the table of their answers."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ragcalc import numbers
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.scale import answers, figures, queries, ranks
from ragcalc.scale.digits import (
    made_of_counts,
    require_short_figures,
    require_short_means,
    shortest_kind,
)
from ragcalc.scale.engine import Engine
from ragcalc.scale.job import Job
from ragcalc.scale.made import make
from ragcalc.scale.plan import AMOUNTS, COLUMNS, FLAGS
from ragcalc.scale.planning import PERCENTILE, Plan, TypedFigure, typed
from ragcalc.scale.queries import (
    AREA,
    INDICATOR,
    ComparatorChoice,
    ComparatorColumns,
    ComparatorScope,
)
from ragcalc.scale.rule import SIDES
from ragcalc.scale.verification import verify
from ragcalc.scoring.indexes import compared_part
from ragcalc.scoring.inputs import ResolvedTarget
from ragcalc.vocabulary import ComparatorKind, Polarity, Reason


def prepare(engine: Engine, job: Job, names: Sequence[str]) -> None:
    """Make the tables that every batch of some indicators reads; there is at least one."""
    indicators = {name: job.asked.indicators[name] for name in names}
    for statement in queries.MACROS:
        engine.run(statement)
    engine.ordered(INDICATOR, indicators)
    engine.ordered(AREA, (one.number for one in job.areas))
    _make_areas(engine, job)
    _make_dates(engine, job, indicators)
    sides = [
        (name, SIDES[one.polarity], job.is_banded(name))
        for name, one in indicators.items()
        if one.polarity in (Polarity.HIGH, Polarity.LOW)
    ]
    kinds = {"indicator": INDICATOR, "good_side": "INTEGER", "banded": "BOOLEAN"}
    engine.table("sides", kinds, sides)
    known = job.survey.areas
    neighbours = [pair for pair in job.neighbours if all(one in known for one in pair)]
    engine.table("neighbours", {"area": AREA, "neighbour": AREA}, neighbours)
    national = [
        (name, job.nation)
        for name, one in job.asked.catalogue.comparators.items()
        if one.kind is ComparatorKind.NATIONAL and job.nation
    ]
    engine.table("national", {"comparator": "VARCHAR", "area": AREA}, national)
    engine.table("left_out", {"area": AREA, "period_end": "INTEGER"}, job.left_out)


def _make_areas(engine: Engine, job: Job) -> None:
    kinds = {
        "number": AREA,
        "name": "VARCHAR",
        "region": "VARCHAR",
        "is_authority": "BOOLEAN",
        "region_area": AREA,
        "is_nation": "BOOLEAN",
    }
    areas = [
        (
            *(one.number, one.name, one.region, one.is_authority),
            *(job.region(one), one.number == job.nation),
        )
        for one in job.areas
    ]
    engine.table("areas", kinds, areas)
    spellings = job.survey.spellings.items()
    engine.table("spellings", {"area": "VARCHAR", "number": AREA}, spellings)


def _make_dates(engine: Engine, job: Job, indicators: Mapping[str, Indicator]) -> None:
    found = {name: job.survey.dates[name] for name in indicators if name in job.survey.dates}
    dates = [
        (name, spelt, period.end, period.months, compared_part(indicators[name], period))
        for name, spelt_dates in found.items()
        for spelt, period in spelt_dates.items()
    ]
    kinds = {"indicator": INDICATOR, "year": "VARCHAR", **_PERIOD, "part": "INTEGER"}
    engine.table("dates", kinds, dates)
    ends = [
        (name, period.end, period.months, compared_part(indicators[name], period), str(period))
        for name in found
        for period in job.periods(name)
    ]
    kinds = {"indicator": INDICATOR, **_PERIOD, "part": "INTEGER", "period": "VARCHAR"}
    engine.table("ends", kinds, ends)


_PERIOD = {"period_end": "INTEGER", "months": "INTEGER"}
"""What says which period a row is of."""


def score(engine: Engine, job: Job, names: Sequence[str]) -> int:
    """Make the view `answer` of some indicators, whose rows the table `texts` has.

    Return how many were judged a second time. Raises NotScored.
    """
    asked = job.asked
    figures.take(engine, job.layout, job.shown, {name: asked.indicators[name] for name in names})
    _make_typed(engine, job, names)
    require_short_figures(engine)
    for statement in queries.FIGURES.split(";"):
        engine.run(statement)
    make(engine, job, names)
    engine.run(queries.KNOWN)
    decimals = dict(engine.rows("SELECT indicator, places FROM sizes"))
    plans = {
        (one.indicator, one.period.end, one.period.months): one
        for name in names
        if name in decimals  # all of its rows may be left out
        for one in asked.planner.plans(name, job.periods(name), 10 ** decimals[name])
    }
    _make_plans(engine, plans.values())
    engine.run(queries.SHARED)
    engine.run(queries.MEANS)
    _make_means_of_counts(engine)
    counted = made_of_counts(engine)
    choice = _choice(engine, job, plans.values(), of_counts=bool(counted))
    kind = shortest_kind(engine, plans.values(), choice, counted)
    engine.run(queries.YEARS.format(lag=asked.catalogue.national_lag))
    engine.run(queries.reached(given=any(one.given for one in plans.values())))
    engine.run(queries.scored(choice, kind))
    for statement in ranks.ranks(asked.method, of_counts=bool(counted)):
        engine.run(statement)
    carries = any(one.carry for one in asked.catalogue.indicators.values())
    if carries:
        engine.run(answers.CARRIED)
    answer = answers.answer(asked.comparators, job.wanted, carries=carries)
    engine.run(f"CREATE VIEW answer AS {answer}")
    number = job.share(names)
    return verify(engine, plans, decimals, choice, asked.indicators, number, job.wanted)


def _make_means_of_counts(engine: Engine) -> None:
    """Add the means of neighbours' quotients, which have no denominator in common."""
    parts: dict[tuple[Any, ...], list[Fraction]] = {}
    for *key, units, of in engine.rows(queries.MEANS_OF_COUNTS):
        parts.setdefault(tuple(key), []).append(Fraction(units, of))
    rows = [
        (*key, *(sum(own, Fraction(0)) / len(own)).as_integer_ratio()) for key, own in parts.items()
    ]
    require_short_means(rows)
    kinds = {"indicator": INDICATOR, "area": AREA, **_PERIOD, "part": "INTEGER"}
    engine.table("means_of_counts", {**kinds, "units": "HUGEINT", "units_of": "HUGEINT"}, rows)
    engine.run("INSERT INTO means SELECT *, NULL FROM means_of_counts")


def forget(engine: Engine) -> None:
    """Let the tables of a batch go."""
    engine.run("DROP VIEW IF EXISTS answer")
    engine.drop((*figures.MADE, *queries.MADE))


def _choice(
    engine: Engine, job: Job, plans: Iterable[Plan], *, of_counts: bool
) -> ComparatorChoice:
    """Return which figures of comparators some plans ask for; make those of percentiles.

    `of_counts` is whether any figure is made of counts.
    """
    comparators = targets = job.asked.comparators
    asked = {(one.indicator, one.percentile) for one in plans if one.percentile is not None}
    if asked:
        _make_percentiles(engine, sorted(asked))
        engine.run(ranks.percentiles(of_counts=of_counts))
        lag = job.asked.catalogue.national_lag
        targets += (
            ComparatorColumns(PERCENTILE, "of_authorities", ComparatorScope.OF_PERCENTILE, lag),
        )
    in_part = {one.comparator for one in plans if one.due is not None}
    shared_out = [one for one in targets if one.id in in_part]
    ((mixed,),) = engine.rows(queries.MIXED)
    return ComparatorChoice(comparators, targets, shared_out, mixed)


def _make_percentiles(engine: Engine, asked: Iterable[tuple[str, Decimal]]) -> None:
    rows = [
        (name, str(one), *(numbers.to_fraction(one) / 100).as_integer_ratio())
        for name, one in asked
    ]
    kinds = {"indicator": INDICATOR, "percentile": "VARCHAR"}
    kinds |= {"share": "HUGEINT", "shares": "HUGEINT"}
    engine.table("asked_percentiles", kinds, rows)


def _make_plans(engine: Engine, plans: Iterable[Plan]) -> None:
    kinds = {
        "indicator": INDICATOR,
        **_PERIOD,
        "wanted_end": "INTEGER",
        "given_end": "INTEGER",
        "given_months": "INTEGER",
        "comparable_end": "INTEGER",
        "is_whole": "BOOLEAN",
        "carried_from": "INTEGER",
        "target_reason": "VARCHAR",
        "target_comparator": "VARCHAR",
        "percentile": "VARCHAR",
        "target_text": "VARCHAR",
        "due_part": "HUGEINT",
        "due_parts": "HUGEINT",
        "due_reason": "VARCHAR",
        **dict.fromkeys(FLAGS, "TINYINT"),
        **dict.fromkeys(AMOUNTS, "HUGEINT"),
    }
    rows = [
        (
            one.indicator,
            one.period.end,
            one.period.months,
            one.wanted_end,
            *((one.given.end, one.given.months) if one.given else (None, None)),
            one.comparable_end,
            one.is_whole,
            one.carried_from,
            one.goal.value if isinstance(one.goal, Reason) else None,
            one.comparator,
            None if one.percentile is None else str(one.percentile),
            _target_text(one.target),
            *(one.due.as_integer_ratio() if isinstance(one.due, Fraction) else (None, None)),
            one.due.value if isinstance(one.due, Reason) else None,
            *(one.columns[name] for name in COLUMNS),
        )
        for one in plans
    ]
    engine.table("plans", kinds, rows)


def _target_text(target: ResolvedTarget | None) -> str | None:
    if target is None:
        return None
    low, high = (numbers.to_text(numbers.shortest(one)) for one in (target.low, target.high))
    return low if low == high else f"{low} to {high}"


def _make_typed(engine: Engine, job: Job, names: Sequence[str]) -> None:
    """Make the table of the comparators' figures that the catalogue has for every area.

    Of one that stands for every period `period_end` is 0, and there is no period.
    """
    kinds = {
        "indicator": INDICATOR,
        "comparator": "VARCHAR",
        **_PERIOD,
        "part": "INTEGER",
        "period": "VARCHAR",
        "as_text": "VARCHAR",
        "digits": "HUGEINT",
        "places": "INTEGER",
    }
    rows = [
        (name, *row) for name in names for row in map(_typed, typed(job.asked.indicators[name]))
    ]
    engine.table("typed", kinds, rows)


def _typed(one: TypedFigure) -> tuple[Any, ...]:
    end, months, period = 0, 0, None
    if one.period:
        end, months, period = one.period.end, one.period.months, str(one.period)
    shown = numbers.to_text(numbers.shortest(one.amount))
    places = len(shown.partition(".")[2])
    digits = int(one.amount * 10**places)
    return one.comparator, end, months, one.part, period, shown, digits, places
