"""A report in words: by exception, or with a paragraph for each indicator."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell
from ragcalc.render.common.labels import STATUSES, counted
from ragcalc.render.common.lists import listed
from ragcalc.render.common.symbols import Absence, Mark, Sign
from ragcalc.render.narrative import by_exception
from ragcalc.render.narrative.paragraphs import Paragraph, paragraph, quoted
from ragcalc.render.report.tallies import ActionRow, DeliveryBlock, Tally
from ragcalc.render.report.view import OutcomeBlock, ReportGrid, grid
from ragcalc.render.report.view import Report as Report
from ragcalc.scoring.results import OutcomeResult
from ragcalc.vocabulary import (
    ActionStatus,
    ComparisonResult,
    Direction,
    Status,
)


class NarrativeSection(NamedTuple):
    """An outcome or a tier, or what stands before them."""

    heading: str
    """Empty where there is none."""
    depth: int
    """1 for an outcome, 2 for a tier."""
    opening: tuple[str, ...]
    """Sentences that come first."""
    paragraphs: tuple[Paragraph, ...]
    closing: tuple[str, ...] = ()
    """Paragraphs that come last."""


class Narrative(NamedTuple):
    """A report in words."""

    title: str
    sections: tuple[NarrativeSection, ...]
    remarks: tuple[str, ...]


def narrative(report: Report, in_full: bool) -> Narrative:
    """Return a report in sentences, outcome by outcome: by exception, or in full.

    In full it has a paragraph for each indicator and action.
    """
    laid_out = grid(report)
    return Narrative(
        title=f"{laid_out.organisation}, {laid_out.period}",
        sections=tuple(_sections(report, laid_out, in_full)),
        remarks=tuple(f"{remark}." for remark in laid_out.remarks),
    )


def _sections(report: Report, laid_out: ReportGrid, in_full: bool) -> Iterator[NarrativeSection]:
    first = tuple(f"{one}." for one in (laid_out.scope, laid_out.completeness) if one)
    yield NarrativeSection("", 0, (*first, *_counted(laid_out.total)), ())
    for outcome, block in zip(report.blocks, laid_out.outcomes, strict=True):
        has_directions = in_full or laid_out.total is None
        opening = tuple(_counted(block, has_directions)) or (
            "There is nothing to report here yet.",
        )
        if in_full:
            yield NarrativeSection(block.name, 1, opening, ())
            yield from _tiers(report, outcome)
        else:
            yield _exceptions(report, outcome, NarrativeSection(block.name, 1, opening, ()))
        if block.delivery:
            yield from _actions(block.delivery, in_full)


def _tiers(report: Report, outcome: OutcomeResult) -> Iterator[NarrativeSection]:
    """Yield each tier with a paragraph for each indicator."""
    for tier in outcome.tiers:
        if tier.indicators:
            is_given = tuple(paragraph(report, one) for one in tier.indicators)
            yield NarrativeSection(tier.name, 2, (), is_given)


def _exceptions(
    report: Report, outcome: OutcomeResult, section: NarrativeSection
) -> NarrativeSection:
    """Return an outcome's section with its exceptions, its improvements and the rest."""
    results = [one for tier in outcome.tiers for one in tier.indicators]
    groups = by_exception.grouped(results)
    improved = " ".join(by_exception.improvement_sentences(report, groups.improvements))
    is_all = len(groups.others) == len(results)
    rest = " ".join(by_exception.rest_sentences(groups.others, is_all))
    return section._replace(
        paragraphs=tuple(
            by_exception.exception_paragraph(report, one) for one in groups.exceptions
        ),
        closing=tuple(filter(None, (improved, rest))),
    )


# ── Counts ───────────────────────────────────────────────────────────────────────────────────────


def _counted(block: OutcomeBlock | None, has_directions: bool = True) -> Iterator[str]:
    """Yield the counts of the questions, and what else is said of an outcome.

    Without directions where they are counted over all, and the exceptions and improvements told.
    """
    if block is None:
        return
    if block.status:
        yield _outcome(block.status, block.why)
    if block.achieving:
        yield f"{_of_all(block.achieving, 'indicator')}."
        if has_directions:
            yield f"Of these, {listed(_travelled(block.getting_better))}."
    if block.delivery and block.delivery.tallies:
        yield f"{_of_all(block.delivery.tallies, 'action')}: {block.delivery.share}."
    if block.note:
        yield quoted(block.note)


def _outcome(status: Cell, why: str) -> str:
    """Say an outcome's own status and what it rests on."""
    if status.sign in (Status.MISSING, Status.UNRATED):
        return f"The outcome is not rated: {why}."
    return f"The outcome is rated {status.word}: {why}."


