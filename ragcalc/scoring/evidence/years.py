"""The year of a dataset among whose authorities a reading is put."""

from ragcalc.catalogue.model.peers import Peers
from ragcalc.periods import Period
from ragcalc.scoring.inputs import Inputs, SourcedValue


def year_of(peers: Peers, inputs: Inputs, lag: int) -> Period | None:
    """Return the latest year with figures that ends by the end of the reading, less the lag."""
    end = end_of(inputs)
    if end is None:
        return None
    years = (one for one, figures in peers.figures.items() if one.end <= end - lag and figures)
    return max(years, key=lambda one: one.end, default=None)


def end_of(inputs: Inputs) -> int | None:
    """Return the end of the period that the reading is of, or that is due."""
    reading = inputs.reading
    period = reading.period if isinstance(reading, SourcedValue) else inputs.due
    return period.end if period else None
