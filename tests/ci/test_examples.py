"""docs/ci.md: what it shows can be read, and the commands in it are the program's own."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from ragcalc.cli import cli
from tests.docs.pages import DOCS, Page

ROOT = Path(__file__).parents[2]
PAGE = Page(DOCS / "ci.md")
YAML = [block.text for block in PAGE.blocks_of("yaml")]
COMMANDS = re.findall(r"^(?: *- (?:run: )?)?ragcalc ([^\n]+)", PAGE.text, re.MULTILINE)


@pytest.mark.parametrize("text", YAML)
def test_the_examples_are_yaml(text: str) -> None:
    assert yaml.safe_load(text)
    assert len(YAML) == PAGE.text.count("```yaml")


def options(words: list[str]) -> tuple[click.Command, list[str]]:
    command = cli.commands[words[0]]
    return command, [word.partition("=")[0] for word in words if word.startswith("--")]


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_have_the_options_that_are_shown(line: str) -> None:
    words = shlex.split(line.partition("||")[0])
    command, shown = options(words)
    known = {name for one in command.params for name in one.opts}
    assert set(shown) <= known
    with (
        cli.make_context("ragcalc", list(words)) as parent,
        command.make_context(words[0], words[1:], parent=parent) as context,
    ):
        assert context.params


def test_the_hook_of_the_page_is_there() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    example: Any = yaml.safe_load(YAML[0])
    (used,) = example["repos"][0]["hooks"]
    assert used["id"] == hook["id"]
    words = [*shlex.split(hook["entry"]), *used["args"]]
    assert words[0] == "ragcalc"
    command, shown = options(words[1:])
    assert set(shown) <= {name for one in command.params for name in one.opts}


WRITES = "xlsxwriter"
"""The package of the extra that a check has no use for: it reads workbooks and writes none."""


EXTRAS: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[
    "project"
]["optional-dependencies"]
READS = ["datasets", "excel"]
"""The extras by which a catalogue is read; a comparator's figure may be a target."""


def test_the_packages_of_the_hook_are_those_by_which_the_extras_read() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    packages = [package for extra in READS for package in EXTRAS[extra]]
    reading = [one for one in packages if not one.startswith(WRITES)]
    assert len(reading) == len(packages) - 1
    assert sorted(hook["additional_dependencies"]) == sorted(reading)


@pytest.mark.parametrize("file", ["action.yml", "docs/ci.md"])
def test_the_action_and_the_job_for_gitlab_install_every_extra_that_reads(file: str) -> None:
    installs = [
        line for line in (ROOT / file).read_text("utf-8").splitlines() if "pip inst" in line
    ]
    assert [re.findall(r"\[([\w,]+)\]", line) for line in installs] == [[",".join(READS)]]
