"""How the value stands against a comparator, in the sense of the polarity."""

from typing import assert_never

from ragcalc import numbers
from ragcalc.scoring.inputs import Benchmark, Inputs
from ragcalc.scoring.results import Comparison
from ragcalc.vocabulary import Polarity, Reason, Standing


def comparison(inputs: Inputs, benchmark: Benchmark) -> Comparison:
    """Give the gap, value less comparator, and better, similar or worse.

    Neutral and on-target indicators have no better side of a comparator: higher or lower.
    """
    if isinstance(inputs.reading, Reason):
        return Comparison(benchmark, None, None)
    comparator = benchmark.figure.value
    gap = inputs.reading.value - comparator
    similar = not gap or inputs.rules.similar.tolerance.covers(gap, comparator)
    standing = Standing.SIMILAR if similar else _side(inputs.polarity, numbers.sign(gap) > 0)
    return Comparison(benchmark, gap, standing)


def _side(polarity: Polarity, higher: bool) -> Standing:
    match polarity:
        case Polarity.HIGH:
            return Standing.BETTER if higher else Standing.WORSE
        case Polarity.LOW:
            return Standing.WORSE if higher else Standing.BETTER
        case Polarity.ON_TARGET | Polarity.NEUTRAL:
            return Standing.HIGHER if higher else Standing.LOWER
        case _:
            assert_never(polarity)
