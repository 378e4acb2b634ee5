"""Report to headings and typed cells: words, units, marks and rounding decided once.

Every output that people read is drawn from the grid, so that all of them tell one story. A cell
says what it means; the renderer chooses the signs and the colours.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeVar, cast

from ragcalc import numbers
from ragcalc.catalogue.fields import UNITS
from ragcalc.periods import Period
from ragcalc.render import figures
from ragcalc.render.signs import Mark, Sign
from ragcalc.render.style import Style
from ragcalc.render.words import (
    ACTION_STATUSES,
    ALL_OUTCOMES,
    DIRECTIONS,
    LETTERS,
    MARKS,
    REASONS,
    STANDINGS,
    STATUSES,
    UNSTATED,
    counted,
)
from ragcalc.scoring import precision
from ragcalc.scoring.actions import ActionResult, Delivery
from ragcalc.scoring.inputs import Goal
from ragcalc.scoring.results import (
    Comparison,
    IndicatorResult,
    OutcomeResult,
    Report,
    Summary,
    TierResult,
)
from ragcalc.scoring.rollup import OutcomeVerdict
from ragcalc.vocabulary import (
    ActionStatus,
    Direction,
    OutcomeRule,
    Reason,
    Standing,
    Status,
    StatusBasis,
)


class Tone(StrEnum):
    """What a colour says; never the only thing that says it."""

    PLAIN = "plain"
    GOOD = "good"
    MIDDLING = "middling"
    BAD = "bad"
    QUIET = "quiet"


class Cell(NamedTuple):
    """One entry of a row."""

    text: str = ""
    """Empty where there is nothing to say."""
    sign: Sign | None = None
    word: str = ""
    """What the sign means, in words."""
    tone: Tone = Tone.PLAIN
    marks: tuple[Mark, ...] = ()
    period: Period | None = None
    """The period of the figure, where it is not plain from the heading."""


class Row(NamedTuple):
    """One indicator."""

    id: str
    name: str
    short: str
    actual: Cell
    target: Cell
    status: Cell
    before: Cell
    travel: Cell
    gaps: tuple[Cell, ...]
    """One for each comparator of the grid, in its order."""
    evidence: tuple[Cell, ...]
    """One for each column of evidence, in the grid's order."""
    reason: str
    """Why the status is M or unrated; else empty."""


class Tally(NamedTuple):
    """One count of a summary line."""

    sign: Sign
    word: str
    number: int
    tone: Tone


class TierBlock(NamedTuple):
    """The rows of one tier."""

    name: str
    rows: tuple[Row, ...]


class ActionRow(NamedTuple):
    """One action that has begun."""

    id: str
    name: str
    status: Cell
    due: Cell
    note: str


class Milestone(NamedTuple):
    """What is to be done next."""

    period: str
    action: str
    name: str


class DeliveryBlock(NamedTuple):
    """The actions of an outcome, or the counts of all."""

    tallies: tuple[Tally, ...]
    share: str
    """`80% delivered or on track`; empty where no action has begun."""
    rows: tuple[ActionRow, ...]
    milestones: tuple[Milestone, ...]


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
    """What the catalogue says of the outcome."""
    status: Cell | None = None
    """Its own colour; None where there is no rule for one."""
    why: str = ""
    """What that colour rests on."""


class Heading(NamedTuple):
    """One comparator's column."""

    id: str
    name: str
    short: str


class Grid(NamedTuple):
    """A report, ready to be drawn."""

    organisation: str
    period: str
    completeness: str
    """`8 of 8 due readings`, and how many rows are shown where some are hidden."""
    total: OutcomeBlock | None
    """The counts over all outcomes; None where there is only one."""
    comparators: tuple[Heading, ...]
    evidence: tuple[Heading, ...]
    outcomes: tuple[OutcomeBlock, ...]
    before: Period | None
    """The one period of all earlier readings; None where they differ."""
    compared: tuple[str, ...]
    """The periods of the comparators' figures."""
    marks: tuple[tuple[Mark, str], ...]
    """Each mark that is used, and what it means."""
    remarks: tuple[str, ...]
    """What a reader must know to read the figures right."""

    @property
    def rows(self) -> Iterator[Row]:
        """Every row, outcome by outcome."""
        return (row for outcome in self.outcomes for tier in outcome.tiers for row in tier.rows)


