"""Which rows of a dataset an indicator asks for, and whether they are of one figure for each area.

Nothing is chosen in silence: rows that differ in a column which nothing chooses from are not used.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ragcalc.catalogue.datasets.areas import number_of
from ragcalc.catalogue.datasets.ees import EesLayout
from ragcalc.catalogue.datasets.fingertips import FingertipsLayout
from ragcalc.catalogue.datasets.layout import DatasetLayout, Texts, as_named
from ragcalc.catalogue.datasets.source import (
    ColumnTexts,
    DatasetRow,
    NoColumn,
    Source,
    alike,
    plain,
)
from ragcalc.catalogue.model.columns import MEASURE_COLUMNS, LayoutName
from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.model.hints import Hints, nearest
from ragcalc.catalogue.model.indicators import Dataset, Measure
from ragcalc.problems import Place, Problem, Severity, shortened

LAYOUTS: Mapping[LayoutName, type[DatasetLayout]] = {
    LayoutName.LONG: DatasetLayout,
    LayoutName.EES: EesLayout,
    LayoutName.FINGERTIPS: FingertipsLayout,
}
_FIELDS = {"break": "break_"}
"""What a field of a row is called where Python has another use for the column's name."""
_NOT_PLAIN = re.compile(r"^\W|[,:#{}\[\]\"]")
_MOST_COUNTED = 1000
"""So many values of a column are counted."""
_MOST_VALUES = 8
"""So many values of a column are named."""
_WHOLE = ("Total", "Persons", "All", "All ages")
"""Values that stand for everybody; one of them is proposed."""


class Query(NamedTuple):
    """What indicators ask of a dataset."""

    measure: str
    beside: tuple[tuple[str, str], ...]
    """The columns of the value and of what belongs to it, by our names."""
    where: tuple[tuple[str, frozenset[str]], ...]
    """By the file's name of a column, the values that are meant."""


@dataclass
class Selected:
    """The rows that a query finds."""

    query: Query
    where: Mapping[str, frozenset[str]]
    conditions: Mapping[str, Callable[[str], bool]]
    """By column what holds of its text in every row."""
    beside: Mapping[str, str]
    column: int
    """Of the figures, counted from 1."""
    free: list[str] = field(default_factory=list)
    """The columns that tell rows apart and that nothing chooses from."""
    rows: list[DatasetRow] = field(default_factory=list)
    values: dict[str, dict[str, None]] = field(default_factory=dict)
    """What stands in the free columns."""
    levels: dict[str, None] = field(default_factory=dict)
    """The levels of its authorities."""
    has_rows: bool = False

    def takes(self, texts: Texts) -> bool:
        """Return whether a row is one that is asked for."""
        return all(holds(texts[column]) for column, holds in self.conditions.items())

    def note(self, texts: Texts, level: str | None) -> None:
        """Note what stands in the free columns of a row; `level` is that of an authority."""
        for column in self.free:
            values = self.values.setdefault(column, {})
            if len(values) <= _MOST_COUNTED:
                values[texts[column].strip()] = None
        if level is not None:
            self.levels[level] = None
        self.has_rows = True

    @property
    def is_open(self) -> bool:
        """Whether a free column has several values."""
        return any(len(one) > 1 for one in self.values.values())

    @property
    def several(self) -> dict[str, list[str]]:
        """The free columns with several values."""
        return {column: [*one] for column, one in self.values.items() if len(one) > 1}


