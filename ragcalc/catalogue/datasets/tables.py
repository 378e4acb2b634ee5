"""The figures of one measure by year and area, from the rows that have them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from ragcalc.catalogue.datasets.figures import value
from ragcalc.catalogue.datasets.layout import DatasetLayout
from ragcalc.catalogue.datasets.result import DatasetResult
from ragcalc.catalogue.datasets.selection import in_yaml
from ragcalc.catalogue.datasets.source import DatasetRow, Source
from ragcalc.catalogue.datasets.years import Year
from ragcalc.catalogue.model.fields import LeftOutYears, quoted
from ragcalc.catalogue.model.peers import Counts
from ragcalc.periods import Kind, Period
from ragcalc.problems import Problem, Severity

_DIGIT = re.compile(r"[0-9]")
_MOST_COLUMNS = 3
"""So many columns are named in which two rows differ."""


class RowValue(NamedTuple):
    """A figure and its row."""

    value: Decimal
    row: DatasetRow
    counts: Counts | None = None
    is_duplicate: bool = False
    """Whether another row gives another figure."""

    def is_same(self, other: "RowValue") -> bool:
        """Return whether two rows of an area and a year say the same."""
        return (self.value, self.counts, self.row.ends) == (
            other.value,
            other.counts,
            other.row.ends,
        )

    def before(self, other: "RowValue") -> str:
        """Return what this row has that another has not."""
        if self.value != other.value:
            return self.row.value
        if self.counts != other.counts:
            return "other counts"
        return "the same" if self.row.ends == other.row.ends else "another interval"


@dataclass
class MeasureTable:
    """The figures of a measure by year and area."""

    figures: dict[Year, dict[str, RowValue]] = field(default_factory=dict)
    left_out: dict[Period, set[str]] = field(default_factory=dict)
    """By year, the areas with a figure that the catalogue leaves out."""
    yearless: list[DatasetRow] = field(default_factory=list)
    """The rows whose year is none."""
    is_dated: bool = False
    """Whether any row has a year."""

    def of_area(self, area: str | None) -> dict[Period, Decimal]:
        """Return the figures of an area by year; none of no area."""
        if area is None:
            return {}
        having = ((year, one[area]) for year, one in self.figures.items() if area in one)
        return {year.period: cell.value for year, cell in having}


class RowRemarks:
    """What is wrong with rows of a measure; of one kind the first is named, the rest counted."""

    def __init__(self, found: DatasetResult) -> None:
        self.found = found
        self._alike: dict[tuple[str, str], list[Problem]] = {}

    def note(self, code: str, row: DatasetRow, message: str, hint: str) -> None:
        """Take down what is wrong with a row."""
        problem = Problem(code, message, self.found.row(row), hint, Severity.WARNING)
        self._alike.setdefault((code, row.measure), []).append(problem)

    def has(self, code: str) -> bool:
        """Return whether anything of a kind was taken down."""
        return any(kind == code for kind, _ in self._alike)

    def report(self) -> None:
        """Put them among the remarks on the dataset."""
        self.found.remarks.extend(map(_first_of, self._alike.values()))


class MeasureReader:
    """Reads the figures of measures from their rows."""

    def __init__(
        self,
        source: Source,
        layout: DatasetLayout,
        left_out: Mapping[str, LeftOutYears],
        found: DatasetResult,
    ) -> None:
        self.source, self.layout, self.left_out, self.found = source, layout, left_out, found

    def read(self, rows: Iterable[DatasetRow], kind: Kind) -> MeasureTable:
        """Return the figures of a measure; what cannot be read is remarked on.

        `kind` is that of the years of the indicator.
        """
        table = MeasureTable()
        remarks = RowRemarks(self.found)
        found: dict[Period, dict[str, RowValue]] = {}
        empty: dict[tuple[Period, str], DatasetRow] = {}
        named: dict[Period, Year] = {}
        for row in rows:
            year = self.layout.year(row.year, kind)
            table.is_dated = table.is_dated or year is not None
            if year is None:
                table.yearless.append(row)
            elif self.layout.is_missing(row.value):
                empty[year.period, row.area] = row
            elif row.area in self.left_out and self.left_out[row.area].holds(year.period):
                table.left_out.setdefault(year.period, set()).add(row.area)
            elif cell := self._cell(row, remarks):
                named.setdefault(year.period, year)
                self._enter(found.setdefault(year.period, {}), cell, remarks)
        if not self.layout.may_repeat:
            self._refuse_beside_empty(found, empty, remarks)
        remarks.report()
        table.figures = {
            named[period]: {area: one for area, one in by_area.items() if not one.is_duplicate}
            for period, by_area in found.items()
        }
        return table

    def _cell(self, row: DatasetRow, remarks: RowRemarks) -> "RowValue | None":
        """Return the figure of a row; None, with a remark, where it is no number."""
        number = value(row.value)
        if isinstance(number, str):
            message = f"the value of {row.name or row.area} {number}: {quoted(row.value)}"
            hint = "this row is left out; correct it, or fetch the file again"
            remarks.note("dataset-value", row, message, hint)
            return None
        return RowValue(number, row, self._counts(row, remarks))

    def _enter(
        self,
        by_area: "dict[str, RowValue]",
        cell: "RowValue",
        remarks: RowRemarks,
    ) -> None:
        """Add a figure to those of its year; where its area has another neither is used."""
        first = by_area.setdefault(cell.row.area, cell)
        if first is cell or (self.layout.may_repeat and first.is_same(cell)):
            return
        by_area[cell.row.area] = first._replace(is_duplicate=True)
        self._note_twice(cell.row, first.row, first.before(cell), remarks)

    def _refuse_beside_empty(
        self,
        found: "dict[Period, dict[str, RowValue]]",
        empty: dict[tuple[Period, str], DatasetRow],
        remarks: RowRemarks,
    ) -> None:
        """Take out the figures whose area has a row without one for the same year."""
        for (period, area), row in empty.items():
            if cell := found.get(period, {}).get(area):
                found[period][area] = cell._replace(is_duplicate=True)
                self._note_twice(row, cell.row, cell.row.value, remarks)

    def _note_twice(
        self,
        row: DatasetRow,
        first: DatasetRow,
        before: str,
        remarks: RowRemarks,
    ) -> None:
        message = (
            f"{row.name or row.area} has {row.value or 'nothing'} for {row.year}, "
            f"and {before} in row {first.number}"
        )
        hint = "neither is used"
        if not remarks.has("dataset-row-twice"):
            hint += self._telling_apart(first, row)
        remarks.note("dataset-row-twice", row, message, hint)

    def _telling_apart(self, first: DatasetRow, other: DatasetRow) -> str:
        """Say what chooses between two rows: a column that nothing is read of.

        A number is not repeated, which may be a count of ours.
        """
        read = {*self.layout.columns.values(), self.layout.value_column(first.measure)}
        differing = self.source.differing(first.number, other.number)
        texts = {column: text for column, text in differing.items() if column not in read}
        for column, text in texts.items():
            if not _DIGIT.search(text):
                chosen = f"{{{in_yaml(column)}: {in_yaml(text)}}}"
                return f"; choose rows next to measure:, as in where: {chosen}"
        named = ", ".join([*texts][:_MOST_COLUMNS])
        return (
            f"; choose rows with where: next to measure:, they differ in {named}" if named else ""
        )

    def _counts(self, row: DatasetRow, remarks: RowRemarks) -> Counts | None:
        """Return what makes a figure; None without a denominator, or with one that is none."""
        found: dict[str, Decimal] = {}
        for name, text in (("numerator", row.numerator), ("denominator", row.denominator)):
            if self.layout.is_missing(text):
                continue
            number = value(text)
            if isinstance(number, str):
                message = f"the {name} of {row.name or row.area} {number}: {quoted(text)}"
                hint = "its counts are left out; correct it, or fetch the file again"
                remarks.note("dataset-value", row, message, hint)
                return None
            found[name] = number
        denominator = found.get("denominator", Decimal(0))
        return Counts(found.get("numerator"), denominator) if denominator > 0 else None


def _first_of(alike: list[Problem]) -> Problem:
    """Return the first of several problems of one kind, and how many more there are."""
    first, *more = alike
    if not more:
        return first
    return first._replace(message=f"{first.message} (and {len(more)} more like it)")
