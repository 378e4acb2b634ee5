"""How the verdict on one indicator was reached, in words: computes nothing, leaves nothing out.

The grid of `explain`: sections of lines and rows, every number in its full digits, every rule and
figure with the file and the line where it stands.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.render.common import dates
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.because import reason_words
from ragcalc.render.common.cells import Tone, direction_tone, revision, status_tone
from ragcalc.render.common.evidence.sentences import sentences as evidence_sentences
from ragcalc.render.common.evidence.words import significance_words
from ragcalc.render.common.labels import (
    BASES,
    DIRECTIONS,
    POLARITIES,
    REASONS,
    STATUSES,
    TARGET_BASES,
    YEAR_END,
)
from ragcalc.render.common.numbers import with_unit
from ragcalc.render.common.symbols import Absence, Sign
from ragcalc.render.media.terminal_text import printable
from ragcalc.scoring import precision
from ragcalc.scoring.direction import distance
from ragcalc.scoring.inputs import ResolvedTarget, SourcedTolerance, SourcedValue
from ragcalc.scoring.results import Band, Bands, Comparison, IndicatorResult, Report, Travel
from ragcalc.scoring.status import EVERY_VALUE
from ragcalc.scoring.whatif import StatusThreshold, opposite, status_thresholds
from ragcalc.tolerances import Simple, Tolerance, ToleranceUnit
from ragcalc.vocabulary import Direction, Polarity, Reason, Status, StatusBasis, TargetBasis

Where = Callable[[Place], str]
"""Gives `indicators.yaml:12` for a place."""

Line = tuple[str, ...]
"""The columns of one line."""


class PlaceText(str):
    """A place that readers copy: `indicators.yaml:12`."""

    __slots__ = ()


class ExplanationSection(NamedTuple):
    """One question and its answer."""

    title: str
    sign: Sign | None = None
    answer: str = ""
    tone: Tone = Tone.PLAIN
    lines: tuple[Line, ...] = ()


class Explanation(NamedTuple):
    """One indicator of a report."""

    name: str
    about: Line
    sections: tuple[ExplanationSection, ...]


def explanation(report: Report, result: IndicatorResult, where: Where) -> Explanation:
    """Return how every verdict on the indicator was reached; `where` writes places."""
    where = _printed(where)
    polarity = POLARITIES[result.inputs.polarity]
    sections = [
        _status(result, where),
        _direction(result, where),
        *_forecast(result, where),
        *_comparators(result, where),
        *_evidence(result),
        *_commentary(result),
        _sources(result, where),
    ]
    return Explanation(
        result.name,
        (result.id, dates.heading(report.period), figures.unit_words(result.unit), polarity),
        tuple(sections),
    )


def _printed(where: Where) -> Where:
    """Return how places are written on one line, whatever the names of files hold."""
    return lambda place: PlaceText(printable(where(place)))


def digits(number: Fraction) -> str:
    """Return a number with all its digits; dots follow where it does not end."""
    short = numbers.shortest(number)
    return numbers.to_text(short) + ("" if numbers.to_fraction(short) == number else "...")


def share(part: Fraction, whole: Fraction) -> str:
    """Write a part in percent of the whole to one place, to four where that looks like another."""
    exact = part / abs(whole) * 100
    short = numbers.rounded(exact, 1)
    if short == short.to_integral() and numbers.to_fraction(short) != exact:
        return percent(part, whole)
    return percent(numbers.to_fraction(short), Fraction(100))


def percent(part: Fraction, whole: Fraction) -> str:
    """Return a part in percent of the absolute whole, to four places where it does not end."""
    share = part / abs(whole) * 100
    return f"{numbers.to_text(numbers.shortest(share, numbers.PERCENT_PLACES))}%"


# ── Are we achieving our target? ─────────────────────────────────────────────────────────────────


def _status(result: IndicatorResult, where: Where) -> ExplanationSection:
    status = result.verdict.status
    if status.is_not_due:
        answer = REASONS[Reason.NOT_DUE].capitalize()
        lines = (*_target(result, where), *_proposed(result, where))
        return ExplanationSection("Status", Absence.NOT_DUE, answer, Tone.QUIET, lines)
    how = _how(status.basis, status.computed)
    words = reason_words(result.inputs, status.reason) if status.reason else ""
    why = _why(status.basis, status.reason, words)
    answer = f"{STATUSES[status.status]}{how}{why}"
    lines = (
        *_parts(result, where),
        *_inequality(result),
        *_target(result, where),
        *_proposed(result, where),
        *_bands(result, where),
        *_needs(result),
    )
    return ExplanationSection("Status", status.status, answer, status_tone(status.status), lines)


def _how(basis: StatusBasis | None, computed: Status | Direction | None) -> str:
    """Say where a verdict comes from, if not from the rule."""
    match basis:
        case StatusBasis.REPORTED:
            return ", as published, not calculated"
        case StatusBasis.OVERRIDE:
            return f" by judgement, {_otherwise(computed)}"
        case StatusBasis.COMPUTED | None:
            return ""


def _otherwise(computed: Status | Direction | None) -> str:
    """Say what a verdict would be without the judgement that stands in for it."""
    if computed in (None, Status.MISSING, Status.UNRATED, Direction.UNAVAILABLE):
        return "not calculated"
    return f"calculated as {computed}"


def _why(basis: StatusBasis | None, reason: Reason | None, words: str = "") -> str:
    """Say what decided a verdict; a judgement has its reason in its note."""
    if reason is None or reason is Reason.OVERRIDDEN:
        return ""
    return f"{':' if basis is StatusBasis.REPORTED else ','} {words or REASONS[reason]}"


def _parts(result: IndicatorResult, where: Where) -> Iterator[Line]:
    """Yield the figure of each period that the reading is made of, then what they make."""
    made = result.inputs.rolled_up
    for period, part in zip(made.periods, made.parts, strict=True) if made else ():
        if isinstance(part, Reason):
            yield dates.heading(period), "", REASONS[part], ""
        else:
            yield dates.heading(period), _figure(part), "", where(part.place)
    if made and not isinstance(made.figure, Reason):
        yield made.name, _figure(made.figure), "", ""


def _inequality(result: IndicatorResult) -> Iterator[Line]:
    """Say value against target in full digits, and how far the next band reaches."""
    inputs, gap, bands = result.inputs, result.verdict.gap, result.verdict.bands
    goal, reading = inputs.goal, inputs.reading
    if isinstance(goal, Reason) or isinstance(reading, Reason):
        return
    if gap is None or bands is None:
        return
    value = with_unit(_exact(result, reading, reading.value), result.unit)
    yield (f"{value} {_against(result, goal, gap)}. {_reach(result, bands)}.",)


def _against(result: IndicatorResult, goal: ResolvedTarget, gap: Fraction) -> str:
    """Say where a value lies: is 2.0 percentage points (14.3%) over the target of 14.0%."""
    kind = "target range" if goal.is_range else "target"
    target = f"the {kind} of {_bound(result, goal)}"
    if gap:
        return f"is {_size(result, goal, gap)} {'over' if gap > 0 else 'under'} {target}"
    if goal.is_range:
        return f"is within {target}"
    return f"is level with {target}" + (", which is not enough to meet it" if goal.strict else "")


def _bound(result: IndicatorResult, goal: ResolvedTarget) -> str:
    low, high = (_exact(result, goal, end) for end in (goal.low, goal.high))
    return f"{low} to {high}" if goal.is_range else low


def _size(result: IndicatorResult, goal: ResolvedTarget, gap: Fraction) -> str:
    """Say how large a gap is, and how much that is of the target or of the base."""
    inputs = result.inputs
    assert isinstance(inputs.reading, SourcedValue)  # as there is a gap
    places = precision.decimals_of(result, goal, inputs.reading)
    size = figures.gap_words(result.unit, figures.exact(abs(gap), places, figures.PLAIN))
    base = inputs.base.value if inputs.base else inputs.reading.value - gap
    of = " of the base" if inputs.base else ""
    return f"{size} ({share(abs(gap), base)}{of})" if base else size


def _reach(result: IndicatorResult, bands: Bands) -> str:
    """Say how far the band that decided it reaches: Amber runs up to 14.7%."""
    green = result.verdict.status.status is Status.GREEN
    band, word = (bands.green, "Green") if green else (bands.amber, "Amber")
    if band == EVERY_VALUE:
        return "Amber has no limit with this direction of travel"
    goal = result.inputs.goal
    assert isinstance(goal, ResolvedTarget)  # as there are bands
    low, high = ("" if end is None else _exact(result, goal, end) for end in (band.low, band.high))
    edge = "" if band.inclusive else " (not included)"
    if low and high:
        return f"{word} runs from {low} to {high}{edge}"
    return f"{word} runs {'down' if low else 'up'} to {low or high}{edge}"


def _exact(result: IndicatorResult, figure: SourcedValue | ResolvedTarget, number: Fraction) -> str:
    """Write a number as the report shows it, in full digits where those differ."""
    return figures.exact(number, precision.decimals_of(result, figure), result.unit)


def _target(result: IndicatorResult, where: Where) -> Iterator[Line]:
    goal = result.inputs.goal
    if isinstance(goal, Reason):
        return
    value = _ends(goal)
    strict = ", to be beaten" if goal.strict else ""
    full = f" of {digits(goal.full_year)}" if goal.full_year is not None else ""
    yield "target", f"{value}{full}{strict}", _target_basis(result, goal), where(goal.place)
    if goal.percentile:
        one = goal.percentile
        below = f"about {numbers.to_text(one.percentile)}% of them lie below it"
        taken_of = f"{one.source}, {one.measure}, {dates.heading(one.period)}"
        yield "percentile", taken_of, f"{below}, whichever way is good"
    if goal.comparator and goal.full_year is not None:
        by = goal.comparator
        when = dates.heading(by.period) if by.period else "every period"
        name = result.inputs.comparator_name(by.id)
        yield "comparator", f"{name}, {when}", "whose figure is the year's target"
    if result.inputs.base:
        base = result.inputs.base
        yield "base", digits(base.value), "tolerances are a percentage of this", where(base.place)
    if result.inputs.floor:
        floor = result.inputs.floor
        yield "floor", digits(floor.value), "amber runs as far as this", where(floor.place)


def _target_basis(result: IndicatorResult, goal: ResolvedTarget) -> str:
    """Say how the target was found: set for 2018-19, percentile 75 of 151 authorities."""
    of, by, period = goal.percentile, goal.comparator, _figure_period(goal)
    return TARGET_BASES[goal.basis].format(
        period=dates.heading(period) if period else "every period",
        comparator=result.inputs.comparator_name(by.id) if by else "",
        percentile=numbers.to_text(of.percentile) if of else "",
        authorities=of.authorities if of else "",
    )


def _figure_period(goal: ResolvedTarget) -> Period | None:
    """Return the period of the figure that a target is; of one that is simply set its own."""
    if goal.percentile and goal.basis is TargetBasis.PERCENTILE:
        return goal.percentile.period
    if goal.comparator and goal.basis is TargetBasis.COMPARATOR:
        return goal.comparator.period
    return goal.period


def _proposed(result: IndicatorResult, where: Where) -> Iterator[Line]:
    for goal in result.proposed:
        since = "from " if goal.basis is TargetBasis.REVISED else ""
        period = f"{since}{dates.heading(goal.period) if goal.period else 'every period'}"
        strict = ", to be beaten" if goal.strict else ""
        yield (
            "proposed",
            f"{_ends(goal)}{strict}",
            f"for {period}; proposed only, not used for this rating",
            where(goal.place),
        )


def _ends(goal: ResolvedTarget) -> str:
    return f"{digits(goal.low)} to {digits(goal.high)}" if goal.is_range else digits(goal.low)


def _bands(result: IndicatorResult, where: Where) -> Iterator[Line]:
    rules, bands = result.inputs.rules, result.verdict.bands
    if bands is None:
        return
    green, amber = _span(bands.green), _span(bands.amber)
    yield "green", green, _tolerance(rules.green), _set(rules.green, where)
    if result.inputs.floor:
        yield "amber", amber, "as far as the floor", where(result.inputs.floor.place)
    elif rules.amber_if_alone or bands.amber == EVERY_VALUE:
        pass  # amber-if alone says what is amber
    elif bands.amber == bands.green:
        amber_rule = f"{_tolerance(rules.amber)}, no wider than green"
        yield "amber", "no values", amber_rule, _set(rules.amber, where)
    else:
        yield "amber", amber, _tolerance(rules.amber), _set(rules.amber, where)
    if rules.amber_if and rules.amber_if_place and not result.inputs.floor:
        allowed = " or ".join(rules.amber_if)
        yield "amber", "anything else", f"if {allowed}", where(rules.amber_if_place)
        yield "red", "anything else", "otherwise", ""
    else:
        yield "red", "anything else", "", ""


def _tolerance(rule: SourcedTolerance) -> str:
    the = "" if isinstance(rule.tolerance, Simple) else "the "
    return f"tolerance of {the}{rule.tolerance}"


def _span(band: Band) -> str:
    """Write the values of a band: 14 or less, above 85, 18 to 22."""
    low, high = band.low, band.high
    if low is None and high is not None:
        return f"{digits(high)} or less" if band.inclusive else f"below {digits(high)}"
    if high is None and low is not None:
        return f"{digits(low)} or more" if band.inclusive else f"above {digits(low)}"
    if low is None or high is None:
        return "any value"
    if low == high and band.inclusive and band.low_inclusive:
        return digits(low)
    joint = "to" if band.inclusive else "to (neither included)"
    return f"{digits(low)} {joint} {digits(high)}"


def _set(rule: SourcedTolerance, where: Where) -> str:
    return where(rule.place) if rule.place else "built-in default"


def _needs(result: IndicatorResult) -> Iterator[Line]:
    """Say which values would have another status."""
    bands = result.verdict.bands
    needs = []
    for flip in status_thresholds(result.inputs):
        other = opposite(result.inputs, flip)
        values = f"{_side(flip)} or {_side(other)}" if other else _beyond(flip, bands)
        needs.append(f"{flip.status} at {values}")
    if needs:
        yield (f"It would be {', '.join(needs)}.",)


def _beyond(flip: StatusThreshold, bands: Bands | None) -> str:
    """Say where a flip's values lie; a band with two ends is named whole."""
    for band in (bands.green, bands.amber) if bands and flip.included else ():
        if flip.edge in (band.low, band.high) and None not in (band.low, band.high):
            return _span(band)
    return _side(flip)


