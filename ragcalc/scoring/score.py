"""Catalogue and period to Report."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.model.thresholds import Thresholds
from ragcalc.periods import Period
from ragcalc.scoring import goals, indexes, rollup, timetable
from ragcalc.scoring.actions import actions
from ragcalc.scoring.inputs import Inputs, ResolvedTarget
from ragcalc.scoring.narrowing import EVERYTHING, Narrowing, in_names, narrowed, tier_of
from ragcalc.scoring.results import (
    ComparatorColumn,
    GroupedReport,
    GroupingColumn,
    IndicatorResult,
    NotMeasured,
    OutcomeResult,
    PreviousReport,
    Report,
    Summary,
    TierResult,
    Verdict,
)
from ragcalc.scoring.status import is_target_hidden
from ragcalc.scoring.verdicts import INDICATORS, THRESHOLDS, VerdictTable
from ragcalc.vocabulary import Direction, IntervalMethod, Life, Reason, Status, StatusBasis

if TYPE_CHECKING:
    from ragcalc.scoring.evidence.gathering import EvidenceProvider


def score(
    catalogue: Catalogue,
    thresholds: Thresholds | None,
    period: Period,
    documents: tuple[str, str] = (INDICATORS, THRESHOLDS),
    evidence_provider: "EvidenceProvider | None" = None,
) -> Report:
    """Return every indicator scored for the period.

    `documents` are the files' names in places; `evidence_provider` gathers evidence.
    """
    return report(
        VerdictTable(catalogue, thresholds, documents), period, evidence_provider=evidence_provider
    )


def report(
    table: VerdictTable,
    period: Period,
    narrowing: Narrowing = EVERYTHING,
    *,
    group_by: str | None = None,
    evidence_provider: "EvidenceProvider | None" = None,
    histories: bool = False,
    last_time: bool = False,
    whole_catalogue: bool = False,
) -> Report:
    """Return the report of a period, of the indicators that are asked for.

    `group_by` is the grouping that it is laid out by in place of outcomes. `evidence_provider`
    gathers the evidence for each verdict; `histories` adds every period up to the report's;
    `last_time` adds what each indicator was last time, and the counts of the report before;
    `whole_catalogue` adds the indicators that the period is outside the life of.
    """
    part, thresholds = narrowed(table.catalogue, narrowing), table.thresholds
    lives = {name: timetable.life(one, period.end) for name, one in part.indicators.items()}
    results = tuple(
        _result(table, name, period, evidence_provider, histories, last_time)
        for name, life in lives.items()
        if whole_catalogue or life is Life.CURRENT
    )
    # of a part of its indicators an outcome has no colour of its own
    rule = thresholds.outcome if thresholds and not narrowing.parts_outcomes else None
    grouped = None if group_by is None else _grouped(part, results, group_by)
    return Report(
        organisation=part.organisation,
        contact=part.contact,
        published=part.published.get(period),
        period=period,
        summary=summary(results),
        outcomes=tuple(
            one._replace(verdict=rollup.verdict(one.summary.status, rule))
            for one in _outcomes(part, results, period)
        ),
        indicators=results if grouped is None else grouped.indicators,
        comparators=tuple(
            ComparatorColumn(name, one.name, one.short or one.name)
            for name, one in part.comparators.items()
        ),
        groupings=tuple(GroupingColumn(name, one.name) for name, one in part.groups.items()),
        narrowed_to=in_names(table.catalogue, narrowing),
        grouped=grouped,
        built_in_thresholds=thresholds is None,
        not_measured=tuple(
            NotMeasured(name, part.indicators[name].name, life, _limit(part.indicators[name], life))
            for name, life in lives.items()
            if life is not Life.CURRENT
        ),
        previous=_previous(table, part, period.previous(), group_by) if last_time else None,
    )


def _previous(
    table: VerdictTable, part: Catalogue, period: Period, group_by: str | None
) -> PreviousReport:
    """Return how many indicators of a part of the catalogue had each status in a report."""
    blocks: dict[str | None, Counter[Status]] = {}
    for name, one in part.indicators.items():
        if timetable.life(one, period.end) is Life.CURRENT:
            status = table.series(name).verdict(period).status.status
            block = one.outcome if group_by is None else one.groups.get(group_by)
            blocks.setdefault(block, Counter())[status] += 1
    every = sum(blocks.values(), Counter[Status]())
    return PreviousReport(
        period,
        {status: every[status] for status in Status},
        {name: {status: own[status] for status in Status} for name, own in blocks.items()},
    )


def _limit(indicator: Indicator, life: Life) -> Period:
    """Return the first period of one that begins later, the last one of one that is retired."""
    limit = indicator.from_ if life is Life.UPCOMING else indicator.until
    assert limit is not None  # or it would be measured
    return limit


def summary(results: Iterable[IndicatorResult]) -> Summary:
    """Return counts of indicators by status, reason and direction."""
    results = tuple(results)
    status = Counter(one.verdict.status.status for one in results)
    direction = Counter(one.verdict.direction.direction for one in results)
    missing = Counter(
        one.verdict.status.reason for one in results if one.verdict.status.status is Status.MISSING
    )
    due = [one.inputs for one in results if one.inputs.due is not None]
    return Summary(
        indicators=len(results),
        due=len(due),
        readings=sum(not isinstance(one.reading, Reason) and not one.carried for one in due),
        status={word: status[word] for word in Status},
        missing={word: missing[word] for word in Reason if missing[word]},
        direction={word: direction[word] for word in Direction},
        hidden_targets=sum(
            is_target_hidden(one.inputs, one.verdict.status.reason) for one in results
        ),
    )


def _result(
    table: VerdictTable,
    name: str,
    period: Period,
    evidence_provider: "EvidenceProvider | None",
    histories: bool,
    last_time: bool,
) -> IndicatorResult:
    series = table.series(name)
    made = indicator_result(table, name, period)
    if evidence_provider:
        made = made._replace(evidence=evidence_provider(name, series.indicator, made.inputs))
    if last_time:
        made = made._replace(last_time=series.last_time(period))
    return made._replace(history=series.history(period.end)) if histories else made


def indicator_result(table: VerdictTable, name: str, period: Period) -> IndicatorResult:
    """Return one indicator in the report of a period, without evidence and history."""
    series = table.series(name)
    indicator, verdict = series.indicator, series.verdict(period)
    inputs = verdict.inputs
    return IndicatorResult(
        id=name,
        name=indicator.name,
        short=indicator.short or indicator.name,
        outcome=indicator.outcome,
        tier=tier_of(table.catalogue, indicator),
        unit=indicator.unit,
        decimals=indicator.decimals,
        rolling=indicator.rolling,
        source=indicator.source,
        owner=indicator.owner,
        notes=tuple(_notes(indicator, inputs, verdict)),
        inputs=inputs,
        verdict=verdict,
        proposed=goals.proposed(indicator, period, series.place),
        unfit_periods=_unfit_periods(indicator, inputs, period),
        has_interval=_has_interval(indicator, inputs),
        forecast=series.year_end(period),
        comment=series.comment(period),
        action=series.action(period),
        groups=indicator.groups,
    )


def _unfit_periods(indicator: Indicator, inputs: Inputs, period: Period) -> tuple[Period, ...]:
    """Return the periods with a figure that a reader might look for in an empty row.

    They end by the end of the due period, or of the report's where none is due, and meet it.
    """
    values = indicator.values
    if inputs.due in values or len(values) == len(indexes.entries(indicator)):
        return ()
    wanted = inputs.due or period
    return tuple(
        one
        for one, reading in values.items()
        if one.kind is not indicator.kind
        and one.meets(wanted)
        and one.end <= wanted.end
        and reading.reason is None
    )


def _has_interval(indicator: Indicator, inputs: Inputs) -> bool:
    reading = inputs.reading
    if isinstance(reading, Reason):
        return False
    return reading.at_95 is not None or indicator.interval is not IntervalMethod.NONE


def _notes(indicator: Indicator, inputs: Inputs, verdict: Verdict) -> Iterator[str]:
    """Yield what the catalogue says about what is shown, most particular first.

    The note of a published rating that is not shown does not belong to the one that is.
    """
    shown = inputs.due if isinstance(inputs.reading, Reason) else inputs.reading.period
    reading = indicator.values.get(shown) if shown else None
    printed = (StatusBasis.REPORTED, StatusBasis.OVERRIDE)
    is_printed = verdict.status.basis in printed or verdict.direction.basis in printed
    for note in (
        reading.note if reading else None,
        inputs.reported.note if inputs.reported and is_printed else None,
        inputs.goal.note if isinstance(inputs.goal, ResolvedTarget) else None,
        indicator.note,
    ):
        if note:
            yield note


def _outcomes(
    catalogue: Catalogue, results: tuple[IndicatorResult, ...], period: Period
) -> Iterator[OutcomeResult]:
    """Yield what has indicators or actions, in the catalogue's order, the nameless one last."""
    order = {tier: number for number, tier in enumerate(catalogue.tiers)}
    by_outcome: dict[str | None, list[IndicatorResult]] = {}
    for one in results:
        by_outcome.setdefault(one.outcome, []).append(one)
    for name, outcome in catalogue.outcomes.items():
        own = by_outcome.get(name, [])
        done = actions(outcome, period.end)
        if own or done:
            tiers = tuple(_tiers(catalogue, order, own))
            yield OutcomeResult(name, outcome.name, summary(own), tiers, done, outcome.note)
    if rest := by_outcome.get(None):
        yield OutcomeResult(None, None, summary(rest), tuple(_tiers(catalogue, order, rest)))


