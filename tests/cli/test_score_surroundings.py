"""`ragcalc score` where its surroundings fail it: disk, memory, files and signals."""

import errno
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ragcalc.scale.failures import refusal
from tests.cli.conftest import Command
from tests.cli.running import environment
from tests.scale import nation

FORMS = ("scored.parquet", "scored.csv", "scored")


@pytest.fixture
def country(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented nation in the current folder, and a folder for what is put aside."""
    nation.write(folder)
    (folder / "aside").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "aside"))
    return folder


def names(country: Path) -> list[str]:
    """Return the names of all files that are there."""
    return sorted(str(one.relative_to(country)) for one in country.rglob("*"))


# ── Memory ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", ["much", "0", "-1GB", "4XB", "80%", "99999999999GB"])
def test_a_word_that_is_no_size_of_memory_is_refused(
    size: str, country: Path, ragcalc: Command
) -> None:
    answer = ragcalc("score", "--output", "scored.csv", "--memory", size)
    assert answer.status == 2
    assert answer.err.endswith(f"'{size}' is not a size; write it as 4GB or 500MB\n")


@pytest.mark.parametrize("size", ["200MB", "200 mb", "0.5GiB"])
def test_memory_is_written_as_people_write_it(size: str, country: Path, ragcalc: Command) -> None:
    assert ragcalc("score", "--output", "scored.csv", "--memory", size).status == 0


@pytest.mark.parametrize("size", ["1MB", "5MB", "20MB"])
def test_too_little_memory_ends_in_what_to_do(size: str, country: Path, ragcalc: Command) -> None:
    before = names(country)
    answer = ragcalc("score", "--output", "scored.csv", "--memory", size)
    assert (answer.status, answer.err) == (
        2,
        (
            f"Error: {size} of memory do not suffice for these tables\n"
            "give more by --memory, or let it take fewer threads by --threads\n"
        ),
    )
    assert names(country) == before


# ── Disk ─────────────────────────────────────────────────────────────────────────────────────────

NO_LARGE_FILES = """\
import resource, sys
from ragcalc.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))
sys.argv = ["ragcalc", "score", "--output", {output!r}]
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of files as POSIX systems have them")
@pytest.mark.parametrize("output", FORMS)
def test_where_no_file_may_grow_nothing_is_left(output: str, country: Path) -> None:
    """A file for what is put aside is the first that grows."""
    before = names(country)
    made = subprocess.run(
        [sys.executable, "-c", NO_LARGE_FILES.format(most=100_000, output=output)],
        cwd=country,
        env={**environment(), "TMPDIR": str(country / "aside")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    aside = os.path.realpath(country / "aside")
    assert (made.returncode, made.stderr) == (
        2,
        (
            f"Error: nothing more can be put aside in {aside}: File too large\n"
            "free some space, or set TMPDIR to a folder that has more\n"
        ),
    )
    assert names(country) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte, where root may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if not sys.platform.startswith("linux") or os.geteuid():
        pytest.skip("only root of Linux may mount a small disk")
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_for_what_is_put_aside_is_named(
    small_disk: Path, country: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    (small_disk / "filling").write_bytes(bytes(1_000_000))
    (country / "scored.csv").write_text("old")
    answer = ragcalc("score", "--output", "scored.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            f"Error: nothing more can be put aside in {small_disk}: No space left on device\n"
            "free some space, or set TMPDIR to a folder that has more\n"
        ),
    )
    assert names(small_disk) == ["filling"]
    assert (country / "scored.csv").read_text() == "old"


@pytest.mark.parametrize("name", ["scored.parquet", "scored.csv"])
def test_a_full_disk_for_the_answer_is_named(
    name: str, small_disk: Path, country: Path, ragcalc: Command
) -> None:
    (small_disk / "filling").write_bytes(bytes(1_020_000))
    (small_disk / name).write_text("old")
    answer = ragcalc("score", "--output", str(small_disk / name))
    assert (answer.status, answer.err) == (
        2,
        (
            f"Error: nothing more can be written in {small_disk}: No space left on device\n"
            "free some space, or give another place after --output\n"
        ),
    )
    assert names(small_disk) == ["filling", name]
    assert (small_disk / name).read_text() == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_the_engine_says_where_a_disk_is_full(form: str, tmp_path: Path) -> None:
    rows = "SELECT range, hash(range) FROM range(1_000_000)"
    copy = f"COPY ({rows}) TO '/dev/full' (FORMAT {form}, USE_TMP_FILE false)"
    with duckdb.connect() as connection, pytest.raises(duckdb.Error) as error:
        connection.execute(copy)
    made = refusal(error.value, None, "4GB", tmp_path)
    assert str(made) == f"nothing more can be written in /dev: {os.strerror(errno.ENOSPC)}"


def test_no_room_for_what_is_put_aside_is_no_fault_of_the_answer(
    country: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(country / "none"))
    answer = ragcalc("score", "--output", "scored.csv")
    none = os.path.realpath(country / "none")
    assert (answer.status, answer.err) == (
        2,
        (
            f"Error: no temporary folder can be made in {none}: No such file or directory\n"
            "set TMPDIR to a folder that may be written to\n"
        ),
    )


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root may write into any folder"
)
def test_a_folder_that_may_not_be_written_to_is_refused(country: Path, ragcalc: Command) -> None:
    closed = country / "closed"
    closed.mkdir(mode=0o500)
    answer = ragcalc("score", "--output", "closed/scored.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: closed/scored.csv: Permission denied\n"
            "choose another folder, or close the file where another program has it open\n"
        ),
    )


