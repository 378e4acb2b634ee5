"""The target of a period, and the part of it that is due by then."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from ragcalc import numbers
from ragcalc.catalogue.model.fields import Profile, Since
from ragcalc.catalogue.model.figures import Figure, Target
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring import longer_periods
from ragcalc.scoring.indexes import Targets, targets
from ragcalc.scoring.inputs import (
    Benchmark,
    PercentileOf,
    ResolvedTarget,
    SourcedValue,
    TargetComparator,
)
from ragcalc.vocabulary import Reason, RollUp, TargetBasis


class TargetEntry(NamedTuple):
    """A target of the catalogue, and what it was given for."""

    target: Target
    basis: TargetBasis
    key: Period | Since | None
    """None where it stands for every period."""

    @property
    def period(self) -> Period | None:
        """The period that it was given for; of a revision the one from which it holds."""
        return self.key.period if isinstance(self.key, Since) else self.key

    @property
    def steps(self) -> tuple[str, ...]:
        """The keys that lead to it from its indicator."""
        return ("targets", str(self.key)) if self.key else ("target",)


Key = tuple[TargetBasis, Period | Since | None]
"""What distinguishes the targets of one indicator."""


def goal(
    indicator: Indicator,
    period: Period,
    place: Place,
    benchmarks: tuple[Benchmark, ...],
    of_years: tuple[Benchmark, ...] = (),
    written: "Callable[[TargetEntry, Place], ResolvedTarget] | None" = None,
) -> ResolvedTarget | Reason:
    """Return the target that a reading of the period is compared with, or why there is none.

    `place` is the indicator's; `benchmarks` the comparators' figures for the reading, of which one
    may be the target; `of_years` those of whole years, of which it may be the part that is due.
    `written` makes a target of its entry and the indicator's place, as `as_written` does.
    """
    found = entry(indicator, period)
    if found is None:
        return _sum_of_targets(indicator, period, place)
    if found.target.value == "none":
        return Reason.TARGET_NONE
    if found.target.percentile is not None:
        return _of_percentile(indicator, found, period, place)
    if found.target.comparator is None:
        whole = (written or as_written)(found, place)
    elif own := _from_comparator(found, place, benchmarks):
        return own
    elif years := _from_comparator(found, place, of_years):
        whole = years
    else:
        return Reason.NO_TARGET
    if found.basis is TargetBasis.PERIOD:
        return whole
    share = due_share(indicator, period)
    return _part(whole, share) if isinstance(share, Fraction) else share


_OF_READINGS = (TargetBasis.PERIOD, TargetBasis.REVISED, TargetBasis.STANDING)


def _sum_of_targets(indicator: Indicator, period: Period, place: Place) -> ResolvedTarget | Reason:
    """Return the sum of the targets of what a longer period is the sum of, where each has one.

    Those that rest on a comparator or a percentile make no sum.
    """
    own = longer_periods.parts_of(indicator, period)
    if not longer_periods.adds_up(indicator, period):
        return Reason.NO_TARGET
    found = [goal(indicator, one, place, ()) for one in own]
    targets = [one for one in found if isinstance(one, ResolvedTarget)]
    if all(one is Reason.TARGET_NONE for one in found):
        return Reason.TARGET_NONE
    if len(targets) < len(own) or any(one.basis not in _OF_READINGS for one in targets):
        return Reason.NO_TARGET
    written = [one.decimals for one in targets if one.decimals is not None]
    return targets[-1]._replace(
        low=sum((one.low for one in targets), Fraction(0)),
        high=sum((one.high for one in targets), Fraction(0)),
        basis=TargetBasis.SUM,
        period=period,
        strict=any(one.strict for one in targets),
        decimals=max(written),
        provisional=any(one.provisional for one in targets),
    )


def proposed(indicator: Indicator, period: Period, place: Place) -> tuple[ResolvedTarget, ...]:
    """Return the targets that are only proposed, for the period's year and later: none decides.

    Those of a comparator, and percentiles, have no figure yet. A standing one comes first, the
    others in the order of time.
    """
    start = period.year(indicator.year).start
    proposed_ones = targets(indicator).proposed if indicator.targets else {}
    found = [
        TargetEntry(
            target, TargetBasis.REVISED if isinstance(key, Since) else TargetBasis.PERIOD, key
        )
        for key, target in proposed_ones.items()
    ]
    if indicator.target and indicator.target.proposed:
        found.append(TargetEntry(indicator.target, TargetBasis.STANDING, None))
    wanted = [
        one
        for one in found
        if (one.period is None or one.period.end > start)
        and one.target.comparator is None
        and one.target.percentile is None
        and one.target.value != "none"
    ]
    return tuple(as_written(one, place) for one in sorted(wanted, key=_in_time))


def _in_time(found: TargetEntry) -> tuple[int, int]:
    """Return what sorts targets in the order of time, the standing one first."""
    return (found.period.start, found.period.end) if found.period else (-1, -1)


def due_share(indicator: Indicator, period: Period) -> Fraction | Reason:
    """Return the share of a year's target that is due by the end of the period: 1 is all of it."""
    if not indicator.accumulates:
        return _ALL
    months = period.end - period.year(indicator.year).start
    return _ALL if months == 12 else _profile_share(indicator.profile, months)


