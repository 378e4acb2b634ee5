"""The year's end as the service expects it: its forecast, rated as the year's figure will be.

It stands beside the verdict on the reading and decides nothing of it.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.catalogue.model.fields import BasisChoice
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring import goals
from ragcalc.scoring.indexes import targets
from ragcalc.scoring.inputs import SourcedValue
from ragcalc.vocabulary import Basis, Reason


class ForecastEntry(NamedTuple):
    """A forecast of the catalogue: the period that it was made in, or its year, and that year."""

    key: Period
    year: Period


def entry_shown(
    indicator: Indicator, report: Period, reading: SourcedValue | Reason
) -> ForecastEntry | None:
    """Return the forecast that a report shows beside its reading; None where it shows none.

    It is the latest one that was made by then for the report's year, else the year's. Once the
    reading is the year's last one there is nothing left to expect.
    """
    if not indicator.forecast:
        return None
    year = report.year(indicator.year)
    read_until = reading.period.end if isinstance(reading, SourcedValue) and reading.period else 0
    if read_until >= indicator.last_period(year).end:
        return None
    made = (one for one in entries(indicator) if one.year == year and one.key.end <= report.end)
    latest = max((one for one in made if one.key != year), key=_by_end, default=None)
    standing = ForecastEntry(year, year) if year in indicator.forecast else None
    return latest or standing


def _by_end(entry: ForecastEntry) -> int:
    return entry.key.end


def entries(indicator: Indicator) -> Iterator[ForecastEntry]:
    """Yield the forecasts whose periods are the indicator's own, or its years."""
    for key in indicator.forecast:
        if key.kind in (indicator.kind, indicator.year):
            yield ForecastEntry(key, key.year(indicator.year))


def judged_for(indicator: Indicator, year: Period) -> Period:
    """Return whose target decides at the year's end: the year's own, else the last period's."""
    given, last = targets(indicator), indicator.last_period(year)
    has_own = year in given.deciding or given.revised(year, year.end)
    return last if last in given.deciding and not has_own else year


def figure_at_end(
    name: goals.Limit, indicator: Indicator, year: Period, place: Place
) -> SourcedValue | None:
    """Return the floor or the base of a year, else of its last period, else the standing one."""
    either = (year, indicator.last_period(year))
    found = (goals.figure_of(name, indicator, period, place) for period in either)
    return next(filter(None, found), None)


def basis_at_end(basis: BasisChoice) -> BasisChoice:
    """Return what the direction is measured from that `amber-if` asks for: a year's end as well."""
    return basis if basis.baseline else BasisChoice(Basis.SAME_PERIOD_LAST_YEAR)


def expected(indicator: Indicator, entry: ForecastEntry, place: Place) -> SourcedValue | Reason:
    """Return the figure of a forecast, or why it has none; `place` is the indicator's."""
    found = indicator.forecast[entry.key]
    if not isinstance(found.value, Decimal):
        return found.value
    return SourcedValue(
        value=numbers.to_fraction(found.value),
        period=entry.year,
        place=place.within("forecast", str(entry.key)),
        decimals=numbers.decimals_written(found.value),
        source=found.source,
        note=found.note,
    )
