"""What a verdict cannot be built on though each entry alone is valid.

Each rule is a small generator over one indicator; `problems` runs them all. What an indicator
refers to is looked at in `references`, periods given twice in `duplicates`.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from ragcalc import numbers, periods
from ragcalc.catalogue.model.fields import UNITS
from ragcalc.catalogue.model.figures import Reading, Target, more_than_numbers
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.model.thresholds import FEWEST_IN_LIMITS
from ragcalc.periods import NOUNS, Kind, Period
from ragcalc.problems import Place, Problem
from ragcalc.vocabulary import Frequency, IntervalMethod, Polarity, RollUp


def problems(indicator: Indicator, place: Place) -> Iterator[Problem]:
    """Yield every problem of an indicator that lies between its entries."""
    yield from of_series(indicator, place)
    yield from _settings(indicator, place)
    yield from _intervals(indicator, place)
    yield from _limits(indicator, place)
    yield from _steps(indicator, place)
    yield from _life(indicator, place)


def of_series(indicator: Indicator, place: Place) -> Iterator[Problem]:
    """Yield those of its readings, targets and floors, which tables may give."""
    yield from _counts(indicator, place)
    yield from _published(indicator, place)
    yield from _target_forms(indicator, place)
    yield from _floors(indicator, place)
    yield from _pooled(indicator, place)


def _targets(indicator: Indicator) -> Iterator[tuple[tuple[str, ...], Target]]:
    if indicator.target:
        yield ("target",), indicator.target
    for key, target in indicator.targets.items():
        yield ("targets", str(key)), target


def _counts(indicator: Indicator, place: Place) -> Iterator[Problem]:
    for period, reading in more_than_numbers(indicator.values).items():
        yield from of_counts(indicator, place.within("values", str(period)), reading)


def of_counts(indicator: Indicator, place: Place, reading: Reading) -> Iterator[Problem]:
    """Yield where the counts of a reading cannot make its value."""
    if reading.numerator is None:
        return
    if reading.denominator is not None:
        yield from _above_denominator(indicator, place, reading)
        yield from _counts_differ(indicator, place, reading)
    elif indicator.unit == UNITS["count"]:
        yield from _cases_differ(place, reading)


def _above_denominator(indicator: Indicator, place: Place, reading: Reading) -> Iterator[Problem]:
    numerator, denominator = reading.numerator, reading.denominator
    if numerator is None or denominator is None or indicator.unit != UNITS["percent"]:
        return
    if numerator > denominator and not indicator.may_exceed_100:
        yield Problem(
            "value-numerator-above-denominator",
            f"numerator {numerator} is greater than denominator {denominator}",
            place.within("numerator"),
            "correct the counts, or add may-exceed-100: true, as for a take-up",
        )


def _counts_differ(indicator: Indicator, place: Place, reading: Reading) -> Iterator[Problem]:
    if not isinstance(reading.value, Decimal):
        return
    value = reading.amount(indicator.unit)
    written = numbers.to_fraction(reading.value)
    places = numbers.decimals_written(reading.value)
    if numbers.to_fraction(numbers.rounded(value, places)) != written:
        made = numbers.to_text(numbers.shortest(value, max(1, places)))
        sign = "%" if indicator.unit.name == "percent" else ""
        yield Problem(
            "value-counts-differ",
            f"{reading.value} does not match {reading.numerator} out of {reading.denominator} "
            f"({made}{sign})",
            place.within("value"),
            "correct the value or the counts, or leave the value out: the counts decide",
        )


def _published(indicator: Indicator, place: Place) -> Iterator[Problem]:
    """Hold published intervals against the values that counts alone make, rounded as the ends."""
    for period, reading in more_than_numbers(indicator.values).items():
        if reading.value is None and reading.counted and reading.at_95:
            own = place.within("values", str(period))
            yield from _beyond_interval(reading, reading.amount(indicator.unit), own)


def _beyond_interval(reading: Reading, value: Fraction, place: Place) -> Iterator[Problem]:
    assert reading.at_95
    for key, end, side in (("lower", reading.at_95.lower, 1), ("upper", reading.at_95.upper, -1)):
        rounded = numbers.rounded(value, numbers.decimals_written(end))
        if (end - rounded) * side > 0:
            word = "above" if side > 0 else "below"
            yield Problem(
                "value-interval-crossed",
                f"{key} {end} is {word} {reading.numerator} of {reading.denominator}, which is "
                f"{numbers.to_text(numbers.shortest(value))}",
                place.within(key),
                "correct the counts or the interval, which must contain its figure",
            )


def _cases_differ(place: Place, reading: Reading) -> Iterator[Problem]:
    """Refuse a count beside a numerator alone, which counts the same cases, if they differ."""
    if isinstance(reading.value, Decimal) and reading.value != reading.numerator:
        yield Problem(
            "value-counts-differ",
            f"{reading.value} does not match the numerator {reading.numerator}: both count the "
            "cases",
            place.within("value"),
            "correct one of them, or leave the numerator out",
        )


_STRICT = {
    Polarity.HIGH: "above",
    Polarity.LOW: "below",
    Polarity.ON_TARGET: None,
    Polarity.NEUTRAL: None,
}
"""The key of a target that a tie does not meet, by the way that is good."""


def misfit(target: Target, polarity: Polarity) -> tuple[str, str] | None:
    """Return what is wrong with the form of a target under a polarity, and how to correct it.

    A range needs `on-target`; below and above must point the way that is good.
    """
    fitting = _STRICT[polarity]
    strict = "above" if target.above is not None else "below"
    if target.from_ is not None and polarity is not Polarity.ON_TARGET:
        message = f"a range needs polarity on-target, not {polarity}"
        return message, "write one number, or change the polarity"
    if (target.above, target.below) != (None, None) and strict != fitting:
        hint = f"write {fitting}, or correct the polarity" if fitting else "write one number"
        return f"{strict} does not fit polarity {polarity}", hint
    return None


def _target_forms(indicator: Indicator, place: Place) -> Iterator[Problem]:
    for path, target in _targets(indicator):
        if found := misfit(target, indicator.polarity):
            message, hint = found
            yield Problem("target-form-polarity", message, place.within(*path), hint)
        own = indicator.dataset.name if indicator.dataset else None
        if target.of not in (None, own):
            yield Problem(
                "target-percentile-dataset",
                f"the percentile is of {target.of}, "
                + (f"and the measure of {own}" if own else "and the indicator names no measure"),
                place.within(*path, "of"),
                f"write dataset: {{name: {target.of}, measure: …}}, or correct of:",
            )


def _floors(indicator: Indicator, place: Place) -> Iterator[Problem]:
    for period, figure in indicator.floor.items():
        own = place.within("floor", *([str(period)] if period else []))
        if indicator.polarity not in (Polarity.HIGH, Polarity.LOW):
            yield Problem(
                "target-floor-polarity",
                f"a floor needs polarity high or low, not {indicator.polarity}",
                own,
                "use a tolerance instead",
            )
            continue
        target = indicator.targets.get(period) if period else indicator.target
        goal = target.number if target and not target.proposed else None
        if goal is None or figure.value == goal or figure.proposed:
            continue
        if (figure.value > goal) == (indicator.polarity is Polarity.HIGH):
            yield Problem(
                "target-floor-beyond-target",
                f"floor {figure.value} is better than target {goal}",
                own,
                "the floor must be worse than the target: amber lies between the two",
            )


def _settings(indicator: Indicator, place: Place) -> Iterator[Problem]:
    """Settings that only mean something together with another, or never together."""
    if indicator.profile is not None and not indicator.accumulates:
        yield Problem(
            "series-profile-without-accumulates",
            "a profile is for a figure that accumulates over the year, and this one does not",
            place.within("profile"),
            "add accumulates: true, or delete the profile",
        )
    if indicator.accumulates and indicator.rolling is not None:
        yield Problem(
            "series-accumulates-and-rolls",
            "a figure that accumulates over the year cannot roll as well",
            place.within("rolling"),
            "keep rolling: or accumulates:, whichever is true",
        )
    straddles = (indicator.year, indicator.frequency) == (Kind.ACADEMIC, Frequency.QUARTERLY)
    if indicator.accumulates and straddles:
        yield Problem(
            "series-accumulates-straddles",
            "July to September lies in two academic years, so a quarter cannot accumulate in one",
            place.within("accumulates"),
            "give monthly figures, or keep the financial year",
        )
    if indicator.due is not None and indicator.frequency is not Frequency.ANNUAL:
        yield Problem(
            "period-due-not-annual",
            f"due: is for annual figures, and this one is {indicator.frequency}",
            place.within("due"),
            "write lag: 1 quarter for figures that come late",
        )
    if indicator.values_from_dataset and indicator.dataset is None:
        yield Problem(
            "series-values-without-dataset",
            "the values are to come from a dataset, and the indicator names no measure of one",
            place.within("values"),
            "add dataset: {name: …, measure: …}, or write the values by period",
        )
    yield from _rolling_up(indicator, place)


def _rolling_up(indicator: Indicator, place: Place) -> Iterator[Problem]:
    """Yield where figures that are to make those of longer periods cannot."""
    method = indicator.rolls_up
    if method is None:
        return
    if indicator.frequency is Frequency.ANNUAL:
        yield Problem(
            "series-rolls-up-annual",
            "rolls-up: is for figures of months and quarters, and this one is annual",
            place.within("rolls-up"),
            "delete rolls-up:, or correct the frequency",
        )
    elif method is not RollUp.LAST and (indicator.accumulates or indicator.rolling):
        key = "accumulates" if indicator.accumulates else "rolling"
        yield Problem(
            "series-rolls-up-overlaps",
            f"each figure holds earlier ones, as {key}: says, so {_ROLLED_UP[method]} would count "
            "them again",
            place.within("rolls-up"),
            f"delete rolls-up:, and the last figure stands; or delete {key}:, whichever is wrong",
        )


_ROLLED_UP = {
    RollUp.SUM: "a sum",
    RollUp.POOLED: "a pooled figure",
    RollUp.MEAN: "a mean",
    RollUp.LAST: "the last",
}


def _pooled(indicator: Indicator, place: Place) -> Iterator[Problem]:
    """Yield the figures without the counts that a pooled figure is made of."""
    if indicator.rolls_up is not RollUp.POOLED:
        return
    for period, reading in indicator.values.items():
        if period.kind is indicator.kind and reading.reason is None and not reading.counted:
            yield Problem(
                "series-rolls-up-counts",
                f"{period} has no counts, which a pooled figure is made of",
                place.within("values", str(period)),
                "write {numerator: …, denominator: …}, or rolls-up: mean",
            )


_OF_RATES = ("rate-per-1000", "rate-per-10000", "rate-per-100000")
_INTERVAL_UNITS = {
    IntervalMethod.WILSON: ("percent", *_OF_RATES),
    IntervalMethod.BYAR: ("count", *_OF_RATES),
}
"""The units of values that are made of cases as a method takes them."""


def _intervals(indicator: Indicator, place: Place) -> Iterator[Problem]:
    """Chance plays with cases that happen: a proportion of them, a count, a rate."""
    method, unit = indicator.interval, indicator.unit
    fitting = _INTERVAL_UNITS.get(method, (unit.name,))
    if unit.name not in fitting or (unit.label and method is not IntervalMethod.NONE):
        yield Problem(
            "series-interval-unit",
            f"interval {method} is for {', '.join(fitting)}, not for {unit.name}",
            place.within("interval"),
            "use wilson for a proportion, byar for a count or a rate, none for anything else",
        )


def _limits(indicator: Indicator, place: Place) -> Iterator[Problem]:
    """A baseline of a chart has an order, and readings enough to mean something."""
    if indicator.limits is None:
        return
    first, last = indicator.limits.of(indicator.year)
    within = place.within("limits")
    if first.kind is not indicator.kind or last.kind is not indicator.kind:
        yield from _foreign(indicator, within, [("from", first), ("to", last)])
        return
    readings = (last.end - first.start) // indicator.kind.months
    if readings < 1:
        yield Problem(
            "series-limits-crossed",
            f"the limits run from {first} to {last}, which is before it",
            within,
            f"write {{from: {last}, to: {first}}}",
        )
    elif readings < FEWEST_IN_LIMITS:
        yield Problem(
            "series-limits-short",
            f"{first} to {last} has {readings} of the {FEWEST_IN_LIMITS} readings that limits need",
            within,
            "fix the limits by more readings, or delete limits: and let all make them",
        )


def _steps(indicator: Indicator, place: Place) -> Iterator[Problem]:
    """A step begins with a reading, and not within what fixes the limits."""
    if not indicator.step:
        return
    within = place.within("step")
    yield from _foreign(indicator, within, enumerate(indicator.step))
    if indicator.limits is None:
        return
    first, last = indicator.limits.of(indicator.year)
    for at, one in enumerate(indicator.step):
        if first.start < one.start < last.end:
            yield Problem(
                "series-step-within-limits",
                f"the step of {one} lies within the limits' {first} to {last}",
                within.within(at),
                "fix the limits by readings that no step parts",
            )


def _life(indicator: Indicator, place: Place) -> Iterator[Problem]:
    """An indicator is measured in one period of its own at least."""
    first, last, kind = indicator.from_, indicator.until, indicator.kind
    if first is None or last is None:
        return
    if last.end <= first.start:
        yield Problem(
            "period-life-crossed",
            f"until {last} is before from {first}",
            place.within("until"),
            "write the first period that it is measured in as from:, and the last as until:",
        )
    elif periods.latest_ending(kind, last.end).start < first.start:
        yield Problem(
            "period-life-crossed",
            f"from {first} until {last} does not have {NOUNS[kind]} in it, as each reading has",
            place.within("until"),
            "let from: and until: be periods of a reading, or correct frequency: or year:",
        )


def _foreign(
    indicator: Indicator, place: Place, given: Iterable[tuple[str | int, Period]]
) -> Iterator[Problem]:
    """Yield where a chart is given a period that no reading is for."""
    for key, period in given:
        if period.kind is not indicator.kind:
            yield Problem(
                "series-limits-period",
                f"{period} is {NOUNS[period.kind]}, and each reading is for "
                f"{NOUNS[indicator.kind]}",
                place.within(key),
                "write the period of a reading, or correct frequency: or year:",
            )