def _of_all(tallies: Sequence[Tally], one: str) -> str:
    """Say how many are of each kind: Of 8 indicators, 1 is rated Green and 7 are not rated."""
    found = [tally for tally in tallies if tally.number]
    total = sum(tally.number for tally in found)
    if len(found) == 1:
        every = _every(total, one, not_rated=found[0].sign is Status.MISSING)
        return f"{every} {_what(found[0])}"
    said = listed([f"{tally.number:,} {_what(tally)}" for tally in found])
    return f"Of {counted(total, one)}, {said}"


def _every(number: int, one: str, *, not_rated: bool) -> str:
    """Name all of them: Both indicators; The 2 indicators, as both "are not rated" misleads."""
    if number == 1:
        return f"The one {one}"
    if not_rated:
        return f"The {number:,} {one}s"
    return f"Both {one}s" if number == 2 else f"All {number:,} {one}s"


def _what(tally: Tally) -> str:
    """Say what those that a tally counts are: are rated Green, is not rated (no figure yet)."""
    is_ = "is" if tally.number == 1 else "are"
    match tally.sign:
        case Status.MISSING if tally.word == STATUSES[Status.MISSING]:
            return f"{is_} not rated ({_why(tally.reasons)})"
        case Status.MISSING:
            return f"{'has' if tally.number == 1 else 'have'} no status"
        case Status():
            return f"{is_} {_rated(tally)}"
        case Absence():
            return f"{is_} not due"
        case Direction() | ComparisonResult() | ActionStatus() | Mark():
            return f"{is_} {tally.word.lower()}"


def _why(reasons: Sequence[tuple[str, int]]) -> str:
    """Say why some are not rated, with the number of each reason where there are several."""
    if len(reasons) == 1:
        return reasons[0][0]
    return "; ".join(f"{why}: {number:,}" for why, number in reasons)


def _rated(tally: Tally) -> str:
    return "unrated by design" if tally.sign is Status.UNRATED else f"rated {tally.word}"


def _verb(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _travelled(tallies: Sequence[Tally]) -> list[str]:
    """Say how many moved in each way; ways that are said in the same words are one."""
    numbers: dict[tuple[str, str], int] = {}
    for tally in tallies:
        verbs = _TRAVELLED[tally.sign]
        numbers[verbs] = numbers.get(verbs, 0) + tally.number
    return [_verb(number, *verbs) for verbs, number in numbers.items() if number]


_TRAVELLED: dict[Sign, tuple[str, str]] = {
    Direction.IMPROVED: ("improved", "improved"),
    Direction.MAINTAINED: ("stayed the same", "stayed the same"),
    Direction.DECLINED: ("declined", "declined"),
    Direction.HIGHER: ("rose", "rose"),
    Direction.SAME: ("stayed the same", "stayed the same"),
    Direction.LOWER: ("fell", "fell"),
    Direction.UNAVAILABLE: ("has no direction of travel", "have no direction of travel"),
}


# ── Actions ──────────────────────────────────────────────────────────────────────────────────────


def _actions(delivery: DeliveryBlock, in_full: bool) -> Iterator[NarrativeSection]:
    """Yield what is done towards an outcome, and what is to be done next.

    By exception it is what is behind: delayed, re-phased, overdue or without a status.
    """
    if rows := [one for one in delivery.rows if in_full or _is_behind(one)]:
        heading = "Actions" if in_full else "Actions behind plan"
        yield NarrativeSection(heading, 2, (), tuple(map(_action, rows)))
    if delivery.milestones:
        steps = (
            Paragraph(dates.in_words(one.period), (f"{one.action}: {one.name}.",))
            for one in delivery.milestones
        )
        yield NarrativeSection("Next steps", 2, (), tuple(steps))


def _is_behind(row: ActionRow) -> bool:
    behind = (ActionStatus.DELAYED, ActionStatus.RE_PHASED, Status.MISSING)
    return row.status.sign in behind or bool(row.due.word)


def _action(row: ActionRow) -> Paragraph:
    """Tell one action: its status, by when it is due, its note."""
    status = "has no status" if row.status.sign is Status.MISSING else f"is {row.status.word}"
    when = f" in {dates.in_words(row.status.period)}" if row.status.period else ""
    due = f"; due {row.due_in_words}" if row.due_in_words else ""
    sentences = [f"It {status}{when}{due}."]
    if row.note:
        sentences.append(quoted(row.note))
    return Paragraph(row.name, tuple(sentences))
