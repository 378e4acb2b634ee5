"""The years of national datasets: `2018`, `2017/18`, `2018 (Rev)`, `2014-16`, as what they mean."""

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
_SPLIT = re.compile(r"([0-9]{4})[-/–]([0-9]{4}|[0-9]{2})")
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
