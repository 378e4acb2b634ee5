"""Which rows of tables the indicators of a dataset ask for, chosen as a report chooses them."""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from ragcalc.catalogue.datasets.layout import DatasetLayout
from ragcalc.catalogue.datasets.selection import QuerySelection, Selected
from ragcalc.catalogue.datasets.source import ColumnTexts, plain
from ragcalc.catalogue.model.columns import MEASURE_COLUMNS
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.catalogue.model.indicators import Dataset, Indicator
from ragcalc.problems import Place, Problem
from ragcalc.scale.engine import quoted, text
from ragcalc.scale.refusal import NotScored

SEPARATOR = "\x1f"
"""Between texts of several columns that are taken as one."""
COUNTS = ("numerator", "denominator")
"""The columns of the counts that make a figure."""
_NOTHING = "''"
MOST_COMBINATIONS = 100_000
"""So many combinations of what tells rows apart are looked at."""


class TableSelection:
    """The rows of tables that indicators ask for."""

    def __init__(
        self,
        source: ColumnTexts,
        dataset: Dataset,
        indicators: Mapping[str, Indicator],
        shown: str,
    ) -> None:
        """Find what is asked of the tables. Raises NotScored, or NoColumn.

        `shown` is what messages call them.
        """
        named = dataset.model_copy(update={"file": shown})
        own, theirs = Place("", ("datasets", shown)), Place("", ("indicators",))
        self._source = source
        self._queries = QuerySelection(source, named, own, theirs)
        self.layout: DatasetLayout = self._queries.layout
        asked = {name: one.dataset for name, one in indicators.items() if one.dataset}
        if self.layout.measure_column is None:
            known = {*self.layout.measures(source)}
            asked = {name: one for name, one in asked.items() if one.measure in known}
        self._selected = self._queries.selected(asked)
        self._refuse()
        if not self._selected:
            raise NotScored(f"{shown} has none of these measures", "see their spelling")
        self._require_one_spelling(shown)

    def _require_one_spelling(self, shown: str) -> None:
        """Refuse measures whose name stands in the tables in another spelling, alone or too."""
        asked = {one.query.measure for one in self._selected.values()}
        by_name = {plain(one): one for one in asked}
        known = self.layout.measures(self._source)
        for found in known:
            meant = by_name.get(plain(found), found)
            if found in asked or meant == found:
                continue
            if meant not in known:
                message = f"{shown} has no measure {in_quotes(meant)}"
                raise NotScored(message, f"did you mean {in_quotes(found)}?")
            message = f"{shown} has the measure {in_quotes(meant)} also as {in_quotes(found)}"
            raise NotScored(message, "write it alike in every row")

    def _refuse(self) -> None:
        for problem in self._queries.remarks:
            raise NotScored(f"{_of(problem)}{problem.message}", problem.hint)

    @property
    def columns(self) -> list[str]:
        """The columns that are read, in the order of the tables."""
        read = {*self.layout.every_column, *self._queries.filters}
        for one in self._selected.values():
            read |= {*one.beside.values(), *one.conditions}
        return [name for name in self.layout.names if name in read]

    def texts(self, rows: str) -> str:
        """Return the statement of what is asked for, as it stands in the tables.

        It gives indicator, area, year, what tells the row apart, value, and of what may stand
        beside that the columns that there are.
        """
        layout = self.layout
        parts = {
            "area": _together(layout.area_columns),
            "year": " || ' ' || ".join(map(_text, layout.year_columns)),
            "apart": _together(self._apart),
            "value": self._under("value"),
            **self._beside(),
        }
        named = ", ".join(f"{part} AS {quoted(name)}" for name, part in parts.items())
        choices, asked = self._asked()
        return (
            f"SELECT asked.indicator, {named} FROM {rows} f JOIN (VALUES {asked})"
            f" asked(indicator, measure, choice) ON {self._of_measure()}"
            f" WHERE CASE asked.choice {choices} END"
        )

    @property
    def _apart(self) -> list[str | None]:
        """The columns of the level, if there is one, and of what tells rows apart."""
        return [self.layout.level_column, *self._queries.filters]

    def _beside(self) -> dict[str, str]:
        """Return what stands beside the value; of the two counts both where there is one."""
        found = {name: self._under(name) for name in MEASURE_COLUMNS}
        has_counts = any(found[name] != _NOTHING for name in COUNTS)
        return {
            name: part
            for name, part in found.items()
            if part != _NOTHING or (name in COUNTS and has_counts)
        }

    def _under(self, name: str) -> str:
        """Return what stands under a column of ours, which an indicator may call otherwise."""
        by_indicator = {
            own: _text(one.beside[name])
            for own, one in self._selected.items()
            if name in one.beside
        }
        usual = _text(self.layout.columns[name]) if name in self.layout.columns else _NOTHING
        cases = "".join(
            f" WHEN {text(own)} THEN {it}" for own, it in by_indicator.items() if it != usual
        )
        return f"CASE asked.indicator{cases} ELSE {usual} END" if cases else usual

    def _asked(self) -> tuple[str, str]:
        """Return the conditions by number, and the indicators with their measures and these."""
        numbers: dict[str, int] = {}
        asked = [
            f"({text(name)}, {text(one.query.measure)},"
            f" {numbers.setdefault(self._condition(one.conditions), len(numbers))})"
            for name, one in self._selected.items()
        ]
        choices = " ".join(f"WHEN {at} THEN {condition}" for condition, at in numbers.items())
        return choices, ", ".join(asked)

    def _condition(self, conditions: Mapping[str, Callable[[str], bool]]) -> str:
        wanted = {
            column: [one for one in ("", *self._source.values(column)) if holds(one)]
            for column, holds in conditions.items()
        }
        return " AND ".join(map(_is_among, wanted, wanted.values())) or "true"

    def _of_measure(self) -> str:
        """Return when a row is of the measure that an indicator asks for."""
        if self.layout.measure_column:
            return f"asked.measure = {_text(self.layout.measure_column)}"
        kept = self.layout.kept(self._source, ())
        return " AND ".join(map(_is_among, kept, kept.values()))

    def require_clear(self, found: Iterable[tuple[str, str]]) -> None:
        """Raise NotScored where it is not clear which rows of an indicator are asked for.

        `found` has each indicator with what tells its rows apart, in an order of its own.
        """
        for name, apart in islice(found, MOST_COMBINATIONS):
            self._note(self._selected[name], apart)
        absent = [one for one in self._selected.values() if not one.has_rows]
        known = {*self.layout.measures(self._source)} if absent else set[str]()
        for name, one in self._selected.items():
            if one.has_rows or one.query.measure in known:
                self._queries.is_clear(name, one)
                self._refuse()

    def is_of_areas(self, apart: str) -> bool:
        """Return whether rows are of areas that anything is asked of, by what tells them apart."""
        return self.layout.is_of_authorities(apart.partition(SEPARATOR)[0]) is not None

    def _note(self, selected: Selected, apart: str) -> None:
        level, *texts = apart.split(SEPARATOR)
        of_authorities = self.layout.is_of_authorities(level)
        if of_authorities is not None:
            row = dict(zip(self._queries.filters, texts, strict=True))
            selected.note(row, level if of_authorities else None)


def _of(problem: Problem) -> str:
    """Return which indicator a problem is of."""
    match problem.place.path:
        case ("indicators", name, *_):
            return f"indicators.{name}: "
        case _:
            return ""


def _together(columns: Iterable[str | None]) -> str:
    """Return the texts of columns as one; nothing stands for a column that there is not."""
    parts = [f"replace({_text(one)}, {text(SEPARATOR)}, ' ')" if one else "''" for one in columns]
    return f" || {text(SEPARATOR)} || ".join(parts)


def _text(column: str) -> str:
    return f"coalesce(CAST(f.{quoted(column)} AS VARCHAR), '')"


def _is_among(column: str, wanted: Iterable[str]) -> str:
    return f"{_text(column)} IN ({', '.join(map(text, wanted)) or 'NULL'})"
