"""A Word document: headings, paragraphs, tables, pictures and styles. Alone imports docx.

Knows no report. Every text is written as text, so that none is taken for a field or a link. Looks
come from Word's own styles, so that a reader's template changes them.
"""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.image import ImagePart
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor

from ragcalc.render.common.cells import Tone
from ragcalc.render.common.fills import FILLS
from ragcalc.render.media.xml import without_controls

LANGUAGE = "en-GB"
_FIRST_DAY = (2000, 1, 1, 0, 0, 0)
"""When each part of every document was packed: equal reports make equal bytes."""
_NAMESPACES = nsdecls("w", "wp", "a", "pic", "r")
_TWIPS, _EMU = 20, 12_700
"""Of a point."""


class Stretch(NamedTuple):
    """A stretch of text that looks alike."""

    text: str
    bold: bool = False


Line = str | Stretch | Sequence[str | Stretch]
"""What a paragraph holds."""


class TableCell(NamedTuple):
    """What a cell of a table holds."""

    line: Line
    tone: Tone = Tone.PLAIN
    """What its shade says."""


class TableColumn(NamedTuple):
    """A column of a table."""

    heading: str
    width: float
    """Its share of the width of the table."""
    right: bool = False
    """Whether its entries stand at the right, as numbers do."""


class Paper:
    """A document in the making, on A4."""

    def __init__(self, title: str, subject: str, author: str) -> None:
        self._document = docx.Document()
        self._parts: list[str] = []
        self._captions: dict[str, int] = {}
        self._pictures = 0
        self._styles = {one.name: one.style_id for one in self._document.styles}
        _set_looks(self._document)
        _set_properties(self._document, title, subject, author)
        section = self._document.sections[0]
        self._width = _width_of_text(section)

    # ── Paragraphs ───────────────────────────────────────────────────────────────────────────────

    def title(self, text: str, below: str) -> None:
        """Write the title, and what stands below it."""
        self._paragraph(text, "Title")
        self._paragraph(below, "Subtitle")

    def heading(self, text: str, level: int) -> None:
        """Write a heading of level 1 to 3."""
        self._paragraph(text, f"Heading {level}")

    def paragraph(self, line: Line, *, stays_with_next: bool = False) -> None:
        """Write a paragraph; it may stay on one page with what comes next."""
        self._paragraph(line, "Normal", stays_with_next=stays_with_next)

    def bullet(self, line: Line) -> None:
        """Write an entry of a list."""
        self._paragraph(line, "List Bullet")

    def _paragraph(self, line: Line, style: str, *, stays_with_next: bool = False) -> None:
        kept = "<w:keepNext/>" if stays_with_next else ""
        self._parts.append(_paragraph(line, f"{self._style(style)}{kept}"))

    def _style(self, name: str) -> str:
        return f'<w:pStyle w:val="{self._styles[name]}"/>'

    def _caption(self, kind: str, text: str, *, stays_with_next: bool) -> None:
        """Write a caption, whose number Word counts anew where the document is changed."""
        number = self._captions[kind] = self._captions.get(kind, 0) + 1
        field = "".join(
            f"<w:r>{one}</w:r>"
            for one in (
                '<w:fldChar w:fldCharType="begin"/>',
                f'<w:instrText xml:space="preserve"> SEQ {kind} \\* ARABIC </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                f"<w:t>{number}</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
            )
        )
        kept = "<w:keepNext/>" if stays_with_next else ""
        self._parts.append(
            f"<w:p><w:pPr>{self._style('Caption')}{kept}</w:pPr>"
            f"{_run(f'{kind} ')}{field}{_run(f': {text}')}</w:p>"
        )

    # ── Tables and pictures ──────────────────────────────────────────────────────────────────────

    def table(
        self, caption: str, columns: Sequence[TableColumn], rows: Sequence[Sequence[TableCell]]
    ) -> None:
        """Write a table under its caption; its headings come on every page, no row is broken."""
        self._caption("Table", caption, stays_with_next=True)
        whole = self._width / _EMU * _TWIPS / sum(one.width for one in columns)
        widths = [round(one.width * whole) for one in columns]
        headings = [TableCell(Stretch(one.heading, bold=True)) for one in columns]
        self._parts.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._styles["Table Grid"]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            f"<w:tblCaption w:val={_quoted(caption)}/></w:tblPr>"
            f"<w:tblGrid>{''.join(map(_grid_column, widths))}</w:tblGrid>"
            f"{_row(columns, widths, headings, is_heading=True)}"
            f"{''.join(_row(columns, widths, row) for row in rows)}</w:tbl><w:p/>"
        )

    def picture(self, png: bytes, width: float, words: str, caption: str) -> None:
        """Write a picture of a width in points, above its caption; `words` are what it shows."""
        self._pictures += 1
        main = self._document.part
        name = PackURI(f"/word/media/chart{self._pictures}.png")
        key = f"rIdChart{self._pictures}"
        part = ImagePart(name, CONTENT_TYPE.PNG, png)
        main.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, part, key)
        drawing = _drawing(self._pictures, key, (width, width * _proportion(png)), words)
        self._parts.append(f"<w:p><w:pPr><w:keepNext/></w:pPr><w:r>{drawing}</w:r></w:p>")
        self._caption("Figure", caption, stays_with_next=False)

    # ── The file ─────────────────────────────────────────────────────────────────────────────────

    def content(self) -> bytes:
        """Return the bytes of the file; nothing can be added then."""
        body = self._document.element.body
        written = parse_xml(f"<w:body {_NAMESPACES}>{''.join(self._parts)}</w:body>")
        for one in [*written]:
            body.insert(len(body) - 1, one)
        return _packed(self._document)


