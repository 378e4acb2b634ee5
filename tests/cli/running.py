"""The program as a real process, in an environment that holds nothing of the caller's taste."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ragcalc.cli import cli
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
