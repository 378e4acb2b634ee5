"""Two documents to a catalogue: every problem in one run, and what is left without them."""

# ruff: noqa: E501 - tables with a line for each case

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcalc import pipeline as api
from ragcalc.catalogue import loader
from ragcalc.catalogue.model.codes import CODES
from ragcalc.catalogue.model.hints import MOST_HINTS
from ragcalc.problems import At, CatalogueError, LocatedProblem, Place, Problem, Severity, Span
from tests import build
from tests.catalogue.writing import (
    HEAD,
    catalogue,
    codes,
    document,
    entry,
    load,
    only,
    places,
    thresholds,
    valid,
)

ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / "indicators.yaml").read_text(encoding="utf-8")
SHIPPED_THRESHOLDS = (ROOT / "thresholds.yaml").read_text(encoding="utf-8")

# ── Every problem in one run ─────────────────────────────────────────────────────────────────────


def test_a_problem_knows_all_that_a_list_of_problems_shows() -> None:
    loaded = load(catalogue(entry("target: ninety")))
    assert loaded.problems == (
        LocatedProblem(
            code="value-not-a-number",
            severity=Severity.ERROR,
            message="target must be a number, not 'ninety'",
            hint="write digits, as in 90 or 18.3",
            file="indicators.yaml",
            name="indicators.yaml",
            span=Span(5, 13, 5, 19),
            key="indicators.it.target",
            excerpt="    target: ninety",
        ),
    )
    assert str(only(loaded)) == (
        "indicators.yaml:5:13: error: target must be a number, not 'ninety' [value-not-a-number]"
    )


def test_problems_of_both_files_are_sorted_by_file_and_place() -> None:
    text = catalogue(
        entry("values: {2018-19 Q4: abc, 2018-19 Q3: x}\ntarget: y", name="b"),
        entry("outcome: unknown\nunit: percnt", name="a"),
        head="organisation: Anyshire\nversion: 2\n",
    )
    loaded = load(text, "default: {status: {green: 5}}\nversion: 3\n")
    assert places(loaded) == [
        (2, 10, "key-version"),
        (5, 26, "value-not-a-number"),
        (5, 43, "value-not-a-number"),
        (6, 13, "value-not-a-number"),
        (11, 14, "reference-outcome"),
        (12, 11, "value-not-one-of"),
        (1, 27, "tolerance-unknown"),
        (2, 10, "key-version"),
    ]


def test_two_problems_of_one_place_are_sorted_by_code() -> None:
    loaded = load(f"{HEAD}indicators:\n  a b: {{}}\n")
    assert codes(loaded) == ["key-missing"] * 4 + ["key-not-an-id"]
    assert [problem.message for problem in loaded.problems[:4]] == [
        "a b has no name",
        "a b has no unit",
        "a b has no polarity",
        "a b has no values",
    ]
    assert [problem.hint for problem in loaded.problems[2:4]] == [
        "add polarity: to it",
        "add values: to it, as values: {} where every figure comes in submitted tables",
    ]


