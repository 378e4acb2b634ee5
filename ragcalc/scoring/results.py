"""What the scorer gives: frozen records that carry what decided them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ragcalc.catalogue.model.fields import Unit
from ragcalc.catalogue.model.figures import Reading
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring.actions import ActionResult, Delivery, delivery
from ragcalc.scoring.inputs import Inputs, ResolvedTarget
from ragcalc.scoring.judge import Verdict
from ragcalc.scoring.moves import Moved
from ragcalc.scoring.narrowing import NarrowedTo
from ragcalc.scoring.parts import Band, Bands, Comparison, StatusVerdict, Travel
from ragcalc.scoring.rollup import OutcomeVerdict
from ragcalc.vocabulary import Direction, Life, Reason, Status

if TYPE_CHECKING:
    from ragcalc.scoring.evidence.intervals import Significance
    from ragcalc.scoring.evidence.records import Evidence

__all__ = [
    "Band",
    "Bands",
    "ComparatorColumn",
    "Comparison",
    "GroupedReport",
    "GroupingColumn",
    "IndicatorResult",
    "InputFile",
    "LastTime",
    "LeftOut",
    "NotMeasured",
    "OutcomeResult",
    "Past",
    "PreviousReport",
    "Report",
    "StatusVerdict",
    "Summary",
    "TierResult",
    "Travel",
    "Verdict",
    "YearEnd",
]


class Past(NamedTuple):
    """One period of an indicator."""

    period: Period
    inputs: Inputs
    verdict: Verdict
    entry: Reading | None = None
    """What the catalogue has for the period; None where that is nothing."""
    is_given: bool = True
    """Whether the catalogue has a reading, a reason or a published rating for the period."""
    comment: str | None = None
    """What the service writes of the period."""
    action: str | None = None
    """What is done about it."""

    @property
    def breaks(self) -> bool:
        """Whether the method changed here, so that earlier readings are not comparable."""
        return self.entry is not None and self.entry.break_


class YearEnd(NamedTuple):
    """What the service expects of a year's end, judged as if it were the reading."""

    year: Period
    inputs: Inputs
    verdict: Verdict
    source: str | None
    note: str | None


class LastTime(NamedTuple):
    """The period of an indicator's own that was due before the one shown, judged."""

    period: Period
    verdict: Verdict
    moved: Moved
    """Where the status moved since."""
    travel: Travel
    """The change of the figure since, whatever basis the direction has."""


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
    """The evidence, where it was asked for."""
    proposed: tuple[ResolvedTarget, ...] = ()
    """The targets that somebody proposes for this year and later ones; none decides."""
    history: tuple[Past, ...] = ()
    """Every period from the first entry to the report's own, where it was asked for."""
    unfit_periods: tuple[Period, ...] = ()
    """Where there is no reading: periods within the due one's time whose figures are not shown, as
    they are not of the indicator's frequency."""
    has_interval: bool = False
    """Whether an interval is published with the reading, or the catalogue names how to make one."""
    forecast: YearEnd | None = None
    """The year's end as the service expects it; None where the report shows none."""
    comment: str | None = None
    """What the service writes of the period; None where it wrote nothing."""
    action: str | None = None
    """What is done about it."""
    groups: Mapping[str, str] = MappingProxyType({})
    """The group that it belongs to, by the id of a grouping of the report."""
    last_time: LastTime | None = None
    """What it was last time, where that was asked for; None too where nothing was due before."""

    def significance(self, comparator: str) -> "Significance | None":
        """Return whether the gap to a comparator is more than chance.

        None where evidence was not asked for, or the reading has no interval.
        """
        found = self.evidence.against(comparator) if self.evidence else None
        return found.significance if found else None

    def then(self, past: Past) -> "IndicatorResult":
        """Return the indicator as it stood in a period of its history."""
        return self._replace(
            inputs=past.inputs,
            verdict=past.verdict,
            evidence=None,
            forecast=None,
            comment=past.comment,
            action=past.action,
            last_time=None,
        )

    @property
    def at_year_end(self) -> "IndicatorResult | None":
        """The indicator as the forecast has it, to be described as a reading is."""
        if self.forecast is None:
            return None
        end = self.forecast
        return self._replace(
            inputs=end.inputs,
            verdict=end.verdict,
            evidence=None,
            proposed=(),
            forecast=None,
            last_time=None,
        )


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
    hidden_targets: int = 0
    """How many of the suppressed are so as their target rests on a suppressed figure."""

    @property
    def not_due(self) -> int:
        """How many of the missing are missing only because no figure is due."""
        return self.missing.get(Reason.NOT_DUE, 0)


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


