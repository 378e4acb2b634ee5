"""Report to headings and typed cells: what every output that people read is drawn from.

The cells of an indicator are made in `cells`, the counts in `tallies`, what stands below in
`remarks`; words, units, marks and rounding are decided there, once, so that all outputs agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeVar, assert_never, cast

from ragcalc import numbers
from ragcalc.catalogue.model.fields import UNITS
from ragcalc.periods import Period
from ragcalc.render.common import dates
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.because import reason_words
from ragcalc.render.common.cells import (
    Cell,
    actual,
    comparator_cell,
    forecast_cell,
    gap_cell,
    goal_cell,
    last_time_cell,
    previous_cell,
    status_cell,
    status_tone,
    travel_cell,
)
from ragcalc.render.common.history import History
from ragcalc.render.common.labels import (
    DIRECTIONS,
    LETTERS,
    STATUSES,
    counted,
    received,
)
from ragcalc.render.common.lists import either
from ragcalc.render.common.remarks import compared_periods, remarks, used_marks
from ragcalc.render.common.symbols import Mark
from ragcalc.render.media.style import Style
from ragcalc.render.report.front import (
    FrontRow,
    all_of,
    exceptions,
    exceptions_heading,
    front_rows,
    unnamed,
)
from ragcalc.render.report.sentences import IndicatorSentence
from ragcalc.render.report.tallies import DeliveryBlock, Tally, counts, delivery_block
from ragcalc.scoring.results import IndicatorResult, OutcomeResult, TierResult
from ragcalc.scoring.results import Report as Report
from ragcalc.scoring.rollup import OutcomeVerdict
from ragcalc.vocabulary import OutcomeRule, Status

if TYPE_CHECKING:
    from ragcalc.render.common.evidence.columns import EvidenceColumn


class IndicatorRow(NamedTuple):
    """One indicator."""

    id: str
    name: str
    short: str
    actual: Cell
    target: Cell
    status: Cell
    previous: Cell
    travel: Cell
    last_time: Cell
    """The status last time, and where it moved since; empty where that was not worked out."""
    forecast: Cell
    """The year's end as the service expects it, with its status; no sign where there is none."""
    forecast_note: str
    gaps: tuple[Cell, ...]
    """One for each comparator of the grid, in its order."""
    comparators: tuple[Cell, ...]
    """The comparators' own figures, in the same order; each output shows both, figure first."""
    evidence: tuple[Cell, ...]
    """One for each column of evidence, in the grid's order."""
    reason: str
    """Why the status is M or unrated; empty where the status says it."""
    unit: str
    """What the figures count, in words."""
    notes: tuple[str, ...]
    comment: str
    """What the service writes of the period, on one line; empty where it wrote nothing."""
    action: str
    """What is done about it, on one line."""
    source: str
    owner: str
    outcome: str
    """The id of its outcome; empty where it has none."""
    groups: tuple[tuple[str, str], ...]
    """The id of each grouping that it has a group of, and the group."""
    history: History
    """Its periods, where the report was asked for them."""
    sentence: IndicatorSentence


class TierBlock(NamedTuple):
    """The rows of one tier."""

    name: str
    rows: tuple[IndicatorRow, ...]


class OutcomeBlock(NamedTuple):
    """An outcome's summary and its tiers."""

    name: str
    """Empty for the indicators without an outcome, where they are all there is."""
    achieving: tuple[Tally, ...]
    """Empty, as are the counts of the second question, where there is no indicator."""
    getting_better: tuple[Tally, ...]
    tiers: tuple[TierBlock, ...]
    delivery: DeliveryBlock | None = None
    """None where there is no action."""
    note: str = ""
    """What the catalogue says of the outcome, on one line."""
    status: Cell | None = None
    """Its own colour; None where there is no rule for one."""
    why: str = ""
    """What that colour rests on."""

    @property
    def rows(self) -> Iterator[IndicatorRow]:
        """Every row, tier by tier."""
        return (row for tier in self.tiers for row in tier.rows)