def _side(flip: StatusThreshold) -> str:
    """Say on which side of its edge a flip's values lie."""
    edge = digits(flip.edge)
    if flip.included:
        return f"{edge} or {'more' if flip.rising else 'less'}"
    return f"{'more' if flip.rising else 'less'} than {edge}"


# ── Are we getting better? ───────────────────────────────────────────────────────────────────────


def _direction(result: IndicatorResult, where: Where) -> ExplanationSection:
    travel = result.verdict.direction
    how = _how(travel.basis, travel.computed)
    word = DIRECTIONS[travel.direction].capitalize()
    return ExplanationSection(
        "Direction",
        travel.direction,
        f"{word}{how}{_why(travel.basis, travel.reason)}",
        direction_tone(travel.direction),
        (*_travelled(result), *_basis(result, where), *_year_on_year(result)),
    )


def _travelled(result: IndicatorResult) -> Iterator[Line]:
    travel, reading = result.verdict.direction, result.inputs.reading
    if travel.previous is None or isinstance(reading, Reason):
        return
    then = f"From {digits(travel.previous.value)} in {_when(travel.previous)}"
    yield (f"{then} to {digits(reading.value)} in {_when(reading)}: {_change(travel)}.",)
    goal = result.inputs.goal
    if result.inputs.polarity is Polarity.ON_TARGET and isinstance(goal, ResolvedTarget):
        before, now = (digits(distance(goal, one.value)) for one in (travel.previous, reading))
        yield "distance", f"{before} from the target before, {now} now"


