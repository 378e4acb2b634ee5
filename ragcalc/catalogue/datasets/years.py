"""The years of national datasets: `2018`, `2017/18`, `2018 (Rev)`, `2014-16`, as what they mean.

Fingertips spells them `2018`, `2018/19`, `2016 - 18`, `2016/17 - 18/19`, explore education
statistics `202223` beside the words that say of which kind it is.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from ragcalc.catalogue.model.columns import Naming
from ragcalc.periods import FIRST_YEAR, LAST_YEAR, Kind, Period


class Year(NamedTuple):
    """A year as a dataset spells it."""

    period: Period
    """Of a stretch of several years, the last."""
    several: bool = False
    """Whether it is a stretch of several years."""
    provisional: bool = False


_LONGEST = 10
"""Years of the longest stretch that is taken for one."""
_MARK = re.compile(r"\s*\(([^)]*)\)$")
_ONE = re.compile(r"([0-9]{4})")
_SPLIT = re.compile(r"([0-9]{4})(?:[-/–]| [-–] )([0-9]{4}|[0-9]{2})")
_OF_TWO_YEARS = re.compile(r"([0-9]{4})/([0-9]{2})")
_CALENDAR_STRETCH = re.compile(r"([0-9]{4}) ?[-–] ?([0-9]{4}|[0-9]{2})")
_SIX_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})")
_KINDS = {
    "calendar year": Kind.CALENDAR,
    "financial year": Kind.FINANCIAL,
    "tax year": Kind.FINANCIAL,
    "academic year": Kind.ACADEMIC,
}
"""The kinds of year that explore education statistics names."""
_REPORTING = "reporting year"
_STRETCH = re.compile(r"([0-9]{4})[-/]([0-9]{2})\s*[-–]\s*(?:[0-9]{2})?([0-9]{2})[-/]([0-9]{2})")


@lru_cache(maxsize=4096)
def year(text: str, kind: Kind, naming: Naming) -> Year | None:
    """Return the year that a text names, of the kind that the indicator keeps; else None.

    What stands in brackets behind it says how sure the figures are: `(prov)` makes them
    provisional, every other mark is passed over.
    """
    mark = _MARK.search(text)
    plain = (text[: mark.start()] if mark else text).strip()
    found = _span(plain, kind, naming)
    if found is None or not FIRST_YEAR <= found[1] <= LAST_YEAR:
        return None
    first, last = found
    if last - first > _LONGEST:
        return None
    starts = last if kind is Kind.CALENDAR else last - 1
    provisional = bool(mark) and mark[1].strip().lower().startswith("prov")  # type: ignore[index]
    return Year(Period(kind, starts * 12 + kind.first), last - first > 1, provisional)


def fingertips(text: str, kind: Kind) -> Year | None:
    """Return the year that Fingertips names, of whatever kind the indicator keeps; else None.

    `2018` is the calendar year, `2018/19` the academic year of an indicator whose years are
    academic and the financial year of every other. Of a stretch, `2016 - 18`, the last counts.
    """
    plain = " ".join(text.split())
    if _ONE.fullmatch(plain) or _CALENDAR_STRETCH.fullmatch(plain):
        return year(plain, Kind.CALENDAR, Naming.ENDING)
    if _OF_TWO_YEARS.fullmatch(plain) or _STRETCH.fullmatch(plain):
        split = Kind.ACADEMIC if kind is Kind.ACADEMIC else Kind.FINANCIAL
        found = year(plain, split, Naming.ENDING)
        return None if found and found.several and _OF_TWO_YEARS.fullmatch(plain) else found
    return None


def ees(text: str, kind: Kind, naming: Naming) -> Year | None:
    """Return the year of a time_period and its time_identifier, `202223 Academic year`; else None.

    A `Reporting year` is one of the kind that the indicator keeps.
    """
    period, _, identifier = " ".join(text.casefold().split()).partition(" ")
    own = kind if identifier == _REPORTING else _KINDS.get(identifier)
    if own is None:
        return None
    if six := _SIX_DIGITS.fullmatch(period):
        follows = int(six[2]) == (int(six[1]) + 1) % 100
        names_two = identifier == _REPORTING or own is not Kind.CALENDAR
        return year(f"{six[1]}/{six[2]}", own, naming) if follows and names_two else None
    names_one = identifier == _REPORTING or own is Kind.CALENDAR
    return year(period, own, naming) if _ONE.fullmatch(period) and names_one else None


def _span(text: str, kind: Kind, naming: Naming) -> tuple[int, int] | None:
    """Return the calendar years in which a stretch begins and ends: 2017 and 2018 for 2017-18."""
    if found := _ONE.fullmatch(text):
        ends = int(found[1])
        if kind is not Kind.CALENDAR and naming is Naming.STARTING:
            ends += 1
        return ends - 1, ends
    if found := _SPLIT.fullmatch(text):
        first, last = int(found[1]), _following(int(found[1]), found[2])
        return (first, last) if last > first else None
    if found := _STRETCH.fullmatch(text):
        first = int(found[1])
        begins = _following(first, found[3])
        last = _following(begins, found[4])
        right = int(found[2]) == (first + 1) % 100 and last == begins + 1
        return (first, last) if right else None
    return None


def _following(first: int, text: str) -> int:
    """Return the first year from `first` on whose number ends like the text."""
    if len(text) == 4:
        return int(text)
    return first + (int(text) - first) % 100
