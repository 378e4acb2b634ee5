"""Checks of single figures: percentages, and the parts that a figure is made of."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from ragcalc import numbers
from ragcalc.catalogue.model.fields import UNITS
from ragcalc.catalogue.model.figures import Reading, Target, more_than_numbers
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.checks.subject import CheckedIndicator, Subject
from ragcalc.checks.wording import as_text
from ragcalc.periods import Period
from ragcalc.problems import Problem
from ragcalc.scoring import goals

HUNDREDFOLD = (Fraction(50), Fraction(200))
"""How many times one reading is another where one of them is a share of 1: some hundred times."""


def value_percent_range(subject: Subject) -> Iterator[Problem]:
    """A percentage is not between 0 and 100.

    Why: most percentages are parts of a whole, so one below 0 or above 100 is a typing error or
    a figure in another unit. An indicator that may exceed this range, such as a take-up or a
    change, says so.

    Failing:
        unit: percent
        values: {2018-19 Q4: 164}

    Passing:
        unit: percent
        values: {2018-19 Q4: 164}
        may-exceed-100: true
    """
    for entry in subject.entries.values():
        if not _is_percent(entry.indicator) or entry.indicator.may_exceed_100:
            continue
        for path, percentage in _percentages(entry.indicator):
            if not 0 <= percentage <= 100:
                yield Problem(
                    "value-percent-range",
                    f"{_named(path)} is {as_text(percentage)}%, outside 0% to 100%",
                    entry.place.within(*path),
                    "correct it; if it may go outside that range, add may-exceed-100: true",
                )


def value_percent_jump(subject: Subject) -> Iterator[Problem]:
    """A percentage is at most 1, and a hundredth of a reading near it or of its target.

    Why: spreadsheets store 86% as 0.86. If some readings come from a spreadsheet and some from
    a page, one series has both, and every comparison between them is wrong; if all come from a
    spreadsheet, only the target shows it. Readings calculated from counts are not checked.

    Failing:
        unit: percent
        values: {2018-19 Q3: 0.86, 2018-19 Q4: 87}

    Passing:
        unit: percent
        values: {2018-19 Q3: 86, 2018-19 Q4: 87}
    """
    for entry in subject.entries.values():
        if not _is_percent(entry.indicator):
            continue
        yield from _goals_as_shares(entry)
        if not _has_share(entry.indicator):
            continue
        for period, share, other, whole in _jumps(entry):
            yield Problem(
                "value-percent-jump",
                f"{period} is {as_text(share)}%, compared with {as_text(whole)}% for {other}: "
                "it may be a share of 1",
                entry.place.within("values", str(period), "value"),
                f"if so, write {as_text(share * 100)}",
            )
        yield from _below_target(entry)


def value_percent_share(subject: Subject) -> Iterator[Problem]:
    """Every percentage of an indicator is at most 1, and one of them is 0.5 or more.

    Why: a spreadsheet stores 86% as 0.86. If all figures of an indicator come from one,
    readings and targets alike, its ratings are right, but each is printed as less than 1%. An
    indicator whose figures are all below 0.5 is accepted, and so are readings calculated from
    counts.

    Failing:
        unit: percent
        target: 0.9
        values: {2018-19 Q3: 0.86, 2018-19 Q4: 0.87}

    Passing:
        unit: percent
        target: 90
        values: {2018-19 Q3: 86, 2018-19 Q4: 87}
    """
    for entry in subject.entries.values():
        if not _is_percent(entry.indicator) or not entry.figures:
            continue
        every = [percentage for _, percentage in _percentages(entry.indicator)]
        written = [one for one in every if isinstance(one, Decimal)]
        if len(written) < max(2, len(every)) or min(written) < 0 or not _HALF <= max(written) <= 1:
            continue
        period = entry.figures[-1]
        share = entry.indicator.values[period].amount(_PERCENT)
        yield Problem(
            "value-percent-share",
            f"no figure is above 1%, and {period} is {as_text(share)}%: they may be shares of 1",
            entry.place.within("values", str(period), "value"),
            f"if so, write {as_text(share * 100)}, and the others likewise",
        )


def value_not_a_count(subject: Subject) -> Iterator[Problem]:
    """A count is negative or not a whole number.

    Why: cases are counted in whole numbers from 0, so such a figure is a typing error, a rate
    or an average. An indicator of another kind has another unit, such as ratio or {label:
    full-time equivalents}.

    Failing:
        unit: count
        values: {2018-19 Q4: 4.5}

    Passing:
        unit: {label: full-time equivalents}
        values: {2018-19 Q4: 4.5}
    """
    for entry in subject.entries.values():
        for path, number in _counts(entry.indicator):
            if number < 0 or number != number.to_integral_value():
                what = "is negative" if number < 0 else "is not a whole number"
                yield Problem(
                    "value-not-a-count",
                    f"{path[-1]} {number} {what}, unlike a count of cases",
                    entry.place.within(*path),
                    "correct it, or give the indicator another unit, such as "
                    "{label: full-time equivalents}",
                )


def _counts(indicator: Indicator) -> Iterator[tuple[tuple[str, ...], Decimal]]:
    """Yield each figure that counts cases: of a count all, of others the numerators below 0."""
    counts = indicator.unit == UNITS["count"]
    readings = indicator.values if counts else more_than_numbers(indicator.values)
    for period, reading in readings.items():
        if counts and reading.reason is None and isinstance(reading.value, Decimal):
            yield ("values", str(period), "value"), reading.value
        elif reading.numerator is not None and reading.numerator < 0:
            yield ("values", str(period), "numerator"), reading.numerator
    for year, forecast in indicator.forecast.items() if counts else ():
        if isinstance(forecast.value, Decimal):
            yield ("forecast", str(year), "value"), forecast.value


def value_breakdown_sum(subject: Subject) -> Iterator[Problem]:
    """The parts of a breakdown do not add up to the numerator, or to the value of a count.

    Why: readers add the parts up. The page that ragcalc's own example comes from prints 88
    children placed far from home as 53, 29, 3 and 3.

    Failing:
        unit: percent
        values:
          2018-19 Q4: {numerator: 88, denominator: 482, breakdown: {Private: 53, Council: 29}}

    Passing:
        unit: percent
        values:
          2018-19 Q4:
            numerator: 88
            denominator: 482
            breakdown: {Private: 53, Council: 29, Parents: 3, Other: 3}

    Source: Cheshire West and Chester Council, performance page, 2018-19 year end.
    """
    for entry in subject.entries.values():
        for period, reading in more_than_numbers(entry.indicator.values).items():
            if not reading.breakdown:
                continue
            whole = _whole(entry.indicator, reading)
            parts = sum(map(numbers.to_fraction, reading.breakdown.values()), Fraction(0))
            if whole is None or parts == numbers.to_fraction(whole[1]):
                continue
            yield Problem(
                "value-breakdown-sum",
                f"the parts add up to {as_text(parts)}, not the {whole[0]} of {whole[1]}",
                entry.place.within("values", str(period), "breakdown"),
                "correct a part, or add the one that is missing "
                f"({as_text(_rest(whole[1], parts))})"
                if parts < whole[1]
                else f"correct a part or the {whole[0]}",
            )


def _is_percent(indicator: Indicator) -> bool:
    return indicator.unit == UNITS["percent"]


def _percentages(indicator: Indicator) -> Iterator[tuple[tuple[str, ...], Fraction | Decimal]]:
    """Yield every figure in the indicator's unit, with the keys that lead to it."""
    for period, reading in indicator.values.items():
        if reading.reason is None:
            yield ("values", str(period), "value"), _percentage(reading)
    if indicator.target:
        yield from _of_target(("target",), indicator.target)
    for key, target in indicator.targets.items():
        yield from _of_target(("targets", str(key)), target)
    for year, forecast in indicator.forecast.items():
        if isinstance(forecast.value, Decimal):
            yield ("forecast", str(year), "value"), forecast.value
    for when, figure in indicator.floor.items():
        yield ("floor", *_keys(when), "value"), figure.value
    for name, series in indicator.comparators.items():
        for when, figure in series.items():
            yield ("comparators", name, *_keys(when), "value"), figure.value


