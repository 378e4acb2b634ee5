"""A Word document: headings, paragraphs, tables, pictures and styles. Alone imports docx.

Knows no report. Every text is written as text, so that none is taken for a field or a link. Looks
come from Word's own styles, so that a reader's template changes them.
"""

import re
import zipfile
from collections.abc import Container, Sequence
from copy import deepcopy
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
from docx.parts.numbering import NumberingPart
from docx.shared import Mm, Pt, RGBColor

from ragcalc.render.common.cells import Tone
from ragcalc.render.common.fills import FILLS, INK
from ragcalc.render.media import package
from ragcalc.render.media.template import TemplateRefused, check
from ragcalc.render.media.xml import without_controls

LANGUAGE = "en-GB"
_FIRST_DAY = (2000, 1, 1, 0, 0, 0)
"""When each part of every document was packed: equal reports make equal bytes."""
_NAMESPACES = " ".join(
    (
        nsdecls("w", "wp", "a", "pic", "r"),
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"',
    )
)
_TWIPS, _EMU = 20, 12_700
"""Of a point."""
_HEADING_FILL = "F2F2F2"
_ADDRESS = re.compile(r"https?://[!-~]+")
"""A web address, and nothing beside it."""


class Stretch(NamedTuple):
    """Text that looks alike within a paragraph."""

    text: str
    bold: bool = False
    is_link: bool = False
    """Whether it leads to the address that it is, if it is one."""


class Sketch(NamedTuple):
    """A small drawing of lines that says no more than what stands beside it."""

    width: float
    """In points, as every measure of it, from its upper left corner."""
    height: float
    runs: Sequence[Sequence[tuple[float, float]]]
    """Places that a line joins; the very last one has a dot."""
    uprights: Sequence[float]
    """How far from the left a line goes from top to bottom."""


Line = str | Stretch | Sketch | Sequence[str | Stretch]
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
    """Its share of the width of the table, about its characters."""
    right: bool = False
    """Whether its entries stand at the right, as numbers do."""


def measured(
    columns: Sequence[TableColumn], rows: Sequence[Sequence[TableCell]]
) -> list[TableColumn]:
    """Return columns as wide as what the rows hold, none wider than it was."""
    entries = zip(*rows, strict=True) if rows else ((),) * len(columns)
    return [
        column._replace(width=min(_needed(column, cells), column.width))
        for column, cells in zip(columns, entries, strict=True)
    ]


def _needed(column: TableColumn, cells: Sequence[TableCell]) -> float:
    """Return the width of the longest line of some cells and of their heading's words."""
    if any(isinstance(cell.line, Sketch) for cell in cells):
        return column.width
    lines = [line for cell in cells for line in _plain(cell.line).split("\n")]
    return max(map(len, (*lines, *column.heading.split())), default=0) + _BESIDE_TEXT


def shared(
    whole: float, columns: Sequence[TableColumn], rows: Sequence[Sequence[TableCell]]
) -> list[int]:
    """Return how much of a width each column has: its share, and no less than its numbers need."""
    entries = [*zip(*rows, strict=True)] if rows else [()] * len(columns)
    least = [_least(column, cells) for column, cells in zip(columns, entries, strict=True)]
    narrow = dict[int, float]()
    if sum(least) <= whole:
        while more := _narrower(whole - sum(narrow.values()), columns, least, narrow):
            narrow.update(more)
    room, shares = whole - sum(narrow.values()), _shares(columns, narrow)
    return [
        round(narrow[at] if at in narrow else room * one.width / shares)
        for at, one in enumerate(columns)
    ]


def _narrower(
    room: float, columns: Sequence[TableColumn], least: Sequence[float], known: Container[int]
) -> dict[int, float]:
    """Return by number, with what they need, the other columns that need more than their share."""
    shares = _shares(columns, known)
    return {
        at: least[at]
        for at, one in enumerate(columns)
        if at not in known and room * one.width / shares < least[at]
    }


def _shares(columns: Sequence[TableColumn], without: Container[int]) -> float:
    return sum(one.width for at, one in enumerate(columns) if at not in without)


