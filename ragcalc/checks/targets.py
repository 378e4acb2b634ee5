"""Checks of targets and of the tolerances around them."""

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, assert_never

from ragcalc import numbers
from ragcalc.catalogue.model.fields import Since
from ragcalc.catalogue.model.figures import Target
from ragcalc.catalogue.model.indicators import Indicator, StatusRule
from ragcalc.checks.subject import CheckedIndicator, Subject
from ragcalc.checks.wording import as_text, range_as_text
from ragcalc.periods import Period
from ragcalc.problems import Place, Problem
from ragcalc.scoring import goals, indexes
from ragcalc.scoring.inputs import Inputs, ResolvedTarget, Rules, SourcedTolerance
from ragcalc.tolerances import Edge, Simple, Tolerance
from ragcalc.vocabulary import Polarity


def target_zero_relative(subject: Subject) -> Iterator[Problem]:
    """The target is 0 and a tolerance is a percentage of it, which leaves no room.

    Why: 5% of 0 is 0, so no value is amber: each is green or red, as if there were no
    tolerance. Only the tolerances that apply to the indicator are checked, and a floor or a
    base leaves room.

    Failing:
        polarity: low
        target: 0
        tolerance: {amber: 5%}

    Passing:
        polarity: low
        target: 0
        tolerance: {amber: 2 points}
    """
    for _, verdict in subject.judged:
        inputs, goal = verdict.inputs, verdict.inputs.goal
        if not isinstance(goal, ResolvedTarget) or not _is_zero(inputs, goal):
            continue
        for word, rule in _written_rules(inputs):
            if rule.tolerance.relative and not rule.tolerance.edge(Fraction(0)).limit:
                yield Problem(
                    "target-zero-relative",
                    f"target 0 leaves no room for {word} ({rule.tolerance})",
                    goal.place.within("value"),
                    f"write {word} in points, add a base: to measure it on, or write {word}: 0",
                )


def target_percentile_side(subject: Subject) -> Iterator[Problem]:
    """A target that is a percentile is one that most authorities meet.

    Why: a percentile counts from the lowest figure, whichever way is good: where low is good, three
    quarters of the authorities meet the 75th, and a quarter the 25th.

    Failing:
        polarity: low
        dataset: {name: lait, measure: ReReferral}
        target: {percentile: 75, of: lait}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19

    Passing:
        polarity: low
        dataset: {name: lait, measure: ReReferral}
        target: {percentile: 25, of: lait}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19
    """
    for entry in subject.entries.values():
        for place, target in _written(entry):
            if target.percentile is None:
                continue
            met = _met_by(target.percentile, entry.indicator.polarity)
            if met > _HALF:
                yield Problem(
                    "target-percentile-side",
                    f"percentile {target.percentile} is a target that about {as_text(met)}% of the "
                    "authorities meet",
                    place.within("percentile"),
                    "it counts from the lowest figure; "
                    f"write {as_text(100 - target.percentile)} for the best {as_text(100 - met)}%",
                )


_HALF = Decimal(50)


def _written(entry: CheckedIndicator) -> Iterator[tuple[Place, Target]]:
    indicator = entry.indicator
    if indicator.target:
        yield entry.place.within("target"), indicator.target
    for key, target in indicator.targets.items():
        yield entry.place.within("targets", str(key)), target


def _met_by(percentile: Decimal, polarity: Polarity) -> Decimal:
    """Return how many percent of the authorities meet a percentile; half where none is better."""
    match polarity:
        case Polarity.HIGH:
            return 100 - percentile
        case Polarity.LOW:
            return percentile
        case Polarity.ON_TARGET | Polarity.NEUTRAL:
            return _HALF
        case _:
            assert_never(polarity)


def tolerance_bands_empty(subject: Subject) -> Iterator[Problem]:
    """Amber is narrower than green, so it has no effect.

    Why: an amber that is written in the same place as a green, or closer to the indicator than
    it, is meant to be used. If one is a percentage and the other is in points, the wider one
    depends on the target. (An inherited amber narrower than a policy's own green is widened to
    it by design, and amber equal to green means met or not met.)

    Failing:
        target: 14
        tolerance: {green: 2 points, amber: 5%}

    Passing:
        target: 14
        tolerance: {green: 2 points, amber: 20%}
    """
    for _, verdict in subject.judged:
        inputs, goal = verdict.inputs, verdict.inputs.goal
        if (
            isinstance(goal, ResolvedTarget)
            and inputs.polarity is not Polarity.NEUTRAL
            and not inputs.floor
        ):
            yield from _empty_amber(inputs, goal)


