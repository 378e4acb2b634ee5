"""How much is read: the variables, and that no small file takes much memory at any reader."""

import json
import os
import shlex
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic_core import PydanticCustomError

from ragcalc import numbers, tolerances
from ragcalc import pipeline as api
from ragcalc.catalogue import files, schemas
from ragcalc.catalogue.datasets import figures
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.returns import cells
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


def test_thirty_digits_are_a_number_wherever_numbers_are_read() -> None:
    assert fields.number(LONGEST) == Decimal(LONGEST)
    assert cells.figure(LONGEST).value == LONGEST
    assert tolerances.parse(f"{LONGEST}%").size == Decimal(LONGEST)
    assert figures.value(f"{'1' * 15}{'0' * 15}") == Decimal("1" * 15 + "0" * 15)


@pytest.mark.parametrize(
    "text",
    [
        LONGEST + "1", "1" * 5000, "0." + "3" * 30, "0." + "3" * 5000, "1" * 5000 + ".5",
        "0" * 5000 + "1",
    ],
)  # fmt: skip
def test_more_digits_are_refused_wherever_numbers_are_read(text: str) -> None:
    with pytest.raises(numbers.TooManyDigits):
        numbers.parse(text)
    with pytest.raises(PydanticCustomError, match="has more than 30 digits"):
        fields.number(text)
    with pytest.raises(numbers.TooManyDigits):
        tolerances.parse(f"{text}%")
    assert isinstance(figures.value(text), str)
    assert figures.value(f"{text}e99") == TOO_MANY


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
    found = figures.value(text)
    assert (found if isinstance(found, str) else numbers.to_text(found)) == read


BASE = """\
version: 1
organisation: Anyshire
comparators: {england: {name: England}}
indicators:
  it:
    {name: It, unit: days, polarity: low, LINE
     values: {2017-18 Q4: 5, 2018-19 Q4: VALUE}}
"""
_WHOSE = "comparators: {england: {2018-19:"
LINES = {
    ("reading", "value"): "VALUE {value: N}",
    ("indicator", "values"): "VALUE N",
    ("forecast", "value"): "target: 5, forecast: {2018-19: {value: N}},",
    ("indicator", "forecast"): "target: 5, forecast: {2018-19: N},",
    ("reading", "breakdown"): "VALUE {value: 5, breakdown: {a: N}}",
    ("reading", "numerator"): "VALUE {numerator: N, denominator: 1}",
    ("reading", "denominator"): "VALUE {numerator: 1, denominator: N}",
    ("reading", "lower"): "VALUE {value: 5, lower: -N, upper: 9}",
    ("reading", "upper"): "VALUE {value: 5, lower: 1, upper: N}",
    ("reading", "lower-998"): "VALUE {value: 5, lower: 5, upper: 6, lower-998: -N, upper-998: 7}",
    ("reading", "upper-998"): "VALUE {value: 5, lower: 5, upper: 5, lower-998: 1, upper-998: N}",
    ("indicator", "profile"): "profile: [.N%, 2%, 2.5%, 100%],",
    ("indicator", "comparators"): "comparators: {england: {2018-19: N}},",
    ("indicator", "floor"): "target: 5, floor: N,",
    ("indicator", "base"): "target: 5, base: N,",
    ("figure", "value"): "target: 5, floor: {value: N},",
    ("comparator-figure", "value"): "comparators: {england: {2018-19: {value: N}}},",
    ("comparator-figure", "lower"): f"{_WHOSE} {{value: 5, lower: -N, upper: 9}}}}}},",
    ("comparator-figure", "upper"): f"{_WHOSE} {{value: 5, lower: 1, upper: N}}}}}},",
    ("comparator-figure", "lower-998"): (
        f"{_WHOSE} {{value: 5, lower: 5, upper: 6, lower-998: -N, upper-998: 7}}}}}},"
    ),
    ("comparator-figure", "upper-998"): (
        f"{_WHOSE} {{value: 5, lower: 5, upper: 5, lower-998: 1, upper-998: N}}}}}},"
    ),
    ("indicator", "target"): "target: N,",
    ("indicator", "targets"): "targets: {2018-19: N},",
    ("target", "value"): "target: {value: N},",
    ("target", "above"): "target: {above: N},",
    ("target", "below"): "target: {below: N},",
    ("target", "from"): "target: {from: N, to: 9},",
    ("target", "to"): "target: {from: -9, to: N},",
    ("direction-rule", "same"): "direction: {same: N%},",
    ("status-rule", "amber"): "target: 5, tolerance: {amber: N%},",
    ("status-rule", "green"): "target: 5, tolerance: {green: N points},",
    ("tolerance", "greater-of"): "target: 5, tolerance: {amber: {greater-of: [1%, N points]}},",
    ("tolerance", "lesser-of"): "target: 5, tolerance: {amber: {lesser-of: [1%, N points]}},",
}
"""A line of the catalogue for each definition and property of the schema that takes a number."""
RULES = {
    ("comparator-rule", "similar"): "default: {comparator: {similar: N%}}",
    ("direction-rule", "same"): "default: {direction: {same: N%}}",
    ("status-rule", "amber"): "default: {status: {amber: N%}}",
    ("status-rule", "green"): "default: {status: {green: N points}}",
    ("tolerance", "greater-of"): "default: {status: {amber: {greater-of: [1%, N points]}}}",
    ("tolerance", "lesser-of"): "default: {status: {amber: {lesser-of: [1%, N points]}}}",
    ("outcome-colour", "amber"): "outcome: {rule: share-green, green: 100%, amber: .N%}",
    ("outcome-colour", "coverage"): "outcome: {rule: worst, coverage: .N%}",
    ("outcome-colour", "green"): "outcome: {rule: share-green, green: .N%, amber: 0%}",
    ("unlikely", "limit"): "checks: {unlikely: {limit: N}}",
}
NUMERIC = {f"#/definitions/{one}" for one in ("number", "tolerance", "share")}


