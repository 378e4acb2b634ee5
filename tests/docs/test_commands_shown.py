"""Every command that a page or a `--help` shows runs as it is written.

A placeholder such as INDICATOR or [PERIOD] is filled in. What a command answers may be bad, as
`--fail-on` and `--strict` have it, but it could run.
"""

import re
import shlex
import shutil
from pathlib import Path

import click
import duckdb
import pytest
from openpyxl import Workbook, load_workbook

from ragcalc.cli import cli
from tests.cli.running import ROOT, in_process, process
from tests.cli.test_changes import run_git
from tests.docs.pages import DOCS, Page, quoted
from tests.scale import nation
from tests.scale.on_spark import needs_spark

PAGES = [
    Page(ROOT / "README.md"),
    Page(ROOT / "SECURITY.md"),
    *(Page(path) for path in sorted(DOCS.glob("*.md")) if path.name != "year.md"),
]
"""All but the one whose commands are run in order, with its own files (test_year_page)."""
FILLED = {
    "INDICATOR": "children-in-care",
    "ID": "children-in-care",
    "[PERIOD]": "q4",
    "PERIOD": "2019-20-q1",
    "YEAR": "2019-20",
    "THEN": "q3",
    "NOW": "q4",
    "BASE": "main",
    "$BASE": "main",
    "[HEAD]": "HEAD",
    "CODE": "value-missing",
    "NAME": "report",
    "FILE": "scorecard.xlsx",
    "[DIRECTORY]": "performance",
    "DIRECTORY": "pictures",
    "COMMAND": "report",
    "$PERIOD": "2018-19 Q4",
    "$CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD~1",
}
"""What stands in the examples for a word of the reader's own."""
MORE = """\
  visits: {name: Visits, owner: Housing, unit: count, polarity: on-target, target: 20,
           groups: {directorate: Place}, values: {2018-19 Q4: 20}}
  waits: {name: Waits, owner: Head of Planning, unit: days, polarity: low, target: 80,
          values: {2018-19 Q4: 70}}
groups: {directorate: Directorate}
"""
"""What the pages and the help name beside what the catalogue has."""


def helps() -> list[tuple[str, click.Command]]:
    """Return the program and each of its commands, by the words that call it."""
    return [("ragcalc", cli), *((f"ragcalc {name}", one) for name, one in cli.commands.items())]


def in_help() -> set[str]:
    """Return the commands below `Example` in every help; what one does stands two spaces on."""
    found = set()
    for words, command in helps():
        context = click.Context(command, info_name=words, **cli.context_settings)
        text = command.get_help(context)
        below = text[text.rindex("Example") :]
        found |= set(
            re.findall(r"(?:^|Example:) +(ragcalc [^\n]+?)(?=  | >|\n|\Z)", below, re.MULTILINE)
        )
    return found


def in_blocks() -> set[str]:
    """Return the commands of the blocks that a shell or a CI system reads."""
    lines = [
        line.partition(" #")[0]
        for page in PAGES
        for block in page.blocks
        if block.language in ("sh", "yaml")
        for line in block.text.splitlines()
    ]
    found = [re.search(r"(?:^|/|&& |^ *- (?:run: )?)(ragcalc [^|>]+)", line) for line in lines]
    return {one[1].strip() for one in found if one}


def in_sentences() -> set[str]:
    """Return the commands that stand in sentences with all that they need."""
    spans = (" ".join(span.split()) for page in PAGES for span in quoted(page.prose))
    commands = (re.split(r" [|>]", span)[0] for span in spans if span.startswith("ragcalc "))
    return {one for one in commands if not _is_a_name(one)}


