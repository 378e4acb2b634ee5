"""Patterns, pipes and devices: whatever is named, nobody waits for ever."""

import os
from pathlib import Path

import pytest

from ragcalc import paths
from ragcalc import pipeline as api
from ragcalc.catalogue import files
from tests.cli.conftest import CATALOGUE, Command

# ── What used to take for ever ───────────────────────────────────────────────────────────────────

ENDLESS = ("**/*.csv", "**", "**/**/**/**/**/**/**/*.csv", "*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*")
LINES = {
    "data": "data: ['P']",
    "include": "include: ['P']",
    "file": "datasets: {d: {file: 'P'}}",
    "neighbours": "datasets: {d: {file: a.csv, neighbours: 'P'}}",
}
DRAWN = "dataset: {name: d, measure: m}"
MOST = 10_000


@pytest.fixture
def rounds(council: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue in a folder with two links to itself."""
    monkeypatch.setenv("RAGCALC_MOST_NAMES", str(MOST))
    for name in ("l1", "l2"):
        (council / name).symlink_to(".")
    (council / "q1").mkdir()
    (council / "q1" / "a.csv").touch()
    return council


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often each pattern looked at a file or folder."""
    counted: list[int] = []
    matching, spend = paths.matching, paths._Search._spend

    def counting(pattern: str, folder: Path) -> list[Path]:
        counted.append(0)
        return matching(pattern, folder)

    def spending(search: "paths._Search", count: int = 1) -> None:
        spend(search, count)
        counted[-1] += count

    monkeypatch.setattr(paths, "matching", counting)
    monkeypatch.setattr(paths._Search, "_spend", spending)
    return counted


@pytest.mark.parametrize("pattern", ENDLESS)
@pytest.mark.parametrize("line", LINES)
def test_no_pattern_of_a_catalogue_takes_for_ever(
    rounds: Path, count: list[int], line: str, pattern: str
) -> None:
    text = CATALOGUE.replace("indicators:", f"{LINES[line].replace('P', pattern)}\nindicators:", 1)
    text = text.replace("    name: Red", f"    {DRAWN}\n    name: Red") if "d:" in text else text
    path = rounds / "indicators.yaml"
    path.write_text(text, encoding="utf-8")
    api.load(path, None)
    assert all(one <= MOST for one in count)
    assert bool(count) is (line in ("data", "include"))  # a dataset is named by no pattern


@pytest.mark.parametrize("pattern", ENDLESS)
def test_no_pattern_on_the_command_line_takes_for_ever(
    rounds: Path,
    ragcalc: Command,
    count: list[int],
    monkeypatch: pytest.MonkeyPatch,
    pattern: str,
) -> None:
    monkeypatch.setenv("RAGCALC_MOST_NAMES", str(MOST))  # anew: `ragcalc` clears what was set
    (rounds / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    assert ragcalc("check", "--data", pattern, "--output", "out.txt").status in (1, 2)
    assert count
    assert all(one <= MOST for one in count)


def test_a_pattern_that_looks_too_far_is_reported(
    rounds: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAGCALC_MOST_NAMES", "3")
    text = CATALOGUE.replace("indicators:", "include: ['**/*.yml']\nindicators:", 1)
    (rounds / "indicators.yaml").write_text(text, encoding="utf-8")
    why = "cannot be read: it looks more than 3 times at files and folders [file-unreadable]"
    output = ragcalc("check").out
    assert f"**/*.yml {why}" in output
    assert "hint: name the folder, or write fewer asterisks" in output
    (rounds / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    answer = ragcalc("check", "--data", "q1/../**/x*.csv")
    assert answer.status == 2
    assert f"x*.csv {why}" in answer.out


def test_a_pattern_of_very_many_parts_is_reported(council: Path, ragcalc: Command) -> None:
    path = council / "indicators.yaml"
    for key in ("data", "include"):
        line = f"{key}: ['{'**/*/' * 30_000}x.csv']"
        path.write_text(CATALOGUE.replace("indicators:", f"{line}\nindicators:", 1))
        answer = ragcalc("check", "--format", "json")
        assert answer.status == 2
        assert "cannot be read: it has more than 100 parts" in answer.out


# ── What is no file ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "--indicators", "pipe"],
        ["report", "--thresholds", "pipe"],
        ["report", "--data", "pipe"],
        ["report", "--data", "tables"],
        ["report", "--data", "tables/*.csv"],
        ["check", "--baseline", "pipe"],
        ["check", "--baseline", "pipe", "--write-baseline"],
        ["init", "new", "--from", "pipe"],
        ["init", "new", "--from", "/dev/zero"],
        ["init", "new", "--from-dataset", "pipe", "--area", "Leeds"],
        ["report", "--template", "pipe", "--output", "report.docx"],
        ["report", "--indicators", "/dev/zero"],
        ["report", "--data", "/dev/zero"],
        ["diff", "pipe"],
        ["diff", "."],
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX systems have them")
def test_nobody_waits_for_a_pipe_or_reads_a_device(
    council: Path, ragcalc: Command, arguments: list[str]
) -> None:
    (council / "tables").mkdir()
    os.mkfifo(council / "pipe")
    os.mkfifo(council / "tables" / "pipe.csv")
    assert ragcalc(*arguments).status == (0 if arguments == ["diff", "."] else 2)


REFUSED_PIPES = {
    "data": "file-unreadable: pipe.csv cannot be read: it is not a file",
    "include": "file-unreadable: pipe.csv cannot be read: it is not a file",
    "file": "dataset-unreadable: pipe.csv cannot be read: it is not a file",
    "neighbours": "dataset-neighbours: pipe.csv cannot be read: it is not a file",
}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX systems have them")
def test_a_pipe_that_a_catalogue_names_is_refused(tmp_path: Path, line: str) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "a.csv").write_text("measure,year,area,value\nm,2018-19,Anyshire,5\n")
    written = LINES[line].replace("P", "pipe.csv")
    text = CATALOGUE.replace("indicators:", f"{written}\nindicators:", 1)
    text = text.replace("    name: Red", f"    {DRAWN}\n    name: Red") if "d:" in text else text
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    loaded = api.load(tmp_path / "indicators.yaml", None)
    problems = [f"{one.code}: {one.message}" for one in [*loaded.problems, *loaded.warnings]]
    assert problems == [REFUSED_PIPES[line]]


@pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX systems have them")
def test_a_pipe_called_indicators_yaml_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "indicators.yaml")
    assert files.find("indicators.yaml", tmp_path, tmp_path) is None
