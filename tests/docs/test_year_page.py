"""docs/year.md is true: its files are written and its commands run in order, in one repository."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.running import PROGRAM, environment
from tests.docs.pages import DOCS, Block, Page

PAGE = Page(DOCS / "year.md")
AUTHOR = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in (
        ("NAME", "Ann Alyst"),
        ("EMAIL", "ann@anyshire.example"),
        ("DATE", "2026-05-01T09:00:00Z"),
    )
}


class Step(NamedTuple):
    """Commands of the page, with what they print and what stands below them."""

    block: Block
    printed: str
    stands: str


def blocks() -> list[tuple[Block, Block | None]]:
    """Return the blocks in order, each with the one below where that is what it prints."""
    following = [*PAGE.blocks[1:], None]
    return [
        (one, below if below and below.language == "text" else None)
        for one, below in zip(PAGE.blocks, following, strict=True)
        if one.language != "text"
    ]


def shell(folder: Path, commands: str) -> str:
    """Return what commands print, on either stream, at the width of the page."""
    program = folder / "bin" / "ragcalc"
    if not program.exists():
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    plain = environment(
        {**AUTHOR, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "COLUMNS": "100"}
    )
    done = subprocess.run(
        ["sh", "-c", commands],
        cwd=folder / "performance", env={**plain, "PATH": f"{program.parent}:{plain['PATH']}"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode in (0, 1), f"{commands}\n{done.stdout}"
    printed = done.stdout.removeprefix("\ufeff")
    return "\n".join(line.rstrip() for line in printed.splitlines())


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> list[Step]:
    """Live the year of the page: write what it writes, run what it runs."""
    folder = tmp_path_factory.mktemp("year")
    (folder / "performance").mkdir()
    steps = []
    for block, below in blocks():
        if block.language == "sh":
            stands = "\n".join(below.text.splitlines()) if below else ""
            steps.append(Step(block, shell(folder, block.text), stands))
        else:
            file = folder / "performance" / block.kind
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
    return steps


COMMANDS = [block.text.splitlines()[-1] for block, _ in blocks() if block.language == "sh"]


@pytest.mark.parametrize("number", range(len(COMMANDS)), ids=COMMANDS)
def test_commands_print_what_stands_below_them(year: list[Step], number: int) -> None:
    assert year[number].printed == year[number].stands
