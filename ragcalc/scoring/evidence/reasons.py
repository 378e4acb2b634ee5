"""Why a method of evidence cannot tell: never the same as finding nothing."""

from enum import StrEnum


class NoAnswer(StrEnum):
    """What a method lacks."""

    NO_METHOD = "no-method"
    """The catalogue names none for the indicator."""
    NO_VALUE = "no-value"
    NO_COUNTS = "no-counts"
    NOT_CASES = "not-cases"
    """The counts are no whole numbers from 0, or more cases than there are to count from."""
    NEEDS_PACKAGE = "needs-package"
    """The exact limits of fewer than ten cases need the extra `statistics`."""
    NO_SIDE = "no-side"
    """Neither high nor low is good."""
    TOO_FEW = "too-few-points"
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
    """Each value holds the one before."""
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


SAID = {
    NoAnswer.NO_METHOD: "the catalogue does not give an interval method",
    NoAnswer.NO_VALUE: "there is no reading",
    NoAnswer.NO_COUNTS: "the reading has no numerator and denominator",
    NoAnswer.NOT_CASES: "the counts are not whole numbers of cases",
    NoAnswer.NEEDS_PACKAGE: "fewer than ten cases need: pip install 'ragcalc[statistics]'",
    NoAnswer.NO_SIDE: "neither high nor low is good",
    NoAnswer.TOO_FEW: "there are too few readings",
    NoAnswer.NOT_ANNUAL: "the test is for annual figures, not monthly or quarterly ones",
    NoAnswer.STEP: "there are too few readings since the step",
    NoAnswer.BASELINE: "a reading is missing among those that fix the limits",
    NoAnswer.GAP: "a recent reading is missing",
    NoAnswer.BREAK: "the method has changed recently",
    NoAnswer.ROLLING: "readings over a rolling period overlap",
    NoAnswer.ACCUMULATES: "running totals include one another",
    NoAnswer.ZERO_WIDTH: "a share of none or of all has no spread of its own",
    NoAnswer.NO_SPREAD: "all but a few readings are equal",
    NoAnswer.NO_DATASET: "no dataset has figures by then",
    NoAnswer.NO_DENOMINATOR: "the dataset gives no denominator for our figure",
    NoAnswer.NO_NATIONAL: "the dataset has no national figure",
    NoAnswer.COUNTS_DIFFER: "the dataset's counts do not make its value",
    NoAnswer.SUPPRESSED: "our own figure is suppressed because of small numbers",
}
"""The reasons as people read them."""