class ColumnHeading(NamedTuple):
    """One comparator's column."""

    id: str
    name: str
    short: str


class Front(NamedTuple):
    """What a reader looks at first."""

    previous_period: str
    """The period before the report's; empty where it was not worked out."""
    rows: tuple[FrontRow, ...]
    """The first has all outcomes where there are several."""
    exceptions: tuple[IndicatorRow, ...]
    """The red ones and those that are worse than last time, the worst first."""
    exceptions_heading: str
    """How many are shown; empty where none is, and hidden rows may be some."""


class ReportGrid(NamedTuple):
    """A report, ready to be drawn."""

    organisation: str
    period: str
    period_in_full: str
    """With its months, as a title has it."""
    scope: str
    """What the report is only of, and which of its rows alone are shown; empty where it is all."""
    completeness: str
    """How many of the figures due are there, and how many rows are shown where some are hidden."""
    everything: OutcomeBlock
    """The counts over all outcomes."""
    comparators: tuple[ColumnHeading, ...]
    evidence: tuple[ColumnHeading, ...]
    groupings: tuple[tuple[str, str], ...]
    """Id and name of each grouping that a row has a group of."""
    outcome_names: tuple[tuple[str, str], ...]
    """Id and name of each outcome, where the report is laid out by groups; else empty."""
    laid_out_by: str
    """Heads a column of the outcomes, or of the groups in place of them, as `Directorate`."""
    outcomes: tuple[OutcomeBlock, ...]
    """The outcomes, or the groups that the report is laid out by in place of them; none where
    only the front is asked for."""
    front: Front
    """The counts of each outcome or group, and the exceptions."""
    previous: Period | None
    """The one period of all earlier readings; None where they differ."""
    compared: tuple[str, ...]
    """The periods of the comparators' figures."""
    marks: tuple[tuple[Mark, str], ...]
    """Each mark that is used, and what it means."""
    remarks: tuple[str, ...]
    """What a reader must know to read the figures right."""

    @property
    def total(self) -> OutcomeBlock | None:
        """The counts over all outcomes; None where there is only one, which has them."""
        return self.everything if len(self.outcomes) > 1 else None

    @property
    def has_forecasts(self) -> bool:
        """Whether any row has a forecast."""
        return any(row.forecast.sign for row in self.rows)

    @property
    def rows(self) -> Iterator[IndicatorRow]:
        """Every row, outcome by outcome."""
        return (row for outcome in self.outcomes for row in outcome.rows)


_T = TypeVar("_T")


def transliterated(part: _T, style: Style) -> _T:
    """Return a part of a grid with every text in characters that the style can show."""
    if type(part) is str:  # and no word of a closed set
        return cast("_T", style.to_encoding(str(part)))
    if isinstance(part, tuple):
        parts = [transliterated(one, style) for one in part]
        return cast("_T", type(part)(*parts) if hasattr(part, "_fields") else tuple(parts))
    return part


def grid(report: Report) -> ReportGrid:
    """Return a report as a table of typed cells."""
    comparators = tuple(ColumnHeading(one.id, one.name, one.short) for one in _used(report))
    shown = _evidence(report)
    periods = {
        one.verdict.direction.previous.period
        for one in report.indicators
        if one.verdict.direction.previous
    }
    outcomes = tuple(_outcome(report, one, comparators, [*shown.values()]) for one in report.blocks)
    laid_out = ReportGrid(
        organisation=report.organisation,
        period=dates.heading(report.period),
        period_in_full=dates.in_full(report.period),
        scope=_scope(report),
        completeness=_completeness(report),
        everything=_everything(report),
        comparators=comparators,
        evidence=tuple(ColumnHeading(name, one.heading, one.short) for name, one in shown.items()),
        groupings=tuple(_groupings(report)),
        outcome_names=tuple(_outcome_names(report)) if report.grouped else (),
        laid_out_by=report.grouped.name if report.grouped else "Outcome",
        outcomes=outcomes,
        front=_front(report, outcomes),
        previous=next(iter(periods)) if len(periods) == 1 else None,
        compared=tuple(compared_periods(report.indicators)),
        marks=tuple(used_marks(report)),
        remarks=tuple(remarks(report)),
    )
    if not report.summary_only:
        return laid_out
    cells = (cell for row in laid_out.front.exceptions for cell in row if isinstance(cell, Cell))
    used = {mark for cell in cells for mark in cell.marks}
    return laid_out._replace(
        outcomes=(),
        comparators=(),
        evidence=(),
        compared=(),
        marks=tuple(one for one in laid_out.marks if one[0] in used),
    )


