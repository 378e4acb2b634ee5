"""A catalogue with the figures that national datasets give: the comparators' and our own."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ragcalc.catalogue.catalogues import Catalogues
from ragcalc.catalogue.datasets.reader import DatasetReader
from ragcalc.catalogue.datasets.result import DatasetResult
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.model.series import Series


def with_figures(loaded: Loaded, catalogue_path: Path, root: Path | None = None) -> Loaded:
    """Return what the files gave, with the figures of the datasets: the comparators' and our own.

    A figure that the catalogue or a submitted table gives for a period stands. `catalogue_path` is
    the catalogue's path, as a person would open it; no file outside `root` is read.
    """
    catalogue = loaded.catalogue
    assert catalogue is not None
    named = {one.dataset.name for one in catalogue.indicators.values() if one.dataset}
    found = tuple(
        DatasetReader(loaded, catalogue, name, catalogue_path, root).result()
        for name in catalogue.datasets
        if name in named
    )
    indicators = {
        name: _filled(name, indicator, found) for name, indicator in catalogue.indicators.items()
    }
    together = catalogue.model_copy(update={"indicators": indicators})
    return replace(loaded, catalogues=Catalogues.as_read(together), datasets=found)


def _filled(name: str, indicator: Indicator, found: Iterable[DatasetResult]) -> Indicator:
    series: dict[str, Any] = dict(indicator.comparators)
    for one in found:
        for (owner, comparator), figures in one.figures.items():
            if owner == name:
                ours = {
                    period: figure
                    for period, figure in figures.items()
                    if (name, comparator, period) not in one.typed
                }
                series[comparator] = Series({**series.get(comparator, {}), **ours})
    update: dict[str, Any] = {"comparators": series}
    if own := {key: value for one in found for key, value in one.readings.get(name, {}).items()}:
        update["values"] = Series({**indicator.values, **own}, *indicator.values.sources)
    if said := {key: value for one in found for key, value in one.reported.get(name, {}).items()}:
        update["reported"] = Series({**indicator.reported, **said}, *indicator.reported.sources)
    return indicator.model_copy(update=update)
