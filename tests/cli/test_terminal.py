"""Colour, width and encodings: nothing fails, columns hold, JSON and CSV are always UTF-8."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import time
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest

from ragcalc import output
from ragcalc.render.formats import DocumentKind
from ragcalc.render.media.style import Colour
from tests.cli.conftest import CATALOGUE, Command
from tests.cli.running import COMMANDS, PROGRAM, ROOT, environment, in_process, process
from tests.formats import names

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
SHOWN = [
    *(("report",), ("explain", "repeat-referrals"), ("list",), ("trend", "children-in-care")),
    *(("report", "--format", "text"), ("narrative", "--format", "text")),
]
every_command = pytest.mark.parametrize("command", COMMANDS, ids=" ".join)


def on_terminal(
    *arguments: str,
    columns: int = 100,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    status: int = 0,
) -> str:
    """Run with standard output on a terminal of that many columns; give what appeared there."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env=environment({"TERM": "xterm-256color", **(env or {})}),
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=subprocess.DEVNULL,
    ) as running:
        os.close(follower)
        seen = b""
        while chunk := _read(leader):
            seen += chunk
    os.close(leader)
    assert running.returncode == status
    return seen.decode("utf-8", "replace").replace("\r\n", "\n")


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # how Linux says that the other side is closed
        return b""


def cells(line: str) -> int:
    """How many columns of a terminal a line takes."""
    return sum(
        2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in line
        if not unicodedata.combining(character)
    )


def widest(text: str) -> int:
    return max(map(cells, ESCAPE.sub("", text).splitlines()))


# ── Colour ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("variables", "options", "coloured"),
    [
        ({}, (), False),
        ({}, ("--color", "always"), True),
        ({}, ("--colour", "always"), True),
        ({}, ("--color", "never"), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": ""}, (), False),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
    ],
)
def test_colour_where_there_is_no_terminal(
    council: Path,
    ragcalc: Command,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    options: tuple[str, ...],
    coloured: bool,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    for command in (("report",), ("list",), ("explain", "red-one")):
        assert ("\x1b[" in ragcalc(*command, *options).out) is coloured


@pytest.mark.parametrize(
    ("variables", "options", "coloured"),
    [
        ({}, (), True),
        ({"NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": ""}, (), True),
        ({"TERM": "dumb"}, (), False),
        ({"TERM": "dumb"}, ("--color", "always"), True),
        ({}, ("--color", "never"), False),
    ],
)
def test_colour_in_a_terminal(
    variables: dict[str, str], options: tuple[str, ...], coloured: bool
) -> None:
    assert ("\x1b[" in on_terminal("report", "q4", *options, env=variables)) is coloured


@pytest.mark.parametrize("name", [one for one in names(DocumentKind.REPORT) if one != "table"])
def test_all_but_the_table_has_no_colour(council: Path, ragcalc: Command, name: str) -> None:
    assert "\x1b" not in ragcalc("report", "--format", name, "--color", "always").out


def test_without_its_colours_a_report_says_the_same(council: Path, ragcalc: Command) -> None:
    coloured = ragcalc("report", "--color", "always").out
    bare = [line.rstrip() for line in ESCAPE.sub("", coloured).splitlines()]
    assert bare == ragcalc("report").out.splitlines()


# ── Width ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("term", "colorterm", "colours"),
    [
        ("xterm", "", Colour.BASIC),
        ("xterm", "yes", Colour.BASIC),
        ("xterm", "truecolor", Colour.MANY),
        ("xterm", "24bit", Colour.MANY),
        ("", "truecolor", Colour.MANY),
        ("screen-256color", "", Colour.MANY),
        ("", "", Colour.BASIC),
    ],
)
def test_a_terminal_has_256_colours_where_one_of_its_variables_says_so(
    monkeypatch: pytest.MonkeyPatch, term: str, colorterm: str, colours: Colour
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colorterm)
    assert output.style("always").colour is colours