def _is_a_name(command: str) -> bool:
    """Return whether a span only names a command, or an option whose value it leaves out."""
    _, name, *words = command.split()
    if not words:
        return name in cli.commands
    params = cli.commands[FILLED.get(name, name)].params
    options = (one for one in params if words[-1] in one.opts)
    return any(isinstance(one, click.Option) and not one.is_flag for one in options)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the catalogue of the examples, and all that they name beside it."""
    folder = tmp_path_factory.mktemp("council")
    for place in (folder, folder / "performance", folder / "last-year"):
        place.mkdir(exist_ok=True)
        book = (ROOT / "indicators.yaml").read_text(encoding="utf-8") + MORE
        (place / "indicators.yaml").write_text(book, encoding="utf-8")
        shutil.copy(ROOT / "thresholds.yaml", place)
    (folder / "returns").mkdir()
    row = "indicator,period,value\nvisits,2018-19 Q3,20\n"
    (folder / "returns" / "q1.csv").write_text(row, encoding="utf-8")
    for form, name in (("form", "form"), ("next-targets", "targets")):
        shutil.copy(DOCS / "examples" / f"{form}.xlsx", folder / f"{name}.xlsx")
    complete(folder / "form.xlsx", folder / "completed.xlsx")
    scorecard(folder)
    shutil.copy(DOCS / "examples" / "report.docx", folder / "council.docx")
    (folder / "known.json").write_text('{"schema": "ragcalc/baseline/1", "problems": []}')
    run_git(folder, "init", "--quiet", "--initial-branch=main")
    for message in ("first", "second"):
        run_git(folder, "add", "--all")
        run_git(folder, "commit", "--quiet", "--allow-empty", f"--message={message}")
    return folder


def complete(form: Path, completed: Path) -> None:
    """Write a form with the figure of its first row."""
    book = load_workbook(form)
    book.worksheets[0]["I4"] = 15
    book.save(completed)


def scorecard(folder: Path) -> None:
    """Write the table from which `init` drafts a catalogue."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Corporate"
    for row in (["indicator", "target", "2018-19 Q4", "Pledge"], ["Visits", 20, 20, "Well"]):
        sheet.append(row)
    book.save(folder / "scorecard.xlsx")


def measures(folder: Path) -> None:
    """Write the national dataset from which `init` drafts a catalogue, and what is good in it."""
    columns = "measure, year, area, name, value"
    rows = "('Rate', '2018', '383', 'Leeds', '5'), ('Rate', '2018', '970', 'England', '6')"
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM (VALUES {rows}) t({columns})) TO '{folder}/lait.parquet'")
    (folder / "polarity.csv").write_text("measure_short,polarity\nRate,Low\n")


def country(folder: Path) -> None:
    """Write a nation's dataset, and the tables that stand in its place."""
    nation.write(folder)
    with duckdb.connect() as connection:
        for year in (2024, 2025):
            rows = f"SELECT * REPLACE ('{year}-{year - 1999}' AS year) FROM '{folder}/nation.csv'"
            for name in (
                f"figures-{year}.parquet",
                f"{year}.parquet",
                f"figures/{year}/own.csv",
                f"spark-output/{year}/part-0.parquet",
            ):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                connection.execute(
                    f"COPY (SELECT DISTINCT ON (measure, area) * FROM ({rows})"
                    f" ORDER BY ALL) TO '{folder}/{name}'"
                )


SHOWN = sorted(in_help() | in_blocks() | in_sentences())


@pytest.mark.parametrize(
    "command",
    [pytest.param(one, marks=needs_spark) if "--engine spark" in one else one for one in SHOWN],
)
def test_a_command_that_is_shown_runs(council: Path, tmp_path: Path, command: str) -> None:
    _, *words = (FILLED.get(word, word) for word in shlex.split(command))
    alone = words[0] in ("init", "score")
    if words[0] == "init":
        scorecard(tmp_path)
        measures(tmp_path)
    if words[0] == "score":
        country(tmp_path)
    run = process if "spark" in words else in_process
    answer = run(*words, cwd=tmp_path if alone else council)
    assert answer.status in (0, 1), answer.err
    assert "Traceback" not in answer.err


def test_the_commands_of_every_place_are_found() -> None:
    assert "ragcalc diff last-year/ . --period q4 --fail-on worse" in in_help()
    assert "ragcalc explain ID" in in_help()
    assert {"ragcalc report", "ragcalc check --baseline known.json"} <= in_blocks()
    assert 'ragcalc report "2018-19 Q4" --format json' in in_sentences()
    assert len(in_help()) > len(cli.commands)
