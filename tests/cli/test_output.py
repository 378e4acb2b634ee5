"""`--output`: a file is written whole or not at all, and nothing else is touched."""

import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ragcalc import leftovers, writing
from ragcalc.render.formats import DocumentKind
from tests.cli.conftest import Command
from tests.cli.running import PROGRAM, environment, process
from tests.formats import medium, needs_nothing
from tests.formats import names as names_of

POSIX = pytest.mark.skipif(os.name != "posix", reason="as POSIX systems have it")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


INPUTS = ["indicators.yaml", "thresholds.yaml"]
EVERYTHING = sorted([*INPUTS, "report"])


@pytest.mark.parametrize("name", names_of(DocumentKind.REPORT, needs_nothing))
def test_the_file_holds_what_would_have_been_printed(
    council: Path, ragcalc: Command, name: str
) -> None:
    printed = ragcalc("report", "--format", name)
    answer = ragcalc("report", "--format", name, "--output", "report")
    assert (answer.status, answer.out) == (0, "")
    mark = "\ufeff" if medium("report", name).bom else ""  # by which Excel knows UTF-8
    assert (council / "report").read_bytes().decode() == mark + printed.out
    assert names(council) == EVERYTHING


def test_a_file_is_in_utf_8_whatever_the_terminal_holds(council: Path) -> None:
    answer = process("report", "--output", "r", cwd=council, env={"PYTHONIOENCODING": "ascii"})
    assert answer.status == 0
    assert "■" in (council / "r").read_text(encoding="utf-8")


def test_a_file_has_no_colour_unless_it_is_asked_for(council: Path, ragcalc: Command) -> None:
    ragcalc("report", "--output", "plain")
    ragcalc("report", "--output", "coloured", "--color", "always")
    assert "\x1b" not in (council / "plain").read_text(encoding="utf-8")
    assert "\x1b[" in (council / "coloured").read_text(encoding="utf-8")


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0, 0o666)])
@POSIX
def test_a_new_file_has_the_permissions_of_any_new_file(
    council: Path, ragcalc: Command, mask: int, mode: int
) -> None:
    old = os.umask(mask)
    try:
        assert ragcalc("report", "--output", "report").status == 0
        assert os.umask(mask) == mask
    finally:
        os.umask(old)
    assert stat.S_IMODE((council / "report").stat().st_mode) == mode


@POSIX
def test_a_file_that_is_replaced_keeps_its_permissions(council: Path, ragcalc: Command) -> None:
    (council / "report").write_text("old")
    (council / "report").chmod(0o604)
    assert ragcalc("report", "--output", "report").status == 0
    assert stat.S_IMODE((council / "report").stat().st_mode) == 0o604
    assert "Anyshire" in (council / "report").read_text(encoding="utf-8")


@POSIX
def test_a_file_that_ran_as_its_owner_does_so_no_more(council: Path, ragcalc: Command) -> None:
    (council / "report").write_text("old")
    (council / "report").chmod(0o4755)
    assert ragcalc("report", "--output", "report").status == 0
    assert stat.S_IMODE((council / "report").stat().st_mode) == 0o755


@POSIX
def test_a_link_stays_and_its_file_is_replaced(council: Path, ragcalc: Command) -> None:
    (council / "real").mkdir()
    (council / "real" / "report").write_text("old")
    (council / "report").symlink_to("real/report")
    assert ragcalc("report", "--output", "report").status == 0
    assert (council / "report").is_symlink()
    assert "Anyshire" in (council / "real" / "report").read_text(encoding="utf-8")
    assert names(council / "real") == ["report"]


@POSIX
def test_a_link_to_nothing_gets_its_file(council: Path, ragcalc: Command) -> None:
    (council / "report").symlink_to("new")
    assert ragcalc("report", "--output", "report").status == 0
    assert (council / "report").is_symlink()
    assert "Anyshire" in (council / "new").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("output", "why"),
    [
        (".", ". is a folder"),
        ("", "it is empty"),
        ("missing/report", "there is no folder missing"),
        ("indicators.yaml/report", "there is no folder indicators.yaml"),
    ],
)
@POSIX
def test_where_no_file_can_be_it_says_why(
    council: Path, ragcalc: Command, output: str, why: str
) -> None:
    before = names(council)
    answer = ragcalc("report", "--output", output)
    assert (answer.status, answer.out) == (2, "")
    assert why in answer.err
    assert names(council) == before


def test_the_longest_name_is_as_good_as_any(council: Path, ragcalc: Command) -> None:
    assert ragcalc("report", "--output", "r" * 250).status == 0
    answer = ragcalc("report", "--output", "r" * 300)
    assert (answer.status, answer.out) == (2, "")


