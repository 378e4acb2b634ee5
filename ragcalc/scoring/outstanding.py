"""The figures that are due in a report and were not submitted, and the last one before each."""

from collections.abc import Collection
from typing import NamedTuple

from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period
from ragcalc.scoring import indexes
from ragcalc.scoring.results import IndicatorResult, Past, Report
from ragcalc.scoring.verdicts import SeriesVerdicts, VerdictTable, shown_in


class OutstandingFigure(NamedTuple):
    """A figure that is due and was not submitted."""

    indicator: Indicator
    result: IndicatorResult
    """The indicator in the report in which the figure is due."""
    period: Period
    """The indicator's own period."""
    last: IndicatorResult | None
    """The indicator in the period of its last entry before; None where there is none."""


class OutstandingFigures(NamedTuple):
    """What is due in one report and was not submitted."""

    organisation: str
    period: Period
    """The report's."""
    figures: tuple[OutstandingFigure, ...]
    """In the order of the catalogue."""
    submitted: tuple[str, ...]
    """The ids of the indicators whose figure, or the reason why there is none, was submitted."""

    @property
    def due(self) -> int:
        """How many figures are due."""
        return len(self.figures) + len(self.submitted)


def outstanding(
    table: VerdictTable, report: Report, owners: Collection[str] = ()
) -> OutstandingFigures:
    """Return what is due in a report that was read from a table, and was not submitted.

    `owners` are those whose figures are asked for; everybody's where there are none. A word that
    says why there is no figure, such as not-applicable, counts as submitted.
    """
    figures: list[OutstandingFigure] = []
    submitted: list[str] = []
    for result in report.indicators:
        due = result.inputs.due
        if due is None or (owners and result.owner not in owners):
            continue
        series = table.series(result.id)
        if due in series.indicator.values:
            submitted.append(result.id)
        else:
            last = last_before(series, result, due.start)
            figures.append(OutstandingFigure(series.indicator, result, due, last))
    return OutstandingFigures(report.organisation, report.period, (*figures,), (*submitted,))


def last_before(
    series: SeriesVerdicts, result: IndicatorResult, end: int
) -> IndicatorResult | None:
    """Return the indicator in the period of its last entry that ends by then, if there is one."""
    own = series.indicator
    before = [period for period in indexes.entries(own) if period.end <= end]
    if not before:
        return None
    verdict = series.verdict(shown_in(own, before[-1]))
    return result.then(Past(before[-1], verdict.inputs, verdict))
