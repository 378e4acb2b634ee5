"""What decides a verdict beside the figures, as the whole numbers that the rule reads."""

from fractions import Fraction
from math import lcm
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.scale.rule import SIDES, Parts
from ragcalc.scoring.inputs import ResolvedTarget, Rules, SourcedValue
from ragcalc.tolerances import Choice, Combined, Simple, Tolerance
from ragcalc.vocabulary import Direction, Polarity

TOLERANCES = ("green", "amber", "same", "similar")


class NotInWholeNumbers(ValueError):
    """The rule over whole numbers cannot say it: a tolerance of more than a share and an amount."""


class _Split(NamedTuple):
    """A tolerance as a share and an amount."""

    kind: Parts
    share: Fraction
    """Of the base, 1 is all of it."""
    share_open: bool
    amount: Fraction
    amount_open: bool


def _split(tolerance: Tolerance) -> _Split:
    """Return a tolerance as its share and its amount. Raises NotInWholeNumbers."""
    if isinstance(tolerance, Simple):
        return _of_one(tolerance)
    return _of_both(tolerance)


def _of_one(tolerance: Simple) -> _Split:
    size, is_open = numbers.to_fraction(tolerance.size), not tolerance.inclusive
    if tolerance.relative:
        return _Split(Parts.SHARE, size / 100, is_open, Fraction(0), False)
    return _Split(Parts.AMOUNT, Fraction(0), False, size, is_open)


def _of_both(tolerance: Combined) -> _Split:
    simple = [one for one in tolerance.parts if isinstance(one, Simple)]
    shares = [_of_one(one) for one in simple if one.relative]
    amounts = [_of_one(one) for one in simple if not one.relative]
    if len(simple) < len(tolerance.parts) or len(shares) != 1 or len(amounts) != 1:
        raise NotInWholeNumbers(str(tolerance))
    kind = Parts.LESSER if tolerance.choice is Choice.LESSER else Parts.GREATER
    return _Split(kind, *shares[0][1:3], *amounts[0][3:])


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
    split = {name: _split(getattr(rules, name).tolerance) for name in TOLERANCES}
    sizes = {
        "low": goal.low if goal else Fraction(0),
        "high": goal.high if goal else Fraction(0),
        "floor": floor.value if floor else Fraction(0),
        "base": base.value if base else Fraction(0),
        **{f"{name}_amount": one.amount for name, one in split.items()},
    }
    amounts = {name: one * units_of for name, one in sizes.items()}
    parts = lcm(*(one.denominator for one in amounts.values()))
    shares = lcm(*(one.share.denominator for one in split.values()))
    made = {name: int(one * parts) for name, one in amounts.items()}
    for name, one in split.items():
        made |= {
            f"{name}_kind": one.kind,
            f"{name}_share": int(one.share * shares),
            f"{name}_share_open": int(one.share_open),
            f"{name}_amount_open": int(one.amount_open),
        }
    made |= {f"amber_if_{word}": int(word in rules.amber_if) for word in Direction}
    return {
        **made,
        "side": SIDES[polarity],
        "strict": int(goal.strict) if goal else 0,
        "has_floor": int(floor is not None),
        "has_base": int(base is not None),
        "parts": parts,
        "factor": 1,
        "shares": shares,
    }


COLUMNS = (
    *("low", "high", "floor", "base"),
    *(f"{name}_amount" for name in TOLERANCES),
    *(
        f"{name}_{part}"
        for name in TOLERANCES
        for part in ("kind", "share", "share_open", "amount_open")
    ),
    *(f"amber_if_{word}" for word in Direction),
    *("side", "strict", "has_floor", "has_base", "parts", "factor", "shares"),
)
"""What a plan holds, in this order."""
