"""Targets that are a percentile of all authorities of a dataset, with what it is in each year."""

from collections.abc import Callable, Iterable, Mapping
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
    drawn = {name: drawn_from(one, _figures(peers[name], lag)) for name, one in wanted.items()}
    return catalogue.model_copy(update={"indicators": {**catalogue.indicators, **drawn}})


def _targets(indicator: Indicator) -> Iterable[Target]:
    return (*filter(None, (indicator.target,)), *indicator.targets.values())


def drawn_from(indicator: Indicator, figures: Callable[[Decimal], Percentiles]) -> Indicator:
    """Return an indicator with the figures of its targets that are percentiles."""

    def drawn(target: Target) -> Target:
        if target.percentile is None:
            return target
        return DrawnTarget.model_construct(
            percentile=target.percentile,
            of=target.of,
            source=target.source,
            note=target.note,
            provisional=target.provisional,
            proposed=target.proposed,
            result=figures(target.percentile),
        )

    targets = Series({key: drawn(one) for key, one in indicator.targets.items()})
    standing = indicator.target and drawn(indicator.target)
    return indicator.model_copy(update={"target": standing, "targets": targets})


def _figures(peers: Peers, lag: int) -> Callable[[Decimal], Percentiles]:
    def by_year(percentile: Decimal) -> Percentiles:
        share = numbers.to_fraction(percentile) / 100
        found = {
            year: None if year in peers.hidden else _percentile(figures, share)
            for year, figures in peers.figures.items()
            if figures
        }
        return Percentiles(peers.source, peers.measure, found, lag)

    return by_year


def _percentile(figures: Mapping[str, Decimal | Fraction], share: Fraction) -> YearsPercentile:
    ordered = sorted(map(numbers.to_fraction, figures.values()))
    value = numbers.quantile(ordered, share)
    written = max(map(numbers.decimals_worth, figures.values()))
    places = min(numbers.decimals_written(numbers.shortest(value)), written + 1)
    return YearsPercentile(value, len(ordered), min(places, numbers.COUNT_PLACES))
