"""A target in a few words: every form that a catalogue has, and what is no target."""

import pytest

from ragcalc.catalogue.derived.proposals import NotATarget, proposed
from ragcalc.catalogue.model.figures import Target
from tests import build

COMPARATORS = ("england", "north-west")

FORMS = "write 16, below 85, above 85, 18 to 22, or a comparator's id"


def read(words: str, polarity: str = "high") -> Target:
    indicator = build.indicator(f"polarity: {polarity}, values: {{2018-19 Q4: 1}}")
    return proposed(words, indicator, COMPARATORS)


@pytest.mark.parametrize(
    ("words", "polarity", "same"),
    [
        ("16", "low", {"value": "16"}),
        (" 0.70 ", "high", {"value": "0.70"}),
        ("-5", "high", {"value": "-5"}),
        ("below 85", "low", {"below": "85"}),
        ("Above  85", "high", {"above": "85"}),
        ("18 to 22", "on-target", {"from": "18", "to": "22"}),
        ("20", "on-target", {"value": "20"}),
        ("england", "low", {"comparator": "england"}),
    ],
)
def test_a_target_in_every_form(words: str, polarity: str, same: dict[str, str]) -> None:
    assert read(words, polarity) == Target.model_validate(same)


@pytest.mark.parametrize(
    ("words", "polarity", "message", "hint"),
    [
        ("sixteen", "high", "must be a target, not 'sixteen'", "known: england, north-west"),
        ("englnd", "high", "must be a target, not 'englnd'", "did you mean england?"),
        ("none", "high", "must be a target, not 'none'", "known: england, north-west"),
        ("16%", "high", "must be a number, not '16%'", "write 16"),
        ("1e5", "high", "must be a number, not '1e5'", "write digits, as in 90 or 18.3"),
        ("", "high", "must be a target, not empty", FORMS),
        ("18to22", "on-target", "must be a number, not '18to22'", FORMS),
        ("below x", "low", "must be a number, not 'x'", "write digits, as in 90 or 18.3"),
        ("9" * 31, "high", "has more than 30 digits", "round it"),
        ("22 to 18", "on-target", "runs from 22 to 18, the wrong way round", FORMS),
        ("18 to 22", "high", "a range needs polarity on-target, not high",
         "write one number, or change the polarity"),
        ("below 85", "high", "below does not fit polarity high",
         "write above, or correct the polarity"),
        ("above 85", "on-target", "above does not fit polarity on-target", "write one number"),
        ("16", "neutral", "a neutral indicator cannot have a target",
         "give it a polarity: high, low or on-target"),
    ],
)  # fmt: skip
def test_what_is_no_target_is_reported_with_a_way_out(
    words: str, polarity: str, message: str, hint: str
) -> None:
    with pytest.raises(NotATarget) as error:
        read(words, polarity)
    assert (str(error.value), error.value.hint) == (message, hint)


def test_without_comparators_the_forms_are_named() -> None:
    indicator = build.indicator("values: {2018-19 Q4: 1}")
    with pytest.raises(NotATarget) as error:
        proposed("soon", indicator, ())
    assert error.value.hint == FORMS
