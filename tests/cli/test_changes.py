"""`ragcalc compare` and `ragcalc diff`: what moved, why, and between which versions."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ragcalc import revisions
from ragcalc.render import schemas
from ragcalc.render.formats import DocumentKind
from tests.cli.conftest import CATALOGUE, Command
from tests.cli.running import environment
from tests.formats import names, printed_for_people

SCHEMA = json.loads(schemas.text("compare"))


def run_git(folder: Path, *arguments: str) -> str:
    """Run git as somebody, in no other repository than the folder's."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    answered = subprocess.run(
        ["git", "-C", str(folder), *who, *arguments],
        check=True, capture_output=True, text=True, env=env,
    )  # fmt: skip
    return answered.stdout


@pytest.fixture
def history(council: Path) -> Path:
    """A repository with the catalogue below its root, and two commits of it."""
    place = council / "performance"
    place.mkdir()
    for name in ("indicators.yaml", "thresholds.yaml"):
        (council / name).rename(place / name)
    (place / "returns").mkdir()
    (place / "returns" / "q4.csv").write_text(
        "indicator,period,value\nmissing-one,2018-19 Q3,60\n", encoding="utf-8"
    )
    run_git(council, "init", "--quiet", "--initial-branch=main")
    run_git(council, "add", "--all")
    run_git(council, "commit", "--quiet", "--message=first")
    lower = CATALOGUE.replace("target: 90", "target: 80", 1)
    (place / "indicators.yaml").write_text(lower, encoding="utf-8")
    run_git(council, "commit", "--quiet", "--all", "--message=a lower target")
    os.chdir(place)
    return place


def moved(text: str) -> dict[str, str]:
    """Return how each indicator moved, from JSON."""
    answer = json.loads(text)
    assert list(Draft202012Validator(SCHEMA).iter_errors(answer)) == []
    return {one["id"]: one["moved"] for one in answer["indicators"]}


# ── Two periods ──────────────────────────────────────────────────────────────────────────────────


def test_compare_shows_what_moved_first_each_with_its_causes(
    council: Path, ragcalc: Command
) -> None:
    answer = ragcalc("compare", "q3", "q4")
    assert answer.status == 0
    assert answer.out == (
        "Anyshire · 2018-19 Q3 to 2018-19 Q4\n"
        "1 better, 2 changed direction, 1 changed figure only\n"
        "\n"
        "Better\n"
        "  Green one\n"
        "    Status     ◆ Amber to ● Green\n"
        "    Actual     88% to 95%\n"
        "    Direction  ▲ improved\n"
        "    Because    figure changed from 88% to 95%\n"
        "\n"
        "Changed direction\n"
        "  Red one\n"
        "    Status     ■ Red\n"
        "    Actual     85% to 80%\n"
        "    Direction  … unavailable to ▼ declined\n"
        "  Amber one\n"
        "    Status     ◆ Amber\n"
        "    Actual     88%\n"
        "    Direction  … unavailable to ► maintained\n"
        "\n"
        "Changed figure only\n"
        "  Missing one\n"
        "    Status     ○ M\n"
        "    Actual     – to 70%\n"
        "    Direction  … unavailable\n"
    )


