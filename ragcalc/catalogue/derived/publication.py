"""A catalogue as it may be published: without small counts, and what would give them back.

The figures are taken out before anything is scored, so that no output can hold them.
"""

from collections.abc import Mapping
from typing import Any

from ragcalc.catalogue.derived import suppression
from ragcalc.catalogue.derived.counts import forecast_counts, interval_tells_few
from ragcalc.catalogue.derived.families import families
from ragcalc.catalogue.derived.sums import Hidden
from ragcalc.catalogue.model.columns import COMMENTARY
from ragcalc.catalogue.model.figures import NO_INTERVAL, Forecast, Reading, without_replaced
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.model.series import Series
from ragcalc.periods import Period
from ragcalc.vocabulary import Reason

_NO_FIGURE: dict[str, Any] = {
    **dict.fromkeys(("numerator", "denominator", "note", "source")),
    **NO_INTERVAL,
    "value": Reason.SUPPRESSED,
    "breakdown": {},
    "provisional": False,
    "proposed": False,
    "revised": False,
}


def published(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without small numbers and without what would give them back."""
    if not suppression.may_hide(catalogue):
        return catalogue
    hidden = suppression.hidden(catalogue)
    return without(catalogue, hidden, bare_limits(catalogue, hidden))


def bare_limits(catalogue: Catalogue, hidden: Hidden) -> dict[str, int]:
    """Return the indicators whose breakdowns are hidden beside what is hidden, with their limits.

    A limit is 0 where only what the catalogue itself suppresses is hidden.
    """
    related = list(families(catalogue.indicators))
    limits = suppression.limits(catalogue, related)
    return {
        name: limits[name]
        for family in related
        for name in family.names
        if limits[name] or (family.parts and any(hidden[one] for one in family.names))
    }


def without(catalogue: Catalogue, hidden: Hidden, bare: Mapping[str, int]) -> Catalogue:
    """Return the catalogue without its hidden figures, the `bare` indicators without breakdowns.

    These are given with their limits: an interval that tells of fewer cases goes too.
    """
    indicators = catalogue.indicators
    kept = {name: _without(one, hidden[name], bare.get(name)) for name, one in indicators.items()}
    return catalogue.model_copy(update={"indicators": kept})


def _without(indicator: Indicator, periods: set[Period], limit: int | None) -> Indicator:
    """Return the indicator without its figures and printed verdicts for the periods.

    Its forecasts are looked at too.

    What says why there is no figure stands as it is written. A bare one, which has a limit, has no
    breakdown left, and no note of an unreliable figure.
    """
    values = indicator.values
    forecasts = _forecasts(indicator, periods, limit or 0)
    if forecasts is not indicator.forecast:
        indicator = indicator.model_copy(update={"forecast": forecasts})
    periods = {
        period for period in periods & values.keys() if not isinstance(values[period].value, Reason)
    }
    changed: dict[Period, dict[str, Any]] = {}
    if limit is not None:
        for period, reading in values.items():
            if taken := _told_beside(indicator, reading, limit):
                changed[period] = taken
    changed |= dict.fromkeys(periods, _NO_FIGURE)
    indicator = _without_texts(indicator, periods)
    if not changed:
        return indicator
    published = {
        period: (without_replaced(reading) if period in periods else reading).model_copy(
            update=changed[period]
        )
        if period in changed
        else reading
        for period, reading in values.items()
    }
    reported = {key: one for key, one in indicator.reported.items() if key not in periods}
    return indicator.model_copy(update={"values": Series(published), "reported": Series(reported)})


def _without_texts(indicator: Indicator, periods: set[Period]) -> Indicator:
    """Return an indicator without the comments and actions of periods whose figure is hidden.

    Whoever wrote them knew the figure. What is written of a longer period with such a one in it
    goes too.
    """
    update = {
        key: series.limited(lambda period: not any(map(period.meets, periods)))
        for key in COMMENTARY
        if (series := getattr(indicator, key)) and periods
    }
    return indicator.model_copy(update=update) if update else indicator


def _forecasts(indicator: Indicator, periods: set[Period], limit: int) -> Series[Period, Forecast]:
    """Return the forecasts without small ones, and those of a year whose own figure is hidden.

    What is expected is no fact, so that nothing else is hidden by it.
    """
    hidden = {
        key: _NO_FORECAST
        for key, one in indicator.forecast.items()
        for year in (key.year(indicator.year),)
        if not periods.isdisjoint((year, indicator.last_period(year)))
        or any(count.is_small(limit) for count in forecast_counts(indicator, one).values())
    }
    return Series({**indicator.forecast, **hidden}) if hidden else indicator.forecast


_NO_FORECAST = Forecast.model_construct(value=Reason.SUPPRESSED)


def _told_beside(indicator: Indicator, reading: Reading, limit: int) -> dict[str, Any]:
    """Return what is taken out of a reading whose figure is shown, or never was."""
    taken: dict[str, Any] = {}
    if reading.breakdown:
        taken["breakdown"] = {}
    if reading.value is Reason.UNRELIABLE:  # a figure so marked stands in its note
        taken |= {"breakdown": {}, "note": None}
    if reading.lower is not None and interval_tells_few(indicator.unit, reading, limit):
        taken |= NO_INTERVAL
    return taken
