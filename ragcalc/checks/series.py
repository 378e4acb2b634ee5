"""Checks of what an indicator's periods say together."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from ragcalc import numbers, periods
from ragcalc.catalogue.derived import lifetimes
from ragcalc.catalogue.derived.running_totals import SHARES
from ragcalc.catalogue.model.columns import COMMENTARY
from ragcalc.catalogue.model.fields import UNITS, Since
from ragcalc.catalogue.model.figures import Reading, Target
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.checks.subject import CheckedIndicator, Subject
from ragcalc.checks.wording import as_text
from ragcalc.periods import NOUNS, Kind, Period
from ragcalc.problems import Problem
from ragcalc.scoring import forecasts, longer_periods, timetable
from ragcalc.scoring.inputs import SourcedValue
from ragcalc.vocabulary import Polarity, Reason, RollUp

MOST_MONTHS_OLDER = 24
"""How much older than the reading a comparator may be."""


def series_accumulates_falls(subject: Subject) -> Iterator[Problem]:
    """A figure that accumulates over the year is lower than earlier in the same year.

    Why: a total since the year began can only grow. One that falls is often the quarter's own
    figure, or an earlier one that was too high.

    Failing:
        accumulates: true
        profile: none
        values: {2018-19 Q1: 52, 2018-19 Q2: 48}

    Passing:
        accumulates: true
        profile: none
        values: {2018-19 Q1: 52, 2018-19 Q2: 100}
    """
    for entry in subject.entries.values():
        if not entry.indicator.accumulates:
            continue
        for before, after in pairwise(entry.figures):
            earlier, later = (entry.indicator.values[one] for one in (before, after))
            same_year = before.year(entry.indicator.year) == after.year(entry.indicator.year)
            total = earlier.amount(entry.indicator.unit)
            fallen = later.amount(entry.indicator.unit)
            if same_year and not later.break_ and fallen < total:
                yield Problem(
                    "series-accumulates-falls",
                    f"{after} is {as_text(fallen)}, below {as_text(total)} for {before}, "
                    "although it accumulates",
                    entry.place.within("values", str(after), "value"),
                    "write the total since the year began, or delete accumulates:",
                )


def period_outside_life(subject: Subject) -> Iterator[Problem]:
    """A reading, a target, a published rating or a text lies outside the indicator's life.

    Why: it has no effect. Before `from` and after `until` an indicator is in no report, and its
    figures are not used as previous readings either. A target is within its life if any part of
    its period is.

    Failing:
        until: 2018-19 Q3
        values: {2018-19 Q3: 5, 2018-19 Q4: 6}

    Passing:
        until: 2018-19 Q4
        values: {2018-19 Q3: 5, 2018-19 Q4: 6}
    """
    for name, one in (subject.as_written or subject.catalogue).indicators.items():
        if one.from_ is None and one.until is None:
            continue
        for series in ("values", "reported", *COMMENTARY):
            for period in getattr(one, series):
                if period.kind is one.kind and not one.has_in_life(period):
                    yield _outside(subject, name, one, (series, str(period)), period)
        for key in one.targets:
            period = key.period if isinstance(key, Since) else key
            if not lifetimes.has_target_in_life(one, key):
                yield _outside(subject, name, one, ("targets", str(key)), period)


def _outside(
    subject: Subject, name: str, indicator: Indicator, path: tuple[str, str], period: Period
) -> Problem:
    first, last = indicator.from_, indicator.until
    if first is not None and period.start < first.start:
        message, key = f"{period} is before {first}, the first period it is measured in", "from:"
    else:
        message, key = f"{period} is after {last}, the last period it is measured in", "until:"
    place = subject.place("indicators", name, *path).key_itself()
    hint = f"correct the period or {key}, or delete the entry: it counts for nothing"
    return Problem("period-outside-life", message, place, hint)


def period_not_of_frequency(subject: Subject) -> Iterator[Problem]:
    """A figure is for a period that does not fit the indicator's frequency.

    Why: it has no effect. A reading needs a period of the indicator's own length and kind of
    year; a target, a floor, a base and a forecast need such a period, or a year of that kind; a
    published rating needs such a period, or a shorter one in whose report nothing is due. With
    `rolls-up`, each may be for a quarter or a year that its periods make. The year that is the
    baseline of the direction is accepted.

    Failing:
        frequency: quarterly
        values: {2018-19: 21.2}

    Passing:
        frequency: annual
        values: {2018-19: 21.2}
    """
    for entry in subject.entries.values():
        kind, year = entry.indicator.kind, entry.indicator.year
        for period in entry.indicator.values if entry.is_mixed else ():
            made = longer_periods.parts_of(entry.indicator, period)
            if period.kind is not kind and not made and not _is_baseline(entry, period):
                wanted = f"each reading is for {NOUNS[kind]}"
                yield _foreign(entry, "values", period, period, wanted)
        either = " or ".join(dict.fromkeys((NOUNS[kind], NOUNS[year])))
        for series, key, period in _keys(entry.indicator):
            if not _fits(series, key, period, entry.indicator):
                expected = NOUNS[kind] if series == "reported" else either
                yield _foreign(entry, series, key, period, f"{_SERIES[series]} for {expected}")


def _fits(series: str, key: Period | Since, period: Period, indicator: Indicator) -> bool:
    """Return whether what a series gives for a period can be of any report."""
    if period.kind is indicator.kind or longer_periods.parts_of(indicator, period):
        return True
    if series == "reported":  # a page may print one between two of the indicator's periods
        return period.months < indicator.kind.months
    if isinstance(key, Since):  # which may begin in any month of the indicator's years
        return period.months < Kind.CALENDAR.months or period.kind is indicator.year
    return period.kind is indicator.year


_SERIES = {
    "targets": "each target is",
    "floor": "each floor is",
    "base": "each base is",
    "reported": "each published rating is",
    "forecast": "each forecast is",
}


def _keys(indicator: Indicator) -> Iterator[tuple[str, Period | Since, Period]]:
    """Yield the series, the key and the period of all that is given for a period but readings."""
    for key in indicator.targets:
        yield "targets", key, key.period if isinstance(key, Since) else key
    for series in ("floor", "base", "reported", "forecast"):
        for period in getattr(indicator, series):
            if period is not None:
                yield series, period, period


def _foreign(
    entry: CheckedIndicator, series: str, key: Period | Since, period: Period, wanted: str
) -> Problem:
    return Problem(
        "period-not-of-frequency",
        f"{period} is {NOUNS[period.kind]}, and {wanted}",
        entry.place.within(series, str(key)).key_itself(),
        "write the period that the figure is for, or correct frequency: or year:",
    )


def series_target_without_reading(subject: Subject) -> Iterator[Problem]:
    """A year has a target and no reading.

    Why: a figure may have been forgotten, or the target may be under the wrong year. A year for
    which nothing is due yet, judging by the period given and the catalogue's latest reading, is
    accepted, and so is a target that is only proposed.

    Failing:
        targets: {2017-18: 14, 2018-19: 14}
        values: {2018-19 Q4: 16}

    Passing:
        targets: {2018-19: 14, 2019-20: 14}
        values: {2018-19 Q4: 16}
    """
    until = min(subject.latest, subject.asked.end) if subject.asked else subject.latest
    for entry in subject.entries.values():
        targeted = _targeted(entry.indicator, _asks)
        if not targeted:
            continue
        read = {period.year(entry.indicator.year) for period in entry.indicator.values}
        for year, key in targeted.items():
            if year not in read and _is_due(entry.indicator, year, until):
                yield Problem(
                    "series-target-without-reading",
                    f"{year} has a target and no reading",
                    entry.place.within("targets", str(key)).key_itself(),
                    "add the figure, or say why there is none, such as in-measurement",
                )


def series_reading_without_target(subject: Subject) -> Iterator[Problem]:
    """A year has a reading and no target, though an earlier year has one.

    Why: the new year's target may have been forgotten; its readings are then not rated at all. A
    proposed target is not used for ratings and does not count.

    Failing:
        targets: {2017-18: 14}
        values: {2017-18 Q4: 16, 2018-19 Q1: 15}

    Passing:
        targets: {2017-18: 14, 2018-19: 14}
        values: {2017-18 Q4: 16, 2018-19 Q1: 15}
    """
    for entry in subject.entries.values():
        indicator = entry.indicator
        targeted = _targeted(indicator, _decides)
        if not targeted or indicator.target or indicator.polarity is Polarity.NEUTRAL:
            continue
        first = min(year.start for year in targeted)
        proposed = _targeted(indicator, lambda target: target.proposed)
        for year, period in _years_read(entry).items():
            what = "only a proposed" if year in proposed else "no"
            if year not in targeted and year.start > first:
                yield Problem(
                    "series-reading-without-target",
                    f"{year} has a reading and {what} target",
                    entry.place.within("values", str(period)).key_itself(),
                    f"add {year} to targets:, or write {year}: none if it has no target",
                )


def series_forecast_without_target(subject: Subject) -> Iterator[Problem]:
    """A year has a forecast and no target to rate it against.

    Why: a committee asks whether the year will end on target, and of this one nothing can be said.
    One that has no target by design, or of which neither high nor low is good, is left alone.

    Failing:
        targets: {2017-18: 14}
        values: {2017-18 Q4: 16}
        forecast: {2018-19: 15}

    Passing:
        targets: {2017-18: 14, 2018-19: 14}
        values: {2017-18 Q4: 16}
        forecast: {2018-19: 15}
    """
    for name, entry in subject.entries.items():
        of_years = {one.year: one for one in forecasts.entries(entry.indicator)}
        for year, one in of_years.items():
            expected = subject.table.series(name).expected(one)
            if expected.verdict.status.reason is Reason.NO_TARGET:
                yield Problem(
                    "series-forecast-without-target",
                    f"{year} has a forecast and no target to rate it against",
                    entry.place.within("forecast", str(one.key)).key_itself(),
                    f"add {year} under targets:, or write target: none if there is none by design",
                )


def series_gap(subject: Subject) -> Iterator[Problem]:
    """There is a gap between two readings of a series.

    Why: the direction is then measured from an older reading than a reader expects. A reason
    such as in-measurement, given instead of the reading, fills the gap. A baseline may be long
    before the others.

    Failing:
        values: {2018-19 Q2: 71, 2018-19 Q4: 73}

    Passing:
        values: {2018-19 Q2: 71, 2018-19 Q3: in-measurement, 2018-19 Q4: 73}
    """
    for entry in subject.entries.values():
        for before, after in pairwise(entry.periods if _has_gap(entry.periods) else ()):
            if before.end < after.start and not _is_baseline(entry, before):
                yield Problem(
                    "series-gap",
                    f"there is no reading for {_between(before, after)}",
                    entry.place.within("values", str(after)).key_itself(),
                    "add the figure, or say why there is none, such as not-applicable",
                )


def series_baseline_longer(subject: Subject) -> Iterator[Problem]:
    """The baseline of a count or an amount of money is a total of longer periods than its readings.

    Why: the direction compares each reading with the baseline directly, and a quarter's 30
    after a year's 110 always seems to decline. A number at a date, such as children in care, is
    about as large in a year's figure as in a quarter's and is accepted: a baseline is taken for
    a total if it is at least half as many times the largest later reading as there are shorter
    periods in the longer one.

    Failing:
        unit: count
        direction: {basis: {baseline: 2015-16}}
        values: {2015-16: 110, 2018-19 Q4: 30}

    Passing:
        unit: count
        direction: {basis: {baseline: 2015-16 Q4}}
        values: {2015-16 Q4: 28, 2018-19 Q4: 30}
    """
    for entry in subject.entries.values():
        own, noun = _longer_baseline(entry), NOUNS[entry.indicator.kind]
        if own is None:
            continue
        later = [_amount(entry, one) for one in entry.figures if one.end > own.end]
        most, total = max(later, default=Fraction(0)), _amount(entry, own)
        if most > 0 and total >= most * Fraction(own.months, entry.indicator.kind.months) / 2:
            yield Problem(
                "series-baseline-longer",
                f"the baseline {own} is {NOUNS[own.kind]} with {as_text(total)}, and no later "
                f"reading, each of {noun}, is above {as_text(most)}",
                entry.place.within("values", str(own)).key_itself(),
                f"give the figure of {noun}, and its period under baseline:",
            )


def _longer_baseline(entry: CheckedIndicator) -> Period | None:
    """Return the baseline with a figure of a longer period, where figures may be totals."""
    indicator, own = entry.indicator, entry.rules.basis.baseline_of(entry.indicator.year)
    if own is None or indicator.unit not in _ADD_UP or indicator.rolling:
        return None
    is_longer = own.months > indicator.kind.months
    return own if is_longer and timetable.has_figure(indicator, own) else None


def _amount(entry: CheckedIndicator, period: Period) -> Fraction:
    return entry.indicator.values[period].amount(entry.indicator.unit)


_ADD_UP = (UNITS["count"], UNITS["currency"])
"""Units whose figures may be totals of a period; a share or a rate is of one size in any."""


def series_limits_incomplete(subject: Subject) -> Iterator[Problem]:
    """A reading is missing among those that fix the limits of a chart of signals.

    Why: the limits depend on the changes from each reading to the next, so without it there are
    neither limits nor signals. A baseline that is not over yet is accepted.

    Failing:
        limits: {from: 2015-16 Q1, to: 2017-18 Q4}
        values: {2017-18 Q4: 71, 2018-19 Q1: 73}

    Passing:
        limits: {from: 2018-19 Q1, to: 2020-21 Q4}
        values: {2017-18 Q4: 71, 2018-19 Q1: 73}
    """
    for entry in subject.entries.values():
        if entry.indicator.limits is None or not entry.figures:
            continue
        first, last = entry.indicator.limits.of(entry.indicator.year)
        wanted = (last.end - first.start) // first.months
        there = sum(first.start <= one.start and one.end <= last.end for one in entry.figures)
        missing, word = wanted - there, "is" if wanted - there == 1 else "are"
        if missing and last.end <= entry.figures[-1].end:
            yield Problem(
                "series-limits-incomplete",
                f"{missing} of the {wanted} readings from {first} to {last} {word} missing, "
                "so nothing fixes the limits",
                entry.place.within("limits").key_itself(),
                "add what is missing, or fix the limits by other readings",
            )


def series_rolls_up_share(subject: Subject) -> Iterator[Problem]:
    """A percentage, ratio or rate is to be added up over the periods of a quarter or a year.

    Why: the sum of shares is no share: 80% in each of three months is not 240% in the quarter.

    Failing:
        unit: percent
        rolls-up: sum

    Passing:
        unit: percent
        rolls-up: mean
    """
    for entry in subject.entries.values():
        unit = entry.indicator.unit
        if entry.indicator.rolls_up is RollUp.SUM and (unit.scale > 1 or unit in SHARES):
            yield Problem(
                "series-rolls-up-share",
                f"figures of the unit {unit.name} do not add up over time",
                entry.place.within("rolls-up"),
                "write rolls-up: pooled where the counts are given, else mean",
            )


def series_rolls_up_differs(subject: Subject) -> Iterator[Problem]:
    """The figure given for a quarter or a year is not what its months or quarters make.

    Why: the one that is given stands in the report, and one of the two is likely to be wrong. It
    agrees where it is the same to the decimals that it is written with.

    Failing:
        rolls-up: mean
        values: {2018-19: 9, 2018-19 Q1: 5, 2018-19 Q2: 6, 2018-19 Q3: 7, 2018-19 Q4: 8}

    Passing:
        rolls-up: mean
        values: {2018-19: 6.5, 2018-19 Q1: 5, 2018-19 Q2: 6, 2018-19 Q3: 7, 2018-19 Q4: 8}
    """
    for name, entry in subject.entries.items():
        for period, reading in entry.indicator.values.items() if entry.is_mixed else ():
            made = subject.table.series(name).rolled_up(period)
            if reading.reason or made is None or isinstance(made.figure, Reason):
                continue
            if not _agrees(reading, made.figure.value, entry.indicator):
                yield Problem(
                    "series-rolls-up-differs",
                    f"{period} is {as_text(reading.amount(entry.indicator.unit))}, and the "
                    f"{made.name} is {as_text(made.figure.value)}",
                    entry.place.within("values", str(period)),
                    "correct it or its parts, or leave it out: they make it",
                )


def _agrees(reading: Reading, made: Fraction, indicator: Indicator) -> bool:
    """Return whether a figure is another one, to the decimals that it is written with."""
    if isinstance(reading.value, Decimal) and not reading.counted:
        made = numbers.to_fraction(numbers.rounded(made, numbers.decimals_written(reading.value)))
    return reading.amount(indicator.unit) == made


def series_comparator_old(subject: Subject) -> Iterator[Problem]:
    """A comparator's figure is more than two years older than the reading it is compared with.

    Why: the comparator's newer figures were probably not entered. Where its `lag` says that they
    come two years late or later, a year beyond the lag is allowed.

    Failing:
        comparators: {england: {2014-15: 64}}
        values: {2018-19 Q4: 73}

    Passing:
        comparators: {england: {2017-18: 64}}
        values: {2018-19 Q4: 73}
    """
    seen = set()
    for _, verdict in subject.judged:
        reading = verdict.inputs.reading
        for benchmark in verdict.inputs.benchmarks:
            figure = benchmark.figure
            if not isinstance(reading, SourcedValue) or not (reading.period and figure.period):
                continue
            lag = subject.catalogue.comparators[benchmark.id].lag
            older = reading.period.end - figure.period.end
            if older > _oldest(lag) and figure.place not in seen:
                seen.add(figure.place)
                yield Problem(
                    "series-comparator-old",
                    f"{figure.period} is {older} months older than the reading for "
                    f"{reading.period} that it is compared with",
                    figure.place.key_itself(),
                    f"add a newer figure of {benchmark.id}",
                )


def _is_baseline(entry: CheckedIndicator, period: Period) -> bool:
    """Return whether the direction is measured from a period: the baseline or its last one."""
    baseline = entry.rules.basis.baseline_of(entry.indicator.year)
    return baseline is not None and baseline.end == period.end


def _oldest(lag: int) -> int:
    return max(MOST_MONTHS_OLDER, lag + 12)


def _has_gap(series: Sequence[Period]) -> bool:
    """Return whether periods of one kind, in order, do not fill the time that they stretch over."""
    return bool(series) and series[-1].end - series[0].start > len(series) * series[0].months


def _targeted(
    indicator: Indicator, counts: Callable[[Target], bool]
) -> dict[Period, Period | Since]:
    """Return each year that has a target which counts, and the first key that says so."""
    found: dict[Period, Period | Since] = {}
    for key, target in indicator.targets.items():
        if counts(target):
            period = key.period if isinstance(key, Since) else key
            found.setdefault(period.year(indicator.year), key)
    return found


def _decides(target: Target) -> bool:
    """Return whether a status may rest on the target, be it that there is none by design."""
    return not target.proposed


def _asks(target: Target) -> bool:
    """Return whether the target asks for a figure."""
    return _decides(target) and target.value != "none"


def _years_read(entry: CheckedIndicator) -> dict[Period, Period]:
    """Return each year that has a reading, and its first period with one."""
    found: dict[Period, Period] = {}
    for period in entry.figures:
        found.setdefault(period.year(entry.indicator.year), period)
    return found


def _is_due(indicator: Indicator, year: Period, until: int) -> bool:
    """Return whether the first reading of a year, of those in its life, is due by then."""
    start = max(year.start, indicator.from_.start) if indicator.from_ else year.start
    kind = indicator.kind
    first = periods.latest_ending(kind, start + 2 * kind.months - 1)  # that begins there or later
    return year.covers(first) and timetable.reported_end(indicator, first) <= until


def _between(before: Period, after: Period) -> str:
    first, last = Period(before.kind, before.end), after.previous()
    return f"{first}" if first == last else f"{first} to {last}"
