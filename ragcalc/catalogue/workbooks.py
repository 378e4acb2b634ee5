"""Submitted workbooks: the rows of each sheet as the text that a person sees.

Alone imports openpyxl. Formulas and links to other files are never followed: the value that was
stored is read.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ragcalc.catalogue import characters
from ragcalc.catalogue.fields import quoted
from ragcalc.catalogue.tables import FORMULA, OLE, Table
from ragcalc.limits import MEGABYTE, Limits, limits
from ragcalc.numbers import plain
from ragcalc.problems import Place, Problem, Span

MOST_COLUMNS = 16_384
"""Of a sheet in Excel; a row is held as a whole."""
MOST_ROWS = 1_048_576
"""Of a sheet in Excel; a row of a higher number would be waited for, through all the empty ones."""
MOST_PARTS = 3
"""Of a cell: itself, its value and its formula."""
MOST_BESIDE = 2_000_000
"""Further elements of XML in all files within, which the parser keeps until it is done."""
MOST_FILES = 10_000
"""Of the files that a workbook is packed from."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
_CHUNK = 1024**2
_BAR = " | "
_SIMPLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


@dataclass(frozen=True)
class Sheet(Table):
    """One sheet of a workbook."""

    sheet: str = ""
    lines: dict[int, list[str]] = field(default_factory=dict)
    """The text of each row that holds anything, by its number."""

    @property
    def file(self) -> str:
        """The path in JSON."""
        return self.name.removesuffix(f"#{self.sheet}")

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that holds anything, with its number."""
        yield from self.lines.items()

    def stretch(self, row: int, column: int | None = None) -> Span:
        """Give a cell as a span: the row as its line, the column counted from 1."""
        return Span(row, (column or 0) + 1, row, (column or 0) + 2)

    def excerpt(self, span: Span) -> str:
        """Give the row of a span, its cells apart."""
        return _BAR.join(self._cells_of(span.line)).rstrip(" |").replace("\n", " ")

    def mark(self, _span: Span) -> Span | None:
        """Give the stretch of the excerpt that holds the cell."""
        span, cells = _span, self._cells_of(_span.line)
        begin = sum(len(cell) + len(_BAR) for cell in cells[: span.column - 1]) + 1
        width = len(cells[span.column - 1]) if span.column <= len(cells) else 1
        return Span(span.line, begin, span.line, begin + max(width, 1))

    def point(self, span: Span) -> str:
        """Give `returns/q4.xlsx:Sheet1!C14`."""
        return f"{self.shown}:{self.cell(span)}"

    def cell(self, _span: Span) -> str:
        """Give `Sheet1!C14`, the sheet's name in quotation marks where Excel has them."""
        span = _span
        from openpyxl.utils import get_column_letter

        quoted = self.sheet.replace("'", "''")
        sheet = self.sheet if _SIMPLE.fullmatch(self.sheet) else f"'{quoted}'"
        return f"{sheet}!{get_column_letter(span.column)}{span.line}"

    def _cells_of(self, row: int) -> list[str]:
        return self.lines.get(row, [])


def sheets(name: str, shown: str, content: bytes, wanted: str | None) -> list[Table]:
    """Read a workbook's sheets, or only the one that is wanted.

    What cannot be read stands in the problems of the one table that is given then.
    """
    try:
        import openpyxl  # noqa: F401 - whether it is there
    except ImportError:
        hint = "pip install 'ragcalc[excel]'"
        return [_refused(name, shown, "file-needs-extra", "needs a further package", hint)]
    if refusal := _unpacks(content):
        return [_refused(name, shown, *refusal)]
    try:
        with warnings.catch_warnings():  # of what openpyxl would lose if it wrote the workbook
            warnings.simplefilter("ignore")
            return _sheets(name, shown, content, wanted)
    except Exception as error:  # noqa: BLE001 - a damaged archive may fail in any of its parsers
        message = f"is no workbook that can be read: {type(error).__name__}"
        return [_refused(name, shown, "table-not-a-workbook", message, _SAVE_AS_XLSX)]


def _sheets(name: str, shown: str, content: bytes, wanted: str | None) -> list[Table]:
    from openpyxl import load_workbook

    if _has_shared_sheet(content):
        message = "has two sheets that are one file within"
        return [_refused(name, shown, "table-not-a-workbook", message, _SAVE_AS_XLSX)]
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    names = [one.title for one in book.worksheets]
    if not names:
        return [_refused(name, shown, "table-empty", "has no sheet", "add one with the figures")]
    if wanted is not None and wanted not in names:
        message = f"has no sheet {quoted(wanted)}"
        return [_refused(name, shown, "table-sheet", message, f"known: {', '.join(names)}")]
    taken = _Taken()
    return [
        _sheet(Sheet(f"{name}#{one.title}", shown, content, sheet=one.title), one, other, taken)
        for one, other in zip(book.worksheets, formulas.worksheets, strict=True)
        if wanted in (None, one.title)
    ]


def _has_shared_sheet(content: bytes) -> bool:
    """Say whether a sheet would be read twice, and so may be a thousand times."""
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(content), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    targets = [within.target for _, within in reader.parser.find_sheets()]
    return len(set(targets)) < len(targets)


