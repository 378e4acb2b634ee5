"""Targets to words and typed cells: what every output of `ragcalc targets` is drawn from."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, assert_never

from ragcalc.catalogue.model.fields import UNITS, Since
from ragcalc.catalogue.model.figures import Target
from ragcalc.numbers import to_text
from ragcalc.periods import Period
from ragcalc.render.common import dates
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.because import HIDDEN_TARGET, reason_words
from ragcalc.render.common.cells import Cell, actual, figure_cell, target_text, verdict_cell
from ragcalc.render.common.labels import REASONS, counted
from ragcalc.render.report.front import unnamed
from ragcalc.scoring import precision
from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.scoring.results import IndicatorResult, Report
from ragcalc.scoring.targets.needs import Needs
from ragcalc.scoring.targets.pace import PaceMethod
from ragcalc.scoring.targets.review import IndicatorReview, ReportReview, TargetReview
from ragcalc.scoring.targets.rules import (
    AgainstComparators,
    Answer,
    Finding,
    Pace,
    PeriodComparison,
    PriorReadings,
    Streak,
    TargetRule,
)
from ragcalc.scoring.targets.under_review import TargetKind, TargetUnderReview
from ragcalc.vocabulary import NoAnswer, Polarity, Reason

RULES = {
    TargetRule.STRICTER: "stricter than every comparator",
    TargetRule.MET_BEFORE: "met before it began",
    TargetRule.ALWAYS_GREEN: "always green",
    TargetRule.WEAKER: "weaker than every comparator",
    TargetRule.OUT_OF_REACH: "out of reach",
}
KINDS = {
    TargetKind.CURRENT: "Target",
    TargetKind.AHEAD: "Later target",
    TargetKind.PROPOSED: "Proposed",
    TargetKind.SET: "If the target were",
}
METHODS = {PaceMethod.THEIL_SEN: "Theil-Sen", PaceMethod.RUN_RATE: "run rate"}
NO_ANSWERS = {
    NoAnswer.NO_SIDE: "neither high nor low is good",
    NoAnswer.NO_COMPARATORS: "no comparators",
    NoAnswer.NO_BEGINNING: "it has no start date",
    NoAnswer.NO_END: "it has no end date",
    NoAnswer.NO_PREVIOUS: "no readings in the previous year",
    NoAnswer.NO_VALUE: "no reading",
    NoAnswer.NO_FIGURE: "no figure to compare it with",
    NoAnswer.TOO_FEW: "too few readings",
    NoAnswer.ENDED: "no period is left",
    NoAnswer.NOT_BEGUN: "its year has not begun",
    NoAnswer.NOTHING_DUE: "nothing is due yet",
    NoAnswer.SHARES: "percentages do not add up over a year",
    NoAnswer.MET: "it is met",
    NoAnswer.PASSED: "it has been exceeded",
}
_NO_NEEDS = {
    NoAnswer.MET: "nothing more: the target is met",
    NoAnswer.PASSED: (
        "it can no longer be met: it has been exceeded, and a running total cannot fall"
    ),
    NoAnswer.SHARES: f"cannot tell: {NO_ANSWERS[NoAnswer.SHARES]}",
    NoAnswer.NO_VALUE: f"cannot tell: {NO_ANSWERS[NoAnswer.NO_VALUE]}",
}
"""Why there are none, where a reader would look for them."""
_WORTH_MENTIONING = (NoAnswer.TOO_FEW, NoAnswer.SHARES, NoAnswer.NO_VALUE, NoAnswer.NO_FIGURE)
"""Why a rule has no answer, where more figures would give one."""


class LabelledText(NamedTuple):
    """What is said, and the figures that it was seen in."""

    label: str
    text: str


class HistoryRow(NamedTuple):
    """One period under the catalogue's targets, and under this one."""

    period: str
    value: str
    now: Cell
    under: Cell


class TargetBlock(NamedTuple):
    """One target."""

    kind: str
    target: str
    period: str
    """`for 2018-19`; `for every period` where it has none."""
    due: str
    """The part of a year's target that the reading is compared with; else empty."""
    status: Cell
    status_reason: str
    """Why there is no colour; else empty."""
    found: tuple[LabelledText, ...]
    unanswered: tuple[LabelledText, ...]
    needs: LabelledText | None
    """What the periods that are left need; None where there is nothing to say."""
    history: tuple[HistoryRow, ...]
    """Of a proposed target alone."""
    source: str

    @property
    def lines(self) -> tuple[LabelledText, ...]:
        """All that is said, what was found first."""
        return (*self.found, *([self.needs] if self.needs else []), *self.unanswered)

    @property
    def title(self) -> str:
        """Name it: `Target 14.0% for 2018-19`."""
        named = " ".join(filter(None, (self.kind, self.target, self.period)))
        return ", ".join(filter(None, (named, self.due)))