def _least(column: TableColumn, cells: Sequence[TableCell]) -> float:
    """Return how wide a column of numbers has to be for the longest of them; no other has to."""
    words = [word for cell in cells for word in _plain(cell.line).split()] if column.right else []
    return max(map(len, words), default=0) * _FIGURE + _MARGINS if words else 0


def _plain(line: Line) -> str:
    """Return the words of a line."""
    if isinstance(line, Sketch):
        return ""
    stretches = [line] if isinstance(line, str | Stretch) else line
    return "".join(one if isinstance(one, str) else one.text for one in stretches)


_FIGURE, _MARGINS = 95.0, 150.0
"""Twips: a figure in the letters of a cell, 0.556 of 8.5 points, and what is free beside it."""
_BESIDE_TEXT = 2
"""Characters that stay free beside the text of a cell."""


class About(NamedTuple):
    """What a document says of itself."""

    title: str
    subject: str
    author: str


class Paper:
    """A document in the making: on A4 with looks of its own, or with those of a template.

    Of a template it takes the styles, and the page, the headers and the footers of its last
    section; what is written in it is left out. Raises TemplateRefused.
    """

    def __init__(self, about: About, template: bytes | None = None) -> None:
        self._document = docx.Document() if template is None else _opened(template)
        self._parts: list[str] = []
        self._numbers: dict[str, int] = {}
        """How many captions of a kind, pictures and links there are."""
        if template is None:
            _set_looks(self._document, f"{about.author}, {about.subject}")
        else:
            _add_styles(self._document)
        _keep_looks_alone(self._document)
        _set_properties(self._document, about)
        self._styles = {one.name: one.style_id for one in self._document.styles}
        self._page = _SectionPage(self._document.element.body.sectPr)

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
        stretches = [line] if isinstance(line, str | Stretch | Sketch) else line
        runs = "".join(map(self._stretch, stretches))
        kept = "<w:keepNext/>" if stays_with_next else ""
        self._parts.append(f"<w:p><w:pPr>{self._style(style)}{kept}</w:pPr>{runs}</w:p>")

    def _stretch(self, one: str | Stretch | Sketch) -> str:
        if isinstance(one, Stretch) and one.is_link and _ADDRESS.fullmatch(one.text):
            rels = self._document.part.rels
            key = f"rIdLink{self._next('link')}"
            rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, one.text, key, is_external=True)
            looks = '<w:color w:val="0B4F9E"/><w:u w:val="single"/>'
            return f'<w:hyperlink r:id="{key}">{_run(one.text, looks)}</w:hyperlink>'
        return _stretch(one)

    def _style(self, name: str) -> str:
        return f'<w:pStyle w:val="{self._styles[name]}"/>'

    def _next(self, kind: str) -> int:
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return self._numbers[kind]

    def _caption(self, kind: str, text: str, *, stays_with_next: bool) -> None:
        """Write a caption, whose number Word counts anew where the document is changed."""
        kept = "<w:keepNext/>" if stays_with_next else ""
        field = _field(f"SEQ {kind} \\* ARABIC", str(self._next(kind)))
        self._parts.append(
            f"<w:p><w:pPr>{self._style('Caption')}{kept}</w:pPr>"
            f"{_run(f'{kind} ')}{field}{_run(f': {text}')}</w:p>"
        )

    # ── Tables and pictures ──────────────────────────────────────────────────────────────────────

    def table(
        self, caption: str, columns: Sequence[TableColumn], rows: Sequence[Sequence[TableCell]]
    ) -> None:
        """Write a table under its caption; its headings come on every page, no row is broken.

        Nor is a number in a column of them, where the page has room.
        """
        self._caption("Table", caption, stays_with_next=True)
        widths = shared(self._page.width, columns, rows)
        self._parts.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._styles["Table Grid"]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
            '</w:tblCellMar><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" '
            'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            f"<w:tblCaption w:val={_quoted(caption)}/></w:tblPr>"
            f"<w:tblGrid>{''.join(map(_grid_column, widths))}</w:tblGrid>"
            f"{_heading_row(columns, widths)}"
            f"{''.join(_row(columns, widths, row) for row in rows)}</w:tbl>"
        )
        self._parts.append(_GAP)

    def picture(self, png: bytes, width: float, words: str, caption: str) -> None:
        """Write a picture of a width in points, above its caption; `words` are what it shows.

        One that is larger than the page is made smaller.
        """
        number = self._next("picture")
        key, name = f"rIdChart{number}", PackURI(f"/word/media/chart{number}.png")
        part = ImagePart(name, CONTENT_TYPE.PNG, png)
        self._document.part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, part, key)
        most = self._page.width / _TWIPS, (self._page.height / _TWIPS) - _BESIDE_PICTURE
        drawing = _drawing(number, key, _fitted(width, _proportion(png), most), words)
        self._parts.append(f"<w:p><w:pPr><w:keepNext/>{_SINGLE}</w:pPr><w:r>{drawing}</w:r></w:p>")
        self._caption("Figure", caption, stays_with_next=False)

    def widen(self, *, wide: bool) -> None:
        """Go on with pages whose long side is across, or with those that it began with.

        The section ends in the last paragraph: one of its own could come to stand on a page alone.
        """
        if self._page.is_wide != (wide or self._page.began_wide):
            self._shrink_gap()
            last = self._parts[-1]
            self._parts[-1] = last.replace("</w:pPr>", f"{self._page.ended()}</w:pPr>", 1)
            self._page.turn()

    def _shrink_gap(self) -> None:
        """Leave almost no room below a table that ends a section: it may fill its page."""
        if self._parts and self._parts[-1] == _GAP:
            self._parts[-1] = _SMALLEST_GAP

    # ── The file ─────────────────────────────────────────────────────────────────────────────────

    def content(self) -> bytes:
        """Return the bytes of the file; nothing can be added then."""
        self._shrink_gap()
        body = self._document.element.body
        written = parse_xml(f"<w:body {_NAMESPACES}>{''.join(self._parts)}</w:body>")
        for number, one in enumerate(written.iter(qn("wp:docPr")), 1):
            one.set("id", str(number))
        for one in [*written]:
            body.insert(len(body) - 1, one)
        return _packed(self._document)


