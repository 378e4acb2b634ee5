"""What a workbook is packed from, counted before a parser keeps any of it.

A few kilobytes may unpack to millions of elements of XML. The same parser counts them here that
openpyxl uses later, so that no encoding, prefix or entity hides one.
"""

import io
import zipfile
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from ragcalc.catalogue.returns.tables import OLE, PDF
from ragcalc.limits import MEGABYTE, Limits, limits

MOST_COLUMNS = 16_384
"""Of a sheet in Excel; a row is held as a whole."""
MOST_FILES = 10_000
"""Of the files that a workbook is packed from."""
MOST_FORMAT = 255
"""Characters of a number format, as in Excel: openpyxl's search in one grows with its square."""
MOST_TAG = 1024**2
"""Bytes of a tag, a comment or another piece that the parser waits for the end of."""
SAVE_AS_XLSX = "open it in Excel or LibreOffice and save it as .xlsx, or as CSV"
DELETE = "delete what is empty, or split it"
_CHUNK = 64 * 1024
_COUNTED = frozenset(("row", "c", "si", "f"))
"""Rows, cells, shared texts and formulas; each takes about as long."""
_WITHIN = frozenset(("v", "is", "t"))
"""What a cell or a shared text has inside: its value or its text."""
_MOST_WITHIN = 2
"""Of these for each that is counted."""
_ATTRIBUTE = 16
"""Characters that most attributes do not have; one may name a thousand ranges."""
_NO_WORKBOOK = "is not a workbook that can be read"
_IS_ENCRYPTED = 1
"""Of the flags of a file in an archive."""


class ArchiveRefused(Exception):
    """An archive shall not be unpacked: the code, message and hint of its problem."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(code, message, hint)
        self.code, self.message, self.hint = code, message, hint


def _too_large(message: str, hint: str = DELETE) -> ArchiveRefused:
    return ArchiveRefused("file-too-large", message, hint)


@dataclass
class SheetShape:
    """What a sheet says beside its cells, its rows and columns counted from 1."""

    merged: list[str] = field(default_factory=list)
    """The merged cells, as in A5:B6."""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """The first and the last of each stretch."""


@dataclass
class ElementCounter:
    """Counts the elements of all files within: which are sheets does not depend on their names."""

    limit: Limits
    size: int = 0
    """Bytes of XML."""
    cells: int = 0
    within: int = 0
    other_elements: int = 0
    """Elements other than cells, which the parser keeps until it is done."""
    formulas: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    """The row and column of each formula, counted from 1, by the file within."""
    shapes: dict[str, SheetShape] = field(default_factory=dict)
    """By the file within."""
    _row: int = 0
    _column: int = 0
    _in_row: int = 0
    _of_sheet: set[tuple[int, int]] = field(default_factory=set)
    _shape: SheetShape = field(default_factory=SheetShape)

    def add(self, name: str, file: IO[bytes]) -> None:
        """Count the elements of a file, up to where it is no XML. Raises ArchiveRefused."""
        self._row = fed = 0
        self._of_sheet = self.formulas[name] = set()
        self._shape = self.shapes[name] = SheetShape()
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = _doctype
        while chunk := file.read(_CHUNK):
            self.size += len(chunk)
            fed += len(chunk)
            if self.size > self.limit.workbook_bytes:
                most = self.limit.workbook_bytes // MEGABYTE
                raise _too_large(f"unpacks to more than {most} MB of XML")
            parser.Parse(chunk, False)
            if fed - parser.CurrentByteIndex > MOST_TAG:
                raise _too_large(f"has a tag or a comment of more than {MOST_TAG // MEGABYTE} MB")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in _COUNTED:
            self.cells += 1
            self._count(local, attributes)
        elif local in _WITHIN:
            self.within += 1
        else:
            self._count_other(attributes)
            self._note_shape(local, attributes)
        most = self.limit.workbook_cells
        if self.cells > most or self.within > _MOST_WITHIN * most:
            raise _too_large(f"has more than {most:,} cells")

    def _count(self, local: str, attributes: dict[str, str]) -> None:
        """Count as openpyxl does, which goes by the names of rows and cells where they have one."""
        if local == "row":
            self._row = int(float(attributes.get("r", self._row + 1)))
            self._column = self._in_row = 0
            if _is_hidden(attributes):
                self._shape.hidden_rows.append(self._row)
        elif local == "c":
            self._column = _column(attributes.get("r", "")) or self._column + 1
            self._in_row += 1
            if self._in_row > MOST_COLUMNS:
                raise _too_large(f"has more than {MOST_COLUMNS:,} columns in a sheet")
        elif local == "f":
            self._of_sheet.add((self._row, self._column))

    def _note_shape(self, local: str, attributes: dict[str, str]) -> None:
        if local == "mergeCell":
            self._shape.merged.append(attributes.get("ref", ""))
        elif local == "col" and _is_hidden(attributes):
            stretch = int(attributes.get("min", 0)), int(attributes.get("max", 0))
            self._shape.hidden_columns.append(stretch)

    def _count_other(self, attributes: dict[str, str]) -> None:
        """Count an element once, and once more for what is long in its attributes."""
        self.other_elements += 1
        for value in attributes.values():
            self.other_elements += len(value) // _ATTRIBUTE + value.count(" ")
        if self.other_elements > self.limit.workbook_elements:
            most = self.limit.workbook_elements
            raise _too_large(f"has more than {most:,} elements besides its cells")
        if len(attributes.get("formatCode", "")) > MOST_FORMAT:
            raise _too_large(f"has a number format of more than {MOST_FORMAT} characters")


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _column(cell: str) -> int:
    """Return the number of a cell's column, counted from 1: 28 for AB7, 0 where it has no name."""
    number = 0
    for letter in cell.rstrip("0123456789").upper():
        number = number * 26 + int(letter, 36) - 9
    return number


