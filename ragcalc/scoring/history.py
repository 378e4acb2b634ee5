"""Every period of an indicator, judged as if the report were for it."""

from typing import NamedTuple

from ragcalc import periods
from ragcalc.catalogue.models import Catalogue, Indicator
from ragcalc.catalogue.thresholds import Thresholds
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring import timetable
from ragcalc.scoring.inputs import Inputs
from ragcalc.scoring.judge import judge
from ragcalc.scoring.results import Verdict
from ragcalc.scoring.rules import RuleBook
from ragcalc.scoring.score import INDICATORS, THRESHOLDS, gather


class Past(NamedTuple):
    """One period of an indicator."""

    period: Period
    inputs: Inputs
    verdict: Verdict


def history(
    catalogue: Catalogue,
    thresholds: Thresholds | None,
    name: str,
    until: int | None = None,
    documents: tuple[str, str] = (INDICATORS, THRESHOLDS),
) -> tuple[Past, ...]:
    """Judge each period of the indicator's own frequency that has an entry, in the order of time.

    `until` is the end of the last period wanted; `documents` are the files' names in places.
    """
    indicator = catalogue.indicators[name]
    book = RuleBook(thresholds, documents[1])
    place = Place(documents[0], ("indicators", name))
    own = sorted(one for one in indicator.values if one.kind is indicator.kind)
    return tuple(
        _past(catalogue, indicator, book, period, place)
        for period in own
        if until is None or period.end <= until
    )


def _past(
    catalogue: Catalogue, indicator: Indicator, book: RuleBook, period: Period, place: Place
) -> Past:
    end = timetable.reported_end(indicator, period)
    # the report that is due to show this period
    asked = (
        periods.quarter_ending(end) if periods.is_quarter_end(end) else periods.month_ending(end)
    )
    inputs = gather(catalogue, indicator, book, asked, place)
    return Past(period, inputs, judge(inputs))
