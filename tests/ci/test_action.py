"""The action for GitHub: each step of action.yml is run as the runner would."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import click
import pytest
import yaml

from ragcalc.cli import cli
from tests.cli.conftest import CATALOGUE
from tests.cli.test_changes import run_git
from tests.docs.pages import DOCS, Page, plain

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
        self.set_by_workflow: dict[str, str] = {}
        self.api = "http://127.0.0.1:9"  # where nothing answers
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
            **self.set_by_workflow,
            **{key: self.filled(text) for key, text in step.get("env", {}).items()},
            **{key: str(file) for key, file in files.items()},
            "PATH": self.path, "HOME": str(self.temporary), "RUNNER_TEMP": str(self.temporary),
            "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(self.checkout),
            "GITHUB_REPOSITORY": "anyshire/performance", "GITHUB_API_URL": self.api,
            "GITHUB_GRAPHQL_URL": f"{self.api}/graphql",
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


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of a runner that has installed the program, with a hostile checkout in it.

    One serves all tests, be they run by several processes: an install takes most of their time.
    """
    import fcntl

    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "action"
    (folder / "checkout").mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            plant(folder / "checkout")
            runner = Runner(folder, folder / "checkout")
            runner.set_by_workflow = hostile(runner.checkout)
            ran = runner.run(INSTALL)
            assert ran.status == 0, ran.out
            (folder / "done").touch()
    return folder


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


FROM_A_DATASET = """\
version: 1
organisation: Anyshire
comparators: {england: {name: England, kind: national}}
datasets: {national: {file: national.csv}}
indicators:
  one: {name: One, unit: percent, polarity: high, dataset: {name: national, measure: A},
    target: {comparator: england}, values: {2018-19 Q4: 95}}
"""
NATIONAL = "measure,year,area,name,value\nA,2018-19,970,England,90\n"


def test_a_target_from_a_dataset_is_the_same_as_at_a_desk(runner: Runner) -> None:
    folder = runner.checkout / "performance"
    (folder / "indicators.yaml").write_text(FROM_A_DATASET, encoding="utf-8")
    (folder / "national.csv").write_text(NATIONAL, encoding="utf-8")
    run_git(runner.checkout, "add", "--all")
    run_git(runner.checkout, "commit", "--quiet", "--message=a dataset")
    write(runner, "2018-19 Q4: 95", "2018-19 Q4: 60")
    ran = runner.run(CHECK, INPUTS, base="HEAD")
    assert ran.status == 0, ran.out
    assert (
        "| Worse | One | ● Green | ■ Red | 95% | 60% |" in Path(ran.outputs["changes"]).read_text()
    )


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


def test_the_figures_that_a_change_submits_are_reported_by_what_they_change(runner: Runner) -> None:
    returns = runner.checkout / "performance" / "returns"
    returns.mkdir()
    table = "indicator,period,value\ngreen-one,2019-20 Q4,60\n"
    (returns / "q4.csv").write_text(table, encoding="utf-8")
    for data in ("performance/returns", "performance/returns/q4.csv", "performance/*/*.csv"):
        ran = runner.run(CHECK, {**INPUTS, "data": data}, base="HEAD")
        assert (ran.status, ran.outputs["status"]) == (0, "0"), ran.out
        assert "| Now rated | Green one | ○ M | ■ Red | – | 60% |" in ran.summary


# ── What a checkout or an input may not do ───────────────────────────────────────────────────────

STOLEN = "from pathlib import Path; Path(__file__).with_name('stolen').touch()\n"
SHADOWS = ["venv", "pip/__init__", "pip/__main__", "ragcalc/__init__", "ragcalc/__main__",
           "sitecustomize", "usercustomize", "json", "encodings", "hatchling/__init__", "yaml",
           "click/__init__"]  # fmt: skip


def plant(checkout: Path) -> None:
    """Put modules into a checkout that leave a mark where one of them runs."""
    for name in SHADOWS:
        module = checkout / f"{name}.py"
        module.parent.mkdir(exist_ok=True)
        module.write_text(STOLEN, encoding="utf-8")
    (checkout / "evil.pth").write_text("import venv\n", encoding="utf-8")
    (checkout / "bash.env").write_text("touch stolen\n", encoding="utf-8")
    (checkout / "pip.conf").write_text("[global]\nindex-url = http://127.0.0.1:9\n")
    (checkout / "pyproject.toml").write_text("[build-system]\nrequires = ['stolen']\n")


def stolen(checkout: Path) -> list[Path]:
    return list(checkout.rglob("stolen"))


