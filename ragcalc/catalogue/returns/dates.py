"""Days as spreadsheets write them: text to a date. Knows no period of any indicator."""

import re
from datetime import date

from ragcalc import periods

_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_SHORT = re.compile(r"(?:([0-9]{1,2})-)?([a-z]+)-([0-9]{2})")
_LONG = re.compile(r"([0-9]{1,2})[ -]([a-z]+)[ -]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ]00:00(?::00(?:\.0+)?)?)?")


def read(text: str) -> date | None:
    """Return the date of a text, as a spreadsheet writes one; None where it is none.

    31/03/2019, the day first; 2019-03-31; 31-Mar-2019; and, of this century up to 2029, 31-Mar-19
    and Mar-19.
    """
    plain = text.strip().lower()
    if found := _DAY_FIRST.fullmatch(plain):
        return _date(found[3], found[2], found[1])
    if found := _YEAR_FIRST.fullmatch(plain):
        return _date(found[1], found[2], found[3])
    if found := _SHORT.fullmatch(plain):
        century = "20" if found[3] < "30" else "19"  # as Excel reads them
        return _date(century + found[3], _month(found[2]), found[1] or "1")
    if found := _LONG.fullmatch(plain):
        return _date(found[3], _month(found[2]), found[1])
    return None


def names_month(text: str) -> bool:
    """Return whether a date is written as a month alone: Mar-19."""
    found = _SHORT.fullmatch(text.strip().lower())
    return found is not None and not found[1]


def in_period(text: str) -> date | None:
    """Return the date of a text that stands for the period with that day.

    A month alone does so where it ends a quarter: Mar-19, but not May-19, which is that month.
    """
    found = read(text)
    return None if found and names_month(text) and found.month % 3 else found


def _month(name: str) -> str:
    return str(periods.MONTHS.get(name, -1) + 1)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if periods.FIRST_YEAR <= found.year <= periods.LAST_YEAR else None
