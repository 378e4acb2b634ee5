"""Which indicators are asked for: alternatives of a kind, and all kinds together."""

import pytest

from ragcalc.catalogue.model.indicators import Catalogue
from ragcalc.scoring.narrowing import EVERYTHING, NarrowedTo, Narrowing, in_names, narrowed, tier_of
from tests.catalogue.writing import HEAD, catalogue, entry, load, valid

GROUPED = (
    f"{HEAD}groups: {{directorate: Directorate, portfolio: Portfolio}}\n"
    "outcomes:\n"
    "  safe: {name: Safe, actions: {plan: {name: Plan, owner: Ann}, other: {name: Other}}}\n"
    "  well: {name: Well}\n"
)


def grouped() -> Catalogue:
    return valid(
        load(
            catalogue(
                entry("outcome: safe\nowner: Ann\ngroups: {directorate: A, portfolio: X}", "one"),
                entry("outcome: safe\ntier: wider\ngroups: {directorate: A, portfolio: Y}", "two"),
                entry("outcome: well\nowner: Bob\ngroups: {directorate: B}", "three"),
                entry("", "four"),
                head=GROUPED,
            )
        )
    )


@pytest.mark.parametrize(
    ("narrowing", "expected"),
    [
        (EVERYTHING, "one two three four"),
        (Narrowing(outcomes=("safe", "well")), "one two three"),
        (Narrowing(tiers=("wider", "headline")), "one two three four"),
        (Narrowing(owners=("Ann", "Bob")), "one three"),
        (Narrowing(groups=(("directorate", "A"),)), "one two"),
        (Narrowing(groups=(("directorate", "A"), ("directorate", "B"))), "one two three"),
        (Narrowing(groups=(("directorate", "A"), ("portfolio", "X"))), "one"),
        (Narrowing(groups=(("portfolio", "A"),)), ""),
        (Narrowing(outcomes=("safe",), owners=("Ann",)), "one"),
        (Narrowing(outcomes=("well",), owners=("Ann",)), ""),
        (Narrowing(tiers=("wider",), groups=(("directorate", "A"),)), "two"),
    ],
)
def test_those_of_a_kind_are_alternatives_and_every_kind_has_to_fit(
    narrowing: Narrowing, expected: str
) -> None:
    assert list(narrowed(grouped(), narrowing).indicators) == expected.split()


@pytest.mark.parametrize(
    ("narrowing", "expected"),
    [
        (EVERYTHING, {"safe": ["plan", "other"], "well": []}),
        (Narrowing(outcomes=("safe",)), {"safe": ["plan", "other"]}),
        (Narrowing(owners=("Ann",)), {"safe": ["plan"], "well": []}),
        (Narrowing(owners=("Bob",)), {"safe": [], "well": []}),
        (Narrowing(tiers=("headline",)), {"safe": [], "well": []}),
        (Narrowing(groups=(("directorate", "A"),)), {"safe": [], "well": []}),
    ],
)
def test_actions_have_an_owner_and_neither_tier_nor_group(
    narrowing: Narrowing, expected: dict[str, list[str]]
) -> None:
    outcomes = narrowed(grouped(), narrowing).outcomes
    assert {name: list(one.actions) for name, one in outcomes.items()} == expected


def test_a_catalogue_of_which_all_is_asked_for_is_not_copied() -> None:
    whole = grouped()
    assert narrowed(whole, EVERYTHING) is whole
    assert [tier_of(whole, one) for one in whole.indicators.values()] == [
        *("headline", "wider", "headline", "headline")
    ]


@pytest.mark.parametrize(
    ("narrowing", "expected"),
    [
        (EVERYTHING, False),
        (Narrowing(outcomes=("safe",)), False),
        (Narrowing(tiers=("wider",)), True),
        (Narrowing(groups=(("directorate", "A"),)), True),
        (Narrowing(owners=("Ann",)), True),
    ],
)
def test_an_outcome_is_parted_by_all_but_outcomes(narrowing: Narrowing, expected: bool) -> None:
    assert narrowing.parts_outcomes is expected


def test_what_is_asked_for_is_named_as_the_catalogue_names_it() -> None:
    asked = Narrowing(
        outcomes=("safe", "well"),
        tiers=("wider",),
        groups=(("directorate", "A"), ("portfolio", "X"), ("directorate", "B")),
        owners=("Ann",),
    )
    assert in_names(grouped(), asked) == (
        NarrowedTo("outcome", ("Safe", "Well")),
        NarrowedTo("tier", ("Wider indicators",)),
        NarrowedTo("Directorate", ("A", "B")),
        NarrowedTo("Portfolio", ("X",)),
        NarrowedTo("owner", ("Ann",)),
    )


def test_of_everything_nothing_is_named() -> None:
    assert in_names(grouped(), EVERYTHING) == ()