def _when(figure: SourcedValue) -> str:
    return dates.in_words(figure.period) if figure.period else "every period"


def _change(travel: Travel) -> str:
    if travel.previous is None or not travel.change:
        return "no change" if travel.previous else ""
    sign = "+" if travel.change > 0 else ""
    part = share(travel.change, travel.previous.value) if travel.previous.value else ""
    return f"{sign}{digits(travel.change)}" + (f", {sign}{part}" if part else "")


def _basis(result: IndicatorResult, where: Where) -> Iterator[Line]:
    rules, travel = result.inputs.rules, result.verdict.direction
    basis = BASES[rules.basis.basis]
    if rules.basis.baseline:
        basis = f"{basis}, {rules.basis.baseline}"
    place = where(rules.basis_place) if rules.basis_place else "built-in default"
    yield "compared with", basis, place
    reach = ""
    if travel.previous and isinstance(rules.same.tolerance, Simple):
        relative = rules.same.tolerance.measure is ToleranceUnit.PERCENT
        edge = rules.same.tolerance.edge(travel.previous.value)
        reach = f" ({digits(edge.limit)})" if relative else ""
    still = DIRECTIONS[_still(result.inputs.polarity)]
    same = within(rules.same.tolerance, "a change of", "only if unchanged")
    yield still, f"{same}{reach}", _set(rules.same, where)