_ALL = Fraction(1)


Limit = Literal["floor", "base"]
"""The figures that limit or measure a tolerance, by their keys."""


def figure_of(
    name: Limit, indicator: Indicator, period: Period, place: Place
) -> SourcedValue | None:
    """Return the floor or the base of a period: its own, else its year's, else the standing one.

    A proposed one never decides.
    """
    series: Mapping[Period | None, Figure] = getattr(indicator, name)
    for key in _keys_of(indicator, period) if series else ():
        if key in series and not series[key].proposed:
            steps = (name, str(key)) if key else (name,)
            return given(series[key], key, place.within(*steps))
    return None


def _keys_of(indicator: Indicator, period: Period) -> tuple[Period | None, ...]:
    """Return what a figure of a period may be given for; what adds up has no part of a year's."""
    if indicator.rolls_up is RollUp.SUM:
        return (period,) if period.months > indicator.kind.months else (period, None)
    return period, period.year(indicator.year), None


def due_figure(
    name: Limit, indicator: Indicator, period: Period, place: Place
) -> SourcedValue | None:
    """Return the floor or the base of a period; that of a year accumulates as its target does."""
    found = figure_of(name, indicator, period, place)
    if found is None:
        return _sum_of_figures(name, indicator, period, place)
    if found.period == period:
        return found
    share = due_share(indicator, period)
    return found._replace(value=found.value * share) if isinstance(share, Fraction) else found


def _sum_of_figures(
    name: Literal["floor", "base"], indicator: Indicator, period: Period, place: Place
) -> SourcedValue | None:
    """Return the sum of the floors or bases of what a longer period is the sum of, where all are.

    None where any is missing.
    """
    if not longer_periods.adds_up(indicator, period):
        return None
    own = longer_periods.parts_of(indicator, period)
    found = [one for one in (figure_of(name, indicator, part, place) for part in own) if one]
    if len(found) < len(own):
        return None
    return found[-1]._replace(
        value=sum((one.value for one in found), Fraction(0)),
        period=period,
        provisional=any(one.provisional for one in found),
    )


def given(figure: Figure, period: Period | None, place: Place) -> SourcedValue:
    """Return a figure of the catalogue with its place."""
    return SourcedValue(
        value=figure.amount,
        period=period,
        place=place,
        decimals=figure.decimals,
        provisional=figure.provisional,
        source=figure.source,
        note=figure.note,
        mean_of=figure.mean_of,
        at_95=figure.at_95,
        at_998=figure.at_998,
    )


def entry(indicator: Indicator, period: Period) -> TargetEntry | None:
    """Return the target that decides: the period's, a revised one, its year's, the standing one.

    For an annual figure, whose period is the year, a revision in the year comes first. A proposed
    target never decides.
    """
    if indicator.targets and (found := _of_period(indicator, period)):
        return found
    if longer_periods.adds_up(indicator, period):
        return None  # a target of every period is one of each reading
    if indicator.target and not indicator.target.proposed:
        return TargetEntry(indicator.target, TargetBasis.STANDING, None)
    return None


def _of_period(indicator: Indicator, period: Period) -> TargetEntry | None:
    """Find the target that was given for the period, its year or a part of it."""
    given = targets(indicator)
    deciding = given.deciding
    year = period.year(indicator.year)
    if period in deciding and period != year:
        return TargetEntry(deciding[period], TargetBasis.PERIOD, period)
    if indicator.rolls_up is RollUp.SUM and not _is_of(given, year, period, indicator):
        return None
    if revised := given.revised(year, period.end):
        return TargetEntry(deciding[revised], TargetBasis.REVISED, revised)
    if year in deciding:
        basis = TargetBasis.PERIOD if period == year else TargetBasis.YEAR
        return TargetEntry(deciding[year], basis, year)
    return None


