"""What the name of a column says: a period, as people write one, and the words beside it.

One grammar for the tables that a catalogue is drafted from and for those that are submitted.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ragcalc import periods
from ragcalc.periods import MONTHS, Kind, NotAPeriod, Period, SplitYear

_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_CENTURY = "(?:19|20|21)"
_QUARTER = re.compile(r"\b(?:q|qtr\.?|quarter) ?([0-9]+)\b", re.I)
_RANGE = re.compile(rf"\b({_NAME}) ?(?:-|–|to) ?({_NAME})\b", re.I)
_MONTH_YEAR = re.compile(rf"\b({_NAME})[ -]?['’]?([0-9]{{2}})(?![0-9/-])", re.I)
_MONTH = re.compile(rf"\b({_NAME})\b", re.I)
_SPLIT = re.compile(
    rf"(?<![0-9/.-])(?:fy ?|financial year )?({_CENTURY}?[0-9]{{2}})"
    rf" ?[-/–_] ?({_CENTURY}?[0-9]{{2}})(?![0-9/]|-[0-9])",
    re.I,
)
_YEAR = re.compile(rf"(?<![0-9/.-])({_CENTURY}[0-9]{{2}})(?![0-9/]|-[0-9])")
_ONE_FY = re.compile(rf"\bfy ?{_CENTURY}?[0-9]{{2}}(?![0-9/_–-])", re.I)
_DAY = re.compile(rf"\b[0-3]?[0-9](?:st|nd|rd|th)? (?=(?:{_NAME})\b)", re.I)
_LAST_DAY = re.compile(rf"(?:\b(?:to|ending|ended|as at|at|end of) )?{_DAY.pattern}", re.I)
"""The day with which a quarter ends: to 30 June 2024."""
_EMPTY = re.compile(r"[(\[] *[,:;–-]? *[)\]]")


class PeriodHeading(NamedTuple):
    """What a column's name says."""

    period: Period | SplitYear | None
    words: str
    """What stands beside the period; the whole name where there is no period."""


@lru_cache(maxsize=4096)
def read(text: str) -> PeriodHeading:
    """Read the name of a column.

    `Q1 2023/24`, `Quarter 1 (Apr-Jun) 2023/24`, `FY 2022/23`, `25/26`, `Apr-25`, `Apr-Jun 2025`,
    `2019-M03`, each with words before, within or behind it. A name with two periods, or one that
    contradicts itself, has none.
    """
    plain = " ".join(text.split())
    try:
        return PeriodHeading(periods.read(plain), "")
    except NotAPeriod:
        pass
    taken = _ReadName(plain)
    period = None if _ONE_FY.search(plain) else _period(taken)
    return PeriodHeading(period, taken.words() if period else plain)


def by_days(found: Iterable[date]) -> Kind:
    """Return what periods the days over columns name, by how far apart they stand."""
    days = sorted(found)
    months = [day.year * 12 + day.month for day in days]
    apart = min((after - before for before, after in pairwise(months)), default=3)
    if apart < 3:
        return Kind.MONTH
    if apart < 12:
        return Kind.QUARTER
    return Kind.CALENDAR if all(day.month in (12, 1) for day in days) else Kind.FINANCIAL


def period_with(day: date, kind: Kind) -> Period:
    """Return the period of a kind in which a day lies."""
    month = periods.month_ending(day.year * 12 + day.month)
    return periods.latest_ending(kind, month.end + kind.months - 1)


class _ReadName:
    """A name, and what was found in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def every(self, sign: re.Pattern[str]) -> list[tuple[str, ...]]:
        """Return the parts of each match, and take them out of the text."""
        found = [one.groups() for one in sign.finditer(self.text)]
        self.text = sign.sub(" ", self.text)
        return found

    def forget_days(self) -> None:
        """Take out the days with which a stretch begins and ends, or those of a quarter's end."""
        if len(_DAY.findall(self.text)) > 1:
            self.every(_DAY)
        elif _QUARTER.search(self.text):
            self.every(_LAST_DAY)
        self.text = " ".join(self.text.split())

    def words(self) -> str:
        """Return what is left, without the brackets and signs that held a period."""
        left = " ".join(_EMPTY.sub(" ", self.text).split())
        return left.strip(" ,:;–-")