HIDDEN = {
    "a duplicate period hides no bad figure": (
        "values: {2018-19 Q4: abc, 2018/19 Q4: 5, 2018-19 Q3: x}",
        ["value-not-a-number", "period-duplicate", "value-not-a-number"],
    ),
    "a bad figure hides no bad denominator": (
        "values: {2018-19 Q4: {value: abc, denominator: 0}}",
        ["value-not-a-number", "value-denominator-zero"],
    ),
    "a bad figure is no missing one": (
        "values: {2018-19 Q4: {value: abc}}",
        ["value-not-a-number"],
    ),
    "a bad end of a range is no missing one": (
        "target: {from: low, to: 22}\npolarity: on-target",
        ["value-not-a-number"],
    ),
    "a bad status is no missing one": (
        "reported: {2018-19 Q4: {status: purple}}",
        ["value-not-one-of"],
    ),
    "an empty note is no missing one": (
        "reported: {2018-19 Q4: {status: red, note: '', overrides: true}}",
        ["value-empty"],
    ),
    "a bad word in a list hides no crossed bands": (
        "tolerance: {green: 5%, amber: 2%, amber-if: [better, improved, worse]}",
        ["tolerance-bands-crossed", "value-not-one-of", "value-not-one-of"],
    ),
    "an unknown key hides no counts that differ": (
        "colour: red\nvalues: {2018-19 Q4: {value: 3, numerator: 8, denominator: 4}}",
        ["key-unknown", "value-counts-differ"],
    ),
    "a missing name hides no counts that differ": (
        "name: ''\nvalues: {2018-19 Q4: {value: 3, numerator: 8, denominator: 4}}",
        ["value-empty", "value-counts-differ"],
    ),
    "a bad reading hides no other whose counts differ": (
        "values: {2018-19 Q3: {note: x}, 2018-19 Q4: {value: 3, numerator: 8, denominator: 4}}",
        ["value-missing", "value-counts-differ"],
    ),
    "a bad unit hides no reference": (
        "unit: percnt\noutcome: x\ntier: x\npolicy: x\ntarget: {comparator: x}\ntargets: {2018-19: {comparator: x}}\ncomparators: {x: 5}",
        [
            *("value-not-one-of", "reference-outcome", "reference-tier", "reference-policy"),
            *("reference-comparator",) * 3,
        ],
    ),
    "a bad flag does not make other entries look wrong": (
        "accumulates: perhaps\nprofile: linear",
        ["value-not-one-of"],
    ),
    "a bad frequency does not make other entries look wrong": (
        "frequency: yearly\ndue: Q2",
        ["value-not-one-of"],
    ),
    "a bad limit does not make other entries look wrong": (
        "may-exceed-100: perhaps\nunit: percent\nvalues: {2018-19: {numerator: 3, denominator: 2}}",
        ["value-not-one-of"],
    ),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_no_problem_hides_another_or_makes_one_up(case: str) -> None:
    lines, expected = HIDDEN[case]
    assert codes(load(catalogue(entry(lines)))) == expected


def test_an_indicator_that_is_no_mapping_is_one_problem() -> None:
    problem = only(load(catalogue(entry(), "  b: 14\n")))
    assert problem.message == "b must be a mapping, not '14'"
    assert problem.key == "indicators.b"


def test_a_broken_frame_hides_no_problem_of_an_indicator() -> None:
    text = catalogue(entry("outcome: x\nprofile: linear\ntarget: y"), head="version: 1\n")
    assert codes(load(text)) == [
        *("key-missing", "reference-outcome", "series-profile-without-accumulates"),
        "value-not-a-number",
    ]


def test_broken_thresholds_hide_no_problem_of_an_indicator() -> None:
    text = catalogue(entry("outcome: x\npolicy: tihgt\nprofile: linear"))
    lines = "default: {status: {green: 5}}\npolicies: {tight: {}}\n"
    assert codes(load(text, lines)) == [
        *("reference-outcome", "reference-policy", "series-profile-without-accumulates"),
        *("key-missing", "tolerance-unknown"),
    ]


@pytest.mark.parametrize("lines", ["policies: [a", "policies: [a]\n", "[a]"])
def test_where_policies_cannot_be_read_any_may_be_meant(lines: str) -> None:
    given = codes(load(catalogue(entry("policy: tight")), lines))
    assert "reference-policy" not in given
    assert given


@pytest.mark.parametrize("kind", ["outcomes", "tiers", "comparators"])
def test_where_a_list_of_names_cannot_be_read_any_may_be_meant(kind: str) -> None:
    text = catalogue(
        entry("outcome: x\ntier: headline\ncomparators: {x: 5}"),
        head=f"{HEAD}outcomes: {{x: {{name: X}}}}\ncomparators: {{x: {{name: X}}}}\n".replace(
            f"{kind}: {{x: {{name: X}}}}", f"{kind}: [x]"
        )
        + ("tiers: [x]\n" if kind == "tiers" else ""),
    )
    assert codes(load(text)) == ["value-wrong-shape"]


def test_an_unreadable_file_hides_no_problem_of_the_other() -> None:
    assert codes(load("a: [", thresholds("x: 1"))) == ["syntax-not-yaml", "key-unknown"]
    assert codes(load(catalogue(entry("x: 1")), "a: [")) == ["key-unknown", "syntax-not-yaml"]


def test_the_same_name_in_both_files_is_not_confused() -> None:
    loaded = load(catalogue(), thresholds("indicators: {it: 5}\n"))
    assert codes(loaded) == ["key-unknown"]
    assert loaded.left_out == {}


# ── Places ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "key", "span"),
    [
        ("values: {2018-19 Q4: {value: 5, breakdown: {'[key]': x}}}", "values.2018-19 Q4.breakdown.[key]", Span(5, 58, 5, 59)),
        ("values: {'[key]': 5}", "values.[key]", Span(5, 14, 5, 21)),
        ("values: {'[key]': {'[key]': 5, value: 1}}", "values.[key]", Span(5, 14, 5, 21)),
        ("values: {x: {'[key]': 5, value: 1}}", "values.x", Span(5, 14, 5, 15)),
        ("'[key]': 5", "[key]", Span(5, 5, 5, 12)),
        ("targets: {soon: 5}", "targets.soon", Span(5, 15, 5, 19)),
        ("floor: {value: x}", "floor.value", Span(5, 20, 5, 21)),
        ("floor: x", "floor", Span(5, 12, 5, 13)),
    ],
)  # fmt: skip
def test_the_first_problem_points_at_the_entry_itself(lines: str, key: str, span: Span) -> None:
    """Even where a key of the file is written as pydantic spells its mark of a key."""
    problem = load(catalogue(entry(lines))).problems[0]
    assert (problem.key, problem.span) == (f"indicators.it.{key}", span)


