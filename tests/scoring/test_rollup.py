"""An outcome's own colour: three rules at their edges, and when there are too few colours."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from ragcalc.catalogue.model.thresholds import OutcomeColour
from ragcalc.scoring.rollup import verdict
from ragcalc.vocabulary import Status
from tests import build

EVERY = dict.fromkeys(Status, 0)


def rule(written: str) -> OutcomeColour:
    return OutcomeColour.model_validate(build.data(f"rule: {written}"))


def colour(written: str, counts: str) -> str:
    """Return the colour of so many green, amber, red, missing and unrated indicators."""
    asked = rule(written)
    made = verdict(dict(zip(Status, map(int, counts.split()), strict=True)), asked)
    assert made is not None
    assert (made.rule, made.wanted) == (asked.rule, asked.coverage)
    return made.status


@pytest.mark.parametrize(
    ("written", "counts", "expected"),
    [
        ("worst", "5 0 0 0 0", "green"),
        ("worst", "4 1 0 0 0", "amber"),
        ("worst", "40 0 1 0 0", "red"),
        ("worst", "0 1 1 0 0", "red"),
        ("majority", "3 0 2 0 0", "green"),
        ("majority", "2 0 2 0 0", "red"),
        ("majority", "2 1 2 0 0", "amber"),
        ("majority", "2 2 0 0 0", "amber"),
        ("majority", "0 2 2 0 0", "red"),
        ("majority", "0 3 2 0 0", "amber"),
        ("share-green, green: 75%, amber: 50%", "3 1 0 0 0", "green"),
        ("share-green, green: 75%, amber: 50%", "74 26 0 0 0", "amber"),
        ("share-green, green: 75%, amber: 50%", "2 0 2 0 0", "amber"),
        ("share-green, green: 75%, amber: 50%", "49 51 0 0 0", "red"),
        ("share-green, green: 66.7%, amber: 50%", "2 1 0 0 0", "amber"),
        ("share-green, green: 66.6%, amber: 50%", "2 1 0 0 0", "green"),
        ("share-green, green: 50%, amber: 50%", "1 0 1 0 0", "green"),
        ("share-green, green: 0%, amber: 0%", "0 0 1 0 0", "green"),
        ("share-green, green: 100%, amber: 0%", "0 0 1 0 0", "amber"),
        # coverage: the edge is enough
        ("worst", "1 0 0 1 0", "green"),
        ("worst", "1 0 0 2 0", "missing"),
        ("worst, coverage: 60%", "3 0 0 2 0", "green"),
        ("worst, coverage: 60.1%", "3 0 0 2 0", "missing"),
        ("worst, coverage: 100%", "0 0 9 1 0", "missing"),
        ("worst, coverage: 0%", "0 0 1 99 0", "red"),
        ("worst, coverage: 0%", "0 0 0 1 0", "missing"),
        # what is unrated by design has no say
        ("worst, coverage: 100%", "1 0 0 0 9", "green"),
        ("worst", "0 0 0 0 3", "unrated"),
    ],
)
def test_a_rule_gives_a_colour(written: str, counts: str, expected: str) -> None:
    assert colour(written, counts) == expected


def test_without_a_rule_or_an_indicator_there_is_no_colour() -> None:
    assert verdict(EVERY, rule("worst")) is None
    assert verdict({**EVERY, Status.RED: 3}, None) is None


def test_a_colour_says_what_it_rests_on() -> None:
    made = verdict({**EVERY, Status.GREEN: 2, Status.AMBER: 1, Status.MISSING: 3}, rule("worst"))
    assert made is not None
    assert (made.rated, made.of, made.coverage, made.wanted) == (3, 6, Fraction(50), Decimal(50))
    assert (made.green, made.amber) == (2, 1)


ORDER = ("red", "amber", "green")


@pytest.mark.parametrize(
    "written", ["worst", "majority", "share-green, green: 70%, amber: 30%"], ids=str
)
def test_an_outcome_never_gets_better_when_an_indicator_gets_worse(written: str) -> None:
    for green, amber, red in product(range(5), repeat=3):
        if green:
            worse = [colour(written, f"{green - 1} {amber + 1} {red} 0 0")]
            worse += [colour(written, f"{green - 1} {amber} {red + 1} 0 0")]
            before = colour(written, f"{green} {amber} {red} 0 0")
            assert all(ORDER.index(one) <= ORDER.index(before) for one in worse)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("rule: share-green", "status-outcome-rule"),
        ("rule: share-green, green: 75%", "status-outcome-rule"),
        ("rule: share-green, amber: 75%", "status-outcome-rule"),
        ("rule: share-green, green: 50%, amber: 50.1%", "status-outcome-rule"),
        ("rule: worst, green: 75%", "status-outcome-rule"),
        ("rule: majority, amber: 75%", "status-outcome-rule"),
        ("rule: best", "value-not-one-of"),
        ("coverage: 50%", "key-missing"),
        ("rule: worst, coverage: 50", "value-not-a-share"),
        ("rule: worst, coverage: 101%", "value-not-a-share"),
        ("rule: worst, coverage: -1%", "value-not-a-share"),
        ("rule: worst, coverage: half%", "value-not-a-share"),
        ("rule: worst, coverage: [50%]", "value-not-a-share"),
    ],
)
def test_a_rule_that_says_nothing_clear_is_refused(written: str, code: str) -> None:
    """A partial report does without the rule, and says so."""
    book = build.loaded({"it": "values: {2018-19 Q4: 5}"}, thresholds=f"outcome: {{{written}}}")
    assert [one.code for one in book.problems] == [code]
    assert book.thresholds is not None
    assert book.thresholds.outcome is None
    assert book.catalogue is not None
