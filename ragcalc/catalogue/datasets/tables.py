"""The figures of one measure by year and area, from the rows that have them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from ragcalc.catalogue.datasets.figures import NO_FIGURE, PublishedCell, ends_beside, value
from ragcalc.catalogue.datasets.layout import DatasetLayout
from ragcalc.catalogue.datasets.result import DatasetResult
from ragcalc.catalogue.datasets.selection import in_yaml
from ragcalc.catalogue.datasets.source import DatasetRow, Source
from ragcalc.catalogue.datasets.years import Year
from ragcalc.catalogue.model.fields import LeftOutYears, quoted
from ragcalc.catalogue.model.figures import Reading
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.model.peers import Counts
from ragcalc.catalogue.yaml import consistency
from ragcalc.periods import Period
from ragcalc.problems import Place, Problem, Severity
from ragcalc.vocabulary import Reason

_DIGIT = re.compile(r"[0-9]")
_MOST_COLUMNS = 3
"""So many columns are named in which two rows differ."""


class RowValue(NamedTuple):
    """A figure and its row."""

    value: Decimal | Fraction
    row: DatasetRow
    counts: Counts | None
    cell: PublishedCell
    """What the row has for it."""


class RowEntry(NamedTuple):
    """What a row says of an area in a year: a figure, or why there is none."""

    cell: PublishedCell
    row: DatasetRow
    counts: Counts | None = None
    is_duplicate: bool = False
    """Whether another row says something else."""

    @property
    def figure(self) -> RowValue | None:
        """The figure; None where there is none."""
        value = self.cell.value
        if not isinstance(value, Decimal | Fraction):
            return None
        return RowValue(value, self.row, self.counts, self.cell)

    @property
    def says_nothing(self) -> bool:
        """Whether it has no figure, no reason for that, and nothing beside it."""
        return self.cell == NO_FIGURE and not any(map(str.strip, self.row.words))

    def is_same(self, other: "RowEntry") -> bool:
        """Return whether two rows of an area and a year say the same."""
        own, its = self.row, other.row
        return (self.cell, self.counts, own.ends, own.words) == (
            other.cell,
            other.counts,
            its.ends,
            its.words,
        )

    def before(self, other: "RowEntry") -> str:
        """Return what this row has that another has not."""
        if self.cell.value != other.cell.value:
            return self.row.value or "nothing"
        if self.counts != other.counts:
            return "other counts"
        if self.row.ends != other.row.ends:
            return "another interval"
        return "the same" if self.is_same(other) else "another mark or rating"


@dataclass
class MeasureTable:
    """What rows say of a measure, by year and area."""

    entries: dict[Year, dict[str, RowEntry]] = field(default_factory=dict)
    left_out: dict[Period, set[str]] = field(default_factory=dict)
    """By year, the areas with a figure that the catalogue leaves out."""
    yearless: list[DatasetRow] = field(default_factory=list)
    """The rows whose year is none."""
    is_dated: bool = False
    """Whether any row has a year."""

    @cached_property
    def figures(self) -> dict[Year, dict[str, RowValue]]:
        """The figures by year and area."""
        return {
            year: {area: found for area, one in by_area.items() if (found := one.figure)}
            for year, by_area in self.entries.items()
        }

    def of_area(self, area: str | None) -> dict[Period, Decimal | Fraction]:
        """Return the figures of an area by year; none of no area."""
        if area is None:
            return {}
        having = ((year, one[area]) for year, one in self.figures.items() if area in one)
        return {year.period: cell.value for year, cell in having}


class RowRemarks:
    """What is wrong with rows of a measure; of one kind the first is named, the rest counted."""

    def __init__(self, found: DatasetResult) -> None:
        self.found = found
        self._alike: dict[tuple[str, str, str], list[Problem]] = {}

    def note(self, code: str, row: DatasetRow, message: str, hint: str, column: str = "") -> None:
        """Take down what is wrong with a row, or with one of its columns."""
        problem = Problem(code, message, self.found.row(row), hint, Severity.WARNING)
        self._alike.setdefault((code, row.measure, column), []).append(problem)

    def has(self, code: str) -> bool:
        """Return whether anything of a kind was taken down."""
        return any(kind == code for kind, *_ in self._alike)

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

    def read(self, rows: Iterable[DatasetRow], indicator: Indicator) -> MeasureTable:
        """Return the figures of an indicator's measure; what cannot be read is remarked on."""
        table = MeasureTable()
        remarks = RowRemarks(self.found)
        found: dict[Period, dict[str, RowEntry]] = {}
        empty: dict[tuple[Period, str], DatasetRow] = {}
        named: dict[Period, Year] = {}
        for row in rows:
            year = self.layout.year(row.year, indicator.year)
            table.is_dated = table.is_dated or year is not None
            if year is None:
                table.yearless.append(row)
            elif row.area in self.left_out and self.left_out[row.area].holds(year.period):
                if self._has_figure(row):
                    table.left_out.setdefault(year.period, set()).add(row.area)
            elif entry := self._entry(row, indicator, remarks):
                if entry.cell.value is None and entry.says_nothing:
                    empty[year.period, row.area] = row
                    continue
                named.setdefault(year.period, year)
                self._enter(found.setdefault(year.period, {}), entry, remarks)
        if not self.layout.may_repeat:
            self._refuse_beside_empty(found, empty, remarks)
        remarks.report()
        table.entries = {
            named[period]: {area: one for area, one in by_area.items() if not one.is_duplicate}
            for period, by_area in found.items()
        }
        return table

    def _has_figure(self, row: DatasetRow) -> bool:
        if not row.value.strip():
            return not any(map(self.layout.is_missing, (row.numerator, row.denominator)))
        cell = self.layout.cell(row.value)
        return isinstance(cell, PublishedCell) and isinstance(cell.value, Decimal)

    def _entry(self, row: DatasetRow, indicator: Indicator, remarks: RowRemarks) -> RowEntry | None:
        """Return what a row says; None, with a remark, where its value is no number."""
        cell = self.layout.cell(row.value)
        if isinstance(cell, str):
            message = f"the value of {row.name or row.area} {cell}: {quoted(row.value)}"
            hint = "this row is left out; correct it, or fetch the file again"
            remarks.note("dataset-value", row, message, hint)
            return None
        if isinstance(cell.value, Decimal):
            return RowEntry(cell, row, self._counts(row, remarks))
        return RowEntry(cell, row) if row.value.strip() else self._counted(row, indicator, remarks)

    def _counted(self, row: DatasetRow, indicator: Indicator, remarks: RowRemarks) -> RowEntry:
        """Return what the counts of a row say where nothing stands under its value."""
        for text in (row.numerator, row.denominator):
            cell = self.layout.cell(text)
            if isinstance(cell, PublishedCell) and isinstance(cell.value, Reason):
                return RowEntry(cell, row)
        counts = self._counts(row, remarks)
        if counts is None or counts.numerator is None:
            return RowEntry(NO_FIGURE, row)
        made = Reading.model_construct(numerator=counts.numerator, denominator=counts.denominator)
        for problem in consistency.of_counts(indicator, Place(""), made):
            message = f"the value of {row.name or row.area} cannot be made: {problem.message}"
            remarks.note("dataset-value", row, message, f"this row is left out; {problem.hint}")
            return RowEntry(NO_FIGURE, row)
        return RowEntry(NO_FIGURE._replace(value=made.amount(indicator.unit)), row, counts)

    def _enter(self, by_area: dict[str, RowEntry], entry: RowEntry, remarks: RowRemarks) -> None:
        """Add what a row says to its year; where its area has something else neither is used."""
        first = by_area.setdefault(entry.row.area, entry)
        may_repeat = self.layout.may_repeat or not (first.figure or entry.figure)
        if first is entry or (may_repeat and first.is_same(entry)):
            return
        by_area[entry.row.area] = first._replace(is_duplicate=True)
        self._note_twice(entry.row, first.row, first.before(entry), remarks)

    def _refuse_beside_empty(
        self,
        found: dict[Period, dict[str, RowEntry]],
        empty: dict[tuple[Period, str], DatasetRow],
        remarks: RowRemarks,
    ) -> None:
        """Take out the figures whose area has a row without one for the same year."""
        for (period, area), row in empty.items():
            if entry := found.get(period, {}).get(area):
                found[period][area] = entry._replace(is_duplicate=True)
                self._note_twice(row, entry.row, entry.row.value, remarks)

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


def described(source: str, year: Year, row: DatasetRow, cell: PublishedCell) -> dict[str, Any]:
    """Return the fields of what is said of a figure, or in its place."""
    pooled = f"{row.year} taken together" if year.several else ""
    return {
        "source": f"{source}, {row.measure}, {row.year}",
        "note": "; ".join(filter(None, (pooled, cell.note, row.note.strip()))) or None,
        "provisional": year.provisional or cell.provisional,
    }


def interval(cell: RowValue, layout: DatasetLayout, remarks: RowRemarks) -> dict[str, Decimal]:
    """Return the ends of the interval beside a figure; one that is wrong is left out."""
    try:
        return ends_beside(cell.value, cell.row, layout.is_missing)
    except ValueError as error:
        row = cell.row
        message = f"the interval for {row.name or row.area} in {row.year} is wrong: {error}"
        hint = "it is left out; correct it, or fetch the file again"
        remarks.note("dataset-interval", row, message, hint)
        return {}


def _first_of(alike: list[Problem]) -> Problem:
    """Return the first of several problems of one kind, and how many more there are."""
    first, *more = alike
    if not more:
        return first
    return first._replace(message=f"{first.message} (and {len(more)} more like it)")
