"""Why a question about a target has no answer: never the same as no."""

from enum import StrEnum


class Unsure(StrEnum):
    """What there is not."""

    NO_SIDE = "no-side"
    """Neither high nor low is good, so that no target is stricter than another."""
    NO_COMPARATORS = "no-comparators"
    NO_BEGINNING = "no-beginning"
    """The target stands for every period."""
    NO_END = "no-end"
    """It stands for every period, so that there is none by which to meet it."""
    NO_EARLIER = "no-earlier-readings"
    NO_VALUE = "no-value"
    NO_FIGURE = "no-figure"
    """The target is the figure of a comparator that has none, or a part of a year's."""
    TOO_FEW = "too-few-points"
    ENDED = "ended"
    """No period is left until the target ends."""
    NOT_BEGUN = "not-begun"
    """Nothing adds up towards it yet."""
    NOTHING_DUE = "nothing-due"
    """No part of the year's target is due by now."""
    SHARES = "shares"
    """Percentages and ratios do not add up over a year."""
    MET = "met"
    """The latest reading meets it already."""
    PASSED = "passed"
    """What only grows has grown beyond it."""
