"""A workbook, written row by row: formats, fills, widths, print set-up. Alone imports xlsxwriter.

Knows no report. Every text is written as text, so that none is taken for a formula or a link.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from textwrap import wrap
from typing import Any, NamedTuple

import xlsxwriter

from ragcalc.catalogue.model.fields import Unit
from ragcalc.render.common.cells import Quantity, Tone
from ragcalc.render.common.fills import FILLS, INK

_FIRST_DAY = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When every workbook was made: equal reports make equal bytes."""
_A4 = 9
_LONGEST = 32_767
"""Characters that a cell can hold."""
MOST_ROWS = 1_048_576
"""Rows that a sheet can hold."""
_NARROWEST, _ROOM, _FILTER = 7, 1, 2
"""Characters: the narrowest column, what stays free beside its widest entry, a filter's button."""
_LINE, _MOST_LINES = 15, 27
"""Height of a line in points, and how many of them Excel's highest row holds."""
_INPUT_WIDTH = 60
"""Characters that a cell to be filled in has room for where its column may be as wide."""
_INPUT = {"bg_color": "#FFF8DC", "border": 1, "border_color": "#8C8C8C"}
"""How a cell looks that is to be filled in."""


class Number(NamedTuple):
    """A number with its format."""

    value: Fraction
    format: str


class Chip(NamedTuple):
    """Words on the colour of their tone."""

    text: str
    tone: Tone


class Heading(NamedTuple):
    """Words above a column, or at the head of a part."""

    text: str
    right: bool = False
    """Whether it stands above numbers."""


class Input(NamedTuple):
    """An empty cell that is to be filled in."""

    format: str
    """The number format of what is written there; "" is General."""
    rule: str
    """The formula that is true of what may stand there, with {cell} for the cell; may be empty."""
    message: str = ""
    """What is said where the rule is not met."""


Entry = str | Number | Chip | Heading | Input | None
"""What a cell of a sheet holds."""


def number(quantity: Quantity, after: str = "") -> Number:
    """Return a number in full, with the format of its unit; `after` are signs behind it."""
    picture = _picture(quantity.decimals, quantity.unit, quantity.bound, after)
    return Number(quantity.value, picture)


@lru_cache(maxsize=256)
def _picture(decimals: int, unit: Unit, bound: str, after: str) -> str:
    digits = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    lead, tail = f'"{bound}"' if bound else "", after
    if not unit.label and unit.name == "percent":
        tail = f"%{after}"
    quoted = f'"{tail}"' if tail else ""
    if not unit.label and unit.name == "currency":
        return f"{lead}£{digits}{quoted};{lead}-£{digits}{quoted}"
    return f"{lead}{digits}{quoted}"


def _of_number(picture: str) -> dict[str, Any]:
    return {"num_format": picture, "align": "right", "indent": 1}


def _of_chip(tone: Tone) -> dict[str, Any]:
    fill, ink = FILLS[tone]
    return {"bg_color": fill, "font_color": ink, "bold": True}


def _of_heading(wrapped: bool, right: bool) -> dict[str, Any]:
    side = {"align": "right", "indent": 1} if right else {}
    return {"bold": True, "text_wrap": wrapped, "bottom": 2 if wrapped else 0, **side}


def _of_text(wrapped: bool) -> dict[str, Any]:
    return {"text_wrap": wrapped}


def _of_input(picture: str) -> dict[str, Any]:
    return {"num_format": picture or "General", "text_wrap": True, **_INPUT}


_FORMATS: dict[Any, Callable[..., dict[str, Any]]] = {
    Number: _of_number,
    Chip: _of_chip,
    Heading: _of_heading,
    Input: _of_input,
    str: _of_text,
}
"""What a cell of each kind of entry looks like, by its traits."""


class _Formats(dict[tuple[Any, ...], Any]):
    """The formats of a workbook by kind of entry and its traits, each made when it is needed."""

    def __init__(self, book: Any) -> None:
        self._book = book

    def __missing__(self, key: tuple[Any, ...]) -> Any:
        kind, *traits = key
        self[key] = self._book.add_format({"valign": "top", **_FORMATS[kind](*traits)})
        return self[key]