def test_an_entry_called_key_is_not_taken_for_a_bad_id() -> None:
    loaded = load(f'{HEAD}indicators:\n  a b: {{"[key]": 1}}\n')
    assert [(one.code, one.key) for one in loaded.problems][-2:] == [
        ("key-not-an-id", "indicators.a b"),
        ("key-unknown", "indicators.a b.[key]"),
    ]


def test_what_is_missing_beside_an_empty_key_is_missing_from_the_file() -> None:
    first, *_ = load("version: 1\n?").problems
    assert (first.code, first.message) == ("key-missing", "indicators.yaml has no organisation")


def test_an_item_of_a_list_is_named_by_its_list() -> None:
    problem = only(load(catalogue(entry("tolerance: {amber-if: [improved, x]}"))))
    assert problem.message.startswith("amber-if must be one of")
    assert problem.key == "indicators.it.tolerance.amber-if.1"


def test_a_file_in_a_folder_goes_by_its_name_in_a_message() -> None:
    text = replace(document("version: 1\n"), name="../x/indicators.yaml")
    messages = [problem.message for problem in loader.load(text).problems]
    assert messages[0] == "indicators.yaml has no organisation"


def test_a_long_key_is_cut_in_a_message_and_whole_in_the_path() -> None:
    problem = only(load(catalogue(entry(f"{'x' * 500}: 1"))))
    assert problem.message == f"'{'x' * 40}…' is not a key here"
    assert problem.key == f"indicators.it.{'x' * 500}"


@pytest.mark.parametrize(
    ("steps", "line", "path"),
    [
        (("values", "2018-19 Q4"), 5, "values.q4 2018/19"),
        (("targets", "from 2018-19 Q3"), 6, "targets.From Q3 2018-19"),
        (("targets", "2018-19 academic"), 6, "targets.2018/19"),
        (("targets", "2019-20"), 6, "targets"),
        (("values", "2018-19 Q4", "value"), 5, "values.q4 2018/19"),
        (("target", 0), 2, ""),
        (("base", "2018-19"), 8, "base.2018-19 financial"),
    ],
)
def test_a_place_is_found_however_its_period_is_written(
    steps: tuple[str, ...], line: int, path: str
) -> None:
    text = catalogue(
        entry(
            "values: {q4 2018/19: 5}\ntargets: {2018/19: 3, From Q3 2018-19: 4}\nyear: academic\n"
            "base: {2018-19 financial: 5}"
        )
    )
    loaded = load(text)
    valid(loaded)
    place = Place("indicators.yaml", ("indicators", "it", *steps))
    if path:
        assert loaded.shown(place) == f"indicators.yaml:{line}"
        (located,) = loaded.locate([Problem("x", "y", place)])
        assert located.key == f"indicators.it.{path}"
    else:
        assert loaded.shown(place) == "indicators.yaml:4"


