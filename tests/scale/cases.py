"""Cases of the rule, half of them on an edge or a unit off it, each from a number of its own."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import count, islice
from random import Random
from typing import NamedTuple

from ragcalc.scale.plan import plan
from ragcalc.scoring.inputs import Inputs, ResolvedTarget
from ragcalc.tolerances import Choice, Combined, Simple, Tolerance, ToleranceUnit
from ragcalc.vocabulary import Direction, Polarity
from tests import build


class Case(NamedTuple):
    """What a verdict is reached from, and the same as a row of whole numbers."""

    inputs: Inputs
    row: dict[str, int]


_OF_A_RULE = 4
"""So many cases are of one rule, which takes longest to draw."""
_SIZES = ("0", "0.5", "1", "2.5", "5", "10", "33.3", "100", "120")
_UNITS = (Fraction(1), Fraction(1, 10), Fraction(1, 100))


def cases(number: int, seed: int) -> Iterator[Case]:
    """Return so many cases; the same ones for the same seed."""
    random = Random(seed)
    drawn = (one for _ in count() for one in _cases_of_a_rule(random))
    return islice(drawn, number)


def _cases_of_a_rule(random: Random) -> Iterator[Case]:
    polarity = random.choice(list(Polarity))
    unit = random.choice(_UNITS)
    low, high = sorted(_amount(random, unit) for _ in range(2))
    if polarity is not Polarity.ON_TARGET or random.random() < 0.3:
        low = high
    rules = build.rules(
        green=_tolerance(random),
        amber=_tolerance(random),
        same=_tolerance(random),
        similar=_tolerance(random),
    )._replace(amber_if=tuple(one for one in Direction if random.random() < 0.15))
    goal = build.goal(low)._replace(high=high, strict=random.random() < 0.2)
    directed = polarity in (Polarity.HIGH, Polarity.LOW)
    floor = _amount(random, unit) if directed and random.random() < 0.25 else None
    base = _amount(random, unit) if random.random() < 0.25 else None
    edges = [low, high, *_edges(low, base, rules.green.tolerance, rules.amber.tolerance)]
    edges += _edges(high, base, rules.green.tolerance, rules.amber.tolerance)
    edges += [floor] if floor is not None else []
    several = []
    for _ in range(_OF_A_RULE):
        value = _near(random, unit, edges)
        previous = _near(random, unit, [value, *_bases(value, rules.same.tolerance)])
        comparator = _near(random, unit, [value, *_bases(value, rules.similar.tolerance)])
        several.append(
            build.inputs(
                value,
                goal,
                previous,
                polarity=polarity.value,
                by=rules,
                floor=floor,
                base=base,
                comparator=comparator,
            )
        )
    planned = _planned(several[0])
    yield from (Case(inputs, planned | _figures(inputs)) for inputs in several)


def row_of(inputs: Inputs) -> dict[str, int]:
    """Return the row of whole numbers of inputs with a reading, a target and an earlier reading."""
    return _planned(inputs) | _figures(inputs)


def _planned(inputs: Inputs) -> dict[str, int]:
    assert isinstance(inputs.goal, ResolvedTarget)
    return plan(inputs.polarity, inputs.rules, inputs.goal, inputs.floor, inputs.base)


def _figures(inputs: Inputs) -> dict[str, int]:
    row = {}
    figures = {
        "value": inputs.reading,
        "previous": inputs.previous,
        "comparator": inputs.benchmarks[0].figure,
    }
    for name, one in figures.items():
        assert not isinstance(one, str)
        row[name], row[f"{name}_of"] = one.value.as_integer_ratio()
    return row


def _amount(random: Random, unit: Fraction) -> Fraction:
    if random.random() < 0.1:
        return Fraction(0)
    if random.random() < 0.1:
        return Fraction(random.randint(-50, 500), random.randint(1, 60))
    return random.randint(-200, 2000) * unit


def _near(random: Random, unit: Fraction, edges: list[Fraction]) -> Fraction:
    """Return an edge, or a unit off it, half the time; else any amount."""
    if random.random() < 0.5:
        return random.choice(edges) + random.choice((-1, 0, 0, 1)) * unit / 1000
    return _amount(random, unit)


def _tolerance(random: Random) -> Tolerance:
    drawn = random.random()
    share = Simple(Decimal(random.choice(_SIZES)), ToleranceUnit.PERCENT, random.random() < 0.7)
    amount = Simple(Decimal(random.choice(_SIZES)), ToleranceUnit.POINTS, random.random() < 0.7)
    if drawn < 0.4:
        return share
    if drawn < 0.7 or not share.size:
        return amount
    parts = (share, amount) if random.random() < 0.5 else (amount, share)
    return Combined(random.choice(list(Choice)), parts)


def _edges(end: Fraction, base: Fraction | None, *tolerances: Tolerance) -> list[Fraction]:
    measured = abs(end if base is None else base)
    found = []
    for tolerance in tolerances:
        for part in tolerance.parts if isinstance(tolerance, Combined) else (tolerance,):
            assert isinstance(part, Simple)
            reach = part.edge(measured).limit
            found += [end - reach, end + reach]
    return found


def _bases(value: Fraction, tolerance: Tolerance) -> list[Fraction]:
    """Return earlier figures from which a value lies on the edge of a tolerance."""
    found = []
    for part in tolerance.parts if isinstance(tolerance, Combined) else (tolerance,):
        assert isinstance(part, Simple)
        size = Fraction(part.size)
        if not part.relative:
            found += [value - size, value + size]
        else:
            found += [value / (1 + size / 100)]
            found += [value / (1 - size / 100)] if size != 100 else []
    return found
