"""The figures that are due in a period and were not submitted, and the last one before each."""

from collections.abc import Collection
from typing import NamedTuple

from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period
from ragcalc.scoring import indexes, timetable
from ragcalc.scoring.results import IndicatorResult, Past, Report
from ragcalc.scoring.verdicts import SeriesVerdicts, VerdictTable, shown_in


class OutstandingFigure(NamedTuple):
    """A figure that is due and was not submitted."""

    indicator: Indicator
    result: IndicatorResult
    """The indicator as it would stand with the figure."""
    period: Period
    """The indicator's own period."""
    last: IndicatorResult | None
    """The indicator in the period of its last entry before; None where there is none."""
    has_counts: bool
    """Whether its figures are made of a numerator and a denominator."""


class OutstandingFigures(NamedTuple):
    """What is due in one period and was not submitted."""

    organisation: str
    period: Period
    figures: tuple[OutstandingFigure, ...]
    """In the order of the catalogue, those of one indicator in the order of time."""
    submitted: tuple[tuple[str, Period], ...]
    """Each id and period whose figure, or the reason why there is none, was submitted."""

    @property
    def due(self) -> int:
        """How many figures are due."""
        return len(self.figures) + len(self.submitted)


def outstanding(
    table: VerdictTable,
    report: Report,
    counted: Collection[str] = (),
) -> OutstandingFigures:
    """Return what is due in the period of a report, read from a table, and was not submitted.

    The report has the indicators that are retired too: of one that is retired within the period
    the figures before are due. `counted` are the ids of the indicators whose figures are made of
    counts, which a table in which small ones are hidden does not say. A word that says why there is
    no figure, such as not-applicable, counts as submitted.
    """
    figures: list[OutstandingFigure] = []
    submitted: list[tuple[str, Period]] = []
    for result in report.indicators:
        series = table.series(result.id)
        for due in timetable.due_within(series.indicator, report.period):
            if due in series.indicator.values:
                submitted.append((result.id, due))
            else:
                figures.append(_figure(series, result, due, result.id in counted))
    return OutstandingFigures(report.organisation, report.period, (*figures,), (*submitted,))


def _figure(
    series: SeriesVerdicts, result: IndicatorResult, due: Period, has_counts: bool
) -> OutstandingFigure:
    then, last = in_period(series, result, due), last_before(series, result, due.start)
    return OutstandingFigure(series.indicator, then, due, last, has_counts)


def in_period(series: SeriesVerdicts, result: IndicatorResult, period: Period) -> IndicatorResult:
    """Return an indicator as it stands in one of its own periods."""
    verdict = series.verdict(shown_in(series.indicator, period))
    return result.then(Past(period, verdict.inputs, verdict))


def last_before(
    series: SeriesVerdicts, result: IndicatorResult, end: int
) -> IndicatorResult | None:
    """Return the indicator in the period of its last entry that ends by then, if there is one."""
    before = [period for period in indexes.entries(series.indicator) if period.end <= end]
    return in_period(series, result, before[-1]) if before else None
