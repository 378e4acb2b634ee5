"""The line of tolerances under a report: what makes a status green, amber or red."""

import pytest

from ragcalc.render.common.tolerance_words import tolerances_in_words
from ragcalc.render.report.view import grid
from tests import build

IT = "target: 10, values: {2018-19 Q4: 9}"


def words(thresholds: str, *more: str, **others: str) -> str:
    made = build.report({"it": ", ".join((IT, *more)), **others}, thresholds=thresholds)
    return tolerances_in_words(made.indicators)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("{}", "Green: target met; amber: within 5% of it; red: beyond that"),
        ("{amber: 0}", "Green: target met; red: target missed"),
        ("{green: 5%, amber: 5%}", "Green: within 5% of the target; red: beyond that"),
        ("{green: 10%}", "Green: within 10% of the target; red: beyond that"),
        ("{green: 1%}", "Green: within 1% of the target; amber: within 5% of it; red: beyond that"),
        (
            "{green: 2 points, amber: below 10%}",
            "Green: within 2 points of the target; amber: less than 10% off it; red: beyond that",
        ),
        (
            "{green: 10%, amber-if: [improved]}",
            "Green: within 10% of the target; amber: beyond that, if improved; red: otherwise",
        ),
    ],
)
def test_a_policy_is_said_in_words(status: str, said: str) -> None:
    assert words(f"default: {{status: {status}}}") == said


def test_the_lesser_of_two_tolerances_is_said_as_it_was_written() -> None:
    assert words("default: {status: {amber: {lesser-of: [5%, 2 points]}}}") == (
        "Green: target met; amber: within the lesser of 5% and 2 points of it; red: beyond that"
    )


def test_directions_may_make_amber_beside_a_tolerance() -> None:
    assert words("default: {status: {amber: 5%, amber-if: [improved, maintained]}}") == (
        "Green: target met; amber: within 5% of it, or beyond that, if improved or maintained; "
        "red: otherwise"
    )


def test_the_line_stands_under_the_report() -> None:
    assert grid(build.report({"it": IT})).remarks[0] == (
        "Green: target met; amber: within 5% of it; red: beyond that"
    )


def test_several_policies_are_each_named_with_their_indicators() -> None:
    found = words(
        "policies: {tight: {status: {amber: 2%}}, same: {}}",
        a=f"{IT}, policy: tight",
        b=f"{IT}, policy: same",
    )
    assert found == (
        "By default, policy same (2 indicators): green: target met; amber: within 5% of it; "
        "red: beyond that. Policy tight (1 indicator): green: target met; amber: within 2% of it; "
        "red: beyond that"
    )


@pytest.mark.parametrize(
    "own", ["tolerance: {amber: 2%}", "floor: 8", "base: 20", "tolerance: {green: 0}"]
)
def test_indicators_with_a_tolerance_of_their_own_are_counted(own: str) -> None:
    assert words("", a=f"{IT}, {own}") == (
        "Green: target met; amber: within 5% of it; red: beyond that, "
        "unless an indicator says otherwise (1 does)"
    )


def test_where_each_has_its_own_there_is_no_general_rule() -> None:
    assert words("", "floor: 8", a=f"{IT}, floor: 8") == (
        "2 indicators: each has a tolerance of its own"
    )


def test_where_nothing_is_to_be_rated_nothing_is_said() -> None:
    made = build.report({"it": "target: none, values: {2018-19 Q4: 9}"})
    assert tolerances_in_words(made.indicators) == ""
