"""A new folder: made whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ragcalc import writing

POSIX = pytest.mark.skipif(os.name != "posix", reason="folders as POSIX systems have them")


def entries(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_has_its_name_once_all_is_written(tmp_path: Path) -> None:
    with writing.new_folder(tmp_path / "made") as made:
        (made / "one").write_text("1")
        assert not (tmp_path / "made").exists()
    assert entries(tmp_path) == ["made"]
    assert (tmp_path / "made" / "one").read_text() == "1"


@POSIX
def test_others_may_enter_it_as_any_new_folder(tmp_path: Path) -> None:
    (tmp_path / "any").mkdir()
    with writing.new_folder(tmp_path / "made"):
        pass
    modes = {one: stat.S_IMODE((tmp_path / one).stat().st_mode) for one in ("any", "made")}
    assert modes["made"] == modes["any"]


def test_where_writing_fails_nothing_is_left(tmp_path: Path) -> None:
    def write() -> None:
        with writing.new_folder(tmp_path / "made") as made:
            (made / "one").write_text("1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    assert entries(tmp_path) == []


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_has_that_name_stays(tmp_path: Path, kind: str, late: bool) -> None:
    """Be it there before, or made while the folder is written."""
    path = tmp_path / "made"

    def take_the_name() -> None:
        match kind:
            case "file":
                path.write_text("theirs")
            case "folder":
                path.mkdir()
            case _:
                path.symlink_to("nowhere")

    def write() -> None:
        with writing.new_folder(path):
            assert late
            take_the_name()

    if not late:
        take_the_name()
    with pytest.raises(FileExistsError):
        write()
    assert entries(tmp_path) == ["made"]
    assert path.is_symlink() or path.is_file() or not entries(path)


@POSIX
@pytest.mark.parametrize("number", ["SIGTERM", "SIGKILL"])
def test_what_a_run_that_is_killed_leaves_is_removed_by_the_next(
    tmp_path: Path, number: str
) -> None:
    killed = (
        "import os, pathlib, signal\n"
        "from ragcalc import writing\n"
        "with writing.new_folder(pathlib.Path('made')) as made:\n"
        "    (made / 'one').write_text('1')\n"
        f"    os.kill(os.getpid(), signal.{number})\n"
    )
    ended = subprocess.run([sys.executable, "-c", killed], cwd=tmp_path, check=False, timeout=60)
    assert ended.returncode == -getattr(signal, number)
    assert not (tmp_path / "made").exists()
    assert len(entries(tmp_path)) == (number == "SIGKILL")
    with writing.new_folder(tmp_path / "made"):
        pass
    assert entries(tmp_path) == ["made"]
