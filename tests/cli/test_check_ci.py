"""`ragcalc check` in CI: formats, several at once, baselines, and what GitHub's runner wants."""

import json
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.checks import run
from ragcalc.render.check import github as check_github
from ragcalc.render.formats import DocumentKind
from tests.cli.running import Answer, in_process
from tests.formats import names

BROKEN = """\
version: 1
organisation: Anyshire
indicators:
  it: {name: It, unit: count, polarity: high, target: ninety, values: {2018-19 Q4: 5}}
  other: {name: Other, unit: count, polarity: high, values: {2018-19 Q4: five}}
"""
NAMES = names(DocumentKind.CHECK)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a broken catalogue in a folder of it."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "performance"
    folder.mkdir()
    (folder / "indicators.yaml").write_text(BROKEN, encoding="utf-8")
    return folder


def check(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> Answer:
    return in_process("check", *arguments, cwd=folder, env=env)


@pytest.mark.parametrize("format_", NAMES)
def test_every_format_ends_with_the_status_of_the_text(repository: Path, format_: str) -> None:
    answer = check(repository, "--format", format_)
    assert (answer.status, answer.err) == (1, "")
    assert "value-not-a-number" in answer.out


@pytest.mark.parametrize("format_", names(DocumentKind.CHECK, lambda one: one.for_ci))
def test_formats_of_ci_name_files_from_the_repositorys_root(repository: Path, format_: str) -> None:
    assert "performance/indicators.yaml" in check(repository, "--format", format_).out
    below = check(repository.parent, "--indicators", "performance/indicators.yaml")
    assert below.out.startswith("performance/indicators.yaml:4:55: error")


def test_the_runners_own_root_comes_before_the_repositorys(repository: Path) -> None:
    env = {"CI_PROJECT_DIR": str(repository)}
    (first, *_) = json.loads(check(repository, "--format", "gitlab", env=env).out)
    assert first["location"]["path"] == "indicators.yaml"


def test_several_formats_are_written_at_once(repository: Path) -> None:
    outputs = [f"--output={name}=out.{name}" for name in NAMES]
    answer = check(repository, *outputs)
    assert (answer.status, answer.out, answer.err) == (1, "", "")
    for name in NAMES:
        written = (repository / f"out.{name}").read_text(encoding="utf-8")
        assert written == check(repository, "--format", name).out


def test_one_of_several_formats_may_be_printed(repository: Path) -> None:
    answer = check(repository, "--output=json=out.json", "--output=text=-")
    assert answer.out == check(repository).out
    assert (repository / "out.json").is_file()
    assert not (repository / "-").exists()


@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        (["json=a", "sarif=./a"], "two --output options write to a"),
        (["json=-", "text=-"], "two --output options write to -"),
        (["sarif="], "--output 'sarif=' names no file"),
        ([""], "--output '' names no file"),
    ],
)
def test_an_output_that_has_no_meaning_is_refused(
    repository: Path, outputs: list[str], message: str
) -> None:
    answer = check(repository, *(f"--output={one}" for one in outputs))
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(f"Error: {message}\n")
    assert [one.name for one in repository.iterdir()] == ["indicators.yaml"]


def test_a_misspelt_format_is_no_part_of_a_files_name(repository: Path) -> None:
    answer = check(repository, "--output", "sarf=x.sarif")
    assert (answer.status, answer.out) == (2, "")
    assert "there is no format 'sarf'; did you mean sarif?" in answer.err
    assert [one.name for one in repository.rglob("*sarif*")] == []
    assert check(repository, "--output", "a=b.txt").status in (0, 1)
    assert [one.name for one in repository.rglob("a=b.txt")] == ["a=b.txt"]


def test_an_output_without_a_format_is_in_the_one_that_is_printed(repository: Path) -> None:
    assert check(repository, "--format", "json", "--output", "a=b.json").status == 1
    assert json.loads((repository / "a=b.json").read_bytes())["schema"] == "ragcalc/check/1"


def test_an_output_never_replaces_a_file_that_is_read(repository: Path) -> None:
    answer = check(repository, "--output", "sarif=indicators.yaml")
    assert answer.status == 2
    assert (repository / "indicators.yaml").read_text(encoding="utf-8") == BROKEN


