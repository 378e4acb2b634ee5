"""What a verdict cannot be built on though each entry alone is valid."""

# ruff: noqa: E501 - tables with a line for each case

import pytest

from ragcalc.catalogue.yaml import duplicates, references
from ragcalc.problems import Place
from tests.catalogue.writing import HEAD, catalogue, codes, entry, indicator, load, only, refused

GROUPS = f"{HEAD}groups: {{directorate: D, portfolio: {{name: P, members: [Children, Adults]}}}}\n"
SCOPE = f"{HEAD}comparators: {{england: {{name: England}}}}\noutcomes: {{safe: {{name: Safe}}}}\n"

VALID = [
    # counts and values agree to the decimals that the value shows, half up
    "unit: percent\nvalues: {2018-19 Q4: {value: 18.3, numerator: 88, denominator: 482}}",
    "unit: percent\nvalues: {2018-19 Q4: {value: 18, numerator: 88, denominator: 482}}",
    "unit: percent\nvalues: {2018-19 Q4: {value: 18.26, numerator: 88, denominator: 482}}",
    "unit: percent\nvalues: {2018-19 Q4: {value: 12.5, numerator: 1, denominator: 8}}",
    "unit: percent\nvalues: {2018-19 Q4: {value: 13, numerator: 1, denominator: 8}}",
    "unit: rate-per-10000\nvalues: {2018-19 Q4: {value: 73, numerator: 482, denominator: 66000}}",
    "unit: ratio\nvalues: {2018-19 Q4: {value: -2, numerator: -4, denominator: 2}}",
    "values: {2018-19 Q4: {value: suppressed, numerator: 3, denominator: 1}}",
    "unit: days\nvalues: {2018-19 Q4: {value: 7, numerator: 3}}",
    "values: {2018-19 Q4: {value: 7, denominator: 3}}",
    # a percentage of at most 100, or one that may be more
    "unit: percent\nvalues: {2018-19 Q4: {numerator: 3, denominator: 3}}",
    "unit: percent\nvalues: {2018-19 Q4: {numerator: 4, denominator: 3}}\nmay-exceed-100: true",
    "unit: ratio\nvalues: {2018-19 Q4: {numerator: 4, denominator: 3}}",
    "unit: {label: percent}\nvalues: {2018-19 Q4: {numerator: 4, denominator: 3}}",
    # the form of a target and the good direction
    "polarity: on-target\ntarget: {from: 18, to: 22}",
    "polarity: high\ntarget: {above: 85}",
    "polarity: low\ntarget: {below: 85}",
    "polarity: neutral\ntarget: 14",
    "polarity: on-target\ntarget: 14",
    # a floor on the bad side of the target
    "polarity: high\ntarget: 90\nfloor: 80",
    "polarity: high\ntarget: 90\nfloor: 90",
    "polarity: low\ntarget: 10\nfloor: 20",
    "polarity: low\ntarget: {below: 10}\nfloor: 20",
    "polarity: high\ntargets: {2018-19: 90}\nfloor: {2018-19: 80, 2019-20: 95}",
    "polarity: high\ntarget: {comparator: england}\nfloor: 80",
    "polarity: high\nfloor: 80",
    # what is only proposed decides nothing
    "target: 100\nfloor: {2018-19: 80}\ntargets: {2018-19: {value: 70, proposed: true}}",
    "target: 70\nfloor: {value: 80, proposed: true}",
    # settings that belong together
    "accumulates: true\nprofile: none",
    "accumulates: true",
    "rolling: 12 months",
    "frequency: annual\ndue: Q2",
    # names
    "outcome: safe",
    'outcome: " safe "',
    "tier: wider",
    "comparators: {england: 5}",
    "targets: {2018-19: {comparator: england}, 2019-20: none}",
]

RIGHT_COUNTS = (
    "values: {2018-19 Q4: {value: 9.0, numerator: 9}}",
    "values: {2018-19 Q4: {value: suppressed, numerator: 9}}",
    "unit: days\nvalues: {2018-19 Q4: {value: 4, numerator: 9}}",
)
VALID += RIGHT_COUNTS