class QuerySelection:
    """Finds what the indicators of a dataset ask for, and whether it is one figure for each area.

    What is not clear stands among the remarks.
    """

    def __init__(
        self, source: ColumnTexts, dataset: Dataset, own: Place, indicators: Place
    ) -> None:
        """Find the columns. Raises NoColumn or Unreadable.

        `own` is the place of the dataset in the catalogue, `indicators` that of the indicators.
        """
        self.texts, self.dataset, self.own, self.indicators = source, dataset, own, indicators
        self.layout = LAYOUTS[dataset.layout](dataset, list(source.kinds))
        self.remarks: list[Problem] = []
        self.hints = Hints()
        self.filters: list[str] = []
        """The columns that tell apart rows of one measure, area and year."""

    def selected(self, asked: Mapping[str, Measure]) -> dict[str, Selected]:
        """Return by indicator what is to be found of the rows that it asks for.

        Indicators that ask the same have the same. Without those which the file cannot answer.
        """
        self._check_level()
        self._check_columns()
        queries = {name: query for name, one in asked.items() if (query := self._query(name, one))}
        found = {query: self._selected(query) for query in queries.values()}
        self.filters = self._filters(found) if found else []
        for one in found.values():
            one.free.extend(column for column in self.filters if column not in one.where)
        return {name: found[query] for name, query in queries.items()}

    def _remark(self, code: str, message: str, place: Place, hint: str) -> None:
        self.remarks.append(Problem(code, message, place, hint, Severity.WARNING))

    def _place(self, name: str, *steps: str) -> Place:
        return self.indicators.within(name, "dataset", *steps)

    def _check_level(self) -> None:
        """Remark on a level that the file does not have."""
        known = self.layout.levels(self.texts) if self.dataset.level else []
        for wanted in self.dataset.level:
            if plain(wanted) not in map(plain, known):
                message = f"{self.dataset.file} has no level {quoted(wanted)}"
                hint = nearest(wanted, known) or "level: is for layout: ees or fingertips"
                self._remark("dataset-level", message, self.own.within("level"), hint)

    def _check_columns(self) -> None:
        """Remark on names for columns that the layout does not have."""
        for name in self.dataset.columns:
            if name not in self.layout.renamed:
                message = f"layout: {self.dataset.layout} has no column {quoted(name)}"
                hint = f"delete it; other names may be given to {', '.join(self.layout.renamed)}"
                self._remark("dataset-column", message, self.own.within("columns", name), hint)

    def _query(self, name: str, measure: Measure) -> Query | None:
        """Return what an indicator asks; None, with a remark, where the file cannot answer."""
        try:
            beside = self.layout.beside(measure)
        except NoColumn as error:
            self._no_column(error.name, self._place(name, "columns", error.column))
            return None
        where = self._where(name, measure)
        if where is None:
            return None
        return Query(measure.measure, tuple(beside.items()), tuple(where.items()))

    def _where(self, name: str, measure: Measure) -> dict[str, frozenset[str]] | None:
        """Return what is asked for by column; None, with a remark, where it is not clear."""
        found: dict[str, frozenset[str]] = {}
        is_clear = True
        for key, wanted in measure.where.items():
            column = self._chosen_from(name, key, wanted)
            if column in found:
                message = f"{quoted(key)} names the column {quoted(column)} a second time"
                hint = "several values of a column are a list, as in [Town, Shire]"
                self._remark("dataset-where", message, self._place(name, "where", key), hint)
            if column is None or column in found:
                is_clear = False
            else:
                found[column] = frozenset(map(as_named, wanted))
        return found if is_clear else None

    def _selected(self, query: Query) -> Selected:
        beside, where = dict(query.beside), dict(query.where)
        column = self.layout.names.index(beside["value"]) + 1
        return Selected(query, where, self.layout.conditions(where), beside, column)

    def _no_column(self, name: str, place: Place) -> None:
        message = f"{self.dataset.file} has no column {quoted(name)}"
        hint = self.hints.nearest(name, self.layout.names)
        self._remark("dataset-column", message, place, hint)

    def _chosen_from(self, name: str, key: str, wanted: Iterable[str]) -> str | None:
        """Return the column that a key of `where` names; None where it or a value is not there."""
        place = self._place(name, "where", key)
        column = alike(key, self.layout.names)
        if column is None:
            self._no_column(key, place)
            return None
        known = [as_named(one) for one in self.texts.values(column)]
        unknown = [one for one in wanted if as_named(one) not in known]
        for one in unknown:
            message = f"{self.dataset.file} has no {quoted(one)} under {quoted(column)}"
            self._remark("dataset-where", message, place, self.hints.nearest(one, known))
        return None if unknown else column

    def _filters(self, queries: Iterable[Query]) -> list[str]:
        """Return the columns of which every indicator has to choose a value, if there are more."""
        if self.dataset.filters:
            found = [alike(one, self.layout.names) for one in self.dataset.filters]
            for one, column in zip(self.dataset.filters, found, strict=True):
                if column is None:
                    self._no_column(one, self.own.within("filters"))
            named = [one for one in found if one]
        else:
            named = self.layout.filters(self.texts)
        chosen = [column for query in queries for column, _ in query.where]
        figures = {column for query in queries for _, column in query.beside}
        return [one for one in dict.fromkeys((*named, *chosen)) if one not in figures]

    def is_clear(self, name: str, found: Selected) -> bool:
        """Return whether each area has one figure for a year; remark on what is not chosen."""
        for column, values in found.several.items():
            several = f"more than {_MOST_COUNTED}" if len(values) > _MOST_COUNTED else len(values)
            message = f"{self.dataset.file} has {several} values under {quoted(column)}, and "
            message += f"where: chooses none: {_named(values)}"
            proposed = min(values, key=_likelihood)
            hint = f"choose one, as in where: {{{in_yaml(column)}: {in_yaml(proposed)}}}"
            if not self.dataset.filters and 2 * sum(map(_has_words, values)) < len(values):
                hint += "; if it is not a filter, list those that are under filters: next to file:"
            self._remark("dataset-where", message, self._place(name), hint)
        if self.is_of_several_levels(found):
            levels = sorted(found.levels)
            message = f"{self.dataset.file} has authorities of {len(levels)} levels: "
            hint = f"write level: next to file:, as in level: {levels[0]}"
            self._remark("dataset-level", message + _named(levels), self._place(name), hint)
        if not found.has_rows and found.query.where:
            message = f"no row of {self.dataset.file} has all that where: asks for"
            hint = "name values that occur in the same rows"
            self._remark("dataset-where", message, self._place(name, "where"), hint)
        return not found.is_open and not self.is_of_several_levels(found)

    def is_of_several_levels(self, found: Selected) -> bool:
        """Return whether rows are of authorities of several levels, of which none is chosen."""
        return len(found.levels) > 1 and not self.dataset.level