def _still(polarity: Polarity) -> Direction:
    return Direction.SAME if polarity is Polarity.NEUTRAL else Direction.MAINTAINED


def within(tolerance: Tolerance, what: str, nothing: str) -> str:
    """Say how far a tolerance reaches: a change of up to 5%; `nothing` where it leaves no room."""
    if not isinstance(tolerance, Simple):
        return f"{what} up to the {tolerance}"
    if not tolerance.size:
        return nothing
    text = str(tolerance).removeprefix("below ")
    return f"{what} {'up to' if tolerance.inclusive else 'less than'} {text}"


def _year_on_year(result: IndicatorResult) -> Iterator[Line]:
    travel, own = result.verdict.year_on_year, result.verdict.direction
    is_said = travel.previous == own.previous and travel.direction is own.direction
    if travel.previous is None or is_said:
        return
    then = f"{digits(travel.previous.value)} in {_when(travel.previous)}"
    yield "year on year", f"{DIRECTIONS[travel.direction]} from {then}: {_change(travel)}", ""


# ── What is expected of the year's end ───────────────────────────────────────────────────────────


def _forecast(result: IndicatorResult, where: Where) -> Iterator[ExplanationSection]:
    """Yield how the forecast was rated, as the reading is, and where it stands."""
    expected, end = result.at_year_end, result.forecast
    if expected is None or end is None:
        return
    reading, note = end.inputs.reading, ((f"Note: {end.note}",),) if end.note else ()
    given: tuple[Line, ...] = ()
    if not isinstance(reading, Reason):
        source = end.source or result.source or ""
        given = (("forecast", digits(reading.value), source, where(reading.place)),)
    lines = (
        *_inequality(expected),
        *given,
        *_target(expected, where),
        *_bands(expected, where),
        *note,
    )
    rated = _status(expected, where)
    yield rated._replace(title=f"{YEAR_END}, {dates.heading(end.year)}", lines=lines)