def _grouped(
    catalogue: Catalogue, results: tuple[IndicatorResult, ...], grouping: str
) -> GroupedReport:
    """Return the results by group: as the catalogue lists them, then as indicators name them."""
    order = {tier: number for number, tier in enumerate(catalogue.tiers)}
    own = catalogue.groups[grouping]
    named = (*own.members, *(one.groups[grouping] for one in results if grouping in one.groups))
    by_group: dict[str | None, list[IndicatorResult]] = {one: [] for one in (*named, None)}
    for one in results:
        by_group[one.groups.get(grouping)].append(one)
    blocks = (
        OutcomeResult(name, name, summary(rows), tuple(_tiers(catalogue, order, rows)))
        for name, rows in by_group.items()
        if rows
    )
    return GroupedReport(grouping, own.name, tuple(blocks))


def _tiers(
    catalogue: Catalogue, order: Mapping[str, int], results: list[IndicatorResult]
) -> Iterator[TierResult]:
    """Yield the tiers that have any of the results; `order` numbers the catalogue's."""
    by_tier: dict[str, list[IndicatorResult]] = {}
    for one in results:
        if one.tier in order:
            by_tier.setdefault(one.tier, []).append(one)
    for tier in sorted(by_tier, key=order.__getitem__):
        own = tuple(by_tier[tier])
        yield TierResult(tier, catalogue.tiers[tier], summary(own), own)
