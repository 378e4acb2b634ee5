"""A document or a workbook that somebody has edited is not written over."""

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command

docx = pytest.importorskip("docx")
openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")

COMMANDS = {
    "document.docx": ("report",),
    "workbook.xlsx": ("report",),
    "form.xlsx": ("form", "2019-20-q1"),
    "targets.xlsx": ("targets", "--next", "2019-20"),
}
"""By the file that is written, the command that writes it."""
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group")
every = pytest.mark.parametrize("name", COMMANDS)


def write(ragcalc: Command, name: str) -> int:
    return ragcalc(*COMMANDS[name], "--output", name).status


def saved_by_a_program(path: Path) -> None:
    """Type into a file and save it, as a program does that knows Word's or Excel's files."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        document.add_paragraph("What the committee is asked")
        document.save(str(path))
    else:
        book = openpyxl.load_workbook(path)
        book.worksheets[0]["B2"] = "typed in"
        book.save(path)


def saved_unchanged(path: Path) -> None:
    """Save a file without a change: the program writes its parts in its own way."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        document.core_properties.revision = 2
        document.styles["Normal"].font.name = "Calibri"
        document.save(str(path))
    else:
        openpyxl.load_workbook(path).save(path)


def without_identifier(path: Path) -> None:
    """Make a file what another program wrote: no core property says which parts it has."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out, "w") as after:
        for one in before.infolist():
            found = before.read(one)
            after.writestr(one, re.sub(rb"<dc:identifier>.*?</dc:identifier>", b"", found))
    path.write_bytes(out.getvalue())


def something_else(path: Path) -> None:
    path.write_text("no archive", encoding="utf-8")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


@every
@pytest.mark.parametrize(
    "edit",
    [saved_by_a_program, saved_unchanged, without_identifier, something_else, cut_short],
)
def test_a_file_that_was_edited_stands(
    council: Path, ragcalc: Command, name: str, edit: Callable[[Path], None]
) -> None:
    assert write(ragcalc, name) == 0
    path = council / name
    edit(path)
    before = path.read_bytes()
    answer = ragcalc(*COMMANDS[name], "--output", name)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(
        f"Error: {name} has been changed since ragcalc wrote it, or another program wrote it\n"
        "give another name after --output, or move that file\n"
    )
    assert path.read_bytes() == before


@every
def test_a_file_that_was_not_edited_is_replaced(council: Path, ragcalc: Command, name: str) -> None:
    assert write(ragcalc, name) == 0
    (council / "indicators.yaml").write_text(
        (council / "indicators.yaml").read_text(encoding="utf-8").replace("Anyshire", "Othershire"),
        encoding="utf-8",
    )
    before = (council / name).read_bytes()
    assert write(ragcalc, name) == 0
    assert (council / name).read_bytes() != before


@every
def test_an_empty_file_is_replaced(council: Path, ragcalc: Command, name: str) -> None:
    (council / name).touch()
    assert write(ragcalc, name) == 0


def test_a_document_with_the_looks_of_a_template_is_known_too(
    council: Path, ragcalc: Command
) -> None:
    """Some programs give the core properties a name of their own."""
    template = council / "council.docx"
    docx.Document().save(str(template))
    out = io.BytesIO()
    with zipfile.ZipFile(template) as before, zipfile.ZipFile(out, "w") as after:
        for one in before.infolist():
            content = before.read(one).replace(b"docProps/core.xml", b"package/about.psmdcp")
            after.writestr(
                one.filename.replace("docProps/core.xml", "package/about.psmdcp"), content
            )
    template.write_bytes(out.getvalue())
    options = ("report", "--template", "council.docx", "--output", "report.docx")
    assert [ragcalc(*options).status, ragcalc(*options).status] == [0, 0]
    saved_by_a_program(council / "report.docx")
    assert ragcalc(*options).status == 2


@pytest.mark.skipif(os.name != "posix", reason="as POSIX systems have it")
def test_a_link_to_an_edited_file_is_not_followed_over_it(council: Path, ragcalc: Command) -> None:
    assert write(ragcalc, "document.docx") == 0
    (council / "document.docx").rename(council / "paper.docx")
    saved_by_a_program(council / "paper.docx")
    (council / "document.docx").symlink_to("paper.docx")
    assert write(ragcalc, "document.docx") == 2


def test_a_text_is_replaced_whoever_wrote_it(council: Path, ragcalc: Command) -> None:
    (council / "report.md").write_text("mine", encoding="utf-8")
    assert ragcalc("report", "--output", "report.md").status == 0
