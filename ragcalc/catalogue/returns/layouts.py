"""Which column of a submitted table holds what, by the row or the two rows of their names.

The long form, where a row is a figure, is read by the names of its columns; the wide one, where a
row is an indicator, by the grammar of `columns`, by which a catalogue is drafted too.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ragcalc.catalogue.model.columns import COMMENTARY, RETURN_COLUMNS, is_for_information
from ragcalc.catalogue.returns import columns as headings_of_columns
from ragcalc.catalogue.returns import dates as days
from ragcalc.catalogue.returns import headings, words
from ragcalc.catalogue.returns.columns import FigureColumn, Header, NamedColumn, NoHeader, What
from ragcalc.catalogue.returns.headers import plain
from ragcalc.catalogue.returns.heading_rows import with_year
from ragcalc.catalogue.returns.sheets import SheetCells
from ragcalc.periods import Kind, Period, SplitYear, in_years

NamedPeriod = Period | SplitYear | date
"""A period as a heading names it: which it is of an indicator, its kind of periods decides."""
_LONG = (*RETURN_COLUMNS, "id", "year", "quarter", "month")
"""The columns that a row of the long form is read by."""
_WHEN = (("period",), ("quarter", "year"), ("month", "year"), ("year",))
"""The columns that say the period of a row together; the first of them that are there do."""


class PeriodColumns(NamedTuple):
    """The columns of a wide table that are about one period."""

    period: NamedPeriod
    columns: Mapping[str, int]
    """By the names of the long form: value, target, note."""
    comparator: str = ""
    """Whose the value is; empty for the organisation's own."""
    is_provisional: bool = False
    undated: frozenset[str] = frozenset()
    """Those that name no period: they are of the latest one, where that has a figure."""

    @property
    def is_marked(self) -> bool:
        """Whether its value is a comparator's, or provisional."""
        return bool(self.comparator) or self.is_provisional


class Layout(NamedTuple):
    """Which column holds what."""

    row: int
    """Where the names of the columns stand; of two rows the lower one."""
    columns: Mapping[str, int]
    periods: Mapping[int, NamedPeriod] = {}
    """The wide form's columns of readings; empty in the long form. A day is in a period."""
    unknown: tuple[tuple[int, str], ...] = ()
    """The columns of which nothing is read, and their names."""
    duplicates: tuple[tuple[int, str], ...] = ()
    unread: tuple[tuple[int, str], ...] = ()
    """The columns of the long form, and their names, that the wide form has no place for."""
    described: tuple[tuple[int, str], ...] = ()
    """The columns, and their names, that say of an indicator what the catalogue says."""
    groups: tuple[PeriodColumns, ...] = ()
    """The columns of the wide form by period; none where each is one of readings alone."""
    when: tuple[int, ...] = ()
    """The columns of the long form that say the period together, such as quarter and year."""
    parts: tuple[tuple[int, str], ...] = ()
    """The columns of readings, such as Q1, whose year stands in each row, and their names."""
    for_information: tuple[int, ...] = ()
    """The columns that say by their names that they are for people."""
    belonging: Mapping[int, str] = {}
    """The columns that say to which group an indicator belongs, and the ids of the groupings."""
    is_in_year: bool = False
    """Whether columns of the wide form, such as Q1, are of the year that is said of the table."""
    upper: tuple[int, frozenset[int]] = (0, frozenset())
    """The upper one of two rows of names, and the columns whose names stand there alone."""

    @property
    def is_wide(self) -> bool:
        """Whether a row is an indicator."""
        return bool(self.periods or self.groups)

    @property
    def first(self) -> int:
        """The first row with names of columns."""
        return self.upper[0] or self.row

    @property
    def read(self) -> set[int]:
        """The columns of which something is read."""
        grouped = (one for group in self.groups for one in group.columns.values())
        parts = (column for column, _ in self.parts)
        beside = (*self.when, *parts, *self.belonging)
        return {*self.columns.values(), *self.periods, *grouped, *beside}

    @property
    def taken(self) -> set[int]:
        """The columns that have a name."""
        others = (*self.unknown, *self.duplicates, *self.unread, *self.described)
        return {*self.read, *self.for_information, *(column for column, _ in others)}

    @property
    def width(self) -> int:
        """How many columns there are up to the last one that has a name."""
        return 1 + max(self.taken)

    def row_of(self, column: int) -> int:
        """Return the row in which a column's name stands."""
        row, columns = self.upper
        return row if column in columns else self.row


