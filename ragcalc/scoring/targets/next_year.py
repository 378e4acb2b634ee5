"""What a year's targets are set by: this year's target and outturn of each indicator."""

from typing import NamedTuple

from ragcalc.catalogue.derived import lifetimes
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Kind, Period, SplitYear, latest_ending
from ragcalc.scoring import goals, longer_periods
from ragcalc.scoring.inputs import ResolvedTarget
from ragcalc.scoring.outstanding import in_period, last_before
from ragcalc.scoring.results import ComparatorColumn, IndicatorResult, Report
from ragcalc.scoring.verdicts import SeriesVerdicts, VerdictTable
from ragcalc.vocabulary import Polarity, Reason, TargetBasis


class NextTarget(NamedTuple):
    """An indicator whose target is to be set."""

    indicator: Indicator
    result: IndicatorResult
    """The indicator at the end of the year before: its target and its comparators."""
    outturn: IndicatorResult | None
    """The indicator in the period of its last entry up to then, or in that year where its periods
    make it; None where there is none.
    """
    year: Period
    """The year of the target, of the kind that the indicator keeps."""
    proposed: tuple[ResolvedTarget, ...]
    """The targets that the catalogue proposes for it."""


class NextTargets(NamedTuple):
    """The indicators of a catalogue, by whether their target of a year is to be set."""

    organisation: str
    year: SplitYear
    comparators: tuple[ComparatorColumn, ...]
    to_set: tuple[NextTarget, ...]
    """In the order of the catalogue."""
    given: tuple[str, ...]
    """The ids of those that have a target for the year."""
    without: tuple[str, ...]
    """The ids of those without a target by design."""


def next_targets(table: VerdictTable, report: Report, year: SplitYear) -> NextTargets:
    """Return what the targets of a year are set by.

    The report, read from the table, is of the end of the year before, and has the indicators that
    begin later or are retired too.
    An indicator without a part of the year in its life is left out.
    """
    to_set: list[NextTarget] = []
    given: list[str] = []
    without: list[str] = []
    for result in report.indicators:
        series = table.series(result.id)
        own = own_year(year, series.indicator.year)
        if not lifetimes.has_target_in_life(series.indicator, own):
            continue
        before = Period(own.kind, own.start - own.months)
        makes_year = bool(longer_periods.parts_of(series.indicator, before))
        last = before if makes_year else latest_ending(series.indicator.kind, own.start)
        now = in_period(series, result, last)
        if now.inputs.polarity is Polarity.NEUTRAL or now.inputs.goal is Reason.TARGET_NONE:
            without.append(result.id)
        elif _is_given(series.indicator, own):
            given.append(result.id)
        else:
            outturn = _of_year(now) if makes_year else last_before(series, result, own.start)
            proposed = tuple(_proposed(series, own))
            to_set.append(NextTarget(series.indicator, now, outturn, own, proposed))
    columns = report.comparators
    return NextTargets(report.organisation, year, columns, (*to_set,), (*given,), (*without,))


def own_year(year: SplitYear, kind: Kind) -> Period:
    """Return the year of a kind that begins in the same calendar year."""
    return Period(kind, year.first * 12 + kind.first)


def _is_given(indicator: Indicator, year: Period) -> bool:
    """Return whether a target decides in the year that was given for it or a part of it."""
    found = (goals.entry(indicator, one) for one in (latest_ending(indicator.kind, year.end), year))
    return any(one is not None and one.basis is not TargetBasis.STANDING for one in found)


def _of_year(result: IndicatorResult) -> IndicatorResult | None:
    """Return the figure that the periods of a year make; None where they make none."""
    return None if isinstance(result.inputs.reading, Reason) else result


def _proposed(series: SeriesVerdicts, year: Period) -> list[ResolvedTarget]:
    """Return the targets that are proposed for a year, or for every period."""
    found = goals.proposed(series.indicator, year, series.place)
    return [one for one in found if one.period is None or year.covers(one.period)]
