"""The words for every member of the closed sets, in the one wording that all outputs share."""

from ragcalc.render.common.symbols import Mark
from ragcalc.vocabulary import (
    ActionStatus,
    Basis,
    ComparisonResult,
    Direction,
    Polarity,
    Reason,
    Status,
    TargetBasis,
)

LETTERS = {
    Status.GREEN: "G",
    Status.AMBER: "A",
    Status.RED: "R",
    Status.MISSING: "M",
    Status.UNRATED: "U",
}

STATUSES = {
    Status.GREEN: "Green",
    Status.AMBER: "Amber",
    Status.RED: "Red",
    Status.MISSING: "M",
    Status.UNRATED: "Unrated",
}

REASONS = {
    Reason.NOT_DUE: "not due in this period",
    Reason.NO_VALUE: "no value yet",
    Reason.NO_TARGET: "no target",
    Reason.NO_PROFILE: "no profile for a part-year figure",
    Reason.IN_MEASUREMENT: "method or data not ready",
    Reason.SUPPRESSED: "suppressed for small numbers",
    Reason.NOT_APPLICABLE: "not applicable",
    Reason.UNRELIABLE: "unreliable",
    Reason.NO_EARLIER: "no earlier reading",
    Reason.NOT_COMPARABLE: "method changed since",
    Reason.TARGET_NONE: "no target by design",
    Reason.NEUTRAL: "neutral, no judgement",
    Reason.MET: "the target is met",
    Reason.WITHIN_GREEN: "within the green tolerance",
    Reason.WITHIN_AMBER: "within the amber tolerance",
    Reason.ABOVE_FLOOR: "between the floor and the target",
    Reason.AMBER_IF: "beyond the tolerance, amber for its direction of travel",
    Reason.BEYOND: "beyond the amber tolerance",
    Reason.BELOW_FLOOR: "beyond the floor",
    Reason.OVERRIDDEN: "a judgement in place of the computed status",
}

DIRECTIONS = {
    Direction.IMPROVED: "improved",
    Direction.MAINTAINED: "maintained",
    Direction.DECLINED: "declined",
    Direction.HIGHER: "higher",
    Direction.SAME: "same",
    Direction.LOWER: "lower",
    Direction.UNAVAILABLE: "unavailable",
}

STANDINGS = {
    ComparisonResult.BETTER: "better",
    ComparisonResult.SIMILAR: "similar",
    ComparisonResult.WORSE: "worse",
    ComparisonResult.HIGHER: "higher",
    ComparisonResult.LOWER: "lower",
}

BASES = {
    Basis.LAST_REPORTED: "the latest earlier reading, at most a year back",
    Basis.PREVIOUS_PERIOD: "the period just before",
    Basis.SAME_PERIOD_LAST_YEAR: "the same period a year ago",
    Basis.BASELINE: "a baseline",
}

TARGET_BASES = {
    TargetBasis.PERIOD: "given for {period}",
    TargetBasis.REVISED: "revised from {period} on",
    TargetBasis.YEAR: "given for {period}",
    TargetBasis.STANDING: "stands for every period",
    TargetBasis.PROFILE: "the part due of the target for {period}",
    TargetBasis.COMPARATOR: "the figure of {comparator} for {period}",
}

ACTION_STATUSES = {
    ActionStatus.DELIVERED: "Delivered",
    ActionStatus.ON_TRACK: "On track",
    ActionStatus.RE_PHASED: "Re-phased",
    ActionStatus.DELAYED: "Delayed",
    ActionStatus.NOT_STARTED: "Not started",
}
UNSTATED = "No status"
"""What is said of an action without a status for the period."""

POLARITIES = {
    Polarity.HIGH: "high is good",
    Polarity.LOW: "low is good",
    Polarity.ON_TARGET: "on target is good",
    Polarity.NEUTRAL: "neither way is good",
}

MARKS = {
    Mark.REPORTED: "as reported by the source, not computed",
    Mark.OVERRIDE: "a judgement reported in place of the computed verdict",
    Mark.PROVISIONAL: "provisional",
    Mark.CARRIED: "carried forward: the latest reading there is",
}

ALL_OUTCOMES = "All outcomes"
ACHIEVING = "Are we achieving our targets?"
GETTING_BETTER = "Are we getting better?"
DELIVERING = "Are we delivering our actions?"


def counted(number: int, one: str, many: str = "") -> str:
    """Say how many: 1 indicator, 2 indicators."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