class _SectionPage:
    """How the pages of a section lie, by the properties of the document's last section."""

    def __init__(self, properties: Any) -> None:
        self._properties = properties
        self.began_wide = self.is_wide = properties.page_width > properties.page_height

    @property
    def width(self) -> float:
        """How much of a page lies between its margins, in twentieths of a point."""
        page = self._properties
        left, right = page.left_margin or 0, page.right_margin or 0
        return max(float(page.page_width - left - right) / _EMU, _LEAST) * _TWIPS

    @property
    def height(self) -> float:
        """How much lies between its upper and lower margin, in twentieths of a point."""
        page = self._properties
        top, bottom = page.top_margin or 0, page.bottom_margin or 0
        room = float(page.page_height - abs(top) - abs(bottom)) / _EMU
        return max(room, _LEAST + _BESIDE_PICTURE) * _TWIPS

    def ended(self) -> str:
        """Return the properties of the section that ends."""
        return re.sub(r"^<\?xml[^>]*>", "", str(self._properties.xml))

    def turn(self) -> None:
        """Begin a section that lies the other way, with the headers and footers of the last."""
        page = self._properties
        page.page_width, page.page_height = page.page_height, page.page_width
        self.is_wide = not self.is_wide
        size = page.find(qn("w:pgSz"))
        size.set(qn("w:orient"), "landscape" if self.is_wide else "portrait")
        for tag in ("w:type", "w:titlePg", "w:pgNumType"):
            for one in page.findall(qn(tag)):
                page.remove(one)


# ── XML ──────────────────────────────────────────────────────────────────────────────────────────

_NO_SPACE = '<w:spacing w:before="0" w:after="0" w:line="{}" w:lineRule="exact"/>'
_GAP = f"<w:p><w:pPr>{_NO_SPACE.format(200)}</w:pPr></w:p>"
"""What keeps apart a table and what follows, another table above all."""
_SMALLEST_GAP = f"<w:p><w:pPr>{_NO_SPACE.format(20)}</w:pPr></w:p>"
"""What has to stand below a table at the end of a section: a line of one point."""
_SINGLE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_CELL_SPACING = '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>'
_CELL_LETTERS = '<w:sz w:val="17"/><w:szCs w:val="17"/>'


