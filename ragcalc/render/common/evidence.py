"""The evidence in words: columns of tables, and sentences. Computes nothing."""

from collections.abc import Callable, Collection, Iterator
from fractions import Fraction
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.render.common import dates
from ragcalc.render.common.labels import counted
from ragcalc.render.common.lists import listed
from ragcalc.scoring import precision
from ragcalc.scoring.evidence.funnels import Funnel
from ragcalc.scoring.evidence.intervals import (
    PUBLISHED,
    ConfidenceLevel,
    Difference,
    Interval,
    Significance,
)
from ragcalc.scoring.evidence.ranks import NoBand, Ranked
from ragcalc.scoring.evidence.records import Evidence, RankPosition
from ragcalc.scoring.evidence.signals import Assurance, ProcessBehaviourChart, Variation
from ragcalc.scoring.evidence.trends import CRITICAL, Recent, Trend, TrendTest
from ragcalc.scoring.inputs import SourcedValue
from ragcalc.scoring.results import ComparatorColumn, IndicatorResult, Report
from ragcalc.vocabulary import NoAnswer, Polarity

_PLACES = 4
"""Decimal places of the ends of intervals and of statistics, in sentences."""
CANNOT_TELL = "cannot tell"
_NO_BAND = {
    NoBand.NO_POLARITY: "neither high nor low is good",
    NoBand.NO_VALUE: "the dataset has no figure for us",
    NoBand.TOO_FEW: "too few authorities for quartiles",
    NoBand.NOT_BANDED: "its range is too small, as the catalogue or the dictionary says",
    NoBand.SUPPRESSED: "our own figure is suppressed because of small numbers",
}
_NO_ANSWERS = {
    NoAnswer.NO_METHOD: "the catalogue does not give an interval method",
    NoAnswer.NO_VALUE: "there is no reading",
    NoAnswer.NO_COUNTS: "the reading has no numerator and denominator",
    NoAnswer.NOT_CASES: "the counts are not whole numbers of cases",
    NoAnswer.NEEDS_PACKAGE: "fewer than ten cases need: pip install 'ragcalc[statistics]'",
    NoAnswer.NO_SIDE: "neither high nor low is good",
    NoAnswer.TOO_FEW: "there are too few readings",
    NoAnswer.NOT_ANNUAL: "the test is for annual figures, not monthly or quarterly ones",
    NoAnswer.STEP: "there are too few readings since the step",
    NoAnswer.BASELINE: "a reading is missing among those that fix the limits",
    NoAnswer.GAP: "a recent reading is missing",
    NoAnswer.BREAK: "the method has changed recently",
    NoAnswer.ROLLING: "readings over a rolling period overlap",
    NoAnswer.ACCUMULATES: "running totals include one another",
    NoAnswer.ZERO_WIDTH: "a share of none or of all has no spread of its own",
    NoAnswer.NO_SPREAD: "all but a few readings are equal",
    NoAnswer.NO_DATASET: "no dataset has figures by then",
    NoAnswer.NO_DENOMINATOR: "the dataset gives no denominator for our figure",
    NoAnswer.NO_NATIONAL: "the dataset has no national figure",
    NoAnswer.COUNTS_DIFFER: "the dataset's counts do not make its value",
    NoAnswer.SUPPRESSED: "our own figure is suppressed because of small numbers",
}
"""Why there is no evidence."""
_NOT_IN_DATASET = "the dataset has no figure for us, or our area is left out of it"
"""Why there is no funnel, which is of the dataset's figures and not of the reading."""
_VARIATIONS = {
    Variation.IMPROVING: "improving",
    Variation.CONCERNING: "concerning",
    Variation.HIGHER: "higher (special cause)",
    Variation.LOWER: "lower (special cause)",
    Variation.COMMON_CAUSE: "common cause",
}
_ASSURANCES = {
    Assurance.MEETS: "consistently meets",
    Assurance.MISSES: "consistently misses",
    Assurance.HIT_AND_MISS: "hit and miss",
}
_TRENDS = {
    Trend.IMPROVING: "improving",
    Trend.WORSENING: "worsening",
    Trend.RISING: "rising",
    Trend.FALLING: "falling",
    Trend.NO_CHANGE: "no significant change",
}
_DIFFERENCES = {
    Difference.BETTER: "better",
    Difference.WORSE: "worse",
    Difference.HIGHER: "higher",
    Difference.LOWER: "lower",
    Difference.NOT_DISTINGUISHABLE: "not distinguishable",
}
_GOOD = {
    *("best", "better", *(f"better at {one}" for one in ConfidenceLevel)),
    *("improving", "consistently meets"),
}
_BAD = {
    *("worst", "worse", *(f"worse at {one}" for one in ConfidenceLevel)),
    *("concerning", "worsening", "consistently misses"),
}


