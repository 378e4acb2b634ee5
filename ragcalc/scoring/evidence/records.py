"""The records of evidence. They know no verdict and judge nothing."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ragcalc.catalogue.model.thresholds import SignalRules
from ragcalc.periods import Period
from ragcalc.scoring.evidence.funnels import Funnel
from ragcalc.scoring.evidence.intervals import (
    ConfidenceLevel,
    Difference,
    Interval,
    Significance,
    significance,
)
from ragcalc.scoring.evidence.ranks import Ranked
from ragcalc.scoring.evidence.signals import ProcessBehaviourChart
from ragcalc.scoring.evidence.trends import Recent
from ragcalc.vocabulary import NoAnswer, Status


class Fragile(NamedTuple):
    """What one case more or less would make of a status."""

    more: Status | None
    """With one case more; None where there is no such case."""
    fewer: Status | None
    fragile: bool
    """Whether either is another status."""


class SignificanceTest(NamedTuple):
    """How the value stands against a fixed one, at each level of confidence."""

    what: str
    """`target`, or the comparator's id."""
    by_level: tuple[tuple[ConfidenceLevel, Difference], ...]
    """At 95%; at 99.8% too, unless only an interval at 95% is published."""

    @property
    def significance(self) -> Significance:
        """The one word for both levels."""
        found = dict(self.by_level)
        return significance(found[ConfidenceLevel.P95], found.get(ConfidenceLevel.P998))


class RankPosition(NamedTuple):
    """Where the organisation stands among all authorities."""

    ranked: Ranked
    """By quartiles."""
    period: Period
    """The dataset's year."""
    source: str
    measure: str
    value: Decimal | Fraction | None
    """The dataset's own figure of the organisation; None where it has none or it is hidden."""
    left_out: int
    """How many areas with a figure the catalogue leaves out."""
    quintile: Ranked
    decile: Ranked


class Evidence(NamedTuple):
    """The evidence for one indicator; none of it changes a verdict."""

    intervals: tuple[Interval, ...] | NoAnswer
    """At 95% and 99.8%; at 95% alone where no other is published."""
    differences: tuple[SignificanceTest, ...]
    """From the target, where there is one, and from each comparator; empty without intervals."""
    fragile: Fragile | None
    """None where no counts decide the status."""
    place: RankPosition | None
    """None without a dataset that has figures by then."""
    rules: SignalRules
    """By which the chart is read, or would be."""
    chart: ProcessBehaviourChart | NoAnswer
    recent: Recent | NoAnswer
    funnel: Funnel | NoAnswer
    asks_funnel: bool
    """Whether the catalogue names a dataset for it and a method for its intervals."""

    def against(self, what: str) -> SignificanceTest | None:
        """Return how the value stands against the `target` or a comparator, by its id."""
        return next((one for one in self.differences if one.what == what), None)