def hostile(checkout: Path) -> dict[str, str]:
    """Return an environment that leads Python and bash to the modules of a checkout."""
    return {
        "PYTHONPATH": f".:{checkout}", "PYTHONWARNINGS": "error::venv.Stolen",
        "BASH_ENV": f"{checkout}/bash.env",
    }  # fmt: skip


def test_no_file_of_the_checkout_runs_at_the_install(installed: Path) -> None:
    assert (installed / "checkout" / "venv.py").exists()
    assert stolen(installed / "checkout") == []


@pytest.mark.parametrize("name", [CHECK, COMMENT])
@pytest.mark.parametrize("is_hostile", [False, True], ids=["none", "hostile"])
def test_no_file_of_the_checkout_runs(
    runner: Runner, tmp_path: Path, name: str, is_hostile: bool
) -> None:
    plant(runner.checkout)
    runner.set_by_workflow = hostile(runner.checkout) if is_hostile else {}
    runner.known["steps.check.outputs.changes"] = str(tmp_path / "changes.md")
    (tmp_path / "changes.md").write_text("### Anyshire\n", encoding="utf-8")
    ran = runner.run(name, INPUTS, base="HEAD")
    assert (ran.status, stolen(runner.checkout)) == (0, []), ran.out


def test_a_repository_inside_the_checkout_is_none(runner: Runner) -> None:
    """Git takes a folder with HEAD, objects and refs for a repository, and obeys its config."""
    folder = runner.checkout / "performance"
    run_git(folder, "init", "--quiet", "--bare", ".")
    run_git(folder, "config", "core.bare", "false")
    run_git(folder, "config", "core.worktree", str(folder))
    run_git(folder, "config", "core.fsmonitor", f"touch {folder}/stolen; false")
    write(runner, "2018-19 Q4: 95", "2018-19 Q4: 60")
    ran = runner.run(CHECK, {**INPUTS, "fail-on": "worse"}, base="HEAD")
    assert (ran.status, stolen(runner.checkout)) == (1, []), ran.out
    assert "| Worse | Green one |" in ran.summary


@pytest.mark.parametrize(
    ("link", "target", "status"),
    [
        ("performance/indicators.yaml", "../council/indicators.yaml", 1),
        ("performance", "council", 2),
    ],
)
def test_a_link_to_another_catalogue_does_not_end_the_comparison(
    runner: Runner, link: str, target: str, status: int
) -> None:
    """The base has nothing where the link leads, which is no reason to pass."""
    write(runner, "2018-19 Q4: 95", "2018-19 Q4: 60")
    run_git(runner.checkout, "mv", "performance", "council")
    place = runner.checkout / link
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(target)
    run_git(runner.checkout, "add", "--all")
    ran = runner.run(CHECK, {**INPUTS, "fail-on": "worse"}, base="HEAD")
    assert (ran.status, ran.outputs["status"]) == (status, "0"), ran.out


@pytest.mark.parametrize("name", ["indicators", "data", "period", "base", "fail-on", "strict"])
def test_no_input_is_read_as_a_command(runner: Runner, name: str) -> None:
    hostile = "$(touch stolen)`touch stolen`; touch stolen #"
    runner.run(CHECK, {**INPUTS, name: hostile}, base=hostile if name == "base" else "HEAD")
    assert stolen(runner.checkout) == []


@pytest.mark.parametrize("name", ["indicators", "data", "period", "base", "fail-on", "strict"])
def test_no_input_is_read_as_an_option(runner: Runner, name: str) -> None:
    hostile = "--output=stolen"
    ran = runner.run(CHECK, {**INPUTS, name: hostile}, base="HEAD")
    assert (ran.status, stolen(runner.checkout)) == (2, []), ran.out


@pytest.mark.parametrize(
    "base",
    ["-", "--upload-pack=touch stolen", "--output=stolen", "HEAD:performance", "main:refs/heads/x",
     "HEAD\n::add-mask::x", "HEAD\t"],
)  # fmt: skip
def test_a_base_that_names_no_revision_is_refused(runner: Runner, base: str) -> None:
    ran = runner.run(CHECK, {**INPUTS, "base": base})
    assert (ran.status, ran.outputs) == (2, {"status": "2", "changes": ""})
    (line,) = (line for line in ran.out.splitlines() if line.startswith("::"))
    shown = base.replace("\n", "%0A").replace("\t", "%09") if "\n" in base else base
    assert line == f"::error::base is not the name of a revision: {shown}"
    assert stolen(runner.checkout) == []
    assert run_git(runner.checkout, "branch", "--list", "x") == ""


