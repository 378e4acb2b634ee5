"""What holds for every verdict, whatever its numbers."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ragcalc.scoring.inputs import (
    Benchmark,
    Inputs,
    ResolvedTarget,
    Rules,
    SourcedTolerance,
    SourcedValue,
)
from ragcalc.scoring.judge import judge
from ragcalc.scoring.results import Band, Verdict
from ragcalc.tolerances import Combined, Tolerance, ToleranceUnit
from ragcalc.vocabulary import ComparisonResult, Direction, Polarity, Reason, Status
from tests import strategies

DIRECTED = (Polarity.HIGH, Polarity.LOW)
RANK = {Status.RED: 0, Status.AMBER: 1, Status.GREEN: 2}
PACE = {Direction.DECLINED: 0, Direction.MAINTAINED: 1, Direction.IMPROVED: 2}
PLACE = {ComparisonResult.WORSE: 0, ComparisonResult.SIMILAR: 1, ComparisonResult.BETTER: 2}
OPPOSITE = {
    Polarity.HIGH: Polarity.LOW,
    Polarity.LOW: Polarity.HIGH,
    Polarity.ON_TARGET: Polarity.ON_TARGET,
    Polarity.NEUTRAL: Polarity.NEUTRAL,
}


def words(verdict: Verdict) -> tuple[object, ...]:
    """Return what a verdict says, without its figures."""
    return (
        verdict.status.status,
        verdict.status.reason,
        verdict.direction.direction,
        verdict.direction.reason,
        [one.standing for one in verdict.comparisons],
    )


def value_of(inputs: Inputs) -> Fraction:
    assert not isinstance(inputs.reading, Reason)
    return inputs.reading.value


def moved(inputs: Inputs, value: Fraction) -> Inputs:
    assert not isinstance(inputs.reading, Reason)
    return inputs._replace(reading=inputs.reading._replace(value=value))


@given(strategies.inputs(DIRECTED), st.fractions(0, 1000), st.booleans())
def test_no_verdict_gets_worse_when_the_value_moves_the_good_way(
    inputs: Inputs, step: Fraction, lenient: bool
) -> None:
    if lenient:
        allowed = (Direction.IMPROVED, Direction.MAINTAINED)
        inputs = inputs._replace(rules=inputs.rules._replace(amber_if=allowed))
    way = 1 if inputs.polarity is Polarity.HIGH else -1
    before, after = judge(inputs), judge(moved(inputs, value_of(inputs) + way * step))
    assert RANK[after.status.status] >= RANK[before.status.status]
    if inputs.previous is not Reason.NO_PREVIOUS:
        assert PACE[after.direction.direction] >= PACE[before.direction.direction]
    for now, then in zip(after.comparisons, before.comparisons, strict=True):
        assert now.standing is not None
        assert then.standing is not None
        assert PLACE[now.standing] >= PLACE[then.standing]


@given(strategies.inputs((Polarity.ON_TARGET,)), st.fractions(0, 1))
def test_on_target_no_status_gets_worse_when_the_value_moves_towards_the_target(
    inputs: Inputs, part: Fraction
) -> None:
    assert isinstance(inputs.goal, ResolvedTarget)
    value = value_of(inputs)
    nearest = min(max(value, inputs.goal.low), inputs.goal.high)
    closer = moved(inputs, value + (nearest - value) * part)
    assert RANK[judge(closer).status.status] >= RANK[judge(inputs).status.status]


@given(strategies.inputs())
def test_equal_inputs_give_equal_verdicts(inputs: Inputs) -> None:
    assert judge(inputs) == judge(inputs._replace())


def scaled(inputs: Inputs, by: Fraction) -> Inputs:
    """Multiply every figure and every absolute tolerance; below 0 this turns good into bad."""

    def figure(one: SourcedValue) -> SourcedValue:
        return one._replace(value=one.value * by)

    def tolerance(one: Tolerance) -> Tolerance:
        if isinstance(one, Combined):
            return one._replace(parts=tuple(tolerance(part) for part in one.parts))
        factor = Decimal(abs(by).numerator) / Decimal(abs(by).denominator)
        return one._replace(size=one.size * factor) if one.measure is ToleranceUnit.POINTS else one

    def rule(one: SourcedTolerance) -> SourcedTolerance:
        return one._replace(tolerance=tolerance(one.tolerance))

    def rules(one: Rules) -> Rules:
        return one._replace(
            green=rule(one.green),
            amber=rule(one.amber),
            same=rule(one.same),
            similar=rule(one.similar),
        )

    def goal(one: ResolvedTarget) -> ResolvedTarget:
        low, high = sorted([one.low * by, one.high * by])
        return one._replace(low=low, high=high)

    def benchmark(one: Benchmark) -> Benchmark:
        return one._replace(figure=figure(one.figure))

    assert isinstance(inputs.goal, ResolvedTarget)
    assert not isinstance(inputs.reading, Reason)
    return inputs._replace(
        polarity=inputs.polarity if by > 0 else OPPOSITE[inputs.polarity],
        rules=rules(inputs.rules),
        reading=figure(inputs.reading),
        goal=goal(inputs.goal),
        previous=inputs.previous
        if isinstance(inputs.previous, Reason)
        else figure(inputs.previous),
        benchmarks=tuple(benchmark(one) for one in inputs.benchmarks),
        floor=figure(inputs.floor) if inputs.floor else None,
        base=figure(inputs.base) if inputs.base else None,
    )


@given(strategies.inputs((*DIRECTED, Polarity.ON_TARGET)))
def test_negating_every_figure_under_the_opposite_polarity_changes_no_verdict(
    inputs: Inputs,
) -> None:
    one, other = judge(inputs), judge(scaled(inputs, Fraction(-1)))
    if inputs.polarity is Polarity.ON_TARGET:
        assert words(one)[:4] == words(other)[:4]
    else:
        assert words(one) == words(other)


# factors whose decimals end, so that a scaled tolerance is exact too
FACTORS = st.sampled_from([Fraction(1, 1000), Fraction(1, 8), Fraction(2), Fraction(35, 4)])


@given(strategies.inputs(), FACTORS)
def test_scaling_every_figure_and_absolute_tolerance_together_changes_nothing(
    inputs: Inputs, factor: Fraction
) -> None:
    assert words(judge(inputs)) == words(judge(scaled(inputs, factor)))


def inside(band: Band, value: Fraction) -> bool:
    """Return whether a value lies in a band."""
    above = band.low is None or value > band.low or (band.low_inclusive and value == band.low)
    below = band.high is None or value < band.high or (band.inclusive and value == band.high)
    return above and below


@given(strategies.inputs((*DIRECTED, Polarity.ON_TARGET)))
def test_the_bands_agree_with_the_status(inputs: Inputs) -> None:
    found = judge(inputs)
    assert found.bands is not None
    value = value_of(inputs)
    expected = (
        Status.GREEN
        if inside(found.bands.green, value)
        else Status.AMBER
        if inside(found.bands.amber, value)
        else Status.RED
    )
    assert found.status.status is expected


@given(strategies.inputs((*DIRECTED, Polarity.ON_TARGET)))
def test_every_edge_of_a_band_has_the_colour_that_the_band_claims(inputs: Inputs) -> None:
    bands = judge(inputs).bands
    assert bands is not None
    for band, least in ((bands.green, Status.GREEN), (bands.amber, Status.AMBER)):
        for edge, inclusive in ((band.low, band.low_inclusive), (band.high, band.inclusive)):
            if edge is not None:
                found = judge(moved(inputs, edge)).status.status
                assert (RANK[found] >= RANK[least]) is inclusive


@given(strategies.inputs((*DIRECTED, Polarity.ON_TARGET)))
def test_the_gap_and_the_shortfall_agree_in_size(inputs: Inputs) -> None:
    found = judge(inputs)
    assert found.gap is not None
    assert found.status.shortfall is not None
    assert abs(found.gap) == abs(found.status.shortfall)


@given(strategies.inputs((Polarity.NEUTRAL,)))
def test_a_neutral_indicator_is_never_judged(inputs: Inputs) -> None:
    verdict = judge(inputs)
    assert verdict.status.status is Status.UNRATED
    assert verdict.direction.direction in {
        Direction.HIGHER,
        Direction.SAME,
        Direction.LOWER,
        Direction.UNAVAILABLE,
    }
    for one in verdict.comparisons:
        assert one.standing in {
            ComparisonResult.HIGHER,
            ComparisonResult.SIMILAR,
            ComparisonResult.LOWER,
        }
