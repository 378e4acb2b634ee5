"""What a catalogue and its datasets show together, with small numbers hidden in both.

A dataset holds the organisation's own figures too. Each is a reading that somebody else wrote down,
so what `privacy.published` would hide of it as a reading is hidden of the dataset.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ragcalc.catalogue import privacy
from ragcalc.catalogue.dataset_result import DatasetResult
from ragcalc.catalogue.models import Catalogue, Indicator, Reading
from ragcalc.catalogue.peers import Peers
from ragcalc.periods import Period
from ragcalc.vocabulary import Reason

_Figures = Mapping[str, Mapping[Period, Reading]]
"""The organisation's own figures in datasets, by indicator and year."""


def published(
    catalogue: Catalogue,
    datasets: Sequence[DatasetResult],
    beside: Catalogue | None = None,
    datasets_beside: Sequence[DatasetResult] = (),
) -> tuple[Catalogue, tuple[DatasetResult, ...]]:
    """Return both as they may be shown; each dataset says which of our own figures it hides.

    With another version `beside`, and its datasets, they may be shown beside that one.
    """
    own, others = _figures(datasets), _figures(datasets_beside)
    if not (own or beside):
        return privacy.published(catalogue), tuple(datasets)
    every = alike(catalogue, beside) if beside else catalogue
    if not any(limit_of(every, name) for name in every.indicators):
        return privacy.published(catalogue), tuple(datasets)
    alone = privacy.published(_with(every, own, beside_readings=False))
    together = _with(_with(every, own, beside_readings=True), others, beside_readings=True)
    shown = privacy.published(together)
    return _readings_of(catalogue, shown), tuple(
        replace(
            one,
            peers={name: _marked(name, each, alone, shown) for name, each in one.peers.items()},
        )
        for one in datasets
    )


def alike(one: Catalogue, other: Catalogue) -> Catalogue:
    """Return the first with all that the other has and it has not, and the stricter limits.

    What one of two versions hides, the other would show: a limit that is new, a part that is named,
    a reading that is added.
    """
    indicators = {}
    for name, indicator in {**other.indicators, **one.indicators}.items():
        beside = other.indicators.get(name, indicator)
        indicators[name] = indicator.model_copy(
            update={
                "suppress_below": max(limit_of(one, name), limit_of(other, name)),
                "part_of": indicator.part_of or beside.part_of,
                "values": {**beside.values, **indicator.values},
            }
        )
    return one.model_copy(update={"indicators": indicators})


def limit_of(catalogue: Catalogue, name: str) -> int:
    """Return below which number counts of an indicator are hidden; 0 hides none."""
    indicator = catalogue.indicators.get(name)
    own = indicator.suppress_below if indicator else None
    return catalogue.suppress_below if own is None else own


def _figures(datasets: Sequence[DatasetResult]) -> _Figures:
    return {
        name: {year: Reading.model_construct(value=value) for year, value in found.own.items()}
        for one in datasets
        for name, found in one.peers.items()
    }


def _with(catalogue: Catalogue, figures: _Figures, *, beside_readings: bool) -> Catalogue:
    """Return the catalogue with the datasets' own figures as readings; a reading of ours stands.

    Without the readings beside them, the figures are held against each other alone.
    """
    indicators = {}
    for name, indicator in catalogue.indicators.items():
        own = figures.get(name, {})
        values = {**own, **indicator.values} if beside_readings else own
        indicators[name] = indicator.model_copy(update={"values": values})
    return catalogue.model_copy(update={"indicators": indicators})


def _readings_of(catalogue: Catalogue, together: Catalogue) -> Catalogue:
    """Return the catalogue with its readings as they are beside the datasets' figures."""
    indicators = {}
    for name, own in catalogue.indicators.items():
        one = together.indicators[name]
        values = {period: one.values[period] for period in own.values}
        indicators[name] = one.model_copy(update={"values": values})
    return catalogue.model_copy(update={"indicators": indicators})


def _marked(name: str, peers: Peers, alone: Catalogue, together: Catalogue) -> Peers:
    small, hidden = _hidden(alone.indicators[name]), _hidden(together.indicators[name])
    years = (year for year in peers.own if year in small or any(map(year.meets, hidden)))
    return peers._replace(hidden=frozenset(years))


def _hidden(indicator: Indicator) -> set[Period]:
    return {
        period for period, reading in indicator.values.items() if reading.value is Reason.SUPPRESSED
    }
