"""What does not hold yet, by the rule that is broken: a pair is left out of its property only.

Each is a strict expectation of failure: once it holds, its lines here go.
"""

from collections.abc import Collection
from typing import NamedTuple


class Known(NamedTuple):
    """A property that some pairs do not have."""

    property: str
    why: str
    """The rule that is broken."""
    features: Collection[str]
    """Each of which brings it about with any other."""
    pairs: Collection[tuple[str, str]] = ()
    """Which bring it about only together."""

    def covers(self, property_: str, pair: tuple[str, str]) -> bool:
        """Return whether a pair is known not to have a property."""
        ours = not set(pair).isdisjoint(self.features) or pair in self.pairs
        return property_ == self.property and ours


KNOWN = (
    Known(
        "a year and its last quarter and month are one report",
        "where nothing is due, the basis of a year's target is told by the report's own period",
        (),
        (("due", "targets by year"),),
    ),
)
