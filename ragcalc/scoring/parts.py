"""The parts of a verdict: frozen records that carry what decided them."""

from fractions import Fraction
from typing import NamedTuple

from ragcalc.scoring.inputs import Benchmark, SourcedValue
from ragcalc.vocabulary import ComparisonResult, Direction, Reason, Status, StatusBasis


class Band(NamedTuple):
    """The values that have a colour or a better one; None is an open end."""

    low: Fraction | None
    high: Fraction | None
    inclusive: bool
    """Whether the end, or the upper one of two, belongs to it."""
    low_differs: bool = False
    """Whether the lower one of two ends is the other way about."""

    @property
    def low_inclusive(self) -> bool:
        """Whether the lower end belongs to it."""
        return self.inclusive is not self.low_differs


class Bands(NamedTuple):
    """The outer edges of green and of amber, in the indicator's unit."""

    green: Band
    amber: Band


class StatusVerdict(NamedTuple):
    """Are we achieving our target?"""

    status: Status
    reason: Reason
    """What decided the colour, or why there is none."""
    basis: StatusBasis | None = None
    """None where there is no status."""
    shortfall: Fraction | None = None
    """How far the value is on the bad side; negative for an overshoot.

    None where the rule gives no colour.
    """
    computed: Status | None = None
    """What the rule alone gives, where a reported status stands in its place."""

    @property
    def is_not_due(self) -> bool:
        """Whether there is no status only because no figure is due in the period."""
        return self.status is Status.MISSING and self.reason is Reason.NOT_DUE


class Travel(NamedTuple):
    """Are we getting better, since one earlier reading?"""

    direction: Direction
    reason: Reason | None = None
    """Why it is unavailable."""
    basis: StatusBasis | None = None
    previous: SourcedValue | None = None
    change: Fraction | None = None
    computed: Direction | None = None


class Comparison(NamedTuple):
    """How the value stands against one comparator."""

    benchmark: Benchmark
    gap: Fraction | None
    """Value less comparator; None where there is no value."""
    standing: ComparisonResult | None
