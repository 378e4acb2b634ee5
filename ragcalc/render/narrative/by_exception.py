"""A report by exception: what is red or got worse in sentences, what improved, the rest in one.

Red or newly worse are exceptions everywhere; here too what declined without being green, and what
would be red by calculation or by forecast.
Each indicator is named or counted once, so that nothing is left out without a word.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ragcalc.render.common import dates
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.because import HIDDEN_TARGET, because, reason_words
from ragcalc.render.common.cells import revision
from ragcalc.render.common.labels import STATUSES
from ragcalc.render.common.lists import listed
from ragcalc.render.common.phrases import amount
from ragcalc.render.common.rolled_up import made_of
from ragcalc.render.narrative.paragraphs import (
    CLAUSES,
    Paragraph,
    commentary_sentences,
    counts_behind,
    direction_sentence,
    forecast_sentences,
    quoted,
    stands,
    target_words,
    value_sentence,
)
from ragcalc.render.report.front import is_exception
from ragcalc.scoring import precision
from ragcalc.scoring.inputs import SourcedValue
from ragcalc.scoring.moves import Moved
from ragcalc.scoring.results import Comparison, IndicatorResult, Report
from ragcalc.scoring.status import is_target_hidden
from ragcalc.vocabulary import Direction, Reason, Status, StatusBasis

MOST_LETTERS = 60
"""The names of a group of the rest stand in so many letters; of longer ones the number is said."""


class Grouped(NamedTuple):
    """Some indicators, each in one group, in their order."""

    exceptions: tuple[IndicatorResult, ...]
    improvements: tuple[IndicatorResult, ...]
    others: tuple[IndicatorResult, ...]


def grouped(results: Sequence[IndicatorResult]) -> Grouped:
    """Return which indicators are exceptions, which of the rest improved, and the others."""
    exceptions = tuple(one for one in results if needs_paragraph(one))
    rest = [one for one in results if not needs_paragraph(one)]
    improvements = tuple(one for one in rest if _is_improvement(one))
    others = tuple(one for one in rest if not _is_improvement(one))
    return Grouped(exceptions, improvements, others)


def needs_paragraph(result: IndicatorResult) -> bool:
    """Return whether an indicator is red or worse, or is kept from red by a judgement alone."""
    status, end = result.verdict.status, result.forecast
    declined = _moved(result, Direction.DECLINED) and status.status is not Status.GREEN
    is_red_at_year_end = end is not None and end.verdict.status.status is Status.RED
    return is_exception(result) or status.computed is Status.RED or declined or is_red_at_year_end


def _is_improvement(result: IndicatorResult) -> bool:
    last = result.last_time
    is_better = last is not None and last.moved is Moved.BETTER
    return is_better or _moved(result, Direction.IMPROVED)


def _moved(result: IndicatorResult, direction: Direction) -> bool:
    return result.verdict.direction.direction is direction


# ── An exception ─────────────────────────────────────────────────────────────────────────────────


def exception_paragraph(report: Report, result: IndicatorResult) -> Paragraph:
    """Return an exception in sentences: where it stands, why, forecast, comparators, notes."""
    sentences = (
        _finding(report, result),
        _basis(result),
        _published_direction(result),
        _compared(result),
        *_forecast(result),
        *commentary_sentences(result),
        f"Owner: {result.owner}." if result.owner else "",
        *map(quoted, result.notes),
    )
    return Paragraph(f"{result.name} ({_rating(result)})", tuple(filter(None, sentences)))


def _rating(result: IndicatorResult) -> str:
    """Return the status as a label: Red; Red, as published; not rated, as no target is set."""
    status = result.verdict.status
    match status.basis:
        case StatusBasis.COMPUTED:
            return f"{STATUSES[status.status]}{_status_before(result)}"
        case StatusBasis.OVERRIDE:
            return f"{STATUSES[status.status]}, by judgement{_status_before(result)}"
        case StatusBasis.REPORTED:
            why = _why_not_calculated(result)
            because_ = f"; {why}" if why else ""
            word = STATUSES[status.status]
            return f"{word}, as published{_status_before(result)}{because_}"
        case None:
            why = _why_not_calculated(result)
            word = "unrated by design" if status.status is Status.UNRATED else "not rated"
            return f"{word}{f', as {why}' if why else ''}"


def _status_before(result: IndicatorResult) -> str:
    """Return what the status was last time, where it was better or worse."""
    last = result.last_time
    if last is None or last.moved not in (Moved.BETTER, Moved.WORSE):
        return ""
    return f", previously {STATUSES[last.verdict.status.status]}"


def _why_not_calculated(result: IndicatorResult) -> str:
    """Return why no status is calculated; empty where the sentence about the figure says it."""
    reason = result.verdict.status.reason
    if reason == result.inputs.reading:
        return ""
    return f"its {HIDDEN_TARGET}" if is_target_hidden(result.inputs, reason) else CLAUSES[reason]


def _finding(report: Report, result: IndicatorResult) -> str:
    """Say the figure, its target and how it stands to the previous reading.

    At 16.0% against a target of 14.0%, it was better than in Q4 2017-18 (16.9%).
    """
    reading = result.inputs.reading
    if isinstance(reading, Reason):
        return value_sentence(report, result)
    figure = f"{_figure(report, result, reading)}{_target(result)}"
    travel = _travel(result)
    return f"At {figure}, it was {travel}." if travel else f"The figure was {figure}."


def _target(result: IndicatorResult) -> str:
    words = target_words(result)
    return f" against a {words}" if words else ""


def _figure(report: Report, result: IndicatorResult, reading: SourcedValue) -> str:
    """Return the figure, with its period where that is not the report's, and what is said of it."""
    is_own = reading.period in (report.period, None)
    period = "" if is_own or not reading.period else f" in {dates.in_words(reading.period)}"
    said = (
        "provisional" if reading.provisional else "",
        "carried forward" if result.inputs.carried else "",
        made_of(result.inputs),
        revision(result, reading),
    )
    aside = "; ".join(filter(None, said))
    counts = counts_behind(reading)
    return f"{amount(result, reading)}{counts}{period}{f' ({aside})' if aside else ''}"


