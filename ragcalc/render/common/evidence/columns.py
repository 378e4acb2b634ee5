"""The columns of evidence: what each says of an indicator, as a cell."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.cells import Cell, Tone, direction_tone
from ragcalc.render.common.evidence.words import (
    ASSURANCES,
    CANNOT_TELL,
    DIFFERENCES,
    SIGNIFICANCES,
    TRENDS,
    VARIATIONS,
    Phrase,
    band_words,
    side_words,
)
from ragcalc.render.common.labels import DIRECTIONS
from ragcalc.scoring import precision
from ragcalc.scoring.evidence.intervals import PUBLISHED, Interval
from ragcalc.scoring.evidence.records import Evidence
from ragcalc.scoring.inputs import SourcedValue
from ragcalc.scoring.results import ComparatorColumn, IndicatorResult, Report, Travel
from ragcalc.vocabulary import Direction, NoAnswer, Reason

_NOTHING = Phrase("")
_CANNOT_TELL = Phrase(CANNOT_TELL)


class EvidenceColumn(NamedTuple):
    """A column of evidence."""

    heading: str
    short: str
    describe: Callable[[IndicatorResult, Evidence], Phrase]

    def cell(self, result: IndicatorResult) -> Cell:
        """Return what the column says of an indicator."""
        found = self.describe(result, result.evidence) if result.evidence else _NOTHING
        return Cell(found.text, tone=found.tone if found.text else Tone.QUIET)


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


def _significance(result: IndicatorResult, evidence: Evidence, comparator: str) -> Phrase:
    if comparator not in {one.id for one in result.inputs.benchmarks}:
        return _NOTHING
    if isinstance(evidence.intervals, NoAnswer):
        return _unless_unasked(evidence.intervals)
    found = evidence.against(comparator)
    return SIGNIFICANCES[found.significance] if found else _NOTHING


def _rank(_result: IndicatorResult, evidence: Evidence) -> Phrase:
    place = evidence.place
    if place is None or place.ranked.rank is None:
        return _NOTHING
    return Phrase(f"{place.ranked.rank} of {place.ranked.of}")


def _quartile(_result: IndicatorResult, evidence: Evidence) -> Phrase:
    place = evidence.place
    if place is None or place.ranked.letter is None:
        return _NOTHING
    return Phrase(place.ranked.letter + (", split" if place.ranked.split else ""))


def _quintile(_result: IndicatorResult, evidence: Evidence) -> Phrase:
    return Phrase(band_words(evidence.place.quintile)) if evidence.place else _NOTHING


def _decile(_result: IndicatorResult, evidence: Evidence) -> Phrase:
    return Phrase(band_words(evidence.place.decile)) if evidence.place else _NOTHING


def _funnel(result: IndicatorResult, evidence: Evidence) -> Phrase:
    found = evidence.funnel
    if isinstance(found, NoAnswer):
        return _CANNOT_TELL if evidence.asks_funnel else _NOTHING
    outermost = found.outermost
    if outermost is None:
        return Phrase("within")
    side = side_words(outermost.side, result.inputs.polarity)
    return side._replace(text=f"{side.text} at {outermost.level}")


def _interval(result: IndicatorResult, evidence: Evidence) -> Phrase:
    if isinstance(evidence.intervals, NoAnswer):
        return _unless_unasked(evidence.intervals)
    return Phrase(_ends(result, evidence.intervals[0]))


def _unless_unasked(reason: NoAnswer) -> Phrase:
    return _NOTHING if reason is NoAnswer.NO_METHOD else _CANNOT_TELL


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


def _difference(_result: IndicatorResult, evidence: Evidence) -> Phrase:
    if isinstance(evidence.intervals, NoAnswer):
        return _unless_unasked(evidence.intervals)
    found = next((one for one in evidence.differences if one.what == "target"), None)
    return DIFFERENCES[found.by_level[0][1]] if found else _NOTHING


def _fragile(_result: IndicatorResult, evidence: Evidence) -> Phrase:
    return Phrase("fragile" if evidence.fragile and evidence.fragile.fragile else "")


def _signal(_result: IndicatorResult, evidence: Evidence) -> Phrase:
    chart = evidence.chart
    return _CANNOT_TELL if isinstance(chart, NoAnswer) else VARIATIONS[chart.variation]


def _assurance(_result: IndicatorResult, evidence: Evidence) -> Phrase:
    chart = evidence.chart
    if isinstance(chart, NoAnswer):
        return _CANNOT_TELL
    return ASSURANCES[chart.assurance] if chart.assurance else _NOTHING


def _trend(_result: IndicatorResult, evidence: Evidence) -> Phrase:
    recent = evidence.recent
    return _unless_unasked(recent) if isinstance(recent, NoAnswer) else TRENDS[recent.trend]


def _on_last_time(result: IndicatorResult, _evidence: Evidence) -> Phrase:
    return _change(result, result.last_time.travel) if result.last_time else _NOTHING


def _on_year_ago(result: IndicatorResult, _evidence: Evidence) -> Phrase:
    return _change(result, result.verdict.year_on_year)


def _change(result: IndicatorResult, travel: Travel) -> Phrase:
    """Return a change and what it means: -0.9, improved."""
    reading, previous = result.inputs.reading, travel.previous
    if isinstance(reading, Reason) or previous is None or travel.change is None:
        return _NOTHING
    size = figures.change(travel.change, precision.decimals_of(result, reading, previous))
    if travel.direction is Direction.UNAVAILABLE:
        return Phrase(size)
    return Phrase(f"{size}, {DIRECTIONS[travel.direction]}", direction_tone(travel.direction))


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
    "last-time": EvidenceColumn("Change on last time", "On last time", _on_last_time),
    "year-ago": EvidenceColumn("Change on a year ago", "On a year ago", _on_year_ago),
}
"""What `--columns` may name."""
_CHANGES = ("last-time", "year-ago")
"""Those of what changed."""


def changes(result: IndicatorResult) -> Iterator[tuple[str, str]]:
    """Yield the change on last time and that on a year ago, where there is one, with its name."""
    for one in map(COLUMNS.__getitem__, _CHANGES):
        if words := one.cell(result).text:
            yield one.heading, words


USUAL = ("rank", "quartile", "difference", "signal", SIGNIFICANCE)
"""What `--evidence` shows."""
