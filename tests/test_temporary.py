"""Private folders for the time of a run: nothing else that has such a name is opened or removed."""

import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ragcalc import temporary

pytestmark = pytest.mark.skipif(os.name != "posix", reason="folders as POSIX systems have them")
NAME = "ragcalc-test-0123456789abcdef"


@pytest.fixture(autouse=True)
def parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that temporary folders are made in."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def entries(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_is_private_and_gone_afterwards(parent: Path) -> None:
    with temporary.folder("ragcalc-test-") as made:
        assert made.parent == parent
        assert stat.S_IMODE(made.stat().st_mode) == 0o700
        (made / "file").touch()
    assert entries(parent) == []


def test_two_folders_at_once_do_not_disturb_each_other(parent: Path) -> None:
    with temporary.folder("ragcalc-test-") as first, temporary.folder("ragcalc-test-") as second:
        assert entries(parent) == sorted([first.name, second.name])


def test_a_pipe_of_such_a_name_stops_nothing_and_stays(parent: Path) -> None:
    os.mkfifo(parent / NAME)

    def make() -> None:
        with temporary.folder("ragcalc-test-"):
            pass

    making = threading.Thread(target=make, daemon=True)
    making.start()
    making.join(timeout=10)
    assert not making.is_alive()
    assert entries(parent) == [NAME]


def test_a_file_a_link_and_a_folder_that_others_may_enter_stay(parent: Path) -> None:
    target = parent / "target"
    target.mkdir(mode=0o700)
    (target / "kept").touch()
    (parent / NAME).symlink_to(target)
    (parent / NAME.replace("0", "1")).touch()
    (parent / NAME.replace("0", "2")).mkdir()
    (parent / NAME.replace("0", "2")).chmod(0o755)  # whatever the umask is
    (parent / f"{NAME}-of-mine").mkdir(mode=0o700)
    before = entries(parent)
    with temporary.folder("ragcalc-test-"):
        pass
    assert entries(parent) == before
    assert entries(target) == ["kept"]


def test_the_folder_of_another_user_stays(parent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (parent / NAME).mkdir(mode=0o700)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with temporary.folder("ragcalc-test-"):
        pass
    assert entries(parent) == [NAME]


def test_the_folder_of_a_run_that_is_no_more_is_removed(parent: Path) -> None:
    (parent / NAME).mkdir(mode=0o700)
    (parent / NAME / "file").touch()
    with temporary.folder("ragcalc-test-"):
        assert NAME not in entries(parent)


def test_a_folder_that_another_run_swept_before_its_lock_is_made_anew(
    parent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, times = os.open, iter([True, False])

    def swept(path: Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if next(times, False):
            path.rmdir()
        return opened(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", swept)
    with temporary.folder("ragcalc-test-") as made:
        assert entries(parent) == [made.name]


def test_a_program_that_answers_to_signals_itself_goes_on_to() -> None:
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with temporary.folder("ragcalc-test-") as made:
            signal.raise_signal(signal.SIGTERM)
            assert made.is_dir()
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_thread_may_have_one(parent: Path) -> None:
    found: list[bool] = []

    def make() -> None:
        with temporary.folder("ragcalc-test-") as made:
            found.append(made.is_dir())

    making = threading.Thread(target=make)
    making.start()
    making.join()
    assert found == [True]


@pytest.mark.parametrize(("number", "left"), [("SIGTERM", 0), ("SIGHUP", 0), ("SIGKILL", 2)])
def test_a_program_that_is_asked_to_end_leaves_nothing(
    parent: Path, number: str, left: int
) -> None:
    program = (
        "import os, signal; from ragcalc import temporary\n"
        "with temporary.folder('ragcalc-test-'), temporary.folder('ragcalc-test-'):\n"
        f"    os.kill(os.getpid(), signal.{number})\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "TMPDIR": str(parent)}, check=False
    )
    assert ended.returncode == -getattr(signal, number)
    assert len(entries(parent)) == left
    with temporary.folder("ragcalc-test-"):
        pass
    assert entries(parent) == []