def test_inside_github_actions_annotations_and_a_summary_come_by_themselves(
    repository: Path,
) -> None:
    summary = repository / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    answer = check(repository, env=env)
    assert answer.out.startswith("::error file=performance/indicators.yaml,line=4")
    summarised = summary.read_text(encoding="utf-8")
    assert summarised.startswith("before\n### ragcalc check: 2 errors\n")
    assert check(repository, "--format", "text", env=env).out.startswith("indicators.yaml:4")
    assert summary.read_text(encoding="utf-8") == summarised


def test_a_summary_has_so_many_bytes_and_whole_rows(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = run.check(api.load(repository / "indicators.yaml", None))
    whole = check_github.summary(checked)
    *head, first, second = whole.splitlines(keepends=True)
    for most, summarised in {
        len((first + second).encode()): [first, second],
        len((first + second).encode()) - 1: [first, "\n", "and 1 more\n"],
        0: ["\n", "and 2 more\n"],
    }.items():
        monkeypatch.setattr(check_github, "MOST_BYTES", most)
        assert check_github.summary(checked) == "".join([*head, *summarised])


def test_inside_github_actions_annotations_come_beside_files(repository: Path) -> None:
    summary = repository / "summary.md"
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    answer = check(repository, "--output", "sarif=a.sarif", "--output", "a.txt", env=env)
    assert answer.out.startswith("::error file=performance/indicators.yaml,line=4")
    assert summary.is_file()
    assert (repository / "a.txt").read_text(encoding="utf-8").startswith("indicators.yaml:4")
    for more in (["--format", "json", "--output", "a.json"], ["--output", "text=-"]):
        assert "::error" not in check(repository, *more, env=env).out


def test_a_summary_that_cannot_be_written_fails_nothing(repository: Path) -> None:
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(repository)}
    answer = check(repository, env=env)
    assert (answer.status, answer.err) == (1, f"warning: {repository}: Is a directory\n")


# ── Baselines ────────────────────────────────────────────────────────────────────────────────────


def test_a_baseline_lets_pass_what_it_knows_and_nothing_else(repository: Path) -> None:
    written = check(repository, "--baseline", "known.json", "--write-baseline")
    assert (written.status, written.out) == (0, "")
    assert written.err == "wrote known.json: 2 known problems\n"
    answer = check(repository, "--baseline", "known.json")
    assert (answer.status, answer.out) == (0, "no problems in 0 indicators, 0 periods; 2 known\n")
    moved = "# a line\n\n" + BROKEN.replace("}}", "}, lag: soon}", 1)
    (repository / "indicators.yaml").write_text(moved, encoding="utf-8")
    answer = check(repository, "--baseline", "known.json")
    assert answer.status == 1
    (line,) = [line for line in answer.out.splitlines() if "error:" in line]
    assert line.startswith("indicators.yaml:6:93: error: lag must be a number of months")


def test_a_baseline_that_is_not_there_or_is_something_else_is_reported(repository: Path) -> None:
    assert check(repository, "--baseline", "known.json").err == (
        "Error: known.json does not exist; add --write-baseline to create it\n"
    )
    (repository / "notes.txt").write_text("mine", encoding="utf-8")
    for more in ([], ["--write-baseline"]):
        answer = check(repository, "--baseline", "notes.txt", *more)
        assert answer.status == 2
        assert "notes.txt is not a baseline" in answer.err
    assert (repository / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert "needs --baseline FILE" in check(repository, "--write-baseline").err


ENTRY = (
    '{"schema": "ragcalc/baseline/1", '
    '"problems": [{"file": "a", "code": "b", "key": "", "count": 1}]}'
)


@pytest.mark.parametrize(
    "text",
    [
        ENTRY.replace("1}", "1e999}"),
        ENTRY.replace("1}", "NaN}"),
        '{"schema": "ragcalc/baseline/1", "problems": 7}',
        '{"schema": "ragcalc/baseline/2", "problems": []}',
        "[]",
        "[" * 100_000,
        "1" * 5000,
        "",
    ],
)
def test_a_baseline_of_any_other_shape_is_none(repository: Path, text: str) -> None:
    (repository / "known.json").write_text(text, encoding="utf-8")
    answer = check(repository, "--baseline", "known.json")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("Error: known.json is not a baseline: ")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device of Unix")
def test_a_baseline_without_an_end_is_not_waited_for(repository: Path) -> None:
    answer = check(repository, "--baseline", "/dev/zero")
    assert (answer.status, answer.err) == (2, "Error: /dev/zero: it is not a file\n")
