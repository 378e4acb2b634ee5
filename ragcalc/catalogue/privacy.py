"""A catalogue as it may be published: without small counts, and what would give them back.

The figures are taken out before anything is scored, so that no output can hold them.
"""

from typing import Any

from ragcalc.catalogue import suppression
from ragcalc.catalogue.families import families
from ragcalc.catalogue.models import Catalogue, Indicator
from ragcalc.catalogue.sums import is_suppressed
from ragcalc.periods import Period
from ragcalc.vocabulary import Reason

_NO_FIGURE: dict[str, Any] = {
    **dict.fromkeys(("numerator", "denominator", "note", "source")),
    "value": Reason.SUPPRESSED,
    "breakdown": {},
    "provisional": False,
    "proposed": False,
}


def published(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without small numbers and without what would give them back."""
    limits = suppression.limits(catalogue, families(catalogue.indicators))
    hidden = suppression.hidden(catalogue)
    kept = {
        name: _without(one, hidden[name], limits[name])
        for name, one in catalogue.indicators.items()
    }
    if all(kept[name] is one for name, one in catalogue.indicators.items()) and not any(
        limits.values()
    ):
        return catalogue
    return catalogue.model_copy(update={"indicators": kept})


def _without(indicator: Indicator, periods: set[Period], limit: int) -> Indicator:
    """Return the indicator without its figures and printed verdicts for the periods.

    What the catalogue itself suppresses stands as it is written.
    """
    periods = {one for one in periods if not is_suppressed(indicator.values[one])}
    broken_down = {key for key, one in indicator.detailed if limit and one.breakdown}
    if not periods and not broken_down:
        return indicator
    changed = {
        **{key: {"breakdown": {}} for key in broken_down},
        **dict.fromkeys(periods, _NO_FIGURE),
    }
    values = {
        period: reading.model_copy(update=changed[period]) if period in changed else reading
        for period, reading in indicator.values.items()
    }
    reported = {key: one for key, one in indicator.reported.items() if key not in periods}
    return indicator.model_copy(update={"values": values, "reported": reported})
