"""What `ragcalc check` prints, writes and returns."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from ragcalc.checks.run import Checked, check
from ragcalc.checks.selection import every_code
from ragcalc.cli import cli
from ragcalc.problems import LocatedProblem, Severity, Span
from ragcalc.render import schemas
from ragcalc.render.check import json as check_json
from ragcalc.render.check import problems as problems_text
from ragcalc.render.check import text as check_text
from ragcalc.render.explain import code as code_text
from ragcalc.render.media.style import Colour, Style
from tests.catalogue.submitting import catalogue, load, workbook
from tests.checks.test_gallery import GALLERY
from tests.docs.picture import ROOT

SCHEMA = json.loads(schemas.text("check"))


def run(*arguments: str, folder: Path = ROOT) -> Result:
    files: Sequence[str] = ("--indicators", str(folder / "indicators.yaml"))
    return CliRunner().invoke(cli, ["check", *arguments, *files], standalone_mode=False)


def status(*arguments: str, folder: Path = ROOT) -> int:
    """Return the exit status that the command returns."""
    result = run(*arguments, folder=folder)
    assert isinstance(result.return_value, int), result.exception
    return result.return_value


# ── The command ──────────────────────────────────────────────────────────────────────────────────


def test_the_shipped_catalogue_passes_strictly() -> None:
    assert status("--strict") == 0


@pytest.mark.parametrize(
    ("code", "arguments", "expected"),
    [
        ("series-gap", ["--strict"], 0),
        ("series-comparator-old", [], 0),
        ("series-comparator-old", ["--strict"], 1),
        ("series-comparator-old", ["--strict", "--ignore", "series"], 0),
        ("key-unknown", [], 1),
        ("key-unknown", ["--select", "series"], 1),
        ("file-empty", [], 1),
        ("file-unreadable", [], 2),
        ("file-unreadable", ["--ignore", "file"], 2),
    ],
)
def test_the_exit_status_says_how_bad_it_is(code: str, arguments: list[str], expected: int) -> None:
    assert status(*arguments, folder=GALLERY / code) == expected


def test_problems_are_the_answer() -> None:
    result = run("--ignore", "series", folder=GALLERY / "key-unknown")
    assert "[key-unknown]" in result.stdout
    assert result.stderr == ""


def test_with_nothing_found_it_is_reported_how_much_was_looked_at() -> None:
    known = ("--ignore", "series-gap", "--ignore", "action-without-status")
    assert run(*known).stdout == "no problems in 8 indicators, 4 periods\n"
    assert run("q4", *known).stdout == ("no problems in 8 indicators, 2018-19 Q4\n")


def test_errors_that_are_not_selected_are_reported_beside_the_answer() -> None:
    result = run("--select", "series", folder=GALLERY / "value-missing")
    assert result.stdout == "no problems in 0 indicators, 0 periods\n"
    assert result.stderr == "errors that were not selected: 1\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--select", "series-gaps"], "there is no code 'series-gaps'; did you mean series-gap?"),
        (["--ignore", "series-gaps"], "there is no code 'series-gaps'; did you mean series-gap?"),
        (["q5"], "'q5' is not a period"),
    ],
)
def test_a_word_without_a_meaning_is_a_usage_error(arguments: list[str], message: str) -> None:
    assert message in str(run(*arguments).exception)


def test_the_answer_can_be_written_to_a_file(tmp_path: Path) -> None:
    output = tmp_path / "problems.json"
    assert run("--format", "json", "--output", str(output)).stdout == ""
    assert output.read_text(encoding="utf-8") == run("--format", "json").stdout


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_json_of_a_problem_holds_its_place() -> None:
    text = run("--format", "json", folder=GALLERY / "series-comparator-old").stdout
    assert json.loads(text) == {
        "schema": "ragcalc/check/1",
        "summary": {"error": 0, "warning": 1, "note": 0, "known": 0},
        "submitted": {
            "files": 0,
            "sheets": 0,
            "figures": 0,
            "period": None,
            "figures_of_period": 0,
        },
        "problems": [
            {
                "code": "series-comparator-old",
                "severity": "warning",
                "message": "2015-16 is 36 months older than the reading for 2018-19 Q4 that it is "
                "compared with",
                "hint": "add a newer figure of england",
                "file": "indicators.yaml",
                "line": 11,
                "column": 30,
                "end_line": 11,
                "end_column": 37,
                "cell": None,
                "key": "indicators.children-in-care.comparators.england.2015-16",
            }
        ],
    }


@pytest.mark.parametrize("code", [code for code in every_code() if code != "file-too-large"])
def test_the_json_of_the_gallery_fits_the_schema(code: str) -> None:
    text = run("--format", "json", folder=GALLERY / code).stdout
    Draft202012Validator(SCHEMA).validate(json.loads(text))


def test_no_problem_is_cut_from_the_json() -> None:
    many = json.loads(check_json.render(Checked((PROBLEM,) * 50, 1, 1, None), Style()))
    assert len(many["problems"]) == many["summary"]["warning"] == 50


def test_the_schema_is_a_schema_and_closed_over_its_fields() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    problem = SCHEMA["properties"]["problems"]["items"]
    assert list(problem["properties"]) == problem["required"]


# ── Text ─────────────────────────────────────────────────────────────────────────────────────────

PROBLEM = LocatedProblem(
    code="series-gap",
    severity=Severity.WARNING,
    message="warning: it is late",
    hint="",
    file="in: warning: out.yaml",
    name="in.yaml",
    span=Span(1, 1, 1, 2),
    key="a",
    excerpt="a: 1",
)


@pytest.mark.parametrize(
    ("severity", "colour", "word"),
    [
        (Severity.WARNING, Colour.NONE, "warning"),
        (Severity.WARNING, Colour.BASIC, "\x1b[30;43mwarning\x1b[0m"),
        (Severity.ERROR, Colour.BASIC, "\x1b[1;31merror\x1b[0m"),
        (Severity.NOTE, Colour.BASIC, "note"),
        (Severity.NOTE, Colour.MANY, "\x1b[38;5;243mnote\x1b[0m"),
    ],
)
def test_the_severity_alone_is_coloured(severity: Severity, colour: Colour, word: str) -> None:
    problem = LocatedProblem(
        PROBLEM.code, severity, PROBLEM.message, "", PROBLEM.file, "", PROBLEM.span, "", "a: 1"
    )
    first = problems_text.render([problem], Style(colour=colour)).splitlines()[0]
    assert first == f"in: warning: out.yaml:1:1: {word}: warning: it is late [series-gap]"


def test_the_last_line_says_what_was_looked_at() -> None:
    text = problems_text.render([PROBLEM], Style(), "8 indicators, 4 periods")
    assert text.endswith("\n\n1 warning in 8 indicators, 4 periods\n")


# ── The page of a code ───────────────────────────────────────────────────────────────────────────


def test_the_page_of_a_check_is_its_docstring() -> None:
    assert code_text.render("value-breakdown-sum", Style()) == (
        "value-breakdown-sum: The parts of a breakdown do not add up to the numerator, or to the "
        "value of a\ncount.\n\n"
        "A warning: probably a mistake. Readers add the parts up. The page that ragcalc's own "
        "example comes\nfrom prints 88 children placed far from home as 53, 29, 3 and 3.\n\n"
        "Failing:\n\n"
        "    unit: percent\n"
        "    values:\n"
        "      2018-19 Q4: {numerator: 88, denominator: 482, breakdown: {Private: 53, Council: "
        "29}}\n\n"
        "Passing:\n\n"
        "    unit: percent\n"
        "    values:\n"
        "      2018-19 Q4:\n"
        "        numerator: 88\n"
        "        denominator: 482\n"
        "        breakdown: {Private: 53, Council: 29, Parents: 3, Other: 3}\n\n"
        "Source: Cheshire West and Chester Council, performance page, 2018-19 year end.\n"
    )


def test_the_page_of_a_code_of_loading_is_its_entry() -> None:
    assert code_text.render("key-unknown", Style()) == (
        "key-unknown: The key is not known in this place; it is often misspelt, or indented "
        "too far.\n\n"
        "An error: a status would be wrong or impossible.\n\n"
        "Failing:\n\n    polarty: low\n\n"
        "Passing:\n\n    polarity: low\n"
    )


def test_a_code_that_no_text_shows_has_no_examples() -> None:
    assert "Failing" not in code_text.render("file-too-large", Style())


def test_every_code_has_its_page() -> None:
    assert code_text.known() == list(every_code())
    for code in code_text.known():
        assert code_text.render(code, Style()).startswith(f"{code}: ")


def test_a_last_line_says_how_much_was_read_of_submitted_tables(tmp_path: Path) -> None:
    book = catalogue(it="", monthly="frequency: monthly", late="")
    long = "indicator,period,value,target\n"
    tables: dict[str, str | bytes] = {
        "a.csv": f"{long}it,2018-19 Q4,5,6\nit,2018-19 Q3,5,\nlate,2018-19 Q4,c,\n",
        "b.xlsx": workbook(
            {
                "One": [["indicator", "2019-M01", "2018-M12"], ["monthly", 1, 2]],
                "Two": [["indicator", "period", "value"], ["it", "2018-19 Q4", 5]],
                "Guidance": [["Fill in one sheet"]],
            }
        ),
    }
    loaded = load(tmp_path, book, tables)
    for period, line in (
        ("2018-19 Q4", "2 figures for 2018-19 Q4 and 2 for other periods"),
        ("2018-19 Q3", "2 figures for 2018-19 Q3 and 2 for other periods"),
        (None, "2 figures for 2018-19 Q3 and 2 for other periods"),
    ):
        checked = check(loaded, period)
        said = check_text.render(checked, Style()).splitlines()[-1]
        assert said == f"read 2 files, 3 sheets, {line}"
        submitted = json.loads(check_json.render(checked, Style()))["submitted"]
        assert submitted == {
            "files": 2,
            "sheets": 3,
            "figures": 4,
            "period": period or "2018-19 Q3",
            "figures_of_period": 2,
        }


def test_the_last_line_names_no_period_where_no_figure_says_which(tmp_path: Path) -> None:
    loaded = load(tmp_path, catalogue(), {"a.csv": "indicator,period,value\nit,2018-19 Q4,c\n"})
    said = check_text.render(check(loaded), Style()).splitlines()[-1]
    assert said == "read 1 file, 1 sheet, 0 figures"
    loaded = load(tmp_path, catalogue(), {"a.csv": "indicator,period,value\nit,2018-19 Q4,5\n"})
    said = check_text.render(check(loaded), Style()).splitlines()[-1]
    assert said == "read 1 file, 1 sheet, 1 figure for 2018-19 Q4"
