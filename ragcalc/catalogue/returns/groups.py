"""The groups that columns of submitted tables give to indicators, such as a directorate.

They fill what the catalogue leaves open; where the two differ the catalogue's stands.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.model.hints import Hints
from ragcalc.catalogue.model.indicators import Catalogue
from ragcalc.catalogue.returns.headers import plain
from ragcalc.catalogue.yaml import references
from ragcalc.problems import Place, Problem, Severity

_Of = tuple[str, str]
"""The id of an indicator, and that of a grouping."""


class SubmittedGroup(NamedTuple):
    """What a row says of the group of its indicator."""

    indicator: str
    grouping: str
    """Their ids."""
    group: str
    """As it is written, in one line."""
    place: Place


def headings(catalogue: Catalogue) -> dict[str, str]:
    """Return the id of a grouping by each heading, without case and signs, that names it alone."""
    ids = {plain(id_): id_ for id_ in catalogue.groups}
    names = [plain(one.name) for one in catalogue.groups.values()]
    by_name = {
        name: id_
        for name, id_ in zip(names, catalogue.groups, strict=True)
        if name and names.count(name) == 1
    }
    return by_name | ids


class SettledGroups:
    """The group of each indicator to which tables give one, and each that is none."""

    def __init__(self, catalogue: Catalogue, document: str, shown: Callable[[Place], str]) -> None:
        """`document` is the catalogue's own file, and `shown` how messages name a place."""
        self.filled: dict[str, dict[str, str]] = {}
        """By the id of an indicator and that of a grouping, where the catalogue has none."""
        self.places: dict[_Of, Place] = {}
        """The cell of each of them."""
        self.faults: list[Problem] = []
        self._catalogue, self._shown, self._document = catalogue, shown, document
        self._spellings = _spellings(catalogue)
        self._hints = Hints()

    def settle(self, given: Iterable[SubmittedGroup]) -> Iterator[Problem]:
        """Take what a table gives; yield a warning for each group that is not used."""
        for one in given:
            standing = self._standing(one)
            if standing and _folded(standing) != _folded(one.group):
                yield self._differs(one, standing)

    def _standing(self, one: SubmittedGroup) -> str | None:
        """Return the group that stands for what a row says; None where this is no group."""
        members = self._catalogue.groups[one.grouping].members
        word = (one.grouping, _folded(one.group))
        group = self._spellings.get(word, one.group)
        if members and group not in members:
            fault = references.no_member(one.grouping, group, members, one.place, self._hints)
            self.faults.append(fault)
            return None
        own = self._catalogue.indicators[one.indicator].groups
        if one.grouping in own:
            return own[one.grouping]
        self._spellings.setdefault(word, group)
        self.places.setdefault((one.indicator, one.grouping), one.place)
        return self.filled.setdefault(one.indicator, {}).setdefault(one.grouping, group)

    def _differs(self, one: SubmittedGroup, standing: str) -> Problem:
        """Return the warning that an indicator is in another group already, which stands."""
        own = Place(self._document, ("indicators", one.indicator, "groups", one.grouping))
        there = self.places.get((one.indicator, one.grouping), own)
        message = (
            f"{one.grouping} {quoted(one.group)} is not used: it is {quoted(standing)} "
            f"at {self._shown(there)}"
        )
        hint = _IN_CATALOGUE if there is own else _IN_TABLES
        return Problem("table-group-differs", message, one.place, hint, Severity.WARNING)


_IN_CATALOGUE = "correct the one that is wrong; that of indicators.yaml stands"
_IN_TABLES = "correct the one that is wrong, or write it under groups: in indicators.yaml"


def _spellings(catalogue: Catalogue) -> dict[tuple[str, str], str]:
    """Return each group as the catalogue spells it, by its grouping and itself in small letters."""
    listed = ((id_, one) for id_, own in catalogue.groups.items() for one in own.members)
    used = chain.from_iterable(one.groups.items() for one in catalogue.indicators.values())
    found: dict[tuple[str, str], str] = {}
    for id_, group in chain(listed, used):
        found.setdefault((id_, _folded(group)), group)
    return found


def _folded(group: str) -> str:
    return " ".join(group.casefold().split())