def test_a_base_that_is_nowhere_is_an_error(runner: Runner) -> None:
    ran = runner.run(CHECK, {**INPUTS, "base": "0" * 39 + "1"})
    assert (ran.status, ran.outputs) == (2, {"status": "0", "changes": ""})
    assert f"::error::base is not in the repository: {'0' * 39}1\n" in ran.out


def test_a_base_that_a_shallow_checkout_lacks_is_fetched(runner: Runner, tmp_path: Path) -> None:
    write(runner, "2018-19 Q4: 95", "2018-19 Q4: 60")
    run_git(runner.checkout, "checkout", "--quiet", "-b", "change")
    run_git(runner.checkout, "commit", "--quiet", "--all", "--message=change")
    shallow = tmp_path / "shallow"
    address = f"file://{runner.checkout}"
    run_git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=change", address, str(shallow))
    runner.checkout = shallow
    ran = runner.run(CHECK, {**INPUTS, "base": "main"})
    assert ran.status == 0, ran.out
    assert "| Worse | Green one |" in ran.summary


@pytest.mark.parametrize("words", ["*", "w*", "--help", "worse;", "wrose", "worse *"])
def test_a_word_of_fail_on_that_is_no_movement_is_refused(runner: Runner, words: str) -> None:
    (runner.checkout / "worse").touch()  # what a pattern would find
    for base in ("", "HEAD"):
        ran = runner.run(CHECK, {**INPUTS, "fail-on": words}, base=base)
        assert (ran.status, ran.outputs) == (2, {"status": "2", "changes": ""})
        assert f"::error::fail-on is not a movement: {words.split()[-1]}\n" in ran.out


def test_fail_on_takes_words_on_several_lines(runner: Runner) -> None:
    write(runner, "2018-19 Q4: 95", "2018-19 Q4: 60")
    ran = runner.run(CHECK, {**INPUTS, "fail-on": "added\n  worse\n"}, base="HEAD")
    assert (ran.status, ran.outputs["status"]) == (1, "0")


def test_strict_is_true_or_false(runner: Runner) -> None:
    ran = runner.run(CHECK, {**INPUTS, "strict": "yes"})
    assert (ran.status, ran.outputs) == (2, {"status": "2", "changes": ""})
    assert "::error::strict is not true or false: yes\n" in ran.out


def test_the_movements_are_those_of_the_program() -> None:
    script = (ROOT / ".ci" / "action" / "check").read_text(encoding="utf-8")
    (words,) = re.findall(r"^movements='([^']*)'", script, re.MULTILINE)
    (option,) = (one for one in cli.commands["diff"].params if one.name == "fail_on")
    assert isinstance(option.type, click.Choice)
    assert sorted(words.split()) == sorted(option.type.choices)


@pytest.mark.parametrize(
    "name", ["-x.yaml", ":x.yaml", ":(top)x.yaml", ":!x.yaml", "*.yaml", "é.yaml", 'a"b.yaml']
)
def test_a_catalogue_of_any_name_is_compared(runner: Runner, name: str) -> None:
    (runner.checkout / name).write_text(CATALOGUE, encoding="utf-8")
    run_git(runner.checkout, "add", "--all")
    run_git(runner.checkout, "commit", "--quiet", "--message=named")
    (runner.checkout / name).write_text(CATALOGUE.replace("2018-19 Q4: 95", "2018-19 Q4: 60"))
    ran = runner.run(CHECK, {**INPUTS, "indicators": name}, base="HEAD")
    assert ran.status == 0, ran.out
    assert "| Worse | Green one |" in ran.summary


def test_a_name_that_ends_a_line_begins_no_workflow_command(runner: Runner) -> None:
    name = "x\n::add-mask::Anyshire\n.yaml"
    (runner.checkout / name).write_text(CATALOGUE, encoding="utf-8")
    ran = runner.run(CHECK, {**INPUTS, "indicators": name}, base="HEAD")
    assert not re.search(r"^::add-mask::", ran.out, re.MULTILINE)


def test_every_action_is_named_by_its_commit() -> None:
    """A tag can be moved to other code; the version stands beside the commit for people."""
    for path in ("action.yml", "docs/ci.md"):
        text = (ROOT / path).read_text(encoding="utf-8")
        used = re.findall(r"^ *- uses: ((?!anyshire/ragcalc@).*)", text, re.MULTILINE)
        assert used
        for one in used:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one


