"""Which indicators of a catalogue a report is about."""

from collections.abc import Mapping
from typing import NamedTuple

from ragcalc.catalogue.model.indicators import Catalogue, Indicator, Outcome


class Narrowing(NamedTuple):
    """The outcomes, tiers, groups and owners that are asked for; of a kind without any, all.

    Those of one kind are alternatives, and an indicator has to fit every kind; each grouping is a
    kind of its own.
    """

    outcomes: tuple[str, ...] = ()
    """Ids."""
    tiers: tuple[str, ...] = ()
    """Ids."""
    groups: tuple[tuple[str, str], ...] = ()
    """The id of a grouping, and the group."""
    owners: tuple[str, ...] = ()

    def has(self, catalogue: Catalogue, indicator: Indicator) -> bool:
        """Return whether an indicator is among what is asked for."""
        return (
            _fits(indicator.outcome, self.outcomes)
            and _fits(tier_of(catalogue, indicator), self.tiers)
            and _fits(indicator.owner, self.owners)
            and self._has_groups(indicator.groups)
        )

    def _has_groups(self, groups: Mapping[str, str]) -> bool:
        asked = {grouping for grouping, _ in self.groups}
        return all((grouping, groups.get(grouping)) in self.groups for grouping in asked)

    @property
    def parts_outcomes(self) -> bool:
        """Whether it may leave out some of an outcome's indicators."""
        return bool(self.tiers or self.groups or self.owners)


EVERYTHING = Narrowing()


class NarrowedTo(NamedTuple):
    """What is asked for of one kind, in the catalogue's words."""

    noun: str
    """What each is: outcome, tier, owner, or the name of a grouping."""
    names: tuple[str, ...]
    """The alternatives."""


def _fits(word: str | None, asked: tuple[str, ...]) -> bool:
    return not asked or word in asked


def narrowed(catalogue: Catalogue, to: Narrowing) -> Catalogue:
    """Return the catalogue with only the indicators, outcomes and actions that are asked for."""
    if to == EVERYTHING:
        return catalogue
    kept = {name: one for name, one in catalogue.indicators.items() if to.has(catalogue, one)}
    outcomes = {
        name: _with_actions(one, to)
        for name, one in catalogue.outcomes.items()
        if _fits(name, to.outcomes)
    }
    return catalogue.model_copy(update={"indicators": kept, "outcomes": outcomes})


def in_names(catalogue: Catalogue, to: Narrowing) -> tuple[NarrowedTo, ...]:
    """Return what is asked for as the catalogue names it, kind by kind; of a kind without, none."""
    by_grouping: dict[str, tuple[str, ...]] = {}
    for of, group in to.groups:
        by_grouping[of] = (*by_grouping.get(of, ()), group)
    kinds = (
        NarrowedTo("outcome", tuple(catalogue.outcomes[one].name for one in to.outcomes)),
        NarrowedTo("tier", tuple(catalogue.tiers[one] for one in to.tiers)),
        *(NarrowedTo(catalogue.groups[of].name, names) for of, names in by_grouping.items()),
        NarrowedTo("owner", to.owners),
    )
    return tuple(one for one in kinds if one.names)


def _with_actions(outcome: Outcome, to: Narrowing) -> Outcome:
    """Return an outcome with its actions of the owners; actions stand in no tier and no group."""
    none = bool(to.tiers or to.groups)
    kept = {
        name: one
        for name, one in outcome.actions.items()
        if not none and _fits(one.owner, to.owners)
    }
    return outcome.model_copy(update={"actions": kept})


def tier_of(catalogue: Catalogue, indicator: Indicator) -> str:
    """Return the tier of an indicator; the first one where it names none."""
    return indicator.tier or next(iter(catalogue.tiers), "")