def test_a_place_in_a_list_is_found_by_its_number() -> None:
    loaded = load(catalogue(entry("profile: [25%, 50%, 75%, 100%]\naccumulates: true")))
    place = Place("indicators.yaml", ("indicators", "it", "profile"))
    assert loaded.span(place.within(1)) == Span(5, 20, 5, 23)
    assert loaded.span(place.within(4)) == loaded.span(place) == Span(5, 5, 5, 12)
    assert loaded.span(place.key_itself()) == Span(5, 5, 5, 12)
    assert place.key_itself().at is At.KEY


def test_a_file_without_text_is_shown_by_its_name_alone() -> None:
    assert load("").shown(Place("indicators.yaml")) == "indicators.yaml"


# ── What is left without the errors ──────────────────────────────────────────────────────────────

SCOPE = (
    HEAD + "outcomes: {safe: {name: Safe}, broken: {nmae: Broken}}\n"
    "comparators: {england: {name: England}, broken: {name: B, kind: x}}\n"
)
RULES = thresholds("policies: {tight: {}, broken: {status: {green: 5}}}\n")


@pytest.mark.parametrize(
    "line",
    [
        "outcome: broken",
        "policy: broken",
        "comparators: {england: 5, broken: 5}",
        "target: {comparator: broken}",
        "targets: {2018-19: {comparator: broken}}",
    ],
)
def test_a_broken_entry_leaves_out_only_the_indicators_that_use_it(line: str) -> None:
    other = entry("outcome: safe\npolicy: tight\ncomparators: {england: 5}", name="other")
    loaded = load(catalogue(entry(line), other, head=SCOPE), RULES)
    assert loaded.left_out == {"it": ("reference-broken",)}
    assert loaded.catalogue is not None
    assert list(loaded.catalogue.indicators) == ["other"]
    assert list(loaded.catalogue.outcomes) == ["safe"]
    assert list(loaded.catalogue.comparators) == ["england"]
    assert loaded.thresholds is not None
    assert list(loaded.thresholds.policies) == ["tight"]
    assert not [code for code in codes(loaded) if code.startswith("reference-")]


def test_an_indicator_is_left_out_with_the_codes_of_its_problems() -> None:
    text = catalogue(
        entry("target: x\nunit: y\ntier: z", name="b"),
        entry("profile: linear", name="c"),
        entry(name="a"),
        entry("values: {2018-19 Q4: 5, 2018/19 Q4: 6}", name="d"),
        "  c: {}\n",
    )
    loaded = load(text)
    assert loaded.left_out == {
        "b": ("reference-tier", "value-not-a-number", "value-not-one-of"),
        "c": ("key-duplicate", "series-profile-without-accumulates"),
        "d": ("period-duplicate",),
    }
    assert loaded.catalogue is not None
    assert list(loaded.catalogue.indicators) == ["a"]


@pytest.mark.parametrize("line", ["area: ''", 'area: "\\e"', "area: x\narea: y"])
def test_a_problem_that_touches_no_indicator_leaves_none_out(line: str) -> None:
    loaded = load(catalogue(head=f"{HEAD}{line}\n"))
    assert len(loaded.problems) == 1
    assert loaded.left_out == {}
    assert loaded.catalogue is not None
    assert list(loaded.catalogue.indicators) == ["it"]


@pytest.mark.parametrize("key", ["aera: x", "supress-below: 5"])
def test_an_unknown_key_at_the_top_leaves_nothing_for_it_may_have_meant_everything(
    key: str,
) -> None:
    loaded = load(catalogue(head=f"{HEAD}{key}\n"))
    assert codes(loaded) == ["key-unknown"]
    assert loaded.catalogue is None