def _stretch(one: str | Stretch | Sketch, looks: str = "") -> str:
    if isinstance(one, str):
        return _run(one, looks)
    if isinstance(one, Sketch):
        return _sketch(one)
    return _run(one.text, f"{'<w:b/>' if one.bold else ''}{looks}")


def _run(text: str, looks: str = "") -> str:
    """Return text as a run, a break for each end of a line."""
    lines = without_controls(text).split("\n")
    shown = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(one)}</w:t>' for one in lines)
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{shown}</w:r>"


def _field(code: str, result: str) -> str:
    """Return a field of ours, and what it comes to."""
    return "".join(
        f"<w:r>{one}</w:r>"
        for one in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{result}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )


def _quoted(text: str) -> str:
    return quoteattr(" ".join(without_controls(text).split()))


def _grid_column(width: int) -> str:
    return f'<w:gridCol w:w="{width}"/>'


def _heading_row(columns: Sequence[TableColumn], widths: Sequence[int]) -> str:
    cells = "".join(
        _cell(column, width, Stretch(column.heading, bold=True), _HEADING_FILL, kept=True)
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(columns: Sequence[TableColumn], widths: Sequence[int], cells: Sequence[TableCell]) -> str:
    shown = "".join(
        _cell(column, width, cell.line, *_colours(cell.tone))
        for column, width, cell in zip(columns, widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{shown}</w:tr>"


def _colours(tone: Tone) -> tuple[str, ...]:
    return () if tone is Tone.PLAIN else tuple(one.lstrip("#") for one in FILLS[tone])


def _cell(
    column: TableColumn,
    width: int,
    line: Line,
    fill: str = "",
    ink: str = "",
    *,
    kept: bool = False,
) -> str:
    """Return a cell; where it is `kept`, its row stays on one page with the next."""
    stretches = [line] if isinstance(line, str | Stretch | Sketch) else line
    looks = f'<w:color w:val="{ink}"/>{_CELL_LETTERS}' if ink else _CELL_LETTERS
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    side = '<w:jc w:val="right"/>' if column.right else ""
    runs = "".join(_stretch(one, looks) for one in stretches)
    next_ = "<w:keepNext/>" if kept else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"<w:p><w:pPr>{next_}{_CELL_SPACING}{side}</w:pPr>{runs}</w:p></w:tc>"
    )


def _proportion(png: bytes) -> float:
    """Return the height of a picture against its width, both from its first bytes."""
    across, up = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    return up / across


_LEAST = 72
"""Points that a page has between its margins, whatever a template says of them."""
_BESIDE_PICTURE = 110
"""Points that stay free above and below a picture, for its heading and its caption."""


def _fitted(width: float, proportion: float, most: tuple[float, float]) -> tuple[float, float]:
    """Return the width and the height of a picture that is no larger than it may be."""
    width = min(width, most[0], most[1] / proportion)
    return width, width * proportion


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


def _sketch(sketch: Sketch) -> str:
    """Return a drawing that readers of screens pass over."""
    extent = f'cx="{round(sketch.width * _EMU)}" cy="{round(sketch.height * _EMU)}"'
    lines = "".join(map(_joined, sketch.runs))
    lines += "".join(_joined([(one, 0), (one, sketch.height)]) for one in sketch.uprights)
    across, up = sketch.runs[-1][-1]
    dot = (
        f"<a:moveTo>{_point(across - _DOT, up)}</a:moveTo>"
        f'<a:arcTo wR="{round(_DOT * _EMU)}" hR="{round(_DOT * _EMU)}" stAng="10800000" '
        'swAng="21600000"/><a:close/>'
    )
    size = f'w="{round(sketch.width * _EMU)}" h="{round(sketch.height * _EMU)}"'
    colour = f'<a:solidFill><a:srgbClr val="{INK.lstrip("#")}"/></a:solidFill>'
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        '<wp:docPr id="0" name="Sketch" descr=""><a:extLst>'
        '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"/></a:ext>'
        "</a:extLst></wp:docPr><wp:cNvGraphicFramePr/><a:graphic><a:graphicData "
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path {size} fill="none">{lines}</a:path><a:path {size}>{dot}</a:path>'
        f'</a:pathLst></a:custGeom>{colour}<a:ln w="9525" cap="rnd">{colour}<a:round/></a:ln>'
        "</wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        "</mc:Choice></mc:AlternateContent></w:r>"
    )


_DOT = 1.5
"""Points: half the width of the dot at the end of a sketch."""


def _joined(run: Sequence[tuple[float, float]]) -> str:
    """Return a line through places; a place by itself is a line to itself, which is a dot."""
    first, *others = (_point(*one) for one in run)
    lines = "".join(f"<a:lnTo>{one}</a:lnTo>" for one in others or [first])
    return f"<a:moveTo>{first}</a:moveTo>{lines}"


def _point(across: float, up: float) -> str:
    return f'<a:pt x="{round(across * _EMU)}" y="{round(up * _EMU)}"/>'


# ── The document as a whole ──────────────────────────────────────────────────────────────────────


class _Look(NamedTuple):
    """What a style looks like without a template."""

    size: float
    """Points."""
    before: int
    after: int


_LOOKS = {
    "Normal": _Look(11, 0, 6),
    "Title": _Look(24, 0, 6),
    "Subtitle": _Look(14, 0, 12),
    "Heading 1": _Look(18, 18, 6),
    "Heading 2": _Look(14, 14, 4),
    "Heading 3": _Look(12, 12, 3),
    "Caption": _Look(9, 6, 4),
    "List Bullet": _Look(11, 0, 3),
}


def _set_looks(document: Document, footer: str) -> None:
    """Set the page and the styles where there is no template."""
    (section,) = document.sections
    section.page_width, section.page_height = _A4
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    for name, look in _LOOKS.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(look.size)
        style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        style.font.italic = False
        fonts = style.element.rPr.rFonts.attrib
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.pop(qn(script), None)
        shape = style.paragraph_format
        shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
        shape.line_spacing = 1.1
    for found in document.styles["List Bullet"].element.xpath("w:pPr/w:numPr/w:numId"):
        found.set(qn("w:val"), str(_add_bullets(document)))
    _set_footer(section.footer, footer)


def _set_footer(footer: Any, text: str) -> None:
    """Write whose report of which period it is, and the number of the page."""
    runs = (
        f"{_run(f'{text}  ·  Page ')}{_field('PAGE', '1')}{_run(' of ')}{_field('NUMPAGES', '1')}"
    )
    written = parse_xml(f"<w:p {_NAMESPACES}>{runs}</w:p>")
    (paragraph,) = footer.paragraphs
    for one in [*written]:
        paragraph._p.append(one)


def _set_properties(document: Document, about: About) -> None:
    """Say what the document is, in which language, and nothing of when it was made."""
    properties = document.core_properties
    for one in [*properties._element]:
        properties._element.remove(one)
    properties.title, properties.subject, properties.author = (
        without_controls(one)[:_LONGEST] for one in about
    )
    properties.language = LANGUAGE
    properties.identifier = package.UNSET
    opened: Any = document.part.package
    opened.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).partname = PackURI(f"/{package.CORE}")
    for one in document.styles.element.iter(qn("w:lang")):
        one.set(qn("w:val"), LANGUAGE)
    for one in document.settings.element.iter(qn("w:themeFontLang")):
        one.set(qn("w:val"), LANGUAGE)


