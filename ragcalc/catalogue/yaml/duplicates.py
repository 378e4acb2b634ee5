"""Periods that one series gives twice in two spellings, read from the data as written."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.fields import Since
from ragcalc.catalogue.yaml.source import Data
from ragcalc.periods import Kind, Period
from ragcalc.problems import Place, Problem

_BY_PERIOD = (
    *("values", "targets", "floor", "base", "reported"),
    *("forecast", "comment", "action"),
)
_OF_ACTIONS = ("status", "milestones")


def problems(entry: Data, place: Place) -> Iterator[Problem]:
    """Yield a problem for each later spelling of a period in every series of an indicator."""
    if isinstance(entry, dict):
        year = Kind.ACADEMIC if entry.get("year") == Kind.ACADEMIC else Kind.FINANCIAL
        yield from _duplicates(_series(entry), place, year)


def of_outcome(entry: Data, place: Place) -> Iterator[Problem]:
    """Yield the same for the actions of an outcome."""
    actions = entry.get("actions") if isinstance(entry, dict) else None
    for name, action in actions.items() if isinstance(actions, dict) else ():
        if isinstance(action, dict):
            yield from _duplicates(_by_period(action, _OF_ACTIONS), place.within("actions", name))


def _duplicates(
    given: Iterable[tuple[tuple[str, ...], dict[str, Data]]],
    place: Place,
    year: Kind = Kind.FINANCIAL,
) -> Iterator[Problem]:
    for path, series in given:
        for key, first in _repeated(tuple(series), year):
            where = place.within(*path, key).key_itself()
            message = f"duplicate period {key}: it is the same as {first}"
            yield Problem("period-duplicate", message, where, "keep one of the two entries")


@lru_cache(maxsize=1024)
def _repeated(keys: tuple[str, ...], year: Kind) -> tuple[tuple[str, str], ...]:
    """Return each later spelling with the first; the series of many indicators share their keys."""
    seen: dict[Period | Since, str] = {}
    named = ((key, _named(key, year)) for key in keys)
    pairs = ((key, seen.setdefault(period, key)) for key, period in named if period)
    return tuple((key, first) for key, first in pairs if key != first)


def _series(entry: dict[str, Data]) -> Iterator[tuple[tuple[str, ...], dict[str, Data]]]:
    yield from _by_period(entry, _BY_PERIOD)
    comparators = entry.get("comparators")
    for name, series in comparators.items() if isinstance(comparators, dict) else ():
        if isinstance(series, dict):
            yield ("comparators", name), series


def _by_period(
    entry: dict[str, Data], names: Iterable[str]
) -> Iterator[tuple[tuple[str, ...], dict[str, Data]]]:
    for name in names:
        if isinstance(series := entry.get(name), dict):
            yield (name,), series


def _named(key: str, year: Kind) -> Period | Since | None:
    try:
        return fields.period_or_since(key, year)
    except ValueError:
        return None
