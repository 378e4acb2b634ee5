"""Odd places to stand in, odd names and odd environments."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CATALOGUE
from tests.cli.running import PROGRAM, ROOT, environment, process

POSIX = pytest.mark.skipif(os.name != "posix", reason="as POSIX systems have it")


@POSIX
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("report",), 2),
        (("list",), 2),
        (("explain", "red-one"), 2),
        (("report", "--indicators", "indicators.yaml"), 2),
        (("init",), 2),
        (("report", "--indicators", str(ROOT / "indicators.yaml")), 2),
        (("--version",), 0),
        (("schema", "report"), 0),
        (("explain", "--code", "value-missing"), 0),
    ],
)
def test_in_a_folder_that_is_gone_it_says_so(
    tmp_path: Path, arguments: tuple[str, ...], status: int
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ended = subprocess.run(
        ["/bin/sh", "-c", 'rmdir "$PWD"; exec "$@"', "sh", *PROGRAM, *arguments],
        cwd=gone,
        env=environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == status, ended.stderr
    assert b"Traceback" not in ended.stderr
    assert b"could not be written" not in ended.stderr


def test_no_home_is_needed(council: Path) -> None:
    names = ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "PATH", "TMPDIR")
    bare = {name: value for name, value in environment().items() if name not in names}
    ended = subprocess.run(
        [*PROGRAM, "report", "--output", "r"],
        cwd=council,
        env=bare,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("variables", [{}, {"PYTHONIOENCODING": "ascii:strict"}])
def test_names_that_are_no_text_do_not_break_it(tmp_path: Path, variables: dict[str, str]) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    (folder / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    odd = os.fsdecode(b"\xff.yaml")
    (folder / odd).write_text(CATALOGUE.replace("90", "ninety"), encoding="utf-8")
    report = process("report", "--format", "json", cwd=folder, env=variables)
    assert json.loads(report.out)["organisation"] == "Anyshire"
    for arguments, status in (
        (("report", "--indicators", b"\xff.yaml"), 2),
        (("report", "--indicators", b"\xfe.yaml"), 2),
        (("report", "--output", b"\xfd"), 0),
        (("report", b"\xff"), 2),
        (("report", "--outcome", b"\xff"), 2),
        (("explain", b"\xff"), 2),
        (("explain", "red-one", "--indicators", b"../caf\xe9/indicators.yaml"), 0),
        (("init", b"new\xfe"), 0),
        (("init", b"new\xfe"), 2),
    ):
        answer = process(*arguments, cwd=folder, env=variables)
        assert (answer.status, "Traceback" in answer.err) == (status, False), answer.err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_json_report_of_an_odd_name_is_json(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.yaml")).write_text(CATALOGUE, encoding="utf-8")
    answer = process("report", "--format", "json", "--indicators", b"\xff.yaml", cwd=tmp_path)
    assert json.loads(answer.out)["organisation"] == "Anyshire"
    assert process("report", "--indicators", b"\xff.yaml", cwd=tmp_path).status == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_parent_that_may_not_be_read_is_passed_over(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    inner = closed / "inner"
    inner.mkdir(parents=True)
    (inner / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    closed.chmod(0o111)
    try:
        assert process("report", cwd=inner).status == 0
    finally:
        closed.chmod(0o755)
