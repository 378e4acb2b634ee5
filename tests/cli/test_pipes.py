"""Readers that leave early, streams that are closed, devices that are full, Ctrl-C."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from tests.cli.conftest import Command
from tests.cli.running import COMMANDS, PROGRAM, environment, in_process, process

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX systems have them")

NO_FULL = not Path("/dev/full").exists()
every_command = pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
few_commands = pytest.mark.parametrize("command", COMMANDS[:2], ids=" ".join)


def ended_with(*arguments: str, out: int | IO[bytes]) -> tuple[int, str]:
    """Run with standard output going there; give the status and standard error."""
    answer = process(*arguments, stdout=out)
    return answer.status, answer.err


def gone() -> IO[bytes]:
    """Return a pipe whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    return os.fdopen(writer, "wb")


@every_command
def test_a_reader_that_closes_at_once_changes_nothing(command: tuple[str, ...]) -> None:
    read = in_process(*command)
    with gone() as pipe:
        assert ended_with(*command, out=pipe) == (read.status, read.err)


@pytest.mark.parametrize("command", [("report",), ("report", "--format", "json"), ("--help",)])
def test_a_reader_of_one_line_has_it(command: tuple[str, ...]) -> None:
    with subprocess.Popen(
        [*PROGRAM, *command],
        cwd=Path(__file__).parents[2],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline()
        running.stdout.close()
        assert b"Traceback" not in running.stderr.read()
    assert running.returncode == 0


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_bad_answer_that_nobody_reads_is_still_bad(unbuffered: str) -> None:
    with gone() as pipe:
        answer = process(
            *("report", "q4", "--fail-on", "red"), stdout=pipe, env={"PYTHONUNBUFFERED": unbuffered}
        )
    assert answer.status == 1
    assert "Broken pipe" not in answer.err


def test_a_named_output_that_nobody_reads_is_as_quiet() -> None:
    with gone() as pipe:
        status, message = ended_with("report", "q4", "--output", "/dev/stdout", out=pipe)
    assert (status, message) == (0, "q4 = 2018-19 Q4. All 8 figures due have been received.\n")


@every_command
@pytest.mark.skipif(NO_FULL, reason="no such device here")
def test_a_full_disk_is_reported_and_ends_with_2(command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        status, message = ended_with(*command, out=full)
    assert status == 2
    assert message.count("the output could not be written: No space left on device") == 1
    assert "Traceback" not in message
    assert "Exception ignored" not in message


@few_commands
def test_standard_error_may_have_no_reader(command: tuple[str, ...]) -> None:
    with gone() as pipe:
        answer = process(*command, stderr=pipe)
    assert (answer.status, answer.out) == (0, process(*command).out)


def closed(*arguments: str, stream: str) -> subprocess.CompletedProcess[bytes]:
    """Run with a standard stream closed, as a shell does with `>&-`."""
    line = f'exec "$@" {stream}'
    return subprocess.run(
        ["/bin/sh", "-c", line, "sh", *PROGRAM, *arguments],
        cwd=Path(__file__).parents[2],
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )


@few_commands
def test_standard_input_may_be_closed(command: tuple[str, ...]) -> None:
    ended = closed(*command, stream="<&-")
    assert (ended.returncode, ended.stdout.decode()) == (0, process(*command).out)


@few_commands
def test_standard_error_may_be_closed(command: tuple[str, ...]) -> None:
    ended = closed(*command, stream="2>&-")
    assert (ended.returncode, ended.stdout.decode()) == (0, process(*command).out)


@pytest.mark.parametrize("command", [one for one in COMMANDS if one[-1][:2] != "--"], ids=" ".join)
def test_a_closed_standard_output_is_reported(command: tuple[str, ...]) -> None:
    ended = closed(*command, stream=">&-")
    assert ended.returncode == 2
    assert b"the output could not be written: standard output is closed" in ended.stderr
    assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize("command", [("--help",), ("--version",), ("no-such-command",)])
def test_help_on_a_closed_standard_output_ends_quietly(command: tuple[str, ...]) -> None:
    assert b"Traceback" not in closed(*command, stream=">&-").stderr


def test_a_file_can_be_written_without_standard_output(council: Path) -> None:
    ended = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *PROGRAM, "report", "--output", "r"],
        cwd=council,
        env=environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    assert "Anyshire" in (council / "r").read_text(encoding="utf-8")


def test_errors_with_all_streams_closed_still_end_with_2(broken: Path) -> None:
    ended = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *PROGRAM, "report"],
        cwd=broken,
        env=environment(),
        check=False,
        timeout=60,
    )
    assert ended.returncode == 2


@pytest.mark.skipif(NO_FULL, reason="no such device here")
@pytest.mark.parametrize(("period", "status"), [("q4", 0), ("soon", 2)])
def test_standard_error_may_be_full(period: str, status: int) -> None:
    with Path("/dev/full").open("wb") as full:
        assert process("report", period, stderr=full).status == status


# ── Ctrl-C ───────────────────────────────────────────────────────────────────────────────────────


def test_an_interruption_ends_with_130_and_no_traceback(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ragcalc import pipeline as api

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "load", interrupted)
    answer = ragcalc("report")
    assert (answer.status, answer.out, answer.err.strip()) == (130, "", "")


def test_a_real_interruption_ends_with_130(council: Path) -> None:
    interrupted_while_reading = (
        "import os, signal, sys\n"
        "from ragcalc.catalogue import files\n"
        "files.read = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.argv = ['ragcalc', 'report']\n"
        "from ragcalc.cli import main\n"
        "main()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", interrupted_while_reading],
        cwd=council,
        env=environment(),
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert ended.returncode == 130
    assert ended.stdout == b""
    assert b"Traceback" not in ended.stderr