WRONG: list[tuple[str, str, str, str]] = [
    # lines, code, key, message
    ("unit: percent\nvalues: {2018-19 Q4: {value: 18.2, numerator: 88, denominator: 482}}", "value-counts-differ", "values.2018-19 Q4.value", "18.2 does not match 88 out of 482 (18.3%)"),
    ("unit: percent\nvalues: {2018-19 Q4: {value: 18.0, numerator: 88, denominator: 482}}", "value-counts-differ", "values.2018-19 Q4.value", "18.0 does not match 88 out of 482 (18.3%)"),
    ("unit: percent\nvalues: {2018-19 Q4: {value: 12, numerator: 1, denominator: 8}}", "value-counts-differ", "values.2018-19 Q4.value", "12 does not match 1 out of 8 (12.5%)"),
    ("values: {Q4 2018/19: {value: 4, numerator: 6, denominator: 2}}", "value-counts-differ", "values.Q4 2018/19.value", "4 does not match 6 out of 2 (3)"),
    ("values: {2018-19 Q4: {value: 4, numerator: 9}}", "value-counts-differ", "values.2018-19 Q4.value", "4 does not match the numerator 9: both count the cases"),
    ("unit: percent\nvalues: {2018-19 Q4: {numerator: 4, denominator: 3}}", "value-numerator-above-denominator", "values.2018-19 Q4.numerator", "numerator 4 is greater than denominator 3"),
    ("target: {from: 18, to: 22}", "target-form-polarity", "target", "a range needs polarity on-target, not high"),
    ("polarity: neutral\ntargets: {2018-19: {from: 18, to: 22}}", "target-form-polarity", "targets.2018-19", "a range needs polarity on-target, not neutral"),
    ("polarity: low\ntarget: {above: 85}", "target-form-polarity", "target", "above does not fit polarity low"),
    ("polarity: high\ntargets: {from 2018-19 Q3: {below: 85}}", "target-form-polarity", "targets.from 2018-19 Q3", "below does not fit polarity high"),
    ("polarity: on-target\ntarget: {below: 85}", "target-form-polarity", "target", "below does not fit polarity on-target"),
    ("polarity: neutral\nfloor: 80", "target-floor-polarity", "floor", "a floor needs polarity high or low, not neutral"),
    ("polarity: on-target\nfloor: {2018-19: 80}", "target-floor-polarity", "floor.2018-19", "a floor needs polarity high or low, not on-target"),
    ("polarity: high\ntarget: 90\nfloor: 91", "target-floor-beyond-target", "floor", "floor 91 is better than target 90"),
    ("polarity: high\ntarget: {above: 90}\nfloor: {value: 91}", "target-floor-beyond-target", "floor", "floor 91 is better than target 90"),
    ("polarity: low\ntargets: {2018/19: 10}\nfloor: {2018-19: 9}", "target-floor-beyond-target", "floor.2018-19", "floor 9 is better than target 10"),
    ("profile: none", "series-profile-without-accumulates", "profile", "a profile is for a figure that accumulates over the year, and this one does not"),
    ("accumulates: yes\nrolling: 12 months", "series-accumulates-and-rolls", "rolling", "a figure that accumulates over the year cannot roll as well"),
    ("unit: percent\ninterval: byar", "series-interval-unit", "interval", "interval byar is for count, rate-per-1000, rate-per-10000, rate-per-100000, not for percent"),
    ("interval: wilson", "series-interval-unit", "interval", "interval wilson is for percent, rate-per-1000, rate-per-10000, rate-per-100000, not for count"),
    ("unit: {label: count}\ninterval: byar", "series-interval-unit", "interval", "interval byar is for count, rate-per-1000, rate-per-10000, rate-per-100000, not for count"),
    ("due: Q2", "period-due-not-annual", "due", "due: is for annual figures, and this one is quarterly"),
    ("frequency: monthly\ndue: Q2", "period-due-not-annual", "due", "due: is for annual figures, and this one is monthly"),
    ("outcome: saef", "reference-outcome", "outcome", "there is no outcome 'saef'"),
    ("tier: headlines", "reference-tier", "tier", "there is no tier 'headlines'"),
    ("policy: tight", "reference-policy", "policy", "there is no policy 'tight'"),
    ("comparators: {wales: {2018-19: 5}}", "reference-comparator", "comparators.wales", "there is no comparator 'wales'"),
    ("target: {comparator: wales}", "reference-comparator", "target.comparator", "there is no comparator 'wales'"),
    ("targets: {from 2018-19 Q3: {comparator: wales}}", "reference-comparator", "targets.from 2018-19 Q3.comparator", "there is no comparator 'wales'"),
]  # fmt: skip


@pytest.mark.parametrize("lines", VALID)
def test_what_belongs_together_is_valid(lines: str) -> None:
    indicator(lines, head=SCOPE)


@pytest.mark.parametrize(("lines", "code", "key", "message"), WRONG)
def test_what_does_not_belong_together_is_an_error(
    lines: str, code: str, key: str, message: str
) -> None:
    problem = refused(lines, head=SCOPE)
    assert (problem.code, problem.key) == (code, f"indicators.it.{key}")
    assert problem.message == message
    assert problem.hint


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        (
            "unit: count\nvalues: {2018-19 Q3: {value: 1, numerator: 4, denominator: 2}, 2018-19 Q4: {value: 2, numerator: 9, denominator: 3}}",
            ["values.2018-19 Q3.value", "values.2018-19 Q4.value"],
        ),
        (
            "polarity: on-target\nfloor: {2017-18: 80, 2018-19: 81}",
            ["floor.2017-18", "floor.2018-19"],
        ),
        (
            "polarity: high\ntargets: {2017-18: 90, 2018-19: 91}\nfloor: {2017-18: 95, 2018-19: 96}",
            ["floor.2017-18", "floor.2018-19"],
        ),
    ],
)
def test_each_of_several_mistakes_of_a_kind_has_its_own_place(lines: str, keys: list[str]) -> None:
    found = load(catalogue(entry(lines)))
    assert [problem.key for problem in found.problems] == [f"indicators.it.{key}" for key in keys]