# ── XML ──────────────────────────────────────────────────────────────────────────────────────────


def _paragraph(line: Line, properties: str = "", looks: str = "") -> str:
    stretches = [line] if isinstance(line, str | Stretch) else line
    runs = "".join(_words(one, looks) for one in stretches)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _words(one: str | Stretch, looks: str) -> str:
    if isinstance(one, str):
        return _run(one, looks)
    return _run(one.text, f"{'<w:b/>' if one.bold else ''}{looks}")


def _run(text: str, looks: str = "") -> str:
    """Return text as a run, a break for each end of a line."""
    lines = without_controls(text).splitlines()
    shown = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(one)}</w:t>' for one in lines)
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{shown}</w:r>"


def _quoted(text: str) -> str:
    return quoteattr(" ".join(without_controls(text).split()))


def _grid_column(width: int) -> str:
    return f'<w:gridCol w:w="{width}"/>'


def _row(
    columns: Sequence[TableColumn],
    widths: Sequence[int],
    cells: Sequence[TableCell],
    *,
    is_heading: bool = False,
) -> str:
    heading = "<w:tblHeader/>" if is_heading else ""
    shown = "".join(map(_cell, columns, widths, cells))
    return f"<w:tr><w:trPr><w:cantSplit/>{heading}</w:trPr>{shown}</w:tr>"


def _cell(column: TableColumn, width: int, cell: TableCell) -> str:
    shade, looks = "", ""
    if cell.tone is not Tone.PLAIN:
        fill, ink = (one.lstrip("#") for one in FILLS[cell.tone])
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
        looks = f'<w:color w:val="{ink}"/>'
    side = '<w:jc w:val="right"/>' if column.right else ""
    spacing = '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>'
    looks += '<w:sz w:val="18"/><w:szCs w:val="18"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"{_paragraph(cell.line, f'{spacing}{side}', looks)}</w:tc>"
    )


def _proportion(png: bytes) -> float:
    """Return the height of a picture against its width, both from its first bytes."""
    across, up = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    return up / across


def _drawing(number: int, key: str, size: tuple[float, float], words: str) -> str:
    across, up = (round(one * _EMU) for one in size)
    extent = f'cx="{across}" cy="{up}"'
    about = f'id="{number}" name="Chart {number}" descr={_quoted(words)}'
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f"<wp:docPr {about}/><wp:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


# ── The document as a whole ──────────────────────────────────────────────────────────────────────


def _set_looks(document: Document) -> None:
    """Set the page and the styles where there is no template."""
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    for name, size in _SIZES.items():
        font: Any = document.styles[name]
        font.font.name, font.font.size = "Arial", Pt(size)
        font.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            font.element.rPr.rFonts.attrib.pop(qn(script), None)


_SIZES = {
    "Normal": 11,
    "Title": 24,
    "Subtitle": 14,
    "Heading 1": 18,
    "Heading 2": 14,
    "Heading 3": 12,
    "Caption": 9,
}
"""Points."""


def _width_of_text(section: Section) -> int:
    """Return how much of a page lies between its margins."""
    page, left, right = section.page_width, section.left_margin, section.right_margin
    return (page or Mm(210)) - (left or 0) - (right or 0)


def _set_properties(document: Document, title: str, subject: str, author: str) -> None:
    """Say what the document is, in which language, and nothing of when it was made."""
    about = document.core_properties
    about.title, about.subject, about.author = (
        without_controls(one)[:_LONGEST] for one in (title, subject, author)
    )
    about.comments, about.language = "", LANGUAGE
    for one in [*about._element]:
        if one.tag in (qn("dcterms:created"), qn("dcterms:modified")):
            about._element.remove(one)
    for one in document.styles.element.iter(qn("w:lang")):
        one.set(qn("w:val"), LANGUAGE)
    for one in document.settings.element.iter(qn("w:themeFontLang")):
        one.set(qn("w:val"), LANGUAGE)


_LONGEST = 255
"""Characters of a property."""


def _packed(document: Document) -> bytes:
    """Return the bytes of a document, which depend on nothing but what it holds."""
    saved, out = BytesIO(), BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(out, "w") as after:
        for one in before.infolist():
            how = zipfile.ZIP_STORED if one.filename.endswith(".png") else zipfile.ZIP_DEFLATED
            after.writestr(zipfile.ZipInfo(one.filename, _FIRST_DAY), before.read(one), how)
    return out.getvalue()
