"""A series: what one indicator has by period, in one type, whoever reads, adds or judges it."""

from collections.abc import (
    Callable,
    Hashable,
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    ValuesView,
)
from typing import Any, Protocol, TypeVar, get_args, overload

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ragcalc.periods import Kind, Period
from ragcalc.problems import Place

_Key = TypeVar("_Key")
_Entry = TypeVar("_Entry", covariant=True)
_Default = TypeVar("_Default")
_Found = TypeVar("_Found")


class EntrySource(Protocol):
    """What entries were read from, where it is no file of the catalogue's own."""

    def place(self, key: Any, column: str) -> Place | None:
        """Return where a column of an entry stands; None where it gave no such entry."""
        ...


class Series(Mapping[_Key, _Entry]):
    """Readings, targets, printed verdicts or a comparator's figures of one indicator, by period.

    It never changes: what is worked out of it is worked out once, and lives as long as it does.
    The entries stand in the order in which they were given, `in_order` has the order of time.
    """

    __slots__ = ("_entries", "_found", "_sources")

    def __init__(self, entries: Mapping[_Key, _Entry] | None = None, *sources: EntrySource) -> None:
        """`sources` are the tables that gave entries; the others stand under their keys."""
        self._entries = dict(entries or {})
        self._sources = sources
        self._found: dict[Hashable, Any] = {}

    @classmethod
    def of(
        cls, entries: Iterable[tuple[_Key, _Entry]], *sources: EntrySource
    ) -> "Series[_Key, _Entry]":
        """Return a series of periods with their entries; of several for a period the last."""
        made = cls({}, *sources)
        made._entries.update(entries)
        return made

    @property
    def sources(self) -> tuple[EntrySource, ...]:
        """The tables that gave entries."""
        return self._sources

    def place(self, key: _Key, column: str) -> Place | None:
        """Return where the first table that gave an entry has it.

        None where no table did: it then stands in the catalogue's files, under its path of keys.
        """
        found = (one.place(key, column) for one in self._sources)
        return next(filter(None, found), None)

    def key_named(self, name: str) -> _Key | None:
        """Return the period that a path of keys calls so; None where it has no entry."""
        return self.once(_by_name).get(name)

    def joined(self, *others: "Series[_Key, _Entry]") -> "Series[_Key, _Entry]":
        """Return a series with the entries and sources of all; of several for a period the first's.

        It is one of them where the others are empty.
        """
        filled = [one for one in (self, *others) if one]
        if len(filled) < 2:
            return filled[0] if filled else self
        entries: dict[_Key, _Entry] = {}
        for one in filled:
            entries.update((key, one[key]) for key in one if key not in entries)
        return Series(entries, *(source for one in filled for source in one._sources))

    def limited(self, keeps: Callable[[_Key], bool]) -> "Series[_Key, _Entry]":
        """Return a series with only the periods that are to be kept, and all the sources."""
        if all(map(keeps, self)):
            return self
        return Series({key: one for key, one in self.items() if keeps(key)}, *self._sources)

    def in_order(self, kind: Kind) -> tuple[Period, ...]:
        """Return the periods of a kind, in the order of time."""
        return self.once(_in_order, kind)

    def once(self, work_out: Callable[..., _Found], *arguments: Hashable) -> _Found:
        """Return what a function makes of it, worked out the first time that it is asked for."""
        known = work_out, *arguments
        if known not in self._found:
            self._found[known] = work_out(self, *arguments)
        found: _Found = self._found[known]
        return found

    def __getitem__(self, key: _Key) -> _Entry:
        return self._entries[key]

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __eq__(self, other: object) -> bool:
        return self._entries == (other._entries if isinstance(other, Series) else other)

    def __repr__(self) -> str:
        return f"Series({self._entries!r})"

    # Mapping has these too, made of the ones above, and several times as slow

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    @overload
    def get(self, key: _Key, /) -> _Entry | None: ...
    @overload
    def get(self, key: _Key, /, default: _Entry | _Default) -> _Entry | _Default: ...
    def get(self, key: _Key, /, default: Any = None) -> Any:
        """Return the entry of a period, else the default."""
        return self._entries.get(key, default)

    def keys(self) -> KeysView[_Key]:
        """Return the periods."""
        return self._entries.keys()

    def values(self) -> ValuesView[_Entry]:
        """Return the entries."""
        return self._entries.values()

    def items(self) -> ItemsView[_Key, _Entry]:
        """Return the periods with their entries."""
        return self._entries.items()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        key, entry = get_args(source)
        return core_schema.no_info_after_validator_function(
            cls,
            handler(dict[key, entry]),  # type: ignore[valid-type]
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )


def all_keys(every: Iterable[Series[_Key, Any]]) -> set[_Key]:
    """Return the periods of any of several series."""
    return set[_Key]().union(*(one._entries for one in every))  # dicts know their keys' hashes


def _by_name(series: Series[_Key, Any]) -> dict[str, _Key]:
    return {str(one): one for one in series}


def _in_order(series: Series[Any, Any], kind: Kind) -> tuple[Period, ...]:
    return tuple(sorted(one for one in series if isinstance(one, Period) and one.kind is kind))