def layout(
    rows: Iterable[tuple[int, list[str]]],
    own: Mapping[str, Iterable[str]],
    said: Period | SplitYear | None = None,
    merged: Iterable[str] = (),
    comparators: Collection[str] = (),
    groupings: Mapping[str, str] | None = None,
) -> Layout | None:
    """Return where the columns are; `own` gives other names for some of them.

    `said` is the period that is said of the table, so that it needs no column for it; where it is
    a year, columns such as Q1 are of that year. `merged` are the merged cells, as in A5:B6,
    `comparators` the names of those that are known, in small letters, and `groupings` the ids of
    those that are, by their headings.
    """
    first = dict(rows)
    is_dated = said is not None
    year = in_years(said, Kind.FINANCIAL) if said else None
    names = {plain(name): name for name in RETURN_COLUMNS}
    names |= {plain(other): name for name, others in own.items() for other in others}
    groupings = groupings or {}
    wide = _wide(SheetCells(first, merged), names, comparators, year)
    found = [
        next(_long(first, names, groupings, is_dated, usual=False), None),
        wide and _with_groups(wide, groupings),
        next(_long(first, names, groupings, is_dated, usual=True), None),
    ]
    return min(filter(None, found), key=lambda one: one.first, default=None)


def _long(
    rows: Mapping[int, list[str]],
    names: Mapping[str, str],
    groupings: Mapping[str, str],
    is_dated: bool,
    *,
    usual: bool,
) -> Iterator[Layout]:
    """Yield the rows that name the columns of the long form.

    `usual` is whether it may be what people usually call them that makes it one.
    """
    for number, row in rows.items():
        found = _with_groups(_named(number, row, names), groupings)
        form = found if usual else _named(number, row, names, usual=False)
        if usual and not found.columns.keys() & {"value", "numerator"}:
            found = form = _with_parts(found, row)
        figures = "value" in form.columns or {"numerator", "denominator"} <= form.columns.keys()
        if not found.unknown:  # else the column of the figures may be one that is not known
            figures = figures or bool({"target", *COMMENTARY} & form.columns.keys())
        figures = figures or bool(form.parts)
        is_wide = is_dated and not form.when and found.periods
        if "indicator" in form.columns and figures and (form.when or is_dated) and not is_wide:
            unknown = [(column, row[column].strip()) for column in found.periods]
            below = [one for at, one in rows.items() if at > number]
            yield _without_polarity(
                found._replace(periods={}, unknown=(*found.unknown, *unknown)), row, below
            )


def _with_groups(found: Layout, groupings: Mapping[str, str]) -> Layout:
    """Return a layout with the columns whose names are of groupings, of which none else is read."""
    belonging: dict[int, str] = {}
    duplicates = [*found.duplicates]
    for column, text in (*found.unknown, *found.described):
        if grouping := groupings.get(plain(text)):
            if grouping in belonging.values():
                duplicates.append((column, text))
            belonging[column] = grouping
    return found._replace(
        unknown=tuple(one for one in found.unknown if one[0] not in belonging),
        described=tuple(one for one in found.described if one[0] not in belonging),
        duplicates=(*duplicates,),
        belonging=belonging,
    )


def _with_parts(found: Layout, row: list[str]) -> Layout:
    """Return a layout with the columns such as Q1 where another one says the year.

    What else is said of a period has no place beside them.
    """
    if len(found.when) != 1 or words.BY_PLAIN.get(plain(row[found.when[0]])) != "year":
        return found
    year = headings_of_columns.SOME_YEAR
    named = {at: headings_of_columns.part_of(text, year) for at, text in found.unknown}
    parts = {at for at, one in named.items() if one and one.what is What.VALUE}
    if not parts or "comparator" in found.columns:
        return found
    beside = {at for key, at in found.columns.items() if key not in ("indicator", "id", "period")}
    return found._replace(
        columns={key: at for key, at in found.columns.items() if at not in beside},
        parts=tuple((at, text) for at, text in found.unknown if at in parts),
        unknown=tuple(one for one in found.unknown if one[0] not in parts),
        unread=tuple((at, row[at].strip()) for at in sorted(beside)),
    )


