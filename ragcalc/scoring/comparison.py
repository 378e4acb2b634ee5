"""How the value stands against a comparator, in the sense of the polarity."""

from typing import assert_never

from ragcalc import numbers
from ragcalc.scoring.inputs import Benchmark, Inputs
from ragcalc.scoring.parts import Comparison
from ragcalc.vocabulary import ComparisonResult, Polarity, Reason


def comparison(inputs: Inputs, benchmark: Benchmark) -> Comparison:
    """Return the gap, value less comparator, and better, similar or worse.

    Neutral and on-target indicators have no better side of a comparator: higher or lower.
    """
    if isinstance(inputs.reading, Reason):
        return Comparison(benchmark, None, None)
    comparator = benchmark.figure.value
    gap = inputs.reading.value - comparator
    similar = not gap or inputs.rules.similar.tolerance.covers(gap, comparator)
    standing = (
        ComparisonResult.SIMILAR if similar else _side(inputs.polarity, numbers.sign(gap) > 0)
    )
    return Comparison(benchmark, gap, standing)


def _side(polarity: Polarity, higher: bool) -> ComparisonResult:
    match polarity:
        case Polarity.HIGH:
            return ComparisonResult.BETTER if higher else ComparisonResult.WORSE
        case Polarity.LOW:
            return ComparisonResult.WORSE if higher else ComparisonResult.BETTER
        case Polarity.ON_TARGET | Polarity.NEUTRAL:
            return ComparisonResult.HIGHER if higher else ComparisonResult.LOWER
        case _:
            assert_never(polarity)
