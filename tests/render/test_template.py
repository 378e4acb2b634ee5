"""A template for the Word document: what is taken of it, what is left, and what is refused."""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.shared import Mm, Pt

from ragcalc import pipeline as api
from ragcalc.catalogue.returns.archives import MOST_FILES
from ragcalc.limits import VARIABLES
from ragcalc.render.media.style import Style
from ragcalc.render.media.template import TemplateRefused
from ragcalc.render.report import docx as report_docx
from tests.golden.outputs import loaded as golden
from tests.media import documents

SECRET = "zqsecret"


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def council() -> bytes:
    """Return a template with looks of its own, without styles that Word adds when used."""
    made = docx.Document()
    for name in ("Subtitle", "Heading 3", "Caption", "List Bullet", "Table Grid"):
        style = made.styles[name].element
        style.getparent().remove(style)
    made.styles["Heading 1"].font.size = Pt(23)
    section = made.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(31)
    section.header.paragraphs[0].text = "Anyshire, Committee services"
    made.add_heading(f"{SECRET} heading", 1)
    made.add_paragraph(f"{SECRET} text")
    made.core_properties.author = made.core_properties.keywords = SECRET
    return saved(made)


def made(content: bytes) -> bytes:
    report = api.scored(golden("shipped"), "2018-19 Q4", histories=True)
    found: bytes = report_docx.render(report, Style(), content)
    return found


@pytest.fixture(scope="module")
def paper() -> bytes:
    return made(council())


# ── What is taken and what is left ───────────────────────────────────────────────────────────────


def test_the_styles_the_page_and_the_header_are_those_of_the_template(paper: bytes) -> None:
    document: Any = docx.Document(io.BytesIO(paper))
    assert document.styles["Heading 1"].font.size == Pt(23)
    for section in document.sections:
        assert section.header.paragraphs[0].text == "Anyshire, Committee services"
        assert section.left_margin.mm == pytest.approx(31, abs=0.1)


def test_what_was_written_in_the_template_is_nowhere(paper: bytes) -> None:
    found = [name for name, part in documents.parts(paper).items() if SECRET.encode() in part]
    assert found == []


def test_a_style_that_the_template_lacks_is_added_once(paper: bytes) -> None:
    names = [one.name for one in docx.Document(io.BytesIO(paper)).styles]
    for name in ("Title", "Subtitle", "Heading 3", "Caption", "List Bullet", "Table Grid"):
        assert names.count(name) == 1


def test_the_bullets_of_an_added_list_are_in_the_lists_of_the_document(paper: bytes) -> None:
    document: Any = docx.Document(io.BytesIO(paper))
    (number,) = document.styles["List Bullet"].element.xpath("w:pPr/w:numPr/w:numId/@w:val")
    numbering = document.part.numbering_part.element
    (key,) = numbering.xpath(f'w:num[@w:numId="{number}"]/w:abstractNumId/@w:val')
    shape = f'w:abstractNum[@w:abstractNumId="{key}"]/w:lvl/w:lvlText/@w:val'
    assert numbering.xpath(shape) == ["•"]


def test_equal_templates_make_equal_bytes(paper: bytes) -> None:
    assert made(council()) == paper