_T = TypeVar("_T")


def spelt(part: _T, style: Style) -> _T:
    """Give a part of a grid with every text in characters that the style can show."""
    if type(part) is str:  # and no word of a closed set
        return cast("_T", style.fitted(str(part)))
    if isinstance(part, tuple):
        parts = [spelt(one, style) for one in part]
        return cast("_T", type(part)(*parts) if hasattr(part, "_fields") else tuple(parts))
    return part


def grid(report: Report) -> Grid:
    """Lay a report out."""
    comparators = tuple(Heading(one.id, one.name, one.short) for one in _used(report))
    periods = {
        one.verdict.direction.earlier.period
        for one in report.indicators
        if one.verdict.direction.earlier
    }
    return Grid(
        organisation=report.organisation,
        period=str(report.period),
        completeness=_completeness(report),
        total=_total(report),
        comparators=comparators,
        evidence=tuple(_evidence(report)),
        outcomes=tuple(_outcome(report, one, comparators) for one in report.outcomes),
        before=next(iter(periods)) if len(periods) == 1 else None,
        compared=tuple(_compared(report.indicators)),
        marks=tuple(_marks(report)),
        remarks=tuple(_remarks(report)),
    )


def _used(report: Report) -> Iterator[Heading]:
    """Yield the comparators that any indicator shown has a figure for."""
    used = {one.benchmark.id for result in report.indicators for one in result.verdict.comparisons}
    for column in report.comparators:
        if column.id in used:
            yield Heading(column.id, column.name, column.short)


def _evidence(report: Report) -> Iterator[Heading]:
    for name in report.evidence:
        from ragcalc.render.evidence import COLUMNS

        yield Heading(name, COLUMNS[name].heading, COLUMNS[name].short)


def _completeness(report: Report) -> str:
    summary = report.summary
    due = counted(summary.due, "due reading")
    words = f"{summary.readings:,} of {due}"
    if len(report.indicators) == summary.indicators:
        return words
    return f"{words}, {len(report.indicators):,} of {summary.indicators:,} shown"


def _total(report: Report) -> OutcomeBlock | None:
    """Give the counts over all outcomes, where there are several."""
    if len(report.outcomes) < 2:
        return None
    achieving, getting_better = counts(report.summary)
    delivery = delivery_block(report.period, report.delivery)
    return OutcomeBlock(ALL_OUTCOMES, achieving, getting_better, (), delivery)