def tolerance_overlap(subject: Subject) -> Iterator[Problem]:
    """Two rules cover the same values, and only one of them is used.

    Why: a reader may expect the other status. If `amber` and `amber-if` are written in one
    place both apply: a value within amber is amber in any direction. A value below a floor is
    red: neither green nor amber-if extends beyond it.

    Failing:
        target: 100
        tolerance: {amber: 5%, amber-if: [improved]}

    Passing:
        target: 100
        tolerance: {amber-if: [improved]}
    """
    for rule, place in _status_rules(subject):
        if rule.amber is not None and rule.amber_if:
            yield Problem(
                "tolerance-overlap",
                f"amber-if is set as well as amber ({rule.amber}): within it any direction is "
                "amber",
                place.within("amber-if").key_itself(),
                "keep one of the two; amber-if alone replaces an inherited amber",
            )
    yield from dict.fromkeys(
        problem for _, verdict in subject.judged for problem in _past_floor(verdict.inputs)
    )


def _status_rules(subject: Subject) -> Iterator[tuple[StatusRule, Place]]:
    """Yield every rule for a status that is written, and its place."""
    for entry in subject.entries.values():
        yield entry.indicator.tolerance, entry.place.within("tolerance")
    if subject.thresholds:
        document = subject.documents[1]
        yield subject.thresholds.default.status, Place(document, ("default", "status"))
        for name, policy in subject.thresholds.policies.items():
            yield policy.status, Place(document, ("policies", name, "status"))


def _past_floor(inputs: Inputs) -> Iterator[Problem]:
    """Yield the rules that a floor cuts short."""
    floor, goal, rules = inputs.floor, inputs.goal, inputs.rules
    if floor is None or not isinstance(goal, ResolvedTarget):
        return
    end = goal.low if inputs.polarity is Polarity.HIGH else goal.high
    green = rules.green.tolerance.edge(inputs.base.value if inputs.base else end)
    green_words = f"green ({rules.green.tolerance})" if green.limit > abs(floor.value - end) else ""
    for word in filter(None, (green_words, "amber-if" if rules.amber_if else "")):
        yield Problem(
            "tolerance-overlap",
            f"{word} goes beyond the floor of {as_text(floor.value)}, past which everything is red",
            floor.place,
            "lower or remove the floor, or narrow what goes beyond it",
        )


def target_beaten_before(subject: Subject) -> Iterator[Problem]:
    """Every reading before a target began beats it by more than the tolerance.

    Why: a target is meant to be a challenge. If it was reached long before it began, the
    polarity is often the wrong way round. The readings must cover at least the year before; of
    successive targets, only the first is checked and those that ask for less than the one
    before.

    Failing:
        polarity: low
        frequency: annual
        targets: {2018-19: 90}
        values: {2016-17: 62, 2017-18: 66, 2018-19: 71}

    Passing:
        polarity: high
        frequency: annual
        targets: {2018-19: 90}
        values: {2016-17: 62, 2017-18: 66, 2018-19: 71}
    """
    for entry in subject.entries.values():
        if entry.indicator.polarity not in _ONE_SIDED or entry.indicator.base:
            continue
        asking = [*_asking_less(entry.indicator)]
        history = _history(entry.indicator) if asking else []
        for key, begin, target in asking:
            widest = _widest(entry.rules, target)
            readings = _before(history, begin)
            surplus = [_surplus(entry.indicator, value, target) for value in readings]
            if surplus and min(surplus) > widest.edge(target).limit:
                yield Problem(
                    "target-beaten-before",
                    f"target {as_text(target)} was beaten by more than {widest} before it began: "
                    f"by {range_as_text(readings)}",
                    entry.place.within("targets", str(key), "value"),
                    f"is polarity: {entry.indicator.polarity} right, and is the target?",
                )


_ONE_SIDED = (Polarity.HIGH, Polarity.LOW)


def _is_zero(inputs: Inputs, goal: ResolvedTarget) -> bool:
    """Return whether a tolerance of this target is measured on 0; a part of a year's may be 0."""
    if inputs.polarity is Polarity.NEUTRAL or goal.full_year is not None:
        return False
    return goal.low == goal.high == 0 and not (inputs.base and inputs.base.value)


def _written_rules(inputs: Inputs) -> Iterator[tuple[str, SourcedTolerance]]:
    """Yield the tolerances that decide; a floor or amber-if may stand in amber's place."""
    yield "green", inputs.rules.green
    if not inputs.floor and not inputs.rules.amber_if_alone:
        yield "amber", inputs.rules.amber


def _empty_amber(inputs: Inputs, goal: ResolvedTarget) -> Iterator[Problem]:
    """Point at the tolerance where it is at fault for every target, else at the target."""
    green, amber = inputs.rules.green, inputs.rules.amber
    if amber.place is None or _depth(amber) > _depth(green):
        return
    ends = [inputs.base.value] if inputs.base else list(dict.fromkeys((goal.low, goal.high)))
    narrow = [
        end for end in ends if _narrower(amber.tolerance.edge(end), green.tolerance.edge(end))
    ]
    for end in narrow[:1]:
        always = amber.place if _alike(amber, green) else None
        near, far = (rule.tolerance if always else _sized(rule, end) for rule in (amber, green))
        yield Problem(
            "tolerance-bands-empty",
            f"amber ({near}) is narrower than green ({far})",
            always or goal.place.within("value"),
            "widen amber or narrow green; if they are equal, a target is met or not met",
        )


