"""Submitted workbooks: the rows of each sheet as the text that a person sees.

Alone imports openpyxl. Formulas and links to other files are never followed: the value that was
stored is read.
"""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.returns import archives, number_formats
from ragcalc.catalogue.returns.archives import DELETE, SAVE_AS_XLSX
from ragcalc.catalogue.returns.tables import FORMULA, Table
from ragcalc.catalogue.yaml import characters
from ragcalc.limits import Limits, limits
from ragcalc.problems import Place, Problem, Span

MOST_ROWS = 1_048_576
"""Of a sheet in Excel; a row of a higher number would be waited for, through all the empty ones."""
_BAR = " | "
_SIMPLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


@dataclass(frozen=True)
class WorkbookTable(Table):
    """One sheet of a workbook."""

    sheet: str = ""
    lines: dict[int, list[str]] = field(default_factory=dict)
    """The text of each row that holds anything, by its number."""
    shape: archives.SheetShape = field(default_factory=archives.SheetShape)

    @property
    def file(self) -> str:
        """The path in JSON."""
        return self.name.removesuffix(f"#{self.sheet}")

    @property
    def hidden(self) -> tuple[str, ...]:
        """The rows and columns that are hidden and hold anything."""
        from openpyxl.utils import get_column_letter

        filled = {
            column for row in self.lines.values() for column, text in enumerate(row, 1) if text
        }
        columns = (
            get_column_letter(column)
            for first, last in self.shape.hidden_columns
            for column in sorted(filled)
            if first <= column <= last
        )
        rows = (f"row {row}" for row in self.shape.hidden_rows if row in self.lines)
        return (*rows, *(f"column {column}" for column in columns))

    @property
    def merged(self) -> tuple[str, ...]:
        """The merged cells, as in A5:B6."""
        return tuple(self.shape.merged)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that holds anything, with its number."""
        yield from self.lines.items()

    def stretch(self, row: int, column: int | None = None) -> Span:
        """Return a cell as a span: the row as its line, the column counted from 1."""
        return Span(row, (column or 0) + 1, row, (column or 0) + 2)

    def excerpt(self, span: Span) -> str:
        """Return the row of a span, its cells apart."""
        return _BAR.join(self._cells_of(span.line)).rstrip(" |").replace("\n", " ")

    def mark(self, _span: Span) -> Span | None:
        """Return the stretch of the excerpt that holds the cell."""
        span, cells = _span, self._cells_of(_span.line)
        begin = sum(len(cell) + len(_BAR) for cell in cells[: span.column - 1]) + 1
        width = len(cells[span.column - 1]) if span.column <= len(cells) else 1
        return Span(span.line, begin, span.line, begin + max(width, 1))

    def point(self, span: Span) -> str:
        """Return `returns/q4.xlsx:Sheet1!C14`."""
        return f"{self.shown}:{self.cell(span)}"

    def cell(self, _span: Span) -> str:
        """Return `Sheet1!C14`, the sheet's name in quotation marks where Excel has them."""
        span = _span
        from openpyxl.utils import get_column_letter

        quoted = self.sheet.replace("'", "''")
        sheet = self.sheet if _SIMPLE.fullmatch(self.sheet) else f"'{quoted}'"
        return f"{sheet}!{get_column_letter(span.column)}{span.line}"

    def _cells_of(self, row: int) -> list[str]:
        return self.lines.get(row, [])


def sheets(name: str, shown: str, content: bytes, wanted: str | None) -> list[Table]:
    """Return a workbook's sheets, or only the one that is wanted.

    What cannot be read stands in the problems of the one table that is given then.
    """
    try:
        import openpyxl  # noqa: F401 - whether it is there
    except ImportError:
        hint = "pip install 'ragcalc[excel]'"
        return [_refused(name, shown, "file-needs-extra", "needs a further package", hint)]
    try:
        count = archives.counted(content)
        with warnings.catch_warnings():  # of what openpyxl would lose if it wrote the workbook
            warnings.simplefilter("ignore")
            return _sheets(name, shown, content, wanted, count)
    except archives.ArchiveRefused as refused:
        return [_refused(name, shown, refused.code, refused.message, refused.hint)]
    except Exception as error:  # noqa: BLE001 - a damaged archive may fail in any of its parsers
        message = f"is not a workbook that can be read: {type(error).__name__}"
        return [_refused(name, shown, "table-not-a-workbook", message, SAVE_AS_XLSX)]