def _is_of(given: Targets, year: Period, period: Period, indicator: Indicator) -> bool:
    """Return whether the targets of a year, as written and revised, are of a period that adds up.

    The year's target is of its sum alone; where it has none, a revised one is of each reading.
    """
    return period == year if year in given.deciding else period.kind is indicator.kind


def is_of_sum(indicator: Indicator, key: Period | Since) -> bool:
    """Return whether a target is of what readings add up to, and so of none of them."""
    if indicator.rolls_up is not RollUp.SUM:
        return False
    if isinstance(key, Since):
        return key.period.year(indicator.year) in targets(indicator).deciding
    return longer_periods.adds_up(indicator, key)


def as_written(found: TargetEntry, place: Place) -> ResolvedTarget:
    """Return the number or the range of a target; `place` is the indicator's."""
    target = found.target
    low, high = _ends(target)
    return ResolvedTarget(
        low=numbers.to_fraction(low),
        high=numbers.to_fraction(high),
        basis=found.basis,
        period=found.period,
        place=place.within(*found.steps),
        strict=target.below is not None or target.above is not None,
        decimals=max(numbers.decimals_written(low), numbers.decimals_written(high)),
        provisional=target.provisional,
        source=target.source,
        note=target.note,
    )


def _ends(target: Target) -> tuple[Decimal, Decimal]:
    """Return both ends of a range; one number, strict or not, is both."""
    forms = (target.from_, target.to, target.value, target.below, target.above)
    written = [form for form in forms if isinstance(form, Decimal)]
    return written[0], written[-1]


def _from_comparator(
    found: TargetEntry, place: Place, benchmarks: tuple[Benchmark, ...]
) -> ResolvedTarget | None:
    """Return the figure of the comparator that is the target; None where there is none."""
    target = found.target
    figure = next((one.figure for one in benchmarks if one.id == target.comparator), None)
    if figure is None:
        return None
    assert target.comparator is not None  # as a benchmark has its id
    return ResolvedTarget(
        low=figure.value,
        high=figure.value,
        basis=TargetBasis.COMPARATOR,
        period=found.period,
        place=place.within(*found.steps),
        decimals=figure.decimals,
        comparator=TargetComparator(target.comparator, figure.period),
        provisional=figure.provisional,
        source=figure.source,
        note=target.note,
    )


def _of_percentile(
    indicator: Indicator, written: TargetEntry, period: Period, place: Place
) -> ResolvedTarget | Reason:
    """Return the percentile of the latest year, or of a year's the part that is due."""
    target = written.target
    drawn = target.percentiles
    year = drawn.latest(period.end) if drawn else None
    if drawn is None or year is None:
        return Reason.NO_PERCENTILE
    found = drawn.by_year[year]
    if found is None:
        return Reason.SUPPRESSED
    assert target.percentile is not None
    assert target.of is not None
    whole = ResolvedTarget(
        low=found.value,
        high=found.value,
        basis=TargetBasis.PERCENTILE,
        period=written.period,
        place=place.within(*written.steps),
        decimals=found.decimals,
        percentile=PercentileOf(
            target.percentile, target.of, drawn.source, drawn.measure, year, found.authorities
        ),
        provisional=target.provisional,
        source=target.source or drawn.source,
        note=target.note,
    )
    share = due_share(indicator, period)
    return _part(whole, share) if isinstance(share, Fraction) else share


def _part(whole: ResolvedTarget, share: Fraction) -> ResolvedTarget:
    if share == 1:
        return whole
    return whole._replace(
        low=whole.low * share,
        high=whole.high * share,
        basis=TargetBasis.PROFILE,
        full_year=whole.high,
        decimals=None,
    )


def _profile_share(profile: Profile | None, months: int) -> Fraction | Reason:
    """Return the share due after so many months of the year."""
    match profile:
        case None:
            return Reason.NO_PROFILE
        case "none":
            return _ALL
        case "linear":
            return Fraction(months, 12)
        case shares:
            step = 12 // len(shares)
            if months % step:
                return Reason.NO_PROFILE
            return numbers.to_fraction(shares[months // step - 1]) / 100
