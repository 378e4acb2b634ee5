"""A reading of the catalogue as the scorer sees it."""

from ragcalc.catalogue.model.fields import Unit
from ragcalc.catalogue.model.figures import Reading
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring.inputs import SourcedValue


def reading_at(indicator: Indicator, period: Period, place: Place) -> SourcedValue:
    """Return the figure of a period that has one; `place` is the indicator's."""
    reading = indicator.values[period]
    found = _figure(reading, indicator.unit, period, place.within("values", str(period)))
    before = reading.replaced
    if before is None or before.reading.reason is not None:
        return found
    return found._replace(replaced=_figure(before.reading, indicator.unit, period, before.place))


def _figure(reading: Reading, unit: Unit, period: Period, place: Place) -> SourcedValue:
    return SourcedValue(
        value=reading.amount(unit),
        period=period,
        place=place,
        decimals=reading.decimals,
        counted=reading.counted,
        numerator=reading.numerator,
        denominator=reading.denominator,
        provisional=reading.provisional,
        source=reading.source,
        note=reading.note,
        at_95=reading.at_95,
        at_998=reading.at_998,
        revised=reading.revised,
    )
