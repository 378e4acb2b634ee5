"""`ragcalc diff` with revisions that somebody hostile wrote: nothing leaves the unpacked folder."""

import os
import shutil
from pathlib import Path

import pytest

from ragcalc import revisions
from tests.cli.conftest import CATALOGUE, Command
from tests.cli.test_changes import run_git
from tests.fuzz.revisions import KINDS, MISSING, Content, Repository, tried

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files as POSIX systems have them")
FETCH = "run git fetch, or git fsck to see what is missing"
OWN: dict[bytes, Content] = {b"indicators.yaml": CATALOGUE.encode()}


@pytest.fixture
def repository(council: Path) -> Repository:
    """A repository around the council's catalogue, without a commit."""
    return Repository(council)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files, with one of somebody else's in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    (folder / "guard.csv").write_text("theirs")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def refusal(ragcalc: Command, commit: str) -> str:
    """Read a revision that is refused; return why."""
    answer = ragcalc("diff", commit)
    assert (answer.status, answer.out) == (2, "")
    return answer.err.splitlines()[-1].removeprefix("Error: ").replace(commit, "REV")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ([b"..", b"guard.csv"], "REV: '../guard.csv' has the part '..'"),
        ([b"../guard.csv"], "REV: '../guard.csv' has the part '..'"),
        ([b"a", b"..", b"..", b"guard.csv"], "REV: 'a/../../guard.csv' has the part '..'"),
        ([b".", b"guard.csv"], "REV: './guard.csv' has the part '.'"),
        ([b"a/", b"guard.csv"], "REV: 'a//guard.csv' has the part ''"),
        ([b"/guard.csv"], "REV: '/guard.csv' is absolute"),
        ([b"n" * 300 + b".csv"], f"REV: '{'n' * 200}…' cannot be unpacked: File name too long"),
    ],
)
def test_a_path_that_leads_out_of_the_revision_is_refused(
    repository: Repository, ragcalc: Command, temporary: Path, path: list[bytes], why: str
) -> None:
    content: Content = b"overwritten"
    for name in path[:0:-1]:
        content = {name: content}
    commit = repository.commit([*OWN.items(), (path[0], content)])
    assert refusal(ragcalc, commit) == why
    assert [(one.name, one.read_text()) for one in temporary.iterdir()] == [("guard.csv", "theirs")]


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([(b"a.csv", b"x"), (b"a.csv", b"y")], "REV: 'a.csv' is listed twice"),
        (
            [(b"a.csv", b"x"), (b"a.csv", {b"b.csv": b"y"})],
            "REV: 'a.csv/b.csv' cannot be unpacked: File exists",
        ),
        (
            [(b"a.csv", (b"100644", MISSING))],
            f"REV: 'a.csv' cannot be read from the repository; {FETCH}",
        ),
        (
            [(b"a", (b"40000", MISSING))],
            f"git cannot list the files of REV; {FETCH}",
        ),
        (
            [(b"", {b"a.csv": b"x"})],
            f"git cannot list the files of REV; {FETCH}",
        ),
    ],
)
def test_a_tree_that_makes_no_folder_is_refused(
    repository: Repository,
    ragcalc: Command,
    entries: list[tuple[bytes, Content]],
    why: str,
) -> None:
    assert refusal(ragcalc, repository.commit([*OWN.items(), *entries])) == why


@pytest.mark.parametrize("content", [(b"120000", b"elsewhere.yaml"), (b"160000", MISSING)])
def test_a_catalogue_that_is_a_link_or_lies_in_a_submodule_is_named(
    repository: Repository, ragcalc: Command, content: Content
) -> None:
    commit = repository.commit([(b"indicators.yaml", content)])
    why = "'indicators.yaml' is a link or a submodule in REV, which ragcalc does not follow"
    assert refusal(ragcalc, commit) == why


