"""`explain`, `list`, `schema`, `--help` and `--version`."""

import json
import re
from pathlib import Path

import pytest

import ragcalc as package
from ragcalc.cli import cli
from tests.cli.conftest import Command
from tests.cli.running import COMMANDS as EVERYTHING

COMMANDS = sorted(cli.commands)


# ── explain ──────────────────────────────────────────────────────────────────────────────────────


def test_explain_names_the_indicator_and_its_verdict(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("explain", "red-one")
    assert answer.status == 0
    assert answer.err == "latest = 2018-19 Q4. All 4 figures due have been received.\n"
    for part in ("Red one", "red-one", "2018-19 Q4", "80", "90", "indicators.yaml:"):
        assert part in answer.out


@pytest.mark.parametrize("words", [("q3",), ("2018-19", "Q3"), ("2018-19-q3",)])
def test_explain_takes_a_period(council: Path, ragcalc: Command, words: tuple[str, ...]) -> None:
    answer = ragcalc("explain", "red-one", *words)
    assert answer.status == 0
    assert "2018-19 Q3" in answer.out


def test_an_unknown_indicator_is_refused_with_the_nearest(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("explain", "rde-one")
    assert (answer.status, answer.out) == (2, "")
    assert "there is no indicator 'rde-one'; did you mean red-one?" in answer.err


def test_explain_of_nothing_says_what_to_name(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("explain")
    assert (answer.status, answer.out) == (2, "")
    assert "ragcalc list" in answer.err


def test_explain_needs_no_catalogue_for_a_code(folder: Path, ragcalc: Command) -> None:
    answer = ragcalc("explain", "--code", "value-not-a-number")
    assert (answer.status, answer.err) == (0, "")
    assert "value-not-a-number" in answer.out


def test_an_unknown_code_is_refused_with_the_nearest(folder: Path, ragcalc: Command) -> None:
    answer = ragcalc("explain", "--code", "value-not-number")
    assert (answer.status, answer.out) == (2, "")
    assert "did you mean value-not-a-number?" in answer.err


# ── list and schema ──────────────────────────────────────────────────────────────────────────────


def test_list_names_indicators_periods_and_policies(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("list")
    assert (answer.status, answer.err) == (0, "")
    for part in ("red-one", "missing-one", "2018-19 Q4", "2017-18 Q4", "default"):
        assert part in answer.out


def test_the_schema_is_json_and_needs_no_catalogue(folder: Path, ragcalc: Command) -> None:
    answer = ragcalc("schema", "report")
    assert (answer.status, answer.err) == (0, "")
    assert "$schema" in json.loads(answer.out)


# ── --help and --version ─────────────────────────────────────────────────────────────────────────


def test_the_version_is_the_packages(ragcalc: Command) -> None:
    answer = ragcalc("--version")
    assert (answer.status, answer.out, answer.err) == (0, f"ragcalc {package.__version__}\n", "")


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(
    ragcalc: Command, command: str, option: str
) -> None:
    answer = ragcalc(command, option)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(f"Usage: ragcalc {command} ")
    assert re.search(rf"Examples?:\s+ragcalc {command}", answer.out)


def test_the_help_names_every_command_whole(
    ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = ragcalc("--help")
    for command in COMMANDS:
        assert re.search(rf"^  {command} +\w.*\.$", answer.out, re.MULTILINE)
    assert "..." not in answer.out.partition("Commands:")[2]


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_fits_80_columns(
    ragcalc: Command, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, ragcalc(*command, "--help").out.splitlines())) <= 80


def test_every_word_of_a_closed_set_is_in_the_help(ragcalc: Command) -> None:
    words = set(re.findall(r"\w+", ragcalc("report", "--help").out))
    assert words >= {"green", "amber", "red", "missing", "unrated"}
    assert words >= {"improved", "maintained", "declined", "higher", "same", "lower", "unavailable"}


def test_without_a_command_there_is_help(ragcalc: Command) -> None:
    answer = ragcalc()
    assert "Usage: ragcalc [OPTIONS] COMMAND" in answer.out + answer.err


def test_every_command_is_among_those_that_no_reader_encoding_or_width_breaks() -> None:
    answering = {words[0] for words in EVERYTHING if not {"--help", "--version"} & set(words)}
    assert answering == {*COMMANDS} - {"init", "charts", "score"}  # which write files
