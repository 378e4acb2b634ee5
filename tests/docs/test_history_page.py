"""docs/history.md is true: its commands write the files that its recipes read.

What cannot be run here names columns that are there.
"""

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ragcalc.render.history.view import COMPARISONS, READINGS
from tests.cli.running import ROOT, environment, process
from tests.docs.pages import DOCS, Block, Page

PAGE = Page(DOCS / "history.md")
NO_COLUMN = {"wide", "false", "character"}
"""Words of R that stand where a column may."""
SOURCES = ("--indicators", str(ROOT / "indicators.yaml"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the commands of the page in an empty folder."""
    folder = tmp_path_factory.mktemp("history")
    (commands,) = (block.text for block in PAGE.blocks if block.language == "sh")
    for line in commands.splitlines():
        answer = process(*line.split()[1:], *SOURCES, cwd=folder)
        assert (answer.status, answer.out, answer.err) == (0, "", "")
    return folder


def blocks(language: str) -> list[tuple[Block, str]]:
    """Return the blocks of a language, each with the text that stands below it."""
    pairs = zip(PAGE.blocks, PAGE.blocks[1:], strict=False)
    return [(one, below.text) for one, below in pairs if one.language == language]


@pytest.mark.parametrize(("block", "answer"), blocks("sql"), ids=["statuses", "pivot", "join"])
def test_a_query_answers_as_it_is_printed(
    block: Block, answer: str, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files)
    with duckdb.connect() as connection:
        rows = connection.execute(block.text).fetchall()
    lines = [" | ".join("NULL" if one is None else str(one) for one in row) for row in rows]
    assert lines == answer.splitlines()


@pytest.mark.parametrize(("block", "answer"), blocks("python"), ids=["csv", "pandas"])
def test_a_script_prints_what_stands_below_it(block: Block, answer: str, files: Path) -> None:
    if "pandas" in block.text:
        pytest.importorskip("pandas")
    done = subprocess.run(
        [sys.executable, "-c", block.text],
        cwd=files, env=environment(), capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert lines == answer.splitlines()


@pytest.mark.parametrize(
    ("language", "naming"),
    [
        (
            "r",
            r'"([a-z_]+)"(?=[,)])|(\w+)(?= = "(?:Date|ch))|readings\$(\w+)|is\.na\((\w+)\)|& (\w+)',
        ),
        ("powerquery", r'\{"(\w+)"'),
    ],
)
def test_what_is_not_run_names_columns_that_are_there(language: str, naming: str) -> None:
    (block,) = (one for one in PAGE.blocks if one.language == language)
    found = {name for names in re.findall(f"{naming}|()", block.text) for name in names if name}
    assert len(found - NO_COLUMN) >= 7
    assert found - NO_COLUMN <= {*READINGS, *COMPARISONS}
