"""The evidence as sentences: each method's answer with the figures that it rests on."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ragcalc import numbers
from ragcalc.render.common import dates
from ragcalc.render.common.evidence.words import (
    ASSURANCES,
    CANNOT_TELL,
    DIFFERENCES,
    NO_ANSWERS,
    NO_BANDS,
    NOT_IN_DATASET,
    TRENDS,
    VARIATIONS,
    band_words,
    side_words,
)
from ragcalc.render.common.labels import counted
from ragcalc.scoring.evidence.funnels import Funnel
from ragcalc.scoring.evidence.intervals import PUBLISHED, Difference
from ragcalc.scoring.evidence.ranks import NoBand
from ragcalc.scoring.evidence.records import Evidence, RankPosition
from ragcalc.scoring.evidence.signals import Assurance, ProcessBehaviourChart
from ragcalc.scoring.evidence.trends import CRITICAL, Recent
from ragcalc.scoring.results import IndicatorResult
from ragcalc.vocabulary import NoAnswer

_PLACES = 4
"""Decimal places of the ends of intervals and of statistics."""


def sentences(result: IndicatorResult) -> Iterator[tuple[str, str]]:
    """Yield the question of each method, and its answer with the figures that it rests on."""
    evidence = result.evidence
    if evidence is None:
        return
    if evidence.place:
        yield "rank", _rank_sentence(evidence.place)
    if isinstance(evidence.funnel, Funnel):
        yield "funnel", _funnel_sentence(result, evidence.funnel)
    elif evidence.funnel not in (NoAnswer.NO_METHOD, NoAnswer.NO_DATASET):
        why = NOT_IN_DATASET if evidence.funnel is NoAnswer.NO_VALUE else None
        yield "funnel", f"{CANNOT_TELL}: {why or NO_ANSWERS[evidence.funnel]}"
    yield from _interval_sentences(result, evidence)
    if evidence.fragile:
        yield "one case", _fragile_sentence(result, evidence)
    yield "signal", _signal_sentence(evidence.chart)
    if evidence.recent is not NoAnswer.NO_METHOD:
        yield "trend", _trend_sentence(evidence.recent)


def cannot_tell(reason: NoAnswer) -> str:
    """Say why a method has no answer: cannot tell, because there are too few readings."""
    return f"{CANNOT_TELL}, because {NO_ANSWERS[reason]}"


def _in_full(figure: Decimal | Fraction) -> str:
    """Write a dataset's figure: as it is published, or as its counts make it."""
    return numbers.to_text(figure) if isinstance(figure, Decimal) else _digits(figure)


def _digits(number: Fraction) -> str:
    """Write a number in full, or to six places with dots behind it."""
    short = numbers.shortest(number)
    return numbers.to_text(short) + ("" if numbers.to_fraction(short) == number else "...")


def _short(number: Fraction) -> str:
    """Write an end that never ends to as many places as it is useful."""
    return numbers.to_text(numbers.rounded(number, _PLACES))


def _rank_sentence(place: RankPosition) -> str:
    ranked = place.ranked
    authorities = "authority" if ranked.of == 1 else "authorities"
    left_out = f", {place.left_out} left out," if place.left_out else ""
    period = dates.in_words(place.period)
    of = f"{ranked.of} {authorities}{left_out} with a figure in {period}"
    source = f" ({place.source}, {place.measure})"
    if ranked.rank is None or place.value is None:
        reason = NO_BANDS[ranked.reason] if ranked.reason else ""
        return f"none among {of}: {reason}{source}"
    own = f"{ranked.rank} of {of}, with {_in_full(place.value)}"
    if ranked.letter is None:
        return f"{own}; no quartile: {NO_BANDS[ranked.reason or NoBand.TOO_FEW]}{source}"
    bounds = ""
    if ranked.bounds:
        bounds = f", boundaries {', '.join(map(_digits, ranked.bounds))}"
    split = ", with equal values in another quartile" if ranked.split else ""
    quartile = f"quartile {ranked.letter} by {ranked.method}{bounds}{split}"
    finer = (("quintile", place.quintile), ("decile", place.decile))
    others = "".join(f"; {name} {band_words(one)}" for name, one in finer if one.band)
    return f"{own}; {quartile}{others}{source}"


