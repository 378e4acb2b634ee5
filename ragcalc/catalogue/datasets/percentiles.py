"""Targets that are a percentile of all authorities of a dataset, with what it is in each year."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from ragcalc import numbers
from ragcalc.catalogue.datasets.result import DatasetResult
from ragcalc.catalogue.model.figures import Target
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.model.peers import Peers, Percentiles, YearsPercentile
from ragcalc.catalogue.model.series import Series


class DrawnTarget(Target):
    """A percentile with its figures by year; no file can hold one."""

    result: Percentiles

    @property
    def percentiles(self) -> Percentiles | None:
        """What it is in each year."""
        return self.result


def with_percentiles(catalogue: Catalogue, datasets: Iterable[DatasetResult]) -> Catalogue:
    """Return the catalogue with the figures of its targets that are percentiles.

    Years of which the organisation's own figure is hidden have none: it could be worked out from
    the percentile and the figures of all others.
    """
    peers = {name: found for one in datasets for name, found in one.peers.items()}
    wanted = {
        name: one
        for name, one in catalogue.indicators.items()
        if name in peers and any(target.percentile is not None for target in _targets(one))
    }
    if not wanted:
        return catalogue
    lag = catalogue.national_lag
    drawn = {name: _drawn(one, peers[name], lag) for name, one in wanted.items()}
    return catalogue.model_copy(update={"indicators": {**catalogue.indicators, **drawn}})


def _targets(indicator: Indicator) -> Iterable[Target]:
    return (*filter(None, (indicator.target,)), *indicator.targets.values())


def _drawn(indicator: Indicator, peers: Peers, lag: int) -> Indicator:
    standing = indicator.target
    return indicator.model_copy(
        update={
            "target": standing and _with_figures(standing, peers, lag),
            "targets": Series(
                {key: _with_figures(one, peers, lag) for key, one in indicator.targets.items()}
            ),
        }
    )


def _with_figures(target: Target, peers: Peers, lag: int) -> Target:
    if target.percentile is None:
        return target
    share = numbers.to_fraction(target.percentile) / 100
    by_year = {
        year: None if year in peers.hidden else _percentile(peers.figures[year], share)
        for year in peers.figures
        if peers.figures[year]
    }
    return DrawnTarget.model_construct(
        percentile=target.percentile,
        of=target.of,
        source=target.source,
        note=target.note,
        provisional=target.provisional,
        proposed=target.proposed,
        result=Percentiles(peers.source, peers.measure, by_year, lag),
    )


def _percentile(figures: Mapping[str, Decimal], share: Fraction) -> YearsPercentile:
    ordered = sorted(map(numbers.to_fraction, figures.values()))
    value = numbers.quantile(ordered, share)
    written = max(map(numbers.decimals_written, figures.values()))
    places = min(numbers.decimals_written(numbers.shortest(value)), written + 1)
    return YearsPercentile(value, len(ordered), min(places, numbers.COUNT_PLACES))
