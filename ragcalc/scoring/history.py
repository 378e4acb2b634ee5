"""Every indicator in every period: the table of verdicts, read row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ragcalc.catalogue.model.figures import Reading
from ragcalc.catalogue.model.indicators import Catalogue
from ragcalc.periods import Period
from ragcalc.scoring.narrowing import EVERYTHING, Narrowing, narrowed
from ragcalc.scoring.results import IndicatorResult, InputFile
from ragcalc.scoring.score import indicator_result
from ragcalc.scoring.verdicts import VerdictTable, shown_in
from ragcalc.vocabulary import Frequency


class HistoryEntry(NamedTuple):
    """One indicator in one period of its own."""

    period: Period
    frequency: Frequency
    entry: Reading | None
    """What the catalogue has for the period; None where that is nothing."""
    result: IndicatorResult
    """The indicator as the report that is due to show the period has it."""


@dataclass(frozen=True)
class CatalogueHistory:
    """Every indicator in every period; entries are worked out as they are iterated over."""

    table: VerdictTable
    catalogue: Catalogue
    """The part of it that is wanted."""
    until: Period | None
    """The last report whose readings are wanted; None for all."""
    inputs: tuple[InputFile, ...] = ()

    @property
    def outcomes(self) -> Mapping[str, str]:
        """The name of each outcome, by its id."""
        return {name: one.name for name, one in self.catalogue.outcomes.items()}

    def __iter__(self) -> Iterator[HistoryEntry]:
        """Yield the indicators in the catalogue's order, each in the order of time."""
        for name in self.catalogue.indicators:
            yield from self._of(name)
            self.table.forget(name)  # or all periods of all indicators would be kept at once

    def _of(self, name: str) -> Iterator[HistoryEntry]:
        series = self.table.series(name)
        own = series.indicator
        result: IndicatorResult | None = None
        for past in series.periods(self.until and self.until.end):
            result = result or indicator_result(self.table, name, shown_in(own, past.period))
            yield HistoryEntry(past.period, own.frequency, past.entry, result.then(past))


def history(
    table: VerdictTable,
    until: Period | None = None,
    narrowing: Narrowing = EVERYTHING,
) -> CatalogueHistory:
    """Return the history of every indicator that is asked for."""
    return CatalogueHistory(table, narrowed(table.catalogue, narrowing), until)