_LONGEST = 255
"""Characters of a property."""


# ── Templates ────────────────────────────────────────────────────────────────────────────────────


def _opened(content: bytes) -> Document:
    """Open a template. Raises TemplateRefused."""
    check(content)
    try:
        document = docx.Document(BytesIO(content))
        page = document.element.body.get_or_add_sectPr()
        page.page_width, page.page_height = page.page_width or _A4[0], page.page_height or _A4[1]
        [one.name for one in document.styles]
        _ = document.settings.element, document.core_properties.title
    except Exception:  # noqa: BLE001 - each part may be broken in a way of its own
        raise TemplateRefused("is not a Word document that can be read") from None
    return document


_A4 = Mm(210), Mm(297)
_LOOKS_ARE_IN = {
    *("styles", "theme", "fontTable", "numbering", "settings", "webSettings", "header", "footer"),
    *("footnotes", "endnotes", "officeDocument", "core-properties"),
}
"""The kinds of relationship that a document keeps: those of what it looks like."""


def _keep_looks_alone(document: Document) -> None:
    """Drop what a document was before: its text, its pictures and links, and where it came from."""
    settings = document.settings.element
    document.element.body.clear_content()
    page = document.element.body.sectPr.xml
    for rels in (document.part.rels, document.part.package.rels):
        for key, one in [*rels.items()]:
            kind = one.reltype.rpartition("/")[2]
            is_used = kind not in ("header", "footer") or f'"{key}"' in page
            if kind not in _LOOKS_ARE_IN or not is_used:
                del rels[key]
    for tag in ("w:attachedTemplate", "w:mailMerge"):
        for found in settings.findall(qn(tag)):
            settings.remove(found)
    document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels.clear()