@dataclass
class _Taken:
    """What was taken of a workbook's sheets so far, empty cells between others included."""

    cells: int = 0
    characters: int = 0
    """One text may stand in each of a million cells."""

    def too_much(self, row: int, limit: Limits) -> str:
        """Return of what it is more than is read, at the row of a number, or nothing."""
        if self.cells > limit.workbook_cells:
            return f"{limit.workbook_cells:,} cells"
        if self.characters > limit.table_bytes:
            return f"{limit.table_bytes:,} characters"
        return f"{MOST_ROWS:,} rows" if row > MOST_ROWS else ""


_DELETE = "delete what is empty, or split it"
_SAVE_AS_XLSX = "open it in Excel or LibreOffice and save it as .xlsx, or as CSV"


def _refused(name: str, shown: str, code: str, message: str, hint: str) -> Table:
    what = name.rpartition("/")[2]
    return Table(name, shown, problems=[Problem(code, f"{what} {message}", Place(name), hint)])


def _unpacks(content: bytes) -> tuple[str, str, str] | None:
    """Say why an archive shall not be unpacked: it is none, or grows beyond the limit."""
    if content.startswith(OLE):
        message = "is in Excel's older format, or has a password"
        return "table-not-a-workbook", message, "save it as .xlsx without a password, or as CSV"
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "table-not-a-workbook", "is no workbook that can be read", _SAVE_AS_XLSX
    inside, limit = archive.infolist(), limits().table_bytes
    if sum(one.file_size for one in inside) > limit:
        message = f"unpacks to more than {limit // MEGABYTE} MB"
        return "file-too-large", message, "split it, or set RAGCALC_MOST_MEGABYTES"
    if len(inside) > MOST_FILES:
        return "file-too-large", f"is packed from more than {MOST_FILES:,} files", _SAVE_AS_XLSX
    if crowded := _crowded(archive):
        return "file-too-large", f"has more than {crowded} in a sheet", _DELETE
    return None


def _crowded(archive: zipfile.ZipFile) -> str:
    """Say of what a workbook has too many; a parser would need all the memory to find out.

    Every file within is looked at: which of them are sheets does not depend on their names.
    """
    most = limits().workbook_cells
    cells = elements = 0
    for inside in archive.infolist():
        rows = in_row = 0
        for chunk in _chunks(archive, inside):
            behind, *of_rows = (len(_CELL.findall(row)) for row in _ROW.split(chunk))
            widest = max(in_row + behind, *of_rows, 0)
            in_row = of_rows[-1] if of_rows else widest
            rows += len(of_rows)
            cells += behind + sum(of_rows) + len(_TEXT.findall(chunk))
            elements += chunk.count(b"<") - chunk.count(b"</")
            if rows > MOST_ROWS:
                return f"{MOST_ROWS:,} rows"
            if widest > MOST_COLUMNS:
                return f"{MOST_COLUMNS:,} columns"
            if cells > most or elements > MOST_PARTS * most + MOST_BESIDE:
                return f"{most:,} cells"
    return ""


def _chunks(archive: zipfile.ZipFile, inside: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what a file within holds, as far as it can be read; the parser tells the rest."""
    # a damaged archive may fail in any of its decoders
    with suppress(Exception), archive.open(inside) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _sheet(found: Sheet, sheet: Any, formulas: Any, taken: _Taken) -> Sheet:
    """Fill a sheet from openpyxl's two readings of it."""
    limit = limits()
    sheet.reset_dimensions()  # what a file says of its size need not be true
    formulas.reset_dimensions()
    rows = zip(sheet.iter_rows(), formulas.iter_rows(), strict=True)
    for number, (row, sources) in enumerate(rows, 1):
        taken.cells += len(row)
        if much := taken.too_much(number, limit):
            found.problems.append(_too_many(found, number, much))
            break
        texts = [_text(cell) for cell in row]
        taken.characters += sum(map(len, texts))
        for column, source in enumerate(sources):
            if not texts[column] and str(source.value or "").startswith("="):
                found.problems.append(_unsaved(found, number, column))
            elif characters.CONTROL.search(texts[column]):
                found.problems.append(_controlled(found, number, column))
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            found.lines[number] = texts
    return found


def _too_many(found: Sheet, row: int, much: str) -> Problem:
    place = Place(found.name, ("returns",), span=found.stretch(row))
    return Problem("file-too-large", f"the sheet has more than {much}", place, _DELETE)


def _unsaved(found: Sheet, row: int, column: int) -> Problem:
    place = Place(found.name, ("returns",), span=found.stretch(row, column))
    hint = "open the workbook in Excel or LibreOffice and save it, so that it holds results"
    return Problem(FORMULA, "the formula has no stored result", place, hint)


def _controlled(found: Sheet, row: int, column: int) -> Problem:
    code, message, hint = characters.REFUSAL
    return Problem(code, message, Place(found.name, span=found.stretch(row, column)), hint)


def _text(cell: Any) -> str:
    """Give what a person sees in a cell, with every digit that is stored."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float():
            return _number(Decimal(repr(value)), _LITERAL.sub("", cell.number_format or ""))
        case datetime() | date():
            return value.isoformat()[:10]
        case _:
            return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _number(number: Decimal, format_: str) -> str:
    """Give digits; a number that is shown as a percentage is one."""
    if not number.is_finite():
        return str(number)
    if "%" not in format_:
        return _short(number)
    return f"{_short(number * 100)}%"


def _short(number: Decimal) -> str:
    text = plain(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
