"""Where the organisation stands among all authorities of a dataset, in the year that compares."""

from ragcalc import numbers
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.model.peers import Peers
from ragcalc.catalogue.model.thresholds import QuartileMethod
from ragcalc.periods import Period
from ragcalc.scoring.evidence.ranks import BandCount, NoBand, Ranked, rank_of
from ragcalc.scoring.evidence.records import RankPosition
from ragcalc.scoring.evidence.years import year_of
from ragcalc.scoring.inputs import Inputs
from ragcalc.vocabulary import Banding


def position(
    peers: Peers, indicator: Indicator, inputs: Inputs, lag: int, method: QuartileMethod
) -> RankPosition | None:
    """Rank the dataset's own figure among those of its year, never ours among last year's.

    None where there is no year with figures by then.
    """
    year = year_of(peers, inputs, lag)
    return position_in(year, peers, indicator, method) if year else None


def position_in(
    year: Period, peers: Peers, indicator: Indicator, method: QuartileMethod
) -> RankPosition:
    """Rank the dataset's own figure among those of a year, in bands of each number."""
    figures, hidden = peers.figures[year], year in peers.hidden
    # ties are broken by number, whatever an authority's number looks like
    order = {area: at for at, area in enumerate(sorted(figures, key=lambda one: (len(one), one)))}
    values = {order[area]: numbers.to_fraction(value) for area, value in figures.items()}
    own, banded = order.get(peers.area, -1), _banded(peers, indicator, method)
    by_bands = {
        bands: Ranked(None, len(figures), None, method, reason=NoBand.SUPPRESSED, bands=bands)
        if hidden
        else rank_of(own, values, indicator.polarity, method, bands, banded=banded)
        for bands in BandCount
    }
    return RankPosition(
        ranked=by_bands[BandCount.QUARTILE],
        period=year,
        source=peers.source,
        measure=peers.measure,
        value=None if hidden else figures.get(peers.area),
        left_out=peers.left_out.get(year, 0),
        quintile=by_bands[BandCount.QUINTILE],
        decile=by_bands[BandCount.DECILE],
    )


def _banded(peers: Peers, indicator: Indicator, method: QuartileMethod) -> bool:
    """Return whether ranks become bands; what LAIT's dictionary says holds for LAIT's method."""
    by_dictionary = peers.banded or method is not QuartileMethod.LAIT
    return by_dictionary and indicator.quartile is not Banding.NONE
