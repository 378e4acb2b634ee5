"""docs/year.md is true: its files are written and its commands run in order, in one repository."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from ragcalc.render.formats import FORMATS, DocumentKind
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


def shell(folder: Path, commands: str, **more: str) -> str:
    """Return what commands print, on either stream, at the width of the page.

    `more` is more of their environment.
    """
    program = folder / "bin" / "ragcalc"
    if not program.exists():
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    plain = environment({**AUTHOR, **git, "COLUMNS": "100"})
    path = {"PATH": f"{program.parent}:{plain['PATH']}"}
    done = subprocess.run(
        ["sh", "-c", commands],
        cwd=folder / "performance", env={**plain, **path, **more}, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode in (0, 1), f"{commands}\n{done.stdout}"
    printed = done.stdout.removeprefix("\ufeff")
    return "\n".join(line.rstrip() for line in printed.splitlines())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one for the catalogue in it."""
    made = tmp_path_factory.mktemp("year")
    (made / "performance").mkdir()
    return made


@pytest.fixture(scope="module")
def year(folder: Path) -> list[Step]:
    """Live the year of the page: write what it writes, run what it runs."""
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


ELSEWHERE = {"TZ": "Asia/Tokyo", "COLUMNS": "60", "LC_ALL": "C", "PYTHONHASHSEED": "5", "USER": "x"}
KEPT = [
    f"{document} 2025-26-q1 --format {name}"
    for document in (DocumentKind.REPORT, DocumentKind.NARRATIVE, DocumentKind.HISTORY)
    for name in FORMATS[document]
    if name != "table"
]
"""The commands whose answers depend on no terminal."""


@pytest.mark.usefixtures("year")
def test_an_old_report_is_the_same_to_the_byte_in_another_folder_and_time_zone(
    folder: Path,
) -> None:
    made = {}
    for clone, more in (("here", {}), ("else/where", ELSEWHERE)):
        making = [f"ragcalc {words} --output {number}" for number, words in enumerate(KEPT)]
        shell(folder, f"git clone --quiet --branch 2025-26-q1 . ../{clone} 2>&1", **more)
        shell(folder, f"cd ../{clone} && {' && '.join(making)}", **more)
        made[clone] = [(folder / clone / str(at)).read_bytes() for at in range(len(KEPT))]
    pairs = zip(KEPT, *made.values(), strict=True)
    assert [words for words, one, other in pairs if one != other] == []
