"""Whether the rule's whole numbers are short enough for the engine, known before it runs."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from ragcalc.scale.engine import Engine
from ragcalc.scale.planning import Plan
from ragcalc.scale.queries import PLACES, ComparatorChoice, ComparatorColumns
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.rule import (
    colour_steps,
    comparison_steps,
    direction_steps,
    largest,
)
from ragcalc.scale.whole_numbers import WholeNumber

LARGEST = 2**127 - 1
"""The largest whole number of the engine."""
_LARGEST_BIGINT = 2**63 - 1
_IN_ORDER = 10**4
"""So many parts lie between two figures at most, of which one is a percentile."""
_HINT = "round its figures to fewer decimals; ragcalc report takes them as they are"
_HINT_OF_COUNTS = "write the values beside its counts; ragcalc report takes these as they are"


def require_short_figures(engine: Engine) -> None:
    """Raise NotScored where the figures of an indicator are no whole numbers of the engine.

    They are counted in units of its last decimal place.
    """
    asked = (
        "SELECT indicator, max(length(CAST(abs(digits) AS VARCHAR)) - places) + max(places)"
        " FROM (SELECT indicator, digits, places FROM read_rows WHERE digits IS NOT NULL"
        " UNION ALL SELECT indicator, digits, places FROM typed)"
        " GROUP BY indicator ORDER BY indicator"
    )
    for name, digits in engine.rows(asked):
        if 10**digits > LARGEST:
            raise NotScored(f"indicators.{name}: its figures have {digits} digits", _HINT)


def require_short_counts(engine: Engine) -> None:
    """Raise NotScored where the counts of a figure have more decimals than their quotient can."""
    asked = (
        "SELECT DISTINCT indicator FROM counted JOIN scales USING (indicator)"
        " JOIN counts n ON n.spelt = numerator JOIN counts d ON d.spelt = denominator"
        " WHERE d.digits > 0 AND greatest("
        "length(CAST(abs(n.digits) * scale AS VARCHAR)) + d.places,"
        " length(CAST(abs(d.digits) * scale AS VARCHAR)) + n.places)"
        f" > {len(str(LARGEST)) - 1} ORDER BY indicator"
    )
    for (name,) in engine.rows(asked):
        message = f"indicators.{name}: its counts make numbers that are too long"
        raise NotScored(message, _HINT_OF_COUNTS)


def shortest_kind(
    engine: Engine, plans: Iterable[Plan], choice: ComparatorChoice, of_counts: Collection[str]
) -> str:
    """Return the shortest type of the engine that holds every number on the way to a status.

    `of_counts` are the indicators that have figures made of counts. Raises NotScored by the name of
    an indicator where one may be too long for each.
    """
    tables = ("shared", "means", *(["percentiles"] if choice.asks_for_percentile else []))
    others = " UNION ALL ".join(f"SELECT indicator, units, units_of FROM {one}" for one in tables)
    figures, shared = _largest(engine, "known"), _largest(engine, f"({others})")
    comparators = choice.comparators
    steps = dict(_steps(comparators))
    longest = 0
    # by what a gap is multiplied to be rounded
    rounding = dict(engine.rows(f"SELECT indicator, 3 * greatest({10**PLACES}, less) FROM sizes"))
    bounds: dict[tuple[int, ...], int] = {}
    for plan in plans:
        name = plan.indicator
        own, its = figures.get(name, _Sizes(0, 1)), shared.get(name, _Sizes(0, 1))
        both = _Sizes(max(own.units, its.units), max(own.units_of, its.units_of))
        sizes = dict(_sizes(plan, comparators, own, both))
        key = tuple(sizes.values())
        if key not in bounds:
            bounds[key] = largest(steps, sizes)
        bound = bounds[key] * rounding[name]
        longest = max(longest, bound)
        if bound > LARGEST:
            message = f"indicators.{name}: {plan.period} needs numbers that are too long"
            raise NotScored(message, _HINT_OF_COUNTS if name in of_counts else _HINT)
    return "BIGINT" if longest <= _LARGEST_BIGINT else "HUGEINT"


class _Sizes(NamedTuple):
    """What figures do not pass, as numerators above denominators."""

    units: int
    units_of: int


def _largest(engine: Engine, figures: str) -> dict[str, _Sizes]:
    asked = f"SELECT indicator, max(abs(units)), max(units_of) FROM {figures} GROUP BY indicator"
    return {name: _Sizes(int(units), int(of)) for name, units, of in engine.rows(asked)}


def made_of_counts(engine: Engine) -> Collection[str]:
    """Return the indicators that have figures made of counts.

    Raises NotScored where two of these have too long a product to be put in order.
    """
    asked = "SELECT DISTINCT indicator FROM known WHERE units_of > 1 ORDER BY ALL"
    found = [name for (name,) in engine.rows(asked)]
    sizes = _largest(engine, "known") if found else {}
    for name in found:
        size = sizes.get(name, _Sizes(0, 1))
        if _IN_ORDER * size.units * size.units_of**2 > LARGEST:
            message = f"indicators.{name}: its counts make numbers that are too long"
            raise NotScored(message, _HINT_OF_COUNTS)
    return found


def require_short_means(rows: Iterable[tuple[Any, ...]]) -> None:
    """Raise NotScored where a mean of neighbours, which ends its row, has too long a part."""
    for name, *_, units, of in rows:
        if max(abs(units), of) > LARGEST:
            message = f"indicators.{name}: a mean of neighbours needs numbers that are too long"
            raise NotScored(message, _HINT_OF_COUNTS)


def _steps(comparators: Sequence[ComparatorColumns]) -> Iterator[tuple[str, WholeNumber]]:
    yield from direction_steps().items()
    yield from colour_steps().items()
    for one in comparators:
        yield from comparison_steps(one.own).items()


def _sizes(
    plan: Plan,
    comparators: Sequence[ComparatorColumns],
    own: _Sizes,
    its: _Sizes,
) -> Iterator[tuple[str, int]]:
    """Yield what the columns of a row of a plan do not pass."""
    figure, of = its
    yield from ((name, abs(number)) for name, number in plan.columns.items())
    yield from {"value": own.units, "value_of": own.units_of}.items()
    yield from {"previous": own.units, "previous_of": own.units_of}.items()
    if plan.comparator:
        due, of_due = plan.due.as_integer_ratio() if isinstance(plan.due, Fraction) else (1, 1)
        target = figure * due * plan.columns["parts"]
        yield from {"low": target, "high": target, "factor": of * of_due}.items()
    for one in comparators:
        yield from {one.own: figure, f"{one.own}_of": of}.items()
