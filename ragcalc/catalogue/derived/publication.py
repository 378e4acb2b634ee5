"""A catalogue as it may be published: without small counts, and what would give them back.

The figures are taken out before anything is scored, so that no output can hold them.
"""

from typing import Any

from ragcalc.catalogue.derived import suppression
from ragcalc.catalogue.derived.families import families
from ragcalc.catalogue.derived.sums import Hidden
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
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
    if not suppression.may_hide(catalogue):
        return catalogue
    hidden = suppression.hidden(catalogue)
    return without(catalogue, hidden, without_breakdowns(catalogue, hidden))


def without_breakdowns(catalogue: Catalogue, hidden: Hidden) -> set[str]:
    """Return the indicators whose breakdowns are hidden beside what is hidden."""
    related = list(families(catalogue.indicators))
    limits = suppression.limits(catalogue, related)
    return {
        name
        for family in related
        for name in family.names
        if limits[name] or (family.parts and any(hidden[one] for one in family.names))
    }


def without(catalogue: Catalogue, hidden: Hidden, bare: set[str]) -> Catalogue:
    """Return the catalogue without its hidden figures, the `bare` indicators without breakdowns."""
    indicators = catalogue.indicators
    kept = {name: _without(one, hidden[name], name in bare) for name, one in indicators.items()}
    return catalogue.model_copy(update={"indicators": kept})


def _without(indicator: Indicator, periods: set[Period], bare: bool) -> Indicator:
    """Return the indicator without its figures and printed verdicts for the periods.

    What says why there is no figure stands as it is written. A bare one has no breakdown left, and
    no note of an unreliable figure.
    """
    values = indicator.values
    periods = {
        period for period in periods & values.keys() if not isinstance(values[period].value, Reason)
    }
    changed: dict[Period, dict[str, Any]] = {
        key: {"breakdown": {}} for key, one in indicator.values.items() if bare and one.breakdown
    }
    for key, one in indicator.values.items():
        if bare and one.value is Reason.UNRELIABLE:  # a figure so marked stands in its note
            changed[key] = {"breakdown": {}, "note": None}
    changed |= dict.fromkeys(periods, _NO_FIGURE)
    if not changed:
        return indicator
    published = {
        period: reading.model_copy(update=changed[period]) if period in changed else reading
        for period, reading in values.items()
    }
    reported = {key: one for key, one in indicator.reported.items() if key not in periods}
    return indicator.model_copy(update={"values": published, "reported": reported})
