"""What decides a verdict beside the figures, as the whole numbers that the rule reads."""

from fractions import Fraction
from math import lcm
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.scale.rule import COLOURED_DIRECTIONS, SIDES
from ragcalc.scoring.inputs import ResolvedTarget, Rules, SourcedValue
from ragcalc.tolerances import Choice, Combined, Simple, Tolerance
from ragcalc.vocabulary import Direction, Polarity

TOLERANCES = ("green", "amber", "same", "similar")


class NotInWholeNumbers(ValueError):
    """The rule over whole numbers cannot say it: a tolerance of more than a share and an amount."""


class _Part(NamedTuple):
    """One size of a tolerance."""

    size: Fraction
    is_open: bool
    """Whether the edge itself lies outside."""


_NOTHING = _Part(Fraction(0), False)


class _Split(NamedTuple):
    """A tolerance as a share of the base, where 1 is all of it, and an amount."""

    lesser: bool
    """Whether the lesser of both holds; else the greater, also where one of them is nothing."""
    share: _Part
    amount: _Part


def _split(tolerance: Tolerance) -> _Split:
    """Return a tolerance as its share and its amount. Raises NotInWholeNumbers."""
    if isinstance(tolerance, Combined):
        return _of_both(tolerance)
    part = _part(tolerance)
    return _Split(False, part, _NOTHING) if tolerance.relative else _Split(False, _NOTHING, part)


def _of_both(tolerance: Combined) -> _Split:
    simple = [one for one in tolerance.parts if isinstance(one, Simple)]
    shares = [_part(one) for one in simple if one.relative]
    amounts = [_part(one) for one in simple if not one.relative]
    if len(simple) < len(tolerance.parts) or len(shares) != 1 or len(amounts) != 1:
        raise NotInWholeNumbers(str(tolerance))
    return _Split(tolerance.choice is Choice.LESSER, shares[0], amounts[0])


def _part(tolerance: Simple) -> _Part:
    size = numbers.to_fraction(tolerance.size)
    return _Part(size / 100 if tolerance.relative else size, not tolerance.inclusive)


def plan(
    polarity: Polarity,
    rules: Rules,
    goal: ResolvedTarget | None,
    floor: SourcedValue | None,
    base: SourcedValue | None,
    units_of: int = 1,
) -> dict[str, int]:
    """Return the columns that the rule reads beside the figures. Raises NotInWholeNumbers.

    Figures are in units of which `units_of` make one, and so are the amounts.

    Without a target its columns are 0. `factor` is 1: of a target that is a comparator's figure,
    low and high are `parts` times its numerator, and `factor` is its denominator.
    """
    strict = bool(goal and goal.strict)
    split = {name: _split(getattr(rules, name).tolerance) for name in TOLERANCES}
    split |= {name: _tied(split[name], strict) for name in ("green", "amber")}
    figures = {
        "low": goal.low if goal else Fraction(0),
        "high": goal.high if goal else Fraction(0),
        "floor": floor.value if floor else Fraction(0),
        "base": base.value if base else Fraction(0),
    }
    amounts = [*figures.values(), *(one.amount.size for one in split.values())]
    parts = lcm(*((one * units_of).denominator for one in amounts))
    shares = lcm(*(one.share.size.denominator for one in split.values()))
    made = {name: int(one * units_of * parts) for name, one in figures.items()}
    for name, one in split.items():
        made |= _tolerance_columns(name, one, units_of * parts, shares)
    return {
        **made,
        **{f"amber_if_{word}": int(word in rules.amber_if) for word in AMBER_IF},
        "side": SIDES[polarity],
        "strict": int(strict),
        "has_floor": int(floor is not None),
        "has_base": int(base is not None),
        "parts": parts,
        "factor": 1,
        "shares": shares,
    }


def _tolerance_columns(name: str, one: _Split, units_of: int, shares: int) -> dict[str, int]:
    """Return the columns of a tolerance, whose amount is a whole number of units and shares."""
    return {
        f"{name}_lesser": int(one.lesser),
        f"{name}_share": int(one.share.size * shares),
        f"{name}_share_open": int(one.share.is_open),
        f"{name}_amount": int(one.amount.size * units_of * shares),
        f"{name}_amount_open": int(one.amount.is_open),
    }


def _tied(tolerance: _Split, strict: bool) -> _Split:
    """Return a tolerance of the status: where it has no room, the target decides a tie."""
    share, amount = (
        one if one.size else _Part(one.size, strict) for one in (tolerance.share, tolerance.amount)
    )
    return tolerance._replace(share=share, amount=amount)


AMBER_IF = (*COLOURED_DIRECTIONS, Direction.UNAVAILABLE)
"""Directions that may make amber what is beyond green."""
FLAGS = (
    *(f"{name}_{part}" for name in TOLERANCES for part in ("lesser", "share_open", "amount_open")),
    *(f"amber_if_{word}" for word in AMBER_IF),
    *("side", "strict", "has_floor", "has_base"),
)
AMOUNTS = (
    *("low", "high", "floor", "base"),
    *(f"{name}_{part}" for name in TOLERANCES for part in ("share", "amount")),
    *("parts", "factor", "shares"),
)
COLUMNS = (*FLAGS, *AMOUNTS)
"""What a plan holds, in this order; flags have one digit."""