def test_a_revision_of_too_many_files_is_refused(
    repository: Repository, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAGCALC_MOST_REVISION_FILES", "1")
    why = "REV has more than 1 tables or links"
    assert refusal(ragcalc, repository.commit([*OWN.items(), (b"a.csv", b"x")])) == why


def test_a_tree_that_unfolds_to_millions_of_files_is_refused(
    repository: Repository, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = repository.tree([(b"%d" % number, b"x") for number in range(10)])
    for _ in range(8):
        tree = repository.tree([(b"%d" % one, (b"40000", tree.encode())) for one in range(10)])
    monkeypatch.setenv("RAGCALC_MOST_REVISION_LIST_MEGABYTES", "10")
    commit = repository.commit([*OWN.items(), (b"bomb", (b"40000", tree.encode()))])
    assert refusal(ragcalc, commit) == "REV has too many files to list"


def with_line(line: str) -> dict[bytes, Content]:
    """Return a catalogue with a further line, and a dataset's measure where it has datasets."""
    text = CATALOGUE.replace("indicators:", f"{line}\nindicators:", 1)
    if "datasets" in line:
        text = text.replace("    name: Red", "    dataset: {name: d, measure: m}\n    name: Red")
    return {b"indicators.yaml": text.encode(), b"d.csv": b"measure,year,area,value\nm,2018,1,2\n"}


@pytest.mark.parametrize(
    "target",
    [
        "{0}",
        "../guard.csv",
        "../*.csv",
        "a/../../*.csv",
        "{0}/*",
        "**/../*.csv",
        "a/**/../../*.csv",
    ],
)
@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("data: ['T']", 2),
        ("include: ['T']", 2),
        ("datasets: {d: {file: 'T'}}", 0),
        ("datasets: {d: {file: d.csv, neighbours: 'T'}}", 0),
    ],
)
def test_nothing_outside_a_revision_is_read_whatever_its_files_name(
    repository: Repository, ragcalc: Command, temporary: Path, line: str, status: int, target: str
) -> None:
    (temporary / "guard.csv").write_text("indicator,period,value\nSECRET,SECRET,SECRET\n")
    written = line.replace("T", target.format(temporary))
    answer = ragcalc("diff", repository.commit(with_line(written).items()))
    assert answer.status == status
    assert "SECRET" not in answer.out + answer.err
    assert "guard" in target or "guard" not in answer.out + answer.err
    if status == 2:
        absolute = line.startswith("include") and target.startswith("{0}")
        assert ("is absolute" if absolute else "outside the") in answer.err


def test_a_pattern_of_a_catalogue_beneath_leads_no_further_than_the_revision(
    repository: Repository, ragcalc: Command, temporary: Path, council: Path
) -> None:
    place = council / "sub dir"
    (place / "data").mkdir(parents=True)
    own = CATALOGUE.replace("indicators:", "data: ['data/**/../../../*.csv']\nindicators:", 1)
    (place / "indicators.yaml").write_text(own, encoding="utf-8")
    tree: dict[bytes, Content] = {b"indicators.yaml": own.encode(), b"data": {b"kept": b""}}
    commit = repository.commit([(b"sub dir", tree)])
    answer = ragcalc("diff", "--indicators", "sub dir/indicators.yaml", commit)
    assert (answer.status, answer.out) == (2, "")
    assert "guard" not in answer.err
    assert "is outside the revision" in answer.err


