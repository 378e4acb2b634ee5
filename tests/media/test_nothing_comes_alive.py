"""Whatever stands in a file, or in the name of one, is text in every medium that it goes to.

Each answer is read by the grammar of its medium. That these readings find what they look for is a
test of its own: with an escape that does nothing, each of them fails.
"""

import io
import re
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from ragcalc.render.formats import FORMATS, DocumentKind
from ragcalc.render.media import csv as csv_text
from ragcalc.render.media import log as log_text
from ragcalc.render.media import markdown as markdown_text
from ragcalc.render.media import medium, terminal_text
from ragcalc.render.media import xml as xml_text
from ragcalc.render.media.medium import Medium
from tests.cli.running import ROOT, Answer, in_process, process
from tests.formats import names
from tests.media import grammars, hostile

OWN = ("::error file=", "::warning file=", "::notice file=")
"""What a line of `check --format github` begins with."""
ANSWERS = tuple(
    (command, one.name if len(formats) > 1 else "")
    for document, formats in FORMATS.items()
    for command in ((document, "diff") if document is DocumentKind.COMPARE else (document,))
    for one in formats.values()
    if not one.medium.binary
)
"""Every command that prints text, in each of its formats; `list` and `explain` have one."""
WORDS = {
    "compare": ("2018-19-q3", "2018-19-q4"),
    "trend": ("i3",),
    "explain": ("i3",),
    "targets": ("q4",),
    "diff": (".", "."),
    "missing": ("--missing", "2019-20-q1"),
    "form": ("2019-20-q1",),
    "next-targets": ("--next", "2019-20"),
}
COMMANDS = {"missing": "list", "next-targets": "targets"}
"""Whose document is not called as they are."""


def answer(catalogue: Path, command: str, format_: str, *more: str, **env: str) -> Answer:
    """Run a command on a catalogue, from the folder above its own."""
    words = [*WORDS.get(command, ()), *(("--format", format_) if format_ else ()), *more]
    folder = catalogue.parent
    if command == "diff":
        words[:2] = [str(folder), str(folder)]
    named = ("--indicators", str(folder.relative_to(folder.parent) / catalogue.name))
    run = process if env or "/dev/stdout" in more else in_process
    return run(COMMANDS.get(command, command), *words, *named, cwd=folder.parent, env=env)


