"""Worlds that agree in every number that is shown, and differ in those that are hidden.

Every published number is a sum of atoms: the cases of one group in one shortest period. The sums
that are shown hold the atoms to a lattice of other worlds, in which a walk draws one.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

Atoms = frozenset[str]
World = Mapping[str, int]
"""The number of each atom."""
_Step = dict[str, int]
"""By how much each atom changes; no shown sum does."""


class Sum(NamedTuple):
    """A number of cases that a reading has or that a reader works out from it."""

    atoms: Atoms
    limit: int
    """Below it the number is small; 0 where none is."""
    shown: bool

    def of(self, world: World) -> int:
        """Return the number."""
        return sum(world[one] for one in self.atoms)


def other(
    chance: random.Random, world: World, sums: Sequence[Sum], frozen: Atoms = frozenset()
) -> dict[str, int]:
    """Return another world in which each sum is as small or as large as it was.

    The atoms that are `frozen` stay. Equal to `world` where no other was found.
    """
    found = dict(world)
    for group in _groups(sums):
        steps = kernel([one.atoms for one in group if one.shown], _atoms(group) - frozen)
        if steps:
            _walk(chance, found, steps, group)
    return found


def pinned(sums: Sequence[Sum], world: World, frozen: Atoms = frozenset()) -> list[Sum]:
    """Return the hidden small sums that the shown ones give back by addition alone."""
    found = []
    for group in _groups(sums):
        steps = kernel([one.atoms for one in group if one.shown], _atoms(group) - frozen)
        found += [
            one
            for one in group
            if not one.shown
            and 0 < one.of(world) < one.limit
            and not any(sum(step.get(atom, 0) for atom in one.atoms) for step in steps)
        ]
    return found


def _atoms(sums: Iterable[Sum]) -> Atoms:
    return frozenset().union(*(one.atoms for one in sums))


def _groups(sums: Iterable[Sum]) -> list[list[Sum]]:
    """Return the sums that share atoms together, each group with a hidden sum."""
    groups: list[tuple[set[str], list[Sum]]] = []
    for one in sums:
        atoms, members = set(one.atoms), [one]
        apart = []
        for group in groups:
            if group[0].isdisjoint(atoms):
                apart.append(group)
            else:
                atoms |= group[0]
                members = [*group[1], *members]
        groups = [*apart, (atoms, members)]
    return [members for _, members in groups if not all(one.shown for one in members)]


def kernel(shown: Iterable[Atoms], free: Atoms) -> list[_Step]:
    """Return whole steps that change no shown sum and span all that change none."""
    rows: list[tuple[str, dict[str, Fraction]]] = []
    for atoms in shown:
        row = {one: Fraction(1) for one in sorted(atoms & free)}
        for pivot, reduced in rows:
            row = _without(row, pivot, reduced)
        if row:
            pivot = next(iter(row))
            row = {one: value / row[pivot] for one, value in row.items()}
            rows = [(other, _without(reduced, pivot, row)) for other, reduced in rows]
            rows.append((pivot, row))
    pivots = {pivot for pivot, _ in rows}
    steps = []
    for one in sorted(free - pivots):
        step = {pivot: -row[one] for pivot, row in rows if one in row}
        scale = lcm(*(value.denominator for value in step.values())) if step else 1
        steps.append({one: scale, **{name: int(value * scale) for name, value in step.items()}})
    return steps


def _without(
    row: dict[str, Fraction], pivot: str, reduced: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    times = row.get(pivot)
    if times is None:
        return row
    both = {**dict.fromkeys(row, Fraction(0)), **dict.fromkeys(reduced, Fraction(0))}
    made = {one: row.get(one, Fraction(0)) - times * reduced.get(one, Fraction(0)) for one in both}
    return {one: value for one, value in made.items() if value}


def _walk(
    chance: random.Random, world: dict[str, int], steps: Sequence[_Step], sums: Sequence[Sum]
) -> None:
    """Take steps, and several at once, that leave each number as small or as large as it is."""
    hidden = [one for one in sums if not one.shown]
    kinds = [_kind(one.of(world), one.limit) for one in hidden]
    for _ in range(6 * len(steps) + 12):
        made = dict(world)
        for step in chance.sample(steps, chance.randint(1, min(3, len(steps)))):
            times = chance.choice((-3, -2, -1, 1, 2, 3))
            for one, change in step.items():
                made[one] += times * change
        if min(made.values()) >= 0 and kinds == [_kind(one.of(made), one.limit) for one in hidden]:
            world.update(made)


def _kind(number: int, limit: int) -> int:
    """Return 0 for none, 1 for a small number, 2 for a larger one."""
    return 0 if number == 0 else 1 if number < limit else 2