def _front(report: Report, outcomes: Iterable[OutcomeBlock]) -> Front:
    rows = {row.id: row for outcome in outcomes for tier in outcome.tiers for row in tier.rows}
    found = tuple(rows[one] for one in exceptions(report))
    hides_rows = len(report.indicators) < report.summary.indicators
    return Front(
        previous_period=dates.heading(report.previous.period) if report.previous else "",
        rows=tuple(front_rows(report)),
        exceptions=found,
        exceptions_heading=exceptions_heading(len(found), hides_rows=hides_rows),
    )


def grid_of_every_row(report: Report) -> ReportGrid:
    """Return a report with all its rows, even where its front alone is asked for."""
    return grid(report._replace(summary_only=False))


def is_front_alone(report: Report) -> bool:
    """Return whether nothing but the front of a report is asked for."""
    return report.summary_only


def _used(report: Report) -> Iterator[ColumnHeading]:
    """Yield the comparators that any indicator shown has a figure for."""
    used = {one.benchmark.id for result in report.indicators for one in result.verdict.comparisons}
    for column in report.comparators:
        if column.id in used:
            yield ColumnHeading(column.id, column.name, column.short)


def _groupings(report: Report) -> Iterator[tuple[str, str]]:
    used = {grouping for result in report.indicators for grouping in result.groups}
    return ((one.id, one.name) for one in report.groupings if one.id in used)


def _outcome_names(report: Report) -> Iterator[tuple[str, str]]:
    return ((one.id, one.name) for one in report.outcomes if one.id and one.name)


def _evidence(report: Report) -> "Mapping[str, EvidenceColumn]":
    """Return the columns of evidence, by name."""
    if not report.evidence:
        return {}
    from ragcalc.render.common.evidence.columns import columns

    return columns(report)


def _scope(report: Report) -> str:
    narrowed = "; ".join(f"{one.noun} {either(one.names)}" for one in report.narrowed_to)
    shown = (
        tuple(STATUSES[one] for one in report.statuses_shown),
        tuple(DIRECTIONS[one] for one in report.directions_shown),
    )
    rows = "; ".join(either(words) for words in shown if words)
    parts = (f"Only: {narrowed}" if narrowed else "", f"Indicators shown: {rows}" if rows else "")
    return ". ".join(filter(None, parts))


def _completeness(report: Report) -> str:
    summary = report.summary
    words = received(summary.readings, summary.due)
    if len(report.indicators) == summary.indicators:
        return words
    return f"{words}; {len(report.indicators):,} of {summary.indicators:,} shown"


def _everything(report: Report) -> OutcomeBlock:
    achieving, getting_better = counts(report.summary)
    delivery = None if report.grouped else delivery_block(report.period, report.delivery)
    return OutcomeBlock(all_of(report), achieving, getting_better, (), delivery)


def _outcome(
    report: Report,
    outcome: OutcomeResult,
    comparators: tuple[ColumnHeading, ...],
    evidence: "Sequence[EvidenceColumn]",
) -> OutcomeBlock:
    achieving, getting_better = counts(outcome.summary)
    return OutcomeBlock(
        name=outcome.name or unnamed(report),
        achieving=achieving,
        getting_better=getting_better,
        tiers=tuple(
            _tier(tier, comparators, evidence) for tier in outcome.tiers if tier.indicators
        ),
        delivery=delivery_block(report.period, outcome.delivery, outcome.actions),
        note=" ".join((outcome.note or "").split()),
        status=_own_colour(outcome.verdict),
        why=_rolled_up(outcome.verdict),
    )