def _of_target(path: tuple[str, ...], target: Target) -> Iterator[tuple[tuple[str, ...], Decimal]]:
    for key in ("value", "from_", "to", "below", "above"):
        number = getattr(target, key)
        if isinstance(number, Decimal):
            yield (*path, key.removesuffix("_")), number


def _keys(period: Period | None) -> tuple[str, ...]:
    return (str(period),) if period else ()


def _named(path: tuple[str, ...]) -> str:
    """Name a figure by the keys that lead to it: the target for 2018-19."""
    first, *keys = path
    words = keys.pop(0) if first == "comparators" else f"the {first.removesuffix('s')}"
    return " for ".join([words, *keys[:-1]]).replace(" for from ", " from ")


def _percentage(reading: Reading) -> Fraction | Decimal:
    """Return a percentage as it was written, exactly where counts decide."""
    if isinstance(reading.value, Decimal) and not reading.counted:
        return reading.value
    return reading.amount(_PERCENT)


def _has_share(indicator: Indicator) -> bool:
    """Return whether any reading was written as a share of 1 would be."""
    written = (one.value for one in indicator.values.values())
    return any(isinstance(value, Decimal) and 0 < value <= 1 for value in written)


def _jumps(entry: CheckedIndicator) -> Iterator[tuple[Period, Fraction, Period, Fraction]]:
    """Yield each reading that is a hundredth of a neighbour, once, and the neighbour."""
    seen: set[Period] = set()
    readings = entry.indicator.values
    for pair in pairwise(entry.figures):
        small, large = sorted(pair, key=lambda period: readings[period].amount(_PERCENT))
        share, whole = (readings[period].amount(_PERCENT) for period in (small, large))
        if readings[small].counted or small in seen or not 0 < share <= 1 < whole <= 100:
            continue
        if _is_hundredfold(share, whole):
            seen.add(small)
            yield small, share, large, whole