@pytest.mark.parametrize("name", INPUTS)
def test_a_report_is_never_written_over_what_it_is_made_from(
    council: Path, ragcalc: Command, name: str
) -> None:
    (council / "link").symlink_to(name)
    os.link(council / name, council / "other-name")
    before = (council / name).read_bytes()
    for output in (name, "link", "other-name", str(council / name)):
        answer = ragcalc("report", "--format", "json", "--output", output)
        assert (answer.status, answer.out) == (2, "")
        assert "is one of the files that the report is made from" in answer.err
        assert (council / name).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (["diff", "old", "--output"], "old/indicators.yaml"),
        (["diff", "old", "--data", "r.csv", "--output"], "old/r.csv"),
        (["compare", "q3", "q4", "--data", "r.csv", "--output"], "r.csv"),
        (["check", "--data", "r.csv", "--output"], "r.csv"),
        (["check", "--data", "*.csv", "--indicators", "no.yaml", "--output"], "r.csv"),
        (["check", "--data", ".", "--indicators", "no.yaml", "--output"], "r.csv"),
        (["check", "--baseline", "known.json", "--output"], "known.json"),
    ],
)
def test_nothing_that_any_command_reads_is_written_to(
    council: Path, ragcalc: Command, arguments: list[str], file: str
) -> None:
    ragcalc("check", "--baseline", "known.json", "--write-baseline")
    (council / "old").mkdir()
    table = "indicator,period,value\nred-one,2018-19 Q2,70\n"
    files = {"r.csv": table, "old/r.csv": table, "no.yaml": "version: 2\n"}
    files["old/indicators.yaml"] = (council / "indicators.yaml").read_text(encoding="utf-8")
    for name, text in files.items():
        (council / name).write_text(text, encoding="utf-8")
    before = (council / file).read_bytes()
    os.link(council / file, council / "other-name")  # which says no format
    answer = ragcalc(*arguments, "other-name")
    assert (answer.status, answer.out) == (2, "")
    assert "--output other-name is one of the files that the report is made from" in answer.err
    assert (council / file).read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["report"],
        ["report", "--format", "csv"],
        ["compare", "q3", "q4"],
        ["diff", "."],
        ["check"],
        ["check", "--format", "json"],
    ],
)
def test_a_hyphen_is_standard_output(council: Path, ragcalc: Command, arguments: list[str]) -> None:
    printed = ragcalc(*arguments)
    assert ragcalc(*arguments, "--output", "-") == printed
    assert printed.out != ""
    assert names(council) == INPUTS
    assert ragcalc(*arguments, "--output", "./-").out == ""
    assert names(council) == ["-", *INPUTS]


def test_a_catalogue_with_errors_leaves_the_old_report(broken: Path, ragcalc: Command) -> None:
    (broken / "report").write_text("old")
    assert ragcalc("report", "--output", "report").status == 2
    assert (broken / "report").read_text() == "old"


