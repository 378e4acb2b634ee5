"""All that a verdict is reached from: one frozen record, each part with its place.

Whatever asks "what would the colour be if" replaces a field of Inputs and judges again.
"""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ragcalc.catalogue.model.fields import BasisChoice
from ragcalc.catalogue.model.figures import Bounds, Reported
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.tolerances import Tolerance
from ragcalc.vocabulary import ComparatorKind, Direction, Polarity, Reason, RollUp, TargetBasis


class SourcedValue(NamedTuple):
    """A figure as it stands in the catalogue."""

    value: Fraction
    """Exact, in the indicator's unit."""
    period: Period | None
    """None for a figure that stands for every period."""
    place: Place
    decimals: int | None = None
    """How many were written; None where only counts were."""
    counted: bool = False
    """Whether counts decide the value."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    provisional: bool = False
    source: str | None = None
    note: str | None = None
    rolled_up: bool = False
    """Whether it is made of the figures of the periods in its own."""
    mean_of: tuple[int, int] | None = None
    """Of a mean how many had a figure, and how many there are; None where it is none."""
    at_95: Bounds | None = None
    """The interval at 95% that its source publishes."""
    at_998: Bounds | None = None
    """The one at 99.8%."""
    revised: bool = False
    """Whether it corrects one that was given before."""
    replaced: "SourcedValue | None" = None
    """The figure that it replaces; None where that is not known, or not to be shown."""


class ResolvedTarget(NamedTuple):
    """The target that a reading is compared with; one number has equal ends."""

    low: Fraction
    high: Fraction
    basis: TargetBasis
    period: Period | None
    """The period that the target was given for; None for a standing one."""
    place: Place
    strict: bool = False
    """Whether a tie is not met."""
    decimals: int | None = None
    full_year: Fraction | None = None
    """The year's target of which this is the part due by then; None where it is no part."""
    comparator: "TargetComparator | None" = None
    """Whose figure the target is, or is a part of."""
    percentile: "PercentileOf | None" = None
    provisional: bool = False
    source: str | None = None
    note: str | None = None

    @property
    def is_range(self) -> bool:
        return self.low is not self.high and self.low != self.high  # mostly one number is both


class TargetComparator(NamedTuple):
    """The comparator whose figure a target is."""

    id: str
    period: Period | None
    """The period of its figure; None for one that stands for every period."""


class PercentileOf(NamedTuple):
    """Which percentile of which authorities a target is."""

    percentile: Decimal
    """Counted from the lowest figure, whichever way is good."""
    dataset: str
    """The dataset's id."""
    source: str
    measure: str
    period: Period
    """The year of the figures that it is taken of."""
    authorities: int
    """How many have a figure in that year."""


class SourcedTolerance(NamedTuple):
    """A tolerance and where it was set; None for the built-in default."""

    tolerance: Tolerance
    place: Place | None


class Rules(NamedTuple):
    """The tolerances that hold for one indicator."""

    policy: str
    green: SourcedTolerance
    amber: SourcedTolerance
    amber_if: tuple[Direction, ...]
    same: SourcedTolerance
    similar: SourcedTolerance
    basis: BasisChoice
    basis_place: Place | None
    amber_if_place: Place | None = None

    @property
    def amber_if_alone(self) -> bool:
        """Whether the direction alone says what is amber, in place of an inherited tolerance.

        `amber` then has the tolerance and the place of green, beyond which it leaves nothing.
        """
        return bool(self.amber_if) and self.amber == self.green


class Benchmark(NamedTuple):
    """A comparator's figure for a reading."""

    id: str
    name: str
    kind: ComparatorKind
    figure: SourcedValue


class RolledUp(NamedTuple):
    """What the figure of a longer period is made of."""

    method: RollUp
    periods: tuple[Period, ...]
    """The indicator's own periods in it, in the order of time."""
    parts: tuple[SourcedValue | Reason, ...]
    """The figure of each, or why there is none."""
    lacking: tuple[Period, ...]
    """Those that leave it without a figure."""
    figure: SourcedValue | Reason
    """The exact figure, or why there is none."""

    @property
    def name(self) -> str:
        """What it is: sum of 12 months, mean of 4 quarters."""
        return f"{_MADE[self.method]} of {len(self.periods)} {self.periods[0].kind}s"


_MADE = {
    RollUp.SUM: "sum",
    RollUp.POOLED: "pooled figure",
    RollUp.MEAN: "mean",
    RollUp.LAST: "last",
}


class Inputs(NamedTuple):
    """One indicator in the report of one period."""

    polarity: Polarity
    rules: Rules
    due: Period | None
    """The indicator's own period that this report is due to show; None where none is."""
    reading: SourcedValue | Reason
    """The figure, or why there is none."""
    goal: ResolvedTarget | Reason
    """The target, or why there is none."""
    previous: SourcedValue | Reason
    """The reading that the direction is measured from, or why there is none."""
    year_ago: SourcedValue | Reason
    benchmarks: tuple[Benchmark, ...] = ()
    of_years: tuple[Benchmark, ...] = ()
    """The comparators' figures of whole years, where the indicator accumulates over the year."""
    floor: SourcedValue | None = None
    base: SourcedValue | None = None
    """What a relative tolerance is measured on in place of the target."""
    carried: bool = False
    rolled_up: "RolledUp | None" = None
    """What the reading is made of, where it is of a longer period than the indicator's own."""
    reported: Reported | None = None
    reported_place: Place | None = None

    def comparator_name(self, comparator: str | None) -> str:
        """Return the name of a comparator by its id; empty where it has no figure here."""
        every = (*self.benchmarks, *self.of_years)
        return next((one.name for one in every if one.id == comparator), "")
