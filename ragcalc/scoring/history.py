"""Every period of an indicator, judged as if the report were for it."""

from ragcalc import periods
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.model.thresholds import Thresholds
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring import timetable
from ragcalc.scoring.judge import judge
from ragcalc.scoring.results import Past
from ragcalc.scoring.rules import RuleBook
from ragcalc.scoring.score import INDICATORS, THRESHOLDS, gather


def history(
    catalogue: Catalogue,
    thresholds: Thresholds | None,
    name: str,
    until: int | None = None,
    documents: tuple[str, str] = (INDICATORS, THRESHOLDS),
) -> tuple[Past, ...]:
    """Judge each period of the indicator's own frequency that has an entry, in the order of time.

    `until` is the end of the last report whose reading is wanted; `documents` are the files' names
    in places.
    """
    indicator = catalogue.indicators[name]
    book = RuleBook(thresholds, documents[1])
    place = Place(documents[0], ("indicators", name))
    return tuple(
        _past(catalogue, indicator, book, period, place)
        for period in sorted(_entries(indicator))
        if until is None or timetable.reported_end(indicator, period) <= until
    )


def latest(indicator: Indicator) -> Period | None:
    """Return the last report that is due to show an entry; None where there is no entry."""
    own = _entries(indicator)
    return _shown_in(indicator, max(own)) if own else None


def _entries(indicator: Indicator) -> set[Period]:
    """Return the periods of the indicator's own frequency with a reading or a reported verdict."""
    given = (*indicator.values, *indicator.reported)
    return {period for period in given if period.kind is indicator.kind}


def _past(
    catalogue: Catalogue, indicator: Indicator, book: RuleBook, period: Period, place: Place
) -> Past:
    asked = _shown_in(indicator, period)
    inputs = gather(catalogue, indicator, book, asked, place)
    return Past(period, inputs, judge(inputs))


def _shown_in(indicator: Indicator, period: Period) -> Period:
    """Return the report that is due to show this period."""
    end = timetable.reported_end(indicator, period)
    return periods.quarter_ending(end) if periods.is_quarter_end(end) else periods.month_ending(end)