def _depth(rule: SourcedTolerance) -> int:
    """Say how far from the indicator a tolerance was set: there, in a policy, for all, built in."""
    if rule.place is None:
        return 3
    return ("indicators", "policies", "default").index(str(rule.place.path[0]))


def _narrower(amber: Edge, green: Edge) -> bool:
    return amber.limit < green.limit or (amber < green and bool(green.limit))


def _alike(amber: SourcedTolerance, green: SourcedTolerance) -> bool:
    """Return whether which one reaches further is the same for every target."""
    first, second = amber.tolerance, green.tolerance
    simple = isinstance(first, Simple) and isinstance(second, Simple)
    return simple and first.relative == second.relative


def _sized(rule: SourcedTolerance, base: Fraction) -> str:
    """Write a tolerance, and what a percentage comes to."""
    if isinstance(rule.tolerance, Simple) and not rule.tolerance.relative:
        return str(rule.tolerance)
    return f"{rule.tolerance}, {as_text(rule.tolerance.edge(base).limit)} of {as_text(base)}"


def _asking_less(indicator: Indicator) -> Iterator[tuple[Period | Since, int, Fraction]]:
    """Yield the first target, and each that asks for less than the one before, with its begin."""
    before: Fraction | None = None
    for begin, key, target in sorted(_dated(indicator), key=lambda one: one[0]):
        if before is None or _surplus(indicator, before, target) > 0:
            yield key, begin, target
        before = target


def _dated(indicator: Indicator) -> Iterator[tuple[int, Period | Since, Fraction]]:
    """Yield the targets with one number that decide, and when each begins.

    For a figure that accumulates a quarter's target is a part of the year's, so it is passed over,
    as is one of what readings add up to.
    """
    for key, target in indicator.targets.items():
        if goals.is_of_sum(indicator, key):
            continue
        period = key.period if isinstance(key, Since) else key
        part = indicator.accumulates and isinstance(key, Period) and key.months < 12
        if target.number is not None and not target.proposed and not part:
            yield period.start, key, numbers.to_fraction(target.number)


class _ReadingsSoFar(NamedTuple):
    """All readings up to one of them."""

    end: int
    """Where the latest of them ends."""
    begin: int
    """When the time begins over which the first of them is taken."""
    least: Fraction
    greatest: Fraction


def _history(indicator: Indicator) -> list[_ReadingsSoFar]:
    """Return the past at each reading, in the order of time.

    Readings by another method, from before a break, do not count, nor does a part of a year.
    """
    since = max((when.start for when, one in indicator.values.items() if one.break_), default=0)
    found: list[_ReadingsSoFar] = []
    for period in indexes.figures(indicator):
        if since <= period.start and _covers(indicator, period):
            amount = indicator.values[period].amount(indicator.unit)
            begin = _beginning(indicator, period)
            now = _ReadingsSoFar(period.end, begin, amount, amount)
            found.append(_together(found[-1], now) if found else now)
    return found


def _together(before: _ReadingsSoFar, now: _ReadingsSoFar) -> _ReadingsSoFar:
    return _ReadingsSoFar(
        now.end,
        min(before.begin, now.begin),
        min(before.least, now.least),
        max(before.greatest, now.greatest),
    )


def _before(history: list[_ReadingsSoFar], begin: int) -> list[Fraction]:
    """Return the least and the greatest reading before a target began.

    None where the readings do not cover the year before.
    """
    ended = bisect_right(history, begin, key=lambda past: past.end)
    if not ended:
        return []
    past = history[ended - 1]
    if past.begin > begin - 12 or past.end <= begin - 12:
        return []
    return [past.least, past.greatest]


def _covers(indicator: Indicator, period: Period) -> bool:
    """Return whether the reading stands for all that its target asks; a part of a year does not."""
    return not indicator.accumulates or period.end == period.year(indicator.year).end


def _beginning(indicator: Indicator, period: Period) -> int:
    """Return when the time begins over which a reading is taken."""
    if indicator.accumulates:
        return period.year(indicator.year).start
    return min(period.start, period.end - (indicator.rolling or 0))


def _surplus(indicator: Indicator, value: Fraction, target: Fraction) -> Fraction:
    """Return by how much a value is better than a target."""
    return value - target if indicator.polarity is Polarity.HIGH else target - value


def _widest(rules: Rules, target: Fraction) -> Tolerance:
    """Return the tolerance of a status that reaches furthest."""
    both = (rules.amber.tolerance, rules.green.tolerance)
    return max(both, key=lambda tolerance: tolerance.edge(target).limit)