_THAN = {
    Direction.IMPROVED: "better than",
    Direction.MAINTAINED: "about the same as",
    Direction.DECLINED: "worse than",
    Direction.HIGHER: "higher than",
    Direction.SAME: "about the same as",
    Direction.LOWER: "lower than",
}
"""How a figure stands to the previous one."""


def _travel(result: IndicatorResult) -> str:
    """Hold a figure against the previous reading: worse than in Q3 2018-19 (84.0%)."""
    travel, now = result.verdict.direction, result.inputs.reading
    then = travel.previous
    if travel.basis is not StatusBasis.COMPUTED or then is None or isinstance(now, Reason):
        return ""
    when = f"in {dates.in_words(then.period)}" if then.period else "before"
    if then.value == now.value:
        return f"the same as {when}"
    said = ("provisional" if then.provisional else "", revision(result, then))
    aside = ", ".join(filter(None, (_number(result, then), *said)))
    return f"{_THAN[travel.direction]} {when} ({aside})"


def _number(result: IndicatorResult, figure: SourcedValue) -> str:
    """Return a figure without the words of its unit, which the first figure has."""
    return figures.shown(figure.value, precision.decimals_of(result, figure), result.unit)


def _basis(result: IndicatorResult) -> str:
    """Say what a rating rests on that neither its word nor its figure tells."""
    status = result.verdict.status
    if status.basis is StatusBasis.OVERRIDE:
        return f"{_without_judgement(status.computed)}."
    if status.basis is StatusBasis.COMPUTED and status.reason not in _PLAIN:
        clause = because(result)
        return f"{clause[:1].upper()}{clause[1:]}."
    return ""


_PLAIN = {Reason.MET, Reason.WITHIN_GREEN, Reason.WITHIN_AMBER, Reason.BEYOND}
"""Reasons that a status and the distance from the target tell."""


def _without_judgement(computed: Status | None) -> str:
    if computed in (None, Status.MISSING, Status.UNRATED):
        return "Without the judgement, it would not be rated"
    return f"The calculated rating would be {STATUSES[computed]}"


def _published_direction(result: IndicatorResult) -> str:
    is_calculated = result.verdict.direction.basis in (StatusBasis.COMPUTED, None)
    return "" if is_calculated else direction_sentence(result)


def _forecast(result: IndicatorResult) -> Iterator[str]:
    """Say what the service expects of the year's end, and how that would be rated."""
    expected, end = result.at_year_end, result.forecast
    if expected is None or end is None:
        return
    reading, year = end.inputs.reading, dates.in_words(end.year)
    if isinstance(reading, Reason):
        yield from forecast_sentences(result)
        return
    figure = f"{amount(expected, reading)}{_target(expected)}"
    yield f"The forecast for {year} is {figure} ({_rating(expected)})."
    if end.note:
        yield quoted(end.note)


def _compared(result: IndicatorResult) -> str:
    """Say how the figure stands against each comparator: It was better than England (20.2%)."""
    held = [one for one in result.verdict.comparisons if one.standing is not None]
    if not held:
        return ""
    periods = {one.benchmark.figure.period for one in held}
    common = next(iter(periods)) if len(periods) == 1 else None
    groups: dict[str, list[str]] = {}
    for one in held:
        groups.setdefault(stands(one), []).append(_comparator(result, one, not common))
    said = listed([f"{standing} {listed(names)}" for standing, names in groups.items()])
    return f"It was {said}{f' in {dates.in_words(common)}' if common else ''}."


def _comparator(result: IndicatorResult, comparison: Comparison, is_dated: bool) -> str:
    figure = comparison.benchmark.figure
    period = f" in {dates.in_words(figure.period)}" if is_dated and figure.period else ""
    provisional = ", provisional" if figure.provisional else ""
    return f"{comparison.benchmark.name} ({_number(result, figure)}{period}{provisional})"


