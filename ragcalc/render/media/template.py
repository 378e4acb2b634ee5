"""A template for documents: what is refused before Word's files are parsed, and why.

A few kilobytes may unpack to millions of elements of XML. The same kind of parser counts them here,
part by part, so that no encoding, prefix or entity hides one.
"""

import io
import zipfile
from typing import IO
from xml.parsers import expat

from ragcalc.catalogue.returns.archives import MOST_FILES, MOST_TAG
from ragcalc.catalogue.returns.tables import OLE
from ragcalc.limits import MEGABYTE, Limits, limits

SAVE_AS_DOCX = "open it in Word or LibreOffice and save it as .docx"
_CONTENTS = "[Content_Types].xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_MACROS = (b"macroenabled", b"vbaproject")
_CHUNK = 64 * 1024
_IS_ENCRYPTED = 1
"""Of the flags of a file in an archive."""


class TemplateRefused(Exception):
    """A file is no template that can be used: what is wrong with it, and what to do."""

    def __init__(self, message: str, hint: str = SAVE_AS_DOCX) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


def check(content: bytes) -> None:
    """Look at a template's packing and at the amount of its XML. Raises TemplateRefused."""
    if content.startswith(OLE):
        raise TemplateRefused(
            "is in Word's older format, or has a password", "save it as .docx without a password"
        )
    limit = limits()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_packing(archive, limit)
            _check_kind(archive.read(_CONTENTS).lower())
            _check_size(archive, limit)
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, OSError, EOFError):
        raise TemplateRefused("is not a Word document that can be read") from None


def _check_packing(archive: zipfile.ZipFile, limit: Limits) -> None:
    inside = archive.infolist()
    if any(one.flag_bits & _IS_ENCRYPTED for one in inside):
        raise TemplateRefused("has a password", "save it as .docx without a password")
    if len(inside) > MOST_FILES:
        raise TemplateRefused(f"is packed from more than {MOST_FILES:,} files")
    if sum(one.file_size for one in inside) > limit.workbook_bytes:
        raise _too_large(f"unpacks to more than {limit.workbook_bytes // MEGABYTE} MB")


def _check_kind(contents: bytes) -> None:
    """Look at what the list of an archive's contents says that it is."""
    if any(one in contents for one in _MACROS):
        raise TemplateRefused("holds macros", "save it as .docx, which has none")
    if _TEMPLATE in contents:
        raise TemplateRefused("is a Word template and not a document")
    if _DOCUMENT not in contents:
        raise TemplateRefused("is not a Word document")


def _check_size(archive: zipfile.ZipFile, limit: Limits) -> None:
    counter = _ElementCount(limit.workbook_elements)
    for inside in archive.infolist():
        with archive.open(inside) as file:
            try:
                counter.add(file)
            except expat.ExpatError:
                continue  # a picture, or what no parser will read any further either


class _ElementCount:
    """Counts the elements and the attributes of XML, and refuses what no program writes."""

    def __init__(self, most: int) -> None:
        self._most, self._found = most, 0

    def add(self, file: IO[bytes]) -> None:
        """Count those of a file, up to where it is no XML. Raises TemplateRefused."""
        parser, fed = expat.ParserCreate(), 0
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = _doctype
        while chunk := file.read(_CHUNK):
            fed += len(chunk)
            parser.Parse(chunk, False)
            if fed - parser.CurrentByteIndex > MOST_TAG:
                raise _too_large(f"has a tag or a comment of more than {MOST_TAG // MEGABYTE} MB")

    def _element(self, _name: str, attributes: dict[str, str]) -> None:
        self._found += 1 + len(attributes)
        if self._found > 4 * self._most:
            raise _too_large(f"has more than {self._most:,} elements")


def _doctype(*_about: object) -> None:
    raise TemplateRefused("has a document type, which no program writes into a document")


def _too_large(message: str) -> TemplateRefused:
    return TemplateRefused(message, "delete its text and its pictures: only its styles are used")
