"""How much is read: the variables, and that no small file takes much memory at any reader."""

import os
import signal
import subprocess
import sys
import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic_core import PydanticCustomError

from ragcalc import numbers, tolerances
from ragcalc.catalogue import cells, drawing, fields, files
from ragcalc.limits import MEGABYTE, VARIABLES, Limits, NotALimit, limits
from tests.cli.conftest import CATALOGUE

ROOT = Path(__file__).parents[1]
DEFAULT = Limits(
    catalogue_bytes=32 * MEGABYTE, table_bytes=256 * MEGABYTE, rows=2_000_000, cells=20_000_000,
    workbook_bytes=64 * MEGABYTE, workbook_cells=500_000, workbook_elements=250_000,
    names=100_000, revision_bytes=1024 * MEGABYTE, revision_files=100_000,
    revision_list_bytes=256 * MEGABYTE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "megabytes"),
    [("", 256), ("1", 1), ("007", 7), ("10" * 6, 101010101010), ("1" + "0" * 5000, sys.maxsize)],
)
def test_a_variable_changes_its_limit_and_one_beyond_any_machine_is_none(
    written: str, megabytes: int
) -> None:
    expected = DEFAULT._replace(table_bytes=megabytes * MEGABYTE)
    assert limits({"RAGCALC_MOST_MEGABYTES": written}) == expected


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize("written", ["abc", "-1", "0", "1e9", "1.5", "٣", " 5", "1_000"])
def test_what_is_no_limit_names_its_variable(variable: str, written: str) -> None:
    with pytest.raises(NotALimit, match=f"^{variable} must be a whole number from 1, not "):
        limits({variable: written})


def test_each_variable_stands_in_the_documentation_with_what_holds_without_it() -> None:
    page = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    for variable, most in VARIABLES.items():
        assert f"| `{variable}` | {most:,} |" in page


def test_a_wrong_limit_is_a_mistake_of_use_for_every_command_that_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    environment = {**os.environ, "RAGCALC_MOST_MEGABYTES": "abc"}
    for command in ("report", "check", "list", "compare q3 q4", "init new --from indicators.yaml"):
        answer = subprocess.run(
            [sys.executable, "-m", "ragcalc", *command.split()],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        expected = "Error: RAGCALC_MOST_MEGABYTES must be a whole number from 1, not 'abc'\n"
        assert (answer.returncode, answer.stdout, answer.stderr) == (2, "", expected)


def test_a_small_file_is_read_into_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("indicator,period,value\n", encoding="utf-8")
    tracemalloc.start()
    (table,) = files.tables([path], tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [row for _, row in table.rows()] == [["indicator", "period", "value"]]
    assert peak < 4 * MEGABYTE


@pytest.mark.parametrize(
    ("variable", "text", "message"),
    [
        ("RAGCALC_MOST_ROWS", "a,b\n" * 4, "r.csv has more than 3 rows"),
        ("RAGCALC_MOST_ROWS", "a,b\r" * 4, "r.csv has more than 3 rows"),
        ("RAGCALC_MOST_CELLS", "a,b\na,b", "r.csv has more than 3 cells"),
        ("RAGCALC_MOST_CELLS", "a;b;c;d", "r.csv has more than 3 cells"),
    ],
)
def test_rows_and_cells_of_a_text_table_are_counted_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, text: str, message: str
) -> None:
    monkeypatch.setenv(variable, "3")
    path = tmp_path / "r.csv"
    path.write_text(text, encoding="utf-8", newline="")
    (table,) = files.tables([path], tmp_path)
    assert [(one.code, one.message) for one in table.problems] == [("file-too-large", message)]
    assert list(table.rows()) == []
    path.write_text(text[: len(text) // 2], encoding="utf-8", newline="")
    assert files.tables([path], tmp_path)[0].problems == []


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────

LONGEST = "1" * numbers.MOST_DIGITS
TOO_MANY = "has more than 30 digits"


def test_thirty_digits_are_a_number_at_every_door() -> None:
    assert fields.number(LONGEST) == Decimal(LONGEST)
    assert cells.figure(LONGEST).value == LONGEST
    assert tolerances.parse(f"{LONGEST}%").size == Decimal(LONGEST)
    assert drawing.value(f"{'1' * 15}{'0' * 15}") == Decimal("1" * 15 + "0" * 15)


@pytest.mark.parametrize(
    "text",
    [
        LONGEST + "1", "1" * 5000, "0." + "3" * 30, "0." + "3" * 5000, "1" * 5000 + ".5",
        "0" * 5000 + "1",
    ],
)  # fmt: skip
def test_more_digits_are_refused_at_every_door(text: str) -> None:
    with pytest.raises(numbers.TooManyDigits):
        numbers.parse(text)
    with pytest.raises(PydanticCustomError, match="has more than 30 digits"):
        fields.number(text)
    with pytest.raises(tolerances.NotATolerance):
        tolerances.parse(f"{text}%")
    assert isinstance(drawing.value(text), str)
    assert drawing.value(f"{text}e99") == TOO_MANY


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1e29", "1" + "0" * 29), ("1e30", TOO_MANY), ("1" * 400 + "e99", TOO_MANY),
        ("1e99", TOO_MANY), ("1e-29", "0." + "0" * 28 + "1"), ("1e-30", TOO_MANY),
        ("1e-99", TOO_MANY), ("1.23456789012345e-15", "0.00000000000000123456789012345"),
        ("1.23456789012345e-16", TOO_MANY), ("1.2345000000000002e-25", "0." + "0" * 24 + "12345"),
        ("0e-99", "0"), ("-0e99", "0"),
    ],
)  # fmt: skip
def test_a_power_of_ten_is_a_number_of_as_many_digits_or_none(text: str, read: str) -> None:
    found = drawing.value(text)
    assert (found if isinstance(found, str) else numbers.plain(found)) == read


# ── Interrupts ───────────────────────────────────────────────────────────────────────────────────


def test_an_interrupt_while_modules_load_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text(
        f"import os, time\nos.kill(os.getpid(), {int(signal.SIGINT)})\ntime.sleep(9)\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    code = "from ragcalc.__main__ import main; main()"
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stdout, answer.stderr) == (130, "", "")


def test_a_baseline_that_is_too_large_is_named_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "known.json").write_text(" " * (MEGABYTE + 1), encoding="utf-8")
    environment = {**os.environ, "RAGCALC_MOST_CATALOGUE_MEGABYTES": "1"}
    answer = subprocess.run(
        [sys.executable, "-m", "ragcalc", "check", "--baseline", "known.json"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (answer.returncode, answer.stderr) == (2, "Error: known.json is larger than 1 MB\n")
