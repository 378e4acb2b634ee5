"""The names of a submitted table's columns: their row, and which column holds what."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from ragcalc.catalogue.model.columns import FOR_INFORMATION, INDICATOR_NAMES, RETURN_COLUMNS
from ragcalc.catalogue.returns import dates as days
from ragcalc.catalogue.returns import headings
from ragcalc.periods import Period, SplitYear

HEADER_ROWS = 20
"""So many rows are looked at for the one with the names of the columns."""


class Layout(NamedTuple):
    """Which column holds what."""

    row: int
    """Where the names of the columns stand."""
    columns: Mapping[str, int]
    periods: Mapping[int, Period | SplitYear | date]
    """The wide form's columns of figures; empty in the long form. A day is in a period."""
    unknown: tuple[tuple[int, str], ...] = ()
    """The columns of which nothing is read, and their names."""
    duplicates: tuple[tuple[int, str], ...] = ()
    unread: tuple[tuple[int, str], ...] = ()
    """The columns of the long form, and their names, that the wide form has no place for."""
    for_information: tuple[int, ...] = ()
    """The columns that say by their names that they are for people."""

    @property
    def taken(self) -> set[int]:
        """The columns that have a name."""
        others = {column for column, _ in (*self.unknown, *self.duplicates, *self.unread)}
        return {*self.columns.values(), *self.periods, *self.for_information, *others}

    @property
    def width(self) -> int:
        """How many columns there are up to the last one that has a name."""
        return 1 + max(self.taken)


def layout(
    rows: Iterable[tuple[int, list[str]]],
    own: Mapping[str, Iterable[str]],
    is_dated: bool = False,
) -> Layout | None:
    """Return where the columns are; `own` gives other names for some of them.

    Of a table that `is_dated` the period is known, so that it needs no column for it.
    """
    names = {plain(name): name for name in RETURN_COLUMNS}
    names |= {plain(other): name for name, others in own.items() for other in others}
    when = set() if is_dated else {"period"}
    for number, row in rows:
        found = _layout(number, row, _with_indicator(row, names), is_dated)
        figures = [{"value"}, {"numerator", "denominator"}]
        if not found.unknown:  # else the column of the figures may be one that is not known
            figures.append({"target"})
        if "indicator" in found.columns and (
            found.periods or any(when | one <= found.columns.keys() for one in figures)
        ):
            return found
    return None


def _with_indicator(row: list[str], names: Mapping[str, str]) -> Mapping[str, str]:
    """Return the names of columns with the one of the indicator, by what people call it."""
    texts = [plain(text) for text in row]
    if any(names.get(text) == "indicator" for text in texts):
        return names
    usual = next((text for text in texts if text in _INDICATOR and text not in names), None)
    return {**names, usual: "indicator"} if usual else names


def _layout(number: int, row: list[str], names: Mapping[str, str], is_dated: bool) -> Layout:
    columns: dict[str, int] = {}
    by_period: dict[int, Period | SplitYear | date] = {}
    unknown, duplicates, information = [], [], []
    seen: set[Period | SplitYear | date] = set()
    for column, text in enumerate(row):
        name = names.get(plain(text))
        if name in columns:
            duplicates.append((column, text.strip()))
        elif name:
            columns[name] = column
        elif period := _named_period(text):
            if period in seen:
                duplicates.append((column, text.strip()))
            seen.add(period)
            by_period[column] = period
        elif text.strip().casefold().endswith(FOR_INFORMATION):
            information.append(column)
        elif text.strip():
            unknown.append((column, text.strip()))
    if "period" in columns or (is_dated and not by_period):
        unknown += [(column, row[column].strip()) for column in by_period]
        return Layout(
            number, columns, {}, (*unknown,), (*duplicates,), for_information=(*information,)
        )
    read = {name: column for name, column in columns.items() if name in _OF_A_WIDE_ROW}
    unread = [(column, row[column].strip()) for name, column in columns.items() if name not in read]
    return Layout(number, read, by_period, (*unknown,), (*duplicates,), (*unread,), (*information,))


_OF_A_WIDE_ROW = ("indicator", "comparator")
"""The columns that say whose the figures of a wide row are."""


def plain(name: str) -> str:
    """Return a column's name without what people write in more than one way."""
    return "".join(one for one in name.casefold() if one.isalnum())


_INDICATOR = {plain(name) for name in INDICATOR_NAMES}


def _named_period(text: str) -> Period | SplitYear | date | None:
    named, said = headings.read(text)
    return days.read(text) or (None if said else named)
