"""What value would have given another status."""

from fractions import Fraction

import pytest
from hypothesis import given

from ragcalc.scoring.inputs import Inputs
from ragcalc.scoring.judge import judge
from ragcalc.scoring.whatif import StatusThreshold, status_thresholds
from ragcalc.vocabulary import Polarity, Reason, Status
from tests import strategies
from tests.build import Amount, exact, goal, inputs, result, rules

GREEN, AMBER, RED = Status.GREEN, Status.AMBER, Status.RED
Edge = tuple[Status, Amount, str]
TWO_SIDED = rules(amber={"lesser-of": ["below 5%", "1 point"]})


@pytest.mark.parametrize(
    ("record", "edges"),
    [
        # 14 or less is green, 14.7 or less amber
        (inputs("16", "14", polarity="low"), [(GREEN, "14", "<="), (AMBER, "14.7", "<=")]),
        (inputs("14.5", "14", polarity="low"), [(GREEN, "14", "<="), (RED, "14.7", ">")]),
        (inputs("10", "14", polarity="low"), [(AMBER, "14", ">"), (RED, "14.7", ">")]),
        (inputs("80", "90"), [(GREEN, "90", ">="), (AMBER, "85.5", ">=")]),
        (inputs("86", "90"), [(GREEN, "90", ">="), (RED, "85.5", "<")]),
        (inputs("94", "90"), [(AMBER, "90", "<"), (RED, "85.5", "<")]),
        # the edge belongs to the worse colour
        (inputs("80", "100", by=rules(amber="below 5%")),
         [(GREEN, "100", ">="), (AMBER, "95", ">")]),
        (inputs("99", "100", by=rules(amber="below 5%")),
         [(GREEN, "100", ">="), (RED, "95", "<=")]),
        # met or not met: no value is amber
        (inputs("80", "90", by=rules(amber="0")), [(GREEN, "90", ">=")]),
        (inputs("94", "90", by=rules(amber="0")), [(RED, "90", "<")]),
        (inputs("85", goal("85", strict=True), polarity="low", by=rules(amber="0")),
         [(GREEN, "85", "<")]),
        # a floor
        (inputs("85", "90", floor="80"), [(GREEN, "90", ">="), (RED, "80", "<")]),
        # on-target: the nearer side
        (inputs("25", goal("18", "22"), polarity="on-target"),
         [(GREEN, "22", "<="), (AMBER, "23.1", "<=")]),
        (inputs("15", goal("18", "22"), polarity="on-target"),
         [(GREEN, "18", ">="), (AMBER, "17.1", ">=")]),
        (inputs("21", goal("18", "22"), polarity="on-target"),
         [(AMBER, "22", ">"), (RED, "23.1", ">")]),
        (inputs("19", goal("18", "22"), polarity="on-target"),
         [(AMBER, "18", "<"), (RED, "17.1", "<")]),
        # just between both sides: the upper one
        (inputs("20", goal("18", "22"), polarity="on-target"),
         [(AMBER, "22", ">"), (RED, "23.1", ">")]),
        # below 0.9 of 18 on one side, up to 1 point of 22 on the other
        (inputs("25", goal("18", "22"), polarity="on-target", by=TWO_SIDED),
         [(GREEN, "22", "<="), (AMBER, "23", "<=")]),
        (inputs("15", goal("18", "22"), polarity="on-target", by=TWO_SIDED),
         [(GREEN, "18", ">="), (AMBER, "17.1", ">")]),
        # beyond the tolerance the direction says amber, so no value there is promised to be red
        (inputs("80", "100", "50", by=rules(amber_if=("improved",))), [(GREEN, "100", ">=")]),
        # nothing to flip
        (inputs(Reason.NO_VALUE, "90"), []),
        (inputs("80"), []),
        (inputs("80", "90", polarity="neutral"), []),
    ],
)  # fmt: skip
def test_the_nearest_edge_beyond_which_the_value_would_have_another_colour(
    record: Inputs, edges: list[Edge]
) -> None:
    signs = {(True, True): ">=", (True, False): ">", (False, True): "<=", (False, False): "<"}
    found = [
        (one.status, one.edge, signs[one.rising, one.included]) for one in status_thresholds(record)
    ]
    assert found == [(status, exact(edge), sign) for status, edge, sign in edges]


@pytest.mark.parametrize("reported", ["red", "{status: red, overrides: true, note: forecast}"])
def test_a_status_that_is_not_computed_flips_with_no_value(reported: str) -> None:
    target = "target: 90, " if "overrides" in reported else ""
    entries = f"{target}values: {{2018-19 Q4: 95}}, reported: {{2018-19 Q4: {reported}}}"
    assert list(status_thresholds(result(entries).inputs)) == []


def at(record: Inputs, value: Fraction) -> Status:
    assert not isinstance(record.reading, Reason)
    return judge(record._replace(reading=record.reading._replace(value=value))).status.status


def just(flip: StatusThreshold) -> Fraction:
    """Return the first value that the flip promises, or one hardly beyond the edge."""
    hair = Fraction(1, 10**12)
    return flip.edge if flip.included else flip.edge + (hair if flip.rising else -hair)


@given(strategies.inputs((Polarity.HIGH, Polarity.LOW, Polarity.ON_TARGET)))
def test_every_flip_keeps_its_promise_and_names_another_status(record: Inputs) -> None:
    status = judge(record).status.status
    for flip in status_thresholds(record):
        assert flip.status is not status
        assert at(record, just(flip)) is flip.status


@given(strategies.inputs((Polarity.HIGH, Polarity.LOW)))
def test_green_and_red_can_always_be_reached(record: Inputs) -> None:
    status = judge(record).status.status
    found = {flip.status for flip in status_thresholds(record)}
    assert {GREEN, RED} <= found | {status}


@given(strategies.inputs((Polarity.HIGH, Polarity.LOW)))
def test_just_short_of_a_flip_the_value_does_not_have_its_status(record: Inputs) -> None:
    hair = Fraction(1, 10**12)
    for flip in status_thresholds(record):
        short = -hair if flip.rising else hair
        assert at(record, flip.edge + (short if flip.included else 0)) is not flip.status
