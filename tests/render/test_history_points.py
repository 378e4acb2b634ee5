"""A history in cells and in words."""

from fractions import Fraction

import pytest

from ragcalc import pipeline as api
from ragcalc.render.common.history import HistoryPoint, describe_chart, history_points
from tests.build import loaded

LATEST = "latest 5% in Q3 2018-19, M (no target set)"


def found(lines: str, thresholds: str = "") -> tuple[HistoryPoint, ...]:
    made = api.history(loaded({"it": lines}, thresholds=thresholds), "it")
    return history_points(made.indicators[0])


def description(lines: str) -> str:
    return describe_chart(found(lines))


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("values: {2018-19 Q4: suppressed}", ""),
        (
            "target: {below: 6}, polarity: low, values: {2018-19 Q4: 5}",
            "1 reading, latest 5 in Q4 2018-19, Green against a target of less than 6",
        ),
        (
            "unit: percent, values: {2018-19 Q1: 5, 2018-19 Q2: 7.5, 2018-19 Q3: 5}",
            f"3 readings, lowest 5% in Q1 2018-19, highest 7.5% in Q2 2018-19, {LATEST}",
        ),
        (
            "target: 3, values: {2018-19 Q3: 5, 2018-19 Q4: suppressed}",
            (
                "1 reading, latest 5 in Q3 2018-19, Green against a target of 3; "
                "no figure for Q4 2018-19"
            ),
        ),
        (
            (
                "frequency: monthly, target: 3, values: {2018-M04: 5, 2018-M07: 5, "
                "2018-M08: {value: 6, break: true}}"
            ),
            (
                "3 readings, lowest 5 in April 2018, highest 6 in August 2018, latest 6 in August "
                "2018, Green against a target of 3; no figure for May 2018 and June 2018; "
                "the method changed in August 2018"
            ),
        ),
        (
            "frequency: monthly, target: 3, values: {2018-M04: 5, 2018-M12: suppressed}",
            (
                "1 reading, latest 5 in April 2018, Green against a target of 3; "
                "no figure for 8 of 9 periods, the last of them December 2018"
            ),
        ),
    ],
)
def test_a_history_in_words(lines: str, words: str) -> None:
    assert description(lines) == words


@pytest.mark.parametrize(
    ("lines", "thresholds", "spans"),
    [
        ("target: 100", "", [(95, 100)]),
        ("target: 100, polarity: low", "", [(100, 105)]),
        ("target: 100", "default: {status: {green: 5%, amber: 10%}}", [(90, 95)]),
        ("target: 100, tolerance: {amber: 0}", "", []),
        ("target: {from: 100, to: 200}, polarity: on-target", "", [(95, 100), (200, 210)]),
        ("target: none", "", []),
    ],
)
def test_amber_lies_between_the_edges_of_green_and_of_amber(
    lines: str, thresholds: str, spans: list[tuple[int, int]]
) -> None:
    """What a green tolerance allows is no part of it."""
    (one,) = found(f"{lines}, values: {{2018-19 Q4: 5}}", thresholds)
    assert one.ambers == tuple((Fraction(low), Fraction(high)) for low, high in spans)


def test_a_target_is_one_number_or_both_ends_with_their_texts() -> None:
    (one,) = found("unit: percent, target: 100, values: {2018-19 Q4: 5}")
    assert one.targets == ((Fraction(100), "100%"),)
    (one,) = found("target: {from: 1000, to: 2000}, polarity: on-target, values: {2018-19 Q4: 5}")
    assert one.targets == ((Fraction(1000), "1,000"), (Fraction(2000), "2,000"))
    (one,) = found("values: {2018-19 Q4: 5}")
    assert one.targets == ()