def _without_polarity(found: Layout, row: list[str], below: Iterable[list[str]]) -> Layout:
    """Return a layout less a column called Direction whose cells say which way is good."""
    column = found.columns.get("direction")
    if column is None or plain(row[column]) != "direction":
        return found
    if words.travels("".join(one[column : column + 1]) for one in below) is not False:
        return found
    columns = {key: at for key, at in found.columns.items() if key != "direction"}
    return found._replace(columns=columns, described=((column, row[column].strip()),))


def _named(number: int, row: list[str], names: Mapping[str, str], *, usual: bool = True) -> Layout:
    """Return what the columns are by their names, and by what people usually call them.

    Without `usual` only the indicator's column may be called otherwise.
    """
    given = {names[word] for word in map(plain, row) if word in names}
    columns: dict[str, int] = {}
    by_period: dict[int, NamedPeriod] = {}
    unknown, duplicates, information, seen = [], [], [], set()
    for column, text in enumerate(row):
        word = plain(text)
        key = names.get(word) or _usual(word, given, columns, usual=usual)
        if key in columns and (word in seen or key not in _ONE_OF_SEVERAL):
            duplicates.append((column, text.strip()))
        elif key and key not in columns:
            columns[key] = column
        elif is_for_information(text):
            information.append(column)
        elif period := _named_period(text):
            if period in by_period.values():
                duplicates.append((column, text.strip()))
            by_period[column] = period
        elif text.strip():
            unknown.append((column, text.strip()))
        seen.add(word)
    when = next((keys for keys in _WHEN if keys[0] in columns), ())
    own = tuple(columns[key] for key in when if key in columns)
    for key in {"year", "quarter", "month"} & columns.keys():
        if (column := columns.pop(key)) not in own:
            unknown.append((column, row[column].strip()))
    columns |= {"period": own[0]} if own else {}
    return Layout(
        number,
        columns,
        by_period,
        (*sorted(unknown),),
        (*duplicates,),
        when=own,
        for_information=(*information,),
    )


def _usual(word: str, given: Collection[str], columns: Collection[str], *, usual: bool) -> str:
    """Return the column that people call by a word; empty where it is none.

    So it is where a column is `given` by its own name.
    """
    key = "forecast" if word in words.FORECASTS else words.BY_PLAIN.get(word, "")
    if key == "name":
        is_taken = "indicator" in given or "indicator" in columns
        return "indicator" if not is_taken else "id" if usual else ""
    return key if usual and key in _LONG and key not in given else ""


_ONE_OF_SEVERAL = ("id", "note", *COMMENTARY, "year", "quarter", "month")
"""Of columns with several of these names the first is read; of others none can be chosen."""


def _named_period(text: str) -> NamedPeriod | None:
    named, said = headings.read(text)
    return days.in_period(text) or (None if said else named)


def _wide(
    cells: SheetCells,
    names: Mapping[str, str],
    comparators: Collection[str],
    year: Period | None,
) -> Layout | None:
    """Return where the columns of the wide form are, of which each is for a period.

    Those that name only a part of a year, such as Q1, are of `year`.
    """
    there = {plain(text) for text in cells.cells.values()}
    mine = {
        word: NamedColumn({"indicator": "name"}.get(key, key), key, word)
        for word, key in names.items()
        if word in there and word != plain(key) and key in (*words.COLUMNS, "indicator")
    }
    try:
        header = headings_of_columns.header(cells, mine, None, year=year, is_complete=True)
    except NoHeader:
        return None
    if header is None or header.is_long or "name" not in header.keys:
        return None
    found = _WideColumns(header, names, comparators, year)
    return found.layout(cells) if found.groups else None


