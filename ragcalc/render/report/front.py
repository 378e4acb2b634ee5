"""What stands at the front: how many are green, amber and red, now and before; the exceptions.

Shares are of the rated indicators; each is rounded by itself, so that they need not add to 100.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import NamedTuple

from ragcalc.catalogue.model.fields import UNITS
from ragcalc.render.common import dates
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.cells import Tone, status_tone
from ragcalc.render.common.labels import ALL_INDICATORS, ALL_OUTCOMES, LETTERS, STATUSES, counted
from ragcalc.render.report.tallies import Tally, counts
from ragcalc.scoring.moves import Moved
from ragcalc.scoring.results import IndicatorResult, Report, Summary
from ragcalc.vocabulary import Status

COLOURS = (Status.GREEN, Status.AMBER, Status.RED)
"""What a rated indicator is, in the order in which it is counted."""


class Share(NamedTuple):
    """How many of the rated indicators have one colour."""

    sign: Status
    letter: str
    word: str
    number: int
    text: str
    """`65%`."""
    tone: Tone


class FrontRow(NamedTuple):
    """One outcome or group, or all of them."""

    name: str
    """Empty where there is one outcome, which has no name."""
    tallies: tuple[Tally, ...]
    """How many have each status; empty where there is no indicator."""
    rated: int
    """How many are green, amber or red."""
    shares: tuple[Share, ...]
    """Of green, amber and red; empty where none is rated."""
    previous_rated: int
    previous_shares: tuple[Share, ...]
    """Those of the period before; empty where none was rated, or that was not worked out."""
    green: str
    """`65% of 20`; empty where none is rated."""
    previous_green: str
    sentence: str
    """`65% of 20 rated indicators are green (74% of 19 in Q3 2018-19)`."""


def exceptions(report: Report) -> list[str]:
    """Return the ids of those that are red or worse than last time, the worst first."""
    return [one.id for one in sorted(filter(is_exception, report.indicators), key=_severity)]


def is_exception(result: IndicatorResult) -> bool:
    """Return whether an indicator is red or worse than last time."""
    return result.verdict.status.status is Status.RED or _is_worse(result)


def _is_worse(result: IndicatorResult) -> bool:
    return result.last_time is not None and result.last_time.moved is Moved.WORSE


def _severity(result: IndicatorResult) -> tuple[bool, bool]:
    """Return what sorts the red before the others, and of them those that became so."""
    return result.verdict.status.status is not Status.RED, not _is_worse(result)


def exceptions_heading(number: int, *, hides_rows: bool) -> str:
    """Say how many exceptions are shown, and what they are.

    Empty where none is shown and hidden rows may be some.
    """
    if not number:
        return "" if hides_rows else "No exceptions (none red or newly worse)"
    among = " among the rows shown" if hides_rows else ""
    return f"{counted(number, 'exception')}{among} (red or newly worse)"


def front_rows(report: Report) -> Iterator[FrontRow]:
    """Yield the counts and shares of all outcomes or groups, if there are several, and of each."""
    previous = report.previous
    if len(report.blocks) != 1:
        yield _row(all_of(report), report.summary, previous.status if previous else {}, report)
    for one in report.blocks:
        if len(report.blocks) > 1 and not one.summary.indicators:
            continue
        before = previous.blocks.get(one.id, {}) if previous else {}
        yield _row(one.name or unnamed(report), one.summary, before, report)


def all_of(report: Report) -> str:
    """Name all that a report is laid out by."""
    return ALL_INDICATORS if report.grouped else ALL_OUTCOMES


def unnamed(report: Report) -> str:
    """Name the indicators without an outcome, or without a group of the grouping asked for."""
    if report.grouped:
        return f"{report.grouped.name} not given"
    return "Indicators without an outcome" if len(report.outcomes) > 1 else ""


def _row(name: str, summary: Summary, before: Mapping[Status, int], report: Report) -> FrontRow:
    achieving, _ = counts(summary)
    now, then = _shares(summary.status), _shares(before)
    when = dates.in_words(report.previous.period) if report.previous else ""
    return FrontRow(
        name=name,
        tallies=achieving,
        rated=_rated(now),
        shares=now,
        previous_rated=_rated(then),
        previous_shares=then,
        green=_green(now),
        previous_green=_green(then),
        sentence=_sentence(now, then, when),
    )


def _green(shares: tuple[Share, ...]) -> str:
    return f"{shares[0].text} of {_rated(shares):,}" if shares else ""


def _rated(shares: tuple[Share, ...]) -> int:
    return sum(one.number for one in shares)


def _shares(status: Mapping[Status, int]) -> tuple[Share, ...]:
    of = sum(status.get(one, 0) for one in COLOURS)
    if not of:
        return ()
    return tuple(
        Share(
            one,
            LETTERS[one],
            STATUSES[one],
            status[one],
            share_text(status[one], of),
            status_tone(one),
        )
        for one in COLOURS
    )


def share_text(number: int, of: int) -> str:
    """Return a share of several, rounded half up; some are never 0%, and not all are never 100%."""
    if 0 < number * 200 < of:
        return "<1%"
    if of > number and number * 200 >= 199 * of:
        return ">99%"
    return figures.shown(Fraction(100 * number, of), 0, UNITS["percent"])


def lengths(numbers: Sequence[int], width: int) -> list[int]:
    """Return how long each part of a bar is, in whole characters that add up to its width.

    What there is any of has one at least.
    """
    of, ends = sum(numbers), accumulate(numbers)
    cuts = [0, *((2 * width * end + of) // (2 * of) for end in ends)]
    found = [after - before for before, after in pairwise(cuts)]
    for at, number in enumerate(numbers):
        if number and not found[at]:
            found[at], found[found.index(max(found))] = 1, max(found) - 1
    return found


def _sentence(now: tuple[Share, ...], then: tuple[Share, ...], when: str) -> str:
    """Say the share of green, and what it was in the period before."""
    rated = counted(_rated(now), "rated indicator")
    said = f"{now[0].text} of {rated} {'is' if _rated(now) == 1 else 'are'} green" if now else ""
    before = f"{_green(then) or 'none rated'} in {when}" if when else ""
    return f"{said or 'No indicator is rated'}{f' ({before})' if before else ''}"
