"""What a catalogue would say of one indicator of a table."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

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
    comment: dict[Period, str] = field(default_factory=dict)
    action: dict[Period, str] = field(default_factory=dict)
    id_made: str = ""
    """Why its id is not the reference that the table gives, or not its name's."""
    shares: list[str] = field(default_factory=list)
    """The percentages of 1 or less that have no % sign, with their places."""
    left_out: list[str] = field(default_factory=list)

    def joined(self, other: "DraftIndicator") -> bool:
        """Add what `other` has for other periods; return False, adding nothing, if more differs."""
        if self._said() != other._said() or self.values.keys() & other.values.keys():
            return False
        pairs: tuple[tuple[dict[Period, Any], dict[Period, Any]], ...] = (
            (self.targets, other.targets),
            (self.reported, other.reported),
            (self.forecast, other.forecast),
            (self.comment, other.comment),
            (self.action, other.action),
        )
        if any(one.get(key, figure) != figure for one, two in pairs for key, figure in two.items()):
            return False
        for one, two in ((self.values, other.values), *pairs):
            one.update(two)
        self.values = dict(sorted(self.values.items(), key=lambda one: one[0].end))
        self.shares += other.shares
        self.left_out += other.left_out
        return True

    def _said(self) -> tuple[object, ...]:
        """Return what is said of it for all periods, apart from its name."""
        words = {key: one.text for key, one in self.words.items() if key != "name"}
        return words, self.asked, self.target, self.comparators

    def texts(self, key: str) -> dict[Period, str]:
        """Return the comments, or the actions, by period."""
        return {"comment": self.comment, "action": self.action}[key]

    def note_figure(self) -> None:
        """Move its note to its figure, if it has one figure."""
        if len(self.values) == 1 and "note" in self.words:
            ((period, figure),) = self.values.items()
            entries = dict(figure.entries)
            notes = (self.words.pop("note").text, entries.pop("note", ""))
            note = ("note", "; ".join(filter(None, notes)))
            self.values[period] = DraftFigure((*entries.items(), note))
