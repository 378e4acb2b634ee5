"""What CI systems receive: each format against its own rules, from one and the same problems."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from ragcalc import pipeline as api
from ragcalc.checks.run import Checked, check
from ragcalc.problems import LocatedProblem, Severity, Span
from ragcalc.render.check import github as check_github
from ragcalc.render.check import gitlab as check_gitlab
from ragcalc.render.check import junit as check_junit
from ragcalc.render.check import sarif as check_sarif
from ragcalc.render.media.style import Style
from tests.checks.test_gallery import ASKED, GALLERY
from tests.docs.examples import load

SARIF = json.loads(
    (Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8")
)
ERROR = LocatedProblem(
    code="value-not-a-number",
    severity=Severity.ERROR,
    message="target must be a number, not '50%'",
    hint="write digits, as in 90",
    file="performance/indicators.yaml",
    name="indicators.yaml",
    span=Span(6, 13, 6, 18),
    key="indicators.edge-of-care.target",
    excerpt="    target: 50%",
)
CELL = ERROR._replace(
    code="value-bare-share",
    severity=Severity.WARNING,
    file="returns/q4, final.xlsx",
    span=Span(14, 3, 14, 4),
    cell="'Q4 <final>'!C14",
    key="returns.edge-of-care.2018-19 Q4.value",
)
WHOLE = ERROR._replace(
    code="series-gap",
    severity=Severity.NOTE,
    message="line\nbreak: ]]> \x1b[31m\x00",
    span=None,
    hint="",
)
EVERYTHING = Checked((ERROR, CELL, WHOLE), 1, 1, None)
NOTHING = Checked((), 1, 1, None)


def lines(checked: Checked) -> list[str]:
    return check_github.render(checked, Style()).splitlines()


def test_github_is_given_a_command_for_each_problem() -> None:
    words = "target must be a number, not '50%25'%0Ahint: write digits, as in 90"
    first = "performance/indicators.yaml,line=6,endLine=6,col=13,endColumn=18"
    third = "performance/indicators.yaml"
    second = "returns/q4%2C final.xlsx,line=14,endLine=14"
    assert lines(EVERYTHING) == [
        f"::error file={first},title=value-not-a-number::{words}",
        f"::warning file={second},title=value-bare-share 'Q4 <final>'!C14::{words}",
        rf"::notice file={third},title=series-gap::line%0Abreak: ]]> \x1b[31m\x00",
        "1 error, 1 warning, 1 note",
    ]


def test_the_summary_of_a_step_is_a_table_that_shows_every_sign() -> None:
    table = check_github.summary(EVERYTHING._replace(known=(ERROR,)))
    words, hint = "target must be a number, not '50%'", "write digits, as in 90"
    file = "returns/q4, final.xlsx:'Q4 &lt;final&gt;'!C14"
    broken = r"line\\x0abreak: \]\]&gt; \\x1b\[31m\\x00 \[series-gap\]"
    assert table.splitlines() == [
        "### ragcalc check: 1 error, 1 warning, 1 note, and 1 known",
        "",
        "| severity | place | problem | hint |",
        "|---|---|---|---|",
        f"| error | performance/indicators.yaml:6:13 | {words} \\[value-not-a-number\\] | {hint} |",
        rf"| warning | {file} | {words} \[value-bare-share\] | {hint} |",
        f"| note | performance/indicators.yaml | {broken} |  |",
    ]
    assert check_github.summary(NOTHING) == "### ragcalc check: no problems\n\n"


def test_a_summary_of_very_many_problems_says_how_many_it_leaves_out() -> None:
    many = Checked((ERROR,) * 1001, 1, 1, None)
    assert check_github.summary(many).endswith("\nand 1 more\n")
    assert check_github.summary(many).count("\n| error |") == 1000


def quality(checked: Checked) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(check_gitlab.render(checked, Style()))
    return found


def test_gitlab_is_given_what_its_report_needs() -> None:
    found = quality(EVERYTHING)
    assert [
        (one["check_name"], one["severity"], one["location"]["path"], one["location"]["lines"])
        for one in found
    ] == [
        ("value-not-a-number", "major", "performance/indicators.yaml", {"begin": 6}),
        ("value-bare-share", "minor", "returns/q4, final.xlsx", {"begin": 14}),
        ("series-gap", "info", "performance/indicators.yaml", {"begin": 1}),
    ]
    assert found[0]["description"] == "target must be a number, not '50%'; write digits, as in 90"
    assert found[1]["description"].startswith("'Q4 <final>'!C14: ")


def test_a_fingerprint_stays_when_lines_move_and_is_given_once() -> None:
    moved = ERROR._replace(span=Span(60, 13, 60, 18))
    first, again = (one["fingerprint"] for one in quality(Checked((ERROR, ERROR), 1, 1, None)))
    assert quality(Checked((moved,), 1, 1, None))[0]["fingerprint"] == first
    assert first != again
    assert quality(NOTHING) == []


def sarif(checked: Checked) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(check_sarif.render(checked, Style()))
    Draft202012Validator(SARIF).validate(found)
    return found


def test_sarif_has_a_rule_for_each_code_and_a_region_for_each_place() -> None:
    (run,) = sarif(EVERYTHING._replace(known=(ERROR,)))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [
        "series-gap",
        "value-bare-share",
        "value-not-a-number",
    ]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["note", "warning", "error"]
    assert all(rule["help"]["markdown"] and rule["shortDescription"]["text"] for rule in rules)
    results = run["results"]
    assert [(one["ruleId"], one["level"], one["baselineState"]) for one in results] == [
        ("value-not-a-number", "error", "new"),
        ("value-bare-share", "warning", "new"),
        ("series-gap", "note", "new"),
        ("value-not-a-number", "error", "unchanged"),
    ]
    assert [rules[one["ruleIndex"]]["id"] for one in results] == [one["ruleId"] for one in results]
    physical = [one["locations"][0]["physicalLocation"] for one in results]
    assert physical[0]["region"] == {
        "startLine": 6,
        "startColumn": 13,
        "endLine": 6,
        "endColumn": 18,
        "snippet": {"text": "50%"},
    }
    assert physical[0]["contextRegion"] == {
        "startLine": 6,
        "snippet": {"text": "    target: 50%"},
    }
    assert physical[1]["region"] == {"startLine": 14}
    assert "region" not in physical[2]
    assert physical[1]["artifactLocation"]["uri"] == "returns/q4%2C%20final.xlsx"


@pytest.mark.parametrize(
    ("span", "snippet"),
    [
        (Span(6, 13, 6, 16), "50%"),
        (Span(6, 5, 6, 11), "target"),
        (Span(6, 13, 7, 3), "50%  # x"),
        (Span(6, 21, 6, 22), None),
    ],
)
def test_a_sarif_snippet_is_what_stands_between_both_columns(
    span: Span, snippet: str | None
) -> None:
    """The end is the column behind the last letter, as in the standard."""
    problem = ERROR._replace(span=span, excerpt="    target: 50%  # x")
    (run,) = sarif(Checked((problem,), 1, 1, None))["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region.get("snippet") == (snippet and {"text": snippet})


@pytest.mark.parametrize("code", sorted(one.name for one in GALLERY.iterdir()))
def test_what_the_gallery_shows_is_valid_in_every_format(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(GALLERY / code)
    rules = Path("thresholds.yaml")
    sheet = "Q5" if code == "table-sheet" else None
    tables = sorted(Path().glob("returns.*"))
    loaded = api.load(Path("indicators.yaml"), rules if rules.exists() else None, tables, sheet)
    found = check(loaded, ASKED.get(code))
    assert found.problems or code == "file-needs-extra"
    assert [one["ruleId"] for one in sarif(found)["runs"][0]["results"]] == [
        one.code for one in found.problems
    ]
    assert [one["check_name"] for one in quality(found)] == [one.code for one in found.problems]
    assert len(junit(found)) == max(len(found.problems), 1)
    assert len(lines(found)) == len(found.problems) + 1


def test_a_line_of_thousands_of_problems_is_not_repeated_with_each() -> None:
    long = ERROR._replace(excerpt=ERROR.excerpt + "x" * 100_000)
    many = Checked((long,) * 100, 1, 1, None)
    for module in (check_github, check_gitlab, check_sarif, check_junit):
        assert len(module.render(many, Style())) < 200_000
    place = sarif(many)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert "contextRegion" not in place


def test_no_problem_is_a_valid_run_without_results() -> None:
    assert sarif(NOTHING)["runs"][0]["results"] == []


def junit(checked: Checked) -> ElementTree.Element:
    root = ElementTree.fromstring(check_junit.render(checked, Style()))
    (suite,) = root
    assert {key: root.get(key) for key in ("tests", "failures")} == {
        key: suite.get(key) for key in ("tests", "failures")
    }
    assert int(suite.get("tests", "")) == len(suite)
    assert int(suite.get("failures", "")) == len(suite.findall("*/failure"))
    return suite


def test_junit_fails_for_what_makes_the_run_fail() -> None:
    assert [[part.tag for part in case] for case in junit(EVERYTHING)] == [
        ["failure"],
        ["system-out"],
        ["system-out"],
    ]
    strict = EVERYTHING._replace(strict=True)
    assert [[part.tag for part in case] for case in junit(strict)][1] == ["failure"]
    case = junit(EVERYTHING)[0]
    assert case.attrib == {
        "classname": "performance/indicators.yaml",
        "name": "value-not-a-number performance/indicators.yaml:6:13",
        "file": "performance/indicators.yaml",
        "line": "6",
    }
    assert case[0].attrib == {"message": ERROR.message, "type": "error"}
    assert (case[0].text or "").splitlines() == [
        str(ERROR),
        "  6 |     target: 50%",
        "    |             ^^^",
        f"  hint: {ERROR.hint}",
    ]


def test_junit_has_a_test_that_passed_where_there_is_no_problem() -> None:
    (case,) = junit(NOTHING)
    assert (case.get("name"), len(case)) == ("no problems", 0)


def test_formats_of_ci_give_equal_bytes_for_equal_input() -> None:
    checked = check(load("values: {2018-19 Q4: 5, 2017-18 Q1: 4}"))
    for module in (check_github, check_gitlab, check_sarif, check_junit):
        assert module.render(checked, Style()) == module.render(checked, Style())