class ColumnText(NamedTuple):
    """One entry of a column: the words, and whether they are good news or bad."""

    text: str
    """Empty where there is nothing to say."""
    good: bool | None = None


class EvidenceColumn(NamedTuple):
    """A column of evidence."""

    heading: str
    short: str
    describe: Callable[[IndicatorResult, Evidence], str]

    def said(self, result: IndicatorResult) -> ColumnText:
        """Return what the column says of an indicator."""
        text = self.describe(result, result.evidence) if result.evidence else ""
        return ColumnText(text, True if text in _GOOD else False if text in _BAD else None)


def column_text(result: IndicatorResult, name: str) -> ColumnText:
    """Return what a column says of an indicator, by the name of the column."""
    return COLUMNS[name].said(result)


def columns(report: Report) -> dict[str, EvidenceColumn]:
    """Return the columns that a report shows, by name; of significance one for each comparator."""
    found: dict[str, EvidenceColumn] = {}
    for name in report.evidence:
        if name == SIGNIFICANCE:
            found |= {f"{one.id}_{name}": _against(one) for one in _tested(report)}
        else:
            found[name] = COLUMNS[name]
    return found


def _tested(report: Report) -> Iterator[ComparatorColumn]:
    """Yield the comparators against which any indicator is tested."""
    tests = (one.evidence.differences for one in report.indicators if one.evidence)
    whats = {test.what for of_one in tests for test in of_one}
    yield from (one for one in report.comparators if one.id in whats)


def _against(comparator: ComparatorColumn) -> EvidenceColumn:
    return EvidenceColumn(
        f"{comparator.name}, significance at 95% and 99.8%",
        f"{comparator.short} signif.",
        lambda result, evidence: _significance(result, evidence, comparator.id),
    )


def _significance(result: IndicatorResult, evidence: Evidence, comparator: str) -> str:
    if comparator not in {one.id for one in result.inputs.benchmarks}:
        return ""
    if isinstance(evidence.intervals, NoAnswer):
        return _unless_unasked(evidence.intervals)
    found = evidence.against(comparator)
    return str(found.significance) if found else ""


def significance_words(found: Significance) -> str:
    """Say whether a gap is more than chance: not significant at 95%."""
    return _SIGNIFICANT[found]


_SIGNIFICANT = {
    **{
        one: f"significantly {word} at 99.8%"
        for one, word in (
            (Significance.BEST, "better"),
            (Significance.WORST, "worse"),
            (Significance.HIGHEST, "higher"),
            (Significance.LOWEST, "lower"),
        )
    },
    **{
        one: f"significantly {one} at 95%"
        for one in (
            *(Significance.BETTER, Significance.WORSE),
            *(Significance.HIGHER, Significance.LOWER),
        )
    },
    Significance.SIMILAR: "not significantly different at 95%",
}


def _rank(_result: IndicatorResult, evidence: Evidence) -> str:
    place = evidence.place
    if place is None or place.ranked.rank is None:
        return ""
    return f"{place.ranked.rank} of {place.ranked.of}"


def _quartile(_result: IndicatorResult, evidence: Evidence) -> str:
    place = evidence.place
    if place is None or place.ranked.letter is None:
        return ""
    return place.ranked.letter + (", split" if place.ranked.split else "")


def _quintile(_result: IndicatorResult, evidence: Evidence) -> str:
    return _band(evidence.place.quintile) if evidence.place else ""


def _decile(_result: IndicatorResult, evidence: Evidence) -> str:
    return _band(evidence.place.decile) if evidence.place else ""


def _band(ranked: Ranked) -> str:
    return f"{ranked.band}{', split' if ranked.split else ''}" if ranked.band else ""


def _funnel(result: IndicatorResult, evidence: Evidence) -> str:
    found = evidence.funnel
    if isinstance(found, NoAnswer):
        return CANNOT_TELL if evidence.asks_funnel else ""
    outermost = found.outermost
    if outermost is None:
        return "within"
    side = _side(outermost.side, result.inputs.polarity)
    return f"{side} at {outermost.level}"


def _side(side: int, polarity: Polarity) -> str:
    """Say on which side of the national figure; better or worse where one is."""
    match polarity:
        case Polarity.HIGH:
            return "better" if side > 0 else "worse"
        case Polarity.LOW:
            return "worse" if side > 0 else "better"
        case Polarity.ON_TARGET | Polarity.NEUTRAL:
            return "higher" if side > 0 else "lower"


def _interval(result: IndicatorResult, evidence: Evidence) -> str:
    if isinstance(evidence.intervals, NoAnswer):
        return _unless_unasked(evidence.intervals)
    return _ends(result, evidence.intervals[0])