# ── References ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("head", "line", "hint"),
    [
        (SCOPE, "outcome: saef", "did you mean safe?"),
        (SCOPE, "outcome: growth", "known: safe"),
        (HEAD, "outcome: safe", "add it under outcomes:"),
        (HEAD, "comparators: {england: 5}", "add it under comparators:"),
        (HEAD, "policy: tight", "add it under policies: in thresholds.yaml"),
        (HEAD, "groups: {directorate: X}", "add it under groups:"),
        (GROUPS, "groups: {directorat: X}", "did you mean directorate?"),
        (GROUPS, "groups: {portfolio: Childern}", "did you mean Children?"),
        (GROUPS, "groups: {portfolio: Parks}", "known: Children, Adults"),
        (HEAD, "tier: headlin", "did you mean headline?"),
        (f"{HEAD}tiers: {{key: Key}}\n", "tier: headline", "known: key"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest_or_where_to_add_it(
    head: str, line: str, hint: str
) -> None:
    assert only(load(catalogue(entry(line), head=head))).hint == hint


def test_a_policy_is_looked_up_in_the_thresholds() -> None:
    text = catalogue(entry("policy: tight"))
    assert codes(load(text, "version: 1\npolicies: {tight: {}}\n")) == []
    assert codes(load(text, "version: 1\n")) == ["reference-policy"]


def test_what_an_indicator_refers_to() -> None:
    used = references.used(
        {
            "outcome": "safe",
            "tier": ["no word"],
            "policy": "",
            "comparators": {"england": "5"},
            "target": "14",
            "targets": {"2018-19": {"comparator": "wales"}, "2019-20": "5"},
        }
    )
    assert used == {("outcomes", "safe"), ("comparators", "england"), ("comparators", "wales")}
    assert references.used("no mapping") == set()
    assert references.used({"comparators": "x", "targets": ["x"], "target": ["x"]}) == set()


def test_what_any_indicator_refers_to_whether_it_is_valid_or_not() -> None:
    written = {"indicators": {"a": {"outcome": "safe"}, "b": "no mapping", "c": {"tier": "x"}}}
    assert [*references.named(written)] == [("outcomes", "safe"), ("tiers", "x")]  # type: ignore[arg-type]
    assert [*references.named(None)] == [*references.named({"indicators": "x"})] == []


# ── Periods given twice ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        ("values: {2018-19 Q4: 5, 2018/19 q4: 5, Q4 2018-19: 5}", ["values.2018/19 q4", "values.Q4 2018-19"]),
        ("values: {Mar 2019: 5, 2019-M03: 5}", ["values.2019-M03"]),
        ("targets: {2018-19: 5, 2018/19: 5, from 2018-19: 5}", ["targets.2018/19"]),
        ("targets: {from 2018-19 Q3: 5, From Q3 2018-19: 5}", ["targets.From Q3 2018-19"]),
        ("floor: {2018-19: 5, 2018/19: 5}", ["floor.2018/19"]),
        ("base: {2018-19: 5, 2018/19: 5}", ["base.2018/19"]),
        ("reported: {2018-19: red, 2018/19: red}", ["reported.2018/19"]),
        ("forecast: {2018-19: 5, 2018/19: 6}", ["forecast.2018/19"]),
        ("comment: {2018-19: late, 2018/19: early}", ["comment.2018/19"]),
        ("action: {2018-19 Q4: calls, Q4 2018-19: visits}", ["action.Q4 2018-19"]),
        ("comparators: {england: {2018-19: 5, 2018/19: 5}}", ["comparators.england.2018/19"]),
        ("year: academic\nvalues: {2018-19: 5, 2018-19 academic: 5}", ["values.2018-19 academic"]),
        ("values: {2018-19: 5, 2018-19 academic: 5, 2019: 5, 2018-19 Q4: 5}", []),
        ("floor: {value: 5, note: one}", []),
    ],
)  # fmt: skip
def test_two_spellings_of_one_period_are_one_too_many(lines: str, keys: list[str]) -> None:
    problems = load(catalogue(entry(lines), head=SCOPE)).problems
    assert [one.key for one in problems] == [f"indicators.it.{key}" for key in keys]
    assert {one.code for one in problems} <= {"period-duplicate"}


def test_the_later_spelling_is_marked_and_the_first_is_named() -> None:
    problem = refused("values: {2018-19 Q4: 5, 2018/19 q4: 6}")
    assert problem.message == "duplicate period 2018/19 q4: it is the same as 2018-19 Q4"
    assert problem.span is not None
    assert problem.excerpt[problem.span.column - 1 : problem.span.end_column - 1] == "2018/19 q4"


@pytest.mark.parametrize(
    "entry", ["words", [], {"values": "5"}, {"values": {"soon": "5"}}, {"comparators": {"a": "5"}}]
)
def test_what_is_no_series_has_no_period_twice(entry: dict[str, str] | str) -> None:
    assert list(duplicates.problems(entry, Place("indicators.yaml"))) == []  # type: ignore[arg-type]