class IndicatorBlock(NamedTuple):
    """One indicator that has something to look at."""

    id: str
    name: str
    group: str
    """The group that it stands in; empty unless the report is laid out by groups."""
    actual: Cell
    targets: tuple[TargetBlock, ...]


class TargetsGrid(NamedTuple):
    """All of it, ready to be drawn."""

    organisation: str
    period: str
    tally: str
    indicators: tuple[IndicatorBlock, ...]
    remarks: tuple[str, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        """Every figure and verdict that may have a mark."""
        for indicator in self.indicators:
            yield indicator.actual
            for target in indicator.targets:
                yield target.status
                yield from (cell for one in target.history for cell in (one.now, one.under))


def grid(report_review: ReportReview) -> TargetsGrid:
    """Return the targets to be shown: those under a rule, proposed ones, and those with needs."""
    groups = _groups(report_review.report)
    shown = (_indicator(one, groups) for one in report_review.shown if one.targets)
    blocks = tuple(block for block in shown if block.targets)
    return TargetsGrid(
        report_review.report.organisation,
        dates.heading(report_review.report.period),
        _tally(report_review),
        blocks,
        tuple(_remarks(report_review, {one.id for one in blocks})),
    )


def _groups(report: Report) -> dict[str, str]:
    """Return the name of each indicator's group, by its id; nothing without --group-by."""
    groups = report.grouped.groups if report.grouped else {}
    return {id_: name or unnamed(report) for id_, name in groups.items()}


def _tally(report_review: ReportReview) -> str:
    with_target = [one for one in report_review.indicators if one.targets]
    under = sum(any(target.found for target in one.targets) for one in with_target)
    if not with_target:
        return "No targets are set"
    number = f"{under:,}" if under else "None"
    raises = "raises" if under < 2 else "raise"
    shown = (
        f"; {len(report_review.shown):,} of {counted(len(report_review.indicators), 'indicator')} "
        "shown"
        if report_review.hidden
        else ""
    )
    return f"{number} of {counted(len(with_target), 'target')} {raises} a question{shown}"


def _remarks(report_review: ReportReview, shown: set[str]) -> Iterator[str]:
    quiet = [one for one in report_review.shown if one.targets and one.result.id not in shown]
    unfound = [(one, _unfound(one)) for one in quiet]
    for heading, found in (
        ("No concerns about", [one for one, why in unfound if not why]),
        *(
            (f"Cannot tell, {why}", [one for one, reason in unfound if reason == why])
            for why in dict.fromkeys(why for _, why in unfound if why)
        ),
        ("Without a target", [one for one in report_review.shown if not one.targets]),
    ):
        if found:
            yield f"{heading}: {'; '.join(one.result.name for one in found)}"


_NO_FIGURE = "no figure for the comparator that is the target"


def _unfound(review: IndicatorReview) -> str:
    """Say why a target could not be looked at; empty where all could."""
    goals = [one.goal for one in review.targets]
    if Reason.NO_PERCENTILE in goals:
        return REASONS[Reason.NO_PERCENTILE]
    if Reason.NO_TARGET in goals:
        return _NO_FIGURE
    return HIDDEN_TARGET if Reason.SUPPRESSED in goals else ""


def _indicator(indicator_review: IndicatorReview, groups: Mapping[str, str]) -> IndicatorBlock:
    result = indicator_review.result
    review = (one for one in indicator_review.targets if _shown(one))
    blocks = tuple(_target(result, one) for one in review)
    group = groups.get(result.id, "")
    return IndicatorBlock(result.id, result.name, group, actual(result), blocks)


def _shown(review: TargetReview) -> bool:
    asked = review.reviewed.kind in (TargetKind.PROPOSED, TargetKind.SET)
    return asked or bool(review.found) or bool(_needs_worth(review))


def _needs_worth(review: TargetReview) -> bool:
    return isinstance(review.needs, Needs) or review.needs is NoAnswer.PASSED


def _since_when(reviewed: TargetUnderReview) -> str:
    """Say for when a target was given: for 2018-19, or from the quarter of its revision."""
    if isinstance(reviewed.key, Since):
        return f"from {dates.in_words(reviewed.key.period)}"
    return f"for {dates.in_words(reviewed.key) if reviewed.key else 'every period'}"


def _target(result: IndicatorResult, review: TargetReview) -> TargetBlock:
    reviewed, status = review.reviewed, review.status
    asked = reviewed.kind in (TargetKind.PROPOSED, TargetKind.SET)
    return TargetBlock(
        kind=KINDS[reviewed.kind],
        target=target_words(result, review),
        period="" if reviewed.kind is TargetKind.SET else _since_when(reviewed),
        due=_due(result, review),
        status=verdict_cell(status),
        status_reason=reason_words(result.inputs._replace(goal=review.goal), status.reason)
        if status.basis is None
        else "",
        found=tuple(_line(result, review, one) for one in review.answers if one.found is True),
        needs=_needs(result, review),
        unanswered=tuple(_unanswered(review)),
        history=tuple(_row(result, one) for one in review.history) if asked else (),
        source=reviewed.target.source or "",
    )


def target_words(result: IndicatorResult, review: TargetReview) -> str:
    """Return what a target asks of a whole year, 14.0% or < 85.0%, and whose figure it is."""
    goal, origin = _goal(review), _origin(review.reviewed.target)
    if goal is None:
        return origin or _written(review.reviewed.target)
    return ", ".join(filter(None, (target_text(result, goal), origin)))


def _origin(target: Target) -> str:
    """Say whose figure a target is; empty where it is its own."""
    if target.percentile is not None:
        return f"percentile {to_text(target.percentile)} of {target.of}"
    return f"the figure for {target.comparator}" if target.comparator else ""


def _due(result: IndicatorResult, review: TargetReview) -> str:
    goal = review.goal
    if isinstance(goal, Reason) or goal.full_year is None:
        return ""
    return f"of which {target_text(result, goal)} is due by now"


def _goal(review: TargetReview) -> ResolvedTarget | None:
    return next(
        (one for one in (review.full, review.goal) if isinstance(one, ResolvedTarget)), None
    )


def _written(target: Target) -> str:
    """Return a target without a reading as it is written in the catalogue."""
    return str(target.number) if target.from_ is None else f"{target.from_} to {target.to}"


def _row(result: IndicatorResult, comparison: PeriodComparison) -> HistoryRow:
    value = figure_cell(result, comparison.reading).text if comparison.reading else ""
    return HistoryRow(
        dates.heading(comparison.period),
        value,
        verdict_cell(comparison.now),
        verdict_cell(comparison.under),
    )


def _decimals(result: IndicatorResult) -> int:
    """Return the decimal places of the indicator's readings, else of its target."""
    inputs = result.inputs
    shown = next(
        (one for one in (inputs.reading, inputs.goal) if not isinstance(one, Reason)), None
    )
    return precision.decimals_of(result, shown) if shown else result.decimals or 0


# ── What the rules found ─────────────────────────────────────────────────────────────────────────


def _unanswered(review: TargetReview) -> Iterator[LabelledText]:
    """Yield the rules that would have an answer with more figures."""
    for one in review.answers:
        if isinstance(one.found, NoAnswer) and one.found in _WORTH_MENTIONING:
            yield LabelledText(RULES[one.rule], f"cannot tell: {NO_ANSWERS[one.found]}")


def _line(result: IndicatorResult, review: TargetReview, answer: Answer) -> LabelledText:
    assert answer.finding is not None
    return LabelledText(RULES[answer.rule], _finding(result, review, answer.finding))


def _finding(result: IndicatorResult, review: TargetReview, finding: Finding) -> str:
    match finding:
        case AgainstComparators():
            return _compared(result, finding)
        case PriorReadings():
            return _prior_readings(result, finding)
        case Streak():
            return _streak(finding)
        case Pace():
            return _pace(result, review.reviewed, finding)
        case _:
            assert_never(finding)


def _compared(result: IndicatorResult, finding: AgainstComparators) -> str:
    parts = []
    for one in finding.figures:
        decimals = precision.decimals_of(result, one.figure)
        period = f" in {dates.in_words(one.figure.period)}" if one.figure.period else ""
        parts.append(f"{one.name} {figures.shown(one.figure.value, decimals, result.unit)}{period}")
    return f"{target_text(result, finding.goal)}, compared with {', '.join(parts)}"


def _prior_readings(result: IndicatorResult, finding: PriorReadings) -> str:
    last = figures.shown(
        finding.last.value, precision.decimals_of(result, finding.last), result.unit
    )
    when = dates.in_words(finding.last.period) if finding.last.period else "every period"
    of = counted(finding.of, "reading")
    return f"{last} in {when}; {finding.met:,} of {of} in the previous year met it"


def _streak(finding: Streak) -> str:
    since = dates.in_words(finding.since) if finding.since else "the first"
    return f"in the last {counted(finding.green, 'period')}, since {since}"


def _pace(result: IndicatorResult, reviewed: TargetUnderReview, finding: Pace) -> str:
    value = figures.shown(finding.then, _decimals(result), result.unit)
    then = f"{value} by {dates.in_words(finding.by)}"
    if finding.slope is None:
        span = f"{dates.in_words(finding.first)} to {dates.in_words(finding.last)}"
        return f"at the rate so far it will be {then} ({METHODS[finding.method]}, {span})"
    how = f"({METHODS[finding.method]}, {counted(finding.points, 'reading')})"
    if finding.away:
        moves = "rising" if finding.slope > 0 else "falling"
        return f"its trend is {moves}, away from the target, and will not reach it {how}"
    why = _why_a_year_on(reviewed, finding)
    return f"on its present trend it will be {then}{why} and {_reached(finding)} {how}"


def _why_a_year_on(reviewed: TargetUnderReview, finding: Pace) -> str:
    """Say why a trend is led on beyond the period of a target; empty where it is not."""
    if reviewed.ends is None:
        return ", a year on as the target has no end date,"
    return "" if finding.by.end <= reviewed.ends else ", a year on as the target's period is over,"


def _reached(finding: Pace) -> str:
    if finding.reached is None:
        return "will not reach the target within ten years"
    when = dates.in_words(finding.reached)
    if finding.reached > finding.by:
        return f"will not reach the target until {when}"
    return f"will only pass through the target, in {when}"


# ── What the periods that are left need ──────────────────────────────────────────────────────────


def _needs(result: IndicatorResult, review: TargetReview) -> LabelledText | None:
    found = review.needs
    if found is NoAnswer.MET and result.inputs.due and isinstance(result.inputs.reading, Reason):
        return LabelledText("needs", _met_earlier(result, result.inputs.due))
    if isinstance(found, NoAnswer):
        return LabelledText("needs", _NO_NEEDS[found]) if found in _NO_NEEDS else None
    words = _added if review.reviewed.indicator.accumulates else _moved
    return LabelledText("needs", words(result, found))


def _met_earlier(result: IndicatorResult, due: Period) -> str:
    """Say which figure meets the target, where the period that is due has none."""
    period, latest = [
        (one.period, reading)
        for one in result.history
        if one.is_given and isinstance(reading := one.inputs.reading, SourcedValue)
    ][-1]
    figure = figures.shown(latest.value, precision.decimals_of(result, latest), result.unit)
    return (
        f"nothing more than the latest figure, {figure} in {dates.in_words(period)}, which meets "
        f"the target; there is no figure for {dates.in_words(due)}"
    )


_SENSES = {
    Polarity.HIGH: "at least",
    Polarity.LOW: "at most",
    Polarity.ON_TARGET: "about",
    Polarity.NEUTRAL: "about",
}
_STRICT_SENSES = {
    Polarity.HIGH: "more than",
    Polarity.LOW: "less than",
    Polarity.ON_TARGET: "about",
    Polarity.NEUTRAL: "about",
}


def _added(result: IndicatorResult, found: Needs) -> str:
    """Say what each period must add, or may add at most; rounded so that it is enough."""
    sense = (_STRICT_SENSES if found.strict else _SENSES)[result.inputs.polarity]
    up = result.inputs.polarity is not Polarity.LOW
    amounts = [
        figures.sided(one.amount, _decimals(result), result.unit, up=up) for one in found.steps
    ]
    return f"{sense} {_steps(found, amounts)}"


def _moved(result: IndicatorResult, found: Needs) -> str:
    """Say how far each period must move, and which way."""
    rises = found.total > 0 or (not found.total and result.inputs.polarity is Polarity.HIGH)
    way = "a rise of" if rises else "a fall of"
    places = _decimals(result) + (result.unit != UNITS["count"])  # but cases are whole
    amounts = [
        figures.gap_words(
            result.unit, figures.sided(abs(one.amount), places, figures.PLAIN, up=True)
        )
        for one in found.steps
    ]
    return f"{way}{' more than' if found.strict else ''} {_steps(found, amounts)}"


def _steps(found: Needs, amounts: list[str]) -> str:
    periods = [dates.in_words(one.period) for one in found.steps]
    if len(set(amounts)) > 1:
        return ", ".join(f"{one} in {at}" for one, at in zip(amounts, periods, strict=True))
    if len(amounts) == 1:
        return f"{amounts[0]} in {periods[0]}"
    return f"{amounts[0]} in each of {len(amounts):,} periods, {periods[0]} to {periods[-1]}"