class GroupedReport(NamedTuple):
    """The indicators of a report by the groups of one grouping."""

    id: str
    """The grouping's id."""
    name: str
    blocks: tuple[OutcomeResult, ...]
    """One for each group that has indicators, those without a group last; none has actions."""

    @property
    def indicators(self) -> tuple[IndicatorResult, ...]:
        """The indicators, group by group and tier by tier."""
        return tuple(
            one for block in self.blocks for tier in block.tiers for one in tier.indicators
        )

    @property
    def groups(self) -> dict[str, str | None]:
        """The group of each indicator, None where it has none, by its id and in their order."""
        return {
            one.id: block.name
            for block in self.blocks
            for tier in block.tiers
            for one in tier.indicators
        }


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


class NotMeasured(NamedTuple):
    """An indicator of the catalogue that the report's period lies outside the life of."""

    id: str
    name: str
    life: Life
    limit: Period
    """The first period of one that begins later, the last one of one that is retired."""


class ComparatorColumn(NamedTuple):
    """One comparator of the catalogue."""

    id: str
    name: str
    short: str


class GroupingColumn(NamedTuple):
    """One grouping of the catalogue."""

    id: str
    name: str


class PreviousReport(NamedTuple):
    """How many had each status in the report of the period before."""

    period: Period
    status: dict[Status, int]
    blocks: dict[str | None, dict[Status, int]]
    """Of each outcome, or group where the report is grouped, that had an indicator, by its id."""


class Report(NamedTuple):
    """Every indicator scored for one period."""

    organisation: str
    period: Period
    summary: Summary
    outcomes: tuple[OutcomeResult, ...]
    indicators: tuple[IndicatorResult, ...]
    """In the order of the catalogue, or group by group where the report is grouped."""
    comparators: tuple[ComparatorColumn, ...]
    built_in_thresholds: bool
    """Whether there was no thresholds.yaml."""
    inputs: tuple[InputFile, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    datasets: tuple[str, ...] = ()
    """What those datasets are called that comparators' figures came from."""
    not_measured: tuple[NotMeasured, ...] = ()
    """The indicators that begin later or are retired, which nothing else here counts."""
    evidence: tuple[str, ...] = ()
    """Which evidence tables show, by the names of its columns."""
    groupings: tuple[GroupingColumn, ...] = ()
    """What indicators are grouped by beside outcomes, in the order of the catalogue."""
    narrowed_to: tuple[NarrowedTo, ...] = ()
    """The part of the catalogue that it is about; of none given, all of it."""
    statuses_shown: tuple[Status, ...] = ()
    """The statuses whose rows are shown; of none given, every one."""
    directions_shown: tuple[Direction, ...] = ()
    """The directions whose rows are shown; of none given, every one."""

    previous: PreviousReport | None = None
    """The report of the period before, where it was asked for."""
    summary_only: bool = False
    """Whether outputs that people read show the counts and the exceptions alone."""

    grouped: GroupedReport | None = None
    """The groups that the report is laid out by in place of outcomes, where that is asked for."""
    contact: str | None = None
    """Whom a reader may ask."""
    published: str | None = None
    """When it is published, as the catalogue words it."""
    entry_files: Mapping[tuple[str | int, ...], str] = MappingProxyType({})
    """The file of each entry that an included one holds, as ("indicators", "edge-of-care")."""

    @property
    def blocks(self) -> tuple[OutcomeResult, ...]:
        """What the report is laid out by: its outcomes, or the groups of a grouping."""
        return self.outcomes if self.grouped is None else self.grouped.blocks

    def file_of(self, place: Place) -> str:
        """Return the name of the file that a place is in."""
        return self.entry_files.get(place.path[:2], place.document)

    @property
    def delivery(self) -> Delivery:
        """The counts of every outcome's actions."""
        return delivery(action for outcome in self.outcomes for action in outcome.actions)
