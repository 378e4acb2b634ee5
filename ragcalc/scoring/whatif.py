"""What would have given another status: the same judgement with the value or target replaced."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ragcalc.scoring.inputs import Inputs, ResolvedTarget, SourcedValue
from ragcalc.scoring.judge import judge
from ragcalc.scoring.results import Bands, Verdict
from ragcalc.vocabulary import Polarity, Reason, Status

_ORDER = (Status.GREEN, Status.AMBER, Status.RED)
EPSILON = Fraction(1, 10**12)
"""How far beyond an edge a value is tried that must not lie on it."""


class StatusThreshold(NamedTuple):
    """The values that would have another status: all on one side of an edge."""

    status: Status
    edge: Fraction
    rising: bool
    """Whether they lie above the edge."""
    included: bool
    """Whether the edge itself is one of them."""


def status_thresholds(inputs: Inputs) -> Iterator[StatusThreshold]:
    """Yield, for each other colour, the nearest edge beyond which the value would have it.

    Each is tried by judging again, so that nothing is promised which the rule does not keep.
    """
    verdict = judge(inputs)
    if verdict.bands is None:
        return
    for status in _ORDER:
        flip = _flip(inputs, verdict.bands, verdict.status.status, status)
        if flip and _status_at(inputs, _tried(flip)) is status:
            yield flip


def opposite(inputs: Inputs, flip: StatusThreshold) -> StatusThreshold | None:
    """Return the edge at the other end beyond which a value would have the flip's status too."""
    for band in judge(inputs).bands or ():
        far = band.low if flip.rising else band.high
        if far is None or flip.edge != (band.high if flip.rising else band.low):
            continue
        inclusive = band.low_inclusive if flip.rising else band.inclusive
        other = StatusThreshold(flip.status, far, not flip.rising, included=not inclusive)
        if _status_at(inputs, _tried(other)) is flip.status:
            return other
    return None


def _flip(inputs: Inputs, bands: Bands, now: Status, status: Status) -> StatusThreshold | None:
    upper = _upper_side(inputs, bands)
    better = _ORDER.index(status) < _ORDER.index(now)
    within_amber = Status.RED in (status, now) and status is not Status.GREEN
    band = bands.amber if within_amber else bands.green
    edge = band.high if upper else band.low
    if status is now or edge is None:
        return None
    inclusive = band.low_inclusive if edge == band.low else band.inclusive
    return StatusThreshold(status, edge, rising=better is not upper, included=inclusive is better)


def _upper_side(inputs: Inputs, bands: Bands) -> bool:
    """Return whether the nearer edge lies at the upper end; only on-target has two."""
    if inputs.polarity is not Polarity.ON_TARGET:
        return inputs.polarity is Polarity.LOW
    value = _reading(inputs).value
    low, high = bands.green.low, bands.green.high
    if low == high and low is not None:  # one point, from which the sides part
        return value >= low
    return low is None or (high is not None and abs(high - value) <= abs(value - low))


def _reading(inputs: Inputs) -> SourcedValue:
    assert isinstance(inputs.reading, SourcedValue)  # as there are no bands without
    return inputs.reading


def _tried(flip: StatusThreshold) -> Fraction:
    if flip.included:
        return flip.edge
    return flip.edge + (EPSILON if flip.rising else -EPSILON)


def _status_at(inputs: Inputs, value: Fraction) -> Status:
    tried = _reading(inputs)._replace(value=value)
    return judge(inputs._replace(reading=tried)).status.status


def under(inputs: Inputs, goal: ResolvedTarget | Reason) -> Verdict:
    """Return the inputs with another target, or with none, judged again."""
    return judge(inputs._replace(goal=goal))
