"""Hypothesis strategies for what ragcalc reads and judges."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from ragcalc.periods import FIRST_YEAR, LAST_YEAR, Kind, Period
from ragcalc.scoring.inputs import Inputs, ResolvedTarget
from ragcalc.tolerances import Choice, Combined, Simple, Tolerance, ToleranceUnit
from ragcalc.vocabulary import Polarity, Reason
from tests import build

_STEP = {Kind.MONTH: 1, Kind.QUARTER: 3}
_FIRST = {Kind.FINANCIAL: 3, Kind.ACADEMIC: 8, Kind.QUARTER: 3}


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Return a period of any kind that can be written."""
    kind = draw(st.sampled_from(list(Kind)))
    step, first = _STEP.get(kind, 12), _FIRST.get(kind, 0)
    count = (LAST_YEAR - FIRST_YEAR + 1) * 12 // step
    return Period(kind, FIRST_YEAR * 12 + first + step * draw(st.integers(0, count - 1)))


# Strategies are made once: making them costs far more than drawing from them.

decimals: st.SearchStrategy[Decimal] = st.tuples(
    st.integers(-(10**20) + 1, 10**20 - 1), st.integers(0, 20)
).map(lambda drawn: Decimal(f"{drawn[0]}E-{drawn[1]}"))
"""A number as it may be written: at most 30 digits."""

amounts: st.SearchStrategy[Fraction] = st.one_of(
    st.integers(-1000, 1000).map(Fraction),
    st.integers(-100_000, 100_000).map(lambda hundredths: Fraction(hundredths, 100)),
    st.tuples(st.integers(-2000, 2000), st.integers(1, 500)).map(lambda pair: Fraction(*pair)),
)
"""A value: whole, with a few decimals, or a ratio of counts."""

simple_tolerances: st.SearchStrategy[Simple] = st.tuples(
    st.integers(0, 400).map(lambda tenths: Decimal(f"{tenths}E-1")),
    st.sampled_from(ToleranceUnit),
    st.booleans(),
).map(lambda drawn: Simple(*drawn))
"""`5%`, `2 points`, `below 5%` or 0."""

combined_tolerances: st.SearchStrategy[Combined] = st.tuples(
    st.sampled_from(Choice), st.lists(simple_tolerances, min_size=2, max_size=3)
).map(lambda drawn: Combined(drawn[0], tuple(drawn[1])))
"""The lesser or the greater of several."""

tolerances: st.SearchStrategy[Tolerance] = st.one_of(simple_tolerances, combined_tolerances)

_four_tolerances = st.tuples(tolerances, tolerances, tolerances, tolerances)
_previous = st.one_of(amounts, st.just(Reason.NO_PREVIOUS))
_perhaps = st.one_of(st.none(), amounts)
_two_amounts = st.tuples(amounts, amounts)
_either = st.booleans()


@st.composite
def inputs(draw: st.DrawFn, polarities: tuple[Polarity, ...] = tuple(Polarity)) -> Inputs:
    """Return what a verdict is reached from: with and without a floor, a base, an earlier value."""
    polarity = draw(st.sampled_from(polarities))
    directed = polarity in (Polarity.HIGH, Polarity.LOW)
    green, amber, same, similar = draw(_four_tolerances)
    return build.inputs(
        draw(amounts),
        _goal(polarity, *sorted(draw(_two_amounts)), flag=draw(_either)),
        draw(_previous),
        polarity=polarity,
        by=build.rules(green=green, amber=amber, same=same, similar=similar),
        floor=draw(_perhaps) if directed else None,
        base=draw(_perhaps),
        comparator=draw(amounts),
    )


def _goal(polarity: Polarity, low: Fraction, high: Fraction, *, flag: bool) -> ResolvedTarget:
    """Return a target that fits the polarity: a number, strict or not, or a range."""
    if polarity is Polarity.ON_TARGET:
        return build.goal(low, high) if flag else build.goal(low)
    return build.goal(low, strict=flag)