class Book:
    """A workbook in the making."""

    def __init__(self, title: str) -> None:
        self._out = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._out, options)
        self._book.set_properties({"title": title, "created": _FIRST_DAY})
        self._formats = _Formats(self._book)

    def sheet(self, name: str) -> "SheetWriter":
        """Add a sheet that prints on A4, its long side across, one page wide."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RPage &P of &N")
        return SheetWriter(sheet, self._formats)

    def name(self, name: str, cells: str) -> None:
        """Name some cells for formulas: `Symbols!$A$2:$A$9`."""
        self._book.define_name(name, f"={cells}")

    def content(self) -> bytes:
        """Return the bytes of the file; nothing can be added then."""
        self._book.close()
        return self._out.getvalue()


class SheetWriter:
    """One sheet, filled from the top."""

    def __init__(self, sheet: Any, formats: _Formats) -> None:
        self._sheet, self._formats = sheet, formats
        self._widest: Sequence[int] = ()
        self._widths: list[int] = []
        self._wrapped: list[tuple[int, int, str]] = []
        """Row, column and text of every cell whose text may break into lines."""
        self.next = 0
        """The row that comes next, counted from 0."""

    def columns(self, widest: Sequence[int]) -> None:
        """Begin columns that become as wide as what they hold, up to these characters."""
        self._widest, self._widths = widest, [0] * len(widest)

    def row(self, *entries: Entry) -> None:
        """Write a row from its left end."""
        for column, entry in enumerate(entries):
            if entry:
                width = self._put(column, entry)
                if width > self._widths[column]:
                    self._widths[column] = width
        self.next += 1

    def line(self, entry: Entry = None) -> None:
        """Write a row of one text that runs on over the columns beside it."""
        if entry:
            self._put(0, entry, wrapped=False)
        self.next += 1

    def small_chart(self, column: int, cells: str) -> None:
        """Draw the numbers of some cells, `History!$C$2:$C$9`, in a cell of the row that comes."""
        colours = {"series_color": INK, "markers_color": INK}
        options = {"range": cells, "markers": True, "weight": 1.5, **colours}
        self._sheet.add_sparkline(self.next, column, options)

    def finish(self, printed: int | None = None, heading: int = 0) -> None:
        """Set the widths of the columns, and the heights of the rows.

        Where the sheet is one table, `printed` says how many of its columns are printed, and show
        all their lines; the row `heading` then stays in sight, comes on every page, and filters.
        """
        widths = [*map(_width, self._widths, self._widest)]
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._set_heights(widths[:printed])
        if printed is not None:
            last = max(self.next - 1, heading + 1)
            self._sheet.freeze_panes(heading + 1, 1)
            self._sheet.autofilter(heading, 0, last, len(widths) - 1)
            self._sheet.repeat_rows(heading)
            self._sheet.print_area(0, 0, last, printed - 1)

    def _set_heights(self, widths: Sequence[int]) -> None:
        """Make each row as high as its lines; not every program does so when it opens the file."""
        lines: dict[int, int] = {}
        for row, column, text in self._wrapped:
            if column < len(widths):
                room = widths[column] - _ROOM
                lines[row] = max(len(wrap(text, room)), lines.get(row, 1))
        for row, number_of in lines.items():
            if number_of > 1:
                self._sheet.set_row(row, min(number_of, _MOST_LINES) * _LINE)

    def _put(
        self, column: int, entry: str | Number | Chip | Heading | Input, wrapped: bool = True
    ) -> int:
        """Write one cell; return the characters that it takes."""
        if isinstance(entry, Number):
            near = entry.value.numerator / entry.value.denominator
            shown = self._formats[Number, entry.format]
            self._sheet.write_number(self.next, column, near, shown)
            return len(f"{near:,.2f}") + entry.format.count('"')
        if isinstance(entry, Input):
            self._input(column, entry)
            return _INPUT_WIDTH
        if isinstance(entry, str):
            text, shown = entry, self._formats[str, wrapped]
        elif isinstance(entry, Chip):
            text, shown = entry.text, self._formats[Chip, entry.tone]
        else:
            text, shown = entry.text, self._formats[Heading, wrapped, entry.right]
        self._sheet.write_string(self.next, column, text[:_LONGEST], shown)
        taken = _of_words(text) if isinstance(entry, Heading) else len(text)
        if wrapped and len(text) > min(taken, self._widest[column] - _ROOM):
            self._wrapped.append((self.next, column, text))
        return taken

    def _input(self, column: int, entry: Input) -> None:
        """Write an empty cell that takes what its rule allows."""
        shown = self._formats[Input, entry.format]
        self._sheet.write_blank(self.next, column, None, shown)
        if entry.rule:
            cell = xlsxwriter.utility.xl_rowcol_to_cell(self.next, column)
            rule = entry.rule.replace("{cell}", cell)
            options = {"validate": "custom", "value": rule, "error_message": entry.message}
            self._sheet.data_validation(self.next, column, self.next, column, options)


def _of_words(heading: str) -> int:
    """Return the characters that a heading takes, which breaks between its words."""
    return max(map(len, heading.split()), default=0) + _FILTER


def _width(taken: int, most: int) -> int:
    return max(_NARROWEST, min(taken + _ROOM, most))
