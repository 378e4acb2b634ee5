"""What GitHub reads of the project: workflows, issue forms, and the actions that they use."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
USED = re.compile(r"^ *-? *uses: +(?!\./)(\S+)@(\S+)(.*)$", re.MULTILINE)


def schema_of(path: Path) -> str:
    if path in WORKFLOWS:
        return "vendor.github-workflows"
    return f"vendor.github-issue-{'config' if path.stem == 'config' else 'forms'}"


@pytest.mark.parametrize("path", [*WORKFLOWS, *FORMS], ids=lambda path: path.name)
def test_a_file_fits_the_schema_of_its_kind(path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema_of(path), str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_an_action_is_named_by_one_commit_everywhere() -> None:
    """A tag can be moved to other code; a commit cannot. This project's own action has none yet."""
    files = [*WORKFLOWS, ROOT / "action.yml", ROOT / "docs" / "ci.md"]
    used = [one for path in files for one in USED.findall(path.read_text(encoding="utf-8"))]
    pinned = {
        (action, commit, version)
        for action, commit, version in used
        if action != "anyshire/ragcalc"
    }
    assert len({action for action, _, _ in pinned}) == len(pinned)
    assert all(re.fullmatch(r"[0-9a-f]{40}", commit) for _, commit, _ in pinned)
    assert all(re.fullmatch(r" # v\d+\.\d+\.\d+", version) for _, _, version in pinned)


def test_only_the_job_that_publishes_may_say_who_it_is() -> None:
    """`id-token: write` is what PyPI trusts, so nothing that is built or tested runs beside it."""
    permissions = {
        (path.name, name): job.get("permissions", read["permissions"])
        for path in WORKFLOWS
        for read in [yaml.safe_load(path.read_text(encoding="utf-8"))]
        for name, job in read["jobs"].items()
    }
    publish = permissions.pop(("release.yml", "publish"))
    assert publish == {"id-token": "write"}
    assert all(one == {"contents": "read"} for one in permissions.values())


def test_what_is_published_has_passed_the_gate() -> None:
    release: dict[str, Any] = yaml.safe_load(
        (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    )
    assert release["jobs"]["gate"]["uses"] == "./.github/workflows/ci.yml"
    assert set(release["jobs"]["publish"]["needs"]) == {"gate", "build"}
    assert [sorted(step) for step in release["jobs"]["publish"]["steps"]] == [
        ["uses", "with"],
        ["uses"],
    ]
