"""The organisation's own readings and ratings, of its rows in a dataset."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from ragcalc.catalogue.datasets import ratings
from ragcalc.catalogue.datasets.figures import PublishedReading
from ragcalc.catalogue.datasets.layout import DatasetLayout
from ragcalc.catalogue.datasets.ratings import UnknownWord
from ragcalc.catalogue.datasets.source import DatasetRow
from ragcalc.catalogue.datasets.tables import RowEntry, RowRemarks, RowValue, described, interval
from ragcalc.catalogue.datasets.years import Year
from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.model.figures import Reading, Reported
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.model.peers import Counts
from ragcalc.catalogue.yaml import consistency
from ragcalc.problems import Place
from ragcalc.vocabulary import Reason


class OwnReadings:
    """Makes the readings of one indicator of what rows say of our own area."""

    def __init__(
        self, indicator: Indicator, layout: DatasetLayout, source: str, remarks: RowRemarks
    ) -> None:
        """`source` is what the dataset is called in reports."""
        self.indicator, self.layout = indicator, layout
        self.source, self.remarks = source, remarks

    def reading(self, year: Year, entry: RowEntry) -> Reading | None:
        """Return the reading of a row; None where it has neither a figure nor a reason for that.

        A break counts all the same.
        """
        breaks = entry.cell.breaks or self._is_break(entry.row)
        about = described(self.source, year, entry.row, entry.cell) | {"break": breaks}
        if one := entry.figure:
            made = _figure(self.indicator, one, about)
            return made.model_copy(update=interval(one, self.layout, self.remarks))
        if isinstance(entry.cell.value, Reason):
            return PublishedReading(value=entry.cell.value, **about)
        if breaks:
            return PublishedReading.model_construct(value=Reason.NO_VALUE, **about)
        return None

    def _is_break(self, row: DatasetRow) -> bool:
        """Return whether a row says that its figure is not comparable with earlier ones."""
        try:
            return ratings.is_break(row.break_)
        except UnknownWord as error:
            self._remark(row, "break", row.break_, f"it is taken for a break; {error.hint}")
            return True

    def reported(self, entry: RowEntry) -> Reported | None:
        """Return the rating that a row has; None where it has none."""
        row = entry.row
        made = {
            "status": self._known(row, "status", row.status, ratings.status),
            "direction": self._known(row, "direction", row.direction, ratings.direction),
        }
        return Reported.model_validate(made) if any(made.values()) else None

    def _known(
        self, row: DatasetRow, column: str, text: str, read: Callable[[str], str | None]
    ) -> str | None:
        try:
            return read(text)
        except UnknownWord as error:
            self._remark(row, column, text, f"it is left out; {error.hint}")
            return None

    def _remark(self, row: DatasetRow, column: str, text: str, hint: str) -> None:
        message = f"the {column} of {row.name or row.area} is not one: {quoted(text)}"
        self.remarks.note("dataset-word", row, message, hint, column)


def _figure(indicator: Indicator, one: RowValue, about: Mapping[str, Any]) -> Reading:
    """Return the reading of a figure; where none is published its counts make it."""
    if isinstance(one.value, Decimal):
        return PublishedReading(
            value=one.value, **about, **_counts(indicator, one.value, one.counts)
        )
    assert one.counts
    numerator, denominator = one.counts
    return Reading(numerator=numerator, denominator=denominator, **about)


def _counts(indicator: Indicator, value: Decimal, counts: Counts | None) -> dict[str, Any]:
    """Return those of the counts beside our own figure that can make it.

    Where the denominator cannot, the cases stand: they may be so few that the figure is hidden.
    """
    if counts is None:
        return {}
    cases, of = counts
    found: Iterator[dict[str, Any]] = (
        {"numerator": numerator, "denominator": denominator}
        for numerator, denominator in ((cases, of), (cases, None), (None, None))
    )
    return next(one for one in found if _can_make(indicator, value, one))


def _can_make(indicator: Indicator, value: Decimal, counts: dict[str, Any]) -> bool:
    reading = Reading.model_construct(value=value, **counts)
    return not any(consistency.of_counts(indicator, Place(""), reading))
