"""Periods that one series gives twice in two spellings, read from the data as written."""

from collections.abc import Iterator
from functools import lru_cache

from ragcalc.catalogue import fields
from ragcalc.catalogue.fields import Since
from ragcalc.catalogue.source import Data
from ragcalc.periods import Kind, Period
from ragcalc.problems import Place, Problem

_BY_PERIOD = ("values", "targets", "floor", "base", "reported")


def problems(entry: Data, place: Place) -> Iterator[Problem]:
    """Yield a problem for each later spelling of a period in every series of an indicator."""
    if not isinstance(entry, dict):
        return
    academic = entry.get("year") == Kind.ACADEMIC
    for path, series in _series(entry):
        seen: dict[Period | Since, str] = {}
        for key in series:
            named = _named(key, academic)
            if named is None:
                continue
            first = seen.setdefault(named, key)
            if first != key:
                where = place.within(*path, key).key_itself()
                message = f"{key} is given twice: it is the same as {first}"
                yield Problem("period-duplicate", message, where, "keep one of the two entries")


def _series(entry: dict[str, Data]) -> Iterator[tuple[tuple[str, ...], dict[str, Data]]]:
    for key in _BY_PERIOD:
        if isinstance(series := entry.get(key), dict):
            yield (key,), series
    comparators = entry.get("comparators")
    for name, series in comparators.items() if isinstance(comparators, dict) else ():
        if isinstance(series, dict):
            yield ("comparators", name), series


@lru_cache(maxsize=4096)
def _named(key: str, academic: bool) -> Period | Since | None:
    try:
        named = fields.period_or_since(key)
    except ValueError:
        return None
    return fields.in_years(named, Kind.ACADEMIC) if academic else named
