"""Every small world that a reader could think of, and what all that is published tells of it.

A world shares out cases over leaves (the parts without parts, and what is left of each whole) and
over stretches of time. A figure is the sum of the cases in its leaves and stretches.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from ragcalc.catalogue.derived.publication import published
from ragcalc.catalogue.model.figures import Reading
from ragcalc.catalogue.model.indicators import Catalogue
from ragcalc.catalogue.model.series import Series
from ragcalc.periods import Period
from ragcalc.vocabulary import Reason
from tests import build

Cell = tuple[str, str]
"""An indicator and a period."""
Shown = tuple[int | None, ...]
"""Each figure as it is published; None where it is hidden."""
LIMIT = 3
YEAR, QUARTERS = "2018-19", ("2018-19 Q1", "2018-19 Q2")


@dataclass(frozen=True)
class System:
    """Figures, each with the places of its cases in a world."""

    figures: Mapping[Cell, Sequence[int]]
    places: int
    wholes: Mapping[str, str] = field(default_factory=dict)
    words: frozenset[Cell] = frozenset()
    """What the catalogue itself suppresses."""
    keys: str = ""

    def catalogue(self) -> Catalogue:
        entries = {}
        for name in dict.fromkeys(name for name, _ in self.figures):
            values = ", ".join(f"{period}: 1" for one, period in self.figures if one == name)
            whole = f"part-of: {self.wholes[name]}, " if name in self.wholes else ""
            entries[name] = f"{whole}{self.keys}values: {{{values}}}"
        return build.catalogue_of(entries).model_copy(update={"suppress_below": LIMIT})

    def revealed(self, most: int) -> list[tuple[Shown, Cell, set[int | None]]]:
        """Return each hidden figure that may be small, and that a reader knows not to be 1 or 2.

        In all worlds of so many cases at most; the last ones only answer for those with fewer.
        """
        base = self.catalogue()
        views: dict[Shown, list[tuple[int, Shown]]] = {}
        for world in worlds(most, self.places):
            truth = {cell: sum(world[at] for at in own) for cell, own in self.figures.items()}
            alike = views.setdefault(self.seen(base, truth), [])
            alike.append((sum(world), tuple(truth.values())))
        found = []
        for view, alike in views.items():
            for at, cell in enumerate(self.figures):
                if view[at] is None and cell not in self.words:
                    asked = {figures[at] for cases, figures in alike if cases <= most - LIMIT + 1}
                    could_be = {figures[at] for _, figures in alike}
                    if asked & {1, 2} and not {1, 2} <= could_be:
                        found.append((view, cell, could_be))
        return found

    def seen(self, base: Catalogue, truth: Mapping[Cell, int]) -> Shown:
        indicators = {
            name: one.model_copy(
                update={
                    "values": Series({key: self._reading(name, key, truth) for key in one.values})
                }
            )
            for name, one in base.indicators.items()
        }
        shown = published(base.model_copy(update={"indicators": indicators})).indicators
        values = {
            (name, str(period)): reading.value
            for name, one in shown.items()
            for period, reading in one.values.items()
        }
        return tuple(
            None if values[cell] is Reason.SUPPRESSED else truth[cell] for cell in self.figures
        )

    def _reading(self, name: str, period: Period, truth: Mapping[Cell, int]) -> Reading:
        cell = name, str(period)
        value = Reason.SUPPRESSED if cell in self.words else Decimal(truth[cell])
        return Reading.model_construct(_fields_set={"value"}, value=value)


def worlds(most: int, places: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to put so many cases at most into places."""
    if not places:
        yield ()
        return
    for first in range(most + 1):
        yield from ((first, *rest) for rest in worlds(most - first, places - 1))


def grid(
    cells: Iterable[Cell],
    leaves: Mapping[str, str],
    wholes: Mapping[str, str] | None = None,
    words: Iterable[Cell] = (),
    *,
    totals: bool = False,
) -> System:
    """Return a system of a year and two of its quarters, without cases in the other two.

    `leaves` are those of each indicator, one letter each. With `totals` a quarter's figure is of
    all since the year began.
    """
    every = sorted(set("".join(leaves.values())))
    places = {(leaf, at): 2 * every.index(leaf) + at for leaf in every for at in (0, 1)}

    def of(cell: Cell) -> list[int]:
        name, period = cell
        last = 1 if period == YEAR else QUARTERS.index(period)
        first = 0 if period == YEAR or totals else last
        return [places[leaf, at] for leaf in leaves[name] for at in range(first, last + 1)]

    keys = "accumulates: true, profile: none, " if totals else ""
    figures = {cell: of(cell) for cell in cells}
    return System(figures, len(places), wholes or {}, frozenset(words), keys)


TREES: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
    ({"a": "r"}, {}),
    ({"a": "br", "b": "b"}, {"b": "a"}),
    ({"a": "bcr", "b": "b", "c": "c"}, {"b": "a", "c": "a"}),
    ({"a": "brd", "b": "bd", "d": "d"}, {"b": "a", "d": "b"}),
)


def drawn(seed: int) -> System:
    """Return a system of some tree, of figures for some periods, some of them suppressed."""
    chance = Random(seed)
    leaves, wholes = chance.choice(TREES)
    totals = chance.random() < 0.2
    periods = QUARTERS if totals else (YEAR, *QUARTERS)
    cells = [(name, period) for name in leaves for period in periods if chance.random() < 0.75]
    there = {name for name, _ in cells}
    cells += [(name, periods[0]) for name in leaves if name not in there]
    words = [cell for cell in cells if chance.random() < 0.08]
    return grid(cells, leaves, wholes, words, totals=totals)
