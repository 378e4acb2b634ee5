"""Policies, comparators and outcomes that nobody refers to."""

from pathlib import Path

import pytest

from ragcalc.checks.run import check
from tests.catalogue import submitting
from tests.catalogue.writing import catalogue, entry, load, thresholds

POLICIES = thresholds("policies: {tight: {status: {amber: 2%}}, wide: {status: {amber: 9%}}}\n")
TOP = (
    "version: 1\norganisation: Anyshire\n"
    "comparators: {england: {name: England}, region: {name: Region}}\n"
    "outcomes: {safe: {name: Safe}, well: {name: Well}}\n"
)


def unused(*indicators: str) -> list[str]:
    """Return the entries of which a check says that they are unused."""
    problems = check(load(catalogue(*map(entry, indicators), head=TOP), POLICIES)).problems
    return sorted(one.key for one in problems if one.code.endswith("-unused"))


@pytest.mark.parametrize(
    ("lines", "used"),
    [
        ("policy: tight", "policies.tight"),
        ("comparators: {region: 5}", "comparators.region"),
        ("target: {comparator: england}", "comparators.england"),
        ("outcome: well", "outcomes.well"),
    ],
)
def test_what_an_indicator_names_is_used(lines: str, used: str) -> None:
    everything = unused("")
    assert len(everything) == 6
    assert unused(lines) == [one for one in everything if one != used]


def test_without_a_dataset_a_comparator_of_any_kind_may_be_unused() -> None:
    head = TOP.replace("{name: England}", "{name: England, kind: national}")
    problems = check(load(catalogue(entry(), head=head))).problems
    assert [one.key for one in problems if one.code == "reference-comparator-unused"] == [
        "comparators.england",
        "comparators.region",
    ]


def test_a_comparator_whose_figures_a_table_gives_is_used(tmp_path: Path) -> None:
    table = "indicator,period,value,comparator\nit,2018-19 Q4,84,england\n"
    book = submitting.load(tmp_path, catalogue(entry(), head=TOP), {"r.csv": table})
    problems = check(book).problems
    assert [one.key for one in problems if one.code == "reference-comparator-unused"] == [
        "comparators.region"
    ]


def test_what_only_an_indicator_with_an_error_names_is_used() -> None:
    book = load(
        catalogue(
            entry(), entry("policy: tight\noutcome: well\ntarget: ninety", "broken"), head=TOP
        ),
        POLICIES,
    )
    said = [(one.code, one.key) for one in check(book).problems]
    assert ("reference-policy-unused", "policies.tight") not in said
    assert ("reference-outcome-unused", "outcomes.well") not in said
    assert ("reference-policy-unused", "policies.wide") in said


def test_an_unused_entry_is_shown_at_its_name() -> None:
    book = load(catalogue(), thresholds("policies:\n  tight: {status: {amber: 2%}}\n"))
    (problem,) = check(book).problems
    assert str(problem) == (
        "thresholds.yaml:3:3: warning: no indicator has policy: tight [reference-policy-unused]"
    )
