"""Which of the texts that a service writes by period a report shows.

A comment says why a figure is what it is, or is missing; an action what is done about it.
"""

from collections.abc import Iterator

from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.model.series import Series
from ragcalc.periods import Period
from ragcalc.scoring import longer_periods
from ragcalc.scoring.inputs import Inputs
from ragcalc.vocabulary import Reason


def text_shown(
    texts: Series[Period, str], indicator: Indicator, report: Period, inputs: Inputs
) -> str | None:
    """Return the text of an indicator's series that stands beside its reading in a report.

    None where none of the periods that the report shows has one.
    """
    if not texts:  # as most have none
        return None
    found = map(texts.get, _periods_shown(indicator, report, inputs))
    return next(filter(None, found), None)


def period_shown(indicator: Indicator, report: Period, inputs: Inputs) -> Period:
    """Return the period for which a text is to be written, so that a report shows it."""
    return next(_periods_shown(indicator, report, inputs))


def _periods_shown(indicator: Indicator, report: Period, inputs: Inputs) -> Iterator[Period]:
    """Yield the periods whose text may stand in a report, the one that comes first in front.

    That is the period due. A report of a longer period shows its own text before that of its last
    part, one of a shorter period its own after it, and so does one in which nothing is due. A
    carried figure is explained by its own period.
    """
    due, reading = inputs.due, inputs.reading
    if due is None:
        yield report
    else:
        if report.months > due.months:
            yield report
        yield due
        yield from longer_periods.parts_of(indicator, due)[-1:]
        if report.months < due.months:
            yield report
    if not isinstance(reading, Reason) and reading.period:
        yield reading.period