def _funnel_sentence(result: IndicatorResult, found: Funnel) -> str:
    outermost = found.outermost
    where = "within the limits"
    if outermost:
        side = side_words(outermost.side, result.inputs.polarity).text
        where = f"{side} than the national figure, beyond the limits at {outermost.level}"
    ends = ", ".join(
        f"{_short(one.low)} to {_short(one.high)} at {one.level}"
        for one in found.limits
        if one.low is not None and one.high is not None
    )
    own = f"{_digits(found.own.value)} of {numbers.to_text(found.own.denominator)}"
    beyond = ", ".join(
        f"{one.above} above and {one.below} below at {one.level}" for one in found.beyond
    )
    return (
        f"{where}: {own} against {_digits(found.national)} in {dates.in_words(found.period)}"
        f"{f', limits {ends}' if ends else ''}; of {found.authorities} authorities {beyond}"
    )


def _interval_sentences(result: IndicatorResult, evidence: Evidence) -> Iterator[tuple[str, str]]:
    intervals = evidence.intervals
    if isinstance(intervals, NoAnswer):
        if intervals is not NoAnswer.NO_METHOD:
            yield "interval", cannot_tell(intervals)
        return
    names = {one.id: one.name for one in result.inputs.benchmarks} | {"target": "the target"}
    for one in intervals:
        against_others = [
            f"{_difference_words(dict(found.by_level)[one.level])} {names[found.what]}"
            for found in evidence.differences
        ]
        ends = f"{_short(one.low)} to {_short(one.high)} by {one.method}"
        if one.method == PUBLISHED:
            ends = f"{_digits(one.low)} to {_digits(one.high)}, as published"
        yield f"{one.level} interval", "; ".join((ends, *against_others))


def _difference_words(difference: Difference) -> str:
    word = DIFFERENCES[difference].text
    return f"{word} {'from' if difference is Difference.NOT_DISTINGUISHABLE else 'than'}"


def _fragile_sentence(result: IndicatorResult, evidence: Evidence) -> str:
    """Say which status one case more or fewer would give."""
    assert evidence.fragile
    now = result.verdict.status.status
    changes = [
        f"one {word} would make it {status}"
        for word, status in (("more", evidence.fragile.more), ("fewer", evidence.fragile.fewer))
        if status not in (None, now)
    ]
    return ", ".join(changes) or "one more or fewer would change nothing"


def _signal_sentence(chart: ProcessBehaviourChart | NoAnswer) -> str:
    if isinstance(chart, NoAnswer):
        return cannot_tell(chart)
    limits = f"mean {_digits(chart.mean)}, limits {_digits(chart.lower)} to {_digits(chart.upper)}"
    parts = [signal.replace("-", " ") for signal, _ in chart.signals[-1]]
    why = f" ({', '.join(parts)})" if parts else ""
    fixed = f", fixed by {chart.baseline.first} to {chart.baseline.last}" if chart.baseline else ""
    screened = ""
    if chart.screened:
        ranges = "range" if chart.screened == 1 else "ranges"
        screened = f", {chart.screened} moving {ranges} screened out"
    assured = f"; {ASSURANCES[chart.assurance].text} the target" if chart.assurance else ""
    if chart.assurance is Assurance.HIT_AND_MISS:
        assured = "; hit and miss against the target"
    since = f" since the step of {chart.step}" if chart.step else ""
    number = counted(len(chart.points), "reading")
    points = f"over {number}{since} by {chart.rules}"
    return f"{VARIATIONS[chart.variation].text}{why} {points}: {limits}{fixed}{screened}{assured}"


def _trend_sentence(recent: Recent | NoAnswer) -> str:
    if isinstance(recent, NoAnswer):
        return cannot_tell(recent)
    steady = "keeps" if recent.steady else "does not keep"
    logits = " of the logits" if recent.test == "chi-squared-for-trend" else ""
    test = recent.test.replace("-", " ")
    first, last = (dates.in_words(recent.points[at].period) for at in (0, -1))
    return (
        f"{TRENDS[recent.trend].text} from {first} to {last} by {recent.method}: {test} "
        f"{_short(recent.statistic)} compared with {_digits(CRITICAL)}; "
        f"the slope{logits} {steady} its sign if any one reading is left out"
    )