# ── Files that are not what their names say ──────────────────────────────────────────────────────

SAVE = "fetch the file again, or save it anew, CSV as UTF-8\n"
HEAD = b"measure,year,area,name,value,region\n"


def damaged(content: bytes, where: slice) -> bytes:
    """Return a content with other bytes in a part of it."""
    return b"".join(
        (content[: where.start], bytes(where.stop - where.start), content[where.stop :])
    )


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("short.parquet", b"PAR1", "File 'short.parquet' too small to be a Parquet file"),
        ("text.parquet", HEAD * 9, "No magic bytes found at end of file 'text.parquet'"),
        ("latin.csv", HEAD + "relative,2018-19,301,Shéire,3,N\n".encode("latin-1"), "line 2: "),
        (
            "ragged.csv",
            HEAD * 3000 + b"relative,2018-19\n",
            "line 3001: ",
        ),
        (
            "quotes.csv",
            b'"measure,year\n"relative"2018-19,3\n' * 20,
            "it has no rows of equal length, parted by commas",
        ),
        ("late.csv", HEAD * 30_000 + b"relative,2018-19\n", "line 30001: "),
    ],
    ids=["short", "text", "latin", "ragged", "quotes", "late"],
)
def test_a_file_that_cannot_be_read_is_named(
    name: str, content: bytes, why: str, country: Path, ragcalc: Command
) -> None:
    (country / name).write_bytes(content)
    (country / "scored.csv").write_text("old")
    before = names(country)
    answer = ragcalc("score", name, "--output", "scored.csv")
    assert answer.status == 2
    assert answer.err.startswith(f"Error: {name} cannot be read: {why}")
    assert answer.err.endswith(f"\n{SAVE}")
    assert len(answer.err.splitlines()) == 2
    assert names(country) == before
    assert (country / "scored.csv").read_text() == "old"


@pytest.mark.parametrize("part", ["head", "middle", "end", "half"])
def test_a_damaged_parquet_file_is_no_traceback(part: str, country: Path, ragcalc: Command) -> None:
    with duckdb.connect() as connection:
        connection.execute("COPY (FROM 'nation.csv') TO 'bad.parquet'")
    content = (country / "bad.parquet").read_bytes()
    size = len(content)
    kinds = {
        "head": damaged(content, slice(4, 400)),
        "middle": damaged(content, slice(size // 2, size // 2 + 400)),
        "end": damaged(content, slice(size - 300, size - 100)),
        "half": content[: size // 2],
    }
    (country / "bad.parquet").write_bytes(kinds[part])
    answer = ragcalc("score", "bad.parquet", "--output", "scored.csv")
    assert answer.status == 2
    assert answer.err.startswith("Error: bad.parquet ")
    assert len(answer.err.splitlines()) == 2
    assert not (country / "scored.csv").exists()


# ── Signals ──────────────────────────────────────────────────────────────────────────────────────

INTERRUPTED = """\
import os, signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it
from ragcalc.cli import main
from ragcalc.scale import batch

def score(engine, *_):
    threading.Timer(0.5, os.kill, (os.getpid(), signal.{signal})).start()
    engine.run("SELECT count(*) FROM range(1000000000000) WHERE hash(range) = 1")

batch.score = score
sys.argv = ["ragcalc", "score", "--output", {output!r}]
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX systems have them")
@pytest.mark.parametrize("output", FORMS)
@pytest.mark.parametrize(
    ("name", "status"),
    [("SIGTERM", -signal.SIGTERM), ("SIGINT", 130), ("SIGKILL", -signal.SIGKILL)],
)
def test_a_run_that_is_ended_half_way_leaves_nothing(
    name: str, status: int, output: str, country: Path, ragcalc: Command
) -> None:
    """Killed outright it leaves what the next run removes, and never an answer."""
    if output != "scored":
        (country / output).write_text("old")
    before = names(country)
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTED.format(signal=name, output=output)],
        cwd=country,
        env={**environment(), "TMPDIR": str(country / "aside")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == status
    assert "Traceback" not in ended.stderr
    if name != "SIGKILL":
        assert names(country) == before
    elif output == "scored":
        assert not (country / output).exists()
    else:
        assert (country / output).read_text() == "old"
    assert ragcalc("score", "--output", output).status == 0
    assert {one.split("/")[0] for one in names(country)} == {*before, output}