@pytest.mark.parametrize("failing", ["fsync", "write", "replace"])
def test_a_failure_leaves_the_old_file_and_no_other(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    (council / "report").write_text("old")
    match failing:
        case "fsync":
            monkeypatch.setattr(os, "fsync", full)
        case "write":
            monkeypatch.setattr(os, "fdopen", full)
        case _:
            monkeypatch.setattr(Path, "replace", full)
    answer = ragcalc("report", "--output", "report")
    assert (answer.status, answer.out) == (2, "")
    assert "report: No space left on device" in answer.err
    assert (council / "report").read_text() == "old"
    assert names(council) == EVERYTHING


def test_an_interruption_leaves_the_old_file_and_no_other(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    (council / "report").write_text("old")
    monkeypatch.setattr(os, "fsync", interrupted)
    assert ragcalc("report", "--output", "report").status == 130
    assert (council / "report").read_text() == "old"
    assert names(council) == EVERYTHING


@POSIX
def test_a_process_killed_while_it_writes_leaves_the_old_file(council: Path) -> None:
    (council / "report").write_text("old")
    killed_at_the_end = (
        "import os, signal, sys\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.argv = ['ragcalc', 'report', '--output', 'report']\n"
        "from ragcalc.cli import main\n"
        "main()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", killed_at_the_end],
        cwd=council,
        env=environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == -signal.SIGKILL
    assert (council / "report").read_text() == "old"


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such device here")
def test_standard_output_may_be_named_as_a_device(council: Path) -> None:
    answer = process("report", "--format", "csv", "--output", "/dev/stdout", cwd=council)
    assert answer.status == 0
    assert answer.out == process("report", "--format", "csv", cwd=council).out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_device_is_reported(council: Path) -> None:
    answer = process("report", "--output", "/dev/full", cwd=council)
    assert (answer.status, answer.out) == (2, "")
    assert "/dev/full: No space left on device" in answer.err
    assert Path("/dev/full").is_char_device()


@POSIX
def test_a_named_pipe_is_written_to(council: Path) -> None:
    os.mkfifo(council / "pipe")
    with subprocess.Popen(
        [*PROGRAM, "report", "--format", "csv", "--output", "pipe"],
        cwd=council,
        env=environment(),
        stderr=subprocess.DEVNULL,
    ) as running:
        assert "Red one" in (council / "pipe").read_text(encoding="utf-8")
    assert running.returncode == 0
    assert stat.S_ISFIFO((council / "pipe").stat().st_mode)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_that_may_not_be_written_to_keeps_its_file(
    council: Path, ragcalc: Command
) -> None:
    place = council / "place"
    place.mkdir()
    (place / "report").write_text("old")
    place.chmod(0o555)
    answer = ragcalc("report", "--output", "place/report")
    place.chmod(0o755)
    assert answer.status == 2
    assert "Permission denied" in answer.err
    assert (place / "report").read_text() == "old"


def test_create_never_replaces(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("old")
    with pytest.raises(FileExistsError):
        writing.create(tmp_path / "here", b"new")
    assert (tmp_path / "here").read_text() == "old"
    assert names(tmp_path) == ["here"]


@pytest.mark.parametrize("refusal", [PermissionError(1, "no"), OSError(95, "no links here")])
def test_create_does_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: OSError
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise refusal

    monkeypatch.setattr(os, "link", refuse)
    writing.create(tmp_path / "here", b"new")
    assert (tmp_path / "here").read_bytes() == b"new"
    with pytest.raises(FileExistsError):
        writing.create(tmp_path / "here", b"newer")
    assert names(tmp_path) == ["here"]


@pytest.fixture
def nameless(tmp_path: Path) -> None:
    """Skip where the system, or the file system of the folder, has no files without a name."""
    try:
        handle = os.open(tmp_path, os.O_WRONLY | os.O_TMPFILE)
    except (OSError, AttributeError) as error:
        pytest.skip(f"no files without a name: {error}")
    os.close(handle)


@pytest.mark.usefixtures("nameless")
@pytest.mark.parametrize("write", ["create", "replace"])
def test_a_run_that_is_killed_while_it_writes_leaves_nothing(tmp_path: Path, write: str) -> None:
    killed = (
        "import os, pathlib, signal\n"
        "from ragcalc import writing\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"writing.{write}(pathlib.Path('report'), b'half')\n"
    )
    ended = subprocess.run([sys.executable, "-c", killed], cwd=tmp_path, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    assert names(tmp_path) == []


def test_runs_at_once_do_not_disturb_each_other(council: Path) -> None:
    alone = process("report", "--format", "json", cwd=council).out
    command = [*PROGRAM, "report", "--format", "json", "--output", "report"]
    runs = [
        subprocess.Popen(command, cwd=council, env=environment(), stderr=subprocess.DEVNULL)
        for _ in range(6)
    ]
    assert [run.wait(timeout=60) for run in runs] == [0] * 6
    assert (council / "report").read_text(encoding="utf-8") == alone
    assert names(council) == EVERYTHING


# ── Pipes ────────────────────────────────────────────────────────────────────────────────────────


@POSIX
@pytest.mark.parametrize("command", [("report", "--output"), ("check", "--output")])
def test_a_pipe_that_nobody_reads_from_is_reported(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    os.mkfifo(council / "pipe")
    monkeypatch.setattr(writing, "PATIENCE", 0.1)
    answer = ragcalc(*command, "pipe")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith("pipe: nobody reads from this pipe\n")
    assert stat.S_ISFIFO((council / "pipe").stat().st_mode)


@POSIX
def test_a_summary_that_nobody_reads_stops_nothing(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(council / "pipe")
    monkeypatch.setattr(writing, "PATIENCE", 0.1)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "pipe")
    answer = ragcalc("check")
    assert answer.status == 0
    assert answer.err.endswith("warning: pipe: nobody reads from this pipe\n")


@POSIX
def test_a_reader_that_comes_a_little_later_has_all(
    council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes once the writer has found nobody, however long that takes on a busy machine."""
    os.mkfifo(council / "pipe")
    began: list[subprocess.Popen[bytes]] = []

    def read(_: float) -> None:
        if not began:
            began.append(subprocess.Popen(["/bin/sh", "-c", "cat pipe > read"], cwd=council))

    content = b"x" * 300_000
    with monkeypatch.context() as patched:
        patched.setattr(writing, "PATIENCE", 60)
        patched.setattr("time.sleep", read)
        writing.replace(council / "pipe", content)
    (reading,) = began
    assert reading.wait(timeout=30) == 0
    assert (council / "read").read_bytes() == content


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no such folder here")
def test_open_files_may_be_named_by_their_numbers(council: Path) -> None:
    reader, writer = os.pipe()
    running = subprocess.Popen(
        [*PROGRAM, "report", "--format", "json", "--output", f"/proc/self/fd/{writer}"],
        cwd=council, env=environment(), pass_fds=[writer], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        assert pipe.read().decode() == process("report", "--format", "json", cwd=council).out
    assert running.wait(timeout=30) == 0


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such device here")
def test_a_reader_of_the_device_that_has_gone_changes_nothing(council: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        answer = process("report", "--output", "/dev/stdout", cwd=council, stdout=gone)
    assert (answer.status, answer.err.count("rror")) == (0, 0)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such device here")
def test_a_socket_cannot_be_opened_and_is_not_taken_for_a_pipe_without_a_reader(
    council: Path,
) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, theirs.makefile("wb") as out:
        answer = process("report", "--output", "/dev/stdout", cwd=council, stdout=out)
    assert answer.status == 2
    assert answer.err.endswith("/dev/stdout: No such device or address\n")


def test_the_null_device_takes_all(council: Path, ragcalc: Command) -> None:
    assert ragcalc("report", "--output", os.devnull).status == 0
    assert Path(os.devnull).is_char_device() or os.name != "posix"


# ── What killed runs leave ───────────────────────────────────────────────────────────────────────

LEFT = ".ragcalc-0123456789abcdef"


@POSIX
@pytest.mark.parametrize("write", ["create", "replace"])
@pytest.mark.parametrize("at", ["os.link", "pathlib.Path.chmod", "os.fsync"])
def test_what_a_run_that_is_killed_leaves_is_removed_by_the_next(
    tmp_path: Path, write: str, at: str
) -> None:
    killed = (
        "import os, pathlib, signal\n"
        "from ragcalc import writing\n"
        f"real = {at}\n"
        "def kill(*given, **named):\n"
        "    if len(given) != 1: real(*given, **named)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        f"{at} = kill\n"
        f"writing.{write}(pathlib.Path('report'), b'half')\n"
    )
    ended = subprocess.run([sys.executable, "-c", killed], cwd=tmp_path, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    writing.replace(tmp_path / "report", b"whole")
    assert names(tmp_path) == ["report"]
    assert (tmp_path / "report").read_bytes() == b"whole"


@POSIX
def test_a_file_that_a_run_which_lives_writes_is_left_to_it(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with (tmp_path / LEFT).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        writing.replace(tmp_path / "report", b"whole")
        assert names(tmp_path) == [LEFT, "report"]
    writing.replace(tmp_path / "report", b"whole")
    assert names(tmp_path) == ["report"]


@POSIX
def test_what_has_such_a_name_and_is_nobodys_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / LEFT)
    (tmp_path / LEFT.replace("0", "1")).symlink_to("theirs")
    (tmp_path / LEFT.replace("0", "2")).mkdir()
    (tmp_path / f"{LEFT}.txt").touch()
    (tmp_path / ".ragcalc").mkdir()
    (tmp_path / "theirs").touch()
    before = names(tmp_path)
    writing.replace(tmp_path / "report", b"whole")
    assert names(tmp_path) == sorted([*before, "report"])
    (tmp_path / LEFT.replace("0", "3")).touch()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    writing.replace(tmp_path / "report", b"whole")
    assert LEFT.replace("0", "3") in names(tmp_path)


@POSIX
def test_without_nameless_files_a_file_that_was_swept_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    times = iter([True, False])

    def swept(_: int) -> bool:
        if next(times):
            (made,) = tmp_path.iterdir()
            made.unlink()
        return True

    monkeypatch.setattr(leftovers, "locked", swept)
    writing.create(tmp_path / "report", b"whole")
    assert names(tmp_path) == ["report"]
    assert (tmp_path / "report").read_bytes() == b"whole"


@pytest.mark.parametrize("name", ["nofolder/r.md", "indicators.yaml/r.md"])
def test_a_folder_that_is_missing_is_named(council: Path, ragcalc: Command, name: str) -> None:
    answer = ragcalc("report", "--output", name)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(
        f"Error: {name}: there is no folder {name.partition('/')[0]}\n"
        "make it first, or give another name after --output\n"
    )


def test_a_folder_as_the_name_is_said_to_be_one(council: Path, ragcalc: Command) -> None:
    (council / "reports").mkdir()
    answer = ragcalc("report", "--output", "reports")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith("Error: reports is a folder\nadd the name of a file in it\n")


def test_a_folder_that_may_not_be_written_to_has_a_hint(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(writing, "replace", denied)
    answer = ragcalc("report", "--output", "r.md")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(
        "Error: r.md: Permission denied\n"
        "choose another folder, or close the file where another program has it open\n"
    )
