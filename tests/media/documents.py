"""A Word document, read back: its words in the order of reading, and what in it is more than text.

By its XML and not by python-docx, which passes over what stands in fields and links.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OUR_FIELDS = re.compile(r"SEQ (?:Table|Figure) \\\* ARABIC|PAGE|NUMPAGES")
_LINKS = {
    "aFChunk", "attachedTemplate", "control", "externalLinkPath", "frame", "hyperlink",
    "oleObject", "subDocument", "vbaProject",
}  # fmt: skip
"""The kinds of relationship by which a document leads elsewhere, or runs something."""


def parts(content: bytes) -> dict[str, bytes]:
    """Return what a document is packed from, by its name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words(content: bytes) -> str:
    """Return the text of a document, a line for each paragraph, and its text alternatives."""
    return "\n".join(_lines(ElementTree.fromstring(parts(content)["word/document.xml"])))


def _lines(body: ElementTree.Element) -> Iterator[str]:
    for paragraph in body.iter(f"{_W}p"):
        yield "".join(_of_run(one) for one in paragraph.iter())


def _of_run(one: ElementTree.Element) -> str:
    if one.tag.endswith("}docPr"):
        return one.get("descr", "")
    return (one.text or "") if one.tag == f"{_W}t" else "\n" if one.tag == f"{_W}br" else ""


def alive(content: bytes) -> list[str]:
    """Return the fields, the links and the programs of a document, but for what it numbers."""
    found = []
    for name, part in parts(content).items():
        if name.endswith(".rels"):
            kinds = re.findall(r'Type="[^"]*/(\w+)"', part.decode())
            found += [kind for kind in kinds if kind in _LINKS]
        elif name.endswith(".xml"):
            found += [one for one in _fields(ElementTree.fromstring(part)) if one]
    return found


def _fields(part: ElementTree.Element) -> Iterator[str]:
    for one in part.iter():
        code = one.text if one.tag == f"{_W}instrText" else one.get(f"{_W}instr")
        if code and not _OUR_FIELDS.fullmatch(code.strip()):
            yield code