# ── The comment ──────────────────────────────────────────────────────────────────────────────────

ISSUE = "/repos/anyshire/performance/issues"
BOT = "github-actions[bot]"
Call = tuple[str, str, Any]


class GitHub(ThreadingHTTPServer):
    """A stand-in for GitHub's API that knows comments, may refuse, and may talk nonsense."""

    def __init__(
        self,
        comments: Sequence[Mapping[str, Any]],
        refused: Mapping[str, int],
        answers: Mapping[str, bytes],
    ) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.comments, self.refused, self.answers = comments, refused, answers
        self.calls: list[Call] = []
        self.tokens: set[str | None] = set()


class Answering(BaseHTTPRequestHandler):
    server: GitHub

    def answer(self) -> None:
        path, _, query = self.path.partition("?")
        length = int(self.headers.get("Content-Length") or 0)
        sent = json.loads(self.rfile.read(length)) if length else None
        self.server.calls.append((self.command, path, sent))
        self.server.tokens.add(self.headers.get("Authorization"))
        answer: Any = {}
        if path == "/graphql":
            answer = {"data": {"viewer": {"login": BOT}}}
        elif self.command == "GET":
            page = int(parse_qs(query)["page"][0])
            answer = self.server.comments[(page - 1) * 100 : page * 100]
        status = self.server.refused.get(f"{self.command} {path}", 200)
        known = json.dumps(answer).encode()
        data = self.server.answers.get(f"{self.command} {path}", known)
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PATCH = answer  # noqa: N815 (the names are the library's)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def commented(
    runner: Runner,
    changes: str,
    comments: Sequence[Mapping[str, Any]] = (),
    refused: Mapping[str, int] | None = None,
    answers: Mapping[str, bytes] | None = None,
) -> tuple[Ran, list[Call]]:
    """Run the step against an API that knows `comments`; return how it ended and what it sent."""
    file = runner.temporary / "changes.md"
    file.write_text(changes, encoding="utf-8")
    runner.known["steps.check.outputs.changes"] = str(file)
    with GitHub(comments, refused or {}, answers or {}) as api:
        threading.Thread(target=api.serve_forever, daemon=True).start()
        runner.api = f"http://127.0.0.1:{api.server_port}"
        ran = runner.run(COMMENT)
        api.shutdown()
    assert api.tokens <= {"Bearer secret"}
    return ran, [call for call in api.calls if call[0] != "GET" and call[1] != "/graphql"]


def said(number: int, login: str | None, body: str | None) -> dict[str, Any]:
    return {"id": number, "user": login and {"login": login}, "body": body}


OTHERS = [
    said(1, "mallory", f"{MARK}mine now"),
    said(2, BOT, f"of another action, which quotes {MARK}"),
    said(3, None, f"{MARK}of a user who is gone"),
    said(4, BOT, None),
]


def test_a_first_run_comments(runner: Runner) -> None:
    ran, sent = commented(runner, "### Anyshire\n", OTHERS)
    assert (ran.status, ran.out) == (0, "")
    assert sent == [("POST", f"{ISSUE}/7/comments", {"body": f"{MARK}### Anyshire\n"})]


def test_a_later_run_rewrites_its_own_comment_wherever_it_stands(runner: Runner) -> None:
    many = [said(number, "someone", "hm") for number in range(10, 260)]
    ran, sent = commented(runner, "### Anyshire\n", [*OTHERS, *many, said(42, BOT, f"{MARK}old")])
    assert (ran.status, ran.out) == (0, "")
    assert sent == [("PATCH", f"{ISSUE}/comments/42", {"body": f"{MARK}### Anyshire\n"})]