@pytest.mark.parametrize(
    ("head", "rules"),
    [
        ("version: 1\n", None),
        ("version: 1\norganisation: ''\n", None),
        ('version: 1\norganisation: "\\e"\n', None),
        (f"{HEAD}organisation: Twice\n", None),
        (f"{HEAD}tiers: {{headline: ''}}\n", None),
        (f"{HEAD}outcomes: [a]\n", None),
        (f"{HEAD}? [a]\n: b\n", None),
        (HEAD, "version: 2\n"),
        (HEAD, thresholds("default: {status: {amber: 5}}\n")),
        (HEAD, thresholds("policies: [a]\n")),
        (HEAD, ""),
        (HEAD, "a: ["),
    ],
)
def test_what_every_verdict_rests_on_leaves_nothing(head: str, rules: str | None) -> None:
    loaded = load(catalogue(head=head), rules)
    assert loaded.problems
    assert loaded.catalogue is None
    with pytest.raises(CatalogueError) as raised:
        api.scored(loaded, "latest")
    assert raised.value.problems == loaded.problems
    assert str(raised.value) == "\n".join(map(str, loaded.problems))


def test_where_every_indicator_is_left_out_nothing_is_left() -> None:
    for lines in ("target: x", "profile: linear"):
        loaded = load(catalogue(entry(lines)))
        assert list(loaded.left_out) == ["it"]
        assert loaded.catalogue is None


def test_a_valid_catalogue_has_its_own_thresholds_or_none() -> None:
    assert load(catalogue()).thresholds is None
    assert load(catalogue(), thresholds("")).thresholds is not None


def test_a_partial_report_says_what_it_leaves_out() -> None:
    report = api.scored(load(catalogue(entry("target: x"), entry(name="b"))), "latest")
    assert [(one.id, one.codes) for one in report.left_out] == [("it", ("value-not-a-number",))]


# ── Anything at all ──────────────────────────────────────────────────────────────────────────────


def assert_whole(text: str, rules: str | None) -> None:
    """Hold what loading promises of any two texts."""
    loaded = load(text, rules)
    for problem in loaded.problems:
        assert problem.code in CODES
        assert problem.message
        assert problem.span is None or problem.span.line >= 1
    assert (loaded.catalogue is None) <= bool(loaded.problems)
    if loaded.catalogue is not None:
        assert not loaded.catalogue.indicators.keys() & loaded.left_out.keys()


@given(st.data())
def test_the_shipped_files_may_be_damaged_anywhere(data: st.DataObject) -> None:
    text, start, length, scrap = SHIPPED, 0, 0, ""
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 30))
        scrap = data.draw(st.text("ab019 :{}[],-&*!#%'\"\n\t\\|>?", max_size=8))
        text = text[:start] + scrap + text[start + length :]
    assert_whole(text, SHIPPED_THRESHOLDS)


_WORDS = st.sampled_from(
    [
        *("name", "unit", "values", "target", "targets", "value", "from", "to", "below", "[key]"),
        *("comparator", "comparators", "tolerance", "direction", "green", "amber", "amber-if"),
        *(
            "reported",
            "status",
            "note",
            "floor",
            "year",
            "profile",
            "breakdown",
            "basis",
            "2018-19",
        ),
        *(
            "2018-19 Q4",
            "5",
            "0",
            "5%",
            "academic",
            "linear",
            "count",
            "percent",
            "high",
            "",
            "a b",
        ),
    ]
)
_TREES = st.recursive(
    _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=12,
)


def flow(tree: object) -> str:
    """Write plain data as YAML in flow style."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f'"{key}": {flow(value)}' for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(flow, tree)) + "]"
    return f'"{tree}"'


@given(st.dictionaries(_WORDS, _TREES, max_size=5), _TREES)
def test_any_shape_under_any_key_gives_known_problems(
    tree: dict[str, object], anything: object
) -> None:
    sure = {"name": "It", "unit": "count", "polarity": "high", "values": {"2018-19": "5"}}
    for one in (tree, {**sure, **tree}, anything):
        assert_whole(
            f"{HEAD}indicators: {{it: {flow(one)}}}\n", f"version: 1\ndefault: {flow(one)}"
        )


def test_only_the_first_of_very_many_unknown_names_are_answered_with_the_nearest() -> None:
    entries = {
        f"i-{number}": f"outcome: saef, values: {{{build.NOW}: 1}}"
        for number in range(MOST_HINTS + 1)
    }
    hints = [one.hint for one in build.loaded(entries).problems]
    assert hints == ["did you mean safe?"] * MOST_HINTS + ["add it under outcomes:"]