def _add_styles(document: Document) -> None:
    """Add what a template lacks of the styles that are used, in its own letters."""
    styles = document.styles
    there = {one.name for one in styles}
    ids = {one.style_id for one in styles}
    for one in docx.Document().styles:
        if one.name in _USED and one.name not in there:
            added = deepcopy(one.element)
            for tag in ("w:link", "w:next", "w:basedOn", "w:rPr/w:rFonts", "w:rPr/w:color"):
                for found in added.xpath(tag):
                    found.getparent().remove(found)
            if one.style_id in ids:
                added.set(qn("w:styleId"), f"{one.style_id}1")
            for found in added.xpath("w:pPr/w:numPr/w:numId"):
                found.set(qn("w:val"), str(_add_bullets(document)))
            styles.element.append(added)


_USED = {*_LOOKS, "Table Grid"}


def _add_bullets(document: Document) -> int:
    """Add a list with bullets; return its number."""
    numbering = _numbering(document)
    lists = [int(one.get(qn("w:abstractNumId"))) for one in numbering.xpath("w:abstractNum")]
    numbers = [int(one.get(qn("w:numId"))) for one in numbering.xpath("w:num")]
    key, number = max(lists, default=0) + 1, max(numbers, default=0) + 1
    indent = '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr>'
    shape = parse_xml(
        f'<w:abstractNum {_NAMESPACES} w:abstractNumId="{key}"><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        f'<w:lvlJc w:val="left"/>{indent}</w:lvl></w:abstractNum>'
    )
    used = parse_xml(
        f'<w:num {_NAMESPACES} w:numId="{number}"><w:abstractNumId w:val="{key}"/></w:num>'
    )
    numbering.insert(len(numbering.xpath("w:numPicBullet | w:abstractNum")), shape)
    numbering.insert(len(numbering) - len(numbering.xpath("w:numIdMacAtCleanup")), used)
    return number


def _numbering(document: Document) -> Any:
    """Return the part with the lists of a document, a new one where it has none."""
    main: Any = document.part
    try:
        return main.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        element = parse_xml(f"<w:numbering {_NAMESPACES}/>")
        name = PackURI("/word/numbering-lists.xml")
        part = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, element, main.package)
        main.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return element


# ── The file ─────────────────────────────────────────────────────────────────────────────────────


def _packed(document: Document) -> bytes:
    """Return the bytes of a document, which depend on nothing but what it holds."""
    saved, out = BytesIO(), BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(out, "w") as after:
        parts = {one.filename: before.read(one) for one in before.infolist()}
        known_by = package.identifier(parts.items()).encode()
        parts[package.CORE] = parts[package.CORE].replace(package.UNSET.encode(), known_by)
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            after.writestr(zipfile.ZipInfo(name, _FIRST_DAY), content, how)
    return out.getvalue()