def _unless_unasked(reason: NoAnswer) -> str:
    return "" if reason is NoAnswer.NO_METHOD else CANNOT_TELL


def _ends(result: IndicatorResult, interval: Interval) -> str:
    decimals = _interval_decimals(result, interval)
    low, high = (numbers.rounded(one, decimals) for one in (interval.low, interval.high))
    return f"{low:,f} to {high:,f}"


def _interval_decimals(result: IndicatorResult, interval: Interval) -> int:
    """Return the decimals of the reading; a published interval stands with its own."""
    reading = result.inputs.reading
    if not isinstance(reading, SourcedValue):
        return 0
    if interval.method == PUBLISHED and reading.at_95:
        return max(numbers.decimals_written(end) for end in reading.at_95)
    return precision.decimals_of(result, reading)


def _difference(_result: IndicatorResult, evidence: Evidence) -> str:
    if isinstance(evidence.intervals, NoAnswer):
        return _unless_unasked(evidence.intervals)
    found = next((one for one in evidence.differences if one.what == "target"), None)
    return _DIFFERENCES[found.by_level[0][1]] if found else ""


def _fragile(_result: IndicatorResult, evidence: Evidence) -> str:
    return "fragile" if evidence.fragile and evidence.fragile.fragile else ""


def _signal(_result: IndicatorResult, evidence: Evidence) -> str:
    chart = evidence.chart
    return CANNOT_TELL if isinstance(chart, NoAnswer) else _VARIATIONS[chart.variation]


def _assurance(_result: IndicatorResult, evidence: Evidence) -> str:
    chart = evidence.chart
    if isinstance(chart, NoAnswer):
        return CANNOT_TELL
    return _ASSURANCES[chart.assurance] if chart.assurance else ""


def _trend(_result: IndicatorResult, evidence: Evidence) -> str:
    recent = evidence.recent
    return _unless_unasked(recent) if isinstance(recent, NoAnswer) else _TRENDS[recent.trend]


SIGNIFICANCE = "significance"
"""The evidence that has a column for each comparator."""
COLUMNS = {
    "rank": EvidenceColumn("Rank among authorities", "Rank", _rank),
    "quartile": EvidenceColumn("Quartile (A is best)", "Quartile", _quartile),
    "quintile": EvidenceColumn("Quintile (1 is best)", "Quintile", _quintile),
    "decile": EvidenceColumn("Decile (1 is best)", "Decile", _decile),
    "funnel": EvidenceColumn("Beyond the funnel limits", "Funnel", _funnel),
    "interval": EvidenceColumn("95% interval", "95% interval", _interval),
    "difference": EvidenceColumn("Difference from target (95%)", "Target at 95%", _difference),
    "fragile": EvidenceColumn("One case would change the status", "One case", _fragile),
    "signal": EvidenceColumn("Signal of the latest point", "Signal", _signal),
    "assurance": EvidenceColumn("Does the process meet its target?", "Assurance", _assurance),
    "trend": EvidenceColumn("Recent trend", "Trend", _trend),
}
"""What `--columns` may name."""
USUAL = ("rank", "quartile", "difference", "signal", SIGNIFICANCE)
"""What `--evidence` shows."""


_BANDS = ("quartile", "quintile", "decile")
RESTING_ON_INTERVALS = {"interval", "difference", SIGNIFICANCE}
"""The columns that say by which method the interval was made."""


def interval_method(evidence: Evidence) -> str | None:
    """Return how the intervals were made, or that they are `published`; None without any."""
    intervals = evidence.intervals
    return None if isinstance(intervals, NoAnswer) else intervals[0].method


def _interval_methods(names: Collection[str]) -> Iterator[str]:
    """Yield one phrase for all methods of intervals: by wilson, byar and as published."""
    computed = ", ".join(name for name in names if name != PUBLISHED)
    ways = [f"by {computed}"] * bool(computed) + ["as published"] * (PUBLISHED in names)
    if ways:
        yield f"intervals {' and '.join(ways)}"


def methods(report: Report) -> Iterator[str]:
    """Yield which methods the columns that are shown were made by, each with what it made."""
    shown = [one.evidence for one in report.indicators if one.evidence]
    places = [one.place for one in shown if one.place]
    if {"rank", *_BANDS} & {*report.evidence} and places:
        years = sorted({one.period for one in places})
        yield f"ranks for {', '.join(map(dates.heading, years))}"
    if places and (bands := [f"{name}s" for name in _BANDS if name in report.evidence]):
        yield f"{listed(bands)} by {places[0].ranked.method}"
    if "funnel" in report.evidence:
        funnels = [one.funnel for one in shown if isinstance(one.funnel, Funnel)]
        if of := dict.fromkeys(dates.heading(one.period) for one in funnels):
            yield f"funnel limits around the national figure for {', '.join(of)}"
    if RESTING_ON_INTERVALS & {*report.evidence}:
        yield from _interval_methods(dict.fromkeys(filter(None, map(interval_method, shown))))
    if {"signal", "assurance"} & {*report.evidence} and shown:
        yield f"signals by {shown[0].rules}"
    if "trend" in report.evidence:
        tests = (dict(methods_of(one)).get("trend_method") for one in shown)
        if names := dict.fromkeys(filter(None, tests)):
            yield f"trends by {', '.join(names)}"