def _outcome(
    report: Report, outcome: OutcomeResult, comparators: tuple[Heading, ...]
) -> OutcomeBlock:
    unnamed = "Indicators without an outcome" if len(report.outcomes) > 1 else ""
    achieving, getting_better = counts(outcome.summary)
    return OutcomeBlock(
        name=outcome.name or unnamed,
        achieving=achieving,
        getting_better=getting_better,
        tiers=tuple(_tier(report, tier, comparators) for tier in outcome.tiers if tier.indicators),
        delivery=delivery_block(report.period, outcome.delivery, outcome.actions),
        note=outcome.note or "",
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
    rated = counted(verdict.rated, "rated indicator")
    match verdict.status, verdict.rule:
        case Status.UNRATED, _:
            return "no indicator is to be rated"
        case Status.MISSING, _:
            share = figures.in_full(numbers.exact(verdict.wanted), UNITS["percent"])
            return f"{verdict.rated:,} of {counted(verdict.of, 'indicator')} rated, under {share}"
        case _, OutcomeRule.WORST:
            return f"the worst of {rated}"
        case _, OutcomeRule.SHARE_GREEN:
            share = figures.shown(Fraction(100 * verdict.green, verdict.rated), 0, UNITS["percent"])
            return f"{share} of {rated} green"
        case Status.GREEN, OutcomeRule.MAJORITY:
            return f"most of {rated} green"
        case Status.AMBER, OutcomeRule.MAJORITY:
            return f"most of {rated} amber or better"
        case _, _:
            return f"not most of {rated} amber or better"


def _tier(report: Report, tier: TierResult, comparators: tuple[Heading, ...]) -> TierBlock:
    rows = (_row(one, comparators, report.evidence) for one in tier.indicators)
    return TierBlock(tier.name, tuple(rows))


def status_tone(status: Status) -> Tone:
    """Give what the colour of a status says."""
    return {
        Status.GREEN: Tone.GOOD,
        Status.AMBER: Tone.MIDDLING,
        Status.RED: Tone.BAD,
    }.get(status, Tone.QUIET)


def direction_tone(direction: Direction) -> Tone:
    """Give what the colour of a direction says; neutral ones have none."""
    return {
        Direction.IMPROVED: Tone.GOOD,
        Direction.DECLINED: Tone.BAD,
        Direction.UNAVAILABLE: Tone.QUIET,
    }.get(direction, Tone.PLAIN)


def standing_tone(standing: Standing) -> Tone:
    """Give what the colour of a standing says; higher and lower have none."""
    return {Standing.BETTER: Tone.GOOD, Standing.WORSE: Tone.BAD}.get(standing, Tone.PLAIN)


_WHEN_COUNTED = {Status.UNRATED, Direction.HIGHER, Direction.SAME, Direction.LOWER}
"""Words that a summary names only where something has them."""


def counts(summary: Summary) -> tuple[tuple[Tally, ...], tuple[Tally, ...]]:
    """Give the counts of the first two questions; nothing where there is no indicator."""
    if not summary.indicators:
        return (), ()
    return tuple(_achieving(summary)), tuple(_getting_better(summary))


def _achieving(summary: Summary) -> Iterator[Tally]:
    for status, count in summary.status.items():
        if count or status not in _WHEN_COUNTED:
            yield Tally(status, STATUSES[status], count, status_tone(status))


def _getting_better(summary: Summary) -> Iterator[Tally]:
    for direction, count in summary.direction.items():
        if count or direction not in _WHEN_COUNTED:
            word = DIRECTIONS[direction].capitalize()
            yield Tally(direction, word, count, direction_tone(direction))


def delivery_block(
    period: Period, delivery: Delivery, actions: tuple[ActionResult, ...] = ()
) -> DeliveryBlock | None:
    """Give the counts of the third question, and the actions that they count."""
    milestones = tuple(_milestones(actions))
    if not delivery.actions and not milestones:
        return None
    share = delivery.share
    told = "" if share is None else f"{figures.shown(share, 0, UNITS['percent'])} {_ON_COURSE}"
    rows = tuple(_action(period, one) for one in actions if one.begun)
    tallies = tuple(_delivering(delivery)) if delivery.actions else ()
    return DeliveryBlock(tallies, told, rows, milestones)


_ON_COURSE = "delivered or on track"


def _delivering(delivery: Delivery) -> Iterator[Tally]:
    for status, count in delivery.status.items():
        yield Tally(status, ACTION_STATUSES[status], count, action_tone(status))
    if delivery.unstated:
        yield Tally(Status.MISSING, UNSTATED, delivery.unstated, Tone.QUIET)


def action_tone(status: ActionStatus | None) -> Tone:
    """Give what the colour of an action's status says."""
    return {
        ActionStatus.DELIVERED: Tone.GOOD,
        ActionStatus.ON_TRACK: Tone.GOOD,
        ActionStatus.RE_PHASED: Tone.MIDDLING,
        ActionStatus.DELAYED: Tone.BAD,
        ActionStatus.NOT_STARTED: Tone.PLAIN,
        None: Tone.QUIET,
    }[status]


def _action(period: Period, action: ActionResult) -> ActionRow:
    word = ACTION_STATUSES[action.status] if action.status else UNSTATED
    told_before = action.status and action.period and action.period.end != period.end
    overdue = ", overdue" if action.overdue else ""
    return ActionRow(
        id=action.id,
        name=action.name,
        status=Cell(
            word,
            action.status or Status.MISSING,
            word.lower(),
            action_tone(action.status),
            period=action.period if told_before else None,
        ),
        due=Cell(
            f"{action.due}{overdue}" if action.due else "",
            tone=Tone.BAD if action.overdue else Tone.PLAIN,
        ),
        note=action.note or "",
    )


def _milestones(actions: tuple[ActionResult, ...]) -> Iterator[Milestone]:
    for action in actions:
        for period, names in action.milestones:
            yield from (Milestone(str(period), action.name, name) for name in names)


def _row(
    result: IndicatorResult, comparators: tuple[Heading, ...], evidence: tuple[str, ...]
) -> Row:
    status = result.verdict.status
    by_id = {one.benchmark.id: one for one in result.verdict.comparisons}
    reason = REASONS[status.reason] if status.basis is None else ""
    return Row(
        id=result.id,
        name=result.name,
        short=result.short,
        actual=actual(result),
        target=goal_cell(result),
        status=status_cell(result),
        before=_before(result),
        travel=travel_cell(result),
        gaps=tuple(_gap(result, by_id.get(one.id)) for one in comparators),
        evidence=tuple(_beside(result, name) for name in evidence),
        reason=reason,
    )


def _beside(result: IndicatorResult, name: str) -> Cell:
    from ragcalc.render.evidence import said

    found = said(result, name)
    tone = {True: Tone.GOOD, False: Tone.BAD, None: Tone.PLAIN}[found.good]
    return Cell(found.text, tone=tone if found.text else Tone.QUIET)


def status_cell(result: IndicatorResult) -> Cell:
    """Give the status with its letter, sign and word."""
    status = result.verdict.status
    return Cell(
        LETTERS[status.status],
        status.status,
        STATUSES[status.status],
        status_tone(status.status),
        basis_marks(status.basis),
    )


def actual(result: IndicatorResult) -> Cell:
    """Give the reading."""
    reading = result.inputs.reading
    if isinstance(reading, Reason):
        return Cell(tone=Tone.QUIET)
    decimals = precision.decimals_of(result, reading)
    marks = [Mark.PROVISIONAL] * reading.provisional + [Mark.CARRIED] * result.inputs.carried
    return Cell(
        figures.shown(reading.value, decimals, result.unit),
        marks=tuple(marks),
        period=reading.period,
    )


def goal_cell(result: IndicatorResult) -> Cell:
    """Give the target."""
    goal = result.inputs.goal
    if isinstance(goal, Reason):
        return Cell(tone=Tone.QUIET)
    marks = (Mark.PROVISIONAL,) if goal.provisional else ()
    return Cell(target_text(result, goal), marks=marks)


def target_text(result: IndicatorResult, goal: Goal) -> str:
    """Write a target: 14.0%, below 85.0%, 18.0% to 22.0%."""
    decimals = precision.decimals_of(result, goal)
    low = figures.shown(goal.low, decimals, result.unit)
    if goal.is_range:
        return f"{low} to {figures.shown(goal.high, decimals, result.unit)}"
    if goal.strict:
        return f"{'<' if result.inputs.polarity == 'low' else '>'} {low}"
    return low


def spoken(target: str) -> str:
    """Say a target's text within a sentence: below 85.0%."""
    return target.replace("< ", "below ").replace("> ", "above ")


def _before(result: IndicatorResult) -> Cell:
    earlier = result.verdict.direction.earlier
    if earlier is None:
        return Cell(tone=Tone.QUIET)
    decimals = precision.decimals_of(result, earlier)
    marks = (Mark.PROVISIONAL,) if earlier.provisional else ()
    text = figures.shown(earlier.value, decimals, result.unit)
    return Cell(text, marks=marks, period=earlier.period)


def travel_cell(result: IndicatorResult) -> Cell:
    """Give the direction of travel."""
    travel = result.verdict.direction
    word = DIRECTIONS[travel.direction]
    tone = direction_tone(travel.direction)
    return Cell(word, travel.direction, word, tone, basis_marks(travel.basis))


def _gap(result: IndicatorResult, comparison: Comparison | None) -> Cell:
    if comparison is None or comparison.gap is None or comparison.standing is None:
        return Cell(tone=Tone.QUIET)
    standing, figure = comparison.standing, comparison.benchmark.figure
    return Cell(
        figures.change(comparison.gap, gap_decimals(result, comparison)),
        standing,
        STANDINGS[standing],
        standing_tone(standing),
        (Mark.PROVISIONAL,) if figure.provisional else (),
        figure.period,
    )


def gap_decimals(result: IndicatorResult, comparison: Comparison) -> int:
    """Give the decimal places of a gap: as many as either of its figures shows."""
    reading = result.inputs.reading
    shown = () if isinstance(reading, Reason) else (reading,)
    return precision.decimals_of(result, *shown, comparison.benchmark.figure)


def basis_marks(basis: StatusBasis | None) -> tuple[Mark, ...]:
    """Give the mark of a verdict that the rule did not compute."""
    match basis:
        case StatusBasis.REPORTED:
            return (Mark.REPORTED,)
        case StatusBasis.OVERRIDE:
            return (Mark.OVERRIDE,)
        case _:
            return ()


def _compared(results: Iterable[IndicatorResult]) -> list[str]:
    figures_used = [
        one.benchmark.figure for result in results for one in result.verdict.comparisons
    ]
    periods = {figure.period for figure in figures_used if figure.period}
    return [str(one) for one in sorted(periods, key=lambda one: (one.end, one.months))]


def _marks(report: Report) -> Iterator[tuple[Mark, str]]:
    results = report.indicators
    bases = {one.verdict.status.basis for one in results}
    bases |= {one.verdict.direction.basis for one in results}
    if StatusBasis.REPORTED in bases:
        yield Mark.REPORTED, f"{MARKS[Mark.REPORTED]}{_why(results)}"
    if StatusBasis.OVERRIDE in bases:
        yield Mark.OVERRIDE, MARKS[Mark.OVERRIDE]
    if any(_provisional(one) for one in results):
        yield Mark.PROVISIONAL, MARKS[Mark.PROVISIONAL]
    if any(one.inputs.carried for one in results):
        yield Mark.CARRIED, MARKS[Mark.CARRIED]


def _provisional(result: IndicatorResult) -> bool:
    return any(
        not isinstance(figure, Reason) and figure.provisional
        for figure in (
            result.inputs.reading,
            result.inputs.goal,
            result.verdict.direction.earlier or Reason.NO_EARLIER,
            *(one.figure for one in result.inputs.benchmarks),
        )
    )


def _why(results: Iterable[IndicatorResult]) -> str:
    """Say why reported verdicts are not computed, where one reason holds for all."""
    verdicts = [part for one in results for part in (one.verdict.status, one.verdict.direction)]
    reasons = {one.reason for one in verdicts if one.basis is StatusBasis.REPORTED}
    return ": it prints no target" if reasons == {Reason.NO_TARGET} else ""


def _short_means(report: Report) -> Iterator[str]:
    """Say where a mean is of fewer than there are."""
    short: dict[str, list[str]] = {}
    for result in report.indicators:
        for one in result.inputs.benchmarks:
            having, among = one.figure.mean_of or (0, 0)
            if having < among:
                short.setdefault(one.name, []).append(f"{result.id} ({having} of {among})")
    for name, indicators in short.items():
        yield f"{name}, mean of those with a figure: {', '.join(indicators)}"


def _methods(report: Report) -> Iterator[str]:
    from ragcalc.render.evidence import methods

    if words := ", ".join(methods(report)):
        yield f"Methods: {words}; see docs/methods.md"


def _remarks(report: Report) -> Iterator[str]:
    missing = ", ".join(
        f"{REASONS[reason]} ({count:,})" for reason, count in report.summary.missing.items()
    )
    if missing:
        yield f"M, in measurement: {missing}"
    if 2 * report.summary.readings < report.summary.due:
        yield "Fewer than half of the due readings are there"
    if report.built_in_thresholds:
        yield "No thresholds.yaml: the built-in tolerances apply (green 0, amber 5%, same 5%)"
    if report.datasets:
        yield f"Comparators are from {', '.join(report.datasets)}, save where they are typed in"
        yield from _short_means(report)
    if report.evidence:
        yield from _methods(report)
    for is_file, thing in ((False, "indicator"), (True, "whole file")):
        if left_out := [one.id for one in report.left_out if one.is_file is is_file]:
            number = counted(len(left_out), thing)
            yield f"Left out for errors in the catalogue, {number}: {', '.join(left_out)}"