def without(name: str) -> bytes:
    """Return a template without one of the files that it is packed from."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member, part in documents.parts(council()).items():
            if member != name:
                archive.writestr(member, part)
    return out.getvalue()


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a template with one of its files changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, part in documents.parts(council()).items():
            archive.writestr(member, change(part) if member == name else part)
    return out.getvalue()


def test_a_template_without_lists_gets_its_bullets() -> None:
    plain: Any = docx.Document(io.BytesIO(council()))
    (key,) = [key for key, one in plain.part.rels.items() if one.reltype.endswith("/numbering")]
    del plain.part.rels[key]
    document: Any = docx.Document(io.BytesIO(made(saved(plain))))
    assert document.part.numbering_part.element.xpath("w:abstractNum/w:lvl/w:lvlText/@w:val") == [
        "•"
    ]


def test_a_template_that_fetches_another_one_fetches_none_any_more() -> None:
    tag = b'<w:attachedTemplate r:id="rId1"/><w:zoom'
    attached = changed("word/settings.xml", lambda part: part.replace(b"<w:zoom", tag, 1))
    assert b"attachedTemplate" in documents.parts(attached)["word/settings.xml"]
    parts = documents.parts(made(attached))
    assert [name for name, part in parts.items() if b"attachedTemplate" in part] == []


def test_a_wide_template_stays_wide() -> None:
    wide = docx.Document(io.BytesIO(council()))
    wide.sections[0].page_width, wide.sections[0].page_height = Mm(297), Mm(210)
    document = docx.Document(io.BytesIO(made(saved(wide))))
    assert {round(one.page_width.mm) for one in document.sections if one.page_width} == {297}


def test_margins_that_leave_no_room_leave_some_to_tables_and_pictures() -> None:
    narrow: Any = docx.Document(io.BytesIO(council()))
    section = narrow.sections[0]
    section.left_margin = section.right_margin = section.top_margin = Mm(150)
    document: Any = docx.Document(io.BytesIO(made(saved(narrow))))
    columns = document.element.body.xpath("//w:gridCol/@w:w")
    assert [one for one in columns if int(one) <= 0] == []
    sizes = document.element.body.xpath("//wp:extent/@cx | //wp:extent/@cy")
    assert [one for one in sizes if int(one) <= 0] == []


def test_the_section_of_a_template_without_one_is_on_a4() -> None:
    plain: Any = docx.Document(io.BytesIO(council()))
    plain.element.body.remove(plain.element.body.sectPr)
    document: Any = docx.Document(io.BytesIO(made(saved(plain))))
    assert round(document.sections[0].page_width.mm) == 210


# ── What is refused ──────────────────────────────────────────────────────────────────────────────


def refusal(content: bytes) -> str:
    with pytest.raises(TemplateRefused) as refused:
        made(content)
    return refused.value.message


def contents(part: bytes, old: str, new: str) -> bytes:
    return part.replace(old.encode(), new.encode())


MAIN = "wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not a Word document that can be read"),
        (b"%PDF-1.7", "is not a Word document that can be read"),
        (b"\xd0\xcf\x11\xe0 and more", "is in Word's older format, or has a password"),
        (council()[:-200], "is not a Word document that can be read"),
        (council()[: len(council()) // 2], "is not a Word document that can be read"),
        (without("word/document.xml"), "is not a Word document that can be read"),
        (without("_rels/.rels"), "is not a Word document that can be read"),
        (without("[Content_Types].xml"), "is not a Word document that can be read"),
        (
            changed("[Content_Types].xml", lambda part: contents(part, MAIN, "x+xml")),
            "is not a Word document",
        ),
        (
            changed(
                "[Content_Types].xml",
                lambda part: contents(part, MAIN, MAIN.replace("document.", "template.", 1)),
            ),
            "is a Word template and not a document",
        ),
        (
            changed(
                "[Content_Types].xml",
                lambda part: contents(
                    part,
                    f"application/vnd.openxmlformats-officedocument.{MAIN}",
                    "application/vnd.ms-word.document.macroEnabled.main+xml",
                ),
            ),
            "holds macros",
        ),
        (
            changed("word/styles.xml", lambda part: part[:-20]),
            "is not a Word document that can be read",
        ),
        (
            changed("word/document.xml", lambda part: b"<a/>"),
            "is not a Word document that can be read",
        ),
        (
            changed("word/document.xml", lambda part: b"<!DOCTYPE a>" + part),
            "has a document type, which no program writes into a document",
        ),
    ],
    ids=range(14),
)
def test_what_is_no_template_is_refused_with_the_reason(content: bytes, message: str) -> None:
    assert refusal(content) == message


def test_a_template_with_a_password_is_refused() -> None:
    content = bytearray(council())
    at = content.index(b"PK\x01\x02")
    while at >= 0:
        (flags,) = struct.unpack_from("<H", content, at + 8)
        struct.pack_into("<H", content, at + 8, flags | 1)
        at = content.find(b"PK\x01\x02", at + 1)
    assert refusal(bytes(content)) == "has a password"


def test_a_template_of_too_many_files_is_refused() -> None:
    out = io.BytesIO(council())
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(MOST_FILES):
            archive.writestr(f"a{number}", b"")
    assert refusal(out.getvalue()) == "is packed from more than 10,000 files"


@pytest.mark.parametrize(
    ("variable", "part", "message"),
    [
        (
            "RAGCALC_MOST_WORKBOOK_MEGABYTES",
            b"<a>" + b" " * 1024**2 + b"</a>",
            "unpacks to more than 1 MB",
        ),
        (
            "RAGCALC_MOST_WORKBOOK_ELEMENTS",
            b"<a>" + b"<b/>" * 1000 + b"</a>",
            "has more than 1 elements",
        ),
    ],
)
def test_a_template_that_unpacks_to_too_much_is_refused(
    variable: str, part: bytes, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert variable in VARIABLES
    monkeypatch.setenv(variable, "1")
    out = io.BytesIO(council())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", part)
    assert refusal(out.getvalue()) == message


def test_a_tag_that_never_ends_is_refused() -> None:
    out = io.BytesIO(council())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", b"<a><!-- " + b"x" * (3 * 1024**2))
    assert refusal(out.getvalue()) == "has a tag or a comment of more than 1 MB"
