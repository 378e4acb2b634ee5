"""The words for each answer of evidence, and whether they are good news or bad."""

from typing import NamedTuple

from ragcalc.render.common.cells import Tone
from ragcalc.scoring.evidence.intervals import Difference, Significance
from ragcalc.scoring.evidence.ranks import NoBand, Ranked
from ragcalc.scoring.evidence.signals import Assurance, Variation
from ragcalc.scoring.evidence.trends import Trend
from ragcalc.vocabulary import NoAnswer, Polarity

CANNOT_TELL = "cannot tell"
NO_BANDS = {
    NoBand.NO_POLARITY: "neither high nor low is good",
    NoBand.NO_VALUE: "the dataset has no figure for us",
    NoBand.TOO_FEW: "too few authorities for quartiles",
    NoBand.NOT_BANDED: "its range is too small, as the catalogue or the dictionary says",
    NoBand.SUPPRESSED: "our own figure is suppressed because of small numbers",
}
"""Why there is no rank, or no quartile."""
NO_ANSWERS = {
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
    NoAnswer.ZERO_WIDTH: "a share of 0% or 100% has no spread",
    NoAnswer.NO_SPREAD: "all but a few readings are equal",
    NoAnswer.NO_DATASET: "no dataset has figures by then",
    NoAnswer.NO_DENOMINATOR: "the dataset gives no denominator for our figure",
    NoAnswer.NO_NATIONAL: "the dataset has no national figure",
    NoAnswer.COUNTS_DIFFER: "the dataset's counts do not make its value",
    NoAnswer.SUPPRESSED: "our own figure is suppressed because of small numbers",
}
"""Why there is no evidence."""
NOT_IN_DATASET = "the dataset has no figure for us, or our area is left out of it"
"""Why there is no funnel, which is of the dataset's figures and not of the reading."""


class Phrase(NamedTuple):
    """The words for an answer."""

    text: str
    """Empty where there is nothing to say."""
    tone: Tone = Tone.PLAIN
    """Neither higher nor lower is news, nor is a rank of its own: many may be good."""


_BETTER = Phrase("better", Tone.GOOD)
_WORSE = Phrase("worse", Tone.BAD)
_HIGHER = Phrase("higher")
_LOWER = Phrase("lower")
VARIATIONS = {
    Variation.IMPROVING: Phrase("improving", Tone.GOOD),
    Variation.CONCERNING: Phrase("concerning", Tone.BAD),
    Variation.HIGHER: Phrase("higher (special cause)"),
    Variation.LOWER: Phrase("lower (special cause)"),
    Variation.COMMON_CAUSE: Phrase("common cause"),
}
ASSURANCES = {
    Assurance.MEETS: Phrase("consistently meets", Tone.GOOD),
    Assurance.MISSES: Phrase("consistently misses", Tone.BAD),
    Assurance.HIT_AND_MISS: Phrase("hit and miss"),
}
TRENDS = {
    Trend.IMPROVING: Phrase("improving", Tone.GOOD),
    Trend.WORSENING: Phrase("worsening", Tone.BAD),
    Trend.RISING: Phrase("rising"),
    Trend.FALLING: Phrase("falling"),
    Trend.NO_CHANGE: Phrase("no significant change"),
}
DIFFERENCES = {
    Difference.BETTER: _BETTER,
    Difference.WORSE: _WORSE,
    Difference.HIGHER: _HIGHER,
    Difference.LOWER: _LOWER,
    Difference.NOT_DISTINGUISHABLE: Phrase("not distinguishable"),
}
SIGNIFICANCES = {
    Significance.BEST: Phrase("best", Tone.GOOD),
    Significance.BETTER: _BETTER,
    Significance.SIMILAR: Phrase("similar"),
    Significance.WORSE: _WORSE,
    Significance.WORST: Phrase("worst", Tone.BAD),
    Significance.HIGHEST: Phrase("highest"),
    Significance.HIGHER: _HIGHER,
    Significance.LOWER: _LOWER,
    Significance.LOWEST: Phrase("lowest"),
}


def significance_words(found: Significance) -> str:
    """Say whether a gap is more than chance: not significantly different at 95%."""
    return _SIGNIFICANT[found]


_SIGNIFICANT = {
    Significance.BEST: "significantly better at 99.8%",
    Significance.BETTER: "significantly better at 95%",
    Significance.SIMILAR: "not significantly different at 95%",
    Significance.WORSE: "significantly worse at 95%",
    Significance.WORST: "significantly worse at 99.8%",
    Significance.HIGHEST: "significantly higher at 99.8%",
    Significance.HIGHER: "significantly higher at 95%",
    Significance.LOWER: "significantly lower at 95%",
    Significance.LOWEST: "significantly lower at 99.8%",
}


def side_words(side: int, polarity: Polarity) -> Phrase:
    """Say on which side of the national figure; better or worse where one is."""
    match polarity:
        case Polarity.HIGH:
            return _BETTER if side > 0 else _WORSE
        case Polarity.LOW:
            return _WORSE if side > 0 else _BETTER
        case Polarity.ON_TARGET | Polarity.NEUTRAL:
            return _HIGHER if side > 0 else _LOWER


def band_words(ranked: Ranked) -> str:
    """Return the number of a band, and whether equal values are in another; empty without one."""
    return f"{ranked.band}{', split' if ranked.split else ''}" if ranked.band else ""
