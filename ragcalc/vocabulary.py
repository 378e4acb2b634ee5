"""The closed sets: every word that ragcalc may say of an indicator.

The members' values are the words that people write in YAML and that scripts read in JSON.
"""

from enum import StrEnum


class Word(StrEnum):
    """One of a closed set of words. As a key it is its text, of which it is a kind."""

    __hash__ = str.__hash__  # and as quick as that: words are counted and looked up everywhere


class Polarity(Word):
    """Which way is good."""

    HIGH = "high"
    LOW = "low"
    ON_TARGET = "on-target"
    NEUTRAL = "neutral"


class Frequency(Word):
    """How often an indicator is measured."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"


class Status(Word):
    """Are we achieving our target?"""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    MISSING = "missing"
    UNRATED = "unrated"


class Life(Word):
    """Whether an indicator is measured in a report's period."""

    UPCOMING = "begins-later"
    CURRENT = "current"
    RETIRED = "retired"


class StatusBasis(Word):
    """Where a status, or a direction, comes from."""

    COMPUTED = "computed"
    REPORTED = "reported"
    OVERRIDE = "override"


class Direction(Word):
    """Are we getting better? The last three but one are for a neutral indicator."""

    IMPROVED = "improved"
    MAINTAINED = "maintained"
    DECLINED = "declined"
    HIGHER = "higher"
    SAME = "same"
    LOWER = "lower"
    UNAVAILABLE = "unavailable"


class ComparisonResult(Word):
    """How a value stands against a comparator."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"


class Commentary(StrEnum):
    """What a service writes of an indicator in a period, named as in catalogue and returns."""

    COMMENT = "comment"
    """Why the figure is what it is, or is missing."""
    ACTION = "action"
    """What is done about it."""


class ActionStatus(Word):
    """Are we delivering our actions?"""

    DELIVERED = "delivered"
    ON_TRACK = "on-track"
    RE_PHASED = "re-phased"
    DELAYED = "delayed"
    NOT_STARTED = "not-started"


class OutcomeRule(Word):
    """How the colours of its indicators make an outcome's own."""

    WORST = "worst"
    SHARE_GREEN = "share-green"
    MAJORITY = "majority"


class Reason(Word):
    """Why a status is missing or a direction unavailable, or what decided a status."""

    NOT_DUE = "not-due"
    NO_VALUE = "no-value"
    YEAR_INCOMPLETE = "year-incomplete"
    NO_TARGET = "no-target"
    NO_PROFILE = "no-profile"
    NO_PERCENTILE = "no-percentile"
    IN_MEASUREMENT = "in-measurement"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not-applicable"
    UNRELIABLE = "unreliable"
    METHOD_CHANGED = "method-changed"
    # why a direction is unavailable
    NO_PREVIOUS = "no-earlier"
    NOT_COMPARABLE = "not-comparable"
    # why a status is unrated
    TARGET_NONE = "no-target-by-design"
    NEUTRAL = "neutral-polarity"
    # what decided a colour
    MET = "met"
    WITHIN_GREEN = "within-green-tolerance"
    WITHIN_AMBER = "within-tolerance"
    ABOVE_FLOOR = "between-floor-and-target"
    AMBER_IF = "direction-allows-amber"
    BEYOND = "beyond-tolerance"
    BELOW_FLOOR = "beyond-floor"
    OVERRIDDEN = "overridden"


READING_REASONS = (
    Reason.IN_MEASUREMENT,
    Reason.SUPPRESSED,
    Reason.NOT_APPLICABLE,
    Reason.UNRELIABLE,
)
"""The words that may stand in a reading's place."""


class RollUp(Word):
    """How shorter periods make a longer one."""

    SUM = "sum"
    POOLED = "pooled"
    """The sum of their numerators by the sum of their denominators."""
    MEAN = "mean"
    LAST = "last"


class Basis(Word):
    """Which earlier reading the direction of travel is measured from."""

    LAST_REPORTED = "last-reported"
    PREVIOUS_PERIOD = "previous-period"
    SAME_PERIOD_LAST_YEAR = "same-period-last-year"
    BASELINE = "baseline"


class TargetBasis(Word):
    """How the target of a period was found."""

    PERIOD = "period"
    REVISED = "revised"
    YEAR = "year"
    STANDING = "standing"
    PROFILE = "profile"
    SUM = "sum"
    COMPARATOR = "comparator"
    PERCENTILE = "percentile"


class ComparatorKind(Word):
    """What a comparator is."""

    NATIONAL = "national"
    REGIONAL = "regional"
    STATISTICAL_NEIGHBOURS = "statistical-neighbours"
    OTHER = "other"


class IntervalMethod(Word):
    """How the play of chance on a value is reckoned; none where it is not of cases that happen."""

    WILSON = "wilson"
    BYAR = "byar"
    NONE = "none"


class Banding(Word):
    """Whether a rank among authorities becomes a quartile band."""

    BY_METHOD = "by-method"
    NONE = "none"


class NoAnswer(Word):
    """Why a method of evidence or a question about a target has no answer; never the same as no."""

    NO_VALUE = "no-value"
    NO_SIDE = "no-side"
    """Neither high nor low is good."""
    TOO_FEW = "too-few-points"
    # of evidence
    NO_METHOD = "no-method"
    """The catalogue names none for the indicator."""
    NO_COUNTS = "no-counts"
    NOT_CASES = "not-cases"
    """The counts are no whole numbers from 0, or more cases than there are to count from."""
    NEEDS_PACKAGE = "needs-package"
    """The exact limits of fewer than ten cases need the extra `statistics`."""
    NOT_ANNUAL = "not-annual"
    """The test is for figures of years."""
    STEP = "step"
    """Too few points since a step in the process."""
    BASELINE = "baseline"
    """A reading is missing among those that fix the limits."""
    GAP = "gap"
    BREAK = "break"
    ROLLING = "rolling"
    """Each value shares most of its months with the one before."""
    ACCUMULATES = "accumulates"
    """Each value includes the one before."""
    ZERO_WIDTH = "zero-width-interval"
    """A share has no spread of its own, as 0 of 20 and 20 of 20 have none."""
    NO_SPREAD = "no-spread"
    """All but a few values are equal."""
    NO_DATASET = "no-dataset"
    """No dataset has figures of all authorities by then."""
    NO_DENOMINATOR = "no-denominator"
    """The dataset does not say what our figure counts from."""
    NO_NATIONAL = "no-national-figure"
    """The dataset has no figure of the nation for the year."""
    COUNTS_DIFFER = "counts-differ"
    """The dataset's counts do not make its value."""
    SUPPRESSED = "suppressed"
    """The organisation's own figure is hidden."""
    # of targets
    NO_COMPARATORS = "no-comparators"
    NO_BEGINNING = "no-beginning"
    """The target applies to every period."""
    NO_END = "no-end"
    """It applies to every period, so that there is none by which to meet it."""
    NO_PREVIOUS = "no-earlier-readings"
    NO_FIGURE = "no-figure"
    """The target is the figure of a comparator that has none, or a part of a year's."""
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
