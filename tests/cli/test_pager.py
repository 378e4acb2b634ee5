"""A person whose screen is too small gets the answer in a pager; nothing else ever does."""

import fcntl
import os
import pty
import shutil
import struct
import subprocess
import termios
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.running import PROGRAM, ROOT, environment


class Terminal:
    """A program that runs on a terminal, where keys can be pressed."""

    def __init__(
        self,
        *arguments: str,
        lines: int = 24,
        env: Mapping[str, str],
        stdin: int | None = None,
        columns: int = 100,
    ) -> None:
        self.leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.running = subprocess.Popen(
            [*PROGRAM, *arguments],
            cwd=ROOT,
            env=environment({"TERM": "xterm-256color", "CI": "", **env}),
            stdin=follower if stdin is None else stdin,
            stdout=follower,
            stderr=follower,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(1, termios.TIOCSCTTY, 0),
        )
        os.close(follower)
        self.seen = b""

    def press(self, *keys: bytes, after: bytes) -> None:
        """Press keys, one by one, once something has appeared."""
        while after not in self.seen and (chunk := self._read()):
            self.seen += chunk
        for key in keys:
            time.sleep(0.5)
            os.write(self.leader, key)

    def end(self) -> tuple[int, str]:
        """Return the exit status and what appeared."""
        while chunk := self._read():
            self.seen += chunk
        os.close(self.leader)
        return self.running.wait(), self.seen.decode("utf-8", "replace").replace("\r\n", "\n")

    def _read(self) -> bytes:
        try:
            return os.read(self.leader, 65536)
        except OSError:  # how Linux says that the other side is closed
            return b""


REPORT = ("report", "q4", "--color", "always")


def test_what_is_taller_than_the_screen_goes_through_the_pager(tmp_path: Path) -> None:
    status, shown = Terminal(*REPORT, env={"PAGER": f"tee {tmp_path}/kept"}).end()
    kept = (tmp_path / "kept").read_text(encoding="utf-8")
    assert status == 0
    assert kept in shown
    assert kept.startswith("Cheshire West and Chester Council")
    assert kept.endswith("ragcalc explain ID shows how a status was worked out\n")


@pytest.mark.parametrize(
    ("arguments", "lines", "more"),
    [
        (REPORT, 400, {}),
        ((*REPORT, "--no-pager"), 24, {}),
        (REPORT, 24, {"CI": "true"}),
        (REPORT, 24, {"TERM": "dumb"}),
        ((*REPORT, "--output", "/dev/null"), 24, {}),
        (("--help",), 5, {}),
    ],
)
def test_nothing_else_does(
    tmp_path: Path, arguments: tuple[str, ...], lines: int, more: dict[str, str]
) -> None:
    """What fits, what is to have no pager, what a CI system runs, what goes to a file."""
    env = {"PAGER": f"tee {tmp_path}/kept", **more}
    assert Terminal(*arguments, lines=lines, env=env).end()[0] == 0
    assert not (tmp_path / "kept").exists()


def test_an_empty_pager_is_none() -> None:
    status, shown = Terminal(*REPORT, env={"PAGER": ""}).end()
    assert (status, shown.count("worked out")) == (0, 1)


def test_without_a_keyboard_there_is_no_pager(tmp_path: Path) -> None:
    with Path(os.devnull).open() as nothing:
        running = Terminal(*REPORT, env={"PAGER": f"tee {tmp_path}/kept"}, stdin=nothing.fileno())
    assert running.end()[0] == 0
    assert not (tmp_path / "kept").exists()


@pytest.mark.skipif(not shutil.which("less"), reason="needs less")
@pytest.mark.parametrize("less", ["", "-F", "-S"])
@pytest.mark.parametrize(
    ("more", "status"), [((), 0), (("--fail-on", "red"), 1), (("--fail-on", "amber"), 0)]
)
def test_less_keeps_colours_and_leaves_the_exit_status(
    less: str, more: tuple[str, ...], status: int
) -> None:
    running = Terminal(*REPORT, *more, env={"LESS": less} if less else {})
    running.press(b"\x03", b"q", after=b"Cheshire West")
    found, shown = running.end()
    assert found == status
    assert "\x1b[1mCheshire West" in shown
    assert "Traceback" not in shown
