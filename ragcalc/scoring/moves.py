"""How a status moved between two reports."""

from enum import StrEnum

from ragcalc.vocabulary import Status


class Moved(StrEnum):
    """How a status moved, in the order in which changes are shown."""

    WORSE = "worse"
    LOST = "no-longer-rated"
    BETTER = "better"
    GAINED = "now-rated"
    OTHER = "otherwise"
    """From missing to unrated, or back."""
    ADDED = "added"
    REMOVED = "removed"
    SAME = "same"


_RANK = {
    Status.MISSING: 0,
    Status.UNRATED: 0,
    Status.RED: 1,
    Status.AMBER: 2,
    Status.GREEN: 3,
}
"""The better colour has the higher rank; 0 is no colour."""


def moved(before: Status, after: Status) -> Moved:
    """Return how an indicator's status moved that both reports have."""
    then, now = _RANK[before], _RANK[after]
    if then and now and then != now:
        return Moved.BETTER if now > then else Moved.WORSE
    if before is after:
        return Moved.SAME
    if then:
        return Moved.LOST
    return Moved.GAINED if now else Moved.OTHER