def _sheets(
    name: str, shown: str, content: bytes, wanted: str | None, count: archives.ElementCounter
) -> list[Table]:
    book, targets = _opened(content)
    if len(set(targets)) < len(targets):  # so that one would be read twice, and so a thousand times
        message = "has two sheets that are one file within"
        return [_refused(name, shown, "table-not-a-workbook", message, SAVE_AS_XLSX)]
    names = [one.title for one in book.worksheets]
    if not names:
        return [_refused(name, shown, "table-empty", "has no sheet", "add one with the figures")]
    if wanted is not None and wanted not in names:
        message = f"has no sheet {quoted(wanted)}"
        return [_refused(name, shown, "table-sheet", message, f"known: {', '.join(names)}")]
    taken = _Taken()
    return [
        _sheet(
            WorkbookTable(
                f"{name}#{one.title}",
                shown,
                content,
                sheet=one.title,
                shape=count.shapes.get(one._worksheet_path, archives.SheetShape()),
                is_hidden=wanted is None and one.sheet_state != "visible",
            ),
            one,
            count.formulas.get(one._worksheet_path, set()),
            taken,
        )
        for one in book.worksheets
        if wanted in (None, one.title)
    ]


def _opened(content: bytes) -> tuple[Any, list[str]]:
    """Return a workbook, and the file within of each of its sheets.

    Its properties, theme and names are not read: nobody needs them, and some take long.
    """
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    targets = [within.target for _, within in reader.parser.find_sheets()]
    apply_stylesheet(reader.archive, reader.wb)
    reader.read_worksheets()
    return reader.wb, targets


@dataclass
class _Taken:
    """What was taken of a workbook's sheets so far, empty cells between others included."""

    rows: int = 0
    """A sheet of one row may have a million empty ones before it."""
    cells: int = 0
    characters: int = 0
    """One text may stand in each of a million cells."""

    def too_much(self, row: int, limit: Limits) -> str:
        """Return of what it is more than is read, at the row of a number, or nothing."""
        if self.cells > limit.workbook_cells:
            return f"{limit.workbook_cells:,} cells"
        if self.characters > limit.table_bytes:
            return f"{limit.table_bytes:,} characters"
        if row > MOST_ROWS:
            return f"{MOST_ROWS:,} rows"
        return f"{limit.rows:,} rows" if self.rows > limit.rows else ""


def _refused(name: str, shown: str, code: str, message: str, hint: str) -> Table:
    what = name.rpartition("/")[2]
    return Table(name, shown, problems=[Problem(code, f"{what} {message}", Place(name), hint)])


def _sheet(
    found: WorkbookTable, sheet: Any, formulas: set[tuple[int, int]], taken: _Taken
) -> WorkbookTable:
    """Fill a sheet with the results that openpyxl reads."""
    limit = limits()
    sheet.reset_dimensions()  # what a file says of its size need not be true
    for number, row in enumerate(sheet.iter_rows(), 1):
        taken.cells += len(row)
        taken.rows += 1
        if much := taken.too_much(number, limit):
            found.problems.append(_too_many(found, number, much))
            break
        texts = [_text(cell) for cell in row]
        taken.characters += sum(map(len, texts))
        for column, text in enumerate(texts):
            if not text and (number, column + 1) in formulas:
                found.problems.append(_unsaved(found, number, column))
            elif characters.CONTROL.search(text):
                found.problems.append(_controlled(found, number, column))
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            found.lines[number] = texts
    return found


def _too_many(found: WorkbookTable, row: int, much: str) -> Problem:
    place = Place(found.name, ("returns",), span=found.stretch(row))
    return Problem("file-too-large", f"the sheet has more than {much}", place, DELETE)


def _unsaved(found: WorkbookTable, row: int, column: int) -> Problem:
    place = Place(found.name, ("returns",), span=found.stretch(row, column))
    hint = "open the workbook in Excel or LibreOffice and save it, so that its results are stored"
    return Problem(FORMULA, "the formula has no stored result", place, hint)


def _controlled(found: WorkbookTable, row: int, column: int) -> Problem:
    code, message, hint = characters.REFUSAL
    return Problem(code, message, Place(found.name, span=found.stretch(row, column)), hint)


def _text(cell: Any) -> str:
    """Return what a person sees in a cell, with every digit that is stored."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float():
            return _number(Decimal(repr(value)), cell.number_format or "")
        case datetime() | date():
            return value.isoformat()[:10]
        case _:
            return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _number(number: Decimal, format_: str) -> str:
    """Return a number as it is shown, such as 18.3%, £1200 or 8 days."""
    return number_formats.shown(number, format_) if number.is_finite() else str(number)
