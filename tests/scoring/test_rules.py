"""Tolerances: the indicator's own, its policy's, the default's, the built-in ones."""

import pytest

from ragcalc.catalogue.model.fields import BasisChoice
from ragcalc.scoring.inputs import Rules, SourcedTolerance
from ragcalc.vocabulary import Basis, Direction, Status
from tests.build import colour, period, report, result

VALUES = "values: {2018-19 Q3: 80, 2018-19 Q4: 90}"
THRESHOLDS = """
default:
  status: {amber: 8%}
  direction: {same: 2 points}
policies:
  tight:
    status: {green: 1%, amber: 3%}
    comparator: {similar: 1%}
  loose:
    status: {green: 10%}
  lenient:
    status: {amber-if: [improved, maintained]}
    direction: {same: 0, basis: same-period-last-year}
  empty: {}
"""


def set_by(entries: str, thresholds: str = "") -> dict[str, tuple[str, str | None]]:
    """Return each rule as text with the dotted path to where it was set."""
    rules: Rules = result(f"{entries}, {VALUES}", thresholds=thresholds).inputs.rules

    def tolerance_of(rule: SourcedTolerance) -> tuple[str, str | None]:
        return str(
            rule.tolerance
        ), f"{rule.place.document}:{rule.place.key}" if rule.place else None

    basis_place = rules.basis_place
    return {
        "green": tolerance_of(rules.green),
        "amber": tolerance_of(rules.amber),
        "same": tolerance_of(rules.same),
        "similar": tolerance_of(rules.similar),
        "basis": (str(rules.basis), basis_place.key if basis_place else None),
    }


BUILT_IN: dict[str, tuple[str, str | None]] = {
    "green": ("0", None),
    "amber": ("5%", None),
    "same": ("5%", None),
    "similar": ("0", None),
    "basis": ("last-reported", None),
}
DEFAULT: dict[str, tuple[str, str | None]] = {
    **BUILT_IN,
    "amber": ("8%", "thresholds.yaml:default.status.amber"),
    "same": ("2 points", "thresholds.yaml:default.direction.same"),
}
TIGHT: dict[str, tuple[str, str | None]] = {
    **DEFAULT,
    "green": ("1%", "thresholds.yaml:policies.tight.status.green"),
    "amber": ("3%", "thresholds.yaml:policies.tight.status.amber"),
    "similar": ("1%", "thresholds.yaml:policies.tight.comparator.similar"),
}


@pytest.mark.parametrize(
    ("entries", "thresholds", "expected"),
    [
        ("target: 90", "", BUILT_IN),
        ("target: 90", "default: {}", BUILT_IN),
        ("target: 90", THRESHOLDS, DEFAULT),
        ("policy: empty", THRESHOLDS, DEFAULT),
        ("policy: tight", THRESHOLDS, TIGHT),
        (
            "policy: loose",
            THRESHOLDS,
            {**DEFAULT, "green": ("10%", "thresholds.yaml:policies.loose.status.green")},
        ),
        (
            "policy: lenient",
            THRESHOLDS,
            {
                **DEFAULT,
                "amber": ("0", None),
                "same": ("0", "thresholds.yaml:policies.lenient.direction.same"),
                "basis": ("same-period-last-year", "policies.lenient.direction.basis"),
            },
        ),
        (
            "policy: tight, tolerance: {amber: 4 points}",
            THRESHOLDS,
            {**TIGHT, "amber": ("4 points", "indicators.yaml:indicators.it.tolerance.amber")},
        ),
        (
            "direction: {same: 1%, basis: {baseline: 2015-16}}",
            THRESHOLDS,
            {
                **DEFAULT,
                "same": ("1%", "indicators.yaml:indicators.it.direction.same"),
                "basis": ("baseline 2015-16", "indicators.it.direction.basis"),
            },
        ),
        (
            "accumulates: true, direction: {basis: previous-period}",
            "",
            {**BUILT_IN, "basis": ("same-period-last-year", "indicators.it.accumulates")},
        ),
    ],
)
def test_what_is_not_stated_is_inherited_and_names_its_place(
    entries: str, thresholds: str, expected: dict[str, tuple[str, str | None]]
) -> None:
    assert set_by(entries, thresholds) == expected


def test_a_policy_is_named_on_its_indicators() -> None:
    for entries, name in (
        ("target: 90", "default"),
        ("policy: tight", "tight"),
        ("policy: tight, tolerance: {amber: 9%}", "tight"),
    ):
        found = result(f"{entries}, {VALUES}", thresholds=THRESHOLDS)
        assert found.inputs.rules.policy == name


def test_indicators_of_one_policy_share_it_and_one_with_its_own_does_not() -> None:
    entries = f"policy: tight, {VALUES}"
    scored = report(
        {"a": entries, "b": entries, "c": f"tolerance: {{amber: 9%}}, {entries}"},
        thresholds=THRESHOLDS,
    )
    a, b, c = (one.inputs.rules for one in scored.indicators)
    assert a is b
    assert (str(c.amber.tolerance), c.green) == ("9%", a.green)


@pytest.mark.parametrize(
    ("entries", "amber"),
    [
        ("policy: lenient", "0"),
        ("policy: lenient, tolerance: {amber: 3%}", "3%"),
        ("policy: lenient, tolerance: {amber-if: []}", "8%"),
        ("tolerance: {amber-if: [improved]}", "0"),
        ("tolerance: {green: 2%, amber-if: [improved]}", "2%"),
        ("tolerance: {green: 2%, amber: 4%, amber-if: [improved]}", "4%"),
        ("policy: tight, tolerance: {amber-if: [improved]}", "1%"),
    ],
)
def test_amber_if_stands_in_place_of_an_amber_inherited_past_it(entries: str, amber: str) -> None:
    """Then amber has green's tolerance, which leaves it nothing but what the direction allows."""
    assert set_by(entries, THRESHOLDS)["amber"][0] == amber


@pytest.mark.parametrize(
    ("value", "status"),
    [("90", Status.GREEN), ("89.99", Status.RED)],
)
def test_an_inherited_amber_narrower_than_green_is_lifted_to_it(value: str, status: Status) -> None:
    entries = f"policy: loose, target: 100, values: {{2018-19 Q4: {value}}}"
    assert colour(entries, thresholds=THRESHOLDS)[0] is status


@pytest.mark.parametrize(
    ("entries", "allowed", "key"),
    [
        (
            "policy: lenient",
            (Direction.IMPROVED, Direction.MAINTAINED),
            "policies.lenient.status.amber-if",
        ),
        (
            "policy: lenient, tolerance: {amber-if: [improved]}",
            (Direction.IMPROVED,),
            "indicators.it.tolerance.amber-if",
        ),
        ("policy: lenient, tolerance: {amber-if: []}", (), "indicators.it.tolerance.amber-if"),
        ("policy: tight", (), None),
    ],
)
def test_the_directions_that_allow_amber_are_inherited_too(
    entries: str, allowed: tuple[Direction, ...], key: str | None
) -> None:
    found = result(f"{entries}, {VALUES}", thresholds=THRESHOLDS).inputs.rules
    assert found.amber_if == allowed
    assert (found.amber_if_place.key if found.amber_if_place else None) == key


def test_a_basis_is_printed_with_its_period() -> None:
    assert str(BasisChoice(Basis.BASELINE, period("2015-16"))) == "baseline 2015-16"
    assert str(BasisChoice(Basis.PREVIOUS_PERIOD)) == "previous-period"