def alive(found: Answer, format_: str, coloured: bool = False) -> list[str]:
    """Return all that came alive in an answer."""
    own = OWN if format_ == "github" else ()
    streams = (found.out, found.err)
    there = [*grammars.runner_commands(found.out, own=own), *grammars.runner_commands(found.err)]
    there += [one for text in streams for one in grammars.steering(text, coloured)]
    if format_ == "markdown":
        there += grammars.in_markdown(found.out)
    if format_ == "csv":
        there += grammars.in_csv(found.out)
    return there


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hostile catalogue in a folder with a plain name."""
    return hostile.folder(tmp_path_factory.mktemp("media"), "plain")


@pytest.mark.parametrize(("command", "format_"), ANSWERS)
def test_no_text_of_a_catalogue_comes_alive(catalogue: Path, command: str, format_: str) -> None:
    found = answer(catalogue, command, format_)
    assert (found.status, alive(found, format_)) == (0, [])


@pytest.mark.parametrize("command", ["report", "explain", "trend", "targets", "compare", "list"])
def test_colours_are_the_only_sequences(catalogue: Path, command: str) -> None:
    found = answer(catalogue, command, "", "--color", "always")
    assert (found.status, alive(found, "", coloured=True)) == (0, [])


@pytest.mark.parametrize("name", hostile.NAMES)
@pytest.mark.parametrize(
    ("command", "format_"),
    [
        ("explain", ""),
        *(("report", one) for one in ("json", "html")),
        ("diff", "markdown"),
        *(("check", one) for one in names(DocumentKind.CHECK)),
    ],
)
def test_no_name_of_a_file_comes_alive(
    tmp_path: Path, name: str, command: str, format_: str
) -> None:
    found = answer(hostile.folder(tmp_path, name), command, format_)
    assert (found.status, alive(found, format_)) == (0, [])


@pytest.mark.parametrize("name", hostile.NAMES)
@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "--indicators", "NAME"),
        ("report", "--indicators", "NAME/indicators.yaml", "--output", "NAME/indicators.yaml"),
        ("report", "--indicators", "NAME/indicators.yaml", "--data", "NAME"),
        ("report", "--indicators", "NAME/indicators.yaml", "--outcome", "NAME"),
        ("report", "--indicators", "NAME/indicators.yaml", "--format", "NAME"),
        ("report", "--indicators", "NAME/indicators.yaml", "--output", "NAME"),
        ("report", "--indicators", "NAME/indicators.yaml", "NAME"),
        ("explain", "--indicators", "NAME/indicators.yaml", "NAME"),
        ("explain", "--code", "NAME"),
        ("targets", "--indicators", "NAME/indicators.yaml", "--set", "NAME=3"),
        ("diff", "--indicators", "NAME/indicators.yaml", "NAME/none"),
        ("check", "--indicators", "NAME/indicators.yaml", "--baseline", "NAME/none"),
        ("check", "--indicators", "NAME/indicators.yaml", "--select", "NAME"),
        ("init", "NAME"),
        ("init", "NAME/new"),
        ("init", "new", "--from", "NAME/indicators.yaml"),
        ("NAME",),
    ],
)
def test_no_word_of_the_command_line_comes_alive_in_a_message(
    tmp_path: Path, name: str, arguments: tuple[str, ...]
) -> None:
    hostile.folder(tmp_path, name)
    found = in_process(*(one.replace("NAME", name) for one in arguments), cwd=tmp_path)
    assert "Traceback" not in found.err
    assert alive(found, "") == []


def test_a_line_end_in_the_name_of_a_file_breaks_no_line(tmp_path: Path) -> None:
    catalogue = hostile.folder(tmp_path, "line\nbreak")
    catalogue.write_text("version: 1\norganisation: A\n")
    found = answer(catalogue, "check", "text")
    assert found.out.startswith("line\\x0abreak/indicators.yaml:1:1: error: ")


def test_json_means_what_stands_in_the_catalogue(catalogue: Path) -> None:
    texts = set(grammars.texts_of_json(answer(catalogue, "report", "json").out))
    assert [one for one in hostile.PAYLOADS if one.strip() not in {t.strip() for t in texts}] == []


def test_json_names_files_as_they_are(tmp_path: Path) -> None:
    name = "c1\x9b31m bidi\u202e ##[error]"
    found = answer(hostile.folder(tmp_path, name), "check", "gitlab")
    texts = set(grammars.texts_of_json(found.out))
    assert f"{name}/indicators.yaml" in texts


def test_a_page_has_its_texts_and_no_other_elements(catalogue: Path) -> None:
    found = grammars.Page(answer(catalogue, "report", "html").out)
    assert {tag for tag, _ in found.elements} <= _OF_A_PAGE
    assert [name for _, names in found.elements for name in names if name.startswith("on")] == []
    assert [one for one in found.addresses if not re.match("#|https?://", one, re.IGNORECASE)] == []
    words = " ".join("".join(found.texts).split())
    assert [one for one in hostile.PAYLOADS if " ".join(one.split()) not in words] == []


_STRUCTURE = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "main", "footer", "nav"),
    *("section", "article", "div", "p", "span", "strong", "h1", "h2", "h3", "h4", "h5", "dl", "dt"),
    *("dd", "ul", "ol", "li", "details", "summary", "fieldset", "legend", "label", "input"),
}
_TABLES = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
_DRAWINGS = {"figure", "figcaption", "svg", "g", "path", "defs", "use", "text", "clippath", "rect"}
_OF_A_PAGE = _STRUCTURE | _TABLES | _DRAWINGS
"""The elements that the template and the charts have; none of them loads or runs anything."""


def test_a_file_is_no_log(catalogue: Path) -> None:
    answer(catalogue, "narrative", "text", "--all", "--output", "narrative.txt")
    text = (catalogue.parent.parent / "narrative.txt").read_text(encoding="utf-8")
    assert "\n::add-mask::Anyshire: The figure" in text


def test_a_device_may_lead_to_a_log(catalogue: Path) -> None:
    found = answer(catalogue, "narrative", "text", "--all", "--output", "/dev/stdout")
    assert (found.status, alive(found, "text")) == (0, [])


def test_a_workbook_holds_no_formula_and_no_link(catalogue: Path) -> None:
    assert answer(catalogue, "report", "xlsx", "--output", "report.xlsx").status == 0
    content = (catalogue.parent.parent / "report.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = b"".join(book.read(one) for one in book.namelist() if "worksheets" in one)
        assert (sheets.count(b"<f>"), sheets.count(b"<hyperlink")) == (0, 0)
        shared = grammars.texts_of_xml(book.read("xl/sharedStrings.xml").decode())
    assert [one for one in hostile.PAYLOADS if one.strip() not in shared] == []


def test_the_summary_of_a_step_is_markdown_like_any_other(tmp_path: Path) -> None:
    catalogue = hostile.folder(tmp_path, "@team https:x #12")
    summary = tmp_path / "summary.md"
    extra = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    found = in_process("check", "--indicators", str(catalogue), cwd=tmp_path, env=extra)
    assert (found.status, alive(found, "github")) == (0, [])
    assert grammars.in_markdown(summary.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "names", "command", "written_as"),
    [
        (markdown_text, ("escaped",), "report", medium.MARKDOWN),
        (csv_text, ("words",), "report", medium.CSV),
        (log_text, ("inert",), "narrative", medium.TEXT),
        (log_text, ("inert",), "report", medium.JSON),
        (terminal_text, ("inert", "printable"), "explain", medium.TEXT),
        (xml_text, ("without_controls",), "check", medium.XML),
    ],
)
def test_without_an_escape_it_is_seen(
    tmp_path: Path, module: ModuleType, names: tuple[str, ...], command: str, written_as: Medium
) -> None:
    """The functions are made to return their text before the program starts."""
    formats = FORMATS[DocumentKind(command)]
    (name, *_) = (one.name for one in formats.values() if one.medium == written_as)
    format_ = name if len(formats) > 1 else ""
    catalogue = hostile.folder(tmp_path, "c1\x9b31m")
    (tmp_path / "sitecustomize.py").write_text(
        f"import {module.__name__} as module\n"
        f"for name in {names!r}:\n    getattr(module, name)\n"
        "    setattr(module, name, lambda text, *_: text)\n",
        encoding="utf-8",
    )
    found = answer(catalogue, command, format_, PYTHONPATH=f"{tmp_path}:{ROOT}")
    assert found.status == 0, found.err
    assert alive(found, format_) != []


@pytest.mark.parametrize("name", [f"{one}.csv" for one in hostile.NAMES])
def test_a_draft_of_a_table_with_such_a_name_can_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(
        'Indicator,Polarity,2018-19 Q4\n"::error::x",high,5\n', encoding="utf-8"
    )
    drafted = in_process("init", "new", "--from", name, cwd=tmp_path)
    assert (drafted.status, alive(drafted, "")) == (0, [])
    found = in_process("report", "--indicators", "new/indicators.yaml", cwd=tmp_path)
    assert (found.status, alive(found, "")) == (0, [])


@pytest.mark.parametrize("name", [f"{one}.csv" for one in hostile.NAMES])
@pytest.mark.parametrize("format_", names(DocumentKind.CHECK))
def test_no_name_of_a_submitted_table_comes_alive(tmp_path: Path, name: str, format_: str) -> None:
    catalogue = hostile.folder(tmp_path, "plain")
    table = tmp_path / name
    table.write_text(
        "indicator,period,value\ni3,2018-19 Q1,::error::x\ni4,##[error]y,@team\n", encoding="utf-8"
    )
    found = answer(catalogue, "check", format_, "--data", name)
    assert (found.status, alive(found, format_)) == (1, [])
    assert found.out != ""
