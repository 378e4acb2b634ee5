"""Periods: a month, a quarter or a year; the one before, the same a year ago, when it ends.

A month is counted from January of year 0, so that periods of any length compare by whole numbers.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, Self, assert_never

FIRST_YEAR, LAST_YEAR = 1900, 2199
_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
MONTHS = {
    name: number
    for number, month in enumerate(_NAMES)
    for name in (month, month[:3], *(["sept"] if month == "september" else []))
}
"""The number of each month, from 0 for January, by its names."""
LONGEST = 40
"""So many characters name a period at most."""
_SHAPE = re.compile(r"[0-9A-Za-z /\-–]+")
_PART = re.compile(r"[0-9]+|[a-z]+")


class Kind(StrEnum):
    """What sort of period it is. Two periods of one kind are of one frequency."""

    months: int
    """The length."""
    first: int
    """The month, from 0 for January, with which a year of the kind begins."""

    def __new__(cls, word: str, months: int, first: int = 0) -> Self:
        """Return the member its word and what is known of it."""
        member = str.__new__(cls, word)
        member._value_, member.months, member.first = word, months, first
        return member

    MONTH = "month", 1
    QUARTER = "quarter", 3
    FINANCIAL = "financial", 12, 3
    CALENDAR = "calendar", 12, 0
    ACADEMIC = "academic", 12, 8

    __hash__ = str.__hash__  # as quick as a word's: periods are the keys of every series


NOUNS = {
    Kind.MONTH: "a month",
    Kind.QUARTER: "a quarter",
    Kind.FINANCIAL: "a financial year",
    Kind.CALENDAR: "a calendar year",
    Kind.ACADEMIC: "an academic year",
}
"""Each kind as messages name it."""


class NotAPeriod(ValueError):
    """The text names no period. `hint` says how to write one."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(text)
        self.hint = hint


class Period(NamedTuple):
    """A stretch of whole months."""

    kind: Kind
    start: int
    """The first month, counted from January of year 0."""

    @property
    def end(self) -> int:
        """The month after the last one, so that end - start is the length."""
        return self.start + self.kind.months

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return _first_of(self.start)

    @property
    def last_day(self) -> date:
        """The day with which it ends."""
        return _first_of(self.end) - timedelta(days=1)

    @property
    def months(self) -> int:
        return self.kind.months

    @property
    def quarter(self) -> int:
        """The quarter of the financial year, 1 to 4, in which the period ends."""
        return (self.end - 4) % 12 // 3 + 1

    def previous(self) -> Self:
        """Return the one just before, of the same length."""
        return type(self)(self.kind, self.start - self.months)

    def year_ago(self) -> Self:
        """Return the same period a year earlier."""
        return type(self)(self.kind, self.start - 12)

    def year(self, kind: Kind = Kind.FINANCIAL) -> "Period":
        """Return the year of a kind in which the period's last month lies."""
        return _year_of(self.end - 1, kind)

    def covers(self, other: "Period") -> bool:
        """Return whether the other lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Period") -> bool:
        """Return whether the two have time in common."""
        return self.start < other.end and other.start < self.end

    def __str__(self) -> str:
        return _text_of(self.kind, self.start)


class SplitYear(NamedTuple):
    """`2018-19`, which does not say of which kind it is: an indicator's own year decides."""

    first: int
    """The calendar year in which it begins."""

    def of(self, kind: Kind) -> Period:
        """Return the academic year where years are academic, else the financial one."""
        named = Kind.ACADEMIC if kind is Kind.ACADEMIC else Kind.FINANCIAL
        return Period(named, self.first * 12 + named.first)

    def __str__(self) -> str:
        return str(self.of(Kind.FINANCIAL))