def numeric(schema: object, place: tuple[str, str] = ("", "")) -> Iterator[tuple[str, str]]:
    """Yield the definition and the property of all that takes a number."""
    if isinstance(schema, list):
        for one in schema:
            yield from numeric(one, place)
    if isinstance(schema, dict):
        if schema.get("$ref") in NUMERIC:
            yield place
        for key, one in schema.items():
            if key == "definitions":
                for name, definition in one.items():
                    yield from numeric(definition, (name, ""))
            elif key == "properties":
                for name, definition in one.items():
                    yield from numeric(definition, (place[0], name))
            else:
                yield from numeric(one, place)


def test_the_lines_are_all_that_the_formats_have_for_numbers() -> None:
    assert set(numeric(json.loads(schemas.text("indicators")))) == LINES.keys()
    assert set(numeric(json.loads(schemas.text("thresholds")))) == RULES.keys()


def checked(folder: Path, line: str = "", rules: str = "", digits: str = "5") -> list[str]:
    """Return the messages of a catalogue of which one line has a number of so many digits."""
    key, _, value = line.partition(" ") if line.startswith("VALUE ") else ("LINE", "", line)
    text = BASE.replace(key, value.replace("N", digits)) if line else BASE
    text = text.replace("LINE", "").replace("VALUE", "5")
    if "from" in line:
        text = text.replace("polarity: low", "polarity: on-target")
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    (folder / "thresholds.yaml").write_text(
        f"version: 1\n{rules.replace('N', digits)}\n", encoding="utf-8"
    )
    loaded = api.load(folder / "indicators.yaml", folder / "thresholds.yaml")
    return [one.message for one in loaded.problems]


@pytest.mark.parametrize("line", LINES.values())
def test_each_line_of_a_catalogue_takes_thirty_digits_and_no_more(
    tmp_path: Path, line: str
) -> None:
    assert not any("digits" in one for one in checked(tmp_path, line, digits=LONGEST))
    for digits in (LONGEST + "1", "1" * 5000):
        (said,) = checked(tmp_path, line, digits=digits)
        assert "more than 30 digits" in said


@pytest.mark.parametrize("rules", RULES.values())
def test_each_line_of_the_thresholds_takes_thirty_digits_and_no_more(
    tmp_path: Path, rules: str
) -> None:
    assert checked(tmp_path, rules=rules, digits=LONGEST) == []
    for digits in (LONGEST + "1", "1" * 5000):
        (said,) = checked(tmp_path, rules=rules, digits=digits)
        assert "more than 30 digits" in said