# ── Comparators, sources and notes ───────────────────────────────────────────────────────────────


def _comparators(result: IndicatorResult, where: Where) -> Iterator[ExplanationSection]:
    lines = [_comparison(result, one, where) for one in result.verdict.comparisons]
    if lines:
        rule = result.inputs.rules.similar
        rule_said = within(rule.tolerance, "a gap of", "only if identical")
        similar = "counted as similar", rule_said, "", "", _set(rule, where)
        yield ExplanationSection("Comparators", lines=(*lines, similar))


def _comparison(result: IndicatorResult, comparison: Comparison, where: Where) -> Line:
    figure = comparison.benchmark.figure
    gap = ""
    if comparison.gap is not None:
        sign = "+" if comparison.gap > 0 else ""
        part = f", {sign}{share(comparison.gap, figure.value)}" if figure.value else ""
        gap = f"{sign}{digits(comparison.gap)}{part}"
    standing = str(comparison.standing or "no reading to compare")
    if found := result.significance(comparison.benchmark.id):
        standing += f", {significance_words(found)}"
    interval = ""
    if figure.at_95:
        ends = f"{numbers.to_text(figure.at_95.lower)} to {numbers.to_text(figure.at_95.upper)}"
        interval = f" ({ends} at 95%, as published)"
    when = f" in {_when(figure)}" if figure.period else ", for every period"
    value = f"{digits(figure.value)}{interval}{when}"
    return comparison.benchmark.name, value, gap, standing, where(figure.place)