def _period(taken: _ReadName) -> Period | SplitYear | None:
    taken.forget_days()
    ranges, splits = taken.every(_RANGE), taken.every(_SPLIT)
    quarters = taken.every(_QUARTER)
    short = [] if splits else taken.every(_MONTH_YEAR)
    years, months = taken.every(_YEAR), taken.every(_MONTH)
    if max(map(len, (ranges, splits, quarters, short, years, months))) > 1:
        return None
    match [len(one) for one in (ranges, splits, quarters, short, years, months)]:
        case [ranged, 1, 1, 0, 0, 0]:
            found = _quarter(splits[0], quarters[0][0])
            agree = not ranged or found in list(_ranged(ranges[0], splits))
            return found if agree else None
        case [0, 1, 0, 0, 0, 0]:
            return _split(splits[0])
        case [1, 1, 0, 0, 0, 0] | [1, 0, 0, 0, 1, 0]:
            return next(_ranged(ranges[0], splits or years), None)
        case [0, 0, 0, 1, 0, 0]:
            return _month(f"20{short[0][1]}", short[0][0])
        case [0, 0, 0, 0, 1, named]:
            year = years[0][0]
            return _month(year, months[0][0]) if named else Period(Kind.CALENDAR, int(year) * 12)
        case [0, 0, 1, 0, 1, 1]:
            return _quarter_ending(_month(years[0][0], months[0][0]), quarters[0][0])
        case [0, 1, 0, 0, 0, 1]:
            return _month_of(_split(splits[0]), MONTHS[months[0][0].lower()])
        case _:
            return None


def _month(year: str, name: str) -> Period:
    return Period(Kind.MONTH, int(year) * 12 + MONTHS[name.lower()])


def _month_of(year: SplitYear | None, number: int) -> Period | None:
    """Return the month of a financial year, from 0 for January."""
    return year and Period(Kind.MONTH, (year.first + (number < 3)) * 12 + number)


def _split(parts: tuple[str, ...]) -> SplitYear | None:
    """Return the year of two numbers where the second is the next one."""
    first, second = parts
    year = int(first if len(first) == 4 else f"20{first}")
    matches = second in (f"{(year + 1) % 100:02}", f"{year + 1}")
    return SplitYear(year) if matches else None


def _quarter(parts: tuple[str, ...], number: str) -> Period | None:
    year = _split(parts)
    if not year or number not in ("1", "2", "3", "4"):
        return None
    return Period(Kind.QUARTER, year.of(Kind.FINANCIAL).start + 3 * (int(number) - 1))


def _quarter_ending(month: Period, number: str) -> Period | None:
    """Return the quarter of a number whose last month it is."""
    found = periods.latest_ending(Kind.QUARTER, month.end)
    return found if found.end == month.end and f"{found}".endswith(f"Q{number}") else None


def _ranged(names: tuple[str, ...], years: list[tuple[str, ...]]) -> Iterator[Period]:
    """Yield the quarter, or the financial year, that goes from one month to another."""
    first, last = (MONTHS[name.lower()] for name in names)
    length = (last - first) % 12 + 1
    kind = {3: Kind.QUARTER, 12: Kind.FINANCIAL}.get(length)
    if kind is None or first % 3 or (kind is Kind.FINANCIAL and first != Kind.FINANCIAL.first):
        return
    if len(years[0]) == 1:  # the year of all the months, or of the first one
        yield Period(kind, int(years[0][0]) * 12 + first)
    elif split := _split(years[0]):
        yield Period(kind, (split.first + (first < 3)) * 12 + first)