@pytest.mark.parametrize(
    "row",
    [
        "value\nit,2018-19 Q3,N",
        "numerator,denominator\nit,2018-19 Q3,N,1",
        "numerator,denominator\nit,2018-19 Q3,1,N",
        "value,target\nit,2018-19 Q3,5,N",
        "value,comparator\nit,2018-19,N,england",
        "value,lower,upper\nit,2018-19 Q3,5,-N,6",
        "value,lower,upper\nit,2018-19 Q3,5,1,N",
        "value,lower,upper,lower-998,upper-998\nit,2018-19 Q3,5,5,5,-N,6",
        "value,lower,upper,lower-998,upper-998\nit,2018-19 Q3,5,5,5,1,N",
        "value,lower,upper,comparator\nit,2018-19,5,1,N,england",
    ],
)
def test_a_cell_of_a_table_takes_thirty_digits_and_no_more(tmp_path: Path, row: str) -> None:
    text = BASE.replace("LINE", "").replace("VALUE", "5")
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    for digits, is_refused in ((LONGEST, False), (LONGEST + "1", True), ("1" * 5000, True)):
        (tmp_path / "r.csv").write_text(
            f"indicator,period,{row.replace('N', digits)}\n", encoding="utf-8"
        )
        loaded = api.load(tmp_path / "indicators.yaml", None, [tmp_path / "r.csv"])
        said = [one.message for one in loaded.problems if "digits" in one.message]
        assert bool(said) is is_refused


def ran(folder: Path, command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "ragcalc", *shlex.split(command)],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("setting", ["it=N", "it=N to 9", "it=below N", "it=above N"])
def test_the_command_line_takes_thirty_digits_and_no_more(tmp_path: Path, setting: str) -> None:
    text = BASE.replace("LINE", "target: 5,").replace("VALUE", "5")
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    for digits in (LONGEST, LONGEST + "1", "1" * 5000):
        answer = ran(tmp_path, f"targets --set '{setting.replace('N', digits)}'")
        assert ("more than 30 digits" in answer.stderr) is (len(digits) > 30)
        assert "Traceback" not in answer.stderr


def test_a_draft_holds_no_number_that_could_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(
        f"Indicator,Target,2018-19 Q4\nOne,{LONGEST},5\nTwo,{LONGEST}1,{'1' * 5000}\n",
        encoding="utf-8",
    )
    answer = ran(tmp_path, "init new --from s.csv")
    assert "Traceback" not in answer.stderr
    if answer.returncode == 0:
        assert "digits" not in ran(tmp_path / "new", "check").stdout


@pytest.mark.parametrize("count", ["1" * 31, "1" * 5000, "1e400", "-1"])
def test_a_count_of_a_baseline_is_a_number_or_named(tmp_path: Path, count: str) -> None:
    text = BASE.replace("LINE", "").replace("VALUE", "5")
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "b.json").write_text(
        '{"schema": "ragcalc/baseline/1", "problems": [{"file": "indicators.yaml", "code":'
        f' "x", "key": "y", "count": {count}}}]}}',
        encoding="utf-8",
    )
    answer = ran(tmp_path, "check --baseline b.json")
    assert answer.returncode in (0, 1, 2)
    assert "Traceback" not in answer.stderr


# ── Interrupts ───────────────────────────────────────────────────────────────────────────────────


def test_an_interrupt_while_modules_load_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text(
        f"import os, time\nos.kill(os.getpid(), {int(signal.SIGINT)})\ntime.sleep(9)\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heard}\nfrom ragcalc.__main__ import main; main()"  # a shell's background ignores it
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stdout, answer.stderr) == (130, "", "")


def test_a_baseline_that_is_too_large_is_named_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    name = "known\n\x1b[2J.json"
    (tmp_path / name).write_text(" " * (MEGABYTE + 1), encoding="utf-8")
    environment = {**os.environ, "RAGCALC_MOST_CATALOGUE_MEGABYTES": "1"}
    answer = subprocess.run(
        [sys.executable, "-m", "ragcalc", "check", "--baseline", name],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    shown = "Error: known\\x0a\\x1b[2J.json is larger than 1 MB\n"
    assert (answer.returncode, answer.stderr) == (2, shown)
