"""How the value stands against a comparator, in the sense of the polarity."""

from fractions import Fraction
from typing import assert_never

from ragcalc.scoring.inputs import Benchmark, Inputs
from ragcalc.scoring.results import Comparison
from ragcalc.vocabulary import Polarity, Reason, Standing


def comparison(inputs: Inputs, benchmark: Benchmark) -> Comparison:
    """Give the gap, value less comparator, and better, similar or worse.

    Neutral and on-target indicators have no better side of a comparator: higher or lower.
    """
    if isinstance(inputs.reading, Reason):
        return Comparison(benchmark, None, None)
    gap = inputs.reading.value - benchmark.figure.value
    edge = inputs.rules.similar.tolerance.edge(benchmark.figure.value)
    similar = not gap or edge.holds(abs(gap))
    return Comparison(benchmark, gap, Standing.SIMILAR if similar else _side(inputs.polarity, gap))


def _side(polarity: Polarity, gap: Fraction) -> Standing:
    match polarity:
        case Polarity.HIGH:
            return Standing.BETTER if gap > 0 else Standing.WORSE
        case Polarity.LOW:
            return Standing.BETTER if gap < 0 else Standing.WORSE
        case Polarity.ON_TARGET | Polarity.NEUTRAL:
            return Standing.HIGHER if gap > 0 else Standing.LOWER
        case _:
            assert_never(polarity)