def test_a_table_elsewhere_in_the_revision_is_read(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository, place = Repository(council), council / "performance"
    place.mkdir()
    own = CATALOGUE.replace("indicators:", "data: [../returns/*.csv]\nindicators:", 1)
    (place / "indicators.yaml").write_text(own, encoding="utf-8")
    table = b"indicator,period,value\nred-one,2019-20 Q1,95\n"
    tree: list[tuple[bytes, Content]] = [
        (b"performance", {b"indicators.yaml": own.encode()}),
        (b"returns", {b"q1.csv": table}),
    ]
    monkeypatch.chdir(place)
    answer = ragcalc("diff", repository.commit(tree), "--period", "2018-19-q4")
    assert (answer.status, answer.err) == (0, "")


def test_what_is_missing_of_a_partial_clone_is_not_fetched_in_silence(
    council: Path, ragcalc: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run_git(council, "init", "--quiet")
    run_git(council, "config", "uploadpack.allowFilter", "true")
    for message in ("first", "second"):
        (council / "indicators.yaml").write_text(f"{CATALOGUE}# {message}\n", encoding="utf-8")
        run_git(council, "add", "--all")
        run_git(council, "commit", "--quiet", f"--message={message}")
    clone = tmp_path_factory.mktemp("clone")
    run_git(clone, "clone", "--quiet", "--filter=blob:none", f"file://{council}", ".")
    os.chdir(clone)
    assert "cannot be read from the repository; run git fetch" in refusal(ragcalc, "HEAD~1")
    assert ragcalc("diff", "HEAD").status == 0


def test_no_program_of_the_checkout_runs(
    council: Path, ragcalc: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\ncat\n")
    program.chmod(0o755)
    shutil.copy(program, council / "git")
    run_git(council, "init", "--quiet")
    (council / ".gitattributes").write_text("*.yaml filter=own diff=own\n")
    run_git(council, "add", "--all")
    run_git(council, "commit", "--quiet", "--message=first")
    for name in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "diff.own.textconv",
        "filter.own.smudge", "filter.own.clean", "pager.ls-tree", "alias.ls-tree",
    ):  # fmt: skip
        run_git(council, "config", name, f"!{program}" if "alias" in name else str(program))
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    assert ragcalc("diff", "HEAD").status == 0
    assert not (tmp_path / "ran").exists()


def test_a_repository_among_the_files_of_a_checkout_is_none(
    council: Path, ragcalc: Command
) -> None:
    """Its configuration could name programs."""
    run_git(council, "init", "--quiet", "--bare", ".")
    run_git(council, "config", "core.bare", "false")
    run_git(council, "config", "core.worktree", str(council))
    answer = ragcalc("diff", "HEAD")
    assert answer.status == 2
    assert "is in no git repository that may be read" in answer.err


def test_a_work_tree_elsewhere_is_reported(
    repository: Repository, ragcalc: Command, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    monkeypatch.setenv("GIT_DIR", str(repository.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(temporary))
    assert "is not in the work tree" in refusal(ragcalc, repository.commit(OWN.items()))


def test_a_full_disk_is_reported(
    repository: Repository, ragcalc: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commit = repository.commit(OWN.items())
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    assert refusal(ragcalc, commit) == "REV cannot be unpacked: No such file or directory"


@pytest.mark.parametrize("seed", range(1, 5))
@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_revision_ends_well_and_changes_nothing_outside(
    tmp_path: Path, ragcalc: Command, kind: str, seed: int
) -> None:
    """See tests/fuzz/revisions.py, which tries any number of them."""
    del ragcalc  # for its environment
    assert tried(kind, seed, tmp_path / "home")[1] == ""


def test_of_a_revision_the_files_are_read_that_a_catalogue_may_be_made_of(
    repository: Repository, council: Path, temporary: Path
) -> None:
    read = [b"a.csv", b"b.TSV", b"c.txt", b"d.xlsx", b"e.parquet", b"f.yaml", b"g.Yml"]
    other = [b"csv", b"h.csv.gz", b"i.xls", b"j.json", b"k.py", b"l.xlsm", b"m.md", b"n.ods"]
    below: Content = dict.fromkeys([b"p.csv", b"q.py"], b"")
    entries = [*((name, b"") for name in (*read, *other)), *OWN.items(), (b"returns", below)]
    commit = repository.commit(sorted(entries))
    with revisions.opened(commit, council / "indicators.yaml") as version:
        assert version.unpacked
        files = [one for one in version.unpacked.rglob("*") if one.is_file()]
        found = sorted(one.relative_to(version.unpacked).as_posix() for one in files)
    expected = [name.decode() for name in read] + ["indicators.yaml", "returns/p.csv"]
    assert found == sorted(expected)
