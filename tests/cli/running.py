"""The program as a process of its own and in this one, in an environment of nobody's taste."""

import contextlib
import gc
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from ragcalc.cli import cli, main
from ragcalc.render.formats import DocumentKind
from tests.formats import commands

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-m", "ragcalc")
_OF_THE_CALLER = (
    *("RAGCALC_", "_RAGCALC", "PYTHON", "LC_", "COMP_", "COV_", "COVERAGE_"),
    *("GITHUB_", "CI_PROJECT_DIR"),
    *("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES", "LANG", "TERM"),
)

COMMANDS = (
    ("report",),
    *commands(DocumentKind.REPORT, "report"),
    ("report", "--evidence"),
    ("explain", "repeat-referrals"),
    ("explain", "--code", "value-missing"),
    *commands(DocumentKind.TREND, "trend", "children-in-care"),
    *commands(DocumentKind.HISTORY, "history"),
    *commands(DocumentKind.HISTORY, "history", "--comparators"),
    *commands(DocumentKind.NARRATIVE, "narrative", "q4"),
    *commands(DocumentKind.TARGETS, "targets", "q4"),
    *commands(DocumentKind.COMPARE, "compare", "q3", "q4"),
    *commands(DocumentKind.COMPARE, "diff", ".", "."),
    ("check",),
    *commands(DocumentKind.CHECK, "check"),
    ("list",),
    *commands(DocumentKind.MISSING, "list", "--missing", "2019-20-q1"),
    *commands(DocumentKind.FORM, "form", "2019-20-q1"),
    *commands(DocumentKind.NEXT_TARGETS, "targets", "--next", "2019-20"),
    ("schema", "report"),
    ("--version",),
    ("--help",),
    *((name, "--help") for name in cli.commands),
)
"""Everything that prints an answer."""


@dataclass(frozen=True)
class Answer:
    """What a command gave."""

    status: int
    out: str
    err: str


def of_the_caller(name: str) -> bool:
    """Return whether a variable of the environment would sway the program."""
    return name.startswith(_OF_THE_CALLER)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return a plain environment, in UTF-8, from which the checkout is found."""
    plain = {name: value for name, value in os.environ.items() if not of_the_caller(name)}
    return {**plain, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(extra or {})}


def process(
    *arguments: str | bytes,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
    **more: Any,
) -> Answer:
    """Run `ragcalc` to its end."""
    ended = subprocess.run(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env=environment(env),
        check=False,
        timeout=60,
        **{
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            **more,
        },
    )
    out, err = (stream or b"" for stream in (ended.stdout, ended.stderr))
    return Answer(
        ended.returncode, out.decode(encoding, "surrogateescape"), err.decode(encoding, "replace")
    )


def in_process(
    *arguments: str,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
) -> Answer:
    """Run `ragcalc` to its end in this process, which is faster.

    For what is written in words and files: streams that are closed, terminals, signals and the
    variables that Python itself reads need a process of their own.
    """
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="") for _ in range(2))
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        contextlib.chdir(cwd),
        mock.patch.object(sys, "stdin", io.StringIO()),
        mock.patch.object(sys, "argv", ["ragcalc", *arguments]),
        mock.patch.dict(os.environ, environment(env), clear=True),
        mock.patch.object(gc, "freeze"),  # this process goes on
    ):
        status = _exit_status()
    gc.enable()
    return Answer(status, _written(out), _written(err))


def _exit_status() -> int:
    with pytest.raises(SystemExit) as end:
        main()
    assert isinstance(end.value.code, int)
    return end.value.code


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(stream.encoding, "surrogateescape")
