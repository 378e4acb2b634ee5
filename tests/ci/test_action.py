"""The action for GitHub: each step of action.yml is run as the runner would."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.cli.conftest import CATALOGUE
from tests.cli.test_changes import run_git

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the action has bash scripts")

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: dict[str, dict[str, Any]] = {
    step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step
}
INSTALL, CHECK, COMMENT = STEPS
WORDS = re.compile(r"\$\{\{ ([\w.-]+) \}\}")
MARK = "<!-- ragcalc: what changed -->\n"


class Ran(NamedTuple):
    """How a step ended."""

    status: int
    out: str
    outputs: dict[str, str]
    summary: str


class Runner:
    """A runner of GitHub with a checkout: it fills in expressions, and runs steps with bash."""

    def __init__(self, temporary: Path, checkout: Path) -> None:
        self.temporary, self.checkout = temporary, checkout
        self.known = {"github.action_path": str(ROOT), "github.token": "secret"}
        self.known |= {
            f"inputs.{name}": str(told["default"]) for name, told in ACTION["inputs"].items()
        }
        self.path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

    def run(self, name: str, inputs: Mapping[str, str] | None = None, base: str = "") -> Ran:
        self.known |= {f"inputs.{key}": text for key, text in (inputs or {}).items()}
        self.known |= {"github.event.pull_request.base.sha": base}
        self.known |= {"github.event.pull_request.number": "7"}
        step = STEPS[name]
        files = {key: self.temporary / key for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        script = self.temporary / "step.sh"
        script.write_text(self.filled(step["run"]), encoding="utf-8")
        env = {
            **{key: self.filled(text) for key, text in step.get("env", {}).items()},
            **{key: str(file) for key, file in files.items()},
            "PATH": self.path, "HOME": str(self.temporary), "RUNNER_TEMP": str(self.temporary),
            "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(self.checkout),
            "GITHUB_REPOSITORY": "anyshire/performance", "LOG": str(self.temporary / "gh.log"),
            **{key: text for key, text in os.environ.items() if key.startswith("PIP_")},
        }  # fmt: skip
        ended = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.checkout, env=env, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        pairs = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        outputs = dict(pair.split("=", 1) for pair in pairs)
        self.known |= {f"steps.{step.get('id')}.outputs.{key}": v for key, v in outputs.items()}
        summary = files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return Ran(ended.returncode, ended.stdout + ended.stderr, outputs, summary)

    def filled(self, text: str) -> str:
        """Replace expressions; the default of an input may be one."""
        while WORDS.search(text):
            text = WORDS.sub(lambda found: self.known[found[1]], text)
        return text


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a runner in which the action has installed the program."""
    temporary = tmp_path_factory.mktemp("runner")
    ran = Runner(temporary, temporary).run(INSTALL)
    assert ran.status == 0, ran.out
    return temporary