def _goals_as_shares(entry: CheckedIndicator) -> Iterator[Problem]:
    """Yield each target, floor or comparator's figure that is a hundredth of the latest reading."""
    if not entry.figures:
        return
    period = entry.figures[-1]
    whole = entry.indicator.values[period].amount(_PERCENT)
    for path, share in _percentages(entry.indicator):
        is_share = isinstance(share, Decimal) and path[0] != "values"
        if not is_share or not 0 < share <= 1 < whole <= 100:
            continue
        if _is_hundredfold(Fraction(share), whole):
            yield Problem(
                "value-percent-jump",
                f"{_named(path)} is {as_text(share)}%, compared with {as_text(whole)}% "
                f"for {period}: it may be a share of 1",
                entry.place.within(*path),
                f"if so, write {as_text(share * 100)}",
            )


_HALF = Decimal("0.5")
"""What one of the figures reaches where all are shares of 1; rare events stay below it."""


def _below_target(entry: CheckedIndicator) -> Iterator[Problem]:
    """Yield the latest of a series that all may be shares of 1, by its target."""
    readings = [entry.indicator.values[period] for period in entry.figures]
    if not readings or any(one.counted or one.amount(_PERCENT) > 1 for one in readings):
        return
    period, share = entry.figures[-1], readings[-1].amount(_PERCENT)
    found = None if entry.indicator.accumulates else goals.entry(entry.indicator, period)
    target = found.target.number if found else None
    if target is None or not share or not _is_hundredfold(share, numbers.to_fraction(target)):
        return
    yield Problem(
        "value-percent-jump",
        f"{period} is {as_text(share)}% with a target of {as_text(target)}%, and no reading is "
        "above 1%: they may be shares of 1",
        entry.place.within("values", str(period), "value"),
        f"if so, write {as_text(share * 100)}",
    )


def _is_hundredfold(share: Fraction, whole: Fraction) -> bool:
    return HUNDREDFOLD[0] <= whole / share <= HUNDREDFOLD[1]


_PERCENT = UNITS["percent"]


def _whole(indicator: Indicator, reading: Reading) -> tuple[str, Decimal] | None:
    """Return what the parts of a breakdown should add up to, and its name."""
    if reading.numerator is not None:
        return "numerator", reading.numerator
    if indicator.unit == UNITS["count"] and isinstance(reading.value, Decimal):
        return "value", reading.value
    return None


def _rest(whole: Decimal, parts: Fraction) -> Fraction:
    return numbers.to_fraction(whole) - parts
