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

NOT_DUE = "Not due"
"""What stands in a status's place where no figure is due."""

REASONS = {
    Reason.NOT_DUE: "not due in this period",
    Reason.NO_VALUE: "no figure yet",
    Reason.YEAR_INCOMPLETE: "an earlier figure of the year is missing",
    Reason.NO_TARGET: "no target set",
    Reason.NO_PROFILE: "no target profile for part of the year",
    Reason.NO_PERCENTILE: "no figures in the dataset for the target",
    Reason.IN_MEASUREMENT: "method or data not ready",
    Reason.SUPPRESSED: "suppressed because of small numbers",
    Reason.NOT_APPLICABLE: "not applicable",
    Reason.UNRELIABLE: "unreliable figure",
    Reason.METHOD_CHANGED: "the method changed within the period",
    Reason.NO_PREVIOUS: "no previous reading",
    Reason.NOT_COMPARABLE: "the method has changed since",
    Reason.TARGET_NONE: "no target by design",
    Reason.NEUTRAL: "neither high nor low is good",
    Reason.MET: "target met",
    Reason.WITHIN_GREEN: "within the green tolerance",
    Reason.WITHIN_AMBER: "within the amber tolerance",
    Reason.ABOVE_FLOOR: "between the floor and the target",
    Reason.AMBER_IF: "beyond the tolerance, but amber because of its direction of travel",
    Reason.BEYOND: "beyond the amber tolerance",
    Reason.BELOW_FLOOR: "worse than the floor",
    Reason.OVERRIDDEN: "a judgement in place of the calculated status",
}

MISSING = {
    Reason.NO_VALUE: "No figure yet",
    Reason.YEAR_INCOMPLETE: "Year incomplete",
    Reason.NO_TARGET: "No target",
    Reason.NO_PROFILE: "No target for part of the year",
    Reason.NO_PERCENTILE: "No figures for the target",
    Reason.IN_MEASUREMENT: "In measurement",
    Reason.SUPPRESSED: "Suppressed",
    Reason.NOT_APPLICABLE: "Not applicable",
    Reason.UNRELIABLE: "Unreliable",
    Reason.METHOD_CHANGED: "Method changed",
    Reason.NOT_DUE: NOT_DUE,
}
"""What M means, in as few words as a count has room for."""
TARGET_SUPPRESSED = "Target suppressed"
"""The same where the target rests on a suppressed figure."""

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
    Basis.LAST_REPORTED: "the previous reading, up to a year earlier",
    Basis.PREVIOUS_PERIOD: "the previous period",
    Basis.SAME_PERIOD_LAST_YEAR: "the same period last year",
    Basis.BASELINE: "the baseline",
}

TARGET_BASES = {
    TargetBasis.PERIOD: "set for {period}",
    TargetBasis.REVISED: "revised from {period}",
    TargetBasis.YEAR: "set for {period}",
    TargetBasis.STANDING: "applies to every period",
    TargetBasis.PROFILE: "the part due by now of the target for {period}",
    TargetBasis.SUM: "the sum of the targets within {period}",
    TargetBasis.COMPARATOR: "the figure for {comparator}, {period}",
    TargetBasis.PERCENTILE: "percentile {percentile} of {authorities} authorities, {period}",
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
    Polarity.NEUTRAL: "neither high nor low is good",
}

MARKS = {
    Mark.REPORTED: "as published, not calculated",
    Mark.OVERRIDE: "a published judgement in place of the calculated rating",
    Mark.PROVISIONAL: "provisional",
    Mark.CARRIED: "carried forward: the latest reading available",
    Mark.REVISED: "revised",
}

YEAR_END = "Year-end"
"""What heads the forecasts."""
LAST_TIME = "Last time"
"""What heads the status that each indicator had last time."""


def group_column(grouping: str) -> str:
    """Return the column of a table that says which group of a grouping an indicator has."""
    return f"group_{grouping}"


ALL_OUTCOMES = "All outcomes"
ALL_INDICATORS = "All indicators"
ACHIEVING = "Are we achieving our targets?"
GETTING_BETTER = "Are we getting better?"
DELIVERING = "Are we delivering our actions?"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a count with its noun: 1 indicator, 2 indicators."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def received(figures: int, due: int) -> str:
    """Say how many of the figures due are there: 58 of the 60 figures due have been received."""
    return _of_those_due(figures, due, "received")


def submitted(entries: int, due: int) -> str:
    """Say for how many of the figures due there is a figure, or a word for why there is none."""
    return _of_those_due(entries, due, "submitted")


def _of_those_due(number: int, due: int, done: str) -> str:
    if not due:
        return "No figures are due"
    if due == 1:
        return f"The one figure due has {'' if number else 'not '}been {done}"
    if number == due:
        return f"All {due:,} figures due have been {done}"
    have = "has" if number < 2 else "have"
    return f"{f'{number:,}' if number else 'None'} of the {due:,} figures due {have} been {done}"