@pytest.mark.parametrize("columns", [20, 40, 79, 80, 100, 500])
@pytest.mark.parametrize("command", SHOWN, ids=" ".join)
def test_columns_are_kept_to(
    ragcalc: Command, monkeypatch: pytest.MonkeyPatch, columns: int, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", str(columns))
    answer = ragcalc(*command)
    assert answer.status == 0
    if columns >= 40 and command[-1] != "text":  # sentences are left to the terminal to break
        assert widest(answer.out) <= columns


@pytest.mark.parametrize("columns", ["0", "-5", "many", "", "1e2", "٣٠", "9" * 30])
def test_columns_that_are_no_width_mean_100(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    found = []
    for told in ("100", columns):
        with monkeypatch.context() as patched:  # pytest itself fails on some of them afterwards
            patched.setenv("COLUMNS", told)
            found.append(ragcalc("report").out)
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("columns", "width"),
    [("1", 20), ("19", 20), ("21", 21), ("999", 999), ("1001", 1000), ("999999", 1000)],
)
def test_the_width_lies_between_20_and_1000_columns(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert output.style().width == width


def test_without_a_terminal_the_width_is_100() -> None:
    assert process("report").out == process("report", env={"COLUMNS": "100"}).out


@pytest.mark.parametrize("columns", [40, 79, 80, 100, 160])
def test_the_width_is_the_terminals(columns: int) -> None:
    seen = on_terminal("report", "q4", columns=columns, env={"NO_COLOR": "1"})
    assert seen == process("report", "q4", env={"COLUMNS": str(columns)}).out


def test_a_terminal_that_knows_no_width_has_100() -> None:
    seen = on_terminal("report", "q4", columns=0, env={"NO_COLOR": "1"})
    assert seen == process("report", "q4").out


def test_columns_overrule_the_terminal() -> None:
    seen = on_terminal("report", "q4", columns=160, env={"NO_COLOR": "1", "COLUMNS": "60"})
    assert seen == process("report", "q4", env={"COLUMNS": "60"}).out


def test_a_narrative_is_broken_between_words_on_a_terminal_alone() -> None:
    """In a pipe each paragraph is one line, which a paper or a program breaks for itself."""
    piped = process("narrative", "--all", "--format", "text").out
    shown = on_terminal("narrative", "--all", "--format", "text", columns=60)
    assert widest(piped) > 200
    assert widest(shown) <= 60
    assert shown.split() == piped.split()
    assert [" ".join(one.split("\n")) for one in shown.rstrip("\n").split("\n\n")] == [
        *piped.rstrip("\n").split("\n\n")
    ]


@every_command
def test_no_command_fails_in_20_columns(
    ragcalc: Command, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "20")
    assert ragcalc(*command).status == 0


@pytest.mark.parametrize("more", [(), ("--output", "-")])
def test_a_file_that_is_no_text_is_never_written_on_a_terminal(more: tuple[str, ...]) -> None:
    assert on_terminal("report", "--format", "xlsx", *more, status=2) == ""
    assert on_terminal("history", "--format", "parquet", *more, status=2) == ""


# ── Encodings ────────────────────────────────────────────────────────────────────────────────────

C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
ENCODINGS = [
    *[(name, {"PYTHONIOENCODING": name}) for name in ("ascii", "cp1252", "latin-1", "utf-8")],
    *[(name, {"PYTHONIOENCODING": f"{name}:strict"}) for name in ("ascii", "cp437", "cp850")],
    ("ascii", C_LOCALE),
    ("utf-8", {"LC_ALL": "C", "PYTHONUTF8": "0"}),
]
every_encoding = pytest.mark.parametrize(("encoding", "variables"), ENCODINGS)
NASTY = CATALOGUE.replace("Red one", "Röd één ✓ 日本").replace("Anyshire", "Ányshire — 県")


@every_command
def test_no_command_fails_for_an_encoding(command: tuple[str, ...]) -> None:
    answer = in_process(*command, encoding="ascii")
    assert answer.status == 0, answer.err
    assert answer.out


@every_command
def test_no_command_fails_for_a_locale(command: tuple[str, ...]) -> None:
    answer = process(*command, env=C_LOCALE, encoding="ascii")
    assert answer.status == 0, answer.err
    assert answer.out


@every_encoding
def test_columns_hold_in_every_encoding(
    council: Path, encoding: str, variables: dict[str, str]
) -> None:
    (council / "indicators.yaml").write_text(NASTY, encoding="utf-8")
    answer = process("report", cwd=council, env=variables, encoding=encoding)
    assert answer.status == 0, answer.err
    found = [line for line in answer.out.splitlines() if re.match("(R.d|Amber) ", line)]
    rows = found[1:]  # the first is the exception, in a table of its own
    ends = {cells(row[: row.index("90%") + 3]) for row in rows}
    assert (len(rows), len(ends)) == (2, 1)


@pytest.mark.parametrize("command", ["report", "narrative", "targets"])
def test_markdown_is_the_same_bytes_whatever_the_terminal_holds(
    council: Path, command: str
) -> None:
    (council / "indicators.yaml").write_text(NASTY, encoding="utf-8")
    answers = [
        process(command, "--format", "markdown", cwd=council, env=variables)
        for _, variables in ENCODINGS
    ]
    assert {answer.out for answer in answers} == {answers[0].out}
    assert "Ányshire — 県" in answers[0].out


@every_encoding
@pytest.mark.parametrize("name", ["json", "csv"])
def test_json_and_csv_are_utf_8_whatever_the_terminal_holds(
    council: Path, name: str, encoding: str, variables: dict[str, str]
) -> None:
    (council / "indicators.yaml").write_text(NASTY, encoding="utf-8")
    answer = process("report", "--format", name, cwd=council, env=variables)
    assert "Röd één ✓ 日本" in answer.out
    if name == "json":
        assert json.loads(answer.out)["organisation"] == "Ányshire — 県"


@every_encoding
def test_errors_are_reported_in_every_encoding(
    council: Path, encoding: str, variables: dict[str, str]
) -> None:
    text = CATALOGUE.replace("target: 90", "target: ninety ✗ 日本")
    (council / "indicators.yaml").write_text(text, encoding="utf-8")
    answer = process("report", cwd=council, env=variables, encoding=encoding)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.count("[value-not-a-number]") == 3
    assert "Traceback" not in answer.err


@every_encoding
def test_refused_words_are_reported_in_every_encoding(
    council: Path, encoding: str, variables: dict[str, str]
) -> None:
    for arguments in (("report", "dés ✓"), ("report", "--outcome", "日本"), ("explain", "é✓")):
        answer = process(*arguments, cwd=council, env=variables, encoding=encoding)
        assert (answer.status, answer.out) == (2, "")
        assert "Error: " in answer.err
        assert "Traceback" not in answer.err


@pytest.mark.parametrize("term", ["dumb", "linux"])
def test_a_terminal_without_signs_gets_letters(term: str) -> None:
    seen = on_terminal("report", "q4", env={"TERM": term, "NO_COLOR": "1"})
    assert not set(seen) & set("●◆■○▲►▼✓✗─")
    assert seen.isascii()


# ── Work that takes long ─────────────────────────────────────────────────────────────────────────

SLOW = """
import sys, time
from ragcalc import output
output.PATIENCE = float(sys.argv[1])
with output.progress("Reading"):
    sys.stdin.read()
print("done")
"""


def watched(
    patience: float, until: bytes = b"", env: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """Work, with standard error on a terminal, until something appears there, or for half a second.

    Return what appeared and the answer. A bar comes after so many seconds of patience.
    """
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(patience)],
        env=environment({"TERM": "xterm-256color", **(env or {})}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=follower,
        text=True,
    ) as running:
        os.close(follower)
        assert running.stdin
        assert running.stdout
        seen = b""
        while until not in seen:
            seen += os.read(leader, 65536)
        if not until:
            time.sleep(0.5)
        running.stdin.close()
        while chunk := _read(leader):
            seen += chunk
        answer = running.stdout.read()
    os.close(leader)
    assert running.returncode == 0
    return seen.decode(), answer


def test_work_that_goes_on_shows_a_bar_that_then_goes() -> None:
    seen, answer = watched(0.1, b"0:00:0")
    lines = ESCAPE.sub("", seen)
    assert "Reading" in lines
    assert "0:00:0" in lines
    assert seen.endswith("\x1b[1A\x1b[2K")  # up a line, which is emptied: nothing of it stays
    assert "\x1b[?25l" not in seen  # the cursor was never hidden, so a kill leaves it there
    assert answer == "done\n"


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {}], ids=["dumb", "soon done"])
def test_no_bar_where_the_terminal_cannot_or_the_work_is_soon_done(env: Mapping[str, str]) -> None:
    assert watched(0 if env else 600, env=env) == ("", "done\n")


def test_no_bar_where_nobody_watches() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SLOW.replace("sys.stdin.read()", "time.sleep(0.5)"), "0"],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_a_bar_without_colours_has_none() -> None:
    seen, _ = watched(0, b"0:00:0", {"NO_COLOR": "1"})
    assert ESCAPE.findall(seen) == []