def method_of(recent: Recent | NoAnswer) -> TrendTest:
    """Return whose test a trend has, or would have."""
    return TrendTest.FINGERTIPS if isinstance(recent, NoAnswer) else recent.method


def methods_of(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Yield by which rules a signal is told, and by whose test a trend, where one is asked for."""
    yield "signal_method", evidence.rules
    if evidence.recent is not NoAnswer.NO_METHOD:
        yield "trend_method", method_of(evidence.recent)


# ── Sentences ────────────────────────────────────────────────────────────────────────────────────


def sentences(result: IndicatorResult) -> Iterator[tuple[str, str]]:
    """Yield the question of each method, and its answer with the figures that it rests on."""
    evidence = result.evidence
    if evidence is None:
        return
    if evidence.place:
        yield "rank", _rank_sentence(evidence.place)
    if isinstance(evidence.funnel, Funnel):
        yield "funnel", _funnel_told(result, evidence.funnel)
    elif evidence.funnel not in (NoAnswer.NO_METHOD, NoAnswer.NO_DATASET):
        why = _NOT_IN_DATASET if evidence.funnel is NoAnswer.NO_VALUE else None
        yield "funnel", f"{CANNOT_TELL}: {why or _NO_ANSWERS[evidence.funnel]}"
    yield from _interval_sentences(result, evidence)
    if evidence.fragile:
        yield "one case", _fragile_sentence(result, evidence)
    yield "signal", _signal_sentence(evidence.chart)
    if evidence.recent is not NoAnswer.NO_METHOD:
        yield "trend", _trend_sentence(evidence.recent)


def cannot_tell(reason: NoAnswer) -> str:
    """Say why a method has no answer: cannot tell, because there are too few readings."""
    return f"{CANNOT_TELL}, because {_NO_ANSWERS[reason]}"


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
        reason = _NO_BAND[ranked.reason] if ranked.reason else ""
        return f"none among {of}: {reason}{source}"
    own = f"{ranked.rank} of {of}, with {numbers.to_text(place.value)}"
    if ranked.letter is None:
        return f"{own}; no quartile: {_NO_BAND[ranked.reason or NoBand.TOO_FEW]}{source}"
    bounds = ""
    if ranked.bounds:
        bounds = f", boundaries {', '.join(map(_digits, ranked.bounds))}"
    split = ", with equal values in another quartile" if ranked.split else ""
    quartile = f"quartile {ranked.letter} by {ranked.method}{bounds}{split}"
    finer = (("quintile", place.quintile), ("decile", place.decile))
    others = "".join(f"; {name} {_band(one)}" for name, one in finer if one.band)
    return f"{own}; {quartile}{others}{source}"


def _funnel_told(result: IndicatorResult, found: Funnel) -> str:
    outermost = found.outermost
    where = "within the limits"
    if outermost:
        side = _side(outermost.side, result.inputs.polarity)
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
    word = _DIFFERENCES[difference]
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
    assured = f"; {_ASSURANCES[chart.assurance]} the target" if chart.assurance else ""
    if chart.assurance is Assurance.HIT_AND_MISS:
        assured = "; hit and miss against the target"
    since = f" since the step of {chart.step}" if chart.step else ""
    number = counted(len(chart.points), "reading")
    points = f"over {number}{since} by {chart.rules}"
    return f"{_VARIATIONS[chart.variation]}{why} {points}: {limits}{fixed}{screened}{assured}"


def _trend_sentence(recent: Recent | NoAnswer) -> str:
    if isinstance(recent, NoAnswer):
        return cannot_tell(recent)
    steady = "keeps" if recent.steady else "does not keep"
    logits = " of the logits" if recent.test == "chi-squared-for-trend" else ""
    test = recent.test.replace("-", " ")
    first, last = (dates.in_words(recent.points[at].period) for at in (0, -1))
    return (
        f"{_TRENDS[recent.trend]} from {first} to {last} by {recent.method}: {test} "
        f"{_short(recent.statistic)} compared with {_digits(CRITICAL)}; "
        f"the slope{logits} {steady} its sign if any one reading is left out"
    )
