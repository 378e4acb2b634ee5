"""`ragcalc init`: both files or none, never over anything that is there."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.running import ROOT, process

NAMES = ["indicators.yaml", "thresholds.yaml"]
EVERYTHING = [".ragcalc", *NAMES]
LINE = "# yaml-language-server: $schema=.ragcalc/{}.schema.json\n"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_starter_loads_and_gives_a_report(folder: Path, ragcalc: Command) -> None:
    answer = ragcalc("init")
    assert (answer.status, answer.out) == (0, "")
    for name in NAMES:
        assert f"wrote {name}\n" in answer.err
    assert names(folder) == EVERYTHING
    report = ragcalc("report")
    assert report.status == 0
    assert "Example Council" in report.out
    assert "warning" not in report.err
    assert ragcalc("list").status == 0


def test_the_starter_explains_itself_in_comments(folder: Path, ragcalc: Command) -> None:
    ragcalc("init")
    for name in NAMES:
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        assert sum("#" in line for line in lines) > len(lines) / 3


def test_the_example_gives_the_report_of_the_shipped_catalogue(
    folder: Path, ragcalc: Command
) -> None:
    assert ragcalc("init", "--example").status == 0
    for name in NAMES:
        line = LINE.format(Path(name).stem).encode()
        assert (folder / name).read_bytes() == line + (ROOT / name).read_bytes()
    written = ragcalc("report", "q4", "--format", "json")
    shipped = ragcalc(
        *("report", "q4", "--format", "json", "--indicators", str(ROOT / NAMES[0])),
    )
    assert written.status == 0
    ours, theirs = (json.loads(one.out) for one in (written, shipped))
    assert [one.pop("inputs")[0]["path"] for one in (ours, theirs)] == ["indicators.yaml"] * 2
    assert ours == theirs
    assert len(ours["indicators"]) == 8


def test_an_editor_finds_the_schema_of_each_file(folder: Path, ragcalc: Command) -> None:
    ragcalc("init")
    for name in NAMES:
        first = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        schema = folder / first.rpartition("$schema=")[2]
        printed = ragcalc("schema", Path(name).stem).out
        assert schema.read_text(encoding="utf-8") == printed
        checked = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), name],
            cwd=folder, capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert checked.returncode == 0, checked.stdout


def test_schemas_that_are_there_stay_as_they_are(folder: Path, ragcalc: Command) -> None:
    (folder / ".ragcalc").mkdir()
    (folder / ".ragcalc" / "indicators.schema.json").write_text("mine")
    assert ragcalc("init").status == 0
    assert names(folder / ".ragcalc") == ["indicators.schema.json", "thresholds.schema.json"]
    assert (folder / ".ragcalc" / "indicators.schema.json").read_text() == "mine"


def test_a_folder_is_made_where_it_is_missing(folder: Path, ragcalc: Command) -> None:
    assert ragcalc("init", "a/b").status == 0
    assert names(folder / "a" / "b") == EVERYTHING


def test_what_is_to_do_next_works_in_the_folder_that_was_made(
    folder: Path, ragcalc: Command
) -> None:
    message = ragcalc("init", "a folder").err.splitlines()[-1]
    program, *arguments = shlex.split(message.removeprefix("now run: "))
    assert program == "ragcalc"
    assert ragcalc(*arguments).status == 0


@pytest.mark.parametrize("example", [(), ("--example",)])
@pytest.mark.parametrize("there", NAMES)
def test_nothing_is_written_where_either_file_is_there(
    folder: Path, ragcalc: Command, there: str, example: tuple[str, ...]
) -> None:
    (folder / there).write_text("mine")
    answer = ragcalc("init", *example)
    assert (answer.status, answer.out) == (2, "")
    assert f"{there} is already there; nothing was written" in answer.err
    assert names(folder) == [there]
    assert (folder / there).read_text() == "mine"


@pytest.mark.parametrize("there", NAMES)
def test_a_link_to_nothing_is_there_too(folder: Path, ragcalc: Command, there: str) -> None:
    (folder / there).symlink_to("nowhere")
    assert ragcalc("init").status == 2
    assert names(folder) == [there]


def test_a_second_init_changes_nothing(folder: Path, ragcalc: Command) -> None:
    ragcalc("init")
    before = [(folder / name).read_bytes() for name in NAMES]
    assert ragcalc("init", "--example").status == 2
    assert [(folder / name).read_bytes() for name in NAMES] == before


def test_a_file_is_no_folder(folder: Path, ragcalc: Command) -> None:
    (folder / "file").write_text("mine")
    for directory in ("file", "file/deeper"):
        answer = ragcalc("init", directory)
        assert (answer.status, answer.out) == (2, "")
        assert answer.err.startswith("Error: file")
    assert (folder / "file").read_text() == "mine"


def test_a_failure_at_the_second_file_takes_the_first_away(
    folder: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ragcalc import writing

    create = writing.create

    def full(path: Path, content: bytes) -> None:
        if path.name == "thresholds.yaml":
            raise OSError(28, "No space left on device", str(path))
        create(path, content)

    monkeypatch.setattr(writing, "create", full)
    answer = ragcalc("init")
    assert (answer.status, answer.out) == (2, "")
    assert "thresholds.yaml: No space left on device" in answer.err
    assert names(folder) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc here")
@pytest.mark.parametrize("directory", ["/proc", "/proc/new"])
def test_where_nobody_may_write_nothing_is_written(directory: str) -> None:
    """Not even root."""
    answer = process("init", directory)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("Error: /proc")
    assert "Traceback" not in answer.err


# ── From a spreadsheet ───────────────────────────────────────────────────────────────────────────


def test_the_command_says_what_it_guessed_and_what_it_left_out(
    folder: Path, ragcalc: Command
) -> None:
    Path("s.csv").write_text(
        "Measure,Polarity,2018-19 Q4,Colour\nVisits,High,5,G\nCalls,,6,\n", encoding="utf-8"
    )
    answer = ragcalc("init", "made", "--from", "s.csv")
    assert (answer.status, answer.out) == (0, "")
    assert answer.err == (
        "wrote made/indicators.yaml\nwrote made/thresholds.yaml\n"
        "wrote made/.ragcalc/indicators.schema.json\nwrote made/.ragcalc/thresholds.schema.json\n"
        "guessed, and marked as guessed in made/indicators.yaml:\n"
        "  unit count: the table does not give its unit (visits, calls)\n"
        "  frequency quarterly: by its periods (visits, calls)\n"
        "to be filled in by hand; a report stops there until it is:\n"
        "  polarity: the table does not say which way is good (calls)\n"
        "left out:\n  column 'Colour', D2: 'G'\n"
        "now run: ragcalc report --indicators made/indicators.yaml\n"
    )
    report = ragcalc("report", "--indicators", "made/indicators.yaml")
    assert (report.status, "calls has no polarity" in report.err) == (2, True)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n", "a row of column names is needed"),
        ('name,2018-19 Q4\n"Visits', "s.csv: line 2: the row cannot be read"),
        ("name,2018-19 Q4\nVisits,\x07\n", "s.csv: line 2: the text has a control character"),
        ("%PDF-1.7\n", "Error: s.csv: is a PDF, which has no cells to read; ask for the workbook"),
        (
            "Indicator,Target 24/25,Q3,,Q4,\n,,Actual,RAG,Actual,RAG\nVisits,5,4,G,6,G\n",
            "rows 1 and 2 come nearest, and lack",
        ),
        (None, "No such file"),
    ],
)
def test_the_command_says_why_nothing_was_written(
    folder: Path, ragcalc: Command, content: str | None, message: str
) -> None:
    if content is not None:
        Path("s.csv").write_text(content, encoding="utf-8")
    answer = ragcalc("init", "made", "--from", "s.csv")
    assert answer.status == 2
    assert message in answer.err
    assert not Path("made").exists()


def test_an_example_is_made_from_nothing(folder: Path, ragcalc: Command) -> None:
    Path("s.csv").write_text("Measure,2018-19 Q4\nVisits,5\n", encoding="utf-8")
    assert ragcalc("init", "--example", "--from", "s.csv").status == 2
    assert names(folder) == ["s.csv"]


def test_columns_of_any_name_are_read_where_they_are_named(folder: Path, ragcalc: Command) -> None:
    Path("s.csv").write_text(
        "Metric_Name,Sense of it,When,Reading,Name\nVisits,Low,2018-19 Q4,5,x\n", encoding="utf-8"
    )
    refused = ragcalc("init", "made", "--from", "s.csv")
    assert (refused.status, "row 1 comes nearest, and lacks" in refused.err) == (2, True)
    named = "indicator=Metric_Name,polarity=Sense of it,period=When,value=Reading"
    answer = ragcalc("init", "made", "--from", "s.csv", "--columns", named)
    assert (answer.status, "left out:\n  column 'Name', E2: 'x'\n" in answer.err) == (0, True)
    text = Path("made/indicators.yaml").read_text(encoding="utf-8")
    assert "    name: Visits\n" in text
    assert "    polarity: low\n" in text
    assert "      2018-19 Q4: 5\n" in text


def test_the_period_of_a_column_without_one_is_asked_for(folder: Path, ragcalc: Command) -> None:
    Path("s.csv").write_text(
        "Indicator,Description,Last period,This period,Target,Status,Trend\n"
        "1.1.2.PI,Appeals upheld,20%,0%,≤20%,Green,Getting better\n",
        encoding="utf-8",
    )
    refused = ragcalc("init", "made", "--from", "s.csv")
    assert refused.status == 2
    assert "row 1 comes nearest, and lacks the period of 'This period': add --period" in refused.err
    answer = ragcalc("init", "made", "--from", "s.csv", "--period", "2024-25 Q4")
    assert (answer.status, "left out" in answer.err) == (0, False)
    text = Path("made/indicators.yaml").read_text(encoding="utf-8")
    assert "      2024-25 Q4: 0\n      2024-25 Q3: 20\n" in text or (
        "      2024-25 Q3: 20\n      2024-25 Q4: 0\n" in text
    )
    assert "2024-25 Q4: {status: green, direction: improved}" in text


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--columns", "Metric"), "'Metric' is not of the form indicator=Metric_Name"),
        (("--columns", "indicater=Metric"), "'indicater' is not known; known: indicator, id"),
        (("--columns", "indicator=Nope"),
         "no column is named 'Nope', as --columns says for indicator"),
        (("--columns", "name=No  such"),
         "no column is named 'No  such', as --columns says for name"),
        (("--period", "soon"), "soon is not a period"),
    ],
)  # fmt: skip
def test_a_wrong_name_or_period_is_refused(
    folder: Path, ragcalc: Command, options: tuple[str, ...], message: str
) -> None:
    Path("s.csv").write_text("Measure,Polarity,2018-19 Q4\nVisits,Low,5\n", encoding="utf-8")
    answer = ragcalc("init", "made", "--from", "s.csv", *options)
    assert (answer.status, message in answer.err) == (2, True)
    assert names(folder) == ["s.csv"]


def test_the_ratings_of_a_table_are_compared_with_those_of_the_draft(
    folder: Path, ragcalc: Command
) -> None:
    rows = ["Measure,Polarity,Target,2018-19 Q4,RAG", "A,High,90,91,Green", "B,High,90,50,Green"]
    rows += ["C,High,90,50,R", "D,High,,50,R", "E,,90,91,G", "F,High,90,91,Blue", "G,High,9,9,n/a"]
    Path("s.csv").write_text("\n".join(rows), encoding="utf-8")
    answer = ragcalc("init", "--from", "s.csv")
    assert answer.status == 0
    assert (
        "  f: status 2018-19 Q4 'Blue' (E7)\n"
        "2 of 3 ratings agree with the table; these differ:\n"
        "  b 2018-19 Q4: 50 against 90 is red, green in the table\n"
    ) in answer.err
    text = Path("indicators.yaml").read_text(encoding="utf-8")
    assert text.count("      2018-19 Q4: {status: red}\n") == 2
