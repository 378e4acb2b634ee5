"""The hook, run by pre-commit itself when git commits."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CATALOGUE
from tests.cli.test_changes import run_git

ROOT = Path(__file__).parents[2]
CONFIG = """\
repos:
  - repo: {hooks}
    rev: {revision}
    hooks:
      - id: ragcalc-check
"""
OWN = CATALOGUE.replace("version: 1\n", "version: 1\ndata: [returns/*.csv]\n")
ROW = "indicator,period,value\n"
UNWANTED = shutil.ignore_patterns(".git", ".venv", "*cache*", "build", "dist")


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a catalogue, whose commits the hook of this project looks at."""
    hooks = tmp_path_factory.mktemp("hooks") / "ragcalc"
    shutil.copytree(ROOT, hooks, ignore=UNWANTED)
    run_git(hooks, "init", "--quiet")
    run_git(hooks, "add", "--all")
    run_git(hooks, "commit", "--quiet", "--message=the project")
    revision = run_git(hooks, "rev-parse", "HEAD").strip()
    council = tmp_path_factory.mktemp("council")
    run_git(council, "init", "--quiet")
    (council / "indicators.yaml").write_text(OWN, encoding="utf-8")
    config = CONFIG.format(hooks=hooks.as_posix(), revision=revision)
    (council / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    run_git(council, "add", "--all")
    ended = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", "--install-hooks"],
        cwd=council, env=environment(council), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return council


def environment(council: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {
        f"GIT_{one}_{key}": text
        for one in ("AUTHOR", "COMMITTER")
        for key, text in (("NAME", "A"), ("EMAIL", "a@example.org"))
    }
    return {**own, **who, "PRE_COMMIT_HOME": str(council.parent / "pre-commit")}


def commit(council: Path, name: str, text: str) -> tuple[int, str]:
    """Commit one file; give git's status, and all that was said."""
    (council / name).write_text(text, encoding="utf-8")
    run_git(council, "add", name)
    ended = subprocess.run(
        ["git", "commit", "--message=a change"],
        cwd=council, env=environment(council), capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ended.returncode, ended.stdout + ended.stderr


def test_a_commit_with_a_mistake_is_stopped_and_its_line_is_shown(council: Path) -> None:
    status, output = commit(council, "indicators.yaml", OWN)
    assert status == 0, output
    assert "ragcalc check" in output
    status, output = commit(council, "indicators.yaml", OWN.replace("90", "ninety", 1))
    assert status == 1
    assert re.search(r"^indicators\.yaml:\d+:13: error: ", output, re.MULTILINE), output
    assert "[value-not-a-number]" in output
    status, output = commit(council, "indicators.yaml", f"{OWN}\n")
    assert status == 0, output
    status, output = commit(council, "notes.txt", "nothing that it looks at")
    assert status == 0
    assert "Skipped" in output


def test_a_commit_of_submitted_figures_with_a_mistake_is_stopped_at_its_cell(
    council: Path,
) -> None:
    (council / "returns").mkdir()
    status, output = commit(council, "returns/q1.csv", f"{ROW}red-one,2019-20 Q1,n.a\n")
    assert status == 1
    assert "returns/q1.csv:2:20: error: value must be a number or a reason" in output
    status, output = commit(council, "returns/q1.csv", f"{ROW}red-one,2019-20 Q1,85\n")
    assert status == 0, output