def _own_colour(verdict: OutcomeVerdict | None) -> Cell | None:
    if verdict is None:
        return None
    status = verdict.status
    return Cell(LETTERS[status], status, STATUSES[status], status_tone(status))


def _rolled_up(verdict: OutcomeVerdict | None) -> str:
    """Say what the colour of an outcome rests on."""
    if verdict is None:
        return ""
    match verdict.status:
        case Status.UNRATED:
            return "none of its indicators is meant to be rated"
        case Status.MISSING:
            return _too_few_rated(verdict)
        case Status.GREEN | Status.AMBER | Status.RED:
            return _only_one_rated(verdict) if verdict.rated == 1 else _by_rule(verdict)
        case _:
            assert_never(verdict.status)


def _by_rule(verdict: OutcomeVerdict) -> str:
    rated = f"its {counted(verdict.rated, 'rated indicator')}"
    match verdict.rule:
        case OutcomeRule.WORST:
            return f"the worst of {rated} is {STATUSES[verdict.status].lower()}"
        case OutcomeRule.SHARE_GREEN:
            share = figures.shown(Fraction(100 * verdict.green, verdict.rated), 0, UNITS["percent"])
            return f"{share} of {rated} are green"
        case OutcomeRule.MAJORITY:
            return _by_majority(verdict.status, rated)
        case _:
            assert_never(verdict.rule)


def _by_majority(status: Status, rated: str) -> str:
    match status:
        case Status.GREEN:
            return f"most of {rated} are green"
        case Status.AMBER:
            return f"most of {rated} are amber or better"
        case Status.RED | Status.MISSING | Status.UNRATED:
            return f"no more than half of {rated} are amber or better"
        case _:
            assert_never(status)


def _too_few_rated(verdict: OutcomeVerdict) -> str:
    if not verdict.rated:
        return "none of its indicators could be rated"
    share = figures.in_full(numbers.to_fraction(verdict.wanted), UNITS["percent"])
    of = counted(verdict.of, "indicator")
    return f"only {verdict.rated:,} of its {of} could be rated, and at least {share} must be"


def _only_one_rated(verdict: OutcomeVerdict) -> str:
    status = Status.GREEN if verdict.green else Status.AMBER if verdict.amber else Status.RED
    return f"its only rated indicator is {STATUSES[status].lower()}"


def _tier(
    tier: TierResult, comparators: tuple[ColumnHeading, ...], evidence: "Sequence[EvidenceColumn]"
) -> TierBlock:
    rows = (_row(one, comparators, evidence) for one in tier.indicators)
    return TierBlock(tier.name, tuple(rows))


def _row(
    result: IndicatorResult,
    comparators: tuple[ColumnHeading, ...],
    evidence: "Sequence[EvidenceColumn]",
) -> IndicatorRow:
    status = result.verdict.status
    by_id = {one.benchmark.id: one for one in result.verdict.comparisons}
    says_why = status.basis is not None or status.is_not_due
    reason = "" if says_why else reason_words(result.inputs, status.reason)
    return IndicatorRow(
        id=result.id,
        name=result.name,
        short=result.short,
        actual=actual(result),
        target=goal_cell(result),
        status=status_cell(result),
        previous=previous_cell(result),
        travel=travel_cell(result),
        last_time=last_time_cell(result),
        forecast=forecast_cell(result),
        forecast_note=(result.forecast.note or "") if result.forecast else "",
        gaps=tuple(gap_cell(result, by_id.get(one.id)) for one in comparators),
        comparators=tuple(comparator_cell(result, by_id.get(one.id)) for one in comparators),
        evidence=tuple(one.cell(result) for one in evidence),
        reason=reason,
        unit=figures.unit_words(result.unit),
        notes=result.notes,
        comment=" ".join((result.comment or "").split()),
        action=" ".join((result.action or "").split()),
        source=result.source or "",
        owner=result.owner or "",
        outcome=result.outcome or "",
        groups=tuple(result.groups.items()),
        history=History(result),
        sentence=IndicatorSentence(result),
    )