def _doctype(*_about: object) -> None:
    message = "has a document type, which no program writes into a workbook"
    raise ArchiveRefused("table-not-a-workbook", message, SAVE_AS_XLSX)


def counted(content: bytes) -> ElementCounter:
    """Return what is in an archive. Raises ArchiveRefused where it is none, or holds too much."""
    count = ElementCounter(limits())
    with _opened(content, count.limit) as archive:
        for inside in archive.infolist():
            try:
                with archive.open(inside) as file:
                    count.add(inside.filename, file)
            except ArchiveRefused:
                raise
            except Exception:  # noqa: BLE001 - any decoder may fail, and then the parser too
                continue
    return count


def _opened(content: bytes, limit: Limits) -> zipfile.ZipFile:
    if content.startswith(OLE):
        message = "is in Excel's older format, or has a password"
        hint = "save it as .xlsx without a password, or as CSV"
        raise ArchiveRefused("table-not-a-workbook", message, hint)
    if content.startswith(PDF):
        message = "is a PDF, which has no cells to read"
        hint = "ask for the workbook or the CSV file that it was made from"
        raise ArchiveRefused("table-not-a-workbook", message, hint)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise ArchiveRefused("table-not-a-workbook", _NO_WORKBOOK, SAVE_AS_XLSX) from None
    inside = archive.infolist()
    if any(one.flag_bits & _IS_ENCRYPTED for one in inside):
        raise ArchiveRefused("table-not-a-workbook", "has a password", "save it without a password")
    if sum(one.file_size for one in inside) > limit.table_bytes:
        message = f"unpacks to more than {limit.table_bytes // MEGABYTE} MB"
        raise _too_large(message, "split it, or set RAGCALC_MOST_MEGABYTES")
    if len(inside) > MOST_FILES:
        raise _too_large(f"is packed from more than {MOST_FILES:,} files", SAVE_AS_XLSX)
    return archive
