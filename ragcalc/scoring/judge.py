"""The heart: Inputs in, Verdict out. One rule in one place."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ragcalc.scoring.comparison import comparison
from ragcalc.scoring.direction import direction_of, travel
from ragcalc.scoring.inputs import Inputs
from ragcalc.scoring.parts import Bands, Comparison, StatusVerdict, Travel
from ragcalc.scoring.status import bands, gap, status_of
from ragcalc.vocabulary import Direction


@dataclass(frozen=True)
class Verdict:
    """All that is said of one indicator in one report.

    Each part is judged once, when it is first looked at: checks and histories need few of them.
    """

    inputs: Inputs

    @cached_property
    def status(self) -> StatusVerdict:
        """Are we achieving our target?"""
        return status_of(self.inputs, self._direction_asked)

    @cached_property
    def gap(self) -> Fraction | None:
        """The value less the target, or less the nearer end of its range: 0 within it."""
        return gap(self.inputs) if self._is_rated else None

    @cached_property
    def bands(self) -> Bands | None:
        """Which values are green, and which amber?"""
        return bands(self.inputs, self._direction_asked) if self._is_rated else None

    @property
    def _is_rated(self) -> bool:
        """Whether the rule gives a colour."""
        return self.status.shortfall is not None

    @property
    def _direction_asked(self) -> Direction | None:
        """The direction where a tolerance asks for it; else none makes a status another."""
        return self.direction.direction if self.inputs.rules.amber_if else None

    @cached_property
    def direction(self) -> Travel:
        """Are we getting better?"""
        return direction_of(self.inputs)

    @cached_property
    def year_on_year(self) -> Travel:
        """Are we getting better than a year ago?"""
        return travel(self.inputs, self.inputs.year_ago)

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """How do we stand against each comparator that has a figure?"""
        return tuple(comparison(self.inputs, one) for one in self.inputs.benchmarks)


def judge(inputs: Inputs) -> Verdict:
    """Return the verdict on one indicator; equal inputs give equal verdicts."""
    return Verdict(inputs)
