"""The heart: Inputs in, Verdict out. One rule in one place."""

from ragcalc.scoring.comparison import comparison
from ragcalc.scoring.direction import direction_of, travel
from ragcalc.scoring.inputs import Inputs
from ragcalc.scoring.results import Verdict
from ragcalc.scoring.status import status_of


def judge(inputs: Inputs) -> Verdict:
    """Reach every verdict on one indicator; equal inputs give equal verdicts."""
    direction = direction_of(inputs)
    return Verdict(
        status=status_of(inputs, direction.direction),
        direction=direction,
        year_on_year=travel(inputs, inputs.year_ago),
        comparisons=tuple(comparison(inputs, benchmark) for benchmark in inputs.benchmarks),
    )
