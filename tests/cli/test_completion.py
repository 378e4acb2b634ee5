"""Completion in bash, zsh and fish: ids and periods, and silence where none can be known."""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from ragcalc.catalogue.model.codes import CHECKS, CODES
from tests.cli.conftest import CATALOGUE
from tests.cli.running import PROGRAM, environment, in_process

IDS = ["red-one", "amber-one", "green-one", "missing-one"]
SERIES = ["series", *sorted(code for code in {*CHECKS, *CODES} if code.startswith("series-"))]
TOLERANCES = [
    "tolerance-bands-crossed",
    "tolerance-bands-empty",
    "tolerance-overlap",
    "tolerance-unknown",
]
SHELLS = ["bash", "zsh", "fish"]


def completed(shell: str, *words: str, cwd: Path) -> list[str]:
    """Return what the shell is asked to offer for the last word."""
    ended = in_process(cwd=cwd, env=protocol(shell, words))
    assert (ended.status, ended.err) == (0, "")
    lines = [line for line in ended.out.splitlines() if line]
    match shell:
        case "bash":
            return [line.partition(",")[2] for line in lines]
        case "zsh":
            return lines[1::3]
        case _:
            return [line.partition(",")[2].partition("\t")[0] for line in lines]


def protocol(shell: str, words: tuple[str, ...]) -> dict[str, str]:
    """Return the variables in which the shell passes the line that is typed."""
    line = shlex.join(["ragcalc", *words[:-1]])
    typed = f"{line} {words[-1]}"
    position = words[-1] if shell == "fish" else str(len(words))
    return {
        "_RAGCALC_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": position,
    }


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("explain", ""), IDS),
        (("explain", "r"), ["red-one"]),
        (("explain", "RED"), ["red-one"]),
        (("explain", "zzz"), []),
        (("explain", "red-one", "2018"), ["2018-19-q4", "2018-19-q3"]),
        (("report", "--outcome", ""), ["safe", "well"]),
        (("report", "--tier", "w"), ["wider"]),
        (("report", "q"), ["q1", "q2", "q3", "q4"]),
        (("report", "2017"), ["2017-18-q4"]),
        (("report", "lat"), ["latest"]),
        (("report", "--format", "m"), ["markdown"]),
        (("report", "--status", "r"), ["red"]),
        (("report", "--fail-on", "de"), ["declined"]),
        (("rep",), ["report"]),
        (("schema", "r"), ["report"]),
        (("schema", "i"), ["indicators"]),
        (("check", "--select", "series-g"), ["series-gap"]),
        (("check", "--ignore", "ser"), SERIES),
        (("targets", "2017"), ["2017-18-q4"]),
        (("targets", "--set", "am"), ["amber-one="]),
        (("form", "20"), ["2019-20-q1", "2018-19-q4", "2018-19-q3", "2017-18-q4"]),
        (("list", "--missing", "2019"), ["2019-20-q1"]),
        (("schema", "t"), ["thresholds", "targets", "trend"]),
        (
            ("explain", "--code", "value-p"),
            ["value-percent-jump", "value-percent-range", "value-percent-share"],
        ),
        (("explain", "--code", "tolerance"), TOLERANCES),
    ],
)
def test_ids_periods_and_words_are_offered(
    council: Path, shell: str, words: tuple[str, ...], expected: list[str]
) -> None:
    assert completed(shell, *words, cwd=council) == expected


def test_a_catalogue_that_the_line_names_is_looked_into(council: Path) -> None:
    other = CATALOGUE.replace("red-one", "rare-one")
    (council / "other.yaml").write_text(other, encoding="utf-8")
    words = ("explain", "--indicators", "other.yaml", "r")
    assert completed("bash", *words, cwd=council) == ["rare-one"]


def test_owners_are_offered(council: Path) -> None:
    owned = CATALOGUE.replace("unit: percent", "owner: Housing, repairs\n    unit: percent")
    (council / "owned.yaml").write_text(owned, encoding="utf-8")
    words = ("form", "--indicators", "owned.yaml", "q4", "--owner", "h")
    assert completed("bash", *words, cwd=council) == ["Housing, repairs"]


def test_an_option_is_offered(council: Path) -> None:
    assert "--fail-on" in completed("bash", "report", "--f", cwd=council)


@pytest.mark.parametrize("shell", SHELLS)
def test_nothing_is_offered_where_there_is_no_catalogue(folder: Path, shell: str) -> None:
    assert completed(shell, "explain", "", cwd=folder) == []
    assert completed(shell, "report", "--outcome", "", cwd=folder) == []


@pytest.mark.parametrize("text", ["", "a: [", "\x00", "version: 1", "indicators: {é: 1}"])
def test_a_broken_catalogue_disturbs_nothing(folder: Path, text: str) -> None:
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    assert completed("bash", "explain", "", cwd=folder) == []


def test_what_is_valid_in_a_broken_catalogue_is_offered(council: Path) -> None:
    text = CATALOGUE.replace("target: 90", "target: ninety", 1)
    (council / "indicators.yaml").write_text(text, encoding="utf-8")
    assert completed("bash", "explain", "", cwd=council) == IDS[1:]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_line_that_sets_completion_up_is_in_the_help(shell: str) -> None:
    assert f"_RAGCALC_COMPLETE={shell}_source ragcalc" in in_process("--help").out
    script = in_process(env={"_RAGCALC_COMPLETE": f"{shell}_source"})
    assert script.status == 0
    assert f"_RAGCALC_COMPLETE={shell}_complete" in script.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes(council: Path) -> None:
    """The script that bash is asked to run, in bash itself, with the program under its own name."""
    tools = council / "tools"
    tools.mkdir()
    program = tools / "ragcalc"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = (
        f"PATH={shlex.quote(str(tools))}:$PATH\n"
        'eval "$(_RAGCALC_COMPLETE=bash_source ragcalc)"\n'
        "COMP_WORDS=(ragcalc explain am) COMP_CWORD=2\n"
        '$(complete -p ragcalc | sed "s/.*-F \\([^ ]*\\) .*/\\1/") ragcalc am explain\n'
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    ended = subprocess.run(
        ["bash", "--norc", "-c", script],
        cwd=council,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (ended.stdout, ended.stderr) == ("amber-one\n", "")