# ── Improvements ─────────────────────────────────────────────────────────────────────────────────


def improvement_sentences(report: Report, improvements: Sequence[IndicatorResult]) -> Iterator[str]:
    """Yield where performance improved, a sentence for each status, and which ratings did alone."""
    improved = [one for one in improvements if _moved(one, Direction.IMPROVED)]
    for rating, results in _by_status(improved).items():
        if len(results) == 1:
            (one,) = results
            yield f"Performance improved in {_improvement(report, one)} ({_rating(one)})."
        else:
            named = "; ".join(_improvement(report, one, _status_before(one)) for one in results)
            yield f"Performance improved in {len(results):,} indicators that are {rating}: {named}."
    if better := [one for one in improvements if not _moved(one, Direction.IMPROVED)]:
        named = "; ".join(f"{one.name} ({_rating(one)})" for one in better)
        yield f"The rating alone is better than last time in {named}."


def _improvement(report: Report, result: IndicatorResult, aside: str = "") -> str:
    """Say what improved and from where: Calls answered, from 81% in Q3 2018-19 to 84%."""
    travel, now = result.verdict.direction, result.inputs.reading
    judged = ", by judgement" if travel.basis is StatusBasis.OVERRIDE else ""
    if travel.previous is None or isinstance(now, Reason):
        return f"{result.name}{aside}{judged}"
    then = travel.previous
    when = f" in {dates.in_words(then.period)}" if then.period else ""
    before, after = _number(result, then), _figure(report, result, now)
    return f"{result.name}, from {before}{when} to {after}{aside}{judged}"


# ── The rest ─────────────────────────────────────────────────────────────────────────────────────


def rest_sentences(others: Sequence[IndicatorResult], is_all: bool) -> Iterator[str]:
    """Yield how many of the rest have each status, and which of the green ones declined.

    Of those without a status it says why. `is_all` says that there are no others.
    """
    if not others:
        return
    which = "" if is_all else "other "
    groups = _by_status(others)
    if len(groups) == 1:
        yield _one_group(which, *next(iter(groups.items())))
    else:
        said = listed([_group(rating, found) for rating, found in groups.items()])
        lead = "None is an exception:" if is_all else f"Of the other {len(others):,},"
        yield f"{lead} {said}."
    if declined := [one for one in others if _moved(one, Direction.DECLINED)]:
        yield f"Of the green ones, {len(declined):,} declined{_named(declined)}."


def _one_group(which: str, rating: str, found: Sequence[IndicatorResult]) -> str:
    if len(found) > 1:
        return f"The {which}{len(found):,} indicators are {rating}{_named(found)}."
    (one,) = found
    why = f" ({_why_missing(one)})" if _is_missing(one) else ""
    return f"The {which}indicator, {one.name}, is {rating}{why}."


def _group(rating: str, found: Sequence[IndicatorResult]) -> str:
    return f"{len(found):,} {'is' if len(found) == 1 else 'are'} {rating}{_named(found)}"


def _by_status(results: Sequence[IndicatorResult]) -> dict[str, list[IndicatorResult]]:
    """Return the indicators of each status, by its words."""
    found: dict[str, list[IndicatorResult]] = {}
    for status in Status:
        for one in results:
            if one.verdict.status.status is status:
                found.setdefault(_status_words(one), []).append(one)
    return found


def _status_words(result: IndicatorResult) -> str:
    status = result.verdict.status
    match status.status:
        case Status.GREEN | Status.AMBER | Status.RED:
            return STATUSES[status.status]
        case Status.UNRATED:
            return "unrated by design"
        case Status.MISSING:
            return "not due" if status.reason is Reason.NOT_DUE else "not rated"


def _is_missing(result: IndicatorResult) -> bool:
    """Return whether there is no status, for more than that no figure is due."""
    status = result.verdict.status
    return status.status is Status.MISSING and status.reason is not Reason.NOT_DUE


def _why_missing(result: IndicatorResult) -> str:
    return reason_words(result.inputs, result.verdict.status.reason)


def _named(found: Sequence[IndicatorResult]) -> str:
    """Return the names of a few, in brackets, and of all without a status the reasons."""
    by_reason: dict[str, list[IndicatorResult]] = {}
    for one in found:
        by_reason.setdefault(_why_missing(one) if _is_missing(one) else "", []).append(one)
    said = "; ".join(_reason(why, ones, len(by_reason)) for why, ones in by_reason.items())
    return f" ({said})" if said else ""


def _reason(why: str, found: Sequence[IndicatorResult], reasons: int) -> str:
    """Say for which of some there is a reason: no target set: Waiting times; no figure yet: 5."""
    names = listed([one.name for one in found])
    count = f"{len(found):,}" if why and reasons > 1 else ""
    who = names if len(names) <= MOST_LETTERS else count
    return ": ".join(filter(None, (why, who)))
