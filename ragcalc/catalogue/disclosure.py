"""What a catalogue and its datasets show together, with small numbers hidden in both.

A dataset holds the organisation's own figures too. Each is a reading that somebody else wrote down,
so what `privacy.published` would hide of it as a reading is hidden of the dataset.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ragcalc.catalogue import privacy
from ragcalc.catalogue.drawing import Drawn
from ragcalc.catalogue.models import Catalogue, Indicator, Reading
from ragcalc.catalogue.peers import Peers
from ragcalc.periods import Period
from ragcalc.vocabulary import Reason

_Figures = Mapping[str, Mapping[Period, Decimal]]
"""The organisation's own figures in datasets, by indicator and year."""


def published(
    catalogue: Catalogue, datasets: Sequence[Drawn]
) -> tuple[Catalogue, tuple[Drawn, ...]]:
    """Return both as they may be shown; each dataset says which of our own figures it hides."""
    figures = {name: found.own for one in datasets for name, found in one.peers.items()}
    if not (figures and any(limit_of(catalogue, name) for name in catalogue.indicators)):
        return privacy.published(catalogue), tuple(datasets)
    alone = privacy.published(_with(catalogue, figures, beside_readings=False))
    together = privacy.published(_with(catalogue, figures, beside_readings=True))
    return _readings_of(catalogue, together), tuple(
        replace(
            one,
            peers={
                name: _marked(name, found, alone, together) for name, found in one.peers.items()
            },
        )
        for one in datasets
    )


def alike(one: Catalogue, other: Catalogue) -> Catalogue:
    """Return the first with the stricter limit of the two for each indicator, and all parts.

    What one of two versions hides, the other would show: a limit that is new, a part that is named.
    """
    indicators = {
        name: indicator.model_copy(
            update={
                "suppress_below": max(limit_of(one, name), limit_of(other, name)),
                "part_of": indicator.part_of or _part_of(other, name),
            }
        )
        for name, indicator in one.indicators.items()
    }
    return one.model_copy(update={"indicators": indicators})


def limit_of(catalogue: Catalogue, name: str) -> int:
    """Return below which number counts of an indicator are hidden; 0 hides none."""
    indicator = catalogue.indicators.get(name)
    own = indicator.suppress_below if indicator else None
    return catalogue.suppress_below if own is None else own


def _part_of(catalogue: Catalogue, name: str) -> str | None:
    indicator = catalogue.indicators.get(name)
    return indicator.part_of if indicator else None


def _with(catalogue: Catalogue, figures: _Figures, *, beside_readings: bool) -> Catalogue:
    """Return the catalogue with the datasets' own figures as readings; a reading of ours stands.

    Without the readings beside them, the figures are held against each other alone.
    """
    indicators = {}
    for name, indicator in catalogue.indicators.items():
        own = {
            year: Reading.model_construct(value=value)
            for year, value in figures.get(name, {}).items()
        }
        values = {**own, **indicator.values} if beside_readings else own
        indicators[name] = indicator.model_copy(update={"values": values})
    return catalogue.model_copy(update={"indicators": indicators})


def _readings_of(catalogue: Catalogue, together: Catalogue) -> Catalogue:
    """Return the catalogue with its readings as they are beside the datasets' figures."""
    indicators = {
        name: one.model_copy(
            update={
                "values": {
                    period: one.values[period] for period in catalogue.indicators[name].values
                }
            }
        )
        for name, one in together.indicators.items()
    }
    return catalogue.model_copy(update={"indicators": indicators})


def _marked(name: str, peers: Peers, alone: Catalogue, together: Catalogue) -> Peers:
    small, hidden = _hidden(alone.indicators[name]), _hidden(together.indicators[name])
    years = (year for year in peers.own if year in small or any(map(year.meets, hidden)))
    return peers._replace(hidden=frozenset(years))


def _hidden(indicator: Indicator) -> set[Period]:
    return {
        period for period, reading in indicator.values.items() if reading.value is Reason.SUPPRESSED
    }