@pytest.mark.parametrize("status", [403, 404, 408, 429, 500, 503])
@pytest.mark.parametrize(
    "call", ["POST /graphql", f"GET {ISSUE}/7/comments", f"POST {ISSUE}/7/comments"]
)
def test_a_comment_that_may_not_be_written_is_a_notice(
    runner: Runner, call: str, status: int
) -> None:
    ran, _ = commented(runner, "### Anyshire\n", refused={call: status})
    assert ran.status == 0
    assert re.fullmatch(
        rf"::notice::no comment on the pull request: HTTP {status}; "
        r"the summary of the run shows the same\n",
        ran.out,
    )


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        ("POST /graphql", b'{"data": null, "errors": [{"message": "try again"}]}'),
        ("POST /graphql", b'{"data": {"viewer": {"login": null}}}'),
        ("POST /graphql", b'{"message": "hm"}'),
        ("POST /graphql", b"[]"),
        ("POST /graphql", b"<html>Sign in to the network</html>"),
        ("POST /graphql", b"\xff"),
        ("POST /graphql", b""),
        (f"GET {ISSUE}/7/comments", b"<html>Sign in to the network</html>"),
        (f"GET {ISSUE}/7/comments", b"null"),
        (f"GET {ISSUE}/7/comments", b'{"message": "hm"}'),
        (f"GET {ISSUE}/7/comments", b"[{}]"),
        (f"GET {ISSUE}/7/comments", b'[{"user": "mallory", "body": 7}]'),
    ],
)
def test_an_answer_that_is_not_of_github_is_a_notice(
    runner: Runner, call: str, answer: bytes
) -> None:
    ran, sent = commented(runner, "### Anyshire\n", OTHERS, answers={call: answer})
    assert ran.status == 0
    assert ran.out == (
        "::notice::no comment on the pull request: the answer is not GitHub's; "
        "the summary of the run shows the same\n"
    )
    assert sent == []


def test_a_network_that_fails_is_a_notice(runner: Runner) -> None:
    runner.known["steps.check.outputs.changes"] = str(runner.temporary / "changes.md")
    (runner.temporary / "changes.md").write_text("### Anyshire\n", encoding="utf-8")
    ran = runner.run(COMMENT)
    assert ran.status == 0
    assert re.fullmatch(r"::notice::no comment on the pull request: [^\n]+\n", ran.out)


@pytest.mark.parametrize("status", [401, 422])
def test_a_request_that_is_wrong_is_an_error(runner: Runner, status: int) -> None:
    ran, _ = commented(runner, "### Anyshire\n", refused={"POST /graphql": status})
    assert ran.status == 1
    assert ran.out == f"::error::no comment on the pull request: HTTP {status}\n"


@pytest.mark.parametrize(
    "line", ["| é |", "| 𐍈 |" * 7, "é" * 59_999], ids=["short", "of four bytes", "of one line"]
)
def test_what_is_too_long_for_a_comment_ends_at_a_line(runner: Runner, line: str) -> None:
    ran, ((_, _, sent),) = commented(runner, f"{line}\n" * (1 + 130_000 // len(line.encode())))
    assert ran.status == 0
    assert len(sent["body"].encode()) < 65_536
    assert set(sent["body"].removeprefix(MARK).splitlines()[:-2]) <= {line}
    assert sent["body"].endswith("\n… the rest stands in the summary of the run.\n")


MEGABYTE = 1024**2


@pytest.mark.parametrize(
    "before",
    [0, MEGABYTE // 2, MEGABYTE - 1_500, MEGABYTE - 101, MEGABYTE - 100, MEGABYTE, MEGABYTE + 9],
)
def test_a_summary_too_large_for_github_ends_at_a_line(tmp_path: Path, before: int) -> None:
    """GitHub takes 1 MiB, and of a larger summary nothing."""
    row = f"| é{'x' * 1_995} |\n"
    room = MEGABYTE - before
    rows = row * ((room - 100) // len(row.encode()))
    rest = "\n… the rest stands in the file that the output `changes` names.\n"
    added = f"{rows}{rest}" if room > 100 else ""
    assert len(added.encode()) <= max(room, 0)
    assert summarised(tmp_path, "-" * before, row * 1_000) == "-" * before + added


def test_a_summary_that_has_room_is_whole(tmp_path: Path) -> None:
    text = "x" * 1023 + "\n"
    assert summarised(tmp_path, text, text * 1023) == text * 1024


def summarised(folder: Path, before: str, changes: str) -> str:
    """Add a file of changes to a summary with the script's own function."""
    script = (ROOT / ".ci" / "action" / "check").read_text(encoding="utf-8")
    (function,) = re.findall(r"^summarise\(\) \{\n.*?^\}\n", script, re.MULTILINE | re.DOTALL)
    summary, file = folder / "summary.md", folder / "changes.md"
    summary.write_text(before, encoding="utf-8")
    file.write_text(changes, encoding="utf-8")
    subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f'{function}summarise "$1"', "bash", str(file)],
        env={"PATH": os.environ["PATH"], "GITHUB_STEP_SUMMARY": str(summary)}, check=True,
    )  # fmt: skip
    return summary.read_text(encoding="utf-8")


def test_every_input_is_used_and_reported_on_the_page() -> None:
    inputs = Page(DOCS / "ci.md").table("input").rows
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"])
    assert used == {plain(row["input"]) for row in inputs}
