"""The plans of a catalogue: for each indicator and period what decides a status beside figures.

They come from the code that a report uses: which target holds, and which tolerances, is decided
there alone.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from ragcalc.catalogue.datasets.percentiles import drawn_from
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.model.peers import Percentiles, YearsPercentile
from ragcalc.catalogue.model.thresholds import Thresholds
from ragcalc.periods import Kind, Period
from ragcalc.problems import Place
from ragcalc.scale.plan import NotInWholeNumbers, plan
from ragcalc.scale.refusal import NotScored
from ragcalc.scoring import goals, longer_periods, previous, timetable
from ragcalc.scoring.indexes import breaks, compared
from ragcalc.scoring.inputs import Benchmark, ResolvedTarget, Rules, SourcedValue
from ragcalc.scoring.rules import RuleBook
from ragcalc.vocabulary import Basis, ComparatorKind, Polarity, Reason


class Plan(NamedTuple):
    """One indicator in one period, whatever the area."""

    indicator: str
    period: Period
    polarity: Polarity
    rules: Rules
    goal: ResolvedTarget | Reason | None
    """None where a comparator's figure is the target."""
    comparator: str | None
    """Whose figure is the target; PERCENTILE where it is one of all authorities."""
    percentile: Decimal | None
    """Which one."""
    due: Fraction | Reason | None
    """What part of a comparator's whole year is the target where the part of a year that the
    reading is a total of has no figure; None where that is no target at all.
    """
    floor: SourcedValue | None
    base: SourcedValue | None
    wanted_end: int | None
    """The end of the earlier reading, which is as long as the period; None for the last one, at
    most a year back.
    """
    given: Period | None
    """The baseline of another kind whose figure, where one is given, is the earlier reading."""
    comparable_end: int
    """The end of the first earlier reading that counts: after a break, and of the last one within
    its life.
    """
    is_whole: bool
    """Whether all of the period lies in the indicator's life, or else it has no figure."""
    carried_from: int | None
    """The end of the first period whose figure may stand in this one; None where none may."""
    columns: dict[str, int]
    """What the rule reads."""

    @property
    def target(self) -> ResolvedTarget | None:
        """The target that stands for every area."""
        return self.goal if isinstance(self.goal, ResolvedTarget) else None


class Planner:
    """Makes the plans of a catalogue's indicators."""

    def __init__(
        self, catalogue: Catalogue, thresholds: Thresholds | None, documents: tuple[str, str]
    ) -> None:
        self.catalogue, self.document = catalogue, documents[0]
        self._book = RuleBook(thresholds, documents[1])

    def require_expressible(self, names: Iterable[str]) -> None:
        """Raise NotScored where anything of the indicators cannot be said of a row."""
        for name in names:
            for what, hint in _inexpressible(self.catalogue.indicators[name], self.catalogue):
                raise NotScored(f"indicators.{name}: {what}", hint)

    def plans(self, name: str, periods: Iterable[Period], units_of: int) -> Iterator[Plan]:
        """Yield the plan of an indicator for each period, its own or made, within its life.

        Its figures are in units of which `units_of` make one.

        Raises NotScored.
        """
        indicator = self.catalogue.indicators[name]
        place = Place(self.document, ("indicators", name))
        rules = self._book.rules(indicator, place)
        periods = [*periods]
        for period in periods:
            if has_in_life(indicator, period):
                found = self._plan(name, period, rules, units_of)
                yield found._replace(carried_from=_carried_from(indicator, period, periods))

    def _plan(
        self,
        name: str,
        period: Period,
        rules: Rules,
        units_of: int,
    ) -> Plan:
        indicator = self.catalogue.indicators[name]
        place = Place(self.document, ("indicators", name))
        goal, comparator, percentile, due = _goal(indicator, period, place)
        floor = goals.due_figure("floor", indicator, period, place)
        base = goals.due_figure("base", indicator, period, place)
        target = goal if isinstance(goal, ResolvedTarget) else None
        try:
            columns = plan(indicator.polarity, rules, target, floor, base, units_of)
        except NotInWholeNumbers as error:
            message = (
                f"indicators.{name}: the tolerance {error} has more than a share and an amount"
            )
            raise NotScored(message, "ragcalc score takes 5%, 2 points, or one of each") from None
        return Plan(
            indicator=name,
            period=period,
            polarity=indicator.polarity,
            rules=rules,
            goal=goal,
            comparator=comparator,
            percentile=percentile,
            due=due,
            floor=floor,
            base=base,
            wanted_end=_wanted_end(indicator, period, rules),
            given=_given(indicator, period, rules),
            comparable_end=_comparable_end(indicator, period, rules),
            is_whole=indicator.has_in_life(period),
            carried_from=None,
            columns=columns,
        )


def is_scored(indicator: Indicator, period: Period) -> bool:
    """Return whether a period is of an indicator's frequency, or a longer one that it makes."""
    return period.kind is indicator.kind or bool(longer_periods.parts_of(indicator, period))


def has_in_life(indicator: Indicator, period: Period) -> bool:
    """Return whether a period that is scored lies in an indicator's life, of a longer its end."""
    parts = longer_periods.parts_of(indicator, period)
    return is_scored(indicator, period) and indicator.has_in_life(parts[-1] if parts else period)