def _evidence(result: IndicatorResult) -> Iterator[ExplanationSection]:
    """Yield the evidence, which is never a part of the verdict."""
    if result.evidence:
        yield ExplanationSection("Evidence", lines=tuple(evidence_sentences(result)))


def _sources(result: IndicatorResult, where: Where) -> ExplanationSection:
    lines: list[tuple[str, ...]] = []
    for name, figure in _figures(result):
        source = figure.source or result.source or ""
        lines.append((name, _figure_text(result, figure), where(figure.place), source))
        if isinstance(figure, SourcedValue) and (before := figure.replaced):
            lines.append(("replaced", _figure(before), where(before.place), before.source or ""))
    goal = result.inputs.goal
    of_target = goal.note if isinstance(goal, ResolvedTarget) else None
    notes = [(f"Note: {note}",) for note in result.notes if note != of_target]
    further = [
        (f"Note, {name}: {figure.note}",)
        for name, figure in _figures(result)
        if figure.note and figure != result.inputs.reading
    ]
    return ExplanationSection(
        "Sources", lines=(*lines, *_reported(result, where), *notes, *further)
    )


def _commentary(result: IndicatorResult) -> Iterator[ExplanationSection]:
    """Yield what the service writes of the period, where it does."""
    texts = (("Comment", result.comment), ("Action", result.action))
    written = tuple((f"{word}: {' '.join(text.split())}",) for word, text in texts if text)
    if written:
        yield ExplanationSection("Comment and action", lines=written)


def _reported(result: IndicatorResult, where: Where) -> Iterator[Line]:
    reported, place = result.inputs.reported, result.inputs.reported_place
    if reported and place:
        words = ", ".join(word for word in (reported.status, reported.direction) if word)
        yield "published", words, where(place), reported.source or result.source or ""


def _figures(result: IndicatorResult) -> Iterator[tuple[str, SourcedValue | ResolvedTarget]]:
    inputs = result.inputs
    previous = result.verdict.direction.previous
    for name, figure in (
        ("reading", inputs.reading),
        ("target", inputs.goal),
        ("previous", previous or Reason.NO_PREVIOUS),
    ):
        if not isinstance(figure, Reason):
            yield name, figure
    for benchmark in inputs.benchmarks:
        yield benchmark.name, benchmark.figure


def _figure_text(result: IndicatorResult, figure: SourcedValue | ResolvedTarget) -> str:
    """Say a figure, and of a reading that was carried forward from when it is."""
    carried = result.inputs.carried and figure == result.inputs.reading
    said = _figure(figure) + (f", carried forward from {_period_of(figure)}" if carried else "")
    if isinstance(figure, ResolvedTarget) or not (revised := revision(result, figure)):
        return said
    return f"{said}, {revised}"


def _period_of(figure: SourcedValue | ResolvedTarget) -> str:
    return dates.heading(figure.period) if figure.period else ""


def _figure(figure: SourcedValue | ResolvedTarget) -> str:
    if isinstance(figure, ResolvedTarget):
        return _ends(figure)
    counts = ""
    if figure.counted and figure.numerator is not None and figure.denominator is not None:
        counts = f" ({figure.numerator} of {figure.denominator})"
    if figure.mean_of:
        counts = f" (mean of {figure.mean_of[0]} of {figure.mean_of[1]})"
    return f"{digits(figure.value)}{counts}{', provisional' if figure.provisional else ''}"