@pytest.fixture
def runner(installed: Path, tmp_path: Path) -> Runner:
    """A runner whose checkout has a catalogue below its root."""
    checkout = tmp_path / "checkout"
    (checkout / "performance").mkdir(parents=True)
    (checkout / "performance" / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    run_git(checkout, "init", "--quiet", "--initial-branch=main")
    run_git(checkout, "add", "--all")
    run_git(checkout, "commit", "--quiet", "--message=first")
    (tmp_path / "ragcalc").symlink_to(installed / "ragcalc")
    return Runner(tmp_path, checkout)


INPUTS = {"indicators": "performance/indicators.yaml", "period": "q4"}


def write(runner: Runner, old: str, new: str) -> None:
    """Change the catalogue of the checkout."""
    path = runner.checkout / "performance" / "indicators.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_changed_stands_in_the_summary_and_in_a_file(runner: Runner) -> None:
    write(runner, "2018-19 Q4: 95", "2018-19 Q4: 60")
    ran = runner.run(CHECK, INPUTS, base="HEAD")
    assert ran.status == 0, ran.out
    changes = Path(ran.outputs["changes"]).read_text(encoding="utf-8")
    assert ran.outputs["status"] == "0"
    assert "| Worse | Green one | ● Green | ■ Red | 95% | 60% |" in changes
    assert changes in ran.summary


def test_a_movement_may_fail(runner: Runner) -> None:
    write(runner, "2018-19 Q4: 95", "2018-19 Q4: 60")
    ran = runner.run(CHECK, {**INPUTS, "fail-on": "no-longer-rated worse"}, base="HEAD")
    assert (ran.status, ran.outputs["status"]) == (1, "0")
    assert "--fail-on worse: green-one" in ran.out


def test_a_mistake_is_annotated_at_its_line_and_fails(runner: Runner) -> None:
    write(runner, "2018-19 Q4: 95", "2018-19 Q4: ninety")
    ran = runner.run(CHECK, INPUTS, base="HEAD")
    assert ran.status == 2
    assert ran.outputs == {"status": "1", "changes": ""}
    assert re.search(r"^::error file=performance/indicators\.yaml,line=\d+,", ran.out, re.MULTILINE)


def test_warnings_fail_where_they_shall(runner: Runner) -> None:
    write(runner, "unit: percent", "unit: percent\n    reported: {2018-19 Q4: green}")
    assert runner.run(CHECK, INPUTS).status == 0
    assert runner.run(CHECK, {**INPUTS, "strict": "true"}).status == 1


def test_submitted_figures_are_named_one_a_line(runner: Runner) -> None:
    folder = runner.checkout / "my returns"
    folder.mkdir()
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text("indicator,period,value\nunknown,2018-19 Q4,5\n")
    ran = runner.run(CHECK, {**INPUTS, "data": "my returns/a.csv\nmy returns/b.csv\n"})
    assert ran.status == 1
    assert [f"::error file=my returns/{name}" in ran.out for name in ("a.csv", "b.csv")] == [
        True,
        True,
    ]


def test_a_new_catalogue_has_nothing_to_be_compared_with(runner: Runner) -> None:
    run_git(runner.checkout, "mv", "performance", "council")
    ran = runner.run(CHECK, {**INPUTS, "indicators": "council/indicators.yaml"}, base="HEAD")
    assert (ran.status, ran.outputs) == (0, {"status": "0", "changes": ""})
    assert "nothing to compare with" in ran.out


def test_a_change_that_mends_the_base_passes_with_nothing_to_compare(runner: Runner) -> None:
    write(runner, "2018-19 Q4: 95", "2018-19 Q4: ninety")
    run_git(runner.checkout, "commit", "--quiet", "--all", "--message=broken")
    write(runner, "2018-19 Q4: ninety", "2018-19 Q4: 95")
    ran = runner.run(CHECK, INPUTS, base="HEAD")
    assert (ran.status, ran.outputs) == (0, {"status": "0", "changes": ""})
    assert "nothing to compare with: HEAD has errors" in ran.out
    ran = runner.run(CHECK, {**INPUTS, "fail-on": "wrose"}, base="HEAD~1")
    assert ran.status == 2


def test_the_figures_that_a_change_submits_are_told_by_what_they_change(runner: Runner) -> None:
    returns = runner.checkout / "performance" / "returns"
    returns.mkdir()
    table = "indicator,period,value\ngreen-one,2019-20 Q4,60\n"
    (returns / "q4.csv").write_text(table, encoding="utf-8")
    for data in ("performance/returns", "performance/returns/q4.csv", "performance/*/*.csv"):
        ran = runner.run(CHECK, {**INPUTS, "data": data}, base="HEAD")
        assert (ran.status, ran.outputs["status"]) == (0, "0"), ran.out
        assert "| Now rated | Green one | ○ M | ■ Red | – | 60% |" in ran.summary


@pytest.mark.parametrize("name", ["indicators", "data", "period", "base", "fail-on", "strict"])
def test_no_input_is_read_as_a_command(runner: Runner, name: str) -> None:
    hostile = "$(touch stolen)`touch stolen`; touch stolen #"
    runner.run(CHECK, {**INPUTS, name: hostile}, base=hostile if name == "base" else "HEAD")
    assert not (runner.checkout / "stolen").exists()


# ── The comment ──────────────────────────────────────────────────────────────────────────────────

GH = """\
#!{python}
import json, os, sys
with open(os.environ["LOG"], "a") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
if "--paginate" in sys.argv:
    print("{known}")
"""


def commented(runner: Runner, known: str, changes: str) -> tuple[list[list[str]], str]:
    """Run the step with a gh that knows a comment; give what it was called with, and the body."""
    gh = runner.temporary / "gh"
    gh.write_text(GH.format(python=sys.executable, known=known), encoding="utf-8")
    gh.chmod(0o755)
    runner.path = f"{runner.temporary}{os.pathsep}{runner.path}"
    file = runner.temporary / "changes.md"
    file.write_text(changes, encoding="utf-8")
    runner.known["steps.check.outputs.changes"] = str(file)
    assert runner.run(COMMENT).status == 0
    calls = (runner.temporary / "gh.log").read_text(encoding="utf-8").splitlines()
    body = (runner.temporary / "changes.md.comment").read_text(encoding="utf-8")
    return [json.loads(call) for call in calls], body


ISSUE = "repos/anyshire/performance/issues"


@pytest.mark.parametrize(
    ("known", "sent"),
    [("", ["POST", f"{ISSUE}/7/comments"]), ("42", ["PATCH", f"{ISSUE}/comments/42"])],
)
def test_one_comment_is_written_anew_at_each_run(
    runner: Runner, known: str, sent: list[str]
) -> None:
    calls, body = commented(runner, known, "### Anyshire\n")
    assert body == f"{MARK}### Anyshire\n"
    asked, (*_, method, address, _, field) = calls
    assert asked[:3] == ["api", "--paginate", f"{ISSUE}/7/comments"]
    assert [method, address] == sent
    assert field == f"body=@{runner.temporary}/changes.md.comment"


def test_what_is_too_long_for_a_comment_ends_at_a_line(runner: Runner) -> None:
    _, body = commented(runner, "", "| é |\n" * 20_000)
    assert len(body.encode()) < 65_536
    assert set(body.removeprefix(MARK).splitlines()[:-2]) == {"| é |"}
    assert body.endswith("… the rest stands in the summary of the run.\n")


def test_every_input_is_used_and_told_on_the_page() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"])
    assert used == set(re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE))
