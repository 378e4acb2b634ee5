"""Which indicators an answer is about, as several commands are asked for it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ragcalc.cli.exits import misused

if TYPE_CHECKING:
    from ragcalc.catalogue.loader import Loaded
    from ragcalc.catalogue.model.indicators import Catalogue
    from ragcalc.scoring.arrangement import Arrangement
    from ragcalc.scoring.narrowing import Narrowing


@dataclass(frozen=True)
class Filters:
    """What an answer is about and which of its rows are shown, in the words that were typed."""

    outcomes: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    sort: str = "catalogue"
    group_by: str | None = None

    @property
    def hides(self) -> bool:
        """Whether any row may be hidden."""
        return bool(self.statuses or self.directions)

    @property
    def arranges(self) -> bool:
        """Whether any row may be hidden or moved."""
        return self.hides or self.sort != "catalogue"

    @property
    def arrangement(self) -> "Arrangement":
        """Which rows are shown, and in which order."""
        from ragcalc.scoring.arrangement import Arrangement, RowOrder
        from ragcalc.vocabulary import Direction, Status

        return Arrangement(
            tuple(map(Status, self.statuses)),
            tuple(map(Direction, self.directions)),
            RowOrder(self.sort),
        )


EVERYTHING = Filters()


def narrowing(loaded: "Loaded", filters: Filters) -> "Narrowing":
    """Return what the words name in a catalogue; exit where it has no such thing."""
    from ragcalc.scoring.narrowing import Narrowing

    if filters == EVERYTHING or loaded.catalogue is None:
        return Narrowing()
    return Narrowing(
        outcomes=_all("outcome", filters.outcomes, outcomes(loaded)),
        tiers=_all("tier", filters.tiers, tiers(loaded)),
        groups=tuple(_group(word, loaded.catalogue) for word in filters.groups),
        owners=_all("owner", filters.owners, owners(loaded)),
    )


def in_words(filters: Filters) -> str:
    """Return what narrows an answer: outcome safe or well, and tier wider."""
    kinds = {
        "outcome": filters.outcomes,
        "tier": filters.tiers,
        "group": filters.groups,
        "owner": filters.owners,
    }
    return ", and ".join(f"{noun} {' or '.join(words)}" for noun, words in kinds.items() if words)


def grouping(loaded: "Loaded", filters: Filters) -> str | None:
    """Return the id of the grouping that --group-by names; exit where the catalogue has none."""
    if filters.group_by is None or loaded.catalogue is None:
        return None
    return _grouping(filters.group_by, loaded.catalogue)


def groupings(loaded: "Loaded") -> list[str]:
    """Return the ids of the groupings."""
    return list(loaded.catalogue.groups) if loaded.catalogue else []


def outcomes(loaded: "Loaded") -> list[str]:
    """Return the ids of the outcomes."""
    return list(loaded.catalogue.outcomes) if loaded.catalogue else []


def tiers(loaded: "Loaded") -> list[str]:
    """Return the ids of the tiers."""
    return list(loaded.catalogue.tiers) if loaded.catalogue else []


def owners(loaded: "Loaded") -> list[str]:
    """Return who answers for indicators and actions, each once, in the order of the catalogue."""
    if loaded.catalogue is None:
        return []
    indicators = loaded.catalogue.indicators.values()
    actions = (one for each in loaded.catalogue.outcomes.values() for one in each.actions.values())
    found = [*(one.owner for one in indicators), *(one.owner for one in actions)]
    return list(dict.fromkeys(filter(None, found)))


def groups(loaded: "Loaded") -> list[str]:
    """Return what --group takes: each group, with its grouping where two have one of its name."""
    if loaded.catalogue is None:
        return []
    every = list(_groups(loaded.catalogue))
    names = [name for _, name in every]
    return [name if names.count(name) == 1 else f"{of}={name}" for of, name in every]


def _groups(catalogue: "Catalogue") -> Iterator[tuple[str, str]]:
    """Yield each grouping's id with each of its groups, as listed and then as used."""
    for of, grouping in catalogue.groups.items():
        used = (one.groups[of] for one in catalogue.indicators.values() if of in one.groups)
        for name in dict.fromkeys((*grouping.members, *used)):
            yield of, name


def _group(word: str, catalogue: "Catalogue") -> tuple[str, str]:
    """Return the group that a word names, as NAME or as GROUPING=NAME; exit where it names none."""
    every = list(_groups(catalogue))
    exact = [one for one in every if one[1] == word]
    found = exact or [one for one in every if _folded(one[1]) == _folded(word)]
    if len(found) == 1:
        return found[0]
    if found:
        raise misused(_ambiguous("group", word, [f"{of}={name}" for of, name in found]))
    of, equals, name = word.partition("=")
    if not equals:
        raise misused(_unknown("group", word, [name for _, name in every]))
    grouping = _grouping(of.strip(), catalogue)
    own = [name for by, name in every if by == grouping]
    return grouping, _one(grouping, name.strip(), own)


def _grouping(word: str, catalogue: "Catalogue") -> str:
    """Return the id of the grouping that a word names, by its id or its name."""
    if word in catalogue.groups:
        return word
    named = [id_ for id_, one in catalogue.groups.items() if _folded(one.name) == _folded(word)]
    return named[0] if len(named) == 1 else _one("grouping", word, list(catalogue.groups))


def _all(noun: str, words: Collection[str], known: list[str]) -> tuple[str, ...]:
    return tuple(_one(noun, word, known) for word in words)


def _one(noun: str, word: str, known: list[str]) -> str:
    """Return the known word that is meant, in whichever case; exit unless there is one."""
    if word in known:
        return word
    alike = [one for one in known if _folded(one) == _folded(word)]
    if len(alike) == 1:
        return alike[0]
    raise misused((_ambiguous if alike else _unknown)(noun, word, alike or known))


def _ambiguous(noun: str, word: str, alike: list[str]) -> str:
    return f"{noun} '{word}' may be {' or '.join(alike)}"


def _unknown(noun: str, word: str, known: list[str]) -> str:
    return f"there is no {noun} '{word}'; {nearest(word, known)}"


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())


def nearest(word: str, known: list[str]) -> str:
    """Return the hint that names the nearest word that is known."""
    from ragcalc.catalogue.model.hints import nearest as nearest_known

    return nearest_known(word, known) or "the catalogue has none"
