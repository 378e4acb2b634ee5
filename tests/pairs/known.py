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
        """Say whether a pair is known not to have a property."""
        ours = not set(pair).isdisjoint(self.features) or pair in self.pairs
        return property_ == self.property and ours


KNOWN = (
    Known(
        "part of a year is not compared with a whole one",
        "what adds up over the year is held against the part that is due",
        ("accumulates", "accumulates in-period", "no profile"),
    ),
    Known(
        "a base is shared out as the target is",
        "a base is a year's figure, and a profile says how much of it is due",
        (),
        (("accumulates", "base"), ("accumulates in-period", "base")),
    ),
    Known(
        "another kind of year is never read as the own",
        "a named kind is never overruled, and a target that decides nothing is worth a finding",
        ("targets by year",),
    ),
    Known(
        "the notes of what is shown stand in notes",
        "the note of the target that is shown stands beside it",
        ("note on target",),
    ),
    Known(
        "the trend has every period that has an entry",
        "a period with only a printed verdict is a period of the history",
        ("reported", "reported direction", "reported unavailable", "override"),
    ),
    Known(
        "the own period of a figure names a report that has it",
        "the report of an academic year has the figure of that year",
        (),
        (("annual", "academic year"),),
    ),
    Known(
        "words for a period find what the period has",
        "a quarter's word finds a report with a carried reading too",
        (),
        (("annual", "carry"), ("due", "carry")),
    ),
    Known(
        "a year and its last quarter and month are one report",
        "what stands in a report is a matter of when its period ends",
        (),
        tuple(
            ("due", other)
            for other in (
                *("targets by year", "reported", "reported direction", "reported unavailable"),
                "override",
            )
        ),
    ),
    Known(
        "what is not there has a reason",
        "a direction that is printed as unavailable has no basis",
        ("reported unavailable",),
    ),
    Known(
        "the bands say the colour",
        "amber-if stands in place of an inherited amber, and its amber has no outer limit",
        ("amber-if",),
    ),
    Known(
        "the bands say the colour",
        "under lesser-of the two edges of a range may differ in what belongs to them",
        (),
        (("range", "lesser-of"),),
    ),
    Known(
        "nothing is carried past a word",
        "a word in place of a figure stands, and nothing is carried into its place",
        (),
        (("carry", "reason"), ("carry", "suppression")),
    ),
    Known(
        "a whole gives no suppressed part back",
        "what the catalogue itself suppresses is given back by no whole and its other parts",
        (),
        (("reason before", "part-of"),),
    ),
    Known(
        "a printed verdict stands with its own reading",
        "beside a carried reading stands what is printed of its own period",
        (),
        (("carry", "override"),),
    ),
    Known(
        "the own word of a reading is never lost",
        "a judgement beside a missing value leaves the reason why it is missing",
        (),
        (("reason", "override"),),
    ),
)