class _WideColumns:
    """The columns of a header of the wide form, sorted by period and by what is made of them."""

    def __init__(
        self,
        header: Header,
        names: Mapping[str, str],
        comparators: Collection[str],
        year: Period | None,
    ) -> None:
        self.header, self.names, self.year = header, names, year
        texts = (header.texts[column] for column in header.series)
        self.is_in_year = any(with_year(text, year) != text for text in texts)
        self.groups: dict[tuple[NamedPeriod, str], dict[str, int]] = {}
        self.unknown, self.duplicates = dict(header.unknown), dict[int, str]()
        self.named = self._named()
        for column, one in sorted(header.series.items()):
            self._place(column, one, comparators)

    def _named(self) -> dict[int, NamedPeriod]:
        """Return the period of each column as its name has it, else as that of the readings."""
        found: dict[int, NamedPeriod] = {}
        for column, one in self.header.series.items():
            text = with_year(self.header.texts[column], self.year)
            is_month = isinstance(one.period, Period) and one.period.kind is Kind.MONTH
            day = None if is_month and days.names_month(text) else days.read(text)
            period = day or headings.read(text).period
            is_own = one.period in (None, _in_financial_years(period))
            if period and (is_own or isinstance(period, date)):
                found[column] = period
        by_period = {one.period: found[at] for at, one in self.header.series.items() if at in found}
        others = {
            column: by_period[one.period]
            for column, one in self.header.series.items()
            if column not in found and one.period in by_period
        }
        return found | others

    def _place(self, column: int, one: FigureColumn, comparators: Collection[str]) -> None:
        """Put a column into the group of its period."""
        period = self.named.get(column)
        is_compared = one.what is What.COMPARATOR
        if period is None or (is_compared and one.name.casefold() not in comparators):
            self.unknown[column] = self.header.texts[column]
            return
        key = "value" if is_compared else one.what.value
        group = self.groups.setdefault((period, one.name), {})
        if key in group:
            self.duplicates[column] = self.header.texts[column]
        group.setdefault(key, column)

    def layout(self, cells: SheetCells) -> Layout:
        """Return the layout."""
        header = self.header
        columns = {"indicator": header.keys["name"]}
        columns |= {"id": header.keys["id"]} if "id" in header.keys else {}
        unread, described = {}, {}
        for column in [one for one in self.unknown if self._key(one) == "comparator"]:
            columns.setdefault("comparator", column)
            del self.unknown[column]
        rest = {at: header.texts[at] for key, at in header.keys.items() if key not in _WHOSE}
        for column, text in {**self.unknown, **rest}.items():
            if self._key(column) in RETURN_COLUMNS and column != header.keys.get("polarity"):
                unread[column] = text
            elif column in rest:
                described[column] = text
        others = {*unread, *described, *self.duplicates}
        information = [at for at, text in self.unknown.items() if is_for_information(text)]
        others |= {*information}
        unknown = {at: text for at, text in self.unknown.items() if at not in others}
        first, last = min(header.rows), max(header.rows)
        alone = {column for column in header.texts if (last, column) not in cells.cells}
        groups = tuple(
            PeriodColumns(period, found, name, self._is_provisional(found), self._undated(found))
            for (period, name), found in self.groups.items()
        )
        is_plain = all([*one.columns] == ["value"] and not one.is_marked for one in groups)
        own = (one for one in groups if not one.comparator and "value" in one.columns)
        return Layout(
            last,
            columns,
            {one.columns["value"]: one.period for one in own},
            unknown=_sorted(unknown),
            duplicates=_sorted(self.duplicates),
            unread=_sorted(unread),
            described=_sorted(described),
            groups=() if is_plain else groups,
            for_information=(*information,),
            is_in_year=self.is_in_year,
            upper=(first, frozenset(alone)) if first < last else (0, frozenset()),
        )

    def _is_provisional(self, columns: Mapping[str, int]) -> bool:
        return "value" in columns and self.header.series[columns["value"]].provisional

    def _undated(self, columns: Mapping[str, int]) -> frozenset[str]:
        series = self.header.series
        return frozenset(key for key, column in columns.items() if series[column].lone)

    def _key(self, column: int) -> str:
        """Return what a column is by its name."""
        word = plain(self.header.texts[column])
        return self.names.get(word) or words.BY_PLAIN.get(word, "")


_WHOSE = ("name", "id")
"""The columns that name the indicator."""


def _in_financial_years(period: NamedPeriod | None) -> NamedPeriod | None:
    return period.of(Kind.FINANCIAL) if isinstance(period, SplitYear) else period


def _sorted(columns: Mapping[int, str]) -> tuple[tuple[int, str], ...]:
    return tuple(sorted(columns.items()))