def test_compare_as_markdown_shows_only_what_moved(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("compare", "q3", "q4", "--format", "markdown")
    assert answer.out == (
        "### Anyshire, 2018-19 Q3 to 2018-19 Q4\n"
        "\n"
        "1 better, 2 changed direction, 1 changed figure only.\n"
        "\n"
        "|  | Indicator | Previous status | Status | Previous figure | Figure | Previous direction "
        "| Direction | Because |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| Better | Green one | ◆ Amber | ● Green | 88% | 95% | ▲ improved | ▲ improved "
        "| figure changed from 88% to 95% |\n"
        "| Changed direction | Red one | ■ Red | ■ Red | 85% | 80% | … unavailable | ▼ declined "
        "| – |\n"
        "| Changed direction | Amber one | ◆ Amber | ◆ Amber | 88% | 88% | … unavailable "
        "| ► maintained | – |\n"
        "| Changed figure only | Missing one | ○ M | ○ M | – | 70% | … unavailable | … unavailable "
        "| – |\n"
    )
    answer = ragcalc("compare", "q4", "q4", "--format", "markdown")
    assert answer.out == "### Anyshire, 2018-19 Q4 to 2018-19 Q4\n\n4 unchanged.\n"


def test_of_what_is_unchanged_the_number_alone_is_said(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("compare", "q4", "q4")
    assert answer.out == "Anyshire · 2018-19 Q4 to 2018-19 Q4\n4 unchanged\n"
    answer = ragcalc("compare", "q4", "q4", "--format", "json")
    assert moved(answer.out) == dict.fromkeys(
        ("red-one", "amber-one", "green-one", "missing-one"), "same"
    )


def test_compare_as_json_fits_its_schema(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("compare", "q3", "q4", "--format", "json")
    assert moved(answer.out) == {
        "green-one": "better", "red-one": "same", "amber-one": "same", "missing-one": "same"
    }  # fmt: skip
    answered = json.loads(answer.out)
    assert answered["before"]["version"] is answered["after"]["version"] is None
    first = answered["indicators"][0]
    assert (first["before"]["status"], first["after"]["status"]) == ("amber", "green")
    assert [(one["id"], one["another_direction"]) for one in answered["indicators"]] == [
        ("green-one", False), ("red-one", True), ("amber-one", True), ("missing-one", False)
    ]  # fmt: skip
    assert first["causes"] == [{"input": "value", "before": "88%", "after": "95%"}]


def test_fail_on_fails_for_what_moved_so(council: Path, ragcalc: Command) -> None:
    assert ragcalc("compare", "q3", "q4", "--fail-on", "worse").status == 0
    answer = ragcalc("compare", "q4", "q3", "--fail-on", "worse", "--fail-on", "better")
    assert answer.status == 1
    assert "--fail-on worse: green-one\n" in answer.err


def test_a_period_that_is_none_is_reported(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("compare", "q3", "soon")
    assert (answer.status, answer.out) == (2, "")
    assert "soon" in answer.err


def test_the_answer_may_go_to_a_file_that_is_no_input(council: Path, ragcalc: Command) -> None:
    assert ragcalc("compare", "q3", "q4", "--output", "c.txt").out == ""
    assert (council / "c.txt").read_text(encoding="utf-8").startswith("Anyshire")
    assert ragcalc("compare", "q3", "q4", "--output", "indicators.yaml").status == 2
    assert (council / "indicators.yaml").read_text(encoding="utf-8") == CATALOGUE


# ── Two versions ─────────────────────────────────────────────────────────────────────────────────


def test_diff_holds_the_files_as_they_are_against_a_revision(
    history: Path, ragcalc: Command
) -> None:
    answer = ragcalc("diff", "main~1", "--format", "json")
    assert moved(answer.out) == {"red-one": "better"} | dict.fromkeys(
        ("amber-one", "green-one", "missing-one"), "same"
    )
    answered = json.loads(answer.out)
    assert (answered["before"]["version"], answered["after"]["version"]) == ("main~1", None)
    assert answered["indicators"][0]["causes"] == [
        {"input": "target", "before": "90%", "after": "80%"}
    ]
    assert moved(ragcalc("diff", "main", "--format", "json").out) == dict.fromkeys(
        ("red-one", "amber-one", "green-one", "missing-one"), "same"
    )


def test_diff_holds_two_revisions_against_each_other_without_touching_the_work_tree(
    history: Path, ragcalc: Command
) -> None:
    (history / "indicators.yaml").write_text("not: sound", encoding="utf-8")
    before = run_git(history, "status", "--porcelain")
    answer = ragcalc("diff", "HEAD~1", "HEAD", "--fail-on", "better")
    assert answer.status == 1
    assert "target changed from 90% to 80%" in answer.out
    assert run_git(history, "status", "--porcelain") == before


def test_diff_reads_what_was_submitted_at_each_revision(history: Path, ragcalc: Command) -> None:
    table = "indicator,period,value\nred-one,2019-20 Q1,95\n"
    (history / "returns" / "q1.csv").write_text(table, encoding="utf-8")
    answer = ragcalc(
        "diff", "HEAD", "--data", "returns", "--period", "2019-20-q1", "--format", "json"
    )
    assert moved(answer.out)["red-one"] == "now-rated"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "red-one,2019-20 Q1,95\namber-one,2019-20 Q1,95\ngreen-one,2019-20 Q1,95\n",
            ["3 readings were added for 2019-20 Q1, which this report does not show"],
        ),
        (
            "red-one,2019-20 Q1,95\namber-one,2018-19 Q2,95\ngreen-one,2019-20 Q1,95\n",
            [
                (
                    "3 readings were added for periods that this report does not show: 2 for "
                    "2019-20 Q1 and 1 for 2018-19 Q2"
                )
            ],
        ),
        # what the report shows is no other reading
        ("missing-one,2018-19 Q4,70\n", []),
    ],
)
def test_diff_counts_the_readings_of_periods_that_it_does_not_show(
    history: Path, ragcalc: Command, rows: str, said: list[str]
) -> None:
    (history / "q1.csv").write_text(f"indicator,period,value\n{rows}", encoding="utf-8")
    options = ("diff", "HEAD", "--period", "2018-19-q4", "--data", "q1.csv")
    heading, *lines = ragcalc(*options).out.replace("\n", " ").partition("4 unchanged")[1:]
    assert (heading, " ".join(lines).split()) == ("4 unchanged", " ".join(said).split())
    _, *blocks = ragcalc(*options, "--format", "markdown").out.strip().split("\n\n")
    assert blocks == [f"{one}." for one in ("4 unchanged", *said)]


def test_json_has_each_period_whose_readings_changed(history: Path, ragcalc: Command) -> None:
    book = history / "indicators.yaml"
    text = book.read_text(encoding="utf-8")
    new = text.replace("2018-19 Q3: 85", "2018-19 Q3: 86").replace("2017-18 Q4: 80, ", "")
    book.write_text(new.replace("2018-19 Q4: 88", "2018-19 Q4: 88, 2019-20: 5, 2019-20 Q1: 4"))
    answer = ragcalc("diff", "HEAD", "--period", "2018-19-q4", "--format", "json")
    assert json.loads(answer.out)["readings_not_shown"] == [
        {"change": "added", "period": "2019-20 Q1", "readings": 1},
        {"change": "changed", "period": "2018-19 Q3", "readings": 1},
        {"change": "removed", "period": "2017-18 Q4", "readings": 1},
    ]
    answer = ragcalc("compare", "q3", "q4", "--format", "json")
    assert json.loads(answer.out)["readings_not_shown"] == []


def test_in_a_shallow_clone_diff_says_how_to_get_what_is_missing(
    history: Path, ragcalc: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clone = tmp_path_factory.mktemp("clone") / "performance"
    run_git(history, "clone", "--quiet", "--depth=1", history.parent.as_uri(), str(clone))
    os.chdir(clone / "performance")
    answer = ragcalc("diff", "HEAD~1")
    assert answer.status == 2
    assert " ".join(answer.err.split("Error: ")[1].split()) == (
        "there is no folder and no git revision 'HEAD~1'; this clone is shallow and has recent "
        "commits alone: run `git fetch --unshallow`, or in CI set fetch-depth: 0 (GitHub) or "
        "GIT_DEPTH: 0 (GitLab)"
    )
    run_git(clone, "fetch", "--quiet", "--unshallow")
    assert ragcalc("diff", "HEAD~1").status == 0
    assert "shallow" not in ragcalc("diff", "HEAD~9").err


NEW = "indicator,period,value\nred-one,2019-20 Q1,95\n"


@pytest.mark.parametrize("named", ["q1.csv", "incoming", "incoming/*.csv", "/q1.csv"])
def test_figures_that_come_with_a_change_are_no_figures_before_it(
    history: Path, ragcalc: Command, named: str
) -> None:
    elsewhere = history.parent.parent / "elsewhere"
    for folder in (history, history / "incoming", elsewhere):
        folder.mkdir(exist_ok=True)
        (folder / "q1.csv").write_text(NEW, encoding="utf-8")
    data = str(elsewhere) + named if named.startswith("/") else named
    answer = ragcalc("diff", "HEAD", "--data", data, "--period", "2019-20-q1", "--format", "json")
    assert answer.status == 0, answer.err
    assert moved(answer.out)["red-one"] == "now-rated"


def test_figures_that_a_change_deletes_are_still_those_before_it(
    history: Path, ragcalc: Command
) -> None:
    run_git(history, "rm", "--quiet", "returns/q4.csv")
    run_git(history, "commit", "--quiet", "--message=taken back")
    answer = ragcalc(
        "diff", "HEAD~1", "HEAD", "--data", "returns", "--period", "2018-19-q3", "--format", "json"
    )
    assert json.loads(answer.out)["indicators"][0]["before"] is not None, answer.err
    assert answer.status == 0


def test_figures_that_neither_version_has_are_a_mistake(history: Path, ragcalc: Command) -> None:
    answer = ragcalc("diff", "HEAD~1", "HEAD", "--data", "retruns", "--data", "../../*.csv")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith("Error: neither version has retruns\n")


def test_tolerances_that_come_with_a_change_are_the_built_in_ones_before_it(
    history: Path, ragcalc: Command
) -> None:
    lenient = "version: 1\ndefault: {status: {green: 50%}}\n"
    (history / "lenient.yaml").write_text(lenient, encoding="utf-8")
    answer = ragcalc("diff", "HEAD", "--thresholds", "lenient.yaml", "--format", "json")
    assert (answer.status, moved(answer.out)["amber-one"]) == (0, "better")


def test_a_dataset_is_of_the_revision_too(history: Path, ragcalc: Command) -> None:
    (history / "lait.parquet").write_bytes(b"PAR1")
    run_git(history, "add", "--all")
    run_git(history, "commit", "--quiet", "--message=a dataset")
    with revisions.opened("HEAD", Path("indicators.yaml")) as version:
        assert (version.catalogue.parent / "lait.parquet").read_bytes() == b"PAR1"


def test_diff_holds_folders_against_each_other(history: Path, ragcalc: Command) -> None:
    other = history.parent / "other"
    other.mkdir()
    (other / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    answer = ragcalc("diff", str(other), ".", "--format", "json")
    assert moved(answer.out)["red-one"] == "better"


def test_errors_of_a_folder_are_named_by_its_path(history: Path, ragcalc: Command) -> None:
    other = history.parent / "other"
    other.mkdir()
    wrong = CATALOGUE.replace("polarity: high", "polarity: hgh", 1)
    (other / "indicators.yaml").write_text(wrong, encoding="utf-8")
    for arguments in (("../other",), (".", "../other")):
        answer = ragcalc("diff", *arguments)
        assert (answer.status, answer.out) == (2, "")
        assert answer.err == (
            "../other/indicators.yaml:9:15: error: polarity must be one of high, low, on-target, "
            "neutral, not 'hgh' [value-not-one-of]\n"
            "  9 |     polarity: hgh\n"
            "    |               ^^^\n"
            "  hint: did you mean high?\n"
            "\n"
            "1 error\n"
        )


@pytest.mark.parametrize("word", ["nowhere", "--help", "HEAD~9", "main:indicators.yaml", "-x"])
def test_a_version_that_is_none_is_reported(history: Path, ragcalc: Command, word: str) -> None:
    answer = ragcalc("diff", "--", word)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(f"Error: there is no folder and no git revision '{word}'\n")


def test_without_a_repository_a_version_is_a_folder(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("diff", "main")
    assert answer.status == 2
    assert "there is no folder 'main' with a catalogue, and" in answer.err


def test_without_git_it_is_reported(
    history: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(history))
    answer = ragcalc("diff", "main")
    assert (answer.status, answer.err.splitlines()[-1]) == (2, "Error: git is not installed")


def test_a_revision_without_the_catalogue_is_reported(history: Path, ragcalc: Command) -> None:
    run_git(history, "rm", "--quiet", "--cached", "indicators.yaml")
    run_git(history, "commit", "--quiet", "--message=gone")
    answer = ragcalc("diff", "HEAD")
    assert answer.status == 2
    assert answer.err.endswith("Error: HEAD has no performance/indicators.yaml\n")


def test_a_catalogue_that_is_a_link_to_elsewhere_is_not_in_the_revision(
    history: Path, ragcalc: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "indicators.yaml"
    (history / "indicators.yaml").rename(elsewhere)
    (history / "indicators.yaml").symlink_to(elsewhere)
    run_git(history, "commit", "--quiet", "--all", "--message=a link")
    answer = ragcalc("diff", "HEAD")
    assert answer.status == 2
    assert answer.err.endswith(
        "Error: 'performance/indicators.yaml' is a link or a submodule in HEAD, which ragcalc does "
        "not follow\n"
    )


def test_a_name_too_long_for_a_folder_is_no_version(history: Path, ragcalc: Command) -> None:
    answer = ragcalc("diff", "x" * 5000)
    assert answer.status == 2
    assert "there is no folder and no git revision" in answer.err


def test_tolerances_outside_the_revision_do_not_count(
    history: Path,
    ragcalc: Command,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_git(history, "rm", "--quiet", "thresholds.yaml")
    run_git(history, "commit", "--quiet", "--message=built-in tolerances")
    shared = tmp_path_factory.mktemp("shared")
    foreign = "version: 1\ndefault: {status: {green: 50%}}\n"
    (shared / "thresholds.yaml").write_text(foreign, encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(shared))
    answer = ragcalc("diff", "HEAD", "--format", "json")
    assert set(moved(answer.out).values()) == {"same"}
    assert [one["path"] for one in json.loads(answer.out)["before"]["inputs"]] == [
        "indicators.yaml"
    ]


def test_errors_of_a_revision_are_shown_at_their_place_in_it(
    history: Path, ragcalc: Command
) -> None:
    valid = (history / "indicators.yaml").read_text(encoding="utf-8")
    (history / "indicators.yaml").write_text(valid.replace("80}", "eighty}"), encoding="utf-8")
    run_git(history, "commit", "--quiet", "--all", "--message=broken")
    (history / "indicators.yaml").write_text(valid, encoding="utf-8")
    answer = ragcalc("diff", "HEAD")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("HEAD:performance/indicators.yaml:11:42: error: 2018-19 Q4 must")
    assert "--partial" not in answer.err


def test_warnings_of_a_revision_are_shown_at_their_place_in_it(
    history: Path, ragcalc: Command
) -> None:
    book = history / "indicators.yaml"
    text = book.read_text(encoding="utf-8")
    text = text.replace("indicators:\n", "datasets: {lait: {file: gone.csv}}\nindicators:\n", 1)
    text = text.replace(
        "    target: 80\n", "    target: 80\n    dataset: {name: lait, measure: M}\n"
    )
    book.write_text(text, encoding="utf-8")
    run_git(history, "commit", "--quiet", "--all", "--message=a dataset that is not there")
    answer = ragcalc("diff", "HEAD")
    assert answer.status == 0
    places = [line.split(": warning: ")[0] for line in answer.err.splitlines() if "[" in line]
    assert places == ["HEAD:performance/indicators.yaml:4:25", "indicators.yaml:4:25"]


def test_links_and_tables_that_are_too_much_are_not_unpacked(
    history: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (history / "returns" / "out.csv").symlink_to("/etc/passwd")
    run_git(history, "add", "--all")
    run_git(history, "commit", "--quiet", "--message=a link")
    answer = ragcalc("diff", "HEAD~1", "HEAD", "--data", "returns")
    assert answer.status == 0
    assert answer.err.splitlines()[0] == (
        "warning: HEAD: ragcalc does not follow links and submodules in a revision: "
        "'performance/returns/out.csv'"
    )
    (history / "returns" / "large.csv").write_text("x" * 1024**2, encoding="utf-8")
    run_git(history, "add", "--all")
    run_git(history, "commit", "--quiet", "--message=much")
    monkeypatch.setenv("RAGCALC_MOST_REVISION_MEGABYTES", "1")
    assert "the tables of HEAD take more than 1 MB" in ragcalc("diff", "HEAD").err


ENDED = """
import os, signal, sys, tempfile
from ragcalc import pipeline as api
from ragcalc.cli import main
read = api.load
def ended(*given, **named):
    if given[4:]:  # the root of a revision
        print(*os.listdir(tempfile.gettempdir()), flush=True)
        os.kill(os.getpid(), signal.SIGTERM)
    return read(*given, **named)
api.load = ended
sys.argv = ["ragcalc", "diff", "HEAD"]
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal that Windows has not")
def test_a_run_that_is_ended_leaves_nothing_behind(history: Path, tmp_path: Path) -> None:
    """It is ended when the revision is unpacked and about to be read."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", ENDED], cwd=history, env=environment({"TMPDIR": str(folder)}),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (-signal.SIGTERM, "")
    assert re.fullmatch(r"ragcalc-revision-[0-9a-f]{16}\n", ended.stdout)
    assert list(folder.iterdir()) == []


def test_what_a_killed_run_left_is_removed_by_the_next_and_what_is_in_use_is_not(
    history: Path, ragcalc: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, used = (tmp_path / f"ragcalc-revision-{digit * 16}" for digit in "01")
    for folder in (left, used):
        folder.mkdir(mode=0o700)
        (folder / "indicators.yaml").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    lock = os.open(used, os.O_RDONLY)
    fcntl = pytest.importorskip("fcntl")
    fcntl.flock(lock, fcntl.LOCK_EX)
    assert ragcalc("diff", "HEAD").status == 0
    os.close(lock)
    assert [one.name for one in tmp_path.glob("*revision*")] == [used.name]


def test_a_folder_beside_this_one_takes_no_thresholds_from_here(
    council: Path, ragcalc: Command
) -> None:
    """`..` leads out of this folder, which is not above the other version."""
    here, beside = council / "here", council / "beside"
    (council / "thresholds.yaml").unlink()
    for place in (here, beside):
        place.mkdir()
        (place / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    lenient = "version: 1\ndefault: {status: {amber: 50%}}\n"
    (here / "thresholds.yaml").write_text(lenient, encoding="utf-8")
    os.chdir(here)
    answer = json.loads(ragcalc("diff", "../beside", ".", "--format", "json").out)
    named = [[one["path"] for one in answer[side]["inputs"]] for side in ("before", "after")]
    assert named == [["indicators.yaml"], ["indicators.yaml", "thresholds.yaml"]]
    assert next(one for one in answer["indicators"] if one["id"] == "red-one")["moved"] == "better"


@pytest.mark.parametrize("name", names(DocumentKind.COMPARE, printed_for_people))
def test_ids_stand_behind_the_names_in_what_people_read(
    council: Path, ragcalc: Command, name: str
) -> None:
    answer = ragcalc("compare", "q3", "q4", "--ids", "--format", name)
    assert answer.status == 0, answer.err
    assert "Red one (red-one)" in answer.out.replace("\\", "")


def test_the_names_are_as_they_were_without_ids(council: Path, ragcalc: Command) -> None:
    assert "red-one" not in ragcalc("compare", "q3", "q4").out


def test_json_has_ids_of_its_own(council: Path, ragcalc: Command) -> None:
    asked = ("compare", "q3", "q4", "--format", "json")
    assert ragcalc(*asked, "--ids").out == ragcalc(*asked).out


def test_diff_has_ids_behind_the_names_too(history: Path, ragcalc: Command) -> None:
    assert "Red one (red-one)" in ragcalc("diff", "HEAD~1", "--ids").out


def test_periods_the_wrong_way_round_are_remarked_on(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("compare", "2018-19-q4", "2018-19-q3")
    assert (answer.status, answer.err.splitlines()[-1]) == (
        0,
        "2018-19 Q4 is after 2018-19 Q3: name the earlier period first to see what changed since",
    )
    for then, now in (("2018-19-q3", "2018-19-q4"), ("2018-19-q4", "2018-19-q4")):
        assert "is after" not in ragcalc("compare", then, now).err
