"""What a catalogue would say of one indicator of a table."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ragcalc.catalogue.returns.figures import DraftFigure
from ragcalc.periods import Period


class DraftValue(NamedTuple):
    """What a key of the catalogue shall say, and why it was guessed if it was."""

    text: str
    guessed: str = ""
    label: bool = False
    """Whether it is a unit in the table's own words."""


@dataclass
class DraftIndicator:
    """One indicator."""

    id: str
    words: dict[str, DraftValue]
    asked: dict[str, str] = field(default_factory=dict)
    """Needed keys that the table does not say, and why."""
    target: DraftFigure | None = None
    targets: dict[Period, DraftFigure] = field(default_factory=dict)
    values: dict[Period, DraftFigure] = field(default_factory=dict)
    comparators: dict[str, dict[Period | None, DraftFigure]] = field(default_factory=dict)
    """By the comparator's name; without a period a figure holds for every one."""
    reported: dict[Period, DraftFigure] = field(default_factory=dict)
    forecast: dict[Period, DraftFigure] = field(default_factory=dict)
    id_made: str = ""
    """Why its id is not the reference that the table gives, or not its name's."""
    shares: list[str] = field(default_factory=list)
    """The percentages of 1 or less that have no % sign, with their places."""
    left_out: list[str] = field(default_factory=list)