@lru_cache(maxsize=4096)
def _text_of(kind: Kind, start: int) -> str:
    year, month = divmod(start, 12)
    match kind:
        case Kind.MONTH:
            return f"{year}-M{month + 1:02}"
        case Kind.QUARTER:
            financial = _year_of(start, Kind.FINANCIAL)
            return f"{financial} Q{(start - financial.start) // 3 + 1}"
        case Kind.CALENDAR:
            return f"{year}"
        case Kind.ACADEMIC:
            return f"{year}-{(year + 1) % 100:02} academic"
        case Kind.FINANCIAL:
            return f"{year}-{(year + 1) % 100:02}"
        case _:
            assert_never(kind)


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def latest_ending(kind: Kind, end: int) -> Period:
    """Return the latest period of a kind that ends at or before `end`."""
    return Period(kind, (end - kind.first) // kind.months * kind.months + kind.first - kind.months)


def between(first: Period, last: Period) -> Iterator[Period]:
    """Yield the periods of one kind from the first to the last, both included."""
    for start in range(first.start, last.end, first.months):
        yield Period(first.kind, start)


def quarter_ending(end: int) -> Period:
    """Return the quarter of the financial year whose last month is just before `end`."""
    return Period(Kind.QUARTER, end - 3)


def month_ending(end: int) -> Period:
    """Return the month just before `end`."""
    return Period(Kind.MONTH, end - 1)


def next_quarter_end(end: int, quarter: int | None = None) -> int:
    """Return the end of the first quarter, or first quarter of that number, at or after `end`."""
    step = 3 if quarter is None else 12
    wanted = 0 if quarter is None else 3 + 3 * quarter
    return end + (wanted - end) % step


def is_quarter_end(end: int) -> bool:
    """Return whether a quarter of the financial year ends there."""
    return end % 3 == 0


@lru_cache(maxsize=4096)
def parse(text: str, year: Kind = Kind.FINANCIAL) -> Period:
    """Return the period that a text names, in any of the forms that people write.

    `2018-19 Q4`, `Q4 2018/19`, `2018-19`, `2018-2019`, `2019-M03`, `Mar 2019`, `2019`,
    `2018-19 academic`, `2018-19 financial`. `2011-12` is always the year, never December. `year` is
    the kind of a year that names none. Raises NotAPeriod.
    """
    return in_years(read(text), year)


def in_years(named: Period | SplitYear, year: Kind) -> Period:
    """Return the period; `year` is the kind of a year that names none."""
    return named.of(year) if isinstance(named, SplitYear) else named


@lru_cache(maxsize=4096)
def read(text: str) -> Period | SplitYear:
    """Return what a text names, as `parse` does, with the kind of a year open that names none."""
    if len(text) > LONGEST or not _SHAPE.fullmatch(text):
        raise NotAPeriod(text, _FORMS)
    match _PART.findall(text.lower()):
        case ["q", number, year, following] | [year, following, "q", number]:
            return _quarter(text, (year, following), number)
        case ["q", _, _] | [_, "q", _]:
            raise NotAPeriod(text, "a quarter needs its financial year, as in 2018-19 Q4")
        case [year, "m", month] if month in _MONTH_NUMBERS:
            return _month(text, year, int(month) - 1)
        case [name, year] if name in MONTHS:
            return _month(text, year, MONTHS[name])
        case [year, name] if name in MONTHS:
            return _month(text, year, MONTHS[name])
        case [year] | [year, Kind.CALENDAR]:
            return Period(Kind.CALENDAR, _first_year(text, year) * 12)
        case [year, following]:
            return _split_year(text, year, following)
        case [year, following, kind] if kind in _SPLIT_KINDS:
            return _split_year(text, year, following).of(_SPLIT_KINDS[kind])
        case _:
            raise NotAPeriod(text, _FORMS)


_FORMS = "write a quarter as 2018-19 Q4, a year as 2018-19 or 2019, a month as 2019-M03"
_SPLIT_KINDS: dict[str, Kind] = {kind.value: kind for kind in (Kind.FINANCIAL, Kind.ACADEMIC)}
"""The kinds of year that lie in two calendar years, by their words."""
_MONTH_NUMBERS = {f"{n:0{width}}" for n in range(1, 13) for width in (1, 2)}


@lru_cache(maxsize=4096)
def _year_of(month: int, kind: Kind) -> Period:
    return Period(kind, (month - kind.first) // 12 * 12 + kind.first)


def _first_year(text: str, year: str) -> int:
    if not year.isdigit():
        raise NotAPeriod(text, _FORMS)
    if len(year) != 4 or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise NotAPeriod(text, f"a year has four digits, from {FIRST_YEAR} to {LAST_YEAR}")
    return int(year)


def _split_year(text: str, year: str, following: str) -> SplitYear:
    first = _first_year(text, year)
    if following not in (f"{(first + 1) % 100:02}", f"{first + 1}"):
        raise NotAPeriod(text, f"the year that begins in {first} is {first}-{(first + 1) % 100:02}")
    return SplitYear(first)


def _quarter(text: str, years: tuple[str, str], number: str) -> Period:
    financial = _split_year(text, *years).of(Kind.FINANCIAL)
    if number not in ("1", "2", "3", "4"):
        raise NotAPeriod(text, "quarters are Q1 (April to June) to Q4 (January to March)")
    return Period(Kind.QUARTER, financial.start + 3 * (int(number) - 1))


def _month(text: str, year: str, month: int) -> Period:
    return Period(Kind.MONTH, _first_year(text, year) * 12 + month)
