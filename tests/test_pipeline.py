"""The Python interface: the same report as the command's, or CatalogueError with its problems."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import ragcalc
from ragcalc import pipeline as api
from ragcalc.render.media.style import Style
from ragcalc.render.report import json as report_json
from ragcalc.scoring.narrowing import Narrowing
from ragcalc.scoring.results import Report
from ragcalc.vocabulary import Status
from tests.catalogue import submitting

ROOT = Path(__file__).resolve().parents[1]
INDICATORS, THRESHOLDS = ROOT / "indicators.yaml", ROOT / "thresholds.yaml"


def test_it_gives_the_report_that_the_command_prints() -> None:
    report = ragcalc.report(INDICATORS, THRESHOLDS, period="q4")
    printed = subprocess.run(
        [sys.executable, "-m", "ragcalc", "report", "q4", "--format", "json"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert json.loads(report_json.render(report, Style())) == json.loads(printed.stdout)


def test_paths_may_be_text_and_thresholds_and_period_may_be_left_out() -> None:
    report = ragcalc.report(str(INDICATORS))
    assert isinstance(report, Report)
    assert [one.path for one in report.inputs] == ["indicators.yaml", "thresholds.yaml"]
    assert not report.built_in_thresholds
    assert str(report.period) == "2018-19 Q4"
    assert report.summary.status[Status.RED] == 4


AMBER_WITHIN_60_PERCENT = "version: 1\ndefault: {status: {amber: 60%}}\n"


@pytest.mark.parametrize("folder", [".", "catalogue"], ids=["beside it", "in a folder above"])
def test_without_thresholds_those_that_the_command_would_find_apply(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    path = tmp_path / folder / "indicators.yaml"
    path.write_text(submitting.catalogue(a="target: 10, values: {2018-19 Q4: 5}"))
    assert ragcalc.report(path).indicators[0].verdict.status.status is Status.RED
    (tmp_path / "thresholds.yaml").write_text(AMBER_WITHIN_60_PERCENT)
    assert ragcalc.report(path).indicators[0].verdict.status.status is Status.AMBER
    monkeypatch.chdir(path.parent)
    assert ragcalc.report("indicators.yaml").indicators[0].verdict.status.status is Status.AMBER


def test_results_are_frozen() -> None:
    report = ragcalc.report(INDICATORS)
    with pytest.raises(AttributeError):
        report.organisation = "Elsewhere"  # type: ignore[misc]


def test_errors_of_the_catalogue_are_raised_with_all_problems(tmp_path: Path) -> None:
    text = INDICATORS.read_text(encoding="utf-8").replace("unit: percent", "unit: percentage")
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ragcalc.CatalogueError) as raised:
        ragcalc.report(tmp_path / "indicators.yaml")
    problems = raised.value.problems
    assert {problem.code for problem in problems} == {"value-not-one-of"}
    assert len(problems) == text.count("unit: percentage")
    lines = [problem.span.line for problem in problems if problem.span]
    assert lines == sorted(lines)
    assert "unit must be a known unit" in str(raised.value)


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read_is_a_problem_too(tmp_path: Path, name: str) -> None:
    with pytest.raises(ragcalc.CatalogueError) as raised:
        ragcalc.report(tmp_path / name)
    assert [problem.code for problem in raised.value.problems] == ["file-unreadable"]


def test_a_period_without_meaning_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="soon"):
        ragcalc.report(INDICATORS, period="soon")


def test_the_package_has_nothing_else() -> None:
    assert ragcalc.__all__ == ["CatalogueError", "__version__", "history", "report"]
    with pytest.raises(AttributeError, match="no attribute 'reports'"):
        _ = ragcalc.reports


def test_what_is_left_out_stands_in_the_catalogues_order(tmp_path: Path) -> None:
    """Whether its mistake stands in its own lines, in a table, or in what it refers to."""
    broken, valid = "values: {2018-19 Q4: x}", "values: {2018-19 Q4: 5}"
    book = submitting.catalogue(a=valid, b=broken, c=valid, d=f"{broken}, policy: gone")
    rows = "indicator,period,value\na,2018-19 Q3,5 of 6\n"
    loaded = submitting.load(tmp_path, book, {"r.csv": rows})
    report = api.scored(loaded, "2018-19 Q4")
    assert [one.id for one in report.left_out] == ["a", "b", "d"]


def test_an_outcome_has_no_colour_of_its_own_where_one_tier_is_shown(tmp_path: Path) -> None:
    """The colour of some of its indicators would be taken for the outcome's."""
    one = "outcome: safe, target: 5, values: {2018-19 Q4: %s}"
    book = submitting.catalogue("outcomes: {safe: {name: Safe}}", a=one % 5, b=one % 1)
    book = book.replace("b: {", "b: {tier: wider, ")
    (tmp_path / "indicators.yaml").write_text(book, encoding="utf-8")
    (tmp_path / "thresholds.yaml").write_text("version: 1\noutcome: {rule: worst}\n")
    loaded = api.load(tmp_path / "indicators.yaml", tmp_path / "thresholds.yaml")
    whole = api.scored(loaded, "2018-19 Q4").outcomes[0].verdict
    assert whole is not None
    assert whole.status is Status.RED
    assert (
        api.scored(loaded, "2018-19 Q4", narrowing=Narrowing(tiers=("headline",)))
        .outcomes[0]
        .verdict
        is None
    )


def test_a_variable_that_holds_no_limit_is_a_value_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAGCALC_MOST_ROWS", "many")
    with pytest.raises(ValueError, match="RAGCALC_MOST_ROWS must be a whole number"):
        ragcalc.report(INDICATORS)