def _carried_from(indicator: Indicator, period: Period, periods: Iterable[Period]) -> int | None:
    """Return the end of the first of some periods whose figure may stand for one without."""
    if not indicator.carry or period.kind is not indicator.kind:
        return None
    end = timetable.reported_end(indicator, period)
    return min(
        (
            one.end
            for one in periods
            if one.kind is indicator.kind
            and 0 < end - timetable.reported_end(indicator, one) <= indicator.carry
            and indicator.has_in_life(one)
        ),
        default=None,
    )


class _Goal(NamedTuple):
    """The target of a period, or whose figure it is."""

    goal: ResolvedTarget | Reason | None
    comparator: str | None = None
    percentile: Decimal | None = None
    due: Fraction | Reason | None = None


def _goal(indicator: Indicator, period: Period, place: Place) -> _Goal:
    found = goals.entry(indicator, period)
    comparator = found.target.comparator if found else None
    percentile = found.target.percentile if found else None
    if comparator is None and percentile is None:
        return _Goal(goals.goal(indicator, period, place, ()))
    made = _Goal(None, comparator or PERCENTILE, percentile)
    return made._replace(due=_due(indicator, period, place)) if indicator.accumulates else made


PERCENTILE = "%"
"""Stands for the comparator where a target is a percentile; no comparator has such an id."""


def _due(indicator: Indicator, period: Period, place: Place) -> Fraction | Reason:
    """Return the part of a whole year's figure that is the target, if others have just 1 a year."""
    one = SourcedValue(Fraction(1), period, place)
    year = YearsPercentile(Fraction(1), 1, 0)
    drawn = drawn_from(
        indicator, lambda _: Percentiles("", "", {Period(Kind.CALENDAR, 0): year}, 0)
    )
    found = goals.entry(indicator, period)
    assert found is not None  # or no other's figure would be the target
    years = (Benchmark(found.target.comparator or "", "", ComparatorKind.OTHER, one),)
    made = goals.goal(drawn, period, place, (), years)
    return made.low if isinstance(made, ResolvedTarget) else made


def _wanted_end(indicator: Indicator, period: Period, rules: Rules) -> int | None:
    """Return where the earlier reading ends that a direction is measured from.

    It ends anywhere, None, where the last one is wanted. What comes at or after the period, or lies
    outside the indicator's life, is none: 0 is the end of no period that can be written.
    """
    wanted: Period | None
    if baseline := rules.basis.baseline_of(indicator.year):
        wanted = previous.last_in(baseline, period.kind)
    elif rules.basis.basis is Basis.PREVIOUS_PERIOD:
        wanted = period.previous()
    elif rules.basis.basis is Basis.SAME_PERIOD_LAST_YEAR:
        wanted = period.year_ago()
    else:
        return None
    if wanted is None or wanted.end >= period.end or not indicator.has_in_life(wanted):
        return 0
    return wanted.end


def _given(indicator: Indicator, period: Period, rules: Rules) -> Period | None:
    """Return the baseline of another kind that a period may be held against, within its life."""
    baseline = rules.basis.baseline_of(indicator.year)
    if baseline is None or baseline.kind is period.kind or not indicator.has_in_life(baseline):
        return None
    return baseline if previous.is_alike(indicator, baseline, period.kind) else None


def _comparable_end(indicator: Indicator, period: Period, rules: Rules) -> int:
    """Return where the first earlier reading ends that a period may be compared with.

    Before a `break: true` they are of another method. The last one has to lie in the indicator's
    life; what else is wanted does, or is none.
    """
    first = indicator.from_
    is_last = rules.basis.basis is Basis.LAST_REPORTED
    begun = first.start + period.months if first and is_last else 0
    broken = breaks(indicator).ends.get(indicator.kind, ())
    return max(begun, *(end for end in broken if end <= period.end), 0)


class TypedFigure(NamedTuple):
    """A comparator's figure that the catalogue has for every area."""

    comparator: str
    period: Period | None
    """None where it stands for every period."""
    part: int
    """What it is a total of, as `indexes.compared` has it."""
    amount: Fraction


def typed(indicator: Indicator) -> Iterator[TypedFigure]:
    """Yield the comparators' figures of an indicator that are not only proposed."""
    for name, series in indicator.comparators.items():
        for part, counting in compared(indicator, name).items():
            dated = chain.from_iterable(counting.periods.values())
            for period in (*dated, *([None] if counting.standing else [])):
                yield TypedFigure(name, period, part, series[period].amount)


def _inexpressible(indicator: Indicator, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield what of an indicator a row of a table cannot say, and what to do."""
    own = indicator.suppress_below
    if catalogue.suppress_below if own is None else own:
        yield "suppress-below hides no figure of a table", "hide small numbers before, and write 0"
    if indicator.reported:
        yield "reported: is of one organisation", "leave it out"
    for name, series in indicator.comparators.items():
        kind = catalogue.comparators[name].kind
        if series and kind in _OF_AN_AREA:
            yield (
                f"comparators: {name} has figures of one organisation",
                "leave them out: ragcalc score takes them from the table",
            )


_OF_AN_AREA = (ComparatorKind.REGIONAL, ComparatorKind.STATISTICAL_NEIGHBOURS)
"""Comparators that are others for each area."""
