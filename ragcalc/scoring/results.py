"""What the scorer gives: frozen records that carry what decided them."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ragcalc.catalogue.model.fields import Unit
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring.actions import ActionResult, Delivery, delivery
from ragcalc.scoring.inputs import Benchmark, Inputs, ResolvedTarget, SourcedValue
from ragcalc.scoring.rollup import OutcomeVerdict
from ragcalc.vocabulary import ComparisonResult, Direction, Reason, Status, StatusBasis

if TYPE_CHECKING:
    from ragcalc.scoring.evidence.records import Evidence


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
    gap: Fraction | None = None
    """Value less target, or less the nearer end of its range."""
    shortfall: Fraction | None = None
    """How far the value is on the bad side; negative for an overshoot."""
    bands: Bands | None = None
    computed: Status | None = None
    """What the rule alone gives, where a reported status stands in its place."""


class Travel(NamedTuple):
    """Are we getting better, since one earlier reading?"""

    direction: Direction
    reason: Reason | None = None
    """Why it is unavailable."""
    basis: StatusBasis | None = None
    earlier: SourcedValue | None = None
    change: Fraction | None = None
    computed: Direction | None = None


class Comparison(NamedTuple):
    """How the value stands against one comparator."""

    benchmark: Benchmark
    gap: Fraction | None
    """Value less comparator; None where there is no value."""
    standing: ComparisonResult | None


class Verdict(NamedTuple):
    """All that is said of one indicator."""

    status: StatusVerdict
    direction: Travel
    year_on_year: Travel
    comparisons: tuple[Comparison, ...]


class Past(NamedTuple):
    """One period of an indicator."""

    period: Period
    inputs: Inputs
    verdict: Verdict


class IndicatorResult(NamedTuple):
    """One indicator in the report of one period."""

    id: str
    name: str
    short: str
    outcome: str | None
    tier: str
    unit: Unit
    decimals: int | None
    rolling: int | None
    """Months over which each reading is taken."""
    source: str | None
    owner: str | None
    notes: tuple[str, ...]
    inputs: Inputs
    verdict: Verdict
    evidence: "Evidence | None" = None
    """What stands beside the verdict, where it was asked for."""
    proposed: tuple[ResolvedTarget, ...] = ()
    """The targets that somebody proposes for this year and later ones; none decides."""
    history: tuple[Past, ...] = ()
    """Every period up to the reading's, where it was asked for."""

    def then(self, past: Past) -> "IndicatorResult":
        """Return the indicator as it stood in a period of its history."""
        return self._replace(inputs=past.inputs, verdict=past.verdict)


class Summary(NamedTuple):
    """Counts over a set of indicators; every word of a closed set has its count."""

    indicators: int
    due: int
    """How many have a period that ends with the report's."""
    readings: int
    """How many of those have a figure."""
    status: dict[Status, int]
    missing: dict[Reason, int]
    direction: dict[Direction, int]


class TierResult(NamedTuple):
    """The indicators of one tier of an outcome."""

    id: str
    name: str
    summary: Summary
    indicators: tuple[IndicatorResult, ...]


class OutcomeResult(NamedTuple):
    """The tiers of one outcome."""

    id: str | None
    """None for the indicators without an outcome."""
    name: str | None
    summary: Summary
    tiers: tuple[TierResult, ...]
    actions: tuple[ActionResult, ...] = ()
    note: str | None = None
    verdict: OutcomeVerdict | None = None
    """Its own colour, where thresholds.yaml has a rule for one."""

    @property
    def delivery(self) -> Delivery:
        """The counts of its actions."""
        return delivery(self.actions)


class InputFile(NamedTuple):
    """A file that a report was made from."""

    path: str
    """From the catalogue's folder, with `/`."""
    content: bytes

    @property
    def sha256(self) -> str:
        """The digest of the file's bytes, in hexadecimal digits."""
        from hashlib import sha256

        return sha256(self.content).hexdigest()


class LeftOut(NamedTuple):
    """An indicator, or a whole included file, that a partial report does without."""

    id: str
    """The indicator's id, or the file's path."""
    codes: tuple[str, ...]
    """The codes of its problems."""
    is_file: bool = False


class Column(NamedTuple):
    """One comparator of the catalogue."""

    id: str
    name: str
    short: str


class Report(NamedTuple):
    """Every indicator scored for one period."""

    organisation: str
    period: Period
    summary: Summary
    outcomes: tuple[OutcomeResult, ...]
    indicators: tuple[IndicatorResult, ...]
    """In the order of the catalogue."""
    comparators: tuple[Column, ...]
    built_in_thresholds: bool
    """Whether there was no thresholds.yaml."""
    inputs: tuple[InputFile, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    datasets: tuple[str, ...] = ()
    """What those datasets are called that comparators' figures came from."""
    evidence: tuple[str, ...] = ()
    """Which evidence tables show, by the names of its columns."""

    entry_files: Mapping[tuple[str | int, ...], str] = MappingProxyType({})
    """The file of each entry that an included one holds, as ("indicators", "edge-of-care")."""

    def home(self, place: Place) -> str:
        """Name the file that a place lies in."""
        return self.entry_files.get(place.path[:2], place.document)

    @property
    def delivery(self) -> Delivery:
        """The counts of every outcome's actions."""
        return delivery(action for outcome in self.outcomes for action in outcome.actions)