class RowSelection(QuerySelection):
    """Finds the rows of a dataset that its indicators ask for."""

    def __init__(self, source: Source, dataset: Dataset, own: Place, indicators: Place) -> None:
        super().__init__(source, dataset, own, indicators)
        self.source = source

    def rows(self, asked: Mapping[str, Measure]) -> dict[str, list[DatasetRow]]:
        """Return the rows that each of the indicators asks for; none where it is not clear which.

        Raises Unreadable.
        """
        selected = self.selected(asked)
        self._fill({one.query: one for one in selected.values()}.values())
        return {name: one.rows for name, one in selected.items() if self.is_clear(name, one)}

    def _fill(self, selected: Iterable[Selected]) -> None:
        """Read the rows of all queries in one pass."""
        columns = [*self.layout.every_column, *self.filters]
        by_measure: dict[str | None, list[Selected]] = {}
        for one in selected:
            columns.extend(one.beside.values())
            for key in (one.query.measure, None):
                by_measure.setdefault(key, []).append(one)
        if not by_measure:
            return
        columns = [*dict.fromkeys(columns)]
        self.source.require_readable(columns)
        kept = self.layout.kept(self.source, {one.query.measure for one in by_measure[None]})
        for number, values in self.source.rows(columns, kept):
            texts = dict(zip(columns, values, strict=True))
            for one in by_measure[self.layout.measure(texts)]:
                if one.takes(texts):
                    self._take(one, number, texts)

    def _take(self, found: Selected, number: int, texts: Texts) -> None:
        """Take a row for a query; note what stands in the columns that nothing chooses from."""
        located = self.layout.located(texts)
        if located is None:
            return
        found.note(texts, located.level if located.is_authority else None)
        if found.is_open or self.is_of_several_levels(found):
            found.rows.clear()  # none of them will be used
            return
        beside = found.beside
        parts = {
            _FIELDS.get(name, name.replace("-", "_")): texts[beside[name]]
            for name in MEASURE_COLUMNS
            if name in beside
        }
        found.rows.append(
            DatasetRow(
                number,
                found.query.measure,
                self.layout.year_text(texts),
                number_of(located.area),
                located.name,
                texts[beside["value"]],
                located.region,
                **parts,
                note=self.layout.text("note", texts),
                is_authority=located.is_authority,
                code=number_of(located.code),
                column=found.column,
            )
        )


def in_yaml(text: str) -> str:
    """Return a text as a hint has it in braces: quoted where it would not stand for itself."""
    return json.dumps(text, ensure_ascii=False) if _NOT_PLAIN.search(text) else text


def _likelihood(value: str) -> tuple[bool, bool, str]:
    """Return the order in which a value is proposed: for everybody, in words, any other."""
    return value not in _WHOLE, not _has_words(value), value


def _has_words(value: str) -> bool:
    return any(map(str.isalpha, value))


def _named(values: list[str]) -> str:
    """Return the first values in alphabetical order, and how many more there are."""
    first = [shortened(one) or "nothing" for one in sorted(values)[:_MOST_VALUES]]
    more = min(len(values), _MOST_COUNTED) - len(first)
    return ", ".join(first) + (f" (and {more} more)" if more else "")
